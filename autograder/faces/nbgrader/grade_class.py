"""A class's submissions into autograded/ and the gradebook, by processes side by side and one writer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.collected import (
    copy_nbgraders_files,
    fallback_secret,
    odd_timestamp,
    read_timestamp,
)
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.folders import make_folder, replace_file
from autograder.faces.nbgrader.grade_one import Made, Task, grade_one
from autograder.faces.nbgrader.notebooks import graded_record
from autograder.faces.nbgrader.release import release_of
from autograder.faces.nbgrader.students import look_alike, require_submitted
from autograder.grading.processes import Graders, NotGraded, get_ready
from autograder.text import Text, ZerotsukuError, say

LOCK = ".zerotsuku-grade.lock"
BATCH, BATCH_SECONDS = 25, 2.0
GRADED, KEPT, UNREADABLE, NOT_GRADED = "graded", "kept", "unreadable", "not_graded"


@dataclass(frozen=True)
class Row:
    """One student: the scores that count in the gradebook by symbol, how late, and what was odd.

    `status` is "graded", "kept" (graded before from the same bytes), "unreadable" (0, with the reason in
    the notes) or "not_graded" (the gradebook is as it was, with the reason in the notes).
    """

    student: str
    status: str
    scores: Mapping[str, float]
    score: float
    late: float
    notes: tuple[Text, ...]
    cut: bool = False  # whether it used up what may be spent on one submission
    states: Mapping[str, str] = field(default_factory=dict)  # by symbol, as the report has it


@dataclass(frozen=True)
class Summary:
    """A class graded."""

    chapter: str
    max_scores: Mapping[str, int]
    rows: tuple[Row, ...]
    alike: tuple[Text, ...] = ()  # of students' ids that a person may take for one another
    own: float = 0.0  # points of the instructor's own cells, which are given by hand
    stale: tuple[str, ...] = ()  # students whose page of feedback is older than their marks

    @property
    def max_score(self) -> float:
        return sum(self.max_scores.values()) + self.own


def grade_class(
    course_dir: Path,
    chapter: str,
    jobs: int | None = None,
    unsafe: bool = False,
    students: Sequence[str] | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Grade a chapter's submissions in `jobs` processes; what is graded from the same bytes stays as it is.

    Can be killed and run again. Raises ZerotsukuError, with what was graded until then kept, when the
    course, the gradebook or the disk does not let it go on.
    """
    get_ready(grade_one.__module__)
    found = catalog().chapter(chapter)
    course = open_course(course_dir)
    with _lock(course):
        from autograder.faces.nbgrader.gradebook import Book

        with Book(course, found) as book:
            return _Class(course, found, book, progress).grade(jobs, unsafe, students, force)


@contextmanager
def _lock(course: Course) -> Iterator[None]:
    import filelock

    path = course.root / LOCK
    try:
        with filelock.FileLock(path, timeout=0, mode=course.file_mode()):
            yield
    except filelock.Timeout:
        raise ZerotsukuError(say("grade-running", folder=course.root)) from None
    except PermissionError as error:
        raise ZerotsukuError(
            say("grade-cannot-write", file=error.filename or path, reason=error.strerror)
        ) from None


