"""The table of a class's marks, in as many columns as a terminal has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder.faces.columns import columns
from autograder.faces.nbgrader.states import STATES, marks_of
from autograder.faces.nbgrader.summary import NOT_GRADED, UNREADABLE, Row, Summary
from autograder.faces.terminal.console import tell, within_cell
from autograder.report import NOT_STARTED, PASSED
from autograder.text import named, say

SHOWN_ID, LEAST_ID = 32, 10  # columns of an id in the table
AT_A_TIME = 100  # students of a table: those of thousands would take much memory, and have no heads in sight
GAP = 1  # the line between two columns, or at an edge: an id begins no line


def print_table(summary: Summary, lang: str, console: Console) -> None:
    """A student a row and an exercise a column; the exercises' names and points stand below."""
    for table in _tables(summary, lang, console.width):
        console.print(table)
    ungraded = say("ungraded")[lang]
    legend = ", ".join(f"{n} {s} ({p or ungraded})" for n, (s, p) in enumerate(summary.max_scores.items(), 1))
    tell(console, legend, style="dim")


def _tables(summary: Summary, lang: str, width: int) -> Iterator[Table]:
    """The marks in tables of at most so many columns of a terminal: as many as the exercises need."""
    states = [_state(row, lang) for row in summary.rows]
    totals = [marks_of(row.score, summary.max_score)[lang].replace(" ", "") for row in summary.rows]
    heads = [say(key)[lang] for key in ("grade-student", "cli-points", "cli-status")]
    aside = (
        max(map(columns, [heads[1], *totals]))
        + max(columns(line) for state in [heads[2], *states] for line in state.split("\n"))
        + 4 * GAP
    )
    symbols = list(enumerate(summary.max_scores.items(), 1))
    widths = [
        max(len(f"{row.scores.get(s, 0.0):g}") for row in summary.rows) if summary.rows else 1
        for s in summary.max_scores
    ]
    widths = [max(w, len(str(n))) + GAP for n, w in enumerate(widths, 1)]
    id_width = min(SHOWN_ID, max(map(columns, [heads[0], *(named(row.student) for row in summary.rows)])))
    parts = _parts(widths, width - aside - min(id_width, LEAST_ID))
    room = width - aside - max((sum(widths[i] for i in part) for part in parts), default=0)
    title: str | None = say("grade-title", chapter=summary.chapter, count=len(summary.rows))[lang]
    for part in parts or [[]]:
        for begin in range(0, len(summary.rows) or 1, AT_A_TIME):
            these = slice(begin, begin + AT_A_TIME)
            table = Table(title=title, padding=0)
            title = None
            table.add_column(heads[0])
            table.add_column(heads[1], justify="right", no_wrap=True)
            for i in part:
                table.add_column(str(symbols[i][0]), justify="right", no_wrap=True)
            table.add_column(heads[2])
            for row, state, total in zip(summary.rows[these], states[these], totals[these], strict=True):
                table.add_row(
                    within_cell(named(row.student), max(LEAST_ID, min(SHOWN_ID, room))),
                    total,
                    *(_mark(row, *symbols[i][1]) for i in part),
                    Styled(state, "red" if row.status in (UNREADABLE, NOT_GRADED) else ""),
                )
            yield table


def _parts(widths: Sequence[int], room: int) -> list[list[int]]:
    """The numbers of the exercises whose columns stand side by side, table by table."""
    parts: list[list[int]] = []
    left = 0
    for i, width in enumerate(widths):
        if width > left:
            parts.append([])
            left = max(room, width)
        parts[-1].append(i)
        left -= width
    return parts


def _state(row: Row, lang: str) -> str:
    state = say(f"grade-status-{row.status.replace('_', '-')}")[lang]
    late = say("grade-late", hours=f"{row.late / 3600:.1f}")[lang] if row.late > 0 else ""
    return f"{state}\n{late}" if late else state


def _mark(row: Row, symbol: str, best: int) -> Styled:
    """The score; of an ungraded exercise, which has none, the symbol of its state."""
    score = row.scores.get(symbol, 0.0)
    if best or score:
        return Styled(f"{score:g}", "green" if score == best else "yellow")
    state = row.states.get(symbol, NOT_STARTED)
    return Styled(STATES.get(state, "?"), "green" if state == PASSED else "yellow")
