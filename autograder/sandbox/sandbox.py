"""The sandbox as grading uses it: `Sandbox`, and the values that go in and come out, all imported from here.

This is the trusted side, from here to the kernel:

    run               a job's way, with its clock and restarts
    session_messages  checks of what a session says
    sessions          forks of the zygote, one at a time
    zygote_process    the zygote's process

and on the other end of the channel `zygote` and `worker`.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from types import TracebackType

from autograder.sandbox import isolation
from autograder.sandbox.job import CLOCK, Clock, Job, Request
from autograder.sandbox.limits import Limits
from autograder.sandbox.observation import LATE, UNWRITTEN, Look, Observation, Observed, Settle
from autograder.sandbox.run import Kept, Run
from autograder.sandbox.sessions import Sessions
from autograder.sandbox.zygote_process import Setting

__all__ = [
    "LATE",
    "UNWRITTEN",
    "Clock",
    "Job",
    "Look",
    "Observation",
    "Observed",
    "Request",
    "Sandbox",
    "Settle",
]


class Sandbox(Sessions):
    """A zygote and its forks. Use it as a context manager.

    It grades one submission at a time; several of them side by side grade a class. Raises ZerotsukuError when
    the machine cannot isolate and `unsafe` is not set.
    """

    def __init__(
        self,
        modules: Iterable[str],
        *,
        unsafe: bool = False,
        limits: Limits | None = None,
        clock: Clock = CLOCK,
        door: socket.socket | None = None,
    ):
        if door is None:  # a mother was started where this machine can isolate
            isolation.require(unsafe)
        super().__init__(Setting(tuple(modules), limits or Limits(), unsafe), door)
        self.clock = clock
        self._kept: Kept | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of graders that its sessions know."""
        return self.setting.modules

    @property
    def unsafe(self) -> bool:
        """Whether it does without isolation."""
        return self.setting.unsafe

    def run(
        self, job: Job, look: Look = lambda key, name, seen: seen, settle: Settle | None = None
    ) -> Observed:
        """Load the job's cells and run its graders; whatever the student's code does, this returns.

        Each observation is looked at as soon as its exercise is over, and what `look` returns is kept in its
        place: all of them together may be more than the memory holds.
        With `settle`, requests run in turn in one fork where the code keeps to itself. What it returns of an
        observation stands, as if `look` had returned it; a request of which it returns a None runs once
        more, in a fork of its own.
        """
        kept, self._kept = self._kept, None
        observed, self._kept = Run(self, self.clock, job, look, settle).all(kept)
        return observed

    def stop(self, wait: bool = True) -> None:
        """Kill the session's processes, those of a session that was kept, too (see `Sessions.stop`)."""
        if self._kept:
            self._kept.channel.close()
        self._kept = None
        super().stop(wait)
