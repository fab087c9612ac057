"""The visible checks where pytest finds no copy around them: a sentence in place of an error for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

CHECKS = re.compile(r"test_ch\d\d_[a-z_]+\.py")
OURS = b"autograder.selfcheck"  # what the workbook's checks import
KEY = "zerotsuku_no_copy"


class Unread(pytest.Module):
    """A file of checks that cannot be run where it lies, and so is not imported."""

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        return []


class NoCopy:
    """The plugin wherever pytest's root is no copy. It does nothing as long as no such file is collected."""

    def __init__(self, config: pytest.Config):
        self.config = config
        self.folders: set[str] = set()

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> Unread | None:
        if not CHECKS.fullmatch(module_path.name) or module_path.parent.name != "selfcheck":
            return None
        if OURS not in module_path.read_bytes():
            return None  # somebody's own tests, by chance of that name
        if any((folder / "conftest.py").exists() for folder in module_path.parents):
            return None  # it says there what the checks look at
        self.folders.add(str(module_path.parents[2]))
        return Unread.from_parent(parent, path=module_path)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        output = getattr(self.config, "workeroutput", None)
        if output is not None:  # a process of pytest-xdist
            output[KEY] = sorted(self.folders)
        elif self.folders and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.folders.update(getattr(node, "workeroutput", {}).get(KEY, ()))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for folder in sorted(self.folders):
            terminalreporter.ensure_newline()
            terminalreporter.write_line(_sentence(Path(folder), self.config.getoption("lang")), bold=True)


def _sentence(folder: Path, lang: str | None) -> str:
    from autograder.faces.student.chapter_file import from_here, start_command
    from autograder.faces.student.copy import MARKER, Copy, read_copy, recognise
    from autograder.text import default_language, named, say

    copy = read_copy(folder) or recognise(folder) or Copy(folder, lang or default_language(), "ipynb")
    below = from_here(folder)
    shown = str(folder) if below == "." else below
    there = (folder / MARKER).exists()
    key = "pytest-other-folder" if there else "pytest-no-marker"
    return say(key, folder=named(shown), command=start_command(copy))[lang or copy.lang]
