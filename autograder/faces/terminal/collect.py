"""`zerotsuku collect`: the table of what would be done, the question, and what was done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder.faces.nbgrader.collecting.archives import Shelf
from autograder.faces.nbgrader.collecting.placing import place
from autograder.faces.nbgrader.collecting.plan import NEW, NEWER, OLDER, Move, Plan, make_plan, zone_of
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.moodle_names import FOLDER as KEPT
from autograder.faces.terminal.console import new_console, tell, within_cell
from autograder.text import Text, ZerotsukuError, named, say

SHOWN_NOTES, LEAST = 4, 12
ASIDE = 16 + 12 + 6  # columns of the table that a time, a status and the lines take
STYLES = {NEW: "green", NEWER: "green", OLDER: "yellow"}


def run(
    course_dir: Path,
    chapter: str,
    sources: Sequence[Path],
    *,
    names: Path | None = None,
    add: bool = False,
    dry_run: bool = False,
    yes: bool = False,
    as_json: bool = False,
    lang: str = "ja",
) -> Plan:
    """Show, ask and place. Raises ZerotsukuError when nothing was done, or somebody's could not be placed."""
    course = open_course(course_dir)
    console = new_console(stderr=as_json)  # JSON is alone on stdout
    with Shelf() as shelf:
        plan = make_plan(course, chapter, sources, shelf, names, add)
        print_plan(plan, course, lang, console)
        done = not dry_run and plan.changes
        if done and not yes:
            _ask(lang)
        if not dry_run:
            place(course, plan)
    if done:
        count = sum(move.status in (NEW, NEWER) for move in plan.moves)
        tell(console, say("collect-done", count=count, chapter=plan.chapter.id)[lang])
    return plan


def require_all(plan: Plan) -> None:
    """Raise ZerotsukuError when somebody's files could not be placed."""
    if plan.unplaced:
        told = ", ".join(named(one.name) for one in plan.unplaced[:10])
        told += ", …" if len(plan.unplaced) > 10 else ""
        raise ZerotsukuError(say("collect-some-not", names=told))
    if not plan.moves:
        raise ZerotsukuError(say("collect-found-nothing", chapter=plan.chapter.id))


def _ask(lang: str) -> None:
    """Raise ZerotsukuError unless the instructor says yes; nobody is asked where there is no terminal."""
    if not sys.stdin.isatty():
        raise ZerotsukuError(say("collect-no-terminal"))
    if not click.confirm(say("collect-ask")[lang], err=True):
        raise ZerotsukuError(say("collect-declined"))


def print_plan(plan: Plan, course: Course, lang: str, console: Console) -> None:
    """The table, a student a row, and below it what is to be said of each."""
    if plan.moves:
        console.print(_table(plan, course, lang, console.width))
    for note in plan.notes:
        tell(console, note[lang], mark="!", style="yellow")
    for move in plan.moves:
        _print_notes(named(move.student), move.notes, lang, console)
    if any(move.status in (NEWER, OLDER) or move.chosen.others for move in plan.moves):
        tell(console, say("collect-kept", folder=f"{KEPT}/{plan.chapter.id}/")[lang], style="dim")
    for one in plan.unplaced:
        tell(console, f"{named(one.name)}: {named(one.origin)}", mark="✗", style="red")
        for note in one.notes[:SHOWN_NOTES]:
            tell(console, note[lang], indent=2)


def _print_notes(who: str, notes: Sequence[Text], lang: str, console: Console) -> None:
    for note in notes[:SHOWN_NOTES]:
        tell(console, f"{who}: {note[lang]}", mark="•")
    if len(notes) > SHOWN_NOTES:
        more = say("grade-more-notes", count=len(notes) - SHOWN_NOTES)[lang]
        tell(console, f"{who}: {more}", mark="•", style="dim")


def _table(plan: Plan, course: Course, lang: str, width: int) -> Table:
    zone = zone_of(course)
    table = Table(title=say("collect-title", chapter=plan.chapter.id, count=len(plan.moves))[lang], padding=0)
    for key in ("grade-student", "cli-status", "collect-time", "collect-from", "collect-file"):
        table.add_column(say(key)[lang])
    room = max(LEAST, (width - ASIDE) // 3)
    for move in plan.moves:
        time = move.chosen.time
        table.add_row(
            within_cell(named(move.student), room),
            Styled(_status(move, lang), STYLES.get(move.status, "")),
            time.astimezone(zone).strftime("%Y-%m-%d %H:%M") if time else "–",
            within_cell(named(move.chosen.work.share.label.shown), room),
            within_cell(named(move.origin.rpartition("/")[2]), room),
        )
    return table


def _status(move: Move, lang: str) -> str:
    status = say(f"collect-status-{move.status}")[lang]
    return f"{status}\n{say('collect-status-added')[lang]}" if move.added else status
