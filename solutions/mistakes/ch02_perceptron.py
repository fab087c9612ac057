"""Typical wrong answers of chapter 2, each with its hint."""

import numpy as np

from solutions.ch02_perceptron import AND, NAND, OR, XOR
from solutions.mistakes import mistake


def gate(x1, x2, w1, w2, b):
    return int(w1 * x1 + w2 * x2 + b > 0)


@mistake("AND")
def AND_as_or(x1, x2):
    """入力が 1 つでも 1 なら 1 になっています（これは OR です）。(0, 1) と (1, 0) の和が 0 以下になるように、
    バイアスを見直してください。バイアスの足し忘れや、> と >= の違いも確かめましょう。
    |
    One input of 1 is already enough to give 1: that is OR. Look at the bias: the sums for (0, 1) and (1,
    0) must not be above 0. Check, too, that the bias is added at all, and > against >=.
    """
    return gate(x1, x2, 0.5, 0.5, -0.2)


@mistake("AND")
def AND_reversed(x1, x2):
    """0 と 1 が逆になっています（これは NAND です）。和が 0 を超えたときに 1 を返しているか、
    重みとバイアスの符号は正しいかを確かめてください。
    |
    0 and 1 are the wrong way round: that is NAND. Check that 1 is returned when the sum is above 0, and
    check the signs of the weights and the bias.
    """
    return gate(x1, x2, -0.5, -0.5, 0.7)


@mistake("AND")
def AND_always_zero(x1, x2):
    """いつも 0 になっています。入力が (1, 1) のときの和 w1 + w2 + b は、0 を超えていますか。
    バイアスか重みが小さすぎるか、b を np.sum の中で 2 回足しています（足すのは外で 1 回だけです）。
    |
    The result is always 0. Is the sum for (1, 1), that is w1 + w2 + b, above 0? Either the bias or the
    weights are too small, or b is inside np.sum and counts twice: add it once, outside.
    """
    return gate(x1, x2, 0.5, 0.5, -1.0)


@mistake("AND")
def AND_always_one(x1, x2):
    """いつも 1 になっています。入力が (0, 0) のときの和は、バイアス b そのものです。b の符号と、
    不等号の向きを確かめてください。
    |
    The result is always 1. For (0, 0) the sum is the bias b itself: check the sign of b, and the direction
    of the inequality.
    """
    return gate(x1, x2, 0.5, 0.5, 0.7)


@mistake("AND")
def AND_ignoring_x2(x1, x2):
    """結果がいつも x1 と同じです。x2 が計算に使われているか、x2 の重みが小さすぎないかを確かめてください。
    |
    The result always equals x1. Check that x2 takes part in the calculation and that its weight is not too
    small.
    """
    return gate(x1, x1, 0.5, 0.5, -0.7)


@mistake("AND")
def AND_of_bools(x1, x2):
    """値は合っていますが、True と False が返っています。整数の 1 と 0 を返してください。if で分けるか、
    int(…) で変えます。
    |
    The values are right, but they are True and False. Return the integers 1 and 0: branch with if, or
    convert with int(…).
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
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと結果も小数になります。
    入力をそのまま返したり掛けたりせず、和を 0 と比べて整数の 0 か 1 を返しましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Do not return or multiply the
    inputs themselves: compare the sum with 0 and return the integer 0 or 1.
    """
    return x1 * x2


@mistake("AND")
def AND_with_ampersand(x1, x2):
    """& は整数どうしの演算なので、小数の 0.0 と 1.0 には使えません。この演習では、重み付き和を 0
    と比べる形で書きましょう。
    |
    & works on integers only, so the floats 0.0 and 1.0 fail. In this exercise, compare a weighted sum with
    0 instead.
    """
    return x1 & x2


@mistake("AND")
def AND_without_else(x1, x2):
    """0 になるはずのところで None が返っています。和が 0 以下のときの return が抜けています。
    |
    Where 0 should come, None comes back. The return for a sum that is not above 0 is missing.
    """
    if AND(x1, x2) > 0:
        return 1


