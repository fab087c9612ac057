"""What `watch` prints, line by line, as data: where a line begins, its text, and its style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from autograder.catalog import Chapter
from autograder.faces.student.cards.card import SYMBOLS, status_word
from autograder.faces.student.watching.progress import ORDER, Progress, asked, waits
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import Text, clean, say

STYLES = {PASSED: "green", FAILED: "red", UNFINISHED: "yellow", WAITING: "cyan", NOT_STARTED: ""}
MARKS = {PASSED: "#", FAILED: "x", UNFINISHED: "~", WAITING: ":", NOT_STARTED: "."}  # the same in any font
IN, DEEP = 2, 6  # columns


@dataclass(frozen=True)
class Line:
    """A line, in one style or in pieces of several."""

    text: str
    indent: int = 0
    style: str = ""
    pieces: tuple[tuple[str, str], ...] = ()


def sentence(text: Text, lang: str, indent: int = 0, style: str = "", mark: str = "") -> Iterator[Line]:
    for part in clean(text[lang]).split("\n"):
        yield Line(mark + part, indent, style)


def result(found: ExerciseCheck, lang: str, hints: bool) -> Iterator[Line]:
    """One exercise: its status in a word, why, and the hint, or that there is one."""
    exercise = found.exercise
    word = status_word(found.status)[lang]
    head = f"{SYMBOLS[found.status]} {word}  {exercise.symbol}  {exercise.title[lang]}"
    yield Line(head, IN, STYLES[found.status])
    text = waits(found) if found.status == WAITING else found.text
    if text:
        yield from sentence(text, lang, DEEP)
    if found.hint and hints:
        yield from sentence(found.hint, lang, DEEP, mark="→ ")
    elif found.hint:
        yield Line(say("watch-has-hint")[lang], DEEP, "dim")


def together(status: str, symbols: Sequence[str], lang: str) -> Iterator[Line]:
    """Exercises of which there is nothing more to say than their status."""
    if symbols:
        yield Line(f"{SYMBOLS[status]} {status_word(status)[lang]}  {', '.join(symbols)}", IN, STYLES[status])


def is_plain(found: ExerciseCheck, file: str) -> bool:
    """Whether an exercise is not started, and there is nothing more to say of it."""
    name = found.exercise.symbol
    plain = (say("student-no-file", file=file), say("student-stub", name=name))
    missing = say("student-missing", name=name)
    return found.status == NOT_STARTED and (found.text is None or found.text in (*plain, missing))


def heading(chapter: Chapter, progress: Progress) -> Line:
    done = sum(progress.status(e) == PASSED for e in chapter.exercises)
    file = progress.copy.file_of(chapter).name
    total = len(chapter.exercises)
    text = say("table-chapter", title=chapter.title, file=file, done=done, total=total)
    return Line(text[progress.copy.lang], 0, "bold")


def listing(progress: Progress) -> Iterator[Line]:
    """Every exercise of the copy, a line each, in columns."""
    lang = progress.copy.lang
    words = max(cell_len(status_word(status)[lang]) for status in ORDER)
    names = max((cell_len(e.symbol) for e in progress.exercises), default=0)
    for chapter in progress.chapters:
        yield heading(chapter, progress)
        for exercise in chapter.exercises:
            status = progress.status(exercise)
            word = set_cell_size(status_word(status)[lang], words)
            text = (
                f"{SYMBOLS[status]} {word}  {set_cell_size(exercise.symbol, names)}  {exercise.title[lang]}"
            )
            yield Line(text, IN, STYLES[status])


def counted(progress: Progress) -> str:
    """How many exercises have which status, in words."""
    counts = progress.counts()
    told = [s for s in ORDER if counts[s] or s in (PASSED, NOT_STARTED)]
    return "  ".join(f"{status_word(s)[progress.copy.lang]} {counts[s]}" for s in told)


def bar(progress: Progress, columns: int) -> Line:
    """The workbook as a bar of so many columns, with a mark for each status: it needs no colour."""
    pieces = [(MARKS[s] * n, STYLES[s]) for s, n in _shares(progress.counts(), columns - 2)]
    return Line("", 0, "", (("[", ""), *pieces, ("]", "")))


def _shares(counts: dict[str, int], columns: int) -> Iterable[tuple[str, int]]:
    """Columns for each status, in all exactly so many, and none for nothing; one at least for anything."""
    total = sum(counts.values())
    if not total:
        return [(NOT_STARTED, columns)]
    shares = {s: max(1, n * columns // total) if n else 0 for s, n in counts.items()}
    largest = max(shares, key=lambda s: shares[s])
    shares[largest] += columns - sum(shares.values())
    return shares.items()


def what_next(progress: Progress) -> Iterator[Line]:
    """The next step, and what it asks for."""
    lang = progress.copy.lang
    yield from sentence(progress.next_step(), lang, 0, "bold")
    exercise = progress.next()
    if exercise and progress.status(exercise) == NOT_STARTED:
        for line in asked(exercise, lang).splitlines():
            yield Line(line.strip(), DEEP)


def hints_of(found: Iterable[ExerciseCheck], lang: str) -> Iterator[Line]:
    """The hints of what is wrong; where there is none, what to do without."""
    for one in found:
        name = one.exercise.symbol
        if one.hint:
            yield Line(f"{name}:", IN, "bold")
            yield from sentence(one.hint, lang, DEEP, mark="→ ")
        else:
            yield from sentence(say("watch-no-hint", name=name), lang, IN)
