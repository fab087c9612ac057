"""What the trusted side may use for one submission, and how much is done when that is spent.

Every step with a student's data is bounded by itself (SECURITY.md, "What is bounded, by what"). This is the
bound around all of them together, kept by the kernel: a process that goes beyond it is gone.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.text import Text


@dataclass(frozen=True)
class Allowance:
    """For one submission, from reading its folder to its graded notebook, in the process that grades it.

    Args:
        cpu_seconds: processor time; the sandbox has a clock of its own.
        memory_bytes: address space beyond what the process had before.
        wall_seconds: all in all, the sandbox's five minutes included.
    """

    cpu_seconds: int = 30
    memory_bytes: int = 320 * 2**20
    wall_seconds: float = 360.0


@dataclass(frozen=True)
class Effort:
    """How much is done for a submission: all, marks without reasons, or nothing; `why` it is not all."""

    explained: bool = True
    graded: bool = True
    why: Text | None = None
    again: bool = False  # after a process died that had not used up what it may

    def less(self, why: Text, spent: bool) -> Effort | None:
        """What is done next, if there is anything less to do."""
        if self.explained and not spent and not self.again:
            return replace(self, again=True)
        if self.explained:
            return Effort(explained=False, why=why)
        return Effort(explained=False, graded=False, why=why) if self.graded else None


ALLOWANCE, FULL = Allowance(), Effort()


@contextmanager
def bounded(allowance: Allowance) -> Iterator[None]:
    """Hold this process to the allowance: the kernel refuses more memory, and kills it after the time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    bounds = {
        resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime) + 1 + allowance.cpu_seconds,
        resource.RLIMIT_AS: pages * resource.getpagesize() + allowance.memory_bytes,
        resource.RLIMIT_CORE: 0,
    }
    before = {kind: resource.getrlimit(kind) for kind in bounds}
    try:
        for kind, bound in bounds.items():
            hard = before[kind][1]
            resource.setrlimit(kind, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)
