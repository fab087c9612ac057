"""nbgrader's own commands on a course of the workbook, and notebooks that came back in every state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    begin_term,
    chapter,
    code,
    graded,
    nbgrader,
    new_course,
    released,
    scores,
    submit,
    to_bytes,
)
from mangled_case import MANGLED

from autograder.build import answer_id, check_id, reference_source
from autograder.faces.nbgrader.course import CONFIG
from autograder.faces.nbgrader.notebooks import graded_notebook, restore
from autograder.grading.engine import Seeds
from autograder.grading.handed import grade_handed, hand_in
from autograder.report import Report
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import read_submission

NAME = f"{STEM}.ipynb"
FULL = {e.symbol: float(e.points) for e in chapter().exercises}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox([f"autograder.graders.{STEM}"], unsafe=True) as made:
        yield made


def grade_files(sandbox: Sandbox, folder: Path, files: dict[str, bytes]) -> tuple[Report, dict[str, Any]]:
    """The Report of a student's folder, and the graded notebook."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    handed = hand_in(folder, chapter())
    report = grade_handed(handed, chapter(), Seeds(b"secret", "student"), sandbox)
    return report, json.loads(graded_notebook(handed.submission, report, chapter(), "ja"))


def restored(notebook: dict[str, Any]) -> dict[str, Any]:
    return restore(read_submission(to_bytes(notebook), NAME), chapter(), "ja")


