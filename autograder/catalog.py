"""Chapters and exercises, read from assignments/ and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder import rooms
from autograder.source import SourceCell, SourceError, read_source
from autograder.text import LANGUAGES, Text, ZerotsukuError, say

STEM = re.compile(r"(ch\d\d)_[a-z_]+")


@dataclass(frozen=True)
class Exercise:
    """One thing to implement: `ch03.sigmoid` is the symbol `sigmoid` of chapter 3.

    An exercise of 0 points is ungraded: it is marked right or wrong like any other, and counts for nothing.
    An exercise with a `file` is open: trained weights of that name are handed in beside the notebook, and it
    counts what they reach; there is no right answer to compare with.
    """

    chapter: str
    symbol: str
    title: Text
    section: str
    track: str
    points: int
    needs: tuple[str, ...]
    line: int
    file: str = ""

    @property
    def id(self) -> str:
        return f"{self.chapter}.{self.symbol}"


@dataclass(frozen=True, eq=False)
class Chapter:
    """One chapter of the book: its source cells and, in order, its exercises."""

    id: str
    stem: str
    title: Text
    path: Path
    cells: tuple[SourceCell, ...]
    exercises: tuple[Exercise, ...]

    @property
    def max_score(self) -> int:
        """0 if the chapter is ungraded."""
        return sum(e.points for e in self.exercises)

    @property
    def symbols(self) -> frozenset[str]:
        return frozenset(e.symbol for e in self.exercises)

    def exercise(self, symbol: str) -> Exercise:
        """The exercise of that symbol (or id); ZerotsukuError with the likely one if there is none."""
        for e in self.exercises:
            if symbol in (e.symbol, e.id):
                return e
        known = ", ".join(e.symbol for e in self.exercises)
        raise ZerotsukuError(say("unknown-exercise", name=symbol[:80], chapter=self.id, known=known))


class Sources(Mapping[str, Chapter]):
    """The chapters of a folder of sources, by id, in the book's order: each is read when it is asked for."""

    def __init__(self, folder: Path):
        found = sorted(folder.glob("ch[0-9][0-9]_*.py"))
        self.paths = {path.stem.partition("_")[0]: path for path in found}
        self._read = cache(read_chapter)

    def __getitem__(self, id_: str) -> Chapter:
        return self._read(self.paths[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)


@dataclass(frozen=True)
class Catalog:
    """All chapters, by id, in the book's order. Whoever asks for one waits for the reading of no other."""

    chapters: Sources

    def __iter__(self) -> Iterator[Chapter]:
        return iter(self.chapters.values())

    def chapter(self, name: str) -> Chapter:
        """The chapter `ch03` (its stem `ch03_neural_network` works too)."""
        for id_, path in self.chapters.paths.items():
            if name in (id_, path.stem):
                return self.chapters[id_]
        raise ZerotsukuError(say("unknown-chapter", name=name[:80], known=", ".join(self.chapters)))

    def having(self, name: str) -> list[Chapter]:
        """The chapters that have an exercise of that symbol, or the one whose exercise has that id."""
        key = f'exercise="{name.rpartition(".")[2]}"'
        likely = [id_ for id_, p in self.chapters.paths.items() if key in p.read_text(encoding="utf-8")]
        return [
            chapter
            for chapter in map(self.chapters.__getitem__, likely)
            if any(name in (e.symbol, e.id) for e in chapter.exercises)
        ]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        return tuple(e for chapter in self for e in chapter.exercises)


def read_chapter(path: Path) -> Chapter:
    """Read one chapter's source; raises SourceError with file and line."""
    match = STEM.fullmatch(path.stem)
    if match is None:
        raise SourceError(path, 1, say("source-bad-stem", stem=path.stem))
    chapter = match.group(1)
    cells = read_source(path)
    titles = {lang: _first_heading(path, cells, lang) for lang in LANGUAGES}
    exercises: list[Exercise] = []
    for cell in cells:
        if cell.role != "exercise":
            continue
        symbol = str(cell.keys["exercise"])
        if symbol in {e.symbol for e in exercises}:
            raise SourceError(path, cell.line, say("source-duplicate-exercise", name=symbol))
        _check_stub(path, cell, symbol)
        needs = tuple(
            need if "." in need else f"{chapter}.{need}"
            for need in str(cell.keys.get("needs", "")).replace(",", " ").split()
        )
        for need in needs:
            if need.startswith(chapter + ".") and need not in {e.id for e in exercises}:
                raise SourceError(path, cell.line, say("source-unknown-need", need=need, name=symbol))
        exercises.append(
            Exercise(
                chapter,
                symbol,
                Text.parse(str(cell.keys["title"])),
                str(cell.keys["section"]),
                str(cell.keys["track"]),
                int(cell.keys["points"]),
                needs,
                cell.line,
                str(cell.keys.get("file", "")),
            )
        )
    _check_prose_before_exercises(path, cells)
    title = Text(titles["ja"], titles["en"])
    return Chapter(chapter, path.stem, title, path, tuple(cells), tuple(exercises))


def _first_heading(path: Path, cells: list[SourceCell], lang: str) -> str:
    for cell in cells:
        heads = cell.source.startswith("# ") and "form" not in cell.keys  # a title for all forms
        if cell.role == "prose" and cell.lang == lang and heads:
            return cell.source.splitlines()[0][2:].strip()
    raise SourceError(path, 1, say("source-no-heading", lang=lang))


def _check_stub(path: Path, cell: SourceCell, symbol: str) -> None:
    nodes = ast.parse(cell.source).body
    if len(nodes) != 1 or not isinstance(nodes[0], ast.FunctionDef | ast.ClassDef) or nodes[0].name != symbol:
        raise SourceError(path, cell.line, say("source-stub-shape", name=symbol))
    try:
        Text.parse(ast.get_docstring(nodes[0]) or "")
    except ValueError:
        raise SourceError(path, cell.line, say("source-docstring-languages", name=symbol)) from None


def _check_prose_before_exercises(path: Path, cells: list[SourceCell]) -> None:
    seen: set[str] = set()
    for cell in cells:
        if cell.role == "prose" and "form" not in cell.keys:
            seen.add(str(cell.lang))
        elif cell.role == "exercise":
            for lang in LANGUAGES:
                if lang not in seen:
                    raise SourceError(
                        path, cell.line, say("source-no-prose", lang=lang, name=cell.keys["exercise"])
                    )
            seen.clear()


def read_catalog(folder: Path) -> Catalog:
    """The catalog of a folder of sources."""
    return Catalog(Sources(folder))


@cache
def catalog() -> Catalog:
    """The workbook's own catalog."""
    return read_catalog(rooms.assignments())
