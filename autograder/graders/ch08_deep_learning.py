"""Hidden graders of chapter 8, deep learning."""

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.graders import Shown, as_array, grader
from autograder.graders.statistics import normal_mean_fits, normal_spread_fits, share_fits
from dataset.mnist import load_mnist
from dataset.sample_weight import init_network

_, (X_TEST, T_TEST) = load_mnist()

# The six convolutions of DeepConvNet by default: how many filters, and the padding.
FILTERS, PADS = (16, 16, 32, 32, 64, 64), (1, 1, 1, 2, 1, 1)
# Fewer filters make a quick network. The last convolution keeps its 64: the book's class counts on 64·4·4
# inputs of its first Affine.
FEW_FILTERS = (3, 2, 4, 3, 2, 64)
# What a dropout of one half multiplies the scores by in test mode, beside what the book's does: nothing is
# scaled in inverted dropout, and there are two layers of it.
AS_THE_BOOK, INVERTED = 1, 2


def same_chances(rng):
    """Seed NumPy's own random numbers: the same mistake then gives the same observation each time."""
    np.random.seed(int(rng.integers(2**32)))


def conv_param(filters, pad, size=3, stride=1):
    return {"filter_num": filters, "filter_size": size, "pad": pad, "stride": stride}


def quick_params():
    """The settings of a network with few filters, for the constructor."""
    pairs = zip(FEW_FILTERS, PADS, strict=True)
    return {f"conv_param_{i}": conv_param(filters, pad) for i, (filters, pad) in enumerate(pairs, 1)}


def quickest_params():
    """One filter of 1×1 in all convolutions but the last: for what the head of the network does by itself."""
    pairs = zip((1, 1, 1, 1, 1, 64), (0, 0, 0, 1, 0, 0), strict=True)
    return {f"conv_param_{i}": conv_param(filters, pad, size=1) for i, (filters, pad) in enumerate(pairs, 1)}


def deep_weights(rng, filters=FILTERS, channels=1, hidden=50, classes=10, sizes=(3,) * 6):
    """Parameters of both signs for a DeepConvNet, so large that the signal neither fades nor explodes.

    The biases of the last layer are 0: of scores without them, inverted dropout makes four times the book's.
    """
    params = {}
    for i, (number, size) in enumerate(zip(filters, sizes, strict=True), 1):
        n = channels * size * size
        params[f"W{i}"] = rng.normal(scale=np.sqrt(2 / n), size=(number, channels, size, size))
        params[f"b{i}"] = rng.uniform(-0.2, 0.2, size=number)
        channels = number
    n = channels * 4 * 4
    params["W7"] = rng.normal(scale=np.sqrt(2 / n), size=(n, hidden))
    params["b7"] = rng.uniform(-0.2, 0.2, size=hidden)
    params["W8"] = rng.normal(scale=np.sqrt(2 / hidden), size=(hidden, classes))
    params["b8"] = np.zeros(classes)
    return params


def conv_filled(network, params):
    """Write params into a network in place, as an optimiser does; layers that hold copies get them, too."""
    for key, value in params.items():
        network.params[key][...] = value
    with contextlib.suppress(Exception):
        layers = network.layers.values() if isinstance(network.layers, dict) else network.layers
        for i, layer in enumerate((layer for layer in layers if hasattr(layer, "W")), 1):
            layer.W, layer.b = network.params[f"W{i}"], network.params[f"b{i}"]
    return network


def quick_net(impl, rng, **options):
    """The student's DeepConvNet with few filters and parameters drawn from rng."""
    network = impl.DeepConvNet(**quick_params(), **options)
    sizes = {"hidden": options.get("hidden_size", 50), "classes": options.get("output_size", 10)}
    return conv_filled(network, deep_weights(rng, FEW_FILTERS, **sizes))


def some_images(rng, n, channels=1):
    return rng.normal(size=(n, channels, 28, 28))


def judge_scores(got, expected):
    """The scores of test mode, without biases in the last layer, for the book's dropout or inverted dropout.

    A float32 answer has some 1e-5 of the largest score for an error after eight layers.
    """
    for scores, right in zip(got, expected, strict=True):
        scores = as_array(scores, float)
        if scores.shape != right.shape:
            return (
                "predict の結果の形が (N, output_size) ではありません。 | "
                "The result of predict has not the shape (N, output_size)."
            )
        if not any(
            np.allclose(scores, factor**2 * right, rtol=0, atol=1e-4 * np.max(np.abs(right)))
            for factor in (AS_THE_BOOK, INVERTED)
        ):
            return (
                "点数が違います。レイヤの並びと、Dropout に渡す train_flg を確かめてください。 | "
                "The scores are wrong. Look at the order of the layers and the train_flg that Dropout gets."
            )
    return True


