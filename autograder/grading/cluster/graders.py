"""A class graded by the workers of a Dask cluster.

Dask connects the machines and says who is there. Which submission goes where is decided here, as only so it
is known which were at a worker when that was lost: each worker has few at a time, and those of a lost one are
tried again, each alone. One that ends worker after worker so costs nobody but itself.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec

from autograder.grading.allowance import Effort
from autograder.grading.cluster.connecting import Cluster
from autograder.grading.cluster.packing import Parcel, Reply, SetUp, lesser, pack, pack_half, unpack
from autograder.grading.cluster.there import versions
from autograder.grading.cluster.workers import Event, Piece, Worker, Workers
from autograder.grading.halves import Halves, InHalves
from autograder.grading.processes import Graders, NotGraded
from autograder.sandbox.sandbox import Sandbox
from autograder.text import one_line, say

T = TypeVar("T")
R = TypeVar("R")

LOOK = 1.0  # seconds between two looks at who is there
FETCH = 20.0  # seconds for a result to come
READERS = 4  # processes that read: more would wait for Dask
AHEAD = 2  # submissions that are read before there is a place for them


class ClusterGraders:
    """The same as `Graders`, on a cluster. Use it as a context manager.

    Up to `jobs` processes read folders here. Raises ZerotsukuError when there is no such scheduler, or no
    worker that can grade.
    """

    def __init__(self, cluster: Cluster, modules: Sequence[str], jobs: int = 1, unsafe: bool = False):
        self._run, self._modules, self._unsafe = uuid.uuid4().hex, tuple(modules), unsafe
        self._client = cluster.connect()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._workers = Workers(self._client, cluster, self._events.put)
        self._readers = min(jobs, READERS)
        self._reader = Graders((), self._readers)
        self._threads = ThreadPoolExecutor(self._readers, "zerotsuku-reading")

    def __enter__(self) -> ClusterGraders:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._reader.__exit__(kind)
            self._workers.say_goodbye(self._run)
        finally:
            self._client.close()

    def no_more(self) -> None:
        """No task will follow; who reads here ends with the whole, and the workers are the cluster's."""

    def each(
        self, tasks: Iterable[T], work: InHalves[T, R], beat: float | None = None
    ) -> Iterator[tuple[T, R | NotGraded] | None]:
        """Do `work` for every task: its first half here, the second on a worker; results as they come.

        With `beat`, a None comes whenever that many seconds pass without a result. Raises ZerotsukuError when
        there is no worker that can grade for some time, or no scheduler any more.
        """
        halves = work.halves
        setup = SetUp(self._run, self._modules, self._unsafe, halves.engine, pickle.dumps(halves.grade))
        self._workers.begin(pickle.dumps(setup), versions(halves.engine))
        way = _Way(self._run, iter(tasks), halves, self._workers)
        looked, heard = 0.0, time.monotonic()
        try:
            while True:
                if time.monotonic() - looked >= LOOK:
                    way.look()
                    looked = time.monotonic()
                for piece in way.to_read():
                    self._threads.submit(self._read, way, piece)
                way.send()
                while way.done:
                    heard = time.monotonic()
                    yield way.done.popleft()
                if way.is_over():
                    return
                with contextlib.suppress(queue.Empty):
                    self._events.get(timeout=min(LOOK, beat or LOOK))()
                if beat and time.monotonic() - heard >= beat:
                    heard = time.monotonic()
                    yield None
        finally:
            self._client.cancel([piece.future for piece in way.sent], force=True)

    def _read(self, way: _Way[T, R], piece: Piece) -> None:
        """In a thread: let the other process read a folder."""
        reader = self._reader
        try:
            found = reader.one(piece.task, partial(_read, way.work, piece.effort))
        except BrokenProcessPool:  # pebble does not know with which task a process died, and begins no other
            self._events.put(partial(self._anew, reader, way, piece))
        except Exception as error:
            self._events.put(partial(_raise, error))
        else:
            self._events.put(partial(way.has_read, piece, found))

    def _anew(self, broken: Graders, way: _Way[T, R], piece: Piece) -> None:
        if broken is self._reader:
            broken.__exit__(BrokenProcessPool)
            self._reader = Graders((), self._readers)
        way.was_not_read(piece)


