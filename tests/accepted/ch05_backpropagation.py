"""Right answers of chapter 5 in another form than the references."""

from collections import OrderedDict

import numpy as np

from autograder.audit import accepted
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, numerical_gradient
from solutions.ch05_backpropagation import (
    AddLayer,
    Affine,
    MulLayer,
    Relu,
    SoftmaxWithLoss,
    cross_entropy_grad,
    sigmoid_grad,
    softmax_cross_entropy_grad,
    softmax_jacobian,
)


@accepted("MulLayer")
class MulLayerWithInit:
    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        self.x = x
        self.y = y
        out = x * y
        return out

    def backward(self, dout):
        dx = dout * self.y
        dy = dout * self.x
        return dx, dy


@accepted("MulLayer")
class MulLayerWithOneTuple:
    """Keeps both inputs in one attribute, and more than it needs."""

    def forward(self, *inputs):
        self.inputs, self.out = inputs, np.multiply(*inputs)
        return self.out

    def backward(self, dout):
        return [np.multiply(dout, other) for other in reversed(self.inputs)]


@accepted("AddLayer")
class AddLayerWithInit:
    def __init__(self):
        pass

    def forward(self, x, y):
        out = x + y
        return out

    def backward(self, dout):
        dx = dout * 1
        dy = dout * 1
        return dx, dy


@accepted("AddLayer")
class AddLayerWithList:
    def forward(self, x, y):
        return np.add(x, y)

    def backward(self, dout):
        return [dout] * 2


@accepted("buy_fruit")
def buy_fruit_by_formula(apple, apple_num, orange, orange_num, tax):
    total = apple * apple_num + orange * orange_num
    grads = dict(apple=apple_num * tax, apple_num=apple * tax, tax=total)  # noqa: C408
    grads.update(orange=orange_num * tax, orange_num=orange * tax)
    return total * tax, grads


@accepted("buy_fruit")
def buy_fruit_step_by_step(apple, apple_num, orange, orange_num, tax):
    mul_apple_layer = MulLayer()
    mul_orange_layer = MulLayer()
    add_apple_orange_layer = AddLayer()
    mul_tax_layer = MulLayer()
    apple_price = mul_apple_layer.forward(apple, apple_num)
    orange_price = mul_orange_layer.forward(orange, orange_num)
    all_price = add_apple_orange_layer.forward(apple_price, orange_price)
    price = mul_tax_layer.forward(all_price, tax)
    dprice = 1
    grads = {}
    dall_price, grads["tax"] = mul_tax_layer.backward(dprice)
    dapple_price, dorange_price = add_apple_orange_layer.backward(dall_price)
    grads["orange"], grads["orange_num"] = mul_orange_layer.backward(dorange_price)
    grads["apple"], grads["apple_num"] = mul_apple_layer.backward(dapple_price)
    return price, grads


@accepted("buy_fruit")
def buy_fruit_in_arrays(apple, apple_num, orange, orange_num, tax):
    prices, amounts = np.array([apple, orange]), np.array([apple_num, orange_num])
    dprices, damounts = amounts * tax, prices * tax
    keys = ("apple", "orange", "apple_num", "orange_num", "tax")
    return prices @ amounts * tax, dict(zip(keys, [*dprices, *damounts, prices @ amounts], strict=True))


@accepted("Relu")
class ReluWritingIntoDout:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        dx = dout
        return dx


@accepted("Relu")
class ReluByMultiplication:
    def forward(self, x):
        self.slope = (x > 0).astype(np.float32)
        return x * self.slope

    def backward(self, dout):
        return dout * self.slope


@accepted("Relu")
class ReluOfItsOutput:
    def forward(self, x):
        self.out = np.maximum(0, x)
        return self.out

    def backward(self, dout):
        return dout * np.sign(self.out)


@accepted("sigmoid_grad")
def sigmoid_grad_with_own_formula(x):
    out = 1.0 / (1.0 + np.exp(-x))
    return (1.0 - out) * out


