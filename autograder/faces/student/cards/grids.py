"""Small tables of what was expected and got, in which a sign and bold type mark what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.compare import KINDS, close, where
from autograder.selfcheck.checks import Compared
from autograder.text import clean

ELEMENTS = 60  # of an array whose elements are shown
COLUMNS = 12
TEXT = 2000  # characters of a value that has no elements


@dataclass(frozen=True)
class Value:
    """One cell: its text, and whether it is marked as wrong."""

    text: str
    wrong: bool = False


@dataclass(frozen=True)
class Row:
    """The rows of one side, "expected" or "got", or one of these; `label` is its index."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Grid:
    """Expected and got, each as rows under the same kind of headings.

    `headings` are empty where there is but one column; `place` says which part of a result it is.
    """

    expected: tuple[Row, ...]
    got: tuple[Row, ...]
    headings: tuple[str, ...] = ()
    got_headings: tuple[str, ...] = ()
    place: str = ""

    @property
    def flat(self) -> bool:
        """Whether both sides fit into one table, a row for each."""
        return len(self.expected) == len(self.got) == 1 and self.headings == self.got_headings


def grid_of(compared: Compared | None, expected: str, got: str, lang: str) -> Grid:
    """The table of a comparison; of what has no elements to show, that of the two texts."""
    try:
        found = _of_arrays(compared, lang) if compared else None
    except Exception:  # a student's object may raise when it is looked at; the texts are there already
        found = None
    return found or Grid(
        (Row("", (Value(clean(expected, TEXT)),)),), (Row("", (Value(clean(got, TEXT), True),)),)
    )


def _of_arrays(compared: Compared, lang: str) -> Grid | None:
    place, path = "", compared.found.path
    expected, got = _vector(compared.expected), _vector(compared.got)
    if expected is None or got is None:
        expected, got = _array(compared.found.expected), _array(compared.found.got)
        place = where(path)[lang] if path else ""
    if expected is None or got is None or (path and not expected.ndim):  # one number says little of a whole
        return None
    same = expected.shape == got.shape
    right = close(got, expected, compared.found.tolerance) if same else np.ones(got.shape, bool)
    if KINDS[expected.dtype.kind] != KINDS[got.dtype.kind] and right.all():
        right = np.zeros(got.shape, bool)
    texts = [_text(v) for v in expected.ravel()]
    marked = []
    for i, (value, is_right) in enumerate(zip(got.ravel(), right.ravel(), strict=True)):
        text = _text(value)
        if same and not is_right and text == texts[i]:  # they differ further behind
            text = repr(value.item())
        marked.append(Value(text, not is_right))
    over = None if compared.x is None or not same else list(compared.x)
    return Grid(
        _rows(expected.shape, [Value(t) for t in texts]),
        _rows(got.shape, marked),
        _headings(expected.shape, over),
        _headings(got.shape, over),
        place,
    )


def _vector(value: Any) -> Any:
    """A list or tuple of Python's numbers as an array."""
    if type(value) not in (list, tuple) or not 1 < len(value) <= COLUMNS:
        return None
    return np.array(value) if all(type(v) in (int, float, bool) for v in value) else None


def _array(value: Any) -> Any:
    """A number or an array of numbers as a plain array, if it is small."""
    if type(value) in (int, float, bool) or isinstance(value, np.generic):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf" or not 0 < value.size <= ELEMENTS:
        return None
    return np.array(value, subok=False) if not value.ndim or value.shape[-1] <= COLUMNS else None


def _rows(shape: tuple[int, ...], values: list[Value]) -> tuple[Row, ...]:
    across = shape[-1] if shape else 1
    labels = [", ".join(map(str, index)) for index in np.ndindex(*shape[:-1])]
    return tuple(Row(label, tuple(values[i * across : (i + 1) * across])) for i, label in enumerate(labels))


def _headings(shape: tuple[int, ...], over: list[Any] | None) -> tuple[str, ...]:
    """What the columns are of, if the check says it, else their indices."""
    if not shape:
        return ()
    if over is None or len(over) != shape[-1]:
        return tuple(map(str, range(shape[-1])))
    return tuple(str(v) if isinstance(v, tuple) else f"x = {v:.6g}" for v in over)


def _text(value: Any) -> str:
    number = value.item()
    if type(number) is not float:
        return str(number)
    text = f"{number:.6g}"
    return f"{text}.0" if text.lstrip("-").isdigit() else text  # told apart from a whole number
