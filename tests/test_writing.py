"""Graded notebooks are written by us, for speed: the bytes are nbformat's own."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import nbformat
import pytest
from course_case import answered, chapter, released, to_bytes

from autograder.build import new_cell, student_notebook
from autograder.build import to_bytes as by_nbformat
from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.faces.nbgrader.writing import copied, output, written
from autograder.report import FAILED, ExerciseReport, Outcome, Report
from autograder.submission import read_submission
from autograder.text import Text

ODD = '「あ」 "q" \\ \x00\x1f\x7f\u2028\u2029\U0001f600 </script>\r\nb\x0cc\n\n'


def with_everything() -> Any:
    """A notebook with all that a released or graded one may have."""
    notebook = student_notebook(chapter(), "ja")
    notebook.metadata |= {
        "numbers": [0, -1, 1.5, 1e300, 5e-324, True, None, [], {}, [[]], ""],
        "é": {"b": ODD, "a": ODD},
        "signature": "dropped",
    }
    picture = {"image/png": "aGk=\n", "text/plain": ODD, "text/html": ODD, "image/svg+xml": "<svg>\n</svg>"}
    made = new_cell("code", ODD, "x-1", {"trusted": True, "tags": ["a", "b"]})
    made.outputs = [output("display_data", picture), output("execute_result", {"text/plain": "1.0"})]
    shown = new_cell("markdown", ODD, "x-2")
    shown.attachments = {"a.png": {"image/png": "aGk="}}
    notebook.cells += [made, shown, new_cell("code", "", "x-3"), new_cell("markdown", "one\n", "x-4")]
    return notebook


def test_the_bytes_are_those_of_nbformat() -> None:
    notebook = with_everything()
    assert written(deepcopy(notebook)) == by_nbformat(notebook)


def test_a_copy_is_changed_alone() -> None:
    notebook = with_everything()
    before = deepcopy(notebook)
    made = copied(notebook)
    assert made == before
    for one in made.cells:
        one.source += "!"
        one.metadata.setdefault("nbgrader", {})["checksum"] = "x"
        one.setdefault("outputs", []).append(1)
    written(copied(notebook))
    assert notebook == before


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_graded_notebook_is_one_for_nbformat(lang: str) -> None:
    notebook = answered(lang=lang)
    notebook["cells"] += [
        {
            "cell_type": "code",
            "id": "mine",
            "metadata": {},
            "outputs": [],
            "execution_count": 3,
            "source": ODD,
        },
        {"cell_type": "markdown", "id": "own", "metadata": {}, "source": ["# mine\n", ODD]},
    ]
    outcome = Outcome("g", Text(ODD, ODD), 1, False, Text(ODD, ODD))
    exercises = tuple(
        ExerciseReport(e.id, e.title, 0.5, e.points, FAILED, (outcome,), hint=Text(ODD, ODD))
        for e in chapter().exercises
    )
    report = Report(chapter().id, exercises, ("x",), (Text(ODD, ODD),))
    submission = read_submission(to_bytes(notebook), "x.ipynb")
    made = graded_notebook(submission, report, chapter(), lang, {"digest": "d", "file": ODD})
    read = nbformat.reads(made.decode(), nbformat.NO_CONVERT)
    nbformat.validate(read)
    assert by_nbformat(read) == made
    assert any(c.get("metadata", {}).get("zerotsuku", {}).get("cell") for c in read.cells)


def test_what_is_written_first_changes_nothing_of_what_is_written_next() -> None:
    submission = read_submission(to_bytes(released()), "x.ipynb")
    report = Report(chapter().id, (), ())
    first = graded_notebook(submission, report, chapter(), "ja", {"digest": "1"})
    again = graded_notebook(submission, report, chapter(), "ja", {"digest": "1"})
    assert first == again
    assert json.loads(first)["metadata"]["zerotsuku"]["digest"] == "1"
