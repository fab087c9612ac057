"""What all exports need: who and what is asked for, a student's mark, and the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry


@dataclass(frozen=True)
class Mark:
    """What a student has in an assignment, in points. `submission` is None where nothing was graded."""

    submission: Any = None
    timestamp: Any = None
    raw: float = 0.0
    penalty: float = 0.0

    @property
    def score(self) -> float:
        """What counts: without what is taken off because it was late, and never below 0."""
        return max(0.0, self.raw - self.penalty)


def mark_of(gradebook: Gradebook, assignment: Any, student: Any) -> Mark:
    """The mark in nbgrader's gradebook."""
    try:
        found = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return Mark()
    return Mark(found, found.timestamp, found.score, found.late_submission_penalty)


def chosen(entries: Iterable[Any], names: Iterable[Any], key: str) -> list[Any]:
    """The gradebook's entries of these names (`--assignment`, `--student`); all, if none are named."""
    wanted = {str(name) for name in names}
    return [entry for entry in entries if not wanted or getattr(entry, key) in wanted]


def points(value: float) -> str:
    """Points as a program reads them: no more digits than are needed, and two at the most."""
    return f"{round(value, 2):g}"


def write_csv(path: Path, rows: Iterable[Sequence[Any]], encoding: str) -> None:
    """Write rows of fields, quoted where they need it."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
