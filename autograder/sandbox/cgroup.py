"""A control group around the zygote, where one can be had: the kernel itself then bounds all of it together.

It can be had in version 2 of control groups by root outside every group, and by whoever was given a part of
the tree, as by `systemd-run --user --scope -p Delegate=yes zerotsuku grade …`. Without one, the guard alone
bounds a session (see guard). With one, what the guard cannot see is bounded as well (what the kernel keeps
for a process), and jobs side by side have the same share of the processors, however many processes they
start.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.limits import MIB, Limits

_CONTROLLERS = {"memory", "pids"}
_SHARED = {*_CONTROLLERS, "cpu"}
_TRUSTED = (
    "zerotsuku"  # where the trusted side goes: a group with limited ones below it has no processes itself
)
_ZYGOTE_BYTES = 256 * MIB  # what the zygote has by itself, and the kernel keeps for all of them
_ZYGOTE_PROCESSES = 8  # bubblewrap's among them
_numbers = itertools.count(1)
# By a shell, as the process has to be in the group before it starts others. If it cannot, the guard is left.
_ENTER = 'echo 0 2>/dev/null >"$0/cgroup.procs"; exec "$@"'


@dataclass(frozen=True)
class Group:
    """A group of one sandbox."""

    path: Path

    def command(self, argv: Sequence[str]) -> list[str]:
        """The command line that runs `argv` in the group."""
        return ["/bin/sh", "-c", _ENTER, str(self.path), *argv]

    def remove(self) -> None:
        """Remove it when its processes have ended, which takes a moment. What stays, the next run removes."""
        for _ in range(50):
            with contextlib.suppress(OSError):
                self.path.rmdir()
                return
            time.sleep(0.02)


def make(limits: Limits) -> Group | None:
    """A new group with these limits for a session, or None where there can be none."""
    parent = _parent()
    if parent is None:
        return None
    _sweep(parent)
    path = parent / f"{_TRUSTED}-{os.getpid()}-{next(_numbers)}"
    memory = limits.session_bytes + limits.tmp_bytes + _ZYGOTE_BYTES
    try:
        path.mkdir()
        (path / "memory.max").write_text(str(memory))
        (path / "pids.max").write_text(str(limits.processes + _ZYGOTE_PROCESSES))
        if (path / "memory.swap.max").exists():  # not where the kernel has no swap
            (path / "memory.swap.max").write_text("0")
    except OSError:  # a file system that cannot be written to after all, or too many groups
        with contextlib.suppress(OSError):
            path.rmdir()
        return None
    return Group(path)


def available() -> bool:
    """Whether a group can be had here; what is made to find out is removed."""
    group = make(Limits())
    if group:
        group.remove()
    return group is not None


def _parent() -> Path | None:
    """The group below which those of sandboxes are made."""
    own = _own()
    if own is None:
        return None
    if own.name == _TRUSTED:
        own = own.parent
    with contextlib.suppress(OSError):
        if _words(own / "cgroup.subtree_control") >= _CONTROLLERS:
            return own
        if _words(own / "cgroup.controllers") >= _CONTROLLERS and (_is_root(own) or _is_delegated(own)):
            if not _is_root(own):
                _step_aside(own)
            for controller in sorted(_words(own / "cgroup.controllers") & _SHARED):
                (own / "cgroup.subtree_control").write_text(f"+{controller}")
            return own
    return None


def _own() -> Path | None:
    """This process's group of version 2."""
    with contextlib.suppress(OSError, StopIteration):
        groups = Path("/proc/self/cgroup").read_text().splitlines()
        name = next(line[3:] for line in groups if line.startswith("0::"))
        mounts = (line.split() for line in Path("/proc/self/mountinfo").read_text().splitlines())
        root, place = next((m[3], m[4]) for m in mounts if m[m.index("-") + 1] == "cgroup2")
        return Path(place, os.path.relpath(name, root))
    return None


def _is_root(group: Path) -> bool:
    """Whether it is the root of all groups, which alone has no type."""
    return not (group / "cgroup.type").exists()


def _is_delegated(group: Path) -> bool:
    """Whether systemd has marked it as somebody's own to divide."""
    marks = set(os.listxattr(group)) & {"user.delegate", "trusted.delegate"}
    return any(os.getxattr(group, mark) == b"1" for mark in marks)


def _step_aside(group: Path) -> None:
    """Move the group's processes into one below it."""
    (group / _TRUSTED).mkdir(exist_ok=True)
    for process in (group / "cgroup.procs").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            (group / _TRUSTED / "cgroup.procs").write_text(process)


def _sweep(parent: Path) -> None:
    """Remove what a killed run has left: groups without processes, of a process that is no more."""
    for path in parent.glob(f"{_TRUSTED}-*-*"):
        if not Path("/proc", path.name.split("-")[1]).exists():
            with contextlib.suppress(OSError):
                path.rmdir()


def _words(path: Path) -> set[str]:
    return set(path.read_text().split())
