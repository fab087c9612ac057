"""What a student types after `pytest`: an exercise's or a chapter's name means that exercise or chapter.

After `-k`, a word that is an exercise's name, letter by letter (`AND`, `ch02.AND`), means all checks of that
exercise, in each chapter that has one of that name; any other word means what it means to pytest. A chapter
or its file in the place of a path (`ch02`, `ch02_perceptron.ipynb`) means the chapter's checks.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from _pytest.mark.expression import Expression

from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.student.chapter_file import start_command
from autograder.faces.student.copy import Copy
from autograder.text import Text, ZerotsukuError, inner, named, say

WORD = re.compile(r"[\w:+\-.\[\]\\/]+")  # a name in an expression, as pytest reads it
LIKELY = 0.6
TESTS = Path("tests", "selfcheck")
SUFFIXES = (".ipynb", ".py")


def mark_of(exercise: Exercise, chapter: Chapter) -> str:
    """The keyword that all checks of an exercise have and no other: pytest's own are parts of names, and do
    not tell `Relu` from `relu`."""
    return f"exercise:{chapter.id}:{chapter.exercises.index(exercise)}:"


def meant(expression: str, copy: Copy) -> str:
    """What `-k` asks for, with the names of exercises as their keywords.

    Raises ZerotsukuError for what pytest cannot read.
    """
    if not expression.strip():
        return expression
    try:
        Expression.compile(expression)
    except Exception:  # SyntaxError; older releases of pytest have an error of their own
        name = _likely(WORD.findall(expression)) or _example(copy).symbol
        raise ZerotsukuError(say("asked-not-read", asked=inner(expression, 200), name=name)) from None

    def keyword(found: re.Match[str]) -> str:
        marks = [mark_of(c.exercise(found[0]), c) for c in catalog().having(found[0])]
        return f"({' or '.join(marks)})" if marks else found[0]

    return WORD.sub(keyword, expression)


def checks_meant(typed: Sequence[str], copy: Copy, here: Path) -> list[str]:
    """The arguments with the chapters' checks in place of the chapters.

    Raises ZerotsukuError for a path that is not there.
    """
    return [_checks_meant(argument, copy, here) for argument in typed]


def _checks_meant(argument: str, copy: Copy, here: Path) -> str:
    path, _, rest = argument.partition("::")
    there, chapter = here / path, _chapter(Path(path))
    if chapter and not there.is_dir():
        checks = copy.folder / TESTS / f"test_{chapter.stem}.py"
        if not checks.is_file():
            raise ZerotsukuError(say("asked-path-chapter", path=named(path), chapter=chapter.id))
        if not rest:
            return str(checks)
    elif there.exists():
        return argument
    name = _likely([rest.rpartition("::")[2] or path])
    if name:
        raise ZerotsukuError(say("asked-path-exercise", path=named(argument), name=name))
    example = _example(copy)
    values = {"path": named(argument), "chapter": example.chapter, "name": example.symbol}
    raise ZerotsukuError(say("asked-path", **values))


def _chapter(path: Path) -> Chapter | None:
    """The chapter that is named as a student would: by its id, its stem or its file."""
    name = path.stem if path.suffix in SUFFIXES else path.name
    for id_, source in catalog().chapters.paths.items():
        if name in (id_, source.stem):
            return catalog().chapters[id_]
    return None


def why_nothing(copy: Copy, expression: str) -> Text:
    """Why nothing was checked, and what to type."""
    there = _chapters_there(copy)
    if not there:
        return say("asked-no-tests", command=start_command(copy))
    words = [w for w in WORD.findall(expression) if w not in ("and", "or", "not")]
    known = {word: catalog().having(word) for word in words}
    for word, chapters in known.items():
        if chapters and not any(c.id in there for c in chapters):
            return say("asked-not-here", name=word, chapter=chapters[0].title)
    for word, chapters in known.items():
        likely = None if chapters else _likely([word])
        if likely:
            return say("asked-exercise", name=inner(word, 80), likely=likely)
    example = _example(copy)
    values = {"chapter": example.chapter, "name": example.symbol}
    return say("asked-no-match" if words else "asked-nothing", asked=inner(expression, 200), **values)


def _likely(words: Iterable[str]) -> str | None:
    """The exercise that one of the words is nearly the name of."""
    symbols = [e.symbol for e in catalog().exercises]
    folded = {symbol.casefold(): symbol for symbol in reversed(symbols)}
    for word in words:
        tail = word.rpartition(".")[2]
        if tail in symbols:
            return tail
        near = difflib.get_close_matches(tail.casefold(), folded, 1, LIKELY)
        if near:
            return folded[near[0]]
    return None


def _chapters_there(copy: Copy) -> list[str]:
    paths = catalog().chapters.paths
    return [id_ for id_, path in paths.items() if (copy.folder / TESTS / f"test_{path.stem}.py").is_file()]


def _example(copy: Copy) -> Exercise:
    """An exercise to show how one is named: of a chapter that is in the copy."""
    there = _chapters_there(copy)
    return (catalog().chapters[there[0]] if there else next(iter(catalog()))).exercises[0]
