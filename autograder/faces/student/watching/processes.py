"""The processes that run students' code: one stands ready, each is used once, and any may be killed.

Where the system can fork, a server has all loaded and forks them. Elsewhere each loads all by itself, ahead
of the time when it is asked.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Any

from autograder.faces.student.watching.checking import WARMED, Message, Request, serve

FORKED, SPARE = "forkserver", "spawn"  # as multiprocessing calls them
READY, GONE, FAILED = "ready", "gone", "failed"
Deliver = Callable[["Running", Message], None]


def usual() -> str:
    """The way that this system has: forked ones, or a spare one."""
    able = hasattr(os, "fork") and FORKED in multiprocessing.get_all_start_methods()
    return FORKED if able else SPARE


class Running:
    """One process, and what it tells: `deliver` is called for each message, in a thread of its own.

    The last message is ["gone"]. What was told before anybody listened is in `ready`, `gone` and `failure`.
    """

    def __init__(self, process: BaseProcess, pipe: Any, deliver: Deliver):
        self._process, self._pipe, self._deliver = process, pipe, deliver
        self.ready = self.gone = False
        self.failure = ""  # why it is gone, where it could say so
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: Request) -> None:
        with contextlib.suppress(OSError):  # it has died: ["gone"] says so
            self._pipe.send_bytes(request.to_bytes())

    def kill(self) -> None:
        """End it, and all that it has started."""
        if self.ready and hasattr(os, "killpg") and self._process.pid:
            with contextlib.suppress(OSError):  # it is gone
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()

    def _listen(self) -> None:
        message: Message = []
        while message != [GONE]:
            try:
                message = json.loads(self._pipe.recv_bytes())
            except (EOFError, OSError, ValueError):
                message = [GONE]
            self.ready = self.ready or message == [READY]
            self.gone = message == [GONE]
            self.failure = message[1] if message[0] == FAILED else self.failure
            self._deliver(self, message)
        self._pipe.close()


class Processes:
    """One process that stands ready, and its successor."""

    def __init__(self, deliver: Deliver, way: str | None = None):
        context: Any = multiprocessing.get_context(way or usual())
        if context.get_start_method() == FORKED:
            context.set_forkserver_preload([WARMED])
        self._context, self._deliver = context, deliver
        self._starting = ThreadPoolExecutor(1)  # the first waits until all is loaded
        self._next: Future[Running] = self._starting.submit(self._start)

    def take(self) -> Future[Running]:
        """The process that stands ready, or will; another takes its place."""
        taken, self._next = self._next, self._starting.submit(self._start)
        return taken

    def close(self) -> None:
        self._starting.shutdown(wait=True)
        with contextlib.suppress(OSError):  # it could not be started
            self._next.result().kill()

    def _start(self) -> Running:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs,))
        process.start()
        theirs.close()
        return Running(process, ours, self._deliver)
