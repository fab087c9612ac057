"""What the workbook gives, its setup and given cells, cannot be lost, whatever a notebook has of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from course_case import Notebook, code, grade_id, nbgrader, scores, submit, to_bytes, weights_of
from grading_case import SEEDS, Recorder, chapter_of, graded, notebook
from test_selfcheck_session import run_pytest

from autograder import rooms
from autograder.build import is_locked, source_notebook, student_notebook, student_script
from autograder.build import to_bytes as notebook_bytes
from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.student.start import start
from autograder.grading.deciding.binding import ANYTHING, bound
from autograder.grading.deciding.given import given_of
from autograder.grading.deciding.plan import cells_to_run
from autograder.grading.engine import grade
from autograder.grading.handed import weights_beside
from autograder.report import PASSED, Report
from autograder.sandbox.loading import RunCell
from autograder.selfcheck.checks import checks_path, load_checks, weights_in
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import check_exercise
from autograder.submission import Submission, read_submission
from autograder.text import LANGUAGES

CHAPTERS = [chapter.id for chapter in catalog()]
WITH_GIVEN = [chapter.id for chapter in catalog() if any(c.role == "given" for c in chapter.cells)]
Way = Callable[[Notebook], None]


def locked(n: Notebook, prefix: str = "") -> list[dict[str, Any]]:
    return [c for c in n["cells"] if is_locked(grade_id(c)) and grade_id(c).startswith(prefix)]


def solved(chapter: str) -> Notebook:
    made: Notebook = json.loads(notebook(chapter, {}))
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"])
    return made


def without(n: Notebook) -> None:
    gone = locked(n)
    n["cells"] = [c for c in n["cells"] if c not in gone]


def without_setup(n: Notebook) -> None:
    gone = locked(n, "setup")
    n["cells"] = [c for c in n["cells"] if c not in gone]


def setup_in_markdown(n: Notebook) -> None:
    for cell in locked(n, "setup"):
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]


def setup_raises(n: Notebook) -> None:
    for cell in locked(n, "setup"):
        cell["source"] = "raise RuntimeError('not today')\n"


def setup_is_no_python(n: Notebook) -> None:
    for cell in locked(n, "setup"):
        cell["source"] += "\nimport ("


def without_numpy(n: Notebook) -> None:
    for cell in locked(n, "setup"):
        cell["source"] = cell["source"].replace("import numpy as np", "")


def numpy_lost_at_the_end(n: Notebook) -> None:
    n["cells"].append(code("np = 3"))


def _each(change: Callable[[str, str], str]) -> Way:
    def way(n: Notebook) -> None:
        for cell in locked(n, "given-"):
            cell["source"] = change(cell["source"], grade_id(cell).removeprefix("given-"))

    return way


def _raises(source: str, name: str) -> str:
    if source.startswith("def"):
        return f"def {name}(*args, **named):\n    raise ValueError('no')"
    return f"class {name}:\n    def __init__(self, *args, **named):\n        raise ValueError('no')"


SETUP_WAYS: dict[str, Way] = {
    "without all": without,
    "without setup": without_setup,
    "setup in Markdown": setup_in_markdown,
    "setup raises": setup_raises,
    "setup is no Python": setup_is_no_python,
    "without numpy": without_numpy,
    "numpy lost at the end": numpy_lost_at_the_end,
}
GIVEN_WAYS: dict[str, Way] = {
    "wrong": _each(lambda source, name: f"def {name}(*args, **named):\n    return 0"),
    "raises": _each(_raises),
    "no Python": _each(lambda source, name: source.replace(":\n", "\n", 1)),
    "renamed": _each(lambda source, name: source.replace(name, f"{name}_of_mine", 1)),
    "emptied": _each(lambda source, name: " \n"),
    "only comments": _each(lambda source, name: "\n".join(f"# {line}" for line in source.split("\n"))),
    "fails as it is defined": _each(lambda source, name: f"@missing\n{source}"),
    "deleted by name": _each(lambda source, name: f"{source}\n\n\ndel {name}"),
    "bound to a number": _each(lambda source, name: f"{name} = 3"),
}
ALL_WAYS = {**SETUP_WAYS, **GIVEN_WAYS}
EVERYWHERE = {"without all", "without numpy", "wrong"}  # in every chapter; all ways in chapters 3 and 5
QUICK = {"without all", "wrong"}


def cases() -> Iterator[Any]:
    for chapter in CHAPTERS:
        for way in ALL_WAYS if chapter in WITH_GIVEN else SETUP_WAYS:
            here = chapter in ("ch03", "ch05")
            if not here and way not in EVERYWHERE:
                continue
            quick = way in QUICK and here
            yield pytest.param(chapter, way, id=f"{chapter}-{way}", marks=() if quick else pytest.mark.slow)


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, Recorder]]:
    made: dict[str, Recorder] = {}
    yield made
    for sandbox in made.values():
        sandbox.__exit__(None, None, None)


@pytest.fixture
def play(sandboxes: dict[str, Recorder]) -> Callable[[str, Notebook], tuple[Report, int]]:
    """Grade a chapter's notebook: the report, and how often the sandbox was asked."""

    def play(id_: str, n: Notebook) -> tuple[Report, int]:
        if id_ not in sandboxes:
            for other in list(sandboxes):  # one at a time: each holds a process
                sandboxes.pop(other).__exit__(None, None, None)
            sandboxes[id_] = Recorder(id_)
            sandboxes[id_].__enter__()
        sandboxes[id_].jobs.clear()
        submission = read_submission(json.dumps(n).encode(), f"{id_}.ipynb")
        chapter = chapter_of(id_)
        weights = weights_beside(rooms.solutions(), chapter)
        report = grade(submission, chapter, SEEDS, sandboxes[id_], weights=weights)
        return report, len(sandboxes[id_].jobs)

    return play


