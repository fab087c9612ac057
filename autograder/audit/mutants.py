"""Mutants: a reference with one thing changed, each of which the hidden graders must notice."""

from __future__ import annotations

import ast
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import cosmic_ray.plugins  # type: ignore[import-untyped]
from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-untyped]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]

from autograder.audit.operators import OPERATORS
from autograder.audit.trees import is_docstring, replaced, sites
from autograder.change import Change

NEED_ARGUMENTS = {"core/VariableReplacer", "core/VariableInserter"}


@dataclass(frozen=True)
class Mutant:
    """One changed reference."""

    symbol: str
    operator: str
    change: Change
    source: str

    @property
    def number(self) -> int:
        """A number of its own that other mutants do not move."""
        return zlib.crc32(f"{self.symbol}\n{self.change.was}\n{self.change.now}".encode())


def mutants_of(symbol: str, source: str) -> list[Mutant]:
    """All mutants of a reference's text; each differs from it, and from the others, in what runs."""
    original = normal(source)
    before = ast.unparse(original)
    seen = {ast.dump(original)}
    found = []
    for operator, text in (*_standard(source), *_of_the_field(source)):
        try:
            tree = normal(text)
            with warnings.catch_warnings(action="ignore", category=SyntaxWarning):
                compile(tree, "<mutant>", "exec")
        except (SyntaxError, ValueError):
            continue
        if ast.dump(tree) in seen:
            continue
        seen.add(ast.dump(tree))
        mutated = ast.unparse(tree)
        found.append(Mutant(symbol, operator, Change.between(before, mutated), mutated))
    return found


def normal(source: str) -> ast.Module:
    """The tree of what runs: without docstrings and annotations, in one form."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for name, value in list(ast.iter_fields(node)):
            if name in ("annotation", "returns"):
                setattr(node, name, None)
            elif name == "body" and isinstance(value, list):
                kept = [child for child in value if not is_docstring(child)]
                setattr(node, name, kept or [ast.Pass()])
    return ast.parse(ast.unparse(tree))


def _standard(source: str) -> Iterator[tuple[str, str]]:
    """cosmic-ray's mutants."""
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in _operators():
        occurrences = sum(1 for node in nodes for _ in operator.mutation_positions(node))
        for occurrence in range(occurrences):
            text = mutate_code(source, operator, occurrence)
            if text is not None:
                yield name.removeprefix("core/"), text


@cache
def _operators() -> tuple[tuple[str, Any], ...]:
    names = [n for n in cosmic_ray.plugins.operator_names() if n not in NEED_ARGUMENTS]
    return tuple((name, cosmic_ray.plugins.get_operator(name)()) for name in names)


def _of_the_field(source: str) -> Iterator[tuple[str, str]]:
    tree = normal(source).body[0]
    for path, node in sites(tree):
        for operator in OPERATORS:
            for new in operator(node, tree):
                mutated = ast.fix_missing_locations(replaced(tree, path, new))
                yield operator.__name__, ast.unparse(mutated)
