"""The trusted side of the sandbox: starts the zygote, keeps the clock, kills, and takes observations.

One `Sandbox` grades one submission at a time; several of them side by side grade a class.
"""

from __future__ import annotations

import contextlib
import math
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from autograder import rooms
from autograder.sandbox import cgroup, isolation
from autograder.sandbox.channel import Channel, Closed, Late
from autograder.sandbox.loading import MAX_FAILURES, MAX_PLACES, MAX_TEXT, Failure, RunCell
from autograder.sandbox.watch import MAX_CHANGES, MAX_NAME, Change
from autograder.sandbox.wire import MAX_BYTES, MAX_ITEMS, WireError, decode, measure
from autograder.text import ZerotsukuError, clean, one_line, say

START_SECONDS, SESSION_SECONDS, KILL_SECONDS = 60, 30, 20
CLOSED, LATE, GARBLED = "closed", "late", "garbled"
PLACE_BYTES, LOADED_BYTES = (
    32,
    2 * 2**20,
)  # of a place that is told while loading, of what came of it
EXERCISE_BYTES, EXERCISE_ITEMS = 16 * 2**20, 40_000  # of all that the graders of one exercise send in a run
ITEM_BYTES = 100  # that an item takes, about
INSIDE = (  # of the package autograder, what the zygote imports
    "__init__.py",
    "compare.py",
    "rooms.py",
    "seeds.py",
    "stubs.py",
    "text.py",
    "messages",
    "sandbox",
)


@dataclass(frozen=True)
class Clock:
    """Seconds of wall time: for a cell's statement, for loading all cells, for an exercise, for one that
    needs an exercise which was late (it will most likely hang there, too), for all runs of a submission."""

    statement: float = 10.0
    load: float = 60.0
    exercise: float = 10.0
    after_late: float = 2.0
    submission: float = 300.0
    restarts: int = 5  # in all loading of a run: how many statements may hang or kill the process


@dataclass(frozen=True)
class Request:
    """The graders to run in one fork: names and seeds, and the module they stand in.

    What they see comes back under `key`: the exercise's symbol, or whatever name tells requests apart. Other
    `surroundings` seed the global random numbers otherwise; the graders' own inputs stay the same. `needs`
    are keys of requests before this one.
    """

    key: str
    module: str
    graders: tuple[tuple[str, int], ...]
    surroundings: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A submission's cells and what to observe of them.

    `inject` is source run after the cells; `skip` are statements that an earlier run had to leave out; what
    is not observed when time.monotonic() reaches `ends` is late. With `at_once` nothing is loaded a second
    time: after a request that is lost, so are those behind it.
    """

    cells: tuple[RunCell, ...]
    symbols: frozenset[str]
    requests: tuple[Request, ...]
    inject: tuple[str, ...] = ()
    skip: tuple[tuple[int, int, str], ...] = ()
    ends: float = math.inf
    at_once: bool = False


@dataclass(frozen=True)
class Observation:
    """What one grader saw: a value, or a failure; `lost` says why there is neither."""

    value: Any = None
    failure: Failure | None = None
    lost: str = ""  # "", LATE, CLOSED or GARBLED
    changes: tuple[Change, ...] = ()
    size: int = 0  # bytes and items of the message that it came in, roughly what it takes to keep


Look = Callable[[str, str, Observation], Any]  # at a request's key, a grader's name and what it saw


@dataclass
class Observed:
    """All that came back of a job. Every text in it is the student's."""

    isolation: list[str] = field(default_factory=list)
    progress: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    exercises: dict[str, dict[str, Any]] = field(default_factory=dict)  # what came of looking at each
    skip: tuple[tuple[int, int, str], ...] = ()  # cell, statement, LATE or CLOSED or GARBLED


