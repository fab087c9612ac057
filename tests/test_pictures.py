"""A wrong plot's feedback shows the student's picture beside the expected one."""

from __future__ import annotations

import base64
import pickle
from typing import Any

import numpy as np
import pytest

from autograder.catalog import catalog
from autograder.faces.nbgrader.notebooks import outputs
from autograder.grading.engine import Seeds, grade
from autograder.grading.explaining.pictures import draw
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import read_submission
from autograder.text import LANGUAGES

PNG = b"\x89PNG\r\n\x1a\n"
WRONG = b"""
import numpy as np
def plot_sin_cos(ax):
    x = np.arange(0, 6, 0.1)
    ax.plot(x, np.sin(x) * 2, label="sin")
    ax.plot(x, np.cos(x), "--", label="cos")
def show_image(ax, image):
    ax.imshow(image.T, cmap="gray")
def plot_surface(ax, f, x0, x1):
    X, Y = np.meshgrid(x1, x0)
    ax.plot_surface(X, Y, f(X, Y))
    return X, Y, f(X, Y)
"""


def test_wrong_plots_come_with_both_pictures() -> None:
    chapter = catalog().chapter("ch01")
    with Sandbox([f"autograder.graders.{chapter.stem}"]) as sandbox:
        report = grade(read_submission(WRONG, "plots.py"), chapter, Seeds(b"tests", "s"), sandbox)
    for symbol in ("plot_sin_cos", "show_image", "plot_surface"):
        for lang in LANGUAGES:
            made = outputs(report.exercise(symbol), lang)
            pictures = [o.data["image/png"] for o in made if "image/png" in o.data]
            assert len(pictures) == 1, symbol
            assert base64.b64decode(pictures[0]).startswith(PNG)
    assert "image/png" not in str(outputs(report.exercise("average"), "ja"))
    sent = report.without_pictures()  # to who only reads it
    assert sent == report
    assert all(o.picture is None for e in sent.exercises for o in e.outcomes)
    assert len(pickle.dumps(report)) - len(pickle.dumps(sent)) > 10_000


@pytest.mark.parametrize("kind", ["lines", "image", "surface"])
@pytest.mark.parametrize(
    "got",
    [
        None,
        3,
        "text",
        [],
        [1, 2],
        {"x": 1},
        [{"x": [1.0], "y": ["$\\frac$"]}],
        [{"x": np.ones(10**6), "y": np.ones(10**6)}],
        [np.full((3, 3, 4), np.nan)],
        np.ones((2, 3)),
        [np.ones((2, 2, 7))],
    ],
)
def test_an_observation_without_the_form_is_not_drawn_or_drawn_without_harm(kind: str, got: Any) -> None:
    good = {
        "lines": [{"x": np.arange(3.0), "y": np.arange(3.0)}],
        "image": [np.ones((2, 3, 4))],
        "surface": np.ones((4, 3)),
    }[kind]
    made = draw(kind, got, good, "ja")
    assert made is None or made.startswith(PNG)
    assert (draw(kind, good, good, "en") or b"").startswith(PNG)
