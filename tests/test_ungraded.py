"""An ungraded chapter: it is worked on, handed in and given back like any other, and counts for nothing."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from course_case import answer_cell, answered, nbgrader, released, scores, submit, to_bytes
from grading_case import SEEDS, new_sandbox, notebook
from rich.console import Console

from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.grade_class import Summary, grade_class
from autograder.faces.nbgrader.notebooks import restore
from autograder.faces.nbgrader.states import STATES, UNKNOWN, marks_of, state_of
from autograder.faces.student.copy import Copy
from autograder.faces.student.start import start
from autograder.faces.student.table import Table
from autograder.faces.student.watching.progress import Progress
from autograder.faces.terminal import inspect
from autograder.faces.terminal.grade import print_summary
from autograder.grading import engine
from autograder.grading.deciding.answers import answers
from autograder.report import FAILED, PASSED
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import ExerciseCheck
from autograder.submission import read_submission
from autograder.text import LANGUAGES, say

UNGRADED = [chapter for chapter in catalog() if not chapter.max_score]
(CHAPTER,) = UNGRADED
SQUARE = "def double(x):\n    return x * x"
OF_NOTHING = re.compile(r"\d ?/ ?0(?![\d.])|\b0 points|\b0 点|nan")


def class_of(lang: str) -> dict[str, Any]:
    wrong, half = answered(lang=lang, name=CHAPTER.id), answered(["double"], lang, CHAPTER.id)
    answer_cell(wrong, "double")["source"] = SQUARE
    return {
        "half": half,
        "right": answered(lang=lang, name=CHAPTER.id),
        "untouched": released(lang, CHAPTER.id),
        "wrong": wrong,
    }


@pytest.fixture(scope="module", params=["ja"])  # of the term, test_whole_course.py plays both
def graded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, Summary]:
    """A course in which the chapter is graded for the second time: course, language, what was said."""
    lang = request.param
    course = tmp_path_factory.mktemp("ungraded") / "dl"
    make_course(course, lang, [CHAPTER.id])
    nbgrader(course, "generate_assignment", CHAPTER.id)
    for student, made in class_of(lang).items():
        submit(course, student, {f"{CHAPTER.stem}.ipynb": to_bytes(made)}, chapter=CHAPTER.id)
    first = grade_class(course, CHAPTER.id)
    second = grade_class(course, CHAPTER.id)
    assert [row.states for row in first.rows] == [row.states for row in second.rows]
    return course, lang, second


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<(style|figure|pre)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S).split())


@pytest.mark.slow
def test_the_table_of_a_class_shows_states_and_no_points(graded: tuple[Path, str, Summary]) -> None:
    _, lang, summary = graded
    console = Console(file=io.StringIO(), width=100)
    print_summary(summary, lang, console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    word = say("ungraded")[lang]
    states = {r.split("│")[1].strip(): r.split("│")[2:5] for r in shown.splitlines() if r.startswith("│")}
    assert {who: [cell.strip() for cell in cells] for who, cells in states.items()} == {
        "half": [word, "✓", "–"],
        "right": [word, "✓", "✓"],
        "untouched": [word, "–", "–"],
        "wrong": [word, "✗", "✓"],
    }
    assert f"1 double ({word})" in shown
    assert not OF_NOTHING.search(shown)


@pytest.mark.slow
def test_marks_are_0_of_0_in_the_gradebook_and_in_its_export(graded: tuple[Path, str, Summary]) -> None:
    course, _, summary = graded
    assert summary.max_score == 0
    assert {score for marks in scores(course, CHAPTER.id).values() for score in marks.values()} == {0.0}
    nbgrader(course, "export", f"--to={course / 'marks.csv'}")
    head, *rows = (line.split(",") for line in (course / "marks.csv").read_text("utf-8-sig").splitlines())
    assert (
        {row[head.index("max_score")] for row in rows}
        == {row[head.index("score")] for row in rows}
        == {"0.0"}
    )


@pytest.mark.slow
def test_the_pages_say_right_and_wrong_and_that_it_is_ungraded(graded: tuple[Path, str, Summary]) -> None:
    course, lang, _ = graded
    nbgrader(course, "generate_feedback", CHAPTER.id)
    pages = {
        who: words_of((course / "feedback" / who / CHAPTER.id / f"{CHAPTER.stem}.html").read_text("utf-8"))
        for who in class_of(lang)
    }
    for spoken in LANGUAGES:
        pages[spoken] = words_of(make_class_page(course, CHAPTER.id, spoken).read_text("utf-8"))
    for who, page in pages.items():
        assert say("ungraded")[who if who in LANGUAGES else lang] in page, who
        assert not OF_NOTHING.search(page), who
    assert pages["right"].count("✗") == pages["untouched"].count("✗") == 0 < pages["wrong"].count("✗")
    hint = next(m.hint for m in answers(CHAPTER).mistakes["double"] if m.name == "double_as_the_square")
    assert hint.partition("。")[0] in pages["wrong"]


def test_a_report_in_the_terminal_has_no_points(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    file = tmp_path / "x.ipynb"
    file.write_bytes(to_bytes(class_of("en")["wrong"]))
    report = inspect.inspect_file(file, CHAPTER.id)
    assert [e.status for e in report.exercises] == [FAILED, PASSED]
    for lang in LANGUAGES:
        inspect.print_report(report, lang)
        shown = capsys.readouterr().out
        assert shown.count(say("ungraded")[lang]) == 1 + len(report.exercises)
        assert not OF_NOTHING.search(shown) and "(0)" not in shown


@pytest.mark.parametrize("form", ["ipynb", "py"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_demo_defines_is_no_answer(tmp_path: Path, lang: str, form: str) -> None:
    """Where the stub is gone, the wrong answer that the workbook shows does not stand in for it."""
    start(tmp_path, lang, form, [CHAPTER.id])
    path = tmp_path / f"{CHAPTER.stem}.{form}"
    student = load_student(path, CHAPTER)
    assert student.progress == {"double": "stub", "mean_of": "stub"}
    text = path.read_text(encoding="utf-8")
    assert text.count("x * x") == 1
    stub = text.rindex("def double(x)")
    path.write_text(text[:stub] + text[stub:].replace("double", "other", 1), encoding="utf-8")
    assert load_student(path, CHAPTER).progress == {"mean_of": "stub"}


def test_what_a_student_makes_of_a_demo_is(tmp_path: Path) -> None:
    start(tmp_path, "en", "py", [CHAPTER.id])
    path = tmp_path / f"{CHAPTER.stem}.py"
    text = path.read_text(encoding="utf-8").replace("return x * x", "return x + x")
    stub = text.rindex("def double(x)")
    path.write_text(text[:stub] + text[stub:].replace("double", "other", 1), encoding="utf-8")
    student = load_student(path, CHAPTER)
    assert student.progress["double"] == "written"
    assert student.namespace["double"](3) == 6


def test_a_graded_notebook_points_to_no_demo_for_an_answer() -> None:
    made = answered(["mean_of"], "en", CHAPTER.id)
    made["cells"] = [cell for cell in made["cells"] if cell is not answer_cell(made, "double")]
    restored = restore(read_submission(to_bytes(made), "x.ipynb"), CHAPTER, "en")
    (stub,) = [c.source for c in restored.cells if c.source.startswith("def double(x)") and '"""' in c.source]
    assert "raise NotImplementedError" in stub
    assert not any("is in cell" in c.source for c in restored.cells)


