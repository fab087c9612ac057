"""Reference implementations of chapter 5, backpropagation."""

from collections import OrderedDict

import numpy as np

from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, mini_batch, numerical_gradient


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        # z = xy なので ∂z/∂x = y、∂z/∂y = x です | z = xy, so ∂z/∂x = y and ∂z/∂y = x
        return dout * self.y, dout * self.x


class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        # z = x + y なので、どちらの偏微分も 1 です | z = x + y, so both partial derivatives are 1
        return dout, dout


def buy_fruit(apple, apple_num, orange, orange_num, tax):
    apples, oranges, taxed = MulLayer(), MulLayer(), MulLayer()
    both = AddLayer()

    apple_price = apples.forward(apple, apple_num)
    orange_price = oranges.forward(orange, orange_num)
    price = taxed.forward(both.forward(apple_price, orange_price), tax)

    dtotal, dtax = taxed.backward(1.0)
    dapple_price, dorange_price = both.backward(dtotal)
    dapple, dapple_num = apples.backward(dapple_price)
    dorange, dorange_num = oranges.backward(dorange_price)
    return price, {
        "apple": dapple,
        "apple_num": dapple_num,
        "orange": dorange,
        "orange_num": dorange_num,
        "tax": dtax,
    }


class Relu:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)


def sigmoid_grad(x):
    y = sigmoid(x)
    return y * (1 - y)


class Sigmoid:
    def forward(self, x):
        self.out = sigmoid(x)
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)


def affine_backward_one(x, W, dout):
    # a_j = Σ_i x_i W_ij + b_j
    dx = np.dot(W, dout)  # ∂L/∂x_i = Σ_j W_ij ∂L/∂a_j
    dW = np.outer(x, dout)  # ∂L/∂W_ij = x_i ∂L/∂a_j
    db = dout  # ∂L/∂b_j = ∂L/∂a_j
    return dx, dW, db


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x_shape = x.shape
        self.x = x.reshape(len(x), -1)
        return np.dot(self.x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T).reshape(self.x_shape)


def softmax_jacobian(y):
    # i = j では y_i − y_i y_i、i ≠ j では −y_i y_j | y_i − y_i y_i where i = j, −y_i y_j where i ≠ j
    return np.diag(y) - np.outer(y, y)


def cross_entropy_grad(y, t):
    # L = −(1/N) Σ t log y
    return -t / y / len(np.atleast_2d(y))


def softmax_cross_entropy_grad(a, t):
    y = softmax(a)
    if t.ndim < y.ndim:  # ラベルなら one-hot 表現に直す | labels become one-hot
        t = np.eye(y.shape[-1])[t]
    return (y - t) / len(np.atleast_2d(y))


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.y = softmax(x)
        self.t = t if t.ndim == 2 else np.eye(x.shape[1])[t]
        return cross_entropy_error(self.y, self.t)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / len(self.y)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {
            "W1": weight_init_std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }
        self.layers = OrderedDict()
        self.layers["Affine1"] = Affine(self.params["W1"], self.params["b1"])
        self.layers["Relu1"] = Relu()
        self.layers["Affine2"] = Affine(self.params["W2"], self.params["b2"])
        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.lastLayer.forward(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim == 2:
            t = np.argmax(t, axis=1)
        return np.mean(y == t)

    def numerical_gradient(self, x, t):
        # params を直接動かすので、関数の引数は使いません | the params themselves move: no argument is needed
        def loss(_):
            return self.loss(x, t)

        return {key: numerical_gradient(loss, value) for key, value in self.params.items()}

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.lastLayer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        first, second = self.layers["Affine1"], self.layers["Affine2"]
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


def gradient_check(network, x, t):
    numerical = network.numerical_gradient(x, t)
    backprop = network.gradient(x, t)
    return {key: np.mean(np.abs(backprop[key] - numerical[key])) for key in numerical}


def train(network, x, t, iters, batch_size, lr, rng):
    losses = []
    for _ in range(iters):
        x_batch, t_batch = mini_batch(x, t, batch_size, rng)
        grads = network.gradient(x_batch, t_batch)
        for key in network.params:
            # -= は配列の中身を変えるので、層にも届きます | -= changes the very array that the layer holds
            network.params[key] -= lr * grads[key]
        losses.append(network.loss(x_batch, t_batch))
    return losses
