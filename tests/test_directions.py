"""Which room may import which is written in pyproject.toml, and `make check` fails where it is not so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from autograder.faces.nbgrader.digest import engine_files
from autograder.rooms import PACKAGE, REPOSITORY

PLANTED = {  # file → what is written into it, and the contract that it breaks
    "grading/deciding/verdict.py": (
        "def words():\n    from autograder.grading.explaining import diagnose\n",
        "Grading: deciding needs no explaining BROKEN",
    ),
    "grading/engine.py": ("import autograder.faces.terminal.grade\n", "Imports run one way"),
    "sandbox/worker.py": ("import solutions.ch02_perceptron\n", "knows neither answers nor grading BROKEN"),
    "graders/ch02_perceptron.py": (
        "from autograder import submission\n",
        "knows neither answers nor grading BROKEN",
    ),
    "selfcheck/fingerprint.py": ("from autograder.selfcheck import hints\n", "hints come from running"),
    "faces/student/cards/card.py": ("from autograder.faces.nbgrader import course\n", "The faces: "),
    "sandbox/limits.py": ("from autograder.sandbox import guard\n", "No circle"),
    "audit/trees.py": ("from autograder.audit import mutants\n", "No circle"),
    "text.py": ("from autograder import catalog\n", "Imports run one way"),
    "a_new_room.py": ("", "autograder.a_new_room (Since this contract is marked as 'exhaustive'"),
    "../solutions/mistakes/ch02_perceptron.py": (
        "from autograder.grading import engine\n",
        "References and mistakes are written without the engine, but for texts BROKEN",
    ),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    only_python = shutil.ignore_patterns("__pycache__", "*.npz", "*.ftl", "workbook")
    for room in ("autograder", "solutions"):
        shutil.copytree(REPOSITORY / room, root / room, ignore=only_python)
    shutil.copyfile(REPOSITORY / "pyproject.toml", root / "pyproject.toml")
    return root


def lint(root: Path) -> tuple[int, str]:
    """Exit status and output of what `make check` calls."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_make_check_looks_at_the_imports() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert "$(BIN)/lint-imports " in makefile.partition("\ncheck:")[2].partition("\n\n")[0]


def test_imports_run_the_way_that_is_written(tree: Path) -> None:
    status, said = lint(tree)
    assert (status, "0 broken" in said) == (0, True), said


@pytest.mark.parametrize("file", PLANTED)
def test_an_import_against_the_direction_is_told(tree: Path, file: str) -> None:
    path = tree / "autograder" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    source, told = PLANTED[file]
    try:
        with path.open("a", encoding="utf-8") as out:
            out.write(f"\n\n{source}")
        status, said = lint(tree)
    finally:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")
    assert status == 1
    assert told in said


def test_a_graded_notebook_is_made_anew_after_a_change_of_whatever_makes_it() -> None:
    """Each module that grading one folder imports is in the digest, and so are the cards' templates."""
    graph = grimp.build_graph("autograder", cache_dir=None)
    graph.remove_import(importer="autograder", imported="autograder.faces.student.check")  # for notebooks
    grading = "autograder.faces.nbgrader.grade_one"
    needed = {_file(module) for module in {grading} | graph.find_upstream_modules(grading)}
    assert len(needed) > 40
    needed |= {
        f"faces/nbgrader/templates/{name}.{form}.j2" for name in ("card", "notes") for form in ("html", "txt")
    }
    assert needed <= {path.relative_to(PACKAGE).as_posix() for path in engine_files()}


def _file(module: str) -> str:
    path = PACKAGE.parent / module.replace(".", "/")
    return (
        (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).relative_to(PACKAGE).as_posix()
    )
