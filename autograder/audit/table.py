"""The audit in the terminal: a table an exercise a row, then what fails."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text as Styled

from autograder.audit.findings import ChapterFinding, Finding, total
from autograder.text import say

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
    console = console or Console(highlight=False, soft_wrap=True)
    table = Table(title=found.id, box=None, padding=(0, 1, 0, 0), pad_edge=False, title_justify="left")
    table.add_column(say("cli-exercise")[lang], no_wrap=True)
    for group, figure, _ in COLUMNS:
        table.add_column(
            say(f"audit-column-{group}-{figure.replace('_', '-')}")[lang], justify="right", no_wrap=True
        )
    for finding in found.exercises:
        style = "red" if finding.problems else "green"
        table.add_row(Styled(finding.id.partition(".")[2], style), *_cells(finding.figures()))
    table.add_row(Styled(say("audit-total")[lang], "bold"), *_cells(total(found.exercises)))
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
    console.print(f"\n[bold]{escape(finding.id)}[/bold]")
    for problem in finding.problems:
        console.print(Styled(f"  ✗ {problem[lang]}", "red"))
    for mutant in finding.survivors:
        console.print(Styled(f"    {mutant.operator}", "dim"))
        for line in mutant.change.diff.splitlines():
            console.print(Styled(f"      {line}", "red" if line.startswith("-") else "green"))
    for note in finding.notes:
        console.print(Styled(f"  • {note[lang]}", "yellow"))
