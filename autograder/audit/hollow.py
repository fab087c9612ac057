"""Hollow answers: what says nothing about an exercise's concept, made for any exercise from its reference.

The strongest of them know more than a student would: the reference runs on copies of the arguments, so that
a constant has the right structure, shape and dtype. What comes back is then no computation of anything.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import MagicMock

import numpy as np

from autograder.audit.detached import detached
from autograder.sandbox.wire import encode

Result = Any  # what the reference gives, or the exception that it raises
Leaf = Callable[[np.ndarray], Any]


@dataclass(frozen=True)
class Call:
    """One call of an exercise: its arguments by name, all calls of the instance so far, the right result."""

    arguments: Mapping[str, Any]
    history: bytes
    result: Result


Answer = Callable[[Call], Any]


@dataclass(frozen=True)
class Hollow:
    """A hollow answer; `answer` may keep a state, so it is made anew for each run of a grader."""

    name: str
    make: Callable[[], Answer]


class Equal:
    """Claims to be equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def mapped(result: Result, leaf: Leaf, texts: bool = True) -> Any:
    """The result with the same structure, and something else for each number, array and, if so wished, text.

    Objects that are no data, such as the layers of a network, become None.
    """
    if isinstance(result, BaseException):
        return None
    if isinstance(result, Mapping):
        return {key: mapped(value, leaf, texts) for key, value in result.items()}
    if isinstance(result, list | tuple):
        return type(result)([mapped(value, leaf, texts) for value in result])
    if isinstance(result, str):
        return str(leaf(np.asarray(0))) if texts else result
    if isinstance(result, np.ndarray):
        return leaf(result)
    if isinstance(result, bool | int | float | complex | np.generic):
        value = leaf(np.asarray(result))
        plain = type(value) is np.ndarray and not isinstance(result, np.generic)
        return value.item() if plain else value[()]
    if callable(result):
        return lambda *args, **kwargs: mapped(result(*args, **kwargs), leaf, texts)
    return None


def _filled(value: float) -> Leaf:
    return lambda a: np.full(a.shape, value, a.dtype if np.isfinite(value) else float)


def _uniform(a: np.ndarray) -> Any:
    return np.full(a.shape, 1 / (a.shape[-1] if a.ndim and a.shape[-1] else 2))


def _random(a: np.ndarray) -> Any:
    return np.random.default_rng(a.size).normal(scale=2.0, size=a.shape).astype(a.dtype)


def _half_masked(a: np.ndarray) -> Any:
    return np.ma.array(a, mask=(np.arange(a.size) % 2 == 0).reshape(a.shape))


LEAVES: dict[str, Leaf] = {
    "zeros": _filled(0),
    "ones": _filled(1),
    "nan": _filled(np.nan),
    "inf": _filled(np.inf),
    "uniform": _uniform,
    "random": _random,
}
DISGUISES: dict[str, Leaf] = {  # the right numbers in a form that is none
    "masked": lambda a: np.ma.array(a, mask=True),
    "half masked": _half_masked,
    "masked zeros": lambda a: np.ma.array(np.zeros_like(a), mask=True),
    "bytes": lambda a: a.astype("S"),
    "texts": lambda a: a.astype("U"),
}
CONSTANTS: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "NotImplemented": lambda: NotImplemented,
    "[]": list,
    "{}": dict,
    "an empty array": lambda: np.empty(0),
    "an empty text": str,
    "0": lambda: 0,
    "1": lambda: 1,
    "True": lambda: True,
    "equal to all": Equal,
    "a mock": MagicMock,
}


def _of_leaf(name: str, leaf: Leaf) -> Hollow:
    return Hollow(name, lambda: lambda call: mapped(call.result, leaf))


def _of_constant(name: str, make: Callable[[], Any]) -> Hollow:
    return Hollow(name, lambda: lambda call: make())


def _raising(call: Call) -> Any:
    raise ValueError("always")


EMPTY = tuple(_of_leaf(name, leaf) for name, leaf in LEAVES.items())
NONE = _of_constant("None", CONSTANTS["None"])
RAISING = Hollow("ValueError", lambda: _raising)
PLAIN = (
    *EMPTY,
    *(_of_leaf(name, leaf) for name, leaf in DISGUISES.items()),
    *(_of_constant(name, make) for name, make in CONSTANTS.items() if name != NONE.name),
    RAISING,
)


def _given(name: str) -> Answer:
    return lambda call: call.arguments[name]


def _fitted(name: str) -> Answer:
    """The argument as it is, in the shape and dtype of the result and of each of its parts."""

    def fit(given: np.ndarray, a: np.ndarray) -> Any:
        return np.resize(given, a.shape).astype(a.dtype)

    def answer(call: Call) -> Any:
        given = np.asarray(call.arguments[name])
        return mapped(call.result, lambda a: fit(given, a))

    return answer


