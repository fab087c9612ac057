"""Observations of one submission into marks, by comparing them with the reference's. It makes no sentence."""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder import rooms
from autograder.catalog import Chapter, Exercise
from autograder.compare import Tolerance, compare
from autograder.graders import Grader, Shown
from autograder.grading.deciding import heldout
from autograder.grading.deciding.answers import Answers
from autograder.grading.deciding.verdict import decide
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT, ExerciseReport, Outcome, Standing
from autograder.sandbox.loading import Failure, failure_of
from autograder.sandbox.sandbox import LATE, Observation, Observed
from autograder.sandbox.watch import Watch, Watched
from autograder.sandbox.wire import canonical
from autograder.seeds import generator, seed
from autograder.submission import Submission
from autograder.text import Text

ROOM = 32 * 2**20  # bytes of a submission's wrong observations that are kept to be explained


@dataclass(frozen=True)
class Seeds:
    """What determines a student's inputs."""

    secret: bytes
    student: str

    def of(self, grader: Grader, chapter: Chapter) -> int:
        name = grader.weights or grader.name  # all such graders of an exercise get the same
        return seed(self.secret, self.student, f"{chapter.id}.{grader.symbol}", name)

    def drawn(self, graders: Iterable[Grader], chapter: Chapter) -> DrawnSeeds:
        """Those of a chapter's graders alone, for where the secret is not needed."""
        return DrawnSeeds({(g.symbol, g.name): self.of(g, chapter) for g in graders})


@dataclass(frozen=True)
class DrawnSeeds:
    """The seeds of one student for the graders of one chapter, by symbol and name.

    Neither the secret nor who the student is can be told from them.
    """

    by_grader: Mapping[tuple[str, str], int]

    def of(self, grader: Grader, chapter: Chapter) -> int:
        return self.by_grader[grader.symbol, grader.name]


def observe(grader: Grader, impl: Any, seed: int) -> Observation:
    """A grader on an implementation of ours, in this process, as it would come out of the sandbox."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # and what a mistake prints is no output of ours
        try:
            return Observation(canonical(grader(impl, generator(seed), *_shown(grader, seed))))
        except Exception as error:
            return Observation(failure=failure_of(error, str(rooms.solutions() / "mistakes")))


def _shown(grader: Grader, seed: int) -> tuple[Shown, ...]:
    """What a grader of an open exercise is handed on our side: the reference's weights lie in solutions/."""
    if not grader.weights:
        return ()
    return (heldout.shown(seed, str(rooms.solutions() / grader.weights)),)


def agree(a: Observation, b: Observation, grader: Grader) -> bool:
    """Whether two observations are the same: the same value, or the same exception."""
    if a.lost or b.lost:
        return False
    if a.failure or b.failure:
        if not (a.failure and b.failure):
            return False
        if a.failure.type == b.failure.type == "RecursionError":  # its text tells where the end was met
            return True
        a_text, b_text = (f.text.split() for f in (a.failure, b.failure))
        return a.failure.type == b.failure.type and a_text == b_text  # the sandbox sends a text on one line
    return compare(a.value, b.value, Tolerance(grader.rtol, grader.atol, grader.dtype)) is None


NOTHING = Observation()


@dataclass(frozen=True)
class Seen:
    """An observation that was judged: whether it is right, and if not, what there is to explain.

    What is right is let go. `cut` says that there was no room to keep what was wrong.
    """

    right: bool
    observation: Observation = NOTHING
    cut: bool = False


@dataclass(frozen=True)
class Expected:
    """What a grader sees on the reference, how it handled its arguments, and the seconds that it took."""

    value: Any
    watch: Watch
    seconds: float


@dataclass(frozen=True)
class Mark:
    """One exercise's mark: what each grader saw, and saw `again` with the wrong `needs` put right.

    Only points come from that second run, and only more of them.
    """

    exercise: Exercise
    status: str
    seen: Mapping[str, Seen]
    needs: tuple[str, ...] = ()
    again: Mapping[str, Seen] | None = None

    def passes(self, grader: Grader) -> bool:
        return self.seen[grader.name].right

    def gains(self, grader: Grader) -> bool:
        """Whether it fails, but for the needs alone."""
        return self.again is not None and self.again[grader.name].right and not self.passes(grader)


