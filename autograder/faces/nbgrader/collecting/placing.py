"""A plan carried out: each student's submission as a whole or not at all, and the earlier one kept.

Submissions are made ready in `collected/CHAPTER/STUDENT/`, beside those that were there before; nbgrader
looks into no folder of that name. The new one then changes places with the old one in one step of the
kernel's. A run that was killed leaves one of the two in submitted/, and the next goes on.
"""

from __future__ import annotations

import contextlib
import ctypes
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from autograder.faces.nbgrader.collecting.choosing import Chosen
from autograder.faces.nbgrader.collecting.plan import (
    NEW,
    OLDER,
    SAME,
    Move,
    Plan,
    contents_of,
    contents_there,
    time_there,
)
from autograder.faces.nbgrader.course import Course, locked
from autograder.faces.nbgrader.folders import make_folder, refusals, replace_file
from autograder.faces.nbgrader.moodle_names import FOLDER as KEPT
from autograder.faces.nbgrader.moodle_names import remember_moodle_names
from autograder.submission import MAX_FILE

PART, SWAP = ".part", ".swap"  # being written; ready to change places
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of linux/fs.h


def place(course: Course, plan: Plan, progress: Callable[[Move], None] = lambda move: None) -> None:
    """Put a plan's files into submitted/. Raises ZerotsukuError when the disk does not let it go on.

    What was put there until then stays, and running it again goes on with the others.
    """
    with locked(course, "collect-busy", "collect-cannot-write"):  # nobody is graded while files change
        for move in plan.moves:
            with refusals("collect-cannot-write", course.submitted(plan.chapter, move.student)):
                _place(course, plan, move)
            progress(move)
        names = {move.student: name for move in plan.moves if (name := move.moodle_name)}
        with refusals("collect-cannot-write", course.root / KEPT):
            remember_moodle_names(course, plan.chapter, names)


def kept_folder(course: Course, plan: Plan, student: str) -> Path:
    """Where a student's other submissions of the chapter are kept."""
    return course.root / KEPT / plan.chapter.id / student


def _place(course: Course, plan: Plan, move: Move) -> None:
    kept, target = kept_folder(course, plan, move.student), course.submitted(plan.chapter, move.student)
    part, swap = kept / PART, kept / SWAP
    for left in (swap, _between(swap)):  # by a killed run: the new or the old one, each of them whole
        if left.is_dir():
            if contents_there(left) == contents_of(move.chosen):
                shutil.rmtree(left)
            else:
                _keep(course, left, kept, target)
    shutil.rmtree(part, ignore_errors=True)
    for file in move.chosen.others:
        _keep_file(course, kept, file.name, file.read(MAX_FILE), file.time)
    if move.status == SAME:
        return
    make_folder(kept, course.root, course.shared)
    _write(course, part, move.chosen)
    part.rename(swap)
    if move.status == OLDER:
        _keep(course, swap, kept, target)
        return
    make_folder(target.parent, course.root, course.shared)
    if move.status == NEW and not target.exists():
        swap.rename(target)
    else:
        _exchange(swap, target)
        _keep(course, swap, kept, target)
    with contextlib.suppress(OSError):  # where there is nothing to keep
        kept.rmdir()
        kept.parent.rmdir()
        kept.parent.parent.rmdir()


def _write(course: Course, folder: Path, chosen: Chosen) -> None:
    """All of a submission, its time included, into a folder that is nobody's yet."""
    make_folder(folder, course.root, course.shared)
    for name, file in ((chosen.name, chosen.work.file), *chosen.beside):
        path = folder / name
        make_folder(path.parent, course.root, course.shared)
        replace_file(path, file.read(MAX_FILE), course.file_mode())
    if chosen.time is not None:
        time = chosen.time.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        replace_file(
            folder / "timestamp.txt", f"{time.isoformat(sep=' ')} UTC\n".encode(), course.file_mode()
        )


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places, in one step where the system has one for it."""
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename and rename(AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE) == 0:
        return
    between = _between(one)  # a file system without it, such as a network's
    other.rename(between)
    one.rename(other)
    between.rename(one)


def _between(path: Path) -> Path:
    return path.with_name(f"{path.name}-old")


def _keep(course: Course, folder: Path, kept: Path, target: Path) -> None:
    """A whole submission among those that are kept, by its time and content, unless it is there already."""
    contents = contents_there(folder)
    if not contents or contents == (contents_there(target) if target.is_dir() else {}):
        shutil.rmtree(folder)
        return
    time = time_there(course, folder)
    place_ = kept / f"{_stamp(time)}-{sha256(repr(sorted(contents.items())).encode()).hexdigest()[:8]}"
    if place_.exists():
        shutil.rmtree(folder)
    else:
        folder.rename(place_)


def _keep_file(course: Course, kept: Path, name: str, content: bytes, time: datetime | None) -> None:
    """One file that did not count, among those that are kept."""
    folder = kept / f"{_stamp(time)}-{sha256(content).hexdigest()[:8]}"
    make_folder(folder, course.root, course.shared)
    replace_file(folder / name, content, course.file_mode())


def _stamp(time: datetime | None) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ") if time else "unknown"
