"""Visible checks of chapter 6. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect


def example():
    """例：パラメータ W と b、続けて 2 回分の勾配
    |
    an example: parameters W and b, and gradients for two updates"""
    params = {"W": np.array([[1.0, 2.0]]), "b": np.array([0.5])}
    first = {"W": np.array([[10.0, -4.0]]), "b": np.array([2.0])}
    second = {"W": np.array([[2.0, 4.0]]), "b": np.array([-1.0])}
    return params, first, second


IN_PLACE = (
    "params に入っていた配列そのものが更新されます。レイヤも同じ配列を持っているからです | "
    "the very array that was in params is updated, for a layer holds it, too"
)
GRADS_STAY = "grads は元のままです | grads stays as it was"


def test_SGD_one_update(impl):
    params, grads, _ = example()
    impl.SGD(lr=0.1).update(params, grads)
    expect(
        params["W"],
        np.array([[0.0, 2.4]]),
        because="(1, 2) − 0.1 × (10, −4) = (0, 2.4) です | it is (1, 2) − 0.1 × (10, −4) = (0, 2.4)",
    )
    expect(
        params["b"],
        np.array([0.3]),
        because="params のすべてのキーを更新します | every key of params is updated",
    )
    expect(grads["W"], np.array([[10.0, -4.0]]), because=GRADS_STAY)


def test_SGD_default_lr(impl):
    params, grads, _ = example()
    impl.SGD().update(params, grads)
    expect(params["W"], np.array([[0.9, 2.04]]), because="lr を省くと 0.01 です | lr is 0.01 by default")


def test_SGD_in_place(impl):
    params, first, second = example()
    W = params["W"]
    optimizer = impl.SGD(lr=0.1)
    optimizer.update(params, first)
    optimizer.update(params, second)
    expect(W, np.array([[-0.2, 2.0]]), because=IN_PLACE)


def test_SGD_of_a_0d_array(impl):
    params = {"x": np.array(3.0)}
    impl.SGD(lr=0.5).update(params, {"x": np.array(4.0)})
    expect(float(params["x"]), 1.0, because="3 − 0.5 × 4 = 1 です | it is 3 − 0.5 × 4 = 1")


def test_Momentum_first_update(impl):
    params, grads, _ = example()
    impl.Momentum(lr=0.1, momentum=0.5).update(params, grads)
    expect(
        params["W"],
        np.array([[0.0, 2.4]]),
        because="1 回目は前の速度がないので、SGD と同じです | "
        "the first update has no velocity yet, and is the same as that of SGD",
    )
    expect(
        params["b"],
        np.array([0.3]),
        because="params のすべてのキーを更新します | every key of params is updated",
    )
    expect(grads["W"], np.array([[10.0, -4.0]]), because=GRADS_STAY)


def test_Momentum_second_update(impl):
    params, first, second = example()
    W = params["W"]
    optimizer = impl.Momentum(lr=0.1, momentum=0.5)
    optimizer.update(params, first)
    optimizer.update(params, second)
    expect(
        params["W"],
        np.array([[-0.7, 2.2]]),
        because="2 回目の v は 0.5 × (−1, 0.4) − 0.1 × (2, 4) = (−0.7, −0.2) です | "
        "the second v is 0.5 × (−1, 0.4) − 0.1 × (2, 4) = (−0.7, −0.2)",
    )
    expect(W, np.array([[-0.7, 2.2]]), because=IN_PLACE)


def test_Momentum_two_objects(impl):
    first, second = impl.Momentum(lr=0.1), impl.Momentum(lr=0.1)
    here, there = {"W": np.array([1.0])}, {"W": np.array([1.0])}
    first.update(here, {"W": np.array([10.0])})
    second.update(there, {"W": np.array([1.0])})
    expect(
        there["W"],
        np.array([0.9]),
        because="2 つのオブジェクトは、それぞれ自分の速度を持ちます | "
        "each of two objects has velocities of its own",
    )


def test_Momentum_of_a_0d_array(impl):
    params = {"x": np.array(3.0)}
    impl.Momentum(lr=0.5).update(params, {"x": np.array(4.0)})
    expect(float(params["x"]), 1.0, because="3 − 0.5 × 4 = 1 です | it is 3 − 0.5 × 4 = 1")


def test_Nesterov_first_update(impl):
    params, grads, _ = example()
    impl.Nesterov(lr=0.1, momentum=0.5).update(params, grads)
    expect(
        params["W"],
        np.array([[-0.5, 2.6]]),
        because="1 回目は v = 0 なので、W に −1.5 × 0.1 × (10, −4) を足します | "
        "at first v = 0, so −1.5 × 0.1 × (10, −4) is added to W",
    )
    expect(
        params["b"],
        np.array([0.2]),
        because="params のすべてのキーを更新します | every key of params is updated",
    )
    expect(grads["W"], np.array([[10.0, -4.0]]), because=GRADS_STAY)


def test_Nesterov_second_update(impl):
    params, first, second = example()
    W = params["W"]
    optimizer = impl.Nesterov(lr=0.1, momentum=0.5)
    optimizer.update(params, first)
    optimizer.update(params, second)
    expect(
        params["W"],
        np.array([[-1.05, 2.1]]),
        because="W に 0.25 × (−1, 0.4) − 0.15 × (2, 4) を足します。(−1, 0.4) は更新する前の v です | "
        "the second adds 0.25 × (−1, 0.4) − 0.15 × (2, 4) to W; (−1, 0.4) is the v before its update",
    )
    expect(W, np.array([[-1.05, 2.1]]), because=IN_PLACE)


def test_Nesterov_third_update(impl):
    params = {"x": np.array(0.0)}
    optimizer = impl.Nesterov(lr=0.1, momentum=0.5)
    for gradient in (10.0, 10.0, 0.0):
        optimizer.update(params, {"x": np.array(gradient)})
    expect(
        float(params["x"]),
        -3.625,
        because="v は −1、−1.5 と変わるので、3 回目は 0.25 × (−1.5) だけ動きます | "
        "v becomes −1 and then −1.5, so the third update moves by 0.25 × (−1.5)",
    )


def test_Nesterov_two_objects(impl):
    first, second = impl.Nesterov(lr=0.1), impl.Nesterov(lr=0.1)
    here, there = {"W": np.array([1.0])}, {"W": np.array([1.0])}
    first.update(here, {"W": np.array([10.0])})
    second.update(there, {"W": np.array([1.0])})
    expect(
        there["W"],
        np.array([0.81]),
        because="2 つのオブジェクトは、それぞれ自分の速度を持ちます | "
        "each of two objects has velocities of its own",
    )


def pythagorean():
    """例：W の h が (9, 16)、次に (25, 25) になる | an example: h of W becomes (9, 16), then (25, 25)"""
    params = {"W": np.array([[1.0, 2.0]]), "b": np.array([0.5])}
    first = {"W": np.array([[3.0, -4.0]]), "b": np.array([2.0])}
    second = {"W": np.array([[4.0, 3.0]]), "b": np.array([-1.0])}
    return params, first, second


def test_AdaGrad_first_update(impl):
    params, grads, _ = pythagorean()
    impl.AdaGrad(lr=0.5).update(params, grads)
    expect(
        params["W"],
        np.array([[0.5, 2.5]]),
        rtol=1e-5,
        because="1 回目は g / √h が 1 か −1 なので、ちょうど lr だけ動きます | "
        "at first g / √h is 1 or −1, so every element moves by lr",
    )
    expect(
        params["b"],
        np.array([0.0]),
        atol=1e-5,
        because="params のすべてのキーを更新します | every key of params is updated",
    )
    expect(grads["W"], np.array([[3.0, -4.0]]), because=GRADS_STAY)


def test_AdaGrad_second_update(impl):
    params, first, second = pythagorean()
    W = params["W"]
    optimizer = impl.AdaGrad(lr=1.0)
    optimizer.update(params, first)
    optimizer.update(params, second)
    expect(
        params["W"],
        np.array([[-0.8, 2.4]]),
        rtol=1e-5,
        because="2 回目の h は (9 + 16, 16 + 9) です | the second h is (9 + 16, 16 + 9)",
    )
    expect(W, np.array([[-0.8, 2.4]]), rtol=1e-5, because=IN_PLACE)


def test_AdaGrad_where_the_gradient_is_zero(impl):
    params = {"W": np.array([1.0, 2.0])}
    impl.AdaGrad(lr=0.5).update(params, {"W": np.array([0.0, 3.0])})
    expect(
        params["W"],
        np.array([1.0, 1.5]),
        rtol=1e-5,
        because="勾配が 0 の要素は動かず、nan にもなりません | "
        "an element whose gradient is 0 stays, and does not become nan",
    )


def test_AdaGrad_two_objects(impl):
    first, second = impl.AdaGrad(lr=0.5), impl.AdaGrad(lr=0.5)
    here, there = {"W": np.array([1.0])}, {"W": np.array([1.0])}
    first.update(here, {"W": np.array([10.0])})
    second.update(there, {"W": np.array([1.0])})
    expect(
        there["W"],
        np.array([0.5]),
        rtol=1e-5,
        because="2 つのオブジェクトは、それぞれ自分の h を持ちます | each of two objects has an h of its own",
    )


def test_RMSprop_first_update(impl):
    params, grads, _ = pythagorean()
    impl.RMSprop(lr=0.5, decay_rate=0.75).update(params, grads)
    expect(
        params["W"],
        np.array([[0.0, 3.0]]),
        rtol=1e-5,
        atol=1e-5,
        because="1 回目の h は 0.25 × (9, 16) なので、g / √h は (2, −2) です | "
        "the first h is 0.25 × (9, 16), and g / √h is (2, −2)",
    )
    expect(
        params["b"],
        np.array([-0.5]),
        rtol=1e-5,
        because="params のすべてのキーを更新します | every key of params is updated",
    )
    expect(grads["W"], np.array([[3.0, -4.0]]), because=GRADS_STAY)


def test_RMSprop_second_update(impl):
    params = {"W": np.array([1.0, 2.0])}
    W = params["W"]
    optimizer = impl.RMSprop(lr=1.0, decay_rate=0.75)
    optimizer.update(params, {"W": np.array([3.0, -4.0])})
    optimizer.update(params, {"W": np.array([1.5, 2.0])})
    expect(
        params["W"],
        np.array([-2.0, 3.0]),
        rtol=1e-5,
        because="2 回目の h は 0.75 × (2.25, 4) + 0.25 × (2.25, 4) = (2.25, 4) です | "
        "the second h is 0.75 × (2.25, 4) + 0.25 × (2.25, 4) = (2.25, 4)",
    )
    expect(W, np.array([-2.0, 3.0]), rtol=1e-5, because=IN_PLACE)


def test_RMSprop_where_the_gradient_is_zero(impl):
    params = {"W": np.array([1.0, 2.0])}
    impl.RMSprop(lr=0.5).update(params, {"W": np.array([0.0, 3.0])})
    expect(
        params["W"],
        np.array([1.0, -3.0]),
        rtol=1e-5,
        because="勾配が 0 の要素は動かず、nan にもなりません | "
        "an element whose gradient is 0 stays, and does not become nan",
    )


def test_RMSprop_two_objects(impl):
    first, second = impl.RMSprop(lr=0.1), impl.RMSprop(lr=0.1)
    here, there = {"W": np.array([1.0])}, {"W": np.array([1.0])}
    first.update(here, {"W": np.array([10.0])})
    second.update(there, {"W": np.array([1.0])})
    expect(
        there["W"],
        np.array([0.0]),
        atol=1e-5,
        because="2 つのオブジェクトは、それぞれ自分の h を持ちます | each of two objects has an h of its own",
    )


def test_Adam_first_update(impl):
    params, grads, _ = pythagorean()
    impl.Adam(lr=0.1).update(params, grads)
    expect(
        params["W"],
        np.array([[0.9, 2.1]]),
        rtol=1e-5,
        because="1 回目はバイアス補正で m̂ = g、v̂ = g² になり、ちょうど lr だけ動きます | "
        "at first the bias correction makes m̂ = g and v̂ = g², and every element moves by lr",
    )
    expect(
        params["b"],
        np.array([0.4]),
        rtol=1e-5,
        because="t は update の回数なので、どのキーでも 1 です | t counts updates: it is 1 for every key",
    )
    expect(grads["W"], np.array([[3.0, -4.0]]), because=GRADS_STAY)


def test_Adam_second_update(impl):
    params = {"x": np.array(1.0)}
    x = params["x"]
    optimizer = impl.Adam(lr=0.1)
    optimizer.update(params, {"x": np.array(3.0)})
    optimizer.update(params, {"x": np.array(1.0)})
    expect(
        float(params["x"]),
        0.8128936,
        rtol=1e-5,
        because="m̂ = 0.37 / 0.19、v̂ = 0.009991 / 0.001999 です | m̂ = 0.37 / 0.19 and v̂ = 0.009991 / 0.001999",
    )
    expect(float(x), 0.8128936, rtol=1e-5, because=IN_PLACE)


def test_Adam_with_other_betas(impl):
    params = {"x": np.array(1.0)}
    optimizer = impl.Adam(lr=0.1, beta1=0.5, beta2=0.75)
    optimizer.update(params, {"x": np.array(3.0)})
    optimizer.update(params, {"x": np.array(1.0)})
    expect(
        float(params["x"]),
        0.8208015,
        rtol=1e-5,
        because="m̂ = 1.25 / 0.75、v̂ = 1.9375 / 0.4375 で、その比は約 0.792 です | "
        "m̂ = 1.25 / 0.75 and v̂ = 1.9375 / 0.4375",
    )


def test_Adam_where_the_gradient_is_zero(impl):
    params = {"W": np.array([1.0, 2.0])}
    impl.Adam(lr=0.5).update(params, {"W": np.array([0.0, 3.0])})
    expect(
        params["W"],
        np.array([1.0, 1.5]),
        rtol=1e-5,
        because="勾配が 0 の要素は動かず、nan にもなりません | "
        "an element whose gradient is 0 stays, and does not become nan",
    )


def test_Adam_two_objects(impl):
    first, second = impl.Adam(lr=0.1), impl.Adam(lr=0.1)
    here, there = {"W": np.array([1.0])}, {"W": np.array([1.0])}
    first.update(here, {"W": np.array([10.0])})
    second.update(there, {"W": np.array([1.0])})
    expect(
        there["W"],
        np.array([0.9]),
        rtol=1e-5,
        because="2 つのオブジェクトは、それぞれ自分の m と v を持ちます | "
        "each of two objects has an m and a v of its own",
    )


class Descent:
    """例としての勾配降下法 | gradient descent, as an example"""

    def __init__(self, lr):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]


def test_optimizer_path_of_two_steps(impl):
    path = impl.optimizer_path(Descent(0.25), (-7.0, 2.0), 2)
    expect(
        path,
        np.array([[-7.0, 2.0], [-6.825, 1.0], [-6.654375, 0.5]]),
        picture="path",
        because="最初の行は start で、勾配は (−0.7, 4)、次に (−0.6825, 2) です | "
        "the first row is start, and the gradients are (−0.7, 4), then (−0.6825, 2)",
    )


def test_optimizer_path_of_no_step(impl):
    expect(
        impl.optimizer_path(Descent(0.25), (3.0, -1.0), 0),
        np.array([[3.0, -1.0]]),
        because="更新が 0 回なら、出発点だけの 1 行です | with no update there is one row, the start",
    )


def test_optimizer_path_leaves_the_start(impl):
    start = np.array([-7.0, 2.0])
    impl.optimizer_path(Descent(0.25), start, 2)
    expect(start, np.array([-7.0, 2.0]), because="start は元のままです | start stays as it was")


class PaperNetwork:
    """勾配がいつも params に等しく、渡されたバッチを覚えるネットワーク。
    正解率は、データと params で決まる数です
    |
    a network whose gradient always equals params; it notes each batch that it is given, and its accuracy is a
    number made of the data and params"""

    def __init__(self):
        self.params = {"W1": np.array([[8.0, -16.0]]), "b1": np.array([4.0])}
        self.batches = []

    def gradient(self, x, t):
        self.batches.append((np.array(x), np.array(t)))
        return {key: value.copy() for key, value in self.params.items()}

    def loss(self, x, t):
        return float(sum(np.sum(value**2) / 2 for value in self.params.values()))

    def accuracy(self, x, t):
        return float(np.mean(t) * self.params["b1"][0])


TRAIN = np.arange(
    20.0
)  # x の行とラベルには同じ番号が付いています | rows of x and labels have the same number
TEST = np.arange(100.0, 140.0)


def run_fit(impl, epochs, batch_size, n=20):
    network = PaperNetwork()
    data = (TRAIN[:n, np.newaxis], TRAIN[:n], TEST[:, np.newaxis], TEST)
    history = impl.fit(network, Descent(0.5), *data, epochs, batch_size, np.random.default_rng(1))
    return network, history


def test_fit_history(impl):
    _, history = run_fit(impl, 2, 10)
    expect(
        history,
        np.array([[9.5, 119.5], [2.375, 29.875]]),
        because="1 エポックに 20 // 10 = 2 回更新すると、params は 4 分の 1 になります。"
        "正解率は、そのあとで、全データについて求めます | "
        "an epoch has 20 // 10 = 2 updates, which leave a quarter of params; "
        "after them the accuracies are found, on all the data",
    )


def test_fit_number_of_updates(impl):
    network, _ = run_fit(impl, 3, 6)
    expect(
        len(network.batches),
        9,
        because="1 エポックに 20 // 6 = 3 回、3 エポックで 9 回更新します | "
        "there are 20 // 6 = 3 updates an epoch, and 9 in 3 epochs",
    )
    expect(
        network.params["W1"],
        np.array([[8.0, -16.0]]) / 512,
        because="更新のたびに params は半分になります | each update leaves half of params",
    )


def test_fit_with_few_data(impl):
    network, _ = run_fit(impl, 2, 10, n=4)
    expect(
        len(network.batches),
        2,
        because="データが batch_size より少なくても、1 エポックに 1 回は更新します | "
        "there is one update an epoch even with fewer data than batch_size",
    )


def test_fit_mini_batches(impl):
    network, _ = run_fit(impl, 30, 10)
    labels = [t_batch for x_batch, t_batch in network.batches]
    expect(len(labels), 60, because="30 エポックで 60 回更新します | there are 60 updates in 30 epochs")
    expect(
        sorted({len(x_batch) for x_batch, t_batch in network.batches}),
        [10],
        because="どのミニバッチも batch_size 個です | every mini-batch has batch_size examples",
    )
    expect(
        bool(all(np.max(x_batch) < 20 for x_batch, t_batch in network.batches)),
        True,
        because="ミニバッチは訓練データから選びます | mini-batches come from the training data",
    )
    expect(
        all(np.array_equal(x_batch[:, 0], t_batch) for x_batch, t_batch in network.batches),
        True,
        because="x の行とラベルは対のままです | the rows of x keep their labels",
    )
    expect(
        any(sorted(batch) != sorted(labels[0]) for batch in labels),
        True,
        because="エポックが変わっても同じミニバッチ、ではいけません | "
        "the epochs must not all use the same mini-batch",
    )
    expect(
        any(sorted(labels[i]) != sorted(labels[i + 1]) for i in range(0, 60, 2)),
        True,
        because="1 エポックの中でも、更新のたびに選び直します | "
        "within an epoch, too, a new one is drawn for every update",
    )


def random_numbers():
    """いつも同じ乱数を出す rng | an rng that always gives the same random numbers"""
    return np.random.default_rng(6)


def spread(W, digits=2):
    """標準偏差 | the standard deviation"""
    return round(float(np.std(W)), digits)


def share_near_zero(W):
    """0 から標準偏差 1 つ分より近い要素の割合 | the share of elements less than one deviation away from 0"""
    return round(float(np.mean(np.abs(W) < np.std(W))), 1)


def test_plain_init_shape(impl):
    expect(np.shape(impl.plain_init(3, 5, 0.01, random_numbers())), (3, 5))


def test_plain_init_spread(impl):
    W = impl.plain_init(200, 300, 0.05, random_numbers())
    expect(
        spread(W),
        0.05,
        because="std = 0.05 なら、重みの標準偏差も 0.05 です | with std = 0.05 the weights have a standard "
        "deviation of 0.05",
    )


def test_plain_init_mean(impl):
    W = impl.plain_init(200, 300, 0.05, random_numbers())
    expect(abs(round(float(np.mean(W)), 2)), 0.0, because="平均は 0 です | the mean is 0")


def test_plain_init_is_normal(impl):
    W = impl.plain_init(200, 300, 0.5, random_numbers())
    expect(
        share_near_zero(W),
        0.7,
        because="正規分布では、およそ 68 % が 0 から標準偏差 1 つ分より近くにあります | "
        "of normal numbers about 68 % are less than one standard deviation away from 0",
    )


def test_plain_init_draws_anew(impl):
    rng = random_numbers()
    first, second = impl.plain_init(4, 5, 0.1, rng), impl.plain_init(4, 5, 0.1, rng)
    expect(
        len(np.unique([first, second])),
        40,
        because="2 回呼ぶと、40 個の違う数になります | two calls make 40 different numbers",
    )


def test_xavier_init_shape(impl):
    expect(np.shape(impl.xavier_init(3, 5, random_numbers())), (3, 5))


def test_xavier_init_spread(impl):
    W = impl.xavier_init(400, 100, random_numbers())
    # 論文の √(2 / (400 + 100)) = 0.06 も正解です | √(2 / (400 + 100)) = 0.06, as in the paper, is right too
    expect(
        0.05 if spread(W) == 0.06 else spread(W),
        0.05,
        because="√(1 / 400) = 0.05 で、100 は使いません | it is √(1 / 400) = 0.05, and 100 is not used",
    )


def test_xavier_init_is_normal(impl):
    W = impl.xavier_init(300, 300, random_numbers())
    expect(
        share_near_zero(W),
        0.7,
        because="正規分布では、およそ 68 % が 0 から標準偏差 1 つ分より近くにあります | "
        "of normal numbers about 68 % are less than one standard deviation away from 0",
    )


def test_xavier_init_draws_anew(impl):
    rng = random_numbers()
    first, second = impl.xavier_init(4, 5, rng), impl.xavier_init(4, 5, rng)
    expect(
        len(np.unique([first, second])),
        40,
        because="2 回呼ぶと、40 個の違う数になります | two calls make 40 different numbers",
    )


def test_he_init_shape(impl):
    expect(np.shape(impl.he_init(3, 5, random_numbers())), (3, 5))


def test_he_init_spread(impl):
    W = impl.he_init(200, 600, random_numbers())
    expect(
        spread(W),
        0.1,
        because="√(2 / 200) = 0.1 で、600 は使いません | it is √(2 / 200) = 0.1, and 600 is not used",
    )


def test_he_init_is_normal(impl):
    W = impl.he_init(300, 300, random_numbers())
    expect(
        share_near_zero(W),
        0.7,
        because="正規分布では、およそ 68 % が 0 から標準偏差 1 つ分より近くにあります | "
        "of normal numbers about 68 % are less than one standard deviation away from 0",
    )


def test_he_init_draws_anew(impl):
    rng = random_numbers()
    first, second = impl.he_init(4, 5, rng), impl.he_init(4, 5, rng)
    expect(
        len(np.unique([first, second])),
        40,
        because="2 回呼ぶと、40 個の違う数になります | two calls make 40 different numbers",
    )


# activation_stats の例：x は (1, 2)、1 層目は 2 → 2、2 層目は 2 → 1。活性化関数は 2 乗 |
# an example for activation_stats: x is (1, 2), layer 1 goes 2 → 2, layer 2 goes 2 → 1; the activation squares
ROW = np.array([[1.0, 2.0]])
WEIGHTS = [np.array([[1.0, -1.0], [0.0, 2.0]]), np.array([[1.0], [1.0]])]


def test_activation_stats_of_two_layers(impl):
    expect(
        list(impl.activation_stats(ROW, WEIGHTS, np.square)),
        [np.array([[1.0, 9.0]]), np.array([[100.0]])],
        because="1 層目は (1, 3) の 2 乗で (1, 9)、2 層目は 1 + 9 = 10 の 2 乗で 100 です | "
        "layer 1 squares (1, 3), which gives (1, 9); layer 2 squares 1 + 9 = 10, which gives 100",
    )


def test_activation_stats_of_one_layer(impl):
    expect(
        list(impl.activation_stats(ROW, WEIGHTS[:1], np.tanh)),
        [np.array([[0.76159416, 0.99505475]])],
        rtol=1e-6,
        because="tanh 1 と tanh 3 です | these are tanh 1 and tanh 3",
    )


def test_activation_stats_of_equal_layers(impl):
    W = np.array([[0.0, 1.0], [2.0, 0.0]])
    expect(
        list(impl.activation_stats(ROW, [W, W, W], np.abs)),
        [np.array([[4.0, 1.0]]), np.array([[2.0, 4.0]]), np.array([[8.0, 2.0]])],
        because="どの層も、前の層の出力を受け取ります | each layer takes the output of the one before",
    )


# バッチ正規化の例：列の平均は (2, 10)、標準偏差は (1, 10) |
# an example for batch normalisation: the columns have the means (2, 10) and the standard deviations (1, 10)
BATCH = np.array([[1.0, 0.0], [3.0, 0.0], [1.0, 20.0], [3.0, 20.0]])
GAMMA, BETA = np.array([2.0, 3.0]), np.array([5.0, -1.0])
NORMALISED = np.array([[3.0, -4.0], [7.0, -4.0], [3.0, 2.0], [7.0, 2.0]])
DOUT_OF_BATCH = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 2.0], [0.0, 0.0]])


def batch_normalization(impl, **options):
    return impl.BatchNormalization(GAMMA.copy(), BETA.copy(), **options)


def test_BatchNormalization_forward(impl):
    expect(
        batch_normalization(impl).forward(BATCH.copy()),
        NORMALISED,
        atol=1e-4,
        because="最初の値は 2 × (1 − 2) / 1 + 5 = 3 です | the first is 2 × (1 − 2) / 1 + 5 = 3",
    )


def test_BatchNormalization_forward_of_equal_values(impl):
    x = np.array([[4.0, 0.0], [4.0, 20.0]])
    expect(
        batch_normalization(impl).forward(x),
        np.array([[5.0, -4.0], [5.0, 2.0]]),
        atol=1e-4,
        because="値がすべて等しい列は、分散が 0 でも 0 ÷ 0 にならず、出力は β です | "
        "in a column of equal values the variance is 0, but there is no 0 ÷ 0: the output is β",
    )


def test_BatchNormalization_forward_of_nearly_equal_values(impl):
    x = 1e-6 * BATCH
    out = batch_normalization(impl).forward(x)
    expect(
        bool(np.all(np.abs(out - BETA) < 1)),
        True,
        because="小さな数 ε は、根号の中で分散に足します。ほとんど等しい値どうしの差は、広がりすぎません | "
        "the small number ε is added to the variance, inside the root, so that values which are nearly equal "
        "are not spread too far",
    )


def test_BatchNormalization_forward_in_test_mode(impl):
    layer = batch_normalization(impl, running_mean=np.array([1.0, 10.0]), running_var=np.array([4.0, 100.0]))
    expect(
        layer.forward(np.array([[5.0, 20.0], [1.0, 0.0]]), train_flg=False),
        np.array([[9.0, 2.0], [5.0, -4.0]]),
        atol=1e-4,
        because="最初の値は 2 × (5 − 1) / √4 + 5 = 9 です | the first is 2 × (5 − 1) / √4 + 5 = 9",
    )
    expect(
        [np.ravel(layer.running_mean), np.ravel(layer.running_var)],
        [np.array([1.0, 10.0]), np.array([4.0, 100.0])],
        because="テストでは、移動平均は変わりません | testing does not change the running averages",
    )


def test_BatchNormalization_running_mean(impl):
    layer = batch_normalization(impl)
    layer.forward(BATCH.copy())
    expect(
        np.ravel(layer.running_mean),
        np.array([0.2, 1.0]),
        because="0.9 × 0 + 0.1 × (2, 10) です | it is 0.9 × 0 + 0.1 × (2, 10)",
    )
    layer.forward(BATCH + 1)
    expect(
        np.ravel(layer.running_mean),
        np.array([0.48, 2.0]),
        because="0.9 × (0.2, 1) + 0.1 × (3, 11) です | it is 0.9 × (0.2, 1) + 0.1 × (3, 11)",
    )


def test_BatchNormalization_running_var(impl):
    layer = batch_normalization(impl)
    layer.forward(BATCH.copy())
    expect(
        np.ravel(layer.running_var),
        np.array([0.1, 10.0]),
        because="0.9 × 0 + 0.1 × (1, 100) です | it is 0.9 × 0 + 0.1 × (1, 100)",
    )
    layer.forward(2 * BATCH)
    expect(
        np.ravel(layer.running_var),
        np.array([0.49, 49.0]),
        because="0.9 × (0.1, 10) + 0.1 × (4, 400) です | it is 0.9 × (0.1, 10) + 0.1 × (4, 400)",
    )


def test_BatchNormalization_with_given_running_statistics(impl):
    layer = batch_normalization(
        impl, momentum=0.5, running_mean=np.array([4.0, 20.0]), running_var=np.array([3.0, 200.0])
    )
    layer.forward(BATCH.copy())
    expect(
        [np.ravel(layer.running_mean), np.ravel(layer.running_var)],
        [np.array([3.0, 15.0]), np.array([2.0, 150.0])],
        because="momentum が 0.5 なら、初めの値とバッチの値のちょうど真ん中です | "
        "with a momentum of 0.5 it is half-way between the first value and that of the batch",
    )


def test_BatchNormalization_dgamma_and_dbeta(impl):
    layer = batch_normalization(impl)
    layer.forward(BATCH.copy())
    layer.backward(DOUT_OF_BATCH.copy())
    expect(
        layer.dbeta,
        np.array([1.0, 2.0]),
        because="dbeta は dout の列ごとの和です | dbeta is the sum of each column of dout",
    )
    expect(
        layer.dgamma,
        np.array([-1.0, 2.0]),
        atol=1e-4,
        because="dgamma は、dout と正規化した値の積の、列ごとの和です | dgamma is the sum, for each column, "
        "of dout times the normalised values",
    )


def test_BatchNormalization_backward(impl):
    layer = batch_normalization(impl)
    layer.forward(BATCH.copy())
    expect(
        layer.backward(DOUT_OF_BATCH.copy()),
        np.array([[1.0, 0.0], [0.0, 0.0], [-1.0, 0.3], [0.0, -0.3]]),
        atol=1e-4,
        because="平均と分散を通る道があるので、dout が 0 のデータの dx も 0 とは限りません | "
        "there are ways through the mean and the variance, so dx need not be 0 where dout is",
    )


def test_BatchNormalization_of_images(impl):
    layer = batch_normalization(impl)
    expect(
        layer.forward(BATCH.copy().reshape(4, 1, 2, 1)),
        NORMALISED.reshape(4, 1, 2, 1),
        atol=1e-4,
        because="(4, 1, 2, 1) を (4, 2) とみなして正規化し、形を戻します | (4, 1, 2, 1) is normalised as "
        "(4, 2) and given back in its own shape",
    )
    expect(
        layer.backward(DOUT_OF_BATCH.copy().reshape(4, 1, 2, 1)),
        np.array([[1.0, 0.0], [0.0, 0.0], [-1.0, 0.3], [0.0, -0.3]]).reshape(4, 1, 2, 1),
        atol=1e-4,
    )


def test_BatchNormalization_with_updated_parameters(impl):
    gamma, beta, x = GAMMA.copy(), BETA.copy(), BATCH.copy()
    layer = impl.BatchNormalization(gamma, beta)
    layer.forward(x)
    gamma *= 2
    beta += 1
    expect(
        layer.forward(x),
        np.array([[2.0, -6.0], [10.0, -6.0], [2.0, 6.0], [10.0, 6.0]]),
        atol=1e-4,
        because="渡した gamma と beta の中身が変わると、レイヤの計算も変わります | "
        "when the elements of the given gamma and beta change, so does what the layer computes",
    )
    expect(x, BATCH, because="x は元のままです | x stays as it was")


# 2 つの層のパラメータ | the parameters of two layers
PARAMS = {
    "W1": np.array([[1.0, -2.0], [3.0, 0.0]]),
    "b1": np.array([5.0, 5.0]),
    "W2": np.array([[2.0], [-1.0]]),
    "b2": np.array([4.0]),
}


def some_params():
    return {key: value.copy() for key, value in PARAMS.items()}


def test_l2_penalty_value(impl):
    expect(
        impl.l2_penalty(some_params(), 0.1)[0],
        0.95,
        because="重みの 2 乗和は 14 + 5 = 19 で、その 0.1 / 2 倍です（バイアスは入れません） | "
        "the weights' sum of squares is 14 + 5 = 19; take it 0.1 / 2 times, without the biases",
    )


def test_l2_penalty_gradients(impl):
    _, grads = impl.l2_penalty(some_params(), 0.1)
    expect(
        grads,
        {"W1": np.array([[0.1, -0.2], [0.3, 0.0]]), "W2": np.array([[0.2], [-0.1]])},
        because="重みだけについての λW です | it is λW, for the weights alone",
    )


def test_l2_penalty_of_many_layers(impl):
    params = {f"W{i}": np.array([[2.0]]) for i in range(1, 13)} | {"gamma1": np.array([1.0])}
    penalty, grads = impl.l2_penalty(params, 0.5)
    expect(
        penalty,
        12.0,
        because="12 個の重みはどれも 2 で、0.5 / 2 × 12 × 4 です | "
        "there are 12 weights, and each is 2: 0.5 / 2 × 12 × 4",
    )
    expect(
        sorted(grads),
        sorted(f"W{i}" for i in range(1, 13)),
        because="名前が W で始まるものすべてと、それだけです | all names that begin with W, and no others",
    )


def test_l2_penalty_leaves_params(impl):
    params = some_params()
    impl.l2_penalty(params, 0.1)
    expect(params, PARAMS, because="params は元のままです | params is left as it was")


# 0 を含まない 200 × 100 の入力 | an input of 200 × 100 without any 0
ONES = np.ones((200, 100))
KEPT_AS = (
    "残った要素は、1 のまま（本の方法）か 1 / 0.7（逆 Dropout）です | what is kept is 1, as in the book, or "
)
KEPT_AS += "1 / 0.7, in inverted dropout"


def test_Dropout_drops_the_right_share(impl):
    y = impl.Dropout(0.3).forward(ONES)
    expect(
        [np.shape(y), round(float(np.mean(y == 0)), 1)],
        [(200, 100), 0.3],
        because="20,000 個の要素のうち、およそ 3 割が 0 になります | "
        "about three tenths of the 20,000 elements become 0",
    )
    values = np.unique(np.round(y, 6)).tolist()
    expect(
        [len(values), any(np.allclose(values, [0, kept], atol=1e-5) for kept in (1, 1 / 0.7))],
        [2, True],
        because=KEPT_AS,
    )


def test_Dropout_element_by_element(impl):
    kept = impl.Dropout(0.5).forward(ONES) != 0
    expect(
        [bool(np.any(np.all(kept, axis=axis)) or np.any(~np.any(kept, axis=axis))) for axis in (0, 1)],
        [False, False],
        because="丸ごと残る行や列、丸ごと消える行や列はありません | "
        "no row or column is kept as a whole, or dropped as a whole",
    )
    expect(
        bool(np.all(kept[0] == kept[1])),
        False,
        because="データごとに、別の要素が消えます | other elements are dropped for each datum",
    )


def test_Dropout_another_mask(impl):
    layer = impl.Dropout(0.5)
    first, second, third = layer.forward(ONES), layer.forward(ONES), layer.forward(ONES[:50])
    expect(
        [bool(np.array_equal(first, second)), np.shape(third)],
        [False, (50, 100)],
        because="forward のたびに、今の x の形に合わせて、別の要素を選びます | "
        "each forward chooses other elements, in the shape of its x",
    )


def test_Dropout_backward(impl):
    layer = impl.Dropout(0.3)
    y = layer.forward(ONES)
    dx = layer.backward(2 * ONES)
    expect(
        [round(float(np.mean(dx == 0)), 1), bool(np.allclose(dx, 2 * y))],
        [0.3, True],
        because="入力が 1 で dout が 2 なら、dx は forward の出力の 2 倍です（消えた要素では 0） | "
        "with inputs of 1 and a dout of 2, dx is twice the output of forward, and 0 where that is 0",
    )


def test_Dropout_test_mode(impl):
    layer = impl.Dropout(0.3)
    trained = layer.forward(ONES.copy(), train_flg=True)
    tested = layer.forward(2 * ONES, train_flg=False)
    expect(
        [len(np.unique(np.round(tested, 6))), round(float(np.mean(tested) / np.mean(trained)), 1)],
        [1, 2.0],
        because="テストでは何も消えず、大きさは訓練の平均と同じです（入力が 2 倍なので、比は 2） | "
        "nothing is dropped in test mode, and the size is that of the mean in training: here twice, for an "
        "input of 2",
    )


def test_Dropout_of_any_shape(impl):
    x = np.arange(1.0, 121.0).reshape(2, 3, 4, 5)
    layer = impl.Dropout()
    y = layer.forward(x)
    expect(
        [np.shape(y), np.shape(layer.backward(x)), x],
        [(2, 3, 4, 5), (2, 3, 4, 5), np.arange(1.0, 121.0).reshape(2, 3, 4, 5)],
        because="4 次元でも同じ形が返り、x は元のままです | "
        "4-D arrays keep their shape, and x stays as it was",
    )


def test_Dropout_of_two_layers(impl):
    first, second = impl.Dropout(0.5), impl.Dropout(0.5)
    outs = [first.forward(ONES), second.forward(ONES)]
    expect(
        [
            bool(np.array_equal(layer.backward(ONES) == 0, y == 0))
            for layer, y in zip((first, second), outs, strict=True)
        ],
        [True, True],
        because="2 つのレイヤは、それぞれ自分のマスクを覚えています | "
        "each of two layers remembers its own mask",
    )


# 決まった重みの、小さなネットワークのデータ | data for a small network with fixed weights
POINTS = np.array([[1.0, 2.0], [3.0, -1.0]])
DECAYED = {
    "W1": [[1.0, -1.0, 2.0], [0.0, 1.0, 1.0]],
    "b1": [0.5, 0.5, -1.0],
    "W2": [[1.0, 0.0], [-1.0, 2.0], [0.5, -0.5]],
    "b2": [0.25, 0.1],
    "W3": [[0.5, -0.5], [-1.0, 1.0]],
    "b3": [0.1, -0.1],
}


def weights_put(network):
    for key, value in DECAYED.items():
        network.params[key][...] = value
    return network


def small_deep_network(impl, **options):
    """2 入力、隠れ層 3 と 2、2 出力 | 2 inputs, hidden layers of 3 and 2 neurons, 2 outputs"""
    return weights_put(impl.MultiLayerNet(2, [3, 2], 2, **options))


def test_MultiLayerNet_params(impl):
    sizes = [6, 5]
    for _ in range(2):
        expect(
            {key: np.shape(value) for key, value in impl.MultiLayerNet(4, sizes, 3).params.items()},
            {"W1": (4, 6), "b1": (6,), "W2": (6, 5), "b2": (5,), "W3": (5, 3), "b3": (3,)},
            because="4 入力、隠れ層 6 と 5、3 出力です（渡したリストは変わらず、2 回目も同じ） | "
            "4 inputs, hidden layers of 6 and 5, 3 outputs; the list is left as it is, for a second network",
        )
    expect(
        {key: np.shape(value) for key, value in impl.MultiLayerNet(4, [], 3).params.items()},
        {"W1": (4, 3), "b1": (3,)},
        because="隠れ層がなければ、Affine は 1 つです | without hidden layers there is one Affine",
    )


def initial_spread(network, *keys):
    """標準偏差は小数第 2 位まで | standard deviations to two decimals"""
    return [round(float(np.std(network.params[key])), 2) for key in keys]


def test_MultiLayerNet_initial_weights(impl):
    network = impl.MultiLayerNet(200, [800], 50)
    expect(
        initial_spread(network, "W1", "W2"),
        [0.1, 0.05],
        because="He の初期値の標準偏差は √(2 / 200) = 0.1 と √(2 / 800) = 0.05 です | "
        "the standard deviations of He's initial weights are √(2 / 200) = 0.1 and √(2 / 800) = 0.05",
    )
    expect(
        [
            abs(round(float(np.mean(network.params["W1"])), 2)),
            *map(np.count_nonzero, (network.params["b1"],)),
        ],
        [0.0, 0],
        because="重みの平均は 0 で、バイアスはすべて 0 です | "
        "the weights have the mean 0, and all biases are 0",
    )
    expect(
        [
            initial_spread(impl.MultiLayerNet(100, [400], 100, weight_init_std=asked), "W1", "W2")
            for asked in ("he", 0.3)
        ],
        [[0.14, 0.07], [0.3, 0.3]],
        because='"he" なら √(2 / n)、数ならその数です | '
        '√(2 / n) for "he", and for a number the number itself',
    )


def test_MultiLayerNet_predict(impl):
    expect(
        small_deep_network(impl).predict(POINTS),
        np.array([[-0.625, 0.625], [2.975, -2.975]]),
        because="隠れ層では ReLU を通し、最後の Affine のあとには何も通しません | "
        "ReLU comes in the hidden layers, and nothing after the last Affine",
    )


def test_MultiLayerNet_predict_with_sigmoid(impl):
    expect(
        small_deep_network(impl, activation="sigmoid").predict(POINTS),
        np.array([[-0.341835, 0.341835], [0.103949, -0.103949]]),
        atol=1e-5,
        because='activation="sigmoid" では、隠れ層でシグモイド関数を通します | '
        'with activation="sigmoid", the hidden layers use sigmoid',
    )


def test_MultiLayerNet_loss(impl):
    expect(
        small_deep_network(impl).loss(POINTS, np.array([0, 1])),
        3.727246,
        atol=1e-4,
        because="weight decay なしの損失です | it is the loss without weight decay",
    )
    expect(
        small_deep_network(impl, weight_decay_lambda=0.1).loss(POINTS, np.array([[1, 0], [0, 1]])),
        4.577246,
        atol=1e-4,
        because="重みの 2 乗和は 17 なので、0.1 / 2 × 17 だけ大きくなります | "
        "the weights' sum of squares is 17, so the loss is larger by 0.1 / 2 × 17",
    )


# 答えは 1、0、1、0 | the answers are 1, 0, 1, 0
FOUR = np.array([[1.0, 2.0], [3.0, -1.0], [-9.0, 0.0], [-1.0, -3.0]])


def test_MultiLayerNet_accuracy(impl):
    expect(
        small_deep_network(impl).accuracy(FOUR, np.array([1, 1, 0, 0])),
        0.5,
        because="答えは 1、0、1、0 で、4 個のうち 2 個が正解です（t はラベル） | "
        "the answers are 1, 0, 1, 0, and 2 of 4 are right (t are labels)",
    )
    expect(
        small_deep_network(impl).accuracy(FOUR, np.array([[0, 1], [1, 0], [0, 1], [0, 1]])),
        0.75,
        because="答えは 1、0、1、0 で、4 個のうち 3 個が正解です（t は one-hot 表現） | "
        "the answers are 1, 0, 1, 0, and 3 of 4 are right (t in one-hot form)",
    )


def test_MultiLayerNet_gradient(impl):
    grads = small_deep_network(impl).gradient(POINTS, np.array([0, 1]))
    expect(
        [grads["W3"], grads["b3"], grads["b2"]],
        [
            np.array([[2.187390, -2.187390], [-0.621840, 0.621840]]),
            np.array([0.110051, -0.110051]),
            np.array([0.110051, 0.777300]),
        ],
        atol=1e-5,
        because="誤差は最後の Affine から順にさかのぼります | the error goes back from the last Affine",
    )
    expect(
        [grads["W1"], grads["b1"]],
        [
            np.array([[1.107451, 1.943250, 0.165076], [-1.276000, 3.886499, -1.415300]]),
            np.array([0.110051, 1.943250, -0.333625]),
        ],
        atol=1e-5,
        because="最初の層まで、ReLU も通ってさかのぼります | "
        "it goes back through ReLU as well, to the first layer",
    )


def test_MultiLayerNet_gradient_with_decay(impl):
    grads = small_deep_network(impl, weight_decay_lambda=0.1).gradient(POINTS, np.array([0, 1]))
    expect(
        [grads["W2"], grads["b2"]],
        [
            np.array([[1.262477, 1.165950], [-0.682975, 1.365950], [0.878852, 2.281900]]),
            np.array([0.110051, 0.777300]),
        ],
        atol=1e-5,
        because="W2 の勾配に 0.1 × W2 を足します（b2 には足しません） | "
        "0.1 × W2 is added to the gradient of W2, and nothing to that of b2",
    )


def test_MultiLayerNet_sees_updates(impl):
    network = impl.MultiLayerNet(2, [3, 2], 2)
    for key, value in DECAYED.items():
        network.params[key] *= 0.0
        network.params[key] += value
    expect(
        network.predict(POINTS),
        np.array([[-0.625, 0.625], [2.975, -2.975]]),
        because="params の中身を更新すると、predict に伝わります | "
        "predict sees what is written into the arrays of params",
    )


def extended_network(impl, **options):
    """small_deep_network と同じ重み | the weights of small_deep_network"""
    return weights_put(impl.MultiLayerNetExtend(2, [3, 2], 2, **options))


def test_MultiLayerNetExtend_params(impl):
    plain = {"W1": (4, 6), "b1": (6,), "W2": (6, 5), "b2": (5,), "W3": (5, 3), "b3": (3,)}
    expect(
        {
            key: np.shape(value)
            for key, value in impl.MultiLayerNetExtend(4, [6, 5], 3, use_dropout=True).params.items()
        },
        plain,
        because="Dropout には学習するパラメータがありません | Dropout has no parameters that are learnt",
    )
    params = impl.MultiLayerNetExtend(4, [6, 5], 3, use_batchnorm=True).params
    expect(
        {key: np.shape(value) for key, value in params.items()},
        {**plain, "gamma1": (6,), "beta1": (6,), "gamma2": (5,), "beta2": (5,)},
        because="gamma と beta は隠れ層だけにあります | there are gamma and beta for the hidden layers only",
    )
    expect(
        [np.unique(params[key]).tolist() for key in ("gamma1", "beta1", "gamma2", "beta2")],
        [[1.0], [0.0], [1.0], [0.0]],
        because="gamma は 1、beta は 0 から始めます | gamma begins at 1, beta at 0",
    )


def test_MultiLayerNetExtend_without_extras(impl):
    network = extended_network(impl, weight_decay_lambda=0.1)
    expect(
        [network.predict(POINTS), network.loss(POINTS, np.array([0, 1])), network.accuracy(FOUR, np.ones(4))],
        [np.array([[-0.625, 0.625], [2.975, -2.975]]), 4.577246, 0.5],
        atol=1e-4,
        because="どちらも使わなければ、MultiLayerNet と同じです | "
        "with neither of the two it is a MultiLayerNet",
    )
    grads = network.gradient(POINTS, np.array([0, 1]))
    expect(
        [grads["W2"], grads["b2"]],
        [
            np.array([[1.262477, 1.165950], [-0.682975, 1.365950], [0.878852, 2.281900]]),
            np.array([0.110051, 0.777300]),
        ],
        atol=1e-5,
        because="W2 の勾配に 0.1 × W2 を足します（b2 には足しません） | "
        "0.1 × W2 is added to the gradient of W2, and nothing to that of b2",
    )


# Batch Normalization の小さな数 ε は自由なので、誤差は 0.001 まで許します |
# epsilon in batch normalisation is free, so errors up to 0.001 are allowed
SPREAD = np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0], [-1.0, 0.5]])


def test_MultiLayerNetExtend_batch_norm_in_training(impl):
    network = extended_network(impl, use_batchnorm=True)
    expect(
        network.predict(SPREAD, train_flg=True),
        np.array(
            [[0.093622, -0.093622], [0.938851, -0.938851], [-0.397597, 0.397597], [-0.994371, 0.994371]]
        ),
        atol=1e-3,
        because="隠れ層の Affine と ReLU の間で正規化します | "
        "it normalises between Affine and ReLU of hidden layers",
    )
    network.params["gamma2"][...] = [2.0, 1.0]
    network.params["beta2"][...] = [3.0, 1.0]
    expect(
        network.predict(SPREAD, train_flg=True),
        np.array(
            [[0.423340, -0.423340], [3.277703, -3.277703], [-0.550914, 0.550914], [-1.348475, 1.348475]]
        ),
        atol=1e-3,
        because="params の gamma2 と beta2 を書き換えると、predict に伝わります | "
        "predict sees what is written into gamma2 and beta2 of params",
    )


def test_MultiLayerNetExtend_batch_norm_in_test(impl):
    network = extended_network(impl, use_batchnorm=True)
    network.predict(SPREAD, train_flg=True)
    expect(
        network.predict(SPREAD[:2]),
        np.array([[-5.813897, 5.813897], [14.108823, -14.108823]]),
        atol=1e-2,
        because="テスト（省略時）では、訓練のときに覚えた移動平均で正規化します | "
        "test mode, the default, normalises with the running statistics of training",
    )


def test_MultiLayerNetExtend_loss_in_both_modes(impl):
    network = extended_network(impl, use_batchnorm=True)
    expect(
        [
            network.loss(SPREAD, np.array([0, 1, 1, 0]), train_flg=True),
            network.loss(SPREAD, np.array([0, 1, 1, 0])),
        ],
        [1.278382, 10.963209],
        atol=1e-2,
        because="train_flg=True なら訓練、省略すればテストの損失です | "
        "with train_flg=True it is the loss in training, by default that in test mode",
    )


def test_MultiLayerNetExtend_batch_norm_gradient(impl):
    network = extended_network(impl, activation="sigmoid", use_batchnorm=True, weight_decay_lambda=0.1)
    grads = network.gradient(SPREAD, np.array([0, 1, 1, 0]))
    expect(
        [grads["W3"], grads["gamma2"], grads["beta2"]],
        [
            np.array([[0.097508, -0.097508], [-0.235055, 0.235055]]),
            np.array([0.062403, 0.140220]),
            np.array([-0.028320, 0.064657]),
        ],
        atol=1e-3,
        because="gamma と beta の勾配も入れます（weight decay は W だけ） | "
        "the gradients of gamma and beta belong in it, too; weight decay is for W alone",
    )
    expect(
        grads["W1"],
        np.array([[0.100000, -0.081771, 0.203647], [-0.013064, 0.118229, 0.092705]]),
        atol=1e-3,
        because="誤差は BatchNorm も通って、最初の層までさかのぼります | "
        "the error goes back through BatchNorm as well, to the first layer",
    )


def wide_network(impl, **options):
    """隠れ層 200 個の値が、そのまま点数になる | the values of 200 hidden neurons are the scores"""
    network = impl.MultiLayerNetExtend(2, [200], 200, use_dropout=True, dropout_ration=0.2, **options)
    network.params["W1"][...], network.params["b1"][...] = 0.0, 1.0
    network.params["W2"][...], network.params["b2"][...] = np.eye(200), 0.0
    return network


def test_MultiLayerNetExtend_dropout_in_training(impl):
    scores = wide_network(impl).predict(np.zeros((100, 2)), train_flg=True)
    expect(
        round(float(np.mean(scores == 0)), 1),
        0.2,
        because="訓練では、20,000 個の隠れニューロンの値のうち、およそ 2 割が 0 になります | "
        "in training, about two tenths of 20,000 values of hidden neurons become 0",
    )
    half = wide_network(impl, activation="sigmoid")
    half.params["b1"][...] = 0.0
    half.params["b2"][...] = 9.0
    values = np.unique(np.round(half.predict(np.zeros((100, 2)), train_flg=True), 4))
    expect(
        any(np.allclose(values, [9.0, 9.0 + kept]) for kept in (0.5, round(0.5 / 0.8, 4))),
        True,
        because="活性化関数（ここではシグモイド関数）の出力を消し、出力層の点数は消しません | "
        "the output of the activation, here sigmoid, is dropped; the scores of the output layer are not",
    )


def test_MultiLayerNetExtend_dropout_in_test(impl):
    network = wide_network(impl)
    trained = network.predict(np.zeros((100, 2)), train_flg=True)
    tested = network.predict(np.zeros((100, 2)))
    expect(
        [len(np.unique(np.round(tested, 6))), round(float(np.mean(tested) / np.mean(trained)), 1)],
        [1, 1.0],
        because="テスト（省略時）では何も消えず、大きさは訓練の平均と同じです | "
        "in test mode, the default, nothing is dropped, and the size is that of the mean in training",
    )


def test_MultiLayerNetExtend_dropout_gradient(impl):
    grads = wide_network(impl).gradient(np.ones((1, 2)), np.array([0]))
    dropped = np.all(grads["W2"] == 0, axis=1)
    expect(
        [bool(0.05 < np.mean(dropped) < 0.6), bool(np.all(grads["W1"][:, dropped] == 0))],
        [True, True],
        because="gradient は訓練として順伝播し、消えたニューロンの勾配は 0 です | "
        "gradient goes forward as in training, and the gradients of dropped neurons are 0",
    )


# 20 個のデータ。x のどの行も、番号 i の 10 倍と i。正解は 100 + i |
# 20 data: a row of x is ten times its number i, and i; the right answer is 100 + i
NUMBERS = np.arange(20.0)
ROWS = np.column_stack([10 * NUMBERS, NUMBERS])
ANSWERS = np.arange(100, 120)


def test_shuffle_dataset_shapes(impl):
    shuffled = impl.shuffle_dataset(ROWS.copy(), ANSWERS.copy(), np.random.default_rng(1))
    expect(
        [np.shape(part) for part in shuffled],
        [(20, 2), (20,)],
        because="x と t が、元と同じ形で返ります | x and t come back in their old shapes",
    )


def test_shuffle_dataset_is_a_permutation(impl):
    x, t = impl.shuffle_dataset(ROWS.copy(), ANSWERS.copy(), np.random.default_rng(1))
    expect(
        np.sort(x[:, 1]),
        NUMBERS,
        because="x には、どのデータも 1 回ずつ現れます | every datum comes once in x",
    )
    expect(
        np.sort(t),
        ANSWERS,
        because="t には、どの正解も 1 回ずつ現れます | every right answer comes once in t",
    )


def test_shuffle_dataset_keeps_pairs(impl):
    x, t = impl.shuffle_dataset(ROWS.copy(), ANSWERS.copy(), np.random.default_rng(1))
    expect(
        np.array_equal(x[:, 1] + 100, t),
        True,
        because="x のどの行にも、その正解が付いてきます | each row of x comes with its own right answer",
    )
    expect(
        np.array_equal(x[:, 0], 10 * x[:, 1]),
        True,
        because="行の中の並びは変わりません | within a row nothing moves",
    )


def test_shuffle_dataset_of_images(impl):
    images, t = np.arange(120.0).reshape(20, 1, 2, 3), np.eye(20)
    x, one_hot = impl.shuffle_dataset(images.copy(), t.copy(), np.random.default_rng(1))
    expect(
        np.array_equal(x, images[np.argmax(one_hot, axis=1)]),
        True,
        because="画像と one-hot 表現の正解も対になっています | images and one-hot answers stay pairs",
    )


def test_shuffle_dataset_changes_the_order(impl):
    _, t = impl.shuffle_dataset(ROWS.copy(), ANSWERS.copy(), np.random.default_rng(1))
    expect(
        t.tolist() == ANSWERS.tolist(),
        False,
        because="元とは違う順になります（同じ順になる確率は、20! 分の 1 しかありません） | "
        "the order is another one (the old one has a probability of 1 in 20!)",
    )


def test_shuffle_dataset_gives_many_orders(impl):
    rng = np.random.default_rng(1)
    orders = [impl.shuffle_dataset(ROWS.copy(), ANSWERS.copy(), rng)[1].tolist() for _ in range(50)]
    expect(
        len({tuple(order) for order in orders}),
        50,
        because="呼び出すたびに違う順になります | each call gives another order",
    )
    expect(
        sum(order.index(101) == order.index(100) + 1 for order in orders) < 25,
        True,
        because="正解 100 のデータの次に 101 のデータが来るのは、たまにだけです | "
        "the datum with answer 101 follows the one with 100 only now and then",
    )


def test_shuffle_dataset_leaves_the_data(impl):
    x, t = ROWS.copy(), ANSWERS.copy()
    impl.shuffle_dataset(x, t, np.random.default_rng(1))
    expect(
        [x, t], [ROWS, ANSWERS], because="渡した x と t は元のままです | the x and t given stay as they were"
    )


def test_train_validation_split_sizes(impl):
    parts = impl.train_validation_split(ROWS.copy(), ANSWERS.copy(), 0.3, np.random.default_rng(1))
    expect(
        [np.shape(part) for part in parts],
        [(14, 2), (14,), (6, 2), (6,)],
        because="20 × 0.3 = 6 個が検証データで、返す順は x_train, t_train, x_val, t_val です | "
        "20 × 0.3 = 6 are validation data, and the order is x_train, t_train, x_val, t_val",
    )


def test_train_validation_split_rounds_down(impl):
    x, t = ROWS[:16].copy(), ANSWERS[:16].copy()
    parts = impl.train_validation_split(x, t, 0.3, np.random.default_rng(1))
    expect(
        [len(part) for part in parts],
        [12, 12, 4, 4],
        because="16 × 0.3 = 4.8 は切り捨てて 4 です | 16 × 0.3 = 4.8 is rounded down to 4",
    )


def test_train_validation_split_keeps_pairs(impl):
    x_train, t_train, x_val, t_val = impl.train_validation_split(
        ROWS.copy(), ANSWERS.copy(), 0.4, np.random.default_rng(1)
    )
    expect(
        [np.array_equal(x_train[:, 1] + 100, t_train), np.array_equal(x_val[:, 1] + 100, t_val)],
        [True, True],
        because="どちらでも、x の行とその正解が対になっています | "
        "in both parts, the rows of x and their right answers stay pairs",
    )


def test_train_validation_split_uses_every_datum_once(impl):
    x_train, _, x_val, _ = impl.train_validation_split(
        ROWS.copy(), ANSWERS.copy(), 0.4, np.random.default_rng(1)
    )
    expect(
        np.sort(np.concatenate([x_train[:, 1], x_val[:, 1]])),
        NUMBERS,
        because="どのデータも、どちらか一方に 1 回だけ入ります | every datum comes once, in one of the two",
    )


def test_train_validation_split_is_not_cut_at_an_end(impl):
    _, _, _, t_val = impl.train_validation_split(ROWS.copy(), ANSWERS.copy(), 0.5, np.random.default_rng(1))
    expect(
        sorted(t_val.tolist()) in (ANSWERS[:10].tolist(), ANSWERS[10:].tolist()),
        False,
        because="検証データは、先頭や末尾の 10 個ではありません（シャッフルしてから分けます） | "
        "the validation data are not the first or the last 10, as the data are shuffled before they are cut",
    )


def test_train_validation_split_is_shuffled(impl):
    rng = np.random.default_rng(1)
    parts = [impl.train_validation_split(ROWS.copy(), ANSWERS.copy(), 0.5, rng) for _ in range(50)]
    expect(
        len({tuple(sorted(t_val.tolist())) for _, _, _, t_val in parts}) > 40,
        True,
        because="検証データは、呼び出すたびに選び直します | each call chooses the validation data anew",
    )
    expect(
        any(np.all(np.diff(t_train) > 0) for _, t_train, _, _ in parts),
        False,
        because="訓練データも、でたらめな順に並びます | the training data are in random order, too",
    )


def test_train_validation_split_without_validation_data(impl):
    parts = impl.train_validation_split(ROWS[:3].copy(), ANSWERS[:3].copy(), 0.2, np.random.default_rng(1))
    expect(
        [len(part) for part in parts],
        [3, 3, 0, 0],
        because="3 × 0.2 = 0.6 は切り捨てて 0 なので、全部が訓練データです | "
        "3 × 0.2 = 0.6 is rounded down to 0, so all are training data",
    )


def test_train_validation_split_leaves_the_data(impl):
    x, t = ROWS.copy(), ANSWERS.copy()
    impl.train_validation_split(x, t, 0.3, np.random.default_rng(1))
    expect(
        [x, t], [ROWS, ANSWERS], because="渡した x と t は元のままです | the x and t given stay as they were"
    )


def test_sample_log_uniform_shape(impl):
    rng = np.random.default_rng(1)
    expect(
        [np.shape(impl.sample_log_uniform(0.01, 100.0, size, rng)) for size in (1, 5)],
        [(1,), (5,)],
        because="size 個の値が並んだ配列です | an array of size values",
    )


def test_sample_log_uniform_within_the_range(impl):
    values = impl.sample_log_uniform(0.0001, 1.0, 1000, np.random.default_rng(1))
    expect(
        [int(np.sum(values < 0.000099)), int(np.sum(values > 1.01))],
        [0, 0],
        because="0.0001 より小さい値も、1 より大きい値もありません | no value is below 0.0001 or above 1",
    )


def test_sample_log_uniform_in_each_decade(impl):
    values = impl.sample_log_uniform(0.0001, 1.0, 4000, np.random.default_rng(1))
    counts, _ = np.histogram(values, bins=[0.0001, 0.001, 0.01, 0.1, 1.0])
    expect(
        np.round(counts / 1000),
        np.array([1.0, 1.0, 1.0, 1.0]),
        because="4000 個の値は、4 つの桁のどれにも 1000 個くらいずつ入ります（千個を 1 として丸めた数） | "
        "of 4000 values, each of the four decades has about 1000 (counted in thousands, and rounded)",
    )
    expect(
        round(int(np.sum(values[:2000] > 0.01)) / 1000),
        1,
        because="前半の 2000 個のうち、0.01 より大きいのは 1000 個くらいです（千個を 1 として丸めた数） | "
        "of the first 2000 values, about 1000 are above 0.01 (counted in thousands, and rounded)",
    )


def test_sample_log_uniform_draws_anew(impl):
    rng = np.random.default_rng(1)
    values = [float(np.ravel(impl.sample_log_uniform(0.0001, 1.0, 1, rng))[0]) for _ in range(100)]
    expect(
        len(set(values)) > 50,
        True,
        because="呼び出すたびに違う値になります | each call gives another value",
    )


class Scores:
    """決まった順に params を出し、決まった点数を付けます | gives params in turn, and scores that are fixed"""

    def __init__(self, *scores):
        self.params = [{"lr": 0.1 * (i + 1)} for i in range(len(scores))]
        self.scores, self.sampled, self.evaluated = scores, 0, []

    def sample(self):
        self.sampled += 1
        return self.params[(self.sampled - 1) % len(self.params)]

    def evaluate(self, params):
        self.evaluated.append(params)
        return self.scores[self.params.index(params)]


def test_random_search_best(impl):
    trial = Scores(0.2, 0.8, 0.3, 0.1)
    best, _ = impl.random_search(trial.evaluate, trial.sample, 4)
    expect(
        best,
        trial.params[1],
        because="best は、点数がいちばん大きい 2 回目の params です | "
        "best is the params of the second trial, whose score is the highest",
    )


def test_random_search_history(impl):
    trial = Scores(0.2, 0.8, 0.3)
    _, history = impl.random_search(trial.evaluate, trial.sample, 3)
    expect(
        history,
        [(trial.params[0], 0.2), (trial.params[1], 0.8), (trial.params[2], 0.3)],
        because="history は、試した順の (params, 点数) です | "
        "history has the pairs (params, score), in the order of the trials",
    )


def test_random_search_negative_scores(impl):
    numbers = iter([3.0, -1.0, 2.0])
    expect(
        impl.random_search(lambda p: -((p - 1) ** 2), lambda: next(numbers), 3),
        (2.0, [(3.0, -4.0), (-1.0, -4.0), (2.0, -1.0)]),
        because="点数が全部マイナスでも、いちばん大きいものを選びます | "
        "even if all scores are negative, the highest is chosen",
    )


def test_random_search_calls(impl):
    trial = Scores(0.2, 0.8, 0.3)
    impl.random_search(trial.evaluate, trial.sample, 3)
    expect(
        trial.sampled,
        3,
        because="sample は 3 回の試行で 3 度呼びます | in 3 trials, sample is called 3 times",
    )
    expect(
        trial.evaluated,
        trial.params,
        because="evaluate には、sample が返した params を 1 度ずつ渡します | "
        "evaluate gets, once each, the params that sample gave",
    )


def test_random_search_equal_scores(impl):
    trial = Scores(0.1, 0.5, 0.5)
    best, _ = impl.random_search(trial.evaluate, trial.sample, 3)
    expect(
        best in trial.params[1:],
        True,
        because="同点なら、そのどれを選んでもかまいません | if several have the highest score, any will do",
    )
