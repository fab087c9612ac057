"""A source on the disk, a folder, an archive or a single file, as a Folder: links are not followed."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path

from autograder.faces.nbgrader.collecting.archives import Opener, Shelf, read_archive, unreadable
from autograder.faces.nbgrader.collecting.clones import is_clone, last_commit
from autograder.faces.nbgrader.collecting.tree import (
    ARCHIVE,
    MAX_DEPTH,
    File,
    Folder,
    Unreadable,
    is_junk,
    safe_parts,
)
from autograder.submission import SubmissionError, read_file
from autograder.text import ZerotsukuError, named, say

MAX_ENTRIES, MAX_OF_CLONE = 100_000, 5_000  # that are looked at in a source, in a clone


def read_sources(sources: list[Path], shelf: Shelf, zone: tzinfo, unpacked: bool = False) -> Folder:
    """All sources as one folder without a name. Raises ZerotsukuError when one of them is not there."""
    whole = Folder("", "")
    for source in sources:
        path = source.absolute()  # "." has a name, too
        name = path.name or str(path)
        if not path.exists():
            raise ZerotsukuError(say("collect-no-source", file=source))
        if path.is_dir():
            found = _read_folder(path, shelf, zone, unpacked)
        elif path.name.lower().endswith(ARCHIVE):
            found = _read_archive(path, name, shelf, zone)
        else:
            whole.files.append(_file(path, name))
            continue
        whole.put(found)
    return whole


def opener(path: Path) -> Opener:
    """How to open a file."""
    return lambda: path.open("rb")


def _file(path: Path, origin: str) -> File:
    try:
        time = datetime.fromtimestamp(path.stat(follow_symlinks=False).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        time = None
    name = (safe_parts(path.name) or (path.name,))[-1]
    return File(name, origin, time, partial(_read, path))


def _read(path: Path, limit: int) -> bytes:
    try:
        return read_file(path, limit)
    except SubmissionError as error:
        raise Unreadable(error.text) from None
    except OSError as error:
        raise Unreadable(say("submission-unreadable", file=named(path.name), reason=error.strerror)) from None


def _read_folder(path: Path, shelf: Shelf, zone: tzinfo, unpacked: bool) -> Folder:
    """The tree below a folder, the upper folders first, so that no deep one keeps the others out."""
    top = Folder(path.name or str(path), path.name or str(path))
    waiting: list[tuple[Path, Folder, int, list[int]]] = [(path, top, 0, [MAX_ENTRIES])]
    for at, folder, depth, left in waiting:
        if is_clone(at):
            folder.alone = True
            folder.dated = partial(last_commit, at)
            left = [MAX_OF_CLONE]
        try:
            with os.scandir(at) as entries:
                found = sorted(entries, key=lambda e: e.name)
        except OSError as error:
            folder.notes.append(
                say("grade-folder-unreadable", folder=named(folder.name), reason=error.strerror)
            )
            continue
        for entry in found:
            left[0] -= 1
            if left[0] < 0:
                folder.notes.append(say("collect-many-entries", folder=named(folder.origin)))
                break
            if is_junk(entry.name):
                continue
            origin = f"{folder.origin}/{entry.name}"
            if entry.is_symlink():
                folder.left_out.setdefault("collect-link", []).append(entry.name)
            elif entry.is_dir(follow_symlinks=False):
                if depth < MAX_DEPTH:
                    waiting.append((Path(entry.path), folder.folder(entry.name), depth + 1, left))
            elif not entry.is_file(follow_symlinks=False):
                folder.left_out.setdefault("collect-link", []).append(entry.name)
            elif unpacked:
                if not entry.name.lower().endswith(ARCHIVE):
                    folder.files.append(replace(_file(Path(entry.path), origin), time=None))
            elif entry.name.lower().endswith(ARCHIVE):
                folder.put(_read_archive(Path(entry.path), origin, shelf, zone))
            else:
                folder.files.append(_file(Path(entry.path), origin))
    return top


def _read_archive(path: Path, origin: str, shelf: Shelf, zone: tzinfo) -> Folder:
    try:
        return read_archive(shelf, opener(path), origin, zone)
    except Unreadable as error:
        return unreadable(origin, error)
