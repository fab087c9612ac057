"""Grading one submission: a pure function of (notebook bytes, chapter, seed) to a Report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.build import reference_source
from autograder.catalog import Chapter, Exercise
from autograder.graders import Grader
from autograder.grading.again import unsteady
from autograder.grading.answers import answers
from autograder.grading.explain import explain
from autograder.grading.marking import Marker, Seeds, agree, observe
from autograder.grading.plan import cells_to_run
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, ExerciseReport, Report
from autograder.sandbox.sandbox import Job, Observation, Request, Sandbox
from autograder.submission import Submission
from autograder.text import say

__all__ = ["Seeds", "agree", "grade", "observe"]


def grade(submission: Submission, chapter: Chapter, seeds: Seeds, sandbox: Sandbox) -> Report:
    """The Report of a submission. The student's code runs in the sandbox only."""
    cells, notes = cells_to_run(submission, chapter)
    known = answers(chapter)

    def request(
        key: str, graders: Sequence[Grader], surroundings: int = 0, needs: tuple[str, ...] = ()
    ) -> Request:
        drawn = tuple((g.name, seeds.of(g, chapter)) for g in graders)
        return Request(key, chapter.stem, drawn, surroundings, needs)

    requests = {
        e.symbol: request(e.symbol, known.graders[e.symbol], needs=_own_needs(e, chapter))
        for e in chapter.exercises
    }
    ends = time.monotonic() + sandbox.clock.submission
    observed = sandbox.run(Job(cells, chapter.symbols, tuple(requests.values()), ends=ends))
    marker = Marker(submission, chapter, seeds, known, observed)
    reports = {e.symbol: marker.mark(e) for e in chapter.exercises}

    def alone(graders: Sequence[tuple[Grader, int]]) -> list[Observation]:
        each = tuple(request(str(i), (g,), n) for i, (g, n) in enumerate(graders))
        seen = sandbox.run(Job(cells, chapter.symbols, each, skip=observed.skip, ends=ends)).exercises
        return [seen[str(i)][g.name] for i, (g, _) in enumerate(graders)]

    for exercise in chapter.exercises:
        needs = _failed_needs(exercise, chapter, reports)
        report = reports[exercise.symbol]
        if needs and report.status not in (PASSED, NOT_STARTED):
            inject = tuple(reference_source(chapter, symbol, "en") for symbol in needs)
            job = Job(cells, chapter.symbols, (requests[exercise.symbol],), inject, observed.skip, ends)
            reports[exercise.symbol] = marker.follow(exercise, report, sandbox.run(job), needs)
    unexplained = [e for e in chapter.exercises if _is_unexplained(e, chapter, reports)]
    failed = [
        f for e in unexplained if e.symbol in observed.progress for f in marker.failed(reports[e.symbol])
    ]
    for symbol, text in unsteady(failed, alone, marker.eyes()).items():
        reports[symbol] = replace(reports[symbol], observed=(text, *reports[symbol].observed))
    unsafe = (say("graded-unsafe"),) if sandbox.unsafe else ()
    failed_cells = tuple(explain(f, submission, observed.failures) for f in observed.failures)
    return Report(
        chapter.id,
        tuple(reports.values()),
        tuple(observed.isolation),
        (*unsafe, *submission.problems, *notes, *failed_cells),
    )


def _is_unexplained(exercise: Exercise, chapter: Chapter, reports: Mapping[str, ExerciseReport]) -> bool:
    """Whether an exercise is wrong by itself, and no mistake says why."""
    report = reports[exercise.symbol]
    wrong = report.status in (FAILED, ERROR) and report.mistake is None
    return wrong and not _failed_needs(exercise, chapter, reports)


def _own_needs(exercise: Exercise, chapter: Chapter) -> tuple[str, ...]:
    """Symbols of this chapter that the exercise needs; those of other chapters are given."""
    parts = (need.partition(".") for need in exercise.needs)
    return tuple(symbol for chapter_id, _, symbol in parts if chapter_id == chapter.id)


def _failed_needs(exercise: Exercise, chapter: Chapter, reports: Mapping[str, ExerciseReport]) -> list[str]:
    """Symbols of this chapter that the exercise needs, directly or not, and that are not right."""
    found: list[str] = []
    for symbol in _own_needs(exercise, chapter):
        for deeper in _failed_needs(chapter.exercise(symbol), chapter, reports):
            if deeper not in found:
                found.append(deeper)
        if reports[symbol].status != PASSED and symbol not in found:
            found.append(symbol)
    return found
