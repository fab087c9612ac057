"""`zerotsuku grade`, killed with SIGKILL before its n-th step, and whether anything of it lives on.

A step is what another process could see of a run: a statement or a commit in the database, a file of the
course that is opened to be written, put in its place or taken away. Counted so, the moments do not depend on
how fast the machine is, and lie as closely as they can where a kill could do harm.

    python tests/killed_case.py    runs them, in forks: jobs come in on stdin, and results go out on stdout
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SECONDS = 300  # in which a run and all that it started has to end
PR_SET_CHILD_SUBREAPER = 36
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.chmod")


@dataclass(frozen=True)
class Ended:
    """How a run ended, and how many steps it took if it came to its end."""

    status: int
    steps: int
    said: str


def run(course: Path, kill_at: int = 0) -> Ended:
    """Grade all chapters of a course; killed before that step, if one is given and it comes so far.

    Returns when every process that the run had started has ended.
    """
    warm = _warm()
    assert warm.stdin and warm.stdout
    print(json.dumps({"course": str(course), "kill_at": kill_at}), file=warm.stdin, flush=True)
    return Ended(**json.loads(warm.stdout.readline()))


@cache
def _warm() -> subprocess.Popen[str]:
    """The process, which ends with this one: its stdin is closed then."""
    return subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def main() -> None:
    import autograder.faces.nbgrader.fresh
    import autograder.faces.nbgrader.gradebook
    import autograder.faces.terminal.grade  # noqa: F401 (so that the forks have it)

    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # whoever loses its parent is ours
    for line in sys.stdin:
        job = json.loads(line)
        reading, writing = os.pipe()
        with open(os.memfd_create("said"), "w+b") as said:  # noqa: PTH123 (a descriptor)
            process = os.fork()
            if process == 0:
                os.close(reading)
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                _grade(Path(job["course"]), job["kill_at"], writing)
            os.close(writing)
            signal.alarm(SECONDS)
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            while True:
                try:
                    os.wait()
                except ChildProcessError:
                    break
            signal.alarm(0)
            with os.fdopen(reading) as counted:
                steps = int(counted.read() or 0)
            said.seek(0)
            ended = {"status": status, "steps": steps, "said": said.read().decode(errors="replace")}
        print(json.dumps(ended), flush=True)


def _grade(course: Path, kill_at: int, counted: int) -> None:
    """The run itself, two submissions a transaction; the process ends with it."""
    import sqlalchemy

    from autograder.faces.nbgrader import writer
    from autograder.faces.terminal import cli

    steps, inside = 0, str(course)

    def step(*_: Any) -> None:
        nonlocal steps
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes and str(arguments[0]).startswith(inside):
            step()

    writer.BATCH = 2
    sys.addaudithook(audited)
    for name in ("before_cursor_execute", "commit"):
        sqlalchemy.event.listen(sqlalchemy.Engine, name, step)
    status = 1
    try:
        arguments = ["grade", "--all", "--jobs", "1", "--json", "--course-dir", str(course)]
        status = cli.main(arguments, standalone_mode=False) or 0
    finally:
        sys.stdout.flush()
        os.write(counted, str(steps).encode())
        from multiprocessing.forkserver import _forkserver  # it ends when nobody can ask it any more
        from multiprocessing.resource_tracker import _resource_tracker

        _forkserver._stop()  # type: ignore[attr-defined]
        _resource_tracker._stop()  # type: ignore[attr-defined]
        os._exit(status)


if __name__ == "__main__":
    main()
