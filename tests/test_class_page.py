"""`zerotsuku report`: the class page says what the gradebook and the records say; nothing on it is active."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sqlite3
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from course_case import CHAPTER, STEM, answer_cell, answered, chapter, new_course, submit, to_bytes, varied

from autograder.build import student_notebook
from autograder.catalog import Chapter
from autograder.faces.class_page.content import Page, page_of
from autograder.faces.class_page.page import make_class_page, render
from autograder.faces.class_page.record import Record, Taken, read_record, take_class
from autograder.faces.class_page.rendering import SCRIPT, TEMPLATES
from autograder.faces.nbgrader.course import open_course
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.nbgrader.gradebook import Standing
from autograder.faces.nbgrader.notebooks import put_report
from autograder.faces.nbgrader.task import graded_record
from autograder.grading.explaining.exceptions import wording
from autograder.report import ExerciseReport, Outcome, Report
from autograder.sandbox.loading import Failure
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, Text, ZerotsukuError

NAME = f"{STEM}.ipynb"
HOSTILE = [
    '<script>alert("1")</script>',
    '"><img src=x onerror=alert(1)>',
    "../x",
    "a\u202eb\u200b",
    "日本語",
]
HOSTILE += [
    "javascript:alert(1)",
    "x" * 250,
    "{{ 7 * 7 }}`",
    "</style><svg onload=alert(1)>",
    "a\x1b[31mb",
    "[*]",
]
TAGS = frozenset(
    re.findall(
        r"\S+",
        """html head meta title style body header main section article details summary h1 h2 h3 p a b i small
        strong code span div dl dt dd ul ol li bdi table thead tbody tr th td button script""",
    )
)
ATTRIBUTES = frozenset(
    re.findall(
        r"\S+",
        """lang charset http-equiv content name class id href style title tabindex role open start scope
        data-state data-v type hidden aria-hidden aria-label aria-labelledby""",
    )
)


SHOWN = ("graded", "absent", "not-gradable", "stuck", "notes")  # ids whose text is kept


class Tree(HTMLParser):
    """The page as a parser sees it: its tags, attributes, links, and the text of a few elements."""

    def __init__(self, html: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append((tag, dict(attrs).get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for id_ in {id_ for _, id_ in self.open if id_ in SHOWN}:
            self.texts[id_] = self.texts.get(id_, "") + data

    @property
    def links(self) -> list[str]:
        return [a["href"] or "" for _, a in self.elements if "href" in a]


def require_harmless(html: str, folder: Path, root: Path) -> Tree:
    tree = Tree(html)
    assert not tree.open
    assert {tag for tag, _ in tree.elements} <= TAGS
    assert {name for _, attributes in tree.elements for name in attributes} <= ATTRIBUTES
    ids = {a["id"] for _, a in tree.elements if "id" in a}
    for link in tree.links:
        if link.startswith("#"):
            assert link[1:] in ids
        elif not re.fullmatch(r"[\w-]+\.(html|csv|json)", link):  # beside the page
            assert link.startswith("../feedback/")
            target = (folder / unquote(link, errors="surrogateescape")).resolve()
            assert target.is_file() and target.is_relative_to(root)
    styles = [a["style"] for _, a in tree.elements if "style" in a]
    assert all(re.fullmatch(r"flex-grow:\d+|width:\d+%", s or "") for s in styles)
    assert not any(c in html for c in "\u202e\u200b\x1b\x00")
    policy = [a["content"] for _, a in tree.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and "default-src 'none'" in str(policy[0])
    script = (TEMPLATES / SCRIPT).read_text(encoding="utf-8").removesuffix("\n")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert re.findall(r"script-src ([^;]+)", str(policy[0])) == [f"'sha256-{allowed}'"], "ours, and no other"
    assert re.findall(r"(?s)<script>(.*?)</script>", html) == [script]
    assert [a for tag, a in tree.elements if tag == "script"] == [{}]
    return tree


def sql(course: Path, statement: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(course / "gradebook.db") as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The varied class, graded once, with two who handed in nothing and one who is not graded."""
    made = new_course(tmp_path_factory.mktemp("class"))
    for student, files in varied().items():
        submit(made, student, files)
    again = answered()
    answer_cell(again, "sigmoid")["source"] = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
    answer_cell(again, "relu")["source"] = "def relu(x):\n    raise ValueError('<b onclick=a()>`\\u202e')"
    submit(made, "maki", {NAME: to_bytes(again), '"><img src=x onerror=alert(1)>.ipynb': b"{}"})
    grade_class(made, CHAPTER, jobs=2)
    submit(made, "nishi", {NAME: to_bytes(answered())})
    feedback = made / "feedback" / "chiba" / CHAPTER
    feedback.mkdir(parents=True)
    (feedback / f"{STEM}.html").write_text("feedback")
    for student in ("mori", "mita"):
        sql(made, f"insert into student (id) values ('{student}')")
    cell = "select id from base_cell where name = 'check-sigmoid'"
    owner = (
        "select n.id from submitted_notebook n join submitted_assignment s on s.id = n.assignment_id "
        "where s.student_id = 'chiba'"
    )
    sql(made, f"update grade set manual_score = 4 where cell_id = ({cell}) and notebook_id = ({owner})")
    return made


