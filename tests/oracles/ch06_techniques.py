"""Independent ways to the results of chapter 6, techniques of learning."""

import itertools
import math
from collections import Counter
from itertools import pairwise

import autograd.numpy as anp
import numpy as np
from autograd import grad
from scipy import stats
from scipy.signal import lfilter
from scipy.special import expit, log_softmax
from scipy.stats import binomtest, chi2, kstest, norm, zscore

from autograder.audit import oracle

# The reference adds 1e-7 to a root of at least 0.6, and below nothing is added: of 30 steps of at most 0.6,
# each differs by a part of 2e-7 at most.
EPSILON = {"rtol": 1e-5, "atol": 1e-5}


def walked(optimizer, start, gradients):
    """Where an optimiser takes a parameter that is given these gradients, after each of them."""
    params, places = {"W": start.copy()}, []
    for gradient in gradients:
        optimizer.update(params, {"W": gradient.copy()})
        places.append(params["W"].copy())
    return np.array(places)


def start_and_gradients(rng, updates=30):
    """A parameter of three elements and gradients for it, none near 0."""
    signs = rng.choice([-1.0, 1.0], size=(updates, 3))
    return rng.normal(size=3), signs * rng.uniform(2.0, 6.0, size=(updates, 3))


def smoothed(values, share):
    """The exponential moving average from 0, as a digital filter."""
    return lfilter([1 - share], [1, -share], values, axis=0)


@oracle("SGD")
def sgd_is_a_running_sum(impl, rng):
    start, gradients = start_and_gradients(rng)
    return walked(impl.SGD(0.2), start, gradients), start - 0.2 * np.cumsum(gradients, axis=0)


@oracle("Momentum")
def momentum_is_a_recursive_filter(impl, rng):
    start, gradients = start_and_gradients(rng)
    velocity = lfilter([-0.1], [1, -0.8], gradients, axis=0)
    return walked(impl.Momentum(0.1, 0.8), start, gradients), start + np.cumsum(velocity, axis=0)


@oracle("Momentum")
def momentum_sums_all_gradients_with_powers(impl, rng):
    start, gradients = start_and_gradients(rng, 12)
    # a gradient of k updates ago has moved the parameter by lr (1 + α + … + α^k)
    moved = sum((1 - 0.7 ** (k + 1)) / (1 - 0.7) * g for k, g in enumerate(gradients[::-1]))
    return walked(impl.Momentum(0.1, 0.7), start, gradients)[-1], start - 0.1 * moved


@oracle("Nesterov")
def nesterov_looks_ahead_on_a_function(impl, rng):
    curvature = rng.uniform(0.5, 3.0, size=3)

    def f(w):
        return anp.sum(curvature * w**2) / 2 + anp.sum(anp.sin(w))

    place, velocity, params = rng.normal(size=3), np.zeros(3), {}
    params["W"] = place.copy()  # the velocity is 0: the place ahead is the place itself
    optimizer, found, right = impl.Nesterov(0.1, 0.8), [], []
    for _ in range(15):
        velocity = 0.8 * velocity - 0.1 * grad(f)(place + 0.8 * velocity)
        place = place + velocity
        optimizer.update(params, {"W": grad(f)(params["W"])})
        found.append(params["W"].copy())
        right.append(place + 0.8 * velocity)
    return np.array(found), np.array(right)


@oracle("Nesterov")
def nesterov_is_a_recursive_filter(impl, rng):
    start, gradients = start_and_gradients(rng)
    velocity = lfilter([-0.1], [1, -0.6], gradients, axis=0)
    right = start + np.cumsum(velocity, axis=0) + 0.6 * velocity
    return walked(impl.Nesterov(0.1, 0.6), start, gradients), right


@oracle("AdaGrad", **EPSILON)
def adagrad_is_two_running_sums(impl, rng):
    start, gradients = start_and_gradients(rng)
    steps = 0.3 * gradients / np.sqrt(np.cumsum(gradients**2, axis=0))
    return walked(impl.AdaGrad(0.3), start, gradients), start - np.cumsum(steps, axis=0)


