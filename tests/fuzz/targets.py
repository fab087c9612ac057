"""What is fuzzed: functions that take any bytes, and raise when what they promise does not hold.

Shared by tests/test_fuzz.py (a short run, and every case that was found) and tests/fuzz/run.py (a long one).
"""

from __future__ import annotations

import contextlib

from autograder.catalog import catalog
from autograder.faces.notebooks import restore
from autograder.grading.plan import cells_to_run
from autograder.sandbox.sandbox import read_changes, read_failure, read_isolation, read_observation
from autograder.sandbox.wire import WireError, decode, encode
from autograder.submission import MAX_CELLS, MAX_SOURCES, Submission, SubmissionError, read_submission

CHAPTER = catalog().chapter("ch03")


def read_notebook(data: bytes) -> None:
    """Any bytes are a notebook's cells or a refusal in a sentence, and what follows lives with the cells."""
    _read(data, "a.ipynb")


def read_script(data: bytes) -> None:
    """The same of a script."""
    _read(data, "a.py")


def _read(data: bytes, name: str) -> None:
    try:
        submission = read_submission(data, name)
    except SubmissionError as refused:
        said = refused.text
        if not (name in said["ja"] and name in said["en"]):
            raise AssertionError(said) from refused
        return
    check(submission)
    cells_to_run(submission, CHAPTER)
    restore(submission, CHAPTER, "en")


def check(submission: Submission) -> None:
    """What is true of every submission that was read."""
    assert len(submission.cells) <= MAX_CELLS
    assert sum(len(cell.source) for cell in submission.cells) <= MAX_SOURCES
    assert len(submission.problems) < 50
    for cell in submission.cells:
        assert cell.kind in ("code", "markdown", "raw")
        for text in (cell.source, cell.id, cell.grade_id, *cell.tags):
            text.encode()


def decode_message(data: bytes) -> None:
    """Any bytes are a value or a WireError, and so is what a value is read as."""
    try:
        value = decode(data)
    except WireError:
        return
    encode(value)
    for read in (read_observation, read_failure, read_changes, read_isolation):
        with contextlib.suppress(WireError):
            read(value)


TARGETS = {f.__name__: f for f in (read_notebook, read_script, decode_message)}
