"""Hidden graders of chapter 4, learning."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.quiver import Quiver

from autograder.graders import as_array, grader
from dataset.mnist import load_mnist

# Loss functions may put anything from 0 to 1e-7 into the log. With probabilities above 0.02 this moves a
# loss by less than 5e-6.
DELTA = {"atol": 1e-5}
# Any small h is welcome: a central difference with h from 1e-6 to 1e-3 stays within this.
NUMERICAL = {"atol": 1e-5}
(IMAGES, LABELS), _ = load_mnist(normalize=False, flatten=False)
KEYS = ("W1", "b1", "W2", "b2")


def probabilities(rng, *shape):
    """Rows of probabilities, none of them near 0."""
    y = rng.uniform(0.3, 1.0, size=shape)
    return y / np.sum(y, axis=-1, keepdims=True)


def curve(rng):
    """A cubic function of one variable, bending up everywhere to the right of 0."""
    a, b, c = rng.uniform(1.0, 3.0, size=3)
    return lambda x: a * x**3 + b * x**2 - c * x


def landscape(rng, *shape):
    """A smooth function of an array of that shape, in which every element and every pair matters."""
    A, B = rng.uniform(0.5, 2.0, size=shape), rng.uniform(-2.0, 2.0, size=shape)
    return lambda x: np.sum(A * x**3) + np.sum(B * x) ** 2


def bowl(rng, *shape):
    """A function with one lowest point, as deep in one direction as it is flat in another."""
    depth, centre = rng.uniform(0.5, 3.0, size=shape), rng.uniform(-2.0, 2.0, size=shape)
    return lambda x: np.sum(depth * (x - centre) ** 2) + np.sum(x - centre) ** 2 / 4


def quivers_on(ax):
    """All arrows on the axes, a row of x, y, u, v each, ordered by x and y."""
    found = [np.zeros((0, 4))]
    for quiver in ax.collections:
        if isinstance(quiver, Quiver):
            columns = [np.ravel(c) for c in (quiver.X, quiver.Y, quiver.U, quiver.V)]
            found.append(np.column_stack(columns).astype(float))
    arrows = np.concatenate(found)
    return arrows[np.lexsort((arrows[:, 1], arrows[:, 0]))]


def end_point(result):
    """Of (end point, history) the end point."""
    return as_array(result[0] if isinstance(result, tuple) else result, float)


def bits(x):
    """The numbers in an array as text that tells their very last bit."""
    return [float(value).hex() for value in np.ravel(x)]


def as_floats(values):
    """Several arrays, each as an array of floats."""
    return [as_array(value, float) for value in values]


def given_params(rng, sizes):
    """Parameters for layers of these three sizes that keep the scores small."""
    n, hidden, m = sizes
    shapes = [(n, hidden), (hidden,), (hidden, m), (m,)]
    return {key: rng.uniform(-0.8, 0.8, size=shape) for key, shape in zip(KEYS, shapes, strict=True)}


def network_with_given_params(impl, rng, *sizes):
    """The student's network of these sizes, with parameters drawn from rng put into it."""
    network = impl.TwoLayerNet(*sizes)
    for key, value in given_params(rng, sizes).items():
        network.params[key] = value
    return network


def small_digits(rng, n):
    """n zeros and ones from the training digits: images (n, 16), shrunk to 4×4, and one-hot labels (n, 2)."""
    chosen = rng.choice(np.flatnonzero(LABELS <= 1), n, replace=False)
    x = IMAGES[chosen].reshape(n, 4, 7, 4, 7).mean(axis=(2, 4)).reshape(n, 16) / 255
    return 4 * (x - 0.2), np.eye(2)[LABELS[chosen]]


class PaperNetwork:
    """A stand-in for a network: its loss is Σ c p²/2 whatever the data, and it notes each batch it gets."""

    def __init__(self, rng):
        self.params = given_params(rng, (3, 2, 4))
        self.curvature = dict(zip(KEYS, rng.uniform(0.5, 2.0, size=4), strict=True))
        self.batches = []

    def predict(self, x):
        return np.full((len(x), 4), 0.25)

    def accuracy(self, x, t):
        return 0.25

    def loss(self, x, t):
        return float(sum(np.sum(c * self.params[key] ** 2) / 2 for key, c in self.curvature.items()))

    def numerical_gradient(self, x, t):
        self.batches.append((np.array(x), np.array(t)))
        return {key: c * self.params[key] for key, c in self.curvature.items()}

    gradient = numerical_gradient


def numbered_data(rng, n):
    """Data whose rows and labels can be recognised: x[i] ends with i, and t[i] belongs to no other row."""
    return np.column_stack([rng.normal(size=(n, 2)), np.arange(n)]), rng.permutation(n) + 100


