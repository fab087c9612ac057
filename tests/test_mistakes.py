"""How wrong answers are written: their hints, and changes of a reference."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from autograder.catalog import Chapter, catalog
from autograder.change import Change, changed
from autograder.grading.deciding.answers import answers
from autograder.source import JAPANESE
from autograder.text import Text
from solutions.mistakes import Mistake, mistake, mistakes_of

STEM = "ch99_small"
REFERENCES = """
import math

SCALE = 10


def helper(x):
    return SCALE * x


def twice(x):
    y = helper(x)
    return y + y


class Pair:
    def __init__(self, x):
        self.x = x

    def both(self):
        return [self.x, helper(self.x)]

    def root(self):
        return math.sqrt(self.x)
"""
SOURCE = "def f(x):\n    y = x + 1\n    return y * y\n"


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Import a text as the mistakes of a chapter whose references are REFERENCES."""
    files = {f"solutions/{STEM}.py": REFERENCES}

    def declare(text: str) -> ModuleType:
        import solutions
        import solutions.mistakes

        files[f"solutions/mistakes/{STEM}.py"] = f"from solutions.mistakes import mistake\n\n\n{text}"
        for file, content in files.items():
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(content, encoding="utf-8")
        monkeypatch.setattr(solutions, "__path__", [*solutions.__path__, str(tmp_path / "solutions")])
        inner = [*solutions.mistakes.__path__, str(tmp_path / "solutions" / "mistakes")]
        monkeypatch.setattr(solutions.mistakes, "__path__", inner)
        return __import__(f"solutions.mistakes.{STEM}", fromlist=["*"])

    yield declare
    for name in (f"solutions.{STEM}", f"solutions.mistakes.{STEM}"):
        sys.modules.pop(name, None)


def change_of(symbol: str, changes: Mapping[str, str], body: str = "") -> str:
    """The text of one mistake that is a change."""
    return f'@mistake("{symbol}", {dict(changes)!r})\ndef wrong():\n    """だめ。 | Wrong."""\n{body}'


# ------------------------------------------------------------------------------------------------ hints


def hint_of(docstring: str) -> Text:
    def wrong() -> None:
        pass

    wrong.__doc__ = docstring
    return Text.parse(mistake("wrong")(wrong).hint)


def test_lines_of_a_hint_are_joined_in_japanese_without_and_in_english_with_a_space() -> None:
    hint = hint_of(
        """負の側が 0 になって
        います。傾きを掛けて、
        返してください。
        |
        The negative side
        is 0. Multiply it by
        the slope.
        """
    )
    assert hint.ja == "負の側が 0 になっています。傾きを掛けて、返してください。"
    assert hint.en == "The negative side is 0. Multiply it by the slope."


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("引数の\n        x を使います。", "引数の x を使います。"),
        ("使うのは x\n        です。", "使うのは x です。"),
        ("値です。\n        x ではありません。", "値です。x ではありません。"),
    ],
)
def test_a_line_of_japanese_may_end_beside_latin_letters(lines: str, joined: str) -> None:
    assert hint_of(f"{lines}\n        |\n        In English.\n        ").ja == joined


def test_a_hint_on_one_line_has_both_languages() -> None:
    assert hint_of("""合計です。 | This is the sum.""") == Text("合計です。", "This is the sum.")


def test_a_mistake_without_a_docstring_has_no_hint() -> None:
    def wrong() -> None:
        pass

    made = mistake("relu")(wrong)
    assert (made.name, made.symbol, made.hint) == ("wrong", "relu", "")


@pytest.mark.parametrize("chapter", [pytest.param(chapter, id=chapter.id) for chapter in catalog()])
def test_every_mistake_has_a_hint_in_both_languages(chapter: Chapter) -> None:
    found = [m for mistakes in answers(chapter).mistakes.values() for m in mistakes]
    assert {m.symbol for m in found} == {e.symbol for e in chapter.exercises if not e.file}
    for m in found:
        hint = Text.parse(m.hint)
        assert JAPANESE.search(hint.ja), m.name
        assert re.search("[A-Za-z]", hint.en), m.name
        assert not JAPANESE.search(hint.en), m.name
        assert "\n" not in m.hint, m.name
        assert "  " not in m.hint, m.name


# ---------------------------------------------------------------------------- a changed source


def test_a_change_is_made() -> None:
    assert changed(SOURCE, [Change("x + 1", "x - 1")]) == SOURCE.replace("+", "-")


def test_several_changes_are_made_at_once() -> None:
    both = changed(SOURCE, [Change("x + 1", "x - 1"), Change("y * y", "y")])
    assert both == "def f(x):\n    y = x - 1\n    return y\n"


def test_a_later_change_sees_what_earlier_ones_made() -> None:
    assert "return z" in changed(SOURCE, [Change("y * y", "first"), Change("first", "z")])
    with pytest.raises(ValueError, match="stands 2 times"):
        changed(SOURCE, [Change("y * y", "x + 1"), Change("x + 1", "x")])


@pytest.mark.parametrize(
    ("was", "count"), [("x - 1", 0), ("y", 3), ("    ", 2), ("", 0)], ids=["none", "name", "spaces", "empty"]
)
def test_a_piece_that_does_not_stand_exactly_once_is_refused(was: str, count: int) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{was!r} stands {count} times in the source, not once")):
        changed(SOURCE, [Change(was, "z")])


