"""nbgrader's command line in forks of a process that has imported nbgrader: what takes longest of a command.

What runs is what `python -m nbgrader` runs, in a process, a folder and an environment of its own. That the
command itself starts is shown by the tests of two users and of a fresh machine.

    python tests/warm_case.py    is that process: jobs come in on stdin, and exit statuses go out on stdout
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SECONDS = 600  # after which a command is killed


def run_nbgrader(
    folder: Path, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in a folder; `stdout` of what comes back is all that it printed."""
    warm = _warm()
    assert warm.stdin and warm.stdout
    with tempfile.NamedTemporaryFile(prefix="zerotsuku-nbgrader-") as output:
        job = {
            "folder": str(folder),
            "environment": environment,
            "output": output.name,
            "arguments": arguments,
        }
        print(json.dumps(job), file=warm.stdin, flush=True)
        status = int(warm.stdout.readline())
        said = output.read().decode(errors="replace")
    return subprocess.CompletedProcess(["nbgrader", *arguments], status, said)


@cache
def _warm() -> subprocess.Popen[str]:
    """The process, which ends with this one: its stdin is closed then."""
    command = [sys.executable, __file__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def main() -> None:
    import nbgrader.apps.api
    import nbgrader.apps.nbgraderapp  # noqa: F401 (so that the forks have it)

    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            _nbgrader(**json.loads(line))
            sys.exit()
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


def _nbgrader(folder: str, environment: dict[str, str], output: str, arguments: list[str]) -> None:
    signal.alarm(SECONDS)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with Path(output).open("ab") as file, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    sys.path[0] = folder
    sys.argv = ["nbgrader", *arguments]
    runpy.run_module("nbgrader", run_name="__main__")


if __name__ == "__main__":
    main()
