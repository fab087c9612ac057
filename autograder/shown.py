"""A value as short text for a sentence, and `Opaque`, which is no more than such a text."""

from __future__ import annotations

import itertools
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.text import Text, say, word

SHOWN = 160  # characters of a value in a sentence
MAX_AXES = 6  # of an array whose elements are shown
TOO_LARGE = "too large"  # the text of an Opaque that stands for what was too large to come out of the sandbox


@dataclass(frozen=True)
class Opaque:
    """Something that is no data: the name of its type, and its text, cut."""

    type_name: str
    text: str


def show(value: Any) -> str:
    """A value as short text for a sentence; only what is shown of it is rendered."""
    if isinstance(value, Opaque):
        text = value.text
    elif isinstance(value, np.ndarray):
        text = _show_array(value)
    elif isinstance(value, np.generic):
        text = str(value)
    else:
        text = _BRIEF.repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _show_array(array: np.ndarray) -> str:
    """NumPy shortens only axes that are long: of many axes it would print every element."""
    if array.ndim > MAX_AXES:
        return f"array(shape={array.shape}, dtype={array.dtype})"
    text = np.array2string(array, precision=6, threshold=12, edgeitems=2, separator=", ")
    return " ".join(text.split())


class _Brief(reprlib.Repr):
    """Python's own texts of lists, dicts and numbers, as far as they can be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 5
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = self.maxdeque = 60
        self.maxstring = self.maxlong = self.maxother = 2 * SHOWN

    def repr_ndarray(self, array: np.ndarray, level: int) -> str:
        if array.ndim > 2 or array.size > SHOWN:
            return f"array(shape={array.shape}, dtype={array.dtype})"
        return " ".join(repr(array).split())

    def repr_dict(self, items: Mapping[Any, Any], level: int) -> str:
        """In the order of the dict, and not sorted."""
        if level <= 0:
            return "{...}"
        shown = [
            f"{self.repr1(key, level - 1)}: {self.repr1(items[key], level - 1)}"
            for key in itertools.islice(items, self.maxdict)
        ]
        return "{" + ", ".join([*shown, *(["..."] if len(items) > self.maxdict else [])]) + "}"


_BRIEF = _Brief()


def show_shape(shape: tuple[int, ...]) -> Text:
    """A shape as text; `()` is told as the single number that it is."""
    return Text(str(shape), str(shape)) if shape else say("differs-no-shape")


def type_name(value: Any) -> str:
    if isinstance(value, Opaque):
        return word(value.type_name, SHOWN)
    return type(value).__name__[:SHOWN]


def describe(value: Any) -> str:
    """The name of a value's type, of an array with its dtype."""
    if isinstance(value, np.ndarray):
        return f"np.ndarray (dtype={value.dtype})"
    return type_name(value)
