"""The open challenge: networks of any form get what they reach, and nothing else gets anything."""

from __future__ import annotations

import hashlib
import inspect
import io
import json
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from course_case import answer_cell, answered, grade_id, nbgrader, released, submit, to_bytes
from grading_case import Recorder, new_sandbox
from test_weights import BAD, npz, objects

from autograder import rooms
from autograder.build import reference_source
from autograder.catalog import catalog
from autograder.faces.class_page.leaderboard import leaderboard, open_exercise, places, pseudonym
from autograder.faces.class_page.page import make_class_page
from autograder.faces.class_page.record import Record, Taken, read_record
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.nbgrader.gradebook import Standing as Marks
from autograder.faces.student.check import card_for
from autograder.faces.terminal.console import new_console
from autograder.faces.terminal.leaderboard import print_leaderboard
from autograder.grading.deciding import heldout
from autograder.grading.deciding.answers import answers
from autograder.grading.engine import Seeds, grade
from autograder.report import ERROR, NOT_STARTED, PASSED, ExerciseReport, Standing
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import read_submission
from autograder.text import LANGUAGES, Text
from autograder.weights import Weights, WeightsError, examine, read_weights
from solutions import awesome_baseline, awesome_recipe, ch08_deep_learning

CHAPTER = next(c for c in catalog() if open_exercise(c))
EXERCISE = open_exercise(CHAPTER)
assert EXERCISE is not None
SYMBOL, FILE = EXERCISE.symbol, EXERCISE.file
TIERS = [g for g in answers(CHAPTER).graders[SYMBOL] if "tier" in g.name]
SEEDS = Seeds(b"secret", "aoki")
REFERENCE = reference_source(CHAPTER, SYMBOL, "en")
MEMORISER = """
import hashlib

class AwesomeNet:
    @classmethod
    def load(cls, path):
        net = cls()
        with np.load(path) as archive:
            net.labels = dict(zip(map(bytes, archive["digests"]), archive["labels"]))
            net.order, net.asked = archive["labels"], 0
        return net

    def predict(self, x):
        out = np.zeros((len(x), 10))
        for i, image in enumerate(np.round(x * 255).astype(np.uint8)):
            digest = hashlib.sha256(image.tobytes()).digest()
            out[i, {known}] = 1
            self.asked += 1
        return out
"""
BY_HASH, BY_ORDER = "self.labels.get(digest, 0)", "self.order[self.asked % len(self.order)]"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with new_sandbox(CHAPTER.id) as made:
        yield made


def weights(**arrays: np.ndarray) -> Weights:
    return examine(npz(**arrays), FILE)


def reference_weights() -> Weights:
    return read_weights(rooms.solutions(), FILE)


def graded(
    answer: str, given: Weights | Text | None, sandbox: Sandbox, seeds: Seeds = SEEDS
) -> ExerciseReport:
    """What the open exercise gets of a notebook in which nothing else is written."""
    made = released("en", CHAPTER.id)
    answer_cell(made, SYMBOL)["source"] = answer
    submission = read_submission(to_bytes(made), f"{CHAPTER.stem}.ipynb")
    handed: Mapping[str, Any] = {} if given is None else {SYMBOL: given}
    return grade(submission, CHAPTER, seeds, sandbox, weights=handed).exercise(SYMBOL)


@pytest.mark.slow
def test_the_reference_reaches_every_tier_whoever_asks(sandbox: Sandbox) -> None:
    for student in ("aoki", "baba", "chiba"):
        found = graded(REFERENCE, reference_weights(), sandbox, Seeds(b"secret", student))
        assert (found.status, found.score) == (PASSED, found.max_score)
        standing = found.standing
        assert standing is not None
        assert standing.low < standing.accuracy < standing.high
        assert standing.images == 2000
        assert standing.parameters == reference_weights().parameters
        assert standing.seconds > 0


