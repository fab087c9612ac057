"""What a source holds, as values: folders and files of any kind of container, read when asked for.

An archive's members, a folder's files and a clone's are the same here. Names are hostile: a path that leads
out of its container never becomes a File.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from autograder.text import Text, ZerotsukuError, named, say

MAX_DEPTH, MAX_PART = 16, 200  # folders in one another; bytes of a name
JUNK = re.compile(r"\.|__MACOSX\Z|__pycache__\Z|Thumbs\.db\Z|desktop\.ini\Z|~\$", re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:")
ARCHIVE = ".zip"
OTHER_ARCHIVES = re.compile(r"\.(?:rar|7z|lzh|tar|tgz|tar\.(?:gz|bz2|xz)|gz|bz2|xz)\Z", re.IGNORECASE)


class Unreadable(ZerotsukuError):
    """A file or an archive cannot be read; the sentence says which, why, and what to do."""


@dataclass(frozen=True)
class File:
    """A file that can be read: its name, where it came from, and when it was last changed.

    `time` is aware. `read` takes the most bytes that it may give back, and raises Unreadable. `order` is the
    platform's number of the submission: of two files of one time the higher is the later.
    `by_clock` is whether the time was written by a clock that does not say its zone.
    """

    name: str
    origin: str
    time: datetime | None
    read: Callable[[int], bytes] = field(compare=False, repr=False)
    order: int = 0
    by_clock: bool = False


@dataclass
class Folder:
    """A folder, an archive or a clone, while it is being read: its folders and files, and what was odd.

    `alone` is one participant's as a whole, whatever is in it: a clone. `dated` then says when a file of it
    was last committed, which takes a while; so it is asked for the one file that counts.
    """

    name: str
    origin: str
    folders: dict[str, Folder] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)  # by the key of the sentence why
    alone: bool = False
    dated: Callable[[tuple[str, ...]], datetime | None] | None = None

    def folder(self, name: str) -> Folder:
        """The folder of that name in this one, made if there is none."""
        if name not in self.folders:
            self.folders[name] = Folder(name, f"{self.origin}/{name}")
        return self.folders[name]

    def put(self, folder: Folder) -> None:
        """Put an archive's folder into this one, beside what has the same name."""
        while folder.name in self.folders:
            folder.name += "'"
        self.folders[folder.name] = folder

    def walk(self, parts: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], File]]:
        """All files, each with the names of the folders that lead to it."""
        for file in self.files:
            yield parts, file
        for name, folder in self.folders.items():
            yield from folder.walk((*parts, name))

    def all_notes(self) -> Iterator[Text]:
        """What was odd here and below."""
        yield from self.notes
        for key, names in self.left_out.items():
            yield say(key, file=named(self.name), names=told(names))
        for folder in self.folders.values():
            yield from folder.all_notes()


def is_junk(name: str) -> bool:
    """Whether a system or a program put it there: hidden files, caches, what macOS adds to its archives."""
    return bool(JUNK.match(name))


def safe_parts(name: str) -> tuple[str, ...] | None:
    """The names on the way to an archive's member, composed as Windows and Linux have them.

    None if it would lead out of its folder, is absolute, or cannot be the name of a file.
    """
    parts = tuple(p for p in name.replace("\\", "/").split("/") if p not in ("", "."))
    odd = name[:1] in ("/", "\\") or DRIVE.match(name) or "\0" in name or ".." in parts
    if odd or not parts or len(parts) > MAX_DEPTH:
        return None
    composed = tuple(unicodedata.normalize("NFC", part) for part in parts)
    return None if any(_too_long(part) for part in composed) else composed


def _too_long(part: str) -> bool:
    return len(part.encode(errors="surrogatepass")) > MAX_PART


def told(names: list[str], most: int = 5) -> str:
    """Some of these names, as a sentence has them."""
    return ", ".join(named(n, 100) for n in names[:most]) + (", …" if len(names) > most else "")
