"""Independent ways to the results of chapter 8, deep learning."""

import functools
import struct

import autograd.numpy as anp
import numpy as np
from autograd import grad
from scipy.ndimage import shift
from scipy.signal import correlate
from scipy.special import softmax
from scipy.stats import kstest, norm

from autograder.audit import oracle
from dataset.deep_convnet_weight import load_deep_convnet
from dataset.mnist import load_mnist

PADS = (1, 1, 1, 2, 1, 1)


def filled(network, params):
    for key, value in params.items():
        network.params[key][...] = value
    return network


def planes_of(params, image):
    """What enters the first Affine, of one image (C, H, W): SciPy's correlation, and maxima of blocks."""
    planes = image
    for i, pad in enumerate(PADS, 1):
        padded = np.pad(planes, [(0, 0), (pad, pad), (pad, pad)])
        maps = [correlate(padded, kernel, mode="valid")[0] for kernel in params[f"W{i}"]]
        planes = np.maximum(np.array(maps) + params[f"b{i}"][:, None, None], 0)
        if i in (2, 4, 6):
            C, H, W = planes.shape
            planes = planes.reshape(C, H // 2, 2, W // 2, 2).max(axis=(2, 4))
    return planes.ravel()


def scores_by_scipy(params, image):
    """The scores of one image (C, H, W)."""
    hidden = np.maximum(planes_of(params, image) @ params["W7"] + params["b7"], 0)
    return 0.5 * (0.5 * hidden @ params["W8"] + params["b8"])


@functools.cache
def scores_of_three_digits():
    _, (x, _) = load_mnist(flatten=False)
    weights = {key: value.astype(float) for key, value in load_deep_convnet().items()}
    images = x[:3].astype(float)
    return weights, images, np.array([scores_by_scipy(weights, image) for image in images])


@oracle("DeepConvNet", rtol=1e-6, atol=1e-6)
def deep_conv_net_scores_by_scipy(impl, rng):
    weights, x, right = scores_of_three_digits()
    return filled(impl.DeepConvNet(), weights).predict(x), right


@oracle("DeepConvNet")
def deep_conv_net_reads_digits(impl, rng):
    _, (x, t) = load_mnist(flatten=False)
    network = filled(impl.DeepConvNet(), load_deep_convnet())
    rows = rng.choice(len(x), 40, replace=False)
    return bool(network.accuracy(x[rows], t[rows], 20) >= 0.8), True


@oracle("DeepConvNet")
def deep_conv_net_weights_are_normal(impl, rng):
    params = impl.DeepConvNet().params
    inputs = {"W3": 16 * 9, "W5": 32 * 9, "W7": 64 * 4 * 4}
    p = [kstest(np.ravel(params[key]) * np.sqrt(n / 2), norm.cdf).pvalue for key, n in inputs.items()]
    return [value > 1e-10 for value in p], [True] * 3


@oracle("DeepConvNet", rtol=1e-5, atol=1e-6)
def deep_conv_net_gradient_against_autograd(impl, rng):
    """Where nothing was dropped: of the head by autograd, of the convolutions by central differences."""
    few = {
        f"conv_param_{i}": {"filter_num": n, "filter_size": 3, "pad": pad, "stride": 1}
        for i, (n, pad) in enumerate(zip((2, 3, 2, 3, 2, 64), PADS, strict=True), 1)
    }
    network = impl.DeepConvNet(**few, hidden_size=1, output_size=2)
    x, t = rng.normal(size=(1, 1, 28, 28)), np.array([1])
    network.params["W7"][...] = np.abs(network.params["W7"])
    network.params["W8"][...] = [[0.5, -0.25]]
    for _ in range(400):
        grads = network.gradient(x, t)
        if np.all(grads["b7"]) and np.all(grads["b8"]):
            break
    params = {key: value.copy() for key, value in network.params.items()}

    def head(planes, W7, b7, W8, b8):
        hidden = anp.maximum(anp.dot(planes, W7) + b7, 0)
        scores = anp.dot(hidden, W8) + b8
        return anp.log(anp.sum(anp.exp(scores))) - scores[0, 1]

    heads = [params[key] for key in ("W7", "b7", "W8", "b8")]

    right = [grad(head, k)(planes_of(params, x[0])[None], *heads) for k in (1, 2, 3, 4)]
    slopes = []
    for key, place in (("W1", (1, 0, 2, 0)), ("b2", (1,)), ("W4", (2, 1, 0, 1)), ("W6", (5, 1, 1, 2))):
        kept, ends = params[key][place], []
        for h in (1e-5, -1e-5):
            params[key][place] = kept + h
            ends.append(head(planes_of(params, x[0])[None], *heads))
        params[key][place] = kept
        slopes.append((key, place, (ends[0] - ends[1]) / 2e-5))
    got = [grads[key] for key in ("W7", "b7", "W8", "b8")] + [grads[key][place] for key, place, _ in slopes]
    return got, right + [slope for _, _, slope in slopes]


@oracle("misclassified")
def misclassified_by_plain_python(impl, rng):
    y = softmax(rng.normal(size=(40, 6)), axis=1)
    t = rng.integers(6, size=40)
    rows = [(row[k], i) for i, (row, k) in enumerate(zip(y.tolist(), t, strict=True)) if max(row) > row[k]]
    right = np.array([i for _, i in sorted(rows)])
    return [impl.misclassified(y, t), impl.misclassified(y, np.eye(6)[t])], [right, right]


@oracle("shift_images")
def shift_images_by_scipy(impl, rng):
    images, got, right = rng.uniform(size=(2, 3, 6, 7)), [], []
    for dy, dx in [(0, 0), (2, -3), (-1, 4), (6, 0), (0, -7), (-9, 9), (5, 6)]:
        got.append(impl.shift_images(images, dy, dx))
        right.append(shift(images, (0, 0, dy, dx), order=0, mode="constant", cval=0.0))
    return got, right


@oracle("count_parameters")
def count_parameters_one_by_one(impl, rng):
    params = {str(k): rng.normal(size=rng.integers(1, 5, size=k)) for k in range(5)}
    return impl.count_parameters(params), sum(1 for array in params.values() for _ in array.flat)


@oracle("count_parameters")
def count_parameters_of_the_deep_network(impl, rng):
    by_hand = 160 + 2320 + 4640 + 9248 + 18496 + 36928 + (1024 * 50 + 50) + (50 * 10 + 10)
    return impl.count_parameters(load_deep_convnet()), by_hand


@oracle("receptive_field")
def receptive_field_by_walking_back(impl, rng):
    """Which pixels one output hangs on, followed back layer by layer."""
    got, right = [], []
    for n in (1, 3, 5):
        layers = [(int(k), int(s)) for k, s in zip(rng.integers(1, 6, n), rng.integers(1, 4, n), strict=True)]
        seen = {0}
        for kernel, stride in reversed(layers):
            seen = {place * stride + k for place in seen for k in range(kernel)}
        got.append(impl.receptive_field(layers))
        right.append(max(seen) - min(seen) + 1)
    return got, right


@oracle("to_half")
def to_half_by_struct(impl, rng):
    """Python's own half precision."""
    values = np.concatenate(
        [rng.normal(size=20), rng.normal(scale=1e-5, size=5), rng.normal(scale=1e4, size=5)]
    )
    halves = [struct.unpack("e", struct.pack("e", value))[0] for value in values.tolist()]
    got = impl.to_half({"W": values})["W"]
    return [got.astype(float), got.nbytes], [np.array(halves), 60]
