"""Typical wrong answers of chapter 8, each with its hint."""

import numpy as np

from solutions.mistakes import mistake

HE_OF_CONVOLUTION, HE_OF_AFFINE = "np.sqrt(2 / (C * FS * FS))", "np.sqrt(2 / n_in)"
RELU_AFTER_CONVOLUTION = "                Relu(),\n            ]"
LABELS = "if t.ndim == 2:\n            t = np.argmax(t, axis=1)\n"


@mistake("DeepConvNet", {"(32, 2)": "(32, 1)"})
class DeepConvNetWithOneSizeOfPadding:
    """W7 の入力の数が 1024 ではありません。畳み込みの pad が、どれも 1 になっていませんか。1 つだけ違うもの
    があります。
    |
    W7 has not 1024 inputs. Do all convolutions pad by 1? One of them is different.
    """


@mistake("DeepConvNet", {HE_OF_CONVOLUTION: "np.sqrt(1 / (C * FS * FS))", HE_OF_AFFINE: "np.sqrt(1 / n_in)"})
class DeepConvNetOfXavier:
    """重みの広がりが、Xavier の初期値のものです。ReLU を使うネットワークには、どの初期値が合うのでしたか。
    |
    The weights spread as Xavier's initial values do. Which initial values go with ReLU?
    """


@mistake("DeepConvNet", {HE_OF_CONVOLUTION: "0.01", HE_OF_AFFINE: "0.01"})
class DeepConvNetOfOneDeviation:
    """どの重みの標準偏差も 0.01 です。深いネットワークでは、奥に進むほど信号が小さくなってしまいます。
    入力の数に合わせていますか。
    |
    The standard deviation of all weights is 0.01. In a deep network the signal fades on its way. Does it go
    by the
    number of inputs?
    """


@mistake("DeepConvNet", {HE_OF_CONVOLUTION: "2 / (C * FS * FS)", HE_OF_AFFINE: "2 / n_in"})
class DeepConvNetOfVariance:
    """重みの標準偏差が 2/n になっています。2/n は分散です。
    |
    The standard deviation of the weights is 2/n, but 2/n is the variance.
    """


@mistake("DeepConvNet", {"(C * FS * FS)": "(FN * FS * FS)", HE_OF_AFFINE: "np.sqrt(2 / n_out)"})
class DeepConvNetOfTheOutputs:
    """He の初期値の n が、出力の数になっています。n は、出力 1 つにつながる入力の数です。
    |
    The n of He's initial values is a number of outputs. It is how many inputs one output is connected to.
    """


@mistake("DeepConvNet", {"(C * FS * FS)": "(FS * FS)"})
class DeepConvNetWithoutChannelsInHe:
    """畳み込み層の初期値の n が、フィルターの縦×横だけになっています。1 つの窓は、何枚のチャンネルにわたる
    でしょうか。
    |
    The n of a convolution's initial values is height times width of the filter only. Through how many
    channels does a
    window go?
    """


@mistake("DeepConvNet", {"np.zeros(FN)": "np.random.randn(FN)", "np.zeros(n_out)": "np.random.randn(n_out)"})
class DeepConvNetWithRandomBiases:
    """バイアスが乱数から始まっています。0 から始めてください。
    |
    The biases begin with random numbers. Begin with 0.
    """


@mistake("DeepConvNet", {"param or {": "{"})
class DeepConvNetOfFixedConvolutions:
    """conv_param_1 から conv_param_6 を渡しても、畳み込みの設定が変わりません。
    |
    With conv_param_1 to conv_param_6 given, the convolutions are still those of the defaults.
    """


@mistake("DeepConvNet", {"hidden_size, output_size]": "50, 10]"})
class DeepConvNetOfFixedSizes:
    """hidden_size や output_size を渡しても、W7 と W8 の形が変わりません。
    |
    With hidden_size or output_size given, the shapes of W7 and W8 do not change.
    """


