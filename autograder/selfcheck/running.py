"""The visible checks on what a student wrote, run in this process; what each gave is told in words."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import textwrap
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.catalog import Chapter
from autograder.grading.explaining.exceptions import meant_by
from autograder.grading.explaining.missing import misspelt, why_missing
from autograder.grading.explaining.remarks import Remark, remark
from autograder.grading.explaining.wording import Wording
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT
from autograder.sandbox.loading import Failure, failure_of
from autograder.selfcheck.call import call_at
from autograder.selfcheck.checks import Check, CheckFailed, listening, recording
from autograder.selfcheck.fingerprint import fingerprint
from autograder.selfcheck.refused import refused
from autograder.selfcheck.surroundings import OutOfTime, surroundings, time_limit
from autograder.stubs import is_stub
from autograder.submission import Submission
from autograder.text import Text, clean, inner, join, say

UNFINISHED = "unfinished"  # begun, and nothing wrong so far; beside the statuses of report.py
WAITING = "waiting"  # written, and not to be judged before what it needs is right
LIMIT = 10.0  # seconds for one visible check
WRONG = (FAILED, ERROR, TIMEOUT)
SHOWN = 120
UNKNOWN = -1  # the number of a cell of the student's of which nothing else is known


@dataclass(frozen=True)
class Place:
    """Where in the student's code something was raised."""

    filename: str
    line: int
    function: str

    @property
    def source(self) -> str:
        return clean(linecache.getline(self.filename, self.line).strip(), SHOWN)


def line_of_function(place: Place) -> Text:
    """The place as a sentence names it in a notebook that is open."""
    if not place.source:  # Python does not know the text of what was not written in a cell or file
        return say("student-line-only", name=place.function, line=place.line)
    return say("student-line", name=place.function, line=place.line, text=inner(place.source))


@dataclass(frozen=True)
class Student:
    """What a student has defined so far.

    `progress` is symbol → "stub", "partial" or "written"; `broken` is symbol → why the cell that defines
    it failed; `restored` tells what the workbook gives and was put back; `locate` words a place in the
    student's code. `stops` is symbol → what stops its cell in a notebook, though the answer is right. `known`
    keeps what the visible checks of an exercise gave, by its id, once they have run.
    """

    namespace: dict[str, Any]
    progress: Mapping[str, str]
    restored: tuple[Text, ...] = field(default=(), kw_only=True)
    broken: Mapping[str, Text] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    submission: Submission | None = None
    failures: tuple[Failure, ...] = ()
    locate: Callable[[Place], Text] = line_of_function
    chapter: Chapter | None = None
    stops: Mapping[str, Text] = field(default_factory=dict, kw_only=True)
    known: dict[str, tuple[Checked, ...]] = field(default_factory=dict, compare=False, repr=False)

    def told(self, wording: Wording) -> Text:
        """A sentence with its places in the file. A notebook that is open numbers its cells as they ran,
        so there it is the one without places."""
        return (self.locate is line_of_function and wording.general) or wording.text


@dataclass(frozen=True)
class Checked:
    """What one visible check gave: `text` is the reason, or what a check that passed told, if anything.

    `waits` is the exercises that are to be right before it can be judged.
    """

    name: str
    status: str
    text: Text | None = None
    wrong: CheckFailed | None = None
    fingerprint: str = ""
    waits: tuple[str, ...] = ()


class NotDefined(Exception):
    """A visible check asked for a symbol that the student's code does not define."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


class Impl:
    """The student's symbols as a visible check sees them."""

    def __init__(self, namespace: Mapping[str, Any]):
        self._namespace = namespace

    def __getattr__(self, name: str) -> Any:
        if name in self._namespace:
            return self._namespace[name]
        raise NotDefined(name)


def defined(namespace: Mapping[str, Any], symbols: Iterable[str]) -> dict[str, str]:
    """Symbol → "stub", "partial" or "written", read off the source of what a live namespace holds."""
    return {symbol: _progress(namespace[symbol]) for symbol in symbols if symbol in namespace}


def _progress(value: Any) -> str:
    members = list(vars(value).values()) if inspect.isclass(value) else [value]
    left = [_is_stub(m) for m in members if inspect.isfunction(m)]
    if left and all(left):
        return "stub"
    return "partial" if any(left) else "written"


def _is_stub(function: Any) -> bool:
    try:
        nodes = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return False
    return len(nodes) == 1 and isinstance(nodes[0], ast.FunctionDef) and is_stub(nodes[0])


def run_checks(checks: Iterable[Check], student: Student) -> list[Checked]:
    """Run visible checks of one exercise, but none after one that did not end: one wait is enough."""
    results: list[Checked] = []
    for check in checks:
        late = any(r.status == TIMEOUT for r in results)
        results.append(Checked(check.name, NOT_STARTED) if late else run_check(check, student))
    return results


def before_running(symbol: str, student: Student) -> Checked | None:
    """What is known of an exercise without running it: nothing is written, or its cell failed."""
    if symbol in student.progress:
        stub = student.progress[symbol] == "stub"
        return Checked("", NOT_STARTED, _unwritten_yet(symbol, student)) if stub else None
    if symbol in student.broken:
        return Checked("", ERROR, say("missing-failed", name=symbol, text=student.broken[symbol]))
    return Checked("", NOT_STARTED, _missing(symbol, student))


def _unwritten_yet(symbol: str, student: Student) -> Text:
    """The sentence for a stub, which may stand beside an answer under a name that is nearly its own."""
    found = misspelt(symbol, student.submission, student.chapter) if student.chapter else None
    return student.told(found) if found else say("student-stub", name=symbol)


