"""The verdict on one observation, in the trusted process."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.compare import Difference, Tolerance, compare
from autograder.graders import Grader
from autograder.text import Text, say

FAR, FAR_ELEMENTS = 20, 10_000  # a judge sees nothing that is so much larger than what is expected


def decide(grader: Grader, got: Any, expected: Any) -> Difference | None:
    """None if the student's observation is right; otherwise what differs, without the hidden values."""
    if grader.judge is None:
        return compare(got, expected, Tolerance(grader.rtol, grader.atol, grader.dtype, reveal=False))
    if _elements(got, most := FAR * _elements(expected) + FAR_ELEMENTS) > most:
        return Difference("judge", said=say("differs-unreadable"))
    try:
        verdict = grader.judge(got, expected)
    except Exception:
        # a judge reads data that a student made; whatever shape it has that the judge cannot read is wrong
        return Difference("judge", said=say("differs-unreadable"))
    if verdict is True:
        return None
    said = Text.parse(verdict) if isinstance(verdict, str) else say("differs-value-hidden")
    return Difference("judge", said=said)


def _elements(value: Any, most: float = math.inf) -> int:
    """How many numbers and characters there are in an observation; counted no further than `most`.

    An array without elements counts for its rows: a judge may go through them.
    """
    if isinstance(value, np.ndarray):
        return math.prod(max(n, 1) for n in value.shape)
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, list | tuple | Mapping):
        return 1
    count = len(value)
    for item in value.values() if isinstance(value, Mapping) else value:
        if count > most:
            break
        count += _elements(item, most)
    return count
