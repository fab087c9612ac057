"""What a visible check runs in: a limited time, the same random numbers, no warnings, no figure left open."""

from __future__ import annotations

import builtins
import ctypes
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

import numpy as np

from autograder.sandbox.loading import Stopped
from autograder.sandbox.shell import forbid_input


class OutOfTime(Stopped):
    """The time of one check or statement is over."""


@contextmanager
def time_limit(seconds: float) -> Iterator[Callable[[], None]]:
    """Raise OutOfTime in the block when it computes for longer, or waits for three times as long.

    What it yields starts the time anew. The main thread has the system's alarm where there is one (SIGALRM);
    elsewhere a second thread keeps the time. That one reaches all that Python runs itself, but a single call
    into a library, or a `sleep`, only when it has come back.
    """
    alarmed = hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
    with (_alarm if alarmed else _timekeeper)(seconds) as start:
        yield start


@contextmanager
def _alarm(seconds: float) -> Iterator[Callable[[], None]]:
    began = computed = 0.0

    def ring(signum: int, frame: object) -> None:  # on a busy machine, an honest answer is slow, too
        late = time.thread_time() - computed > 0.9 * seconds or time.monotonic() - began > 3 * seconds
        if late:
            raise OutOfTime(f"{seconds:g}")

    def start() -> None:  # it rings on, in case the student's code swallows the first
        nonlocal began, computed
        began, computed = time.monotonic(), time.thread_time()
        signal.setitimer(signal.ITIMER_REAL, seconds, min(0.5, seconds))

    before = signal.signal(signal.SIGALRM, ring)
    start()
    try:
        yield start
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _timekeeper(seconds: float) -> Iterator[Callable[[], None]]:
    began = computed = 0.0
    block, over = threading.get_ident(), SimpleQueue[None]()

    class Late(OutOfTime):  # Python makes it in the block's thread, without arguments
        def __init__(self) -> None:
            super().__init__(f"{seconds:g}")

    def start() -> None:
        nonlocal began, computed
        began, computed = time.monotonic(), time.process_time()  # a thread's own time not every system tells

    def keep_time() -> None:  # it rings on, as above
        while True:
            try:
                return over.get(timeout=min(0.5, seconds / 4))
            except Empty:
                waited, worked = time.monotonic() - began, time.process_time() - computed
                if min(waited, worked) > 0.9 * seconds or waited > 3 * seconds:
                    _raise_in(block, Late)

    start()
    keeper = threading.Thread(target=keep_time, daemon=True)
    keeper.start()
    try:
        yield start
    finally:
        ends: tuple[Callable[[], object], ...] = (
            lambda: over.put(None),
            keeper.join,
            lambda: None,  # a step in Python, at which a last ring is heard
        )
        for end in ends:
            while True:
                with suppress(Late):  # a last ring, too late to matter
                    end()
                    break


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Have a thread raise the exception at its next step in Python.

    It is never taken back: Python 3.11 would look for it for ever, and hang under a profiler.
    """
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


@contextmanager
def nobody_asks() -> Iterator[None]:
    """Inside, `input()` fails at once instead of waiting; afterwards it is the student's again."""
    asking = builtins.input
    forbid_input()
    try:
        yield
    finally:
        builtins.input = asking


@contextmanager
def surroundings() -> Iterator[None]:
    """The same random numbers for a check each time, no warnings, and no figure left open; afterwards
    random numbers and figures are the student's again."""
    states, figures = (random.getstate(), np.random.get_state()), _figures()
    random.seed(0)
    np.random.seed(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])
        for number in _figures() - figures:
            sys.modules["matplotlib.pyplot"].close(number)


def _figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()
