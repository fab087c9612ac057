"""What the class page says: values, computed from a class as it stands.

Marks are the gradebook's; reasons are the records'. Ids and file names are a student's text, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from autograder.catalog import Chapter
from autograder.faces.class_page.behind import Before, Behind, behind_of
from autograder.faces.class_page.blocks import Block, block_of
from autograder.faces.class_page.items import Item, items_of
from autograder.faces.class_page.leaderboard import Place, places
from autograder.faces.class_page.people import Person, people, person
from autograder.faces.class_page.reasons import Said, safe
from autograder.faces.class_page.record import Taken
from autograder.faces.class_page.rows import Row, row_of
from autograder.faces.class_page.talk import Topic, topics_of

MAX_NOTES = 5  # of a student


@dataclass(frozen=True)
class Page:
    """All that the page says."""

    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    graded: int
    read: int  # graded students whose report can be read
    not_gradable: tuple[Person, ...]  # handed in, but unreadable or without marks
    absent: tuple[Person, ...]  # registered, nothing handed in
    unsafe: tuple[Person, ...]  # graded without isolation
    notes: tuple[tuple[Person, tuple[Said, ...], int], ...]
    mean: float
    median: float
    places: tuple[Place, ...] = ()  # the leaderboard of an open exercise
    max_score: float = 0.0  # of the chapter, with the instructor's own cells
    items: tuple[Item, ...] = ()  # in the chapter's order
    topics: tuple[Topic, ...] = ()  # what to talk about next time
    behind: tuple[Behind, ...] = ()  # who has not started over several chapters

    @property
    def heat(self) -> tuple[Row, ...]:
        """The most points first; who has the same has them for the same exercises beside each other."""

        def order(row: Row) -> tuple[object, ...]:
            shares = [m.share if m.share is not None else -1.0 for m in row.marks]
            return -round(row.total, 6), [-share for share in shares]

        return tuple(sorted(self.rows, key=order))


def page_of(
    taken: Sequence[Taken],
    chapter: Chapter,
    lang: str,
    feedback: Callable[[str], str] = lambda student: "",
    secret: bytes = b"",
    own: float = 0.0,
    before: Before = (),
) -> Page:
    """The page's content, a function of the class alone; the students with the fewest points come first.

    `feedback` gives the link to a student's, `own` are the points of the instructor's cells, `before` says
    who had not started the chapters before this one.
    """
    marked = [student for student in taken if student.standing and not student.is_gone]
    marked.sort(key=lambda s: (s.standing.total if s.standing else 0.0, s.student))
    rows = [
        row_of(s, f"s{n}", chapter, lang, feedback(s.student) if s.is_folder else "")
        for n, s in enumerate(marked, 1)
    ]
    read = [(s, row) for s, row in zip(marked, rows, strict=True) if s.is_read]
    not_gradable = [s for s in taken if (s.record and not s.is_read) or (s.submitted and not s.standing)]
    blocks = [block_of(index, e, read, chapter, lang) for index, e in enumerate(chapter.exercises)]
    blocks.sort(key=lambda b: (-b.stuck, b.mean / (b.exercise.points or 1)))
    totals = [row.total for row in rows]
    return Page(
        tuple(rows),
        tuple(blocks),
        sum(not s.record or s.is_read for s in marked),
        len(read),
        people(not_gradable, lang),
        people([s for s in taken if not s.standing and not s.submitted], lang),
        people([s for s, _ in read if s.record and not s.record.isolated], lang),
        tuple(_notes(taken, lang)),
        fmean(totals or [0.0]),
        median(totals or [0.0]),
        places([student for student in taken if not student.is_gone], chapter, secret),
        chapter.max_score + own,
        items_of(chapter.exercises, [[m.share or 0.0 for m in row.marks] for _, row in read]),
        topics_of(blocks, taken, chapter, lang),
        behind_of(taken, chapter, before, lang),
    )


def _notes(taken: Sequence[Taken], lang: str) -> Iterator[tuple[Person, tuple[Said, ...], int]]:
    for s in taken:
        said = [safe(note, lang) for note in s.problems]
        said += [safe(note, s.record.lang) for note in s.record.notes] if s.record else []
        if said:
            yield person(s, lang), tuple(said[:MAX_NOTES]), max(0, len(said) - MAX_NOTES)
