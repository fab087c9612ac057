"""The call of the student's code that a check looks at, as a student can read it: `sigmoid(0.0)`."""

from __future__ import annotations

import ast
import linecache
import re
from functools import lru_cache

from autograder.selfcheck.inlined import inlined

SHOWN = 100  # characters of a call


def call_at(filename: str, line: int) -> str:
    """The call of the student's code that the `expect(…)` on a line looks at, such as `sigmoid(0.0)`.

    "" where what is looked at was made of it by the check's own code, which is no business of the student's.
    """
    return _call("".join(linecache.getlines(filename)), line)


@lru_cache(512)
def _call(source: str, line: int) -> str:
    tree, expected = _read(source)
    node = next((n for n in expected if n.lineno <= line <= (n.end_lineno or n.lineno)), None)
    looked_at = _unwrapped(node.args[0]) if node else None
    if looked_at is None or not _is_the_students(looked_at):
        return ""
    for shown in (inlined(looked_at, tree), looked_at):
        text = ast.unparse(shown).replace("impl.", "")
        if len(text) <= SHOWN and not re.search(r"\bimpl\b", text):
            return text
    return ""


@lru_cache(2)
def _read(source: str) -> tuple[ast.Module, list[ast.Call]]:
    """A file of checks, and what calls `expect` in it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], []), []
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return tree, [n for n in calls if n.func.id == "expect" and n.args]  # type: ignore[attr-defined]


def _unwrapped(node: ast.expr) -> ast.expr:
    """What is inside of `as_array(…)` or `np.asarray(…)`: they only change the form."""
    while isinstance(node, ast.Call) and node.args:
        name = ast.unparse(node.func)
        if not name.startswith("as_") and name not in ("np.asarray", "np.array"):
            break
        node = node.args[0]
    return node


def _is_the_students(node: ast.expr) -> bool:
    """Whether an expression calls `impl`, or a method of what came of it, and nothing of the check's own."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return bool(parts) and all(map(_is_call, parts))


def _is_call(node: ast.expr) -> bool:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    of = node.func.value
    return (isinstance(of, ast.Name) and of.id != "np") or _is_call(of)
