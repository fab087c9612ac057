"""Hidden graders of chapter 5, backpropagation."""

import contextlib

import numpy as np

from autograder.graders import as_array, grader
from dataset.mnist import load_mnist

# A loss may have anything from 0 to 1e-7 inside its log. With probabilities above 0.01 this moves a loss by
# less than 1e-5.
DELTA = {"atol": 1e-5}
# Any small h is welcome: a central difference with h from 1e-6 to 1e-3 stays within this.
NUMERICAL = {"atol": 1e-5}
(X_TRAIN, T_TRAIN), _ = load_mnist(normalize=False)
KEYS = ("W1", "b1", "W2", "b2")


def both_signs(rng, *shape):
    """Numbers of that shape, half of them above 0 and half below, none near 0."""
    signs = rng.permutation(np.arange(np.prod(shape)) % 2 * 2 - 1)
    return rng.uniform(0.05, 3.0, size=shape) * signs.reshape(shape)


def numbers(rng, n):
    """n floats from 0.5 to 5."""
    return [float(value) for value in rng.uniform(0.5, 5.0, size=n)]


def scores(rng, *shape):
    """Scores whose softmax has no probability near 0."""
    return rng.uniform(-1.0, 1.0, size=shape)


def probabilities(rng, *shape):
    """Rows of probabilities, none of them near 0."""
    y = rng.uniform(0.3, 1.0, size=shape)
    return y / np.sum(y, axis=-1, keepdims=True)


def one_hot(rng, n, m, dtype=float):
    """n one-hot rows for m classes."""
    return np.eye(m, dtype=dtype)[rng.integers(m, size=n)]


def random_params(rng, *sizes):
    """Parameters for layers of these three sizes that keep the scores small."""
    n, hidden, m = sizes
    shapes = [(n, hidden), (hidden,), (hidden, m), (m,)]
    return {key: rng.uniform(-0.5, 0.5, size=shape) for key, shape in zip(KEYS, shapes, strict=True)}


def put(network, params):
    """Write params into a network in place, as training does; and into its layers, if they hold copies."""
    for key, value in params.items():
        network.params[key][...] = value
    for number in "12":
        with contextlib.suppress(Exception):
            network.layers[f"Affine{number}"].W[...] = params[f"W{number}"]
            network.layers[f"Affine{number}"].b[...] = params[f"b{number}"]
    return network


def network_with(impl, rng, *sizes):
    """The student's network of these sizes with parameters drawn from rng."""
    return put(impl.TwoLayerNet(*sizes), random_params(rng, *sizes))


def some_digits(rng, n):
    """n embedded training digits: images (n, 784) in float64 from 0 to 1, labels (n,)."""
    chosen = rng.choice(len(X_TRAIN), n, replace=False)
    return X_TRAIN[chosen] / 255.0, T_TRAIN[chosen]


def numbered_data(rng, n):
    """Data whose rows and labels can be recognised: x[i] ends with i, and t[i] belongs to no other row."""
    return np.column_stack([rng.normal(size=(n, 2)), np.arange(n)]), rng.permutation(n) + 100


class TwoGradients:
    """A stand-in for a network whose two gradients are known: numerical, and that plus a planted error.

    The error grows with the sum of x times the sum of t.
    """

    def __init__(self, rng, shapes, errors):
        self.right = {key: rng.normal(size=shape) for key, shape in shapes.items()}
        self.errors = {key: size * both_signs(rng, *shapes[key]) for key, size in errors.items()}

    def numerical_gradient(self, x, t):
        return {key: value * (np.sum(x) + 2 * np.sum(t)) for key, value in self.right.items()}

    def gradient(self, x, t):
        factor = 1.0 + np.sum(x) * np.sum(t)
        right = self.numerical_gradient(x, t)
        return {key: value + factor * self.errors.get(key, 0.0) for key, value in right.items()}


class PaperNetwork:
    """A stand-in for a network: its loss is Σ c p²/2 whatever the data, and it notes each batch it is given.

    As with the layers of a real one, only a change of the arrays themselves reaches it.
    """

    def __init__(self, rng):
        self.arrays = random_params(rng, 3, 2, 4)
        self.params = dict(self.arrays)
        self.curvature = dict(zip(KEYS, rng.uniform(0.5, 2.0, size=4), strict=True))
        self.batches = []

    def loss(self, x, t):
        return float(sum(np.sum(c * self.arrays[key] ** 2) / 2 for key, c in self.curvature.items()))

    def gradient(self, x, t):
        self.batches.append((np.array(x), np.array(t)))
        return {key: c * self.arrays[key] for key, c in self.curvature.items()}


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


def judge_batches(got, expected):
    x, t = expected["x"], expected["t"]
    if len(got["batches"]) != len(expected["batches"]):
        return "gradient を呼ぶ回数は iters です。 | gradient is called iters times."
    drawn = []
    for (x_batch, t_batch), (right, _) in zip(got["batches"], expected["batches"], strict=True):
        if np.shape(x_batch) != np.shape(right) or np.shape(t_batch) != (len(right),):
            return "バッチの形が (batch_size, …) と違います。 | A batch is not of the shape (batch_size, …)."
        rows = np.asarray(x_batch)[:, -1].astype(int)
        if not (np.all(rows >= 0) and np.all(rows < len(x)) and np.array_equal(x_batch, x[rows])):
            return "バッチに、データにない行があります。 | A batch has rows that are not in the data."
        if not np.array_equal(t_batch, t[rows]):
            return (
                "バッチの x の行と t の正解が対になっていません。 | "
                "In a batch, the rows of x and the right answers in t do not belong together."
            )
        drawn.append(tuple(sorted(rows.tolist())))
    if len(set(drawn)) < len(drawn) / 2:
        return "同じバッチが繰り返されています。 | The same batch comes again and again."
    if len({i for batch in drawn for i in batch}) < len(x):
        return "一度も選ばれないデータがあります。 | Some data are never chosen."
    return True


