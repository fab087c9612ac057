"""What an attack costs the machine: it is graded in one job, and an honest submission in another beside it.

python tests/bounds_case.py CHAPTER NAME…    as whoever runs it; prints what was seen as JSON
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil
from grading_case import chapter_of, graded
from hostile_case import attack_of

from autograder.sandbox.isolation import Limits
from autograder.sandbox.sandbox import Clock, Sandbox

HOSTILE, TRAINING = "ch03", "ch05"
MB = 2**20


@dataclass
class Cost:
    """What was seen while an attack was graded. In MB: what the machine had less at most, and what the
    attack's processes had at most that the zygote had not."""

    machine: int = 0
    processes: int = 0
    score: float = 0.0
    honest: list[float] = field(default_factory=list)  # the points that honest submissions lost meanwhile
    seconds: float = 0.0


def sandbox(chapter: str, limits: Limits | None = None, clock: Clock | None = None) -> Sandbox:
    return Sandbox([f"autograder.graders.{chapter_of(chapter).stem}"], limits=limits, clock=clock or Clock())


def hostile(limits: Limits | None = None) -> Sandbox:
    """One that does not wait as long for an attack."""
    return sandbox(HOSTILE, limits, Clock(statement=3.0, load=10.0, exercise=3.0, submission=40.0))


def cost(
    answers: Mapping[str, str], attacked: Sandbox, beside: Sandbox | None = None, chapter: str = HOSTILE
) -> Cost:
    """Grade a submission of ch03 with these answers, and honest ones of `chapter` beside it all the time."""
    for each in (attacked, beside):
        if each:
            each.session().close()  # starts its zygote
            each.stop()
    found = Cost()
    done = threading.Event()

    def honest() -> None:
        while beside and not done.is_set():
            report = graded(chapter, {}, beside)
            found.honest.append(report.max_score - report.score)

    other = threading.Thread(target=honest)
    with _watched(attacked, found):
        began = time.monotonic()
        other.start()
        report = graded(HOSTILE, answers, attacked)
        attacked.stop()
        found.seconds = round(time.monotonic() - began, 1)
        done.set()
        other.join()
    found.score = sum(report.exercise(symbol).score for symbol in answers)
    return found


@contextmanager
def _watched(attacked: Sandbox, found: Cost) -> Iterator[None]:
    assert attacked.process
    below = [attacked.process.pid, *(p.pid for p in psutil.Process(attacked.process.pid).children(True))]
    zygote, over = below[-1], threading.Event()
    own, free = _private(zygote), psutil.virtual_memory().available

    def watch() -> None:
        while not over.wait(0.004):
            found.machine = max(found.machine, (free - psutil.virtual_memory().available) // MB)
            sessions = _descendants(zygote)
            found.processes = max(found.processes, sum(max(0, _private(p) - own) for p in sessions) // MB)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _descendants(process: int) -> list[int]:
    try:
        return [p.pid for p in psutil.Process(process).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _private(process: int) -> int:
    """Bytes of a process that are resident and of no file; pages that forks share count for each."""
    most = 0
    with suppress(FileNotFoundError, ProcessLookupError):
        for thread in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208 (the first one may have ended)
            statm = Path(f"/proc/{process}/task/{thread}/statm").read_text()
            _, resident, shared, *_ = map(int, statm.split())
            most = max(most, resident - shared)
    return most * os.sysconf("SC_PAGE_SIZE")


def cost_as(user: int, chapter: str, names: list[str]) -> dict[str, Cost]:
    """The costs of attacks of the corpus beside honest submissions, graded by a process of this user."""
    with tempfile.TemporaryDirectory(prefix="as-", dir="/tmp") as home:
        Path(home).chmod(0o777)
        done = subprocess.run(
            [sys.executable, __file__, chapter, *names],
            cwd="/",
            env={"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "PYTHONDONTWRITEBYTECODE": "1",
                 "PYTHONPATH": f"{Path(__file__).parent.parent}", "LANG": "C.UTF-8", "MPLCONFIGDIR": home},
            stdout=subprocess.PIPE,
            text=True,
            **({} if user == os.geteuid() else {"user": user, "group": user, "extra_groups": []}),
        )  # fmt: skip
    assert done.returncode == 0
    return {name: Cost(**found) for name, found in json.loads(done.stdout).items()}


def main(chapter: str, *names: str) -> None:
    signal.alarm(1200)
    found = {}
    with hostile() as attacked, sandbox(chapter) as beside:
        for name in names:
            attack = attack_of(name)
            found[name] = asdict(cost({attack.target: attack.source}, attacked, beside, chapter))
    # grading redirects sys.stdout for a moment, which two threads at once leave changed
    json.dump(found, sys.__stdout__)


if __name__ == "__main__":
    main(*sys.argv[1:])