Play = Callable[[str, Notebook], tuple[Report, int]]


@pytest.mark.parametrize(("chapter", "way"), list(cases()))
def test_what_is_given_is_in_force_whatever_the_notebook_says(chapter: str, way: str, play: Play) -> None:
    n = solved(chapter)
    ALL_WAYS[way](n)
    report, _ = play(chapter, n)
    assert report.score == report.max_score, [e for e in report.exercises if e.status != PASSED]
    if way == "fails as it is defined":  # what stands in the way is told, at its place; the rest is as ever
        assert {"missing" in note.en for note in report.notes} == {True}
    else:
        assert len(report.notes) == 1, report.notes
    numbers = re.findall(r"(\d+) 番目", " ".join(note.ja for note in report.notes))
    assert all(1 <= int(number) <= len(n["cells"]) for number in numbers)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chapter", "name"),
    [(c, g.symbol) for c in WITH_GIVEN for g in given_of(chapter_of(c), "ja") if g.symbol],
)
def test_one_wrong_function_costs_nothing(chapter: str, name: str, play: Play) -> None:
    n = solved(chapter)
    (cell,) = locked(n, f"given-{name}")
    cell["source"] = f"def {name}(*args, **named):\n    return 0"
    report, _ = play(chapter, n)
    assert report.score == report.max_score
    needed = any(e.followed for e in report.exercises)  # some are given for what is shown only
    assert [name in note.ja and name in note.en for note in report.notes] == [True] * needed


@pytest.mark.parametrize(
    "chapter", [pytest.param(c, marks=() if c == "ch05" else pytest.mark.slow) for c in CHAPTERS]
)
def test_an_untouched_notebook_pays_nothing(chapter: str, play: Play) -> None:
    report, runs = play(chapter, solved(chapter))
    assert (report.score, report.notes, runs) == (report.max_score, (), 1)
    plan = cells_to_run(read_submission(notebook(chapter, {}), "a.ipynb"), chapter_of(chapter))
    assert not plan.restored.changed and not plan.restored.missing
    assert [c.number for c in plan.cells] == sorted({c.number for c in plan.cells})


@pytest.mark.slow
def test_a_wrong_answer_alone_is_not_run_again(play: Play) -> None:
    n = solved("ch05")
    wrong = next(c for c in n["cells"] if grade_id(c) == "Affine")
    wrong["source"] = wrong["source"].replace("= W, b", "= 2 * W, b")
    report, runs = play("ch05", n)
    assert report.exercise("Affine").score < report.exercise("Affine").max_score
    with Recorder("ch05") as plain:
        graded("ch05", {"Affine": wrong["source"]}, plain)
        assert runs == len(plain.jobs)
        assert not any(source for job in plain.jobs for source in job.inject if "def sigmoid" in source)


