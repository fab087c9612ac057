"""A class as it stands: the gradebook's marks, and the checked records that are in the graded notebooks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from autograder import report
from autograder.catalog import Chapter
from autograder.faces.nbgrader.collected import odd_timestamp, read_timestamp
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.gradebook import Book, Standing
from autograder.faces.nbgrader.stale import is_stale
from autograder.faces.nbgrader.students import look_alike, require_submitted
from autograder.faces.nbgrader.task import graded_record
from autograder.text import LANGUAGES, Text, ZerotsukuError, named, say


@dataclass(frozen=True)
class Sentence:
    """What is said, and the same without places in the student's code: it is the same for many students."""

    text: str
    general: str


@dataclass(frozen=True)
class ExerciseRecord:
    """What a record says of one exercise, in the record's language.

    `message` is about the exercise as a whole, `reasons` are the others why points are missing.
    """

    status: str
    score: float
    message: Sentence | None
    reasons: tuple[Sentence, ...]
    hint: str | None
    mistake: str | None
    followed: bool
    standing: report.Standing | None = None


@dataclass(frozen=True)
class Record:
    """The record of one graded notebook. Not `readable`: nothing could be read of the submission."""

    lang: str
    exercises: Mapping[str, ExerciseRecord]  # by symbol
    isolated: bool
    readable: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """One student: the marks if there are any, the record if it can be used, and what is odd."""

    student: str
    submitted: bool
    standing: Standing | None
    record: Record | None = None
    problems: tuple[Text, ...] = ()
    again: bool = False  # whether something was handed in after what is graded
    first: str = ""
    last: str = ""

    @property
    def is_read(self) -> bool:
        """Whether there is a report of what was handed in."""
        return self.record is not None and self.record.readable

    @property
    def is_gone(self) -> bool:
        """Whether what was graded is no longer there: a student who was renamed, or has left."""
        graded = self.standing is not None and None not in self.standing.automatic.values()
        return graded and not self.submitted

    @property
    def is_folder(self) -> bool:
        """Whether the id can be the name of a folder: others never make a path."""
        return self.student not in ("", ".", "..") and not set(self.student) & {"/", "\0"}


def take_class(course: Course, chapter: Chapter) -> list[Taken]:
    """Everybody in the gradebook or with a submission, by id. Raises ZerotsukuError as `Book` does."""
    with Book(course, chapter, writable=False) as book:
        standings, names, marks = book.standings(), book.names(), book.marks()
    submitted = set(course.students(chapter))
    everybody = sorted(submitted | standings.keys() | names.keys())
    alike = {name: text for together, text in look_alike(everybody) for name in together}
    taken = [_taken(course, chapter, s, s in submitted, standings.get(s)) for s in everybody]
    older = say("class-feedback-older", chapter=chapter.id)
    taken = [
        replace(t, problems=(*t.problems, older))
        if t.is_folder and t.student in marks and is_stale(course, chapter, t.student, marks[t.student])
        else t
        for t in taken
    ]
    taken = [
        replace(t, first=first, last=last) for t in taken for first, last in [names.get(t.student, ("", ""))]
    ]
    return [replace(t, problems=(*t.problems, alike[t.student])) if t.student in alike else t for t in taken]


def _taken(
    course: Course, chapter: Chapter, student: str, submitted: bool, standing: Standing | None
) -> Taken:
    if standing is None or not standing.is_marked:
        return Taken(
            student, submitted, None, problems=(_why_not(course, chapter, student),) if submitted else ()
        )
    bare = Taken(student, submitted, standing)
    found, problem = record_of(course, chapter, bare), say("class-damaged", chapter=chapter.id)
    problem, record = (found, None) if isinstance(found, Text) else (problem, found)
    if record and {s: e.score for s, e in record.exercises.items()} != standing.automatic:
        problem, record = say("class-differs", chapter=chapter.id), None
    problems: tuple[Text, ...] = () if record else (problem,)
    again = False
    odd = _odd(course, chapter, student) if submitted else None
    if odd:
        problems += (odd,)
    elif submitted and bare.is_folder:
        folder = course.submitted(chapter, student)
        timestamp, odd = read_timestamp(folder, course.zone), odd_timestamp(folder, course.zone)
        problems += (odd,) if odd else ()
        again = bool(timestamp and timestamp != standing.timestamp)
        if again:
            problems += (say("class-handed-in-again", chapter=chapter.id),)
    if bare.is_gone:
        problems += (say("class-gone", student=named(student)),)
    elif standing.penalty != standing.penalty_now:
        problems += (say("class-penalty-changed", chapter=chapter.id),)
    return Taken(student, submitted, standing, record, problems, again)


def record_of(course: Course, chapter: Chapter, taken: Taken) -> Record | Text | None:
    """The record of somebody's graded notebook, or the sentence why it cannot be used; None without one."""
    if not taken.is_folder:
        return None
    found = graded_record(course.autograded(chapter, taken.student) / f"{chapter.stem}.ipynb")
    return read_record(found, chapter, course.lang) if found else None


def _why_not(course: Course, chapter: Chapter, student: str) -> Text:
    return _odd(course, chapter, student) or say("class-not-graded", chapter=chapter.id)


def _odd(course: Course, chapter: Chapter, student: str) -> Text | None:
    """Why a folder in submitted/ is no student's."""
    try:
        require_submitted(course.coursedir, chapter.id, student)
    except ZerotsukuError as error:
        return error.text
    return None


def read_record(found: Mapping[str, Any], chapter: Chapter, lang: str) -> Record | Text:
    """What `graded_record` gave, checked; or the sentence why it cannot be used."""
    try:
        said = found["report"]
        exercises = dict(said["exercises"])
        if {id_: e["max_score"] for id_, e in exercises.items()} != {
            e.id: e.points for e in chapter.exercises
        }:
            return say("class-other-release", chapter=chapter.id)
        spoken = found.get("lang")
        return Record(
            spoken if spoken in LANGUAGES else lang,
            {e.symbol: _exercise(exercises[e.id]) for e in chapter.exercises},
            bool(_texts(said["isolation"])),
            any(e["graders"] for e in exercises.values()),
            _texts(said["notes"]),
        )
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        return say("class-damaged", chapter=chapter.id)


def _exercise(found: Mapping[str, Any]) -> ExerciseRecord:
    message = _text_or_none(found["message"])
    said = {g["message"] for g in found["graders"] if g["passed"]} | {message}
    reasons = _texts(found["reasons"])
    general = _texts(found["general"]) if "general" in found else reasons  # an older workbook's has none
    sentences = [Sentence(*pair) for pair in zip(reasons, general, strict=True)]
    return ExerciseRecord(
        _text(found["status"]),
        float(found["score"]),
        next((s for s in sentences if s.text == message), Sentence(message, message) if message else None),
        tuple(s for s in sentences if s.text not in said),
        _text_or_none(found["hint"]),
        _text_or_none(found["mistake"]),
        found["followed"] is True,
        _network(found["standing"]) if found.get("standing") else None,
    )


def _network(found: Mapping[str, Any]) -> report.Standing:
    """How far an open exercise's network came; ValueError for what cannot be."""
    shares = [float(found[key]) for key in ("low", "accuracy", "high")]
    images, parameters, seconds = int(found["images"]), int(found["parameters"]), float(found["seconds"])
    if not 0 <= shares[0] <= shares[1] <= shares[2] <= 1 or not 0 <= seconds < math.inf:
        raise ValueError
    if images <= 0 or parameters < 0:
        raise ValueError
    return report.Standing(shares[1], shares[0], shares[2], images, parameters, seconds)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(v) for v in value)