@accepted("sigmoid_grad")
def sigmoid_grad_symmetrical(x):
    return 1 / (2 + np.exp(x) + np.exp(-x))


@accepted("sigmoid_grad")
def sigmoid_grad_by_tanh(x):
    return (1 - np.tanh(x / 2) ** 2) / 4


@accepted("Sigmoid")
class SigmoidWithInit:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        dx = dout * (1.0 - self.out) * self.out
        return dx


@accepted("Sigmoid")
class SigmoidRememberingX:
    def forward(self, x):
        self.x = x.copy()
        return sigmoid(x)

    def backward(self, dout):
        return dout * sigmoid_grad(self.x)


@accepted("affine_backward_one")
def affine_backward_one_by_loops(x, W, dout):
    dx, dW, db = np.zeros(len(x)), np.zeros(W.shape), np.zeros(len(dout))
    for i in range(len(x)):
        for j in range(len(dout)):
            dx[i] += W[i, j] * dout[j]
            dW[i, j] = x[i] * dout[j]
    for j in range(len(dout)):
        db[j] = dout[j]
    return [dx, dW, db]


@accepted("affine_backward_one")
def affine_backward_one_as_a_batch(x, W, dout):
    X, D = x.reshape(1, -1), dout.reshape(1, -1)
    return (D @ W.T)[0], X.T @ D, D.sum(axis=0)


@accepted("affine_backward_one")
def affine_backward_one_by_broadcasting(x, W, dout):
    return (W * dout).sum(axis=1), x[:, None] * dout, dout.copy()


@accepted("Affine")
class AffineWithInit:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
        self.original_x_shape = None
        self.dW = None
        self.db = None

    def forward(self, x):
        self.original_x_shape = x.shape
        x = x.reshape(x.shape[0], -1)
        self.x = x
        out = np.dot(self.x, self.W) + self.b
        return out

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        dx = dx.reshape(*self.original_x_shape)
        return dx


@accepted("Affine")
class AffineByEinsum:
    def __init__(self, W, b, name="affine"):
        self.W, self.b, self.name = W, b, name

    def forward(self, x):
        self.x = x
        return np.einsum("nd,dm->nm", x.reshape(x.shape[0], -1), self.W) + self.b

    def backward(self, dout):
        flat = self.x.reshape(self.x.shape[0], -1)
        self.dW = np.einsum("nd,nm->dm", flat, dout)
        self.db = np.ones(len(dout)) @ dout
        return np.einsum("nm,dm->nd", dout, self.W).reshape(self.x.shape)


@accepted("Affine")
class AffineOneDatumAtATime:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.rows, self.shape = [np.ravel(row) for row in x], x.shape
        return np.array([row @ self.W + self.b for row in self.rows])

    def backward(self, dout):
        self.dW = sum(np.outer(row, d) for row, d in zip(self.rows, dout, strict=True))
        self.db = sum(dout)
        return np.array([self.W @ d for d in dout]).reshape(self.shape)


@accepted("softmax_jacobian")
def softmax_jacobian_by_loops(y):
    J = np.zeros((len(y), len(y)))
    for i in range(len(y)):
        for j in range(len(y)):
            J[i][j] = y[i] * (1 - y[i]) if i == j else -y[i] * y[j]
    return J


@accepted("softmax_jacobian")
def softmax_jacobian_by_broadcasting(y):
    return y[:, np.newaxis] * (np.eye(y.size) - y)


@accepted("softmax_jacobian")
def softmax_jacobian_with_filled_diagonal(y):
    J = -y.reshape(-1, 1) @ y.reshape(1, -1)
    np.fill_diagonal(J, y - y**2)
    return J


@accepted("cross_entropy_grad")
def cross_entropy_grad_with_delta(y, t):
    batch_size = 1 if y.ndim == 1 else y.shape[0]
    return -(t / (y + 1e-7)) / batch_size