def test_a_version_of_the_students_own_stands(play: Play) -> None:
    """It is right in its own way, and it is what runs: the answer needs what only it has."""
    n = solved("ch05")
    (cell,) = locked(n, "given-sigmoid")
    cell["source"] = "def sigmoid(x, mine=True):\n    return np.where(mine, 0.5 * (1 + np.tanh(0.5 * x)), 0)"
    answer = next(c for c in n["cells"] if grade_id(c) == "sigmoid_grad")
    answer["source"] = (
        "def sigmoid_grad(x):\n    y = sigmoid(x, mine=True)\n    return np.asarray(y * (1 - y))[()]"
    )
    report, runs = play("ch05", n)
    assert (report.score, report.notes, runs) == (report.max_score, (), 1)


def test_more_imports_in_the_setup_cell_stay(play: Play) -> None:
    n = solved("ch05")
    locked(n, "setup")[0]["source"] += "\nimport math as m"
    answer = next(c for c in n["cells"] if grade_id(c) == "Relu")
    answer["source"] = answer["source"].replace(
        "def __init__(self):", "def __init__(self):\n        m.sqrt(4)"
    )
    report, runs = play("ch05", n)
    assert (report.score, report.notes, runs) == (report.max_score, (), 1)


def test_a_wrong_function_and_a_wrong_answer_are_followed_together(play: Play) -> None:
    n = solved("ch05")
    (cell,) = locked(n, "given-softmax")
    cell["source"] = "def softmax(x):\n    return x"
    wrong = next(c for c in n["cells"] if grade_id(c) == "Affine")
    wrong["source"] = wrong["source"].replace("= W, b", "= 2 * W, b")
    report, _ = play("ch05", n)
    lost = report.exercise("Affine").max_score - report.exercise("Affine").score
    assert lost > 0 and report.score == report.max_score - lost
    assert len(report.notes) == 1 and "softmax" in report.notes[0].ja
    network = report.exercise("TwoLayerNet")
    assert network.followed and network.message and "Affine" in network.message.ja


def test_an_answer_that_is_wrong_by_itself_stays_wrong(play: Play) -> None:
    n = solved("ch05")
    (cell,) = locked(n, "given-sigmoid")
    cell["source"] = "def sigmoid(x):\n    return x"
    answer = next(c for c in n["cells"] if grade_id(c) == "sigmoid_grad")
    answer["source"] = "def sigmoid_grad(x):\n    return sigmoid(x) * 2"
    report, _ = play("ch05", n)
    exercise = report.exercise("sigmoid_grad")
    assert (exercise.score, exercise.followed) == (0, False)


def test_a_call_that_fails_in_what_was_put_back_is_told_at_the_students_line(play: Play) -> None:
    n = solved("ch05")
    without(n)
    answer = next(c for c in n["cells"] if grade_id(c) == "sigmoid_grad")
    answer["source"] = "def sigmoid_grad(x):\n    return sigmoid('x')"
    report, _ = play("ch05", n)
    number = n["cells"].index(answer) + 1
    said = [o.message.ja for o in report.exercise("sigmoid_grad").outcomes if o.message]
    assert said and all(f"{number} 番目のセルの 2 行目" in text for text in said)


# Which cells run, without running them


def plan_of(n: Notebook, chapter: str = "ch05") -> tuple[list[RunCell], Submission]:
    submission = read_submission(json.dumps(n).encode(), "a.ipynb")
    return list(cells_to_run(submission, chapter_of(chapter)).cells), submission


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_put_back_is_to_the_letter_what_the_student_was_given(chapter: str, lang: str) -> None:
    released = student_notebook(chapter_of(chapter), lang).cells
    given = [c.source for c in released if is_locked(c.metadata.get("nbgrader", {}).get("grade_id", ""))]
    assert [g.source for g in given_of(chapter_of(chapter), lang)] == given
    n = json.loads(json.dumps(student_notebook(chapter_of(chapter), lang)))
    without(n)
    cells, _ = plan_of(n, chapter)
    assert [c.source for c in cells if c.released] == given


@pytest.mark.parametrize("chapter", WITH_GIVEN)
def test_it_runs_at_its_place(chapter: str) -> None:
    whole, _ = plan_of(solved(chapter), chapter)
    n = solved(chapter)
    without(n)
    cells, submission = plan_of(n, chapter)
    assert [c.source for c in cells] == [c.source for c in whole]
    numbers = [c.number for c in cells]
    assert len(set(numbers)) == len(numbers)
    assert {c.number for c in cells if c.released}.isdisjoint(c.number for c in submission.cells)


