"""A stranger's words in terminal, pages and logs: whatever they are, they forge no line of ours."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import regex
from click.testing import CliRunner
from course_case import (
    CHAPTER,
    STEM,
    answered,
    chapter,
    graded,
    nbgrader,
    new_course,
    scores,
    submit,
    to_bytes,
)
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hostile_case import outputs
from hypothesis import given, settings
from hypothesis import strategies as st
from words_case import HOSTILE, UNSEEN, built, forged, is_seen, margin

from autograder.compare import compare
from autograder.faces.class_page.content import page_of
from autograder.faces.class_page.page import render
from autograder.faces.class_page.record import take_class
from autograder.faces.nbgrader.course import open_course
from autograder.faces.nbgrader.grade_class import GRADED, NOT_GRADED, Row, Summary, grade_class
from autograder.faces.nbgrader.students import look_alike, require_student
from autograder.faces.student import check as check_module
from autograder.faces.student.check import card_for, check
from autograder.faces.terminal import cli
from autograder.faces.terminal.console import HANG, new_console, tell, within
from autograder.faces.terminal.grade import print_summary
from autograder.faces.terminal.inspect import print_report
from autograder.grading.explaining.exceptions import explain
from autograder.grading.handed import hand_in
from autograder.report import ERROR, FAILED, ExerciseReport, Outcome, Report
from autograder.sandbox.session_messages import read_failure
from autograder.shown import TOO_LARGE, Opaque
from autograder.submission import NOTEBOOK, SCRIPT, Cell, Submission, kind_of
from autograder.text import IGNORABLE, LANGUAGES, MESSAGES, Text, ZerotsukuError, clean, named, one_line, say

NAME = f"{STEM}.ipynb"
FULL = {e.symbol: float(e.points) for e in chapter().exercises}
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=200),
    st.lists(
        st.sampled_from([*"\n\r\t |•✓✗→\u2028\u202e\ufe0f\u200d\u0301\u3164[]a山", " • "]), max_size=40
    ).map("".join),
)


# One function makes a text safe


def test_what_is_drawn_as_nothing_is_as_unicode_has_it() -> None:
    known = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    everything = map(chr, range(sys.maxunicode + 1))
    assert [c for c in everything if bool(known.match(c)) != bool(IGNORABLE.match(c))] == []


@given(text=texts, limit=st.integers(2, 300))
def test_a_text_on_one_line_is_seen_as_it_is(text: str, limit: int) -> None:
    for made in (one_line(text, limit), named(text, limit)):
        assert is_seen(made)
        assert not regex.search(r"\s\s|\p{M}{20}", made)
        assert one_line(made) == made
    assert len(one_line(text, limit)) <= limit
    assert not UNSEEN.search(clean(text))


@pytest.mark.parametrize(
    "honest",
    [
        "葛\U000e0100城",
        "山田　太郎",
        "か\u3099く",
        "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3",
        "def f(x):\n\treturn x  # 二乗",
        "x ≥ 0, é, Tiếng Việt, ﾔﾏﾀﾞ",
    ],
)
def test_honest_text_stays_as_it_was_written(honest: str) -> None:
    assert clean(honest) == honest


def test_invisible_characters_are_shown_where_they_are_no_part_of_another() -> None:
    for text in (
        "a\u200db",
        "a\ufe0f\ufe0f",
        "\ufe0f",
        "🏴\U000e0067",
        "a\u00ad",
        "\u3164",
        "a" + "\u0301" * 9,
    ):
        assert "�" in clean(text)
    assert named("❤\ufe0f") == '"❤�"'


def test_a_name_of_several_words_is_told_from_ours() -> None:
    assert named("ch03.ipynb") == "ch03.ipynb"
    assert named("か\u3099.ipynb") == "か\u3099.ipynb"
    assert named("my answers.ipynb") == '"my answers.ipynb"'
    assert named('a" was graded. "b') == "\"a' was graded. 'b\""


class _Placeables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:
        self.names.add(node.id.name)


def messages() -> Iterator[tuple[str, set[str]]]:
    for entry in FluentParser().parse((MESSAGES / "en.ftl").read_text(encoding="utf-8")).body:
        if isinstance(entry, ast.Message):
            found = _Placeables()
            found.visit(entry)
            yield entry.id.name, found.names


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_gives_a_sentence_more_lines(text: str) -> None:
    for key, names in messages():
        said, plain = (say(key, **dict.fromkeys(names, value)) for value in (text, "x"))
        for lang in LANGUAGES:
            assert said[lang].count("\n") == plain[lang].count("\n"), key
            assert all(map(is_seen, said[lang].split("\n"))), key


# Reports


def report_of(text: str, bare: bool = False) -> Report:
    """A report that has a student's text wherever one can be; `bare`: not even put into a sentence."""

    def sentence(key: str, **values: object) -> Text:
        return Text(text, text) if bare else say(key, **values)

    found = []
    for number, e in enumerate(chapter().exercises):
        message = sentence("failure-other", type=text, text=f"{text}{number}")
        place = sentence("place-line", cell=3, line=number, text=text)
        outcomes = (
            Outcome("right", e.title, 1, True),
            Outcome("wrong", e.title, 1, False, sentence("failure-at", place=place, text=message), "here"),
            Outcome("too", e.title, 1, False, sentence("failure-import", name=text), "there"),
        )
        whole = sentence("missing-failed", name=e.symbol, text=message)
        status = ERROR if number % 2 else FAILED
        made = ExerciseReport(e.id, e.title, 1.0, e.points, status, outcomes, whole, e.title)
        found.append(made)
    notes = (
        sentence("grade-other-notebooks", file=NAME, others=named(text)),
        sentence("grade-renamed", file=named(text), wanted=NAME),
        sentence("submission-encoding", file=named(text), encoding="cp932"),
    )
    return Report(CHAPTER, tuple(found), (), notes)


