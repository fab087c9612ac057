"""The graded notebook: the released cells in order, with the student's cells and the report in them.

Built from data only: nothing of the student's is run or parsed as Python, and all text is made safe to show.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from autograder.build import check_id, is_locked, new_cell
from autograder.catalog import Chapter
from autograder.faces.nbgrader.matching import (
    Released,
    grade_id,
    is_own_answer,
    match_cells,
    own_cells,
    released_notebook,
)
from autograder.faces.nbgrader.release import notebook_of
from autograder.faces.nbgrader.states import state_of, state_word
from autograder.faces.nbgrader.writing import copied, output, written
from autograder.faces.student_text import BOX, MAX_ANSWER, MAX_CELL, MAX_CELLS, Room, sentence, text_cell
from autograder.grading.explaining.pictures import draw
from autograder.report import ExerciseReport, Outcome, Report
from autograder.submission import Cell, Submission
from autograder.text import Text, say

MAX_NOTES = 50  # that are told of one submission
MARKS = {True: "✓", False: "✗"}
RECORD = ("report", "digest", "file")  # what a graded notebook's metadata keep besides


def graded_notebook(
    submission: Submission | None,
    report: Report,
    chapter: Chapter,
    lang: str,
    record: Mapping[str, Any] | None = None,
    checksums: Mapping[str, str] | None = None,
    release: bytes = b"",
) -> bytes:
    """The notebook in autograded/: restored, with scores and explanations as outputs, as bytes.

    `record` is kept in the metadata; `checksums` are nbgrader's of the released cells, by grade_id;
    `release` is the course's own, where there is one.
    """
    notebook = restore(submission, chapter, lang, release)
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader")
        if nbgrader and checksums:
            name = nbgrader["grade_id"]
            nbgrader["checksum"] = checksums.get(name, "")
            if is_locked(name) and name not in checksums:  # it was released before these cells were locked
                del cell.metadata["nbgrader"]
    put_report(notebook, report, lang, record)
    return written(notebook)


def put_report(notebook: Any, report: Report, lang: str, record: Mapping[str, Any] | None = None) -> None:
    """Put every score as its graded cell's `execute_result` and the explanation as `display_data`."""
    report = replace(report, notes=_bounded_notes(report.notes))
    cells = {c.metadata["nbgrader"]["grade_id"]: c for c in notebook.cells if "nbgrader" in c.metadata}
    for exercise in report.exercises:
        cell = cells.get(check_id(exercise.symbol))
        if cell is not None:
            cell.outputs = outputs(exercise, lang)
            cell.execution_count = None
    known = notebook.metadata.get("zerotsuku", {})
    notebook.metadata["zerotsuku"] = {**known, **(record or {}), "report": _bounded(report.as_json(lang))}
    first = next((c for c in notebook.cells if c.cell_type == "code"), None)
    if first is not None and report.notes:
        first.outputs = [_display("notes", lang, notes=[sentence(n[lang]) for n in report.notes])]


def _bounded_notes(notes: tuple[Text, ...]) -> tuple[Text, ...]:
    if len(notes) <= MAX_NOTES:
        return notes
    return (*notes[:MAX_NOTES], say("page-more-notes", count=len(notes) - MAX_NOTES))


