"""Grading one submission: a pure function of (notebook bytes, chapter, seed) to a Report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.build import reference_source
from autograder.catalog import Chapter, Exercise
from autograder.graders import Grader
from autograder.grading.deciding.answers import answers
from autograder.grading.deciding.marking import Mark, Marker, Seeds, Seen, bare
from autograder.grading.deciding.plan import cells_to_run
from autograder.grading.explaining.again import unsteady
from autograder.grading.explaining.exceptions import explain
from autograder.grading.explaining.explainer import Explainer
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, ExerciseReport, Report
from autograder.sandbox.sandbox import Job, Request, Sandbox
from autograder.submission import Submission
from autograder.text import say

__all__ = ["Seeds", "grade"]


def grade(
    submission: Submission, chapter: Chapter, seeds: Seeds, sandbox: Sandbox, explained: bool = True
) -> Report:
    """The Report of a submission. The student's code runs in the sandbox only.

    Without `explained` it says what is right and what is wrong, and nothing else: the same marks, less work.
    """
    cells, notes = cells_to_run(submission, chapter)
    known = answers(chapter)
    marker = Marker(chapter, seeds, known)

    def request(
        key: str, graders: Sequence[Grader], surroundings: int = 0, needs: tuple[str, ...] = ()
    ) -> Request:
        drawn = tuple((g.name, marker.seed(g)) for g in graders)
        return Request(key, chapter.stem, drawn, surroundings, needs)

    requests = {
        e.symbol: request(e.symbol, known.graders[e.symbol], needs=_own_needs(e, chapter))
        for e in chapter.exercises
    }
    ends = time.monotonic() + sandbox.clock.submission
    observed = sandbox.run(Job(cells, chapter.symbols, tuple(requests.values()), ends=ends), marker.look)
    marks = {e.symbol: marker.mark(e, submission, observed) for e in chapter.exercises}
    skip = observed.skip
    for exercise in chapter.exercises:
        needs, mark = _failed_needs(exercise, chapter, marks), marks[exercise.symbol]
        if needs and mark.status not in (PASSED, NOT_STARTED):
            inject = tuple(reference_source(chapter, symbol, "en") for symbol in needs)
            job = Job(cells, chapter.symbols, (requests[exercise.symbol],), inject, skip, ends)
            again = sandbox.run(job, marker.look)
            skip = again.skip
            marks[exercise.symbol] = marker.follow(mark, tuple(needs), again.exercises[exercise.symbol])
    unsafe = (say("graded-unsafe"),) if sandbox.unsafe else ()
    odd = (*unsafe, *submission.problems, *notes)
    if not explained:
        reports = tuple(bare(mark, marker) for mark in marks.values())
        return Report(chapter.id, reports, tuple(observed.isolation), odd)

    def alone(graders: Sequence[tuple[Grader, int]]) -> list[Seen]:
        each = tuple(request(str(i), (g,), n) for i, (g, n) in enumerate(graders))
        job = Job(cells, chapter.symbols, each, skip=skip, ends=ends, at_once=True)
        seen = sandbox.run(job, marker.look).exercises
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
    failed_cells = tuple(explain(f, submission, observed.failures) for f in observed.failures)
    return Report(
        chapter.id, tuple(explained_marks.values()), tuple(observed.isolation), (*odd, *failed_cells)
    )


def _is_unexplained(report: ExerciseReport, mark: Mark) -> bool:
    """Whether an exercise is wrong by itself, and no mistake says why."""
    return report.status in (FAILED, ERROR) and report.mistake is None and not mark.needs


def _own_needs(exercise: Exercise, chapter: Chapter) -> tuple[str, ...]:
    """Symbols of this chapter that the exercise needs; those of other chapters are given."""
    parts = (need.partition(".") for need in exercise.needs)
    return tuple(symbol for chapter_id, _, symbol in parts if chapter_id == chapter.id)


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
