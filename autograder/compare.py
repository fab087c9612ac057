"""Whether an observation equals the expected one, and if not, what differs, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.shown import TOO_LARGE, Opaque, describe, show, show_shape, type_name
from autograder.text import Text, say

RTOL, ATOL = 1e-7, 1e-9
FLOAT32_RTOL, FLOAT32_ATOL = 1e-4, 1e-6  # a float32 answer is not punished where float64 was expected
KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex"}
Path = tuple[str | int | float, ...]


@dataclass(frozen=True)
class Tolerance:
    """How near values must be; `dtype` asks for the very dtype; `reveal` shows values in the sentence."""

    rtol: float = RTOL
    atol: float = ATOL
    dtype: bool = False
    reveal: bool = True


@dataclass(frozen=True)
class Difference:
    """One thing that differs: its kind (`shape`, `values`, …) and the two values at `path`.

    Finding it renders nothing: what is to be said of it is made when `text` is asked for. `said` is a
    sentence that is there already.
    """

    kind: str
    path: Path = ()
    got: Any = field(default=None, compare=False, repr=False)
    expected: Any = field(default=None, compare=False, repr=False)
    tolerance: Tolerance = field(default=Tolerance(), compare=False, repr=False)
    right: Any = field(default=None, compare=False, repr=False)  # which elements are
    said: Text | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> Text:
        """The sentence, which does not say where."""
        if self.said:
            return self.said
        hidden = "" if self.tolerance.reveal or self.kind not in ("value", "values", "text") else "-hidden"
        if self.kind == "type" and _is_one_number(self.expected) and not is_number(self.got):
            return say("differs-no-number", got=describe(self.got))  # which kind of number is all the same
        return say(f"differs-{self.kind}{hidden}", **_values(self))

    @property
    def placed(self) -> Text:
        """The sentence, which says where."""
        return at(self.path, self.text)


def compare(got: Any, expected: Any, tolerance: Tolerance = Tolerance()) -> Difference | None:
    """None if `got` is right; otherwise the first difference.

    `expected` is plain data: arrays, numbers, strings, None, and lists, tuples and dicts of them. What this
    takes is bounded by `expected`: where structure or shape differ, nothing is looked at below.
    """
    return next(differences(got, expected, tolerance), None)


def differences(got: Any, expected: Any, tolerance: Tolerance = Tolerance()) -> Iterator[Difference]:
    """All that differs, one for each part."""
    for path, g, e in pairs(got, expected):
        kind, right = _differs(g, e, tolerance)
        if kind:
            yield Difference(kind, path, g, e, tolerance, right)


def pairs(got: Any, expected: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """The parts of both, side by side. A dict or list whose keys or length do not fit is one part."""
    if isinstance(expected, Mapping):
        if isinstance(got, Mapping) and got.keys() == expected.keys():
            for key in expected:
                yield from pairs(got[key], expected[key], (*path, key))
            return
    elif isinstance(expected, list | tuple) and _is_row(got) and len(got) == len(expected):
        for i, (g, e) in enumerate(zip(got, expected, strict=True)):
            yield from pairs(g, e, (*path, i) if len(expected) > 1 else path)
        return
    yield path, got, expected


def _is_row(value: Any) -> bool:
    """Whether something has parts in a row: an array, too, which is cut up only once its length is known."""
    return isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim > 0)


def at(path: Path, text: Text) -> Text:
    """The sentence with the place it speaks of."""
    return placed(where(path), text) if path else text


def where(path: Path) -> Text:
    """The place, which is inside of something: keys as they are, positions counted from 1."""
    steps = [say("differs-item", number=s + 1) if type(s) is int else Text(str(s), str(s)) for s in path]
    found = steps[0]
    for step in steps[1:]:
        inner = Text(_gap(step.ja[:1]) + step.ja, step.en)
        found = say("differs-inside", outer=Text(found.ja + _gap(found.ja[-1:]), found.en), inner=inner)
    return found


def placed(where: Text, text: Text) -> Text:
    """`where` followed by `text`."""
    return say("differs-at", where=Text(where.ja + _gap(where.ja[-1:]), where.en), text=text)


def _gap(neighbour: str) -> str:
    """Japanese is set off from Latin letters."""
    return " " if neighbour.isascii() else ""


def is_number(value: Any) -> bool:
    """Python's and NumPy's numbers and bools, and arrays of them."""
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype.kind in KINDS
    if isinstance(value, int):
        return -(2**63) <= value < 2**64  # beyond that it is no number of NumPy's
    return isinstance(value, float | complex)


def _is_one_number(value: Any) -> bool:
    return is_number(value) and np.ndim(value) == 0 and np.asarray(value).dtype.kind in "iuf"


def close(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Which elements are right; both have the same shape."""
    if expected.dtype.kind not in "fc":
        return np.asarray(got == expected)
    rtol, atol = tolerance.rtol, tolerance.atol
    if got.dtype.kind == "f" and got.dtype.itemsize < expected.dtype.itemsize:
        rtol, atol = max(rtol, FLOAT32_RTOL), max(atol, FLOAT32_ATOL)
    with np.errstate(all="ignore"):
        same = np.asarray(got == expected)  # most right answers are, to the last bit, and isclose is slow
        if same.all():
            return same
        return np.asarray(np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=True))


