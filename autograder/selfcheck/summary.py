"""One exercise's visible checks in one status, and the hint if a known mistake explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.catalog import Chapter, Exercise
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.hints import hint_for
from autograder.selfcheck.needs import checked_in_order
from autograder.selfcheck.running import UNFINISHED, WAITING, WRONG, Checked, Student
from autograder.text import Text


@dataclass(frozen=True)
class ExerciseCheck:
    """What the visible checks of one exercise gave; `waits` is the needs that are to be right first."""

    exercise: Exercise
    status: str
    checks: tuple[Checked, ...]
    text: Text | None = None
    hint: Text | None = None
    waits: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        return sum(c.status == PASSED for c in self.checks)

    @property
    def first_wrong(self) -> Checked | None:
        return next((c for c in self.checks if c.status in WRONG), None)


def check_exercise(exercise: Exercise, chapter: Chapter, module: Any, student: Student) -> ExerciseCheck:
    """Run all visible checks of one exercise, and those of what it uses if it fails; a stub's are not run."""
    checks = checked_in_order(exercise, chapter, module, student)
    return summarise(exercise, checks, student.progress.get(exercise.symbol))


def summarise(exercise: Exercise, checks: Iterable[Checked], progress: str | None) -> ExerciseCheck:
    """One status for an exercise from those of its checks, and the hint if a known mistake explains it."""
    results = tuple(checks)
    statuses = {c.status for c in results}
    if statuses & set(WRONG):
        status = FAILED
    elif statuses <= {PASSED} and progress == "written":
        status = PASSED
    elif statuses <= {NOT_STARTED}:
        status = NOT_STARTED
    elif WAITING in statuses and UNFINISHED not in statuses:
        status = WAITING
    else:
        status = UNFINISHED
    unfinished = next((c.text for c in results if c.status not in (PASSED, *WRONG)), None)
    text = unfinished or next((c.text for c in results if c.status == PASSED and c.text), None)
    first = next((c for c in results if c.status in WRONG), None)
    wrong = {c.name: c.fingerprint for c in results if c.status in WRONG}
    return ExerciseCheck(
        exercise,
        status,
        results,
        first.text if first else text,
        hint_for(exercise.id, wrong) if status == FAILED else None,
        tuple(dict.fromkeys(s for c in results for s in c.waits)) if status == WAITING else (),
    )
