"""The hint of the mistake that fails the same visible checks with the same results.

A wheel has the fingerprints of the mistakes' wrong results in place of the mistakes: hints without answers.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from autograder import rooms
from autograder.catalog import Chapter, Exercise, catalog
from autograder.selfcheck.checks import checks_of, checks_path, load_checks
from autograder.selfcheck.running import WRONG, Student, run_checks
from autograder.text import Text

HINTS = "hints.json"


def hint_for(exercise: str, wrong: Mapping[str, str]) -> Text | None:
    """The hint of the mistake that fails the same visible checks with the same results, if one is known.

    `wrong` is the name of each failing check → its fingerprint.
    """
    return next((Text(k["ja"], k["en"]) for k in _known(exercise) if k["wrong"] == dict(wrong)), None)


Known = dict[str, Any]  # {"wrong": {check name: fingerprint}, "ja": hint, "en": hint}


def _known(exercise: str) -> list[Known]:
    if not rooms.in_repository():
        return _shipped().get(exercise, [])
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
    from autograder.grading.deciding.answers import answers

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