def sources(notebook: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def grade_ids(notebook: dict[str, Any]) -> list[str]:
    return [c["metadata"]["nbgrader"]["grade_id"] for c in notebook["cells"] if "nbgrader" in c["metadata"]]


# Notebooks that came back mangled


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_a_mangled_notebook_costs_no_answer(sandbox: Sandbox, tmp_path: Path, mangle: Any) -> None:
    report, notebook = grade_files(sandbox, tmp_path, {NAME: to_bytes(mangle(answered()))})
    assert {e.symbol: e.score for e in report.exercises} == FULL
    nbformat.validate(notebook)
    assert grade_ids(notebook) == grade_ids(released()), "the released order, each once"
    text = "\n".join(sources(notebook))
    for symbol in FULL:
        assert f"def {symbol}(" in text
    for cell, original in zip(
        [c for c in notebook["cells"] if "nbgrader" in c["metadata"]],
        [c for c in released()["cells"] if "nbgrader" in c["metadata"]],
        strict=True,
    ):
        assert cell["cell_type"] == original["cell_type"]
        if cell["metadata"]["nbgrader"]["grade"]:
            assert "".join(cell["source"]) == original["source"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_untouched_notebook_is_restored_to_the_released_one(lang: str) -> None:
    submission = read_submission(to_bytes(released(lang)), NAME)
    assert json.loads(json.dumps(restore(submission, chapter(), lang))) == released(lang)


def test_an_answer_elsewhere_stands_in_its_answer_cell() -> None:
    notebook = restored(MANGLED["answers_elsewhere"](answered()))
    assert answer_cell(notebook, "softmax")["source"] == reference_source(chapter(), "softmax", "ja")
    assert len(notebook["cells"]) == len(released()["cells"])


def test_answers_in_one_cell_are_pointed_at() -> None:
    notebook = restored(MANGLED["deleted_answer_cells"](answered()))
    number = len(released()["cells"]) - len(FULL) + 1
    pointing = [s for s in sources(notebook) if f" {number} 番目のセル" in s]
    assert len(pointing) == len(FULL) - 1


def test_helpers_stand_where_they_stood() -> None:
    notebook = restored(MANGLED["helper_cells"](answered()))
    at = next(i for i, s in enumerate(sources(notebook)) if "def my_exp" in s)
    assert notebook["cells"][at + 1]["metadata"]["nbgrader"]["grade_id"] == answer_id("sigmoid")


def test_what_was_written_into_a_graded_cell_is_shown_behind_it() -> None:
    notebook = released()
    cell = next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade"))
    cell["source"] = "my_note = 1"
    found = restored(notebook)
    at = sources(found).index("my_note = 1")
    assert found["cells"][at - 1]["metadata"]["nbgrader"]["grade"]
    assert "nbgrader" not in found["cells"][at]["metadata"]


def test_what_is_shown_is_bounded() -> None:
    notebook = released()
    notebook["cells"] += [code(f"v{i} = '{'x' * 200}'", f"v{i}") for i in range(2000)]
    notebook["cells"].append(code("y = '" + "z" * 900_000 + "'", "y"))
    assert len(json.dumps(restored(notebook))) < 2**20


# The student's text is never markup

EVIL = "<script>alert(1)</script>"


def test_a_students_text_is_escaped_and_stripped_of_control_characters(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    notebook = answered()
    raised = f'def sigmoid(x):\n    raise ValueError("{EVIL}\\x1b[31m\\u202e")'
    answer_cell(notebook, "sigmoid")["source"] = raised
    notebook["cells"].insert(0, {"cell_type": "markdown", "id": "m", "metadata": {}, "source": f"hi {EVIL}"})
    raw = {"cell_type": "raw", "id": "r", "metadata": {"raw_mimetype": "text/html"}, "source": EVIL}
    notebook["cells"].insert(0, raw)
    _, made = grade_files(sandbox, tmp_path, {NAME: to_bytes(notebook)})
    html = [
        "".join(output["data"]["text/html"])
        for cell in made["cells"]
        for output in cell.get("outputs", [])
        if "text/html" in output["data"]
    ]
    assert any("&lt;script&gt;alert(1)" in text for text in html)
    for text in [
        *html,
        *(s for c, s in zip(made["cells"], sources(made), strict=True) if c["cell_type"] != "code"),
    ]:
        assert "<script" not in text
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert not any(c["cell_type"] == "raw" for c in made["cells"])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_score_and_explanation_are_outputs_of_the_graded_cell(
    sandbox: Sandbox, tmp_path: Path, lang: str
) -> None:
    notebook = answered(["relu"])
    answer_cell(notebook, "sigmoid")["source"] = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
    (tmp_path / NAME).write_bytes(to_bytes(notebook))
    handed = hand_in(tmp_path, chapter())
    report = grade_handed(handed, chapter(), Seeds(b"secret", "student"), sandbox)
    made = json.loads(graded_notebook(handed.submission, report, chapter(), lang))
    outputs = {
        c["metadata"]["nbgrader"]["grade_id"]: c["outputs"]
        for c in made["cells"]
        if "nbgrader" in c["metadata"]
    }
    shown, score = outputs[check_id("sigmoid")]
    assert (shown["output_type"], score["output_type"]) == ("display_data", "execute_result")
    exercise = report.exercise("sigmoid")
    assert float("".join(score["data"]["text/plain"])) == exercise.score
    text = "".join(shown["data"]["text/plain"])
    for outcome in exercise.outcomes:
        assert outcome.description[lang] in text
        assert outcome.message is None or outcome.message[lang] in text
    assert exercise.hint
    assert exercise.hint[lang] in text
    assert "✓" in "".join(outputs[check_id("relu")][0]["data"]["text/plain"])


# nbgrader's own commands


def test_the_formgraders_button_grades_in_the_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    course = new_course(tmp_path)
    submit(course, "aoki", {"renamed.ipynb": to_bytes(answered())})
    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    result = api.autograde(CHAPTER, "aoki")
    assert result["success"], result
    assert scores(course) == {"aoki": FULL}
    (course / "secret").unlink()
    result = api.autograde(CHAPTER, "aoki")
    assert not result["success"]
    assert "secret" in result["error"]


@pytest.mark.slow
def test_mangled_notebooks_never_stop_nbgraders_autograde(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    for name, mangle in MANGLED.items():
        submit(course, name, {NAME: to_bytes(mangle(answered()))})
    whole = to_bytes(answered())
    submit(course, "utf16", {NAME: whole.decode().encode("utf-16")})
    submit(course, "crlf", {NAME: b"\xef\xbb\xbf" + whole.replace(b"\n", b"\r\n")})
    submit(course, "renamed", {"x.ipynb": whole})
    submit(course, "two", {NAME: whole, "y.ipynb": b"{}"})
    submit(course, "truncated", {NAME: whole[: len(whole) // 2]})
    submit(course, "none", {})
    submit(course, "words", {NAME: b"words"})
    (submit(course, "link", {}) / NAME).symlink_to(course / "secret")
    nbgrader(course, "autograde", CHAPTER)
    found = scores(course)
    for student in [*MANGLED, "utf16", "crlf", "renamed", "two"]:
        assert found[student] == FULL, student
    for student in ("none", "words", "link"):
        assert set(found[student].values()) == {0.0}
    assert 0 < sum(v or 0 for v in found["truncated"].values()) < sum(FULL.values())
    nbgrader(course, "generate_feedback", CHAPTER)
    assert len(list(course.glob(f"feedback/*/{CHAPTER}/{STEM}.html"))) == len(found)
    assert (course / "submitted" / "crlf" / CHAPTER / NAME).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.slow
def test_what_a_student_gets_in_a_whole_term_holds_no_answer(tmp_path: Path) -> None:
    term = begin_term(new_course(tmp_path))
    course, student = term.course, term.student
    notebook = term.release(CHAPTER)
    fetched = json.loads(notebook.read_bytes())
    for symbol in ("relu", "sigmoid"):
        answer_cell(fetched, symbol)["source"] = reference_source(chapter(), symbol, "ja")
    notebook.write_bytes(to_bytes(fetched))
    term.hand_in(CHAPTER)
    nbgrader(course, "autograde", CHAPTER)
    (who,) = scores(course)
    assert {s: v for s, v in scores(course)[who].items() if v} == {s: FULL[s] for s in ("relu", "sigmoid")}
    page = term.give_back(CHAPTER)
    assert "✓" in page.read_text()
    assert who in term.export()
    exchange = tmp_path / "exchange"
    seen = [p for folder in (exchange, course / "release", student) for p in folder.rglob("*") if p.is_file()]
    check_no_answers(
        [p for p in seen if not p.is_relative_to(student / CHAPTER) or p == page], course, student
    )


def check_no_answers(paths: list[Path], course: Path, student: Path) -> None:
    """Neither a reference's body, nor a hidden grader's, nor the secret stands in what a student gets."""
    from autograder import rooms

    secret = (course / "secret").read_bytes()
    graders = (rooms.graders() / f"{STEM}.py").read_text().splitlines()
    hidden = {line.strip() for line in graders if line.startswith("    return ") and len(line) > 40}
    own = {"relu", "sigmoid"}
    bodies = {
        line.strip()
        for e in chapter().exercises
        if e.symbol not in own
        for line in reference_source(chapter(), e.symbol, "ja").splitlines()
        if line.startswith("    ") and len(line) > 30
    } - {line.strip() for source in sources(released()) for line in source.splitlines()}
    assert hidden
    assert bodies
    for path in paths:
        content = path.read_bytes()
        assert secret not in content
        assert secret.hex().encode() not in content
        text = content.decode("utf-8", "replace")
        for line in (*hidden, *bodies):
            assert line not in text, (path, line)


def test_a_machine_that_cannot_isolate_is_told_in_nbgraders_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbgrader.converters import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    from autograder.faces.nbgrader.autograde import Autograde
    from autograder.sandbox import isolation
    from autograder.text import Text, ZerotsukuError

    def refuse(unsafe: bool) -> None:
        if not unsafe:
            raise ZerotsukuError(Text("隔離できません", "cannot isolate"))

    monkeypatch.setattr(isolation, "require", refuse)
    course = new_course(tmp_path)
    submit(course, "aoki", {NAME: to_bytes(answered())})
    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id = CHAPTER
    with pytest.raises(NbGraderException, match="隔離できません"):
        Autograde(coursedir=coursedir, config=config).start()
    assert not (course / "autograded").exists()


def test_a_newer_nbgrader_that_moved_its_converter_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import nbgrader.apps.api

    from autograder.faces.nbgrader.autograde import use_sandbox
    from autograder.text import ZerotsukuError

    monkeypatch.setattr(nbgrader.apps.api, "Autograde", SimpleNamespace)
    with pytest.raises(ZerotsukuError):
        use_sandbox()


def test_student_notebook_metadata_is_valid_for_nbgrader() -> None:
    from nbgrader.nbgraderformat import MetadataValidator

    MetadataValidator().validate_nb(nbformat.from_dict(restored(MANGLED["odd_metadata"](answered()))))


def test_a_graded_notebook_shows_who_it_belongs_to_no_more_than_submitted(tmp_path: Path) -> None:
    """A graded notebook is a function of what was handed in: no path and no name of the course's is in it."""
    course = new_course(tmp_path)
    submit(course, "aoki", {NAME: to_bytes(released())})
    from autograder.faces.nbgrader.grade_class import grade_class

    grade_class(course, CHAPTER, unsafe=True)
    text = json.dumps(graded(course, "aoki"), ensure_ascii=False)
    assert str(tmp_path) not in text
