"""What comes back of a job: what each grader saw, and why where it saw nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.loading import Failure
from autograder.sandbox.watch import Change

CLOSED, LATE, GARBLED = "closed", "late", "garbled"  # the process died; time was up; no answer of ours
UNWRITTEN = "unwritten"  # nothing is written yet, so nothing was run


@dataclass(frozen=True)
class Observation:
    """What one grader saw: a value, or a failure; `lost` says why there is neither."""

    value: Any = None
    failure: Failure | None = None
    lost: str = ""  # "", LATE, CLOSED, GARBLED or UNWRITTEN
    changes: tuple[Change, ...] = ()
    size: int = 0  # bytes and items of the message that it came in, roughly what it takes to keep


Look = Callable[[str, str, Observation], Any]  # at a request's key, a grader's name and what it saw
Settle = Look  # the same, and None where the request is to run once more


@dataclass
class Observed:
    """All that came back of a job. Every text in it is the student's."""

    isolation: list[str] = field(default_factory=list)
    progress: dict[str, str] = field(default_factory=dict)
    contained: bool = False  # the definitions keep to themselves
    failures: list[Failure] = field(default_factory=list)
    exercises: dict[str, dict[str, Any]] = field(default_factory=dict)  # what came of looking at each
    seconds: dict[str, float] = field(
        default_factory=dict
    )  # of requests whose graders told all, by our clock
    skip: tuple[tuple[int, int, str], ...] = ()  # cell, statement, LATE or CLOSED or GARBLED
