"""What an exception of the student's code means, in words for a beginner, at the student's line."""

from __future__ import annotations

import builtins
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from autograder.grading.explaining.calls import call
from autograder.grading.explaining.characters import unknown_character
from autograder.grading.explaining.meanings import meaning
from autograder.grading.explaining.names import (
    MAX_LOOKED,
    assigned_at,
    likely,
    only_none,
    with_likely,
    words_of,
)
from autograder.grading.explaining.wording import Wording
from autograder.sandbox.loading import Failure
from autograder.submission import Submission
from autograder.text import Text, clean, inner, quoted, say, word

SHOWN = 200  # characters of an exception's text
REMOVED = {name: name for name in ("int", "float", "bool", "object", "str", "complex")} | {
    "long": "int",
    "unicode": "str",
    "product": "np.prod",
    "cumproduct": "np.cumprod",
    "sometrue": "np.any",
    "alltrue": "np.all",
    "Inf": "np.inf",
    "Infinity": "np.inf",
    "NaN": "np.nan",
    "NAN": "np.nan",
    "float_": "np.float64",
    "complex_": "np.complex128",
    "bool8": "np.bool_",
    "in1d": "np.isin",
    "trapz": "np.trapezoid",
    "row_stack": "np.vstack",
}
MODULES = ("collections", "copy", "itertools", "math", "os", "pickle", "random", "sys", "time")
MODULE_NAMES = {"matplotlib.pyplot": "plt"}  # as the notebooks call them
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
    return wording(failure, submission, failures).text


def wording(
    failure: Failure, submission: Submission | None = None, failures: Iterable[Failure] = ()
) -> Wording:
    """The same with what it says in general, without cells and lines."""
    found = next(
        found
        for means in (
            _simple,
            _import,
            _overwritten,
            _name,
            _attribute,
            _arguments,
            _character,
            _known,
            _syntax,
            _shapes,
            _ambiguous,
            _other,
        )
        if (found := means(failure, submission, tuple(failures))) is not None
    )
    meant = found if isinstance(found, Wording) else Wording(found)
    text = meant.text
    place = locate(failure, submission)
    calling = locate(replace(failure, cell=failure.calling_cell, line=failure.calling_line), submission)
    if calling:
        text = say("failure-called", text=text, place=calling)
    if place:
        text = say("failure-at", place=place, text=text)
    return Wording(text, meant.general or (meant.text if place or calling else None))


def locate(failure: Failure, submission: Submission | None) -> Text | None:
    """The cell, the line and the line's text, as far as they are known."""
    if not failure.cell:
        return None
    line = _line(failure, submission)
    if line:
        return say("place-line", cell=failure.cell, line=failure.line, text=inner(clean(line, SHOWN)))
    return say("place-cell", cell=failure.cell)


def _line(failure: Failure, submission: Submission | None, whole: bool = False) -> str:
    """The text of the line that failed, "" if it is not known; `whole` with the spaces around it."""
    cell = next((c for c in submission.cells if c.number == failure.cell), None) if submission else None
    lines = cell.source[:MAX_LOOKED].split("\n") if cell else []
    line = lines[failure.line - 1] if 0 < failure.line <= len(lines) else ""
    return line if whole else line.strip()


_Meaning = Callable[[Failure, Submission | None, tuple[Failure, ...]], Text | Wording | None]


