"""Typical wrong answers of chapter 4, each with its hint."""

import matplotlib.pyplot as plt
import numpy as np

from solutions import ch04_learning as reference
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, mini_batch, numerical_diff, numerical_gradient
from solutions.mistakes import mistake


def field(f, x0, x1):
    """The right mesh and arrows, without a picture."""
    X, Y = np.meshgrid(x0, x1)
    gradients = [numerical_gradient(f, np.array(point)) for point in zip(X.ravel(), Y.ravel(), strict=True)]
    U, V = -np.array(gradients).T.reshape(2, *X.shape)
    return X, Y, U, V


def step(network, x, t, lr):
    """One right update; returns the loss after it."""
    grads = network.numerical_gradient(x, t)
    for key in network.params:
        network.params[key] -= lr * grads[key]
    return network.loss(x, t)


@mistake("sum_squared_error")
def sum_squared_error_without_half(y, t):
    """値がちょうど 2 倍です。式の先頭にある ½ を掛け忘れていませんか。
    |
    The value is exactly twice what it should be. Has the ½ at the front of the formula been left out?
    """
    return np.sum((y - t) ** 2)


@mistake("sum_squared_error")
def sum_squared_error_as_mean(y, t):
    """2 乗の平均になっています（平均 2 乗誤差）。ここで求めるのは「和の半分」なので、
    要素の個数では割りません。
    |
    This is the mean of the squares. What is asked for is half of their sum: do not divide by the number of
    elements.
    """
    return np.mean((y - t) ** 2)


@mistake("sum_squared_error")
def sum_squared_error_as_half_of_the_mean(y, t):
    """½ は掛かっていますが、和ではなく平均を取っています。クラスの個数で割らずに、すべての差の 2
    乗を足してください。
    |
    The ½ is there, but a mean is taken instead of a sum. Add up all the squared differences without
    dividing by the number of classes.
    """
    return 0.5 * np.mean((y - t) ** 2)


@mistake("sum_squared_error")
def sum_squared_error_squaring_the_sum(y, t):
    """差を先に足してから 2 乗しています。それでは正の差と負の差が打ち消し合います。要素ごとに 2
    乗してから足してください。
    |
    The differences are summed first and squared afterwards, so that positive and negative ones cancel.
    Square each element, then sum.
    """
    return 0.5 * np.sum(y - t) ** 2


@mistake("sum_squared_error")
def sum_squared_error_without_sum(y, t):
    """配列が返っています。誤差は 1 個の数です。要素ごとの値を全部足してください。
    |
    An array comes back. The error is a single number: add up the values of all elements.
    """
    return 0.5 * (y - t) ** 2


@mistake("sum_squared_error")
def sum_squared_error_of_absolute_values(y, t):
    """2 乗ではなく、差の絶対値になっています。Python の 2 乗は ** 2 です。
    |
    This uses the absolute differences instead of their squares. A square is written ** 2.
    """
    return 0.5 * np.sum(np.abs(y - t))


@mistake("sum_squared_error")
def sum_squared_error_with_a_caret(y, t):
    """Python の ^ は累乗ではありません（ビットごとの演算です）。2 乗は ** 2 と書きます。
    |
    In Python ^ is not a power but a bitwise operation. A square is written ** 2.
    """
    return 0.5 * np.sum((y - t) ^ 2)


@mistake("sum_squared_error")
def sum_squared_error_changing_y(y, t):
    """値は合っていますが、受け取った y が書き換わっています。y -= t は元の配列を変えるので、
    y - t のように新しい配列を作ってください。
    |
    The value is right, but the y that came in is changed. y -= t alters the original array; y - t makes a
    new one.
    """
    y -= t
    return 0.5 * np.sum(y**2)


@mistake("cross_entropy_error")
def cross_entropy_error_of_log_zero(y, t):
    """確率がちょうど 0 のとき、log 0 が −inf になっています。log の中に 1e-7 のような小さな数を足すと、
    いつでも有限の値になります。
    |
    Where a probability is exactly 0, log 0 gives −inf. A small number such as 1e-7, added inside the log,
    keeps the value finite at all times.
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    return -np.mean(np.log(y[np.arange(len(y)), t]))


@mistake("cross_entropy_error")
def cross_entropy_error_summed_over_the_batch(y, t):
    """データ 1 個では合っていますが、バッチでは全データの和になっています。データの個数 N で割って、
    1 個あたりの平均にしてください。
    |
    One datum is right, but a batch gives the sum over all data. Divide by the number of data N, so that it
    becomes the mean of one datum.
    """
    y = np.atleast_2d(y)
    return len(y) * cross_entropy_error(y, t)


@mistake("cross_entropy_error")
def cross_entropy_error_averaged_over_classes(y, t):
    """割る数が大きすぎます。クラスの個数も含めた全要素の平均になっています。割るのはデータの個数 N だけです。
    |
    The divisor is too large: this is the mean over all elements, classes included. Divide by the number of
    data N only.
    """
    return cross_entropy_error(y, t) / np.shape(y)[-1]


@mistake("cross_entropy_error")
def cross_entropy_error_dividing_one_datum(y, t):
    """バッチでは合っていますが、データ 1 個（1 次元の y）のときにクラスの個数で割っています。1 次元なら、
    まず形を (1, クラス数) に変えてください。
    |
    A batch is right, but for one datum, a 1-D y, the result is divided by the number of classes. Reshape a
    1-D y to (1, classes) first.
    """
    loss = cross_entropy_error(y, t)
    return loss / len(y) if np.ndim(y) == 1 else loss


@mistake("cross_entropy_error")
def cross_entropy_error_of_one_hot_only(y, t):
    """t が one-hot 表現なら合っていますが、ラベル（2 や 7 のような番号）では違います。
    ラベルをそのまま掛けるのではなく、y から「正解のクラスの確率」を取り出すために使ってください。
    |
    With t in one-hot form this is right, with labels (numbers such as 2 or 7) it is not. Do not multiply
    by the labels: use them to pick the probability of the right class out of y.
    """
    if np.ndim(y) == 1:
        y, t = y.reshape(1, -1), np.reshape(t, (1, -1))
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]


@mistake("cross_entropy_error")
def cross_entropy_error_of_labels_only(y, t):
    """ラベルでは合っていますが、one-hot 表現の t を番号として使っています。大きさが y と同じなら one-hot
    表現なので、argmax でラベルに直してから使ってください。
    |
    Labels are right, but a one-hot t is used as if it held class numbers. When t has as many elements as y
    it is one-hot: turn it into labels with argmax first.
    """
    y = np.atleast_2d(y)
    picked = y[np.arange(len(y)), np.asarray(t).astype(int)]
    return -np.sum(np.log(picked + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_of_all_columns(y, t):
    """y[:, t] は、どの行からも t の列をすべて取り出すので、(N, N) 個の値になります。i 行目からは t[i]
    列だけを取り出します。行の番号 np.arange(N) と組にしてください。
    |
    y[:, t] takes all the columns t from every row, N×N values. From row i only column t[i] is wanted: pair
    t with the row numbers np.arange(N).
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    return -np.sum(np.log(y[:, np.atleast_1d(t)] + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_with_one_argmax(y, t):
    """one-hot 表現をラベルに直す argmax に、axis がありません。行列全体から 1 つの番号を選ぶので、
    どのデータにも同じラベルが使われます。行ごとの argmax（axis=1）にしてください。
    |
    The argmax that turns one-hot into labels has no axis. It picks one number for the whole matrix, and
    every datum gets the same label. Take the argmax of each row, axis=1.
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(t)
    return -np.sum(np.log(y[np.arange(len(y)), t] + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_with_a_large_delta(y, t):
    """log の中に足す数が大きすぎて、損失の値がずれています。1e-7 か、それより小さな数にしてください。
    |
    The number added inside the log is too large: it shifts the loss. Take 1e-7 or less.
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-4))


