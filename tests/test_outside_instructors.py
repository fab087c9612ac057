"""Several instructors in one course: what one of them makes the others can read, write and go on with."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest
from course_case import CHAPTER, STEM, answered, new_course, released, scores, submit, to_bytes
from ordinary_case import skip_where_only_root_can

from autograder import rooms
from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.course import CONFIG, make_course, open_course
from autograder.faces.nbgrader.grade_class import LOCK, grade_class
from autograder.text import LANGUAGES, ZerotsukuError

NAME = f"{STEM}.ipynb"
SHARED = "c.CourseDirectory.groupshared = True\n"


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """A course that becomes a group's after it was made, as the README has it, under a usual umask."""
    before = os.umask(0o022)
    made = new_course(tmp_path)
    with (made / CONFIG).open("a") as config:
        config.write(SHARED)
    make_course(made, "ja", [CHAPTER])
    yield made
    os.umask(before)


def closed(course: Path) -> list[str]:
    """What the group cannot read and write."""
    found = []
    for path in course.rglob("*"):
        needed = 0o2770 if path.is_dir() else 0o660
        if path.stat().st_mode & needed != needed:
            found.append(str(path.relative_to(course)))
    return found


def test_all_of_a_shared_course_is_its_groups(course: Path) -> None:
    assert closed(course) == []
    folder = submit(course, "aoki", {NAME: to_bytes(answered())}, "2026-01-02 03:00:00 UTC")
    grade_class(course, CHAPTER)
    make_class_page(course, CHAPTER)
    theirs = ("submitted", str(folder.relative_to(course)))  # nbgrader's collect sees to these
    assert [name for name in closed(course) if not name.startswith(theirs)] == []


def test_what_a_killed_run_leaves_can_be_gone_on_with(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No finally runs in a killed process: the half-written file stays."""
    modes = []
    plain = Path.replace

    def look(path: Path, target: Path) -> Path:
        modes.append(stat.S_IMODE(path.stat().st_mode))
        return plain(path, target)

    submit(course, "aoki", {NAME: to_bytes(answered())})
    monkeypatch.setattr(Path, "replace", look)
    grade_class(course, CHAPTER)
    assert len(modes) >= 3
    assert all(mode & 0o660 == 0o660 for mode in modes)


def test_the_lock_is_the_groups_while_it_is_held(course: Path) -> None:
    submit(course, "aoki", {NAME: to_bytes(answered())})
    seen = []
    grade_class(
        course, CHAPTER, progress=lambda done, total: seen.append((course / LOCK).stat().st_mode & 0o660)
    )
    assert set(seen) == {0o660}


def test_a_course_of_one_stays_ones_own(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    submit(course, "aoki", {NAME: to_bytes(answered())})
    grade_class(course, CHAPTER)
    make_course(course, "ja", [CHAPTER])
    assert stat.S_IMODE((course / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(course.stat().st_mode) == 0o700


@pytest.fixture
def open_folder() -> Iterator[Path]:
    skip_where_only_root_can()
    folder = Path(tempfile.mkdtemp(prefix="zerotsuku-instructors-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def act_as(user: str, group: int, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `zerotsuku` as an ordinary user who is in a group."""
    found = pwd.getpwnam(user)
    home = folder / f"home-{user}"
    home.mkdir(exist_ok=True)
    os.chown(home, found.pw_uid, found.pw_gid)
    return subprocess.run(
        [sys.executable, "-m", "autograder.faces.terminal.cli", *arguments],
        cwd=home,
        env={
            "HOME": str(home),
            "USER": user,
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(rooms.PACKAGE.parent),
            "ZEROTSUKU_LANG": "en",
        },
        user=found.pw_uid,
        group=found.pw_gid,
        extra_groups=[group],
        umask=0o022,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may act as two other users")
def test_two_instructors_grade_in_turn(open_folder: Path, tmp_path: Path) -> None:
    group, first, second = 60, "daemon", "nobody"
    course = open_folder / "dl"
    shutil.copytree(new_course(tmp_path), course)
    with (course / CONFIG).open("a") as config:
        config.write(SHARED)
    submit(course, "aoki", {NAME: to_bytes(answered())})
    one = pwd.getpwnam(first)
    for path in (course, *course.rglob("*")):
        os.chown(path, one.pw_uid, one.pw_gid)
    os.chown(course, one.pw_uid, group)
    refused = act_as(
        second, group, open_folder, "grade", CHAPTER, "--course-dir", str(course), "--unsafe-no-isolation"
    )
    assert refused.returncode == 1
    assert "You may not read" in " ".join(refused.stderr.split())
    grade = ("grade", CHAPTER, "--course-dir", str(course), "--unsafe-no-isolation")
    for done in (
        act_as(first, group, open_folder, "course", str(course)),
        act_as(first, group, open_folder, *grade),
    ):
        assert done.returncode == 0, done.stderr
    for path in [course / "submitted", *(course / "submitted").rglob("*")]:  # as nbgrader's collect leaves it
        path.chmod(path.stat().st_mode | (0o2770 if path.is_dir() else 0o660))
    submit(course, "aoki", {NAME: to_bytes(released())})
    for arguments in (grade, ("report", CHAPTER, "--course-dir", str(course)), ("course", str(course))):
        done = act_as(second, group, open_folder, *arguments)
        assert done.returncode == 0, done.stderr
    assert set(scores(course)["aoki"].values()) == {0.0}
    submit(course, "aoki", {NAME: to_bytes(answered())})
    done = act_as(first, group, open_folder, *grade)
    assert done.returncode == 0, done.stderr
    assert 0.0 not in scores(course)["aoki"].values()


# What may not be read is told as that


@pytest.mark.parametrize("name", ["folder", CONFIG, "secret"])
def test_a_permission_problem_is_told_as_one(
    course: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Root may read everything, so the system's refusal is played."""
    plain = Path.open

    def refuse(path: Path, *rest: object, **more: object) -> object:
        if path.is_relative_to(course) and name in ("folder", path.name):
            raise PermissionError(13, "Permission denied", str(path))
        return plain(path, *rest, **more)  # type: ignore[arg-type,call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ZerotsukuError) as error:
        open_course(course)
    for lang in LANGUAGES:
        assert str(course) in error.value.text[lang]
        assert "Permission denied" in error.value.text[lang]
        assert "groupshared" in error.value.text[lang]


def test_a_lock_that_may_not_be_opened_is_told_as_that(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **more: object) -> object:
        raise PermissionError(13, "Permission denied", str(course / LOCK))

    submit(course, "aoki", {NAME: to_bytes(answered())})
    monkeypatch.setattr(filelock, "FileLock", refuse)
    with pytest.raises(ZerotsukuError) as error:
        grade_class(course, CHAPTER)
    assert LOCK in error.value.text["en"]
    assert "Permission denied" in error.value.text["ja"]
