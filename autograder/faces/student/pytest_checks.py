"""Plain `pytest` in a student's copy: the visible checks on what the student wrote, exercise by exercise."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.student.asked import Checks
from autograder.faces.student.copy import Copy
from autograder.faces.student.table import Table
from autograder.report import ERROR, NOT_STARTED, PASSED, TIMEOUT
from autograder.selfcheck.checks import Check, listening, recording, symbol_of, weights_in
from autograder.selfcheck.needs import apart
from autograder.selfcheck.running import (
    LIMIT,
    WRONG,
    Checked,
    Impl,
    Student,
    before_running,
    judge,
)
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.surroundings import surroundings, time_limit
from autograder.text import Text, ZerotsukuError, say

PROPERTY = "zerotsuku"
EXERCISE = pytest.StashKey[tuple[Chapter, Exercise]]()
RECORDED = pytest.StashKey[list[Any]]()
TOLD = pytest.StashKey[list[Text]]()


class Ahead(Exception):
    """What is known of an exercise before its checks run."""

    def __init__(self, checked: Checked):
        super().__init__(checked.status)
        self.checked = checked


class StudentCopy:
    """The plugin in a copy. A student's file is loaded once a session."""

    def __init__(self, copy: Copy):
        self.copy = copy
        self.table = Table(copy)
        self._ids = {f"test_{path.stem}": id_ for id_, path in catalog().chapters.paths.items()}
        self._students: dict[str, Student | Text] = {}
        self._late: set[str] = set()

    def student(self, chapter: Chapter) -> Student | Text:
        """What the chapter's file defines, or why it cannot be read."""
        if chapter.id not in self._students:
            try:
                self._students[chapter.id] = load_student(self.copy.file_of(chapter), chapter)
            except ZerotsukuError as error:
                self._students[chapter.id] = error.text
        return self._students[chapter.id]

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> Checks | None:
        if module_path.stem not in self._ids:
            return None
        return Checks.from_parent(parent, path=module_path)

    @pytest.hookimpl(trylast=True)  # after `-k`: a chapter that is not asked for is not read
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            id_ = self._ids.get(item.path.stem)
            chapter = catalog().chapters[id_] if id_ else None
            symbol = symbol_of(getattr(item, "originalname", item.name), chapter) if chapter else None
            if chapter and symbol:
                item.stash[EXERCISE] = chapter, chapter.exercise(symbol)

    @pytest.fixture
    def impl(self, request: pytest.FixtureRequest) -> Iterator[Impl]:
        """What the student wrote in the chapter's file."""
        chapter, exercise = request.node.stash[EXERCISE]
        if not self.copy.file_of(chapter).exists():
            name = self.copy.file_of(chapter).name
            raise Ahead(Checked("", NOT_STARTED, say("student-no-file", file=name)))
        student = self.student(chapter)
        if isinstance(student, Text):
            raise Ahead(Checked("", ERROR, student))
        ahead = before_running(exercise.symbol, student)
        if ahead:
            raise Ahead(ahead)
        if exercise.id in self._late:  # one wait is enough
            raise Ahead(Checked("", NOT_STARTED))
        folder = self.copy.file_of(chapter).parent
        with surroundings(), recording() as values, listening() as told, weights_in(folder):
            request.node.stash[RECORDED], request.node.stash[TOLD] = values, told
            yield Impl(student.namespace)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
        if EXERCISE not in pyfuncitem.stash:
            return (yield)
        with time_limit(LIMIT):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, Any, Any]:
        report = yield
        if EXERCISE not in item.stash or not (report.when == "call" or call.excinfo):
            return report
        chapter, exercise = item.stash[EXERCISE]
        student = self.student(chapter)
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, pytest.skip.Exception):
            return report
        if isinstance(error, Ahead):
            checked = error.checked
        else:
            assert isinstance(student, Student)
            values, told = item.stash.get(RECORDED, []), item.stash.get(TOLD, [])
            checked = judge(item.name, exercise.symbol, error, values, student, told)
            check = Check(item.name, exercise.symbol, item.obj)  # type: ignore[attr-defined]
            checked = apart(checked, check, chapter, item.module, student)  # type: ignore[attr-defined]
        if checked.status == TIMEOUT:
            self._late.add(exercise.id)
        sentence = checked.text[self.copy.lang] if checked.text else ""
        if checked.status in WRONG:
            report.outcome = "failed"
            if item.config.getoption("tbstyle") in ("auto", "no"):
                report.longrepr = sentence
        elif checked.status != PASSED:
            report.outcome = "skipped"
            report.longrepr = (str(item.path), 0, sentence)
        report.user_properties.append((PROPERTY, self._told(exercise, item.name, checked, student)))
        return report

    def _told(
        self, exercise: Exercise, name: str, checked: Checked, student: Student | Text
    ) -> dict[str, Any]:
        """A result as plain data: with pytest-xdist it comes from another process."""
        known = student if isinstance(student, Student) else None
        return {
            "exercise": exercise.id,
            "check": name,
            "status": checked.status,
            "text": _pair(checked.text),
            "fingerprint": checked.fingerprint,
            "waits": list(checked.waits),
            "progress": known.progress.get(exercise.symbol) if known else None,
            "notes": [_pair(note) for note in known.notes] if known else [],
            "restored": [_pair(note) for note in known.restored] if known else [],
        }

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, told in report.user_properties:
            if name == PROPERTY and isinstance(told, dict):
                self.table.add(told)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: Any) -> tuple[str, str, str] | None:
        """No dots: the table says it. `-v` names every check."""
        if any(name == PROPERTY for name, _ in report.user_properties):
            return report.outcome, "", report.outcome.upper()
        return None

    def pytest_deselected(self) -> None:
        self.table.partial = True

    def pytest_terminal_summary(self, terminalreporter: Any, config: pytest.Config) -> None:
        if config.getoption("collectonly"):
            return
        terminalreporter.ensure_newline()
        for line, markup in self.table.lines():
            terminalreporter.write_line(line, **markup)


def _pair(text: Text | None) -> list[str] | None:
    return [text.ja, text.en] if text else None
