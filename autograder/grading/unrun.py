"""Cells that hold an answer and keep it from being run: cell magics such as %%writefile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.catalog import Chapter
from autograder.submission import Submission
from autograder.text import Text, say

MAGIC = re.compile(r"\s*%%(!|\w+)")
RUN = frozenset(("time", "capture", "prun"))  # those that run their cell in the notebook itself
MAX_TOLD = 20


def unrun_answers(submission: Submission, chapter: Chapter) -> tuple[Text, ...]:
    """What is to be said of cells whose first line keeps the definitions below it from the notebook."""
    return tuple(_unrun(submission, chapter))[:MAX_TOLD]


def _unrun(submission: Submission, chapter: Chapter) -> Iterator[Text]:
    for cell in submission.cells:
        magic = MAGIC.match(cell.source) if cell.kind == "code" else None
        names = [e.symbol for e in chapter.exercises if cell.defines(e.symbol)]
        if magic and names and magic[1] not in RUN:
            shown = f"%%{magic[1][:30]}"
            yield say("unrun-magic", number=cell.number, magic=shown, names=", ".join(names))
