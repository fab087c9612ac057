"""`zerotsuku report --anonymous`, and the examples of "what to talk about": nobody is known by them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from class_case import CHAPTER, course_of, enter, failed, nothing, passed, register, report
from course_case import chapter

from autograder.faces.class_page.anonymous import GONE, veil
from autograder.faces.class_page.content import page_of
from autograder.faces.class_page.leaderboard import pseudonym
from autograder.faces.class_page.page import make_class_page, make_course_page
from autograder.faces.class_page.record import take_class
from autograder.faces.nbgrader.course import open_course
from autograder.grading.deciding.answers import answers
from autograder.text import LANGUAGES, Text, say

PEOPLE = {
    "t-yamada": ("山田", "太郎"),
    "b1234567": ("Ångström", "Åsa"),
    "=1+1": ("<b>O'Brien</b>", '=HYPERLINK("x")'),
    "sato": ("佐藤", "まり"),
    "ueda@example.org": ("上田", "森"),
    "mallory": ("Smith", "Smiley"),
    "kawa": ("", ""),
}
SECRETS = (  # what of a report could tell whose it is
    "13 番目のセルの 2 行目「raise ValueError('t-yamada')  # 佐藤 まり」: 例外が起きました。"
    'ValueError: "山田太郎です"',
    "「yamada_taro」という名前は定義されていません。つづりと、定義したセルを確かめてください。",
    "「まり」という名前は定義されていません。つづりと、定義したセルを確かめてください。",
    '期待 "…"、あなたの答え "b1234567 Ångström"。',
    "期待 3、あなたの答え 1234567。",
    "smiley.ipynb がありません。あるのは mari-sato.txt です。",
    "`ueda@example.org` の ueda、Ueda の答え。",
    "あなたの答え 20231234. 期待 20231234",
    '期待 3、あなたの答え "山田太郎です。' + "まり" * 300,
    "max.smith.txt と np.smiley.ipynb",
)
KNOWN = re.compile(
    r"(?i)yamada|山田|太郎|1234567|20231234|(まり){2}|ngstr|åsa|O'?Brien|HYPERLINK|sato|佐藤|「まり|mari|ueda|上田|mallory|smi(th|ley)|kawa"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = course_of(tmp_path_factory.mktemp("anonymous"), CHAPTER)
    students = [s for s in PEOPLE if s != "kawa"]
    for number, student in enumerate(students):
        said = SECRETS[number % len(SECRETS)]
        mistake = answers(chapter()).mistakes["softmax"][0]
        wrong = failed(
            CHAPTER, "softmax", SECRETS[1], score=1.0, mistake=mistake.name, hint=Text.parse(mistake.hint)
        )
        reports = [failed(CHAPTER, "relu", said), failed(CHAPTER, "sigmoid", SECRETS[0], SECRETS[1]), wrong]
        enter(made, CHAPTER, {student: report(CHAPTER, *reports[: 3 - number % 2])})
    feedback = made / "feedback" / "sato" / CHAPTER
    feedback.mkdir(parents=True)
    (feedback / f"{chapter().stem}.html").write_text("feedback")
    register(made, PEOPLE)
    return made


@pytest.mark.parametrize("text", SECRETS)
def test_a_sentence_keeps_the_workbook_s_words_and_no_others(text: str) -> None:
    people = {part for student, names in PEOPLE.items() for part in (student, *names)}
    shown = veil(chapter(), people)(text)
    assert not KNOWN.search(shown), shown
    assert GONE in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hints_and_sentences_of_ours_stay_as_they_are(lang: str) -> None:
    hide = veil(chapter(), PEOPLE)
    for mistakes in answers(chapter()).mistakes.values():
        for mistake in mistakes:
            hint = Text.parse(mistake.hint)[lang]
            assert hide(hint) == hint
    said = say("failure-attribute-near", of=Text("np.ndarray", "np.ndarray"), name="sum", near="mean")[lang]
    assert hide(said) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_known_by_an_anonymous_page_or_the_files_beside_it(course: Path, lang: str) -> None:
    for path in (
        make_class_page(course, CHAPTER, lang, anonymous=True),
        make_course_page(course, lang, anonymous=True),
    ):
        assert path.stem.endswith("-anonymous")
        for suffix in (".html", ".csv", ".json"):
            text = path.with_suffix(suffix).read_text(encoding="utf-8-sig")
            text = json.dumps(json.loads(text), ensure_ascii=False) if suffix == ".json" else text
            assert not KNOWN.search(text), KNOWN.search(text)
            assert "feedback/" not in text
            links = re.findall(r'href="([^#"][^"]*)"', text)
            assert all("-anonymous." in link for link in links)


def test_the_same_page_with_names_has_them(course: Path) -> None:
    """So that the test above can fail."""
    text = make_class_page(course, CHAPTER).read_text(encoding="utf-8")
    assert {"山田 太郎", "佐藤 まり"} <= set(re.findall(r"<bdi>([^<]*)</bdi>", text))
    assert "yamada_taro" in text and "feedback/sato" in text
    assert "&lt;b&gt;O&#39;Brien&lt;/b&gt;" in text and "<b>O'" not in text


def test_pseudonyms_stay_and_tell_nothing(course: Path) -> None:
    secret = open_course(course).secret
    found = {student: pseudonym(secret, student) for student in PEOPLE}
    assert len(set(found.values())) == len(PEOPLE)
    assert found != {student: pseudonym(b"another", student) for student in PEOPLE}
    make_class_page(course, CHAPTER, anonymous=True)
    make_course_page(course, anonymous=True)
    for name, missing in ((CHAPTER, {"kawa"}), ("index", set())):
        lines = read_csv(course / "class" / f"{name}-anonymous.csv")
        ids = [line["student_id"] for line in lines]
        assert set(ids) == {found[s] for s in PEOPLE if s not in missing}
        key = "total" if name == CHAPTER else "progress"
        order = [(float(line[key]), line["student_id"]) for line in lines]
        assert order == sorted(order), "equal points are in the pseudonyms' order, not in the ids'"


def test_an_example_is_nobody_s_on_the_page_with_names_either(course: Path) -> None:
    page = page_of(take_class(open_course(course), chapter()), chapter(), "ja")
    assert page.topics[0].exercise.symbol == "sigmoid"
    assert page.topics[0].people == 6 and 1 < len(page.topics) <= 3
    for topic in page.topics:
        for said in (topic.said, topic.example):
            assert said is None or not KNOWN.search(said.text), said
    example = page.topics[0].example
    assert example and example.text.startswith("13 番目のセルの 2 行目「raise ValueError('…')」")


def test_what_one_alone_got_wrong_is_nothing_to_talk_about(tmp_path: Path) -> None:
    made = course_of(tmp_path, CHAPTER)
    enter(made, CHAPTER, {"a": report(CHAPTER, failed(CHAPTER, "relu", "x")), "b": nothing(CHAPTER)})
    assert page_of(take_class(open_course(made), chapter()), chapter(), "en").topics == ()


def test_a_spreadsheet_computes_nothing(course: Path) -> None:
    path = make_class_page(course, CHAPTER).with_suffix(".csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = read_csv(path)
    mine = next(line for line in lines if "1+1" in line["student_id"])
    assert mine["student_id"] == "'=1+1" and mine["first_name"] == '\'=HYPERLINK("x")'
    assert {line["ch03.identity_function state"] for line in lines} == {"passed"}
    found = json.loads(path.with_suffix(".json").read_bytes())
    assert {s["student_id"] for s in found["students"]} == set(PEOPLE) - {"kawa"}, (
        "a program gets it as it is"
    )
    assert found["exercises"]["ch03.relu"]["states"]["error"] == 6
    assert found["nothing_handed_in"] == ["kawa"]


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_right_answers_need_no_example(tmp_path: Path) -> None:
    made = course_of(tmp_path, CHAPTER)
    enter(made, CHAPTER, {s: report(CHAPTER, passed(CHAPTER, "relu")) for s in "abcde"})
    page = page_of(take_class(open_course(made), chapter()), chapter(), "ja")
    assert page.topics == ()
    assert all(item.difficulty == 1.0 and item.discrimination is None for item in page.items)
