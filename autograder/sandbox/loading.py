"""Running a submission's cells into a namespace, statement by statement.

Used by the sandbox's worker, and by the self-check on the student's own machine.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import linecache
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.sandbox.operands import keys, operands, operations
from autograder.stubs import progress

MAX_FAILURES = 50
MAX_PLACES = 20_000  # statements of which a session tells that they begin
WHOLE = -1  # the number of no statement: the cell as a whole, as it is parsed
MAX_TEXT = 500


@dataclass(frozen=True)
class RunCell:
    """A code cell to run; `definitions_only` runs imports, functions and classes and nothing else."""

    number: int
    source: str
    definitions_only: bool = False


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
    """What came of a submission's cells: symbol → "stub", "partial" or "written", and what failed."""

    namespace: dict[str, Any]
    progress: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


class NotHere(RuntimeError):
    """A shell command or an installation was asked for, which is not possible while grading."""


def new_shell() -> InteractiveShell:
    """The process's IPython shell, without history and without a way to the system's shell."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.autocall = 0
    shell = InteractiveShell.instance(config=config)

    def refuse(command: str, *_: object, **__: object) -> None:
        raise NotHere(command)

    for name in ("system", "system_raw", "system_piped", "getoutput"):
        setattr(shell, name, refuse)
    shell.ask_exit = sys.exit  # what IPython's `exit` calls
    line_magics = shell.magics_manager.magics["line"]
    for magic in ("pip", "conda", "mamba", "micromamba", "uv", "sx", "sc", "system"):
        line_magics[magic] = lambda line, _name=magic: refuse(f"%{_name} {line}")
    for magic in ("matplotlib", "pylab", "gui", "config", "load_ext", "autoreload"):
        line_magics[magic] = lambda line: None
    return shell


def clean_namespace(shell: InteractiveShell) -> dict[str, Any]:
    """The shell's namespace, emptied as for a new notebook."""
    shell.reset(new_session=False)
    namespace: dict[str, Any] = shell.user_ns
    namespace["__name__"] = "__main__"
    return namespace


def load(
    cells: Iterable[RunCell],
    symbols: frozenset[str],
    namespace: dict[str, Any],
    before: Callable[[int, int], bool] = lambda cell, statement: True,
) -> Loaded:
    """Run cells in order; a failing statement stops neither its cell nor the next.

    `before(cell number, statement)` is called ahead of each statement, which is left out if it returns
    False, and ahead of each cell with the statement WHOLE. A stub does not replace an answer that stands
    above it.
    """
    loaded = Loaded(namespace)
    for cell in cells:
        _load_cell(cell, symbols, loaded, before)
    return loaded


def _load_cell(
    cell: RunCell, symbols: frozenset[str], loaded: Loaded, before: Callable[[int, int], bool]
) -> None:
    filename = f"<cell {cell.number}>"
    if not before(cell.number, WHOLE):  # a text may hang or kill the one who parses it
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            source = TransformerManager().transform_cell(cell.source)
            statements = ast.parse(source, filename).body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            failure = failure_of(error)
            if not failure.cell:  # an uneven indentation is found before the cell has a name
                line = error.lineno if isinstance(error, SyntaxError) else None
                failure = replace(failure, cell=cell.number, line=line or 0)
            _record(loaded, failure)
            return
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    for number, statement in enumerate(statements):
        defines = isinstance(statement, ast.FunctionDef | ast.ClassDef)
        if cell.definitions_only and not (defines or isinstance(statement, ast.Import | ast.ImportFrom)):
            continue
        names = _bound_names(statement) & symbols
        done = progress(statement)
        if done == "stub" and names and all(loaded.progress.get(n, "stub") != "stub" for n in names):
            continue
        if not before(cell.number, number):
            continue
        try:
            code = compile(ast.Module([statement], []), filename, "exec")
            exec(code, loaded.namespace)
        except BaseException as error:  # SystemExit and KeyboardInterrupt of a student's cell, too
            _record(loaded, failure_of(error))
        else:
            loaded.progress.update(dict.fromkeys(names, done))


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


def forbid_input() -> None:
    """`input()` raises at once instead of waiting for somebody who is not there."""

    def refuse(prompt: object = "") -> str:
        raise EOFError("input()")

    builtins.input = refuse