def _differs(got: Any, expected: Any, tolerance: Tolerance) -> tuple[str, Any]:
    """The kind of a difference, "" for none, and which elements are right where that was looked at."""
    if got is None and expected is not None:
        return "none", None
    if isinstance(got, Opaque) and got.text == TOO_LARGE:
        return "large", None
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return "type", None
        if not expected.keys() <= got.keys():
            return "key-missing", None
        return "" if len(got) == len(expected) else "key-extra", None
    if isinstance(expected, list | tuple):
        if not _is_row(got):
            return "several" if len(expected) > 1 else "type", None
        return "" if len(got) == len(expected) else "length", None
    if is_number(expected):
        return _differs_from_numbers(got, expected, tolerance)
    if type(got) is not type(expected):
        return "type", None
    return "" if got == expected else "text", None


def _differs_from_numbers(got: Any, expected: Any, tolerance: Tolerance) -> tuple[str, Any]:
    if not is_number(got):
        return "type", None
    g, e = np.asarray(got), np.asarray(expected)
    if g.shape != e.shape:
        return "shape", None
    if tolerance.dtype and g.dtype != e.dtype:
        return "dtype", None
    if g.dtype.kind in "fc":
        for kind, is_bad in (("nan", np.isnan), ("inf", np.isinf)):
            if is_bad(g).any() and not is_bad(e).any():
                return kind, None
    right = close(g, e, tolerance)
    if KINDS[e.dtype.kind] != KINDS[g.dtype.kind] and (
        right.all() or np.allclose(g, e, tolerance.rtol, tolerance.atol)
    ):
        return ("dtype" if g.ndim else "type"), None
    if right.all():
        return "", None
    return ("values" if g.ndim else "value"), right


def _values(difference: Difference) -> dict[str, Any]:
    """What the sentence for a difference needs."""
    kind, got, expected = difference.kind, difference.got, difference.expected
    if kind in ("key-missing", "key-extra"):
        here, there = (expected, got) if kind == "key-missing" else (got, expected)
        return {"key": show(next(key for key in here if key not in there))}
    if kind == "several":
        return {"count": len(expected), "got": describe(got)}
    if kind == "length":
        return {"expected": len(expected), "got": len(got)}
    if kind == "large":
        return {"got": type_name(got)}
    if kind == "type":
        return _types(got, expected)
    if kind == "shape":
        return {"expected": show_shape(np.shape(expected)), "got": show_shape(np.shape(got))}
    if kind == "dtype":
        g, e = np.asarray(got).dtype, np.asarray(expected).dtype
        if difference.tolerance.dtype:
            return {"expected": e.name, "got": g.name}
        return {"expected": KINDS[e.kind], "got": KINDS[g.kind]}
    if kind in ("nan", "inf"):
        bad = np.isnan(got) if kind == "nan" else np.isinf(got)
        return {"bad": int(bad.sum()), "total": np.size(got)}
    shown = {"expected": show(expected), "got": show(got)} if difference.tolerance.reveal else {}
    if kind != "values":
        return shown
    right = difference.right
    first = np.unravel_index(int(np.argmin(right)), right.shape)
    index = str([int(i) for i in first])
    return {"bad": int((~right).sum()), "total": right.size, "index": index, **shown}


def _types(got: Any, expected: Any) -> dict[str, Any]:
    if isinstance(expected, Mapping):
        return {"expected": "dict", "got": describe(got)}
    if isinstance(expected, list | tuple):
        return {"expected": type_name(expected), "got": describe(got)}
    if not is_number(expected):
        return {"expected": type_name(expected), "got": type_name(got)}
    e = np.asarray(expected)
    if is_number(got):  # the same number in another type
        return {"expected": KINDS[e.dtype.kind], "got": KINDS[np.asarray(got).dtype.kind]}
    return {"expected": "np.ndarray" if e.ndim else KINDS[e.dtype.kind], "got": describe(got)}
