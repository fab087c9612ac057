"""The pages of feedback of a chapter: those that are missing or older than the marks are made."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from nbgrader.converters import NbGraderException

from autograder.catalog import Chapter
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.folders import refusals
from autograder.faces.nbgrader.fresh import GenerateFeedback
from autograder.faces.nbgrader.gradebook import Book
from autograder.faces.nbgrader.stale import is_stale
from autograder.text import Text, one_line, say

MAX_REASON = 300  # characters


def make_pages(course: Course, chapter: Chapter) -> dict[str, Path | Text]:
    """Graded student → the page of feedback, of the marks as they are now, or why there is none.

    Does what `nbgrader generate_feedback` does, with the course's settings. Raises ZerotsukuError when the
    gradebook cannot be read.
    """
    before = _marks(course, chapter)
    told = ""
    if any(_page(course, chapter, s) is None or is_stale(course, chapter, s, m) for s, m in before.items()):
        told = _generate(course, chapter)
    return {s: _outcome(course, chapter, s, m, told) for s, m in sorted(_marks(course, chapter).items())}


def _marks(course: Course, chapter: Chapter) -> dict[str, str]:
    with Book(course, chapter, writable=False) as book:
        return book.marks()


def _page(course: Course, chapter: Chapter, student: str) -> Path | None:
    if student in (".", "..") or "/" in student:
        return None  # no folder of a student's has such a name
    path = course.feedback(chapter, student) / f"{chapter.stem}.html"
    return path if path.is_file() and not path.is_symlink() else None


def _outcome(course: Course, chapter: Chapter, student: str, marks: str, told: str) -> Path | Text:
    page = _page(course, chapter, student)
    if page and not is_stale(course, chapter, student, marks):
        return page
    if not (course.autograded(chapter, student) / f"{chapter.stem}.ipynb").is_file():
        return say("return-no-notebook", chapter=chapter.id)
    return say("return-no-page", chapter=chapter.id, reason=one_line(told, MAX_REASON) or "–")


def _generate(course: Course, chapter: Chapter) -> str:
    """Make the pages; the last error that nbgrader told, "" if it told none."""
    course.coursedir.assignment_id = chapter.id
    converter = GenerateFeedback(coursedir=course.coursedir, config=course.config)
    disk = refusals("course-cannot-write", course.root)
    with _heard(converter) as errors, contextlib.suppress(NbGraderException), disk:  # who has no page is told
        converter.start()
    return errors[0] if errors else ""


@contextlib.contextmanager
def _heard(converter: GenerateFeedback) -> Iterator[list[str]]:
    """What a converter logs as an error; none of it is printed."""
    errors: list[str] = []
    log = logging.Logger("zerotsuku-feedback")
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: errors.append(_last_line(record.getMessage()))  # type: ignore[method-assign]
    log.addHandler(handler)
    converter.log = log
    yield errors


def _last_line(text: str) -> str:
    """Of a traceback what was raised."""
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