def judge_trained(got, expected):
    from solutions.ch05_backpropagation import (
        TwoLayerNet,
    )  # an accuracy that the sandbox tells could be made up

    def accuracy(params):
        network = put(TwoLayerNet(784, 20, 10), {key: params[key] for key in KEYS})
        return network.accuracy(expected["x"] / 255.0, expected["t"])

    if not accuracy(got["params"]) >= accuracy(expected["params"]) - 0.1:
        return "学習したネットワークの正解率が低すぎます。 | The accuracy of the trained network is too low."
    return True


@grader("MulLayer", points=1)
def grade_mul_layer_forward(impl, rng):
    """forward：積 | forward: the product"""
    x, y = numbers(rng, 2)
    return [impl.MulLayer().forward(x, y), impl.MulLayer().forward(-y, x)]


@grader("MulLayer", points=1.5)
def grade_mul_layer_backward(impl, rng):
    """backward：dx と dy（dout は 1 とは限らない） | backward: dx and dy, with any dout"""
    x, y, dout = numbers(rng, 3)
    layer = impl.MulLayer()
    layer.forward(x, -y)
    return layer.backward(dout)


@grader("MulLayer", points=0.5)
def grade_mul_layer_of_arrays(impl, rng):
    """同じ形の配列の、要素ごとの積と勾配 | arrays of one shape: product and gradients element by element"""
    x, y, dout = both_signs(rng, 3, 2, 3)
    layer = impl.MulLayer()
    return [layer.forward(x, y), *layer.backward(dout)]


@grader("MulLayer", points=0.5)
def grade_mul_layer_backward_after_two_forwards(impl, rng):
    """forward を 2 回呼ぶと、backward は 2 回目の値を使う | after two forwards, backward uses the second"""
    layer = impl.MulLayer()
    layer.forward(*numbers(rng, 2))
    layer.forward(*numbers(rng, 2))
    return layer.backward(float(rng.normal()))


@grader("MulLayer", points=0.5)
def grade_mul_layer_instances_apart(impl, rng):
    """2 つのレイヤを同時に使っても混ざらない | two layers in use at once do not mix"""
    first, second = impl.MulLayer(), impl.MulLayer()
    first.forward(*numbers(rng, 2))
    second.forward(*numbers(rng, 2))
    return [*first.backward(2.0), *second.backward(3.0)]


@grader("AddLayer", points=1)
def grade_add_layer_forward(impl, rng):
    """forward：和 | forward: the sum"""
    x, y = numbers(rng, 2)
    return [impl.AddLayer().forward(x, y), impl.AddLayer().forward(-y, x)]


@grader("AddLayer", points=1)
def grade_add_layer_backward(impl, rng):
    """backward：dx と dy（dout は 1 とは限らない） | backward: dx and dy, with any dout"""
    x, y, dout = numbers(rng, 3)
    layer = impl.AddLayer()
    layer.forward(x, -y)
    return layer.backward(-dout)


@grader("AddLayer", points=1)
def grade_add_layer_of_arrays(impl, rng):
    """同じ形の配列の、要素ごとの和と勾配 | arrays of one shape: sum and gradients element by element"""
    x, y, dout = both_signs(rng, 3, 2, 3)
    layer = impl.AddLayer()
    return [layer.forward(x, y), *layer.backward(dout)]


@grader("buy_fruit", points=1)
def grade_buy_fruit_price(impl, rng):
    """税込みの合計金額 | the total price with tax"""
    price, _ = impl.buy_fruit(*numbers(rng, 5))
    return as_array(price, float)


@grader("buy_fruit", points=1)
def grade_buy_fruit_gradients_of_the_prices(impl, rng):
    """apple と orange の勾配 | the gradients of apple and orange"""
    _, grads = impl.buy_fruit(*numbers(rng, 5))
    return {key: as_array(grads[key], float) for key in ("apple", "orange")}


@grader("buy_fruit", points=1)
def grade_buy_fruit_gradients_of_the_numbers(impl, rng):
    """apple_num と orange_num の勾配 | the gradients of apple_num and orange_num"""
    _, grads = impl.buy_fruit(*numbers(rng, 5))
    return {key: as_array(grads[key], float) for key in ("apple_num", "orange_num")}


@grader("buy_fruit", points=1)
def grade_buy_fruit_gradient_of_the_tax(impl, rng):
    """tax の勾配 | the gradient of tax"""
    _, grads = impl.buy_fruit(*numbers(rng, 5))
    return as_array(grads["tax"], float)


@grader("buy_fruit", points=1)
def grade_buy_fruit_without_apples(impl, rng):
    """整数の引数とりんご 0 個でも、金額と 5 つの勾配が正しい
    |
    price and all five gradients, for integers and no apples at all"""
    apple, orange, orange_num = (int(value) for value in rng.integers(2, 200, size=3))
    price, grads = impl.buy_fruit(apple, 0, orange, orange_num, 1.1)
    return [as_array(price, float), {key: as_array(value, float) for key, value in grads.items()}]


