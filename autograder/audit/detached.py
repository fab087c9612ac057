"""Copies of what a grader passes in, so that the reference can run on them and leave no trace."""

from __future__ import annotations

import copy
import types
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure


def detached(values: Any) -> Any:
    """A list or dict of arguments, copied together; axes become blank axes of the same kind."""
    memo: dict[int, Any] = {}
    if isinstance(values, dict):
        return {key: _copy(value, memo) for key, value in values.items()}
    return [_copy(value, memo) for value in values]


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    if id(value) in memo:
        return memo[id(value)]
    if isinstance(value, Axes):
        return Figure().add_subplot(projection=value.name)
    if isinstance(value, types.FunctionType):
        return _function(value, memo)
    try:
        return copy.deepcopy(value, memo)
    except (TypeError, ValueError, NotImplementedError):  # what cannot be copied is shared
        return value


def _function(function: types.FunctionType, memo: dict[int, Any]) -> Any:
    """The function with copies of what it closes over: calling it counts and changes nothing outside."""
    if not function.__closure__:
        return function
    cells = tuple(types.CellType() for _ in function.__closure__)
    code, defaults = function.__code__, function.__defaults__
    made = types.FunctionType(code, function.__globals__, function.__name__, defaults, cells)
    made.__kwdefaults__ = function.__kwdefaults__
    memo[id(function)] = made  # it may close over itself
    for cell, old in zip(cells, function.__closure__, strict=True):
        try:
            cell.cell_contents = _copy(old.cell_contents, memo)
        except ValueError:  # a name that has no value yet
            continue
    return made