def judge_pairs(got, expected):
    if len(got["batches"]) != len(expected["batches"]):
        return "バッチの個数が違います。 | The number of batches is wrong."
    for x_batch, t_batch in got["batches"]:
        x_batch, t_batch = np.asarray(x_batch), np.asarray(t_batch)
        if len(x_batch) > len(expected["x"]):  # looked up row by row, it would take gigabytes
            return "バッチがデータより大きいです。 | A batch is larger than the data."
        rows = x_batch[..., -1].reshape(len(x_batch), -1)[:, -1].astype(int)
        if not (np.all(rows >= 0) and np.all(rows < len(expected["x"]))):
            return "データにない行があります。 | There are rows that are not in the data."
        if x_batch.shape != expected["x"][rows].shape or not np.array_equal(x_batch, expected["x"][rows]):
            return "データにない行があります。 | There are rows that are not in the data."
        if t_batch.shape != expected["t"][rows].shape or not np.array_equal(t_batch, expected["t"][rows]):
            return (
                "x の行と t の正解が対になっていません。 | "
                "The rows of x and the right answers in t do not belong together."
            )
    return True


def judge_rows(got, expected):
    x, t = expected["x"].tolist(), expected["t"].tolist()
    for (x_batch, t_batch), (right, _) in zip(got["batches"], expected["batches"], strict=True):
        if np.shape(x_batch) != np.shape(right) or np.shape(t_batch) != (len(right),):
            return "バッチの形が (batch_size, …) と違います。 | A batch is not of the shape (batch_size, …)."
        if not all(row in x for row in x_batch.tolist()):
            return "データにない行があります。 | There are rows that are not in the data."
        if not all(label in t for label in t_batch.tolist()):
            return "データにないラベルがあります。 | There are labels that are not in the data."
    return True


def judge_untouched(got, expected):
    for name, after in got["after"].items():
        if not np.array_equal(after, expected[name]):
            return f"渡した {name} が書き換わっています。 | The {name} that was given is changed."
    return judge_rows(got, expected)


def judge_draws(got, expected):
    n = expected["n"]
    batches = [[int(i) for i in batch] for batch in got["rows"]]
    if len(batches) != len(expected["rows"]):
        return "バッチの個数が違います。 | The number of batches is wrong."
    for batch, right in zip(batches, expected["rows"], strict=True):
        if len(batch) != len(right):
            return "バッチの大きさが batch_size と違います。 | The size of a batch is not batch_size."
        if not all(0 <= i < n for i in batch):
            return "データにない行があります。 | There are rows that are not in the data."
    if len({tuple(sorted(batch)) for batch in batches}) < len(batches) / 2:
        return (
            "呼び出すたびに違うデータを選んでください。同じバッチが繰り返されています。 | "
            "Each batch should be drawn anew, but the same batch comes again and again."
        )
    if len({i for batch in batches for i in batch}) < n:
        return (
            "何度選んでも、一度も選ばれないデータがあります。 | "
            "Some data are never chosen, however many batches are drawn."
        )
    return True


def judge_zero_probability(got, expected):
    for loss, right in zip(got["at zero"], expected["at zero"], strict=True):
        if not np.isfinite(loss):
            return "y に 0 があると、有限の値になりません。 | The value is not finite where y is 0."
        if not right - 1e-3 <= loss <= 750.0:
            return (
                "正解の確率が 0 のときの値が、log に足す数が 1e-7 以下の場合の値になっていません。 | "
                "Where the right class has probability 0, the value is not that of a number up to 1e-7 "
                "inside the log."
            )
    if not np.allclose(got["beside zero"], expected["beside zero"], rtol=0, atol=1e-5):
        return (
            "不正解のクラスの確率が 0 のときの値が違います。 | "
            "The value is wrong where a class that is not the right one has probability 0."
        )
    return True


def judge_losses(got, expected):
    losses, after = as_array(got["losses"], float), np.asarray(expected["losses"])
    before = np.append(expected["start"], after[:-1])  # noted before each update instead of after it
    if losses.shape != after.shape:
        return "losses の長さは iters です。 | The length of losses is iters."
    if not (np.allclose(losses, after, rtol=1e-6) or np.allclose(losses, before, rtol=1e-6)):
        return (
            "losses に、更新のたびの損失が順に入っていません。 | "
            "losses does not hold the loss at each update in turn."
        )
    return True


def judge_learning(got, expected):
    # over 400 seeds the reference came to 0.29 of the first loss at worst, to 0.12 in most cases
    from solutions.ch04_learning import TwoLayerNet  # a loss that the sandbox tells could be made up

    losses, network = as_array(got["losses"], float), TwoLayerNet(16, 4, 2)
    for key in KEYS:
        network.params[key][...] = got["params"][key]
    if not network.loss(expected["x"], expected["t"]) < 0.6 * expected["before"]:
        return (
            "学習の前後で、損失がほとんど減っていません。 | "
            "The loss after learning is hardly lower than before."
        )
    if losses.shape != np.shape(expected["losses"]):
        return "losses の長さは iters です。 | The length of losses is iters."
    if not np.mean(losses[-10:]) < 0.75 * expected["before"]:
        return "返された losses が減っていません。 | The losses that came back do not fall."
    return True


