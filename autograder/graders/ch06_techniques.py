"""Hidden graders of chapter 6, techniques of learning."""

import contextlib
import itertools
import math
from itertools import pairwise

import numpy as np

from autograder.graders import as_array, grader
from autograder.graders.statistics import (
    distribution_fits,
    log_uniform_cdf,
    normal_mean_fits,
    normal_shape_fits,
    normal_spread_fits,
    share_fits,
)
from dataset.mnist import load_mnist

(X_TRAIN, T_TRAIN), _ = load_mnist(normalize=False)

# What is compared of an optimiser is the way that each element of a parameter goes. All its gradients have
# one sign and a size from 2 to 6, so a way is a sum of terms of one sign, and its relative error is at most
# that of the worst term. Terms are made of lr g, or of lr g/√h and lr m/√v with an epsilon from 1e-8 to 1e-7:
# beside the root it changes them by ε/√h, under the root by ε/(2h). The smallest h or v is that after one
# update with a decay of 0.999: 0.001 · 2² = 0.004. That makes 1.6e-6 or 1.3e-5. A state kept in float32 adds
# a few times 6e-8 an update, less than 1e-5 in 20.
WAY = {"rtol": 1e-4}
SEVERAL = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,), "F": (2, 1, 3)}
ONE = {"W": (3, 2)}
ZERO_D = {"x": (), "y": ()}


def start_values(rng, shapes):
    """Parameters of these shapes."""
    return {key: np.array(rng.normal(size=shape)) for key, shape in shapes.items()}


def copies_of(params):
    return {key: np.array(value) for key, value in params.items()}


def slopes(rng, shapes, updates):
    """Gradients for so many updates; the size of an element is from 2 to 6, and its sign stays."""
    signs = {key: rng.choice([-1.0, 1.0], size=shape) for key, shape in shapes.items()}
    return [
        {key: np.array(signs[key] * rng.uniform(2.0, 6.0, size=shape)) for key, shape in shapes.items()}
        for _ in range(updates)
    ]


def way(optimizer, rng, updates, shapes=SEVERAL, first=0):
    """How far the parameters go in so many updates; the first ones may be left out."""
    params = start_values(rng, shapes)
    before = copies_of(params)
    for number, grads in enumerate(slopes(rng, shapes, updates)):
        if number == first:
            before = copies_of(params)
        optimizer.update(params, grads)
    return {key: params[key] - before[key] for key in shapes}


def way_of_the_arrays(optimizer, rng, shapes=SEVERAL):
    """How far the very arrays go that stood in params at first, such as the layers of a network hold."""
    params = start_values(rng, shapes)
    arrays, before = dict(params), copies_of(params)
    for grads in slopes(rng, shapes, 2):
        optimizer.update(params, grads)
    return {key: arrays[key] - before[key] for key in shapes}


def ways_in_turn(first, second, rng, shapes=SEVERAL):
    """How far the parameters of two optimisers go that are used in turn."""
    walks = [(optimizer, start_values(rng, shapes), slopes(rng, shapes, 3)) for optimizer in (first, second)]
    before = [copies_of(params) for _, params, _ in walks]
    for number in range(3):
        for optimizer, params, grads in walks:
            optimizer.update(params, grads[number])
    return [
        {key: params[key] - old[key] for key in shapes}
        for (_, params, _), old in zip(walks, before, strict=True)
    ]


def way_and_gradients(optimizer, rng, shapes=SEVERAL):
    """How far the parameters go in two updates with the same gradients, and those gradients afterwards."""
    params, (grads,) = start_values(rng, shapes), slopes(rng, shapes, 1)
    before = copies_of(params)
    for _ in range(2):
        optimizer.update(params, grads)
    return [{key: params[key] - before[key] for key in shapes}, grads]


def way_with_zeros(optimizer, rng):
    """How far a parameter goes in three updates, some of whose gradients are always 0."""
    params, lit = {"W": rng.normal(size=(3, 2))}, np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    before = params["W"].copy()
    for grads in slopes(rng, ONE, 3):
        optimizer.update(params, {"W": lit * grads["W"]})
    return params["W"] - before


