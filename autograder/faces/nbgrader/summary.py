"""What a run of grading tells as it goes, and what it comes to: frozen values, for a person or a machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.text import Text

GRADED, KEPT, UNREADABLE, NOT_GRADED = STATUSES = "graded", "kept", "unreadable", "not_graded"


@dataclass(frozen=True)
class Row:
    """One student: the scores that count in the gradebook by symbol, how late, and what was odd.

    `status` is "graded", "kept" (graded before from the same bytes), "unreadable" (0, with the reason in
    the notes) or "not_graded" (the gradebook is as it was, with the reason in the notes).
    """

    student: str
    status: str
    scores: Mapping[str, float]
    score: float
    late: float
    notes: tuple[Text, ...]
    cut: bool = False  # whether it used up what may be spent on one submission
    states: Mapping[str, str] = field(default_factory=dict)  # by symbol, as the report has it


@dataclass(frozen=True)
class Planned:
    """The chapters whose submissions are about to be graded, and how many each has."""

    chapters: Mapping[str, int]


@dataclass(frozen=True)
class Advanced:
    """So many of a chapter's submissions are done; their marks may still be on the way to the gradebook."""

    chapter: str
    done: int
    total: int


@dataclass(frozen=True)
class Written:
    """A student whose marks stand in the gradebook now, or of whom it is settled that there are none."""

    chapter: str
    row: Row


@dataclass(frozen=True)
class Summary:
    """A class graded."""

    chapter: str
    max_scores: Mapping[str, int]
    rows: tuple[Row, ...]
    alike: tuple[Text, ...] = ()  # of students' ids that a person may take for one another
    own: float = 0.0  # points of the instructor's own cells, which are given by hand
    stale: tuple[str, ...] = ()  # students whose page of feedback is older than their marks

    @property
    def max_score(self) -> float:
        return sum(self.max_scores.values()) + self.own

    def having(self, status: str) -> tuple[Row, ...]:
        """The rows of one status."""
        return tuple(row for row in self.rows if row.status == status)


@dataclass(frozen=True)
class Refused:
    """A chapter that could not be graded, or not to its end, and why. What was graded stays graded."""

    chapter: str
    reason: Text


Event = Planned | Advanced | Written | Summary | Refused
