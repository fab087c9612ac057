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
OPTIONAL = frozenset({"landlock", "seccomp"})  # without them a session is still shut in, only less deep
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Prepared:
    """What is made once before the forks: the filter, and why an optional layer is missing."""

    filter: bytes
    missing: dict[str, str]


@functools.cache
def prepare() -> Prepared:
    """Import the libraries and build the system-call filter; the zygote calls this before it forks."""
    missing, program = {}, b""
    try:
        import sandlock  # type: ignore[import-untyped]

        if sandlock.landlock_abi_version() < 1:
            missing["landlock"] = "this kernel has no Landlock"
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

    Raises IsolationUnavailable if a layer that is neither optional nor skipped cannot be had.
    """
    prepared = prepare()
    out = skip | frozenset(prepared.missing)
    if unsafe:
        out |= frozenset(LAYERS) - {"descriptors", "rlimits"}
    names = [name for name in LAYERS if name not in out]
    try:
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
