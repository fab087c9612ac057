"""Right answers of chapter 4 in another form than the references."""

import math

import numpy as np

from autograder.audit import accepted
from solutions import ch04_learning as reference
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, mini_batch, numerical_diff, numerical_gradient


@accepted("sum_squared_error")
def sum_squared_error_by_a_loop(y, t):
    total = 0.0
    for k in range(len(y)):
        total += (y[k] - t[k]) ** 2
    return 0.5 * total


@accepted("sum_squared_error")
def sum_squared_error_as_a_dot_product(y, t):
    difference = t - y
    return difference @ difference / 2


@accepted("sum_squared_error")
def sum_squared_error_by_the_norm(y, t):
    return 0.5 * np.linalg.norm(y - t) ** 2


@accepted("sum_squared_error")
def sum_squared_error_in_float32(y, t):
    return np.float32(0.5) * np.sum(np.square(y.astype(np.float32) - t.astype(np.float32)))


@accepted("cross_entropy_error")
def cross_entropy_error_with_reshape(y, t):
    delta = 1e-7
    if y.ndim == 1:
        y, t = y.reshape(1, y.size), t.reshape(1, t.size)
    if y.size == t.size:
        t = t.argmax(axis=1)
    n = y.shape[0]
    return -np.sum(np.log(y[np.arange(n), t] + delta)) / n


@accepted("cross_entropy_error")
def cross_entropy_error_through_one_hot(y, t):
    if y.ndim == 1:
        return cross_entropy_error_through_one_hot.implementation(y[np.newaxis], np.array([t]))
    if t.ndim == 1:
        t = np.eye(y.shape[1])[t]
    return -np.sum(t * np.log(y + 1e-7)) / len(y)


@accepted("cross_entropy_error")
def cross_entropy_error_by_loops(y, t):
    if y.ndim == 1:
        y, t = [y], [t]
    total = 0.0
    for row, right in zip(y, t, strict=True):
        k = int(right) if np.ndim(right) == 0 else list(right).index(max(right))
        total += -math.log(row[k] + 1e-12)
    return total / len(y)


@accepted("cross_entropy_error")
def cross_entropy_error_with_clip(y, t):
    y = np.clip(np.atleast_2d(y), 1e-15, None)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=-1)
    return np.mean(-np.log(np.take_along_axis(y, np.reshape(t, (-1, 1)).astype(int), axis=1)))


@accepted("cross_entropy_error")
def cross_entropy_error_with_a_tiny_delta(y, t):
    y = y + 1e-300
    if y.ndim == 1:
        y, t = y.reshape(1, -1), np.array(t).reshape(1, -1)
        t = t if t.size > 1 else t[0]
    t = t.argmax(axis=1) if t.ndim == 2 else t
    return float(-np.log(y[range(len(y)), t]).mean())


@accepted("mini_batch")
def mini_batch_from_numpy_random(x, t, batch_size, rng):
    mask = np.random.choice(x.shape[0], batch_size)
    x_batch = x[mask]
    t_batch = t[mask]
    return x_batch, t_batch


@accepted("mini_batch")
def mini_batch_without_repetition(x, t, batch_size, rng):
    chosen = rng.permutation(len(x))[:batch_size]
    return x[chosen], t[chosen]


@accepted("mini_batch")
def mini_batch_of_integers(x, t, batch_size, rng):
    chosen = rng.integers(0, len(t), size=batch_size)
    return np.take(x, chosen, axis=0), np.take(t, chosen, axis=0)


@accepted("mini_batch")
def mini_batch_by_a_loop(x, t, batch_size, rng):
    xs, ts = [], []
    for _ in range(batch_size):
        i = int(rng.integers(len(x)))
        xs.append(x[i])
        ts.append(t[i])
    return np.array(xs), np.array(ts)


@accepted("numerical_diff")
def numerical_diff_with_another_h(f, x):
    h = 1e-5
    return (f(x + h) - f(x - h)) / h / 2


@accepted("numerical_diff")
def numerical_diff_with_a_larger_h(f, x):
    right, left = f(x + 1e-3), f(x - 1e-3)
    return float((right - left) * 500)


@accepted("tangent_line")
def tangent_line_with_an_intercept(f, x):
    d = numerical_diff(f, x)
    intercept = f(x) - d * x

    def line(t):
        return d * t + intercept

    return line


@accepted("tangent_line")
def tangent_line_as_a_polynomial(f, x):
    slope = numerical_diff(f, x)
    return np.poly1d([slope, f(x) - slope * x])


