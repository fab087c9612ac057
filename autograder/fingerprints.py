"""Hints without answers: fingerprints of the mistakes' wrong results on the visible checks."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder import rooms
from autograder.text import Text

if TYPE_CHECKING:
    from autograder.catalog import Chapter, Exercise

HINTS = "hints.json"
SHOWN = 200  # characters of an exception's text
TINY = 1e-12
DIGITS = 6  # significant digits: the same mistake written in another order of operations is the same


def fingerprint(values: list[Any]) -> str:
    """A hash of what a failing check got, rounded; "" if nothing was got, or nothing that can be read."""
    if not values:
        return ""
    try:
        text = _canonical(values)
    except Exception:  # a student's object may raise when it is looked at
        return ""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _canonical(value: Any) -> str:
    if isinstance(value, BaseException):
        return f"{type(value).__name__}: {str(value)[:SHOWN]}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_canonical, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{k!r}:{_canonical(v)}" for k, v in sorted(value.items(), key=str)) + "}"
    if isinstance(value, bool | int | float | complex | np.generic | np.ndarray):
        array = np.asarray(value)
        if array.dtype.kind in "biufc":
            flat = ",".join(_number(v) for v in array.ravel().tolist())
            return f"{array.dtype.kind}{array.shape}({flat})"
    return value if isinstance(value, str) else type(value).__name__


def _number(value: Any) -> str:
    if isinstance(value, complex):
        return f"{_number(value.real)}j{_number(value.imag)}"
    return "0" if abs(value) < TINY else f"{value:.{DIGITS}g}"


def hint_for(exercise: str, wrong: Mapping[str, str]) -> Text | None:
    """The hint of the mistake that fails the same visible checks with the same results, if one is known.

    `wrong` is the name of each failing check → its fingerprint.
    """
    return next((Text(k["ja"], k["en"]) for k in _known(exercise) if k["wrong"] == dict(wrong)), None)


Known = dict[str, Any]  # {"wrong": {check name: fingerprint}, "ja": hint, "en": hint}


def _known(exercise: str) -> list[Known]:
    if not rooms.in_repository():
        return _shipped().get(exercise, [])
    from autograder.catalog import catalog

    chapter = catalog().chapter(exercise.partition(".")[0])
    return known_mistakes(chapter.exercise(exercise), chapter)


@cache
def _shipped() -> dict[str, list[Known]]:
    try:
        found = json.loads((rooms.WORKBOOK / HINTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def wrong_on_checks(exercise: Exercise, chapter: Chapter, impl: Any) -> dict[str, str]:
    """Name → fingerprint of each visible check of an exercise that an implementation fails.

    `impl` is a namespace with all symbols of the chapter.
    """
    from autograder.grading.visible import WRONG, Student, run_checks
    from autograder.selfcheck import checks_of, checks_path, load_checks

    student = Student(vars(impl), dict.fromkeys(chapter.symbols, "written"))
    checks = checks_of(exercise, chapter, load_checks(checks_path(chapter)))
    with contextlib.redirect_stdout(io.StringIO()):
        results = run_checks(checks, student)
    return {check.name: check.fingerprint for check in results if check.status in WRONG}


@cache
def known_mistakes(exercise: Exercise, chapter: Chapter) -> list[Known]:
    """What each mistake of an exercise gives on the visible checks; needs the answers' rooms.

    Left out is a mistake that no visible check sees, one that gives nothing to tell it by, and those that
    differ in their hints but not in what they give.
    """
    from autograder.grading.answers import answers

    known = []
    for mistake in answers(chapter).mistakes[exercise.symbol]:
        impl = answers(chapter).replaced(exercise.symbol, mistake.implementation)
        wrong = wrong_on_checks(exercise, chapter, impl)
        if wrong and all(wrong.values()):
            hint = Text.parse(mistake.hint)
            known.append({"wrong": wrong, "ja": hint.ja, "en": hint.en})
    return _told_apart(known)


def _told_apart(known: list[Known]) -> list[Known]:
    hints: dict[str, set[str]] = {}
    for k in known:
        hints.setdefault(repr(k["wrong"]), set()).add(k["en"])
    return [k for k in known if len(hints[repr(k["wrong"])]) == 1]


def hints_file(book: Iterable[Chapter]) -> bytes:
    """The bytes of hints.json, which a wheel carries in place of the mistakes."""
    known = {e.id: known_mistakes(e, chapter) for chapter in book for e in chapter.exercises}
    return (json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
