"""`zerotsuku grade`: many submissions into the gradebook, whatever is in them and whatever happens."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import filelock
import pytest
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    chapter,
    code,
    environment,
    graded,
    nbgrader,
    new_course,
    released,
    scores,
    submit,
    to_bytes,
    varied,
)
from gradebook_case import rows_of

from autograder.faces.nbgrader.course import CONFIG
from autograder.faces.nbgrader.grade_class import GRADED, KEPT, LOCK, UNREADABLE, Row, Summary, grade_class
from autograder.faces.terminal.grade import print_summary
from autograder.grading.allowance import Effort
from autograder.grading.processes import Graders, NotGraded
from autograder.sandbox.sandbox import Sandbox
from autograder.text import LANGUAGES, ZerotsukuError

NAME = f"{STEM}.ipynb"
FULL = {e.symbol: float(e.points) for e in chapter().exercises}
LATE = "2026-01-02 06:00:00 UTC"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path)


def row(summary: Summary, student: str) -> Row:
    return next(r for r in summary.rows if r.student == student)


def written(course: Path) -> dict[str, int]:
    """Student → when the graded notebook was written."""
    paths = course.glob(f"autograded/*/{CHAPTER}/{NAME}")
    return {p.parent.parent.name: p.stat().st_mtime_ns for p in paths}


def sql(course: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(course / "gradebook.db") as connection:
        return connection.execute(statement, values).fetchall()


# What is handed in


@pytest.fixture(scope="module")
def odd_class(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """A class in which nearly everybody handed in something odd."""
    course = new_course(tmp_path_factory.mktemp("odd"))
    good, other = to_bytes(answered()), b'{"nbformat": 4, "cells": []}'
    huge = answered()
    huge["cells"].insert(
        2,
        {
            **code("1"),
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["x" * 1000] * 20_000}],
        },
    )
    for student, files in {
        "good": {NAME: good},
        "empty": {},
        "two": {NAME: good, "copy.ipynb": other},
        "renamed": {"ch3 (1).ipynb": good},
        "renamed-two": {"a.ipynb": other, "b.ipynb": good},
        "script": {f"{STEM}.py": b"import numpy as np\ndef relu(x):\n    return np.maximum(0, x)\n"},
        "zero": {NAME: b""},
        "prose": {NAME: "ノートブックです".encode()},
        "list": {NAME: b"[1, 2]"},
        "no-cells": {NAME: other},
        "latin": {NAME: b'{"cells": [\xff\xfe'},
        "huge": {NAME: to_bytes(huge)},
        "odd name; rm": {NAME: good},
        "学生": {NAME: good},
    }.items():
        submit(course, student, files)
    target = course.parent / "target.ipynb"
    target.write_bytes(good)
    (submit(course, "link", {}) / NAME).symlink_to(target)
    (submit(course, "secret-link", {}) / NAME).symlink_to(course / "secret")
    os.mkfifo(submit(course, "fifo", {}) / NAME)
    os.mkfifo(submit(course, "fifo-time", {NAME: good}) / "timestamp.txt")
    (submit(course, "time-link", {NAME: good}) / "timestamp.txt").symlink_to(course / "secret")
    (submit(course, "folder", {}) / NAME).mkdir()
    return course, grade_class(course, CHAPTER, jobs=2)


@pytest.mark.parametrize(
    "student",
    ["good", "two", "renamed", "renamed-two", "huge", "odd name; rm", "学生", "fifo-time", "time-link"],
)
def test_an_answer_that_is_there_counts(odd_class: tuple[Path, Summary], student: str) -> None:
    course, summary = odd_class
    assert row(summary, student).status == GRADED
    assert dict(row(summary, student).scores) == FULL
    assert scores(course)[student] == FULL


@pytest.mark.parametrize(
    "student", ["empty", "zero", "prose", "list", "latin", "link", "secret-link", "fifo", "folder"]
)
def test_what_cannot_be_read_has_zero_and_a_sentence(odd_class: tuple[Path, Summary], student: str) -> None:
    course, summary = odd_class
    found = row(summary, student)
    assert (found.status, found.score) == (UNREADABLE, 0)
    assert set(scores(course)[student].values()) == {0.0}
    for lang in LANGUAGES:
        assert any(NAME in note[lang] or student in note[lang] for note in found.notes)
    text = json.dumps(graded(course, student), ensure_ascii=False)
    assert found.notes[0]["ja"] in text, "the reason stands in the graded notebook"


def test_a_script_is_graded_when_there_is_no_notebook(odd_class: tuple[Path, Summary]) -> None:
    assert row(odd_class[1], "script").scores["relu"] == FULL["relu"]


def test_a_second_notebook_and_a_new_name_are_told(odd_class: tuple[Path, Summary]) -> None:
    assert "copy.ipynb" in row(odd_class[1], "two").notes[0]["en"]
    assert "ch3 (1).ipynb" in row(odd_class[1], "renamed").notes[0]["en"]
    assert "b.ipynb" in row(odd_class[1], "renamed-two").notes[0]["en"]


def test_nothing_of_submitted_is_changed_and_no_secret_is_copied(odd_class: tuple[Path, Summary]) -> None:
    course, _ = odd_class
    assert (course / "submitted" / "good" / CHAPTER / NAME).read_bytes() == to_bytes(answered())
    secret = (course / "secret").read_bytes()
    for path in (course / "autograded").rglob("*"):
        assert not path.is_symlink()
        assert not path.is_file() or secret not in path.read_bytes()


def test_outputs_of_the_submission_are_dropped(odd_class: tuple[Path, Summary]) -> None:
    assert (odd_class[0] / "autograded" / "huge" / CHAPTER / NAME).stat().st_size < 200_000


def test_the_table_is_printed_in_both_languages(
    odd_class: tuple[Path, Summary], capsys: pytest.CaptureFixture[str]
) -> None:
    for lang in LANGUAGES:
        print_summary(odd_class[1], lang)
        assert "renamed-two" in capsys.readouterr().out


# The gradebook


@pytest.mark.slow
def test_both_ways_give_the_same_scores_and_notebooks(tmp_path: Path) -> None:
    one, two = new_course(tmp_path / "one"), new_course(tmp_path / "two")
    for student, files in varied().items():
        for course in (one, two):
            submit(course, student, files, LATE)
    for course in (one, two):
        sql(course, "update assignment set duedate = '2026-01-02 03:00:00.000000'")
        with (course / CONFIG).open("a") as config:
            config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    nbgrader(one, "autograde", CHAPTER)
    summary = grade_class(two, CHAPTER, jobs=2)
    assert scores(one) == scores(two)
    assert {r.student for r in summary.rows} == set(varied())
    assert rows_of(one) == rows_of(two)
    for student in varied():
        assert graded(one, student) == graded(two, student)
    assert all(r.status == KEPT for r in grade_class(one, CHAPTER).rows if r.student != "kato")


def test_marks_made_by_hand_survive_a_regrade(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    grade_class(course, CHAPTER)
    sql(
        course,
        "update grade set manual_score = 1.5, extra_credit = 0.25, needs_manual_grade = 0 "
        "where cell_id = (select id from base_cell where name = 'check-relu')",
    )
    sql(
        course,
        "update comment set manual_comment = 'see me' "
        "where cell_id = (select id from base_cell where name = 'relu' and type = 'SolutionCell')",
    )
    wrong = answered()
    answer_cell(wrong, "relu")["source"] = "def relu(x):\n    return x"
    submit(course, "aoki", {NAME: to_bytes(wrong)})
    found = row(grade_class(course, CHAPTER), "aoki")
    assert found.scores["relu"] == 1.75
    marks = sql(
        course,
        "select auto_score, manual_score, extra_credit, needs_manual_grade from grade "
        "where cell_id = (select id from base_cell where name = 'check-relu')",
    )
    assert marks[0][0] < FULL["relu"]
    assert marks[0][1:] == (1.5, 0.25, 1)
    assert sql(course, "select manual_comment from comment where manual_comment is not null") == [("see me",)]


def test_a_late_submission_is_shown_as_late(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql(course, "update assignment set duedate = '2026-01-02 03:00:00.000000'")
    submit(course, "late", {NAME: to_bytes(answered())}, LATE)
    summary = grade_class(course, CHAPTER)
    assert row(summary, "late").late == 3 * 3600
    assert sql(course, "select timestamp from submitted_assignment") == [("2026-01-02 06:00:00.000000",)]
    print_summary(summary, "en")
    assert "3.0 h" in " ".join(capsys.readouterr().out.split())
    assert (course / "autograded" / "late" / CHAPTER / "timestamp.txt").read_text().strip() == LATE


def test_many_students_are_shown_in_tables_with_heads_of_their_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = tuple(Row(f"s{number:04}", GRADED, {"relu": 3.0}, 3.0, 0.0, ()) for number in range(250))
    print_summary(Summary(CHAPTER, {"relu": 3}, rows), "en")
    said = capsys.readouterr().out
    assert len(re.findall(r"\bstudent\b", said)) == 3
    assert [f"s{number:04}" for number in range(250)] == re.findall(r"s\d{4}", said)


def test_what_is_graded_stays_graded_until_the_bytes_change(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    submit(course, "baba", {NAME: to_bytes(released())})
    assert [r.status for r in grade_class(course, CHAPTER).rows] == [GRADED, GRADED]
    assert [r.status for r in grade_class(course, CHAPTER).rows] == [KEPT, KEPT]
    submit(course, "baba", {NAME: to_bytes(answered(["relu"]))})
    assert [r.status for r in grade_class(course, CHAPTER).rows] == [KEPT, GRADED]
    assert [r.status for r in grade_class(course, CHAPTER, students=["aoki"], force=True).rows] == [GRADED]


def test_a_notebook_without_its_marks_in_the_gradebook_is_graded_again(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    grade_class(course, CHAPTER)
    sql(course, "update grade set auto_score = null")
    assert [r.status for r in grade_class(course, CHAPTER).rows] == [GRADED]
    assert scores(course)["aoki"] == FULL


# What happens to a run


def grading(course: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "autograder.faces.terminal.cli", "grade", CHAPTER, "--jobs", "2"],
        cwd=course,
        env=environment(course.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def kill_when(run: subprocess.Popen[bytes], seen: Callable[[], bool]) -> None:
    """SIGKILL for a run that is still busy when that is seen."""
    try:
        end = time.monotonic() + 120
        while not seen():
            assert run.poll() is None, run.communicate()[0].decode()
            assert time.monotonic() < end
            time.sleep(0.01)
        assert run.poll() is None
    finally:
        run.send_signal(signal.SIGKILL)
        run.communicate()


@pytest.mark.slow
def test_what_others_got_is_written_while_one_submission_hangs(course: Path) -> None:
    """And a run that is killed then goes on to the same gradebook."""
    hanging = answered()
    answer_cell(hanging, "relu")["source"] = "def relu(x):\n    while True:\n        pass"
    for student, notebook in (("aoki", answered()), ("baba", hanging), ("chiba", answered())):
        submit(course, student, {NAME: to_bytes(notebook)})
    others = {"aoki": FULL, "chiba": FULL}
    kill_when(grading(course), lambda: scores(course) == others)
    second = grading(course)
    assert second.communicate(timeout=120)[0].decode()
    assert second.returncode == 0
    assert scores(course) == {**others, "baba": {**FULL, "relu": 0.0}}


@pytest.mark.slow
def test_a_killed_run_goes_on_and_grades_everyone_once(course: Path) -> None:
    students = [f"s{number:02}" for number in range(60)]  # more than are written at once
    for student in students:
        submit(course, student, {NAME: to_bytes(answered())})
    kill_when(grading(course), lambda: len(written(course)) >= 3)
    before = written(course)
    kept = {s for s, marks in scores(course).items() if None not in marks.values()}
    assert len(before) < len(students)
    second = grading(course)
    output = second.communicate(timeout=120)[0].decode()
    assert second.returncode == 0, output
    assert scores(course) == dict.fromkeys(students, FULL)
    count = "select count(*), count(distinct student_id) from submitted_assignment"
    assert sql(course, count) == [(len(students), len(students))]
    after = written(course)
    assert len(after) == len(students)
    assert kept <= {s for s in before if before[s] == after[s]}
    assert not list(course.glob("autograded/*/*/.*.part"))


def test_two_runs_at_once_are_told(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    with filelock.FileLock(course / LOCK), pytest.raises(ZerotsukuError) as error:
        grade_class(course, CHAPTER)
    assert str(course) in error.value.text["ja"]


def test_a_read_only_gradebook_is_told_before_anything_is_graded(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    with (course / CONFIG).open("a") as config:
        config.write(f'c.CourseDirectory.db_url = "sqlite:///file:{course}/gradebook.db?mode=ro&uri=true"\n')
    with pytest.raises(ZerotsukuError) as error:
        grade_class(course, CHAPTER)
    assert "gradebook.db" in error.value.text["ja"]
    assert "readonly" in error.value.text["en"]
    assert not (course / "autograded").exists()


@pytest.mark.slow
def test_a_full_disk_keeps_what_was_graded(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for student in ("aoki", "baba"):
        submit(course, student, {NAME: to_bytes(answered())})
    grade_class(course, CHAPTER, students=["aoki"])
    plain = os.fdopen

    class Full:
        def __init__(self, descriptor: int, mode: str):
            self.file = plain(descriptor, mode)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, content: bytes) -> None:
            raise OSError(28, "No space left on device")

    def fdopen(descriptor: int, mode: str = "r", *rest: object, **more: object) -> object:
        return Full(descriptor, mode) if mode == "wb" else plain(descriptor, mode, *rest, **more)

    monkeypatch.setattr("autograder.faces.nbgrader.course.os.fdopen", fdopen)
    with pytest.raises(ZerotsukuError) as error:
        grade_class(course, CHAPTER)
    monkeypatch.undo()
    assert "baba" in error.value.text["ja"]
    assert "No space left" in error.value.text["en"]
    assert scores(course) == {"aoki": FULL}
    assert not list(course.glob("autograded/*/*/.*.part"))
    assert [r.status for r in grade_class(course, CHAPTER).rows] == [KEPT, GRADED]


def test_an_unknown_chapter_is_told(course: Path) -> None:
    with pytest.raises(ZerotsukuError, match="ch99"):
        grade_class(course, "ch99")


def test_a_folder_that_is_no_course_is_told(tmp_path: Path) -> None:
    with pytest.raises(ZerotsukuError, match="nbgrader_config"):
        grade_class(tmp_path, CHAPTER)


def test_nothing_submitted_is_told(course: Path) -> None:
    with pytest.raises(ZerotsukuError, match="submitted"):
        grade_class(course, CHAPTER)


def test_an_unknown_student_is_told(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    with pytest.raises(ZerotsukuError, match="zeta"):
        grade_class(course, CHAPTER, students=["zeta"])


def test_a_course_without_a_gradebook_is_told(course: Path) -> None:
    (course / "gradebook.db").unlink()
    submit(course, "aoki", {NAME: to_bytes(answered())})
    with pytest.raises(ZerotsukuError, match="generate_assignment"):
        grade_class(course, CHAPTER)
    assert not (course / "gradebook.db").exists()


def test_another_release_in_the_gradebook_is_told(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    sql(course, "update grade_cells set max_score = 99")
    with pytest.raises(ZerotsukuError, match="generate_assignment"):
        grade_class(course, CHAPTER)


def _dies_at_three(task: int, sandbox: Sandbox, effort: Effort) -> int:
    if task == 3:
        os._exit(9)
    if task == 5:
        raise ValueError("five")
    return task * task


@pytest.mark.slow
def test_a_process_that_dies_costs_only_its_task() -> None:
    with Graders([], 2, unsafe=True) as graders:
        found = dict(filter(None, graders.each(range(10), _dies_at_three)))
    assert sorted(found) == list(range(10))
    assert isinstance(found[3], NotGraded)
    assert isinstance(found[5], NotGraded)
    assert "five" in found[5].reason["ja"]
    assert all(found[n] == n * n for n in range(10) if n not in (3, 5))
