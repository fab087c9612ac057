"""What the pages say as CSV and JSON, for spreadsheets and programs.

Ids and names are here as the gradebook has them; in the CSV, without what a spreadsheet would compute.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.catalog import Chapter
from autograder.faces.class_page.content import Page
from autograder.faces.class_page.course_content import CoursePage
from autograder.faces.class_page.record import Taken
from autograder.faces.class_page.rows import HOUR, Row
from autograder.faces.nbgrader.export.harmless import SPREADSHEET, harmless

WHO = ("student_id", "last_name", "first_name")


def class_csv(page: Page, chapter: Chapter) -> bytes:
    """A line for each student with marks: the points that count, and the state of each exercise."""
    heads = [head for e in chapter.exercises for head in (e.id, f"{e.id} state")]
    lines = [
        (*_who(row.taken), row.total, page.max_score, _hours(row), row.penalty,
         *(value for mark in row.marks for value in (mark.score, mark.state)))
        for row in page.rows
    ]  # fmt: skip
    return _csv([*WHO, "total", "max_score", "late_hours", "penalty", *heads], lines)


def class_json(page: Page, chapter: Chapter, lang: str, anonymous: bool) -> bytes:
    """The same, with what is said of each exercise; keys are those of `inspect --json` where it has them."""
    return _json(
        {
            "chapter": chapter.id,
            "lang": lang,
            "anonymous": anonymous,
            "max_score": page.max_score,
            "mean": page.mean,
            "median": page.median,
            "students": [_student(row, chapter) for row in page.rows],
            "nothing_handed_in": [person.student for person in page.absent],
            "not_gradable": [person.student for person in page.not_gradable],
            "not_started": [
                {"student_id": b.person.student, "chapters": {c.id: state for c, state in b.chapters}}
                for b in page.behind
            ],
            "exercises": {item.exercise.id: _exercise(page, item) for item in page.items},
            "talk": [
                {
                    "exercise": t.exercise.id,
                    "kind": t.kind,
                    "reason": t.said.text,
                    "students": t.people,
                    "example": t.example.text if t.example else None,
                }
                for t in page.topics
            ],
        }
    )


def course_csv(page: CoursePage) -> bytes:
    """A line for each participant: the points of each chapter, empty where there are none."""
    heads = [column.chapter.id for column in page.columns]
    lines = [(*_who(line.taken), line.share, *(cell.score for cell in line.cells)) for line in page.lines]
    return _csv([*WHO, "progress", *heads], lines)


def course_json(page: CoursePage, lang: str, anonymous: bool) -> bytes:
    """Chapters and participants."""
    chapters = [
        {"chapter": c.chapter.id, "graded": c.graded, "not_graded_yet": c.waiting, "mean_share": c.share}
        for c in page.columns
    ]
    students = [
        dict(zip(WHO, _who(line.taken), strict=True))
        | {"progress": line.share}
        | {
            "chapters": {
                column.chapter.id: {"state": cell.state, "score": cell.score, "max_score": cell.most,
                                    "share": cell.share, "late_hours": cell.hours}
                for column, cell in zip(page.columns, line.cells, strict=True)
            }
        }
        for line in page.lines
    ]  # fmt: skip
    return _json({"lang": lang, "anonymous": anonymous, "chapters": chapters, "students": students})


def _student(row: Row, chapter: Chapter) -> dict[str, Any]:
    exercises = {
        e.id: {"score": m.score, "max_score": m.max_score, "state": m.state, "by_hand": m.by_hand,
               "followed": m.followed}
        for e, m in zip(chapter.exercises, row.marks, strict=True)
    }  # fmt: skip
    who = dict(zip(WHO, _who(row.taken), strict=True))
    return who | {
        "total": row.total,
        "late_hours": _hours(row),
        "penalty": row.penalty,
        "exercises": exercises,
    }


def _exercise(page: Page, item: Any) -> dict[str, Any]:
    block = next(b for b in page.blocks if b.exercise is item.exercise)
    reasons = [{"kind": g.kind, "reason": g.said.text, "students": len(g.rows)} for g in block.reasons]
    return {
        "max_score": item.exercise.points,
        "mean": block.mean,
        "difficulty": item.difficulty,
        "discrimination": item.discrimination,
        "states": dict(block.counts),
        "reasons": reasons,
    }


def _who(taken: Taken) -> tuple[str, str, str]:
    return taken.student, taken.last, taken.first


def _hours(row: Row) -> float:
    standing = row.taken.standing
    return round(max(0.0, standing.late) / HOUR, 1) if standing else 0.0


def _csv(heads: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([harmless(value) for value in line] for line in lines)
    return file.getvalue().encode(SPREADSHEET, errors="replace")


def _json(value: Any) -> bytes:
    """In ASCII, so that an id whose bytes are no Unicode can be written, too."""
    return (json.dumps(value, indent=1) + "\n").encode("ascii")
