"""Whether an observation equals the expected one, and if not, what differs, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.text import Text, say

RTOL, ATOL = 1e-7, 1e-9
FLOAT32_RTOL, FLOAT32_ATOL = 1e-4, 1e-6  # a float32 answer is not punished where float64 was expected
SHOWN = 160  # characters of a value in a sentence
KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float", "c": "complex"}
Path = tuple[str | int | float, ...]


@dataclass(frozen=True)
class Opaque:
    """Something that is no data: the name of its type, and its text, cut."""

    type_name: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One thing that differs: its kind (`shape`, `value`, …), a sentence, and the two values at `path`."""

    kind: str
    text: Text
    path: Path = ()
    got: Any = field(default=None, compare=False, repr=False)
    expected: Any = field(default=None, compare=False, repr=False)

    def placed(self) -> Difference:
        """The same with a sentence that says where it is."""
        return Difference(self.kind, at(self.path, self.text), self.path, self.got, self.expected)


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
    found = next(differences(got, expected, tolerance), None)
    return found.placed() if found else None


def differences(got: Any, expected: Any, tolerance: Tolerance = Tolerance()) -> Iterator[Difference]:
    """All that differs, one for each part; the sentences do not say where."""
    for path, g, e in pairs(got, expected):
        found = _differs(g, e, tolerance)
        if found:
            kind, values = found
            yield Difference(kind, say(f"differs-{kind}", **values), path, g, e)


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
    """The sentence with the place it speaks of: keys as they are, positions counted from 1."""
    if not path:
        return text
    steps = [say("differs-item", number=s + 1) if type(s) is int else Text(str(s), str(s)) for s in path]
    where = steps[0]
    for step in steps[1:]:
        inner = Text(_gap(step.ja[:1]) + step.ja, step.en)
        where = say("differs-inside", outer=Text(where.ja + _gap(where.ja[-1:]), where.en), inner=inner)
    return placed(where, text)


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


def close(got: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Which elements are right; both have the same shape."""
    if expected.dtype.kind not in "fc":
        return np.asarray(got == expected)
    rtol, atol = tolerance.rtol, tolerance.atol
    if got.dtype.kind == "f" and got.dtype.itemsize < expected.dtype.itemsize:
        rtol, atol = max(rtol, FLOAT32_RTOL), max(atol, FLOAT32_ATOL)
    with np.errstate(all="ignore"):
        return np.asarray(np.isclose(got, expected, rtol=rtol, atol=atol, equal_nan=True))


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


def show_shape(shape: tuple[int, ...]) -> Text:
    """A shape as text; `()` is told as the single number that it is."""
    return Text(str(shape), str(shape)) if shape else say("differs-no-shape")


def type_name(value: Any) -> str:
    if isinstance(value, Opaque):
        return value.type_name[:SHOWN]
    return type(value).__name__[:SHOWN]


_Found = tuple[str, dict[str, Any]]  # the kind of a difference, and what its sentence needs


def _differs(got: Any, expected: Any, tolerance: Tolerance) -> _Found | None:
    if got is None and expected is not None:
        return "none", {}
    if isinstance(expected, Mapping):
        return _differs_from_mapping(got, expected)
    if isinstance(expected, list | tuple):
        if not _is_row(got):
            if len(expected) > 1:
                return "several", {"count": len(expected), "got": _describe(got)}
            return "type", {"expected": type_name(expected), "got": _describe(got)}
        fits = len(got) == len(expected)
        return None if fits else ("length", {"expected": len(expected), "got": len(got)})
    if is_number(expected):
        return _differs_from_numbers(got, expected, tolerance)
    if type(got) is not type(expected):
        return "type", {"expected": type_name(expected), "got": type_name(got)}
    if got == expected:
        return None
    return (
        ("text", {"expected": show(expected), "got": show(got)}) if tolerance.reveal else ("text-hidden", {})
    )


def _differs_from_mapping(got: Any, expected: Mapping[Any, Any]) -> _Found | None:
    if not isinstance(got, Mapping):
        return "type", {"expected": "dict", "got": _describe(got)}
    for key in expected:
        if key not in got:
            return "key-missing", {"key": show(key)}
    for key in got:
        if key not in expected:
            return "key-extra", {"key": show(key)}
    return None


def _differs_from_numbers(got: Any, expected: Any, tolerance: Tolerance) -> _Found | None:
    if not is_number(got):
        wanted = "np.ndarray" if np.ndim(expected) else KINDS[np.asarray(expected).dtype.kind]
        return "type", {"expected": wanted, "got": _describe(got)}
    g, e = np.asarray(got), np.asarray(expected)
    if g.shape != e.shape:
        return "shape", {"expected": show_shape(e.shape), "got": show_shape(g.shape)}
    if tolerance.dtype and g.dtype != e.dtype:
        return "dtype", {"expected": e.dtype.name, "got": g.dtype.name}
    if g.dtype.kind in "fc":
        for kind, is_bad in (("nan", np.isnan), ("inf", np.isinf)):
            if is_bad(g).any() and not is_bad(e).any():
                return kind, {"bad": int(is_bad(g).sum()), "total": g.size}
    right, wanted = close(g, e, tolerance), KINDS[e.dtype.kind]
    if wanted != KINDS[g.dtype.kind] and (right.all() or np.allclose(g, e, tolerance.rtol, tolerance.atol)):
        return "dtype" if g.ndim else "type", {"expected": wanted, "got": KINDS[g.dtype.kind]}
    return None if right.all() else _differing_values(g, e, right, tolerance)


def _describe(got: Any) -> str:
    if isinstance(got, np.ndarray):
        return f"np.ndarray (dtype={got.dtype})"
    return type_name(got)


def _differing_values(g: np.ndarray, e: np.ndarray, right: np.ndarray, tolerance: Tolerance) -> _Found:
    shown = {"expected": show(e[()]), "got": show(g[()])} if tolerance.reveal else {}
    hidden = "" if tolerance.reveal else "-hidden"
    if g.ndim == 0:
        return f"value{hidden}", shown
    index = str([int(i) for i in np.argwhere(~right)[0]])
    return f"values{hidden}", {"bad": int((~right).sum()), "total": right.size, "index": index, **shown}