@mistake("AND")
def AND_printed(x1, x2):
    """None が返っています。print で表示するだけでなく、return で値を返してください。
    |
    None comes back. Return the value with return; showing it with print is not enough.
    """
    _ = AND(x1, x2)


@mistake("AND")
def AND_without_step(x1, x2):
    """重み付き和がそのまま返っています。和が 0 を超えたら 1、0 以下なら 0 を返してください。
    |
    The weighted sum itself comes back. Return 1 if it is above 0, and otherwise 0.
    """
    return np.sum(np.array([x1, x2]) * np.array([0.5, 0.5])) - 0.7


@mistake("AND")
def AND_without_sum(x1, x2):
    """w * x は要素が 2 個の配列なので、そのまま 0 と比べると if で分けられません。np.sum で 1
    つの数に足し合わせてから比べてください。
    |
    w * x is an array of two elements; compared with 0 as it is, it cannot decide an if. Add the elements
    up with np.sum first.
    """
    if np.array([x1, x2]) * np.array([0.5, 0.5]) - 0.7 <= 0:
        return 0
    return 1


@mistake("AND")
def AND_without_a_list(x1, x2):
    """np.array には、かっこが 2 重に要ります。2 つの数を 1 つのリストにまとめて、np.array([x1, x2])
    のように渡してください。
    |
    np.array needs two pairs of brackets: put the two numbers into one list, as in np.array([x1, x2]).
    """
    x = np.array(x1, x2)
    return int(np.sum(x * np.array([0.5, 0.5])) - 0.7 > 0)


@mistake("NAND")
def NAND_as_and(x1, x2):
    """AND と同じ結果です。NAND はその逆で、両方が 1 のときだけ 0 になります。
    重みとバイアスの符号を見直してください。
    |
    The results are those of AND. NAND is its opposite, 0 only when both are 1: look at the signs of the
    weights and the bias.
    """
    return AND(x1, x2)


@mistake("NAND")
def NAND_as_nor(x1, x2):
    """入力が 1 つでも 1 なら 0 になっています（これは NOR です）。(0, 1) と (1, 0) の和が 0 を超えるように、
    バイアスを大きくしてください。
    |
    One input of 1 is already enough to give 0: that is NOR. Make the bias greater, so that the sums for
    (0, 1) and (1, 0) are above 0.
    """
    return gate(x1, x2, -0.5, -0.5, 0.2)


@mistake("NAND")
def NAND_always_one(x1, x2):
    """いつも 1 になっています。入力が (1, 1) のときの和 w1 + w2 + b が 0 以下になるように、
    重みの符号とバイアスの大きさを確かめてください。b を np.sum の中で足すと、2 回足されます。
    |
    The result is always 1. The sum for (1, 1), w1 + w2 + b, must not be above 0: check the signs of the
    weights and the size of the bias. Inside np.sum, b would count twice.
    """
    return gate(x1, x2, 0.5, 0.5, 0.7)