@mistake("DeepConvNet", {RELU_AFTER_CONVOLUTION: "            ]"})
class DeepConvNetWithoutReluAfterConvolutions:
    """負の値が、畳み込みのあとも負のまま流れています。畳み込みと次の層の間に、活性化関数がありますか。
    |
    Negative values pass through the convolutions as negative ones. Is there an activation between a
    convolution and
    the next layer?
    """


@mistake("DeepConvNet", {"self.layers.append(Relu())": "pass"})
class DeepConvNetWithoutReluAfterAffine:
    """1 つ目の Affine のあとの負の値が、そのまま次の Affine に入っています。間に活性化関数がありますか。
    |
    Negative values of the first Affine reach the second as they are. Is there an activation between them?
    """


@mistake("DeepConvNet", {"if i == 7:": "if True:"})
class DeepConvNetWithReluAtTheEnd:
    """負の点数が、すべて 0 になっています。最後の Affine のあとにも ReLU がありませんか。
    |
    All negative scores become 0. Is there a ReLU after the last Affine, too?
    """


@mistake("DeepConvNet", {"if i % 2 == 0:": "if True:"})
class DeepConvNetPoolingAfterEachConvolution:
    """W7 の入力の数が違います。Pooling が、畳み込み 1 つごとに入っていませんか。
    |
    W7 has the wrong number of inputs. Does Pooling come after each single convolution?
    """


@mistake("DeepConvNet", {"Pooling(pool_h=2, pool_w=2, stride=2)": "Pooling(pool_h=2, pool_w=2, stride=1)"})
class DeepConvNetPoolingWithStride1:
    """Pooling が、画像を半分の大きさにしていません。ストライドはいくつですか。
    |
    Pooling does not halve the images. What is its stride?
    """


@mistake("DeepConvNet", {"self.layers.append(Dropout(0.5))": "pass"})
class DeepConvNetWithoutDropout:
    """訓練のときも、何も消えません。Dropout が並びに入っていますか。
    |
    Nothing is dropped in training, either. Is Dropout among the layers?
    """


@mistake("DeepConvNet", {"self.layers.append(Dropout(0.5))": "self.layers += [Dropout(0.5)] * (i == 7)"})
class DeepConvNetWithoutTheLastDropout:
    """訓練のとき、点数そのものは 1 つも消えません。2 つ目の Affine のあとを確かめてください。
    |
    In training no score itself is dropped. Look at what comes after the second Affine.
    """


@mistake("DeepConvNet", {"self.layers.append(Dropout(0.5))": "self.layers += [Dropout(0.5)] * (i == 8)"})
class DeepConvNetWithoutTheFirstDropout:
    """訓練のとき、隠れ層の値が 1 つも消えません。1 つ目の Affine と ReLU のあとを確かめてください。
    |
    In training no hidden value is dropped. Look at what comes after the first Affine and its ReLU.
    """


@mistake("DeepConvNet", {"x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)": "x = layer.forward(x)"})  # fmt: skip  # noqa: E501
class DeepConvNetAlwaysTraining:
    """テストの predict でも、点数が消えています。predict は、train_flg を Dropout の forward に渡しています
    か。
    |
    Scores are dropped in predict's test mode, too. Does predict hand train_flg on to forward of Dropout?
    """


@mistake("DeepConvNet", {"def predict(self, x, train_flg=False)": "def predict(self, x, train_flg=True)"})
class DeepConvNetTrainingByDefault:
    """train_flg を省略した predict が、訓練として働いています。省略したときは、どちらでしたか。
    |
    Without train_flg, predict works as in training. Which of the two is the default?
    """


@mistake("DeepConvNet", {"self.predict(x, train_flg=True)": "self.predict(x)"})
class DeepConvNetLossInTestMode:
    """loss が、テストとして順伝播しています。学習に使う損失では、Dropout が働くはずではありませんか。
    |
    loss goes forward in test mode. Should dropout not be at work in the loss that is used to learn?
    """


