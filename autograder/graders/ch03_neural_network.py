"""Hidden graders of chapter 3, neural networks."""

import numpy as np

from autograder.graders import as_array, grader
from dataset.mnist import load_mnist
from dataset.sample_weight import init_network

_, (X_TEST, T_TEST) = load_mnist(normalize=False)


def both_signs(rng, *shape):
    """Numbers of that shape, half of them above 0 and half below, none near 0."""
    signs = rng.permutation(np.arange(np.prod(shape)) % 2 * 2 - 1)
    return rng.uniform(0.05, 3.0, size=shape) * signs.reshape(shape)


def random_network(rng, *sizes):
    """The book's dict of W1, b1, W2, b2, W3, b3 for layers of these four sizes."""
    network = {}
    for i in (1, 2, 3):
        network[f"W{i}"] = rng.normal(scale=3.0, size=(sizes[i - 1], sizes[i]))
        network[f"b{i}"] = rng.normal(size=sizes[i])
    return network


def network_of_the_greatest(rng, n):
    """A network whose answer is, nearly always, which of its n inputs is the greatest."""
    network = {}
    for i in (1, 2, 3):
        network[f"W{i}"] = 5.0 * np.eye(n) + rng.normal(scale=0.3, size=(n, n))
        network[f"b{i}"] = rng.normal(scale=0.1, size=n)
    return network


def inputs_of_all_classes(rng, n, classes):
    """Inputs (n, classes) of which each is the greatest about as often as the others."""
    greatest = rng.permutation(np.arange(n) % classes)
    return 2.0 * np.eye(classes)[greatest] - rng.uniform(0.5, 1.5, size=(n, classes))


def given_network():
    """The trained weights in float64."""
    return {key: value.astype(np.float64) for key, value in init_network().items()}


def some_digits(rng, n):
    """n embedded test digits: images (n, 784) in float64 from 0 to 1, labels (n,)."""
    chosen = rng.choice(len(X_TEST), n, replace=False)
    return X_TEST[chosen] / 255.0, T_TEST[chosen]


def some_wrong(rng, t):
    """The labels t, a third of them changed to another digit, so that the accuracy is not near 1."""
    return (t + rng.integers(1, 10, size=len(t)) * (rng.random(len(t)) < 1 / 3)) % 10


@grader("step_function", points=1)
def grade_step_function_of_a_vector(impl, rng):
    """1 次元の配列を整数の 0 と 1 にする | a 1-D array becomes the integers 0 and 1"""
    return impl.step_function(both_signs(rng, 10))


@grader("step_function", points=1)
def grade_step_function_at_zero(impl, rng):
    """0 ちょうどは 0 にする | exactly 0 gives 0"""
    return impl.step_function(rng.permutation(np.concatenate([[0.0, -0.0], both_signs(rng, 10)])))


@grader("step_function", points=1)
def grade_step_function_of_any_shape(impl, rng):
    """行列と 3 次元の配列 | a matrix and a 3-D array"""
    return [impl.step_function(both_signs(rng, 3, 4)), impl.step_function(both_signs(rng, 2, 1, 3))]


@grader("step_function", points=1)
def grade_step_function_of_a_0d_array(impl, rng):
    """0 次元の配列 | 0-D arrays"""
    return [impl.step_function(np.array(value)) for value in both_signs(rng, 10)]


@grader("sigmoid", points=1)
def grade_sigmoid_of_a_vector(impl, rng):
    """1 次元の配列 | a 1-D array"""
    return impl.sigmoid(rng.normal(scale=2.0, size=7))


@grader("sigmoid", points=1)
def grade_sigmoid_of_any_shape(impl, rng):
    """行列と 3 次元の配列 | a matrix and a 3-D array"""
    return [impl.sigmoid(rng.normal(size=(3, 2))), impl.sigmoid(rng.normal(size=(2, 1, 3)))]


@grader("sigmoid", points=0.5)
def grade_sigmoid_of_a_number(impl, rng):
    """1 個の数 | a single number"""
    return impl.sigmoid(float(rng.normal()))


@grader("sigmoid", points=1.5)
def grade_sigmoid_stays_finite(impl, rng):
    """x = ±1000 でも有限の値を返す | stays finite at x = ±1000"""
    return impl.sigmoid(np.array([-1000.0, rng.normal(), 1000.0]))


@grader("relu", points=1)
def grade_relu_of_a_vector(impl, rng):
    """1 次元の配列 | a 1-D array"""
    return impl.relu(both_signs(rng, 10))


