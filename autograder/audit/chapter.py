"""The audit of one chapter, or of some of its exercises."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future

from autograder.audit.findings import AT_SELF_CHECK, EQUIVALENT, NAMED, ChapterFinding, Finding, total
from autograder.audit.forms import try_accepted, try_oracles
from autograder.audit.killing import killed_by
from autograder.audit.material import ChapterMaterial, Material, read_material
from autograder.audit.missing import missing
from autograder.audit.mistakes import failing_check, try_mistakes
from autograder.audit.mutants import Mutant, mutants_of
from autograder.audit.nothing import try_nothing
from autograder.audit.observing import Observed, Sandboxes, references
from autograder.audit.references import (
    SEEDS,
    engine_problem,
    solved_problems,
    stub_problems,
    through_the_engine,
    try_reference,
)
from autograder.catalog import Chapter
from autograder.text import Text, say

Killed = list[tuple[Mutant, "Future[str | None]"]]


OPEN_SEEDS = 2  # of an open exercise: each is thousands of images


def audit_chapter(
    chapter: Chapter, *, symbols: Collection[str] = (), jobs: int = 1, unsafe: bool = False
) -> ChapterFinding:
    """What the audit finds in a chapter; `symbols` are the exercises to look at, all of them if empty."""
    material = read_material(chapter)
    found = ChapterFinding(chapter.id, problems=list(material.problems))
    pieces = [m for s, m in material.exercises.items() if not symbols or s in symbols]
    found.exercises = [Finding(m.exercise.id, problems=missing(material, m)) for m in pieces]
    pairs = list(zip(pieces, found.exercises, strict=True))
    gradable = [(piece, finding) for piece, finding in pairs if piece.gradable]
    expected = references(material)
    for piece, finding in list(gradable):
        problem = _observe_reference(piece, expected)
        if problem:
            finding.problems.append(problem)
            gradable.remove((piece, finding))
    problem = engine_problem(material)
    if problem:
        found.problems.append(say("audit-not-gradable", chapter=chapter.id, text=problem))
    modules = [f"autograder.graders.{chapter.stem}"] if gradable else []
    complete = problem is None and all(m.gradable for m in material.exercises.values())
    with Sandboxes(modules, jobs, unsafe) as sandboxes:
        if complete:
            _through_the_engine(sandboxes, material, pairs)
        running = [
            (piece, finding, *_start(sandboxes, material, piece, expected)) for piece, finding in gradable
        ]
        for piece, finding in gradable:
            try_mistakes(material, piece, expected, finding, complete)
            try_accepted(material, piece, expected, finding)
            try_oracles(material, piece, finding)
            try_nothing(material, piece, expected, finding)
        for piece, finding, reference, mutants in running:
            _finish(material, piece, finding, reference, mutants)
    if complete:
        found.problems += _limits(found)
    return found


def _observe_reference(piece: Material, expected: Observed) -> Text | None:
    """Make the reference's observations; why that fails, if it does."""
    for g in piece.graders:
        for n in range(OPEN_SEEDS if piece.exercise.file else SEEDS):
            failure = expected.of(g, n).failure
            if failure:
                text = f"{failure.type}: {failure.text}"
                return say("audit-reference-loses", name=g.name, seed=n, text=text)
    return None


def _through_the_engine(
    sandboxes: Sandboxes, material: ChapterMaterial, pairs: list[tuple[Material, Finding]]
) -> None:
    solved, untouched = sandboxes.submit(through_the_engine, material).result()
    for piece, finding in pairs:
        lost = [text for report in solved for text in solved_problems(report, piece.symbol)]
        won = [text for report in untouched for text in stub_problems(report, piece.symbol)]
        finding.problems += [*lost[:1], *won[:1]]
        finding.full, finding.zero = not lost, not won


def _start(
    sandboxes: Sandboxes, material: ChapterMaterial, piece: Material, expected: Observed
) -> tuple[Future[list[Text]], Killed]:
    reference = sandboxes.submit(try_reference, material, piece, expected)
    # a mutant of a network is another network, and as right as what it reaches
    mutants = [] if piece.exercise.file else mutants_of(piece.symbol, piece.source or "")
    return reference, [(m, sandboxes.submit(killed_by, material, piece, expected, m)) for m in mutants]


def _finish(
    material: ChapterMaterial,
    piece: Material,
    finding: Finding,
    reference: Future[list[Text]],
    mutants: Killed,
) -> None:
    lost = reference.result()
    failed = failing_check(piece, material.impl)
    if failed:
        lost.append(say("audit-reference-check", name=failed[0], text=failed[1]))
    finding.full = finding.full and not lost
    finding.problems += lost
    survivors = [m for m, killed in mutants if killed.result() is None]
    all_mutants = [m for m, _ in mutants]
    explained, finding.survivors, problems = material.committed.sort(piece.symbol, all_mutants, survivors)
    finding.mutants, finding.equivalent = len(mutants), len(explained)
    finding.killed = len(mutants) - len(survivors)
    if finding.survivors:
        finding.problems.append(say("audit-survivors", count=len(finding.survivors)))
    finding.problems += problems


def _limits(found: ChapterFinding) -> list[Text]:
    """What the chapter as a whole falls short of."""
    figures = total(found.exercises)
    mistakes, mutants = figures["mistakes"], figures["mutants"]
    problems = []
    for kind, least in (("named", NAMED), ("at_self_check", AT_SELF_CHECK)):
        if mistakes[kind] < least * mistakes["total"]:
            key = f"audit-few-{kind.replace('_', '-')}"
            problems.append(say(key, count=mistakes[kind], total=mistakes["total"], least=f"{least:.0%}"))
    if mutants["equivalent"] > EQUIVALENT * mutants["total"]:
        values = {"count": mutants["equivalent"], "total": mutants["total"], "most": f"{EQUIVALENT:.0%}"}
        problems.append(say("audit-many-equivalents", **values))
    return problems