@mistake("DeepConvNet", {"return self.last_layer.forward(": "return len(x) * self.last_layer.forward("})
class DeepConvNetOfSummedLoss:
    """loss が、データの数だけ大きくなっています。合計ではなく、1 個あたりの損失にしてください。
    |
    loss grows with the number of data. It should be that of one datum, not the sum.
    """


@mistake("DeepConvNet", {"            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)\n        return x": "            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)\n        x = np.exp(x - np.max(x, axis=1, keepdims=True))\n        return x / np.sum(x, axis=1, keepdims=True)"})  # fmt: skip  # noqa: E501
class DeepConvNetPredictingProbabilities:
    """predict が、確率を返しています。Softmax は、損失を求める層の中にもあります。predict は、その前の点数
    を返してください。
    |
    predict returns probabilities. Softmax is also in the layer that computes the loss; return the scores
    before it.
    """


@mistake("DeepConvNet", {LABELS: "t = np.asarray(t)\n"})
class DeepConvNetAccuracyOfLabelsOnly:
    """accuracy が、one-hot 表現の t では違う値になるか、止まってしまいます。ラベルに直していますか。
    |
    For t in one-hot form, accuracy is wrong or stops. Does it become labels?
    """


@mistake("DeepConvNet", {"return np.mean(np.argmax(": "return np.sum(np.argmax("})
class DeepConvNetCountingRightAnswers:
    """accuracy が、正解の数になっています。割合にしてください。
    |
    accuracy is the number of right answers. Make it their share.
    """


@mistake(
    "DeepConvNet",
    {"self.predict(x[i : i + batch_size]) for": "self.predict(x[i : i + batch_size], True) for"},
)
class DeepConvNetAccuracyInTraining:
    """accuracy が、訓練として予測しています。ニューロンが消えた答えでは、実力を測れません。
    |
    accuracy predicts as in training. With neurons dropped, it does not measure what the network can do.
    """


@mistake("DeepConvNet", {"range(0, len(x), batch_size)": "range(0, batch_size, batch_size)"})
class DeepConvNetAccuracyOfTheFirstBatch:
    """accuracy が、はじめの batch_size 枚しか予測していません。
    |
    accuracy predicts only the first batch_size images.
    """


@mistake("DeepConvNet", {"        self.loss(x, t)\n": ""})
class DeepConvNetGradientWithoutForward:
    """gradient が、渡された x と t で順伝播をしていません。逆伝播の前に、何が要りますか。
    |
    gradient does not go forward with the x and t that it gets. What has to come before going back?
    """


@mistake("DeepConvNet", {"reversed(self.layers)": "self.layers"})
class DeepConvNetBackwardInForwardOrder:
    """逆伝播が、はじめの層から順に進んでいます。
    |
    The way back begins with the first layer.
    """


@mistake("DeepConvNet", {"enumerate(weighty, 1)": "enumerate(weighty)"})
class DeepConvNetGradientsFromZero:
    """gradient のキーの番号が、1 つずつずれています。
    |
    The numbers in the keys of gradient are off by one.
    """


@mistake("DeepConvNet", {"Convolution | Affine)": "Convolution)"})
class DeepConvNetGradientsOfConvolutionsOnly:
    """gradient に、全結合層の勾配がありません。
    |
    gradient lacks those of the fully connected layers.
    """


@mistake("DeepConvNet", {"= layer.dW, layer.db": "= layer.db, layer.dW"})
class DeepConvNetWithGradientsSwapped:
    """重みの勾配とバイアスの勾配が入れ替わっています。
    |
    The gradients of weights and biases have changed places.
    """


