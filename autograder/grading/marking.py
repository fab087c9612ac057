"""Observations of one submission into marks and reasons, by comparing them with the reference's."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder import rooms
from autograder.catalog import Chapter, Exercise
from autograder.compare import Difference, Path, Tolerance, compare, differences
from autograder.graders import Grader
from autograder.grading.again import Eyes, Failed
from autograder.grading.answers import Answers
from autograder.grading.decide import decide
from autograder.grading.diagnose import Wording, describe, fixed_length, some_work
from autograder.grading.explain import explain
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT, ExerciseReport, Outcome, Picture
from autograder.sandbox.loading import Failure, failure_of
from autograder.sandbox.sandbox import LATE, Observation, Observed
from autograder.sandbox.watch import Change, Watch, Watched
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


def observe(grader: Grader, impl: Any, seed: int) -> Observation:
    """A grader on an implementation of ours, in this process, as it would come out of the sandbox."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # and what a mistake prints is no output of ours
        try:
            return Observation(canonical(grader(impl, generator(seed))))
        except Exception as error:
            return Observation(failure=failure_of(error, str(rooms.solutions() / "mistakes")))


def agree(a: Observation, b: Observation, grader: Grader) -> bool:
    """Whether two observations are the same: the same value, or the same exception."""
    if a.lost or b.lost:
        return False
    if a.failure or b.failure:
        if not (a.failure and b.failure):
            return False
        a_text, b_text = (f.text.split() for f in (a.failure, b.failure))
        return a.failure.type == b.failure.type and a_text == b_text  # the sandbox sends a text on one line
    return compare(a.value, b.value, Tolerance(grader.rtol, grader.atol, grader.dtype)) is None


def _raised_alike(student: Observation, mistake: Observation) -> bool:
    """Whether an exception came of the same operation: the same words can have many causes."""
    if not (student.failure and mistake.failure):
        return True
    theirs, ours = (o.failure.operations.split(" > ") for o in (student, mistake) if o.failure)
    return ours[-1] in theirs


