"""`zerotsuku doctor`: versions, sandbox layers, and what to do."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from rich.table import Table
from rich.text import Text as Styled

from autograder import rooms
from autograder.faces.terminal import new_console
from autograder.sandbox import cgroup, isolation
from autograder.text import say

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
        console.print(say("doctor-student")[lang])
        return
    layers = Table(title=say("doctor-layers")[lang])
    layers.add_column()
    layers.add_column()
    for layer in isolation.survey():
        layers.add_row(
            layer.name,
            Styled(f"✗ {layer.why[lang]}", "red") if layer.why else Styled("✓", "green"),
        )
    console.print(layers)
    console.print(say("doctor-group" if cgroup.available() else "doctor-no-group")[lang])
    try:
        isolation.require(unsafe=False)
    except isolation.IsolationUnavailable as refusal:
        console.print(refusal.text[lang])
    else:
        console.print(say("doctor-ready")[lang])
