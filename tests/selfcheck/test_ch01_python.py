"""Visible checks of chapter 1. Read them as examples of what is asked."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np

from autograder.selfcheck import Plot, expect

X = np.linspace(0.0, 6.0, 61)
SIN_AND_COS = Plot(
    lines=((X, np.sin(X), "-", "sin"), (X, np.cos(X), "--", "cos")),
    title="sin & cos",
    xlabel="x",
    ylabel="y",
)


def what_happens(function, *args):
    """値を返すか、ValueError を起こすか | whether a function returns something or raises ValueError"""
    try:
        return f"return {function(*args)!r}"
    except ValueError:
        return "raise ValueError"


def as_dict(value):
    """ディクショナリの仲間を dict に（ほかはそのまま） | any kind of dictionary as a dict"""
    return dict(value) if isinstance(value, Mapping) else value


def as_number(value):
    """整数も小数も float に（ほかはそのまま） | a number, whole or not, as a float"""
    array = np.asarray(value)
    return float(array) if array.ndim == 0 and array.dtype.kind in "biuf" else value


def as_array(value):
    """配列やリストを配列に（None はそのまま） | a list or array as an array; None stays None"""
    return None if value is None else np.asarray(value)


def as_floats(parts):
    """いくつかの配列を、それぞれ小数の配列に | several arrays, each as an array of floats"""
    return None if parts is None else [np.asarray(part, dtype=float) for part in parts]


def drawn(draw, *args, **options):
    """draw が描いた新しい軸 ax と返り値 | new axes that draw has drawn on, and what it returned"""
    figure = plt.figure()
    ax = figure.add_subplot(**options)
    plt.sca(ax)
    try:
        returned = draw(ax, *args)
    finally:
        plt.close(figure)
    return ax, returned


def curves_on(ax):
    """軸の上の曲線 (x, y, 線)、左端の低い順 | the curves as (x, y, line), lowest start first"""
    curves = []
    for line in ax.get_lines():
        x, y = np.array(line.get_data(), dtype=float)
        if len(x) > 2:  # 2 点だけの補助線は数えない | auxiliary lines of two points do not count
            order = np.argsort(x)
            curves.append((x[order], y[order], line))
    return sorted(curves, key=lambda curve: curve[1][0])


def legend_on(ax):
    """凡例の文字 → その曲線の左端の高さ | text in the legend → height at which its curve starts"""
    found = {}
    for legend in [ax.get_legend(), *ax.figure.legends]:
        if legend is None:
            continue
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True):
            for _, y, line in curves_on(ax):
                looks = [(part.get_color(), part.get_linestyle()) for part in (handle, line)]
                if looks[0] == looks[1]:
                    found[text.get_text()] = round(float(y[0]), 3)
    return found


def ranges_on(ax):
    """曲線ごとの、x の始めと終わり、点の間隔 | for each curve, where x starts and ends, and its steps"""
    ranges = []
    for x, _, _ in curves_on(ax):
        end = 6.0 if 5.899 < x[-1] < 6.001 else round(float(x[-1]), 2)  # arange(0, 6, 0.1): 5.9
        step = 0.1 if np.max(np.diff(x)) < 0.11 else round(float(np.max(np.diff(x))), 2)
        ranges.append({"start": round(float(x[0]), 2), "end": end, "step": step})
    return ranges


def colours_of(impl, image):
    """show_image が描いた、左上から見た画素の色（赤、緑、青） | the pixels as drawn: red, green, blue"""
    ax, _ = drawn(impl.show_image, image)
    expect(
        len(ax.images),
        1,
        axes=ax,
        plot=Plot(image=image),
        because=f"形 {image.shape} の画像を渡しました。ax にある画像の枚数です | "
        f"an image of shape {image.shape} was given; this is how many images are on the ax",
    )
    seen = ax.images[0]
    colours = seen.to_rgba(seen.get_array())[:, :, :3]
    return colours if seen.origin == "upper" else colours[::-1]


def tilted(x, y):
    """f(x, y) = 10·x + y² は、x と y で働きが違う | treats x and y differently"""
    return 10 * x + y**2


TILTED = Plot(
    surface=(
        np.array([[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]),
        np.array([[3.0, 3.0, 3.0], [4.0, 4.0, 4.0]]),
        np.array([[9.0, 19.0, 29.0], [16.0, 26.0, 36.0]]),
    )
)


def test_average_of_numbers(impl):
    expect(
        impl.average([1.5, 2.5, 5.0]),
        3.0,
        because="和は 9.0、個数は 3 です | the sum is 9.0 and there are 3 numbers",
    )


def test_average_need_not_be_whole(impl):
    expect(impl.average([1, 2, 4, 7]), 3.5)
    expect(impl.average([-1, 0]), -0.5)


def test_average_of_an_empty_list(impl):
    expect(
        what_happens(impl.average, []),
        "raise ValueError",
        because="空のリストには平均がないので、値を返さずに ValueError を起こします | "
        "an empty list has no average: raise a ValueError instead of returning something",
    )


def test_average_leaves_the_list(impl):
    numbers = [2.5, 0.5]
    impl.average(numbers)
    expect(
        numbers,
        [2.5, 0.5],
        because="average(numbers) を呼んだあとも、numbers は元のままでなければいけません | "
        "numbers must still be the same after average(numbers)",
    )


def test_middle_of_five_items(impl):
    expect(
        impl.middle([10, 20, 30, 40, 50]),
        [20, 30, 40],
        because="最初と最後を除いた残り全部のリストです | a list of all items but the first and the last",
    )


def test_middle_of_equal_items(impl):
    expect(
        impl.middle(["a", "c", "a", "b", "c"]),
        ["c", "a", "b"],
        because="同じ値が途中にもあれば、それは残します | the same value in between stays",
    )


def test_middle_of_other_lengths(impl):
    expect(
        impl.middle([6, 7, 8]),
        [7],
        because="リストの長さがいくつでも、最初と最後だけを除きます | "
        "whatever the length of the list, just the first and the last item are left out",
    )
    expect(
        impl.middle([1, 2]), [], because="残る要素がなければ空のリストです | with nothing left it is empty"
    )


def test_middle_leaves_the_list(impl):
    items = [1, 2, 3, 4]
    impl.middle(items)
    expect(
        items,
        [1, 2, 3, 4],
        because="middle(items) を呼んだあとも、items は元のままでなければいけません | "
        "items must still be the same after middle(items)",
    )


def test_count_labels_of_numbers(impl):
    expect(
        as_dict(impl.count_labels([5, 0, 4, 5, 5, 0])),
        {5: 3, 0: 2, 4: 1},
        because="5 が 3 回、0 が 2 回、4 が 1 回です | 5 three times, 0 twice, 4 once",
    )


def test_count_labels_of_words(impl):
    expect(as_dict(impl.count_labels(["cat", "dog", "cat"])), {"cat": 2, "dog": 1})


def test_count_labels_of_an_empty_list(impl):
    expect(
        as_dict(impl.count_labels([])),
        {},
        because="ラベルがなければ空のディクショナリです | without labels the dictionary is empty",
    )


def test_count_labels_leaves_the_list(impl):
    labels = ["b", "a", "b"]
    impl.count_labels(labels)
    expect(
        labels,
        ["b", "a", "b"],
        because="count_labels(labels) を呼んだあとも、labels は元のままでなければいけません | "
        "labels must still be the same after count_labels(labels)",
    )


def test_sign_of_positive_numbers(impl):
    expect(as_number(impl.sign(7)), 1.0, because="正の数なら 1 です | a positive number gives 1")
    expect(as_number(impl.sign(0.25)), 1.0, because="正の数なら 1 です | a positive number gives 1")


def test_sign_of_negative_numbers(impl):
    expect(as_number(impl.sign(-7)), -1.0, because="負の数なら −1 です | a negative number gives −1")
    expect(as_number(impl.sign(-0.25)), -1.0, because="負の数なら −1 です | a negative number gives −1")


def test_sign_of_zero(impl):
    expect(as_number(impl.sign(0)), 0.0, because="0 ちょうどなら 0 です | exactly 0 gives 0")


def test_sign_returns_a_number(impl):
    expect(
        isinstance(impl.sign(2), bool),
        False,
        because="True や False ではなく、数を返します | a number, and neither True nor False",
    )


def test_Man_says_hello(impl):
    expect(
        impl.Man("David").hello(),
        "Hello David!",
        because="空白や記号も、このとおりにします | spaces and punctuation must be just like this",
    )


def test_Man_says_goodbye(impl):
    expect(
        impl.Man("David").goodbye(),
        "Good-bye David!",
        because="空白や記号も、このとおりにします | spaces and punctuation must be just like this",
    )


def test_Man_remembers_each_name(impl):
    emi, bob = impl.Man("Emi"), impl.Man("Bob")
    expect(
        [emi.hello(), bob.hello()],
        ["Hello Emi!", "Hello Bob!"],
        because="インスタンスごとに自分の名前を覚えます | each instance remembers its own name",
    )


def test_elementwise_of_arrays(impl):
    expect(
        impl.elementwise(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 5.0])),
        [
            np.array([3.0, 6.0, 8.0]),
            np.array([-1.0, -2.0, -2.0]),
            np.array([2.0, 8.0, 15.0]),
            np.array([0.5, 0.5, 0.6]),
        ],
        because="和、差 x − y、積、商 x ÷ y の順に返します | "
        "sum, difference x − y, product and quotient x ÷ y, in this order",
    )


def test_elementwise_of_lists(impl):
    expect(
        as_floats(impl.elementwise([6.0, 9.0], [1.0, 2.0])),
        [np.array([7.0, 11.0]), np.array([5.0, 7.0]), np.array([6.0, 18.0]), np.array([6.0, 4.5])],
        because="リストは、先に NumPy 配列にします | turn lists into NumPy arrays first",
    )


def test_elementwise_of_whole_numbers(impl):
    expect(
        as_floats(impl.elementwise(np.array([7, 9]), np.array([2, 4]))),
        [np.array([9.0, 13.0]), np.array([5.0, 5.0]), np.array([14.0, 36.0]), np.array([3.5, 2.25])],
        because="整数どうしでも、商は小数まで計算します | "
        "the quotient has decimals even if x and y are whole numbers",
    )


def test_elementwise_leaves_the_inputs(impl):
    x, y = np.array([1.0, 2.0]), np.array([4.0, 8.0])
    impl.elementwise(x, y)
    expect(
        [x, y],
        [np.array([1.0, 2.0]), np.array([4.0, 8.0])],
        because="elementwise(x, y) を呼んだあとも、x と y は元のままでなければいけません | "
        "x and y must still be the same after elementwise(x, y)",
    )


def test_inspect_array_of_a_matrix(impl):
    expect(
        impl.inspect_array(np.zeros((2, 3))),
        {"shape": (2, 3), "ndim": 2, "size": 6, "dtype": "float64"},
        because="np.zeros((2, 3)) は 2 行 3 列の配列で、要素は 6 個の float64 です | "
        "np.zeros((2, 3)) has 2 rows and 3 columns, which makes 6 elements, each a float64",
    )


def test_inspect_array_of_a_vector(impl):
    expect(
        impl.inspect_array(np.zeros(5, dtype=np.uint8)),
        {"shape": (5,), "ndim": 1, "size": 5, "dtype": "uint8"},
        because="1 次元の配列で、要素は 5 個の uint8 です | a 1-D array of 5 elements, each a uint8",
    )


def test_inspect_array_of_a_3d_array(impl):
    expect(
        impl.inspect_array(np.zeros((4, 2, 3), dtype=np.float32)),
        {"shape": (4, 2, 3), "ndim": 3, "size": 24, "dtype": "float32"},
        because="3 次元の配列で、要素は 4×2×3 個の float32 です | "
        "a 3-D array of 4×2×3 elements, each a float32",
    )


def test_scale_rows_of_a_square_matrix(impl):
    expect(
        as_array(impl.scale_rows(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 100.0]))),
        np.array([[10.0, 20.0], [300.0, 400.0]]),
        because="0 行目は 10 倍、1 行目は 100 倍です | row 0 times 10, row 1 times 100",
    )


def test_scale_rows_of_a_wide_matrix(impl):
    expect(
        as_array(impl.scale_rows(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([10.0, -1.0]))),
        np.array([[10.0, 20.0, 30.0], [-4.0, -5.0, -6.0]]),
        because="0 行目は 10 倍、1 行目は −1 倍です | row 0 times 10, row 1 times −1",
    )


def test_scale_rows_of_whole_numbers(impl):
    expect(
        as_array(impl.scale_rows(np.array([[1, 2], [3, 4], [5, 6]]), np.array([0.5, 1.0, 1.5]))),
        np.array([[0.5, 1.0], [3.0, 4.0], [7.5, 9.0]]),
        because="A が整数でも、結果は小数です | the result has decimals even if A holds whole numbers",
    )


def test_scale_rows_leaves_the_inputs(impl):
    A, v = np.array([[1.0, 2.0]]), np.array([3.0])
    impl.scale_rows(A, v)
    expect(
        [A, v],
        [np.array([[1.0, 2.0]]), np.array([3.0])],
        because="scale_rows(A, v) を呼んだあとも、A と v は元のままでなければいけません | "
        "A and v must still be the same after scale_rows(A, v)",
    )


def test_pick_greater_of_a_vector(impl):
    expect(
        as_array(impl.pick_greater(np.array([51, 55, 14, 19, 0, 4]), 18)),
        np.array([51, 55, 19]),
        because="18 より大きい要素を、元の順に返します | the elements above 18, in their order",
    )


def test_pick_greater_of_a_matrix(impl):
    expect(
        as_array(impl.pick_greater(np.array([[1.5, 0.0, 2.5], [-3.0, 4.5, 0.5]]), 1.0)),
        np.array([1.5, 2.5, 4.5]),
        because="行列からも、1 次元の配列を返します | from a matrix, too, a 1-D array",
    )


def test_pick_greater_at_the_threshold(impl):
    expect(
        as_array(impl.pick_greater(np.array([3, 4, 5]), 4)),
        np.array([5]),
        because="4 ちょうどは「4 より大きい」ではありません | 4 itself is not greater than 4",
    )


def test_pick_greater_below_zero(impl):
    expect(
        as_array(impl.pick_greater(np.array([-1.0, -2.0, -3.0, 2.0]), -2.5)),
        np.array([-1.0, -2.0, 2.0]),
        because="−1 と −2 も −2.5 より大きい数です | −1 and −2 are greater than −2.5, too",
    )


def test_plot_sin_cos_heights(impl):
    ax, _ = drawn(impl.plot_sin_cos)
    expect(
        [np.interp([0.0, 1.0, 2.0, 5.0], x, y) for x, y, _ in curves_on(ax)],
        [np.array([0.0, 0.8415, 0.9093, -0.9589]), np.array([1.0, 0.5403, -0.4161, 0.2837])],
        atol=0.002,
        axes=ax,
        plot=SIN_AND_COS,
        because="曲線は sin と cos の 2 本です。x = 0、1、2、5 での高さを比べます | "
        "there are two curves, sin and cos; their heights at x = 0, 1, 2 and 5 are compared",
    )


def test_plot_sin_cos_points(impl):
    ax, _ = drawn(impl.plot_sin_cos)
    expect(
        ranges_on(ax),
        [{"start": 0.0, "end": 6.0, "step": 0.1}, {"start": 0.0, "end": 6.0, "step": 0.1}],
        axes=ax,
        plot=SIN_AND_COS,
        because="x は 0 から 6 まで、0.1 間隔かもっと細かくです（start は始め、end は終わり、step は間隔） | "
        "x runs from 0 to 6 in steps of 0.1 or smaller",
    )


def test_plot_sin_cos_line_styles(impl):
    ax, _ = drawn(impl.plot_sin_cos)
    expect(
        [line.get_linestyle() for _, _, line in curves_on(ax)],
        ["-", "--"],
        axes=ax,
        plot=SIN_AND_COS,
        because="sin は実線、cos は破線です | sin is solid and cos dashed",
    )


def test_plot_sin_cos_labels_and_title(impl):
    ax, _ = drawn(impl.plot_sin_cos)
    expect(
        [ax.get_xlabel(), ax.get_ylabel()],
        ["x", "y"],
        axes=ax,
        plot=SIN_AND_COS,
        because="横軸と縦軸のラベルです（小文字で） | "
        "the labels of the horizontal and the vertical axis, in small letters",
    )
    expect(
        "".join(ax.get_title(loc) for loc in ("left", "center", "right")),
        "sin & cos",
        axes=ax,
        plot=SIN_AND_COS,
        because="タイトルです。空白も、このとおりにします | the title, with spaces just like this",
    )


def test_plot_sin_cos_legend(impl):
    ax, _ = drawn(impl.plot_sin_cos)
    expect(
        legend_on(ax),
        {"sin": 0.0, "cos": 1.0},
        axes=ax,
        plot=SIN_AND_COS,
        because="凡例に 2 つの名前が出ます。sin は高さ 0、cos は高さ 1 から始まる曲線の名前です | "
        "the legend shows two names: sin is the curve that starts at height 0, cos the one that starts at 1",
    )


def test_show_image_in_grey(impl):
    expect(
        colours_of(impl, np.array([[0, 255, 51], [102, 0, 255]], dtype=np.uint8))[:, :, 0],
        np.array([[0.0, 1.0, 0.2], [0.4, 0.0, 1.0]]),
        atol=0.01,
        picture="image",
        because="0 は黒、255 は白です（赤の強さを見ています。黒は 0、白は 1） | "
        "0 is black, 255 is white; this is the strength of red, which is 0 in black and 1 in white",
    )


def test_show_image_of_floats(impl):
    red, green, blue = np.moveaxis(colours_of(impl, np.array([[0.0, 0.4], [0.6, 1.0]])), -1, 0)
    expect(
        red,
        np.array([[0.0, 0.4], [0.6, 1.0]]),
        atol=0.01,
        picture="image",
        because="小数の画素では、0.0 が黒、1.0 が白です（赤の強さを見ています） | "
        "among pixels that are floats 0.0 is black and 1.0 is white; this is the strength of red",
    )
    expect(
        [green - red, blue - red],
        [np.zeros((2, 2)), np.zeros((2, 2))],
        atol=0.001,
        because="灰色では赤、緑、青の強さが等しくなります | grey is equal parts of red, green and blue",
    )


def test_show_image_in_colour(impl):
    red, green, blue, white = [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]
    expect(
        colours_of(impl, np.array([[red, green], [blue, white]], dtype=np.uint8)),
        np.array([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], [[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]]]),
        atol=0.01,
        picture="image",
        because="カラー画像は、そのままの色で描きます | a colour image is drawn in its own colours",
    )


def test_show_image_leaves_the_image(impl):
    image = np.array([[0, 200], [100, 255]], dtype=np.uint8)
    drawn(impl.show_image, image)
    expect(
        image,
        np.array([[0, 200], [100, 255]], dtype=np.uint8),
        because="show_image(ax, image) を呼んだあとも、image は元のままでなければいけません | "
        "image must still be the same after show_image(ax, image)",
    )


def test_plot_surface_mesh(impl):
    _, returned = drawn(impl.plot_surface, tilted, np.arange(3.0), np.array([3.0, 4.0]), projection="3d")
    parts = as_floats(returned)
    expect(
        parts and len(parts),
        3,
        because="X, Y, Z の 3 つを返します | three things are returned: X, Y, Z",
    )
    expect(
        parts[:2],
        [np.array([[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]), np.array([[3.0, 3.0, 3.0], [4.0, 4.0, 4.0]])],
        because="X のどの行も x0 で、Y の各行には x1 の値が 1 つずつ並びます | "
        "every row of X is x0, and each row of Y holds one value of x1",
    )


def test_plot_surface_heights(impl):
    _, returned = drawn(impl.plot_surface, tilted, np.arange(3.0), np.array([3.0, 4.0]), projection="3d")
    parts = as_floats(returned)
    expect(
        parts and parts[-1],
        np.array([[9.0, 19.0, 29.0], [16.0, 26.0, 36.0]]),
        because="f(x, y) = 10x + y² の高さ Z = f(X, Y) です | the heights Z = f(X, Y) of f(x, y) = 10x + y²",
    )
    _, returned = drawn(impl.plot_surface, np.subtract, np.arange(3.0), np.array([3.0, 4.0]), projection="3d")
    parts = as_floats(returned)
    expect(
        parts and parts[-1],
        np.array([[-3.0, -2.0, -1.0], [-4.0, -3.0, -2.0]]),
        because="別の関数 f(x, y) = x − y を渡したときの、高さ Z = f(X, Y) です | "
        "the heights Z = f(X, Y) of another function, f(x, y) = x − y",
    )


def test_plot_surface_draws_a_surface(impl):
    ax, _ = drawn(impl.plot_surface, tilted, np.arange(3.0), np.array([3.0, 4.0]), projection="3d")
    expect(
        [type(thing).__name__ for thing in ax.collections],
        ["Poly3DCollection"],
        axes=ax,
        plot=TILTED,
        because="渡した ax に、ax.plot_surface で曲面を 1 つ描きます | "
        "draw one surface on the ax that is given, with ax.plot_surface",
    )


def test_plot_surface_spans_the_mesh(impl):
    ax, _ = drawn(impl.plot_surface, tilted, np.arange(3.0), np.array([3.0, 4.0]), projection="3d")
    expect(
        [ax.xy_dataLim.intervalx, ax.xy_dataLim.intervaly, ax.zz_dataLim.intervalx],
        [np.array([0.0, 2.0]), np.array([3.0, 4.0]), np.array([9.0, 36.0])],
        axes=ax,
        plot=TILTED,
        because="曲面の x は 0 から 2、y は 3 から 4、高さは 9 から 36 です | "
        "the surface runs from 0 to 2 in x, from 3 to 4 in y and from 9 to 36 in height",
    )