class _Way(Generic[T, R]):
    """Where the submissions of one class are: to be read, read, sent to a worker, done."""

    def __init__(self, run: str, tasks: Iterator[T], work: Halves[T, Any, R], workers: Workers):
        self.work, self._run, self._tasks, self._workers = work, run, tasks, workers
        self._again: deque[Piece] = deque()  # to be read once more
        self._reading = 0
        self._ready: list[Piece] = []
        self.sent: dict[Piece, Worker] = {}
        self.done: deque[tuple[T, R | NotGraded]] = deque()

    def is_over(self) -> bool:
        return not (self._again or self._reading or self._ready or self.sent or self.done)

    def to_read(self) -> Iterator[Piece]:
        """The next submissions, as many as will soon have a place on a worker."""
        while self._reading + len(self._ready) < self._workers.free() + AHEAD:
            piece = self._again.popleft() if self._again else next(map(Piece, self._tasks), None)
            if piece is None:
                return
            self._reading += 1
            yield piece

    def has_read(self, piece: Piece, found: bytes | R | NotGraded) -> None:
        self._reading -= 1
        if isinstance(found, bytes):
            piece.half = found
            self._ready.append(piece)
        else:
            self.done.append((piece.task, found))

    def send(self) -> None:
        """Send what has been read to the workers that have a place for it."""
        for piece, worker in self._workers.places(self._ready):
            self._ready.remove(piece)
            parcel, piece.half = pack(Parcel(self._run, piece.half)), b""
            piece.future = self._workers.ask(worker, "grade", parcel, partial(self._came_back, piece))
            self.sent[piece] = worker
            worker.pieces.add(piece)

    def look(self) -> None:
        for piece, alone in self._workers.look():
            del self.sent[piece]
            self._lost(piece, alone)

    def _came_back(self, piece: Piece, future: Any) -> None:
        if piece.future is not future or piece not in self.sent:
            return  # it is elsewhere by now
        worker = self.sent.pop(piece)
        alone = len(worker.pieces) == 1
        worker.pieces.discard(piece)
        reply = _reply(future)
        future.release()
        if reply is None:
            self._lost(piece, alone)
        elif reply.unknown:  # its processes are gone
            self._workers.greet(worker)
            self._lost(piece, alone)
        elif reply.spent:
            piece.effort = Effort(explained=False, graded=False, why=reply.spent)
            self._again.append(piece)
        elif reply.not_graded:
            self.done.append((piece.task, NotGraded(reply.not_graded)))
        else:
            self.done.append((piece.task, unpack(reply.made, self.work.result)))

    def was_not_read(self, piece: Piece) -> None:
        self._reading -= 1
        self._lost(piece, alone=True)

    def _lost(self, piece: Piece, alone: bool) -> None:
        """Who had it was lost. Try it again by itself; if it was that, it may be the reason: less of it."""
        piece.future = None
        if alone:
            effort = piece.effort.less(say("cluster-lost-with-it"), spent=False)
            if effort is None or not effort.graded:
                self.done.append((piece.task, NotGraded(say("cluster-ends-workers"))))
                return
            piece.effort = effort
        piece.alone = True
        self._again.appendleft(piece)


def _raise(error: Exception) -> None:
    raise error


def _reply(future: Any) -> Reply | None:
    """What a worker said; None if it, or Dask, lost the submission."""
    from distributed import KilledWorker

    if future.status == "error":
        error = future.exception()
        if isinstance(error, KilledWorker):
            return None
        return _internal(error)
    if future.status != "finished":
        return None
    try:
        return unpack(future.result(timeout=FETCH), Reply)
    except (OSError, TimeoutError, CancelledError):
        return None
    except msgspec.MsgspecError as error:
        return _internal(error)


def _internal(error: BaseException) -> Reply:
    return Reply(not_graded=say("grade-internal", reason=one_line(f"{type(error).__name__}: {error}", 300)))


def _read(work: Halves[T, Any, R], given: Effort, task: T, sandbox: Sandbox, effort: Effort) -> bytes | R:
    """The first half, packed if there is a second."""
    least = lesser(given, effort)
    found = work.read(task, least)
    return pack_half(found, least) if isinstance(found, work.half) else found
