"""`check()` without a name: the chapter's map, and what else `check` may be asked for."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from card_case import map_of

from autograder.catalog import catalog
from autograder.faces.student import check as check_module
from autograder.faces.student.cards.card import NO_CHAPTER, NO_NAME, UNCHECKED, Card
from autograder.faces.student.cards.chapter_card import ChapterCard, chapter_card, next_step, survey
from autograder.faces.student.check import card_for, check, map_for
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import LANGUAGES

BOOK = catalog()
CH03 = BOOK.chapter("ch03")
SYMBOLS = [e.symbol for e in CH03.exercises]


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ZEROTSUKU_LANG", "JPY_SESSION_NAME", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)


def statuses(**known: str) -> dict[str, str]:
    """Symbol → status of chapter 3, where all else is right."""
    return {symbol: known.get(symbol, PASSED) for symbol in SYMBOLS}


def shown(lang: str = "en", **known: str) -> ChapterCard:
    found = [ExerciseCheck(CH03.exercise(s), status, ()) for s, status in statuses(**known).items()]
    return chapter_card(CH03, found, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_tells_how_far_each_exercise_is(lang: str) -> None:
    found = map_of(CH03, lang, "relu", ("accuracy", "predict_in_batches"))
    status = {row.name: row.status for row in found.rows}
    assert status == statuses(relu=FAILED, accuracy=NOT_STARTED, predict_in_batches=NOT_STARTED)
    right = sum(e.points for e in CH03.exercises if status[e.symbol] == PASSED)
    assert (str(right) in found.progress, str(CH03.max_score) in found.progress) == (True, True)
    assert "relu" in found.next
    needs = {row.name: row.needs for row in found.rows}
    assert needs["accuracy"] == ("✓ predict",)
    assert needs["relu"] == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_state_has_a_sign_and_a_word_in_both_forms(lang: str) -> None:
    states = (PASSED, FAILED, NOT_STARTED, UNFINISHED, WAITING, UNCHECKED)
    found = shown(lang, **dict(zip(SYMBOLS, states, strict=False)))
    html, text = found._repr_html_(), repr(found)
    for sign, row in zip("✓✗○△◇–", found.rows, strict=False):
        word = found.word(row.status)
        assert re.search(rf">{sign}</span> {word}<", html)
        assert re.search(rf"(?m)^  {sign} {word}  {row.name}  ", text)
    assert f'lang="{lang}"' in html
    assert 'scope="row"' in html and 'scope="col"' in html
    for forbidden in ("<script", "<a ", "id=", "tabindex", "<h1"):
        assert forbidden not in html


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"relu": FAILED, "layer": NOT_STARTED}, "Next: fix relu (The ReLU function)."),
        ({"sigmoid": FAILED, "forward": FAILED}, "Next: fix sigmoid (The sigmoid function)."),
        ({"sigmoid": NOT_STARTED, "forward": WAITING}, "Next: write sigmoid"),
        ({"layer": UNFINISHED, "forward": WAITING}, "Next: finish layer (One layer). forward needs it."),
        ({"relu": NOT_STARTED, "softmax": UNFINISHED}, "Next: finish softmax"),
        ({"relu": NOT_STARTED, "softmax": NOT_STARTED}, "Next: write relu"),
        (
            {"predict": NOT_STARTED, "accuracy": UNFINISHED},
            "Next: write predict (Inference). accuracy needs it.",
        ),
        ({"relu": UNCHECKED}, 'Next: run check("relu")'),
        ({}, "All exercises of"),
    ],
)
def test_the_next_step_is_what_is_wrong_or_what_that_needs(known: dict[str, str], said: str) -> None:
    assert next_step(CH03, statuses(**known)).en.startswith(said)


@pytest.mark.parametrize("chapter", list(BOOK), ids=lambda c: c.id)
def test_a_chapter_that_is_not_begun_has_a_map(chapter: Any) -> None:
    begin = time.monotonic()
    found = map_for({}, chapter.id)
    assert isinstance(found, ChapterCard)
    assert {row.status for row in found.rows} == {NOT_STARTED}
    assert found.share == 0
    assert time.monotonic() - begin < 5  # nothing is run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_ungraded_chapter_has_a_map_without_points(lang: str) -> None:
    chapter = BOOK.chapter("ch00")
    states = dict.fromkeys([e.symbol for e in chapter.exercises], NOT_STARTED) | {"double": PASSED}
    found = chapter_card(
        chapter, [ExerciseCheck(chapter.exercise(s), t, ()) for s, t in states.items()], lang
    )
    assert found.share == 50
    for text in (repr(found), found._repr_html_()):
        assert {"ja": "採点なし", "en": "ungraded"}[lang] in text
        assert not re.search(r"\b0 ?(点|points)", text)


def test_what_there_is_no_time_for_is_left_out_and_told() -> None:
    namespace = {"relu": lambda x: np.maximum(0, x), "softmax": lambda x: x}
    student = check_module._student(namespace, CH03)
    found = survey(CH03, check_module._checks(CH03), student, seconds=-1.0)
    status = {c.exercise.symbol: c.status for c in found}
    assert status == {s: UNCHECKED if s in namespace else NOT_STARTED for s in SYMBOLS}
    assert "relu, softmax" in "".join(chapter_card(CH03, found, "en").notes)


def test_an_interrupt_leaves_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(x: Any) -> Any:
        raise KeyboardInterrupt

    found = map_for({"step_function": interrupted, "relu": lambda x: np.maximum(0, x)}, "ch03")
    assert isinstance(found, ChapterCard)
    assert [r.status for r in found.rows[:3]] == [UNCHECKED, NOT_STARTED, UNCHECKED]


def test_the_map_is_of_the_notebooks_chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ipynb").write_text('{"metadata": {"zerotsuku": {"lang": "en", "chapter": "ch05"}}}')
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
    found = map_for({"relu": None})
    assert isinstance(found, ChapterCard)
    assert found.title == BOOK.chapter("ch05").title.en


@pytest.mark.parametrize("told", ["ch99", 3, None, ["ch03"], "../ch03"])
def test_metadata_that_name_no_chapter_do_not_matter(
    told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"{abs(hash(str(told)))}.ipynb"
    path.write_text(json.dumps({"metadata": {"zerotsuku": {"chapter": told}}}))
    monkeypatch.setenv("JPY_SESSION_NAME", path.name)
    found = map_for({"relu": lambda x: np.maximum(0, x)})
    assert isinstance(found, ChapterCard) and found.title == CH03.title.ja
    assert card_for("nothing like it", {}).status == "unknown"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_no_chapter_is_known_a_sentence_says_what_to_do(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZEROTSUKU_LANG", lang)
    found = map_for({})
    assert isinstance(found, Card) and found.status == NO_CHAPTER
    assert 'check("ch03")' in repr(found) and "pytest" in repr(found)


class Hostile:
    """An object that raises when it is looked at."""

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":  # pytest asks for it
            return Hostile
        raise ValueError(name)


@pytest.mark.parametrize(
    "given", ["", "  ", None, 0.5, np.zeros(3), [], {"a": 1}, Hostile(), True], ids=lambda v: type(v).__name__
)
def test_what_is_no_exercise_is_told_how_to_ask(given: Any) -> None:
    found = card_for(given, {"relu": lambda x: np.maximum(0, x)})
    assert found.status == NO_NAME
    assert 'check("step_function")' in repr(found)


def test_an_object_of_the_students_class_is_that_exercise() -> None:
    class Relu:
        pass

    assert card_for(Relu(), {"Relu": Relu}).name == "Relu"
    assert card_for(Relu, {"Relu": Relu}).name == "Relu"


def test_while_nbgrader_validates_the_map_is_neither_right_nor_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    ran: list[Any] = []
    namespace = {"__name__": "__main__", "check": check, "relu": ran.append}
    exec("check()\ncheck('ch03')", namespace)
    assert (ran, capsys.readouterr().out) == ([], "")


def test_outside_a_notebook_the_map_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    exec("check()", {"__name__": "__main__", "check": check, "relu": lambda x: np.maximum(0, x)})
    out = capsys.readouterr().out
    assert "✓ 正解  relu" in out
    assert "<div" not in out


def test_after_the_last_exercise_one_that_was_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_module, "_checked", {})
    namespace: dict[str, Any] = {s: (lambda x: x) for s in SYMBOLS}
    namespace["relu"] = lambda x: np.maximum(0, x)
    assert "check()" in repr(card_for("relu", namespace))
    assert card_for("sigmoid", namespace).status == FAILED
    assert 'check("sigmoid")' in repr(card_for("relu", namespace))
    namespace["sigmoid"] = lambda x: 1 / (1 + np.exp(-x))  # not checked since
    assert 'check("sigmoid")' not in repr(card_for("relu", namespace))


def test_a_waiting_exercise_says_what_comes_first() -> None:
    from autograder.faces.student.cards.card import card

    exercise = CH03.exercise("forward")
    found = card(ExerciseCheck(exercise, WAITING, (), waits=("sigmoid", "layer")), "en", None)
    assert "First: sigmoid, layer." in repr(found)
    assert "◇" in found._repr_html_()
