"""Every exercise against its own material: references, mistakes, visible checks, graders."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder import rooms
from autograder.catalog import Chapter, Exercise, catalog
from autograder.compare import Difference
from autograder.grading.deciding.answers import Answers, answers
from autograder.grading.deciding.verdict import decide
from autograder.seeds import generator, seed
from autograder.selfcheck.checks import CheckFailed, checks_of, checks_path, load_checks, weights_in
from autograder.text import Text

BOOK = catalog()
EXERCISES = [pytest.param(BOOK.chapter(e.chapter), e, id=e.id) for e in BOOK.exercises]
# An open exercise has no right answer to compare with: tests/test_open_exercise.py grades its reference.
CLOSED = [pytest.param(BOOK.chapter(e.chapter), e, id=e.id) for e in BOOK.exercises if not e.file]
MISTAKES = [
    pytest.param(chapter, e, m, id=f"{e.id}-{m.name}")
    for chapter in BOOK
    for e in chapter.exercises
    for m in answers(chapter).mistakes[e.symbol]
]
SEEDS = 2  # the audit takes many more


def observe(grader: Any, impl: SimpleNamespace, student: str) -> Any:
    """The observation, or the exception that stands for it."""
    rng = generator(seed(b"tests", student, grader.symbol, grader.name))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return grader(impl, rng)
        except Exception as error:
            return error


def verdicts(
    chapter: Chapter, exercise: Exercise, impl: SimpleNamespace, student: str
) -> Iterator[tuple[str, Difference | None]]:
    """Each grader, and what differs. Who has seen enough need not look at the rest."""
    known = answers(chapter)
    for g in known.graders[exercise.symbol]:
        got = observe(g, impl, student)
        if isinstance(got, Exception):
            yield g.name, Difference("exception", Text(repr(got), repr(got)))
        else:
            yield g.name, decide(g, got, observe(g, known.impl, student))


@pytest.mark.parametrize(("chapter", "exercise"), CLOSED)
def test_the_reference_gets_full_marks(chapter: Chapter, exercise: Exercise) -> None:
    impl = answers(chapter).impl
    for student in map(str, range(SEEDS)):
        assert {k: v for k, v in verdicts(chapter, exercise, impl, student) if v} == {}


@pytest.mark.parametrize(("chapter", "exercise"), EXERCISES)
def test_the_reference_passes_the_visible_checks(chapter: Chapter, exercise: Exercise) -> None:
    checks = checks_of(exercise, chapter, load_checks(checks_path(chapter)))
    assert len(checks) >= 2
    with weights_in(rooms.solutions()):
        for check in checks:
            check.run(answers(chapter).impl)


@pytest.mark.parametrize(("chapter", "exercise"), CLOSED)
def test_there_are_three_graders_and_two_mistakes(chapter: Chapter, exercise: Exercise) -> None:
    known = answers(chapter)
    assert len(known.graders[exercise.symbol]) >= 3
    assert len(known.mistakes[exercise.symbol]) >= 2
    for m in known.mistakes[exercise.symbol]:
        Text.parse(m.hint)


@pytest.mark.parametrize(("chapter", "exercise", "mistake"), MISTAKES)
def test_a_mistake_loses_points(chapter: Chapter, exercise: Exercise, mistake: Any) -> None:
    impl = answers(chapter).replaced(exercise.symbol, mistake.implementation)
    assert any(difference for _, difference in verdicts(chapter, exercise, impl, "1"))


def same(a: Any, b: Any) -> bool:
    if isinstance(a, Exception) or isinstance(b, Exception):
        return type(a) is type(b) and str(a) == str(b)
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list | tuple) or isinstance(b, list | tuple):
        rows = isinstance(a, list | tuple) and isinstance(b, list | tuple)
        return rows and len(a) == len(b) and all(map(same, a, b))
    if a is None or b is None:
        return a is b
    if isinstance(a, str) or isinstance(b, str):
        return isinstance(a, str) and isinstance(b, str) and a == b
    x, y = np.asarray(a), np.asarray(b)
    return x.dtype.kind == y.dtype.kind and x.shape == y.shape and np.allclose(x, y, equal_nan=True)


def split(group: list[Any], grader: Any, known: Answers) -> list[list[Any]]:
    """The mistakes of a group by what a grader observes of them."""
    parts: list[tuple[Any, list[Any]]] = []
    for m in group:
        got = observe(grader, known.replaced(m.symbol, m.implementation), "1")
        alike = next((part for seen, part in parts if same(seen, got)), None)
        if alike is None:
            parts.append((got, [m]))
        else:
            alike.append(m)
    return [part for _, part in parts]


@pytest.mark.parametrize(("chapter", "exercise"), EXERCISES)
def test_mistakes_can_be_told_apart(chapter: Chapter, exercise: Exercise) -> None:
    known = answers(chapter)
    alike = [list(known.mistakes[exercise.symbol])]
    for grader in known.graders[exercise.symbol]:
        alike = [part for group in alike if len(group) > 1 for part in split(group, grader, known)]
    assert [[m.name for m in group] for group in alike if len(group) > 1] == []


@pytest.mark.parametrize(("chapter", "exercise"), EXERCISES)
def test_a_mistake_is_seen_by_a_visible_check(chapter: Chapter, exercise: Exercise) -> None:
    known = answers(chapter)
    checks = checks_of(exercise, chapter, load_checks(checks_path(chapter)))
    caught = 0
    for m in known.mistakes[exercise.symbol]:
        impl = known.replaced(exercise.symbol, m.implementation)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            caught += any(fails(check, impl) for check in checks)
    assert caught >= 0.8 * len(known.mistakes[exercise.symbol])


def fails(check: Any, impl: SimpleNamespace) -> bool:
    try:
        check.run(impl)
    except Exception as error:
        return not isinstance(error, CheckFailed) or bool(error.text.ja and error.text.en)
    return False