@oracle("RMSprop", **EPSILON)
def rmsprop_is_a_recursive_filter(impl, rng):
    start, gradients = start_and_gradients(rng)
    steps = 0.1 * gradients / np.sqrt(smoothed(gradients**2, 0.9))
    return walked(impl.RMSprop(0.1, 0.9), start, gradients), start - np.cumsum(steps, axis=0)


@oracle("Adam", **EPSILON)
def adam_is_two_recursive_filters(impl, rng):
    start, gradients = start_and_gradients(rng)
    t = np.arange(1, len(gradients) + 1)[:, np.newaxis]
    m = smoothed(gradients, 0.8) / (1 - 0.8**t)
    v = smoothed(gradients**2, 0.95) / (1 - 0.95**t)
    return walked(impl.Adam(0.1, 0.8, 0.95), start, gradients), start - 0.1 * np.cumsum(
        m / np.sqrt(v), axis=0
    )


@oracle("Adam", **EPSILON)
def adam_takes_weighted_means(impl, rng):
    start, gradients = start_and_gradients(rng, 10)
    place, right = start, []
    for t in range(1, len(gradients) + 1):
        m = np.average(gradients[:t], axis=0, weights=0.9 ** np.arange(t)[::-1])
        v = np.average(gradients[:t] ** 2, axis=0, weights=0.99 ** np.arange(t)[::-1])
        place = place - 0.2 * m / np.sqrt(v)
        right.append(place)
    return walked(impl.Adam(0.2, 0.9, 0.99), start, gradients), np.array(right)


class Plain:
    """Descent with a fixed rate, and no more."""

    def update(self, params, grads):
        for key in params:
            params[key] -= 0.3 * grads[key]


@oracle("optimizer_path")
def optimizer_path_of_plain_descent_has_a_closed_form(impl, rng):
    start = rng.uniform(1.0, 9.0, size=2)
    powers = np.arange(9)[:, np.newaxis]
    return impl.optimizer_path(Plain(), tuple(start), 8), start * np.array([0.97, 0.4]) ** powers


@oracle("optimizer_path")
def optimizer_path_against_autograd(impl, rng):
    point, right = rng.normal(scale=5.0, size=2), []
    slope = grad(lambda p: p[0] ** 2 / 20 + p[1] ** 2)
    found = impl.optimizer_path(Plain(), tuple(point), 8)
    for _ in range(9):
        right.append(point)
        point = point - 0.3 * slope(point)
    return found, np.array(right)


class Flat:
    """A network of one number p with the loss p²/2; its accuracy is p times the mean of the labels."""

    def __init__(self, value):
        self.params = {"p": np.array(value)}

    def gradient(self, x, t):
        return {"p": self.params["p"].copy()}

    def accuracy(self, x, t):
        return float(self.params["p"] * np.mean(t))


@oracle("fit")
def fit_of_one_number_has_a_closed_form(impl, rng):
    value, t_train, t_test = rng.uniform(1.0, 2.0), rng.uniform(size=17), rng.uniform(size=9)
    data = (t_train[:, np.newaxis], t_train, t_test[:, np.newaxis], t_test)
    history = impl.fit(Flat(value), Plain(), *data, 4, 5, rng)
    after = value * 0.7 ** (3 * np.arange(1, 5))  # 17 // 5 = 3 updates an epoch
    return history, np.outer(after, [np.mean(t_train), np.mean(t_test)])


ONE_IN_A_BILLION = 1e-9  # how seldom a right draw is taken for a wrong one


def is_normal_with(W, std):
    """Whether the numbers of W look like normal ones with mean 0 and that deviation, by SciPy's tests."""
    squares = np.sum((W / std) ** 2)
    right_width = min(chi2.cdf(squares, W.size), chi2.sf(squares, W.size)) > ONE_IN_A_BILLION
    return bool(right_width and kstest(np.ravel(W) / std, "norm").pvalue > ONE_IN_A_BILLION)


