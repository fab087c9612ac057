"""The self-check as a table: what is done, wrong or not started in a copy, and what is next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.student.card import SYMBOLS, status_word
from autograder.faces.student.copy import Copy
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, Checked
from autograder.selfcheck.summary import ExerciseCheck, summarise
from autograder.text import Text, clean, say

Line = tuple[str, dict[str, bool]]
MARKUP = {PASSED: {"green": True}, FAILED: {"red": True}, UNFINISHED: {"yellow": True}}
WIDTH = 96
NOTHING = ("student-stub", "student-missing")  # what is said where nothing is written


class Table:
    """Collects the results of visible checks and lays them out as lines for the terminal.

    `partial` says that not all checks were asked for.
    """

    def __init__(self, copy: Copy):
        self.copy = copy
        self.partial = False
        self._checks: dict[str, list[Checked]] = {}
        self._progress: dict[str, str | None] = {}
        self._notes: dict[str, tuple[Text, ...]] = {}
        self._restored: dict[str, tuple[Text, ...]] = {}

    def add(self, told: dict[str, Any]) -> None:
        """Take the result of one visible check, as plain data."""
        id_ = told["exercise"]
        text = Text(*told["text"]) if told["text"] else None
        waits = tuple(told.get("waits", ()))
        checked = Checked(told["check"], told["status"], text, fingerprint=told["fingerprint"], waits=waits)
        self._checks.setdefault(id_, []).append(checked)
        self._progress[id_] = told["progress"]
        chapter = id_.partition(".")[0]
        self._notes[chapter] = tuple(Text(*pair) for pair in told["notes"])
        self._restored[chapter] = tuple(Text(*pair) for pair in told.get("restored", ()))

    def chapters(self) -> list[tuple[Chapter, list[ExerciseCheck]]]:
        """Chapter by chapter, in the book's order, the exercises that were checked."""
        found = []
        asked = {id_.partition(".")[0] for id_ in self._checks}
        for chapter in (catalog().chapters[id_] for id_ in sorted(asked)):
            checked = [
                summarise(e, self._checks[e.id], self._progress[e.id])
                for e in chapter.exercises
                if e.id in self._checks
            ]
            found.append((chapter, checked))
        return found

    def lines(self) -> Iterator[Line]:
        """The lines to print, with their colours."""
        chapters = self.chapters()
        if not chapters:
            yield self._say("table-nothing"), {}
            return
        for i, (chapter, checked) in enumerate(chapters):
            yield from [("", {})] if i else []
            yield from self._chapter(chapter, checked)
        yield "", {}
        everything = [c for _, checked in chapters for c in checked]
        counts = {
            s: sum(c.status == s for c in everything) for s in (PASSED, FAILED, UNFINISHED, NOT_STARTED)
        }
        summary = [
            f"{status_word(status)[self.copy.lang]} {n}"
            for status, n in counts.items()
            if n or status in (PASSED, NOT_STARTED)
        ]
        yield "  ".join(summary), {"bold": True}
        yield self._next(everything), {"bold": True}

    def _say(self, key: str, **values: object) -> str:
        return say(key, **values)[self.copy.lang]

    def _chapter(self, chapter: Chapter, checked: list[ExerciseCheck]) -> Iterator[Line]:
        done = sum(c.status == PASSED for c in checked)
        file = self.copy.file_of(chapter).name
        heading = self._say("table-chapter", title=chapter.title, file=file, done=done, total=len(checked))
        yield heading, {"bold": True}
        notes = self._notes[chapter.id] if any(c.status != PASSED for c in checked) else ()
        for note in (*self._restored[chapter.id], *notes):
            yield from self._wrapped("! ", note)
        told: set[Text] = set()
        for c in checked:
            if c.status == NOT_STARTED and not self._was_seen(c):
                continue
            word = status_word(c.status)[self.copy.lang]
            title = c.exercise.title[self.copy.lang]
            yield f"  {SYMBOLS[c.status]} {word}  {c.exercise.symbol}  {title}", MARKUP.get(c.status, {})
            if c.text and c.text not in told:  # a file that cannot be read is said once
                yield from self._wrapped("", c.text)
                told.add(c.text)
            if c.hint:
                yield from self._wrapped("→ ", c.hint)
        rest = [c.exercise.symbol for c in checked if c.status == NOT_STARTED and not self._was_seen(c)]
        if rest:
            word = status_word(NOT_STARTED)[self.copy.lang]
            text = f"{SYMBOLS[NOT_STARTED]} {word}  {', '.join(rest)}"
            for i, line in enumerate(textwrap.wrap(text, WIDTH - 2, break_on_hyphens=False)):
                yield ("  " if i == 0 else "      ") + line, {}

    def _was_seen(self, checked: ExerciseCheck) -> bool:
        """Whether there is more to say of an exercise that is not started than that it is not."""
        exercise = checked.exercise
        file = self.copy.file_of(catalog().chapter(exercise.chapter)).name
        plain = (say("student-no-file", file=file), *(say(k, name=exercise.symbol) for k in NOTHING))
        return checked.text is not None and checked.text not in plain

    def _wrapped(self, mark: str, text: Text) -> Iterator[Line]:
        for line in clean(text[self.copy.lang]).split("\n"):
            yield f"      {mark}{line}", {}

    def _next(self, everything: list[ExerciseCheck]) -> str:
        begun = {c.exercise.chapter for c in everything if c.status != NOT_STARTED}

        def place(c: ExerciseCheck) -> tuple[bool, bool]:
            """First what is begun; and who has begun is not sent back to what is ungraded."""
            return c.exercise.chapter not in begun, bool(begun) and not c.exercise.points

        ahead = sorted(everything, key=place)
        for status in (FAILED, UNFINISHED, NOT_STARTED):
            for c in ahead:
                if c.status == status:
                    return self._say(f"table-next-{status.replace('_', '-')}", **self._names(c.exercise))
        return self._say("table-partly-done" if self.partial else "table-all-done", count=len(everything))

    def _names(self, exercise: Exercise) -> dict[str, object]:
        file = self.copy.file_of(catalog().chapter(exercise.chapter)).name
        return {"name": exercise.symbol, "title": exercise.title, "file": file}
