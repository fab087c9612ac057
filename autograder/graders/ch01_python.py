"""Hidden graders of chapter 1, Python, NumPy and Matplotlib."""

from contextlib import contextmanager

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from autograder.graders import as_array, grader

NAMES = ["Aiko", "Bob", "Chihiro", "Daiki", "Emi", "Fred", "Grace", "Haruto", "Iris", "Jun"]
COLOUR = {"atol": 0.01}  # colormaps have 256 steps


def as_float(value):
    """Numbers, a list or an array as an array in which whole numbers are floats; None stays None."""
    array = as_array(value)
    return array.astype(float) if isinstance(array, np.ndarray) and array.dtype.kind in "iu" else array


def parts_of(result):
    """The parts of the result, whole numbers as floats; None stays None."""
    return None if result is None else [as_float(part) for part in result]


def plain(counts):
    """The dict or Counter with Python's own ints and strings for keys."""
    return {k.item() if isinstance(k, np.generic) else k: n for k, n in counts.items()}


@contextmanager
def blank_axes(**options):
    """New axes, also the current ones of pyplot; figures are closed and settings are restored afterwards."""
    plt.switch_backend("Agg")  # no window opens
    before = set(plt.get_fignums())
    with plt.rc_context():
        ax = plt.figure().add_subplot(**options)
        plt.sca(ax)
        try:
            yield ax
        finally:
            for number in set(plt.get_fignums()) - before:
                plt.close(number)


def legend_entries(ax):
    """For every line that the legends show, how it looks (colour, line style) and its text."""
    entries = []
    for legend in [ax.get_legend(), *ax.figure.legends]:
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True) if legend else []:
            if isinstance(handle, Line2D):
                entries.append((to_hex(handle.get_color()), handle.get_linestyle(), text.get_text()))
    return entries


def drawn_lines(ax):
    """The lines on the axes: their points from left to right, their style, and their text in the legend."""
    entries, lines = legend_entries(ax), []
    for line in ax.get_lines():
        x, y = (np.array(values, dtype=float) for values in line.get_data())
        order = np.argsort(x, kind="stable")
        look = to_hex(line.get_color()), line.get_linestyle()
        entry = next((e for e in entries if e[:2] == look), None)
        if entry:
            entries.remove(entry)
        text = entry[2] if entry else None
        if len(x):
            lines.append({"x": x[order], "y": y[order], "style": look[1], "legend": text})
    return lines


def lines_of_plot_sin_cos(impl, *keys):
    """What plot_sin_cos draws on new axes: x and y of every line, and the details that are named."""
    with blank_axes() as ax:
        impl.plot_sin_cos(ax)
        return [{key: line[key] for key in ("x", "y", *keys)} for line in drawn_lines(ax)]


def follows(line, curve):
    """Whether the points of a line lie on a curve, where that has points."""
    x, y = np.asarray(line["x"], dtype=float), np.asarray(line["y"], dtype=float)
    if x.ndim != 1 or x.shape != y.shape:  # a row and a column would become a table of all pairs
        return False
    inside = (x >= curve["x"][0]) & (x <= curve["x"][-1])
    off = np.abs(y - np.interp(x, curve["x"], curve["y"]))[inside]
    return bool(len(off) > 1 and np.max(off) < 2e-3)  # between points 0.1 apart sin bends by 1.3e-3


def meant_for(curve, lines):
    """The line that follows a curve, or else the one that starts nearest to where it does."""
    return min(lines, key=lambda line: (not follows(line, curve), abs(line["y"][0] - curve["y"][0])))


def drawn_well(lines, curve):
    """True if one of the lines is the curve, drawn over its whole range with enough points."""
    if not lines:
        return "渡した ax に線がありません | there is no line on the axes that were given"
    line = meant_for(curve, lines)
    if not follows(line, curve):
        return "線の高さ（y の値）が違います | the height of the line, its y values, is wrong"
    x = np.asarray(line["x"], dtype=float)
    if abs(x[0]) > 0.001 or not 5.899 < x[-1] < 6.001:
        return "x の範囲が 0 から 6 までではありません | x does not run from 0 to 6"
    if np.max(np.diff(x)) > 0.11:  # np.linspace(0, 6, 60) counts as 0.1 apart
        return "点の間隔が 0.1 より広いです | the points are more than 0.1 apart"
    return True


