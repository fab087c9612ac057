"""The trusted side of the sandbox: starts the zygote, keeps the clock, kills, and takes observations.

One `Sandbox` grades one submission at a time; several of them side by side grade a class.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder import rooms
from autograder.sandbox import isolation
from autograder.sandbox.channel import Channel, Closed, Late
from autograder.sandbox.loading import MAX_TEXT, Failure, RunCell
from autograder.sandbox.wire import WireError
from autograder.text import ZerotsukuError, clean, say

START_SECONDS = 60
CLOSED, LATE, GARBLED = "closed", "late", "garbled"
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
    """Seconds of wall time: for a cell's statement, for loading all cells, for an exercise."""

    statement: float = 10.0
    load: float = 60.0
    exercise: float = 10.0
    restarts: int = 5  # while loading: how many statements may hang or kill the process


@dataclass(frozen=True)
class Request:
    """The graders to run for one exercise: names and seeds, and the module they stand in."""

    symbol: str
    module: str
    graders: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Job:
    """A submission's cells and what to observe of them. `inject` is source run after the cells."""

    cells: tuple[RunCell, ...]
    symbols: frozenset[str]
    requests: tuple[Request, ...]
    inject: tuple[str, ...] = ()


@dataclass(frozen=True)
class Observation:
    """What one grader saw: a value, or a failure; `lost` says why there is neither."""

    value: Any = None
    failure: Failure | None = None
    lost: str = ""  # "", LATE, CLOSED or GARBLED


@dataclass
class Observed:
    """All that came back of a job. Every text in it is the student's."""

    isolation: list[str] = field(default_factory=list)
    progress: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    exercises: dict[str, dict[str, Observation]] = field(default_factory=dict)


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
        self._limits = {k: v for k, v in asdict(limits or isolation.Limits()).items() if k != "keep_fds"}
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Channel | None = None
        isolation.require(unsafe)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and every process under it."""
        if self._control:
            self._control.close()
        if self._process:
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._process = self._control = None

    def run(self, job: Job) -> Observed:
        """Load the job's cells and run its graders; whatever the student's code does, this returns."""
        return _Run(self, job).all()

    def session(self) -> Channel:
        """A fresh fork of the zygote; the end of the session before it."""
        for attempt in (1, 2):
            control = self._control or self._start()
            ours, theirs = socket.socketpair()
            try:
                control.give({"do": "kill"})
                control.receive(time.monotonic() + 20)
                control.give({"do": "fork"}, (theirs.fileno(),))
                return Channel(ours)
            except (Closed, Late, WireError):
                ours.close()
                self.close()
                if attempt == 2:
                    raise ZerotsukuError(say("sandbox-lost")) from None
            finally:
                theirs.close()
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """Kill the session's processes."""
        if self._control:
            try:
                self._control.give({"do": "kill"})
                self._control.receive(time.monotonic() + 20)
            except (Closed, Late, WireError):
                self.close()

    def _start(self) -> Channel:
        ours, theirs = socket.socketpair()
        fd = theirs.fileno()
        argv = [sys.executable, "-m", "autograder.sandbox.zygote", str(fd)]
        with tempfile.TemporaryFile() as said:
            self._process = subprocess.Popen(
                isolation.zygote_command(argv, fd, readable(self.modules), self.unsafe),
                pass_fds=(fd,),
                env=environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
            theirs.close()
            control = Channel(ours)
            try:
                control.give({"modules": self.modules, "unsafe": self.unsafe, "limits": self._limits})
                control.receive(time.monotonic() + START_SECONDS)
            except (Closed, Late, WireError):
                control.close()
                self._process.kill()
                self._process.wait()
                said.seek(0)
                reason = said.read().decode("utf-8", "replace").strip().splitlines()
                self._process = None
                raise ZerotsukuError(
                    say("sandbox-not-started", reason=reason[-1] if reason else "?")
                ) from None
        self._control = control
        return control


def readable(modules: Iterable[str]) -> list[Path]:
    """The files that the zygote needs to see, besides Python and its libraries."""
    package, root = rooms.PACKAGE, rooms.PACKAGE.parent
    graders = [root.joinpath(*m.split(".")).with_suffix(".py") for m in modules]
    inside = [package / name for name in INSIDE]
    return [*inside, package / "graders" / "__init__.py", *graders, root / "dataset"]


def environment() -> dict[str, str]:
    """What the zygote inherits: nothing of the instructor's."""
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(rooms.PACKAGE.parent),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": os.path.join(tempfile.gettempdir(), f"zerotsuku-mpl-{os.getuid()}"),  # noqa: PTH118
        "IPYTHONDIR": os.path.join(tempfile.gettempdir(), f"zerotsuku-ipython-{os.getuid()}"),  # noqa: PTH118
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **{k: v for k, v in os.environ.items() if k.startswith("OPENBLAS_CORETYPE")},
    }


