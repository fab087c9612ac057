"""The notebook on the page: its cells in order, and what is said of an exercise with the answer to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from autograder.build import answer_id, check_id
from autograder.catalog import Chapter
from autograder.faces.class_page.record import Record
from autograder.faces.feedback_page.prose import code, own_text, prose
from autograder.faces.feedback_page.rows import Row
from autograder.faces.nbgrader.gradebook import NO_RESPONSE
from autograder.faces.nbgrader.matching import Released, grade_id
from autograder.faces.student_text import sentence
from autograder.report import NOT_STARTED, PASSED
from autograder.text import Text, say

PNG = re.compile(r"[A-Za-z0-9+/=\s]+")
MAX_LABEL = 60  # characters of a folded cell's first line
NOTHING = Markup("")


@dataclass(frozen=True)
class Part:
    """A cell as it is shown. Kinds: prose, code, own_text, given (folded); `label` says what it is."""

    kind: str
    html: Markup
    label: str = ""


@dataclass(frozen=True)
class Grader:
    """One thing that was looked at."""

    passed: bool
    description: str
    points: float


@dataclass(frozen=True)
class Group:
    """Graders of which the same is said (empty: nothing)."""

    graders: tuple[Grader, ...]
    said: str


@dataclass(frozen=True)
class Block:
    """Cells that follow each other; with a `row`, they answer its exercise; the rest is said of it."""

    parts: tuple[Part, ...]
    row: Row | None = None
    comment: Markup = NOTHING  # the instructor's
    said: tuple[str, ...] = ()  # of the exercise as a whole
    groups: tuple[Group, ...] = ()
    hint: str = ""
    pictures: tuple[str, ...] = ()  # PNGs, in base64


def blocks_of(
    cells: Sequence[Any],
    chapter: Chapter,
    lang: str,
    rows: Sequence[Row],
    record: Record | Text,
    reports: Mapping[str, Any],
) -> Iterator[Block]:
    """The cells as they stand, those from an answer to its check as one block.

    `reports` are the record's exercises as they are in the notebook, by id.
    """
    answers = {answer_id(row.symbol) for row in rows}
    checks = {check_id(row.symbol): row for row in rows}
    parts: list[Part] = []
    comment = NOTHING
    for cell in cells:
        name = grade_id(cell)
        if cell.id == f"{chapter.id}-map":  # a diagram; the table of the exercises says the same
            continue
        if name in answers:
            if parts:
                yield Block(tuple(parts))
            parts, comment = [_code(cell, "answer", lang)], _comment(cell)
        elif name in checks:
            row = checks[name]
            made = Block(tuple(parts), row, comment)
            yield _explained(made, row, cell, record, reports.get(f"{chapter.id}.{row.symbol}", {}))
            parts, comment = [], NOTHING
        else:
            parts.append(_part(cell, chapter, lang))
    if parts:
        yield Block(tuple(parts))


def _part(cell: Any, chapter: Chapter, lang: str) -> Part:
    own = cell.id.startswith("own-") or "zerotsuku" in cell.metadata
    if cell.cell_type != "code":
        return Part("own_text", own_text(cell.source)) if own else Part("prose", prose(cell.source))
    if own:
        return _code(cell, "own-code", lang)
    if cell.source.strip() not in Released.of(chapter).sources:
        return _code(cell, "changed", lang)
    first = cell.source.strip().split("\n", 1)[0]
    line = first if len(first) <= MAX_LABEL else first[: MAX_LABEL - 1] + "…"
    return Part("given", code(cell.source), say("feedback-given", line=line)[lang])


def _code(cell: Any, label: str, lang: str) -> Part:
    return Part("code", code(cell.source, numbered=True), say(f"feedback-{label}")[lang])


def _comment(cell: Any) -> Markup:
    """The instructor's comment on an answer. nbgrader's own for an empty one says what the state says."""
    comment = str(cell.metadata.nbgrader.get("comment") or "").strip()
    return prose(comment) if comment and comment != NO_RESPONSE else NOTHING


def _explained(block: Block, row: Row, cell: Any, record: Record | Text, report: Mapping[str, Any]) -> Block:
    if not isinstance(record, Record) or not record.readable:
        return block
    recorded = record.exercises[row.symbol]
    said = [recorded.message.text] if recorded.message else []
    groups: tuple[Group, ...] = ()
    if row.state == NOT_STARTED:
        said += [reason.text for reason in recorded.reasons[:1]]
    else:
        groups = tuple(_groups(report["graders"]))
        told = {group.said for group in groups}
        said += [reason.text for reason in recorded.reasons if sentence(reason.text) not in told]
    return Block(
        block.parts,
        row,
        block.comment,
        tuple(dict.fromkeys(map(sentence, said))),
        groups,
        sentence(recorded.hint) if recorded.hint and row.state != PASSED else "",
        tuple(_pictures(cell)),
    )


def _groups(graders: Sequence[Mapping[str, Any]]) -> Iterator[Group]:
    """The graders by what is said of them: first those of which something is said."""
    together: dict[str, list[Grader]] = {}
    for found in graders:
        passed = found["passed"] is True
        grader = Grader(passed, sentence(str(found["description"])), float(found["points"]))
        together.setdefault("" if passed else sentence(str(found["message"] or "")), []).append(grader)
    for said in sorted(together, key=lambda said: not said):
        yield Group(tuple(together[said]), said)


def _pictures(cell: Any) -> Iterator[str]:
    for output in cell.get("outputs", []):
        png = output.get("data", {}).get("image/png")
        if isinstance(png, str) and PNG.fullmatch(png):
            yield "".join(png.split())
