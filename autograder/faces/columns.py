"""How wide a text is in a terminal, and how it is broken into lines there."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator

OPENING = "「『（【〔［｛〈《(["
CLOSING = "」』）】〕］｝〉》)]、。，．,.・：；:;！？!?…ー％%ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
EMOJI = "\ufe0f"  # has the character before it drawn as a picture


def fold(text: str, width: int) -> Iterator[str]:
    """A line as lines of at most so many columns, as full as they can be.

    They are broken at blanks, and at Japanese characters, between which there are none: not before a closing
    mark or behind an opening one, nor in a Latin word that has half of a line's room.
    """
    rest = text.replace("\t", " " * 4)
    while True:
        ends = itertools.accumulate(map(_columns, rest))
        fits = max(sum(1 for _ in itertools.takewhile(lambda end: end <= width, ends)), 1)
        if fits >= len(rest):
            yield rest
            return
        cut = next((at for at in range(fits, fits // 2, -1) if _breaks(rest[at - 1], rest[at])), fits)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if before == " " or after == " ":
        return True
    wide = any(unicodedata.east_asian_width(c) in "WF" for c in (before, after))
    return wide and after not in CLOSING and before not in OPENING


def columns(text: str) -> int:
    """The most columns that a terminal gives a text."""
    return sum(map(_columns, text))


def _columns(c: str) -> int:
    """The most columns that a terminal gives a character.

    Rich counts one for α or …, of which many a Japanese terminal makes two, and for what is newer than it.
    """
    if c.isascii():
        return 1
    category = unicodedata.category(c)
    if c == EMOJI:  # makes two columns of one
        return 1
    if category in ("Mn", "Me"):
        return 0
    # So: pictures, and letters of flags, for many of which Unicode says one column and terminals take two
    return 2 if unicodedata.east_asian_width(c) in "WFA" or category in ("Cn", "So") else 1
