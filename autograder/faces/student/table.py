"""The self-check as a table: what is done, wrong or not started in a copy, and what is next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from autograder.catalog import Chapter, catalog
from autograder.faces.student.cards.card import SYMBOLS, status_word
from autograder.faces.student.copy import Copy
from autograder.faces.student.next_step import next_of
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING, Checked
from autograder.selfcheck.summary import ExerciseCheck, summarise
from autograder.text import Text, clean, named, say

Line = tuple[str, dict[str, bool]]
PARTLY = "partly"  # right as far as it was checked: not all of its checks were run
UNREAD = "unread"  # its file cannot be read
ORDER = (PASSED, FAILED, UNREAD, UNFINISHED, WAITING, PARTLY, NOT_STARTED)
MARKS = {**SYMBOLS, PARTLY: "◐", UNREAD: "!"}
MARKUP = {
    PASSED: {"green": True},
    FAILED: {"red": True},
    UNREAD: {"red": True},
    UNFINISHED: {"yellow": True},
    PARTLY: {"yellow": True},
}
WIDTH = 96
NOTHING = ("pytest-stub", "pytest-missing")  # what is said where nothing is written


class Table:
    """Collects the results of visible checks and lays them out as lines for the terminal.

    An exercise is right when all checks that its file has for it were run and are right.
    """

    def __init__(self, copy: Copy):
        self.copy = copy
        self._checks: dict[str, list[Checked]] = {}
        self._all: dict[str, list[str]] = {}
        self._progress: dict[str, str | None] = {}
        self._notes: dict[str, tuple[Text, ...]] = {}
        self._restored: dict[str, tuple[Text, ...]] = {}
        self._unread: dict[str, Text | None] = {}

    def add(self, told: dict[str, Any]) -> None:
        """Take the result of one visible check, as plain data."""
        id_ = told["exercise"]
        text = Text(*told["text"]) if told["text"] else None
        waits = tuple(told.get("waits", ()))
        checked = Checked(told["check"], told["status"], text, fingerprint=told["fingerprint"], waits=waits)
        self._checks.setdefault(id_, []).append(checked)
        self._all[id_] = told.get("all", [])
        self._progress[id_] = told["progress"]
        chapter = id_.partition(".")[0]
        doubled = _text(told.get("doubled"))
        self._notes[chapter] = tuple(Text(*pair) for pair in told["notes"])
        restored = tuple(Text(*pair) for pair in told.get("restored", ()))
        self._restored[chapter] = ((doubled,) if doubled else ()) + restored
        self._unread[chapter] = _text(told.get("unread"))

    def chapters(self) -> list[tuple[Chapter, list[ExerciseCheck]]]:
        """Chapter by chapter, in the book's order, the exercises that were checked."""
        found = []
        asked = {id_.partition(".")[0] for id_ in self._checks}
        for chapter in (catalog().chapters[id_] for id_ in sorted(asked)):
            checked = [
                self._as_far_as_run(summarise(e, self._in_order(e.id), self._progress[e.id]))
                for e in chapter.exercises
                if e.id in self._checks
            ]
            found.append((chapter, checked))
        return found

    def _in_order(self, id_: str) -> list[Checked]:
        """The results of an exercise in the order of its file (pytest-xdist and `--ff` have another); of a
        check that was run again, the last."""
        place = {name: i for i, name in enumerate(self._all[id_])}
        last = {checked.name: checked for checked in self._checks[id_]}
        return sorted(last.values(), key=lambda c: place.get(c.name, len(place)))

    def _as_far_as_run(self, found: ExerciseCheck) -> ExerciseCheck:
        """No exercise is right, and no mistake is named, as long as some of its checks were not run."""
        if self._unread[found.exercise.chapter]:
            return replace(found, status=UNREAD, text=None)
        if not self._ran_partly(found):
            return found
        return replace(found, status=PARTLY if found.status == PASSED else found.status, hint=None)

    def _ran_partly(self, found: ExerciseCheck) -> bool:
        return not {c.name for c in found.checks}.issuperset(self._all[found.exercise.id])

    def is_all_right(self) -> bool:
        """Whether there are exercises that were asked for, and all of them are right."""
        everything = [c for _, checked in self.chapters() for c in checked]
        return bool(everything) and all(c.status == PASSED for c in everything)

    def lines(self) -> Iterator[Line]:
        """The lines to print, with their colours."""
        chapters = self.chapters()
        for i, (chapter, checked) in enumerate(chapters):
            yield from [("", {})] if i else []
            yield from self._chapter(chapter, checked)
        yield "", {}
        everything = [c for _, checked in chapters for c in checked]
        counts = {status: sum(c.status == status for c in everything) for status in ORDER}
        summary = [
            f"{self._word(status)} {n}"
            for status, n in counts.items()
            if n or status in (PASSED, NOT_STARTED)
        ]
        yield "  ".join(summary), {"bold": True}
        yield self._next(chapters), {"bold": True}

    def _say(self, key: str, **values: object) -> str:
        return say(key, **values)[self.copy.lang]

    def _word(self, status: str) -> str:
        own = status in (PARTLY, UNREAD)
        return self._say(f"table-status-{status}") if own else status_word(status)[self.copy.lang]

    def _chapter(self, chapter: Chapter, checked: list[ExerciseCheck]) -> Iterator[Line]:
        done = sum(c.status == PASSED for c in checked)
        values = {"title": chapter.title, "file": self._file(chapter), "total": len(checked)}
        unread = self._unread[chapter.id]
        if unread:
            yield self._say("table-chapter-unread", **values), {"bold": True}
            yield from self._wrapped("! ", unread)
            return
        yield self._say("table-chapter", done=done, **values), {"bold": True}
        notes = self._notes[chapter.id] if any(c.status != PASSED for c in checked) else ()
        for note in (*self._restored[chapter.id], *notes):
            yield from self._wrapped("! ", note)
        for c in checked:
            if c.status != NOT_STARTED or self._was_seen(c):
                yield from self._exercise(c)
        rest = [c.exercise.symbol for c in checked if c.status == NOT_STARTED and not self._was_seen(c)]
        if rest:
            text = f"{MARKS[NOT_STARTED]} {self._word(NOT_STARTED)}  {', '.join(rest)}"
            for i, line in enumerate(textwrap.wrap(text, WIDTH - 2, break_on_hyphens=False)):
                yield ("  " if i == 0 else "      ") + line, {}

    def _exercise(self, c: ExerciseCheck) -> Iterator[Line]:
        title = c.exercise.title[self.copy.lang]
        head = f"  {MARKS[c.status]} {self._word(c.status)}  {c.exercise.symbol}  {title}"
        yield head, MARKUP.get(c.status, {})
        if c.text:
            yield from self._wrapped("", c.text)
        if c.hint:
            yield from self._wrapped("→ ", c.hint)
        if self._ran_partly(c) and c.status != NOT_STARTED:
            key = "table-partly-right" if c.status == PARTLY else "table-partly"
            values = {"ran": len(c.checks), "total": len(self._all[c.exercise.id]), "name": c.exercise.symbol}
            yield from self._wrapped("", say(key, **values))

    def _was_seen(self, checked: ExerciseCheck) -> bool:
        """Whether there is more to say of an exercise that is not started than that it is not."""
        exercise = checked.exercise
        file = self._file(catalog().chapter(exercise.chapter))
        plain = [say(key, name=exercise.symbol, file=file) for key in NOTHING]
        return checked.text is not None and checked.text not in plain

    def _wrapped(self, mark: str, text: Text) -> Iterator[Line]:
        for line in clean(text[self.copy.lang]).split("\n"):
            yield f"      {mark}{line}", {}

    def _next(self, chapters: list[tuple[Chapter, list[ExerciseCheck]]]) -> str:
        everything = [c for _, checked in chapters for c in checked]
        at = next_of([(c.exercise, c.status) for c in everything], ORDER[1:])
        if at is None:
            key = "table-all-done" if self._is_whole(chapters) else "table-chosen-right"
            return self._say(key, count=len(everything))
        c = everything[at]
        need = c.waits[0].rpartition(".")[2] if c.waits else c.exercise.symbol
        values = {"name": c.exercise.symbol, "title": c.exercise.title, "need": need}
        chapter = catalog().chapter(c.exercise.chapter)
        values |= {"file": self._file(chapter), "chapter": str(int(chapter.id[2:]))}
        return self._say(f"table-next-{c.status.replace('_', '-')}", **values)

    def _is_whole(self, chapters: list[tuple[Chapter, list[ExerciseCheck]]]) -> bool:
        """Whether nothing of the copy was left out."""
        seen = {chapter.id for chapter, checked in chapters if len(checked) == len(chapter.exercises)}
        tests = self.copy.folder / "tests" / "selfcheck"
        paths = catalog().chapters.paths
        return all(id_ in seen or not (tests / f"test_{p.stem}.py").exists() for id_, p in paths.items())

    def _file(self, chapter: Chapter) -> str:
        return named(self.copy.file_of(chapter).name)


def _text(pair: list[str] | None) -> Text | None:
    return Text(*pair) if pair else None
