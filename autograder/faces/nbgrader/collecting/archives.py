"""A zip as a Folder: its directory is read, bounded; members are unpacked when they are asked for.

Nothing is unpacked by its own path. What an archive says of itself (sizes, names, numbers) is not believed.
"""

from __future__ import annotations

import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import IO

from autograder.faces.nbgrader.collecting.tree import (
    ARCHIVE,
    File,
    Folder,
    Unreadable,
    is_junk,
    safe_parts,
)
from autograder.submission import MAX_FILE
from autograder.text import named, say

MIB = 2**20
MAX_MEMBERS, MAX_INNER = 50_000, 5_000  # of a source; of an archive in it
MAX_DIRECTORY = 64 * MIB  # bytes of an archive's directory
MAX_NESTED = 3  # archives in one another: a class's, a participant's, and one that was packed twice
MAX_UNPACKED = 256 * MIB  # bytes of all archives in one that lies in the source
ENCRYPTED = 0x1
UTF8 = 0x800
END, LOCATOR64, MEMBER = b"PK\x05\x06", b"PK\x06\x07", b"PK\x01\x02"
MAX_TAIL = 2**16 + 22 + 76  # bytes in which an archive's last record begins, behind it a comment
TROUBLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    struct.error,
    OverflowError,
)

MAX_OPEN = 4  # archives at a time: one in another in another, and the next
IN_MEMORY = 8 * MIB  # of an archive that lay in another; more of it lies in a file without a name
Opener = Callable[[], IO[bytes]]


class Shelf:
    """The archives that are open, a few at a time: to read an archive's directory takes a while."""

    def __init__(self) -> None:
        self._open: OrderedDict[Opener, tuple[IO[bytes], zipfile.ZipFile]] = OrderedDict()

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        while self._open:
            self._close_oldest()

    def get(self, opener: Opener) -> zipfile.ZipFile:
        """An archive, opened if it is not. Raises whatever is in TROUBLE."""
        if opener not in self._open:
            file = opener()
            try:
                self._open[opener] = (file, zipfile.ZipFile(file))
            except BaseException:
                file.close()
                raise
        self._open.move_to_end(opener)
        while len(self._open) > MAX_OPEN:
            self._close_oldest()
        return self._open[opener][1]

    def _close_oldest(self) -> None:
        _, (file, archive) = self._open.popitem(last=False)
        archive.close()
        file.close()


@dataclass
class Room:
    """How many bytes may still be unpacked of archives in archives."""

    left: int = MAX_UNPACKED


def read_archive(
    shelf: Shelf, open_: Opener, origin: str, zone: tzinfo, depth: int = 1, room: Room | None = None
) -> Folder:
    """The folder that an archive is. Raises Unreadable when it is none, or there is too much in it.

    `zone` is that of the clock by which its times were written; `depth` says how deep among archives it is.
    """
    shown = named(origin.rpartition("/")[2])
    most = MAX_MEMBERS if depth == 1 else MAX_INNER
    folder = Folder(_plain(origin), origin)
    try:
        with open_() as file:
            _require_few(file, shown, most)
        members = shelf.get(open_).infolist()
    except TROUBLE as error:
        raise Unreadable(say("collect-no-zip", file=shown, reason=_reason(error))) from None
    if len(members) > most:
        raise Unreadable(say("collect-many-members", file=shown, limit=most))
    climbing: list[str] = []
    for number, member in enumerate(members):
        raw = _decoded(member)
        parts = safe_parts(raw)
        if parts is None:
            climbing.append(raw)
            continue
        if any(map(is_junk, parts)) or raw.endswith(("/", "\\")):
            continue
        at = folder
        for part in parts[:-1]:
            at = at.folder(part)
        if why_not := _why_not(member):
            at.left_out.setdefault(why_not, []).append(parts[-1])
            continue
        path = f"{origin}/{'/'.join(parts)}"
        exact = _exact_time(member)
        time = exact or _time_by_clock(member, zone)
        read = partial(_read, shelf, open_, number, path)
        _put(shelf, at, File(parts[-1], path, time, read, by_clock=exact is None), zone, depth, room)
    if climbing:
        folder.left_out["collect-climbing"] = climbing
    return folder


def _why_not(member: zipfile.ZipInfo) -> str:
    """The key of the sentence why a member is not read, or empty."""
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        return "collect-link"
    if member.flag_bits & ENCRYPTED:
        return "collect-encrypted"
    return "" if member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else "collect-packed"


