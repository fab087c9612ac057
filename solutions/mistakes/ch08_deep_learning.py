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
    """重みの広がりが、Xavier の初期値のものです。ReLU を使うネットワークには、
    どの初期値が合うのでしたか。
    |
    The weights spread as Xavier's initial values do. Which initial values go with ReLU?
    """


@mistake("DeepConvNet", {HE_OF_CONVOLUTION: "0.01", HE_OF_AFFINE: "0.01"})
class DeepConvNetOfOneDeviation:
    """どの重みの標準偏差も 0.01 です。深いネットワークでは、
    奥に進むほど信号が小さくなってしまいます。標準偏差を、入力の数に合わせていますか。
    |
    The standard deviation of all weights is 0.01. In a deep network the signal fades on its way. Is the
    deviation worked out from the number of inputs?
    """


@mistake("DeepConvNet", {HE_OF_CONVOLUTION: "2 / (C * FS * FS)", HE_OF_AFFINE: "2 / n_in"})
class DeepConvNetOfVariance:
    """重みの標準偏差が 2/n になっています。2/n は分散です。平方根を忘れていませんか。
    |
    The standard deviation of the weights is 2/n. But 2/n is the variance: is the root missing?
    """


@mistake("DeepConvNet", {"(C * FS * FS)": "(FN * FS * FS)", HE_OF_AFFINE: "np.sqrt(2 / n_out)"})
class DeepConvNetOfTheOutputs:
    """重みの標準偏差が、出力の数を n としたときのものです。He の初期値の n は、出力 1
    つにつながる入力の数です。
    |
    The weights spread as if n were a number of outputs. In He's initial values it is how many inputs one
    output is connected to.
    """


@mistake("DeepConvNet", {"(C * FS * FS)": "(FS * FS)"})
class DeepConvNetWithoutChannelsInHe:
    """畳み込み層の重みの標準偏差が、n をフィルターの縦×横としたときのものです。1 つの窓は、
    何枚のチャンネルにわたるでしょうか。
    |
    The weights of the convolutions spread as if n were height times width of the filter. Through how
    many channels does a window go?
    """


@mistake("DeepConvNet", {"np.zeros(FN)": "np.random.randn(FN)", "np.zeros(n_out)": "np.random.randn(n_out)"})
class DeepConvNetWithRandomBiases:
    """バイアスの初期値が 0 ではありません。乱数で始めるのは、重みだけです。
    |
    The biases do not begin at 0. Only the weights begin as random numbers.
    """


@mistake("DeepConvNet", {"param or {": "{"})
class DeepConvNetOfFixedConvolutions:
    """conv_param_1 から conv_param_6 を渡しても、畳み込みの設定が変わりません。引数を使っていますか。
    |
    With conv_param_1 to conv_param_6 given, the convolutions are still those of the defaults. Are the
    arguments used?
    """


