"""What the class page says: values, computed from a class as it stands.

Marks are the gradebook's; reasons are the records'. Ids and file names are a student's text, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from autograder.catalog import Chapter, Exercise
from autograder.faces.class_page.leaderboard import Place, places
from autograder.faces.class_page.reasons import FOLLOWED, REASON, Said, reasons_of, safe
from autograder.faces.class_page.record import Taken
from autograder.faces.nbgrader.states import STATES, UNKNOWN, state_of
from autograder.report import NOT_STARTED, PASSED
from autograder.text import Text, named, say

DAY, HOUR, MINUTE = 86400, 3600, 60
MAX_NAME = 58  # characters of an id, without quotation marks
MAX_NOTES, MAX_GROUPS = 5, 40  # of a student, of an exercise


@dataclass(frozen=True)
class Mark:
    """One cell of the table: the score that counts."""

    state: str
    score: float
    max_score: int
    by_hand: bool
    followed: bool


@dataclass(frozen=True)
class Row:
    """One student as the page shows them.

    `feedback` is a link or empty; `unread` says why there are no reasons.
    """

    name: str
    anchor: str
    marks: tuple[Mark, ...]
    total: float
    late: str
    penalty: float
    feedback: str
    unread: Said | None


@dataclass(frozen=True)
class Group:
    """Students of whom the same is to be said about an exercise."""

    kind: str
    said: Said
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Block:
    """One exercise: how many students are in which state, and why they are there."""

    exercise: Exercise
    counts: Mapping[str, int]
    mean: float
    reasons: tuple[Group, ...]  # the most frequent first
    left_out: int  # further reasons
    followed: tuple[Group, ...]  # whose points count although a needed exercise is wrong
    untouched: tuple[Row, ...]

    @property
    def students(self) -> int:
        return sum(self.counts.values())

    @property
    def stuck(self) -> int:
        return self.students - self.counts[PASSED]


@dataclass(frozen=True)
class Page:
    """All that the page says."""

    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    graded: int
    read: int  # graded students whose report can be read
    not_gradable: tuple[str, ...]  # handed in, but unreadable or without marks
    absent: tuple[str, ...]  # registered, nothing handed in
    unsafe: tuple[str, ...]  # graded without isolation
    notes: tuple[tuple[str, tuple[Said, ...], int], ...]
    mean: float
    median: float
    places: tuple[Place, ...] = ()  # the leaderboard of an open exercise
    max_score: float = 0.0  # of the chapter, with the instructor's own cells


def page_of(
    taken: Sequence[Taken],
    chapter: Chapter,
    lang: str,
    feedback: Callable[[str], str] = lambda student: "",
    secret: bytes = b"",
    own: float = 0.0,
) -> Page:
    """The page's content, a function of the class alone; the students with the fewest points come first."""
    marked = [student for student in taken if student.standing and not student.is_gone]
    marked.sort(key=lambda s: (s.standing.total if s.standing else 0.0, s.student))
    rows = [
        _row(s, f"s{n}", chapter, lang, feedback(s.student) if s.is_folder else "")
        for n, s in enumerate(marked, 1)
    ]
    read = [(s, row) for s, row in zip(marked, rows, strict=True) if s.is_read]
    not_gradable = [s for s in taken if (s.record and not s.is_read) or (s.submitted and not s.standing)]
    blocks = [_block(index, e, read, chapter, lang) for index, e in enumerate(chapter.exercises)]
    blocks.sort(key=lambda b: (-b.stuck, b.mean / (b.exercise.points or 1)))
    totals = [row.total for row in rows]
    return Page(
        tuple(rows),
        tuple(blocks),
        sum(not s.record or s.is_read for s in marked),
        len(read),
        tuple(_name(s.student) for s in not_gradable),
        tuple(_name(s.student) for s in taken if not s.standing and not s.submitted),
        tuple(_name(s.student) for s, _ in read if s.record and not s.record.isolated),
        tuple(_notes(taken, lang)),
        fmean(totals or [0.0]),
        median(totals or [0.0]),
        places([student for student in taken if not student.is_gone], chapter, secret),
        chapter.max_score + own,
    )


def _notes(taken: Sequence[Taken], lang: str) -> Iterator[tuple[str, tuple[Said, ...], int]]:
    for s in taken:
        said = [safe(note, lang) for note in s.problems]
        said += [safe(note, s.record.lang) for note in s.record.notes] if s.record else []
        if said:
            yield _name(s.student), tuple(said[:MAX_NOTES]), max(0, len(said) - MAX_NOTES)


def _row(s: Taken, anchor: str, chapter: Chapter, lang: str, feedback: str) -> Row:
    standing = s.standing
    assert standing is not None
    marks = []
    for e in chapter.exercises:
        score = standing.counting[e.symbol]
        by_hand = score != (standing.automatic[e.symbol] or 0.0)
        recorded = s.record.exercises[e.symbol] if s.record else None
        state = state_of(recorded.status if recorded and s.is_read else UNKNOWN, score, e.points)
        followed = bool(recorded and recorded.followed and not by_hand)
        marks.append(Mark(state, score, e.points, by_hand, followed))
    unread = None if s.is_read else say("class-unreadable" if s.record else "class-no-record")
    said = safe(unread, lang) if unread else None
    late = _late(standing.late)[lang] if standing.late > 0 else ""
    return Row(_name(s.student), anchor, tuple(marks), standing.total, late, standing.penalty, feedback, said)


def _late(seconds: float) -> Text:
    if seconds >= 2 * DAY:
        return say("class-late-days", number=f"{seconds / DAY:.1f}")
    if seconds >= HOUR:
        return say("class-late-hours", number=f"{seconds / HOUR:.1f}")
    return say("class-late-minutes", number=max(1, round(seconds / MINUTE)))


def _block(
    index: int, exercise: Exercise, read: Sequence[tuple[Taken, Row]], chapter: Chapter, lang: str
) -> Block:
    counts = dict.fromkeys(STATES, 0)
    found: dict[tuple[str, str], list[tuple[Said, Row]]] = {}
    untouched = []
    for student, row in read:
        assert student.record is not None
        mark, recorded = row.marks[index], student.record.exercises[exercise.symbol]
        counts[mark.state] += 1
        if mark.state == NOT_STARTED and not recorded.message:
            untouched.append(row)
            continue
        for kind, key, said in reasons_of(
            recorded, mark.state, mark.followed, exercise, chapter, student.record.lang, lang
        ):
            found.setdefault((kind, key), []).append((said, row))
    groups = [_group(kind, key, said) for (kind, key), said in found.items()]
    groups.sort(key=lambda g: -len(g.rows))
    reasons = [g for g in groups if g.kind != FOLLOWED]
    return Block(
        exercise,
        counts,
        fmean([row.marks[index].score for _, row in read] or [0.0]),
        tuple(reasons[:MAX_GROUPS]),
        max(0, len(reasons) - MAX_GROUPS),
        tuple(g for g in groups if g.kind == FOLLOWED)[:MAX_GROUPS],
        tuple(untouched),
    )


def _group(kind: str, key: str, found: Sequence[tuple[Said, Row]]) -> Group:
    """Of one student the sentence with the place in their code; of several what they have in common."""
    said = found[0][0]
    if kind == REASON and len(found) > 1:
        said = Said(key, said.lang)
    return Group(kind, said, tuple(row for _, row in found))


def _name(student: str) -> str:
    return named(student, MAX_NAME)
