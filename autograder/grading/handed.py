"""What a student's folder holds: which of its files is graded, and the Report of it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from autograder.beside import NBGRADERS, NOTHING, Beside, read_beside
from autograder.build import student_notebook
from autograder.catalog import Chapter
from autograder.grading.allowance import FULL, Effort
from autograder.grading.engine import DrawnSeeds, Seeds, grade
from autograder.grading.unrun import unrun_answers
from autograder.report import ERROR, ExerciseReport, Report
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import (
    MAX_FILE,
    NOTEBOOK,
    Cell,
    Submission,
    SubmissionError,
    kind_of,
    read_file,
    read_submission,
)
from autograder.text import LANGUAGES, Text, named, one_line, say
from autograder.weights import Weights, WeightsError, read_weights

MAX_CANDIDATES, MAX_LOOKED_INTO = 20, MAX_FILE  # files of one folder that are looked into; bytes of them all
USUAL = (".ipynb", ".py")
MAX_TOLD = 5  # names of files that cannot be graded
UNCODED = re.compile(r'"""(?:.|\n)*?"""|#.*')


@dataclass(frozen=True)
class Handed:
    """What one student handed in: the submission, or the sentence why there is none.

    `weights` are those of the open exercises, by symbol, or why they cannot be used; `beside` are the other
    files.
    """

    name: str
    data: bytes
    submission: Submission | None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()
    weights: Mapping[str, Weights | Text] = field(default_factory=dict)
    beside: Beside = NOTHING


def hand_in(folder: Path, chapter: Chapter, effort: Effort = FULL) -> Handed:
    """Read a student's folder; whatever is in it, this returns."""
    if not effort.graded:  # to read it may be what took too much
        return Handed("", b"", None, say("grade-spent-all"))
    try:
        path, data, notes = choose(folder, chapter)
    except SubmissionError as error:
        return Handed("", b"", None, error.text)
    name = one_line(path.name)
    try:
        submission = read_submission(data, path.name)
    except SubmissionError as error:
        return Handed(name, data, None, error.text, notes)
    beside = read_beside(folder, {path.name, *(e.file for e in chapter.exercises)})
    return Handed(name, data, submission, None, notes, weights_beside(folder, chapter), beside)


def weights_beside(folder: Path, chapter: Chapter) -> dict[str, Weights | Text]:
    """The weights in a folder for the chapter's open exercises, by symbol, or why they cannot be used."""
    found: dict[str, Weights | Text] = {}
    for exercise in chapter.exercises:
        if exercise.file:
            try:
                found[exercise.symbol] = read_weights(folder, exercise.file)
            except WeightsError as error:
                found[exercise.symbol] = error.text
    return found


@dataclass(frozen=True)
class _Candidate:
    """A file that may be the one to grade, and of how many exercises it has an answer, or at least a stub."""

    path: Path
    data: bytes
    answers: int
    stubs: int


def choose(folder: Path, chapter: Chapter) -> tuple[Path, bytes, tuple[Text, ...]]:
    """The file to grade, its bytes, and what was odd.

    The right name counts, unless only another file has answers; else the file with the most answers. A stub
    is no answer. Raises SubmissionError when there is none, or it cannot be read.
    """
    wanted = f"{chapter.stem}.ipynb"
    where = f"{named(folder.parent.name)}/{named(folder.name)}"
    try:
        if folder.is_symlink() or not folder.is_dir():
            raise SubmissionError(say("grade-no-folder", folder=where))
        names = sorted(e.name for e in os.scandir(folder) if not e.is_dir(follow_symlinks=False))
    except OSError as error:
        raise SubmissionError(say("grade-folder-unreadable", folder=where, reason=error.strerror)) from None
    found = sorted((n for n in names if kind_of(n)), key=lambda n: (n != wanted, _unusual(n)))
    if found == [wanted]:
        return folder / wanted, read_file(folder / wanted), ()
    if not found:
        raise SubmissionError(_none(where, wanted, names))
    candidates, reason = _candidates(folder, found, chapter)
    best = max(candidates, key=lambda c: (c.answers, c.stubs), default=None)
    right = next((c for c in candidates if c.path.name == wanted), None)
    if right and (right.answers or not best or not best.answers):
        best = right
    elif wanted in found and not (best and best.answers):
        return folder / wanted, read_file(folder / wanted), ()  # reading it tells what is wrong with it
    if best is None:
        assert reason is not None
        raise reason
    fits = best is right or best.answers + best.stubs
    if not fits and (len(found) > 1 or _unusual(best.path.name) == len(USUAL)):
        raise SubmissionError(_none(where, wanted, names))
    chosen = best.path.name
    notes = []
    if chosen != wanted:
        key = "grade-without-answers" if wanted in found else "grade-renamed"
        notes.append(say(key, file=named(chosen, 100), wanted=wanted))
    # A script with answers may be there to be imported: it lies in the sandbox's folder, too.
    fitting = {c.path.name for c in candidates if c.answers and kind_of(c.path.name) == NOTEBOOK}
    others = [n for n in found if n != chosen and (_unusual(n) == 0 or n in fitting)]
    if others:
        told = ", ".join(named(n, 100) for n in others[:MAX_CANDIDATES])
        notes.append(say("grade-other-notebooks", file=named(chosen, 100), others=told))
    return best.path, best.data, tuple(notes)