def sin_is_drawn(got, expected):
    return drawn_well(got, expected[0])


def cos_is_drawn(got, expected):
    return drawn_well(got, expected[1])


def styles_are_right(got, expected):
    styles = [meant_for(curve, got)["style"] for curve in expected] if got else []
    if styles == [curve["style"] for curve in expected]:
        return True
    return "線の種類が違います | the line styles are wrong"


def legend_is_right(got, expected):
    texts = [meant_for(curve, got)["legend"] for curve in expected] if got else []
    if texts == [curve["legend"] for curve in expected]:
        return True
    if all(text is None for text in texts):
        return "凡例がないか、曲線の名前がありません | there is no legend, or no name of a curve in it"
    return "凡例の文字が違います | the texts of the legend are wrong"


def pixels_seen(ax):
    """The images on the axes as (height, width, 4) colours, from the top left corner as one sees it."""
    seen = []
    for image in ax.images:
        pixels = image.to_rgba(image.get_array())
        left, right, bottom, top = image.get_extent()
        first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
        if (last - first) * np.diff(ax.get_ylim())[0] > 0:
            pixels = pixels[::-1]
        if (right - left) * np.diff(ax.get_xlim())[0] < 0:
            pixels = pixels[:, ::-1]
        seen.append(pixels)
    return seen


def shown(impl, image):
    """What show_image puts on new axes."""
    with blank_axes() as ax:
        impl.show_image(ax, image)
        return pixels_seen(ax)


def grey_picture(rng, height, width):
    """uint8 pixels, among them the darkest and the brightest."""
    image = rng.integers(0, 256, size=(height, width), dtype=np.uint8)
    image.flat[rng.choice(height * width, 2, replace=False)] = [0, 255]
    return image


def surface_points(ax):
    """All corners of the surfaces on 3-D axes, a row of x, y, z each, ordered by x and y."""
    found = [np.zeros((0, 3))]
    for surface in ax.collections:
        if isinstance(surface, Poly3DCollection):
            # before Matplotlib 3.10 the faces were kept in another form
            faces = surface._faces if hasattr(surface, "_faces") else surface._vec[:3].T
            found.append(np.reshape(faces, (-1, 3)))
    return np.unique(np.concatenate(found), axis=0)


def returned_by_plot_surface(impl, f, x0, x1):
    with blank_axes(projection="3d") as ax:
        return parts_of(impl.plot_surface(ax, f, x0, x1))


def signs(rng, n):
    """n signs in any order, as many 1 as −1."""
    return rng.permutation(np.arange(n) % 2 * 2 - 1).tolist()


def a_name(rng):
    return "".join(rng.choice(list("aeiknorstu"), 6)).title()


def increasing(rng, n):
    return np.cumsum(rng.uniform(0.3, 1.0, size=n)) - 1.0


def slope(rng):
    """A function of two arrays that treats its two arguments differently."""
    a, b, c = rng.uniform(1.0, 3.0, size=3)
    return lambda x, y: a * x**2 - b * y + c * x * y**2


@grader("average", points=1)
def grade_average_of_floats(impl, rng):
    """小数のリスト | a list of floats"""
    return as_float(impl.average(rng.normal(scale=10.0, size=int(rng.integers(3, 9))).tolist()))


@grader("average", points=0.5)
def grade_average_of_whole_numbers(impl, rng):
    """整数のリスト（平均が整数でないものも） | lists of whole numbers, whose average need not be whole"""
    lists = [[3, 8], [-5, 1, 2], [int(rng.integers(1, 50)) * 4 + 2, 1, 3, 5], [int(rng.integers(2, 99))]]
    return [as_float(impl.average(numbers)) for numbers in lists]


def raises_value_error(got, expected):
    if got["empty"] != "ValueError":
        return "空のリストで ValueError が起こりません | an empty list does not raise ValueError"
    if not np.isclose(got["whole"], expected["whole"]):
        return "空でないリストの平均が違います | the average of a list that is not empty is wrong"
    return True


