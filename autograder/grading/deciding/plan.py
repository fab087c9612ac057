"""Which cells of a submission run, and as what: exercises are found by symbol, never by a cell's place."""

from __future__ import annotations

import re
from functools import cache

from autograder.build import prose
from autograder.catalog import Chapter
from autograder.sandbox.loading import RunCell
from autograder.source import localise
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, Text, say

MAX_TOLD = 20  # cells that are told one by one
CHECK_CALL = re.compile(r"\s*check\(\s*[\"'][\w.]+[\"']\s*\)\s*")


@cache
def _released(chapter: Chapter, roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        localise(cell.source, lang).strip() if cell.role == "demo" else prose(cell).strip()
        for cell in chapter.cells
        for lang in LANGUAGES
        if cell.role in roles
    )


def cells_to_run(submission: Submission, chapter: Chapter) -> tuple[tuple[RunCell, ...], tuple[Text, ...]]:
    """The code cells that run, in the file's order, and what was odd about the others.

    Demos and graded cells are left out, unless an answer stands in them; an answer in a cell that was
    turned into Markdown is read all the same.
    """
    cells: list[RunCell] = []
    notes: list[Text] = []
    for cell in submission.cells:
        answers = [s for s in sorted(chapter.symbols) if cell.defines(s)]
        if cell.kind != "code":
            if not _is_answer_in_disguise(cell, chapter, answers):
                continue
            if len(notes) < MAX_TOLD:
                notes.append(say("plan-not-code", number=cell.number, names=", ".join(answers)))
            cells.append(RunCell(cell.number, cell.source))
        elif _is_left_out(cell, chapter):
            if answers:
                cells.append(RunCell(cell.number, cell.source, definitions_only=True))
        else:
            cells.append(RunCell(cell.number, cell.source))
    return tuple(cells), tuple(notes)


def _is_left_out(cell: Cell, chapter: Chapter) -> bool:
    graded = cell.graded and not cell.solution
    demo = "demo" in cell.tags or cell.source.strip() in _released(chapter, ("demo",))
    return graded or demo or CHECK_CALL.fullmatch(cell.source) is not None


def _is_answer_in_disguise(cell: Cell, chapter: Chapter, answers: list[str]) -> bool:
    if not answers or "```" in cell.source or cell.source.strip() in _released(chapter, ("prose",)):
        return False
    return cell.solution or cell.source.lstrip().startswith(("def ", "class ", "import ", "from ", "#", "@"))
