"""The workers of a cluster: who is there, who may grade, and what is with whom."""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from autograder.grading.allowance import FULL, Effort
from autograder.grading.cluster.connecting import Cluster
from autograder.grading.cluster.packing import Hello, unpack
from autograder.text import Text, ZerotsukuError, one_line, say

DEEP = 2  # submissions of each thread of a worker: one that is graded, one that waits there
SLOW = 5  # times as long for a worker that is there and has not answered yet: it starts its sandbox

Event = Callable[[], None]


@dataclass(eq=False)
class Piece:
    """A submission on its way: how much is done for it, and whether it has to be by itself on a worker."""

    task: Any
    effort: Effort = FULL
    alone: bool = False
    half: bytes = b""  # while it waits for a worker
    future: Any = None  # while it is at one


@dataclass(eq=False)
class Worker:
    """A worker, which gets submissions once it has said that it can grade them."""

    address: str
    threads: int
    greeting: Any = None  # Dask's future of it, until it has answered
    ready: bool = False
    pieces: set[Piece] = field(default_factory=set)

    @property
    def free(self) -> int:
        if not self.ready or any(piece.alone for piece in self.pieces):
            return 0
        return DEEP * self.threads - len(self.pieces)


class Workers:
    """All workers that Dask's scheduler knows. `events` takes what is to be done when one has answered."""

    def __init__(self, client: Any, cluster: Cluster, events: Callable[[Event], None]):
        self._client, self._cluster, self._events = client, cluster, events
        self._all: dict[str, Worker] = {}
        self._told: dict[tuple[str, Text], Text] = {}  # why those of a machine are left out
        self._setup, self._versions = b"", dict[str, str]()
        self._last = time.monotonic()  # when there was a worker that can grade

    def begin(self, setup: bytes, versions: dict[str, str]) -> None:
        """From now on, this is what workers are told before anything else."""
        self._setup, self._versions, self._last = setup, versions, time.monotonic()
        self._all = {}

    def look(self) -> list[tuple[Piece, bool]]:
        """See who has come or gone; the submissions that were with those who went, and whether alone.

        Raises ZerotsukuError when the scheduler is gone, or nobody could grade for some time.
        """
        there = self._nthreads()
        lost: list[tuple[Piece, bool]] = []
        for address in self._all.keys() - there.keys():
            gone = self._all.pop(address)
            futures = [piece.future for piece in gone.pieces]
            lost += [(piece, len(gone.pieces) == 1) for piece in gone.pieces]
            self._cancel([*futures, *([gone.greeting] if gone.greeting else [])])
        for address in there.keys() - self._all.keys():
            worker = self._all[address] = Worker(address, there[address])
            self.greet(worker)
        now = time.monotonic()
        if any(worker.ready for worker in self._all.values()):
            self._last = now
        else:
            answering = any(worker.greeting for worker in self._all.values())
            patience = self._cluster.patience * (SLOW if answering else 1)
            if now - self._last > patience:
                raise self._nobody(patience)
        return lost

    def greet(self, worker: Worker) -> None:
        """Tell a worker of the run; it is ready when it has answered."""
        worker.ready = False
        worker.greeting = self.ask(worker, "hello", self._setup, partial(self._answered, worker))

    def ask(self, worker: Worker, what: str, packed: bytes, then: Callable[[Any], None]) -> Any:
        """Dask's future of a function of `there` on a worker; `then` gets it as an event when it is done."""
        key = f"zerotsuku-{what}-{uuid.uuid4().hex}"
        future = self._client.submit(
            _there(), what, packed, key=key, workers=[worker.address], pure=False, retries=0
        )
        future.add_done_callback(lambda done: self._events(partial(then, done)))
        return future

    def places(self, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Worker]]:
        """Which of the submissions goes to which worker now: those that have to be alone come first."""
        ready = [worker for worker in self._all.values() if worker.ready]
        pieces = sorted(pieces, key=lambda piece: not piece.alone)
        for piece in pieces:
            if piece.alone and ready:
                held = min(ready, key=lambda worker: len(worker.pieces))
                ready.remove(held)  # gets nobody else, so that it is empty soon
                if not held.pieces:
                    yield piece, held
            elif not piece.alone:
                best = max(ready, key=lambda worker: worker.free / worker.threads, default=None)
                if best is None or best.free <= 0:
                    return
                yield piece, best

    def free(self) -> int:
        return sum(max(0, worker.free) for worker in self._all.values())

    def say_goodbye(self, run: str) -> None:
        """Let workers end what they have of the run; those that are gone have nothing of it."""
        addresses = [worker.address for worker in self._all.values()]
        if addresses and self._client.status == "running":
            with contextlib.suppress(OSError, TimeoutError):
                self._client.run(_there(), "goodbye", run.encode(), workers=addresses, on_error="ignore")

    def _nthreads(self) -> dict[str, int]:
        try:
            if self._client.status == "running":
                return dict(self._client.nthreads())
        except (OSError, TimeoutError):
            pass  # told below
        raise ZerotsukuError(say("cluster-scheduler-lost", address=self._cluster.address))

    def _cancel(self, futures: list[Any]) -> None:
        with contextlib.suppress(OSError, TimeoutError):  # the next look tells that the scheduler is gone
            self._client.cancel(futures, force=True)

    def _answered(self, worker: Worker, future: Any) -> None:
        if worker.greeting is not future:
            return
        worker.greeting = None
        if future.status != "finished":
            if future.status == "error":
                self._refuse(worker, say("cluster-no-workbook", reason=_reason(future.exception())))
            return
        hello = unpack(future.result(), Hello)
        future.release()
        if hello.refused:
            self._refuse(worker, hello.refused)
            return
        other = [name for name, here in self._versions.items() if hello.versions.get(name) != here]
        if other:
            name = other[0]
            values = {"name": name, "here": self._versions[name], "there": hello.versions.get(name, "?")}
            self._refuse(worker, say("cluster-other-version", **values))
            return
        worker.ready = True

    def _refuse(self, worker: Worker, reason: Text) -> None:
        key = str(urlsplit(worker.address).hostname), reason
        if key not in self._told:
            self._told[key] = say("cluster-refused", worker=worker.address, reason=reason)
            self._cluster.tell(self._told[key])

    def _nobody(self, waited: float) -> ZerotsukuError:
        values = {"address": self._cluster.address, "seconds": round(waited)}
        return ZerotsukuError(say("cluster-nobody-can" if self._all else "cluster-nobody", **values))


def _reason(error: BaseException) -> str:
    return one_line(f"{type(error).__name__}: {error}", 300)


def _there() -> Callable[[str, bytes], bytes]:
    """What calls a function of `there`. It travels as code: the scheduler needs nothing of the workbook."""

    def call(what: str, packed: bytes) -> bytes:
        from importlib import import_module

        found: bytes = getattr(import_module("autograder.grading.cluster.there"), what)(packed)
        return found

    return call
