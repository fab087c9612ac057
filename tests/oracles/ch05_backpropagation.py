"""Independent ways to the results of chapter 5, backpropagation."""

import autograd.numpy as anp
import numpy as np
from autograd import grad, jacobian
from scipy.optimize import approx_fprime
from scipy.special import expit, log_softmax
from scipy.special import softmax as scipy_softmax
from scipy.stats import norm

from autograder.audit import oracle

NUMERICAL = {"rtol": 1e-6, "atol": 1e-7}


def central_difference(f, x, h=1e-5):
    """The gradient of f at x, each element moved up and down; written apart from the workbook's own."""
    moved = []
    for i in range(x.size):
        step = np.zeros(x.size)
        step[i] = h
        step = step.reshape(x.shape)
        moved.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(moved).reshape(x.shape)


def away_from_zero(rng, *shape):
    """Numbers of both signs, none near 0, where ReLU has its corner."""
    return rng.uniform(0.1, 2.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def mean_cross_entropy(a, t):
    """The mean loss of scores a (N, D) against one-hot t, for autograd."""
    a = a - anp.max(a, axis=1, keepdims=True)
    return -anp.sum(t * (a - anp.log(anp.sum(anp.exp(a), axis=1, keepdims=True)))) / len(t)


def two_layer_loss(params, x, t):
    """The loss of the two-layer network, for autograd."""
    hidden = anp.maximum(anp.dot(x, params["W1"]) + params["b1"], 0.0)
    return mean_cross_entropy(anp.dot(hidden, params["W2"]) + params["b2"], t)


def network_and_params(impl, rng, n, hidden, m):
    """A network, and the float64 parameters that were put into it."""
    network = impl.TwoLayerNet(n, hidden, m)
    params = {key: rng.normal(scale=0.7, size=value.shape) for key, value in network.params.items()}
    for key, value in params.items():
        network.params[key][...] = value
    return network, params


@oracle("MulLayer")
def mul_layer_against_autograd(impl, rng):
    x, y, dout = rng.normal(size=(3, 4))
    layer = impl.MulLayer()
    out = layer.forward(x, y)
    right = [grad(lambda x, y: anp.sum(dout * x * y), i)(x, y) for i in (0, 1)]
    return [out, *layer.backward(dout)], [np.array([a * b for a, b in zip(x, y, strict=True)]), *right]


@oracle("MulLayer", **NUMERICAL)
def mul_layer_against_central_differences(impl, rng):
    x, y, dout = rng.normal(size=(3, 4))
    layer = impl.MulLayer()
    layer.forward(x, y)
    dx = central_difference(lambda x: np.sum(dout * impl.MulLayer().forward(x, y)), x)
    dy = central_difference(lambda y: np.sum(dout * impl.MulLayer().forward(x, y)), y)
    return list(layer.backward(dout)), [dx, dy]


@oracle("AddLayer")
def add_layer_against_autograd(impl, rng):
    x, y, dout = rng.normal(size=(3, 4))
    layer = impl.AddLayer()
    out = layer.forward(x, y)
    right = [grad(lambda x, y: anp.sum(dout * (x + y)), i)(x, y) for i in (0, 1)]
    return [out, *layer.backward(dout)], [np.array([a + b for a, b in zip(x, y, strict=True)]), *right]


@oracle("AddLayer", **NUMERICAL)
def add_layer_against_central_differences(impl, rng):
    x, y, dout = rng.normal(size=(3, 4))
    layer = impl.AddLayer()
    layer.forward(x, y)
    dx = central_difference(lambda x: np.sum(dout * impl.AddLayer().forward(x, y)), x)
    dy = central_difference(lambda y: np.sum(dout * impl.AddLayer().forward(x, y)), y)
    return list(layer.backward(dout)), [dx, dy]


def price_of(values):
    return (values[0] * values[1] + values[2] * values[3]) * values[4]


FRUIT = ("apple", "apple_num", "orange", "orange_num", "tax")


@oracle("buy_fruit")
def buy_fruit_against_autograd(impl, rng):
    values = rng.uniform(0.5, 5.0, size=5)
    price, grads = impl.buy_fruit(*values)
    return [price, *(grads[key] for key in FRUIT)], [price_of(values), *grad(price_of)(values)]


@oracle("buy_fruit", **NUMERICAL)
def buy_fruit_against_central_differences(impl, rng):
    values = rng.uniform(0.5, 5.0, size=5)
    grads = impl.buy_fruit(*values)[1]
    return [grads[key] for key in FRUIT], list(central_difference(price_of, values))


@oracle("Relu")
def relu_layer_against_autograd(impl, rng):
    x, dout = away_from_zero(rng, 3, 4), rng.normal(size=(3, 4))
    layer = impl.Relu()
    out = layer.forward(x)
    right = grad(lambda x: anp.sum(dout * anp.maximum(x, 0.0)))(x)
    return [out, layer.backward(dout)], [(x + np.abs(x)) / 2, right]


@oracle("Relu", **NUMERICAL)
def relu_layer_against_central_differences(impl, rng):
    x, dout = away_from_zero(rng, 5), rng.normal(size=5)
    layer = impl.Relu()
    layer.forward(x)
    return layer.backward(dout), central_difference(lambda x: np.sum(dout * impl.Relu().forward(x)), x)


@oracle("sigmoid_grad")
def sigmoid_grad_against_autograd(impl, rng):
    x = rng.normal(scale=3.0, size=6)
    return impl.sigmoid_grad(x), grad(lambda x: anp.sum(1 / (1 + anp.exp(-x))))(x)


@oracle("sigmoid_grad", **NUMERICAL)
def sigmoid_grad_against_scipys_slope(impl, rng):
    x = rng.normal(scale=3.0, size=6)
    return impl.sigmoid_grad(x), (expit(x + 1e-5) - expit(x - 1e-5)) / 2e-5


@oracle("Sigmoid")
def sigmoid_layer_against_scipy_and_autograd(impl, rng):
    x, dout = rng.normal(size=(2, 3, 4))
    layer = impl.Sigmoid()
    out = layer.forward(x)
    right = grad(lambda x: anp.sum(dout * (anp.tanh(x / 2) + 1) / 2))(x)
    return [out, layer.backward(dout)], [expit(x), right]


@oracle("Sigmoid", **NUMERICAL)
def sigmoid_layer_against_central_differences(impl, rng):
    x, dout = rng.normal(size=(2, 5))
    layer = impl.Sigmoid()
    layer.forward(x)
    return layer.backward(dout), central_difference(lambda x: np.sum(dout * expit(x)), x)


@oracle("affine_backward_one")
def affine_backward_one_against_autograd(impl, rng):
    x, W, b, dout = rng.normal(size=4), rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=3)

    def output(x, W, b):
        return anp.sum(dout * (anp.dot(x, W) + b))

    return list(impl.affine_backward_one(x, W, dout)), [grad(output, i)(x, W, b) for i in range(3)]