def _candidates(
    folder: Path, found: list[str], chapter: Chapter
) -> tuple[list[_Candidate], SubmissionError | None]:
    """Those of a folder's files that can be read, and why the first of the others cannot.

    The bytes are kept of those that may be chosen: of the right name, and with the most answers so far.
    """
    candidates: list[_Candidate] = []
    reason: SubmissionError | None = None
    left, most = MAX_LOOKED_INTO, (-1, -1)
    for name in found[:MAX_CANDIDATES]:
        data = b""  # of the one before
        try:
            data = read_file(folder / name, left)
            left -= len(data)
            fits = fit_of(data, name, chapter)
        except SubmissionError as error:
            reason = reason or error
            continue
        kept = data if fits > most or name == f"{chapter.stem}.ipynb" else b""
        most = max(most, fits)
        candidates.append(_Candidate(folder / name, kept, *fits))
    return candidates, reason


def _none(where: str, wanted: str, names: list[str]) -> Text:
    """That there is nothing to grade, and which files there are instead."""
    others = [n for n in names if n not in NBGRADERS]
    if not others:
        return say("grade-no-notebook", folder=where, file=wanted)
    told = ", ".join(named(n, 100) for n in others[:MAX_TOLD]) + (", …" if len(others) > MAX_TOLD else "")
    return say("grade-no-kind", folder=where, file=wanted, others=told)


def _unusual(name: str) -> int:
    """The place of a file among those of a folder: notebooks first, then scripts, then odd ends of names."""
    return next((i for i, end in enumerate(USUAL) if name.casefold().endswith(end)), len(USUAL))


def fit_of(data: bytes, name: str, chapter: Chapter) -> tuple[int, int]:
    """Of how many exercises of the chapter a file has an answer, and of how many others a stub."""
    cells = read_submission(data, name).cells
    own = [_own_code(c, chapter) for c in cells if c.definitions & chapter.symbols]
    answers = stubs = 0
    for e in chapter.exercises:
        if any(re.search(rf"(?:def|class){e.symbol}\b", code) for code in own):
            answers += 1
        elif any(c.grade_id == e.symbol or c.defines(e.symbol) for c in cells):
            stubs += 1
    return answers, stubs


def _own_code(cell: Cell, chapter: Chapter) -> str:
    """The code of a cell without what stands in the released notebook, stubs among it."""
    code = _code(cell.source)
    for released in _released(chapter):
        code = code.replace(released, "")
    return code


@cache
def _released(chapter: Chapter) -> tuple[str, ...]:
    texts = {_code(c.source) for lang in LANGUAGES for c in student_notebook(chapter, lang).cells}
    return tuple(sorted((t for t in texts if re.search("def|class", t)), key=len, reverse=True))


def _code(text: str) -> str:
    """A text without what does not count as code: docstrings, comments, blanks."""
    return "".join(UNCODED.sub("", text).split())


def grade_handed(
    handed: Handed, chapter: Chapter, seeds: Seeds | DrawnSeeds, sandbox: Sandbox, effort: Effort = FULL
) -> Report:
    """The Report of what was handed in; without a readable submission every exercise has 0 and the reason."""
    if handed.submission is None:
        assert handed.problem is not None
        exercises = tuple(
            ExerciseReport(e.id, e.title, 0.0, e.points, ERROR, (), handed.problem) for e in chapter.exercises
        )
        return Report(chapter.id, exercises, (), (handed.problem, *handed.notes), cut=not effort.graded)
    why = (effort.why,) if effort.why else ()
    report = grade(
        handed.submission, chapter, seeds, sandbox, effort.explained, handed.weights, handed.beside.files
    )
    odd = (*handed.notes, *handed.beside.notes, *unrun_answers(handed.submission, chapter))
    return replace(report, notes=(*why, *odd, *report.notes), cut=not effort.explained)
