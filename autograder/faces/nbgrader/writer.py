"""The one writer of a run: graded notebooks into autograded/ and marks into the gradebook, a batch at a time.

A kill at any moment only costs time. A graded notebook says by its digest what it was made from, and takes
its place after the marks that stand in it are in the gradebook: one that is there is one whose marks are.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.catalog import Chapter
from autograder.faces.nbgrader.collected import (
    SUBMISSION_SECRET,
    copy_nbgraders_files,
    fallback_secret,
    odd_timestamp,
    read_timestamp,
)
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.folders import lay_beside, make_folder, part_of, refusals
from autograder.faces.nbgrader.summary import GRADED, KEPT, UNREADABLE, Row
from autograder.faces.nbgrader.task import Made, Task, graded_record
from autograder.text import Text

BATCH = 25  # submissions in one transaction


@dataclass(frozen=True)
class Laid:
    """A graded submission on its way: its row, the entry for the gradebook, and the notebook's files."""

    row: Row
    entry: Any  # gradebook.Entry
    part: Path
    notebook: Path


class Writer:
    """Takes results as they come; `settled` is told each row when it stands in the gradebook."""

    def __init__(self, course: Course, chapter: Chapter, book: Any, settled: Callable[[Row], None]):
        self.course, self.chapter, self.book, self.settled = course, chapter, book, settled
        self.batch: list[Laid] = []
        self.kept: dict[str, Row] = {}  # whose late penalty is still to be looked at

    @property
    def is_due(self) -> bool:
        """Whether there is enough to write."""
        return len(self.batch) + len(self.kept) >= BATCH

    def _notebook(self, student: str) -> Path:
        return self.course.autograded(self.chapter, student) / f"{self.chapter.stem}.ipynb"

    def digest(self, student: str, folder: Path, standing: Any) -> str:
        """What a student's notebook was made from, if it and the marks are there as they were made."""
        notebook = self._notebook(student)
        for name in (notebook.name, "timestamp.txt", SUBMISSION_SECRET):  # what a killed run has left
            with contextlib.suppress(OSError):
                part_of(notebook.with_name(name)).unlink()
        record = graded_record(notebook) if standing else None
        if record is None:
            return ""
        exercises = record["report"]["exercises"].items()
        scores = {id_.partition(".")[2]: exercise["score"] for id_, exercise in exercises}
        timestamp = read_timestamp(folder, self.course.zone)
        if scores != standing.automatic or (timestamp or standing.timestamp) != standing.timestamp:
            return ""
        return str(record["digest"])

    def keep(self, task: Task, made: Made) -> None:
        """Take one whose graded notebook still holds; a killed run may have left another time beside it."""
        with refusals("grade-cannot-write", self._notebook(task.student).parent):
            self._copy_nbgraders_files(task)
        record = graded_record(self._notebook(task.student))
        report = record["report"] if record else {"notes": [], "exercises": {}}
        notes = tuple(Text(note, note) for note in report["notes"])
        states = {id_.partition(".")[2]: e["status"] for id_, e in report["exercises"].items()}
        status = KEPT if made.readable else UNREADABLE
        self.kept[task.student] = Row(task.student, status, {}, 0.0, 0.0, notes, states=states)

    def put(self, task: Task, made: Made) -> None:
        """Take one that is graded; its notebook is on the disk from now on, beside its place."""
        from autograder.faces.nbgrader.gradebook import Entry

        report = made.report
        assert report is not None
        course, notebook = self.course, self._notebook(task.student)
        with refusals("grade-cannot-write", notebook.parent):
            make_folder(notebook.parent, course.root, course.shared)
            self._copy_nbgraders_files(task)
            part = lay_beside(notebook, made.notebook, course.file_mode(0o444))
        status = GRADED if made.readable else UNREADABLE
        states = {e.symbol: e.status for e in report.exercises}
        row = Row(task.student, status, {}, 0.0, 0.0, report.notes, report.cut, states)
        timestamp = read_timestamp(task.folder, course.zone)
        entry = Entry(task.student, timestamp, {e.symbol: e.score for e in report.exercises}, made.notebook)
        self.batch.append(Laid(row, entry, part, notebook))

    def _copy_nbgraders_files(self, task: Task) -> None:
        course, fallback = self.course, fallback_secret(self.course.secret, self.chapter, task.student)
        folder = self._notebook(task.student).parent
        copy_nbgraders_files(task.folder, folder, fallback, course.zone, course.file_mode())

    def write(self) -> None:
        """Write what was taken, in one transaction. Raises ZerotsukuError; then nothing is left of it."""
        batch, self.batch = self.batch, []
        kept, self.kept = self.kept, {}
        if batch:
            try:
                standings = self.book.write([laid.entry for laid in batch])
                for laid in batch:
                    with refusals("grade-cannot-write", laid.notebook):
                        laid.part.replace(laid.notebook)
            except BaseException:
                for laid in batch:
                    with contextlib.suppress(OSError):
                        laid.part.unlink()
                raise
            for laid in batch:
                self._settle(laid.row, standings[laid.row.student])
        if kept:
            for student, standing in self.book.settle(list(kept)).items():
                self._settle(kept[student], standing)

    def _settle(self, row: Row, standing: Any) -> None:
        """A row with what the gradebook says, and what is odd about the time."""
        odd = odd_timestamp(self.course.submitted(self.chapter, row.student), self.course.zone)
        notes = (*((odd,) if odd else ()), *row.notes)
        self.settled(
            replace(row, scores=standing.counting, score=standing.total, late=standing.late, notes=notes)
        )
