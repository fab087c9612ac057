"""Failing graders once more, each alone in a fresh fork: does the answer change from run to run, or with what
was called before? Nothing of these runs changes a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.graders import Grader
from autograder.grading.deciding.marking import Seen
from autograder.text import Text, say

Run = Callable[[Sequence[tuple[Grader, int]]], Sequence[Seen]]


@dataclass(frozen=True)
class Failed:
    """A grader that failed, and what it saw when it ran after the graders above it."""

    grader: Grader
    first: Seen


@dataclass(frozen=True)
class Eyes:
    """How observations are judged: whether two are the same, and whether the reference itself gives another
    result each time."""

    same: Callable[[Seen, Seen, Grader], bool]
    random: Callable[[Grader], bool]


def unsteady(failed: Sequence[Failed], run: Run, eyes: Eyes) -> dict[str, Text]:
    """Symbol → what was seen, for exercises whose result is not the same each time.

    `run` runs graders, each alone and with the global random numbers seeded as the number says.
    """
    failed = [f for f in failed if _is_there(f.first)]
    if not failed:
        return {}
    second = run([(f.grader, 1) for f in failed])
    odd = [
        (f, seen)
        for f, seen in zip(failed, second, strict=True)
        if _is_there(seen) and not eyes.same(seen, f.first, f.grader)
    ]
    if not odd:
        return {}
    more = run([(f.grader, surroundings) for f, _ in odd for surroundings in (0, 2)])
    found: dict[str, Text] = {}
    for i, (f, seen) in enumerate(odd):
        text = _meaning(f, (seen, *more[2 * i : 2 * i + 2]), eyes)
        if text:
            found.setdefault(f.grader.symbol, text)
    return found


def _is_there(seen: Seen) -> bool:
    return not seen.cut and not seen.observation.lost


def _meaning(f: Failed, alone: Sequence[Seen], eyes: Eyes) -> Text | None:
    a, b, c = alone
    if not all(_is_there(seen) for seen in alone):
        return None
    if all(seen.right for seen in alone):
        return say("diagnose-state")
    if any(seen.observation.failure for seen in (f.first, *alone)) or a.right or c.right:
        return None
    if eyes.same(a, b, f.grader) and eyes.same(a, c, f.grader):
        return say("diagnose-depends")
    if not eyes.same(a, c, f.grader) and not eyes.same(f.first, c, f.grader):
        random_is_right = f.grader.judge is not None or eyes.random(f.grader)
        return None if random_is_right else say("diagnose-random")
    return None
