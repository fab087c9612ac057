"""The file that a student works in, when it is not as it should be: lost, renamed, empty, there twice."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import Copy
from autograder.text import Text, named, say

MAX_READ = 20 * 2**20  # bytes; a larger file is told by its name alone
CODE = re.compile(r"\.(?:ipynb|py)(?!\w)", re.IGNORECASE)  # not what was exported, as HTML or PDF
CHECKPOINTS = ".ipynb_checkpoints"  # where JupyterLab keeps the version before the last save


def trouble(copy: Copy, chapter: Chapter) -> Text | None:
    """Why there is nothing to read in a chapter's file, and how it comes back; None if there is something."""
    path = copy.file_of(chapter)
    file = named(path.name)
    if path.is_dir():
        return _and(say("file-is-folder", file=file), comes_back(copy, chapter))
    if not path.exists():
        others = list(_of_the_chapter(copy, chapter, by_content=True))
        if others:
            names = ", ".join(_shown(copy, other) for other in others)
            return say("file-renamed", file=file, others=names)
        return _and(say("file-lost", file=file), comes_back(copy, chapter))
    try:
        empty = path.stat().st_size == 0
    except OSError:
        return None  # who reads it says why it cannot be read
    if empty:
        return _and(say("file-empty", file=file), comes_back(copy, chapter))
    return None


def unreadable(copy: Copy, chapter: Chapter, reason: Text) -> Text:
    """Why a chapter's file could not be read, as it is told to who only has to hand it in later, and how it
    comes back."""
    path = copy.file_of(chapter)
    if path.suffix == ".ipynb":
        try:
            json.loads(path.read_bytes())
        except ValueError:
            reason = say("file-broken", file=named(path.name))
        except OSError:
            pass  # the reason says so
    return _and(reason, comes_back(copy, chapter))


def comes_back(copy: Copy, chapter: Chapter) -> Text:
    """How a chapter's file comes back: from an older version of the student's, or as it was handed out."""
    path = copy.file_of(chapter)
    kept = path.parent / CHECKPOINTS / f"{path.stem}-checkpoint{path.suffix}"
    key = "file-start-after-move" if os.path.lexists(path) else "file-start"
    texts = [say(key, file=named(path.name), command=start_command(copy))]
    try:
        if kept.stat().st_size:
            texts.insert(0, say("file-kept", kept=_shown(copy, kept), file=named(path.name)))
    except OSError:
        pass  # there is no such version
    return _and(*texts)


def start_command(copy: Copy) -> str:
    """The `zerotsuku start …` that puts back what a copy is missing, as it is typed in the working folder."""
    return f"zerotsuku start {named(from_here(copy.folder))} --lang {copy.lang} --format {copy.form}"


def from_here(folder: Path) -> str:
    """The way to a folder from the working folder."""
    try:
        return os.path.relpath(folder)
    except ValueError:  # on another drive
        return str(folder)


def doubles(copy: Copy, chapter: Chapter) -> Text | None:
    """The sentence for a chapter of which several files lie in the copy: which one is checked; else None."""
    own = copy.file_of(chapter)
    if not own.is_file():
        return None
    others = [_shown(copy, path) for path in _of_the_chapter(copy, chapter, by_content=False)]
    if not others:
        return None
    return say("file-doubled", file=named(own.name), others=", ".join(others))


def _and(*sentences: Text) -> Text:
    return Text("".join(s.ja for s in sentences), " ".join(s.en for s in sentences))


def _shown(copy: Copy, path: Path) -> str:
    return named(path.relative_to(copy.folder).as_posix())


def _of_the_chapter(copy: Copy, chapter: Chapter, by_content: bool) -> Iterator[Path]:
    """Other files of the chapter in the copy's folder: by their names; if so wished, by what they define, and
    in the folders below, too."""
    own = copy.file_of(chapter)
    others = {source.stem for source in catalog().chapters.paths.values()}
    folders = [copy.folder]
    if by_content:
        folders += [p for p in _listed(copy.folder) if p.is_dir() and not p.name.startswith((".", "tests"))]
    for folder in folders:
        for path in _listed(folder):
            if path == own or path.name.startswith(".") or path.name.endswith(".part") or not path.is_file():
                continue
            by_name = chapter.stem.casefold() in path.name.casefold() and CODE.search(path.name)
            if by_name or (by_content and path.stem not in others and _defines(path, chapter)):
                yield path


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _defines(path: Path, chapter: Chapter) -> bool:
    """Whether a notebook or script has definitions of most of the chapter's exercises."""
    if path.suffix.casefold() not in (".ipynb", ".py"):
        return False
    try:
        text = path.read_text("utf-8", "replace") if path.stat().st_size <= MAX_READ else ""
    except OSError:
        return False
    found = set(re.findall(r"\b(?:def|class) +(\w+)", text))
    return 2 * len(chapter.symbols & found) > len(chapter.symbols)
