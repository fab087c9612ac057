"""How `make demo` tells its steps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from autograder.text import Text, ZerotsukuError, default_language, say

CONSOLE = Console(highlight=False)


class Steps:
    """The steps of the demo as they are told, each with its number and its time."""

    def __init__(self, total: int):
        self.total, self.done = total, 0

    @contextmanager
    def __call__(self, key: str, **values: object) -> Iterator[None]:
        self.done += 1
        CONSOLE.print(
            f"[{self.done}/{self.total}] {say(key, **values)[default_language()]} …",
            markup=False,
            soft_wrap=True,
        )
        begin = time.monotonic()
        yield
        CONSOLE.print(f"      ✓ {time.monotonic() - begin:.1f} s", style="green", markup=False)


def need(result: dict[str, Any], what: str) -> None:
    """nbgrader's own log, if a step of it failed."""
    if not result.get("success"):
        log = str(result.get("log") or result.get("error"))[-1500:]
        raise ZerotsukuError(say("demo-failed", what=what, log=Text(log, log)))
