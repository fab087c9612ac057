"""A course whose reports are made up: what the class page says of a class, without anybody being graded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course_case import nbgrader, new_course
from nbgrader.api import Gradebook

from autograder.build import student_notebook, to_bytes
from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import make_course, open_course
from autograder.faces.nbgrader.gradebook import Book, Entry
from autograder.faces.nbgrader.notebooks import put_report
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, ExerciseReport, Outcome, Report
from autograder.text import Text

CHAPTER = "ch03"


def course_of(folder: Path, *chapters: str) -> Path:
    """A course in which these chapters are generated."""
    if chapters == (CHAPTER,):
        return new_course(folder)
    make_course(folder / "dl", "ja", list(chapters))
    for chapter in chapters:
        nbgrader(folder / "dl", "generate_assignment", chapter)
    return folder / "dl"


def passed(chapter: str, symbol: str) -> ExerciseReport:
    e = catalog().chapter(chapter).exercise(symbol)
    return ExerciseReport(
        e.id, e.title, float(e.points), e.points, PASSED, (Outcome("g", e.title, e.points, True),)
    )


def untouched(chapter: str, symbol: str) -> ExerciseReport:
    e = catalog().chapter(chapter).exercise(symbol)
    outcome = Outcome("g", e.title, e.points, False)
    return ExerciseReport(e.id, e.title, 0.0, e.points, NOT_STARTED, (outcome,))


def failed(
    chapter: str, symbol: str, text: str, general: str = "", score: float = 0.0, **more: Any
) -> ExerciseReport:
    """With one reason; `general` is the same without the place."""
    e = catalog().chapter(chapter).exercise(symbol)
    said, without = Text(text, text), Text(general or text, general or text)
    outcome = Outcome("g", e.title, e.points, False, said, "here", without)
    return ExerciseReport(
        e.id, e.title, score, e.points, FAILED if score or more else ERROR, (outcome,), **more
    )


def report(chapter: str, *exercises: ExerciseReport) -> Report:
    """These exercises as they are, all others right."""
    given = {e.symbol: e for e in exercises}
    found = catalog().chapter(chapter)
    return Report(
        chapter, tuple(given.get(e.symbol) or passed(chapter, e.symbol) for e in found.exercises), ("x",)
    )


def nothing(chapter: str) -> Report:
    """Handed in, and nothing written."""
    return report(chapter, *(untouched(chapter, e.symbol) for e in catalog().chapter(chapter).exercises))


def enter(course: Path, chapter: str, reports: Mapping[str, Report]) -> None:
    """Put reports where grading puts them, and what was handed in beside them."""
    opened, found = open_course(course), catalog().chapter(chapter)
    with Book(opened, found) as book:
        book.write([_entry(opened, found, student, made) for student, made in reports.items()])


def _entry(course: Any, chapter: Chapter, student: str, made: Report) -> Entry:
    notebook = student_notebook(chapter, "ja")
    put_report(notebook, made, "ja", {"digest": "d", "lang": "ja", "file": f"{student}.ipynb"})
    content = to_bytes(notebook)
    for folder in (course.submitted(chapter, student), course.autograded(chapter, student)):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{chapter.stem}.ipynb").write_bytes(content)
    return Entry(student, None, {e.symbol: e.score for e in made.exercises}, content)


def register(course: Path, students: Mapping[str, tuple[str, str]]) -> None:
    """Names in the gradebook: id → last and first name."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for student, (last, first) in students.items():
            gradebook.update_or_create_student(student, last_name=last, first_name=first)


def hand_in(course: Path, chapter: str, student: str) -> None:
    """Only handed in."""
    folder = course / "submitted" / student / chapter
    folder.mkdir(parents=True)
    (folder / f"{catalog().chapter(chapter).stem}.ipynb").write_bytes(b"{}")
