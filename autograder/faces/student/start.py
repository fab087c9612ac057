"""`zerotsuku start`: a copy of the workbook to work in, made or brought up to date.

Nothing that a student wrote is overwritten: the marker knows each file as it was handed out, and what differs
from that is the student's. Where answers are moved into a newer release, what was there is put aside first.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import itertools
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import FORMS, MARKER, Copy, around, read_copy, recognise
from autograder.faces.student.starting.material import copy_files
from autograder.faces.student.starting.moving import move_answers
from autograder.faces.student.starting.sorting import fingerprints
from autograder.text import Text, ZerotsukuError, default_language, join, say

NEW, UPDATED, MOVED, KEPT, SAME = "new", "updated", "moved", "kept", "same"
BACKUP = "backup"


@dataclass(frozen=True)
class Change:
    """What became of one file of a copy: NEW, UPDATED, MOVED (answers into a newer release), KEPT (it is the
    student's) or SAME, in words as well."""

    name: str
    what: str
    text: Text
    newest: bool = True  # whether it is, or is made from, the newest release


@dataclass(frozen=True)
class Started:
    """A copy, what was done to its files, and what else is to be told of it."""

    copy: Copy
    changes: tuple[Change, ...]
    notes: tuple[Text, ...] = ()

    @property
    def written(self) -> list[Path]:
        return [self.copy.folder / c.name for c in self.changes if c.what in (NEW, UPDATED, MOVED)]


def start(
    target: Path,
    lang: str | None = None,
    form: str | None = None,
    chapters: Iterable[str] | None = None,
    move: bool = False,
) -> Started:
    """Make a copy in the folder `target`, or bring the copy there up to date.

    Without `chapters` a new copy has all of them, and one that is there those that it had. Its language and
    format stay. With `move` answers in files that the student changed are moved into their newest release.
    Raises ZerotsukuError for a folder that holds other things, is inside of a copy or cannot be written, for
    another language or format than the copy's, and for an unknown chapter.
    """
    asked = [catalog().chapter(name) for name in chapters] if chapters else []
    before = _copy_in(target, lang, form)
    copy = before or Copy(target, lang or default_language(), form or "ipynb")
    had = [chapter for chapter in catalog() if before and before.has(chapter)]
    chosen = asked or had or list(catalog())
    forms = {c.id: copy.file_of(c).suffix[1:] for c in catalog()}
    files = copy_files(chosen, copy.lang, forms, [c.id for c in had])
    chapter_of = {f"{c.stem}.{forms[c.id]}": c for c in chosen}
    released, cells = dict(copy.released), dict(copy.cells)
    changes = []
    try:
        if not (target / MARKER).exists():  # first: what is stopped half-way is a copy all the same
            _write(target / MARKER, marker_file(copy, released, cells))
        for name, data in files.items():
            change = _renew(copy, name, data, chapter_of.get(name), move)
            changes.append(change)
            if change.newest:
                released[name] = _digest(data)
                if name in chapter_of:
                    cells[name] = fingerprints(data, name)
        marker = marker_file(copy, released, cells)
        if (target / MARKER).read_bytes() != marker:
            _write(target / MARKER, marker)
    except OSError as error:
        key = "start-cannot-renew" if before else "start-cannot-write"
        raise ZerotsukuError(say(key, folder=target, reason=error.strerror or error)) from None
    return Started(copy, tuple(changes), tuple(_notes(copy, before, had, chosen)))


def _copy_in(target: Path, lang: str | None, form: str | None) -> Copy | None:
    """The copy that is there already; None for a new or empty folder. Raises ZerotsukuError for others."""
    try:
        if target.exists() and not target.is_dir():
            raise ZerotsukuError(say("start-no-folder", folder=target))
        copy = read_copy(target)
        above = None if copy else around(target.resolve())
        if above:
            raise ZerotsukuError(
                say("start-inside", folder=target, copy=above.folder, typed=typed(above.folder))
            )
        copy = copy or (recognise(target) if target.exists() else None)
        if copy is None and target.exists() and any(_is_of_somebody(path) for path in target.iterdir()):
            raise ZerotsukuError(say("start-not-empty", folder=target))
    except OSError as error:
        raise ZerotsukuError(
            say("start-cannot-write", folder=target, reason=error.strerror or error)
        ) from None
    if copy and (copy.lang, copy.form) != (lang or copy.lang, form or copy.form):
        raise ZerotsukuError(say("start-other-copy", folder=target, lang=copy.lang, form=copy.form))
    return copy


def _is_of_somebody(path: Path) -> bool:
    """Whether a path in the folder is more than a tool's: hidden, or a virtual environment."""
    return not path.name.startswith(".") and not (path / "pyvenv.cfg").exists()


def _renew(copy: Copy, name: str, data: bytes, chapter: Chapter | None, move: bool) -> Change:
    """Bring one file up to date, unless it is the student's."""
    path = copy.folder / name
    there = path.read_bytes() if path.exists() else b""
    if there == data:
        return Change(name, SAME, say("start-same", file=name))
    if not there:  # none, or an empty one, in which nothing can be lost
        _write(path, data)
        return Change(name, NEW, say("start-new", file=name))
    handed_out = copy.released.get(name)
    if _digest(there) == handed_out:
        _write(path, data)
        return Change(name, UPDATED, say("start-updated", file=name))
    if chapter and move:
        return _move(copy, name, there, data, chapter)
    if handed_out == _digest(data):
        return Change(name, KEPT, say("start-kept", file=name))
    if chapter is None:
        return Change(name, KEPT, say("start-kept-file", file=name), False)
    return Change(name, KEPT, say("start-kept-newer", file=name), False)


def _move(copy: Copy, name: str, there: bytes, data: bytes, chapter: Chapter) -> Change:
    """Move the answers of a file into its newest release; what was there is in the backup before."""
    try:
        moved = move_answers(there, name, data, chapter, copy.cells.get(name))
    except ZerotsukuError as error:
        return Change(name, KEPT, say("start-not-moved", file=name, reason=error.text), False)
    if moved.data is None:
        return Change(name, KEPT, say("start-kept", file=name))
    aside = _put_aside(copy.folder / name, there)
    _write(copy.folder / name, moved.data)
    names = ", ".join(moved.symbols)
    texts = [
        say("start-moved", file=name, names=names) if names else say("start-moved-none", file=name),
        *([say("start-moved-others", count=moved.others)] if moved.others else []),
        *moved.told,
        say("start-moved-backup", backup=aside.relative_to(copy.folder).as_posix()),
    ]
    return Change(name, MOVED, join(texts, "\n"))


def _put_aside(path: Path, data: bytes) -> Path:
    """Keep a file's bytes in the folder `backup`, under a name that nothing there has yet."""
    folder = path.parent / BACKUP
    folder.mkdir(exist_ok=True)
    today = datetime.date.today().isoformat()
    for number in itertools.count(1):
        again = f"-{number}" if number > 1 else ""
        aside = folder / f"{path.stem}.{today}{again}{path.suffix}"
        with contextlib.suppress(FileExistsError):
            file = aside.open("xb")
            break
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _notes(
    copy: Copy, before: Copy | None, had: Iterable[Chapter], chosen: Iterable[Chapter]
) -> Iterable[Text]:
    """What holds for the copy as a whole."""
    if before and not before.released:
        yield say("start-recognised", lang=copy.lang, form=copy.form)
    there = {*had, *chosen}
    for chapter in catalog():
        names = [f"{chapter.stem}.{form}" for form in FORMS]
        counts = copy.file_of(chapter).name
        if all((copy.folder / name).exists() for name in names):
            others = ", ".join(name for name in names if name != counts)
            yield say("start-two-files", file=counts, other=others)
        elif chapter in there and counts != f"{chapter.stem}.{copy.form}":
            yield say("start-other-form", file=counts, other=f"{chapter.stem}.{copy.form}")
    missing = [chapter.id for chapter in catalog() if chapter not in there]
    if before and missing:
        yield say(
            "start-more-chapters", chapters=", ".join(missing), typed=typed(copy.folder), first=missing[0]
        )


def typed(folder: Path) -> str:
    """A folder as it is typed into a terminal."""
    return subprocess.list2cmdline([str(folder)]) if sys.platform == "win32" else shlex.quote(str(folder))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; where it is a link, what it leads to."""
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.part")
    try:
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def marker_file(copy: Copy, released: Mapping[str, str], cells: Mapping[str, frozenset[str]]) -> bytes:
    """What the marker of a copy says, in which such files were handed out."""
    comment = say("start-marker")[copy.lang]
    lines = [f'lang = "{copy.lang}"', f'format = "{copy.form}"', "", f"# {comment}", "[released]"]
    lines += [f'"{PurePosixPath(name)}" = "{digest}"' for name, digest in sorted(released.items())]
    lines += ["", f"# {say('start-marker-cells')[copy.lang]}", "[cells]"]
    lines += [f'"{name}" = "{" ".join(sorted(texts))}"' for name, texts in sorted(cells.items())]
    return ("\n".join(lines) + "\n").encode()