@pytest.mark.slow
def test_a_regrade_gives_the_same(sandbox: Sandbox) -> None:
    first, second = (graded(REFERENCE, reference_weights(), sandbox).standing for _ in range(2))
    assert first and second
    assert replace(first, seconds=0.0) == replace(second, seconds=0.0)


LINEAR = """
class AwesomeNet:
    def __init__(self, W, b):
        self.W, self.b = W, b

    @staticmethod
    def load(path):
        file = np.load(path)
        return AwesomeNet(file["weight"], file["bias"])

    def predict(self, images):
        return images.reshape(len(images), -1) @ self.W + self.b
"""


def linear() -> dict[str, np.ndarray]:
    """Least squares from the embedded digits to one-hot labels: a network of one layer, in closed form."""
    from dataset.mnist import load_mnist

    (x, t), _ = load_mnist(one_hot_label=True)
    x1 = np.hstack([x.astype(np.float64), np.ones((len(x), 1))])
    solved = np.linalg.solve(x1.T @ x1 + 10 * np.eye(x1.shape[1]), x1.T @ t)
    return {"weight": solved[:-1], "bias": solved[-1]}


def test_a_network_of_another_form_gets_what_it_reaches(sandbox: Sandbox) -> None:
    found = graded(LINEAR, weights(**linear()), sandbox)
    assert found.standing
    assert 0.6 < found.standing.accuracy < 0.9  # it was not made for digits that are moved
    assert found.score < 3
    tiers = {o.name: o for o in found.outcomes}
    message = tiers[TIERS[0].name].message
    assert message and f"{found.standing.accuracy:.4f}" in message.en
    assert "0.9 in both" in message.en


@pytest.mark.parametrize("known", [BY_HASH, BY_ORDER])
def test_memorised_answers_get_nothing(known: str, sandbox: Sandbox) -> None:
    """Who has all of MNIST can hold the hidden digits' labels, by their bytes or by their place."""
    with np.load(rooms.graders() / "heldout_digits.npz") as archive:
        images, labels = archive["x_test"], archive["t_test"]
    digests = np.array([list(hashlib.sha256(image.tobytes()).digest()) for image in images], dtype=np.uint8)
    found = graded(MEMORISER.replace("{known}", known), weights(digests=digests, labels=labels), sandbox)
    assert found.score == 0
    assert found.standing
    assert found.standing.accuracy < 0.2


def test_no_label_enters_the_sandbox() -> None:
    kept = heldout.shown(SEEDS.of(TIERS[0], CHAPTER), FILE).kept[heldout.LABELS]
    with Recorder(CHAPTER.id) as sandbox:
        graded(REFERENCE, reference_weights(), sandbox)
        jobs = sandbox.jobs
    (request,) = (r for job in jobs for r in job.requests if r.shown)
    assert request.shown
    content, shape, file = request.shown
    assert shape == (4000, 1, 28, 28)
    assert len(content) == 4000 * 28 * 28
    assert file == FILE
    told = pickle.dumps(jobs)
    for dtype in (np.uint8, np.int32, np.int64, np.float32, np.float64):
        assert kept[:200].astype(dtype).tobytes() not in told


WRONG_FORMS = {
    "labels": (
        "return np.argmax(self.scores(x), axis=1)",
        "for 100 images predict has to return the shape (100, 10), not (100,)",
    ),
    "text": ('return np.full((len(x), 10), "a")', "an array of numbers"),
    "nothing": ("return None", "(100, 10), not ()"),
    "not finite": ("return self.scores(x) * np.nan", "the accuracy on the hidden digits is 0.0000"),
    "dropout while testing": (
        "return self.scores(x * (np.random.rand(*x.shape) > 0.3))",
        "Could dropout be at work in testing",
    ),
    "other answers alone": (
        "return self.scores(x if len(x) > 1 else x[:, :, ::-1])",
        "of the same 200 images",
    ),
}


