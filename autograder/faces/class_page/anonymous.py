"""A class without anything by which a person is known: what is computed of it can show nobody.

Ids become pseudonyms; names, notes and links go. What a report says may quote a student, so of a sentence
only those words stay that the workbook uses itself: its messages, graders, hints and exercises, and the names
of Python and NumPy. In what is quoted, strings and comments go, too. What is somebody's id or name goes
everywhere.
"""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from autograder import rooms
from autograder.catalog import Chapter
from autograder.faces.class_page.leaderboard import pseudonym
from autograder.faces.class_page.reasons import MAX_TEXT
from autograder.faces.class_page.record import ExerciseRecord, Sentence, Taken
from autograder.text import LANGUAGES, MESSAGES

GONE = "…"
QUOTED = re.compile('「[^」]*(?:」|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)')  # to the end where a text was cut
STRING, COMMENT = re.compile(r"'[^']*'?"), re.compile(r"\s*#.*(?=.$)", re.DOTALL)
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LETTERS = re.compile(r"(?:(?![A-Za-z_0-9])\w)+")  # of any other script
ENDING = re.compile("[ぁ-ん]{1,2}$")  # a particle of ours behind a word that was put in
FILE = re.compile(r"([^\s「」\"'`.]{1,80})(?:\.[^\s「」\"'`.]{1,80}){0,8}\.[A-Za-z]{2,5}(?![\w.])")
NUMBER = re.compile(r"(?<!\d)(?<!\d\.)\d{5,}(?!\.?\d)")
SEVERAL = re.compile(rf"{GONE}(?:\s*{GONE})+")


@dataclass(frozen=True)
class Vocabulary:
    """What the workbook says itself: the names of its code; words and parts of its texts, and these."""

    code: frozenset[str]
    prose: frozenset[str]
    phrases: frozenset[str]
    text: str


@cache
def vocabulary(chapter: Chapter) -> Vocabulary:
    """Of a chapter. Read from the sources alone."""
    stem = f"{chapter.stem}.py"
    sources = [chapter.path, rooms.solutions() / stem]
    code = {name for path in sources for name in _names(path.read_text(encoding="utf-8"))}
    code |= {*dir(builtins), *keyword.kwlist, *dir(np), *dir(np.ndarray)}
    said = [MESSAGES / f"{lang}.ftl" for lang in LANGUAGES]
    said += [chapter.path, rooms.graders() / stem, rooms.solutions() / "mistakes" / stem]
    text = "\n".join(path.read_text(encoding="utf-8") for path in said if path.exists())
    text += re.sub(r"\n\s*", "", text)  # as it is read, without the line breaks of the source
    phrases = frozenset(part.strip(' "') for part in re.split('["「」`|\n]', text))
    return Vocabulary(frozenset(code), frozenset(WORD.findall(text)), phrases, text)


def _names(source: str) -> Iterator[str]:
    """What a source binds and reads, without its strings and comments."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.string


def veil(chapter: Chapter, people: Iterable[str]) -> Callable[[str], str]:
    """What makes a sentence one of nobody's; `people` are ids and names that must not stand in it."""
    known = vocabulary(chapter)
    roster = _roster(name for name in people if re.search(r"\w", _words(name, known)))

    @cache
    def veiled(text: str) -> str:
        shown = text[: MAX_TEXT + 1]
        return _words(roster.sub(GONE, shown) if roster else shown, known)

    return veiled


def _words(text: str, known: Vocabulary) -> str:
    """The text with the workbook's own words alone."""
    parts, at = [], 0
    for match in QUOTED.finditer(text):
        parts += [_ours(text[at : match.start()], known), _theirs(match[0], known)]
        at = match.end()
    parts.append(_ours(text[at:], known))
    return SEVERAL.sub(GONE, NUMBER.sub(_number, "".join(parts)))


def _roster(people: Iterable[str]) -> re.Pattern[str] | None:
    """Names that are made of the workbook's words, such as `mean`."""
    found = sorted({p.strip() for p in people if len(p.strip()) > 1}, key=lambda p: (-len(p), p))
    edge = "(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
    whole = (edge.format(re.escape(p)) if p.isascii() else re.escape(p) for p in found)
    return re.compile("|".join(whole), re.IGNORECASE) if found else None


def _ours(text: str, known: Vocabulary) -> str:
    """What stands outside quotation marks: sentences of ours, in which a plain name may stand."""
    text = FILE.sub(lambda m: m[0] if m[0].strip("（(") in known.text or m[1] in known.code else GONE, text)
    text = WORD.sub(lambda m: m[0] if m[0] in known.code or m[0] in known.prose else GONE, text)
    return LETTERS.sub(lambda m: m[0] if ENDING.sub("", m[0]) in known.text else GONE, text)


def _theirs(text: str, known: Vocabulary) -> str:
    """What stands in quotation marks: a sentence of ours as a whole, or else a student's words."""
    if text[1:-1].strip() in known.phrases:
        return text
    text = COMMENT.sub("", STRING.sub(f"'{GONE}'", text))
    return LETTERS.sub(GONE, WORD.sub(lambda m: m[0] if m[0] in known.code else GONE, text))


def _number(match: re.Match[str]) -> str:
    """A long number may be somebody's; round ones are sizes of the digits."""
    return match[0] if match[0].endswith("00") else GONE


def names_of(taken: Sequence[Taken]) -> set[str]:
    """All ids and names of a class."""
    parts = {part for t in taken for part in (t.student, t.first, t.last)}
    return parts | {word for part in parts for word in re.split(r"[\s@]+", part) if len(word) > 1}


def anonymous_class(taken: Sequence[Taken], chapter: Chapter, secret: bytes) -> list[Taken]:
    """The class in the order of its pseudonyms."""
    hide = veil(chapter, names_of(taken))
    return sorted((_nobody(t, secret, hide) for t in taken), key=lambda t: t.student)


def anonymous_states(states: Mapping[str, str], secret: bytes) -> dict[str, str]:
    """What is kept by id, by pseudonym."""
    return {pseudonym(secret, student): state for student, state in states.items()}


def _nobody(taken: Taken, secret: bytes, hide: Callable[[str], str]) -> Taken:
    record = taken.record
    if record:
        exercises = {symbol: _veiled(e, hide) for symbol, e in record.exercises.items()}
        record = replace(record, exercises=exercises, notes=())
    name = pseudonym(secret, taken.student)
    return replace(taken, student=name, record=record, problems=(), first="", last="")


def _veiled(found: ExerciseRecord, hide: Callable[[str], str]) -> ExerciseRecord:
    def sentence(said: Sentence) -> Sentence:
        return Sentence(hide(said.text), hide(said.general))

    return replace(
        found,
        message=sentence(found.message) if found.message else None,
        reasons=tuple(map(sentence, found.reasons)),
        hint=hide(found.hint) if found.hint else None,
    )
