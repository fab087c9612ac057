"""Watching an implementation's functions as a grader calls them: which arguments a call changes.

Used inside the sandbox on the student's code, and outside on the references.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import numpy as np

MAX_BYTES = 128 * 2**10  # of one call's arguments that are remembered: more would slow right answers
MAX_ITEMS = 1_000
MAX_CHANGES = 8
MAX_NAME = 80


@dataclass(frozen=True)
class Change:
    """A call of the function `symbol` changed the argument that it was given as parameter `index`."""

    symbol: str
    index: int
    name: str


@dataclass
class Watch:
    """What was seen: changed arguments, and the lengths of the arrays that were handed in.

    `spoil` names parameters (symbol, index) whose argument is changed after each call, to see whether a
    grader notices.
    """

    spoil: frozenset[tuple[str, int]] = frozenset()
    changes: list[Change] = field(default_factory=list)
    sizes: set[int] = field(default_factory=set)

    def note(self, change: Change) -> None:
        if change not in self.changes and len(self.changes) < MAX_CHANGES:
            self.changes.append(change)


class Watched:
    """A namespace as a grader sees it, its plain functions watched."""

    def __init__(self, namespace: Mapping[str, Any], watch: Watch):
        self.__namespace, self.__watch = namespace, watch

    def __getattr__(self, name: str) -> Any:
        try:
            value = self.__namespace[name]
        except KeyError:
            raise NameError(f"name '{name}' is not defined", name=name) from None
        return _watched(value, name, self.__watch) if type(value) is FunctionType else value


def _watched(function: FunctionType, symbol: str, watch: Watch) -> Any:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        given = {names[i] if i < len(names) else str(i): value for i, value in enumerate(args)} | kwargs
        budget = [MAX_BYTES, MAX_ITEMS]
        before = {name: _freeze(value, budget) for name, value in given.items()}
        for value in given.values():
            if isinstance(value, np.ndarray):
                watch.sizes.update(value.shape)
        try:
            return function(*args, **kwargs)
        finally:
            budget = [MAX_BYTES, MAX_ITEMS]
            for name, value in given.items():
                index = names.index(name) if name in names else len(names)
                if _freeze(value, budget) != before[name]:
                    watch.note(Change(symbol, index, name[:MAX_NAME]))
                if (symbol, index) in watch.spoil:
                    _spoil(value)

    return call


def _freeze(value: Any, budget: list[int]) -> Any:
    """What a value holds now, for comparing it later; None for what is not looked at."""
    budget[1] -= 1
    if budget[1] < 0:
        return None
    if type(value) is np.ndarray:
        if value.nbytes > budget[0] or value.dtype.hasobject:
            return None
        budget[0] -= value.nbytes
        return value.shape, value.dtype.str, value.tobytes()
    if type(value) in (list, tuple):
        return [_freeze(v, budget) for v in value]
    if type(value) is dict:
        return [(repr(k), _freeze(v, budget)) for k, v in value.items()]
    if type(value) in (bool, int, float, str):
        return repr(value)
    return None


def _spoil(value: Any) -> None:
    """Change an argument in place, unevenly."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        noise = np.random.Generator(np.random.PCG64(zlib.crc32(repr(value.shape).encode())))
        np.add(value, noise.uniform(1.0, 3.0, size=value.shape), out=value, casting="unsafe")
    elif isinstance(value, list) and value:
        value.pop()
    elif isinstance(value, dict):
        for item in value.values():
            _spoil(item)
