"""Played students for the tests of the instructor's side: their notebooks, and a course through a term."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warm_case import run_nbgrader

from autograder import rooms
from autograder.build import reference_source, student_notebook
from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import CONFIG, make_course

CHAPTER = "ch03"
STEM = catalog().chapter(CHAPTER).stem
Notebook = dict[str, Any]


def chapter(name: str = CHAPTER) -> Chapter:
    return catalog().chapter(name)


def released(lang: str = "ja", name: str = CHAPTER) -> Notebook:
    """The student notebook as plain JSON, with the checksums that nbgrader would add left out."""
    return json.loads(json.dumps(student_notebook(chapter(name), lang)))


def answered(symbols: Any = None, lang: str = "ja", name: str = CHAPTER) -> Notebook:
    """The student notebook with the references in it, of all exercises or of those named."""
    notebook = released(lang, name)
    for e in chapter(name).exercises:
        if symbols is None or e.symbol in symbols:
            answer_cell(notebook, e.symbol)["source"] = reference_source(chapter(name), e.symbol, lang)
    return notebook


def weights_of(name: str) -> dict[str, bytes]:
    """Name → bytes of what the reference of a chapter's open exercise is handed in with."""
    files = [e.file for e in chapter(name).exercises if e.file]
    return {file: (rooms.solutions() / file).read_bytes() for file in files}


def answer_cell(notebook: Notebook, symbol: str) -> dict[str, Any]:
    return next(c for c in notebook["cells"] if grade_id(c) == symbol)


def check_cell(notebook: Notebook, symbol: str) -> dict[str, Any]:
    return next(c for c in notebook["cells"] if grade_id(c) == f"check-{symbol}")


def grade_id(cell: dict[str, Any]) -> str:
    """nbgrader's name of a cell, "" for one that is the student's own."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def code(source: str, id_: str = "x") -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def to_bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def varied() -> dict[str, dict[str, bytes]]:
    """Ten students as a class has them: file name → bytes, by student."""
    symbols = [e.symbol for e in chapter().exercises]
    name = f"{STEM}.ipynb"
    wrong = answered()
    answer_cell(wrong, "sigmoid")["source"] = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
    answer_cell(wrong, "softmax")["source"] = "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))"
    loop = answered(symbols[:5])
    answer_cell(loop, symbols[5])["source"] = re.sub(
        r"(?s)(\):\n).*",
        r"\1    raise ValueError('no')",
        answer_cell(released(), symbols[5])["source"],
        count=1,
    )
    broken = answered(symbols[1:])
    answer_cell(broken, symbols[0])["source"] = f"def {symbols[0]}(x:\n    return 1"
    truncated = to_bytes(answered())
    return {
        "aoki": {name: to_bytes(answered())},
        "baba": {name: to_bytes(answered(symbols[: len(symbols) // 2]))},
        "chiba": {name: to_bytes(wrong)},
        "doi": {name: to_bytes(released())},
        "endo": {name: to_bytes(answered(lang="en"))},
        "fujii": {name: to_bytes(loop)},
        "goto": {name: to_bytes(broken)},
        "hara": {"my answers.ipynb": to_bytes(answered())},
        "ito": {name: truncated[: len(truncated) * 2 // 3]},
        "kato": {"notes.txt": b"I could not open the notebook."},
    }


def submit(
    course: Path, student: str, files: dict[str, bytes], timestamp: str = "", chapter: str = CHAPTER
) -> Path:
    """Put a student's files where nbgrader's collect puts them."""
    folder = course / "submitted" / student / chapter
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


def environment(home: Path) -> dict[str, str]:
    """A home of its own, and the environment's bin on PATH (nbgrader calls alembic by name)."""
    bin_ = str(Path(sys.executable).parent)
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "ZEROTSUKU", "PYTEST"))},
        "HOME": str(home),
        "PATH": bin_ + os.pathsep + os.environ["PATH"],
        "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "JUPYTER_DATA_DIR": str(home / ".local"),
        "IPYTHONDIR": str(home / ".ipython"),
    }


def nbgrader_process(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader in a folder, with a home beside it."""
    return run_nbgrader(course, environment(course.parent), *arguments)


def nbgrader(course: Path, *arguments: str) -> str:
    """Run nbgrader in a folder; what it printed. Fails when nbgrader does."""
    done = nbgrader_process(course, *arguments)
    assert done.returncode == 0, done.stdout[-4000:]
    return done.stdout


@dataclass(frozen=True)
class Term:
    """A course and one student of it, with an exchange between them; each step is nbgrader's own commands."""

    course: Path
    student: Path  # the folder in which the student works

    def release(self, chapter: str) -> Path:
        """From the generated chapter to the student's notebook, whose path this is."""
        nbgrader(self.course, "release_assignment", chapter)
        nbgrader(self.student, "fetch_assignment", chapter)
        return self.student / chapter / f"{catalog().chapter(chapter).stem}.ipynb"

    def hand_in(self, chapter: str) -> None:
        """What the student has now, to the course's submissions."""
        nbgrader(self.student, "submit", chapter)
        nbgrader(self.course, "collect", chapter)

    def give_back(self, chapter: str) -> Path:
        """From what is graded to the student's page of feedback, whose path this is."""
        nbgrader(self.course, "generate_feedback", chapter)
        nbgrader(self.course, "release_feedback", chapter)
        nbgrader(self.student, "fetch_feedback", chapter)
        (page,) = (self.student / chapter / "feedback").rglob("*.html")
        return page

    def export(self) -> str:
        """The course's scores as CSV."""
        file = self.course.parent / "grades.csv"
        nbgrader(self.course, "export", "--to", str(file))
        return file.read_text(encoding="utf-8-sig")


def begin_term(course: Path) -> Term:
    """Set up the exchange and the student's folder, beside the course."""
    exchange, student = course.parent / "exchange", course.parent / "student"
    exchange.mkdir()
    exchange.chmod(0o777)
    setting = f'c.Exchange.root = "{exchange}"\n'
    with (course / CONFIG).open("a") as config:
        config.write(setting)
    student.mkdir()
    (student / CONFIG).write_text(f'c = get_config()\n{setting}c.CourseDirectory.course_id = "dl"\n')
    return Term(course, student)


def scores(course: Path, chapter: str = CHAPTER) -> dict[str, dict[str, float | None]]:
    """The autograder's scores of a chapter in the gradebook: student → exercise → score."""
    import sqlite3

    with sqlite3.connect(course / "gradebook.db") as connection:
        rows = connection.execute(
            "select s.student_id, c.name, g.auto_score from grade g join base_cell c on c.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment s on s.id = n.assignment_id "
            "join assignment a on a.id = s.assignment_id where a.name = ?",
            [chapter],
        ).fetchall()
    found: dict[str, dict[str, float | None]] = {}
    for student, cell, score in rows:
        found.setdefault(student, {})[cell.removeprefix("check-")] = score
    return found


def graded(course: Path, student: str) -> Notebook:
    path = course / "autograded" / student / CHAPTER / f"{STEM}.ipynb"
    return json.loads(path.read_bytes())


@cache
def _master(lang: str) -> Path:
    """A course whose chapter is in the gradebook, made once a run of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="zerotsuku-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_course(folder / "dl", lang, [CHAPTER])
    nbgrader(folder / "dl", "generate_assignment", CHAPTER)
    return folder / "dl"


def new_course(folder: Path, lang: str = "ja") -> Path:
    """A course of its own with the chapter generated."""
    shutil.copytree(_master(lang), folder / "dl")
    return folder / "dl"