@grader("relu", points=1)
def grade_relu_of_any_shape(impl, rng):
    """行列と 3 次元の配列 | a matrix and a 3-D array"""
    return [impl.relu(both_signs(rng, 3, 4)), impl.relu(both_signs(rng, 2, 1, 3))]


@grader("relu", points=0.5)
def grade_relu_at_zero(impl, rng):
    """0 と −0.0 は 0 にする | 0 and −0.0 give 0"""
    return impl.relu(np.array([0.0, rng.uniform(0.1, 1.0), -0.0, rng.uniform(-1.0, -0.1)]))


@grader("relu", points=0.5)
def grade_relu_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    x = both_signs(rng, 8)
    y = impl.relu(x)
    return [y, x]


@grader("layer", points=1)
def grade_layer_of_one_datum(impl, rng):
    """1 個のデータ | one datum"""
    return impl.layer(rng.normal(size=4), rng.normal(size=(4, 3)), rng.normal(size=3), np.tanh)


@grader("layer", points=1)
def grade_layer_of_a_batch(impl, rng):
    """データのまとまり（バッチ） | a batch of data"""
    return impl.layer(rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), rng.normal(size=3), np.tanh)


@grader("layer", points=1)
def grade_layer_with_square_weights(impl, rng):
    """W が正方行列でも、行列の積の向きが正しい | the product has the right order even for a square W"""
    return impl.layer(rng.normal(size=3), rng.normal(size=(3, 3)), rng.normal(size=3), np.tanh)


@grader("layer", points=1)
def grade_layer_applies_the_activation_it_is_given(impl, rng):
    """引数で渡した活性化関数を使う | applies the activation function that it is given"""
    x, W, b = rng.normal(size=2), rng.normal(size=(2, 5)), rng.normal(size=5)
    return [impl.layer(x, W, b, np.square), impl.layer(x, W, b, np.sin)]


@grader("identity_function", points=1)
def grade_identity_function_of_a_vector(impl, rng):
    """1 次元の配列 | a 1-D array"""
    return impl.identity_function(rng.normal(scale=5.0, size=6))


@grader("identity_function", points=0.5)
def grade_identity_function_of_any_shape(impl, rng):
    """行列と 3 次元の配列 | a matrix and a 3-D array"""
    return [
        impl.identity_function(rng.normal(size=(4, 2))),
        impl.identity_function(rng.normal(size=(2, 1, 3))),
    ]


@grader("identity_function", points=0.5)
def grade_identity_function_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    x = rng.normal(size=5)
    y = impl.identity_function(x)
    return [y, x]


@grader("forward", points=1.5)
def grade_forward_of_one_datum(impl, rng):
    """1 個のデータ | one datum"""
    return impl.forward(random_network(rng, 2, 4, 5, 3), rng.normal(size=2))


@grader("forward", points=1.5)
def grade_forward_of_a_batch(impl, rng):
    """データのまとまり（バッチ） | a batch of data"""
    return impl.forward(random_network(rng, 3, 5, 4, 2), rng.normal(size=(6, 3)))


@grader("forward", points=0.5)
def grade_forward_uses_each_weight_in_its_place(impl, rng):
    """層の大きさが同じでも、重みを正しい層で使う | each weight in its layer, even if all have one size"""
    return impl.forward(random_network(rng, 3, 3, 3, 3), rng.normal(size=3))


@grader("forward", points=0.5)
def grade_forward_leaves_network_and_input(impl, rng):
    """network と x を書き換えない | leaves network and x unchanged"""
    network, x = random_network(rng, 3, 4, 2, 2), rng.normal(size=3)
    y = impl.forward(network, x)
    return [y, x, network]


@grader("softmax", points=1)
def grade_softmax_of_one_datum(impl, rng):
    """1 個のデータ | one datum"""
    return impl.softmax(rng.normal(scale=2.0, size=5))


@grader("softmax", points=2)
def grade_softmax_of_a_batch(impl, rng):
    """バッチでは 1 行ずつ計算する | in a batch, each row on its own"""
    return [impl.softmax(rng.normal(size=shape)) for shape in [(5, 3), (4, 4), (1, 6)]]


@grader("softmax", points=1)
def grade_softmax_stays_finite(impl, rng):
    """1000 や −1000 ほどの入力でも有限の値を返す | stays finite for inputs around 1000 and −1000"""
    return [impl.softmax(rng.normal(size=4) + size) for size in (1000, -1000, [-1000, 0, 1000, 1000])]


@grader("softmax", points=1)
def grade_softmax_of_a_batch_of_unequal_rows(impl, rng):
    """大きさが桁違いの行が並んだバッチ | a batch whose rows differ widely in size"""
    return impl.softmax(rng.normal(size=(3, 4)) + np.array([[1000.0], [0.0], [-1000.0]]))


