"""A right answer whose cell stops in a notebook is told so by pytest, where only what it needs runs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from test_selfcheck_session import run_pytest

from autograder.catalog import catalog
from autograder.faces.student.start import start
from autograder.selfcheck import unread
from autograder.selfcheck.checks import checks_path, load_checks
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import ExerciseCheck, check_exercise

CH03 = catalog().chapter("ch03")
MODULE = load_checks(checks_path(CH03))
RELU = "def relu(x):\n    return np.maximum(0, x)"


def checked(folder: Path, *cells: str) -> ExerciseCheck:
    """relu in a script with these cells."""
    path = folder / f"{CH03.stem}.py"
    head = "# %% [markdown]\n# # 3\n\n# %%\nimport numpy as np\n"
    path.write_text(head + "".join(f"\n# %%\n{cell}\n" for cell in cells))
    return check_exercise(CH03.exercise("relu"), CH03, MODULE, load_student(path, CH03))


@pytest.mark.parametrize(
    ("cell", "en"),
    [
        (f"import pandas_of_nobody\n\n{RELU}", "before relu is defined"),
        (f"import pandas_of_nobody as pd\n\n{RELU}", "pandas_of_nobody cannot be imported"),
        (f"import math, pandas_of_nobody.core\n\n{RELU}", "pandas_of_nobody cannot be imported"),
        (f"from pandas_of_nobody.core import DataFrame\n\n{RELU}", "before relu is defined"),
        (f"from numpy import relu_of_nobody\n\n{RELU}", "before relu is defined"),
        (f"from common.functions import *\n\n{RELU}", "before relu is defined"),
        (f"{RELU}\n\nimport pandas_of_nobody", "the cell of relu is run, it stops"),
        (f"y = 1 / 0\n\n{RELU}", "before relu is defined"),
        (f"print(x_of_nobody)\n\n{RELU}", '"x_of_nobody" is not defined'),
        (f"assert False\n{RELU}", "before relu is defined"),
    ],
)
def test_a_cell_that_stops_is_told_beside_the_right_answer(tmp_path: Path, cell: str, en: str) -> None:
    found = checked(tmp_path, cell)
    assert found.status == "passed"
    assert found.text and en in found.text.en, found.text
    assert "正解ですが" in found.text.ja


@pytest.mark.parametrize(
    "cell",
    [
        RELU,
        f"import json\nimport math as m\nfrom numpy import exp\n\n{RELU}",
        f"print('once')\n%matplotlib inline\n\n{RELU}",
        f"!pip install nothing\n\n{RELU}",
        f"n = int(input())\n\n{RELU}",
        f"{RELU}\n\nprint(relu(gone))",
        f"try:\n    import pandas_of_nobody\nexcept ImportError:\n    pass\n\n{RELU}",
        "import pandas_of_nobody\n\ndef relu(x):\n    return x\n\n# %%\n" + RELU,
    ],
)
def test_a_cell_that_runs_is_not_spoken_of(tmp_path: Path, cell: str) -> None:
    found = checked(tmp_path, cell)
    assert (found.status, found.text) == ("passed", None)


def test_what_stands_in_another_cell_is_not_the_answers(tmp_path: Path) -> None:
    assert checked(tmp_path, "import pandas_of_nobody", RELU, "1 / 0").text is None


def test_a_trial_that_takes_long_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread, "LIMIT", 0.1)
    began = time.process_time()
    found = checked(tmp_path, f"for i in range(10**9):\n    pass\n\n{RELU}")
    assert (found.status, found.text) == ("passed", None)
    assert time.process_time() - began < 5


def test_a_trial_has_the_names_that_are_there_in_the_notebook(tmp_path: Path) -> None:
    found = checked(tmp_path, "k = 1", f"print(k); k = 5; print(k)\nj = 3\nprint(j)\n\n{RELU}")
    assert found.status == "passed" and found.text is None


def test_pytest_says_it(tmp_path: Path) -> None:
    start(tmp_path, "en", "py", ["ch03"])
    path = tmp_path / f"{CH03.stem}.py"
    path.write_text(path.read_text() + f"\n# %%\nimport pandas_of_nobody\n\n{RELU}\n")
    status, output = run_pytest(tmp_path, "-k", "relu")
    assert status == 0
    assert "✓ right  relu" in output
    assert "pandas_of_nobody cannot be imported" in output
