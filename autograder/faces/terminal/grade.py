"""`zerotsuku grade`: a class graded, and a table of the marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text as Styled

from autograder.faces.nbgrader.grade_class import NOT_GRADED, UNREADABLE, Summary, grade_class
from autograder.faces.terminal.console import fold, new_console, tell
from autograder.text import ZerotsukuError, named, say

SHOWN_NOTES, SHOWN_STALE = 3, 10
SHOWN_ID = 32  # columns


def run(
    course_dir: Path,
    chapter: str,
    *,
    jobs: int | None = None,
    students: Sequence[str] = (),
    force: bool = False,
    unsafe: bool = False,
    lang: str = "ja",
) -> Summary:
    """Grade with a progress bar and print the table; ZerotsukuError at the end if somebody was not graded."""
    console = new_console()
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(say("grade-progress", chapter=chapter)[lang], total=None)
        summary = grade_class(
            course_dir,
            chapter,
            jobs,
            unsafe,
            students or None,
            force,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    print_summary(summary, lang, console)
    cut = [row.student for row in summary.rows if row.cut]
    if cut:
        tell(console, say("grade-cut", students=", ".join(map(named, cut)))[lang], style="yellow")
    lost = [row.student for row in summary.rows if row.status == NOT_GRADED]
    if lost:
        raise ZerotsukuError(say("grade-some-not-graded", students=", ".join(map(named, lost))))
    return summary


def print_summary(summary: Summary, lang: str, console: Console | None = None) -> None:
    """The class as a table, a student a row and an exercise a column, and what was odd below it."""
    console = console or new_console()
    table = Table(title=say("grade-title", chapter=summary.chapter, count=len(summary.rows))[lang])
    table.add_column(say("grade-student")[lang])
    table.add_column(say("cli-points")[lang], justify="right")
    for number in range(1, len(summary.max_scores) + 1):
        table.add_column(str(number), justify="right")
    table.add_column(say("cli-status")[lang])
    for row in summary.rows:
        state = say(f"grade-status-{row.status.replace('_', '-')}")[lang]
        if row.late > 0:
            state += " " + say("grade-late", hours=f"{row.late / 3600:.1f}")[lang]
        scores = [(row.scores.get(symbol, 0.0), best) for symbol, best in summary.max_scores.items()]
        marks = [Styled(f"{score:g}", "green" if score == best else "yellow") for score, best in scores]
        colour = "red" if row.status in (UNREADABLE, NOT_GRADED) else ""
        table.add_row(
            Styled("\n".join(fold(named(row.student), SHOWN_ID))),
            f"{row.score:g}/{summary.max_score:g}",
            *marks,
            Styled(state, colour),
        )
    console.print(table)
    legend = ", ".join(f"{n} {s} ({p})" for n, (s, p) in enumerate(summary.max_scores.items(), 1))
    tell(console, legend, style="dim")
    if summary.own:
        tell(console, say("grade-own-points", points=f"{summary.own:g}")[lang], style="dim")
    if summary.stale:
        names = ", ".join(map(named, summary.stale[:SHOWN_STALE]))
        names += ", …" if len(summary.stale) > SHOWN_STALE else ""
        values = {"chapter": summary.chapter, "count": len(summary.stale), "students": names}
        tell(console, say("feedback-older", **values)[lang], mark="!", style="yellow")
    for text in summary.alike:
        tell(console, text[lang], mark="!", style="yellow")
    for row in summary.rows:
        for note in row.notes[:SHOWN_NOTES]:
            tell(console, f"{named(row.student)}: {note[lang]}", mark="•")
        if len(row.notes) > SHOWN_NOTES:
            more = say("grade-more-notes", count=len(row.notes) - SHOWN_NOTES)[lang]
            tell(console, f"{named(row.student)}: {more}", mark="•", style="dim")
