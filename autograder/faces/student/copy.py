"""A student's copy of the workbook: the folder with zerotsuku.toml, and its files."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.catalog import Chapter, catalog
from autograder.text import LANGUAGES, ZerotsukuError, default_language

MARKER = "zerotsuku.toml"
FORMS = ("ipynb", "py")
SOURCE = re.compile(rb'(?m)^# %% exercise="')  # in assignments/, which no student has
CHECKED = re.compile(
    rb"\bcheck\(\\?[\"'][\w.]+\\?[\"']\)"
)  # as it stands in a script or in a notebook's JSON


@dataclass(frozen=True)
class Copy:
    """A copy's folder, its language and format, and what was handed out: file name → SHA-256, and name of a
    chapter's file → fingerprints of its cells."""

    folder: Path
    lang: str
    form: str
    released: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def file_of(self, chapter: Chapter) -> Path:
        """The file of a chapter that the student works in; it need not be there."""
        own = self.folder / f"{chapter.stem}.{self.form}"
        others = [self.folder / f"{chapter.stem}.{form}" for form in FORMS]
        return own if own.exists() else next((p for p in others if p.exists()), own)

    def has(self, chapter: Chapter) -> bool:
        """Whether a chapter is in this copy, or was handed out with it."""
        names = [*(f"{chapter.stem}.{form}" for form in FORMS), f"tests/selfcheck/test_{chapter.stem}.py"]
        return any(name in self.released or (self.folder / name).exists() for name in names)


def read_copy(folder: Path) -> Copy | None:
    """The copy whose marker lies in that folder; what a damaged marker does not say, the files tell."""
    try:
        found: dict[str, Any] = tomllib.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        if not (folder / MARKER).exists():
            return None
        found = {}
    lang, form = found.get("lang"), found.get("format")
    if lang not in LANGUAGES or form not in FORMS:
        told = _by_its_files(folder)
        lang, form = lang if lang in LANGUAGES else told.lang, form if form in FORMS else told.form
    texts = {k: _texts(found.get(k)) for k in ("released", "cells")}
    cells = {name: frozenset(value.split()) for name, value in texts["cells"].items()}
    return Copy(folder, lang, form, texts["released"], cells)


def _texts(table: Any) -> dict[str, str]:
    return {k: v for k, v in table.items() if isinstance(v, str)} if isinstance(table, dict) else {}


def find_copy(start: Path) -> Copy | None:
    """The copy that a folder is in."""
    start = start.absolute()
    return next((copy for folder in (start, *start.parents) if (copy := read_copy(folder))), None)


def around(folder: Path) -> Copy | None:
    """The copy that a folder lies in: by its marker or, where that is lost, by its checks and chapters."""
    lost = (p for p in folder.parents if (p / "tests" / "selfcheck").is_dir() and any(_student_files(p)))
    return find_copy(folder.parent) or next(filter(None, map(recognise, lost)), None)


def recognise(folder: Path) -> Copy | None:
    """The copy in a folder whose marker is lost, by the names of its files; None if there is none.

    The workbook's own repository, which has such files as well, is none.
    """
    if (folder / "assignments").is_dir() or (folder / "autograder").is_dir():
        return None
    checks = any((folder / "tests" / "selfcheck" / f"test_{c.stem}.py").is_file() for c in catalog())
    return _by_its_files(folder) if checks or any(_student_files(folder)) else None


def _student_files(folder: Path) -> list[tuple[Chapter, Path]]:
    """The chapters' files in a folder, as students have them: with `check("sigmoid")` in them."""
    paths = [(c, folder / f"{c.stem}.{form}") for c in catalog() for form in FORMS]
    texts = [(c, path, path.read_bytes()) for c, path in paths if path.is_file()]
    return [(c, path) for c, path, text in texts if CHECKED.search(text) and not SOURCE.search(text)]


def _by_its_files(folder: Path) -> Copy:
    """A copy with the language and format that most of its files have."""
    from autograder.grading.deciding.given import language  # slow, and a copy has its marker
    from autograder.submission import read_submission

    files = _student_files(folder)
    forms = Counter(path.suffix[1:] for _, path in files)
    langs: Counter[str] = Counter()
    for chapter, path in files:
        try:
            langs[language(read_submission(path.read_bytes(), path.name), chapter)] += 1
        except ZerotsukuError:  # another file tells, or none
            continue
    lang = max(LANGUAGES, key=lambda lang: (langs[lang], lang == default_language()))
    return Copy(folder, lang, max(FORMS, key=lambda form: forms[form]))
