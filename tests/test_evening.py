"""An evening of a group that has no machine in common, by our commands alone: from handout to feedback."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from course_case import environment, scores

from autograder import rooms
from autograder.build import reference_sources
from autograder.catalog import catalog
from autograder.faces.nbgrader.course import make_course
from autograder.faces.terminal.demo_evening import CHAPTER, GITHUB, GROUP, MOODLE, Evening, register, send

ZEROTSUKU = (sys.executable, "-m", "autograder.faces.terminal.cli")


def zerotsuku(evening: Evening, *arguments: str) -> str:
    """What a command prints, of the course of an evening."""
    command = [*ZEROTSUKU, *arguments, "--course-dir", str(evening.course)]
    done = subprocess.run(command, env=environment(evening.folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def collected(evening: Evening, sources: list[Path], names: Path) -> dict[str, Any]:
    given = [str(source) for source in sources]
    found: dict[str, Any] = json.loads(
        zerotsuku(evening, "collect", CHAPTER, *given, "--map", str(names), "--yes", "--json")
    )
    return found


@pytest.mark.slow
def test_an_evening_without_a_machine_in_common(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Japanese; `make demo` plays it in the language of the machine."""
    lang = "ja"
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    rooms.put_tools_on_path()  # nbgrader calls alembic by name
    chapter = catalog().chapter(CHAPTER)
    evening = Evening(tmp_path / "evening", lang, chapter)
    make_course(evening.course, lang, [CHAPTER])
    register(evening)

    handout = Path(json.loads(zerotsuku(evening, "handout", CHAPTER, "--json"))["file"])
    sources, names = send(evening, handout)
    assert len(sources) == 3
    found = collected(evening, sources, names)
    everybody = {p.id for p in GROUP}
    assert {c["student"] for c in found["collected"]} == everybody
    assert {c["status"] for c in found["collected"]} == {"new"}
    assert not found["not_collected"]
    for p in GROUP:
        submitted = evening.course / "submitted" / p.id / CHAPTER
        work = next((evening.folder / "participants" / p.id).rglob(f"{chapter.stem}.ipynb"))
        assert (submitted / work.name).read_bytes() == work.read_bytes()
        assert (submitted / "timestamp.txt").is_file()
    again = collected(evening, sources, names)
    assert {c["status"] for c in again["collected"]} == {"same"}

    zerotsuku(evening, "grade", CHAPTER)
    marks = scores(evening.course, CHAPTER)
    assert marks.keys() == everybody
    right = reference_sources(chapter, lang)
    for p in GROUP:
        written = p.player.answers(chapter, right)
        for exercise in chapter.exercises:
            if written.get(exercise.symbol) == right[exercise.symbol]:
                assert marks[p.id][exercise.symbol] == exercise.points, (p.id, exercise.symbol)
            else:
                assert marks[p.id][exercise.symbol] < exercise.points, (p.id, exercise.symbol)

    returned = json.loads(zerotsuku(evening, "return", CHAPTER, "--json"))
    assert {s["student"] for s in returned["sent"]} == everybody
    with zipfile.ZipFile(returned["all"]) as archive:
        pages = {Path(name).stem: archive.read(name).decode() for name in archive.namelist()}
    assert pages.keys() == everybody
    with zipfile.ZipFile(returned["moodle"]) as archive:  # collecting has seen Moodle's numbers
        folders = {name.partition("_")[0] for name in archive.namelist()}
    assert folders == {f"{p.last_name} {p.first_name}" for p in GROUP if p.way == MOODLE}
    for sent in returned["sent"]:
        with zipfile.ZipFile(sent["file"]) as archive:
            (name,) = archive.namelist()
            assert archive.read(name).decode() == pages[sent["student"]]
    for p in GROUP:
        total = f"{sum(marks[p.id].values()):g}"
        assert total in pages[p.id]
    assert pages["aoki"] != pages["baba"]


def test_the_group_comes_by_all_ways_and_github_knows_nobody_by_the_id() -> None:
    assert len(GROUP) == 12
    assert len({p.id for p in GROUP}) == len({p.player.name for p in GROUP}) + 5
    assert all((p.user and p.id not in p.user) if p.way == GITHUB else not p.user for p in GROUP)
