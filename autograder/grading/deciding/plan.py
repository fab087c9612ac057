"""Which cells of a submission run, and as what: exercises are found by symbol, never by a cell's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from autograder.build import prose
from autograder.catalog import Chapter
from autograder.grading.deciding.given import Restored, is_as_released, put_back
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


@dataclass(frozen=True)
class Plan:
    """The cells that run, in order; what was odd about others; what became of what the workbook gives."""

    cells: tuple[RunCell, ...]
    notes: tuple[Text, ...]
    restored: Restored


@lru_cache(maxsize=1)  # asked for by those who grade a submission and by those who show it
def cells_to_run(submission: Submission, chapter: Chapter) -> Plan:
    """The code cells that run, in the file's order, and what the workbook gives.

    Demos and graded cells are left out, unless an answer stands in them; an answer in a cell that was
    turned into Markdown is read all the same. What the workbook's own demos define is no answer.
    """
    runs: list[tuple[Cell, RunCell | None]] = []
    notes: list[Text] = []
    for cell in submission.cells:
        answers = [s for s in sorted(chapter.symbols) if cell.defines(s)]
        run: RunCell | None = RunCell(cell.number, cell.source)
        if is_as_released(cell, chapter):
            run = RunCell(cell.number, cell.source, released=True)
        elif cell.kind != "code":
            if not _is_answer_in_disguise(cell, chapter, answers):
                run = None
            elif len(notes) < MAX_TOLD:
                notes.append(say("plan-not-code", number=cell.number, names=", ".join(answers)))
        elif _is_left_out(cell, chapter):
            theirs = bool(answers) and not _is_demo_as_released(cell, chapter)
            run = RunCell(cell.number, cell.source, definitions_only=True) if theirs else None
        runs.append((cell, run))
    cells, restored = put_back(runs, submission, chapter)
    return Plan(cells, tuple(notes), restored)


def _is_left_out(cell: Cell, chapter: Chapter) -> bool:
    graded = cell.graded and not cell.solution
    demo = "demo" in cell.tags or _is_demo_as_released(cell, chapter)
    return graded or demo or CHECK_CALL.fullmatch(cell.source) is not None


def _is_demo_as_released(cell: Cell, chapter: Chapter) -> bool:
    return cell.source.strip() in _released(chapter, ("demo",))


def _is_answer_in_disguise(cell: Cell, chapter: Chapter, answers: list[str]) -> bool:
    if not answers or "```" in cell.source or cell.source.strip() in _released(chapter, ("prose",)):
        return False
    return cell.solution or cell.source.lstrip().startswith(("def ", "class ", "import ", "from ", "#", "@"))
