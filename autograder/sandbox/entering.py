"""Locking a session's process in, before it runs a student's code."""

from __future__ import annotations

import functools
import os
import tempfile
from dataclasses import dataclass

from autograder.sandbox import layers, limits, syscalls, view
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import IsolationUnavailable
from autograder.text import Text

LAYERS = (
    "file-system-view",
    *layers.NAMESPACES,
    "descriptors",
    "no-new-privs",
    "rlimits",
    "landlock",
    "seccomp",
)
NO_LANDLOCK = "this kernel has no Landlock"  # the one layer that may be missing, and the one reason for it
_DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Prepared:
    """What is made once before the forks: the filter, and why a layer is missing."""

    filter: bytes
    missing: dict[str, str]


@functools.cache
def prepare() -> Prepared:
    """Import the libraries and build the system-call filter; the zygote calls this before it forks."""
    missing, program = {}, b""
    try:
        import sandlock  # type: ignore[import-untyped]

        if sandlock.landlock_abi_version() < 1:
            missing["landlock"] = NO_LANDLOCK
    except (ImportError, OSError) as error:
        missing["landlock"] = str(error)
    try:
        program = syscalls.build()
    except (ImportError, OSError) as error:
        missing["seccomp"] = str(error)
    return Prepared(program, missing)


def enter(bounds: Limits, unsafe: bool = False, skip: frozenset[str] = frozenset()) -> list[str]:
    """Lock this process in; returns the names of the layers in force, in the order of LAYERS.

    It must have one thread. With a pid namespace it returns in a fork, process 1 of the namespace, while
    the process that called waits outside (see layers.enter_namespaces). The working folder, HOME and TMPDIR
    are an empty folder. `skip` leaves layers out, for tests; `unsafe` leaves out all but the limits.

    Raises IsolationUnavailable if a layer cannot be had, but for Landlock where the kernel has none.
    """
    prepared = prepare()
    out = set(skip)
    if unsafe:
        out |= set(LAYERS) - {"descriptors", "rlimits"}
    if prepared.missing.get("landlock") == NO_LANDLOCK:
        out.add("landlock")
    names = [name for name in LAYERS if name not in out]
    try:
        for name in names:
            if name in prepared.missing:
                raise OSError(f"{name}: {prepared.missing[name]}")
        _lock(names, bounds, prepared)
    except OSError as error:
        raise IsolationUnavailable(
            Text(f"隔離の層を有効にできません: {error}", f"A layer of isolation is out of reach: {error}")
        ) from error
    return names


def _lock(names: list[str], bounds: Limits, prepared: Prepared) -> None:
    # The order matters: each step still needs what the steps below it take away.
    if "file-system-view" in names:
        view.require_inside()
    if "descriptors" in names:
        limits.close_descriptors(bounds.keep_fds)
    layers.enter_namespaces([n for n in names if n in layers.NAMESPACES], bounds.keep_fds)
    if "mount-namespace" in names:
        folder = view.PRIVATE if "file-system-view" in names else "/tmp"
        layers.mount_private(folder, bounds.tmp_bytes, own_processes="pid-namespace" in names)
    else:
        folder = tempfile.mkdtemp(prefix="zerotsuku-")
    os.chdir(folder)
    os.environ.update(HOME=folder, TMPDIR=folder)
    tempfile.tempdir = None
    if "rlimits" in names:
        limits.apply(bounds, own_user="user-namespace" in names)
    if "no-new-privs" in names:
        layers.drop_privileges()
    if "landlock" in names:
        readable = [*view.python_paths(), *_DEVICES, *os.environ.get(view.SHOWN, "").split(os.pathsep)]
        layers.restrict_files(readable, [folder, "/dev/null"])
    if "seccomp" in names:
        layers.load_filter(prepared.filter)
