"""A student's answers in a newer release of a chapter's file: by symbol, and all else a student wrote.

Released cells come from the new release, in its order. The cell of an exercise takes the student's answer.
Whatever else the student wrote (helpers, trials, notes, changed cells of the workbook's) follows the released
cell that it stood behind, in the student's order. So whatever ran ahead of an answer still does.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.catalog import Chapter
from autograder.grading.deciding.binding import code_lines
from autograder.grading.deciding.plan import CHECK_CALL
from autograder.stubs import functions, progress
from autograder.submission import CELL, SCRIPT, Cell, Submission, kind_of, read_submission
from autograder.text import Text, ZerotsukuError, named, say

CODE = re.compile(r"\s*(?:@|(?:def|class|import|from)\b)")  # how an answer begins that was turned into text
WORKBOOK_CELL = re.compile(r"ch\d\d-(prose|demo|setup|map|given)\b")  # the id of a cell that is no exercise's
DEFINITION = re.compile(
    r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE
)  # no method, which may have an exercise's name
CELL_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Moved:
    """What came of it: the new file (None: it would be as it is), the exercises whose answers are in it, how
    many other cells of the student's, and what is to be told of answers that need a look."""

    data: bytes | None
    symbols: tuple[str, ...]
    others: int
    told: tuple[Text, ...]


