"""Independent ways to the results of chapter 3, neural networks: SciPy, and loops over Python's numbers."""

import math

import numpy as np
from scipy import special

from autograder.audit import oracle
from dataset.mnist import load_mnist
from dataset.sample_weight import init_network


def random_network(rng, *sizes):
    """The book's dict for layers of these four sizes."""
    network = {}
    for i in (1, 2, 3):
        network[f"W{i}"] = rng.normal(scale=2.0, size=(sizes[i - 1], sizes[i]))
        network[f"b{i}"] = rng.normal(size=sizes[i])
    return network


def weighted_sums(x, W, b):
    """The sums of one datum, neuron by neuron, added up exactly."""
    return [
        math.fsum([*(float(x[i]) * float(W[i, j]) for i in range(len(x))), float(b[j])])
        for j in range(W.shape[1])
    ]


def last_sums(network, x):
    """What goes into the output layer, for one datum, with SciPy's sigmoid."""
    for i in (1, 2):
        x = [special.expit(a) for a in weighted_sums(x, network[f"W{i}"], network[f"b{i}"])]
    return weighted_sums(x, network["W3"], network["b3"])


def best(values):
    """The index of the greatest value."""
    return max(range(len(values)), key=values.__getitem__)


def some_digits(rng, n):
    """n test digits (n, 784) from 0 to 1 and the trained weights, both in float64."""
    _, (images, labels) = load_mnist(normalize=False)
    chosen = rng.choice(len(images), n, replace=False)
    network = {key: value.astype(np.float64) for key, value in init_network().items()}
    return network, images[chosen] / 255.0, labels[chosen]


@oracle("step_function")
def step_function_is_heaviside(impl, rng):
    x = rng.normal(size=(4, 5)) * rng.integers(0, 2, size=(4, 5))
    return impl.step_function(x), np.heaviside(x, 0.0)


@oracle("sigmoid")
def sigmoid_is_scipys_expit(impl, rng):
    x = rng.normal(scale=10.0, size=(3, 4))
    return impl.sigmoid(x), special.expit(x)


@oracle("relu")
def relu_is_pythons_max_of_each_number(impl, rng):
    x = rng.normal(size=(3, 4))
    return impl.relu(x), np.array([[max(0.0, float(v)) for v in row] for row in x])


@oracle("layer")
def layer_is_a_sum_for_each_neuron(impl, rng):
    n, d, m = rng.integers(1, 6, size=3)
    x, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, m)), rng.normal(size=m)
    expected = np.array([[math.tanh(a) for a in weighted_sums(row, W, b)] for row in x])
    return [impl.layer(x, W, b, np.tanh), impl.layer(x[0], W, b, np.tanh)], [expected, expected[0]]


@oracle("identity_function")
def identity_function_undoes_nothing(impl, rng):
    numbers = rng.normal(size=6).tolist()
    return impl.identity_function(np.array(numbers)), np.array(numbers)


@oracle("forward")
def forward_is_three_layers_of_loops(impl, rng):
    network, x = random_network(rng, 3, 5, 4, 2), rng.normal(size=(6, 3))
    return impl.forward(network, x), np.array([last_sums(network, row) for row in x])


@oracle("softmax")
def softmax_is_scipys(impl, rng):
    x = rng.normal(scale=5.0, size=(4, 6)) + rng.choice([-1000.0, 0.0, 1000.0], size=(4, 1))
    return [impl.softmax(x), impl.softmax(x[0])], [special.softmax(x, axis=1), special.softmax(x[0])]


@oracle("normalize_images", rtol=1e-6)
def normalize_images_is_a_loop_over_pixels(impl, rng):
    images = rng.integers(0, 256, size=(2, 28, 28), dtype=np.uint8)
    expected = [[int(images[n, i, j]) / 255 for i in range(28) for j in range(28)] for n in range(2)]
    return impl.normalize_images(images), np.array(expected)


@oracle("one_hot")
def one_hot_is_a_loop_over_labels(impl, rng):
    num_classes = int(rng.integers(2, 9))
    t = rng.integers(0, num_classes, size=7)
    return impl.one_hot(t, num_classes), np.array(
        [[float(k == label) for k in range(num_classes)] for label in t]
    )


@oracle("predict")
def predict_is_loops_and_scipys_softmax(impl, rng):
    network, x = random_network(rng, 4, 3, 5, 4), rng.normal(size=(5, 4))
    return impl.predict(network, x), np.array([special.softmax(last_sums(network, row)) for row in x])


@oracle("predict")
def predict_reads_digits_as_scipy_does(impl, rng):
    network, x, _ = some_digits(rng, 20)
    z1 = special.expit(np.einsum("nd,dm->nm", x, network["W1"]) + network["b1"])
    z2 = special.expit(np.einsum("nd,dm->nm", z1, network["W2"]) + network["b2"])
    a3 = np.einsum("nd,dm->nm", z2, network["W3"]) + network["b3"]
    return impl.predict(network, x), special.softmax(a3, axis=1)


@oracle("accuracy")
def accuracy_is_a_count_by_loops(impl, rng):
    network, x, t = random_network(rng, 3, 4, 5, 3), rng.normal(size=(25, 3)), rng.integers(0, 3, size=25)
    right = [best(last_sums(network, row)) == label for row, label in zip(x, t, strict=True)]
    expected = sum(right) / 25
    return [impl.accuracy(network, x, t), impl.accuracy(network, x, np.eye(3)[t])], [expected, expected]


@oracle("predict_in_batches")
def predict_in_batches_is_one_datum_after_the_other(impl, rng):
    network, x = random_network(rng, 3, 4, 5, 4), rng.normal(size=(int(rng.integers(5, 20)), 3))
    expected = np.array([best(last_sums(network, row)) for row in x])
    return impl.predict_in_batches(network, x, int(rng.integers(1, 8))), expected