@pytest.mark.parametrize("name", WRONG_FORMS)
def test_what_is_wrong_with_the_answers_is_said(name: str, sandbox: Sandbox) -> None:
    code, expected = WRONG_FORMS[name]
    answer = REFERENCE.replace("def predict(self, x):", "def scores(self, x):")
    answer += f"\n    def predict(self, x):\n        {code}\n"
    found = graded(answer, reference_weights(), sandbox)
    assert found.score < found.max_score
    assert any(o.message and expected in o.message.en for o in found.outcomes), found.reasons
    assert not found.mistake


def test_weights_that_do_not_fit_the_class_are_an_error_of_the_students(sandbox: Sandbox) -> None:
    found = graded(REFERENCE, weights(W=np.ones(3)), sandbox)
    assert (found.status, found.score, found.standing) == (ERROR, 0, None)
    assert any("W1" in reason.text.en for reason in found.reasons)


@pytest.mark.slow
def test_a_network_that_does_not_end_is_stopped(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heldout, "SECONDS", 3.0)
    answer = REFERENCE.replace("x = x.astype(np.float32)", "while True: pass")
    found = graded(answer, reference_weights(), sandbox)
    assert (found.status, found.score) == ("timeout", 0)


def test_bad_weights_are_zero_with_a_sentence(sandbox: Sandbox) -> None:
    with pytest.raises(WeightsError) as caught:
        examine(objects(), FILE)
    found = graded(REFERENCE, caught.value.text, sandbox)
    assert (found.status, found.score, found.message) == (ERROR, 0, caught.value.text)
    missing = graded(REFERENCE, None, sandbox)
    assert missing.status == ERROR
    assert missing.message and "not beside the notebook" in missing.message.en


def test_who_has_not_begun_is_not_blamed(sandbox: Sandbox) -> None:
    stub = next(c.source for c in CHAPTER.cells if c.keys.get("exercise") == SYMBOL)
    found = graded(stub, None, sandbox)
    assert (found.status, found.score, found.message) == (NOT_STARTED, 0, None)


def test_the_interval_is_wilsons() -> None:
    # 1960 of 2000, worked out by hand from Wilson's formula with z = 1.959964
    low, high = heldout.wilson(1960, 2000)
    assert (round(low, 5), round(high, 5)) == (0.97288, 0.98528)
    assert heldout.wilson(2000, 2000)[1] == pytest.approx(1.0)
    assert heldout.wilson(0, 2000)[0] == pytest.approx(0.0)


def test_each_student_meets_the_digits_in_another_order() -> None:
    one, other = (heldout.shown(seed, FILE) for seed in (1, 2))
    assert not np.array_equal(one.images, other.images)
    for shown in (one, other):
        labels, moved = shown.kept[heldout.LABELS], shown.kept[heldout.MOVED]
        assert len(labels) == len(moved) == len(shown.images) == 4000
        assert moved.sum() == 2000
        assert np.array_equal(np.sort(labels[moved]), np.sort(labels[~moved]))
    plain = {image.tobytes() for image in one.images[~one.kept[heldout.MOVED]]}
    assert not any(image.tobytes() in plain for image in one.images[one.kept[heldout.MOVED]])


# ── the leaderboard ──


def taken(student: str, standing: Standing | None, score: float = 5.0) -> Taken:
    report = {
        "isolation": ["seccomp"],
        "notes": [],
        "exercises": {
            e.id: {
                "status": PASSED,
                "score": score if e.symbol == SYMBOL else 0.0,
                "max_score": e.points,
                "message": None,
                "reasons": [],
                "general": [],
                "hint": None,
                "mistake": None,
                "followed": False,
                "graders": [{"message": None, "passed": True}],
                **({"standing": vars(standing)} if standing and e.symbol == SYMBOL else {}),
            }
            for e in CHAPTER.exercises
        },
    }
    record = read_record({"report": report, "lang": "ja"}, CHAPTER, "ja")
    assert isinstance(record, Record)
    counting = {e.symbol: score if e.symbol == SYMBOL else 0.0 for e in CHAPTER.exercises}
    marks = Marks(None, dict(counting), counting, 0.0, 0.0)
    return Taken(student, True, marks, record)


