"""Which exercise of a copy is next: in what is begun first, and not back in what is ungraded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.catalog import Exercise
from autograder.report import NOT_STARTED


def next_of(found: Iterable[tuple[Exercise, str]], order: Sequence[str]) -> int | None:
    """The place of the exercise that is next, by the status of each; None if none has a status of `order`.

    First counts the status, then whether the chapter is begun. Who has begun is not sent back to what is
    ungraded.
    """
    known = list(found)
    begun = {exercise.chapter for exercise, status in known if status != NOT_STARTED}

    def place(at: int) -> tuple[int, bool, bool]:
        exercise, status = known[at]
        behind = bool(begun) and not exercise.points
        return order.index(status), exercise.chapter not in begun, behind

    return min((at for at, (_, status) in enumerate(known) if status in order), key=place, default=None)
