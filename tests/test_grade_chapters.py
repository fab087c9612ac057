"""`zerotsuku grade` for several chapters: one start, lines for machines, and a summary that can be read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from course_case import answered, nbgrader, released, scores, submit, to_bytes

from autograder.catalog import catalog
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.grade_class import (
    GRADED,
    KEPT,
    NOT_GRADED,
    UNREADABLE,
    Row,
    Summary,
    grade_chapters,
)
from autograder.faces.nbgrader.summary import Advanced, Planned, Refused
from autograder.faces.terminal import cli
from autograder.faces.terminal.console import new_console
from autograder.faces.terminal.grade import _Bar, print_summary
from autograder.grading.processes import Graders
from autograder.text import LANGUAGES, Text, say

CHAPTERS = ("ch00", "ch02")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in English with two small chapters handed in, and a third that nobody has generated."""
    made = tmp_path_factory.mktemp("chapters") / "dl"
    make_course(made, "en", [*CHAPTERS, "ch01"])
    for chapter in CHAPTERS:
        nbgrader(made, "generate_assignment", chapter)
        for student in ("aoki", "baba"):
            submit(
                made,
                student,
                {name_of(chapter): to_bytes(answered(lang="en", name=chapter))},
                chapter=chapter,
            )
    submit(made, "chiba", {"notes.txt": b"nothing"}, chapter="ch02")
    submit(made, "aoki", {name_of("ch01"): to_bytes(released("en", "ch01"))}, chapter="ch01")
    return made


def name_of(chapter: str) -> str:
    return f"{catalog().chapter(chapter).stem}.ipynb"


def grade(course: Path, *arguments: str) -> Any:
    return CliRunner().invoke(cli.main, ["grade", *arguments, "--course-dir", str(course), "--jobs", "1"])


def test_all_chapters_are_graded_with_one_start_and_one_that_cannot_be_does_not_stop_them(
    course: Path,
) -> None:
    starts: list[Sequence[str]] = []

    def graders(modules: Sequence[str], jobs: int, unsafe: bool) -> Graders:
        starts.append(modules)
        return Graders(modules, jobs, unsafe)

    results = grade_chapters(course, None, 1, graders=graders)
    assert starts == [[f"autograder.graders.{catalog().chapter(c).stem}" for c in ("ch00", "ch01", "ch02")]]
    first, refused, last = results
    assert isinstance(first, Summary) and isinstance(last, Summary) and isinstance(refused, Refused)
    assert refused.chapter == "ch01" and "generate_assignment ch01" in refused.reason["ja"]
    assert [row.status for row in last.rows] == [GRADED, GRADED, UNREADABLE]
    full = {e.symbol: float(e.points) for e in catalog().chapter("ch02").exercises}
    assert scores(course, "ch02") == {"aoki": full, "baba": full, "chiba": dict.fromkeys(full, 0.0)}


def test_lines_for_machines_are_all_that_stdout_has(course: Path) -> None:
    ran = grade(course, "ch02", "ch99", "ch02", "--json")
    assert ran.exit_code == 1
    events = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [event["event"] for event in events] == ["start", *["student"] * 3, "chapter", "refused", "end"]
    assert events[0]["chapters"] == {"ch02": 3}
    rows = {event["student"]: event for event in events[1:4]}
    assert rows["aoki"]["status"] in (GRADED, KEPT)
    assert rows["aoki"]["score"] == sum(rows["aoki"]["scores"].values()) == events[4]["max_score"]
    assert (rows["chiba"]["status"], rows["chiba"]["score"]) == (UNREADABLE, 0)
    assert rows["chiba"]["notes"] and rows["chiba"]["notes"][0].isascii(), "the course speaks English"
    assert events[4]["students"][UNREADABLE] == 1
    assert events[-1] == {"event": "end", "chapters": ["ch02"], "refused": ["ch99"], "not_graded": 0}
    assert "ch99" in ran.stderr


