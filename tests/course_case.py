"""Played students for the tests of the instructor's side: notebooks of many kinds, and a course."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from autograder.build import reference_source, student_notebook
from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import make_course

CHAPTER = "ch03"
STEM = catalog().chapter(CHAPTER).stem
Notebook = dict[str, Any]


def chapter() -> Chapter:
    return catalog().chapter(CHAPTER)


def released(lang: str = "ja") -> Notebook:
    """The student notebook as plain JSON, with the checksums that nbgrader would add left out."""
    return json.loads(json.dumps(student_notebook(chapter(), lang)))


def answered(symbols: Any = None, lang: str = "ja") -> Notebook:
    """The student notebook with the references in it, of all exercises or of those named."""
    notebook = released(lang)
    for e in chapter().exercises:
        if symbols is None or e.symbol in symbols:
            answer_cell(notebook, e.symbol)["source"] = reference_source(chapter(), e.symbol, lang)
    return notebook


def answer_cell(notebook: Notebook, symbol: str) -> dict[str, Any]:
    return next(c for c in notebook["cells"] if _grade_id(c) == symbol)


def check_cell(notebook: Notebook, symbol: str) -> dict[str, Any]:
    return next(c for c in notebook["cells"] if _grade_id(c) == f"check-{symbol}")


def _grade_id(cell: dict[str, Any]) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def code(source: str, id_: str = "x") -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def to_bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


# Mangled notebooks: each has all the right answers in it, somewhere


def deleted_checks(n: Notebook) -> Notebook:
    n["cells"] = [c for c in n["cells"] if not _grade_id(c).startswith("check-")]
    return n


def deleted_answer_cells(n: Notebook) -> Notebook:
    """All answers moved into one cell at the end, the answer cells deleted."""
    answers = [c["source"] for c in n["cells"] if _grade_id(c) and not _grade_id(c).startswith("check-")]
    n["cells"] = [c for c in n["cells"] if not _grade_id(c) or _grade_id(c).startswith("check-")]
    n["cells"].append(code("\n\n\n".join(answers)))
    return n


def duplicated(n: Notebook) -> Notebook:
    n["cells"] = [c for cell in n["cells"] for c in (cell, deepcopy(cell))]
    return n


def split(n: Notebook) -> Notebook:
    """An answer cell split in two, as JupyterLab does: both parts keep the metadata."""
    cell = answer_cell(n, "softmax")
    at = n["cells"].index(cell)
    before = deepcopy(cell)
    before["source"] = "def helper_shift(x):\n    return x"
    n["cells"].insert(at, before)
    cell["source"] += "\n"
    return n


def moved(n: Notebook) -> Notebook:
    n["cells"] = n["cells"][:2] + n["cells"][2:][::-1]
    return n


def inserted(n: Notebook) -> Notebook:
    n["cells"] = [
        c for i, cell in enumerate(n["cells"]) for c in (cell, code(f"trial_{i} = {i}", f"trial-{i}"))
    ]
    return n


def answer_in_markdown(n: Notebook) -> Notebook:
    cell = answer_cell(n, "relu")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    return n


def check_in_markdown(n: Notebook) -> Notebook:
    cell = check_cell(n, "relu")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    return n


def changed_ids(n: Notebook) -> Notebook:
    for i, cell in enumerate(n["cells"]):
        cell["id"] = f"cell-{i}"
        if _grade_id(cell):
            cell["metadata"]["nbgrader"]["grade_id"] = f"cell-{i:08x}"
    return n


def no_metadata(n: Notebook) -> Notebook:
    for cell in n["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    n["metadata"] = {}
    return n


def odd_metadata(n: Notebook) -> Notebook:
    for cell in n["cells"]:
        if _grade_id(cell):
            cell["metadata"]["nbgrader"] = {
                "grade_id": _grade_id(cell),
                "schema_version": 99,
                "points": "many",
            }
    return n


def answers_elsewhere(n: Notebook) -> Notebook:
    """The stubs stay; the answers stand in cells of the student's own, below."""
    stubs = released()
    for symbol in ("sigmoid", "softmax"):
        cell = answer_cell(n, symbol)
        n["cells"].insert(n["cells"].index(cell) + 2, code(cell["source"], f"own-{symbol}"))
        cell["source"] = answer_cell(stubs, symbol)["source"]
    return n


def answer_in_graded_cell(n: Notebook) -> Notebook:
    cell = answer_cell(n, "one_hot")
    check_cell(n, "one_hot")["source"] = cell["source"] + "\n\ncheck('one_hot')"
    n["cells"].remove(cell)
    return n


def helper_cells(n: Notebook) -> Notebook:
    cell = answer_cell(n, "sigmoid")
    cell["source"] = 'def sigmoid(x):\n    """mine"""\n    return my_exp(x)'
    helper = (
        "def my_exp(x):\n    t = np.exp(-np.abs(x))\n    return np.where(np.asarray(x) >= 0, 1, t) / (1 + t)"
    )
    n["cells"].insert(n["cells"].index(cell), code(helper, "helper"))
    return n


