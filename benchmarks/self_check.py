"""The self-check beside what else there is, in one run: `watch`, `check("relu")`, `pytest -k relu`, `pytest`.

    python benchmarks/self_check.py [ROUNDS]

The copy is made by `zerotsuku start` and has the reference of relu for an answer. `watch` is timed from the
save of the file to the line that says right or not right; `check` in a Jupyter kernel, a new one each round;
pytest as whole commands, start to exit. Beside them stand a bare pytest of as many tests, of NumPy's maximum,
with the same options and plugins, and otter-grader's `grader.check` of as many cases, in an environment of
its own, if PyPI can be reached. All go in turn; printed are the medians of the seconds and how many times a
bare pytest they take. The exit status is 1 if `pytest -k relu` is above 3 of these, or a warm `watch` or
`check` above half a second.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.manager import KernelManager
from rich.console import Console
from rich.table import Table

from autograder.build import reference_source
from autograder.catalog import catalog
from autograder.faces.student.start import start
from autograder.selfcheck.checks import checks_of, checks_path, load_checks

LIMIT = 3.0
SOON = 0.5  # seconds
CHAPTER = catalog().chapter("ch03")
BARE, ONE, ALL = "bare pytest, NumPy", "pytest -k relu", "pytest"
FIRST, SECOND = 'the first check("relu")', 'the second check("relu")'
WRONG = 'check("relu") of a wrong answer'
STARTED = "watch, from its start to its first answer"
RIGHT_SAVED, WRONG_SAVED = "watch, from the save of a right answer", "watch, from the save of a wrong answer"
OTTER, OTTER_AGAIN = 'otter, the first grader.check("relu")', 'otter, the second grader.check("relu")'
SOONER = (SECOND, WRONG, RIGHT_SAVED, WRONG_SAVED)
ORDINARY = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZEROTSUKU_"))}


def make_copy(folder: Path) -> None:
    """A whole copy in which relu is answered."""
    start(folder, "en", "py")
    script = folder / f"{CHAPTER.stem}.py"
    stub = next(c.source for c in CHAPTER.cells if c.keys.get("exercise") == "relu")
    head, definition, rest = script.read_text().partition(stub.splitlines()[0])
    assert definition
    script.write_text(head + definition + rest.replace("    raise NotImplementedError", body_of_relu(), 1))


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


def run_in_kernel(folder: Path) -> dict[str, float]:
    """The wall times of checks in a new kernel, in which the notebook's cells before them were run."""
    with kernel(folder) as took:
        for cell in CHAPTER.cells:
            if cell.role == "setup" and cell.lang != "ja":
                took(cell.source)
        took(reference_source(CHAPTER, "relu", "en"))
        times = {FIRST: took('check("relu")'), SECOND: took('check("relu")')}
        took("def relu(x):\n    return x")
        return {**times, WRONG: took('check("relu")')}


@contextmanager
def kernel(folder: Path, python: str = sys.executable) -> Iterator[Callable[[str], float]]:
    """A new kernel of a Python: what it gives runs a cell and tells how long that took."""
    manager = KernelManager()
    manager.kernel_spec.argv = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager.start_kernel(cwd=str(folder), stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)

        def took(source: str) -> float:
            began = time.perf_counter()
            reply = client.execute_interactive(source, timeout=60, output_hook=lambda message: None)
            if reply["content"]["status"] != "ok":
                raise SystemExit(f"{source}\nfailed in the kernel: {reply['content']['evalue']}")
            return time.perf_counter() - began

        yield took
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


