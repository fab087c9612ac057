"""The visible checks: `expect` compares and explains, `checks_of` finds those of one exercise.

A check is an ordinary pytest test in tests/selfcheck/, named `test_<symbol>_…`, that takes `impl`.
"""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy as np

from autograder import rooms
from autograder.catalog import Chapter, Exercise
from autograder.compare import ATOL, RTOL, Difference, Tolerance, compare
from autograder.selfcheck.call import call_at
from autograder.shown import show
from autograder.text import Text, say
from autograder.weights import WeightsError, read_weights

T = TypeVar("T")
SPREAD = 60  # elements of an array that is shown over several lines


@dataclass(frozen=True)
class Plot:
    """What a plot should look like, as data.

    A line is (x, y, line style, name); `image` is an array that imshow takes, `surface` is X, Y, Z and
    `arrows` is X, Y, U, V.
    """

    lines: tuple[tuple[Any, Any, str, str], ...] = ()
    image: Any = None
    surface: Any = None
    arrows: Any = None
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""


@dataclass(frozen=True)
class Compared:
    """What a failed check compared, for a face that draws it.

    `found` is the first part that differs, of `got` and `expected`. `x`, `picture`, `axes` and `plot` are
    those of `expect`.
    """

    got: Any
    expected: Any
    found: Difference
    x: Any = None
    picture: str = ""
    axes: Any = None
    plot: Plot | None = None

    @property
    def declared(self) -> bool:
        """Whether the check says what this is a picture of."""
        return self.x is not None or self.picture != "" or self.plot is not None


class CheckFailed(AssertionError):
    """A visible check found a wrong answer.

    `text` says all of it in one sentence. Its parts, for a face that lays them out itself: `because`,
    the `call` that was made, what is `wrong` without the values, and the values `expected` and `got` as
    text, and as they were `compared`.
    """

    def __init__(
        self,
        text: Text,
        *,
        because: Text | None = None,
        call: str = "",
        wrong: Text | None = None,
        expected: str = "",
        got: str = "",
        compared: Compared | None = None,
    ):
        super().__init__(f"{text.ja} | {text.en}")
        self.text, self.because, self.call = text, because, call
        self.wrong, self.expected, self.got = wrong, expected, got
        self.compared = compared


_record: ContextVar[list[Any] | None] = ContextVar("_record", default=None)
_told: ContextVar[list[Text] | None] = ContextVar("_told", default=None)
_folder: ContextVar[Path | None] = ContextVar("_folder", default=None)


@contextmanager
def _bound(variable: ContextVar[T | None], value: T) -> Iterator[T]:
    """The value stands in the variable for what is inside."""
    token = variable.set(value)
    try:
        yield value
    finally:
        variable.reset(token)


def recording() -> AbstractContextManager[list[Any]]:
    """Collect what the checks inside got, in order (the fingerprints of mistakes are made from it)."""
    return _bound(_record, [])


def listening() -> AbstractContextManager[list[Text]]:
    """Collect what the checks inside tell of a right answer."""
    return _bound(_told, [])


def tell(text: str) -> None:
    """Say something of an answer that is not wrong, `日本語 | English`; the card shows it."""
    texts = _told.get()
    if texts is not None:
        texts.append(Text.parse(text))


def weights_in(folder: Path) -> AbstractContextManager[Path]:
    """Let the checks inside find weights in that folder, not in the working folder."""
    return _bound(_folder, folder)


def weights(file: str) -> str:
    """The path of the weights that will be handed in beside the notebook.

    Raises CheckFailed, with the reason, where they are not there or cannot be used.
    """
    folder = _folder.get() or Path.cwd()
    try:
        read_weights(folder, file)
    except WeightsError as error:
        raise CheckFailed(error.text, wrong=error.text) from None
    return str(folder / file)


def expect(
    got: Any,
    expected: Any,
    *,
    rtol: float = RTOL,
    atol: float = ATOL,
    dtype: bool = False,
    because: str = "",
    x: Any = None,
    picture: str = "",
    axes: Any = None,
    plot: Plot | None = None,
) -> None:
    """Fail with a readable sentence unless `got` equals `expected`.

    Structure, shape, kind of dtype and value are compared; dtype=True compares the dtype itself.
    `because`, `日本語 | English`, is said first when the check fails.
    A failed check is shown as a picture where there is one. Of matrices it needs nothing more; `x` is what
    curves are drawn over; `picture` says that arrays are an "image", or a "path" of points (x, y); of a plot,
    the student's `axes` are shown beside what should be there, which `plot` describes.
    Raises CheckFailed.
    """
    record = _record.get()
    if record is not None:
        record.append(got)
    found = compare(got, expected, Tolerance(rtol, atol, dtype))
    if found is None:
        return
    frame = inspect.currentframe()
    caller = frame.f_back if frame else None
    call = call_at(caller.f_code.co_filename, caller.f_lineno) if caller else ""
    text = say("check-call", call=call, text=found.placed) if call else found.placed
    reason = Text.parse(because) if because else None
    if reason:
        text = say("check-because", because=reason, text=text)
    brief = compare(got, expected, Tolerance(rtol, atol, dtype, reveal=False))
    raise CheckFailed(
        text,
        because=reason,
        call=call,
        wrong=brief.placed if brief else None,
        expected=spread(expected),
        got=spread(got),
        compared=Compared(got, expected, found, x, picture, axes, plot),
    )


def spread(value: Any) -> str:
    """A value over several lines if it is a small array, else as `show` has it."""
    if isinstance(value, np.ndarray) and value.ndim and value.dtype.kind in "biufc" and value.size <= SPREAD:
        return np.array2string(value, precision=6, separator=", ")
    return show(value)


@dataclass(frozen=True)
class Check:
    """One visible check of one exercise."""

    name: str
    symbol: str
    run: Callable[[Any], None]


def load_checks(path: Path) -> ModuleType:
    """Import a file of visible checks by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def symbol_of(test_name: str, chapter: Chapter) -> str | None:
    """The exercise that `test_<symbol>_…` checks: the longest symbol that fits."""
    fitting = [
        e.symbol
        for e in chapter.exercises
        if test_name == f"test_{e.symbol}" or test_name.startswith(f"test_{e.symbol}_")
    ]
    return max(fitting, key=len, default=None)


def checks_path(chapter: Chapter, beside: Path | None = None) -> Path:
    """The chapter's checks: those beside the student's notebook if there are any, else the workbook's."""
    name = f"test_{chapter.stem}.py"
    folders = [beside / "tests" / "selfcheck", beside] if beside else []
    for folder in [*folders, rooms.selfcheck()]:
        if (folder / name).is_file():
            return folder / name
    return rooms.selfcheck() / name


def checks_of(exercise: Exercise, chapter: Chapter, module: ModuleType) -> list[Check]:
    """The visible checks of one exercise, in the order they are written."""
    return [
        Check(name, exercise.symbol, function)
        for name, function in vars(module).items()
        if name.startswith("test_") and callable(function) and symbol_of(name, chapter) == exercise.symbol
    ]
