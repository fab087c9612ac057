"""A gradebook in PostgreSQL, by nbgrader's db_url: the same rows as in a file; troubles are sentences."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from click.testing import CliRunner
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    chapter,
    nbgrader,
    nbgrader_process,
    new_course,
    released,
    submit,
    to_bytes,
)
from gradebook_case import files_of, rows_of
from postgresql_case import USER, Server, server, use

from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.course import open_course
from autograder.faces.nbgrader.database import MAX_ID, database_of, place_of, sole_writer
from autograder.faces.nbgrader.grade_class import GRADED, KEPT, NOT_GRADED, grade_class
from autograder.faces.nbgrader.gradebook import Book, Entry
from autograder.faces.terminal import cli
from autograder.text import LANGUAGES, ZerotsukuError

NAME = f"{STEM}.ipynb"
SYMBOLS = [e.symbol for e in chapter().exercises]
FULL = {e.symbol: float(e.points) for e in chapter().exercises}
LATE = "2026-01-02 06:00:00 UTC"


@cache
def _released() -> str:
    """A database with the chapter in it, made once a run of the tests, of which others are copies."""
    server().execute("postgres", 'create database "released"')
    with tempfile.TemporaryDirectory(prefix="zerotsuku-test-") as folder:
        course = new_course(Path(folder))
        use(course, server().url("released"))
        nbgrader(course, "generate_assignment", CHAPTER, "--force")
    return "released"


@pytest.fixture
def course(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A course with the chapter released, whose gradebook is in a database of its own."""
    template = _released()
    made = new_course(tmp_path)
    (made / "gradebook.db").unlink()
    name = f"test_{abs(hash(request.node.nodeid))}"
    server().execute("postgres", f'create database "{name}" template "{template}"')
    use(made, server().url(name))
    return made


def four() -> dict[str, dict[str, bytes]]:
    """Four students: everything right, half of it, one wrong, nothing readable."""
    wrong = answered()
    answer_cell(wrong, "relu")["source"] = "def relu(x):\n    return x"
    return {
        "aoki": {NAME: to_bytes(answered())},
        "baba": {NAME: to_bytes(answered(SYMBOLS[:6]))},
        "chiba": {NAME: to_bytes(wrong)},
        "doi": {"notes.txt": b"I could not open it."},
    }


def hand_in(course: Path) -> None:
    for student, files in four().items():
        submit(course, student, files, LATE)


# The same as in a file


@pytest.mark.slow
def test_both_ways_and_both_databases_hold_the_same_rows(course: Path, tmp_path: Path) -> None:
    """`zerotsuku grade` and `nbgrader autograde`, which is what the formgrader's button runs."""
    on_file = new_course(tmp_path / "file")
    shutil.copy(on_file / "secret", course / "secret")
    for one in (course, on_file):
        hand_in(one)
        shutil.rmtree(one / "submitted" / "doi")  # nbgrader passes over what it has no file of
    grade_class(on_file, CHAPTER)
    grade_class(course, CHAPTER)
    rows, files = rows_of(course), files_of(course)
    assert len(rows) > 3 * (3 + len(SYMBOLS))
    assert rows == rows_of(on_file) and files == files_of(on_file)
    shutil.rmtree(course / "autograded")
    for student in ("aoki", "baba", "chiba"):
        nbgrader(course, "db", "student", "remove", student, "--force")
    nbgrader(course, "autograde", CHAPTER)
    assert rows_of(course) == rows
    assert {row.status for row in grade_class(course, CHAPTER).rows} == {KEPT}