@accepted("tangent_line")
def tangent_line_computed_when_called(f, x):
    return lambda t: f(x) + numerical_diff(f, x) * (t - x)


@accepted("partial_diff")
def partial_diff_of_copies(f, x, i):
    h = 1e-5
    right, left = x.copy(), x.copy()
    right[i] += h
    left[i] -= h
    return (f(right) - f(left)) / (2 * h)


@accepted("partial_diff")
def partial_diff_along_a_unit_vector(f, x, i):
    e = np.eye(x.size)[i]
    return numerical_diff(lambda s: f(x + s * e), 0.0)


@accepted("partial_diff")
def partial_diff_of_one_variable(f, x, i):
    def g(value):
        return f(np.array([value if k == i else x[k] for k in range(len(x))]))

    return numerical_diff(g, x[i])


@accepted("numerical_gradient")
def numerical_gradient_with_nditer(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    walk = np.nditer(x, flags=["multi_index"], op_flags=[["readwrite"]])
    while not walk.finished:
        idx = walk.multi_index
        kept = x[idx]
        x[idx] = float(kept) + h
        right = f(x)
        x[idx] = kept - h
        left = f(x)
        grad[idx] = (right - left) / (2 * h)
        x[idx] = kept
        walk.iternext()
    return grad


@accepted("numerical_gradient")
def numerical_gradient_of_a_flat_view(f, x):
    h = 1e-5
    flat, grad = x.reshape(-1), np.empty(x.size)
    for i in range(flat.size):
        kept = flat[i]
        values = []
        for moved in (kept + h, kept - h):
            flat[i] = moved
            values.append(f(x))
        flat[i] = kept
        grad[i] = (values[0] - values[1]) / (2 * h)
    return grad.reshape(x.shape)


@accepted("numerical_gradient")
def numerical_gradient_by_recursion(f, x):
    def walk(part):
        if part.ndim > 1:
            return np.array([walk(p) for p in part])
        grad = []
        for i, kept in enumerate(part.tolist()):
            part[i] = kept + 1e-4
            right = f(x)
            part[i] = kept - 1e-4
            left = f(x)
            part[i] = kept
            grad.append((right - left) / 2e-4)
        return np.array(grad)

    return walk(x)


@accepted("plot_gradient_field")
def plot_gradient_field_of_flat_points(ax, f, x0, x1):
    X, Y = np.meshgrid(x0, x1)
    points = np.array([X.flatten(), Y.flatten()]).T
    grads = np.array([numerical_gradient(f, point.copy()) for point in points])
    U, V = -grads[:, 0], -grads[:, 1]
    ax.quiver(X.flatten(), Y.flatten(), U, V, angles="xy", color="#666666")
    ax.set_xlabel("x0")
    ax.grid()
    return X, Y, U.reshape(X.shape), V.reshape(X.shape)


@accepted("plot_gradient_field")
def plot_gradient_field_arrow_by_arrow(ax, f, x0, x1):
    shape = (len(x1), len(x0))
    X, Y, U, V = (np.empty(shape) for _ in range(4))
    for i in range(shape[0]):
        for j in range(shape[1]):
            X[i, j], Y[i, j] = x0[j], x1[i]
            dx, dy = numerical_gradient(f, np.array([x0[j], x1[i]]))
            U[i, j], V[i, j] = -dx, -dy
            ax.quiver(x0[j], x1[i], -dx, -dy)
    return [X, Y, U, V]


@accepted("gradient_descent")
def gradient_descent_in_place(f, init_x, lr=0.01, step_num=100):
    x = init_x
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
    return x


@accepted("gradient_descent")
def gradient_descent_with_history(f, init_x, lr=0.01, step_num=100):
    x = init_x
    history = []
    for _ in range(step_num):
        history.append(x.copy())
        x -= lr * numerical_gradient(f, x)
    return x, np.array(history)


@accepted("gradient_descent")
def gradient_descent_by_recursion(f, init_x, lr=0.01, step_num=100):
    if step_num == 0:
        return init_x
    nearer = init_x - lr * numerical_gradient(f, init_x)
    return gradient_descent_by_recursion.implementation(f, nearer, lr, step_num - 1)


@accepted("descent_path")
def descent_path_of_copies(f, init_x, lr, step_num):
    x = init_x
    path = [x.copy()]
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
        path.append(x.copy())
    return path


@accepted("descent_path")
def descent_path_into_an_array(f, init_x, lr, step_num):
    path = np.zeros((step_num + 1, init_x.size))
    path[0] = init_x
    for k in range(step_num):
        path[k + 1] = path[k] - lr * numerical_gradient(f, path[k])
    return path


@accepted("descent_path")
def descent_path_by_stacking(f, init_x, lr, step_num):
    path = init_x.reshape(1, -1).copy()
    while len(path) <= step_num:
        x = path[-1].copy()
        path = np.vstack([path, x - lr * numerical_gradient(f, x)])
    return path


@accepted("SimpleNet")
class SimpleNetStepByStep:
    def __init__(self, W):
        self.W = np.array(W)
        self.y = None

    def predict(self, x):
        return x @ self.W

    def loss(self, x, t):
        z = self.predict(x)
        self.y = softmax(z)
        loss = cross_entropy_error(self.y, t)
        return loss


@accepted("SimpleNet")
class SimpleNetWithLogSumExp:
    def __init__(self, W):
        self.W = W

    def predict(self, x):
        return np.einsum("...d,dm->...m", x, self.W)

    def loss(self, x, t):
        a = np.atleast_2d(self.predict(x))
        if np.size(t) == a.size:
            t = np.argmax(np.reshape(t, a.shape), axis=1)
        return np.mean(np.log(np.sum(np.exp(a), axis=1)) - a[np.arange(len(a)), t])


@accepted("TwoLayerNet")
class TwoLayerNetStepByStep:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params["W1"] = np.random.normal(0.0, weight_init_std, (input_size, hidden_size))
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = np.random.normal(0.0, weight_init_std, (hidden_size, output_size))
        self.params["b2"] = np.zeros(output_size)

    def predict(self, x):
        W1, W2 = self.params["W1"], self.params["W2"]
        b1, b2 = self.params["b1"], self.params["b2"]
        a1 = np.dot(x, W1) + b1
        z1 = sigmoid(a1)
        a2 = np.dot(z1, W2) + b2
        return softmax(a2)

    def loss(self, x, t):
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def numerical_gradient(self, x, t):
        loss_W = lambda W: self.loss(x, t)  # noqa: E731
        grads = {}
        grads["W1"] = numerical_gradient(loss_W, self.params["W1"])
        grads["b1"] = numerical_gradient(loss_W, self.params["b1"])
        grads["W2"] = numerical_gradient(loss_W, self.params["W2"])
        grads["b2"] = numerical_gradient(loss_W, self.params["b2"])
        return grads


@accepted("TwoLayerNet")
class TwoLayerNetWithBackpropagation(reference.TwoLayerNet):
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        rng = np.random.default_rng()
        self.sizes = input_size, hidden_size, output_size
        self.params = {
            "W1": rng.normal(scale=weight_init_std, size=(input_size, hidden_size)),
            "W2": rng.normal(scale=weight_init_std, size=(hidden_size, output_size)),
            "b1": np.zeros((hidden_size,)),
            "b2": np.zeros((output_size,)),
        }

    def gradient(self, x, t):
        z = sigmoid(x @ self.params["W1"] + self.params["b1"])
        da = (softmax(z @ self.params["W2"] + self.params["b2"]) - t) / len(x)
        dz = (da @ self.params["W2"].T) * z * (1 - z)
        return {"W1": x.T @ dz, "b1": dz.sum(axis=0), "W2": z.T @ da, "b2": da.sum(axis=0)}

    def numerical_gradient(self, x, t):
        return self.gradient(x, t)


@accepted("train")
def train_step_by_step(network, x, t, iters, batch_size, lr, rng):
    train_loss_list = []
    for _ in range(iters):
        batch_mask = np.random.choice(x.shape[0], batch_size)
        x_batch = x[batch_mask]
        t_batch = t[batch_mask]
        grad = network.numerical_gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= lr * grad[key]
        train_loss_list.append(network.loss(x_batch, t_batch))
    return train_loss_list


@accepted("train")
def train_noting_the_loss_before(network, x, t, iters, batch_size, lr, rng):
    losses = np.zeros(iters)
    for i in range(iters):
        x_batch, t_batch = mini_batch(x, t, batch_size, rng)
        losses[i] = network.loss(x_batch, t_batch)
        grads = network.numerical_gradient(x_batch, t_batch)
        network.params = {key: value - lr * grads[key] for key, value in network.params.items()}
    return losses


@accepted("train")
def train_noting_the_loss_of_all_data(network, x, t, iters, batch_size, lr, rng):
    losses = []
    while len(losses) < iters:
        chosen = rng.permutation(len(x))[:batch_size]
        for key, grad in network.numerical_gradient(x[chosen], t[chosen]).items():
            network.params[key] = network.params[key] - lr * grad
        losses.append(float(network.loss(x, t)))
    return losses