@oracle("plain_init")
def plain_init_is_normal_for_scipy(impl, rng):
    shapes = [(40, 150, 0.01), (150, 40, 3.0)]
    drawn = [impl.plain_init(*shape, rng) for shape in shapes]
    found = [is_normal_with(W, shape[2]) for W, shape in zip(drawn, shapes, strict=True)]
    return [[W.shape for W in drawn], found], [[(40, 150), (150, 40)], [True, True]]


@oracle("xavier_init")
def xavier_init_is_normal_for_scipy(impl, rng):
    found = [is_normal_with(impl.xavier_init(n, m, rng), n**-0.5) for n, m in [(30, 200), (200, 30)]]
    return found, [True, True]


@oracle("xavier_init")
def xavier_init_keeps_the_variance(impl, rng):
    """Through a linear layer, inputs of variance 1 stay so; by chance it is off by 0.007."""
    y = rng.normal(size=(200, 400)) @ impl.xavier_init(400, 300, rng)
    return bool(abs(np.var(y) - 1) < 0.1), True


@oracle("he_init")
def he_init_is_normal_for_scipy(impl, rng):
    found = [is_normal_with(impl.he_init(n, m, rng), math.sqrt(2 / n)) for n, m in [(30, 200), (200, 30)]]
    return found, [True, True]


@oracle("he_init")
def he_init_keeps_the_mean_square_through_relu(impl, rng):
    """Inputs of mean square 1 stay so through a layer with ReLU; by chance it is off by about 0.01."""
    y = np.maximum(0, rng.normal(size=(200, 400)) @ impl.he_init(400, 300, rng))
    return bool(abs(np.mean(y**2) - 1) < 0.1), True


@oracle("activation_stats")
def activation_stats_by_loops_over_neurons(impl, rng):
    sizes = [3, 4, 2, 5]
    weights = [rng.normal(size=(sizes[k], sizes[k + 1])) for k in range(3)]
    x = rng.normal(size=(4, 3))
    rows, right = x.tolist(), []
    for W in weights:
        columns = W.T.tolist()
        rows = [
            [math.tanh(sum(a * b for a, b in zip(row, column, strict=True))) for column in columns]
            for row in rows
        ]
        right.append(np.array(rows))
    return impl.activation_stats(x, weights, np.tanh), right


@oracle("activation_stats")
def activation_stats_end_with_the_composed_function(impl, rng):
    A, B, C = (rng.normal(size=(3, 3)) for _ in range(3))
    x = rng.normal(size=(5, 3))
    return impl.activation_stats(x, [A, B, C], expit)[2], expit(expit(expit(x @ A) @ B) @ C)


# The small number in the root moves what has a variance of 1 or so by less than 1e-6.
NORMALISED = {"rtol": 1e-5, "atol": 1e-5}


def data_to_normalise(rng, n, d):
    """x (n, d), gamma and beta (d,), and dout (n, d)."""
    x = rng.normal(rng.normal(size=d), rng.uniform(1.0, 3.0, size=d), size=(n, d))
    return x, rng.normal(size=d), rng.normal(size=d), rng.normal(size=(n, d))


def after_both_ways(impl, x, gamma, beta, dout):
    """The layer after forward and backward, and what these returned."""
    layer = impl.BatchNormalization(gamma, beta)
    return layer, layer.forward(x), layer.backward(dout)


@oracle("BatchNormalization", **NORMALISED)
def batch_normalization_is_scipys_z_score(impl, rng):
    x, gamma, beta, _ = data_to_normalise(rng, 6, 4)
    out = impl.BatchNormalization(gamma, beta).forward(x)
    return out, zscore(x, axis=0) * gamma + beta


@oracle("BatchNormalization", **NORMALISED)
def batch_normalization_against_autograd(impl, rng):
    x, gamma, beta, dout = data_to_normalise(rng, 5, 3)

    def weighted(x, gamma, beta):
        centred = x - anp.mean(x, axis=0)
        return anp.sum(dout * (gamma * centred / anp.sqrt(anp.mean(centred**2, axis=0) + 1e-7) + beta))

    layer, _, dx = after_both_ways(impl, x, gamma, beta, dout)
    return [dx, layer.dgamma, layer.dbeta], [grad(weighted, i)(x, gamma, beta) for i in range(3)]


