"""The leaderboard of an open exercise: how far everybody's network came."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.class_page.record import Taken, take_class
from autograder.faces.nbgrader.course import open_course
from autograder.report import Standing
from autograder.text import ZerotsukuError, named, say

LETTERS = 6  # of a pseudonym: 2^30 of them


@dataclass(frozen=True)
class Place:
    """One network. Who is as accurate with as many parameters shares the `rank`."""

    rank: int
    student: str
    pseudonym: str
    score: float
    standing: Standing

    @property
    def name(self) -> str:
        """The id as a page or a terminal may show it."""
        return named(self.student)

    def as_json(self, pseudonyms: bool) -> dict[str, Any]:
        """The object that `leaderboard --json` prints."""
        who = self.pseudonym if pseudonyms else self.student
        return {"rank": self.rank, "name": who, "score": self.score, **asdict(self.standing)}


def open_exercise(chapter: Chapter) -> Exercise | None:
    """The chapter's exercise with a leaderboard, if it has one."""
    return next((e for e in chapter.exercises if e.file), None)


def places(taken: Sequence[Taken], chapter: Chapter, secret: bytes) -> tuple[Place, ...]:
    """All networks that answered, the most accurate first; of equal ones the smaller."""
    exercise = open_exercise(chapter)
    if exercise is None:
        return ()
    found = []
    for student in taken:
        recorded = student.record.exercises[exercise.symbol] if student.record else None
        if recorded and recorded.standing and student.standing:
            found.append((student, recorded.standing, student.standing.counting[exercise.symbol]))
    found.sort(key=lambda f: (*_order(f[1]), f[0].student))
    orders = [_order(standing) for _, standing, _ in found]
    return tuple(
        Place(orders.index(order) + 1, s.student, pseudonym(secret, s.student), score, standing)
        for (s, standing, score), order in zip(found, orders, strict=True)
    )


def _order(standing: Standing) -> tuple[float, int]:
    return -standing.accuracy, standing.parameters


def pseudonym(secret: bytes, student: str) -> str:
    """A student's other name: always the same in a course, and nobody without its secret can tell whose."""
    digest = hmac.new(secret, f"pseudonym\0{student}".encode(errors="surrogatepass"), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:LETTERS]


def leaderboard(course_dir: Path, chapter: str) -> tuple[Exercise, tuple[Place, ...]]:
    """The chapter's open exercise, and its leaderboard.

    Raises ZerotsukuError when there is no course or chapter, no such exercise, or nothing is graded.
    """
    found = catalog().chapter(chapter)
    exercise = open_exercise(found)
    if exercise is None:
        having = ", ".join(c.id for c in catalog() if open_exercise(c)) or "—"
        raise ZerotsukuError(say("leaderboard-none", chapter=found.id, having=having))
    course = open_course(course_dir)
    taken = take_class(course, found)
    if not any(student.standing for student in taken):
        raise ZerotsukuError(say("class-nothing-graded", chapter=found.id))
    return exercise, places(taken, found, course.secret)
