"""What is kept from one submission to the next does not grow with the class."""

from __future__ import annotations

import gc
import sys
from typing import Any

import pytest
from course_case import answer_cell, answered, chapter, to_bytes
from grading_case import new_sandbox

from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.grading.deciding.marking import Marker
from autograder.grading.engine import Seeds, grade
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import Submission, read_submission

WRONG = "def relu(x):\n    return np.maximum(0, x) + {number}"
BROKEN = "def sigmoid(x):\n    return 1 / (1 + mp.exp(-x)) + own_{number}"


def unbounded() -> dict[str, int]:
    """The caches of ours that have no bound, by name, and how much is in each."""
    found: dict[str, int] = {}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in ("autograder", "solutions"):
            continue
        for holder in (module, *(v for v in vars(module).values() if isinstance(v, type))):
            for key, value in list(vars(holder).items()):
                value = getattr(value, "__func__", value)
                if hasattr(value, "cache_info") and value.cache_info().maxsize is None:
                    found[f"{value.__module__}.{value.__qualname__} ({key})"] = value.cache_info().currsize
    return found


def grade_somebody(number: int, sandbox: Sandbox) -> None:
    notebook = answered(lang="en")
    answer_cell(notebook, "relu")["source"] = WRONG.format(number=number + 1)
    answer_cell(notebook, "sigmoid")["source"] = BROKEN.format(number=number + 1)
    submission = read_submission(to_bytes(notebook), "x.ipynb")
    report = grade(submission, chapter(), Seeds(b"secret" * 4, f"student{number}"), sandbox)
    assert {e.symbol for e in report.exercises if e.score < e.max_score} >= {"relu", "sigmoid"}
    assert graded_notebook(submission, report, chapter(), "en", {"digest": str(number), "file": "x"})


def alive(*kinds: type) -> dict[type, int]:
    gc.collect()
    found: list[Any] = gc.get_objects()
    return {kind: sum(type(o) is kind for o in found) for kind in kinds}


@pytest.mark.slow
def test_nothing_grows_with_the_number_of_students() -> None:
    with new_sandbox("ch03") as sandbox:
        for number in range(2):
            grade_somebody(number, sandbox)
        before, kept = unbounded(), alive(Marker, Submission)
        for number in range(2, 5):
            grade_somebody(number, sandbox)
    assert len(before) > 10
    assert unbounded() == before
    assert alive(Marker, Submission) == kept
