"""The self-check follows needs: right code is not blamed for what it uses, and what is its own is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder import rooms
from autograder.build import source_notebook, to_bytes
from autograder.catalog import catalog
from autograder.faces.student.start import start
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, TIMEOUT
from autograder.selfcheck import needs, running
from autograder.selfcheck.checks import Check, checks_path, load_checks
from autograder.selfcheck.running import UNFINISHED, WAITING, Student, defined
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import ExerciseCheck, check_exercise
from autograder.submission import Cell, Submission

BOOK = catalog()
MODULES: dict[str, ModuleType] = {c.id: load_checks(checks_path(c)) for c in BOOK}
WRONG_SIGMOID = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"


def student_of(id_: str, *sources: str) -> Student:
    """The references of a chapter, as a notebook has them, with cells of the student's below."""
    chapter = BOOK.chapter(id_)
    reference = (rooms.REPOSITORY / "solutions" / f"{chapter.stem}.py").read_text()
    namespace: dict[str, Any] = {"__name__": "__main__", "np": np}
    exec(compile(reference, "reference", "exec"), namespace)
    for source in sources:
        exec(compile(source, "<own>", "exec"), namespace)
    cells = tuple(Cell("code", source, n) for n, source in enumerate(sources, 1))
    handed = Submission("", cells)
    return Student(namespace, defined(namespace, chapter.symbols), submission=handed, chapter=chapter)


def checked(id_: str, symbol: str, student: Student) -> ExerciseCheck:
    chapter = BOOK.chapter(id_)
    return check_exercise(chapter.exercise(symbol), chapter, MODULES[id_], student)


@pytest.mark.parametrize(
    ("id_", "symbol", "source", "waits"),
    [
        ("ch03", "forward", WRONG_SIGMOID, ("sigmoid",)),
        ("ch03", "predict", WRONG_SIGMOID, ("sigmoid",)),
        ("ch03", "accuracy", WRONG_SIGMOID, ("sigmoid",)),  # by way of predict
        ("ch03", "forward", "sigmoid = lambda x: x", ("sigmoid",)),
        ("ch03", "forward", "def sigmoid(x):\n    print(x)", ("sigmoid",)),
        ("ch03", "forward", "def sigmoid(x):\n    return 1 / (1 + exp(-x))", ("sigmoid",)),
        ("ch03", "forward", "def sigmoid(x, y):\n    return x", ("sigmoid",)),
        ("ch03", "forward", "sigmoid = lambda x, y: x", ("sigmoid",)),
        ("ch03", "forward", "def sigmoid():\n    return 1", ("sigmoid",)),
        ("ch03", "forward", "def sigmoid(x):\n    return (x > 0) / 0", ("sigmoid",)),
        ("ch03", "forward", "sigmoid = np.vectorize(lambda x: x)", ("sigmoid",)),
        ("ch03", "forward", "sigmoid = 3", ("sigmoid",)),
        ("ch03", "forward", "sigmoid = np.exp", ("sigmoid",)),
        ("ch03", "forward", "del sigmoid", ("sigmoid",)),
        ("ch03", "forward", "def sigmoid(x):\n    raise NotImplementedError", ("sigmoid",)),
        ("ch03", "forward", "def identity_function(x):\n    pass", ("identity_function",)),
        (
            "ch03",
            "forward",
            "import functools\n@functools.lru_cache\ndef sigmoid(x):\n    return x",
            ("sigmoid",),
        ),
        (
            "ch03",
            "forward",
            "import functools\ndef shown(f):\n    @functools.wraps(f)\n    def run(*a):\n"
            "        return f(*a)\n    return run\n@shown\ndef sigmoid(x):\n    return x\n"
            "layer = shown(layer)",
            ("sigmoid",),
        ),
        (
            "ch03",
            "forward",
            f"{WRONG_SIGMOID}\ndef layer(x, W, b, activation):\n    return activation(x @ W - b)",
            ("sigmoid", "layer"),
        ),
        ("ch02", "XOR", "def NAND(x1, x2):\n    return 1", ("NAND",)),
        ("ch02", "half_adder", "def NAND(x1, x2):\n    return 1", ("NAND",)),
        (  # what the student chose to use, though nobody asked for it
            "ch02",
            "OR",
            "def NAND(x1, x2):\n    return 1\ndef OR(x1, x2):\n    return NAND(1 - x1, 1 - x2)",
            ("NAND",),
        ),
        (
            "ch02",
            "XOR",
            "def gate(of):\n    def run(a, b):\n        return of[int(2 * a + b)]\n    return run\n"
            "AND, NAND, OR = gate([0, 0, 0, 1]), gate([1, 1, 1, 1]), gate([0, 1, 1, 1])",
            ("NAND",),
        ),
        (
            "ch05",
            "buy_fruit",
            "class MulLayer:\n    def forward(self, x, y):\n        return x",
            ("MulLayer",),
        ),
        ("ch05", "buy_fruit", "class MulLayer:\n    pass", ("MulLayer",)),
        (
            "ch05",
            "TwoLayerNet",
            "class Relu:\n    def forward(self, x):\n        self.y = x\n        return x\n"
            "    def backward(self, dout):\n        return dout",
            ("Relu",),
        ),
        ("ch04", "train", "def mini_batch(x, t, batch_size, rng):\n    return x[:1]", ("mini_batch",)),
    ],
)
def test_right_code_waits_for_what_it_uses(
    id_: str, symbol: str, source: str, waits: tuple[str, ...]
) -> None:
    found = checked(id_, symbol, student_of(id_, source))
    assert found.status == WAITING, found.text
    assert set(found.waits) == set(waits)
    assert found.text and found.hint is None
    for name in (*waits, *((symbol,) if "NotImpl" not in source else ())):
        assert name in found.text.ja and name in found.text.en