@pytest.mark.slow
def test_everything_that_reads_a_gradebook_reads_it(
    course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hand_in(course)
    assert grade_class(course, CHAPTER).rows[0].score == sum(FULL.values())
    assert [row.status for row in grade_class(course, CHAPTER).rows][:3] == [KEPT] * 3
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert all(student in page for student in four())
    csv = tmp_path / "grades.csv"
    nbgrader(course, "export", "--to", str(csv))
    assert ",aoki," in csv.read_text(encoding="utf-8-sig")
    nbgrader(course, "generate_feedback", CHAPTER)
    assert (course / "feedback" / "baba" / CHAPTER / f"{STEM}.html").is_file()
    monkeypatch.chdir(course)
    told = CliRunner().invoke(cli.main, ["doctor", "--lang", "en"]).output
    assert place_of(database_of(open_course(course).coursedir)) in " ".join(told.split())
    assert server().password not in told


def test_an_id_that_the_table_has_no_room_for_costs_only_itself(course: Path) -> None:
    long = "s" * (MAX_ID + 1)
    for student in ("aoki", long):
        submit(course, student, {NAME: to_bytes(released())})
    rows = {row.student: row for row in grade_class(course, CHAPTER).rows}
    assert (rows["aoki"].status, rows[long].status) == (GRADED, NOT_GRADED)
    assert str(MAX_ID) in rows[long].notes[0]["ja"]


# What goes wrong


def _gone(course: Path, made: Server) -> None:
    (course / "empty").mkdir()
    use(course, f"postgresql://{USER}:SECRET@/released?host={course / 'empty'}")


WRONG = {
    "gone": (_gone, "does not answer"),
    "no-port": (lambda c, s: use(c, "postgresql://u:SECRET@localhost:1/released"), "does not answer"),
    "password": (lambda c, s: use(c, s.url("released", password="SECRET")), "let zerotsuku in"),
    "user": (lambda c, s: use(c, s.url("released", user="nobody", password="SECRET")), "let nobody in"),
    "database": (lambda c, s: use(c, s.url("nothing")), "nothing"),
    "at": (lambda c, s: use(c, "postgresql://u:a@SECRET@localhost/released"), "urllib.parse.quote"),
    "slash": (lambda c, s: use(c, "postgresql://u:a@SECRET/b@localhost/released"), "urllib.parse.quote"),
    "colon": (lambda c, s: use(c, "postgresql://u@h:SECRET/released"), "urllib.parse.quote"),
    "no-url": (lambda c, s: use(c, "SECRET"), "urllib.parse.quote"),
    "dialect": (lambda c, s: use(c, "postgres://u:SECRET@localhost/released"), "urllib.parse.quote"),
    "driver": (lambda c, s: use(c, "postgresql+asyncpg://u:SECRET@localhost/released"), "[postgresql]"),
    "in-query": (
        lambda c, s: use(c, f"postgresql:///nothing?host={s.folder}&user=u&password=SECRET"),
        "in (",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_a_sentence_without_the_password(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _released()
    course = new_course(tmp_path)
    submit(course, "aoki", {NAME: to_bytes(released())})
    make, expected = WRONG[case]
    make(course, server())
    monkeypatch.chdir(course)
    for command in (["grade", CHAPTER], ["grade", CHAPTER, "--json"], ["report", CHAPTER], ["doctor"]):
        for lang in LANGUAGES:
            ran = CliRunner().invoke(cli.main, [*command, "--lang", lang])
            assert ran.exit_code == (command != ["doctor"]), ran.output
            assert not isinstance(ran.exception, (AssertionError, LookupError, ValueError)), ran.exception
            for secret in ("SECRET", server().password):
                assert secret not in ran.output
            if lang == "en":
                assert expected in " ".join(ran.output.split())
    assert not (course / "autograded").exists()


@pytest.mark.slow
@pytest.mark.parametrize("command", [["autograde", CHAPTER], ["generate_assignment", CHAPTER, "--force"]])
def test_nbgraders_own_commands_say_it_too(command: list[str], tmp_path: Path) -> None:
    course = new_course(tmp_path, "en")
    submit(course, "aoki", {NAME: to_bytes(released())})
    use(course, server().url("released", password="SECRET"))
    ran = nbgrader_process(course, *command)
    assert ran.returncode != 0
    assert "does not let zerotsuku in" in ran.stdout
    assert "SECRET" not in ran.stdout


def test_a_missing_driver_is_told_with_its_extra(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(course, "aoki", {NAME: to_bytes(released())})
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    with pytest.raises(ZerotsukuError) as error:
        grade_class(course, CHAPTER)
    assert '".[postgresql]"' in error.value.text["ja"]


# Side by side


def test_a_run_on_another_machine_is_told(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another machine has a folder of its own, so that the lock in it says nothing."""
    monkeypatch.setattr("autograder.faces.nbgrader.database.LOCK_SECONDS", 0.2)
    submit(course, "aoki", {NAME: to_bytes(released())})
    with sole_writer(open_course(course)) as alone:
        assert alone
        with pytest.raises(ZerotsukuError) as error:
            grade_class(course, CHAPTER)
    assert place_of(database_of(open_course(course).coursedir)) in error.value.text["ja"]
    assert [row.status for row in grade_class(course, CHAPTER).rows] == [GRADED]


def entry(student: str) -> Entry:
    return Entry(student, None, FULL, to_bytes(released()))


def test_a_submission_that_somebody_else_adds_meanwhile_is_written_once(course: Path) -> None:
    """As the formgrader's button does: it makes the rows of the same student at the same moment."""
    opened = open_course(course)
    with Book(opened, chapter()) as book, Book(opened, chapter()) as formgrader:
        done: list[Any] = []

        @sqlalchemy.event.listens_for(book._gradebook.engine, "before_cursor_execute")
        def meanwhile(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("INSERT INTO student ") and not done:
                done.append(formgrader.write([entry("aoki")]))

        found = book.write([entry("aoki"), entry("baba")])
    assert done and {s: standing.total for s, standing in found.items()} == dict.fromkeys(
        ("aoki", "baba"), sum(FULL.values())
    )
    submissions = [row for row in rows_of(course) if row[0] == "SubmittedAssignment"]
    assert [row[2] for row in submissions] == ["aoki", "baba"]


def test_a_mark_that_is_given_meanwhile_is_seen(course: Path) -> None:
    """The formgrader saves a mark by hand while a regrade writes: it needs a look, and nothing is lost."""
    opened = open_course(course)
    with Book(opened, chapter()) as book:
        book.write([entry("aoki")])
        engine = sqlalchemy.create_engine(database_of(opened.coursedir))
        with engine.begin() as formgrader:
            formgrader.execute(
                sqlalchemy.text("update grade set manual_score = 1, needs_manual_grade = false")
            )
            regrade = threading.Thread(target=book.write, args=([entry("aoki")],))
            regrade.start()
            time.sleep(0.5)
            assert regrade.is_alive(), "it waits for the other"
        regrade.join(30)
        engine.dispose()
    grades = [row for row in rows_of(course) if row[0] == "Grade"]
    assert grades and all(row[-3:-1] == (1.0, None) and row[-1] is True for row in grades)
