"""What is fuzzed: functions that take any bytes, and raise when what they promise does not hold.

Shared by tests/test_fuzz.py (a short run, and every case that was found) and tests/fuzz/run.py (a long one).
"""

from __future__ import annotations

import contextlib
import functools
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.catalog import catalog
from autograder.compare import Tolerance, compare
from autograder.faces.nbgrader.collected import read_timestamp
from autograder.faces.nbgrader.notebooks import restore
from autograder.grading.deciding.plan import cells_to_run
from autograder.grading.explaining.diagnose import describe
from autograder.grading.explaining.exceptions import explain
from autograder.sandbox.loading import Failure
from autograder.sandbox.measure import WireError
from autograder.sandbox.session_messages import read_changes, read_failure, read_isolation, read_observation
from autograder.sandbox.wire import decode, encode
from autograder.submission import (
    MAX_CELLS,
    MAX_SOURCES,
    Cell,
    Submission,
    SubmissionError,
    read_submission,
)

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
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


# What graders observe on a reference: every form that an observation has.
EXPECTED: tuple[Any, ...] = (
    np.arange(6.0).reshape(2, 3) / 7,
    [1, 2.5, True],
    {"a": [np.eye(2), 0.5], "b": np.array([1, 2, 3])},
    [[(2, 3), (4,)], "text", None],
    np.float64(0.25),
    [{"x": np.arange(3.0), "y": np.arange(3.0)}],
)
TIGHT, DTYPE = Tolerance(reveal=False), Tolerance(dtype=True)


def describe_value(data: bytes) -> None:
    """Whatever value comes is right, or wrong in words."""
    try:
        value = decode(data)
    except WireError:
        return
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for expected in EXPECTED:
            for tolerance in (TIGHT, DTYPE):
                if compare(value, expected, tolerance):
                    describe(value, expected, tolerance, (2, 3))


def agree_with(data: bytes) -> None:
    """Two values, both a student's, are the same or not."""
    middle = len(data) // 2
    try:
        one, other = decode(data[:middle]), decode(data[middle:])
    except WireError:
        return
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        compare(one, other, DTYPE)
        assert compare(one, one, TIGHT) is None


TYPES = (  # noqa: SIM905
    "NameError AttributeError TypeError ValueError IndexError KeyError SyntaxError ImportError "
    "UnboundLocalError ModuleNotFoundError AxisError OverflowError UFuncTypeError IndentationError"
).split()


def explain_failure(data: bytes) -> None:
    """Whatever an exception says of itself, and whatever stands in the cells, there is a sentence for it."""
    kind, cell, line, *texts = data[:1] + b"\0", data[1:2], data[2:3], *data[3:].split(b"\0")
    text, name, operands, source, *_ = [t.decode("utf-8", "replace") for t in texts] + [""] * 4
    failure = Failure(
        TYPES[kind[0] % len(TYPES)], text[:500], sum(cell) % 4, sum(line), name[:500], operands[:500]
    )
    cells = tuple(Cell("code", source, number) for number in (1, 2))
    explain(failure, Submission("a.ipynb", cells), (failure,))


def read_time(data: bytes) -> None:
    """Any bytes of a timestamp.txt are a time that can be written, or none."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Path(folder, "timestamp.txt").write_bytes(data)
        found = read_timestamp(Path(folder))
        assert found is None or (found.tzinfo is None and found.isoformat(sep=" "))


SECONDS = 1.0  # of processor time that any case may take


def timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    @functools.wraps(target)
    def run(data: bytes) -> None:
        began = time.process_time()
        target(data)
        assert time.process_time() - began < SECONDS

    return run


TARGETS = {
    f.__name__: f
    for f in (
        read_notebook,
        read_script,
        decode_message,
        read_time,
        timed(describe_value),
        timed(agree_with),
        timed(explain_failure),
    )
}