@mistake("NAND")
def NAND_always_zero(x1, x2):
    """いつも 0 になっています。入力が (0, 0) のときの和はバイアス b そのもので、NAND ではこれが 0
    を超えなければなりません。バイアスの符号も変えましたか。
    |
    The result is always 0. For (0, 0) the sum is the bias b itself, and for NAND it must be above 0. Did
    the sign of the bias change as well?
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
    """値は合っていますが、True と False が返っています（not や比較の結果は真偽値です）。整数の 1 と 0
    を返してください。
    |
    The values are right, but they are True and False, which is what not and comparisons give. Return the
    integers 1 and 0.
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
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと結果も小数になります。
    入力をそのまま計算した値ではなく、和を 0 と比べて整数の 0 か 1 を返しましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Do not return what you compute
    from the inputs as it is: compare the sum with 0 and return the integer 0 or 1.
    """
    return 1 - x1 * x2


@mistake("NAND")
def NAND_with_tilde(x1, x2):
    """~ は整数のビットをすべて反転するので、0 は −1、1 は −2 になります。0 と 1 を入れ替えるには、
    ほかの方法を使ってください。
    |
    ~ flips every bit of an integer, so 0 becomes −1 and 1 becomes −2. Swap 0 and 1 in another way.
    """
    return ~AND(x1, x2)


@mistake("NAND")
def NAND_without_else(x1, x2):
    """0 になるはずのところで None が返っています。和が 0 以下のときの return が抜けています。
    |
    Where 0 should come, None comes back. The return for a sum that is not above 0 is missing.
    """
    if NAND(x1, x2) > 0:
        return 1


@mistake("OR")
def OR_as_and(x1, x2):
    """両方が 1 のときしか 1 になりません（これは AND です）。入力 1 つで和が 0 を超えるように、
    バイアスを大きくしてください。
    |
    Only two ones give 1: that is AND. Make the bias greater, so that a single input of 1 brings the sum
    above 0.
    """
    return AND(x1, x2)


@mistake("OR")
def OR_always_one(x1, x2):
    """いつも 1 になっています。入力が (0, 0) のときの和はバイアス b そのもので、0 以下でなければなりません。
    b の符号と、ちょうど 0 のときの扱いを確かめてください。
    |
    The result is always 1. For (0, 0) the sum is the bias b itself, which must not be above 0. Check the
    sign of b, and what happens at exactly 0.
    """
    return int(0.5 * x1 + 0.5 * x2 >= 0)


@mistake("OR")
def OR_always_zero(x1, x2):
    """いつも 0 になっています。入力が (0, 1) のときの和 w2 + b は、0 を超えていますか。
    バイアスが小さすぎるか、重みが小さすぎます。
    |
    The result is always 0. Is the sum for (0, 1), that is w2 + b, above 0? As it stands, the bias or the
    weights are too small.
    """
    return gate(x1, x2, 0.5, 0.5, -1.0)


@mistake("OR")
def OR_as_xor(x1, x2):
    """両方が 1 のときに 0 になっています（これは XOR です）。OR は、両方が 1 のときも 1 です。
    |
    Two ones give 0 here: that is XOR. OR gives 1 when both are 1, too.
    """
    return int(x1 + x2 == 1)


@mistake("OR")
def OR_reversed(x1, x2):
    """0 と 1 が逆になっています（これは NOR です）。和が 0 を超えたときに 1 を返しているか、
    重みとバイアスの符号は正しいかを確かめてください。
    |
    0 and 1 are the wrong way round: that is NOR. Check that 1 is returned when the sum is above 0, and
    check the signs of the weights and the bias.
    """
    return gate(x1, x2, -0.5, -0.5, 0.2)


@mistake("OR")
def OR_ignoring_x2(x1, x2):
    """x1 が 1 のときは合っていますが、(0, 1) で 0 になります。x2 が計算に使われているか、
    その重みが小さすぎないかを確かめてください。
    |
    When x1 is 1 this is right, but (0, 1) gives 0. Check that x2 takes part in the calculation and that
    its weight is not too small.
    """
    return gate(x1, x1, 0.5, 0.5, -0.2)


@mistake("OR")
def OR_by_addition(x1, x2):
    """入力を足しただけなので、(1, 1) で 2 になります。出力は 0 か 1 だけです。
    |
    The inputs are only added, so (1, 1) gives 2. The output is 0 or 1, nothing else.
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
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと結果も小数になります（x1 or x2 や max は、
    入力そのものを返します）。和を 0 と比べて、整数の 0 か 1 を返しましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back: x1 or x2 and max, for
    instance, return an input itself. Compare the sum with 0 and return the integer 0 or 1.
    """
    return x1 or x2


@mistake("OR")
def OR_without_else(x1, x2):
    """0 になるはずのところで None が返っています。和が 0 以下のときの return が抜けています。
    |
    Where 0 should come, None comes back. The return for a sum that is not above 0 is missing.
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
    """和がちょうど 0 のとき 1 になっています。1 になるのは 0 を超えたときだけです。>= と >
    を見直してください。
    |
    A sum of exactly 0 gives 1 here. The result is 1 only above 0: look again at >= and >.
    """
    return (np.dot(x, w) + b >= 0).astype(int)