@mistake("DeepConvNet", {'Convolution(self.params[f"W{i}"], self.params[f"b{i}"],': 'Convolution(self.params[f"W{i}"].copy(), self.params[f"b{i}"].copy(),', 'Affine(self.params[f"W{i}"], self.params[f"b{i}"])': 'Affine(self.params[f"W{i}"].copy(), self.params[f"b{i}"].copy())'})  # fmt: skip  # noqa: E501
class DeepConvNetOfCopies:
    """params をその場で書き換えても、レイヤに伝わりません。レイヤには、params と同じ配列を渡していますか。
    |
    What is written into params in place does not reach the layers. Do the layers hold the very arrays of
    params?
    """


@mistake("misclassified", {"return wrong[np.argsort(y[wrong, t[wrong]])]": "return wrong"})
def misclassified_by_index(y, t):
    """読み間違えたデータは合っていますが、番号の順のままです。確率の低い順に並べ替えてください。
    |
    The right data are found, but they come in the order of their indices. Put the lowest probability first.
    """


@mistake("misclassified", {"!= t": "== t"})
def misclassified_of_the_right_ones():
    """正しく読めたデータの番号が返っています。
    |
    These are the data that were read right.
    """


@mistake("misclassified", {"np.argsort(y[": "np.argsort(-y["})
def misclassified_highest_first():
    """順番が逆で、確率の高いものから並んでいます。
    |
    The order is the opposite one: the highest probability comes first.
    """


@mistake("misclassified", {"y[wrong, t[wrong]]": "-np.max(y[wrong], axis=1)"})
def misclassified_by_confidence():
    """ネットワークの答えの確率で並んでいます。見るのは、正解のクラスの確率です。
    |
    They are ordered by the probability of the network's answer. What counts is that of the right class.
    """


@mistake("misclassified", {"y[wrong, t[wrong]]": "np.max(y[wrong], axis=1)"})
def misclassified_by_doubt():
    """ネットワークの答えの確率が低い順に並んでいます。見るのは、正解のクラスの確率です。
    |
    The lowest probability of the network's answer comes first. What counts is that of the right class.
    """


@mistake("misclassified", {"y[wrong, t[wrong]]": "np.min(y[wrong], axis=1)"})
def misclassified_by_the_lowest():
    """クラスごとの確率のうち、いちばん低いもので並んでいます。見るのは、正解のクラスの確率です。
    |
    They are ordered by the lowest probability of any class. What counts is that of the right class.
    """


@mistake("misclassified", {"return wrong[np.argsort(y[wrong, t[wrong]])]": "return np.argsort(y[wrong, t[wrong]])"})  # fmt: skip  # noqa: E501
def misclassified_numbered_among_themselves():
    """番号が、読み間違えたものの中での番号になっています。もとの y の何行目だったかに戻してください。
    |
    The indices count among the misread data only. Go back to the rows of y that they were.
    """


@mistake("misclassified", {LABELS.replace("            ", "        "): "t = np.asarray(t)\n"})
def misclassified_of_labels_only():
    """ラベルの t では合っていますが、one-hot 表現の t では違う結果になるか、止まってしまいます。
    |
    For labels it is right, but for t in one-hot form the result is wrong, or it stops.
    """


@mistake("misclassified")
def misclassified_as_a_mask(y, t):
    """番号ではなく、データごとの True と False が返っています。True の場所の番号に直して、並べ替えてくださ
    い。
    |
    This is True or False for each datum, no indices. Find the indices of what is True, and put them in order.
    """
    if t.ndim == 2:
        t = np.argmax(t, axis=1)
    return np.argmax(y, axis=1) != t


@mistake("misclassified")
def misclassified_of_all(y, t):
    """正しく読めたデータも混ざっています。読み間違えたものだけを並べてください。
    |
    Data that were read right are among them. Keep only those that were misread.
    """
    if t.ndim == 2:
        t = np.argmax(t, axis=1)
    return np.argsort(y[np.arange(len(y)), t])