@accepted("cross_entropy_grad")
def cross_entropy_grad_row_by_row(y, t):
    if y.ndim == 1:
        return np.array([-1 / p if right == 1 else 0.0 for p, right in zip(y, t, strict=True)])
    rows = [cross_entropy_grad_row_by_row.implementation(p, right) for p, right in zip(y, t, strict=True)]
    return np.array(rows) / len(y)


@accepted("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_taking_one_away(a, t):
    if a.ndim == 1:
        return softmax(a) - t
    if t.ndim == 2:
        t = np.argmax(t, axis=1)
    dx = softmax(a)
    dx[np.arange(len(a)), t] -= 1
    return dx / len(a)


@accepted("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_by_size(a, t):
    y = softmax(a)
    batch_size = y.shape[0] if y.ndim == 2 else 1
    if t.size == y.size:
        dx = (y - t) / batch_size
    else:
        dx = y.copy()
        for n in range(batch_size):
            dx[n, int(t[n])] -= 1.0
        dx = dx / batch_size
    return dx


@accepted("SoftmaxWithLoss")
class SoftmaxWithLossIgnoringDout:
    def __init__(self):
        self.loss = None
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, self.t)
        return self.loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        if self.t.size == self.y.size:
            dx = (self.y - self.t) / batch_size
        else:
            dx = self.y.copy()
            dx[np.arange(batch_size), self.t] -= 1
            dx = dx / batch_size
        return dx


@accepted("SoftmaxWithLoss")
class SoftmaxWithLossWithoutDelta:
    def forward(self, x, t):
        self.t = np.argmax(t, axis=1) if t.ndim == 2 else t
        self.y = softmax(x)
        return float(-np.log(self.y[np.arange(len(x)), self.t]).mean())

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(dx)), self.t] -= 1
        return dx * dout / dx.shape[0]


@accepted("SoftmaxWithLoss")
class SoftmaxWithLossByTheFunction:
    def forward(self, x, t):
        self.x, self.t = x, t
        return cross_entropy_error(softmax(x), t)

    def backward(self, dout=1):
        return softmax_cross_entropy_grad(self.x, self.t)


class ByTheChain(SoftmaxWithLoss):
    """backward through the Jacobian, one datum after the other."""

    def backward(self, dout=1):
        dy = cross_entropy_grad(self.y, self.t)
        return dout * np.array([d @ softmax_jacobian(y) for d, y in zip(dy, self.y, strict=True)])


SoftmaxWithLossByTheChain = accepted("SoftmaxWithLoss")(ByTheChain)


@accepted("TwoLayerNet")
class TwoLayerNetStepByStep:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b2"] = np.zeros(output_size)
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
        y = self.predict(x)
        return self.lastLayer.forward(y, t)

    def accuracy(self, x, t):
        y = self.predict(x)
        y = np.argmax(y, axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        accuracy = np.sum(y == t) / float(x.shape[0])
        return accuracy

    def numerical_gradient(self, x, t):
        def loss_W(W):
            return self.loss(x, t)

        grads = {}
        for key in ("W1", "b1", "W2", "b2"):
            grads[key] = numerical_gradient(loss_W, self.params[key])
        return grads

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        dout = self.lastLayer.backward(dout)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)
        grads = {}
        for number in ("1", "2"):
            grads["W" + number] = self.layers["Affine" + number].dW
            grads["b" + number] = self.layers["Affine" + number].db
        return grads


