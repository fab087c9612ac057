"""Typical wrong answers, one module a chapter: each replaces one symbol and has a hint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """A wrong answer for `symbol`; the hint is `日本語 | English`."""

    name: str
    symbol: str
    hint: str
    implementation: Any


def mistake(symbol: str, hint: str) -> Callable[[Any], Mistake]:
    """Declare the function or class below as a typical wrong answer for the exercise `symbol`."""

    def declare(implementation: Any) -> Mistake:
        made = Mistake(implementation.__name__, symbol, hint, implementation)
        _call(implementation, symbol)
        return made

    return declare


def _call(implementation: Any, symbol: str) -> None:
    """Name it as the student's is named: exceptions name the function, or the class and the method."""
    implementation.__name__ = implementation.__qualname__ = symbol
    if isinstance(implementation, type):
        for name, value in vars(implementation).items():
            if isinstance(value, FunctionType):
                value.__qualname__ = f"{symbol}.{name}"


def mistakes_of(module: ModuleType) -> list[Mistake]:
    """The mistakes of a module, in the order they are written."""
    return [value for value in vars(module).values() if isinstance(value, Mistake)]
