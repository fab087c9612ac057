"""Right answers of chapter 1 in another form than the references."""

# ruff: noqa: SIM300 (X is an array and no constant: X > threshold is the natural order)

import collections
import dataclasses
import statistics

import matplotlib.pyplot as plt
import numpy as np

from autograder.audit import accepted


@accepted("average")
def average_by_a_loop(numbers):
    total = 0
    count = 0
    for number in numbers:
        total = total + number
        count = count + 1
    if count == 0:
        raise ValueError("the list is empty")
    return total / count


@accepted("average")
def average_with_numpy(numbers):
    if not numbers:
        raise ValueError
    return np.mean(numbers)


@accepted("average")
def average_with_statistics(numbers):
    return statistics.mean(numbers)


@accepted("average")
def average_catching_the_division(numbers):
    try:
        return sum(numbers) / len(numbers)
    except ZeroDivisionError:
        raise ValueError("no numbers") from None


@accepted("middle")
def middle_by_a_loop(items):
    result = []
    for i in range(1, len(items) - 1):
        result.append(items[i])
    return result


@accepted("middle")
def middle_of_a_copy(items):
    rest = items.copy()
    rest.pop()
    del rest[0]
    return rest


@accepted("middle")
def middle_by_unpacking(items):
    _, *rest, _ = items
    return rest


@accepted("middle")
def middle_with_len(items):
    return items[1 : len(items) - 1]


@accepted("count_labels")
def count_labels_with_get(labels):
    counts = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return counts


@accepted("count_labels")
def count_labels_with_counter(labels):
    return collections.Counter(labels)


@accepted("count_labels")
def count_labels_with_defaultdict(labels):
    counts = collections.defaultdict(int)
    for label in labels:
        counts[label] += 1
    return counts


@accepted("count_labels")
def count_labels_with_count(labels):
    return {label: labels.count(label) for label in labels}


@accepted("count_labels")
def count_labels_with_unique(labels):
    return dict(zip(*np.unique(labels, return_counts=True), strict=True))


@accepted("sign")
def sign_of_booleans(x):
    return (x > 0) - (x < 0)


@accepted("sign")
def sign_with_numpy(x):
    return np.sign(x)


@accepted("sign")
def sign_of_equality_first(x):
    if x == 0:
        return 0
    return int(x / abs(x))


@accepted("sign")
def sign_of_floats(x):
    if x == 0:
        return 0.0
    if x > 0:
        return 1.0
    return -1.0


@accepted("Man")
class ManWithPrints:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name + "!")
        return "Hello " + self.name + "!"

    def goodbye(self):
        print("Good-bye " + self.name + "!")
        return "Good-bye " + self.name + "!"


@accepted("Man")
@dataclasses.dataclass
class ManAsDataclass:
    name: str

    def hello(self):
        return "Hello {}!".format(self.name)  # noqa: UP032

    def goodbye(self):
        return "Good-bye %s!" % self.name  # noqa: UP031


@accepted("Man")
class ManWithAnotherAttribute:
    count = 0

    def __init__(self, name, greeting="Hello"):
        self._who = name + "!"
        self.greeting = greeting
        type(self).count += 1

    def hello(self):
        return " ".join([self.greeting, self._who])

    def goodbye(self):
        return " ".join(["Good-bye", self._who])


@accepted("elementwise")
def elementwise_with_functions(x, y):
    return np.add(x, y), np.subtract(x, y), np.multiply(x, y), np.divide(x, y)


@accepted("elementwise")
def elementwise_as_a_list(x, y):
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    return [x + y, x - y, x * y, x / y]


@accepted("elementwise")
def elementwise_in_single_precision(x, y):
    x, y = np.array(x, dtype=np.float32), np.array(y, dtype=np.float32)
    return x + y, x - y, x * y, x / y


@accepted("elementwise")
def elementwise_stacked(x, y):
    x, y = np.array(x), np.array(y)
    return np.array([x + y, x - y, x * y, x / y])


@accepted("inspect_array")
def inspect_array_with_str(A):
    result = {}
    result["dtype"] = str(A.dtype)
    result["shape"] = list(A.shape)
    result["ndim"] = len(A.shape)
    result["size"] = np.prod(A.shape)
    return result


@accepted("inspect_array")
def inspect_array_with_dict(A):
    return dict(shape=np.shape(A), ndim=np.ndim(A), size=np.size(A), dtype=f"{A.dtype}")  # noqa: C408


@accepted("scale_rows")
def scale_rows_with_newaxis(A, v):
    return A * v[:, np.newaxis]


@accepted("scale_rows")
def scale_rows_by_transposing(A, v):
    return (A.T * v).T


@accepted("scale_rows")
def scale_rows_with_diag(A, v):
    return np.diag(v) @ A


@accepted("scale_rows")
def scale_rows_by_loops(A, v):
    result = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            result[i, j] = v[i] * A[i, j]
    return result


@accepted("scale_rows")
def scale_rows_as_rows_of_a_list(A, v):
    return [row * factor for row, factor in zip(A, v, strict=True)]


