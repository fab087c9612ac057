"""How long `zerotsuku grade` takes to begin: from its start to the graded notebook of a class of one.

    python benchmarks/start.py [ROUNDS]

So what it takes to grade that submission is in the time. Beside it stands the processor time of all the
command's processes. The exit status is 1 if the median is above one second; that holds on two idle cores.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from measured import busy, machine, measure
from played_class import class_of

from autograder.faces.nbgrader.course import make_course

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import CHAPTER, STEM, environment, nbgrader, submit

LIMIT = 1.0


def main(rounds: int) -> None:
    """Grade the one submission again and again, each time as if it were the first."""
    busy()
    with tempfile.TemporaryDirectory(prefix="zerotsuku-start-") as folder:
        course = Path(folder, "dl")
        make_course(course, "en", [CHAPTER])
        nbgrader(course, "generate_assignment", CHAPTER)
        ((student, notebook),) = class_of(1, CHAPTER).items()
        submit(course, student, {f"{STEM}.ipynb": json.dumps(notebook).encode()})
        graded = course / "autograded" / student / CHAPTER / f"{STEM}.ipynb"
        command = [sys.executable, "-m", "autograder.faces.terminal.cli", "grade", CHAPTER, "--force"]
        first, whole, processor = [], [], []
        for _ in range(rounds):
            began = time.time()
            run = measure(command, course, environment(course.parent))
            first.append(graded.stat().st_mtime - began)
            whole.append(run.wall)
            processor.append(run.processor)
    print(machine())
    print(
        f"first graded notebook after {statistics.median(first):.2f} s ({min(first):.2f} to {max(first):.2f})"
    )
    print(
        f"the whole command {statistics.median(whole):.2f} s, processor time {min(processor):.2f} s at least"
    )
    sys.exit(0 if statistics.median(first) <= LIMIT else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
