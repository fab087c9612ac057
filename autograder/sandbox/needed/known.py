"""The names of a notebook: which stand for a library, which are a function's own, which hold an object."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from autograder.sandbox.needed.words import HARMLESS


@dataclass(frozen=True)
class Known:
    """What is known of the names of a whole notebook: the libraries that they stand for, the functions and
    classes that it defines; `own` are the modules handed in beside it."""

    libraries: dict[str, str]
    defined: frozenset[str]
    own: Collection[str]


def known_of(statements: Sequence[ast.stmt], own: Collection[str]) -> Known:
    """What the statements tell of their names, wherever in them."""
    libraries: dict[str, str] = {}
    defined: set[str] = set()
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            from_module = node.module or "." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                root = (from_module or alias.name).partition(".")[0]
                if root and root not in own:
                    libraries[(alias.asname or alias.name).partition(".")[0]] = root
    return Known(libraries, frozenset(defined), own)


class Names:
    """The names of the notebook where a reader stands: those of functions around are not among them."""

    def __init__(self, known: Known):
        self.known = known
        self.scopes: list[set[str]] = []  # of functions and comprehensions around, the innermost last

    def local(self, name: str) -> bool:
        return any(name in scope for scope in self.scopes)

    def has_local(self, node: ast.AST) -> bool:
        """Whether a local name stands anywhere in it."""
        return any(isinstance(part, ast.Name) and self.local(part.id) for part in ast.walk(node))

    def is_defined(self, name: str) -> bool:
        """Whether the notebook has a function or class of that name."""
        return name in self.known.defined

    def is_harmless(self, name: str) -> bool:
        """Whether a function of that name changes nothing of what it is given."""
        if self.local(name) or self.is_defined(name):
            return False
        return name in HARMLESS or bool(self.library(name))

    def library(self, name: str | None) -> str:
        """What library a name of the notebook stands for, "" if for none."""
        return self.known.libraries.get(name, "") if name else ""

    def names(self, *nodes: ast.AST) -> set[str]:
        """The notebook's names in expressions, but for those of libraries."""
        parts = (part for node in nodes for part in ast.walk(node))
        return {p.id for p in parts if isinstance(p, ast.Name) and not self.library(p.id)}

    def objects(self, *nodes: ast.AST) -> set[str]:
        """The notebook's names in expressions whose objects may be part of what they give."""
        parts = [part for node in nodes for part in ast.walk(node)]
        callees = {id(part.func) for part in parts if isinstance(part, ast.Call)}
        names = {
            part.id
            for part in parts
            if isinstance(part, ast.Name) and not (id(part) in callees and self.is_defined(part.id))
        }
        return {name for name in names if not self.local(name) and not self.library(name)}

    def root(self, node: ast.AST) -> str | None:
        """The name at the start of `name.a[0].b`; "" for a local one, None for what is no such chain."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
        if isinstance(node, ast.Name):
            return "" if self.local(node.id) else node.id
        return None
