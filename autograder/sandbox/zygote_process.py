"""The zygote's process as the trusted side has it: started, asked whether it is ready, ended."""

from __future__ import annotations

import contextlib
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from autograder import rooms
from autograder.sandbox import cgroup, isolation
from autograder.sandbox.channel import Channel, Closed, Late
from autograder.sandbox.limits import Limits

READY_SECONDS, END_SECONDS = 60, 5
LEFT_OUT = ("deep_convnet_weight.npz", "__pycache__")  # of dataset/; given weights are nobody's own
INSIDE = (  # of the package autograder, what the zygote imports
    "__init__.py",
    "compare.py",  # not imported; who looks for what decides finds it, and patches it for nothing
    "rooms.py",
    "seeds.py",
    "shown.py",
    "stubs.py",
    "text.py",
    "messages",
    "sandbox",
)


@dataclass(frozen=True)
class Setting:
    """What a zygote is started with: the modules of graders that it imports, and how its sessions are shut
    in."""

    modules: tuple[str, ...]
    limits: Limits
    unsafe: bool


@dataclass(frozen=True)
class ZygoteProcess:
    """A zygote that was started; with it end its control group, its log and its folder."""

    setting: Setting
    process: subprocess.Popen[bytes]
    control: Channel
    said: IO[bytes]  # what it writes to its stderr
    ends: contextlib.ExitStack

    def wait_until_ready(self) -> None:
        """Tell it what to import, and wait until it has. Raises Closed, Late or WireError where it cannot."""
        self.tell()
        self.control.receive(time.monotonic() + READY_SECONDS)

    def tell(self) -> None:
        """Tell it what to import, which it then begins with. Raises Closed or Late where it is gone."""
        limits = {k: v for k, v in asdict(self.setting.limits).items() if k != "keep_fds"}
        self.control.give({"modules": self.setting.modules, "unsafe": self.setting.unsafe, "limits": limits})

    def kill(self) -> str:
        """Kill it; the last line that it said, "?" for none."""
        self.process.kill()
        self.process.wait()
        self.said.seek(0)
        lines = self.said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "?"

    def close(self) -> None:
        """End it and every process under it."""
        self.ends.close()


@dataclass(frozen=True)
class Clone:
    """A zygote that a mother has forked. It ends with its channel, and everything under it."""

    control: Channel
    process: None = None  # it is nobody's child here

    def wait_until_ready(self) -> None:
        """Wait until the mother has imported all and forked it. Raises Closed, Late or WireError."""
        self.control.receive(time.monotonic() + READY_SECONDS)

    def kill(self) -> str:
        self.close()
        return "?"

    def close(self) -> None:
        self.control.close()


@dataclass(frozen=True)
class Mother:
    """The zygote of which the processes that grade side by side have each a fork: what it imports it
    imports once. Through the `door` goes a socket for each."""

    zygote: ZygoteProcess
    door: socket.socket

    def close(self) -> None:
        """End it, and with it every zygote that it forked."""
        self.door.close()
        self.zygote.close()


def start_mother(modules: tuple[str, ...], unsafe: bool) -> Mother | None:
    """Begin to start a mother; None where control groups can be had, one for each zygote and its sessions.

    Raises IsolationUnavailable where this machine cannot isolate.
    """
    isolation.require(unsafe)
    if cgroup.available():
        return None
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        zygote = start(Setting(modules, Limits(), unsafe), theirs)
    with contextlib.suppress(Closed, Late):  # whoever asks her for a zygote then starts one, which says why
        zygote.tell()
    return Mother(zygote, ours)


def fork_of(door: socket.socket) -> Clone:
    """Ask a mother for a zygote. Raises OSError where she is gone."""
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            socket.send_fds(door, [b"+"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
    return Clone(Channel(ours))


def start(setting: Setting, door: socket.socket | None = None) -> ZygoteProcess:
    """Begin to start a zygote, or a mother with that door. Raises IsolationUnavailable where the view cannot
    be made."""
    with contextlib.ExitStack() as ends:
        folder = ends.enter_context(  # an unsafe zygote's own
            tempfile.TemporaryDirectory(prefix="zerotsuku-", ignore_cleanup_errors=True)
        )
        said = ends.enter_context(tempfile.TemporaryFile())
        ours, theirs = socket.socketpair()
        control = Channel(ours)
        ends.callback(control.close)
        with theirs:
            fd = theirs.fileno()
            fds = (fd, door.fileno()) if door else (fd,)
            argv = [sys.executable, "-m", "autograder.sandbox.zygote", *map(str, fds)]
            command = isolation.zygote_command(argv, fd, readable(setting.modules), setting.unsafe)
            group = cgroup.make(setting.limits)
            if group:
                ends.callback(group.remove)
            with _limits_lifted():
                process = subprocess.Popen(
                    group.command(command) if group else command,
                    pass_fds=fds,
                    env=isolation.environment(folder),
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                )
            ends.callback(_end, process, control)
        return ZygoteProcess(setting, process, control, said, ends.pop_all())


def readable(modules: Iterable[str]) -> list[Path]:
    """The files that the zygote needs to see, besides Python and its libraries."""
    package, root = rooms.PACKAGE, rooms.PACKAGE.parent
    graders = [root.joinpath(*m.split(".")).with_suffix(".py") for m in modules]
    inside = [package / name for name in INSIDE]
    shared = [package / "graders" / name for name in ("__init__.py", "statistics.py")]
    data = [p for p in sorted((root / "dataset").iterdir()) if p.name not in LEFT_OUT]
    return [*inside, *shared, *graders, *data]


def _end(process: subprocess.Popen[bytes], control: Channel) -> None:
    """Hang up, which ends a zygote, and wait until it has."""
    control.close()
    try:
        process.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


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
