"""Right answers of chapter 6 that are written another way."""

import random
from collections import OrderedDict

import numpy as np

from autograder.audit import accepted
from solutions import ch06_techniques as reference
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch05_backpropagation import Affine, Relu, Sigmoid, SoftmaxWithLoss
from solutions.ch06_techniques import (
    Adam,
    BatchNormalization,
    Dropout,
    MultiLayerNet,
    l2_penalty,
    shuffle_dataset,
)


@accepted("SGD")
class SGDOfTheBook:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():  # noqa: SIM118
            params[key] -= self.lr * grads[key]


@accepted("SGD")
class SGDWithEllipsis:
    def __init__(self, lr=0.01):
        self.learning_rate = lr

    def update(self, params, grads):
        for name, gradient in grads.items():
            params[name][...] = params[name] - self.learning_rate * gradient


@accepted("SGD")
class SGDElementByElement:
    def __init__(self, lr=0.01, verbose=False):
        self.lr = lr

    def update(self, params, grads):
        for p, g in ((params[key], grads[key]) for key in sorted(params)):
            for i in np.ndindex(p.shape):
                p[i] -= self.lr * g[i]
        return params


@accepted("SGD")
class SGDInFloat32:
    def __init__(self, lr=0.01):
        self.lr = np.float32(lr)

    def update(self, params, grads):
        for key, p in params.items():
            np.subtract(p, self.lr * grads[key].astype(np.float32), out=p)


@accepted("Momentum")
class MomentumOfTheBook:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)
        for key in params.keys():  # noqa: SIM118
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]


@accepted("Momentum")
class MomentumDownwards:
    """The velocity counted the other way, and lr multiplied at the end."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.velocity = {}

    def update(self, params, grads):
        for key, g in grads.items():
            if key not in self.velocity:
                self.velocity[key] = g.copy()
            else:
                self.velocity[key] = self.momentum * self.velocity[key] + g
            params[key] -= self.lr * self.velocity[key]


@accepted("Momentum")
class MomentumInFloat32:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.v = {}

    def update(self, params, grads):
        for key in params:
            v = self.v.setdefault(key, np.zeros(params[key].shape, dtype=np.float32))
            v *= self.momentum
            v -= (self.lr * grads[key]).astype(np.float32)
            params[key] += v


@accepted("Nesterov")
class NesterovOfTheBook:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)
        for key in params.keys():  # noqa: SIM118
            params[key] += self.momentum * self.momentum * self.v[key]
            params[key] -= (1 + self.momentum) * self.lr * grads[key]
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]


@accepted("Nesterov")
class NesterovOfTheNewVelocity:
    """α²v − (1 + α)ηg = αv' − ηg with the new velocity v' = αv − ηg."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key, g in grads.items():
            self.v[key] = self.momentum * self.v.get(key, 0.0) - self.lr * g
            params[key] += self.momentum * self.v[key] - self.lr * g


@accepted("Nesterov")
class NesterovGoingBackAndForth:
    """From the place ahead back to where we are, one step, and ahead again."""

    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def update(self, params, grads):
        for key in params:
            old = self.v.get(key, np.zeros(params[key].shape))
            here = params[key] - self.momentum * old
            self.v[key] = self.momentum * old - self.lr * grads[key]
            params[key][...] = here + self.v[key] + self.momentum * self.v[key]


@accepted("AdaGrad")
class AdaGradOfTheBook:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)
        for key in params.keys():  # noqa: SIM118
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


@accepted("AdaGrad")
class AdaGradWithEpsilonInTheRoot:
    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key, g in grads.items():
            self.h[key] = g**2 + self.h[key] if key in self.h else g**2
            params[key] -= self.lr / np.sqrt(self.h[key] + 1e-7) * g


@accepted("AdaGrad")
class AdaGradInFloat32:
    def __init__(self, lr=0.01):
        self.lr, self.h = lr, {}

    def update(self, params, grads):
        for key in params:
            h = self.h.setdefault(key, np.zeros(np.shape(grads[key]), dtype=np.float32))
            h += np.square(grads[key]).astype(np.float32)
            params[key] -= self.lr * grads[key] / (np.sqrt(h) + np.float32(1e-8))


@accepted("RMSprop")
class RMSpropOfTheBook:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)
        for key in params.keys():  # noqa: SIM118
            self.h[key] *= self.decay_rate
            self.h[key] += (1 - self.decay_rate) * grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


@accepted("RMSprop")
class RMSpropWithEpsilonInTheRoot:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.rho, self.mean = lr, decay_rate, {}

    def update(self, params, grads):
        for key, g in grads.items():
            mean = self.mean.get(key, np.zeros_like(g))
            self.mean[key] = mean + (1 - self.rho) * (g * g - mean)
            params[key] -= self.lr * g * (self.mean[key] + 1e-7) ** -0.5


