"""IPython's magics and shell escapes, as its transformer writes them: `get_ipython().run_line_magic(…)`."""

from __future__ import annotations

import ast


def is_shell(node: ast.AST) -> bool:
    """Whether an expression is IPython's `get_ipython()`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "get_ipython"


def magic(call: ast.Call) -> tuple[str, list[str]] | None:
    """The name of a magic, and its line and cell; "system" for a shell escape; None for another call."""
    if not isinstance(call.func, ast.Attribute) or not is_shell(call.func.value):
        return None
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if call.func.attr in ("system", "getoutput"):
        return "system", texts
    if call.func.attr in ("run_line_magic", "run_cell_magic") and len(texts) >= 2:
        return texts[0], texts[1:]
    return None
