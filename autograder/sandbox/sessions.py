"""Sessions, one after the other: each a fork of the zygote, shut in before it runs a student's code."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time

from autograder.sandbox import zygote_process
from autograder.sandbox.channel import Channel, Closed, Late
from autograder.sandbox.measure import WireError
from autograder.sandbox.session_messages import read_isolation
from autograder.sandbox.zygote_process import Clone, Setting, ZygoteProcess
from autograder.text import ZerotsukuError, say

SESSION_SECONDS, KILL_SECONDS = 30, 20


class Sessions:
    """A zygote, started when it is needed, and at most one session of it.

    Where there is a mother's `door`, the zygote is a fork of hers; if she is gone, it is one of its own.
    """

    def __init__(self, setting: Setting, door: socket.socket | None = None):
        self.setting = setting
        self._door = door
        self.plots = False  # a session has imported matplotlib: the zygote does, before the next one
        self.isolation: tuple[str, ...] = ()  # the layers that shut in the last session
        self._zygote: ZygoteProcess | Clone | None = None
        self._ready = False  # the zygote has imported all
        self._killing = False  # the zygote was told to, and has not answered yet

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The zygote's, if there is one and it is no fork of a mother."""
        return self._zygote.process if self._zygote else None

    def start(self) -> None:
        """Begin to start the zygote, if there is none; the first session waits until it is ready."""
        if not self._zygote and self._door:
            try:
                self._zygote = zygote_process.fork_of(self._door)
            except OSError:
                self._door = None
        if not self._zygote:
            self._zygote = zygote_process.start(self.setting)

    def close(self) -> None:
        """End the zygote and every process under it."""
        if self._zygote:
            self._zygote.close()
        self._zygote, self._ready, self._killing = None, False, False

    def session(self) -> Channel:
        """A fresh fork of the zygote, shut in; the end of the session before it.

        What the session says until here it says before any code of a student's. So if it does not come up,
        that is the machine's trouble: ZerotsukuError.
        """
        for attempt in (1, 2):
            control = self._control()
            ours, theirs = socket.socketpair()
            try:
                self._kill(control)
                self._see_killed(control)
                control.give({"do": "fork", "plots": self.plots}, (theirs.fileno(),))
                theirs.close()  # so that the session's end is the channel's
                channel = Channel(ours)
                self.isolation = read_isolation(channel.receive(time.monotonic() + SESSION_SECONDS))
                return channel
            except (Closed, Late, WireError):
                ours.close()
                self.close()
                if attempt == 2:
                    raise ZerotsukuError(say("sandbox-lost")) from None
            finally:
                theirs.close()
        raise AssertionError("unreachable")

    def loaded(self) -> None:
        """Tell the zygote that exercises follow: a process more, which it would take for the student's.

        It reads this before it looks at the session again. If it is gone, so is the session, as will be seen.
        """
        if self._zygote and self._ready:
            with contextlib.suppress(Closed, Late):
                self._zygote.control.give({"do": "loaded"})

    def stop(self, wait: bool = True) -> None:
        """Kill the session's processes. Without `wait` they are gone before the next session begins.

        The kernel takes some milliseconds to take namespaces down, in which a report can be made.
        """
        if self._zygote and self._ready:
            try:
                self._kill(self._zygote.control)
                if wait:
                    self._see_killed(self._zygote.control)
            except (Closed, Late, WireError):
                self.close()

    def _control(self) -> Channel:
        """The way to a zygote that is ready. Raises ZerotsukuError where none gets so far."""
        self.start()
        zygote = self._zygote
        assert zygote
        if not self._ready:
            try:
                zygote.wait_until_ready()
            except (Closed, Late, WireError):
                reason = zygote.kill()
                self.close()
                if self._door:  # the mother is gone, or cannot import what one alone will say
                    self._door = None
                    return self._control()
                raise ZerotsukuError(say("sandbox-not-started", reason=reason)) from None
            self._ready = True
        return zygote.control

    def _kill(self, control: Channel) -> None:
        if not self._killing:
            control.give({"do": "kill"})
        self._killing = True

    def _see_killed(self, control: Channel) -> None:
        control.receive(time.monotonic() + KILL_SECONDS)
        self._killing = False
