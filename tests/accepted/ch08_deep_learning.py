"""Right answers of chapter 8 that are written another way."""

from collections import OrderedDict

import numpy as np

from autograder.audit import accepted
from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss
from solutions.ch06_techniques import Dropout
from solutions.ch07_cnn import Convolution, Pooling
from solutions.ch08_deep_learning import DeepConvNet

SIXTEEN = {"filter_num": 16, "filter_size": 3, "pad": 1, "stride": 1}
THIRTY_TWO = {"filter_num": 32, "filter_size": 3, "pad": 1, "stride": 1}
THIRTY_TWO_WIDE = {"filter_num": 32, "filter_size": 3, "pad": 2, "stride": 1}
SIXTY_FOUR = {"filter_num": 64, "filter_size": 3, "pad": 1, "stride": 1}


@accepted("DeepConvNet")
class DeepConvNetOfTheBook:
    """Fixed sizes for He and the first Affine, layers by number, and an accuracy of full batches only."""

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param_1=SIXTEEN,
        conv_param_2=SIXTEEN,
        conv_param_3=THIRTY_TWO,
        conv_param_4=THIRTY_TWO_WIDE,
        conv_param_5=SIXTY_FOUR,
        conv_param_6=SIXTY_FOUR,
        hidden_size=50,
        output_size=10,
    ):
        connected = np.array([9, 16 * 9, 16 * 9, 32 * 9, 32 * 9, 64 * 9, 64 * 4 * 4, hidden_size])
        scales = np.sqrt(2.0 / connected)
        self.params = {}
        channels = input_dim[0]
        every = [conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6]
        for number, param in enumerate(every):
            size = param["filter_size"]
            shape = param["filter_num"], channels, size, size
            self.params["W" + str(number + 1)] = scales[number] * np.random.randn(*shape)
            self.params["b" + str(number + 1)] = np.zeros(param["filter_num"])
            channels = param["filter_num"]
        self.params["W7"] = scales[6] * np.random.randn(64 * 4 * 4, hidden_size)
        self.params["b7"] = np.zeros(hidden_size)
        self.params["W8"] = scales[7] * np.random.randn(hidden_size, output_size)
        self.params["b8"] = np.zeros(output_size)

        self.layers = []
        for number, param in enumerate(every):
            W, b = self.params["W" + str(number + 1)], self.params["b" + str(number + 1)]
            self.layers.append(Convolution(W, b, param["stride"], param["pad"]))
            self.layers.append(Relu())
            if number in (1, 3, 5):
                self.layers.append(Pooling(pool_h=2, pool_w=2, stride=2))
        self.layers.append(Affine(self.params["W7"], self.params["b7"]))
        self.layers.append(Relu())
        self.layers.append(Dropout(0.5))
        self.layers.append(Affine(self.params["W8"], self.params["b8"]))
        self.layers.append(Dropout(0.5))
        self.last_layer = SoftmaxWithLoss()

    def predict(self, x, train_flg=False):
        for layer in self.layers:
            if isinstance(layer, Dropout):  # noqa: SIM108
                x = layer.forward(x, train_flg)
            else:
                x = layer.forward(x)
        return x

    def loss(self, x, t):
        y = self.predict(x, train_flg=True)
        return self.last_layer.forward(y, t)

    def accuracy(self, x, t, batch_size=100):
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        right = 0.0
        for i in range(int(x.shape[0] / batch_size)):
            rows = slice(i * batch_size, (i + 1) * batch_size)
            answers = np.argmax(self.predict(x[rows], train_flg=False), axis=1)
            right += np.sum(answers == t[rows])
        return right / x.shape[0]

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward(1)
        backwards = self.layers.copy()
        backwards.reverse()
        for layer in backwards:
            dout = layer.backward(dout)
        grads = {}
        for i, place in enumerate((0, 2, 5, 7, 10, 12, 15, 18)):
            grads["W" + str(i + 1)] = self.layers[place].dW
            grads["b" + str(i + 1)] = self.layers[place].db
        return grads


class InvertedHalf:
    """Dropout of one half that enlarges what it keeps, with random numbers of its own."""

    rng = np.random.default_rng(8)

    def forward(self, x, train_flg=False):
        if not train_flg:
            return x
        self.factor = 2.0 * self.rng.integers(0, 2, size=x.shape)
        return self.factor * x

    def backward(self, dout):
        return self.factor * dout


