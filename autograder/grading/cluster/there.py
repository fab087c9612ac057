"""What runs in a worker of a cluster: processes as on one machine, for the time of a run.

The worker's own process only passes bytes on. It holds a submission while that is graded, and nothing of it
afterwards; the processes that had it in their memory end with the run, or when nobody has asked for a while.
"""

from __future__ import annotations

import multiprocessing
import pickle
import platform
import threading
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, TypeVar

import numpy as np

from autograder.grading.allowance import Effort
from autograder.grading.cluster.packing import Hello, Parcel, Reply, SetUp, lesser, pack, unpack
from autograder.grading.processes import Graders, NotGraded
from autograder.sandbox.sandbox import Sandbox
from autograder.text import Text, ZerotsukuError, one_line, say

T = TypeVar("T")
R = TypeVar("R")

BEAT = 1.0  # seconds between two looks at whether a run has ended
IDLE, LOOK = 60.0, 5.0  # seconds without a submission after which a run is over: who began it may be gone


def versions(engine: Callable[[], str]) -> dict[str, str]:
    """What has to be the same here and there, so that marks are."""
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "NumPy": np.__version__,
        "zerotsuku": engine()[:16],
    }


class _Host:
    """The processes of one run in this worker."""

    def __init__(self, setup: SetUp, jobs: int):
        self.graders = Graders(setup.modules, jobs, setup.unsafe)
        self.grade = setup.grade
        self.busy, self.since, self.ended = 0, time.monotonic(), False

    def is_idle(self) -> bool:
        return not self.busy and time.monotonic() - self.since > IDLE

    def close(self) -> None:
        self.ended = True
        self.graders.__exit__(InterruptedError)  # what they still do is not waited for


_hosts: dict[str, _Host] = {}  # by run
_lock = threading.Lock()


def hello(packed: bytes) -> bytes:
    """Begin a run, or go on with one whose work is another now."""
    setup: SetUp = pickle.loads(packed)
    try:
        with _lock:
            host = _hosts.get(setup.run) or _begin(setup)
            host.grade = setup.grade
        found = _ask(setup.run, setup.engine, _versions)
    except ZerotsukuError as error:
        return pack(Hello({}, error.text))
    if found is None:
        return pack(Hello({}, say("cluster-no-workbook", reason="BrokenProcessPool")))
    return pack(Hello({}, found.reason) if isinstance(found, NotGraded) else Hello(found))


def grade(packed: bytes) -> bytes:
    """Grade one submission of a run. Raises nothing: Dask would log what it was called with."""
    try:
        parcel = unpack(packed, Parcel)
        found = _ask(parcel.run, parcel.half, _grade)
    except Exception as error:
        reason = one_line(f"{type(error).__name__}: {error}", 300)
        return pack(Reply(not_graded=say("grade-internal", reason=reason)))
    if found is None:
        return pack(Reply(unknown=True))
    if isinstance(found, NotGraded):
        return pack(Reply(not_graded=found.reason))
    return pack(Reply(spent=found) if isinstance(found, Text) else Reply(made=found))


def goodbye(packed: bytes) -> bytes:
    """End a run, and whatever is still graded in it."""
    with _lock:
        host = _hosts.pop(packed.decode(), None)
    if host:
        host.close()
    return b""


def _begin(setup: SetUp) -> _Host:
    from distributed import get_worker

    # Dask's nanny makes its workers "daemonic", to which Python allows no processes of their own. These end
    # with the worker by themselves.
    process: Any = multiprocessing.current_process()
    process.daemon = False
    host = _hosts[setup.run] = _Host(setup, get_worker().state.nthreads)
    if len(_hosts) == 1:
        threading.Thread(target=_look, name="zerotsuku-idle", daemon=True).start()
    return host


def _ask(run: str, task: T, work: Callable[[bytes, T, Sandbox, Effort], R]) -> R | NotGraded | None:
    """Do a piece of work in one of a run's processes; None where there is no such run."""
    with _lock:
        host = _hosts.get(run)
        if host is None:
            return None
        host.busy += 1
    try:
        for done in host.graders.each([task], partial(work, host.grade), beat=BEAT):
            if done:
                return done[1]
            if host.ended:  # by somebody else's process: pebble leaves this one without an answer
                return None
        return None
    except BrokenProcessPool:  # pebble does not know with which task a process died, and begins no other
        with _lock:
            _hosts.pop(run, None)
        host.close()
        return None
    finally:
        with _lock:
            host.busy -= 1
            host.since = time.monotonic()


def _look() -> None:
    """End the runs that nobody has asked for in a while, as long as there are any."""
    while True:
        time.sleep(LOOK)
        with _lock:
            for run in [run for run, host in _hosts.items() if host.is_idle()]:
                _hosts.pop(run).close()
            if not _hosts:
                return


def _versions(grade: bytes, engine: Callable[[], str], sandbox: Sandbox, effort: Effort) -> dict[str, str]:
    return versions(engine)


def _grade(grade: bytes, half: bytes, sandbox: Sandbox, effort: Effort) -> bytes | Text:
    """A packed result, or why there is none: then who has the folder says what comes of it."""
    read, given = pickle.loads(half)
    if given.graded and not effort.graded:
        return effort.why or say("grade-spent-all")
    return pack(pickle.loads(grade)(read, sandbox, lesser(given, effort)))
