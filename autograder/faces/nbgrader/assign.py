"""nbgrader's `generate_assignment`, which refuses at once what could not be graded later."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateAssignment as NbgraderGenerateAssignment
from nbgrader.converters import NbGraderException

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.database import opened
from autograder.faces.nbgrader.folders import give_course_to_group
from autograder.faces.nbgrader.release import Declared, declared_by_cells, declared_by_gradebook, refusal
from autograder.text import Text, ZerotsukuError, named, say


class GenerateAssignment(NbgraderGenerateAssignment):  # type: ignore[misc]
    """nbgrader's converter. An assignment that is no chapter of ours is nbgrader's alone."""

    def start(self) -> None:
        """Make the release; a sentence and nbgrader's own exception where it could not be graded."""
        chapter = catalog().chapters.get(self.coursedir.assignment_id)
        try:
            problem = self._problem(chapter) if chapter else None
        except ZerotsukuError as error:  # of the database
            problem = error.text
        if problem:
            lang = str(self.config.Autograde.get("lang", "ja"))
            self.log.error("%s", problem[lang])
            raise NbGraderException(problem[lang])
        super().start()
        if self.coursedir.groupshared:
            give_course_to_group(Path(self.coursedir.root))

    def _problem(self, chapter: Chapter) -> Text | None:
        directory = self.coursedir.source_directory
        folder = Path(self.coursedir.format_path(directory, ".", chapter.id))
        try:
            source = nbformat.read(folder / f"{chapter.stem}.ipynb", 4)
            cells = declared_by_cells(source.cells)
        except Exception:  # nbgrader itself tells that it is missing, or what is wrong with it
            return None
        others = [path.name for path in folder.glob("*.ipynb") if path.stem != chapter.stem]
        return refusal(cells, others, chapter) or self._changed(cells, chapter)

    def _changed(self, cells: dict[str, Declared], chapter: Chapter) -> Text | None:
        """Which cells came or went although somebody has handed in already: nbgrader cannot have that."""
        try:
            with opened(self.coursedir) as gradebook:
                notebook = gradebook.find_notebook(chapter.stem, chapter.id)
                known = declared_by_gradebook(notebook)
                submitted = bool(notebook.submissions)
        except MissingEntry:
            return None
        now = {name: cell for name, cell in cells.items() if cell.graded or cell.solution or cell.task}
        changed = sorted(known.keys() ^ now.keys())
        if not submitted or not changed:
            return None
        return say("release-changed", chapter=chapter.id, names=", ".join(map(named, changed)))
