"""The audit: what proves the graders, and how its material is declared.

Right answers in another form stand in tests/accepted/, independent oracles in tests/oracles/, one
module a chapter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any


@dataclass(frozen=True)
class Accepted:
    """A right answer for `symbol` that is written differently from the reference."""

    name: str
    symbol: str
    implementation: Any

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the implementation, so that a form can call itself or another one."""
        return self.implementation(*args, **kwargs)


def accepted(symbol: str) -> Callable[[Any], Accepted]:
    """Declare the function or class below as a right answer for the exercise `symbol`."""

    def declare(implementation: Any) -> Accepted:
        return Accepted(implementation.__name__, symbol, implementation)

    return declare


@dataclass(frozen=True)
class Oracle:
    """An independent way to the reference's result.

    `compute(impl, rng)` returns `(got, expected)`: what the implementation gives, and what a library or
    a naive loop that shares no code with it gives for the same random input.
    """

    name: str
    symbol: str
    compute: Callable[[Any, Any], tuple[Any, Any]]
    rtol: float
    atol: float


def oracle(
    symbol: str, *, rtol: float = 1e-10, atol: float = 1e-12
) -> Callable[[Callable[[Any, Any], tuple[Any, Any]]], Oracle]:
    """Declare the function below as an oracle of the exercise `symbol`."""

    def declare(compute: Callable[[Any, Any], tuple[Any, Any]]) -> Oracle:
        return Oracle(compute.__name__, symbol, compute, rtol, atol)

    return declare


def accepted_of(module: ModuleType) -> list[Accepted]:
    """The accepted forms of a module, in the order they are written."""
    return [value for value in vars(module).values() if isinstance(value, Accepted)]


def oracles_of(module: ModuleType) -> list[Oracle]:
    """The oracles of a module, in the order they are written."""
    return [value for value in vars(module).values() if isinstance(value, Oracle)]