@grader("average", points=1, judge=raises_value_error)
def grade_average_of_an_empty_list(impl, rng):
    """ValueError を起こすのは、空のリストのときだけ | an empty list, and no other, raises ValueError"""
    a, b = rng.integers(1, 50, size=2).tolist()
    whole = as_float(impl.average([a, a + 2 * b]))
    try:
        return {"empty": impl.average([]), "whole": whole}
    except ValueError:
        return {"empty": "ValueError", "whole": whole}


@grader("average", points=0.5)
def grade_average_leaves_the_list(impl, rng):
    """渡したリストを書き換えない | leaves the list that it is given unchanged"""
    numbers = rng.integers(-20, 20, size=5).tolist()
    result = as_float(impl.average(numbers))
    return [result, numbers]


@grader("middle", points=1)
def grade_middle_of_numbers(impl, rng):
    """数のリスト | a list of numbers"""
    return impl.middle(rng.permutation(int(rng.integers(5, 12))).tolist())


@grader("middle", points=0.5)
def grade_middle_of_equal_items(impl, rng):
    """端と同じ値が途中にもあるとき | when the first or last value also occurs in between"""
    a, b = rng.choice(NAMES, 2, replace=False).tolist()
    return impl.middle([a, b, a, b, b, a, b])


@grader("middle", points=0.5)
def grade_middle_of_short_lists(impl, rng):
    """要素が 2 個か 3 個のリスト | lists of two and three items"""
    return [impl.middle(rng.permutation(10)[:n].tolist()) for n in (2, 3)]


@grader("middle", points=1)
def grade_middle_leaves_the_list(impl, rng):
    """渡したリストを書き換えない | leaves the list that it is given unchanged"""
    items = rng.permutation(NAMES)[:6].tolist()
    result = impl.middle(items)
    return [result, items]


@grader("count_labels", points=1.5)
def grade_count_labels_of_numbers(impl, rng):
    """数字のラベル | labels that are numbers"""
    return plain(impl.count_labels(rng.integers(0, 10, size=60).tolist()))


@grader("count_labels", points=1)
def grade_count_labels_of_words(impl, rng):
    """文字列のラベル | labels that are strings"""
    return plain(impl.count_labels(rng.choice(NAMES[:4], size=30).tolist()))


@grader("count_labels", points=0.5)
def grade_count_labels_that_occur_once(impl, rng):
    """1 つを除いて、1 回しか現れないラベル | labels of which all but one occur just once"""
    labels = (rng.permutation(100)[:5] - 50).tolist()
    return plain(impl.count_labels([*labels, labels[0]]))


@grader("count_labels", points=0.5)
def grade_count_labels_of_an_empty_list(impl, rng):
    """空のリストなら空のディクショナリ（ラベルが 1 個なら 1 組）
    |
    an empty list gives an empty dictionary (and a single label one pair)"""
    return [plain(impl.count_labels([])), plain(impl.count_labels([a_name(rng)] * 2))]


@grader("count_labels", points=0.5)
def grade_count_labels_leaves_the_list(impl, rng):
    """渡したリストを書き換えない | leaves the list that it is given unchanged"""
    labels = rng.choice(["dog", "cat", "bird"], size=9).tolist()
    counts = plain(impl.count_labels(labels))
    return [counts, labels]


@grader("sign", points=1)
def grade_sign_of_whole_numbers(impl, rng):
    """正と負の整数 | whole numbers above and below 0"""
    sizes = [1, 1, *rng.integers(2, 100, size=8).tolist()]
    return [as_float(impl.sign(s * size)) for s, size in zip(signs(rng, 10), sizes, strict=True)]


@grader("sign", points=1)
def grade_sign_of_floats(impl, rng):
    """0 に近い小数も | floats, also those near 0"""
    sizes = rng.uniform(0.01, 0.9, size=10).tolist()
    return [as_float(impl.sign(s * size)) for s, size in zip(signs(rng, 10), sizes, strict=True)]


@grader("sign", points=1)
def grade_sign_of_zero(impl, rng):
    """0 ちょうどは 0（0 でない数のあいだでも） | exactly 0 gives 0, among numbers that are not 0"""
    others = [3 * s for s in signs(rng, 4)]
    order = rng.permutation(7).tolist()
    return [as_float(impl.sign([0, 0.0, -0.0, *others][i])) for i in order]


@grader("Man", points=1)
def grade_man_says_hello(impl, rng):
    """hello() が返す文字列 | the string that hello() returns"""
    return impl.Man(a_name(rng)).hello()