def judge_he_spread(got, expected):
    """Weights by their statistics, biases 0. Nine tests: one for each weight, and one for the mean of all."""
    scaled = []
    for i in range(1, 9):
        weights, n = as_array(got["weights"][f"W{i}"], float), expected["inputs"][f"W{i}"]
        if weights.shape != expected["weights"][f"W{i}"].shape:
            return f"W{i} の要素の数が違います。 | W{i} has the wrong number of elements."
        if not normal_spread_fits(weights, np.sqrt(2 / n)):
            return (
                f"W{i} の標準偏差が、He の初期値（√(2/n)）と違います。"
                f"n は、出力 1 つにつながる入力の数です。 | "
                f"The standard deviation of W{i} is not that of He, √(2/n), where n is how many inputs one "
                f"output is connected to."
            )
        scaled.append(weights * np.sqrt(n / 2))
    if not normal_mean_fits(np.concatenate(scaled), 0, 1):
        return "重みの平均が 0 ではありません。 | The mean of the weights is not 0."
    if np.any(as_array(got["biases"], float) != 0):
        return "バイアスが 0 から始まっていません。 | The biases do not begin at 0."
    return True


def judge_two_dropouts(got, expected):
    """In training both layers of dropout drop half of what reaches them, one by one.

    A hidden value h goes on as 0 or f h, gets the bias c, and becomes 0 or f times that; f is 1 in the
    book, 2 in inverted dropout.
    """
    hidden, c = expected["hidden"], expected["bias"]
    for scores, right in zip(got["scores"], expected["scores"], strict=True):
        scores = as_array(scores, float)
        if scores.shape != right.shape:
            return "predict の結果の形が違います。 | predict gives the wrong shape."
        if not any(drops_twice(scores, hidden, c, factor) for factor in (AS_THE_BOOK, INVERTED)):
            return (
                "訓練のときに、1 つ目の Affine と ReLU のあと、2 つ目の Affine のあとの両方で、"
                "半分ずつ消えるはずが、そうなっていません。 | "
                "In training, half of the values should be dropped after the first Affine and its ReLU, and "
                "half again after the second Affine; this is not so."
            )
    if np.array_equal(*got["scores"]):
        return "消すものが、呼ぶたびに選び直されていません。 | What to drop is not chosen anew at each call."
    return True


def drops_twice(scores, hidden, c, factor):
    dropped = np.isclose(scores, 0, atol=1e-6)
    only_bias = np.isclose(scores, factor * c, rtol=1e-4)
    passed = np.isclose(scores, factor * (factor * hidden + c), rtol=1e-4)
    kept = np.sum(~dropped)
    return (
        bool(np.all(dropped | only_bias | passed))
        and share_fits(np.mean(dropped), scores.size, 0.5)
        and share_fits(np.sum(only_bias) / max(kept, 1), int(kept), 0.5)
    )


def judge_training_loss(got, expected):
    """A mean of log(classes) where the high score was dropped and of nearly 0 where not; half are dropped."""
    n, classes = expected["n"], expected["classes"]
    for loss in got["losses"]:
        share = float(as_array(loss, float)) / np.log(classes)
        if not share_fits(share, n, 0.5):
            return (
                "loss が、訓練のとき（train_flg=True）の交差エントロピー誤差の平均になっていません。 | "
                "loss is not the mean cross-entropy error of training, with train_flg=True."
            )
    if not np.isclose(float(as_array(got["even"], float)), np.log(classes), atol=1e-5):
        return (
            "どのクラスの点数も等しいときの loss が、log(クラスの数) ではありません。 | "
            "Where the scores of all classes are equal, loss is not the logarithm of how many they are."
        )
    return True


DATA, ON_THE_OTHER_SIDE = 5, 2  # data whose gradients are looked at, and how many of them may be others


def judge_gradient(got, expected):
    """Of data from which nothing was dropped, with a softmax so sure that its size does not matter.

    Inverted dropout enlarges the way through the last dropout by 2, and through both by 4. Scores that
    far apart leave less than e⁻⁵⁰ for the other class, and a float32 answer errs by some 1e-5 of the largest
    gradient. Once in about a thousand data it has a number on the other side of a ReLU, or another maximum in
    a window, and its gradients are others; in three data of five that happens once in 10⁸ answers.
    """
    if any(set(g) != set(e) for g, e in zip(got, expected, strict=True)):
        return "gradient のキーが params と違います。 | The keys of gradient are not those of params."
    for factor in (AS_THE_BOOK, INVERTED):
        wrong = [
            [key for key in right if not same_gradient(made[key], right[key], key, factor)]
            for made, right in zip(got, expected, strict=True)
        ]
        if sum(map(bool, wrong)) <= ON_THE_OTHER_SIDE:
            return True
    key = next(keys[0] for keys in wrong if keys)
    return f"{key} の勾配が違います。 | The gradient of {key} is wrong."