@oracle("affine_backward_one")
def affine_backward_one_by_the_sums(impl, rng):
    x, W, dout = rng.normal(size=3), rng.normal(size=(3, 2)), rng.normal(size=2)
    dx = [sum(W[i, j] * dout[j] for j in range(2)) for i in range(3)]
    dW = [[x[i] * dout[j] for j in range(2)] for i in range(3)]
    return list(impl.affine_backward_one(x, W, dout)), [np.array(dx), np.array(dW), dout]


@oracle("Affine")
def affine_against_autograd(impl, rng):
    x, W, b = rng.normal(size=(5, 2, 3, 2)), rng.normal(size=(12, 4)), rng.normal(size=4)
    dout = rng.normal(size=(5, 4))

    def output(x, W, b):
        return anp.sum(dout * (anp.dot(anp.reshape(x, (5, 12)), W) + b))

    layer = impl.Affine(W, b)
    out = layer.forward(x)
    dx = layer.backward(dout)
    right = [grad(output, i)(x, W, b) for i in range(3)]
    return [out, dx, layer.dW, layer.db], [np.tensordot(x.reshape(5, 12), W, 1) + b, *right]


@oracle("Affine", **NUMERICAL)
def affine_against_central_differences(impl, rng):
    x, W, b, dout = (
        rng.normal(size=(4, 3)),
        rng.normal(size=(3, 2)),
        rng.normal(size=2),
        rng.normal(size=(4, 2)),
    )
    layer = impl.Affine(W, b)
    layer.forward(x)
    dx = layer.backward(dout)
    right = [
        central_difference(lambda x: np.sum(dout * impl.Affine(W, b).forward(x)), x),
        central_difference(lambda W: np.sum(dout * impl.Affine(W, b).forward(x)), W),
        central_difference(lambda b: np.sum(dout * impl.Affine(W, b).forward(x)), b),
    ]
    return [dx, layer.dW, layer.db], right


@oracle("softmax_jacobian")
def softmax_jacobian_against_autograd(impl, rng):
    a = rng.normal(size=5)
    right = jacobian(lambda a: anp.exp(a) / anp.sum(anp.exp(a)))(a)
    return impl.softmax_jacobian(scipy_softmax(a)), right


@oracle("softmax_jacobian", **NUMERICAL)
def softmax_jacobian_against_central_differences(impl, rng):
    a = rng.normal(size=4)
    rows = [central_difference(lambda a, i=i: scipy_softmax(a)[i], a) for i in range(4)]
    return impl.softmax_jacobian(scipy_softmax(a)), np.array(rows)


