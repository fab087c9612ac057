"""What is asked of the sandbox: a submission's cells, the graders to run on them, and the time for both."""

from __future__ import annotations

import math
from dataclasses import dataclass

from autograder.sandbox.loading import RunCell


@dataclass(frozen=True)
class Clock:
    """Seconds of wall time: for a cell's statement, for loading all cells, for an exercise, for one that
    needs an exercise which was late (it will most likely hang there, too), for all runs of a submission."""

    statement: float = 10.0
    load: float = 60.0
    exercise: float = 10.0
    after_late: float = 2.0
    submission: float = 300.0
    restarts: int = 5  # in all loading of a run: how many statements may hang or kill the process


CLOCK = Clock()


@dataclass(frozen=True)
class Request:
    """The graders of an exercise, which run in one fork: names and seeds, and the module they stand in.

    What they see comes back under `key`: the exercise's symbol, or whatever name tells requests apart. Other
    `surroundings` seed the global random numbers otherwise; the graders' own inputs stay the same. `needs`
    are keys of requests before this one. `shown` is what graders of an open exercise are handed:
    the images as bytes, their shape, the file's name; `seconds` is a time other than the clock's.
    """

    key: str
    module: str
    graders: tuple[tuple[str, int], ...]
    surroundings: int = 0
    needs: tuple[str, ...] = ()
    shown: tuple[bytes, tuple[int, ...], str] | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Job:
    """A submission's cells and what to observe of them.

    `inject` is source run after the cells; `skip` are statements that an earlier run had to leave out; what
    is not observed when time.monotonic() reaches `ends` is late. `files`, relative names and bytes, lie in
    the working folder. With `at_once` nothing is loaded a second time: after a request that is lost, so are
    those behind it. With `keep` the session stays for the next job, which goes on in it if it `loads` the
    same; who asks for that ends it by `Sandbox.stop`.
    """

    cells: tuple[RunCell, ...]
    symbols: frozenset[str]
    requests: tuple[Request, ...]
    inject: tuple[str, ...] = ()
    skip: tuple[tuple[int, int, str], ...] = ()
    ends: float = math.inf
    at_once: bool = False
    files: tuple[tuple[str, bytes], ...] = ()
    keep: bool = False

    @property
    def loads(self) -> tuple[object, ...]:
        """All that a session's state is made of before its first exercise, and after each."""
        return self.cells, self.symbols, self.inject, frozenset(self.skip), self.files
