"""Who the participants of a chapter are: what the gradebook knows of each, and Moodle's numbers for them.

Moodle calls a participant of an assignment by a number that holds for that assignment alone. It stands in the
grading worksheet (View all submissions → Download grading worksheet), and in the folders of the zip that
Moodle gives: `Full Name_1234567_assignsubmission_file_`. Where no worksheet is given, the gradebook's
lms_user_id is taken for it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.faces.nbgrader.gradebook import Book
from autograder.text import ZerotsukuError, named, say

MAX_WORKSHEET, MAX_ROWS, MAX_CELLS = 8 * 2**20, 20_000, 40
NUMBER = re.compile(r"[0-9]{1,18}")
IDENTIFIER = re.compile(r"\D*([0-9]{1,18})")  # "Participant 1234567", in the language of the site


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


@dataclass(frozen=True)
class MoodleName:
    """What Moodle calls a participant of one assignment."""

    number: str
    full_name: str

    @property
    def folder(self) -> str:
        """The participant's folder in a zip of Moodle's. `_` parts it, so there is none in the name."""
        name = re.sub(r"\s+", " ", re.sub(r"[_/\\:*?\"<>|\x00-\x1f]", " ", self.full_name)).strip(" .")
        return f"{name or self.number}_{self.number}_assignsubmission_file_"


def people_of(book: Book) -> dict[str, Person]:
    """Student → what the gradebook knows, of everybody who is registered."""
    return {
        s.id: Person(s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id or "")
        for s in book.registered()
    }


def moodle_names(people: Mapping[str, Person], worksheet: Path | None) -> dict[str, MoodleName]:
    """Student → what Moodle calls them, of those for whom that is known and no one else has the same number.

    A row of the worksheet is a student's whose id, email address, lms_user_id or full name stands in it; one
    that is several students', or none's, is nobody's. Raises ZerotsukuError for what is no worksheet.
    """
    if worksheet is None:
        told = [(p.id, MoodleName(p.lms_user_id, p.full_name)) for p in people.values()]
        return _single([(id_, name) for id_, name in told if NUMBER.fullmatch(name.number)])
    keys: dict[str, set[str]] = {}
    for person in people.values():
        for key in _keys(person):
            keys.setdefault(key, set()).add(person.id)
    found = []
    for row in _rows(worksheet):
        number = IDENTIFIER.fullmatch(row[0].strip())
        whose = [keys[key] for cell in row[1:] if (key := _folded(cell)) in keys]
        same = set.intersection(*whose) if whose else set()
        if number and len(same) == 1:
            found.append((same.pop(), MoodleName(number[1], row[1].strip())))
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


def _rows(worksheet: Path) -> list[list[str]]:
    """The rows of a worksheet below its head, of which each has more than one cell."""
    try:
        with worksheet.open("rb") as file:
            data = file.read(MAX_WORKSHEET + 1)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except OSError as error:
        values = {"file": named(str(worksheet)), "reason": error.strerror or error}
        raise ZerotsukuError(say("return-no-worksheet", **values)) from None
    except (UnicodeDecodeError, csv.Error):
        rows = []
    bounded = len(data) <= MAX_WORKSHEET and len(rows) <= MAX_ROWS
    rows = [row[:MAX_CELLS] for row in rows if len(row) > 1]
    if not bounded or not any(IDENTIFIER.fullmatch(row[0].strip()) for row in rows[1:]):
        raise ZerotsukuError(say("return-bad-worksheet", file=named(str(worksheet))))
    return rows[1:]