@grader("sum_squared_error", points=1)
def grade_sum_squared_error_of_numbers(impl, rng):
    """いろいろな数の並び | rows of any numbers"""
    return [impl.sum_squared_error(rng.normal(size=n), rng.normal(size=n)) for n in (2, 5)]


@grader("sum_squared_error", points=1)
def grade_sum_squared_error_of_probabilities(impl, rng):
    """10 クラスの確率と、整数の one-hot 表現 | probabilities of 10 classes and integer one-hot labels"""
    return impl.sum_squared_error(probabilities(rng, 10), np.eye(10, dtype=int)[rng.integers(10)])


@grader("sum_squared_error", points=0.5)
def grade_sum_squared_error_of_equal_arrays(impl, rng):
    """y と t が等しければ 0、1 つ違えば 0 でない | 0 when y and t are equal, and not where they differ"""
    y, step = rng.normal(size=4), rng.uniform(1.0, 3.0)
    return [impl.sum_squared_error(y, y.copy()), impl.sum_squared_error(y, np.append(y[:3], y[3] + step))]


@grader("sum_squared_error", points=0.5)
def grade_sum_squared_error_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the arrays that it is given unchanged"""
    y, t = rng.normal(size=4), rng.normal(size=4)
    return [impl.sum_squared_error(y, t), y, t]


@grader("cross_entropy_error", points=1, **DELTA)
def grade_cross_entropy_error_of_one_datum_with_one_hot(impl, rng):
    """データ 1 個、one-hot 表現の t | one datum, t in one-hot form"""
    return impl.cross_entropy_error(probabilities(rng, 5), np.eye(5)[rng.integers(5)])


@grader("cross_entropy_error", points=0.5, **DELTA)
def grade_cross_entropy_error_of_one_datum_with_a_label(impl, rng):
    """データ 1 個、ラベルの t | one datum, t a label"""
    return impl.cross_entropy_error(probabilities(rng, 5), rng.integers(5, size=8)[0])


@grader("cross_entropy_error", points=1.5, **DELTA)
def grade_cross_entropy_error_of_a_batch_with_one_hot(impl, rng):
    """バッチ、one-hot 表現の t（平均する） | a batch, t in one-hot form (the mean is taken)"""
    return [
        impl.cross_entropy_error(probabilities(rng, n, m), np.eye(m)[rng.integers(m, size=n)])
        for n, m in [(7, 4), (4, 4), (60, 6)]
    ]


@grader("cross_entropy_error", points=1.5, **DELTA)
def grade_cross_entropy_error_of_a_batch_with_labels(impl, rng):
    """バッチ、ラベルの t（平均する） | a batch, t of labels (the mean is taken)"""
    return [
        impl.cross_entropy_error(probabilities(rng, n, m), rng.integers(m, size=n, dtype=dtype))
        for n, m, dtype in [(7, 4, np.int64), (4, 4, np.int64), (60, 6, np.uint8)]
    ]


@grader("cross_entropy_error", points=1, judge=judge_zero_probability)
def grade_cross_entropy_error_stays_finite(impl, rng):
    """確率が 0 でも有限の値を返す | stays finite where a probability is 0"""
    y = np.append(0.0, probabilities(rng, 3))
    right = int(rng.integers(1, 4))
    return {
        "at zero": [impl.cross_entropy_error(y, np.eye(4)[0])],
        "beside zero": [impl.cross_entropy_error(y, np.eye(4)[right])],
    }


@grader("cross_entropy_error", points=0.5, **DELTA)
def grade_cross_entropy_error_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the arrays that it is given unchanged"""
    y, t = probabilities(rng, 3, 4), np.eye(4)[rng.integers(4, size=3)]
    loss = impl.cross_entropy_error(y, t)
    return [loss, bits(y), bits(t)]


@grader("mini_batch", points=1, judge=judge_rows)
def grade_mini_batch_size(impl, rng):
    """バッチの大きさと形（行もラベルもデータにあるもの）
    |
    the size and shape of the batch, whose rows and labels are from the data"""
    x, t = numbered_data(rng, 12)
    return {"x": x, "t": t, "batches": [impl.mini_batch(x, t, size, rng) for size in (1, 5, 12)]}


@grader("mini_batch", points=1, judge=judge_pairs)
def grade_mini_batch_keeps_pairs(impl, rng):
    """x の行と t のラベルが対になっている | the rows of x and the labels in t stay pairs"""
    x, t = numbered_data(rng, 15)
    return {"x": x, "t": t, "batches": [impl.mini_batch(x, t, 6, rng) for _ in range(4)]}


@grader("mini_batch", points=0.5, judge=judge_pairs)
def grade_mini_batch_of_images(impl, rng):
    """(N, C, H, W) の画像と one-hot 表現の t | images of shape (N, C, H, W) and t in one-hot form"""
    x, t = rng.normal(size=(9, 2, 3, 3)), np.eye(5)[np.arange(9) % 5]
    x[..., -1] = np.arange(9).reshape(9, 1, 1)
    return {"x": x, "t": t, "batches": [impl.mini_batch(x, t, 4, rng) for _ in range(4)]}