def small_digits(rng, n):
    """n embedded training digits, shrunk to 7×7: images (n, 49) from 0 to 1, and labels (n,)."""
    chosen = rng.choice(len(X_TRAIN), n, replace=False)
    return X_TRAIN[chosen].reshape(n, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(n, 49) / 255.0, T_TRAIN[chosen]


def small_weights(rng, hidden):
    """Initial parameters of a SmallNet for small_digits."""
    return {
        "W1": rng.normal(scale=0.3, size=(49, hidden)),
        "b1": np.zeros(hidden),
        "W2": rng.normal(scale=0.3, size=(hidden, 10)),
        "b2": np.zeros(10),
    }


class SmallNet:
    """A network of two layers (tanh, softmax). As real layers do, it holds the arrays that it was made of."""

    def __init__(self, params):
        self.params = params
        self.arrays = dict(params)

    def hidden_and_probabilities(self, x):
        z = np.tanh(x @ self.arrays["W1"] + self.arrays["b1"])
        a = z @ self.arrays["W2"] + self.arrays["b2"]
        y = np.exp(a - np.max(a, axis=1, keepdims=True))
        return z, y / np.sum(y, axis=1, keepdims=True)

    def loss(self, x, t):
        _, y = self.hidden_and_probabilities(x)
        return -np.mean(np.log(y[np.arange(len(t)), t] + 1e-7))

    def accuracy(self, x, t):
        _, y = self.hidden_and_probabilities(x)
        return np.mean(np.argmax(y, axis=1) == t)

    def gradient(self, x, t):
        z, y = self.hidden_and_probabilities(x)
        da = (y - np.eye(10)[t]) / len(t)
        dz = da @ self.arrays["W2"].T * (1 - z**2)
        return {"W1": x.T @ dz, "b1": dz.sum(axis=0), "W2": z.T @ da, "b2": da.sum(axis=0)}


def trained_by(optimizer, rng):
    """A small network after 60 updates: its digits, its parameters before and after."""
    x, t = small_digits(rng, 100)
    network = SmallNet(small_weights(rng, 12))
    start, arrays = copies_of(network.params), network.arrays
    for _ in range(60):
        optimizer.update(network.params, network.gradient(x, t))
    return {"x": x, "t": t, "start": start, "params": dict(arrays)}


def judge_fall_of_loss(got, expected):
    # computed here: a loss that the sandbox tells could be made up
    def loss(params):
        network = SmallNet({key: as_array(params[key], float) for key in expected["start"]})
        return network.loss(expected["x"], expected["t"])

    before, right, after = (loss(p) for p in (expected["start"], expected["params"], got["params"]))
    # The loss falls by about 2. Some gradients of a network are near 0, so it matters where epsilon stands:
    # that moved it by up to 0.06 (20 seeds of every accepted form). Four fifths of the fall are enough.
    if not after <= before - 0.8 * (before - right):
        return (
            "ネットワークの損失が、十分に減っていません。 | The loss of the network does not fall far enough."
        )
    return True


@grader("SGD", points=1, **WAY)
def grade_sgd_one_update(impl, rng):
    """1 回の更新（lr を指定したときと、省いたとき） | one update, with a given lr and with the default"""
    return [way(impl.SGD(lr=rng.uniform(0.1, 0.5)), rng, 1), way(impl.SGD(), rng, 1)]


@grader("SGD", points=0.5, **WAY)
def grade_sgd_several_updates(impl, rng):
    """2 回と 20 回の更新 | two and twenty updates"""
    return [way(impl.SGD(0.2), rng, 2), way(impl.SGD(0.05), rng, 20)]


@grader("SGD", points=0.5, **WAY)
def grade_sgd_updates_in_place(impl, rng):
    """params の配列そのものを書き換える（同じ配列を持つレイヤにも届く）
    |
    changes the very arrays in params, so that layers that hold them see it"""
    return way_of_the_arrays(impl.SGD(0.1), rng)


@grader("SGD", points=0.5, **WAY)
def grade_sgd_leaves_the_gradients(impl, rng):
    """grads は書き換えない | leaves grads unchanged"""
    return way_and_gradients(impl.SGD(0.3), rng)


@grader("SGD", points=0.5, **WAY)
def grade_sgd_instances_apart(impl, rng):
    """lr の違う 2 つのオブジェクトを交互に使っても混ざらない
    |
    two objects with unequal lr, used in turn, do not mix"""
    return ways_in_turn(impl.SGD(0.1), impl.SGD(0.4), rng)


@grader("SGD", points=0.5, **WAY)
def grade_sgd_of_0d_arrays(impl, rng):
    """0 次元の配列のパラメータ | parameters that are 0-d arrays"""
    return way(impl.SGD(0.1), rng, 3, ZERO_D)


@grader("SGD", points=0.5, judge=judge_fall_of_loss)
def grade_sgd_trains_a_network(impl, rng):
    """手書き数字を学習する小さなネットワークの損失が減る
    |
    the loss of a small network that learns handwritten digits falls"""
    return trained_by(impl.SGD(1.0), rng)


@grader("Momentum", points=1, **WAY)
def grade_momentum_first_update(impl, rng):
    """1 回目の更新（引数を指定したときと、省いたとき）
    |
    the first update, with given arguments and with the defaults"""
    given = impl.Momentum(lr=rng.uniform(0.1, 0.5), momentum=0.7)
    return [way(given, rng, 1), way(impl.Momentum(), rng, 1)]


@grader("Momentum", points=1, **WAY)
def grade_momentum_second_update(impl, rng):
    """2 回目の更新だけで動く量（前回の速度が残っている）
    |
    how far the second update alone goes, with the velocity of the first"""
    return way(impl.Momentum(0.1), rng, 2, first=1)


@grader("Momentum", points=1, **WAY)
def grade_momentum_twenty_updates(impl, rng):
    """20 回の更新（momentum もいろいろ） | twenty updates, with any momentum"""
    return [way(impl.Momentum(0.05, rng.uniform(0.4, 0.8)), rng, 20), way(impl.Momentum(0.02), rng, 20)]


@grader("Momentum", points=0.5, **WAY)
def grade_momentum_updates_in_place(impl, rng):
    """params の配列そのものを書き換える（同じ配列を持つレイヤにも届く）
    |
    changes the very arrays in params, so that layers that hold them see it"""
    return way_of_the_arrays(impl.Momentum(0.1), rng)


@grader("Momentum", points=1, **WAY)
def grade_momentum_instances_apart(impl, rng):
    """2 つのオブジェクトを交互に使っても、速度が混ざらない
    |
    two objects used in turn do not mix their velocities"""
    return ways_in_turn(impl.Momentum(0.1), impl.Momentum(0.2, 0.5), rng)


@grader("Momentum", points=0.5, **WAY)
def grade_momentum_leaves_the_gradients(impl, rng):
    """grads は書き換えない | leaves grads unchanged"""
    return way_and_gradients(impl.Momentum(0.3), rng)


@grader("Momentum", points=0.5, **WAY)
def grade_momentum_of_0d_arrays(impl, rng):
    """0 次元の配列のパラメータ | parameters that are 0-d arrays"""
    return way(impl.Momentum(0.1), rng, 3, ZERO_D)


@grader("Momentum", points=0.5, judge=judge_fall_of_loss)
def grade_momentum_trains_a_network(impl, rng):
    """手書き数字を学習する小さなネットワークの損失が減る
    |
    the loss of a small network that learns handwritten digits falls"""
    return trained_by(impl.Momentum(0.2), rng)


@grader("Nesterov", points=1, **WAY)
def grade_nesterov_first_update(impl, rng):
    """1 回目の更新（引数を指定したときと、省いたとき）
    |
    the first update, with given arguments and with the defaults"""
    given = impl.Nesterov(lr=rng.uniform(0.1, 0.5), momentum=0.7)
    return [way(given, rng, 1), way(impl.Nesterov(), rng, 1)]


@grader("Nesterov", points=1, **WAY)
def grade_nesterov_second_update(impl, rng):
    """2 回目の更新だけで動く量（更新する前の速度を使う）
    |
    how far the second update alone goes, with the velocity before it"""
    return way(impl.Nesterov(0.1), rng, 2, first=1)


@grader("Nesterov", points=1, **WAY)
def grade_nesterov_twenty_updates(impl, rng):
    """20 回の更新（momentum もいろいろ） | twenty updates, with any momentum"""
    return [way(impl.Nesterov(0.05, rng.uniform(0.4, 0.8)), rng, 20), way(impl.Nesterov(0.02), rng, 20)]


@grader("Nesterov", points=0.5, **WAY)
def grade_nesterov_updates_in_place(impl, rng):
    """params の配列そのものを書き換える（同じ配列を持つレイヤにも届く）
    |
    changes the very arrays in params, so that layers that hold them see it"""
    return way_of_the_arrays(impl.Nesterov(0.1), rng)


@grader("Nesterov", points=1, **WAY)
def grade_nesterov_instances_apart(impl, rng):
    """2 つのオブジェクトを交互に使っても、速度が混ざらない
    |
    two objects used in turn do not mix their velocities"""
    return ways_in_turn(impl.Nesterov(0.1), impl.Nesterov(0.2, 0.5), rng)


@grader("Nesterov", points=0.5, **WAY)
def grade_nesterov_leaves_the_gradients(impl, rng):
    """grads は書き換えない | leaves grads unchanged"""
    return way_and_gradients(impl.Nesterov(0.3), rng)


@grader("Nesterov", points=0.5, **WAY)
def grade_nesterov_of_0d_arrays(impl, rng):
    """0 次元の配列のパラメータ | parameters that are 0-d arrays"""
    return way(impl.Nesterov(0.1), rng, 3, ZERO_D)


@grader("Nesterov", points=0.5, judge=judge_fall_of_loss)
def grade_nesterov_trains_a_network(impl, rng):
    """手書き数字を学習する小さなネットワークの損失が減る
    |
    the loss of a small network that learns handwritten digits falls"""
    return trained_by(impl.Nesterov(0.2), rng)


@grader("AdaGrad", points=1, **WAY)
def grade_adagrad_first_update(impl, rng):
    """1 回目の更新（lr を指定したときと、省いたとき）
    |
    the first update, with a given lr and with the default"""
    return [way(impl.AdaGrad(lr=rng.uniform(0.1, 0.5)), rng, 1), way(impl.AdaGrad(), rng, 1)]


@grader("AdaGrad", points=1, **WAY)
def grade_adagrad_second_update(impl, rng):
    """2 回目の更新だけで動く量（h には 2 回分の 2 乗が入っている）
    |
    how far the second update alone goes, with the squares of both in h"""
    return way(impl.AdaGrad(0.1), rng, 2, first=1)


@grader("AdaGrad", points=1, **WAY)
def grade_adagrad_twenty_updates(impl, rng):
    """20 回の更新 | twenty updates"""
    return way(impl.AdaGrad(rng.uniform(0.1, 0.5)), rng, 20)


@grader("AdaGrad", points=0.5, **WAY)
def grade_adagrad_updates_in_place(impl, rng):
    """params の配列そのものを書き換える（同じ配列を持つレイヤにも届く）
    |
    changes the very arrays in params, so that layers that hold them see it"""
    return way_of_the_arrays(impl.AdaGrad(0.1), rng)


@grader("AdaGrad", points=0.5, **WAY)
def grade_adagrad_instances_apart(impl, rng):
    """2 つのオブジェクトを交互に使っても、h が混ざらない | two objects used in turn do not mix their h"""
    return ways_in_turn(impl.AdaGrad(0.1), impl.AdaGrad(0.3), rng)


@grader("AdaGrad", points=0.5, **WAY)
def grade_adagrad_leaves_the_gradients(impl, rng):
    """grads は書き換えない | leaves grads unchanged"""
    return way_and_gradients(impl.AdaGrad(0.3), rng)


@grader("AdaGrad", points=0.5, **WAY)
def grade_adagrad_where_gradients_are_zero(impl, rng):
    """勾配がずっと 0 の要素は動かず、nan にもならない
    |
    an element whose gradient is always 0 stays, and does not become nan"""
    return way_with_zeros(impl.AdaGrad(0.2), rng)


@grader("AdaGrad", points=0.5, **WAY)
def grade_adagrad_of_0d_arrays(impl, rng):
    """0 次元の配列のパラメータ | parameters that are 0-d arrays"""
    return way(impl.AdaGrad(0.1), rng, 3, ZERO_D)


@grader("AdaGrad", points=0.5, judge=judge_fall_of_loss)
def grade_adagrad_trains_a_network(impl, rng):
    """手書き数字を学習する小さなネットワークの損失が減る
    |
    the loss of a small network that learns handwritten digits falls"""
    return trained_by(impl.AdaGrad(0.1), rng)


@grader("RMSprop", points=1, **WAY)
def grade_rmsprop_first_update(impl, rng):
    """1 回目の更新（引数を指定したときと、省いたとき）
    |
    the first update, with given arguments and with the defaults"""
    given = impl.RMSprop(lr=rng.uniform(0.1, 0.5), decay_rate=0.8)
    return [way(given, rng, 1), way(impl.RMSprop(), rng, 1)]


@grader("RMSprop", points=1, **WAY)
def grade_rmsprop_second_update(impl, rng):
    """2 回目の更新だけで動く量（前回までの h が少し薄まって残っている）
    |
    how far the second update alone goes, with a little less of the h before it"""
    return way(impl.RMSprop(0.1), rng, 2, first=1)


@grader("RMSprop", points=1, **WAY)
def grade_rmsprop_twenty_updates(impl, rng):
    """20 回の更新（decay_rate もいろいろ） | twenty updates, with any decay_rate"""
    return [way(impl.RMSprop(0.1, rng.uniform(0.2, 0.4)), rng, 20), way(impl.RMSprop(0.02), rng, 20)]


@grader("RMSprop", points=0.5, **WAY)
def grade_rmsprop_updates_in_place(impl, rng):
    """params の配列そのものを書き換える（同じ配列を持つレイヤにも届く）
    |
    changes the very arrays in params, so that layers that hold them see it"""
    return way_of_the_arrays(impl.RMSprop(0.1), rng)


@grader("RMSprop", points=0.5, **WAY)
def grade_rmsprop_instances_apart(impl, rng):
    """2 つのオブジェクトを交互に使っても、h が混ざらない | two objects used in turn do not mix their h"""
    return ways_in_turn(impl.RMSprop(0.1), impl.RMSprop(0.3, 0.8), rng)


@grader("RMSprop", points=0.5, **WAY)
def grade_rmsprop_leaves_the_gradients(impl, rng):
    """grads は書き換えない | leaves grads unchanged"""
    return way_and_gradients(impl.RMSprop(0.3), rng)


@grader("RMSprop", points=0.5, **WAY)
def grade_rmsprop_where_gradients_are_zero(impl, rng):
    """勾配がずっと 0 の要素は動かず、nan にもならない
    |
    an element whose gradient is always 0 stays, and does not become nan"""
    return way_with_zeros(impl.RMSprop(0.2), rng)


@grader("RMSprop", points=0.5, **WAY)
def grade_rmsprop_of_0d_arrays(impl, rng):
    """0 次元の配列のパラメータ | parameters that are 0-d arrays"""
    return way(impl.RMSprop(0.1), rng, 3, ZERO_D)


@grader("RMSprop", points=0.5, judge=judge_fall_of_loss)
def grade_rmsprop_trains_a_network(impl, rng):
    """手書き数字を学習する小さなネットワークの損失が減る
    |
    the loss of a small network that learns handwritten digits falls"""
    return trained_by(impl.RMSprop(0.01), rng)


@grader("Adam", points=1, **WAY)
def grade_adam_first_update(impl, rng):
    """1 回目の更新（引数を指定したときと、省いたとき。パラメータは 1 つ）
    |
    the first update of one parameter, with given arguments and with the defaults"""
    given = impl.Adam(lr=rng.uniform(0.1, 0.5), beta1=0.8, beta2=0.99)
    return [way(given, rng, 1, ONE), way(impl.Adam(), rng, 1, ONE)]


@grader("Adam", points=1, **WAY)
def grade_adam_second_update(impl, rng):
    """2 回目の更新だけで動く量（パラメータは 1 つ） | how far the second update alone moves one parameter"""
    return way(impl.Adam(0.1), rng, 2, ONE, first=1)


@grader("Adam", points=1, **WAY)
def grade_adam_twenty_updates(impl, rng):
    """20 回の更新（beta1、beta2 もいろいろ。パラメータは 1 つ）
    |
    twenty updates of one parameter, with any beta1 and beta2"""
    given = impl.Adam(0.05, rng.uniform(0.2, 0.4), rng.uniform(0.2, 0.4))
    return [way(given, rng, 20, ONE), way(impl.Adam(0.02), rng, 20, ONE)]


@grader("Adam", points=1, **WAY)
def grade_adam_of_several_parameters(impl, rng):
    """5 つのパラメータを 4 回更新（回数はどのパラメータでも同じ）
    |
    four updates of five parameters, all of which count the same updates"""
    return way(impl.Adam(0.1), rng, 4)


@grader("Adam", points=0.5, **WAY)
def grade_adam_updates_in_place(impl, rng):
    """params の配列そのものを書き換える（同じ配列を持つレイヤにも届く）
    |
    changes the very arrays in params, so that layers that hold them see it"""
    return way_of_the_arrays(impl.Adam(0.1), rng, ONE)


@grader("Adam", points=0.5, **WAY)
def grade_adam_instances_apart(impl, rng):
    """2 つのオブジェクトを交互に使っても、m、v、回数が混ざらない
    |
    two objects used in turn do not mix their m, v and count"""
    return ways_in_turn(impl.Adam(0.1), impl.Adam(0.3, 0.8, 0.99), rng, ONE)


@grader("Adam", points=0.5, **WAY)
def grade_adam_leaves_the_gradients(impl, rng):
    """grads は書き換えない | leaves grads unchanged"""
    return way_and_gradients(impl.Adam(0.3), rng, ONE)


@grader("Adam", points=0.5, **WAY)
def grade_adam_where_gradients_are_zero(impl, rng):
    """勾配がずっと 0 の要素は動かず、nan にもならない
    |
    an element whose gradient is always 0 stays, and does not become nan"""
    return way_with_zeros(impl.Adam(0.2), rng)


@grader("Adam", points=0.5, **WAY)
def grade_adam_of_a_0d_array(impl, rng):
    """0 次元の配列のパラメータ | a parameter that is a 0-d array"""
    return way(impl.Adam(0.1), rng, 3, {"x": ()})


@grader("Adam", points=0.5, judge=judge_fall_of_loss)
def grade_adam_trains_a_network(impl, rng):
    """手書き数字を学習する小さなネットワークの損失が減る
    |
    the loss of a small network that learns handwritten digits falls"""
    return trained_by(impl.Adam(0.02), rng)


class NotingDescent:
    """Descent whose rate falls from update to update; it notes the gradients that it is given."""

    def __init__(self, lr):
        self.lr = lr
        self.seen = []

    def update(self, params, grads):
        self.seen.append([np.array(grads[key], dtype=float).item() for key in ("x", "y")])
        for key in ("x", "y"):
            params[key] -= self.lr / len(self.seen) * grads[key]


def start_point(rng):
    """x and y, floats of any sign, at which the gradient is from 2 to 6 in both."""
    x, y = rng.choice([-1.0, 1.0], size=2) * rng.uniform([20.0, 1.0], [60.0, 3.0])
    return float(x), float(y)


@grader("optimizer_path", points=1)
def grade_optimizer_path_points(impl, rng):
    """どの時点の点も正しい（歩幅がだんだん小さくなる、採点用の勾配降下法）
    |
    every point is right, for a descent of the grader's own, whose steps become smaller"""
    return impl.optimizer_path(NotingDescent(0.6), start_point(rng), 7)


@grader("optimizer_path", points=0.5)
def grade_optimizer_path_first_points(impl, rng):
    """最初の点は start、その次は 1 回更新したあとの位置
    |
    the first point is start, and the next that after one update"""
    path = impl.optimizer_path(NotingDescent(0.1), start_point(rng), 4)
    return as_array(path, float)[:2]


@grader("optimizer_path", points=0.5)
def grade_optimizer_path_last_point(impl, rng):
    """最後の点は、steps 回更新したあとの位置 | the last point is that after all the updates"""
    path = impl.optimizer_path(NotingDescent(0.4), start_point(rng), 6)
    return as_array(path, float)[-1]


@grader("optimizer_path", points=1)
def grade_optimizer_path_gradients(impl, rng):
    """optimizer.update に渡す勾配：そのつど、今の位置での勾配を、ちょうど steps 回
    |
    the gradients handed to optimizer.update: those at the present point, just steps times"""
    optimizer = NotingDescent(0.5)
    impl.optimizer_path(optimizer, start_point(rng), 5)
    return np.array(optimizer.seen)


@grader("optimizer_path", points=0.5)
def grade_optimizer_path_of_no_and_one_step(impl, rng):
    """0 歩と 1 歩の軌跡（start は配列のこともあり、書き換えない）
    |
    paths of no step and of one; start may be an array, and is left unchanged"""
    start = np.array(start_point(rng))
    return [*(impl.optimizer_path(NotingDescent(0.3), start, steps) for steps in (0, 1)), start]


# The first gradients are at least 2, so an epsilon anywhere changes a step by a part of 1.3e-5 at most (see
# WAY). With 25 steps of at most 1 in AdaGrad, RMSprop and Adam that is 3e-4, were nothing of it damped.
@grader("optimizer_path", points=1.5, rtol=1e-4, atol=2e-3)
def grade_optimizer_path_of_your_optimizers(impl, rng):
    """あなたの 6 つの最適化手法の軌跡 | the paths of your six optimisers"""
    made = [
        impl.SGD(0.8),
        impl.Momentum(0.1),
        impl.Nesterov(0.1),
        impl.AdaGrad(1.0),
        impl.RMSprop(0.1),
        impl.Adam(0.3),
    ]
    return [impl.optimizer_path(optimizer, start_point(rng), 25) for optimizer in made]


class PlainDescent:
    """p −= lr · gradient, in place; it counts its updates."""

    def __init__(self, lr):
        self.lr = lr
        self.updates = 0

    def update(self, params, grads):
        self.updates += 1
        for key in params:
            params[key] -= self.lr * grads[key]


class CountingNetwork:
    """A stand-in for a network that notes its batches. Its accuracy tells of which data it is, and when.

    The gradient is c p for each parameter p, whatever the batch: what becomes of p depends on nothing but the
    number of updates.
    """

    def __init__(self, rng):
        self.params = {key: rng.uniform(1.0, 2.0, size=SEVERAL[key]) for key in ("W1", "b1")}
        self.curvature = rng.uniform(0.5, 2.0)
        self.batches = []

    def gradient(self, x, t):
        self.batches.append((np.array(x), np.array(t)))
        return {key: self.curvature * value for key, value in self.params.items()}

    def loss(self, x, t):
        return float(sum(np.sum(value**2) for value in self.params.values()))

    def accuracy(self, x, t):
        return float(np.mean(np.sum(x, axis=1) * t) * np.mean(self.params["W1"]))


def rows_with_numbers(rng, n):
    """Data whose rows and labels can be recognised: x[i] ends with i, and t[i] belongs to no other row."""
    return np.column_stack([rng.normal(size=(n, 2)), np.arange(n)]), rng.permutation(n) + 100


def counted(impl, rng, n, epochs, batch_size):
    """fit on n training rows and half as many for testing: the network, the optimiser, what came back."""
    network, optimizer = CountingNetwork(rng), PlainDescent(0.1)
    data = (*rows_with_numbers(rng, n), *rows_with_numbers(rng, n // 2))
    history = impl.fit(network, optimizer, *data, epochs, batch_size, np.random.default_rng(1))
    return network, optimizer, history


@grader("fit", points=0.5)
def grade_fit_returns_an_array(impl, rng):
    """形 (epochs, 2) の np.ndarray を返す | returns an np.ndarray of shape (epochs, 2)"""
    return counted(impl, rng, 24, 4, 8)[2]


@grader("fit", points=1)
def grade_fit_accuracy_on_the_training_data(impl, rng):
    """1 列目：エポックが終わるたびの、訓練データ全体での正解率
    |
    column 1: the accuracy on all training data at the end of each epoch"""
    return as_array(counted(impl, rng, 24, 5, 6)[2], float)[:, 0]


@grader("fit", points=1)
def grade_fit_accuracy_on_the_test_data(impl, rng):
    """2 列目：エポックが終わるたびの、テストデータ全体での正解率
    |
    column 2: the accuracy on all test data at the end of each epoch"""
    return as_array(counted(impl, rng, 20, 3, 5)[2], float)[:, 1]


@grader("fit", points=1)
def grade_fit_number_of_updates(impl, rng):
    """更新の回数：1 エポックに len(x_train) // batch_size 回
    |
    the number of updates: len(x_train) // batch_size an epoch"""
    found = []
    for n, epochs, batch_size in [(20, 3, 4), (23, 2, 5), (9, 4, 9), (30, 2, 16)]:
        network, optimizer, _ = counted(impl, rng, n, epochs, batch_size)
        found.append([optimizer.updates, len(network.batches)])
    return np.array(found)


@grader("fit", points=0.5)
def grade_fit_with_fewer_data_than_a_batch(impl, rng):
    """データが batch_size より少なくても、1 エポックに 1 回は更新する
    |
    one update an epoch even when there are fewer data than batch_size"""
    return counted(impl, rng, 6, 3, 10)[1].updates


@grader("fit", points=0.5)
def grade_fit_parameters(impl, rng):
    """学習後の params（今の params での勾配を optimizer に渡す）
    |
    params in the end: the optimiser is given the gradient at the present params"""
    return counted(impl, rng, 12, 3, 4)[0].params


def judge_batches_of_fit(got, expected):
    x, t = expected["x"], expected["t"]
    if len(got["batches"]) != len(expected["batches"]):
        return "更新の回数が違います。 | The number of updates is not the right one."
    drawn = []
    for x_batch, t_batch in got["batches"]:
        if np.shape(x_batch) != (8, 3) or np.shape(t_batch) != (8,):
            return "ミニバッチの大きさが batch_size と違います。 | A mini-batch has not batch_size data."
        rows = np.asarray(x_batch)[:, -1].astype(int)
        if not (np.all(rows >= 0) and np.all(rows < len(x)) and np.array_equal(x_batch, x[rows])):
            return (
                "ミニバッチに、訓練データにない行があります。 | "
                "A mini-batch has rows that are not in the training data."
            )
        if not np.array_equal(t_batch, t[rows]):
            return (
                "ミニバッチの x の行と t の正解が対になっていません。 | "
                "In a mini-batch, the rows of x and the right answers in t do not belong together."
            )
        drawn.append(tuple(sorted(rows.tolist())))
    # 102 batches of 8 out of 24, drawn with or without replacement: two of them are equal with a chance of at
    # most 1 in 735,471 (24 over 8), and 51 repetitions among 102 have less than 1e-100. A row is in none of
    # them with a chance of at most (23/24)^816 = 9e-16; any of the 24, with 2e-14.
    if len(set(drawn)) < len(drawn) / 2:
        return "同じミニバッチが繰り返されています。 | The same mini-batch comes again and again."
    if len({row for batch in drawn for row in batch}) < len(x):
        return "一度も選ばれない訓練データがあります。 | Some training data are never chosen."
    return True


@grader("fit", points=1, judge=judge_batches_of_fit)
def grade_fit_draws_mini_batches(impl, rng):
    """更新のたびに、訓練データから、x と t の対を保って、ミニバッチを選び直す
    |
    draws a new mini-batch from the training data for every update, and keeps x and t pairs"""
    network, (x, t) = CountingNetwork(rng), rows_with_numbers(rng, 24)
    impl.fit(network, PlainDescent(0.01), x, t, *rows_with_numbers(rng, 7), 34, 8, rng)
    return {"x": x, "t": t, "batches": network.batches}


# Two fits that draw other mini-batches reach accuracies on these 400 test digits that differ with a standard
# deviation of 0.022 (the reference against every accepted form, 1,000 seeds each; the largest difference was
# 0.09): the margin is nine of them, which a normal distribution exceeds with 1e-19. An untrained network is
# 0.7 lower.
FIT_MARGIN = 0.2


def judge_fitted(got, expected):
    # computed here: an accuracy that the sandbox tells could be made up
    def accuracies(params):
        network = SmallNet({key: as_array(params[key], float) for key in ("W1", "b1", "W2", "b2")})
        return [network.accuracy(expected[f"x_{part}"], expected[f"t_{part}"]) for part in ("train", "test")]

    reached = accuracies(got["params"])
    if not reached[1] >= accuracies(expected["params"])[1] - FIT_MARGIN:
        return "学習したネットワークの正解率が低すぎます。 | The accuracy of the trained network is too low."
    if not np.allclose(as_array(got["history"], float)[-1], reached, atol=0.005):
        return (
            "最後の行が、学習後のネットワークの正解率ではありません。 | "
            "The last row is not the accuracy of the network in the end."
        )
    return True


@grader("fit", points=1.5, judge=judge_fitted)
def grade_fit_learns_digits(impl, rng):
    """手書き数字 600 枚を学習したネットワークの正解率と、返した正解率
    |
    the accuracy of a network that learnt 600 handwritten digits, and the accuracies that come back"""
    x, t = small_digits(rng, 1000)
    network = SmallNet(small_weights(rng, 20))
    arrays = network.arrays
    history = impl.fit(network, PlainDescent(0.5), x[:600], t[:600], x[600:], t[600:], 10, 20, rng)
    return {
        "x_train": x[:600],
        "t_train": t[:600],
        "x_test": x[600:],
        "t_test": t[600:],
        "params": dict(arrays),
        "history": history,
    }


# Epsilon may be anything from 1e-8 to 1e-5. In a column of variance v it moves 1/√(v + ε) by a factor of at
# most 1 + ε/(2v), which is 1 + 2e-7 here, as no variance is below 25. With |γ| and |dout| up to 2, N up to 8
# and so |xn| up to √(N − 1) < 2.7, an output is moved by at most 2·2.7·2e-7 = 1.1e-6; dgamma, at most 2N, by
# 3.2e-6; dx, at most (4 + 4 + 2.7·4)/σ with σ ≥ 5 and the last term moved three times, by 1.7e-6. In test
# mode |x − μ|/σ is at most 5, which makes 2·5·2e-7 = 2e-6.
EPSILON = {"atol": 4e-6}


# 6.2


def sizes_of_layers(rng):
    """(n_in, n_out) of three layers: one that widens, one that narrows, and one of a single neuron."""
    small, large, many = rng.integers([60, 200, 4000], [100, 300, 5000]).tolist()
    return [(small, large), (large, small), (many, 1)]


def judge_spread(deviations):
    """A judge of shapes and spreads. `deviations(*size)` are the standard deviations that are right.

    Of 12,000 numbers, the fewest but for the single neuron, one that is off by a tenth is refused.
    """

    def judge(got, expected):
        for size, weights in zip(expected["sizes"], got["weights"], strict=True):
            W = as_array(weights, float)
            if W.shape != tuple(size[:2]):
                return (
                    "重みの形が (n_in, n_out) と違います。 | The shape of the weights is not (n_in, n_out)."
                )
            right = [float(std) for std in deviations(*size)]
            if not normal_mean_fits(W, 0.0, max(right)):
                return "重みの平均が 0 ではありません。 | The mean of the weights is not 0."
            if not any(normal_spread_fits(W, std) for std in right):
                times = np.sqrt(np.mean(W**2)) / right[0]
                return (
                    f"重みの散らばり（標準偏差）が、正しい値のおよそ {times:.2g} 倍です。 | "
                    f"The spread of the weights, their standard deviation, is about {times:.2g} times what "
                    "it should be."
                )
        return True

    return judge


def is_near(W, std):
    """Whether numbers are spread by std, or by up to three times more or less."""
    return std / 3 < np.sqrt(np.mean(W**2)) < 3 * std


def judge_bell(deviations):
    """A judge of the distribution: normal with mean 0. Its width need only be about right.

    Of 40,000 numbers, evenly spread ones are refused: their share up to some x is off by 0.057, more than
    twice what is let pass.
    """

    def judge(got, expected):
        W = as_array(got["weights"], float)
        if W.shape != np.shape(expected["weights"]):
            return "重みの形が (n_in, n_out) と違います。 | The shape of the weights is not (n_in, n_out)."
        if not is_near(W, deviations(*expected["size"])[0]):
            return "重みの散らばりが大きく違います。 | The spread of the weights is far from right."
        if not normal_shape_fits(W):
            return (
                "重みが、平均 0 の正規分布に従っていません。 | The weights are not from a normal "
                "distribution with mean 0."
            )
        return True

    return judge


def judge_fresh(deviations):
    """A judge of two draws in turn, in which no number is to come again.

    That of 2,400 numbers with 24 bits or more a tenth comes again by chance has a probability far below 1e-9.
    """

    def judge(got, expected):
        W = as_array(got["weights"], float)
        if W.shape != np.shape(expected["weights"]):
            return "重みの形が (n_in, n_out) と違います。 | The shape of the weights is not (n_in, n_out)."
        if not is_near(W, deviations(*expected["size"])[0]):
            return "重みの散らばりが大きく違います。 | The spread of the weights is far from right."
        for each in W:
            if len(np.unique(each)) < 0.9 * each.size:
                return (
                    "1 つの重みの中に、同じ数が繰り返し現れます。 | Among the weights of one draw, the same "
                    "numbers come again and again."
                )
        if len(np.unique(W)) < 0.9 * W.size:
            return (
                "2 回呼ぶと、2 回とも同じ重みが返ります。呼ぶたびに新しい乱数にしてください。 | "
                "Two calls return the same weights. Draw new random numbers at each call."
            )
        return True

    return judge


def plain_deviations(n_in, n_out, std):
    return [std]


def xavier_deviations(n_in, n_out):
    return [np.sqrt(1 / n_in), np.sqrt(2 / (n_in + n_out))]  # the book's, and that of Glorot and Bengio


def he_deviations(n_in, n_out):
    return [np.sqrt(2 / n_in)]


@grader("plain_init", points=1.5, judge=judge_spread(plain_deviations))
def grade_plain_init_spread(impl, rng):
    """形は (n_in, n_out)、標準偏差は std | the shape is (n_in, n_out), the standard deviation std"""
    sizes = [(*size, std) for size, std in zip(sizes_of_layers(rng), [0.01, 0.5, 0.1], strict=True)]
    return {"sizes": sizes, "weights": [impl.plain_init(*size, rng) for size in sizes]}


@grader("plain_init", points=1, judge=judge_bell(plain_deviations))
def grade_plain_init_is_normal(impl, rng):
    """平均 0 の正規分布 | a normal distribution with mean 0"""
    size = (*rng.integers(200, 230, size=2).tolist(), float(rng.uniform(0.02, 0.4)))
    return {"size": size, "weights": impl.plain_init(*size, rng)}


@grader("plain_init", points=0.5, judge=judge_fresh(plain_deviations))
def grade_plain_init_draws_anew(impl, rng):
    """呼ぶたびに、すべての要素が新しい乱数 | every element is a new random number at each call"""
    size = (*rng.integers(30, 50, size=2).tolist(), 0.2)
    return {"size": size, "weights": [impl.plain_init(*size, rng) for _ in range(2)]}


@grader("xavier_init", points=1.5, judge=judge_spread(xavier_deviations))
def grade_xavier_init_spread(impl, rng):
    """形は (n_in, n_out)、散らばりは前の層の大きさで決まる
    |
    the shape is (n_in, n_out), and the size of the layer before decides the spread"""
    sizes = sizes_of_layers(rng)
    return {"sizes": sizes, "weights": [impl.xavier_init(*size, rng) for size in sizes]}


@grader("xavier_init", points=1, judge=judge_bell(xavier_deviations))
def grade_xavier_init_is_normal(impl, rng):
    """平均 0 の正規分布 | a normal distribution with mean 0"""
    size = rng.integers(200, 230, size=2).tolist()
    return {"size": size, "weights": impl.xavier_init(*size, rng)}


@grader("xavier_init", points=0.5, judge=judge_fresh(xavier_deviations))
def grade_xavier_init_draws_anew(impl, rng):
    """呼ぶたびに、すべての要素が新しい乱数 | every element is a new random number at each call"""
    size = rng.integers(30, 50, size=2).tolist()
    return {"size": size, "weights": [impl.xavier_init(*size, rng) for _ in range(2)]}


@grader("he_init", points=1.5, judge=judge_spread(he_deviations))
def grade_he_init_spread(impl, rng):
    """形は (n_in, n_out)、散らばりは前の層の大きさで決まる
    |
    the shape is (n_in, n_out), and the size of the layer before decides the spread"""
    sizes = sizes_of_layers(rng)
    return {"sizes": sizes, "weights": [impl.he_init(*size, rng) for size in sizes]}


@grader("he_init", points=1, judge=judge_bell(he_deviations))
def grade_he_init_is_normal(impl, rng):
    """平均 0 の正規分布 | a normal distribution with mean 0"""
    size = rng.integers(200, 230, size=2).tolist()
    return {"size": size, "weights": impl.he_init(*size, rng)}


@grader("he_init", points=0.5, judge=judge_fresh(he_deviations))
def grade_he_init_draws_anew(impl, rng):
    """呼ぶたびに、すべての要素が新しい乱数 | every element is a new random number at each call"""
    size = rng.integers(30, 50, size=2).tolist()
    return {"size": size, "weights": [impl.he_init(*size, rng) for _ in range(2)]}


def weights_of_layers(rng, *sizes):
    """Weights from each of these layers to the next."""
    return [rng.normal(size=pair) for pair in itertools.pairwise(sizes)]


def softsign(z):
    """An activation function that no student has at hand."""
    return z / (1 + np.abs(z))


@grader("activation_stats", points=1.5)
def grade_activation_stats_of_three_layers(impl, rng):
    """大きさの違う 3 層の、それぞれの出力 | the outputs of three layers, each of another size"""
    return impl.activation_stats(rng.normal(size=(6, 4)), weights_of_layers(rng, 4, 5, 2, 3), softsign)


@grader("activation_stats", points=1)
def grade_activation_stats_of_any_depth(impl, rng):
    """層が 1 つだけのときと、同じ大きさの 6 層 | a single layer, and six layers of one size"""
    found = []
    for sizes in [(3, 2), (4,) * 7]:
        found.append(
            list(
                impl.activation_stats(
                    rng.normal(size=(5, sizes[0])), weights_of_layers(rng, *sizes), softsign
                )
            )
        )
    return found


@grader("activation_stats", points=1)
def grade_activation_stats_with_any_activation(impl, rng):
    """いろいろな活性化関数 | several activation functions"""
    x, weights = rng.normal(size=(5, 3)), weights_of_layers(rng, 3, 4, 4)
    functions = (np.sin, np.tanh, lambda z: np.maximum(z, 0), lambda z: z**2 - 1)
    return [list(impl.activation_stats(x, weights, f)) for f in functions]


@grader("activation_stats", points=0.5)
def grade_activation_stats_leaves_the_input(impl, rng):
    """渡した x と weights を書き換えない | leaves x and weights unchanged"""
    x, weights = rng.normal(size=(4, 3)), weights_of_layers(rng, 3, 3, 3)
    found = list(impl.activation_stats(x, weights, softsign))
    return [found, x, weights]


# 6.3


def spread_columns(rng, n, d, size=5.0):
    """A batch (n, d) whose columns differ in mean and spread; none has a deviation below `size`."""
    x = rng.normal(size=(n, d))
    x = (x - np.mean(x, axis=0)) / np.std(x, axis=0)
    return x * rng.uniform(size, 2 * size, size=d) + rng.uniform(-4 * size, 4 * size, size=d)


def scale_and_shift(rng, d):
    """gamma, none of it near 0 or 1, and beta."""
    return rng.uniform(1.3, 2.0, size=d) * rng.choice([-1.0, 1.0], size=d), rng.uniform(-20.0, 20.0, size=d)


def statistics_of(layer):
    """A layer's running statistics, each of shape (d,)."""
    return np.ravel(as_array(layer.running_mean, float)), np.ravel(as_array(layer.running_var, float))


def judge_tiny_variance(got, expected):
    """Of a column with deviation s and gamma, beta: γ (x − μ) / √(s² + ε) + β, for some ε of 1e-8 to 1e-5."""
    out, right = as_array(got["out"], float), np.asarray(expected["out"])
    if out.shape != right.shape:
        return "出力の形が x と違います。 | The output has not the shape of x."
    if not np.all(np.isfinite(out)):
        return (
            "値がどれも等しい列があると、有限の値になりません。 | "
            "Where a column holds equal values, the output is not finite."
        )
    if not np.allclose(out[:, [0, 2]], right[:, [0, 2]], rtol=0, atol=2e-6):
        return (
            "値がどれも等しい列か、ふつうの列の出力が違います。 | "
            "The output is wrong for a column of equal values or for an ordinary one."
        )
    tiny, of_reference = (a[:, 1] - expected["beta"][1] for a in (out, right))
    ratio = np.sum(tiny * of_reference) / np.sum(of_reference**2)
    # √(1e-7 / ε), for the reference has ε = 1e-7, and beside ε the column's variance of 1e-12 is nothing
    if not (0.09 < ratio < 3.3 and np.allclose(tiny, ratio * of_reference, rtol=0, atol=1e-5)):
        return (
            "値がほとんど等しい列で、√(分散 + ε) で割った値になっていません。 | "
            "Where the values of a column are nearly equal, the output is not what division by "
            "√(variance + ε) gives."
        )
    return True


@grader("BatchNormalization", points=1.5, **EPSILON)
def grade_batch_normalization_forward(impl, rng):
    """forward（学習時）：データごとに行が並ぶ行列 | forward in training: a matrix, a row for each datum"""
    outs = []
    for n, d in [(8, 3), (5, 7)]:
        layer = impl.BatchNormalization(*scale_and_shift(rng, d))
        outs.append(layer.forward(spread_columns(rng, n, d)))
    return outs


@grader("BatchNormalization", points=0.5, **EPSILON)
def grade_batch_normalization_forward_of_images(impl, rng):
    """forward（学習時）：(N, C, H, W) の画像（(N, C·H·W) とみなして正規化し、形を元に戻す）
    |
    forward in training: images (N, C, H, W), normalised as (N, C·H·W) and given back in their shape"""
    layer = impl.BatchNormalization(*scale_and_shift(rng, 12))
    return layer.forward(spread_columns(rng, 6, 12).reshape(6, 2, 3, 2), True)


@grader("BatchNormalization", points=0.5, judge=judge_tiny_variance)
def grade_batch_normalization_forward_of_tiny_variance(impl, rng):
    """forward（学習時）：値がすべて等しい列や、ほとんど等しい列があっても、割り算が壊れない
    |
    forward in training: division goes well even where all values of a column are equal, or nearly so"""
    gamma, beta = scale_and_shift(rng, 3)
    x = spread_columns(rng, 8, 3)
    x[:, 0] = 3.0
    x[:, 1] = 1e-6 * (x[:, 1] - np.mean(x[:, 1])) / np.std(x[:, 1])
    return {"beta": beta, "out": impl.BatchNormalization(gamma.copy(), beta.copy()).forward(x)}


@grader("BatchNormalization", points=1, **EPSILON)
def grade_batch_normalization_forward_in_test_mode(impl, rng):
    """forward（テスト時）：渡した running_mean と running_var で正規化する。データは 1 個でもよい
    |
    forward in testing: normalised by the given running_mean and running_var, even a single datum"""
    outs = []
    for n in (6, 1):
        mean, var = rng.uniform(-5.0, 5.0, size=4), rng.uniform(25.0, 100.0, size=4)
        layer = impl.BatchNormalization(*scale_and_shift(rng, 4), running_mean=mean, running_var=var)
        outs.append(layer.forward(rng.uniform(-20.0, 20.0, size=(n, 4)), False))
    return outs


@grader("BatchNormalization", points=1)
def grade_batch_normalization_running_mean(impl, rng):
    """running_mean：学習を 1 回、4 回したあと（0 から始めても、渡した値から始めても）
    |
    running_mean after 1 and after 4 batches, from 0 on and from given values on"""
    found = []
    given = {"running_mean": rng.uniform(-9.0, 9.0, size=3), "running_var": rng.uniform(9.0, 25.0, size=3)}
    for options in ({}, {"momentum": 0.4, **given}):
        layer = impl.BatchNormalization(*scale_and_shift(rng, 3), **options)
        layer.forward(spread_columns(rng, 5, 3))
        found.append(statistics_of(layer)[0].copy())
        for n in (6, 4, 7):
            layer.forward(spread_columns(rng, n, 3), True)
        found.append(statistics_of(layer)[0])
    return found


@grader("BatchNormalization", points=1)
def grade_batch_normalization_running_variance(impl, rng):
    """running_var：学習を 1 回、4 回したあと（0 から始めても、渡した値から始めても）
    |
    running_var after 1 and after 4 batches, from 0 on and from given values on"""
    found = []
    given = [rng.uniform(-9.0, 9.0, size=4), rng.uniform(9.0, 25.0, size=4)]
    for options in ([], [0.3, *given]):
        layer = impl.BatchNormalization(*scale_and_shift(rng, 4), *options)
        layer.forward(spread_columns(rng, 6, 4))
        found.append(statistics_of(layer)[1].copy())
        for n in (5, 7, 4):
            layer.forward(spread_columns(rng, n, 4), train_flg=True)
        found.append(statistics_of(layer)[1])
    return found


# After 30 batches at a momentum of 0.8 the running variance is above 0.998 · 100, and |x − μ| below 50.
@grader("BatchNormalization", points=0.5, **EPSILON)
def grade_batch_normalization_learns_then_tests(impl, rng):
    """30 回学習してからテストし、もう一度テストしても、同じ統計で正規化する
    |
    30 batches of training, then two of testing, which both are normalised by the same statistics"""
    layer = impl.BatchNormalization(*scale_and_shift(rng, 3), 0.8)
    for _ in range(30):
        layer.forward(spread_columns(rng, 6, 3, size=10.0))
    return [layer.forward(rng.uniform(-8.0, 8.0, size=(n, 3)), train_flg=False) for n in (4, 2)]


@grader("BatchNormalization", points=0.5)
def grade_batch_normalization_dbeta(impl, rng):
    """backward：dbeta | backward: dbeta"""
    layer = impl.BatchNormalization(*scale_and_shift(rng, 3))
    layer.forward(spread_columns(rng, 6, 3))
    layer.backward(rng.uniform(-2.0, 2.0, size=(6, 3)))
    return layer.dbeta


@grader("BatchNormalization", points=1, **EPSILON)
def grade_batch_normalization_dgamma(impl, rng):
    """backward：dgamma | backward: dgamma"""
    layer = impl.BatchNormalization(*scale_and_shift(rng, 4))
    layer.forward(spread_columns(rng, 5, 4))
    layer.backward(rng.uniform(-2.0, 2.0, size=(5, 4)))
    return layer.dgamma


@grader("BatchNormalization", points=2.5, **EPSILON)
def grade_batch_normalization_dx(impl, rng):
    """backward：dx（平均と分散を通る道も合わせて） | backward: dx, by way of the mean and the variance too"""
    found = []
    for n, d in [(6, 3), (4, 5)]:
        layer = impl.BatchNormalization(*scale_and_shift(rng, d))
        layer.forward(spread_columns(rng, n, d))
        found.append(layer.backward(rng.uniform(-2.0, 2.0, size=(n, d))))
    return found


@grader("BatchNormalization", points=0.5, **EPSILON)
def grade_batch_normalization_backward_of_images(impl, rng):
    """backward：(N, C, H, W) の画像で、dx は画像の形、dgamma と dbeta は (C·H·W,)
    |
    backward for images (N, C, H, W): dx in their shape, dgamma and dbeta (C·H·W,)"""
    layer = impl.BatchNormalization(*scale_and_shift(rng, 12))
    layer.forward(spread_columns(rng, 5, 12).reshape(5, 3, 2, 2))
    dx = layer.backward(rng.uniform(-2.0, 2.0, size=(5, 3, 2, 2)))
    return [dx, layer.dgamma, layer.dbeta]


@grader("BatchNormalization", points=0.5, **EPSILON)
def grade_batch_normalization_sees_updated_parameters(impl, rng):
    """gamma と beta の配列をその場で更新すると、レイヤの計算も変わる
    |
    when the arrays gamma and beta are updated in place, the layer computes with the new ones"""
    gamma, beta = scale_and_shift(rng, 4)
    layer, x = impl.BatchNormalization(gamma, beta), spread_columns(rng, 6, 4)
    layer.forward(x)
    gamma += rng.uniform(0.5, 1.0, size=4)
    beta -= rng.uniform(0.5, 1.0, size=4)
    return layer.forward(x)


@grader("BatchNormalization", points=0.5, **EPSILON)
def grade_batch_normalization_apart(impl, rng):
    """2 つのレイヤを使い、forward を何度か呼んでも、backward は直前の forward の値を使う
    |
    with two layers in use, and after several forwards, backward uses the values of the last one"""
    first, second = (impl.BatchNormalization(*scale_and_shift(rng, 3)) for _ in range(2))
    for layer, n in [(first, 7), (first, 5), (second, 5)]:
        layer.forward(spread_columns(rng, n, 3))
    dout = rng.uniform(-2.0, 2.0, size=(5, 3))
    return [first.backward(dout.copy()), second.backward(dout.copy())]


@grader("BatchNormalization", points=0.5, **EPSILON)
def grade_batch_normalization_leaves_the_input(impl, rng):
    """forward は x を、backward は dout を書き換えない
    |
    forward leaves x unchanged, and backward dout"""
    layer = impl.BatchNormalization(*scale_and_shift(rng, 3))
    x, dout = spread_columns(rng, 5, 3), rng.uniform(-2.0, 2.0, size=(5, 3))
    out = layer.forward(x)
    layer.backward(dout)
    return [out, x, dout, layer.dbeta]


# A loss may have anything from 0 to 1e-7 inside its log. With probabilities above 0.01 this moves a loss by
# less than 1e-5.
DELTA = {"atol": 1e-5}
# The epsilon of batch normalisation is anything from 1e-8 to 1e-5, which moves a normalised value by at most
# epsilon / (2 var) of itself. The variances here are hardly ever below 0.02, so that is 3e-4 or less.
EPSILON_OF_A_NET = {"rtol": 1e-3, "atol": 2e-4}


def same_draws(rng):
    """Seed NumPy's own random numbers: the same mistake then gives the same observation each time."""
    np.random.seed(int(rng.integers(2**32)))


def some_ratio(rng):
    """A dropout ratio that is far from 0, from 1 and from 1 − itself."""
    ratio = rng.uniform(0.2, 0.3)
    return float(rng.choice([ratio, 1 - ratio]))


def not_zero(rng, *shape):
    """Numbers of both signs, none near 0."""
    return rng.uniform(0.5, 2.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def params_of_layers(rng, *sizes):
    """Parameters W1, b1, W2, … for layers of these sizes that keep the scores small; no bias is 0."""
    params = {}
    for i, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        params[f"W{i}"] = rng.uniform(-0.6, 0.6, size=(n_in, n_out))
        params[f"b{i}"] = rng.uniform(0.1, 0.5, size=n_out)
    return params


def net_filled(network, params):
    """Write params into a network in place, as an optimiser does; layers that hold copies get them, too."""
    for key, value in params.items():
        network.params[key][...] = value
    for key in params:
        with contextlib.suppress(Exception):
            setattr(network.layers[f"Affine{key[1:]}"], key[0], network.params[key])
    return network


def net_with_params(impl, rng, *sizes, **options):
    """The student's MultiLayerNet of these sizes with parameters drawn from rng."""
    network = impl.MultiLayerNet(sizes[0], list(sizes[1:-1]), sizes[-1], **options)
    return net_filled(network, params_of_layers(rng, *sizes))


def extended_net(impl, rng, *sizes, **options):
    """The student's MultiLayerNetExtend of these sizes with parameters drawn from rng, gamma and beta too."""
    network = impl.MultiLayerNetExtend(sizes[0], list(sizes[1:-1]), sizes[-1], **options)
    params = params_of_layers(rng, *sizes)
    if options.get("use_batchnorm"):
        for i, size in enumerate(sizes[1:-1], 1):
            params[f"W{i}"] = 2 * not_zero(rng, sizes[i - 1], size)  # keeps variances far from epsilon
            params[f"gamma{i}"] = rng.uniform(0.5, 1.5, size=size)
            params[f"beta{i}"] = rng.uniform(0.0, 0.5, size=size)
    return net_filled(network, params)


def classes_of(rng, n, m):
    """n labels for m classes."""
    return rng.integers(m, size=n)


def picked(grads, *keys):
    return {key: grads[key] for key in keys}


NO_ZEROS = (
    "訓練のとき（train_flg=True）に、0 になる要素とならない要素が混ざっていません。 | "
    "In training (train_flg=True) there is no mixture of elements that become 0 and elements that do not."
)
NOT_ONE_FACTOR = (
    "訓練のときに消えなかった要素が、入力のまま（本の方法）でも、入力の 1 / (1 − dropout_ratio) "
    "倍（逆 Dropout）でもありません。 | "
    "In training, the elements that are kept are neither the input itself, as in the book, nor all of them "
    "1 / (1 − dropout_ratio) times the input (inverted dropout)."
)


def kept_factor(y, x, ratio):
    """What training multiplied the elements that it kept by; a sentence if that cannot be said."""
    kept = y != 0
    if y.shape != x.shape or np.all(kept) or not np.any(kept):
        return NO_ZEROS
    for factor in (1.0, 1 / (1 - ratio)):
        if np.allclose(y[kept], factor * x[kept], rtol=1e-5):
            return factor
    return NOT_ONE_FACTOR


def judge_dropped_share(got, expected):
    """The share of zeros, and what the others are."""
    for seen, right in zip(got, expected, strict=True):
        x, ratio, y = right["x"], right["ratio"], as_array(seen["y"], float)
        factor = kept_factor(y, x, ratio)
        if isinstance(factor, str):
            return factor
        if not share_fits(np.mean(y == 0), y.size, ratio):
            return (
                "0 になる要素の割合が dropout_ratio と違います。 | "
                "The share of elements that become 0 is not dropout_ratio."
            )
    return True


def judge_dropped_one_by_one(got, expected):
    """Neighbours are both kept or both dropped as often as if each were drawn for itself.

    Pairs that share no element are independent events.
    """
    x, ratio, y = expected["x"], expected["ratio"], as_array(got["y"], float)
    factor = kept_factor(y, x, ratio)
    if isinstance(factor, str):
        return factor
    alike = ratio**2 + (1 - ratio) ** 2
    for axis in range(y.ndim):
        kept = np.moveaxis(y != 0, axis, 0)
        first, second = kept[0::2], kept[1::2]
        if not share_fits(np.mean(first == second), first.size, alike):
            return (
                "消す要素が 1 つずつ別々に選ばれていません（行や列ごとにそろっているなど）。 | "
                "The elements to drop are not chosen one by one. Do whole rows or columns go together?"
            )
    return True


def judge_masks_anew(got, expected):
    x, ratio, outs = expected["x"], expected["ratio"], [as_array(y, float) for y in got["y"]]
    for y in outs:
        factor = kept_factor(y, x, ratio)
        if isinstance(factor, str):
            return factor
    alike = ratio**2 + (1 - ratio) ** 2
    for first, second in pairwise(outs):
        if not share_fits(np.mean((first == 0) == (second == 0)), x.size, alike):
            return (
                "forward を続けて呼んだとき、消える要素の重なり方が、1 つずつ選び直した場合と合いません。 | "
                "When forward is called again, the dropped elements do not agree with those before as "
                "often as if each were chosen anew."
            )
    return True


def judge_dropped_gradients(got, expected):
    """Every dx belongs to its y: 0 where y is 0, dout times the same factor elsewhere."""
    for seen, right in zip(got, expected, strict=True):
        y = as_array(seen["y"], float)
        factor = kept_factor(y, right["x"], right["ratio"])
        if isinstance(factor, str):
            return factor
        dx = as_array(seen["dx"], float)
        if dx.shape != y.shape or np.any((dx == 0) != (y == 0)):
            return (
                "backward が 0 にする要素が、直前の forward が 0 にした要素と違います。 | "
                "backward puts 0 at other elements than the last forward did."
            )
        if not np.allclose(dx, np.where(y == 0, 0, factor * right["dout"]), rtol=1e-5):
            return (
                "消さなかった要素の dx が、forward と同じ倍率の dout になっていません。 | "
                "Where nothing is dropped, dx is not dout times the factor of forward."
            )
    return True


WRONG_TEST_MODE = (
    "テストのとき（train_flg=False）の出力の大きさが、訓練のときの平均と合いません。訓練で残りを大きくしない"
    "本の方法なら 1 − dropout_ratio 倍、逆 Dropout なら入力のままにします。 | "
    "In test mode (train_flg=False) the output is not as large as the mean in training. In the book's "
    "way, which does not enlarge what training keeps, it is the input times 1 − dropout_ratio; in inverted "
    "dropout it is the input itself."
)


def judge_scaled_in_test(got, expected):
    x, ratio = expected["x"], expected["ratio"]
    factor = kept_factor(as_array(got["train"], float), x, ratio)
    if isinstance(factor, str):
        return factor
    test = as_array(got["test"], float)
    right = test.shape == x.shape and np.allclose(test, factor * (1 - ratio) * x, rtol=1e-5)
    return True if right else WRONG_TEST_MODE


def judge_input_kept(got, expected):
    factor = kept_factor(as_array(got["y"], float), expected["x"], expected["ratio"])
    if isinstance(factor, str):
        return factor
    if not np.array_equal(got["x"], expected["x"]):
        return "渡した x が書き換えられています。 | The x that was given has been changed."
    return True


# What weight_init_std may ask, for a weight of that many rows and columns. For Xavier, the book's number and
# that of Glorot's paper are both right.
STANDARD_DEVIATIONS = {
    "he": lambda n_in, n_out: [np.sqrt(2 / n_in)],
    "xavier": lambda n_in, n_out: [np.sqrt(1 / n_in), np.sqrt(2 / (n_in + n_out))],
    0.01: lambda n_in, n_out: [0.01],
}


def judge_initial_weights(got, expected):
    """Weights by their statistics, biases 0. One test for each weight, and one for the mean of them all."""
    for net, right in zip(got, expected, strict=True):
        scaled = []
        for key, value in right["params"].items():
            found = as_array(net["params"][key], float)
            if found.shape != value.shape:
                return f"{key} の形が違います。 | {key} has the wrong shape."
            if found.ndim == 1 and np.any(found != 0):
                return f"{key} が 0 から始まっていません。 | {key} does not begin at 0."
            if found.ndim == 2:
                stds = STANDARD_DEVIATIONS[right["scale"]](*value.shape)
                scaled.append(np.ravel(found) / max(stds))
                if not any(normal_spread_fits(found, std) for std in stds):
                    return (
                        f"{key} の標準偏差が weight_init_std の指定と違います。 | "
                        f"The standard deviation of {key} is not what weight_init_std asks for."
                    )
        if not normal_mean_fits(np.concatenate(scaled), 0, 1):
            return "重みの平均が 0 ではありません。 | The mean of the weights is not 0."
    return True


def initial_params(network, scale):
    return {"scale": scale, "params": {key: network.params[key] for key in ("W1", "b1", "W2", "b2")}}


def some_sizes(rng):
    """Sizes of three layers, each more than twice its neighbour or less than half; enough for statistics."""
    return [int(rng.integers(low, low + 10)) for low in (100, 35, 90)]


@grader("l2_penalty", points=1)
def grade_l2_penalty_value(impl, rng):
    """penalty：2 層の重みの 2 乗和の λ/2 倍（バイアスは入れない）
    |
    penalty: λ/2 times the sum of squares of the weights of two layers, without biases"""
    penalty, _ = impl.l2_penalty(params_of_layers(rng, 4, 3, 5), rng.uniform(0.1, 2.0))
    return as_array(penalty, float)


@grader("l2_penalty", points=1)
def grade_l2_penalty_gradients(impl, rng):
    """2 つ目の戻り値：W1 と W2 についての勾配 | the second result: the gradients of W1 and W2"""
    _, grads = impl.l2_penalty(params_of_layers(rng, 4, 3, 5), rng.uniform(0.1, 2.0))
    return picked(grads, "W1", "W2")


@grader("l2_penalty", points=0.5)
def grade_l2_penalty_keys(impl, rng):
    """勾配の辞書は、W で始まるキーだけを持つ（gamma や beta があっても）
    |
    the dictionary of gradients has the keys that begin with W and no others, even where gamma and beta are"""
    params = params_of_layers(rng, 2, 4, 3)
    params |= {"gamma1": rng.uniform(1.0, 2.0, size=4), "beta1": rng.uniform(1.0, 2.0, size=4)}
    _, grads = impl.l2_penalty(params, 0.3)
    return [sorted(grads), grads["W1"]]


@grader("l2_penalty", points=1)
def grade_l2_penalty_of_any_depth(impl, rng):
    """1 層と 11 層：penalty と勾配 | one layer and eleven layers: the penalty and the gradients"""
    found = []
    for sizes in ([3, 2], [2, 3] * 6):
        penalty, grads = impl.l2_penalty(params_of_layers(rng, *sizes), 0.7)
        found += [as_array(penalty, float), picked(grads, *(f"W{i}" for i in range(1, len(sizes))))]
    return found


@grader("l2_penalty", points=0.5)
def grade_l2_penalty_leaves_params(impl, rng):
    """2 回呼んでも同じ結果で、params の配列は元のまま
    |
    a second call gives the same, and the arrays of params are left unchanged"""
    params = params_of_layers(rng, 3, 2, 2)
    impl.l2_penalty(params, 0.4)
    penalty, grads = impl.l2_penalty(params, 0.4)
    return [as_array(penalty, float), picked(grads, "W1", "W2"), params]


@grader("Dropout", points=1, judge=judge_dropped_share)
def grade_dropout_share(impl, rng):
    """訓練：割合 dropout_ratio の要素が 0 になり、残りは入力のまま（または 1 / (1 − dropout_ratio) 倍）
    |
    training: a share dropout_ratio of the elements becomes 0; the others stay as they are, or become
    1 / (1 − dropout_ratio) times as large"""
    same_draws(rng)
    x, ratio = not_zero(rng, 100, 70), some_ratio(rng)
    return [
        {"x": x.copy(), "ratio": ratio, "y": impl.Dropout(dropout_ratio=ratio).forward(x, train_flg=True)}
    ]


@grader("Dropout", points=0.5, judge=judge_dropped_share)
def grade_dropout_defaults(impl, rng):
    """Dropout() は半分を消し、forward(x) は訓練として働く
    |
    Dropout() drops half of the elements, and forward(x) is for training"""
    same_draws(rng)
    x = not_zero(rng, 100, 40)
    return [{"x": x.copy(), "ratio": 0.5, "y": impl.Dropout().forward(x)}]


@grader("Dropout", points=1, judge=judge_dropped_one_by_one)
def grade_dropout_element_by_element(impl, rng):
    """訓練：消す要素は 1 つずつ選ばれる（行や列をまとめて消さない）
    |
    training: the elements are chosen one by one, not whole rows or columns"""
    same_draws(rng)
    x, ratio = not_zero(rng, 100, 70), some_ratio(rng)
    return {"x": x.copy(), "ratio": ratio, "y": impl.Dropout(ratio).forward(x, True)}


@grader("Dropout", points=0.5, judge=judge_masks_anew)
def grade_dropout_another_mask_each_time(impl, rng):
    """訓練：forward のたびに、消す要素を選び直す
    |
    training: each forward chooses the elements to drop anew"""
    same_draws(rng)
    x, ratio = not_zero(rng, 40, 50), some_ratio(rng)
    layer = impl.Dropout(ratio)
    return {"x": x.copy(), "ratio": ratio, "y": [layer.forward(x.copy(), True) for _ in range(3)]}


@grader("Dropout", points=1, judge=judge_dropped_gradients)
def grade_dropout_backward(impl, rng):
    """backward：forward が消した要素は 0、残りは dout を同じ倍率で流す
    |
    backward: 0 where forward dropped an element, elsewhere dout with the same factor"""
    same_draws(rng)
    x, dout, ratio = not_zero(rng, 30, 20), not_zero(rng, 30, 20), some_ratio(rng)
    layer = impl.Dropout(ratio)
    y = layer.forward(x.copy(), True)
    return [{"x": x, "ratio": ratio, "dout": dout.copy(), "y": y, "dx": layer.backward(dout)}]


@grader("Dropout", points=0.5, judge=judge_dropped_gradients)
def grade_dropout_backward_after_two_forwards(impl, rng):
    """forward を 2 回呼ぶと、backward は 2 回目に消した要素を使う
    |
    after two forwards, backward goes by what the second dropped"""
    same_draws(rng)
    x, dout, ratio = not_zero(rng, 20, 30), not_zero(rng, 20, 30), some_ratio(rng)
    layer = impl.Dropout(ratio)
    layer.forward(not_zero(rng, 20, 30), True)
    y = layer.forward(x.copy(), True)
    return [{"x": x, "ratio": ratio, "dout": dout.copy(), "y": y, "dx": layer.backward(dout)}]


@grader("Dropout", points=0.5, judge=judge_dropped_gradients)
def grade_dropout_instances_apart(impl, rng):
    """2 つのレイヤを同時に使っても混ざらない | two layers in use at once do not mix"""
    same_draws(rng)
    ratios, found = (0.3, 0.6), []
    layers = [impl.Dropout(ratio) for ratio in ratios]
    xs, douts = not_zero(rng, 2, 20, 30), not_zero(rng, 2, 20, 30)
    outs = [layer.forward(x.copy(), True) for layer, x in zip(layers, xs, strict=True)]
    for layer, ratio, x, dout, y in zip(layers, ratios, xs, douts, outs, strict=True):
        found.append({"x": x, "ratio": ratio, "dout": dout, "y": y, "dx": layer.backward(dout.copy())})
    return found


@grader("Dropout", points=1, judge=judge_scaled_in_test)
def grade_dropout_test_mode(impl, rng):
    """テスト：何も消さず、出力の大きさは訓練のときの平均と同じ
    |
    test mode: nothing is dropped, and the output is as large as the mean in training"""
    same_draws(rng)
    x, ratio = not_zero(rng, 30, 20), some_ratio(rng)
    layer = impl.Dropout(ratio)
    train = layer.forward(x.copy(), train_flg=True)
    return {"x": x.copy(), "ratio": ratio, "train": train, "test": layer.forward(x, train_flg=False)}


@grader("Dropout", points=0.5, judge=judge_dropped_gradients)
def grade_dropout_of_any_shape(impl, rng):
    """1 次元と 4 次元の配列：forward と backward | 1-D and 4-D arrays: forward and backward"""
    same_draws(rng)
    found = []
    for shape in [(200,), (4, 3, 5, 6)]:
        x, dout, ratio = not_zero(rng, *shape), not_zero(rng, *shape), some_ratio(rng)
        layer = impl.Dropout(ratio)
        y = layer.forward(x.copy(), True)
        found.append({"x": x, "ratio": ratio, "dout": dout, "y": y, "dx": layer.backward(dout.copy())})
    return found


@grader("Dropout", points=0.5, judge=judge_input_kept)
def grade_dropout_leaves_the_input(impl, rng):
    """訓練でもテストでも、渡した x を書き換えない | leaves the x that it is given unchanged in either mode"""
    same_draws(rng)
    x, ratio = not_zero(rng, 20, 30), some_ratio(rng)
    layer = impl.Dropout(ratio)
    layer.forward(x, False)
    y = layer.forward(x, True)
    return {"ratio": ratio, "y": y, "x": x}


@grader("MultiLayerNet", points=0.5)
def grade_multi_layer_net_params_of_any_depth(impl, rng):
    """params のキーと形：隠れ層が 0、1、3 層（重みはどれも違う数、バイアスはどれも同じ数）
    |
    the keys and shapes of params with 0, 1 and 3 hidden layers; the weights are different numbers, the biases
    all the same"""
    found = []
    for depth in (0, 1, 3):
        n, m, *hidden = (int(size) for size in rng.permutation(np.arange(3, 12))[: depth + 2])
        for _ in range(2):  # of the same list
            params = impl.MultiLayerNet(input_size=n, hidden_size_list=hidden, output_size=m).params
            arrays = {key: as_array(value, float) for key, value in params.items()}
            found.append({key: [np.zeros_like(a), len(np.unique(a))] for key, a in arrays.items()})
    return found


@grader("MultiLayerNet", points=0.5, judge=judge_initial_weights)
def grade_multi_layer_net_he_weights(impl, rng):
    """初期値：省略時と "he" は He の初期値（活性化関数によらない）、バイアスは 0
    |
    initial values: by default and for "he" those of He, whatever the activation; the biases 0"""
    same_draws(rng)
    n, hidden, m = some_sizes(rng)
    default = impl.MultiLayerNet(n, [hidden], m)
    named = impl.MultiLayerNet(n, [hidden], m, activation="sigmoid", weight_init_std="he")
    return [initial_params(default, "he"), initial_params(named, "he")]


@grader("MultiLayerNet", points=0.5, judge=judge_initial_weights)
def grade_multi_layer_net_other_weights(impl, rng):
    """初期値："sigmoid" と "xavier" は Xavier の初期値、数ならそれが標準偏差
    |
    initial values: those of Xavier for "sigmoid" and "xavier"; a number is the standard deviation itself"""
    same_draws(rng)
    (n, hidden, m), found = some_sizes(rng), []
    for asked, scale in [("sigmoid", "xavier"), ("xavier", "xavier"), (0.01, 0.01)]:
        net = impl.MultiLayerNet(n, [hidden], m, weight_init_std=asked)
        found.append(initial_params(net, scale))
    return found


@grader("MultiLayerNet", points=1)
def grade_multi_layer_net_predict(impl, rng):
    """predict：ReLU、隠れ層 3 層（最後の Affine のあとには何も通さない）
    |
    predict: ReLU and 3 hidden layers; nothing comes after the last Affine"""
    network = net_with_params(impl, rng, 4, 6, 5, 7, 3)
    return network.predict(rng.normal(size=(8, 4)))


@grader("MultiLayerNet", points=0.5)
def grade_multi_layer_net_predict_with_sigmoid(impl, rng):
    """predict：activation="sigmoid"、隠れ層 1 層と 2 層
    |
    predict: activation="sigmoid" with 1 and 2 hidden layers"""
    found = []
    for sizes in [(3, 5, 4), (5, 4, 6, 3)]:
        network = net_with_params(impl, rng, *sizes, activation="sigmoid")
        found.append(network.predict(rng.normal(size=(6, sizes[0]))))
    return found


@grader("MultiLayerNet", points=0.5)
def grade_multi_layer_net_without_hidden_layers(impl, rng):
    """隠れ層が 0 層（hidden_size_list=[]）：predict と gradient
    |
    no hidden layer (hidden_size_list=[]): predict and gradient"""
    network = net_with_params(impl, rng, 4, 3)
    x, t = rng.normal(size=(6, 4)), classes_of(rng, 6, 3)
    return [network.predict(x), picked(network.gradient(x, t), "W1", "b1")]


@grader("MultiLayerNet", points=1, **DELTA)
def grade_multi_layer_net_loss(impl, rng):
    """loss：weight decay なし、ラベルと one-hot 表現の t
    |
    loss: without weight decay, for t of labels and in one-hot form"""
    network = net_with_params(impl, rng, 4, 5, 3)
    x, t = rng.uniform(-1.0, 1.0, size=(7, 4)), classes_of(rng, 7, 3)
    return [network.loss(x, t), network.loss(x[:5], np.eye(3)[t[:5]])]


@grader("MultiLayerNet", points=1, **DELTA)
def grade_multi_layer_net_loss_with_decay(impl, rng):
    """loss：weight decay あり（すべての層の重みの分を足し、バイアスの分は足さない）
    |
    loss: with weight decay, for the weights of all layers and for no biases"""
    network = net_with_params(impl, rng, 4, 5, 4, 3, weight_decay_lambda=rng.uniform(0.1, 0.5))
    return network.loss(rng.uniform(-1.0, 1.0, size=(7, 4)), classes_of(rng, 7, 3))


@grader("MultiLayerNet", points=0.5)
def grade_multi_layer_net_accuracy(impl, rng):
    """accuracy：ラベルと one-hot 表現の t | accuracy: t of labels and in one-hot form"""
    network, x = net_with_params(impl, rng, 3, 6, 5, 4), rng.normal(scale=5.0, size=(150, 3))
    t = classes_of(rng, 150, 4)
    return [network.accuracy(x[:90], t[:90]), network.accuracy(x[90:], np.eye(4)[t[90:]])]


@grader("MultiLayerNet", points=1)
def grade_multi_layer_net_gradient(impl, rng):
    """gradient：weight decay なし、隠れ層 2 層のすべてのパラメータ
    |
    gradient: without weight decay, all parameters with 2 hidden layers"""
    network = net_with_params(impl, rng, 4, 6, 5, 3)
    x, t = rng.normal(size=(8, 4)), np.eye(3)[classes_of(rng, 8, 3)]
    return dict(network.gradient(x, t))


@grader("MultiLayerNet", points=1)
def grade_multi_layer_net_gradient_with_decay(impl, rng):
    """gradient：weight decay あり（λW を足すのは重みだけ）
    |
    gradient: with weight decay, where λW is added for the weights only"""
    network = net_with_params(impl, rng, 4, 6, 5, 3, weight_decay_lambda=rng.uniform(0.1, 0.5))
    x, t = rng.normal(size=(8, 4)), classes_of(rng, 8, 3)
    return picked(network.gradient(x, t), "W1", "b1", "W2", "b2", "W3", "b3")


@grader("MultiLayerNet", points=0.5)
def grade_multi_layer_net_gradient_with_sigmoid(impl, rng):
    """gradient：activation="sigmoid"、隠れ層 3 層（gradient の前に loss を呼んでいない）
    |
    gradient: activation="sigmoid" with 3 hidden layers; loss was not called before"""
    network = net_with_params(impl, rng, 3, 4, 6, 5, 2, activation="sigmoid")
    x, t = rng.normal(size=(8, 3)), classes_of(rng, 8, 2)
    return picked(network.gradient(x, t), "W1", "b1", "W2", "b3", "W4", "b4")


@grader("MultiLayerNet", points=0.5)
def grade_multi_layer_net_sees_updated_params(impl, rng):
    """params をその場で更新すると、レイヤの計算も変わる（2 回の勾配降下）
    |
    when params are updated in place, the layers compute with the new ones (two steps of descent)"""
    network = impl.MultiLayerNet(4, [6, 5], 3)
    for key, value in params_of_layers(rng, 4, 6, 5, 3).items():
        network.params[key][...] = value
    x, t = rng.normal(size=(8, 4)), classes_of(rng, 8, 3)
    for _ in range(2):
        grads = network.gradient(x, t)
        for key in ("W1", "b1", "W2", "b2", "W3", "b3"):
            network.params[key] -= 0.3 * grads[key]
    return network.predict(x)


def judge_dropped_hidden(got, expected):
    """Of two hidden layers whose values come out as scores, each drops its own share."""
    ratio, bias, hidden = expected["ratio"], expected["bias"], expected["hidden"]
    out = as_array(got["out"], float) - bias
    if out.shape != hidden.shape:
        return "predict の結果の形が違います。 | predict gives the wrong shape."
    kept = ~np.isclose(out, 0, atol=1e-9)
    if not share_fits(np.mean(~kept), kept.size, ratio):
        return (
            "訓練のとき、最後の隠れ層の出力が 0 になる割合が dropout_ration と違います。 | "
            "In training, the share of the last hidden layer's outputs that become 0 is not dropout_ration."
        )
    for factor in (1.0, 1 / (1 - ratio)):
        # the hidden values before: sigmoid of 0 where the layer below dropped, sigmoid of the value elsewhere
        below = np.isclose(out, factor * 0.5, rtol=1e-5) & kept
        passed = np.isclose(out, factor / (1 + np.exp(-factor * hidden)), rtol=1e-5) & kept
        if np.all(below | passed | ~kept):
            if share_fits(np.mean(below[kept]), np.sum(kept), ratio):
                return True
            return (
                "訓練のとき、最初の隠れ層の出力が 0 になる割合が dropout_ration と違います。 | "
                "In training, the share of the first hidden layer's outputs that become 0 is not "
                "dropout_ration."
            )
    return (
        "訓練のとき、残った値が違います。Dropout を置くのは、隠れ層の活性化関数のあとだけです。 | "
        "In training, the values of neurons that are kept are wrong. Dropout stands after the activation of "
        "each hidden layer, and nowhere else."
    )


def judge_extended_test_mode(got, expected):
    """Scaled by 1 − ratio after each hidden layer as in the book, or not at all (inverted dropout)."""
    for seen, right in zip(got, expected, strict=True):
        factor = kept_factor(as_array(seen["train"], float), right["hidden"], right["ratio"])
        if isinstance(factor, str):
            return factor
        test, scaled = as_array(seen["test"], float), factor * (1 - right["ratio"]) * right["hidden"]
        if test.shape != scaled.shape or not np.allclose(test, scaled, rtol=1e-5):
            return WRONG_TEST_MODE
    return True


@np.errstate(all="ignore")
def judge_extended_gradient(got, expected):
    """All gradients belong to one and the same choice of dropped neurons, which W2's gradient tells.

    For one datum, with h the hidden values and m what dropout multiplied them by: dW2 = (h·m)ᵀ db2.
    """
    grads = {key: as_array(got[key], float) for key in ("W1", "b1", "W2", "b2")}
    params, x, t, ratio = (expected[key] for key in ("params", "x", "t", "ratio"))
    hidden, dout = np.dot(x, params["W1"])[0] + params["b1"], grads["b2"]
    m = np.dot(grads["W2"], dout) / np.dot(dout, dout) / hidden
    kept = ~np.isclose(m, 0, atol=1e-9)
    if np.all(kept) or not np.any(kept):
        return NO_ZEROS
    if not share_fits(np.mean(~kept), kept.size, ratio):
        return (
            "gradient の順伝播で消えたニューロンの割合が dropout_ration と違います。 | "
            "The share of neurons that are dropped in gradient's forward pass is not dropout_ration."
        )
    if not any(np.allclose(m[kept], factor, rtol=1e-5) for factor in (1.0, 1 / (1 - ratio))):
        return NOT_ONE_FACTOR
    scores = np.dot(hidden * m, params["W2"]) + params["b2"]
    y = np.exp(scores - np.max(scores))
    dhidden = np.dot(params["W2"], dout) * m
    right = {
        "b2": y / np.sum(y) - t[0],
        "W2": np.outer(hidden * m, dout),
        "b1": dhidden,
        "W1": np.outer(x[0], dhidden),
    }
    wrong = [key for key in right if not np.allclose(grads[key], right[key], rtol=1e-5, atol=1e-9)]
    if wrong:
        return (
            f"{wrong[0]} の勾配が、順伝播で消したニューロンと合いません。 | "
            f"The gradient of {wrong[0]} does not go with the neurons that were dropped going forward."
        )
    return True


@grader("MultiLayerNetExtend", points=0.5)
def grade_extended_net_params(impl, rng):
    """params のキーと形：Batch Normalization なしとあり（gamma は 1、beta は 0 から。出力層にはない）
    |
    the keys and shapes of params without and with batch normalisation; gamma begins at 1 and beta at 0, and
    the output layer has none"""
    found = []
    n, m, *hidden = (int(size) for size in rng.permutation(np.arange(3, 12))[:5])
    for use_batchnorm in (False, True, True):
        network = impl.MultiLayerNetExtend(n, hidden, m, use_dropout=True, use_batchnorm=use_batchnorm)
        arrays = {key: as_array(value, float) for key, value in network.params.items()}
        found.append({key: [np.zeros_like(a), len(np.unique(a))] for key, a in arrays.items()})
        found.append({key: a for key, a in arrays.items() if key.startswith(("gamma", "beta"))})
    return found


@grader("MultiLayerNetExtend", points=0.5, judge=judge_initial_weights)
def grade_extended_net_initial_weights(impl, rng):
    """初期値：weight_init_std のとおり（省略時は He の初期値）、バイアスは 0
    |
    initial values: as weight_init_std says, by default those of He; the biases 0"""
    same_draws(rng)
    n, hidden, m = some_sizes(rng)
    found = [initial_params(impl.MultiLayerNetExtend(n, [hidden], m), "he")]
    for asked, scale in [("sigmoid", "xavier"), (0.01, 0.01)]:
        net = impl.MultiLayerNetExtend(n, [hidden], m, weight_init_std=asked, use_batchnorm=True)
        found.append(initial_params(net, scale))
    return found


@grader("MultiLayerNetExtend", points=0.5)
def grade_extended_net_predict_without_extras(impl, rng):
    """どちらも使わないとき：predict と accuracy（ReLU と sigmoid）
    |
    with neither of the two: predict and accuracy, for ReLU and sigmoid"""
    found = []
    for activation in ("relu", "sigmoid"):
        network = extended_net(impl, rng, 4, 6, 5, 3, activation=activation)
        x, t = rng.normal(scale=3.0, size=(40, 4)), classes_of(rng, 40, 3)
        found += [network.predict(x), network.accuracy(x, t), network.accuracy(x[:30], np.eye(3)[t[:30]])]
    return found


@grader("MultiLayerNetExtend", points=0.5, **DELTA)
def grade_extended_net_loss_without_extras(impl, rng):
    """どちらも使わないとき：weight decay のある loss | with neither of the two: loss with weight decay"""
    network = extended_net(impl, rng, 4, 6, 5, 3, weight_decay_lambda=rng.uniform(0.1, 0.5))
    x, t = rng.uniform(-1.0, 1.0, size=(7, 4)), classes_of(rng, 7, 3)
    return [network.loss(x, t), network.loss(x[:5], np.eye(3)[t[:5]])]


@grader("MultiLayerNetExtend", points=1)
def grade_extended_net_gradient_without_extras(impl, rng):
    """どちらも使わないとき：weight decay のある gradient、隠れ層 0 層と 2 層
    |
    with neither of the two: gradient with weight decay, for 0 and 2 hidden layers"""
    found = []
    for sizes in [(4, 3), (4, 6, 5, 3)]:
        network = extended_net(impl, rng, *sizes, weight_decay_lambda=0.3)
        x, t = rng.normal(size=(8, 4)), classes_of(rng, 8, 3)
        found.append(dict(network.gradient(x, t)))
    return found


@grader("MultiLayerNetExtend", points=1, **EPSILON_OF_A_NET)
def grade_extended_net_batch_norm_in_training(impl, rng):
    """Batch Normalization：訓練の predict（Affine と活性化関数の間で正規化する。出力層ではしない）
    |
    batch normalisation: predict in training; it stands between Affine and activation, not at the output"""
    found = []
    for activation in ("relu", "sigmoid"):
        network = extended_net(impl, rng, 4, 6, 5, 3, activation=activation, use_batchnorm=True)
        found.append(network.predict(rng.normal(size=(12, 4)), train_flg=True))
    return found


@grader("MultiLayerNetExtend", points=0.5, **EPSILON_OF_A_NET)
def grade_extended_net_batch_norm_in_test(impl, rng):
    """Batch Normalization：訓練を 5 回通したあとの、テストの predict と accuracy
    |
    batch normalisation: predict and accuracy in test mode after five passes of training"""
    network = extended_net(impl, rng, 4, 6, 5, 3, use_batchnorm=True)
    for _ in range(5):
        network.predict(rng.normal(loc=0.5, size=(12, 4)), train_flg=True)
    x, t = rng.normal(size=(9, 4)), classes_of(rng, 9, 3)
    return [network.predict(x), network.predict(x[:2], train_flg=False), network.accuracy(x, t)]


@grader("MultiLayerNetExtend", points=0.5, **EPSILON_OF_A_NET)
def grade_extended_net_loss_in_both_modes(impl, rng):
    """Batch Normalization：loss の train_flg（省略時はテスト）
    |
    batch normalisation: train_flg of loss, which by default is test mode"""
    network = extended_net(impl, rng, 4, 6, 3, use_batchnorm=True)
    x, t = rng.normal(size=(12, 4)), classes_of(rng, 12, 3)
    return [network.loss(x, t, train_flg=True), network.loss(x[:7], t[:7])]


# Sigmoid has no corner, where another epsilon could decide on which side a value lies.
@grader("MultiLayerNetExtend", points=0.5, **EPSILON_OF_A_NET)
def grade_extended_net_gradient_through_batch_norm(impl, rng):
    """Batch Normalization：gradient の W と b | batch normalisation: gradient, W and b"""
    network = extended_net(impl, rng, 4, 6, 5, 3, activation="sigmoid", use_batchnorm=True)
    x, t = rng.normal(size=(12, 4)), classes_of(rng, 12, 3)
    return picked(network.gradient(x, t), "W1", "b1", "W2", "b2", "W3", "b3")


@grader("MultiLayerNetExtend", points=0.5, **EPSILON_OF_A_NET)
def grade_extended_net_gradient_of_gamma_and_beta(impl, rng):
    """Batch Normalization：gradient の gamma と beta（weight decay は足さない）
    |
    batch normalisation: gradient, gamma and beta, to which no weight decay is added"""
    options = {"activation": "sigmoid", "use_batchnorm": True, "weight_decay_lambda": 0.3}
    network = extended_net(impl, rng, 4, 6, 5, 3, **options)
    grads = network.gradient(rng.normal(size=(12, 4)), np.eye(3)[classes_of(rng, 12, 3)])
    return picked(grads, "gamma1", "beta1", "gamma2", "beta2")


@grader("MultiLayerNetExtend", points=0.5, judge=judge_dropped_hidden)
def grade_extended_net_dropout_in_training(impl, rng):
    """Dropout：訓練の predict では、どの隠れ層も活性化関数のあとで割合 dropout_ration を消す
    |
    dropout: in training, predict drops a share dropout_ration of every hidden layer's output"""
    same_draws(rng)
    width, ratio = 40, some_ratio(rng)
    options = {"activation": "sigmoid", "use_dropout": True, "dropout_ration": ratio}
    network = impl.MultiLayerNetExtend(3, [width, width], width, **options)
    params, one = params_of_layers(rng, 3, width, width, width), np.eye(width)
    params |= {"W2": one, "b2": np.zeros(width), "W3": one}  # the hidden values themselves become scores
    net_filled(network, params)
    x = rng.normal(size=(100, 3))
    hidden = 1 / (1 + np.exp(-(np.dot(x, params["W1"]) + params["b1"])))
    return {"out": network.predict(x, train_flg=True), "hidden": hidden, "bias": params["b3"], "ratio": ratio}


@grader("MultiLayerNetExtend", points=0.5, judge=judge_extended_test_mode)
def grade_extended_net_dropout_in_test(impl, rng):
    """Dropout：テストの predict（省略時）では消さず、大きさは訓練の平均と同じ（割合は指定と、省略時の 0.5）
    |
    dropout: predict in test mode, the default, drops nothing and is as large as the mean in training; with a
    given ratio, and by default with 0.5"""
    same_draws(rng)
    found, width = [], 40
    params = params_of_layers(rng, 3, width, width)
    params |= {"W1": np.abs(params["W1"]), "W2": np.eye(width), "b2": np.zeros(width)}
    x = rng.uniform(0.1, 1.0, size=(20, 3))
    hidden = np.dot(x, params["W1"]) + params["b1"]  # above 0, so that Relu lets it pass
    for ratio, options in [(given := some_ratio(rng), {"dropout_ration": given}), (0.5, {})]:
        network = net_filled(impl.MultiLayerNetExtend(3, [width], width, use_dropout=True, **options), params)
        train, test = network.predict(x, train_flg=True), network.predict(x)
        found.append({"train": train, "test": test, "hidden": hidden, "ratio": ratio})
    return found


@grader("MultiLayerNetExtend", points=1, judge=judge_extended_gradient)
def grade_extended_net_dropout_gradient(impl, rng):
    """Dropout：gradient は訓練として順伝播し、そのとき消したニューロンを通してさかのぼる
    |
    dropout: gradient goes forward as in training, and back through the neurons that it dropped then"""
    same_draws(rng)
    width, ratio = 400, some_ratio(rng)
    network = impl.MultiLayerNetExtend(3, [width], 4, use_dropout=True, dropout_ration=ratio)
    params = params_of_layers(rng, 3, width, 4)
    params |= {"W1": np.abs(params["W1"]), "W2": params["W2"] / 20}
    net_filled(network, params)
    x, t = rng.uniform(0.1, 1.0, size=(1, 3)), np.eye(4)[classes_of(rng, 1, 4)]
    grads = network.gradient(x, t)
    return {**picked(grads, "W1", "b1", "W2", "b2"), "params": params, "x": x, "t": t, "ratio": ratio}


# Six outcomes are equally likely, and each of DRAWS draws is one of them. Their shares take six tests, each
# of which errs with FALSE_ALARM, 1e-10. One is missing by chance with 6 · (5/6)^DRAWS < 1e-38.
OUTCOMES, DRAWS = 6, 500


def numbered_pairs(rng, n):
    """Data whose rows are all different, and labels of which each belongs to one row."""
    return rng.normal(size=(n, 2)), rng.permutation(n) + 100


def images_with_one_hot(rng, n):
    """Images (n, 1, 2, 3), all different, and one-hot labels (n, 4)."""
    return rng.normal(size=(n, 1, 2, 3)), np.eye(4)[np.arange(n) % 4]


def rate_for(rng, n, n_val):
    """A rate that gives n_val of n data, where rounding up or to the nearest would give one more."""
    return float((n_val + rng.uniform(0.6, 0.9)) / n)


def data_sorted_by_label(n):
    """n numbered data of shape (n, 1) in the order of their labels 0, 0, 1, 1, …"""
    return np.arange(float(n)).reshape(n, 1), np.arange(n) // 2


def places_of(rows, data):
    """Where each of `rows` stands in data, whose rows are all different; None if one is not there."""
    rows, data = np.asarray(rows), np.asarray(data)
    if rows.shape[1:] != data.shape[1:] or len(rows) > 2 * len(data):
        return None
    same = (rows[:, None] == data[None]).all(axis=tuple(range(2, data.ndim + 1)))
    return np.argmax(same, axis=1) if same.any(axis=1).all() else None


def fault_in_number(result, names):
    """A sentence if a function does not give as many things as there are names."""
    if isinstance(result, list | tuple) and len(result) == len(names):
        return None
    things = ", ".join(names)
    return (
        f"{things} の {len(names)} つを、この順に返してください。 | "
        f"Return {len(names)} things, in this order: {things}."
    )


def fault_in_pairs(x, t, given):
    """A sentence if rows of x are not from the given data, or t is not their right answers."""
    rows = places_of(x, given[0])
    if rows is None:
        return "x に、データにない行があります。 | In x there are rows that are not in the data."
    if np.shape(t) != given[1][rows].shape or not np.array_equal(t, given[1][rows]):
        return (
            "x の行と t の正解が対になっていません。 | "
            "The rows of x and the right answers in t do not belong together."
        )
    return None


def fault_in_selection(values, given, name):
    """A sentence if values are not all of the given ones, each once, in whatever order."""
    rows = places_of(values, given)
    if rows is None:
        return f"{name} に、データにないものがあります。 | {name} holds something that is not in the data."
    if len(set(rows.tolist())) < len(rows):
        return f"{name} に、同じデータが 2 度以上あります。 | In {name} some data come more than once."
    if len(rows) < len(given):
        return f"{name} から抜けているデータがあります。 | Some data are missing from {name}."
    return None


def in_old_order(x, given):
    """Whether the rows are where they were. Of 20 data, a shuffle is that with probability 1/20! < 1e-18."""
    return np.array_equal(x, given)


NOT_SHUFFLED = "元の順のままです。 | The data are in their old order."


def judge_each_shuffled(got, expected):
    fault = fault_in_number(got["shuffled"], ["x", "t"])
    if fault:
        return fault
    for name, values, given in zip("xt", got["shuffled"], expected["given"], strict=True):
        fault = fault_in_selection(values, given, name)
        if fault:
            return fault
        if in_old_order(values, given):
            return NOT_SHUFFLED
    return True


def judge_shuffled_pairs(got, expected):
    fault = fault_in_number(got["shuffled"], ["x", "t"])
    if fault:
        return fault
    x, t = got["shuffled"]
    given = expected["given"]
    if len(x) != len(given[0]):
        return "データの個数が変わっています。 | The number of data has changed."
    if in_old_order(x, given[0]):
        return NOT_SHUFFLED
    return fault_in_pairs(x, t, given) or True


def judge_shuffled_apart(got, expected):
    for name, after, given in zip("xt", got["after"], expected["given"], strict=True):
        if not np.array_equal(after, given):
            return f"渡した {name} が書き換わっています。 | The {name} that was given is changed."
    return judge_shuffled_pairs(got, expected)


def judge_evenly(outcomes):
    """Whether six outcomes come about equally often, and each of them at all."""
    if len(outcomes) != DRAWS:
        return "結果の個数が違います。 | The number of results is wrong."
    counts = {outcome: outcomes.count(outcome) for outcome in set(outcomes)}
    if len(counts) == 1:
        return "何度呼んでも同じ結果になります。 | However often it is called, the result is the same."
    if len(counts) < OUTCOMES:
        return "何度呼んでも、出ない結果があります。 | Some results never come, however often it is called."
    if not all(share_fits(count / DRAWS, DRAWS, 1 / OUTCOMES) for count in counts.values()):
        return "ほかよりずっと出やすい結果があります。 | Some results come far more often than others."
    return True


def judge_orders(got, expected):
    orders = [tuple(int(i) for i in np.ravel(order)) for order in got["orders"]]
    if any(len(set(order)) != 3 or not set(order) <= set(range(4)) for order in orders):
        return (
            "異なる 3 個のデータが並んでいるはずのところが、そうなっていません。 | "
            "Where three different data should stand, something else does."
        )
    return judge_evenly([tuple(np.argsort(order).tolist()) for order in orders])


def judge_chosen(got, expected):
    chosen = [tuple(sorted(int(i) for i in np.ravel(rows))) for rows in got["chosen"]]
    if any(len(set(rows)) != 2 or not set(rows) <= set(range(4)) for rows in chosen):
        return (
            "4 個のデータから異なる 2 個が検証データになるはずが、そうなっていません。 | "
            "Two different ones of four data should become validation data, but do not."
        )
    return judge_evenly(chosen)


PARTS = ["x_train", "t_train", "x_val", "t_val"]


def judge_sizes(got, expected):
    for parts, right, (x, t) in zip(got["parts"], expected["parts"], expected["given"], strict=True):
        fault = fault_in_number(parts, PARTS)
        if fault:
            return fault
        for name, part, right_part in zip(PARTS, parts, right, strict=True):
            if np.shape(part) != np.shape(right_part):
                return f"{name} の形が違います。 | The shape of {name} is wrong."
            if not np.isin(part, x if name.startswith("x") else t).all():
                return (
                    f"{name} に、データにない値があります。 | {name} holds values that are not in the data."
                )
    return True


def judge_pairs_of_parts(got, expected):
    for parts, given in zip(got["parts"], expected["given"], strict=True):
        fault = fault_in_number(parts, PARTS)
        if fault:
            return fault
        x_train, t_train, x_val, t_val = parts
        if not (len(x_train) and len(x_val)):
            return "訓練データか検証データが空です。 | There are no training or no validation data."
        fault = fault_in_pairs(x_train, t_train, given) or fault_in_pairs(x_val, t_val, given)
        if fault:
            return fault
    return True


def judge_parts_together(got, expected):
    for parts, given in zip(got["parts"], expected["given"], strict=True):
        fault = fault_in_number(parts, PARTS)
        if fault:
            return fault
        x_train, t_train, x_val, t_val = parts
        if not (len(x_train) and len(x_val)):
            return "訓練データか検証データが空です。 | There are no training or no validation data."
        for name, first, second, whole in zip(
            ("x_train + x_val", "t_train + t_val"), (x_train, t_train), (x_val, t_val), given, strict=True
        ):
            fault = fault_in_selection(np.concatenate([first, second]), whole, name)
            if fault:
                return fault
    return True


def judge_whole_split(got, expected):
    """Sizes, pairs, and every datum once."""
    for parts, right, given in zip(got["parts"], expected["parts"], expected["given"], strict=True):
        fault = fault_in_number(parts, PARTS)
        if fault:
            return fault
        x_train, t_train, x_val, t_val = parts
        if len(x_val) != len(right[2]):
            return "検証データの個数が違います。 | The number of validation data is wrong."
        fault = fault_in_selection(np.concatenate([x_train, x_val]), given[0], "x_train + x_val")
        fault = fault or fault_in_pairs(x_train, t_train, given) or fault_in_pairs(x_val, t_val, given)
        if fault:
            return fault
    return True


def judge_split_apart(got, expected):
    for name, after, given in zip("xt", got["after"], expected["given"][0], strict=True):
        if not np.array_equal(after, given):
            return f"渡した {name} が書き換わっています。 | The {name} that was given is changed."
    return judge_whole_split(got, expected)


OUTSIDE = "low から high までの範囲の外の値があります。 | Some values are not between low and high."


def within_range(values, low, high):
    """Whether all values are in the range, or beyond it by no more than what float32 makes of its ends."""
    return bool(np.all((values >= low * (1 - 1e-5)) & (values <= high * (1 + 1e-5))))


def judge_range(got, expected):
    for values, right, (low, high) in zip(got["values"], expected["values"], expected["ranges"], strict=True):
        if not isinstance(values, np.ndarray) or values.shape != right.shape:
            return "形が (size,) の np.ndarray ではありません。 | This is no np.ndarray of shape (size,)."
        if not within_range(values, low, high):
            return OUTSIDE
        # of values drawn from a continuous range, float32 makes two in a million equal, not half of them
        if len(np.unique(values)) < len(values) / 2:
            return "同じ値ばかりが並んでいます。 | The same values come again and again."
    return True


def judge_log_uniform(got, expected):
    for values, (low, high) in zip(got["values"], expected["ranges"], strict=True):
        values = as_array(values, float).ravel()
        if len(values) != expected["size"]:
            return "値の個数が size と違います。 | The number of values is not size."
        if not within_range(values, low, high):
            return OUTSIDE
        cdf = log_uniform_cdf(low, high)
        half = len(values) // 2
        if not distribution_fits(values, cdf):
            return (
                "対数を取ったときに、一様に散らばっていません。 | "
                "The logarithms of the values do not spread uniformly."
            )
        if not (distribution_fits(values[:half], cdf) and distribution_fits(values[half:], cdf)):
            return (
                "前半の値と後半の値で、散らばり方が違います。 | "
                "The first half of the values is spread otherwise than the second."
            )
    return True


def judge_drawn_anew(got, expected):
    values = np.concatenate([np.ravel(as_array(value, float)) for value in got["values"]])
    if len(values) != len(expected["values"]):
        return "値の個数が size と違います。 | The number of values is not size."
    if len(np.unique(values)) == 1:
        return "何度呼んでも同じ値になります。 | However often it is called, the value is the same."
    if not distribution_fits(values, log_uniform_cdf(*expected["range"])):
        return (
            "1 つずつ選んだ値の対数が、一様に散らばっていません。 | "
            "Chosen one by one, the logarithms of the values do not spread uniformly."
        )
    return True


class PaperTraining:
    """A stand-in for training: the parameters to give in turn, and a note of what was asked for.

    A score depends on nothing but the parameters, which may be anything that `score` takes.
    """

    def __init__(self, params, score):
        self.waiting, self.score = itertools.cycle(params), score
        self.samples, self.evaluated = 0, []

    def sample(self):
        self.samples += 1
        return next(self.waiting)

    def evaluate(self, params):
        self.evaluated.append(params)
        return self.score(params)


def some_params(rng, n):
    """n dictionaries of a learning rate and a strength of weight decay."""
    rates, decays = 10 ** rng.uniform(-3, 0, n), 10 ** rng.uniform(-6, -1, n)
    return [
        {"lr": lr, "weight_decay": decay} for lr, decay in zip(rates.tolist(), decays.tolist(), strict=True)
    ]


def nearness(params, best):
    """A score that is highest for `best`: above 0 near its learning rate, and below 0 elsewhere."""
    return 0.5 - abs(math.log10(params["lr"] / best["lr"]))


def judge_any_of_the_best(got, expected):
    fault = fault_in_number(got["found"], ["best", "history"])
    if fault:
        return fault
    best, history = got["found"]
    if best not in expected["the best"]:
        return "best が、点数のいちばん大きかった params ではありません。 | best has not the highest score."
    if len(history) != len(expected["found"][1]):
        return "history の長さは trials です。 | The length of history is trials."
    return True


@grader("shuffle_dataset", points=1, judge=judge_each_shuffled)
def grade_shuffle_dataset_is_a_permutation(impl, rng):
    """x も t も、どのデータも 1 回ずつ、元と違う順に | in x and in t every datum once, in another order"""
    x, t = numbered_pairs(rng, 20)
    return {"given": [x.copy(), t.copy()], "shuffled": impl.shuffle_dataset(x, t, rng)}


@grader("shuffle_dataset", points=1, judge=judge_shuffled_pairs)
def grade_shuffle_dataset_keeps_pairs(impl, rng):
    """x の行と t のラベルが対になっている | the rows of x and the labels in t stay pairs"""
    x, t = numbered_pairs(rng, 24)
    return {"given": [x.copy(), t.copy()], "shuffled": impl.shuffle_dataset(x, t, rng)}


@grader("shuffle_dataset", points=0.5, judge=judge_shuffled_pairs)
def grade_shuffle_dataset_of_images(impl, rng):
    """(N, C, H, W) の画像と one-hot 表現の t | images of shape (N, C, H, W) and t in one-hot form"""
    x, t = images_with_one_hot(rng, 21)
    return {"given": [x.copy(), t.copy()], "shuffled": impl.shuffle_dataset(x, t, rng)}


@grader("shuffle_dataset", points=1, judge=judge_orders)
def grade_shuffle_dataset_gives_all_orders(impl, rng):
    """500 回呼ぶと、3 個のデータの 6 通りの順が、どれもだいたい同じ回数ずつ出る
    |
    of 500 calls with three data, all 6 orders come about equally often"""
    x, t = data_sorted_by_label(3)
    return {"orders": [impl.shuffle_dataset(x.copy(), t.copy(), rng)[0] for _ in range(DRAWS)]}


@grader("shuffle_dataset", points=0.5, judge=judge_shuffled_apart)
def grade_shuffle_dataset_leaves_the_data(impl, rng):
    """並べ替えたものを返し、渡した x と t は書き換えない
    |
    gives shuffled data, and leaves the x and t that it is given unchanged"""
    x, t = numbered_pairs(rng, 20)
    given = [x.copy(), t.copy()]
    return {"given": given, "shuffled": impl.shuffle_dataset(x, t, rng), "after": [x, t]}


@grader("train_validation_split", points=1, judge=judge_sizes)
def grade_train_validation_split_sizes(impl, rng):
    """4 つの配列の形（中身はデータにあるもの） | the shapes of the four arrays, which hold the data"""
    sizes = [(int(rng.integers(16, 30)), n_val) for n_val in (3, 7)]
    given = [numbered_pairs(rng, n) for n, _ in sizes]
    rates = [rate_for(rng, n, n_val) for n, n_val in sizes]
    parts = [impl.train_validation_split(x, t, rate, rng) for (x, t), rate in zip(given, rates, strict=True)]
    return {"given": given, "parts": parts}


@grader("train_validation_split", points=1, judge=judge_pairs_of_parts)
def grade_train_validation_split_keeps_pairs(impl, rng):
    """どちらでも、x の行と t のラベルが対になっている
    |
    in both parts, the rows of x and the labels in t stay pairs"""
    x, t = numbered_pairs(rng, 22)
    return {"given": [[x.copy(), t.copy()]], "parts": [impl.train_validation_split(x, t, 0.3, rng)]}


@grader("train_validation_split", points=1, judge=judge_parts_together)
def grade_train_validation_split_uses_every_datum_once(impl, rng):
    """どのデータも、訓練データか検証データのどちらか一方に 1 回だけ入る
    |
    every datum comes once, either among the training data or among the validation data"""
    x, t = numbered_pairs(rng, 25)
    rates = [0.2, float(rng.uniform(0.4, 0.6))]
    parts = [impl.train_validation_split(x.copy(), t.copy(), rate, rng) for rate in rates]
    return {"given": [[x, t]] * 2, "parts": parts}


@grader("train_validation_split", points=1, judge=judge_chosen)
def grade_train_validation_split_chooses_at_random(impl, rng):
    """500 回呼ぶと、4 個から 2 個の検証データの選び方 6 通りが、どれもだいたい同じ回数ずつ出る
    |
    of 500 calls, all 6 choices of two validation data out of four come about equally often"""
    x, t = data_sorted_by_label(4)
    return {"chosen": [impl.train_validation_split(x.copy(), t.copy(), 0.5, rng)[2] for _ in range(DRAWS)]}


@grader("train_validation_split", points=0.5, judge=judge_orders)
def grade_train_validation_split_shuffles_the_training_data(impl, rng):
    """500 回呼ぶと、3 個の訓練データの 6 通りの順が、どれもだいたい同じ回数ずつ出る
    |
    of 500 calls, all 6 orders of three training data come about equally often"""
    x, t = data_sorted_by_label(4)
    return {"orders": [impl.train_validation_split(x.copy(), t.copy(), 0.25, rng)[0] for _ in range(DRAWS)]}


@grader("train_validation_split", points=0.5, judge=judge_whole_split)
def grade_train_validation_split_of_images(impl, rng):
    """(N, C, H, W) の画像と one-hot 表現の t | images of shape (N, C, H, W) and t in one-hot form"""
    x, t = images_with_one_hot(rng, 21)
    return {"given": [[x.copy(), t.copy()]], "parts": [impl.train_validation_split(x, t, 0.4, rng)]}


@grader("train_validation_split", points=0.5, judge=judge_whole_split)
def grade_train_validation_split_without_validation_data(impl, rng):
    """検証データが 0 個になる割合でも、何個かになる割合でも
    |
    with rates that give no validation data, and with one that gives some"""
    x, t = numbered_pairs(rng, 12)
    parts = [impl.train_validation_split(x.copy(), t.copy(), rate, rng) for rate in (0.25, 0.07, 0.0)]
    return {"given": [[x, t]] * 3, "parts": parts}


@grader("train_validation_split", points=0.5, judge=judge_split_apart)
def grade_train_validation_split_leaves_the_data(impl, rng):
    """分けたものを返し、渡した x と t は書き換えない | gives the parts, and leaves x and t unchanged"""
    x, t = numbered_pairs(rng, 18)
    given = [[x.copy(), t.copy()]]
    return {"given": given, "parts": [impl.train_validation_split(x, t, 0.25, rng)], "after": [x, t]}


@grader("sample_log_uniform", points=1, judge=judge_range)
def grade_sample_log_uniform_within_the_range(impl, rng):
    """形が (size,) で、どれも low から high まで | of shape (size,), all from low to high"""
    lows = 10 ** rng.uniform(-6, -3, 2)
    ranges = [(float(low), float(low * rng.uniform(5, 50))) for low in lows]
    values = [
        impl.sample_log_uniform(low, high, size, rng)
        for (low, high), size in zip(ranges, (7, 40), strict=True)
    ]
    return {"ranges": ranges, "values": values}


@grader("sample_log_uniform", points=1, judge=judge_log_uniform)
def grade_sample_log_uniform_of_small_numbers(impl, rng):
    """1 より小さい数：対数を取ると一様に散らばる | numbers below 1: their logarithms spread uniformly"""
    lows, decades = 10 ** rng.uniform(-9, -5, 2), rng.uniform(1.5, 4, 2)
    ranges = list(zip(lows.tolist(), (lows * 10**decades).tolist(), strict=True))
    return {
        "size": 2000,
        "ranges": ranges,
        "values": [impl.sample_log_uniform(low, high, 2000, rng) for low, high in ranges],
    }


@grader("sample_log_uniform", points=1, judge=judge_log_uniform)
def grade_sample_log_uniform_across_one(impl, rng):
    """1 をまたぐ範囲：対数を取ると一様に散らばる | a range on both sides of 1: logarithms spread uniformly"""
    low, high = float(10 ** rng.uniform(-4, -1)), float(10 ** rng.uniform(1, 4))
    return {
        "size": 2000,
        "ranges": [(low, high)],
        "values": [impl.sample_log_uniform(low, high, 2000, rng)],
    }


@grader("sample_log_uniform", points=1, judge=judge_drawn_anew)
def grade_sample_log_uniform_draws_anew(impl, rng):
    """1 個ずつ 400 回選ぶと、毎回違う値が、対数で一様に散らばる
    |
    chosen one by one, 400 times, the values differ, and their logarithms spread uniformly"""
    low, high = float(10 ** rng.uniform(-6, -4)), float(10 ** rng.uniform(-2, 0))
    values = [impl.sample_log_uniform(low, high, 1, rng) for _ in range(400)]
    return {"range": (low, high), "values": values}


@grader("random_search", points=1)
def grade_random_search_best(impl, rng):
    """best は点数がいちばん大きい params | best is the params with the highest score"""
    found = []
    for n, place in ((9, 4), (12, 1)):
        params = some_params(rng, n)
        training = PaperTraining(params, lambda p, best=params[place]: nearness(p, best))
        found.append(impl.random_search(training.evaluate, training.sample, n)[0])
    return found


@grader("random_search", points=1)
def grade_random_search_best_of_negative_scores(impl, rng):
    """点数が全部マイナスでも、試行が 1 回だけでも、best が正しい
    |
    best is right when all scores are negative, and when there is but one trial"""
    found = []
    for n, place in ((8, 2), (1, 0)):
        params = some_params(rng, n)
        training = PaperTraining(params, lambda p, best=params[place]: nearness(p, best) - 9)
        found.append(impl.random_search(training.evaluate, training.sample, n)[0])
    return found


@grader("random_search", points=1)
def grade_random_search_history(impl, rng):
    """history は、試した順の (params, 点数) | history holds (params, score), in the order of the trials"""
    params = some_params(rng, 7)
    training = PaperTraining(params, lambda p: nearness(p, params[3]))
    return impl.random_search(training.evaluate, training.sample, 7)[1]


@grader("random_search", points=1)
def grade_random_search_calls(impl, rng):
    """sample と evaluate を、試行ごとに 1 度ずつ、選んだ params で呼ぶ
    |
    calls sample and evaluate once a trial, the second with what the first gave"""
    params = some_params(rng, 6)
    training = PaperTraining(params, lambda p: nearness(p, params[2]))
    impl.random_search(training.evaluate, training.sample, 6)
    return {"samples": training.samples, "evaluated": training.evaluated}


@grader("random_search", points=0.5)
def grade_random_search_of_any_params(impl, rng):
    """params が辞書でなく、数、文字列、タプルでも | with params that are numbers, texts or tuples"""
    numbers = rng.normal(size=5).tolist()
    texts = ["".join(letters) for letters in rng.choice(list("abcdefgh"), size=(5, 6)).tolist()]
    pairs = [tuple(pair) for pair in rng.normal(size=(5, 2)).tolist()]
    found = []
    for params, score in ((numbers, abs), (texts, lambda text: int(text, 18)), (pairs, sum)):
        training = PaperTraining(params, score)
        found.append(impl.random_search(training.evaluate, training.sample, 5))
    return found


@grader("random_search", points=0.5, judge=judge_any_of_the_best)
def grade_random_search_of_equal_scores(impl, rng):
    """同点があるとき、best はそのどれか | where several have the highest score, best is one of them"""
    params = some_params(rng, 8)
    best = [params[2], params[5]]
    training = PaperTraining(params, lambda p: 0.9 if p in best else p["weight_decay"])
    return {"the best": best, "found": impl.random_search(training.evaluate, training.sample, 8)}
