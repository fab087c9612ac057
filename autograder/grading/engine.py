"""Grading one submission: a pure function of (notebook bytes, chapter, seed) to a Report."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.build import reference_source
from autograder.catalog import Chapter, Exercise
from autograder.compare import Tolerance, compare
from autograder.graders import Grader
from autograder.grading.answers import Answers, answers
from autograder.grading.decide import decide
from autograder.grading.explain import explain
from autograder.grading.plan import cells_to_run
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT, ExerciseReport, Outcome, Report
from autograder.sandbox.loading import Failure, failure_of
from autograder.sandbox.sandbox import LATE, Job, Observation, Observed, Request, Sandbox
from autograder.sandbox.wire import canonical
from autograder.seeds import generator, seed
from autograder.submission import Submission
from autograder.text import Text, say


@dataclass(frozen=True)
class Seeds:
    """What determines a student's inputs."""

    secret: bytes
    student: str

    def of(self, grader: Grader, chapter: Chapter) -> int:
        return seed(self.secret, self.student, f"{chapter.id}.{grader.symbol}", grader.name)


def grade(submission: Submission, chapter: Chapter, seeds: Seeds, sandbox: Sandbox) -> Report:
    """The Report of a submission. The student's code runs in the sandbox only."""
    cells, notes = cells_to_run(submission, chapter)
    known = answers(chapter)
    requests = {
        e.symbol: Request(
            e.symbol,
            chapter.stem,
            tuple((g.name, seeds.of(g, chapter)) for g in known.graders[e.symbol]),
        )
        for e in chapter.exercises
    }
    observed = sandbox.run(Job(cells, chapter.symbols, tuple(requests.values())))
    marker = _Marker(submission, chapter, seeds, known, observed)
    reports = {e.symbol: marker.mark(e) for e in chapter.exercises}
    for exercise in chapter.exercises:
        needs = _failed_needs(exercise, chapter, reports)
        report = reports[exercise.symbol]
        if needs and report.status not in (PASSED, NOT_STARTED):
            inject = tuple(reference_source(chapter, symbol, "en") for symbol in needs)
            again = sandbox.run(Job(cells, chapter.symbols, (requests[exercise.symbol],), inject))
            reports[exercise.symbol] = marker.follow(exercise, report, again, needs)
    failed_cells = tuple(explain(f, submission, observed.failures) for f in observed.failures)
    return Report(
        chapter.id,
        tuple(reports.values()),
        tuple(observed.isolation),
        (*submission.problems, *notes, *failed_cells),
    )


def _failed_needs(exercise: Exercise, chapter: Chapter, reports: Mapping[str, ExerciseReport]) -> list[str]:
    """Symbols of this chapter that the exercise needs, directly or not, and that are not right."""
    found: list[str] = []
    for need in exercise.needs:
        chapter_id, _, symbol = need.partition(".")
        if chapter_id != chapter.id:
            continue
        for deeper in _failed_needs(chapter.exercise(symbol), chapter, reports):
            if deeper not in found:
                found.append(deeper)
        if reports[symbol].status != PASSED and symbol not in found:
            found.append(symbol)
    return found