@grader("mini_batch", points=1, judge=judge_draws)
def grade_mini_batch_draws_anew_from_all_data(impl, rng):
    """呼び出すたびに、データ全体から選び直す | each call draws anew from all the data"""
    x, t = numbered_data(rng, 20)
    return {"n": 20, "rows": [impl.mini_batch(x, t, 5, rng)[0][:, -1] for _ in range(200)]}


@grader("mini_batch", points=0.5, judge=judge_untouched)
def grade_mini_batch_leaves_the_data(impl, rng):
    """データから選び、x と t を書き換えない | chooses from the data, and leaves x and t unchanged"""
    x, t = numbered_data(rng, 10)
    given = {"x": x.copy(), "t": t.copy()}
    return {**given, "batches": [impl.mini_batch(x, t, 3, rng)], "after": {"x": x, "t": t}}


@grader("numerical_diff", points=1, **NUMERICAL)
def grade_numerical_diff_of_a_polynomial(impl, rng):
    """3 次関数の微分 | the derivative of a cubic function"""
    f = curve(rng)
    return [impl.numerical_diff(f, float(x)) for x in rng.uniform(1.0, 3.0, size=3)]


@grader("numerical_diff", points=1, **NUMERICAL)
def grade_numerical_diff_of_sine_and_exponential(impl, rng):
    """sin と exp の微分 | the derivatives of sin and exp"""
    a, x = rng.uniform(1.0, 2.0), float(rng.uniform(0.5, 1.0))
    return [impl.numerical_diff(lambda u: np.sin(a * u), x), impl.numerical_diff(lambda u: np.exp(a * u), x)]


@grader("numerical_diff", points=0.5, **NUMERICAL)
def grade_numerical_diff_of_a_straight_line(impl, rng):
    """急な上りと下りの直線の傾きと、定数の 0 | steep lines up and down, and 0 for a constant"""
    a, b, x = rng.uniform(1e4, 2e4), rng.uniform(5e4, 9e4), float(rng.uniform(-1.0, 1.0))
    return [impl.numerical_diff(f, x) for f in (lambda u: a * u + b, lambda u: b - a * u, lambda u: b)]


@grader("numerical_diff", points=0.5, **NUMERICAL)
def grade_numerical_diff_at_an_integer(impl, rng):
    """整数や負の数の点での微分 | the derivative at an integer and at a negative number"""
    f = curve(rng)
    return [
        impl.numerical_diff(f, int(rng.integers(2, 5))),
        impl.numerical_diff(f, -float(rng.uniform(2, 3))),
    ]


@grader("numerical_diff", points=1, **NUMERICAL)
def grade_numerical_diff_calls_f_at_most_twice(impl, rng):
    """f を呼び出すのは 2 回まで | calls f no more than twice"""
    f, calls = curve(rng), []

    def counted(x):
        calls.append(x)
        return f(x)

    return [impl.numerical_diff(counted, float(rng.uniform(1.0, 2.0))), len(calls) <= 2]


@grader("tangent_line", points=1, atol=1e-4)
def grade_tangent_line_at_single_points(impl, rng):
    """1 個の数での接線の値（接点を含む） | the line at single numbers, the point of contact among them"""
    x = float(rng.uniform(1.0, 2.0))
    line = impl.tangent_line(curve(rng), x)
    return as_floats(line(t) for t in (x, x + 1.0, x - 2.0, 0.0))


@grader("tangent_line", points=1, atol=1e-4)
def grade_tangent_line_at_an_array(impl, rng):
    """配列を渡したときの接線の値 | the line at an array of numbers"""
    line = impl.tangent_line(curve(rng), float(rng.uniform(0.5, 1.5)))
    return as_array(line(rng.uniform(-3.0, 3.0, size=6)), float)


@grader("tangent_line", points=0.5, atol=1e-4)
def grade_tangent_line_for_two_points(impl, rng):
    """2 本の接線は互いに独立 | two lines are independent of each other"""
    f = curve(rng)
    first, second = impl.tangent_line(f, 0.5), impl.tangent_line(f, 1.5)
    return as_floats(line(t) for line in (first, second) for t in (0.0, 1.0))


@grader("tangent_line", points=0.5, atol=1e-4)
def grade_tangent_line_of_a_straight_line(impl, rng):
    """直線の接線はその直線自身で、曲線の接線は違う
    |
    the tangent of a straight line is the line itself; that of a curve is not"""
    a, b, x = rng.uniform(1.0, 3.0, size=3)
    lines = [impl.tangent_line(f, x) for f in (lambda u: a * u + b, lambda u: a * u**2)]
    return as_floats(line(np.array([-2.0, 0.0, 5.0])) for line in lines)


