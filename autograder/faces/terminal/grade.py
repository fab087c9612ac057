"""`zerotsuku grade`: classes graded; for a person progress, tables and what went wrong, for a machine lines.

With `--json`, stdout has one JSON object a line, as things happen. `event` says of what kind it is:

    start    chapters: {id: students}; once, before anything is graded
    student  chapter, student, status ("graded", "kept", "unreadable", "not_graded"), score, scores: {symbol:
             number}, late: seconds, cut: whether it used up what may be spent on it, notes: [text]; it is
             printed when the marks are in the gradebook
    chapter  chapter, max_score, max_scores: {symbol: number}, students: {status: number}, late and cut:
             numbers of students, alike: [text], feedback_older: [student]; when a chapter is done
    refused  chapter, message; a chapter that could not be graded, or not to its end
    error    message; nothing could be graded
    end      chapters: [id], refused: [id], not_graded: number of students; a run that was killed has none

Texts are in the language of the course, or of `--lang`. The exit status is 1 if a chapter was refused or a
student was not graded; the sentences that say it stand on stderr, too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text as Styled

from autograder.faces.nbgrader.grade_class import grade_chapters
from autograder.faces.nbgrader.summary import (
    NOT_GRADED,
    STATUSES,
    Advanced,
    Event,
    Planned,
    Refused,
    Row,
    Summary,
    Written,
)
from autograder.faces.terminal.console import new_console, tell
from autograder.faces.terminal.grade_table import print_table
from autograder.faces.terminal.grade_troubles import names_of, print_troubles
from autograder.text import Text, ZerotsukuError, join, named, say


def run(
    course_dir: Path,
    chapters: Sequence[str] | None,
    *,
    jobs: int | None = None,
    students: Sequence[str] = (),
    force: bool = False,
    unsafe: bool = False,
    as_json: bool = False,
    lang: str = "ja",
) -> list[Summary]:
    """Grade chapters (None: all that are handed in) and tell it; those that were graded to the end.

    Raises ZerotsukuError at the end if a chapter or a student was not graded.
    """

    def grade(tell: Callable[[Event], None]) -> list[Summary | Refused]:
        return grade_chapters(course_dir, chapters, jobs, unsafe, students or None, force, tell)

    if as_json:
        try:
            results = grade(lambda event: _print_event(event, lang))
        except ZerotsukuError as error:
            _print_line({"event": "error", "message": error.text[lang]})
            raise
        _print_line(_end(results))
    else:
        console = new_console()
        with _Bar(console, lang) as bar:
            results = grade(bar.tell)
    refused = [result for result in results if isinstance(result, Refused)]
    graded = [result for result in results if isinstance(result, Summary)]
    failures = _failures(graded, refused, len(results))
    if failures:
        raise ZerotsukuError(join(failures))
    return graded


def _failures(graded: Sequence[Summary], refused: Sequence[Refused], count: int) -> list[Text]:
    """What is said at the end of chapters and students that were not graded."""
    if count == 1 and refused:
        return [refused[0].reason]
    found = [say("grade-refused-head", count=len(refused))] if refused else []
    found += [say("grade-refused", chapter=named(r.chapter), reason=r.reason) for r in refused]
    lost = [(s.chapter, names_of(row.student for row in s.having(NOT_GRADED))) for s in graded]
    told = [names if count == 1 else f"{chapter}: {names}" for chapter, names in lost if names]
    return [*found, *([say("grade-some-not-graded", students="; ".join(told))] if told else [])]


def print_summary(summary: Summary, lang: str, console: Console | None = None) -> None:
    """The class as a table, a student a row and an exercise a column, and what was odd below it."""
    console = console or new_console()
    print_table(summary, lang, console)
    if summary.own:
        tell(console, say("grade-own-points", points=f"{summary.own:g}")[lang], style="dim")
    if summary.stale:
        values = {"chapter": summary.chapter, "count": len(summary.stale)}
        text = say("feedback-older", students=names_of(summary.stale), **values)
        tell(console, text[lang], mark="!", style="yellow")
    for text in summary.alike:
        tell(console, text[lang], mark="!", style="yellow")
    print_troubles(summary, lang, console)


# For a person


class _Rate(ProgressColumn):
    """How many submissions a second are done."""

    def __init__(self, lang: str):
        super().__init__()
        self.lang = lang

    def render(self, task: Task) -> Styled:
        speed = task.finished_speed or task.speed
        said = say("grade-rate", rate=f"{speed:.1f}")[self.lang] if speed else ""
        return Styled(said, "progress.data.speed")


class _Left(TimeRemainingColumn):
    """How long it will take."""

    def __init__(self, lang: str):
        super().__init__()
        self.lang = lang

    def render(self, task: Task) -> Styled:
        return Styled(say("grade-left", time=super().render(task).plain)[self.lang], "progress.remaining")


class _Bar:
    """How far a run is, with its rate and the time left; nothing where stdout is no terminal.

    The table of a chapter is printed as soon as it is done.
    """

    def __init__(self, console: Console, lang: str):
        self.console, self.lang = console, lang
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(lang),
            _Left(lang),
        )
        self.progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.progress.add_task(say("grade-begins")[lang], total=None)
        self.planned: Mapping[str, int] = {}
        self.before = 0  # submissions of the chapters that are done

    def __enter__(self) -> _Bar:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def tell(self, event: Event) -> None:
        """Show an event."""
        match event:
            case Planned():
                self.planned = event.chapters
                self.progress.update(self.task, total=sum(event.chapters.values()))
            case Advanced():
                text = say("grade-progress", chapter=event.chapter)[self.lang]
                self.progress.update(self.task, description=text, completed=self.before + event.done)
            case Summary():
                print_summary(event, self.lang, self.console)
        if isinstance(event, Summary | Refused):
            self.before += self.planned.get(event.chapter, 0)


# For a machine


def _print_line(value: dict[str, Any]) -> None:
    """One object on one line. ASCII: it is the same in whatever encoding, and no text ends the line."""
    click.echo(json.dumps(value))


def _print_event(event: Event, lang: str) -> None:
    match event:
        case Planned():
            _print_line({"event": "start", "chapters": dict(event.chapters)})
        case Written():
            _print_line({"event": "student", "chapter": event.chapter, **_row(event.row, lang)})
        case Summary():
            _print_line({"event": "chapter", **_chapter(event, lang)})
        case Refused():
            _print_line({"event": "refused", "chapter": event.chapter, "message": event.reason[lang]})


def _row(row: Row, lang: str) -> dict[str, Any]:
    return {
        "student": row.student,
        "status": row.status,
        "score": row.score,
        "scores": dict(row.scores),
        "late": row.late,
        "cut": row.cut,
        "notes": [note[lang] for note in row.notes],
    }


def _chapter(summary: Summary, lang: str) -> dict[str, Any]:
    counts = Counter(row.status for row in summary.rows)
    return {
        "chapter": summary.chapter,
        "max_score": summary.max_score,
        "max_scores": dict(summary.max_scores),
        "students": {status: counts[status] for status in STATUSES},
        "late": sum(row.late > 0 for row in summary.rows),
        "cut": sum(row.cut for row in summary.rows),
        "alike": [text[lang] for text in summary.alike],
        "feedback_older": list(summary.stale),
    }


def _end(results: Sequence[Summary | Refused]) -> dict[str, Any]:
    graded = [r for r in results if isinstance(r, Summary)]
    return {
        "event": "end",
        "chapters": [r.chapter for r in graded],
        "refused": [r.chapter for r in results if isinstance(r, Refused)],
        "not_graded": sum(len(s.having(NOT_GRADED)) for s in graded),
    }
