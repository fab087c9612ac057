"""`zerotsuku return`: the pages of feedback of a chapter as zips, for each participant and for all.

returned/             in the course, or the folder that is named
  ch03/aoki.zip       the page of one
  ch03-feedback.zip   a page for each, by the participant's id
  ch03-moodle.zip     the same in the folders by which Moodle knows whose they are
  ch03-moodle.csv     Moodle's grading worksheet, where one was given, with the grades in it
  ch03.json           whose is what; by it a run knows what an earlier one has left
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.collected import read_timestamp
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.export.grades import points
from autograder.faces.nbgrader.folders import make_folder, refusals, replace_file
from autograder.faces.nbgrader.gradebook import Book, Standing
from autograder.faces.nbgrader.moodle_names import moodle_names_of
from autograder.faces.nbgrader.students import require_submitted
from autograder.faces.sending.names import file_names
from autograder.faces.sending.pages import make_pages
from autograder.faces.sending.people import moodle_names, people_of
from autograder.faces.sending.worksheet import read_worksheet
from autograder.faces.sending.zips import write_zip
from autograder.text import Text, ZerotsukuError, say

FOLDER = "returned"
OURS = re.compile(r"[^/\\]+\.zip")  # what an earlier run may have made in the chapter's folder
PRIVATE = 0o600  # marks are in them


@dataclass(frozen=True)
class Sent:
    """One participant's page, as it goes out: the zip of it, and the folder in Moodle's zip or ""."""

    student: str
    name: str
    file: Path
    moodle: str = ""
    note: Text | None = None


@dataclass(frozen=True)
class Returned:
    """What is given back of a chapter, and who gets nothing, and why."""

    chapter: str
    folder: Path
    all: Path
    moodle: Path | None
    grades: Path | None  # Moodle's worksheet with the grades in it
    sent: tuple[Sent, ...]
    not_graded: Mapping[str, Text]  # handed in, but not graded
    no_page: Mapping[str, Text]  # graded, but there is no page
    nothing: tuple[str, ...]  # registered, but nothing was handed in
    with_worksheet: bool = False

    def as_json(self, lang: str) -> dict[str, Any]:
        """As `--json` prints it."""
        return {
            "chapter": self.chapter,
            "all": str(self.all),
            "moodle": str(self.moodle) if self.moodle else None,
            "grades": str(self.grades) if self.grades else None,
            "sent": [
                {
                    "student": s.student,
                    "name": s.name,
                    "file": str(s.file),
                    "moodle": s.moodle or None,
                    "note": s.note[lang] if s.note else None,
                }
                for s in self.sent
            ],
            "not_graded": {student: reason[lang] for student, reason in self.not_graded.items()},
            "no_page": {student: reason[lang] for student, reason in self.no_page.items()},
            "nothing_handed_in": list(self.nothing),
        }


def return_feedback(
    course_dir: Path, chapter: str, to: Path | None = None, worksheet: Path | None = None
) -> Returned:
    """Make the pages that are missing or old, and write the zips. What nobody gets is told in the result.

    `worksheet` is Moodle's grading worksheet of the assignment, for the numbers of its participants. Raises
    ZerotsukuError when nobody is graded, or nothing can be written.
    """
    found, course = catalog().chapter(chapter), open_course(course_dir)
    folder = to.resolve() if to else course.root / FOLDER
    sheet = read_worksheet(worksheet) if worksheet else None
    with Book(course, found, writable=False) as book:
        standings, people = book.standings(), people_of(book)
    submitted = set(course.students(found))
    if not standings:
        raise ZerotsukuError(say("return-nobody", chapter=found.id, folder=course.root))
    numbers = moodle_names(people, sheet, moodle_names_of(course, found))
    pages = {student: page for student, page in make_pages(course, found).items() if student in standings}
    marks = {n.number: _points(standings[s]) for s, n in numbers.items() if s in standings}
    grades = sheet.filled(marks) if sheet else None
    ready = {student: page for student, page in pages.items() if isinstance(page, Path)}
    names = file_names(ready)
    sent = tuple(
        Sent(
            student,
            people[student].full_name,
            folder / found.id / f"{names[student]}.zip",
            numbers[student].folder if student in numbers else "",
            _newer(course, found, student, standings[student].timestamp),
        )
        for student in ready
    )
    returned = Returned(
        found.id,
        folder,
        folder / f"{found.id}-feedback.zip",
        folder / f"{found.id}-moodle.zip" if numbers.keys() & ready.keys() else None,
        folder / f"{found.id}-moodle.csv" if grades else None,
        sent,
        {s: _why_not_graded(course, found, s) for s in sorted(submitted - pages.keys())},
        {student: reason for student, reason in pages.items() if isinstance(reason, Text)},
        tuple(sorted(people.keys() - submitted - pages.keys())),
        sheet is not None,
    )
    _write(course, found, returned, ready)
    if grades:
        _write_grades(course, folder / f"{found.id}-moodle.csv", grades)
    return returned


def _newer(course: Course, chapter: Chapter, student: str, graded: Any) -> Text | None:
    """That something was handed in after what was graded."""
    now = read_timestamp(course.submitted(chapter, student), course.zone)
    return say("return-newer", chapter=chapter.id) if now and (graded is None or now > graded) else None


def _why_not_graded(course: Course, chapter: Chapter, student: str) -> Text:
    try:
        require_submitted(course.coursedir, chapter.id, student)
    except ZerotsukuError as error:
        return error.text
    return say("return-not-graded", chapter=chapter.id)


def _points(standing: Standing) -> str:
    """nbgrader's score, as Moodle reads it."""
    return points(max(0.0, standing.total))


