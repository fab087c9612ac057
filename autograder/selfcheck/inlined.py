"""A check's expression with its local names replaced by what they stand for, so that a student can run it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator


def inlined(expression: ast.expr, tree: ast.Module) -> ast.expr:
    """The expression with the names written out that the check gave a value, or as it was if one of them
    cannot be: it changes, is made with others, or is an object with which more was done."""
    function = next((f for f in tree.body if _holds(f, expression)), None)
    if not isinstance(function, ast.FunctionDef):
        return expression
    writing = _WritingOut(function)
    written: ast.expr = writing.visit(_copy(expression))
    left = {n.id for n in ast.walk(written) if isinstance(n, ast.Name)}
    return expression if left & writing.local else written


def _holds(node: ast.stmt, expression: ast.expr) -> bool:
    return node.lineno <= expression.lineno <= (node.end_lineno or node.lineno)


def _copy(expression: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(expression), mode="eval").body


class _WritingOut(ast.NodeTransformer):
    """Writes each name out once: of two, it may matter that they are the same."""

    def __init__(self, function: ast.FunctionDef):
        names = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
        self.local = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        stored = Counter(n.id for n in names if isinstance(n.ctx, ast.Store))
        self._read = Counter(n.id for n in names if isinstance(n.ctx, ast.Load))
        changed = {_base(n) for n in ast.walk(function) if _changes(n)}
        pairs = (pair for node in function.body for pair in _pairs(node))
        self._values = {name: v for name, v in pairs if stored[name] == 1 and name not in changed}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self._values.get(node.id)
        if value is None or not self._is_alone(node.id, value):
            return node
        del self._values[node.id]
        found: ast.AST = self.visit(_copy(value))
        return found

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node  # what is in it is made once, and not again with each call

    def _is_alone(self, name: str, value: ast.expr) -> bool:
        of_the_student = any(isinstance(n, ast.Name) and n.id == "impl" for n in ast.walk(value))
        return self._read[name] == 1 or not of_the_student


def _pairs(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for target, value in zip(targets, values, strict=False):
                if isinstance(target, ast.Name):
                    yield target.id, value


def _changes(node: ast.AST) -> bool:
    return isinstance(node, ast.AugAssign) or (
        isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store)
    )


def _base(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute | ast.AugAssign):
        node = node.target if isinstance(node, ast.AugAssign) else node.value
    return node.id if isinstance(node, ast.Name) else ""