class Marker:
    """Judges what comes out of the sandbox, one observation after the other."""

    def __init__(self, chapter: Chapter, seeds: Seeds | DrawnSeeds, known: Answers):
        self.chapter, self.seeds, self.known = chapter, seeds, known
        self._graders = {g.name: g for graders in known.graders.values() for g in graders}
        self._expected: dict[str, Expected] = {}
        self._drawn: dict[str, int] = {}  # seeds, by grader
        self.standings: dict[str, Standing] = {}  # by symbol
        self._room = ROOM

    def look(self, key: str, name: str, observation: Observation) -> Seen:
        """What is left of an observation; the sandbox calls this for each."""
        grader = self._graders[name]
        if grader.weights:
            standing = heldout.standing(observation.value, self.expected(grader).value)
            self.standings |= {grader.symbol: standing} if standing else {}
        if self.is_right(grader, observation):
            return Seen(True)
        if observation.size > self._room:
            return Seen(False, replace(observation, value=None), cut=True)
        self._room -= observation.size
        return Seen(False, observation)

    def settle(self, key: str, name: str, observation: Observation) -> Seen | None:
        """The same of an exercise that shared its fork: what is right and has changed nothing stands."""
        stands = not observation.changes and self.is_right(self._graders[name], observation)
        return Seen(True) if stands else None

    def is_right(self, grader: Grader, got: Observation) -> bool:
        if got.lost or got.failure:
            return False
        return decide(grader, got.value, self.expected(grader).value) is None

    def expected(self, grader: Grader) -> Expected:
        """What the grader sees on the reference, with the student's inputs."""
        if grader.name not in self._expected and grader.weights:
            kept = heldout.shown(self.seed(grader), grader.weights).kept
            self._expected[grader.name] = Expected(kept, Watch(), 0.0)
        if grader.name not in self._expected:
            watch, began = Watch(), time.perf_counter()
            made = observe(grader, Watched(vars(self.known.impl), watch), self.seed(grader))
            assert made.failure is None, f"{grader.name} fails on the reference: {made.failure}"
            self._expected[grader.name] = Expected(made.value, watch, time.perf_counter() - began)
        return self._expected[grader.name]

    def seed(self, grader: Grader) -> int:
        if grader.name not in self._drawn:
            self._drawn[grader.name] = self.seeds.of(grader, self.chapter)
        return self._drawn[grader.name]

    def graders(self, symbol: str) -> tuple[Grader, ...]:
        return self.known.graders[symbol]

    def score(self, mark: Mark) -> float:
        graders = self.graders(mark.exercise.symbol)
        return sum(g.points for g in graders if mark.passes(g) or mark.gains(g))

    def mark(self, exercise: Exercise, submission: Submission, observed: Observed) -> Mark:
        seen = observed.exercises[exercise.symbol]
        return Mark(exercise, _status(exercise.symbol, submission, observed, seen), seen)

    def follow(self, first: Mark, needs: tuple[str, ...], again: Mapping[str, Seen]) -> Mark:
        """The mark after a second run with the needed symbols right."""
        mark = replace(first, needs=needs, again=again)
        graders = self.graders(mark.exercise.symbol)
        right = all(mark.passes(g) or mark.gains(g) for g in graders)
        return replace(mark, status=PASSED) if right else mark

    def gains(self, mark: Mark) -> bool:
        """Whether a second run brought something."""
        return any(mark.gains(g) for g in self.graders(mark.exercise.symbol))


def unread(exercise: Exercise, graders: Sequence[Grader], why: Text, progress: str | None) -> ExerciseReport:
    """The report of an open exercise whose weights cannot be used: 0, and why unless nothing is written."""
    begun = progress not in (None, "stub")
    outcomes = tuple(Outcome(g.name, Text.parse(g.description), g.points, False) for g in graders)
    status, message = (ERROR, why) if begun else (NOT_STARTED, None)
    return ExerciseReport(exercise.id, exercise.title, 0.0, exercise.points, status, outcomes, message)


def _status(symbol: str, submission: Submission, observed: Observed, seen: Mapping[str, Seen]) -> str:
    progress = observed.progress.get(symbol)
    if progress is None:
        return ERROR if cell_failure(symbol, submission, observed) else NOT_STARTED
    if progress == "stub":
        return NOT_STARTED
    failed = [s.observation for s in seen.values() if not s.right]
    if not failed:
        return PASSED
    if any(f.lost == LATE for f in failed):
        return TIMEOUT
    if all(f.lost or f.failure for f in failed):
        return ERROR
    return FAILED


def cell_failure(symbol: str, submission: Submission, observed: Observed) -> Failure | None:
    """What failed in a cell that has the symbol's definition in it."""
    numbers = {cell.number for cell in submission.cells if cell.defines(symbol)}
    return next((f for f in observed.failures if f.cell in numbers), None)


def bare(mark: Mark, marker: Marker) -> ExerciseReport:
    """The report of a mark without a word on why."""
    exercise = mark.exercise
    outcomes = tuple(
        Outcome(g.name, Text.parse(g.description), g.points, mark.passes(g) or mark.gains(g))
        for g in marker.graders(exercise.symbol)
    )
    return ExerciseReport(
        exercise.id,
        exercise.title,
        marker.score(mark),
        exercise.points,
        mark.status,
        outcomes,
        followed=marker.gains(mark),
    )
