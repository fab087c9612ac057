"""What fails because of another exercise that is not right yet is no fault of the one that uses it.

No reference is here to stand in for what an exercise needs. So a check that fails, and that used another
exercise on its way, is judged only once that one passes its own checks; but what is certainly wrong with the
exercise itself is told at once.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import ModuleType

from autograder.catalog import Chapter, Exercise, catalog
from autograder.grading.explaining.outline import outlines
from autograder.grading.explaining.provided import signatures
from autograder.grading.explaining.remarks import definition_of, remark
from autograder.report import FAILED, NOT_STARTED, PASSED, TIMEOUT
from autograder.selfcheck.checks import Check, checks_of, checks_path, load_checks
from autograder.selfcheck.running import (
    LIMIT,
    UNFINISHED,
    WAITING,
    WRONG,
    Checked,
    Student,
    before_running,
    run_checks,
)
from autograder.selfcheck.used import Used, code_of, frames_of, silent, used_by
from autograder.text import Text, say

SOON = 0.2  # seconds in which a loop without an end has used what it uses
CALLED_WRONGLY = re.compile(r"([\w.]+)\(\) (?:missing|takes|got an unexpected|got multiple)\b")


def checked_in_order(
    exercise: Exercise, chapter: Chapter, module: ModuleType, student: Student
) -> tuple[Checked, ...]:
    """What an exercise's visible checks gave, each that cannot be judged yet as WAITING.

    They run once for each `student`, who remembers it.
    """
    if exercise.id not in student.known:
        checks = checks_of(exercise, chapter, module)
        ahead = before_running(exercise.symbol, student)
        if ahead:
            results = [replace(ahead, name=check.name) for check in checks]
        else:
            run = run_checks(checks, student)
            results = [
                apart(result, check, chapter, module, student)
                for result, check in zip(run, checks, strict=True)
            ]
        student.known[exercise.id] = tuple(results)
    return student.known[exercise.id]


def apart(checked: Checked, check: Check, chapter: Chapter, module: ModuleType, student: Student) -> Checked:
    """What a check gave, apart from what the exercise uses: WAITING, if that has to be right first.

    A need is what the check really used: an earlier exercise of the chapter, or one that the chapter gives.
    """
    if checked.status not in WRONG:
        return checked
    exercise = chapter.exercise(check.symbol)
    earlier = chapter.exercises[: chapter.exercises.index(exercise)]
    given = [need for need in exercise.needs if need.partition(".")[0] != chapter.id]
    symbols = [e.symbol for e in earlier] + [need.rpartition(".")[2] for need in given]
    if not symbols:
        return checked
    used = used_by(check, symbols, student, SOON if checked.status == TIMEOUT else LIMIT)
    needs = [e for e in earlier if e.symbol in used.symbols and not _is_right(e, chapter, module, student)]
    lost = [n for n in given if n.rpartition(".")[2] in used.symbols and not is_right_as_given(n, student)]
    spoilt = [*(e.symbol for e in needs), *(n.rpartition(".")[2] for n in lost)]
    if not spoilt or _is_its_own(checked, exercise, spoilt, used, student):
        return checked
    if not needs:
        names = _listed([name.rpartition(".")[2] for name in lost])
        return Checked(checked.name, UNFINISHED, say("waits-given", name=exercise.symbol, needs=names))
    first = _first(needs, chapter, student)
    return Checked(checked.name, WAITING, _said(checked, exercise, first, student), waits=first)


def _is_right(exercise: Exercise, chapter: Chapter, module: ModuleType, student: Student) -> bool:
    """Whether nothing is known to be wrong with what is written of an exercise."""
    with silent():
        statuses = {c.status for c in checked_in_order(exercise, chapter, module, student)}
    return not statuses or (PASSED in statuses and not statuses & {*WRONG, WAITING})


def is_right_as_given(id_: str, student: Student) -> bool:
    """Whether what the workbook gives of an earlier chapter, as `ch03.sigmoid`, passes its checks there."""
    if id_ not in student.known:
        chapter = catalog().chapter(id_.partition(".")[0])
        exercise = chapter.exercise(id_)
        checks = checks_of(exercise, chapter, load_checks(checks_path(chapter)))
        there = exercise.symbol in student.namespace
        alone = Student(student.namespace, {exercise.symbol: "written"})
        with silent():
            results = run_checks(checks, alone) if there else []
        student.known[id_] = tuple(results) or (Checked("", NOT_STARTED),)
    return all(result.status not in (*WRONG, NOT_STARTED) for result in student.known[id_])


def _first(needs: Iterable[Exercise], chapter: Chapter, student: Student) -> tuple[str, ...]:
    """What has to be right first: of a need that waits itself, what that waits for."""
    first: set[str] = set()
    for need in needs:
        results = student.known[need.id]
        wrong = any(c.status in WRONG for c in results)
        first |= {need.symbol} if wrong else {s for c in results for s in c.waits} or {need.symbol}
    return tuple(e.symbol for e in chapter.exercises if e.symbol in first)


def _said(checked: Checked, exercise: Exercise, first: Sequence[str], student: Student) -> Text:
    """What was seen, why that does not tell of the exercise itself, and what to do first."""
    if all(
        student.progress.get(symbol, "stub") == "stub" and symbol not in student.broken for symbol in first
    ):
        return say("waits-unwritten", name=exercise.symbol, needs=_listed(first))
    seen = {FAILED: "waits-seen-failed", TIMEOUT: "waits-seen-timeout"}
    return say(
        "waits",
        seen=say(seen.get(checked.status, "waits-seen-error")),
        name=exercise.symbol,
        needs=_listed(first),
    )


def _listed(names: Sequence[str]) -> Text:
    return Text("、".join(names), ", ".join(names))


def _is_its_own(
    checked: Checked, exercise: Exercise, spoilt: Sequence[str], used: Used, student: Student
) -> bool:
    """Whether a failure would be there whatever the spoilt exercises give."""
    if remark(exercise.symbol, student.submission, student.chapter) or _lacks_return(
        checked, exercise, student
    ):
        return True
    error = used.error
    if error is None or not _is_raised_apart(error, exercise, spoilt, student):
        return False
    if isinstance(error, NameError):
        return error.name not in spoilt
    if isinstance(error, ImportError):
        return True
    if isinstance(error, AttributeError):
        return str(error).startswith("module ")
    called = CALLED_WRONGLY.match(str(error)) if isinstance(error, TypeError) else None
    if called is None or not _can_be_seen(spoilt, student):
        return False
    return called[1].partition(".")[0] not in spoilt or _is_defined_as_asked(called[1], student)


def _is_raised_apart(
    error: BaseException, exercise: Exercise, spoilt: Iterable[str], student: Student
) -> bool:
    """Whether no spoilt exercise was running as it was raised."""
    running = [frame.f_code for frame in frames_of(error, student.namespace)]
    codes = [set(code_of(student.namespace.get(symbol))) for symbol in spoilt]
    if all(codes):
        return set().union(*codes).isdisjoint(running)
    return not running or running[-1] in set(code_of(student.namespace.get(exercise.symbol)))


def _is_defined_as_asked(name: str, student: Student) -> bool:
    """Whether a function or method has the parameters of its stub: a call that does not fit is wrong then."""
    symbol, _, method = name.partition(".")
    value = student.namespace.get(symbol)
    value = vars(value).get(method) if method and inspect.isclass(value) else value
    stub = signatures(student.chapter).get(name) if student.chapter else None
    if stub is None or not inspect.isfunction(value):
        return False
    return [p.name for p in stub] == list(inspect.signature(value).parameters)


def _can_be_seen(spoilt: Iterable[str], student: Student) -> bool:
    """Whether a spoilt exercise would be called by its own name in an exception's text."""
    values = [student.namespace.get(symbol) for symbol in spoilt]
    return all(
        getattr(v, "__name__", None) == symbol
        for symbol, v in zip(spoilt, values, strict=True)
        if v is not None
    )


def _lacks_return(checked: Checked, exercise: Exercise, student: Student) -> bool:
    """Whether None came of a function that has no `return` with a value, whatever it calls."""
    function = definition_of(exercise.symbol, student.submission)
    if not function or function.word != "def" or not checked.wrong or checked.wrong.got != "None":
        return False
    cell = next((c for c in outlines(student.submission) if c.number == function.cell), None)
    lines = [line.text for line in cell.lines if function.line <= line.number <= function.end] if cell else []
    return not any(re.search(r"\breturn\s*\S|\blambda\b", line) for line in lines)
