"""`zerotsuku report`: the class page, one HTML file of a chapter that says who is stuck on what."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import jinja2

from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.content import Page, page_of
from autograder.faces.class_page.record import take_class
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.folders import make_folder, replace_file
from autograder.faces.nbgrader.gradebook import Book
from autograder.faces.nbgrader.states import STATES, UNKNOWN, state_word
from autograder.text import ZerotsukuError, say

TEMPLATES = Path(__file__).parent / "templates"


def make_class_page(course_dir: Path, chapter: str, lang: str | None = None) -> Path:
    """Write DIR/class/CHAPTER.html in a language (default: the course's); its path.

    Raises ZerotsukuError when there is no course or chapter, nothing is graded, or it cannot be written.
    """
    found = catalog().chapter(chapter)
    course = open_course(course_dir)
    lang = lang or course.lang
    path = course.root / "class" / f"{found.id}.html"
    taken = take_class(course, found)
    with Book(course, found, writable=False) as book:
        own = sum(book.own.values())
    if not any(student.standing for student in taken):
        raise ZerotsukuError(say("class-nothing-graded", chapter=found.id))
    page = page_of(
        taken, found, lang, lambda student: _feedback(course, found, student, path.parent), course.secret, own
    )
    try:
        make_folder(path.parent, course.root, course.shared)
        replace_file(path, render(page, found, lang).encode(), course.file_mode())
    except OSError as error:
        file = error.filename or path
        raise ZerotsukuError(say("class-cannot-write", file=file, reason=error.strerror)) from None
    return path


def _feedback(course: Course, chapter: Chapter, student: str, folder: Path) -> str:
    """The relative link to a student's feedback page; empty if there is none inside the course."""
    path = course.feedback(chapter, student) / f"{chapter.stem}.html"
    try:
        inside = path.is_file() and path.resolve().is_relative_to(course.root)
    except (OSError, ValueError):
        return ""
    return quote(os.path.relpath(path, folder), errors="surrogateescape") if inside else ""


def render(page: Page, chapter: Chapter, lang: str) -> str:
    """The page as HTML."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["number"] = lambda value: f"{round(value, 2):g}"
    symbols = {**STATES, UNKNOWN: "?"}
    words = {
        "t": lambda key, **values: say(f"class-{key}", **values)[lang],
        "words": {state: state_word(state)[lang] for state in symbols},
        "symbols": symbols,
        "ungraded": say("ungraded")[lang],
    }
    return environment.get_template("page.html.j2").render(page=page, chapter=chapter, lang=lang, **words)
