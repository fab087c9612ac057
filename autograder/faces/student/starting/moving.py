"""A student's answers in a newer release of a chapter's file: by symbol, and all else a student wrote.

Released cells come from the new release, in its order. The cell of an exercise takes the student's answer.
Whatever else the student wrote (helpers, trials, notes, changed cells of the workbook's) follows the released
cell that it stood behind, in the student's order. So whatever ran ahead of an answer still does.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.catalog import Chapter
from autograder.faces.student.starting.sorting import Sorted, answered, fingerprint
from autograder.stubs import functions
from autograder.submission import CELL, SCRIPT, Cell, Submission, kind_of, read_submission
from autograder.text import Text, ZerotsukuError, named, say

WORKBOOKS = ("nbgrader", "deletable", "editable")  # metadata that makes a cell the workbook's, or locked
CELL_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Moved:
    """What came of it: the new file (None: it would be as it is), the exercises whose answers are in it, how
    many other cells of the student's, and what is to be told of answers that need a look."""

    data: bytes | None
    symbols: tuple[str, ...]
    others: int
    told: tuple[Text, ...]


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
    sort = Sorted(theirs, read_submission(release, name), chapter, handed_out)
    made = (_script if kind_of(name) == SCRIPT else _notebook)(data, release, sort, chapter)
    written = frozenset[str]().union(*map(answered, sort.mine))
    symbols = tuple(e.symbol for e in chapter.exercises if e.symbol in written)
    told = tuple(_told(sort, chapter))
    if _seen(read_submission(made, name)) == _seen(theirs):
        return Moved(None, symbols, len(sort.others), told)
    return Moved(made, symbols, len(sort.others), told)


def _seen(submission: Submission) -> list[tuple[object, ...]]:
    return [(c.kind, c.source, c.grade_id, c.solution, c.graded) for c in submission.cells]


def _told(sort: Sorted, chapter: Chapter) -> Iterable[Text]:
    """What is not moved, and what is to be looked at."""
    written = {s for c in sort.mine for s in answered(c)}
    changed = {s for c in sort.unwritten for s in answered(c) & chapter.symbols} - written
    if sort.handed_out is not None and changed:
        names = [e.symbol for e in chapter.exercises if e.symbol in changed]
        yield say("start-moved-stub", names=", ".join(names))
    others = [c for _, c in sort.others if c.solution and not answered(c) & chapter.symbols]
    gone = [c.grade_id for c in others if c.grade_id and sort.named(c) is None]
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


def _in_order(sort: Sorted) -> Iterable[tuple[int, Cell | None]]:
    """What the new file consists of: released cells by index (None, or the answer that takes the place of its
    text), and the student's other cells (-1)."""
    for at in range(-1, len(sort.new.cells)):
        if at >= 0:
            yield at, sort.chosen.get(at)
        yield from ((-1, cell) for anchor, cell in sort.others if anchor == at)


def _notebook(data: bytes, release: bytes, sort: Sorted, chapter: Chapter) -> bytes:
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
        kept = {k: v for k, v in _table(known, "metadata").items() if k not in WORKBOOKS}
        pictures = {k: v for k, v in _table(known, "attachments").items() if isinstance(v, dict)}
        more = {"attachments": pictures} if pictures and cell.kind != "code" else {}
        cells.append(make[cell.kind](cell.source, id=_new_id(cell, used, chapter), metadata=kept, **more))
    made.cells = cells
    return str(nbformat.writes(made, version=4) + "\n").encode()


def _table(cell: dict[str, Any], key: str) -> dict[str, Any]:
    found = cell.get(key)
    return found if isinstance(found, dict) else {}


def _new_id(cell: Cell, used: set[str], chapter: Chapter) -> str:
    """An id that no other cell has: the cell's own where it can be."""
    id_ = cell.id
    number = 1
    while id_ in used or not CELL_ID.fullmatch(id_):
        id_ = f"{chapter.id}-own-{fingerprint(cell.source)}" + (f"-{number}" if number > 1 else "")
        number += 1
    used.add(id_)
    return id_


def _script(data: bytes, release: bytes, sort: Sorted, chapter: Chapter) -> bytes:
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
    pieces = [text[a:b] for a, b in itertools.pairwise([*starts, len(text)])]
    return [first, *pieces] if first.strip() or not starts else pieces
