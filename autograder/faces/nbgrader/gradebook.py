"""nbgrader's own gradebook, written by one writer in one transaction a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy
from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.api import (
    Course as CourseRow,
)
from sqlalchemy.orm import selectinload

from autograder.build import check_id
from autograder.catalog import Chapter
from autograder.faces.nbgrader.bulk import add_missing, unanswered
from autograder.faces.nbgrader.course import Course
from autograder.faces.nbgrader.database import (
    SQLITE,
    database_of,
    file_of,
    open_gradebook,
    retried,
    sentences,
)
from autograder.faces.nbgrader.folders import give_to_group
from autograder.faces.nbgrader.release import declared_by_gradebook, own_points, refusal
from autograder.text import ZerotsukuError, say

R = TypeVar("R")
NO_RESPONSE = "No response."  # nbgrader's own words


@dataclass(frozen=True)
class Entry:
    """What is written for one student: scores by symbol, and the graded notebook they stand in."""

    student: str
    timestamp: Any  # a naive datetime in UTC, or None
    scores: Mapping[str, float]
    notebook: bytes


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of one student: the autograder's scores, those that count, and how late."""

    timestamp: Any
    automatic: Mapping[str, float | None]
    counting: Mapping[str, float]
    late: float  # seconds
    penalty: float
    penalty_now: float = 0.0  # by the due date and the course's rule as they are now
    own: float = 0.0  # points of the instructor's own cells, given by hand

    @property
    def total(self) -> float:
        return sum(self.counting.values()) + self.own - self.penalty

    @property
    def is_marked(self) -> bool:
        """Whether there is any mark, the autograder's or one made by hand."""
        return any((self.own, *self.counting.values())) or None not in self.automatic.values()


def require_release(notebook: Any, chapter: Chapter) -> None:
    """Raise ZerotsukuError unless what the gradebook has of a chapter's assignment can be graded."""
    others = [n.name for n in notebook.assignment.notebooks if n.name != notebook.name]
    problem = refusal(declared_by_gradebook(notebook), others, chapter)
    if problem:
        raise ZerotsukuError(problem)


