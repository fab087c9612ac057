"""An honest training exercise alone, and beside a job that burns all it may: two jobs, measured in one run.

    python benchmarks/two_jobs.py [REPEATS]

The honest time is measured in turn alone and beside each of some attacks of tests/hostile/exhaust. Printed
are the medians, their ratio, and the most memory that the machine had less meanwhile. The exit status is 1 if
that is above 2.5 GB or, with two processors or more, if an honest exercise takes twice as long beside an
attack, on a machine with nothing else to do.
"""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from autograder.catalog import catalog
from autograder.sandbox import cgroup
from autograder.sandbox.loading import RunCell
from autograder.sandbox.sandbox import LATE, Clock, Job, Request, Sandbox

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from hostile_case import attack_of

LIMIT, MEMORY_LIMIT = 2.0, 2500  # a ratio, MB
STEM = catalog().chapter("ch03").stem
REQUEST = Request("relu", STEM, (("grade_relu_of_a_vector", 1),))
HONEST = """
import numpy as np

def relu(x):  # as much as the book's two layers compute in a short training
    rng = np.random.default_rng(0)
    X, W1, W2 = rng.normal(size=(100, 784)), rng.normal(size=(784, 50)), rng.normal(size=(50, 10))
    for _ in range(1500):
        z = 1 / (1 + np.exp(-X @ W1))
        d = (z @ W2) / 100
        W2 -= 1e-9 * z.T @ d
        W1 -= 1e-9 * X.T @ (d @ W2.T * z * (1 - z))
    return np.maximum(0, x)
"""
HOSTILE = ("loop", "busy_forks", "busy_forks_of_a_cell", "busy_threads", "forks_with_memory")


def job(source: str) -> Job:
    cells = (RunCell(1, "import numpy as np"), RunCell(2, source, released=True))
    return Job(cells, frozenset({"relu"}), (REQUEST,))


def seconds(sandbox: Sandbox) -> float:
    """The wall time of the honest submission."""
    began = time.perf_counter()
    (seen,) = sandbox.run(job(HONEST)).exercises["relu"].values()
    took = time.perf_counter() - began
    assert seen.lost in ("", LATE)
    return took


@contextmanager
def beside(sandbox: Sandbox, source: str) -> Iterator[None]:
    """Grade the source again and again meanwhile."""
    over = threading.Event()

    def again() -> None:
        while not over.is_set():
            sandbox.run(job(source))

    other = threading.Thread(target=again)
    other.start()
    time.sleep(0.5)
    try:
        yield
    finally:
        over.set()
        other.join()


class Memory(threading.Thread):
    """The most that the machine had less since the start, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.free, self.most = psutil.virtual_memory().available, 0

    def run(self) -> None:
        while True:
            self.most = max(self.most, (self.free - psutil.virtual_memory().available) // 2**20)
            time.sleep(0.005)


def main(repeats: int = 3) -> int:
    modules, clock = [f"autograder.graders.{STEM}"], Clock(statement=4.0, load=4.0, exercise=4.0, restarts=1)
    worst = 0.0
    with Sandbox(modules) as honest, Sandbox(modules, clock=clock) as hostile:
        for sandbox in (honest, hostile):
            sandbox.run(job(""))
        memory = Memory()
        memory.start()
        for name in HOSTILE:
            source = attack_of(f"exhaust/{name}").source
            alone, accompanied = [], []
            for _ in range(repeats):
                alone.append(seconds(honest))
                with beside(hostile, source):
                    accompanied.append(seconds(honest))
            a, b = statistics.median(alone), statistics.median(accompanied)
            worst = max(worst, b / a)
            print(f"{name:22} alone {a:5.2f} s   beside it {b:5.2f} s   ratio {b / a:4.2f}", flush=True)
    processors = len(os.sched_getaffinity(0))
    print(f"worst ratio {worst:.2f} on {processors} processors (limit {LIMIT}, with two or more)")
    print(f"the machine had {memory.most} MB less at most (limit {MEMORY_LIMIT})")
    print("bounded by a control group and the guard" if cgroup.available() else "bounded by the guard")
    return int((worst > LIMIT and processors > 1) or memory.most > MEMORY_LIMIT)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
