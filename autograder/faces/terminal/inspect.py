"""`zerotsuku inspect`: a Report in the terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder.catalog import catalog
from autograder.faces.nbgrader.states import marks_of
from autograder.faces.terminal.console import new_console, tell
from autograder.grading.allowance import Effort
from autograder.grading.engine import Seeds
from autograder.grading.handed import Handed, grade_handed, weights_beside
from autograder.grading.processes import Graders, NotGraded
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT, ExerciseReport, Outcome, Report
from autograder.sandbox.sandbox import Sandbox
from autograder.seeds import read_secret
from autograder.submission import read_file, read_submission
from autograder.text import ZerotsukuError, say

COLOURS = {PASSED: "green", FAILED: "red", NOT_STARTED: "dim", ERROR: "red", TIMEOUT: "red"}


def inspect_file(
    file: Path,
    chapter: str,
    *,
    student: str = "inspect",
    course_dir: Path | None = None,
    unsafe: bool = False,
) -> Report:
    """Grade one file without a gradebook. Without a course the inputs are drawn from a fixed secret."""
    found = catalog().chapter(chapter)
    secret = read_secret(course_dir) if course_dir else b"inspect"
    with Graders([f"autograder.graders.{found.stem}"], 1, unsafe) as graders:
        report = graders.one(file, partial(_inspect, found.id, Seeds(secret, student)))
    if isinstance(report, NotGraded):
        raise ZerotsukuError(report.reason)
    return report


def _inspect(chapter: str, seeds: Seeds, file: Path, sandbox: Sandbox, effort: Effort) -> Report:
    data = read_file(file)
    found = catalog().chapter(chapter)
    submission = read_submission(data, file.name)
    handed = Handed(file.name, data, submission, weights=weights_beside(file.parent, found))
    return grade_handed(handed, found, seeds, sandbox, effort).without_pictures()


def print_report(report: Report, lang: str) -> None:
    """A table of the exercises, then what is wrong and why."""
    console = new_console()
    table = Table(title=f"{report.chapter}  {marks_of(report.score, report.max_score)[lang]}")
    for heading in ("exercise", "points", "status"):
        table.add_column(say(f"cli-{heading}")[lang])
    for e in report.exercises:
        state = Styled(say(f"status-{e.status.replace('_', '-')}")[lang], COLOURS[e.status])
        table.add_row(e.id, marks_of(e.score, e.max_score)[lang], state)
    console.print(table)
    for note in report.notes:
        tell(console, note[lang], mark="•")
    for e in report.exercises:
        if e.status in (PASSED, NOT_STARTED) and not e.message:
            continue
        console.print()
        tell(console, f"{e.id}  {e.title[lang]}", style="bold")
        _print_reasons(console, e, lang)
        if e.hint:
            tell(console, e.hint[lang], mark="→", indent=2, style="cyan")
    layers = ", ".join(report.isolation) or say("cli-no-isolation")[lang]
    tell(console, say("cli-isolation", layers=layers)[lang], style="dim")


def _print_reasons(console: Console, exercise: ExerciseReport, lang: str) -> None:
    """The graders that passed, then what is wrong: each reason once, under the graders that it explains."""

    def line(outcome: Outcome) -> None:
        mark, colour = ("✓", "green") if outcome.passed else ("✗", "red")
        points = f" ({outcome.points:g})" if outcome.points else ""
        tell(console, f"{outcome.description[lang]}{points}", mark=mark, indent=2, style=colour)

    for outcome in exercise.outcomes:
        if not outcome.message:
            line(outcome)
    for reason in exercise.reasons:
        for outcome in reason.outcomes:
            line(outcome)
        mark, indent = ("", 6) if reason.outcomes else ("•", 2)
        tell(console, reason.text[lang], mark=mark, indent=indent)
