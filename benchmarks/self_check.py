"""The self-check beside a bare pytest, in one run: `pytest -k relu` and `pytest` in a copy, `check("relu")`.

    python benchmarks/self_check.py [ROUNDS]

The copy is made by `zerotsuku start` and has the reference of relu for an answer. The bare pytest runs a file
of as many tests, of NumPy's maximum, with the same options and plugins. Both are whole commands, start to
exit, in turn; `check` runs in a Jupyter kernel, a new one each round. Printed are the medians of the seconds
and how many times a bare pytest they take. The exit status is 1 if that is above 3 for `pytest -k relu`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from jupyter_client.manager import start_new_kernel
from rich.console import Console
from rich.table import Table

from autograder.build import reference_source
from autograder.catalog import catalog
from autograder.faces.student.start import start
from autograder.selfcheck.checks import checks_of, checks_path, load_checks

LIMIT = 3.0
CHAPTER = catalog().chapter("ch03")
BARE, ONE, ALL = "bare pytest, NumPy", "pytest -k relu", "pytest"
FIRST, SECOND = 'the first check("relu")', 'the second check("relu")'
ORDINARY = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZEROTSUKU_"))}


def make_copy(folder: Path) -> None:
    """A whole copy in which relu is answered."""
    start(folder, "en", "py")
    script = folder / f"{CHAPTER.stem}.py"
    stub = next(c.source for c in CHAPTER.cells if c.keys.get("exercise") == "relu")
    head, definition, rest = script.read_text().partition(stub.splitlines()[0])
    assert definition
    body = reference_source(CHAPTER, "relu", "en").rstrip().rpartition("\n")[2]
    script.write_text(head + definition + rest.replace("    raise NotImplementedError", body, 1))


def make_bare(folder: Path, like: Path) -> None:
    """A file of as many tests as relu has checks, and the copy's own options."""
    tests = folder / "tests" / "selfcheck"
    tests.mkdir(parents=True)
    (folder / "pytest.ini").write_bytes((like / "pytest.ini").read_bytes())
    checks = checks_of(CHAPTER.exercise("relu"), CHAPTER, load_checks(checks_path(CHAPTER)))
    lines = ["import numpy as np", ""]
    for check in checks:
        lines += [
            f"def {check.name}():",
            "    assert np.maximum(0, np.array([-1.0, 2.0])).tolist() == [0.0, 2.0]",
            "",
        ]
    (tests / f"test_{CHAPTER.stem}.py").write_text("\n".join(lines))


def run(folder: Path, *arguments: str) -> float:
    """The wall time of a pytest that finds nothing wrong."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=folder,
        env=ORDINARY,
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"pytest {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return took


def run_in_kernel(folder: Path) -> tuple[float, float]:
    """The wall times of two checks in a new kernel, in which the notebook's cells before them were run."""
    manager, client = start_new_kernel(cwd=str(folder), stderr=subprocess.DEVNULL)
    try:

        def took(source: str) -> float:
            began = time.perf_counter()
            reply = client.execute_interactive(source, timeout=60, output_hook=lambda message: None)
            if reply["content"]["status"] != "ok":
                raise SystemExit(f"{source}\nfailed in the kernel: {reply['content']['evalue']}")
            return time.perf_counter() - began

        for cell in CHAPTER.cells:
            if cell.role == "setup" and cell.lang != "ja":
                took(cell.source)
        took(reference_source(CHAPTER, "relu", "en"))
        return took('check("relu")'), took('check("relu")')
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main(rounds: int) -> None:
    """Measure all in turn, print the medians and their ratios."""
    seconds: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        copy, bare = Path(folder, "copy"), Path(folder, "bare")
        make_copy(copy)
        make_bare(bare, copy)
        run(bare), run(copy)  # a first run compiles the tests
        for _ in range(rounds):
            seconds[BARE].append(run(bare))
            seconds[ONE].append(run(copy, "-k", "relu"))
            seconds[ALL].append(run(copy))
            first, second = run_in_kernel(copy)
            seconds[FIRST].append(first)
            seconds[SECOND].append(second)
    medians = {name: statistics.median(took) for name, took in seconds.items()}
    table = Table("", "seconds", "times bare", title=f"the self-check, medians of {rounds} rounds")
    for name, took in medians.items():
        table.add_row(name, f"{took:.2f}", f"{took / medians[BARE]:.2f}")
    Console(highlight=False).print(table)
    ratio = medians[ONE] / medians[BARE]
    print(f"ratio: {ratio:.2f} (at most {LIMIT:g})")
    sys.exit(0 if ratio <= LIMIT else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
