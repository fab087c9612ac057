"""What a session may use: processor time, memory, processes, descriptors, files."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass
from pathlib import Path

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one session.

    Args:
        cpu_seconds: processor time of each process; at its end the kernel kills it.
        memory_bytes: address space of each process beyond what the zygote itself has mapped.
        session_bytes: the same of all processes together; the zygote watches it (see guard).
        processes: processes and threads of the session at one time.
        open_files: descriptors of each process; behind each may be a queue of 300 kB in the kernel's memory.
        file_bytes: size of one file.
        tmp_bytes: all files together; the temporary folder is a file system of this size.
        keep_fds: the descriptors that the session keeps, its only way out.
    """

    cpu_seconds: int = 120
    memory_bytes: int = 1536 * MIB
    session_bytes: int = 2048 * MIB
    processes: int = 12
    open_files: int = 64
    file_bytes: int = 32 * MIB
    tmp_bytes: int = 64 * MIB
    keep_fds: tuple[int, ...] = ()


def apply(limits: Limits, own_user: bool) -> None:
    """Set the resource limits of this process and of all that it starts.

    Processes and pending signals (a timer keeps one) are counted for a user; without `own_user`, a user
    namespace, that would be the instructor's.
    """
    Path("/proc/self/oom_score_adj").write_text("1000")  # when memory runs out, this goes first
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    mapped = pages * resource.getpagesize()
    for kind, value in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, mapped + limits.memory_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        *(
            [(resource.RLIMIT_NPROC, limits.processes), (resource.RLIMIT_SIGPENDING, limits.open_files)]
            if own_user
            else []
        ),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))


def close_descriptors(keep: tuple[int, ...]) -> None:
    """Close every descriptor but `keep`; the three standard ones lead to /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        if standard not in keep:
            os.dup2(null, standard)
    start = 3
    for descriptor in sorted({*keep, 2}):
        os.closerange(start, descriptor)
        start = max(start, descriptor + 1)
    os.closerange(start, os.sysconf("SC_OPEN_MAX"))
