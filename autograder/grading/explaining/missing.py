"""Where an answer that was not found was seen all the same, and why it does not count there."""

from __future__ import annotations

import difflib
import re

from autograder.catalog import Chapter
from autograder.grading.explaining.bindings import DEFINITION, bindings
from autograder.grading.explaining.case import line_at
from autograder.grading.explaining.names import MAX_NAME, MAX_NAMES, folded
from autograder.grading.explaining.outline import Definition, looked_at, outlines, plain
from autograder.grading.explaining.provided import given, set_up
from autograder.grading.explaining.wording import Wording
from autograder.submission import Submission
from autograder.text import clean, inner, say, word

NEAR = 0.84  # how alike two names are of which one is taken for the other, misspelt
SHOWN = 200  # characters of a line
MAX_MAGIC = 30


def why_missing(symbol: str, submission: Submission | None, chapter: Chapter | None) -> Wording:
    """The sentence for an exercise of which no definition ran, and none failed."""
    found = (not _at_margin(symbol, submission) and elsewhere(symbol, submission)) or _unread(
        symbol, submission
    )
    if not found and chapter:
        found = misspelt(symbol, submission, chapter)
    return found or Wording(say("missing", name=symbol))


def _at_margin(name: str, submission: Submission | None) -> bool:
    return any(not place.in_block for place in bindings(submission).get(name, ()))


def elsewhere(name: str, submission: Submission | None) -> Wording | None:
    """A definition that stands inside of something, and so is not there for the rest of the notebook."""
    for cell in reversed(outlines(submission)):
        for definition in reversed(cell.definitions):
            if definition.name == name and definition.inside:
                return _inside(definition, submission)
    return None


def _inside(definition: Definition, submission: Submission | None) -> Wording:
    around = next((b for b in reversed(definition.inside) if b.word in ("def", "class")), None)
    kind = {"def": "function", "class": "class"}[around.word] if around else "block"
    of = word(around.name) if around else definition.inside[-1].word
    return _placed(
        f"missing-in-{kind}", definition.cell, definition.line, submission, name=word(definition.name), of=of
    )


def _placed(key: str, cell: int, line: int, submission: Submission | None, **values: str) -> Wording:
    """A sentence with its place, and the same without."""
    text = inner(clean(line_at(cell, line, submission).strip(), SHOWN))
    place = say("place-line", cell=cell, line=line, text=text)
    return Wording(say(key, place=place, **values), say(key, place=say("place-somewhere"), **values))


def _unread(name: str, submission: Submission | None) -> Wording | None:
    """A definition that Python does not read as one: in a text, after #, below a magic command."""
    head = rf"^[ \t]*(#[ \t#]*)?(?:async[ \t]+)?(?:def|class)[ \t]+{re.escape(name)}\b"
    for cell in reversed(looked_at(submission)):
        found = re.search(head, cell.source, re.MULTILINE)
        if not found:
            continue
        line = cell.source.count("\n", 0, found.end()) + 1
        if magic := re.match(r"\s*(%%\w+)", cell.source):
            of = magic[1][:MAX_MAGIC]
            return _placed("missing-below-magic", cell.number, line, submission, name=name, of=of)
        if found[1]:
            return _placed("missing-in-comment", cell.number, line, submission, name=name)
        if not re.match(r"\s*(?:def|class|async)\b", plain(cell.source).split("\n")[line - 1]):
            return _placed("missing-in-text", cell.number, line, submission, name=name)
    return None


def misspelt(symbol: str, submission: Submission | None, chapter: Chapter) -> Wording | None:
    """A function or class of the student's own whose name is nearly the exercise's."""
    ours = {*chapter.symbols, *given(chapter), *set_up(chapter)}
    own = {
        name: place
        for name, places in bindings(submission).items()
        for place in places
        if place.kind == DEFINITION and name not in ours and len(name) <= MAX_NAME
    }
    names = sorted(own)[:MAX_NAMES]
    near = next((n for n in names if folded(n) == folded(symbol)), None)
    near = near or next(iter(difflib.get_close_matches(symbol, names, 1, NEAR)), None)
    if not near:
        return None
    place = own[near]
    return _placed("missing-misspelt", place.cell, place.line, submission, name=symbol, written=near)