def slope_in_each_number(f, values, h=1e-5):
    """The central difference of f, one number of `values` moved at a time."""
    slopes = np.zeros(values.shape)
    for place in np.ndindex(*values.shape):
        up, down = values.copy(), values.copy()
        up[place] += h
        down[place] -= h
        slopes[place] = (f(up) - f(down)) / (2 * h)
    return slopes


@oracle("BatchNormalization", **NORMALISED)
def batch_normalization_against_central_differences_of_its_forward(impl, rng):
    x, gamma, beta, dout = data_to_normalise(rng, 4, 6)
    images = (4, 2, 1, 3)

    def weighted(x, gamma, beta):
        return np.sum(dout * impl.BatchNormalization(gamma, beta).forward(x.reshape(images)).reshape(4, 6))

    layer, _, dx = after_both_ways(impl, x.reshape(images), gamma, beta, dout.reshape(images))
    right = [
        slope_in_each_number(lambda x: weighted(x, gamma, beta), x).reshape(images),
        slope_in_each_number(lambda gamma: weighted(x, gamma, beta), gamma),
        slope_in_each_number(lambda beta: weighted(x, gamma, beta), beta),
    ]
    return [dx, layer.dgamma, layer.dbeta], right


def column_through_the_graph(x, gamma, beta, dout):
    """One column through the book's graph, node by node and number by number: out, dx, dgamma and dbeta."""
    n = len(x)
    mean = sum(x) / n
    centred = [value - mean for value in x]
    variance = sum(c**2 for c in centred) / n
    std = math.sqrt(variance + 1e-7)
    normal = [c / std for c in centred]
    out = [gamma * z + beta for z in normal]
    dbeta = sum(dout)
    dgamma = sum(d * z for d, z in zip(dout, normal, strict=True))
    dnormal = [gamma * d for d in dout]
    dcentred = [d / std for d in dnormal]
    dstd = sum(-d * c / std**2 for d, c in zip(dnormal, centred, strict=True))
    dvariance = dstd / (2 * std)
    dcentred = [d + dvariance / n * 2 * c for d, c in zip(dcentred, centred, strict=True)]
    dmean = -sum(dcentred)
    return out, [d + dmean / n for d in dcentred], dgamma, dbeta


@oracle("BatchNormalization", **NORMALISED)
def batch_normalization_step_by_step_through_the_graph(impl, rng):
    x, gamma, beta, dout = data_to_normalise(rng, 5, 3)
    layer, out, dx = after_both_ways(impl, x, gamma, beta, dout)
    columns = [
        column_through_the_graph(x[:, j].tolist(), gamma[j], beta[j], dout[:, j].tolist()) for j in range(3)
    ]
    right_out, right_dx, dgamma, dbeta = zip(*columns, strict=True)
    right = [np.array(right_out).T, np.array(right_dx).T, np.array(dgamma), np.array(dbeta)]
    return [out, dx, layer.dgamma, layer.dbeta], right


@oracle("BatchNormalization", **NORMALISED)
def batch_normalization_remembers_a_weighted_mean(impl, rng):
    """From 0 on, batch k of n counts (1 − m) mⁿ⁻ᵏ in the running statistics, and testing uses these."""
    gamma, beta, n, momentum = rng.normal(size=3), rng.normal(size=3), 7, 0.8
    batches = [data_to_normalise(rng, 5, 3)[0] for _ in range(n)]
    layer = impl.BatchNormalization(gamma, beta, momentum)
    for batch in batches:
        layer.forward(batch)
    weights = [(1 - momentum) * momentum ** (n - k) for k in range(1, n + 1)]
    mean = sum(w * batch.mean(axis=0) for w, batch in zip(weights, batches, strict=True))
    var = sum(w * batch.var(axis=0) for w, batch in zip(weights, batches, strict=True))
    x = rng.normal(size=(4, 3))
    got = [layer.running_mean, layer.running_var, layer.forward(x, False)]
    return got, [mean, var, gamma * (x - mean) / np.sqrt(var) + beta]