@mistake("shift_images")
def shift_images_wrapping_round(images, dy, dx):
    """はみ出した画素が、反対側から入ってきています。空いたところは 0 にしてください。
    |
    Pixels that leave come in again on the other side. Where it is left empty, there should be 0.
    """
    return np.roll(images, (dy, dx), axis=(2, 3))


@mistake("shift_images")
def shift_images_wrapping_sideways(images, dy, dx):
    """左右にはみ出した画素が、反対側から入ってきています。上下は合っています。
    |
    Pixels that leave at the sides come in again on the other side. Above and below it is right.
    """
    out = np.roll(images, (dy, dx), axis=(2, 3))
    if dy > 0:
        out[:, :, :dy] = 0
    elif dy < 0:
        out[:, :, dy:] = 0
    return out


@mistake("shift_images")
def shift_images_wrapping_up_and_left(images, dy, dx):
    """上や左へずらしたときに、はみ出した画素が反対側から入ってきています。
    |
    When the shift is up or to the left, pixels that leave come in again on the other side.
    """
    out = np.roll(images, (dy, dx), axis=(2, 3))
    out[:, :, : max(dy, 0)] = 0
    out[:, :, :, : max(dx, 0)] = 0
    return out


@mistake(
    "shift_images", {"H - dy : 2 * H - dy, W - dx : 2 * W - dx": "H + dy : 2 * H + dy, W + dx : 2 * W + dx"}
)
def shift_images_the_other_way():
    """向きが逆です。dy が正なら下、dx が正なら右へずらします。
    |
    It moves the other way. A positive dy is down, a positive dx to the right.
    """


@mistake("shift_images")
def shift_images_with_axes_swapped(images, dy, dx):
    """縦と横が入れ替わっています。dy は上下、dx は左右です。
    |
    The two directions have changed places. dy is up and down, dx is left and right.
    """
    _, _, H, W = images.shape
    out = np.zeros_like(images)
    for i in range(H):
        for j in range(W):
            if 0 <= i - dx < H and 0 <= j - dy < W:
                out[:, :, i, j] = images[:, :, i - dx, j - dy]
    return out


@mistake("shift_images")
def shift_images_forwards_only(images, dy, dx):
    """下と右へは合っていますが、dy や dx が負か 0 のときに違います。スライスの番号が負や 0 になると、何を指
    すでしょうか。
    |
    Down and to the right it is right, but not where dy or dx is negative or 0. What do negative indices and
    0 mean in a
    slice?
    """
    out = np.zeros_like(images)
    out[:, :, dy:, dx:] = images[:, :, :-dy, :-dx]
    return out


@mistake("shift_images")
def shift_images_of_small_shifts(images, dy, dx):
    """画像より大きくずらしたときに、消えるはずの画素が残っています。
    |
    Where the shift is larger than the image, pixels remain that should have left.
    """
    if abs(dy) >= images.shape[2] or abs(dx) >= images.shape[3]:
        return images.copy()
    out = np.zeros_like(images)
    for i in range(images.shape[2]):
        for j in range(images.shape[3]):
            if 0 <= i - dy < images.shape[2] and 0 <= j - dx < images.shape[3]:
                out[:, :, i, j] = images[:, :, i - dy, j - dx]
    return out


@mistake("shift_images")
def shift_images_filling_with_the_rim(images, dy, dx):
    """空いたところに、端の画素が並んでいます。0 を入れてください。
    |
    Where it is left empty, the pixels of the rim are repeated. There should be 0.
    """
    _, _, H, W = images.shape
    rows, columns = np.clip(np.arange(H) - dy, 0, H - 1), np.clip(np.arange(W) - dx, 0, W - 1)
    return images[:, :, rows][:, :, :, columns]


@mistake("shift_images", {"np.pad(images,": "np.pad(images.astype(float),"})
def shift_images_in_float64():
    """値は合っていますが、結果の型が images の型と違います。
    |
    The values are right, but the dtype is not that of images.
    """


