"""Making a course, opening one, and what nbgrader makes of it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from course_case import CHAPTER, STEM, chapter, new_course

from autograder.build import source_notebook, student_notebook, to_bytes
from autograder.faces.nbgrader import exchange
from autograder.faces.nbgrader.collected import copy_nbgraders_files, read_timestamp
from autograder.faces.nbgrader.course import (
    CONFIG,
    SAFE,
    SAFETY,
    make_course,
    open_course,
    open_to_others,
)
from autograder.text import LANGUAGES, ZerotsukuError


@pytest.fixture
def course(tmp_path: Path) -> Path:
    make_course(tmp_path / "dl", "ja", [CHAPTER])
    return tmp_path / "dl"


def test_a_course_has_config_secret_and_sources(course: Path) -> None:
    assert {str(p.relative_to(course)) for p in course.rglob("*") if p.is_file()} == {
        CONFIG,
        SAFETY,
        "secret",
        f"source/{CHAPTER}/{STEM}.ipynb",
    }
    assert (course / "source" / CHAPTER / f"{STEM}.ipynb").read_bytes() == to_bytes(
        source_notebook(chapter(), "ja")
    )


def test_the_second_config_keeps_what_is_the_instructors(course: Path, tmp_path: Path) -> None:
    (course / SAFETY).write_text(
        '{"Autograde": {"exporter_class": "x", "lang": "en"}, "Exchange": {"root": "/x"}}'
    )
    make_course(course, "ja", [CHAPTER])
    made = json.loads((course / SAFETY).read_text())
    assert made["Exchange"] == {"root": "/x"}
    assert made["Autograde"] == {"exporter_class": SAFE["Autograde"]["exporter_class"], "lang": "en"}
    (course / SAFETY).write_text("[]")
    with pytest.raises(ZerotsukuError, match="nbgrader_config"):
        make_course(course, "ja", [CHAPTER])


def test_a_course_of_an_older_workbook_is_told_and_refreshed(course: Path) -> None:
    """Its config names a module of the workbook that is no longer there."""
    config = course / CONFIG
    old = config.read_text(encoding="utf-8").replace("faces.nbgrader.autograde import", "faces.gone import")
    config.write_text(old + "c.CourseDirectory.groupshared = True\n", encoding="utf-8")
    with pytest.raises(ZerotsukuError, match=r"zerotsuku course .*dl` again"):
        open_course(course)
    make_course(course, "ja", [CHAPTER])
    assert open_course(course).config.CourseDirectory.groupshared is True
    assert stat.S_IMODE(course.stat().st_mode) == 0o2770


def test_the_secret_is_random_and_the_instructors_alone(course: Path, tmp_path: Path) -> None:
    make_course(tmp_path / "other", "ja", [CHAPTER])
    secret = (course / "secret").read_bytes()
    assert len(secret) == 32
    assert secret != (tmp_path / "other" / "secret").read_bytes()
    assert stat.S_IMODE((course / "secret").stat().st_mode) == 0o600
    assert repr(secret) not in repr(open_course(course))


def test_a_course_is_closed_to_others_unless_it_is_a_groups(tmp_path: Path) -> None:
    course = tmp_path / "dl"
    course.mkdir(mode=0o755)
    assert open_to_others(course) is None  # no course yet
    make_course(course, "ja", [CHAPTER])
    assert stat.S_IMODE(course.stat().st_mode) == 0o700
    for mode in (0o701, 0o750, 0o777):
        course.chmod(mode)
        told = open_to_others(course)
        assert told is not None
        for lang in LANGUAGES:
            assert f"chmod 700 {course}" in told[lang]
    make_course(course, "ja", [CHAPTER])
    assert open_to_others(course) is None
    with (course / CONFIG).open("a") as config:
        config.write("c.CourseDirectory.groupshared = True\n")
    make_course(course, "ja", [CHAPTER])
    assert stat.S_IMODE(course.stat().st_mode) == 0o2770
    assert open_to_others(course) is None
    course.chmod(0o2775)
    assert open_to_others(course) is not None


@pytest.fixture
def no_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No config of nbgrader's but what is written into this folder, and no exchange of the machine."""
    home = tmp_path / "jupyter"
    home.mkdir()
    monkeypatch.setattr(exchange, "jupyter_config_path", lambda: [str(tmp_path / "none"), str(home)])
    monkeypatch.setattr(exchange, "SHARED", tmp_path / "shared")
    return home


