"""The language of a notebook of which no file and no copy tells: read off what has run of it."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import Any

from autograder.catalog import catalog
from autograder.source import JAPANESE, localise
from autograder.text import LANGUAGES, say

IN_TWO = ("setup", "demo", "exercise")  # cells with lines in two languages
MARKS = " \t\"'"  # around a line of a docstring


def spoken(namespace: Mapping[str, Any], symbols: Set[str]) -> str:
    """The language of the workbook's own lines that are there, in docstrings and in cells that ran.

    Where there are none, a student's own docstrings tell, if there are several and no Japanese was written
    anywhere. Else ja, which is the default everywhere.
    """
    found = symbols & namespace.keys()
    docstrings = [text for name in sorted(found) for text in _docstrings(namespace[name])]
    texts = [*docstrings, *(source for source in namespace.get("In") or () if isinstance(source, str))]
    ours = _ours(min(found or symbols, default=""))
    lines = [line.strip(MARKS) for text in texts for line in text.split("\n")]
    votes = Counter(ours[line] for line in lines if line in ours)
    if votes:
        return max(LANGUAGES, key=lambda lang: votes[lang])
    return "en" if len(docstrings) > 1 and not any(map(JAPANESE.search, texts)) else "ja"


def _docstrings(value: Any) -> Iterator[str]:
    for member in [value, *vars(value).values()] if inspect.isclass(value) else [value]:
        written = inspect.isroutine(member) or inspect.isclass(member)  # others have their type's
        text = getattr(member, "__doc__", None) if written else None
        if isinstance(text, str) and text.strip():
            yield text


def _ours(symbol: str) -> dict[str, str]:
    """Line of a cell of a chapter with this exercise → its language, of the lines that only one has."""
    cells = [c for chapter in catalog().having(symbol) for c in chapter.cells if c.role in IN_TWO]
    lines: dict[str, set[str]] = {lang: {f"# {say('stub-comment')[lang]}"} for lang in LANGUAGES}
    for lang, found in lines.items():
        found.update(line.strip(MARKS) for cell in cells for line in localise(cell.source, lang).split("\n"))
    both = set.intersection(*lines.values())
    return {line: lang for lang in LANGUAGES for line in lines[lang] - both}
