"""Independent ways to the results of chapter 4, learning."""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from matplotlib.figure import Figure
from scipy import special, stats
from scipy.spatial.distance import sqeuclidean

from autograder.audit import oracle


def bumpy(rng, *shape):
    """A smooth function of an array of that shape that autograd can differentiate."""
    A, B = rng.normal(size=shape), rng.normal(size=shape)
    return lambda x: anp.sum(anp.sin(A * x) + B * x**2) + anp.tanh(anp.sum(A * B * x))


def quadratic(rng, d, lr, k):
    """A quadratic function, a start, and in closed form the point after k steps of gradient descent."""
    M = rng.normal(size=(d, d))
    H, centre, start = M @ M.T / d + np.eye(d), rng.normal(size=d), rng.normal(size=d)

    def f(x):
        return (x - centre) @ H @ (x - centre) / 2

    def after(k):
        return centre + np.linalg.matrix_power(np.eye(d) - lr * H, k) @ (start - centre)

    return f, start, after


def two_layers(params, x):
    """The logarithms of the probabilities of a two-layer network, for autograd."""
    z = 1 / (1 + anp.exp(-(anp.dot(x, params["W1"]) + params["b1"])))
    a = anp.dot(z, params["W2"]) + params["b2"]
    return a - anp.log(anp.sum(anp.exp(a), axis=-1, keepdims=True))


def two_layer_loss(params, x, t):
    return -anp.sum(t * two_layers(params, x)) / len(x)


def small_network(impl, rng, *sizes):
    """The network, with random parameters that are not small."""
    network = impl.TwoLayerNet(*sizes)
    for key, value in network.params.items():
        network.params[key] = rng.normal(scale=0.7, size=value.shape)
    return network


@oracle("sum_squared_error")
def sum_squared_error_is_half_of_scipys_distance(impl, rng):
    y, t = rng.normal(size=(2, int(rng.integers(1, 12))))
    return impl.sum_squared_error(y, t), sqeuclidean(y, t) / 2


@oracle("cross_entropy_error", atol=1e-5)
def cross_entropy_error_is_scipys_relative_entropy(impl, rng):
    n, m = int(rng.integers(1, 6)), int(rng.integers(2, 6))
    y, labels = rng.dirichlet(np.full(m, 8.0), size=n).clip(0.02), rng.integers(m, size=n)
    t = np.eye(m)[labels]
    expected = special.rel_entr(t, y).sum() / n
    got = [impl.cross_entropy_error(y, t), impl.cross_entropy_error(y, labels)]
    one = [impl.cross_entropy_error(y[0], t[0]), impl.cross_entropy_error(y[0], labels[0])]
    return [*got, *one], [expected, expected, *[special.rel_entr(t[0], y[0]).sum()] * 2]


@oracle("mini_batch")
def mini_batch_draws_all_rows_equally_often(impl, rng):
    x, t = np.arange(10.0).reshape(10, 1), np.arange(10)
    drawn = np.zeros(10)
    for _ in range(400):
        x_batch, t_batch = impl.mini_batch(x, t, 5, rng)
        if not np.array_equal(x_batch[:, 0], t_batch):
            return False, True
        drawn += np.bincount(t_batch, minlength=10)
    return bool(stats.chisquare(drawn).pvalue > 1e-11), True


@oracle("numerical_diff", rtol=1e-6, atol=1e-6)
def numerical_diff_agrees_with_autograd(impl, rng):
    f, x = bumpy(rng), float(rng.normal())
    return impl.numerical_diff(f, x), grad(f)(x)


@oracle("tangent_line", rtol=1e-6, atol=1e-6)
def tangent_line_is_the_first_order_taylor_polynomial(impl, rng):
    f, x, t = bumpy(rng), float(rng.normal()), rng.normal(scale=3.0, size=5)
    return impl.tangent_line(f, x)(t), f(x) + grad(f)(x) * (t - x)


@oracle("partial_diff", rtol=1e-6, atol=1e-6)
def partial_diff_agrees_with_autograd(impl, rng):
    f, x = bumpy(rng, 4), rng.normal(size=4)
    return [impl.partial_diff(f, x, i) for i in range(4)], list(grad(f)(x.copy()))


@oracle("numerical_gradient", rtol=1e-6, atol=1e-6)
def numerical_gradient_agrees_with_autograd(impl, rng):
    shape = tuple(int(n) for n in rng.integers(1, 4, size=int(rng.integers(1, 5))))
    f, x = bumpy(rng, *shape), rng.normal(size=shape)
    return impl.numerical_gradient(f, x), grad(f)(x.copy())