def same_gradient(got, right, key, factor):
    got, scale = as_array(got, float), factor if key == "b8" else factor**2
    return got.shape == right.shape and np.allclose(
        got, scale * right, rtol=0, atol=1e-4 * scale * np.max(np.abs(right))
    )


@grader("DeepConvNet", points=1.5)
def grade_deep_conv_net_shapes(impl, rng):
    """params のキーと形：W1, b1, …, W8, b8（重みはどれも違う数、バイアスはどれも同じ数）
    |
    the keys and shapes of params, W1, b1, …, W8, b8; the weights are different numbers, the biases all the
    same"""
    found = []
    for options in ({}, {"hidden_size": int(rng.integers(20, 40)), "output_size": int(rng.integers(3, 9))}):
        params = impl.DeepConvNet(**options).params
        arrays = {key: as_array(value, float) for key, value in params.items()}
        # a zero of its dtype, whether its numbers differ: text is no number, a weight not one number
        found.append(
            {k: [list(a.shape), np.zeros_like(a.flat[:1]), len(np.unique(a)) > 1] for k, a in arrays.items()}
        )
    return found


@grader("DeepConvNet", points=1.5, judge=judge_he_spread)
def grade_deep_conv_net_he_weights(impl, rng):
    """初期値：どの層も He の初期値、バイアスは 0 | initial values: those of He in all layers; biases 0"""
    same_chances(rng)
    sizes = {"hidden_size": int(rng.integers(20, 45)), "output_size": int(rng.integers(5, 11))}
    networks = [impl.DeepConvNet(**sizes) for _ in range(4)]  # W1 has 144 numbers only
    weights, inputs = {}, {}
    for i in range(1, 9):
        values = [as_array(network.params[f"W{i}"], float) for network in networks]
        weights[f"W{i}"] = np.concatenate([np.ravel(a)[:500] for a in values])
        shape = values[0].shape
        inputs[f"W{i}"] = int(np.prod(shape[1:])) if len(shape) == 4 else shape[0]
    biases = np.concatenate([as_array(networks[0].params[f"b{i}"], float) for i in range(1, 9)])
    return {"weights": weights, "inputs": inputs, "biases": biases}


@grader("DeepConvNet", points=2, judge=judge_scores)
def grade_deep_conv_net_predict(impl, rng):
    """predict（テスト）：与えたパラメータでの点数 | predict in test mode: the scores for given parameters"""
    network = conv_filled(impl.DeepConvNet(), deep_weights(rng))
    x = some_images(rng, 2)
    return [network.predict(x[:1]), network.predict(x[1:], train_flg=False)]


@grader("DeepConvNet", points=1, judge=judge_scores)
def grade_deep_conv_net_with_settings(impl, rng):
    """input_dim、conv_param_1〜6、hidden_size、output_size を渡したときの点数
    |
    the scores with input_dim, conv_param_1 to 6, hidden_size and output_size given"""
    params = {
        "conv_param_1": conv_param(2, 15, stride=2),  # (28 + 2·15 − 3) // 2 + 1 = 28
        "conv_param_2": conv_param(3, 2, size=5),
        "conv_param_3": conv_param(4, 0, size=1),
        "conv_param_4": conv_param(2, 3, size=5),
        "conv_param_5": conv_param(5, 1),
        "conv_param_6": conv_param(64, 0, size=1),
    }
    network = impl.DeepConvNet(input_dim=(3, 28, 28), hidden_size=11, output_size=4, **params)
    weights = deep_weights(rng, (2, 3, 4, 2, 5, 64), 3, hidden=11, classes=4, sizes=(3, 5, 1, 5, 3, 1))
    found = [conv_filled(network, weights).predict(some_images(rng, 2, channels=3))]
    # 60×12 becomes 30×6, 32×8, 16×4 and 8×2: as many numbers as 4×4
    network = quick_net(impl, rng, input_dim=(1, 60, 12))
    return [*found, network.predict(rng.normal(size=(2, 1, 60, 12)))]


@grader("DeepConvNet", points=1, judge=judge_scores)
def grade_deep_conv_net_sees_new_params(impl, rng):
    """params をその場で書き換えると、predict に伝わる | predict sees what is written into params in place"""
    network, x, found = impl.DeepConvNet(**quick_params()), some_images(rng, 2), []
    for _ in range(2):
        for key, value in deep_weights(rng, FEW_FILTERS).items():
            network.params[key][...] = value
        found.append(network.predict(x))
    return found