@pytest.fixture(scope="module")
def page(course: Path) -> Page:
    return page_of(take_class(open_course(course), chapter()), chapter(), "ja")


def row(page: Page, student: str) -> Any:
    return next(r for r in page.rows if r.name == student)


def block(page: Page, symbol: str) -> Any:
    return next(b for b in page.blocks if b.exercise.symbol == symbol)


def names(rows: Any) -> set[str]:
    return {r.name for r in rows}


# What it says


def test_numbers_are_the_gradebooks(course: Path, page: Page) -> None:
    totals = sql(
        course,
        "select s.student_id, sum(coalesce(g.manual_score, g.auto_score)) from grade g "
        "join submitted_notebook n on n.id = g.notebook_id "
        "join submitted_assignment s on s.id = n.assignment_id group by s.student_id",
    )
    assert {r.name: r.total for r in page.rows} == dict(totals)
    assert page.mean == pytest.approx(sum(t for _, t in totals) / len(totals))
    assert [r.total for r in page.rows] == sorted(t for _, t in totals)
    assert [p.name for p in page.absent] == ["mita", "mori"]
    assert [p.name for p in page.not_gradable] == ["kato", "nishi"]
    assert page.graded == page.read == len(totals) - 1
    assert not page.unsafe


def test_a_mark_made_by_hand_wins(page: Page) -> None:
    index = [e.symbol for e in chapter().exercises].index("sigmoid")
    mark = row(page, "chiba").marks[index]
    assert (mark.state, mark.score, mark.by_hand) == ("passed", 4.0, True)
    assert "chiba" not in {n for g in block(page, "sigmoid").reasons for n in names(g.rows)}


def test_reasons_are_grouped_with_their_students(page: Page) -> None:
    sigmoid = block(page, "sigmoid")
    assert sigmoid.counts["failed"] == 1 and sigmoid.stuck == 2
    assert [(g.kind, names(g.rows)) for g in sigmoid.reasons] == [("mistake", {"maki"})]
    assert names(sigmoid.untouched) == {"doi"}
    relu = block(page, "relu")
    assert relu.counts["error"] == 1
    assert "ValueError" in relu.reasons[0].said.text
    softmax = block(page, "softmax")
    assert [names(g.rows) for g in softmax.reasons if g.kind == "mistake"] == [{"chiba"}]
    assert softmax.counts["partly"] == 1
    forward = block(page, "forward")
    assert {n for g in forward.followed for n in names(g.rows)} == {"chiba", "maki"}
    for b in page.blocks:
        assert b.students == page.read
        assert sum(b.counts.values()) - b.counts["passed"] == b.stuck


def test_the_hardest_exercise_comes_first(page: Page) -> None:
    assert [b.stuck for b in page.blocks] == sorted((b.stuck for b in page.blocks), reverse=True)


