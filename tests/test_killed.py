"""`zerotsuku grade` killed at any moment: what it comes to in the end is what an undisturbed run comes to."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from course_case import answer_cell, answered, nbgrader, submit, to_bytes
from gradebook_case import files_of, rows_of
from killed_case import run
from postgresql_case import server, use

from autograder.catalog import catalog
from autograder.faces.nbgrader.course import make_course

CHAPTERS = ("ch00", "ch02")
STUDENTS = ("aoki", "baba", "chiba")
KILLS, COMPARED = 20, 5  # the run goes on to its end, and is compared, after so many kills each
VERSIONS = 3


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with two small chapters released, in SQLite."""
    course = tmp_path_factory.mktemp("killed") / "master"
    make_course(course, "ja", CHAPTERS)
    for chapter in CHAPTERS:
        nbgrader(course, "generate_assignment", chapter)
    return course


def hand_in(course: Path, version: int) -> None:
    """Everybody's work, other in every version: an answer right, wrong, or not begun, which is 0 as well."""
    for chapter in CHAPTERS:
        first = catalog().chapter(chapter).exercises[0].symbol
        for number, student in enumerate(STUDENTS):
            kind = (version + number) % VERSIONS
            notebook = answered(name=chapter)
            if kind == 1:
                answer_cell(notebook, first)["source"] = f"def {first}(*given):\n    return 7"
            elif kind == 2:
                stub = answer_cell(answered([], name=chapter), first)
                answer_cell(notebook, first)["source"] = stub["source"]
            files = {f"{catalog().chapter(chapter).stem}.ipynb": to_bytes(notebook)}
            submit(course, student, files, f"2026-01-0{version + 1} 06:00:00 UTC", chapter)


@pytest.fixture(scope="module")
def undisturbed(master: Path) -> list[tuple[Any, Any, int]]:
    """What a run that nobody disturbs makes of each version, in SQLite: rows, files, and its steps."""
    found = []
    for version in range(VERSIONS):
        course = master.with_name(f"version{version}")
        shutil.copytree(master, course)
        hand_in(course, version)
        ended = run(course)
        assert ended.status == 0, ended.said
        found.append((rows_of(course), files_of(course), ended.steps))
    assert found[0][0] != found[1][0] != found[2][0]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_run_killed_at_any_moment_comes_to_the_same(
    database: str, master: Path, undisturbed: list[tuple[Any, Any, int]]
) -> None:
    course = master.with_name(database)
    shutil.copytree(master, course)
    if database == "postgresql":
        server().execute("postgres", 'create database "killed"')
        use(course, server().url("killed"))
        for chapter in CHAPTERS:
            nbgrader(course, "generate_assignment", chapter, "--force")
    rng = random.Random(2026)
    kills = version = 0
    while kills < KILLS:
        version = (version + 1) % VERSIONS
        hand_in(course, version)
        rows, files, steps = undisturbed[version]
        ended = run(course, kill_at=rng.randint(1, steps))
        assert ended.status in (0, -9), ended.said
        kills += ended.status == -9
        if ended.status == 0 or kills % COMPARED == 0:
            assert run(course).status == 0
            assert rows_of(course) == rows
            assert files_of(course) == files, "and no .part is left"