@mistake(
    "shift_images",
    {"return padded[": "images[...] = padded[", "2 * W - dx]": "2 * W - dx]\n    return images"},
)
def shift_images_in_place():
    """値は合っていますが、渡された images を書き換えています。
    |
    The values are right, but the images that came in are changed.
    """


@mistake("shift_images", {"_, _, H, W = images.shape": "_, _, H, W = images.shape\n    if dy == dx == 0:\n        return images"})  # fmt: skip  # noqa: E501
def shift_images_returning_what_came():
    """ずらさないとき、渡された配列そのものが返っています。結果を書き換えると、もとの画像まで変わってしまい
    ます。
    |
    Without a shift, the very array that came in is returned. Whoever changes the result changes the
    original, too.
    """


@mistake("count_parameters", {"array.size for array in params.values()": 'array.size for key, array in params.items() if key.startswith("W")'})  # fmt: skip  # noqa: E501
def count_parameters_of_weights_only():
    """W で始まるキーしか数えていません。バイアスなども、学習する数です。
    |
    Only keys that begin with W are counted. Biases and others are learnt as well.
    """


@mistake("count_parameters", {"array.size for array in params.values()": "array.size for array in params.values() if array.ndim > 1"})  # fmt: skip  # noqa: E501
def count_parameters_of_matrices_only():
    """1 次元と 0 次元の配列が数えられていません。
    |
    Arrays with one axis, or with none, are not counted.
    """


@mistake("count_parameters", {"sum(array.size for array in params.values())": "len(params)"})
def count_parameters_as_arrays():
    """配列の個数になっています。配列の中の、数の個数を合計してください。
    |
    This is the number of arrays. Add up how many numbers are in them.
    """


@mistake("count_parameters", {"array.size for": "len(array) for"})
def count_parameters_of_first_axes():
    """配列の最初の軸の長さしか数えていません。配列には、全部でいくつの数がありますか。
    |
    Only the first axis of each array is counted. How many numbers does the array hold in all?
    """


@mistake("count_parameters", {"array.size for": "array.nbytes for"})
def count_parameters_in_bytes():
    """バイト数になっています。数の個数を数えてください。
    |
    These are bytes. Count the numbers.
    """


@mistake("count_parameters", {"array.size for": "sum(array.shape) for"})
def count_parameters_adding_axes():
    """軸の長さを足し合わせています。2×3 の配列に、数はいくつありますか。
    |
    The lengths of the axes are added. How many numbers are in an array of 2×3?
    """


@mistake("receptive_field", {"field += (kernel - 1) * step": "field += kernel - 1"})
def receptive_field_without_strides():
    """ストライドが 1 のときしか合いません。ストライドのある層より奥では、隣り合う出力の間隔が広がります。
    |
    This is right for a stride of 1 only. Beyond a layer with a stride, neighbouring outputs lie further
    apart.
    """


@mistake("receptive_field", {"in layers:": "in layers[::-1]:"})
def receptive_field_from_the_output():
    """層を逆の順にたどっています。layers は、入力に近い層から並んでいます。
    |
    The layers are taken in the opposite order. The first in layers is the one next to the input.
    """


@mistake("receptive_field", {"field += (kernel - 1) * step\n        step *= stride": "step *= stride\n        field += (kernel - 1) * step"})  # fmt: skip  # noqa: E501
def receptive_field_stepping_first():
    """その層のストライドを、その層の窓の幅に使っています。幅と間隔の、どちらを先に更新しますか。
    |
    The stride of a layer is used for its own window. Which comes first, the width or the distance?
    """


@mistake("receptive_field", {"(kernel - 1) * step": "kernel * step"})
def receptive_field_adding_kernels():
    """幅が大きすぎます。1 つの層で増えるのは、窓の端から端までの間隔の分です。K 個の点の間に、間隔はいくつ
    ありますか。
    |
    The width is too large. What a layer adds are the distances across its window. How many distances are
    between K
    places?
    """


