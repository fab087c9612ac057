"""In which state an exercise is on a page: the same word for the same points, wherever they are shown."""

from __future__ import annotations

from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT
from autograder.text import Text, say

PARTLY, UNKNOWN = "partly", "unknown"
STATES = {PASSED: "✓", PARTLY: "△", FAILED: "✗", ERROR: "!", TIMEOUT: "∞", NOT_STARTED: "–"}


def state_of(status: str, score: float, max_score: float) -> str:
    """A key of STATES, or UNKNOWN, which is a `status` here as well.

    The gradebook decides between passed, partly and nothing; the record says what the nothing is. Of an
    ungraded exercise, whose marks are all 0, the record says everything.
    """
    if not max_score:
        return status if status in (*STATES, UNKNOWN) else FAILED
    if score >= max_score:
        return PASSED
    if score > 0:
        return PARTLY
    return status if status in (NOT_STARTED, ERROR, TIMEOUT, UNKNOWN) else FAILED


def marks_of(score: float, max_score: float) -> Text:
    """The score of so many points; of what is ungraded the word for it, or the points given all the same."""
    if not max_score and not score:
        return say("ungraded")
    points = f"{round(score, 2):g} / {round(max_score, 2):g}" if max_score else f"+{round(score, 2):g}"
    return Text(points, points)


def state_word(state: str) -> Text:
    """What a state is called."""
    return say(f"class-state-{state.replace('_', '-')}")
