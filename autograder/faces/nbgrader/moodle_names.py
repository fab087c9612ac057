"""What Moodle calls the participants of an assignment, kept from the time when their files were collected.

Moodle knows a participant by a number that holds for one assignment alone. It stands in the folders of the
zip that Moodle gives, and feedback goes back in folders of the same names: a wrong number would give
somebody's page to another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.catalog import Chapter
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.folders import make_folder, replace_file

FOLDER = "collected"
NUMBER = re.compile(r"[0-9]{1,18}")
NOT_IN_A_NAME = re.compile(r"[_/\\:*?\"<>|\x00-\x1f\s]+")  # `_` parts what stands in a folder's name


@dataclass(frozen=True)
class MoodleName:
    """The number of a participant of one assignment, and the full name in Moodle."""

    number: str
    full_name: str

    @property
    def folder(self) -> str:
        """The participant's folder in a zip of Moodle's."""
        name = NOT_IN_A_NAME.sub(" ", self.full_name).strip(" .")
        return f"{name or self.number}_{self.number}_assignsubmission_file_"


def remember_moodle_names(course: Course, chapter: Chapter, names: Mapping[str, MoodleName]) -> None:
    """Keep what Moodle calls these students, beside those that are kept already. Raises OSError."""
    if not names:
        return
    known = {**moodle_names_of(course, chapter), **names}
    told = {student: {"number": n.number, "full_name": n.full_name} for student, n in sorted(known.items())}
    path = _file(course, chapter)
    make_folder(path.parent, course.root, course.shared)
    replace_file(path, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(), course.file_mode())


def moodle_names_of(course: Course, chapter: Chapter) -> dict[str, MoodleName]:
    """Student → what Moodle calls them, as far as that is kept."""
    try:
        told = json.loads(_file(course, chapter).read_bytes())
        found = {s: MoodleName(str(n["number"]), str(n["full_name"])) for s, n in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {student: name for student, name in found.items() if NUMBER.fullmatch(name.number)}


def _file(course: Course, chapter: Chapter) -> Path:
    return course.root / FOLDER / f"{chapter.id}-moodle.json"
