"""What the course's page says: how far each participant is in each chapter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from autograder.catalog import Chapter
from autograder.faces.class_page.behind import ABSENT
from autograder.faces.class_page.people import person
from autograder.faces.class_page.reasons import Said
from autograder.faces.class_page.record import Taken
from autograder.faces.class_page.rows import HOUR, late_text, level_of
from autograder.faces.nbgrader.states import UNKNOWN
from autograder.report import PASSED

GRADED, WAITING, GONE = "graded", "waiting", "gone"


@dataclass(frozen=True)
class Read:
    """A chapter as it stands: everybody in it, and the points of the instructor's own cells."""

    chapter: Chapter
    taken: Sequence[Taken]
    own: float = 0.0

    @property
    def is_graded(self) -> bool:
        """Whether anybody has marks."""
        return any(t.standing for t in self.taken)

    @property
    def max_score(self) -> float:
        return self.chapter.max_score + self.own


@dataclass(frozen=True)
class Cell:
    """One participant in one chapter. Of an ungraded chapter `score` counts the exercises that are done."""

    state: str  # GRADED, WAITING, ABSENT, GONE, UNKNOWN
    score: float | None = None
    most: float = 0.0
    share: float | None = None
    late: str = ""
    hours: float = 0.0  # late
    again: bool = False  # something newer is not graded yet

    @property
    def level(self) -> str:
        """The symbol of the heat map, as on the class page."""
        return UNKNOWN if self.share is None else level_of(self.share)


@dataclass(frozen=True)
class Line:
    """One participant; `share` of the points of all chapters that are graded. `taken` is for files beside."""

    taken: Taken
    name: str
    full: str
    cells: tuple[Cell, ...]
    share: float | None


@dataclass(frozen=True)
class Column:
    """One chapter: the link to its page if it has one, and how many are graded and wait for it."""

    chapter: Chapter
    link: str
    max_score: float
    graded: int
    waiting: int
    share: float | None


@dataclass(frozen=True)
class CoursePage:
    """All that the page says. `missing` are chapters that are not in it, each with the sentence why."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    missing: tuple[tuple[Chapter, Said], ...] = ()


def course_page_of(
    read: Sequence[Read],
    lang: str,
    link: Callable[[Chapter], str] = lambda chapter: "",
    missing: Sequence[tuple[Chapter, Said]] = (),
) -> CoursePage:
    """The page's content; who has come least far comes first."""
    everybody = {t.student: t for r in read for t in r.taken}
    known = [{t.student: t for t in r.taken} for r in read]
    lines = []
    for student, taken in everybody.items():
        cells = tuple(_cell(r, k.get(student), lang) for r, k in zip(read, known, strict=True))
        if not all(cell.state == GONE for cell in cells):
            who = person(taken, lang)
            lines.append(Line(taken, who.name, who.full, cells, _progress(read, cells)))
    lines.sort(key=lambda line: (line.share or 0.0, line.taken.student))
    columns = tuple(_column(r, [line.cells[n] for line in lines], link) for n, r in enumerate(read))
    return CoursePage(columns, tuple(lines), tuple(missing))


def _cell(read: Read, taken: Taken | None, lang: str) -> Cell:
    most = read.max_score or float(len(read.chapter.exercises))
    if taken is None or (not taken.standing and not taken.submitted):
        return Cell(ABSENT, most=most)
    if taken.is_gone:
        return Cell(GONE, most=most)
    standing = taken.standing
    if standing is None:
        return Cell(WAITING, most=most)
    late = late_text(standing.late)[lang] if standing.late > 0 else ""
    cell = Cell(
        GRADED, standing.total, most, None, late, round(max(0.0, standing.late) / HOUR, 1), taken.again
    )
    if not read.max_score:
        if not taken.record or not taken.is_read:
            return replace(cell, state=UNKNOWN, score=None)
        done = sum(e.status == PASSED for e in taken.record.exercises.values())
        cell = replace(cell, score=float(done))
    return replace(cell, share=max(0.0, min(1.0, (cell.score or 0.0) / most)) if most else None)


def _progress(read: Sequence[Read], cells: Sequence[Cell]) -> float | None:
    """The share of the points of the graded chapters that have any; what is not there counts as nothing."""
    pairs = [(c.score or 0.0, r.max_score) for r, c in zip(read, cells, strict=True) if r.is_graded]
    most = sum(most for _, most in pairs)
    return max(0.0, min(1.0, sum(score for score, most in pairs if most) / most)) if most else None


def _column(read: Read, cells: Sequence[Cell], link: Callable[[Chapter], str]) -> Column:
    shares = [cell.share for cell in cells if cell.share is not None]
    return Column(
        read.chapter,
        link(read.chapter) if read.is_graded else "",
        read.max_score,
        sum(cell.state in (GRADED, UNKNOWN) for cell in cells),
        sum(cell.state == WAITING or cell.again for cell in cells),
        fmean(shares) if shares else None,
    )
