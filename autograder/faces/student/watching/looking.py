"""What lies in a copy, told by one stat a file: which chapters were saved, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import FORMS, Copy

Stamp = tuple[int, int, int]  # inode, time, size


@dataclass(frozen=True)
class Look:
    """One chapter's files at one moment; a `stamp` is None where there is no such file.

    `beside` are the stamps of what an answer may read: other scripts of the folder, and trained weights.
    """

    path: Path
    stamp: Stamp | None
    checks: Stamp | None
    beside: tuple[tuple[str, Stamp], ...]


def stamp_of(path: Path) -> Stamp | None:
    """What tells one version of a file from the next; None if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def saved(copy: Copy) -> dict[str, Look]:
    """Chapter id → its files, of each chapter of which a file is there or was handed out."""
    stems = {chapter.stem for chapter in catalog()}
    scripts = [(p.name, s) for p in _files(copy, ".py") if p.stem not in stems and (s := stamp_of(p))]
    found = {}
    for chapter in catalog():
        path = copy.file_of(chapter)
        stamp = stamp_of(path)
        if stamp is None and not any(f"{chapter.stem}.{form}" in copy.released for form in FORMS):
            continue
        weights = [(e.file, s) for e in chapter.exercises if e.file and (s := stamp_of(copy.folder / e.file))]
        found[chapter.id] = Look(path, stamp, stamp_of(own_checks(copy, chapter)), (*scripts, *weights))
    return found


def own_checks(copy: Copy, chapter: Chapter) -> Path:
    """Where the copy has the chapter's visible checks, if it has them."""
    return copy.folder / "tests" / "selfcheck" / f"test_{chapter.stem}.py"


def renamed_to(path: Path, stamp: Stamp) -> Path | None:
    """The file or folder beside `path` that was `path` before, where the system's numbers tell."""
    try:
        there = list(path.parent.iterdir())
    except OSError:
        return None
    same = (p for p in there if stamp[0] and (now := stamp_of(p)) and now[0] == stamp[0])
    return next((p for p in same if p != path), None)


def _files(copy: Copy, end: str) -> list[Path]:
    try:
        there = sorted(copy.folder.iterdir())
    except OSError:
        return []
    return [path for path in there if path.name.endswith(end)]