@accepted("scale_rows")
def scale_rows_with_einsum(A, v):
    return np.einsum("ij,i->ij", A, v)


@accepted("pick_greater")
def pick_greater_flattened(X, threshold):
    X = X.flatten()
    return X[X > threshold]


@accepted("pick_greater")
def pick_greater_with_where(X, threshold):
    return X[np.where(X > threshold)]


@accepted("pick_greater")
def pick_greater_by_a_loop(X, threshold):
    found = []
    for value in X.ravel():
        if value > threshold:
            found.append(value)
    return np.array(found)


@accepted("pick_greater")
def pick_greater_as_a_list(X, threshold):
    return [value for value in X.reshape(-1).tolist() if value > threshold]


@accepted("pick_greater")
def pick_greater_with_extract(X, threshold):
    return np.extract(X > threshold, X)


@accepted("plot_sin_cos")
def plot_sin_cos_with_pyplot(ax):
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)
    y2 = np.cos(x)
    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle="--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.legend()


@accepted("plot_sin_cos")
def plot_sin_cos_with_linspace(ax):
    x = np.linspace(0, 6, 200)
    ax.plot(x, np.cos(x), "k--")
    ax.plot(x, np.sin(x), "k-")
    ax.set(xlabel="x", ylabel="y", title="sin & cos")
    ax.legend(["cos", "sin"])
    return ax


@accepted("plot_sin_cos")
def plot_sin_cos_of_sixty_points(ax):
    x = np.linspace(0, 6, 60)
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), "--", label="cos")
    ax.set(xlabel="x", ylabel="y", title="sin & cos")
    ax.legend()


@accepted("plot_sin_cos")
def plot_sin_cos_in_one_call(ax):
    x = [i / 10 for i in range(61)]
    sin, cos = ax.plot(x, np.sin(x), "r", x, np.cos(x), "r")
    cos.set_linestyle((0, (5, 5)))
    ax.legend([sin, cos], ["sin", "cos"], loc="upper right")
    ax.axhline(0, color="0.5", linewidth=0.5)
    ax.set_xlabel("x", fontsize=14)
    ax.set_ylabel("y", rotation=0)
    ax.set_title("sin & cos", loc="left")
    ax.grid()


@accepted("plot_sin_cos")
def plot_sin_cos_with_markers_and_show(ax):
    x = np.arange(6, -0.01, -0.05)
    ax.plot(x, np.sin(x), marker=".", ls="solid", label="sin")
    ax.plot(x, np.cos(x), ls="dashed", color="C0", label="cos")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("sin & cos")
    ax.figure.legend()
    ax.figure.canvas.draw()


@accepted("show_image")
def show_image_with_pyplot(ax, image):
    plt.imshow(image, cmap=plt.cm.gray)
    plt.axis("off")


@accepted("show_image")
def show_image_by_cases(ax, image):
    if image.ndim == 2:
        vmax = 255 if image.dtype == np.uint8 else 1.0
        ax.imshow(image, cmap="binary_r", vmin=0, vmax=vmax, interpolation="nearest")
    else:
        ax.imshow(image)


@accepted("show_image")
def show_image_as_floats(ax, image):
    if image.dtype == np.uint8:
        image = image / 255
    if image.ndim == 2:
        image = np.stack([image] * 3, axis=-1)
    ax.imshow(image)


@accepted("show_image")
def show_image_of_flipped_rows(ax, image):
    ax.imshow(image[::-1], cmap="gray", origin="lower")
    ax.set_ylim(-0.5, len(image) - 0.5)


@accepted("show_image")
def show_image_then_gray(ax, image):
    plt.imshow(image)
    plt.gray()
    plt.colorbar()


@accepted("plot_surface")
def plot_surface_by_loops(ax, f, x0, x1):
    X = np.zeros((len(x1), len(x0)))
    Y = np.zeros((len(x1), len(x0)))
    Z = np.zeros((len(x1), len(x0)))
    for i in range(len(x1)):
        for j in range(len(x0)):
            X[i, j] = x0[j]
            Y[i, j] = x1[i]
            Z[i, j] = f(x0[j], x1[i])
    ax.plot_surface(X, Y, Z, cmap="viridis", edgecolor="none")
    return X, Y, Z


@accepted("plot_surface")
def plot_surface_by_tiling(ax, f, x0, x1):
    X = np.tile(x0, (len(x1), 1))
    Y = np.repeat(np.asarray(x1)[:, np.newaxis], len(x0), axis=1)
    plt.gca().plot_surface(X, Y, f(X, Y), rstride=1, cstride=1, alpha=0.8)
    plt.xlabel("x")
    return [X, Y, f(X, Y)]


@accepted("plot_surface")
def plot_surface_with_triangles(ax, f, x0, x1):
    X, Y = np.meshgrid(x0, x1)
    Z = f(X, Y)
    ax.plot_trisurf(X.ravel(), Y.ravel(), Z.ravel())
    return np.array([X, Y, Z])