class _Class:
    """One run: who is to be graded, and the one writer."""

    def __init__(self, course: Course, chapter: Chapter, book: Any, progress: Callable[[int, int], None]):
        self.course, self.chapter, self.book, self.progress = course, chapter, book, progress
        self.rows: dict[str, Row] = {}
        self.batch: list[tuple[Any, Made]] = []
        self.kept: dict[str, Row] = {}  # whose late penalty is still to be looked at
        self.written = time.monotonic()

    def grade(self, jobs: int | None, unsafe: bool, students: Sequence[str] | None, force: bool) -> Summary:
        names = self._students(students)
        standings = {} if force else self.book.standings()
        tasks = []
        for name in names:
            try:
                require_submitted(self.course.coursedir, self.chapter.id, name)
            except ZerotsukuError as error:
                self.rows[name] = Row(name, NOT_GRADED, {}, 0.0, 0.0, (error.text,))
                continue
            folder = self.course.submitted(self.chapter, name)
            tasks.append(Task(name, folder, self._digest(name, folder, standings.get(name))))
        self.progress(len(self.rows), len(names))
        work = partial(
            grade_one,
            self.chapter.id,
            self.course.secret,
            self.course.lang,
            self.book.checksums(),
            release_of(self.course.coursedir, self.chapter),
        )
        modules = [f"autograder.graders.{self.chapter.stem}"]
        width = min(jobs or len(os.sched_getaffinity(0)), len(tasks) or 1)
        try:
            with Graders(modules, width, unsafe) as graders:
                for done in graders.each(tasks, work, beat=BATCH_SECONDS):
                    if done:
                        self._take(*done)
                        self.progress(len(self.rows) + len(self.batch) + len(self.kept), len(names))
                    self._write_if_due()
        finally:
            self._write()
        max_scores = {e.symbol: e.points for e in self.chapter.exercises}
        rows = tuple(self.rows[name] for name in names)
        from autograder.faces.nbgrader.stale import stale_pages

        stale = stale_pages(self.course, self.chapter, self.book.marks())
        own = sum(self.book.own.values())
        return Summary(self.chapter.id, max_scores, rows, tuple(self._alike(names)), own, stale)

    def _alike(self, names: Sequence[str]) -> Iterator[Text]:
        everybody = {*self.course.students(self.chapter), *self.book.students()}
        return (text for together, text in look_alike(everybody) if not set(together).isdisjoint(names))

    def _students(self, wanted: Sequence[str] | None) -> list[str]:
        there = self.course.students(self.chapter)
        missing = sorted(set(wanted or ()) - set(there))
        if missing or not there:
            folder = self.course.submitted(self.chapter, missing[0] if missing else "*")
            raise ZerotsukuError(say("grade-nothing-submitted", folder=folder))
        return [name for name in there if not wanted or name in wanted]

    def _digest(self, student: str, folder: Path, standing: Any) -> str:
        """What a student's notebook was made from, if it and the marks are there as they were made."""
        record = self._record(student) if standing else None
        if record is None:
            return ""
        exercises = record["report"]["exercises"].items()
        scores = {id_.partition(".")[2]: exercise["score"] for id_, exercise in exercises}
        timestamp = read_timestamp(folder, self.course.zone)
        if scores != standing.automatic or (timestamp or standing.timestamp) != standing.timestamp:
            return ""
        return str(record["digest"])

    def _record(self, student: str) -> dict[str, Any] | None:
        return graded_record(self.course.autograded(self.chapter, student) / f"{self.chapter.stem}.ipynb")

    def _row(self, row: Row, standing: Any) -> Row:
        """A row with what the gradebook says, and what is odd about the time."""
        odd = odd_timestamp(self.course.submitted(self.chapter, row.student), self.course.zone)
        notes = (*((odd,) if odd else ()), *row.notes)
        return replace(row, scores=standing.counting, score=standing.total, late=standing.late, notes=notes)

    def _take(self, task: Task, result: Made | NotGraded) -> None:
        from autograder.faces.nbgrader.gradebook import Entry

        if isinstance(result, NotGraded):
            self.rows[task.student] = Row(task.student, NOT_GRADED, {}, 0.0, 0.0, (result.reason,))
            return
        if result.report is None:
            record = self._record(task.student)
            report = record["report"] if record else {"notes": [], "exercises": {}}
            notes = tuple(Text(note, note) for note in report["notes"])
            states = {id_.partition(".")[2]: e["status"] for id_, e in report["exercises"].items()}
            status = KEPT if result.readable else UNREADABLE
            self.kept[task.student] = Row(task.student, status, {}, 0.0, 0.0, notes, states=states)
            return
        self._put(task, result)
        scores = {e.symbol: e.score for e in result.report.exercises}
        timestamp = read_timestamp(task.folder, self.course.zone)
        entry = Entry(task.student, timestamp, scores, result.notebook)
        self.batch.append((entry, result))

    def _write_if_due(self) -> None:
        if len(self.batch) + len(self.kept) >= BATCH or time.monotonic() - self.written > BATCH_SECONDS:
            self._write()

    def _put(self, task: Task, made: Made) -> None:
        folder = self.course.autograded(self.chapter, task.student)
        course = self.course
        try:
            make_folder(folder, course.root, course.shared)
            fallback = fallback_secret(course.secret, self.chapter, task.student)
            copy_nbgraders_files(task.folder, folder, fallback, course.zone, course.file_mode())
            replace_file(folder / f"{self.chapter.stem}.ipynb", made.notebook, course.file_mode(0o444))
        except OSError as error:
            raise ZerotsukuError(
                say("grade-cannot-write", file=error.filename or folder, reason=error.strerror)
            ) from None

    def _write(self) -> None:
        """One transaction; the notebooks are on the disk before it, so a kill in between only costs time."""
        batch, self.batch = self.batch, []
        if batch:
            standings = self.book.write([entry for entry, _ in batch])
            for entry, made in batch:
                status = GRADED if made.readable else UNREADABLE
                assert made.report is not None
                report = made.report
                states = {e.symbol: e.status for e in report.exercises}
                row = Row(entry.student, status, {}, 0.0, 0.0, report.notes, report.cut, states)
                self.rows[entry.student] = self._row(row, standings[entry.student])
        kept, self.kept = self.kept, {}
        if kept:
            for student, standing in self.book.settle(list(kept)).items():
                self.rows[student] = self._row(kept[student], standing)
        self.written = time.monotonic()
