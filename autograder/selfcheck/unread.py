"""What an answer does not need, but its cell runs in a notebook: if it fails there, the cell stops.

The self-check runs only what the answers read, statement by statement. A notebook runs a cell from the top,
and ends it at the first exception: what is defined below is not defined then.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from autograder.grading.explaining.bindings import bindings
from autograder.sandbox.loading import UNREADABLE, Failure, RunCell, failure_of, python_of
from autograder.selfcheck.running import Student
from autograder.selfcheck.surroundings import OutOfTime, surroundings, time_limit
from autograder.selfcheck.used import silent
from autograder.text import Text, say

LIMIT = 1.0  # seconds for a statement that no answer needs
ELSEWHERE = ("NotHere", "EOFError", "Killed", "TimeoutError")  # fail here, and not in a notebook
Imports = ast.Import | ast.ImportFrom


def stopped(
    cells: Iterable[RunCell],
    ran: Collection[tuple[int, int]],
    student: Student,
    words: Callable[[Failure], Text],
) -> dict[str, Text]:
    """Symbol → why the cell that defines it stops in a notebook, for each of which that is known.

    `ran` has cell and number of the statements that have run.
    """
    found: dict[str, Text] = {}
    for cell in cells:
        if cell.released or cell.definitions_only:
            continue
        nodes = _statements(cell)
        places = {_name(node): i for i, node in enumerate(nodes) if _name(node) in student.progress}
        for symbol, place in places.items():
            found.pop(symbol, None)  # the last definition counts
            failed = _failed(cell, nodes, place, ran, student)
            if failed:
                key = "cell-stops-ahead" if failed[0] < place else "cell-stops"
                found[symbol] = say(key, name=symbol, text=words(failed[1]))
    return found


def _name(node: ast.stmt) -> str:
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""


def _statements(cell: RunCell) -> list[ast.stmt]:
    try:
        return python_of(cell.source)[1]
    except UNREADABLE:
        return []  # then nothing of it is defined


def _failed(
    cell: RunCell,
    nodes: list[ast.stmt],
    place: int,
    ran: Collection[tuple[int, int]],
    student: Student,
) -> tuple[int, Failure] | None:
    """Number and failure of the first statement that fails; what stands below the definition, and is no
    import, is not tried: that may be a training."""
    namespace = dict(student.namespace)
    for number, node in enumerate(nodes):
        if (cell.number, number) in ran:
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            known = (f for f in student.failures if f.cell == cell.number and f.line in lines)
            failure = next(known, None) if number < place else None
        elif isinstance(node, Imports):
            failure = _import(cell, node, namespace)
        else:
            failure = _tried(cell, node, namespace) if number < place and not _name(node) else None
        if failure and failure.type not in ELSEWHERE and not _is_elsewhere(failure, student):
            return number, failure
    return None


def _is_elsewhere(failure: Failure, student: Student) -> bool:
    """Whether it lacks a name that a statement gives which no answer needs, and so has not run."""
    return failure.type == "NameError" and failure.name in bindings(student.submission)


def _import(cell: RunCell, node: Imports, namespace: dict[str, Any]) -> Failure | None:
    """An import that fails. What is not loaded yet is looked for only: to load it may take long."""
    for name in _modules(node):
        top = name.partition(".")[0]
        if top in sys.modules:
            continue
        if importlib.util.find_spec(top) is None:
            text = f"No module named {top!r}"
            return Failure("ModuleNotFoundError", text, cell.number, node.lineno, top)
        return None
    return _tried(cell, node, namespace)


def _modules(node: Imports) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom):
        yield from [node.module] if node.module and not node.level else []
    else:
        yield from (alias.name for alias in node.names)


def _tried(cell: RunCell, node: ast.stmt, namespace: dict[str, Any]) -> Failure | None:
    """What a statement raises."""
    code = compile(ast.Module([node], []), f"<cell {cell.number}>", "exec")
    with surroundings(), silent():
        try:
            with time_limit(LIMIT):
                exec(code, namespace)
        except OutOfTime:
            return None  # it may end well
        except (Exception, SystemExit) as error:
            return failure_of(error)
    return None