@grader("partial_diff", points=1, **NUMERICAL)
def grade_partial_diff_of_two_variables(impl, rng):
    """2 変数関数の、それぞれの変数での偏微分 | both partial derivatives of a function of two variables"""
    f, x = landscape(rng, 2), rng.uniform(0.5, 2.0, size=2)
    return [impl.partial_diff(f, x.copy(), i) for i in range(2)]


@grader("partial_diff", points=1.5, **NUMERICAL)
def grade_partial_diff_of_many_variables(impl, rng):
    """5 変数関数の、すべての変数での偏微分 | all partial derivatives of a function of five variables"""
    f, x = landscape(rng, 5), rng.uniform(0.5, 2.0, size=5)
    return [impl.partial_diff(f, x.copy(), i) for i in range(5)]


@grader("partial_diff", points=0.5, **NUMERICAL)
def grade_partial_diff_of_one_variable_alone(impl, rng):
    """1 つの変数だけを含む関数（ほかの偏微分は 0） | a function of one variable alone: the others give 0"""
    x, j, slope = rng.uniform(1.0, 2.0, size=3), int(rng.integers(3)), rng.uniform(1e4, 3e4)
    return [impl.partial_diff(lambda u: 1e5 - slope * u[j], x.copy(), i) for i in range(3)]


@grader("partial_diff", points=1, **NUMERICAL)
def grade_partial_diff_restores_x(impl, rng):
    """x を 1 ビットも違わず元に戻す | gives x back unchanged to the last bit"""
    f, x = landscape(rng, 6), rng.uniform(0.5, 5.0, size=6)
    return [[impl.partial_diff(f, x, i) for i in range(6)], bits(x)]


@grader("numerical_gradient", points=1.5, **NUMERICAL)
def grade_numerical_gradient_of_a_vector(impl, rng):
    """1 次元の x | a 1-D x"""
    return [impl.numerical_gradient(landscape(rng, n), rng.uniform(0.5, 2.0, size=n)) for n in (2, 5)]


@grader("numerical_gradient", points=1.5, **NUMERICAL)
def grade_numerical_gradient_of_a_matrix(impl, rng):
    """2 次元の x | a 2-D x"""
    return [
        impl.numerical_gradient(landscape(rng, *shape), rng.uniform(0.5, 2.0, size=shape))
        for shape in [(2, 3), (4, 2), (1, 3)]
    ]


@grader("numerical_gradient", points=1.5, **NUMERICAL)
def grade_numerical_gradient_of_more_dimensions(impl, rng):
    """3 次元と 4 次元の x | a 3-D and a 4-D x"""
    return [
        impl.numerical_gradient(landscape(rng, *shape), rng.uniform(0.5, 2.0, size=shape))
        for shape in [(2, 3, 2), (2, 1, 3, 2)]
    ]


@grader("numerical_gradient", points=1, **NUMERICAL)
def grade_numerical_gradient_restores_x(impl, rng):
    """x を 1 ビットも違わず元に戻す | gives x back unchanged to the last bit"""
    f, x = landscape(rng, 8), rng.uniform(0.5, 5.0, size=8)
    return [impl.numerical_gradient(f, x), impl.numerical_gradient(f, x), bits(x)]


@grader("numerical_gradient", points=1, **NUMERICAL)
def grade_numerical_gradient_moves_x_itself(impl, rng):
    """引数を見ずに x そのものを見る f（ニューラルネットワークの損失がそう）
    |
    an f that looks at x itself and not at its argument, as the loss of a network does"""
    g, x = landscape(rng, 4), rng.uniform(0.5, 2.0, size=4)
    return impl.numerical_gradient(lambda _: g(x), x)


@grader("numerical_gradient", points=0.5, **NUMERICAL)
def grade_numerical_gradient_of_one_element(impl, rng):
    """要素が 1 個だけの x と、勾配が 0 の点 | an x of one element, and a point where the gradient is 0"""
    x = rng.uniform(1.0, 2.0, size=1)
    centre = rng.normal(size=3)
    return [
        impl.numerical_gradient(lambda u: u[0] ** 3, x),
        impl.numerical_gradient(lambda u: np.sum((u - centre) ** 2), centre.copy()),
    ]


@grader("plot_gradient_field", points=1)
def grade_plot_gradient_field_mesh(impl, rng):
    """格子点の座標 X、Y | the mesh, X and Y"""
    x0, x1 = np.sort(rng.uniform(-2.0, 2.0, size=4)), np.sort(rng.uniform(1.0, 3.0, size=3))
    return as_floats(impl.plot_gradient_field(Figure().subplots(), landscape(rng, 2), x0, x1)[:2])


@grader("plot_gradient_field", points=1.5, **NUMERICAL)
def grade_plot_gradient_field_directions(impl, rng):
    """矢印の向き U、V（勾配の符号を変えたもの） | the arrows U and V, minus the gradient"""
    x0, x1 = np.sort(rng.uniform(0.5, 2.0, size=3)), np.sort(rng.uniform(0.5, 2.0, size=4))
    return as_floats(impl.plot_gradient_field(Figure().subplots(), landscape(rng, 2), x0, x1)[2:])