@mistake("cross_entropy_error")
def cross_entropy_error_with_log10(y, t):
    """常用対数（log10）になっています。ここで使うのは自然対数、np.log です。
    |
    This uses the logarithm to base 10. The one needed here is the natural logarithm, np.log.
    """
    return cross_entropy_error(y, t) / np.log(10)


@mistake("cross_entropy_error")
def cross_entropy_error_with_log2(y, t):
    """底が 2 の対数になっています。ここで使うのは自然対数、np.log です。
    |
    This uses the logarithm to base 2. The one needed here is the natural logarithm, np.log.
    """
    return cross_entropy_error(y, t) / np.log(2)


@mistake("cross_entropy_error")
def cross_entropy_error_without_minus(y, t):
    """符号が逆です。確率の log は 0 以下なので、式の先頭にマイナスを付けて、損失を 0 以上の数にします。
    |
    The sign is wrong. The log of a probability is never above 0; the minus in front makes the loss a
    positive number.
    """
    return -cross_entropy_error(y, t)


@mistake("cross_entropy_error")
def cross_entropy_error_of_every_class(y, t):
    """正解でないクラスの log(1 − y) も足しています。ここで求める誤差には、正解のクラスの log y
    だけが残ります。
    |
    log(1 − y) of the other classes is added too. In the error asked for here only log y of the right class
    remains.
    """
    y = np.atleast_2d(y)
    if np.size(t) != y.size:
        t = np.eye(y.shape[1])[np.atleast_1d(t)]
    t = np.reshape(t, y.shape)
    return -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_of_the_answer(y, t):
    """正解のクラスではなく、いちばん確率の高いクラスの確率を使っています。正解は t が教えてくれます。
    |
    This takes the probability of the most probable class, not of the right one. It is t that says which
    class is right.
    """
    return -np.mean(np.log(np.max(np.atleast_2d(y), axis=1) + 1e-7))


@mistake("cross_entropy_error")
def cross_entropy_error_changing_y(y, t):
    """値は合っていますが、受け取った y が書き換わっています。y += 1e-7 ではなく、np.log(y + 1e-7)
    のように新しい値を作ってください。
    |
    The value is right, but the y that came in is changed. Instead of y += 1e-7 make a new value, as in
    np.log(y + 1e-7).
    """
    y += 1e-7
    return cross_entropy_error(y, t)


@mistake("mini_batch")
def mini_batch_of_two_draws(x, t, batch_size, rng):
    """x と t を別々に選んでいるので、画像とラベルの対が壊れています。番号を 1 回だけ選び、同じ番号で x と t
    の両方から取り出してください。
    |
    x and t are drawn separately, which breaks the pairs of image and label. Draw the indices once and take
    both x and t with the same ones.
    """
    return x[rng.choice(len(x), batch_size)], t[rng.choice(len(t), batch_size)]


@mistake("mini_batch")
def mini_batch_of_x_only(x, t, batch_size, rng):
    """x のミニバッチだけが返っています。return x_batch, t_batch のように、2 つを並べて返してください。
    |
    Only the mini-batch of x comes back. Return two things, as in return x_batch, t_batch.
    """
    return x[rng.choice(len(x), batch_size)]


@mistake("mini_batch")
def mini_batch_of_the_first_rows(x, t, batch_size, rng):
    """いつも先頭の batch_size 個を返しています。rng を使って、データ全体からランダムに選んでください。
    |
    The first batch_size data come back every time. Choose from all the data at random, with rng.
    """
    return x[:batch_size], t[:batch_size]


@mistake("mini_batch")
def mini_batch_with_its_own_seed(x, t, batch_size, rng):
    """呼び出すたびに同じデータを選んでいます。関数の中で乱数の種を固定したり、生成器を作り直したりせず、
    受け取った rng を使ってください。
    |
    Every call chooses the same data. Do not fix a seed or make a new generator inside the function: use
    the rng that comes in.
    """
    chosen = np.random.default_rng(0).choice(len(x), batch_size)
    return x[chosen], t[chosen]


@mistake("mini_batch")
def mini_batch_within_the_first_rows(x, t, batch_size, rng):
    """選ばれるのが先頭の batch_size 個の中からだけです。番号は 0 から データの個数 − 1
    までの全体から選びます。
    |
    Only the first batch_size data are ever chosen. The indices come from all of 0 to the number of data −
    1.
    """
    chosen = rng.integers(0, batch_size, size=batch_size)
    return x[chosen], t[chosen]


@mistake("mini_batch")
def mini_batch_without_the_last_row(x, t, batch_size, rng):
    """最後のデータが一度も選ばれません。rng.integers(0, n) は 0 から n − 1 まで、rng.choice(n, …) も 0 から n
    − 1 までなので、データの個数から 1 を引く必要はありません。
    |
    The last datum is never chosen. rng.integers(0, n) and rng.choice(n, …) both run from 0 to n − 1: there
    is no need to take 1 off the number of data.
    """
    chosen = rng.integers(0, len(x) - 1, size=batch_size)
    return x[chosen], t[chosen]


@mistake("mini_batch")
def mini_batch_shuffling_the_data(x, t, batch_size, rng):
    """元の x と t の順番が変わっています。データを並べ替えるのではなく、番号を選んで取り出してください。
    |
    The original x and t end up in another order. Choose indices and take those rows; do not rearrange the
    data themselves.
    """
    order = rng.permutation(len(x))
    x[:], t[:] = x[order], t[order]
    return x[:batch_size].copy(), t[:batch_size].copy()


@mistake("mini_batch")
def mini_batch_of_one_row(x, t, batch_size, rng):
    """データの個数が batch_size になっていません。選んだ番号の列全部で取り出してください。
    |
    The number of data that come back is not batch_size. Take as many rows as indices were chosen.
    """
    i = rng.integers(0, len(x), size=1)
    return x[i], t[i]


@mistake("numerical_diff")
def numerical_diff_forward(f, x):
    """(f(x + h) − f(x)) / h は前方差分で、誤差が h に比例して残ります。x の両側、x + h と x − h
    を使う中心差分にすると、誤差は h² に比例するようになります。
    |
    (f(x + h) − f(x)) / h is the forward difference, whose error is proportional to h. The central
    difference, with x + h and x − h on both sides, has an error proportional to h².
    """
    h = 1e-4
    return (f(x + h) - f(x)) / h