def slopes(network, loss, h=1e-4):
    """The central difference of `loss()` for every number in the params of a network."""
    found = {}
    for key, value in network.params.items():
        found[key] = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            before, moved = value[place], []
            for step in (h, -h):
                value[place] = before + step
                moved.append(loss())
            value[place] = before
            found[key][place] = (moved[0] - moved[1]) / (2 * h)
    return found


def off_the_corner(network, rng, sizes):
    """Params that keep the sums before Relu at least 0.3 away from its corner at 0, for inputs below 1.

    A bias of 1 or −1 is larger than what the weights add; where it is −1 the neuron is silent.
    """
    for i, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        limit = 0.7 / n_in if i == 1 else 0.35 / n_in  # an output of a hidden layer is below 2
        network.params[f"W{i}"][...] = rng.uniform(-limit, limit, size=(n_in, n_out))
        network.params[f"b{i}"][...] = np.where(np.arange(n_out) % 3 == 2, -1.0, 1.0)
    return network


def deep_scores(params, x, activation):
    """The scores of a fully connected network, for autograd."""
    depth = sum(key.startswith("W") for key in params)
    for i in range(1, depth + 1):
        x = anp.dot(x, params[f"W{i}"]) + params[f"b{i}"]
        if i == depth:
            return x
        if f"gamma{i}" in params:
            centred = x - anp.mean(x, axis=0)
            x = params[f"gamma{i}"] * centred / anp.sqrt(anp.mean(centred**2, axis=0) + 1e-7)
            x = x + params[f"beta{i}"]
        x = activation(x)


def deep_loss(params, x, t, activation, lam):
    """The mean loss of its scores for one-hot t, with weight decay, for autograd."""
    a = deep_scores(params, x, activation)
    loss = -anp.sum(t * (a - anp.log(anp.sum(anp.exp(a), axis=1, keepdims=True)))) / len(t)
    return loss + lam / 2 * sum(anp.sum(value**2) for key, value in params.items() if key[0] == "W")


ACTIVATIONS = {"relu": lambda x: anp.maximum(x, 0.0), "sigmoid": lambda x: 1 / (1 + anp.exp(-x))}


def drawn_params(network, rng):
    """Params that are put into a network, and returned."""
    params = {key: rng.normal(scale=0.7, size=value.shape) for key, value in network.params.items()}
    for key, value in params.items():
        network.params[key][...] = value
    return params


@oracle("l2_penalty")
def l2_penalty_by_plain_numbers(impl, rng):
    params = {key: rng.normal(size=(3, 2)) for key in ("W1", "b1", "W2", "gamma1")}
    numbers = [v for key in ("W1", "W2") for v in params[key].ravel().tolist()]
    penalty, grads = impl.l2_penalty(params, 0.3)
    right = {key: np.array([[0.3 * v for v in row] for row in params[key].tolist()]) for key in ("W1", "W2")}
    return [penalty, grads], [0.15 * sum(v * v for v in numbers), right]


@oracle("l2_penalty")
def l2_penalty_gradients_against_autograd(impl, rng):
    params = {key: rng.normal(size=(3, 2)) for key in ("W1", "W2", "W3", "b3")}

    def penalty(weights):
        return 0.35 * sum(anp.sum(W * W) for W in weights.values())

    weights = {key: params[key] for key in ("W1", "W2", "W3")}
    return impl.l2_penalty(params, 0.7)[1], grad(penalty)(weights)


@oracle("Dropout")
def dropout_is_linear_and_backward_is_its_transpose(impl, rng):
    x, dout = rng.normal(size=(2, 5, 6))
    layer = impl.Dropout(0.4)
    y = layer.forward(x)
    return np.sum(y * dout), np.sum(x * layer.backward(dout))


@oracle("Dropout")
def dropout_in_test_mode_is_the_mean_of_training(impl, rng):
    x, n = rng.uniform(1.0, 2.0, size=5), 20_000
    layer, ratio = impl.Dropout(0.3), 0.3
    mean = np.mean([layer.forward(x) for _ in range(n)], axis=0)
    error = np.sqrt(ratio * (1 - ratio) / n) * x  # seven standard errors: a false alarm in 4e11 runs
    return bool(np.all(np.abs(mean - layer.forward(x, train_flg=False)) < 7 * error)), True


