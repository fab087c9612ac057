"""The verdict on one observation, in the trusted process."""

from __future__ import annotations

from typing import Any

from autograder.compare import Difference, Tolerance, compare
from autograder.graders import Grader
from autograder.text import Text, say


def decide(grader: Grader, got: Any, expected: Any) -> Difference | None:
    """None if the student's observation is right; otherwise what differs, without the hidden values."""
    if grader.judge is None:
        return compare(got, expected, Tolerance(grader.rtol, grader.atol, grader.dtype, reveal=False))
    try:
        verdict = grader.judge(got, expected)
    except Exception:
        # a judge reads data that a student made; whatever shape it has that the judge cannot read is wrong
        return Difference("judge", say("differs-unreadable"))
    if verdict is True:
        return None
    return Difference(
        "judge", Text.parse(verdict) if isinstance(verdict, str) else say("differs-value-hidden")
    )
