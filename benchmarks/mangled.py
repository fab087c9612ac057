"""Ten mangled notebooks, graded by stock nbgrader and by ours, side by side.

Every notebook holds right answers to all exercises of chapter 3; only its form is broken. The stock course
asks the same exercises with the visible checks as assert cells, executed by nbgrader's own autograde.

    python benchmarks/mangled.py
"""

from __future__ import annotations

import ast
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from autograder.build import check_id, source_notebook, to_bytes
from autograder.catalog import Chapter
from autograder.faces.nbgrader.course import make_course
from autograder.selfcheck.checks import checks_path, symbol_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import CHAPTER, STEM, answered, chapter, nbgrader_process, scores, submit
from mangled_case import MANGLED

NAMES = (
    "answer_in_graded_cell",
    "answer_in_markdown",
    "check_in_markdown",
    "deleted_answer_cells",
    "deleted_checks",
    "duplicated",
    "moved",
    "no_metadata",
    "odd_metadata",
    "version_3",
)
NAME = f"{STEM}.ipynb"
PRELUDE = """\
from types import SimpleNamespace

import numpy as np

impl = SimpleNamespace(**globals())
np.seterr(all="ignore")  # nbgrader takes a warning on stderr for a wrong answer


def expect(got, expected, rtol=1e-7, atol=1e-9, **_):
    np.testing.assert_allclose(got, expected, rtol=rtol, atol=atol)
"""
STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "stock"
c.ExecutePreprocessor.timeout = 60
"""


def assert_cells(of: Chapter) -> dict[str, str]:
    """Symbol → the source of an assert cell that runs the exercise's visible checks."""
    source = checks_path(of).read_text(encoding="utf-8")
    shared, tests = [PRELUDE], {e.symbol: [] for e in of.exercises}
    for node in ast.parse(source).body:
        text = ast.get_source_segment(source, node) or ""
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            symbol = symbol_of(node.name, of)
            if symbol:
                tests[symbol].append(f"{text}\n\n\n{node.name}(impl)")
        elif "autograder" not in text:
            shared.append(text)
    return {symbol: "\n\n\n".join([*shared, *texts]) for symbol, texts in tests.items()}


def stock_source(of: Chapter, demos: bool = False) -> Any:
    """A chapter's source notebook with assert cells for the graded cells."""
    asserts = assert_cells(of)
    notebook = source_notebook(of, "en")
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        for symbol, text in asserts.items():
            if grade_id == check_id(symbol):
                cell.source = text
        if "demo" in cell.metadata.get("tags", ()) and not demos:
            cell.source = "pass"  # they would only take time
    return notebook


def as_stock(notebook: dict[str, Any], release: dict[str, Any]) -> dict[str, Any]:
    """The answers of a notebook of ours in the stock course's released notebook."""
    theirs = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in notebook["cells"]}
    for cell in release["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = theirs[grade_id]["source"]
    return release


def run(course: Path) -> tuple[dict[str, dict[str, float | None]], int, float]:
    """Grade a class with `nbgrader autograde`: the scores, the exit status, the seconds."""
    begin = time.monotonic()
    done = nbgrader_process(course, "autograde", CHAPTER)
    return scores(course), done.returncode, time.monotonic() - begin


def main() -> None:
    """Make both courses, grade both, print the table."""
    total = sum(e.points for e in chapter().exercises)
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        make_course(ours, "en", [CHAPTER])
        (stock / "source" / CHAPTER).mkdir(parents=True)
        (stock / "nbgrader_config.py").write_text(STOCK_CONFIG)
        (stock / "source" / CHAPTER / NAME).write_bytes(to_bytes(stock_source(chapter())))
        for course in (ours, stock):
            nbgrader_process(course, "generate_assignment", CHAPTER).check_returncode()
        release = (stock / "release" / CHAPTER / NAME).read_bytes()
        for name in ("as_it_should_be", *NAMES):
            mangle = MANGLED.get(name, lambda notebook: notebook)
            submit(ours, name, {NAME: json.dumps(mangle(answered(lang="en"))).encode()})
            whole = as_stock(answered(lang="en"), json.loads(release))
            submit(stock, name, {NAME: json.dumps(mangle(whole)).encode()})
        results = {"stock nbgrader": run(stock), "zerotsuku": run(ours)}
    table = Table("notebook", *results, title=f"points of {total} that are due")
    for name in ("as_it_should_be", *NAMES):
        table.add_row(name, *(_shown(found.get(name)) for found, _, _ in results.values()))
    table.add_row("exit status", *(str(status) for _, status, _ in results.values()))
    table.add_row("seconds", *(f"{seconds:.1f}" for _, _, seconds in results.values()))
    Console(highlight=False).print(table)


def _shown(marks: dict[str, float | None] | None) -> str:
    if marks is None:
        return "not graded: the batch had stopped"
    if None in marks.values():
        return "not graded"
    return f"{sum(m or 0 for m in marks.values()):g}"


if __name__ == "__main__":
    main()
