"""One exercise's visible checks in one status, and the hint if a known mistake explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from autograder.catalog import Chapter, Exercise
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.checks import checks_of
from autograder.selfcheck.hints import hint_for
from autograder.selfcheck.running import UNFINISHED, WRONG, Checked, Student, before_running, run_checks
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
    """Run all visible checks of one exercise; those of a stub are not run."""
    checks = checks_of(exercise, chapter, module)
    ahead = before_running(exercise.symbol, student)
    if ahead:
        return summarise(exercise, [replace(ahead, name=c.name) for c in checks], "stub")
    return summarise(exercise, run_checks(checks, student), student.progress.get(exercise.symbol))


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
    )
