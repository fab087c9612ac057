"""What a stub is: a function whose body is its docstring and `raise NotImplementedError`."""

from __future__ import annotations

import ast


def functions(node: ast.stmt) -> list[tuple[str, ast.FunctionDef]]:
    """The function itself, or the methods of a class, by qualified name."""
    if isinstance(node, ast.FunctionDef):
        return [(node.name, node)]
    assert isinstance(node, ast.ClassDef)
    return [(f"{node.name}.{m.name}", m) for m in node.body if isinstance(m, ast.FunctionDef)]


def is_stub(function: ast.FunctionDef) -> bool:
    """Whether a function is still to be written: its last statement is `raise NotImplementedError`."""
    last = function.body[-1]
    raised = last.exc if isinstance(last, ast.Raise) else None
    if isinstance(raised, ast.Call):
        raised = raised.func
    before = function.body[:-1]
    docstring_only = not before or (len(before) == 1 and ast.get_docstring(function) is not None)
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError" and docstring_only


def progress(node: ast.stmt) -> str:
    """How far a definition is: "stub" (nothing written), "partial" or "written"."""
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return "written"
    left = [is_stub(f) for _, f in functions(node)]
    if left and all(left):
        return "stub"
    return "partial" if any(left) else "written"
