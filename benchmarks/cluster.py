"""A class graded by one worker of a Dask cluster and by two, and by this machine alone, in one run.

    python benchmarks/cluster.py [SUBMISSIONS] [CHAPTER]

Scheduler and workers are the commands of docs/scale.md, all on this machine; what is timed is the class from
its first result on, without the gradebook. A student in four has everything right, half of it there, two
typical mistakes, all but one right. Processor time is that of a submission: in the worker (with its sandbox),
in the scheduler, and here, where folders are read and Dask's client runs.

A worker that may use all processors uses more than one: what is left of a session is taken down beside the
next one. So what a second worker brings is measured with workers that have one processor each, as one worker
for each core has. The exit status is 1 if two such workers have not 1.7 times the rate of one, which needs
two processors with nothing else to do.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from autograder.faces.nbgrader.grade_one import halves
from autograder.faces.nbgrader.task import Task
from autograder.grading.allowance import FULL
from autograder.grading.cluster.connecting import Cluster
from autograder.grading.cluster.graders import ClusterGraders
from autograder.grading.cluster.packing import pack, pack_half
from autograder.grading.processes import Graders, NotGraded

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import CHAPTER, answer_cell, answered, chapter, to_bytes

CLAIM, MANY = 1.7, 100_000
ONE, TWO = "cluster, 1 worker on 1 processor", "cluster, 2 workers on 1 each"
DASK = str(Path(sys.executable).with_name("dask"))
WRONG = "def {symbol}(*arguments, **named):\n    return 1"


@dataclass(frozen=True)
class Measured:
    """Submissions a second, and seconds of processor time for one: in workers, in the scheduler, here."""

    rate: float
    worker: float = 0.0
    scheduler: float = 0.0
    here: float = 0.0


def tasks_of(count: int, name: str, root: Path) -> list[Task]:
    symbols = [e.symbol for e in chapter(name).exercises]
    wrong = answered(name=name)
    for symbol in symbols[1:3]:
        answer_cell(wrong, symbol)["source"] = WRONG.format(symbol=symbol)
    half, but_one = answered(symbols[: len(symbols) // 2], name=name), answered(symbols[:-1], name=name)
    kinds = [to_bytes(kind) for kind in (answered(name=name), half, wrong, but_one)]
    tasks = []
    for number in range(count):
        folder = root / f"student{number:04}" / name
        folder.mkdir(parents=True)
        (folder / f"{chapter(name).stem}.ipynb").write_bytes(kinds[number % len(kinds)])
        tasks.append(Task(folder.parent.name, folder))
    return tasks


def used(process: psutil.Process) -> float:
    """Processor time of a process and all that it started."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(one.cpu_times()[:4])
    return total


@contextlib.contextmanager
def running(*command: str, processor: int | None = None) -> Iterator[psutil.Process]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([DASK, *command, "--no-dashboard"], **quiet)
    if processor is not None:
        psutil.Process(process.pid).cpu_affinity([processor])  # and that of all that it starts
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def measure(
    pool: Any, tasks: Sequence[Task], work: Any, workers: Sequence[Any] = (), scheduler: Any = None
) -> Measured:
    def spent() -> tuple[float, float, float]:
        there = sum(map(used, workers)), used(scheduler) if scheduler else 0.0
        return *there, used(psutil.Process()) - sum(there)  # all of them were started here

    with pool as graders:
        done, began, before = 0, 0.0, spent()
        for result in graders.each(tasks, work):
            assert result and not isinstance(result[1], NotGraded), result
            if not done:
                began, before = time.perf_counter(), spent()
            done += 1
        seconds, after = time.perf_counter() - began, spent()
    each = [(b - a) / (done - 1) for a, b in zip(before, after, strict=True)]
    return Measured((done - 1) / seconds, *each)


def on_a_cluster(
    count: int, pinned: bool, root: Path, modules: Sequence[str], tasks: Sequence[Task], work: Any
) -> Measured:
    file = root / f"scheduler{count}{pinned}.json"
    processors = sorted(os.sched_getaffinity(0)) if pinned else [None]
    place = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file)]
    with running("scheduler", *place) as scheduler, contextlib.ExitStack() as stack:
        while not file.exists() or not file.read_text().endswith("}"):
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        command = ("worker", address, "--nthreads", "1")
        places = list(itertools.islice(itertools.cycle(processors), count))
        workers = [stack.enter_context(running(*command, processor=place)) for place in places]
        from distributed import Client

        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)
        return measure(ClusterGraders(Cluster(address), modules), tasks, work, workers, scheduler)


def here(jobs: int, modules: Sequence[str], tasks: Sequence[Task], work: Any) -> Measured:
    return measure(Graders(modules, jobs), tasks, work)


def main(count: int = 80, name: str = CHAPTER) -> int:
    modules = [f"autograder.graders.{chapter(name).stem}"]
    work = halves(name, b"a secret of sixteen bytes", "ja", {}, b"")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        tasks = tasks_of(count, name, root)
        half = pack_half(work.read(tasks[0], FULL), FULL)
        with Graders(modules, 1) as graders:
            back = pack(graders.one(tasks[0], work))
        runs: dict[str, Callable[[], Measured]] = {
            "here, 1 process": partial(here, 1, modules, tasks, work),
            "here, 2 processes": partial(here, 2, modules, tasks, work),
            "cluster, 1 worker": partial(on_a_cluster, 1, False, root, modules, tasks, work),
            "cluster, 2 workers": partial(on_a_cluster, 2, False, root, modules, tasks, work),
            ONE: partial(on_a_cluster, 1, True, root, modules, tasks, work),
            TWO: partial(on_a_cluster, 2, True, root, modules, tasks, work),
        }
        found = {title: run() for title, run in runs.items()}
    table = Table(title=f"{count} submissions of {name}, {len(os.sched_getaffinity(0))} processors")
    for head in ("", "a second", "ms in workers", "ms in the scheduler", "ms here"):
        table.add_column(head, justify="right" if head else "left")
    for title, m in found.items():
        parts = (f"{1000 * part:.0f}" for part in (m.worker, m.scheduler, m.here))
        table.add_row(title, f"{m.rate:.2f}", *parts)
    console = Console(width=100)
    console.print(table)
    one, two = found[ONE], found[TWO]
    total, beside = two.worker + two.scheduler + two.here, two.scheduler + two.here
    ratio = two.rate / one.rate
    console.print(
        f"two workers on a processor each have {ratio:.2f} times the rate of one (claimed: {CLAIM})"
    )
    console.print(f"by processor time alone, on two processors: {2 * two.worker / total:.2f}")
    console.print(
        f"{len(half) / 1024:.0f} KB go to a worker for a submission, {len(back) / 1024:.0f} KB come back"
    )
    console.print(
        f"{MANY:,} submissions: {MANY * two.worker / 3600:.1f} hours of one processor in workers;"
        f" {MANY * beside / 3600:.1f} hours in the scheduler and here, where one process keeps up with"
        f" {two.worker / max(two.scheduler, two.here):.0f} workers"
    )
    return int(ratio < CLAIM and len(os.sched_getaffinity(0)) > 1)


if __name__ == "__main__":
    sys.exit(main(*(int(a) if a.isdigit() else a for a in sys.argv[1:3])))  # type: ignore[arg-type]