@grader("DeepConvNet", points=1.5, judge=judge_two_dropouts)
def grade_deep_conv_net_predict_in_training(impl, rng):
    """predict（訓練）：Dropout が 2 か所で半分ずつ消す
    |
    predict in training: dropout drops half in two places"""
    same_chances(rng)
    width = 300
    network = impl.DeepConvNet(**quickest_params(), hidden_size=width, output_size=width)
    hidden, c = rng.uniform(0.5, 1.5, size=width), float(rng.uniform(2.0, 3.0))
    params = {"W7": np.zeros((64 * 4 * 4, width)), "b7": hidden}  # the same whatever the image
    params |= {"W8": np.eye(width), "b8": np.full(width, c)}
    conv_filled(network, params)
    scores = [network.predict(some_images(rng, 4), train_flg=True) for _ in range(2)]
    return {"scores": scores, "hidden": hidden, "bias": c}


@grader("DeepConvNet", points=1, judge=judge_training_loss)
def grade_deep_conv_net_loss(impl, rng):
    """loss：訓練のときの損失（ラベルと one-hot 表現の t）
    |
    loss: that of training, for t of labels and in one-hot form"""
    same_chances(rng)
    n, classes = 100, int(rng.integers(4, 9))
    network = impl.DeepConvNet(**quickest_params(), output_size=classes)
    k, x = int(rng.integers(classes)), np.zeros((n, 1, 28, 28))
    # Whatever the image, class k has a score of 60, half of that in test mode, or 0 where it is dropped.
    conv_filled(network, {"W8": np.zeros((50, classes)), "b8": 60.0 * (np.arange(classes) == k)})
    t = np.full(n, k)
    losses = [network.loss(x, t), network.loss(x, np.eye(classes)[t])]
    conv_filled(network, {"b8": np.zeros(classes)})
    return {"losses": losses, "even": network.loss(x[:3], t[:3]), "n": n, "classes": classes}


# The book's accuracy leaves out a last batch that is not full, so there is none here.
@grader("DeepConvNet", points=1)
def grade_deep_conv_net_accuracy(impl, rng):
    """accuracy：ラベルと one-hot 表現の t（枚数は batch_size の倍数）
    |
    accuracy: t of labels and in one-hot form; the number of images is a multiple of batch_size"""
    network = impl.DeepConvNet(**quickest_params(), hidden_size=2, output_size=2)
    # It says on which side of an image there is more that is above 0. Of 30 images, all have the same answer
    # once in 10⁸ times.
    side = np.tile([1.0, 1.0, -1.0, -1.0], 64 * 4)
    params = {f"W{i}": 1.0 for i in range(1, 7)} | {f"b{i}": 0.0 for i in range(1, 9)}
    conv_filled(network, params | {"W7": np.stack([side, -side], axis=1), "W8": np.eye(2)})
    x = 3 * np.kron(rng.normal(size=(30, 1, 4, 4)), np.ones((7, 7)))  # large spots
    guess = np.argmax(network.predict(x), axis=1)
    found = [len(np.unique(guess)) > 1]
    # about half of the labels are what the network answers
    t = np.where(rng.uniform(size=30) < 0.5, guess, 1 - guess)
    for rows, size in [(slice(20), 10), (slice(20, 30), 1)]:
        found.append(network.accuracy(x[rows], t[rows], batch_size=size))
        found.append(network.accuracy(x[rows], np.eye(2)[t[rows]], size))
    return found


@grader("DeepConvNet", points=1.5, judge=judge_gradient)
def grade_deep_conv_net_gradient(impl, rng):
    """gradient：すべてのパラメータの勾配（訓練として順伝播し、何も消えなかったとき）
    |
    gradient: of all parameters; it goes forward as in training, here when nothing happens to be dropped"""
    same_chances(rng)
    network = impl.DeepConvNet(**quick_params(), hidden_size=1, output_size=2)
    params = deep_weights(rng, FEW_FILTERS, hidden=1, classes=2)
    # One hidden value, at least 20, makes two scores 60 or more apart; the right class has the lower.
    params |= {"W7": np.abs(params["W7"]), "b7": np.array([20.0]), "W8": np.array([[2.0, -1.0]])}
    conv_filled(network, params)
    found = []
    for _ in range(DATA):
        x, t = some_images(rng, 1), np.array([1])
        for _ in range(200):  # all three are kept once in eight: never with a probability of (7/8)²⁰⁰ < 1e-11
            grads = dict(network.gradient(x, t))
            if np.all(grads["b7"]) and np.all(grads["b8"]):
                break
        found.append({key: np.array(value) for key, value in grads.items()})
    return found


