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
    """値が、2 乗の平均（平均 2 乗誤差）と同じです。ここで求めるのは「和の半分」です。
    要素の個数で割っていませんか。
    |
    The value is the mean of the squares. What is asked for is half of their sum. Is it divided by the
    number of elements?
    """
    return np.mean((y - t) ** 2)


@mistake("sum_squared_error")
def sum_squared_error_as_half_of_the_mean(y, t):
    """値が、2 乗の平均の半分と同じです。½ は掛かっていますが、和の代わりに平均を取っていませんか。
    |
    The value is half the mean of the squares. The ½ is there, but is a mean taken in place of the sum?
    """
    return 0.5 * np.mean((y - t) ** 2)


@mistake("sum_squared_error")
def sum_squared_error_squaring_the_sum(y, t):
    """値が、「差の和」の 2 乗の半分と同じです。これでは正の差と負の差が打ち消し合います。
    2 乗と和の順番が逆になっていませんか。
    |
    The value is half the square of the sum of the differences, in which positive and negative ones
    cancel. Are the square and the sum taken in the wrong order?
    """
    return 0.5 * np.sum(y - t) ** 2


@mistake("sum_squared_error")
def sum_squared_error_without_sum(y, t):
    """数 1 個ではなく、要素ごとの値の配列が返っています。誤差は 1 個の数です。最後に和を取っていますか。
    |
    An array comes back, a value for each element. The error is a single number: is the sum taken?
    """
    return 0.5 * (y - t) ** 2


@mistake("sum_squared_error")
def sum_squared_error_of_absolute_values(y, t):
    """値が、差の絶対値の和の半分と同じです。差を 2 乗していますか（Python の 2 乗は ** 2 です）。
    |
    The value is half the sum of the absolute differences. Are the differences squared? (In Python a
    square is written ** 2.)
    """
    return 0.5 * np.sum(np.abs(y - t))


@mistake("sum_squared_error")
def sum_squared_error_with_a_caret(y, t):
    """Python の ^ は累乗ではなく、ビットごとの演算です。2 乗のつもりで ^ を使っていませんか。
    2 乗は ** 2 と書きます。
    |
    In Python ^ is not a power but a bitwise operation. Is it used for a square? A square is written ** 2.
    """
    return 0.5 * np.sum((y - t) ^ 2)


@mistake("sum_squared_error")
def sum_squared_error_changing_y(y, t):
    """値は合っていますが、受け取った y が書き換わっています。-= のように、元の配列をその場で変える書き方をし
    ていませんか。
    |
    The value is right, but the y that came in is changed. Is there something like -=, which changes an
    array in place?
    """
    y -= t
    return 0.5 * np.sum(y**2)


