"""`make demo` and `make demo-all`: what is played, and what comes of it."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest
from course_case import scores

from autograder import rooms
from autograder.build import reference_sources
from autograder.catalog import Chapter, catalog
from autograder.faces.terminal.demo import CHAPTERS, Show, run, shows
from autograder.faces.terminal.demo_class import PLAYERS, SMALL_CLASS
from autograder.grading.deciding.answers import answers
from autograder.text import LANGUAGES

BEGINNER = next(player for player in SMALL_CLASS if player.name == "chiba")


def test_the_demo_plays_two_chapters_and_demo_all_every_chapter_in_both_languages(tmp_path: Path) -> None:
    (one,) = shows(tmp_path, everything=False)
    assert tuple(chapter.id for chapter in one.chapters) == CHAPTERS
    assert one.players == PLAYERS
    whole = shows(tmp_path, everything=True)
    assert [show.lang for show in whole] == list(LANGUAGES)
    assert len({show.folder for show in (one, *whole)}) == 3
    assert all(show.chapters == tuple(catalog()) for show in whole)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", [pytest.param(chapter, id=chapter.id) for chapter in catalog()])
def test_the_beginner_makes_catalogued_mistakes_in_every_chapter(chapter: Chapter, lang: str) -> None:
    right = reference_sources(chapter, lang)
    written = BEGINNER.answers(chapter, right)
    wrong = [symbol for symbol in right if written[symbol] != right[symbol]]
    assert len(wrong) >= min(2, len(chapter.exercises[::2]))
    for symbol in wrong:
        (definition,) = ast.parse(written[symbol]).body
        assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
        assert definition.name == symbol


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_chapters_are_played_to_their_end(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The quickest chapter, and the last, with trained weights; test_whole_course.py has all of them."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    rooms.put_tools_on_path()
    (whole,) = (show for show in shows(tmp_path, everything=True) if show.lang == lang)
    show = replace(whole, chapters=(catalog().chapter(CHAPTERS[0]), whole.chapters[-1]))
    run([show])
    said = capsys.readouterr().out
    for player in SMALL_CLASS:
        assert player.name in said
    for chapter in show.chapters:
        check_chapter(show, chapter)


def check_chapter(show: Show, chapter: Chapter) -> None:
    """The good one and the late one get everything, the beginner loses points, the hostile one gets none."""
    course = show.course.course
    found = scores(course, chapter.id)
    full = {e.symbol: float(e.points) for e in chapter.exercises}
    assert found["aoki"] == found["endo"] == full
    assert 0 < sum(v or 0 for v in found["chiba"].values()) < sum(full.values())
    assert set(found["goto"].values()) == {0.0}
    right = reference_sources(chapter, show.lang)
    written = BEGINNER.answers(chapter, right)
    for symbol, score in found["chiba"].items():
        assert (score == full[symbol]) <= (written[symbol] == right[symbol]), symbol
    path = course / "autograded" / "chiba" / chapter.id / f"{chapter.stem}.ipynb"
    report = json.loads(path.read_bytes())["metadata"]["zerotsuku"]["report"]["exercises"]
    named = {symbol: report[f"{chapter.id}.{symbol}"]["mistake"] for symbol in right}
    assert any(named.values())
    for symbol, name in named.items():
        assert name is None or name in {m.name for m in answers(chapter).mistakes[symbol]}
    for player in show.players:
        page = show.folder / "students" / player.name / chapter.id / "feedback"
        assert len(list(page.rglob("*.html"))) == 1
    assert (course / "class" / f"{chapter.id}.html").stat().st_size > 1000