def _write_grades(course: Course, path: Path, grades: bytes) -> None:
    try:
        replace_file(path, grades, course.file_mode(PRIVATE))
    except OSError as error:
        raise ZerotsukuError(say("course-cannot-write", file=path, reason=error.strerror or error)) from None


def _write(course: Course, chapter: Chapter, returned: Returned, pages: Mapping[str, Path]) -> None:
    """The zips, and the list of them; what an earlier run has made and this one has not goes."""
    index, mode = returned.folder / f"{chapter.id}.json", course.file_mode(PRIVATE)
    people = returned.folder / chapter.id
    shared = course.shared and people.is_relative_to(course.root)
    with refusals("course-cannot-write", index):
        make_folder(people, course.root, shared)
        known = _made_before(index)
        now = {s.file.name for s in returned.sent}
        listed = {"chapter": chapter.id, "people": {s.file.name: s.student for s in returned.sent}}
        replace_file(index, _json({**listed, "before": sorted(known - now)}), mode)
        for name in known - now:
            with contextlib.suppress(FileNotFoundError):
                (people / name).unlink()
        if not returned.moodle:
            (returned.folder / f"{chapter.id}-moodle.zip").unlink(missing_ok=True)
        replace_file(index, _json(listed), mode)
    page = f"{chapter.stem}.html"
    for s in returned.sent:
        write_zip(s.file, [(page, pages[s.student])], mode)
    top = f"{chapter.id}-feedback"
    write_zip(
        returned.all,
        [(f"{top}/{s.file.stem}.html", pages[s.student]) for s in returned.sent],
        mode,
    )
    if returned.moodle:
        known_there = [s for s in returned.sent if s.moodle]
        write_zip(returned.moodle, [(f"{s.moodle}/{page}", pages[s.student]) for s in known_there], mode)


def _made_before(index: Path) -> set[str]:
    """The zips that an earlier run has written for single participants."""
    try:
        told = json.loads(index.read_bytes())
        names = [*told["people"], *told.get("before", [])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {name for name in names if isinstance(name, str) and OURS.fullmatch(name)}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
