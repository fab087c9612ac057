"""What a student gets: the wheel, on each Python, and the student's path with nothing but what it brings."""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import subprocess
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jupyter_client.manager import KernelManager
from wheel_case import BIN, Environment, built_wheel, interpreter, uv

from autograder.build import reference_source, student_notebook
from autograder.catalog import catalog
from autograder.rooms import REPOSITORY

pytestmark = pytest.mark.slow
CH03 = catalog().chapter("ch03")
NOT_FOR_STUDENTS = {
    "jupyterlab",
    "notebook",
    "ipykernel",
    "nbgrader",
    "jupytext",
    "nbconvert",
    "jupyter-server",
}
COLAB = [  # what a notebook of Colab's finds there
    "click==8.1.8",
    "ipykernel==6.17.1",
    "ipython==7.34.0",
    "jinja2==3.1.6",
    "jupyter-client==6.1.12",
    "matplotlib==3.10.0",
    "numpy==2.0.2",
    "prompt-toolkit==3.0.50",
    "pytest==8.3.5",
    "rich==13.9.4",
    "tornado==6.4.2",
    "traitlets==5.7.1",
]
WRONG = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
MAX_WHEEL = 8 * 2**20  # bytes; chat and mail take it


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory)


def test_make_wheel_says_where_it_is_and_what_to_do_with_it(wheel: Path) -> None:
    said = (wheel.parent / "said.txt").read_text(encoding="utf-8")
    assert f"{wheel.name} ができました" in said
    assert f"{wheel.name} is made" in said
    assert "README.ja.md" in said
    assert wheel.stat().st_size < MAX_WHEEL


def test_no_hidden_digit_is_in_the_wheel(wheel: Path) -> None:
    with np.load(REPOSITORY / "autograder" / "graders" / "heldout_digits.npz") as kept:
        hidden = {image.tobytes() for image in kept["x_test"]}
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "heldout_digits" in name]
        with archive.open("dataset/digits.npz") as file, np.load(file) as given:
            images = {image.tobytes() for name in ("x_train", "x_test") for image in given[name]}
    assert len(images) > 11_000
    assert not hidden & images