def test_what_was_moved_behind_the_answers_runs_ahead_of_them() -> None:
    n = solved("ch05")
    moved = locked(n)
    n["cells"] = [c for c in n["cells"] if c not in moved] + moved
    cells, _ = plan_of(n)
    sources = [c.source for c in cells]
    for g in given_of(chapter_of("ch05"), "ja"):
        users = [i for i, s in enumerate(sources) if s.startswith("class SoftmaxWithLoss")]
        assert sources.index(g.source) < users[0] or g.symbol in ("numerical_gradient", "mini_batch")


def test_a_version_of_their_own_runs_behind_the_released_one() -> None:
    n = solved("ch05")
    (cell,) = locked(n, "given-sigmoid")
    n["cells"].remove(cell)
    n["cells"].insert(0, code("def sigmoid(x):\n    return 1 / (1 + np.exp(-x))"))
    cells, _ = plan_of(n)
    versions = [c.released for c in cells if c.source.startswith("def sigmoid(")]
    assert versions == [True, False]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_older_releases_and_scripts_are_whole(chapter: str, lang: str) -> None:
    """Without nbgrader's metadata in these cells, as they were released before, and without any at all."""
    older = json.loads(json.dumps(source_notebook(chapter_of(chapter), lang)))
    for cell in locked(older):
        del cell["metadata"]["nbgrader"]
    script = student_script(chapter_of(chapter), lang).encode()
    for submission in (
        read_submission(json.dumps(older).encode(), "a.ipynb"),
        read_submission(script, "a.py"),
    ):
        plan = cells_to_run(submission, chapter_of(chapter))
        assert not plan.restored.notes([])
        assert {c.number for c in plan.cells} <= {c.number for c in submission.cells}


def test_a_changed_cell_of_an_older_release_is_known_by_its_id() -> None:
    n = solved("ch05")
    for cell in locked(n):
        del cell["metadata"]["nbgrader"]
        cell["source"] = "def nothing():\n    pass"
    cells, _ = plan_of(n)
    assert sum(c.released for c in cells) == len(given_of(chapter_of("ch05"), "ja"))


@pytest.mark.parametrize(
    ("text", "names"),
    {
        "np = 3": {"np"},
        "a = np = 3": {"a", "np"},
        "(np, b) = 1, 2": {"np", "b"},
        "np: int = 3": {"np", "int"},
        "np += 1": {"np"},
        "x = 1; np = 2": {"x", "np"},
        "if (np := 3): pass": {"np", "if"},
        "for np in range(3):": {"np"},
        "with open(a) as np:": {"np"},
        "from x import np": {"np"},
        "from x import (\n    a,\n    np,\n)": {"a", "np"},
        "def np(): pass": {"np"},
        "async def np(): pass": {"np"},
        "del np": {"np"},
        "    global np": {"np"},
        "ｎｐ = 3": {"np"},
        "Affine.backward = f": {"Affine"},
        "from common.functions import *": {ANYTHING},
        "exec(text)": {ANYTHING},
        "%run mine.py": {ANYTHING},
        "x == np": set(),
        "np.sum(x, axis=1)": set(),
        "self.db = np.sum(dout, axis=0)": {"self"},
        "x[np.arange(3)] = 1": {"x"},
        "    def softmax(self, x):": set(),
        "# np = 3": set(),
    }.items(),
)
def test_the_names_that_a_text_binds(text: str, names: set[str]) -> None:
    assert bound(text) == names


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_wheel_which_has_no_references_gives_the_same(
    chapter: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = chapter_of(chapter)
    (tmp_path / lang / "ipynb").mkdir(parents=True)
    (tmp_path / lang / "ipynb" / f"{of.stem}.ipynb").write_bytes(notebook_bytes(student_notebook(of, lang)))
    monkeypatch.setattr(rooms, "in_repository", lambda: False)
    monkeypatch.setattr(rooms, "WORKBOOK", tmp_path)
    assert given_of.__wrapped__(of, lang) == given_of(of, lang)


# On the student's own machine


@pytest.mark.parametrize(("chapter", "way"), list(cases()))
def test_the_self_check_puts_it_back(chapter: str, way: str, tmp_path: Path) -> None:
    n = solved(chapter)
    ALL_WAYS[way](n)
    path = tmp_path / f"{chapter}.ipynb"
    path.write_text(json.dumps(n), encoding="utf-8")
    statuses, student = self_checked(chapter_of(chapter), path)
    assert set(statuses.values()) == {PASSED}, statuses
    told = (*student.restored, *student.notes)
    if way != "fails as it is defined":
        assert len(told) == 1 and student.restored, told


def self_checked(chapter: Chapter, path: Path) -> tuple[dict[str, str], Any]:
    student = load_student(path, chapter)
    module = load_checks(checks_path(chapter))
    with weights_in(rooms.solutions()):
        found = {e.symbol: check_exercise(e, chapter, module, student).status for e in chapter.exercises}
    return found, student


def test_the_self_check_leaves_a_right_version_alone(tmp_path: Path) -> None:
    n = solved("ch05")
    (cell,) = locked(n, "given-sigmoid")
    cell["source"] = "def sigmoid(x):\n    return 0.5 * (1 + np.tanh(0.5 * x))"
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(n), encoding="utf-8")
    statuses, student = self_checked(chapter_of("ch05"), path)
    assert set(statuses.values()) == {PASSED} and student.restored == student.notes == ()
    assert "tanh" in student.namespace["sigmoid"].__code__.co_names


