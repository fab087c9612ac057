"""The system calls that student code needs; the kernel refuses every other one.

A list of what is allowed, so that a call that a later kernel brings is refused until somebody needs it here.
What is not listed answers ENOSYS, "this kernel has no such call", on which glibc and Python fall back to an
older one; the few that an honest program meets answer EPERM, which reads better.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import errno
import tempfile
from collections.abc import Iterator
from typing import Any

# New namespaces bring capabilities, and with them much of the kernel's less tried code.
_NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET

_ALLOWED = """
    brk munmap mremap mprotect madvise msync mincore
    read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 lseek _llseek close close_range
    open openat openat2 creat access faccessat faccessat2 stat stat64 lstat lstat64 fstat fstat64 fstatat64
    newfstatat statx statfs statfs64 fstatfs fstatfs64 readlink readlinkat getdents getdents64 getcwd chdir
    fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat chmod
    fchmod fchmodat fchmodat2 umask truncate truncate64 ftruncate ftruncate64 fallocate fsync fdatasync flock
    utime utimes utimensat futimesat fadvise64 fadvise64_64 copy_file_range sendfile sendfile64
    getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
    dup dup2 dup3 pipe pipe2 poll ppoll select pselect6 _newselect
    epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2
    timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4
    recvfrom recvmsg shutdown getsockname getpeername getsockopt
    fork vfork exit exit_group wait4 waitid waitpid set_tid_address set_robust_list get_robust_list rseq
    futex futex_waitv futex_wake futex_wait futex_requeue membarrier sched_yield sched_getaffinity
    sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getpriority
    getpid getppid gettid getpgid getpgrp getsid setpgid getuid geteuid getgid getegid getgroups
    getresuid getresgid capget arch_prctl set_thread_area get_thread_area
    kill tkill tgkill rt_sigaction rt_sigprocmask rt_sigreturn sigreturn rt_sigpending rt_sigtimedwait
    rt_sigsuspend rt_sigqueueinfo rt_tgsigqueueinfo sigaltstack pause alarm getitimer setitimer
    timer_create timer_settime timer_gettime timer_getoverrun timer_delete restart_syscall
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage
    getrlimit ugetrlimit setrlimit getrandom getcpu sysinfo uname
"""

# Linux may give everything that calls setsid a share of the processors; a student's session has one already.
_REFUSED = (
    "setsid",
    "execve",
    "execveat",
    "socket",
    "connect",
    "ptrace",
    "mount",
    "unshare",
    "setns",
    "keyctl",
    "bpf",
)

_TERMINAL_QUESTIONS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS … FIONBIO, FIOCLEX
# Not the locks on ranges of a file: each is kept in the kernel, and their number has no bound.
_FCNTL = (
    0,
    1,
    2,
    3,
    4,
    1030,
    1032,
)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ
_MAP_TYPE, _MAP_PRIVATE, _MAP_ANONYMOUS = 0xF, 2, 0x20
_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA = 15, 16, 0x53564D41
_LOW = 0xFFFFFFFF  # the kernel looks at 32 bits of these arguments


@contextlib.contextmanager
def _soname() -> Iterator[None]:
    """Let pyseccomp find its library by the name it always has: the view has no ldconfig to ask."""
    found = ctypes.util.find_library
    ctypes.util.find_library = lambda name: "libseccomp.so.2" if name == "seccomp" else found(name)
    try:
        yield
    finally:
        ctypes.util.find_library = found


def build() -> bytes:
    """The filter as the program that the kernel takes. Made once: to make it takes longer than a fork.

    Raises ImportError or OSError where a library for it is missing.
    """
    with _soname():
        import pyseccomp as sec  # type: ignore[import-untyped]
    rules = sec.SyscallFilter(sec.ERRNO(errno.ENOSYS))

    def add(action: int, name: str, *arguments: Any) -> None:
        if sec.resolve_syscall(sec.Arch.NATIVE, name) >= 0:  # negative: not a call of this architecture
            rules.add_rule(action, name, *arguments)

    for name in _ALLOWED.split():
        add(sec.ALLOW, name)
    for name in _REFUSED:
        add(sec.ERRNO(errno.EPERM), name)
    add(sec.ALLOW, "clone", sec.Arg(0, sec.MASKED_EQ, _NEW_NAMESPACES, 0))
    add(sec.ALLOW, "prlimit64", sec.Arg(0, sec.EQ, 0))  # its own limits, not the session's
    add(sec.ALLOW, "sendto", sec.Arg(4, sec.EQ, 0))  # to the other end of a pair, not to an address
    add(sec.ALLOW, "socketpair", sec.Arg(0, sec.MASKED_EQ, _LOW, 1))  # AF_UNIX
    for request in _TERMINAL_QUESTIONS:
        add(sec.ALLOW, "ioctl", sec.Arg(1, sec.MASKED_EQ, _LOW, request))
    for command in _FCNTL:
        for name in ("fcntl", "fcntl64"):
            add(sec.ALLOW, name, sec.Arg(1, sec.MASKED_EQ, _LOW, command))
    # Shared memory without a file would outlast the places where it is mapped: one page keeps all of it.
    for name in ("mmap", "mmap2"):
        add(sec.ALLOW, name, sec.Arg(3, sec.MASKED_EQ, _MAP_ANONYMOUS, 0))
        add(sec.ALLOW, name, sec.Arg(3, sec.MASKED_EQ, _MAP_TYPE, _MAP_PRIVATE))
    for option in (_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA):
        add(sec.ALLOW, "prctl", sec.Arg(0, sec.MASKED_EQ, _LOW, option))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
