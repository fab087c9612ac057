"""Which answers a save has changed: each exercise has a key, made of all text that its answer depends on."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import Chapter
from autograder.conflicts import one_side
from autograder.grading.deciding.plan import cells_to_run
from autograder.sandbox.loading import UNREADABLE, RunCell, own_modules, python_of
from autograder.sandbox.needed import Search, read_statements
from autograder.submission import NOTEBOOK, Cell, Submission, kind_of

Statement = tuple[ast.stmt, str]  # and its lines


def keys_of(submission: Submission, chapter: Chapter, folder: Path, checks: bytes) -> dict[str, str]:
    """Symbol → the key of its exercise.

    It changes with the statements that the answer needs, as they are written, with the cell that should
    define it where that cannot be read, with what it imports from the student's own scripts, with its trained
    weights, with the chapter's checks, and with the key of each exercise that it needs.
    """
    statements: list[Statement] = []
    broken: list[RunCell] = []
    for cell in cells_to_run(submission, chapter).cells:
        found = _statements(cell)
        if found is None:
            broken.append(cell)
        else:
            statements += found
    own = own_modules(folder)
    reads = read_statements([node for node, _ in statements], own)
    search = Search(reads)
    keys: dict[str, str] = {}
    for exercise in chapter.exercises:
        needed = sorted(search.needed([exercise.symbol]))
        parts = [statements[number][1] for number in needed]
        parts += [cell.source for cell in broken if _defines(cell, exercise.symbol)]
        if any(_imports(statements[number][0]) & own for number in needed):
            parts += [repr(_digest_of(p)) for p in sorted(folder.glob("*.py")) if p.stem != chapter.stem]
        if exercise.file:
            parts.append(_digest_of(folder / exercise.file))
        parts += [keys[s] for need in exercise.needs if (s := need.rpartition(".")[2]) in keys]
        keys[exercise.symbol] = _digest("\0".join(parts).encode("utf-8", "replace") + checks)
    return keys


def is_whole(data: bytes, name: str) -> bool:
    """Whether a file that is being written is there to its end, as far as one can see.

    A notebook ends with the bracket that it began with (with or without the marks of a merge), and no file
    is empty.
    """
    if not data.strip(b"\0 \t\r\n"):
        return False
    if kind_of(name) != NOTEBOOK:
        return True
    try:
        json.loads(one_side(data.decode("utf-8-sig", "replace"))[0])
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _statements(cell: RunCell) -> list[Statement] | None:
    """A cell's statements with their lines; None if Python cannot read it."""
    try:
        source, nodes = python_of(cell.source)
    except UNREADABLE:
        return None
    lines = source.splitlines()
    return [(node, "\n".join(lines[_first(node) - 1 : node.end_lineno])) for node in nodes]


def _defines(cell: RunCell, symbol: str) -> bool:
    return Cell("code", cell.source, cell.number).defines(symbol)


def _first(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def _imports(node: ast.stmt) -> frozenset[str]:
    return frozenset(_imported(node))


def _imported(node: ast.stmt) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom) and inner.module:
            yield inner.module.partition(".")[0]


def _digest_of(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except OSError:
        return ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