@grader("Relu", points=1)
def grade_relu_layer_forward(impl, rng):
    """forward：行列と 4 次元の配列 | forward: a matrix and a 4-D array"""
    return [impl.Relu().forward(both_signs(rng, 3, 4)), impl.Relu().forward(both_signs(rng, 2, 1, 3, 2))]


@grader("Relu", points=0.5)
def grade_relu_layer_forward_leaves_the_input(impl, rng):
    """forward は渡した配列を書き換えない | forward leaves the array that it is given unchanged"""
    x = both_signs(rng, 2, 4)
    out = impl.Relu().forward(x)
    return [out, x]


@grader("Relu", points=1.5)
def grade_relu_layer_backward(impl, rng):
    """backward：行列（dout には正も負もある） | backward: a matrix, with positive and negative dout"""
    layer = impl.Relu()
    layer.forward(both_signs(rng, 4, 5))
    return layer.backward(both_signs(rng, 4, 5))


@grader("Relu", points=0.5)
def grade_relu_layer_backward_of_any_shape(impl, rng):
    """backward：1 次元と 4 次元の配列 | backward: a 1-D and a 4-D array"""
    found = []
    for shape in [(6,), (2, 3, 1, 2)]:
        layer = impl.Relu()
        layer.forward(both_signs(rng, *shape))
        found.append(layer.backward(both_signs(rng, *shape)))
    return found


@grader("Relu", points=0.5)
def grade_relu_layer_backward_at_zero(impl, rng):
    """backward：入力が 0 ちょうどなら勾配は 0 | backward: where the input is exactly 0 the gradient is 0"""
    layer = impl.Relu()
    layer.forward(np.array([0.0, rng.uniform(0.1, 1.0), -0.0, rng.uniform(-1.0, -0.1)]))
    return layer.backward(both_signs(rng, 4))


@grader("Relu", points=0.5)
def grade_relu_layer_backward_after_two_forwards(impl, rng):
    """forward を 2 回呼ぶと、backward は 2 回目の値を使う | after two forwards, backward uses the second"""
    layer, x = impl.Relu(), both_signs(rng, 8)
    layer.forward(x)
    layer.forward(-x)
    return layer.backward(both_signs(rng, 8))


@grader("Relu", points=0.5)
def grade_relu_layer_instances_apart(impl, rng):
    """2 つのレイヤを同時に使っても混ざらない | two layers in use at once do not mix"""
    first, second = impl.Relu(), impl.Relu()
    x = both_signs(rng, 8)
    first.forward(x)
    second.forward(-x)
    return [first.backward(both_signs(rng, 8)), second.backward(both_signs(rng, 8))]


@grader("sigmoid_grad", points=1)
def grade_sigmoid_grad_of_a_vector(impl, rng):
    """1 次元の配列 | a 1-D array"""
    return impl.sigmoid_grad(rng.normal(scale=2.0, size=7))


@grader("sigmoid_grad", points=0.5)
def grade_sigmoid_grad_of_a_number(impl, rng):
    """1 個の数 | a single number"""
    return impl.sigmoid_grad(float(rng.normal()))


@grader("sigmoid_grad", points=0.5)
def grade_sigmoid_grad_of_any_shape(impl, rng):
    """行列と 3 次元の配列（渡した配列は書き換えない） | a matrix and a 3-D array, left unchanged"""
    x = rng.normal(size=(2, 1, 3))
    return [impl.sigmoid_grad(rng.normal(size=(3, 2))), impl.sigmoid_grad(x), x]


@grader("sigmoid_grad", points=0.5)
def grade_sigmoid_grad_peak_and_symmetry(impl, rng):
    """0 で最大になり、左右対称 | greatest at 0, and the same on both sides of it"""
    x = rng.uniform(0.5, 4.0, size=5)
    left, right = impl.sigmoid_grad(-x), impl.sigmoid_grad(x)
    return [impl.sigmoid_grad(np.zeros(2)), left - right, right]


@grader("sigmoid_grad", points=0.5)
def grade_sigmoid_grad_stays_finite(impl, rng):
    """x = ±1000 でも有限の値を返す | stays finite at x = ±1000"""
    return impl.sigmoid_grad(np.array([-1000.0, rng.normal(), 1000.0]))


@grader("Sigmoid", points=1)
def grade_sigmoid_layer_forward(impl, rng):
    """forward：行列と 4 次元の配列 | forward: a matrix and a 4-D array"""
    return [
        impl.Sigmoid().forward(rng.normal(size=(3, 4))),
        impl.Sigmoid().forward(rng.normal(size=(2, 1, 3, 2))),
    ]


@grader("Sigmoid", points=1.5)
def grade_sigmoid_layer_backward(impl, rng):
    """backward：行列（dout は 1 とは限らない） | backward: a matrix, with any dout"""
    layer, x = impl.Sigmoid(), rng.normal(scale=2.0, size=(4, 3))
    layer.forward(x)
    return [layer.backward(rng.normal(size=(4, 3))), x]


@grader("Sigmoid", points=0.5)
def grade_sigmoid_layer_backward_after_two_forwards(impl, rng):
    """forward を 2 回呼ぶと、backward は 2 回目の値を使う | after two forwards, backward uses the second"""
    layer = impl.Sigmoid()
    layer.forward(rng.normal(size=6))
    layer.forward(rng.normal(size=6) + 1.0)
    return layer.backward(rng.normal(size=6))


