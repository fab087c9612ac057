"""The page of feedback says what the gradebook and the record say; nothing on it is active."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from copy import deepcopy
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    chapter,
    code,
    graded,
    nbgrader,
    new_course,
    submit,
    to_bytes,
)
from feedback_case import (
    LATE,
    MATHML,
    STATES,
    Parsed,
    graded_course,
    page_file,
    rendered,
    text,
    texts,
    unreadable,
)
from pages_case import MARK, SNIPPETS, graded_with, page_of, report_with, text_cell, with_cells
from test_pages import WORST

from autograder.build import student_notebook
from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.content import page_of as class_page_of
from autograder.faces.class_page.record import take_class
from autograder.faces.feedback_page import prose as prose_module
from autograder.faces.feedback_page.prose import formula, prose
from autograder.faces.feedback_page.rows import MAX_REASON, one_sentence
from autograder.faces.nbgrader.course import CONFIG, make_course, open_course
from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.faces.nbgrader.states import state_word
from autograder.submission import read_submission
from autograder.text import LANGUAGES, say

TAGS = frozenset(
    re.findall(
        r"\S+",
        """html head meta title style body header main section details summary figure figcaption h1 h2 h3 h4 p
        b strong em code pre span div ul ol li bdi small table thead tbody tr th td a img blockquote br hr""",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        """lang charset http-equiv content name class id href scope src alt start tabindex
        aria-hidden aria-labelledby""",
    )
)


@pytest.fixture(scope="module", params=LANGUAGES)
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = graded_course(tmp_path_factory.mktemp("feedback"), request.param)
    nbgrader(made, "generate_feedback", CHAPTER)
    return made


@pytest.fixture(scope="module")
def lang(course: Path) -> str:
    return open_course(course).lang


@pytest.fixture(scope="module")
def pages(course: Path) -> Mapping[str, Parsed]:
    return {s: Parsed(page_file(course, s).read_text("utf-8")) for s in ("beginner", "mallory", "right")}


def rows(page: Parsed) -> list[list[Any]]:
    """The cells of the table of the exercises."""
    (table,) = page.by_class("exercises")
    return [list(row) for row in table.findall("tbody/tr")]


# What it says


def test_a_table_says_name_state_points_and_reason_of_every_exercise(
    pages: Mapping[str, Parsed], lang: str
) -> None:
    page = pages["beginner"]
    found = rows(page)
    assert len(found) == len(chapter().exercises)
    for exercise, (name, state, points, reason) in zip(chapter().exercises, found, strict=True):
        expected = STATES.get(exercise.symbol, "not_started")
        assert text(name) == f"{exercise.title[lang]} {exercise.symbol}"
        assert text(state).endswith(state_word(expected)[lang])
        assert text(points).endswith(f"/ {exercise.points}")
        said = texts(list(reason.iter("bdi")))
        assert bool(said) == (expected in ("partly", "failed", "error")), exercise.symbol
        assert all(len(s) <= MAX_REASON for s in said)
        link = name.find("a").get("href")
        assert text(page.by_id(link[1:])).startswith(exercise.title[lang])
    relu = next(row for row in found if text(row[0]).endswith(" relu"))
    assert "maximun" in text(relu[3])


def test_marks_and_comments_by_hand_count_and_are_told(pages: Mapping[str, Parsed], lang: str) -> None:
    page = pages["beginner"]
    assert text(page.by_id("score")) == f"{3 + 0 + 0 + 6 + 4 - LATE:g}"
    (penalty,) = page.by_class("penalty")
    assert f"{LATE:g}" in text(penalty)
    softmax = next(row for row in rows(page) if text(row[0]).endswith(" softmax"))
    assert text(softmax[2]) == "6 / 6"
    assert say("feedback-by-hand")[lang] in text(softmax[3])
    assert say("feedback-see-comment")[lang] in text(softmax[3])
    (comment,) = page.by_class("comment")
    assert comment in list(page.by_id("ex-softmax").iter())
    assert comment.find(f".//{MATHML}math") is not None and text(comment.find(".//strong")) == "axis"
    assert "<script>alert(1)</script>" in text(comment)
    assert say("feedback-by-hand")[lang] not in text(pages["right"].tree)


def test_states_are_those_of_the_class_page(course: Path, pages: Mapping[str, Parsed], lang: str) -> None:
    page = class_page_of(take_class(open_course(course), chapter()), chapter(), lang)
    for row in page.rows:
        found = [text(r[1]).split(" ", 1)[1] for r in rows(pages[row.name])]
        assert found == [state_word(mark.state)[lang] for mark in row.marks], row.name


def test_an_exercise_has_the_answer_the_reasons_and_the_hint_together(
    course: Path, pages: Mapping[str, Parsed]
) -> None:
    reports = graded(course, "beginner")["metadata"]["zerotsuku"]["report"]["exercises"]
    for symbol, answer in (("sigmoid", "1 / (1 + np.exp(x))"), ("step_function", "(x >= 0).astype(int)")):
        said, report = text(pages["beginner"].by_id(f"ex-{symbol}")), reports[f"{CHAPTER}.{symbol}"]
        for part in (
            answer,
            report["hint"],
            *report["reasons"],
            *(g["description"] for g in report["graders"]),
        ):
            assert re.sub(r"\s+", " ", part) in said, part
    assert "is $e^x$ np.exp?" in text(pages["beginner"].by_id("ex-sigmoid"))
    assert "No response" not in text(pages["beginner"].tree)


def test_the_workbook_s_formulas_are_drawn_and_a_student_s_are_text(pages: Mapping[str, Parsed]) -> None:
    for page in pages.values():
        assert len(page.all(f"{MATHML}math")) > 40
        for own in page.by_class("own"):
            assert own.find(f".//{MATHML}math") is None
        assert not any("graph LR" in text(e) for e in page.by_class("prose"))
    assert "$e^x$" in text(pages["beginner"].by_class("own")[0])


def test_all_of_a_page_is_in_the_course_s_language(
    course: Path, pages: Mapping[str, Parsed], lang: str
) -> None:
    assert pages["right"].tree.get("lang") == lang
    japanese = re.search("[ぁ-んァ-ン]", text(pages["right"].by_id("table")))
    assert bool(japanese) == (lang == "ja")


def test_a_page_is_the_same_every_time(course: Path) -> None:
    before = page_file(course, "mallory").read_bytes()
    nbgrader(course, "generate_feedback", CHAPTER, "--force", "--student", "mallory")
    assert page_file(course, "mallory").read_bytes() == before


def test_a_record_that_cannot_be_read_is_told() -> None:
    nothing = graded_with(["x"], ["x"])
    del nothing.metadata.zerotsuku["report"]
    page = Parsed(rendered(nothing))
    assert say("feedback-no-record")["en"] in text(page.tree)
    assert text(page.by_id("score")) == f"{len(chapter().exercises)}"
    assert {text(row[1]).split(" ", 1)[1] for row in rows(page)} == {state_word("partly")["en"]}


def test_a_submission_that_cannot_be_read_is_told_once() -> None:
    page = Parsed(rendered(unreadable(chapter(), "en"), score=0.0))
    assert text(page.tree).count("This cannot be read.") == 1
    assert {text(row[1]).split(" ", 1)[1] for row in rows(page)} == {say("feedback-unknown")["en"]}


def test_an_exercise_of_the_table_is_told_in_one_sentence() -> None:
    assert one_sentence("0 のとき 1 です。`>=` を見てください。") == "0 のとき 1 です。"
    assert one_sentence("A value of 0.5 is wrong. Look again.") == "A value of 0.5 is wrong."
    assert one_sentence("「a。b」が違います。次") == "「a。b」が違います。"
    assert one_sentence('cell 2, line 1, "print(1). x": no. Look.') == 'cell 2, line 1, "print(1). x": no.'
    assert one_sentence("「" * 250 + "." * 250) == "「" * (MAX_REASON - 1) + "…"
    assert one_sentence("first\nsecond") == "first"
    assert len(one_sentence("x" * 500)) == MAX_REASON


# Nothing on it is a student's


def test_a_page_has_nothing_active(pages: Mapping[str, Parsed]) -> None:
    for student, page in pages.items():
        policies = [e.get("content", "") for e in page.all("meta") if e.get("http-equiv")]
        assert len(policies) == 1 and policies[0].startswith("default-src 'none'")
        for tag, attributes in page.elements():
            if tag.startswith(MATHML):
                assert not {"href", "src", "class", "id"} & dict(attributes).keys()
                continue
            assert tag in TAGS, (student, tag)
            for name, value in attributes:
                assert name in ATTRIBUTES, (student, tag, name)
                ours = tag == "a" and value == "https://example.org/" and student == "beginner"  # a comment's
                assert name != "href" or value.startswith("#") or ours, value
                assert name != "src" or value.startswith("data:image/png;base64,")
        assert not any("url(" in text(style) or "@import" in text(style) for style in page.all("style"))
        ids = [e.get("id") for e in page.all() if e.get("id")]
        assert len(ids) == len(set(ids))
        assert {e.get("href", "")[1:] for e in page.all("a")} - set(ids) <= {"ttps://example.org/"}


def test_no_element_of_a_page_is_a_student_s() -> None:
    """But for plain formatting without attributes, the page has what that of an honest student has."""
    plain = [f"text {number}" for number in range(len(SNIPPETS))]
    found, honest = (Parsed(rendered(graded_with(s, s))) for s in (SNIPPETS, plain))
    assert found.active() == honest.active()
    assert MARK in text(found.tree)


def test_without_all_that_the_page_would_be_another() -> None:
    """So that the tests above can fail: the same cells, as written, in nbgrader's own page."""
    sources = [s for s in SNIPPETS if "attachment:" not in s]
    found = Parsed(page_of(nbformat.from_dict(with_cells(sources)), "feedback"))
    assert {"script", "a", "img", "iframe"} <= {tag for tag, _ in found.active()}