@dataclass(frozen=True)
class Marker:
    """Turns what was observed of one submission into marks and reasons."""

    submission: Submission
    chapter: Chapter
    seeds: Seeds
    known: Answers
    observed: Observed
    _expected: dict[str, tuple[Any, Watch]] = field(default_factory=dict)

    def mark(self, exercise: Exercise) -> ExerciseReport:
        symbol = exercise.symbol
        found = self.observed.exercises[symbol]
        outcomes = self._outcomes(exercise, found)
        status = self._status(symbol, outcomes, found)
        message = None
        if symbol not in self.observed.progress:  # said once, and not by every grader
            message = self._why_missing(symbol)
            outcomes = tuple(replace(o, message=None, origin="", general=None) for o in outcomes)
        report = ExerciseReport(
            exercise.id,
            exercise.title,
            sum(o.points for o in outcomes if o.passed),
            exercise.points,
            status,
            outcomes,
            message,
            observed=tuple(filter(None, (self._fixed_length(exercise, outcomes), some_work(outcomes)))),
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
        found = again.exercises[exercise.symbol]
        passed = {g.name for g in self.known.graders[exercise.symbol] if self._is_right(g, found[g.name])}
        score = sum(o.points for o in first.outcomes if o.passed or o.name in passed)
        if score <= first.score:
            seen = (say("diagnose-needs", names=", ".join(needs)), *first.observed)
            return replace(self._hint_that_still_fits(first, found, passed), observed=seen)
        names = ", ".join(needs)
        said = say("followed-grader", names=names)
        kept = tuple(
            replace(o, passed=True, message=said, origin="", general=None)
            if o.name in passed and not o.passed
            else o
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
            observed=(),
            status=PASSED if score == exercise.points else first.status,
        )

    def _fixed_length(self, exercise: Exercise, outcomes: tuple[Outcome, ...]) -> Text | None:
        """Whether all results of a wrong shape are as long in one axis, whatever the input."""
        found = self.observed.exercises[exercise.symbol]
        failed = {o.name for o in outcomes if not o.passed}
        shapes = [
            (np.shape(d.got), np.shape(d.expected))
            for g in self.known.graders[exercise.symbol]
            if g.name in failed and g.judge is None and not found[g.name].failure and not found[g.name].lost
            for d in differences(found[g.name].value, self.expected(g))
            if d.kind == "shape"
        ]
        return fixed_length(shapes) if len(shapes) > 1 else None

    def _outcomes(self, exercise: Exercise, found: Mapping[str, Observation]) -> tuple[Outcome, ...]:
        return tuple(self._outcome(g, found[g.name]) for g in self.known.graders[exercise.symbol])

    def _outcome(self, grader: Grader, got: Observation) -> Outcome:
        wording, failure = self._verdict(grader, got), got.failure
        right = Outcome(grader.name, Text.parse(grader.description), grader.points, True)
        if wording is None:
            return right
        origin = f"{failure.type} {failure.cell} {failure.line}" if failure and failure.cell else ""
        picture = None
        if grader.picture and not failure and not got.lost:
            picture = Picture(grader.picture, got.value, self.expected(grader))
        wrong = replace(right, passed=False, message=wording.text, origin=origin, general=wording.general)
        return replace(wrong, picture=picture)

    def _hint_that_still_fits(
        self, first: ExerciseReport, found: Mapping[str, Observation], passed: set[str]
    ) -> ExerciseReport:
        """The first report without its hint, if that was the needed symbols' fault."""
        for mistake in self.known.mistakes[first.symbol]:
            if mistake.name == first.mistake:
                impl = self.known.replaced(first.symbol, mistake.implementation)
                graders = self.known.graders[first.symbol]
                if all(self._fits(g, impl, found[g.name], g.name not in passed) for g in graders):
                    return first
        return replace(first, hint=None, mistake=None)

    def failed(self, report: ExerciseReport) -> list[Failed]:
        """The graders that failed and what they saw."""
        found, names = (
            self.observed.exercises[report.symbol],
            {o.name for o in report.outcomes if not o.passed},
        )
        return [Failed(g, found[g.name]) for g in self.known.graders[report.symbol] if g.name in names]

    def eyes(self) -> Eyes:
        def random(grader: Grader) -> bool:
            seed = self.seeds.of(grader, self.chapter)
            a, b = (observe(grader, self.known.impl, seed) for _ in range(2))
            return not agree(a, b, grader)

        return Eyes(self._is_right, agree, random)

    def _is_right(self, grader: Grader, got: Observation) -> bool:
        if got.lost or got.failure:
            return False
        return decide(grader, got.value, self.expected(grader)) is None

    def _verdict(self, grader: Grader, got: Observation) -> Wording | None:
        if got.lost:
            return Wording(say("lost-late" if got.lost == LATE else "lost-closed"))
        if got.failure:
            return Wording(explain(got.failure, self.submission, self.observed.failures))
        difference = decide(grader, got.value, self.expected(grader))
        return self._why(grader, got, difference) if difference else None

    def _why(self, grader: Grader, got: Observation, difference: Difference) -> Wording:
        """The sentence for a wrong observation; a changed argument is named if this grader minds it."""
        expected, watch = self._expected[grader.name]
        wording, wrong = Wording(difference.text), set()
        if grader.judge is None:
            tolerance = Tolerance(grader.rtol, grader.atol, grader.dtype, reveal=False)
            wording = describe(got.value, expected, tolerance, watch.sizes)
            wrong = {d.path for d in differences(got.value, expected, tolerance)}
        own = {(c.symbol, c.index) for c in watch.changes}
        for change in got.changes:
            known = change.symbol in self.chapter.symbols and change.name.isidentifier()
            if not known or (change.symbol, change.index) in own:
                continue
            minds = self._wrong_places_if_changed(grader, change)
            if minds:
                said = say("diagnose-changed", symbol=change.symbol, name=change.name)
                alone = wrong and wrong <= minds
                return Wording(said if alone else say("diagnose-also", text=wording.text, also=said))
        return wording

    def _wrong_places_if_changed(self, grader: Grader, change: Change) -> set[Path]:
        """Where the reference, too, comes out wrong once its calls change that argument; () is everywhere."""
        watch = Watch(spoil=frozenset({(change.symbol, change.index)}))
        made = observe(grader, Watched(vars(self.known.impl), watch), self.seeds.of(grader, self.chapter))
        expected = self.expected(grader)
        if made.failure:
            return {()}
        if grader.judge:
            return {()} if decide(grader, made.value, expected) else set()
        tolerance = Tolerance(grader.rtol, grader.atol, grader.dtype)
        return {d.path for d in differences(made.value, expected, tolerance)}

    def expected(self, grader: Grader) -> Any:
        """What the grader sees on the reference, with the student's inputs."""
        if grader.name not in self._expected:
            watch = Watch()
            impl = Watched(vars(self.known.impl), watch)
            made = observe(grader, impl, self.seeds.of(grader, self.chapter))
            assert made.failure is None, f"{grader.name} fails on the reference: {made.failure}"
            self._expected[grader.name] = made.value, watch
        return self._expected[grader.name][0]

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

    def _fits(self, grader: Grader, impl: Any, got: Observation, failing: bool) -> bool:
        seed = self.seeds.of(grader, self.chapter)
        made = observe(grader, impl, seed)
        if failing:
            return agree(got, made, grader) and _raised_alike(got, made)
        return made.failure is None and decide(grader, made.value, self.expected(grader)) is None