@grader("Sigmoid", points=0.5)
def grade_sigmoid_layer_instances_apart(impl, rng):
    """2 つのレイヤを同時に使っても混ざらない | two layers in use at once do not mix"""
    first, second = impl.Sigmoid(), impl.Sigmoid()
    first.forward(rng.normal(size=6))
    second.forward(rng.normal(size=6) + 1.0)
    return [first.backward(rng.normal(size=6)), second.backward(rng.normal(size=6))]


@grader("Sigmoid", points=0.5)
def grade_sigmoid_layer_stays_finite(impl, rng):
    """x = ±1000 でも有限の値を返す | stays finite at x = ±1000"""
    layer = impl.Sigmoid()
    out = layer.forward(np.array([-1000.0, rng.normal(), 1000.0]))
    return [out, layer.backward(rng.normal(size=3))]


@grader("affine_backward_one", points=1)
def grade_affine_backward_one_dx(impl, rng):
    """dx | dx"""
    return impl.affine_backward_one(rng.normal(size=4), rng.normal(size=(4, 3)), rng.normal(size=3))[0]


@grader("affine_backward_one", points=1)
def grade_affine_backward_one_dW(impl, rng):
    """dW | dW"""
    return impl.affine_backward_one(rng.normal(size=4), rng.normal(size=(4, 3)), rng.normal(size=3))[1]


@grader("affine_backward_one", points=1)
def grade_affine_backward_one_db(impl, rng):
    """db | db"""
    return impl.affine_backward_one(rng.normal(size=4), rng.normal(size=(4, 3)), rng.normal(size=3))[2]


@grader("affine_backward_one", points=0.5)
def grade_affine_backward_one_with_square_weights(impl, rng):
    """W が正方行列でも、積の向きが正しい | the products have the right order even for a square W"""
    x, W, dout = rng.normal(size=3), rng.normal(size=(3, 3)), rng.normal(size=3)
    dx, dW, _ = impl.affine_backward_one(x, W, dout)
    return [dx, dW, x, W, dout]


@grader("affine_backward_one", points=0.5)
def grade_affine_backward_one_of_one_neuron(impl, rng):
    """ニューロンが 1 個、または入力が 1 個のとき | with just one neuron, or just one input"""
    one_neuron = impl.affine_backward_one(rng.normal(size=5), rng.normal(size=(5, 1)), rng.normal(size=1))
    one_input = impl.affine_backward_one(rng.normal(size=1), rng.normal(size=(1, 4)), rng.normal(size=4))
    return [*one_neuron, *one_input]


@grader("Affine", points=1)
def grade_affine_forward(impl, rng):
    """forward：2 次元の入力 | forward: 2-D input"""
    return impl.Affine(rng.normal(size=(4, 3)), rng.normal(size=3)).forward(rng.normal(size=(5, 4)))


@grader("Affine", points=1)
def grade_affine_forward_of_images(impl, rng):
    """forward：4 次元の入力 (N, C, H, W) | forward: 4-D input (N, C, H, W)"""
    return impl.Affine(rng.normal(size=(12, 5)), rng.normal(size=5)).forward(rng.normal(size=(3, 2, 3, 2)))


@grader("Affine", points=1)
def grade_affine_dx(impl, rng):
    """backward：2 次元の入力の dx | backward: dx for 2-D input"""
    layer = impl.Affine(rng.normal(size=(4, 3)), rng.normal(size=3))
    layer.forward(rng.normal(size=(5, 4)))
    return layer.backward(rng.normal(size=(5, 3)))


@grader("Affine", points=1)
def grade_affine_dW(impl, rng):
    """backward：2 次元の入力の dW | backward: dW for 2-D input"""
    layer, x = impl.Affine(rng.normal(size=(4, 3)), rng.normal(size=3)), rng.normal(size=(5, 4))
    layer.forward(x)
    layer.backward(rng.normal(size=(5, 3)))
    return [layer.dW, x]


@grader("Affine", points=1)
def grade_affine_db(impl, rng):
    """backward：db（2 次元の入力） | backward: db (2-D input)"""
    layer = impl.Affine(rng.normal(size=(2, 3)), rng.normal(size=3))
    layer.forward(rng.normal(size=(5, 2)))
    layer.backward(rng.normal(size=(5, 3)))
    return layer.db


@grader("Affine", points=1)
def grade_affine_dx_of_images(impl, rng):
    """backward：4 次元の入力の dx は入力と同じ形 | backward: dx for 4-D input has the input's shape"""
    layer = impl.Affine(rng.normal(size=(12, 5)), rng.normal(size=5))
    layer.forward(rng.normal(size=(3, 2, 3, 2)))
    return layer.backward(rng.normal(size=(3, 5)))


@grader("Affine", points=0.5)
def grade_affine_dW_and_db_of_images(impl, rng):
    """backward：4 次元の入力の dW と db | backward: dW and db for 4-D input"""
    layer = impl.Affine(rng.normal(size=(12, 5)), rng.normal(size=5))
    layer.forward(rng.normal(size=(3, 2, 3, 2)))
    layer.backward(rng.normal(size=(3, 5)))
    return [layer.dW, layer.db]