@grader("Man", points=1)
def grade_man_says_goodbye(impl, rng):
    """goodbye() が返す文字列 | the string that goodbye() returns"""
    return impl.Man(a_name(rng)).goodbye()


@grader("Man", points=1.5)
def grade_man_remembers_each_name(impl, rng):
    """2 つのインスタンスが別々の名前を覚える | two instances remember names of their own"""
    one, other = rng.choice(NAMES, 2, replace=False).tolist()
    first, second = impl.Man(one), impl.Man(other)
    return [first.hello(), second.hello(), second.goodbye(), first.goodbye()]


@grader("Man", points=0.5)
def grade_man_repeats_itself(impl, rng):
    """空白を含む名前でも、何度呼んでも同じ | the same again and again, also for a name with a space"""
    man = impl.Man(name=" ".join(rng.choice(NAMES, 2, replace=False)))
    return [man.hello(), man.goodbye(), man.hello(), man.goodbye()]


def part_of_elementwise(impl, rng, i):
    """One of the four results, for vectors and for matrices."""
    shapes = [(5,), (2, 3)]
    results = [impl.elementwise(rng.normal(size=s), rng.uniform(0.5, 3.0, size=s)) for s in shapes]
    return [result and result[i : i + 1] for result in map(parts_of, results)]


@grader("elementwise", points=0.5)
def grade_elementwise_sum(impl, rng):
    """和（1 番目） | the sum, which comes first"""
    return part_of_elementwise(impl, rng, 0)


@grader("elementwise", points=0.5)
def grade_elementwise_difference(impl, rng):
    """差（2 番目） | the difference, which comes second"""
    return part_of_elementwise(impl, rng, 1)


@grader("elementwise", points=0.5)
def grade_elementwise_product(impl, rng):
    """積（3 番目） | the product, which comes third"""
    return part_of_elementwise(impl, rng, 2)


@grader("elementwise", points=0.5)
def grade_elementwise_quotient(impl, rng):
    """商（4 番目） | the quotient, which comes fourth"""
    return part_of_elementwise(impl, rng, 3)


@grader("elementwise", points=1)
def grade_elementwise_of_lists(impl, rng):
    """リスト 2 つ | two lists"""
    return parts_of(impl.elementwise(rng.normal(size=4).tolist(), rng.uniform(0.5, 3.0, size=4).tolist()))


@grader("elementwise", points=0.5)
def grade_elementwise_of_whole_numbers(impl, rng):
    """整数の配列の商は小数 | the quotients of whole numbers are floats"""
    results = parts_of(impl.elementwise(np.array([7, -7, 3, int(rng.integers(9))]), np.array([2, 2, 4, 5])))
    return results and results[3:]


@grader("elementwise", points=0.5)
def grade_elementwise_leaves_the_inputs(impl, rng):
    """和を求め、渡した配列を書き換えない | gives the sum and leaves the arrays that it is given unchanged"""
    x, y = rng.normal(size=3), rng.uniform(0.5, 3.0, size=3)
    results = parts_of(impl.elementwise(x, y))
    return [results and results[0], x, y]


def arrays_to_inspect(rng):
    """Arrays of one, two and three dimensions, in which no two of their properties are equal."""
    n = int(rng.integers(5, 20))
    return [rng.normal(size=n), rng.integers(0, 9, size=(n, 4)), np.zeros((n, 2, 4), dtype=np.float32)]


@grader("inspect_array", points=1)
def grade_inspect_array_shape(impl, rng):
    """shape（各次元の大きさ） | shape, the length of every dimension"""
    return [impl.inspect_array(A)["shape"] for A in arrays_to_inspect(rng)]


@grader("inspect_array", points=0.5)
def grade_inspect_array_ndim(impl, rng):
    """ndim（次元の数） | ndim, the number of dimensions"""
    shapes = [tuple(rng.integers(6, 9, size=n)) for n in rng.permutation([1, 2, 3, 4, 5])]
    return [impl.inspect_array(np.zeros(shape))["ndim"] for shape in shapes]


@grader("inspect_array", points=1)
def grade_inspect_array_size(impl, rng):
    """size（要素の総数） | size, the number of elements"""
    return [impl.inspect_array(A)["size"] for A in arrays_to_inspect(rng)]


