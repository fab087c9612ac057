"""The picture of the rooms in CONTRIBUTING.md, from the tree: `python tests/rooms_picture.py` draws it."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "CONTRIBUTING.md"
PLACE = re.compile(r"(?<=^## The rooms\n\n```\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
WIDTH, COLUMN = 118, 24
TOPS = {  # how many folders deep each is drawn
    "assignments": 1,
    "solutions": 2,
    "autograder": 9,
    "dataset": 1,
    "tests": 2,
    "benchmarks": 1,
    "deploy": 1,
    "docs": 1,
}
UNSEEN = {"templates", "workbook", "ja"}  # beside the code that fills them; for a wheel; gettext's
SENTENCES = {  # of folders that are no package, whose docstring would say it
    "assignments": "What a student sees: one percent-format script a chapter, with prose, stubs and demos.",
    "autograder/messages": "All sentences of the tool, in Japanese and in English.",
    "benchmarks": "What is claimed, measured side by side in one run.",
    "deploy": "The instructor's environment as an image.",
    "docs": "The catalog by the sections of the book; other places to work; the pictures of the README.",
    "tests": "Tests of the workbook itself, and these pieces.",
    "tests/selfcheck": "The visible checks, which students get.",
    "tests/accepted": "Right answers in another form than the reference.",
    "tests/oracles": "Independent ways to the same results.",
    "tests/equivalent": "Mutants and hollow answers that are right, with the reason.",
    "tests/reasons": "Wrong answers, and what is said about them.",
    "tests/hostile": "Attacks, each of which has to gain nothing.",
    "tests/fuzz": "Broken files by the thousand.",
}


def picture() -> str:
    """A folder a line, with what is in it, and below it the names of its modules."""
    return "".join(f"{line}\n" for top, deep in TOPS.items() for line in _folder(ROOT / top, deep))


def _folder(folder: Path, deep: int, depth: int = 0) -> Iterator[str]:
    head = f"{'  ' * depth}{folder.name}/".ljust(COLUMN - 1) + " "
    yield from _lines(_sentence(folder), head)
    if folder.is_relative_to(ROOT / "autograder") and (names := _modules(folder)):
        yield from _lines("  ".join(names), " " * COLUMN)
    if depth + 1 < deep:
        for inner in sorted(filter(_is_room, folder.iterdir())):
            yield from _folder(inner, deep, depth + 1)


def _is_room(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "__")) and path.name not in UNSEEN


def _lines(text: str, head: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=head, subsequent_indent=" " * COLUMN, break_on_hyphens=False
    )


def _modules(folder: Path) -> list[str]:
    names = sorted(p.stem for p in folder.glob("*.py") if not p.stem.startswith("__"))
    return list(dict.fromkeys("chNN_*" if re.match(r"ch\d\d_", name) else name for name in names))


def _sentence(folder: Path) -> str:
    """The first sentence of the package's docstring."""
    path = folder.relative_to(ROOT).as_posix()
    if path in SENTENCES:
        return SENTENCES[path]
    package = folder / "__init__.py"
    said = ast.get_docstring(ast.parse(package.read_text(encoding="utf-8"))) if package.exists() else None
    assert said, f"{path}/ has no docstring in its __init__.py, nor a sentence in {Path(__file__).name}"
    return re.split(r"(?<=\.)\s|\n", said)[0]


if __name__ == "__main__":
    page, times = PLACE.subn(lambda _: picture(), PAGE.read_text(encoding="utf-8"))
    assert times == 1, "CONTRIBUTING.md has no picture under the heading of the rooms"
    PAGE.write_text(page, encoding="utf-8")
