"""Which names a submission's cells give a value at their margin, and where: read off the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from autograder.grading.explaining.outline import outlines, pieces, remembered
from autograder.submission import Submission

IMPORT, DEFINITION, VALUE = "import", "definition", "value"
MAX_LINE = 4_000  # characters of a line in which names are looked for
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*(?![\w.\[(])")
_EQUALS = re.compile(r"(?<![=!<>:+\-*/%&|^@])=(?!=)")


class Binding(NamedTuple):
    """A place that gives a name a value; `start` to `end` are the lines of the whole statement."""

    name: str
    kind: str
    cell: int
    line: int
    start: int
    end: int
    in_block: bool  # which may not have run


@remembered
def bindings(submission: Submission | None) -> Mapping[str, tuple[Binding, ...]]:
    """Name → the places at the margin of the cells, or in an `if`, `for`, … there, that give it a value."""
    found: dict[str, list[Binding]] = {}
    for cell in outlines(submission):
        for line in cell.lines:
            if any(block.word in ("def", "class") for block in line.inside):
                continue
            start, end = cell.starts[line.statement], cell.ends[line.statement]
            for name, kind in bound(line.text):
                made = Binding(name, kind, cell.number, line.number, start, end, bool(line.inside))
                found.setdefault(name, []).append(made)
    return {name: tuple(places) for name, places in found.items()}


def bound(text: str) -> Iterator[tuple[str, str]]:
    """The names that one logical line gives a value, and how."""
    text = text[:MAX_LINE]
    if definition := re.match(r"(?:async\s+)?(?:def|class)\s+(\w+)", text):
        yield definition[1], DEFINITION
        return
    if imported := re.match(r"(from\s+[\w.]+\s+)?import\b(.*)", text):
        for piece in pieces(imported[2].strip(" ()")):
            if name := re.match(r"([\w.]+)(?:\s+as\s+(\w+))?\s*\Z", piece.strip()):
                yield name[2] or (name[1] if imported[1] else name[1].partition(".")[0]), IMPORT
        return
    if loop := re.match(r"(?:async\s+)?for\b(.*?)\bin\b", text):
        yield from ((name, VALUE) for name in _NAME.findall(loop[1]))
    elif re.match(r"(?:async\s+)?with\b", text):
        yield from ((name, VALUE) for name in re.findall(r"\bas\s+\(?\s*([^\W\d]\w*)", text))
    elif not re.match(r"(?:(?:if|elif|while|return|assert|del|raise|except|yield)\b|@)", text):
        for target in sides(re.sub(r"\A%\w+", "", text))[0]:
            yield from ((name, VALUE) for name in _NAME.findall(_without_items(target)))
    yield from ((name, VALUE) for name in re.findall(r"\b([^\W\d]\w*)\s*:=", text))


def _without_items(target: str) -> str:
    """A target without what stands in the brackets of `x[…]` and `f(…)`, which gets no value there."""
    kept: list[str] = []
    items: list[bool] = []  # of each open bracket, whether it follows a name or another bracket
    before = ""
    for sign in target:
        if sign in ")]}" and items:
            items.pop()
        if not any(items[-1:]):
            kept.append(sign)
        if sign in "([{":
            items.append(any(items[-1:]) or before.isalnum() or before in ("_", ")", "]"))
        before = before if sign.isspace() else sign
    return "".join(kept)


def sides(text: str) -> tuple[list[str], str]:
    """What stands left of each `=` of an assignment (of `x: int = 3` the x), and what right of them."""
    depth, at = 0, 0
    found: list[str] = []
    for sign in re.finditer(r"[()\[\]{}]|" + _EQUALS.pattern, text):
        if sign[0] != "=":
            depth += 1 if sign[0] in "([{" else -1
        elif depth == 0:
            found.append(pieces(text[at : sign.start()], ":", 1)[0].strip())
            at = sign.end()
    return found, text[at:].strip() if found else ""
