"""`zerotsuku list`: the catalog in the terminal."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from autograder.catalog import catalog
from autograder.faces.terminal.console import new_console, within_cell
from autograder.text import say

OTHERS = 29  # columns that section, track and points take, and what stands between columns
LEAST_TITLE = 16


def catalog_rows(lang: str) -> list[dict[str, Any]]:
    """The exercises as `list --json` prints them."""
    return [
        {
            "id": e.id,
            "title": e.title[lang],
            "section": e.section,
            "track": e.track,
            "points": e.points,
            "needs": list(e.needs),
        }
        for e in catalog().exercises
    ]


def print_catalog(lang: str) -> None:
    """The exercises as a table; under a title what the exercise needs."""
    rows = catalog_rows(lang)
    ungraded = sum(not row["points"] for row in rows)
    console = new_console()
    longest = max(len(row["id"]) for row in rows)
    room = max(LEAST_TITLE, console.width - longest - OTHERS)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in ("id", "title", "§", "track", "points"):
        table.add_column(heading, no_wrap=heading == "id", overflow="fold")  # commands take a whole id
    for row in rows:
        about = within_cell(row["title"], room)
        if row["needs"]:
            own = row["id"].partition(".")[0] + "."  # the chapter, which needs of other chapters keep
            needs = ", ".join(need.removeprefix(own) for need in row["needs"])
            about.append("\n").append(within_cell(f"← {needs}", room).plain, "dim")
        points = str(row["points"] or say("ungraded")[lang])
        table.add_row(row["id"], about, row["section"], row["track"], points)
    console.print(table)
    key = "cli-exercises-ungraded" if ungraded else "cli-exercises"
    console.print(say(key, count=len(rows), ungraded=ungraded)[lang])
