"""A student's copy of the workbook: the folder with zerotsuku.toml, and its files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from autograder.catalog import Chapter
from autograder.text import LANGUAGES, default_language

MARKER = "zerotsuku.toml"
FORMS = ("ipynb", "py")


@dataclass(frozen=True)
class Copy:
    """A copy's folder, its language and format, and file name → SHA-256 as it was handed out."""

    folder: Path
    lang: str
    form: str
    released: dict[str, str] = field(default_factory=dict)

    def file_of(self, chapter: Chapter) -> Path:
        """The file of a chapter that the student works in; it need not be there."""
        own = self.folder / f"{chapter.stem}.{self.form}"
        others = [self.folder / f"{chapter.stem}.{form}" for form in FORMS]
        return own if own.exists() else next((p for p in others if p.exists()), own)


def read_copy(folder: Path) -> Copy | None:
    """The copy whose marker lies in that folder; a damaged marker counts with the defaults."""
    try:
        text = (folder / MARKER).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Copy(folder, default_language(), "ipynb") if (folder / MARKER).exists() else None
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        found = {}
    lang, form, released = found.get("lang"), found.get("format"), found.get("released")
    return Copy(
        folder,
        lang if lang in LANGUAGES else default_language(),
        form if form in FORMS else "ipynb",
        {k: v for k, v in released.items() if isinstance(v, str)} if isinstance(released, dict) else {},
    )


def find_copy(start: Path) -> Copy | None:
    """The copy that a folder is in."""
    start = start.absolute()
    return next((copy for folder in (start, *start.parents) if (copy := read_copy(folder))), None)