@mistake("DeepConvNet", {"hidden_size, output_size]": "50, 10]"})
class DeepConvNetOfFixedSizes:
    """hidden_size や output_size を渡しても、W7 と W8 の形が変わりません。引数を使っていますか。
    |
    With hidden_size or output_size given, the shapes of W7 and W8 do not change. Are the arguments used?
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
    """loss が、テストとして順伝播したときの値です。学習に使う損失では、Dropout が働きます。train_flg
    をどう渡していますか。
    |
    loss is what going forward in test mode gives. Dropout is at work in the loss that is used to learn:
    how is train_flg handed over?
    """


@mistake("DeepConvNet", {"return self.last_layer.forward(": "return len(x) * self.last_layer.forward("})
class DeepConvNetOfSummedLoss:
    """loss が、データ 1 個あたりの損失ではなく、全部の合計になっています。
    |
    loss is the sum over all data and not that of one datum.
    """


@mistake("DeepConvNet", {"            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)\n        return x": "            x = layer.forward(x, train_flg) if isinstance(layer, Dropout) else layer.forward(x)\n        x = np.exp(x - np.max(x, axis=1, keepdims=True))\n        return x / np.sum(x, axis=1, keepdims=True)"})  # fmt: skip  # noqa: E501
class DeepConvNetPredictingProbabilities:
    """predict が、点数ではなく、足すと 1 になる確率を返しています。
    ソフトマックス関数まで通していませんか。それは、損失を求める層の中にもあります。
    |
    predict returns probabilities, which add up to 1, and not scores. Do they go through softmax, too? It
    is also in the layer that computes the loss.
    """


@mistake("DeepConvNet", {LABELS: "t = np.asarray(t)\n"})
class DeepConvNetAccuracyOfLabelsOnly:
    """accuracy が、one-hot 表現の t では違う値になるか、止まってしまいます。t の 2 通りの形を、
    見分けていますか。
    |
    For t in one-hot form, accuracy is wrong or stops. Does it tell the two forms of t apart?
    """


@mistake("DeepConvNet", {"return np.mean(np.argmax(": "return np.sum(np.argmax("})
class DeepConvNetCountingRightAnswers:
    """accuracy が、割合ではなく正解の個数になっています。
    |
    accuracy is the number of right answers and not their share.
    """


@mistake(
    "DeepConvNet",
    {"self.predict(x[i : i + batch_size]) for": "self.predict(x[i : i + batch_size], True) for"},
)
class DeepConvNetAccuracyInTraining:
    """accuracy が、訓練として予測したときの値です。ニューロンが消えた答えでは、実力を測れません。
    predict に train_flg をどう渡していますか。
    |
    accuracy is what predicting as in training gives. With neurons dropped, it does not measure what the
    network can do: how is train_flg handed to predict?
    """


@mistake("DeepConvNet", {"range(0, len(x), batch_size)": "range(0, batch_size, batch_size)"})
class DeepConvNetAccuracyOfTheFirstBatch:
    """accuracy が、はじめの batch_size 枚だけの割合になっています。残りの画像も予測していますか。
    |
    accuracy is that of the first batch_size images alone. Are the others predicted, too?
    """


@mistake("DeepConvNet", {"        self.loss(x, t)\n": ""})
class DeepConvNetGradientWithoutForward:
    """gradient の逆伝播が、うまくいきません。逆伝播の前に、渡した x と t で、
    損失まで順伝播をしていますか。
    |
    In gradient, the way back goes wrong. Does it go forward first, with the x and t that are given, all
    the way to the loss?
    """


@mistake("DeepConvNet", {"reversed(self.layers)": "self.layers"})
class DeepConvNetBackwardInForwardOrder:
    """gradient で、逆伝播が正しく進みません。レイヤを、どの順にさかのぼっていますか。
    |
    In gradient, the way back goes wrong. In which order does it go through the layers?
    """


@mistake("DeepConvNet", {"enumerate(weighty, 1)": "enumerate(weighty)"})
class DeepConvNetGradientsFromZero:
    """gradient の辞書のキーの番号が、1 つずれています。番号を、いくつから数えていますか。
    |
    The numbers in the keys of gradient's dictionary are off by one. Where does the count begin?
    """


@mistake("DeepConvNet", {"Convolution | Affine)": "Convolution)"})
class DeepConvNetGradientsOfConvolutionsOnly:
    """gradient の辞書に、全結合層の勾配がありません。params と同じキーがそろっていますか。
    |
    The dictionary of gradient lacks the fully connected layers. Has it all the keys of params?
    """


@mistake("DeepConvNet", {"= layer.dW, layer.db": "= layer.db, layer.dW"})
class DeepConvNetWithGradientsSwapped:
    """重みの勾配とバイアスの勾配が入れ替わっています。どのキーに、何を入れていますか。
    |
    The gradients of weights and biases have changed places. What goes under which key?
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
    """読み間違えたデータは合っていますが、番号の順のままです。
    正解のクラスの確率の順に並べていますか。
    |
    The right data are found, but they come in the order of their indices. Are they put in order of the
    probability of the right class?
    """