@pytest.mark.parametrize("bare", [False, True])
@given(text=st.sampled_from(HOSTILE) | texts)
@settings(max_examples=40, deadline=None)
def test_no_line_of_a_report_in_the_terminal_is_forged(bare: bool, text: str) -> None:
    for lang in LANGUAGES:
        said, plain = (printed(print_report, report_of(t, bare), lang) for t in (text, "x"))
        assert not UNSEEN.search(said)
        assert list(margin(said)) == list(margin(plain))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_line_of_any_output_is_forged(text: str) -> None:
    data, report = to_bytes(answered()), report_of(text)
    assert forged(data, report, outputs(data, report)) == []


def printed(show: Any, *arguments: Any) -> str:
    said = io.StringIO()
    stdout, sys.stdout = sys.stdout, said
    try:
        show(*arguments)
    finally:
        sys.stdout = stdout
    return said.getvalue()


@given(text=texts, width=st.integers(24, 200))
@settings(deadline=None)
def test_only_the_first_line_of_a_sentence_stands_at_its_place(text: str, width: int) -> None:
    said = io.StringIO()
    tell(new_console(file=said, width=width), text, mark="•", indent=2)
    first, *others = lines = said.getvalue().split("\n")[:-1]
    assert all(columns(line) <= width for line in lines)
    assert first.startswith("  •")
    assert all(line.startswith(" " * 6) for line in others if line)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(name=texts, note=texts)
@settings(max_examples=60, deadline=None)
def test_no_line_of_a_class_is_forged(lang: str, name: str, note: str) -> None:
    def summary(name: str, note: str) -> Summary:
        notes = (Text(note, note), say("grade-other-notebooks", file=NAME, others=named(note)))
        rows = (
            Row(name, GRADED, FULL, 50.0, 0.0, notes),
            Row("alice", GRADED, FULL, 50.0, 0.0, ()),
            Row(name, NOT_GRADED, {}, 0.0, 0.0, notes * 3),
        )
        return Summary(CHAPTER, {s: int(p) for s, p in FULL.items()}, rows)

    said, plain = (printed(print_summary, summary(*both), lang) for both in ((name, note), ("x", "x")))
    assert not UNSEEN.search(said)
    assert list(margin(said)) == list(margin(plain))


def test_markup_of_rich_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    row = Row("[red]a[/red] :x:", GRADED, FULL, 50.0, 0.0, (Text("[bold]b :x:", "[bold]b :x:"),))
    print_summary(Summary(CHAPTER, {}, (row,)), "en")
    said = capsys.readouterr().out
    assert said.count("[red]a[/red] :x:") == 2
    assert "[bold]b :x:" in said


