"""`nbgrader export` for Canvas: Gradebook → Import.

The columns are those of Canvas's own export: Student, ID, SIS User ID, SIS Login ID, Section, and one for
each assignment, whose points stand in the second row. Canvas finds a person by the first of ID, SIS User ID,
SIS Login ID and name that it knows, and an assignment by the number behind its title, or by the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Dict, Unicode

from autograder.faces.nbgrader.export.grades import chosen, mark_of, points, write_csv
from autograder.faces.nbgrader.export.harmless import exact, harmless

ENCODING = "utf-8"  # Canvas reads UTF-8, and leaves a mark before it in the first column's name
PERSON = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "    Points Possible"  # as Canvas writes it


class CanvasExportPlugin(ExportPlugin):  # type: ignore[misc]
    """Grades as Canvas's gradebook imports them: a row a student, a column an assignment."""

    columns = Dict(
        Unicode(),
        key_trait=Unicode(),
        help="Assignment → its column in Canvas, such as {'ch03': 'Neural networks (4711)'}; the number is "
        "that of the assignment's address. An assignment that is not here has its own name, "
        "and Canvas offers to make it where it knows none of that title.",
    ).tag(config=True)
    section = Unicode("", help="The section that Canvas shows; it is not looked at.").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the gradebook to `to`, or to canvas.csv."""
        destination = Path(self.to or "canvas.csv")
        self.log.info("Exporting grades for Canvas to %s", destination)
        write_csv(destination, self._rows(gradebook), ENCODING)

    def _rows(self, gradebook: Gradebook) -> Iterator[Sequence[str]]:
        assignments = chosen(gradebook.assignments, self.assignment, "name")
        yield [*PERSON, *(harmless(self.columns.get(a.name, a.name)) for a in assignments)]
        yield [POINTS, "", "", "", "", *(points(a.max_score) for a in assignments)]
        for student in chosen(gradebook.students, self.student, "id"):
            marks = [mark_of(gradebook, a, student) for a in assignments]
            yield [*self._person(student), *(points(m.score) if m.submission else "" for m in marks)]

    def _person(self, student: Any) -> list[str]:
        known, login = exact(student.lms_user_id), exact(student.id)
        name = ", ".join(part for part in (student.last_name, student.first_name) if part)
        numbered = known.isascii() and known.isdigit()
        if not known and not login:
            self.log.warning("%r: this id cannot stand in a CSV: Canvas is left to find the name", student.id)
        return [
            harmless(name or student.id),
            known if numbered else "",
            "" if numbered else known,
            login,
            harmless(self.section),
        ]
