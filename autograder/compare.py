"""Whether an observation equals the expected one, and if not, what differs, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.text import Text, say

RTOL, ATOL = 1e-7, 1e-9
FLOAT32_RTOL, FLOAT32_ATOL = 1e-4, 1e-6  # a float32 answer is not punished where float64 was expected
SHOWN = 160  # characters of a value in a sentence
KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex"}


@dataclass(frozen=True)
class Opaque:
    """Something that is no data: the name of its type, and its text, cut."""

    type_name: str
    text: str


@dataclass(frozen=True)
class Difference:
    """The first thing that differs: its kind (`shape`, `value`, …) and a sentence."""

    kind: str
    text: Text


@dataclass(frozen=True)
class Tolerance:
    """How near values must be; `dtype` asks for the very dtype; `reveal` shows values in the sentence."""

    rtol: float = RTOL
    atol: float = ATOL
    dtype: bool = False
    reveal: bool = True


def compare(got: Any, expected: Any, tolerance: Tolerance = Tolerance()) -> Difference | None:
    """None if `got` is right; otherwise the first difference.

    `expected` is plain data: arrays, numbers, strings, None, and lists, tuples and dicts of them.
    """
    return _compare(got, expected, tolerance, "")


def is_number(value: Any) -> bool:
    """Python's and NumPy's numbers and bools, and arrays of them."""
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind in KINDS
    return isinstance(value, bool | int | float | complex)


def show(value: Any) -> str:
    """A value as short text for a sentence."""
    if isinstance(value, Opaque):
        text = value.text
    elif isinstance(value, np.ndarray):
        text = np.array2string(value, precision=6, threshold=12, edgeitems=2, separator=", ")
        text = " ".join(text.split())
    elif isinstance(value, np.generic):
        text = str(value)
    else:
        text = repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def type_name(value: Any) -> str:
    if isinstance(value, Opaque):
        return value.type_name[:SHOWN]
    return type(value).__name__[:SHOWN]


def _difference(kind: str, where: str, **values: Any) -> Difference:
    text = say(f"differs-{kind}", **values)
    if where:
        text = say("differs-at", where=where, text=text)
    return Difference(kind, text)


def _compare(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Difference | None:
    if isinstance(expected, Mapping):
        return _compare_mapping(got, expected, tolerance, where)
    if isinstance(expected, list | tuple):
        return _compare_sequence(got, expected, tolerance, where)
    if got is None and expected is not None:
        return _difference("none", where)
    if is_number(expected):
        return _compare_numbers(got, expected, tolerance, where)
    if type(got) is not type(expected):
        return _difference("type", where, expected=type_name(expected), got=type_name(got))
    if got != expected:
        if tolerance.reveal:
            return _difference("text", where, expected=show(expected), got=show(got))
        return _difference("text-hidden", where)
    return None


def _compare_mapping(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Difference | None:
    if not isinstance(got, Mapping):
        return _difference("type", where, expected="dict", got=type_name(got))
    missing = [k for k in expected if k not in got]
    extra = [k for k in got if k not in expected]
    if missing:
        return _difference("key-missing", where, key=show(missing[0]))
    if extra:
        return _difference("key-extra", where, key=show(extra[0]))
    for key in expected:
        found = _compare(got[key], expected[key], tolerance, f"{where}[{key!r}]")
        if found:
            return found
    return None


def _compare_sequence(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Difference | None:
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got)
    if got is None:
        return _difference("none", where)
    if not isinstance(got, list | tuple):
        return _difference("type", where, expected=type_name(expected), got=type_name(got))
    if len(got) != len(expected):
        return _difference("length", where, expected=len(expected), got=len(got))
    for i, (g, e) in enumerate(zip(got, expected, strict=True)):
        found = _compare(g, e, tolerance, f"{where}[{i}]" if len(expected) > 1 else where)
        if found:
            return found
    return None


def _compare_numbers(got: Any, expected: Any, tolerance: Tolerance, where: str) -> Difference | None:
    if not is_number(got):
        wanted = "np.ndarray" if np.ndim(expected) else KINDS[np.asarray(expected).dtype.kind]
        return _difference("type", where, expected=wanted, got=_describe(got))
    g, e = np.asarray(got), np.asarray(expected)
    if g.shape != e.shape:
        return _difference("shape", where, expected=str(e.shape), got=str(g.shape))
    if tolerance.dtype and g.dtype != e.dtype:
        return _difference("dtype", where, expected=e.dtype.name, got=g.dtype.name)
    if KINDS[g.dtype.kind] != KINDS[e.dtype.kind]:
        return _difference("dtype", where, expected=KINDS[e.dtype.kind], got=KINDS[g.dtype.kind])
    rtol, atol = tolerance.rtol, tolerance.atol
    if g.dtype.kind == "f" and g.dtype.itemsize < e.dtype.itemsize:
        rtol, atol = max(rtol, FLOAT32_RTOL), max(atol, FLOAT32_ATOL)
    with np.errstate(all="ignore"):
        if g.dtype.kind in "fc" and np.isnan(g).any() and not np.isnan(e).any():
            return _difference("nan", where, bad=int(np.isnan(g).sum()), total=g.size)
        if g.dtype.kind in "fc" and np.isinf(g).any() and not np.isinf(e).any():
            return _difference("inf", where, bad=int(np.isinf(g).sum()), total=g.size)
        exact = e.dtype.kind not in "fc"
        right = g == e if exact else np.isclose(g, e, rtol=rtol, atol=atol, equal_nan=True)
    if right.all():
        return None
    return _describe_values(g, e, right, tolerance, where)


def _describe(got: Any) -> str:
    if isinstance(got, np.ndarray):
        return f"np.ndarray (dtype={got.dtype})"
    return type_name(got)


def _describe_values(
    g: np.ndarray, e: np.ndarray, right: np.ndarray, tolerance: Tolerance, where: str
) -> Difference:
    if g.ndim == 0:
        if tolerance.reveal:
            return _difference("value", where, expected=show(e[()]), got=show(g[()]))
        return _difference("value-hidden", where)
    first = tuple(int(i) for i in np.argwhere(~right)[0])
    index = str(list(first))
    counts = {"bad": int((~right).sum()), "total": right.size, "index": index}
    if not tolerance.reveal:
        return _difference("values-hidden", where, **counts)
    return _difference("values", where, expected=show(e), got=show(g), **counts)
