"""What a student's folder holds: which of its files is graded, and the Report of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.beside import NOTHING, Beside, read_beside
from autograder.catalog import Chapter
from autograder.grading.allowance import FULL, Effort
from autograder.grading.engine import Seeds, grade
from autograder.report import ERROR, ExerciseReport, Report
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import MAX_FILE, Submission, SubmissionError, kind_of, read_file, read_submission
from autograder.text import Text, named, one_line, say
from autograder.weights import Weights, WeightsError, read_weights

MAX_CANDIDATES, MAX_LOOKED_INTO = 20, MAX_FILE  # files of one folder that are looked into; bytes of them all
USUAL = (".ipynb", ".py")


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


def choose(folder: Path, chapter: Chapter) -> tuple[Path, bytes, tuple[Text, ...]]:
    """The file to grade, its bytes, and what was odd. The right name counts, else the cells that fit best.

    Raises SubmissionError when there is none, or it cannot be read.
    """
    wanted = f"{chapter.stem}.ipynb"
    where = f"{named(folder.parent.name)}/{named(folder.name)}"
    try:
        if folder.is_symlink() or not folder.is_dir():
            raise SubmissionError(say("grade-no-folder", folder=where))
        names = sorted(e.name for e in os.scandir(folder) if not e.is_dir(follow_symlinks=False))
    except OSError as error:
        raise SubmissionError(say("grade-folder-unreadable", folder=where, reason=error.strerror)) from None
    found = sorted((n for n in names if kind_of(n)), key=_unusual)
    if wanted in found:
        notebooks = [n for n in found if _unusual(n) == 0 and n != wanted]
        others = ", ".join(named(n, 100) for n in notebooks[:MAX_CANDIDATES])
        notes = (say("grade-other-notebooks", file=wanted, others=others),) if others else ()
        return folder / wanted, read_file(folder / wanted), notes
    if not found:
        raise SubmissionError(say("grade-no-notebook", folder=where, file=wanted))
    best: tuple[int, Path, bytes] | None = None
    reason: SubmissionError | None = None
    left = MAX_LOOKED_INTO
    for name in found[:MAX_CANDIDATES]:
        data = b""  # of the one before, if it is not the best
        try:
            data = read_file(folder / name, left)
            left -= len(data)
            fits = _fits(data, name, chapter)
        except SubmissionError as error:
            reason = reason or error
            continue
        if best is None or fits > best[0]:
            best = (fits, folder / name, data)
    if best is None:
        assert reason is not None
        raise reason
    if best[0] == 0 and (len(found) > 1 or _unusual(best[1].name) == len(USUAL)):
        raise SubmissionError(say("grade-no-notebook", folder=where, file=wanted))
    return best[1], best[2], (say("grade-renamed", file=named(best[1].name, 100), wanted=wanted),)


def _unusual(name: str) -> int:
    """The place of a file among those of a folder: notebooks first, then scripts, then odd ends of names."""
    return next((i for i, end in enumerate(USUAL) if name.casefold().endswith(end)), len(USUAL))


def _fits(data: bytes, name: str, chapter: Chapter) -> int:
    """How many exercises of the chapter a file has something for."""
    cells = read_submission(data, name).cells
    return sum(any(c.grade_id == e.symbol or c.defines(e.symbol) for c in cells) for e in chapter.exercises)


def grade_handed(
    handed: Handed, chapter: Chapter, seeds: Seeds, sandbox: Sandbox, effort: Effort = FULL
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
    return replace(
        report, notes=(*why, *handed.notes, *handed.beside.notes, *report.notes), cut=not effort.explained
    )
