"""What an exception of the student's code means, in words for a beginner, at the student's line."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from autograder.catalog import Chapter
from autograder.grading.explaining.attributes import DICTS, FUNCTIONS, attribute, key, none_of_self
from autograder.grading.explaining.calls import call
from autograder.grading.explaining.case import Case, line_at
from autograder.grading.explaining.characters import unknown_character
from autograder.grading.explaining.meanings import meaning
from autograder.grading.explaining.names import assigned_at
from autograder.grading.explaining.undefined import MODULES, undefined
from autograder.grading.explaining.wording import Wording
from autograder.sandbox.loading import Failure
from autograder.submission import Submission
from autograder.text import Text, clean, inner, quoted, say, word

SHOWN = 200  # characters of an exception's text
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
PROPERTIES = {  # of an array: what one of them is, as Python names it
    "shape": "tuple",
    "T": "numpy.ndarray",
    "flat": "numpy.flatiter",
    "size": "int",
    "ndim": "int",
    "nbytes": "int",
    "itemsize": "int",
    "dtype": "numpy.dtype",
}


def explain(
    failure: Failure,
    submission: Submission | None = None,
    failures: Iterable[Failure] = (),
    chapter: Chapter | None = None,
) -> Text:
    """A sentence for an exception. `failures` are those of the submission's cells, which may be the cause."""
    return wording(failure, submission, failures, chapter).text


def wording(
    failure: Failure,
    submission: Submission | None = None,
    failures: Iterable[Failure] = (),
    chapter: Chapter | None = None,
) -> Wording:
    """The same with what it says in general, without cells and lines."""
    meant = meant_by(failure, submission, failures, chapter)
    text = meant.text
    place = locate(failure, submission)
    calling = locate(replace(failure, cell=failure.calling_cell, line=failure.calling_line), submission)
    if calling:
        text = say("failure-called", text=text, place=calling)
    if place:
        text = say("failure-at", place=place, text=text)
    return Wording(text, meant.general or (meant.text if place or calling else None))


def meant_by(
    failure: Failure,
    submission: Submission | None = None,
    failures: Iterable[Failure] = (),
    chapter: Chapter | None = None,
) -> Wording:
    """What an exception means, without the line that raised it."""
    case = Case(failure, submission, tuple(failures), chapter)
    found = next(found for means in _MEANINGS if (found := means(case)) is not None)
    return found if isinstance(found, Wording) else Wording(found)


def locate(failure: Failure, submission: Submission | None) -> Text | None:
    """The cell, the line and the line's text, as far as they are known."""
    if not failure.cell:
        return None
    line = line_at(failure.cell, failure.line, submission).strip()
    if line:
        return say("place-line", cell=failure.cell, line=failure.line, text=inner(clean(line, SHOWN)))
    return say("place-cell", cell=failure.cell)


def _simple(case: Case) -> Text | None:
    if case.failure.type == "TimeoutError" and case.failure.text.isdecimal():
        key = "failure-stopped-needed" if case.failure.name else "failure-stopped"
        return say(key, seconds=case.failure.text, names=case.failure.name)
    return say(SIMPLE[case.failure.type]) if case.failure.type in SIMPLE else None


def _known(case: Case) -> Text | None:
    return meaning(case.failure.type, case.failure.text[:SHOWN])


def _character(case: Case) -> Text | None:
    return unknown_character(case.whole_line) if case.failure.type == "SyntaxError" else None


def _syntax(case: Case) -> Text | None:
    if case.failure.type in ("IndentationError", "TabError"):
        return say("failure-indentation")
    if case.failure.type == "SyntaxError":
        return say("failure-syntax", text=quoted(case.failure.text[:SHOWN]))
    return None


def _import(case: Case) -> Text | None:
    failure = case.failure
    if failure.type not in ("ModuleNotFoundError", "ImportError"):
        return None
    if failure.name.partition(".")[0] == "common":
        return say("failure-common")
    return say("failure-import", name=word(failure.name or failure.text))


