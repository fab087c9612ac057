"""Typical wrong answers, one module a chapter: each replaces one symbol and has a hint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
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
        return Mistake(implementation.__name__, symbol, hint, implementation)

    return declare


def mistakes_of(module: ModuleType) -> list[Mistake]:
    """The mistakes of a module, in the order they are written."""
    return [value for value in vars(module).values() if isinstance(value, Mistake)]
