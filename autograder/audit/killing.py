"""Mutants in the sandbox: each must lose points with the hidden graders."""

from __future__ import annotations

from autograder.audit.material import ChapterMaterial, Material
from autograder.audit.mutants import Mutant
from autograder.audit.observing import Observed, is_wrong, seeds
from autograder.graders import Grader
from autograder.sandbox.sandbox import Clock, Job, Request, Sandbox

ROUNDS = 3  # mutants are spread over the inputs of so many students
SECONDS = 3.0  # for a statement, and for a few graders: what takes longer is endless
TOGETHER = 0.05  # seconds of graders that are run before their observations are looked at


def inputs_of(mutant: Mutant) -> int:
    """Whose inputs a mutant is graded with."""
    return mutant.number % ROUNDS


def batches(graders: tuple[Grader, ...], expected: Observed) -> list[tuple[Grader, ...]]:
    """The graders, quick ones first, in groups that cost about the same: most mutants fall in the first."""
    groups: list[list[Grader]] = [[]]
    spent = 0.0
    for g in sorted(graders, key=lambda g: expected.seconds[g.name]):
        if groups[-1] and spent + expected.seconds[g.name] > TOGETHER:
            groups.append([])
            spent = 0.0
        groups[-1].append(g)
        spent += expected.seconds[g.name]
    return [tuple(group) for group in groups]


def killed_by(
    sandbox: Sandbox, material: ChapterMaterial, piece: Material, expected: Observed, mutant: Mutant
) -> str | None:
    """The grader that notices the mutant, or None."""
    chapter, number = material.chapter, inputs_of(mutant)
    cells = material.cells(mutant.symbol, mutant.source)
    for group in batches(piece.graders, expected):
        seconds = sum(expected.seconds[g.name] for g in group)
        sandbox.clock = Clock(statement=SECONDS, exercise=max(SECONDS, 20 * seconds), restarts=0)
        graders = tuple((g.name, seeds(number).of(g, chapter)) for g in group)
        observed = sandbox.run(Job(cells, chapter.symbols, (Request(mutant.symbol, chapter.stem, graders),)))
        for g in group:
            if is_wrong(g, observed.exercises[mutant.symbol][g.name], expected.of(g, number)):
                return g.name
    return None
