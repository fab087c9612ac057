"""What an instructor changes in a release, and feedback that has to follow the marks."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    chapter,
    nbgrader,
    nbgrader_process,
    new_course,
    submit,
    to_bytes,
)

from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.grade_class import GRADED, KEPT, grade_class
from autograder.faces.terminal.grade import print_summary
from autograder.text import LANGUAGES, ZerotsukuError

NAME = f"{STEM}.ipynb"
Notebook = dict[str, Any]
FULL = sum(e.points for e in chapter().exercises)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path)


def sql(course: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(course / "gradebook.db") as connection:
        return connection.execute(statement, values).fetchall()


def read(path: Path) -> Notebook:
    """A notebook whose sources are texts, not lines."""
    notebook: Notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def change_source(course: Path, change: Callable[[Notebook], None]) -> None:
    path = course / "source" / CHAPTER / NAME
    notebook = read(path)
    change(notebook)
    path.write_bytes(to_bytes(notebook))


def own_cell(name: str, kind: str = "markdown", source: str = "", **told: object) -> Notebook:
    nbgrader = {
        "schema_version": 3,
        "grade_id": name,
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": 2,
        **told,
    }
    cell = {"cell_type": kind, "id": name, "metadata": {"nbgrader": nbgrader}, "source": source}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell


def release(course: Path) -> Notebook:
    nbgrader(course, "generate_assignment", CHAPTER, "--force")
    return read(course / "release" / CHAPTER / NAME)


def shown_of(course: Path, student: str) -> Notebook:
    return read(course / "autograded" / student / CHAPTER / NAME)


def solve(notebook: Notebook) -> Notebook:
    for e in chapter().exercises:
        answer_cell(notebook, e.symbol)["source"] = answer_cell(answered(), e.symbol)["source"]
    return notebook


def text_of(notebook: Notebook) -> str:
    return "\n".join(cell["source"] for cell in notebook["cells"])


# Feedback


def page_of(course: Path, student: str) -> Path:
    return course / "feedback" / student / CHAPTER / f"{STEM}.html"


@pytest.mark.slow
def test_feedback_follows_the_marks(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marks by hand, a regrade, a penalty and a comment: told by both commands, mended by nbgrader's."""
    for student in ("aoki", "baba"):
        submit(course, student, {NAME: to_bytes(answered())}, "2026-01-02 03:00:00 UTC")
    wrong = answered()
    answer_cell(wrong, "relu")["source"] = "def relu(x):\n    return x"
    of_relu = "where cell_id = (select id from base_cell where name = 'check-relu') and notebook_id in " + (
        "(select n.id from submitted_notebook n join submitted_assignment s on s.id = n.assignment_id "
        "where s.student_id = 'aoki')"
    )
    assert grade_class(course, CHAPTER).stale == (), "there is no feedback yet"
    nbgrader(course, "generate_feedback", CHAPTER)
    assert grade_class(course, CHAPTER).stale == ()
    assert "generate_feedback" not in make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    before = {s: page_of(course, s).stat().st_mtime_ns for s in ("aoki", "baba")}
    for change in (
        lambda: sql(course, f"update grade set manual_score = 0.25 {of_relu}"),
        lambda: submit(course, "aoki", {NAME: to_bytes(wrong)}),
        lambda: sql(
            course,
            "update comment set manual_comment = 'well done' "
            "where cell_id = (select id from base_cell where name = 'relu' and type = 'SolutionCell') "
            "and notebook_id = (select notebook_id from grade where manual_score is not null)",
        ),
    ):
        change()
        summary = grade_class(course, CHAPTER)
        assert summary.stale == ("aoki",)
        for lang in LANGUAGES:
            print_summary(summary, lang)
            assert f"nbgrader generate_feedback {CHAPTER}" in " ".join(capsys.readouterr().out.split())
        page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
        assert page.count(f"nbgrader generate_feedback {CHAPTER}") == 1
        nbgrader(course, "generate_feedback", CHAPTER)
        assert grade_class(course, CHAPTER).stale == ()
    html = page_of(course, "aoki").read_text(encoding="utf-8")
    assert "well done" in html
    assert re.search(r"0\.25(<[^>]*>|\s)*/", html)
    assert page_of(course, "aoki").stat().st_mtime_ns > before["aoki"]
    assert page_of(course, "baba").stat().st_mtime_ns == before["baba"], "what is fresh stays"