@pytest.mark.parametrize(
    ("id_", "symbol", "source", "status", "en"),
    [
        (
            "ch03",
            "forward",
            "def forward(network, x):\n    return x @ W1",
            ERROR,
            "W1",
        ),
        (  # the need was called before
            "ch03",
            "forward",
            "def forward(network, x):\n    z = sigmoid(x)\n    return identity_function(zz)",
            ERROR,
            '"zz"',
        ),
        (
            "ch03",
            "forward",
            "def forward(network, x):\n    z = sigmoid(x)\n    return np.matmull(z, network['W1'])",
            ERROR,
            'Did you mean "matmul"',
        ),
        (
            "ch03",
            "forward",
            "def forward(network, x):\n    z = sigmoid(x)\n    return layer(z, network['W1'])",
            ERROR,
            "layer is called with too few arguments; missing: b, activation",
        ),
        (
            "ch03",
            "forward",
            "def forward(x, network):\n    return sigmoid(x)",
            ERROR,
            "in this order",
        ),
        (
            "ch03",
            "forward",
            "def forward(network, x):\n    y = sigmoid(x)",
            FAILED,
            "None",
        ),
        (
            "ch03",
            "forward",
            "def forward(network, x):\n    import pandas_of_nobody\n    return sigmoid(x)",
            ERROR,
            "pandas_of_nobody",
        ),
        (  # a need that is wrong, but has its arguments
            "ch03",
            "forward",
            "def forward(network, x):\n    return sigmoid(x, 0)",
            ERROR,
            "sigmoid takes 1 argument(s), but 2 are given",
        ),
        ("ch03", "forward", "def forward(network, x):\n    return x", FAILED, "expected"),
        ("ch03", "softmax", "def softmax(a):\n    return a", FAILED, ""),
    ],
)
def test_what_is_certainly_its_own_is_told_although_a_need_is_wrong(
    id_: str, symbol: str, source: str, status: str, en: str
) -> None:
    found = checked(id_, symbol, student_of(id_, WRONG_SIGMOID, source))
    assert found.status == FAILED, found.text
    assert found.first_wrong and found.first_wrong.status == status
    assert found.text and en in found.text.en
    assert found.waits == ()


