"""Independent ways to the results of chapter 1, Python, NumPy and Matplotlib."""

import collections
import io
import itertools
import math
import statistics
from fractions import Fraction

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from autograder.audit import oracle


def figure_axes(**options):
    """New axes on a figure of their own."""
    figure = Figure()
    FigureCanvasAgg(figure)
    return figure.add_subplot(**options)


@oracle("average")
def average_is_an_exact_fraction(impl, rng):
    numbers = rng.integers(-1000, 1000, size=int(rng.integers(1, 20))).tolist()
    return impl.average(numbers), float(Fraction(sum(map(Fraction, numbers)), len(numbers)))


@oracle("average")
def average_is_that_of_the_standard_library(impl, rng):
    numbers = rng.normal(size=9).tolist()
    return impl.average(numbers), statistics.fmean(numbers)


@oracle("middle")
def middle_and_two_ends_make_the_list(impl, rng):
    items = rng.integers(0, 5, size=int(rng.integers(2, 12))).tolist()
    return [items[0], *impl.middle(items), items[-1]], items


@oracle("count_labels")
def count_labels_is_a_counter(impl, rng):
    labels = rng.integers(0, 6, size=int(rng.integers(0, 40))).tolist()
    return impl.count_labels(labels), dict(collections.Counter(labels))


@oracle("count_labels")
def count_labels_is_the_length_of_groups(impl, rng):
    labels = rng.choice(["a", "b", "c"], size=15).tolist()
    groups = {label: len(list(group)) for label, group in itertools.groupby(sorted(labels))}
    return impl.count_labels(labels), groups


@oracle("sign")
def sign_is_that_of_copysign(impl, rng):
    x = float(rng.normal() * rng.choice([1e-300, 1.0, 1e300]))
    return [impl.sign(x), impl.sign(-x), impl.sign(0.0)], [
        int(math.copysign(1, x)),
        int(-math.copysign(1, x)),
        0,
    ]


@oracle("Man")
def man_greets_in_two_words(impl, rng):
    names = ["".join(rng.choice(list("abcxyz"), size=5)) for _ in range(3)]
    people = [impl.Man(name) for name in names]
    got = [(man.hello().split(" "), man.goodbye().split(" ")) for man in people]
    return got, [(["Hello", name + "!"], ["Good-bye", name + "!"]) for name in names]


@oracle("elementwise")
def elementwise_is_a_loop(impl, rng):
    x, y = rng.normal(size=6).tolist(), rng.uniform(0.5, 2.0, size=6).tolist()
    pairs = list(zip(x, y, strict=True))
    expected = [[a + b for a, b in pairs], [a - b for a, b in pairs], [a * b for a, b in pairs]]
    return list(map(np.asarray, impl.elementwise(x, y))), [
        *map(np.array, expected),
        np.array([a / b for a, b in pairs]),
    ]


@oracle("inspect_array")
def inspect_array_is_the_header_of_its_file(impl, rng):
    shape = tuple(rng.integers(1, 5, size=int(rng.integers(1, 5))).tolist())
    A = np.zeros(shape, dtype=str(rng.choice(["float64", "float32", "int64", "uint8", "bool"])))
    file = io.BytesIO()
    np.save(file, A)
    file.seek(0)
    np.lib.format.read_magic(file)
    stored, _, dtype = np.lib.format.read_array_header_1_0(file)
    expected = {"shape": stored, "ndim": len(stored), "size": math.prod(stored), "dtype": str(dtype)}
    return impl.inspect_array(A), expected


@oracle("scale_rows")
def scale_rows_is_a_product_with_a_diagonal_matrix(impl, rng):
    n, m = rng.integers(1, 6, size=2)
    A, v = rng.normal(size=(n, m)), rng.normal(size=n)
    return impl.scale_rows(A, v), np.diag(v) @ A


@oracle("pick_greater")
def pick_greater_is_a_filter(impl, rng):
    X, threshold = rng.integers(-5, 6, size=(4, 5)), int(rng.integers(-4, 5))
    return impl.pick_greater(X, threshold), np.array(
        [x for row in X.tolist() for x in row if x > threshold], dtype=int
    )


@oracle("plot_sin_cos", atol=1e-9)
def plot_sin_cos_is_the_exponential_of_an_imaginary_number(impl, rng):
    ax = figure_axes()
    impl.plot_sin_cos(ax)
    (x, sin), (_, cos) = (line.get_data() for line in ax.get_lines())
    turned = np.exp(1j * np.arange(60) / 10)
    texts = [text.get_text() for text in ax.get_legend().get_texts()]
    return [x, sin, cos, texts], [np.arange(60) / 10, turned.imag, turned.real, ["sin", "cos"]]


@oracle("show_image", atol=0.01)
def show_image_paints_these_pixels(impl, rng):
    height, width = rng.integers(2, 6, size=2)
    image = rng.integers(0, 256, size=(height, width, 3), dtype=np.uint8)
    grey = image[:, :, 0].copy()
    grey[0, 0], grey[-1, -1] = 0, 255
    painted = []
    for picture in (image, grey):
        figure = Figure(figsize=(width, height), dpi=20)
        canvas = FigureCanvasAgg(figure)
        ax = figure.add_axes((0, 0, 1, 1))
        impl.show_image(ax, picture)
        ax.axis("off")
        canvas.draw()
        painted.append(np.asarray(canvas.buffer_rgba())[10::20, 10::20, :3] / 255)
    return painted, [image / 255, np.repeat(grey[:, :, np.newaxis], 3, axis=2) / 255]


@oracle("plot_surface")
def plot_surface_visits_every_pair(impl, rng):
    x0, x1 = rng.normal(size=4), rng.normal(size=3)
    X, Y, Z = impl.plot_surface(figure_axes(projection="3d"), lambda x, y: 3 * x - y**3, x0, x1)
    points = np.stack([X, Y, Z], axis=-1).reshape(-1, 3)
    return points, np.array([(a, b, 3 * a - b**3) for b in x1 for a in x0])
