"""A class graded by stock `nbgrader autograde` and by `zerotsuku grade`, and every score compared.

    python benchmarks/class_grading.py [--students 10 40 160] [--rows with-demos without-demos training]
                                       [--chapter ch03] [--rounds 3] [--write] [--json FILE]

Both are whole commands, start to exit, into a gradebook of their own; ours counts with the median of its
rounds, stock with its one run. The notebooks are a chapter's as they are released, but for the graded
cells: in the stock course these hold the visible checks as asserts, which is less work than ours do with
the hidden graders, the reasons and the sandbox. The rows differ in what else stock executes: the workbook's
demos as they are released (with-demos), none of them (without-demos), or none of them and a cell of the
student's own in every notebook that trains a network for 10,000 steps (training). Ours gets the same
notebooks with all demos.

Stock gives an exercise all of its points or none, ours parts of them, and marks an exercise whose needs are
wrong once more with right ones. So what is compared, one by one, is whether an exercise passed by itself:
all points, without such a second run. The answers are right, missing, or wrong in a way that visible checks
and hidden graders both find. The exit status is 1 if one differs, or if a goal below is missed.

`--write` puts the rows into the table of benchmarks/README.md, where other rows of the same machine and
versions stay as they are. Wall time means something on an idle machine only; processor time, of all
processes of a command, stands beside it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from measured import Measured, busy, machine, measure, section, today, write_section
from played_class import TRAININGS, WRONG, class_of
from rich.console import Console
from rich.table import Table

from autograder.build import to_bytes
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.task import graded_record

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import chapter, environment, nbgrader, scores, submit
from mangled import as_stock, stock_source

WITH, WITHOUT, TRAINED = ROWS = ("with-demos", "without-demos", "training")
RATIOS = {(40, WITH): 40.0, (40, WITHOUT): 25.0, (160, WITH): 50.0, (160, WITHOUT): 30.0}
GOALS_OF = "ch03"  # on two idle cores
TRAINING_LIMIT = 1.3  # times ours takes without training cells
GROWING = (40, 160)  # students: cost per submission of the second over that of the first
STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "stock"
c.ExecutePreprocessor.timeout = 600
"""
HEADS = (
    *("chapter", "students", "row", "stock", "ours", "ratio", "ratio of processor time"),
    *("ours, a submission", "peak memory", "growth", "by training", "scores", "load before", "date"),
)
KEYS = 3  # columns that say which row it is
Passed = dict[str, dict[str, bool]]


@dataclass(frozen=True)
class Result:
    """One row: a class graded by both. `growth` and `by_training` are 0 where they were not measured."""

    chapter: str
    students: int
    row: str
    stock: Measured
    ours: Measured
    compared: int
    different: tuple[str, ...]
    growth: float
    by_training: float
    load: float
    date: str

    @property
    def ratio(self) -> float:
        return self.stock.wall / self.ours.wall

    @property
    def cells(self) -> tuple[str, ...]:
        same = self.compared - len(self.different)
        return (
            *(self.chapter, str(self.students), self.row),
            *(f"{self.stock.wall:.1f} s", f"{self.ours.wall:.2f} s", f"{self.ratio:.1f}"),
            f"{self.stock.processor / self.ours.processor:.1f}",
            f"{1000 * self.ours.wall / self.students:.0f} ms",
            f"{self.ours.main_mb:.0f} + {self.ours.grader_mb:.0f} MB",
            *(f"{times:.2f}" if times else "–" for times in (self.growth, self.by_training)),
            *(f"{same} of {self.compared} equal", f"{self.load:.1f}", self.date),
        )

    def missed(self) -> Iterator[str]:
        """The goals that were missed, as sentences."""
        name = f"{self.chapter}, {self.students} students, {self.row}"
        goal = RATIOS.get((self.students, self.row), 0) if self.chapter == GOALS_OF else 0
        if self.ratio < goal:
            yield f"{name}: ratio {self.ratio:.1f}, goal {goal:.0f}"
        if self.by_training > TRAINING_LIMIT:
            yield f"{name}: {self.by_training:.2f} times as long by training cells, limit {TRAINING_LIMIT}"
        for found in self.different:
            yield f"{name}: {found}"


