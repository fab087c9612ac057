"""Why a student's points for an exercise are missing, as the class page says it and groups by it.

What a record says may hold a student's text: it is cut and cleaned here, and escaped by the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from autograder.catalog import Chapter, Exercise
from autograder.faces.class_page.record import ExerciseRecord, Sentence
from autograder.faces.student_text import harmless
from autograder.grading.deciding.answers import answers
from autograder.report import NOT_STARTED, PASSED
from autograder.text import Text

MISTAKE, REASON, FOLLOWED = "mistake", "reason", "followed"
MAX_TEXT, MAX_REASONS = 500, 4  # characters of a sentence, sentences of one student


@dataclass(frozen=True)
class Said:
    """A sentence that is safe to show, and its language."""

    text: str
    lang: str


def safe(text: Text | str, lang: str) -> Said:
    """A sentence without what must not reach a page, and cut."""
    full = text[lang] if isinstance(text, Text) else text
    return Said(harmless(full, MAX_TEXT) + ("…" if len(full) > MAX_TEXT else ""), lang)


def reasons_of(
    found: ExerciseRecord,
    state: str,
    followed: bool,
    exercise: Exercise,
    chapter: Chapter,
    spoken: str,
    lang: str,
) -> Iterator[tuple[str, str, Said]]:
    """What puts a student into groups: the mistake, or else each sentence; kind, key and sentence.

    `spoken` is the record's language, `lang` the page's. The key of a sentence is what it says
    without places in the student's code.
    """
    first = [found.message] if found.message else []
    if followed and first:
        said = safe(first[0].text, spoken)
        yield FOLLOWED, said.text, said
        first = []
    if state == PASSED:
        return
    if found.mistake and found.hint:
        hint = _hints(chapter).get((exercise.symbol, found.mistake)) if lang != spoken else None
        yield MISTAKE, found.mistake, safe(hint, lang) if hint else safe(found.hint, spoken)
        return
    if state == NOT_STARTED or found.status == NOT_STARTED:
        reasons: tuple[Sentence, ...] = ()
    else:
        reasons = found.reasons[:MAX_REASONS]
    yield from {
        key: (REASON, key, safe(sentence.text, spoken))
        for sentence in (*first, *reasons)
        for key in [safe(sentence.general, spoken).text]
    }.values()


@cache
def _hints(chapter: Chapter) -> dict[tuple[str, str], Text]:
    """The hints in both languages: a record has one."""
    known = answers(chapter).mistakes
    return {(symbol, m.name): Text.parse(m.hint) for symbol, all_ in known.items() for m in all_}