@pytest.mark.slow
def test_folders_of_a_student_who_is_gone_trouble_nobody(course: Path) -> None:
    for student in ("aoki", "baba"):
        submit(course, student, {NAME: to_bytes(answered([] if student == "baba" else None))})
    grade_class(course, CHAPTER)
    nbgrader(course, "generate_feedback", CHAPTER)
    (course / "submitted" / "aoki").rename(course / "submitted" / "aoki.h")  # renamed, and graded again
    grade_class(course, CHAPTER)
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert f'id="mean">{FULL / 2:.1f}' in page, "the renamed one counts once"
    assert "nbgrader db student remove aoki --force" in page
    nbgrader(course, "db", "student", "remove", "aoki", "--force")
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert "student remove" not in page
    log = nbgrader(course, "generate_feedback", CHAPTER, "--force")
    assert "Traceback" not in log
    assert "autograded/aoki/ch03" in log
    assert page_of(course, "aoki.h").is_file()
    shutil.rmtree(course / "autograded" / "aoki")
    assert "autograded/aoki/ch03" not in nbgrader(course, "generate_feedback", CHAPTER, "--force")


# Cells and notebooks of the instructor's own


@pytest.mark.slow
def test_own_cells_are_carried_through_and_graded_by_hand(course: Path) -> None:
    def add(notebook: Notebook) -> None:
        notebook["cells"].insert(3, own_cell("why", source="Why?"))
        notebook["cells"].append(own_cell("mine", "code", "# yours", points=3))

    change_source(course, add)
    blank = release(course)
    assert {"why", "mine"} <= {c["metadata"].get("nbgrader", {}).get("grade_id") for c in blank["cells"]}
    solved = solve(json.loads(json.dumps(blank)))
    answer_cell(solved, "why")["source"] = "Because of **this**."
    answer_cell(solved, "mine")["source"] = "y = 2"
    submit(course, "aoki", {NAME: to_bytes(solved)})
    submit(course, "baba", {NAME: to_bytes(solve(json.loads(json.dumps(blank))))})
    submit(course, "old", {NAME: to_bytes(answered())})  # a copy from before the cells were there
    summary = grade_class(course, CHAPTER)
    assert summary.max_score == FULL + 5
    assert [row.score for row in summary.rows] == [FULL] * 3
    marks = "select s.student_id, c.name, g.auto_score, g.needs_manual_grade from grade g " + (
        "join base_cell c on c.id = g.cell_id join submitted_notebook n on n.id = g.notebook_id "
        "join submitted_assignment s on s.id = n.assignment_id where c.name in ('why', 'mine') order by 1, 2"
    )
    untouched = [(s, c, 0.0, 0) for s in ("baba", "old") for c in ("mine", "why")]
    assert sql(course, marks) == [("aoki", "mine", None, 1), ("aoki", "why", None, 1), *untouched]
    shown = shown_of(course, "aoki")
    assert "this" in answer_cell(shown, "why")["source"]
    assert "<script" not in answer_cell(shown, "why")["source"]
    assert answer_cell(shown, "mine")["source"] == "y = 2"
    assert text_of(shown).count("y = 2") == 1, "once, in its own place"
    sql(course, "update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null")
    rows = {row.student: row for row in grade_class(course, CHAPTER).rows}
    assert (rows["aoki"].status, rows["aoki"].score) == (KEPT, FULL + 4)
    page = make_class_page(course, CHAPTER, "en").read_text(encoding="utf-8")
    assert f"/ {FULL + 5}" in page
    nbgrader(course, "generate_feedback", CHAPTER)
    nbgrader(course, "export", "--to", "grades.csv")
    (line,) = [x for x in (course / "grades.csv").read_text().splitlines() if "aoki" in x]
    assert f",{FULL + 4:.1f},0.0,{FULL + 4:.1f},{FULL + 5:.1f}," in line
    before = sql(course, marks)
    nbgrader(course, "autograde", CHAPTER, "--force")
    after = sql(course, marks)
    assert [row[:3] for row in after] == [row[:3] for row in before], "nbgrader's own way agrees"
    assert all(row.status == KEPT for row in grade_class(course, CHAPTER).rows)


