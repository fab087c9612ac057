"""`nbgrader export` from a course of the workbook: the CSV computes nothing when a spreadsheet opens it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from course_case import CHAPTER, environment, nbgrader, new_course
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.faces.nbgrader.export import FORMULA, SafeCsvExportPlugin, harmless

HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0\u3000=1+1",
    "\u200b=1+1",
    "\u2028=1+1",
    "＝1+1",
    "﹦1+1",
    "\u3000\t ＋1",
    "x;=1+1;y",
    "x\t@SUM(A1)\ty",
    "x\" ;\u00a0=cmd|' /C calc'!A0;\"",
    'x,=1+1\n=2+2,"',
    "\x1b[31m=1\u202e",
]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gradebook]:
    monkeypatch.setenv("PATH", environment(tmp_path)["PATH"])
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as made:
        made.add_assignment("ch03", duedate="2030-01-01 00:00:00 UTC")
        yield made


def test_no_text_of_a_student_is_a_formula(book: Gradebook, tmp_path: Path) -> None:
    for number, text in enumerate(HOSTILE):
        book.add_student(f"{text}{number}", first_name=text, last_name=text, email=text)
    book.add_assignment("=1+1")
    SafeCsvExportPlugin(to=str(tmp_path / "grades.csv")).export(book)
    found = rows(tmp_path / "grades.csv")
    assert len(found) == 2 * len(HOSTILE)
    for row in found:
        for field in row.values():
            for cell in re.split("[,;\t]", field):  # as spreadsheets of other countries part it
                assert not cell.lstrip().startswith(tuple(FORMULA)), row
            assert not any(c in field for c in "\x1b\u202e\u200b\u2028\r\n"), row
    assert {'\'=HYPERLINK("http://x","y")', "'+1+1", "'@SUM(A1)", "'-2+3"} <= {r["last_name"] for r in found}


def test_an_honest_class_is_written_as_nbgrader_writes_it(book: Gradebook, tmp_path: Path) -> None:
    book.add_student("aoki", first_name="花子", last_name="青木", email="aoki@example.org")
    book.add_student("baba-2", last_name="Baba")
    book.add_submission("ch03", "aoki", timestamp="2029-12-31 00:00:00 UTC")
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    SafeCsvExportPlugin(to=str(ours)).export(book)
    CsvExportPlugin(to=str(theirs)).export(book)
    with theirs.open(encoding="utf-8", newline="") as file:
        assert [{k: v for k, v in row.items() if k != "lms_user_id"} for row in rows(ours)] == list(
            csv.DictReader(file)
        )
    for chosen in ({"student": ["aoki"]}, {"assignment": ["ch04"]}):
        SafeCsvExportPlugin(to=str(ours), **chosen).export(book)
        assert [r["student_id"] for r in rows(ours)] == (["aoki"] if "student" in chosen else [])


def test_excel_in_japan_reads_names_and_an_lms_finds_its_students(book: Gradebook, tmp_path: Path) -> None:
    book.add_student("yamada", first_name="太郎", last_name="山田", lms_user_id="4711")
    book.add_student("sato", lms_user_id="=1+1")
    book.add_submission("ch03", "yamada")
    path = tmp_path / "grades.csv"
    SafeCsvExportPlugin(to=str(path)).export(book)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    assert "山田" in path.read_text(encoding="utf-8-sig")
    found = {row["student_id"]: row["lms_user_id"] for row in rows(path)}
    assert found == {"yamada": "4711", "sato": "'=1+1"}


def test_numbers_stay_numbers() -> None:
    assert [harmless(value) for value in (-1.5, 0, None)] == [-1.5, 0, None]


@pytest.mark.slow
def test_the_course_exports_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = new_course(tmp_path)
    monkeypatch.setenv("PATH", environment(tmp_path)["PATH"])
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as made:
        made.add_student("=1+1,=2+2")
    nbgrader(course, "export", "--to", "out.csv", "--assignment", f"['{CHAPTER}']")
    (row,) = rows(course / "out.csv")
    assert (row["student_id"], row["assignment"]) == ("'=1+1,'=2+2", CHAPTER)
