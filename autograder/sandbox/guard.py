"""Bounds a session as a whole, from outside: the zygote looks at it while it waits for the next request.

The kernel's own limits hold for one process each, and a control group cannot be had everywhere. What is read
here every user may read of every process (/proc/PID/statm, task, children). A session can neither change it
nor signal, stop or outrun the one who reads.

Memory is what a process has mapped beyond the zygote, touched or not: so it counts before it is used, and
nobody is faster than two looks. Whoever gives the zygote's own places back to use them otherwise is caught by
his resident pages. Pages that forks share count for each of them. What can be kept without being mapped is
bounded elsewhere: files by the size of the folder, queues by `Limits.open_files`, the rest by the system-call
filter.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
from dataclasses import dataclass

from autograder.sandbox.limits import Limits

INTERVAL = 0.02  # seconds from one look to the next: at 4 GB/s a session gets 80 MB further
_GONE = (FileNotFoundError, ProcessLookupError)


@dataclass(frozen=True)
class Seen:
    """A session at one moment: its threads, those of every process, and its memory in pages."""

    threads: tuple[int, ...]
    pages: int


class Guard:
    """Watches one session after the other."""

    def __init__(self, limits: Limits):
        self._pages = limits.session_bytes // os.sysconf("SC_PAGE_SIZE")
        self._mapped = _statm("self")[0]
        self._processors = sorted(os.sched_getaffinity(0))
        self._left: int | None = None  # the one processor that is left to a session that does several things

    def begin(self) -> None:
        """A new session: all processors are its own, as they are the zygote's."""
        self._left = None

    def look(self) -> Seen:
        processes = [(process, _threads(process)) for process in descendants()]
        pages = sum(self._charge(process, threads) for process, threads in processes)
        return Seen(tuple(thread for _, threads in processes for thread in threads), pages)

    def bound(self, seen: Seen, threads: int) -> bool:
        """Whether the session may go on; it may not with more memory than is its own.

        With more than `threads`, what an honest one has by itself, it has one processor from now on,
        whichever: an honest session needs no more, and the scheduler finds it another one.
        """
        if self._left is None and len(seen.threads) > threads:
            self._left = random.SystemRandom().choice(self._processors)
        if self._left is not None:
            for thread in seen.threads:
                with contextlib.suppress(OSError):  # the thread may be gone, and so may the processor
                    os.sched_setaffinity(thread, [self._left])
        return seen.pages <= self._pages

    def _charge(self, process: int, threads: list[int]) -> int:
        """By whichever thread lives: a process whose first one has ended looks as if it had no memory."""
        most = 0
        for thread in threads:
            with contextlib.suppress(*_GONE):
                mapped, resident, shared = _statm(f"{process}/task/{thread}")
                most = max(most, mapped - self._mapped, resident - shared)
        return most


def kill(session: int) -> None:
    """Kill all that runs of a session, and wait until it is gone, its memory with it. 0 for none."""
    if session:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # no group yet, or none left
            os.killpg(session, signal.SIGKILL)
    while True:
        for process in descendants():
            with contextlib.suppress(*_GONE):
                os.kill(process, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def descendants() -> list[int]:
    """Every process under this one; what a session's processes leave behind is handed to their subreaper."""
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        below = _children(waiting.pop())
        found += below
        waiting += below
    return found


def _children(process: int) -> list[int]:
    found: list[int] = []
    for thread in _threads(process):
        with contextlib.suppress(*_GONE):
            found += map(int, _read(f"/proc/{process}/task/{thread}/children").split())
    return found


def _threads(process: int) -> list[int]:
    with contextlib.suppress(*_GONE):
        return [int(name) for name in os.listdir(f"/proc/{process}/task")]  # noqa: PTH208 (the fewest steps)
    return []


def _statm(process: str) -> tuple[int, int, int]:
    """In pages: what is mapped, what of it is resident, and what of that is of files or shared."""
    mapped, resident, shared, *_ = map(int, _read(f"/proc/{process}/statm").split())
    return mapped, resident, shared


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 (the same)
        return file.read()