@mistake("cross_entropy_error")
def cross_entropy_error_of_log_zero(y, t):
    """正解のクラスの確率がちょうど 0 のとき、結果が inf（無限大）になっています。log の中に、
    小さな数を足していますか。
    |
    Where the right class has a probability of exactly 0, the result is inf, infinity. Is a small number
    added inside the log?
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    return -np.mean(np.log(y[np.arange(len(y)), t]))


@mistake("cross_entropy_error")
def cross_entropy_error_summed_over_the_batch(y, t):
    """データ 1 個では合っていますが、バッチでは全データの和になっています。平均にするための、
    データの個数 N での割り算が抜けていませんか。
    |
    One datum is right, but a batch gives the sum over all examples. Is the division by their number N,
    which makes it the mean, missing?
    """
    y = np.atleast_2d(y)
    return len(y) * cross_entropy_error(y, t)


@mistake("cross_entropy_error")
def cross_entropy_error_averaged_over_classes(y, t):
    """どの場合も、正しい値をクラスの個数で割った値になっています。割るのはデータの個数 N だけです。
    クラスも含めた全要素の平均を取っていませんか。
    |
    In every case the value is the right one divided by the number of classes. Only the number of examples
    N divides it: is the mean taken over all elements, classes included?
    """
    return cross_entropy_error(y, t) / np.shape(y)[-1]


@mistake("cross_entropy_error")
def cross_entropy_error_dividing_one_datum(y, t):
    """バッチでは合っていますが、データ 1 個（1 次元の y）では、正しい値をクラスの個数で割った値になっていま
    す。1 次元の y の長さは、データの個数ではありません。それで割っていませんか。
    |
    A batch is right, but for one datum, a 1-D y, the value is the right one divided by the number of
    classes. The length of a 1-D y is not the number of examples: is it used to divide?
    """
    loss = cross_entropy_error(y, t)
    return loss / len(y) if np.ndim(y) == 1 else loss


@mistake("cross_entropy_error")
def cross_entropy_error_of_one_hot_only(y, t):
    """t が one-hot 表現なら合っていますが、ラベル（2 や 7 のような番号）では違います。
    ラベルを log y にそのまま掛けていませんか。ラベルは、正解のクラスの確率を y から取り出すために使います。
    |
    With t in one-hot form this is right, with labels (numbers such as 2 or 7) it is not. Is log y
    multiplied by the labels themselves? Labels serve to pick the probability of the right class out of y.
    """
    if np.ndim(y) == 1:
        y, t = y.reshape(1, -1), np.reshape(t, (1, -1))
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]


@mistake("cross_entropy_error")
def cross_entropy_error_of_labels_only(y, t):
    """ラベルでは合っていますが、t が one-hot 表現のときは違います。one-hot 表現の 0 と 1 を、
    クラスの番号として使っていませんか。one-hot 表現かどうかは、要素の個数でわかります。
    |
    Labels are right, but a t in one-hot form is not. Are its zeros and ones used as class numbers? The
    number of elements tells whether t is one-hot.
    """
    y = np.atleast_2d(y)
    picked = y[np.arange(len(y)), np.asarray(t).astype(int)]
    return -np.sum(np.log(picked + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_of_all_columns(y, t):
    """データ 1 個では合っていますが、バッチの値は、どの行からもすべてのデータの正解の列を取り出したときのも
    の（(N, N) 個の和）です。i 行目から取り出すのは t[i] 列だけです。行の番号も組にして渡していますか。
    |
    One datum is right, but the value for a batch is that of picking, from every row, the columns of all
    labels: N×N values are summed. From row i only column t[i] is wanted. Are row numbers given along with t?
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    return -np.sum(np.log(y[:, np.atleast_1d(t)] + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_with_one_argmax(y, t):
    """one-hot 表現のバッチで、どのデータにも 1 個目のデータのラベルが使われたときの値になっています。
    ラベルに直すとき、行ごとの argmax を取っていますか（axis を付けない argmax は、行列全体から 1 つの番号を
    選びます）。
    |
    For a batch in one-hot form, the value is that of giving every example the label of the first. Is the
    argmax taken of each row? (Without an axis it picks one number for the whole matrix.)
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(t)
    return -np.sum(np.log(y[np.arange(len(y)), t] + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_with_a_large_delta(y, t):
    """損失の値がずれています。log の中に足す数が大きすぎませんか。1e-7 か、それより小さな数なら、
    値はほとんど変わりません。
    |
    The loss is shifted. Is the number added inside the log too large? With 1e-7 or less the value hardly
    changes.
    """
    y = np.atleast_2d(y)
    if np.size(t) == y.size:
        t = np.argmax(np.reshape(t, y.shape), axis=1)
    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-4))


@mistake("cross_entropy_error")
def cross_entropy_error_with_log10(y, t):
    """値が、常用対数（底が 10 の対数）を使ったときのものです。ここで使うのは自然対数です。
    |
    The value is that of the logarithm to base 10. The one needed here is the natural logarithm.
    """
    return cross_entropy_error(y, t) / np.log(10)


@mistake("cross_entropy_error")
def cross_entropy_error_with_log2(y, t):
    """値が、底が 2 の対数を使ったときのものです。ここで使うのは自然対数です。
    |
    The value is that of the logarithm to base 2. The one needed here is the natural logarithm.
    """
    return cross_entropy_error(y, t) / np.log(2)


@mistake("cross_entropy_error")
def cross_entropy_error_without_minus(y, t):
    """符号が逆です。確率の log は 0 以下なのに、損失は 0 以上の数です。式の先頭のマイナスが抜けていません
    か。
    |
    The sign is the opposite. The log of a probability is never above 0, yet the loss is never below it.
    Is the minus in front of the formula missing?
    """
    return -cross_entropy_error(y, t)


@mistake("cross_entropy_error")
def cross_entropy_error_of_every_class(y, t):
    """値が、正解でないクラスの log(1 − y) も足したときのものです。ここで求める誤差には、
    正解のクラスの log y だけが残ります。
    |
    The value is what comes out when log(1 − y) of the other classes is added too. In the error asked for
    here only log y of the right class remains.
    """
    y = np.atleast_2d(y)
    if np.size(t) != y.size:
        t = np.eye(y.shape[1])[np.atleast_1d(t)]
    t = np.reshape(t, y.shape)
    return -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)) / len(y)


@mistake("cross_entropy_error")
def cross_entropy_error_of_the_answer(y, t):
    """値が、正解のクラスではなく、いちばん確率の高いクラスの確率を使ったときのものです。
    どのクラスが正解かは、t が教えてくれます。
    |
    The value is that of the most probable class, not of the right one. It is t that says which class is
    right.
    """
    return -np.mean(np.log(np.max(np.atleast_2d(y), axis=1) + 1e-7))


@mistake("cross_entropy_error")
def cross_entropy_error_changing_y(y, t):
    """値は合っていますが、受け取った y が書き換わっています。+= のように、元の配列をその場で変える書き方をし
    ていませんか。
    |
    The value is right, but the y that came in is changed. Is there something like +=, which changes an
    array in place?
    """
    y += 1e-7
    return cross_entropy_error(y, t)


@mistake("mini_batch")
def mini_batch_of_two_draws(x, t, batch_size, rng):
    """x の行と t の正解が対になっていません。x と t の番号を別々に選んでいませんか。
    番号は 1 回だけ選びます。
    |
    The rows of x and the right answers in t do not belong together. Are indices drawn twice, once for x
    and once for t? They are drawn just once.
    """
    return x[rng.choice(len(x), batch_size)], t[rng.choice(len(t), batch_size)]


@mistake("mini_batch")
def mini_batch_of_x_only(x, t, batch_size, rng):
    """x のものだけが返っています。return で、x のミニバッチと t のミニバッチの 2 つを、
    この順に並べていますか。
    |
    Only what belongs to x comes back. Does return give two things, the mini-batch of x and then that of
    t?
    """
    return x[rng.choice(len(x), batch_size)]


@mistake("mini_batch")
def mini_batch_of_the_first_rows(x, t, batch_size, rng):
    """いつも先頭の batch_size 個が返っています。rng を使って、データ全体からランダムに選んでいますか。
    |
    The first batch_size examples come back every time. Are they chosen at random from all the data, with
    rng?
    """
    return x[:batch_size], t[:batch_size]


@mistake("mini_batch")
def mini_batch_with_its_own_seed(x, t, batch_size, rng):
    """呼び出すたびに同じデータが選ばれています。関数の中で乱数の種を固定したり、生成器を作り直したりしていま
    せんか。受け取った rng を使ってください。
    |
    Every call chooses the same data. Is a seed fixed, or a new generator made, inside the function? Use
    the rng that comes in.
    """
    chosen = np.random.default_rng(0).choice(len(x), batch_size)
    return x[chosen], t[chosen]


@mistake("mini_batch")
def mini_batch_within_the_first_rows(x, t, batch_size, rng):
    """選ばれるのが、先頭の batch_size 個の中からだけです。番号を選ぶ範囲は、0 から「データの個数 − 1」までの
    全体になっていますか。
    |
    Only the first batch_size examples are ever chosen. Are the indices drawn from the whole range, 0 to
    the number of examples − 1?
    """
    chosen = rng.integers(0, batch_size, size=batch_size)
    return x[chosen], t[chosen]


@mistake("mini_batch")
def mini_batch_without_the_last_row(x, t, batch_size, rng):
    """最後のデータが一度も選ばれません。データの個数から 1 を引いていませんか。rng.integers(0, n) も
    rng.choice(n, …) も、0 から n − 1 までを選びます。
    |
    The last example is never chosen. Is 1 taken off the number of examples? rng.integers(0, n) and
    rng.choice(n, …) both run from 0 to n − 1.
    """
    chosen = rng.integers(0, len(x) - 1, size=batch_size)
    return x[chosen], t[chosen]


@mistake("mini_batch")
def mini_batch_shuffling_the_data(x, t, batch_size, rng):
    """元の x と t の順番が変わっています。データそのものを並べ替えていませんか。番号を選んで取り出せば、
    元の順番は変わりません。
    |
    The original x and t end up in another order. Are the data themselves rearranged? Choosing indices and
    taking those rows leaves the order alone.
    """
    order = rng.permutation(len(x))
    x[:], t[:] = x[order], t[order]
    return x[:batch_size].copy(), t[:batch_size].copy()


@mistake("mini_batch")
def mini_batch_of_one_row(x, t, batch_size, rng):
    """返ってきたデータの個数が batch_size ではなく 1 です。番号を batch_size 個選んで、
    その全部で取り出していますか。
    |
    One example comes back, not batch_size of them. Are batch_size indices drawn, and all of them used?
    """
    i = rng.integers(0, len(x), size=1)
    return x[i], t[i]


@mistake("numerical_diff")
def numerical_diff_forward(f, x):
    """値が、前方差分（x と x + h の 2 点の差）で求めたときのものです。x の両側の 2 点で f を計算しています
    か。前方差分の誤差は h に、中心差分の誤差は h² に比例します。
    |
    The value is that of a forward difference, from the points x and x + h. Is f computed at two points on
    both sides of x? The error of a forward difference is proportional to h, that of a central one to h².
    """
    h = 1e-4
    return (f(x + h) - f(x)) / h


@mistake("numerical_diff")
def numerical_diff_over_h(f, x):
    """値がちょうど 2 倍です。x − h から x + h までの幅は 2h です。h で割っていませんか。
    |
    The value is exactly double. From x − h to x + h the width is 2h: is it divided by h?
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / h


@mistake("numerical_diff")
def numerical_diff_without_parentheses(f, x):
    """値がほとんど 0 になっています（正しい値の h² 倍くらいです）。掛け算と割り算は、
    左から順に計算されます。2h で割るつもりで、2 で割ってから h を掛けていませんか。分母のかっこを確かめてく
    ださい。
    |
    The value is close to 0, about h² times the right one. Products and quotients are worked out from left
    to right: is it divided by 2 and then multiplied by h, where 2h should divide? Check the parentheses of
    the denominator.
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / 2 * h


@mistake("numerical_diff")
def numerical_diff_without_parentheses_above(f, x):
    """値が、f(x − h) だけを 2h で割ったときのものです。割り算は引き算より先に計算されます。
    分子全体がかっこに入っていますか。
    |
    The value is what comes out when only f(x − h) is divided by 2h. Division comes before subtraction: is
    the whole numerator in parentheses?
    """
    h = 1e-4
    return f(x + h) - f(x - h) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_with_a_vanishing_h(f, x):
    """どこでも 0 になっています。h が小さすぎませんか。小さすぎると、x + h と x がコンピュータの中で同じ数に
    なり、差が消えます。1e-4 くらいが目安です。
    |
    The result is 0 everywhere. Is h too small? If so, x + h and x are one and the same number in the
    computer, and the difference vanishes. Something like 1e-4 is good.
    """
    h = 1e-50
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_losing_its_digits(f, x):
    """値が大きくずれています。h が小さすぎませんか。小さすぎると、f(x + h) と f(x − h) がほとんど同じ数にな
    り、引き算で桁が失われます。1e-4 くらいが目安です。
    |
    The values are far off. Is h too small? If so, f(x + h) and f(x − h) are nearly the same number, and
    the subtraction loses their digits. Something like 1e-4 is good.
    """
    h = 1e-15
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_with_a_large_h(f, x):
    """直線では合っていますが、曲線では値がずれています。h が大きすぎませんか。大きいと、
    曲線の曲がりが誤差として見えます。1e-4 くらいが目安です。
    |
    For straight lines the value is right, for curves it is off. Is h too large? If so, the bend of the
    curve shows up as an error. Something like 1e-4 is good.
    """
    h = 0.1
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("numerical_diff")
def numerical_diff_with_wrong_sign(f, x):
    """符号が逆です。右の f(x + h) から左の f(x − h) を引いていますか。
    |
    The sign is the opposite. Is f(x − h), on the left, subtracted from f(x + h), on the right?
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
    """傾きは合っていますが、直線が縦軸と高さ f(x) で交わっています。f(x) は接点の高さで、
    切片ではありません。直線は接点 (x, f(x)) を通っていますか。
    |
    The slope is right, but the line crosses the vertical axis at f(x). That is the height at the point of
    contact, not the intercept. Does your line go through (x, f(x))?
    """
    slope, height = numerical_diff(f, x), f(x)
    return lambda t: slope * t + height


@mistake("tangent_line")
def tangent_line_with_wrong_sign(f, x):
    """傾きは合っていますが、直線が接点を通っていません。t = x を入れたときに f(x) になりますか。
    切片の式の符号を確かめてください。
    |
    The slope is right, but the line misses the point of contact. Put t = x into it: does it give f(x)?
    Check the signs in your intercept.
    """
    slope, height = numerical_diff(f, x), f(x)
    return lambda t: slope * t + (height + slope * x)


@mistake("tangent_line")
def tangent_line_through_the_origin(f, x):
    """傾きは合っていますが、直線が原点を通っています。接線は接点 (x, f(x)) を通る直線です。
    |
    The slope is right, but the line goes through the origin. The tangent goes through the point of
    contact, (x, f(x)).
    """
    slope = numerical_diff(f, x)
    return lambda t: slope * t


@mistake("tangent_line")
def tangent_line_without_height(f, x):
    """傾きは合っていますが、t = x での高さが 0 になっています。そこでの高さは f(x) のはずです。
    |
    The slope is right, but at t = x the height is 0. There it should be f(x).
    """
    slope = numerical_diff(f, x)
    return lambda t: slope * (t - x)


@mistake("tangent_line")
def tangent_line_as_numbers(f, x):
    """返ってきたものを、関数として呼び出せません。傾きや切片などの数を並べて返していませんか。
    lambda t: … や内側の def で作った「関数」を返してください。
    |
    What comes back cannot be called. Is it a row of numbers, such as slope and intercept? Return a
    function, made with lambda t: … or an inner def.
    """
    slope = numerical_diff(f, x)
    return slope, f(x) - slope * x


@mistake("tangent_line")
def tangent_line_as_one_number(f, x):
    """返ってきたものを、関数として呼び出せません。数を返していませんか。接線の高さを計算するのは、
    あとで t が渡されたときです。lambda t: … や内側の def で作った「関数」を返してください。
    |
    What comes back cannot be called. Is it a number? The height is to be computed later, when t is given:
    return a function, made with lambda t: … or an inner def.
    """
    return f(x)


@mistake("tangent_line")
def tangent_line_with_slope_at_t(f, x):
    """値が、接点 x ではなく t での微分を傾きにしたときのものです。接線の傾きは接点での微分だけで決まり、
    どこでも同じです。
    |
    The value is what comes out when the derivative at t, not at the point of contact x, is the slope. The
    slope of a tangent is the derivative at x, the same all along the line.
    """
    height = f(x)
    return lambda t: numerical_diff(f, t) * (t - x) + height


@mistake("tangent_line")
def tangent_line_as_the_curve(f, x):
    """接線ではなく、曲線 f そのものの値になっています。接線は、傾きが一定の直線です。
    返す関数の引数の名前も x にしていませんか。そうすると接点の x が隠れて、使えなくなります。
    |
    These are the values of the curve f itself. The tangent is a straight line, with one slope throughout.
    Is the argument of the function you return called x as well? That would hide the x of the point of
    contact.
    """
    return lambda t: f(t)


@mistake("partial_diff", {"x[i] = value\n    return": "return"})
def partial_diff_leaving_x_changed():
    """値は合っていますが、呼び出したあと、x[i] がずれたままです。動かす前の値を取っておいて、
    最後に入れ直していますか。
    |
    The value is right, but after the call x[i] stays moved. Is its value kept before it moves, and put
    back at the end?
    """


@mistake("partial_diff")
def partial_diff_with_rounding_left(f, x, i):
    """値は合っていて、x もほとんど元どおりですが、最後のビットが違います。動かす前の値を取っておいて、
    それを入れ直していますか。h を足したり引いたりして戻すと、丸め誤差が残ります。
    |
    The value is right, and x is almost as it was, but its last bits differ. Is the value kept before it
    moves, and put back? Adding and subtracting h leaves rounding errors.
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
    """値が、すべての変数についての偏微分の合計になっています。すべての変数を一度に動かしていませんか。
    偏微分で動かすのは i 番目の変数だけで、ほかは止めておきます。
    |
    The value is the sum of the partial derivatives with respect to all the variables. Do they all move at
    once? In a partial derivative only variable i moves; the others stay where they are.
    """
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


@mistake("partial_diff")
def partial_diff_of_two_names(f, x, i):
    """どの偏微分も 0 になっています。2 つの点のつもりの配列が、同じ 1 つの配列になっていませんか。y = x は、
    コピーを作らず、同じ配列にもう 1 つ名前を付けるだけです。
    |
    Every partial derivative is 0. Are what look like two points one and the same array? y = x makes no
    copy; it gives the same array another name.
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
    """値が、前方差分（x[i] と x[i] + h の 2 点の差）で求めたときのものです。x[i] の両側の 2 点で f を計算し
    ていますか。
    |
    The value is that of a forward difference, from x[i] and x[i] + h. Is f computed at two points on both
    sides of x[i]?
    """
    h = 1e-4
    y = x.copy()
    y[i] += h
    return (f(y) - f(x)) / h


@mistake("partial_diff")
def partial_diff_in_the_first_variable(f, x, i):
    """どの i でも、0 番目の変数についての偏微分になっています。引数 i を使っていますか。
    |
    Whatever i is, this is the partial derivative with respect to variable 0. Is the argument i used?
    """
    return reference.partial_diff(f, x, 0)


@mistake("partial_diff")
def partial_diff_of_a_number(f, x, i):
    """f に数 1 個を渡していませんか。f が受け取るのは、全部の変数を並べた配列です。i 番目だけを動かした配列
    を、丸ごと渡してください。
    |
    Is f given a single number? It takes the array of all variables: hand over a whole array, in which
    only element i has moved.
    """
    h = 1e-4
    return (f(x[i] + h) - f(x[i] - h)) / (2 * h)


@mistake("partial_diff")
def partial_diff_without_parentheses(f, x, i):
    """値がほとんど 0 になっています（正しい値の h² 倍くらいです）。掛け算と割り算は、
    左から順に計算されます。2h で割るつもりで、2 で割ってから h を掛けていませんか。分母のかっこを確かめてく
    ださい。
    |
    The value is close to 0, about h² times the right one. Products and quotients are worked out from left
    to right: is it divided by 2 and then multiplied by h, where 2h should divide? Check the parentheses of
    the denominator.
    """
    h = 1e-4
    return reference.partial_diff(f, x, i) * h * h


@mistake("numerical_gradient")
def numerical_gradient_leaving_x_changed(f, x):
    """呼び出したあと、x の要素が動いたままです。そのため、あとの要素の値も違ってきます。要素ごとに、
    f を計算し終えたら元の値に戻していますか。
    |
    After the call the elements of x stay moved, and so the values for later elements come out wrong too.
    Is the original value of each element put back as soon as f has been computed on both sides?
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
    """値は合っていますが、x の最後のビットが変わっています。動かす前の値を取っておいて、
    それを入れ直していますか。h を足したり引いたりして戻すと、丸め誤差が残ります。
    |
    The values are right, but the last bits of x have changed. Is the value kept before it moves, and put
    back? Adding and subtracting h leaves rounding errors.
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
    """1 次元では合っていますが、行列では、1 行を一度に動かしたときの値になっています。
    行列の x[i] は 1 行全体です。要素を 1 個ずつ回っていますか（np.ndindex や np.nditer が使えます）。
    |
    A 1-D x is right, but for a matrix the values are those of moving a whole row at once. In a matrix
    x[i] is a whole row: does your loop go through the elements one by one (with np.ndindex or np.nditer)?
    """


@mistake(
    "numerical_gradient",
    {"in np.ndindex(x.shape)": "in range(x.size)", "value = x[i]": "value = np.copy(x[i])"},
)
def numerical_gradient_counting_all_elements():
    """1 次元では合っていますが、2 次元以上では番号が配列の外に出ています。要素の個数 x.size まで数えていませ
    んか。x[i] の i は、最初の軸に沿った番号です。np.ndindex や np.nditer なら、何次元でも要素を 1 個ずつ回れ
    ます。
    |
    A 1-D x is right, but with more dimensions an index runs out of the array. Does it count up to the
    number of elements, x.size? The i of x[i] counts along the first axis. np.ndindex or np.nditer goes
    through the elements of any shape.
    """


@mistake("numerical_gradient")
def numerical_gradient_of_two_dimensions(f, x):
    """2 次元までは合っていますが、3 次元以上の x で違います。行と列の 2 重のループになっていませんか。
    np.ndindex や np.nditer を使うと、何次元でも同じ書き方になります。
    |
    Up to 2-D this is right, but not for an x of more dimensions. Are there two nested loops, for rows and
    columns? With np.ndindex or np.nditer one form serves every shape.
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
    """1 次元では合っていますが、行列では違います。行列の 1 行ずつを f に渡していませんか。
    ここでの f は x 全体を受け取る関数です。
    |
    A 1-D x is right, but a matrix is not. Is f given one row of the matrix at a time? Here f is a
    function of the whole of x.
    """
    if x.ndim == 1:
        return numerical_gradient(f, x)
    return np.array([numerical_gradient(f, row) for row in x])


@mistake("numerical_gradient")
def numerical_gradient_of_numbers(f, x):
    """f に数 1 個を渡していませんか。f が受け取るのは x 全体です。要素を 1 個だけ動かした x を、
    丸ごと渡してください。
    |
    Is f given a single number? It takes the whole of x: hand over all of x, with one element moved.
    """
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        grad[i] = (f(x[i] + h) - f(x[i] - h)) / (2 * h)
    return grad


@mistake("numerical_gradient")
def numerical_gradient_returning_in_the_loop(f, x):
    """最初の要素だけが求まり、残りが 0 のままです。return が for の中に字下げされていませんか。
    |
    Only the first element is computed, the others are still 0. Is the return indented into the for loop?
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
    """値がほとんど 0 になっています（正しい値の h² 倍くらいです）。掛け算と割り算は、
    左から順に計算されます。2h で割るつもりで、2 で割ってから h を掛けていませんか。分母のかっこを確かめてく
    ださい。
    |
    The values are close to 0, about h² times the right ones. Products and quotients are worked out from
    left to right: is it divided by 2 and then multiplied by h, where 2h should divide? Check the parentheses
    of the denominator.
    """
    h = 1e-4
    return numerical_gradient(f, x) * h * h


@mistake("numerical_gradient")
def numerical_gradient_returning_to_x(f, x):
    """値がおよそ半分です。2 度目に動かすとき、すでに h を足した x[i] から h を引いていませんか。
    それでは x − h ではなく、元の x に戻るだけです。
    |
    The values are about half. Is h, the second time, subtracted from an x[i] that already has h added?
    That only leads back to x, not to x − h.
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
    """値が、前方差分（x と x + h の 2 点の差）で求めたときのものです。要素ごとに、両側の 2 点で f を計算して
    いますか。
    |
    The values are those of forward differences, from x and x + h. For each element, is f computed at two
    points, one on either side?
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
    """ほかは合っていますが、引数を見ずに x そのものを見る関数（ニューラルネットワークの損失など）では、
    勾配が 0 になっています。x そのものではなく、コピーを動かしていませんか。
    |
    All else is right, but for a function that looks at x itself and not at its argument, as the loss of a
    network does, the gradient is 0. Is it a copy that moves, and not x itself?
    """
    return numerical_gradient(f, x.copy())


@mistake("numerical_gradient")
def numerical_gradient_left_flat(f, x):
    """値は合っていますが、結果がいつも 1 次元になっています。勾配は x と同じ形です。
    入れ物を np.zeros_like(x) で作ると、形がそろいます。
    |
    The values are right, but the result is always 1-D. The gradient has the shape of x; np.zeros_like(x)
    makes an array of that shape to put it in.
    """
    return numerical_gradient(f, x).ravel()


@mistake("plot_gradient_field")
def plot_gradient_field_uphill(ax, f, x0, x1):
    """U と V の符号が逆で、矢印が上り坂を向いています。勾配は「いちばん増える向き」です。
    マイナスを付けましたか。
    |
    U and V have the opposite sign, and the arrows point uphill. The gradient is the direction of steepest
    increase: is there a minus before it?
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
    """X と Y が入れ替わっています。np.meshgrid には、横の座標を先に、縦の座標をあとに渡します。
    順番はそうなっていますか。
    |
    X and Y are the wrong way round. np.meshgrid takes the coordinates across first and those upward
    second: is this the order in which you hand them over?
    """
    X, Y, U, V = field(f, x1, x0)
    ax.quiver(X, Y, U, V)
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_transposed(ax, f, x0, x1):
    """返ってきた配列が、どれも転置されています。形は (len(x1), len(x0)) で、縦に x1、横に x0 が並びます。
    np.meshgrid の indexing を変えたり、.T を付けたりしていませんか。
    |
    All the arrays that come back are transposed. Their shape should be (len(x1), len(x0)): x1 runs down,
    x0 across. Is the indexing of np.meshgrid changed, or a .T put somewhere?
    """
    X, Y, U, V = (array.T for array in field(f, x0, x1))
    ax.quiver(X, Y, U, V)
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_of_all_points_at_once(ax, f, x0, x1):
    """格子点をまとめて 1 つの配列にして、f に渡していませんか。ここでの f が受け取るのは、
    1 つの点の座標 2 個だけです。勾配は、格子点を 1 つずつ回って求めます。
    |
    Are all grid points put into one array that goes to f? The f here takes the two coordinates of a
    single point: go through the grid points one by one to find the gradients.
    """
    X, Y = np.meshgrid(x0, x1)
    gradient = numerical_gradient(f, np.array([X, Y]))
    U, V = -gradient[0], -gradient[1]
    ax.quiver(X, Y, U, V)
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_on_other_axes(ax, f, x0, x1):
    """返ってきた値は合っていますが、渡された ax に矢印がありません。ほかの軸に描いていませんか。
    plt.quiver は「今の図」に描きます。
    |
    What comes back is right, but there are no arrows on the axes that were given. Are they drawn on other
    axes? plt.quiver draws on whatever figure is current.
    """
    X, Y, U, V = field(f, x0, x1)
    plt.quiver(X, Y, U, V)
    plt.close()
    return X, Y, U, V


@mistake("plot_gradient_field")
def plot_gradient_field_of_unit_arrows(ax, f, x0, x1):
    """矢印の向きは合っていますが、長さが全部 1 になっています。長さは坂の急さを表します。勾配を、
    その大きさで割っていませんか。
    |
    The arrows point the right way, but all have the length 1. Their length tells how steep the slope is:
    is the gradient divided by its size?
    """
    X, Y, U, V = field(f, x0, x1)
    length = np.sqrt(U**2 + V**2) + 1e-12
    ax.quiver(X, Y, U / length, V / length)
    return X, Y, U / length, V / length


@mistake("plot_gradient_field")
def plot_gradient_field_without_return(ax, f, x0, x1):
    """図には描けていますが、None が返っています。X、Y、U、V の 4 つを返していますか。
    |
    The picture is there, but None comes back. Are the four arrays X, Y, U and V returned?
    """
    ax.quiver(*field(f, x0, x1))


@mistake("plot_gradient_field")
def plot_gradient_field_drawn_uphill(ax, f, x0, x1):
    """返ってきた U、V は合っていますが、図に描かれた矢印は逆向きです。ax に描くときにも、
    マイナスを付けた勾配を使っていますか。
    |
    The U and V that come back are right, but the arrows in the picture point the other way. Is minus the
    gradient what you draw, too?
    """
    X, Y, U, V = field(f, x0, x1)
    ax.quiver(X, Y, -U, -V)
    return X, Y, U, V


@mistake("gradient_descent")
def gradient_descent_uphill(f, init_x, lr=0.01, step_num=100):
    """坂を上っています。学習率 × 勾配を足していませんか。f を小さくしたいときは引きます。
    |
    This climbs the hill. Is the learning rate times the gradient added? To make f smaller it is
    subtracted.
    """
    return reference.gradient_descent(f, init_x, -lr, step_num)


@mistake("gradient_descent")
def gradient_descent_one_step_short(f, init_x, lr=0.01, step_num=100):
    """着いた点が、1 回少なく進んだときのものです。range(step_num) は、ちょうど step_num 回繰り返します。
    |
    The end point is that of one step fewer. range(step_num) repeats exactly step_num times.
    """
    return reference.gradient_descent(f, init_x, lr, step_num - 1)


@mistake("gradient_descent")
def gradient_descent_one_step_more(f, init_x, lr=0.01, step_num=100):
    """着いた点が、1 回多く進んだときのものです。range(step_num) は、ちょうど step_num 回繰り返します。
    |
    The end point is that of one step more. range(step_num) repeats exactly step_num times.
    """
    return reference.gradient_descent(f, init_x, lr, step_num + 1)


@mistake("gradient_descent")
def gradient_descent_with_one_gradient(f, init_x, lr=0.01, step_num=100):
    """着いた点が、出発点での勾配のままで進み続けたときのものです。勾配を 1 回だけ求めて、
    使い回していませんか。1 歩進むと勾配も変わります。
    |
    The end point is that of going on with the gradient of the starting point. Is the gradient computed
    just once and used again and again? It changes with every step.
    """
    return init_x - step_num * lr * numerical_gradient(f, init_x)


@mistake("gradient_descent")
def gradient_descent_from_the_start_each_time(f, init_x, lr=0.01, step_num=100):
    """1 回進むだけなら合っていますが、2 回以上では違います。毎回、出発点 init_x から引いていませんか。
    そうすると、前の 1 歩が消えてしまいます。
    |
    One step is right, several are not. Is each step subtracted from the starting point init_x? Then the
    step before it is lost.
    """
    x = init_x
    for _ in range(step_num):
        x = init_x - lr * numerical_gradient(f, x)
    return x


@mistake("gradient_descent")
def gradient_descent_without_learning_rate(f, init_x, lr=0.01, step_num=100):
    """学習率を 1 としたときの点になっています。引数の lr を使っていますか。1 回に進むのは「lr × 勾配」の分で
    す。
    |
    These are the points of a learning rate of 1. Is the argument lr used? One step is lr times the
    gradient.
    """
    return reference.gradient_descent(f, init_x, 1.0, step_num)


@mistake("gradient_descent")
def gradient_descent_returning_in_the_loop(f, init_x, lr=0.01, step_num=100):
    """何回進むように言われても、1 回進んだ点が返っています。return が for の中に字下げされていませんか。
    |
    However many steps are asked for, the point after one step comes back. Is the return indented into the
    for loop?
    """
    x = init_x
    for _ in range(step_num):
        x = x - lr * numerical_gradient(f, x)
        return x
    return x


@mistake("gradient_descent")
def gradient_descent_returning_the_value(f, init_x, lr=0.01, step_num=100):
    """着いた点ではなく、その点での f の値が返っています。返すのは点のほうです。
    |
    What comes back is not the end point but the value of f there. Return the point.
    """
    return f(reference.gradient_descent(f, init_x, lr, step_num))


@mistake("gradient_descent")
def gradient_descent_with_fixed_learning_rate(f, init_x, lr=0.01, step_num=100):
    """lr に何を渡しても、0.01 で進んだ点になっています。引数の lr を使っていますか。
    |
    Whatever lr is, these are the points of a rate of 0.01. Is the argument lr used?
    """
    return reference.gradient_descent(f, init_x, 0.01, step_num)


@mistake("descent_path")
def descent_path_of_one_array(f, init_x, lr, step_num):
    """どの行も、最後の点と同じになっています。リストに入れた配列を、あとでその場で書き換えていませんか。
    append はコピーを作らないので、そうすると、前に入れた行も一緒に変わります。
    |
    All rows are the same as the last point. Is an array that is in the list changed in place later on?
    append makes no copy, so the rows stored before would change along with it.
    """
    x = init_x
    path = [x]
    for _ in range(step_num):
        x -= lr * numerical_gradient(f, x)
        path.append(x)
    return np.array(path)


@mistake("descent_path")
def descent_path_without_the_start(f, init_x, lr, step_num):
    """出発点の行がありません。1 歩目の前に、出発点を入れていますか（全部で step_num + 1 行です）。
    |
    The row of the starting point is missing. Is it put in before the first step? There are step_num + 1
    rows in all.
    """
    path = reference.descent_path(f, init_x, lr, step_num)[1:]
    return path if step_num else np.array([])


@mistake("descent_path")
def descent_path_without_the_end(f, init_x, lr, step_num):
    """最後の点の行がありません。進む前の点だけを記録していませんか（全部で step_num + 1 行です）。
    |
    The row of the end point is missing. Are only the points before each step recorded? There are step_num
    + 1 rows in all.
    """
    path = reference.descent_path(f, init_x, lr, step_num)[:-1]
    return path if step_num else np.array([])


@mistake("descent_path")
def descent_path_of_the_end_only(f, init_x, lr, step_num):
    """最後の点だけが返っています。途中の点も全部、1 行に 1 点ずつ並べてください。
    |
    Only the last point comes back. Return all points on the way, one in each row.
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
    """坂を上っています。学習率 × 勾配を足していませんか。f を小さくしたいときは引きます。
    |
    This path climbs the hill. Is the learning rate times the gradient added? To make f smaller it is
    subtracted.
    """
    return reference.descent_path(f, init_x, -lr, step_num)


@mistake("descent_path")
def descent_path_with_one_gradient(f, init_x, lr, step_num):
    """どの 1 歩も、1 歩目と同じだけ進んでいます。出発点での勾配を使い回していませんか。勾配は、
    1 歩ごとに変わります。
    |
    Every step is the same as the first. Is the gradient of the starting point used for all of them? The
    gradient changes with every step.
    """
    steps = np.arange(step_num + 1).reshape(-1, 1)
    return init_x - steps * lr * numerical_gradient(f, init_x)


@mistake("SimpleNet", {"softmax(self.predict(x))": "self.predict(x)"})
class SimpleNetWithoutSoftmax:
    """predict は合っていますが、loss が違います。点数を、softmax で確率にしないまま、
    交差エントロピー誤差に渡していませんか。
    |
    predict is right, but loss is not. Do the scores go to the cross-entropy error without softmax having
    turned them into probabilities?
    """


@mistake(
    "SimpleNet",
    {
        "return np.dot(x, self.W)": "return softmax(np.dot(x, self.W))",
        "softmax(self.predict(x))": "self.predict(x)",
    },
)
class SimpleNetPredictingProbabilities:
    """loss は合っていますが、predict が確率を返しています。この演習の predict が返すのは、
    softmax の前の点数です。
    |
    loss is right, but predict returns probabilities. In this exercise predict returns the scores, before
    softmax.
    """


@mistake("SimpleNet", {"return np.dot(x, self.W)": "return softmax(np.dot(x, self.W))"})
class SimpleNetWithSoftmaxTwice:
    """predict が確率を返し、loss の値は、softmax を 2 回通したときのものになっています。
    predict が返すのは点数で、softmax の出番は loss の中の 1 回だけです。
    |
    predict returns probabilities, and loss has the value of softmax applied twice. predict returns the
    scores; softmax is needed only once, inside loss.
    """


@mistake("SimpleNet", {"return np.dot(x, self.W)": "return np.dot(self.W, x)"})
class SimpleNetWithWFirst:
    """形が合わずに、計算が止まることがあります。行列の積の順番が逆になっていませんか。
    x の形は (D,) または (N, D)、W の形は (D, M) です。
    |
    There are shapes that do not fit, and the computation stops. Is the matrix product the wrong way
    round? x has the shape (D,) or (N, D), and W has (D, M).
    """


@mistake("SimpleNet", {"self.W = W": "self.W = np.random.default_rng(0).normal(size=np.shape(W))"})
class SimpleNetWithRandomWeights:
    """渡された W が、計算に使われていません。重みを乱数で作り直していませんか。この演習では、
    重みは引数で受け取ります。
    |
    The W that is given does not enter the results. Are the weights made anew at random? In this exercise
    they come as an argument.
    """


@mistake(
    "SimpleNet",
    {"self.W = W": "self.weights = W", "return np.dot(x, self.W)": "return np.dot(x, self.weights)"},
)
class SimpleNetWithAnotherName:
    """network.W という属性が見つかりません。重みを self.W という名前で覚えていますか。勾配を求めるときに、
    外からこの名前で見ます。
    |
    There is no attribute network.W. Are the weights remembered under the name self.W? They are looked up
    by this name from outside, to compute the gradient.
    """


@mistake("SimpleNet")
class SimpleNetWithSquaredError:
    """predict は合っていますが、loss が 2 乗和誤差の値になっています。ここで使うのは交差エントロピー誤差で
    す。
    |
    predict is right, but loss has the value of the sum of squared errors. Here the cross-entropy error is
    used.
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
    """バイアスの初期値が 0 ではありません。乱数で作っていませんか。
    |
    The biases do not start at 0. Are they made at random?
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        self.params["b1"] = weight_init_std * np.random.default_rng(0).normal(size=hidden_size)
        self.params["b2"] = weight_init_std * np.random.default_rng(1).normal(size=output_size)


@mistake("TwoLayerNet")
class TwoLayerNetWithUnscaledWeights(Network):
    """重みの標準偏差が、weight_init_std に関係なく、いつも 1 くらいです。乱数に weight_init_std を掛けていま
    すか。
    |
    The standard deviation of the weights is about 1 whatever weight_init_std is. Are the random numbers
    multiplied by it?
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 1.0)


@mistake("TwoLayerNet")
class TwoLayerNetWithFixedSpread(Network):
    """重みの標準偏差が、weight_init_std に関係なく、いつも 0.01 くらいです。引数の weight_init_std を使って
    いますか。
    |
    The standard deviation of the weights is about 0.01 whatever weight_init_std is. Is this argument
    used?
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 0.01)


@mistake("TwoLayerNet")
class TwoLayerNetWithZeroWeights(Network):
    """重みがすべて 0 から始まっています。それでは隠れ層のどのニューロンも同じ勾配になり、
    いつまでも同じ動きをします。乱数を使っていますか。
    |
    All weights start at 0. Then every hidden neuron gets the same gradient, and they all do the same for
    ever. Are they random numbers?
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 0.0)


@mistake("TwoLayerNet")
class TwoLayerNetWithUniformWeights(Network):
    """重みの平均が 0 からずれ、標準偏差も小さくなっています。np.random.rand を使っていませんか。
    これは 0 から 1 までの一様な乱数で、平均は 0 ではありません。
    |
    The mean of the weights is not 0, and their standard deviation is too small. Is np.random.rand used?
    Its numbers are uniform from 0 to 1, and their mean is not 0.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        rng = np.random.default_rng(0)
        for key in ("W1", "W2"):
            self.params[key] = weight_init_std * rng.random(size=self.params[key].shape)


@mistake("TwoLayerNet")
class TwoLayerNetWithTransposedShapes(Network):
    """W1 と W2 の形が逆です。x を左に置いて掛けるので、W1 は (input_size, hidden_size)、
    W2 は (hidden_size, output_size) です。
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
    """predict の値が、隠れ層でシグモイド関数を通さないときのものです。1 層目の結果を、
    シグモイド関数に通していますか。
    |
    predict has the values of a hidden layer without the sigmoid function. Does the result of the first
    layer go through it?
    """

    def predict(self, x):
        z = np.dot(x, self.params["W1"]) + self.params["b1"]
        return softmax(np.dot(z, self.params["W2"]) + self.params["b2"])


@mistake("TwoLayerNet")
class TwoLayerNetWithoutSoftmax(Network):
    """predict が、softmax を通す前の点数を返しています。このクラスの predict が返すのは、
    和が 1 になる確率です。
    |
    predict returns the scores as they are before softmax. In this class predict returns probabilities,
    which sum to 1.
    """

    def predict(self, x):
        z = sigmoid(np.dot(x, self.params["W1"]) + self.params["b1"])
        return np.dot(z, self.params["W2"]) + self.params["b2"]


@mistake("TwoLayerNet")
class TwoLayerNetWithRelu(Network):
    """predict の値が、隠れ層の活性化関数を ReLU にしたときのものです。この演習ではシグモイド関数を使います。
    |
    predict has the values of a hidden layer with ReLU. In this exercise it is the sigmoid function.
    """

    def predict(self, x):
        z = np.maximum(0, np.dot(x, self.params["W1"]) + self.params["b1"])
        return softmax(np.dot(z, self.params["W2"]) + self.params["b2"])


@mistake("TwoLayerNet")
class TwoLayerNetWithLabelsAsOneHot(Network):
    """predict は合っていますが、t がラベルのとき、loss が違います。ラベルをそのまま掛けていませんか。
    cross_entropy_error は、t がラベルでも one-hot 表現でも使えます。
    |
    predict is right, but with a t of labels loss is not. Are the labels themselves multiplied?
    cross_entropy_error takes labels as well as one-hot form.
    """

    def loss(self, x, t):
        y = self.predict(x)
        return -np.sum(t * np.log(y + 1e-7)) / len(y)


@mistake("TwoLayerNet")
class TwoLayerNetWithSoftmaxTwice(Network):
    """predict は合っていますが、loss の値は、softmax を 2 回通したときのものです。predict が返すのは、
    もう softmax を通った確率です。
    |
    predict is right, but loss has the value of softmax applied twice. What predict returns has already
    been through softmax.
    """

    def loss(self, x, t):
        return cross_entropy_error(softmax(self.predict(x)), t)


@mistake("TwoLayerNet")
class TwoLayerNetCountingRightAnswers(Network):
    """accuracy が、正解の「個数」を返しています。求めるのは 0 から 1 までの割合です。
    データの個数で割っていますか。
    |
    accuracy returns the number of right answers. What is asked for is a ratio from 0 to 1: is it divided
    by the number of examples?
    """

    def accuracy(self, x, t):
        return float(np.sum(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1)))


@mistake("TwoLayerNet")
class TwoLayerNetWithArgmaxOfColumns(Network):
    """accuracy の値が違います。argmax が列ごと（axis=0）になっていませんか。データは 1 行に 1 個です。
    |
    The value of accuracy is wrong. Does the argmax work down the columns (axis=0)? Each row is one
    example.
    """

    def accuracy(self, x, t):
        return np.mean(np.argmax(self.predict(x), axis=0) == np.argmax(t, axis=0))


@mistake("TwoLayerNet")
class TwoLayerNetWithoutBiasGradients(Network):
    """勾配の辞書に、バイアスの勾配がそろっていません。バイアスも学習するパラメータです。
    |
    The dict of gradients does not hold those of both biases. The biases are parameters that learn, too.
    """

    def numerical_gradient(self, x, t):
        grads = super().numerical_gradient(x, t)
        return {key: grads[key] for key in ("W1", "W2")}


@mistake("TwoLayerNet")
class TwoLayerNetMovingCopies(Network):
    """勾配がすべて 0 になっています。params のコピーを動かしていませんか。損失は self.params の配列を見て計
    算されるので、その配列そのものが動かないと変わりません。
    |
    All gradients are 0. Is it a copy of the params that moves? The loss looks at the arrays in
    self.params: unless those very arrays move, it does not change.
    """

    def numerical_gradient(self, x, t):
        return {
            key: numerical_gradient(lambda _: self.loss(x, t), value.copy())
            for key, value in self.params.items()
        }


@mistake("TwoLayerNet")
class TwoLayerNetCallingItself(Network):
    """メソッド numerical_gradient の呼び出しが、いつまでも終わりません。中で、自分自身（メソッドのほう）を呼
    び出していませんか。使うのは先に作った関数のほうで、self. は付けません。
    |
    The calls of the method numerical_gradient never end. Does it call itself, the method? What it needs
    is the function you wrote earlier, without self.
    """

    def numerical_gradient(self, x, t):
        return {
            key: self.numerical_gradient(lambda _: self.loss(x, t), value)
            for key, value in self.params.items()
        }


@mistake("TwoLayerNet")
class TwoLayerNetWithFirstLayerTwice(Network):
    """勾配の辞書で、W2 と b2 に 1 層目の勾配が入っています。行をコピーして、W1 や b1 を直し忘れていません
    か。
    |
    In the dict of gradients, W2 and b2 hold those of the first layer. Is there a copied line with a W1 or
    b1 that should read W2 or b2?
    """

    def numerical_gradient(self, x, t):
        grads = super().numerical_gradient(x, t)
        return {"W1": grads["W1"], "b1": grads["b1"], "W2": grads["W1"], "b2": grads["b1"]}


@mistake("train")
def train_uphill(network, x, t, iters, batch_size, lr, rng):
    """損失が増える向きに更新されています。学習率 × 勾配を、足していませんか。
    |
    The parameters are updated so that the loss grows. Is the learning rate times the gradient added?
    """
    return reference.train(network, x, t, iters, batch_size, -lr, rng)


@mistake("train")
def train_on_one_batch(network, x, t, iters, batch_size, lr, rng):
    """毎回、同じミニバッチで更新されています。ミニバッチを選ぶ行が、繰り返しの外にありませんか。
    |
    Every update uses the same mini-batch. Does the line that draws it stand outside the loop?
    """
    x_batch, t_batch = mini_batch(x, t, batch_size, rng)
    return [step(network, x_batch, t_batch, lr) for _ in range(iters)]


@mistake("train")
def train_on_all_data(network, x, t, iters, batch_size, lr, rng):
    """毎回、すべてのデータで更新されています。ミニバッチを選んで、それで勾配を求めていますか。
    |
    All the data are used for every update. Is a mini-batch drawn, and are the gradients those of the
    mini-batch?
    """
    return [step(network, x, t, lr) for _ in range(iters)]


@mistake("train")
def train_on_broken_pairs(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチの x と t が、対になっていません。別々に選んでいませんか。mini_batch は、
    1 回の呼び出しで両方を返します。
    |
    x and t of the mini-batch do not belong together. Are they drawn separately? One call of mini_batch
    returns both.
    """
    return [
        step(network, mini_batch(x, t, batch_size, rng)[0], mini_batch(x, t, batch_size, rng)[1], lr)
        for _ in range(iters)
    ]


@mistake("train", {"network.params[key] -= lr * grads[key]": "value = network.params[key] - lr * grads[key]"})
def train_of_a_copy():
    """network.params が変わっていません。取り出した値や、別の変数だけを更新していませんか。
    |
    network.params does not change. Is only a value taken from it, or another variable, updated?
    """


@mistake("train", {"network.params[key] -= lr * grads[key]": "network.params[key] = lr * grads[key]"})
def train_overwriting_the_params():
    """更新のたびに、params が「学習率 × 勾配」そのものになり、それまでの値が消えています。
    元の値から引いていますか。
    |
    With each update the params become the learning rate times the gradient itself, and their old values
    are lost. Is it subtracted from them?
    """


@mistake("train")
def train_returning_in_the_loop(network, x, t, iters, batch_size, lr, rng):
    """何回更新するように言われても、1 回で終わっています。return が for の中に字下げされていませんか。
    |
    It ends after one update, however many are asked for. Is the return indented into the for loop?
    """
    return reference.train(network, x, t, 1, batch_size, lr, rng)


@mistake("train", {"for key in network.params:": 'for key in ("W1", "W2"):'})
def train_of_weights_only():
    """重み W1、W2 だけが更新され、バイアス b1、b2 が元のままです。params のすべてのキーについて更新していま
    すか。
    |
    Only the weights W1 and W2 are updated; the biases b1 and b2 stay as they are. Is every key of params
    updated?
    """


@mistake("train")
def train_without_learning_rate(network, x, t, iters, batch_size, lr, rng):
    """学習率を 1 としたときの更新になっています。引数の lr を使っていますか。1 回の更新で引くのは「lr × 勾
    配」です。
    |
    The updates are those of a learning rate of 1. Is the argument lr used? What an update subtracts is lr
    times the gradient.
    """
    return reference.train(network, x, t, iters, batch_size, 1.0, rng)


@mistake("train")
def train_returning_the_last_loss(network, x, t, iters, batch_size, lr, rng):
    """最後の損失 1 個だけが返っています。更新のたびの損失を、リストに加えていますか。
    返すのは iters 個のリストです。
    |
    Only the last loss comes back. Is the loss at every update appended to a list? Return the list of all
    iters losses.
    """
    return reference.train(network, x, t, iters, batch_size, lr, rng)[-1]


@mistake("train")
def train_without_return(network, x, t, iters, batch_size, lr, rng):
    """パラメータは更新できていますが、None が返っています。損失のリストを返していますか。
    |
    The parameters are updated, but None comes back. Is the list of losses returned?
    """
    reference.train(network, x, t, iters, batch_size, lr, rng)


@mistake("train")
def train_one_update_short(network, x, t, iters, batch_size, lr, rng):
    """更新の回数が 1 回足りません。range(iters) は、ちょうど iters 回繰り返します。
    |
    One update is missing. range(iters) repeats exactly iters times.
    """
    return reference.train(network, x, t, iters - 1, batch_size, lr, rng)
