"""Grading one submission: a pure function of (notebook bytes, chapter, seed) to a Report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from autograder.build import reference_source
from autograder.catalog import Chapter, Exercise
from autograder.graders import Grader
from autograder.grading.deciding import heldout
from autograder.grading.deciding.answers import answers
from autograder.grading.deciding.given import failures_in_the_file, in_the_file
from autograder.grading.deciding.marking import DrawnSeeds, Mark, Marker, Seeds, Seen, bare, unread
from autograder.grading.deciding.plan import cells_to_run
from autograder.grading.explaining.again import unsteady
from autograder.grading.explaining.exceptions import explain
from autograder.grading.explaining.explainer import Explainer
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, ExerciseReport, Report
from autograder.sandbox.sandbox import Job, Observation, Request, Sandbox
from autograder.submission import Submission
from autograder.text import Text, say
from autograder.weights import Weights

__all__ = ["DrawnSeeds", "Seeds", "grade"]

NONE: Mapping[str, Weights | Text] = MappingProxyType({})


def grade(
    submission: Submission,
    chapter: Chapter,
    seeds: Seeds | DrawnSeeds,
    sandbox: Sandbox,
    explained: bool = True,
    weights: Mapping[str, Weights | Text] = NONE,
    beside: tuple[tuple[str, bytes], ...] = (),
) -> Report:
    """The Report of a submission. The student's code runs in the sandbox only.

    `weights` are those of the open exercises, by symbol, or why they cannot be used; `beside` are names and
    bytes of the other files that were handed in.
    Without `explained` it says what is right and what is wrong, and nothing else: the same marks, less work.
    """
    try:
        return _grade(submission, chapter, seeds, sandbox, explained, weights, beside)
    finally:
        sandbox.stop(wait=False)


def _grade(
    submission: Submission,
    chapter: Chapter,
    seeds: Seeds | DrawnSeeds,
    sandbox: Sandbox,
    explained: bool,
    weights: Mapping[str, Weights | Text],
    beside: tuple[tuple[str, bytes], ...],
) -> Report:
    plan = cells_to_run(submission, chapter)
    known = answers(chapter)
    marker = Marker(chapter, seeds, known)
    usable = {symbol: w for symbol, w in weights.items() if isinstance(w, Weights)}
    files = (*beside, *((w.file, w.data) for w in usable.values()))

    def request(
        key: str, graders: Sequence[Grader], surroundings: int = 0, needs: tuple[str, ...] = ()
    ) -> Request:
        drawn = tuple((g.name, marker.seed(g)) for g in graders)
        return Request(key, chapter.stem, drawn, surroundings, needs)

    requests = {
        e.symbol: request(e.symbol, known.graders[e.symbol], needs=_own_needs(e, chapter))
        for e in chapter.exercises
        if not e.file
    }
    for symbol, found in usable.items():
        shown = heldout.shown(marker.seed(known.graders[symbol][0]), found.file)
        plain = (shown.images.tobytes(), shown.images.shape, shown.file)  # and nothing of what is kept
        whole = request(symbol, known.graders[symbol])
        requests[symbol] = replace(whole, shown=plain, seconds=heldout.SECONDS)

    def look(key: str, name: str, seen: Observation) -> Seen:
        place = in_the_file(seen.failure, submission) if seen.failure else None
        return marker.look(key, name, replace(seen, failure=place))

    ends = time.monotonic() + sandbox.clock.submission
    job = Job(plan.cells, chapter.symbols, tuple(requests.values()), ends=ends, files=files, keep=True)
    observed = sandbox.run(job, look, marker.settle)
    observed.failures = failures_in_the_file(observed.failures, submission)
    marks = {s: marker.mark(chapter.exercise(s), submission, observed) for s in requests}
    skip = observed.skip
    wrong = [s for s, mark in marks.items() if mark.status not in (PASSED, NOT_STARTED)]
    if not wrong:  # nothing more is run
        sandbox.stop(wait=False)
    released = plan.restored.sources()
    if wrong and released:  # with what the student made of it, they may be lost for that alone
        once_more = replace(job, requests=tuple(requests[s] for s in wrong), inject=released, skip=skip)
        again = sandbox.run(once_more, look)
        skip = again.skip
        for symbol in wrong:
            names = plan.restored.used_by(_answering(chapter.exercise(symbol), chapter, submission))
            followed = marker.follow(marks[symbol], names, again.exercises[symbol])
            if marker.gains(followed):
                marks[symbol] = followed
    spoilt_by = {name for mark in marks.values() for name in mark.needs}
    for symbol, mark in list(marks.items()):
        needs = _failed_needs(mark.exercise, chapter, marks)
        if needs and mark.status not in (PASSED, NOT_STARTED):
            inject = (*released, *(_reference(chapter, need) for need in needs))
            once_more = replace(job, requests=(requests[symbol],), inject=inject, skip=skip)
            again = sandbox.run(once_more, look)
            skip = again.skip
            followed = marker.follow(mark, (*mark.needs, *needs), again.exercises[symbol])
            if marker.score(followed) >= marker.score(mark):
                marks[symbol] = followed
    unusable = {
        e.symbol: unread(e, known.graders[e.symbol], why, observed.progress.get(e.symbol))
        for e in chapter.exercises
        if e.file and isinstance(why := weights.get(e.symbol) or say("weights-missing", file=e.file), Text)
    }

    def all_reports(marked: Mapping[str, ExerciseReport]) -> tuple[ExerciseReport, ...]:
        """Those of all exercises in the chapter's order, with what is known of open ones."""
        reports = {**marked, **unusable}
        for symbol, standing in marker.standings.items():
            size, seconds = usable[symbol].parameters, observed.seconds.get(symbol, 0.0)
            told = replace(standing, parameters=size, seconds=seconds)
            reports[symbol] = replace(reports[symbol], standing=told)
        return tuple(reports[e.symbol] for e in chapter.exercises)

    unsafe = (say("graded-unsafe"),) if sandbox.unsafe else ()
    put_back = plan.restored.notes(observed.failures, spoilt_by)
    odd = (*unsafe, *submission.problems, *plan.notes, *put_back)
    if not explained:
        reports = all_reports({symbol: bare(mark, marker) for symbol, mark in marks.items()})
        return Report(chapter.id, reports, tuple(observed.isolation), odd)

    def alone(graders: Sequence[tuple[Grader, int]]) -> list[Seen]:
        each = tuple(request(str(i), (g,), n) for i, (g, n) in enumerate(graders))
        one_by_one = replace(job, requests=each, skip=skip, at_once=True)
        seen = sandbox.run(one_by_one, look).exercises
        return [seen[str(i)][g.name] for i, (g, _) in enumerate(graders)]

    explainer = Explainer(marker, submission, observed)
    explained_marks = {symbol: explainer.report(mark) for symbol, mark in marks.items()}
    failed = [
        f
        for symbol, report in explained_marks.items()
        if _is_unexplained(report, marks[symbol]) and symbol in observed.progress
        for f in explainer.failed(marks[symbol])
    ]
    for symbol, text in unsteady(failed, alone, explainer.eyes()).items():
        report = explained_marks[symbol]
        explained_marks[symbol] = replace(report, observed=(text, *report.observed))
    untold = plan.restored.untold(observed.failures)
    failed_cells = tuple(explain(f, submission, observed.failures, chapter) for f in untold)
    return Report(chapter.id, all_reports(explained_marks), tuple(observed.isolation), (*odd, *failed_cells))


