"""Typical wrong answers, one module a chapter: each stands for one symbol, and its docstring is its hint."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from autograder.change import Change, changed, definitions
from autograder.text import unwrapped


@dataclass(frozen=True)
class Mistake:
    """A wrong answer for `symbol`; the hint is `日本語 | English`."""

    name: str
    symbol: str
    hint: str
    implementation: Any
    changes: tuple[Change, ...] = ()  # of the reference, if it was written as such


def mistake(symbol: str, changes: Mapping[str, str] | None = None) -> Callable[[Any], Mistake]:
    """Declare the function or class below as a typical wrong answer for the exercise `symbol`.

    Its docstring, `日本語 | English`, is the hint: what is wrong and what to look at. With `changes` it has
    no other body: the answer is the reference, each `was` in whose source became its `now`.

    Raises ValueError for a `was` that does not stand in the source exactly once, for a result that does not
    parse or is the same program, and for a body where there are changes.
    """

    def declare(written: Any) -> Mistake:
        hint = unwrapped(inspect.cleandoc(written.__doc__ or ""))
        made_by = tuple(Change(was, now) for was, now in (changes or {}).items())
        implementation = written if changes is None else _changed_reference(written, symbol, made_by)
        made = Mistake(written.__name__, symbol, " ".join(hint.splitlines()), implementation, made_by)
        _call(implementation, symbol)
        return made

    return declare


def _changed_reference(written: Any, symbol: str, changes: tuple[Change, ...]) -> Any:
    """The reference with changes in its source, among the other references of its module."""
    here = sys.modules[written.__module__]
    definition = ast.parse(_definitions(here)[written.__name__]).body[0]
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    if len(definition.body) > 1:
        raise ValueError(f"{written.__name__}: with changes, the docstring is all of the body")
    references = importlib.import_module(f"solutions.{here.__name__.rpartition('.')[2]}")
    names = dict(vars(references))
    wrong = changed(_definitions(references)[symbol], changes)
    exec(compile(wrong, f"<{written.__name__}>", "exec"), names)
    return names[symbol]


def _definitions(module: ModuleType) -> Mapping[str, str]:
    """As `inspect.getsource` gives them, which would read and parse the file once for each."""
    return definitions(Path(str(module.__file__)).read_text(encoding="utf-8"))


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
