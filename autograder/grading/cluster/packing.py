"""What goes to a worker of a cluster, and what comes back.

There go pickles of ours, which the scheduler passes on as bytes. Back comes data, decoded into the types that
are expected and into nothing else: whatever a worker says, nothing of it is run or imported here.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from autograder.grading.allowance import Effort
from autograder.text import Text

R = TypeVar("R")
MAX_REPLY = 64 * 2**20  # bytes: a graded notebook has eight million at most


@dataclass(frozen=True)
class SetUp:
    """What a worker needs for a run; `grade` is the second half of the work, pickled."""

    run: str
    modules: tuple[str, ...]
    unsafe: bool
    engine: Callable[[], str]
    grade: bytes


@dataclass(frozen=True)
class Parcel:
    """A submission to grade in a run: `half` is what was read of it and how much is to be done, pickled."""

    run: str
    half: bytes


@dataclass(frozen=True)
class Reply:
    """What a worker says of a submission: one of these.

    `made` is a packed result, `not_graded` why there is none, `spent` that it used up all that it may;
    `unknown` that the worker knows nothing of this run (any more).
    """

    made: bytes = b""
    not_graded: Text | None = None
    spent: Text | None = None
    unknown: bool = False


@dataclass(frozen=True)
class Hello:
    """What a worker says of itself: names and versions that have to be the same here, or why it cannot."""

    versions: dict[str, str]
    refused: Text | None = None


def pack(value: Any) -> bytes:
    """A frozen value of ours as data."""
    return msgspec.msgpack.encode(value, enc_hook=_plain)


def unpack(data: bytes, kind: type[R]) -> R:
    """The value of that kind. Raises msgspec.ValidationError or DecodeError where it is none."""
    if not isinstance(data, bytes) or len(data) > MAX_REPLY:
        raise msgspec.DecodeError("no bytes, or too many")
    return msgspec.msgpack.decode(data, type=kind)


def pack_half(half: Any, effort: Effort) -> bytes:
    return pickle.dumps((half, effort), pickle.HIGHEST_PROTOCOL)


def lesser(a: Effort, b: Effort) -> Effort:
    """That of two with which less is done."""
    return min(a, b, key=lambda effort: (effort.graded, effort.explained))


def _plain(value: Any) -> Any:
    if isinstance(value, float):  # NumPy's are
        return float(value)
    raise TypeError(f"{type(value).__name__} is no plain data")