@mistake("perceptron")
def perceptron_losing_the_batch(x, w, b):
    """バッチ全体を足し合わせて、答えが 1 つだけになっています。点ごと（行ごと）の和が要ります。
    np.sum の代わりに np.dot を使うか、axis を指定してください。
    |
    The whole batch is added up into a single answer. What is needed is a sum for each point, each row: use
    np.dot, or give np.sum an axis.
    """
    return int(np.sum(x * w) + b > 0)


@mistake("perceptron")
def perceptron_of_one_point_only(x, w, b):
    """点 1 個なら合っていますが、バッチでは和も配列になるので if では分けられません。配列のまま 0 と比べて、
    その結果を整数に変えてみてください。
    |
    One point is right, but for a batch the sums are an array, and if cannot branch on an array. Compare
    the array with 0 as a whole and turn the result into integers.
    """
    if np.dot(x, w) + b <= 0:
        return 0
    else:
        return 1


@mistake("perceptron")
def perceptron_with_int(x, w, b):
    """点 1 個なら合っていますが、int(…) は配列には使えません。配列のまま 0 と比べて、要素の型を .astype(…)
    で変えてみてください。
    |
    One point is right, but int(…) cannot take an array. Compare the array with 0 as a whole, then change
    the type of its elements with .astype(…).
    """
    return int(np.dot(x, w) + b > 0)


@mistake("perceptron")
def perceptron_with_w_on_the_left(x, w, b):
    """点 1 個なら合っていますが、バッチでは積の順序が逆です。x の形は (N, D)、w の形は (D,) なので、
    x を左に置くと D がそろいます。
    |
    One point is right, but for a batch the product is the wrong way round. x has the shape (N, D) and w
    has (D,): with x on the left, the two D meet.
    """
    return (np.dot(w, x) + b > 0).astype(int)


@mistake("perceptron")
def perceptron_adding_columns(x, w, b):
    """列ごとに足しています（axis=0）。バッチは 1 行が 1 個の点なので、行の中で足します。axis=-1 なら、
    点 1 個にも使えます。
    |
    The columns are added up (axis=0). In a batch each row is a point, so add within a row; axis=-1 serves
    one point as well.
    """
    return (np.sum(x * w, axis=0) + b > 0).astype(int)


@mistake("perceptron")
def perceptron_of_a_batch_only(x, w, b):
    """axis=1 は点 1 個（1 次元の配列）にはありません。axis=-1（最後の軸）や np.dot なら、
    点 1 個でもバッチでも使えます。
    |
    A single point, a 1-D array, has no axis=1. With axis=-1, the last axis, or np.dot, one form serves
    both a point and a batch.
    """
    return (np.sum(x * w, axis=1) + b > 0).astype(int)


@mistake("perceptron")
def perceptron_with_bias_in_the_sum(x, w, b):
    """バイアスが入力の個数だけ足されています。足し合わせたあとで、b を 1 回だけ加えてください。
    |
    The bias is added once for every input. Add it just once, after the products have been summed.
    """
    return (np.sum(x * w + b, axis=-1) > 0).astype(int)


@mistake("perceptron")
def perceptron_without_bias(x, w, b):
    """バイアス b が使われていません。重み付き和に b を足してから、0 と比べてください。
    |
    The bias b is not used. Add it to the weighted sum before you compare with 0.
    """
    return (np.dot(x, w) > 0).astype(int)