@accepted("RMSprop")
class RMSpropInFloat32:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, np.zeros(params[key].shape, dtype=np.float32))
            new = (grads[key] ** 2).astype(np.float32)
            self.h[key] = np.float32(self.decay_rate) * h + np.float32(1 - self.decay_rate) * new
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-8)


@accepted("Adam")
class AdamOfTheBook:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        if self.m is None:
            self.m, self.v = {}, {}
            for key, val in params.items():
                self.m[key] = np.zeros_like(val)
                self.v[key] = np.zeros_like(val)
        self.iter += 1
        lr_t = self.lr * np.sqrt(1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter)
        for key in params.keys():  # noqa: SIM118
            self.m[key] += (1 - self.beta1) * (grads[key] - self.m[key])
            self.v[key] += (1 - self.beta2) * (grads[key] ** 2 - self.v[key])
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)


@accepted("Adam")
class AdamOfThePaper:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t, self.state = 0, {}

    def update(self, params, grads):
        self.t = self.t + 1
        for key, g in grads.items():
            m, v = self.state.get(key, (0.0, 0.0))
            m = self.beta1 * m + (1.0 - self.beta1) * g
            v = self.beta2 * v + (1.0 - self.beta2) * g * g
            self.state[key] = m, v
            m_hat = m / (1.0 - np.power(self.beta1, self.t))
            v_hat = v / (1.0 - np.power(self.beta2, self.t))
            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


@accepted("Adam")
class AdamWithEpsilonInTheRoot:
    """The corrections go to the learning rate, epsilon under the root: the furthest from the reference."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.power1 = self.power2 = 1.0
        self.m, self.v = {}, {}

    def update(self, params, grads):
        self.power1 *= self.beta1
        self.power2 *= self.beta2
        rate = self.lr * (1 - self.power2) ** 0.5 / (1 - self.power1)
        for key, p in params.items():
            self.m[key] = self.beta1 * self.m.get(key, 0) + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v.get(key, 0) + (1 - self.beta2) * grads[key] ** 2
            p -= rate * self.m[key] / np.sqrt(self.v[key] + 1e-7)


@accepted("Adam")
class AdamCountingForEachKey:
    """A counter for each parameter comes to the same."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.made = {}
        self.arguments = lr, beta1, beta2

    def update(self, params, grads):
        for key in params:
            one = self.made.setdefault(key, Adam(*self.arguments))
            one.update({key: params[key]}, {key: grads[key]})


@accepted("Adam")
class AdamInFloat32:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.iter += 1
        for key in params:
            m = self.m.setdefault(key, np.zeros(params[key].shape, dtype=np.float32))
            v = self.v.setdefault(key, np.zeros(params[key].shape, dtype=np.float32))
            m += (1 - self.beta1) * (grads[key] - m)
            v += (1 - self.beta2) * (grads[key] ** 2 - v)
            m_hat, v_hat = m / (1 - self.beta1**self.iter), v / (1 - self.beta2**self.iter)
            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + 1e-7)


@accepted("optimizer_path")
def optimizer_path_of_floats(optimizer, start, steps):
    """As the book compares its optimisers: with plain floats, which -= binds anew in the dictionary."""
    params = {}
    params["x"], params["y"] = start[0], start[1]
    grads = {"x": 0, "y": 0}
    x_history, y_history = [params["x"]], [params["y"]]
    for _ in range(steps):
        grads["x"], grads["y"] = params["x"] / 10.0, 2.0 * params["y"]
        optimizer.update(params, grads)
        x_history.append(params["x"])
        y_history.append(params["y"])
    return np.array([x_history, y_history]).T


@accepted("optimizer_path")
def optimizer_path_into_an_array(optimizer, start, steps):
    path = np.zeros((steps + 1, 2))
    path[0] = start
    x, y = np.array(path[0, 0]), np.array(path[0, 1])
    params = {"x": x, "y": y}
    for i in range(1, steps + 1):
        optimizer.update(params, {"x": 2 * x / 20, "y": y * 2})
        path[i] = x, y
    return path


@accepted("optimizer_path")
def optimizer_path_of_arrays_of_one(optimizer, start, steps):
    params = {"y": np.array([start[1]]), "x": np.array([start[0]])}
    points = []
    for i in range(steps + 1):
        points.append(np.concatenate([params["x"], params["y"]]))
        if i < steps:
            optimizer.update(params, {"y": 2 * params["y"], "x": params["x"] / 10})
    return np.stack(points)