class _Run:
    """One job's way through the sandbox, with the restarts that it needs."""

    def __init__(self, sandbox: Sandbox, job: Job):
        self.sandbox, self.job, self.clock = sandbox, job, sandbox.clock
        self.observed = Observed()
        self.skip: dict[tuple[int, int], str] = {}
        self.channel: Channel | None = None

    def all(self) -> Observed:
        try:
            for request in self.job.requests:
                self.observed.exercises[request.symbol] = self._exercise(request)
            if not self.job.requests:
                self._load()
        finally:
            self._hang_up()
            self.sandbox.stop()
        return self.observed

    def _hang_up(self) -> None:
        if self.channel:
            self.channel.close()
        self.channel = None

    def _load(self) -> Channel | None:
        """A session whose cells have run; None when they cannot be run to the end."""
        if self.channel:
            return self.channel
        for _ in range(self.clock.restarts + 1):
            channel = self.channel = self.sandbox.session()
            place, lost = self._follow_load(channel)
            if not lost:
                return channel
            self._hang_up()
            if place is None:
                break
            self.skip[place] = lost
            self.observed.failures.append(Failure(_LOST_TYPES[lost], "", place[0]))
        return None

    def _follow_load(self, channel: Channel) -> tuple[tuple[int, int] | None, str]:
        """Follow the statements as they run: ("where it ended", "why") or (None, "") when all is loaded."""
        place: tuple[int, int] | None = None
        end = time.monotonic() + self.clock.load
        try:
            channel.give(
                {
                    "cells": [astuple(cell) for cell in self.job.cells],
                    "symbols": sorted(self.job.symbols),
                    "skip": [list(p) for p in self.skip],
                    "inject": list(self.job.inject),
                }
            )
            while True:
                message = channel.receive(min(end, time.monotonic() + self.clock.statement))
                kind = message[0] if isinstance(message, list) and message else None
                if kind == "at" and len(message) == 3:
                    place = (int(message[1]), int(message[2]))
                elif kind == "isolation" and len(message) == 2:
                    self.observed.isolation = [str(name) for name in message[1]]
                elif kind == "loaded" and len(message) == 3:
                    self._note_loaded(message[1], message[2])
                    return None, ""
                else:
                    return place, GARBLED
        except Late:
            return place, LATE
        except Closed:
            return place, CLOSED
        except (WireError, TypeError, ValueError, OverflowError):
            return place, GARBLED

    def _note_loaded(self, progress: Any, failures: Any) -> None:
        known = ("stub", "partial", "written")
        if not isinstance(progress, Mapping) or not isinstance(failures, list):
            raise ValueError("a malformed summary")
        self.observed.progress = {
            s: str(progress[s]) for s in self.job.symbols if s in progress and progress[s] in known
        }
        skipped = [Failure(_LOST_TYPES[why], "", place[0]) for place, why in self.skip.items()]
        self.observed.failures = [*(read_failure(f) for f in failures), *skipped]

    def _exercise(self, request: Request) -> dict[str, Observation]:
        channel = self._load()
        names = [name for name, _ in request.graders]
        if channel is None:
            return {name: Observation(lost=CLOSED) for name in names}
        ours, theirs = socket.socketpair()
        answers = Channel(ours)
        found: dict[str, Observation] = {}
        lost = ""
        try:
            with theirs:
                channel.give(
                    {"module": request.module, "graders": [[n, str(s)] for n, s in request.graders]},
                    (theirs.fileno(),),
                )
            deadline = time.monotonic() + self.clock.exercise
            while len(found) < len(names):
                name, observation = read_observation(answers.receive(deadline))
                if name != names[len(found)]:
                    raise WireError("an answer out of turn")
                found[name] = observation
            if channel.receive(time.monotonic() + 5) != ["done"]:
                raise WireError("no end of the exercise")
        except Late:
            lost = LATE
        except Closed:
            lost = CLOSED
        except WireError:
            lost = GARBLED
        finally:
            answers.close()
        if lost:  # the session may be stuck or spoilt: the next exercise gets a fresh one
            self._hang_up()
        return {name: found.get(name, Observation(lost=lost)) for name in names}


_LOST_TYPES = {LATE: "TimeoutError", CLOSED: "Killed", GARBLED: "Killed"}


def read_observation(message: Any) -> tuple[str, Observation]:
    """A grader's name and what it saw; WireError if the message is not one."""
    if isinstance(message, list) and len(message) == 3 and isinstance(message[0], str):
        name, kind, content = message
        if kind == "value":
            return name, Observation(content)
        if kind == "error":
            return name, Observation(failure=read_failure(content))
    raise WireError("not an observation")


def read_failure(message: Any) -> Failure:
    """A failure that the sandbox tells of; WireError if it is not one."""
    with contextlib.suppress(TypeError, ValueError):
        type_, text, cell, line, name, operands = message
        texts = (type_, text, name, operands)
        if all(isinstance(v, str) for v in texts) and all(
            type(v) is int and 0 <= v < 2**31 for v in (cell, line)
        ):
            type_, text, name, operands = (clean(v, MAX_TEXT) for v in texts)
            return Failure(type_, text, cell, line, name, operands)
    raise WireError("not a failure")
