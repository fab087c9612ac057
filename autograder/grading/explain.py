"""What an exception of the student's code means, in words for a beginner, at the student's line."""

from __future__ import annotations

import builtins
import difflib
import re
from collections.abc import Callable, Iterable

import numpy as np

from autograder.sandbox.loading import Failure
from autograder.submission import Submission
from autograder.text import Text, clean, say

SHOWN = 200
REMOVED_ALIASES = ("int", "float", "bool", "object", "str", "complex")
TYPES = {t.__name__: t for t in (dict, list, tuple, str, int, float, bool, set)} | {
    "numpy.ndarray": np.ndarray
}
SIMPLE = {
    "NotImplementedError": "failure-not-implemented",
    "EOFError": "failure-input",
    "NotHere": "failure-shell",
    "SystemExit": "failure-exit",
    "RecursionError": "failure-recursion",
    "MemoryError": "failure-memory",
    "TimeoutError": "failure-timeout",
    "Killed": "failure-killed",
}


def explain(failure: Failure, submission: Submission | None = None, failures: Iterable[Failure] = ()) -> Text:
    """A sentence for an exception. `failures` are those of the submission's cells, which may be the cause."""
    text = next(
        found
        for meaning in (_simple, _syntax, _import, _name, _attribute, _arguments, _shapes, _ambiguous, _other)
        if (found := meaning(failure, submission, tuple(failures))) is not None
    )
    place = locate(failure, submission)
    return say("failure-at", place=place, text=text) if place else text


def locate(failure: Failure, submission: Submission | None) -> Text | None:
    """The cell, the line and the line's text, as far as they are known."""
    if not failure.cell:
        return None
    cell = next((c for c in submission.cells if c.number == failure.cell), None) if submission else None
    lines = cell.source.split("\n") if cell else []
    if failure.line and failure.line <= len(lines):
        line = lines[failure.line - 1].strip()
        return say("place-line", cell=failure.cell, line=failure.line, text=clean(line, SHOWN))
    return say("place-cell", cell=failure.cell)


_Meaning = Callable[[Failure, Submission | None, tuple[Failure, ...]], Text | None]


def _simple(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    return say(SIMPLE[failure.type]) if failure.type in SIMPLE else None


def _syntax(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type in ("IndentationError", "TabError"):
        return say("failure-indentation")
    if failure.type == "SyntaxError":
        return say("failure-syntax", text=failure.text[:SHOWN])
    return None


def _import(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type not in ("ModuleNotFoundError", "ImportError"):
        return None
    if failure.name.partition(".")[0] == "common":
        return say("failure-common")
    return say("failure-import", name=failure.name or failure.text[:SHOWN])


def _name(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type == "UnboundLocalError":
        return say("failure-unbound", text=failure.text[:SHOWN])
    if failure.type != "NameError":
        return None
    name = failure.name
    for cell in submission.cells if submission else ():
        if name in _names(cell.source) and any(f.cell == cell.number for f in failures):
            return say("failure-name-of-failed-cell", name=name, cell=cell.number)
    known = set(dir(builtins)) | {"np", "plt"}
    for cell in submission.cells if submission else ():
        known |= _names(cell.source)
    return _with_likely(say("failure-name", name=name or failure.text[:SHOWN]), name, known)


def _names(source: str) -> set[str]:
    """Names that a cell seems to define, read off the text."""
    found = re.findall(
        r"^[ \t]*(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=[^=]|\bas[ \t]+(\w+)", source, re.MULTILINE
    )
    return {name for names in found for name in names if name}


def _with_likely(text: Text, name: str, known: Iterable[str]) -> Text:
    likely = difflib.get_close_matches(name, [k for k in known if k != name], 1, 0.7)
    return say("failure-likely", text=text, likely=likely[0]) if likely else text


def _attribute(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type != "AttributeError":
        return None
    if found := re.match(r"module 'numpy' has no attribute '(\w+)'", failure.text):
        name = found.group(1)
        if name in REMOVED_ALIASES:
            return say("failure-numpy-alias", name=name)
        return _with_likely(say("failure-attribute", of="np", name=name), name, dir(np))
    if found := re.match(r"'([\w.]+)' object has no attribute '(\w+)'", failure.text):
        of, name = found.groups()
        if of == "NoneType":
            return say("failure-none-attribute", name=name)
        text = say("failure-attribute", of=of, name=name)
        if of in TYPES:
            return _with_likely(text, name, dir(TYPES[of]))
        sources = [cell.source for cell in submission.cells] if submission else []
        set_somewhere = {n for s in sources for n in re.findall(r"\bself\.(\w+)[ \t]*(?:=|,|\+=)", s)}
        methods = {n for s in sources for n in re.findall(r"^[ \t]+def[ \t]+(\w+)", s, re.MULTILINE)}
        return _with_likely(text, name, set_somewhere | methods)
    return None


def _arguments(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type != "TypeError":
        return None
    text = failure.text
    if re.match(r"Cannot interpret '\S+' as a data type", text):
        return say("failure-shape-as-dtype")
    if found := re.match(r"'([\w.]+)' object is not callable", text):
        return say("failure-not-callable", type=found.group(1))
    if found := re.match(r"([\w.]+)\(\) (?:takes|missing|got an unexpected)", text):
        return say("failure-arguments", name=found.group(1), text=text[:SHOWN])
    if "'NoneType'" in text:
        return say("failure-none-operand")
    if re.search(r"only (?:length-1|0-dimensional|integer scalar) arrays can be converted", text):
        return say("failure-scalar-only")
    return None


def _shapes(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type != "ValueError" or not re.search("shape|core dimension", failure.text):
        return None
    if failure.operands:
        return say("failure-shapes", operands=failure.operands)
    return say("failure-shapes-unnamed", text=failure.text[:SHOWN])


def _ambiguous(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type == "ValueError" and failure.text.startswith("The truth value of an array"):
        return say("failure-ambiguous")
    return None


def _other(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text:
    return say("failure-other", type=failure.type, text=failure.text[:SHOWN])
