"""The visible checks: `expect` compares and explains; `run_checks` runs those of one exercise.

A check is an ordinary pytest test in tests/selfcheck/, named `test_<symbol>_…`, that takes `impl`.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import linecache
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from autograder import rooms
from autograder.catalog import Chapter, Exercise
from autograder.compare import ATOL, RTOL, Tolerance, compare, show
from autograder.text import Text, say


class CheckFailed(AssertionError):
    """A visible check found a wrong answer; `text` says what was expected and what came."""

    def __init__(self, text: Text, expected: str = "", got: str = "", call: str = ""):
        super().__init__(f"{text.ja} | {text.en}")
        self.text, self.expected, self.got, self.call = text, expected, got, call


_record: ContextVar[list[Any] | None] = ContextVar("_record", default=None)


@contextmanager
def recording() -> Iterator[list[Any]]:
    """Collect what the checks inside got, in order (the fingerprints of mistakes are made from it)."""
    values: list[Any] = []
    token = _record.set(values)
    try:
        yield values
    finally:
        _record.reset(token)


def expect(
    got: Any,
    expected: Any,
    *,
    rtol: float = RTOL,
    atol: float = ATOL,
    dtype: bool = False,
    because: str = "",
) -> None:
    """Fail with a readable sentence unless `got` equals `expected`.

    Structure, shape, kind of dtype and value are compared; dtype=True compares the dtype itself.
    `because`, `日本語 | English`, is said first when the check fails.
    Raises CheckFailed.
    """
    record = _record.get()
    if record is not None:
        record.append(got)
    found = compare(got, expected, Tolerance(rtol, atol, dtype))
    if found is None:
        return
    frame = inspect.currentframe()
    call = _call_text(frame.f_back) if frame else ""
    text = found.text
    if call:
        text = say("check-call", call=call, text=text)
    if because:
        text = say("check-because", because=Text.parse(because), text=text)
    raise CheckFailed(text, show(expected), show(got), call)


def _call_text(frame: FrameType | None) -> str:
    """The source of the first argument of the `expect(…)` that a frame is at, such as `sigmoid(0.0)`."""
    if frame is None:
        return ""
    lines = linecache.getlines(frame.f_code.co_filename)
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        return ""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "expect"
            and node.lineno <= frame.f_lineno <= (node.end_lineno or node.lineno)
            and node.args
        ):
            text = ast.unparse(node.args[0]).replace("impl.", "")
            return text if "(" in text and len(text) <= 100 else ""
    return ""


@dataclass(frozen=True)
class Check:
    """One visible check of one exercise."""

    name: str
    symbol: str
    run: Callable[[Any], None]


def load_checks(path: Path) -> ModuleType:
    """Import a file of visible checks by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def symbol_of(test_name: str, chapter: Chapter) -> str | None:
    """The exercise that `test_<symbol>_…` checks: the longest symbol that fits."""
    fitting = [
        e.symbol
        for e in chapter.exercises
        if test_name == f"test_{e.symbol}" or test_name.startswith(f"test_{e.symbol}_")
    ]
    return max(fitting, key=len, default=None)


def checks_path(chapter: Chapter, beside: Path | None = None) -> Path:
    """The chapter's checks: those beside the student's notebook if there are any, else the workbook's."""
    name = f"test_{chapter.stem}.py"
    folders = [beside / "tests" / "selfcheck", beside] if beside else []
    for folder in [*folders, rooms.selfcheck()]:
        if (folder / name).is_file():
            return folder / name
    return rooms.selfcheck() / name


def checks_of(exercise: Exercise, chapter: Chapter, module: ModuleType) -> list[Check]:
    """The visible checks of one exercise, in the order they are written."""
    return [
        Check(name, exercise.symbol, function)
        for name, function in vars(module).items()
        if name.startswith("test_") and callable(function) and symbol_of(name, chapter) == exercise.symbol
    ]
