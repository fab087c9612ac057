"""A student's own file loaded in this process, on the student's own machine, for the visible checks."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import autograder
from autograder.catalog import Chapter
from autograder.grading.deciding.given import Restored, failures_in_the_file
from autograder.grading.deciding.plan import cells_to_run
from autograder.grading.explaining.exceptions import locate, meant_by
from autograder.sandbox.loading import Failure, load
from autograder.sandbox.shell import forbid_input, new_shell
from autograder.selfcheck.needs import is_right_as_given
from autograder.selfcheck.running import LIMIT, Place, Student
from autograder.selfcheck.surroundings import time_limit
from autograder.selfcheck.unread import stopped
from autograder.submission import SCRIPT, Submission, SubmissionError, kind_of, read_submission
from autograder.text import Text, inner, named, say

MAX_NOTES = 5
PUT_BACK = "<cell 0>"  # no file has it


def load_student(path: Path, chapter: Chapter) -> Student:
    """Run the answers of a notebook or script, but neither its demos nor its checks.

    Raises SubmissionError when nothing in the file can be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(
            say("student-unreadable", file=named(path.name), reason=error.strerror or error)
        ) from None
    submission = read_submission(data, path.name)
    plan = cells_to_run(submission, chapter)
    os.environ.setdefault("MPLBACKEND", "Agg")
    shell = new_shell()
    shell.user_module, shell.user_ns = shell.prepare_user_module(None, None)  # one for each chapter
    shell.init_user_ns()
    namespace: dict[str, Any] = shell.user_ns
    namespace["__name__"] = "__main__"
    ran: set[tuple[int, int]] = set()
    with _alone(), _at(path.parent):
        with time_limit(LIMIT) as restart:

            def before(cell: int, statement: int) -> bool:
                ran.add((cell, statement))
                restart()
                return True

            loaded = load(plan.cells, chapter.symbols, namespace, before)
        wrong = _put_right(plan.restored, namespace)
    failures = tuple(failures_in_the_file(loaded.failures, submission))
    place = _locator(submission, data)

    def sentence(failure: Failure) -> Text:
        text = meant_by(failure, submission, failures, chapter).text
        where = place(Place(f"<cell {failure.cell}>", failure.line, "")) if failure.cell else None
        return say("failure-at", place=where, text=text) if where else text

    broken = {}
    for symbol in chapter.symbols - loaded.progress.keys():
        numbers = {cell.number for cell in submission.cells if cell.defines(symbol)}
        cause = next((f for f in failures if f.cell in numbers), None)
        if cause:
            broken[symbol] = sentence(cause)
    untold = plan.restored.untold(failures)
    trials = [f for f in untold if f.type != "NotImplementedError"]  # a trial of what is not written yet
    told = [t for t in map(sentence, trials) if t not in broken.values()]
    notes = (*submission.problems, *plan.notes, *told)[:MAX_NOTES]
    progress = dict(loaded.progress)
    student = Student(namespace, progress, broken, notes, submission, failures, place, chapter)
    with _alone(), _at(path.parent):
        stops = stopped(plan.cells, ran, student, sentence)
    return replace(student, stops=stops, restored=plan.restored.notes(failures, wrong))


def _put_right(restored: Restored, namespace: dict[str, Any]) -> set[str]:
    """Put the released one in the place of a wrong version of what the workbook gives; the names of these.

    A version of a given function is wrong if it fails the visible checks that it has in its own chapter. Of
    what the setup imports, a module is wrong if it is another one.
    """
    wrong = set()
    for given in restored.given:
        for name in sorted(given.names & restored.changed.keys()):
            if given.exercise and not is_right_as_given(given.exercise, Student(namespace, {})):
                exec(compile(given.source, PUT_BACK, "exec"), namespace)
                wrong.add(name)
            elif not given.exercise:
                fresh: dict[str, Any] = {}
                exec(compile(given.source, PUT_BACK, "exec"), fresh)
                other = namespace.get(name, fresh[name])  # what no answer reads is not there
                if isinstance(fresh[name], ModuleType) and other is not fresh[name]:
                    namespace[name] = fresh[name]
                    wrong.add(name)
    return wrong


@contextmanager
def _alone() -> Iterator[None]:
    """While cells run: `check` does nothing, and `input` does not wait."""
    names: dict[str, Any] = vars(autograder)
    had, input_ = names.get("check"), builtins.input
    names["check"] = lambda *_, **__: None
    forbid_input()
    try:
        yield
    finally:
        builtins.input = input_
        names.pop("check")
        if had is not None:
            names["check"] = had


@contextmanager
def _at(folder: Path) -> Iterator[None]:
    """While cells run: their relative paths lead from the file's folder. What lies there can be imported from
    then on, but stands in for no module that there is."""
    before, here = Path.cwd(), str(folder.resolve())
    if here not in sys.path:
        sys.path.append(here)
    os.chdir(here)
    try:
        yield
    finally:
        os.chdir(before)


def _locator(submission: Submission, data: bytes) -> Callable[[Place], Text]:
    """Words for a place: cell and line in a notebook, the file's line in a script."""
    whole = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def words(place: Place) -> Text:
        number = int(place.filename.removeprefix("<cell ").removesuffix(">"))
        source = next((c.source for c in submission.cells if c.number == number), None)
        if source is None:
            return say("place-given", name=place.function)
        start = whole.find(source)
        if kind_of(submission.name) == SCRIPT and start >= 0 and place.line:
            line = whole[:start].count("\n") + place.line
            text = whole.split("\n")[line - 1].strip()
            values = {"file": named(submission.name), "line": line}
            if not text:
                return say("student-file-line-only", **values)
            return say("student-file-line", text=inner(text[:120]), **values)
        found = locate(Failure("", "", number, place.line), submission)
        assert found is not None
        return found

    return words
