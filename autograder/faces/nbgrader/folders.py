"""Files and folders of a course: written whole or not at all, and a group's where the course is a group's."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from autograder.text import ZerotsukuError, say

GROUPS_FOLDER, GROUPS_FILE = 0o2770, 0o660  # what nbgrader's `groupshared` needs of each, at the least


@contextlib.contextmanager
def refusals(key: str, path: Path) -> Iterator[None]:
    """What the disk refuses is raised as a ZerotsukuError: that sentence, with its `file` and `reason`.

    `path` stands for the file where the system names none.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ZerotsukuError(say(key, file=error.filename or path, reason=reason)) from None


def replace_file(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file as a whole or not at all. Raises OSError; then nothing of it is left behind."""
    temporary = lay_beside(path, content, mode)
    try:
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def lay_beside(path: Path, content: bytes, mode: int = 0o644) -> Path:
    """Write what a file will be beside it, whence `replace` puts it in its place. Raises OSError as above."""
    temporary = part_of(path)
    try:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)  # at once: what a killed run leaves can be read by whom it is for
            file.write(content)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def part_of(path: Path) -> Path:
    """Where a file lies while it is being written; a killed run may leave it there."""
    return path.with_name(f".{path.name}.part")


def make_folder(path: Path, root: Path, shared: bool) -> None:
    """Make a folder below `root` and those above it; `shared` ones are the group's, too. Raises OSError."""
    path.mkdir(parents=True, exist_ok=True)
    if not shared:
        return
    for folder in (path, *path.parents):
        if folder == root or not folder.is_relative_to(root):
            return
        give_to_group(folder)


def give_to_group(path: Path, group: int = -1) -> None:
    """Let the group read and write a file or folder of ours. Another instructor's is left as it is."""
    with contextlib.suppress(PermissionError, FileNotFoundError):
        if path.is_symlink():
            return
        needed = GROUPS_FOLDER if path.is_dir() else GROUPS_FILE
        status = path.stat()
        if group not in (-1, status.st_gid):
            os.chown(path, -1, group)
        mode = path.stat().st_mode
        if mode & needed != needed:
            path.chmod((mode | needed) & 0o2777)


def give_course_to_group(root: Path) -> None:
    """Give all that is in a course to the group of its folder, but for what belongs to another of them."""
    group = root.stat().st_gid
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            give_to_group(Path(folder) / name, group)
