"""What nbgrader's collect puts beside a submission: when it was handed in, and the secret of its feedback.

Both are files of the student's: links and devices are not opened, and what is no time is none.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import stat
from datetime import datetime
from pathlib import Path

from autograder.catalog import Chapter
from autograder.faces.nbgrader.folders import replace_file
from autograder.faces.nbgrader.times import read_time
from autograder.text import Text

MAX_SMALL = 300  # bytes of a timestamp or a submission secret
SUBMISSION_SECRET = "submission_secret.txt"  # nbgrader's: by it a student finds the feedback
HEX = re.compile(r"[0-9a-f]{32,256}")


def read_timestamp(folder: Path, zone: str = "") -> datetime | None:
    """When a folder was submitted, a naive datetime in UTC, or None; `zone` is the course's time zone."""
    found = _time(folder, zone)
    return None if isinstance(found, Text) else found


def odd_timestamp(folder: Path, zone: str = "") -> Text | None:
    """Why what stands in a folder's timestamp.txt is not counted, if it is not."""
    found = _time(folder, zone)
    return found if isinstance(found, Text) else None


def _time(folder: Path, zone: str) -> datetime | Text | None:
    text = _read_small(folder / "timestamp.txt")
    return read_time(text, zone) if text else None


def copy_nbgraders_files(
    source: Path, destination: Path, fallback: str, zone: str = "", mode: int = 0o644
) -> None:
    """Copy the two small files that nbgrader's release_feedback reads; nothing else of a submission counts.

    It stops for the whole class when one of them is missing or odd. Then the time is left empty, and
    `fallback` stands for the student's secret: that student's feedback cannot be fetched, the others' can.
    The time is written in UTC, which nbgrader reads right. What is there already is left. Raises OSError.
    """
    destination.mkdir(parents=True, exist_ok=True)
    timestamp = read_timestamp(source, zone)
    text = "" if timestamp is None else f"{timestamp.isoformat(sep=' ')} UTC\n"
    secret = _read_small(source / SUBMISSION_SECRET)
    secret = secret if HEX.fullmatch(secret) else fallback
    for name, wanted in (("timestamp.txt", text), (SUBMISSION_SECRET, secret)):
        path = destination / name
        if not path.is_file() or path.is_symlink() or _read_small(path) != wanted.strip():
            replace_file(path, wanted.encode(), mode)


def fallback_secret(secret: bytes, chapter: Chapter, student: str) -> str:
    """What stands for a student's submission secret when there is none: nobody can guess it."""
    message = f"feedback\0{chapter.id}\0{student}".encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()


def _read_small(path: Path) -> str:
    """The text of a small regular file, stripped; empty when it is anything else."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
            content = file.read(MAX_SMALL + 1) if regular else b""
        return content.decode("ascii").strip() if len(content) <= MAX_SMALL else ""
    except (OSError, ValueError):
        return ""