class Watching:
    """`zerotsuku watch` in a copy, as a command whose lines are read as they come."""

    def __init__(self, folder: Path):
        self.script = folder / f"{CHAPTER.stem}.py"
        self.right = self.script.read_text(encoding="utf-8")
        self.wrong = self.right.replace(body_of_relu(), "    return x")
        assert self.wrong != self.right
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder.faces.terminal.cli", "watch", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={**ORDINARY, "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
        )
        self.wait("✓ right  relu")
        self.started = time.perf_counter() - began
        self.wait("Checking again")

    def wait(self, text: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if text in line:
                return
        raise SystemExit(f"watch ended before it said {text!r}")

    def saved(self) -> dict[str, float]:
        """Seconds from the save of a wrong answer, and then of a right one, to the line that says so."""
        times = {}
        for name, text, said in (
            (WRONG_SAVED, self.wrong, "✗ not right yet  relu"),
            (RIGHT_SAVED, self.right, "✓ right  relu"),
        ):
            time.sleep(0.5)  # nobody saves in the same moment
            began = time.perf_counter()
            self.script.write_text(text, encoding="utf-8")
            self.wait(said)
            times[name] = time.perf_counter() - began
            self.wait("Checking again")
        return times


def body_of_relu() -> str:
    return reference_source(CHAPTER, "relu", "en").rstrip().rpartition("\n")[2]


def otter_in(folder: Path) -> str | None:
    """The Python of a new environment that has otter-grader, and a notebook's test of as many cases as relu
    has checks; None where it cannot be installed."""
    python = folder / "bin" / "python"
    commands = (
        ["venv", "--quiet", "--python", sys.executable, str(folder)],
        ["pip", "install", "--quiet", "--python", str(python), "otter-grader", "ipykernel", "numpy"],
    )
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "uv", *command], capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"otter-grader could not be installed: {done.stderr.strip().splitlines()[-1]}")
            return None
    checks = checks_of(CHAPTER.exercise("relu"), CHAPTER, load_checks(checks_path(CHAPTER)))
    code = ">>> bool(np.array_equal(relu(np.array([-1.0, 2.0])), [0.0, 2.0]))\nTrue"
    cases = [{"code": code, "hidden": False, "locked": False} for _ in checks]
    suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": "relu", "points": 1, "suites": [suite]}
    (folder / "tests").mkdir()
    (folder / "tests" / "relu.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    return str(python)


def run_otter(folder: Path, python: str) -> dict[str, float]:
    """The wall times of two checks by otter-grader in a new kernel."""
    with kernel(folder, python) as took:
        took("import numpy as np\nimport otter\ngrader = otter.Notebook(tests_dir='tests')")
        took(reference_source(CHAPTER, "relu", "en"))
        times = {OTTER: took('grader.check("relu")'), OTTER_AGAIN: took('grader.check("relu")')}
        took("assert grader.check('relu').grade == 1")  # that it does check
        return times


def main(rounds: int) -> None:
    """Measure all in turn, print the medians and their ratios."""
    seconds: dict[str, list[float]] = defaultdict(list)

    def add(times: dict[str, float]) -> None:
        for name, took in times.items():
            seconds[name].append(took)

    with tempfile.TemporaryDirectory() as folder:
        copy, bare, other = Path(folder, "copy"), Path(folder, "bare"), Path(folder, "otter")
        make_copy(copy)
        make_bare(bare, copy)
        run(bare), run(copy)  # a first run compiles the tests
        otter = otter_in(other)
        watching = Watching(copy)
        try:
            for _ in range(rounds):
                add({BARE: run(bare)})
                add({ONE: run(copy, "-k", "relu")})
                add({ALL: run(copy)})
                add(run_in_kernel(copy))
                add(watching.saved())
                add(run_otter(other, otter) if otter else {})
        finally:
            watching.process.terminate()
            watching.process.wait()
    medians = {name: statistics.median(took) for name, took in seconds.items()}
    medians[STARTED] = watching.started
    table = Table("", "seconds", "times bare", title=f"the self-check, medians of {rounds} rounds")
    for name, took in medians.items():
        table.add_row(name, f"{took:.2f}", f"{took / medians[BARE]:.2f}")
    Console(highlight=False).print(table)
    ratio = medians[ONE] / medians[BARE]
    print(f"ratio: {ratio:.2f} (at most {LIMIT:g})")
    slowest = max(SOONER, key=lambda name: medians[name])
    print(f"slowest answer: {medians[slowest]:.2f} s, {slowest} (at most {SOON:g} s)")
    sys.exit(0 if ratio <= LIMIT and medians[slowest] <= SOON else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
