"""How hard an exercise was, and how well it tells apart: the two numbers of classical item analysis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

from autograder.catalog import Exercise

FEWEST = 5  # people; of fewer nothing is said


@dataclass(frozen=True)
class Item:
    """One exercise. `difficulty` is the mean share of its points, from 0 (nobody has any) to 1 (all).

    `discrimination` is the correlation of these shares with the points of all other exercises, from -1 to 1.
    Both are None for fewer than FEWEST people, the second also where all have the same.
    """

    exercise: Exercise
    people: int
    difficulty: float | None
    discrimination: float | None

    @property
    def is_of_too_few(self) -> bool:
        return self.people < FEWEST


def items_of(exercises: Sequence[Exercise], shares: Sequence[Sequence[float]]) -> tuple[Item, ...]:
    """The items of a chapter; `shares` has a row for each person, and in it a share for each exercise.

    An ungraded chapter's exercises weigh the same.
    """
    weights = [float(e.points) for e in exercises]
    weights = weights if any(weights) else [1.0] * len(weights)
    found = []
    for index, exercise in enumerate(exercises):
        if len(shares) < FEWEST:
            found.append(Item(exercise, len(shares), None, None))
            continue
        own = [row[index] for row in shares]
        rest = [
            sum(w * s for at, (w, s) in enumerate(zip(weights, row, strict=True)) if at != index)
            for row in shares
        ]
        found.append(Item(exercise, len(shares), fmean(own), _correlation(own, rest)))
    return tuple(found)


def _correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Pearson's; of a right-or-wrong exercise it is the point-biserial one. None where one does not vary."""
    if any(math.isclose(min(values), max(values), abs_tol=1e-9) for values in (a, b)):
        return None
    try:
        found = correlation(a, b)
    except StatisticsError:
        return None
    return max(-1.0, min(1.0, found)) if math.isfinite(found) else None
