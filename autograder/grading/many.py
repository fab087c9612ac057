"""Grading many submissions: what a student's folder holds, and processes that grade side by side.

Grading one is a pure function of (bytes, chapter, seed), so it does not matter which process does it.
"""

from __future__ import annotations

import gc
import hashlib
import hmac
import itertools
import multiprocessing
import os
import signal
import sys
import textwrap
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import wait as wait_for_sentinel
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from autograder import rooms
from autograder.catalog import Chapter
from autograder.grading.allowance import ALLOWANCE, FULL, Allowance, Effort, bounded
from autograder.grading.engine import Seeds, grade
from autograder.report import ERROR, ExerciseReport, Report
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import MAX_FILE, Submission, SubmissionError, kind_of, read_file, read_submission
from autograder.text import Text, ZerotsukuError, clean, named, one_line, say

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[T, Sandbox, Effort], R]

MAX_CANDIDATES, MAX_LOOKED_INTO = 20, MAX_FILE  # files of one folder that are looked into; bytes of them all
USUAL = (".ipynb", ".py")
MAX_TRACEBACK = 20_000  # characters that are printed of an internal error
ENGINE = (
    "*.py",
    "messages/*.ftl",
    "grading/*.py",
    "sandbox/*.py",
    "graders/__init__.py",
    "faces/nbgrader/notebooks.py",
    "faces/nbgrader/matching.py",
    "faces/student_text.py",
)


@dataclass(frozen=True)
class Handed:
    """What one student handed in: the submission, or the sentence why there is none."""

    name: str
    data: bytes
    submission: Submission | None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()


def hand_in(folder: Path, chapter: Chapter, effort: Effort = FULL) -> Handed:
    """Read a student's folder; whatever is in it, this returns."""
    if not effort.graded:  # to read it may be what took too much
        return Handed("", b"", None, say("grade-spent-all"))
    try:
        path, data, notes = choose(folder, chapter)
    except SubmissionError as error:
        return Handed("", b"", None, error.text)
    name = one_line(path.name)
    try:
        submission = read_submission(data, path.name)
    except SubmissionError as error:
        return Handed(name, data, None, error.text, notes)
    return Handed(name, data, submission, None, notes)


def choose(folder: Path, chapter: Chapter) -> tuple[Path, bytes, tuple[Text, ...]]:
    """The file to grade, its bytes, and what was odd. The right name counts, else the cells that fit best.

    Raises SubmissionError when there is none, or it cannot be read.
    """
    wanted = f"{chapter.stem}.ipynb"
    where = f"{named(folder.parent.name)}/{named(folder.name)}"
    try:
        if folder.is_symlink() or not folder.is_dir():
            raise SubmissionError(say("grade-no-folder", folder=where))
        names = sorted(e.name for e in os.scandir(folder) if not e.is_dir(follow_symlinks=False))
    except OSError as error:
        raise SubmissionError(say("grade-folder-unreadable", folder=where, reason=error.strerror)) from None
    found = sorted((n for n in names if kind_of(n)), key=_unusual)
    if wanted in found:
        notebooks = [n for n in found if _unusual(n) == 0 and n != wanted]
        others = ", ".join(named(n, 100) for n in notebooks[:MAX_CANDIDATES])
        notes = (say("grade-other-notebooks", file=wanted, others=others),) if others else ()
        return folder / wanted, read_file(folder / wanted), notes
    if not found:
        raise SubmissionError(say("grade-no-notebook", folder=where, file=wanted))
    best: tuple[int, Path, bytes] | None = None
    reason: SubmissionError | None = None
    left = MAX_LOOKED_INTO
    for name in found[:MAX_CANDIDATES]:
        data = b""  # of the one before, if it is not the best
        try:
            data = read_file(folder / name, left)
            left -= len(data)
            fits = _fits(data, name, chapter)
        except SubmissionError as error:
            reason = reason or error
            continue
        if best is None or fits > best[0]:
            best = (fits, folder / name, data)
    if best is None:
        assert reason is not None
        raise reason
    if best[0] == 0 and (len(found) > 1 or _unusual(best[1].name) == len(USUAL)):
        raise SubmissionError(say("grade-no-notebook", folder=where, file=wanted))
    return best[1], best[2], (say("grade-renamed", file=named(best[1].name, 100), wanted=wanted),)