@oracle("Dropout")
def dropout_passes_scipys_binomial_test(impl, rng):
    zeros = np.count_nonzero(impl.Dropout(0.2).forward(np.ones((70, 60))) == 0)
    return bool(binomtest(int(zeros), 70 * 60, 0.2).pvalue > 1e-10), True


@oracle("MultiLayerNet")
def multi_layer_net_gradient_against_autograd(impl, rng):
    got, right = [], []
    for name, hidden, lam in [("relu", [6, 5], 0.3), ("sigmoid", [4, 6, 5], 0.1), ("relu", [], 0.2)]:
        network = impl.MultiLayerNet(4, hidden, 3, activation=name, weight_decay_lambda=lam)
        params = drawn_params(network, rng)
        x, t = rng.normal(size=(7, 4)), np.eye(3)[rng.integers(3, size=7)]
        got.append(dict(network.gradient(x, t)))
        right.append(grad(deep_loss)(params, x, t, ACTIVATIONS[name], lam))
    return got, right


@oracle("MultiLayerNet", rtol=1e-6, atol=1e-6)
def multi_layer_net_gradient_against_central_differences(impl, rng):
    network = impl.MultiLayerNet(3, [5, 4], 3, weight_decay_lambda=0.2)
    off_the_corner(network, rng, (3, 5, 4, 3))
    x, t = rng.uniform(-1.0, 1.0, size=(6, 3)), rng.integers(3, size=6)
    return dict(network.gradient(x, t)), slopes(network, lambda: network.loss(x, t))


@oracle("MultiLayerNet", atol=1e-4)
def multi_layer_net_forward_by_scipy(impl, rng):
    network = impl.MultiLayerNet(3, [5, 4], 3, activation="sigmoid", weight_decay_lambda=0.1)
    params = drawn_params(network, rng)
    x, t = rng.normal(size=(6, 3)), rng.integers(3, size=6)
    hidden = expit(expit(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])
    scores = hidden @ params["W3"] + params["b3"]
    squares = sum(float(v) ** 2 for i in (1, 2, 3) for v in params[f"W{i}"].flat)
    loss = -np.mean([log_softmax(row)[k] for row, k in zip(scores, t, strict=True)]) + 0.05 * squares
    right = sum(row.tolist().index(max(row)) == k for row, k in zip(scores, t, strict=True)) / 6
    got = [network.predict(x), network.loss(x, t), network.accuracy(x, t), network.accuracy(x, np.eye(3)[t])]
    return got, [scores, loss, right, right]


@oracle("MultiLayerNet")
def multi_layer_net_weights_are_normal(impl, rng):
    network = impl.MultiLayerNet(60, [50], 40, weight_init_std="xavier")
    p = [kstest(np.ravel(network.params[key]) * np.sqrt(n), norm.cdf).pvalue for key, n in W_AND_ROWS]
    return [value > 1e-10 for value in p], [True, True]


W_AND_ROWS = (("W1", 60), ("W2", 50))


@oracle("MultiLayerNetExtend")
def extended_net_gradient_against_autograd(impl, rng):
    got, right = [], []
    for name, use_batchnorm in [("sigmoid", True), ("relu", True), ("relu", False)]:
        options = {"activation": name, "use_batchnorm": use_batchnorm, "weight_decay_lambda": 0.2}
        network = impl.MultiLayerNetExtend(4, [6, 5], 3, **options)
        params = drawn_params(network, rng)
        x, t = rng.normal(size=(7, 4)), np.eye(3)[rng.integers(3, size=7)]
        got.append(dict(network.gradient(x, t)))
        right.append(grad(deep_loss)(params, x, t, ACTIVATIONS[name], 0.2))
    return got, right


@oracle("MultiLayerNetExtend", rtol=1e-5, atol=1e-6)
def extended_net_gradient_against_central_differences(impl, rng):
    options = {"activation": "sigmoid", "use_batchnorm": True, "weight_decay_lambda": 0.2}
    network = impl.MultiLayerNetExtend(3, [4], 3, **options)
    drawn_params(network, rng)
    x, t = rng.normal(size=(6, 3)), rng.integers(3, size=6)
    return dict(network.gradient(x, t)), slopes(network, lambda: network.loss(x, t, train_flg=True))


