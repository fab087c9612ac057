"""What a student's copy is made of: the chapters' files, their visible checks, and a page to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder import rooms
from autograder.catalog import Chapter, catalog

TEMPLATES = Path(__file__).parent / "templates"


def copy_files(
    chosen: Iterable[Chapter], lang: str, forms: Mapping[str, str], known: Iterable[str] = ()
) -> dict[str, bytes]:
    """Name in the copy → bytes, of all files of a copy but the marker.

    `forms` is the format of each chapter's file, by the chapter's id. The chapters `known` are there, too.
    """
    chosen = list(chosen)
    files: dict[str, bytes] = {}
    for chapter in chosen:
        form = forms[chapter.id]
        files |= student_files([chapter], lang, form)
        files[check_file(chapter)] = (rooms.selfcheck() / f"test_{chapter.stem}.py").read_bytes()
    listed = {chapter.id for chapter in chosen}.union(known)
    chapters = [(f"{c.stem}.{forms[c.id]}", c.title[lang]) for c in catalog() if c.id in listed]
    templates = Environment(  # not HTML: nothing to escape
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    form = "ipynb" if "ipynb" in {forms[id_] for id_ in listed} else "py"
    readme = templates.get_template(f"README.{lang}.md").render(form=form, chapters=chapters)
    files["README.md"] = (readme + "\n").encode()
    # It leaves out hypothesis's plugin, which imports all of hypothesis as pytest ends.
    files["pytest.ini"] = (TEMPLATES / "pytest.ini").read_bytes()
    return files


def check_file(chapter: Chapter) -> str:
    """The name in a copy of a chapter's visible checks."""
    return f"tests/selfcheck/test_{chapter.stem}.py"


def student_files(chosen: Iterable[Chapter], lang: str, form: str) -> dict[str, bytes]:
    """Name → bytes of the chapters' student files: built from the sources, or those in the wheel."""
    if rooms.in_repository():
        from autograder import build

        return build.student_files(lang, form, chosen)
    names = [f"{chapter.stem}.{form}" for chapter in chosen]
    return {name: (rooms.WORKBOOK / lang / form / name).read_bytes() for name in names}
