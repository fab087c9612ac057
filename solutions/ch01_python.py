"""Reference implementations of chapter 1, Python, NumPy and Matplotlib."""

# ruff: noqa: SIM300 (X is an array and no constant: X > threshold is the natural order)

import numpy as np


def average(numbers):
    if len(numbers) == 0:
        raise ValueError("average of an empty list")
    return sum(numbers) / len(numbers)


def middle(items):
    return items[1:-1]


def count_labels(labels):
    counts = {}
    for label in labels:
        if label in counts:
            counts[label] += 1
        else:
            counts[label] = 1
    return counts


def sign(x):
    if x > 0:
        return 1
    elif x < 0:
        return -1
    else:
        return 0


class Man:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return f"Hello {self.name}!"

    def goodbye(self):
        return f"Good-bye {self.name}!"


def elementwise(x, y):
    x, y = np.array(x), np.array(y)
    return x + y, x - y, x * y, x / y


def inspect_array(A):
    return {"shape": A.shape, "ndim": A.ndim, "size": A.size, "dtype": A.dtype.name}


def scale_rows(A, v):
    # v を縦 1 列の (N, 1) にすると、行ごとに使われます | as a column, (N, 1), v is used row by row
    return A * v.reshape(-1, 1)


def pick_greater(X, threshold):
    return X[X > threshold]


def plot_sin_cos(ax):
    x = np.arange(0, 6, 0.1)
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), linestyle="--", label="cos")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("sin & cos")
    ax.legend()


def show_image(ax, image):
    ax.imshow(image, cmap="gray")


def plot_surface(ax, f, x0, x1):
    X, Y = np.meshgrid(x0, x1)
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z
