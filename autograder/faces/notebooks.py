"""The graded notebook: the released cells in order, with the student's cells and the report in them.

Built from data only: nothing of the student's is run or parsed as Python, and all text is made safe to show.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from autograder.build import answer_id, check_id, student_notebook, to_bytes
from autograder.catalog import Chapter
from autograder.grading.pictures import draw
from autograder.grading.plan import CHECK_CALL, cells_to_run
from autograder.report import ExerciseReport, Outcome, Report
from autograder.submission import Cell, Submission, SubmissionError, read_file
from autograder.text import LANGUAGES, clean, say

SHOWN = 50_000  # characters of one cell that are shown; grading reads the submission itself
MAX_EXTRAS = 300  # cells of the student's own that are shown
MARKS = {True: "✓", False: "✗"}
RECORD = ("report", "digest", "file")  # what a graded notebook's metadata keep besides


def graded_notebook(
    submission: Submission | None,
    report: Report,
    chapter: Chapter,
    lang: str,
    record: Mapping[str, Any] | None = None,
    checksums: Mapping[str, str] | None = None,
) -> bytes:
    """The notebook in autograded/: restored, with scores and explanations as outputs, as bytes.

    `record` is kept in the notebook's metadata; `checksums` are nbgrader's, by grade_id.
    """
    notebook = restore(submission, chapter, lang)
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader")
        if nbgrader and checksums:
            nbgrader["checksum"] = checksums.get(nbgrader["grade_id"], "")
    put_report(notebook, report, lang, record)
    return to_bytes(notebook)


def put_report(notebook: Any, report: Report, lang: str, record: Mapping[str, Any] | None = None) -> None:
    """Put every score as its graded cell's `execute_result` and the explanation as `display_data`."""
    cells = {c.metadata["nbgrader"]["grade_id"]: c for c in notebook.cells if "nbgrader" in c.metadata}
    for exercise in report.exercises:
        cell = cells.get(check_id(exercise.symbol))
        if cell is not None:
            cell.outputs = outputs(exercise, lang)
            cell.execution_count = None
    known = notebook.metadata.get("zerotsuku", {})
    notebook.metadata["zerotsuku"] = {**known, **(record or {}), "report": report.as_json(lang)}
    first = next((c for c in notebook.cells if c.cell_type == "code"), None)
    if first is not None and report.notes:
        first.outputs = [_display("nbgrader_notes", lang, notes=[shown(n[lang]) for n in report.notes])]


def graded_record(path: Path) -> dict[str, Any] | None:
    """What `put_report` kept in a graded notebook's metadata; None when the file is no graded notebook.

    Its keys: "chapter", "lang", "report" (as `inspect --json` prints it), "digest" and "file".
    """
    try:
        record = json.loads(read_file(path))["metadata"]["zerotsuku"]
        return record if "report" in record and "digest" in record else None
    except (SubmissionError, ValueError, LookupError, TypeError, RecursionError):
        return None


def outputs(exercise: ExerciseReport, lang: str) -> list[Any]:
    """The explanation, and the number that nbgrader reads as partial credit."""
    groups = [_group(tuple(o for o in exercise.outcomes if not o.message), "", lang)]
    groups += [_group(r.outcomes, shown(r.text[lang]), lang) for r in exercise.reasons if r.outcomes]
    card = _display(
        "nbgrader_card",
        lang,
        title=exercise.title[lang],
        symbol=exercise.symbol,
        status=exercise.status,
        status_text=say(f"status-{exercise.status.replace('_', '-')}")[lang],
        points=say("nbgrader-points", score=f"{exercise.score:g}", max=f"{exercise.max_score:g}")[lang],
        said=[shown(r.text[lang]) for r in exercise.reasons if not r.outcomes],
        hint=shown(exercise.hint[lang]) if exercise.hint else "",
        hint_label=say("nbgrader-hint")[lang],
        groups=groups,
    )
    score = new_output("execute_result", {"text/plain": repr(float(exercise.score))})
    return [card, *_pictures(exercise, lang), score]


