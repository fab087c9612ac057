"""What the audit observes with: its seeds, the references' observations, and sandboxes side by side."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace, TracebackType
from typing import Any, TypeVar

import matplotlib.pyplot as plt

from autograder.audit.material import ChapterMaterial
from autograder.catalog import Chapter
from autograder.graders import Grader
from autograder.grading.deciding.marking import Seeds, observe
from autograder.grading.deciding.verdict import decide
from autograder.grading.explaining.exceptions import explain
from autograder.sandbox.sandbox import LATE, Observation, Sandbox
from autograder.text import Text, say

T = TypeVar("T")


def seeds(number: int) -> Seeds:
    """The inputs of the audit's student of that number."""
    return Seeds(b"audit", str(number))


class Observed:
    """Observations of one implementation in this process, made once for each grader and seed."""

    def __init__(self, chapter: Chapter, impl: SimpleNamespace):
        self.chapter, self.impl = chapter, impl
        self.seconds: dict[str, float] = {}
        self._made: dict[tuple[str, int], Observation] = {}

    def of(self, grader: Grader, number: int) -> Observation:
        key = (grader.name, number)
        if key not in self._made:
            start = time.perf_counter()
            self._made[key] = observe(grader, self.impl, seeds(number).of(grader, self.chapter))
            self.seconds.setdefault(grader.name, time.perf_counter() - start)
            plt.close("all")
        return self._made[key]


def references(material: ChapterMaterial) -> Observed:
    return Observed(material.chapter, material.impl)


def is_wrong(grader: Grader, got: Observation, expected: Observation) -> bool:
    """Whether the grader gives no points."""
    return bool(got.lost or got.failure) or decide(grader, got.value, expected.value) is not None


def wrong(grader: Grader, got: Observation, expected: Observation) -> Text | None:
    """Why the grader gives no points; None if it does."""
    if not is_wrong(grader, got, expected):
        return None
    if got.lost:
        return say("lost-late" if got.lost == LATE else "lost-closed")
    if got.failure:
        return explain(got.failure, None)
    difference = decide(grader, got.value, expected.value)
    return difference.text if difference else None


class Sandboxes:
    """As many sandboxes as `jobs`; a function that is submitted gets one of them to itself."""

    def __init__(self, modules: Iterable[str], jobs: int, unsafe: bool):
        self.modules, self.unsafe = tuple(modules), unsafe
        self._pool = ThreadPoolExecutor(jobs)  # a zygote ends with the thread that started it
        self._own = threading.local()
        self._all: list[Sandbox] = []

    def __enter__(self) -> Sandboxes:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)
        for sandbox in self._all:
            sandbox.close()

    def submit(self, function: Callable[..., T], *args: Any) -> Future[T]:
        return self._pool.submit(self._with_sandbox, function, *args)

    def _with_sandbox(self, function: Callable[..., T], *args: Any) -> T:
        if not hasattr(self._own, "sandbox"):
            self._own.sandbox = Sandbox(self.modules, unsafe=self.unsafe)
            self._all.append(self._own.sandbox)
        return function(self._own.sandbox, *args)