def _put(shelf: Shelf, at: Folder, file: File, zone: tzinfo, depth: int, room: Room | None) -> None:
    """A member to its folder; an archive becomes a folder itself."""
    if not file.name.lower().endswith(ARCHIVE):
        at.files.append(file)
        return
    if depth >= MAX_NESTED:
        at.notes.append(say("collect-nested", file=named(file.name)))
        return
    room = room or Room()
    try:
        inner = open_nested(file, room)
        found = read_archive(shelf, inner, file.origin, zone, depth + 1, room)
    except Unreadable as error:
        found = unreadable(file.origin, error)
    at.put(_not_before(found, file.time))


def unreadable(origin: str, error: Unreadable) -> Folder:
    """What stands for an archive that cannot be read: somebody sent it."""
    folder = Folder(_plain(origin), origin)
    folder.notes.append(error.text)
    return folder


def _plain(origin: str) -> str:
    """An archive's name without its ending."""
    name = origin.rpartition("/")[2]
    return name[: -len(ARCHIVE)] if name.lower().endswith(ARCHIVE) else name


def open_nested(file: File, room: Room) -> Opener:
    """How to open an archive that lies in another: it is unpacked each time, and not kept."""
    size = len(file.read(min(room.left, MAX_FILE)))
    room.left -= size

    def opener() -> IO[bytes]:
        unpacked = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by the shelf)
        unpacked.write(file.read(size))
        unpacked.seek(0)
        return unpacked

    return opener


def _not_before(folder: Folder, time: datetime | None) -> Folder:
    """The folder with no file older than the archive that it came in: that was handed in no earlier."""
    if time is None:
        return folder
    folder.files = [replace(f, time=max(f.time or time, time)) for f in folder.files]
    for inner in folder.folders.values():
        _not_before(inner, time)
    return folder


def _require_few(file: IO[bytes], shown: str, most: int) -> None:
    """Raise Unreadable where an archive's directory has more members: each takes a kilobyte of memory."""
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - MAX_TAIL))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 16:
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<L", tail, at + 12)
    first = at
    if at >= 76 and tail[at - 20 : at - 16] == LOCATOR64:
        first = at - 76
        (length,) = struct.unpack_from("<Q", tail, first + 40)
    if length > MAX_DIRECTORY:
        raise Unreadable(say("collect-many-members", file=shown, limit=most))
    file.seek(max(0, start + first - length))
    directory = file.read(length)
    file.seek(0)
    if directory.count(MEMBER) > most:
        raise Unreadable(say("collect-many-members", file=shown, limit=most))


def _decoded(member: zipfile.ZipInfo) -> str:
    """A member's name: what is not marked as UTF-8 may be, as macOS has it, or Japanese Windows' cp932."""
    name = member.orig_filename
    if member.flag_bits & UTF8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _exact_time(member: zipfile.ZipInfo) -> datetime | None:
    """When a member was changed, where the archive says so in a way that is the same everywhere."""
    try:
        for kind, content in _extras(member.extra):
            if kind == 0x5455 and len(content) >= 5 and content[0] & 1:  # Info-ZIP's, macOS's
                return datetime.fromtimestamp(struct.unpack_from("<l", content, 1)[0], UTC)
            if kind == 0x000A and len(content) >= 16:  # NTFS's: 100 ns since 1601
                ticks = struct.unpack_from("<Q", content, 8)[0]
                return datetime.fromtimestamp(ticks / 10**7 - 11_644_473_600, UTC)
    except (ValueError, OverflowError, OSError, struct.error):
        pass  # then the other time counts, which every member has
    return None


def _time_by_clock(member: zipfile.ZipInfo, zone: tzinfo) -> datetime | None:
    """When a member was changed by the clock of a zone, which DOS and so each archive has."""
    try:
        found = datetime(*member.date_time, tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    return found if found.year > 1980 else None  # the first day of DOS: nobody has said


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        yield kind, extra[4 : 4 + length]
        extra = extra[4 + length :]


def _read(shelf: Shelf, open_: Opener, number: int, path: str, limit: int) -> bytes:
    """The bytes of a member, if it is no larger than so many, whatever the directory says."""
    shown = named(path.rpartition("/")[2])
    with _sentences(shown):
        archive = shelf.get(open_)
        member = archive.infolist()[number]
        if member.file_size > limit:
            raise Unreadable(say("collect-large", file=shown, limit=MAX_FILE // MIB))
        with archive.open(member) as opened:
            data = opened.read(limit + 1)
        if len(data) > limit:
            raise Unreadable(say("collect-large", file=shown, limit=MAX_FILE // MIB))
        return data


@contextmanager
def _sentences(shown: str) -> Iterator[None]:
    try:
        yield
    except TROUBLE as error:
        raise Unreadable(say("collect-damaged", file=shown, reason=_reason(error))) from None


def _reason(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