@accepted("DeepConvNet")
class DeepConvNetOfNamedLayers:
    """Layers by name, inverted dropout, sizes found by a trial, arrays that the layers are asked for."""

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
        seed=None,
    ):
        rng = np.random.default_rng(seed)
        self.params, self.layers, self.train_flg = {}, OrderedDict(), False
        trial = np.zeros((1, *input_dim))
        given = (conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6)
        for i, param in enumerate(given, 1):
            if param is None:
                param = dict(SIXTEEN, filter_num=16 * 2 ** ((i - 1) // 2), pad=2 if i == 4 else 1)
            shape = (param["filter_num"], trial.shape[1], param["filter_size"], param["filter_size"])
            W, b = self.make(i, rng.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape), shape[0])
            trial = self.add(f"Conv{i}", Convolution(W, b, param["stride"], param["pad"]), trial)
            trial = self.add(f"Relu{i}", Relu(), trial)
            if i in (2, 4, 6):
                trial = self.add(f"Pool{i}", Pooling(2, 2, 2), trial)
        n = trial.size
        W, b = self.make(7, rng.normal(0, np.sqrt(2 / n), (n, hidden_size)), hidden_size)
        self.layers.update(Affine7=Affine(W, b), Dropout7=InvertedHalf(), Relu7=Relu())
        W, b = self.make(8, rng.normal(0, np.sqrt(2 / hidden_size), (hidden_size, output_size)), output_size)
        self.layers.update(Affine8=Affine(W, b), Dropout8=InvertedHalf())
        self.last_layer = SoftmaxWithLoss()

    def make(self, i, W, n):
        self.params[f"W{i}"], self.params[f"b{i}"] = W, np.zeros(n)
        return W, self.params[f"b{i}"]

    def add(self, name, layer, trial):
        self.layers[name] = layer
        return layer.forward(trial)

    def predict(self, x, train_flg=False):
        for name, layer in self.layers.items():
            x = layer.forward(x, train_flg) if name.startswith("Dropout") else layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last_layer.forward(self.predict(x, True), t)

    def accuracy(self, x, t, batch_size=100):
        labels = t if t.ndim == 1 else t.argmax(axis=1)
        right = [
            self.predict(x[i : i + batch_size]).argmax(axis=1) == labels[i : i + batch_size]
            for i in range(0, len(x), batch_size)
        ]
        return float(np.concatenate(right).mean())

    def gradient(self, x, t):
        self.loss(x, t)
        dout, grads = self.last_layer.backward(), {}
        for name in reversed(self.layers):
            layer = self.layers[name]
            dout = layer.backward(dout)
            if isinstance(layer, Affine | Convolution):
                grads |= {f"W{name[-1]}": layer.dW, f"b{name[-1]}": layer.db}
        return grads


@accepted("DeepConvNet")
class DeepConvNetInFloat32(DeepConvNet):
    """The reference with all numbers in float32."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        weighty = [layer for layer in self.layers if hasattr(layer, "W")]
        for i, layer in enumerate(weighty, 1):
            layer.W = self.params[f"W{i}"] = layer.W.astype(np.float32)
            layer.b = self.params[f"b{i}"] = layer.b.astype(np.float32)

    def predict(self, x, train_flg=False):
        return super().predict(x.astype(np.float32), train_flg)


@accepted("misclassified")
def misclassified_by_sorting_pairs(y, t):
    labels = t if np.ndim(t) == 1 else [int(np.argmax(row)) for row in t]
    pairs = []
    for i, (row, label) in enumerate(zip(y, labels, strict=True)):
        if np.argmax(row) != label:
            pairs.append((row[label], i))
    return np.array([i for _, i in sorted(pairs)], dtype=int)


@accepted("misclassified")
def misclassified_by_leaving_out(y, t):
    if y.ndim == t.ndim:
        chance = np.sum(y * t, axis=1)
        t = t.argmax(axis=1)
    else:
        chance = y[np.arange(len(y)), t]
    order = np.argsort(chance)
    return order[np.argmax(y, axis=1)[order] != t[order]]


@accepted("shift_images")
def shift_images_by_rolling(images, dy, dx):
    out = np.roll(images, (dy, dx), axis=(2, 3))
    if dy > 0:
        out[:, :, :dy, :] = 0
    elif dy < 0:
        out[:, :, dy:, :] = 0
    if dx > 0:
        out[:, :, :, :dx] = 0
    elif dx < 0:
        out[:, :, :, dx:] = 0
    return out


@accepted("shift_images")
def shift_images_by_slices(images, dy, dx):
    H, W = images.shape[2:]
    out = np.zeros_like(images)
    if abs(dy) < H and abs(dx) < W:
        to_y, from_y = (slice(dy, H), slice(0, H - dy)) if dy >= 0 else (slice(0, H + dy), slice(-dy, H))
        to_x, from_x = (slice(dx, W), slice(0, W - dx)) if dx >= 0 else (slice(0, W + dx), slice(-dx, W))
        out[:, :, to_y, to_x] = images[:, :, from_y, from_x]
    return out


@accepted("shift_images")
def shift_images_pixel_by_pixel(images, dy, dx):
    N, C, H, W = images.shape
    out = np.zeros((N, C, H, W), dtype=images.dtype)
    for i in range(H):
        for j in range(W):
            if 0 <= i + dy < H and 0 <= j + dx < W:
                out[:, :, i + dy, j + dx] = images[:, :, i, j]
    return out


@accepted("count_parameters")
def count_parameters_in_a_loop(params):
    count = 0
    for key in params:
        n = 1
        for length in params[key].shape:
            n *= length
        count += n
    return count


@accepted("count_parameters")
def count_parameters_by_numpy(params):
    return np.sum([np.size(array) for array in params.values()], dtype=int)


@accepted("receptive_field")
def receptive_field_from_the_output_down(layers):
    field = 1
    for kernel, stride in reversed(layers):
        field = (field - 1) * stride + kernel
    return field


@accepted("receptive_field")
def receptive_field_as_a_sum(layers):
    kernels, strides = [k for k, _ in layers], [s for _, s in layers]
    return 1 + sum((k - 1) * int(np.prod(strides[:i])) for i, k in enumerate(kernels))


@accepted("to_half")
def to_half_in_a_loop(params):
    half = {}
    for key in params:
        half[key] = np.array(params[key], dtype="float16")
    return half


@accepted("to_half")
def to_half_in_order(params):
    half = OrderedDict()
    for key, array in params.items():
        half[key] = np.empty(np.shape(array), np.half)
        half[key][...] = array
    return half