@grader("plot_gradient_field", points=1, **NUMERICAL)
def grade_plot_gradient_field_draws_a_quiver(impl, rng):
    """渡した ax に描かれた矢印 | the arrows drawn on the axes that are given"""
    x0, x1 = np.sort(rng.uniform(0.5, 2.0, size=2)), np.sort(rng.uniform(0.5, 2.0, size=4))
    ax = Figure().subplots()
    impl.plot_gradient_field(ax, landscape(rng, 2), x0, x1)
    return quivers_on(ax)


@grader("plot_gradient_field", points=0.5, **NUMERICAL)
def grade_plot_gradient_field_on_a_square(impl, rng):
    """縦と横の点の数が同じとき | as many points across as down"""
    x0, x1 = np.sort(rng.uniform(0.5, 2.0, size=3)), np.sort(rng.uniform(0.5, 2.0, size=3))
    ax = Figure().subplots()
    returned = impl.plot_gradient_field(ax, landscape(rng, 2), x0, x1)
    return [*as_floats(returned), quivers_on(ax)]


@grader("gradient_descent", points=1, atol=1e-6)
def grade_gradient_descent_of_one_step(impl, rng):
    """1 回だけ進む | one step"""
    return end_point(impl.gradient_descent(landscape(rng, 3), rng.uniform(0.5, 2.0, size=3), 0.1, 1))


@grader("gradient_descent", points=1, atol=1e-6)
def grade_gradient_descent_of_several_steps(impl, rng):
    """何回か進む | several steps"""
    return [
        end_point(impl.gradient_descent(bowl(rng, 2), rng.normal(size=2), lr=0.05, step_num=steps))
        for steps in (2, 7)
    ]


@grader("gradient_descent", points=1, atol=1e-6)
def grade_gradient_descent_with_the_defaults(impl, rng):
    """lr と step_num を省いたとき（0.01 と 100） | without lr and step_num (0.01 and 100)"""
    return end_point(impl.gradient_descent(bowl(rng, 3), rng.normal(size=3)))


@grader("gradient_descent", points=1, atol=1e-6)
def grade_gradient_descent_reaches_the_lowest_point(impl, rng):
    """十分に進むと、いちばん低い点に着く | after enough steps it is at the lowest point"""
    return end_point(impl.gradient_descent(bowl(rng, 2), rng.normal(size=2), lr=0.1, step_num=200))


@grader("gradient_descent", points=0.5, atol=1e-6)
def grade_gradient_descent_without_steps(impl, rng):
    """step_num=0 なら動かず、十分に進めばいちばん低い点に着く
    |
    with step_num=0 it does not move; with many steps it gets to the lowest point"""
    f, x = bowl(rng, 2), rng.normal(size=2)
    return [end_point(impl.gradient_descent(f, x.copy(), lr=0.1, step_num=steps)) for steps in (0, 200)]


@grader("gradient_descent", points=0.5, atol=1e-6)
def grade_gradient_descent_of_a_matrix(impl, rng):
    """2 次元の init_x | a 2-D init_x"""
    return end_point(impl.gradient_descent(bowl(rng, 2, 3), rng.normal(size=(2, 3)), lr=0.05, step_num=4))


@grader("descent_path", points=1, atol=1e-6)
def grade_descent_path_in_the_plane(impl, rng):
    """平面上の道のり全体 | the whole path in a plane"""
    return as_array(impl.descent_path(bowl(rng, 2), rng.normal(size=2), 0.1, 5), float)


@grader("descent_path", points=1, atol=1e-6)
def grade_descent_path_in_other_dimensions(impl, rng):
    """1 変数と 4 変数の関数 | functions of one and of four variables"""
    return [as_array(impl.descent_path(bowl(rng, n), rng.normal(size=n), 0.05, 3), float) for n in (1, 4)]


@grader("descent_path", points=1, atol=1e-6)
def grade_descent_path_starts_at_the_start(impl, rng):
    """最初の行は出発点で、次の行までの幅が正しい
    |
    the first row is the starting point, and the next is as far from it as it should be"""
    found, start = [], rng.normal(size=3)
    for steps in (1, 6):
        path = as_array(impl.descent_path(bowl(rng, 3), start.copy(), 0.05, steps), float)
        found += [path[0], np.abs(path[1] - path[0])]
    return found


@grader("descent_path", points=0.5, atol=1e-6)
def grade_descent_path_ends_at_the_end(impl, rng):
    """最後の行は step_num 回進んだ点 | the last row is the point after step_num steps"""
    path = impl.descent_path(bowl(rng, 2), rng.normal(size=2), 0.05, int(rng.integers(3, 9)))
    return as_array(path, float)[-1]


@grader("descent_path", points=0.5, atol=1e-6)
def grade_descent_path_without_steps(impl, rng):
    """step_num=0 なら出発点の 1 行だけ、1 なら 2 行（2 行目までの幅も正しい）
    |
    with step_num=0 the starting point is the only row; with 1 there are two, rightly far apart"""
    f, start = bowl(rng, 2), rng.normal(size=2)
    alone, two = (as_array(impl.descent_path(f, start.copy(), 0.1, steps), float) for steps in (0, 1))
    return [alone, np.abs(np.diff(two, axis=0))]


