"""`check("sigmoid")` in a notebook: the visible checks of one exercise, and a card that tells the result."""

from __future__ import annotations

import difflib
import json
import os
import sys
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import autograder.quick  # noqa: F401 (before anything imports nbformat)
from autograder.catalog import Catalog, Chapter, Exercise, catalog
from autograder.faces.student.cards.card import NO_CHAPTER, NO_NAME, STOPPED, UNKNOWN, Card, card
from autograder.faces.student.cards.chapter_card import ChapterCard, chapter_card, survey
from autograder.faces.student.copy import find_copy
from autograder.faces.student.spoken import spoken
from autograder.plain import PLAINLY
from autograder.report import PASSED
from autograder.selfcheck.checks import checks_path, load_checks
from autograder.selfcheck.running import Student, defined
from autograder.selfcheck.summary import check_exercise
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, Text, default_language, inner, one_line, say

WHOLE = object()  # what `check()` is about
MAX_NOTEBOOK = 20 * 2**20  # bytes; the metadata of a larger one are not read


class NotRight(Exception):
    """Raised while nbgrader validates a notebook, so that its button tells the truth."""

    def __init__(self, shown: Card):
        super().__init__(repr(shown))

    def _render_traceback_(self) -> list[str]:  # IPython shows this in place of a traceback
        return str(self).split("\n")


def check(exercise: Any = WHOLE) -> None:
    """Check one exercise of this notebook and show what is right and what is not.

    `exercise` is its name, "sigmoid" or "ch03.sigmoid", or the function itself. Without one, the map of the
    whole chapter is shown; "ch03" asks for that chapter's.
    """
    namespace, validating = sys._getframe(1).f_globals, os.environ.get("NBGRADER_VALIDATING") == "1"
    shown: Card | ChapterCard
    if exercise is WHOLE or _is_chapter(exercise):
        if validating:
            return  # a map is no answer that could be right or wrong
        shown = map_for(namespace, None if exercise is WHOLE else exercise)
    else:
        shown = card_for(exercise, namespace)
        if validating and shown.status != PASSED:
            raise NotRight(shown)
    display = _display()
    if display:
        display(shown)
    else:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        print(repr(shown).encode(encoding, PLAINLY).decode(encoding))


def _display() -> Any:
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return None
    from IPython.display import display

    return display


def card_for(exercise: Any, namespace: dict[str, Any]) -> Card:
    """The card for an exercise, checked on what `namespace` defines."""
    book, notebook = catalog(), _notebook(namespace)
    name = _name_of(exercise)
    chapter = chapter_of(name, namespace, notebook, book)
    symbols = chapter.symbols if chapter else {e.symbol for e in book.exercises}
    lang = language(namespace, notebook, symbols)
    if chapter is None:
        named = isinstance(exercise, str) or callable(exercise)
        return _unknown(name if named else "", namespace, notebook, book, lang)
    found = chapter.exercise(name)
    student = _student(namespace, chapter)
    try:
        result = check_exercise(found, chapter, _checks(chapter), student)
    except KeyboardInterrupt:
        return Card(lang, STOPPED, found.symbol, found.title[lang], (say("card-stopped")[lang],))
    _checked[found.id] = (namespace.get(found.symbol), result.status)
    return card(result, lang, _next(found, chapter, student))


def map_for(namespace: dict[str, Any], id_: str | None = None) -> Card | ChapterCard:
    """The map of a chapter, the notebook's own unless one is named, checked on what `namespace` defines."""
    book, notebook = catalog(), _notebook(namespace)
    chapter = book.chapters[id_] if id_ else _own_chapter(namespace, notebook, book)
    lang = language(namespace, notebook, {e.symbol for e in book.exercises})
    if chapter is None:
        return Card(lang, NO_CHAPTER, "check()", lines=(say("map-unknown")[lang],))
    return chapter_card(chapter, survey(chapter, _checks(chapter), _student(namespace, chapter)), lang)


def _is_chapter(exercise: Any) -> bool:
    return type(exercise) is str and exercise in catalog().chapters


def _own_chapter(namespace: Mapping[str, Any], notebook: Mapping[str, Any], book: Catalog) -> Chapter | None:
    """The notebook's chapter, or else the one of which the namespace defines most, if it defines any."""
    told = notebook.get("chapter")
    if isinstance(told, str) and told in book.chapters:
        return book.chapters[told]
    likely = max(book, key=lambda chapter: _share(chapter, namespace))
    return likely if _share(likely, namespace) else None


