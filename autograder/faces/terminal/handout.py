"""`zerotsuku handout`: where the zip for the participants is, what is in it, and what is next."""

from __future__ import annotations

from autograder.faces.sending.handout import Handout
from autograder.faces.terminal.console import new_console, tell
from autograder.text import say


def print_handout(handout: Handout, lang: str) -> None:
    """Print the zip, its files, and notes."""
    console = new_console()
    size = f"{max(0.1, handout.size / 2**20):.1f}"
    tell(console, say("handout-made", file=handout.path, count=len(handout.files), size=size)[lang])
    for name in handout.files:
        tell(console, name, indent=2, style="dim")
    for note in handout.notes:
        tell(console, note[lang], mark="!", style="yellow")
    tell(console, say("handout-next", chapter=handout.chapters[0])[lang])
