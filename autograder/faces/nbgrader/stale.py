"""Whether a page of feedback shows the marks as they are now.

nbgrader makes no page anew that is there. So each page has a digest beside it of what it was made from: the
graded notebook, and all that the gradebook says of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from autograder.catalog import Chapter
from autograder.faces.nbgrader.course import Course

MADE_FROM = ".zerotsuku-made-from"
AT_A_TIME = 50


def is_stale(course: Course, chapter: Chapter, student: str, marks: str) -> bool:
    """Whether a student has a page of feedback that was made from something else than these marks."""
    folder = course.feedback(chapter, student)
    try:
        if not (folder / f"{chapter.stem}.html").is_file():
            return False
        return (folder / MADE_FROM).read_text(encoding="ascii") != made_from(course, chapter, student, marks)
    except (OSError, ValueError):
        return True


def stale_pages(
    course: Course,
    chapter: Chapter,
    students: Iterable[str],
    marks: Callable[[Sequence[str]], Mapping[str, str]],
) -> tuple[str, ...]:
    """Those of the students whose page of feedback is older than their marks, which `Book.marks` gives: of
    few at a time, as those of a large class are many."""
    pages = ((s, course.feedback(chapter, s) / f"{chapter.stem}.html") for s in sorted(students))
    having = [student for student, page in pages if page.is_file()]
    found: list[str] = []
    for begin in range(0, len(having), AT_A_TIME):
        known = marks(having[begin : begin + AT_A_TIME])
        found += (s for s, said in sorted(known.items()) if is_stale(course, chapter, s, said))
    return tuple(found)


def made_from(course: Course, chapter: Chapter, student: str, marks: str) -> str:
    """The digest of a graded notebook and what the gradebook says of it."""
    notebook = course.autograded(chapter, student) / f"{chapter.stem}.ipynb"
    return hashlib.sha256(notebook.read_bytes() + b"\0" + marks.encode(errors="surrogatepass")).hexdigest()
