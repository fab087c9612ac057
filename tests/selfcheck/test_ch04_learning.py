"""Visible checks of chapter 4. Read them as examples of what is asked."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.quiver import Quiver

from autograder.selfcheck import Plot, expect


def valley(x):
    """f(x0, x1) = x0² + 3·x0·x1 + x1³；勾配は (2·x0 + 3·x1, 3·x0 + 3·x1²) | its gradient is the latter"""
    return x[0] ** 2 + 3 * x[0] * x[1] + x[1] ** 3


def bowl(x):
    """Σ x²；勾配は 2x | the sum of x²; its gradient is 2x"""
    return np.sum(x**2)


class PaperNetwork:
    """勾配がいつも自分の params に等しい、練習用のネットワーク | a network whose gradient is its params"""

    def __init__(self):
        self.params = {
            "W1": np.array([[8.0, -16.0]]),
            "b1": np.array([4.0]),
            "W2": np.array([[2.0], [1.0]]),
            "b2": np.array([0.5]),
        }
        self.batches = []

    def predict(self, x):
        return np.full((len(x), 2), 0.5)

    def loss(self, x, t):
        return float(sum(np.sum(p**2) / 2 for p in self.params.values()))

    def numerical_gradient(self, x, t):
        self.batches.append((np.array(x), np.array(t)))
        return {key: p.copy() for key, p in self.params.items()}

    gradient = numerical_gradient


# i 行目が i で始まるデータと、ラベルが i の t | row i of x begins with i, and its label in t is i
NUMBERED_X = np.column_stack([np.arange(10.0), np.arange(10.0) ** 2])
NUMBERED_T = np.arange(10)


def test_sum_squared_error_of_two_classes(impl):
    expect(
        impl.sum_squared_error(np.array([0.5, 2.0]), np.array([1.5, 0.0])),
        2.5,
        because="差の 2 乗は 1 と 4、その和の半分です | the squares are 1 and 4; half of their sum",
    )


def test_sum_squared_error_with_one_hot(impl):
    y = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
    t = np.array([0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
    expect(
        impl.sum_squared_error(y, t),
        0.0975,
        because="t が整数の one-hot 表現でも同じ式です | a one-hot t of integers makes no difference",
    )


def test_sum_squared_error_leaves_the_input(impl):
    y, t = np.array([3.0, 1.0]), np.array([1.0, 0.0])
    impl.sum_squared_error(y, t)
    expect(
        [y, t],
        [np.array([3.0, 1.0]), np.array([1.0, 0.0])],
        because="y と t は元のままです | y and t stay as they were",
    )


def test_cross_entropy_error_of_one_datum(impl):
    expect(
        impl.cross_entropy_error(np.array([0.2, 0.5, 0.3]), np.array([0.0, 1.0, 0.0])),
        0.693147,
        atol=1e-5,
        because="正解のクラスの確率は 0.5 です：−log 0.5 | the right class has probability 0.5: −log 0.5",
    )


def test_cross_entropy_error_of_one_datum_with_a_label(impl):
    expect(
        impl.cross_entropy_error(np.array([0.2, 0.5, 0.3]), np.array(1)),
        0.693147,
        atol=1e-5,
        because="ラベル 1 の確率は 0.5 です：−log 0.5 | the label 1 has probability 0.5: −log 0.5",
    )


def test_cross_entropy_error_of_a_batch(impl):
    y = np.array([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]])
    t = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    expect(
        impl.cross_entropy_error(y, t),
        1.497866,
        atol=1e-5,
        because="−log 0.5 と −log 0.1 の平均です | it is the mean of −log 0.5 and −log 0.1",
    )


def test_cross_entropy_error_of_a_batch_with_labels(impl):
    y = np.array([[0.2, 0.5, 0.3], [0.7, 0.2, 0.1]])
    expect(
        impl.cross_entropy_error(y, np.array([1, 2])),
        1.497866,
        atol=1e-5,
        because="t がラベル [1, 2] でも、one-hot 表現のときと同じ値です | "
        "with the labels [1, 2] the value is the same as with one-hot",
    )


def test_cross_entropy_error_stays_finite(impl):
    loss = impl.cross_entropy_error(np.array([0.0, 1.0]), np.array([1.0, 0.0]))
    expect(
        bool(np.isfinite(loss)),
        True,
        because="log 0 にならないように、小さな数を足します | add a small number, so that there is no log 0",
    )


def test_cross_entropy_error_leaves_the_input(impl):
    y = np.array([[0.25, 0.75], [0.5, 0.5]])
    impl.cross_entropy_error(y, np.array([[1.0, 0.0], [0.0, 1.0]]))
    expect(y, np.array([[0.25, 0.75], [0.5, 0.5]]), because="y は元のままです | y stays as it was")


def test_mini_batch_shape(impl):
    x_batch, t_batch = impl.mini_batch(NUMBERED_X, NUMBERED_T, 3, np.random.default_rng(1))
    expect(
        [np.shape(x_batch), np.shape(t_batch)],
        [(3, 2), (3,)],
        because="どちらも batch_size 行で、1 行の形は元のままです | "
        "both have batch_size rows, each in its old shape",
    )


def test_mini_batch_keeps_pairs(impl):
    x_batch, t_batch = impl.mini_batch(NUMBERED_X, NUMBERED_T, 6, np.random.default_rng(1))
    expect(
        np.array_equal(x_batch[:, 0], t_batch),
        True,
        because="x のどの行にも、同じ番号のラベルが付いてきます | each row of x comes with its own label",
    )


def test_mini_batch_draws_anew(impl):
    rng = np.random.default_rng(1)
    batches = [list(impl.mini_batch(NUMBERED_X, NUMBERED_T, 4, rng)[1]) for _ in range(100)]
    expect(
        any(sorted(batch) != [0, 1, 2, 3] for batch in batches),
        True,
        because="先頭のデータばかりが選ばれるのではありません | it is not always the first examples",
    )
    expect(
        any(sorted(batch) != sorted(batches[0]) for batch in batches),
        True,
        because="呼び出すたびに選び直します | every call draws anew",
    )
    expect(
        sorted({int(i) for batch in batches for i in batch}),
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        because="100 回も選べば、どのデータも一度は選ばれます | in 100 batches every example comes up",
    )


def test_mini_batch_leaves_the_data(impl):
    x, t = NUMBERED_X.copy(), NUMBERED_T.copy()
    impl.mini_batch(x, t, 5, np.random.default_rng(1))
    expect([x, t], [NUMBERED_X, NUMBERED_T], because="x と t は元のままです | x and t stay as they were")


def test_numerical_diff_of_a_cubic_function(impl):
    expect(
        impl.numerical_diff(lambda x: x**3 + x, 2.0),
        13.0,
        atol=1e-5,
        because="x³ + x の微分は 3x² + 1 です | the derivative of x³ + x is 3x² + 1",
    )


def test_numerical_diff_at_the_lowest_point(impl):
    expect(
        impl.numerical_diff(lambda x: 10 * x**2, 0.0),
        0.0,
        atol=1e-5,
        because="放物線の頂点では、傾きは 0 です | at the vertex of a parabola the slope is 0",
    )


def test_numerical_diff_calls_f_at_most_twice(impl):
    calls = []

    def f(x):
        calls.append(x)
        return x**2

    impl.numerical_diff(f, 1.0)
    expect(len(calls) <= 2, True, because="f の呼び出しは 2 回で足ります | two calls of f are enough")


def test_tangent_line_at_the_point_of_contact(impl):
    line = impl.tangent_line(lambda x: x**2, 3.0)
    expect(
        line(3.0),
        9.0,
        atol=1e-4,
        because="接線は接点 (3, 9) を通ります | the line goes through the point of contact (3, 9)",
    )


def test_tangent_line_away_from_the_point(impl):
    line = impl.tangent_line(lambda x: x**2, 3.0)
    expect(
        line(np.array([0.0, 1.0, 5.0])),
        np.array([-9.0, -3.0, 21.0]),
        atol=1e-4,
        x=np.array([0.0, 1.0, 5.0]),
        because="傾き 6 で (3, 9) を通る直線です | a line of slope 6 through (3, 9)",
    )


def test_partial_diff_in_both_variables(impl):
    expect(
        [impl.partial_diff(valley, np.array([1.0, 2.0]), i) for i in (0, 1)],
        [8.0, 15.0],
        atol=1e-5,
        because="(1, 2) での 2·x0 + 3·x1 と 3·x0 + 3·x1² です | 2·x0 + 3·x1 and 3·x0 + 3·x1² at (1, 2)",
    )


def test_partial_diff_at_a_lowest_point(impl):
    expect(
        impl.partial_diff(lambda x: 10 * x[0] ** 2 + x[1], np.array([0.0, 4.0]), 0),
        0.0,
        atol=1e-5,
        because="x0 の向きではいちばん低いので、傾きは 0 です | along x0 this is the lowest point: slope 0",
    )


def test_partial_diff_restores_x(impl):
    x = np.array([0.1, 0.7, 3.3])
    impl.partial_diff(bowl, x, 0)
    impl.partial_diff(bowl, x, 1)
    impl.partial_diff(bowl, x, 2)
    expect(
        bool(np.max(np.abs(x - np.array([0.1, 0.7, 3.3]))) < 1e-6),
        True,
        because="動かした x[i] は、元に戻します | x[i] is put back after it has moved",
    )
    expect(
        np.array_equal(x, np.array([0.1, 0.7, 3.3])),
        True,
        because="x は、最後のビットまで元どおりに戻します | x is given back unchanged to the last bit",
    )


def test_numerical_gradient_of_a_vector(impl):
    expect(
        impl.numerical_gradient(valley, np.array([1.0, 2.0])),
        np.array([8.0, 15.0]),
        atol=1e-5,
        because="valley は x0² + 3·x0·x1 + x1³、(1, 2) での偏微分は 8 と 15 です | "
        "valley is x0² + 3·x0·x1 + x1³; its partial derivatives at (1, 2) are 8 and 15",
    )


def test_numerical_gradient_at_the_lowest_point(impl):
    expect(
        impl.numerical_gradient(lambda x: 10 * bowl(x), np.zeros(3)),
        np.zeros(3),
        atol=1e-5,
        because="いちばん低い点では、どの向きにも傾きは 0 です | "
        "at the lowest point the slope is 0 in every direction",
    )


def test_numerical_gradient_of_a_matrix(impl):
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    expect(
        impl.numerical_gradient(lambda u: u[0, 1] * u[1, 2] + np.sum(u**2), x),
        np.array([[2.0, 10.0, 6.0], [8.0, 10.0, 14.0]]),
        atol=1e-5,
        because="勾配は x と同じ形です | the gradient has the shape of x",
    )


def test_numerical_gradient_of_three_dimensions(impl):
    x = np.array([[[1.0, 2.0]], [[3.0, 4.0]], [[5.0, 6.0]]])
    expect(
        impl.numerical_gradient(bowl, x),
        np.array([[[2.0, 4.0]], [[6.0, 8.0]], [[10.0, 12.0]]]),
        atol=1e-5,
        because="bowl は全要素の 2 乗の和なので、勾配は 3 次元の x でも 2x です | "
        "bowl is the sum of all squares: the gradient is 2x, for a 3-D x too",
    )


def test_numerical_gradient_restores_x(impl):
    x = np.array([0.1, 0.7, 3.3])
    impl.numerical_gradient(bowl, x)
    expect(
        np.array_equal(x, np.array([0.1, 0.7, 3.3])),
        True,
        because="x は、最後のビットまで元どおりに戻します | x is given back unchanged to the last bit",
    )


def test_numerical_gradient_moves_x_itself(impl):
    x = np.array([1.0, 2.0])
    expect(
        impl.numerical_gradient(lambda _: valley(x), x),
        np.array([8.0, 15.0]),
        atol=1e-5,
        because="引数ではなく x そのものを見る関数でも、勾配が求まります | "
        "a function that looks at x itself, not at its argument, has its gradient too",
    )


DOWNHILL = Plot(
    arrows=(
        np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]),
        np.array([[0.0, 0.0], [1.0, 1.0], [3.0, 3.0]]),
        np.array([[-2.0, -4.0], [-5.0, -7.0], [-11.0, -13.0]]),
        np.array([[-3.0, -6.0], [-6.0, -9.0], [-30.0, -33.0]]),
    )
)


def test_plot_gradient_field_returns_mesh_and_arrows(impl):
    X, Y, U, V = impl.plot_gradient_field(
        Figure().subplots(), valley, np.array([1.0, 2.0]), np.array([0.0, 1.0, 3.0])
    )
    expect(
        [np.asarray(X), np.asarray(Y)],
        [np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]), np.array([[0.0, 0.0], [1.0, 1.0], [3.0, 3.0]])],
        because="X と Y の形は (len(x1), len(x0)) です | X and Y have the shape (len(x1), len(x0))",
    )
    expect(
        [np.asarray(U), np.asarray(V)],
        [
            np.array([[-2.0, -4.0], [-5.0, -7.0], [-11.0, -13.0]]),
            np.array([[-3.0, -6.0], [-6.0, -9.0], [-30.0, -33.0]]),
        ],
        atol=1e-5,
        because="矢印は、勾配の符号を変えた向きです | the arrows are minus the gradient",
    )


def test_plot_gradient_field_draws_on_the_axes(impl):
    ax = Figure().subplots()
    impl.plot_gradient_field(ax, valley, np.array([1.0, 2.0]), np.array([0.0, 1.0, 3.0]))
    drawn = [(q.X, q.Y, q.U, q.V) for q in ax.collections if isinstance(q, Quiver)]
    expect(
        sum(np.size(X) for X, Y, U, V in drawn),
        6,
        axes=ax,
        plot=DOWNHILL,
        because="渡された ax に 6 本の矢印を描きます | six arrows are drawn on the axes that are given",
    )
    expect(
        sum(float(np.sum(np.asarray(X) * np.asarray(U))) for X, Y, U, V in drawn),
        -66.0,
        atol=1e-4,
        axes=ax,
        plot=DOWNHILL,
        because="描いた矢印も、返す U、V と同じです | the arrows drawn are the U and V that are returned",
    )


def test_gradient_descent_of_one_step(impl):
    end = impl.gradient_descent(bowl, np.array([1.0, -2.0]), lr=0.1, step_num=1)
    expect(
        end[0] if isinstance(end, tuple) else end,
        np.array([0.8, -1.6]),
        atol=1e-6,
        because="勾配は (2, −4)、その 0.1 倍を引きます | the gradient is (2, −4); 0.1 times it is subtracted",
    )


def test_gradient_descent_of_two_steps(impl):
    end = impl.gradient_descent(bowl, np.array([1.0, -2.0]), lr=0.1, step_num=2)
    expect(
        end[0] if isinstance(end, tuple) else end,
        np.array([0.64, -1.28]),
        atol=1e-6,
        because="2 歩目は、1 歩目で着いた (0.8, −1.6) から、そこでの勾配で進みます | "
        "the second step starts at (0.8, −1.6), where the first ended, with the gradient there",
    )


def test_gradient_descent_with_the_defaults(impl):
    end = impl.gradient_descent(bowl, np.array([1.0, -2.0]))
    expect(
        end[0] if isinstance(end, tuple) else end,
        np.array([0.13261956, -0.26523911]),
        atol=1e-6,
        because="lr=0.01 で 100 回進むと、0.98 を 100 回掛けた値です | "
        "100 steps with lr=0.01 multiply by 0.98 a hundred times",
    )


def test_descent_path_of_two_steps(impl):
    expect(
        np.asarray(impl.descent_path(bowl, np.array([1.0, -2.0]), 0.1, 2), dtype=float),
        np.array([[1.0, -2.0], [0.8, -1.6], [0.64, -1.28]]),
        atol=1e-6,
        picture="path",
        because="出発点と、進むたびの点で、3 行です | the start and the point after each step: three rows",
    )


def test_descent_path_of_one_variable(impl):
    expect(
        np.asarray(impl.descent_path(bowl, np.array([4.0]), 0.25, 3), dtype=float),
        np.array([[4.0], [2.0], [1.0], [0.5]]),
        atol=1e-6,
        because="勾配は 2x、lr=0.25 なので、1 歩ごとに半分になります | "
        "the gradient is 2x and lr=0.25, so each step halves x",
    )


W = np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]])


def test_SimpleNet_predict(impl):
    expect(
        impl.SimpleNet(W.copy()).predict(np.array([2.0, 1.0])),
        np.array([2.5, 2.0, -2.0]),
        because="predict は x·W、softmax の前の点数です | predict is x·W, the scores before softmax",
    )


def test_SimpleNet_loss(impl):
    expect(
        impl.SimpleNet(W.copy()).loss(np.array([2.0, 1.0]), np.array([0.0, 1.0, 0.0])),
        0.980968,
        atol=1e-5,
        because="点数をソフトマックス関数で確率にしてから、交差エントロピー誤差を求めます | "
        "softmax turns the scores into probabilities, then comes the cross-entropy error",
    )


def test_SimpleNet_loss_of_a_batch_with_labels(impl):
    x = np.array([[2.0, 1.0], [0.0, -1.0]])
    expect(
        impl.SimpleNet(W.copy()).loss(x, np.array([1, 0])),
        1.017962,
        atol=1e-5,
        because="バッチでは、データ 1 個あたりの平均です | for a batch it is the mean over its examples",
    )


def test_SimpleNet_gradient(impl):
    network = impl.SimpleNet(W.copy())
    x, t = np.array([2.0, 1.0]), np.array([0.0, 1.0, 0.0])
    expect(
        impl.numerical_gradient(lambda _: network.loss(x, t), network.W),
        np.array([[1.236369, -1.250104, 0.013735], [0.618184, -0.625052, 0.006867]]),
        atol=1e-5,
        because="network.W を動かすと loss が変わり、W と同じ形の勾配が求まります | "
        "moving network.W changes the loss, which gives a gradient in the shape of W",
    )


def small_network(impl):
    """ニューロンが 2、3、2 個で、params を決めたネットワーク | a network of 2, 3, 2 neurons, params known"""
    network = impl.TwoLayerNet(2, 3, 2)
    network.params["W1"] = np.array([[0.5, -1.0, 0.0], [1.0, 0.5, -0.5]])
    network.params["b1"] = np.array([0.0, 0.5, -0.5])
    network.params["W2"] = np.array([[1.0, -1.0], [0.5, 1.0], [-1.0, 0.0]])
    network.params["b2"] = np.array([0.2, -0.1])
    return network


X = np.array([[1.0, 2.0], [0.0, 0.0], [-1.0, 0.5]])
T = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])


def test_TwoLayerNet_shapes(impl):
    params = impl.TwoLayerNet(4, 3, 2).params
    expect(
        {key: np.shape(params[key]) for key in ("W1", "b1", "W2", "b2")},
        {"W1": (4, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)},
        because="入力 4 個、隠れ層のニューロン 3 個、出力 2 個のときの形です | "
        "the shapes for 4 inputs, 3 hidden neurons and 2 outputs",
    )


def test_TwoLayerNet_initial_params(impl):
    params = impl.TwoLayerNet(200, 200, 200, weight_init_std=0.5).params
    expect(
        [bool(np.all(params[key] == 0)) for key in ("b1", "b2")],
        [True, True],
        because="バイアスは 0 で始めます | the biases start at 0",
    )
    expect(
        [bool(np.any(params[key] != 0)) for key in ("W1", "W2")],
        [True, True],
        because="重みは 0 ではなく、乱数で始めます | the weights start with random numbers, not with 0",
    )
    expect(
        [round(float(np.std(params[key])) / 0.5, 1) for key in ("W1", "W2")],
        [1.0, 1.0],
        because="標準偏差を weight_init_std で割ると、およそ 1 です | "
        "the standard deviation, divided by weight_init_std, is about 1",
    )
    expect(
        [bool(abs(np.mean(params[key])) < 0.02) for key in ("W1", "W2")],
        [True, True],
        because="重みの平均はおよそ 0 です | the mean of the weights is about 0",
    )


def test_TwoLayerNet_predict(impl):
    expect(
        small_network(impl).predict(X),
        np.array([[0.83951562, 0.16048438], [0.64822125, 0.35177875], [0.63487823, 0.36512177]]),
        rtol=1e-6,
        because="sigmoid のあとに softmax、どの行も和が 1 です | sigmoid, then softmax: rows sum to 1",
    )


def test_TwoLayerNet_loss(impl):
    expect(
        small_network(impl).loss(X, T),
        0.558002,
        atol=1e-5,
        because="predict の確率と t との交差エントロピー誤差です | "
        "the cross-entropy error of the probabilities of predict, with t",
    )


def test_TwoLayerNet_loss_with_labels(impl):
    expect(
        small_network(impl).loss(X, np.array([0, 1, 0])),
        0.558002,
        atol=1e-5,
        because="ラベルの t でも、one-hot 表現のときと同じです | labels give the same as one-hot",
    )


def test_TwoLayerNet_accuracy(impl):
    expect(
        small_network(impl).accuracy(X, T),
        2 / 3,
        because="答えは 3 個とも 0、正解は 0、1、0 です | the answers are 0, 0, 0; right are 0, 1, 0",
    )


def test_TwoLayerNet_gradient(impl):
    network = small_network(impl)
    grads = network.numerical_gradient(X, T)
    expect(
        {key: np.asarray(grads[key]) for key in ("W1", "b1", "W2", "b2")},
        {
            "W1": np.array([[0.053353, -0.001390, -0.018541], [-0.045428, 0.016409, 0.029217]]),
            "b1": np.array([0.039683, -0.011428, -0.016280]),
            "W2": np.array([[-0.002254, 0.002254], [-0.002490, 0.002490], [0.032772, -0.032772]]),
            "b2": np.array([0.040872, -0.040872]),
        },
        atol=1e-5,
        because="どの勾配も、そのパラメータと同じ形です | each gradient has the shape of its parameter",
    )


def test_train_of_one_update(impl):
    network = PaperNetwork()
    impl.train(network, NUMBERED_X, NUMBERED_T, 1, 4, 0.25, np.random.default_rng(1))
    expect(
        network.params,
        {
            "W1": np.array([[6.0, -12.0]]),
            "b1": np.array([3.0]),
            "W2": np.array([[1.5], [0.75]]),
            "b2": np.array([0.375]),
        },
        because="勾配が params に等しいので、lr=0.25 を掛けて引くと 4 分の 3 になります | "
        "the gradient equals params, so subtracting lr=0.25 times it leaves three quarters",
    )


def test_train_of_three_updates(impl):
    network = PaperNetwork()
    losses = impl.train(network, NUMBERED_X, NUMBERED_T, 3, 4, 0.5, np.random.default_rng(1))
    expect(
        network.params["W1"],
        np.array([[1.0, -2.0]]),
        because="lr=0.5 なら更新のたびに半分になり、3 回で 8 分の 1 です | "
        "with lr=0.5 each update halves the params: an eighth after three",
    )
    expect(len(losses), 3, because="損失を iters 個返します | it returns as many losses as iters")
    expect(
        [round(losses[i + 1] / losses[i], 6) for i in range(2)],
        [0.25, 0.25],
        because="params が半分になるたびに、この損失は 4 分の 1 になります | "
        "each time the params are halved, this loss falls to a quarter",
    )


def test_train_draws_batches(impl):
    network = PaperNetwork()
    impl.train(network, NUMBERED_X, NUMBERED_T, 60, 4, 0.01, np.random.default_rng(1))
    expect(len(network.batches), 60, because="更新 1 回につき、勾配を 1 度求めます | one gradient an update")
    expect(
        sorted({len(x_batch) for x_batch, t_batch in network.batches}),
        [4],
        because="どのミニバッチも batch_size 個です | every mini-batch has batch_size examples",
    )
    expect(
        all(np.array_equal(x_batch[:, 0], t_batch) for x_batch, t_batch in network.batches),
        True,
        because="x の行とラベルは対のままです | the rows of x keep their labels",
    )
    expect(
        any(sorted(t_batch) != sorted(network.batches[0][1]) for x_batch, t_batch in network.batches),
        True,
        because="更新のたびに、新しいミニバッチを選びます | every update draws a new mini-batch",
    )
