"""The course's page: who is how far in all chapters; and who has not started several of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from class_case import course_of, enter, failed, hand_in, nothing, register, report
from click.testing import CliRunner
from test_class_page import Tree, require_harmless

from autograder.catalog import catalog
from autograder.faces.class_page.behind import chapters_before
from autograder.faces.class_page.page import make_class_page, make_course_page
from autograder.faces.nbgrader.course import open_course
from autograder.faces.terminal import cli
from autograder.text import LANGUAGES, ZerotsukuError

BEGINNING, GRADED, WAITING = "ch00", "ch02", "ch03"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Chapter 0 has no points, chapter 2 is graded, of chapter 3 nothing is."""
    made = course_of(tmp_path_factory.mktemp("course"), BEGINNING, GRADED, WAITING)
    gate = failed(GRADED, "AND", "x")
    register(made, dict.fromkeys(("aoki", "baba", "chiba", "doi", "endo"), ("", "")))
    register(made, {"baba": ("馬場", "<i>"), "mallory": ("</script>", "=1")})
    enter(made, BEGINNING, {"aoki": report(BEGINNING), "baba": nothing(BEGINNING), "doi": nothing(BEGINNING)})
    enter(made, GRADED, {"aoki": report(GRADED, gate), "baba": nothing(GRADED), "doi": report(GRADED)})
    hand_in(made, GRADED, "endo")
    hand_in(made, WAITING, "aoki")
    return made


def cells(course: Path, anonymous: bool = False) -> dict[str, dict[str, Any]]:
    file = course / "class" / ("index-anonymous.json" if anonymous else "index.json")
    students = json.loads(file.read_bytes())["students"]
    return {s["student_id"]: {c: v["state"] for c, v in s["chapters"].items()} for s in students}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_chapters_have_their_pages_and_the_course_one(course: Path, lang: str) -> None:
    path = make_course_page(course, lang)
    assert path == course / "class" / "index.html"
    assert {p.name for p in path.parent.iterdir()} >= {"ch00.html", "ch02.html", "ch02.csv", "index.json"}
    assert not (path.parent / f"{WAITING}.html").exists(), "nothing of it is graded"
    tree = require_harmless(path.read_text(encoding="utf-8"), path.parent, course)
    assert {"ch00.html", "ch02.html"} <= set(tree.links) and f"{WAITING}.html" not in tree.links
    chapter = Tree((path.parent / "ch02.html").read_text(encoding="utf-8"))
    assert "index.html" in chapter.links


def test_everybody_is_in_every_chapter_as_far_as_they_are(course: Path) -> None:
    make_course_page(course)
    found = cells(course)
    assert found["aoki"] == {BEGINNING: "graded", GRADED: "graded", WAITING: "waiting"}
    assert found["endo"] == {BEGINNING: "absent", GRADED: "waiting", WAITING: "absent"}
    assert found["chiba"] == found["mallory"] == dict.fromkeys((BEGINNING, GRADED, WAITING), "absent")
    said = json.loads((course / "class" / "index.json").read_bytes())
    of = {s["student_id"]: s for s in said["students"]}
    most = catalog().chapter(GRADED).max_score
    point = catalog().chapter(GRADED).exercise("AND").points
    assert of["doi"]["progress"] == 1.0 and of["chiba"]["progress"] == 0.0
    assert of["aoki"]["progress"] == pytest.approx((most - point) / most)
    assert of["aoki"]["chapters"][BEGINNING]["score"] == 2 and of["baba"]["chapters"][BEGINNING]["score"] == 0
    waiting = {c["chapter"]: (c["graded"], c["not_graded_yet"]) for c in said["chapters"]}
    assert waiting == {BEGINNING: (3, 0), GRADED: (3, 1), WAITING: (0, 1)}
    page = (course / "class" / "index.html").read_text(encoding="utf-8")
    assert "zerotsuku grade ch02" in page and "zerotsuku grade ch00" not in page


def test_who_has_not_started_several_chapters_is_named_with_them(course: Path) -> None:
    make_class_page(course, GRADED)
    said = json.loads((course / "class" / f"{GRADED}.json").read_bytes())["not_started"]
    found = {b["student_id"]: b["chapters"] for b in said}
    assert found == {
        "baba": {BEGINNING: "not_started", GRADED: "not_started"},
        "chiba": {BEGINNING: "absent", GRADED: "absent"},
        "mallory": {BEGINNING: "absent", GRADED: "absent"},
    }, "doi began chapter 2, and endo's is not graded yet"
    page = (course / "class" / f"{GRADED}.html").read_text(encoding="utf-8")
    assert "馬場 &lt;i&gt;" in page
    earlier = dict(chapters_before(open_course(course), catalog().chapter(WAITING)))
    assert [c.id for c in earlier] == [BEGINNING, GRADED]
    first = make_class_page(course, BEGINNING).with_suffix(".json")
    assert json.loads(first.read_bytes())["not_started"] == [], "one chapter is not several"


def test_all_chapters_at_once_say_the_same_of_who_is_behind(course: Path) -> None:
    make_class_page(course, GRADED)
    alone = (course / "class" / f"{GRADED}.json").read_bytes()
    make_course_page(course)
    assert (course / "class" / f"{GRADED}.json").read_bytes() == alone


def test_the_command_line(course: Path) -> None:
    def run(*arguments: str) -> Any:
        return CliRunner().invoke(
            cli.main, ["report", *arguments, "--course-dir", str(course), "--lang", "en"]
        )

    folder = course / "class"
    for arguments, name in {
        (): "index.html",
        ("--all",): "index.html",
        ("--all", "--anonymous"): "index-anonymous.html",
        (GRADED,): f"{GRADED}.html",
        (GRADED, "--anonymous"): f"{GRADED}-anonymous.html",
    }.items():
        ran = run(*arguments)
        assert ran.exit_code == 0, ran.output
        assert ran.output.strip() == str(folder / name)
    both = run(GRADED, "--all")
    assert both.exit_code == 2 and "either a chapter or --all" in both.output
    assert run("ch99").exit_code == 1


def test_nothing_graded_at_all_is_told(tmp_path: Path) -> None:
    made = course_of(tmp_path, "ch03")
    with pytest.raises(ZerotsukuError, match="zerotsuku grade CHAPTER"):
        make_course_page(made)
    (made / "gradebook.db").unlink()
    with pytest.raises(ZerotsukuError, match="gradebook"):
        make_course_page(made)
    assert not (made / "class").exists()
