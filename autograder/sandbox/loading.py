"""Running a submission's cells into a namespace, statement by statement.

Used by the sandbox's worker, and by the self-check on the student's own machine.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.sandbox.needed import Search, contained, names_in, only_defines, read_statements
from autograder.sandbox.operands import keys, operands, operations
from autograder.stubs import progress

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # of a cell that is no Python
MAX_FAILURES = 50
MAX_PLACES = 20_000  # statements of which a session tells that they begin
WHOLE = -1  # the number of no statement: the cell as a whole, as it is parsed
MAX_TEXT = 500
# What IPython takes out of Python, too: prompts, empty lines at the beginning, blanks in empty lines.
TOUCHED_UP = re.compile(
    r">>>|\.\.\.|In ?\[|\A\s|\A\Z|^[ \t]+$|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", re.MULTILINE
)


@dataclass(frozen=True)
class RunCell:
    """A code cell to run; `definitions_only` runs imports, functions and classes and nothing else."""

    number: int
    source: str
    definitions_only: bool = False
    released: bool = False  # the workbook's own (setup, given): all of it runs


@dataclass(frozen=True)
class Failure:
    """What one statement raised, and where: the cell's number and the line in it (0 if unknown).

    `calling_cell` and `calling_line` are the nearest place in another cell from which that one was called.
    """

    type: str
    text: str
    cell: int = 0
    line: int = 0
    name: str = ""  # the exception's own `name`, such as the missing name of a NameError
    operands: str = ""  # of a TypeError or ValueError: the operands and their shapes; of a KeyError: the keys
    operations: str = ""  # what was done when it raised, as `sandbox.operands` tells it
    calling_cell: int = 0
    calling_line: int = 0


@dataclass
class Loaded:
    """What came of a submission's cells: symbol → "stub", "partial" or "written", what failed, of what
    `before` has left out the line and the symbols that would need it, and whether the definitions keep to
    themselves."""

    namespace: dict[str, Any]
    progress: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    left_out: dict[tuple[int, int], tuple[int, list[str]]] = field(default_factory=dict)
    contained: bool = False


class Stopped(BaseException):
    """A statement had no time left; the text is for how many seconds it ran. No `except Exception` of the
    student's catches it."""


def load(
    cells: Iterable[RunCell],
    symbols: frozenset[str],
    namespace: dict[str, Any],
    before: Callable[[int, int], bool] = lambda cell, statement: True,
    afterwards: Iterable[str] = (),
) -> Loaded:
    """Run in order what the answers to `symbols` need of cells, and what the sources need that are to run
    `afterwards`; a failing statement stops neither its cell nor the next.

    `before(cell number, statement)` is called ahead of each statement, which is left out if it returns
    False, and ahead of each cell with the statement WHOLE, as its text is read. A stub does not replace an
    answer that stands above it.
    """
    loaded = Loaded(namespace)
    texts = [text for cell in cells if (text := _read(cell, before))]
    statements = [s for text in texts for s in text.statements]

    @cache
    def search() -> Search:
        return Search(read_statements([s.node for s in statements], own_modules(Path.cwd())))

    imports = ast.Import | ast.ImportFrom  # of which nobody needs those that nobody reads
    released = {n for n, s in enumerate(statements) if s.cell.released}
    always = {n for n in released if not isinstance(statements[n].node, imports)}
    last = [node for source in afterwards for node in ast.parse(source).body]
    if only_defines(s.node for n, s in enumerate(statements) if n not in released):
        read = names_in([*(s.node for s in statements), *last])
        reads = {n for n in released if not read.isdisjoint(_bound_names(statements[n].node))}
        needed = frozenset(always | reads | (set(range(len(statements))) - released))
    else:
        roots = symbols.union(names_in(last), *(_bound_names(statements[n].node) for n in always))
        needed = search().needed(roots, always)
    run = [s for n, s in enumerate(statements) if n in needed]
    loaded.contained = contained(
        (s.node for s in run if not s.cell.released), (s.node for s in run if s.cell.released)
    )
    number = -1
    for text in texts:
        if text.failure:
            _record(loaded, text.failure)
        for statement in text.statements:
            number += 1
            if number in needed:
                touched = partial(_touched, search, number, symbols)
                _run(statement, symbols, loaded, before, touched)
    return loaded


@dataclass(frozen=True)
class _Statement:
    """A statement of a cell, and its number in it."""

    node: ast.stmt
    cell: RunCell
    number: int


@dataclass(frozen=True)
class _Text:
    """A cell's statements, or why they cannot be read."""

    statements: list[_Statement] = field(default_factory=list)
    failure: Failure | None = None


def _filename(cell: RunCell) -> str:
    return f"<cell {cell.number}>"


