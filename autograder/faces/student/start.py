"""`zerotsuku start`: a copy of the workbook to work in."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder import rooms
from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import MARKER, Copy, read_copy
from autograder.text import Text, ZerotsukuError, say

TEMPLATES = Path(__file__).parent / "templates"


def start(
    target: Path,
    lang: str,
    form: str,
    chapters: Iterable[str] | None = None,
    tell: Callable[[Text], None] | None = None,
) -> list[Path]:
    """Make a copy in the folder `target`, or add to the copy there what is missing.

    A file that the student changed is left as it is, and `tell` is told so (default: a line on stderr).
    Returns the files that were written.
    Raises ZerotsukuError for a folder that holds other things or cannot be written, and an unknown chapter.
    """
    tell = tell or (lambda text: print(text[lang], file=sys.stderr))
    chosen = [catalog().chapter(name) for name in chapters] if chapters else list(catalog())
    before = _copy_in(target, lang, form)
    files = copy_files(chosen, lang, form, before)
    released = dict(before.released) if before else {}
    written = []
    try:
        for name, data in files.items():
            path = target / name
            if path.exists() and path.read_bytes() == data:
                released[name] = _digest(data)
            elif path.exists() and _digest(path.read_bytes()) != released.get(name):
                tell(say("start-kept", file=name))
            else:
                _write(path, data)
                released[name] = _digest(data)
                written.append(path)
        marker = _marker(lang, form, released)
        if not (target / MARKER).exists() or (target / MARKER).read_bytes() != marker:
            _write(target / MARKER, marker)
    except OSError as error:
        raise ZerotsukuError(
            say("start-cannot-write", folder=target, reason=error.strerror or error)
        ) from None
    return written


def _copy_in(target: Path, lang: str, form: str) -> Copy | None:
    """The copy that is there already; None for a new or empty folder. Raises ZerotsukuError for others."""
    try:
        if not target.exists():
            return None
        if not target.is_dir():
            raise ZerotsukuError(say("start-no-folder", folder=target))
        copy = read_copy(target)
        if copy is None and any(_is_of_somebody(path) for path in target.iterdir()):
            raise ZerotsukuError(say("start-not-empty", folder=target))
    except OSError as error:
        raise ZerotsukuError(
            say("start-cannot-write", folder=target, reason=error.strerror or error)
        ) from None
    if copy and (copy.lang, copy.form) != (lang, form):
        raise ZerotsukuError(say("start-other-copy", folder=target, lang=copy.lang, form=copy.form))
    return copy


def _is_of_somebody(path: Path) -> bool:
    """Whether a path in the folder is more than a tool's: hidden, or a virtual environment."""
    return not path.name.startswith(".") and not (path / "pyvenv.cfg").exists()


def copy_files(
    chosen: Iterable[Chapter], lang: str, form: str, before: Copy | None = None
) -> dict[str, bytes]:
    """Name in the copy → bytes, of all files of a copy but the marker."""
    chosen = list(chosen)
    students = student_files(chosen, lang, form)
    files = {}
    for chapter in chosen:
        files[f"{chapter.stem}.{form}"] = students[f"{chapter.stem}.{form}"]
        test = f"test_{chapter.stem}.py"
        files[f"tests/selfcheck/{test}"] = (rooms.selfcheck() / test).read_bytes()
    known = files.keys() | (before.released.keys() if before else set())
    names = {f"{chapter.stem}.{form}": chapter.title[lang] for chapter in catalog()}
    templates = Environment(  # not HTML: nothing to escape
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    readme = templates.get_template(f"README.{lang}.md").render(
        form=form, chapters=[(name, title) for name, title in names.items() if name in known]
    )
    files["README.md"] = (readme + "\n").encode()
    # It leaves out hypothesis's plugin, which imports all of hypothesis as pytest ends.
    files["pytest.ini"] = (TEMPLATES / "pytest.ini").read_bytes()
    return files


def student_files(chosen: Iterable[Chapter], lang: str, form: str) -> dict[str, bytes]:
    """Name → bytes of the chapters' student files: built from the sources, or those in the wheel."""
    if rooms.in_repository():
        from autograder import build

        return build.student_files(lang, form, chosen)
    names = [f"{chapter.stem}.{form}" for chapter in chosen]
    return {name: (rooms.WORKBOOK / lang / form / name).read_bytes() for name in names}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    try:
        half.write_bytes(data)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _marker(lang: str, form: str, released: dict[str, str]) -> bytes:
    lines = [f'lang = "{lang}"', f'format = "{form}"', "", f"# {say('start-marker')[lang]}", "[released]"]
    lines += [f'"{PurePosixPath(name)}" = "{digest}"' for name, digest in sorted(released.items())]
    return ("\n".join(lines) + "\n").encode()
