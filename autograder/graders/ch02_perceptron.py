"""Hidden graders of chapter 2, perceptrons."""

from functools import reduce

import numpy as np

from autograder.graders import as_array, grader

PAIRS = [(0, 0), (0, 1), (1, 0), (1, 1)]
FLOAT_PAIRS = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]


def number(y):
    """The values of y as floats: True and 1.0 pass for 1. What is no number stays what it is."""
    return as_array(y, float)


def chains(rng, share):
    """Rows of 2 to 5 bits, that share of them 1, as NumPy integers; so many that no answer fits them all."""
    return [(rng.random(n) < share).astype(int) for n in 6 * (2, 3, 4, 5)]


def signs(rng, n):
    """n signs in any order, as many 1 as −1."""
    return rng.permutation(np.arange(n) % 2 * 2.0 - 1.0)


def bias_between(x, w):
    """The bias with which x·w + b is above 0 for half of the rows of x, and below for the others."""
    sums = np.sort(x @ w)
    return -float(np.mean(sums[len(sums) // 2 - 1 :][:2]))


def points_with_sums(rng, w, sums):
    """Whole-numbered points (len(sums), D) and the biases that make x·w + b exactly each of the sums."""
    x = rng.integers(-4, 5, size=(len(sums), len(w))).astype(float)
    return x, np.array(sums) - x @ w


@grader("AND", points=1.5)
def grade_AND_truth_table(impl, rng):
    """真理値表の 4 行 | the four rows of the truth table"""
    return {f"AND({x1}, {x2})": number(impl.AND(x1, x2)) for x1, x2 in PAIRS}


@grader("AND", points=0.5)
def grade_AND_of_floats(impl, rng):
    """入力が小数の 0.0 と 1.0 | the inputs are the floats 0.0 and 1.0"""
    return {f"AND({x1}, {x2})": number(impl.AND(x1, x2)) for x1, x2 in FLOAT_PAIRS}


@grader("AND", points=0.5)
def grade_AND_gives_integers(impl, rng):
    """結果は整数の 0 か 1 | the result is the integer 0 or 1"""
    return {f"AND({x1}, {x2})": impl.AND(x1, x2) for x1, x2 in PAIRS + FLOAT_PAIRS}


@grader("AND", points=0.5)
def grade_AND_in_a_chain(impl, rng):
    """NumPy の整数。結果を次の AND の入力にする | NumPy integers; each result feeds the next AND"""
    return [number(reduce(impl.AND, bits)) for bits in chains(rng, 0.7)]


@grader("NAND", points=1.5)
def grade_NAND_truth_table(impl, rng):
    """真理値表の 4 行 | the four rows of the truth table"""
    return {f"NAND({x1}, {x2})": number(impl.NAND(x1, x2)) for x1, x2 in PAIRS}


@grader("NAND", points=0.5)
def grade_NAND_of_floats(impl, rng):
    """入力が小数の 0.0 と 1.0 | the inputs are the floats 0.0 and 1.0"""
    return {f"NAND({x1}, {x2})": number(impl.NAND(x1, x2)) for x1, x2 in FLOAT_PAIRS}


@grader("NAND", points=0.5)
def grade_NAND_gives_integers(impl, rng):
    """結果は整数の 0 か 1 | the result is the integer 0 or 1"""
    return {f"NAND({x1}, {x2})": impl.NAND(x1, x2) for x1, x2 in PAIRS + FLOAT_PAIRS}


@grader("NAND", points=0.5)
def grade_NAND_in_a_chain(impl, rng):
    """NumPy の整数。結果を次の NAND の入力にする | NumPy integers; each result feeds the next NAND"""
    return [number(reduce(impl.NAND, bits)) for bits in chains(rng, 0.6)]


@grader("OR", points=1.5)
def grade_OR_truth_table(impl, rng):
    """真理値表の 4 行 | the four rows of the truth table"""
    return {f"OR({x1}, {x2})": number(impl.OR(x1, x2)) for x1, x2 in PAIRS}


@grader("OR", points=0.5)
def grade_OR_of_floats(impl, rng):
    """入力が小数の 0.0 と 1.0 | the inputs are the floats 0.0 and 1.0"""
    return {f"OR({x1}, {x2})": number(impl.OR(x1, x2)) for x1, x2 in FLOAT_PAIRS}


@grader("OR", points=0.5)
def grade_OR_gives_integers(impl, rng):
    """結果は整数の 0 か 1 | the result is the integer 0 or 1"""
    return {f"OR({x1}, {x2})": impl.OR(x1, x2) for x1, x2 in PAIRS + FLOAT_PAIRS}


@grader("OR", points=0.5)
def grade_OR_in_a_chain(impl, rng):
    """NumPy の整数。結果を次の OR の入力にする | NumPy integers; each result feeds the next OR"""
    return [number(reduce(impl.OR, bits)) for bits in chains(rng, 0.3)]


@grader("perceptron", points=1)
def grade_perceptron_of_one_point(impl, rng):
    """1 個の点（入力の数はいろいろ） | one point, with various numbers of inputs"""
    found = []
    for d, sign in zip((1, 1, 2, 2, 2, 3, 3, 5, 5, 8), signs(rng, 10), strict=True):
        x, w = rng.normal(size=d), rng.normal(size=d)
        found.append(number(impl.perceptron(x, w, float(sign * rng.uniform(0.1, 1.0) - x @ w))))
    return found


@grader("perceptron", points=1.5)
def grade_perceptron_of_a_batch(impl, rng):
    """バッチでは 1 行ずつ答える | in a batch, an answer for every row"""
    batches = [(rng.normal(size=(n, d)), rng.normal(size=d)) for n, d in [(12, 2), (7, 3), (4, 9)]]
    return [number(impl.perceptron(x, w, bias_between(x, w))) for x, w in batches]


@grader("perceptron", points=0.5)
def grade_perceptron_of_a_square_batch(impl, rng):
    """点の数と入力の数が同じバッチ | a batch with as many points as inputs"""
    x, w = rng.normal(size=(9, 9)), rng.normal(size=9)
    return number(impl.perceptron(x, w, bias_between(x, w)))


@grader("perceptron", points=0.5)
def grade_perceptron_of_a_batch_of_one(impl, rng):
    """点が 1 個だけのバッチと、入力が 1 個のバッチ | a batch of just one point, and one of one input"""
    one_row, one_column = rng.normal(size=(1, 4)), rng.normal(size=(9, 1))
    w = rng.normal(size=1)
    return [
        number(impl.perceptron(one_row, rng.normal(size=4), float(rng.normal()))),
        number(impl.perceptron(one_column, w, bias_between(one_column, w))),
    ]


@grader("perceptron", points=0.5)
def grade_perceptron_at_the_boundary(impl, rng):
    """1 個の点の和がちょうど 0 か、0 のすぐ近く | one point whose sum is exactly 0, or very near it"""
    w = rng.integers(1, 5, size=3).astype(float)
    x, biases = points_with_sums(rng, w, rng.permutation([0.0, 2.0**-10, -(2.0**-10)] * 4))
    return [number(impl.perceptron(x[i], w, float(biases[i]))) for i in range(12)]


@grader("perceptron", points=0.5)
def grade_perceptron_of_a_batch_at_the_boundary(impl, rng):
    """バッチの中に、和がちょうど 0 の点がある | a batch with points whose sum is exactly 0"""
    w = np.array([1.0, *rng.integers(-4, 5, size=2)])
    x, biases = points_with_sums(rng, w, rng.permutation([0.0, 0.0, 0.0, 0.25, -0.25, 1.0, -1.0, 2.0, 3.0]))
    b = float(rng.integers(-3, 4))
    x[:, 0] += biases - b  # w[0] is 1: now all points have the same bias
    return number(impl.perceptron(x, w, b))


@grader("perceptron", points=0.5)
def grade_perceptron_gives_an_integer(impl, rng):
    """1 個の点の結果は整数の 0 か 1 | the result of one point is the integer 0 or 1"""
    w = rng.uniform(0.5, 2.0, size=3)
    return [impl.perceptron(sign * np.ones(3), w, 0.1) for sign in signs(rng, 10)]


@grader("perceptron", points=0.5)
def grade_perceptron_gives_an_array_of_integers(impl, rng):
    """バッチの結果の要素は整数 | the elements of a batch's result are integers"""
    x, w = rng.normal(size=(8, 3)), rng.normal(size=3)
    return as_array(impl.perceptron(x, w, bias_between(x, w)))


@grader("perceptron", points=0.5)
def grade_perceptron_leaves_its_inputs(impl, rng):
    """渡した x と w を書き換えない | leaves the x and w that it is given unchanged"""
    x, w = rng.normal(size=(10, 4)), rng.normal(size=4)
    b = bias_between(x, w)
    return [*(number(impl.perceptron(point, w, b)) for point in x), x, w]


@grader("XOR", points=1.5)
def grade_XOR_truth_table(impl, rng):
    """真理値表の 4 行 | the four rows of the truth table"""
    return {f"XOR({x1}, {x2})": number(impl.XOR(x1, x2)) for x1, x2 in PAIRS}


@grader("XOR", points=0.5)
def grade_XOR_of_floats(impl, rng):
    """入力が小数の 0.0 と 1.0 | the inputs are the floats 0.0 and 1.0"""
    return {f"XOR({x1}, {x2})": number(impl.XOR(x1, x2)) for x1, x2 in FLOAT_PAIRS}


@grader("XOR", points=0.5)
def grade_XOR_gives_integers(impl, rng):
    """結果は整数の 0 か 1 | the result is the integer 0 or 1"""
    return {f"XOR({x1}, {x2})": impl.XOR(x1, x2) for x1, x2 in PAIRS + FLOAT_PAIRS}


@grader("XOR", points=0.5)
def grade_XOR_in_a_chain(impl, rng):
    """XOR をつなぎ、1 が奇数個かを調べる | chained, XOR tells whether the number of ones is odd"""
    return [number(reduce(impl.XOR, bits)) for bits in chains(rng, 0.5)]


@grader("half_adder", points=1)
def grade_half_adder_sum(impl, rng):
    """1 つ目の戻り値（和） | the first value, the sum"""
    return {f"half_adder({x1}, {x2})": number(impl.half_adder(x1, x2)[0]) for x1, x2 in PAIRS}


@grader("half_adder", points=1)
def grade_half_adder_carry(impl, rng):
    """2 つ目の戻り値（桁上がり） | the second value, the carry"""
    return {f"half_adder({x1}, {x2})": number(impl.half_adder(x1, x2)[1]) for x1, x2 in PAIRS}


@grader("half_adder", points=0.5)
def grade_half_adder_gives_two_integers(impl, rng):
    """和と桁上がりの 2 つの整数を返す | returns two integers, the sum and the carry"""
    return {f"half_adder({x1}, {x2})": impl.half_adder(x1, x2) for x1, x2 in PAIRS + FLOAT_PAIRS}


@grader("half_adder", points=0.5)
def grade_half_adder_adds_up(impl, rng):
    """NumPy の整数でも、2 × 桁上がり + 和 が答え | for NumPy integers, 2 × carry + sum is the total"""
    totals = []
    for x1, x2 in rng.integers(0, 2, size=(8, 2)):
        s, c = impl.half_adder(x1, x2)
        totals.append(2 * number(c) + number(s))
    return totals
