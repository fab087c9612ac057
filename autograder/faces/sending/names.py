"""Names of files for people: what a student's id or name becomes on any disk, in any zip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_BYTES = 120  # of a name in UTF-8: a disk takes 255, and more is put behind it
# What Windows has no file for, or a path is made of; and what cannot be seen.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?")


def file_name(text: str) -> str:
    """A text as the name of a file: it climbs nowhere, is hidden nowhere and opens no device."""
    letters = (c if unicodedata.category(c)[0] != "C" else "_" for c in unicodedata.normalize("NFC", text))
    name = FORBIDDEN.sub("_", "".join(letters)).strip()
    name = name.encode()[:MAX_BYTES].decode(errors="ignore").rstrip(". ")
    if name.startswith((".", "~", "-")):  # hidden, passed over by Moodle, an option of a command
        name = f"_{name[1:]}"
    return f"_{name}" if not name or DEVICES.fullmatch(name) else name


def file_names(texts: Iterable[str]) -> dict[str, str]:
    """Text → name of a file, of which no two are one on a disk that knows no capitals.

    The first in order keeps its name; others that would be the same have a number behind it.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for text in sorted(texts):
        base = name = file_name(text)
        number = 1
        while as_a_disk_has_it(name) in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(as_a_disk_has_it(name))
        found[text] = name
    return found


def as_a_disk_has_it(name: str) -> str:
    """What two names have in common that some disk takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
