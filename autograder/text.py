"""Sentences in two languages: `Text` values, and the tool's messages from messages/*.ftl."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("ja", "en")
UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")  # Unicode categories that do not reach a page or terminal
MESSAGES = Path(__file__).parent / "messages"


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
def _bundle(lang: str) -> FluentBundle:
    bundle = FluentBundle([lang], use_isolating=False)
    bundle.add_resource(FluentResource((MESSAGES / f"{lang}.ftl").read_text(encoding="utf-8")))
    return bundle


def _render(lang: str, key: str, values: dict[str, str]) -> str:
    bundle = _bundle(lang)
    pattern = bundle.get_message(key).value
    assert pattern is not None, f"message {key} has no text"
    rendered, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise LookupError(f"message {key!r} in {lang}.ftl: {errors[0]}")
    return str(rendered)


def say(key: str, /, **values: object) -> Text:
    """The tool's message `key` with its values put in, in both languages.

    A value that is itself a `Text` is put in in the matching language.
    """

    def pick(lang: str) -> dict[str, str]:
        return {k: v[lang] if isinstance(v, Text) else str(v) for k, v in values.items()}

    return Text(*(_render(lang, key, pick(lang)) for lang in LANGUAGES))


def clean(text: str, limit: int = 2000) -> str:
    """A student's text without control characters, escape sequences and marks that turn its direction."""
    kept = (c if c in "\n\t" or unicodedata.category(c) not in UNSHOWN else "�" for c in text[:limit])
    return "".join(kept)


def one_line(text: str, limit: int = 2000) -> str:
    """A student's text as `clean` makes it, on one line: it cannot look like lines of a report."""
    return " ".join(clean(text, limit).split("\n"))


def join(texts: list[Text], separator: str = "\n") -> Text:
    """The texts one after the other, in both languages."""
    return Text(separator.join(t.ja for t in texts), separator.join(t.en for t in texts))
