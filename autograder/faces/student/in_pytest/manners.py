"""How pytest behaves in a copy: what it prints of its own, where it looks, when it stops, what it is fed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

import pytest

from autograder.faces.student.copy import Copy
from autograder.faces.student.in_pytest.typed import TESTS, checks_meant, meant
from autograder.selfcheck.surroundings import nobody_asks

QUIET = -2  # no header, no dots, no line of counts: the table says it


def settle(config: pytest.Config, copy: Copy) -> str:
    """Set the options that a copy has unless the student says otherwise; what was typed after `-k`.

    Raises ZerotsukuError for a path that is not there and an expression that cannot be read.
    """
    option = config.option
    if hasattr(option, "verbose"):  # else `-p no:terminal`
        typed = [*map(str, config.invocation_params.args), *os.environ.get("PYTEST_ADDOPTS", "").split()]
        if option.verbose <= 0 and not option.collectonly:
            loud = sum(len(a) - 1 for a in typed if re.fullmatch("-v+", a))  # pytest.ini once said -qq
            option.verbose = loud or QUIET
        if option.tbstyle == "auto" and not any(argument.startswith("--tb") for argument in typed):
            option.tbstyle = "long" if option.fulltrace else "no"
        if not any(argument.startswith("-r") for argument in typed):
            option.reportchars = "N"
        option.no_header = option.disable_warnings = True
    if config.args_source == config.ArgsSource.ARGS:
        if not option.pyargs:
            config.args = checks_meant(config.args, copy, config.invocation_params.dir)
    elif config.args_source == config.ArgsSource.INVOCATION_DIR and not _has_tests(
        config.invocation_params.dir
    ):
        config.args = [str(copy.folder / TESTS)]
    asked: str = option.keyword
    option.keyword = meant(asked, copy)
    return asked


def _has_tests(folder: Path) -> bool:
    return any(folder.rglob("test_*.py")) or any(folder.rglob("*_test.py"))


def failures_allowed(config: pytest.Config) -> int:
    """After how many failures a run stops (`-x`, `--maxfail`), taken out of pytest's hands: an exercise's
    checks are all run before. 0 if it does not, and with pytest-xdist, where pytest stops at once."""
    option = config.option
    if hasattr(config, "workerinput") or getattr(option, "numprocesses", None):
        return 0
    allowed: int = option.maxfail
    option.maxfail = 0
    return allowed


class _Nobody:
    """Standard input where nobody types."""

    encoding, errors, closed = "utf-8", "strict", False

    def read(self, *_: object) -> str:
        raise EOFError("input()")

    readline = readlines = __next__ = read

    def __iter__(self) -> _Nobody:
        return self

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return False


@contextmanager
def nobody_types() -> Iterator[None]:
    """While a student's code runs, what waits for input fails at once, with and without `-s`."""
    stdin = sys.stdin
    sys.stdin = cast(TextIO, _Nobody())
    try:
        with nobody_asks():
            yield
    finally:
        sys.stdin = stdin


def name_in_xml(config: pytest.Config, report: pytest.TestReport, exercise: str) -> None:
    """In `--junitxml`, a check's class is its exercise, `ch03.sigmoid`."""
    from _pytest.junitxml import xml_key

    xml: Any = config.stash.get(xml_key, None)
    if xml is not None:
        xml.node_reporter(report).add_attribute("classname", exercise)
