"""The outline of a submission's cells, read off their text: what is defined, where, and inside of what.

A student's text is not handed to Python's parser outside of the sandbox. This looks at each character a few
times, however the text is made, and takes what no Python would take, too.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from autograder.submission import Cell, Submission

T = TypeVar("T")

MAX_LOOKED = 200_000  # characters in which names, or a line, are looked for, for each submission
MAX_DEPTH = 40  # blocks inside one another
_OPAQUE = re.compile(  # a text or a comment; a text that is never closed ends with the line, or with the cell
    r'(?i:(?P<prefix>\b[rbuf]{1,2})?)(?P<text>"""(?:[^"\\]|\\.|"(?!""))*(?:"""|\Z)|'
    r"'''(?:[^'\\]|\\.|'(?!''))*(?:'''|\Z)|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?)|(?P<comment>\#[^\n]*)",
    re.DOTALL,
)
_DEFINITION = re.compile(r"(?P<waits>async\s+)?(?P<word>def|class)\s+(?P<name>\w+)\s*")
_LAMBDA = re.compile(r"(?P<name>\w+)\s*=\s*lambda\b(?P<written>[^:]*):")
_BLOCK = re.compile(r"(?:async\s+)?(if|elif|else|for|while|with|try|except|finally|match|case)\b")
_GOES_ON = re.compile(r"(?:elif|else|except|finally)\b")


class Block(NamedTuple):
    """A line that others are set in under: `def f`, `class A`, `if`, …, with its place in the cell."""

    word: str
    name: str
    line: int
    indent: int


class Line(NamedTuple):
    """One logical line without texts and comments; `number` is where it begins, counted from 1.

    `statement` numbers the statements of a cell's margin, to one of which the line belongs.
    """

    number: int
    indent: int
    text: str
    inside: tuple[Block, ...]
    statement: int


class Parameter(NamedTuple):
    """One parameter: `star` is "", "*" or "**"."""

    name: str
    star: str = ""
    default: bool = False
    by_name_only: bool = False


@dataclass(frozen=True)
class Definition:
    """A function, named lambda or class as it is written; `parameters` is None for a class, or if unclear."""

    name: str
    word: str
    cell: int
    line: int
    end: int  # the last line
    inside: tuple[Block, ...]
    parameters: tuple[Parameter, ...] | None
    written: str  # the parameters as they are written
    body: tuple[Line, ...]
    statement: int
    waits: bool  # async
    decorators: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellOutline:
    """One cell's lines and definitions, in order; `ends` has the last line of each statement."""

    number: int
    lines: tuple[Line, ...]
    definitions: tuple[Definition, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def looked_at(submission: Submission | None) -> list[Cell]:
    """The cells that are looked at: as far as they are of a notebook's usual length."""
    cells = submission.cells if submission else ()
    ends = itertools.accumulate(len(cell.source) for cell in cells)
    return [cell for cell, end in zip(cells, ends, strict=True) if end <= MAX_LOOKED]


def remembered(make: Callable[[Submission | None], T]) -> Callable[[Submission | None], T]:
    """The function with its last result kept: it is asked for at each exception of one submission after the
    other, and to hash thousands of cells takes time, too."""
    last: list[tuple[Submission | None, T]] = []

    @functools.wraps(make)
    def found(submission: Submission | None) -> T:
        if not last or last[0][0] is not submission:
            last[:] = [(submission, make(submission))]
        return last[0][1]

    return found


@remembered
def outlines(submission: Submission | None) -> tuple[CellOutline, ...]:
    """The outline of each code cell that is looked at."""
    return tuple(
        outline(c.source, c.number) for c in looked_at(submission) if c.kind == "code" or c.definitions
    )


def enclosing(submission: Submission | None, cell: int, line: int) -> list[Definition]:
    """The definitions in which a line stands, the outermost first."""
    found = next((o for o in outlines(submission) if o.number == cell), None)
    return [d for d in found.definitions if d.line <= line <= d.end] if found else []


def outline(source: str, number: int = 0) -> CellOutline:
    """The outline of one cell."""
    lines: list[Line] = []
    found: list[tuple[int, re.Match[str]]] = []
    stack: list[Block] = []
    starts: list[int] = []
    decorated = False
    for at, indent, text in _logical(plain(source)):
        while stack and stack[-1].indent >= indent:
            stack.pop()
        if not starts or (not stack and not decorated and not _GOES_ON.match(text)):
            starts.append(at)
        lines.append(Line(at, indent, text, tuple(stack), len(starts) - 1))
        decorated = text.startswith("@") and not stack
        definition = _DEFINITION.match(text)
        block = definition or _BLOCK.match(text)
        if named := definition or _LAMBDA.match(text):
            found.append((len(lines) - 1, named))
        if block and len(stack) < MAX_DEPTH:
            word, name = (definition["word"], definition["name"]) if definition else (block[1], "")
            stack.append(Block(word, name, at, indent))
            rest = "" if definition else pieces(text, ":", 1)[1:]
            if rest and rest[0].strip():  # what stands behind the colon
                lines.append(Line(at, indent + 1, rest[0].strip(), tuple(stack), len(starts) - 1))
    total = source.count("\n") + 1
    ends = [max(start, after - 1) for start, after in zip(starts, [*starts[1:], total + 1], strict=False)]
    definitions = tuple(_definition(lines, i, match, number, total) for i, match in found)
    return CellOutline(number, tuple(lines), definitions, tuple(starts), tuple(ends))


def plain(source: str) -> str:
    """The text, as long as it was, without comments and what texts say; of an f-string the { } are kept."""
    return _OPAQUE.sub(_emptied, source)


def _emptied(found: re.Match[str]) -> str:
    if found["comment"]:
        return " " * len(found[0])
    prefix, text = found["prefix"] or "", found["text"]
    if "f" in prefix.casefold():
        kept = re.sub(
            r"\{\{|\}\}|\{([^{}]*)\}|[^\n]", lambda m: f" {m[1]} " if m[1] else " " * len(m[0]), text
        )
        return " " * len(prefix) + kept.translate(_NO_SIGNS)
    if len(text) < 2:
        return " " * len(found[0])
    return " " * len(prefix) + '"' + re.sub(r"[^\n]", "_", text[1:-1]) + '"'


_NO_SIGNS = str.maketrans(dict.fromkeys("\"'#:;=,()[]{}\\", " "))  # only names matter in an f-string


def _logical(text: str) -> list[tuple[int, int, str]]:
    """The logical lines: where each begins, how far it is set in, and what it says."""
    found: list[tuple[int, int, str]] = []
    parts: list[str] = []
    first, depth, open_text = 0, 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if not parts and not line.strip():
            continue
        if not parts:
            first = number
        open_text ^= line.count('"') % 2 == 1
        depth = max(0, depth + sum(map(line.count, "([{")) - sum(map(line.count, ")]}")))
        parts.append(line)
        if depth or open_text or line.endswith("\\"):
            continue
        found += _split(first, parts)
        parts = []
    return found + _split(first, parts)


def _split(first: int, parts: list[str]) -> list[tuple[int, int, str]]:
    if not parts:
        return []
    head = parts[0].expandtabs(8)
    indent = len(head) - len(head.lstrip())
    text = " ".join(part.removesuffix("\\").strip() for part in parts)
    return [(first, indent, piece.strip()) for piece in text.split(";") if piece.strip()]


def _definition(lines: list[Line], index: int, found: re.Match[str], cell: int, last: int) -> Definition:
    head, is_lambda = lines[index], found.re is _LAMBDA
    if is_lambda:
        written, rest = found["written"], head.text[found.end() :].strip()
    else:
        written, rest = _bracketed(head.text[found.end() :])
        rest = rest.partition(":")[2].strip()
    later = (lines[i] for i in range(index + 1, len(lines)))
    body = list(itertools.takewhile(lambda line: line.indent > head.indent, later))
    after = index + 1 + len(body)
    end = max(head.number, lines[after].number - 1) if after < len(lines) else last
    if rest:
        body.insert(0, head._replace(text=rest, indent=head.indent + 1))
    before = itertools.takewhile(
        lambda line: line.text.startswith("@"), (lines[i] for i in range(index - 1, -1, -1))
    )
    word = "def" if is_lambda else found["word"]
    return Definition(
        found["name"],
        word,
        cell,
        head.number,
        end,
        head.inside,
        _parameters(written) if word == "def" else None,
        re.sub(r"\s+", " ", written).strip(),
        tuple(body),
        head.statement,
        not is_lambda and bool(found["waits"]),
        tuple(line.text.removeprefix("@").strip() for line in before),
    )


def _bracketed(text: str) -> tuple[str, str]:
    """What stands in the brackets with which a text begins, and what follows them."""
    if not text.startswith("("):
        return "", text
    depth = 0
    for at, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0:
            return text[1:at], text[at + 1 :]
    return text[1:], ""


def pieces(text: str, at: str = ",", most: int = -1) -> list[str]:
    """A text cut at each such character, or the first ones, that stands in no brackets."""
    found: list[str] = []
    depth, begin = 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c == at and depth <= 0 and len(found) != most:
            found.append(text[begin:i])
            begin = i + 1
    return [*found, text[begin:]]


def _parameters(written: str) -> tuple[Parameter, ...] | None:
    found: list[Parameter] = []
    by_name = False
    for piece in pieces(written):
        piece = piece.strip()
        if piece in ("", "/"):
            continue
        if piece == "*":
            by_name = True
            continue
        name = re.match(r"(\*{0,2})\s*(\w+)", piece)
        if not name:
            return None
        default = len(pieces(piece.replace("==", "  "), "=")) > 1
        found.append(Parameter(name[2], name[1], default, by_name and not name[1]))
        by_name |= name[1] == "*"
    return tuple(found)
