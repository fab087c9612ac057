"""Visible checks of chapter 8. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect, tell, weights
from dataset.mnist import load_mnist


def shapes_of(params):
    return {key: np.shape(value) for key, value in params.items()}


def test_DeepConvNet_shapes(impl):
    expect(
        shapes_of(impl.DeepConvNet().params),
        {
            "W1": (16, 1, 3, 3), "b1": (16,),
            "W2": (16, 16, 3, 3), "b2": (16,),
            "W3": (32, 16, 3, 3), "b3": (32,),
            "W4": (32, 32, 3, 3), "b4": (32,),
            "W5": (64, 32, 3, 3), "b5": (64,),
            "W6": (64, 64, 3, 3), "b6": (64,),
            "W7": (1024, 50), "b7": (50,),
            "W8": (50, 10), "b8": (10,),
        },
        because="4 つ目の畳み込みの pad が 2 なら、W7 の入力は 64·4·4 = 1024 個です | "
        "with a pad of 2 in the fourth convolution, W7 has 64·4·4 = 1024 inputs",
    )  # fmt: skip


def test_DeepConvNet_shapes_with_settings(impl):
    params = impl.DeepConvNet(
        conv_param_2={"filter_num": 5, "filter_size": 5, "pad": 2, "stride": 1}, hidden_size=7, output_size=3
    ).params
    expect(
        [np.shape(params[key]) for key in ("W1", "W2", "b2", "W3", "W7", "W8", "b8")],
        [(16, 1, 3, 3), (5, 16, 5, 5), (5,), (32, 5, 3, 3), (1024, 7), (7, 3), (3,)],
        because="conv_param_2、hidden_size、output_size のとおりの形にします | "
        "the shapes are as conv_param_2, hidden_size and output_size say",
    )


def times(array, std):
    """標準偏差が std のおよそ何倍か | about how many times std the standard deviation is"""
    steps = np.array([0.1, 0.3, 0.7, 1.0, 1.4, 2.0, 4.0, 6.0])
    return float(steps[np.argmin(np.abs(steps - np.std(array) / std))])


def test_DeepConvNet_initial_values(impl):
    params = impl.DeepConvNet().params
    inputs = {"W3": 16 * 3 * 3, "W5": 32 * 3 * 3, "W7": 64 * 4 * 4}
    expect(
        [times(params[key], np.sqrt(2 / n)) for key, n in inputs.items()],
        [1.0, 1.0, 1.0],
        because="W3、W5、W7 の標準偏差が、√(2/n) のおよそ何倍か、です | "
        "about how many times √(2/n) the standard deviations of W3, W5 and W7 are",
    )
    expect(
        [bool(np.any(params[f"b{i}"])) for i in range(1, 9)],
        [False] * 8,
        because="バイアスは 0 から始めます | biases begin at 0",
    )


# フィルターの大きさ 1 の、とても小さな畳み込み 6 つ | six tiny convolutions with filters of size 1
TINY = {
    f"conv_param_{i}": {"filter_num": 64 if i == 6 else 1, "filter_size": 1, "pad": int(i == 4), "stride": 1}
    for i in range(1, 7)
}


def through_network(impl, **options):
    """畳み込みが入力をそのまま通すネットワーク | a network whose convolutions pass on what comes in"""
    network = impl.DeepConvNet(**options)
    for i in range(1, 7):
        middle = network.params[f"W{i}"].shape[2] // 2
        network.params[f"W{i}"][...] = 0.0
        network.params[f"W{i}"][:, 0, middle, middle] = 1.0
        network.params[f"b{i}"][...] = 0.0
    return network


def counting_network(impl):
    """クラス k の点数が k に比例するネットワーク | a network whose score of class k is proportional to k"""
    network = through_network(impl)
    network.params["W7"][...] = 1 / 1024
    network.params["b7"][...] = np.repeat([1.0, -2.0], 25)
    network.params["W8"][...] = np.arange(10) / 50
    network.params["b8"][...] = 0.0
    return network


def test_DeepConvNet_predict(impl):
    network = counting_network(impl)
    x = np.ones((2, 1, 28, 28))
    x[1] = -1.0
    scores = network.predict(x)
    expect(
        scores / np.max(scores),
        np.array([np.arange(10) / 9, np.arange(10) / 18]),
        because="明るい画像の点数は 0, 1, …, 9 に比例し、負の値の画像では ReLU が働いてその半分になります | "
        "the scores of the bright image are proportional to 0, 1, …, 9; of the image with negative values, "
        "which ReLU stops, they are half of that",
    )
    expect(
        any(np.allclose(scores[0, 9], right) for right in (2.25, 9.0)),
        True,
        because="9 の点数は 0.5 × 0.5 × 9 = 2.25 です（逆 Dropout なら 9） | "
        "the score of 9 is 0.5 × 0.5 × 9 = 2.25, or 9 with inverted dropout",
    )


def test_DeepConvNet_predict_in_training(impl):
    network = through_network(impl, **TINY, hidden_size=300, output_size=300)
    network.params["W7"][...], network.params["b7"][...] = 0.0, 1.0
    network.params["W8"][...], network.params["b8"][...] = np.eye(300), 2.0
    scores = network.predict(np.zeros((20, 1, 28, 28)), train_flg=True)
    values = np.unique(np.round(scores, 6)).tolist()
    expect(
        values in ([0.0, 2.0, 3.0], [0.0, 4.0, 8.0]),
        True,
        because="隠れ層の値 1 は消えることがあり、バイアス 2 を足した点数も消えることがあるので、"
        "訓練のときの点数は 0、2、3 のどれかです（逆 Dropout なら 0、4、8） | "
        "a hidden value of 1 may be dropped, and so may the score, after a bias of 2 is added: in training "
        "each score is 0, 2 or 3, or with inverted dropout 0, 4 or 8",
    )
    expect(
        [bool(0.45 < np.mean(scores == 0) < 0.55), bool(0.2 < np.mean(scores == np.max(scores)) < 0.3)],
        [True, True],
        because="点数の半分が消え、残りのうちの半分では、隠れ層の値も消えています | "
        "half of the scores are dropped, and of the others half have lost their hidden value",
    )


def test_DeepConvNet_sees_new_params(impl):
    network = counting_network(impl)
    before = network.predict(np.ones((1, 1, 28, 28)))
    network.params["W1"][...] *= 3.0
    network.params["b8"][...] = 1.0
    expect(
        bool(np.all(network.predict(np.ones((1, 1, 28, 28))) > before)),
        True,
        because="params をその場で書き換えると、レイヤにも伝わります | "
        "what is written into params in place reaches the layers",
    )


def test_DeepConvNet_loss(impl):
    network = through_network(impl, **TINY)
    network.params["W8"][...] = 0.0
    expect(
        network.loss(np.zeros((3, 1, 28, 28)), np.array([0, 1, 2])),
        2.302585,
        atol=1e-5,
        because="どの点数も 0 なら、損失は log 10 です | with all scores 0, the loss is log 10",
    )
    network.params["b8"][3] = 60.0
    x, t = np.zeros((100, 1, 28, 28)), np.full(100, 3)
    expect(
        [bool(0.5 < network.loss(x, t) < 1.8), bool(0.5 < network.loss(x, np.eye(10)[t]) < 1.8)],
        [True, True],
        because="訓練では、正解の高い点数が半分くらい消えるので、損失は log 10 の半分ほどです | "
        "in training, the high score of the right class is dropped in about half of the images, so that the "
        "loss is about half of log 10",
    )


def test_DeepConvNet_accuracy(impl):
    network = counting_network(impl)
    x, t = np.ones((4, 1, 28, 28)), np.array([9, 1, 9, 9])
    expect(
        [network.accuracy(x, t, batch_size=2), network.accuracy(x, np.eye(10)[t], batch_size=4)],
        [0.75, 0.75],
        because="答えはどれも 9 なので、4 枚のうち 3 枚が正解です | every answer is 9, and 3 of 4 are right",
    )


def test_DeepConvNet_gradient(impl):
    network = through_network(impl, hidden_size=1, output_size=2)
    network.params["W7"][...], network.params["b7"][...] = 20 / 1024, 0.0
    network.params["W8"][...], network.params["b8"][...] = [[2.0, -1.0]], 0.0
    for _ in range(180):  # 何も消えない回を待つ | until nothing happens to be dropped
        grads = network.gradient(np.ones((1, 1, 28, 28)), np.array([1]))
        if np.all(grads["b7"]) and np.all(grads["b8"]):
            break
    expect(
        shapes_of(grads),
        shapes_of(network.params),
        because="キーと形は params と同じです | the keys and shapes are those of params",
    )
    expect(
        [grads["b8"] / grads["b8"][0], grads["W8"] / grads["b7"], grads["b6"] / grads["b7"]],
        [np.array([1.0, -1.0]), np.array([[20 / 3, -20 / 3]]), np.full(64, 0.3125)],
        rtol=1e-5,
        because="誤差は、Softmax から畳み込みまでさかのぼります | "
        "the error goes back from softmax to the convolutions",
    )
    expect(
        bool(np.any(grads["W1"])),
        True,
        because="誤差は、最初の畳み込みまで届きます | the error reaches the first convolution",
    )


# 4 個のデータの、3 クラスの確率 | probabilities of 3 classes for 4 data
CHANCES = np.array([[0.2, 0.5, 0.3], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1], [0.8, 0.1, 0.1]])
ANSWERS = np.array([0, 2, 1, 1])


def test_misclassified_of_labels(impl):
    expect(
        impl.misclassified(CHANCES, ANSWERS),
        np.array([3, 0, 2]),
        because="3、0、2 番の正解の確率は 0.1、0.2、0.3 です | "
        "the right classes of 3, 0 and 2 have the probabilities 0.1, 0.2 and 0.3",
    )


def test_misclassified_of_one_hot(impl):
    expect(impl.misclassified(CHANCES, np.eye(3)[ANSWERS]), np.array([3, 0, 2]))


def test_misclassified_goes_by_the_right_class(impl):
    expect(
        impl.misclassified(np.array([[0.5, 0.26, 0.24], [0.45, 0.2, 0.35]]), np.array([2, 2])),
        np.array([0, 1]),
        because="見るのは、正解のクラスの確率です（0.24 と 0.35） | "
        "what counts is the probability of the right class, 0.24 and 0.35",
    )


def test_misclassified_none(impl):
    expect(
        list(impl.misclassified(CHANCES, np.array([1, 2, 0, 0]))),
        [],
        because="読み間違いがなければ、長さは 0 です | if none is misread, the length is 0",
    )


def test_misclassified_leaves_what_it_is_given(impl):
    y, t = CHANCES.copy(), ANSWERS.copy()
    impl.misclassified(y, t)
    expect([y, t], [CHANCES, ANSWERS], because="y と t は元のままです | y and t stay as they were")


IMAGE = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])


def test_shift_images_down_and_left(impl):
    expect(
        impl.shift_images(IMAGE.copy(), 1, -1),
        np.array([[[[0.0, 0.0, 0.0], [2.0, 3.0, 0.0]]]]),
        picture="image",
        because="下へ 1、左へ 1 ずらします | it moves down by 1 and left by 1",
    )


def test_shift_images_right(impl):
    expect(
        impl.shift_images(IMAGE.copy(), 0, 2),
        np.array([[[[0.0, 0.0, 1.0], [0.0, 0.0, 4.0]]]]),
        picture="image",
        because="右へ 2 ずらします | it moves right by 2",
    )


def test_shift_images_up_and_right(impl):
    expect(
        impl.shift_images(IMAGE.copy(), -1, 1),
        np.array([[[[0.0, 4.0, 5.0], [0.0, 0.0, 0.0]]]]),
        picture="image",
        because="上へ 1、右へ 1 ずらします | it moves up by 1 and right by 1",
    )


def test_shift_images_out_of_the_picture(impl):
    expect(
        [impl.shift_images(IMAGE.copy(), 2, 0), impl.shift_images(IMAGE.copy(), 0, -4)],
        [np.zeros((1, 1, 2, 3)), np.zeros((1, 1, 2, 3))],
        because="画像の大きさ以上にずらせば、何も残りません | shifted by its size or more, nothing is left",
    )


def test_shift_images_by_nothing(impl):
    images = IMAGE.copy()
    same = impl.shift_images(images, 0, 0)
    expect(same, IMAGE, because="ずらさなければ、値は同じです | without a shift the values are the same")
    same[...] = 0.0
    expect(images, IMAGE, because="返すのは新しい配列です | what comes back is a new array")


def test_shift_images_keeps_the_dtype(impl):
    images = np.array([[[[1, 2], [3, 4]]]], dtype=np.uint8)
    expect(
        impl.shift_images(images, 0, 1),
        np.array([[[[0, 1], [0, 3]]]], dtype=np.uint8),
        dtype=True,
        because="型は images と同じです | the dtype is that of images",
    )
    expect(
        images,
        np.array([[[[1, 2], [3, 4]]]], dtype=np.uint8),
        because="images は元のままです | images stays as it was",
    )


def test_count_parameters_of_a_convolution(impl):
    expect(
        impl.count_parameters({"W1": np.zeros((16, 1, 3, 3)), "b1": np.zeros(16)}),
        160,
        because="16·1·3·3 + 16 = 160 個です | there are 16·1·3·3 + 16 = 160",
    )


def test_count_parameters_of_other_keys(impl):
    params = {"W1": np.zeros((4, 5)), "gamma1": np.ones(5), "beta1": np.zeros(5), "scale": np.ones((2, 3))}
    expect(
        impl.count_parameters(params),
        36,
        because="どんなキーの、どんな形の配列も数えます | arrays of any shape count, whatever their key",
    )


def test_count_parameters_of_single_numbers(impl):
    expect(
        [impl.count_parameters({"x": np.array(3.0), "y": np.array(2.0)}), impl.count_parameters({})],
        [2, 0],
        because="0 次元の配列は 1 個、空の辞書は 0 個です | "
        "a 0-d array counts as 1, an empty dictionary as 0",
    )


def test_receptive_field_of_two_convolutions(impl):
    expect(
        [impl.receptive_field([(3, 1), (3, 1)]), impl.receptive_field([(5, 1)])],
        [5, 5],
        because="3×3 を 2 つ重ねると、5×5 の 1 つと同じ広さを見ます | two 3×3 see as far as one 5×5",
    )


def test_receptive_field_with_pooling(impl):
    expect(
        impl.receptive_field([(3, 1), (2, 2), (3, 1)]),
        8,
        because="3、4、8 と広がります | it grows from 3 to 4 and to 8",
    )


def test_receptive_field_with_pooling_twice(impl):
    expect(
        impl.receptive_field([(2, 2), (2, 2), (3, 1)]),
        12,
        because="2、4、12 と広がります | it grows from 2 to 4 and to 12",
    )


def test_receptive_field_goes_by_the_order(impl):
    expect(
        [impl.receptive_field([(5, 1), (2, 3), (4, 1)]), impl.receptive_field([(4, 1), (2, 3), (5, 1)])],
        [15, 17],
        because="はじめのものが、入力にいちばん近い層です | the first is the layer next to the input",
    )


def test_receptive_field_of_one_layer(impl):
    expect(
        [impl.receptive_field([]), impl.receptive_field([(4, 3)])],
        [1, 4],
        because="層がなければ 1、1 つだけならその層の幅です | "
        "1 without a layer, the kernel if there is a single one",
    )


def test_to_half_values(impl):
    half = impl.to_half({"W1": np.array([[1 / 3, 0.1]]), "b1": np.array([2.0, 2049.0])})
    expect(
        half,
        {
            "W1": np.array([[0.33325195, 0.09997559]], dtype=np.float16),
            "b1": np.array([2.0, 2048.0], dtype=np.float16),
        },
        dtype=True,
        because="どの配列も float16 で、値は丸められます | every array is of float16, its values rounded",
    )


def test_to_half_leaves_params(impl):
    params = {"W1": np.array([1 / 3]), "b1": np.array([0.1])}
    impl.to_half(params)
    expect(
        [params["W1"], params["b1"]],
        [np.array([1 / 3]), np.array([0.1])],
        dtype=True,
        because="もとの params はそのままです | params stays as it was",
    )


def test_to_half_of_other_keys(impl):
    half = impl.to_half({"gamma1": np.ones((2, 3)), "beta1": np.array(0.5)})
    expect(
        half,
        {"gamma1": np.ones((2, 3), dtype=np.float16), "beta1": np.array(0.5, dtype=np.float16)},
        dtype=True,
        because="どのキーも、どの形も変換します | arrays under any key and of any shape are turned",
    )


AWESOME = "awesome_net.npz"
TIERS = (0.90, 0.95, 0.97, 0.98, 0.99)


def test_AwesomeNet_gives_scores(impl):
    net = impl.AwesomeNet.load(weights(AWESOME))
    expect(
        np.shape(net.predict(np.zeros((3, 1, 28, 28), dtype=np.float32))),
        (3, 10),
        because="画像が 3 枚なら、スコアの形は (3, 10) です | for 3 images the scores have the shape (3, 10)",
    )


def test_AwesomeNet_on_the_test_digits(impl):
    _, (x_test, t_test) = load_mnist(normalize=True, flatten=False)
    net = impl.AwesomeNet.load(weights(AWESOME))
    labels = [np.argmax(net.predict(x_test[i : i + 100]), axis=1) for i in range(0, len(x_test), 100)]
    accuracy = float(np.mean(np.concatenate(labels) == t_test))
    tier = sum(accuracy >= least for least in TIERS)
    expect(
        accuracy >= TIERS[0],
        True,
        because=f"手もとのテスト画像での正解率は {accuracy:.4f} です。第 1 段は {TIERS[0]} 以上です | "
        f"the accuracy on the test images that you have is {accuracy:.4f}; tier 1 begins at {TIERS[0]}",
    )
    tell(
        f"手もとのテスト画像での正解率は {accuracy:.4f} で、第 {tier} 段にあたります。"
        "点数は、隠された画像（そのままと、1 画素ずらしたもの）で決まります | "
        f"The accuracy on the test images that you have is {accuracy:.4f}, which would be tier {tier}. "
        "The hidden images, as they are and moved by one pixel, decide on the points"
    )
