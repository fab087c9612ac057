"""One run over a chapter: which process does it, what came of it so far, and what is said of that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.catalog import Chapter, Exercise
from autograder.faces.student.watching import lines
from autograder.faces.student.watching.checking import Message
from autograder.faces.student.watching.lines import Line
from autograder.faces.student.watching.processes import Running
from autograder.faces.student.watching.progress import Progress, found_of
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import Text, say

START, SAVED, BESIDE, AGAIN = "start", "saved", "beside", "again"  # why there is a run


@dataclass
class Turn:
    """A run. `at` is the exercise whose checks run, `deadline` when the process has to have told more."""

    chapter: Chapter
    why: str
    running: Running | None = None
    keys: dict[str, str] = field(default_factory=dict)
    at: Exercise | None = None
    deadline: float | None = None
    wrong: list[Exercise] = field(default_factory=list)
    _notes: list[list[str]] = field(default_factory=list)
    _together: dict[str, list[str]] = field(default_factory=lambda: {PASSED: [], NOT_STARTED: []})
    _kept: list[Line] = field(default_factory=list)
    _headed: bool = False

    def take(self, message: Message, progress: Progress, hints: bool) -> Iterator[Line]:
        """Take a message that tells of results; what is to be printed at once."""
        lang = progress.copy.lang
        match message:
            case ["read", keys, asked]:
                self.keys = keys
                if not asked and self.why == SAVED:
                    file = progress.copy.file_of(self.chapter).name
                    yield from self._head(progress)
                    yield from lines.sentence(say("watch-same", file=file), lang, lines.IN)
            case ["loaded", restored, notes]:
                self._notes = notes
                yield from self._in_turn(self._remarks(restored, lang), progress)
            case ["begin", symbol]:
                self.at = self.chapter.exercise(symbol)
            case ["result", told]:
                yield from self.result(found_of(told, self.chapter), progress, hints)

    def result(self, found: ExerciseCheck, progress: Progress, hints: bool) -> Iterator[Line]:
        """Keep the result of one exercise; what is to be printed at once."""
        self.at = None
        exercise, lang = found.exercise, progress.copy.lang
        before = progress.take(found, self.keys[exercise.symbol])
        same = before is None or before.status == found.status
        if found.status == FAILED:
            self.wrong.append(exercise)
        if found.status == PASSED and (same or self.why != SAVED):
            self._together[PASSED].append(exercise.symbol)
        elif lines.is_plain(found, progress.copy.file_of(self.chapter).name) and (same or self.why != SAVED):
            self._together[NOT_STARTED].append(exercise.symbol)
        else:
            notes = self._notes if found.status != PASSED else []  # before the first that is not right
            self._notes = self._notes[len(notes) :]
            told = [*self._remarks(notes, lang), *lines.result(found, lang, hints)]
            yield from self._in_turn(told, progress)

    def late(self, seconds: float) -> Text:
        """Why the run was ended."""
        return say("student-late" if self.at else "watch-load-late", seconds=f"{seconds:g}")

    def died(self) -> Text:
        """Why the run ended by itself."""
        return say("watch-crashed" if self.at else "watch-load-crashed")

    def end(self, progress: Progress) -> Iterator[Line]:
        """What is left to be printed: what goes together, and if all was checked, all the rest."""
        lang = progress.copy.lang
        gathered = [
            line for status, names in self._together.items() for line in lines.together(status, names, lang)
        ]
        if self._kept or gathered:
            yield from self._head(progress)
        yield from (*self._kept, *gathered)
        self._kept, self._together = [], {}

    def say(self, text: Text, progress: Progress) -> Iterator[Line]:
        """A sentence about the chapter's file."""
        yield from self._head(progress)
        yield from lines.sentence(text, progress.copy.lang, lines.IN, "yellow", "! ")

    def _remarks(self, pairs: list[list[str]], lang: str) -> list[Line]:
        return [line for pair in pairs for line in lines.sentence(Text(*pair), lang, lines.IN, mark="! ")]

    def _in_turn(self, told: list[Line], progress: Progress) -> Iterator[Line]:
        """Print these lines now or, where a whole chapter is checked, below its heading."""
        if self.why == START:
            self._kept += told
        elif told:
            yield from self._head(progress)
            yield from told

    def _head(self, progress: Progress) -> Iterator[Line]:
        if not self._headed and self.why == START:
            yield lines.heading(self.chapter, progress)
        elif not self._headed and self.why != AGAIN:
            yield Line(f"[{time.strftime('%H:%M:%S')}] {progress.copy.file_of(self.chapter).name}", 0, "bold")
        self._headed = True
