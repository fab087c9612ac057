"""Whatever a student hands in: what is right counts, what is wrong is said, and nothing else is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from grading_case import ALL_RUNS

from autograder.build import source_notebook, student_notebook, student_script, to_bytes
from autograder.catalog import catalog
from autograder.grading.engine import Seeds, grade
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT, Report
from autograder.sandbox.sandbox import Clock, Sandbox
from autograder.submission import SubmissionError, read_file, read_submission
from autograder.text import LANGUAGES

CHAPTER = catalog().chapter("ch03")
SEEDS = Seeds(b"tests", "student")
Cells = list[dict[str, Any]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox([f"autograder.graders.{CHAPTER.stem}"], clock=Clock(statement=3, exercise=4)) as made:
        yield made


def solved() -> dict[str, Any]:
    """The chapter's notebook with every answer right, as an nbformat 4 dict."""
    notebook: dict[str, Any] = json.loads(to_bytes(student_notebook(CHAPTER, "ja")))
    answers = {c.id: c.source for c in source_notebook(CHAPTER, "ja").cells}
    for cell in notebook["cells"]:
        source = answers[cell["id"]]
        cell["source"] = re.sub(r"\n *### (BEGIN|END) SOLUTION", "", source)
    return notebook


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"new-{abs(hash(source))}",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def place(cells: Cells, symbol: str) -> int:
    """The index of an exercise's answer cell."""
    return next(i for i, c in enumerate(cells) if c["id"] == f"ch03-{symbol}")


def report_of(notebook: dict[str, Any] | bytes, sandbox: Sandbox, name: str = "ch03.ipynb") -> Report:
    data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
    return grade(read_submission(data, name), CHAPTER, SEEDS, sandbox)


def statuses(report: Report) -> dict[str, str]:
    return {e.symbol: e.status for e in report.exercises}


def only_wrong(report: Report, **expected: str) -> None:
    """Exactly these exercises are not passed, with that status."""
    wrong = {symbol: status for symbol, status in statuses(report).items() if status != PASSED}
    assert wrong == expected


# ---------------------------------------------------------------------- cells that are not where they were


def _delete_graded(cells: Cells) -> None:
    cells[:] = [c for c in cells if not c["id"].endswith("-check")]


def _delete_prose(cells: Cells) -> None:
    cells[:] = [c for c in cells if c["cell_type"] == "code"]


def _duplicate_all(cells: Cells) -> None:
    cells += [dict(c) for c in cells]


def _duplicated_ids(cells: Cells) -> None:
    for c in cells:
        c["id"] = "same"


def _reverse_definitions(cells: Cells) -> None:
    setup, rest = cells[:4], cells[4:]
    cells[:] = setup + rest[::-1]


def _split(cells: Cells) -> None:
    i = place(cells, "forward")
    first, second = code("def helper(x, W, b):\n    return layer(x, W, b, sigmoid)"), cells[i]
    second["source"] = (
        'def forward(network, x):\n    z1 = helper(x, network["W1"], network["b1"])\n'
        '    z2 = helper(z1, network["W2"], network["b2"])\n'
        '    return layer(z2, network["W3"], network["b3"], identity_function)'
    )
    cells.insert(i, first)


def _no_metadata(cells: Cells) -> None:
    for c in cells:
        c["metadata"] = {}
        del c["id"]


def _odd_metadata(cells: Cells) -> None:
    for c in cells:
        c["metadata"] = {"nbgrader": [1, 2], "tags": {"demo": 1}}
        c["id"] = 17


def _answers_as_markdown(cells: Cells) -> None:
    cells[place(cells, "relu")]["cell_type"] = "markdown"
    cells[place(cells, "relu") + 1]["cell_type"] = "markdown"


def _answer_in_a_later_cell(cells: Cells) -> None:
    i = place(cells, "softmax")
    answer = cells[i]["source"]
    cells[i]["source"] = 'def softmax(x):\n    """あとで"""\n    raise NotImplementedError'
    cells.append(code(answer))


def _answer_in_an_earlier_cell(cells: Cells) -> None:
    i = place(cells, "softmax")
    answer = cells[i]["source"]
    cells[i]["source"] = 'def softmax(x):\n    """あとで"""\n    raise NotImplementedError'
    cells.insert(i, code(answer))


def _answer_in_the_graded_cell(cells: Cells) -> None:
    i = place(cells, "relu")
    cells[i + 1]["source"] = cells[i]["source"] + '\ncheck("relu")'
    cells[i]["source"] = "def relu(x):\n    raise NotImplementedError"