def test_odd_files_are_noted(page: Page) -> None:
    notes = {person.name: " ".join(s.text for s in said) for person, said, _ in page.notes}
    assert "my answers.ipynb" in notes["hara"]
    assert "grade ch03" in notes["nishi"]
    assert NAME in notes["kato"]
    assert row(page, "kato").unread
    assert {m.state for m in row(page, "kato").marks} == {"unknown"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_written_in_both_languages_and_harmless(course: Path, lang: str) -> None:
    path = make_class_page(course, CHAPTER, lang)
    assert path == course / "class" / f"{CHAPTER}.html"
    html = path.read_text(encoding="utf-8")
    tree = require_harmless(html, path.parent, course)
    assert tree.elements[0] == ("html", {"lang": lang})
    assert chapter().title[lang] in html
    assert [link for link in tree.links if not link.startswith("#")] == [
        f"{CHAPTER}.csv",
        f"{CHAPTER}.json",
        f"../feedback/chiba/{CHAPTER}/{NAME[:-6]}.html",
    ]
    assert tree.texts["graded"] == "10" and tree.texts["absent"] == tree.texts["not-gradable"] == "2"
    spoken = [a["lang"] for tag, a in tree.elements if tag == "p" and "lang" in a]
    assert set(spoken) == (set() if lang == "ja" else {"ja"}), "the reasons are in the course's language"
    hint = {"ja": "マイナス", "en": "minus"}[lang]
    assert hint in html, "a hint is known in both languages"


def test_the_page_is_a_function_of_the_course(course: Path) -> None:
    assert make_class_page(course, CHAPTER).read_bytes() == make_class_page(course, CHAPTER).read_bytes()


# What can be wrong


def test_a_record_that_cannot_be_used_is_told(course: Path) -> None:
    path = course / "autograded" / "aoki" / CHAPTER / NAME
    before = path.read_bytes()
    path.chmod(0o644)
    try:
        for damage in (b"{", b"[]", b'{"metadata": {"zerotsuku": {"report": 3, "digest": ""}}}', b"\xff" * 9):
            path.write_bytes(damage)
            found = page_of(take_class(open_course(course), chapter()), chapter(), "en")
            assert row(found, "aoki").unread and row(found, "aoki").total == chapter().max_score
            assert any(p.name == "aoki" and "cannot be read" in said[0].text for p, said, _ in found.notes)
        notebook = json.loads(before)
        notebook["metadata"]["zerotsuku"]["report"]["exercises"]["ch03.relu"]["score"] = 0
        path.write_text(json.dumps(notebook))
        found = page_of(take_class(open_course(course), chapter()), chapter(), "en")
        assert row(found, "aoki").unread
    finally:
        path.write_bytes(before)


def _record(found: Chapter) -> dict[str, Any]:
    exercise = {
        "score": 0,
        "status": "failed",
        "message": None,
        "reasons": ["no"],
        "general": ["no"],
        "hint": None,
        "mistake": None,
    }
    exercise |= {"followed": False, "graders": [{"passed": False, "message": "no"}]}
    exercises = {e.id: {**exercise, "max_score": e.points} for e in found.exercises}
    return {"lang": "ja", "report": {"isolation": ["x"], "notes": [], "exercises": exercises}}


@pytest.mark.parametrize("value", [None, 3, [], {}, "text", float("nan"), [None], {"a": 1}, 10**400], ids=str)
@pytest.mark.parametrize(
    "key", ["report", "isolation", "notes", "exercises", "status", "score", "reasons", "general", "graders"]
)
def test_a_damaged_record_is_a_sentence_or_safe(key: str, value: object) -> None:
    record = _record(chapter())
    for part in (record, record["report"], record["report"]["exercises"]["ch03.relu"]):
        if key in part:
            part[key] = value
            break
    assert isinstance(read_record(record, chapter(), "ja"), Text | Record)


def _raised(cell: int, called: int = 0, type: str = "ValueError") -> Failure:
    return Failure(type, "x", cell, 2, calling_cell=called, calling_line=called and 1)


def _with_relu(student: str, relu: ExerciseReport, file: Path) -> Taken:
    """A student of whom only `relu` is to be told, by way of the graded notebook's record."""
    found = chapter()
    reports = tuple(
        relu if e.symbol == "relu" else ExerciseReport(e.id, e.title, e.points, e.points, "passed", ())
        for e in found.exercises
    )
    notebook = student_notebook(found, "ja")
    put_report(notebook, Report(found.id, reports, ("x",)), "ja", {"digest": "d", "lang": "ja"})
    file.write_bytes(to_bytes(notebook))
    record = graded_record(file)
    assert record is not None
    read = read_record(record, found, "ja")
    assert isinstance(read, Record)
    scores = {e.symbol: e.score for e in reports}
    return Taken(student, True, Standing(None, scores, scores, 0.0, 0.0), read)


PLACES = {  # the same error, as it was raised in one and in another student's code
    "another cell": (_raised(3), _raised(7)),
    "called from another cell": (_raised(3, called=4), _raised(5, called=9)),
    "with and without a call": (_raised(3), _raised(5, called=9)),
    "of a name in another failed cell": (_raised(4, type="NameError"), _raised(4, type="NameError")),
}


@pytest.mark.parametrize("whole", [False, True], ids=["of a grader", "of the exercise"])
@pytest.mark.parametrize("places", PLACES)
def test_the_same_error_in_different_cells_is_one_group(tmp_path: Path, places: str, whole: bool) -> None:
    exercise = chapter().exercise("relu")
    taken, texts = [], []
    for number, failure in enumerate(PLACES[places]):
        failed = replace(_raised(number + 1), name="z")
        cells = tuple(
            Cell("code", f"a = {n}\nz = b + {number}", n) for n in range(10) if n in (number + 1, 4)
        )
        why = wording(replace(failure, name="z"), Submission("x.ipynb", cells), [failed])
        texts.append(why.text.ja)
        outcome = Outcome("g", Text("問", "q"), 4, False, why.text, f"ValueError {number}", why.general)
        bare = ExerciseReport(exercise.id, exercise.title, 0.0, exercise.points, "error", ())
        said = {"message": why.text, "general": why.general} if whole else {}
        outcomes = (replace(outcome, message=None, origin="", general=None) if whole else outcome,)
        relu = replace(bare, outcomes=outcomes, **said)
        taken.append(_with_relu(f"s{number}", relu, tmp_path / f"{number}.ipynb"))
    assert len(set(texts)) == 2
    alone = [block(page_of([t], chapter(), "ja"), "relu").reasons for t in taken]
    assert [[g.said.text for g in groups] for groups in alone] == [[text] for text in texts]
    (group,) = block(page_of(taken, chapter(), "ja"), "relu").reasons
    assert names(group.rows) == {"s0", "s1"}
    assert "番目のセル" not in group.said.text


def test_a_record_of_an_older_workbook_is_grouped_by_its_sentences() -> None:
    record = _record(chapter())
    del record["report"]["exercises"]["ch03.relu"]["general"]
    found = read_record(record, chapter(), "ja")
    assert isinstance(found, Record)
    assert [s.general for s in found.exercises["relu"].reasons] == ["no"]


def test_a_record_of_another_release_is_told() -> None:
    record = _record(chapter())
    record["report"]["exercises"]["ch03.relu"]["max_score"] = 99
    found = read_record(record, chapter(), "ja")
    assert isinstance(found, Text) and "release" in found.en


def test_nothing_graded_no_course_and_no_chapter_are_told(tmp_path: Path) -> None:
    bare = new_course(tmp_path)
    submit(bare, "aoki", {NAME: to_bytes(answered())})
    with pytest.raises(ZerotsukuError, match="zerotsuku grade ch03"):
        make_class_page(bare, CHAPTER)
    assert not (bare / "class").exists()
    with pytest.raises(ZerotsukuError, match="ch99"):
        make_class_page(bare, "ch99")
    with pytest.raises(ZerotsukuError, match="nbgrader_config"):
        make_class_page(tmp_path, CHAPTER)


def test_a_page_that_cannot_be_written_is_told(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("autograder.faces.class_page.page.replace_file", full)
    with pytest.raises(ZerotsukuError, match="No space left"):
        make_class_page(course, CHAPTER)


# Hostile and many


def _class(students: list[str]) -> list[Taken]:
    """A class whose every text is the student's id."""
    found = chapter()
    taken = []
    for number, student in enumerate(students):
        text = f"{student} `{student}` {number % 7}"
        record = _record(found)
        record["report"]["notes"] = [text] * 9
        record["report"]["isolation"] = []
        for n, exercise in enumerate(record["report"]["exercises"].values()):
            exercise |= {"reasons": [text, student], "general": [student, text]}
            exercise |= {"message": [None, text][n % 2], "followed": n % 3 == 2}
            exercise |= {"hint": text, "mistake": text} if n % 4 == 3 else {}
        read = read_record(record, found, "ja")
        assert isinstance(read, Record)
        zero = dict.fromkeys((e.symbol for e in found.exercises), 0.0)
        taken.append(Taken(student, True, Standing(None, zero, zero, 90.0 * number, 0.5), read))
        taken.append(Taken(student + "'", True, None, problems=(Text(text, text),)))
        taken.append(replace(taken[-1], student=student + '"', submitted=False))
    return taken


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_of_a_hostile_class_is_active(lang: str, tmp_path: Path) -> None:
    page = page_of(_class(HOSTILE), chapter(), lang)
    html = render(page, chapter(), lang)
    require_harmless(html, tmp_path, tmp_path)
    assert "日本語" in html
    assert "{{ 7 * 7 }}" in html, "no template of a student's is rendered"
    assert max(len(r.name) for r in page.rows) <= 61
    assert "x" * 501 not in html
    assert "--unsafe-no-isolation" in html


def test_an_id_never_leads_out_of_the_course(course: Path) -> None:
    outside = course.parent / "feedback" / CHAPTER
    outside.mkdir(parents=True)
    (outside / f"{STEM}.html").write_text("outside")
    sql(course, "insert into student (id) values ('../../feedback')")
    sql(course, "update submitted_assignment set student_id = '../../feedback' where student_id = 'endo'")
    try:
        path = make_class_page(course, CHAPTER)
        html = path.read_text(encoding="utf-8")
        require_harmless(html, path.parent, course)
        assert "../../feedback" in html and f"feedback/{CHAPTER}" not in html
    finally:
        sql(course, "update submitted_assignment set student_id = 'endo' where student_id = '../../feedback'")
        sql(course, "delete from student where id = '../../feedback'")


def test_a_class_of_300_makes_a_page() -> None:
    html = render(page_of(_class([f"s{n:03}" for n in range(300)]), chapter(), "ja"), chapter(), "ja")
    tree = Tree(html)
    assert sum(tag == "tr" for tag, _ in tree.elements) == 2 * 301 + 1 + len(chapter().exercises)