@mistake("numerical_diff")
def numerical_diff_over_h(f, x):
    """値がちょうど 2 倍です。x − h から x + h までの幅は 2h なので、2h で割ってください。
    |
    The value is exactly double. From x − h to x + h the width is 2h: divide by 2h.
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / h


@mistake("numerical_diff")
def numerical_diff_without_parentheses(f, x):
    """/ 2 * h は「2 で割ってから h を掛ける」計算です。分母全体をかっこに入れて / (2 * h) としてください。
    |
    / 2 * h divides by 2 and then multiplies by h. Put the whole denominator in parentheses: / (2 * h).
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / 2 * h


@mistake("numerical_diff")
def numerical_diff_without_parentheses_above(f, x):
    """割り算は引き算より先に計算されるので、f(x − h) だけが 2h で割られています。分子全体もかっこに入れて
    (f(x + h) − f(x − h)) としてください。
    |
    Division comes before subtraction, so only f(x − h) is divided by 2h. Put the whole numerator in
    parentheses too: (f(x + h) − f(x − h)).
    """
    h = 1e-4
    return f(x + h) - f(x - h) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_with_a_vanishing_h(f, x):
    """どこでも 0 になっています。h が小さすぎると、x + h と x がコンピュータの中で同じ数になり、
    差が消えます。1e-4 くらいにしてください。
    |
    The result is 0 everywhere. When h is too small, x + h and x are one and the same number in the
    computer and the difference vanishes. Something like 1e-4 is good.
    """
    h = 1e-50
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_losing_its_digits(f, x):
    """h が小さすぎます。f(x + h) と f(x − h) がほとんど同じ数になり、引き算で桁が失われています。
    h は 1e-4 くらいにしてください。
    |
    h is too small: f(x + h) and f(x − h) are nearly the same number, and the subtraction loses their
    digits. Take an h of about 1e-4.
    """
    h = 1e-15
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_with_a_large_h(f, x):
    """h が大きすぎて、曲線の曲がりが誤差として見えています。h は 1e-4 くらいにしてください。
    |
    h is too large, so the bend of the curve shows up as an error. Take an h of about 1e-4.
    """
    h = 0.1
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_with_wrong_sign(f, x):
    """符号が逆です。右の f(x + h) から左の f(x − h) を引きます。
    |
    The sign is wrong. From f(x + h) on the right, f(x − h) on the left is subtracted.
    """
    h = 1e-4
    return (f(x - h) - f(x + h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_calling_f_four_times(f, x):
    """値は合っていますが、f を 3 回以上呼び出しています。f は、ニューラルネットワークの損失のように、
    計算に時間がかかることがあります。中心差分に要るのは f(x + h) と f(x − h) の 2 つだけです。
    |
    The value is right, but f is called more than twice. f may be slow, like the loss of a network; a
    central difference needs only f(x + h) and f(x − h).
    """
    h = 1e-4
    return ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2


@mistake("tangent_line")
def tangent_line_with_f_x_as_intercept(f, x):
    """切片が違います。f(x) は接点の高さで、直線が縦軸と交わる高さではありません。接点 (x, f(x))
    を通るように、切片を求めてください。
    |
    The intercept is wrong. f(x) is the height at the point of contact, not where the line crosses the
    vertical axis. Choose the intercept so that the line goes through (x, f(x)).
    """
    slope, height = numerical_diff(f, x), f(x)
    return lambda t: slope * t + height


@mistake("tangent_line")
def tangent_line_with_wrong_sign(f, x):
    """切片の符号が違います。t = x を入れたときに f(x) になるか、確かめてみましょう。
    |
    The intercept has a wrong sign. Put t = x into your line: does it give f(x)?
    """
    slope, height = numerical_diff(f, x), f(x)
    return lambda t: slope * t + (height + slope * x)


@mistake("tangent_line")
def tangent_line_through_the_origin(f, x):
    """接線が原点を通っています。接線は接点 (x, f(x)) を通る直線です。
    |
    This line goes through the origin. The tangent goes through the point of contact, (x, f(x)).
    """
    slope = numerical_diff(f, x)
    return lambda t: slope * t


@mistake("tangent_line")
def tangent_line_without_height(f, x):
    """接点を通る高さ f(x) が足されていません。傾きと t − x の積に、f(x) を足してください。
    |
    The height at the point of contact, f(x), is missing. Add it to the slope times t − x.
    """
    slope = numerical_diff(f, x)
    return lambda t: slope * (t - x)


@mistake("tangent_line")
def tangent_line_as_numbers(f, x):
    """返ってきたものを、関数として呼び出せません。傾きや切片の数ではなく、lambda t: … や内側の def
    で作った「関数」を返してください。
    |
    What comes back cannot be called. Return a function, made with lambda t: … or an inner def, and not the
    numbers slope and intercept.
    """
    slope = numerical_diff(f, x)
    return slope, f(x) - slope * x


@mistake("tangent_line")
def tangent_line_as_one_number(f, x):
    """数が返っていて、関数として呼び出せません。接線の高さを計算するのは、あとで t が渡されたときです。
    lambda t: … で作った「関数」を返してください。
    |
    A number comes back, which cannot be called. The height is to be computed later, when t is given:
    return a function, made with lambda t: ….
    """
    return f(x)


@mistake("tangent_line")
def tangent_line_with_slope_at_t(f, x):
    """傾きを、接点 x ではなく t で求めています。接線の傾きは接点での微分だけで決まり、どこでも同じです。
    |
    The slope is taken at t instead of at the point of contact x. The slope of a tangent is the derivative
    at x, the same all along the line.
    """
    height = f(x)
    return lambda t: numerical_diff(f, t) * (t - x) + height


@mistake("tangent_line")
def tangent_line_as_the_curve(f, x):
    """接線ではなく、曲線 f そのものの値になっています。接線は、傾きが一定の直線です。返す関数の引数も x
    という名前にすると、接点の x が隠れて使えなくなります。t のような別の名前にしてください。
    |
    These are the values of the curve f itself. The tangent is a straight line, with one slope throughout.
    If the argument of the function you return is called x as well, it hides the x of the point of contact:
    give it another name, such as t.
    """
    return lambda t: f(t)


@mistake("partial_diff", {"x[i] = value\n    return": "return"})
def partial_diff_leaving_x_changed():
    """値は合っていますが、x[i] がずれたままです。あとで元に戻せるように、動かす前の値を取っておき、
    最後に x[i] に入れ直してください。
    |
    The value is right, but x[i] stays moved. Keep its value before you move it, and put it back at the
    end.
    """


@mistake("partial_diff")
def partial_diff_with_rounding_left(f, x, i):
    """x はほとんど元どおりですが、最後のビットが違います。h を足したり引いたりすると丸め誤差が残ります。
    元の値を変数に取っておいて、それを入れ直してください。
    |
    x is almost as it was, but its last bits differ: adding and subtracting h leaves rounding errors. Keep
    the original value in a variable and put that back.
    """
    h = 1e-4
    x[i] += h
    plus = f(x)
    x[i] -= 2 * h
    minus = f(x)
    x[i] += h
    return (plus - minus) / (2 * h)


@mistake("partial_diff")
def partial_diff_moving_everything(f, x, i):
    """すべての変数を一度に動かしています。偏微分では、i 番目の変数だけを動かし、ほかの変数は止めておきます。
    |
    All variables move at once. In a partial derivative only variable i moves; the others stay where they
    are.
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("partial_diff")
def partial_diff_of_two_names(f, x, i):
    """y = x は配列のコピーを作らず、同じ配列に別の名前を付けるだけです。2 つの点のつもりが 1 つなので、
    差が 0 になります。x.copy() を使うか、f を呼び出す間だけ x[i] を動かしてください。
    |
    y = x makes no copy but gives the same array another name. What look like two points are one, and the
    difference is 0. Use x.copy(), or move x[i] only while f is called.
    """
    h = 1e-4
    value = x[i]
    plus, minus = x, x
    plus[i] = value + h
    minus[i] = value - h
    difference = f(plus) - f(minus)
    x[i] = value
    return difference / (2 * h)


@mistake("partial_diff")
def partial_diff_forward(f, x, i):
    """前方差分になっています。x[i] + h と x[i] − h の両側で f を計算し、差を 2h
    で割る中心差分にしてください。
    |
    This is the forward difference. Compute f on both sides, at x[i] + h and x[i] − h, and divide the
    difference by 2h: the central difference.
    """
    h = 1e-4
    y = x.copy()
    y[i] += h
    return (f(y) - f(x)) / h


@mistake("partial_diff")
def partial_diff_in_the_first_variable(f, x, i):
    """どの i でも、0 番目の変数を動かしています。引数 i の変数を動かしてください。
    |
    Variable 0 is moved whatever i is. Move the variable that the argument i names.
    """
    return reference.partial_diff(f, x, 0)


@mistake("partial_diff")
def partial_diff_of_a_number(f, x, i):
    """f に数 1 個を渡しています。f が受け取るのは全部の変数を並べた配列です。x の i 番目だけを動かして、
    x 全体を渡してください。
    |
    f is given a single number, but it takes the array of all variables. Move element i of x and hand over
    the whole of x.
    """
    h = 1e-4
    return (f(x[i] + h) - f(x[i] - h)) / (2 * h)


@mistake("partial_diff")
def partial_diff_without_parentheses(f, x, i):
    """/ 2 * h は「2 で割ってから h を掛ける」計算です。分母全体をかっこに入れて / (2 * h) としてください。
    |
    / 2 * h divides by 2 and then multiplies by h. Put the whole denominator in parentheses: / (2 * h).
    """
    h = 1e-4
    return reference.partial_diff(f, x, i) * h * h


@mistake("numerical_gradient")
def numerical_gradient_leaving_x_changed(f, x):
    """x の要素を動かしたまま、次の要素に進んでいます。要素ごとに、f を計算し終えたら元の値に戻してください。
    |
    Each element of x stays moved when the next one is taken up. Put the original value back as soon as f
    has been computed on both sides.
    """
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = value + h
        plus = f(x)
        x[i] = value - h
        minus = f(x)
        grad[i] = (plus - minus) / (2 * h)
    return grad


@mistake("numerical_gradient")
def numerical_gradient_with_rounding_left(f, x):
    """値は合っていますが、x の最後のビットが変わっています。h を足したり引いたりすると丸め誤差が残るので、
    動かす前の値を取っておいて、それを入れ直してください。
    |
    The values are right, but the last bits of x have changed: adding and subtracting h leaves rounding
    errors. Keep the value before it is moved, and put that back.
    """
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        x[i] += h
        plus = f(x)
        x[i] -= 2 * h
        minus = f(x)
        x[i] += h
        grad[i] = (plus - minus) / (2 * h)
    return grad


@mistake(
    "numerical_gradient",
    {"in np.ndindex(x.shape)": "in range(len(x))", "value = x[i]": "value = np.copy(x[i])"},
)
def numerical_gradient_of_one_dimension():
    """1 次元では合っていますが、行列では x[i] が 1 行全体を指すので、1 行を一度に動かしています。
    np.ndindex(x.shape) や np.nditer で、要素を 1 個ずつ回ってください。
    |
    A 1-D x is right, but in a matrix x[i] is a whole row, which moves all at once. Go through the elements
    one by one, with np.ndindex(x.shape) or np.nditer.
    """


@mistake(
    "numerical_gradient",
    {"in np.ndindex(x.shape)": "in range(x.size)", "value = x[i]": "value = np.copy(x[i])"},
)
def numerical_gradient_counting_all_elements():
    """1 次元では合っていますが、2 次元以上では番号が配列の外に出ています。x.size は全部の要素の個数で、
    x[i] は最初の軸だけを数えます。np.ndindex(x.shape) や np.nditer なら、何次元でも 1 個ずつ回れます。
    |
    A 1-D x is right, but with more dimensions the index runs out of the array: x.size counts all elements,
    while x[i] counts along the first axis only. np.ndindex(x.shape) or np.nditer goes through any shape.
    """


@mistake("numerical_gradient")
def numerical_gradient_of_two_dimensions(f, x):
    """2 次元までは合っていますが、3 次元以上の x で違います。行と列の 2 重ループの代わりに、
    np.ndindex(x.shape) や np.nditer を使うと、何次元でも同じ書き方になります。
    |
    Up to 2-D this is right, but not for an x of more dimensions. With np.ndindex(x.shape) or np.nditer in
    place of two nested loops, one form serves every shape.
    """
    if x.ndim == 1:
        return numerical_gradient_of_one_dimension.implementation(f, x)
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            value = np.copy(x[i, j])
            x[i, j] = value + h
            plus = f(x)
            x[i, j] = value - h
            minus = f(x)
            grad[i, j] = (plus - minus) / (2 * h)
            x[i, j] = value
    return grad


@mistake("numerical_gradient")
def numerical_gradient_row_by_row(f, x):
    """行列の 1 行ずつを f に渡しています。ここでの f は x 全体を受け取る関数です。要素を 1 個動かした x を、
    いつも丸ごと渡してください。
    |
    f is given one row of the matrix at a time. Here f is a function of the whole of x: with one element
    moved, always hand over all of x.
    """
    if x.ndim == 1:
        return numerical_gradient(f, x)
    return np.array([numerical_gradient(f, row) for row in x])


@mistake("numerical_gradient")
def numerical_gradient_of_numbers(f, x):
    """f に数 1 個を渡しています。f が受け取るのは x 全体です。x の要素を 1 個だけ動かして、
    f(x) を計算してください。
    |
    f is given a single number, but it takes the whole of x. Move one element of x, and compute f(x).
    """
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        grad[i] = (f(x[i] + h) - f(x[i] - h)) / (2 * h)
    return grad


@mistake("numerical_gradient")
def numerical_gradient_returning_in_the_loop(f, x):
    """最初の要素だけが求まり、残りが 0 のままです。return が for の中に字下げされていないか、
    確かめてください。
    |
    Only the first element is computed, the others are still 0. Check whether the return is indented into
    the for loop.
    """
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = value + h
        plus = f(x)
        x[i] = value - h
        minus = f(x)
        grad[i] = (plus - minus) / (2 * h)
        x[i] = value
        return grad
    return grad


@mistake("numerical_gradient")
def numerical_gradient_without_parentheses(f, x):
    """/ 2 * h は「2 で割ってから h を掛ける」計算です。分母全体をかっこに入れて / (2 * h) としてください。
    |
    / 2 * h divides by 2 and then multiplies by h. Put the whole denominator in parentheses: / (2 * h).
    """
    h = 1e-4
    return numerical_gradient(f, x) * h * h


@mistake("numerical_gradient")
def numerical_gradient_returning_to_x(f, x):
    """値が半分です。2 度目に動かすとき、すでに h を足した x[i] から h を引いていませんか。x − h ではなく元の
    x に戻っただけになります。取っておいた元の値から h を引いてください。
    |
    The values are about half. Is h, the second time, subtracted from an x[i] that already has h added?
    That only leads back to x, not to x − h. Subtract h from the value you kept.
    """
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = x[i] + h
        plus = f(x)
        x[i] = x[i] - h
        minus = f(x)
        grad[i] = (plus - minus) / (2 * h)
        x[i] = value
    return grad


@mistake("numerical_gradient")
def numerical_gradient_forward(f, x):
    """前方差分になっていて、誤差が残ります。要素ごとに x + h と x − h の両側で f を計算し、
    2h で割る中心差分にしてください。
    |
    This is the forward difference, and its error shows. For each element compute f on both sides, x + h
    and x − h, and divide by 2h: the central difference.
    """
    h = 1e-4
    grad = np.zeros_like(x)
    here = f(x)
    for i in np.ndindex(x.shape):
        value = x[i]
        x[i] = value + h
        grad[i] = (f(x) - here) / h
        x[i] = value
    return grad


@mistake("numerical_gradient")
def numerical_gradient_of_a_copy(f, x):
    """x のコピーを動かしているので、引数を見ずに x そのものを見る関数（ニューラルネットワークの損失）では、
    勾配が 0 になってしまいます。x の要素をその場で動かして f(x) を計算し、そのあと元に戻してください。
    |
    A copy of x is moved, so a function that looks at x itself and not at its argument, as the loss of a
    network does, gets the gradient 0. Move the element of x itself, compute f(x), and put it back.
    """
    return numerical_gradient(f, x.copy())


@mistake("numerical_gradient")
def numerical_gradient_left_flat(f, x):
    """値は合っていますが、結果が 1 次元になっています。勾配は x と同じ形にして返します。np.zeros_like(x)
    で用意しておくと、形がそろいます。
    |
    The values are right, but the result is 1-D. The gradient has the shape of x; np.zeros_like(x) prepares
    an array of that shape.
    """
    return numerical_gradient(f, x).ravel()


@mistake("plot_gradient_field")
def plot_gradient_field_uphill(ax, f, x0, x1):
    """矢印が上り坂を向いています。勾配は「いちばん増える向き」なので、マイナスを付けて、
    減る向きにしてください。
    |
    The arrows point uphill. The gradient is the direction of steepest increase: put a minus before it, so
    that they point downhill.
    """
    X, Y, U, V = field(f, x0, x1)
    ax.quiver(X, Y, -U, -V)
    return X, Y, -U, -V


@mistake("plot_gradient_field")
def plot_gradient_field_with_u_and_v_swapped(ax, f, x0, x1):
    """U と V が入れ替わっています。U は x0 の向き（横）、V は x1 の向き（縦）の成分です。
    |
    U and V are the wrong way round. U is the component along x0 (across), V the one along x1 (up).
    """
    X, Y, U, V = field(f, x0, x1)
    ax.quiver(X, Y, V, U)
    return X, Y, V, U


@mistake("plot_gradient_field")
def plot_gradient_field_with_x_and_y_swapped(ax, f, x0, x1):
    """X と Y が入れ替わっています。np.meshgrid には横の座標 x0 を先に、縦の座標 x1 をあとに渡します。
    |
    X and Y are the wrong way round. np.meshgrid takes x0, the coordinates across, first, and x1, those
    upward, second.
    """
    X, Y, U, V = field(f, x1, x0)
    ax.quiver(X, Y, U, V)
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_transposed(ax, f, x0, x1):
    """返す配列が転置されています。形は (len(x1), len(x0)) で、縦に x1、横に x0 が並びます（np.meshgrid の
    indexing は既定の "xy" のままにします）。
    |
    The arrays that come back are transposed. Their shape is (len(x1), len(x0)): x1 runs down, x0 across.
    Leave the indexing of np.meshgrid at its default, "xy".
    """
    X, Y, U, V = (array.T for array in field(f, x0, x1))
    ax.quiver(X, Y, U, V)
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_of_all_points_at_once(ax, f, x0, x1):
    """格子点をまとめて 1 つの配列にして、numerical_gradient に渡しています。ここでの f が受け取るのは、
    1 つの点の座標 2 個だけです。格子点を 1 つずつ、np.array([横, 縦]) にして渡してください。
    |
    All grid points are handed to numerical_gradient at once. The f here takes the two coordinates of one
    point: hand over the grid points one by one, as np.array([across, up]).
    """
    X, Y = np.meshgrid(x0, x1)
    gradient = numerical_gradient(f, np.array([X, Y]))
    U, V = -gradient[0], -gradient[1]
    ax.quiver(X, Y, U, V)
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_on_other_axes(ax, f, x0, x1):
    """渡された ax に矢印がありません。plt.quiver は「今の図」に描きます。引数の ax に、ax.quiver(…)
    で描いてください。
    |
    There are no arrows on the axes that were given. plt.quiver draws on whatever figure is current: draw
    on the argument, with ax.quiver(…).
    """
    X, Y, U, V = field(f, x0, x1)
    plt.quiver(X, Y, U, V)
    plt.close()
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_of_unit_arrows(ax, f, x0, x1):
    """矢印の長さが全部同じになっています。長さは坂の急さを表すので、そろえずに、勾配の大きさのままにします。
    |
    All arrows have the same length. Their length tells how steep the slope is: keep the size of the
    gradient.
    """
    X, Y, U, V = field(f, x0, x1)
    length = np.sqrt(U**2 + V**2) + 1e-12
    ax.quiver(X, Y, U / length, V / length)
    return X, Y, U / length, V / length


@mistake("plot_gradient_field")
def plot_gradient_field_without_return(ax, f, x0, x1):
    """図には描けていますが、None が返っています。X、Y、U、V の 4 つを return で返してください。
    |
    The picture is there, but None comes back. Return the four arrays X, Y, U and V.
    """
    ax.quiver(*field(f, x0, x1))


@mistake("plot_gradient_field")
def plot_gradient_field_drawn_uphill(ax, f, x0, x1):
    """返す U、V は合っていますが、図に描いた矢印は逆向きです。ax.quiver にも、
    マイナスを付けた勾配を渡してください。
    |
    The U and V that come back are right, but the arrows in the picture point the other way. Give minus the
    gradient to ax.quiver too.
    """
    X, Y, U, V = field(f, x0, x1)
    ax.quiver(X, Y, -U, -V)
    return X, Y, U, V


@mistake("gradient_descent")
def gradient_descent_uphill(f, init_x, lr=0.01, step_num=100):
    """勾配を足しているので、坂を上っています。小さくしたいときは、学習率 × 勾配を x から引きます。
    |
    The gradient is added, which climbs the hill. To go down, subtract the learning rate times the gradient
    from x.
    """
    return reference.gradient_descent(f, init_x, -lr, step_num)


@mistake("gradient_descent")
def gradient_descent_one_step_short(f, init_x, lr=0.01, step_num=100):
    """進む回数が 1 回足りません。range(step_num) は、ちょうど step_num 回繰り返します。
    |
    One step is missing. range(step_num) repeats exactly step_num times.
    """
    return reference.gradient_descent(f, init_x, lr, step_num - 1)


@mistake("gradient_descent")
def gradient_descent_one_step_more(f, init_x, lr=0.01, step_num=100):
    """進む回数が 1 回多くなっています。range(step_num) は、ちょうど step_num 回繰り返します。
    |
    There is one step too many. range(step_num) repeats exactly step_num times.
    """
    return reference.gradient_descent(f, init_x, lr, step_num + 1)


@mistake("gradient_descent")
def gradient_descent_with_one_gradient(f, init_x, lr=0.01, step_num=100):
    """勾配を出発点で 1 回だけ求めて、使い回しています。1 歩進むと勾配も変わるので、毎回、今の x
    で求め直してください。
    |
    The gradient is computed once, at the start, and used again and again. It changes with every step:
    compute it anew at the current x each time.
    """
    return init_x - step_num * lr * numerical_gradient(f, init_x)


@mistake("gradient_descent")
def gradient_descent_from_the_start_each_time(f, init_x, lr=0.01, step_num=100):
    """毎回、出発点 init_x から引いているので、前の 1 歩が消えています。勾配を引くのは、今の x からです。
    |
    Each step is subtracted from the starting point init_x, and the step before it is lost. Subtract from
    the current x.
    """
    x = init_x
    for _ in range(step_num):
        x = init_x - lr * numerical_gradient(f, x)
    return x


@mistake("gradient_descent")
def gradient_descent_without_learning_rate(f, init_x, lr=0.01, step_num=100):
    """学習率が掛かっていません。1 回に進むのは「lr × 勾配」の分です。
    |
    The learning rate is not used. One step is lr times the gradient.
    """
    return reference.gradient_descent(f, init_x, 1.0, step_num)


@mistake("gradient_descent")
def gradient_descent_returning_in_the_loop(f, init_x, lr=0.01, step_num=100):
    """何回進むように言われても、1 回で終わっています。return が for の中に字下げされていないか、
    確かめてください。
    |
    It ends after one step, however many are asked for. Check whether the return is indented into the for
    loop.
    """
    x = init_x
    for _ in range(step_num):
        x = x - lr * numerical_gradient(f, x)
        return x
    return x


@mistake("gradient_descent")
def gradient_descent_returning_the_value(f, init_x, lr=0.01, step_num=100):
    """着いた点での f の値を返しています。返すのは点 x のほうです。
    |
    This returns the value of f at the end point. Return the point x itself.
    """
    return f(reference.gradient_descent(f, init_x, lr, step_num))


@mistake("gradient_descent")
def gradient_descent_with_fixed_learning_rate(f, init_x, lr=0.01, step_num=100):
    """引数の lr が効いていません。0.01 と書き込まずに、引数 lr を使ってください。
    |
    The argument lr has no effect. Use lr instead of writing 0.01 into the body.
    """
    return reference.gradient_descent(f, init_x, 0.01, step_num)


@mistake("descent_path")
def descent_path_of_one_array(f, init_x, lr, step_num):
    """どの行も同じ点になっています。append(x) は配列への参照を入れるだけなので、あとで x をその場で書き
    換えると、入れてあった全部の行が変わります。x.copy() を入れるか、x = x − … と新しい配列にしてください。
    |
    All rows are the same point. append(x) stores a reference to the array, so when x is changed in place
    later, every row stored so far changes with it. Append x.copy(), or make a new array with x = x − ….
    """
    x = init_x
    path = [x]
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
        path.append(x)
    return np.array(path)


@mistake("descent_path")
def descent_path_without_the_start(f, init_x, lr, step_num):
    """出発点の行がありません。1 歩目の前に、出発点も入れておいてください（全部で step_num + 1 行）。
    |
    The row of the starting point is missing. Put the start in before the first step: step_num + 1 rows in
    all.
    """
    path = reference.descent_path(f, init_x, lr, step_num)[1:]
    return path if step_num else np.array([])


@mistake("descent_path")
def descent_path_without_the_end(f, init_x, lr, step_num):
    """最後の点の行がありません。進む前の点だけを記録していませんか。最後の 1 歩のあとの点も要ります（全部で
    step_num + 1 行）。
    |
    The row of the end point is missing. Are only the points before each step recorded? The point after the
    last step is wanted too: step_num + 1 rows in all.
    """
    path = reference.descent_path(f, init_x, lr, step_num)[:-1]
    return path if step_num else np.array([])


@mistake("descent_path")
def descent_path_of_the_end_only(f, init_x, lr, step_num):
    """最後の点だけが返っています。途中の点も全部、1 行に 1 点ずつ並べてください。
    |
    Only the last point comes back. All points on the way are wanted, one a row.
    """
    return reference.descent_path(f, init_x, lr, step_num)[-1]


@mistake("descent_path")
def descent_path_transposed(f, init_x, lr, step_num):
    """行と列が逆です。1 行が 1 つの点になる形 (step_num + 1, D) にしてください。
    |
    Rows and columns are the wrong way round. Each row is one point: the shape is (step_num + 1, D).
    """
    return reference.descent_path(f, init_x, lr, step_num).T


@mistake("descent_path")
def descent_path_uphill(f, init_x, lr, step_num):
    """坂を上っています。学習率 × 勾配は、足さずに引きます。
    |
    This path climbs the hill. The learning rate times the gradient is subtracted, not added.
    """
    return reference.descent_path(f, init_x, -lr, step_num)


@mistake("descent_path")
def descent_path_with_one_gradient(f, init_x, lr, step_num):
    """出発点での勾配を使い回しているので、まっすぐ進み続けています。1 歩ごとに、
    今いる点で勾配を求め直してください。
    |
    The gradient of the starting point is used for every step, so the path runs straight on. Compute the
    gradient anew at each point.
    """
    steps = np.arange(step_num + 1).reshape(-1, 1)
    return init_x - steps * lr * numerical_gradient(f, init_x)


@mistake("SimpleNet", {"softmax(self.predict(x))": "self.predict(x)"})
class SimpleNetWithoutSoftmax:
    """predict は合っていますが、loss が点数をそのまま交差エントロピー誤差に渡しています。
    先に softmax で確率に変えてください。
    |
    predict is right, but loss hands the scores straight to the cross-entropy error. Turn them into
    probabilities with softmax first.
    """


@mistake(
    "SimpleNet",
    {
        "return np.dot(x, self.W)": "return softmax(np.dot(x, self.W))",
        "softmax(self.predict(x))": "self.predict(x)",
    },
)
class SimpleNetPredictingProbabilities:
    """loss は合っていますが、predict が確率を返しています。この演習の predict は、softmax の前の点数 x·W
    を返し、softmax は loss の中で使います。
    |
    loss is right, but predict returns probabilities. In this exercise predict returns the scores x·W;
    softmax has its place inside loss.
    """


@mistake("SimpleNet", {"return np.dot(x, self.W)": "return softmax(np.dot(x, self.W))"})
class SimpleNetWithSoftmaxTwice:
    """softmax を 2 回通しています。predict は点数 x·W を返すだけにして、softmax は loss の中で 1
    回だけ使ってください。
    |
    softmax is applied twice. Let predict return just the scores x·W, and use softmax once, inside loss.
    """


@mistake("SimpleNet", {"return np.dot(x, self.W)": "return np.dot(self.W, x)"})
class SimpleNetWithWFirst:
    """行列の積の順番が逆です。形 (D,) の x を左に、形 (D, M) の W を右に置くと、点数の形が (M,) になります。
    |
    The matrix product is the wrong way round. With x, of shape (D,), on the left and W, of shape (D, M),
    on the right the scores have the shape (M,).
    """


@mistake("SimpleNet", {"self.W = W": "self.W = np.random.default_rng(0).normal(size=np.shape(W))"})
class SimpleNetWithRandomWeights:
    """渡された W を使わず、乱数で重みを作っています。引数の W を self.W に入れてください。
    |
    The weights are made at random and the W that is given is not used. Store the argument W in self.W.
    """


@mistake(
    "SimpleNet",
    {"self.W = W": "self.weights = W", "return np.dot(x, self.W)": "return np.dot(x, self.weights)"},
)
class SimpleNetWithAnotherName:
    """重みを self.W という名前の属性に入れてください。外から network.W を見て、勾配を求めるのに使います。
    |
    Store the weights in an attribute of the name W, self.W: network.W is used from outside, to compute the
    gradient.
    """


@mistake("SimpleNet")
class SimpleNetWithSquaredError:
    """predict は合っていますが、loss が 2 乗和誤差になっています。ここでは交差エントロピー誤差を使います。
    |
    predict is right, but loss is the sum of squared errors. Here the cross-entropy error is used.
    """

    def __init__(self, W):
        self.W = W

    def predict(self, x):
        return np.dot(x, self.W)

    def loss(self, x, t):
        y = softmax(self.predict(x))
        if np.size(t) != y.size:
            t = np.eye(y.shape[-1])[t]
        return np.sum((y - t) ** 2) / 2


class Network(reference.TwoLayerNet):
    """The right network: the mistakes below change one method each."""


@mistake("TwoLayerNet")
class TwoLayerNetWithRandomBiases(Network):
    """バイアスの初期値が乱数になっています。バイアスは np.zeros で 0 から始めます。
    |
    The biases start with random numbers. They start at 0, from np.zeros.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        self.params["b1"] = weight_init_std * np.random.default_rng(0).normal(size=hidden_size)
        self.params["b2"] = weight_init_std * np.random.default_rng(1).normal(size=output_size)


@mistake("TwoLayerNet")
class TwoLayerNetWithUnscaledWeights(Network):
    """重みに weight_init_std が掛かっていません。標準正規分布の乱数に掛けると、標準偏差が weight_init_std
    になります。
    |
    The weights are not multiplied by weight_init_std. Times numbers from the standard normal distribution,
    it becomes their standard deviation.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 1.0)


@mistake("TwoLayerNet")
class TwoLayerNetWithFixedSpread(Network):
    """引数の weight_init_std が効いていません。0.01 と書き込まずに、引数を使ってください。
    |
    The argument weight_init_std has no effect. Use it instead of writing 0.01 into the body.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 0.01)


@mistake("TwoLayerNet")
class TwoLayerNetWithZeroWeights(Network):
    """重みがすべて 0 から始まっています。それでは隠れ層のどのニューロンも同じ勾配になり、
    いつまでも同じ動きをします。乱数でばらばらにしてください。
    |
    All weights start at 0. Then every hidden neuron gets the same gradient and they all do the same for
    ever. Random numbers make them differ.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 0.0)


@mistake("TwoLayerNet")
class TwoLayerNetWithUniformWeights(Network):
    """重みが 0 以上の数だけで、平均が 0 になっていません。np.random.rand は 0 から 1 の一様乱数です。
    正規分布の乱数は np.random.randn です。
    |
    The weights are never negative, and their mean is not 0. np.random.rand is uniform from 0 to 1; the
    normal distribution is np.random.randn.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        rng = np.random.default_rng(0)
        for key in ("W1", "W2"):
            self.params[key] = weight_init_std * rng.random(size=self.params[key].shape)


@mistake("TwoLayerNet")
class TwoLayerNetWithTransposedShapes(Network):
    """W1 の形が (hidden_size, input_size) のように逆になっています。x を左から掛けるので、W1 は (input_size,
    hidden_size)、W2 は (hidden_size, output_size) です。
    |
    The shapes of W1 and W2 are the wrong way round. As x stands on the left of the product, W1 is
    (input_size, hidden_size) and W2 is (hidden_size, output_size).
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        for key in ("W1", "W2"):
            self.params[key] = self.params[key].T


@mistake("TwoLayerNet")
class TwoLayerNetWithoutSigmoid(Network):
    """隠れ層の sigmoid が抜けています。x·W1 + b1 を sigmoid に通してから、2 層目に渡してください。
    |
    The sigmoid of the hidden layer is missing. Pass x·W1 + b1 through sigmoid before it goes to the second
    layer.
    """

    def predict(self, x):
        z = np.dot(x, self.params["W1"]) + self.params["b1"]
        return softmax(np.dot(z, self.params["W2"]) + self.params["b2"])


@mistake("TwoLayerNet")
class TwoLayerNetWithoutSoftmax(Network):
    """predict の最後に softmax がありません。このクラスの predict は、和が 1 になる確率を返します。
    |
    predict ends without softmax. In this class predict returns probabilities that sum to 1.
    """

    def predict(self, x):
        z = sigmoid(np.dot(x, self.params["W1"]) + self.params["b1"])
        return np.dot(z, self.params["W2"]) + self.params["b2"]


@mistake("TwoLayerNet")
class TwoLayerNetWithRelu(Network):
    """隠れ層の活性化関数が ReLU になっています。この演習ではシグモイド関数を使います。
    |
    The hidden layer uses ReLU. In this exercise it is the sigmoid function.
    """

    def predict(self, x):
        z = np.maximum(0, np.dot(x, self.params["W1"]) + self.params["b1"])
        return softmax(np.dot(z, self.params["W2"]) + self.params["b2"])


@mistake("TwoLayerNet")
class TwoLayerNetWithLabelsAsOneHot(Network):
    """predict は合っていますが、loss がラベルの t に対応していません。t をそのまま掛けずに、
    両方の形に対応した cross_entropy_error を使ってください。
    |
    predict is right, but loss cannot deal with a t of labels. Do not multiply by t: use
    cross_entropy_error, which handles both forms.
    """

    def loss(self, x, t):
        y = self.predict(x)
        return -np.sum(t * np.log(y + 1e-7)) / len(y)


@mistake("TwoLayerNet")
class TwoLayerNetWithSoftmaxTwice(Network):
    """loss が確率にもう一度 softmax を通しています。predict がすでに確率を返すので、
    そのまま誤差の関数に渡してください。
    |
    loss applies softmax to what already are probabilities. Hand what predict returns straight to the error
    function.
    """

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)


@mistake("TwoLayerNet")
class TwoLayerNetCountingRightAnswers(Network):
    """accuracy が正解の「個数」を返しています。データの個数で割って、0 から 1 の割合にしてください。
    |
    accuracy returns the number of right answers. Divide by the number of data to get a ratio from 0 to 1.
    """

    def accuracy(self, x, t):
        return float(np.sum(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1)))


@mistake("TwoLayerNet")
class TwoLayerNetWithArgmaxOfColumns(Network):
    """accuracy の argmax が列ごと（axis=0）になっています。データは 1 行に 1 個なので、行ごとに axis=1
    で求めます。
    |
    The argmax in accuracy works down the columns (axis=0). Each row is one datum: take it along axis=1.
    """

    def accuracy(self, x, t):
        return np.mean(np.argmax(self.predict(x), axis=0) == np.argmax(t, axis=0))


@mistake("TwoLayerNet")
class TwoLayerNetWithoutBiasGradients(Network):
    """勾配の辞書に、バイアス b1、b2 の勾配がありません。バイアスも学習するパラメータです。
    |
    The dict of gradients lacks those of the biases b1 and b2. The biases are parameters that learn too.
    """

    def numerical_gradient(self, x, t):
        grads = super().numerical_gradient(x, t)
        return {key: grads[key] for key in ("W1", "W2")}


@mistake("TwoLayerNet")
class TwoLayerNetMovingCopies(Network):
    """勾配がすべて 0 になっています。params のコピーを動かしていませんか。損失は self.params
    を見て計算されるので、self.params の配列そのものを numerical_gradient に渡してください。
    |
    All gradients are 0. Is it a copy of the params that moves? The loss looks at self.params: hand the
    very arrays in self.params to numerical_gradient.
    """

    def numerical_gradient(self, x, t):
        return {
            key: numerical_gradient(lambda _: self.loss(x, t), value.copy())
            for key, value in self.params.items()
        }


@mistake("TwoLayerNet")
class TwoLayerNetCallingItself(Network):
    """メソッドの numerical_gradient が、自分自身を呼び出し続けています。中で呼び出すのは、
    先に作った関数のほうです。self. を付けずに numerical_gradient(…) と書いてください。
    |
    The method numerical_gradient keeps calling itself. What it should call is the function you wrote
    earlier: numerical_gradient(…), without self.
    """

    def numerical_gradient(self, x, t):
        return {
            key: self.numerical_gradient(lambda _: self.loss(x, t), value)
            for key, value in self.params.items()
        }


@mistake("TwoLayerNet")
class TwoLayerNetWithFirstLayerTwice(Network):
    """2 層目の勾配に、1 層目のものが入っています。コピーした行の W1、b1 を直し忘れていないか
    確かめてください。
    |
    The gradients of the second layer are those of the first. Check the copied lines for a W1 or b1 that
    should read W2 or b2.
    """

    def numerical_gradient(self, x, t):
        grads = super().numerical_gradient(x, t)
        return {"W1": grads["W1"], "b1": grads["b1"], "W2": grads["W1"], "b2": grads["b1"]}


@mistake("train")
def train_uphill(network, x, t, iters, batch_size, lr, rng):
    """勾配を足しているので、損失が増えていきます。学習率 × 勾配は、パラメータから引きます。
    |
    The gradient is added, and the loss grows. Subtract the learning rate times the gradient from the
    parameters.
    """
    return reference.train(network, x, t, iters, batch_size, -lr, rng)


@mistake("train")
def train_on_one_batch(network, x, t, iters, batch_size, lr, rng):
    """毎回、同じミニバッチで更新しています。ミニバッチを選ぶ行を、繰り返しの中に入れてください。
    |
    Every update uses the same mini-batch. Move the line that draws it into the loop.
    """
    x_batch, t_batch = mini_batch(x, t, batch_size, rng)
    return [step(network, x_batch, t_batch, lr) for _ in range(iters)]


@mistake("train")
def train_on_all_data(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチを選ばずに、毎回すべてのデータを使っています。batch_size 個だけ選んでください。
    |
    All the data are used for every update. Draw a mini-batch of batch_size data.
    """
    return [step(network, x, t, lr) for _ in range(iters)]


@mistake("train")
def train_on_broken_pairs(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチの x と t を別々に選んでいるので、画像とラベルの対が壊れています。1 回の mini_batch
    で両方を受け取ってください。
    |
    x and t of the mini-batch are drawn separately, which breaks the pairs. Take both from one call of
    mini_batch.
    """
    return [
        step(network, mini_batch(x, t, batch_size, rng)[0], mini_batch(x, t, batch_size, rng)[1], lr)
        for _ in range(iters)
    ]


@mistake("train", {"network.params[key] -= lr * grads[key]": "value = network.params[key] - lr * grads[key]"})
def train_of_a_copy():
    """network.params が変わっていません。params をコピーしたものや、別の変数だけを更新していませんか。
    network.params[key] そのものを更新してください。
    |
    network.params does not change. Is it a copy, or another variable, that is updated? Update
    network.params[key] itself.
    """


@mistake("train", {"network.params[key] -= lr * grads[key]": "network.params[key] = lr * grads[key]"})
def train_overwriting_the_params():
    """params に「学習率 × 勾配」そのものを入れているので、それまでの値が消えています。= ではなく -= にして、
    元の値から引いてください。
    |
    The learning rate times the gradient takes the place of the params, and their old values are lost.
    Subtract it from them, with -= instead of =.
    """


@mistake("train")
def train_returning_in_the_loop(network, x, t, iters, batch_size, lr, rng):
    """何回更新するように言われても、1 回で終わっています。return が for の中に字下げされていないか、
    確かめてください。
    |
    It ends after one update, however many are asked for. Check whether the return is indented into the for
    loop.
    """
    return reference.train(network, x, t, 1, batch_size, lr, rng)


@mistake("train", {"for key in network.params:": 'for key in ("W1", "W2"):'})
def train_of_weights_only():
    """重み W1、W2 だけが更新され、バイアス b1、b2 が元のままです。params のすべてのキーを更新してください。
    |
    Only the weights W1 and W2 are updated; the biases b1 and b2 stay as they are. Update every key of
    params.
    """


@mistake("train")
def train_without_learning_rate(network, x, t, iters, batch_size, lr, rng):
    """学習率が掛かっていません。1 回の更新で引くのは「lr × 勾配」です。
    |
    The learning rate is not used. What an update subtracts is lr times the gradient.
    """
    return reference.train(network, x, t, iters, batch_size, 1.0, rng)


@mistake("train")
def train_returning_the_last_loss(network, x, t, iters, batch_size, lr, rng):
    """最後の損失 1 個だけが返っています。更新のたびに損失をリストに加えて、iters 個を返してください。
    |
    Only the last loss comes back. Append the loss at every update to a list, and return all iters of them.
    """
    return reference.train(network, x, t, iters, batch_size, lr, rng)[-1]


@mistake("train")
def train_without_return(network, x, t, iters, batch_size, lr, rng):
    """パラメータは更新できていますが、None が返っています。損失のリストを return で返してください。
    |
    The parameters are updated, but None comes back. Return the list of losses.
    """
    reference.train(network, x, t, iters, batch_size, lr, rng)


@mistake("train")
def train_one_update_short(network, x, t, iters, batch_size, lr, rng):
    """更新の回数が 1 回足りません。range(iters) は、ちょうど iters 回繰り返します。
    |
    One update is missing. range(iters) repeats exactly iters times.
    """
    return reference.train(network, x, t, iters - 1, batch_size, lr, rng)
