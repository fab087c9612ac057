"""Who the participants of a chapter are: what the gradebook knows of each, and Moodle's numbers for them.

The numbers stand in Moodle's grading worksheet. Where none is given, those count that were seen when the
files were collected. An lms_user_id is no such number: it holds for all of Moodle, and might be another
participant's in an assignment.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.faces.nbgrader.gradebook import Book
from autograder.faces.nbgrader.moodle_names import MoodleName
from autograder.faces.sending.worksheet import Worksheet, number_of


@dataclass(frozen=True)
class Person:
    """A participant; texts that nobody has written are empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def full_name(self) -> str:
        """As Moodle writes it in most languages; the id where the gradebook has no name."""
        return f"{self.first_name} {self.last_name}".strip() or self.id


def people_of(book: Book) -> dict[str, Person]:
    """Student → what the gradebook knows, of everybody who is registered."""
    return {
        s.id: Person(s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id or "")
        for s in book.registered()
    }


def moodle_names(
    people: Mapping[str, Person], worksheet: Worksheet | None, seen: Mapping[str, MoodleName]
) -> dict[str, MoodleName]:
    """Student → what Moodle calls them, of those for whom that is known and no one else has the same number.

    A row of the worksheet is a student's whose id, email address, lms_user_id or full name stands in it; one
    that is several students', or none's, is nobody's. Without a worksheet, the names that were `seen` count.
    """
    if worksheet is None:
        return _single([(student, name) for student, name in seen.items() if student in people])
    keys: dict[str, set[str]] = {}
    for person in people.values():
        for key in _keys(person):
            keys.setdefault(key, set()).add(person.id)
    found = []
    for row in worksheet.rows:
        number = number_of(row)
        whose = [keys[key] for cell in row[1:] if (key := _folded(cell)) in keys]
        same = set.intersection(*whose) if whose else set()
        if number and len(same) == 1:
            found.append((same.pop(), MoodleName(number, row[1].strip())))
    return _single(found)


def _single(found: Sequence[tuple[str, MoodleName]]) -> dict[str, MoodleName]:
    """Without students that have two numbers, and numbers that two students have."""
    ids, numbers = [id_ for id_, _ in found], [name.number for _, name in found]
    return {i: name for i, name in found if ids.count(i) == 1 and numbers.count(name.number) == 1}


def _keys(person: Person) -> Iterable[str]:
    first, last = person.first_name, person.last_name
    names = (f"{first} {last}", f"{last} {first}", f"{last}{first}") if first and last else ()
    texts = (person.id, person.email, person.lms_user_id, *names)
    return {key for text in texts if (key := _folded(text))}


def _folded(text: str) -> str:
    """A text without what people write now so, now so: width, capitals, blanks around."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
