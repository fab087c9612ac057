"""Who has not started over several chapters: nothing handed in, or handed in with nothing written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.people import Person, person
from autograder.faces.class_page.record import Record, Taken, record_of
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.gradebook import Book
from autograder.report import NOT_STARTED
from autograder.text import ZerotsukuError

ABSENT = "absent"  # the other state is NOT_STARTED
FEWEST = 2  # chapters

# Of each chapter before this one: who had not started it, by id, and in which of the two ways.
Before = Sequence[tuple[Chapter, Mapping[str, str]]]


@dataclass(frozen=True)
class Behind:
    """Somebody, and the chapters that they have not started."""

    person: Person
    chapters: tuple[tuple[Chapter, str], ...]


def behind_of(taken: Sequence[Taken], chapter: Chapter, before: Before, lang: str) -> tuple[Behind, ...]:
    """Those who have not started this chapter, nor one before it; the most chapters first."""
    now = not_started(taken)
    found = []
    for t in taken:
        if t.student in now:
            missed = [(c, states[t.student]) for c, states in before if t.student in states]
            found.append(Behind(person(t, lang), (*missed, (chapter, now[t.student]))))
    found = [b for b in found if len(b.chapters) >= FEWEST]
    return tuple(sorted(found, key=lambda b: -len(b.chapters)))


def not_started(taken: Sequence[Taken]) -> dict[str, str]:
    """Who has not started a chapter, by id. Nobody whose submission is not graded or cannot be read."""
    return {t.student: state for t in taken for state in [_state(t)] if state}


def chapters_before(course: Course, chapter: Chapter) -> Iterator[tuple[Chapter, dict[str, str]]]:
    """The graded chapters before one, each with who has not started it.

    Records are read only of those who have no points.
    """
    for earlier in itertools.takewhile(lambda c: c.id != chapter.id, catalog()):
        try:
            with Book(course, earlier, writable=False) as book:
                standings, names = book.standings(), book.names()
        except ZerotsukuError:  # it was not released, so nobody could start it
            continue
        standings = {s: standing for s, standing in standings.items() if standing.is_marked}
        submitted = set(course.students(earlier))
        taken = [Taken(s, s in submitted, standings.get(s)) for s in sorted(submitted | names.keys())]
        if standings:
            yield earlier, not_started([_with_record(course, earlier, t) for t in taken])


def _with_record(course: Course, chapter: Chapter, taken: Taken) -> Taken:
    if not taken.standing or any(taken.standing.counting.values()):
        return taken
    record = record_of(course, chapter, taken)
    return replace(taken, record=record if isinstance(record, Record) else None)


def _state(taken: Taken) -> str:
    if not taken.submitted and not taken.standing:
        return ABSENT
    if not taken.standing or not taken.record or not taken.is_read or any(taken.standing.counting.values()):
        return ""
    return NOT_STARTED if all(e.status == NOT_STARTED for e in taken.record.exercises.values()) else ""
