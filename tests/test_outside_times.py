"""Due dates, time zones and penalties, as public bug reports of graders tell of them."""

from __future__ import annotations

import csv
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from course_case import CHAPTER, STEM, answered, environment, nbgrader, new_course, submit, to_bytes
from nbgrader.api import Gradebook

from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.course import CONFIG
from autograder.faces.nbgrader.export import SafeCsvExportPlugin
from autograder.faces.nbgrader.grade_class import KEPT, Row, grade_class
from autograder.faces.nbgrader.times import read_time
from autograder.text import LANGUAGES, Text

NAME = f"{STEM}.ipynb"
ONE = datetime(2026, 1, 2, 3)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", environment(tmp_path)["PATH"])
    return new_course(tmp_path)


def sql(course: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(course / "gradebook.db") as connection:
        return connection.execute(statement, values).fetchall()


def exported(course: Path) -> dict[str, str]:
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        SafeCsvExportPlugin(to=str(course / "grades.csv")).export(gradebook)
    with (course / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    return row


def due(course: Path, when: str) -> None:
    sql(course, "update assignment set duedate = ?", when)


# The due date moves


def agreed(course: Path, row: Row, score: float, penalty: float) -> None:
    """The table, the gradebook, the CSV and the class page say the same."""
    assert row.score == score
    assert sql(course, "select late_submission_penalty from submitted_notebook") == [(penalty or None,)]
    found = exported(course)
    assert (float(found["score"]), float(found["late_submission_penalty"])) == (score, penalty)
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert (f"penalty {penalty:g}" in page) == (penalty > 0)
    assert "grade ch03" not in page, "nothing is left to be mended"


@pytest.mark.parametrize("by", ["due date", pytest.param("extension", marks=pytest.mark.slow)])
def test_a_moved_due_date_moves_the_penalty_of_what_was_graded(course: Path, by: str) -> None:
    with (course / CONFIG).open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    due(course, "2026-01-02 02:00:00.000000")
    submit(course, "aoki", {NAME: to_bytes(answered())}, "2026-01-02 03:00:00 UTC")
    (row,) = grade_class(course, CHAPTER).rows
    full = sum(row.scores.values())
    agreed(course, row, 0.0, full)
    if by == "due date":
        due(course, "2026-01-02 04:00:00.000000")
    else:
        sql(course, "update submitted_assignment set extension = ?", "1970-01-01 02:00:00.000000")
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert "zerotsuku grade ch03" in page, "the class page alone says that the penalty is an old one"
    (row,) = grade_class(course, CHAPTER).rows
    assert (row.status, row.late) == (KEPT, 0.0)
    agreed(course, row, full, 0.0)
    if by == "due date":
        due(course, "2026-01-02 02:30:00.000000")
    else:
        sql(course, "update submitted_assignment set extension = null")
    (row,) = grade_class(course, CHAPTER).rows
    assert row.status == KEPT
    agreed(course, row, 0.0, full)


@pytest.mark.slow
def test_a_mark_changed_by_hand_and_a_new_rule_change_the_penalty(course: Path) -> None:
    due(course, "2026-01-02 02:00:00.000000")
    submit(course, "aoki", {NAME: to_bytes(answered())}, "2026-01-02 03:00:00 UTC")
    (row,) = grade_class(course, CHAPTER).rows
    full = row.score
    with (course / CONFIG).open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    (row,) = grade_class(course, CHAPTER).rows
    agreed(course, row, 0.0, full)
    sql(
        course,
        "update grade set manual_score = 0 "
        "where cell_id = (select id from base_cell where name = 'check-relu')",
    )
    (row,) = grade_class(course, CHAPTER).rows
    assert row.status == KEPT
    agreed(course, row, 0.0, sum(row.scores.values()))
    assert sum(row.scores.values()) < full


@pytest.mark.slow
def test_nbgraders_autograde_moves_it_too(course: Path) -> None:
    with (course / CONFIG).open("a") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    submit(course, "aoki", {NAME: to_bytes(answered())}, "2026-01-02 03:00:00 UTC")
    (row,) = grade_class(course, CHAPTER).rows
    due(course, "2026-01-02 02:00:00.000000")
    nbgrader(course, "autograde", CHAPTER)
    assert exported(course)["score"] == "0.0"
    due(course, "2026-01-02 04:00:00.000000")
    nbgrader(course, "autograde", CHAPTER)
    assert float(exported(course)["score"]) == row.score


# Time zones


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02 03:00:00.000000 UTC",
        "2026-01-02 03:00:00",
        "2026-01-02T03:00:00Z",
        "2026-01-02 12:00:00.000000 JST",
        "2026-01-02 12:00:00JST",
        "2026-01-02 12:00:00 +0900",
        "2026-01-02 12:00:00 +09",
        "2026-01-02 12:00:00+09:00",
        "2026-01-02T12:00:00+09:00",
        "2026-01-02 12:00:00 UTC+9",
        "2026-01-02 12:00:00 GMT+0900 (JST)",
        "2026-01-02 12:00:00 Asia/Tokyo",
        "2026-01-02 12:00:00 Japan",
        "2026-01-02 12:00:00 Etc/GMT-9",
        "2026-01-02 12:00:00 KST",
        "2026-01-02 08:45:00 +0545",
        "2026-01-02 04:00:00 CET",
        "2026-01-01 19:00:00 PST",
        "2026-01-01 22:00:00 EST",
        "2026-01-01 23:30:00 -0330",
        "Fri, 02 Jan 2026 12:00:00 +0900",
        "2026-01-01 07:00 PM PST",
    ],
)
def test_a_time_of_any_zone_is_the_same_moment(text: str) -> None:
    assert read_time(text) == ONE


