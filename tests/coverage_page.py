"""docs/coverage.md and docs/coverage.ja.md, from the catalog: `python tests/coverage_page.py` writes them.

The sections of the book stand in book_sections.toml. Which of them an exercise is about is read from
assignments/: from its `section=`, and from the heading above it, which may name several.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from autograder.catalog import Chapter, Exercise, catalog
from autograder.source import TRACKS, SourceCell
from autograder.text import LANGUAGES, Text, say

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"en": ROOT / "docs" / "coverage.md", "ja": ROOT / "docs" / "coverage.ja.md"}
OF_TRACK = {
    "I": Text("実装編：本のコード", "Implementation: the book's code"),
    "P": Text("Python編：Python、NumPy、Matplotlib", "Python: the language, NumPy and Matplotlib"),
    "M": Text("数学編：式を導いて確かめる", "Mathematics: formulas, derived and tested"),
}
TITLE = Text("本の節と問題", "The book's sections and their exercises")
INTRODUCTION = Text(
    "『ゼロから作るDeep Learning』のすべての節と、その問題の一覧です。問題のない節には理由を書きました。"
    "節の題は本のものではなく、この教材の言葉です。節全体についての問題は、自分の問題を持たない項のところにも書いてあります。",
    "Every section of 『ゼロから作るDeep Learning』 with its exercises, or the reason why it has none. The "
    "titles are this workbook's words, not the book's. An exercise about a section as a whole also stands at "
    "those of its subsections that have none of their own.",
)
MADE = Text(
    "`python tests/coverage_page.py` が `assignments/` から作ったページです。",
    "This page is made from `assignments/` by `python tests/coverage_page.py`.",
)
SECTION, ABOUT, EXERCISES = Text("節", "§"), Text("内容", "about"), Text("問題", "exercises")
EXERCISE, POINTS, HEADING = Text("問題", "exercise"), Text("点", "points"), Text("見出し", "heading")
OUTSIDE = Text(
    "本にはない、この教材の使い方を練習する章です。採点はなく、問題の数にも点数にも入りません。",
    "This chapter is not in the book: it practises how to use the workbook. It is ungraded, and counts "
    "neither among the exercises nor in the points.",
)
BELOW = Text("各項に", "in its subsections")
BY_TRACK = Text("編ごとの問題", "The exercises by track")
TRACKS_ARE = Text(
    "本に添う学習ノートの 3 つの編と同じ分け方です。ノートの話題を、章の順に 1 つずつ問題にしています。",
    "They follow the three parts of the study notes that go with the book: each topic of the notes is an "
    "exercise, in the order of the chapters.",
)
NUMBER = re.compile(r"(\d+(?:\.\d+)*)(?:[–〜](\d+(?:\.\d+)+))?")


def _texts(table: str) -> dict[str, Text]:
    read = tomllib.loads((Path(__file__).parent / "book_sections.toml").read_text(encoding="utf-8"))
    return {number: Text.parse(text) for number, text in read[table].items()}


SECTIONS, REASONS = _texts("titles"), _texts("reasons")


def chapter_number(chapter: Chapter) -> str:
    return str(int(chapter.id.removeprefix("ch")))


def sections_of(chapter: Chapter) -> list[str]:
    """The book's sections and subsections of a chapter, in order."""
    return [number for number in SECTIONS if number.startswith(f"{chapter_number(chapter)}.")]


@cache
def headings(chapter: Chapter) -> dict[str, Text]:
    """Symbol → the heading in the notebook under which the exercise stands."""
    found, last = {}, {}
    for cell in chapter.cells:
        if cell.lang is not None and (lines := _headings(cell)):
            last[cell.lang] = lines[-1]
        elif cell.role == "exercise":
            found[str(cell.keys["exercise"])] = Text(*(last[lang] for lang in LANGUAGES))
    return found


def _headings(cell: SourceCell) -> list[str]:
    return re.findall(r"^## (.+)$", cell.source, re.MULTILINE) if cell.role == "prose" else []