@grader("SimpleNet", points=1)
def grade_simple_net_predicts(impl, rng):
    """predict：データ 1 個とバッチの点数 | predict: the scores of one datum and of a batch"""
    W = rng.uniform(-0.5, 0.5, size=(3, 4))
    network = impl.SimpleNet(W)
    return [network.predict(rng.normal(size=3)), network.predict(rng.normal(size=(5, 3)))]


@grader("SimpleNet", points=1, **DELTA)
def grade_simple_net_loss_of_one_datum(impl, rng):
    """loss：データ 1 個、one-hot 表現の t | loss: one datum, t in one-hot form"""
    network = impl.SimpleNet(rng.uniform(-0.5, 0.5, size=(2, 3)))
    return network.loss(rng.uniform(-1.0, 1.0, size=2), np.eye(3)[rng.integers(3)])


@grader("SimpleNet", points=0.5, **DELTA)
def grade_simple_net_loss_with_labels(impl, rng):
    """loss：バッチ、ラベルの t | loss: a batch, t of labels"""
    network = impl.SimpleNet(rng.uniform(-0.5, 0.5, size=(3, 3)))
    return network.loss(rng.uniform(-1.0, 1.0, size=(5, 3)), rng.integers(3, size=5))


@grader("SimpleNet", points=1, **DELTA)
def grade_simple_net_loss_with_one_hot(impl, rng):
    """loss：バッチ、one-hot 表現の t | loss: a batch, t in one-hot form"""
    network = impl.SimpleNet(rng.uniform(-0.5, 0.5, size=(2, 4)))
    return network.loss(rng.uniform(-1.0, 1.0, size=(6, 2)), np.eye(4)[rng.integers(4, size=6)])


@grader("SimpleNet", points=1.5, **DELTA)
def grade_simple_net_gradient(impl, rng):
    """numerical_gradient で求めた、W についての損失の勾配
    |
    the gradient of the loss in W, by numerical_gradient"""
    network = impl.SimpleNet(rng.uniform(-0.5, 0.5, size=(2, 3)))
    x, t = rng.uniform(-1.0, 1.0, size=(4, 2)), np.eye(3)[rng.integers(3, size=4)]
    return [impl.numerical_gradient(lambda _: network.loss(x, t), network.W), network.W]


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_shapes(impl, rng):
    """params の形（重みはどれも違う数、バイアスはどれも同じ数）
    |
    the shapes of params; the weights are different numbers, the biases all the same"""
    n, hidden, m = (int(size) for size in rng.permutation(np.arange(3, 12))[:3])
    network = impl.TwoLayerNet(input_size=n, hidden_size=hidden, output_size=m)
    params = {key: as_array(network.params[key], float) for key in KEYS}
    return {key: [np.zeros_like(value), len(np.unique(value))] for key, value in params.items()}


@grader("TwoLayerNet", points=1)
def grade_two_layer_net_initial_weights(impl, rng):
    """重みの初期値の広がり（平均 0、標準偏差 weight_init_std）
    |
    the spread of the initial weights (mean 0, standard deviation weight_init_std)"""
    sizes = rng.integers(90, 130, size=3).tolist()
    default = impl.TwoLayerNet(*sizes).params
    wide = impl.TwoLayerNet(*sizes, weight_init_std=0.5).params
    weights = {
        "W1": default["W1"],
        "W2": default["W2"],
        "W1 (weight_init_std=0.5)": wide["W1"],
        "W2 (weight_init_std=0.5)": wide["W2"],
    }
    found = {}
    for key, W in weights.items():
        std, mean = np.std(as_array(W)), np.mean(W)
        found[key] = {"shape": np.shape(W), "std": float(f"{std:.1g}"), "mean": round(mean / (std + 1e-9))}
    return found


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_initial_biases(impl, rng):
    """バイアスの初期値は 0（重みは 0 ではない） | the initial biases are 0, and the weights are not"""
    params = impl.TwoLayerNet(*rng.permutation(np.arange(3, 12))[:3].tolist()).params
    return [*as_floats([params["b1"], params["b2"]]), *(bool(np.any(params[key])) for key in ("W1", "W2"))]


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_predicts_one_datum(impl, rng):
    """predict：データ 1 個 | predict: one datum"""
    return network_with_given_params(impl, rng, 3, 4, 5).predict(rng.normal(size=3))


@grader("TwoLayerNet", points=1)
def grade_two_layer_net_predicts_a_batch(impl, rng):
    """predict：バッチ（どの行の和も 1） | predict: a batch, every row sums to 1"""
    return network_with_given_params(impl, rng, 4, 4, 4).predict(rng.normal(size=(6, 4)))


