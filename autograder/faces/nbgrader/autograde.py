"""What nbgrader's own `autograde` and the formgrader's button use, so that they grade in the sandbox, too.

The course's nbgrader_config.py names the classes here. `SubmissionExporter` reads a submission, whatever its
state, and puts it back into the released order; `Grade` stands where nbgrader's `Execute` stood.
"""

from __future__ import annotations

import fnmatch
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde as NbgraderAutograde
from nbgrader.converters import BaseConverter, NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, Execute, NbGraderPreprocessor
from traitlets import Bool, Unicode

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.collected import (
    copy_nbgraders_files,
    fallback_secret,
    odd_timestamp,
    read_timestamp,
)
from autograder.faces.nbgrader.course import CONFIG, submitting_students, time_zone
from autograder.faces.nbgrader.database import opened, require_room
from autograder.faces.nbgrader.gradebook import require_release
from autograder.faces.nbgrader.notebooks import RECORD
from autograder.faces.nbgrader.release import release_of
from autograder.faces.nbgrader.students import look_alike, require_submitted
from autograder.faces.nbgrader.task import Task, graded_record
from autograder.faces.nbgrader.work import Work
from autograder.grading.processes import Graders, NotGraded
from autograder.grading.ready import get_ready
from autograder.seeds import read_secret
from autograder.text import LANGUAGES, ZerotsukuError, named, say


class _Folders(BaseConverter):  # type: ignore[misc]
    """What of a student's folder is copied: never through a link."""

    chapter: Chapter
    secret: bytes
    lang: str
    zone = ""  # in which hand-in times are written, if anybody has said

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        source = Path(self._format_source(assignment_id, student_id))
        destination = Path(self._format_dest(assignment_id, student_id))
        fallback = fallback_secret(self.secret, self.chapter, student_id)
        if odd := odd_timestamp(source, self.zone):
            self.log.warning("%s: %s", named(student_id), odd[self.lang])
        copy_nbgraders_files(source, destination, fallback, self.zone)


