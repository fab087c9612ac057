"""Sentences in two languages: `Text` values, and the tool's messages from messages/*.ftl.

A sentence is made by `say`, from a message of ours and values. A value may be a stranger's text (a file's
name, an exception, a line of code), so every value but a `Text` is put in as `one_line` makes it: whatever it
holds, a sentence has the lines that its message has, and nothing in it is invisible or turns its direction.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ja", "en")
MESSAGES = Path(__file__).parent / "messages"
MESSAGE = re.compile(r"(?m)^([A-Za-z][\w-]*) =")  # where one begins in a file: what goes on is indented

# What of a stranger's text does not reach a page or terminal: these categories of Unicode, and what is drawn
# as nothing, Default_Ignorable_Code_Point. Python does not have that property, and students need no library
# for its 17 ranges; tests/test_words.py compares them with Unicode's own data.
UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # says the form of the character before it
JOINER = "\u200d"  # makes one picture of two
MAX_MARKS = 4  # on one letter, as Unicode's report 39 advises: more run into the lines around
HIDDEN, CUT = "�", "…"
MAX_SHOWN, MAX_NAME = 2000, 255  # characters; Fluent refuses a value of more than 2,500
PLAIN_NAME = re.compile(r"[\w.@+-]+")
WORD = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
# What would end a quotation, in English or in Japanese, and the marks of one inside another.
INNER = str.maketrans({**dict.fromkeys('"“”„‟″‶〃〝〞〟＂ˮ❝❞', "'"), "「": "『", "」": "』"})

CJK = "[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
# A line of a paragraph and its break: between two Japanese characters, or after a full stop or a bracket
# before code or a formula. `**` beside punctuation stays where it is: Markdown would not take it for bold.
LETTER, PUNCTUATION = "[\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]", "[。、）」]"
BREAK = re.compile(
    rf"(?m)^(?! *[#|])(.*(?:{CJK}(?=\n *{CJK})|{LETTER}\*\*(?=\n *{CJK})|{CJK}(?=\n *\*\*{LETTER})"
    rf"|{PUNCTUATION}(?=\n *[`$0-9A-Za-z])(?!\n *\d+\. )))\n *"
)


@dataclass(frozen=True)
class Text:
    """One sentence or paragraph in Japanese and in English."""

    ja: str
    en: str

    def __getitem__(self, lang: str) -> str:
        if lang not in LANGUAGES:
            raise KeyError(lang)
        return self.ja if lang == "ja" else self.en

    @classmethod
    def parse(cls, source: str) -> Text:
        """Split `日本語 | English`; a longer text puts the `|` on a line of its own.

        Raises ValueError when one of the two languages is missing.
        """
        lines = source.splitlines()
        bars = [i for i, line in enumerate(lines) if line.strip() == "|"]
        if len(bars) == 1:
            ja, en = "\n".join(lines[: bars[0]]), "\n".join(lines[bars[0] + 1 :])
        else:
            ja, bar, en = source.partition(" | ")
            if not bar:
                raise ValueError(f"no ' | ' between Japanese and English in {source!r}")
        if not ja.strip() or not en.strip():
            raise ValueError(f"one language is empty in {source!r}")
        return cls(ja.strip(), en.strip())


class ZerotsukuError(Exception):
    """A mistake of the user's or a state of the machine, told in a sentence: what, where, what to do."""

    def __init__(self, text: Text):
        super().__init__(f"{text.ja} | {text.en}")
        self.text = text


def default_language() -> str:
    """ja, unless the environment variable ZEROTSUKU_LANG says en."""
    return "en" if os.environ.get("ZEROTSUKU_LANG") == "en" else "ja"


@cache
def _written(lang: str) -> dict[str, str]:
    """Key → the message as it is written. Each is parsed when it is said: all of them take a while."""
    _, *parts = MESSAGE.split((MESSAGES / f"{lang}.ftl").read_text(encoding="utf-8"))
    return {key: f"{key} ={rest}" for key, rest in zip(parts[::2], parts[1::2], strict=True)}


@cache
def _bundle(lang: str) -> FluentBundle:
    return FluentBundle([lang], use_isolating=False)


