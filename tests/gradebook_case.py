"""What a gradebook says, compared row by row: all columns but ids, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook

from autograder.faces.nbgrader.course import open_course
from autograder.faces.nbgrader.database import opened

KINDS = (Student, SubmittedAssignment, SubmittedNotebook, Grade, Comment)


def rows_of(course: Path) -> list[tuple[Any, ...]]:
    """All that is in the gradebook of students and their submissions, in an order of its own."""
    with opened(open_course(course).coursedir) as gradebook:
        found = [
            (kind.__name__, *_names(row), *_columns(row))
            for kind in KINDS
            for row in gradebook.db.query(kind)
        ]
    return sorted(found, key=repr)


def _columns(row: Any) -> list[Any]:
    """The values of a row; keys, which are made up at random, are told by `_names`."""
    columns = row.__table__.columns
    return [getattr(row, c.name) for c in columns if not c.primary_key and not c.foreign_keys]


def _names(row: Any) -> tuple[str, ...]:
    """Whose and what a row is."""
    match row:
        case Student():
            return (row.id,)
        case SubmittedAssignment():
            return row.assignment.name, row.student_id
        case SubmittedNotebook():
            return *_names(row.assignment), row.notebook.name
        case _:
            return *_names(row.notebook), row.cell.type, row.cell.name


def files_of(course: Path) -> dict[str, str]:
    """Path → digest of everything below autograded/."""
    folder = course / "autograded"
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