def test_what_is_the_student_s_is_never_taken_for_the_workbook_s_prose() -> None:
    """A text with the words and the id of the chapter's own."""
    notebook = answered(lang="en")
    first = next(c for c in notebook["cells"] if "$" in c["source"] and c["cell_type"] == "markdown")
    for source in (first["source"], first["source"] + "\n\n$x$ [a](https://example.org/)"):
        notebook["cells"].append({**deepcopy(first), "source": source})
    first["source"] = "$y$ [b](https://example.org/)"
    plain = graded_with(["x"], ["x"])
    made = graded_notebook(
        read_submission(to_bytes(notebook), "x.ipynb"), report_with(["x"]), chapter(), "en"
    )
    page = Parsed(rendered(nbformat.reads(made.decode(), 4)))
    assert not any("example.org" in str(e.get("href")) for e in page.all("a"))
    assert all(own.find(f".//{MATHML}math") is None for own in page.by_class("own"))
    assert len(page.all(f"{MATHML}math")) == len(Parsed(rendered(plain)).all(f"{MATHML}math"))


# The workbook's own texts


def prose_cells(chapter: Chapter, lang: str) -> list[str]:
    return [c.source for c in student_notebook(chapter, lang).cells if c.cell_type == "markdown"]


@pytest.mark.parametrize("chapter", list(catalog()), ids=lambda c: c.id)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_formula_of_the_workbook_is_drawn(
    chapter: Chapter, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose_module, "LatexError", ZeroDivisionError)  # one that cannot be drawn fails here
    for source in prose_cells(chapter, lang):
        shown = prose_module.prose.__wrapped__(source)
        outside = re.sub(r"(?s)<(code|pre)\b.*?</\1>|<math.*?</math>", "", shown)
        assert "$" not in outside and "\\" not in unescape(outside), outside
        assert "<merror" not in shown


