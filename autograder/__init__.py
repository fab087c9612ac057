"""The engine: it reads, runs, marks and explains what students write."""

from __future__ import annotations

from typing import Any

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    if name == "check":  # only when it is asked for: the engine does without notebooks
        from autograder.faces.student.check import check

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
