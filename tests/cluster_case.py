"""Work for the tests of a cluster that needs no sandbox: numbers are read here, and graded there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass

from autograder.grading.allowance import Effort
from autograder.grading.halves import Halves
from autograder.sandbox.sandbox import Sandbox


@dataclass(frozen=True)
class Number:
    """What was read."""

    number: int
    text: str


@dataclass(frozen=True)
class Square:
    """What it came to, and in which worker."""

    square: float
    worker: int
    explained: bool = True


KEPT = Square(-1.0, 0)


def read(task: str, effort: Effort) -> Number | Square:
    if task == "kept":
        return KEPT
    if task == "unread":
        os.kill(os.getpid(), signal.SIGKILL)
    return Number(len(task), task)


def grade(number: Number, sandbox: Sandbox, effort: Effort) -> Square:
    parent = multiprocessing.parent_process()
    assert parent is not None and parent.pid is not None
    if number.text.startswith("ends its worker"):
        os.kill(parent.pid, signal.SIGKILL)
        time.sleep(60)
    if number.text.startswith("ends its process"):
        os.kill(os.getpid(), signal.SIGKILL)
    if number.text.startswith("is not explained") and effort.explained:
        os.kill(os.getpid(), signal.SIGKILL)
    if number.text.startswith("raises"):
        raise ValueError(number.text)
    time.sleep(0.05)
    return Square(float(number.number**2), parent.pid, effort.explained)


def slow(number: Number, sandbox: Sandbox, effort: Effort) -> Square:
    time.sleep(1.0)
    return grade(number, sandbox, effort)


def engine() -> str:
    return "the same here and there"


def other_engine() -> str:
    """Of each process another one."""
    return f"{os.getpid():016}"


WORK = Halves(read, grade, Number, Square, engine)
SLOW = Halves(read, slow, Number, Square, engine)