def test_what_is_no_tex_is_shown_as_it_was_written() -> None:
    assert formula(r"\nosuchthing{<b>}", False) == r"<code>\nosuchthing{&lt;b&gt;}</code>"
    assert "<math" not in prose("a price of $5") and "<img" not in prose("![x](https://example.org)")


# What it costs


def cost(cells: list[Any], answer: str) -> float:
    """Processor time of the page of right answers with cells of the student's own, and one answer's text."""
    notebook = answered()
    notebook["cells"] += cells
    answer_cell(notebook, "relu")["source"] = answer
    submission = read_submission(to_bytes(notebook), "x.ipynb")
    made = graded_notebook(submission, report_with(["x"]), chapter(), "ja")
    node = nbformat.reads(made.decode(), 4)
    began = time.process_time()
    rendered(node)
    return time.process_time() - began


@pytest.fixture(scope="module")
def honest_cost() -> float:
    line = "y = np.exp(x) / np.sum(np.exp(x))\n"
    return cost([code(line * 550, f"h{i}") for i in range(11)], "def relu(x):\n    return x")


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(p, id=n, marks=() if i < 3 else pytest.mark.slow)
        for i, (n, p) in enumerate(WORST.items())
    ],
)
def test_no_cell_is_slow_to_show(pattern: str, honest_cost: float) -> None:
    line = (pattern * 50_000)[:50_000]
    lines = ((pattern * 90)[:80].rstrip("\n") + "\n") * 600
    cells = [*(text_cell(t) for t in (line, lines) * 5), *(code(t) for t in (line, lines) * 5)]
    assert cost(cells, f"def relu(x):\n    return x\n{line}") < 5 * honest_cost + 10


# nbgrader's ways to it


@pytest.mark.slow
def test_the_formgraders_button_makes_the_same_page(tmp_path: Path) -> None:
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    course = new_course(tmp_path)
    submit(course, "aoki", {f"{STEM}.ipynb": to_bytes(answered())})
    nbgrader(course, "autograde", CHAPTER)
    nbgrader(course, "generate_feedback", CHAPTER)
    page = page_file(course, "aoki").read_bytes()
    page_file(course, "aoki").unlink()
    config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    config.HTMLExporter.template_name = "formgrade"  # as the formgrader has it
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    result = api.generate_feedback(CHAPTER, "aoki")
    assert result["success"], result
    assert page_file(course, "aoki").read_bytes() == page


def test_a_course_from_before_gets_it_when_it_is_made_again(tmp_path: Path) -> None:
    """And what the instructor has written below stays, a template of their own among it."""
    make_course(tmp_path / "dl", "ja", [CHAPTER])
    config = tmp_path / "dl" / CONFIG
    setting = next(line for line in config.read_text("utf-8").splitlines() if "GenerateFeedback" in line)
    yours = 'c.GenerateFeedback.exporter_class = "nbconvert.exporters.HTMLExporter"\n'
    config.write_text(config.read_text("utf-8").replace(setting, "") + yours, encoding="utf-8")
    make_course(tmp_path / "dl", "ja", [CHAPTER])
    again = config.read_text("utf-8")
    assert setting in again and again.endswith(yours)