@cache
def named(exercise: Exercise) -> tuple[str, ...]:
    """The sections that an exercise is about, a whole chapter's number included."""
    heading = headings(catalog().chapter(exercise.chapter))[exercise.symbol].en
    told = re.search(r"\(([^()]*\bsections? [^()]*)\)", heading)
    pairs = NUMBER.findall(f"{exercise.section}, {told[1] if told else ''}")
    return tuple(dict.fromkeys(number for first, last in pairs for number in _from_to(first, last)))


def _from_to(first: str, last: str) -> list[str]:
    """One section, or a range in the book's order; one of whole sections does not go into these."""
    if not last:
        return [first]
    order = list(SECTIONS)
    between = order[order.index(first) : order.index(last) + 1]
    deepest = max(first.count("."), last.count("."))
    return [number for number in between if number.count(".") <= deepest]


def is_of_the_book(chapter: Chapter) -> bool:
    """Whether the book has such a chapter: chapter 0 is the workbook's own."""
    return bool(sections_of(chapter))


def own_exercises(number: str) -> list[Exercise]:
    """The exercises that name the section."""
    return [e for e in catalog().exercises if number in named(e)]


def exercises_of(number: str) -> list[Exercise]:
    """Those that name the section; for a subsection without, those about its section as a whole."""
    found = own_exercises(number)
    if not found and number.count(".") == 2 and number not in REASONS:
        return own_exercises(number.rpartition(".")[0])
    return found


def subsections(number: str) -> list[str]:
    return [other for other in SECTIONS if other.startswith(f"{number}.")]


def page(lang: str) -> str:
    """The page in one language."""
    return "\n".join(_lines(lang))


def _lines(lang: str) -> Iterator[str]:
    other, name = {"en": ("coverage.ja.md", "日本語"), "ja": ("coverage.md", "English")}[lang]
    yield from (f"# {TITLE[lang]}", "", f"[{name}]({other})", "", INTRODUCTION[lang], "", MADE[lang], "")
    for chapter in catalog():
        if not is_of_the_book(chapter):
            items = (f"- `{e.id}` {e.title[lang]}" for e in chapter.exercises)
            yield from (f"## {chapter.title[lang]}", "", OUTSIDE[lang], "", *items, "")
            continue
        yield from (f"## {chapter.title[lang]}", "", *_table(lang, SECTION, ABOUT, EXERCISES))
        if found := own_exercises(chapter_number(chapter)):
            yield _row(chapter_number(chapter), chapter.title[lang], _list(found, lang))
        for number in sections_of(chapter):
            title = SECTIONS[number][lang]
            about = f"**{title}**" if number.count(".") == 1 else title
            found = exercises_of(number)
            yield _row(number, about, _list(found, lang) if found else REASONS.get(number, BELOW)[lang])
        yield ""
    yield from (f"## {BY_TRACK[lang]}", "", TRACKS_ARE[lang], "")
    for track in TRACKS:
        chosen = [e for c in catalog() if is_of_the_book(c) for e in c.exercises if e.track == track]
        yield f"### {OF_TRACK[track][lang]} ({len(chosen)})"
        yield from ("", *_table(lang, EXERCISE, ABOUT, HEADING, POINTS))
        for e in chosen:
            heading = headings(catalog().chapter(e.chapter))[e.symbol]
            yield _row(f"`{e.id}`", e.title[lang], heading[lang], str(e.points))
        yield ""


def _table(lang: str, *names: Text) -> tuple[str, str]:
    return _row(*(name[lang] for name in names)), _row(*["---"] * len(names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _list(exercises: list[Exercise], lang: str) -> str:
    form = Text("`{}` {}（{}）", "`{}` {} ({})")[lang]
    return "<br>".join(form.format(e.id, e.title[lang], _track(e.track, lang)) for e in exercises)


def _track(track: str, lang: str) -> str:
    return say(f"track-{track}")[lang]


if __name__ == "__main__":
    for language, path in PAGES.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(language), encoding="utf-8")