def conv_shapes(rng):
    """Arrays of many shapes, as networks have them."""
    n, c, h = (int(k) for k in rng.integers(2, 7, size=3))
    shapes = {"W1": (n, c, 3, 3), "b1": (n,), "W2": (n * 4, h), "b2": (h,)}
    return {key: rng.normal(size=shape) for key, shape in shapes.items()}


@grader("count_parameters", points=1)
def grade_count_parameters_of_weights(impl, rng):
    """重みだけの辞書（2 次元と 4 次元の配列） | weights alone: 2-D and 4-D arrays"""
    params = conv_shapes(rng)
    return impl.count_parameters({key: value for key, value in params.items() if key[0] == "W"})


@grader("count_parameters", points=1)
def grade_count_parameters_with_biases(impl, rng):
    """重みとバイアス、バッチ正規化の gamma と beta
    |
    weights and biases, gamma and beta of batch normalisation"""
    params = conv_shapes(rng)
    width = int(rng.integers(10, 90))
    return impl.count_parameters({**params, "gamma1": np.ones(width), "beta1": np.zeros(width)})


@grader("count_parameters", points=1)
def grade_count_parameters_of_any_shape(impl, rng):
    """0 次元の配列、要素が 0 個の配列、空の辞書。params は書き換えない
    |
    0-d arrays, an array without elements, an empty dictionary; params is left unchanged"""
    n = int(rng.integers(20, 90))
    params = {"a": np.array(3.0), "b": np.zeros((0, 4)), "c": np.arange(float(n)), "d": np.ones((n, 2))}
    found = [impl.count_parameters(params), impl.count_parameters({})]
    return [*found, list(params), params["c"]]


def some_layers(rng, n, strides):
    """n layers of kernels from 1 to 7."""
    return [(int(k), int(rng.choice(strides))) for k in rng.integers(1, 8, size=n)]


@grader("receptive_field", points=1)
def grade_receptive_field_of_stride_1(impl, rng):
    """ストライドが 1 の層を重ねる | layers of stride 1"""
    return [impl.receptive_field(some_layers(rng, n, [1])) for n in (1, 2, 5)]


@grader("receptive_field", points=1.5)
def grade_receptive_field_with_strides(impl, rng):
    """ストライドのある層や Pooling が混ざる | with strides and pooling"""
    found = [impl.receptive_field([(3, 1), (2, 2), (5, 1), (2, 2), (3, 1)])]
    return found + [impl.receptive_field(some_layers(rng, n, [2, 3])) for n in (2, 3, 4)]


@grader("receptive_field", points=1)
def grade_receptive_field_in_order(impl, rng):
    """同じ層を逆の順に並べる | the same layers in the opposite order"""
    large, small = int(rng.integers(6, 9)), int(rng.integers(2, 4))
    layers = [(large, 1), (3, int(rng.integers(2, 4))), (small, 1)]
    return [impl.receptive_field(layers), impl.receptive_field(layers[::-1])]


@grader("receptive_field", points=0.5)
def grade_receptive_field_of_few_layers(impl, rng):
    """層がないとき、ストライドのある 1 層だけのとき。layers は書き換えない
    |
    no layer, and a single one with a stride; layers is left unchanged"""
    layers = [(int(rng.integers(5, 99)), 3)]
    return [impl.receptive_field([]), impl.receptive_field(layers), layers]


def bright_images(rng, *shape):
    """Images in which no pixel is 0."""
    return rng.uniform(0.5, 1.0, size=shape)


@grader("shift_images", points=1)
def grade_shift_images_down_and_right(impl, rng):
    """下へ、右へ（片方ずつと、両方） | down, to the right, and both"""
    images = bright_images(rng, 2, 3, 6, 8)
    dy, dx = int(rng.integers(1, 3)), int(rng.integers(3, 5))
    return [impl.shift_images(images.copy(), *by) for by in ((dy, 0), (0, dx), (dy, dx))]


@grader("shift_images", points=1)
def grade_shift_images_up_and_left(impl, rng):
    """上へ、左へ（片方ずつと、両方） | up, to the left, and both"""
    images = bright_images(rng, 2, 3, 8, 6)
    dy, dx = int(rng.integers(3, 5)), int(rng.integers(1, 3))
    return [impl.shift_images(images.copy(), *by) for by in ((-dy, 0), (0, -dx), (-dy, -dx))]


