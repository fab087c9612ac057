"""nbgrader's command that makes pages of feedback, so that those older than the marks are made anew."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from nbgrader.converters import GenerateFeedback as NbgraderGenerateFeedback
from nbgrader.converters import NbGraderException

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.folders import replace_file
from autograder.faces.nbgrader.gradebook import Book
from autograder.faces.nbgrader.stale import MADE_FROM, is_stale, made_from
from autograder.text import ZerotsukuError, named, say


class GenerateFeedback(NbgraderGenerateFeedback):  # type: ignore[misc]
    """nbgrader's command: what is older than the marks is made anew, and nobody's folders are passed over."""

    course: Course
    chapter: Chapter | None = None
    marks: Mapping[str, str]

    def start(self) -> None:
        """Make the pages. An assignment that is no chapter of ours is nbgrader's alone."""
        self.chapter = catalog().chapters.get(self.coursedir.assignment_id)
        if self.chapter:
            try:
                self.course = open_course(Path(self.coursedir.root))
                with Book(self.course, self.chapter, writable=False) as book:
                    self.marks = book.marks()
            except ZerotsukuError as error:
                lang = str(self.config.Autograde.get("lang", "ja"))
                self.log.error("%s", error.text[lang])
                raise NbGraderException(error.text[lang]) from None
        super().start()

    def init_notebooks(self) -> None:
        """Without the folders of those who are not in the gradebook: renamed, or removed."""
        super().init_notebooks()
        if self.chapter is None:
            return
        theirs = {self.course.autograded(self.chapter, s): s for s in self.marks}
        for folder in [f for f in self.assignments if Path(f) not in theirs]:
            del self.assignments[folder]
            told = say("feedback-nobodys", folder=named(folder), student=named(Path(folder).parent.name))
            self.log.warning("%s", told[self.course.lang])

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether to make a student's page."""
        wanted = bool(super().init_destination(assignment_id, student_id))
        excluded = student_id in self.coursedir.student_id_exclude.split(",")
        if wanted or excluded or self.chapter is None:
            return wanted
        if not is_stale(self.course, self.chapter, student_id, self.marks[student_id]):
            return False
        shutil.rmtree(self.course.feedback(self.chapter, student_id))
        return True

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """The last step of a page: what it was made from is kept beside it."""
        super().set_permissions(assignment_id, student_id)
        if self.chapter:
            digest = made_from(self.course, self.chapter, student_id, self.marks[student_id])
            path = self.course.feedback(self.chapter, student_id) / MADE_FROM
            replace_file(path, digest.encode(), self.course.file_mode())
