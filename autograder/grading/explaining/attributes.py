"""Attributes, methods and keys that are not there, in words for a beginner."""

from __future__ import annotations

import itertools
import re
import sys

import numpy as np

from autograder.grading.explaining.bindings import DEFINITION, bindings
from autograder.grading.explaining.case import Case, line_at
from autograder.grading.explaining.names import (
    all_attributes,
    class_at,
    classes,
    given_to_self,
    likely,
    methods,
    names_of,
    only_none,
    with_likely,
)
from autograder.grading.explaining.outline import Definition
from autograder.grading.explaining.provided import shown, signatures
from autograder.grading.explaining.wording import Wording
from autograder.text import Text, clean, inner, quoted, say, word

SHOWN = 200  # characters of a line
MAX_TRIED = 20  # attributes of one line that are looked for
KEYS = "keys: "  # what the sandbox puts before the keys that it saw (sandbox/operands.py)
LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|[\d.+-]+|None|True|False|\([\d., +-]*\)")
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
MODULE_NAMES = {"matplotlib.pyplot": "plt"}  # as the notebooks call them
TYPES = {t.__name__: t for t in (dict, list, tuple, str, int, float, bool, set)} | {
    "numpy.ndarray": np.ndarray
}
FUNCTIONS = ("function", "method", "builtin_function_or_method")
DICTS = ("dict", "collections.OrderedDict", "collections.defaultdict", "OrderedDict", "defaultdict")
KNOWN_MODULES = ("math", "random", "numpy.linalg", "numpy.random", "matplotlib.pyplot")


def attribute(case: Case) -> Text | Wording | None:
    """The sentence for an AttributeError; None for another exception."""
    text = case.failure.text
    if case.failure.type != "AttributeError":
        return None
    if found := re.match(r"module '([\w.]+)' has no attribute '(\w+)'", text):
        return _of_module(found[1], found[2])
    if found := re.match(r"type object '(\w+)' has no attribute '(\w+)'", text):
        return _of_class(found[1], found[2], case) or say("failure-attribute", of=found[1], name=found[2])
    if found := re.match(r"'([\w.]+)' object has no attribute '(\w+)'", text):
        return _of_object(found[1], found[2], case)
    return None


def _of_module(module: str, name: str) -> Text:
    if module != "numpy":
        text = say("failure-attribute", of=MODULE_NAMES.get(module, module), name=name)
        return with_likely(text, name, dir(sys.modules.get(module))) if module in KNOWN_MODULES else text
    if name in REMOVED:
        return say("failure-removed", name=name, instead=REMOVED[name])
    return with_likely(say("failure-attribute", of="np", name=name), name, dir(np))


def _of_object(of: str, name: str, case: Case) -> Text | Wording:
    if of == "NoneType":
        return none_of_self(case) or say("failure-none-attribute", name=name)
    if of in FUNCTIONS:
        return say("failure-function-attribute", name=word(name))
    own_names = [n for n in dir(dict) if not n.startswith("_")]
    found = re.search(rf"(?<![\w.])([\w.]{{1,80}})\.{name}\b(\s*\()?", case.line) if of in DICTS else None
    if found and not (found[2] and likely(name, own_names)):  # of which nothing is called, if not by mistake
        return say("failure-key-by-dot", of=word(found[1]), name=word(name))
    text = _not_an_array(of, name) or say("failure-attribute", of=of, name=name)
    if of in TYPES:
        return with_likely(text, name, [n for n in dir(TYPES[of]) if not n.startswith("_")])
    own = _of_class(of, name, case)
    if own:
        return own
    near = likely(name, all_attributes(case.submission))
    return say("failure-attribute-near", of=of, name=name, near=near) if near else text


