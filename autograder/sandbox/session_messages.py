"""What a session may say, message by message: whatever else it says is a WireError.

All of it is in the hands of the student's code. What is read here is of the right form and size, and its
texts can be shown; whether it is true, nobody knows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.sandbox.entering import LAYERS
from autograder.sandbox.loading import MAX_FAILURES, MAX_TEXT, WHOLE, Failure
from autograder.sandbox.measure import WireError
from autograder.sandbox.observation import Observation
from autograder.sandbox.watch import MAX_CHANGES, MAX_NAME, Change
from autograder.text import clean, one_line

PLACE_BYTES, LOADED_BYTES = 32, 2 * 2**20  # of a place that is told while loading, of what came of it


def is_loaded(message: Any) -> bool:
    """Whether a message tells what came of loading."""
    return _is(message, "loaded", 6)


def read_isolation(message: Any) -> tuple[str, ...]:
    """The layers that a session has put on itself; WireError if the message does not name layers."""
    if not _is(message, "isolation", 2) or not isinstance(message[1], list):
        raise WireError("not the layers of isolation")
    if not all(isinstance(name, str) and name in LAYERS for name in message[1]):
        raise WireError("not the layers of isolation")
    return tuple(message[1])


def read_place(message: Any, size: int, cells: Collection[int]) -> tuple[int, int]:
    """The cell, one of `cells`, and the statement of it that begins to run; WireError if it is no place, or
    of more than PLACE_BYTES."""
    if not _is(message, "at", 3) or size > PLACE_BYTES:
        raise WireError("not a place")
    _, cell, statement = message
    if type(cell) is not int or cell not in cells:
        raise WireError("not a cell")
    if type(statement) is not int or not WHOLE <= statement < 2**31:
        raise WireError("not a statement")
    return cell, statement


@dataclass(frozen=True)
class Summary:
    """What came of loading: how far each symbol is, what failed, whether the definitions keep to themselves,
    and whether matplotlib was imported. Each failure is read when it is taken, which may raise WireError."""

    progress: dict[str, str]
    failures: Iterator[Failure]
    contained: bool
    plots: bool


def read_loaded(message: Any, symbols: Collection[str]) -> Summary:
    """What came of loading the answers to `symbols`; WireError if the message is no such summary."""
    if not is_loaded(message):
        raise WireError("not a summary")
    _, progress, failures, _, contained, plots = message
    if not isinstance(progress, Mapping) or not isinstance(failures, list) or len(failures) > MAX_FAILURES:
        raise WireError("a malformed summary")
    if not isinstance(contained, bool) or not isinstance(plots, bool):
        raise WireError("a malformed summary")
    known = {
        s: found
        for s in symbols
        if isinstance(found := progress.get(s), str) and found in ("stub", "partial", "written")
    }
    return Summary(known, map(read_failure, failures), contained, plots)


def read_stopped(
    message: Any, places: Collection[tuple[int, int]], symbols: Collection[str]
) -> dict[tuple[int, int], tuple[int, tuple[str, ...]]]:
    """Of the statements that were left out the line, and which of `symbols` need them; WireError if the
    summary does not tell that."""
    found: dict[tuple[int, int], tuple[int, tuple[str, ...]]] = {}
    told = message[3]
    if not isinstance(told, list) or len(told) > len(places):
        raise WireError("a malformed summary")
    for item in told:
        if not isinstance(item, list) or len(item) != 4 or not all(type(n) is int for n in item[:3]):
            raise WireError("not a statement")
        cell, statement, line, touched = item
        if (cell, statement) not in places or not 0 <= line < 2**31 or not isinstance(touched, list):
            raise WireError("not a statement")
        found[cell, statement] = line, tuple(s for s in sorted(symbols) if s in touched)
    return found


def read_done(message: Any) -> None:
    """The end of an exercise; WireError if the message is not that."""
    if not _is(message, "done", 1):
        raise WireError("no end of the exercise")


def read_observation(message: Any) -> tuple[str, Observation]:
    """A grader's name and what it saw; WireError if the message is not one."""
    if isinstance(message, list) and len(message) == 4 and all(isinstance(m, str) for m in message[:2]):
        name, kind, content, changes = message
        if kind == "value":
            return name, Observation(content, changes=read_changes(changes))
        if kind == "error":
            return name, Observation(failure=read_failure(content))
    raise WireError("not an observation")


def read_changes(message: Any) -> tuple[Change, ...]:
    """The changed arguments that the sandbox tells of; WireError if it is no list of them."""
    if not isinstance(message, list) or len(message) > MAX_CHANGES:
        raise WireError("not a list of changes")
    found = []
    for item in message:
        if not isinstance(item, list) or len(item) != 3:
            raise WireError("not a change")
        symbol, index, name = item
        if not isinstance(symbol, str) or not isinstance(name, str) or type(index) is not int:
            raise WireError("not a change")
        found.append(Change(clean(symbol, MAX_NAME), index, clean(name, MAX_NAME)))
    return tuple(found)


def read_failure(message: Any) -> Failure:
    """A failure that the sandbox tells of; WireError if it is not one."""
    with contextlib.suppress(TypeError, ValueError):
        type_, text, cell, line, name, operands, operations, *calling = message
        texts = (type_, text, name, operands, operations)
        numbers = (cell, line, *calling)
        if all(isinstance(v, str) for v in texts) and all(type(v) is int and 0 <= v < 2**31 for v in numbers):
            type_, text, name, operands, operations = (one_line(v, MAX_TEXT) for v in texts)
            return Failure(type_, text, cell, line, name, operands, operations, *calling)
    raise WireError("not a failure")


def _is(message: Any, kind: str, length: int) -> bool:
    """Whether a message is a list of that length that begins with the word."""
    if not isinstance(message, list) or len(message) != length:
        return False
    return isinstance(message[0], str) and message[0] == kind