@cache
def _reference(chapter: Chapter, symbol: str) -> str:
    return reference_source(chapter, symbol, "en")


def _is_unexplained(report: ExerciseReport, mark: Mark) -> bool:
    """Whether an exercise with a right answer is wrong by itself, and no mistake says why."""
    return (
        not mark.exercise.file
        and report.status in (FAILED, ERROR)
        and report.mistake is None
        and not mark.needs
    )


def _own_needs(exercise: Exercise, chapter: Chapter) -> tuple[str, ...]:
    """Symbols of this chapter that the exercise needs; those of other chapters are given."""
    parts = (need.partition(".") for need in exercise.needs)
    return tuple(symbol for chapter_id, _, symbol in parts if chapter_id == chapter.id)


def _answering(exercise: Exercise, chapter: Chapter, submission: Submission) -> list[str]:
    """The sources of the cells that answer an exercise, and those that it needs in the chapter."""
    found = [cell.source for cell in submission.cells if cell.defines(exercise.symbol)]
    for symbol in _own_needs(exercise, chapter):
        found += _answering(chapter.exercise(symbol), chapter, submission)
    return found


def _failed_needs(exercise: Exercise, chapter: Chapter, marks: Mapping[str, Mark]) -> list[str]:
    """Symbols of this chapter that the exercise needs, directly or not, and that are not right."""
    found: list[str] = []
    for symbol in _own_needs(exercise, chapter):
        for deeper in _failed_needs(chapter.exercise(symbol), chapter, marks):
            if deeper not in found:
                found.append(deeper)
        if marks[symbol].status != PASSED and symbol not in found:
            found.append(symbol)
    return found
