"""What a card draws: which picture which mistake gets, and that none of it breaks the card."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from html import escape
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from card_case import PICTURES, with_picture
from PIL import Image

from autograder.compare import Tolerance, compare
from autograder.faces.student.cards.grids import grid_of
from autograder.faces.student.cards.pictures import LARGEST, Picture, picture_of
from autograder.faces.student.check import card_for
from autograder.selfcheck import Plot
from autograder.selfcheck.checks import Compared
from autograder.text import LANGUAGES

MATRIX = np.arange(6.0).reshape(2, 3)


def compared(got: Any, expected: Any, **declared: Any) -> Compared:
    found = compare(got, expected, Tolerance())
    assert found is not None
    return Compared(got, expected, found, **declared)


def drawn(got: Any, expected: Any, lang: str = "en", **declared: Any) -> Picture | None:
    picture = picture_of(compared(got, expected, **declared), lang)
    for image in picture.images if picture else ():
        opened = Image.open(io.BytesIO(image.png))
        assert min(opened.size) > 10
        assert len(image.png) < 60_000
        assert image.alt
        assert image.source.startswith("data:image/png;base64,")
    return picture


@pytest.mark.parametrize("id_", PICTURES)
def test_a_mistake_of_an_exercise_is_shown_as_its_kind_of_picture(id_: str) -> None:
    card = with_picture(id_, "ja")
    assert card.picture is not None
    html = card._repr_html_()
    for image in card.picture.images:
        assert f'alt="{escape(image.alt)}"' in html
    assert "data:image" not in repr(card)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_curve_says_in_words_where_it_is_wrong(lang: str) -> None:
    x = np.array([-1.0, 0.0, 1.0, 2.0])
    picture = drawn(np.array([0.0, 0.0, 1.0, 5.0]), np.array([0.0, 0.0, 1.0, 2.0]), lang, x=x)
    assert picture is not None and picture.kind == "curve"
    (image,) = picture.images
    wanted = {
        "en": "at 1 of 4 points, the most at x = 2: expected 2, yours 5",
        "ja": "4 点のうち 1 点で違います。差が最も大きいのは x = 2 で、期待は 2、あなたの答えは 5 です",
    }
    assert wanted[lang] in image.alt
    assert picture.note


def test_a_matrix_is_shown_with_the_difference() -> None:
    picture = drawn(MATRIX + np.array([0.0, 0.5, 0.0]), MATRIX)
    assert picture is not None and picture.kind == "matrix"
    assert len(picture.images) == 3
    assert "2 of 6 elements are wrong, by up to 0.5" in picture.images[2].alt


def test_matrices_of_other_shapes_have_no_difference() -> None:
    picture = drawn(MATRIX.T, MATRIX)
    assert picture is not None and [i.alt[:3] for i in picture.images] == ["2×3", "3×2"]


@pytest.mark.parametrize(
    "shape", [(8, 9), (3, 8, 9), (4, 784), (784,), (2, 1, 28, 28), (6, 7, 3), (30, 28, 28), (2, 3, 4, 5)]
)
@pytest.mark.parametrize("scale", [1, 255])
def test_images_of_every_form_are_drawn(shape: tuple[int, ...], scale: int) -> None:
    image = np.random.default_rng(0).random(shape) * scale
    for dtype in ("float64", "uint8") if scale == 255 else ("float64", "float32"):
        whole = image.astype(dtype)
        picture = drawn(whole.max() - whole, whole, picture="image")
        assert picture is not None and picture.kind == "image"


def test_of_many_matrices_a_wrong_one_is_among_those_shown() -> None:
    expected = np.zeros((200, 3, 3))
    got = expected.copy()
    got[150, 1, 1] = 1.0
    picture = drawn(got, expected)
    assert picture is not None
    assert len({image.png for image in picture.images[:2]}) == 2


def test_a_path_may_have_too_few_points() -> None:
    picture = drawn(np.array([[0.0, 1.0]]), np.array([[0.0, 1.0], [2.0, 3.0]]), picture="path")
    assert picture is not None and picture.kind == "path"
    assert "(2, 3)" in picture.images[0].alt


def test_a_plot_stands_beside_the_expected_one() -> None:
    figure, ax = plt.subplots()
    ax.plot([0, 1], [1, 0])
    plt.close(figure)
    wanted = Plot(lines=(([0, 1], [0, 1], "--", "rising"),), title="a title")
    picture = drawn(["-"], ["--"], axes=ax, plot=wanted)
    assert picture is not None and picture.kind == "plot"
    assert "rising --, a title" in picture.images[0].alt


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (0.5, 1.0),
        ("a", "b"),
        (None, MATRIX),
        ([1, 2], [1, 3]),
        (np.array([1.0, 2.0]), np.array([1.0, 3.0])),
        (MATRIX.astype(int), MATRIX),  # nothing to be seen: the values are right
        (np.zeros((2, 3)), np.zeros((3, 2))),
        ({"a": 1}, {"a": 2}),
    ],
)
def test_what_has_no_picture_has_a_table(got: Any, expected: Any) -> None:
    assert drawn(got, expected) is None
    grid = grid_of(compared(got, expected), "expected", "got", "en")
    assert grid.expected and grid.got


def test_the_wrong_elements_of_a_table_are_marked() -> None:
    grid = grid_of(compared(np.array([1.0, 2.5, np.nan]), np.array([1.0, 2.0, 3.0])), "", "", "en")
    assert [v.text for v in grid.got[0].values] == ["1.0", "2.5", "nan"]
    assert [v.wrong for v in grid.got[0].values] == [False, True, True]


def test_numbers_that_differ_far_behind_do_not_look_the_same() -> None:
    grid = grid_of(compared(np.array([1.0000002]), np.array([1.0])), "", "", "en")
    assert grid.got[0].values[0].text == "1.0000002"


def test_a_whole_number_is_told_apart_from_a_float() -> None:
    grid = grid_of(compared([0.0, 1.0], [0, 1]), "", "", "en")
    assert [v.text for v in grid.expected[0].values] == ["0", "1"]
    assert [(v.text, v.wrong) for v in grid.got[0].values] == [("0.0", True), ("1.0", True)]


class Raising(np.ndarray):
    """An array that does not let itself be looked at."""

    def __array_finalize__(self, other: Any) -> None:
        if getattr(other, "armed", False):
            raise ValueError("no")

    def __array_function__(self, *args: Any, **kwargs: Any) -> Any:
        raise ValueError("no")

    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> Any:
        raise ValueError("no")


HOSTILE = {
    "nan": MATRIX * np.nan,
    "inf": MATRIX + np.inf,
    "huge": MATRIX * 1e300,
    "extremes": np.where(MATRIX > 2, 1e308, -1e308),
    "complex": MATRIX * 1j,
    "objects": MATRIX.astype(object),
    "strings": MATRIX.astype(str),
    "dates": MATRIX.astype("datetime64[s]"),
    "records": np.zeros((2, 3), dtype=[("a", float)]),
    "many": np.zeros((100, 1000)),
    "empty": np.zeros((0, 3)),
    "no axes": np.array(3.0),
    "thirty axes": np.zeros((1,) * 30),
    "masked": np.ma.masked_array(MATRIX, MATRIX > 2),
    "a matrix": np.asmatrix(MATRIX),
    "a subclass that raises": MATRIX.view(Raising),
    "read only": np.broadcast_to(np.float64(7), (2, 3)),
}


@pytest.mark.parametrize(
    "declared", [{}, {"picture": "image"}, {"picture": "path"}, {"x": [1, 2, 3]}], ids=str
)
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_came_the_card_is_made(name: str, declared: dict[str, Any]) -> None:
    got = HOSTILE[name]
    pair = compared("something else", MATRIX)
    pair = replace(pair, got=got, found=replace(pair.found, got=got), **declared)
    picture = picture_of(pair, "en")
    assert picture is None or all(image.png for image in picture.images)
    assert grid_of(pair, "expected", "got", "en").got


def test_what_is_too_large_is_not_drawn() -> None:
    whole = np.zeros((LARGEST // 10, 11))
    assert drawn(whole + 1, whole) is None
    ten_million = np.zeros(10**7)
    assert drawn(ten_million + 1, ten_million, x=ten_million) is None


def test_a_figure_that_cannot_be_drawn_leaves_the_text() -> None:
    class Odd(matplotlib.lines.Line2D):
        def draw(self, renderer: Any) -> None:
            raise RuntimeError("no")

    figure = plt.figure()
    ax = figure.add_subplot()
    ax.add_line(Odd([0, 1], [0, 1]))
    plt.close(figure)
    assert picture_of(compared(["-"], ["--"], axes=ax, plot=Plot(title="a")), "en") is None
    figure.set_size_inches(5000, 5000)
    assert picture_of(compared(["-"], ["--"], axes=ax, plot=Plot(title="a")), "en") is None
    assert picture_of(compared(["-"], ["--"], axes="no axes", plot=Plot(title="a")), "en") is None


def test_drawing_leaves_the_students_figures_and_settings_alone() -> None:
    figure, ax = plt.subplots()
    plt.rcParams["lines.linewidth"] = 7
    plt.rcParams["figure.facecolor"] = "black"
    try:
        before = dict(plt.rcParams)
        first = drawn(MATRIX + 1, MATRIX)
        assert dict(plt.rcParams) == before
        assert plt.get_fignums() == [figure.number]
        assert plt.gcf() is figure and plt.gca() is ax
        plt.rcdefaults()
        assert first == drawn(MATRIX + 1, MATRIX)  # nor are they seen in the picture
    finally:
        plt.rcdefaults()
        plt.close(figure)


def test_matplotlib_is_loaded_for_a_picture_only() -> None:
    code = (
        "import sys, numpy as np\nfrom autograder.faces.student.check import card_for\n"
        "assert 'one' not in repr(card_for('sigmoid', {'sigmoid': lambda x: 1 / (1 + np.exp(-x))}))\n"
        "assert 'matplotlib' not in sys.modules\n"
        "card_for('accuracy', {'accuracy': lambda n, x, t: 0.0})\n"
        "assert 'matplotlib' not in sys.modules\n"
        "assert card_for('relu', {'relu': lambda x: x}).picture\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_what_a_student_names_is_escaped_beside_a_picture() -> None:
    card = card_for("count_labels", {"count_labels": lambda labels: {"<b>": 1}})
    assert "<b>" not in card._repr_html_()
    assert "&lt;b&gt;" in card._repr_html_()
