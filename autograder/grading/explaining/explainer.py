"""Marks into a report: why each answer is wrong, as far as it can be told. Nothing here changes a mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.compare import Path, Tolerance, differences
from autograder.graders import Grader
from autograder.grading.deciding.marking import Mark, Marker, Seen, agree, bare, cell_failure, observe
from autograder.grading.deciding.verdict import decide
from autograder.grading.explaining.again import Eyes, Failed
from autograder.grading.explaining.diagnose import describe, fixed_length, some_work
from autograder.grading.explaining.exceptions import wording
from autograder.grading.explaining.missing import elsewhere, misspelt, why_missing
from autograder.grading.explaining.outline import outlines
from autograder.grading.explaining.remarks import remark
from autograder.grading.explaining.undefined import UNREAD
from autograder.grading.explaining.wording import Wording
from autograder.report import NOT_STARTED, PASSED, ExerciseReport, Outcome, Picture
from autograder.sandbox.loading import Failure
from autograder.sandbox.sandbox import LATE, UNWRITTEN, Observation, Observed
from autograder.sandbox.watch import Change, Watch, Watched
from autograder.submission import Submission
from autograder.text import Text, say

MAX_TRIED = 3  # changed arguments of one observation for which the reference is run once more


class Explainer:
    """Says of one submission's marks why they are what they are."""

    def __init__(self, marker: Marker, submission: Submission, observed: Observed):
        self.marker, self.submission, self.observed = marker, submission, observed
        self._minding: dict[tuple[str, str, int], set[Path]] = {}

    def report(self, mark: Mark) -> ExerciseReport:
        symbol, graders = mark.exercise.symbol, self.marker.graders(mark.exercise.symbol)
        plain = bare(replace(mark, again=None), self.marker)
        pairs = zip(graders, plain.outcomes, strict=True)
        outcomes = tuple(self._outcome(g, mark.seen[g.name], o) for g, o in pairs)
        why = None
        if symbol not in self.observed.progress:  # said once, and not by every grader
            why = self._why_missing(symbol)
            outcomes = tuple(map(_silent, outcomes))
        elif plain.status == NOT_STARTED:
            why = misspelt(symbol, self.submission, self.marker.chapter)
        elif plain.status != PASSED and not mark.exercise.file:
            why, outcomes = self._remark(mark, outcomes)
        seen = tuple(filter(None, (self._fixed_length(mark), some_work(outcomes))))
        report = replace(plain, outcomes=outcomes, observed=seen)
        if why:
            report = replace(report, message=why.text, general=why.general)
        if report.status not in (PASSED, NOT_STARTED):
            mistake = self._mistake(mark)
            if mistake is not None:
                report = replace(report, mistake=mistake.name, hint=Text.parse(mistake.hint))
        return self._followed(report, mark) if mark.needs else report

    def _remark(
        self, mark: Mark, outcomes: tuple[Outcome, ...]
    ) -> tuple[Wording | None, tuple[Outcome, ...]]:
        """What is wrong with the definition itself, if anything, and the outcomes without what that says
        better."""
        symbol, chapter = mark.exercise.symbol, self.marker.chapter
        failures = {g.name: mark.seen[g.name].observation.failure for g in self.marker.graders(symbol)}
        raised = [f for f in failures.values() if f]
        found = remark(symbol, self.submission, chapter, raised)
        if not found:
            return None, outcomes
        said = tuple(_silent(o) if not o.passed and found.covers(failures[o.name]) else o for o in outcomes)
        return found.wording, said

    def _followed(self, first: ExerciseReport, mark: Mark) -> ExerciseReport:
        """The report after the second run: what it brought, and what still holds of the first."""
        names = ", ".join(mark.needs)
        gained = {g.name for g in self.marker.graders(first.symbol) if mark.gains(g)}
        if not gained:
            seen = (say("diagnose-needs", names=names), *first.observed)
            return replace(self._hint_that_still_fits(first, mark), observed=seen)
        said = say("followed-grader", names=names)
        outcomes = tuple(
            replace(o, passed=True, message=said, origin="", general=None, picture=None)
            if o.name in gained
            else o
            for o in first.outcomes
        )
        score, total = self.marker.score(mark), len(outcomes)
        right = sum(o.passed for o in outcomes)
        return replace(
            first,
            score=score,
            outcomes=outcomes,
            followed=True,
            message=say("followed", names=names, points=f"{score:g}", max=first.max_score)
            if first.max_score
            else say("followed-ungraded", names=names, right=right, total=total),
            general=None,
            hint=None,
            mistake=None,
            observed=(first.message,) if first.message and mark.status != PASSED else (),
            status=mark.status,
        )

    def _fixed_length(self, mark: Mark) -> Text | None:
        """Whether all results of a wrong shape are as long in one axis, whatever the input."""
        shapes = [
            (np.shape(d.got), np.shape(d.expected))
            for g in self.marker.graders(mark.exercise.symbol)
            if g.judge is None and _has_value(mark.seen[g.name])
            for d in differences(mark.seen[g.name].observation.value, self.marker.expected(g).value)
            if d.kind == "shape"
        ]
        return fixed_length(shapes) if len(shapes) > 1 else None

    def _outcome(self, grader: Grader, seen: Seen, plain: Outcome) -> Outcome:
        if seen.right:
            return plain
        why, failure = self._wording(grader, seen), seen.observation.failure
        origin = f"{failure.type} {failure.cell} {failure.line}" if failure and failure.cell else ""
        picture = None
        if grader.picture and _has_value(seen):
            picture = Picture(grader.picture, seen.observation.value, self.marker.expected(grader).value)
        return replace(plain, message=why.text, origin=origin, general=why.general, picture=picture)

    def _wording(self, grader: Grader, seen: Seen) -> Wording:
        got = seen.observation
        if got.lost == UNWRITTEN:
            return Wording(say("failure-not-implemented"))
        if got.lost:
            return Wording(say("lost-late" if got.lost == LATE else "lost-closed"))
        if got.failure:
            return wording(got.failure, self.submission, self.observed.failures, self.marker.chapter)
        if seen.cut:
            return Wording(say("explain-no-room"))
        return self._why(grader, got)

    def _why(self, grader: Grader, got: Observation) -> Wording:
        """The sentence for a wrong observation; a changed argument is named if this grader minds it."""
        expected = self.marker.expected(grader)
        wrong: set[Path] = set()
        if grader.judge is None:
            tolerance = Tolerance(grader.rtol, grader.atol, grader.dtype, reveal=False)
            why = describe(got.value, expected.value, tolerance, expected.watch.sizes)
            wrong = {d.path for d in differences(got.value, expected.value, tolerance)}
        else:
            difference = decide(grader, got.value, expected.value)
            assert difference is not None, f"{grader.name} took for wrong what is right"
            why = Wording(difference.text)
        own = {(c.symbol, c.index) for c in expected.watch.changes}
        known = (c for c in got.changes if c.symbol in self.marker.chapter.symbols and c.name.isidentifier())
        changes = [c for c in known if (c.symbol, c.index) not in own]
        for change in changes[:MAX_TRIED]:
            minds = self._wrong_places_if_changed(grader, change)
            if minds:
                said = say("diagnose-changed", symbol=change.symbol, name=change.name)
                alone = wrong and wrong <= minds
                return Wording(said if alone else say("diagnose-also", text=why.text, also=said))
        return why

    def _wrong_places_if_changed(self, grader: Grader, change: Change) -> set[Path]:
        """Where the reference, too, comes out wrong once its calls change that argument; () is everywhere."""
        key = grader.name, change.symbol, change.index
        if key not in self._minding:
            self._minding[key] = self._try_changed(grader, change)
        return self._minding[key]

    def _try_changed(self, grader: Grader, change: Change) -> set[Path]:
        watch = Watch(spoil=frozenset({(change.symbol, change.index)}))
        impl = Watched(vars(self.marker.known.impl), watch)
        made = observe(grader, impl, self.marker.seed(grader))
        if made.failure:
            return {()}
        expected = self.marker.expected(grader).value
        if grader.judge:
            return {()} if decide(grader, made.value, expected) else set()
        tolerance = Tolerance(grader.rtol, grader.atol, grader.dtype)
        return {d.path for d in differences(made.value, expected, tolerance)}

    def _why_missing(self, symbol: str) -> Wording:
        failure = self._failure_of(symbol)
        if not failure:
            return why_missing(symbol, self.submission, self.marker.chapter)
        why = wording(failure, self.submission, self.observed.failures, self.marker.chapter)
        said = say("missing-failed", name=symbol, text=why.text)
        return Wording(said, say("missing-failed", name=symbol, text=why.general) if why.general else None)

    def _failure_of(self, symbol: str) -> Failure | None:
        """What failed in the statement that defines the symbol, or else in its cell; None if the definition
        stands where it would not be seen all the same."""
        failure = cell_failure(symbol, self.submission, self.observed)
        if not failure:
            return None
        for cell in outlines(self.submission):
            for d in cell.definitions:
                start, end = cell.starts[d.statement], cell.ends[d.statement]
                here = (f for f in self.observed.failures if f.cell == cell.number and start <= f.line <= end)
                if d.name == symbol and (found := next(here, None)):
                    return found
        unread = failure.type in UNREAD or not failure.line
        return failure if unread or not elsewhere(symbol, self.submission) else None

    def _mistake(self, mark: Mark) -> Any:
        """The mistake whose observations agree with the student's in every failing grader, and that
        passes where the student passes; None if there is none."""
        graders = sorted(
            self.marker.graders(mark.exercise.symbol),
            key=lambda g: (mark.passes(g), self.marker.expected(g).seconds),  # the quick ones rule most out
        )
        for mistake in self.marker.known.mistakes[mark.exercise.symbol]:
            impl = self.marker.known.replaced(mark.exercise.symbol, mistake.implementation)
            if all(self._fits(g, impl, mark.seen[g.name]) for g in graders):
                return mistake
        return None

    def _fits(self, grader: Grader, impl: Any, seen: Seen) -> bool:
        if seen.cut:
            return False
        made = observe(grader, impl, self.marker.seed(grader))
        if seen.right:
            return self.marker.is_right(grader, made)
        return agree(seen.observation, made, grader) and _raised_alike(seen.observation, made)

    def _hint_that_still_fits(self, first: ExerciseReport, mark: Mark) -> ExerciseReport:
        """The first report without its hint, if that was the needed symbols' fault."""
        assert mark.again is not None
        for mistake in self.marker.known.mistakes[first.symbol]:
            if mistake.name == first.mistake:
                impl = self.marker.known.replaced(first.symbol, mistake.implementation)
                graders = self.marker.graders(first.symbol)
                if all(self._fits(g, impl, mark.again[g.name]) for g in graders):
                    return first
        return replace(first, hint=None, mistake=None)

    def failed(self, mark: Mark) -> Iterable[Failed]:
        """The graders that failed and what they saw."""
        graders = self.marker.graders(mark.exercise.symbol)
        return [Failed(g, mark.seen[g.name]) for g in graders if not mark.passes(g)]

    def eyes(self) -> Eyes:
        def random(grader: Grader) -> bool:
            seed = self.marker.seed(grader)
            a, b = (observe(grader, self.marker.known.impl, seed) for _ in range(2))
            return not agree(a, b, grader)

        return Eyes(_the_same, random)


def _silent(outcome: Outcome) -> Outcome:
    """The outcome without a reason of its own: there is a better one."""
    return replace(outcome, message=None, origin="", general=None)


def _has_value(seen: Seen) -> bool:
    return not (seen.right or seen.cut or seen.observation.lost or seen.observation.failure)


def _the_same(a: Seen, b: Seen, grader: Grader) -> bool:
    return (a.right and b.right) or (a.right == b.right and agree(a.observation, b.observation, grader))


def _raised_alike(student: Observation, mistake: Observation) -> bool:
    """Whether an exception came of the same operation: the same words can have many causes."""
    if not (student.failure and mistake.failure):
        return True
    theirs, ours = (o.failure.operations.split(" > ") for o in (student, mistake) if o.failure)
    return ours[-1] in theirs