def version_3(n: Notebook) -> Notebook:
    cells = [
        {**c, "input": c["source"], "language": "python", "prompt_number": 1}
        if c["cell_type"] == "code"
        else c
        for c in n["cells"]
    ]
    for c in cells:
        if c["cell_type"] == "code":
            del c["source"]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}


def version_5(n: Notebook) -> Notebook:
    return {**n, "nbformat": 5, "nbformat_minor": 0}


MANGLED: dict[str, Callable[[Notebook], Notebook]] = {
    f.__name__: f
    for f in (
        deleted_checks,
        deleted_answer_cells,
        duplicated,
        split,
        moved,
        inserted,
        answer_in_markdown,
        check_in_markdown,
        changed_ids,
        no_metadata,
        odd_metadata,
        answers_elsewhere,
        answer_in_graded_cell,
        helper_cells,
        version_3,
        version_5,
    )
}

# Varied submissions: file name → bytes, by student


def varied() -> dict[str, dict[str, bytes]]:
    """Ten students as a class has them."""
    symbols = [e.symbol for e in chapter().exercises]
    name = f"{STEM}.ipynb"
    wrong = answered()
    answer_cell(wrong, "sigmoid")["source"] = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
    answer_cell(wrong, "softmax")["source"] = "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))"
    loop = answered(symbols[:5])
    answer_cell(loop, symbols[5])["source"] = re.sub(
        r"(?s)(\):\n).*",
        r"\1    raise ValueError('no')",
        answer_cell(released(), symbols[5])["source"],
        count=1,
    )
    broken = answered(symbols[1:])
    answer_cell(broken, symbols[0])["source"] = f"def {symbols[0]}(x:\n    return 1"
    truncated = to_bytes(answered())
    return {
        "aoki": {name: to_bytes(answered())},
        "baba": {name: to_bytes(answered(symbols[: len(symbols) // 2]))},
        "chiba": {name: to_bytes(wrong)},
        "doi": {name: to_bytes(released())},
        "endo": {name: to_bytes(answered(lang="en"))},
        "fujii": {name: to_bytes(loop)},
        "goto": {name: to_bytes(broken)},
        "hara": {"my answers.ipynb": to_bytes(answered())},
        "ito": {name: truncated[: len(truncated) * 2 // 3]},
        "kato": {"notes.txt": b"I could not open the notebook."},
    }


def submit(course: Path, student: str, files: dict[str, bytes], timestamp: str = "") -> Path:
    """Put a student's files where nbgrader's collect puts them."""
    folder = course / "submitted" / student / CHAPTER
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


def environment(home: Path) -> dict[str, str]:
    """A home of its own, and the environment's bin on PATH (nbgrader calls alembic by name)."""
    bin_ = str(Path(sys.executable).parent)
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "ZEROTSUKU", "PYTEST"))},
        "HOME": str(home),
        "PATH": bin_ + os.pathsep + os.environ["PATH"],
        "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "JUPYTER_DATA_DIR": str(home / ".local"),
        "IPYTHONDIR": str(home / ".ipython"),
    }


def nbgrader_process(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in a folder, with a home beside it."""
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=environment(course.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )


def nbgrader(course: Path, *arguments: str) -> str:
    """Run nbgrader in a folder; what it printed. Fails when nbgrader does."""
    done = nbgrader_process(course, *arguments)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


def scores(course: Path, chapter: str = CHAPTER) -> dict[str, dict[str, float | None]]:
    """The autograder's scores of a chapter in the gradebook: student → exercise → score."""
    import sqlite3

    with sqlite3.connect(course / "gradebook.db") as connection:
        rows = connection.execute(
            "select s.student_id, c.name, g.auto_score from grade g join base_cell c on c.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment s on s.id = n.assignment_id "
            "join assignment a on a.id = s.assignment_id where a.name = ?",
            [chapter],
        ).fetchall()
    found: dict[str, dict[str, float | None]] = {}
    for student, cell, score in rows:
        found.setdefault(student, {})[cell.removeprefix("check-")] = score
    return found


def graded(course: Path, student: str) -> Notebook:
    path = course / "autograded" / student / CHAPTER / f"{STEM}.ipynb"
    return json.loads(path.read_bytes())


@cache
def _master(lang: str) -> Path:
    """A course whose chapter is in the gradebook, made once a run of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="zerotsuku-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_course(folder / "dl", lang, [CHAPTER])
    nbgrader(folder / "dl", "generate_assignment", CHAPTER)
    return folder / "dl"


def new_course(folder: Path, lang: str = "ja") -> Path:
    """A course of its own with the chapter generated."""
    shutil.copytree(_master(lang), folder / "dl")
    return folder / "dl"
