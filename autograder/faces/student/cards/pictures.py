"""Which picture shows what a failed check expected and got, and the words for it.

Matplotlib is loaded only where there is one to draw.
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.compare import close
from autograder.selfcheck.checks import Compared
from autograder.selfcheck.surroundings import OutOfTime, time_limit
from autograder.text import say

Array = NDArray[Any]
SECONDS = 2.0  # for all pictures of a card
LARGEST = 50_000  # elements of what is drawn
HUGE = 1e100  # numbers beyond would overflow where differences and axes are computed
VECTOR = 12  # a longer one is a curve, even where nothing says over what
TILES = 8  # of many matrices or images: those that are shown
SIDE = 28  # of MNIST's images, which also come as rows of 784


@dataclass(frozen=True)
class Image:
    """One image: what stands above it, what it shows in words, its PNG, and its width on the page."""

    label: str
    alt: str
    png: bytes
    width: int

    @property
    def source(self) -> str:
        return "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")


@dataclass(frozen=True)
class Picture:
    """What shows one comparison; `note` says how to read it.

    `kind` is "curve", "path", "matrix", "image" or "plot".
    """

    kind: str
    images: tuple[Image, ...]
    note: str = ""


def picture_of(compared: Compared, lang: str) -> Picture | None:
    """The picture of a comparison; None where it has none, or where it cannot be drawn.

    What is drawn is the student's own object, which may do anything when it is looked at. Whatever it raises,
    and however long it takes, there is still the card's text.
    """
    try:
        with time_limit(SECONDS), warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return _drawn(compared, lang)
    except (Exception, OutOfTime):
        return None


def kind_of(compared: Compared) -> str:
    """Which kind of picture a comparison has by what was compared, or ""."""
    if compared.axes is not None and compared.plot is not None:
        return "plot"
    expected, got = numbers(compared.found.expected), numbers(compared.found.got)
    if expected is None or got is None or not expected.size or not got.size:
        return ""
    same = expected.shape == got.shape
    if compared.picture == "path":
        points = all(a.ndim == 2 and a.shape[1] == 2 for a in (expected, got))
        return "path" if points else ""
    if compared.picture == "image":
        return "image" if expected.ndim > 1 or expected.size % SIDE**2 == 0 else ""
    if expected.ndim == 1:
        over = compared.x is not None and np.shape(compared.x) == expected.shape
        return "curve" if same and (over or expected.size > VECTOR) else ""
    return "matrix" if sorted(expected.shape)[-2] > 1 and got.ndim else ""


def numbers(value: Any) -> Array | None:
    """An array of real numbers as a plain one of floats, with nan for what is infinite; None for all else."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf" or value.size > LARGEST:
        return None
    plain = np.array(value, dtype=float, subok=False)
    plain[~np.isfinite(plain)] = np.nan
    return None if (np.abs(plain) > HUGE).any() else plain


def _drawn(compared: Compared, lang: str) -> Picture | None:
    kind = kind_of(compared)
    if not kind:
        return None
    from autograder.faces.student.cards import drawing  # here and not above, as it takes Matplotlib

    if kind == "plot":
        return _plot(compared, lang)
    expected, got = numbers(compared.found.expected), numbers(compared.found.got)
    assert expected is not None and got is not None
    right = close(got, expected, compared.found.tolerance) if got.shape == expected.shape else None
    wrong = None if right is None else np.asarray(~right | (np.isnan(got) != np.isnan(expected)))
    if not wrong.any() if wrong is not None else _constant(expected, got):
        return None  # it is the dtype or the shape that is wrong, and both pictures would look the same
    with drawing.own_style():
        return _DRAW[kind](compared, expected, got, wrong, lang)


def _curve(compared: Compared, expected: Array, got: Array, wrong: Array, lang: str) -> Picture:
    from autograder.faces.student.cards import drawing

    x = np.arange(expected.size) if compared.x is None else np.asarray(compared.x, dtype=float)
    png, width = drawing.curves(x, expected, got, wrong)
    alt = say(
        "picture-curve-alt", bad=int(wrong.sum()), total=wrong.size, worst=_worst(x, expected, got, wrong)
    )
    return Picture("curve", (Image("", alt[lang], png, width),), say("picture-lines")[lang])


def _path(compared: Compared, expected: Array, got: Array, wrong: Array | None, lang: str) -> Picture:
    from autograder.faces.student.cards import drawing

    png, width = drawing.paths(expected, got)
    ends = {"expected": _point(expected[-1]), "got": _point(got[-1])}
    alt = say("picture-path-alt", points=len(expected), yours=len(got), **ends)
    return Picture("path", (Image("", alt[lang], png, width),), say("picture-lines")[lang])


def _matrix(compared: Compared, expected: Array, got: Array, wrong: Array | None, lang: str) -> Picture:
    from autograder.faces.student.cards import drawing

    chosen = _chosen(expected, wrong)
    low, high = _range(expected, got)
    first = _tiled(expected, chosen)
    second = _tiled(got, chosen if wrong is not None else None)
    marks = None if wrong is None else _tiled(wrong.astype(float), chosen) == 1
    images = [
        Image(_label("expected", lang), _alt(expected, lang), *drawing.heat(first, low, high)),
        Image(_label("got", lang), _alt(got, lang, wrong), *drawing.heat(second, low, high, marks)),
    ]
    note = say("picture-colours", low=f"{low:.3g}", high=f"{high:.3g}")[lang]
    if wrong is not None:
        images.append(_difference(expected, got, wrong, chosen, lang))
        note += ("" if lang == "ja" else " ") + say("picture-colours-apart")[lang]
    return Picture("matrix", tuple(images), note)


