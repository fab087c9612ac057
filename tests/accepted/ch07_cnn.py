"""Right answers of chapter 7 that are written another way."""

import math
from collections import OrderedDict

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from autograder.audit import accepted
from solutions import ch07_cnn as reference
from solutions.ch03_neural_network import softmax
from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss
from solutions.ch07_cnn import Convolution, Pooling, SimpleConvNet, apply_filter, conv_output_size, pad_images


@accepted("conv_output_size")
def conv_output_size_by_divmod(input_size, filter_size, stride=1, pad=0):
    steps, rest = divmod(input_size + 2 * pad - filter_size, stride)
    if steps < 0 or rest != 0:
        raise ValueError(f"rest: {rest}")
    return steps + 1


@accepted("conv_output_size")
def conv_output_size_looking_at_a_float(input_size, filter_size, stride=1, pad=0, dilation=1):
    size = (input_size + 2 * pad - filter_size) / stride + 1
    if size < 1 or not size.is_integer():
        raise ValueError
    return int(size)


@accepted("conv_output_size")
def conv_output_size_counting_places(input_size, filter_size, stride=1, pad=0):
    ends = np.arange(filter_size, input_size + 2 * pad + 1, stride)
    if ends.size == 0 or ends[-1] != input_size + 2 * pad:
        raise ValueError("does not fit")
    return np.int64(ends.size)


@accepted("pad_images")
def pad_images_of_the_book(x, pad):
    return np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")


@accepted("pad_images")
def pad_images_into_zeros(x, pad):
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=x.dtype)
    padded[:, :, pad : pad + H, pad : pad + W] = x
    return padded


@accepted("pad_images")
def pad_images_side_by_side(x, pad):
    if pad == 0:
        return x
    N, C, H, _ = x.shape
    side = np.zeros((N, C, H, pad), x.dtype)
    x = np.concatenate([side, x, side], axis=3)
    strip = np.zeros((N, C, pad, x.shape[3]), x.dtype)
    return np.concatenate([strip, x, strip], axis=-2)


@accepted("pad_images")
def pad_images_pixel_by_pixel(x, pad):
    padded = np.zeros([n + 2 * pad * (axis >= 2) for axis, n in enumerate(x.shape)]).astype(x.dtype)
    for n, c, i, j in np.ndindex(x.shape):
        padded[n, c, i + pad, j + pad] = x[n, c, i, j]
    return padded


@accepted("apply_filter")
def apply_filter_by_loops(image, kernel):
    H, W = image.shape
    FH, FW = kernel.shape
    out = np.zeros((H - FH + 1, W - FW + 1))
    for i in range(H - FH + 1):
        for j in range(W - FW + 1):
            out[i, j] = np.sum(image[i : i + FH, j : j + FW] * kernel)
    return out


@accepted("apply_filter")
def apply_filter_number_by_number(image, kernel, stride=1):
    FH, FW = len(kernel), len(kernel[0])
    rows = [
        [
            sum(float(image[i + y][j + x]) * float(kernel[y][x]) for y in range(FH) for x in range(FW))
            for j in range(len(image[0]) - FW + 1)
        ]
        for i in range(len(image) - FH + 1)
    ]
    return np.array(rows)


@accepted("apply_filter")
def apply_filter_shifting_the_image(image, kernel):
    FH, FW = kernel.shape
    OH, OW = image.shape[0] - FH + 1, image.shape[1] - FW + 1
    return sum(kernel[y, x] * image[y : y + OH, x : x + OW] for y in range(FH) for x in range(FW))


@accepted("apply_filter")
def apply_filter_by_strides(image, kernel):
    image = np.ascontiguousarray(image)
    OH, OW = (n - f + 1 for n, f in zip(image.shape, kernel.shape, strict=True))
    windows = as_strided(image, (OH, OW, *kernel.shape), image.strides * 2, writeable=False)
    return np.einsum("ijkl,kl->ij", windows, kernel)


@accepted("apply_filter")
def apply_filter_in_float32(image, kernel):
    windows = sliding_window_view(image.astype(np.float32), kernel.shape)
    return np.tensordot(windows, kernel.astype(np.float32), axes=2)


