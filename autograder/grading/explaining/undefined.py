"""Why a name has no value: what is known of it, the best cause first; a spelling is guessed at last."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable

import numpy as np

from autograder.grading.explaining.bindings import IMPORT, Binding, bindings
from autograder.grading.explaining.case import Case, line_at
from autograder.grading.explaining.missing import elsewhere, misspelt
from autograder.grading.explaining.names import class_at, likely, names_of, with_likely
from autograder.grading.explaining.outline import enclosing
from autograder.grading.explaining.provided import given, set_up
from autograder.grading.explaining.uses import unused
from autograder.grading.explaining.wording import Wording
from autograder.sandbox.loading import Failure
from autograder.text import Text, clean, inner, say, word

SHOWN = 200  # characters of a line
MODULES = ("collections", "copy", "itertools", "math", "os", "pickle", "random", "sys", "time")
OTHER_NAMES = {"numpy": "np", "matplotlib": "plt", "pyplot": "plt"}  # → as the notebooks call them
NUMPY = (  # what the book uses of it
    *(
        "abs",
        "all",
        "any",
        "arange",
        "argmax",
        "argmin",
        "argsort",
        "array",
        "concatenate",
        "cos",
        "dot",
        "empty",
    ),
    *("exp", "expand_dims", "eye", "linspace", "log", "matmul", "max", "maximum", "mean", "min", "minimum"),
    *("ones", "ones_like", "pad", "prod", "reshape", "shape", "sin", "sqrt", "square", "std", "sum", "tanh"),
    *("transpose", "var", "where", "zeros", "zeros_like"),
)
UNREAD = ("SyntaxError", "IndentationError", "TabError")  # of which a cell as a whole cannot be read
STOPPED = ("TimeoutError", "Killed")


def undefined(case: Case) -> Text | Wording | None:
    """The sentence for a NameError; None for another exception."""
    failure = case.failure
    if failure.type == "UnboundLocalError":
        found = re.search(r"'(\w+)'", failure.text)
        return say("failure-unbound-name", name=word(failure.name or (found.group(1) if found else "?")))
    if failure.type != "NameError":
        return None
    name = inner(failure.name)
    for why in _CAUSES:
        if said := why(name, case):
            return said
    return with_likely(say("failure-name", name=name or inner(failure.text[:SHOWN])), name, _known(case))


def _of_self(name: str, case: Case) -> Text | None:
    """In a class: its own attributes and methods, and self itself."""
    of = class_at(case.failure.cell, case.failure.line, case.submission)
    if not of:
        return say("failure-no-self") if name == "self" else None
    if name == "self":
        return say("failure-no-self")
    return say("failure-name-of-self", name=name) if name in names_of(of, case.submission) else None


def _not_made(name: str, case: Case) -> Wording | None:
    """The statement that would have given the name its value failed, or was stopped, or its cell cannot be
    read."""
    for place in bindings(case.submission).get(name, ()):
        cause = next((f for f in case.failures if f != case.failure and _spoils(f, place, case)), None)
        if cause:
            return _spoilt(name, place, cause, case)
    return None


def _spoils(failure: Failure, place: Binding, case: Case) -> bool:
    cells = {failure.cell: failure.line, failure.calling_cell: failure.calling_line}
    if place.cell not in cells:
        return False
    line = cells[place.cell]
    if failure.type in UNREAD or not line or place.start <= line <= place.end:
        return True
    return any(d.word == "def" and line > d.line for d in enclosing(case.submission, place.cell, line))


def _spoilt(name: str, place: Binding, cause: Failure, case: Case) -> Wording:
    if place.kind == IMPORT and cause.type in ("ImportError", "ModuleNotFoundError"):
        line = inner(clean(line_at(place.cell, place.line, case.submission).strip(), SHOWN))
        where = say("place-line", cell=place.cell, line=place.line, text=line)
        return Wording(
            say("failure-import-failed", name=name, place=where),
            say("failure-import-failed-there", name=name),
        )
    if cause.type in STOPPED:
        said = say("failure-name-of-stopped-cell", name=name, cell=place.cell)
        return Wording(said, say("failure-name-of-a-stopped-cell", name=name))
    said = say("failure-name-of-failed-cell", name=name, cell=place.cell)
    return Wording(said, say("failure-name-of-a-failed-cell", name=name))


def _elsewhere(name: str, case: Case) -> Wording | None:
    at_margin = any(not place.in_block for place in bindings(case.submission).get(name, ()))
    return None if at_margin else elsewhere(name, case.submission)


def _module(name: str, case: Case) -> Text | None:
    bound = name in bindings(case.submission)
    return say("failure-not-imported", name=name) if name in MODULES and not bound else None


def _of_chapter(name: str, case: Case) -> Text | Wording | None:
    """What the notebook holds from the beginning and is not there, and what is still to be written."""
    if not case.chapter or name in bindings(case.submission):
        return None
    if name in case.chapter.symbols:
        return misspelt(name, case.submission, case.chapter) or say("failure-name-of-exercise", name=name)
    if name in given(case.chapter):
        return say("failure-name-given", name=name)
    line = set_up(case.chapter).get(name)
    return say("failure-name-set-up", name=name, line=line) if line else None


def _argument(name: str, case: Case) -> Text | None:
    """The function in which it is used has arguments that are never used."""
    function = next((d for d in reversed(case.around) if d.word == "def"), None)
    left = unused(function) if function else []
    if not function or not left or re.search(rf"\b{re.escape(name)}\s*\(", case.line):
        return None
    arguments = ", ".join(map(word, left))
    return say("failure-argument-unused", name=name, function=word(function.name), arguments=arguments)


def _not_run(name: str, case: Case) -> Wording | None:
    """A line gives the name a value, but it has not run, or not to its end."""
    place = next(iter(bindings(case.submission).get(name, ())), None)
    if not place or place.kind not in (IMPORT, "value", "definition"):
        return None
    line = inner(clean(line_at(place.cell, place.line, case.submission).strip(), SHOWN))
    where = say("place-line", cell=place.cell, line=place.line, text=line)
    return Wording(
        say("failure-name-not-run", name=name, place=where), say("failure-name-not-run-there", name=name)
    )


def _of_key(name: str, case: Case) -> Text | None:
    """What stands alone in [ ] may be a key that lacks its quotation marks."""
    if name in bindings(case.submission):
        return None
    found = re.search(rf"(?<![\w.])([\w.]{{1,80}})\[\s*{re.escape(name)}\s*\]", case.line)
    return say("failure-key-unquoted", of=word(found[1]), name=name) if found else None


def _of_np(name: str, case: Case) -> Text | None:
    """A module by another name than the notebook's, and NumPy's functions with their names misspelt."""
    if name in OTHER_NAMES:
        return say("failure-module-called", name=name, called=OTHER_NAMES[name])
    used = re.search(rf"(?<![\w.]){re.escape(name)}\s*\.\s*(\w+)", case.line)
    if used and len(name) == 2 and name != "np" and set(name.lower()) & set("np") and used[1] in dir(np):
        return say("failure-likely", text=say("failure-name", name=name), likely="np")
    called = re.search(rf"(?<![\w.]){re.escape(name)}\s*\(", case.line)
    near = likely(name, NUMPY) if called and not likely(name, _known(case)) else None
    return say("failure-likely", text=say("failure-name", name=name), likely=f"np.{near}") if near else None


def _known(case: Case) -> list[str]:
    return ["np", "plt", *bindings(case.submission), *dir(builtins)]


def _of_numpy(name: str, case: Case) -> Text | None:
    public = name in dir(np) and not name.startswith("_")
    return say("failure-name-of-numpy", name=name) if public and not hasattr(builtins, name) else None


_CAUSES: tuple[Callable[[str, Case], Text | Wording | None], ...] = (
    _of_self,
    _not_made,
    _elsewhere,
    _module,
    _of_chapter,
    _argument,
    _not_run,
    _of_numpy,
    _of_key,
    _of_np,
)
