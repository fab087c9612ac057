"""A class's submissions into autograded/ and the gradebook, by processes side by side and one writer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import LOCK, Course, locked, open_course
from autograder.faces.nbgrader.release import release_of
from autograder.faces.nbgrader.students import look_alike, require_submitted
from autograder.faces.nbgrader.summary import (
    GRADED,
    KEPT,
    NOT_GRADED,
    UNREADABLE,
    Advanced,
    Event,
    Planned,
    Refused,
    Row,
    Summary,
    Written,
)
from autograder.faces.nbgrader.task import Made, Task
from autograder.faces.nbgrader.work import Work
from autograder.faces.nbgrader.writer import Writer
from autograder.grading.processes import Graders, NotGraded
from autograder.grading.ready import get_ready
from autograder.text import Text, ZerotsukuError, say

BATCH_SECONDS = 2.0  # after which what is graded is written, however few they are

__all__ = [  # what callers know a run by
    "GRADED",
    "KEPT",
    "LOCK",
    "NOT_GRADED",
    "UNREADABLE",
    "Row",
    "Summary",
    "grade_chapters",
    "grade_class",
]


def grade_class(
    course_dir: Path,
    chapter: str,
    jobs: int | None = None,
    unsafe: bool = False,
    students: Sequence[str] | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    graders: Callable[[Sequence[str], int, bool], Any] = Graders,
) -> Summary:
    """Grade a chapter's submissions in `jobs` processes; what is graded from the same bytes stays as it is.

    Can be killed and run again. Raises ZerotsukuError, with what was graded until then kept, when the
    course, the gradebook or the disk does not let it go on.
    """

    def tell(event: Event) -> None:
        if isinstance(event, Advanced):
            progress(event.done, event.total)

    (result,) = grade_chapters(course_dir, [chapter], jobs, unsafe, students, force, tell, graders)
    if isinstance(result, Refused):
        raise ZerotsukuError(result.reason)
    return result


def grade_chapters(
    course_dir: Path,
    chapters: Sequence[str] | None,
    jobs: int | None = None,
    unsafe: bool = False,
    students: Sequence[str] | None = None,
    force: bool = False,
    tell: Callable[[Event], None] = lambda event: None,
    graders: Callable[[Sequence[str], int, bool], Any] = Graders,
) -> list[Summary | Refused]:
    """Grade several chapters with one start, one after the other; None: all of which anything is submitted.

    What happens is told as it happens. A chapter that cannot be graded does not stop the others. `graders`
    makes what does the work, from the modules of graders, how many side by side, and `unsafe`: processes
    here, or those of a cluster.
    Raises ZerotsukuError when nothing can be graded at all: no course, another run, no isolation.
    """
    get_ready("autograder.faces.nbgrader.grade_one")
    course = open_course(course_dir)
    with _lock(course):
        found = [_enter(course, name, students, tell) for name in _named(course, chapters)]
        ready = [c for c in found if isinstance(c, _Class)]
        width = min(jobs or len(os.sched_getaffinity(0)), sum(len(c.names) for c in ready))
        modules = [f"autograder.graders.{c.chapter.stem}" for c in ready]
        tell(Planned({c.chapter.id: len(c.names) for c in ready}))
        if not ready:
            return [_told(c, tell) for c in found if isinstance(c, Refused)]
        with graders(modules, width, unsafe) as pool:
            return [
                _told(c.graded(pool, force, last=c is ready[-1]) if isinstance(c, _Class) else c, tell)
                for c in found
            ]


def _told(result: Summary | Refused, tell: Callable[[Event], None]) -> Summary | Refused:
    tell(result)
    return result


def _named(course: Course, chapters: Sequence[str] | None) -> list[str]:
    if chapters is not None:
        return list(dict.fromkeys(chapters))
    having = [chapter.id for chapter in catalog() if course.students(chapter)]
    if not having:
        folder = course.coursedir.format_path(course.coursedir.submitted_directory, "*", "*")
        raise ZerotsukuError(say("grade-nothing-submitted", folder=folder))
    return having


def _enter(
    course: Course, name: str, students: Sequence[str] | None, tell: Callable[[Event], None]
) -> _Class | Refused:
    try:
        return _Class(course, catalog().chapter(name), students, tell)
    except ZerotsukuError as error:
        return Refused(name, error.text)


@contextmanager
def _lock(course: Course) -> Iterator[None]:
    """No other run in this folder, nor, where the database can be reached from elsewhere, in that."""
    from autograder.faces.nbgrader.database import database_of, place_of, sole_writer

    with locked(course, "grade-running", "grade-cannot-write"), sole_writer(course) as alone:
        if not alone:
            place = place_of(database_of(course.coursedir))
            raise ZerotsukuError(say("grade-running-elsewhere", place=place))
        yield


class _Class:
    """One chapter's part of a run: who is to be graded, and what it came to."""

    def __init__(
        self,
        course: Course,
        chapter: Chapter,
        students: Sequence[str] | None,
        tell: Callable[[Event], None],
    ):
        self.course, self.chapter, self.tell = course, chapter, tell
        self.names = self._students(students)
        self.rows: dict[str, Row] = {}

    def _students(self, wanted: Sequence[str] | None) -> list[str]:
        there = self.course.students(self.chapter)
        missing = sorted(set(wanted or ()) - set(there))
        if missing or not there:
            folder = self.course.submitted(self.chapter, missing[0] if missing else "*")
            raise ZerotsukuError(say("grade-nothing-submitted", folder=folder))
        return [name for name in there if not wanted or name in wanted]

    def graded(self, graders: Any, force: bool, last: bool) -> Summary | Refused:
        """Grade everybody; why it could not go on, if it could not. After the `last` no task follows."""
        from autograder.faces.nbgrader.gradebook import Book

        try:
            with Book(self.course, self.chapter) as book:
                writer = Writer(self.course, self.chapter, book, self._settled)
                return self._grade(graders, writer, force, last)
        except ZerotsukuError as error:
            return Refused(self.chapter.id, error.text)

    def _grade(self, graders: Any, writer: Writer, force: bool, last: bool) -> Summary:
        book = writer.book
        max_scores = {e.symbol: e.points for e in self.chapter.exercises}
        tasks = list(self._tasks({} if force else book.standings(), writer))
        done = len(self.rows)
        self.tell(Advanced(self.chapter.id, done, len(self.names)))
        release = release_of(self.course.coursedir, self.chapter)
        arguments = (self.course.secret, self.course.lang, book.checksums(), release)
        work = Work(self.chapter.id, *arguments)
        written = time.monotonic()
        try:
            for one in graders.each(tasks, work, beat=BATCH_SECONDS):
                if one:
                    task, result = one
                    self._take(task, result, writer)
                    done += 1
                    self.tell(Advanced(self.chapter.id, done, len(self.names)))
                if writer.is_due or time.monotonic() - written > BATCH_SECONDS:
                    writer.write()
                    written = time.monotonic()
            if last:
                graders.no_more()
        finally:
            writer.write()
        from autograder.faces.nbgrader.stale import stale_pages

        stale = stale_pages(self.course, self.chapter, book.students(), book.marks)
        rows = tuple(self.rows[name] for name in self.names)
        alike = tuple(self._alike(book))
        return Summary(self.chapter.id, max_scores, rows, alike, sum(book.own.values()), stale)

    def _tasks(self, standings: Any, writer: Writer) -> Iterator[Task]:
        from autograder.faces.nbgrader.database import require_room

        for name in self.names:
            try:
                require_submitted(self.course.coursedir, self.chapter.id, name)
                require_room(self.course.coursedir, name)
            except ZerotsukuError as error:
                self._settled(Row(name, NOT_GRADED, {}, 0.0, 0.0, (error.text,)))
                continue
            folder = self.course.submitted(self.chapter, name)
            yield Task(name, folder, writer.digest(name, folder, standings.get(name)))

    def _take(self, task: Task, result: Made | NotGraded, writer: Writer) -> None:
        if isinstance(result, NotGraded):
            self._settled(Row(task.student, NOT_GRADED, {}, 0.0, 0.0, (result.reason,)))
        elif result.report is None:
            writer.keep(task, result)
        else:
            writer.put(task, result)

    def _settled(self, row: Row) -> None:
        self.rows[row.student] = row
        self.tell(Written(self.chapter.id, row))

    def _alike(self, book: Any) -> Iterator[Text]:
        everybody = {*self.course.students(self.chapter), *book.students()}
        return (text for together, text in look_alike(everybody) if not set(together).isdisjoint(self.names))