def _answer_in_a_demo(cells: Cells) -> None:
    i = place(cells, "relu")
    demo = next(c for c in cells if "demo" in c["metadata"].get("tags", ()))
    demo["source"] = cells[i]["source"] + "\nraise SystemExit\n"
    cells[i]["source"] = "def relu(x):\n    raise NotImplementedError"


def _helper_above(cells: Cells) -> None:
    i = place(cells, "sigmoid")
    cells[i]["source"] = "def h(x):\n    return 1 + np.exp(-x)\n\ndef sigmoid(x):\n    return 1 / h(x)"


def _trial_above(cells: Cells) -> None:
    i = place(cells, "sigmoid")
    cells[i]["source"] = "print(undefined)\nassert 1 == 2\n" + cells[i]["source"]


def _books_first_lines(cells: Cells) -> None:
    head = (
        "# coding: utf-8\nimport sys, os\nsys.path.append(os.pardir)\nimport numpy as np\nimport pickle\n"
        "from dataset.mnist import load_mnist\nfrom common.functions import sigmoid, softmax\n"
    )
    i = place(cells, "relu")
    cells[i]["source"] = head + cells[i]["source"]


def _noise(cells: Cells) -> None:
    i = place(cells, "relu")
    cells[i]["source"] = (
        "%matplotlib inline\nimport warnings\nwarnings.simplefilter('error')\nnp.seterr(all='raise')\n"
        "plt.plot([1, 2]); plt.show()\nfor i in range(100000): print('x' * 100)\n"
        "%pip install something\n!ls\nname = input('?')\nexit()\nimport not_a_package\n"
        "%time y = 3\n" + cells[i]["source"] + "\nrelu(np.array([1.0]))\nget_ipython().system('ls')\n"
    )


def _cell_magic(cells: Cells) -> None:
    i = place(cells, "relu")
    cells[i]["source"] = "%%time\n" + cells[i]["source"]


def _crlf(cells: Cells) -> None:
    for c in cells:
        c["source"] = c["source"].replace("\n", "\r\n")


def _lines(cells: Cells) -> None:
    for c in cells:
        c["source"] = c["source"].splitlines(keepends=True)


def _damaged_cells(cells: Cells) -> None:
    cells[1:1] = [{}, None, 3, {"cell_type": "code", "source": 7}, {"cell_type": "code"}]  # type: ignore[list-item]


@pytest.mark.parametrize(
    "mangle",
    [
        _delete_graded,
        _delete_prose,
        _duplicate_all,
        _duplicated_ids,
        _reverse_definitions,
        _split,
        _no_metadata,
        _odd_metadata,
        _answers_as_markdown,
        _answer_in_a_later_cell,
        _answer_in_an_earlier_cell,
        _answer_in_the_graded_cell,
        _answer_in_a_demo,
        _helper_above,
        _trial_above,
        _books_first_lines,
        _noise,
        _cell_magic,
        _crlf,
        _lines,
        _damaged_cells,
    ],
)
def test_an_answer_that_is_there_keeps_its_marks(mangle: Callable[[Cells], None], sandbox: Sandbox) -> None:
    notebook = solved()
    mangle(notebook["cells"])
    report = report_of(notebook, sandbox)
    only_wrong(report)
    assert report.score == report.max_score


def test_what_failed_in_a_cell_is_told_with_its_place(sandbox: Sandbox) -> None:
    notebook = solved()
    _noise(notebook["cells"])
    number = place(notebook["cells"], "relu") + 1
    assert report_of(notebook, sandbox).notes == ()  # no answer needs any of it
    notebook["cells"][number - 1]["source"] += ALL_RUNS
    notes = [note["en"] for note in report_of(notebook, sandbox).notes]
    for said in ("pip", "input()", "exit()", "not_a_package"):
        assert any(said in note and f"cell {number}, line" in note for note in notes), notes


# --------------------------------------------------------------------------------- files that are no notebook


def _utf16(data: bytes) -> bytes:
    return data.decode().encode("utf-16")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, None),
        (_utf16, "UTF-8"),
        (lambda data: json.dumps(json.loads(data), ensure_ascii=False).encode("cp932", "replace"), "cp932"),
        (lambda data: data.replace(b'"nbformat": 4', b'"nbformat": 5'), "nbformat 5"),
        (lambda data: data.replace(b"\n", b"\r\n"), None),
    ],
)
def test_an_odd_file_is_read(spoil: Callable[[bytes], bytes], said: str | None, sandbox: Sandbox) -> None:
    report = report_of(spoil(json.dumps(solved(), indent=1, ensure_ascii=False).encode()), sandbox)
    only_wrong(report)
    assert [said in note["en"] for note in report.notes] == ([True] if said else [])