@oracle("MultiLayerNetExtend", rtol=1e-6, atol=1e-6)
def extended_net_dropout_gradient_against_central_differences(impl, rng):
    network = impl.MultiLayerNetExtend(3, [5, 4], 3, use_dropout=True, dropout_ration=0.4)
    off_the_corner(network, rng, (3, 5, 4, 3))
    x, t, seed = rng.uniform(-1.0, 1.0, size=(6, 3)), rng.integers(3, size=6), int(rng.integers(2**32))

    def loss():
        np.random.seed(seed)  # the same neurons are dropped each time
        return network.loss(x, t, train_flg=True)

    np.random.seed(seed)
    return dict(network.gradient(x, t)), slopes(network, loss)


@oracle("MultiLayerNetExtend")
def extended_net_without_extras_is_a_multi_layer_net(impl, rng):
    options = {"activation": "sigmoid", "weight_decay_lambda": 0.3}
    extended = impl.MultiLayerNetExtend(4, [5, 6], 3, **options)
    plain = impl.MultiLayerNet(4, [5, 6], 3, **options)
    for key, value in drawn_params(extended, rng).items():
        plain.params[key][...] = value
    x, t = rng.normal(size=(8, 4)), rng.integers(3, size=8)
    got, right = (
        [net.predict(x), net.loss(x, t), net.accuracy(x, t), dict(net.gradient(x, t))]
        for net in (extended, plain)
    )
    return got, right


CHANCE = 1e-11  # below this p-value a draw is none of what it should be


@oracle("shuffle_dataset")
def shuffle_dataset_gives_all_orders_of_four(impl, rng):
    x, t = np.arange(4.0).reshape(4, 1), np.arange(4)
    drawn = Counter()
    for _ in range(2400):
        shuffled, answers = impl.shuffle_dataset(x, t, rng)
        if shuffled[:, 0].tolist() != answers.tolist():
            return False, True
        drawn[tuple(answers.tolist())] += 1
    counts = [drawn[order] for order in itertools.permutations(range(4))]
    return bool(sum(counts) == 2400 and stats.chisquare(counts).pvalue > CHANCE), True


@oracle("train_validation_split")
def train_validation_split_is_one_of_all_splits(impl, rng):
    x, t = np.arange(5.0).reshape(5, 1), np.arange(5)
    drawn = Counter()
    for _ in range(1200):
        x_train, t_train, x_val, t_val = impl.train_validation_split(x, t, 0.4, rng)
        parts = tuple(t_train.tolist()), tuple(t_val.tolist())
        if (tuple(x_train[:, 0].tolist()), tuple(x_val[:, 0].tolist())) != parts:
            return False, True
        drawn[parts[0] + parts[1]] += 1
    counts = [drawn[order] for order in itertools.permutations(range(5))]
    return bool(sum(counts) == 1200 and stats.chisquare(counts).pvalue > CHANCE), True


@oracle("sample_log_uniform")
def sample_log_uniform_is_scipys(impl, rng):
    low = float(rng.uniform(1e-6, 1e-3))
    high = low * float(rng.uniform(5.0, 1e4))
    values = impl.sample_log_uniform(low, high, 3000, rng)
    fits = stats.kstest(values, stats.loguniform(low, high).cdf).pvalue > CHANCE
    return bool(fits and values.shape == (3000,)), True


@oracle("random_search")
def random_search_is_the_end_of_a_sorted_list(impl, rng):
    candidates, scores = rng.permutation(30).tolist(), rng.permutation(30).tolist()
    score_of = dict(zip(candidates, scores, strict=True))
    waiting = iter(candidates)
    found = impl.random_search(score_of.__getitem__, waiting.__next__, 12)
    tried = sorted((score_of[i], i) for i in candidates[:12])
    return found, (tried[-1][1], [(i, score_of[i]) for i in candidates[:12]])
