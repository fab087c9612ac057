"""Independent ways to the results of chapter 7, convolutional neural networks."""

import itertools

import autograd.numpy as anp
import numpy as np
from autograd import grad
from autograd.scipy.signal import convolve as autograd_convolve
from scipy.ndimage import correlate as image_correlate
from scipy.ndimage import maximum_filter
from scipy.signal import correlate, correlate2d
from scipy.special import log_softmax
from scipy.stats import norm

from autograder.audit import oracle


@oracle("conv_output_size")
def conv_output_size_counts_the_places_of_a_filter(impl, rng):
    found, right = [], []
    for pad, stride, filter_size in itertools.product(range(3), (1, 2, 3), (1, 2, 5)):
        size = int(rng.integers(1, 12))
        starts = [
            s for s in range(-pad, size + pad) if s + filter_size <= size + pad and (s + pad) % stride == 0
        ]
        fits = starts and starts[-1] + filter_size == size + pad
        right.append(len(starts) if fits else "ValueError")
        try:
            found.append(impl.conv_output_size(size, filter_size, stride, pad))
        except ValueError:
            found.append("ValueError")
    return found, right


@oracle("pad_images")
def pad_images_is_what_a_filter_of_one_point_leaves(impl, rng):
    x, pad = rng.normal(size=(2, 3, 4, 5)), int(rng.integers(0, 4))
    point = np.zeros((1, 1, 2 * pad + 1, 2 * pad + 1))
    point[0, 0, pad, pad] = 1.0
    return impl.pad_images(x, pad), correlate(x, point, mode="full", method="direct")


@oracle("apply_filter")
def apply_filter_is_scipys_correlation(impl, rng):
    image, kernel = rng.normal(size=(7, 5)), rng.normal(size=(2, 4))
    return impl.apply_filter(image, kernel), correlate2d(image, kernel, mode="valid")


@oracle("apply_filter")
def apply_filter_is_a_product_of_spectra(impl, rng):
    image, kernel = rng.normal(size=(6, 9)), rng.normal(size=(3, 2))
    spectrum = np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, image.shape))
    return impl.apply_filter(image, kernel), np.fft.ifft2(spectrum).real[:4, :8]


@oracle("convolve")
def convolve_is_scipys_correlation(impl, rng):
    x, W, b = rng.normal(size=(2, 3, 7, 9)), rng.normal(size=(4, 3, 3, 5)), rng.normal(size=4)
    padded = np.pad(x, [(0, 0), (0, 0), (1, 1), (1, 1)])
    right = [
        [correlate(image, w, mode="valid")[0] + bias for w, bias in zip(W, b, strict=True)]
        for image in padded
    ]
    return impl.convolve(x, W, b, stride=2, pad=1), np.array(right)[:, :, ::2, ::2]


@oracle("convolve")
def convolve_is_autograds_convolution_with_the_filters_turned(impl, rng):
    x, W, b = rng.normal(size=(3, 2, 5, 4)), rng.normal(size=(3, 2, 2, 3)), rng.normal(size=3)
    turned = W[:, :, ::-1, ::-1]
    right = autograd_convolve(x, turned, axes=([2, 3], [2, 3]), dot_axes=([1], [1]), mode="valid")
    return impl.convolve(x, W, b), right + b[:, np.newaxis, np.newaxis]


@oracle("convolve")
def convolve_keeps_the_size_of_an_image_filter(impl, rng):
    x, W = rng.normal(size=(1, 1, 6, 7)), rng.normal(size=(1, 1, 5, 5))
    return impl.convolve(x, W, np.zeros(1), pad=2)[0, 0], image_correlate(x[0, 0], W[0, 0], mode="constant")


