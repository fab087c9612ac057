"""A command measured from its start to its end: wall time, processor time of its processes, peak memory.

The processor time is of the whole tree, orphans and what the sandbox starts included: this process takes the
orphans in, and waits for them. The peaks are of the trusted processes alone, so a zygote and what is under it
are left out: VmHWM, looked at ten times a second, so what a process takes in its last tenth is not seen.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
LOOKS, ORPHANS_SECONDS = 0.1, 30.0
UNTRUSTED = b"autograder.sandbox.zygote"  # in the command line of a zygote and of what shuts it in
README = Path(__file__).with_name("README.md")


@dataclass(frozen=True)
class Measured:
    """Seconds of one run, and MB of its first process and of the largest of its other trusted ones."""

    wall: float
    processor: float
    main_mb: float
    grader_mb: float


def measure(command: list[str], folder: Path, environment: dict[str, str]) -> Measured:
    """Run a command in a folder; SystemExit with what it said if it fails."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryFile() as said:
        others, before = _children(), _processor()
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        peaks: dict[int, int] = {}
        ended = threading.Event()
        looking = threading.Thread(target=_look, args=(process.pid, peaks, ended))
        looking.start()
        status = process.wait()
        wall = time.perf_counter() - began
        ended.set()
        looking.join()
        _wait_for_orphans(others)
        if status:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')[-5000:]}")
    main = peaks.pop(process.pid, 0)
    return Measured(wall, _processor() - before, main / 1024, max(peaks.values(), default=0) / 1024)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _look(root: int, peaks: dict[int, int], ended: threading.Event) -> None:
    """Note the peaks (kB) of the trusted processes, by number, until the command has ended."""
    while not ended.wait(LOOKS):
        for pid in _trusted(root):
            with contextlib.suppress(OSError):  # it has ended
                found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())
                if found:
                    peaks[pid] = max(peaks.get(pid, 0), int(found[1]))


def _trusted(pid: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        if UNTRUSTED in Path(f"/proc/{pid}/cmdline").read_bytes():
            return
        yield pid
        for child in _children(pid):
            yield from _trusted(child)


def _children(pid: int | str = "self") -> set[int]:
    lists = (path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return {int(child) for children in lists for child in children.split()}


def _wait_for_orphans(others: set[int]) -> None:
    """What the command left behind, such as multiprocessing's server, ends after it; `others` are not its."""
    until = time.monotonic() + ORPHANS_SECONDS
    while left := _children() - others:
        for pid in left:
            os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > until:
            raise SystemExit(f"processes are left {ORPHANS_SECONDS:.0f} s after the command's end: {left}")
        time.sleep(0.01)


def machine() -> str:
    """One line: what was measured, and on what."""
    model = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in ("zerotsuku", "nbgrader", "numpy"))
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({model[1].strip() if model else platform.machine()}), {memory:.0f} GB, "
        f"Linux {platform.release()}, Python {platform.python_version()}, {versions}"
    )


def today() -> str:
    return date.today().isoformat()


def busy() -> float:
    """How many processes wanted a core in the last minute; says so where that is no idle machine."""
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"the machine is not idle (load {load:.1f}): wall times are worth little", file=sys.stderr)
    return load


def write_section(name: str, text: str) -> None:
    """Put a text in its place in benchmarks/README.md."""
    begin, end = marks(name)
    head, _, rest = README.read_text(encoding="utf-8").partition(begin)
    _, found, tail = rest.partition(end)
    if not found:
        raise SystemExit(f"{README} has no place for {name}: {begin} … {end}")
    README.write_text(f"{head}{begin}\n\n{text.strip()}\n\n{end}{tail}", encoding="utf-8")


def section(name: str) -> str:
    """The text that stands there."""
    begin, end = marks(name)
    return README.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0].strip()


def marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