@grader("shift_images", points=1)
def grade_shift_images_in_opposite_directions(impl, rng):
    """下へ左へ、上へ右へ | down and left, up and right"""
    images = bright_images(rng, 3, 1, 7, 5)
    dy, dx = (int(by) for by in rng.integers(1, 4, size=2))
    return [impl.shift_images(images.copy(), dy, -dx), impl.shift_images(images.copy(), -dy, dx)]


@grader("shift_images", points=1)
def grade_shift_images_out_of_the_picture(impl, rng):
    """画像と同じだけ、画像より大きくずらす（残り 1 列のときも）
    |
    shifts as large as the image and larger, and such that a single column remains"""
    images, found = bright_images(rng, 2, 2, 4, 6), []
    shifts = [(0, 5), (-3, 0), (4, 0), (0, -6), (-5, 1), (1, 7), (9, 0), (0, -13)]
    for dy, dx in shifts:
        found.append(impl.shift_images(images.copy(), dy, dx))
    return found


@grader("shift_images", points=1, dtype=True)
def grade_shift_images_makes_new_ones(impl, rng):
    """型（uint8 と float32）を保ち、渡した images を書き換えない。ずらさないときも、新しい配列を返す
    |
    keeps the dtype, of uint8 and of float32, and leaves images unchanged; a shift by 0 is a new array, too"""
    images = rng.integers(1, 256, size=(2, 1, 5, 4), dtype=np.uint8)
    floats = bright_images(rng, 1, 2, 3, 5).astype(np.float32)
    found = [
        impl.shift_images(images, 1, -1),
        impl.shift_images(floats, -1, 2),
        impl.shift_images(images, 0, 0),
    ]
    same = impl.shift_images(floats, 0, 0)
    same[...] = 0
    return [*found, images, floats]


def chances(rng, n, m):
    """Probabilities (n, m), such that all of them are different."""
    y = rng.uniform(0.1, 1.0, size=(n, m))
    return y / np.sum(y, axis=1, keepdims=True)


def half_right(rng, y):
    """Labels of which about half are the largest of their row of y."""
    best = np.argmax(y, axis=1)
    other = (best + rng.integers(1, y.shape[1], size=len(y))) % y.shape[1]
    return np.where(rng.permutation(len(y)) % 2 == 0, best, other)


def as_indices(value):
    return as_array(value, int)


@grader("misclassified", points=1)
def grade_misclassified_are_found(impl, rng):
    """読み間違えたデータがすべてあり、ほかはない（順番は問わない）
    |
    all that are misread, and no others, in whatever order"""
    y = chances(rng, 40, 5)
    found = as_indices(impl.misclassified(y, half_right(rng, y)))
    return np.sort(found)


@grader("misclassified", points=1.5)
def grade_misclassified_in_order(impl, rng):
    """正解のクラスの確率が低い順に並ぶ | the lowest probability of the right class comes first"""
    found = []
    for n, m in [(30, 4), (25, 10)]:
        y = chances(rng, n, m)
        found.append(as_indices(impl.misclassified(y, half_right(rng, y))))
    return found


@grader("misclassified", points=1)
def grade_misclassified_one_hot(impl, rng):
    """one-hot 表現の t。y と t は書き換えない | t in one-hot form; y and t are left unchanged"""
    y = chances(rng, 30, 6)
    t = np.eye(6)[half_right(rng, y)]
    return [as_indices(impl.misclassified(y, t)), y, t]


@grader("misclassified", points=0.5)
def grade_misclassified_none_or_all(impl, rng):
    """1 つも間違えなかったとき、全部間違えたとき | none is misread, and all are"""
    y = chances(rng, 12, 5)
    right, wrong = np.argmax(y, axis=1), np.argmin(y, axis=1)
    return [as_indices(impl.misclassified(y, right)), as_indices(impl.misclassified(y, wrong))]


@grader("to_half", points=1, dtype=True)
def grade_to_half_values(impl, rng):
    """型が float16 になり、値は丸められる（float64 と float32 から）
    |
    the dtype becomes float16 and the values are rounded, from float64 and from float32"""
    params = {"W1": rng.normal(size=(5, 3)), "b1": rng.normal(size=3).astype(np.float32)}
    return impl.to_half(params)


@grader("to_half", points=1)
def grade_to_half_leaves_params(impl, rng):
    """もとの params は、値も型もキーもそのまま | params keeps its values, dtypes and keys"""
    params = {"W1": rng.normal(size=(4, 2)), "b1": rng.normal(size=2)}
    half = impl.to_half(params)
    return [params, [str(value.dtype) for value in params.values()], half["W1"], half["b1"]]