@accepted("TwoLayerNet")
class TwoLayerNetOfItsOwnKind:
    """A plain dict, a Generator for the weights, a forward difference, a gradient of its own."""

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        rng = np.random.default_rng()
        self.params = {
            "b2": np.zeros(output_size),
            "W2": rng.normal(0.0, weight_init_std, (hidden_size, output_size)),
            "b1": np.zeros(hidden_size),
            "W1": rng.normal(0.0, weight_init_std, (input_size, hidden_size)),
        }
        self.layers = {
            "Affine1": Affine(self.params["W1"], self.params["b1"]),
            "Relu1": Relu(),
            "Affine2": Affine(self.params["W2"], self.params["b2"]),
        }
        self.lastLayer = SoftmaxWithLoss()

    def predict(self, x):
        hidden = np.maximum(x @ self.params["W1"] + self.params["b1"], 0)
        return hidden @ self.params["W2"] + self.params["b2"]

    def loss(self, x, t):
        t = np.argmax(t, axis=1) if t.ndim == 2 else t
        return -np.mean(np.log(softmax(self.predict(x))[np.arange(len(t)), t]))

    def accuracy(self, x, t):
        t = np.argmax(t, axis=1) if t.ndim == 2 else t
        return float(sum(int(np.argmax(y)) == k for y, k in zip(self.predict(x), t, strict=True))) / len(t)

    def numerical_gradient(self, x, t):
        grads = {}
        for key, p in self.params.items():
            grads[key] = np.zeros_like(p)
            for i in np.ndindex(p.shape):
                value, here = p[i], self.loss(x, t)
                p[i] = value + 1e-7
                grads[key][i] = (self.loss(x, t) - here) / 1e-7
                p[i] = value
        return grads

    def gradient(self, x, t):
        hidden = np.maximum(x @ self.params["W1"] + self.params["b1"], 0)
        d2 = softmax_cross_entropy_grad(self.predict(x), t)
        d1 = d2 @ self.params["W2"].T * (hidden > 0)
        return {"W1": x.T @ d1, "b1": d1.sum(axis=0), "W2": hidden.T @ d2, "b2": d2.sum(axis=0)}


@accepted("gradient_check")
def gradient_check_with_average(network, x, t):
    grad_numerical = network.numerical_gradient(x, t)
    grad_backprop = network.gradient(x, t)
    differences = {}
    for key in grad_numerical.keys():  # noqa: SIM118
        differences[key] = np.average(np.abs(grad_backprop[key] - grad_numerical[key]))
    return differences


@accepted("gradient_check")
def gradient_check_by_loops(network, x, t):
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    found = {}
    for key, g in backprop.items():
        found[key] = (
            sum(abs(float(a) - float(b)) for a, b in zip(g.flat, numerical[key].flat, strict=True)) / g.size
        )
    return found


@accepted("gradient_check")
def gradient_check_by_norm(network, x, t):
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {
        key: np.linalg.norm(np.ravel(numerical[key] - backprop[key]), ord=1) / np.size(backprop[key])
        for key in backprop
    }


@accepted("train")
def train_step_by_step(network, x, t, iters, batch_size, lr, rng):
    train_size = x.shape[0]
    train_loss_list = []
    for _ in range(iters):
        batch_mask = rng.choice(train_size, batch_size)
        x_batch = x[batch_mask]
        t_batch = t[batch_mask]
        grad = network.gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= lr * grad[key]
        loss = network.loss(x_batch, t_batch)
        train_loss_list.append(loss)
    return train_loss_list


@accepted("train")
def train_noting_the_loss_before(network, x, t, iters, batch_size, lr, rng):
    losses = np.zeros(iters)
    for i in range(iters):
        chosen = rng.choice(len(x), size=batch_size, replace=False)
        losses[i] = network.loss(x[chosen], t[chosen])
        for key, grad in network.gradient(x[chosen], t[chosen]).items():
            network.params[key][...] = network.params[key] - lr * grad
    return losses


@accepted("train")
def train_in_epochs(network, x, t, iters, batch_size, lr, rng):
    losses, waiting = [], []
    while len(losses) < iters:
        if len(waiting) < batch_size:
            waiting = list(rng.permutation(len(x)))
        chosen, waiting = waiting[:batch_size], waiting[batch_size:]
        grads = network.gradient(x[chosen], t[chosen])
        for key, param in network.params.items():
            np.subtract(param, lr * grads[key], out=param)
        losses.append(network.loss(x[chosen], t[chosen]))
    return losses
