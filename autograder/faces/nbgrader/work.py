"""Grading the tasks of a chapter, as it is handed to the processes that do it.

What it takes is imported there, and not in the first process of a run, which waits for nothing but results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.faces.nbgrader.task import Made, Task

if TYPE_CHECKING:
    from autograder.faces.nbgrader.grade_one import ReadFolder
    from autograder.grading.allowance import Effort
    from autograder.grading.halves import Halves
    from autograder.sandbox.sandbox import Sandbox


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