@mistake("perceptron")
def perceptron_with_b_as_threshold(x, w, b):
    """バイアスの符号が逆です。しきい値 θ は引きますが、バイアスは b = −θ なので足します。
    |
    The bias has the wrong sign. A threshold θ is subtracted, but the bias is b = −θ, which is added.
    """
    return (np.dot(x, w) > b).astype(int)


@mistake("perceptron")
def perceptron_reversed(x, w, b):
    """0 と 1 が逆のようです。和が 0 を超えたときに 1、0 以下のときに 0 です。
    |
    0 and 1 seem to be the wrong way round: a sum above 0 gives 1, otherwise 0.
    """
    return (np.dot(x, w) + b <= 0).astype(int)


@mistake("perceptron")
def perceptron_of_bools(x, w, b):
    """値は合っていますが、True と False のままです。整数の 1 と 0 に変えてから返してください。
    |
    The values are right, but they are still True and False. Turn them into the integers 1 and 0 before you
    return them.
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
    """重み付き和がそのまま返っています。和が 0 を超えたら 1、0 以下なら 0 にしてください。
    |
    The weighted sum itself comes back. Make it 1 where it is above 0, and otherwise 0.
    """
    return np.dot(x, w) + b


@mistake("perceptron")
def perceptron_as_sign(x, w, b):
    """和が負のとき −1 になっています。パーセプトロンの出力は 0 と 1 だけです（np.sign とは違います）。
    |
    A negative sum gives −1. A perceptron outputs only 0 and 1, unlike np.sign.
    """
    return np.sign(np.dot(x, w) + b).astype(int)


@mistake("perceptron")
def perceptron_without_weights(x, w, b):
    """重みを掛けずに、入力をそのまま足しています。それぞれの入力に、その重みを掛けてから足してください。
    |
    The inputs are added without their weights. Multiply each input by its weight, then add.
    """
    return (np.sum(x, axis=-1) + b > 0).astype(int)


@mistake("XOR")
def XOR_with_or_at_the_end(x1, x2):
    """いつも 1 になっています。NAND と OR を最後に OR で組み合わせると、どちらかは必ず 1
    なので区別が消えます。両方とも 1 のときだけ 1 を出すゲートは、どれでしょうか。
    |
    The result is always 1. If NAND and OR go into an OR at the end, one of them is always 1 and nothing is
    told apart. Which gate gives 1 only when both of its inputs are 1?
    """
    return OR(NAND(x1, x2), OR(x1, x2))


@mistake("XOR")
def XOR_as_or(x1, x2):
    """OR と同じ結果です。XOR では (1, 1) が 0 になります。パーセプトロン 1 つではできないので、ゲートを 2
    段に組み合わせてください。
    |
    The results are those of OR. For XOR, (1, 1) gives 0. A single perceptron cannot do it: combine gates
    in two steps.
    """
    return OR(x1, x2)


@mistake("XOR")
def XOR_as_nand(x1, x2):
    """NAND と同じ結果です。XOR では (0, 0) も 0 になります。NAND の出力を、もう 1 つのゲートの出力と組み
    合わせてください。
    |
    The results are those of NAND. For XOR, (0, 0) gives 0 as well. Combine the output of NAND with that of
    another gate.
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
    """AND と同じ結果です。1 段目のゲートを確かめましょう。(1, 1) のときに 0 を出すゲートが 1 つ要ります。
    |
    The results are those of AND. Check the gates of the first step: one of them must give 0 for (1, 1).
    """
    return AND(AND(x1, x2), OR(x1, x2))


@mistake("XOR")
def XOR_with_and_for_or(x1, x2):
    """いつも 0 になっています。(0, 1) と (1, 0) で、最後のゲートに何が入るかを 1 行ずつ書き出してみましょう。
    |
    The result is always 0. Write down, row by row, what goes into the last gate for (0, 1) and (1, 0).
    """
    return AND(NAND(x1, x2), AND(x1, x2))


