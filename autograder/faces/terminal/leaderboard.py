"""`zerotsuku leaderboard`: the networks of a class as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from autograder.catalog import Exercise
from autograder.faces.class_page.leaderboard import Place
from autograder.faces.columns import columns
from autograder.faces.terminal.console import new_console, tell, within_cell
from autograder.text import say

SHOWN_ID, LEAST_ID = 32, 10  # columns of a name
BETWEEN = 3  # columns that a table's lines and blanks take for each of its columns
KEYS = ("accuracy", "interval", "parameters", "seconds", "points")


def print_leaderboard(
    exercise: Exercise, places: Sequence[Place], lang: str, pseudonyms: bool, console: Console | None = None
) -> None:
    """Rank, name, accuracy with its confidence interval, parameters, seconds, points."""
    console = console or new_console()
    if not places:
        tell(console, say("leaderboard-empty", name=exercise.symbol)[lang])
        return
    heads = ["#", *(say(f"leaderboard-{key}")[lang] for key in KEYS)]
    rows = [_figures(place, exercise) for place in places]
    others = sum(max(map(columns, column)) for column in zip(heads, *rows, strict=True))
    room = console.width - others - BETWEEN * (len(heads) + 1) - 1
    table = Table(title=say("leaderboard-title", name=exercise.symbol, count=len(places))[lang])
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(say("grade-student")[lang])
    for head in heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    for place, (rank, *figures) in zip(places, rows, strict=True):
        name = place.pseudonym if pseudonyms else place.name
        table.add_row(rank, within_cell(name, min(SHOWN_ID, max(LEAST_ID, room))), *figures)
    console.print(table)
    tell(console, say("leaderboard-about", images=places[0].standing.images)[lang], style="dim")


def _figures(place: Place, exercise: Exercise) -> tuple[str, ...]:
    """What stands in a row beside the name."""
    s = place.standing
    return (
        str(place.rank),
        f"{s.accuracy:.4f}",
        f"{s.low:.4f}–{s.high:.4f}",
        f"{s.parameters:,}",
        f"{s.seconds:.1f}",
        f"{place.score:g}/{exercise.points}",
    )