class Sandbox:
    """A zygote and its forks. Use it as a context manager.

    Raises ZerotsukuError when the machine cannot isolate and `unsafe` is not set.
    """

    def __init__(
        self,
        modules: Iterable[str],
        *,
        unsafe: bool = False,
        limits: isolation.Limits | None = None,
        clock: Clock = Clock(),
    ):
        self.modules, self.unsafe, self.clock = tuple(modules), unsafe, clock
        self._limits = limits or isolation.Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None  # what the zygote writes to its stderr
        self._starting: Channel | None = None  # the control of one that is not ready yet
        self._control: Channel | None = None
        self._group: cgroup.Group | None = None
        self._killing = False  # the zygote was told to, and has not answered yet
        self.isolation: tuple[str, ...] = ()  # the layers that shut in the last session
        isolation.require(unsafe)
        self._folder: tempfile.TemporaryDirectory[str] | None = None  # an unsafe zygote's own

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and every process under it."""
        for channel in (self._control, self._starting):
            if channel:
                channel.close()
        if self._process:
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._said:
            self._said.close()
        if self._folder:
            self._folder.cleanup()
        if self._group:
            self._group.remove()
        self._process = self._control = self._starting = self._said = self._folder = self._group = None
        self._killing = False

    def run(self, job: Job, look: Look = lambda key, name, seen: seen) -> Observed:
        """Load the job's cells and run its graders; whatever the student's code does, this returns.

        Each observation is looked at as soon as its exercise is over, and what `look` returns is kept in its
        place: all of them together may be more than the memory holds.
        """
        return _Run(self, job, look).all()

    def session(self) -> Channel:
        """A fresh fork of the zygote, shut in; the end of the session before it.

        What the session says until here it says before any code of a student's. So if it does not come up,
        that is the machine's trouble: ZerotsukuError.
        """
        for attempt in (1, 2):
            control = self._control or self._ready()
            ours, theirs = socket.socketpair()
            try:
                self._kill(control)
                self._see_killed(control)
                control.give({"do": "fork"}, (theirs.fileno(),))
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
        if self._control:
            with contextlib.suppress(Closed, Late):
                self._control.give({"do": "loaded"})

    def stop(self, wait: bool = True) -> None:
        """Kill the session's processes. Without `wait` they are gone before the next session begins.

        The kernel takes some milliseconds to take namespaces down, in which a report can be made.
        """
        if self._control:
            try:
                self._kill(self._control)
                if wait:
                    self._see_killed(self._control)
            except (Closed, Late, WireError):
                self.close()

    def _kill(self, control: Channel) -> None:
        if not self._killing:
            control.give({"do": "kill"})
        self._killing = True

    def _see_killed(self, control: Channel) -> None:
        control.receive(time.monotonic() + KILL_SECONDS)
        self._killing = False

    def start(self) -> None:
        """Begin to start the zygote, if there is none; the first session waits until it is ready."""
        if self._process:
            return
        ours, theirs = socket.socketpair()
        fd = theirs.fileno()
        argv = [sys.executable, "-m", "autograder.sandbox.zygote", str(fd)]
        self._folder = tempfile.TemporaryDirectory(prefix="zerotsuku-", ignore_cleanup_errors=True)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the sandbox)
        command = isolation.zygote_command(argv, fd, readable(self.modules), self.unsafe)
        self._group = cgroup.make(self._limits)
        with theirs, _limits_lifted():
            self._process = subprocess.Popen(
                self._group.command(command) if self._group else command,
                pass_fds=(fd,),
                env=isolation.environment(self._folder.name),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
            )
        self._starting = Channel(ours)

    def _ready(self) -> Channel:
        self.start()
        control = self._starting
        assert control and self._process and self._said
        try:
            limits = {k: v for k, v in asdict(self._limits).items() if k != "keep_fds"}
            control.give({"modules": self.modules, "unsafe": self.unsafe, "limits": limits})
            control.receive(time.monotonic() + START_SECONDS)
        except (Closed, Late, WireError):
            self._process.kill()
            self._process.wait()
            self._said.seek(0)
            reason = self._said.read().decode("utf-8", "replace").strip().splitlines()
            self.close()
            raise ZerotsukuError(say("sandbox-not-started", reason=reason[-1] if reason else "?")) from None
        self._control, self._starting = control, None
        return control


@contextlib.contextmanager
def _limits_lifted() -> Iterator[None]:
    """What bounds this process for a while (grading/allowance.py) does not bound what it starts."""
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    for kind, (_, hard) in before.items():
        resource.setrlimit(kind, (hard, hard))
    try:
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)


def readable(modules: Iterable[str]) -> list[Path]:
    """The files that the zygote needs to see, besides Python and its libraries."""
    package, root = rooms.PACKAGE, rooms.PACKAGE.parent
    graders = [root.joinpath(*m.split(".")).with_suffix(".py") for m in modules]
    inside = [package / name for name in INSIDE]
    return [*inside, package / "graders" / "__init__.py", *graders, root / "dataset"]


class _Run:
    """One job's way through the sandbox, with the restarts that it needs."""

    def __init__(self, sandbox: Sandbox, job: Job, look: Look):
        self.sandbox, self.job, self.look, self.clock = sandbox, job, look, sandbox.clock
        self.observed = Observed()
        self.skip = {(cell, statement): lost for cell, statement, lost in job.skip}
        self.restarts = max(0, self.clock.restarts - len(self.skip))
        self.channel: Channel | None = None
        self.end = min(job.ends, time.monotonic() + self.clock.submission)
        self.cells = {cell.number for cell in job.cells}
        self.given_up = False
        self.late: set[str] = set()  # keys of requests

    def all(self) -> Observed:
        try:
            for request in self.job.requests:
                key = request.key
                self.observed.exercises[key] = {n: self.look(key, n, o) for n, o in self._exercise(request)}
            if not self.job.requests:
                self._load()
        finally:
            self._hang_up()
            self.sandbox.stop(wait=False)
        self.observed.skip = tuple((*place, lost) for place, lost in self.skip.items())
        return self.observed

    def _hang_up(self) -> None:
        if self.channel:
            self.channel.close()
        self.channel = None

    def _load(self) -> Channel | None:
        """A session whose cells have run; None when they cannot be run to the end."""
        if self.channel or self.given_up or time.monotonic() > self.end:
            return self.channel
        while not self.given_up:
            channel = self.channel = self.sandbox.session()
            self.observed.isolation = [] if self.sandbox.unsafe else list(self.sandbox.isolation)
            place, lost = self._follow_load(channel)
            if not lost:
                return channel
            self._hang_up()
            if place:
                self.skip[place] = lost
                self.observed.failures.append(Failure(_LOST_TYPES[lost], "", place[0]))
            self.given_up = place is None or self.restarts == 0
            self.restarts -= 1
        return None

    def _follow_load(self, channel: Channel) -> tuple[tuple[int, int] | None, str]:
        """Follow the statements as they run: ("where it ended", "why") or (None, "") when all is loaded."""
        place: tuple[int, int] | None = None
        end = min(self.end, time.monotonic() + self.clock.load)
        try:
            channel.give(
                {
                    "cells": [astuple(cell) for cell in self.job.cells],
                    "symbols": sorted(self.job.symbols),
                    "skip": [list(p) for p in self.skip],
                    "inject": list(self.job.inject),
                }
            )
            for _ in range(MAX_PLACES + 1):
                data = channel.receive_bytes(min(end, time.monotonic() + self.clock.statement), LOADED_BYTES)
                message = decode(data)
                if _is(message, "at", 3) and len(data) <= PLACE_BYTES:
                    place = self._place(message[1], message[2])
                elif _is(message, "loaded", 3):
                    self._note_loaded(message[1], message[2])
                    self.sandbox.loaded()
                    return None, ""
                else:
                    return place, GARBLED
            return place, GARBLED
        except Late:
            return place, LATE
        except Closed:
            return place, CLOSED
        except WireError:
            return place, GARBLED

    def _place(self, cell: Any, statement: Any) -> tuple[int, int]:
        if type(cell) is not int or cell not in self.cells:
            raise WireError("not a cell")
        if type(statement) is not int or not -1 <= statement < 2**31:
            raise WireError("not a statement")
        return cell, statement

    def _note_loaded(self, progress: Any, failures: Any) -> None:
        if not isinstance(progress, Mapping) or not isinstance(failures, list):
            raise WireError("a malformed summary")
        if len(failures) > MAX_FAILURES:
            raise WireError("a malformed summary")
        self.observed.progress = {
            s: found
            for s in self.job.symbols
            if isinstance(found := progress.get(s), str) and found in ("stub", "partial", "written")
        }
        skipped = [Failure(_LOST_TYPES[why], "", place[0]) for place, why in self.skip.items()]
        self.observed.failures = [*(read_failure(f) for f in failures), *skipped]

    def _exercise(self, request: Request) -> Iterator[tuple[str, Observation]]:
        """What the graders of one exercise see, one after the other, read only when it is asked for."""
        names = [name for name, _ in request.graders]
        messages, lost = self._messages(request)
        left = EXERCISE_ITEMS
        for name in names:
            if messages:
                data = messages.popleft()
                try:
                    items = measure(data, items=min(MAX_ITEMS, left))
                    named, observation = read_observation(decode(data))
                    if named != name:
                        raise WireError("an answer out of turn")
                except WireError:
                    messages.clear()
                    lost = GARBLED
                else:
                    left -= items
                    yield name, replace(observation, size=len(data) + ITEM_BYTES * items)
                    continue
            yield name, Observation(lost=lost)
        if lost:  # the session may be stuck or spoilt: the next exercise gets a fresh one
            self._hang_up()
            self.given_up |= self.job.at_once

    def _messages(self, request: Request) -> tuple[deque[bytes], str]:
        """What the graders of one exercise sent, in turn, and why there is not more of it."""
        found: deque[bytes] = deque()
        channel = self._load()
        if channel is None:
            return found, LATE if time.monotonic() > self.end else CLOSED
        ours, theirs = socket.socketpair()
        answers, room = Channel(ours), EXERCISE_BYTES
        try:
            with theirs:
                channel.give(
                    {
                        "module": request.module,
                        "graders": [[n, str(s)] for n, s in request.graders],
                        "surroundings": request.surroundings,
                    },
                    (theirs.fileno(),),
                )
            hangs = not self.late.isdisjoint(request.needs)
            seconds = self.clock.after_late if hangs else self.clock.exercise
            deadline = min(self.end, time.monotonic() + seconds)
            while len(found) < len(request.graders):
                found.append(answers.receive_bytes(deadline, min(MAX_BYTES, room)))
                room -= len(found[-1])
            if not _is(channel.receive(time.monotonic() + 5, PLACE_BYTES), "done", 1):
                raise WireError("no end of the exercise")
        except Late:
            self.late.add(request.key)
            return found, LATE
        except Closed:
            return found, CLOSED
        except WireError:
            return found, GARBLED
        finally:
            answers.close()
        return found, ""


_LOST_TYPES = {LATE: "TimeoutError", CLOSED: "Killed", GARBLED: "Killed"}


def _is(message: Any, kind: str, length: int) -> bool:
    """Whether a message is a list of that length that begins with the word."""
    if not isinstance(message, list) or len(message) != length:
        return False
    return isinstance(message[0], str) and message[0] == kind


def read_isolation(message: Any) -> tuple[str, ...]:
    """The layers that a session has put on itself; WireError if the message does not name layers."""
    if not _is(message, "isolation", 2) or not isinstance(message[1], list):
        raise WireError("not the layers of isolation")
    if not all(isinstance(name, str) and name in isolation.LAYERS for name in message[1]):
        raise WireError("not the layers of isolation")
    return tuple(message[1])


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
