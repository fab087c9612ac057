"""A machine like Windows, as far as it can be played on another: as `sitecustomize.py`, Python runs it first.

No process has `fork`, alarms, `resource`, `fcntl`, `pwd`, `termios` or `/proc`, and text files are cp932
unless somebody says otherwise. What `os` and `signal` lack there besides, Python's own library would miss on
this machine; so only the workbook is without it. And that may open no text file without naming its encoding.
"""

from __future__ import annotations

import builtins
import io
import locale
import os
import signal
import sys
import types
from typing import Any

NO_MODULES = ["crypt", "fcntl", "grp", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty"]
OURS = ("autograder", "dataset")
OPENING = {"O_RDONLY", "O_WRONLY", "O_RDWR", "O_APPEND", "O_CREAT", "O_EXCL", "O_TRUNC"}
# fmt: off
NOT_IN_OS = {n for n in dir(os) if n.startswith("O_") and n not in OPENING} | {
    "chown", "chroot", "confstr", "ctermid", "fchdir", "fchmod", "fchown", "fork", "forkpty", "fstatvfs",
    "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid", "getpgrp", "getresuid", "getuid",
    "killpg", "lchown", "memfd_create", "mkfifo", "mknod", "nice", "openpty", "pidfd_open", "posix_spawn",
    "posix_spawnp", "pread", "pwrite", "register_at_fork", "sched_getaffinity", "sendfile", "setegid",
    "seteuid", "setgid", "setns", "setpgid", "setsid", "setuid", "statvfs", "sysconf", "ttyname", "uname",
    "unshare", "wait", "wait3", "wait4", "waitid",
}
SIGNALS = {"SIGINT", "SIGTERM", "SIGABRT", "SIGFPE", "SIGILL", "SIGSEGV", "SIG_DFL", "SIG_IGN"}
NOT_IN_SIGNAL = {n for n in dir(signal) if n.startswith(("SIG", "ITIMER")) and n not in SIGNALS} | {
    "alarm", "getitimer", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "siginterrupt", "sigwait",
}
# fmt: on


def without(module: types.ModuleType, names: set[str]) -> types.ModuleType:
    less = types.ModuleType(module.__name__)
    vars(less).update({name: value for name, value in vars(module).items() if name not in names})
    return less


def is_ours(frame: types.FrameType | None) -> bool:
    return frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in OURS


def take_away() -> None:
    less = {"os": without(os, NOT_IN_OS), "signal": without(signal, NOT_IN_SIGNAL)}
    for name in NO_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    del os.fork, os.forkpty, signal.SIGALRM, signal.setitimer, signal.alarm
    real_import, real_open = builtins.__import__, io.open

    def import_(name: str, *args: Any, **kwargs: Any) -> Any:
        return (
            less[name] if name in less and is_ours(sys._getframe(1)) else real_import(name, *args, **kwargs)
        )

    def open_(
        file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, *rest: Any, **kw: Any
    ) -> Any:
        if str(file).startswith("/proc"):
            raise FileNotFoundError(2, "No such file or directory", str(file))
        if "b" not in mode and encoding in (None, "locale"):
            frame = sys._getframe(1)
            if is_ours(frame) or is_ours(frame.f_back) or is_ours(frame.f_back and frame.f_back.f_back):
                raise AssertionError(f"{file} is opened without an encoding")
            encoding = "cp932"
        return real_open(file, mode, buffering, encoding, *rest, **kw)

    builtins.__import__ = import_
    builtins.open = io.open = open_
    locale.getpreferredencoding = lambda do_setlocale=True: "cp932"
    locale.getencoding = lambda: "cp932"


if __name__ == "sitecustomize":
    take_away()
