"""What the workbook itself gives or asks for: names of its cells, and the signatures of its stubs."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache

from autograder.catalog import Chapter
from autograder.grading.explaining.bindings import bound
from autograder.grading.explaining.outline import Parameter, outline
from autograder.stubs import functions


@cache
def given(chapter: Chapter) -> frozenset[str]:
    """Functions and classes that the chapter's notebook holds from the beginning."""
    return frozenset(
        str(cell.keys["given"]).rpartition(".")[2] for cell in chapter.cells if cell.role == "given"
    )


@cache
def set_up(chapter: Chapter) -> Mapping[str, str]:
    """Name → the line of a cell of the chapter's that imports it or gives it a value."""
    found: dict[str, str] = {}
    for cell in chapter.cells:
        if cell.role == "setup":
            for line in outline(cell.source).lines:
                found.update((name, line.text) for name, _ in bound(line.text) if not line.inside)
    return found


@cache
def signatures(chapter: Chapter) -> Mapping[str, tuple[Parameter, ...]]:
    """Qualified name (`sigmoid`, `Affine.forward`) → the parameters of the stub."""
    found: dict[str, tuple[Parameter, ...]] = {}
    for cell in chapter.cells:
        if cell.role == "exercise":
            for name, function in functions(ast.parse(cell.source).body[0]):
                found[name] = _parameters(function.args)
    return found


@cache
def shown(chapter: Chapter) -> Mapping[str, str]:
    """Qualified name → the parameters of the stub as they are written there, such as `f, x, h=1e-4`."""
    found = {}
    for cell in chapter.cells:
        if cell.role == "exercise":
            for name, function in functions(ast.parse(cell.source).body[0]):
                found[name] = ast.unparse(function.args)
    return found


def called(name: str) -> str:
    """The name by which a function is called: for `Affine.__init__` that of the class."""
    owner, _, method = name.rpartition(".")
    return owner if method == "__init__" else name


def _parameters(args: ast.arguments) -> tuple[Parameter, ...]:
    plain = [*args.posonlyargs, *args.args]
    first = len(plain) - len(args.defaults)
    found = [Parameter(a.arg, default=i >= first) for i, a in enumerate(plain)]
    found += [Parameter(args.vararg.arg, "*")] if args.vararg else []
    pairs = zip(args.kwonlyargs, args.kw_defaults, strict=True)
    found += [Parameter(a.arg, default=d is not None, by_name_only=True) for a, d in pairs]
    return (*found, Parameter(args.kwarg.arg, "**")) if args.kwarg else tuple(found)