def cells_of(page: str) -> list[str]:
    """The Python cells that a page tells to run."""
    text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
    return [
        textwrap.dedent(cell)
        for cell in re.findall(r"^ *```python\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    ]


def test_the_cells_for_colab_install_what_a_student_needs_and_move_nothing_of_its_own(
    wheel: Path, tmp_path: Path
) -> None:
    environment, content = Environment.new(tmp_path / "env", "3.12", "3.11"), tmp_path / "content"
    environment.install(*COLAB)
    before = environment.packages()
    (library,) = environment.folder.glob("lib/*/site-packages")
    (library / "google" / "colab").mkdir(parents=True)
    (library / "google" / "colab" / "drive.py").write_text("def mount(path): pass\n")
    (content / "drive" / "MyDrive").mkdir(parents=True)
    shutil.copy(wheel, content / "drive" / "MyDrive")
    once, each_time, without_drive = (
        cell.replace("/content", str(content)) for cell in cells_of("elsewhere.ja.md")
    )
    setup = next(
        c.source for c in student_notebook(CH03, "ja").cells if "setup" in c.metadata.get("tags", ())
    )
    with kernel(environment, content) as run:
        with pytest.raises(AssertionError, match="先に %pip install zerotsuku"):  # beside the line that fails
            run(setup)
        run(once)
    after = environment.packages()
    assert {name: after.get(name) for name in before} == before
    assert not (after.keys() - before.keys()) & NOT_FOR_STUDENTS
    with kernel(environment, content) as run:
        run(each_time)
        answer_in(run, "ja", "✗ まだ違います", "✓ 正解")
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(wheel, content)
    with kernel(environment, bare) as run:  # no notebook lies there
        run(without_drive)
        answer_in(run, "ja", "✗ まだ違います", "✓ 正解")
        run(
            "from autograder.selfcheck import running; import signal; running.LIMIT = 1.0; del signal.SIGALRM"
        )
        assert "終わりませんでした" in run("def sigmoid(x):\n    while True:\n        pass\ncheck('sigmoid')")
        assert "✓ 正解" in run(f"{reference_source(CH03, 'sigmoid', 'ja')}\ncheck('sigmoid')")  # it lives on


def test_the_pages_for_those_elsewhere_tell_the_same_in_both_languages() -> None:
    japanese, english = (cells_of(page) for page in ("elsewhere.ja.md", "elsewhere.md"))
    assert [cell.replace("--lang ja", "--lang en") for cell in japanese] == english


@pytest.mark.parametrize("tool", ["uv", "pipx"])
def test_one_line_of_the_readme_installs_all(wheel: Path, tmp_path: Path, tool: str) -> None:
    lines = {page: install_line(page, tool) for page in ("README.md", "README.ja.md")}
    (line,) = set(lines.values())
    assert wheel.name in line
    shutil.copy(wheel, tmp_path)
    found = tmp_path / "bin"
    variables = {
        **os.environ,
        **{
            "PIPX_HOME": str(tmp_path / "pipx"),
            "PIPX_BIN_DIR": str(found),
            "PIPX_DEFAULT_PYTHON": str(interpreter("3.11")),
        },
        **{
            "UV_TOOL_DIR": str(tmp_path / "uv"),
            "UV_TOOL_BIN_DIR": str(found),
            "UV_PYTHON": str(interpreter("3.11")),
        },
        "PATH": f"{found}:{BIN}:/usr/bin:/bin",
    }
    done = subprocess.run(
        line.replace("pipx ", "uv tool run --quiet pipx ", 1) if tool == "pipx" else line,
        shell=True, cwd=tmp_path, env=variables, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    for command in ("jupyter lab --version", "zerotsuku --help", "pytest --version"):
        assert (found / command.split()[0]).exists()
        subprocess.run(command.split(), cwd=tmp_path, env=variables, check=True, capture_output=True)


def install_line(page: str, tool: str) -> str:
    """The line of a README that begins with that tool's install."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    (line,) = re.findall(rf"^{tool} .*install.*$", text, re.MULTILINE)
    return line


def test_the_lowest_versions_that_are_promised_are_enough(wheel: Path, tmp_path: Path) -> None:
    environment = Environment.new(tmp_path / "env", "3.11")
    lowest = tmp_path / "lowest.txt"
    options = ("--quiet", "--resolution", "lowest-direct", "--python", str(environment.python))
    uv("pip", "compile", *options, "--output-file", str(lowest), str(REPOSITORY / "pyproject.toml"))
    environment.install("--requirements", lowest)
    environment.install("--no-deps", wheel)
    environment.install("ipykernel==6.17.1", "--constraints", lowest)
    assert environment.packages()["ipython"] == "7.34.0"
    walk(environment, tmp_path)


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_students_path_on_each_python(wheel: Path, tmp_path: Path, version: str) -> None:
    environment = Environment.new(tmp_path / "env", version)
    environment.install(wheel)
    assert not environment.packages().keys() & NOT_FOR_STUDENTS
    environment.install("ipykernel")
    walk(environment, tmp_path)


def walk(environment: Environment, folder: Path) -> None:
    """First steps: a copy, a wrong answer and the right one, by pytest, watch and in a notebook."""
    copy = folder / "ゼロ から"
    environment.run("zerotsuku", "start", copy, "--lang", "en", "--chapter", "ch03", cwd=folder)
    path = copy / f"{CH03.stem}.ipynb"
    write(path, WRONG)
    assert "✗ not right yet  sigmoid" in environment.run("pytest", cwd=copy, status=(1,))
    write(path, reference_source(CH03, "sigmoid", "en"))
    once = (
        "from pathlib import Path; from autograder.faces.student.watch import watch; watch(Path(), once=True)"
    )
    assert "✓ right  sigmoid" in environment.run("python", "-c", once, cwd=copy)
    bare = folder / "bare"
    bare.mkdir()
    with kernel(environment, bare) as run:  # no notebook lies there
        answer_in(run, "en", "✗ not right yet", "✓ right")


def answer_in(run: Callable[[str], str], lang: str, wrong: str, right: str) -> None:
    """Run a chapter's first cells in a kernel, then a wrong answer and the right one."""
    cells = [cell.source for cell in student_notebook(CH03, lang).cells if cell.cell_type == "code"]
    for source in cells[: cells.index('check("sigmoid")')]:
        run(source)
    assert f"{wrong}  sigmoid" in run(f"{WRONG}\ncheck('sigmoid')")
    assert f"{right}  sigmoid" in run(f"{reference_source(CH03, 'sigmoid', lang)}\ncheck('sigmoid')")


def write(path: Path, sigmoid: str) -> None:
    notebook = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "sigmoid":
            cell["source"] = sigmoid
    path.write_text(json.dumps(notebook), encoding="utf-8")


@contextmanager
def kernel(environment: Environment, folder: Path) -> Iterator[Callable[[str], str]]:
    """Runs cells in a kernel of the environment, in that folder; what each shows, as text."""
    manager = KernelManager()
    manager.kernel_spec.argv = [
        str(environment.python),
        "-m",
        "ipykernel_launcher",
        "-f",
        "{connection_file}",
    ]
    manager.start_kernel(cwd=str(folder), env=environment.variables())
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield lambda source: _shown(client, source)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _shown(client: Any, source: str) -> str:
    parts: list[str] = []

    def hook(message: dict[str, Any]) -> None:
        content = message["content"]
        if message["msg_type"] == "error":
            parts.append("\n".join(content["traceback"]))
        if message["msg_type"] == "display_data":
            assert "text/html" in content["data"]
            parts.append(content["data"]["text/plain"])

    try:
        reply = client.execute_interactive(
            source, timeout=120, output_hook=hook, allow_stdin=False, stop_on_error=False
        )
    except (TimeoutError, queue.Empty):
        pytest.fail(f"no answer to {source}")
    said = "\n".join(parts)
    assert reply["content"]["status"] == "ok", said
    return said