def test_the_words_of_an_id_are_told_from_the_note(capsys: pytest.CaptureFixture[str]) -> None:
    row = Row("alice: please give 45 points", GRADED, FULL, 50.0, 0.0, (Text("付記", "a note"),))
    print_summary(Summary(CHAPTER, {}, (row,)), "en")
    assert '• "alice: please give 45 points": a note' in capsys.readouterr().out.splitlines()


def test_an_error_names_a_file_on_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a\n• alice: 50 points\n.ipynb"
    file.write_bytes(b"")
    ran = CliRunner().invoke(cli.main, ["inspect", str(file), "--chapter", CHAPTER, "--lang", "en"])
    assert ran.exit_code == 1
    assert ran.output.count("\n") == 1
    assert '"a • alice: 50 points .ipynb" is empty' in ran.output


# What is a student's in a sentence is quoted

WORDS = "all right, give 50 points"
QUOTATION = regex.compile(r'"[^"]*"|「[^」]*」|“[^”]*”')
ENDS = (
    f"{WORDS}.",
    f'x" {WORDS} "y',
    f"x」{WORDS}「y",
    f"x” {WORDS} “y",
    f"x＂ {WORDS} ＂y",
    f"x) {WORDS} (y",
)
FAILURES = (
    *("ImportError", "SyntaxError", "NameError", "UnboundLocalError", "KeyError", "TypeError", "ValueError"),
    *("AttributeError", "IndexError", "Exception", WORDS, f"grader.{WORDS}", "NotHere", "採点者より満点です"),
)


@pytest.mark.parametrize("type_", FAILURES)
@pytest.mark.parametrize("words", ENDS)
def test_words_of_an_exception_are_not_ours(type_: str, words: str) -> None:
    """Type, text, name and operands, as the code itself or whoever has taken the sandbox over says them."""
    begins = ("", "shapes (3,) (2,) shape ", "f() takes ", "f() missing 1 required positional argument: 'x' ")
    lines = f"def relu(x):\n    raise E  # {words}"
    submission = Submission("x", (Cell("code", lines, 1),))
    for begin in begins:
        for operands in ("", words, f"{words}: x (3,), W (2,)"):
            for name in ("", words):
                told = ["failure", [type_, begin + words, 1, 2, name, operands, words, 1, 1]]
                said = explain(read_failure(told[1]), submission)
                for lang in LANGUAGES:
                    assert WORDS not in QUOTATION.sub("", said[lang]), said[lang]
                    assert "採点者" not in QUOTATION.sub("", said[lang]), said[lang]


@pytest.mark.parametrize("words", ENDS)
def test_a_type_s_and_a_file_s_words_are_not_ours(words: str) -> None:
    for expected in (np.ones(3), 1.0, [1.0, 2.0], {"a": 1.0}, "text", None):
        for text in ("x", TOO_LARGE):
            difference = compare(Opaque(words, text), expected)
            assert difference and WORDS not in QUOTATION.sub("", difference.text.en)
    assert WORDS not in QUOTATION.sub("", named(words))


# Terminals that are not ours


def columns(line: str) -> int:
    """As a terminal counts that takes for wide whatever may be."""
    kinds = [unicodedata.category(c) for c in line]
    wide = sum(
        (unicodedata.east_asian_width(c) in "WFA" and kind not in ("Mn", "Me")) or kind == "So"
        for c, kind in zip(line, kinds, strict=True)
    )
    return len(line) - sum(kind in ("Mn", "Me") for kind in kinds) + wide + line.count("\ufe0f")