@grader("TwoLayerNet", points=1, **DELTA)
def grade_two_layer_net_loss_with_one_hot(impl, rng):
    """loss：one-hot 表現の t | loss: t in one-hot form"""
    network = network_with_given_params(impl, rng, 3, 4, 3)
    return network.loss(rng.normal(size=(5, 3)), np.eye(3)[rng.integers(3, size=5)])


@grader("TwoLayerNet", points=1, **DELTA)
def grade_two_layer_net_loss_with_labels(impl, rng):
    """loss：ラベルの t | loss: t of labels"""
    network = network_with_given_params(impl, rng, 3, 4, 3)
    return network.loss(rng.normal(size=(5, 3)), rng.integers(3, size=5))


@grader("TwoLayerNet", points=1)
def grade_two_layer_net_accuracy(impl, rng):
    """accuracy：one-hot 表現の t | accuracy: t in one-hot form"""
    network = network_with_given_params(impl, rng, 3, 5, 4)
    network.params["b1"], network.params["b2"] = np.zeros(5), -np.sum(network.params["W2"], axis=0) / 2
    x = rng.normal(scale=3.0, size=(20, 3))
    x = np.concatenate([x, -x])  # with these biases the answers to x and −x differ
    mixed, right = np.eye(4)[rng.integers(4, size=40)], np.eye(4)[np.argmax(network.predict(x), axis=1)]
    n = int(rng.integers(5, 36))
    part = np.concatenate([right[:n], right[n:] @ np.roll(np.eye(4), 1, axis=0)])
    return [network.accuracy(x, t) for t in (mixed, right, part)]


@grader("TwoLayerNet", points=1, **DELTA)
def grade_two_layer_net_gradient_of_the_weights(impl, rng):
    """numerical_gradient：重みの勾配 | numerical_gradient: the gradients of the weights"""
    network = network_with_given_params(impl, rng, 3, 2, 4)
    grads = network.numerical_gradient(rng.normal(size=(5, 3)), np.eye(4)[rng.integers(4, size=5)])
    return [grads["W1"], grads["W2"], network.params["W1"], network.params["W2"]]


@grader("TwoLayerNet", points=0.5, **DELTA)
def grade_two_layer_net_gradient_of_the_biases(impl, rng):
    """numerical_gradient：バイアスの勾配 | numerical_gradient: the gradients of the biases"""
    network = network_with_given_params(impl, rng, 2, 3, 3)
    grads = network.numerical_gradient(rng.normal(size=(4, 2)), np.eye(3)[rng.integers(3, size=4)])
    return [grads["b1"], grads["b2"]]


@grader("train", points=1.5)
def grade_train_updates_the_parameters(impl, rng):
    """1 回と 6 回の更新のあとの params（勾配がわかっているネットワーク）
    |
    params after 1 and after 6 updates, for a network with a known gradient"""
    networks, (x, t) = {1: PaperNetwork(rng), 6: PaperNetwork(rng)}, numbered_data(rng, 9)
    for iters, network in networks.items():
        impl.train(network, x, t, iters, 4, 0.3, rng)
    return [{key: network.params[key] for key in KEYS} for network in networks.values()]


@grader("train", points=1, judge=judge_losses)
def grade_train_returns_the_losses(impl, rng):
    """更新のたびの損失を返す | returns the loss at every update"""
    network, (x, t) = PaperNetwork(rng), numbered_data(rng, 9)
    start = network.loss(x, t)
    return {"start": start, "losses": as_array(impl.train(network, x, t, 7, 4, 0.2, rng), float)}


@grader("train", points=1, judge=judge_draws)
def grade_train_draws_a_new_batch_for_every_update(impl, rng):
    """更新のたびに、データ全体からミニバッチを選び直す
    |
    draws a new mini-batch from all the data for every update"""
    network, (x, t) = PaperNetwork(rng), numbered_data(rng, 20)
    impl.train(network, x, t, 150, 8, 0.01, rng)
    return {"n": 20, "rows": [batch[0][:, -1] for batch in network.batches]}


@grader("train", points=1, judge=judge_pairs)
def grade_train_keeps_pairs(impl, rng):
    """ミニバッチの x と t は対になっている | x and t of a mini-batch stay pairs"""
    network, (x, t) = PaperNetwork(rng), numbered_data(rng, 15)
    impl.train(network, x, t, 5, 6, 0.01, rng)
    return {"x": x, "t": t, "batches": network.batches}


@grader("train", points=1.5, judge=judge_learning)
def grade_train_learns_digits(impl, rng):
    """小さな TwoLayerNet で手書きの 0 と 1 を学習すると、損失が減る
    |
    a small TwoLayerNet learns handwritten zeros and ones: the loss falls"""
    x, t = small_digits(rng, 200)
    network = network_with_given_params(impl, rng, 16, 4, 2)
    before = network.loss(x, t)
    losses = impl.train(network, x, t, 60, 20, 1.0, rng)
    params = {key: network.params[key] for key in KEYS}
    return {"x": x, "t": t, "before": before, "params": params, "losses": as_array(losses, float)}
