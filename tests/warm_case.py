"""nbgrader's command line in forks of a process that has imported nbgrader: what takes longest of a command.

What runs is what `python -m nbgrader` runs, in a process, a folder and an environment of its own. That the
command itself starts is shown by the tests of two users and of a fresh machine.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

WARM = multiprocessing.get_context("forkserver")
WARM.set_forkserver_preload(["nbgrader.apps", "nbgrader.apps.nbgraderapp", "nbgrader.apps.api"])
SECONDS = 600


def run_nbgrader(
    folder: Path, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in a folder; `stdout` of what comes back is all that it printed."""
    with tempfile.NamedTemporaryFile(prefix="zerotsuku-nbgrader-") as output:
        process = WARM.Process(target=_nbgrader, args=(str(folder), environment, output.name, arguments))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(["nbgrader", *arguments], SECONDS)
        said = output.read().decode(errors="replace")
    return subprocess.CompletedProcess(["nbgrader", *arguments], process.exitcode, said)


def _nbgrader(folder: str, environment: dict[str, str], output: str, arguments: tuple[str, ...]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with Path(output).open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    sys.path.insert(0, folder)
    sys.argv = ["nbgrader", *arguments]
    runpy.run_module("nbgrader", run_name="__main__")
