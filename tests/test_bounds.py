"""What a submission may cost the trusted side: processor time, memory, and other people's time.

Attacks that stand in an answer are in tests/hostile/bloat; here are those that need a whole notebook or a
folder, and the bound around all of it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from grading_case import chapter_of, graded, new_sandbox, notebook
from hostile_case import Weight

from autograder.faces.notebooks import graded_notebook
from autograder.grading.allowance import FULL, Allowance, Effort
from autograder.grading.engine import Seeds, grade
from autograder.grading.many import Graders, NotGraded, grade_handed, hand_in
from autograder.report import Report
from autograder.sandbox import isolation
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import read_submission

CHAPTER = chapter_of("ch03")
MODULES = [f"autograder.graders.{CHAPTER.stem}"]
CPU, MEMORY, WHOLE = 15, 256 * 2**20, 512 * 2**20
needs_isolation = pytest.mark.skipif(
    any(not layer.available for layer in isolation.survey()), reason="no isolation here"
)


@dataclass(frozen=True)
class Cost:
    """A graded folder, and what it took."""

    report: Report
    cpu: float
    grown: int
    peak: int


def grade_folder(folder: Path, sandbox: Sandbox, effort: Effort) -> Cost:
    """All that is done for a folder, from reading it to its page."""
    assert effort == FULL
    return grade_folder_at_any_effort(folder, sandbox, effort)


def everywhere(source: str) -> dict[str, str]:
    """The same answer for all exercises but one."""
    names = {e.symbol for e in CHAPTER.exercises} - {"identity_function"}
    return {name: source.format(name=name) for name in sorted(names)}


def short_axes() -> bytes:
    return notebook("ch03", everywhere("def {name}(*a): return np.random.rand(*(2,) * 20)"))


def many_axes() -> bytes:
    value = "np.random.randint(0, 9, 12 * 2**20, np.uint8).reshape(3, *(2,) * 22, *(1,) * 9)"
    return notebook("ch03", everywhere("def {name}(*a): return " + value))


def wide_texts() -> bytes:
    source = "def {name}(*a): return ['a' * 9999 + chr(128512) for _ in range(1600)]"
    return notebook("ch03", everywhere(source))


def texts_that_fit() -> bytes:
    source = "def {name}(*a): return [str(np.random.rand()) + 'a' * 9900 + chr(128512) for _ in range(100)]"
    return notebook("ch03", everywhere(source))


def similar_names() -> bytes:
    made = json.loads(notebook("ch03", everywhere("def {name}(*a): return " + "a" * 58)))
    name = "a" * 54
    lines = [f"{name}{i:04} = 1" for i in range(1990)] + [f"{name}x{i}" for i in range(50)]
    made["cells"].append({"cell_type": "code", "source": "\n".join(lines), "metadata": {}, "outputs": []})
    return json.dumps(made).encode()


def many_definitions() -> bytes:
    made = json.loads(notebook("ch03", {}))
    source = "def " + "\ndef ".join(f"f{i}(): pass" for i in range(800))
    cell = {"cell_type": "markdown", "source": source, "metadata": {}}
    made["cells"] += [cell] * 500
    return json.dumps(made).encode()


def blank_lines() -> bytes:
    made = json.loads(notebook("ch03", {"relu": "def relu(x): return missing"}))
    for kind in ("code", "markdown"):
        made["cells"] += [{"cell_type": kind, "source": " " * 10**6, "metadata": {}, "outputs": []}] * 2
    return json.dumps(made).encode()


NOTEBOOKS = [
    short_axes,
    many_axes,
    wide_texts,
    texts_that_fit,
    similar_names,
    many_definitions,
    blank_lines,
]


@needs_isolation
@pytest.mark.parametrize("make", NOTEBOOKS, ids=lambda make: make.__name__)
def test_a_notebook_costs_bounded_time_and_memory(make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / f"{CHAPTER.stem}.ipynb").write_bytes(make())
    with Graders(MODULES, 1) as graders:
        cost = graders.one(tmp_path, grade_folder)
    assert isinstance(cost, Cost), cost
    assert cost.cpu < CPU
    assert cost.grown < MEMORY and cost.peak < WHOLE
    honest = cost.report.exercise("identity_function")
    assert honest.score == honest.max_score


def tags_without_end(folder: Path) -> None:
    (folder / f"{CHAPTER.stem}.py").write_bytes(b"# %% tags=[" + b'"a",' * (32 * 2**20 - 10) + b"]\nx = 1\n")


def many_large_files(folder: Path) -> None:
    for i in range(20):
        with (folder / f"{i}.ipynb").open("wb") as file:
            file.write(b'{"nbformat": 4, "cells": [' + b"{},")
            file.truncate(128 * 2**20)


def large_outputs(folder: Path) -> None:
    """An honest one: a hundred megabytes of outputs with Japanese in them."""
    made = json.loads(notebook("ch03", {}))
    made["cells"][3]["outputs"] = [{"output_type": "stream", "text": "学習" + "." * (100 * 2**20)}]
    (folder / f"{CHAPTER.stem}.ipynb").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def empty_cells(folder: Path) -> None:
    (folder / f"{CHAPTER.stem}.ipynb").write_bytes(b'{"cells": [' + b"{}," * (42 * 2**20) + b"{}]}")


def one_long_source(folder: Path) -> None:
    made = json.loads(notebook("ch03", {}))
    made["cells"].append({"cell_type": "code", "source": "\U0001f600" * (30 * 2**20), "metadata": {}})
    (folder / f"{CHAPTER.stem}.ipynb").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


@needs_isolation
@pytest.mark.slow
@pytest.mark.parametrize(
    ("fill", "full"),
    [
        (tags_without_end, False),
        (many_large_files, False),
        (large_outputs, True),
        (empty_cells, False),
        (one_long_source, True),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_reading_a_folder_costs_bounded_time_and_memory(
    fill: Callable[[Path], None], full: bool, tmp_path: Path
) -> None:
    fill(tmp_path)
    with Graders(MODULES, 1) as graders:
        cost = graders.one(tmp_path, grade_folder_at_any_effort)
    assert isinstance(cost, Cost), cost
    assert cost.cpu < CPU
    assert cost.peak < WHOLE
    assert (cost.report.score == CHAPTER.max_score) == full
    assert full or cost.report.notes


def grade_folder_at_any_effort(folder: Path, sandbox: Sandbox, effort: Effort) -> Cost:
    with Weight() as weight:
        handed = hand_in(folder, CHAPTER, effort)
        report = grade_handed(handed, CHAPTER, Seeds(b"bounds", "s"), sandbox, effort)
        graded_notebook(handed.submission, report, CHAPTER, "ja")
    return Cost(report, weight.cpu, weight.grown, weight.peak)


# The bound around all of it


def stumble(task: str, sandbox: Sandbox, effort: Effort) -> tuple[Effort, int]:
    """A task whose explanation goes wrong in one of the ways in which one might."""
    what, _, how_often = task.partition(" ")
    wrong = effort.explained or (effort.graded and how_often == "twice") or how_often == "always"
    while wrong and what == "burn":
        pass
    if wrong and what == "wait":
        time.sleep(600)
    if wrong and what == "hog":
        bytearray(2**30)
    if wrong and what == "die":
        os._exit(1)
    if wrong and what == "raise":
        raise ValueError("five")
    return effort, os.getpid()


SHORT = Allowance(cpu_seconds=1, wall_seconds=4)


def test_what_goes_beyond_its_bound_is_tried_again_with_less_and_costs_nobody_else() -> None:
    ways = ("burn", "wait", "hog", "die", "raise")
    tasks = [f"{way} {often}" for way in ways for often in ("once", "twice", "always")]
    tasks = [t for task in tasks for t in (f"honest {task}", task)]
    with Graders([], 2, unsafe=True, allowance=SHORT) as graders:
        found = dict(filter(None, graders.each(tasks, stumble)))
    assert sorted(found) == sorted(tasks)
    for task, result in found.items():
        what, *_, often = task.split()
        if what == "honest":
            assert result[0] == FULL, task
        elif often == "always":
            assert isinstance(result, NotGraded), task
        else:
            effort = result[0]
            assert not effort.explained and effort.graded == (often == "once"), task
            assert effort.why and ("five" in effort.why.en) == (what == "raise"), task


def test_a_beat_comes_while_nothing_is_done() -> None:
    """So that what others got can be written while one submission uses up its time."""
    with Graders([], 2, unsafe=True, allowance=SHORT) as graders:
        came = [done[0] if done else None for done in graders.each(["wait", "honest"], stumble, beat=0.5)]
    after = came[came.index("honest") :]
    assert after.index(None) < after.index("wait")


@needs_isolation
def test_marks_without_reasons_are_the_same_marks() -> None:
    answers = {
        "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
        "softmax": "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))",
        "relu": "def relu(x):\n    while True: pass",
        "one_hot": "def one_hot(t, n):\n    return missing",
        "layer": "def layer(x:\n    pass",
        "accuracy": "pass",
    }
    with new_sandbox("ch03") as sandbox:
        full = graded("ch03", answers, sandbox)
        submission = read_submission(notebook("ch03", answers), "ch03.ipynb")
        bare = grade(submission, CHAPTER, Seeds(b"tests", "student"), sandbox, explained=False)
    seen = [[(e.id, e.score, e.status, e.followed) for e in r.exercises] for r in (full, bare)]
    assert seen[0] == seen[1]
    for a, b in zip(full.exercises, bare.exercises, strict=True):
        assert [(o.name, o.passed) for o in a.outcomes] == [(o.name, o.passed) for o in b.outcomes]
        assert not b.reasons and b.hint is None


@needs_isolation
@pytest.mark.parametrize("graded_at_all", [True, False])
def test_a_report_that_was_cut_says_so(graded_at_all: bool, tmp_path: Path) -> None:
    (tmp_path / f"{CHAPTER.stem}.ipynb").write_bytes(notebook("ch03", {"relu": "def relu(x):\n    return x"}))
    with new_sandbox("ch03") as sandbox, Graders([], 1, unsafe=True, allowance=SHORT) as graders:
        often = "once" if graded_at_all else "twice"
        effort, _ = graders.one(f"hog {often}", stumble)
        handed = hand_in(tmp_path, CHAPTER, effort)
        report = grade_handed(handed, CHAPTER, Seeds(b"s", "s"), sandbox, effort)
        full = grade_handed(hand_in(tmp_path, CHAPTER), CHAPTER, Seeds(b"s", "s"), sandbox)
    assert report.cut and not full.cut
    assert report.score == (full.score if graded_at_all else 0.0)
    assert any("時間かメモリ" in note.ja and "memory" in note.en for note in report.notes)
    page = graded_notebook(handed.submission, report, CHAPTER, "en").decode()
    assert "used up the time or memory" in page
