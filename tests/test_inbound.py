"""Collecting from the exchange, in which every user of the machine may lay anything under any name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from course_case import STEM, answered, nbgrader, released, to_bytes

from autograder.faces.nbgrader.course import make_course

NOTEBOOK = f"{STEM}.ipynb"
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may lay files of several users")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "zero"
    make_course(folder, "en", ["ch03"])
    return folder


def laid(course: Path, name: str, owner: str, files: dict[str, bytes]) -> Path:
    """A folder in the exchange, as a user may make it there by hand."""
    folder = course / "exchange" / "zero" / "inbound" / name
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    for path in (folder, *folder.iterdir()):
        shutil.chown(path, owner)
    return folder


def handed_in(course: Path, student: str, owner: str, minute: int, content: bytes) -> Path:
    """What `nbgrader submit` of the owner lays there in a student's name."""
    return laid(course, f"{student}+ch03+2026-11-27 10:{minute}:00 UTC+abc", owner, {NOTEBOOK: content})


def test_a_link_leads_to_nothing_of_the_instructor_s(course: Path) -> None:
    """nbgrader itself copies what it leads to with the instructor's rights: the reference, handed in."""
    folder = handed_in(course, "daemon", "daemon", 10, to_bytes(released()))
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(course / "source" / "ch03" / NOTEBOOK)
    (folder / "all").symlink_to(course)
    (folder / "notes.txt").symlink_to(course / "secret")
    (folder / "of_root.txt").write_bytes(b"another's")
    (folder / "mine.csv").write_bytes(b"1,2")
    shutil.chown(folder / "mine.csv", "daemon")
    os.mkfifo(folder / "pipe.txt")
    said = nbgrader(course, "collect", "ch03")
    collected = course / "submitted" / "daemon" / "ch03"
    assert [path.name for path in collected.iterdir()] == ["mine.csv"]
    for name in (NOTEBOOK, "all", "notes.txt", "of_root.txt", "pipe.txt"):
        assert f'/{name}" is not collected' in said, name


@pytest.mark.slow
def test_nobody_hands_in_under_another_s_name(course: Path) -> None:
    handed_in(course, "daemon", "daemon", 10, to_bytes(answered()))
    handed_in(course, "daemon", "bin", 20, to_bytes(released()))
    handed_in(course, "games", "bin", 20, to_bytes(released()))
    handed_in(course, "bin", "bin", 15, to_bytes(answered(["sigmoid"])))
    handed_in(course, "by mail", "root", 15, to_bytes(answered()))  # the instructor's own doing
    said = nbgrader(course, "collect", "ch03")
    assert said.count("but by the user bin") == 2
    assert sorted(path.name for path in (course / "submitted").iterdir()) == ["bin", "by mail", "daemon"]
    assert (course / "submitted" / "daemon" / "ch03" / NOTEBOOK).read_bytes() == to_bytes(answered())


@pytest.mark.slow
def test_what_one_person_lays_there_stops_nobody_s_collection(course: Path) -> None:
    inbound = handed_in(course, "daemon", "daemon", 10, to_bytes(answered())).parent
    for name in ("bin+ch03+soon+abc", "x+ch03+", "bin+ch03+2026-11-27 10:10:00 UTC+a+b+c"):
        laid(course, name, "bin", {})
    (inbound / "bin+ch03+2026-11-27 10:11:00 UTC+file").write_bytes(b"")
    (inbound / "bin+ch03+2026-11-27 10:12:00 UTC+link").symlink_to(course)
    large = handed_in(course, "games", "games", 10, to_bytes(answered()))
    with (large / "data.csv").open("wb") as file:
        file.truncate(1 << 36)
    shutil.chown(large / "data.csv", "games")
    said = nbgrader(course, "collect", "ch03")
    assert "no folder that `nbgrader submit` has made" in said
    assert '/data.csv" is not collected' in said
    assert sorted(path.name for path in (course / "submitted").iterdir()) == ["daemon", "games"]
    assert [path.name for path in (course / "submitted" / "games" / "ch03").iterdir()] == [NOTEBOOK]


@pytest.mark.slow
def test_what_was_handed_in_arrives_as_it_was(course: Path) -> None:
    folder = handed_in(course, "daemon", "daemon", 10, to_bytes(answered()))
    (folder / "common").mkdir()
    (folder / "common" / "layers.py").write_text("x = 1\n")
    (folder / "timestamp.txt").write_text("2026-11-27 10:10:00 UTC")
    for path in folder.rglob("*"):
        shutil.chown(path, "daemon")
    os.utime(folder / NOTEBOOK, (1_000_000_000, 1_000_000_000))
    assert "left out" not in nbgrader(course, "collect", "ch03")
    collected = course / "submitted" / "daemon" / "ch03"
    for path in folder.rglob("*"):
        if path.is_file():
            assert (collected / path.relative_to(folder)).read_bytes() == path.read_bytes()
    assert (collected / NOTEBOOK).stat().st_mtime == 1_000_000_000
