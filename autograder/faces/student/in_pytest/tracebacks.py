"""A failed check as pytest shows it: the sentence, and for who asks (`--tb=short`) a traceback.

The traceback has the check and the student's own lines, none of the engine's nor of NumPy's, and names places
as the sentences do: `ch03_neural_network.ipynb · sigmoid · line 3`.
"""

from __future__ import annotations

import inspect
import re
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from autograder.selfcheck.checks import CheckFailed
from autograder.selfcheck.running import Place, Student
from autograder.selfcheck.student_file import Places
from autograder.text import clean

AT = re.compile(r"<cell (\d+)>:(\d+)(?:: in ([\w.<>]+))?")
OURS = re.compile(r"autograder\.(?:\w+\.)*(?=CheckFailed|OutOfTime)")
MAX_TRACEBACK = 20_000  # characters


@dataclass(frozen=True)
class _Crash:
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Told:
    """What pytest keeps of a failed check: the sentence that says why, and the text that is printed."""

    sentence: str
    text: str

    @property
    def reprcrash(self) -> _Crash:
        return _Crash(self.sentence)

    def __str__(self) -> str:
        return self.text

    def toterminal(self, writer: Any) -> None:
        for line in self.text.split("\n"):
            writer.line(line)


def failure(
    item: pytest.Item,
    raised: pytest.ExceptionInfo[BaseException] | None,
    sentence: str,
    symbol: str,
    student: Student | None,
    lang: str,
) -> Told:
    """The sentence, followed by what `--tb` asks for."""
    style = item.config.getoption("tbstyle", "no")
    if style in ("no", "line") or raised is None or student is None:
        return Told(sentence, sentence)
    error = raised.value
    if isinstance(error, CheckFailed):
        error.args = (sentence,)
    if not item.config.getoption("fulltrace", False):
        trace = _theirs(raised.tb, item, student) or raised.tb
        _cut_causes(error, item, student)
        raised = pytest.ExceptionInfo.from_exc_info((type(error), error, trace))
    text = OURS.sub("", _placed(str(item.repr_failure(raised)), student, lang))
    text += f"\n{_defined_at(symbol, student, lang) if isinstance(error, CheckFailed) else sentence}"
    return Told(sentence, clean(text, MAX_TRACEBACK))


def _theirs(trace: TracebackType | None, item: pytest.Item, student: Student) -> TracebackType | None:
    """The frames that are the check's, the student's, or of a module that lies beside the student's file."""
    kept: TracebackType | None = None
    for frame, line in reversed(list(traceback.walk_tb(trace))):
        path = Path(frame.f_code.co_filename)
        beside = item.config.rootpath in path.parents and "site-packages" not in path.parts
        if frame.f_globals is student.namespace or beside:
            kept = TracebackType(kept, frame, frame.f_lasti, line)
    return kept


def _cut_causes(error: BaseException, item: pytest.Item, student: Student) -> None:
    """Leave out what an exception came of where none of it is the student's."""
    while cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        kept = _theirs(cause.__traceback__, item, student)
        if kept is None:
            error.__cause__, error.__suppress_context__ = None, True
            return
        error = cause.with_traceback(kept)


def _defined_at(symbol: str, student: Student, lang: str) -> str:
    """Where the answer begins whose result is wrong: no line of it raised anything."""
    value = student.namespace.get(symbol)
    parts = list(vars(value).values()) if inspect.isclass(value) else [value]
    code = next((part.__code__ for part in parts if inspect.isfunction(part)), None)
    if code is None or not AT.match(f"{code.co_filename}:1"):
        return ""
    return _short(Place(code.co_filename, code.co_firstlineno, code.co_qualname), student, lang)


def _placed(text: str, student: Student, lang: str) -> str:
    """A traceback with the places named as in the sentences."""

    def words(found: re.Match[str]) -> str:
        function = found[3] or ""
        shown = _short(Place(f"<cell {found[1]}>", int(found[2]), function), student, lang)
        return f"{shown}: in {function}" if function else shown

    return AT.sub(words, text)


def _short(place: Place, student: Student, lang: str) -> str:
    words = student.locate
    return words.short(place)[lang] if isinstance(words, Places) else f"{place.filename}:{place.line}"
