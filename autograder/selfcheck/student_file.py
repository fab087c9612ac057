"""A student's own file loaded in this process, on the student's own machine, for the visible checks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import autograder
from autograder.catalog import Chapter
from autograder.grading.deciding.given import Restored, failures_in_the_file
from autograder.grading.deciding.plan import cells_to_run
from autograder.grading.explaining.exceptions import locate, meant_by
from autograder.sandbox.loading import Failure, load
from autograder.sandbox.shell import new_shell
from autograder.selfcheck.needs import is_right_as_given
from autograder.selfcheck.running import LIMIT, Place, Student
from autograder.selfcheck.surroundings import nobody_asks, time_limit
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
    whole = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    place = Places(submission, whole, chapter)

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
    had = names.get("check")
    names["check"] = lambda *_, **__: None
    try:
        with nobody_asks():
            yield
    finally:
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


@dataclass(frozen=True)
class Places:
    """Words for the places in a student's file: in a notebook `ch03_neural_network.ipynb · sigmoid · line 3`,
    counted in the cell that defines it, in a script the file's line. Called, it adds the line's text."""

    submission: Submission
    whole: str
    chapter: Chapter

    def __call__(self, place: Place) -> Text:
        return self._worded(place, with_text=True)

    def short(self, place: Place) -> Text:
        """The place without the text that stands there."""
        return self._worded(place, with_text=False)

    def _worded(self, place: Place, with_text: bool) -> Text:
        number = int(place.filename.removeprefix("<cell ").removesuffix(">"))
        cell = next((c for c in self.submission.cells if c.number == number), None)
        if cell is None:
            return say("place-given", name=place.function)
        file, line = named(self.submission.name), place.line
        lines = cell.source.split("\n")
        text = inner(lines[line - 1].strip()[:120]) if with_text and 0 < line <= len(lines) else ""
        start = self.whole.find(cell.source)
        if kind_of(self.submission.name) == SCRIPT and start >= 0 and line:
            values: dict[str, object] = {"file": file, "line": self.whole[:start].count("\n") + line}
            if not text:
                return say("student-file-line-only", **values)
            return say("student-file-line", text=text, **values)
        name = self._name(number, place.function)
        if not name or not line:
            found = locate(Failure("", "", number, line), self.submission)
            assert found is not None
            return found
        if not text:
            return say("student-cell-line-only", file=file, name=name, line=line)
        return say("student-cell-line", file=file, name=name, line=line, text=text)

    def _name(self, number: int, function: str) -> str:
        """The exercise that a cell defines, with the method if it is one of its own; else the function."""
        cells = [cell for cell in self.submission.cells if cell.number == number]
        own = next((e.symbol for e in self.chapter.exercises for c in cells if c.defines(e.symbol)), "")
        of = function.partition(".")[0]
        return function if of == own else own or ("" if function.startswith("<") else function)
