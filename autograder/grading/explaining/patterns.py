"""How an array of wrong values lies to the right one: turned, scaled, shifted, right in its first row only, …

Every sentence holds for the two arrays that it is made from, and tells no element of either.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from autograder.compare import Tolerance, close
from autograder.text import Text, say

RTOL = 1e-6  # how exactly a factor or an offset must hold


def reshaped(g: np.ndarray, e: np.ndarray, tolerance: Tolerance) -> Text | None:
    """For two shapes that differ: whether the values are right, only turned or laid out otherwise."""
    if g.size != e.size or g.size < 2 or not _finite(g, e):
        return None
    if g.ndim == 2 and g.shape == e.shape[::-1] and min(g.shape) > 1 and close(g.T, e, tolerance).all():
        return say("diagnose-transposed")
    if close(g.ravel(), e.ravel(), tolerance).all():
        return say("diagnose-only-shape")
    return None


def uniform(g: np.ndarray, e: np.ndarray, tolerance: Tolerance, sizes: Collection[int]) -> Text | None:
    """What holds for every element alike: flipped, shifted, scaled by one factor, cut to integers."""
    if g.dtype.kind not in "biuf" or e.dtype.kind not in "biuf" or not _finite(g, e):
        return None
    if close(g, e, tolerance).all():
        return None
    a, b = g.astype(float).ravel(), e.astype(float).ravel()
    if b.size > 1 and np.isin(b, (0, 1)).all() and 0 < b.sum() < b.size and (a == 1 - b).all():
        return say("diagnose-flipped")
    if (b.size > 1 or not _is_fraction(float(b[0]))) and np.allclose(a, 1 - b, RTOL, tolerance.atol):
        return say("diagnose-one-minus")
    if b.size > 1 and not a.any() and np.ptp(b) > 0:
        return say("diagnose-zero")
    factor = _factor(a, b, tolerance, whole=e.dtype.kind != "f")
    if factor is not None:
        return _say_factor(factor, a.size, sizes)
    offset = a - b
    seen = b.size > 1 and np.ptp(b) > 0 and abs(offset[0]) > 20 * tolerance.atol
    if seen and np.allclose(offset, offset[0], RTOL, tolerance.atol):
        return say("diagnose-offset")
    if (
        b.size > 1
        and a.any()
        and (b % 1 != 0).any()
        and ((a == np.floor(b)).all() or (a == np.trunc(b)).all())
    ):
        return say("diagnose-cut")
    for digits in range(1, 6):
        rounded = np.round(b, digits)
        nearly = np.allclose(b, rounded, 0, 10.0 ** -(digits + 2))  # so who knows
        if b.size > 1 and not nearly and np.allclose(a, rounded, 0, 1e-12):
            return say("diagnose-rounded", digits=digits)
    return _whole_multiples(a, b, sizes)


def _factor(a: np.ndarray, b: np.ndarray, tolerance: Tolerance, whole: bool) -> float | None:
    """c with a = c·b everywhere, seen at enough elements to be no chance."""
    seen = np.abs(b) > max(1e-6, 10 * tolerance.atol)
    if a.size == 1 and (whole or _is_fraction(float(b[0]))):
        return None
    if seen.sum() < min(a.size, 2) or (a.size > 1 and np.ptp(b) == 0):
        return None
    ratios = a[seen] / b[seen]
    c = float(ratios[0])
    if abs(c) < 1e-9 or abs(c - 1) < 1e-4 or not np.allclose(ratios, c, max(RTOL, tolerance.rtol), 0):
        return None
    return c if np.allclose(a[~seen], c * b[~seen], RTOL, max(tolerance.atol, 1e-9)) else None


def _is_fraction(value: float) -> bool:
    """Whether a number is a ratio of small whole numbers: two such ratios are multiples by chance."""
    multiples = value * np.arange(1, 1001)
    return bool((np.abs(multiples - np.rint(multiples)) < 1e-10).any())


def _say_factor(c: float, count: int, sizes: Collection[int]) -> Text | None:
    for value, key in ((-1, "sign"), (2, "double"), (0.5, "half")):
        if abs(c - value) < RTOL:
            return say(f"diagnose-{key}")
    for n in sorted(sizes, reverse=True):
        for value, key in ((n, "times-n"), (1 / max(n, 1), "over-n")):
            if n > 2 and abs(c - value) < RTOL * value:
                return say(f"diagnose-{key}", n=n)
    if count == 1:
        return None
    for ratio, key in ((c, "times-whole"), (1 / c, "over-whole")):
        if 2.5 < ratio < 1000 and abs(ratio - round(ratio)) < RTOL * ratio:
            return say(f"diagnose-{key}", n=round(ratio))
    return say("diagnose-factor", factor=f"{c:.3g}")


def _whole_multiples(a: np.ndarray, b: np.ndarray, sizes: Collection[int]) -> Text | None:
    """Each of several results as many times too large as there are data, or too small."""
    if not 1 < b.size <= 8 or (np.abs(b) < 1e-6).any() or len(sizes) < 2:
        return None
    for key, ratios in (("times-each", a / b), ("over-each", b / np.where(a == 0, np.inf, a))):
        n = np.rint(ratios)
        if (n > 1).all() and np.allclose(ratios, n, 1e-4, 0) and set(n.astype(int).tolist()) <= set(sizes):
            return say(f"diagnose-{key}", numbers=", ".join(str(int(v)) for v in n))
    return None


def pattern(g: np.ndarray, e: np.ndarray, tolerance: Tolerance, sizes: Collection[int]) -> Text | None:
    """How the wrong elements lie in an array of the right shape."""
    if g.ndim == 0 or g.dtype.kind not in "biuf" or not _finite(g, e):
        return None
    right = close(g, e, tolerance)
    square = g.ndim == 2 and g.shape[0] == g.shape[1] > 1
    if square and close(g.T, e, tolerance).all():
        return say("diagnose-transposed-square")
    if g.size > 2 and np.ptp(g.astype(float)) == 0 and np.ptp(e.astype(float)) > 0:
        return say("diagnose-constant")
    if g.size > 2 and len(np.unique(e)) > 2 and e.dtype.kind == "f":
        if close(g[::-1], e, tolerance).all():
            return say("diagnose-reversed")
        if close(np.sort(g, axis=None), np.sort(e, axis=None), tolerance).all():
            return say("diagnose-order")
    return _where(right)


def _where(right: np.ndarray) -> Text | None:
    """Which rows (or elements, or columns) are wrong, if that can be said shortly."""
    if right.ndim == 2 and min(right.shape) > 1:
        return _along(np.all(right, axis=1), "row") or _along(np.all(right, axis=0), "column") or _all(right)
    if right.ndim == 2:
        right = right.ravel()
    return _along(np.all(right.reshape(len(right), -1), axis=1), "item") or _all(right)


def _along(right: np.ndarray, what: str) -> Text | None:
    n, wrong = len(right), np.flatnonzero(~right)
    if n < 2 or len(wrong) in (0, n):
        return None
    first = int(wrong[0])
    if n > 2 and first == n - 1:
        return say(f"diagnose-last-{what}")
    if len(wrong) == 1:
        return say(f"diagnose-one-{what}", number=first + 1, total=n)
    if len(wrong) < n - first:
        return None
    return say(f"diagnose-first-{what}" if first == 1 else f"diagnose-from-{what}", number=first + 1, total=n)


def _all(right: np.ndarray) -> Text | None:
    return say("diagnose-all") if right.size > 1 and not right.any() else None


def _finite(*arrays: np.ndarray) -> bool:
    return all(bool(np.isfinite(a).all()) for a in arrays)