def _difference(expected: Array, got: Array, wrong: Array, chosen: Array | None, lang: str) -> Image:
    from autograder.faces.student.cards import drawing

    apart = got - expected
    most = float(np.nanmax(np.abs(apart), initial=0.0))
    marks = _tiled(wrong.astype(float), chosen) == 1
    png, width = drawing.heat(_tiled(apart, chosen), -(most or 1), most or 1, marks, difference=True)
    alt = say("picture-difference-alt", bad=int(wrong.sum()), total=wrong.size, most=f"{most:.3g}")
    return Image(_label("difference", lang), alt[lang], png, width)


def _image(compared: Compared, expected: Array, got: Array, wrong: Array | None, lang: str) -> Picture:
    from autograder.faces.student.cards import drawing

    low, high = _range(expected, got)
    if low >= 0 and (high <= 1 or high > 127):  # as images have them; else the darkest is black
        low, high = 0.0, 1.0 if high <= 1 else max(high, 255.0)
    colour = expected.ndim == 3 and expected.shape[-1] == 3
    if not colour:
        expected, got = _square(expected), _square(got)
        wrong = None if wrong is None else wrong.reshape(expected.shape)
    chosen = None if colour else _chosen(expected, wrong)
    images = []
    for key, value in (("expected", expected), ("got", got)):
        flat = value if colour and value.ndim == 3 else _tiled(value, chosen if wrong is not None else None)
        bad = wrong if key == "got" else None
        images.append(Image(_label(key, lang), _alt(value, lang, bad), *drawing.image(flat, low, high)))
    if wrong is None or colour:
        return Picture("image", tuple(images))
    images.append(_difference(expected, got, wrong, chosen, lang))
    return Picture("image", tuple(images), say("picture-colours-apart")[lang])


def _plot(compared: Compared, lang: str) -> Picture:
    from autograder.faces.student.cards import drawing

    plot = compared.plot
    assert plot is not None
    parts = {"title": plot.title, "x": plot.xlabel, "y": plot.ylabel}
    told = [f"{name} {style}" for _, _, style, name in plot.lines] + [v for v in parts.values() if v]
    alt = say("picture-plot-alt", parts=", ".join(told) or "–")[lang]
    return Picture(
        "plot",
        (
            Image(_label("expected", lang), alt, *drawing.expected_plot(plot)),
            Image(_label("got", lang), say("picture-plot-yours-alt")[lang], *drawing.students(compared.axes)),
        ),
    )


_DRAW: dict[str, Callable[..., Picture]] = {
    "curve": _curve,
    "path": _path,
    "matrix": _matrix,
    "image": _image,
}


def _label(key: str, lang: str) -> str:
    return say("picture-difference" if key == "difference" else f"card-{key}")[lang]


def _alt(values: Array, lang: str, wrong: Array | None = None) -> str:
    shape = "×".join(map(str, values.shape))
    low, high = _range(values, values)
    found = {"shape": shape, "low": f"{low:.3g}", "high": f"{high:.3g}"}
    if wrong is None:
        return say("picture-matrix-alt", **found)[lang]
    return say("picture-wrong-alt", bad=int(wrong.sum()), total=wrong.size, **found)[lang]


def _worst(x: Array, expected: Array, got: Array, wrong: Array) -> Any:
    """The point where two curves are the farthest apart, or where one of them is no number."""
    apart = np.where(np.isnan(got - expected), np.inf, np.abs(got - expected))
    at = int(np.argmax(np.where(wrong, apart, -1.0)))
    return say("picture-worst", x=f"{x[at]:.3g}", expected=f"{expected[at]:.4g}", got=f"{got[at]:.4g}")


def _point(row: Array) -> str:
    return f"({row[0]:.4g}, {row[1]:.4g})"


def _range(*values: Array) -> tuple[float, float]:
    """From the least to the greatest number of some arrays; of one number alone, from 0 or to it."""
    finite = np.concatenate([v[np.isfinite(v)] for v in values])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    return low, high if high > low else 1.0


def _constant(*values: Array) -> bool:
    return len(np.unique(np.concatenate([v.ravel() for v in values]))) == 1


def _square(values: Array) -> Array:
    """Rows of 784 as images of 28×28; all else as it is."""
    flat = values.ndim and values.shape[-1] % SIDE**2 == 0 and values.shape[-1]
    return values.reshape(-1, SIDE, SIDE) if flat else np.atleast_2d(values)


def _chosen(values: Array, wrong: Array | None) -> Array | None:
    """Which of many matrices are shown, the wrong ones first; None for all of them."""
    if values.ndim < 3:
        return None
    count = int(np.prod(values.shape[:-2]))
    if count <= TILES:
        return None
    bad = np.zeros(count, bool) if wrong is None else wrong.reshape(count, -1).any(axis=1)
    return np.sort(np.argsort(~bad, kind="stable")[:TILES])


def _tiled(values: Array, chosen: Array | None) -> Array:
    """The matrices of an array of more axes side by side, with nan between them.

    A row has as many as the third axis from the right, if these are few.
    """
    if values.ndim < 3:
        return np.atleast_2d(values)
    height, width = values.shape[-2:]
    flat = values.reshape(-1, height, width)
    flat = flat[:TILES] if chosen is None else flat[chosen]
    across = values.shape[-3] if chosen is None and 1 < values.shape[-3] <= TILES else min(len(flat), 4)
    down = -(-len(flat) // across)
    gap = 1
    whole = np.full((down * (height + gap) - gap, across * (width + gap) - gap), np.nan)
    for i, tile in enumerate(flat):
        top, left = i // across * (height + gap), i % across * (width + gap)
        whole[top : top + height, left : left + width] = tile
    return whole
