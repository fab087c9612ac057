"""What collecting would do, as one frozen value: the table, the JSON and the placing are views of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.collected import read_timestamp
from autograder.faces.nbgrader.collecting.archives import Shelf
from autograder.faces.nbgrader.collecting.choosing import Chosen, choose
from autograder.faces.nbgrader.collecting.disk import read_sources
from autograder.faces.nbgrader.collecting.owners import Share, shares_of
from autograder.faces.nbgrader.collecting.roster import Roster, is_id, new_id, read_roster
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.moodle_names import MoodleName
from autograder.faces.nbgrader.students import require_submitted
from autograder.submission import MAX_FILE, SubmissionError, kind_of, read_file
from autograder.text import Text, ZerotsukuError, named, say

NEW, NEWER, OLDER, SAME = "new", "newer", "older", "same"
UNKNOWN, AMBIGUOUS, NOTHING = "unknown", "ambiguous", "nothing"


@dataclass(frozen=True)
class Move:
    """One student's submission and where it goes.

    `status` is "new" (there was none), "newer" (takes the place of an earlier one, which is kept), "older"
    (a later one is there; this one is kept beside) or "same" (it is there already). `added` is whether the
    student is new to the course.
    """

    student: str
    status: str
    added: bool
    chosen: Chosen
    notes: tuple[Text, ...] = ()

    @property
    def origin(self) -> str:
        return self.chosen.work.file.origin

    @property
    def moodle_name(self) -> MoodleName | None:
        """What Moodle calls the student in this assignment, if the file came by Moodle."""
        label = self.chosen.work.share.label
        return MoodleName(label.group, label.shown) if label.group and not label.user else None

    def as_json(self, lang: str) -> dict[str, Any]:
        time = self.chosen.time
        return {
            "student": self.student,
            "status": self.status,
            "added": self.added,
            "from": self.origin,
            "file": self.chosen.name,
            "beside": [name for name, _ in self.chosen.beside],
            "time": time.astimezone(UTC).isoformat(timespec="seconds") if time else None,
            "notes": [note[lang] for note in self.notes],
        }


@dataclass(frozen=True)
class Unplaced:
    """What could not be placed: its name, where it lies, and why: "unknown", "ambiguous" or "nothing"."""

    name: str
    origin: str
    status: str
    notes: tuple[Text, ...]

    def as_json(self, lang: str) -> dict[str, Any]:
        notes = [note[lang] for note in self.notes]
        return {"name": self.name, "from": self.origin, "status": self.status, "notes": notes}


@dataclass(frozen=True)
class Plan:
    """All that is to be done for a chapter, in the order of the students."""

    chapter: Chapter
    moves: tuple[Move, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[Text, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return any(move.status != SAME for move in self.moves)

    def as_json(self, lang: str) -> dict[str, Any]:
        return {
            "chapter": self.chapter.id,
            "collected": [move.as_json(lang) for move in self.moves],
            "not_collected": [one.as_json(lang) for one in self.unplaced],
            "notes": [note[lang] for note in self.notes],
        }


def make_plan(
    course: Course,
    chapter: str,
    sources: Sequence[Path],
    shelf: Shelf,
    names: Path | None = None,
    add: bool = False,
    unpacked: bool = False,
) -> Plan:
    """Look through the sources; nothing is written. Raises ZerotsukuError where a source is not there.

    Where nbgrader has no list of students yet, or with `add`, a name that nobody has becomes a student's id.
    `unpacked` sources are as nbgrader has just unpacked them: archives in them lie there unpacked, too, and
    files have the time of that.
    """
    found = catalog().chapter(chapter)
    roster = read_roster(course, names)
    zone = zone_of(course)
    whole = read_sources(list(sources), shelf, zone, unpacked)
    shares = list(shares_of(whole, roster))
    theirs, unplaced = _by_student(shares, roster, add or not roster.listed)
    moves = []
    for student in sorted(theirs):
        chosen = choose(theirs[student], found)
        try:
            if not isinstance(chosen, Chosen):
                unplaced.append(Unplaced(student, theirs[student][0].origin, NOTHING, chosen))
                continue
            require_submitted(course.coursedir, found.id, student)
            moves.append(_move(course, found, student, chosen, student not in roster.ids))
        except ZerotsukuError as error:
            unplaced.append(Unplaced(student, theirs[student][0].origin, NOTHING, (error.text,)))
    known = {note for share in shares for note in share.notes}
    notes = [note for note in whole.all_notes() if note not in known]
    if any(move.chosen.work.file.by_clock for move in moves):
        notes.append(say("collect-clock", zone=course.zone or f"UTC{datetime.now(zone):%z}"))
    return Plan(found, tuple(moves), tuple(unplaced), tuple(notes))


def zone_of(course: Course) -> tzinfo:
    """The zone of clocks that do not say theirs: the course's or, if nobody has said, this machine's."""
    try:
        return ZoneInfo(course.zone)
    except (ValueError, LookupError, OSError):
        here = datetime.now().astimezone().tzinfo
        assert here is not None
        return here


def _by_student(
    shares: Iterable[Share], roster: Roster, add: bool
) -> tuple[dict[str, list[Share]], list[Unplaced]]:
    """The shares of each student, and those that are nobody's, or may be several people's."""
    theirs: dict[str, list[Share]] = {}
    unplaced: list[Unplaced] = []
    for share in shares:
        shown = named(share.label.shown)
        whom = roster.whom(share.label)
        if not share.files and len(whom) != 1:
            why = share.notes or (say("collect-empty"),)
            unplaced.append(Unplaced(share.label.shown, share.origin, NOTHING, why))
            continue
        if len(whom) > 1:
            told = ", ".join(map(named, sorted(whom)))
            text = say("collect-ambiguous", name=shown, students=told)
            unplaced.append(Unplaced(share.label.shown, share.origin, AMBIGUOUS, (text,)))
            continue
        student = next(iter(whom), None)
        if student is None and add and share.label.names:
            student = new_id(share.label.shown, [*roster.ids, *theirs])
        if student is None or not is_id(student):
            key = "collect-unknown" if share.label.names else "collect-nameless"
            unplaced.append(Unplaced(share.label.shown, share.origin, UNKNOWN, (say(key, name=shown),)))
            continue
        theirs.setdefault(student, []).append(share)
    for student, found in list(theirs.items()):
        groups: dict[str, set[str]] = {}
        for share in found:
            if share.label.group:
                groups.setdefault(share.source, set()).add(share.label.whole)
        if any(len(numbers) > 1 for numbers in groups.values()):  # two people of one name
            del theirs[student]
            told = ", ".join(named(n) for numbers in groups.values() for n in sorted(numbers))
            text = say("collect-namesakes", name=named(student), names=told)
            unplaced += [Unplaced(s.label.whole, s.origin, AMBIGUOUS, (text,)) for s in found]
    return theirs, unplaced


def _move(course: Course, chapter: Chapter, student: str, chosen: Chosen, added: bool) -> Move:
    """How a student's files stand to what is in submitted/."""
    folder = course.submitted(chapter, student)
    notes = list(chosen.notes)
    if chosen.time is None:
        notes.append(say("collect-no-time"))
    elif chosen.time > (now := datetime.now(UTC)):
        notes.append(say("collect-future"))
        chosen = replace(chosen, time=now)
    if not folder.exists() or not any(folder.iterdir()):
        return Move(student, NEW, added, chosen, tuple(notes))
    if contents_there(folder) == contents_of(chosen):
        return Move(student, SAME, added, chosen, tuple(notes))
    there = time_there(course, folder)
    if chosen.time is not None and there is not None and chosen.time < there:
        return Move(student, OLDER, added, chosen, (say("collect-older", student=named(student)), *notes))
    return Move(student, NEWER, added, chosen, (say("collect-newer", student=named(student)), *notes))


def contents_of(chosen: Chosen) -> dict[str, str]:
    """Relative name → digest of all that goes into submitted/, but for the time."""
    files = {chosen.name: chosen.work.file, **dict(chosen.beside)}
    return {name: hashlib.sha256(file.read(MAX_FILE)).hexdigest() for name, file in files.items()}


def contents_there(folder: Path) -> dict[str, str]:
    """The same of what lies in submitted/."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file() or name in ("timestamp.txt", "submission_secret.txt"):
            continue
        try:
            found[name] = hashlib.sha256(read_file(path, MAX_FILE)).hexdigest()
        except SubmissionError:
            found[name] = ""
    return found


def time_there(course: Course, folder: Path) -> datetime | None:
    """When what lies in submitted/ was handed in: as timestamp.txt says it, or else its newest notebook."""
    stamp = read_timestamp(folder, course.zone)
    if stamp is not None:
        return stamp.replace(tzinfo=UTC)
    times = [p.lstat().st_mtime for p in folder.iterdir() if kind_of(p.name)]
    return datetime.fromtimestamp(max(times), UTC) if times else None
