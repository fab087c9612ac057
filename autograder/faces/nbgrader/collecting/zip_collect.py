"""nbgrader's own `zip_collect` in a course of the workbook, by the rules of `zerotsuku collect`.

nbgrader asks for one file after the other whose it is, by a regular expression that an instructor writes.
Here the folder that it has unpacked is looked through once, as a source. What an instructor's own
`named_regexp` says goes first.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.plugins import FileNameCollectorPlugin

from autograder.catalog import catalog
from autograder.faces.nbgrader.collecting.archives import Shelf
from autograder.faces.nbgrader.collecting.plan import Plan, make_plan
from autograder.faces.nbgrader.course import Course, open_course
from autograder.text import ZerotsukuError, named


class Collector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Tells nbgrader whose a file is, and under which name it is handed in."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """A file's student and name; None for one that is nobody's, or does not count."""
        if self.named_regexp or self.parent.coursedir.assignment_id not in catalog().chapters:
            found = super().collect(submitted_file)
            return dict(found) if found else None
        return self._wanted.get(Path(submitted_file))

    @cached_property
    def _wanted(self) -> dict[Path, dict[str, Any]]:
        """Path → what nbgrader wants to know of it."""
        extracted = Path(self.parent._format_collect_path(self.parent.extracted_directory))
        course = open_course(Path(self.parent.coursedir.root))
        try:
            with Shelf() as shelf:
                plan = make_plan(
                    course, self.parent.coursedir.assignment_id, [extracted], shelf, unpacked=True
                )
        except ZerotsukuError as error:
            self.log.error("%s", error.text[course.lang])
            return {}
        self._tell(plan, course)
        found: dict[Path, dict[str, Any]] = {}
        for move in plan.moves:
            for name, file in ((move.chosen.name, move.chosen.work.file), *move.chosen.beside):
                path = extracted.parent / file.origin
                # nbgrader puts the file's own last ending in the place of this one's
                whole = name if Path(name).suffix == path.suffix else f"{name}.x"
                found[path] = {"student_id": move.student, "file_id": whole}
        return found

    def _tell(self, plan: Plan, course: Course) -> None:
        """What was odd, by the same sentences."""
        for note in plan.notes:
            self.log.warning("%s", note[course.lang])
        for move in plan.moves:
            for note in move.chosen.notes:
                self.log.warning("%s: %s", named(move.student), note[course.lang])
        for one in plan.unplaced:
            for note in one.notes:
                self.log.warning("%s: %s", named(one.origin), note[course.lang])
