"""`zerotsuku list`: the catalog in the terminal."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from autograder.catalog import catalog
from autograder.faces.terminal.console import new_console
from autograder.text import say


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
    """The exercises as a table."""
    table = Table()
    rows = catalog_rows(lang)
    for heading in ("id", "title", "section", "track", "points", "needs"):
        table.add_column(heading)
    for row in rows:
        table.add_row(*(", ".join(v) if isinstance(v, list) else str(v) for v in row.values()))
    console = new_console()
    console.print(table)
    console.print(say("cli-exercises", count=len(rows))[lang])
