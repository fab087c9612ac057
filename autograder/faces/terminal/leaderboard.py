"""`zerotsuku leaderboard`: the networks of a class as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder.catalog import Exercise
from autograder.faces.class_page.leaderboard import Place
from autograder.faces.terminal.console import fold, new_console, tell
from autograder.text import say

SHOWN_ID = 32  # columns


def print_leaderboard(
    exercise: Exercise, places: Sequence[Place], lang: str, pseudonyms: bool, console: Console | None = None
) -> None:
    """Rank, name, accuracy with its confidence interval, parameters, seconds, points."""
    console = console or new_console()
    if not places:
        tell(console, say("leaderboard-empty", name=exercise.symbol)[lang])
        return
    table = Table(title=say("leaderboard-title", name=exercise.symbol, count=len(places))[lang])
    table.add_column("#", justify="right")
    table.add_column(say("grade-student")[lang])
    for key in ("accuracy", "interval", "parameters", "seconds", "points"):
        table.add_column(say(f"leaderboard-{key}")[lang], justify="right")
    for place in places:
        s, name = place.standing, place.pseudonym if pseudonyms else place.name
        table.add_row(
            str(place.rank),
            Styled("\n".join(fold(name, SHOWN_ID))),
            f"{s.accuracy:.4f}",
            f"{s.low:.4f}–{s.high:.4f}",
            f"{s.parameters:,}",
            f"{s.seconds:.1f}",
            f"{place.score:g}/{exercise.points}",
        )
    console.print(table)
    tell(console, say("leaderboard-about", images=places[0].standing.images)[lang], style="dim")
