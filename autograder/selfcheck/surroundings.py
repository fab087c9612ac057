"""What a visible check runs in: a limited time, the same random numbers, no warnings, no figure left open."""

from __future__ import annotations

import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from autograder.sandbox.loading import Stopped


class OutOfTime(Stopped):
    """The time of one check or statement is over."""


@contextmanager
def time_limit(seconds: float) -> Iterator[Callable[[], None]]:
    """Raise OutOfTime in the block when it computes for longer, or waits for three times as long.

    What it yields starts the time anew. Works in the main thread where the system has SIGALRM; elsewhere
    there is no limit.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
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
