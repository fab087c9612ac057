"""A visible check could not even call the exercise: what it is, or how it has to be defined."""

from __future__ import annotations

import inspect
import re
import traceback
from typing import Any

from autograder.catalog import Chapter
from autograder.grading.explaining.calls import wanted_call
from autograder.grading.explaining.provided import called, shown
from autograder.text import Text, say, word

MISMATCH = re.compile(r"([\w.<>]+)\(\) (?:takes|missing|got)\b")
OF_A_VALUE = re.compile(r"'(?:int|float|bool|str|list|tuple|dict|NoneType|function|numpy\.\w+)' object")


def refused(error: BaseException, symbol: str, value: Any, chapter: Chapter | None) -> Text | None:
    """The sentence for a call that the check made itself and that the definition does not take.

    None if it failed in another place: in the student's code, or with what came back from it.
    """
    if chapter is None or not _is_in_the_check(error) or not isinstance(error, TypeError | AttributeError):
        return None
    is_class = any(name.startswith(f"{symbol}.") for name in shown(chapter))
    found = MISMATCH.match(str(error)) if isinstance(error, TypeError) else None
    other_kind = inspect.isclass(value) != is_class
    of_a_value = isinstance(error, AttributeError) and OF_A_VALUE.match(str(error)) is not None
    if not callable(value):
        return _to_define(symbol, is_class, word(type(value).__name__), chapter)
    if other_kind and (found or (is_class and of_a_value)):
        return _to_define(symbol, is_class, _KINDS[inspect.isclass(value)], chapter)
    if found is None:
        return None
    name = found[1]
    if not wanted_call(name, chapter) and not is_class:  # lambda, or what decorates it
        name = symbol
    wanted = wanted_call(name, chapter)
    return say("failure-called-as", name=called(name), wanted=wanted) if wanted else None


def _is_in_the_check(error: BaseException) -> bool:
    """Whether it was raised in the check's file, by the check or a helper of its."""
    files = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    checks = {code.co_filename for code in files if code.co_name.startswith("test_")}
    return bool(files) and files[-1].co_filename in checks


def _to_define(symbol: str, is_class: bool, kind: Text | str, chapter: Chapter) -> Text:
    head = f"class {symbol}:" if is_class else f"def {wanted_call(symbol, chapter)}:"
    return say("student-other-kind", name=symbol, wanted=head, kind=kind)


_KINDS = {True: Text("クラス", "a class"), False: Text("関数", "a function")}
