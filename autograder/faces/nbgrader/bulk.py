"""Rows of nbgrader's gradebook, made for many submissions at once: those that nbgrader makes one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import nbformat
import sqlalchemy
from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.utils import compute_checksum


def add_missing(session: Any, assignment: Assignment, students: Sequence[str]) -> None:
    """Add the empty rows of a submission for those of the students who have none yet."""
    ids = session.query(Student.id).filter(Student.id.in_(students))
    _insert(session, Student, ({"id": s} for s in sorted(set(students) - {id_ for (id_,) in ids})))
    there = session.query(SubmittedAssignment.student_id).filter(
        SubmittedAssignment.assignment_id == assignment.id, SubmittedAssignment.student_id.in_(students)
    )
    new = {s: _id() for s in sorted(set(students) - {s for (s,) in there})}
    rows = ({"id": id_, "assignment_id": assignment.id, "student_id": s} for s, id_ in new.items())
    _insert(session, SubmittedAssignment, rows)
    made = [(_id(), id_, notebook) for id_ in new.values() for notebook in assignment.notebooks]
    rows = ({"id": mine, "assignment_id": id_, "notebook_id": notebook.id} for mine, id_, notebook in made)
    _insert(session, SubmittedNotebook, rows)
    for kind, cells_of in ((Grade, _graded), (Comment, _commented)):
        rows = ({"notebook_id": mine, "cell_id": c.id} for mine, _, n in made for c in cells_of(n))
        _insert(session, kind, rows)


def _graded(notebook: Any) -> Iterable[Any]:
    return (*notebook.grade_cells, *notebook.task_cells)


def _commented(notebook: Any) -> Iterable[Any]:
    return (*notebook.solution_cells, *notebook.task_cells)


def _id() -> str:
    return str(new_uuid())


def _insert(session: Any, kind: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    found = list(rows)
    if found:
        session.execute(sqlalchemy.insert(kind), found)


def unanswered(notebook: bytes) -> set[str]:
    """The grade_ids of a graded notebook's answer cells that are as released, by nbgrader's checksum."""
    found = set()
    for cell in json.loads(notebook)["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("solution"):
            bare = nbformat.from_dict({**cell, "source": "".join(cell["source"]), "outputs": []})
            if compute_checksum(bare) == nbgrader.get("checksum"):
                found.add(nbgrader["grade_id"])
    return found