@grader("Affine", points=0.5)
def grade_affine_second_batch(impl, rng):
    """2 組目のデータの勾配に、1 組目の値が残らない（データの個数は違ってもよい）
    |
    nothing of a first batch is left in the gradients of a second, of another size"""
    layer = impl.Affine(rng.normal(size=(4, 3)), rng.normal(size=3))
    layer.forward(rng.normal(size=(5, 4)))
    layer.backward(rng.normal(size=(5, 3)))
    layer.forward(rng.normal(size=(2, 4)))
    return [layer.backward(rng.normal(size=(2, 3))), layer.dW, layer.db]


@grader("Affine", points=0.5)
def grade_affine_instances_apart(impl, rng):
    """2 つのレイヤを同時に使っても混ざらない | two layers in use at once do not mix"""
    first = impl.Affine(rng.normal(size=(4, 3)), rng.normal(size=3))
    second = impl.Affine(rng.normal(size=(3, 2)), rng.normal(size=2))
    out = second.forward(first.forward(rng.normal(size=(5, 4))))
    dx = first.backward(second.backward(rng.normal(size=(5, 2))))
    return [out, dx, first.dW, first.db, second.dW, second.db]


@grader("Affine", points=0.5)
def grade_affine_sees_updated_weights(impl, rng):
    """渡した W と b をその場で更新すると、レイヤの計算も変わる
    |
    when the W and b that it was given are updated in place, the layer computes with the new ones"""
    W, b, x = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=(2, 4))
    layer = impl.Affine(W, b)
    layer.forward(x)
    layer.backward(rng.normal(size=(2, 3)))
    W -= rng.normal(size=(4, 3))
    b -= rng.normal(size=3)
    return [layer.forward(x), layer.backward(rng.normal(size=(2, 3))), W, b]


@grader("softmax_jacobian", points=1)
def grade_softmax_jacobian_on_the_diagonal(impl, rng):
    """対角成分（i = j） | the diagonal (i = j)"""
    return np.diagonal(impl.softmax_jacobian(probabilities(rng, 4)))


@grader("softmax_jacobian", points=1)
def grade_softmax_jacobian_off_the_diagonal(impl, rng):
    """対角以外の成分（i ≠ j） | off the diagonal (i ≠ j)"""
    return impl.softmax_jacobian(probabilities(rng, 4))[~np.eye(4, dtype=bool)]


@grader("softmax_jacobian", points=1)
def grade_softmax_jacobian_of_any_number_of_classes(impl, rng):
    """2、3、10 クラスの行列（y は書き換えない） | matrices for 2, 3 and 10 classes; y is left unchanged"""
    y = probabilities(rng, 10)
    return [*(impl.softmax_jacobian(probabilities(rng, m)) for m in (2, 3)), impl.softmax_jacobian(y), y]


@grader("softmax_jacobian", points=0.5)
def grade_softmax_jacobian_rows_sum_to_zero(impl, rng):
    """対角成分が正しく、どの行の和も 0 | the diagonal is right, and every row sums to 0"""
    J = impl.softmax_jacobian(probabilities(rng, 5))
    return [np.diagonal(J), np.sum(J, axis=1)]


@grader("softmax_jacobian", points=0.5)
def grade_softmax_jacobian_of_certainty(impl, rng):
    """確率が 0 と 1 だけのときと、ほとんどそうであるとき
    |
    when the probabilities are just 0 and 1, and when they nearly are"""
    y = one_hot(rng, 1, 4)[0]
    return [impl.softmax_jacobian(y), impl.softmax_jacobian(0.9 * y + 0.1 * probabilities(rng, 4))]


@grader("cross_entropy_grad", points=1, rtol=1e-5)
def grade_cross_entropy_grad_of_one_datum(impl, rng):
    """データ 1 個 | one datum"""
    return [impl.cross_entropy_grad(probabilities(rng, m), one_hot(rng, 1, m)[0]) for m in (3, 5)]


@grader("cross_entropy_grad", points=1.5, rtol=1e-5)
def grade_cross_entropy_grad_of_a_batch(impl, rng):
    """バッチ（N で割る） | a batch (divided by N)"""
    sizes = [(6, 4), (4, 4)]
    return [impl.cross_entropy_grad(probabilities(rng, n, m), one_hot(rng, n, m)) for n, m in sizes]


@grader("cross_entropy_grad", points=0.5, rtol=1e-5)
def grade_cross_entropy_grad_of_a_batch_of_one(impl, rng):
    """大きさ 1 のバッチ | a batch of just one"""
    return impl.cross_entropy_grad(probabilities(rng, 1, 4), one_hot(rng, 1, 4))


@grader("cross_entropy_grad", points=0.5, rtol=1e-5)
def grade_cross_entropy_grad_of_integer_one_hot(impl, rng):
    """要素が整数の one-hot 表現 | one-hot labels whose elements are integers"""
    return impl.cross_entropy_grad(probabilities(rng, 3, 5), one_hot(rng, 3, 5, dtype=int))


@grader("cross_entropy_grad", points=0.5, rtol=1e-5)
def grade_cross_entropy_grad_leaves_the_input(impl, rng):
    """結果の符号が正しく、渡した配列は元のまま | the signs are right, and what was given is left unchanged"""
    y, t = probabilities(rng, 8, 4), one_hot(rng, 8, 4)
    dy = impl.cross_entropy_grad(y, t)
    return [np.sign(dy), y, t]


@grader("softmax_cross_entropy_grad", points=1)
def grade_softmax_cross_entropy_grad_of_one_datum(impl, rng):
    """データ 1 個、one-hot 表現の t | one datum, t in one-hot form"""
    return [impl.softmax_cross_entropy_grad(rng.normal(size=m), one_hot(rng, 1, m)[0]) for m in (3, 5)]


