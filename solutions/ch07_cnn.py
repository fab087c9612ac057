"""Reference implementations of chapter 7, convolutional neural networks."""

from collections import OrderedDict

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss


def conv_output_size(input_size, filter_size, stride=1, pad=0):
    # 左端のフィルターの右に残る長さ（パディングは両側） | what is left to its right (padding: both sides)
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
    N, _, H, width = x.shape
    FN, _, FH, FW = W.shape
    OH = conv_output_size(H, FH, stride, pad)
    OW = conv_output_size(width, FW, stride, pad)
    padded = pad_images(x, pad)
    out = np.zeros((N, FN, OH, OW))
    # for を 4 つ重ねるのと同じ | the same as four nested for loops
    for n, f, i, j in np.ndindex(N, FN, OH, OW):
        top, left = i * stride, j * stride
        # 窓は全チャンネルにわたります | the window goes through all channels
        window = padded[n, :, top : top + FH, left : left + FW]
        out[n, f, i, j] = np.sum(window * W[f]) + b[f]
    return out


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    x = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    windows = np.lib.stride_tricks.sliding_window_view(x, (filter_h, filter_w), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    N, C, OH, OW = windows.shape[:4]
    # (N, C, OH, OW, FH, FW) → 1 行が 1 つの窓 | one row for each window
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(N * OH * OW, C * filter_h * filter_w)


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    H, W = H + 2 * pad, W + 2 * pad
    OH, OW = (H - filter_h) // stride + 1, (W - filter_w) // stride + 1
    windows = col.reshape(N, OH, OW, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)
    padded = np.zeros((N, C, H, W), dtype=col.dtype)
    for y in range(filter_h):
        for x in range(filter_w):
            # 重なる所は足し合わせます | what overlaps adds up
            rows, columns = slice(y, y + stride * OH, stride), slice(x, x + stride * OW, stride)
            padded[:, :, rows, columns] += windows[:, :, y, x]
    return padded[:, :, pad : H - pad, pad : W - pad]


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x):
        FN, C, FH, FW = self.W.shape
        s, p = self.stride, self.pad
        # データの軸を最後に置くと、バッチ全体が 1 つの積に | the axis of data last: one product for the batch
        x = np.pad(x.transpose(1, 2, 3, 0), [(0, 0), (p, p), (p, p), (0, 0)])
        self.padded_shape = x.shape
        windows = np.lib.stride_tricks.sliding_window_view(x, (FH, FW), axis=(1, 2))[:, ::s, ::s]
        OH, OW, N = windows.shape[1:4]
        # 1 列が 1 つの窓 | one column for each window
        self.col = windows.transpose(0, 4, 5, 1, 2, 3).reshape(C * FH * FW, OH * OW * N)
        out = self.W.reshape(FN, C * FH * FW) @ self.col + self.b[:, np.newaxis]
        return out.reshape(FN, OH, OW, N).transpose(3, 0, 1, 2)

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        H, W, N = self.padded_shape[1:]
        OH, OW = dout.shape[2:]
        s, p = self.stride, self.pad
        dout = dout.transpose(1, 2, 3, 0).reshape(FN, OH * OW * N)
        # Affine レイヤと同じ式です | the formulas of an Affine layer
        self.db = np.sum(dout, axis=1)
        self.dW = (dout @ self.col.T).reshape(self.W.shape)
        dcol = (self.W.reshape(FN, C * FH * FW).T @ dout).reshape(C, FH, FW, OH, OW, N)
        dx = np.zeros(self.padded_shape, dtype=dcol.dtype)
        for y in range(FH):
            for x in range(FW):
                # 重なる所は足し合わせます | what overlaps adds up
                dx[:, y : y + s * OH : s, x : x + s * OW : s] += dcol[:, y, x]
        return dx[:, p : H - p, p : W - p].transpose(3, 0, 1, 2)


class Pooling:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h, self.pool_w, self.stride, self.pad = pool_h, pool_w, stride, pad

    def forward(self, x):
        s, p = self.stride, self.pad
        x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
        self.padded_shape = N, C, H, W = x.shape
        OH, OW = (H - self.pool_h) // s + 1, (W - self.pool_w) // s + 1
        out = np.full((N, C, OH, OW), -np.inf, dtype=x.dtype)
        self.arg_max = np.zeros((N, C, OH, OW), dtype=np.int16)
        # 窓の中の場所ごとに、今までの最大を置き換えます | place by place: what is larger replaces what was
        for place, (top, left) in enumerate(np.ndindex(self.pool_h, self.pool_w)):
            values = x[:, :, top : top + s * OH : s, left : left + s * OW : s]
            np.putmask(self.arg_max, values > out, place)
            out = np.maximum(out, values)
        return out

    def backward(self, dout):
        H, W = self.padded_shape[2:]
        OH, OW = dout.shape[2:]
        s, p = self.stride, self.pad
        dx = np.zeros(self.padded_shape, dtype=dout.dtype)
        for place, (top, left) in enumerate(np.ndindex(self.pool_h, self.pool_w)):
            # 最大だった場所にだけ流します | it flows to where the largest stood, and nowhere else
            dx[:, :, top : top + s * OH : s, left : left + s * OW : s] += dout * (self.arg_max == place)
        return dx[:, :, p : H - p, p : W - p]


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