def _share(chapter: Chapter, namespace: Mapping[str, Any]) -> float:
    return len(chapter.symbols & namespace.keys()) / len(chapter.symbols)


def _student(namespace: dict[str, Any], chapter: Chapter) -> Student:
    written = defined(namespace, chapter.symbols)
    return Student(namespace, written, submission=_history(namespace), chapter=chapter)


def _name_of(exercise: Any) -> str:
    """The name that is given, or that of a function or class; of any other object, its class's."""
    if isinstance(exercise, str):
        return one_line(exercise.strip(), 80)
    try:
        found = exercise.__name__
    except Exception:  # an object that has none, or that does something else when it is asked
        found = None
    return one_line(found if isinstance(found, str) else type(exercise).__name__, 80)


def chapter_of(
    name: str, namespace: Mapping[str, Any], notebook: Mapping[str, Any], book: Catalog
) -> Chapter | None:
    """The chapter whose exercise is meant: the named one, the notebook's, or else the one of which the
    namespace defines most. None if no chapter has the exercise."""
    having = book.having(name)
    own = [c for c in having if c.id == notebook.get("chapter")]

    return own[0] if own else max(having, key=lambda chapter: _share(chapter, namespace), default=None)


def language(namespace: Mapping[str, Any], notebook: Mapping[str, Any], symbols: Set[str]) -> str:
    """The language to answer in: ZEROTSUKU_LANG, else the notebook's, else the copy's, else that of
    what has run of it."""
    if os.environ.get("ZEROTSUKU_LANG") in LANGUAGES:
        return default_language()
    if notebook.get("lang") in LANGUAGES:
        return str(notebook["lang"])
    copy = find_copy(Path.cwd())
    if copy:
        return copy.lang
    return spoken(namespace, symbols)


def _notebook(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """`{"chapter", "lang"}` of the open notebook's metadata, if the server tells where it is; else {}."""
    told = namespace.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME")
    if not isinstance(told, str) or not told.endswith(".ipynb"):
        return {}
    return _metadata(Path.cwd() / Path(told).name)


@cache
def _metadata(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_NOTEBOOK:
            return {}
        found = json.loads(path.read_bytes())["metadata"]["zerotsuku"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _history(namespace: Mapping[str, Any]) -> Submission | None:
    """The cells that were run, for what an explanation can find in them."""
    inputs = namespace.get("In")
    if not isinstance(inputs, list):
        return None
    sources = [source for source in inputs if isinstance(source, str)]
    return Submission("", tuple(Cell("code", source, n) for n, source in enumerate(sources)))


def _checks(chapter: Chapter) -> ModuleType:
    path = checks_path(chapter, Path.cwd())
    return _load(path, path.stat().st_mtime_ns)


_checked: dict[str, tuple[Any, str]] = {}  # exercise → what was checked last, and its status then


@cache
def _load(path: Path, changed: int) -> ModuleType:
    return load_checks(path)


def _next(exercise: Exercise, chapter: Chapter, student: Student) -> Text:
    """After a right answer: the next exercise that is not written yet, from here on and then from the top.

    When all are written, one that was not right when it was last checked.
    """
    position = chapter.exercises.index(exercise)
    for other in (*chapter.exercises[position + 1 :], *chapter.exercises[:position]):
        if student.progress.get(other.symbol) != "written":
            return say("card-next", name=other.symbol, title=other.title)
    for other in chapter.exercises:
        checked, status = _checked.get(other.id, (None, PASSED))
        if status != PASSED and checked is student.namespace.get(other.symbol):
            return say("card-next-again", name=other.symbol, title=other.title)
    return say("card-last", chapter=chapter.title)


def _unknown(
    name: str, namespace: Mapping[str, Any], notebook: Mapping[str, Any], book: Catalog, lang: str
) -> Card:
    """There is no such exercise: the likely one, or those of this chapter; without a name, how to ask."""
    chapter = _own_chapter(namespace, notebook, book) or next(iter(book))
    if not name:
        text = say("card-no-name", name=chapter.exercises[0].symbol)
        return Card(lang, NO_NAME, "check", lines=(text[lang],))
    symbols = [e.symbol for e in book.exercises]
    likely = difflib.get_close_matches(name.rpartition(".")[2], symbols, 1, 0.6)
    if likely:
        text = say("card-likely", name=inner(name), likely=likely[0])
    else:
        known = ", ".join(e.symbol for e in chapter.exercises)
        text = say("unknown-exercise", name=inner(name), chapter=chapter.id, known=known)
    return Card(lang, UNKNOWN, name, lines=(text[lang],))