@grader("softmax", points=0.5)
def grade_softmax_sum_and_shift(impl, rng):
    """和は 1 で、全要素に同じ数を足しても不変 | sums to 1; the same number added to all changes nothing"""
    x = rng.normal(size=5)
    y = impl.softmax(x)
    shifted = impl.softmax(x + rng.uniform(5.0, 50.0))
    return [y, np.sum(y), shifted - y]


@grader("softmax", points=0.5)
def grade_softmax_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    one, batch = rng.normal(size=4), rng.normal(size=(2, 4))
    y = impl.softmax(one)
    impl.softmax(batch)
    return [y, one, batch]


@grader("normalize_images", points=1, rtol=1e-5)
def grade_normalize_images_values(impl, rng):
    """各画素の値（明るい画像でも暗い画像でも） | the value of every pixel, in bright and in dark images"""
    images = rng.integers(0, [[[256]], [[120]]], size=(2, 28, 28), dtype=np.uint8)
    return [np.ravel(impl.normalize_images(images)), np.ravel(impl.normalize_images(images[1:]))]


@grader("normalize_images", points=1, rtol=1e-5)
def grade_normalize_images_shape(impl, rng):
    """形は (N, 784) で、画素は 1 つも失われない | the shape is (N, 784), and no pixel is lost"""
    sizes = [1, int(rng.integers(2, 9))]
    found = [impl.normalize_images(rng.integers(0, 256, size=(n, 28, 28), dtype=np.uint8)) for n in sizes]
    return [[np.zeros(np.shape(y)), np.sort(np.ravel(y / np.max(y)))] for y in found]


@grader("normalize_images", points=1, dtype=True)
def grade_normalize_images_dtype(impl, rng):
    """要素の型は float32 で、明るい画素の数は元のまま
    |
    the elements are float32, and as many pixels are bright as before"""
    y = np.ravel(impl.normalize_images(rng.integers(0, 256, size=(3, 28, 28), dtype=np.uint8)))
    return [np.zeros_like(y), [int(np.sum(y > share * np.max(y))) for share in (0.3, 0.5, 0.7)]]


@grader("normalize_images", points=0.5, rtol=1e-5)
def grade_normalize_images_black_and_white(impl, rng):
    """黒（0）は 0.0、白（255）は 1.0 | black (0) becomes 0.0 and white (255) becomes 1.0"""
    images = rng.choice([0, 255], size=(2, 28, 28)).astype(np.uint8)
    return np.ravel(impl.normalize_images(images))


@grader("normalize_images", points=0.5, rtol=1e-5)
def grade_normalize_images_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    images = rng.integers(0, 256, size=(2, 28, 28), dtype=np.uint8)
    x = np.ravel(impl.normalize_images(images))
    return [x, images]


@grader("one_hot", points=2)
def grade_one_hot_matrix(impl, rng):
    """すべてのクラスが現れるラベル | labels in which every class occurs"""
    num_classes = int(rng.integers(4, 8))
    t = rng.permutation(np.concatenate([np.arange(num_classes), rng.integers(0, num_classes, size=4)]))
    return as_array(impl.one_hot(t, num_classes), float)


@grader("one_hot", points=1)
def grade_one_hot_of_missing_labels(impl, rng):
    """現れないクラスにも列がある | a class that does not occur has its column too"""
    t = rng.choice([1, 2, 4, 5], size=8)
    return as_array(impl.one_hot(t, int(rng.integers(8, 12))), float)


@grader("one_hot", points=0.5)
def grade_one_hot_of_uint8_labels(impl, rng):
    """load_mnist が返す uint8 のラベル | the uint8 labels of load_mnist"""
    t = rng.integers(0, 10, size=12, dtype=np.uint8)
    return as_array(impl.one_hot(t, 10), float)


@grader("one_hot", points=0.5)
def grade_one_hot_of_one_label(impl, rng):
    """ラベルが 1 個だけの配列 | arrays of just one label"""
    return [as_array(impl.one_hot(rng.integers(0, 5, size=1), 5), float) for _ in range(6)]


@grader("predict", points=1)
def grade_predict_of_one_datum(impl, rng):
    """1 個のデータ（小さなネットワーク） | one datum, small network"""
    return impl.predict(random_network(rng, 3, 4, 5, 3), rng.normal(size=3))


@grader("predict", points=1.5)
def grade_predict_of_a_batch(impl, rng):
    """バッチ（小さなネットワーク） | a batch, small network"""
    return impl.predict(random_network(rng, 4, 4, 4, 4), rng.normal(size=(6, 4)))


