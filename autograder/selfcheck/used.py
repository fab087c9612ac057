"""Which other exercises of the chapter a visible check uses, by way of the one that it checks."""

from __future__ import annotations

import contextlib
import inspect
import io
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FrameType, FunctionType
from typing import Any

from autograder.selfcheck.checks import Check, listening, recording
from autograder.selfcheck.running import Impl, NotDefined, Student
from autograder.selfcheck.surroundings import OutOfTime, nobody_asks, surroundings, time_limit

NAMING = (TypeError, AttributeError)  # say the name of what was called, or asked for something


@dataclass(frozen=True)
class Used:
    """The exercises that were called, read or missed as a check ran, and what it raised at its end."""

    symbols: frozenset[str]
    error: BaseException | None


def used_by(check: Check, symbols: Iterable[str], student: Student, seconds: float) -> Used:
    """Run a check once more, for so long at most, and see which of these exercises it uses, itself or through
    others.

    Nothing is put in their place, so the student's code does what it did before: it is seen by Python's own
    hook for profilers, which debuggers and coverage do not use.
    """
    codes, unseen = _codes(symbols, check.symbol, student.namespace)
    found: set[str] = set()

    def profile(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            found.update(codes.get(frame.f_code, ()))
            if unseen and frame.f_globals is student.namespace:
                found.update(unseen.intersection(frame.f_code.co_names))

    error: BaseException | None = None
    with surroundings(), recording(), listening(), silent():
        before = sys.getprofile()
        try:
            with time_limit(seconds):
                sys.setprofile(profile)
                check.run(Impl(student.namespace))
        except (Exception, OutOfTime, SystemExit) as raised:
            error = raised
        finally:
            sys.setprofile(before)
    if error:
        found |= {symbol for symbol in symbols if _names(error, symbol, student.namespace)}
    return Used(frozenset(found), error)


@contextlib.contextmanager
def silent() -> Iterator[None]:
    """What runs inside prints nothing, and asks nothing: it did so already, or nobody has asked for it."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), nobody_asks():
        yield


def _codes(
    symbols: Iterable[str], but: str, namespace: Mapping[str, Any]
) -> tuple[dict[CodeType, set[str]], frozenset[str]]:
    """The code of each exercise, and the exercises whose calls cannot be told by it: objects that are made
    otherwise, such as by np.vectorize, and functions that one function has made. These are used where a
    function that runs has their name."""
    own = set(code_of(namespace.get(but)))
    codes: dict[CodeType, set[str]] = {}
    unseen = set()
    for symbol in symbols:
        found = set(code_of(namespace.get(symbol))) - own
        for code in found:
            codes.setdefault(code, set()).add(symbol)
        if not found and symbol in namespace:
            unseen.add(symbol)
    for code in [code for code, names in codes.items() if len(names) > 1]:
        unseen |= codes.pop(code)
    return codes, frozenset(unseen)


def code_of(value: Any) -> Iterator[CodeType]:
    """The code of a function, behind what decorates it, or of a class's own functions."""
    for member in vars(value).values() if inspect.isclass(value) else [value]:
        function = getattr(member, "__func__", member.fget if isinstance(member, property) else member)
        if isinstance(function, FunctionType):
            yield inspect.unwrap(function).__code__


def _names(error: BaseException, symbol: str, namespace: Mapping[str, Any]) -> bool:
    """Whether an exception tells of that exercise, none of whose code ran: it is missing, or no such call."""
    if isinstance(error, NotDefined | NameError):
        return error.name == symbol
    if not isinstance(error, NAMING):
        return False
    value = namespace.get(symbol)
    names = {symbol, getattr(value, "__name__", symbol), getattr(value, "__qualname__", symbol)}
    return any(re.search(rf"(?<![\w.]){re.escape(str(name))}(?!\w)", str(error)) for name in names)


def frames_of(error: BaseException, namespace: Mapping[str, Any]) -> Iterator[FrameType]:
    """The frames of the student's code that an exception went through, the outermost first."""
    return (f for f, _ in traceback.walk_tb(error.__traceback__) if f.f_globals is namespace)
