"""Reference implementations of chapter 4, learning."""

import numpy as np

from solutions.ch03_neural_network import sigmoid, softmax


def sum_squared_error(y, t):
    return np.sum((y - t) ** 2) / 2


def cross_entropy_error(y, t):
    y = np.atleast_2d(y)  # データ 1 個は大きさ 1 のバッチ | one datum is a batch of one
    if np.size(t) == y.size:  # one-hot 表現ならラベルに直す | one-hot becomes labels
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    # Σ t_k log y_k には、正解のクラスの項だけが残ります | of Σ t_k log y_k only the right class is left
    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-7))


def mini_batch(x, t, batch_size, rng):
    chosen = rng.choice(len(x), batch_size)
    return x[chosen], t[chosen]


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


def tangent_line(f, x):
    slope, height = numerical_diff(f, x), f(x)
    return lambda t: slope * (t - x) + height


def partial_diff(f, x, i):
    h = 1e-4
    value = x[i]
    x[i] = value + h
    plus = f(x)
    x[i] = value - h
    minus = f(x)
    x[i] = value
    return (plus - minus) / (2 * h)


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):  # 何次元でも、すべての添字を順に | every index in turn, for any shape
        value = x[i]
        x[i] = value + h
        plus = f(x)
        x[i] = value - h
        minus = f(x)
        grad[i] = (plus - minus) / (2 * h)
        x[i] = value
    return grad


def plot_gradient_field(ax, f, x0, x1):
    X, Y = np.meshgrid(x0, x1)
    U, V = np.zeros(X.shape), np.zeros(X.shape)
    for i in np.ndindex(X.shape):
        U[i], V[i] = -numerical_gradient(f, np.array([X[i], Y[i]]))
    ax.quiver(X, Y, U, V, angles="xy")
    return X, Y, U, V


def gradient_descent(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for _ in range(step_num):
        x = x - lr * numerical_gradient(f, x)
    return x


def descent_path(f, init_x, lr, step_num):
    path = [init_x]
    for _ in range(step_num):
        path.append(path[-1] - lr * numerical_gradient(f, path[-1]))
    return np.array(path)


class SimpleNet:
    def __init__(self, W):
        self.W = W

    def predict(self, x):
        return np.dot(x, self.W)

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }

    def predict(self, x):
        z = sigmoid(np.dot(x, self.params["W1"]) + self.params["b1"])
        return softmax(np.dot(z, self.params["W2"]) + self.params["b2"])

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        return np.mean(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1))

    def numerical_gradient(self, x, t):
        # params を直接動かすので、関数の引数は使いません | the params themselves move: no argument is needed
        def loss(_):
            return self.loss(x, t)

        return {key: numerical_gradient(loss, value) for key, value in self.params.items()}


def train(network, x, t, iters, batch_size, lr, rng):
    losses = []
    for _ in range(iters):
        x_batch, t_batch = mini_batch(x, t, batch_size, rng)
        grads = network.numerical_gradient(x_batch, t_batch)
        for key in network.params:
            network.params[key] -= lr * grads[key]
        losses.append(network.loss(x_batch, t_batch))
    return losses