@oracle("cross_entropy_grad")
def cross_entropy_grad_against_autograd(impl, rng):
    y, t = rng.dirichlet(np.full(4, 5.0), size=6), np.eye(4)[rng.integers(4, size=6)]
    batch = grad(lambda y: -anp.sum(t * anp.log(y)) / 6)(y)
    one = grad(lambda y: -anp.sum(t[0] * anp.log(y)))(y[0])
    return [impl.cross_entropy_grad(y, t), impl.cross_entropy_grad(y[0], t[0])], [batch, one]


@oracle("cross_entropy_grad", rtol=1e-4, atol=1e-5)
def cross_entropy_grad_against_scipys_differences(impl, rng):
    y, t = rng.uniform(0.2, 1.0, size=5), np.eye(5)[rng.integers(5)]
    return impl.cross_entropy_grad(y, t), approx_fprime(y, lambda y: -np.log(y[np.argmax(t)]), 1e-7)


@oracle("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_against_autograd(impl, rng):
    a, labels = rng.normal(size=(6, 4)), rng.integers(4, size=6)
    t = np.eye(4)[labels]
    right = grad(mean_cross_entropy)(a, t)
    one = grad(mean_cross_entropy)(a[:1], t[:1])[0]
    got = [
        impl.softmax_cross_entropy_grad(a, t),
        impl.softmax_cross_entropy_grad(a, labels),
        impl.softmax_cross_entropy_grad(a[0], t[0]),
    ]
    return got, [right, right, one]


@oracle("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_is_the_chain_of_the_two(impl, rng):
    a, t = rng.normal(size=(6, 4)), np.eye(4)[rng.integers(4, size=6)]
    y = scipy_softmax(a, axis=1)
    dy = impl.cross_entropy_grad(y, t)
    return impl.softmax_cross_entropy_grad(a, t), np.array(
        [dy[n] @ impl.softmax_jacobian(y[n]) for n in range(6)]
    )


@oracle("SoftmaxWithLoss", atol=1e-5)
def softmax_with_loss_against_scipy(impl, rng):
    x, t = rng.uniform(-1.0, 1.0, size=(6, 4)), rng.integers(4, size=6)
    right = -sum(log_softmax(x[n])[t[n]] for n in range(6)) / 6
    return [impl.SoftmaxWithLoss().forward(x, t), impl.SoftmaxWithLoss().forward(x, np.eye(4)[t])], [
        right,
        right,
    ]


@oracle("SoftmaxWithLoss")
def softmax_with_loss_against_autograd(impl, rng):
    x, t = rng.normal(size=(6, 4)), rng.integers(4, size=6)
    got = []
    for form in (t, np.eye(4)[t]):
        layer = impl.SoftmaxWithLoss()
        layer.forward(x, form)
        got.append(layer.backward())
    return got, [grad(mean_cross_entropy)(x, np.eye(4)[t])] * 2


@oracle("SoftmaxWithLoss", rtol=1e-5, atol=1e-6)
def softmax_with_loss_against_central_differences_of_its_forward(impl, rng):
    x, t = rng.uniform(-1.0, 1.0, size=(3, 4)), rng.integers(4, size=3)
    layer = impl.SoftmaxWithLoss()
    layer.forward(x, t)
    return layer.backward(), central_difference(lambda x: impl.SoftmaxWithLoss().forward(x, t), x)


@oracle("TwoLayerNet")
def two_layer_net_gradient_against_autograd(impl, rng):
    network, params = network_and_params(impl, rng, 5, 7, 4)
    x, t = rng.normal(size=(6, 5)), np.eye(4)[rng.integers(4, size=6)]
    return dict(network.gradient(x, t)), grad(two_layer_loss)(params, x, t)


@oracle("TwoLayerNet", rtol=1e-5, atol=1e-5)
def two_layer_net_numerical_gradient_against_autograd(impl, rng):
    network, params = network_and_params(impl, rng, 2, 4, 3)
    params["W1"][...] = network.params["W1"][...] = rng.uniform(-0.3, 0.3, size=(2, 4))
    params["b1"][...] = network.params["b1"][...] = (
        away_from_zero(rng, 4) + np.array([1.0, -1.0, 1.0, -1.0]) * 3
    )
    params["W2"] *= 0.1
    network.params["W2"][...] = params["W2"]
    x, t = rng.uniform(-1.0, 1.0, size=(4, 2)), np.eye(3)[rng.integers(3, size=4)]
    return dict(network.numerical_gradient(x, t)), grad(two_layer_loss)(params, x, t)


@oracle("TwoLayerNet", atol=1e-4)
def two_layer_net_forward_by_loops(impl, rng):
    network, params = network_and_params(impl, rng, 3, 5, 4)
    x, t = rng.uniform(-0.5, 0.5, size=(6, 3)), rng.integers(4, size=6)
    scores = []
    for row in x:
        hidden = [
            max(0.0, sum(row[i] * params["W1"][i, j] for i in range(3)) + params["b1"][j]) for j in range(5)
        ]
        scores.append(
            [sum(hidden[j] * params["W2"][j, k] for j in range(5)) + params["b2"][k] for k in range(4)]
        )
    right = sum(scores[n].index(max(scores[n])) == t[n] for n in range(6)) / 6
    loss = -sum(log_softmax(scores[n])[t[n]] for n in range(6)) / 6
    got = [network.predict(x), network.loss(x, t), network.accuracy(x, t), network.accuracy(x, np.eye(4)[t])]
    return got, [np.array(scores), loss, right, right]


@oracle("TwoLayerNet")
def two_layer_net_weights_are_normal(impl, rng):
    W = (
        np.concatenate([np.ravel(impl.TwoLayerNet(60, 50, 40, 0.3).params[key]) for key in ("W1", "W2")])
        / 0.3
    )
    n, far = W.size, 7.0  # seven standard errors: a false alarm in 4e11 runs
    mean = abs(np.mean(W)) < far / np.sqrt(n)
    spread = abs(np.mean(W**2) - 1) < far * np.sqrt(2 / n)
    p = norm.cdf(1) - norm.cdf(-1)
    inside = abs(np.mean(np.abs(W) < 1) - p) < far * np.sqrt(p * (1 - p) / n)
    return bool(mean and spread and inside), True


class TwoKnownGradients:
    """An object with the two gradients that it was given."""

    def __init__(self, backprop, numerical):
        self.gradient = lambda x, t: backprop
        self.numerical_gradient = lambda x, t: numerical


@oracle("gradient_check")
def gradient_check_by_loops(impl, rng):
    shapes = {"W1": (2, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)}
    first = {key: rng.normal(size=shape) for key, shape in shapes.items()}
    second = {key: rng.normal(size=shape) for key, shape in shapes.items()}
    right = {}
    for key in shapes:
        differences = [abs(a - b) for a, b in zip(first[key].flat, second[key].flat, strict=True)]
        right[key] = sum(differences) / len(differences)
    return impl.gradient_check(TwoKnownGradients(first, second), np.zeros((1, 2)), np.zeros(1)), right


@oracle("gradient_check")
def gradient_check_passes_the_network_and_finds_a_planted_error(impl, rng):
    network, _ = network_and_params(impl, rng, 3, 4, 3)
    x, t = rng.uniform(-0.5, 0.5, size=(2, 3)), rng.integers(3, size=2)
    grads = network.gradient(x, t)
    wrong = {**grads, "W2": grads["W2"] + 0.1}
    found = impl.gradient_check(TwoKnownGradients(wrong, grads), x, t)
    return {key: bool(value > 1e-3) for key, value in found.items()}, {key: key == "W2" for key in grads}


class Parabola:
    """Loss Σ p² / 2, whose gradient is p: each update multiplies p by 1 − lr."""

    def __init__(self, rng):
        self.params = {key: rng.normal(size=3) for key in ("W1", "b1", "W2", "b2")}

    def gradient(self, x, t):
        return {key: value.copy() for key, value in self.params.items()}

    def loss(self, x, t):
        return float(sum(value @ value for value in self.params.values()) / 2)


@oracle("train")
def train_follows_the_geometric_series(impl, rng):
    network, lr = Parabola(rng), 0.3
    start = {key: value.copy() for key, value in network.params.items()}
    first = network.loss(None, None)
    losses = impl.train(network, np.zeros((8, 2)), np.zeros(8, dtype=int), 5, 3, lr, rng)
    right = {key: value * (1 - lr) ** 5 for key, value in start.items()}
    return [network.params, losses], [right, [first * (1 - lr) ** (2 * k) for k in range(1, 6)]]


@oracle("train", rtol=1e-9)
def train_of_a_network_is_descent_by_autograd(impl, rng):
    network, params = network_and_params(impl, rng, 3, 4, 3)
    x, t = rng.normal(size=(1, 3)), np.eye(3)[rng.integers(3, size=1)]
    impl.train(network, np.tile(x, (5, 1)), np.tile(t, (5, 1)), 4, 2, 0.1, rng)  # five times the same datum
    for _ in range(4):
        slopes = grad(two_layer_loss)(params, x, t)
        params = {key: params[key] - 0.1 * slopes[key] for key in params}
    return network.params, params
