"""A row of the class page: one student, and the marks that count."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from autograder.catalog import Chapter
from autograder.faces.class_page.people import person
from autograder.faces.class_page.reasons import Said, safe
from autograder.faces.class_page.record import Taken
from autograder.faces.nbgrader.states import UNKNOWN, state_of
from autograder.report import NOT_STARTED, PASSED
from autograder.text import Text, say

DAY, HOUR, MINUTE = 86400, 3600, 60
# Of the heat map: each level's symbol, and the least share of the points for it.
LEVELS = {"all": "●", "most": "◕", "half": "◑", "little": "◔", "none": "○", NOT_STARTED: "–", UNKNOWN: "?"}
LEAST = {"all": 1.0, "most": 0.75, "half": 0.5, "little": 0.001, "none": 0.0}


@dataclass(frozen=True)
class Mark:
    """One cell of the table: the score that counts."""

    state: str
    score: float
    max_score: int
    by_hand: bool
    followed: bool

    @property
    def share(self) -> float | None:
        """The share of the points, from 0 to 1; of what is ungraded 1 if it is right. None: nobody knows."""
        if not self.max_score:
            return None if self.state == UNKNOWN else float(self.state == PASSED)
        return max(0.0, min(1.0, self.score / self.max_score)) if isfinite(self.score) else None

    @property
    def level(self) -> str:
        """A key of LEVELS."""
        if self.share is None or (self.state == UNKNOWN and not self.share):
            return UNKNOWN
        if self.state == NOT_STARTED:
            return NOT_STARTED
        return level_of(self.share)


def level_of(share: float) -> str:
    """The key of LEVELS for a share of the points."""
    return next(level for level, least in LEAST.items() if share >= least)


@dataclass(frozen=True)
class Row:
    """One student as the page shows them.

    `feedback` is a link or empty; `unread` says why there are no reasons. `taken` is what the row was made
    of, for files beside the page; the page itself shows `name` and `full`, which are safe.
    """

    taken: Taken
    name: str
    full: str
    anchor: str
    marks: tuple[Mark, ...]
    total: float
    late: str
    penalty: float
    feedback: str
    unread: Said | None

    @property
    def seconds(self) -> float:
        """How late it was."""
        return max(0.0, self.taken.standing.late) if self.taken.standing else 0.0


def row_of(s: Taken, anchor: str, chapter: Chapter, lang: str, feedback: str) -> Row:
    """The row of a student who has marks."""
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
    late = late_text(standing.late)[lang] if standing.late > 0 else ""
    who, total = person(s, lang), standing.total
    return Row(s, who.name, who.full, anchor, tuple(marks), total, late, standing.penalty, feedback, said)


def late_text(seconds: float) -> Text:
    """How late something was, in the largest unit that says it."""
    if seconds >= 2 * DAY:
        return say("class-late-days", number=f"{seconds / DAY:.1f}")
    if seconds >= HOUR:
        return say("class-late-hours", number=f"{seconds / HOUR:.1f}")
    return say("class-late-minutes", number=max(1, round(seconds / MINUTE)))