@grader("to_half", points=1, dtype=True)
def grade_to_half_of_any_key_and_shape(impl, rng):
    """どのキーの配列も（gamma や beta も）、どの形も。float16 の配列からも、新しい配列を作る
    |
    arrays under any key, gamma and beta too, and of any shape; a new array even of one in float16"""
    params = {
        "W1": rng.normal(size=(2, 1, 3, 3)),
        "gamma1": rng.normal(size=4),
        "beta1": np.array(rng.normal()),
        "half": rng.normal(size=3).astype(np.float16),
    }
    half = impl.to_half(params)
    kept = {key: value.copy() for key, value in half.items()}
    for value in half.values():
        value[...] = 0
    return [kept, params["half"]]


@grader("to_half", points=1)
def grade_to_half_keeps_the_accuracy(impl, rng):
    """第3章のネットワークの重みを float16 にしたときの、点数と正解率、そして大きさ
    |
    the weights of chapter 3's network in float16: the scores, the accuracy, and the size"""
    rows = rng.choice(len(X_TEST), 300, replace=False)
    weights = {key: value * rng.uniform(0.9, 1.1, size=value.shape) for key, value in init_network().items()}
    half = impl.to_half(weights)
    z = X_TEST[rows]
    for i in (1, 2):
        z = 1 / (1 + np.exp(-(np.dot(z, half[f"W{i}"].astype(float)) + half[f"b{i}"])))
    scores = np.dot(z, half["W3"].astype(float)) + half["b3"]
    right = np.mean(np.argmax(scores, axis=1) == T_TEST[rows])
    return [right, sum(value.nbytes for value in half.values()), scores[:5]]


# An open exercise: what counts is the share of the hidden digits that the network knows, the lower of two:
# of the digits as they are, and of the same digits moved by one pixel.
AWESOME = "awesome_net.npz"
BATCH = 100  # images that are asked for at once
COMPANY = 200  # images that are asked for in two ways


def _pixels(images: np.ndarray) -> np.ndarray:
    """Images as load_mnist(normalize=True, flatten=False) gives them."""
    return images.astype(np.float32) / np.float32(255)


def _answers(net: Any, images: np.ndarray, batch: int) -> Any:
    """The label that a network gives to each image, -1 where its scores are not finite; or what came instead
    of numbers of the shape (batch, 10)."""
    labels = []
    for start in range(0, len(images), batch):
        x = _pixels(images[start : start + batch])
        scores = np.asarray(net.predict(x))
        if scores.shape != (len(x), 10) or scores.dtype.kind not in "biuf":
            return {"shape": list(scores.shape), "kind": scores.dtype.kind, "batch": len(x)}
        labels.append(np.where(np.isfinite(scores).all(axis=1), np.argmax(scores, axis=1), -1))
    return np.concatenate(labels)


def _predicted(impl: Any, shown: Shown) -> Any:
    """The labels of all hidden digits, asked for once for all graders of one and the same class."""
    if not shown.memo or shown.memo[0] is not impl.AwesomeNet:
        net = impl.AwesomeNet.load(shown.file)
        shown.memo[:] = impl.AwesomeNet, _answers(net, shown.images, BATCH)
    return shown.memo[1]


def _observed(predicted: Any, shown: Shown) -> dict[str, Any]:
    return {"predicted": predicted, **shown.kept}


def _unusable(predicted: Any) -> str | None:
    """Why answers of a network cannot be counted, `日本語 | English`."""
    if isinstance(predicted, Mapping) and {"shape", "kind", "batch"} <= predicted.keys():
        shape, batch = predicted["shape"], predicted["batch"]
        if not isinstance(shape, list) or not all(type(n) is int for n in [batch, *shape]) or len(shape) > 8:
            return "predict の結果が読めません | the results of predict cannot be read"
        got = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
        if shape == [batch, 10]:
            return (
                "predict は数の配列を返す必要があります。返されたのは数ではない配列です | "
                "predict has to return an array of numbers; what it returns is none"
            )
        return (
            f"画像 {batch} 枚に対して、predict の結果の形は ({batch}, 10) のはずですが、{got} です | "
            f"for {batch} images predict has to return the shape ({batch}, 10), not {got}"
        )
    if not isinstance(predicted, np.ndarray) or predicted.dtype.kind not in "iu" or predicted.ndim != 1:
        return "predict の結果が読めません | the results of predict cannot be read"
    return None


def _shares(predicted: np.ndarray, kept: Mapping[str, Any]) -> tuple[float, float]:
    """The accuracies on the digits as they are and on the moved ones."""
    right = predicted == kept["labels"]
    return float(np.mean(right[~kept["moved"]])), float(np.mean(right[kept["moved"]]))


