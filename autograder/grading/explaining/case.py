"""An exception of the student's code with all that is known around it."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.catalog import Chapter
from autograder.grading.explaining.outline import MAX_LOOKED, Definition, enclosing
from autograder.sandbox.loading import Failure
from autograder.submission import Submission


@dataclass(frozen=True)
class Case:
    """A failure, the submission, what failed in its cells (which may be the cause), and the chapter."""

    failure: Failure
    submission: Submission | None = None
    failures: tuple[Failure, ...] = ()
    chapter: Chapter | None = None

    @property
    def line(self) -> str:
        """The text of the line that failed, "" if it is not known."""
        return self.whole_line.strip()

    @property
    def whole_line(self) -> str:
        """The same with the spaces around it."""
        return line_at(self.failure.cell, self.failure.line, self.submission)

    @property
    def around(self) -> list[Definition]:
        """The definitions in which the line stands, the outermost first."""
        return enclosing(self.submission, self.failure.cell, self.failure.line)


def line_at(number: int, line: int, submission: Submission | None) -> str:
    """The text of a line of a cell, "" if there is none."""
    cell = next((c for c in submission.cells if c.number == number), None) if submission else None
    lines = cell.source[:MAX_LOOKED].split("\n") if cell else []
    return lines[line - 1] if 0 < line <= len(lines) else ""
