"""Where `watch` prints: a terminal, with a bar and keys at its foot, or plain lines anywhere else."""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.padding import Padding
from rich.text import Text as Styled

from autograder.faces.columns import fold
from autograder.faces.student.watching.lines import Line

BAR = 48  # columns
QUIT = "q"
Pressed = Callable[[str], None]


class Screen(Protocol):
    """What the loop needs of a place to print."""

    keys: bool  # whether it takes keys

    def show(self, lines: Iterable[Line]) -> None: ...

    def foot(self, lines: Iterable[Line]) -> None: ...

    def open(self, pressed: Pressed) -> contextlib.AbstractContextManager[None]: ...


class Plain:
    """Lines without colour, as long as they are; for a file, a pipe or a terminal of an editor."""

    keys = False

    def show(self, lines: Iterable[Line]) -> None:
        for line in lines:
            print(" " * line.indent + (line.text or "".join(text for text, _ in line.pieces)), flush=True)

    def foot(self, lines: Iterable[Line]) -> None:
        """It would be printed again with each change."""

    @contextlib.contextmanager
    def open(self, pressed: Pressed) -> Iterator[None]:
        yield


class Terminal:
    """Results scroll by, and below them stands how far the student is."""

    keys = True

    def __init__(self, console: Console | None = None):
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._shown: list[Line] = []
        self._live = Live(
            console=self._console, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
        )

    def show(self, lines: Iterable[Line]) -> None:
        shown = [Padding(self._folded(line), (0, 0, 0, line.indent), expand=False) for line in lines]
        if shown:  # at once: below them the foot is drawn anew
            self._console.print(Group(*shown))

    def _folded(self, line: Line) -> Styled:
        """In lines that fit; pieces are a bar, which is short."""
        width = max(self._console.width - line.indent, 1)
        return Styled("\n".join(fold(line.text, width)), line.style) if line.text else styled(line)

    def foot(self, lines: Iterable[Line]) -> None:
        shown = list(lines)
        if shown == self._shown:
            return
        self._shown = shown
        rows = [styled(line) for line in shown]
        for row in rows:  # a line that the terminal breaks would be left standing
            row.no_wrap, row.overflow = True, "ellipsis"
        self._live.update(Group(Styled(), *rows), refresh=True)

    @contextlib.contextmanager
    def open(self, pressed: Pressed) -> Iterator[None]:
        with self._live, keys(pressed):
            yield


@contextlib.contextmanager
def keys(pressed: Pressed) -> Iterator[None]:
    """Call `pressed` for each key, in the running loop of asyncio; Ctrl-C and the end of input are `q`.

    Letters of a Japanese keyboard, ｈ, count as h.
    """
    from prompt_toolkit.input import create_input
    from prompt_toolkit.keys import Keys

    source = create_input()

    def read() -> None:
        for press in source.read_keys():
            if press.key in (Keys.ControlC, Keys.ControlD):
                pressed(QUIT)
            elif len(press.data) == 1 and press.data.isprintable():
                pressed(unicodedata.normalize("NFKC", press.data).casefold())
        if source.closed:
            pressed(QUIT)

    try:
        with source.raw_mode(), source.attach(read):
            yield
    finally:
        source.close()


def styled(line: Line) -> Styled:
    return Styled.assemble(*line.pieces) if line.pieces else Styled(line.text, line.style)


def screen_here() -> Screen:
    """The terminal, where there is one to read keys from and to print to."""
    streams = (sys.stdin, sys.stdout)
    able = all(stream is not None and stream.isatty() for stream in streams)
    return Terminal() if able and os.environ.get("TERM") != "dumb" else Plain()