def test_a_course_has_its_own_exchange_until_the_machine_has_one(course: Path, no_config: Path) -> None:
    assert open_course(course).config.Exchange.root == str(course / "exchange")
    exchange.SHARED.mkdir()
    assert open_course(course).config.Exchange.root == str(exchange.SHARED)
    (no_config / "nbgrader_config.py").write_text("get_config().Exchange.root = '/srv/other'\n")
    assert open_course(course).config.Exchange.root == "/srv/other"
    (no_config / "nbgrader_config.py").write_text("a mistake\n")
    assert open_course(course).config.Exchange.root == str(exchange.SHARED)
    with (course / CONFIG).open("a") as config:
        config.write('c.Exchange.root = "/srv/mine"\n')
    assert open_course(course).config.Exchange.root == "/srv/mine"


def test_a_refreshed_course_keeps_what_is_the_instructors(course: Path) -> None:
    secret = (course / "secret").read_bytes()
    source = course / "source" / CHAPTER / f"{STEM}.ipynb"
    source.write_text("old")
    (course / "gradebook.db").write_text("marks")
    (course / "submitted").mkdir()
    with (course / CONFIG).open("a") as config:
        config.write('c.Exchange.root = "/srv/exchange"\n')
    make_course(course, "en", [CHAPTER])
    assert (course / "secret").read_bytes() == secret
    assert (course / "gradebook.db").read_text() == "marks"
    assert (course / "submitted").is_dir()
    assert source.read_bytes() == to_bytes(source_notebook(chapter(), "en"))
    config = (course / CONFIG).read_text()
    assert config.count('c.Exchange.root = "/srv/exchange"') == 1
    assert config.count("use_sandbox()") == 1
    assert 'c.Autograde.lang = "en"' in config


def test_a_course_whose_making_was_killed_is_finished(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"s" * 32)
    make_course(tmp_path, "ja", [CHAPTER])
    assert (tmp_path / "secret").read_bytes() == b"s" * 32


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_folder_that_is_something_else_is_refused(tmp_path: Path, lang: str) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(ZerotsukuError) as error:
        make_course(tmp_path, "ja")
    assert str(tmp_path) in error.value.text[lang]
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_another_course_of_nbgraders_is_refused(tmp_path: Path) -> None:
    (tmp_path / CONFIG).write_text("c = get_config()\n")
    with pytest.raises(ZerotsukuError):
        make_course(tmp_path, "ja")
    assert (tmp_path / CONFIG).read_text() == "c = get_config()\n"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dl").write_text("")
    with pytest.raises(ZerotsukuError):
        make_course(tmp_path / "dl", "ja")


def test_an_unknown_chapter_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZerotsukuError):
        make_course(tmp_path / "dl", "ja", ["ch99"])
    assert not (tmp_path / "dl").exists()


def test_a_folder_without_config_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(ZerotsukuError) as error:
        open_course(tmp_path)
    assert CONFIG in error.value.text["ja"]


def test_a_config_that_cannot_be_read_is_told(course: Path) -> None:
    with (course / CONFIG).open("a") as config:
        config.write("c.Exchange.root = (\n")
    with pytest.raises(ZerotsukuError) as error:
        open_course(course)
    assert "SyntaxError" in error.value.text["en"]


def test_a_course_without_its_secret_is_told(course: Path) -> None:
    (course / "secret").unlink()
    with pytest.raises(ZerotsukuError) as error:
        open_course(course)
    assert "secret" in error.value.text["en"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"yesterday",
        b"2026-99-01 00:00:00 UTC",
        b"\xff\xfe",
        b"2026-01-01 1:1:1" + b" " * 300 + b"UTC",
    ],
)
def test_a_timestamp_that_is_no_time_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "timestamp.txt").write_bytes(content)
    assert read_timestamp(tmp_path) is None


@pytest.mark.parametrize("content", [None, b"", b"\xff" * 64, b"a" * 1000, b"../../x"])
def test_a_missing_or_odd_submission_secret_does_not_stop_the_release_of_feedback(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "submission_secret.txt").write_bytes(content)
    copy_nbgraders_files(tmp_path, tmp_path / "to", "f" * 64)
    assert (tmp_path / "to" / "submission_secret.txt").read_text() == "f" * 64
    assert (tmp_path / "to" / "timestamp.txt").read_text() == ""


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nbgrader_releases_the_student_notebook_cell_by_cell(tmp_path: Path, lang: str) -> None:
    course = new_course(tmp_path, lang)
    released = json.loads((course / "release" / CHAPTER / f"{STEM}.ipynb").read_bytes())["cells"]
    ours = json.loads(to_bytes(student_notebook(chapter(), lang)))["cells"]
    for cell in released:
        if "nbgrader" in cell["metadata"]:
            assert cell["metadata"]["nbgrader"].pop("checksum")
    assert released == ours


def test_the_course_is_named_by_its_folder(course: Path) -> None:
    assert open_course(course).coursedir.course_id == "dl"
