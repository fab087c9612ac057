"""The student's path on machines that are not like this one: without what Windows and macOS lack."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import like_windows
import numpy as np
import pytest

from autograder.build import student_notebook, to_bytes
from autograder.catalog import catalog
from autograder.plain import PLAINLY
from autograder.rooms import REPOSITORY
from autograder.selfcheck import surroundings
from autograder.selfcheck.surroundings import OutOfTime, time_limit
from autograder.submission import read_file

CH03 = catalog().chapter("ch03")
WRITTEN = {
    "step_function": "def step_function(x):\n    return (x > 0).astype(int)",
    "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
    "relu": "def relu(x):\n    while True:\n        pass",
}
PYTEST = "from autograder.selfcheck import running; running.LIMIT = 1.0; import pytest; exit(pytest.main([]))"
WATCH = (
    "from pathlib import Path; from autograder.faces.student.watch import watch; watch(Path.cwd(), once=True)"
)
CHECK = """
import numpy as np
from autograder import check
def sigmoid(x):
    return 1 / (1 + np.exp(x))
check("sigmoid")
"""


@pytest.fixture
def like_there(tmp_path: Path) -> dict[str, str]:
    """The environment of a process that has no more than Windows has, and prints in cp932."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_bytes(Path(like_windows.__file__).read_bytes())
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))
    }
    return {
        **kept,
        "PYTHONPATH": f"{site}{os.pathsep}{REPOSITORY}",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "cp932:strict",
    }


def run(command: list[str], folder: Path, environment: dict[str, str], status: int) -> str:
    """What a command prints; it has to be whole in cp932, nothing of it in escapes."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = done.stdout.decode("cp932")
    assert done.returncode == status, said
    assert "\\u" not in said
    assert "?" not in said
    return said


def write(path: Path, answers: dict[str, str]) -> None:
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.slow
def test_a_student_gets_along_with_what_windows_has(tmp_path: Path, like_there: dict[str, str]) -> None:
    folder = tmp_path / "ゼロ から 作る"
    start = ["-m", "autograder.faces.terminal.cli", "start", str(folder), "--lang", "ja", "--chapter", "ch03"]
    assert "ゼロ から 作る" in run(start, tmp_path, like_there, 0)
    write(folder / f"{CH03.stem}.ipynb", WRITTEN)
    said = run(["-c", PYTEST], folder, like_there, 1)
    assert "√ 正解  step_function" in said
    assert "× まだ違います  sigmoid" in said
    assert "終わりませんでした" in said.partition("relu  ReLU")[2]
    (folder / f"{CH03.stem}.ipynb").write_bytes(to_bytes(student_notebook(CH03, "ja")))
    write(folder / f"{CH03.stem}.ipynb", {"sigmoid": WRITTEN["sigmoid"]})
    assert "× まだ違います  sigmoid" in run(["-c", WATCH], folder, like_there, 0)
    assert "× まだ違います  sigmoid" in run(["-c", CHECK], folder, like_there, 0)


def test_what_is_taken_away_is_away(tmp_path: Path, like_there: dict[str, str]) -> None:
    code = """
import os, signal
assert not hasattr(os, "fork") and not hasattr(signal, "SIGALRM")
try:
    import resource
except ImportError:
    print("away")
ours = {"__name__": "autograder.somewhere"}
exec("import os; from pathlib import Path", ours)
assert not hasattr(ours["os"], "O_NOFOLLOW") and not hasattr(ours["os"], "getuid") and hasattr(os, "getuid")
try:
    exec("Path(os.devnull).read_text()", ours)
except AssertionError:
    print("named")
