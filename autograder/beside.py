"""The Python and data files that were handed in beside a notebook: bytes, bounded, never through a link.

Answers may import them and read them. They lie in the sandbox's own folder, at the same relative places. It
comes last where Python looks for modules: none of them stands in for NumPy, the standard library or the
engine.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.submission import SubmissionError, read_file
from autograder.text import Text, named, say

KINDS = frozenset((".py", ".npy", ".npz", ".csv", ".txt", ".png", ".json", ".pkl"))
MIB = 2**20
MAX_FILES, MAX_BYTES = 200, 16 * MIB  # of all files together
MAX_LOOKED_AT, MAX_DEPTH, MAX_NAME = 5_000, 8, 200  # entries of folders, folders in one another, characters
NBGRADERS = frozenset(("timestamp.txt", "submission_secret.txt"))
MAX_TOLD = 5


@dataclass(frozen=True)
class Beside:
    """Relative names, with `/`, and bytes; and what was left out."""

    files: tuple[tuple[str, bytes], ...] = ()
    notes: tuple[Text, ...] = ()


NOTHING = Beside()


def read_beside(folder: Path, but: Collection[str] = ()) -> Beside:
    """The files of a folder and of those in it, in the order of their names, without the names `but`.

    Whatever is in the folder, this returns. What is over the bounds is left out, and told.
    """
    files: list[tuple[str, bytes]] = []
    left_out: list[str] = []
    room = MAX_BYTES
    for name, path in _paths(folder, but):
        if len(files) == MAX_FILES:
            left_out.append(name)
            continue
        try:
            data = read_file(path, room)
        except SubmissionError:
            left_out.append(name)
            continue
        room -= len(data)
        files.append((name, data))
    if not left_out:
        return Beside(tuple(files))
    names = ", ".join(named(name, 100) for name in left_out[:MAX_TOLD])
    more = say("beside-more", count=len(left_out) - MAX_TOLD) if len(left_out) > MAX_TOLD else Text("", "")
    values = {"names": names, "more": more, "files": MAX_FILES, "size": MAX_BYTES // MIB}
    return Beside(tuple(files), (say("beside-left-out", **values),))


def _paths(folder: Path, but: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Relative names and paths of the files to read; links, hidden files and Python's own caches are none."""
    waiting: list[tuple[tuple[str, ...], Path]] = [((), folder)]
    looked_at = 0
    while waiting:
        parts, at = waiting.pop()
        try:
            with os.scandir(at) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        inner: list[tuple[tuple[str, ...], Path]] = []
        for entry in found:
            looked_at += 1
            if looked_at > MAX_LOOKED_AT:
                return
            name = "/".join((*parts, entry.name))
            if entry.name.startswith(".") or entry.is_symlink() or not _is_plain(name):
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__" and len(parts) + 1 < MAX_DEPTH:
                    inner.append(((*parts, entry.name), Path(entry.path)))
            elif Path(entry.name).suffix in KINDS and name not in but and name not in NBGRADERS:
                yield name, Path(entry.path)
        waiting.extend(reversed(inner))


def _is_plain(name: str) -> bool:
    """Whether a name can be told and made anew: text, and not too long."""
    return len(name) <= MAX_NAME and "\\" not in name and name.isprintable()
