"""Plain `pytest` in a student's copy, and the hidden graders as pytest items in the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import jupytext
import pytest

from autograder import rooms
from autograder.build import source_notebook, student_notebook, student_script, to_bytes
from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import Copy, read_copy
from autograder.faces.student.in_pytest.asked import plain_checks
from autograder.faces.student.start import start
from autograder.faces.student.table import Table
from autograder.faces.student.watch import saved, watch
from autograder.rooms import REPOSITORY
from autograder.selfcheck import running
from autograder.selfcheck.checks import checks_path, load_checks, weights_in
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import check_exercise
from autograder.text import LANGUAGES, ZerotsukuError

BOOK = catalog()
CH03 = BOOK.chapter("ch03")
INSTALLED = any(point.name == "zerotsuku" for point in entry_points(group="pytest11"))
PLUGIN = [] if INSTALLED else ["-p", "autograder.faces.pytest_plugin"]
LEFT_OUT = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist"]  # to be quicker
WORDS = {"ja": ("正解", "未着手", "まだ違います"), "en": ("right", "not started", "not right yet")}


def run_pytest(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and output of pytest, run in a folder by a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZEROTSUKU_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *PLUGIN, *LEFT_OUT, *arguments],
        cwd=folder,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def copy_of(folder: Path, lang: str = "en", form: str = "py") -> Path:
    start(folder, lang, form, ["ch03"])
    return folder


def answer(folder: Path, symbol: str, *lines: str, lang: str = "en") -> None:
    """Write lines in place of the stub's `raise NotImplementedError` in the copy's script of ch03."""
    path = folder / f"{CH03.stem}.py"
    head, definition, rest = path.read_text().partition(f"def {symbol}(")
    place = "    raise NotImplementedError\n"
    path.write_text(head + definition + rest.replace(place, "".join(f"    {x}\n" for x in lines), 1))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copy_of(tmp_path / "copy")


@pytest.mark.parametrize(("lang", "form"), [("ja", "ipynb"), ("en", "py")])
def test_an_untouched_copy_is_no_failure_and_says_what_is_first(tmp_path: Path, lang: str, form: str) -> None:
    status, output = run_pytest(copy_of(tmp_path / "copy", lang, form))
    right, not_started, wrong = WORDS[lang]
    assert status == 0
    assert f"{right} 0  {not_started} {len(CH03.exercises)}" in output
    assert wrong not in output
    for e in CH03.exercises:
        assert e.symbol in output
    first = CH03.exercises[0]
    assert f"{first.title[lang]}" in output.splitlines()[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_when_all_is_right_it_says_so(tmp_path: Path, lang: str) -> None:
    folder = copy_of(tmp_path / "copy", lang, "ipynb")
    (folder / f"{CH03.stem}.ipynb").write_bytes(to_bytes(source_notebook(CH03, lang)))
    status, output = run_pytest(folder)
    assert status == 0
    assert {"ja": "12 問すべて正解です", "en": "All exercises (12) are right"}[lang] in output


def test_one_wrong_answer_fails_and_names_it_with_the_reason_and_the_hint(copy: Path) -> None:
    answer(copy, "step_function", "return (x >= 0).astype(int)")
    answer(copy, "sigmoid", "return 1 / (1 + np.exp(-x))")
    status, output = run_pytest(copy)
    assert status == 1
    assert "✗ not right yet  step_function" in output
    assert "exactly 0 gives 0" in output
    assert "→ Exactly 0 gives 1 here" in output
    assert "✓ right  sigmoid" in output
    assert "Next: fix step_function" in output
    assert "Traceback" not in output
    assert "autograder" not in output


def test_errors_loops_and_left_over_stubs_are_sentences_and_cost_no_other_exercise(copy: Path) -> None:
    answer(copy, "sigmoid", "return 1 / (1 + np.exp(-x))")
    answer(copy, "relu", "return np.maximum(0, y)")
    answer(copy, "identity_function", "y = x", "raise NotImplementedError")
    answer(copy, "softmax", "return x / sum(x")
    answer(copy, "layer", "print('x' * 100)", "return activation(x @ W + b)")
    with (copy / f"{CH03.stem}.py").open("a") as file:
        file.write("\n# %%\nexit()\n\n# %%\nprint(sigmoid(missing))\n")
    status, output = run_pytest(copy)
    assert status == 1
    number = (copy / f"{CH03.stem}.py").read_text().splitlines().index("    return np.maximum(0, y)") + 1
    assert f'ch03_neural_network.py, line {number}, "return np.maximum(0, y)": The name "y"' in output
    assert "raise NotImplementedError is still there in identity_function" in output
    assert "The definition of softmax failed" in output
    assert "✓ right  layer" in output
    assert "exit()" not in output and "missing" not in output  # no answer needs these cells
    assert "xxxx" not in output


@pytest.mark.parametrize("seconds", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_an_endless_loop_is_stopped_and_told(copy: Path, seconds: int) -> None:
    """After ten seconds; in a short run, a plugin that lies in the copy makes it one."""
    answer(copy, "relu", "while True:", "    pass")
    shorter = ["-p", "shorter"] if seconds < running.LIMIT else []
    (copy / "shorter.py").write_text(
        f"from autograder.selfcheck import running\n\nrunning.LIMIT = {seconds}\n"
    )
    status, output = run_pytest(copy, *shorter, "-k", "relu")
    assert status == 1
    assert f"It did not end within {seconds} seconds" in output


def test_k_picks_one_exercise(copy: Path) -> None:
    answer(copy, "sigmoid", "return 1 / (1 + np.exp(-x))")
    answer(copy, "relu", "return x")
    status, output = run_pytest(copy, "-k", "sigmoid")
    assert status == 0
    assert "✓ right  sigmoid" in output
    assert "relu" not in output
    assert "All of the chosen exercises (1) are right." in output


EXPRESSIONS = (  # no word of them is an exercise's name
    "rel",
    "ReLU and not backward",
    "not rElu",
    "ch03 and sigmoi",
    "test_ch05_backpropagation.py",
    "selfcheck",
    "parametrized or marked",
    "nothing_is_called_so",
)


@pytest.mark.slow
def test_k_picks_what_pytest_itself_would_pick(tmp_path: Path) -> None:
    start(tmp_path, "en", "py")
    (tmp_path / "tests" / "selfcheck" / "test_ch02_perceptron.py").write_text(
        "import pytest\n\n"
        "@pytest.mark.parametrize('x', ['parametrized'])\ndef test_AND(impl, x): ...\n\n"
        "@pytest.mark.marked\ndef test_OR(impl): ...\n"
    )
    script = (
        "import pytest, sys\n"
        "class Listed:\n"
        "    def pytest_collection_finish(self, session):\n"
        "        print(sorted(item.nodeid for item in session.items))\n"
        "for expression in sys.argv[2:]:\n"
        "    options = [*sys.argv[1].split(), '--collect-only', '-k', expression]\n"
        "    print(expression, int(pytest.main(options, [Listed()])))\n"
    )
    picked = [
        subprocess.run(
            [sys.executable, "-c", script, " ".join([*plugin, *LEFT_OUT, "-p", "no:terminal"]), *EXPRESSIONS],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for plugin in (PLUGIN, ["-p", "no:zerotsuku"])
    ]
    assert all(
        f"{expression} {5 if 'nothing' in expression else 0}\n" in picked[0] for expression in EXPRESSIONS
    )
    assert picked[0] == picked[1]


def test_k_imports_no_checks_that_are_not_asked_for(tmp_path: Path) -> None:
    start(tmp_path, "en", "py")
    for path in (tmp_path / "tests" / "selfcheck").glob("test_ch0[124-8]*.py"):
        path.write_text(path.read_text() + "\nimported = print(f'{__name__} is imported')\n")
    status, output = run_pytest(tmp_path, "-s", "-k", "relu")
    assert status == 0
    assert "is imported" not in output
    assert "not started 1" in output
    assert "test_ch05_backpropagation is imported" in run_pytest(tmp_path, "-s", "-k", "Relu")[1]


@pytest.mark.parametrize("chapter", [pytest.param(c, id=c.id) for c in BOOK])
def test_the_checks_of_a_chapter_are_told_by_their_text(chapter: Chapter) -> None:
    names = plain_checks(checks_path(chapter))
    assert names == [name for name in vars(load_checks(checks_path(chapter))) if name.startswith("test_")]


@pytest.mark.parametrize(
    "odd",
    [
        "@decorated\ndef test_relu(impl): ...",
        "def test_relu(impl, other): ...",
        "class TestRelu: ...",
        "class Relu(TestCase): ...",
        "test_relu = made()",
        "from elsewhere import test_relu",
        "from elsewhere import *",
        "pytestmark = marked",
        "if True:\n    def test_relu(impl): ...",
        "test_relu.marked = True",
        "def test_relu(impl:",
    ],
)
def test_a_file_whose_text_does_not_tell_its_checks_is_imported(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "test_ch03_neural_network.py"
    path.write_text("def test_sigmoid(impl): ...\n")
    assert plain_checks(path) == ["test_sigmoid"]
    path.write_text(f"def test_sigmoid(impl): ...\n\n{odd}\n")
    assert plain_checks(path) is None


def test_next_is_in_the_chapter_that_is_begun() -> None:
    table = Table(Copy(Path(), "en", "py"))
    first, *_, last = BOOK
    done = last.exercises[0]
    for exercise in (*first.exercises, *last.exercises):
        status = "passed" if exercise == done else "not_started"
        told = {"exercise": exercise.id, "check": "test", "status": status, "text": None, "fingerprint": ""}
        table.add({**told, "progress": "written" if exercise == done else "stub", "notes": []})
    line, _ = list(table.lines())[-1]
    assert line.startswith(f"Next: write {last.exercises[1].symbol} ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"{ broken", "cannot be read as a notebook"), (b"[]", "cannot be read")],
)
def test_a_broken_notebook_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    folder = copy_of(tmp_path / "copy", "en", "ipynb")
    (folder / f"{CH03.stem}.ipynb").write_bytes(content)
    status, output = run_pytest(folder)
    assert status == 1
    assert output.count(sentence) == 1
    assert "Traceback" not in output


def test_tb_long_shows_the_traceback_to_those_who_ask(copy: Path) -> None:
    answer(copy, "relu", "return np.maximum(0, y)")
    assert "NameError" in run_pytest(copy, "-k", "relu", "--tb=long")[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", list(BOOK), ids=lambda c: c.id)
def test_the_file_of_a_chapter_loads_with_references_right_and_stubs_not_started(
    chapter: Chapter, lang: str, tmp_path: Path
) -> None:
    module = load_checks(checks_path(chapter))
    for made, expected in ((source_notebook, "passed"), (student_notebook, "not_started")):
        path = tmp_path / f"{chapter.stem}.ipynb"
        path.write_bytes(to_bytes(made(chapter, lang)))
        student = load_student(path, chapter)
        assert student.notes == ()
        with weights_in(rooms.solutions()):
            found = {e.symbol: check_exercise(e, chapter, module, student).status for e in chapter.exercises}
        assert found == dict.fromkeys(found, expected)


def test_a_script_of_a_solved_notebook_is_right_too(tmp_path: Path) -> None:
    path = tmp_path / f"{CH03.stem}.py"
    path.write_text(jupytext.writes(source_notebook(CH03, "ja"), fmt="py:percent"))
    student = load_student(path, CH03)
    module = load_checks(checks_path(CH03))
    assert {check_exercise(e, CH03, module, student).status for e in CH03.exercises} == {"passed"}


def test_watch_checks_once_and_sees_a_save(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if not INSTALLED:
        pytest.skip("the package is installed without its pytest plugin")
    answer(copy, "relu", "return x")
    watch(copy, once=True)
    assert "✗ not right yet  relu" in capfd.readouterr().out
    found = read_copy(copy)
    assert found is not None
    before = saved(found)
    answer(copy, "sigmoid", "return 1 / (1 + np.exp(-x))")
    assert saved(found)["ch03"] != before["ch03"]


def test_watch_in_another_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ZerotsukuError, match="no copy"):
        watch(tmp_path)


@pytest.mark.slow
def test_hidden_graders_without_a_submission_are_a_sentence() -> None:
    status, output = run_pytest(REPOSITORY, "autograder/graders", "--lang", "en")
    assert status == 4
    assert "need a submission" in output
    assert "Traceback" not in output


def test_hidden_graders_run_as_items(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(student_script(CH03, "en") + "\n# %%\ndef relu(x):\n    return np.maximum(0, x)\n")
    status, output = run_pytest(
        REPOSITORY,
        "autograder/graders",
        "--unsafe-no-isolation",
        "--submission",
        str(path),
        "--chapter",
        "ch03",
        "--lang=en",
        "-v",
        "-k",
        "relu or identity_function",
    )
    assert status == 1
    assert "autograder/graders/ch03_neural_network.py::relu::grade_relu_of_a_vector PASSED" in output
    assert "::identity_function::grade_identity_function_of_a_vector FAILED" in output
    assert "not written yet" in output
    assert "Traceback" not in output


@pytest.mark.slow
def test_hidden_graders_of_an_unknown_chapter_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("x = 1\n")
    status, output = run_pytest(
        REPOSITORY, "autograder/graders", "--lang=en", "--submission", str(tmp_path / "mine.py")
    )
    assert status == 4
    assert "--chapter" in output
