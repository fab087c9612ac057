"""The chapter's map that `check()` shows: how far each exercise is, what needs what, and the next step."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.catalog import Chapter, Exercise
from autograder.faces.student.cards.card import COLOURS, SYMBOLS, UNCHECKED, status_word, template
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING, Student
from autograder.selfcheck.summary import ExerciseCheck, check_exercise
from autograder.text import Text, clean, say

SECONDS = 10.0  # after so long no further exercise is begun; one alone is bounded by the checks' own limit


@dataclass(frozen=True)
class Row:
    """One exercise of the map; `needs` says of each exercise that it uses how far that one is."""

    status: str
    name: str
    title: str
    where: str
    track: str
    points: int
    needs: tuple[str, ...]


@dataclass(frozen=True)
class ChapterCard:
    """What a student reads about a whole chapter; the language is chosen."""

    lang: str
    title: str
    rows: tuple[Row, ...]
    next: str
    notes: tuple[str, ...] = ()

    @property
    def progress(self) -> str:
        done = [row for row in self.rows if row.status == PASSED]
        values = {"done": len(done), "total": len(self.rows)}
        most = sum(r.points for r in self.rows)
        if not most:
            return say("map-progress-ungraded", **values)[self.lang]
        return say("map-progress", **values, points=sum(r.points for r in done), most=most)[self.lang]

    @property
    def share(self) -> int:
        """Of the points, those of what is right, in percent; of the exercises, where there are no points."""
        graded = any(r.points for r in self.rows)
        worth = [(r.points if graded else 1, r.status == PASSED) for r in self.rows]
        return round(100 * sum(n for n, right in worth if right) / sum(n for n, _ in worth))

    def points(self, row: Row) -> str:
        """The points of an exercise; a word where there are none."""
        return str(row.points) if row.points else say("ungraded")[self.lang]

    def word(self, status: str) -> str:
        return status_word(status)[self.lang]

    def heading(self, key: str) -> str:
        return say(f"map-{key}")[self.lang]

    def _repr_html_(self) -> str:
        return template("chapter.html").render(card=self, colours=COLOURS, symbols=SYMBOLS)

    def __repr__(self) -> str:
        lines = [self.title, f"  {self.progress}"]
        for row in self.rows:
            head = f"  {SYMBOLS[row.status]} {self.word(row.status)}  {row.name}  {row.title}"
            points = say("map-points" if row.points else "ungraded", points=row.points)[self.lang]
            needs = f"  {self.heading('needs')}: {', '.join(row.needs)}" if row.needs else ""
            lines.append(f"{head}  ({row.where}, {row.track}, {points}){needs}")
        return "\n".join([*lines, *(f"  {note}" for note in self.notes), f"  {self.next}"])


def survey(chapter: Chapter, module: Any, student: Student, seconds: float = SECONDS) -> list[ExerciseCheck]:
    """All visible checks of a chapter, exercise by exercise; what there was no time for is UNCHECKED.

    Exercises that are not written cost no time. An interrupt ends it as the end of the time does.
    """
    end, found = time.monotonic() + seconds, []
    for exercise in chapter.exercises:
        late = time.monotonic() > end and student.progress.get(exercise.symbol) not in (None, "stub")
        if late:
            found.append(ExerciseCheck(exercise, UNCHECKED, ()))
            continue
        try:
            found.append(check_exercise(exercise, chapter, module, student))
        except KeyboardInterrupt:
            end = 0.0
            found.append(ExerciseCheck(exercise, UNCHECKED, ()))
    return found


def chapter_card(chapter: Chapter, found: Sequence[ExerciseCheck], lang: str) -> ChapterCard:
    """The map from what the visible checks of each exercise gave."""
    status = {c.exercise.symbol: c.status for c in found}
    left = [c.exercise.symbol for c in found if c.status == UNCHECKED]
    return ChapterCard(
        lang,
        chapter.title[lang],
        tuple(_row(c, chapter, status, lang) for c in found),
        clean(next_step(chapter, status)[lang]),
        (say("map-unchecked", names=", ".join(left))[lang],) if left else (),
    )


def _row(found: ExerciseCheck, chapter: Chapter, status: Mapping[str, str], lang: str) -> Row:
    e = found.exercise
    needs = []
    for need in e.needs:
        symbol = need.removeprefix(f"{chapter.id}.")
        needs.append(f"{SYMBOLS[status[symbol]]} {symbol}" if symbol in status else need)
    section, track = say("map-section", section=e.section)[lang], say(f"track-{e.track}")[lang]
    return Row(found.status, e.symbol, e.title[lang], section, track, e.points, tuple(needs))


def next_step(chapter: Chapter, status: Mapping[str, str]) -> Text:
    """What to do next: mend what is wrong, go on with what is begun, write what is not, in this order; but
    before an exercise whatever it needs."""
    for statuses in ((FAILED, WAITING), (UNFINISHED,), (NOT_STARTED,)):
        for exercise in chapter.exercises:
            if status[exercise.symbol] in statuses:
                first = _first(exercise, chapter, status)
                said = say(f"map-next-{_kind(status[first.symbol])}", name=first.symbol, title=first.title)
                if first is exercise:
                    return said
                return say("map-next-for", next=said, name=exercise.symbol)
    if UNCHECKED in status.values():
        name = next(e.symbol for e in chapter.exercises if status[e.symbol] == UNCHECKED)
        return say("map-next-unchecked", name=name)
    return say("map-all-done", chapter=chapter.title)


def _kind(status: str) -> str:
    return "failed" if status == WAITING else status.replace("_", "-")


def _first(exercise: Exercise, chapter: Chapter, status: Mapping[str, str]) -> Exercise:
    """The exercise itself, or what it needs and is not right, down to what needs nothing of that kind."""
    for need in exercise.needs:
        symbol = need.removeprefix(f"{chapter.id}.")
        if status.get(symbol) in (FAILED, WAITING, UNFINISHED, NOT_STARTED):
            return _first(chapter.exercise(symbol), chapter, status)
    return exercise
