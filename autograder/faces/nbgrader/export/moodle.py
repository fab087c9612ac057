"""`nbgrader export` for Moodle: Grades → Import → CSV file.

Moodle asks which column is what. A row is found by `ID number` (map to useridnumber) or `Email address` (map
to useremail); each assignment has a column of grades and one of feedback, and both belong together: Moodle
loses the grades of an assignment of which only the feedback is mapped. An empty cell is no grade.

A cell by which a row is found is never empty: Moodle would give that row's grades to the person of the row
before. Whoever has no id that can stand in a CSV is left out and told, and the addresses are there only where
everybody has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from autograder.faces.nbgrader.export.grades import Mark, chosen, mark_of, points, write_csv
from autograder.faces.nbgrader.export.harmless import SPREADSHEET, exact, harmless
from autograder.text import LANGUAGES, say

PERSON, EMAIL = ("First name", "Last name", "ID number"), "Email address"  # Moodle's own names for them
MAX_FEEDBACK = 1000  # characters


class MoodleExportPlugin(ExportPlugin):  # type: ignore[misc]
    """Grades as Moodle's gradebook imports them: a row a student, two columns an assignment."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the gradebook to `to`, or to moodle.csv."""
        destination = Path(self.to or "moodle.csv")
        self.log.info("Exporting grades for Moodle to %s", destination)
        write_csv(destination, self._rows(gradebook), SPREADSHEET)  # Moodle takes the mark away

    def _rows(self, gradebook: Gradebook) -> Iterator[Sequence[str]]:
        assignments = chosen(gradebook.assignments, self.assignment, "name")
        students = [s for s in chosen(gradebook.students, self.student, "id") if self._has_number(s)]
        with_email = all(exact(s.email) for s in students)
        if not with_email:
            self.log.info("Without email addresses, as not everybody has one: match by ID number")
        heads = [head for a in assignments for head in (f"{a.name} (Real)", f"{a.name} (Feedback)")]
        yield [*PERSON, *([EMAIL] if with_email else []), *map(harmless, heads)]
        for student in students:
            row = [harmless(student.first_name or ""), harmless(student.last_name or ""), _number(student)]
            row += [exact(student.email)] if with_email else []
            for assignment in assignments:
                mark = mark_of(gradebook, assignment, student)
                row += [points(mark.score), self._feedback(mark)] if mark.submission else ["", ""]
            yield row

    def _has_number(self, student: Any) -> bool:
        if not _number(student):
            self.log.warning("Left out, as the id would be a formula: %r. Enter it by hand", student.id)
        return bool(_number(student))

    def _feedback(self, mark: Mark) -> str:
        """What a student reads in Moodle: the points by exercise, and the teacher's comments."""
        lang = str(self.config.Autograde.get("lang", LANGUAGES[0]))
        parts: list[str] = []
        for notebook in mark.submission.notebooks:
            cells = [(g.cell, g.score) for g in notebook.grades if g.cell.max_score or g.score]
            cells.sort(key=lambda pair: str(pair[0].name))
            parts += [f"{_name(cell)} {points(score)}/{points(cell.max_score)}" for cell, score in cells]
        if mark.penalty:
            parts.append(say("export-late", points=points(mark.penalty))[lang])
        for notebook in mark.submission.notebooks:
            comments = [(str(c.cell.name), c.manual_comment) for c in notebook.comments if c.manual_comment]
            parts += [f"{name}: {text}" for name, text in sorted(comments)]
        return str(harmless(", ".join(parts)[:MAX_FEEDBACK]))


def _name(cell: Any) -> str:
    """An exercise's symbol, or the name of a cell that is graded by hand."""
    return str(cell.name).removeprefix("check-")


def _number(student: Any) -> str:
    """What stands in the field "ID number" of a profile in Moodle."""
    return exact(student.lms_user_id or student.id)
