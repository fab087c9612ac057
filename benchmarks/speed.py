"""A class graded by stock `nbgrader autograde` and by `zerotsuku grade`, the same answers, in one run.

    python benchmarks/speed.py [STUDENTS] [CHAPTER] [--no-demos]

Both are whole commands, start to exit, into a gradebook of their own. The notebooks are a chapter's (ch03 or
ch06) as they are released, but for the graded cells: in the stock course these hold the visible checks as
asserts, which is less work than ours do with the hidden graders, the reasons and the sandbox. Stock nbgrader
runs the demos, too; `--no-demos` leaves them out there. The exit status is 1 if ours is not 20 times as fast.
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
from mangled import STOCK_CONFIG, as_stock, stock_source

CLAIM = 20
WRONG = {
    "ch03": {
        "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
        "softmax": "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))",
    },
    "ch06": {
        "he_init": "def he_init(n_in, n_out, rng):\n    return rng.normal(0, 2 / n_in, (n_in, n_out))",
        "random_search": "def random_search(evaluate, sample, trials):\n"
        "    history = [(p, evaluate(p)) for p in (sample() for _ in range(trials))]\n"
        "    return history[-1][0], history",
    },
}


def class_of(count: int, name: str) -> dict[str, Notebook]:
    """Students in turn with everything right, half of it there, two typical mistakes, all but one right."""
    symbols = [e.symbol for e in chapter(name).exercises]
    wrong = answered(lang="en", name=name)
    for symbol, source in WRONG[name].items():
        answer_cell(wrong, symbol)["source"] = source
    kinds = [
        answered(lang="en", name=name),
        answered(symbols[: len(symbols) // 2], lang="en", name=name),
        wrong,
        answered(symbols[:-1], lang="en", name=name),
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


def main(count: int, name: str, demos: bool) -> None:
    """Make both courses, grade both, print the seconds and their ratio."""
    file = f"{chapter(name).stem}.ipynb"
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        make_course(ours, "en", [name])
        (stock / "source" / name).mkdir(parents=True)
        (stock / "nbgrader_config.py").write_text(STOCK_CONFIG)
        (stock / "source" / name / file).write_bytes(to_bytes(stock_source(chapter(name), demos)))
        for course in (ours, stock):
            nbgrader(course, "generate_assignment", name)
        release = (stock / "release" / name / file).read_bytes()
        for student, notebook in class_of(count, name).items():
            submit(ours, student, {file: json.dumps(notebook).encode()}, chapter=name)
            theirs = json.dumps(as_stock(notebook, json.loads(release))).encode()
            submit(stock, student, {file: theirs}, chapter=name)
        slow = seconds(stock, "nbgrader", "autograde", name)
        fast = seconds(ours, "autograder.faces.terminal.cli", "grade", name)
    table = Table("command", "seconds", "a submission", title=f"{count} submissions of {name}")
    for name, took in (("nbgrader autograde (stock)", slow), ("zerotsuku grade", fast)):
        table.add_row(name, f"{took:.1f}", f"{1000 * took / count:.0f} ms")
    Console(highlight=False).print(table)
    print(f"ratio: {slow / fast:.1f}")
    sys.exit(0 if slow / fast >= CLAIM else 1)


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    names = [a for a in sys.argv[1:] if a in WRONG]
    main(numbers[0] if numbers else 40, names[0] if names else CHAPTER, demos="--no-demos" not in sys.argv)
