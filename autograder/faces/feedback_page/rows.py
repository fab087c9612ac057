"""The table of the exercises: state and points by the gradebook, the reason as the class page has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.build import check_id
from autograder.catalog import Chapter, Exercise
from autograder.faces.class_page.reasons import reasons_of
from autograder.faces.class_page.record import ExerciseRecord, Record
from autograder.faces.nbgrader.matching import grade_id
from autograder.faces.nbgrader.states import UNKNOWN, state_of
from autograder.text import Text

MAX_REASON = 110  # characters of a reason in the table; the whole of it stands at the exercise
# A full stop ends a sentence, unless it is in a quotation or brackets or, in English, in a word or number.
PIECE = re.compile(r"""「[^」]*」|（[^）]*）|\([^)]*\)|"[^"]*"|`[^`]*`|(?P<end>[。！？]|[.!?](?=\s|$))|.""")


@dataclass(frozen=True)
class Row:
    """An exercise in the table: the score that counts, and the reason in one line (empty: none is known)."""

    symbol: str
    title: str
    state: str  # a key of STATES, or UNKNOWN
    score: float
    max_score: float
    by_hand: bool
    followed: bool
    reason: str
    needs: tuple[tuple[str, bool], ...]  # a name, and whether it is an exercise of this chapter

    @property
    def anchor(self) -> str:
        return f"ex-{self.symbol}"


def rows_of(notebook: Any, chapter: Chapter, record: Record | Text, lang: str) -> Iterator[Row]:
    """The chapter's exercises in order, of a notebook in which nbgrader's GetGrades has put its marks."""
    cells = {grade_id(cell): cell.metadata.nbgrader for cell in notebook.cells if grade_id(cell)}
    known = record if isinstance(record, Record) and record.readable else None
    for exercise in chapter.exercises:
        mark = cells.get(check_id(exercise.symbol), {})
        recorded = known.exercises[exercise.symbol] if known else None
        yield _row(exercise, float(mark.get("score") or 0.0), recorded, chapter, lang)


def _row(
    exercise: Exercise,
    score: float,
    recorded: ExerciseRecord | None,
    chapter: Chapter,
    lang: str,
) -> Row:
    state = state_of(recorded.status if recorded else UNKNOWN, score, exercise.points)
    by_hand = recorded is not None and score != recorded.score
    followed = bool(recorded and recorded.followed and not by_hand)
    reason = ""
    if recorded:
        reasons = reasons_of(recorded, state, followed, exercise, chapter, lang, lang)
        reason = next((one_sentence(said.text) for _, _, said in reasons), "")
    return Row(
        exercise.symbol,
        exercise.title[lang],
        state,
        score,
        float(exercise.points),
        by_hand,
        followed,
        reason,
        tuple(_need(chapter, need) for need in exercise.needs),
    )


def _need(chapter: Chapter, need: str) -> tuple[str, bool]:
    name = need.removeprefix(f"{chapter.id}.")
    return name, name in chapter.symbols


def one_sentence(text: str) -> str:
    """The first sentence of a reason, cut to a line or two of the table."""
    line = text.strip().split("\n", 1)[0]
    end = next((piece.end() for piece in PIECE.finditer(line) if piece["end"]), len(line))
    first = line[:end]
    return first if len(first) <= MAX_REASON else first[: MAX_REASON - 1] + "…"
