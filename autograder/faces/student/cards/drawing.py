"""Small PNGs of curves, matrices, images and plots.

Figures of its own, without pyplot and in Matplotlib's own style: what the student has drawn and set stays as
it is. The words for a picture stand outside of it.
"""

from __future__ import annotations

import io
from contextlib import AbstractContextManager
from typing import Any

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from autograder.selfcheck.checks import Plot

Array = NDArray[Any]
PANEL, INK = "#f7f7f7", "#333333"  # a light panel with dark lines is read on light and dark pages
EXPECTED, YOURS = "#0b5cad", "#c4420b"  # told apart by line and marker, too
DPI = 130
WIDTH = 340  # of a plot on the page, in CSS pixels (96 an inch)
LARGEST = 500  # pixels of a plot, along its longer side
CELLS = 400  # so many have an edge of their own, and a mark where they are wrong


def own_style() -> AbstractContextManager[None]:
    """Matplotlib's own style inside, the student's settings afterwards."""
    return matplotlib.style.context("default")


def curves(x: Array, expected: Array, got: Array, wrong: Array) -> tuple[bytes, int]:
    """Two curves over x: the expected one dashed with circles, the student's solid with crosses."""
    figure, ax = _axes(WIDTH / 96, 2.1)
    ax.vlines(x[wrong], expected[wrong], got[wrong], colors="#888888", linestyles=":", linewidth=1)
    order = np.argsort(x, kind="stable")
    _pair(ax, (x[order], expected[order]), (x[order], got[order]))
    return _png(figure), WIDTH


def paths(expected: Array, got: Array) -> tuple[bytes, int]:
    """Two ways through the plane, point by point; the rows are (x, y)."""
    figure, ax = _axes(WIDTH / 96, 2.6)
    _pair(ax, (expected[:, 0], expected[:, 1]), (got[:, 0], got[:, 1]))
    return _png(figure), WIDTH


def heat(
    values: Array, low: float, high: float, wrong: Array | None = None, *, difference: bool = False
) -> Any:
    """A matrix as colours from dark (low) to bright (high), or of differences; crosses mark what is wrong."""
    figure, ax, width = _map_axes(values)
    colours = "PuOr_r" if difference else "viridis"
    options: dict[str, Any] = {"cmap": colours, "vmin": low, "vmax": high}
    if values.size <= CELLS:
        ax.pcolormesh(values, edgecolors="#cccccc" if difference else PANEL, linewidth=1.5, **options)
        ax.set_ylim(values.shape[0], 0)
        if wrong is not None:
            rows, columns = np.nonzero(wrong)
            ax.scatter(columns + 0.5, rows + 0.5, s=70, marker="x", linewidths=4, color="white")
            ax.scatter(columns + 0.5, rows + 0.5, s=60, marker="x", linewidths=1.8, color="#b00020")
    else:
        ax.imshow(values, aspect="auto", interpolation="nearest", **options)
    return _png(figure), width


def image(values: Array, low: float, high: float) -> tuple[bytes, int]:
    """An image in grey, H×W, or in colours, H×W×3."""
    figure, ax, width = _map_axes(values)
    if values.ndim == 3:
        ax.imshow(np.clip((values - low) / (high - low), 0, 1), aspect="auto", interpolation="nearest")
    else:
        ax.imshow(values, aspect="auto", interpolation="nearest", cmap="gray", vmin=low, vmax=high)
    return _png(figure), width


def students(axes: Any) -> tuple[bytes, int]:
    """The student's figure as it is. Raises ValueError for one that is no picture of a usual size."""
    figure = axes.figure
    inches = max(float(v) for v in figure.get_size_inches())
    if not 1 <= inches <= 40:
        raise ValueError("not of a usual size")
    canvas, dpi = figure.canvas, figure.dpi
    try:
        figure.set_dpi(LARGEST / inches)
        return _png(figure), WIDTH
    finally:
        figure.set_dpi(dpi)
        figure.set_canvas(canvas)


def expected_plot(plot: Plot) -> tuple[bytes, int]:
    """A plot as its description wants it."""
    with own_style():
        figure = Figure(figsize=(6.4, 4.8), dpi=LARGEST / 6.4)
        ax: Any = figure.add_subplot(projection="3d" if plot.surface is not None else None)
        for x, y, style, name in plot.lines:
            ax.plot(x, y, linestyle=style, label=name)
        if plot.image is not None:
            ax.imshow(plot.image, **({"cmap": "gray"} if np.ndim(plot.image) == 2 else {}))
        if plot.surface is not None:
            ax.plot_surface(*plot.surface)
        if plot.arrows is not None:
            ax.quiver(*plot.arrows, angles="xy")
            ax.margins(0.3)
        ax.set(title=plot.title, xlabel=plot.xlabel, ylabel=plot.ylabel)
        if any(name for *_, name in plot.lines):
            ax.legend()
        return _png(figure), WIDTH


def _axes(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor=PANEL)
    ax = figure.add_axes((0.13, 0.13, 0.84, 0.83), facecolor=PANEL)
    ax.tick_params(labelsize=8, colors=INK)
    ax.grid(color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    return figure, ax


def _map_axes(values: Array) -> tuple[Figure, Axes, int]:
    """Axes that fill a figure of the form of a matrix, and its width on the page."""
    rows, columns = values.shape[:2]
    scale = min(170 / max(rows, columns), 34)  # CSS pixels a cell
    width, height = max(columns * scale, 24), max(rows * scale, 24)
    figure = Figure(figsize=(width / 96, height / 96), dpi=DPI, facecolor=PANEL)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    return figure, ax, round(width)


def _pair(ax: Axes, expected: tuple[Array, Array], got: tuple[Array, Array]) -> None:
    ax.plot(*expected, "--o", color=EXPECTED, markerfacecolor="none", markersize=7, linewidth=1.6)
    ax.plot(*got, "-x", color=YOURS, markersize=6, linewidth=1.6, markeredgewidth=1.8)


def _png(figure: Figure) -> bytes:
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file)
    return file.getvalue()