def _missing(symbol: str, student: Student) -> Text:
    """The sentence for an exercise that is not defined: where it was seen all the same, if it was."""
    found = why_missing(symbol, student.submission, student.chapter)
    plain = found.text == say("missing", name=symbol)
    return say("student-missing", name=symbol) if plain else student.told(found)


def run_check(check: Check, student: Student) -> Checked:
    """Run one visible check within its time."""
    error: BaseException | None = None
    with surroundings(), recording() as values, listening() as told:
        try:
            with time_limit(LIMIT):
                check.run(Impl(student.namespace))
        except (Exception, OutOfTime, SystemExit) as raised:
            error = raised
    return judge(check.name, check.symbol, error, values, student, told)


def judge(
    name: str,
    symbol: str,
    error: BaseException | None,
    values: list[Any],
    student: Student,
    told: Sequence[Text] = (),
) -> Checked:
    """What a visible check means that raised `error`, or nothing; `values` is what it recorded."""
    if error is None:
        return Checked(name, PASSED, told[-1] if told else student.stops.get(symbol))
    if isinstance(error, CheckFailed):
        wrong = _after(remark(symbol, student.submission, student.chapter), error, student)
        return Checked(name, FAILED, wrong.text, wrong, fingerprint(values))
    if isinstance(error, NotDefined):
        if error.name == symbol:
            return Checked(name, NOT_STARTED, _missing(symbol, student))
        return _waiting(name, error.name, student)
    place, call = _places(error, student)
    if isinstance(error, OutOfTime):
        text = say("student-late", seconds=f"{LIMIT:g}")
        return Checked(name, TIMEOUT, _at(place, call, text, student))
    if isinstance(error, NotImplementedError) and place:
        return _unwritten(name, symbol, place, student)
    text = _raised(error, symbol, place, call, student)
    return Checked(name, ERROR, text, fingerprint=fingerprint([*values, error]))


def _after(found: Remark | None, error: CheckFailed, student: Student) -> CheckFailed:
    """What a check says, after what is wrong with the definition itself."""
    if not found:
        return error
    said = student.told(found.wording)
    if found.alone:
        return CheckFailed(said, wrong=said)
    return CheckFailed(
        join([said, error.text]),
        because=join([said, error.because]) if error.because else said,
        call=error.call,
        wrong=error.wrong,
        expected=error.expected,
        got=error.got,
        compared=error.compared,
    )


def _raised(error: BaseException, symbol: str, place: Place | None, call: str, student: Student) -> Text:
    """The sentence for an exception, at its place in the student's code."""
    failure = _in_its_cell(failure_of(error), place, student)
    found = remark(symbol, student.submission, student.chapter, [failure])
    if found and found.covers(failure):
        return student.told(found.wording)
    text = student.told(meant_by(failure, student.submission, student.failures, student.chapter))
    of_the_call = refused(error, symbol, student.namespace.get(symbol), student.chapter)
    if place is None and of_the_call:
        text = of_the_call
    elif place is None and not _of_the_call(failure, symbol, student):  # by what came back
        whole = "student-unusable-object" if inspect.isclass(student.namespace.get(symbol)) else ""
        text = say(whole or "student-unusable", name=symbol, text=text)
    text = _at(place, call, text, student)
    return join([student.told(found.wording), text]) if found else text


def _in_its_cell(failure: Failure, place: Place | None, student: Student) -> Failure:
    """The failure with its cell; in a notebook that is open, the last cell that ran with that text."""
    if failure.cell or place is None:
        return failure
    source = "".join(linecache.getlines(place.filename)).strip()
    known = student.submission.cells if student.submission else ()
    cells = [c.number for c in known if source and c.source.strip() == source]
    return replace(failure, cell=cells[-1] if cells else UNKNOWN, line=place.line)


def _of_the_call(failure: Failure, symbol: str, student: Student) -> bool:
    """Whether the call itself failed, and nothing came back from it."""
    own = re.escape(symbol)
    head = rf"{own}(?:\.\w+)?\(\)|'{own}' object|type object '{own}'"
    uncalled = "not callable" in failure.text and not callable(student.namespace.get(symbol))
    return uncalled or re.match(head, failure.text) is not None


def _unwritten(name: str, symbol: str, place: Place, student: Student) -> Checked:
    raiser = place.function.partition(".")[0]
    if student.progress.get(raiser) == "written" and place.source.startswith("raise NotImplementedError"):
        text = say("student-left-raise", name=place.function)
        return Checked(name, ERROR, say("failure-at", place=student.locate(place), text=text))
    if raiser == symbol:
        return Checked(name, UNFINISHED, say("student-partly", name=place.function))
    return _waiting(name, raiser, student)


def _waiting(name: str, needed: str, student: Student) -> Checked:
    """A check that came upon what is not written yet: another exercise, or a function of their own."""
    text = say("student-waits", name=needed)
    if student.chapter and needed in student.chapter.symbols:
        return Checked(name, WAITING, text, waits=(needed,))
    return Checked(name, UNFINISHED, text)


def _at(place: Place | None, call: str, text: Text, student: Student) -> Text:
    if place:
        text = say("failure-at", place=student.locate(place), text=text)
    return say("check-call", call=call, text=text) if call else text


def _places(error: BaseException, student: Student) -> tuple[Place | None, str]:
    """The innermost place in the student's code, and the call that the check made."""
    place, call = None, ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if frame.f_globals is student.namespace:
            place = Place(code.co_filename, line, code.co_qualname.replace(".<locals>", ""))
        elif code.co_name.startswith("test_"):
            call = call_at(code.co_filename, line)
    return place, call
