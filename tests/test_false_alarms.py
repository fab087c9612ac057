"""Judges of random results: a right answer is refused less than once in 10⁹ times.

That the bounds hold is computed with SciPy's exact distributions; that the judges use them rightly is seen
on many draws of the reference and of every accepted form. An exercise whose judges decide by statistics is
found by what they call, so that one more in any chapter is tried here, too.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import numpy as np
import pytest
from scipy import stats

from autograder.audit.material import read_material
from autograder.catalog import catalog
from autograder.graders import statistics
from autograder.grading.deciding.answers import answers
from autograder.grading.deciding.marking import observe
from autograder.grading.deciding.verdict import decide
from autograder.seeds import seed

SIZES = [20, 100, 1_000, 12_000, 40_000]
FEW, MANY = 10, 1_000
# Where a thousand draws of all forms take a minute. What a judge gets wrong shows in far fewer; that a right
# one refuses seldom is computed above.
FEWER = {"DeepConvNet": 60, "shuffle_dataset": 250, "train_validation_split": 250, "sample_log_uniform": 250}


# The bounds


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("p", [0.001, 0.1, 0.5, 0.8])
def test_a_share_is_seldom_so_far_from_its_probability(n: int, p: float) -> None:
    far = statistics.tolerance(n)
    above, below = stats.binom.sf(np.ceil(n * (p + far)) - 1, n, p), stats.binom.cdf(n * (p - far), n, p)
    assert above + below <= statistics.FALSE_ALARM


@pytest.mark.parametrize("n", SIZES)
def test_a_distribution_function_is_seldom_so_far_from_the_true_one(n: int) -> None:
    assert stats.kstwo.sf(statistics.tolerance(n), n) <= statistics.FALSE_ALARM


@pytest.mark.parametrize("n", SIZES)
def test_a_mean_of_normal_numbers_is_seldom_so_far_away(n: int) -> None:
    std = 3.0
    below, above = edges(lambda m: statistics.normal_mean_fits(np.full(n, m), 0.0, std), -100.0, 0.0, 100.0)
    of_mean = stats.norm(scale=std / np.sqrt(n))
    assert of_mean.cdf(below) + of_mean.sf(above) <= statistics.FALSE_ALARM


@pytest.mark.parametrize("n", SIZES)
def test_a_spread_of_normal_numbers_is_seldom_so_far_away(n: int) -> None:
    low, high = statistics.variance_bounds(n)
    assert stats.chi2.cdf(n * low, n) + stats.chi2.sf(n * high, n) <= statistics.FALSE_ALARM


@pytest.mark.parametrize("factor", [0.5, 0.9, 0.99, 1.01, 1.2, 3.0])
def test_a_wrong_width_moves_a_normal_distribution_by_no_more(factor: float) -> None:
    x = np.linspace(-8, 8, 4001)
    moved = np.max(np.abs(stats.norm.cdf(x) - stats.norm.cdf(x / factor)))
    assert moved <= statistics.AT_ONE_SIGMA * abs(np.log(factor))


def edges(fits: Callable[[float], bool], low: float, inside: float, high: float) -> tuple[float, float]:
    """Between which values something fits, found by halving."""
    found = []
    for outside in (low, high):
        good, bad = inside, outside
        assert fits(good) and not fits(bad)
        for _ in range(60):
            middle = (good + bad) / 2
            good, bad = (middle, bad) if fits(middle) else (good, middle)
        found.append(bad)
    return found[0], found[1]


# What they let pass, and what not


def test_the_distribution_functions_are_scipys() -> None:
    x = np.array([-1.0, 0.0, 0.01, 0.3, 1.0, 2.0, 7.0])
    for ours, theirs in (
        (statistics.normal_cdf(2.0), stats.norm(scale=2.0)),
        (statistics.uniform_cdf(-0.5, 3.0), stats.uniform(-0.5, 3.5)),
        (statistics.log_uniform_cdf(0.01, 2.0), stats.loguniform(0.01, 2.0)),
    ):
        np.testing.assert_allclose([ours(value) for value in x], theirs.cdf(x), atol=1e-12)


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng, n: rng.uniform(-1, 1, n),
        lambda rng, n: rng.random(n),
        lambda rng, n: np.abs(rng.normal(size=n)),
        lambda rng, n: rng.laplace(size=n),
        lambda rng, n: rng.normal(0.1, 1, n),
        lambda rng, n: rng.choice([-1.0, 1.0], n),
        lambda rng, n: np.repeat(rng.normal(size=n // 1000), 1000),
        lambda rng, n: np.zeros(n),
        lambda rng, n: np.full(n, np.nan),
        lambda rng, n: np.full(n, np.inf),
    ],
)
def test_what_is_not_normal_is_refused(draw: Callable[[Any, int], Any]) -> None:
    values = draw(np.random.default_rng(0), 40_000)
    with np.errstate(all="ignore"):
        try:
            fits = statistics.normal_shape_fits(values)
        except ValueError:  # no width at all
            fits = False
    assert not fits


def test_a_wrong_mean_or_width_is_refused() -> None:
    x = np.random.default_rng(0).normal(size=20_000)
    assert statistics.normal_mean_fits(x, 0.0, 1.0) and statistics.normal_spread_fits(x, 1.0)
    assert not statistics.normal_mean_fits(x + 0.1, 0.0, 1.0)
    assert not statistics.normal_spread_fits(x, 1.1) and not statistics.normal_spread_fits(x, 0.9)


def test_a_wrong_share_or_distribution_is_refused() -> None:
    x = np.random.default_rng(0).random(20_000)
    assert statistics.mean_fits(x, 0.5, 0.0, 1.0) and not statistics.mean_fits(x, 0.53, 0.0, 1.0)
    assert statistics.share_fits(np.mean(x < 0.3), len(x), 0.3)
    assert not statistics.share_fits(np.mean(x < 0.3), len(x), 0.33)
    assert statistics.distribution_fits(x, statistics.uniform_cdf(0.0, 1.0))
    assert not statistics.distribution_fits(x**1.1, statistics.uniform_cdf(0.0, 1.0))
    assert statistics.distribution_fits(10 ** (2 * x - 3), statistics.log_uniform_cdf(1e-3, 1e-1))
    assert not statistics.distribution_fits(x, statistics.log_uniform_cdf(1e-3, 1.0))


# The judges


def calls_statistics(function: Any, seen: set[Any]) -> bool:
    """Whether a function, or one of its module that it calls or closes over, calls one of ours."""
    if not isinstance(function, FunctionType) or function in seen:
        return False
    seen.add(function)
    if function.__module__ == statistics.__name__:
        return True
    names = {name for code in codes(function.__code__) for name in code.co_names}
    called = [function.__globals__.get(name) for name in names]
    called += [cell.cell_contents for cell in function.__closure__ or ()]
    return statistics in called or any(calls_statistics(one, seen) for one in called)


def codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code and that of the functions inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


JUDGED = [
    pytest.param(chapter, grader, id=f"{chapter.id}-{grader.name}")
    for chapter in catalog()
    for graders in answers(chapter).graders.values()
    if any(calls_statistics(grader.judge, set()) for grader in graders)
    for grader in graders
    if grader.judge
]


def refused(chapter: Any, grader: Any, draws: int) -> dict[str, list[int]]:
    """Right answer → the draws of it that the judge refuses."""
    known = answers(chapter)
    forms = {"reference": known.impl}
    for form in read_material(chapter).exercises[grader.symbol].accepted:
        forms[form.name] = known.replaced(grader.symbol, form.implementation)
    found: dict[str, list[int]] = {name: [] for name in forms}
    for number in range(draws):
        made = seed(b"false alarms", str(number), grader.symbol, grader.name)
        expected = observe(grader, known.impl, made)
        for name, impl in forms.items():
            np.random.seed(number)
            got = observe(grader, impl, made)
            if got.failure or decide(grader, got.value, expected.value):
                found[name].append(number)
    return {name: numbers for name, numbers in found.items() if numbers}


def test_statistical_judges_are_found() -> None:
    names = {param.values[1].name for param in JUDGED}
    assert {"grade_plain_init_spread", "grade_xavier_init_is_normal", "grade_he_init_draws_anew"} <= names
    assert "grade_train_learns_digits" not in names


@pytest.mark.parametrize(("chapter", "grader"), JUDGED)
def test_a_judge_takes_right_answers(chapter: Any, grader: Any) -> None:
    assert refused(chapter, grader, FEW) == {}


@pytest.mark.slow
@pytest.mark.parametrize(("chapter", "grader"), JUDGED)
def test_a_judge_takes_right_answers_many_times(chapter: Any, grader: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert refused(chapter, grader, FEWER.get(grader.symbol, MANY)) == {}