def of_arguments(names: Iterable[str]) -> Iterator[Hollow]:
    """The arguments themselves, and in the shape of the result."""
    for name in names:
        yield Hollow(name, lambda name=name: _given(name))  # type: ignore[misc]
        yield Hollow(f"{name} in shape", lambda name=name: _fitted(name))  # type: ignore[misc]


@dataclass
class Tape:
    """The right results of some calls: by what was passed, and in their order."""

    by_call: dict[bytes, Result] = field(default_factory=dict)
    in_order: list[Result] = field(default_factory=list)

    def record(self, call: Call) -> Any:
        """An answer that is right, and notes what it gives."""
        self.by_call.setdefault(call.history, call.result)
        self.in_order.append(call.result)
        return _given_back(call.result)

    def as_table(self) -> Answer:
        """Right for the very calls that were recorded, zeros for others."""
        return lambda call: _given_back(self.by_call.get(call.history, mapped(call.result, LEAVES["zeros"])))

    def as_sequence(self) -> Answer:
        """The results that were right for other inputs, one after the other."""
        results = iter(self.in_order)
        return lambda call: _given_back(next(results, None))


def always(result: Result) -> Answer:
    """The same whatever the call."""
    return lambda call: _given_back(result)


def _given_back(result: Result) -> Any:
    if isinstance(result, BaseException):
        raise result
    return mapped(result, np.copy, texts=False)


Known = dict[tuple[int, bytes], Result]


def implementation(reference: Any, answer: Answer, known: Known | None = None) -> Any:
    """A function or class like the reference that gives the answer instead.

    `known` keeps the results of a function for the next answer that meets the same calls in the same order.
    """
    if inspect.isclass(reference):
        return _class(reference, answer)
    return _function(reference, answer, {} if known is None else known)


def _tried(function: Callable[..., Any], args: Any, kwargs: Any) -> Result:
    try:
        return function(*args, **kwargs)
    except Exception as error:  # raising may be what is asked
        return error


def arguments_of(function: Callable[..., Any], args: Any, kwargs: Any) -> dict[str, Any]:
    """The arguments by their names. Raises TypeError where they do not fit the function."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)


def _noted(name: str, arguments: Mapping[str, Any]) -> bytes:
    return encode([name, dict(arguments)])


def _function(reference: Callable[..., Any], answer: Answer, known: Known) -> Callable[..., Any]:
    numbers = itertools.count()

    def hollow(*args: Any, **kwargs: Any) -> Any:
        arguments = arguments_of(reference, args, kwargs)
        noted = _noted("", arguments)
        place = next(numbers), noted
        if place not in known:
            known[place] = _tried(reference, detached(args), detached(kwargs))
        return answer(Call(arguments, noted, known[place]))

    return hollow


def _class(reference: Any, answer: Answer) -> Any:
    """All attributes and all methods are hollow; the right ones are asked of a twin that nobody sees."""

    class Hollow:
        def __init__(self, *args: Any, **kwargs: Any):
            arguments = arguments_of(reference, args, kwargs)
            vars(self)["_hollow"] = [reference(*detached(args), **detached(kwargs)), arguments, b""]
            self._note("__init__", arguments)
            self._attributes()

        def _note(self, name: str, arguments: Mapping[str, Any]) -> None:
            self._hollow[2] += _noted(name, arguments)

        def _attributes(self) -> None:
            twin, arguments, history = self._hollow
            for name, value in vars(twin).items():
                if name not in vars(self):
                    vars(self)[name] = answer(Call(arguments, history + name.encode(), value))

        def __getattr__(self, name: str) -> Any:
            method = getattr(reference, name)

            def hollow(*args: Any, **kwargs: Any) -> Any:
                twin, arguments, _ = self._hollow
                passed = arguments_of(method, (self, *args), kwargs)
                passed.pop("self", None)
                self._note(name, passed)
                result = _tried(getattr(twin, name), detached(args), detached(kwargs))
                self._attributes()
                return answer(Call({**arguments, **passed}, self._hollow[2], result))

            return hollow

    return Hollow


def with_method(reference: Any, name: str, answer: Answer) -> Any:
    """The reference class, whose method `name` does what it should but returns something else."""
    method = getattr(reference, name)

    def hollow(self: Any, *args: Any, **kwargs: Any) -> Any:
        arguments = arguments_of(method, (self, *args), kwargs)
        arguments.pop("self", None)
        noted = _noted(name, arguments)
        result = _tried(method, (self, *args), kwargs)
        return answer(Call(arguments, noted, result))

    return type(reference.__name__, (reference,), {name: hollow})