def fingerprint(source: str) -> str:
    """A released cell's text as the marker has it, without blanks at the ends of lines."""
    lines = (line.rstrip() for line in source.strip().splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def fingerprints(data: bytes, name: str) -> frozenset[str]:
    """Those of all cells of a released file."""
    return frozenset(fingerprint(cell.source) for cell in read_submission(data, name).cells)


def move_answers(
    data: bytes, name: str, release: bytes, chapter: Chapter, handed_out: frozenset[str] | None = None
) -> Moved:
    """The student's file `data` made anew from the release.

    `handed_out` are the fingerprints of the release that it was made from, if they are known.
    Raises ZerotsukuError where the file cannot be read as a whole.
    """
    theirs = read_submission(data, name)
    if theirs.problems:  # something of it may be lost in reading
        raise ZerotsukuError(theirs.problems[0])
    sort = _Sorted(theirs, read_submission(release, name), chapter, handed_out)
    made = (_script if kind_of(name) == SCRIPT else _notebook)(data, release, sort, chapter)
    written = frozenset[str]().union(*map(_answered, sort.mine))
    symbols = tuple(e.symbol for e in chapter.exercises if e.symbol in written)
    told = tuple(_told(sort, chapter))
    if _seen(read_submission(made, name)) == _seen(theirs):
        return Moved(None, symbols, len(sort.others), told)
    return Moved(made, symbols, len(sort.others), told)


def _seen(submission: Submission) -> list[tuple[object, ...]]:
    return [(c.kind, c.source, c.grade_id, c.solution, c.graded) for c in submission.cells]


@dataclass(frozen=True)
class _Sorted:
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
        code = [(i, c) for i, c in reversed(list(enumerate(self.new.cells))) if c.kind == "code"]
        return {e.symbol: i for e in self.chapter.exercises for i, c in code if e.symbol in _answered(c)}

    @cached_property
    def _names(self) -> dict[str, int]:
        """Id or grade_id of a cell of the new release → its index."""
        return {key: i for i, c in enumerate(self.new.cells) for key in (c.id, c.grade_id) if key}

    def _named(self, cell: Cell) -> int | None:
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
    def _workbooks(self) -> list[Cell]:
        return [c for c in self.theirs.cells if c.number not in self._written]

    @cached_property
    def _written(self) -> set[int]:
        return {c.number for c in self.mine}

    @cached_property
    def chosen(self) -> dict[int, Cell]:
        """Index of an exercise's cell in the new release → the student's cell for it."""
        found: dict[int, Cell] = {}
        for symbol, at in self.answers.items():
            its = [c for c in self.theirs.cells if self._named(c) == at]
            if not its and not any(symbol in _answered(c) for c in self._workbooks):
                # by nothing but what they define; a cell with several answers stays where it is
                its = [c for c in self.mine if _answered(c) & self.chapter.symbols == {symbol}]
            written = [
                c for c in its if c.number in self._written and (c.kind == "code" or CODE.match(c.source))
            ]
            written = [c for c in written if symbol in _answered(c)] or [
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
                if self._named(cell) not in self.answers.values():  # a changed cell of the workbook's
                    anchor = self._place(cell, anchor)
                found.append((anchor, cell))
            else:
                anchor = self._place(cell, anchor)
        return found

    def _place(self, cell: Cell, before: int) -> int:
        at = self._texts.get(fingerprint(cell.source)) if cell.source.strip() else None
        at = self._named(cell) if at is None else at
        return before if at is None else at


def _answered(cell: Cell) -> frozenset[str]:
    """What a cell defines; a text cell is none, unless it is code that was turned into text."""
    if cell.kind != "code" and not CODE.match(cell.source):
        return frozenset()
    return frozenset(unicodedata.normalize("NFKC", name) for name in DEFINITION.findall(cell.source))


def _is_stub(cell: Cell, chapter: Chapter) -> bool:
    """Whether a cell holds nothing but definitions that are still to be written."""
    if cell.kind != "code" or not (_answered(cell) & chapter.symbols or cell.solution):
        return False
    try:
        body = ast.parse(cell.source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(body) and all(progress(node) == "stub" for node in body)


def _told(sort: _Sorted, chapter: Chapter) -> Iterable[Text]:
    """What is not moved, and what is to be looked at."""
    written = {s for c in sort.mine for s in _answered(c)}
    changed = {s for c in sort.unwritten for s in _answered(c) & chapter.symbols} - written
    if sort.handed_out is not None and changed:
        names = [e.symbol for e in chapter.exercises if e.symbol in changed]
        yield say("start-moved-stub", names=", ".join(names))
    others = [c for _, c in sort.others if c.solution and not _answered(c) & chapter.symbols]
    gone = [c.grade_id for c in others if c.grade_id and sort._named(c) is None]
    if gone:
        yield say("start-moved-gone", names=", ".join(map(named, dict.fromkeys(gone))))
    for symbol, at in sort.answers.items():
        cell = sort.chosen.get(at)
        now, was = (
            _signature(sort.new.cells[at].source, symbol),
            _signature(cell.source if cell else "", symbol),
        )
        if was is not None and now is not None and was != now:
            yield say("start-moved-signature", name=symbol, signature=now)


def _signature(source: str, symbol: str) -> str | None:
    """`sigmoid(x)`; of a class, all of its methods' as well. None for what is no Python."""
    try:
        found = [n for n in ast.parse(source).body if getattr(n, "name", "") == symbol]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not found or not isinstance(found[-1], ast.FunctionDef):
        return None
    return ", ".join(f"{name}({ast.unparse(function.args)})" for name, function in functions(found[-1]))


def _in_order(sort: _Sorted) -> Iterable[tuple[int, Cell | None]]:
    """What the new file consists of: released cells by index (None, or the answer that takes the place of its
    text), and the student's other cells (-1)."""
    for at in range(-1, len(sort.new.cells)):
        if at >= 0:
            yield at, sort.chosen.get(at)
        yield from ((-1, cell) for anchor, cell in sort.others if anchor == at)


def _notebook(data: bytes, release: bytes, sort: _Sorted, chapter: Chapter) -> bytes:
    import autograder.quick  # noqa: F401, I001 (before anything imports nbformat)
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

    made = nbformat.reads(release.decode(), as_version=4)
    raw = json.loads(data.decode("utf-8-sig"))["cells"]
    make: dict[str, Any] = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
    used = {cell.id for cell in made.cells}
    cells = []
    for at, cell in _in_order(sort):
        if at >= 0:
            if cell:
                made.cells[at].source = cell.source
            cells.append(made.cells[at])
            continue
        assert cell is not None
        known = raw[cell.number - 1]
        kept = {k: v for k, v in known.get("metadata", {}).items() if k not in _WORKBOOKS}
        more = {"attachments": known["attachments"]} if cell.kind != "code" and "attachments" in known else {}
        cells.append(make[cell.kind](cell.source, id=_new_id(cell, used, chapter), metadata=kept, **more))
    made.cells = cells
    return str(nbformat.writes(made, version=4) + "\n").encode()


_WORKBOOKS = ("nbgrader", "deletable", "editable")  # metadata that makes a cell the workbook's, or locked


def _new_id(cell: Cell, used: set[str], chapter: Chapter) -> str:
    """An id that no other cell has: the cell's own where it can be."""
    id_ = cell.id
    number = 1
    while id_ in used or not CELL_ID.fullmatch(id_):
        id_ = f"{chapter.id}-own-{fingerprint(cell.source)}" + (f"-{number}" if number > 1 else "")
        number += 1
    used.add(id_)
    return id_


def _script(data: bytes, release: bytes, sort: _Sorted, chapter: Chapter) -> bytes:
    theirs, made = _pieces(data), _pieces(release)
    texts = []
    for at, cell in _in_order(sort):
        if at >= 0 and cell:
            header = made[at].partition("\n")[0]
            texts.append(f"{header}\n{cell.source}")
        elif at >= 0:
            texts.append(made[at])
        else:
            assert cell is not None
            own = theirs[cell.number - 1]
            texts.append(own if CELL.match(own) else f"# %%\n{own}")
    return ("\n\n".join(text.strip("\n") for text in texts) + "\n").encode()


def _pieces(data: bytes) -> list[str]:
    """The texts of a script's cells, headers included, as `read_submission` counts them."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    starts = [m.start() for m in CELL.finditer(text)]
    first = text[: starts[0]] if starts else text
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [first, *pieces] if first.strip() or not starts else pieces
