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
        "--all-right",
        action="store_true",
        help="in a copy: exit status 1 unless every exercise that is asked for is right",
    )
    group.addoption(
        "--unsafe-no-isolation",
        action="store_true",
        help="grade without kernel isolation; only for code that you trust",
    )


@pytest.hookimpl(tryfirst=True)  # before what prints is made by the options
def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_plugin(config))


def _copy(config: pytest.Config) -> Path | None:
    """The copy that pytest's root is; without an ini file, which makes a root, the one that it is in."""
    folders = [config.rootpath, *(() if config.inipath else config.rootpath.parents)]
    return next((folder for folder in folders if (folder / "zerotsuku.toml").is_file()), None)


def _plugin(config: pytest.Config) -> object:
    folder = _copy(config)
    if folder:
        import autograder.startup  # noqa: F401 (before anything imports NumPy and nbformat)
        from autograder.faces.student.pytest_checks import student_copy

        gc.freeze()  # what is imported stays, and pytest looks for garbage three times
        return student_copy(config, folder)
    graders = Path(__file__).resolve().parent.parent / "graders"
    named = [config.invocation_params.dir / str(arg).partition("::")[0] for arg in config.args]
    if config.getoption("submission") or any(path.resolve().is_relative_to(graders) for path in named):
        from autograder.faces.terminal.pytest_graders import HiddenGraders

        return HiddenGraders(graders, config)
    from autograder.faces.student.in_pytest.no_copy import NoCopy

    return NoCopy(config)
