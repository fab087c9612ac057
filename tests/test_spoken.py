"""The language of a notebook that no file tells of: that of the workbook's texts, not of one docstring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import catalog
from autograder.faces.student.check import language
from autograder.source import localise
from autograder.text import LANGUAGES, say

CH03, CH05 = catalog().chapter("ch03"), catalog().chapter("ch05")
ENGLISH = 'def sigmoid(x):\n    """Squash x."""\n    return x'
OTHER = 'def relu(x):\n    """Cut at zero."""\n    return x'


@pytest.fixture(autouse=True)
def _nothing_else_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ZEROTSUKU_LANG", raising=False)


def of(role: str, lang: str, chapter: Any = CH03, **keys: str) -> str:
    """A cell of the chapter as its notebook has it."""
    cells = (c for c in chapter.cells if c.role == role and keys.items() <= c.keys.items())
    return next(text for c in cells if (text := localise(c.source, lang)) != localise(c.source, _other(lang)))


def _other(lang: str) -> str:
    return next(x for x in LANGUAGES if x != lang)


def told(*cells: str, chapter: Any = CH03, run: bool = True) -> str:
    namespace: dict[str, Any] = {"In": ["", *cells]}
    for cell in cells if run else ():
        exec(cell.partition("%matplotlib")[0], namespace)
    return language(namespace, {}, chapter.symbols)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbooks_texts_tell(lang: str) -> None:
    relu = of("exercise", lang, exercise="relu")
    assert told(relu) == lang
    assert told(ENGLISH, relu) == lang
    assert told(ENGLISH, OTHER, of("exercise", lang, exercise="softmax")) == lang
    assert told(of("exercise", lang, CH05, exercise="Relu"), chapter=CH05) == lang
    assert told(of("demo", lang), ENGLISH, OTHER, run=False) == lang
    begun = f"def sigmoid(x):\n    # {say('stub-comment')[lang]}\n    return x"
    assert told(begun, OTHER) == lang


def test_one_docstring_in_english_turns_nothing() -> None:
    assert told(ENGLISH) == "ja"
    methods = 'class Relu:\n    def forward(self, x):\n        "English."\n        return x'
    assert told(methods, chapter=CH05) == "ja"
    assert told(ENGLISH, "y = 1  # 確かめる", OTHER) == "ja"
    assert told(ENGLISH, 'def relu(x):\n    """負なら 0"""\n    return x') == "ja"


def test_an_english_notebook_stays_so_with_a_docstring_in_japanese() -> None:
    japanese = 'def sigmoid(x):\n    """0 から 1"""\n    return x'
    assert told(of("exercise", "en", exercise="relu"), japanese) == "en"


def test_several_docstrings_in_english_tell_where_nothing_else_does() -> None:
    assert told(ENGLISH, OTHER) == "en"
    assert told("def sigmoid(x):\n    return x", "sigmoid = 3; relu = print") == "ja"
    assert told() == "ja"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notebook_itself_is_asked_first(lang: str) -> None:
    namespace = {"In": ["", ENGLISH, OTHER]}
    assert language(namespace, {"lang": lang}, CH03.symbols) == lang