def _group(outcomes: tuple[Outcome, ...], message: str, lang: str) -> dict[str, Any]:
    """Graders of which the same is to be said."""
    graders = [
        {"mark": MARKS[o.passed], "description": shown(o.description[lang]), "points": f"{o.points:g}"}
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
                return [new_output("display_data", data)]
    return []


def shown(text: str) -> str:
    """Text for a page: student's text may be in it, so control characters and bidi marks go."""
    return clean(text, SHOWN) + ("\n…" if len(text) > SHOWN else "")


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
    html = environment.get_template(f"{template}.html.j2").render(lang=lang, **values)
    text = environment.get_template(f"{template}.txt.j2").render(lang=lang, **values)
    return new_output("display_data", {"text/html": html, "text/plain": text.strip("\n")})


# Putting a notebook back into the released order


@dataclass
class _Match:
    """Which of the student's cells stands for which released one, by the released cell's index."""

    of: dict[int, Cell] = field(default_factory=dict)
    place: dict[int, int] = field(default_factory=dict)  # number of the student's cell → that index
    shown: set[int] = field(default_factory=set)  # numbers of the cells that need not be shown elsewhere

    def put(self, index: int, cell: Cell, shown: bool = True) -> None:
        self.of[index] = cell
        self.place[cell.number] = index
        if shown:
            self.shown.add(cell.number)


def restore(submission: Submission | None, chapter: Chapter, lang: str) -> Any:
    """The released notebook with the student's cells in it, outputs dropped.

    An answer cell holds the student's answer, found by its grade_id or, wherever it stands, by the
    definition of its symbol. Graded cells are as released. What else the student wrote stands behind the
    cell that it stood behind.
    """
    notebook = deepcopy(_released_notebook(chapter, lang))
    if submission is None:
        return notebook
    released = _Released.of(chapter)
    match = _match(submission, notebook.cells, chapter, released)
    extras = _extras(submission, match, released)
    cells = list(_made(extras.get(-1, [])))
    for index, cell in enumerate(notebook.cells):
        _fill(cell, match.of.get(index), submission, chapter, released, lang)
        cells += [cell, *_made(extras.get(index, []))]
    notebook.cells = cells
    return notebook


@cache
def _released_notebook(chapter: Chapter, lang: str) -> Any:
    return student_notebook(chapter, lang)


@dataclass(frozen=True)
class _Released:
    """The texts of the released cells, in every language: a cell that equals one is not the student's own."""

    stubs: dict[str, frozenset[str]]
    sources: frozenset[str]

    @staticmethod
    @cache
    def of(chapter: Chapter) -> _Released:
        stubs: dict[str, set[str]] = {}
        sources = set()
        for lang in LANGUAGES:
            for cell in _released_notebook(chapter, lang).cells:
                sources.add(cell.source.strip())
                stubs.setdefault(_grade_id(cell), set()).add(cell.source.strip())
        return _Released({k: frozenset(v) for k, v in stubs.items()}, frozenset(sources))

    def is_own(self, cell: Cell) -> bool:
        """Whether a cell holds something that was not released."""
        text = cell.source.strip()
        return bool(text) and text not in self.sources and not CHECK_CALL.fullmatch(text)


def _grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _match(submission: Submission, cells: list[Any], chapter: Chapter, released: _Released) -> _Match:
    match = _Match()
    index = {_grade_id(c): i for i, c in enumerate(cells) if _grade_id(c)}
    run = frozenset(c.number for c in cells_to_run(submission, chapter)[0])
    for exercise in chapter.exercises:
        at = index[answer_id(exercise.symbol)]
        found = _answer(submission, exercise.symbol, cells[at].id, run, chapter, released)
        if found is not None and found.number not in match.place:
            match.put(at, found)
    for cell in submission.cells:
        name = _check_name(cell)
        if name in index and index[name] not in match.of and cell.number not in match.place:
            match.put(index[name], cell, shown=not released.is_own(cell))
    by_id = {cell.id: cell for cell in reversed(submission.cells) if cell.id}
    by_source = {cell.source.strip(): cell for cell in reversed(submission.cells)}
    for i, released_cell in enumerate(cells):
        if _grade_id(released_cell):
            continue
        theirs = by_source.get(released_cell.source.strip()) or by_id.get(released_cell.id)
        if theirs is None or theirs.number in match.place:
            continue
        if theirs.kind == released_cell.cell_type:
            match.put(i, theirs, shown=theirs.kind == "code")
    return match


def _check_name(cell: Cell) -> str:
    """The grade_id of the graded cell that a cell is, or an empty string."""
    if CHECK_CALL.fullmatch(cell.source):
        return check_id(re.split(r"[\"'.]", cell.source.strip())[-2])
    return cell.grade_id if cell.grade_id.startswith(check_id("")) else ""


def _answer(
    submission: Submission, symbol: str, id_: str, run: frozenset[int], chapter: Chapter, released: _Released
) -> Cell | None:
    """The cell that answers an exercise: an answer before a stub, its own cell before others.

    Of several the last one, which is the one that counts.
    """
    others = chapter.symbols - {symbol}
    stubs = released.stubs[answer_id(symbol)]

    def own(cell: Cell) -> bool:
        return cell.grade_id == answer_id(symbol) or cell.id == id_

    def rank(cell: Cell) -> tuple[bool, bool, bool, int]:
        defines = cell.defines(symbol)
        return defines and cell.source.strip() not in stubs, defines, own(cell), cell.number

    candidates = [
        cell
        for cell in submission.cells
        if cell.number in run
        and (cell.defines(symbol) or (own(cell) and not any(cell.defines(other) for other in others)))
    ]
    return max(candidates, key=rank, default=None)


def _extras(submission: Submission, match: _Match, released: _Released) -> dict[int, list[Cell]]:
    """The student's other cells, by the index of the released cell that each stood behind (-1: none)."""
    extras: dict[int, list[Cell]] = {}
    anchor, count = -1, 0
    for cell in submission.cells:
        anchor = match.place.get(cell.number, anchor)
        if cell.number not in match.shown and released.is_own(cell):
            count += 1
            if count <= MAX_EXTRAS:
                extras.setdefault(anchor, []).append(cell)
    return extras


def _made(cells: Iterable[Cell]) -> Iterable[Any]:
    for cell in cells:
        id_, metadata = f"own-{cell.number}", {"zerotsuku": {"cell": cell.number}}
        if cell.kind == "code":
            yield new_code_cell(shown(cell.source), id=id_, metadata=metadata)
        else:
            yield new_markdown_cell(_harmless(shown(cell.source)), id=id_, metadata=metadata)


def _harmless(markdown: str) -> str:
    """A student's Markdown without HTML, links and images.

    In the formgrader a script, or a link to `javascript:`, would run as the instructor.
    """
    return re.sub(r"\](?=[(:])", "&#93;", re.sub(r"<(?=[A-Za-z/!?])", "&lt;", markdown))


def _fill(
    cell: Any, theirs: Cell | None, submission: Submission, chapter: Chapter, released: _Released, lang: str
) -> None:
    grade_id = _grade_id(cell)
    if grade_id.startswith("check-") or cell.cell_type != "code":
        return
    if theirs is not None:
        if theirs.source.strip() not in released.stubs[grade_id]:
            cell.source = shown(theirs.source)
        return
    symbol = grade_id
    elsewhere = [c.number for c in submission.cells if symbol in chapter.symbols and c.defines(symbol)]
    if elsewhere:
        cell.source = "# " + say("nbgrader-elsewhere", name=symbol, number=elsewhere[-1])[lang]
