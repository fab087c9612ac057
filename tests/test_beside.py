"""Files that were handed in beside a notebook: answers use them; they stand in for nothing else."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from course_case import answer_cell, answered, chapter, code, released, to_bytes
from grading_case import new_sandbox

from autograder.beside import MAX_BYTES, MAX_FILES, Beside, read_beside
from autograder.grading.engine import Seeds
from autograder.grading.handed import grade_handed, hand_in
from autograder.report import PASSED, ExerciseReport
from autograder.sandbox.sandbox import Sandbox
from autograder.selfcheck.checks import checks_path, load_checks
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import check_exercise

CH03 = chapter("ch03")
NAME = f"{CH03.stem}.ipynb"
BY_MODULE = "from mylib import sigmoid as ready\n\n\ndef sigmoid(x):\n    return ready(x)"
MYLIB = b"import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with new_sandbox("ch03") as made:
        yield made


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def notebook(sigmoid: str, *cells: str) -> bytes:
    made = released("en")
    answer_cell(made, "sigmoid")["source"] = sigmoid
    made["cells"][4:4] = [code(source, f"mine-{n}") for n, source in enumerate(cells)]
    return to_bytes(made)


def sigmoid_of(folder: Path, sandbox: Sandbox) -> ExerciseReport:
    handed = hand_in(folder, CH03)
    return grade_handed(handed, CH03, Seeds(b"tests", "aoki"), sandbox).exercise("sigmoid")


def npy(array: np.ndarray) -> bytes:
    packed = io.BytesIO()
    np.save(packed, array)
    return packed.getvalue()


USES: dict[str, tuple[dict[str, bytes], str, tuple[str, ...]]] = {
    "a module": ({"mylib.py": MYLIB}, BY_MODULE, ()),
    "the book's folder": (
        {"common/__init__.py": b"", "common/functions.py": MYLIB},
        BY_MODULE.replace("mylib", "common.functions"),
        ("import sys, os\nsys.path.append(os.pardir)",),
    ),
    "a folder without __init__": (
        {"common/functions.py": MYLIB},
        BY_MODULE.replace("mylib", "common.functions"),
        (),
    ),
    "a module that imports another": (
        {"mylib.py": b"from deeper.core import sigmoid\n", "deeper/core.py": MYLIB},
        BY_MODULE,
        (),
    ),
    "data read above": (
        {"one.npy": npy(np.array(1.0)), "data/one.json": b"1"},
        "def sigmoid(x):\n    return ONE / (TWO + np.exp(-x))",
        ("import json\nONE = np.load('one.npy')\nTWO = json.load(open('data/one.json'))",),
    ),
    "data read by the answer": (
        {"one.csv": b"1\n"},
        "def sigmoid(x):\n    one = np.loadtxt('one.csv')\n    return one / (1 + np.exp(-x))",
        (),
    ),
    "a star import": (
        {"mylib.py": MYLIB},
        "from mylib import *\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))",
        (),
    ),
}


@pytest.mark.parametrize("name", USES)
def test_answers_import_and_read_what_lies_beside(name: str, tmp_path: Path, sandbox: Sandbox) -> None:
    files, answer, cells = USES[name]
    folder = write(tmp_path, {**files, NAME: notebook(answer, *cells)})
    found = sigmoid_of(folder, sandbox)
    assert (found.status, found.score) == (PASSED, found.max_score), [r.text.en for r in found.reasons]


@pytest.mark.parametrize("name", [n for n in USES if n != "data read by the answer"])
def test_the_self_check_finds_them_too(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, answer, cells = USES[name]
    folder = write(tmp_path / "copy", {**files, NAME: notebook(answer, *cells)})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("sys.path", [*sys.path])
    modules = {*sys.modules}
    try:
        student = load_student(folder / NAME, CH03)
        found = check_exercise(CH03.exercise("sigmoid"), CH03, load_checks(checks_path(CH03)), student)
    finally:
        for module in {*sys.modules} - modules:
            if module.partition(".")[0] in ("mylib", "common", "deeper"):
                del sys.modules[module]
    assert found.status == PASSED, (found.text, student.notes)
    assert Path.cwd() == elsewhere


STANDING_IN = {
    "numpy.py": b"raise SystemExit('numpy')",
    "numpy/__init__.py": b"raise SystemExit('numpy')",
    "json.py": b"raise SystemExit('json')",
    "colorsys.py": b"raise SystemExit('colorsys')",
    "autograder/__init__.py": b"raise SystemExit('autograder')",
    "autograder/graders/ch03_neural_network.py": b"raise SystemExit('graders')",
    "autograder/compare.py": b"def compare(*a, **k): return None",
    "dataset/__init__.py": b"raise SystemExit('dataset')",
    "dataset/mnist.py": b"raise SystemExit('mnist')",
    "sitecustomize.py": b"raise SystemExit('sitecustomize')",
    "usercustomize.py": b"raise SystemExit('usercustomize')",
    "evil.pth": b"import os; os._exit(3)",
    "__pycache__/numpy.cpython-311.pyc": b"nothing",
    "matplotlibrc": b"backend: nothing",
    "ipython_config.py": b"raise SystemExit('ipython')",
    ".hidden.py": b"raise SystemExit('hidden')",
}


def test_nothing_stands_in_for_the_engine_numpy_or_the_standard_library(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    tried = (
        "import json, colorsys, numpy, autograder\nfrom dataset.mnist import load_mnist\nload_mnist()\nOK = 1"
    )
    answer = "def sigmoid(x):\n    return OK / (1 + np.exp(-x))"
    folder = write(tmp_path, {**STANDING_IN, NAME: notebook(answer, tried)})
    found = sigmoid_of(folder, sandbox)
    assert (found.status, found.score) == (PASSED, found.max_score), [r.text.en for r in found.reasons]
    wrong = write(tmp_path, {NAME: notebook("def sigmoid(x):\n    return x")})
    assert sigmoid_of(wrong, sandbox).score == 0


def test_links_and_what_is_no_plain_file_are_left_out(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.txt": b"secret", "inner/secret.py": b"1"})
    folder = write(tmp_path / "handed", {"mylib.py": MYLIB, "notes.md": b"x", "run.sh": b"x", NAME: b"{}"})
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside / "inner")
    os.mkfifo(folder / "pipe.txt")
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    (
        folder / ("x" * 100 + "\ud800.py").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    ).write_bytes(b"")
    begin = time.monotonic()
    found = read_beside(folder, {NAME})
    assert time.monotonic() - begin < 5  # a pipe is not waited for
    names = [name for name, _ in found.files]
    assert "mylib.py" in names
    assert not {"link.txt", "folder/secret.py", "pipe.txt", "timestamp.txt", "notes.md", "run.sh"} & set(
        names
    )
    assert [note.en for note in found.notes if "pipe.txt" in note.en]


def test_names_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.py")).write_bytes(b"1")
    (tmp_path / "a\nb.py").write_bytes(b"1")
    (tmp_path / "a.py").write_bytes(b"1")
    assert [name for name, _ in read_beside(tmp_path).files] == ["a.py"]


def test_what_is_over_the_bounds_is_told(tmp_path: Path) -> None:
    many = write(tmp_path / "many", {f"m{n:03}.py": b"1" for n in range(MAX_FILES + 7)})
    found = read_beside(many)
    assert len(found.files) == MAX_FILES
    (note,) = found.notes
    assert "m200.py" in note.en and "2 more" in note.en
    assert "m200.py" in note.ja and "ほか 2 個" in note.ja
    large = write(tmp_path / "large", {"a.npy": b"1" * 10, "z.txt": b"1"})
    with (large / "b.npz").open("wb") as file:
        file.truncate(2**34)
    found = read_beside(large)
    assert [name for name, _ in found.files] == ["a.npy", "z.txt"]
    assert "b.npz" in found.notes[0].en
    assert sum(len(data) for _, data in found.files) < MAX_BYTES
    deep = tmp_path / "deep"
    write(deep, {"/".join(["d"] * 30) + "/a.py": b"1", "b.py": b"2"})
    assert [name for name, _ in read_beside(deep).files] == ["b.py"]
    assert read_beside(tmp_path / "nowhere") == Beside()


def test_a_folder_with_files_beside_is_graded_and_says_what_was_left_out(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    folder = write(
        tmp_path, {NAME: to_bytes(answered()), **{f"m{n:03}.txt": b"1" for n in range(MAX_FILES + 1)}}
    )
    handed = hand_in(folder, CH03)
    report = grade_handed(handed, CH03, Seeds(b"tests", "aoki"), sandbox)
    assert report.score == report.max_score
    assert any("m200.txt" in note.en for note in report.notes)
    json.dumps(report.as_json("ja"))
