"""Visible checks of chapter 2. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect


def test_AND_of_two_ones(impl):
    expect(
        impl.AND(1, 1),
        1,
        because="AND は両方が 1 のときだけ、整数の 1 を返します | "
        "AND gives the integer 1 when, and only when, both are 1",
    )


def test_AND_truth_table(impl):
    expect(
        [impl.AND(0, 0), impl.AND(0, 1), impl.AND(1, 0), impl.AND(1, 1)],
        [0, 0, 0, 1],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="真理値表の 4 行です | these are the four rows of the truth table",
    )


def test_AND_of_floats(impl):
    expect(
        [impl.AND(0.0, 0.0), impl.AND(0.0, 1.0), impl.AND(1.0, 0.0), impl.AND(1.0, 1.0)],
        [0, 0, 0, 1],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="入力が小数でも、結果は整数です | the result is an integer even when the inputs are floats",
    )


def test_NAND_of_two_ones(impl):
    expect(
        impl.NAND(1, 1),
        0,
        because="NAND は両方が 1 のときだけ、整数の 0 を返します | "
        "NAND gives the integer 0 when, and only when, both are 1",
    )


def test_NAND_truth_table(impl):
    expect(
        [impl.NAND(0, 0), impl.NAND(0, 1), impl.NAND(1, 0), impl.NAND(1, 1)],
        [1, 1, 1, 0],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="真理値表の 4 行です | these are the four rows of the truth table",
    )


def test_NAND_of_floats(impl):
    expect(
        [impl.NAND(0.0, 0.0), impl.NAND(0.0, 1.0), impl.NAND(1.0, 0.0), impl.NAND(1.0, 1.0)],
        [1, 1, 1, 0],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="入力が小数でも、結果は整数です | the result is an integer even when the inputs are floats",
    )


def test_OR_of_two_zeros(impl):
    expect(
        impl.OR(0, 0),
        0,
        because="OR は両方が 0 のときだけ、整数の 0 を返します | "
        "OR gives the integer 0 when, and only when, both are 0",
    )


def test_OR_truth_table(impl):
    expect(
        [impl.OR(0, 0), impl.OR(0, 1), impl.OR(1, 0), impl.OR(1, 1)],
        [0, 1, 1, 1],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="真理値表の 4 行です | these are the four rows of the truth table",
    )


def test_OR_of_floats(impl):
    expect(
        [impl.OR(0.0, 0.0), impl.OR(0.0, 1.0), impl.OR(1.0, 0.0), impl.OR(1.0, 1.0)],
        [0, 1, 1, 1],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="入力が小数でも、結果は整数です | the result is an integer even when the inputs are floats",
    )


def test_perceptron_of_one_point(impl):
    x = np.array([1.0, 2.0, 3.0])
    w = np.array([0.5, -1.0, 2.0])
    expect(
        impl.perceptron(x, w, -3.0),
        1,
        because="0.5 − 2 + 6 − 3 = 1.5 は 0 を超えています | 0.5 − 2 + 6 − 3 = 1.5 is above 0",
    )


def test_perceptron_bias_decides(impl):
    x = np.array([1.0, 2.0, 3.0])
    w = np.array([0.5, -1.0, 2.0])
    expect(
        impl.perceptron(x, w, -6.0),
        0,
        because="0.5 − 2 + 6 − 6 = −1.5 は 0 以下です | 0.5 − 2 + 6 − 6 = −1.5 is not above 0",
    )


def test_perceptron_at_the_boundary(impl):
    expect(
        impl.perceptron(np.array([1.0, 1.0]), np.array([2.0, 1.0]), -3.0),
        0,
        because="2 + 1 − 3 = 0、ちょうど 0 なら 0 です | 2 + 1 − 3 = 0, and exactly 0 gives 0",
    )


def test_perceptron_of_a_batch(impl):
    x = np.array([[1.0, 2.0], [0.0, 0.5], [3.0, 2.5]])
    w = np.array([1.0, -1.0])
    expect(
        np.asarray(impl.perceptron(x, w, 0.75)),
        np.array([0, 1, 1]),
        because="1 行が 1 個の点で、和は [−0.25, 0.25, 1.25] です | "
        "each row is one point, and the sums are [−0.25, 0.25, 1.25]",
    )


def test_perceptron_of_a_square_batch(impl):
    x = np.array([[1.0, 2.0], [-3.0, 1.0]])
    w = np.array([1.0, 1.0])
    expect(
        np.asarray(impl.perceptron(x, w, -0.5)),
        np.array([1, 0]),
        because="和は [1 + 2 − 0.5, −3 + 1 − 0.5] です | the sums are [1 + 2 − 0.5, −3 + 1 − 0.5]",
    )


def test_XOR_of_two_ones(impl):
    expect(
        impl.XOR(1, 1),
        0,
        because="両方が 1 のときは、整数の 0 です | when both are 1, the result is the integer 0",
    )


def test_XOR_truth_table(impl):
    expect(
        [impl.XOR(0, 0), impl.XOR(0, 1), impl.XOR(1, 0), impl.XOR(1, 1)],
        [0, 1, 1, 0],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="一方だけが 1 のときに 1 です | 1 when exactly one of the two is 1",
    )


def test_XOR_of_floats(impl):
    expect(
        [impl.XOR(0.0, 0.0), impl.XOR(0.0, 1.0), impl.XOR(1.0, 0.0), impl.XOR(1.0, 1.0)],
        [0, 1, 1, 0],
        x=[(0, 0), (0, 1), (1, 0), (1, 1)],
        because="入力が小数でも、結果は整数です | the result is an integer even when the inputs are floats",
    )


def test_half_adder_of_one_and_zero(impl):
    expect(
        impl.half_adder(1, 0),
        (1, 0),
        because="1 + 0 = 1 なので、和は 1、桁上がりは 0 です | 1 + 0 = 1: the sum is 1 and the carry 0",
    )


def test_half_adder_of_two_ones(impl):
    expect(
        impl.half_adder(1, 1),
        (0, 1),
        because="1 + 1 は 2 進数で 10 なので、和は 0、桁上がりは 1 です | "
        "1 + 1 is 10 in binary: the sum is 0 and the carry 1",
    )


def test_half_adder_table(impl):
    expect(
        [impl.half_adder(0, 0), impl.half_adder(0, 1), impl.half_adder(1, 0), impl.half_adder(1, 1)],
        [(0, 0), (1, 0), (1, 0), (0, 1)],
        because="1 行が（和, 桁上がり）です | each row is (sum, carry)",
    )


def test_half_adder_of_floats(impl):
    expect(
        impl.half_adder(1.0, 1.0),
        (0, 1),
        because="入力が小数でも、結果は整数です | the results are integers even when the inputs are floats",
    )
