"""Reference implementations of chapter 6, techniques of learning."""

from collections import OrderedDict

import numpy as np

from solutions.ch04_learning import mini_batch
from solutions.ch05_backpropagation import Affine, Relu, Sigmoid, SoftmaxWithLoss


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            # -= は配列の中身を変えるので、レイヤにも届きます | -= changes the very array that a layer holds
            params[key] -= self.lr * grads[key]


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.v = {}

    def update(self, params, grads):
        for key in params:
            # はじめての更新では v = 0 です | v = 0 at the first update
            self.v[key] = self.momentum * self.v.get(key, 0) - self.lr * grads[key]
            params[key] += self.v[key]


class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.v = {}

    def update(self, params, grads):
        for key in params:
            # W ← W + α²v − (1 + α)ηg に入るのは、更新する前の v です | it takes the v before its update
            v = self.v.get(key, 0)
            params[key] += self.momentum**2 * v - (1 + self.momentum) * self.lr * grads[key]
            self.v[key] = self.momentum * v - self.lr * grads[key]


class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = {}

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.h.get(key, 0) + grads[key] ** 2
            # h = 0 でも割れるように 1e-7 を足します | 1e-7 allows a division where h = 0
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class RMSprop:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate = lr, decay_rate
        self.h = {}

    def update(self, params, grads):
        for key in params:
            # 古い 2 乗を少しずつ忘れる移動平均 | a moving average, which forgets old squares little by little
            self.h[key] = self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter = 0
        self.m, self.v = {}, {}

    def update(self, params, grads):
        self.iter += 1  # update 1 回につき 1 つ | one for each update, not for each key
        for key in params:
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grads[key] ** 2
            # 0 から始まる平均は小さすぎるので補正します | averages that start from 0 are too small at first
            m = self.m[key] / (1 - self.beta1**self.iter)
            v = self.v[key] / (1 - self.beta2**self.iter)
            params[key] -= self.lr * m / (np.sqrt(v) + 1e-7)


def optimizer_path(optimizer, start, steps):
    params = {"x": np.array(float(start[0])), "y": np.array(float(start[1]))}
    # 配列そのものではなく、そのときの数を記録します | numbers are recorded, not the arrays, which change
    path = [[params["x"].item(), params["y"].item()]]
    for _ in range(steps):
        grads = {"x": params["x"] / 10, "y": 2 * params["y"]}
        optimizer.update(params, grads)
        path.append([params["x"].item(), params["y"].item()])
    return np.array(path)


