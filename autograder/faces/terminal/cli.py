"""The command line: a thin face of the library.

Exit status: 0 the command did its work, 1 it could not, 2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder.faces.terminal.ending import run_to_the_end
from autograder.faces.terminal.options import (
    CHAPTER,
    COURSE,
    COURSE_LANG,
    JOBS,
    JSON_LIST,
    JSON_OBJECT,
    LANG,
    UNSAFE,
    begun_early,
    for_instructors,
    on_a_cluster,
    option,
    print_json,
    sentences,
)
from autograder.faces.terminal.spoken import Group, Option, said
from autograder.rooms import put_tools_on_path
from autograder.text import LANGUAGES

if TYPE_CHECKING:
    from autograder.grading.cluster.connecting import Cluster


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
    for_instructors("course")
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
@begun_early
@click.pass_context
@sentences
@on_a_cluster
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
    cluster: Cluster | None,
) -> None:
    """Grade all submissions of chapters into the gradebook."""
    if everything == bool(chapters):
        raise click.UsageError(said("grade-which"), context)
    for_instructors("grade")
    from autograder.faces.terminal.grade import run

    settings: dict[str, Any] = {"jobs": jobs, "students": students, "force": force, "unsafe": unsafe}
    run(course_dir, None if everything else chapters, as_json=as_json, lang=lang, cluster=cluster, **settings)


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
    for_instructors("inspect")
    from autograder.faces.terminal.inspect import inspect_file, print_report

    report = inspect_file(file, chapter, student=student, course_dir=course_dir, unsafe=unsafe)
    if as_json:
        print_json(report.as_json(lang))
    else:
        print_report(report, lang)


@main.command(help="help-report")
@click.argument("chapter", required=False)
@option("--all", "whole", is_flag=True, help="help-report-all")
@option("--anonymous", is_flag=True, help="help-report-anonymous")
@COURSE
@COURSE_LANG
@sentences
def report(chapter: str | None, whole: bool, anonymous: bool, course_dir: Path, lang: str) -> None:
    """Write the class page, or those of all chapters and the course's."""
    for_instructors("report")
    from autograder.faces.class_page.page import make_class_page, make_course_page
    from autograder.text import say

    if chapter and whole:
        raise click.UsageError(say("help-report-both")[lang])
    if chapter:
        click.echo(make_class_page(course_dir, chapter, lang, anonymous))
    else:
        click.echo(make_course_page(course_dir, lang, anonymous))


@main.command(help="help-leaderboard")
@CHAPTER
@COURSE
@option("--pseudonyms", is_flag=True, help="help-leaderboard-pseudonyms")
@JSON_LIST
@COURSE_LANG
@sentences
def leaderboard(chapter: str, course_dir: Path, pseudonyms: bool, as_json: bool, lang: str) -> None:
    """How far the networks of the open challenge came."""
    for_instructors("leaderboard")
    from autograder.faces.class_page.leaderboard import leaderboard as read
    from autograder.faces.terminal.leaderboard import print_leaderboard

    exercise, places = read(course_dir, chapter)
    if as_json:
        print_json([place.as_json(pseudonyms) for place in places])
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
        print_json(catalog_rows(lang))
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
    for_instructors("audit")
    from autograder.faces.terminal.audit import run

    sys.exit(0 if run(chapters, as_json=as_json, jobs=jobs, unsafe=unsafe, lang=lang) else 1)


@main.command(help="help-collect")
@CHAPTER
@click.argument("sources", type=click.Path(path_type=Path, readable=False), nargs=-1, required=True)
@COURSE
@option("--map", "names", type=click.Path(path_type=Path, readable=False), help="help-collect-map")
@option("--add", is_flag=True, help="help-collect-add")
@option("--dry-run", is_flag=True, help="help-collect-dry-run")
@option("--yes", is_flag=True, help="help-collect-yes")
@JSON_OBJECT
@COURSE_LANG
@sentences
def collect(
    chapter: str,
    sources: tuple[Path, ...],
    course_dir: Path,
    names: Path | None,
    add: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Put the files that participants sent into submitted/, where they are graded."""
    for_instructors("collect")
    from autograder.faces.terminal.collect import require_all, run

    plan = run(
        course_dir,
        chapter,
        sources,
        names=names,
        add=add,
        dry_run=dry_run,
        yes=yes,
        as_json=as_json,
        lang=lang,
    )
    if as_json:
        print_json({**plan.as_json(lang), "dry_run": dry_run})
    require_all(plan)


@main.command(help="help-handout")
@click.argument("chapters", nargs=-1, required=True, metavar="CHAPTER...")
@COURSE
@option("--to", type=click.Path(path_type=Path), help="help-handout-to")
@option("--wheel", type=click.Path(path_type=Path), help="help-handout-wheel")
@option("--no-wheel", is_flag=True, help="help-handout-no-wheel")
@JSON_OBJECT
@COURSE_LANG
@sentences
def handout(
    chapters: tuple[str, ...],
    course_dir: Path,
    to: Path | None,
    wheel: Path | None,
    no_wheel: bool,
    as_json: bool,
    lang: str,
) -> None:
    """One zip for the participants, with all that they need at home."""
    for_instructors("handout")
    from autograder.faces.sending.handout import make_handout
    from autograder.faces.terminal.handout import print_handout

    made = make_handout(course_dir, chapters, to, wheel, with_wheel=not no_wheel)
    if as_json:
        print_json(made.as_json(lang))
    else:
        print_handout(made, lang)


@main.command("return", help="help-return")
@CHAPTER
@COURSE
@option("--to", type=click.Path(path_type=Path), help="help-return-to")
@option("--moodle", type=click.Path(path_type=Path), help="help-return-moodle")
@JSON_OBJECT
@COURSE_LANG
@sentences
def give_back(
    chapter: str, course_dir: Path, to: Path | None, moodle: Path | None, as_json: bool, lang: str
) -> None:
    """The pages of feedback as zips: one for each participant, and one of all."""
    for_instructors("return")
    from autograder.faces.sending.returning import return_feedback
    from autograder.faces.terminal.give_back import print_returned, require_all

    returned = return_feedback(course_dir, chapter, to, moodle)
    if as_json:
        print_json(returned.as_json(lang))
    else:
        print_returned(returned, lang)
    require_all(returned)


@main.command(help="help-doctor")
@LANG
@sentences
def doctor(lang: str) -> None:
    """Versions, sandbox layers, and what to do."""
    from autograder.faces.terminal.doctor import examine

    examine(lang)


def run() -> None:
    """The program `zerotsuku`."""
    run_to_the_end(main)


if __name__ == "__main__":
    run()
