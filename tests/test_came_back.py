"""A notebook that was worked on in Google Colab or in VS Code is graded as the released one is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_case import Notebook, answered, grade_id, weights_of

from autograder.catalog import Chapter, catalog
from autograder.faces.terminal.inspect import inspect_file
from autograder.grading.deciding.plan import cells_to_run
from autograder.submission import read_submission

BOOK = catalog()
COLAB_CELL = """from google.colab import drive

drive.mount("/content/drive")
%pip install --quiet /content/drive/MyDrive/zerotsuku-0.1.0-py3-none-any.whl
%cd /content/drive/MyDrive/mybook"""
COLAB_TRIAL = """#@title Trial { display-mode: "form" }
depth = 3 #@param {type:"slider", min:1, max:9}
!nvidia-smi
files = __import__("google.colab").colab.files.upload()"""
OWN = (COLAB_CELL, COLAB_TRIAL)


def lines(cell: dict[str, Any], end: str = "\n") -> list[str]:
    return "".join(cell["source"]).replace("\n", end).splitlines(keepends=True)


def from_colab(n: Notebook, keeps: bool = True) -> Notebook:
    """As Colab saves: ids in the metadata, no cell ids, minor 0, outputs, and what the student added.

    Without `keeps`, none of what other tools wrote into the metadata came back.
    """
    cells = []
    for i, cell in enumerate(n["cells"]):
        metadata = {**(cell["metadata"] if keeps else {}), "id": f"k3Zb_{i:07x}"}
        made = {"cell_type": cell["cell_type"], "metadata": metadata, "source": lines(cell)}
        if cell["cell_type"] == "code":
            metadata |= {
                "colab": {"base_uri": "https://localhost:8080/", "height": 35},
                "outputId": f"c1e{i:05x}",
            }
            made |= {"execution_count": i, "outputs": colab_outputs(i)}
        cells.append(made)
    own = [
        {"cell_type": "code", "execution_count": i, "source": source.splitlines(keepends=True),
         "metadata": {"id": f"own{i}", "cellView": "form"}, "outputs": colab_outputs(i)}
        for i, source in enumerate(OWN)
    ]  # fmt: skip
    metadata = {
        **({"zerotsuku": n["metadata"]["zerotsuku"]} if keeps else {}),
        "colab": {
            "provenance": [{"file_id": "1aB", "timestamp": 1764000000000}],
            "gpuType": "T4",
            "toc_visible": True,
        },
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
        "widgets": {"application/vnd.jupyter.widget-state+json": {}},
    }
    return {"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": [own[0], *cells, own[1]]}


def colab_outputs(i: int) -> list[dict[str, Any]]:
    intrinsic = {"type": "string"}
    return [
        {"output_type": "stream", "name": "stdout", "text": ["Mounted at /content/drive\n"]},
        {"output_type": "display_data", "metadata": {},
         "data": {"text/plain": ["<Figure size 640x480 with 1 Axes>"], "image/png": "iVBORw0KGgo=\n"}},
        {"output_type": "execute_result", "metadata": {}, "execution_count": i,
         "data": {"text/plain": ["'y'"], "application/vnd.google.colaboratory.intrinsic+json": intrinsic}},
        {"output_type": "error", "ename": "NotImplementedError", "evalue": "",
         "traceback": ["\x1b[0;31mNotImplementedError\x1b[0m"],
         "errorDetails": {"actions": [{"action": "open_url"}]}},
    ]  # fmt: skip


def from_colab_stripped(n: Notebook) -> Notebook:
    return from_colab(n, keeps=False)


def from_vs_code(n: Notebook) -> Notebook:
    """As VS Code saves: other cell ids, its own language and interpreter, and Windows' ends of lines."""
    cells = []
    for i, cell in enumerate(n["cells"]):
        metadata = {**cell["metadata"], "vscode": {"languageId": "python"}}
        made = {
            "cell_type": cell["cell_type"],
            "id": f"{i:08x}",
            "metadata": metadata,
            "source": lines(cell, "\r\n"),
        }
        if cell["cell_type"] == "code":
            made |= {"execution_count": i, "outputs": []}
        cells.append(made)
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "zerotsuku-env (3.12.1)", "language": "python"},
        "language_info": {"name": "python", "version": "3.12.1", "file_extension": ".py",
                          "nbconvert_exporter": "python",
                          "mimetype": "text/x-python", "pygments_lexer": "ipython3",
                          "codemirror_mode": {"name": "ipython", "version": 3}},
        "orig_nbformat": 4,
        "vscode": {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b"}},
    }  # fmt: skip
    return {"nbformat": 4, "nbformat_minor": 2, "metadata": metadata, "cells": cells}


def from_vs_code_stripped(n: Notebook) -> Notebook:
    made = from_vs_code(n)
    for cell in made["cells"]:
        cell["metadata"] = {}
    return made


CAME_BACK: list[Callable[[Notebook], Notebook]] = [
    from_colab,
    from_colab_stripped,
    from_vs_code,
    from_vs_code_stripped,
]


def test_the_first_cell_is_the_pages() -> None:
    page = (Path(__file__).parent.parent / "docs" / "elsewhere.md").read_text(encoding="utf-8")
    assert COLAB_CELL in page


@pytest.mark.parametrize("chapter", list(BOOK), ids=lambda chapter: chapter.id)
def test_the_same_answers_are_run_whatever_saved_them(chapter: Chapter) -> None:
    """What grading runs is what it runs of the notebook as it was handed out, beside the student's own."""
    notebook = answered(name=chapter.id)
    assert sum(grade_id(cell) != "" for cell in notebook["cells"]) > len(chapter.exercises)
    as_released = to_run(notebook, chapter)
    for came_back in CAME_BACK:
        as_saved = [source for source in to_run(came_back(notebook), chapter) if source not in OWN]
        assert as_saved == as_released, came_back.__name__


def to_run(notebook: Notebook, chapter: Chapter) -> list[str]:
    submission = read_submission(json.dumps(notebook, ensure_ascii=False).encode(), f"{chapter.stem}.ipynb")
    assert submission.problems == ()
    return [cell.source for cell in cells_to_run(submission, chapter).cells]


@pytest.mark.parametrize(
    "chapter",
    [pytest.param(c, marks=[pytest.mark.slow] if c.id != "ch03" else []) for c in BOOK],
    ids=[c.id for c in BOOK],
)
def test_what_comes_back_gets_full_marks(tmp_path: Path, chapter: Chapter) -> None:
    for name, data in weights_of(chapter.id).items():
        (tmp_path / name).write_bytes(data)
    for came_back in (from_colab_stripped, from_vs_code):
        path = tmp_path / f"{came_back.__name__}.ipynb"
        path.write_text(json.dumps(came_back(answered(name=chapter.id))), encoding="utf-8")
        report = inspect_file(path, chapter.id)
        assert report.score == report.max_score, report.as_json("en")
