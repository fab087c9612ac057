"""`pytest autograder/graders --submission FILE`: the hidden graders as ordinary items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import Chapter, catalog
from autograder.faces.terminal.console import within
from autograder.faces.terminal.inspect import inspect_file
from autograder.grading.deciding.answers import answers
from autograder.report import ExerciseReport, Outcome, Report
from autograder.submission import SubmissionError, read_file, read_submission
from autograder.text import ZerotsukuError, default_language, named, say


class HiddenGraders:
    """The plugin for one submission, which is graded once, in the sandbox, when the first item runs."""

    def __init__(self, folder: Path, config: pytest.Config):
        self.folder = folder
        self.lang: str = config.getoption("lang") or default_language()
        self.unsafe: bool = config.getoption("unsafe_no_isolation")
        self._report: Report | None = None
        submission = config.getoption("submission")
        if not submission:
            raise pytest.UsageError(say("graders-no-submission")[self.lang])
        self.file = config.invocation_params.dir / submission
        try:
            self.chapter = chapter_of(self.file, config.getoption("chapter"))
        except ZerotsukuError as error:
            raise pytest.UsageError(error.text[self.lang]) from None

    def report(self) -> Report:
        """The submission's report."""
        if self._report is None:
            self._report = inspect_file(self.file, self.chapter.id, unsafe=self.unsafe)
        return self._report

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        if file_path.parent == self.folder and file_path.stem == self.chapter.stem:
            return GradersFile.make(parent, path=file_path, graders=self)
        return None

    def pytest_pycollect_makemodule(self, module_path: Path, parent: Any) -> pytest.Module | None:
        """A grader's module is no test module, even when it is named on the command line."""
        return NoModule.from_parent(parent, path=module_path) if module_path.parent == self.folder else None


class NoModule(pytest.Module):
    def collect(self) -> Iterator[Any]:
        return iter(())


class GradersFile(pytest.File):
    """The graders of the submission's chapter."""

    graders: HiddenGraders

    @classmethod
    def make(cls, parent: pytest.Collector, path: Path, graders: HiddenGraders) -> GradersFile:
        made: GradersFile = cls.from_parent(parent, path=path)
        made.graders = graders
        return made

    def collect(self) -> Iterator[pytest.Collector]:
        for exercise in self.graders.chapter.exercises:
            yield ExerciseNode.from_parent(self, name=exercise.symbol)


class ExerciseNode(pytest.Collector):
    """The graders of one exercise."""

    def collect(self) -> Iterator[pytest.Item]:
        assert isinstance(self.parent, GradersFile)
        for grader in answers(self.parent.graders.chapter).graders[self.name]:
            yield GraderItem.make(self, grader.name, self.parent.graders)


class GraderFailed(Exception):
    """A grader did not pass; the sentence is the report's."""


class GraderItem(pytest.Item):
    """One hidden grader."""

    graders: HiddenGraders

    @classmethod
    def make(cls, parent: ExerciseNode, name: str, graders: HiddenGraders) -> GraderItem:
        made: GraderItem = cls.from_parent(parent, name=name)
        made.graders = graders
        return made

    def runtest(self) -> None:
        assert self.parent is not None
        exercise = self.graders.report().exercise(self.parent.name)
        outcome = next(o for o in exercise.outcomes if o.name == self.name)
        if not outcome.passed:
            raise GraderFailed(sentence(exercise, outcome, self.graders.lang))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, GraderFailed):
            return self._printed(str(excinfo.value))
        if isinstance(excinfo.value, ZerotsukuError):
            return self._printed(excinfo.value.text[self.graders.lang])
        return super().repr_failure(excinfo, style)

    def _printed(self, text: str) -> str:
        """Broken before a terminal would break it, which is where a student's words would begin a line."""
        return within(text, self.config.get_terminal_writer().fullwidth)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        assert self.parent is not None
        return self.path, None, f"{self.parent.name}: {self.name}"


def sentence(exercise: ExerciseReport, outcome: Outcome, lang: str) -> str:
    """What a failed grader asks, why it failed, and the hint."""
    parts = [outcome.description, outcome.message, exercise.message, exercise.hint]
    return "\n  ".join(part[lang] for part in parts if part)


def chapter_of(file: Path, wanted: str | None) -> Chapter:
    """The submission's chapter: the named one, the notebook's, or that of the file's name.

    Raises ZerotsukuError when none of them tells.
    """
    book = catalog()
    if wanted:
        return book.chapter(wanted)
    data = read_file(file)
    try:
        told = read_submission(data, file.name).chapter
    except SubmissionError:  # the report says why
        told = ""
    for chapter in book:
        if told == chapter.id or file.stem.casefold().startswith(chapter.id):
            return chapter
    raise ZerotsukuError(say("graders-no-chapter", file=named(file.name)))
