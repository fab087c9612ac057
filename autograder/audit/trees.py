"""Places in a syntax tree: the nodes that run, and a copy with another node in one place."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

Path = tuple[tuple[str, int | None], ...]


def sites(node: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.AST]]:
    """The nodes that run, with the way to them: no annotations, decorators or docstrings."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "ctx"):
            continue
        for i, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or is_docstring(child):
                continue
            here = (*path, (name, i))
            yield here, child
            yield from sites(child, here)


def is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def replaced(tree: ast.AST, path: Path, new: ast.AST) -> ast.AST:
    """A copy of the tree with another node at that place."""
    copied = copy.deepcopy(tree)
    node: ast.AST = copied
    for name, i in path[:-1]:
        node = getattr(node, name) if i is None else getattr(node, name)[i]
    name, i = path[-1]
    if i is None:
        setattr(node, name, copy.deepcopy(new))
    else:
        getattr(node, name)[i] = copy.deepcopy(new)
    return copied