@accepted("convolve")
def convolve_by_six_loops(x, W, b, stride=1, pad=0):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    FN, C, FH, FW = W.shape
    OH = (x.shape[2] - FH) // stride + 1
    OW = (x.shape[3] - FW) // stride + 1
    out = np.zeros((len(x), FN, OH, OW))
    for n in range(len(x)):
        for f in range(FN):
            for i in range(OH):
                for j in range(OW):
                    s = b[f]
                    for c in range(C):
                        for y in range(FH):
                            s += x[n, c, i * stride + y, j * stride : j * stride + FW] @ W[f, c, y]
                    out[n, f, i, j] = s
    return out


@accepted("convolve")
def convolve_by_apply_filter(x, W, b, stride=1, pad=0):
    x = pad_images(x, pad)
    planes = [[sum(map(apply_filter, image, w)) + bias for w, bias in zip(W, b, strict=True)] for image in x]
    return np.array(planes)[:, :, ::stride, ::stride]


@accepted("convolve")
def convolve_as_layers_of_the_book(x, W, b, stride=1, pad=0):
    FN, C, FH, FW = W.shape
    N, _, H, width = x.shape
    out_h = int(1 + (H + 2 * pad - FH) / stride)
    out_w = int(1 + (width + 2 * pad - FW) / stride)
    padded = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    columns = np.zeros((N, out_h, out_w, C, FH, FW))
    for i, j in np.ndindex(FH, FW):
        taken = padded[:, :, i : i + stride * out_h : stride, j : j + stride * out_w : stride]
        columns[..., i, j] = taken.transpose(0, 2, 3, 1)
    out = np.dot(columns.reshape(N * out_h * out_w, -1), W.reshape(FN, -1).T) + b
    return out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)


