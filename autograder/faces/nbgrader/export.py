"""`nbgrader export` into a CSV that a spreadsheet opens in the right encoding and without running anything.

Names and ids are other people's texts. nbgrader writes them as they are: one that begins with `=` is a
formula, and one with a comma in it makes cells of its own. Here fields are quoted, and formulas become texts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import CsvExportPlugin

from autograder.text import clean

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
# Without the mark, Excel in Japan takes a file for cp932: 山田 becomes 螻ｱ逕ｰ.
ENCODING = "utf-8-sig"
# What makes a cell a formula (OWASP's list), in full width and as small forms, too; and where a cell may
# begin: many a spreadsheet parts a line at `;` or tabs.
FORMULA = "=+-@＝＋－＠﹦﹢﹣﹫"
BEGINNING = re.compile(rf"^(?=\t)|(?:^|[,;\t])(?=\s*[{re.escape(FORMULA)}])")


class SafeCsvExportPlugin(CsvExportPlugin):  # type: ignore[misc]
    """nbgrader's CSV, its columns and rows and `lms_user_id` behind them, with every text made harmless."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the gradebook to `to`, or to grades.csv."""
        destination = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", destination)
        with destination.open("w", encoding=ENCODING, newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows([harmless(value) for value in row] for row in self._rows(gradebook))

    def _rows(self, gradebook: Gradebook) -> Iterator[tuple[Any, ...]]:
        assignments, students = ({str(name) for name in names} for names in (self.assignment, self.student))
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if assignments and assignment.name not in assignments:
                    continue
                if students and student.id not in students:
                    continue
                yield (
                    assignment.name,
                    assignment.duedate,
                    *_marks(gradebook, assignment, student),
                )


def _marks(gradebook: Gradebook, assignment: Any, student: Any) -> tuple[Any, ...]:
    """From the timestamp on; nothing handed in is 0 points."""
    who = (student.id, student.last_name, student.first_name, student.email)
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return (None, *who, 0.0, 0.0, 0.0, assignment.max_score, student.lms_user_id)
    score, penalty = submission.score, submission.late_submission_penalty
    net = max(0.0, score - penalty)
    return (submission.timestamp, *who, score, penalty, net, assignment.max_score, student.lms_user_id)


def harmless(value: Any) -> Any:
    """A field as it is written: numbers and times as they are, a text without control characters, and with
    an apostrophe before what a spreadsheet would compute."""
    if not isinstance(value, str):
        return value
    return BEGINNING.sub(r"\g<0>'", " ".join(clean(value).splitlines()))
