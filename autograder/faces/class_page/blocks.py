"""A block of the class page: one exercise, how many are in which state, and why they are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from autograder.catalog import Chapter, Exercise
from autograder.faces.class_page.reasons import FOLLOWED, REASON, Said, reasons_of
from autograder.faces.class_page.record import Taken
from autograder.faces.class_page.rows import Row
from autograder.faces.nbgrader.states import STATES
from autograder.report import NOT_STARTED, PASSED

MAX_GROUPS = 40  # of an exercise


@dataclass(frozen=True)
class Group:
    """Students of whom the same is to be said about an exercise. `key` is what they have in common."""

    kind: str
    key: str
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

    @property
    def shared(self) -> tuple[Group, ...]:
        """The reasons of several students."""
        return tuple(g for g in self.reasons if len(g.rows) > 1)


def block_of(
    index: int, exercise: Exercise, read: Sequence[tuple[Taken, Row]], chapter: Chapter, lang: str
) -> Block:
    """The block of the exercise at `index`, of those whose report can be read."""
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
    return Group(kind, key, said, tuple(row for _, row in found))