def test_an_error_inside_of_the_need_is_the_needs() -> None:
    vectorized = "@np.vectorize\ndef sigmoid(x):\n    return 1 / (1 + exp(-x))"
    assert checked("ch03", "forward", student_of("ch03", vectorized)).status == WAITING


def test_right_is_right_whatever_a_need_is() -> None:
    own = "def forward(network, x):\n    return _reference(network, x)"
    student = student_of("ch03")
    whole = dict(student.namespace)
    exec(compile(WRONG_SIGMOID, "<own>", "exec"), student.namespace)
    student.namespace["_reference"] = whole["forward"].__class__(whole["forward"].__code__, whole)
    exec(compile(own, "<own>", "exec"), student.namespace)
    assert checked("ch03", "forward", student).status == PASSED
    assert checked("ch03", "sigmoid", student).status == FAILED


def test_when_the_need_is_right_the_exercise_is_judged_again() -> None:
    wrong = "def forward(network, x):\n    return sigmoid(x)"
    assert checked("ch03", "forward", student_of("ch03", WRONG_SIGMOID, wrong)).status == WAITING
    assert checked("ch03", "forward", student_of("ch03", wrong)).status == FAILED


def test_what_is_not_written_is_named_and_not_called_wrong() -> None:
    found = checked("ch03", "forward", student_of("ch03", "del sigmoid"))
    assert found.text
    assert "sigmoid (not written yet). Write sigmoid first" in found.text.en
    assert "まだ書かれていません。先に sigmoid を書いてください" in found.text.ja


def test_the_checks_of_a_need_run_once_and_print_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    student = student_of("ch03", "def sigmoid(x):\n    print('needed')\n    return x")
    ran: list[str] = []
    run = running.run_check

    def counted(check: Check, of: Student) -> running.Checked:
        if of is student:  # and none of those whose mistakes are known
            ran.append(check.name)
        return run(check, of)

    monkeypatch.setattr(running, "run_check", counted)
    for symbol in ("forward", "predict", "accuracy", "predict_in_batches", "sigmoid"):
        checked("ch03", symbol, student)
    assert len(ran) == len(set(ran))
    capsys.readouterr()
    other = student_of("ch03", "def sigmoid(x):\n    print('needed')\n    return x")
    used_once = capsys.readouterr().out
    checked("ch03", "forward", other)
    calls = capsys.readouterr().out.count("needed")
    assert used_once == "" and 0 < calls <= 2 * len(needs.checks_of(*_of("forward")))


def _of(symbol: str) -> tuple[Any, Any, Any]:
    chapter = BOOK.chapter("ch03")
    return chapter.exercise(symbol), chapter, MODULES["ch03"]


def test_a_need_that_asks_for_input_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda prompt="": asked.append(prompt) or "1")
    student = student_of("ch03", "def sigmoid(x):\n    input('sigmoid')\n    return x")
    found = checked("ch03", "forward", student)
    assert found.status == WAITING and found.waits == ("sigmoid",)
    assert len(asked) <= 3 * len(needs.checks_of(*_of("forward")))  # only as forward itself was checked
    assert "refuse" not in repr(input)


def test_nothing_that_ends_is_run_again_when_all_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "used_by", lambda *_: pytest.fail("nothing failed"))
    assert checked("ch03", "forward", student_of("ch03")).status == PASSED


def test_a_need_without_an_end_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LIMIT", 0.2)
    student = student_of("ch03", "def sigmoid(x):\n    while True:\n        pass")
    for symbol in ("forward", "predict", "accuracy"):
        found = checked("ch03", symbol, student)
        assert found.status == WAITING and found.waits == ("sigmoid",), found.text
    assert [c.status for c in student.known["ch03.sigmoid"]].count(TIMEOUT) == 1
    own = "def forward(network, x):\n    while True:\n        pass"
    found = checked("ch03", "forward", student_of("ch03", WRONG_SIGMOID, own))
    assert found.status == FAILED and found.first_wrong and found.first_wrong.status == TIMEOUT