def observe(grader: Grader, impl: SimpleNamespace, seed: int) -> Observation:
    """A grader on an implementation of ours, in this process, as it would come out of the sandbox."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return Observation(canonical(grader(impl, generator(seed))))
        except Exception as error:
            return Observation(failure=failure_of(error))


def agree(a: Observation, b: Observation, grader: Grader) -> bool:
    """Whether two observations are the same: the same value, or the same exception."""
    if a.lost or b.lost:
        return False
    if a.failure or b.failure:
        if not (a.failure and b.failure):
            return False
        return (a.failure.type, a.failure.text) == (b.failure.type, b.failure.text)
    return compare(a.value, b.value, Tolerance(grader.rtol, grader.atol, grader.dtype)) is None


@dataclass(frozen=True)
class _Marker:
    """Turns what was observed of one submission into marks and reasons."""

    submission: Submission
    chapter: Chapter
    seeds: Seeds
    known: Answers
    observed: Observed
    _expected: dict[str, Any] = field(default_factory=dict)

    def mark(self, exercise: Exercise) -> ExerciseReport:
        symbol = exercise.symbol
        found = self.observed.exercises[symbol]
        outcomes = self._outcomes(exercise, found)
        status = self._status(symbol, outcomes, found)
        message = None if symbol in self.observed.progress else self._why_missing(symbol)
        report = ExerciseReport(
            exercise.id,
            exercise.title,
            sum(o.points for o in outcomes if o.passed),
            exercise.points,
            status,
            outcomes,
            message,
        )
        if status in (PASSED, NOT_STARTED):
            return report
        mistake = self._mistake(symbol, found, {o.name for o in outcomes if not o.passed})
        if mistake is None:
            return report
        return replace(report, mistake=mistake.name, hint=Text.parse(mistake.hint))

    def follow(
        self, exercise: Exercise, first: ExerciseReport, again: Observed, needs: list[str]
    ) -> ExerciseReport:
        """The mark with the needed symbols right: only points come from that run, and only more of them."""
        outcomes = self._outcomes(exercise, again.exercises[exercise.symbol])
        score = sum(o.points for o in outcomes if o.passed)
        if score <= first.score:
            return first
        passed = {o.name for o in outcomes if o.passed}
        names = ", ".join(needs)
        kept = tuple(
            replace(o, passed=True, message=say("followed-grader", names=names)) if o.name in passed else o
            for o in first.outcomes
        )
        message = say("followed", names=names, points=f"{score:g}", max=exercise.points)
        return replace(
            first,
            score=score,
            outcomes=kept,
            followed=True,
            message=message,
            hint=None,
            mistake=None,
            status=PASSED if score == exercise.points else first.status,
        )

    def _outcomes(self, exercise: Exercise, found: Mapping[str, Observation]) -> tuple[Outcome, ...]:
        outcomes = []
        for g in self.known.graders[exercise.symbol]:
            message = self._verdict(g, found[g.name])
            outcomes.append(Outcome(g.name, Text.parse(g.description), g.points, message is None, message))
        return tuple(outcomes)

    def _verdict(self, grader: Grader, got: Observation) -> Text | None:
        if got.lost:
            return say("lost-late" if got.lost == LATE else "lost-closed")
        if got.failure:
            return explain(got.failure, self.submission, self.observed.failures)
        difference = decide(grader, got.value, self.expected(grader))
        return difference.text if difference else None

    def expected(self, grader: Grader) -> Any:
        """What the grader sees on the reference, with the student's inputs."""
        if grader.name not in self._expected:
            made = observe(grader, self.known.impl, self.seeds.of(grader, self.chapter))
            assert made.failure is None, f"{grader.name} fails on the reference: {made.failure}"
            self._expected[grader.name] = made.value
        return self._expected[grader.name]

    def _status(self, symbol: str, outcomes: tuple[Outcome, ...], found: Mapping[str, Observation]) -> str:
        progress = self.observed.progress.get(symbol)
        if progress is None:
            return ERROR if self._cell_failure(symbol) else NOT_STARTED
        if progress == "stub":
            return NOT_STARTED
        if all(o.passed for o in outcomes):
            return PASSED
        failed = [found[o.name] for o in outcomes if not o.passed]
        if any(f.lost == LATE for f in failed):
            return TIMEOUT
        if all(f.lost or f.failure for f in failed):
            return ERROR
        return FAILED

    def _cell_failure(self, symbol: str) -> Failure | None:
        """What failed in a cell that has the symbol's definition in it."""
        numbers = {cell.number for cell in self.submission.cells if cell.defines(symbol)}
        return next((f for f in self.observed.failures if f.cell in numbers), None)

    def _why_missing(self, symbol: str) -> Text:
        failure = self._cell_failure(symbol)
        if failure:
            return say("missing-failed", name=symbol, text=explain(failure, self.submission))
        return say("missing", name=symbol)

    def _mistake(self, symbol: str, found: Mapping[str, Observation], failing: set[str]) -> Any:
        """The mistake whose observations agree with the student's in every failing grader, and that
        passes where the student passes; None if there is none."""
        graders = sorted(self.known.graders[symbol], key=lambda g: g.name not in failing)
        for mistake in self.known.mistakes[symbol]:
            impl = self.known.replaced(symbol, mistake.implementation)
            if all(self._fits(g, impl, found[g.name], g.name in failing) for g in graders):
                return mistake
        return None

    def _fits(self, grader: Grader, impl: SimpleNamespace, got: Observation, failing: bool) -> bool:
        seed = self.seeds.of(grader, self.chapter)
        made = observe(grader, impl, seed)
        if failing:
            return agree(got, made, grader)
        return made.failure is None and decide(grader, made.value, self.expected(grader)) is None