def test_a_place_in_what_was_put_back_is_told_as_that(tmp_path: Path) -> None:
    n = solved("ch05")
    without(n)
    answer = next(c for c in n["cells"] if grade_id(c) == "sigmoid_grad")
    answer["source"] = "def sigmoid_grad(x):\n    return sigmoid('x')"
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(n), encoding="utf-8")
    chapter = chapter_of("ch05")
    student = load_student(path, chapter)
    checked = check_exercise(
        chapter.exercise("sigmoid_grad"), chapter, load_checks(checks_path(chapter)), student
    )
    assert checked.text and "in sigmoid, which the workbook gives" in checked.text.en


def test_pytest_in_a_copy_tells_it_once_though_all_is_right(tmp_path: Path) -> None:
    start(tmp_path, "en", "ipynb", ["ch05"])
    n = solved("ch05")
    without(n)
    (tmp_path / f"{chapter_of('ch05').stem}.ipynb").write_text(json.dumps(n), encoding="utf-8")
    status, output = run_pytest(tmp_path)
    assert status == 0 and "not right yet" not in output
    assert output.count("Of what the workbook gives, this notebook has lost the setup cell, sigmoid") == 1


# A whole course, by nbgrader's own command and by ours


def course_of(folder: Path, chapter: str, older: bool = False) -> Path:
    """A course with a chapter generated; an older one's setup and given cells are nothing to nbgrader."""
    course = folder / "dl"
    make_course(course, "ja", [chapter])
    source = course / "source" / chapter / f"{chapter_of(chapter).stem}.ipynb"
    made = json.loads(source.read_text("utf-8"))
    for cell in locked(made) if older else ():
        del cell["metadata"]["nbgrader"]
    source.write_text(json.dumps(made), "utf-8")
    nbgrader(course, "generate_assignment", chapter)
    return course


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chapter", "older"), [*((chapter, False) for chapter in CHAPTERS), ("ch03", True), ("ch05", True)]
)
def test_both_ways_of_grading_put_it_back(chapter: str, older: bool, tmp_path: Path) -> None:
    course = course_of(tmp_path, chapter, older)
    ways = {way.replace(" ", "-"): ALL_WAYS[way] for way in EVERYWHERE}
    for student, way in {**ways, "untouched": lambda n: None}.items():
        n = solved(chapter)
        way(n)
        for cell in locked(n) if older else ():
            del cell["metadata"]["nbgrader"]
        files = {f"{chapter_of(chapter).stem}.ipynb": to_bytes(n), **weights_of(chapter)}
        submit(course, student, files, chapter=chapter)
    ours = tmp_path / "ours"
    shutil.copytree(course, ours)
    nbgrader(course, "autograde", chapter)
    grade_class(ours, chapter)
    found = scores(course, chapter)
    assert found == scores(ours, chapter)
    full = {e.symbol: float(e.points) for e in chapter_of(chapter).exercises}
    assert found == dict.fromkeys([*ways, "untouched"], full)
    given = [g.source for g in given_of(chapter_of(chapter), "ja")]
    for student in found:
        name = Path("autograded", student, chapter, f"{chapter_of(chapter).stem}.ipynb")
        cells = [json.loads((root / name).read_bytes())["cells"] for root in (course, ours)]
        assert cells[0] == cells[1]
        made = ["".join(c["source"]) for c in cells[0]]
        if not older:  # the cells of an older release are the student's, and shown as the student left them
            assert [source for source in made if source in given] == given