@grader("predict", points=1)
def grade_predict_of_one_digit(impl, rng):
    """手書き数字 1 枚と学習済みの重み | one handwritten digit with the given weights"""
    return impl.predict(given_network(), some_digits(rng, 1)[0][0])


@grader("predict", points=1)
def grade_predict_of_a_batch_of_digits(impl, rng):
    """手書き数字のバッチと学習済みの重み | a batch of handwritten digits with the given weights"""
    return impl.predict(given_network(), some_digits(rng, 30)[0])


@grader("predict", points=0.5)
def grade_predict_gives_probabilities(impl, rng):
    """どの行も 0 以上の数で、大小の順が正しく、和が 1 になる
    |
    every row holds numbers from 0 up, in the right order of size, that sum to 1"""
    y = impl.predict(random_network(rng, 3, 5, 4, 6), rng.normal(size=(7, 3)))
    return [np.sum(y, axis=-1), np.min(y) >= 0, np.argsort(y, axis=-1)]


@grader("accuracy", points=1)
def grade_accuracy_with_labels(impl, rng):
    """ラベルの t（小さなネットワーク） | t of labels, small network"""
    return [
        impl.accuracy(random_network(rng, 4, 6, 5, 3), rng.normal(size=(n, 4)), rng.integers(0, 3, size=n))
        for n in (40, 53)
    ]


@grader("accuracy", points=1)
def grade_accuracy_with_one_hot(impl, rng):
    """one-hot 表現の t（小さなネットワーク） | t in one-hot form, small network"""
    x, t = rng.normal(size=(40, 4)), rng.integers(0, 3, size=40)
    return impl.accuracy(random_network(rng, 4, 6, 5, 3), x, np.eye(3)[t])


@grader("accuracy", points=1)
def grade_accuracy_on_digits_with_labels(impl, rng):
    """手書き数字とラベルの t | handwritten digits, t of labels"""
    x, t = some_digits(rng, 150)
    return impl.accuracy(given_network(), x, some_wrong(rng, t))


@grader("accuracy", points=1)
def grade_accuracy_on_digits_with_one_hot(impl, rng):
    """手書き数字と one-hot 表現の t | handwritten digits, t in one-hot form"""
    x, t = some_digits(rng, 150)
    return impl.accuracy(given_network(), x, np.eye(10)[some_wrong(rng, t)])


@grader("accuracy", points=1)
def grade_accuracy_all_right_and_all_wrong(impl, rng):
    """全問正解なら 1.0、全問不正解なら 0.0 | 1.0 when all are right, 0.0 when all are wrong"""
    network, x = random_network(rng, 3, 4, 4, 5), rng.normal(size=(12, 3))
    network["W3"] = np.zeros((4, 5))  # the answer is the greatest bias, whatever x is
    right = np.full(12, np.argmax(network["b3"]))
    wrong = (right + 1) % 5
    return [impl.accuracy(network, x, t) for t in rng.permutation([right, wrong] * 5)]


@grader("predict_in_batches", points=1.5)
def grade_predict_in_batches_that_divide_the_data(impl, rng):
    """データ数がバッチサイズで割り切れるとき | when the batch size divides the number of data"""
    network, x = network_of_the_greatest(rng, 4), inputs_of_all_classes(rng, 24, 4)
    return impl.predict_in_batches(network, x, int(rng.choice([3, 4, 6, 8])))


@grader("predict_in_batches", points=1.5)
def grade_predict_in_batches_with_a_short_last_batch(impl, rng):
    """最後のバッチが短いとき | when the last batch is shorter"""
    network, x = network_of_the_greatest(rng, 3), inputs_of_all_classes(rng, 23, 3)
    return impl.predict_in_batches(network, x, int(rng.choice([3, 5, 6, 10])))


@grader("predict_in_batches", points=1)
def grade_predict_in_batches_of_extreme_sizes(impl, rng):
    """バッチサイズが 1 か、データ数より大きいとき | a batch size of 1, or above the number of data"""
    network, x = network_of_the_greatest(rng, 5), inputs_of_all_classes(rng, 10, 5)
    return [impl.predict_in_batches(network, x, 1), impl.predict_in_batches(network, x, 50)]


@grader("predict_in_batches", points=1)
def grade_predict_in_batches_on_digits(impl, rng):
    """手書き数字と学習済みの重み | handwritten digits with the given weights"""
    return impl.predict_in_batches(given_network(), some_digits(rng, 130)[0], int(rng.integers(30, 60)))
