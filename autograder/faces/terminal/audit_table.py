"""The audit in the terminal: a table an exercise a row, then what fails."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder.audit.findings import ChapterFinding, Finding, total
from autograder.faces.columns import columns
from autograder.faces.terminal.console import new_console, within_cell
from autograder.text import say

LEAST_HEAD, LEAST_NAME = 6, 12  # columns
COLUMNS = (
    ("references", "full", "total"),
    ("stubs", "zero", "total"),
    ("mistakes", "caught", "total"),
    ("mistakes", "named", "total"),
    ("mistakes", "at_self_check", "total"),
    ("mutants", "killed", "total"),
    ("mutants", "equivalent", ""),
    ("mutants", "survived", ""),
    ("accepted", "full", "total"),
    ("oracles", "agree", "total"),
    ("hollow", "refused", "total"),
)


def print_chapter(found: ChapterFinding, lang: str, console: Console | None = None) -> None:
    """One chapter's table, the sentences on what fails, the mutants that survive as diffs."""
    console = console or new_console(soft_wrap=True)
    heads = [say(f"audit-column-{g}-{f.replace('_', '-')}")[lang] for g, f, _ in COLUMNS]
    rows = [_cells(finding.figures()) for finding in found.exercises]
    totals = [Styled(cell.plain.replace("/", "\n/"), cell.style) for cell in _cells(total(found.exercises))]
    widths = [
        max(LEAST_HEAD, *(columns(line) for cell in column for line in cell.plain.split("\n")))
        for column in zip(*rows, totals, strict=True)
    ]
    room = max(LEAST_NAME, console.width - sum(widths) - len(widths) - 1)
    table = Table(title=found.id, box=None, padding=(0, 1, 0, 0), pad_edge=False, title_justify="left")
    table.add_column(say("cli-exercise")[lang], no_wrap=True)
    for head, width in zip(heads, widths, strict=True):
        table.add_column(within_cell(head, width), justify="right", no_wrap=True)
    for finding, cells in zip(found.exercises, rows, strict=True):
        name = within_cell(finding.id.partition(".")[2], room)
        name.stylize("red" if finding.problems else "green")
        table.add_row(name, *cells)
    table.add_row(Styled(say("audit-total")[lang], "bold"), *totals)
    console.print(table)
    for problem in found.problems:
        console.print(Styled(f"✗ {problem[lang]}", "red"))
    for finding in found.exercises:
        _print_exercise(finding, lang, console)


def _cells(figures: dict[str, dict[str, int]]) -> list[Styled]:
    cells = []
    for group, figure, of in COLUMNS:
        count = figures[group][figure]
        if of:
            most = figures[group][of]
            soft = figure in ("named", "at_self_check")
            done = count + sum(figures[group].get(listed, 0) for listed in ("equivalent", "right"))
            style = "" if done == most else "yellow" if soft else "red"
            cells.append(Styled(str(count) if done == most else f"{count}/{most}", style))
        else:
            cells.append(Styled(str(count), "red" if figure == "survived" and count else "dim"))
    return cells


def _print_exercise(finding: Finding, lang: str, console: Console) -> None:
    if not finding.problems and not finding.notes:
        return
    console.print()
    console.print(Styled(finding.id, "bold"))
    for problem in finding.problems:
        console.print(Styled(f"  ✗ {problem[lang]}", "red"))
    for mutant in finding.survivors:
        console.print(Styled(f"    {mutant.operator}", "dim"))
        for line in mutant.change.diff.splitlines():
            console.print(Styled(f"      {line}", "red" if line.startswith("-") else "green"))
    for note in finding.notes:
        console.print(Styled(f"  • {note[lang]}", "yellow"))
