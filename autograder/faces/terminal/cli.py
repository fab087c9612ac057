"""The command line: a thin face of the library.

Exit status: 0 the command did its work, 1 it could not, 2 wrong usage.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder.rooms import put_tools_on_path, require_repository
from autograder.text import LANGUAGES, ZerotsukuError, default_language

LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), default=default_language, help="ja (日本語) or en; default: ja"
)
UNSAFE = click.option(
    "--unsafe-no-isolation",
    "unsafe",
    is_flag=True,
    help="Run submissions without kernel isolation. Only for code that you trust.",
)
CHAPTER = click.argument("chapter")


def sentences(command: Callable[..., Any]) -> Callable[..., Any]:
    """A user's mistake is told in a sentence and exit status 1, never with a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ZerotsukuError as error:
            from autograder.faces.terminal.console import complain

            complain(error.text, kwargs.get("lang") or default_language())
            sys.exit(1)

    return run


def _print_json(value: Any) -> None:
    """JSON that is whole in whatever encoding stdout has."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not unicode, indent=2))


def _for_instructors(command: str) -> None:
    """A sentence for those who have only the student's package, or a system that nbgrader is not for."""
    require_repository(command)
    if sys.platform == "win32":
        from autograder.sandbox.causes import not_linux

        raise ZerotsukuError(not_linux())


@click.group()
@click.version_option(package_name="zerotsuku", prog_name="zerotsuku")
def main() -> None:
    """『ゼロから作るDeep Learning』の自動採点ワークブック | An autograded exercise workbook."""
    put_tools_on_path()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may not have a character of a student's


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("zerotsuku"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="ja (日本語) or en; default: ja")
@click.option("--format", "form", type=click.Choice(["ipynb", "py"]), default=None)
@click.option("--chapter", "chapters", multiple=True, help="Only this chapter; may be repeated.")
@click.option("--move-answers", "move", is_flag=True, help="Move your answers into the newest release.")
@sentences
def start(folder: Path, lang: str | None, form: str | None, chapters: tuple[str, ...], move: bool) -> None:
    """Make a copy of the workbook to work in, or bring yours up to date."""
    from autograder.faces.student.start import start as make
    from autograder.faces.terminal.started import print_started

    print_started(make(folder, lang, form, list(chapters) or None, move))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@sentences
def watch(folder: Path) -> None:
    """Re-check on every save."""
    from autograder.faces.student.watch import watch as follow

    follow(folder)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, readable=False))
@LANG
@sentences
def course(folder: Path, lang: str) -> None:
    """Make an nbgrader course: config, secret and source notebooks."""
    _for_instructors("course")
    from autograder.faces.nbgrader.course import make_course
    from autograder.text import say

    make_course(folder, lang)
    click.echo(say("cli-course", folder=folder)[lang])


@main.command()
@CHAPTER
@click.option(
    "--course-dir", type=click.Path(path_type=Path, readable=False), default=Path(), help="Default: here."
)
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes; default: one a core.")
@click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")
@click.option("--force", is_flag=True, help="Grade again what is graded.")
@UNSAFE
@LANG
@sentences
def grade(
    chapter: str,
    course_dir: Path,
    jobs: int | None,
    students: tuple[str, ...],
    force: bool,
    unsafe: bool,
    lang: str,
) -> None:
    """Grade all submissions of a chapter into the gradebook."""
    _for_instructors("grade")
    from autograder.faces.terminal.grade import run

    run(course_dir, chapter, jobs=jobs, students=students, force=force, unsafe=unsafe, lang=lang)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--chapter", required=True, help="Such as ch03.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option("--student", default="inspect", help="Whose inputs to use.")
@click.option(
    "--course-dir", type=click.Path(path_type=Path, readable=False), help="Use this course's secret."
)
@UNSAFE
@LANG
@sentences
def inspect(
    file: Path, chapter: str, as_json: bool, student: str, course_dir: Path | None, unsafe: bool, lang: str
) -> None:
    """The hidden report of one notebook or .py file."""
    _for_instructors("inspect")
    from autograder.faces.terminal.inspect import inspect_file, print_report

    report = inspect_file(file, chapter, student=student, course_dir=course_dir, unsafe=unsafe)
    if as_json:
        _print_json(report.as_json(lang))
    else:
        print_report(report, lang)


@main.command()
@CHAPTER
@click.option(
    "--course-dir", type=click.Path(path_type=Path, readable=False), default=Path(), help="Default: here."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="ja or en; default: the course's")
@sentences
def report(chapter: str, course_dir: Path, lang: str | None) -> None:
    """Write the class page: who is stuck on what."""
    _for_instructors("report")
    from autograder.faces.class_page.page import make_class_page

    click.echo(make_class_page(course_dir, chapter, lang))


@main.command()
@CHAPTER
@click.option(
    "--course-dir", type=click.Path(path_type=Path, readable=False), default=Path(), help="Default: here."
)
@click.option("--pseudonyms", is_flag=True, help="Other names in place of the students' own.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of a table.")
@LANG
@sentences
def leaderboard(chapter: str, course_dir: Path, pseudonyms: bool, as_json: bool, lang: str) -> None:
    """How far the networks of the open challenge came."""
    _for_instructors("leaderboard")
    from autograder.faces.class_page.leaderboard import leaderboard as read
    from autograder.faces.terminal.leaderboard import print_leaderboard

    exercise, places = read(course_dir, chapter)
    if as_json:
        _print_json([place.as_json(pseudonyms) for place in places])
    else:
        print_leaderboard(exercise, places, lang, pseudonyms)


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="A list of objects instead of a table.")
@LANG
@sentences
def list_exercises(as_json: bool, lang: str) -> None:
    """The catalog: id, title, section, track, points, needs."""
    from autograder.faces.terminal.listing import catalog_rows, print_catalog

    if as_json:
        _print_json(catalog_rows(lang))
    else:
        print_catalog(lang)


@main.command()
@click.option("--chapter", "chapters", multiple=True, help="Only this chapter; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes; default: one a core.")
@UNSAFE
@LANG
@sentences
def audit(chapters: tuple[str, ...], as_json: bool, jobs: int | None, unsafe: bool, lang: str) -> None:
    """Test the graders themselves. Exit status 1 when anything fails."""
    _for_instructors("audit")
    from autograder.faces.terminal.audit import run

    sys.exit(0 if run(chapters, as_json=as_json, jobs=jobs, unsafe=unsafe, lang=lang) else 1)


@main.command()
@LANG
@sentences
def doctor(lang: str) -> None:
    """Versions, sandbox layers, and what to do."""
    from autograder.faces.terminal.doctor import examine

    examine(lang)


if __name__ == "__main__":
    main()
