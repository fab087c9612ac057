"""The layers that a session puts on itself, each on its own: a function a layer.

Python 3.11 has no os.unshare, and no maintained package offers unshare, mount, prctl and capset together;
they are called in libc as they are.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_CLONE = {
    "user-namespace": 0x10000000,
    "mount-namespace": 0x00020000,
    "pid-namespace": 0x20000000,
    "network-namespace": 0x40000000,
    "ipc-namespace": 0x08000000,
    "uts-namespace": 0x04000000,
}
NAMESPACES = tuple(_CLONE)
_UID = 1000  # as the session sees itself; outside it stays whom the zygote was
_MAX_FILES = 4096

_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 1, 2, 4, 8, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = (
    1,
    4,
    22,
    24,
    38,
)
_SECCOMP_MODE_FILTER = 2
_CAPABILITY_VERSION_3 = 0x20080522


_LIBC = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: Any) -> None:
    """Call libc; raises OSError that names the call."""
    if getattr(_LIBC, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _prctl(option: int, value: int) -> None:
    _call("prctl", option, *(ctypes.c_ulong(v) for v in (value, 0, 0, 0)))


def enter_namespaces(names: Sequence[str], leave: Sequence[int]) -> None:
    """Move into new namespaces; with a pid namespace, return in a fork that is process 1 of it.

    The process that called stays outside, waits, and ends as the fork ends; it closes `leave`, so that the
    other side sees the end of a descriptor when the fork ends. If it is killed, the fork is, and with the
    fork the kernel kills everything in the pid namespace.
    """
    uid, gid = os.geteuid(), os.getegid()
    flags = 0
    for name in names:
        flags |= _CLONE[name]
    if flags:
        _call("unshare", flags)
    if "user-namespace" in names:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{_UID} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{_UID} {gid} 1")
    if "uts-namespace" in names:
        _call("sethostname", b"sandbox", ctypes.c_size_t(7))
    if "pid-namespace" not in names:
        return
    child = os.fork()
    if child:
        for descriptor in leave:
            os.close(descriptor)
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # Without a handler, a signal from within the namespace does not reach its process 1.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def mount_private(folder: str, tmp_bytes: int, own_processes: bool) -> None:
    """Over `folder` an empty one of limited size in memory; /proc with the session's own processes alone."""

    def mount(kind: bytes | None, place: str, flags: int, options: bytes | None = None) -> None:
        _call("mount", kind, place.encode(), kind, ctypes.c_ulong(flags), options)

    harmless = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
    mount(None, "/", _MS_REC | _MS_PRIVATE)
    if own_processes:
        mount(b"proc", "/proc", harmless, b"subset=pid")
    mount(b"tmpfs", folder, harmless, f"size={tmp_bytes},nr_inodes={_MAX_FILES},mode=0700".encode())


def drop_privileges() -> None:
    """No capability, none to be had by running a file, no look at one another's memory through /proc."""
    # An error: that was the last one, or an ordinary user outside a user namespace, who has none to drop.
    with contextlib.suppress(OSError):
        for capability in range(64):
            _prctl(_PR_CAPBSET_DROP, capability)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def restrict_files(readable: Sequence[str], writable: Sequence[str]) -> None:
    """Landlock: nothing but these can be opened; no signal or abstract socket to a process outside.

    Needs sandlock. Raises OSError where the kernel refuses.
    """
    from sandlock import Protection, Sandbox, SandlockError, confine  # type: ignore[import-untyped]

    try:
        confine(
            Sandbox(
                fs_readable=[p for p in readable if os.path.lexists(p)],
                fs_writable=[p for p in writable if os.path.lexists(p)],
                allow_degraded=list(Protection),  # an older Landlock is better than none
            )
        )
    except SandlockError as error:
        raise OSError(f"Landlock: {error}") from error


class _Program(ctypes.Structure):
    """struct sock_fprog; an instruction has eight bytes."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def load_filter(program: bytes) -> None:
    """Put the system-call filter in force, for good."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)  # the kernel's condition
    filtering = _Program(len(program) // 8, program)
    _call("prctl", _PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(filtering))