def _render(lang: str, key: str, values: dict[str, str]) -> str:
    bundle = _bundle(lang)
    if not bundle.has_message(key):
        bundle.add_resource(FluentResource(_written(lang)[key]))
    pattern = bundle.get_message(key).value
    assert pattern is not None, f"message {key} has no text"
    rendered, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise LookupError(f"message {key!r} in {lang}.ftl: {errors[0]}")
    return str(rendered)


def say(key: str, /, **values: object) -> Text:
    """The tool's message `key` with its values put in, in both languages.

    A value that is itself a `Text` is put in in the matching language; of any other, what `one_line` leaves.
    """
    texts = {k: v if isinstance(v, Text) else one_line(str(v)) for k, v in values.items()}

    def pick(lang: str) -> dict[str, str]:
        return {k: _cut(v[lang], MAX_SHOWN) if isinstance(v, Text) else v for k, v in texts.items()}

    return Text(*(_render(lang, key, pick(lang)) for lang in LANGUAGES))


def clean(text: str, limit: int = MAX_SHOWN) -> str:
    """A stranger's text without what cannot be seen, such as escape sequences and marks of direction.

    What is honest stays as it was written: line breaks, the form of a kanji, joined emoji.
    """
    return _seen(text[:limit], strict=False)


def one_line(text: str, limit: int = MAX_SHOWN) -> str:
    """A stranger's text as `clean` makes it, on one line: it cannot look like lines of a report.

    Nor does it have room for that: several blanks are one.
    """
    return _on_one_line(text, limit, strict=False)


def named(name: str, limit: int = MAX_NAME) -> str:
    """A stranger's name of a file or folder, as a sentence shows it.

    On one line, and with a sign for whatever is invisible in it. In quotation marks if there is more to it
    than a word, so that its own words and colons are not taken for the sentence's.
    """
    shown = _on_one_line(name, limit, strict=True)
    if PLAIN_NAME.fullmatch(unicodedata.normalize("NFC", shown)):
        return shown
    return f'"{shown.translate(INNER)}"'


def inner(text: str, limit: int = MAX_SHOWN) -> str:
    """A stranger's text for a message that has it in quotation marks: it does not end the quotation."""
    return one_line(text, limit).translate(INNER)


def quoted(text: str, limit: int = MAX_SHOWN) -> str:
    """A stranger's text in quotation marks of its own, so that its words are not taken for ours."""
    return f'"{inner(text, limit)}"'


def _on_one_line(text: str, limit: int, strict: bool) -> str:
    blanks = re.sub(r"\s+", lambda m: m[0] if m[0] in (" ", "\u3000") else " ", _cut(text, limit))
    return _seen(blanks, strict)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - len(CUT)] + CUT


def _seen(text: str, strict: bool) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept = []
    before, marks = "", MAX_MARKS  # a mark at the head would stand on a character of ours
    for c, after in zip(text, text[1:] + "\n", strict=True):
        category = unicodedata.category(c)
        if IGNORABLE.match(c):
            shown = not strict and _is_part(c, before, after)
        elif category in ("Mn", "Me"):
            marks += 1
            shown = marks <= MAX_MARKS
        else:
            shown = c in "\n\t" or category not in UNSHOWN
            marks = 0 if shown and c not in "\n\t" else MAX_MARKS
        before = c if shown else ""
        kept.append(c if shown else HIDDEN)
    return "".join(kept)


def _is_part(c: str, before: str, after: str) -> bool:
    """Whether an ignorable character says how its visible neighbours look."""
    kind = unicodedata.category(before) if before else ""
    if SELECTOR.match(c):
        return kind[:1] in ("L", "N", "P", "S")
    joined = unicodedata.category(after) in ("So", "Sm")
    return c == JOINER and joined and (kind in ("So", "Sk") or before == "\ufe0f")


def word(text: str, limit: int = MAX_NAME) -> str:
    """A name as Python's own are (`np.float64`); whatever else stands in its place is quoted."""
    return text if WORD.fullmatch(text) and len(text) <= limit else quoted(text, limit)


def join(texts: list[Text], separator: str = "\n") -> Text:
    """The texts one after the other, in both languages."""
    return Text(separator.join(t.ja for t in texts), separator.join(t.en for t in texts))


def unwrapped(text: str) -> str:
    """The text without the line breaks inside Japanese sentences, where a break would show as a space."""
    joined = BREAK.sub(r"\1", text)
    return joined if joined == text else unwrapped(joined)
