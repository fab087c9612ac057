"""The catalog against the agreed list of exercises."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import catalog as room
from autograder import rooms
from autograder.catalog import Chapter, catalog, read_catalog, read_chapter
from autograder.faces.terminal.cli import main
from autograder.stubs import functions
from autograder.text import LANGUAGES

CONCEPTS = tomllib.loads((Path(__file__).parent / "concepts.toml").read_text(encoding="utf-8"))
CHAPTERS = [pytest.param(chapter, id=chapter.id) for chapter in catalog()]


def signatures(chapter: Chapter) -> dict[str, list[str]]:
    stubs = [ast.parse(c.source).body[0] for c in chapter.cells if c.role == "exercise"]
    return {
        stub.name: [f"{name}({ast.unparse(f.args)})" for name, f in functions(stub)]
        for stub in stubs
        if isinstance(stub, ast.FunctionDef | ast.ClassDef)
    }


def test_the_chapters_are_those_agreed() -> None:
    assert [chapter.id for chapter in catalog()] == list(CONCEPTS)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (lambda book: book.chapter("ch03"), ["ch03"]),
        (lambda book: book.chapter("ch05_backpropagation"), ["ch05"]),
        (lambda book: book.having("relu"), ["ch03"]),
        (lambda book: book.having("ch05.TwoLayerNet"), ["ch04", "ch05"]),
        (lambda book: book.having("rel"), []),
        (lambda book: list(book.chapters), []),
        (lambda book: book.exercises and book.exercises, list(CONCEPTS)),
    ],
)
def test_a_source_is_read_when_its_chapter_is_asked_for_and_once(
    asked, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(room, "read_chapter", lambda path: seen.append(path.stem[:4]) or read_chapter(path))
    asked(read_catalog(rooms.assignments()))
    assert seen == read


def test_who_has_an_exercise_is_told_as_all_chapters_tell_it() -> None:
    for name in {name for e in catalog().exercises for name in (e.symbol, e.id)}:
        having = [c for c in catalog() if any(name in (e.symbol, e.id) for e in c.exercises)]
        assert catalog().having(name) == having


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_ids_signatures_and_defaults_are_those_agreed(chapter: Chapter) -> None:
    assert signatures(chapter) == CONCEPTS[chapter.id]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_list_prints_every_exercise(lang: str) -> None:
    ran = CliRunner().invoke(main, ["list", "--json", "--lang", lang])
    assert ran.exit_code == 0
    rows = json.loads(ran.output)
    assert [row["id"] for row in rows] == [f"{c}.{symbol}" for c in CONCEPTS for symbol in CONCEPTS[c]]
    assert set(rows[0]) == {"id", "title", "section", "track", "points", "needs"}
    assert str(len(rows)) in CliRunner().invoke(main, ["list", "--lang", lang]).output.splitlines()[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_narrow_terminal_shows_every_id_and_title_whole(lang: str) -> None:
    shown = CliRunner().invoke(main, ["list", "--lang", lang], env={"COLUMNS": "80"}).output
    assert "…" not in shown
    for exercise in catalog().exercises:
        assert f" {exercise.id} " in shown


@pytest.mark.parametrize("arguments", [["nothing"], ["list", "--lang", "fr"], ["inspect"], ["grade"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["inspect", "nothing.ipynb", "--chapter", "ch03"], "nothing.ipynb"),
        (["inspect", "nothing.ipynb", "--chapter", "ch77"], "ch77"),
        (["grade", "ch03", "--course-dir", "/nonexistent"], "/nonexistent"),
    ],
)
def test_what_cannot_be_done_ends_with_1_and_a_sentence(arguments: list[str], said: str) -> None:
    ran = CliRunner().invoke(main, [*arguments, "--lang", "en"])
    assert ran.exit_code == 1
    assert said in ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_of_a_chapter_names_every_exercise_and_need(lang: str) -> None:
    from autograder.chapter_map import chapter_map

    for chapter in catalog():
        text = chapter_map(chapter, lang)
        for e in chapter.exercises:
            row = next(line for line in text.splitlines() if line.startswith(f"| `{e.symbol}` "))
            assert e.title[lang] in row
            for need in e.needs:
                assert f"`{need.removeprefix(chapter.id + '.')}`" in row
                assert f"--> {e.symbol}" in text