@mistake("XOR")
def XOR_of_x1_only(x1, x2):
    """(1, 0) では 1 ですが、(0, 1) では 0 です。XOR は x1 と x2 を入れ替えても変わりません。
    片方の入力だけを使っているゲートがないか、確かめてください。
    |
    (1, 0) gives 1 but (0, 1) gives 0. XOR stays the same when x1 and x2 change places. Look for a gate
    that gets only one of the two.
    """
    return AND(NAND(x1, x2), x1)


@mistake("XOR")
def XOR_of_x2_only(x1, x2):
    """(0, 1) では 1 ですが、(1, 0) では 0 です。XOR は x1 と x2 を入れ替えても変わりません。
    片方の入力だけを使っているゲートがないか、確かめてください。
    |
    (0, 1) gives 1 but (1, 0) gives 0. XOR stays the same when x1 and x2 change places. Look for a gate
    that gets only one of the two.
    """
    return AND(NAND(x1, x2), x2)


@mistake("XOR")
def XOR_of_bools(x1, x2):
    """値は合っていますが、True と False が返っています（比較の結果は真偽値です）。整数の 1 と 0
    を返してください。ゲートを組み合わせれば、そのまま整数になります。
    |
    The values are right, but they are True and False, which is what a comparison gives. Return the
    integers 1 and 0: a combination of your gates gives integers as it is.
    """
    return bool(x1 != x2)


@mistake("XOR")
def XOR_by_subtraction(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと結果も小数になります。入力から直接計算せずに、
    整数を返すゲートを組み合わせましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Combine your gates, which
    return integers, instead of calculating with the inputs.
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
    """None が返っています。最後のゲートの結果を return で返してください。
    |
    None comes back. Return the result of the last gate with return.
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
    """1 + 1 の和の桁が 1 になっています（和が OR になっています）。1 + 1 は 2 進数で 10 なので、
    和の桁は 0 です。
    |
    For 1 + 1 the sum comes out as 1: it behaves like OR. 1 + 1 is 10 in binary, so the digit of the sum is
    0.
    """
    return OR(x1, x2), AND(x1, x2)


@mistake("half_adder")
def half_adder_with_plain_addition(x1, x2):
    """1 + 1 の和が 2 になっています。2 進数の 1 桁には 0 か 1 しか入らないので、2 は桁上がりになり、
    和の桁は 0 に戻ります。
    |
    For 1 + 1 the sum is 2. A binary digit holds only 0 or 1: the 2 becomes a carry, and the digit of the
    sum goes back to 0.
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
    """桁上がりの 0 と 1 が逆です（NAND になっています）。両方が 1 のときだけ 1 になるゲートを使ってください。
    |
    The carry has 0 and 1 the wrong way round: it behaves like NAND. Use the gate that gives 1 only when
    both are 1.
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
    """和と桁上がりが同じ値で、どちらも XOR になっています。桁上がりには別のゲートを使ってください。
    |
    Sum and carry are the same: both behave like XOR. The carry needs another gate.
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
    """値は合っていますが、True と False が入っています。整数の 1 と 0 を返してください。
    |
    The values are right, but there are True and False among them. Return the integers 1 and 0.
    """
    return bool(XOR(x1, x2)), bool(AND(x1, x2))


@mistake("half_adder")
def half_adder_by_division(x1, x2):
    """整数を渡せば合っていますが、小数の 0.0 と 1.0 を渡すと結果も小数になります。割り算や掛け算ではなく、
    整数を返すゲートを組み合わせましょう。
    |
    This is right for integers, but the floats 0.0 and 1.0 give floats back. Combine your gates, which
    return integers, instead of calculating with the inputs.
    """
    return (x1 + x2) % 2, (x1 + x2) // 2


@mistake("half_adder")
def half_adder_without_return(x1, x2):
    """None が返っています。和と桁上がりを return で返してください。
    |
    None comes back. Return the sum and the carry with return.
    """
    _ = XOR(x1, x2), AND(x1, x2)