@pytest.mark.parametrize("now", ["x +", "x + 1)", "x\n  z = 2"])
def test_a_change_that_does_not_parse_is_refused(now: str) -> None:
    with pytest.raises(ValueError, match="does not parse"):
        changed(SOURCE, [Change("x + 1", now)])


@pytest.mark.parametrize("now", ["x + 1", "(x + 1)", "x  +  1  # one more"])
def test_a_change_that_changes_nothing_is_refused(now: str) -> None:
    with pytest.raises(ValueError, match="the same program"):
        changed(SOURCE, [Change("x + 1", now)])


def test_changes_that_cancel_out_are_refused() -> None:
    with pytest.raises(ValueError, match="the same program"):
        changed(SOURCE, [Change("x + 1", "x + 2"), Change("x + 2", "x + 1")])


def test_no_change_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="the same program"):
        changed(SOURCE, [])


# ------------------------------------------------------------------- a changed reference


def only(module: ModuleType) -> Mistake:
    (found,) = mistakes_of(module)
    return found


def test_the_changed_answer_uses_the_other_references_of_its_module(declared: Any) -> None:
    wrong = only(declared(change_of("twice", {"y + y": "y"})))
    assert (wrong.name, wrong.symbol, wrong.hint) == ("wrong", "twice", "だめ。 | Wrong.")
    assert wrong.implementation(3) == 30


def test_the_reference_itself_stays_as_it_was(declared: Any) -> None:
    module = declared(change_of("twice", {"y + y": "y"}) + "\n\n" + change_of("helper", {"SCALE": "0"}))
    import_name = module.__name__.replace(".mistakes", "")
    references = sys.modules[import_name]
    assert references.twice(3) == 60
    assert references.helper(3) == 30


def test_a_changed_reference_is_used_by_no_other_mistake(declared: Any) -> None:
    text = change_of("helper", {"SCALE * x": "0"}).replace("wrong", "first")
    helper, twice = mistakes_of(declared(f"{text}\n\n{change_of('twice', {'y + y': 'y - y + y'})}"))
    assert helper.implementation(3) == 0
    assert twice.implementation(3) == 30


def test_several_changes_of_a_class(declared: Any) -> None:
    text = change_of("Pair", {"self.x = x": "self.x = -x", "[self.x, helper(self.x)]": "[helper(self.x)]"})
    assert only(declared(text)).implementation(2).both() == [-20]


def test_a_class_may_hold_the_docstring(declared: Any) -> None:
    text = change_of("Pair", {"self.x = x": "self.x = 1"}).replace("def wrong():", "class Wrong:")
    found = only(declared(text))
    assert (found.name, found.implementation(5).both()) == ("Wrong", [1, 10])


@pytest.mark.parametrize(
    ("symbol", "changes", "reason"),
    [
        ("twice", {"no such piece": "z"}, "stands 0 times"),
        ("twice", {"y": "z"}, "stands 3 times"),
        ("twice", {"y + y": "y +"}, "does not parse"),
        ("twice", {"y + y": "(y + y)"}, "the same program"),
        ("twice", {"SCALE": "1"}, "stands 0 times"),
        ("twice", {}, "the same program"),
    ],
    ids=["none", "several", "syntax", "same", "elsewhere in the module", "no change"],
)
def test_a_bad_change_fails_when_it_is_declared(
    symbol: str, changes: dict[str, str], reason: str, declared: Any
) -> None:
    with pytest.raises(ValueError, match=reason):
        declared(change_of(symbol, changes))


@pytest.mark.parametrize("body", ["    return x\n", "    pass\n", "    y = 1\n    return y\n"])
def test_a_body_beside_changes_is_refused(body: str, declared: Any) -> None:
    with pytest.raises(ValueError, match="wrong: with changes, the docstring is all of the body"):
        declared(change_of("twice", {"y + y": "y"}, body))


# --------------------------------------------------- exceptions name the symbol, not the mistake


def raised_by(call: Callable[[], Any]) -> str:
    with pytest.raises(TypeError) as caught:
        call()
    return str(caught.value)


def test_exceptions_name_the_function(declared: Any) -> None:
    text = '@mistake("twice")\ndef twice_of_nothing():\n    """だめ。 | Wrong."""\n'
    written, change = mistakes_of(declared(f"{text}\n\n{change_of('twice', {'y + y': 'y'})}"))
    assert raised_by(lambda: written.implementation(1)).startswith("twice() takes 0")
    assert raised_by(lambda: change.implementation()).startswith("twice() missing 1")
    assert written.implementation.__name__ == change.implementation.__name__ == "twice"


def test_exceptions_name_the_class_and_the_method(declared: Any) -> None:
    text = (
        '@mistake("Pair")\nclass PairOfOne:\n    """だめ。 | Wrong."""\n\n'
        "    def both(self):\n        return [1]\n"
    )
    written, change = mistakes_of(declared(f"{text}\n\n{change_of('Pair', {'self.x = x': 'self.x = 1'})}"))
    assert raised_by(lambda: written.implementation().both(1)).startswith("Pair.both() takes 1")
    assert raised_by(lambda: change.implementation(1).both(1)).startswith("Pair.both() takes 1")
    assert raised_by(lambda: written.implementation(1)).startswith("Pair() takes no arguments")
    assert raised_by(lambda: change.implementation()).startswith("Pair.__init__() missing 1")