def _simple(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type == "TimeoutError" and failure.text.isdecimal():
        key = "failure-stopped-needed" if failure.name else "failure-stopped"
        return say(key, seconds=failure.text, names=failure.name)
    return say(SIMPLE[failure.type]) if failure.type in SIMPLE else None


def _known(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    return meaning(failure.type, failure.text[:SHOWN])


def _character(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type != "SyntaxError":
        return None
    return unknown_character(_line(failure, submission, whole=True))


def _syntax(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type in ("IndentationError", "TabError"):
        return say("failure-indentation")
    if failure.type == "SyntaxError":
        return say("failure-syntax", text=quoted(failure.text[:SHOWN]))
    return None


def _import(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type not in ("ModuleNotFoundError", "ImportError"):
        return None
    if failure.name.partition(".")[0] == "common":
        return say("failure-common")
    return say("failure-import", name=word(failure.name or failure.text))


def _overwritten(
    failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]
) -> Text | Wording | None:
    """A name that everybody knows, such as np or sum, was given another value, and the line uses the name."""
    if failure.type == "AttributeError":
        found = re.match(r"'([\w.]+)' object has no attribute '(\w+)'", failure.text)
        pattern = rf"\b(\w+)[ \t]*\.[ \t]*{found.group(2)}\b" if found else ""
        known: tuple[str, ...] = ("np", "plt", *MODULES)
    elif failure.type == "TypeError":
        found = re.match(r"'([\w.]+)' object is not callable", failure.text)
        pattern, known = r"(?<![\w.])(\w+)[ \t]*\(" if found else "", tuple(dir(builtins))
    else:
        return None
    if not found or found.group(1) in ("module", "type", "function", "builtin_function_or_method"):
        return None
    for name in re.findall(pattern, _line(failure, submission)):
        place = assigned_at(name, submission) if name in known else None
        if place:
            said = say("failure-overwritten", name=name, type=found.group(1), cell=place[0], line=place[1])
            return Wording(said, say("failure-overwritten-somewhere", name=name, type=found.group(1)))
    return None


def _name(
    failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]
) -> Text | Wording | None:
    if failure.type == "UnboundLocalError":
        found = re.search(r"'(\w+)'", failure.text)
        return say("failure-unbound-name", name=word(failure.name or (found.group(1) if found else "?")))
    if failure.type != "NameError":
        return None
    name, words = inner(failure.name), words_of(submission)
    if name in words.of_self.get(failure.cell, ()):
        return say("failure-name-of-self", name=name)
    failed = {f.cell for f in failures}
    for cell, names in words.of_cell.items():
        if cell in failed and name in names:
            said = say("failure-name-of-failed-cell", name=name, cell=cell)
            return Wording(said, say("failure-name-of-a-failed-cell", name=name))
    if name == "self":
        return say("failure-no-self")
    if name in MODULES:
        return say("failure-not-imported", name=name)
    known = itertools.chain(("np", "plt"), *words.of_cell.values(), dir(builtins))
    return with_likely(say("failure-name", name=name or inner(failure.text[:SHOWN])), name, known)


def _attribute(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type != "AttributeError":
        return None
    if found := re.match(r"module 'numpy' has no attribute '(\w+)'", failure.text):
        name = found.group(1)
        if name in REMOVED:
            return say("failure-removed", name=name, instead=REMOVED[name])
        return with_likely(say("failure-attribute", of="np", name=name), name, dir(np))
    if found := re.match(r"module '([\w.]+)' has no attribute '(\w+)'", failure.text):
        module, name = found.groups()
        return say("failure-attribute", of=MODULE_NAMES.get(module, module), name=name)
    if found := re.match(r"'([\w.]+)' object has no attribute '(\w+)'", failure.text):
        of, name = found.groups()
        if of == "NoneType":
            return say("failure-none-attribute", name=name)
        text = _not_an_array(of, name) or say("failure-attribute", of=of, name=name)
        if of in TYPES:
            return with_likely(text, name, [n for n in dir(TYPES[of]) if not n.startswith("_")])
        near = likely(name, itertools.chain(*words_of(submission).of_self.values()))
        return say("failure-attribute-near", of=of, name=name, near=near) if near else text
    return None


def _not_an_array(of: str, name: str) -> Text | None:
    """The sentence for what an array has and a list or a number has not, or the other way round."""
    if name in ("len", "length"):
        return say("failure-use-len")
    if of == "numpy.ndarray" and name == "append":
        return say("failure-array-append")
    if hasattr(np.ndarray, name) and of in ("list", "tuple"):
        return say("failure-list-not-array", of=of, name=name)
    if hasattr(np.ndarray, name) and of in ("int", "float", "bool"):
        return say("failure-number-attribute", of=of, name=name)
    return None


def _arguments(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type != "TypeError":
        return None
    text = failure.text
    if re.match(r"Cannot interpret '\S+' as a data type", text):
        if re.search(r"\bn(?:p|umpy)\.array\(", _line(failure, submission)):
            return say("failure-array-of-numbers")
        return say("failure-shape-as-dtype")
    if found := re.match(r"'([\w.]+)' object is not callable", text):
        return say("failure-not-callable", type=found.group(1))
    if found := re.match(r"([\w.<>]+)\(\) ((?:takes|missing|got) .*)", text):
        return call(found.group(1), found.group(2), submission)
    if "'NoneType'" in text:
        return _none_of_self(failure, submission) or say("failure-none-operand")
    if "only integer scalar arrays" in text and re.search(r"concatenate|stack", _line(failure, submission)):
        return say("failure-join-in-a-list")
    if re.search(r"only (?:length-1|0-dimensional|integer scalar) arrays can be converted", text):
        return say("failure-scalar-only")
    return None


def _none_of_self(failure: Failure, submission: Submission | None) -> Text | None:
    """The sentence for an attribute of self that is None from the beginning and is given no other value."""
    for name in re.findall(r"\bself\.(\w+)\b(?![ \t]*\()", _line(failure, submission)):
        if only_none(name, failure.cell, submission):
            return say("failure-still-none", name=name)
    return None


def _shapes(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type not in ("ValueError", "IndexError") or not re.search(
        "shape|core dimension", failure.text
    ):
        return None
    both = re.search(r"shapes (\([\d,]*\)) (?:and )?(\([\d,]*\))", failure.text)
    expression, _, named = failure.operands.partition(": ")
    if expression and both and named.count("(") < 2:
        left, right = (shape.replace(",", ", ").replace(", )", ",)") for shape in both.groups())
        return say("failure-shapes-two", operands=quoted(expression), left=left, right=right)
    if failure.operands:
        return say("failure-shapes", operands=quoted(failure.operands))
    return say("failure-shapes-unnamed", text=quoted(failure.text[:SHOWN]))


def _ambiguous(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text | None:
    if failure.type == "ValueError" and failure.text.startswith("The truth value of an array"):
        return say("failure-ambiguous")
    return None


def _other(failure: Failure, submission: Submission | None, failures: tuple[Failure, ...]) -> Text:
    return say("failure-other", type=word(failure.type), text=quoted(failure.text[:SHOWN]))
