"""Typical wrong answers of chapter 2, each with its hint."""

import numpy as np

from solutions.ch02_perceptron import AND, NAND, OR, XOR
from solutions.mistakes import mistake


def gate(x1, x2, w1, w2, b):
    return int(w1 * x1 + w2 * x2 + b > 0)


@mistake("AND")
def AND_as_or(x1, x2):
    """OR と同じ結果です。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか。比べているなら、(0,
    1) と (1, 0) の和は 0 以下ですか（ちょうど 0 なら 0 です）。重みとバイアスを見直してください。
    |
    The results are those of OR. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer?
    If it is, are the sums for (0, 1) and (1, 0) 0 or below? (Exactly 0 gives 0.) Look at the weights and
    the bias.
    """
    return gate(x1, x2, 0.5, 0.5, -0.2)


@mistake("AND")
def AND_reversed(x1, x2):
    """0 と 1 が逆で、NAND と同じ結果です。和が 0 を超えたときに 1 を返していますか。
    重みとバイアスの符号は、AND の 4 つの条件を満たしていますか。
    |
    0 and 1 are the wrong way round: the results are those of NAND. Is 1 returned when the sum is above 0?
    Do the signs of the weights and the bias fulfil the four conditions of AND?
    """
    return gate(x1, x2, -0.5, -0.5, 0.7)


@mistake("AND")
def AND_always_zero(x1, x2):
    """いつも 0 になっています。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか（int や round
    は、0 と比べてはくれません）。入力が (1, 1) のときの和は、0 を超えていますか。b は 1
    回だけ足していますか。
    |
    The result is always 0. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer? (int
    and round compare nothing with 0.) Is the sum for (1, 1) above 0? And is b added just once?
    """
    return gate(x1, x2, 0.5, 0.5, -1.0)


@mistake("AND")
def AND_always_one(x1, x2):
    """いつも 1 になっています。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか。入力が (0, 0)
    のときの和は、b そのものです。これは 0 以下ですか。
    |
    The result is always 1. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer? For
    (0, 0) the sum is b itself: is that 0 or below?
    """
    return gate(x1, x2, 0.5, 0.5, 0.7)


@mistake("AND")
def AND_ignoring_x2(x1, x2):
    """結果がいつも x1 と同じです。x2 は計算に使われていますか。使われているなら、(1, 0) の和 w1 + b は 0
    以下ですか。
    |
    The result always equals x1. Does x2 take part in the calculation? If it does, is the sum for (1, 0), w1
    + b, 0 or below?
    """
    return gate(x1, x1, 0.5, 0.5, -0.7)


@mistake("AND")
def AND_of_bools(x1, x2):
    """値は合っていますが、True と False が返っています。整数の 1 と 0 に変えてください。
    |
    The values are right, but they are True and False. Turn them into the integers 1 and 0.
    """
    return bool(AND(x1, x2))


@mistake("AND")
def AND_of_floats(x1, x2):
    """値は合っていますが、小数の 0.0 と 1.0 が返っています。整数の 0 と 1 を返してください。
    |
    The values are right, but they are the floats 0.0 and 1.0. Return the integers 0 and 1.
    """
    return float(AND(x1, x2))