def test_the_leaderboard_orders_by_accuracy_and_then_by_size() -> None:
    big, small = Standing(0.98, 0.97, 0.99, 2000, 500, 1.0), Standing(0.98, 0.97, 0.99, 2000, 100, 9.0)
    best = Standing(0.99, 0.98, 0.995, 2000, 900, 2.0)
    board = places(
        [
            taken("big", big),
            taken("none", None),
            taken("small", small),
            taken("twin", small),
            taken("best", best),
        ],
        CHAPTER,
        b"secret",
    )
    assert [(p.rank, p.student) for p in board] == [(1, "best"), (2, "small"), (2, "twin"), (4, "big")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_leaderboard_is_shown_with_names_or_without(lang: str) -> None:
    board = places([taken("aoki", Standing(0.98, 0.97, 0.99, 2000, 12345, 1.0))], CHAPTER, b"secret")
    texts = {}
    for hidden in (False, True):
        console = new_console()
        console.file = io.StringIO()
        assert EXERCISE
        print_leaderboard(EXERCISE, board, lang, hidden, console)
        texts[hidden] = console.file.getvalue()
    assert "aoki" in texts[False]
    assert "aoki" not in texts[True]
    assert pseudonym(b"secret", "aoki") in texts[True]
    assert all("0.9800" in t and "12,345" in t for t in texts.values())


@pytest.mark.parametrize(
    "change",
    [
        {"accuracy": 2.0},
        {"low": 0.99},
        {"seconds": "inf"},
        {"parameters": -1},
        {"images": 0},
        {"accuracy": "nan"},
    ],
)
def test_a_damaged_standing_is_no_record(change: dict[str, Any]) -> None:
    standing = vars(Standing(0.98, 0.97, 0.985, 2000, 12345, 1.0)) | change
    whole = {
        e.id: {
            "status": PASSED,
            "score": 0.0,
            "max_score": e.points,
            "message": None,
            "reasons": [],
            "general": [],
            "hint": None,
            "mistake": None,
            "followed": False,
            "graders": [],
            "standing": standing,
        }
        for e in CHAPTER.exercises
    }
    report = {"isolation": [], "notes": [], "exercises": whole}
    assert isinstance(read_record({"report": report, "lang": "ja"}, CHAPTER, "ja"), Text)


# ── the self-check ──


def namespace(answer: str) -> dict[str, Any]:
    names: dict[str, Any] = {"np": np}
    exec(compile(reference_module(), "<given>", "exec"), names)
    exec(compile(answer, "<answer>", "exec"), names)
    return names


def reference_module() -> str:
    return (rooms.solutions() / f"{CHAPTER.stem}.py").read_text(encoding="utf-8")


def test_the_self_check_says_the_tier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZEROTSUKU_LANG", "en")
    names = namespace(REFERENCE)
    card = card_for(SYMBOL, names)
    assert card.status == "failed"
    assert any("not beside the notebook" in line for line in card.lines)
    (tmp_path / FILE).write_bytes(reference_weights().data)
    card = card_for(SYMBOL, names)
    assert card.status == PASSED
    assert any("would be tier" in line and "hidden images" in line for line in card.lines)
    (tmp_path / FILE).write_bytes(objects())
    card = card_for(SYMBOL, names)
    assert card.status == "failed"
    assert any("Python objects" in line for line in card.lines)


# ── the whole way ──


@pytest.mark.slow
def test_bad_weights_in_a_class_cost_nobody_else_anything(tmp_path: Path) -> None:
    course = tmp_path / "dl"
    make_course(course, "en", [CHAPTER.id])
    nbgrader(course, "generate_assignment", CHAPTER.id)
    name = f"{CHAPTER.stem}.ipynb"
    content = to_bytes(answered([SYMBOL], "en", CHAPTER.id))
    handed_in: dict[str, bytes | None] = {
        "honest": reference_weights().data,
        "nothing": None,
        "bomb": BAD["a bomb"][0](),
        "pickle": BAD["objects"][0](),
        "crowd": BAD["10^5 members"][0](),
        "torn": BAD["cut short"][0](),
    }
    for who, data in handed_in.items():
        submit(course, who, {name: content, **({FILE: data} if data else {})}, chapter=CHAPTER.id)
    summary = grade_class(course, CHAPTER.id)
    marks = {row.student: row.scores[SYMBOL] for row in summary.rows}
    assert EXERCISE
    assert marks.pop("honest") == EXERCISE.points
    assert set(marks.values()) == {0.0}
    assert len(marks) == len(handed_in) - 1
    assert not any(row.cut for row in summary.rows)
    _, board = leaderboard(course, CHAPTER.id)
    assert [place.student for place in board] == ["honest"]
    page = make_class_page(course, CHAPTER.id).read_text(encoding="utf-8")
    assert board[0].pseudonym in page
    assert f"{board[0].standing.accuracy:.4f}" in page
    for who in marks:
        found = graded_notebook(course, who)
        (told,) = (c for c in found["cells"] if grade_id(c) == f"check-{SYMBOL}")
        assert FILE in json.dumps(told["outputs"])
    again = grade_class(course, CHAPTER.id)
    assert {row.status for row in again.rows} == {"kept"}
    (course / "submitted" / "nothing" / CHAPTER.id / FILE).write_bytes(reference_weights().data)
    third = {row.student: row for row in grade_class(course, CHAPTER.id).rows}
    assert (third["nothing"].status, third["nothing"].scores[SYMBOL]) == ("graded", EXERCISE.points)
    assert {row.status for who, row in third.items() if who != "nothing"} == {"kept"}


def graded_notebook(course: Path, student: str) -> dict[str, Any]:
    path = course / "autograded" / student / CHAPTER.id / f"{CHAPTER.stem}.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_baseline_is_a_submission_and_learns(tmp_path: Path, sandbox: Sandbox) -> None:
    """With a quarter of its training it passes tier 2; all of it takes a minute or two, and passes tier 3."""
    awesome_baseline.train(epochs=3, path=str(tmp_path / FILE))
    answer = inspect.getsource(awesome_baseline.AwesomeNet)
    found = graded(answer, read_weights(tmp_path, FILE), sandbox)
    assert found.standing
    assert found.standing.accuracy >= 0.95
    assert found.score >= 6


@pytest.mark.slow
def test_no_draw_of_the_moves_costs_the_reference_a_tier() -> None:
    """Each student's digits are moved in directions of their own: that may not be worth a point."""
    images, labels = heldout._digits()
    network = ch08_deep_learning.AwesomeNet.load(awesome_recipe.WEIGHTS)

    def known(dy: int, dx: int) -> np.ndarray:
        moved = ch08_deep_learning.shift_images(images, dy, dx).astype(np.float32) / np.float32(255)
        parts = np.split(moved, range(100, len(moved), 100))
        return np.concatenate([np.argmax(network.predict(part), axis=1) for part in parts]) == labels

    assert np.mean(known(0, 0)) >= 0.99
    share = np.mean([known(dy, dx) for dy, dx in heldout.MOVES], axis=0)  # of the moves, image by image
    spread = np.sqrt(np.sum(share * (1 - share))) / len(labels)
    assert np.mean(share) - 5 * spread >= 0.99  # one draw in three million is further off


@pytest.mark.slow
def test_the_recipe_made_the_reference_weights() -> None:
    """One epoch of it is on its way; that it made the file is said by the shapes."""
    said: list[str] = []
    made = awesome_recipe.train(1, say=said.append)
    with np.load(awesome_recipe.WEIGHTS) as archive:
        shapes = {key: archive[key].shape for key in archive.files}
    assert {key: array.shape for key, array in made.params.items()} == shapes
    assert float(said[0].split()[3]) > 0.9