def fit(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    history = []
    for _ in range(epochs):
        for _ in range(max(len(x_train) // batch_size, 1)):
            x_batch, t_batch = mini_batch(x_train, t_train, batch_size, rng)
            optimizer.update(network.params, network.gradient(x_batch, t_batch))
        history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


def plain_init(n_in, n_out, std, rng):
    return std * rng.standard_normal((n_in, n_out))


def xavier_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


def he_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)


def activation_stats(x, weights, activation):
    activations = []
    for W in weights:
        x = activation(np.dot(x, W))
        activations.append(x)
    return activations


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        self.x_shape = x.shape
        x = x.reshape(len(x), -1)
        if self.running_mean is None:
            self.running_mean, self.running_var = np.zeros(x.shape[1]), np.zeros(x.shape[1])
        if train_flg:
            mean, var = np.mean(x, axis=0), np.var(x, axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mean, var = self.running_mean, self.running_var
        self.std = np.sqrt(var + 1e-7)
        self.xn = (x - mean) / self.std
        return (self.gamma * self.xn + self.beta).reshape(self.x_shape)

    def backward(self, dout):
        dout = dout.reshape(len(dout), -1)
        self.dbeta = np.sum(dout, axis=0)
        self.dgamma = np.sum(dout * self.xn, axis=0)
        dxn = self.gamma * dout
        # 平均と分散を通る分を引きます | what flows through the mean and the variance is taken off
        dx = (dxn - np.mean(dxn, axis=0) - self.xn * np.mean(dxn * self.xn, axis=0)) / self.std
        return dx.reshape(self.x_shape)


def l2_penalty(params, lam):
    weights = {key: W for key, W in params.items() if key.startswith("W")}
    penalty = sum(lam / 2 * np.sum(W**2) for W in weights.values())
    return penalty, {key: lam * W for key, W in weights.items()}


class Dropout:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if train_flg:
            # 0〜1 の乱数のうち、割合 ratio が ratio 以下 | of numbers in 0–1, a share of ratio is ≤ ratio
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask
        return x * (1 - self.dropout_ratio)

    def backward(self, dout):
        return dout * self.mask


class MultiLayerNet:
    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        self.weight_decay_lambda = weight_decay_lambda
        self.params = {}
        sizes = [input_size, *hidden_size_list, output_size]
        for i in range(1, len(sizes)):
            n_in, n_out = sizes[i - 1], sizes[i]
            # He か Xavier の初期値、または標準偏差そのもの | He, Xavier, or the standard deviation itself
            std = {
                "relu": np.sqrt(2 / n_in),
                "he": np.sqrt(2 / n_in),
                "sigmoid": np.sqrt(1 / n_in),
                "xavier": np.sqrt(1 / n_in),
            }.get(weight_init_std, weight_init_std)
            self.params[f"W{i}"] = std * np.random.randn(n_in, n_out)
            self.params[f"b{i}"] = np.zeros(n_out)
        self.layers = OrderedDict()
        for i in range(1, len(sizes)):
            self.layers[f"Affine{i}"] = Affine(self.params[f"W{i}"], self.params[f"b{i}"])
            if i < len(sizes) - 1:
                self.layers[f"Activation{i}"] = {"relu": Relu, "sigmoid": Sigmoid}[activation]()
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        penalty, _ = l2_penalty(self.params, self.weight_decay_lambda)
        return self.last_layer.forward(self.predict(x), t) + penalty

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim == 2:
            t = np.argmax(t, axis=1)
        return np.mean(y == t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        _, decay = l2_penalty(self.params, self.weight_decay_lambda)
        grads = {}
        for i in range(1, len(self.params) // 2 + 1):
            affine = self.layers[f"Affine{i}"]
            grads[f"W{i}"] = affine.dW + decay[f"W{i}"]
            grads[f"b{i}"] = affine.db
        return grads


class MultiLayerNetExtend:
    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        use_dropout=False,
        dropout_ration=0.5,
        use_batchnorm=False,
    ):
        plain = MultiLayerNet(input_size, hidden_size_list, output_size, activation, weight_init_std)
        self.weight_decay_lambda = weight_decay_lambda
        self.params, self.last_layer = plain.params, plain.last_layer
        # そのレイヤの間に、新しいレイヤを挟みます | its layers, with the new ones in between
        self.layers = OrderedDict()
        for i, size in enumerate(hidden_size_list, 1):
            self.layers[f"Affine{i}"] = plain.layers[f"Affine{i}"]
            if use_batchnorm:
                gamma, beta = np.ones(size), np.zeros(size)
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = gamma, beta
                self.layers[f"BatchNorm{i}"] = BatchNormalization(gamma, beta)
            self.layers[f"Activation{i}"] = plain.layers[f"Activation{i}"]
            if use_dropout:
                self.layers[f"Dropout{i}"] = Dropout(dropout_ration)
        last = f"Affine{len(hidden_size_list) + 1}"
        self.layers[last] = plain.layers[last]

    def predict(self, x, train_flg=False):
        for name, layer in self.layers.items():
            twofold = name.startswith(("BatchNorm", "Dropout"))  # 訓練とテストで違う | two modes
            x = layer.forward(x, train_flg) if twofold else layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        penalty, _ = l2_penalty(self.params, self.weight_decay_lambda)
        return self.last_layer.forward(self.predict(x, train_flg), t) + penalty

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim == 2:
            t = np.argmax(t, axis=1)
        return np.mean(y == t)

    def gradient(self, x, t):
        self.loss(x, t, train_flg=True)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        _, decay = l2_penalty(self.params, self.weight_decay_lambda)
        grads = {}
        for i in range(1, len(decay) + 1):
            affine = self.layers[f"Affine{i}"]
            grads[f"W{i}"] = affine.dW + decay[f"W{i}"]
            grads[f"b{i}"] = affine.db
            if f"BatchNorm{i}" in self.layers:
                norm = self.layers[f"BatchNorm{i}"]
                grads[f"gamma{i}"], grads[f"beta{i}"] = norm.dgamma, norm.dbeta
        return grads


def shuffle_dataset(x, t, rng):
    order = rng.permutation(x.shape[0])
    return x[order], t[order]


def train_validation_split(x, t, rate, rng):
    x, t = shuffle_dataset(x, t, rng)
    n_val = int(len(x) * rate)
    return x[n_val:], t[n_val:], x[:n_val], t[:n_val]


def sample_log_uniform(low, high, size, rng):
    # 一様に選ぶのは指数です | it is the exponent that is uniform
    return 10 ** rng.uniform(np.log10(low), np.log10(high), size)


def random_search(evaluate, sample, trials):
    history = []
    for _ in range(trials):
        params = sample()
        history.append((params, evaluate(params)))
    best, _ = max(history, key=lambda pair: pair[1])
    return best, history