def ungraded(chapter: Chapter) -> Any:
    """A chapter of the book as if it were ungraded: the chapter, and what is known of its answers."""
    known = answers(chapter)
    free = {s: tuple(replace(g, points=0) for g in graders) for s, graders in known.graders.items()}
    exercises = tuple(replace(e, points=0) for e in chapter.exercises)
    return replace(chapter, exercises=exercises), replace(known, graders=free)


def test_an_ungraded_exercise_follows_its_needs_as_well() -> None:
    chapter, known = ungraded(catalog().chapter("ch03"))
    wrong = {"sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"}
    wrong["predict"] = "def predict(network, x):\n    return sigmoid(x)"
    submission = read_submission(notebook("ch03", wrong), "x.ipynb")
    with patch.object(engine, "answers", lambda _: known), new_sandbox("ch03") as sandbox:
        report = engine.grade(submission, chapter, SEEDS, sandbox)
    assert (report.score, report.max_score) == (0, 0)
    forward = report.exercise("forward")
    assert (forward.status, forward.followed) == (PASSED, True)
    assert forward.message is not None
    assert not OF_NOTHING.search(forward.message.en + forward.message.ja)
    assert report.exercise("sigmoid").status == report.exercise("predict").status == FAILED


def test_without_points_the_report_says_the_state() -> None:
    for status in ("passed", "failed", "error", "timeout", "not_started", UNKNOWN):
        assert state_of(status, 0.0, 0.0) == status
    assert state_of("of another release", 0.0, 0.0) == FAILED
    assert set(STATES) >= {PASSED, FAILED}
    assert [marks_of(*pair).en for pair in ((1, 3), (0, 3), (0, 0), (1.5, 0))] == [
        "1 / 3",
        "0 / 3",
        "ungraded",
        "+1.5",
    ]


@pytest.mark.parametrize(
    ("done", "next_"),
    [
        ((), "double"),
        (("ch00.double",), "mean_of"),
        (("ch00.double", "ch00.mean_of"), "middle"),
        (("ch03.step_function",), "sigmoid"),
        ([e.id for e in catalog().chapter("ch02").exercises], "middle"),
        ([e.id for c in catalog() if c.max_score for e in c.exercises], "double"),
    ],
    ids=["nothing", "begun", "chapter 0", "chapter 3", "chapter 2", "the book"],
)
def test_who_has_begun_the_book_is_not_sent_back(done: tuple[str, ...], next_: str) -> None:
    table = Table(Copy(Path(), "en", "py"))
    for e in catalog().exercises:
        status, progress = ("passed", "written") if e.id in done else ("not_started", "stub")
        told = {"exercise": e.id, "check": "test", "status": status, "text": None, "fingerprint": ""}
        table.add({**told, "progress": progress, "notes": []})
    line, _ = list(table.lines())[-1]
    assert line.startswith(f"Next: write {next_} ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_copy_names_the_first_steps_first_where_it_has_them(tmp_path: Path, lang: str) -> None:
    start(tmp_path / "all", lang, "ipynb")
    start(tmp_path / "some", lang, "ipynb", ["ch03"])
    readme = (tmp_path / "all" / "README.md").read_text(encoding="utf-8")
    assert readme.index(f"`{CHAPTER.stem}.ipynb`") < readme.index("`jupyter lab`")
    assert CHAPTER.stem not in (tmp_path / "some" / "README.md").read_text(encoding="utf-8")


def test_who_has_begun_another_chapter_is_not_sent_back_by_watch_either(tmp_path: Path) -> None:
    chapters = [catalog().chapter(id_) for id_ in ("ch00", "ch02", "ch03")]
    progress = Progress(Copy(tmp_path, "en", "ipynb"), [chapter.id for chapter in chapters])
    assert progress.next() == chapters[0].exercises[0]
    for exercise in chapters[1].exercises:
        progress.take(ExerciseCheck(exercise, PASSED, ()), "key")
    assert progress.next() == chapters[2].exercises[0]