@grader("softmax_cross_entropy_grad", points=1)
def grade_softmax_cross_entropy_grad_of_a_batch_with_one_hot(impl, rng):
    """バッチ、one-hot 表現の t | a batch, t in one-hot form"""
    return [
        impl.softmax_cross_entropy_grad(rng.normal(size=(n, m)), one_hot(rng, n, m))
        for n, m in [(6, 4), (4, 4), (1, 3)]
    ]


@grader("softmax_cross_entropy_grad", points=1.5)
def grade_softmax_cross_entropy_grad_of_a_batch_with_labels(impl, rng):
    """バッチ、ラベルの t | a batch, t of labels"""
    return [
        impl.softmax_cross_entropy_grad(rng.normal(size=(n, m)), rng.integers(m, size=n, dtype=dtype))
        for n, m, dtype in [(6, 4, np.int64), (4, 4, np.int64), (1, 3, np.int64), (12, 10, np.uint8)]
    ]


@grader("softmax_cross_entropy_grad", points=0.5)
def grade_softmax_cross_entropy_grad_sums_to_zero(impl, rng):
    """どの行の和も 0 で、正解のクラスだけ負 | every row sums to 0; only the right class is negative"""
    dx = impl.softmax_cross_entropy_grad(rng.normal(size=(9, 4)), one_hot(rng, 9, 4))
    return [np.sum(dx, axis=1), dx < 0]


@grader("softmax_cross_entropy_grad", points=0.5)
def grade_softmax_cross_entropy_grad_stays_finite(impl, rng):
    """±1000 ほどの点数でも有限の値を返す | stays finite for scores around ±1000"""
    a = rng.normal(size=(3, 4)) + np.array([[1000.0], [0.0], [-1000.0]])
    return impl.softmax_cross_entropy_grad(a, one_hot(rng, 3, 4))


@grader("softmax_cross_entropy_grad", points=0.5)
def grade_softmax_cross_entropy_grad_leaves_the_input(impl, rng):
    """結果の符号が正しく、渡した配列は元のまま | the signs are right, and what was given is left unchanged"""
    a, t = rng.normal(size=(8, 4)), one_hot(rng, 8, 4)
    dx = impl.softmax_cross_entropy_grad(a, t)
    return [np.sign(dx), a, t]


@grader("SoftmaxWithLoss", points=1, **DELTA)
def grade_softmax_with_loss_forward_with_one_hot(impl, rng):
    """forward：one-hot 表現の t | forward: t in one-hot form"""
    x, t = scores(rng, 6, 4), one_hot(rng, 6, 4)
    loss = impl.SoftmaxWithLoss().forward(x, t)
    return [loss, impl.SoftmaxWithLoss().forward(scores(rng, 3, 3), one_hot(rng, 3, 3)), x, t]


@grader("SoftmaxWithLoss", points=1, **DELTA)
def grade_softmax_with_loss_forward_with_labels(impl, rng):
    """forward：ラベルの t | forward: t of labels"""
    return [
        impl.SoftmaxWithLoss().forward(scores(rng, n, m), rng.integers(m, size=n, dtype=dtype))
        for n, m, dtype in [(6, 4, np.int64), (4, 4, np.int64), (3, 10, np.uint8)]
    ]


@grader("SoftmaxWithLoss", points=1)
def grade_softmax_with_loss_backward_with_one_hot(impl, rng):
    """backward：one-hot 表現の t | backward: t in one-hot form"""
    found = []
    for n, m in [(6, 4), (3, 3), (1, 5)]:
        layer = impl.SoftmaxWithLoss()
        layer.forward(scores(rng, n, m), one_hot(rng, n, m))
        found.append(layer.backward(1))
    return found


@grader("SoftmaxWithLoss", points=1.5)
def grade_softmax_with_loss_backward_with_labels(impl, rng):
    """backward：ラベルの t | backward: t of labels"""
    found = []
    for n, m, dtype in [(6, 4, np.int64), (4, 4, np.int64), (3, 10, np.uint8)]:
        layer = impl.SoftmaxWithLoss()
        layer.forward(scores(rng, n, m), rng.integers(m, size=n, dtype=dtype))
        found.append(layer.backward(1))
    return found


@grader("SoftmaxWithLoss", points=0.5)
def grade_softmax_with_loss_backward_without_argument(impl, rng):
    """forward を 2 回呼んでから、引数なしの backward() | backward() with no argument, after two forwards"""
    layer = impl.SoftmaxWithLoss()
    layer.forward(scores(rng, 5, 3), one_hot(rng, 5, 3))
    layer.forward(scores(rng, 4, 3), one_hot(rng, 4, 3))
    return layer.backward()


@grader("SoftmaxWithLoss", points=0.5)
def grade_softmax_with_loss_instances_apart(impl, rng):
    """2 つのレイヤを同時に使っても混ざらない | two layers in use at once do not mix"""
    first, second = impl.SoftmaxWithLoss(), impl.SoftmaxWithLoss()
    first.forward(scores(rng, 2, 4), one_hot(rng, 2, 4))
    second.forward(scores(rng, 3, 5), one_hot(rng, 3, 5))
    return [first.backward(1), second.backward(1)]


