"""How far a student is: the last result of each exercise of a copy, and what is next."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.student.copy import Copy
from autograder.faces.student.next_step import next_of
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.source import localise
from autograder.text import Text, say

ORDER = (PASSED, FAILED, UNFINISHED, WAITING, NOT_STARTED)


class Progress:
    """The last results, and the keys of the texts that they are of."""

    def __init__(self, copy: Copy, chapters: Iterable[str]):
        self.copy = copy
        self.chapters: list[Chapter] = []
        self._found: dict[str, ExerciseCheck] = {}
        self._keys: dict[str, str] = {}
        self.widen(chapters)

    def widen(self, chapters: Iterable[str]) -> None:
        """Count these chapters, too."""
        ids = {*chapters, *(c.id for c in self.chapters)}
        self.chapters = [chapter for chapter in catalog() if chapter.id in ids]

    def known(self, chapter: Chapter) -> dict[str, str]:
        """Symbol → key, of each exercise of which there is a result."""
        return {e.symbol: self._keys[e.id] for e in chapter.exercises if e.id in self._keys}

    def forget(self) -> None:
        """Check all again; the results stand until then."""
        self._keys.clear()

    def take(self, found: ExerciseCheck, key: str) -> ExerciseCheck | None:
        """Keep a result; the one before it, if any."""
        before = self._found.get(found.exercise.id)
        self._found[found.exercise.id], self._keys[found.exercise.id] = found, key
        return before

    def of(self, exercise: Exercise) -> ExerciseCheck | None:
        return self._found.get(exercise.id)

    def status(self, exercise: Exercise) -> str:
        found = self._found.get(exercise.id)
        return found.status if found else NOT_STARTED

    @property
    def exercises(self) -> list[Exercise]:
        return [e for chapter in self.chapters for e in chapter.exercises]

    def counts(self) -> dict[str, int]:
        statuses = [self.status(e) for e in self.exercises]
        return {status: statuses.count(status) for status in ORDER}

    def next(self) -> Exercise | None:
        """What to do next: mend, finish, write; in a chapter that is begun before one that is not."""
        exercises = self.exercises
        at = next_of([(e, self.status(e)) for e in exercises], (FAILED, UNFINISHED, NOT_STARTED, WAITING))
        return None if at is None else exercises[at]

    def next_step(self) -> Text:
        """The sentence for it."""
        exercise = self.next()
        if exercise is None:
            return say("table-all-done", count=len(self.exercises))
        status = self.status(exercise)
        if status == WAITING:
            return waits(self._found[exercise.id])
        file = self.copy.file_of(catalog().chapter(exercise.chapter)).name
        key = f"table-next-{status.replace('_', '-')}"
        return say(key, name=exercise.symbol, title=exercise.title, file=file)


def waits(found: ExerciseCheck) -> Text:
    """Why an exercise waits."""
    return found.text or say("watch-waits", name=found.exercise.symbol, needs=", ".join(found.waits))


def asked(exercise: Exercise, lang: str) -> str:
    """What an exercise asks for: the first paragraph of its stub's docstring; "" if it has none."""
    chapter = catalog().chapter(exercise.chapter)
    cell = next(c for c in chapter.cells if c.keys.get("exercise") == exercise.symbol)
    for node in ast.parse(localise(cell.source, lang)).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == exercise.symbol:
            return (ast.get_docstring(node) or "").partition("\n\n")[0].strip()
    return ""


def found_of(told: dict[str, Any], chapter: Chapter) -> ExerciseCheck:
    """A result that came as plain data."""
    text, hint = (Text(*told[part]) if told[part] else None for part in ("text", "hint"))
    exercise = chapter.exercise(told["symbol"])
    return ExerciseCheck(exercise, told["status"], (), text, hint, tuple(told["waits"]))
