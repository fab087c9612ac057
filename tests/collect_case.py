"""What participants send, packed as the platforms pack it, for the tests of `zerotsuku collect`."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from course_case import CHAPTER, answered, released, to_bytes
from nbgrader.api import Gradebook

from autograder.catalog import catalog
from autograder.faces.terminal.cli import main

STEM = catalog().chapter(CHAPTER).stem
NAME = f"{STEM}.ipynb"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DOS = (2026, 11, 20, 21, 0, 0)  # the same in Tokyo
ANSWERED, RELEASED = to_bytes(answered(["sigmoid"])), to_bytes(released())
PEOPLE = {  # id → first and last name, mail, the platform's number
    "aoki": ("Taro", "Aoki", "aoki@example.org", "501"),
    "baba": ("花子", "馬場", "hanako@example.org", "502"),
    "chiba": ("Ken", "Chiba", "ken.chiba@example.org", "503"),
}


def with_answer(symbol: str) -> bytes:
    """A notebook of the chapter with one exercise answered."""
    return to_bytes(answered([symbol]))


def enrol(course: Path, people: dict[str, tuple[str, str, str, str]] = PEOPLE) -> None:
    """Put people into the gradebook's list of students."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for id_, (first, last, email, lms) in people.items():
            book.add_student(id_, first_name=first, last_name=last, email=email, lms_user_id=lms)


def pack(path: Path | io.BytesIO, members: dict[str, bytes], date: tuple[int, ...] = DOS, **odd: Any) -> Path:
    """A zip of these members, with the times of one clock."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, date)  # type: ignore[arg-type]
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in odd.items():
                setattr(info, key, value)
            archive.writestr(info, content)
    return path if isinstance(path, Path) else Path()


def packed(members: dict[str, bytes], date: tuple[int, ...] = DOS) -> bytes:
    """The same as bytes."""
    buffer = io.BytesIO()
    pack(buffer, members, date)
    return buffer.getvalue()


def pack_like_windows(path: Path, members: dict[str, bytes]) -> Path:
    """A zip as Explorer on Japanese Windows makes it: names in cp932, not marked as anything."""
    stand_ins = {
        f"{number:03}".ljust(len(name.encode("cp932")), "~"): name for number, name in enumerate(members)
    }
    data = packed({stand_in: members[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("cp932"))
    path.write_bytes(data)
    return path


def clone(folder: Path, files: dict[str, bytes], date: str = "2026-11-20T12:00:00+0000") -> Path:
    """A repository with one commit."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
        "GIT_CONFIG_GLOBAL": "/dev/null",
    }
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], [*who, "commit", "-q", "-m", "answers"]):
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)
    return folder


def collect(course: Path, *arguments: object, lang: str = "en") -> Result:
    """Run `zerotsuku collect` of the chapter."""
    wanted = ["collect", CHAPTER, *map(str, arguments), "--course-dir", str(course), "--lang", lang]
    return CliRunner().invoke(main, wanted, env={"COLUMNS": "200"}, catch_exceptions=False)


def submitted(course: Path) -> dict[str, dict[str, bytes]]:
    """Student → relative name → content, of all that lies in submitted/ for the chapter."""
    found: dict[str, dict[str, bytes]] = {}
    for folder in sorted(course.glob(f"submitted/*/{CHAPTER}")):
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        found[folder.parent.name] = files
    return found


def notebooks(course: Path) -> dict[str, bytes]:
    """Student → the notebook that counts."""
    return {student: files[NAME] for student, files in submitted(course).items()}


def kept(course: Path) -> list[bytes]:
    """The files that were kept elsewhere, as they were."""
    return sorted(p.read_bytes() for p in course.glob("collected/**/*.ipynb"))
