"""A class graded by stock `nbgrader autograde` and by `zerotsuku grade`, the same answers, in one run.

    python benchmarks/speed.py [STUDENTS] [--no-demos]

Both are whole commands, start to exit, into a gradebook of their own. The notebooks are chapter 3's as they
are released, but for the graded cells: in the stock course these hold the visible checks as asserts, which is
less work than ours do with the hidden graders, the reasons and the sandbox. Stock nbgrader runs the demos,
too; `--no-demos` leaves them out there. The exit status is 1 if ours is not 20 times as fast.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.build import to_bytes
from autograder.faces.nbgrader.course import make_course

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import CHAPTER, Notebook, answer_cell, answered, chapter, environment, nbgrader, submit
from mangled import NAME, STOCK_CONFIG, as_stock, stock_source

CLAIM = 20
WRONG = {
    "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
    "softmax": "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))",
}


def class_of(count: int) -> dict[str, Notebook]:
    """Students in turn with everything right, half of it there, two typical mistakes, all but one right."""
    symbols = [e.symbol for e in chapter().exercises]
    wrong = answered(lang="en")
    for symbol, source in WRONG.items():
        answer_cell(wrong, symbol)["source"] = source
    kinds = [
        answered(lang="en"),
        answered(symbols[: len(symbols) // 2], lang="en"),
        wrong,
        answered(symbols[:-1], lang="en"),
    ]
    return {f"student{number:03}": kinds[number % len(kinds)] for number in range(count)}


def seconds(course: Path, *command: str) -> float:
    """The wall time of a command in a course."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course,
        env=environment(course.parent),
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return took


def main(count: int, demos: bool) -> None:
    """Make both courses, grade both, print the seconds and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        make_course(ours, "en", [CHAPTER])
        (stock / "source" / CHAPTER).mkdir(parents=True)
        (stock / "nbgrader_config.py").write_text(STOCK_CONFIG)
        (stock / "source" / CHAPTER / NAME).write_bytes(to_bytes(stock_source(demos)))
        for course in (ours, stock):
            nbgrader(course, "generate_assignment", CHAPTER)
        release = (stock / "release" / CHAPTER / NAME).read_bytes()
        for student, notebook in class_of(count).items():
            submit(ours, student, {NAME: json.dumps(notebook).encode()})
            submit(stock, student, {NAME: json.dumps(as_stock(notebook, json.loads(release))).encode()})
        slow = seconds(stock, "nbgrader", "autograde", CHAPTER)
        fast = seconds(ours, "autograder.faces.terminal.cli", "grade", CHAPTER)
    table = Table("command", "seconds", "a submission", title=f"{count} submissions of {CHAPTER}")
    for name, took in (("nbgrader autograde (stock)", slow), ("zerotsuku grade", fast)):
        table.add_row(name, f"{took:.1f}", f"{1000 * took / count:.0f} ms")
    Console(highlight=False).print(table)
    print(f"ratio: {slow / fast:.1f}")
    sys.exit(0 if slow / fast >= CLAIM else 1)


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    main(numbers[0] if numbers else 40, demos="--no-demos" not in sys.argv)
