"""The pytest plugin: in a student's copy the self-check, in the repository the hidden graders as items.

pytest loads it wherever the package is installed; it does nothing, and imports nothing, elsewhere.
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("zerotsuku")
    group.addoption(
        "--submission", metavar="FILE", help="grade this .ipynb or .py file: pytest autograder/graders"
    )
    group.addoption("--chapter", help="the submission's chapter, such as ch03; default: by its name")
    group.addoption("--lang", choices=("ja", "en"), help="language of what is said")
    group.addoption(
        "--unsafe-no-isolation",
        action="store_true",
        help="grade without kernel isolation; only for code that you trust",
    )


def pytest_configure(config: pytest.Config) -> None:
    plugin = _plugin(config)
    if plugin is not None:
        config.pluginmanager.register(plugin)


def _plugin(config: pytest.Config) -> object | None:
    if (config.rootpath / "zerotsuku.toml").is_file():
        import autograder.startup  # noqa: F401 (before anything imports NumPy and nbformat)
        from autograder.faces.student.copy import read_copy
        from autograder.faces.student.pytest_checks import StudentCopy

        gc.freeze()  # what is imported stays, and pytest looks for garbage three times
        copy = read_copy(config.rootpath)
        assert copy is not None
        return StudentCopy(copy)
    graders = Path(__file__).resolve().parent.parent / "graders"
    named = [config.invocation_params.dir / str(arg).partition("::")[0] for arg in config.args]
    if config.getoption("submission") or any(path.resolve().is_relative_to(graders) for path in named):
        from autograder.faces.terminal.pytest_graders import HiddenGraders

        return HiddenGraders(graders, config)
    return None
