"""Reference implementations of chapter 8, deep learning."""

import numpy as np

from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss
from solutions.ch06_techniques import Dropout
from solutions.ch07_cnn import Convolution, Pooling


class DeepConvNet:
    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param_1=None,
        conv_param_2=None,
        conv_param_3=None,
        conv_param_4=None,
        conv_param_5=None,
        conv_param_6=None,
        hidden_size=50,
        output_size=10,
    ):
        given = [conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6]
        # 4 番目だけパディング 2：14×14 が 16×16 に | only the fourth pads by 2: 14×14 becomes 16×16
        usual = [(16, 1), (16, 1), (32, 1), (32, 2), (64, 1), (64, 1)]
        convs = [
            param or {"filter_num": filters, "filter_size": 3, "pad": pad, "stride": 1}
            for param, (filters, pad) in zip(given, usual, strict=True)
        ]
        self.params, self.layers = {}, []
        C, H, W = input_dim
        for i, param in enumerate(convs, 1):
            FN, FS = param["filter_num"], param["filter_size"]
            # He の初期値：入力の数は、窓に入る画素の数 | He: the inputs are the pixels of a window
            self.params[f"W{i}"] = np.sqrt(2 / (C * FS * FS)) * np.random.randn(FN, C, FS, FS)
            self.params[f"b{i}"] = np.zeros(FN)
            self.layers += [
                Convolution(self.params[f"W{i}"], self.params[f"b{i}"], param["stride"], param["pad"]),
                Relu(),
            ]
            C = FN
            H, W = ((size + 2 * param["pad"] - FS) // param["stride"] + 1 for size in (H, W))
            if i % 2 == 0:
                self.layers.append(Pooling(pool_h=2, pool_w=2, stride=2))
                H, W = H // 2, W // 2
        sizes = [C * H * W, hidden_size, output_size]
        for i in (7, 8):
            n_in, n_out = sizes[i - 7], sizes[i - 6]
            self.params[f"W{i}"] = np.sqrt(2 / n_in) * np.random.randn(n_in, n_out)
            self.params[f"b{i}"] = np.zeros(n_out)
            self.layers.append(Affine(self.params[f"W{i}"], self.params[f"b{i}"]))
            if i == 7:
                self.layers.append(Relu())
            self.layers.append(Dropout(0.5))
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x, train_flg=True), t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim == 2:
            t = np.argmax(t, axis=1)
        batches = [self.predict(x[i : i + batch_size]) for i in range(0, len(x), batch_size)]
        return np.mean(np.argmax(np.concatenate(batches), axis=1) == t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        weighty = [layer for layer in self.layers if isinstance(layer, Convolution | Affine)]
        grads = {}
        for i, layer in enumerate(weighty, 1):
            grads[f"W{i}"], grads[f"b{i}"] = layer.dW, layer.db
        return grads


def count_parameters(params):
    return sum(array.size for array in params.values())


def receptive_field(layers):
    # 出力 1 つが見る幅と、隣との間隔（入力の画素で） | what one output sees; the step to its neighbour
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field


def shift_images(images, dy, dx):
    _, _, H, W = images.shape
    dy, dx = (
        np.clip(dy, -H, H),
        np.clip(dx, -W, W),
    )  # それ以上ずらしても同じ | any further makes no difference
    # まわりを 0 で広げ、逆にずらした窓で切り取ります | cut out of zeros by a window shifted back
    padded = np.pad(images, [(0, 0), (0, 0), (H, H), (W, W)])
    return padded[:, :, H - dy : 2 * H - dy, W - dx : 2 * W - dx]


def misclassified(y, t):
    if t.ndim == 2:
        t = np.argmax(t, axis=1)
    wrong = np.flatnonzero(np.argmax(y, axis=1) != t)
    return wrong[np.argsort(y[wrong, t[wrong]])]


def to_half(params):
    return {key: array.astype(np.float16) for key, array in params.items()}


class AwesomeNet:
    def __init__(self, params):
        self.params = params
        self.layers = [
            Convolution(params["W1"], params["b1"]),  # (N, 1, 28, 28) → (N, 24, 24, 24)
            Relu(),
            Pooling(pool_h=2, pool_w=2, stride=2),  # → (N, 24, 12, 12)
            Convolution(params["W2"], params["b2"]),  # → (N, 64, 8, 8)
            Relu(),
            Pooling(pool_h=2, pool_w=2, stride=2),  # → (N, 64, 4, 4)
            Dropout(0.3),
            Affine(params["W3"], params["b3"]),  # → (N, 128)
            Relu(),
            Dropout(0.5),
            Affine(params["W4"], params["b4"]),  # → (N, 10)
        ]

    @classmethod
    def load(cls, path):
        with np.load(path) as archive:
            # 保存は float16、計算は float32 | kept as float16, computed with in float32
            return cls({key: archive[key].astype(np.float32) for key in archive.files})

    def predict(self, x):
        x = x.astype(np.float32)
        for layer in self.layers:
            # 学習は終わっているので、Dropout はテスト用の動き | trained as it is, dropout works as in testing
            x = layer.forward(x, train_flg=False) if isinstance(layer, Dropout) else layer.forward(x)
        return x
