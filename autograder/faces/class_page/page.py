"""`zerotsuku report`: one HTML file of a chapter that says who is stuck on what, and one of the course.

Beside each stand a CSV and a JSON. What is anonymous has other names, so that both can be had.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.anonymous import anonymous_class, anonymous_states
from autograder.faces.class_page.behind import Before, chapters_before, not_started
from autograder.faces.class_page.content import Page, page_of
from autograder.faces.class_page.course_content import CoursePage, Read, course_page_of
from autograder.faces.class_page.reasons import safe
from autograder.faces.class_page.record import take_class
from autograder.faces.class_page.rendering import rendered
from autograder.faces.class_page.tables import class_csv, class_json, course_csv, course_json
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.folders import make_folder, refusals, replace_file
from autograder.faces.nbgrader.gradebook import Book
from autograder.text import ZerotsukuError, say

COURSE_PAGE = "index"


def make_class_page(course_dir: Path, chapter: str, lang: str | None = None, anonymous: bool = False) -> Path:
    """Write DIR/class/CHAPTER.html in a language (default: the course's), .csv and .json; the page's path.

    Raises ZerotsukuError when there is no course or chapter, nothing is graded, or it cannot be written.
    """
    found, course = catalog().chapter(chapter), open_course(course_dir)
    read = _read(course, found)
    if not read.is_graded:
        raise ZerotsukuError(say("class-nothing-graded", chapter=found.id))
    index = (_folder(course) / f"{_stem(COURSE_PAGE, anonymous)}.html").is_file()
    return _write_chapter(course, read, list(chapters_before(course, found)), lang, anonymous, index)


def make_course_page(course_dir: Path, lang: str | None = None, anonymous: bool = False) -> Path:
    """Write DIR/class/index.html over all chapters, and the page of each that has marks; the first's path.

    Raises ZerotsukuError when there is no course or gradebook, nothing is graded, or it cannot be written.
    """
    course = open_course(course_dir)
    lang = lang or course.lang
    read, missing = [], []
    for chapter in catalog():
        try:
            read.append(_read(course, chapter))
        except ZerotsukuError as error:
            missing.append((chapter, error))
    if not read:
        raise missing[0][1]
    if not any(r.is_graded for r in read):
        raise ZerotsukuError(say("class-nothing-graded-at-all"))
    before: list[tuple[Chapter, Mapping[str, str]]] = []
    for r in read:
        if r.is_graded:
            _write_chapter(course, r, before, lang, anonymous, index=True)
            before.append((r.chapter, not_started(r.taken)))
    if anonymous:
        read = [_anonymous(r, course) for r in read]
    page = course_page_of(
        read, lang, lambda c: f"{_stem(c.id, anonymous)}.html", [(c, safe(e.text, lang)) for c, e in missing]
    )
    return _write(
        course,
        _stem(COURSE_PAGE, anonymous),
        render_course(page, lang, anonymous),
        course_csv(page),
        course_json(page, lang, anonymous),
    )


def render(
    page: Page, chapter: Chapter, lang: str, anonymous: bool = False, index: str = "", files: str = ""
) -> str:
    """A class page as HTML; `index` links to the course's page, `files` is the stem of what is beside it."""
    return rendered(
        "page.html.j2", lang, page=page, chapter=chapter, anonymous=anonymous, index=index, files=files
    )


def render_course(page: CoursePage, lang: str, anonymous: bool = False) -> str:
    """The course's page as HTML."""
    return rendered(
        "course.html.j2", lang, page=page, anonymous=anonymous, files=_stem(COURSE_PAGE, anonymous)
    )


def _read(course: Course, chapter: Chapter) -> Read:
    taken = take_class(course, chapter)
    with Book(course, chapter, writable=False) as book:
        return Read(chapter, taken, sum(book.own.values()))


def _anonymous(read: Read, course: Course) -> Read:
    return Read(read.chapter, anonymous_class(read.taken, read.chapter, course.secret), read.own)


def _write_chapter(
    course: Course, read: Read, before: Before, lang: str | None, anonymous: bool, index: bool
) -> Path:
    lang, chapter = lang or course.lang, read.chapter
    if anonymous:
        read = _anonymous(read, course)
        before = [(c, anonymous_states(states, course.secret)) for c, states in before]

    def feedback(student: str) -> str:
        return "" if anonymous else _feedback(course, chapter, student)

    page = page_of(read.taken, chapter, lang, feedback, course.secret, read.own, before)
    stem = _stem(chapter.id, anonymous)
    link = f"{_stem(COURSE_PAGE, anonymous)}.html" if index else ""
    return _write(
        course,
        stem,
        render(page, chapter, lang, anonymous, link, stem),
        class_csv(page, chapter),
        class_json(page, chapter, lang, anonymous),
    )


def _folder(course: Course) -> Path:
    return course.root / "class"


def _stem(name: str, anonymous: bool) -> str:
    return f"{name}-anonymous" if anonymous else name


def _write(course: Course, stem: str, html: str, csv: bytes, json: bytes) -> Path:
    path = _folder(course) / f"{stem}.html"
    with refusals("class-cannot-write", path):
        make_folder(path.parent, course.root, course.shared)
        for suffix, content in {".csv": csv, ".json": json, ".html": html.encode()}.items():
            replace_file(path.with_suffix(suffix), content, course.file_mode())
    return path


def _feedback(course: Course, chapter: Chapter, student: str) -> str:
    """The relative link to a student's feedback page; empty if there is none inside the course."""
    path = course.feedback(chapter, student) / f"{chapter.stem}.html"
    try:
        inside = path.is_file() and path.resolve().is_relative_to(course.root)
    except (OSError, ValueError):
        return ""
    return quote(os.path.relpath(path, _folder(course)), errors="surrogateescape") if inside else ""
