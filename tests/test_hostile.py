"""Every attack of the corpus in tests/hostile: it forges, reads and keeps nothing, and spoils only itself.

How an attack is written stands in hostile_case.py. All of them run as the user who runs the tests; if that is
root, a process of an ordinary user runs them again.
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from grading_case import chapter_of, graded, new_sandbox, notebook
from hostile_case import CHAPTER, NOBODY, PWNED, SEEDS, Arena, Attack, Result, corpus, outputs, run_as
from pages_case import MARKUP, Elements, page_of, require_inert, with_cells
from words_case import forged

from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.grading.engine import grade
from autograder.report import PASSED, TIMEOUT
from autograder.sandbox import isolation
from autograder.sandbox.isolation import LAYERS, Limits
from autograder.sandbox.sandbox import Clock, Sandbox
from autograder.submission import read_submission
from autograder.text import ZerotsukuError

ATTACKS = corpus()
GROUPS = ("bloat", "confuse", "exhaust", "forge", "read", "remain", "time", "write")
CPU, MEMORY = 15, 160 * 2**20  # that an attack may cost the trusted process; half of what would end it
QUICK = ("exhaust/loop",)  # of a group of which most go on until a limit is met
SLOW = ("remain/files_for_the_next", "time/stopped_clock", "confuse/repr_that_hangs")


def is_slow(attack: Attack) -> bool:
    return attack.name in SLOW or (attack.group == "exhaust" and attack.name not in QUICK)


needs_isolation = pytest.mark.skipif(
    any(not layer.available for layer in isolation.survey()), reason="no isolation here"
)


@pytest.fixture(scope="module")
def arena() -> Iterator[Arena]:
    made = Arena()
    yield made
    assert made.close() == []


@pytest.fixture(scope="module")
def open_arena() -> Iterator[Arena]:
    """One without isolation."""
    made = Arena(unsafe=True)
    yield made
    made.sandbox.close()
    made.secrets.tidy()
    made.secrets.close()


def failed(attack: Attack, result: Result) -> list[str]:
    """In what the attack had its way; empty if in nothing."""
    found = [f"leaked to {where}" for where in result.leaked] + [f"left {what}" for what in result.survivors]
    if result.score > attack.earns:
        found.append(f"{result.score} points")
    if result.lost and not attack.spoils:
        found.append(f"cost others {result.lost}")
    if result.changed:
        found.append("changed the course")
    if result.cpu > CPU or result.grown > MEMORY:
        found.append(f"took {result.cpu:.0f} s and {result.grown >> 20} MiB of the trusted process")
    if tuple(result.isolation) != LAYERS:
        found.append(f"isolation is said to be {result.isolation}")
    return found


def test_the_corpus_is_large_and_says_what_it_tries() -> None:
    assert {a.group for a in ATTACKS} == set(GROUPS)
    assert len(ATTACKS) >= 60
    for attack in ATTACKS:
        assert attack.what.endswith("."), attack.name
        assert attack.target in CHAPTER.symbols, attack.name
        assert PWNED not in attack.source, attack.name
        assert attack.open in ("", "leaks", "forges", "changes", "leaves"), attack.name


@needs_isolation
@pytest.mark.parametrize(
    "attack",
    [pytest.param(a, marks=[pytest.mark.slow] if is_slow(a) else [], id=a.name) for a in ATTACKS],
)
def test_an_attack_gains_nothing(attack: Attack, arena: Arena) -> None:
    result = arena.run(attack)
    assert failed(attack, result) == []
    assert result.seconds < 60
    for name, text in arena.texts:
        assert not any(c in text for c in "\x1b\x07\x9b\u202e\u2066"), name
        if name.startswith("text/html"):
            require_inert(text)
    assert forged(arena.data, arena.report, arena.texts) == []


@needs_isolation
def test_the_batch_goes_on(arena: Arena) -> None:
    """After whatever was graded before in this process, an honest submission gets all its marks."""
    spoiling = next(a for a in ATTACKS if a.name == "remain/signals_of_a_cell")
    arena.run(spoiling)
    report = arena.graded(notebook("ch03", {}))
    assert {e.status for e in report.exercises} == {PASSED}
    assert report.isolation == LAYERS


@needs_isolation
def test_a_cell_that_is_never_parsed_costs_only_itself(arena: Arena) -> None:
    """IPython takes a time for such lines that grows with their square."""
    made = json.loads(notebook("ch03", {}))
    at = next(i for i, c in enumerate(made["cells"]) if "def sigmoid" in "".join(c["source"]))
    made["cells"].insert(
        at, {"cell_type": "code", "source": "a = !ls\n" * 6000, "metadata": {}, "outputs": []}
    )
    report = arena.graded(json.dumps(made).encode())
    assert report.score == report.max_score
    assert any(f"cell {at + 1}" in note["en"] for note in report.notes)


@needs_isolation
def test_a_session_that_does_not_come_up_is_the_machine_s_trouble() -> None:
    """Nobody gets 0 points for it."""
    modules = [f"autograder.graders.{CHAPTER.stem}"]
    with Sandbox(modules, limits=Limits(tmp_bytes=-1)) as sandbox, pytest.raises(ZerotsukuError):
        grade(read_submission(notebook("ch03", {}), "ch03.ipynb"), CHAPTER, SEEDS, sandbox)


@pytest.mark.slow
@needs_isolation
def test_all_runs_of_a_submission_have_one_end(arena: Arena) -> None:
    """Every exercise hangs, and then the needs of many are to be graded a second time."""
    hang = "import time\n\n\ndef {}(*_):\n    time.sleep(100)"
    data = notebook("ch03", {symbol: hang.format(symbol) for symbol in CHAPTER.symbols})
    clock = Clock(statement=2.0, load=8.0, exercise=2.0, submission=6.0)
    began = time.monotonic()
    with Sandbox(arena.sandbox.modules, clock=clock) as sandbox:
        report = grade(read_submission(data, "ch03.ipynb"), CHAPTER, SEEDS, sandbox)
    assert {e.status for e in report.exercises} == {TIMEOUT}
    assert time.monotonic() - began < 25


OPEN = [a for a in ATTACKS if a.open]


@pytest.mark.parametrize("attack", OPEN, ids=lambda a: a.name)
def test_without_isolation_it_succeeds(attack: Attack, open_arena: Arena) -> None:
    """So that the test above can fail."""
    result = open_arena.run(attack)
    open_arena.secrets.tidy()
    succeeded = {
        "leaks": bool(result.leaked),
        "forges": result.score > attack.earns,
        "changes": result.changed,
        "leaves": bool(result.survivors),
    }
    assert succeeded[attack.open]


def test_a_report_without_isolation_says_so(open_arena: Arena) -> None:
    data = notebook("ch03", {})
    report = open_arena.graded(data)
    assert report.isolation == ()
    assert report.score == report.max_score
    texts = dict(outputs(data, report))
    for name in ("json en", "json ja", "terminal en", "terminal ja", "text/html en", "text/html ja"):
        assert "--unsafe-no-isolation" in " ".join(t for n, t in outputs(data, report) if n == name), name
    assert json.loads(texts["json en"])["isolation"] == []


def as_ordinary_user(attacks: list[Attack]) -> None:
    found = dict(run_as(NOBODY, [a.name for a in attacks]))
    assert found.pop("honest").score == CHAPTER.max_score
    assert found.pop("end").survivors == []
    assert {a.name: said for a in attacks if (said := failed(a, found[a.name]))} == {}


only_root = pytest.mark.skipif(os.geteuid() != 0, reason="the tests run as an ordinary user anyway")


@pytest.mark.slow
@needs_isolation
@only_root
@pytest.mark.parametrize("half", [0, 1])
def test_no_attack_gains_anything_from_an_ordinary_user(half: int) -> None:
    as_ordinary_user(ATTACKS[half::2])


# --------------------------------------------------------------------------------------------- pages


@needs_isolation
def test_outputs_and_texts_of_a_submission_count_for_nothing(arena: Arena) -> None:
    """What a page shows of a graded submission is as inert as test_pages.py says."""
    sources = MARKUP[:6]
    made = with_cells(sources)
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"].append({"output_type": "execute_result", "data": {"text/plain": "1000"}})
    report = arena.graded(json.dumps(made).encode())
    assert report.score == report.max_score
    pages = []
    for data in (made, with_cells(["text"] * len(sources))):
        submission = read_submission(json.dumps(data).encode(), "ch03.ipynb")
        graded = graded_notebook(submission, report, CHAPTER, "en")
        pages.append(Elements(page_of(nbformat.reads(graded.decode(), 4), "feedback")))
    assert pages[0].active == pages[1].active


def test_files_and_students_with_hostile_names(tmp_path: Path, arena: Arena) -> None:
    """A name is a student's text as well: cleaned, and never a way to another folder."""
    from autograder.grading.handed import hand_in

    folder = tmp_path / "=cmd|'calc'!A1" / "ch03"
    folder.mkdir(parents=True)
    (folder / "\x1b[31m<b>\u202egpj.ipynb").write_bytes(notebook("ch03", {}))
    (folder / ("x" * 200 + ".ipynb")).write_bytes(b"{}")
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.ipynb")
    handed = hand_in(folder, CHAPTER)
    assert handed.submission is not None
    said = " ".join(n[lang] for n in handed.notes for lang in ("ja", "en")) + handed.name
    assert not any(c in said for c in "\x1b\u202e")


