"""nbgrader's own commands as two Unix users: an instructor and a student who share only the exchange."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ordinary_case import skip_where_only_root_can

from autograder import rooms
from autograder.build import reference_source
from autograder.catalog import catalog

INSTRUCTOR, STUDENT = "daemon", "nobody"  # ordinary users that every Debian has
CHAPTER = catalog().chapter("ch02")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may act as two other users"),
]


@dataclass(frozen=True)
class User:
    """A Unix user with a home folder of their own that nobody else can read."""

    name: str
    home: Path

    def run(
        self, *command: str, cwd: Path | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        found = pwd.getpwnam(self.name)
        env = {
            "HOME": str(self.home),
            "USER": self.name,
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(rooms.PACKAGE.parent),
        }
        done = subprocess.run(
            command,
            cwd=cwd or self.home,
            env=env,
            user=found.pw_uid,
            group=found.pw_gid,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 or not check, f"{self.name}: {' '.join(command)}\n{done.stderr}"
        return done

    def python(self, *arguments: str, cwd: Path | None = None) -> str:
        return self.run(sys.executable, "-m", *arguments, cwd=cwd).stdout


@pytest.fixture
def users() -> Iterator[tuple[User, User, Path]]:
    skip_where_only_root_can()
    # not tmp_path: pytest's folders are root's alone
    folder = Path(tempfile.mkdtemp(prefix="zerotsuku-two-users-"))
    folder.chmod(0o755)
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    made = []
    for name in (INSTRUCTOR, STUDENT):
        home = folder / name
        home.mkdir(mode=0o700)
        shutil.chown(home, name)
        made.append(User(name, home))
    yield made[0], made[1], exchange
    shutil.rmtree(folder, ignore_errors=True)


def configure(user: User, exchange: Path, course: str) -> None:
    config = user.home / ".jupyter" / "nbgrader_config.py"
    config.parent.mkdir()
    config.write_text(
        f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = {course!r}\n",
        encoding="utf-8",
    )
    for path in (config.parent, config):
        shutil.chown(path, user.name)


def test_a_course_between_two_unix_users(users: tuple[User, User, Path]) -> None:
    instructor, student, exchange = users
    for user in users[:2]:
        configure(user, exchange, "course")
    course = instructor.home / "course"
    instructor.python("autograder.faces.terminal.cli", "course", str(course), "--lang", "ja")
    for command in ("generate_assignment", "release_assignment"):
        instructor.python("nbgrader", command, "ch02", cwd=course)
    assert student.run("cat", str(course / "secret"), check=False).returncode != 0

    student.python("nbgrader", "fetch_assignment", "ch02")
    path = student.home / "ch02" / f"{CHAPTER.stem}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] in ("ch02-AND", "ch02-OR"):
            cell["source"] = reference_source(CHAPTER, cell["id"].removeprefix("ch02-"), "ja")
    path.write_text(json.dumps(notebook), "utf-8")
    student.python("nbgrader", "submit", "ch02")

    for command in ("collect", "autograde", "generate_feedback", "release_feedback"):
        instructor.python("nbgrader", command, "ch02", cwd=course)
    instructor.python("nbgrader", "export", "--to=grades.csv", cwd=course)
    row = next(r for r in (course / "grades.csv").read_text().splitlines() if r.split(",")[0] == "ch02")
    assert STUDENT in row
    assert ",6.0," in row

    student.python("nbgrader", "fetch_feedback", "ch02")
    pages = list((student.home / "ch02" / "feedback").rglob("*.html"))
    assert len(pages) == 1
    page = pages[0].read_text("utf-8")
    assert "AND" in page
    assert "def grade_" not in page
    assert (course / "secret").read_bytes().hex() not in page

    # and by the other way, as the same ordinary user: the same score
    instructor.python("autograder.faces.terminal.cli", "grade", "ch02", "--force", cwd=course)
    instructor.python("nbgrader", "export", "--to=again.csv", cwd=course)
    again = next(r for r in (course / "again.csv").read_text().splitlines() if r.split(",")[0] == "ch02")
    assert ",6.0," in again
