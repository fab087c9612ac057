"""No points for nothing: every hollow answer with the hidden graders, none of which may give it a point."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from autograder.audit.findings import Finding
from autograder.audit.hollow import (
    EMPTY,
    NONE,
    PLAIN,
    RAISING,
    Answer,
    Hollow,
    Known,
    Tape,
    always,
    implementation,
    of_arguments,
    with_method,
)
from autograder.audit.material import ChapterMaterial, Material
from autograder.audit.mistakes import run_check
from autograder.audit.observing import Observed, is_wrong, seeds
from autograder.graders import Grader
from autograder.grading.deciding.marking import observe
from autograder.sandbox.sandbox import Observation
from autograder.text import say

HOLLOW_SEEDS = 2
Make = Callable[[Answer, Known], Any]  # an answer as an implementation of the exercise


def try_nothing(material: ChapterMaterial, piece: Material, expected: Observed, finding: Finding) -> None:
    """Fill in the figures of hollow answers; a point for one of them is a problem, unless it is listed."""
    paid = {}
    for name, graders in tried(material, piece, expected):
        finding.hollow += 1
        if graders:
            paid[name] = graders
    explained, problems = material.committed.sort_hollow(piece.symbol, paid)
    finding.hollow_right = len(explained)
    finding.hollow_refused = finding.hollow - len(paid)
    finding.problems += problems
    for name in paid.keys() - explained:
        points = sum(g.points for g in piece.graders if g.name in paid[name])
        values = {"answer": name, "points": f"{points:g}", "graders": ", ".join(paid[name])}
        finding.problems.append(say("audit-hollow-paid", **values))


def tried(
    material: ChapterMaterial, piece: Material, expected: Observed
) -> Iterator[tuple[str, dict[str, int]]]:
    """The name of each hollow answer, and the graders that give it points, with the inputs."""
    trial = Trial(material, piece, expected)
    reference = getattr(material.impl, piece.symbol)

    def whole(answer: Answer, known: Known) -> Any:
        return implementation(reference, answer, known)

    yield NONE.name, trial.paid(NONE, whole)
    every = (*PLAIN, *of_arguments(_parameters(reference)), *trial.from_checks(whole))
    for hollow in (RAISING,) if trial.gives_nothing else every:  # of what only draws, nothing else is seen
        yield hollow.name, trial.paid(hollow, whole)
    if not trial.gives_nothing:
        yield "answers to other inputs", trial.paid_to_answers_of_others(whole)
    for name in _methods(reference):

        def one(answer: Answer, known: Known, name: str = name) -> Any:
            return with_method(reference, name, answer)

        unread = trial.paid(NONE, one)  # they do not look at what the method returns
        for hollow in (*EMPTY, *of_arguments(_parameters(getattr(reference, name)))):
            yield f"{name}: {hollow.name}", trial.paid(hollow, one, unread)


def _parameters(reference: Any) -> list[str]:
    functions = [reference]
    if inspect.isclass(reference):
        functions = [getattr(reference, name) for name in ("__init__", *_methods(reference))]
    names = [name for function in functions for name in inspect.signature(function).parameters]
    return [name for name in dict.fromkeys(names) if name not in ("self", "args", "kwargs")]


def _methods(reference: Any) -> list[str]:
    if not inspect.isclass(reference):
        return []
    return [name for name, f in vars(reference).items() if inspect.isfunction(f) and not name.startswith("_")]


@dataclass
class Trial:
    """Hollow answers of one exercise with its graders and several inputs."""

    material: ChapterMaterial
    piece: Material
    expected: Observed
    _known: dict[tuple[str, int], Known] = field(default_factory=dict)

    @property
    def gives_nothing(self) -> bool:
        """Whether the reference gave None whenever it was called."""
        results = [result for known in self._known.values() for result in known.values()]
        return bool(results) and all(result is None for result in results)

    def paid(self, hollow: Hollow, make: Make, but: Collection[str] = ()) -> dict[str, int]:
        """The graders that give points, with the first inputs for which they do."""
        return self._first(lambda grader, number: make(hollow.make(), self._of(grader, number)), but)

    def paid_to_answers_of_others(self, make: Make) -> dict[str, int]:
        """The same for the results that are right for another student's inputs, in their order."""

        def others(grader: Grader, number: int) -> Any:
            tape = Tape()
            self._observe(grader, make(tape.record, self._of(grader, number + 1)), number + 1)
            return make(tape.as_sequence(), self._of(grader, number))

        return self._first(others)

    def from_checks(self, make: Make) -> Iterator[Hollow]:
        """What can be had from the visible checks: a table of their answers, and the last one of each."""
        known, last = Tape(), {}
        for check in self.piece.checks:
            tape = Tape(known.by_call)
            run_check(check, self.material.known.replaced(self.piece.symbol, make(tape.record, {})))
            last[check.name] = tape.in_order[-1:]
        yield Hollow("table of the visible checks", known.as_table)
        for name, results in last.items():
            for result in results:
                yield Hollow(f"answer of {name}", lambda result=result: always(result))  # type: ignore[misc]

    def _first(self, make: Callable[[Grader, int], Any], but: Collection[str] = ()) -> dict[str, int]:
        found = {}
        for grader in self.piece.graders:
            for number in range(HOLLOW_SEEDS if grader.name not in but else 0):
                got = self._observe(grader, make(grader, number), number)
                with warnings.catch_warnings():  # a judge may warn of NaN
                    warnings.simplefilter("ignore")
                    wrong = is_wrong(grader, got, self.expected.of(grader, number))
                if not wrong:
                    found[grader.name] = number
                    break
        return found

    def _of(self, grader: Grader, number: int) -> Known:
        return self._known.setdefault((grader.name, number), {})

    def _observe(self, grader: Grader, implementation: Any, number: int) -> Observation:
        impl = self.material.known.replaced(self.piece.symbol, implementation)
        forgetful = replace(grader, observe=inspect.unwrap(grader.observe))  # none is asked for twice
        np.random.seed(number)  # a network begins with NumPy's own random numbers: the same in every audit
        return observe(forgetful, impl, seeds(number).of(grader, self.material.chapter))
