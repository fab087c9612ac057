"""Names that a submission seems to define, read off its text, and the one that a wrong name may mean."""

from __future__ import annotations

import difflib
import functools
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.submission import Cell, Submission
from autograder.text import Text, say

MAX_NAME, MAX_NAMES = 40, 600  # among which a likely one is looked for: to look takes time
MAX_LOOKED = 200_000  # characters in which names, or a line, are looked for, for each exception


@dataclass(frozen=True)
class Words:
    """Names that the cells of a submission seem to define, and their classes, by the number of the cell."""

    of_cell: dict[int, list[str]]
    of_self: dict[int, list[str]]


@functools.lru_cache(maxsize=1)  # asked for at each exception of one submission after the other
def words_of(submission: Submission | None) -> Words:
    cells = looked_at(submission)
    return Words(
        {cell.number: _names(cell.source) for cell in cells},
        {cell.number: _names_of_self(cell.source) for cell in cells},
    )


def looked_at(submission: Submission | None) -> list[Cell]:
    """The cells in which names are looked for: as far as they are of a notebook's usual length."""
    cells = submission.cells if submission else ()
    ends = itertools.accumulate(len(cell.source) for cell in cells)
    return [cell for cell, end in zip(cells, ends, strict=True) if end <= MAX_LOOKED]


def _names(source: str) -> list[str]:
    """Names that a cell seems to define, read off the text."""
    found = re.findall(
        r"^[ \t]*(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=[^=]|\bas[ \t]+(\w+)", source, re.MULTILINE
    )
    return list(dict.fromkeys(name for names in found for name in names if name))


def _names_of_self(source: str) -> list[str]:
    """Attributes and methods that the classes of a cell seem to have."""
    found = re.findall(
        r"\bself\.(\w+)[ \t]*(?:=|,|\+=)|^[ \t]+def[ \t]+(\w+)\([ \t]*self\b", source, re.MULTILINE
    )
    return list(dict.fromkeys(name for names in found for name in names if name))


def assigned_at(name: str, submission: Submission | None) -> tuple[int, int] | None:
    """Cell and line of the first place that gives a global name a value, read off the text."""
    assigned = re.compile(rf"^{re.escape(name)}[ \t]*=[^=]", re.MULTILINE)
    for cell in looked_at(submission):
        found = assigned.search(cell.source)
        if found:
            return cell.number, cell.source.count("\n", 0, found.start()) + 1
    return None


def only_none(name: str, number: int, submission: Submission | None) -> bool:
    """Whether the cell of that number gives self.name the value None, and nowhere another one."""
    cell = next((c for c in looked_at(submission) if c.number == number), None)
    values = re.findall(rf"\bself\.{re.escape(name)}[ \t]*=(?!=)[ \t]*([^\n#]*)", cell.source) if cell else []
    return bool(values) and all(value.strip() == "None" for value in values)


def with_likely(text: Text, name: str, known: Iterable[str]) -> Text:
    near = likely(name, known)
    return say("failure-likely", text=text, likely=near) if near else text


def likely(name: str, known: Iterable[str]) -> str | None:
    """The name that may be meant, of the first ones that are about as long."""
    if not 0 < len(name) <= MAX_NAME:
        return None
    near = (k for k in known if k != name and abs(len(k) - len(name)) <= 1 + len(name) // 3)
    return _nearest(name, tuple(itertools.islice(dict.fromkeys(near), MAX_NAMES)))


@functools.lru_cache(maxsize=100)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    cutoff = 0.6 if len(name) < 5 else 0.7  # one wrong letter of three leaves 0.67
    return next(iter(difflib.get_close_matches(name, sorted(known), 1, cutoff)), None)