@grader("SoftmaxWithLoss", points=0.5)
def grade_softmax_with_loss_stays_finite(impl, rng):
    """±1000 ほどの点数でも、勾配は有限 | for scores around ±1000, the gradient stays finite"""
    layer = impl.SoftmaxWithLoss()
    layer.forward(scores(rng, 3, 4) + np.array([[1000.0], [0.0], [-1000.0]]), one_hot(rng, 3, 4))
    return layer.backward(1)


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_shapes(impl, rng):
    """params の形（重みはどれも違う数、バイアスはどれも同じ数）
    |
    the shapes of params; the weights are different numbers, the biases all the same"""
    n, hidden, m = (int(size) for size in rng.permutation(np.arange(3, 12))[:3])
    network = impl.TwoLayerNet(input_size=n, hidden_size=hidden, output_size=m)
    params = {key: as_array(network.params[key], float) for key in KEYS}
    return {key: [np.zeros_like(value), len(np.unique(value))] for key, value in params.items()}


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_initial_values(impl, rng):
    """初期値：重みの平均は 0、標準偏差は weight_init_std、バイアスは 0
    |
    initial values: weights with mean 0 and standard deviation weight_init_std, biases 0"""
    sizes, found = rng.integers([300, 200, 150], [350, 250, 200]).tolist(), []
    default, wide = impl.TwoLayerNet(*sizes), impl.TwoLayerNet(*sizes, weight_init_std=0.5)
    for std, network in [(0.01, default), (0.5, wide)]:
        for key in ("W1", "W2"):
            spread = np.std(as_array(network.params[key]))
            found.append(np.shape(network.params[key]))
            found.append([abs(np.round(np.mean(network.params[key]) / spread, 1))])
            found.append([min(np.round(spread / std, 1), 2.0)])
        found.append([bool(np.all(network.params[key] == 0)) for key in ("b1", "b2")])
    return found


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_layers(impl, rng):
    """layers のキーと順序。順に forward を通すと点数になる
    |
    the keys of layers and their order; one forward after the other gives the scores"""
    layers, x = network_with(impl, rng, 3, 4, 2).layers, rng.normal(size=(5, 3))
    for layer in layers.values():
        x = layer.forward(x)
    return [[str(key) for key in layers], x]


@grader("TwoLayerNet", points=1)
def grade_two_layer_net_predict(impl, rng):
    """predict：点数（ソフトマックス関数は通さない） | predict: the scores, without softmax"""
    network = network_with(impl, rng, 4, 6, 3)
    return network.predict(rng.normal(size=(5, 4)))


@grader("TwoLayerNet", points=0.5, **DELTA)
def grade_two_layer_net_loss_with_one_hot(impl, rng):
    """loss：one-hot 表現の t | loss: t in one-hot form"""
    return network_with(impl, rng, 3, 4, 3).loss(scores(rng, 5, 3), one_hot(rng, 5, 3))


@grader("TwoLayerNet", points=0.5, **DELTA)
def grade_two_layer_net_loss_with_labels(impl, rng):
    """loss：ラベルの t | loss: t of labels"""
    return network_with(impl, rng, 3, 4, 3).loss(scores(rng, 5, 3), rng.integers(3, size=5))


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_accuracy_with_one_hot(impl, rng):
    """accuracy：one-hot 表現の t | accuracy: t in one-hot form"""
    network, x = network_with(impl, rng, 3, 6, 4), rng.normal(scale=5.0, size=(150, 3))
    return [network.accuracy(x[:90], one_hot(rng, 90, 4)), network.accuracy(x[90:], one_hot(rng, 60, 4))]


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_accuracy_with_labels(impl, rng):
    """accuracy：ラベルの t | accuracy: t of labels"""
    network, x = network_with(impl, rng, 3, 6, 4), rng.normal(scale=5.0, size=(150, 3))
    return [
        network.accuracy(x[:90], rng.integers(4, size=90)),
        network.accuracy(x[90:], rng.integers(4, size=60)),
    ]


@grader("TwoLayerNet", points=0.5, **NUMERICAL)
def grade_two_layer_net_numerical_gradient(impl, rng):
    """numerical_gradient：小さなネットワークの 4 つの勾配（params は元のまま）
    |
    numerical_gradient: the four gradients of a small network; params are left as they were"""
    params = random_params(rng, 3, 4, 3)
    params["W1"] *= 0.5
    params["b1"] = np.array([1.0, -1.0, 1.5, -1.5])  # keeps the sums of Relu away from its corner at 0
    network = put(impl.TwoLayerNet(3, 4, 3), params)
    grads = network.numerical_gradient(scores(rng, 5, 3), one_hot(rng, 5, 3))
    return [{key: grads[key] for key in KEYS}, {key: network.params[key] for key in KEYS}]


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_gradient_of_the_second_layer(impl, rng):
    """gradient：W2 と b2 | gradient: W2 and b2"""
    grads = network_with(impl, rng, 4, 6, 3).gradient(rng.normal(size=(5, 4)), one_hot(rng, 5, 3))
    return [grads["W2"], grads["b2"]]


@grader("TwoLayerNet", points=1)
def grade_two_layer_net_gradient_of_the_first_layer(impl, rng):
    """gradient：W1 と b1（誤差が 2 層目を通って伝わる）
    |
    gradient: W1 and b1 (the error travels through the second layer)"""
    grads = network_with(impl, rng, 4, 6, 3).gradient(rng.normal(size=(5, 4)), one_hot(rng, 5, 3))
    return [grads["W1"], grads["b1"]]


