"""The gradebook in a file: what another writer does meanwhile, and rows in bulk that are nbgrader's own."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from course_case import CHAPTER, chapter, new_course, released, to_bytes
from gradebook_case import rows_of
from nbgrader.api import Gradebook
from postgresql_case import use

from autograder.faces.nbgrader.course import open_course
from autograder.faces.nbgrader.gradebook import Book, Entry
from autograder.text import ZerotsukuError

FULL = {e.symbol: float(e.points) for e in chapter().exercises}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path)


def entry(student: str) -> Entry:
    return Entry(student, None, FULL, to_bytes(released()))


def test_rows_in_bulk_are_those_that_nbgrader_makes(course: Path, tmp_path: Path) -> None:
    """nbgrader adds a submission row by row; then both have the same marks written into them."""
    other = new_course(tmp_path / "other")
    with Gradebook(f"sqlite:///{other / 'gradebook.db'}", "dl") as gradebook:
        gradebook.update_or_create_student("aoki")
        gradebook.update_or_create_submission(CHAPTER, "aoki")
    empty = rows_of(other)
    for one in (course, other):
        with Book(open_course(one), chapter()) as book:
            book.write([entry("aoki")])
    rows = rows_of(course)
    assert rows == rows_of(other) and len(rows) == len(empty) > 2 * len(FULL)


@pytest.mark.parametrize("held", [0.5, 30.0], ids=["short", "long"])
def test_a_file_that_another_writes_is_waited_for(held: float, course: Path) -> None:
    """The formgrader holds it for a moment; whoever holds it for good is told of."""
    use(course, f"sqlite:///{course / 'gradebook.db'}?timeout=0.2")
    with Book(open_course(course), chapter()) as book:
        formgrader = sqlite3.connect(course / "gradebook.db", isolation_level=None, check_same_thread=False)
        formgrader.execute("begin immediate")
        freed = threading.Timer(held, formgrader.rollback)
        freed.start()
        began = time.monotonic()
        if held < 1:
            found = book.write([entry("aoki")])
            assert found["aoki"].total == sum(FULL.values())
        else:
            with pytest.raises(ZerotsukuError) as error:
                book.write([entry("aoki")])
            assert "locked" in error.value.text["ja"] and "gradebook.db" in error.value.text["en"]
            assert time.monotonic() - began < held
        freed.cancel()
        freed.join()
        formgrader.close()
    assert bool(rows_of(course)) == (held < 1)
