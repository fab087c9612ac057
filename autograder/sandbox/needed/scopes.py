"""Which names are a function's own."""

from __future__ import annotations

import ast
from collections.abc import Iterable

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters of a function."""
    plain = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return [*plain, *(a for a in (arguments.vararg, arguments.kwarg) if a)]


def at_definition(arguments: ast.arguments) -> list[ast.expr]:
    """What is evaluated of the parameters when the function is defined: defaults and annotations."""
    defaults = (*arguments.defaults, *arguments.kw_defaults)
    annotations = (a.annotation for a in parameters(arguments))
    return [e for e in (*defaults, *annotations) if e is not None]


def targets(comprehension: Comprehension) -> set[str]:
    """The names that a comprehension binds for itself."""
    return {n for g in comprehension.generators for n in _stored(ast.walk(g.target))}


def _stored(nodes: Iterable[ast.AST]) -> set[str]:
    return {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}


def own_names(function: Function) -> set[str]:
    """The names that are a function's own: its parameters, and what it binds but for `global` names."""
    names, outside = {a.arg for a in parameters(function.args)}, set[str]()
    parts: list[ast.AST] = list(function.body)
    while parts:
        part = parts.pop()
        match part:
            case ast.Global():
                outside.update(part.names)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(part.name)
                continue
            case ast.Import() | ast.ImportFrom():
                names.update((a.asname or a.name).partition(".")[0] for a in part.names)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                names.add(name)
            case ast.MatchMapping(rest=str(name)):
                names.add(name)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                walrus = (n.target for n in ast.walk(part) if isinstance(n, ast.NamedExpr))
                names |= _stored(walrus)
                continue
            case ast.Lambda():
                continue
        names |= _stored([part])
        parts += ast.iter_child_nodes(part)
    return names - outside
