"""What the sandbox costs a submission: a plain fork of the zygote beside one with every layer, in turn.

    python benchmarks/sandbox_cost.py [REPEATS]

Prints medians in milliseconds; the exit status is 1 if the difference is above the limit of 15 ms.
"""

from __future__ import annotations

import statistics
import sys
import time

from autograder.catalog import catalog
from autograder.sandbox.loading import RunCell
from autograder.sandbox.sandbox import Job, Sandbox

LIMIT = 15.0  # milliseconds
CELLS = (RunCell(1, "import numpy as np\n\ndef relu(x):\n    return np.maximum(0, x)"),)


def milliseconds(sandbox: Sandbox) -> float:
    """One submission: a session, its cells, its end."""
    began = time.perf_counter()
    observed = sandbox.run(Job(CELLS, frozenset({"relu"}), ()))
    took = 1000 * (time.perf_counter() - began)
    assert observed.progress == {"relu": "written"}
    return took


def main(repeats: int = 50) -> int:
    modules = [f"autograder.graders.{catalog().chapter('ch03').stem}"]
    with Sandbox(modules, unsafe=True) as plain, Sandbox(modules) as shut:
        for sandbox in (plain, shut):
            for _ in range(3):
                milliseconds(sandbox)
        times = [(milliseconds(plain), milliseconds(shut)) for _ in range(repeats)]
        layers = len(shut.isolation)
    a, b = (statistics.median(column) for column in zip(*times, strict=True))
    difference = statistics.median(y - x for x, y in times)
    print(f"plain fork                {a:6.1f} ms   (median of {repeats}, side by side)")
    print(f"with {layers} layers            {b:6.1f} ms")
    print(f"difference                {difference:6.1f} ms   (limit {LIMIT:g} ms)")
    return int(difference > LIMIT)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