"""
    assert run(["-c", code], tmp_path, like_there, 0).split() == ["away", "named"]


@pytest.mark.parametrize("lacking", ["O_NOFOLLOW", "O_NONBLOCK"])
def test_a_file_is_read_where_the_system_opens_it_in_fewer_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    monkeypatch.delattr(os, lacking)
    (tmp_path / "awesome_net.npz").write_bytes(b"\r\n\x1a\0")
    assert read_file(tmp_path / "awesome_net.npz") == b"\r\n\x1a\0"


@pytest.mark.parametrize(
    ("encoding", "marks"),
    [
        ("cp932", "√×○△◇□→ x^2 ・"),
        ("cp1252", "+×o~*#> x² ·"),
        ("ascii", "+xo~*#> x^2 -"),
        ("utf-8", "✓✗○△◇□→ x² ·"),
    ],
)
def test_a_mark_that_an_encoding_lacks_is_told_by_another(encoding: str, marks: str) -> None:
    assert "✓✗○△◇□→ x² ·".encode(encoding, PLAINLY).decode(encoding) == marks
    assert "ﷺ".encode("cp932", PLAINLY) == b"?"


def test_all_that_the_workbook_says_has_something_near_it_in_cp932() -> None:
    """Its sentences, the visible checks, the hints and the chapters themselves."""
    engine = (
        f"autograder/{room}" for room in ("messages", "faces/student", "selfcheck", "grading/explaining")
    )
    rooms = (*engine, "assignments", "solutions/mistakes", "tests/selfcheck")
    files = [
        p for room in rooms for p in (REPOSITORY / room).rglob("*") if p.suffix in (".ftl", ".py", ".md")
    ]
    said = {character for file in files for character in file.read_text(encoding="utf-8")}
    assert len(said) > 500  # a few hundred kanji
    assert {c for c in said if c.encode("cp932", PLAINLY) == b"?"} == {"?"}


# A loop without end, where the system has no alarm, or none for this thread


def loop() -> None:
    while True:
        pass


def loop_in_numpy() -> None:
    x = np.ones(10)
    while True:
        x = np.sqrt(x)


def loop_that_swallows_everything() -> None:
    for _ in range(2):
        with suppress(BaseException):
            loop()
    loop()


def wait_in_steps() -> None:
    while True:
        time.sleep(0.01)


LOOPS = [loop, loop_in_numpy, loop_that_swallows_everything, wait_in_steps]


def stopped(run: Callable[[], None]) -> str:
    """The text of the OutOfTime that ended it."""
    with pytest.raises(OutOfTime) as ended, time_limit(0.2):
        run()
    return str(ended.value)


@pytest.mark.parametrize("run", LOOPS)
def test_a_loop_is_stopped_without_an_alarm(monkeypatch: pytest.MonkeyPatch, run: Callable[[], None]) -> None:
    monkeypatch.delattr(signal, "SIGALRM")
    monkeypatch.delattr(signal, "setitimer")
    assert stopped(run) == "0.2"


def test_a_loop_is_stopped_under_a_profiler() -> None:
    """In a process of its own, which hung there once."""
    program = (
        "import signal, sys; del signal.SIGALRM\n"
        "from autograder.selfcheck.surroundings import OutOfTime, time_limit\n"
        "for _ in range(3):\n"
        "    try:\n"
        "        with time_limit(0.2):\n"
        "            sys.setprofile(lambda *_: None)\n"
        "            while True:\n"
        "                pass\n"
        "    except OutOfTime as error:\n"
        "        print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["0.2"] * 3


@pytest.mark.parametrize("run", LOOPS)
def test_a_loop_is_stopped_in_another_thread(run: Callable[[], None]) -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(stopped(run)), daemon=True)
    thread.start()
    thread.join(60)
    assert found == ["0.2"]


def test_after_the_time_is_kept_nothing_rings_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that ends just as its time does is stopped or not; what follows it is not."""
    monkeypatch.delattr(signal, "SIGALRM")
    before = threading.active_count()
    for i in range(100):
        end = time.monotonic() + 0.02 + i / 10_000
        try:
            with time_limit(0.01) as restart:
                while time.monotonic() < end:
                    pass
                restart()
        except OutOfTime:
            pass
        assert sum(range(100)) == 4950
    assert threading.active_count() == before


@pytest.mark.parametrize("anew", [True, False])
def test_a_new_start_gives_the_whole_time_again(monkeypatch: pytest.MonkeyPatch, anew: bool) -> None:
    monkeypatch.delattr(signal, "SIGALRM")
    now = 0.0
    clock = SimpleNamespace(monotonic=lambda: now, process_time=lambda: now)
    monkeypatch.setattr(surroundings, "time", clock)
    try:
        with time_limit(0.1) as restart:
            for _ in range(3):
                now += 0.08
                time.sleep(0.2)  # the time is looked at meanwhile
                if anew:
                    restart()
    except OutOfTime:
        assert not anew
    else:
        assert anew
