"""Hollow answers are hollow: right in form, computed of nothing, and without a trace of the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.audit.detached import detached
from autograder.audit.hollow import (
    CONSTANTS,
    LEAVES,
    PLAIN,
    Call,
    Tape,
    always,
    implementation,
    mapped,
    of_arguments,
    with_method,
)
from autograder.audit.material import read_material
from autograder.audit.nothing import Trial
from autograder.audit.observing import references
from autograder.catalog import catalog
from autograder.graders import as_array
from autograder.sandbox.wire import canonical


def named(name: str, *arguments: str) -> Any:
    return next(h for h in (*PLAIN, *of_arguments(arguments)) if h.name == name).make()


def scaled(x, factor=2.0):
    x *= factor  # what a reference changes in its arguments must not be seen
    return x, {"sum": float(np.sum(x)), "many": int(x.size), "name": "scaled"}


class Counter:
    def __init__(self, start):
        self.start, self.seen = np.array([start]), {"last": 1.5}

    def add(self, n):
        self.start = self.start + n
        self.total = float(self.start[0])
        return self.total


def test_a_constant_has_the_structure_shape_and_type_of_the_right_answer() -> None:
    x = np.array([[1.0, 2.0, 3.0]], dtype=np.float32)
    array, numbers = implementation(scaled, named("zeros"))(x)
    assert (array.shape, array.dtype, array.any()) == ((1, 3), np.float32, False)
    assert numbers == {"sum": 0.0, "many": 0, "name": "0"}
    assert [type(v) for v in numbers.values()] == [float, int, str]
    assert x.tolist() == [[1.0, 2.0, 3.0]]


@pytest.mark.parametrize("name", LEAVES)
def test_what_fills_an_answer_does_not_come_from_it(name: str) -> None:
    values = [mapped(np.array([[a, 7.0]]), LEAVES[name]) for a in (3.0, 5.0)]
    assert np.array_equal(*values, equal_nan=True)


def test_an_answer_that_is_a_function_is_hollow_when_called() -> None:
    line = implementation(lambda slope: lambda x: slope * x, named("ones"))(3.0)
    assert line(np.array([1.0, 2.0])).tolist() == [1.0, 1.0]


def test_arguments_come_back_as_they_are_and_in_the_shape_of_the_answer() -> None:
    x = np.arange(6)
    assert implementation(scaled, named("x", "x"))(x) is x

    def as_column(x):
        return np.zeros((len(x), 1))

    assert implementation(as_column, named("x in shape", "x"))(x).tolist() == [
        [0.0],
        [1.0],
        [2.0],
        [3.0],
        [4.0],
        [5.0],
    ]


def test_a_hollow_class_has_hollow_methods_and_attributes() -> None:
    counter = implementation(Counter, named("zeros"))(5.0)
    assert counter.start.tolist() == [0.0]
    assert counter.seen == {"last": 0.0}
    assert counter.add(2.0) == 0.0
    assert counter.total == 0.0
    with pytest.raises(AttributeError):
        counter.no_such_method(1)


def test_one_method_is_hollow_and_still_does_what_it_should() -> None:
    counter = with_method(Counter, "add", named("zeros"))(5.0)
    assert counter.add(2.0) == 0.0
    assert counter.total == 7.0


def test_constants_are_those_of_every_beginner() -> None:
    assert CONSTANTS["None"]() is None
    assert CONSTANTS["equal to all"]() == 3.0
    with pytest.raises(ValueError, match="always"):
        named("ValueError")(Call({}, b"", None))


def test_a_table_knows_what_it_saw_and_gives_zeros_for_the_rest() -> None:
    tape = Tape()
    square = implementation(lambda x: x**2, tape.record)
    assert [square(2), square(3)] == [4, 9]
    table = implementation(lambda x: x**2, tape.as_table())
    assert [table(3), table(2), table(4)] == [9, 4, 0]
    again = implementation(lambda x: x**2, tape.as_sequence())
    assert [again(5), again(6), again(7)] == [4, 9, None]
    assert implementation(lambda x: x**2, always(9))(100) == 9


def test_a_table_gives_back_exceptions_and_sees_the_history_of_an_instance() -> None:
    tape = Tape()
    first = implementation(Counter, tape.record)(1.0)
    assert [first.add(1.0), first.add(1.0)] == [2.0, 3.0]
    other = implementation(Counter, tape.as_table())(1.0)
    assert [other.add(1.0), other.add(1.0), other.add(1.0)] == [2.0, 3.0, 0.0]
    inverse = implementation(lambda x: 1 / x, Tape().record)
    with pytest.raises(ZeroDivisionError):
        inverse(0)


def test_copies_of_functions_count_on_their_own() -> None:
    calls, shared = [], np.zeros(2)

    def counted(x):
        calls.append(x)
        return float(np.sum(shared))

    function, array = detached([counted, shared])
    array += 1.0
    assert function(1) == 2.0  # it closes over the copy that is passed beside it
    assert (calls, shared.tolist()) == ([], [0.0, 0.0])


def test_axes_are_not_drawn_on() -> None:
    for options in ({}, {"projection": "3d"}):
        ax = Figure().add_subplot(**options)
        blank = detached({"ax": ax})["ax"]
        assert blank is not ax
        assert blank.name == ax.name


@pytest.mark.parametrize(
    "value", [["1", "0"], [b"1"], np.array(["1.5"]), np.array([b"1"]), "1", b"1", None, [None]]
)
def test_what_is_no_number_does_not_become_one(value: Any) -> None:
    assert as_array(value, float) is value


@pytest.mark.parametrize(
    "masked",
    [np.ma.masked, np.ma.array([1.0, 2.0], mask=[False, True]), [np.ma.array([1.0], mask=True), np.zeros(1)]],
)
def test_masked_numbers_are_none(masked: Any) -> None:
    with pytest.raises(TypeError, match="masked"):
        as_array(masked, float)


@pytest.mark.parametrize("value", [True, 1, 1.0, np.float32(1), np.ma.array(1.0)])
def test_numbers_of_any_form_become_an_array(value: Any) -> None:
    array = as_array(value, float)
    assert (type(array), array.dtype, array.shape, array[()]) == (np.ndarray, np.float64, (), 1.0)


def test_nothing_that_is_masked_comes_out_of_the_sandbox() -> None:
    full, part = np.ma.array([1.0, 2.0], mask=True), np.ma.array([1.0, 2.0], mask=[False, True])
    for value in (full, part, np.ma.masked, part[1], part.astype(int)):
        assert canonical(value).type_name in ("MaskedArray", "MaskedConstant")
    assert canonical(np.ma.array([1.0, 2.0])).tolist() == [1.0, 2.0]


def test_what_is_tried_does_not_hang_on_numpys_own_random_numbers() -> None:
    """A network that nobody sees begins with them; an audit must say the same each time."""
    material = read_material(catalog().chapter("ch05"))
    piece = material.exercises["TwoLayerNet"]
    grader = next(g for g in piece.graders if g.name == "grade_two_layer_net_accuracy_with_one_hot")
    seen = []
    for number in range(3):
        np.random.seed(100 + number)
        trial = Trial(material, piece, references(material))
        right = implementation(material.impl.TwoLayerNet, Tape().record)
        seen.append(trial._observe(grader, right, 0).value)
    assert canonical(seen[0]) == canonical(seen[1]) == canonical(seen[2])