def test_the_students_own_profiler_and_debugger_stay() -> None:
    student = student_of("ch03", WRONG_SIGMOID)
    seen: list[str] = []

    def profiler(frame: Any, event: str, argument: Any) -> None:
        seen.append(event)

    traced = sys.gettrace()
    sys.setprofile(profiler)
    try:
        assert checked("ch03", "forward", student).status == WAITING
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)
    assert sys.gettrace() is traced


def test_a_changed_function_that_the_notebook_gives_is_named() -> None:
    wrong = "def softmax(x):\n    return x"
    found = checked("ch05", "SoftmaxWithLoss", student_of("ch05", wrong))
    assert found.status == UNFINISHED
    assert found.text and "softmax, which is there from the beginning" in found.text.en
    found = checked("ch05", "SoftmaxWithLoss", student_of("ch05", "del softmax"))
    assert found.status == UNFINISHED
    assert found.text and "Run the cell that defines softmax" in found.text.en


def test_a_need_whose_cell_cannot_be_read_is_named(tmp_path: Path) -> None:
    chapter = BOOK.chapter("ch03")
    whole = to_bytes(source_notebook(chapter, "en")).decode()
    broken = whole.replace("def sigmoid(x):", "def sigmoid(x)")
    assert broken != whole
    path = tmp_path / f"{chapter.stem}.ipynb"
    path.write_text(broken)
    student = load_student(path, chapter)
    found = checked("ch03", "forward", student)
    assert found.status == WAITING and found.waits == ("sigmoid",), found.text
    assert checked("ch03", "sigmoid", student).status == FAILED
    assert checked("ch03", "relu", student).status == PASSED


@pytest.mark.parametrize(
    "id_",
    [
        pytest.param(c.id, marks=[pytest.mark.slow] if c.id in ("ch06", "ch07") else [])
        for c in BOOK
        if any(e.needs for e in c.exercises)
    ],
)
def test_every_reference_waits_for_every_need_that_it_uses_and_for_no_other(id_: str) -> None:
    """Each need that others have is made wrong in turn."""
    chapter = BOOK.chapter(id_)
    wanted = {n for e in chapter.exercises for n in e.needs if n.startswith(f"{id_}.")}
    for need in sorted(wanted):
        symbol = need.partition(".")[2]
        broken = f"class {symbol}:\n    pass" if symbol[0].isupper() and not symbol.isupper() else ""
        broken = broken or f"def {symbol}(*args, **more):\n    return 'wrong'"
        student = student_of(id_, broken)
        for exercise in chapter.exercises:
            if need in exercise.needs:
                found = checked(id_, exercise.symbol, student)
                assert found.status in (WAITING, PASSED), (need, exercise.symbol, found.text)
                assert set(found.waits) <= {symbol}


def test_pytest_in_a_copy_says_what_to_mend_first(tmp_path: Path) -> None:
    """Though only the checks of one exercise are asked for."""
    start(tmp_path, "en", "ipynb", ["ch03"])
    chapter = BOOK.chapter("ch03")
    whole = to_bytes(source_notebook(chapter, "en")).decode()
    (tmp_path / f"{chapter.stem}.ipynb").write_text(whole.replace("np.exp(-x)", "np.exp(x)"))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "forward"],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZEROTSUKU_"))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "forward uses sigmoid (not right yet)" in done.stdout, done.stdout + done.stderr
    assert "Put sigmoid right first" in done.stdout
    assert "fix forward" not in done.stdout


def test_what_is_not_started_stays_so() -> None:
    stub = "def forward(network, x):\n    raise NotImplementedError"
    found = checked("ch03", "forward", student_of("ch03", WRONG_SIGMOID, stub))
    assert found.status in (NOT_STARTED, UNFINISHED) and found.waits == ()