class Book:
    """A chapter's part of the gradebook, opened for writing or for reading. Use it as a context manager.

    Raises ZerotsukuError when there is no gradebook, it cannot be written, or the chapter is not in it.
    """

    def __init__(self, course: Course, chapter: Chapter, writable: bool = True):
        self.chapter = chapter
        self.url = database_of(course.coursedir)
        file = file_of(self.url)
        if file and not file.exists():
            raise ZerotsukuError(say("grade-no-gradebook", file=file, chapter=chapter.id))
        if course.shared and file:
            give_to_group(file)
        self._config = course.config
        if "AssignLatePenalties" in self._config:
            assert self._late.plugin_inst  # one that cannot be had is told before anybody is graded
        self._gradebook = open_gradebook(self.url, course.coursedir.course_id)
        self._session = self._gradebook.db()
        self._session.expire_on_commit = False
        try:
            self._find(writable)
        except BaseException:
            self.close()
            raise

    def _find(self, writable: bool) -> None:
        """The chapter's rows; what is read of them here is all that is asked of them later."""
        chapter = self.chapter
        if writable:
            self._do(self._begin_writing)
        assignment = self._do(
            lambda: self._session.query(Assignment).filter_by(name=chapter.id).one_or_none()
        )
        with sentences(self.url):
            self._require(assignment)
            self._session.commit()

    def _require(self, assignment: Any) -> None:
        chapter = self.chapter
        notebooks = [n for n in assignment.notebooks if n.name == chapter.stem] if assignment else []
        if not notebooks:
            raise ZerotsukuError(say("grade-not-generated", chapter=chapter.id))
        self._assignment, self._notebook = assignment, notebooks[0]
        require_release(self._notebook, chapter)
        self._cells = {cell.id: cell for cell in self._notebook._base_cells}
        self.own = own_points(declared_by_gradebook(self._notebook), chapter)

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was not committed is dropped."""
        self._gradebook.close()

    def _do(self, work: Callable[[], R]) -> R:
        """What `work` gives in one transaction, which is done again if another writer came in between."""

        def transaction() -> R:
            found = work()
            self._session.commit()
            return found

        with sentences(self.url):
            try:
                return retried(transaction, self._session.rollback)
            except BaseException:
                self._session.rollback()
                raise

    def _begin_writing(self) -> None:
        """Let no other write into a SQLite file until this transaction ends: what is read now stays true."""
        self._session.execute(sqlalchemy.update(CourseRow).where(sqlalchemy.false()).values(id=CourseRow.id))

    def checksums(self) -> dict[str, str]:
        """nbgrader's checksums of the released cells, by grade_id."""
        return {cell.name: cell.checksum for cell in self._notebook.source_cells}

    def students(self) -> set[str]:
        """Everybody who is registered in the gradebook."""
        return {row.id for row in self.registered()}

    def names(self) -> dict[str, tuple[str, str]]:
        """The first and the last name of everybody who is registered, as far as they are known."""
        return {row.id: (row.first_name or "", row.last_name or "") for row in self.registered()}

    def registered(self) -> list[Any]:
        """nbgrader's rows of them, with what it knows of each."""
        return self._do(lambda: list(self._session.query(Student).order_by(Student.id)))

    def standings(self) -> dict[str, Standing]:
        """What the gradebook says of every student of the chapter."""
        return self._do(lambda: {s.student_id: self._standing(s) for s in self._submissions()})

    def marks(self, students: Sequence[str] | None = None) -> dict[str, str]:
        """All that a student's page of feedback shows of the gradebook, as a text that changes with it; of
        these students, or of all."""
        return self._do(lambda: {s.student_id: self._marks(s) for s in self._submissions(students)})

    def _marks(self, submission: Any) -> str:
        notebook = self._of(submission)
        scores = [
            (self._name(g), g.auto_score, g.manual_score, g.extra_credit, self._most(g))
            for g in notebook.grades
        ]
        comments = [(self._name(c), c.auto_comment, c.manual_comment) for c in notebook.comments]
        return repr((sorted(scores), sorted(comments), notebook.late_submission_penalty or 0.0))

    def _name(self, of: Any) -> str:
        cell = self._cells.get(of.cell_id)
        return str(cell.name) if cell else ""

    def _most(self, grade: Any) -> float | None:
        return getattr(self._cells.get(grade.cell_id), "max_score", None)

    def write(self, entries: Sequence[Entry]) -> dict[str, Standing]:
        """Write a batch in one transaction. Marks and comments that were made by hand stay."""

        def work() -> dict[str, Standing]:
            self._begin_writing()
            students = [e.student for e in entries]
            add_missing(self._session, self._assignment, students)
            found = self._held(students)
            for entry in entries:
                self._write(found[entry.student], entry)
            self._session.flush()
            return self._settle(found)

        return self._do(work)

    def settle(self, students: Sequence[str]) -> dict[str, Standing]:
        """Penalise anew, in one transaction: the due date, the rule or a mark may have changed since."""

        def work() -> dict[str, Standing]:
            self._begin_writing()
            return self._settle(self._held(students))

        return self._do(work)

    def _settle(self, submissions: Mapping[str, Any]) -> dict[str, Standing]:
        for submission in submissions.values():
            notebook, penalty = self._of(submission), self._penalty(submission)
            if notebook.late_submission_penalty != penalty:
                notebook.late_submission_penalty = penalty
        self._session.flush()
        return {student: self._standing(s) for student, s in submissions.items()}

    def _held(self, students: Sequence[str]) -> dict[str, Any]:
        """These students' submissions, whose marks nobody else can change until the transaction ends."""
        theirs = sqlalchemy.select(Grade.id).join(Grade.notebook).join(SubmittedNotebook.assignment)
        theirs = theirs.where(
            SubmittedAssignment.assignment_id == self._assignment.id,
            SubmittedAssignment.student_id.in_(students),
        )
        if self.url.get_backend_name() != SQLITE:
            self._session.execute(theirs.with_for_update(of=Grade)).all()
        return {s.student_id: s for s in self._submissions(students)}

    def _submissions(self, students: Sequence[str] | None = None) -> list[Any]:
        query = self._session.query(SubmittedAssignment).filter_by(assignment_id=self._assignment.id)
        if students is not None:
            query = query.filter(SubmittedAssignment.student_id.in_(students))
        notebooks = selectinload(SubmittedAssignment.notebooks)
        options = (
            notebooks.selectinload(SubmittedNotebook.grades),
            notebooks.selectinload(SubmittedNotebook.comments),
        )
        return list(query.options(*options).populate_existing())

    def _write(self, submission: Any, entry: Entry) -> None:
        submission.timestamp = entry.timestamp or submission.timestamp
        notebook = self._of(submission)
        scores = {check_id(symbol): float(score) for symbol, score in entry.scores.items()}
        empty = unanswered(entry.notebook)
        for grade in notebook.grades:
            cell = self._cells[grade.cell_id]
            if cell.name in scores:
                grade.auto_score = scores[cell.name]
                grade.needs_manual_grade = grade.manual_score is not None
            elif isinstance(cell, GradeCell):  # by hand, but for what nobody has touched
                grade.auto_score = 0.0 if cell.name in empty else None
                grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        for comment in notebook.comments:
            name = self._cells[comment.cell_id].name
            comment.auto_comment = NO_RESPONSE if name in empty else None

    def _of(self, submission: Any) -> Any:
        return next(n for n in submission.notebooks if n.notebook is self._notebook)

    @cached_property
    def _late(self) -> Any:
        """nbgrader's, which comes with nbconvert: imported where somebody is late."""
        from nbgrader.preprocessors import AssignLatePenalties

        late = AssignLatePenalties(config=self._config)
        late.init_plugin()
        return late

    def _penalty(self, submission: Any) -> float | None:
        """nbgrader's own late penalty, by the plugin that the course has set."""
        notebook, late = self._of(submission), submission.total_seconds_late
        if late <= 0:
            return None
        self._session.refresh(notebook, ["score"])
        penalty = self._late.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, late)
        return None if penalty is None else float(self._late._check_late_penalty(notebook, penalty))

    def _standing(self, submission: Any) -> Standing:
        notebook = self._of(submission)
        grades = {self._cells[g.cell_id].name: g for g in notebook.grades if g.cell_id in self._cells}
        symbols = {e.symbol: grades.get(check_id(e.symbol)) for e in self.chapter.exercises}
        return Standing(
            submission.timestamp,
            {symbol: g.auto_score if g else None for symbol, g in symbols.items()},
            {symbol: _counting(g) if g else 0.0 for symbol, g in symbols.items()},
            submission.total_seconds_late,
            notebook.late_submission_penalty or 0.0,
            self._penalty(submission) or 0.0,
            sum(_counting(grades[name]) for name in self.own if name in grades),
        )


def _counting(grade: Any) -> float:
    score = grade.manual_score if grade.manual_score is not None else grade.auto_score
    return float(score or 0.0) + float(grade.extra_credit or 0.0)
