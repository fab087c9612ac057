"""Processes that grade side by side, each with a sandbox of its own.

Grading one is a pure function of (bytes, chapter, seed), so it does not matter which process does it.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import socket
import sys
import textwrap
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for_sentinel
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from autograder.grading.allowance import ALLOWANCE, FULL, Allowance, Effort, bounded
from autograder.grading.ready import get_ready, take_mother
from autograder.text import Text, ZerotsukuError, clean, one_line, say

if TYPE_CHECKING:
    from autograder.sandbox.sandbox import Sandbox

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, "Sandbox", Effort], R]

MAX_TRACEBACK = 20_000  # characters that are printed of an internal error


@dataclass(frozen=True)
class NotGraded:
    """A task that could not be done, through no fault of the submission."""

    reason: Text


class Graders:
    """Processes that grade side by side, each with a sandbox of its own. Use it as a context manager.

    What is done with a submission is bounded (`Allowance`): a process that goes beyond is killed, and the
    submission is tried once more with less done for it (`Effort`). Nobody else waits for it or loses by it.
    Raises ZerotsukuError when the machine cannot isolate and `unsafe` is not set. Without `modules` there is
    no sandbox, and None in its place: for work that runs nothing of a student's.
    """

    def __init__(
        self, modules: Sequence[str], jobs: int, unsafe: bool = False, allowance: Allowance = ALLOWANCE
    ):
        get_ready()
        self._zygotes = take_mother(modules, unsafe) if modules else None
        try:
            mother = self._zygotes and self._zygotes.mother()  # a machine that cannot isolate says so here
        except BaseException:
            self._close_zygotes()
            raise
        self._jobs, self._allowance = jobs, allowance
        self._ending: threading.Thread | None = None
        context = multiprocessing.get_context("forkserver")
        self._pool = ProcessPool(jobs, 0, _begin, (tuple(modules), unsafe, mother and mother.door), context)

    def __enter__(self) -> Graders:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._ending:
            self._ending.join()
        elif kind is None:
            self._end()
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
        self._close_zygotes()

    def no_more(self) -> None:
        """No task will follow: the processes begin to end, beside whatever the caller still does."""
        self._ending = threading.Thread(target=self._end)
        self._ending.start()

    def _end(self) -> None:
        self._pool.close()  # type: ignore[no-untyped-call]
        if self._zygotes:
            self._zygotes.begin_to_close()
        self._pool.join()

    def _close_zygotes(self) -> None:
        if self._zygotes:
            self._zygotes.close()

    def one(self, task: T, work: Work[T, R]) -> R | NotGraded:
        """Do `work(task, sandbox, effort)` in one of the processes."""
        (result,) = (done for item in self.each([task], work) if item for _, done in [item])
        return result

    def each(
        self, tasks: Iterable[T], work: Work[T, R], beat: float | None = None
    ) -> Iterator[tuple[T, R | NotGraded] | None]:
        """Do `work(task, sandbox, effort)` for every task; results as they come.

        `work` is a function of a module (or a partial of one), and task and result can be pickled. With
        `beat`, a None comes whenever that many seconds pass without a result.
        """
        waiting = iter(tasks)
        running: dict[Future[Any], tuple[T, Effort]] = {}
        while True:
            for task in itertools.islice(waiting, 2 * self._jobs - len(running)):
                running[self._begin(task, work, FULL)] = task, FULL
            if not running:
                return
            done = wait(running, beat, FIRST_COMPLETED).done
            if not done:
                yield None
            for future in done:
                task, effort = running.pop(future)
                result = _result(future)
                less = effort.less(result.why, result.spent) if isinstance(result, _Spent) else None
                if less:
                    running[self._begin(task, work, less)] = task, less
                else:
                    yield task, result.not_graded() if isinstance(result, _Spent) else result

    def _begin(self, task: T, work: Work[T, R], effort: Effort) -> Future[Any]:
        arguments = (work, task, effort, self._allowance)
        future: Future[Any] = self._pool.schedule(_do, arguments, timeout=self._allowance.wall_seconds)
        return future


@dataclass(frozen=True)
class _Spent:
    """A task that a process did not come to the end of; `spent` if it went beyond what it may use."""

    why: Text
    spent: bool = True
    reason: Text | None = None  # known, other than that

    def not_graded(self) -> NotGraded:
        return NotGraded(self.reason or say("grade-lost"))


def _result(future: Future[Any]) -> Any:
    try:
        return future.result()
    except ProcessExpired as error:
        return _Spent(say("grade-spent"), error.exitcode == -signal.SIGXCPU)
    except (TimeoutError, MemoryError):
        return _Spent(say("grade-spent"))


_sandbox: Any = None  # the Sandbox of this process, when it is one of a pool's and has one


def _begin(modules: tuple[str, ...], unsafe: bool, door: socket.socket | None) -> None:
    global _sandbox
    if modules:
        from autograder.sandbox.sandbox import Sandbox

        _sandbox = Sandbox(modules, unsafe=unsafe, door=door)
        _sandbox.start()
        Finalize(None, _sandbox.close, exitpriority=1)  # atexit does not run in such a process
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent(sentinel: int = parent.sentinel) -> None:
        wait_for_sentinel([sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()


def _do(work: Work[T, R], task: T, effort: Effort, allowance: Allowance) -> R | NotGraded | _Spent:
    try:
        with bounded(allowance):
            return work(task, _sandbox, effort)
    except ZerotsukuError as error:
        return NotGraded(error.text)
    except MemoryError:
        gc.collect()  # what stood in the frames of the exception
        return _Spent(say("grade-spent"))
    except Exception as error:
        told = clean(traceback.format_exc(), MAX_TRACEBACK)  # in which a student's text may stand
        print(textwrap.indent(told, "| "), file=sys.stderr)
        reason = say("grade-internal", reason=one_line(f"{type(error).__name__}: {error}", 300))
        return _Spent(say("grade-without-reasons", text=reason), reason=reason)
