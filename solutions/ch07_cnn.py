"""Reference implementations of chapter 7, convolutional neural networks."""

from collections import OrderedDict

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss


def conv_output_size(input_size, filter_size, stride=1, pad=0):
    # パディングは両側に入ります | padding goes to both sides
    room = input_size + 2 * pad - filter_size
    if room < 0 or room % stride:
        raise ValueError("the filter does not fit a whole number of times")
    return room // stride + 1


def pad_images(x, pad):
    # 広げるのは高さと幅だけ | only height and width grow
    return np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])


def apply_filter(image, kernel):
    FH, FW = kernel.shape
    windows = sliding_window_view(image, (FH, FW))  # (OH, OW, FH, FW)
    return np.sum(windows * kernel, axis=(2, 3))


def convolve(x, W, b, stride=1, pad=0):
    FN, _, FH, FW = W.shape
    x = pad_images(x, pad)
    N, _, H, W_in = x.shape
    OH, OW = (H - FH) // stride + 1, (W_in - FW) // stride + 1
    out = np.zeros((N, FN, OH, OW))
    for n in range(N):
        for f in range(FN):
            for i in range(OH):
                for j in range(OW):
                    top, left = i * stride, j * stride
                    # 窓は全チャンネルにわたります | the window goes through all channels
                    window = x[n, :, top : top + FH, left : left + FW]
                    out[n, f, i, j] = np.sum(window * W[f]) + b[f]
    return out


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    x = pad_images(input_data, pad)
    windows = sliding_window_view(x, (filter_h, filter_w), axis=(2, 3))[:, :, ::stride, ::stride]
    N, C, OH, OW, _, _ = windows.shape
    # (N, C, OH, OW, FH, FW) → 1 行が 1 つの窓 | one row for each window
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(N * OH * OW, C * filter_h * filter_w)


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    OH, OW = (H + 2 * pad - filter_h) // stride + 1, (W + 2 * pad - filter_w) // stride + 1
    windows = col.reshape(N, OH, OW, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dtype=col.dtype)
    for y in range(filter_h):
        for x in range(filter_w):
            # 重なる所は足し合わせます | what overlaps adds up
            rows, columns = slice(y, y + stride * OH, stride), slice(x, x + stride * OW, stride)
            padded[:, :, rows, columns] += windows[:, :, y, x]
    return padded[:, :, pad : pad + H, pad : pad + W]


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        self.x_shape = x.shape
        FN, C, FH, FW = self.W.shape
        windows = sliding_window_view(pad_images(x, self.pad), (FH, FW), axis=(2, 3))
        windows = windows[:, :, :: self.stride, :: self.stride]
        N, _, OH, OW, _, _ = windows.shape
        # 画像ごとに、1 列が 1 つの窓：積がそのまま (FN, OH, OW) の順になります
        # | one column for each window of an image: the product is in the order (FN, OH, OW) at once
        self.col = windows.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * FH * FW, OH * OW)
        out = self.W.reshape(FN, -1) @ self.col + self.b[:, np.newaxis]
        return out.reshape(N, FN, OH, OW)

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        N, _, OH, OW = dout.shape
        _, _, H, W = self.x_shape
        self.db = np.sum(dout, axis=(0, 2, 3))
        dout = dout.reshape(N, FN, OH * OW)
        self.dW = np.sum(dout @ self.col.transpose(0, 2, 1), axis=0).reshape(self.W.shape)
        dcol = (self.W.reshape(FN, -1).T @ dout).reshape(N, C, FH, FW, OH, OW)
        s, p = self.stride, self.pad
        dx = np.zeros((N, C, H + 2 * p, W + 2 * p), dtype=dcol.dtype)
        for y in range(FH):
            for x in range(FW):
                dx[:, :, y : y + s * OH : s, x : x + s * OW : s] += dcol[:, :, y, x]
        return dx[:, :, p : p + H, p : p + W]


class Pooling:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def forward(self, x):
        self.x_shape = x.shape
        s, x = self.stride, pad_images(x, self.pad)
        N, C, H, W = x.shape
        OH, OW = (H - self.pool_h) // s + 1, (W - self.pool_w) // s + 1
        # 窓の中の場所ごとに、その場所が今までの最大なら置き換えます
        # | place by place in the windows: what is larger than all before replaces it
        out = np.full((N, C, OH, OW), -np.inf, dtype=x.dtype)
        self.arg_max = np.zeros((N, C, OH, OW), dtype=int)
        for place, (top, left) in enumerate(np.ndindex(self.pool_h, self.pool_w)):
            values = x[:, :, top : top + s * OH : s, left : left + s * OW : s]
            self.arg_max[values > out] = place
            out = np.maximum(out, values)
        return out

    def backward(self, dout):
        N, C, H, W = self.x_shape
        _, _, OH, OW = dout.shape
        s, p = self.stride, self.pad
        dx = np.zeros((N, C, H + 2 * p, W + 2 * p), dtype=dout.dtype)
        for place, (top, left) in enumerate(np.ndindex(self.pool_h, self.pool_w)):
            # 最大だった場所にだけ流します | it flows to where the largest stood, and nowhere else
            dx[:, :, top : top + s * OH : s, left : left + s * OW : s] += dout * (self.arg_max == place)
        return dx[:, :, p : p + H, p : p + W]


class SimpleConvNet:
    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param=None,
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
    ):
        conv_param = conv_param or {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        C, H, W = input_dim
        FN, FS = conv_param["filter_num"], conv_param["filter_size"]
        stride, pad = conv_param["stride"], conv_param["pad"]
        # プーリングが高さと幅を半分にします | pooling halves height and width
        OH, OW = ((size + 2 * pad - FS) // stride + 1 for size in (H, W))
        pooled = FN * (OH // 2) * (OW // 2)
        self.params = {
            "W1": weight_init_std * np.random.randn(FN, C, FS, FS),
            "b1": np.zeros(FN),
            "W2": weight_init_std * np.random.randn(pooled, hidden_size),
            "b2": np.zeros(hidden_size),
            "W3": weight_init_std * np.random.randn(hidden_size, output_size),
            "b3": np.zeros(output_size),
        }
        self.layers = OrderedDict()
        self.layers["Conv1"] = Convolution(self.params["W1"], self.params["b1"], stride, pad)
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
        return self.last_layer.forward(self.predict(x), t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim == 2:
            t = np.argmax(t, axis=1)
        # 少しずつ調べるとメモリが少なくて済みます | batches keep the memory small
        batches = [self.predict(x[i : i + batch_size]) for i in range(0, len(x), batch_size)]
        return np.mean(np.argmax(np.concatenate(batches), axis=1) == t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        grads = {}
        for i, name in enumerate(("Conv1", "Affine1", "Affine2"), 1):
            grads[f"W{i}"], grads[f"b{i}"] = self.layers[name].dW, self.layers[name].db
        return grads


def filter_grid(W, columns, margin=1):
    FN, _, FH, FW = W.shape
    planes = W[:, 0]
    # 全フィルターに共通の最小値と最大値で 0〜1 に | one scale for all filters
    planes = (planes - planes.min()) / (planes.max() - planes.min())
    rows = -(-FN // columns)
    grid = np.zeros((rows * (FH + margin) - margin, columns * (FW + margin) - margin))
    for k, plane in enumerate(planes):
        top, left = k // columns * (FH + margin), k % columns * (FW + margin)
        grid[top : top + FH, left : left + FW] = plane
    return grid
