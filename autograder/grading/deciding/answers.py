"""What the trusted process knows: references, hidden graders and mistakes of a chapter.

Never imported by what runs in the sandbox.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from autograder import rooms
from autograder.catalog import Chapter
from autograder.graders import Grader, graders_of
from autograder.source import SourceError
from autograder.text import Text, say

if TYPE_CHECKING:
    from solutions.mistakes import Mistake


@dataclass(frozen=True)
class Answers:
    """References as a namespace, graders and mistakes by symbol."""

    impl: SimpleNamespace
    graders: dict[str, tuple[Grader, ...]]
    mistakes: dict[str, tuple[Mistake, ...]]

    def replaced(self, symbol: str, implementation: Any) -> SimpleNamespace:
        """The references with one symbol replaced."""
        return SimpleNamespace(**{**vars(self.impl), symbol: implementation})


def _import(name: str, path: Path) -> ModuleType:
    rooms.require_repository("grade")
    module = importlib.import_module(name)
    found = Path(module.__file__ or "")
    assert found.resolve() == path.resolve(), f"{name} was imported from {found}, not from {path}"
    return module


@cache
def answers(chapter: Chapter) -> Answers:
    """Import a chapter's references, graders and mistakes, and check that they fit its source.

    Raises SourceError when graders are missing, are for no exercise of the chapter, lack a language,
    or do not sum to the exercise's points.
    """
    references = _import(f"solutions.{chapter.stem}", rooms.solutions() / f"{chapter.stem}.py")
    path = rooms.graders() / f"{chapter.stem}.py"
    if not path.exists():
        raise SourceError(chapter.path, 1, say("source-no-graders", file=path.name))
    from solutions.mistakes import mistakes_of

    graders = graders_of(_import(f"autograder.graders.{chapter.stem}", path))
    mistakes = mistakes_of(
        _import(f"solutions.mistakes.{chapter.stem}", rooms.solutions() / "mistakes" / f"{chapter.stem}.py")
    )
    check_graders(chapter, graders, path)
    impl = SimpleNamespace(**{e.symbol: getattr(references, e.symbol) for e in chapter.exercises})
    return Answers(
        impl,
        {e.symbol: tuple(g for g in graders if g.symbol == e.symbol) for e in chapter.exercises},
        {e.symbol: tuple(m for m in mistakes if m.symbol == e.symbol) for e in chapter.exercises},
    )


def check_graders(chapter: Chapter, graders: list[Grader], path: Path) -> None:
    """Refuse graders that do not fit the chapter's exercises, with file and line."""
    for g in graders:
        line = g.observe.__code__.co_firstlineno
        if g.symbol not in chapter.symbols:
            raise SourceError(path, line, say("source-grader-unknown", name=g.name, symbol=g.symbol))
        try:
            Text.parse(g.description)
        except ValueError:
            raise SourceError(path, line, say("source-grader-languages", name=g.name)) from None
        file = chapter.exercise(g.symbol).file
        if g.weights != file:
            raise SourceError(path, line, say("source-grader-weights", name=g.name, file=file or "—"))
    for e in chapter.exercises:
        total = sum(g.points for g in graders if g.symbol == e.symbol)
        if total != e.points:
            text = say("source-points-sum", name=e.symbol, points=e.points, sum=f"{total:g}")
            raise SourceError(chapter.path, e.line, text)
