"""Visible checks of chapter 3. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect
from dataset.mnist import load_mnist
from dataset.sample_weight import init_network

# ニューロンが 2、3、2、2 個の小さなネットワーク | a small network of 2, 3, 2 and 2 neurons
SMALL = {
    "W1": np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5]]),
    "b1": np.array([0.0, 0.5, -0.5]),
    "W2": np.array([[1.0, -2.0], [0.5, 1.0], [-1.0, 3.0]]),
    "b2": np.array([0.2, -0.1]),
    "W3": np.array([[2.0, -1.0], [-3.0, 4.0]]),
    "b3": np.array([0.5, -1.5]),
}

# 1 番目の入力のほうが大きければ 0、2 番目なら 1 と答えるネットワーク |
# a network that answers 0 if the first input is the greater, and 1 if the second is
WHICH_IS_GREATER = {
    "W1": np.array([[5.0, -5.0], [-5.0, 5.0]]),
    "b1": np.zeros(2),
    "W2": np.array([[5.0, -5.0], [-5.0, 5.0]]),
    "b2": np.zeros(2),
    "W3": np.array([[5.0, -5.0], [-5.0, 5.0]]),
    "b3": np.zeros(2),
}
FIVE_PAIRS = np.array([[3.0, 1.0], [0.0, 2.0], [1.0, -1.0], [-2.0, 0.0], [0.5, 1.5]])  # 0, 1, 0, 1, 1


def test_step_function_of_an_array(impl):
    expect(
        impl.step_function(np.array([-1.5, 0.3, 2.0])),
        np.array([0, 1, 1]),
        x=np.array([-1.5, 0.3, 2.0]),
        because="0 より大きい要素は整数の 1、それ以外は 0 です | above 0 the integer 1, otherwise 0",
    )


def test_step_function_along_the_axis(impl):
    expect(
        impl.step_function(np.arange(-4.0, 5.0)),
        np.array([0, 0, 0, 0, 0, 1, 1, 1, 1]),
        x=np.arange(-4.0, 5.0),
    )


def test_step_function_at_zero(impl):
    expect(
        impl.step_function(np.array([0.0, 1.0])),
        np.array([0, 1]),
        because="0 ちょうどは 0 です | exactly 0 gives 0",
    )


def test_step_function_of_a_matrix(impl):
    expect(
        impl.step_function(np.array([[-1.0, 2.0], [3.0, -4.0]])),
        np.array([[0, 1], [1, 0]]),
        because="どんな形の配列でも、同じ形で返します | an array of any shape comes back in the same shape",
    )


def test_sigmoid_at_zero(impl):
    expect(impl.sigmoid(0.0), 0.5)


def test_sigmoid_of_an_array(impl):
    expect(
        impl.sigmoid(np.array([-1.0, 1.0, 2.0])),
        np.array([0.26894142, 0.73105858, 0.88079708]),
        rtol=1e-6,
        x=np.array([-1.0, 1.0, 2.0]),
        because="要素ごとに 1 / (1 + exp(-x)) です | 1 / (1 + exp(-x)) for every element",
    )


def test_sigmoid_along_the_axis(impl):
    expect(
        impl.sigmoid(np.arange(-4.0, 5.0)),
        np.array(
            [
                0.01798621,
                0.04742587,
                0.11920292,
                0.26894142,
                0.5,
                0.73105858,
                0.88079708,
                0.95257413,
                0.98201379,
            ]
        ),
        rtol=1e-6,
        x=np.arange(-4.0, 5.0),
        because="0 から 1 へ、なめらかに上がります | it goes up smoothly from 0 to 1",
    )


def test_sigmoid_of_large_inputs(impl):
    expect(
        impl.sigmoid(np.array([-1000.0, 1000.0])),
        np.array([0.0, 1.0]),
        because="とても大きい入力でも nan にしないでください | very large inputs must not give nan",
    )


def test_relu_of_an_array(impl):
    expect(
        impl.relu(np.array([-2.0, 0.0, 0.5, 3.0])),
        np.array([0.0, 0.0, 0.5, 3.0]),
        because="負の要素は 0、正の要素はそのままです | negative elements become 0, positive ones stay",
    )


def test_relu_along_the_axis(impl):
    expect(
        impl.relu(np.arange(-4.0, 5.0)),
        np.array([0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0]),
        x=np.arange(-4.0, 5.0),
    )


def test_relu_of_a_matrix(impl):
    expect(impl.relu(np.array([[-1.0, 2.0], [4.0, -3.0]])), np.array([[0.0, 2.0], [4.0, 0.0]]))


def test_relu_leaves_the_input(impl):
    x = np.array([-2.0, 3.0])
    impl.relu(x)
    expect(
        x,
        np.array([-2.0, 3.0]),
        because="relu(x) を呼んだあとも x は元のままです | x is still the same after relu(x)",
    )


def test_layer_of_one_datum(impl):
    x = np.array([1.0, 2.0])
    W = np.array([[1.0, 0.0, -1.0], [0.5, 1.0, 2.0]])
    b = np.array([0.0, -1.0, 1.0])
    expect(
        impl.layer(x, W, b, np.square),
        np.array([4.0, 1.0, 16.0]),
        because="x·W + b は [2, 1, 4]、np.square で 2 乗します | "
        "x·W + b is [2, 1, 4], and np.square squares it",
    )


def test_layer_of_a_batch(impl):
    x = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 0.0]])
    W = np.array([[1.0, -1.0], [2.0, 0.0]])
    b = np.array([1.0, 0.0])
    expect(
        impl.layer(x, W, b, np.abs),
        np.array([[6.0, 1.0], [4.0, 3.0], [1.0, 0.0]]),
        because="1 行が 1 個のデータで、b はどの行にも足します | "
        "each row is one datum, and b is added to every row",
    )


def test_layer_with_square_weights(impl):
    x, b = np.array([1.0, 0.0]), np.zeros(2)
    W = np.array([[1.0, 2.0], [3.0, 4.0]])
    expect(
        impl.layer(x, W, b, np.square),
        np.array([1.0, 4.0]),
        because="x を左から掛けると W の 1 行目 [1, 2] が残ります | "
        "x on the left picks the first row of W, [1, 2]",
    )


def test_identity_function_of_an_array(impl):
    expect(
        impl.identity_function(np.array([-1.5, 0.0, 2.5])),
        np.array([-1.5, 0.0, 2.5]),
        x=np.array([-1.5, 0.0, 2.5]),
    )


def test_identity_function_of_a_matrix(impl):
    expect(impl.identity_function(np.array([[1.0, -2.0], [30.0, 4.0]])), np.array([[1.0, -2.0], [30.0, 4.0]]))


def test_forward_of_one_datum(impl):
    expect(
        impl.forward(SMALL, np.array([1.0, 2.0])),
        np.array([-0.01106187, 0.33596536]),
        rtol=1e-6,
        because="活性化関数は sigmoid、sigmoid、恒等関数です | activations: sigmoid, sigmoid, identity",
    )


def test_forward_of_a_batch(impl):
    expect(
        impl.forward(SMALL, np.array([[1.0, 2.0], [0.0, 0.0], [-1.0, 3.0]])),
        np.array([[-0.01106187, 0.33596536], [-0.16781293, 0.479293], [1.31745994, -1.20736295]]),
        rtol=1e-6,
    )


def test_softmax_of_one_datum(impl):
    expect(
        impl.softmax(np.array([1.0, 2.0, 3.0])),
        np.array([0.09003057, 0.24472847, 0.66524096]),
        rtol=1e-6,
        because="要素ごとの exp を、その和で割ります | exp of every element, divided by their sum",
    )


def test_softmax_of_a_batch(impl):
    expect(
        impl.softmax(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])),
        np.array([[0.09003057, 0.24472847, 0.66524096], [0.33333333, 0.33333333, 0.33333333]]),
        rtol=1e-6,
        because="バッチでは 1 行ずつ計算し、どの行の和も 1 になります | "
        "a batch is computed row by row, and every row sums to 1",
    )


def test_softmax_of_large_inputs(impl):
    expect(
        impl.softmax(np.array([1000.0, 1000.0, -1000.0])),
        np.array([0.5, 0.5, 0.0]),
        because="大きな入力でも nan にしないでください | large inputs must not give nan",
    )


def test_softmax_of_a_batch_of_unequal_rows(impl):
    expect(
        impl.softmax(np.array([[1000.0, 1000.0], [-1000.0, -1000.0]])),
        np.array([[0.5, 0.5], [0.5, 0.5]]),
        because="最大値も行ごとに引きます | the maximum, too, is subtracted row by row",
    )


def test_softmax_leaves_the_input(impl):
    x = np.array([1.0, 2.0])
    impl.softmax(x)
    expect(
        x,
        np.array([1.0, 2.0]),
        because="softmax(x) を呼んだあとも x は元のままです | x is still the same after softmax(x)",
    )


def test_normalize_images_shape_and_dtype(impl):
    expect(
        impl.normalize_images(np.zeros((3, 28, 28), dtype=np.uint8)),
        np.zeros((3, 784), dtype=np.float32),
        dtype=True,
        because="画像 1 枚が 1 行で、要素は float32 です | each image is one row of float32 elements",
    )


def test_normalize_images_values(impl):
    images = np.zeros((2, 28, 28), dtype=np.uint8)
    images[0, 0, 1] = 255
    images[1, 27, 27] = 51
    expect(
        impl.normalize_images(images)[:, [0, 1, 783]],
        np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.2]]),
        rtol=1e-6,
        because="255 は 1.0、51 は 0.2 になります | 255 becomes 1.0 and 51 becomes 0.2",
    )


def test_normalize_images_of_two_digits(impl):
    _, (images, _) = load_mnist(normalize=False, flatten=False)
    _, (x_test, _) = load_mnist()
    expect(
        impl.normalize_images(images[:2, 0]),
        x_test[:2],
        rtol=1e-6,
        picture="image",
        because="load_mnist() が返す画像と同じになります | this gives the images that load_mnist() returns",
    )


def test_normalize_images_of_a_dark_image(impl):
    images = np.full((1, 28, 28), 51, dtype=np.uint8)
    expect(
        impl.normalize_images(images)[0, :3],
        np.array([0.2, 0.2, 0.2]),
        rtol=1e-6,
        because="暗い画像でも、割る数は 255 です | a dark image, too, is divided by 255",
    )


def test_one_hot_of_three_labels(impl):
    expect(
        np.asarray(impl.one_hot(np.array([2, 0, 1]), 3), dtype=float),
        np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
        because="1 行に 1 個のラベルで、ラベル k の行は列 k だけが 1 です | "
        "one row for each label; in the row of label k only column k is 1",
    )


def test_one_hot_of_missing_labels(impl):
    expect(
        np.asarray(impl.one_hot(np.array([3, 1]), 5), dtype=float),
        np.array([[0.0, 0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]]),
        because="現れないラベルの列も作ります | labels that do not occur have their column too",
    )


def test_predict_of_one_datum(impl):
    expect(
        impl.predict(SMALL, np.array([1.0, 2.0])),
        np.array([0.41410349, 0.58589651]),
        rtol=1e-6,
        because="最後はソフトマックス関数で、和が 1 の確率にします | "
        "softmax at the end gives probabilities that sum to 1",
    )


def test_predict_of_a_batch(impl):
    expect(
        impl.predict(SMALL, np.array([[1.0, 2.0], [0.0, 0.0], [-1.0, 3.0]])),
        np.array([[0.41410349, 0.58589651], [0.34364201, 0.65635799], [0.92586378, 0.07413622]]),
        rtol=1e-6,
        because="どの行の和も 1 になります | every row sums to 1",
    )


def test_predict_reads_a_digit(impl):
    _, (x_test, _) = load_mnist()
    y = impl.predict(init_network(), x_test[0])
    expect(
        np.argmax(y),
        4,
        because="テスト用の最初の数字は 4 です | the first test digit is a 4",
    )


def test_accuracy_with_labels(impl):
    expect(
        impl.accuracy(WHICH_IS_GREATER, FIVE_PAIRS, np.array([0, 1, 1, 1, 1])),
        0.8,
        because="5 個のうち 4 個が正解なので 0.8 です | 4 of 5 are right: 0.8",
    )


def test_accuracy_with_one_hot(impl):
    t = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]])
    expect(
        impl.accuracy(WHICH_IS_GREATER, FIVE_PAIRS, t),
        0.6,
        because="one-hot 表現の t でも、5 個のうち 3 個が正解で 0.6 です | "
        "t in one-hot form works too: 3 of 5 are right, 0.6",
    )


def test_accuracy_on_digits(impl):
    _, (x_test, t_test) = load_mnist()
    expect(
        impl.accuracy(init_network(), x_test, t_test),
        0.966,
        atol=0.005,
        because="学習済みの重みは、テスト用の数字をおよそ 97 % 読み取ります | "
        "with the trained weights, about 97 % of the test digits are read correctly",
    )


def test_predict_in_batches_with_a_short_last_batch(impl):
    expect(
        impl.predict_in_batches(WHICH_IS_GREATER, FIVE_PAIRS, 2),
        np.array([0, 1, 0, 1, 1]),
        because="5 個を 2 個、2 個、1 個に分けて、ラベルを元の順につなぎます | "
        "5 data points go through as 2, 2 and 1, and the labels are joined in the same order",
    )


def test_predict_in_batches_of_any_size(impl):
    expect(impl.predict_in_batches(WHICH_IS_GREATER, FIVE_PAIRS, 1), np.array([0, 1, 0, 1, 1]))
    expect(impl.predict_in_batches(WHICH_IS_GREATER, FIVE_PAIRS, 100), np.array([0, 1, 0, 1, 1]))
