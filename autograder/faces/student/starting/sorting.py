"""The cells of a student's file, told apart: those that the workbook has released, and the student's own."""

from __future__ import annotations

import ast
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from autograder.catalog import Chapter
from autograder.grading.deciding.binding import code_lines
from autograder.grading.deciding.plan import CHECK_CALL
from autograder.stubs import progress
from autograder.submission import Cell, Submission, read_submission

CODE = re.compile(r"\s*(?:@|(?:def|class|import|from)\b)")  # how an answer begins that was turned into text
WORKBOOK_CELL = re.compile(r"ch\d\d-(prose|demo|setup|map|given)\b")  # the id of a cell that is no exercise's
DEFINITION = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)  # no method: it may have such a name


def fingerprint(source: str) -> str:
    """A released cell's text as the marker has it, without blanks at the ends of lines."""
    lines = (line.rstrip() for line in source.strip().splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def fingerprints(data: bytes, name: str) -> frozenset[str]:
    """Those of all cells of a released file."""
    return frozenset(fingerprint(cell.source) for cell in read_submission(data, name).cells)


@dataclass(frozen=True)
class Sorted:
    """The student's cells, told apart: those of the workbook, and the student's own."""

    theirs: Submission
    new: Submission
    chapter: Chapter
    handed_out: frozenset[str] | None

    @cached_property
    def _texts(self) -> dict[str, int]:
        """Fingerprint of a cell of the new release → its index."""
        return {fingerprint(c.source): i for i, c in reversed(list(enumerate(self.new.cells)))}

    @cached_property
    def answers(self) -> dict[str, int]:
        """Symbol → index in the new release of the cell for its answer."""
        stubs = [(i, c) for i, c in reversed(list(enumerate(self.new.cells))) if _is_for_an_answer(c)]
        return {e.symbol: i for e in self.chapter.exercises for i, c in stubs if e.symbol in answered(c)}

    @cached_property
    def _names(self) -> dict[str, int]:
        """Id or grade_id of a cell of the new release → its index."""
        return {key: i for i, c in enumerate(self.new.cells) for key in (c.id, c.grade_id) if key}

    def named(self, cell: Cell) -> int | None:
        return self._names.get(cell.grade_id, self._names.get(cell.id))

    def _is_released(self, cell: Cell) -> bool:
        text = fingerprint(cell.source)
        if not cell.source.strip() or text in self._texts or CHECK_CALL.fullmatch(cell.source):
            return True
        return text in self.handed_out if self.handed_out is not None else self._is_older(cell)

    def _is_older(self, cell: Cell) -> bool:
        """Whether a cell is of an unknown older release, by its id: most ids change with the cell's text."""
        found = WORKBOOK_CELL.match(cell.id)
        if found is None or (found[1] not in ("map", "given") and cell.id in self._names):
            return False
        setup = (c.source for c in self.new.cells if c.kind == "code")
        return found[1] != "setup" or code_lines(cell.source) <= code_lines("\n".join(setup))

    @cached_property
    def unwritten(self) -> list[Cell]:
        """Stubs whose text is not a released one."""
        return [c for c in self.theirs.cells if not self._is_released(c) and _is_stub(c, self.chapter)]

    @cached_property
    def mine(self) -> list[Cell]:
        """What the student wrote."""
        stubs = {c.number for c in self.unwritten}
        return [c for c in self.theirs.cells if c.number not in stubs and not self._is_released(c)]

    @cached_property
    def _stubs(self) -> list[Cell]:
        """Cells for answers in which nothing is written."""
        return [c for c in self.theirs.cells if c.number not in self._written and _is_for_an_answer(c)]

    @cached_property
    def _written(self) -> set[int]:
        return {c.number for c in self.mine}

    @cached_property
    def chosen(self) -> dict[int, Cell]:
        """Index of an exercise's cell in the new release → the student's cell for it."""
        found: dict[int, Cell] = {}
        for symbol, at in self.answers.items():
            its = [c for c in self.theirs.cells if self.named(c) == at]
            if not its and not any(symbol in answered(c) for c in self._stubs):
                # by nothing but what they define; a cell with several answers stays where it is
                its = [c for c in self.mine if answered(c) & self.chapter.symbols == {symbol}]
            written = [
                c for c in its if c.number in self._written and (c.kind == "code" or CODE.match(c.source))
            ]
            written = [c for c in written if symbol in answered(c)] or [
                c for c in written if c.kind == "code"
            ]
            if written:  # of several the first: what follows it still does
                found[at] = written[0]
        return found

    @cached_property
    def others(self) -> list[tuple[int, Cell]]:
        """The student's other cells, each with the index of the released cell that it follows (-1: none)."""
        chosen = {cell.number: at for at, cell in self.chosen.items()}
        found, anchor = [], -1
        for cell in self.theirs.cells:
            if cell.number in chosen:
                anchor = chosen[cell.number]
            elif cell.number in self._written:
                if self.named(cell) not in self.answers.values():  # a changed cell of the workbook's
                    anchor = self._place(cell, anchor)
                found.append((anchor, cell))
            else:
                anchor = self._place(cell, anchor)
        return found

    def _place(self, cell: Cell, before: int) -> int:
        at = self._texts.get(fingerprint(cell.source)) if cell.source.strip() else None
        at = self.named(cell) if at is None else at
        return before if at is None else at


def _is_for_an_answer(cell: Cell) -> bool:
    """Whether a released cell is an exercise's, not a demo that shows an answer."""
    return cell.kind == "code" and "demo" not in cell.tags and "NotImplementedError" in cell.source


def answered(cell: Cell) -> frozenset[str]:
    """What a cell defines; a text cell is none, unless it is code that was turned into text."""
    if cell.kind != "code" and not CODE.match(cell.source):
        return frozenset()
    return frozenset(unicodedata.normalize("NFKC", name) for name in DEFINITION.findall(cell.source))


def _is_stub(cell: Cell, chapter: Chapter) -> bool:
    """Whether a cell holds nothing but definitions that are still to be written."""
    if cell.kind != "code" or not (answered(cell) & chapter.symbols or cell.solution):
        return False
    try:
        body = ast.parse(cell.source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(body) and all(progress(node) == "stub" for node in body)
