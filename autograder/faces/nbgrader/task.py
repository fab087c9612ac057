"""What the first process of a run knows of grading one submission: what is asked, and what comes back.

What it takes to do it is imported in the processes that do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.report import Report
from autograder.submission import SubmissionError, read_file
from autograder.text import Text

if TYPE_CHECKING:
    from autograder.faces.nbgrader.grade_one import ReadFolder
    from autograder.grading.allowance import Effort
    from autograder.grading.halves import Halves
    from autograder.sandbox.sandbox import Sandbox


@dataclass(frozen=True)
class Task:
    """One student's folder to grade, unless it is what the graded notebook of that `digest` was made from."""

    student: str
    folder: Path
    digest: str = ""


@dataclass(frozen=True)
class Made:
    """A graded notebook, and the Report that is in it; neither where what was graded before still holds."""

    readable: bool
    report: Report | None = None
    notebook: bytes = b""
    odd: tuple[Text, ...] = ()  # what was odd about the file


@dataclass(frozen=True)
class Work:
    """Grading the tasks of a chapter: a function of a task, a sandbox and an effort."""

    chapter: str
    secret: bytes
    lang: str
    checksums: Mapping[str, str]
    release: bytes

    @property
    def halves(self) -> Halves[Task, ReadFolder, Made]:
        """The same in two halves, as several machines do it."""
        from autograder.faces.nbgrader.grade_one import halves

        return halves(self.chapter, self.secret, self.lang, self.checksums, self.release)

    def __call__(self, task: Task, sandbox: Sandbox, effort: Effort) -> Made:
        return self.halves(task, sandbox, effort)


def graded_record(path: Path) -> dict[str, Any] | None:
    """What a graded notebook says of itself in its metadata; None when the file is no graded notebook.

    Its keys: "chapter", "lang", "report" (as `inspect --json` prints it), "digest" and "file".
    """
    try:
        record = json.loads(read_file(path))["metadata"]["zerotsuku"]
        return record if "report" in record and "digest" in record else None
    except (SubmissionError, ValueError, LookupError, TypeError, RecursionError):
        return None
