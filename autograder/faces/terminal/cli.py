"""The command line: a thin face of the library.

Exit status: 0 the command did its work, 1 it could not, 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder.faces.terminal.spoken import Group, Option, here, said
from autograder.rooms import in_repository, put_tools_on_path, require_repository
from autograder.text import LANGUAGES, ZerotsukuError, default_language

option = partial(click.option, cls=Option)
LANG = option("--lang", type=click.Choice(LANGUAGES), help="help-lang")
COURSE_LANG = option("--lang", type=click.Choice(LANGUAGES), help="help-course-lang")
COURSE = option(
    "--course-dir", type=click.Path(path_type=Path, readable=False), default=Path(), help="help-course-dir"
)
JOBS = option("--jobs", type=click.IntRange(1), help="help-jobs")
JSON_LIST = option("--json", "as_json", is_flag=True, help="help-json-list")
JSON_OBJECT = option("--json", "as_json", is_flag=True, help="help-json-object")
UNSAFE = option("--unsafe-no-isolation", "unsafe", is_flag=True, help="help-unsafe")
CHAPTER = click.argument("chapter")


def sentences(command: Callable[..., Any]) -> Callable[..., Any]:
    """A user's mistake is told in a sentence and exit status 1, never with a traceback.

    Where `--lang` does not say in which language, the course's is meant, or that of the copy around.
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        lang = kwargs.get("lang") or kwargs.get("wanted") or _language_of(**kwargs)
        kwargs |= {"lang": lang} if "lang" in kwargs else {}
        try:
            return command(*args, **kwargs)
        except ZerotsukuError as error:
            from autograder.faces.terminal.console import complain

            complain(error.text, lang)
            sys.exit(1)

    return run


def begun_early(command: Callable[..., Any]) -> Callable[..., Any]:
    """What takes long to begin is begun before anything else is looked at, a course's language included."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        if in_repository() and sys.platform != "win32":
            from autograder.grading.ready import get_ready_to_grade

            work = "autograder.faces.nbgrader.grade_one"
            get_ready_to_grade(kwargs["chapters"], work, unsafe=kwargs["unsafe"])
            with contextlib.suppress(ImportError):  # that there is no nbgrader, the command itself says
                import autograder.faces.nbgrader.light  # noqa: F401 (for what it does)
        return command(*args, **kwargs)

    return run


def _language_of(course_dir: Path | None = None, folder: Path = Path(), **others: Any) -> str:
    if course_dir is not None and sys.platform != "win32" and in_repository():
        from autograder.faces.nbgrader.course import open_course

        with contextlib.suppress(ZerotsukuError):  # the command itself says that it is none
            return open_course(course_dir).lang
    return here(folder) or default_language()


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


@click.group(cls=Group, help="help-main")
@click.version_option(
    package_name="zerotsuku",
    prog_name="zerotsuku",
    message="%(prog)s %(version)s",
    cls=Option,
    help="help-version",
)
def main() -> None:
    """『ゼロから作るDeep Learning』の自動採点ワークブック | An autograded exercise workbook."""
    put_tools_on_path()


@main.command(help="help-start")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("zerotsuku"))
@option("--lang", "wanted", type=click.Choice(LANGUAGES), help="help-start-lang")
@option("--format", "form", type=click.Choice(["ipynb", "py"]), help="help-start-format")
@option("--chapter", "chapters", multiple=True, help="help-start-chapter")
@option("--move-answers", "move", is_flag=True, help="help-start-move")
@sentences
def start(folder: Path, wanted: str | None, form: str | None, chapters: tuple[str, ...], move: bool) -> None:
    """Make a copy of the workbook to work in, or bring yours up to date."""
    from autograder.faces.student.start import start as make
    from autograder.faces.terminal.started import print_started

    print_started(make(folder, wanted, form, list(chapters) or None, move))


@main.command(help="help-watch")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@sentences
def watch(folder: Path) -> None:
    """Re-check on every save."""
    from autograder.faces.student.watch import watch as follow

    follow(folder)


@main.command(help="help-course")
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


@main.command(help="help-grade")
@click.argument("chapters", nargs=-1)
@option("--all", "everything", is_flag=True, help="help-grade-all")
@COURSE
@JOBS
@option("--student", "students", multiple=True, help="help-grade-student")
@option("--force", is_flag=True, help="help-grade-force")
@option("--json", "as_json", is_flag=True, help="help-grade-json")
@UNSAFE
@COURSE_LANG
@click.pass_context
@begun_early
@sentences
def grade(
    context: click.Context,
    chapters: tuple[str, ...],
    everything: bool,
    course_dir: Path,
    jobs: int | None,
    students: tuple[str, ...],
    force: bool,
    as_json: bool,
    unsafe: bool,
    lang: str,
) -> None:
    """Grade all submissions of chapters into the gradebook."""
    if everything == bool(chapters):
        raise click.UsageError(said("grade-which"), context)
    _for_instructors("grade")
    from autograder.faces.terminal.grade import run

    settings: dict[str, Any] = {"jobs": jobs, "students": students, "force": force, "unsafe": unsafe}
    run(course_dir, None if everything else chapters, as_json=as_json, lang=lang, **settings)


@main.command(help="help-inspect")
@click.argument("file", type=click.Path(path_type=Path))
@option("--chapter", required=True, help="help-inspect-chapter")
@JSON_OBJECT
@option("--student", default="inspect", help="help-inspect-student")
@option("--course-dir", type=click.Path(path_type=Path, readable=False), help="help-inspect-course-dir")
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


@main.command(help="help-report")
@CHAPTER
@COURSE
@COURSE_LANG
@sentences
def report(chapter: str, course_dir: Path, lang: str) -> None:
    """Write the class page: who is stuck on what."""
    _for_instructors("report")
    from autograder.faces.class_page.page import make_class_page

    click.echo(make_class_page(course_dir, chapter, lang))


@main.command(help="help-leaderboard")
@CHAPTER
@COURSE
@option("--pseudonyms", is_flag=True, help="help-leaderboard-pseudonyms")
@JSON_LIST
@COURSE_LANG
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


@main.command("list", help="help-list")
@JSON_LIST
@LANG
@sentences
def list_exercises(as_json: bool, lang: str) -> None:
    """The catalog: id, title, section, track, points, needs."""
    from autograder.faces.terminal.listing import catalog_rows, print_catalog

    if as_json:
        _print_json(catalog_rows(lang))
    else:
        print_catalog(lang)


@main.command(help="help-audit")
@option("--chapter", "chapters", multiple=True, help="help-audit-chapter")
@JSON_OBJECT
@JOBS
@UNSAFE
@LANG
@sentences
def audit(chapters: tuple[str, ...], as_json: bool, jobs: int | None, unsafe: bool, lang: str) -> None:
    """Test the graders themselves. Exit status 1 when anything fails."""
    _for_instructors("audit")
    from autograder.faces.terminal.audit import run

    sys.exit(0 if run(chapters, as_json=as_json, jobs=jobs, unsafe=unsafe, lang=lang) else 1)


@main.command(help="help-doctor")
@LANG
@sentences
def doctor(lang: str) -> None:
    """Versions, sandbox layers, and what to do."""
    from autograder.faces.terminal.doctor import examine

    examine(lang)


if __name__ == "__main__":
    main()
