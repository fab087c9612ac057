"""The README's pictures show what the workbook shows now; docs/pictures/make.py takes them."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from autograder.rooms import REPOSITORY
from autograder.text import LANGUAGES

HERE = REPOSITORY / "docs" / "pictures"
READMES = {"en": REPOSITORY / "README.md", "ja": REPOSITORY / "README.ja.md"}
PICTURE = re.compile(r"!\[([^\]]+)\]\((docs/pictures/[\w.]+)\)")


def script() -> Any:
    spec = importlib.util.spec_from_file_location("pictures", HERE / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def require_fresh(pages: Iterable[tuple[str, str]]) -> set[str]:
    make, known = script(), json.loads((HERE / "digests.json").read_text(encoding="utf-8"))
    found = {name: make.digest(page) for name, page in pages}
    changed = sorted(name for name, digest in found.items() if known.get(name) != digest)
    assert not changed, (
        f"{changed} look otherwise now. Run `python docs/pictures/make.py` and look at the pictures."
    )
    return set(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pictures_of_a_copy_are_fresh(lang: str, tmp_path: Path) -> None:
    assert f"card.{lang}" in require_fresh(script().pages_of_a_copy(tmp_path / "copy", lang))


@pytest.mark.slow  # courses are made and graded
def test_the_pictures_of_a_course_are_fresh(tmp_path: Path) -> None:
    assert f"class.{LANGUAGES[0]}" in require_fresh(script().pages(tmp_path))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reader_sees_them_on_the_first_screen(lang: str) -> None:
    text = READMES[lang].read_text(encoding="utf-8")
    first, _, rest = text.partition("\n```sh")
    shown = {file: alt for alt, file in PICTURE.findall(first)}
    assert set(shown) == {
        f"docs/pictures/{name}.{lang}.webp" for name in ("card", "map", "feedback", "class")
    }
    assert all(len(alt) > 20 for alt in shown.values())
    assert not PICTURE.search(rest)
    sizes = [file.stat().st_size for file in HERE.glob("*.webp")]
    assert len(sizes) == len(LANGUAGES) * len(shown) and max(sizes) < 60_000 and sum(sizes) < 300_000
