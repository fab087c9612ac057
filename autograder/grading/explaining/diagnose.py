"""What is wrong with an observation, in words, read off it and the expected one; no hidden value is told.

A sentence here states what holds for the student's observation. It may ask about a cause, never assert one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.compare import Difference, Path, Tolerance, at, compare, differences, is_number, pairs, placed
from autograder.grading.explaining.patterns import pattern, reshaped, uniform
from autograder.grading.explaining.wording import Wording
from autograder.report import Outcome
from autograder.text import Text, say

MAX_PLACES = 3
MAX_ROWS = 5


def describe(got: Any, expected: Any, tolerance: Tolerance, sizes: Collection[int] = ()) -> Wording:
    """What is wrong with an observation. `sizes` are lengths of the arrays that went in."""
    parts = list(pairs(got, expected))
    sizes = {*sizes, *(n for _, _, e in parts if isinstance(e, np.ndarray) for n in e.shape)}
    if _swapped(got, expected, tolerance):
        return Wording(say("diagnose-swapped"))
    everywhere = _everywhere(parts, tolerance, sizes)
    if everywhere:
        return Wording(everywhere)
    wrong = list(differences(got, expected, tolerance))
    texts = [_describe_part(d, tolerance, sizes) for d in wrong]
    same = [d.path for d, text in zip(wrong, texts, strict=True) if text == texts[0]]
    if len(same) == len(parts):
        return Wording(texts[0])
    text = _at_places(same, texts[0])
    shapes = _shapes_that_work(parts, wrong)
    return Wording(_then(text, shapes)) if shapes else Wording(text, texts[0])


def _then(text: Text, more: Text | None) -> Text:
    """One sentence after the other."""
    return Text(text.ja + more.ja, f"{text.en} {more.en}") if more else text


def _swapped(got: Any, expected: Any, tolerance: Tolerance) -> bool:
    """Whether two results, or the two of each entry of a dict, are right the other way round."""
    if isinstance(expected, Mapping):
        if not expected or not isinstance(got, Mapping) or got.keys() != expected.keys():
            return False
        wrong = [k for k in expected if compare(got[k], expected[k], tolerance)]
        return bool(wrong) and all(_swapped(got[k], expected[k], tolerance) for k in wrong)
    if not isinstance(expected, list | tuple) or not isinstance(got, list | tuple):
        return False
    return len(got) == len(expected) == 2 and compare([got[1], got[0]], expected, tolerance) is None


def _everywhere(
    parts: list[tuple[Path, Any, Any]], tolerance: Tolerance, sizes: Collection[int]
) -> Text | None:
    """What holds for all numbers of the observation together."""
    if not all(is_number(g) and is_number(e) and np.shape(g) == np.shape(e) for _, g, e in parts):
        return None
    if tolerance.dtype or len({_kind(v) for _, g, e in parts for v in (g, e)}) > 1:
        return None
    if all(np.ndim(e) == 0 for _, _, e in parts):  # a list or dict of numbers reads like one array
        g, e = (np.array([part[i] for part in parts]) for i in (1, 2))
        ordered = all(type(step) is int for path, _, _ in parts for step in path)
        found = uniform(g, e, tolerance, sizes)
        return found or (pattern(g, e, tolerance, sizes) if ordered and len(parts) > 2 else None)
    g, e = (np.concatenate([np.ravel(part[i]) for part in parts]) for i in (1, 2))
    return uniform(g, e, tolerance, sizes)


def _kind(value: Any) -> str:
    kind = np.asarray(value).dtype.kind
    return "i" if kind == "u" else kind


def _describe_part(difference: Difference, tolerance: Tolerance, sizes: Collection[int]) -> Text:
    kind = difference.kind.removesuffix("-hidden")
    if kind not in ("shape", "dtype", "nan", "inf", "value", "values"):
        return difference.text
    g, e = np.asarray(difference.got), np.asarray(difference.expected)
    if kind == "shape":
        return _then(difference.text, reshaped(g, e, tolerance))
    if kind == "dtype":
        same = g.size and np.allclose(g, e, max(tolerance.rtol, 1e-6), tolerance.atol)
        return say("diagnose-only-dtype", text=difference.text) if same else difference.text
    if kind in ("nan", "inf"):
        return _not_finite(g, kind, difference.text)
    return uniform(g, e, tolerance, sizes) or pattern(g, e, tolerance, sizes) or difference.text


def _not_finite(g: np.ndarray, kind: str, text: Text) -> Text:
    bad = np.isnan(g) if kind == "nan" else np.isinf(g)
    if bad.ndim == 0:
        return say(f"diagnose-{kind}")
    rows = [int(i) + 1 for i in np.flatnonzero(bad.any(axis=tuple(range(1, bad.ndim))))]
    if bad.ndim != 2 or len(rows) in (0, len(bad)) or len(rows) > MAX_ROWS:
        return text
    return say("diagnose-in-rows", text=text, rows=", ".join(map(str, rows)))


def _at_places(paths: Sequence[Path], text: Text) -> Text:
    """The sentence with all its places, as far as they fit."""
    if len(paths) == 1 or any(len(path) != 1 for path in paths):
        return at(paths[0], text)
    steps = [path[0] for path in paths[:MAX_PLACES]]
    if all(type(step) is int for step in steps):
        numbers = ", ".join(str(int(step) + 1) for step in steps)
        where = say("diagnose-items", numbers=numbers)
    else:
        where = Text("、".join(map(str, steps)), ", ".join(map(str, steps)))
    if len(paths) > MAX_PLACES:
        where = say("diagnose-and-more", where=where, more=len(paths) - MAX_PLACES)
    return placed(where, text)


def _shapes_that_work(parts: list[tuple[Path, Any, Any]], wrong: list[Difference]) -> Text | None:
    """Of several arrays in one observation: the shapes that come out right, if the wrong ones have others."""
    if not all(isinstance(e, np.ndarray) and e.ndim for _, _, e in parts) or len(parts) < 2:
        return None
    if len({e.ndim for _, _, e in parts}) > 1:  # several things of one call
        return None
    paths = {d.path for d in wrong}
    right = list(dict.fromkeys(e.shape for path, _, e in parts if path not in paths))
    bad = list(dict.fromkeys(e.shape for path, _, e in parts if path in paths))
    if not right or set(right) & set(bad):
        return None
    return say("diagnose-shapes", right=", ".join(map(str, right)), wrong=", ".join(map(str, bad)))


def fixed_length(shapes: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> Text | None:
    """For (got, expected) of several graders: an axis that is as long whatever the input."""
    if len({len(s) for pair in shapes for s in pair}) != 1:
        return None
    for axis, (got, expected) in enumerate(
        zip(*(zip(*s, strict=True) for s in zip(*shapes, strict=True)), strict=True)
    ):
        if len(got) > 1 and len(set(got)) == 1 and got[0] and len(set(expected)) > 1:
            return say("diagnose-fixed-length", axis=axis + 1, length=got[0])
    return None


def some_work(outcomes: Sequence[Outcome]) -> Text | None:
    """Which of an exercise's graders pass and which do not, if both are there."""
    right = [o.description for o in outcomes if o.passed]
    wrong = [o.description for o in outcomes if not o.passed]
    if not right or not wrong:
        return None
    return say("diagnose-some-work", right=_listed(right), wrong=_listed(wrong))


def _listed(texts: Sequence[Text]) -> Text:
    shown = list(texts[:MAX_PLACES])
    listed = Text("".join(f"「{t.ja}」" for t in shown), ", ".join(f'"{t.en}"' for t in shown))
    more = len(texts) - len(shown)
    return say("diagnose-and-more", where=listed, more=more) if more else listed
