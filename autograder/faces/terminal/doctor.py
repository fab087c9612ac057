"""`zerotsuku doctor`: versions, sandbox layers, and what to do."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from autograder import rooms
from autograder.faces.terminal.console import new_console
from autograder.sandbox import causes
from autograder.text import ZerotsukuError, say

PACKAGES = ("zerotsuku", "numpy", "matplotlib", "ipython", "jupyterlab", "nbformat", "pytest", "nbgrader")


def examine(lang: str) -> None:
    """Print what this machine has."""
    console = new_console()
    versions = Table(title=say("doctor-versions")[lang])
    versions.add_column()
    versions.add_column()
    versions.add_row("Python", f"{platform.python_version()} ({sys.executable})")
    versions.add_row("", platform.platform())
    for name in PACKAGES:
        try:
            versions.add_row(name, version(name))
        except PackageNotFoundError:
            versions.add_row(name, Styled(say("doctor-not-installed")[lang], "dim"))
    console.print(versions)
    if not rooms.in_repository():
        console.print(say("doctor-student")[lang], soft_wrap=True)
        return
    if sys.platform == "win32":  # not even the modules of the sandbox can be imported there
        console.print(causes.not_linux()[lang], soft_wrap=True)
        return
    _examine_sandbox(console, lang)
    _examine_course(console, lang)


def _examine_sandbox(console: Console, lang: str) -> None:
    from autograder.sandbox import cgroup, isolation

    table = Table(title=say("doctor-layers")[lang])
    for _ in range(3):
        table.add_column()
    layers = isolation.survey()
    for layer in layers:
        mark = Styled("✓", "green") if layer.available else Styled("✗", "red")
        maker = _maker(lang) if layer.name == "file-system-view" and layer.available else ""
        table.add_row(layer.name, mark, maker)
    console.print(table)
    for layer in layers:
        if layer.why and not layer.needed:
            console.print(layer.why[lang], soft_wrap=True)
    console.print(say("doctor-group" if cgroup.available() else "doctor-no-group")[lang], soft_wrap=True)
    try:
        isolation.require(unsafe=False)
    except isolation.IsolationUnavailable as refusal:
        console.print(refusal.text[lang], soft_wrap=True)
    else:
        console.print(say("doctor-ready")[lang], soft_wrap=True)


def _maker(lang: str) -> str:
    """Whose bubblewrap makes the view."""
    from autograder.sandbox import isolation

    way = isolation.way()
    whose = say("doctor-of-system" if way.of_the_system else "doctor-of-wheel")[lang]
    return f"{way.version} ({whose}) {way.bwrap}"


def _examine_course(console: Console, lang: str) -> None:
    """Whether the course in this folder is its owner's alone, and whether its database answers."""
    from autograder.faces.nbgrader.course import CONFIG, open_course, open_to_others

    problem = open_to_others(Path.cwd())
    if problem:
        console.print(problem[lang], style="yellow", soft_wrap=True)
    if not Path(CONFIG).is_file():
        return
    try:
        coursedir = open_course(Path.cwd()).coursedir
        from autograder.faces.nbgrader.database import database_of, file_of, opened, place_of

        url = database_of(coursedir)
        if file_of(url):  # which is made when it is first used
            return
        with opened(coursedir):
            console.print(say("doctor-database", place=place_of(url))[lang], soft_wrap=True)
    except ZerotsukuError as error:
        console.print(error.text[lang], style="yellow", soft_wrap=True)
