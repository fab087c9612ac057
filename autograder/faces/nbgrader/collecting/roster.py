"""Who takes part in a course, and whom a name means: nbgrader's students, and what an instructor says."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Student

from autograder.faces.nbgrader.collecting.labels import Label
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.database import database_of, file_of, opened
from autograder.faces.nbgrader.students import require_student
from autograder.submission import SubmissionError, read_file
from autograder.text import ZerotsukuError, named, say

MAX_MAP, MAX_ROWS = 2**20, 20_000  # bytes, rows of a map
MAX_ID = 200  # bytes of an id
NAMES = (
    "name",
    "folder",
    "file",
    "participant",
    "username",
    "github_username",
    "名前",
    "氏名",
    "フォルダ",
    "ファイル",
)
STUDENTS = ("student", "student_id", "identifier", "id", "学生", "受講者", "学籍番号")
ENCODINGS = ("utf-8-sig", "cp932")


@dataclass(frozen=True)
class Roster:
    """Who takes part: ids, and the ids of those whom a name may mean.

    `listed` is whether nbgrader has a list of students: then nobody becomes one by a name alone.
    """

    ids: frozenset[str] = frozenset()
    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_user: Mapping[str, frozenset[str]] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False

    def whom(self, label: Label) -> frozenset[str]:
        """The students whom a label may mean: one, none, or several who cannot be told apart by it.

        What the instructor said goes first. A platform's own number of a participant is more than a name; a
        name that is exactly an id is more than one in other letters, unless a platform wrote it.
        """
        for name in (label.whole, label.shown, *label.names, label.file):
            if name and (found := self.said.get(_exact(name)) or self.said.get(plain(name))):
                return frozenset([found])
        if label.user and len(by_user := self.by_user.get(label.user, frozenset())) == 1:
            return by_user
        if not label.system:
            for name in (*label.names[:1], label.shown):
                if _exact(name) in self.ids:
                    return frozenset([_exact(name)])
        meant = [self.by_name.get(plain(name), frozenset[str]()) for name in label.names]
        if meant and meant[0] and not label.equal:
            return meant[0]
        return frozenset[str]().union(*meant)

    def knows(self, name: str) -> bool:
        """Whether a name is somebody's."""
        return bool(self.whom(Label(name, (name,))))


def plain(name: str) -> str:
    """A name's letters and digits: width, capitals, blanks, commas and marks between them do not count."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))


def _exact(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def read_roster(course: Course, names: Path | None = None) -> Roster:
    """The students of the gradebook and of submitted/, and the names of a map. Raises ZerotsukuError."""
    rows = _listed(course)
    ids = {row.id for row in rows} | _submitting(course)
    by_name: dict[str, set[str]] = {}
    by_user: dict[str, set[str]] = {}
    for id_ in ids:
        by_name.setdefault(plain(id_), set()).add(id_)
    for row in rows:
        first, last, email = row.first_name or "", row.last_name or "", row.email or ""
        both = bool(first and last) or len((first + last).split()) > 1  # both may stand in one of the two
        whole = (f"{first} {last}", f"{last} {first}") if both else ()
        for name in (*whole, email, email.partition("@")[0]):
            if plain(name):
                by_name.setdefault(plain(name), set()).add(row.id)
        if row.lms_user_id:
            by_user.setdefault(str(row.lms_user_id), set()).add(row.id)
    said = _read_map(names) if names else {}
    return Roster(frozenset(ids), _frozen(by_name), _frozen(by_user), said, bool(rows))


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in sets.items()}


def _submitting(course: Course) -> set[str]:
    """Those who have a folder in submitted/, of whatever chapter."""
    pattern = Path(course.coursedir.format_path(course.coursedir.submitted_directory, "*", "*"))
    top = pattern.parent.parent
    found = {p.name for p in top.iterdir() if p.is_dir() and not p.is_symlink()} if top.is_dir() else set()
    return {name for name in found if is_id(name)}


def is_id(name: str) -> bool:
    """Whether a name can be a student's id, and a folder's in submitted/."""
    if "/" in name or name.startswith(".") or len(name.encode(errors="surrogatepass")) > MAX_ID:
        return False
    try:
        require_student(name)
    except ZerotsukuError:
        return False
    return True


def _listed(course: Course) -> list[Any]:
    """nbgrader's rows of the students; none where there is no gradebook yet."""
    file = file_of(database_of(course.coursedir))
    if file and not file.exists():
        return []
    with opened(course.coursedir) as gradebook:
        return list(gradebook.db.query(Student))


def _read_map(path: Path) -> dict[str, str]:
    """Name → student id, of a table with a column of each. Raises ZerotsukuError with the line."""
    shown = named(path.name)
    try:
        data = read_file(path.resolve(), MAX_MAP)
    except SubmissionError as error:
        raise ZerotsukuError(error.text) from None
    text = _decode(data)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[:MAX_ROWS]
    except csv.Error:
        rows = []
    heads = [plain_head(cell) for cell in rows[0]] if rows else []
    student = next((heads.index(h) for h in STUDENTS if h in heads), None)
    columns = [i for i, h in enumerate(heads) if h in NAMES and i != student]
    if student is None or not columns:
        raise ZerotsukuError(say("collect-map-columns", file=shown))
    found: dict[str, str] = {}
    plains: dict[str, set[str]] = {}
    for line, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        id_ = _exact(cells[student]) if student < len(cells) else ""
        names = [cells[i] for i in columns if i < len(cells) and cells[i]]
        if not id_ or not names:
            continue
        if not is_id(id_):
            raise ZerotsukuError(say("collect-map-student", file=shown, line=line, student=named(id_)))
        for name in names:
            if found.setdefault(_exact(name), id_) != id_:
                raise ZerotsukuError(say("collect-map-twice", file=shown, line=line, name=named(name)))
            plains.setdefault(plain(name), set()).add(id_)
    return {**{k: v.pop() for k, v in plains.items() if k and len(v) == 1}, **found}


def plain_head(cell: str) -> str:
    """A column's heading, in the letters by which it is known."""
    return unicodedata.normalize("NFKC", cell).strip().casefold().replace(" ", "_")


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def new_id(name: str, taken: Iterable[str]) -> str | None:
    """A student's id made of a name as it is; None where it can be none, or looks like another's."""
    id_ = _exact(name).strip()
    others = {plain(t): t for t in taken}
    if not is_id(id_):
        return None
    return None if others.get(plain(id_), id_) != id_ else id_
