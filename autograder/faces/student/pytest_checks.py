"""Plain `pytest` in a student's copy: the visible checks on what the student wrote, exercise by exercise."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.student.chapter_file import doubles, start_command, trouble, unreadable
from autograder.faces.student.copy import Copy, read_copy
from autograder.faces.student.in_pytest.asked import Checks
from autograder.faces.student.in_pytest.manners import failures_allowed, name_in_xml, nobody_types, settle
from autograder.faces.student.in_pytest.tracebacks import failure
from autograder.faces.student.in_pytest.typed import TESTS, why_nothing
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
from autograder.text import LANGUAGES, Text, ZerotsukuError, named, one_line, say

PROPERTY = "zerotsuku"
EXERCISE = pytest.StashKey[tuple[Chapter, Exercise]]()
RECORDED = pytest.StashKey[list[Any]]()
TOLD = pytest.StashKey[list[Text]]()


class Ahead(Exception):
    """What is known of an exercise before its checks run."""

    def __init__(self, checked: Checked):
        super().__init__(checked.status)
        self.checked = checked


def student_copy(config: pytest.Config, folder: Path) -> StudentCopy:
    """The plugin for the copy in a folder; UsageError for what was typed and means nothing."""
    copy = read_copy(folder)
    assert copy is not None
    told = os.environ.get("ZEROTSUKU_LANG")
    copy = replace(copy, lang=config.getoption("lang") or (told if told in LANGUAGES else copy.lang))
    try:
        return StudentCopy(copy, config, settle(config, copy), failures_allowed(config))
    except ZerotsukuError as error:
        raise pytest.UsageError(error.text[copy.lang]) from None


class StudentCopy:
    """The plugin in a copy. A student's file is loaded once a session.

    `asked` is what was typed after `-k`. The run stops after `allowed` failures and the rest of that
    exercise's checks (0: it does not).
    """

    def __init__(self, copy: Copy, config: pytest.Config, asked: str = "", allowed: int = 0):
        self.copy, self.config, self.asked, self.allowed = copy, config, asked, allowed
        self.table = Table(copy)
        self._ids = {f"test_{path.stem}": id_ for id_, path in catalog().chapters.paths.items()}
        self._students: dict[str, Student | Text] = {}
        self._late: set[str] = set()
        self._doubled = cache(partial(doubles, copy))  # a look into the folder, once a chapter

    def student(self, chapter: Chapter) -> Student | Text:
        """What the chapter's file defines, or why it cannot be read."""
        if chapter.id not in self._students:
            self._students[chapter.id] = trouble(self.copy, chapter) or self._loaded(chapter)
        return self._students[chapter.id]

    def _loaded(self, chapter: Chapter) -> Student | Text:
        try:
            with nobody_types():
                return load_student(self.copy.file_of(chapter), chapter)
        except ZerotsukuError as error:
            return unreadable(self.copy, chapter, error.text)

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
        student = self.student(chapter)
        if isinstance(student, Text):
            raise Ahead(Checked("", ERROR, student))
        ahead = before_running(exercise.symbol, student)
        if ahead:
            raise Ahead(replace(ahead, text=self._for_a_file(ahead.text, chapter, exercise.symbol, student)))
        if exercise.id in self._late:  # one wait is enough
            raise Ahead(Checked("", NOT_STARTED, say("pytest-late-rest")))
        folder = self.copy.file_of(chapter).parent
        with surroundings(), recording() as values, listening() as told, weights_in(folder):
            request.node.stash[RECORDED], request.node.stash[TOLD] = values, told
            yield Impl(student.namespace)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
        if EXERCISE not in pyfuncitem.stash:
            return (yield)
        with nobody_types(), time_limit(LIMIT):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        done = yield
        session, of = item.session, item.stash.get(EXERCISE, None)
        goes_on = of is not None and nextitem is not None and nextitem.stash.get(EXERCISE, None) == of
        if self.allowed and session.testsfailed >= self.allowed and not goes_on:
            session.shouldfail = f"stopping after {session.testsfailed} failures"
        return done

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
        known = student if isinstance(student, Student) else None
        if checked.status in WRONG:
            raised = None if isinstance(error, Ahead) else call.excinfo
            report.outcome = "failed"
            report.longrepr = failure(item, raised, sentence, exercise.symbol, known, self.copy.lang)
        elif checked.status != PASSED:
            report.outcome = "skipped"
            report.longrepr = (str(self.copy.file_of(chapter)), 0, sentence)
        if report.when == "setup":  # what is known before a check runs is its result, too
            report.when = "call"
        report.user_properties.append((PROPERTY, self._told(chapter, exercise, item, checked, student)))
        return report

    def _told(
        self,
        chapter: Chapter,
        exercise: Exercise,
        item: pytest.Item,
        checked: Checked,
        student: Student | Text,
    ) -> dict[str, Any]:
        """A result as plain data: with pytest-xdist it comes from another process."""
        known = student if isinstance(student, Student) else None
        module = item.getparent(Checks)
        named_alike = [
            name
            for name in (module.names if module else ())
            if symbol_of(name.partition("[")[0], chapter) == exercise.symbol
        ]
        return {
            "exercise": exercise.id,
            "check": item.name,
            "all": named_alike,
            "unread": _pair(student) if isinstance(student, Text) else None,
            "doubled": _pair(self._doubled(chapter)),
            "status": checked.status,
            "text": _pair(checked.text),
            "fingerprint": checked.fingerprint,
            "waits": list(checked.waits),
            "progress": known.progress.get(exercise.symbol) if known else None,
            "notes": [_pair(note) for note in known.notes] if known else [],
            "restored": [_pair(note) for note in known.restored] if known else [],
        }

    def _for_a_file(self, text: Text | None, chapter: Chapter, symbol: str, student: Student) -> Text | None:
        """A sentence for who works in an open notebook, as it is true of a file that is saved."""
        file = named(self.copy.file_of(chapter).name)
        for was, now in (("student-stub", "pytest-stub"), ("student-missing", "pytest-missing")):
            if text == say(was, name=symbol):
                return say(now, name=symbol, file=file)
        broken = student.broken.get(symbol)
        if broken and self.copy.file_of(chapter).suffix == ".py":  # which has no cells to speak of
            return say("pytest-failed", name=symbol, text=broken)
        return text

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, result in report.user_properties:
            if name == PROPERTY and isinstance(result, dict):
                self.table.add(result)
                name_in_xml(self.config, report, result["exercise"])

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: Any) -> tuple[str, str, str] | None:
        """No dots: the table says it. `-v` names every check."""
        if any(name == PROPERTY for name, _ in report.user_properties):
            return report.outcome, "", report.outcome.upper()
        return None

    def _others(
        self, stats: Mapping[str, Sequence[pytest.CollectReport | pytest.TestReport]]
    ) -> Iterator[str]:
        """What failed beside the exercises: reading a file of checks, a test of the student's own."""
        for report in (*stats.get("failed", ()), *stats.get("error", ())):
            reason = (report.longreprtext.strip().splitlines() or [""])[-1].removeprefix("E").strip()
            file = Path(report.nodeid.partition("::")[0])
            if isinstance(report, pytest.CollectReport) and file.stem in self._ids:
                values = {"file": (TESTS / file.name).as_posix(), "command": start_command(self.copy)}
                yield say("pytest-checks-broken", reason=reason[:200], **values)[self.copy.lang]
            elif PROPERTY not in dict(getattr(report, "user_properties", ())):
                yield f"✗ {one_line(report.nodeid)}: {one_line(reason, 200)}"

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        finished = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
        if finished and self.config.getoption("all_right") and not self.table.is_all_right():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any, config: pytest.Config) -> None:
        if config.getoption("collectonly"):
            return
        terminalreporter.ensure_newline()
        others = list(self._others(terminalreporter.stats))
        for line in others:
            terminalreporter.write_line(line)
        if not self.table.chapters():
            if not others and "passed" not in terminalreporter.stats:
                terminalreporter.write_line(why_nothing(self.copy, self.asked)[self.copy.lang])
            return
        for line, markup in self.table.lines():
            terminalreporter.write_line(line, **markup)


def _pair(text: Text | None) -> list[str] | None:
    return [text.ja, text.en] if text else None