@mistake("AND")
def AND_by_multiplication(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと、小数が返っています。入力や、
    入力から計算した値を、そのまま返していませんか。和を 0 と比べて、整数の 0 か 1 を返しましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Is an input, or something
    computed from the inputs, returned as it is? Compare the sum with 0, and return the integer 0 or 1.
    """
    return x1 * x2


@mistake("AND")
def AND_with_ampersand(x1, x2):
    """& は整数どうしの演算なので、小数の 0.0 と 1.0 には使えません。この演習では、和を 0
    と比べる形で書きましょう。
    |
    & works on integers only, so the floats 0.0 and 1.0 fail. In this exercise, compare a sum with 0
    instead.
    """
    return x1 & x2


@mistake("AND")
def AND_without_else(x1, x2):
    """0 になるはずのところで None が返っています。和が 0 以下のとき、どの return を通りますか。
    |
    Where 0 should come, None comes back. Which return is reached when the sum is not above 0?
    """
    if AND(x1, x2) > 0:
        return 1


@mistake("AND")
def AND_printed(x1, x2):
    """None が返っています。print で表示するだけになっていませんか。値は return で返します。
    |
    None comes back. Is the value only shown, with print? Hand it back with return.
    """
    _ = AND(x1, x2)


@mistake("AND")
def AND_without_step(x1, x2):
    """0 か 1 ではなく、小数が返っています。和をそのまま返していませんか。0 を超えたら 1、0 以下なら 0
    です。
    |
    What comes back is neither 0 nor 1 but a float. Is the sum itself returned? The result is 1 if the sum
    is above 0, and otherwise 0.
    """
    return np.sum(np.array([x1, x2]) * np.array([0.5, 0.5])) - 0.7


@mistake("AND")
def AND_without_sum(x1, x2):
    """要素が 2 個の配列のままでは、if で分けられません。w と x の要素ごとの積を、1
    つの数に足し合わせましたか。
    |
    An array of two elements cannot decide an if. Are the products of w and x added up into a single number?
    """
    if np.array([x1, x2]) * np.array([0.5, 0.5]) - 0.7 <= 0:
        return 0
    return 1


@mistake("AND")
def AND_without_a_list(x1, x2):
    """np.array に、数を 2 つ、別々に渡していませんか。渡すのは 1 つのリストなので、
    丸かっこの中に角かっこが要ります。
    |
    Are two numbers handed to np.array one by one? It takes one list, so there are square brackets inside
    the round ones.
    """
    x = np.array(x1, x2)
    return int(np.sum(x * np.array([0.5, 0.5])) - 0.7 > 0)


@mistake("NAND")
def NAND_as_and(x1, x2):
    """AND と同じ結果です。NAND はその逆で、両方が 1 のときだけ 0 になります。重みとバイアスの符号や、0 と 1
    のどちらを返すかを見直してください。
    |
    The results are those of AND. NAND is its opposite, 0 only when both are 1: look at the signs of the
    weights and the bias, and at which of 0 and 1 is returned when.
    """
    return AND(x1, x2)


@mistake("NAND")
def NAND_as_nor(x1, x2):
    """入力が 1 つでも 1 なら 0 になっています（これを NOR と呼びます）。和 w1·x1 + w2·x2 + b は、
    整数にする前に 0 と比べていますか。比べているなら、(0, 1) と (1, 0) の和は 0 を超えていますか（ちょうど
    0 なら 0 です）。
    |
    One input of 1 is already enough to give 0, which is called NOR. Is the sum w1·x1 + w2·x2 + b compared
    with 0 before it is made an integer? If it is, are the sums for (0, 1) and (1, 0) above 0? Exactly 0
    gives 0.
    """
    return gate(x1, x2, -0.5, -0.5, 0.2)


@mistake("NAND")
def NAND_always_one(x1, x2):
    """いつも 1 になっています。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか。入力が (1, 1)
    のときの和 w1 + w2 + b は、0 以下ですか。b は 1 回だけ足していますか。
    |
    The result is always 1. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer? Is
    the sum for (1, 1), w1 + w2 + b, 0 or below? And is b added just once?
    """
    return gate(x1, x2, 0.5, 0.5, 0.7)


@mistake("NAND")
def NAND_always_zero(x1, x2):
    """いつも 0 になっています。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか（int や round
    は、0 と比べてはくれません）。入力が (0, 0) のときの和は b そのもので、NAND ではこれが 0
    を超えなければなりません。
    |
    The result is always 0. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer? (int
    and round compare nothing with 0.) For (0, 0) the sum is b itself, and for NAND it must be above 0.
    """
    return gate(x1, x2, -0.5, -0.5, -0.7)


@mistake("NAND")
def NAND_as_or(x1, x2):
    """OR と同じ結果です。(0, 0) でも 1、(1, 1) では 0 になるように、4 つの行の条件を書き出してみてください。
    |
    The results are those of OR. NAND gives 1 for (0, 0) and 0 for (1, 1): write down the conditions of the
    four rows.
    """
    return OR(x1, x2)


@mistake("NAND")
def NAND_of_bools(x1, x2):
    """値は合っていますが、True と False が返っています（not や比較の結果は、このどちらかです）。整数の 1 と
    0 に変えてください。
    |
    The values are right, but they are True and False, which is what not and comparisons give. Turn them
    into the integers 1 and 0.
    """
    return not AND(x1, x2)


@mistake("NAND")
def NAND_of_floats(x1, x2):
    """値は合っていますが、小数の 0.0 と 1.0 が返っています。整数の 0 と 1 を返してください。
    |
    The values are right, but they are the floats 0.0 and 1.0. Return the integers 0 and 1.
    """
    return float(NAND(x1, x2))


@mistake("NAND")
def NAND_by_multiplication(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと、小数が返っています。入力から計算した値を、
    そのまま返していませんか。和を 0 と比べて、整数の 0 か 1 を返しましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Is something computed from the
    inputs returned as it is? Compare the sum with 0, and return the integer 0 or 1.
    """
    return 1 - x1 * x2


@mistake("NAND")
def NAND_with_tilde(x1, x2):
    """0 と 1 ではなく、−2 と −1 になっています。~ を使っていませんか。~ は整数の 0 を −1 に、1 を −2
    に変えます。
    |
    The results are not 0 and 1 but −2 and −1. Is ~ used? It turns the integer 0 into −1 and 1 into −2.
    """
    return ~AND(x1, x2)


@mistake("NAND")
def NAND_without_else(x1, x2):
    """0 になるはずのところで None が返っています。和が 0 以下のとき、どの return を通りますか。
    |
    Where 0 should come, None comes back. Which return is reached when the sum is not above 0?
    """
    if NAND(x1, x2) > 0:
        return 1


@mistake("OR")
def OR_as_and(x1, x2):
    """両方が 1 のときしか 1 にならず、AND と同じ結果です。和 w1·x1 + w2·x2 + b は、整数にする前に 0
    と比べていますか（丸めても、比べたことにはなりません）。比べているなら、(0, 1) と (1, 0) の和は 0
    を超えていますか。
    |
    Only two ones give 1: the results are those of AND. Is the sum w1·x1 + w2·x2 + b compared with 0 before
    it is made an integer? (Rounding it is no comparison.) If it is, are the sums for (0, 1) and (1, 0)
    above 0?
    """
    return AND(x1, x2)


@mistake("OR")
def OR_always_one(x1, x2):
    """いつも 1 になっています。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか。入力が (0, 0)
    のときの和は、b そのものです。これは 0 以下ですか。ちょうど 0 なら 0 を返していますか。
    |
    The result is always 1. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer? For
    (0, 0) the sum is b itself: is that 0 or below? And does exactly 0 give 0?
    """
    return int(0.5 * x1 + 0.5 * x2 >= 0)


@mistake("OR")
def OR_always_zero(x1, x2):
    """いつも 0 になっています。和 w1·x1 + w2·x2 + b は、整数にする前に 0 と比べていますか（int や round
    は、0 と比べてはくれません）。入力が (0, 1) のときの和 w2 + b は、0 を超えていますか。
    |
    The result is always 0. Is the sum w1·x1 + w2·x2 + b compared with 0 before it is made an integer? (int
    and round compare nothing with 0.) Is the sum for (0, 1), w2 + b, above 0?
    """
    return gate(x1, x2, 0.5, 0.5, -1.0)


@mistake("OR")
def OR_as_xor(x1, x2):
    """両方が 1 のときに 0 になっています（これは、あとに出てくる XOR です）。OR は、両方が 1 のときも 1
    です。
    |
    Two ones give 0 here: that is XOR, which comes later. OR gives 1 when both are 1, too.
    """
    return int(x1 + x2 == 1)


@mistake("OR")
def OR_adding_the_inputs(x1, x2):
    """両方が 1 のときに、1 ではなく 2 が返っています。足すだけになっていませんか。和は、0 を超えるかどうかで
    1 か 0 に分けます。
    |
    Two ones give 2 and not 1. Are the inputs only added? What counts is whether the sum is above 0: then the
    result is 1, else 0.
    """
    return int(x1 + x2)


@mistake("OR")
def OR_reversed(x1, x2):
    """0 と 1 が逆になっています。和が 0 を超えたときに 1 を返していますか。重みとバイアスの符号は、OR の 4
    つの条件を満たしていますか。
    |
    0 and 1 are the wrong way round. Is 1 returned when the sum is above 0? Do the signs of the weights and
    the bias fulfil the four conditions of OR?
    """
    return gate(x1, x2, -0.5, -0.5, 0.2)


@mistake("OR")
def OR_ignoring_x2(x1, x2):
    """(0, 1) で 0 になっていて、結果がいつも x1 と同じです。x2 は計算に使われていますか。使われているなら、
    和 w2 + b は 0 を超えていますか。
    |
    (0, 1) gives 0: the result always equals x1. Does x2 take part in the calculation? If it does, is the
    sum w2 + b above 0?
    """
    return gate(x1, x1, 0.5, 0.5, -0.2)


@mistake("OR")
def OR_by_addition(x1, x2):
    """(1, 1) で 2 になっています。入力を足した値を、そのまま返していませんか。出力は 0 か 1 だけです。
    |
    (1, 1) gives 2. Are the inputs added and returned as they are? The output is 0 or 1, nothing else.
    """
    return x1 + x2


@mistake("OR")
def OR_of_bools(x1, x2):
    """値は合っていますが、True と False が返っています。整数の 1 と 0 を返してください。
    |
    The values are right, but they are True and False. Return the integers 1 and 0.
    """
    return bool(OR(x1, x2))


@mistake("OR")
def OR_of_floats(x1, x2):
    """値は合っていますが、小数の 0.0 と 1.0 が返っています。整数の 0 と 1 を返してください。
    |
    The values are right, but they are the floats 0.0 and 1.0. Return the integers 0 and 1.
    """
    return float(OR(x1, x2))


@mistake("OR")
def OR_with_python_or(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと、小数が返っています。入力や、
    入力から計算した値を、そのまま返していませんか（x1 or x2 や max は、入力そのものを返します）。和を 0
    と比べて、整数の 0 か 1 を返しましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Is an input, or something
    computed from the inputs, returned as it is? (x1 or x2 and max return an input itself.) Compare the sum
    with 0, and return the integer 0 or 1.
    """
    return x1 or x2


@mistake("OR")
def OR_without_else(x1, x2):
    """0 になるはずのところで None が返っています。和が 0 以下のとき、どの return を通りますか。
    |
    Where 0 should come, None comes back. Which return is reached when the sum is not above 0?
    """
    if OR(x1, x2) > 0:
        return 1


@mistake("perceptron")
def perceptron_with_np_int(x, w, b):
    """np.int は NumPy 1.24 で削除されました（古い本やコードに残っています）。np.int の代わりに int
    と書いてください。
    |
    np.int was removed in NumPy 1.24; older books and code still show it. Write int in its place.
    """
    return (np.dot(x, w) + b > 0).astype(np.int)


@mistake("perceptron")
def perceptron_one_at_the_boundary(x, w, b):
    """和がちょうど 0 のとき 1 になっています。1 になる条件に、0 が含まれていませんか。
    |
    A sum of exactly 0 gives 1 here. Does the condition for 1 include 0?
    """
    return (np.dot(x, w) + b >= 0).astype(int)


@mistake("perceptron")
def perceptron_losing_the_batch(x, w, b):
    """バッチを渡しても、答えが 1 つしか返っていません。np.sum などで、
    バッチの全部を足し合わせていませんか。点ごと（行ごと）の和が要ります。
    上の説明にある内積を見てください。
    |
    Even for a batch only one answer comes back. Is the whole batch added up, by np.sum for instance? What
    is needed is a sum for each point, each row: look at the inner product in the text above.
    """
    return int(np.sum(x * w) + b > 0)


@mistake("perceptron")
def perceptron_of_one_point_only(x, w, b):
    """点 1 個なら合っていますが、バッチではエラーになっています。バッチでは和も配列になるので、if
    で分けることはできません。配列のまま 0 と比べて、その結果を整数に変えてみてください。
    |
    One point is right, but a batch is an error: its sums are an array, and if cannot branch on an array.
    Compare the array with 0 as a whole, and turn the result into integers.
    """
    if np.dot(x, w) + b <= 0:
        return 0
    else:
        return 1


@mistake("perceptron")
def perceptron_with_int(x, w, b):
    """点 1 個なら合っていますが、バッチではエラーになっています。int(…) は、
    要素がいくつもある配列には使えません。配列の要素の型を変える方法が、上の説明にあります。
    |
    One point is right, but a batch is an error: int(…) cannot take an array of several elements. The text
    above shows how to change the type of an array's elements.
    """
    return int(np.dot(x, w) + b > 0)


@mistake("perceptron")
def perceptron_with_w_on_the_left(x, w, b):
    """点 1 個なら合っていますが、バッチでは形が合わずにエラーになっています。w が左にありませんか。x の形は
    (N, D)、w の形は (D,) です。D どうしが隣り合うのは、どちらが左のときですか。
    |
    One point is right, but for a batch the shapes do not fit. Does w stand on the left? x has the shape (N,
    D) and w has (D,): which order brings the two D next to each other?
    """
    return (np.dot(w, x) + b > 0).astype(int)


@mistake("perceptron")
def perceptron_adding_columns(x, w, b):
    """バッチでは、列ごとに足した答えになっています。1 行が 1 個の点なので、足すのは行の中です。np.sum に
    axis=0 を渡していませんか（axis は、どの向きに足すかの指定です。上の説明にある np.dot なら要りません）。
    |
    For a batch the columns are added up. Each row is a point, so add within a row. Is axis=0 given to
    np.sum? (axis says in which direction to add; np.dot, in the text above, needs none.)
    """
    return (np.sum(x * w, axis=0) + b > 0).astype(int)


@mistake("perceptron")
def perceptron_of_a_batch_only(x, w, b):
    """点 1 個のときにエラーになっています。axis=1（行の中で計算する、という指定）は、1
    次元の配列にはありません。点 1 個にもバッチにも使える書き方が、上の説明にあります。
    |
    A single point is an error: a 1-D array has no axis=1, which means to compute within each row. The text
    above shows a form that serves both a point and a batch.
    """
    return (np.sum(x * w, axis=1) + b > 0).astype(int)


@mistake("perceptron")
def perceptron_with_bias_in_the_sum(x, w, b):
    """b を、入力の個数だけ足したときと同じ結果になっています。足し合わせる前に b を足していませんか。
    加えるのは、足し合わせたあとの 1 回だけです。
    |
    The results are as if b were added once for every input. Is it added before the products are summed? Add
    it just once, afterwards.
    """
    return (np.sum(x * w + b, axis=-1) > 0).astype(int)


@mistake("perceptron")
def perceptron_without_bias(x, w, b):
    """b を足さなかったときと同じ結果になっています。0 と比べる前に、b を足していますか。
    |
    The results are as if b were not there. Is it added before the comparison with 0?
    """
    return (np.dot(x, w) > 0).astype(int)


@mistake("perceptron")
def perceptron_with_b_as_threshold(x, w, b):
    """b を引いたときと同じ結果になっています。しきい値 θ は引きますが、バイアスは b = −θ なので足します。
    |
    The results are as if b were subtracted. A threshold θ is subtracted, but the bias is b = −θ, which is
    added.
    """
    return (np.dot(x, w) > b).astype(int)


@mistake("perceptron")
def perceptron_reversed(x, w, b):
    """0 と 1 が逆です。1 になるのは、和が 0 を超えたときです。
    |
    0 and 1 are the wrong way round. The result is 1 where the sum is above 0.
    """
    return (np.dot(x, w) + b <= 0).astype(int)


@mistake("perceptron")
def perceptron_of_bools(x, w, b):
    """値は合っていますが、True と False のままです。整数の 1 と 0 に変えてください。
    |
    The values are right, but they are still True and False. Turn them into the integers 1 and 0.
    """
    return np.dot(x, w) + b > 0


@mistake("perceptron")
def perceptron_of_floats(x, w, b):
    """値は合っていますが、小数の 0.0 と 1.0 になっています。整数の 0 と 1 にしてください。
    |
    The values are right, but they are the floats 0.0 and 1.0. Return the integers 0 and 1.
    """
    return np.where(np.dot(x, w) + b > 0, 1.0, 0.0)


@mistake("perceptron")
def perceptron_without_step(x, w, b):
    """和 x·w + b が、そのまま返っています。和が 0 を超えたら 1、0 以下なら 0 にしてください。
    |
    The sum x·w + b itself comes back. Make it 1 where it is above 0, and otherwise 0.
    """
    return np.dot(x, w) + b


@mistake("perceptron")
def perceptron_as_sign(x, w, b):
    """和が負のとき −1 になっています。パーセプトロンの出力は 0 と 1 だけです（np.sign は −1、0、1
    を返します）。
    |
    A negative sum gives −1. A perceptron outputs only 0 and 1; np.sign gives −1, 0 and 1.
    """
    return np.sign(np.dot(x, w) + b).astype(int)


@mistake("perceptron")
def perceptron_without_weights(x, w, b):
    """重みを掛けずに、入力を足したときと同じ結果になっています。それぞれの入力に、
    その重みを掛けていますか。
    |
    The results are as if the inputs were added without their weights. Is each input multiplied by its
    weight?
    """
    return (np.sum(x, axis=-1) + b > 0).astype(int)


@mistake("XOR")
def XOR_with_or_at_the_end(x1, x2):
    """いつも 1 になっています。4 つの行で最後のゲートに何が入るかを書き出して、上の表の s1、s2、y
    の列と見比べましょう。その 3 列は、どのゲートの真理値表ですか。
    |
    The result is always 1. Write down what goes into the last gate in each of the four rows, and compare
    with the columns s1, s2 and y of the table above. Of which gate are these three the truth table?
    """
    return OR(NAND(x1, x2), OR(x1, x2))


@mistake("XOR")
def XOR_as_or(x1, x2):
    """OR と同じ結果です。XOR では (1, 1) が 0 になります。1 段目の 2 つの信号と、
    最後のゲートを確かめてください。
    |
    The results are those of OR. For XOR, (1, 1) gives 0. Check the two signals of the first step, and the
    last gate.
    """
    return OR(x1, x2)


@mistake("XOR")
def XOR_as_nand(x1, x2):
    """NAND と同じ結果です。XOR では (0, 0) も 0 になります。1 段目の 2 つの信号と、
    最後のゲートを確かめてください。
    |
    The results are those of NAND. For XOR, (0, 0) gives 0 as well. Check the two signals of the first step,
    and the last gate.
    """
    return NAND(x1, x2)


@mistake("XOR")
def XOR_reversed(x1, x2):
    """0 と 1 が逆で、2 つの入力が同じときに 1 になっています。最後のゲートを確かめてください。
    |
    0 and 1 are the wrong way round: two equal inputs give 1 here. Check the last gate.
    """
    return NAND(NAND(x1, x2), OR(x1, x2))


@mistake("XOR")
def XOR_with_and_for_nand(x1, x2):
    """AND と同じ結果です。最後のゲートに渡しているのは、1 段目で作った 2 つの信号ですか。その信号は、
    上の表の s1 と s2 の列のとおりですか。
    |
    The results are those of AND. Does the last gate get the two signals that the first step has made? And
    are these like the columns s1 and s2 of the table above?
    """
    return AND(AND(x1, x2), OR(x1, x2))


@mistake("XOR")
def XOR_with_and_for_or(x1, x2):
    """いつも 0 になっています。(0, 1) と (1, 0) で、最後のゲートに何が入るかを 1 行ずつ書き出して、
    上の表と見比べましょう。
    |
    The result is always 0. Write down, row by row, what goes into the last gate for (0, 1) and (1, 0), and
    compare with the table above.
    """
    return AND(NAND(x1, x2), AND(x1, x2))


@mistake("XOR")
def XOR_of_x1_only(x1, x2):
    """(1, 0) では 1 ですが、(0, 1) では 0 です。XOR は、x1 と x2 を入れ替えても変わりません。
    入力の片方しか受け取っていないゲートはありませんか。
    |
    (1, 0) gives 1 but (0, 1) gives 0. XOR stays the same when x1 and x2 change places. Is there a gate that
    gets only one of the two?
    """
    return AND(NAND(x1, x2), x1)


@mistake("XOR")
def XOR_of_x2_only(x1, x2):
    """(0, 1) では 1 ですが、(1, 0) では 0 です。XOR は、x1 と x2 を入れ替えても変わりません。
    入力の片方しか受け取っていないゲートはありませんか。
    |
    (0, 1) gives 1 but (1, 0) gives 0. XOR stays the same when x1 and x2 change places. Is there a gate that
    gets only one of the two?
    """
    return AND(NAND(x1, x2), x2)


@mistake("XOR")
def XOR_of_bools(x1, x2):
    """値は合っていますが、True と False が返っています（比較の結果は、このどちらかです）。整数の 1 と 0
    を返してください。ゲートを組み合わせれば、そのまま整数になります。
    |
    The values are right, but they are True and False, which is what a comparison gives. Return the integers
    1 and 0: a combination of your gates gives integers as it is.
    """
    return bool(x1 != x2)


@mistake("XOR")
def XOR_by_subtraction(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと、小数が返っています。
    入力から直接計算した値を、そのまま返していませんか。整数を返すゲートを組み合わせましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Is something computed from the
    inputs returned as it is? Combine your gates, which return integers.
    """
    return abs(x1 - x2)


@mistake("XOR")
def XOR_with_caret(x1, x2):
    """^ は整数どうしの演算なので、小数の 0.0 と 1.0 には使えません。ゲートを組み合わせて書きましょう。
    |
    ^ works on integers only, so the floats 0.0 and 1.0 fail. Combine your gates instead.
    """
    return x1 ^ x2


@mistake("XOR")
def XOR_without_return(x1, x2):
    """None が返っています。最後のゲートの結果を、return で返していますか。
    |
    None comes back. Is the result of the last gate returned with return?
    """
    _ = AND(NAND(x1, x2), OR(x1, x2))


@mistake("half_adder")
def half_adder_swapped(x1, x2):
    """2 つの値の順序が逆です。1 つ目が和、2 つ目が桁上がりです。
    |
    The two values are the wrong way round: first the sum, then the carry.
    """
    return AND(x1, x2), XOR(x1, x2)


@mistake("half_adder")
def half_adder_with_or_for_the_sum(x1, x2):
    """1 + 1 の和の桁が 1 になっていて、OR と同じ結果です。1 + 1 は 2 進数で 10 なので、和の桁は 0 です。
    |
    For 1 + 1 the digit of the sum comes out as 1, as OR would give it. 1 + 1 is 10 in binary, so this digit
    is 0.
    """
    return OR(x1, x2), AND(x1, x2)


@mistake("half_adder")
def half_adder_with_plain_addition(x1, x2):
    """1 + 1 の和の桁が 2 になっています。2 進数の 1 桁には、0 か 1 しか入りません。10 の右の桁は、
    どちらですか。
    |
    For 1 + 1 the digit of the sum is 2. A binary digit is 0 or 1: which is the right-hand digit of 10?
    """
    return int(x1 + x2), AND(x1, x2)


@mistake("half_adder")
def half_adder_with_or_for_the_carry(x1, x2):
    """0 + 1 や 1 + 0 でも桁上がりが 1 になっています。桁上がりが起こるのは、両方が 1 のときだけです。
    |
    0 + 1 and 1 + 0 carry too. There is a carry only when both are 1.
    """
    return XOR(x1, x2), OR(x1, x2)


@mistake("half_adder")
def half_adder_with_nand_for_the_carry(x1, x2):
    """桁上がりの 0 と 1 が逆です。桁上がりが 1 になるのは、両方が 1 のときだけです。
    |
    The carry has 0 and 1 the wrong way round. It is 1 only when both are 1.
    """
    return XOR(x1, x2), NAND(x1, x2)


@mistake("half_adder")
def half_adder_without_carry(x1, x2):
    """桁上がりがいつも 0 です。1 + 1 では桁上がりが 1 になります。
    |
    The carry is always 0. For 1 + 1 it is 1.
    """
    return XOR(x1, x2), 0


@mistake("half_adder")
def half_adder_with_xor_twice(x1, x2):
    """和と桁上がりが、いつも同じ値です。和は合っています。桁上がりの列は、どのゲートの真理値表ですか。
    |
    Sum and carry are always the same. The sum is right; of which gate is the column of the carry the truth
    table?
    """
    return XOR(x1, x2), XOR(x1, x2)


@mistake("half_adder")
def half_adder_returning_the_sum_only(x1, x2):
    """値が 1 つしか返っていません。和と桁上がりの 2 つを、コンマで区切って返してください。
    |
    Only one value comes back. Return two, the sum and the carry, with a comma between them.
    """
    return XOR(x1, x2)


@mistake("half_adder")
def half_adder_as_one_number(x1, x2):
    """足し算の答えが 1 つの数で返っています。2 進数の 2 つの桁、和と桁上がりを、別々に返してください。
    |
    The total comes back as one number. Return its two binary digits, the sum and the carry, separately.
    """
    return int(x1 + x2)


@mistake("half_adder")
def half_adder_of_bools(x1, x2):
    """値は合っていますが、True と False が入っています。整数の 1 と 0 に変えてください。
    |
    The values are right, but there are True and False among them. Turn them into the integers 1 and 0.
    """
    return bool(XOR(x1, x2)), bool(AND(x1, x2))


@mistake("half_adder")
def half_adder_by_division(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと、小数が返っています。
    入力から直接計算した値を、そのまま返していませんか。整数を返すゲートを組み合わせましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Is something computed from the
    inputs returned as it is? Combine your gates, which return integers.
    """
    return (x1 + x2) % 2, (x1 + x2) // 2


@mistake("half_adder")
def half_adder_without_return(x1, x2):
    """None が返っています。和と桁上がりを、return で返していますか。
    |
    None comes back. Are the sum and the carry returned with return?
    """
    _ = XOR(x1, x2), AND(x1, x2)