def _reaches(least: float) -> Callable[[Any, Any], bool | str]:
    """A judge that asks for that accuracy on the digits as they are and on the moved ones."""

    def judge(got: Any, expected: Any) -> bool | str:
        predicted = got["predicted"]
        unusable = _unusable(predicted)
        if unusable:
            return unusable
        if len(predicted) != len(expected["labels"]):
            return "predict の結果の数が画像の数と違います | there are not as many results as images"
        plain, moved = _shares(predicted, expected)
        if min(plain, moved) >= least:
            return True
        return (
            f"隠された数字での正解率は {plain:.4f}、1 画素ずらすと {moved:.4f} です。"
            f"この段には両方とも {least:g} 以上が必要です | "
            f"the accuracy on the hidden digits is {plain:.4f}, and {moved:.4f} with each moved by a pixel; "
            f"this tier asks for {least:g} in both"
        )

    return judge


def _same(got: Any, expected: Any) -> bool | str:
    """Judge two ways to ask for the same images: nearly all answers are the same, and most of them right."""
    for predicted in (got["predicted"], got["otherwise"]):
        unusable = _unusable(predicted)
        if unusable:
            return unusable
    first, second = got["predicted"], got["otherwise"]
    labels = expected["labels"][:COMPANY]
    if len(first) != len(labels) or len(second) != len(labels):
        return "predict の結果の数が画像の数と違います | there are not as many results as images"
    if np.mean(first == labels) < 0.8:
        return "正解率が 0.8 に届いてから確かめます | this is looked at once the accuracy has reached 0.8"
    changed = int(np.sum(first != second))
    if changed <= COMPANY // 100:  # float32 sums in another order: two images may stand on the edge
        return True
    return (
        f"同じ画像 {len(labels)} 枚のうち {changed} 枚で、答えが変わります。"
        "テストのときにも Dropout が働いていたり、バッチの平均を使っていたりしませんか | "
        f"of the same {len(labels)} images {changed} get another answer. "
        "Could dropout be at work in testing, too, or the mean of the batch be in use?"
    )


@grader("AwesomeNet", points=2, judge=_reaches(0.90), weights=AWESOME)
def grade_AwesomeNet_first_tier(impl, rng, shown):
    """第 1 段：正解率 0.90 以上 | tier 1: an accuracy of 0.90 or more"""
    return _observed(_predicted(impl, shown), shown)


@grader("AwesomeNet", points=2, judge=_reaches(0.95), weights=AWESOME)
def grade_AwesomeNet_second_tier(impl, rng, shown):
    """第 2 段：正解率 0.95 以上 | tier 2: an accuracy of 0.95 or more"""
    return _observed(_predicted(impl, shown), shown)


@grader("AwesomeNet", points=2, judge=_reaches(0.97), weights=AWESOME)
def grade_AwesomeNet_third_tier(impl, rng, shown):
    """第 3 段：正解率 0.97 以上 | tier 3: an accuracy of 0.97 or more"""
    return _observed(_predicted(impl, shown), shown)


@grader("AwesomeNet", points=1, judge=_reaches(0.98), weights=AWESOME)
def grade_AwesomeNet_fourth_tier(impl, rng, shown):
    """第 4 段：正解率 0.98 以上 | tier 4: an accuracy of 0.98 or more"""
    return _observed(_predicted(impl, shown), shown)


@grader("AwesomeNet", points=1, judge=_reaches(0.99), weights=AWESOME)
def grade_AwesomeNet_fifth_tier(impl, rng, shown):
    """第 5 段：正解率 0.99 以上 | tier 5: an accuracy of 0.99 or more"""
    return _observed(_predicted(impl, shown), shown)


@grader("AwesomeNet", points=1, judge=_same, weights=AWESOME)
def grade_AwesomeNet_alone_and_in_company(impl, rng, shown):
    """1 枚だけでも、ほかの画像と一緒でも、同じ答え | the same answer for an image alone and among others"""
    net, images = impl.AwesomeNet.load(shown.file), shown.images[:COMPANY]
    return {**_observed(_answers(net, images, BATCH), shown), "otherwise": _answers(net, images, 1)}


@grader("AwesomeNet", points=1, judge=_same, weights=AWESOME)
def grade_AwesomeNet_loaded_anew(impl, rng, shown):
    """読み込み直して別の順で渡しても、同じ答え | the same answers when loaded anew, in another order"""
    images = shown.images[:COMPANY]
    first = _answers(impl.AwesomeNet.load(shown.file), images, BATCH)
    order = rng.permutation(COMPANY)
    second = _answers(impl.AwesomeNet.load(shown.file), images[order], BATCH)
    if isinstance(second, np.ndarray):
        second = second[np.argsort(order)]
    return {**_observed(first, shown), "otherwise": second}