# A central difference with h = 1e-4 of what is linear, or linear by pieces, in each argument: no error but
# that of rounding, about 1e-16 · 10 / 1e-4 = 1e-11.
LINEAR = {"rtol": 1e-7, "atol": 1e-8}
SHAPES = [  # of the images, of the filter, the stride and the pad; the last two leave a rest
    ((2, 3, 5, 4), (3, 2), 1, 0),
    ((2, 2, 7, 5), (3, 1), 2, 1),
    ((1, 2, 6, 7), (3, 2), 2, 0),
    ((2, 1, 5, 6), (2, 3), 3, 1),
]


def places_of_windows(shape, size, stride, pad):
    """For each window, in order: its image, and the lines and columns of its pixels, padding included."""
    for n in range(shape[0]):
        for top in range(-pad, shape[2] + pad - size[0] + 1, stride):
            for left in range(-pad, shape[3] + pad - size[1] + 1, stride):
                yield n, range(top, top + size[0]), range(left, left + size[1])


def sources_of_columns(shape, size, stride, pad):
    """For each element of im2col's matrix the index of its pixel; None in the padding."""
    N, C, H, W = shape
    return [
        [
            (n, c, y, x) if 0 <= y < H and 0 <= x < W else None
            for c in range(C)
            for y in lines
            for x in columns
        ]
        for n, lines, columns in places_of_windows((N, C, H, W), size, stride, pad)
    ]


def slope_by_differences(f, x, h=1e-4):
    """The gradient of f at x by central differences, element by element."""
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        slopes[place] = (f(x + step) - f(x - step)) / (2 * h)
    return slopes


def convolved_for_autograd(x, W, b, stride, pad):
    """The output of a convolution, one window after the other."""
    FN, _, FH, FW = W.shape
    N, _, H, width = x.shape
    x = anp.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="constant")
    lines = range(0, H + 2 * pad - FH + 1, stride)
    columns = range(0, width + 2 * pad - FW + 1, stride)
    outs = [
        anp.tensordot(x[:, :, top : top + FH, left : left + FW], W, ((1, 2, 3), (1, 2, 3))) + b
        for top in lines
        for left in columns
    ]
    return anp.reshape(anp.transpose(anp.array(outs), (1, 2, 0)), (N, FN, len(lines), len(columns)))


@oracle("im2col")
def im2col_looks_up_each_pixel(impl, rng):
    got, right = [], []
    for shape, size, stride, pad in SHAPES:
        images = rng.normal(size=shape)
        sources = sources_of_columns(shape, size, stride, pad)
        right.append(np.array([[images[at] if at else 0.0 for at in row] for row in sources]))
        got.append(impl.im2col(images, *size, stride, pad))
    return got, right


@oracle("im2col")
def im2col_times_a_filter_is_scipys_correlation(impl, rng):
    images, kernel = rng.normal(size=(2, 3, 5, 6)), rng.normal(size=(3, 2, 3))
    right = [correlate(image, kernel, mode="valid", method="direct").ravel() for image in images]
    return impl.im2col(images, 2, 3) @ kernel.ravel(), np.concatenate(right)


@oracle("col2im")
def col2im_adds_up_each_pixels_copies(impl, rng):
    got, right = [], []
    for shape, size, stride, pad in SHAPES:
        sources = sources_of_columns(shape, size, stride, pad)
        col, sums = rng.normal(size=(len(sources), len(sources[0]))), np.zeros(shape)
        for row, values in zip(sources, col, strict=True):
            for at, value in zip(row, values, strict=True):
                if at:
                    sums[at] += value
        right.append(sums)
        got.append(impl.col2im(col, shape, *size, stride, pad))
    return got, right


@oracle("col2im")
def col2im_is_the_adjoint_of_the_answers_im2col(impl, rng):
    got, right = [], []
    for shape, size, stride, pad in SHAPES:
        images = rng.normal(size=shape)
        columns = impl.im2col(images, *size, stride, pad)
        col = rng.normal(size=columns.shape)
        got.append(np.vdot(images, impl.col2im(col, shape, *size, stride, pad)))
        right.append(np.vdot(columns, col))
    return got, right