def _link(path: bytes) -> None:
    Path(os.fsdecode(path)).symlink_to("/etc/passwd")


@pytest.mark.parametrize("make", [os.mkfifo, _link])
def test_a_file_s_name_is_cleaned_in_the_refusal_too(tmp_path: Path, make: Any) -> None:
    """A name need not be UTF-8, and what is said of it is written into a notebook."""
    from autograder.faces.nbgrader.digest import work_digest
    from autograder.grading.handed import grade_handed, hand_in

    folder = tmp_path / "\x1b[31m\udcff" / "ch03"
    folder.mkdir(parents=True)
    make(os.fsencode(folder) + b"/\xff\x1b[31m\xe2\x80\xae.ipynb")
    handed = hand_in(folder, CHAPTER)
    assert handed.problem is not None
    report = grade_handed(handed, CHAPTER, SEEDS, None)  # type: ignore[arg-type]  (nothing is run)
    work_digest(handed, CHAPTER, SEEDS, "en")
    made = graded_notebook(None, report, CHAPTER, "en").decode()
    assert not any(c in made + handed.problem.ja for c in "\x1b\u202e\udcff")


MADE_UP = {  # training that trains nothing, and tells that it did
    "ch04": """def train(network, x, t, iters, batch_size, lr, rng):
    network.loss = lambda *_: 0.0
    return [0.0] * iters
""",
    "ch05": """def train(network, x, t, iters, batch_size, lr, rng):
    np.mean = lambda *_, **__: 1.0
    network.accuracy = lambda *_: 1.0
    return [0.0] * iters
""",
}