class Autograde(NbgraderAutograde, _Folders):  # type: ignore[misc]
    """nbgrader's Autograde with one sandbox for the class, and every student's folder taken as it is."""

    lang = Unicode("ja", help="The language of explanations: ja or en.").tag(config=True)
    unsafe_no_isolation = Bool(
        False, help="Run submissions without kernel isolation. Only for code that you trust."
    ).tag(config=True)

    graders: Graders
    checksums: dict[str, str]  # of the released cells, by grade_id
    release: bytes  # the course's own

    def start(self) -> None:
        """Grade; a user's mistake is logged as a sentence and ends in nbgrader's own exception."""
        lang = self.lang if self.lang in LANGUAGES else LANGUAGES[0]
        plain, self.zone = self.coursedir.get_existing_timestamp, time_zone(self.config)
        self.coursedir.get_existing_timestamp = lambda path: read_timestamp(Path(path), self.zone)
        try:
            self.chapter = catalog().chapter(self.coursedir.assignment_id)
            self._require_settings()
            self.secret = read_secret(Path(self.coursedir.root))
            self._require_release()
            get_ready("autograder.faces.nbgrader.grade_one")
            modules = [f"autograder.graders.{self.chapter.stem}"]
            with Graders(modules, 1, self.unsafe_no_isolation) as self.graders:
                super().start()
        except ZerotsukuError as error:
            self.log.error("%s", error.text[lang])
            raise NbGraderException(error.text[lang]) from None
        finally:
            self.coursedir.get_existing_timestamp = plain

    def _require_settings(self) -> None:
        """Refuse to go on with nbgrader's own settings, which run submissions without a sandbox.

        nbgrader takes them when an exception ends nbgrader_config.py, and tells it in the log only.
        """
        used = [getattr(p, "__name__", str(p)).rpartition(".")[2] for p in self.autograde_preprocessors]
        ours = issubclass(self.exporter_class, SubmissionExporter)
        if not ours or Grade.__name__ not in used or Execute.__name__ in used:
            raise ZerotsukuError(say("nbgrader-settings-lost", file=CONFIG))

    def _require_release(self) -> None:
        with opened(self.coursedir) as gradebook:
            try:
                notebook = gradebook.find_notebook(self.chapter.stem, self.chapter.id)
            except MissingEntry:
                raise ZerotsukuError(say("grade-not-generated", chapter=self.chapter.id)) from None
            require_release(notebook, self.chapter)
            self.checksums = {cell.name: cell.checksum for cell in notebook.source_cells}
        self.release = release_of(self.coursedir, self.chapter)

    def init_notebooks(self) -> None:
        """Every folder has one notebook, whatever files are in it; `SubmissionExporter` finds the file."""
        self.assignments: dict[str, list[str]] = {}
        self.notebooks: list[str] = []
        wanted = fnmatch.fnmatchcase(self.chapter.stem, self.coursedir.notebook_id)
        students = sorted(submitting_students(self.coursedir, self.chapter.id))
        for _, text in look_alike(students):
            self.log.warning("%s", text[self.lang])
        for student in students:
            if (
                wanted
                and fnmatch.fnmatchcase(student, self.coursedir.student_id)
                and self._is_student(student)
            ):
                folder = self._format_source(self.chapter.id, student)
                self.assignments[folder] = [str(Path(folder) / f"{self.chapter.stem}.ipynb")]
        if not self.assignments:
            folder = self._format_source(self.chapter.id, self.coursedir.student_id)
            raise ZerotsukuError(say("grade-nothing-submitted", folder=folder))

    def _is_student(self, name: str) -> bool:
        try:
            require_submitted(self.coursedir, self.chapter.id, name)
            require_room(self.coursedir, name)
        except ZerotsukuError as error:
            self.log.error("%s: %s", named(name), error.text[self.lang])
            return False
        return True

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether to grade; what a killed run left half done is not taken for graded."""
        folder = Path(self._format_dest(assignment_id, student_id))
        if folder.is_dir() and graded_record(folder / f"{self.chapter.stem}.ipynb") is None:
            shutil.rmtree(folder)
        wanted = bool(super().init_destination(assignment_id, student_id))
        if not wanted:
            self._penalise(student_id)
        return wanted

    def _penalise(self, student: str) -> None:
        """The late penalty of one that is graded: the due date or the rule may have changed since."""
        with opened(self.coursedir) as gradebook:
            try:
                gradebook.find_submission(self.chapter.id, student)
            except MissingEntry:
                return
        nbgrader = {"notebook": self.chapter.stem, "assignment": self.chapter.id, "student": student}
        resources = {"nbgrader": {**nbgrader, "db_url": self.coursedir.db_url}}
        AssignLatePenalties(parent=self).preprocess(nbformat.v4.new_notebook(), resources)


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """Reads what was handed in, and gives the released notebook with the student's cells in it."""

    graded: Any  # the notebook with its outputs, which nbgrader drops before it grades

    def from_filename(self, filename: str, resources: Any = None, **keywords: Any) -> Any:
        """The restored notebook for a path in submitted/; a path in autograded/ is read as it is."""
        converter = self.parent
        if not isinstance(converter, Autograde):  # nbgrader's own, which would run what it reads
            raise ZerotsukuError(say("nbgrader-settings-lost", file=CONFIG))
        if not converter._sanitizing:
            return super().from_filename(filename, resources=resources, **keywords)
        folder = Path(filename).parent
        student = resources["nbgrader"]["student"]
        work = Work(
            converter.chapter.id,
            converter.secret,
            converter.lang,
            converter.checksums,
            converter.release,
        )
        made = converter.graders.one(Task(student, folder), work)
        if isinstance(made, NotGraded):
            raise ZerotsukuError(made.reason)
        for odd in made.odd:
            self.log.warning("%s", odd[converter.lang])
        self.graded = nbformat.reads(made.notebook.decode(), nbformat.NO_CONVERT)
        resources["metadata"] = {"name": Path(filename).stem, "path": str(folder)}
        restored = deepcopy(self.graded)
        for key in RECORD:  # until it is graded, lest a killed run be taken for a whole one
            restored.metadata["zerotsuku"].pop(key, None)
        return self.from_notebook_node(restored, resources=resources, **keywords)


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the Report of the submission into the graded cells: the score, and the reasons for it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grade what the exporter read before; the notebook's own cells are not run."""
        graded = self.parent.graded
        nb.metadata["zerotsuku"] = graded.metadata["zerotsuku"]
        for cell, made in zip(nb.cells, graded.cells, strict=True):
            if made.cell_type == "code":
                cell.outputs, cell.execution_count = made.outputs, made.execution_count
        return nb, resources


def use_sandbox() -> None:
    """Make nbgrader use `Autograde` above, and our classes of two other converters.

    nbgrader has no setting for the class of a converter, and names it in two places: the command and the
    formgrader's API. Raises ZerotsukuError when a newer nbgrader has moved them.
    """
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp
    import nbgrader.apps.generateassignmentapp
    import nbgrader.apps.generatefeedbackapp

    from autograder.faces.nbgrader.assign import GenerateAssignment
    from autograder.faces.nbgrader.fresh import GenerateFeedback

    apps = nbgrader.apps
    for ours, command in (
        (Autograde, apps.autogradeapp),
        (GenerateAssignment, apps.generateassignmentapp),
        (GenerateFeedback, apps.generatefeedbackapp),
    ):
        theirs = ours.__mro__[1]
        for module in (apps.api, command):
            if not issubclass(getattr(module, ours.__name__, object), theirs):
                raise ZerotsukuError(say("nbgrader-moved", module=module.__name__))
            setattr(module, ours.__name__, ours)
