"""Notebooks that define and do nothing else, as most that hold answers alone: all of it runs, unsearched."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from autograder.sandbox.needed.scopes import Function


def only_defines(statements: Iterable[ast.stmt]) -> bool:
    """Whether statements bind functions and classes, and run nothing of anybody's as they do."""
    return all(_defines(statement) for statement in statements)


def names_in(statements: Iterable[ast.stmt]) -> set[str]:
    """All names that stand in statements."""
    return {node.id for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _defines(node: ast.stmt) -> bool:
    if isinstance(node, Function):
        arguments = node.args
        shown = [a.annotation for a in ast.walk(arguments) if isinstance(a, ast.arg)]
        run = [*arguments.defaults, *arguments.kw_defaults, *shown, node.returns]
        return not node.decorator_list and all(e is None or isinstance(e, ast.Constant) for e in run)
    if isinstance(node, ast.ClassDef):
        bare = not (node.decorator_list or node.bases or node.keywords)
        return bare and all(
            is_text(part) or (isinstance(part, Function) and _defines(part)) for part in node.body
        )
    return is_text(node)


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is a text, another constant or `pass`: it does nothing."""
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
