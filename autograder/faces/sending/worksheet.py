"""Moodle's grading worksheet of an assignment: the instructor downloads it, and it goes back with the grades.

Its heads are in the language of the site. The first column is the identifier, "Participant 1234567", in
Japanese 参加者1234567; the second is the full name. Moodle looks at the identifier, the grade, the time of
the last change and the feedback; the other cells are texts of strangers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.faces.nbgrader.export.harmless import harmless
from autograder.text import ZerotsukuError, named, say

MAX_BYTES, MAX_ROWS, MAX_CELLS = 8 * 2**20, 20_000, 40
IDENTIFIER = re.compile(r"\D*([0-9]{1,18})")
GRADE = ("Grade", "評点", "評定")
ENCODING = "utf-8-sig"  # Moodle takes the mark away; Excel in Japan needs it


@dataclass(frozen=True)
class Worksheet:
    """Its head, and its rows below that, of which each has more than one cell."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def filled(self, grades: Mapping[str, str]) -> bytes | None:
        """The file with the grades of these numbers in it; None where no column is that of grades."""
        column = next((i for i, name in enumerate(self.head) if name.strip() in GRADE), None)
        if column is None:
            return None
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(map(harmless, self.head))
        for row in self.rows:
            cells = [cell if cell == "-" else harmless(cell) for cell in row]
            number = number_of(row)
            if number in grades and column < len(cells):
                cells[column] = grades[number]
            writer.writerow(cells)
        return text.getvalue().encode(ENCODING)


def number_of(row: tuple[str, ...]) -> str:
    """The number of a row's participant, or ""."""
    found = IDENTIFIER.fullmatch(row[0].strip())
    return found[1] if found else ""


def read_worksheet(path: Path) -> Worksheet:
    """Read one. Raises ZerotsukuError for what cannot be read or is none."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        rows = list(csv.reader(io.StringIO(data.decode(ENCODING), newline="")))
    except OSError as error:
        values = {"file": named(str(path)), "reason": error.strerror or error}
        raise ZerotsukuError(say("return-no-worksheet", **values)) from None
    except (UnicodeDecodeError, csv.Error):
        rows = []
    bounded = len(data) <= MAX_BYTES and len(rows) <= MAX_ROWS
    head, *others = [tuple(row) for row in rows if 1 < len(row) <= MAX_CELLS] or [()]
    if not bounded or not any(map(number_of, others)):
        raise ZerotsukuError(say("return-bad-worksheet", file=named(str(path))))
    return Worksheet(head, tuple(others))
