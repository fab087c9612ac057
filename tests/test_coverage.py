"""docs/coverage.md: every section of the book has its exercises or the reason why it has none."""

from __future__ import annotations

import re

import coverage_page
import pytest
from coverage_page import (
    PAGES,
    REASONS,
    SECTIONS,
    chapter_number,
    exercises_of,
    is_of_the_book,
    own_exercises,
    subsections,
)

from autograder.catalog import Exercise, catalog
from autograder.text import LANGUAGES

BOOK = [chapter for chapter in catalog() if is_of_the_book(chapter)]
EXERCISES = [pytest.param(e, id=e.id) for chapter in BOOK for e in chapter.exercises]
CHAPTERS = {chapter_number(chapter) for chapter in BOOK}
NUMBERS = [number for number in SECTIONS if number.partition(".")[0] in CHAPTERS]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_made_from_what_is_there_now(lang: str) -> None:
    """Where it is not, `python tests/coverage_page.py` writes it anew."""
    assert PAGES[lang].read_text(encoding="utf-8") == coverage_page.page(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_of_a_chapter_and_every_exercise_stands_there(lang: str) -> None:
    text = PAGES[lang].read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d\S*\.\d\S*) \|", text, re.MULTILINE) == NUMBERS
    for exercise in (e for chapter in BOOK for e in chapter.exercises):
        rows = [line for line in text.splitlines() if f"`{exercise.id}`" in line]
        assert len(rows) >= 2, "in a section's row, and in that of its track"
        assert all(exercise.title[lang] in row for row in rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_in_the_book_counts_neither_as_an_exercise_of_it_nor_in_points(lang: str) -> None:
    """The book's chapters are 1 to 8; what else the workbook has stands there once, ungraded."""
    assert [chapter.id for chapter in BOOK] == [f"ch{n:02}" for n in range(1, 9)]
    text = PAGES[lang].read_text(encoding="utf-8")
    assert sum(map(int, re.findall(r"^### .* \((\d+)\)$", text, re.MULTILINE))) == len(EXERCISES)
    for chapter in set(catalog()) - set(BOOK):
        assert f"## {chapter.title[lang]}\n" in text
        assert chapter.max_score == 0
        for exercise in chapter.exercises:
            assert text.count(f"`{exercise.id}`") == 1


def test_sections_are_numbered_without_a_gap() -> None:
    last: dict[str, int] = {}
    for number in SECTIONS:
        above, _, own = number.rpartition(".")
        assert "." not in above or above in SECTIONS
        assert int(own) == last.get(above, 0) + 1, number
        last[above] = int(own)
    assert (next(iter(SECTIONS)), list(SECTIONS)[-1]) == ("1.1", "8.5.4")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_names_sections_of_its_chapter(exercise: Exercise) -> None:
    number = chapter_number(catalog().chapter(exercise.chapter))
    named = coverage_page.named(exercise)
    assert exercise.section in named
    for section in named:
        assert section == number or (section in SECTIONS and section.startswith(f"{number}.")), section


@pytest.mark.parametrize("number", NUMBERS)
def test_a_section_has_exercises_or_a_reason(number: str) -> None:
    below = any(own_exercises(inner) for inner in subsections(number))
    assert bool(exercises_of(number) or below) != (number in REASONS)


def test_a_reason_is_about_a_section_and_names_exercises_that_there_are() -> None:
    assert set(REASONS) <= set(SECTIONS)
    known = {e.id for e in catalog().exercises}
    for number in set(NUMBERS) & set(REASONS):
        for lang in LANGUAGES:
            assert set(re.findall(r"ch\d\d\.\w+", REASONS[number][lang])) <= known, number
            assert REASONS[number][lang].endswith("。" if lang == "ja" else "."), number