def test_nbformat_3_is_read(sandbox: Sandbox) -> None:
    cells = [{**c, "input": c["source"]} for c in solved()["cells"]]
    for c in cells:
        del c["source"]
    report = report_of({"nbformat": 3, "worksheets": [{"cells": cells}]}, sandbox)
    only_wrong(report)
    assert "nbformat 3" in report.notes[0]["en"]


def test_a_truncated_notebook_counts_up_to_where_it_breaks_off(sandbox: Sandbox) -> None:
    data = json.dumps(solved(), indent=1).encode()
    cut = data[: data.index(b'"id": "ch03-softmax"')]
    report = report_of(cut, sandbox)
    symbols = [e.symbol for e in CHAPTER.exercises]
    there = symbols[: symbols.index("softmax")]
    assert {s for s, status in statuses(report).items() if status == PASSED} == set(there)
    assert re.search(r"ch03.ipynb breaks off at line \d+", report.notes[0]["en"])


def test_a_hundred_megabytes_of_outputs_cost_nothing(sandbox: Sandbox) -> None:
    notebook = solved()
    notebook["cells"][5]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 100_000_000}]
    only_wrong(report_of(notebook, sandbox))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "cannot be read as a notebook"),
        (b"hello", "cannot be read as a notebook (line 1)"),
        (b'{"cells": [', "cannot be read as a notebook"),
        (b"[1, 2]", "cannot be read as a notebook"),
        (b'{"nbformat": 4}', "no cells"),
        (b'{"nbformat": 4, "cells": 3}', "no cells"),
        (b"[" * 100_000, "cannot be read as a notebook"),
        (b'{"cells": ' + b"[" * 100_000, "cannot be read as a notebook"),
        (b"9" * 10_000, "cannot be read as a notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_with_its_name(data: bytes, said: str) -> None:
    with pytest.raises(SubmissionError) as refused:
        read_submission(data, "kadai.ipynb")
    assert "kadai.ipynb" in refused.value.text["ja"]
    assert said in refused.value.text["en"]


def test_links_devices_and_missing_files_are_refused(tmp_path: Path) -> None:
    import os

    (tmp_path / "real.ipynb").write_bytes(b"{}")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "real.ipynb")
    os.mkfifo(tmp_path / "fifo.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    for name in ("link", "fifo", "folder", "missing"):
        with pytest.raises(SubmissionError, match=f"{name}.ipynb"):
            read_file(tmp_path / f"{name}.ipynb")
    with (tmp_path / "sparse.ipynb").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(SubmissionError, match="1048576 MB"):
        read_file(tmp_path / "sparse.ipynb")


# --------------------------------------------------------------------------------------- answers that are odd


@pytest.mark.parametrize(
    ("symbol", "answer", "status", "said"),
    [
        ("relu", "relu = 3", ERROR, "cannot be called"),
        ("relu", "def relu(): return 1", ERROR, "argument"),
        ("relu", "def relu(x):\n    y = x", FAILED, "return"),
        ("relu", "def relu(x): return np.zeros((3000, 3000))", FAILED, "too large|Opaque|ndarray"),
        ("relu", "def relu(x): return x * np.nan", FAILED, "nan"),
        ("relu", "def relu(x): return np.maximum(x, 0) + 0j", FAILED, "complex"),
        ("relu", "def relu(x): return np.array(np.maximum(x, 0), dtype=object)", FAILED, "ndarray"),
        ("relu", "def relu(x): return (v for v in x)", FAILED, "generator"),
        ("relu", "def relu(x):\n    yield x", FAILED, "yield in relu"),
        ("relu", "class relu:\n    def __init__(self, x): pass", FAILED, "relu"),
        ("relu", "def relu(x): return relu(x)", ERROR, "RecursionError"),
        ("relu", "def relu(x):\n    while True: pass", TIMEOUT, "in time"),
        ("relu", "def relu(x):\n    import os\n    os._exit(0)", ERROR, "process ended"),
        ("relu", "def relu(x): exit()", ERROR, "exit"),
        ("relu", "def relu(x): return float(input())", ERROR, "input"),
        ("relu", "def relu(x): return np.ones(10**13)", ERROR, "memory"),
        ("relu", "def relu(x):\n    raise KeyboardInterrupt", ERROR, "KeyboardInterrupt"),
        ("relu", "def relu(x):\n    return np.maximun(0, x)", ERROR, "maximun"),
        ("relu", "def relu(x):\n  return np.maximum(0, x", ERROR, "never closed"),
        ("relu", "def rellu(x):\n    return np.maximum(0, x)", NOT_STARTED, "the exercise is called"),
        (
            "step_function",
            "def step_function(x): return np.array(x > 0, dtype=np.int)",
            ERROR,
            "np.int was removed",
        ),
        (
            "relu",
            "def relu(x):\n    l = []\n    l.append(l)\n    return l",
            FAILED,
            "values|length|type|shape",
        ),
        ("relu", "def relu(x): return 10**5000", FAILED, r"\(int\) is too large"),
        ("relu", "def relu(x): return '\\ud800'", FAILED, "str"),
        (
            "relu",
            "class A(np.ndarray):\n    def __eq__(self, o): return True\ndef relu(x): return x.view(A)",
            FAILED,
            "values are wrong",
        ),
    ],
)
def test_an_odd_answer_costs_only_itself(
    symbol: str, answer: str, status: str, said: str, sandbox: Sandbox
) -> None:
    notebook = solved()
    notebook["cells"][place(notebook["cells"], symbol)]["source"] = answer
    report = report_of(notebook, sandbox)
    only_wrong(report, **{symbol: status})
    exercise = report.exercise(symbol)
    texts = [exercise.message, *(o.message for o in exercise.outcomes)]
    assert re.search(said, " ".join(t["en"] for t in texts if t)), [t["en"] for t in texts if t]
    assert all(t[lang] for t in texts if t for lang in LANGUAGES)


def test_an_endless_cell_costs_only_its_statement(sandbox: Sandbox) -> None:
    notebook = solved()
    i = place(notebook["cells"], "relu")
    notebook["cells"].insert(
        i,
        code("a = 1\nwhile True:\n    lower = 0\ndef helper(x):\n    return np.maximum(lower, x)\nlower = 0"),
    )
    notebook["cells"][i + 1]["source"] = "def relu(x):\n    return helper(x)"
    report = report_of(notebook, sandbox)
    only_wrong(report)
    told = [note["en"] for note in report.notes]
    assert len(told) == 1 and f"cell {i + 1}, line 2" in told[0], told
    assert re.search(r"stopped after [3-9] seconds\. The answers to relu use what it makes", told[0]), told


def test_a_loop_that_no_answer_needs_is_not_run(sandbox: Sandbox) -> None:
    notebook = solved()
    i = place(notebook["cells"], "relu")
    notebook["cells"].insert(i, code("while True:\n    relu(np.ones(3))"))
    report = report_of(notebook, sandbox)
    only_wrong(report)
    assert report.notes == ()


def test_cells_that_kill_the_process_cost_only_themselves(sandbox: Sandbox) -> None:
    notebook = solved()
    for source in ("import os\nos._exit(3)", "os.kill(os.getpid(), 9)", "os.abort()"):
        notebook["cells"].insert(4, code(source + ALL_RUNS))
    only_wrong(report_of(notebook, sandbox))


def test_a_syntax_error_costs_only_its_cell(sandbox: Sandbox) -> None:
    notebook = solved()
    i = place(notebook["cells"], "relu")
    notebook["cells"].insert(i, code("x = [1, 2\ny = 3"))
    report = report_of(notebook, sandbox)
    only_wrong(report)
    assert f"cell {i + 1}, line 1" in report.notes[0]["en"]


def test_a_regrade_is_the_same_to_the_letter(sandbox: Sandbox) -> None:
    notebook = solved()
    notebook["cells"][place(notebook["cells"], "relu")]["source"] = "def relu(x): return object()"
    assert report_of(notebook, sandbox) == report_of(notebook, sandbox)


def test_a_script_is_graded_like_the_notebook(sandbox: Sandbox) -> None:
    script = student_script(CHAPTER, "en")
    script = script.replace(
        "    # YOUR CODE HERE\n    raise NotImplementedError", "    return np.maximum(0, x)"
    )
    report = report_of(script.encode(), sandbox, "ch03_neural_network.py")
    assert statuses(report)["relu"] == PASSED
    plain = b"import numpy as np\ndef relu(x):\n    return np.maximum(0, x)\n"
    assert statuses(report_of(plain, sandbox, "mine.py"))["relu"] == PASSED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_untouched_notebook_is_not_started(lang: str, sandbox: Sandbox) -> None:
    report = report_of(to_bytes(student_notebook(CHAPTER, lang)), sandbox)
    assert set(statuses(report).values()) == {NOT_STARTED}
    assert report.score == 0
    assert report.notes == ()
