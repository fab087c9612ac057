"""Memory and cost as a class grows: one `zerotsuku grade` of few submissions, and one of many.

    python benchmarks/memory.py [--students 50 1000] [--chapter ch05] [--jobs 2] [--write] [--json FILE]

Two goals: the trusted processes' peak memory (of the first process, and of the largest of its graders) with
many is at most 1.3 times that with few, and the cost of a submission at most 1.2 times. The cost is
processor time, of all processes, the sandbox's too; wall time stands beside it. The exit status is 1 if a
goal is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from measured import Measured, busy, machine, measure, today, write_section
from played_class import WRONG, class_of
from rich.console import Console
from rich.table import Table

from autograder.faces.nbgrader.course import make_course

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import chapter, environment, nbgrader, submit

MEMORY_LIMIT, COST_LIMIT = 1.3, 1.2
HEADS = ("submissions", "first process", "largest grader", "processor time", "a submission", "wall time")


def graded(name: str, count: int, jobs: int) -> Measured:
    """One run of the command over a new course of so many students."""
    with tempfile.TemporaryDirectory(prefix="zerotsuku-memory-") as folder:
        course = Path(folder, "dl")
        make_course(course, "en", [name])
        nbgrader(course, "generate_assignment", name)
        for student, notebook in class_of(count, name).items():
            content = json.dumps(notebook).encode()
            submit(course, student, {f"{chapter(name).stem}.ipynb": content}, chapter=name)
        command = [sys.executable, "-m", "autograder.faces.terminal.cli", "grade", name, "--jobs", str(jobs)]
        return measure(command, course, environment(Path(folder)))


def twice(name: str, count: int, jobs: int) -> Measured:
    """Of two runs the one of more processor time: in the other, a process that nobody could wait for may be
    missing."""
    return max((graded(name, count, jobs) for _ in range(2)), key=lambda run: run.processor)


def main() -> None:
    """Grade both classes, print the table, and say which goals were missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--students", type=int, nargs=2, default=[50, 1000], metavar=("FEW", "MANY"))
    parser.add_argument("--chapter", default="ch05", choices=sorted(WRONG))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    parser.add_argument("--json", type=Path, help="a file for the figures as JSON")
    options = parser.parse_args()
    busy()
    few, many = sorted(options.students)
    runs = {count: twice(options.chapter, count, options.jobs) for count in (few, many)}
    rows = [
        (
            *(str(count), f"{run.main_mb:.0f} MB", f"{run.grader_mb:.0f} MB", f"{run.processor:.1f} s"),
            *(f"{1000 * run.processor / count:.0f} ms", f"{run.wall:.1f} s"),
        )
        for count, run in runs.items()
    ]
    times = {
        "memory of the first process": (runs[many].main_mb / runs[few].main_mb, MEMORY_LIMIT),
        "memory of the largest grader": (runs[many].grader_mb / runs[few].grader_mb, MEMORY_LIMIT),
        "cost of a submission": (
            (runs[many].processor / many) / (runs[few].processor / few),
            COST_LIMIT,
        ),
    }
    told = [
        f"{name}: {found:.2f} times with {many} (limit {limit})" for name, (found, limit) in times.items()
    ]
    head = f"{options.chapter}, {options.jobs} jobs, {today()}, on {machine()}."
    table = Table(*HEADS, title=head)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, width=140).print(table)
    print(*told, sep="\n")
    if options.write:
        lines = [HEADS, tuple("---" for _ in HEADS), *rows]
        cells = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        write_section("memory", "\n\n".join([head, cells, "; ".join(told) + "."]))
    if options.json:
        figures = {str(count): asdict(run) for count, run in runs.items()}
        options.json.write_text(json.dumps({"machine": machine(), "runs": figures}, indent=1) + "\n")
    sys.exit(1 if any(found > limit for found, limit in times.values()) else 0)


if __name__ == "__main__":
    main()
