"""Grading many submissions: what a student's folder holds, and processes that grade side by side.

Grading one is a pure function of (bytes, chapter, seed), so it does not matter which process does it.
"""

from __future__ import annotations

import hashlib
import hmac
import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import wait as wait_for_sentinel
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, TypeVar

from autograder import rooms
from autograder.catalog import Chapter
from autograder.grading.engine import Seeds, grade
from autograder.report import ERROR, ExerciseReport, Report
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import Submission, SubmissionError, kind_of, read_file, read_submission
from autograder.text import Text, ZerotsukuError, named, one_line, say

T = TypeVar("T")
R = TypeVar("R")

MAX_CANDIDATES = 20  # files of one folder that are looked into
USUAL = (".ipynb", ".py")
ENGINE = (
    "*.py",
    "messages/*.ftl",
    "grading/*.py",
    "sandbox/*.py",
    "graders/__init__.py",
    "faces/notebooks.py",
)


@dataclass(frozen=True)
class Handed:
    """What one student handed in: the submission, or the sentence why there is none."""

    name: str
    data: bytes
    submission: Submission | None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()


def hand_in(folder: Path, chapter: Chapter) -> Handed:
    """Read a student's folder; whatever is in it, this returns."""
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
    for name in found[:MAX_CANDIDATES]:
        try:
            data = read_file(folder / name)
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


def grade_handed(handed: Handed, chapter: Chapter, seeds: Seeds, sandbox: Sandbox) -> Report:
    """The Report of what was handed in; without a readable submission every exercise has 0 and the reason."""
    if handed.submission is None:
        assert handed.problem is not None
        exercises = tuple(
            ExerciseReport(e.id, e.title, 0.0, e.points, ERROR, (), handed.problem) for e in chapter.exercises
        )
        return Report(chapter.id, exercises, (), (handed.problem, *handed.notes))
    report = grade(handed.submission, chapter, seeds, sandbox)
    return replace(report, notes=(*handed.notes, *report.notes))


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
    multiprocessing.set_forkserver_preload(["autograder.startup", "autograder.faces.notebooks", __name__])
    forkserver.ensure_running()


def each(
    tasks: Sequence[T], work: Callable[[T, Sandbox], R], *, modules: Sequence[str], jobs: int, unsafe: bool
) -> Generator[tuple[T, R | NotGraded]]:
    """Do `work(task, sandbox)` for every task in `jobs` processes; results as they come.

    Every process has a sandbox of its own. `work` is a function of a module (or a partial of one), and task
    and result can be pickled. A process that dies costs nothing but the task that killed it twice.
    Raises ZerotsukuError when the machine cannot isolate and `unsafe` is not set.
    """
    with Sandbox(modules, unsafe=unsafe) as sandbox:
        if len(tasks) == 1:
            yield tasks[0], _safely(work, tasks[0], sandbox)
            return
    waiting = list(enumerate(tasks))[::-1]
    alone: list[tuple[int, T]] = []
    while waiting or alone:
        if waiting:
            batch, waiting, width = waiting, [], min(jobs, len(waiting))
        else:  # a process died with these in hand: one at a time, to see whose fault it was
            batch, width = [alone.pop()], 1
        suspects = len(batch) == 1
        for item, result in _pool(batch, work, tuple(modules), width, unsafe):
            if not isinstance(result, _Lost):
                yield item[1], result
            elif suspects:
                yield item[1], NotGraded(say("grade-process-died"))
            elif result.started:
                alone.append(item)
            else:
                waiting.append(item)


@dataclass(frozen=True)
class _Lost:
    """The pool broke before this task was done."""

    started: bool


def _pool(
    batch: list[tuple[int, T]],
    work: Callable[[T, Sandbox], R],
    modules: tuple[str, ...],
    width: int,
    unsafe: bool,
) -> Iterator[tuple[tuple[int, T], R | NotGraded | _Lost]]:
    get_ready()
    context = multiprocessing.get_context("forkserver")
    pool = ProcessPoolExecutor(width, context, initializer=_begin, initargs=(modules, unsafe))
    running: dict[Future[Any], tuple[int, T]] = {}
    broken = False
    try:
        while batch or running:
            while batch and not broken and len(running) < 2 * width:
                try:
                    future = pool.submit(_do, work, batch[-1][1])
                except BrokenExecutor:
                    broken = True
                else:
                    running[future] = batch.pop()
            if broken and not running:
                for item in batch:
                    yield item, _Lost(started=False)
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                item = running.pop(future)
                result: R | NotGraded | _Lost
                try:
                    result = future.result()
                except BrokenExecutor:
                    broken = True
                    result = _Lost(started=True)
                yield item, result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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


def _do(work: Callable[[T, Sandbox], R], task: T) -> R | NotGraded:
    assert _sandbox is not None
    return _safely(work, task, _sandbox)


def _safely(work: Callable[[T, Sandbox], R], task: T, sandbox: Sandbox) -> R | NotGraded:
    try:
        return work(task, sandbox)
    except ZerotsukuError as error:
        return NotGraded(error.text)
    except Exception as error:
        traceback.print_exc()
        return NotGraded(say("grade-internal", reason=one_line(f"{type(error).__name__}: {error}", 300)))