@oracle("Convolution")
def convolution_forward_against_scipys_correlate(impl, rng):
    x, W, b = rng.normal(size=(2, 3, 6, 5)), rng.normal(size=(4, 3, 2, 3)), rng.normal(size=4)
    got, right = [], []
    for stride, pad in [(1, 0), (2, 0), (1, 1), (3, 2)]:
        padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        planes = [
            [
                correlate(image, kernel, mode="valid", method="direct")[0] + bias
                for kernel, bias in zip(W, b, strict=True)
            ]
            for image in padded
        ]
        right.append(np.array(planes)[:, :, ::stride, ::stride])
        got.append(impl.Convolution(W, b, stride, pad).forward(x))
    return got, right


@oracle("Convolution")
def convolution_gradients_against_autograd(impl, rng):
    got, right = [], []
    for (N, C, H, width), (FH, FW), stride, pad in SHAPES:
        arrays = rng.normal(size=(N, C, H, width)), rng.normal(size=(3, C, FH, FW)), rng.normal(size=3)
        x, W, b = arrays
        layer = impl.Convolution(W, b, stride, pad)
        out = layer.forward(x)
        dout = rng.normal(size=out.shape)

        def total(x, W, b, dout=dout, stride=stride, pad=pad):
            return anp.sum(dout * convolved_for_autograd(x, W, b, stride, pad))

        got.append([layer.backward(dout), layer.dW, layer.db])
        right.append([grad(total, i)(*arrays) for i in range(3)])
    return got, right


@oracle("Convolution", **LINEAR)
def convolution_gradients_against_central_differences(impl, rng):
    x, W, b = rng.normal(size=(2, 2, 4, 5)), rng.normal(size=(2, 2, 3, 2)), rng.normal(size=2)
    dout = rng.normal(size=(2, 2, 2, 3))
    layer = impl.Convolution(W, b, 2, 1)
    layer.forward(x)
    dx = layer.backward(dout)

    def total(x, W, b):
        return np.sum(dout * impl.Convolution(W, b, 2, 1).forward(x))

    right = [
        slope_by_differences(lambda x: total(x, W, b), x),
        slope_by_differences(lambda W: total(x, W, b), W),
        slope_by_differences(lambda b: total(x, W, b), b),
    ]
    return [dx, layer.dW, layer.db], right