def _of_class(of: str, name: str, case: Case) -> Text | Wording | None:
    """For a class of the submission: what is written in it in the name's place, or that nothing is."""
    own = next((c for c in classes(case.submission) if c.name == of), None)
    if own is None:
        return None
    others = all_attributes(case.submission) if own.written.strip() not in ("", "object") else ()
    near = likely(name, itertools.chain(names_of(own, case.submission), others))
    asked = case.chapter is not None and f"{of}.{name}" in signatures(case.chapter)
    if near:
        key = "failure-attribute-misspelt" if asked else "failure-attribute-near"
        return say(key, of=of, name=name, near=near)
    if not asked or case.chapter is None:
        giver = _given_in(own, name, case)
        if giver:
            return say("failure-attribute-later", of=word(of), name=word(name), method=word(giver))
        return say("failure-attribute-not-kept", of=word(of), name=word(name))
    return _outside(own, name, case) or say(
        "failure-method-missing", of=of, name=name, method=f"{name}({shown(case.chapter)[f'{of}.{name}']})"
    )


def _given_in(own: Definition, name: str, case: Case) -> str:
    """The method that gives self.name a value, "" if none does."""
    for method, definition in methods(own, case.submission).items():
        if any(name == given for line in definition.body for given, _ in given_to_self(line.text)):
            return method
    return ""


def _outside(own: Definition, name: str, case: Case) -> Wording | None:
    """A method that is set in too little, and stands below its class."""
    for place in bindings(case.submission).get(name, ()):
        if place.kind == DEFINITION and (place.cell, place.line) > (own.cell, own.line):
            line = line_at(place.cell, place.line, case.submission)
            if re.search(r"\(\s*self\b", line):
                text = inner(clean(line.strip(), SHOWN))
                where = say("place-line", cell=place.cell, line=place.line, text=text)
                values = {"of": own.name, "name": name}
                return Wording(
                    say("failure-method-outside", place=where, **values),
                    say("failure-method-outside", place=say("place-somewhere"), **values),
                )
    return None


def none_of_self(case: Case) -> Text | None:
    """The sentence for an attribute of self that is None from the beginning and is given no other value."""
    of = class_at(case.failure.cell, case.failure.line, case.submission)
    for name in re.findall(r"\bself\.(\w+)\b(?![ \t]*\()", case.line)[:MAX_TRIED] if of else ():
        if of and only_none(name, of, case.submission):
            has = "forward" in names_of(of, case.submission)
            return say("failure-none-forward" if has else "failure-still-none", name=word(name))
    return None


def _not_an_array(of: str, name: str) -> Text | None:
    """The sentence for what an array has and a list or a number has not, or the other way round."""
    if name in ("len", "length"):
        return say("failure-use-len")
    if of == "numpy.ndarray" and name == "append":
        return say("failure-array-append")
    if of.startswith("numpy.") and name in dir(np) and isinstance(getattr(np, name), np.ufunc):
        return say("failure-function-of-numpy", name=name)
    if hasattr(np.ndarray, name) and of in ("list", "tuple"):
        return say("failure-list-not-array", of=of, name=name)
    if hasattr(np.ndarray, name) and of in ("int", "float", "bool"):
        return say("failure-number-attribute", of=of, name=name)
    return None


def key(case: Case) -> Text | None:
    """The sentence for a KeyError, with the keys that there are where the sandbox saw them."""
    failure = case.failure
    if failure.type != "KeyError" or not failure.text:
        return None
    wanted = failure.text[:SHOWN]
    text = say("failure-key", key=_shown(wanted) if LITERAL.fullmatch(wanted) else quoted(wanted))
    if not failure.operands.startswith(KEYS):
        return text
    keys = LITERAL.findall(failure.operands.removeprefix(KEYS))
    if not keys:
        return say("failure-key-of-empty", text=text)
    text = say("failure-key-known", text=text, keys=", ".join(map(_shown, keys)))
    return with_likely(text, wanted.strip("'\""), [k.strip("'\"") for k in keys if k[0] in "'\""])


def _shown(literal: str) -> str:
    """A key as Python shows it; what is in its quotation marks does not end ours."""
    return f"'{inner(literal[1:-1])}'" if literal[0] in "'\"" else literal
