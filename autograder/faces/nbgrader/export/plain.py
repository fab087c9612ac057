"""`nbgrader export` into a CSV that a spreadsheet opens in the right encoding and without running anything.

Names and ids are other people's texts. nbgrader writes them as they are: one that begins with `=` is a
formula, and one with a comma in it makes cells of its own. Here fields are quoted, and formulas become texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.faces.nbgrader.export.grades import chosen, mark_of, write_csv
from autograder.faces.nbgrader.export.harmless import SPREADSHEET, harmless

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "lms_user_id",
)


class SafeCsvExportPlugin(CsvExportPlugin):  # type: ignore[misc]
    """nbgrader's CSV, its columns and rows and `lms_user_id` behind them, with every text made harmless."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the gradebook to `to`, or to grades.csv."""
        destination = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", destination)
        rows = ([harmless(value) for value in row] for row in self._rows(gradebook))
        write_csv(destination, [COLUMNS, *rows], SPREADSHEET)

    def _rows(self, gradebook: Gradebook) -> Iterator[tuple[Any, ...]]:
        for assignment in chosen(gradebook.assignments, self.assignment, "name"):
            for student in chosen(gradebook.students, self.student, "id"):
                mark = mark_of(gradebook, assignment, student)
                yield (
                    assignment.name,
                    assignment.duedate,
                    mark.timestamp,
                    student.id,
                    student.last_name,
                    student.first_name,
                    student.email,
                    mark.raw,
                    mark.penalty,
                    mark.score,
                    assignment.max_score,
                    student.lms_user_id,
                )