def _bounded(value: Any) -> Any:
    """JSON values with every text as a page may have it."""
    if isinstance(value, dict):
        return {key: _bounded(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_bounded(v) for v in value]
    return sentence(value) if isinstance(value, str) else value


def outputs(exercise: ExerciseReport, lang: str) -> list[Any]:
    """The explanation, and the number that nbgrader reads as partial credit."""
    groups = [_group(tuple(o for o in exercise.outcomes if not o.message), "", lang)]
    groups += [_group(r.outcomes, sentence(r.text[lang]), lang) for r in exercise.reasons if r.outcomes]
    card = _display(
        "card",
        lang,
        title=exercise.title[lang],
        symbol=exercise.symbol,
        status=exercise.status,
        status_text=state_word(state_of(exercise.status, exercise.score, exercise.max_score))[lang],
        points=_points(exercise)[lang],
        said=[sentence(r.text[lang]) for r in exercise.reasons if not r.outcomes],
        hint=sentence(exercise.hint[lang]) if exercise.hint else "",
        hint_label=say("nbgrader-hint")[lang],
        groups=groups,
    )
    score = output("execute_result", {"text/plain": repr(float(exercise.score))})
    return [card, *_pictures(exercise, lang), score]


def _points(exercise: ExerciseReport) -> Text:
    values = {"score": f"{exercise.score:g}", "max": f"{exercise.max_score:g}"}
    return say("nbgrader-points", **values) if exercise.max_score else say("ungraded")


def _group(outcomes: tuple[Outcome, ...], message: str, lang: str) -> dict[str, Any]:
    """Graders of which the same is to be said."""
    graders = [
        {
            "mark": MARKS[o.passed],
            "description": sentence(o.description[lang]),
            "points": f" ({o.points:g})" if o.points else "",
        }
        for o in outcomes
    ]
    return {"graders": graders, "message": message}


def _pictures(exercise: ExerciseReport, lang: str) -> list[Any]:
    """The first wrong plot beside the expected one."""
    for outcome in exercise.outcomes:
        if outcome.picture:
            png = draw(outcome.picture.kind, outcome.picture.got, outcome.picture.expected, lang)
            if png:
                data = {"image/png": base64.b64encode(png).decode(), "text/plain": "[picture]"}
                return [output("display_data", data)]
    return []


@cache
def _templates() -> jinja2.Environment:
    folder = Path(__file__).parent / "templates"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _display(template: str, lang: str, **values: Any) -> Any:
    environment = _templates()
    html = environment.get_template(f"{template}.html.j2").render(lang=lang, box=Markup(BOX), **values)
    text = environment.get_template(f"{template}.txt.j2").render(lang=lang, **values)
    return output("display_data", {"text/html": html, "text/plain": text.strip("\n")})


# Putting a notebook back into the released order


def restore(submission: Submission | None, chapter: Chapter, lang: str, release: bytes = b"") -> Any:
    """The released notebook with the student's cells in it, outputs dropped.

    An answer cell holds the student's answer, found by its grade_id or, wherever it stands, by the
    definition of its symbol. Graded, setup and given cells are as released. What else the student wrote
    stands behind the cell that it stood behind, as far as there is room: the answers come first.
    """
    notebook = copied(notebook_of(release) if release else released_notebook(chapter, lang))
    if submission is None:
        return notebook
    released, room = Released.of(chapter, release), Room()
    match = match_cells(submission, notebook.cells, chapter, released)
    for index, cell in enumerate(notebook.cells):
        _fill(cell, match.of.get(index), submission, chapter, released, room, lang)
    own = _own(own_cells(submission, match, released), room, lang)
    cells = list(own.get(-1, []))
    for index, cell in enumerate(notebook.cells):
        cells += [cell, *own.get(index, [])]
    notebook.cells = cells
    return notebook


def _fill(
    cell: Any,
    theirs: Cell | None,
    submission: Submission,
    chapter: Chapter,
    released: Released,
    room: Room,
    lang: str,
) -> None:
    name = grade_id(cell)
    if theirs is not None and is_own_answer(cell, chapter):
        if theirs.source.strip() not in released.stubs[name]:
            text = room.take(theirs.source, MAX_ANSWER, lang)
            cell.source = text if cell.cell_type == "code" else text_cell(text, lang, markdown=True)
        return
    if name.startswith(check_id("")) or is_locked(name) or cell.cell_type != "code":
        return
    if theirs is not None:
        if theirs.source.strip() not in released.stubs[name]:
            cell.source = room.take(theirs.source, MAX_ANSWER, lang)
        return
    own = [c for c in submission.cells if released.is_own(c)]  # a demo that defines it is no answer
    elsewhere = [c.number for c in own if name in chapter.symbols and c.defines(name)]
    if elsewhere:
        cell.source = "# " + say("nbgrader-elsewhere", name=name, number=elsewhere[-1])[lang]


def _own(found: list[tuple[int, Cell]], room: Room, lang: str) -> dict[int, list[Any]]:
    """Cells that show the student's own, by the index of the released cell that they stand behind."""
    made: dict[int, list[Any]] = {}
    for count, (index, cell) in enumerate(found):
        if count == MAX_CELLS or not room.left:
            said = say("page-more-cells", count=len(found) - count)[lang]
            made.setdefault(found[-1][0], []).append(new_cell("markdown", f"… {said}", "own-more"))
            break
        text = room.take(cell.source, MAX_CELL, lang)
        kind = "code" if cell.kind == "code" else "markdown"
        if cell.kind != "code":
            text = text_cell(text, lang, cell.kind == "markdown")
        metadata = {"zerotsuku": {"cell": cell.number}}
        made.setdefault(index, []).append(new_cell(kind, text, f"own-{cell.number}", metadata))
    return made