@pytest.mark.parametrize("encoding", ["ascii", "cp932", "euc_jp", "latin-1", "utf-16"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_terminal_of_another_encoding_is_written_to(
    encoding: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table, and JSON that is whole, strict, and says the same as in UTF-8."""
    told = report_of("".join(HOSTILE).replace("x" * 5000, ""))
    monkeypatch.setattr("autograder.faces.terminal.inspect.inspect_file", lambda *_, **__: told)
    for options in ([], ["--json"]):
        data = io.BytesIO()
        stream = io.TextIOWrapper(data, encoding=encoding, write_through=True)
        monkeypatch.setattr(sys, "stdout", stream)
        cli.main(
            ["inspect", "x.ipynb", "--chapter", CHAPTER, "--lang", lang, *options], standalone_mode=False
        )
        stream.flush()
        said = data.getvalue().decode(encoding)
        monkeypatch.undo()
        monkeypatch.setattr("autograder.faces.terminal.inspect.inspect_file", lambda *_, **__: told)
        if options:
            assert json.loads(said, parse_constant=pytest.fail) == json.loads(json.dumps(told.as_json(lang)))
        else:
            assert "ch03.relu" in said


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_card_is_shown_wherever_it_is(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check` of whatever name, in a notebook and on a console of Windows."""
    for exercise in (text, SimpleNamespace(__name__=text)):
        made = card_for(exercise, {})
        assert not UNSEEN.search(repr(made)) and repr(made).count("\n") == 1
        assert built("text/html", made._repr_html_()) == built("text/html", card_for("x", {})._repr_html_())
        made._repr_html_().encode()
        stream = io.TextIOWrapper(io.BytesIO(), encoding="cp932")
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(
            check_module, "_display", lambda: None
        )  # another test may have started IPython here
        check(exercise)
        monkeypatch.undo()


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_pytest_s_lines_are_broken_by_us(text: str, width: int) -> None:
    """So that no word of a student's begins a line of a terminal."""
    for lang in LANGUAGES:
        lines = within(report_of(text).exercises[0].outcomes[1].message[lang], width).split("\n")
        assert all(line.startswith(" " * HANG) for line in lines[1:])
        assert all(columns(line) <= width for line in lines)


# Whose a folder is

INVISIBLE = [
    "",
    " ",
    "\u3000",
    "\u00a0",
    "\u2800",
    "\u3164",
    "\u115f",
    "alice\ufe0f",
    "alice\u200b",
    "alice\u034f",
    "ali\u00adce",
    "alice\U000e0041",
    "alice\U000e01f0",
    "alice\u2065",
    "alice\ue000",
    "alice\u0378",
    "alice\uffff",
    "alice\udcff",
    "a\nb",
    "a\u2028b",
    "a\x85b",
    "a\rb",
    "a\tb",
    "\x1b[31ma",
    "\u202eb",
    "*",
    "[a-z]",
    "a?",
    "<b>a</b>",
    'a"b',
    "a&lt;b",
    "a\\b",
    "$a$",
    "`a`",
    "\u0301a",
    "a \u0301",
    "a" + "\u0301" * 5,
    "👨\u200d👩",
    "葛\U000e0100",
]
HONEST = [
    "aoki",
    "-rf",
    "{0}",
    "%s",
    "x" * 255,
    "O'Neil",
    "青木",
    "=1+1",
    "a b",
    "山田太郎",
    "ﾔﾏﾀﾞ",
    "か\u3099くせい",
    "e\u0301",
    "\U0002ebf0",  # a kanji that is newer than this Python's own data
    "김철수",
    "Nguyễn",
    "สวัสดี",
    "नमस्ते",
    "🐱",
]


@pytest.mark.parametrize("name", INVISIBLE)
def test_a_name_with_something_invisible_is_no_student_s(name: str) -> None:
    with pytest.raises(ZerotsukuError) as refused:
        require_student(name)
    for lang in LANGUAGES:
        assert is_seen(refused.value.text[lang])
        assert not name or "U+" in refused.value.text[lang]


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_is_a_student_s(name: str) -> None:
    require_student(name)


@given(st.text(max_size=20))
def test_every_student_s_name_is_shown_as_it_is(name: str) -> None:
    try:
        require_student(name)
    except ZerotsukuError:
        return
    assert "�" not in named(name) or "�" in name


ALIKE = [
    ("alice", "аlice", "U+0430 CYRILLIC SMALL LETTER A"),
    ("alice", "ａlice", "U+FF41 FULLWIDTH LATIN SMALL LETTER A"),
    ("alice", "alice ", "U+0020 SPACE"),
    ("alice", "\u00a0alice", "U+00A0 NO-BREAK SPACE"),
    ("alice", "alice\u2800", "U+2800 BRAILLE PATTERN BLANK"),
    ("a b", "a  b", "U+0020 SPACE"),
    ("alice", "Alice", "U+0041 LATIN CAPITAL LETTER A"),
    ("ヤマダ", "ﾔﾏﾀﾞ", "U+FF94 HALFWIDTH KATAKANA LETTER YA"),
    ("が", "か\u3099", "U+3099 COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK"),
    ("山田口", "山田ロ", "U+30ED KATAKANA LETTER RO"),
    ("s1", "sl", "U+006C LATIN SMALL LETTER L"),
    ("mary", "rnary", "U+006E LATIN SMALL LETTER N"),
    ("ООО", "OOO", "U+004F LATIN CAPITAL LETTER O"),
]


@pytest.mark.parametrize(("one", "other", "point"), ALIKE)
def test_ids_that_look_alike_are_told_by_their_code_points(one: str, other: str, point: str) -> None:
    ((together, text),) = look_alike(["bob", other, "山田太郎", one, "佐藤"])
    assert set(together) == {one, other}
    for lang in LANGUAGES:
        assert point in text[lang]
        assert is_seen(text[lang])


def test_different_ids_are_not_told() -> None:
    assert list(look_alike([*HONEST, *(f"s{n:04}" for n in range(500))])) == []


def test_many_that_look_alike_are_one_sentence() -> None:
    names = ["a" + " " * n for n in range(30)] + ["а", "ａ", "A"]
    ((together, text),) = look_alike(names)
    assert len(together) == 33
    assert len(text.en) < 1500


# A class


@pytest.fixture(scope="module")
def odd_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders that look like alice's or are links to it, beside alice's."""
    course = new_course(tmp_path_factory.mktemp("words"))
    good = to_bytes(answered())
    for student in ("alice", "аlice", "山田太郎", "か\u3099", "\u3164", "alice\ufe0f", "a\nb"):
        submit(course, student, {NAME: good})
    (course / "submitted" / "alice" / CHAPTER / "submission_secret.txt").write_text("ab" * 32)
    (course / "submitted" / "above").symlink_to(course / "submitted" / "alice")
    (course / "submitted" / "below").mkdir()
    (course / "submitted" / "below" / CHAPTER).symlink_to(course / "submitted" / "alice" / CHAPTER)
    return course


STUDENTS = {"alice", "аlice", "山田太郎", "か\u3099"}
NOBODYS = {"\u3164", "alice\ufe0f", "a\nb", "above", "below"}


def test_who_is_no_student_is_told_and_left_out(odd_class: Path, tmp_path: Path) -> None:
    course = tmp_path / "dl"
    shutil.copytree(odd_class, course, symlinks=True)
    summary = grade_class(course, CHAPTER, jobs=2)
    assert {r.student for r in summary.rows if r.status == GRADED} == STUDENTS
    assert {r.student for r in summary.rows if r.status == NOT_GRADED} == NOBODYS
    assert scores(course) == dict.fromkeys(STUDENTS, FULL)
    check_folders(course)
    (told,) = summary.alike
    assert "U+0430" in told["ja"]
    said = " ".join(printed(print_summary, summary, "en").split())
    assert "U+0430" in said
    assert "U+3164 HANGUL FILLER" in said
    assert '"alice�"' in said
    assert "above in submitted/ is a link" in said
    found = open_course(course)
    page = render(page_of(take_class(found, chapter()), chapter(), "en"), chapter(), "en")
    assert not UNSEEN.search(page)
    assert page.count("U+0430") >= 2
    assert built("text/html", page).count("<script []>") == 1  # the page's own
    ran = CliRunner().invoke(cli.main, ["grade", CHAPTER, "--course-dir", str(course), "--lang", "en"])
    assert ran.exit_code == 1
    assert '"alice�"' in ran.output.splitlines()[-1]


@pytest.mark.slow
def test_nbgrader_leaves_out_who_is_no_student(odd_class: Path, tmp_path: Path) -> None:
    course = tmp_path / "dl"
    shutil.copytree(odd_class, course, symlinks=True)
    log = nbgrader(course, "autograde", CHAPTER)
    assert scores(course) == dict.fromkeys(STUDENTS, FULL)
    check_folders(course)
    assert not UNSEEN.search(log)
    ours = [line for line in log.splitlines() if "U+" in line or "リンク" in line]
    assert len(ours) == len(NOBODYS) + 1
    assert all(line.startswith("[AutogradeApp | ") for line in ours)


def check_folders(course: Path) -> None:
    """Nothing of alice's went to anybody else."""
    assert {p.name for p in (course / "autograded").iterdir()} == STUDENTS
    for path in (course / "autograded").rglob("submission_secret.txt"):
        assert (path.read_text() == "ab" * 32) == (path.parent.parent.name == "alice")


def test_an_instructor_may_keep_submitted_elsewhere(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    (tmp_path / "disk").mkdir()
    (course / "submitted").symlink_to(tmp_path / "disk")
    submit(course, "alice", {NAME: to_bytes(answered())})
    assert [r.status for r in grade_class(course, CHAPTER).rows] == [GRADED]
    assert graded(course, "alice")


# What kind of file it is


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ch03.ipynb", NOTEBOOK),
        ("CH03.IPYNB", NOTEBOOK),
        ("a.ipynb.txt", NOTEBOOK),
        ("a.ipynb.json", NOTEBOOK),
        ("a.json", NOTEBOOK),
        ("x" * 240 + ".ipynb", NOTEBOOK),
        ("ch03.py", SCRIPT),
        ("CH03.PY", SCRIPT),
        ("ch03.Py", SCRIPT),
        ("a.py.txt", SCRIPT),
        ("a.ipynb.py", SCRIPT),
        ("x" * 240 + ".py", SCRIPT),
        ("timestamp.txt", None),
        ("a.pyc", None),
        ("ipynb", None),
        ("a.ipynb\n", None),
        ("a.ipynb.html", None),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_whole_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


PLAIN = b"import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n"
WHOLE = to_bytes(answered())


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({"CH03.PY": PLAIN}, "CH03.PY"),
        ({"x" * 240 + ".py": PLAIN}, "x" * 240 + ".py"),
        ({"x" * 240 + ".Ipynb": WHOLE}, "x" * 240 + ".Ipynb"),
        ({f"{STEM}.ipynb.txt": WHOLE}, f"{STEM}.ipynb.txt"),
        ({f"{STEM}.json": WHOLE, "timestamp.txt": b"x"}, f"{STEM}.json"),
        ({"ch03.py.txt": PLAIN}, "ch03.py.txt"),
        ({"helper.py": b"a = 1", f"{STEM}.ipynb.txt": WHOLE}, f"{STEM}.ipynb.txt"),
        ({"answers.py": PLAIN, "mine.ipynb": WHOLE}, "mine.ipynb"),
        ({NAME: WHOLE, "data.json": b"{}", "helper.py": b"a = 1"}, NAME),
        ({"data.json": b'{"cells": []}'}, ""),
        ({"a.json": b'{"cells": []}', "b.json": b"[]"}, ""),
    ],
)
def test_an_honest_file_is_found_by_what_it_is(tmp_path: Path, files: dict[str, bytes], chosen: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    handed = hand_in(tmp_path, chapter())
    assert handed.name == chosen
    assert (handed.submission is not None) == bool(chosen)
    assert len(handed.notes) == (chosen not in ("", NAME))
    if not chosen:
        assert handed.problem and NAME in handed.problem.en


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.strip("\x00")], ids=lambda t: repr(t)[:20])
def test_a_file_s_name_forges_no_line(tmp_path: Path, text: str) -> None:
    """The second file's, the only one's, and that of a file that cannot be read."""
    name = os.fsdecode(os.fsencode(text.replace("\x00", "").replace("/", "⁄").replace("\ud800", ""))[:200])
    for number, files in enumerate(({NAME: WHOLE, f"{name}.ipynb": WHOLE}, {f"{name}.ipynb": b"no"})):
        folder = tmp_path / str(number) / CHAPTER
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        handed = hand_in(folder, chapter())
        said = [t for t in (handed.problem, *handed.notes) if t]
        assert said
        for lang in LANGUAGES:
            assert all(is_seen(t[lang]) for t in said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_is_written_once(lang: str) -> None:
    entries = FluentParser().parse((MESSAGES / f"{lang}.ftl").read_text(encoding="utf-8")).body
    names = [entry.id.name for entry in entries if isinstance(entry, ast.Message)]
    assert sorted(names) == sorted(set(names))