def _unusual(name: str) -> int:
    """The place of a file among those of a folder: notebooks first, then scripts, then odd ends of names."""
    return next((i for i, end in enumerate(USUAL) if name.casefold().endswith(end)), len(USUAL))


def _fits(data: bytes, name: str, chapter: Chapter) -> int:
    """How many exercises of the chapter a file has something for."""
    cells = read_submission(data, name).cells
    return sum(any(c.grade_id == e.symbol or c.defines(e.symbol) for c in cells) for e in chapter.exercises)


def grade_handed(
    handed: Handed, chapter: Chapter, seeds: Seeds, sandbox: Sandbox, effort: Effort = FULL
) -> Report:
    """The Report of what was handed in; without a readable submission every exercise has 0 and the reason."""
    if handed.submission is None:
        assert handed.problem is not None
        exercises = tuple(
            ExerciseReport(e.id, e.title, 0.0, e.points, ERROR, (), handed.problem) for e in chapter.exercises
        )
        return Report(chapter.id, exercises, (), (handed.problem, *handed.notes), cut=not effort.graded)
    why = (effort.why,) if effort.why else ()
    report = grade(handed.submission, chapter, seeds, sandbox, effort.explained)
    return replace(report, notes=(*why, *handed.notes, *report.notes), cut=not effort.explained)


@cache
def engine_digest(chapter: Chapter) -> bytes:
    """A digest of all that determines a Report besides the submission and the secret."""
    root = rooms.require_repository("grade")
    paths = [p for pattern in ENGINE for p in sorted(rooms.PACKAGE.glob(pattern))]
    paths += [chapter.path, rooms.graders() / f"{chapter.stem}.py"]
    paths += [rooms.solutions() / f"{chapter.stem}.py", rooms.solutions() / "mistakes" / f"{chapter.stem}.py"]
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.digest()


def work_digest(handed: Handed, chapter: Chapter, seeds: Seeds, lang: str) -> str:
    """What a graded notebook was made from: the same digest, the same notebook."""
    odd = [text.en for text in (handed.problem, *handed.notes) if text]
    head = "\0".join((seeds.student, handed.name, lang, *odd)).encode()
    made = hashlib.sha256(engine_digest(chapter) + hashlib.sha256(head).digest())
    made.update(handed.data)
    return hmac.new(seeds.secret, made.digest(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class NotGraded:
    """A task that could not be done, through no fault of the submission."""

    reason: Text


def get_ready() -> None:
    """Let the server of processes import what they need while this process does something else."""
    multiprocessing.set_forkserver_preload(
        ["autograder.startup", "autograder.faces.nbgrader.notebooks", __name__]
    )
    forkserver.ensure_running()


class Graders:
    """Processes that grade side by side, each with a sandbox of its own. Use it as a context manager.

    What is done with a submission is bounded (`Allowance`): a process that goes beyond is killed, and the
    submission is tried once more with less done for it (`Effort`). Nobody else waits for it or loses by it.
    Raises ZerotsukuError when the machine cannot isolate and `unsafe` is not set.
    """

    def __init__(
        self, modules: Sequence[str], jobs: int, unsafe: bool = False, allowance: Allowance = ALLOWANCE
    ):
        get_ready()
        Sandbox(modules, unsafe=unsafe).close()  # a machine that cannot isolate says so here
        self._jobs, self._allowance = jobs, allowance
        context = multiprocessing.get_context("forkserver")
        self._pool = ProcessPool(jobs, 0, _begin, (tuple(modules), unsafe), context)

    def __enter__(self) -> Graders:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

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


_sandbox: Sandbox | None = None  # of this process, when it is one of a pool's


def _begin(modules: tuple[str, ...], unsafe: bool) -> None:
    global _sandbox
    _sandbox = Sandbox(modules, unsafe=unsafe)
    _sandbox.start()
    Finalize(None, _sandbox.close, exitpriority=1)  # atexit does not run in such a process
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent(sentinel: int = parent.sentinel) -> None:
        wait_for_sentinel([sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()


def _do(work: Work[T, R], task: T, effort: Effort, allowance: Allowance) -> R | NotGraded | _Spent:
    assert _sandbox is not None
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
