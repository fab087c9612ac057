"""The hidden graders: what one is, and how it is declared.

A grader only observes: it calls `impl` with inputs drawn from `rng` and returns plain data. It is run
on the student's code in the sandbox and on the reference outside; the verdict is made outside. No
expected value stands in these modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

RTOL, ATOL = 1e-7, 1e-9
Judge = Callable[..., "bool | str"]


@dataclass(frozen=True)
class Shown:
    """What the graders of an open exercise are handed besides `rng`.

    `images` are hidden digits, (N, 1, 28, 28) of 0 to 255; `file` is where the weights lie. `kept` is what
    only the trusted process knows of the images; it is empty where a student's code runs. In `memo` graders
    may leave what they need again.
    """

    images: np.ndarray
    file: str
    kept: Mapping[str, Any] = field(default_factory=dict)
    memo: list[Any] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Grader:
    """One hidden grader: `observe(impl, rng)` returns plain data, worth `points` of `symbol`.

    That of an open exercise names its `weights`, a file: `observe(impl, rng, shown)`.
    """

    name: str
    symbol: str
    points: float
    observe: Callable[..., Any]
    description: str
    rtol: float
    atol: float
    judge: Judge | None
    dtype: bool
    picture: str = ""
    weights: str = ""

    def __call__(self, impl: Any, rng: Any, *shown: Shown) -> Any:
        return self.observe(impl, rng, *shown)


def grader(
    symbol: str,
    points: float,
    *,
    rtol: float = RTOL,
    atol: float = ATOL,
    judge: Judge | None = None,
    dtype: bool = False,
    picture: str = "",
    weights: str = "",
) -> Callable[[Callable[..., Any]], Grader]:
    """Declare a grader of the exercise `symbol`.

    The function's docstring, `日本語 | English`, is what the student reads. By default the student's
    observation must equal the reference's in structure, shape, kind of dtype and value (rtol, atol).
    dtype=True compares the dtype itself. Where several answers are right, `judge(got, expected)`,
    run in the trusted process, says so: True, or a sentence `日本語 | English` with what is wrong.
    `picture` says that the observation can be drawn: "lines", "image" or "surface"
    (grading/explaining/pictures.py). With `weights`, a file that is handed in, the function
    takes hidden digits, too (`Shown`); all such graders of an exercise get the same, and what is kept
    of them is what the judge finds in `expected`.
    """

    def declare(observe: Callable[..., Any]) -> Grader:
        return Grader(
            observe.__name__,
            symbol,
            points,
            observe,
            (observe.__doc__ or "").strip(),
            rtol,
            atol,
            judge,
            dtype,
            picture,
            weights,
        )

    return declare


def as_array(value: Any, dtype: type | None = None) -> Any:
    """Numbers in any form (one, a list, an array) as an array, of `dtype` if one is given.

    What is no number stays as it is, so that it does not pass for one: the text "1" is not 1.
    Raises TypeError if some of the numbers are masked.
    """
    array = np.ma.array(value)  # keeps the masks of an array and of those in a list
    if np.ma.is_masked(array):
        raise TypeError("a masked array is not an array of numbers")
    if array.dtype.kind not in "biufc":
        return value
    return array.data if dtype is None else array.data.astype(dtype)


def graders_of(module: ModuleType) -> list[Grader]:
    """The graders of a module, in the order they are written."""
    return [value for value in vars(module).values() if isinstance(value, Grader)]