def _overwritten(case: Case) -> Text | Wording | None:
    """A name that everybody knows, such as np or sum, was given another value, and the line uses the name."""
    failure = case.failure
    if failure.type == "AttributeError":
        found = re.match(r"'([\w.]+)' object has no attribute '(\w+)'", failure.text)
        pattern = rf"\b(\w+)[ \t]*\.[ \t]*{found.group(2)}\b" if found else ""
        known: tuple[str, ...] = ("np", "plt", *MODULES)
    elif failure.type == "TypeError":
        found = re.match(r"'([\w.]+)' object is not callable", failure.text)
        pattern, known = r"(?<![\w.])(\w+)[ \t]*\(" if found else "", tuple(dir(builtins))
    else:
        return None
    if not found or found.group(1) in ("module", "type", *FUNCTIONS):
        return None
    for name in re.findall(pattern, case.line):
        place = assigned_at(name, failure.cell, failure.line, case.submission) if name in known else None
        if place:
            said = say("failure-overwritten", name=name, type=found.group(1), cell=place[0], line=place[1])
            return Wording(said, say("failure-overwritten-somewhere", name=name, type=found.group(1)))
    return None


def _arguments(case: Case) -> Text | None:
    if case.failure.type != "TypeError":
        return None
    text = case.failure.text
    if re.match(r"Cannot interpret '\S+' as a data type", text):
        if re.search(r"\bn(?:p|umpy)\.array\(", case.line):
            return say("failure-array-of-numbers")
        return say("failure-shape-as-dtype")
    if found := re.match(r"'([^']+)' object is not callable", text):
        return _not_callable(found.group(1), case)
    if found := re.match(r"([\w.<>]+)\(\) ((?:takes|missing|got) .*)", text):
        return call(found.group(1), found.group(2), case)
    if "'NoneType'" in text:
        return none_of_self(case) or say("failure-none-operand")
    if "only integer scalar arrays" in text and re.search(r"concatenate|stack", case.line):
        return say("failure-join-in-a-list")
    if re.search(r"only (?:length-1|0-dimensional|integer scalar) arrays can be converted", text):
        return say("failure-scalar-only")
    return None


def _not_callable(of: str, case: Case) -> Text:
    for name in re.findall(r"\.(\w+)[ \t]*\(", case.line):
        if name in PROPERTIES and of.startswith(PROPERTIES[name]):
            return say("failure-property-called", name=name)
    if of in (*DICTS, "list", "tuple", "numpy.ndarray"):
        found = (
            re.search(r"(?<![\w.])([^\W\d][\w.]{0,80})\((['\"])(\w+)\2\)", case.line) if of in DICTS else None
        )
        if found:
            return say("failure-key-by-call", of=word(found[1]), name=word(found[3]))
        return say("failure-item-by-call", type=of)
    return say("failure-not-callable", type=inner(of))


def _shapes(case: Case) -> Text | None:
    failure = case.failure
    if failure.type not in ("ValueError", "IndexError"):
        return None
    if not re.search("shape|core dimension", failure.text):
        return None
    both = re.search(r"shapes (\([\d,]*\)) (?:and )?(\([\d,]*\))", failure.text)
    expression, _, named = failure.operands.partition(": ")
    if expression and both and named.count("(") < 2:
        left, right = (shape.replace(",", ", ").replace(", )", ",)") for shape in both.groups())
        return say("failure-shapes-two", operands=quoted(expression), left=left, right=right)
    if failure.operands:
        return say("failure-shapes", operands=quoted(failure.operands))
    return say("failure-shapes-unnamed", text=quoted(failure.text[:SHOWN]))


def _ambiguous(case: Case) -> Text | None:
    if case.failure.type == "ValueError" and case.failure.text.startswith("The truth value of an array"):
        return say("failure-ambiguous")
    return None


def _other(case: Case) -> Text:
    return say("failure-other", type=word(case.failure.type), text=quoted(case.failure.text[:SHOWN]))


_MEANINGS: tuple[Callable[[Case], Text | Wording | None], ...] = (
    _simple,
    _import,
    _overwritten,
    undefined,
    attribute,
    key,
    _arguments,
    _character,
    _known,
    _syntax,
    _shapes,
    _ambiguous,
    _other,
)