def test_a_run_that_cannot_begin_is_an_object_too(tmp_path: Path) -> None:
    ran = grade(tmp_path, "ch02", "--json", "--lang", "en")
    assert ran.exit_code == 1
    (event,) = (json.loads(line) for line in ran.stdout.splitlines())
    assert event["event"] == "error" and event["message"] in " ".join(ran.stderr.split())


@pytest.mark.parametrize("arguments", [[], ["ch02", "--all"]])
def test_chapters_or_all_and_not_both(arguments: list[str], tmp_path: Path) -> None:
    for lang in LANGUAGES:
        ran = grade(tmp_path, *arguments, "--lang", lang)
        assert ran.exit_code == 2
        assert say("grade-which")[lang] in ran.output.replace("\n", "")


def test_what_cannot_be_graded_is_told_at_the_end(course: Path) -> None:
    ran = grade(course, "ch01", "ch02", "--lang", "en")
    assert ran.exit_code == 1
    told = " ".join(ran.stderr.split())
    assert told.startswith(say("grade-refused-head", count=1).en)
    assert "ch01: " in told and "generate_assignment ch01" in told
    assert "ch02 (3 students)" in ran.stdout
    assert "\x1b" not in ran.stdout and say("grade-progress", chapter="ch02").en not in ran.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_progress_has_a_rate_and_the_time_left_in_the_courses_language(lang: str) -> None:
    console = new_console(file=io.StringIO(), width=100, force_terminal=True)
    with _Bar(console, lang) as bar:
        bar.tell(Planned({"ch01": 10, "ch02": 10}))
        moments = iter(range(1000))
        bar.progress.get_time = lambda: float(next(moments))
        bar.progress.start_task(bar.task)
        for done in range(4):
            bar.tell(Advanced("ch01", done, 10))
        task = bar.progress.tasks[0]
        assert (task.completed, task.total) == (3, 20)
        assert task.description == say("grade-progress", chapter="ch01")[lang]
        rate, left = (column.render(task).plain for column in bar.progress.columns[3:])  # type: ignore[union-attr]
    assert task.speed and rate == say("grade-rate", rate=f"{task.speed:.1f}")[lang]
    assert re.fullmatch(say("grade-left", time="TIME")[lang].replace("TIME", r"[-\d]+:[-\d:]+"), left)


def row(student: str, status: str, *notes: Text, cut: bool = False) -> Row:
    return Row(student, status, {}, 0.0, 0.0, notes, cut)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_went_wrong_in_a_class_of_200_fits_a_page(lang: str) -> None:
    rows = [
        row(
            f"s{number:03}",
            GRADED,
            say("grade-renamed", wanted="ch02_perceptron.ipynb", file=f"レポート{number}.ipynb"),
        )
        for number in range(150)
    ]
    rows += [
        row(
            f"t{number:02}",
            UNREADABLE,
            say("grade-no-notebook", folder=f"t{number:02}/ch02", file=name_of("ch02")),
        )
        for number in range(40)
    ]
    rows += [row("lost", NOT_GRADED, say("grade-lost")), row("heavy", GRADED, say("grade-spent"), cut=True)]
    console = new_console(file=io.StringIO(), width=100)
    print_summary(Summary("ch02", {"AND": 3}, tuple(rows)), lang, console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    below = said[said.rindex("┘") :]
    assert below.count("\n") < 45
    for key, count in (
        ("grade-lost-list", 1),
        ("grade-unreadable-list", 40),
        ("grade-cut", 1),
        ("grade-odd-list", 151),
    ):
        head = say(key, count=count, chapter="ch02")[lang]
        assert "".join(head.split()) in "".join(below.split())
    also = [say("grade-also", count=count, students="").en for count in (149, 39)]
    if lang == "en":
        assert all(text.strip() in " ".join(below.split()) for text in also)
    assert below.count("•") == 4, "each kind is said once"
