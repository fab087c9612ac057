"""Mangled notebooks: each has all the right answers in it, somewhere."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from course_case import Notebook, answer_cell, check_cell, code, grade_id, released


def deleted_checks(n: Notebook) -> Notebook:
    n["cells"] = [c for c in n["cells"] if not grade_id(c).startswith("check-")]
    return n


def deleted_answer_cells(n: Notebook) -> Notebook:
    """All answers moved into one cell at the end, the answer cells deleted."""
    answers = [c for c in n["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    n["cells"] = [c for c in n["cells"] if c not in answers]
    n["cells"].append(code("\n\n\n".join(c["source"] for c in answers)))
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
        if grade_id(cell):
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
        if grade_id(cell):
            cell["metadata"]["nbgrader"] = {
                "grade_id": grade_id(cell),
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