def refused(course: Path) -> str:
    done = nbgrader_process(course, "generate_assignment", CHAPTER, "--force")
    assert done.returncode != 0
    assert "Traceback" not in done.stdout
    return done.stdout


@pytest.mark.slow
def test_what_could_not_be_graded_is_refused_before_it_is_released(course: Path) -> None:
    source = course / "source" / CHAPTER / NAME
    plain = source.read_bytes()
    relu = "check-relu"
    change_source(course, lambda n: answer_cell(n, relu)["metadata"]["nbgrader"].update(points=9))
    told = refused(course)
    assert relu in told
    assert "9" in told
    source.write_bytes(plain)
    change_source(
        course, lambda n: n["cells"].append(own_cell("my-test", "code", "assert 1", solution=False))
    )
    assert "my-test" in refused(course)
    source.write_bytes(plain)
    (source.parent / "extra.ipynb").write_bytes(plain)
    assert "extra" in refused(course)
    (source.parent / "extra.ipynb").unlink()
    nbgrader(course, "generate_assignment", CHAPTER, "--force")


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (
            "update grade_cells set max_score = 9 "
            "where id = (select id from base_cell where name = 'check-relu')",
            "check-relu",
        ),
        (
            "insert into notebook (id, name, assignment_id) select 'x', 'extra', assignment_id from notebook",
            "extra",
        ),
    ],
    ids=["points", "notebook"],
)
def test_grading_names_what_an_older_version_had_accepted(course: Path, statement: str, name: str) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    sql(course, statement)
    with pytest.raises(ZerotsukuError) as error:
        grade_class(course, CHAPTER)
    for lang in LANGUAGES:
        assert name in error.value.text[lang]
        assert "generate_assignment" in error.value.text[lang]


@pytest.mark.slow
def test_a_cell_that_comes_after_submissions_is_refused_by_name(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    grade_class(course, CHAPTER)
    change_source(course, lambda n: n["cells"].append(own_cell("late-question")))
    assert "late-question" in refused(course)


# A corrected release


@pytest.mark.slow
def test_a_corrected_text_is_shown_once_whichever_copy_a_student_has(course: Path) -> None:
    old = solve(release(course))
    right = "RIGHT words of the instructor's own"

    def correct(notebook: Notebook) -> None:
        cells = [c for c in notebook["cells"] if c["cell_type"] == "markdown"]
        cells[3]["source"] = right
        answer = answer_cell(notebook, "relu")
        answer["source"] = answer["source"].replace('"""', '"""CORRECTED ', 1)

    replaced = [c for c in old["cells"] if c["cell_type"] == "markdown"][3]["source"]
    submit(course, "holder-of-old", {NAME: to_bytes(old)})
    grade_class(course, CHAPTER)
    change_source(course, correct)
    blank = release(course)
    submit(course, "holder-of-new", {NAME: to_bytes(solve(json.loads(json.dumps(blank))))})
    submit(course, "untouched", {NAME: to_bytes(blank)})
    rows = {row.student: row for row in grade_class(course, CHAPTER).rows}
    assert {row.status for row in rows.values()} == {GRADED}
    for student in rows:
        shown = shown_of(course, student)
        assert text_of(shown).count(right) == 1
        assert replaced not in text_of(shown)
        assert not [c for c in shown["cells"] if str(c.get("id", "")).startswith("own-")]
    assert "CORRECTED" in answer_cell(shown_of(course, "untouched"), "relu")["source"]
    assert [rows[s].score for s in ("holder-of-old", "holder-of-new", "untouched")] == [FULL, FULL, 0]
    comment = "select c.auto_comment from comment c join base_cell b on b.id = c.cell_id " + (
        "join submitted_notebook n on n.id = c.notebook_id "
        "join submitted_assignment s on s.id = n.assignment_id "
        "where b.name = 'relu' and b.type = 'SolutionCell' and s.student_id = 'untouched'"
    )
    assert sql(course, comment) == [("No response.",)]
    nbgrader(course, "autograde", CHAPTER, "--force")
    assert {row.status for row in grade_class(course, CHAPTER).rows} == {KEPT}, "both ways agree"
