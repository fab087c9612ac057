"""`nbgrader collect` from an exchange in which every user of the machine may lay anything under any name."""

from __future__ import annotations

import os
import pwd
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from autograder.text import LANGUAGES, named, say

NOBODY = ""  # whose is what is left out
MAX_ENTRIES = 5_000
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe does not hold it up


class Collect(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's, but for what participants can do to it.

    It opens what a link leads to with the instructor's rights, and copies that: the course's references, say.
    It takes for somebody's what another user laid there in their name, and only warns. It stops for everybody
    at a name that it cannot read, or a folder that is too large. Here that is left out, and told.
    """

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] != NOBODY]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            found = os.lstat(path)
        except Exception:  # nbgrader's own, ValueError and OSError among them
            return self._left_out(path, "inbound-unreadable")
        if not stat.S_ISDIR(found.st_mode):
            return self._left_out(path, "inbound-unreadable")
        # what the instructor laid there, for somebody or to try it alone, is meant so
        strange = found.st_uid != os.geteuid() and _user(found.st_uid) != record["username"]
        if self.check_owner and strange:
            return self._left_out(path, "inbound-of-another", owner=_user(found.st_uid))
        return record

    def _left_out(self, path: str, why: str, **values: str) -> dict[str, Any]:
        self._tell(why, file=named(Path(path).name), **values)
        return {"username": NOBODY, "filename": Path(path).name, "timestamp": datetime.min}

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a folder's own regular files; nbgrader's rules for names and sizes hold for the copy."""
        with tempfile.TemporaryDirectory(prefix="zerotsuku-collect-") as private:
            copy = Path(private, "copy")
            copy.mkdir(mode=0o755)
            largest, room = (1000 * n for n in (self.coursedir.max_file_size, self.coursedir.max_dir_size))
            for name in _copied(Path(src), copy, largest, room):
                self._tell("inbound-left-out", file=named(f"{Path(src).name}/{name}"))
            super().do_copy(str(copy), dest, log)

    def _tell(self, key: str, **values: str) -> None:
        lang = self.config.Autograde.get("lang", "ja")
        self.log.warning("%s", say(key, **values)[lang if lang in LANGUAGES else "ja"])


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _copied(source: Path, target: Path, largest: int, room: int) -> Iterator[str]:
    """Copy a folder's regular files that are its owner's, room bytes in all; the names of what is left out.

    By open descriptors: its owner may put a link in the place of a file at any moment.
    """
    top = os.open(source, READ | os.O_DIRECTORY)
    try:
        owner, entries = os.fstat(top).st_uid, 0
        closed: list[OSError] = []
        for folder, folders, files, descriptor in os.fwalk(".", onerror=closed.append, dir_fd=top):
            place = target / folder
            place.mkdir(mode=0o755, exist_ok=True)
            entries += len(folders) + len(files)
            if entries > MAX_ENTRIES:
                yield str(Path(folder))
                return
            yield from (str(Path(folder, name)) for name in folders if _is_link(name, descriptor))
            for name in sorted(files):
                size = _copied_file(name, descriptor, place / name, owner, min(largest, room))
                if size is None:
                    yield str(Path(folder, name))
                else:
                    room -= size
        yield from (str(error.filename) for error in closed)
    finally:
        os.close(top)


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


def _copied_file(name: str, folder: int, target: Path, owner: int, room: int) -> int | None:
    """Copy one file; its size, or None for a link, a device, another's file and what is larger than room."""
    try:
        descriptor = os.open(name, READ, dir_fd=folder)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != owner or found.st_size > room:
            return None
        content = file.read(room + 1)  # it may have grown
        if len(content) > room:
            return None
        target.write_bytes(content)
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    return len(content)
