"""Reading a submission, .ipynb or .py, as data only: bytes → cells. Nothing of it is run or compiled."""

from __future__ import annotations

import codecs
import contextlib
import itertools
import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder import notebook_json
from autograder.conflicts import one_side
from autograder.notebook_json import MAX_CELLS
from autograder.text import Text, ZerotsukuError, named, say

# Windows has neither links to leave alone nor pipes that wait, but a way of its own to read bytes.
READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
MAX_FILE = 128 * 2**20  # bytes: a notebook with 100 MB of outputs is still read
MAX_SCRIPT = 8 * 2**20  # bytes: a script has no outputs
MAX_ODD = 16 * 2**20  # bytes of a notebook that is no plain JSON; Python may keep four for one
MAX_SOURCE = 2**20  # characters of one cell
MAX_SOURCES = 4 * 2**20  # characters of all cells
MAX_NAME = 200  # characters of an id
MAX_TAGS, MAX_TAG = 20, 50  # tags of one cell, characters of one
MAX_HEADER = 10_000  # characters of a script's `# %%` line that are looked at
MAX_BAD_CELLS, MAX_TOLD_LINES = 20, 5  # that are told one by one
CELL = re.compile(r"^# ?%%(.*)\n?", re.MULTILINE)
KIND = re.compile(r"\[(markdown|md|raw)\]")
TAGS = re.compile(r"\btags=(\[[^\[\]]*\])")  # up to the next bracket of either kind, so in linear time
NOTEBOOK, SCRIPT = "notebook", "script"
# By the end of a name. Browsers put another end behind a notebook's or a script's that they download.
KINDS = re.compile(r"\.(?:(?P<notebook>ipynb(?:\.txt|\.json)?|json)|(?P<script>py(?:\.txt)?))\Z")
DEFINITION = re.compile(r"^[ \t]*(?:def|class)[ \t]+(\w+)", re.MULTILINE)


class SubmissionError(ZerotsukuError):
    """A submission cannot be read at all; the sentence names the file and says what to do."""


@dataclass(frozen=True)
class Cell:
    """One cell as the student handed it in; `number` counts all cells of the file from 1."""

    kind: str  # "code", "markdown" or "raw"
    source: str
    number: int
    id: str = ""
    tags: tuple[str, ...] = ()
    grade_id: str = ""
    solution: bool = False
    graded: bool = False

    @cached_property
    def definitions(self) -> frozenset[str]:
        """The names, as Python reads them, of which the text has a line that looks like a definition."""
        return frozenset(unicodedata.normalize("NFKC", name) for name in DEFINITION.findall(self.source))

    def defines(self, symbol: str) -> bool:
        return symbol in self.definitions


@dataclass(frozen=True)
class Submission:
    """What was handed in: the cells in the file's order, and what was odd about the file."""

    name: str
    cells: tuple[Cell, ...]
    problems: tuple[Text, ...] = ()
    lang: str | None = None
    chapter: str = ""  # as the notebook itself says


def kind_of(name: str) -> str | None:
    """NOTEBOOK or SCRIPT, by a file's whole name as it is, capitals or not; None for another file."""
    found = KINDS.search(name.casefold())
    return found.lastgroup if found else None