class Classes:
    """The courses of a chapter in a folder: every one is made once, and every run has a copy of its own."""

    def __init__(self, folder: Path, name: str, rounds: int):
        self.folder, self.name, self.rounds = folder, name, rounds
        self.file = f"{chapter(name).stem}.ipynb"
        self.ours = cache(self._ours)

    def _ours(self, count: int, training: bool) -> tuple[Measured, Passed]:
        """Our command: of its rounds the one with the median wall time, and what passed by itself."""
        made = self.folder / "ours"
        if not made.exists():
            make_course(made, "en", [self.name])
            nbgrader(made, "generate_assignment", self.name)
        runs = []
        for _ in range(self.rounds):
            with self._copy(made) as course:
                for student, notebook in class_of(count, self.name, training).items():
                    self._submit(course, student, notebook)
                command = [sys.executable, "-m", "autograder.faces.terminal.cli", "grade", self.name]
                runs.append(measure(command, course, environment(course.parent)))
                passed = self._passed_here(course)
        middle = statistics.median_low(run.wall for run in runs)
        processor = max(run.processor for run in runs)  # a process that nobody could wait for is missing
        return next(replace(run, processor=processor) for run in runs if run.wall == middle), passed

    def stock(self, count: int, row: str) -> tuple[Measured, Passed]:
        """nbgrader's own command, and what passed."""
        made = self.folder / f"stock-{row}"
        if not made.exists():
            (made / "source" / self.name).mkdir(parents=True)
            (made / "nbgrader_config.py").write_text(STOCK_CONFIG)
            source = to_bytes(stock_source(chapter(self.name), demos=row == WITH))
            (made / "source" / self.name / self.file).write_bytes(source)
            nbgrader(made, "generate_assignment", self.name)
        with self._copy(made) as course:
            release = (course / "release" / self.name / self.file).read_bytes()
            for student, notebook in class_of(count, self.name, row == TRAINED).items():
                theirs = as_stock(notebook, json.loads(release))
                theirs["cells"] += [c for c in notebook["cells"] if c["id"] == "training"]
                self._submit(course, student, theirs)
            command = [sys.executable, "-m", "nbgrader", "autograde", self.name]
            took = measure(command, course, environment(course.parent))
            points = {e.symbol: e.points for e in chapter(self.name).exercises}
            return took, {
                student: {symbol: marks.get(symbol) == points[symbol] for symbol in points}
                for student, marks in scores(course, self.name).items()
            }

    def _passed_here(self, course: Path) -> Passed:
        """By the gradebook, but for what was marked once more, which the graded notebook's record tells."""
        passed = {}
        for student, marks in scores(course, self.name).items():
            record = graded_record(course / "autograded" / student / self.name / self.file)
            assert record, f"{student} has no graded notebook"
            exercises = record["report"]["exercises"]
            passed[student] = {
                e.symbol: marks.get(e.symbol) == e.points and not exercises[e.id]["followed"]
                for e in chapter(self.name).exercises
            }
        return passed

    def _copy(self, made: Path) -> _Copy:
        return _Copy(self.folder / "run", made)

    def _submit(self, course: Path, student: str, notebook: dict[str, object]) -> None:
        submit(course, student, {self.file: json.dumps(notebook).encode()}, chapter=self.name)

    def result(self, count: int, row: str, load: float) -> Result:
        """Grade a class by both."""
        ours, here = self.ours(count, row == TRAINED)
        stock, there = self.stock(count, row)
        symbols = [e.symbol for e in chapter(self.name).exercises]
        students = list(class_of(count, self.name))
        different = tuple(
            f"{student}, {symbol}: {'passed' if theirs else 'did not pass'} in stock, not so here"
            for student in students
            for symbol in symbols
            for theirs in [there.get(student, {}).get(symbol)]
            if theirs is None or theirs != here.get(student, {}).get(symbol)
        )
        first, last = GROWING
        growth = by_training = 0.0
        if count == last:
            smaller, _ = self.ours(first, row == TRAINED)
            growth = (ours.wall / last) / (smaller.wall / first)
        if row == TRAINED:
            without, _ = self.ours(count, False)
            by_training = ours.wall / without.wall
        compared = len(students) * len(symbols)
        return Result(
            self.name, count, row, stock, ours, compared, different, growth, by_training, load, today()
        )


class _Copy:
    """A course's copy with a folder of its own around it, for a home; gone at the end."""

    def __init__(self, folder: Path, made: Path):
        self.folder, self.made = folder, made

    def __enter__(self) -> Path:
        return Path(shutil.copytree(self.made, self.folder / "dl"))

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder)


def write(results: list[Result]) -> None:
    """Put the rows into the README's table; those of another machine or of other versions go."""
    head = f"Measured on {machine()}."
    before = section("class_grading")
    rows: dict[tuple[str, ...], tuple[str, ...]] = {}
    if before.startswith(head):
        for line in before.splitlines():
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if len(cells) == len(HEADS) and cells[1].isdigit():
                rows[cells[:KEYS]] = cells
    rows.update({result.cells[:KEYS]: result.cells for result in results})
    order = sorted(rows, key=lambda key: (key[0], ROWS.index(key[2]), int(key[1])))
    lines = [HEADS, tuple("---" for _ in HEADS), *(rows[key] for key in order)]
    write_section("class_grading", "\n".join([head, "", *(f"| {' | '.join(cells)} |" for cells in lines)]))


def main() -> None:
    """Grade the classes that were asked for, print the table, and say which goals were missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--chapter", default="ch03", choices=sorted(WRONG))
    parser.add_argument("--students", type=int, nargs="+", default=[10, 40, 160])
    parser.add_argument("--rows", nargs="+", default=ROWS, choices=ROWS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the rows into benchmarks/README.md")
    parser.add_argument("--json", type=Path, help="a file for the rows as JSON")
    options = parser.parse_args()
    if TRAINED in options.rows and options.chapter not in TRAININGS:
        parser.error(f"no training cell is written for {options.chapter}")
    results = []
    with tempfile.TemporaryDirectory(prefix="zerotsuku-class-") as folder:
        classes = Classes(Path(folder), options.chapter, options.rounds)
        for row in options.rows:
            for count in sorted(options.students):
                results.append(classes.result(count, row, busy()))
                print(*results[-1].cells, sep=" | ", flush=True)
    table = Table(*HEADS, title=machine())
    for result in results:
        table.add_row(*result.cells)
    Console(highlight=False, width=200).print(table)
    if options.write:
        write(results)
    if options.json:
        rows = [{**asdict(r), "ratio": r.ratio} for r in results]
        options.json.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1) + "\n")
    missed = [text for result in results for text in result.missed()]
    print(*missed, sep="\n")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