@grader("TwoLayerNet", points=1)
def grade_two_layer_net_gradient_on_digits(impl, rng):
    """gradient：手書き数字とラベルの t | gradient: handwritten digits, t of labels"""
    x, t = some_digits(rng, 30)
    grads = network_with(impl, rng, 784, 8, 10).gradient(x, t)
    return {key: grads[key] for key in KEYS}


@grader("TwoLayerNet", points=0.5)
def grade_two_layer_net_sees_updated_params(impl, rng):
    """params をその場で更新すると、レイヤの計算も変わる（2 回の勾配降下）
    |
    when params are updated in place, the layers compute with the new ones (two steps of descent)"""
    network, x, t = network_with(impl, rng, 3, 5, 4), rng.normal(size=(6, 3)), one_hot(rng, 6, 4)
    for _ in range(2):
        grads = network.gradient(x, t)
        for key in KEYS:
            network.params[key] -= 0.5 * grads[key]
    return network.predict(x)


SHAPES = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}


@grader("gradient_check", points=1.5, atol=1e-12)
def grade_gradient_check_of_wrong_gradients(impl, rng):
    """4 つの勾配が、違う大きさで間違っているとき | when all four gradients are wrong, by unequal amounts"""
    network = TwoGradients(rng, SHAPES, {"W1": 0.1, "b1": 3.0, "W2": 1e-3, "b2": 1.0})
    found = impl.gradient_check(network, rng.uniform(size=(5, 3)), one_hot(rng, 5, 2))
    return {key: as_array(value, float) for key, value in found.items()}


@grader("gradient_check", points=1)
def grade_gradient_check_of_right_gradients(impl, rng):
    """勾配がほぼ等しければ差も小さく、そうでなければ小さくない
    |
    where the gradients nearly agree the differences are tiny, and elsewhere they are not"""
    seen = []
    for _ in range(5):
        network = TwoGradients(rng, SHAPES, {key: rng.choice([1e-10, 1.0]) for key in SHAPES})
        found = impl.gradient_check(network, rng.uniform(size=(5, 3)), one_hot(rng, 5, 2))
        seen.append({key: bool(abs(value) < 1e-7) for key, value in found.items()})
    return seen


@grader("gradient_check", points=1, atol=1e-12)
def grade_gradient_check_finds_the_culprit(impl, rng):
    """1 つの勾配だけが間違っているとき | when just one gradient is wrong"""
    key = str(rng.choice(list(SHAPES)))
    network = TwoGradients(rng, SHAPES, {key: 0.2})
    found = impl.gradient_check(network, rng.uniform(size=(4, 3)), rng.integers(1, 3, size=4))
    return {key: as_array(value, float) for key, value in found.items()}


@grader("gradient_check", points=0.5, atol=1e-12)
def grade_gradient_check_of_a_deeper_network(impl, rng):
    """パラメータの名前と個数が違うネットワーク | a network with other parameters"""
    network = TwoGradients(rng, {"W1": (2, 3), "gamma": (3,), "W3": (3, 2)}, {"gamma": 0.5, "W3": 2.0})
    found = impl.gradient_check(network, rng.uniform(size=(4, 2)), rng.integers(1, 3, size=4))
    return {key: as_array(value, float) for key, value in found.items()}


@grader("train", points=1.5)
def grade_train_updates_the_parameters(impl, rng):
    """1 回と 6 回の更新のあとの params（勾配がわかっているネットワーク）
    |
    params after 1 and after 6 updates, for a network with a known gradient"""
    params = []
    for iters, lr in [(1, 0.3), (6, 0.1)]:
        network, (x, t) = PaperNetwork(rng), numbered_data(rng, 9)
        impl.train(network, x, t, iters, 4, lr, np.random.default_rng(1))
        params.append({key: network.params[key] for key in KEYS})
    return params


@grader("train", points=1, judge=judge_losses)
def grade_train_returns_the_losses(impl, rng):
    """更新のたびの損失を返す | returns the loss at every update"""
    network, (x, t) = PaperNetwork(rng), numbered_data(rng, 9)
    start = network.loss(x, t)
    return {"start": start, "losses": as_array(impl.train(network, x, t, 7, 4, 0.2, rng), float)}


@grader("train", points=1, judge=judge_batches)
def grade_train_draws_a_new_batch_for_every_update(impl, rng):
    """更新のたびに、x と t の対を保って、データ全体からミニバッチを選び直す
    |
    draws a new mini-batch from all the data for every update, and keeps x and t pairs"""
    network, (x, t) = PaperNetwork(rng), numbered_data(rng, 20)
    impl.train(network, x, t, 100, 8, 0.01, rng)
    return {"x": x, "t": t, "batches": network.batches}


@grader("train", points=1.5, judge=judge_trained)
def grade_train_learns_digits(impl, rng):
    """手書き数字 2,000 枚を学習したあとの正解率 | accuracy after learning from 2,000 handwritten digits"""
    x, t = some_digits(rng, 2500)
    network = impl.TwoLayerNet(784, 20, 10)
    put(network, {key: 0.15 * value for key, value in random_params(rng, 784, 20, 10).items()})
    impl.train(network, x[:2000], t[:2000], 600, 50, 0.1, rng)
    params = {key: network.params[key] for key in KEYS}
    return {"x": np.rint(255 * x[2000:]).astype(np.uint8), "t": t[2000:], "params": params}
