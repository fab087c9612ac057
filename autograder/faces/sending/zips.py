"""Zip files that open everywhere, Windows included, and have the same bytes for the same content.

Names that are not ASCII are marked as UTF-8; there are no links, no programs and no times of this machine.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from autograder.faces.nbgrader.folders import part_of, refusals
from autograder.text import ZerotsukuError, named, say

NO_TIME = (2020, 2, 2, 0, 0, 0)  # of every member; before 1980 zip knows none
# As from a Unix, as unzip takes names from others for its own code page; files that nobody runs.
UNIX, PLAIN_FILE = 3, 0o100644 << 16
PACKED = (".whl", ".zip", ".npz")  # gain nothing from being packed again


def write_zip(path: Path, files: Iterable[tuple[str, bytes | Path]], mode: int = 0o644) -> None:
    """Write a zip as a whole or not at all, its members in the order of `files`.

    A zip that is there is replaced. Raises ZerotsukuError where something else is, and where nothing can be
    written.
    """
    if path.exists() and not zipfile.is_zipfile(path):
        raise ZerotsukuError(say("sending-in-the-way", file=named(str(path))))
    half = part_of(path)
    with refusals("course-cannot-write", path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            descriptor = os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w+b") as file:
                os.fchmod(descriptor, mode)
                with zipfile.ZipFile(file, "w") as archive:
                    for name, content in files:
                        data = content if isinstance(content, bytes) else content.read_bytes()
                        archive.writestr(_member(name), data)
            half.replace(path)
        finally:
            with contextlib.suppress(OSError):
                half.unlink()


def _member(name: str) -> zipfile.ZipInfo:
    parts = PurePosixPath(name).parts
    assert parts and not name.startswith("/") and ".." not in parts, name
    made = zipfile.ZipInfo(name, NO_TIME)
    made.create_system, made.external_attr = UNIX, PLAIN_FILE
    made.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    return made
