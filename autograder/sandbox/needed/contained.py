"""Definitions that keep to themselves: what one call of them does, no later call can find.

The text alone says so, and strictly: who reads a list of the notebook, sets an attribute of anything but
`self`, or uses what is not known here does not keep to itself, though it may well be harmless.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from autograder.sandbox.needed.definitions import is_text
from autograder.sandbox.needed.scopes import Function, own_names, parameters, targets
from autograder.sandbox.needed.words import (
    CONTAINED_BUILTINS,
    CONTAINED_DECORATORS,
    CONTAINED_METHODS,
    CONTAINED_MODULES,
    CONTAINED_SPECIAL,
    KEEPING,
    SUBMODULES,
)

# What no function of them may have in it.
UNKNOWN = (
    ast.Global,
    ast.Nonlocal,
    ast.AsyncFunctionDef,
    ast.AsyncFor,
    ast.AsyncWith,
    ast.Await,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
)
PLAIN, MODULE, OTHER = "plain", "module", "other"  # kinds of the notebook's names


def contained(own: Iterable[ast.stmt], given: Iterable[ast.stmt]) -> bool:
    """Whether what a reader's `own` statements define keeps to itself, beside the workbook's `given` ones.

    They are all that has run. What the workbook gives does keep to itself.
    """
    own = list(own)
    kinds: dict[str, set[str]] = {}
    for statement in [*given, *own]:
        for name, kind in _bindings(statement):
            kinds.setdefault(name, set()).add(kind)
    reader = _Reader({name: found.pop() if len(found) == 1 else OTHER for name, found in kinds.items()})
    try:
        return all(reader.keeps(statement) for statement in own)
    except RecursionError:  # nested without end
        return False


def _bindings(node: ast.stmt) -> Iterator[tuple[str, str]]:
    """The names that a statement of the notebook binds, and what of."""
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            yield node.name, PLAIN
        case ast.Import():
            for alias in node.names:
                module = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or module, MODULE if _is_known(module) else OTHER
        case ast.ImportFrom():
            for alias in node.names:
                known = not node.level and _is_known(f"{node.module}.{alias.name}")
                inner = alias.name in SUBMODULES
                yield alias.asname or alias.name, OTHER if not known else MODULE if inner else PLAIN
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_literal(value):
            yield name, PLAIN
        case _:
            for part in ast.walk(node):
                if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                    yield part.id, OTHER


def _is_known(path: str) -> bool:
    root, *inner = path.split(".")
    return root in CONTAINED_MODULES and not any(
        part in KEEPING or part.startswith("_") or part == "*" for part in inner
    )


def _is_literal(node: ast.expr) -> bool:
    """Whether it is a value that nothing can change."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_literal(operand)
        case ast.Tuple(elts=parts):
            return all(map(_is_literal, parts))
    return False


class _Reader:
    """Reads statements of a notebook whose names are of these kinds."""

    def __init__(self, kinds: dict[str, str]):
        self.kinds = kinds
        self.scopes: list[set[str]] = []  # local names, of the innermost function last
        self.self_name = ""  # of the method that is read

    def keeps(self, node: ast.stmt) -> bool:
        match node:
            case ast.FunctionDef():
                return not node.decorator_list and self._function(node)
            case ast.ClassDef():
                plain = not node.decorator_list and not node.keywords
                known = all(isinstance(b, ast.Name) and self._reads(b.id) for b in node.bases)
                return plain and known and all(map(self._part_of_class, node.body))
            case ast.Import() | ast.ImportFrom():
                return True  # the use of what is not known does not keep to itself
            case ast.Assign(targets=[ast.Name()], value=value):
                return _is_literal(value)
        return is_text(node)

    def _part_of_class(self, node: ast.stmt) -> bool:
        if not isinstance(node, ast.FunctionDef):
            return is_text(node) or (isinstance(node, ast.Assign) and self.keeps(node))
        if node.name.startswith("__") and node.name not in CONTAINED_METHODS:
            return False
        decorators = [d.id if isinstance(d, ast.Name) else "" for d in node.decorator_list]
        if not all(d in CONTAINED_DECORATORS and d not in self.kinds for d in decorators):
            return False
        first = [*node.args.posonlyargs, *node.args.args][:1]
        self.self_name = first[0].arg if first and "staticmethod" not in decorators else ""
        try:
            return self._function(node)
        finally:
            self.self_name = ""

    def _function(self, node: Function) -> bool:
        defaults = [d for d in (*node.args.defaults, *node.args.kw_defaults) if d]
        if not all(map(_is_literal, defaults)):
            return False
        with self._scope(own_names(node)):
            return all(map(self._keeps_inside, node.body))

    @contextmanager
    def _scope(self, names: set[str]) -> Iterator[None]:
        self.scopes.append(names)
        yield
        self.scopes.pop()

    def _is_local(self, name: str) -> bool:
        return any(name in scope for scope in self.scopes)

    def _reads(self, name: str) -> bool:
        """Whether a name that is read as a value leads to nothing that could be changed."""
        return (
            self._is_local(name)
            or self.kinds.get(name, PLAIN if name in CONTAINED_BUILTINS else OTHER) == PLAIN
        )

    def _keeps_inside(self, node: ast.AST) -> bool:
        """Whether a part of a function keeps to itself."""
        if isinstance(node, UNKNOWN):
            return False
        match node:
            case ast.FunctionDef():
                return not node.decorator_list and self._function(node)
            case ast.Lambda():
                defaults = [d for d in (*node.args.defaults, *node.args.kw_defaults) if d]
                with self._scope({a.arg for a in parameters(node.args)}):
                    inside = self._keeps_inside(node.body)
                return inside and all(map(self._keeps_inside, defaults))
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                with self._scope(targets(node)):
                    return self._all_parts(node)
            case ast.Name(ctx=ast.Load()):
                return self._reads(node.id)
            case ast.Name():
                return self._is_local(node.id)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Subscript(ctx=ast.Store() | ast.Del()):
                return self._is_own(node.value) and self._all_parts(node)
            case ast.With():
                return all(map(self._is_errstate, node.items)) and all(map(self._keeps_inside, node.body))
        return self._all_parts(node)

    def _all_parts(self, node: ast.AST) -> bool:
        return all(map(self._keeps_inside, ast.iter_child_nodes(node)))

    def _attribute(self, node: ast.Attribute) -> bool:
        if node.attr.startswith("__") and node.attr not in CONTAINED_SPECIAL:
            return False
        if not isinstance(node.ctx, ast.Load):
            base = node.value
            return isinstance(base, ast.Name) and base.id == self.self_name != ""
        if node.attr in KEEPING:
            return False
        module = self._is_module(node.value)
        if module:
            return not node.attr.startswith("_")
        return self._keeps_inside(node.value)

    def _is_module(self, node: ast.expr) -> bool:
        """Whether it is `np`, or `np.random`: whatever stands behind it is looked at by its name alone."""
        if isinstance(node, ast.Attribute) and node.attr in SUBMODULES:
            return self._is_module(node.value)
        if not isinstance(node, ast.Name) or self._is_local(node.id):
            return False
        return self.kinds.get(node.id) == MODULE

    def _is_own(self, node: ast.expr) -> bool:
        """Whether it is something of the call's, or of the object whose method it is."""
        while isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        return isinstance(node, ast.Name) and self._is_local(node.id)

    def _is_errstate(self, item: ast.withitem) -> bool:
        match item.context_expr:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="errstate")):
                return self.kinds.get(name) == MODULE and not self._is_local(name) and self._all_parts(item)
        return False