@mistake("misclassified", {"!= t": "== t"})
def misclassified_of_the_right_ones():
    """返っているのは、正しく読めたデータの番号です。選ぶ条件を確かめてください。
    |
    These are the data that were read right. Check the condition that selects them.
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
    """番号が、読み間違えたものの中での番号になっています。もとの y の何行目だったかに、
    戻していますか。
    |
    The indices count among the misread data only. Are they brought back to the rows of y?
    """


@mistake("misclassified", {LABELS.replace("            ", "        "): "t = np.asarray(t)\n"})
def misclassified_of_labels_only():
    """ラベルの t では合っていますが、one-hot 表現の t では違う結果になるか、止まってしまいます。t の 2
    通りの形を、見分けていますか。
    |
    For labels it is right, but for t in one-hot form the result is wrong, or it stops. Are the two forms
    of t told apart?
    """


@mistake("misclassified")
def misclassified_as_a_mask(y, t):
    """番号ではなく、データごとの True と False が返っています。返すのは、True の場所の番号です。
    |
    This is True or False for each datum, no indices. The indices of what is True are to be returned.
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
    """はみ出した画素が、反対側から入ってきています。空いたところは 0 です。np.roll
    だけを使っていませんか。
    |
    Pixels that leave come in again on the other side. Where it is left empty, there should be 0. Is it
    np.roll alone?
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
    """向きが逆です。dy が正なら下、dx が正なら右です。
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
    """空いたところに、端の画素が並んでいます。そこは 0 です。
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
    """値は合っていますが、渡された images の中身が変わっています。images そのものに、
    結果を入れていませんか。
    |
    The values are right, but the contents of the images that came in are changed. Is a result put into
    images itself?
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
    """配列の個数になっています。数えるのは、配列の中の数の個数です。
    |
    This is the number of arrays. It is the numbers in them that count.
    """


@mistake("count_parameters", {"array.size for": "len(array) for"})
def count_parameters_of_first_axes():
    """配列の最初の軸の長さだけを数えた値です。配列には、全部でいくつの数がありますか。
    |
    This counts the first axis of each array only. How many numbers does the array hold in all?
    """


@mistake("count_parameters", {"array.size for": "array.nbytes for"})
def count_parameters_in_bytes():
    """バイト数になっています。数えるのは、数の個数です。
    |
    These are bytes. It is the numbers that count.
    """


@mistake("count_parameters", {"array.size for": "sum(array.shape) for"})
def count_parameters_adding_axes():
    """軸の長さを足し合わせた値です。2×3 の配列に、数はいくつありますか。
    |
    This is the sum of the lengths of the axes. How many numbers are in an array of 2×3?
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
    """層を逆の順にたどったときの値です。layers は、入力に近い層から並んでいます。
    |
    This is what the layers give in the opposite order. The first in layers is the one next to the input.
    """


@mistake("receptive_field", {"field += (kernel - 1) * step\n        step *= stride": "step *= stride\n        field += (kernel - 1) * step"})  # fmt: skip  # noqa: E501
def receptive_field_stepping_first():
    """その層のストライドを、その層の窓の幅にも使ったときの値です。幅と間隔の、
    どちらを先に更新しますか。
    |
    This is what it gives if the stride of a layer is used for its own window. Which comes first, the
    width or the distance?
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
    """窓の幅を掛け合わせた値です。隣り合う窓は重なっているので、そこまで広くはなりません。
    |
    This is the product of the widths of the windows. Neighbouring windows overlap, so it does not become
    that large.
    """


@mistake("to_half", {"return {key: array.astype(np.float16) for key, array in params.items()}": "for key in params:\n        params[key] = params[key].astype(np.float16)\n    return params"})  # fmt: skip  # noqa: E501
def to_half_in_place():
    """もとの params の中身が、float16 に変わっています。渡された辞書そのものに入れていませんか。
    |
    params itself has become float16. Do the new arrays go into the very dictionary that was given?
    """


@mistake("to_half", {"array.astype(np.float16)": "array.astype(np.float16).astype(np.float64)"})
def to_half_rounding_only():
    """値は丸められていますが、型が float64 のままなので、メモリは減りません。
    |
    The values are rounded, but the type is still float64, so that no memory is saved.
    """


@mistake("to_half", {"array.astype(np.float16)": "np.round(array, 3).astype(np.float16)"})
def to_half_of_three_decimals():
    """型は float16 ですが、値が小数第 3 位で丸められています。小さな値ほど、誤差が目立ちます。
    型を変えるほかに、丸めていませんか。
    |
    The type is float16, but the values are rounded to three decimals, which hurts small ones most. Are
    they rounded apart from the change of type?
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
    """配列のリストが返っています。返すのは、キーが params と同じ辞書です。
    |
    This is a list of arrays. A dictionary with the keys of params is to be returned.
    """