@oracle("plot_gradient_field", rtol=1e-6, atol=1e-6)
def plot_gradient_field_agrees_with_autograd(impl, rng):
    f, x0, x1 = bumpy(rng, 2), np.sort(rng.normal(size=3)), np.sort(rng.normal(size=4))
    expected = [[(a, b, *-grad(f)(np.array([a, b]))) for a in x0] for b in x1]
    return list(impl.plot_gradient_field(Figure().subplots(), f, x0, x1)), list(np.moveaxis(expected, 2, 0))


@oracle("gradient_descent", rtol=1e-6, atol=1e-6)
def gradient_descent_of_a_quadratic_has_a_closed_form(impl, rng):
    lr, k = float(rng.uniform(0.01, 0.2)), int(rng.integers(0, 30))
    f, start, after = quadratic(rng, 3, lr, k)
    return impl.gradient_descent(f, start, lr=lr, step_num=k), after(k)


@oracle("descent_path", rtol=1e-6, atol=1e-6)
def descent_path_of_a_quadratic_has_a_closed_form(impl, rng):
    lr, k = float(rng.uniform(0.01, 0.2)), int(rng.integers(0, 12))
    f, start, after = quadratic(rng, 2, lr, k)
    return impl.descent_path(f, start, lr, k), np.array([after(i) for i in range(k + 1)])


@oracle("SimpleNet", rtol=1e-5, atol=1e-5)
def simple_net_agrees_with_scipy_and_autograd(impl, rng):
    W, x, t = rng.normal(scale=0.4, size=(3, 4)), rng.normal(size=(5, 3)), np.eye(4)[rng.integers(4, size=5)]
    network = impl.SimpleNet(W)

    def loss(W):
        a = anp.dot(x, W)
        return -anp.sum(t * (a - anp.log(anp.sum(anp.exp(a), axis=1, keepdims=True)))) / 5

    got = [network.loss(x, t), impl.numerical_gradient(lambda _: network.loss(x, t), network.W)]
    expected = -np.sum(t * special.log_softmax(x @ W, axis=1)) / 5
    return [network.predict(x), *got], [np.einsum("nd,dm->nm", x, W), expected, grad(loss)(W.copy())]


@oracle("TwoLayerNet")
def two_layer_net_predicts_as_scipy_does(impl, rng):
    network, x = small_network(impl, rng, 3, 5, 4), rng.normal(size=(6, 3))
    p = network.params
    y = special.softmax(special.expit(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"], axis=1)
    t = np.eye(4)[rng.integers(4, size=6)]
    hits = sum(int(row.argmax() == right.argmax()) for row, right in zip(y, t, strict=True))
    return [network.predict(x), network.predict(x[0]), network.accuracy(x, t)], [y, y[0], hits / 6]


@oracle("TwoLayerNet", rtol=1e-4, atol=1e-5)
def two_layer_net_has_autograds_gradients(impl, rng):
    network, x, t = (
        small_network(impl, rng, 3, 4, 2),
        rng.normal(size=(5, 3)),
        np.eye(2)[rng.integers(2, size=5)],
    )
    params = {key: value.copy() for key, value in network.params.items()}
    got = [network.loss(x, t), network.numerical_gradient(x, t)]
    return got, [two_layer_loss(params, x, t), grad(two_layer_loss)(params, x, t)]


@oracle("TwoLayerNet")
def two_layer_net_starts_with_a_normal_distribution(impl, rng):
    std = float(rng.uniform(0.01, 2.0))
    params = impl.TwoLayerNet(40, 50, 30, weight_init_std=std).params
    p_values = [stats.kstest(params[key].ravel() / std, "norm").pvalue for key in ("W1", "W2")]
    return bool(min(p_values) > 1e-11), True


@oracle("train", rtol=1e-4, atol=1e-5)
def train_on_equal_rows_is_gradient_descent_with_autograd(impl, rng):
    network = small_network(impl, rng, 2, 3, 2)
    x, t = np.tile(rng.normal(size=2), (6, 1)), np.tile([0.0, 1.0], (6, 1))
    params = {key: value.copy() for key, value in network.params.items()}
    losses = impl.train(network, x, t, 5, 4, 0.3, rng)
    expected = []
    for _ in range(5):
        step = grad(two_layer_loss)(params, x, t)
        params = {key: value - 0.3 * step[key] for key, value in params.items()}
        expected.append(two_layer_loss(params, x, t))
    return [losses, network.params], [expected, params]
