"""A wrong plot beside the right one, drawn in the trusted process from observations: numbers, and no text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.text import say

MAX_POINTS = 20_000


def draw(kind: str, got: Any, expected: Any, lang: str) -> bytes | None:
    """A PNG with the student's picture on the left and the expected one on the right.

    `kind` is what the grader observes: "lines" (dicts of x and y), "image" (a list of RGBA arrays) or
    "surface" (rows of x, y, z). None when the student's observation has not that form.
    """
    import matplotlib_fontja  # noqa: F401 (brings the font of the titles)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 3), layout="constrained")
    canvas = FigureCanvasAgg(figure)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # of axes that reach from -1e308 to 1e308
            for place, key, value in ((1, "yours", got), (2, "expected", expected)):
                ax: Any = figure.add_subplot(1, 2, place, projection="3d" if kind == "surface" else None)
                ax.set_title(say(f"picture-{key}")[lang], fontfamily="IPAexGothic")
                _DRAW[kind](ax, value)
            file = io.BytesIO()
            canvas.print_png(file)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None
    return file.getvalue()


def _numbers(value: Any, *, axes: int) -> np.ndarray:
    array = np.asarray(value, dtype=float)
    if array.ndim != axes or array.size > MAX_POINTS or not np.isfinite(array).all():
        raise ValueError("not a picture")
    return array


def _lines(ax: Any, lines: Any) -> None:
    if not isinstance(lines, list) or len(lines) > 20:
        raise TypeError("not lines")
    drawn = [(_numbers(line["x"], axes=1), _numbers(line["y"], axes=1)) for line in lines]
    if sum(len(x) for x, _ in drawn) > MAX_POINTS:  # all of them, as each takes its time
        raise ValueError("not a picture")
    for x, y in drawn:
        ax.plot(x, y)


def _image(ax: Any, images: Any) -> None:
    if not isinstance(images, list):
        raise TypeError("not images")
    ax.set_axis_off()
    if images:
        ax.imshow(np.clip(_numbers(images[0], axes=3), 0, 1))


def _surface(ax: Any, points: Any) -> None:
    x, y, z = _numbers(points, axes=2).T
    if len(x):
        ax.scatter(x, y, z, c=z)


_DRAW: dict[str, Callable[[Any, Any], None]] = {"lines": _lines, "image": _image, "surface": _surface}
