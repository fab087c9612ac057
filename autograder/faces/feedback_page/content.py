"""What a page of feedback says: values, computed from a graded notebook with the gradebook's marks in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.record import Record, read_record
from autograder.faces.feedback_page.blocks import Block, blocks_of
from autograder.faces.feedback_page.rows import Row, rows_of
from autograder.faces.student_text import sentence
from autograder.text import LANGUAGES, say


@dataclass(frozen=True)
class Feedback:
    """All that the page says. `score` is what counts, after the `penalty`."""

    lang: str
    chapter: Chapter
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    score: float
    max_score: float
    penalty: float
    notes: tuple[str, ...]

    @property
    def commented(self) -> frozenset[str]:
        """The symbols of the exercises that the instructor has commented on."""
        return frozenset(block.row.symbol for block in self.blocks if block.row and block.comment)

    def count(self, state: str) -> int:
        """How many exercises are in a state."""
        return sum(row.state == state for row in self.rows)


def page_of(notebook: Any, marks: Mapping[str, Any]) -> Feedback:
    """The page of a graded notebook, after nbgrader's GetGrades has put the gradebook's marks into it.

    `marks` are nbgrader's: `assignment`, the chapter's id, and `score`, `max_score` and `late_penalty`.
    The page's language is that of the notebook. Raises ZerotsukuError when there is no such chapter.
    """
    found = notebook.metadata.get("zerotsuku", {})
    chapter = catalog().chapter(str(marks["assignment"]))
    lang = next((lang for lang in LANGUAGES if lang == found.get("lang")), LANGUAGES[0])
    record = read_record(found, chapter, lang)
    rows = tuple(rows_of(notebook, chapter, record, lang))
    if isinstance(record, Record):
        reports, notes = found["report"]["exercises"], tuple(map(sentence, record.notes))
    else:
        reports, notes = {}, (say("feedback-no-record")[lang],)
    return Feedback(
        lang,
        chapter,
        rows,
        tuple(blocks_of(notebook.cells, chapter, lang, rows, record, reports)),
        float(marks["score"]),
        float(marks["max_score"]),
        float(marks["late_penalty"]),
        notes,
    )