@mistake("receptive_field", {"field, step = 1, 1": "field, step = 0, 1"})
def receptive_field_from_zero():
    """幅が、いつも 1 だけ足りません。層が 1 つもないとき、出力は入力の何画素を見ていますか。
    |
    The width is always short by 1. Without any layer, how many pixels of the input does an output see?
    """


@mistake("receptive_field", {"step *= stride": "step = stride"})
def receptive_field_of_the_last_stride():
    """ストライドのある層が 2 つ以上あると違います。間隔は、それまでのストライドを全部掛けたものです。
    |
    With two or more strides this is wrong. The distance is the product of all strides so far.
    """


@mistake("receptive_field", {"step *= stride": "step += stride - 1"})
def receptive_field_adding_strides():
    """間隔の広がり方が違います。ストライド 2 の層を 2 つ通ると、間隔はいくつになりますか。
    |
    The distance does not grow as it should. How large is it after two layers of stride 2?
    """


@mistake("receptive_field", {"field += (kernel - 1) * step": "field *= kernel"})
def receptive_field_as_a_product():
    """窓の幅を掛け合わせています。隣り合う窓は重なっているので、そこまで広くはなりません。
    |
    The widths of the windows are multiplied. Neighbouring windows overlap, so it does not become that large.
    """


@mistake("to_half", {"return {key: array.astype(np.float16) for key, array in params.items()}": "for key in params:\n        params[key] = params[key].astype(np.float16)\n    return params"})  # fmt: skip  # noqa: E501
def to_half_in_place():
    """もとの params が、float16 に変わっています。新しい辞書を作ってください。
    |
    params itself has become float16. Make a new dictionary.
    """


@mistake("to_half", {"array.astype(np.float16)": "array.astype(np.float16).astype(np.float64)"})
def to_half_rounding_only():
    """値は丸められていますが、型が float64 のままなので、メモリは減りません。
    |
    The values are rounded, but the type is still float64, so that no memory is saved.
    """


@mistake("to_half", {"array.astype(np.float16)": "np.round(array, 3).astype(np.float16)"})
def to_half_of_three_decimals():
    """値が、小数第 3 位で丸められています。小さな値ほど、誤差が目立ちます。型を変えるだけで十分ではありませ
    んか。
    |
    The values are rounded to three decimals, which hurts small ones most. Is changing the type not enough?
    """


@mistake("to_half", {"np.float16": "np.float32"})
def to_half_of_float32():
    """型が float32 です。半精度は何ビットですか。
    |
    The type is float32. How many bits are half precision?
    """


@mistake(
    "to_half", {"for key, array in params.items()": 'for key, array in params.items() if key.startswith("W")'}
)
def to_half_of_weights_only():
    """W で始まらないキーが、結果にありません。
    |
    Keys that do not begin with W are missing from the result.
    """


@mistake(
    "to_half", {"array.astype(np.float16)": 'array.astype(np.float16) if key.startswith("W") else array'}
)
def to_half_leaving_biases():
    """W で始まらないキーの配列が、もとの型のままです。
    |
    Arrays under keys that do not begin with W keep their old type.
    """


@mistake("to_half", {"array.astype(np.float16)": "array.astype(np.float16, copy=False)"})
def to_half_without_a_copy():
    """float16 の配列を渡すと、同じ配列がそのまま返ります。結果を書き換えると、もとの値まで変わってしまいま
    す。
    |
    Of an array in float16, the very same array comes back. Whoever changes the result changes the original,
    too.
    """


@mistake("to_half", {"{key: array.astype(np.float16) for key, array in params.items()}": "[array.astype(np.float16) for array in params.values()]"})  # fmt: skip  # noqa: E501
def to_half_as_a_list():
    """配列のリストが返っています。キーはそのままの、辞書にしてください。
    |
    This is a list of arrays. Return a dictionary with the same keys.
    """
