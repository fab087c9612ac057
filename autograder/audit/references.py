"""References and stubs through the real sandbox and engine."""

from __future__ import annotations

from autograder import rooms
from autograder.audit.material import ChapterMaterial, Material, build_problem
from autograder.audit.observing import Observed, seeds, wrong
from autograder.build import source_notebook, student_notebook, to_bytes
from autograder.grading.deciding.answers import answers
from autograder.grading.engine import grade
from autograder.grading.handed import weights_beside
from autograder.report import NOT_STARTED, PASSED, Report
from autograder.sandbox.sandbox import Clock, Job, Request, Sandbox
from autograder.source import SourceError
from autograder.submission import read_submission
from autograder.text import LANGUAGES, Text, say

SEEDS = 20


def engine_problem(material: ChapterMaterial) -> Text | None:
    """Why the engine cannot grade the chapter yet, if it cannot."""
    problem = build_problem(material.chapter)
    if problem is None and all(m.gradable for m in material.exercises.values()):
        try:
            answers(material.chapter)
        except (SourceError, ImportError, SyntaxError) as error:
            return error.text if isinstance(error, SourceError) else Text(str(error), str(error))
    return problem


def through_the_engine(sandbox: Sandbox, material: ChapterMaterial) -> tuple[list[Report], list[Report]]:
    """Reports of the solved and of the untouched notebook, in both languages."""
    sandbox.clock = Clock()
    chapter = material.chapter
    weights = weights_beside(rooms.solutions(), chapter)
    reports: dict[bool, list[Report]] = {True: [], False: []}
    for lang in LANGUAGES:
        for solved, make in ((True, source_notebook), (False, student_notebook)):
            submission = read_submission(to_bytes(make(chapter, lang)), f"{chapter.stem}.ipynb")
            reports[solved].append(grade(submission, chapter, seeds(0), sandbox, weights=weights))
    return reports[True], reports[False]


def solved_problems(report: Report, symbol: str) -> list[Text]:
    """Why an exercise of the solved notebook has not full marks."""
    exercise = report.exercise(symbol)
    failed = [o for o in exercise.outcomes if not o.passed]
    if not failed and exercise.status == PASSED and exercise.score == exercise.max_score:
        return []
    name = failed[0].name if failed else exercise.status
    text = (failed[0].message if failed else None) or exercise.message or say("differs-value-hidden")
    return [say("audit-reference-loses", name=name, seed=0, text=text)]


def stub_problems(report: Report, symbol: str) -> list[Text]:
    """Why an exercise of the untouched notebook is not 0 and "not started"."""
    exercise = report.exercise(symbol)
    if exercise.score == 0 and exercise.status == NOT_STARTED:
        return []
    status = say(f"status-{exercise.status.replace('_', '-')}")
    return [say("audit-stub-scores", score=f"{exercise.score:g}", status=status)]


def try_reference(
    sandbox: Sandbox, material: ChapterMaterial, piece: Material, expected: Observed
) -> list[Text]:
    """The reference in the sandbox, over many seeds: what it loses, and why.

    That of an open exercise is held against no right answer: it went through the engine with its weights.
    """
    if piece.exercise.file:
        return []
    sandbox.clock = Clock()
    chapter = material.chapter
    requests = [
        Request(str(n), chapter.stem, tuple((g.name, seeds(n).of(g, chapter)) for g in piece.graders))
        for n in range(SEEDS)
    ]
    observed = sandbox.run(Job(material.cells(), chapter.symbols, tuple(requests)))
    for n in range(SEEDS):
        for g in piece.graders:
            text = wrong(g, observed.exercises[str(n)][g.name], expected.of(g, n))
            if text:
                return [say("audit-reference-loses", name=g.name, seed=n, text=text)]
    return []
