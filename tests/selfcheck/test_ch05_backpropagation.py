"""Visible checks of chapter 5. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect
from dataset.mnist import load_mnist

# Affine の例：データ 2 個、入力 2 個、ニューロン 3 個 | for Affine: 2 examples, 2 inputs, 3 neurons
X = np.array([[1.0, 2.0], [3.0, 0.0]])
W = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]])
B = np.array([1.0, 0.0, -1.0])
DOUT = np.array([[1.0, 10.0, 100.0], [2.0, 0.0, -1.0]])

# ソフトマックス関数を通すと、確率が (0.2, 0.3, 0.5) と (0.6, 0.3, 0.1) になる点数 |
# scores whose softmax is (0.2, 0.3, 0.5) and (0.6, 0.3, 0.1)
SCORES = np.log(np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]]))
LABELS = np.array([1, 0])
ONE_HOT = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


def test_MulLayer_forward(impl):
    expect(impl.MulLayer().forward(3.0, 4.0), 12.0)


def test_MulLayer_backward(impl):
    layer = impl.MulLayer()
    layer.forward(3.0, 4.0)
    expect(
        layer.backward(0.5),
        (2.0, 1.5),
        because="dx は 0.5 × 4、dy は 0.5 × 3 で、相手の入力を掛けます | "
        "dx is 0.5 × 4 and dy is 0.5 × 3: each is multiplied by the other input",
    )


def test_MulLayer_second_forward(impl):
    layer = impl.MulLayer()
    layer.forward(3.0, 4.0)
    layer.forward(10.0, 20.0)
    expect(
        layer.backward(1.0),
        (20.0, 10.0),
        because="backward は直前の forward の値を使います | backward uses the values of the last forward",
    )


def test_MulLayer_two_layers(impl):
    first, second = impl.MulLayer(), impl.MulLayer()
    first.forward(3.0, 4.0)
    second.forward(10.0, 20.0)
    expect(
        first.backward(1.0),
        (4.0, 3.0),
        because="2 つのレイヤは、それぞれ自分の値を覚えます | each of two layers remembers its own values",
    )


def test_AddLayer_forward(impl):
    expect(impl.AddLayer().forward(3.0, 4.0), 7.0)


def test_AddLayer_backward(impl):
    layer = impl.AddLayer()
    layer.forward(3.0, 4.0)
    expect(
        layer.backward(2.5),
        (2.5, 2.5),
        because="足し算は dout をそのまま両方へ流します | addition lets dout flow to both sides as it is",
    )


def test_AddLayer_of_arrays(impl):
    layer = impl.AddLayer()
    expect(layer.forward(np.array([1.0, 2.0]), np.array([10.0, 20.0])), np.array([11.0, 22.0]))
    expect(layer.backward(np.array([1.0, -3.0])), (np.array([1.0, -3.0]), np.array([1.0, -3.0])))


def test_buy_fruit_price(impl):
    price, _ = impl.buy_fruit(100.0, 2.0, 150.0, 3.0, 1.1)
    expect(price, 715.0, because="(200 + 450) × 1.1 = 715 です | it is (200 + 450) × 1.1 = 715")


def test_buy_fruit_keys(impl):
    _, grads = impl.buy_fruit(100.0, 2.0, 150.0, 3.0, 1.1)
    expect(
        sorted(grads),
        ["apple", "apple_num", "orange", "orange_num", "tax"],
        because="キーは引数の名前と同じです | the keys are the names of the arguments",
    )


def test_buy_fruit_gradients_of_the_fruit(impl):
    _, grads = impl.buy_fruit(100.0, 2.0, 150.0, 3.0, 1.1)
    expect(
        [float(grads[key]) for key in ("apple", "apple_num", "orange", "orange_num")],
        [2.2, 110.0, 3.3, 165.0],
        because="りんごが 1 円上がると、支払いは 2 × 1.1 = 2.2 円増えます | "
        "if an apple costs 1 yen more, the price rises by 2 × 1.1 = 2.2 yen",
    )


def test_buy_fruit_gradient_of_the_tax(impl):
    _, grads = impl.buy_fruit(100.0, 2.0, 150.0, 3.0, 1.1)
    expect(
        float(grads["tax"]),
        650.0,
        because="税に掛けられているのは、税抜きの合計 650 です | tax is multiplied by the total before "
        "tax, 650",
    )


def test_Relu_forward(impl):
    x = np.array([[1.0, -0.5], [-2.0, 3.0]])
    expect(impl.Relu().forward(x), np.array([[1.0, 0.0], [0.0, 3.0]]))
    expect(
        x,
        np.array([[1.0, -0.5], [-2.0, 3.0]]),
        because="forward を呼んだあとも x は元のままです | x is still the same after forward",
    )


def test_Relu_backward(impl):
    layer = impl.Relu()
    layer.forward(np.array([[1.0, -0.5], [-2.0, 3.0]]))
    expect(
        layer.backward(np.array([[-5.0, 6.0], [7.0, 8.0]])),
        np.array([[-5.0, 0.0], [0.0, 8.0]]),
        because="x > 0 だった要素で dout をそのまま流します | dout flows where x > 0",
    )


def test_Relu_backward_at_zero(impl):
    layer = impl.Relu()
    layer.forward(np.array([0.0, 2.0]))
    expect(
        layer.backward(np.array([3.0, 4.0])),
        np.array([0.0, 4.0]),
        because="x が 0 ちょうどなら、勾配は 0 です | where x is exactly 0, the gradient is 0",
    )


def test_Relu_second_forward(impl):
    layer = impl.Relu()
    layer.forward(np.array([1.0, -1.0]))
    layer.forward(np.array([-1.0, 1.0]))
    expect(
        layer.backward(np.array([5.0, 6.0])),
        np.array([0.0, 6.0]),
        because="backward は直前の forward の値を使います | backward uses the values of the last forward",
    )


def test_Relu_two_layers(impl):
    first, second = impl.Relu(), impl.Relu()
    first.forward(np.array([1.0, -1.0]))
    second.forward(np.array([-1.0, 1.0]))
    expect(
        first.backward(np.array([5.0, 6.0])),
        np.array([5.0, 0.0]),
        because="2 つのレイヤは、それぞれ自分の値を覚えます | each of two layers remembers its own values",
    )


def test_sigmoid_grad_at_zero(impl):
    expect(
        impl.sigmoid_grad(0.0),
        0.25,
        because="x = 0 では y = 0.5 なので、y(1 − y) は 0.5 × 0.5 です | "
        "at x = 0 we have y = 0.5, and y(1 − y) is 0.5 × 0.5",
    )


def test_sigmoid_grad_of_an_array(impl):
    expect(
        impl.sigmoid_grad(np.array([[-1.0, 1.0], [2.0, 5.0]])),
        np.array([[0.19661193, 0.19661193], [0.10499359, 0.00664806]]),
        rtol=1e-6,
        because="0 から離れるほど、傾きは小さくなります | the further from 0, the smaller the slope",
    )


def test_sigmoid_grad_along_the_axis(impl):
    expect(
        impl.sigmoid_grad(np.arange(-4.0, 5.0)),
        np.array(
            [
                0.01766271,
                0.04517666,
                0.10499359,
                0.19661193,
                0.25,
                0.19661193,
                0.10499359,
                0.04517666,
                0.01766271,
            ]
        ),
        rtol=1e-6,
        x=np.arange(-4.0, 5.0),
        because="傾きは x = 0 で最大の 0.25 で、左右対称です | "
        "the slope is greatest at x = 0, where it is 0.25, and the same on both sides",
    )


def test_sigmoid_grad_of_large_inputs(impl):
    expect(
        impl.sigmoid_grad(np.array([-1000.0, 1000.0])),
        np.array([0.0, 0.0]),
        because="とても大きい入力でも nan にしないでください | very large inputs must not give nan",
    )


def test_Sigmoid_forward(impl):
    expect(
        impl.Sigmoid().forward(np.array([[0.0, 1.0], [-1.0, 2.0]])),
        np.array([[0.5, 0.73105858], [0.26894142, 0.88079708]]),
        rtol=1e-6,
    )


def test_Sigmoid_backward(impl):
    layer = impl.Sigmoid()
    layer.forward(np.array([0.0, 1.0, 2.0]))
    expect(
        layer.backward(np.array([2.0, 1.0, -10.0])),
        np.array([0.5, 0.19661193, -1.04993585]),
        rtol=1e-6,
        because="1 番目は 2 × 0.5 × (1 − 0.5) = 0.5 です | the first is 2 × 0.5 × (1 − 0.5) = 0.5",
    )


def test_Sigmoid_of_large_inputs(impl):
    layer = impl.Sigmoid()
    expect(
        layer.forward(np.array([-1000.0, 0.0, 1000.0])),
        np.array([0.0, 0.5, 1.0]),
        because="とても大きい入力でも、有限の値です | the values are finite even for very large inputs",
    )
    expect(
        layer.backward(np.array([1.0, 2.0, 3.0])),
        np.array([0.0, 0.5, 0.0]),
        because="勾配も有限です（両端では 0） | so are the gradients, which are 0 at both ends",
    )


def test_Sigmoid_second_forward(impl):
    layer = impl.Sigmoid()
    layer.forward(np.array([1.0]))
    layer.forward(np.array([0.0]))
    expect(
        layer.backward(np.array([4.0])),
        np.array([1.0]),
        because="backward は直前の forward の値を使います | backward uses the values of the last forward",
    )


def test_Sigmoid_two_layers(impl):
    first, second = impl.Sigmoid(), impl.Sigmoid()
    first.forward(np.array([0.0]))
    second.forward(np.array([1.0]))
    expect(
        first.backward(np.array([4.0])),
        np.array([1.0]),
        because="2 つのレイヤは、それぞれ自分の値を覚えます | each of two layers remembers its own values",
    )


def test_affine_backward_one_dx(impl):
    dx = impl.affine_backward_one(np.array([1.0, 2.0]), W, np.array([1.0, 10.0, 100.0]))[0]
    expect(
        dx,
        np.array([21.0, 290.0]),
        because="dx[0] は 1×1 + 2×10 + 0×100 = 21 です | dx[0] is 1×1 + 2×10 + 0×100 = 21",
    )


def test_affine_backward_one_dW(impl):
    dW = impl.affine_backward_one(np.array([1.0, 2.0]), W, np.array([1.0, 10.0, 100.0]))[1]
    expect(
        dW,
        np.array([[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]),
        because="dW の形は W と同じで、i 行 j 列は x[i] × dout[j] です | "
        "dW has the shape of W; row i, column j is x[i] × dout[j]",
    )


def test_affine_backward_one_db(impl):
    db = impl.affine_backward_one(np.array([1.0, 2.0]), W, np.array([1.0, 10.0, 100.0]))[2]
    expect(
        db,
        np.array([1.0, 10.0, 100.0]),
        because="b は足されるだけなので、dout がそのまま届きます | b is only added, so dout arrives as it is",
    )


def test_affine_backward_one_with_square_weights(impl):
    W = np.array([[1.0, 2.0], [3.0, 4.0]])
    dx = impl.affine_backward_one(np.array([1.0, 0.0]), W, np.array([1.0, 0.0]))[0]
    expect(
        dx,
        np.array([1.0, 3.0]),
        because="dout が (1, 0) なら、W の 1 列目が残ります | with a dout of (1, 0) the first column of W "
        "is left",
    )


def test_Affine_forward(impl):
    expect(
        impl.Affine(W, B).forward(X),
        np.array([[2.0, 0.0, 5.0], [4.0, 6.0, -1.0]]),
        because="最初の値は 1×1 + 2×0 + 1 = 2 です | the first is 1×1 + 2×0 + 1 = 2",
    )


def test_Affine_backward(impl):
    layer = impl.Affine(W, B)
    layer.forward(X)
    expect(
        layer.backward(DOUT),
        np.array([[21.0, 290.0], [2.0, -3.0]]),
        because="戻り値は dx で、形は x と同じです | what comes back is dx, in the shape of x",
    )


def test_Affine_dW_and_db(impl):
    layer = impl.Affine(W, B)
    layer.forward(X)
    layer.backward(DOUT)
    expect(
        layer.dW,
        np.array([[7.0, 10.0, 97.0], [2.0, 20.0, 200.0]]),
        because="1 個ごとの dW を、2 個のデータについて合計します | dW is the sum over both examples",
    )
    expect(
        layer.db,
        np.array([3.0, 10.0, 99.0]),
        because="db は dout を 2 個のデータについて合計したものです | db is dout, summed over both examples",
    )


def test_Affine_of_images(impl):
    layer = impl.Affine(W, B)
    expect(layer.forward(X.reshape(2, 1, 2, 1)), np.array([[2.0, 0.0, 5.0], [4.0, 6.0, -1.0]]))
    expect(
        layer.backward(DOUT),
        np.array([[21.0, 290.0], [2.0, -3.0]]).reshape(2, 1, 2, 1),
        because="4 次元の入力では、dx も (2, 1, 2, 1) に戻します | for 4-D input dx is (2, 1, 2, 1) again",
    )


def test_Affine_twice(impl):
    weights, biases = W.copy(), B.copy()
    layer = impl.Affine(weights, biases)
    layer.forward(X)
    layer.backward(DOUT)
    weights *= 2
    biases *= 2
    expect(
        layer.forward(X),
        np.array([[4.0, 0.0, 10.0], [8.0, 12.0, -2.0]]),
        because="渡した W と b の中身が変わると、レイヤの計算も変わります | "
        "when the elements of the given W and b change, so does what the layer computes",
    )
    layer.backward(DOUT)
    expect(
        layer.db,
        np.array([3.0, 10.0, 99.0]),
        because="backward のたびに新しい勾配になります | every backward sets new gradients",
    )


def test_softmax_jacobian_of_three_classes(impl):
    expect(
        impl.softmax_jacobian(np.array([0.2, 0.3, 0.5])),
        np.array([[0.16, -0.06, -0.1], [-0.06, 0.21, -0.15], [-0.1, -0.15, 0.25]]),
        because="対角は y(1 − y)、それ以外は −y_i y_j です | y(1 − y) on the diagonal, −y_i y_j elsewhere",
    )


def test_softmax_jacobian_of_two_classes(impl):
    expect(impl.softmax_jacobian(np.array([0.5, 0.5])), np.array([[0.25, -0.25], [-0.25, 0.25]]))


def test_softmax_jacobian_rows_sum_to_zero(impl):
    J = impl.softmax_jacobian(np.array([0.1, 0.2, 0.3, 0.4]))
    expect(
        np.sum(J, axis=-1),
        np.zeros(4),
        because="どの行の和も 0 です | every row sums to 0",
    )


def test_cross_entropy_grad_of_one_datum(impl):
    expect(
        impl.cross_entropy_grad(np.array([0.2, 0.5, 0.3]), np.array([0.0, 1.0, 0.0])),
        np.array([0.0, -2.0, 0.0]),
        rtol=1e-5,
        because="正解のクラスだけ −1 / 0.5 = −2 で、ほかは 0 です | "
        "the right class has −1 / 0.5 = −2, the others have 0",
    )


def test_cross_entropy_grad_of_a_batch(impl):
    y = np.array([[0.2, 0.5, 0.3], [0.8, 0.1, 0.1]])
    expect(
        impl.cross_entropy_grad(y, ONE_HOT),
        np.array([[0.0, -1.0, 0.0], [-0.625, 0.0, 0.0]]),
        rtol=1e-5,
        because="2 個のデータの平均なので、2 で割ります | it is a mean over 2 examples: divide by 2",
    )


def test_cross_entropy_grad_leaves_the_input(impl):
    y, t = np.array([[0.2, 0.8]]), np.array([[0.0, 1.0]])
    impl.cross_entropy_grad(y, t)
    expect(
        [y, t],
        [np.array([[0.2, 0.8]]), np.array([[0.0, 1.0]])],
        because="関数を呼んだあとも y と t は元のままです | y and t are still the same after the call",
    )


def test_softmax_cross_entropy_grad_of_one_datum(impl):
    expect(
        impl.softmax_cross_entropy_grad(SCORES[0], ONE_HOT[0]),
        np.array([0.2, -0.7, 0.5]),
        because="確率 (0.2, 0.3, 0.5) から正解 (0, 1, 0) を引きます | "
        "from the probabilities (0.2, 0.3, 0.5) the right answer (0, 1, 0) is subtracted",
    )


def test_softmax_cross_entropy_grad_with_one_hot(impl):
    expect(
        impl.softmax_cross_entropy_grad(SCORES, ONE_HOT),
        np.array([[0.1, -0.35, 0.25], [-0.2, 0.15, 0.05]]),
        because="2 個のデータの平均なので、2 で割ります | it is a mean over 2 examples: divide by 2",
    )


def test_softmax_cross_entropy_grad_with_labels(impl):
    expect(
        impl.softmax_cross_entropy_grad(SCORES, LABELS),
        np.array([[0.1, -0.35, 0.25], [-0.2, 0.15, 0.05]]),
        because="ラベルでも one-hot 表現でも同じ答えです | labels and one-hot form give the same",
    )


def test_SoftmaxWithLoss_forward(impl):
    expect(impl.SoftmaxWithLoss().forward(SCORES, ONE_HOT), 0.8573992, atol=1e-5)
    expect(
        impl.SoftmaxWithLoss().forward(SCORES, LABELS),
        0.8573992,
        atol=1e-5,
        because="−(log 0.3 + log 0.6) / 2 で、ラベルでも one-hot 表現でも同じです | "
        "it is −(log 0.3 + log 0.6) / 2, the same for labels and one-hot form",
    )


def test_SoftmaxWithLoss_backward_with_one_hot(impl):
    layer = impl.SoftmaxWithLoss()
    layer.forward(SCORES, ONE_HOT)
    expect(
        layer.backward(),
        np.array([[0.1, -0.35, 0.25], [-0.2, 0.15, 0.05]]),
        because="(確率 − 正解) / 2 です | it is (probabilities − right answers) / 2",
    )


def test_SoftmaxWithLoss_backward_with_labels(impl):
    layer = impl.SoftmaxWithLoss()
    layer.forward(SCORES, LABELS)
    expect(
        layer.backward(),
        np.array([[0.1, -0.35, 0.25], [-0.2, 0.15, 0.05]]),
        because="ラベルでも one-hot 表現でも同じ答えです | labels and one-hot form give the same",
    )


# 決まった重みの、小さなネットワークのデータ | data for a small network with fixed weights
POINTS = np.array([[1.0, 2.0], [3.0, -1.0]])


def small_network(impl):
    """2 入力、隠れ層 3、2 出力 | 2 inputs, 3 hidden neurons, 2 outputs"""
    network = impl.TwoLayerNet(2, 3, 2, weight_init_std=0.0)
    network.params["W1"][...] = [[1.0, -1.0, 2.0], [0.0, 1.0, 1.0]]
    network.params["b1"][...] = [0.0, 0.5, -1.0]
    network.params["W2"][...] = [[1.0, 0.0], [-1.0, 2.0], [0.5, -0.5]]
    network.params["b2"][...] = [0.1, -0.1]
    return network


def test_TwoLayerNet_initial_params(impl):
    network = impl.TwoLayerNet(100, 200, 50)
    expect(
        {key: np.shape(value) for key, value in network.params.items()},
        {"W1": (100, 200), "b1": (200,), "W2": (200, 50), "b2": (50,)},
        because="100 入力、隠れ層 200、50 出力です | 100 inputs, 200 hidden neurons, 50 outputs",
    )
    expect(
        [round(float(np.std(network.params[key])), 3) for key in ("W1", "W2")],
        [0.01, 0.01],
        because="重みの標準偏差は weight_init_std です | the weights have the standard deviation "
        "weight_init_std",
    )
    expect(
        [np.count_nonzero(network.params[key]) for key in ("b1", "b2")],
        [0, 0],
        because="バイアスはすべて 0 から始めます | all biases begin at 0",
    )


def test_TwoLayerNet_layers(impl):
    expect(
        list(impl.TwoLayerNet(4, 3, 2).layers),
        ["Affine1", "Relu1", "Affine2"],
        because="layers のキーと、その順序です | the keys of layers, in this order",
    )


def test_TwoLayerNet_predict(impl):
    expect(
        small_network(impl).predict(POINTS),
        np.array([[1.1, 1.4], [5.1, -2.1]]),
        because="params の中身を書き換えると predict に伝わり、返るのは点数です | "
        "predict sees what is written into the arrays of params, and returns scores",
    )


def test_TwoLayerNet_loss(impl):
    expect(
        small_network(impl).loss(POINTS, np.array([1, 0])),
        0.27755065,
        atol=1e-5,
        because="点数 (1.1, 1.4) と (5.1, −2.1) を lastLayer に 1 回だけ通した損失です | "
        "it is the loss of the scores (1.1, 1.4) and (5.1, −2.1), put through lastLayer once",
    )


def test_TwoLayerNet_accuracy(impl):
    network = small_network(impl)
    x = np.array([[1.0, 2.0], [3.0, -1.0], [2.0, 2.0], [5.0, 0.0]])  # 1, 0, 0, 0
    expect(
        network.accuracy(x, np.array([1, 0, 1, 0])),
        0.75,
        because="答えは 1、0、0、0 で、4 個のうち 3 個が正解です（t はラベル） | "
        "the answers are 1, 0, 0, 0, and 3 of 4 are right (t are labels)",
    )
    expect(
        network.accuracy(x, np.array([[0, 1], [1, 0], [0, 1], [0, 1]])),
        0.5,
        because="答えは 1、0、0、0 で、4 個のうち 2 個が正解です（t は one-hot 表現） | "
        "the answers are 1, 0, 0, 0, and 2 of 4 are right (t in one-hot form)",
    )


def test_TwoLayerNet_gradient_of_the_second_layer(impl):
    grads = small_network(impl).gradient(POINTS, np.array([1, 0]))
    expect(
        [grads["W2"], grads["b2"]],
        [
            np.array([[0.211660, -0.211660], [0.319168, -0.319168], [0.636844, -0.636844]]),
            np.array([0.212406, -0.212406]),
        ],
        atol=1e-6,
        because="lastLayer の backward の結果が、まず Affine2 に届きます | "
        "what lastLayer's backward returns arrives at Affine2 first",
    )


def test_TwoLayerNet_gradient_of_the_first_layer(impl):
    grads = small_network(impl).gradient(POINTS, np.array([[0, 1], [1, 0]]))
    expect(
        [grads["W1"], grads["b1"]],
        [
            np.array([[0.211660, -0.638336, 0.211660], [0.425930, -1.276672, 0.425930]]),
            np.array([0.212406, -0.638336, 0.212406]),
        ],
        atol=1e-6,
        because="誤差は Affine2、Relu1、Affine1 の順にさかのぼります | "
        "the error goes back through Affine2, Relu1, Affine1",
    )


def test_TwoLayerNet_numerical_gradient(impl):
    grads = small_network(impl).numerical_gradient(POINTS, np.array([1, 0]))
    expect(
        [grads["b1"], grads["b2"]],
        [np.array([0.212406, -0.638336, 0.212406]), np.array([0.212406, -0.212406])],
        atol=2e-6,
        because="gradient とほとんど同じ値になります | these are nearly the values of gradient",
    )


class TwoGradients:
    """2 つの勾配がわかっているネットワークの代わり
    |
    a stand-in for a network whose two gradients are known"""

    def gradient(self, x, t):
        return {"W1": np.array([1.0, -2.0, 0.5]), "b1": np.array([-1.0]), "W2": np.array([[3.0]])}

    def numerical_gradient(self, x, t):
        return {"W1": np.array([1.1, -2.1, 0.5]), "b1": np.array([1.0]), "W2": np.array([[3.0]])}


def test_gradient_check_of_a_small_difference(impl):
    expect(
        impl.gradient_check(TwoGradients(), np.zeros((1, 2)), np.zeros(1))["W1"],
        0.0666666667,
        atol=1e-8,
        because="差は −0.1、0.1、0 なので、絶対値の平均は 0.2 / 3 です | "
        "the differences are −0.1, 0.1 and 0; the mean of their absolute values is 0.2 / 3",
    )


def test_gradient_check_of_a_wrong_sign(impl):
    expect(
        impl.gradient_check(TwoGradients(), np.zeros((1, 2)), np.zeros(1))["b1"],
        2.0,
        because="−1 と 1 の差は、絶対値では 2 です | −1 and 1 differ by 2, whatever the sign",
    )


def test_gradient_check_of_all_params(impl):
    found = impl.gradient_check(TwoGradients(), np.zeros((1, 2)), np.zeros(1))
    expect(
        {key: round(float(value), 6) for key, value in found.items()},
        {"W1": 0.066667, "b1": 2.0, "W2": 0.0},
        because="パラメータごとに 1 つの数です | one number for each parameter",
    )


class Bowl:
    """勾配がパラメータ自身と等しいネットワークの代わり
    |
    a stand-in for a network whose gradient is its params"""

    def __init__(self):
        self.arrays = [np.array([[8.0, -4.0]]), np.array([2.0]), np.array([[1.0]]), np.array([16.0])]
        self.params = dict(zip(("W1", "b1", "W2", "b2"), self.arrays, strict=True))
        self.batches = []

    def gradient(self, x, t):
        self.batches.append((x, t))
        return dict(zip(self.params, (array.copy() for array in self.arrays), strict=True))

    def loss(self, x, t):
        return float(sum(np.sum(array**2) for array in self.arrays)) / 2


def test_train_updates_in_place(impl):
    network = Bowl()
    impl.train(network, np.zeros((6, 2)), np.zeros(6, dtype=int), 2, 3, 0.5, np.random.default_rng(0))
    expect(
        network.arrays,
        [np.array([[2.0, -1.0]]), np.array([0.5]), np.array([[0.25]]), np.array([4.0])],
        because="勾配 × 0.5 を 2 回引くと 4 分の 1 になります（元の配列の中身が変わります） | "
        "taking away 0.5 times the gradient twice leaves a quarter, in the very same arrays",
    )


def test_train_returns_the_losses(impl):
    losses = impl.train(Bowl(), np.zeros((6, 2)), np.zeros(6), 5, 3, 0.5, np.random.default_rng(0))
    expect(
        None if losses is None else np.shape(losses),
        (5,),
        because="更新 1 回につき損失 1 個です | there is one loss for each update",
    )
    expect(
        [bool(losses[i + 1] < losses[i]) for i in range(4)],
        [True, True, True, True],
        because="この例では、損失は毎回減ります | in this example the loss falls every time",
    )


def test_train_draws_batches(impl):
    network, t = Bowl(), np.arange(50)
    impl.train(network, t[:, np.newaxis] * 10.0, t, 6, 4, 0.1, np.random.default_rng(0))
    expect(
        [np.shape(x_batch) for x_batch, _ in network.batches],
        [(4, 1)] * 6,
        because="毎回 4 個のデータを選びます | 4 examples are drawn every time",
    )
    expect(
        [bool(np.all(x_batch[:, 0] == t_batch * 10)) for x_batch, t_batch in network.batches],
        [True] * 6,
        because="x と t の対は保たれます | x and t stay pairs",
    )
    expect(
        len({tuple(t_batch) for _, t_batch in network.batches}) > 1,
        True,
        because="ミニバッチは毎回違います | the mini-batches differ",
    )


def test_train_reads_digits(impl):
    (x_train, t_train), (x_test, t_test) = load_mnist()
    np.random.seed(0)
    network = impl.TwoLayerNet(784, 20, 10, weight_init_std=0.1)
    impl.train(network, x_train[:2000], t_train[:2000], 300, 50, 0.2, np.random.default_rng(0))
    expect(
        bool(network.accuracy(x_test, t_test) > 0.75),
        True,
        because="300 回の更新で、数字の 4 分の 3 以上を読めます | "
        "after 300 updates, more than three quarters of the digits are read",
    )
