"""A notebook's JSON, read as far as it is needed: what nobody asks for is skipped unread, outputs above all.

msgspec finds the parts and makes objects of those that are of interest. What it refuses (broken off, a NaN,
half a character) Python's json may still read, if it does not become too much.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

MAX_CELLS = 5_000  # cells of a notebook that are read
MAX_MADE = 128 * 2**20  # bytes of objects that Python's json may make of such a notebook
MAX_MADE_CELL = 16 * 2**20  # of one cell of another one
MAX_RAW = {"source": 6 * 2**20, "input": 6 * 2**20, "tags": 2**14}  # bytes of JSON of one cell's parts
MAX_METADATA = 2**20  # bytes of JSON of the notebook's own
MAX_OTHER = 2_000  # bytes of JSON of any other part
NO_JSON = msgspec.Raw()
STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


class _Parts(msgspec.Struct):
    """What is read of a notebook; the bytes of each part, as they are."""

    cells: msgspec.Raw = NO_JSON
    worksheets: msgspec.Raw = NO_JSON
    nbformat: msgspec.Raw = NO_JSON
    metadata: msgspec.Raw = NO_JSON


class _CellParts(msgspec.Struct):
    """The same of a cell."""

    cell_type: msgspec.Raw = NO_JSON
    source: msgspec.Raw = NO_JSON
    input: msgspec.Raw = NO_JSON
    id: msgspec.Raw = NO_JSON
    metadata: msgspec.Raw = NO_JSON


class _MetadataParts(msgspec.Struct):
    """The same of a cell's metadata."""

    tags: msgspec.Raw = NO_JSON
    nbgrader: msgspec.Raw = NO_JSON


_TYPES: dict[str, Any] = dict.fromkeys(("source", "input"), str | list[str] | None)
# The first cells of a list, one more than are read; what comes behind them is skipped.
_Cells = msgspec.defstruct(
    "_Cells", [(f"cell{n}", msgspec.Raw, NO_JSON) for n in range(MAX_CELLS + 1)], array_like=True
)


def read_plain(data: bytes) -> dict[str, Any] | None:
    """The parts of a notebook that are of interest, as json would read them; None if it is no plain JSON.

    Its cells stay bytes: each is read when it is needed, as all of them together may be too large.
    """
    try:
        parts = msgspec.json.decode(memoryview(data), type=_Parts)
        if len(parts.worksheets):  # nbformat 3: old, and small
            return None
        cells = msgspec.structs.astuple(msgspec.json.decode(parts.cells, type=_Cells))
        found: dict[str, Any] = {"cells": [raw for raw in cells if len(raw)]}
        for name in ("nbformat", "metadata"):
            if 0 < len(part := getattr(parts, name)) <= MAX_METADATA:
                found[name] = msgspec.json.decode(part)
    except (msgspec.MsgspecError, RecursionError):
        return None
    return found


def cell_parts(raw: Any) -> Any:
    """A cell with the parts that are of interest and not too large; None for what is no cell.

    What json has read already is given back as it is.
    """
    if not isinstance(raw, msgspec.Raw):
        return raw
    try:
        parts = msgspec.json.decode(raw, type=_CellParts)
        found = {n: msgspec.json.decode(part, type=_TYPES.get(n, Any)) for n, part in _small(parts)}
        with contextlib.suppress(msgspec.ValidationError):  # no object, or none at all
            metadata = msgspec.json.decode(parts.metadata or b"{}", type=_MetadataParts)
            found["metadata"] = {n: msgspec.json.decode(part) for n, part in _small(metadata)}
        return found
    except msgspec.ValidationError:
        return None
    except (msgspec.MsgspecError, RecursionError):
        return _odd_cell(raw)


def _small(parts: msgspec.Struct) -> Iterator[tuple[str, msgspec.Raw]]:
    """The parts that are there and may be made objects of."""
    for name in parts.__struct_fields__:
        part = getattr(parts, name)
        if name != "metadata" and 0 < len(part) <= MAX_RAW.get(name, MAX_OTHER):
            yield name, part


def _odd_cell(raw: msgspec.Raw) -> Any:
    """A cell that only Python's json can read, such as one with half a character; None if that cannot."""
    if len(raw) > MAX_RAW["source"]:
        return None
    try:
        text = bytes(raw).decode()
        return json.loads(text) if made_of(STRING.sub("", text)) <= MAX_MADE_CELL else None
    except (ValueError, RecursionError):
        return None


def made_of(text: str) -> int:
    """How many bytes of objects a JSON text becomes, about and at the most: three of it can be a dict."""
    return 64 * text.count(",") + 88 * text.count("[") + 240 * text.count("{")


def too_much(text: str) -> bool:
    """Whether Python's json would make too much of a whole notebook."""
    return made_of(text) > MAX_MADE and made_of(STRING.sub("", text)) > MAX_MADE


def salvage(text: str) -> Iterable[Any]:
    """The whole cells at the head of a notebook that is cut off."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    decoder = json.JSONDecoder()
    position = start.end() if start else len(text)
    while match := re.compile(r"[\s,]*(?=\{)").match(text, position):
        try:
            cell, position = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield cell
