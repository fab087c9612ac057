"""Independent ways to the results of chapter 2, perceptrons."""

from fractions import Fraction

import numpy as np

from autograder.audit import oracle


def bits(rng):
    """Two random bits as Python integers."""
    return int(rng.integers(2)), int(rng.integers(2))


@oracle("AND")
def and_is_pythons_bitwise_and(impl, rng):
    x1, x2 = bits(rng)
    return impl.AND(x1, x2), x1 & x2


@oracle("NAND")
def nand_is_de_morgans_or_of_the_complements(impl, rng):
    x1, x2 = bits(rng)
    return impl.NAND(x1, x2), (1 - x1) | (1 - x2)


@oracle("OR")
def or_is_pythons_bitwise_or(impl, rng):
    x1, x2 = bits(rng)
    return impl.OR(x1, x2), x1 | x2


@oracle("perceptron")
def perceptron_is_the_sign_of_an_exact_sum(impl, rng):
    n, d = rng.integers(1, 7, size=2)
    x, w = rng.normal(size=(n, d)).round(1), rng.normal(size=d).round(1)
    b = round(float(rng.normal()), 1) + 0.053  # x·w is in hundredths, so that no sum comes near 0
    exact = [
        sum(Fraction(float(v)) * Fraction(float(u)) for v, u in zip(row, w, strict=True)) + Fraction(b)
        for row in x
    ]
    return impl.perceptron(x, w, b), np.array([1 if a > 0 else 0 for a in exact])


@oracle("perceptron")
def perceptron_answers_a_batch_as_it_does_each_point(impl, rng):
    x, w, b = rng.normal(size=(20, 4)), rng.normal(size=4), float(rng.normal())
    return impl.perceptron(x, w, b), np.array([int(impl.perceptron(row, w, b)) for row in x])


@oracle("XOR")
def xor_is_pythons_bitwise_xor(impl, rng):
    x1, x2 = bits(rng)
    return impl.XOR(x1, x2), x1 ^ x2


@oracle("half_adder")
def half_adder_is_division_by_two(impl, rng):
    x1, x2 = bits(rng)
    carry, total = divmod(x1 + x2, 2)
    return impl.half_adder(x1, x2), (total, carry)