@grader("inspect_array", points=1)
def grade_inspect_array_dtype(impl, rng):
    """dtype（要素の型の名前） | dtype, the name of the type of the elements"""
    types = rng.permutation(["float64", "float32", "int64", "uint8", "bool"]).tolist()
    return [impl.inspect_array(np.zeros((2, 3), dtype=name))["dtype"] for name in types]


@grader("inspect_array", points=0.5)
def grade_inspect_array_has_four_keys(impl, rng):
    """キーはちょうど 4 つで、shape も正しい | just the four keys, and shape is right"""
    found = impl.inspect_array(np.zeros(rng.integers(2, 15, size=3)))
    return [sorted(found), found.get("shape")]


@grader("scale_rows", points=1)
def grade_scale_rows_of_a_wide_or_tall_matrix(impl, rng):
    """横長と縦長の行列 | a wide and a tall matrix"""
    return [
        as_float(impl.scale_rows(rng.normal(size=(2, 5)), rng.normal(size=2))),
        as_float(impl.scale_rows(rng.normal(size=(6, 3)), rng.normal(size=6))),
    ]


@grader("scale_rows", points=1)
def grade_scale_rows_of_a_square_matrix(impl, rng):
    """正方行列 | a square matrix"""
    return as_float(impl.scale_rows(rng.normal(size=(4, 4)), rng.normal(size=4)))


@grader("scale_rows", points=0.5)
def grade_scale_rows_of_one_row_or_column(impl, rng):
    """1 行や 1 列の行列 | matrices of one row and of one column"""
    return [
        as_float(impl.scale_rows(rng.normal(size=(1, 4)), rng.normal(size=1))),
        as_float(impl.scale_rows(rng.normal(size=(3, 1)), rng.normal(size=3))),
    ]


@grader("scale_rows", points=0.5)
def grade_scale_rows_of_whole_numbers(impl, rng):
    """A が整数、v が小数のとき | when A holds whole numbers and v floats"""
    return as_float(impl.scale_rows(rng.integers(1, 20, size=(3, 2)), rng.uniform(0.1, 0.9, size=3)))


@grader("scale_rows", points=1)
def grade_scale_rows_leaves_the_inputs(impl, rng):
    """A と v を書き換えない | leaves A and v unchanged"""
    A, v = rng.normal(size=(4, 3)), rng.normal(size=4)
    result = as_float(impl.scale_rows(A, v))
    return [result, A, v]


@grader("pick_greater", points=1)
def grade_pick_greater_of_a_vector(impl, rng):
    """1 次元の配列 | a 1-D array"""
    return as_float(
        impl.pick_greater(rng.permutation(np.arange(-8.0, 9.0) * 1.25), float(rng.uniform(1.5, 3.0)))
    )


@grader("pick_greater", points=1)
def grade_pick_greater_of_a_matrix(impl, rng):
    """2 次元の配列からも 1 次元で | from a 2-D array, too, a 1-D array"""
    return as_float(impl.pick_greater(rng.permutation(np.arange(15.0)).reshape(3, 5), rng.uniform(4.0, 9.0)))


@grader("pick_greater", points=1)
def grade_pick_greater_at_the_threshold(impl, rng):
    """threshold ちょうどの要素は含めない | elements equal to the threshold are left out"""
    threshold = int(rng.integers(3, 8))
    return as_float(impl.pick_greater(rng.permutation(20), threshold))


@grader("pick_greater", points=0.5)
def grade_pick_greater_below_zero(impl, rng):
    """threshold が負のとき | a threshold below 0"""
    return as_float(impl.pick_greater(rng.permutation(np.arange(-9.0, 4.0)), -float(rng.uniform(2.0, 5.0))))


@grader("pick_greater", points=0.5)
def grade_pick_greater_none_or_all(impl, rng):
    """1 つもないとき、全部のとき、半分のとき。X は書き換えない
    |
    none of them, all of them, half of them; X is left unchanged"""
    X = rng.permutation(np.arange(6.0)) + rng.uniform(1.0, 1.5)
    return [*(as_float(impl.pick_greater(X, threshold)) for threshold in (10.0, 0.0, 3.7)), X]


