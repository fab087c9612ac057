"""The terminal: what is printed there is data, and nothing in it begins a line that looks like one of ours.

Our lines begin at the margin or, with a mark, at the second column. Where a long text goes on, the line
begins further right, so that no text can be of such a length that its end stands at the margin.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console
from rich.text import Text as Styled

from autograder.text import Text, clean

HANG = 4  # columns by which a sentence that goes on is set in; our own marks stand left of that
MAX_SENTENCE = 20_000
OPENING = "「『（【〔［｛〈《(["
CLOSING = "」』）】〕］｝〉》)]、。，．,.・：；:;！？!?…ー％%ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
EMOJI = "\ufe0f"  # has the character before it drawn as a picture


def new_console(**settings: Any) -> Console:
    """A terminal that takes no text for markup: neither `[red]` nor `:x:`."""
    return Console(highlight=False, markup=False, emoji=False, **settings)


def tell(console: Console, text: str, *, mark: str = "", indent: int = 0, style: str = "") -> None:
    """Print a sentence, `mark` before it; all lines but the first are set in."""
    head = " " * indent + (f"{mark} " if mark else "")
    hang = " " * (indent + HANG)
    width = console.width - len(hang)
    lines = (piece for line in clean(text, MAX_SENTENCE).split("\n") for piece in fold(line, width))
    for number, line in enumerate(lines):
        whole = Styled((hang if number else head) + line, style)
        console.print(whole, no_wrap=True, overflow="ignore", crop=False)


def within(text: str, width: int) -> str:
    """A text in lines of at most so many columns, of which all but the first are set in."""
    first, *others = (piece for line in text.split("\n") for piece in fold(line.strip(), width - HANG))
    return "\n".join([first, *(" " * HANG + line for line in others)])


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


def within_cell(text: str, width: int) -> Styled:
    """A text for a table's cell, in lines of at most so many columns."""
    return Styled("\n".join(piece for line in text.split("\n") for piece in fold(line, width)))


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


def complain(text: Text, lang: str) -> None:
    """Print the sentence of an error: as one line into a file, and set in where a terminal would break it."""
    console = new_console(stderr=True)
    if console.is_terminal:
        tell(console, text[lang])
    else:
        click.echo(clean(text[lang], MAX_SENTENCE), err=True)
