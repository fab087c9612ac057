"""Which of a submission's cells stands for which released one, and which are the student's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from autograder.build import answer_id, check_id, is_locked, student_notebook
from autograder.catalog import Chapter
from autograder.faces.nbgrader.release import notebook_of
from autograder.grading.deciding.plan import CHECK_CALL, cells_to_run
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES


@dataclass
class Match:
    """Which of the student's cells stands for which released one, by the released cell's index."""

    of: dict[int, Cell] = field(default_factory=dict)
    place: dict[int, int] = field(default_factory=dict)  # number of the student's cell → that index
    shown: set[int] = field(default_factory=set)  # numbers of the cells that need not be shown elsewhere

    def put(self, index: int, cell: Cell, shown: bool = True) -> None:
        self.of[index] = cell
        self.place[cell.number] = index
        if shown:
            self.shown.add(cell.number)


@cache
def released_notebook(chapter: Chapter, lang: str) -> Any:
    return student_notebook(chapter, lang)


@dataclass(frozen=True)
class Released:
    """The texts of the released cells, in every language: a cell that equals one is not the student's own.

    Those of the workbook, and those of the course's own `release`: a student may have either.
    """

    stubs: dict[str, frozenset[str]]
    sources: frozenset[str]

    @staticmethod
    @cache
    def of(chapter: Chapter, release: bytes = b"") -> Released:
        stubs: dict[str, set[str]] = {}
        sources = set()
        notebooks = [released_notebook(chapter, lang) for lang in LANGUAGES]
        for notebook in [*notebooks, *([notebook_of(release)] if release else [])]:
            for cell in notebook.cells:
                sources.add(cell.source.strip())
                stubs.setdefault(grade_id(cell), set()).add(cell.source.strip())
        return Released({k: frozenset(v) for k, v in stubs.items()}, frozenset(sources))

    def is_own(self, cell: Cell) -> bool:
        """Whether a cell holds something that was not released."""
        text = cell.source.strip()
        return bool(text) and text not in self.sources and not CHECK_CALL.fullmatch(text)


def grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_own_answer(cell: Any, chapter: Chapter) -> bool:
    """Whether a released cell is one that the instructor has added for an answer."""
    name = grade_id(cell)
    ours = {make(s) for s in chapter.symbols for make in (answer_id, check_id)}
    return bool(cell.metadata.get("nbgrader", {}).get("solution")) and name not in ours


def match_cells(submission: Submission, cells: list[Any], chapter: Chapter, released: Released) -> Match:
    match = Match()
    index = {grade_id(c): i for i, c in enumerate(cells) if grade_id(c)}
    run = frozenset(c.number for c in cells_to_run(submission, chapter).cells)
    for exercise in chapter.exercises:
        at = index[answer_id(exercise.symbol)]
        found = _answer(submission, exercise.symbol, cells[at].id, run, chapter, released)
        if found is not None and found.number not in match.place:
            match.put(at, found)
    for cell in submission.cells:
        name = _check_name(cell)
        if name in index and index[name] not in match.of and cell.number not in match.place:
            match.put(index[name], cell, shown=not released.is_own(cell))
    for i, released_cell in enumerate(cells):
        name = grade_id(released_cell)
        answers = [c for c in submission.cells if c.grade_id == name and c.number not in match.place]
        if answers and is_own_answer(released_cell, chapter):
            match.put(i, answers[-1])
    by_id = {cell.id: cell for cell in reversed(submission.cells) if cell.id}
    by_name = {cell.grade_id: cell for cell in reversed(submission.cells) if is_locked(cell.grade_id)}
    by_source = {cell.source.strip(): cell for cell in reversed(submission.cells)}
    for i, released_cell in enumerate(cells):
        name = grade_id(released_cell)
        locked = is_locked(name)
        if name and not locked:
            continue
        theirs = by_source.get(released_cell.source.strip()) or by_id.get(released_cell.id)
        theirs = theirs or (by_name.get(name) if locked else None)
        if theirs is None or theirs.number in match.place:
            continue
        if theirs.kind == released_cell.cell_type:
            shown = not released.is_own(theirs) if locked else theirs.kind == "code"
            match.put(i, theirs, shown=shown)
    return match


def _check_name(cell: Cell) -> str:
    """The grade_id of the graded cell that a cell is, or an empty string."""
    if CHECK_CALL.fullmatch(cell.source):
        return check_id(re.split(r"[\"'.]", cell.source.strip())[-2])
    return cell.grade_id if cell.grade_id.startswith(check_id("")) else ""


def _answer(
    submission: Submission, symbol: str, id_: str, run: frozenset[int], chapter: Chapter, released: Released
) -> Cell | None:
    """The cell that answers an exercise: an answer before a stub, its own cell before others.

    Of several the last one, which is the one that counts.
    """
    others = chapter.symbols - {symbol}
    stubs = released.stubs[answer_id(symbol)]

    def own(cell: Cell) -> bool:
        return cell.grade_id == answer_id(symbol) or cell.id == id_

    def rank(cell: Cell) -> tuple[bool, bool, bool, int]:
        defines = cell.defines(symbol)
        return defines and cell.source.strip() not in stubs, defines, own(cell), cell.number

    candidates = [
        cell
        for cell in submission.cells
        if cell.number in run
        and (cell.defines(symbol) or (own(cell) and not any(cell.defines(other) for other in others)))
    ]
    return max(candidates, key=rank, default=None)


def own_cells(submission: Submission, match: Match, released: Released) -> list[tuple[int, Cell]]:
    """The student's other cells, each with the index of the released cell that it stood behind (-1: none)."""
    found, anchor = [], -1
    for cell in submission.cells:
        anchor = match.place.get(cell.number, anchor)
        if cell.number not in match.shown and released.is_own(cell):
            found.append((anchor, cell))
    return found