@grader("plot_sin_cos", points=1.5, judge=sin_is_drawn, picture="lines")
def grade_plot_sin_cos_sin_curve(impl, rng):
    """sin の曲線 | the curve of sin"""
    return lines_of_plot_sin_cos(impl)


@grader("plot_sin_cos", points=1.5, judge=cos_is_drawn, picture="lines")
def grade_plot_sin_cos_cos_curve(impl, rng):
    """cos の曲線 | the curve of cos"""
    return lines_of_plot_sin_cos(impl)


@grader("plot_sin_cos", points=1, judge=styles_are_right)
def grade_plot_sin_cos_line_styles(impl, rng):
    """sin は実線、cos は破線 | sin is a solid line, cos a dashed one"""
    return lines_of_plot_sin_cos(impl, "style")


@grader("plot_sin_cos", points=0.5)
def grade_plot_sin_cos_axis_labels(impl, rng):
    """軸のラベル | the labels of the axes"""
    with blank_axes() as ax:
        impl.plot_sin_cos(ax)
        return [ax.get_xlabel(), ax.get_ylabel()]


@grader("plot_sin_cos", points=0.5)
def grade_plot_sin_cos_title(impl, rng):
    """図のタイトル | the title"""
    with blank_axes() as ax:
        impl.plot_sin_cos(ax)
        return "".join(ax.get_title(loc) for loc in ("left", "center", "right"))


@grader("plot_sin_cos", points=1, judge=legend_is_right)
def grade_plot_sin_cos_legend(impl, rng):
    """凡例に曲線の名前がある | the legend names the curves"""
    return lines_of_plot_sin_cos(impl, "legend")


@grader("show_image", points=1, picture="image", **COLOUR)
def grade_show_image_in_grey(impl, rng):
    """(H, W) の画像を白黒で | an (H, W) image in shades of grey"""
    return shown(impl, grey_picture(rng, 4, 7))


@grader("show_image", points=1, **COLOUR)
def grade_show_image_in_colour(impl, rng):
    """(H, W, 3) のカラー画像 | an (H, W, 3) image in its colours"""
    return [
        shown(impl, rng.integers(0, 256, size=(5, 3, 3), dtype=np.uint8)),
        shown(impl, rng.random((3, 6, 3))),
    ]


@grader("show_image", points=1, picture="image", **COLOUR)
def grade_show_image_of_a_square(impl, rng):
    """正方形の画像の向き | the orientation of a square image"""
    return shown(impl, grey_picture(rng, 6, 6))


@grader("show_image", points=0.5, picture="image", **COLOUR)
def grade_show_image_of_floats(impl, rng):
    """0.0 から 1.0 までの小数の画素 | pixels that are floats from 0.0 to 1.0"""
    return shown(impl, grey_picture(rng, 5, 4) / 255)


@grader("show_image", points=0.5)
def grade_show_image_leaves_the_image(impl, rng):
    """画像が 1 枚描かれ、渡した配列は元のまま | one image is drawn, and the array is left unchanged"""
    image = grey_picture(rng, 3, 5)
    return [len(shown(impl, image)), image]


@grader("plot_surface", points=1.5)
def grade_plot_surface_mesh(impl, rng):
    """格子点の座標 X、Y | the mesh, X and Y"""
    returned = returned_by_plot_surface(impl, slope(rng), increasing(rng, 4), increasing(rng, 3))
    return returned and returned[:2]


@grader("plot_surface", points=1.5)
def grade_plot_surface_heights(impl, rng):
    """高さ Z | the heights Z"""
    returned = returned_by_plot_surface(impl, slope(rng), increasing(rng, 3), increasing(rng, 5))
    return returned and returned[2:]


@grader("plot_surface", points=2, picture="surface")
def grade_plot_surface_draws_a_surface(impl, rng):
    """渡した ax に描かれた曲面 | the surface drawn on the axes that are given"""
    with blank_axes(projection="3d") as ax:
        impl.plot_surface(ax, slope(rng), increasing(rng, 4), increasing(rng, 6))
        return surface_points(ax)


@grader("plot_surface", points=1)
def grade_plot_surface_on_a_square(impl, rng):
    """縦と横の点の数が同じとき | as many points across as down"""
    x0, x1 = increasing(rng, 3), increasing(rng, 3) + 2.0
    return returned_by_plot_surface(impl, slope(rng), x0, x1)
