"""Which files of visible checks `pytest -k …` asks for: no other is imported, nor what it imports.

A file in which nothing but plain functions can be a check is read as text, and pytest's own `-k` decides on
their names. Any other file is collected as ever.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest
from _pytest.mark import KeywordMatcher
from _pytest.mark.expression import Expression

from autograder.catalog import catalog
from autograder.faces.student.in_pytest.typed import mark_of
from autograder.selfcheck.checks import symbol_of


class Checks(pytest.Module):
    """A chapter's file of visible checks, which is imported only if it has one that is asked for.

    `names` is that of all its checks, asked for or not, once it is imported.
    """

    names: tuple[str, ...] = ()

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """The checks; none, without an import, where `-k` would take all of them away again."""
        expression = self.config.getoption("keyword").strip()
        names = plain_checks(self.path) if expression else None
        if names is not None:
            items = [_Named.from_parent(self, name=name) for name in names]
            self._mark(items, expression)
            asked = Expression.compile(expression)
            if not any(asked.evaluate(KeywordMatcher.from_item(item)) for item in items):
                return []
        found = list(super().collect())
        functions = [item for item in found if isinstance(item, pytest.Function)]
        self.names = tuple(item.name for item in functions)
        self._mark(functions, expression)
        return found

    def _mark(self, items: Iterable[pytest.Item], expression: str) -> None:
        """Give the checks of exercises named after `-k` the keyword that stands there for the name."""
        chapter_id = self.path.stem.removeprefix("test_").partition("_")[0]
        if f":{chapter_id}:" not in expression:  # then the chapter need not be read
            return
        chapter = catalog().chapters[chapter_id]
        for item in items:
            symbol = symbol_of(getattr(item, "originalname", item.name), chapter)
            if symbol:
                item.extra_keyword_matches.add(mark_of(chapter.exercise(symbol), chapter))


class _Named(pytest.Item):
    """A check of which only the name is known."""

    def runtest(self) -> None:
        raise AssertionError("a check that nobody asked for is not run")


def plain_checks(path: Path) -> list[str] | None:
    """The names of a file's checks; None where the text does not tell, as with classes or decorators."""
    try:
        body = ast.parse(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return None
    if not all(map(_is_plain, body)):
        return None
    return [node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]


def _is_plain(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef(name=name, decorator_list=[], args=ast.arguments(args=arguments, kwonlyargs=[])):
            taken = [argument.arg for argument in arguments]
            return not name.startswith(("test", "pytest")) or (name.startswith("test_") and taken == ["impl"])
        case ast.ClassDef(bases=[], decorator_list=[], name=name):
            return not name.startswith("Test")
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            return not any((a.asname or a.name).startswith(("test", "Test", "pytest_", "*")) for a in aliases)
        case ast.Assign(targets=targets):
            return all(map(_is_other, targets))
        case ast.AugAssign(target=target):
            return _is_other(target)
        case ast.Expr(value=ast.Constant()):
            return True
    return False


def _is_other(target: ast.expr) -> bool:
    """Whether what is assigned to is a name, or several, that means nothing to pytest."""
    if isinstance(target, ast.Tuple):
        return all(map(_is_other, target.elts))
    return isinstance(target, ast.Name) and not target.id.startswith(("test", "Test", "pytest"))