def read_file(path: Path, limit: int = MAX_FILE) -> bytes:
    """The bytes of a submitted file: a regular file of at most `limit` bytes, links not followed."""
    name = named(path.name)
    try:
        descriptor = os.open(path, READING)
    except FileNotFoundError:
        raise SubmissionError(say("submission-no-file", file=name)) from None
    except OSError as error:
        raise SubmissionError(say("submission-unreadable", file=name, reason=error.strerror)) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SubmissionError(say("submission-no-regular-file", file=name))
        if status.st_size > limit:
            key = "submission-too-large" if status.st_size > MAX_FILE else "submission-large-together"
            raise SubmissionError(say(key, file=name, size=status.st_size // 2**20, limit=MAX_FILE // 2**20))
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(descriptor)


def read_submission(data: bytes, name: str) -> Submission:
    """Cells of a script, if that is the kind that the file's name tells, or else of a notebook.

    Raises SubmissionError when nothing in it can be read.
    """
    shown = named(name)
    if len(data) > MAX_FILE:
        raise SubmissionError(
            say("submission-too-large", file=shown, size=len(data) // 2**20, limit=MAX_FILE // 2**20)
        )
    try:
        return _read(data, name, shown)
    except MemoryError:  # as little as it may have (grading/allowance.py)
        raise SubmissionError(say("submission-many-values", file=shown)) from None


def _read(data: bytes, name: str, shown: str) -> Submission:
    script = kind_of(name) == SCRIPT
    if not re.search(rb"[^\s\0]", data):
        raise SubmissionError(say("submission-empty", file=shown))
    if not script and (notebook := notebook_json.read_plain(data)) is not None:
        return _read_notebook(notebook, name, shown, [])
    limit, key = (MAX_SCRIPT, "submission-large-script") if script else (MAX_ODD, "submission-large-and-odd")
    if len(data) > limit:
        raise SubmissionError(say(key, file=shown, size=len(data) // 2**20, limit=limit // 2**20))
    text, problems = _decode(data, shown)
    if script:
        text, lines = one_side(text)
        problems += _conflicts(shown, lines)
        return Submission(name, tuple(_script_cells(text)), tuple(problems))
    try:
        return _read_notebook(_read_odd(text, shown, problems), name, shown, problems)
    except SubmissionError:
        if kind_of(name) is None:
            raise SubmissionError(say("submission-kind", file=shown)) from None
        raise


def _conflicts(name: str, lines: tuple[int, ...]) -> list[Text]:
    told = ", ".join(map(str, lines[:MAX_TOLD_LINES])) + (", …" if len(lines) > MAX_TOLD_LINES else "")
    return [say("submission-conflict", file=name, lines=told)] if lines else []


def _decode(data: bytes, name: str) -> tuple[str, list[Text]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp932", "euc_jp"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = encoding != "utf-8-sig"
        problems = [say("submission-encoding", file=name, encoding=encoding)] if odd else []
        return text.replace("\r\n", "\n").replace("\r", "\n"), problems
    text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n"), [say("submission-encoding", file=name, encoding="?")]


def _script_cells(text: str) -> Iterable[Cell]:
    """The cells of a percent script. Not by jupytext: it reads a header's YAML, and that without bound."""
    first, *rest = CELL.split(text, maxsplit=MAX_CELLS)
    if not rest:
        return [Cell("code", text[:MAX_SOURCE], 1)]
    pieces = [("", first)] if first.strip() else []
    pieces += zip(rest[::2], rest[1::2], strict=True)
    headers, sources = zip(*pieces[:MAX_CELLS], strict=True)
    cells = []
    for number, (header, source) in enumerate(zip(headers, _cut(sources), strict=True), 1):
        header = header[:MAX_HEADER]
        kind = KIND.search(header)
        tags = re.findall(r"[\w-]+", found[1]) if (found := TAGS.search(header)) else []
        if kind:
            source = re.sub(r"^# ?", "", source, flags=re.MULTILINE)
        kinds = {"md": "markdown", "markdown": "markdown", "raw": "raw"}
        cells.append(Cell(kinds[kind[1]] if kind else "code", source.strip("\n"), number, tags=_texts(tags)))
    return cells


def _cut(sources: Iterable[str]) -> Iterator[str]:
    """The sources, each and all together of bounded length."""
    left = MAX_SOURCES
    for source in sources:
        yield source[: min(left, MAX_SOURCE)]
        left -= min(left, len(source), MAX_SOURCE)


def _read_odd(text: str, name: str, problems: list[Text]) -> Any:
    """A notebook as json reads it, as far as it goes."""
    if notebook_json.too_much(text):
        raise SubmissionError(say("submission-many-values", file=name))
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        for theirs in (False, True):  # git's markers: of one side or the other it may be JSON
            whole, lines = one_side(text, theirs)
            with contextlib.suppress(ValueError, RecursionError):
                if lines:
                    notebook = json.loads(whole)
                    problems += _conflicts(name, lines)
                    return notebook
        raw = list(itertools.islice(notebook_json.salvage(text), MAX_CELLS))
        if not raw:
            raise SubmissionError(say("submission-no-notebook", file=name, line=error.lineno)) from None
        problems.append(say("submission-truncated", file=name, line=error.lineno, cells=len(raw)))
        notebook = {"nbformat": 4, "cells": raw}
    except (RecursionError, ValueError):  # nested without end; a number of too many digits
        raise SubmissionError(say("submission-no-notebook", file=name, line=1)) from None
    return notebook


def _read_notebook(notebook: Any, name: str, shown: str, problems: list[Text]) -> Submission:
    if not isinstance(notebook, dict):
        raise SubmissionError(say("submission-no-notebook", file=shown, line=1))
    raw_cells = notebook.get("cells")
    if raw_cells is None and isinstance(notebook.get("worksheets"), list):  # nbformat 3
        sheets = notebook["worksheets"]
        raw_cells = [
            cell
            for sheet in sheets
            if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)
            for cell in sheet["cells"]
        ]
    if not isinstance(raw_cells, list):
        raise SubmissionError(say("submission-no-cells", file=shown))
    version = notebook.get("nbformat")
    if version != 4:
        known = version if isinstance(version, int) and 0 <= version < 1000 else "?"
        problems.append(say("submission-nbformat", file=shown, version=known))
    if len(raw_cells) > MAX_CELLS:
        problems.append(say("submission-many-cells", file=shown, limit=MAX_CELLS))
    read: list[Cell | None] = []
    room = MAX_SOURCES + 1  # one more than is kept: that it is too much can be seen
    for number, raw in enumerate(raw_cells[:MAX_CELLS], 1):
        cell = _read_cell(notebook_json.cell_parts(raw), number, room)
        room -= len(cell.source) if cell else 0
        read.append(cell)
    bad = [number for number, cell in enumerate(read, 1) if cell is None]
    problems += [say("submission-bad-cell", file=shown, number=n) for n in bad[:MAX_BAD_CELLS]]
    found = [_of_one_side(cell, problems) for cell in read if cell is not None]
    if sum(len(cell.source) for cell in found) > MAX_SOURCES:
        problems.append(say("submission-long", file=shown, limit=MAX_SOURCES))
    cells = [replace(c, source=cut) for c, cut in zip(found, _cut(c.source for c in found), strict=True)]
    lang = _get(notebook, "metadata", "zerotsuku", "lang")
    chapter = _get(notebook, "metadata", "zerotsuku", "chapter")
    return Submission(
        name,
        tuple(cells),
        tuple(problems),
        lang if lang in ("ja", "en") else None,
        chapter if isinstance(chapter, str) and len(chapter) <= MAX_NAME else "",
    )


def _of_one_side(cell: Cell, problems: list[Text]) -> Cell:
    if cell.kind != "code":
        return cell
    source, lines = one_side(cell.source)
    if lines:
        told = ", ".join(map(str, lines[:MAX_TOLD_LINES]))
        problems.append(say("submission-conflict-cell", number=cell.number, lines=told))
    return replace(cell, source=source) if lines else cell


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _valid(text: str) -> str:
    """The text without halves of characters, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()


def _texts(tags: Any) -> tuple[str, ...]:
    found = tags if isinstance(tags, list) else []
    return tuple(_valid(t[:MAX_TAG]) for t in found[:MAX_TAGS] if isinstance(t, str))


def _read_cell(raw: Any, number: int, room: int) -> Cell | None:
    """A cell, its source of at most so many characters; None if it is none."""
    kind = _get(raw, "cell_type")
    source = _get(raw, "source") if _get(raw, "source") is not None else _get(raw, "input")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(kind, str) or not isinstance(source, str):
        return None
    tags = _get(raw, "metadata", "tags")
    nbgrader = _get(raw, "metadata", "nbgrader")
    grade_id, id_ = _get(nbgrader, "grade_id"), _get(raw, "id")
    return Cell(
        kind=kind if kind in ("code", "markdown") else "raw",
        source=_valid(source[: min(room, MAX_SOURCE)]).replace("\r\n", "\n"),
        number=number,
        id=_valid(id_[:MAX_NAME]) if isinstance(id_, str) else "",
        tags=_texts(tags),
        grade_id=_valid(grade_id[:MAX_NAME]) if isinstance(grade_id, str) else "",
        solution=_get(nbgrader, "solution") is True,
        graded=_get(nbgrader, "grade") is True,
    )