@needs_isolation
@pytest.mark.parametrize("chapter", MADE_UP)
def test_a_judge_believes_no_summary_that_the_sandbox_makes(chapter: str) -> None:
    """A loss or an accuracy that is computed beside the student's code can be made up; parameters cannot."""
    with new_sandbox(chapter) as sandbox:
        assert graded(chapter, {"train": MADE_UP[chapter]}, sandbox).exercise("train").score == 0


def test_a_batch_of_very_many_rows_is_not_looked_up() -> None:
    """Each of twelve million rows would be looked up in the data as an image."""
    from autograder.grading.deciding.answers import answers
    from autograder.grading.deciding.verdict import decide

    known = answers(chapter_of("ch04")).graders["mini_batch"]
    (grader,) = (g for g in known if g.name == "grade_mini_batch_of_images")
    x, t = np.zeros((9, 2, 3, 3)), np.zeros((9, 5))
    expected = {"x": x, "t": t, "batches": [[x[:4], t[:4]]]}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert decide(grader, {"batches": [[np.zeros((12 * 2**20, 1), np.uint8), t]]}, expected)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 2**10


def test_a_picture_has_a_bounded_number_of_points() -> None:
    """Twenty lines of as many points as one may have took seven seconds to draw."""
    from autograder.grading.explaining.pictures import MAX_POINTS, draw

    line = {"x": np.arange(MAX_POINTS - 1), "y": np.arange(MAX_POINTS - 1) % 97}
    assert draw("lines", [line], [line], "en")
    assert draw("lines", [line] * 20, [line], "en") is None


def test_missing_names_are_looked_for_in_a_bounded_text() -> None:
    """Fifty exceptions, each of which would be looked for in four megabytes."""
    from autograder.grading.explaining.exceptions import explain
    from autograder.sandbox.loading import Failure

    cell = {"cell_type": "code", "source": "a=\n" * 300_000}
    made = {"nbformat": 4, "cells": [{"cell_type": "code", "source": "relu = 1"}, *[cell] * 4]}
    submission = read_submission(json.dumps(made).encode(), "ch03.ipynb")
    failures = [Failure("NameError", "", 2 + i % 4, 1, name=f"missing_{i}") for i in range(49)]
    failures.append(Failure("NameError", "", 1, 1, name="reul"))
    began = time.process_time()
    said = [explain(f, submission, failures) for f in failures]
    assert time.process_time() - began < 5
    assert "relu" in said[-1].en


def test_a_folder_of_very_many_files(tmp_path: Path) -> None:
    from autograder.grading.handed import hand_in

    for i in range(5_000):
        (tmp_path / f"{i}.ipynb").touch()
    assert hand_in(tmp_path, CHAPTER).submission is None
    (tmp_path / f"{CHAPTER.stem}.ipynb").write_bytes(notebook("ch03", {}))
    handed = hand_in(tmp_path, CHAPTER)
    assert handed.submission is not None
    assert sum(len(note["en"]) for note in handed.notes) < 5_000
