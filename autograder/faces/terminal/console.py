"""The terminal: what is printed there is data, and nothing in it begins a line that looks like one of ours.

Our lines begin at the margin or, with a mark, at the second column. Where a long text goes on, the line
begins further right, so that no text can be of such a length that its end stands at the margin.
"""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console
from rich.text import Text as Styled

from autograder.faces.columns import fold
from autograder.text import Text, clean

HANG = 4  # columns by which a sentence that goes on is set in; our own marks stand left of that
MAX_SENTENCE = 20_000


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


def within_cell(text: str, width: int) -> Styled:
    """A text for a table's cell, in lines of at most so many columns."""
    return Styled("\n".join(piece for line in text.split("\n") for piece in fold(line, width)))


def complain(text: Text, lang: str) -> None:
    """Print the sentence of an error: as one line into a file, and set in where a terminal would break it."""
    console = new_console(stderr=True)
    if console.is_terminal:
        tell(console, text[lang])
    else:
        click.echo(clean(text[lang], MAX_SENTENCE), err=True)