@oracle("Pooling")
def pooling_forward_against_scipys_maximum_filter(impl, rng):
    x = rng.normal(size=(2, 3, 7, 6))
    got, right = [], []
    for (high, wide), stride in [((2, 2), 2), ((3, 2), 1), ((2, 3), 3), ((3, 3), 2)]:
        around = (1, 1, high, wide)
        from_corner = (
            0,
            0,
            -(high // 2),
            -(wide // 2),
        )  # the window begins at its pixel, and is not around it
        largest = maximum_filter(x, size=around, origin=from_corner, mode="constant", cval=-np.inf)
        right.append(largest[:, :, : 7 - high + 1 : stride, : 6 - wide + 1 : stride])
        got.append(impl.Pooling(high, wide, stride).forward(x))
    return got, right


@oracle("Pooling", **LINEAR)
def pooling_gradient_against_central_differences(impl, rng):
    got, right = [], []
    for shape, (high, wide), stride, pad in SHAPES:
        size = int(np.prod(shape))
        x = (rng.permutation(size) - size / 2 + 0.3).reshape(
            shape
        )  # 1 apart, h is 1e-4: the largest stays the largest
        layer = impl.Pooling(high, wide, stride, pad)
        dout = rng.normal(size=layer.forward(x).shape)
        got.append(layer.backward(dout))
        right.append(
            slope_by_differences(
                lambda x, dout=dout, settings=(high, wide, stride, pad): np.sum(
                    dout * impl.Pooling(*settings).forward(x)
                ),
                x,
            )
        )
    return got, right


@oracle("Pooling")
def pooling_flows_to_the_largest_by_loops(impl, rng):
    got, right = [], []
    for shape, size, stride in [
        ((2, 2, 5, 6), (2, 2), 2),
        ((1, 3, 5, 4), (3, 2), 1),
        ((2, 1, 6, 7), (2, 1), 3),
    ]:
        x = rng.permutation(int(np.prod(shape))).reshape(shape) / 7.0
        layer = impl.Pooling(*size, stride)
        dout = rng.normal(size=layer.forward(x).shape)
        dx = np.zeros(shape)
        windows = list(places_of_windows((1, 1, *shape[2:]), size, stride, 0))
        for n, c in np.ndindex(shape[:2]):
            for arrived, (_, lines, columns) in zip(dout[n, c].flat, windows, strict=True):
                _, top, left = max((x[n, c, i, j], i, j) for i in lines for j in columns)
                dx[n, c, top, left] += arrived
        got.append(layer.backward(dout))
        right.append(dx)
    return got, right


WITH_PADDING = {"filter_num": 3, "filter_size": 3, "pad": 1, "stride": 1}  # 6 → 6 → 3
WITH_STRIDE = {"filter_num": 3, "filter_size": 3, "pad": 0, "stride": 2}  # 9 → 4 → 2


def conv_net_and_params(impl, rng, size, conv_param):
    """A network of 2 channels, 5 hidden neurons and 3 outputs, and copies of the params drawn for it."""
    network = impl.SimpleConvNet((2, size, size), conv_param, hidden_size=5, output_size=3)
    for value in network.params.values():
        value[...] = rng.uniform(-0.4, 0.4, size=value.shape)
    return network, {key: value.copy() for key, value in network.params.items()}


def conv_net_scores(params, x, conv_param):
    """The scores as sums of shifted images, for autograd; a window's maximum is that of its four corners."""
    stride, pad, side = conv_param["stride"], conv_param["pad"], conv_param["filter_size"]
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    out = (x.shape[2] - side) // stride + 1
    maps = params["b1"][:, None, None]
    for i, j in np.ndindex(side, side):
        shifted = x[:, :, i : i + stride * out : stride, j : j + stride * out : stride]
        maps = maps + anp.einsum("nchw,fc->nfhw", shifted, params["W1"][:, :, i, j])
    maps = anp.maximum(maps, 0.0)
    high = anp.maximum(maps[:, :, ::2, :], maps[:, :, 1::2, :])
    pooled = anp.maximum(high[:, :, :, ::2], high[:, :, :, 1::2])
    flat = anp.reshape(pooled, (len(x), -1))
    hidden = anp.maximum(anp.dot(flat, params["W2"]) + params["b2"], 0.0)
    return anp.dot(hidden, params["W3"]) + params["b3"]


def conv_net_loss(params, x, t, conv_param):
    """The mean cross-entropy for labels t, for autograd."""
    scores = conv_net_scores(params, x, conv_param)
    scores = scores - anp.log(anp.sum(anp.exp(scores), axis=1, keepdims=True))
    return -anp.mean(scores[np.arange(len(t)), t])


@oracle("SimpleConvNet")
def simple_conv_net_gradient_with_padding_against_autograd(impl, rng):
    network, params = conv_net_and_params(impl, rng, 6, WITH_PADDING)
    x, t = rng.normal(size=(4, 2, 6, 6)), rng.integers(3, size=4)
    return dict(network.gradient(x, t)), grad(conv_net_loss)(params, x, t, WITH_PADDING)


@oracle("SimpleConvNet")
def simple_conv_net_gradient_with_stride_against_autograd(impl, rng):
    network, params = conv_net_and_params(impl, rng, 9, WITH_STRIDE)
    x, t = rng.normal(size=(4, 2, 9, 9)), rng.integers(3, size=4)
    return dict(network.gradient(x, np.eye(3)[t])), grad(conv_net_loss)(params, x, t, WITH_STRIDE)


@oracle("SimpleConvNet", atol=1e-5)
def simple_conv_net_forward_by_scipy(impl, rng):
    network, params = conv_net_and_params(impl, rng, 6, WITH_PADDING)
    x, t = rng.normal(size=(7, 2, 6, 6)), rng.integers(3, size=7)
    scores = []
    for image in x:
        padded = np.pad(image, ((0, 0), (1, 1), (1, 1)))
        maps = [
            correlate(padded, kernel, mode="valid")[0] + b
            for kernel, b in zip(params["W1"], params["b1"], strict=True)
        ]
        pooled = [
            max(0.0, np.max(plane[i : i + 2, j : j + 2]))
            for plane in maps
            for i in (0, 2, 4)
            for j in (0, 2, 4)
        ]
        hidden = np.clip(np.array(pooled) @ params["W2"] + params["b2"], 0, None)
        scores.append(hidden @ params["W3"] + params["b3"])
    scores = np.array(scores)
    loss = -np.mean(log_softmax(scores, axis=1)[np.arange(7), t])
    right = np.mean(np.argmax(scores, axis=1) == t)
    got = [network.predict(x), network.loss(x, t), network.accuracy(x, t, batch_size=7)]
    return got, [scores, loss, right]


@oracle("SimpleConvNet")
def simple_conv_net_accuracy_looks_at_the_rest_too(impl, rng):
    network, _ = conv_net_and_params(impl, rng, 6, WITH_PADDING)
    x, t = 5 * rng.normal(size=(23, 2, 6, 6)), rng.integers(3, size=23)
    right = sum(int(np.argmax(network.predict(x[[k]])) == t[k]) for k in range(23)) / 23
    return [network.accuracy(x, t, batch_size=size) for size in (1, 5, 23, 100)], [right] * 4


@oracle("SimpleConvNet")
def simple_conv_net_takes_images_that_are_not_square(impl, rng):
    network = impl.SimpleConvNet((1, 7, 12), {"filter_num": 3, "filter_size": 3, "pad": 0, "stride": 1})
    return [network.params["W2"].shape, network.predict(rng.normal(size=(2, 1, 7, 12))).shape], [
        (3 * 2 * 5, 100),
        (2, 10),
    ]


@oracle("SimpleConvNet")
def simple_conv_net_weights_are_normal(impl, rng):
    network = impl.SimpleConvNet((4, 8, 8), weight_init_std=0.3)
    W = np.concatenate([np.ravel(network.params[key]) for key in ("W1", "W2", "W3")]) / 0.3
    n, far = W.size, 7.0  # seven standard errors: a false alarm in 4e11 runs
    mean = abs(np.mean(W)) < far / np.sqrt(n)
    spread = abs(np.mean(W**2) - 1) < far * np.sqrt(2 / n)
    p = norm.cdf(1) - norm.cdf(-1)
    inside = abs(np.mean(np.abs(W) < 1) - p) < far * np.sqrt(p * (1 - p) / n)
    return bool(mean and spread and inside), True


@oracle("filter_grid")
def filter_grid_pixel_by_pixel(impl, rng):
    W, columns, margin = rng.normal(size=(7, 2, 3, 4)), 3, 2
    low, high = min(W[:, 0].flat), max(W[:, 0].flat)
    got = impl.filter_grid(W, columns, margin)

    def pixel(y, x):
        (row, i), (column, j) = divmod(y, 3 + margin), divmod(x, 4 + margin)
        k = row * columns + column
        return (W[k, 0, i, j] - low) / (high - low) if i < 3 and j < 4 and k < 7 else 0.0

    return got, np.array([[pixel(y, x) for x in range(16)] for y in range(13)])


@oracle("filter_grid")
def filter_grid_gives_the_filters_back(impl, rng):
    W = rng.uniform(0.0, 1.0, size=(6, 1, 2, 3))
    W.flat[0], W.flat[-1] = 0.0, 1.0  # the scale leaves such values as they are
    picture = impl.filter_grid(W, 2, margin=0)
    return picture.reshape(3, 2, 2, 3).swapaxes(1, 2).reshape(6, 1, 2, 3), W
