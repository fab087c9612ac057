"""The wheel that participants install: where it is, whether it is of today, and what is in it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from autograder import rooms
from autograder.text import ZerotsukuError, named, say

DIST, PATTERN = "dist", "zerotsuku-*.whl"
MAX_WHEEL = 64 * 2**20  # bytes
BUILT = "autograder/workbook/"  # by hatch_build.py, of sources that stand elsewhere here
PLACES = {f"{BUILT}selfcheck/": "tests/selfcheck/", f"{BUILT}assignments/": "assignments/"}
ANSWERS = ("autograder/graders/", "autograder/audit/", "solutions/", "tests/")


def built_wheel() -> Path | None:
    """What `make wheel` has made in this repository; None where nobody has run it."""
    found = sorted((rooms.REPOSITORY / DIST).glob(PATTERN))
    return found[-1] if found else None


def read_wheel(path: Path) -> tuple[bytes, str]:
    """The bytes of a wheel, and the first file of it that is not as it is in this repository now, or "".

    Raises ZerotsukuError for what is no wheel of the workbook's, and for one with answers in it.
    """
    try:
        if path.stat().st_size > MAX_WHEEL or path.suffix != ".whl":
            raise ZerotsukuError(say("handout-bad-wheel", file=path))
        data = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if f"{BUILT}hints.json" not in names or any(name.startswith(ANSWERS) for name in names):
                raise ZerotsukuError(say("handout-bad-wheel", file=path))
            old = (name for name in names if _differs(archive, name))
            return data, next(old, "")
    except (OSError, zipfile.BadZipFile, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise ZerotsukuError(say("handout-no-such-wheel", file=named(str(path)), reason=reason)) from None


def _differs(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a member has a source in this repository that says something else."""
    source = name
    for built, place in PLACES.items():
        if name.startswith(built):
            source = place + name.removeprefix(built)
    if PurePosixPath(source).parts[0] not in ("autograder", "dataset", "assignments", "tests"):
        return False
    if source.startswith(BUILT):
        return False
    path = rooms.REPOSITORY / source
    return not path.is_file() or path.read_bytes() != archive.read(name)
