"""An exercise needs only what was shown before it: each name that a reference uses stands in the prose above.

`python tests/test_names_before_use.py` lists those that do not. They stand in names_not_shown.toml, each with
the reason why the exercise can be done all the same; the test asks for an entry, and for none too many.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from names_case import ATTRIBUTES, names_in, names_in_docstring, names_in_prose, names_shown

from autograder import rooms
from autograder.catalog import Chapter, Exercise, catalog
from autograder.source import SourceCell
from autograder.text import LANGUAGES, Text

LISTED: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("names_not_shown.toml").read_text(encoding="utf-8")
)
EXERCISES = [pytest.param(e, id=e.id) for e in catalog().exercises]


@cache
def _solutions(stem: str) -> tuple[list[ast.stmt], dict[str, ast.stmt]]:
    """The imports of a module of solutions/ that are Python's or NumPy's, and its definitions by name."""
    body = ast.parse((rooms.solutions() / f"{stem}.py").read_text(encoding="utf-8")).body
    imports = [n for n in body if isinstance(n, ast.ImportFrom) and not str(n.module).startswith("solutions")]
    return list(imports), {n.name: n for n in body if isinstance(n, ast.FunctionDef | ast.ClassDef)}


@cache
def _own_methods() -> frozenset[str]:
    """The methods of the workbook's classes, which an exercise asks for itself: `update`, `load`."""
    trees = [node for chapter in catalog() for node in _solutions(chapter.stem)[1].values()]
    return frozenset(n.name for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def reference(chapter: Chapter, symbol: str) -> ast.Module:
    """The reference with its module's imports and what it calls there that is no exercise."""
    imports, definitions = _solutions(chapter.stem)
    wanted, found = [symbol], dict[str, ast.stmt]()
    while wanted:
        name = wanted.pop()
        found[name] = definitions[name]
        called = {node.id for node in ast.walk(found[name]) if isinstance(node, ast.Name)}
        wanted += (called & definitions.keys()) - found.keys() - chapter.symbols
    return ast.Module([*imports, *found.values()], type_ignores=[])


@cache
def needed(chapter: Chapter, symbol: str) -> frozenset[str]:
    """The names that the reference of an exercise uses."""
    known = ATTRIBUTES - _own_methods()
    names = names_in(reference(chapter, symbol))
    return frozenset(name for name in names if not name.startswith(".") or name[1:] in known)


def shown_by(cell: SourceCell, lang: str) -> set[str]:
    """The names that a reader of one language is shown by a cell: by prose, or by a stub and its docstring.

    Demos and given cells show nothing: they are there to be run, and no reader is asked to follow them.
    """
    if cell.role == "prose" and cell.lang == lang:
        return names_in_prose(cell.source)
    if cell.role == "exercise":
        (stub,) = ast.parse(cell.source).body
        assert isinstance(stub, ast.FunctionDef | ast.ClassDef)
        return names_in(stub) | names_in_docstring(Text.parse(ast.get_docstring(stub) or "")[lang])
    return set()


@cache
def not_shown(lang: str) -> dict[str, list[str]]:
    """By exercise, what its reference uses and nothing up to its stub shows in that language."""
    shown: set[str] = set()
    missing: dict[str, list[str]] = {}
    for chapter in catalog():
        for cell in chapter.cells:
            shown |= shown_by(cell, lang)
            if cell.role == "exercise":
                symbol = str(cell.keys["exercise"])
                missing[f"{chapter.id}.{symbol}"] = sorted(needed(chapter, symbol) - shown)
    return missing


def missing(exercise: Exercise) -> dict[str, list[str]]:
    """Name → the languages in which nothing shows it."""
    by_lang = {lang: not_shown(lang)[exercise.id] for lang in LANGUAGES}
    names = sorted(set().union(*by_lang.values()))
    return {name: [lang for lang in LANGUAGES if name in by_lang[lang]] for name in names}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_reference_uses_what_prose_before_it_shows(exercise: Exercise) -> None:
    listed, found = LISTED.get(exercise.id, {}), missing(exercise)
    assert {name: langs for name, langs in found.items() if name not in listed} == {}, "show it, or list it"
    assert listed.keys() - found.keys() == set(), "listed, but shown by now or not needed"


def test_the_list_names_exercises_and_gives_a_reason_for_each_name() -> None:
    assert LISTED.keys() <= {e.id for e in catalog().exercises}
    for names in LISTED.values():
        assert all(reason.endswith(".") and len(reason.split()) > 3 for reason in names.values())


@pytest.mark.parametrize(
    ("text", "shown", "others"),
    [
        ("`np.zeros((2, 3))` makes zeros", {"np.zeros"}, {"np.ones", "zeros"}),
        ("`append` adds to a list", {".append"}, {"np.append", "append="}),
        ("with `axis=0`", {"axis="}, {"keepdims="}),
        ("append, np.zeros and axis=0 without backticks", set(), {".append", "np.zeros", "axis="}),
        ("`a[:, 0]` and `a[1:3]`", {"a[i, j]", "a[:, j]", "a[i:j]"}, {"a[::step]"}),
        ("`a[::2]`", {"a[::step]"}, {"a[-1]"}),
        ("`for i in range(0, n, 10):`", {"for", "range", "range(a, b, step)"}, {"while"}),
        ("`else` and `//`", {"else", "//"}, {"/", "elif"}),
        (
            "```python\nwith open(f) as g:\n    x = [a for a in g if a]\n```",
            {"with", "[x for …]", "for … if …"},
            {"for"},
        ),
        ("```python\nfrom collections import OrderedDict\nd = OrderedDict()\n```", {"OrderedDict"}, {"dict"}),
        ("`x = x if x > 0 else 0`", {"a if c else b", ">"}, {"if", "else"}),
        ("`lambda t: t * 2`", {"lambda", "*"}, {"def"}),
        (
            "`np.lib.stride_tricks.sliding_window_view(x, 3)`",
            {"np.lib.stride_tricks.sliding_window_view"},
            {"np.lib"},
        ),
    ],
)
def test_what_a_prose_shows_is_its_code(text: str, shown: set[str], others: set[str]) -> None:
    names = names_in_prose(text)
    assert shown <= names
    assert not others & names


def test_a_snippet_that_is_no_statement_is_read_as_far_as_it_goes() -> None:
    assert {"for", "in", "range"} <= names_shown("for i in range(")
    assert names_in_docstring("rng : from np.random.default_rng") >= {"np.random.default_rng"}


def lines() -> Iterator[str]:
    """What is not shown, and what is listed for nothing, as it is printed."""
    for exercise in catalog().exercises:
        listed, found = LISTED.get(exercise.id, {}), missing(exercise)
        for name, langs in found.items():
            only = "" if len(langs) == len(LANGUAGES) else f" ({langs[0]} only)"
            yield f"{exercise.id}\t{name}{only}\t{listed.get(name, 'not listed')}"
        for name in sorted(listed.keys() - found.keys()):
            yield f"{exercise.id}\t{name}\tlisted for nothing"


if __name__ == "__main__":
    print(*lines(), sep="\n")
