"""Visible checks of chapter 0. Read them as examples of what is asked."""

import numpy as np

from autograder.selfcheck import expect


def as_number(value):
    """整数も小数も float に（ほかはそのまま） | a number, whole or not, as a float"""
    array = np.asarray(value)
    return float(array) if array.ndim == 0 and array.dtype.kind in "biuf" else value


def test_double_of_two(impl):
    expect(as_number(impl.double(2)), 4.0)


def test_double_of_three(impl):
    expect(as_number(impl.double(3)), 6.0)


def test_double_of_a_negative_decimal(impl):
    expect(as_number(impl.double(-1.5)), -3.0)


def test_mean_of_three_numbers(impl):
    expect(as_number(impl.mean_of(np.array([8.0, 5.0, 2.0]))), 5.0)


def test_mean_of_four_numbers(impl):
    expect(as_number(impl.mean_of(np.array([1, 2, 3, 7]))), 3.25)


def test_mean_of_leaves_the_array(impl):
    x = np.array([6.0, 4.5])
    impl.mean_of(x)
    expect(x, np.array([6.0, 4.5]), because="x は元のままです | x stays as it was")