def python_of(source: str, filename: str = "<cell>") -> tuple[str, list[ast.stmt]]:
    """A cell's text as Python, its magics replaced, and its statements. Raises one of UNREADABLE."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not TOUCHED_UP.search(source):  # IPython leaves such Python as it is, and is slow to find out
            with contextlib.suppress(*UNREADABLE):
                text = source if source.endswith("\n") else source + "\n"
                return text, ast.parse(text, filename).body
        text = TransformerManager().transform_cell(source)
        return text, ast.parse(text, filename).body


def _read(cell: RunCell, before: Callable[[int, int], bool]) -> _Text | None:
    if not before(cell.number, WHOLE):  # a text may hang or kill the one who parses it
        return None
    filename = _filename(cell)
    try:
        source, nodes = python_of(cell.source, filename)
    except UNREADABLE as error:
        failure = failure_of(error)
        if not failure.cell:  # an uneven indentation is found before the cell has a name
            line = error.lineno if isinstance(error, SyntaxError) else None
            failure = replace(failure, cell=cell.number, line=line or 0)
        return _Text(failure=failure)
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    kinds = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    return _Text(
        [
            _Statement(node, cell, number)
            for number, node in enumerate(nodes)
            if not cell.definitions_only or isinstance(node, kinds)
        ]
    )


def _run(
    statement: _Statement,
    symbols: frozenset[str],
    loaded: Loaded,
    before: Callable[[int, int], bool],
    touched: Callable[[], list[str]],
) -> None:
    node, place = statement.node, (statement.cell.number, statement.number)
    names = _bound_names(node) & symbols
    done = progress(node)
    if done == "stub" and names and all(loaded.progress.get(n, "stub") != "stub" for n in names):
        return
    if not before(*place):
        loaded.left_out[place] = node.lineno, touched()
        return
    try:
        code = compile(ast.Module([node], []), _filename(statement.cell), "exec")
        exec(code, loaded.namespace)
    except Stopped as error:
        names_touched = ", ".join(touched())
        _record(loaded, Failure("TimeoutError", str(error), place[0], node.lineno, names_touched[:MAX_TEXT]))
    except BaseException as error:  # SystemExit and KeyboardInterrupt of a student's cell, too
        _record(loaded, failure_of(error))
    else:
        loaded.progress.update(dict.fromkeys(names, done))


def _touched(search: Callable[[], Search], number: int, symbols: frozenset[str]) -> list[str]:
    """The symbols whose answers need a statement."""
    return sorted(symbol for symbol in symbols if number in search().needed([symbol]))


def own_modules(folder: Path) -> frozenset[str]:
    """The modules that lie in a folder, by their names: nothing that Python has already."""
    try:
        stems = {path.name.removesuffix(".py") for path in folder.iterdir()}
    except OSError:  # it may be gone, and there is nothing to import then
        return frozenset()
    return frozenset(stems - sys.stdlib_module_names)


def _bound_names(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(a.asname or a.name).partition(".")[0] for a in statement.names}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _record(loaded: Loaded, failure: Failure) -> None:
    if len(loaded.failures) < MAX_FAILURES:
        loaded.failures.append(failure)


def failure_of(error: BaseException, folder: str = "<cell ") -> Failure:
    """An exception as data, with the innermost place in the student's cells.

    `folder` is what the names of the files begin with whose operations are told.
    """
    place = calling = (0, 0)
    done = ""
    with contextlib.suppress(Exception):  # a hostile exception may raise when it is looked at
        if isinstance(error, SyntaxError) and error.filename and error.filename.startswith("<cell "):
            place = _cell_number(error.filename), int(error.lineno or 0)
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename.startswith("<cell "):
                here = _cell_number(frame.f_code.co_filename), number
                calling = place if here[0] != place[0] else calling
                place = here
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # the same
        text = ""
    shapes = ""
    if isinstance(error, TypeError | ValueError):
        with contextlib.suppress(Exception):  # the same
            shapes = operands(error.__traceback__)
    elif isinstance(error, KeyError):
        with contextlib.suppress(Exception):  # the same
            shapes = keys(error.__traceback__)
    with contextlib.suppress(Exception):  # the same
        done = operations(error.__traceback__, folder)
    name = (
        getattr(error, "name", None) if isinstance(error, NameError | AttributeError | ImportError) else None
    )
    return Failure(
        type=str(type(error).__name__)[:MAX_TEXT],
        text=str(text)[:MAX_TEXT],
        cell=place[0],
        line=place[1],
        name=str(name)[:MAX_TEXT] if isinstance(name, str) else "",
        operands=shapes[:MAX_TEXT],
        operations=done[:MAX_TEXT],
        calling_cell=calling[0],
        calling_line=calling[1],
    )


def _cell_number(filename: str) -> int:
    return int(filename.removeprefix("<cell ").removesuffix(">"))
