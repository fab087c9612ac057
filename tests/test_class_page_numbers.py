"""The class page's numbers: shares of points, difficulty and discrimination, and when nothing may be said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from course_case import chapter
from hypothesis import given
from hypothesis import strategies as st

from autograder.faces.class_page.items import FEWEST, Item, items_of
from autograder.faces.class_page.people import full_name
from autograder.faces.class_page.rows import LEVELS, Mark
from autograder.faces.nbgrader.states import UNKNOWN
from autograder.report import FAILED, NOT_STARTED, PASSED

EXERCISES = chapter().exercises[:3]
POINTS = np.array([e.points for e in EXERCISES])


def of(*shares: tuple[float, float, float]) -> tuple[Item, ...]:
    return items_of(EXERCISES, shares)


def test_difficulty_is_the_mean_share_of_the_points() -> None:
    found = of((1, 0, 0.5), (1, 0, 0), (1, 0, 1), (1, 0, 0), (1, 0, 0.5))
    assert [item.difficulty for item in found] == [1.0, 0.0, pytest.approx(0.4)]
    assert [item.discrimination for item in found[:2]] == [None, None], "nobody differs in these"
    assert found[2].discrimination is None, "nor in all others together"


@given(st.lists(st.tuples(*[st.sampled_from([0.0, 0.25, 0.5, 1.0])] * 3), min_size=FEWEST, max_size=30))
def test_discrimination_is_the_correlation_with_the_other_exercises(shares: list[tuple[float, ...]]) -> None:
    table = np.array(shares) * POINTS
    for index, item in enumerate(items_of(EXERCISES, shares)):
        rest = table.sum(axis=1) - table[:, index]
        if np.ptp(table[:, index]) < 1e-9 or np.ptp(rest) < 1e-9:
            assert item.discrimination is None
        else:
            assert item.discrimination == pytest.approx(np.corrcoef(table[:, index], rest)[0, 1])
            assert -1 <= item.discrimination <= 1


def test_an_exercise_that_the_good_ones_fail_is_negative() -> None:
    found = of((0, 1, 1), (0, 1, 1), (1, 0, 0), (1, 0, 0), (0, 1, 0))
    assert found[0].discrimination is not None and found[0].discrimination < -0.8


@pytest.mark.parametrize("people", range(FEWEST))
def test_of_too_few_nothing_is_said(people: int) -> None:
    found = of(*[(1.0, float(n % 2), 0.5) for n in range(people)])
    assert all(item.is_of_too_few and item.difficulty is item.discrimination is None for item in found)


def test_exercises_of_an_ungraded_chapter_weigh_the_same() -> None:
    ungraded = [replace(e, points=0) for e in EXERCISES]
    found = items_of(ungraded, [(1, 1, 0), (1, 1, 0), (0, 0, 1), (0, 0, 1), (1, 1, 1)])
    assert found[0].difficulty == pytest.approx(0.6)
    assert found[0].discrimination == pytest.approx(1 / np.sqrt(6), abs=0.3)


@pytest.mark.parametrize(
    ("state", "score", "most", "share", "level"),
    [
        (PASSED, 4.0, 4, 1.0, "all"),
        (PASSED, 5.0, 4, 1.0, "all"),  # with points given on top
        ("partly", 3.0, 4, 0.75, "most"),
        ("partly", 2.0, 4, 0.5, "half"),
        ("partly", 0.1, 4, 0.025, "little"),
        (FAILED, 0.0, 4, 0.0, "none"),
        (FAILED, -1.0, 4, 0.0, "none"),
        (NOT_STARTED, 0.0, 4, 0.0, NOT_STARTED),
        (UNKNOWN, 0.0, 4, 0.0, UNKNOWN),
        (PASSED, 0.0, 0, 1.0, "all"),
        (FAILED, 0.0, 0, 0.0, "none"),
        (UNKNOWN, 0.0, 0, None, UNKNOWN),
        (FAILED, float("nan"), 4, None, UNKNOWN),
    ],
)
def test_a_mark_has_a_share_and_a_symbol(
    state: str, score: float, most: int, share: float | None, level: str
) -> None:
    mark = Mark(state, score, most, by_hand=False, followed=False)
    assert mark.share == (None if share is None else pytest.approx(share))
    assert mark.level == level and level in LEVELS
    assert len(set(LEVELS.values())) == len(LEVELS), "no two levels look the same without colour"


@pytest.mark.parametrize(
    ("first", "last", "ja", "en"),
    [
        ("太郎", "山田", "山田 太郎", "太郎 山田"),
        ("", "山田", "山田", "山田"),
        ("Anna", "", "Anna", "Anna"),
        (" ", "\u3000", "", ""),
        ("a\nb", "c\u202ed", "c�d a b", "a b c�d"),
    ],
)
def test_the_family_name_comes_first_in_japanese(first: str, last: str, ja: str, en: str) -> None:
    assert (full_name(first, last, "ja"), full_name(first, last, "en")) == (ja, en)
    assert len(full_name(first * 99, last * 99, "ja")) <= 58