def test_summer_time_is_summer_time() -> None:
    assert read_time("2026-07-02 05:00:00 CEST") == datetime(2026, 7, 2, 3)
    assert read_time("2026-07-02 05:00:00 Europe/Berlin") == datetime(2026, 7, 2, 3)
    assert read_time("2026-07-01 20:00:00 PDT") == datetime(2026, 7, 2, 3)


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("2026-01-02 11:00:00 CST", "Asia/Shanghai"),
        ("2026-01-01 21:00:00 CST", "America/Chicago"),
        ("2026-01-02 08:30:00 IST", "Asia/Kolkata"),
        ("2026-01-02 11:00:00 PST", "Asia/Manila"),
    ],
)
def test_the_courses_zone_decides_between_zones_of_one_name(text: str, home: str) -> None:
    assert read_time(text, home) == ONE
    assert read_time("2026-01-02 12:00:00 JST", home) == ONE, "and nothing else"


@pytest.mark.parametrize("text", ["2026-01-02 11:00:00 CST", "2026-07-02 08:30:00 IST"])
def test_a_name_of_several_zones_is_told_with_what_it_can_be(text: str) -> None:
    said = read_time(text)
    assert isinstance(said, Text)
    for lang in LANGUAGES:
        assert text.split()[-1] in said[lang]
        assert ("+08:00" if "CST" in text else "+05:30") in said[lang]
        assert "c.Exchange.timezone" in said[lang]


@pytest.mark.parametrize("text", ["2026-01-02 12:00 XYZ", "2026-01-02 Mars/Base", "yesterday", "9" * 300])
def test_what_is_no_time_is_told(text: str) -> None:
    assert isinstance(read_time(text), Text)


@pytest.mark.slow
def test_a_course_in_tokyo_agrees_on_when_it_was(course: Path) -> None:
    with (course / CONFIG).open("a") as config:
        config.write('c.Exchange.timezone = "Asia/Tokyo"\n')
    due(course, "2026-01-02 04:00:00.000000")
    jst = "2026-01-02 12:00:00.000000 JST"
    submit(course, "aoki", {NAME: to_bytes(answered())}, jst)
    submit(course, "baba", {NAME: to_bytes(answered())}, "2026-01-02 15:00:00 +0900")
    rows = grade_class(course, CHAPTER).rows
    assert [(row.late, row.notes) for row in rows] == [(0.0, ()), (2 * 3600, ())]
    assert [row.status for row in grade_class(course, CHAPTER).rows] == [KEPT, KEPT]
    written = course / "autograded" / "aoki" / CHAPTER / "timestamp.txt"
    assert written.read_text().strip() == "2026-01-02 03:00:00 UTC"
    assert sql(course, "select timestamp from submitted_assignment order by timestamp") == [
        ("2026-01-02 03:00:00.000000",),
        ("2026-01-02 06:00:00.000000",),
    ]
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert page.count("2.0 h") == 1
    assert "grade ch03" not in page


@pytest.mark.slow
def test_both_ways_of_grading_read_the_same_time_and_tell_of_the_same(course: Path) -> None:
    due(course, "2026-01-02 02:00:00.000000")
    submit(course, "aoki", {NAME: to_bytes(answered())}, "2026-01-02 12:00:00 JST")
    submit(course, "baba", {NAME: to_bytes(answered())}, "2026-01-02 12:00:00 IST")
    log = nbgrader(course, "autograde", CHAPTER)
    assert "IST" in log
    assert "JST" not in log
    assert sql(course, "select timestamp from submitted_assignment where student_id = 'aoki'") == [
        ("2026-01-02 03:00:00.000000",)
    ]
    aoki, baba = grade_class(course, CHAPTER).rows
    assert (aoki.status, aoki.late, aoki.notes) == (KEPT, 3600, ())
    assert (baba.status, baba.late) == (KEPT, 0)
    assert "IST" in baba.notes[0]["en"]
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert "IST" in page