@accepted("convolve")
def convolve_window_by_window(x, W, b, stride=1, pad=0, verbose=False):
    OH = conv_output_size(x.shape[2], W.shape[2], stride, pad)
    OW = conv_output_size(x.shape[3], W.shape[3], stride, pad)
    x, out = pad_images(x, pad), np.empty((len(x), len(W), OH, OW))
    for i in range(OH):
        for j in range(OW):
            window = x[:, :, i * stride : i * stride + W.shape[2], j * stride : j * stride + W.shape[3]]
            out[:, :, i, j] = np.tensordot(window, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return out


@accepted("convolve")
def convolve_in_float32(x, W, b, stride=1, pad=0):
    windows = sliding_window_view(pad_images(x, pad).astype(np.float32), W.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    out = np.einsum("ncijyx,fcyx->nfij", windows, W.astype("f4"))
    return out + b.astype("f4").reshape(1, -1, 1, 1)


@accepted("convolve")
def convolve_growing_lists(x, W, b, stride=1, pad=0):
    x = pad_images(x, pad)
    tops = range(0, x.shape[2] - W.shape[2] + 1, stride)
    lefts = range(0, x.shape[3] - W.shape[3] + 1, stride)
    out = []
    for image in x:
        for w, bias in zip(W, b, strict=True):
            for top in tops:
                for left in lefts:
                    window = image[:, top : top + w.shape[1], left : left + w.shape[2]]
                    out.append(math.fsum((window * w).ravel()) + bias)
    return np.array(out).reshape(len(x), len(W), len(tops), len(lefts))


def columns_by_offsets(input_data, filter_h, filter_w, stride=1, pad=0):
    """im2col as the book has it: for each place in the filter, that place of all windows at once; float64."""
    N, C, H, W = input_data.shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    img = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
    col = np.zeros((N, C, filter_h, filter_w, out_h, out_w))
    for y in range(filter_h):
        for x in range(filter_w):
            col[:, :, y, x] = img[:, :, y : y + stride * out_h : stride, x : x + stride * out_w : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)


def images_by_offsets(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """col2im as the book has it, with room for the rest of a stride; float64."""
    N, C, H, W = input_shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    col = col.reshape(N, out_h, out_w, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((N, C, H + 2 * pad + stride - 1, W + 2 * pad + stride - 1))
    for y in range(filter_h):
        for x in range(filter_w):
            img[:, :, y : y + stride * out_h : stride, x : x + stride * out_w : stride] += col[:, :, y, x]
    return img[:, :, pad : H + pad, pad : W + pad]


@accepted("im2col")
def im2col_of_the_book(input_data, filter_h, filter_w, stride=1, pad=0):
    return columns_by_offsets(input_data, filter_h, filter_w, stride, pad)


@accepted("im2col")
def im2col_window_by_window(input_data, filter_h, filter_w, stride=1, pad=0):
    x = np.pad(input_data, ((0,), (0,), (pad,), (pad,)))
    rows = []
    for image in x:
        for top in range(0, image.shape[1] - filter_h + 1, stride):
            for left in range(0, image.shape[2] - filter_w + 1, stride):
                rows.append(image[:, top : top + filter_h, left : left + filter_w].ravel())
    return np.array(rows)


@accepted("im2col")
def im2col_of_strides(input_data, filter_h, filter_w, stride=1, pad=0):
    x = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    N, C, H, W = x.shape
    n, c, h, w = x.strides
    shape = N, (H - filter_h) // stride + 1, (W - filter_w) // stride + 1, C, filter_h, filter_w
    windows = as_strided(x, shape, (n, h * stride, w * stride, c, h, w), writeable=False)
    return windows.reshape(-1, C * filter_h * filter_w)


@accepted("im2col")
def im2col_by_indices(input_data, filter_h, filter_w, stride=1, pad=0):
    x = np.pad(input_data, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    _, C, H, W = x.shape
    top, left = np.meshgrid(
        np.arange(0, H - filter_h + 1, stride), np.arange(0, W - filter_w + 1, stride), indexing="ij"
    )
    c, y, k = (index.ravel() for index in np.indices((C, filter_h, filter_w)))
    picked = x[:, c, top.reshape(-1, 1) + y, left.reshape(-1, 1) + k]
    return picked.reshape(-1, C * filter_h * filter_w)


@accepted("im2col")
def im2col_in_float32(input_data, filter_h, filter_w, stride=1, pad=0):
    return columns_by_offsets(input_data, filter_h, filter_w, stride, pad).astype(np.float32)


@accepted("col2im")
def col2im_of_the_book(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    return images_by_offsets(col, input_shape, filter_h, filter_w, stride, pad)


@accepted("col2im")
def col2im_window_by_window(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    rows = iter(col)
    for n in range(N):
        for top in range(0, H + 2 * pad - filter_h + 1, stride):
            for left in range(0, W + 2 * pad - filter_w + 1, stride):
                window = next(rows).reshape(C, filter_h, filter_w)
                padded[n, :, top : top + filter_h, left : left + filter_w] += window
    return padded[:, :, pad : H + pad, pad : W + pad]


@accepted("col2im")
def col2im_by_where_each_element_came_from(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """Numbers the pixels, lets im2col carry the numbers, and adds up by number; 0 is for the padding."""
    size = int(np.prod(input_shape))
    numbers = columns_by_offsets(np.arange(1, size + 1).reshape(input_shape), filter_h, filter_w, stride, pad)
    sums = np.bincount(numbers.astype(int).ravel(), weights=col.ravel(), minlength=size + 1)
    return sums[1:].reshape(input_shape)


@accepted("col2im")
def col2im_in_float32(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    return images_by_offsets(col.astype(np.float32), input_shape, filter_h, filter_w, stride, pad).astype(
        "f4"
    )


@accepted("Convolution")
class ConvolutionOfTheBook:
    """One product of im2col and the filters as columns, with what the book keeps for backward."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W = W
        self.b = b
        self.stride = stride
        self.pad = pad
        self.x = None
        self.col = None
        self.col_W = None
        self.dW = None
        self.db = None

    def forward(self, x):
        FN, _, FH, FW = self.W.shape
        N, _, H, W = x.shape
        out_h = 1 + int((H + 2 * self.pad - FH) / self.stride)
        out_w = 1 + int((W + 2 * self.pad - FW) / self.stride)
        self.x = x
        self.col = columns_by_offsets(x, FH, FW, self.stride, self.pad)
        self.col_W = self.W.reshape(FN, -1).T
        out = np.dot(self.col, self.col_W) + self.b
        return out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
        self.db = np.sum(dout, axis=0)
        self.dW = np.dot(self.col.T, dout)
        self.dW = self.dW.transpose(1, 0).reshape(FN, C, FH, FW)
        dcol = np.dot(dout, self.col_W.T)
        return images_by_offsets(dcol, self.x.shape, FH, FW, self.stride, self.pad)


@accepted("Convolution")
class ConvolutionWindowByWindow:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def windows(self, x):
        """For each place of the output, the slices of the window."""
        FH, FW = self.W.shape[2:]
        for i, top in enumerate(range(0, x.shape[2] - FH + 1, self.stride)):
            for j, left in enumerate(range(0, x.shape[3] - FW + 1, self.stride)):
                yield i, j, (slice(None), slice(None), slice(top, top + FH), slice(left, left + FW))

    def forward(self, x):
        self.x = x = np.pad(x, ((0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)))
        places = list(self.windows(x))
        out = np.zeros((len(x), len(self.W), places[-1][0] + 1, places[-1][1] + 1))
        for i, j, window in places:
            for f, kernel in enumerate(self.W):
                out[:, f, i, j] = np.sum(x[window] * kernel, axis=(1, 2, 3)) + self.b[f]
        return out

    def backward(self, dout):
        dx, self.dW, self.db = np.zeros(self.x.shape), np.zeros(self.W.shape), np.zeros(len(self.b))
        for i, j, window in self.windows(self.x):
            for f, kernel in enumerate(self.W):
                arrived = dout[:, f, i, j][:, np.newaxis, np.newaxis, np.newaxis]
                dx[window] += arrived * kernel
                self.dW[f] += np.sum(arrived * self.x[window], axis=0)
                self.db[f] += np.sum(arrived)
        p = self.pad
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


@accepted("Convolution")
class ConvolutionByEinsum:
    def __init__(self, W, b, stride=1, pad=0, check=False):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        p, s = self.pad, self.stride
        self.x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.windows = sliding_window_view(self.x, self.W.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
        return np.einsum("ncijyx,fcyx->nfij", self.windows, self.W) + self.b.reshape(1, -1, 1, 1)

    def backward(self, dout):
        p, s = self.pad, self.stride
        self.db = dout.sum(0).sum(1).sum(1)
        self.dW = np.einsum("nfij,ncijyx->fcyx", dout, self.windows)
        dx = np.zeros(self.x.shape)
        for i, j in np.ndindex(dout.shape[2:]):
            window = slice(i * s, i * s + self.W.shape[2]), slice(j * s, j * s + self.W.shape[3])
            dx[:, :, window[0], window[1]] += np.einsum("nf,fcyx->ncyx", dout[:, :, i, j], self.W)
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


@accepted("Convolution")
class ConvolutionInFloat32(reference.Convolution):
    def forward(self, x):
        return super().forward(x).astype(np.float32)

    def backward(self, dout):
        dx = super().backward(dout).astype(np.float32)
        self.dW, self.db = self.dW.astype(np.float32), self.db.astype(np.float32)
        return dx


@accepted("Pooling")
class PoolingOfTheBook:
    """The size of the output is worked out without the pad, as in the book's sample code."""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad
        self.x = None
        self.arg_max = None

    def forward(self, x):
        N, C, H, W = x.shape
        out_h = int(1 + (H - self.pool_h) / self.stride)
        out_w = int(1 + (W - self.pool_w) / self.stride)
        col = columns_by_offsets(x, self.pool_h, self.pool_w, self.stride, self.pad)
        col = col.reshape(-1, self.pool_h * self.pool_w)
        self.arg_max = np.argmax(col, axis=1)
        self.x = x
        return np.max(col, axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1)
        dmax = np.zeros((dout.size, self.pool_h * self.pool_w))
        dmax[np.arange(self.arg_max.size), self.arg_max.flatten()] = dout.flatten()
        dmax = dmax.reshape((*dout.shape, self.pool_h * self.pool_w))
        dcol = dmax.reshape(dmax.shape[0] * dmax.shape[1] * dmax.shape[2], -1)
        return images_by_offsets(dcol, self.x.shape, self.pool_h, self.pool_w, self.stride, self.pad)


@accepted("Pooling")
class PoolingWindowByWindow:
    """Pads with -inf, and shares a gradient among values that tie."""

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def windows(self):
        for n, c in np.ndindex(self.x.shape[:2]):
            for i, top in enumerate(range(0, self.x.shape[2] - self.pool_h + 1, self.stride)):
                for j, left in enumerate(range(0, self.x.shape[3] - self.pool_w + 1, self.stride)):
                    yield (n, c, i, j), (n, c, slice(top, top + self.pool_h), slice(left, left + self.pool_w))

    def forward(self, x):
        p = self.pad
        self.x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=-np.inf)
        found = {place: np.max(self.x[window]) for place, window in self.windows()}
        out = np.zeros(tuple(max(axis) + 1 for axis in zip(*found, strict=True)))
        for place, value in found.items():
            out[place] = value
        return out

    def backward(self, dout):
        dx, p = np.zeros(self.x.shape), self.pad
        for place, window in self.windows():
            largest = self.x[window] == np.max(self.x[window])
            dx[window] += dout[place] * largest / np.sum(largest)
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


@accepted("Pooling")
class PoolingBySlidingWindows:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.size, self.stride, self.pad = (pool_h, pool_w), stride, pad

    def forward(self, x):
        p, s = self.pad, self.stride
        x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        self.shape = x.shape
        windows = sliding_window_view(x, self.size, axis=(2, 3))[:, :, ::s, ::s]
        windows = windows.reshape(*windows.shape[:4], -1)
        self.winner = windows.argmax(axis=-1)
        return windows.max(axis=-1)

    def backward(self, dout):
        p, s = self.pad, self.stride
        dx = np.zeros(self.shape)
        n, c, i, j = np.indices(dout.shape)
        np.add.at(dx, (n, c, i * s + self.winner // self.size[1], j * s + self.winner % self.size[1]), dout)
        return dx[:, :, p : self.shape[2] - p, p : self.shape[3] - p]


@accepted("Pooling")
class PoolingInFloat32(reference.Pooling):
    def forward(self, x):
        return super().forward(x.astype(np.float32))

    def backward(self, dout):
        return super().backward(dout.astype(np.float32))


@accepted("SimpleConvNet")
class SimpleConvNetOfTheBook:
    """Square images, sizes by true division, what is left of the images by batch_size not looked at."""

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param={"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1},  # noqa: B006
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
    ):
        filter_num = conv_param["filter_num"]
        filter_size = conv_param["filter_size"]
        filter_pad = conv_param["pad"]
        filter_stride = conv_param["stride"]
        input_size = input_dim[1]
        conv_size = (input_size - filter_size + 2 * filter_pad) / filter_stride + 1
        pool_size = int(filter_num * (conv_size / 2) * (conv_size / 2))

        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(
            filter_num, input_dim[0], filter_size, filter_size
        )
        self.params["b1"] = np.zeros(filter_num)
        self.params["W2"] = weight_init_std * np.random.randn(pool_size, hidden_size)
        self.params["b2"] = np.zeros(hidden_size)
        self.params["W3"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b3"] = np.zeros(output_size)

        self.layers = OrderedDict()
        self.layers["Conv1"] = Convolution(
            self.params["W1"], self.params["b1"], conv_param["stride"], conv_param["pad"]
        )
        self.layers["Relu1"] = Relu()
        self.layers["Pool1"] = Pooling(pool_h=2, pool_w=2, stride=2)
        self.layers["Affine1"] = Affine(self.params["W2"], self.params["b2"])
        self.layers["Relu2"] = Relu()
        self.layers["Affine2"] = Affine(self.params["W3"], self.params["b3"])
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x)
        return self.last_layer.forward(y, t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        right = 0.0
        for i in range(int(x.shape[0] / batch_size)):
            tx = x[i * batch_size : (i + 1) * batch_size]
            tt = t[i * batch_size : (i + 1) * batch_size]
            y = np.argmax(self.predict(tx), axis=1)
            right += np.sum(y == tt)
        return right / x.shape[0]

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        dout = self.last_layer.backward(dout)
        layers = list(self.layers.values())
        layers.reverse()
        for layer in layers:
            dout = layer.backward(dout)
        grads = {}
        grads["W1"], grads["b1"] = self.layers["Conv1"].dW, self.layers["Conv1"].db
        grads["W2"], grads["b2"] = self.layers["Affine1"].dW, self.layers["Affine1"].db
        grads["W3"], grads["b3"] = self.layers["Affine2"].dW, self.layers["Affine2"].db
        return grads


class ConvolutionByLoops:
    """A layer of convolution, window by window."""

    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def windows(self, shape):
        """Each window of an output of that shape: where it stands there, and in the padded images."""
        FH, FW = self.W.shape[2:]
        for i, j in np.ndindex(shape[2:]):
            top, left = i * self.stride, j * self.stride
            yield (slice(None), slice(None), i, j), np.s_[:, :, top : top + FH, left : left + FW]

    def forward(self, x):
        p = self.pad
        self.x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        FN, _, FH, FW = self.W.shape
        N, _, H, W = self.x.shape
        out = np.zeros((N, FN, (H - FH) // self.stride + 1, (W - FW) // self.stride + 1))
        for place, window in self.windows(out.shape):
            out[place] = np.tensordot(self.x[window], self.W, axes=([1, 2, 3], [1, 2, 3])) + self.b
        return out

    def backward(self, dout):
        self.dW, self.db = np.zeros_like(self.W), dout.sum(axis=(0, 2, 3))
        dx = np.zeros_like(self.x)
        for place, window in self.windows(dout.shape):
            self.dW += np.tensordot(dout[place], self.x[window], axes=(0, 0))
            dx[window] += np.tensordot(dout[place], self.W, axes=(1, 0))
        return dx[:, :, self.pad : dx.shape[2] - self.pad, self.pad : dx.shape[3] - self.pad]


class PoolingOfTwo:
    """Max pooling by reshaping; where several are the largest, each gets an equal part."""

    def forward(self, x):
        N, C, H, W = x.shape
        self.blocks = x[:, :, : H // 2 * 2, : W // 2 * 2].reshape(N, C, H // 2, 2, W // 2, 2)
        self.shape, self.out = x.shape, self.blocks.max(axis=(3, 5), keepdims=True)
        return self.out[:, :, :, 0, :, 0]

    def backward(self, dout):
        largest = self.blocks == self.out
        shares = largest / largest.sum(axis=(3, 5), keepdims=True)
        dx = np.zeros(self.shape)
        inner = (shares * dout[:, :, :, None, :, None]).reshape(
            *self.shape[:2], 2 * dout.shape[2], 2 * dout.shape[3]
        )
        dx[:, :, : inner.shape[2], : inner.shape[3]] = inner
        return dx


@accepted("SimpleConvNet")
class SimpleConvNetOfItsOwnKind(SimpleConvNet):
    """Layers of its own, a plain dict, a Generator for the weights, the gradients in another order."""

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param=None,
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
        seed=None,
    ):
        param = {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1, **(conv_param or {})}
        C, side, _ = input_dim
        conv = ConvolutionByLoops(
            np.zeros((param["filter_num"], C, param["filter_size"], param["filter_size"])),
            np.zeros(param["filter_num"]),
            param["stride"],
            param["pad"],
        )
        # a blank image tells how many numbers there are
        numbers = PoolingOfTwo().forward(conv.forward(np.zeros((1, C, side, side)))).size
        rng = np.random.default_rng(seed)
        conv.W = rng.normal(0.0, weight_init_std, conv.W.shape)
        first = Affine(rng.normal(0.0, weight_init_std, (numbers, hidden_size)), np.zeros(hidden_size))
        second = Affine(rng.normal(0.0, weight_init_std, (hidden_size, output_size)), np.zeros(output_size))
        self.params = {
            "b3": second.b,
            "W3": second.W,
            "b2": first.b,
            "W2": first.W,
            "b1": conv.b,
            "W1": conv.W,
        }
        names = ("Conv1", "Relu1", "Pool1", "Affine1", "Relu2", "Affine2")
        self.layers = dict(zip(names, (conv, Relu(), PoolingOfTwo(), first, Relu(), second), strict=True))
        self.last_layer = SoftmaxWithLoss()

    def loss(self, x, t):
        t = t.argmax(axis=1) if t.ndim == 2 else t
        return -float(np.mean(np.log(softmax(self.predict(x))[np.arange(len(t)), t])))

    def accuracy(self, x, t, batch_size=100):
        t = t.argmax(axis=1) if t.ndim == 2 else t
        batches = np.split(np.arange(len(x)), range(batch_size, len(x), batch_size))
        return np.concatenate([self.predict(x[b]).argmax(axis=1) == t[b] for b in batches]).mean()

    def gradient(self, x, t):
        dout = softmax(self.predict(x)) - (t if t.ndim == 2 else np.eye(self.params["b3"].size)[t])
        dout = dout / len(x)
        for name in ("Affine2", "Relu2", "Affine1", "Pool1", "Relu1", "Conv1"):
            dout = self.layers[name].backward(dout)
        found = {}
        for number, name in (("3", "Affine2"), ("1", "Conv1"), ("2", "Affine1")):
            found["W" + number], found["b" + number] = self.layers[name].dW, self.layers[name].db
        return found


@accepted("SimpleConvNet")
class SimpleConvNetInFloat32(SimpleConvNet):
    """All parameters in float32."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        for number, name in (("1", "Conv1"), ("2", "Affine1"), ("3", "Affine2")):
            for letter in "Wb":
                value = self.params[letter + number].astype(np.float32)
                self.params[letter + number] = value
                setattr(self.layers[name], letter, value)

    def predict(self, x):
        return super().predict(x.astype(np.float32))


@accepted("filter_grid")
def filter_grid_number_by_number(W, columns, margin=1):
    first = [kernel[0] for kernel in W]
    low = min(float(v) for kernel in first for v in kernel.flat)
    high = max(float(v) for kernel in first for v in kernel.flat)
    height, width = first[0].shape
    rows = len(first) // columns
    if len(first) % columns != 0:
        rows += 1
    picture = [
        [0.0] * (columns * width + (columns - 1) * margin) for _ in range(rows * height + (rows - 1) * margin)
    ]
    for k, kernel in enumerate(first):
        row, column = divmod(k, columns)
        for (i, j), v in np.ndenumerate(kernel):
            picture[row * (height + margin) + i][column * (width + margin) + j] = (v - low) / (high - low)
    return np.array(picture)


@accepted("filter_grid")
def filter_grid_padded_and_joined(W, columns, margin=1):
    planes = W[:, 0, :, :]
    planes = (planes - np.min(planes)) / np.ptp(planes)
    rows = int(np.ceil(len(planes) / columns))
    planes = np.pad(planes, ((0, rows * columns - len(planes)), (0, margin), (0, margin)))
    picture = np.block([list(planes[r * columns : (r + 1) * columns]) for r in range(rows)])
    return picture[: picture.shape[0] - margin, : picture.shape[1] - margin]


@accepted("filter_grid")
def filter_grid_by_transposing(W, columns, margin=1, dtype=np.float32):
    FN, _, FH, FW = W.shape
    rows = (FN + columns - 1) // columns
    cells = np.zeros((rows * columns, FH + margin, FW + margin), dtype=dtype)
    cells[:FN, :FH, :FW] = np.interp(W[:, 0], [W[:, 0].min(), W[:, 0].max()], [0, 1])
    picture = cells.reshape(rows, columns, FH + margin, FW + margin).transpose(0, 2, 1, 3)
    picture = picture.reshape(rows * (FH + margin), columns * (FW + margin))
    return picture[: rows * (FH + margin) - margin, : columns * (FW + margin) - margin]
