"""Work with a submission in two halves: one where it lies, and one wherever there is a sandbox.

Here they are done one after the other. A cluster reads here and grades elsewhere: what goes there is what the
first half has made of a folder, and no secret.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from autograder.grading.allowance import Effort
from autograder.sandbox.sandbox import Sandbox

T = TypeVar("T")
H = TypeVar("H")
R = TypeVar("R")


class InHalves(Protocol[T, R]):
    """Work that can be had in halves."""

    @property
    def halves(self) -> Halves[T, Any, R]: ...


@dataclass(frozen=True)
class Halves(Generic[T, H, R]):
    """`read` a task, and `grade` what it came to, unless that is a result already.

    Both are functions of a module (or partials of one). `half` and `result` are the types of what they
    return. `engine` says what determines a result apart from the submission, as a digest of the files where
    it is called: who says another one may give other marks.
    """

    read: Callable[[T, Effort], H | R]
    grade: Callable[[H, Sandbox, Effort], R]
    half: type[H]
    result: type[R]
    engine: Callable[[], str]

    @property
    def halves(self) -> Halves[T, H, R]:
        """Itself: what only becomes halves where it is done has them under the same name."""
        return self

    def __call__(self, task: T, sandbox: Sandbox, effort: Effort) -> R:
        found = self.read(task, effort)
        return self.grade(found, sandbox, effort) if isinstance(found, self.half) else found  # type: ignore[return-value]