@accepted("fit")
def fit_step_by_step(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    train_size = x_train.shape[0]
    iter_per_epoch = max(train_size // batch_size, 1)
    history = np.zeros((epochs, 2))
    for i in range(epochs * iter_per_epoch):
        batch_mask = rng.choice(train_size, batch_size)
        grads = network.gradient(x_train[batch_mask], t_train[batch_mask])
        optimizer.update(network.params, grads)
        if (i + 1) % iter_per_epoch == 0:
            train_acc = network.accuracy(x_train, t_train)
            test_acc = network.accuracy(x_test, t_test)
            history[i // iter_per_epoch] = train_acc, test_acc
    return history


@accepted("fit")
def fit_with_shuffled_epochs(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    """Every datum at most once an epoch."""
    train_accs, test_accs = [], []
    for _ in range(epochs):
        order = rng.permutation(len(x_train))
        for i in range(max(len(x_train) // batch_size, 1)):
            chosen = order[i * batch_size : (i + 1) * batch_size]
            optimizer.update(network.params, network.gradient(x_train[chosen], t_train[chosen]))
        test_accs.append(network.accuracy(x_test, t_test))
        train_accs.append(network.accuracy(x_train, t_train))
    return np.column_stack([train_accs, test_accs])


@accepted("fit")
def fit_drawing_from_numpy(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    history = np.empty((0, 2))
    for _ in range(epochs):
        updates = 0
        while updates == 0 or (updates + 1) * batch_size <= len(x_train):
            chosen = [np.random.randint(len(x_train)) for _ in range(batch_size)]
            network.loss(x_train[chosen], t_train[chosen])
            optimizer.update(network.params, network.gradient(x_train[chosen], t_train[chosen]))
            updates += 1
        both = [network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)]
        history = np.vstack([history, both])
    return history


@accepted("plain_init")
def plain_init_by_randn(n_in, n_out, std, rng):
    return std * np.random.randn(n_in, n_out)


@accepted("plain_init")
def plain_init_by_normal(n_in, n_out, std, rng):
    return rng.normal(0, std, size=(n_in, n_out))


@accepted("plain_init")
def plain_init_row_by_row(n_in, n_out, std, rng):
    W = np.zeros((n_in, n_out))
    for row in W:
        row[:] = rng.normal(scale=std, size=n_out)
    return W


@accepted("plain_init")
def plain_init_in_float32(n_in, n_out, std, rng):
    return np.float32(std) * rng.standard_normal((n_in, n_out), dtype=np.float32)


@accepted("xavier_init")
def xavier_init_by_randn(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) / np.sqrt(n_in)


@accepted("xavier_init")
def xavier_init_of_the_paper(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2.0 / (n_in + n_out)), (n_in, n_out))


@accepted("xavier_init")
def xavier_init_by_plain_init(n_in, n_out, rng):
    return reference.plain_init(n_in, n_out, n_in**-0.5, rng)


@accepted("xavier_init")
def xavier_init_in_float32(n_in, n_out, rng):
    return (np.random.normal(size=(n_out, n_in)).T / n_in**0.5).astype(np.float32)


@accepted("he_init")
def he_init_by_randn(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) * np.sqrt(2.0 / n_in)


@accepted("he_init")
def he_init_by_two_uniform_numbers(n_in, n_out, rng):
    """Box and Muller's way to normal numbers."""
    u, v = 1 - rng.random((n_in, n_out)), rng.random((n_in, n_out))
    return np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v) * (2 / n_in) ** 0.5


@accepted("he_init")
def he_init_in_float32(n_in, n_out, rng):
    return rng.normal(scale=(2 / n_in) ** 0.5, size=n_in * n_out).reshape(n_in, n_out).astype(np.float32)


@accepted("activation_stats")
def activation_stats_as_in_the_book(x, weights, activation):
    activations = {}
    for i in range(len(weights)):
        if i != 0:
            x = activations[i - 1]
        a = np.dot(x, weights[i])
        z = activation(a)
        activations[i] = z
    return [activations[i] for i in range(len(weights))]


@accepted("activation_stats")
def activation_stats_by_recursion(x, weights, activation):
    if not weights:
        return []
    first = activation(x @ weights[0])
    return [first, *activation_stats_by_recursion(first, weights[1:], activation)]


@accepted("activation_stats")
def activation_stats_as_a_tuple(x, weights, activation):
    found = [x]
    for W in weights:
        found.append(activation(found[-1].dot(W)))
    return tuple(found[1:])


@accepted("activation_stats")
def activation_stats_in_float32(x, weights, activation):
    outputs = []
    x = x.astype(np.float32)
    for W in weights:
        x = activation(x @ W.astype(np.float32))
        outputs.append(x)
    return outputs


@accepted("BatchNormalization")
class BatchNormalizationAsInTheBook:
    """Step by step, as the computational graph has it, with the book's attributes and its 10e-7."""

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.input_shape = None
        self.running_mean = running_mean
        self.running_var = running_var
        self.batch_size = None
        self.xc = None
        self.xn = None
        self.std = None
        self.dgamma = None
        self.dbeta = None

    def forward(self, x, train_flg=True):
        self.input_shape = x.shape
        if x.ndim != 2:
            x = x.reshape(x.shape[0], -1)
        return self.__normalise(x, train_flg).reshape(*self.input_shape)

    def __normalise(self, x, train_flg):
        if self.running_mean is None:
            self.running_mean = np.zeros(x.shape[1])
            self.running_var = np.zeros(x.shape[1])
        if train_flg:
            mu = x.mean(axis=0)
            self.xc = x - mu
            var = np.mean(self.xc**2, axis=0)
            self.std = np.sqrt(var + 10e-7)
            self.xn = self.xc / self.std
            self.batch_size = x.shape[0]
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
            xn = self.xn
        else:
            xn = (x - self.running_mean) / np.sqrt(self.running_var + 10e-7)
        return self.gamma * xn + self.beta

    def backward(self, dout):
        if dout.ndim != 2:
            dout = dout.reshape(dout.shape[0], -1)
        return self.__gradient(dout).reshape(*self.input_shape)

    def __gradient(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.xn * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dstd = -np.sum(dxn * self.xc / self.std**2, axis=0)
        dxc += (2.0 / self.batch_size) * self.xc * (0.5 * dstd / self.std)
        return dxc - np.sum(dxc, axis=0) / self.batch_size


@accepted("BatchNormalization")
class BatchNormalizationInOneFormula:
    """With an epsilon of 1e-5, running statistics of shape (1, D), updated in place, and extra parameters."""

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None, eps=1e-5):
        self.gamma, self.beta, self.momentum, self.eps = gamma, beta, momentum, eps
        shape = (1, np.size(gamma))
        self.running_mean = np.zeros(shape) if running_mean is None else running_mean.reshape(shape)
        self.running_var = np.zeros(shape) if running_var is None else running_var.reshape(shape)

    def forward(self, x, train_flg=True):
        flat = x.reshape(x.shape[0], -1)
        if not train_flg:
            flat = (flat - self.running_mean) * (self.running_var + self.eps) ** -0.5
            return (flat * self.gamma + self.beta).reshape(x.shape)
        mean, var = flat.mean(axis=0, keepdims=True), flat.var(axis=0, keepdims=True)
        self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
        self.running_var += (1 - self.momentum) * (var - self.running_var)
        self.inverse = (var + self.eps) ** -0.5
        self.xn = (flat - mean) * self.inverse
        return (self.xn * self.gamma + self.beta).reshape(x.shape)

    def backward(self, dout):
        n, flat = len(dout), dout.reshape(dout.shape[0], -1)
        self.dbeta, self.dgamma = np.sum(flat, 0), np.einsum("nd,nd->d", flat, self.xn)
        dx = self.gamma * self.inverse / n * (n * flat - self.dbeta - self.xn * self.dgamma)
        return dx.reshape(dout.shape)


@accepted("BatchNormalization")
class BatchNormalizationByLoops:
    """A column at a time, with an epsilon of 1e-8 and the whole Jacobian of each column."""

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        self.gamma, self.beta, self.momentum = gamma, beta, momentum
        self.running_mean, self.running_var = running_mean, running_var

    def forward(self, x, train_flg=True):
        flat = x.reshape(x.shape[0], -1)
        n, d = flat.shape
        if self.running_mean is None:
            self.running_mean = np.zeros(d)
        if self.running_var is None:
            self.running_var = np.zeros(d)
        new_mean, new_var = self.running_mean.copy(), self.running_var.copy()
        out, self.xn, self.std = np.empty((n, d)), np.empty((n, d)), np.empty(d)
        for j in range(d):
            mean, var = self.running_mean[j], self.running_var[j]
            if train_flg:
                mean = sum(flat[:, j]) / n
                var = sum((flat[:, j] - mean) ** 2) / n
                new_mean[j] = self.momentum * self.running_mean[j] + (1 - self.momentum) * mean
                new_var[j] = self.momentum * self.running_var[j] + (1 - self.momentum) * var
            self.std[j] = (var + 1e-8) ** 0.5
            self.xn[:, j] = (flat[:, j] - mean) / self.std[j]
            out[:, j] = self.gamma[j] * self.xn[:, j] + self.beta[j]
        self.running_mean, self.running_var = new_mean, new_var
        return out.reshape(x.shape)

    def backward(self, dout):
        flat = dout.reshape(dout.shape[0], -1)
        n, d = flat.shape
        self.dgamma, self.dbeta = np.zeros(d), np.zeros(d)
        for i in range(n):
            self.dgamma += flat[i] * self.xn[i]
            self.dbeta += flat[i]
        dx = np.empty((n, d))
        for j in range(d):
            xn = self.xn[:, j]
            jacobian = (np.eye(n) - 1 / n - np.outer(xn, xn) / n) / self.std[j]
            dx[:, j] = jacobian @ (self.gamma[j] * flat[:, j])
        return dx.reshape(dout.shape)


@accepted("l2_penalty")
def l2_penalty_step_by_step(params, lam):
    weight_decay = 0
    grads = {}
    for key in params.keys():  # noqa: SIM118
        if key[0] == "W":
            W = params[key]
            weight_decay += 0.5 * lam * np.sum(W**2)
            grads[key] = lam * W
    return weight_decay, grads


@accepted("l2_penalty")
def l2_penalty_by_numbers(params, lam):
    i, penalty, grads = 1, np.zeros(1), {}
    while f"W{i}" in params:
        W = params[f"W{i}"]
        penalty += np.linalg.norm(W) ** 2
        grads[f"W{i}"] = W * lam
        i += 1
    return lam * penalty.item() / 2, grads


@accepted("l2_penalty")
def l2_penalty_of_one_vector(params, lam):
    weights = dict(filter(lambda pair: pair[0].startswith("W"), params.items()))
    everything = np.concatenate([W.ravel() for W in weights.values()])
    return 0.5 * lam * everything @ everything, {key: np.multiply(lam, W) for key, W in weights.items()}


@accepted("l2_penalty")
def l2_penalty_by_loops(params, lam):
    penalty, grads = 0.0, {}
    for key, W in params.items():
        if not key.startswith("W"):
            continue
        grads[key] = np.zeros_like(W)
        for place in np.ndindex(W.shape):
            penalty += float(W[place]) ** 2
            grads[key][place] = lam * W[place]
    return penalty * lam / 2, grads


@accepted("Dropout")
class DropoutStepByStep:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio
        self.mask = None

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
            return x * self.mask
        else:
            return x * (1.0 - self.dropout_ratio)

    def backward(self, dout):
        return dout * self.mask


@accepted("Dropout")
class DropoutInverted:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        keep = 1 - self.dropout_ratio
        self.mask = (np.random.random(x.shape) < keep) / keep
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


@accepted("Dropout")
class DropoutOfItsOwnGenerator:
    def __init__(self, dropout_ratio=0.5):
        self.keep = 1 - dropout_ratio
        self.rng = np.random.default_rng()

    def forward(self, x, train_flg=True):
        if not train_flg:
            return self.keep * x
        self.dropped = self.rng.random(x.shape) < 1 - self.keep
        return np.where(self.dropped, 0, x)

    def backward(self, dout):
        return np.where(self.dropped, 0, dout)


@accepted("Dropout")
class DropoutOfBinomialNumbers:
    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if train_flg:
            self.mask = np.random.binomial(1, 1 - self.dropout_ratio, size=x.shape).astype(np.float32)
            return (x * self.mask).astype(np.float32)
        return (x * (1 - self.dropout_ratio)).astype(np.float32)

    def backward(self, dout):
        out = dout.copy()
        out[self.mask == 0] = 0
        return out


@accepted("Dropout")
class DropoutOfAnExactShare:
    """Shuffles places and drops the first of them: the number of zeros is the same each time."""

    def __init__(self, dropout_ratio=0.5):
        self.dropout_ratio = dropout_ratio

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        mask = np.ones(x.size)
        mask[np.random.permutation(x.size)[: round(self.dropout_ratio * x.size)]] = 0
        self.mask = mask.reshape(x.shape)
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


LAYERS = {"sigmoid": Sigmoid, "relu": Relu}


def scale_of(weight_init_std, n):
    """The standard deviation of initial weights, as the book's sample code decides on it."""
    if str(weight_init_std).lower() in ("relu", "he"):
        return np.sqrt(2.0 / n)
    if str(weight_init_std).lower() in ("sigmoid", "xavier"):
        return np.sqrt(1.0 / n)
    return weight_init_std


@accepted("MultiLayerNet")
class MultiLayerNetStepByStep:
    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        self.hidden_layer_num = len(hidden_size_list)
        self.weight_decay_lambda = weight_decay_lambda
        self.params = {}
        all_size_list = [input_size] + hidden_size_list + [output_size]  # noqa: RUF005
        for idx in range(1, len(all_size_list)):
            scale = scale_of(weight_init_std, all_size_list[idx - 1])
            self.params["W" + str(idx)] = scale * np.random.randn(all_size_list[idx - 1], all_size_list[idx])
            self.params["b" + str(idx)] = np.zeros(all_size_list[idx])

        self.layers = OrderedDict()
        for idx in range(1, self.hidden_layer_num + 1):
            self.layers["Affine" + str(idx)] = Affine(
                self.params["W" + str(idx)], self.params["b" + str(idx)]
            )
            self.layers["Activation_function" + str(idx)] = LAYERS[activation]()
        idx = self.hidden_layer_num + 1
        self.layers["Affine" + str(idx)] = Affine(self.params["W" + str(idx)], self.params["b" + str(idx)])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x)
        weight_decay = 0
        for idx in range(1, self.hidden_layer_num + 2):
            W = self.params["W" + str(idx)]
            weight_decay += 0.5 * self.weight_decay_lambda * np.sum(W**2)
        return self.last_layer.forward(y, t) + weight_decay

    def accuracy(self, x, t):
        y = self.predict(x)
        y = np.argmax(y, axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        dout = self.last_layer.backward(dout)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)
        grads = {}
        for idx in range(1, self.hidden_layer_num + 2):
            layer = self.layers["Affine" + str(idx)]
            grads["W" + str(idx)] = layer.dW + self.weight_decay_lambda * layer.W
            grads["b" + str(idx)] = layer.db
        return grads


@accepted("MultiLayerNet")
class MultiLayerNetWithoutLayers:
    """Keeps no layers at all, draws from a Generator, and takes the other number of Glorot's paper."""

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        rng, sizes = np.random.default_rng(), (input_size, *hidden_size_list, output_size)
        self.depth, self.lam, self.activation = len(sizes) - 1, weight_decay_lambda, activation
        self.params = {}
        for i in range(self.depth):
            std = scale_of(weight_init_std, sizes[i])
            if weight_init_std in ("sigmoid", "xavier"):
                std = np.sqrt(2 / (sizes[i] + sizes[i + 1]))
            self.params[f"b{i + 1}"] = np.zeros(sizes[i + 1])
            self.params[f"W{i + 1}"] = rng.normal(0.0, std, size=(sizes[i], sizes[i + 1]))

    def values(self, x):
        """The input, the output of each hidden layer, and the scores."""
        outs = [x]
        for i in range(1, self.depth + 1):
            a = outs[-1] @ self.params[f"W{i}"] + self.params[f"b{i}"]
            if i < self.depth:
                a = sigmoid(a) if self.activation == "sigmoid" else np.maximum(a, 0)
            outs.append(a)
        return outs

    def predict(self, x):
        return self.values(x)[-1]

    def loss(self, x, t):
        t = np.argmax(t, axis=1) if t.ndim == 2 else t
        squares = sum(np.sum(self.params[f"W{i}"] ** 2) for i in range(1, self.depth + 1))
        return -np.mean(np.log(softmax(self.predict(x))[np.arange(len(t)), t])) + self.lam / 2 * squares

    def accuracy(self, x, t):
        t = np.argmax(t, axis=1) if t.ndim == 2 else t
        return float(np.count_nonzero(np.argmax(self.predict(x), axis=1) == t)) / len(t)

    def gradient(self, x, t):
        outs = self.values(x)
        t = t if t.ndim == 2 else np.eye(outs[-1].shape[1])[t]
        delta, grads = (softmax(outs[-1]) - t) / len(t), {}
        for i in range(self.depth, 0, -1):
            W, out = self.params[f"W{i}"], outs[i - 1]
            grads[f"W{i}"] = out.T @ delta + self.lam * W
            grads[f"b{i}"] = delta.sum(axis=0)
            delta = delta @ W.T * (out * (1 - out) if self.activation == "sigmoid" else out > 0)
        return grads


@accepted("MultiLayerNetExtend")
class MultiLayerNetExtendStepByStep:
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
        self.hidden_layer_num = len(hidden_size_list)
        self.use_dropout = use_dropout
        self.weight_decay_lambda = weight_decay_lambda
        self.use_batchnorm = use_batchnorm
        self.params = {}
        all_size_list = [input_size] + hidden_size_list + [output_size]  # noqa: RUF005
        for idx in range(1, len(all_size_list)):
            scale = scale_of(weight_init_std, all_size_list[idx - 1])
            self.params["W" + str(idx)] = scale * np.random.randn(all_size_list[idx - 1], all_size_list[idx])
            self.params["b" + str(idx)] = np.zeros(all_size_list[idx])

        self.layers = OrderedDict()
        for idx in range(1, self.hidden_layer_num + 1):
            self.layers["Affine" + str(idx)] = Affine(
                self.params["W" + str(idx)], self.params["b" + str(idx)]
            )
            if self.use_batchnorm:
                self.params["gamma" + str(idx)] = np.ones(hidden_size_list[idx - 1])
                self.params["beta" + str(idx)] = np.zeros(hidden_size_list[idx - 1])
                self.layers["BatchNorm" + str(idx)] = BatchNormalization(
                    self.params["gamma" + str(idx)], self.params["beta" + str(idx)]
                )
            self.layers["Activation_function" + str(idx)] = LAYERS[activation]()
            if self.use_dropout:
                self.layers["Dropout" + str(idx)] = Dropout(dropout_ration)
        idx = self.hidden_layer_num + 1
        self.layers["Affine" + str(idx)] = Affine(self.params["W" + str(idx)], self.params["b" + str(idx)])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for key, layer in self.layers.items():
            if "Dropout" in key or "BatchNorm" in key:  # noqa: SIM108
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        y = self.predict(x, train_flg)
        weight_decay = 0
        for idx in range(1, self.hidden_layer_num + 2):
            W = self.params["W" + str(idx)]
            weight_decay += 0.5 * self.weight_decay_lambda * np.sum(W**2)
        return self.last_layer.forward(y, t) + weight_decay

    def accuracy(self, x, t):
        y = self.predict(x, train_flg=False)
        y = np.argmax(y, axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def gradient(self, x, t):
        self.loss(x, t, train_flg=True)
        dout = 1
        dout = self.last_layer.backward(dout)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)
        grads = {}
        for idx in range(1, self.hidden_layer_num + 2):
            layer = self.layers["Affine" + str(idx)]
            grads["W" + str(idx)] = layer.dW + self.weight_decay_lambda * self.params["W" + str(idx)]
            grads["b" + str(idx)] = layer.db
            if self.use_batchnorm and idx != self.hidden_layer_num + 1:
                grads["gamma" + str(idx)] = self.layers["BatchNorm" + str(idx)].dgamma
                grads["beta" + str(idx)] = self.layers["BatchNorm" + str(idx)].dbeta
        return grads


class InvertedDropout(Dropout):
    """Training divides by the share that is kept, test mode does nothing."""

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        self.mask = (np.random.random(x.shape) >= self.dropout_ratio) / (1 - self.dropout_ratio)
        return x * self.mask


class CarefulBatchNormalization(BatchNormalization):
    """The largest epsilon that is accepted."""

    def forward(self, x, train_flg=True):
        super().forward(x, train_flg)
        mean = np.mean(x, axis=0) if train_flg else self.running_mean
        self.std = np.sqrt((np.var(x, axis=0) if train_flg else self.running_var) + 1e-5)
        self.xn = (x - mean) / self.std
        return self.gamma * self.xn + self.beta


@accepted("MultiLayerNetExtend")
class MultiLayerNetExtendThatInherits(MultiLayerNet):
    """A MultiLayerNet whose layers are lists, with inverted dropout and another epsilon."""

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
        super().__init__(
            input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda
        )
        self.train_flg, self.norms, self.order = False, {}, []
        for i, size in enumerate([*hidden_size_list, None], 1):
            self.order.append(self.layers[f"Affine{i}"])
            if size is None:
                break
            if use_batchnorm:
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = np.ones(size), np.zeros(size)
                self.norms[i] = CarefulBatchNormalization(self.params[f"gamma{i}"], self.params[f"beta{i}"])
                self.order.append(self.norms[i])
            self.order.append(self.layers[f"Activation{i}"])
            if use_dropout:
                self.order.append(InvertedDropout(dropout_ration))

    def predict(self, x, train_flg=False):
        for layer in self.order:
            both = isinstance(layer, BatchNormalization | Dropout)
            x = layer.forward(x, train_flg=train_flg) if both else layer.forward(x)
        return x

    def loss(self, x, t, train_flg=False):
        scores = self.predict(x, train_flg)
        return self.last_layer.forward(scores, t) + l2_penalty(self.params, self.weight_decay_lambda)[0]

    def gradient(self, x, t):
        self.loss(x, t, train_flg=True)
        dout = self.last_layer.backward()
        for layer in self.order[::-1]:
            dout = layer.backward(dout)
        grads = l2_penalty(self.params, self.weight_decay_lambda)[1]
        for i in range(1, len(grads) + 1):
            grads[f"W{i}"] = grads[f"W{i}"] + self.layers[f"Affine{i}"].dW
            grads[f"b{i}"] = self.layers[f"Affine{i}"].db
        for i, norm in self.norms.items():
            grads |= {f"gamma{i}": norm.dgamma, f"beta{i}": norm.dbeta}
        return grads


@accepted("shuffle_dataset")
def shuffle_dataset_by_number_of_axes(x, t, rng):
    permutation = np.random.permutation(x.shape[0])
    x = x[permutation, :] if x.ndim == 2 else x[permutation, :, :, :]
    t = t[permutation]
    return x, t


@accepted("shuffle_dataset")
def shuffle_dataset_by_random_keys(x, t, rng):
    order = np.argsort(rng.random(len(t)))
    return [np.take(x, order, axis=0), np.take(t, order, axis=0)]


@accepted("shuffle_dataset")
def shuffle_dataset_by_exchanging(x, t, rng):
    x, t = x.copy(), t.copy()
    for i in range(len(x) - 1, 0, -1):
        j = int(rng.integers(0, i + 1))
        x[[i, j]], t[[i, j]] = x[[j, i]], t[[j, i]]
    return x, t


@accepted("shuffle_dataset")
def shuffle_dataset_by_python(x, t, rng):
    pairs = list(zip(x, t, strict=True))
    random.shuffle(pairs)
    return np.array([row for row, _ in pairs]), np.array([answer for _, answer in pairs])


@accepted("shuffle_dataset")
def shuffle_dataset_without_repetition(x, t, rng):
    order = list(range(len(x)))
    np.random.default_rng().shuffle(order)
    return x[order], t[order]


@accepted("train_validation_split")
def train_validation_split_as_the_book_cuts(x, t, rate, rng):
    x_train, t_train = shuffle_dataset(x, t, rng)
    validation_num = int(x_train.shape[0] * rate)
    x_val = x_train[:validation_num]
    t_val = t_train[:validation_num]
    x_train = x_train[validation_num:]
    t_train = t_train[validation_num:]
    return x_train, t_train, x_val, t_val


@accepted("train_validation_split")
def train_validation_split_at_the_end(x, t, rate, rng):
    order = np.random.permutation(len(x))
    cut = len(x) - int(len(x) * rate)
    return x[order[:cut]], t[order[:cut]], x[order[cut:]], t[order[cut:]]


@accepted("train_validation_split")
def train_validation_split_by_np_split(x, t, rate, rng):
    n_val = int(rate * len(t))
    (x_val, x_train), (t_val, t_train) = (np.split(a, [n_val]) for a in shuffle_dataset(x, t, rng))
    return [x_train, t_train, x_val, t_val]


@accepted("train_validation_split")
def train_validation_split_by_chosen_numbers(x, t, rate, rng):
    chosen = rng.choice(len(x), int(len(x) * rate), replace=False)
    rest = np.array([i for i in range(len(x)) if i not in chosen], dtype=int)
    rng.shuffle(rest)
    return x[rest], t[rest], x[chosen], t[chosen]


@accepted("sample_log_uniform")
def sample_log_uniform_from_numpy_random(low, high, size, rng):
    return np.array([10 ** np.random.uniform(np.log10(low), np.log10(high)) for _ in range(size)])


@accepted("sample_log_uniform")
def sample_log_uniform_by_e(low, high, size, rng):
    return np.exp(rng.uniform(np.log(low), np.log(high), size=size))


@accepted("sample_log_uniform")
def sample_log_uniform_by_ratio(low, high, size, rng):
    return low * (high / low) ** rng.random(size)


@accepted("sample_log_uniform")
def sample_log_uniform_in_float32(low, high, size, rng):
    exponents = np.log2(low) + (np.log2(high) - np.log2(low)) * rng.random(size)
    return np.exp2(exponents).astype(np.float32)


@accepted("random_search")
def random_search_by_comparing(evaluate, sample, trials):
    best, best_score, history = None, float("-inf"), []
    for _ in range(trials):
        params = sample()
        score = evaluate(params)
        history.append((params, score))
        if score > best_score:
            best, best_score = params, score
    return best, history


@accepted("random_search")
def random_search_taking_the_last_of_equals(evaluate, sample, trials):
    best, highest, history = None, None, []
    for _ in range(trials):
        params = sample()
        score = evaluate(params)
        history += [[params, score]]
        if highest is None or score >= highest:
            best, highest = params, score
    return best, history


@accepted("random_search")
def random_search_in_two_passes(evaluate, sample, trials):
    candidates = [sample() for _ in range(trials)]
    scores = [evaluate(params) for params in candidates]
    return candidates[int(np.argmax(scores))], list(zip(candidates, scores, strict=True))


@accepted("random_search")
def random_search_by_sorting(evaluate, sample, trials):
    history = []
    while len(history) < trials:
        params = sample()
        history.append((params, evaluate(params)))
    ranking = sorted(history, key=lambda pair: pair[1], reverse=True)
    return ranking[0][0], history
