"""What students' downloads, git and editors make of a submission, as public bug reports tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from course_case import STEM, answer_cell, answered, chapter, code, released, to_bytes, weights_of

from autograder.build import student_script
from autograder.catalog import Chapter, catalog
from autograder.conflicts import one_side
from autograder.grading.engine import Seeds
from autograder.grading.handed import choose, grade_handed, hand_in
from autograder.report import Report
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import SubmissionError, read_submission
from autograder.text import LANGUAGES

NAME = f"{STEM}.ipynb"
FULL = {e.symbol: float(e.points) for e in chapter().exercises}
UNTOUCHED, SOLVED = to_bytes(released()), to_bytes(answered())
OURS, THEIRS = "def relu(x):\n    return np.maximum(0, x)", "def relu(x):\n    return x"
CONFLICT = f"<<<<<<< HEAD\n{OURS}\n=======\n{THEIRS}\n>>>>>>> origin/main"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox([f"autograder.graders.{STEM}"], unsafe=True) as made:
        yield made


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def report_of(sandbox: Sandbox, folder: Path, files: dict[str, bytes]) -> Report:
    put(folder, files)
    return grade_handed(hand_in(folder, chapter()), chapter(), Seeds(b"secret", "student"), sandbox)


def scores(report: Report) -> dict[str, float]:
    return {e.symbol: e.score for e in report.exercises}


def said(report: Report, lang: str = "en") -> str:
    return "\n".join(note[lang] for note in report.notes)


# Downloads


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({"ch03 (1).ipynb": UNTOUCHED, "ch03 (2).ipynb": SOLVED}, "ch03 (2).ipynb"),
        ({"ch03 (1).ipynb": SOLVED, "ch03 (2).ipynb": UNTOUCHED}, "ch03 (1).ipynb"),
        ({NAME: UNTOUCHED, f"{STEM} (1).ipynb": SOLVED}, f"{STEM} (1).ipynb"),
        ({NAME: UNTOUCHED, f"{STEM}-Copy1.ipynb": SOLVED}, f"{STEM}-Copy1.ipynb"),
        ({NAME: UNTOUCHED, f"{STEM}.ipynb.txt": SOLVED, "z.ipynb": UNTOUCHED}, f"{STEM}.ipynb.txt"),
        ({NAME: b"", f"{STEM} (1).ipynb": SOLVED}, f"{STEM} (1).ipynb"),
        ({NAME: b'{"cells": [', f"{STEM} (1).ipynb": SOLVED}, f"{STEM} (1).ipynb"),
        ({NAME: SOLVED, f"{STEM} (1).ipynb": UNTOUCHED}, NAME),
        ({NAME: to_bytes(answered(["relu"])), f"{STEM} (1).ipynb": SOLVED}, NAME),
        ({NAME: UNTOUCHED, f"{STEM} (1).ipynb": UNTOUCHED}, NAME),
        ({"a.ipynb": to_bytes(answered(["relu"])), "b.ipynb": SOLVED, "c.ipynb": UNTOUCHED}, "b.ipynb"),
        ({NAME: to_bytes(released("en")), "b.ipynb": to_bytes(answered(["relu"]))}, "b.ipynb"),
        ({NAME: UNTOUCHED, f"{STEM}.py": b"def relu(x):\n    return x\n"}, f"{STEM}.py"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_the_file_with_answers_counts_and_the_others_are_named(
    tmp_path: Path, files: dict[str, bytes], chosen: str
) -> None:
    put(tmp_path, files)
    path, data, notes = choose(tmp_path, chapter())
    assert (path.name, data) == (chosen, files[chosen])
    for lang in LANGUAGES:
        told = "\n".join(note[lang] for note in notes)
        for name in files:
            assert name in told, "the one that counts, and those that do not"


def test_a_solved_download_beside_an_untouched_one_gets_its_points(sandbox: Sandbox, tmp_path: Path) -> None:
    report = report_of(sandbox, tmp_path, {"ch03 (1).ipynb": UNTOUCHED, "ch03 (2).ipynb": SOLVED})
    assert scores(report) == FULL
    assert "ch03 (1).ipynb" in said(report)


@pytest.mark.parametrize("chapter", list(catalog()), ids=lambda c: c.id)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stub_is_no_answer_in_any_chapter(tmp_path: Path, chapter: Chapter, lang: str) -> None:
    """Nor with other blanks and comments of one's own, nor as a script."""
    wanted = f"{chapter.stem}.ipynb"
    notebook = released(lang, chapter.id)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = "# mine\n" + cell["source"].replace("\n", " \n") + "\n\n"
    one = answered([chapter.exercises[-1].symbol], lang, chapter.id)
    script = student_script(chapter, lang)
    plain = "\n".join(line for line in script.split("\n") if not line.startswith("# %%"))
    for untouched in ({wanted: to_bytes(notebook)}, {"a.py": script.encode()}, {"a.py": plain.encode()}):
        for file in tmp_path.iterdir():
            file.unlink()
        put(tmp_path, {**untouched, "z.ipynb": to_bytes(one), **weights_of(chapter.id)})
        assert choose(tmp_path, chapter)[0].name == "z.ipynb"


# Cell magics


@pytest.mark.parametrize(
    "first", ["%%writefile relu.py", "%%timeit", "\n%%bash", "%%html", "%%script true", "%%mine"]
)
def test_a_magic_that_keeps_an_answer_from_being_run_is_named(
    sandbox: Sandbox, tmp_path: Path, first: str
) -> None:
    notebook = answered()
    cell = answer_cell(notebook, "relu")
    cell["source"] = f"{first}\n{cell['source']}"
    number = notebook["cells"].index(cell) + 1
    report = report_of(sandbox, tmp_path, {NAME: to_bytes(notebook)})
    assert scores(report) == {**FULL, "relu": 0.0}
    magic = first.split()[0]
    for lang in LANGUAGES:
        note = next(n[lang] for n in report.notes if magic in n[lang])
        assert str(number) in note
        assert "relu" in note


@pytest.mark.parametrize("first", ["%%time", "%%capture out", "%%prun -q"])
def test_a_magic_that_runs_its_cell_costs_nothing(sandbox: Sandbox, tmp_path: Path, first: str) -> None:
    notebook = answered()
    cell = answer_cell(notebook, "relu")
    cell["source"] = f"{first}\n{cell['source']}"
    report = report_of(sandbox, tmp_path, {NAME: to_bytes(notebook)})
    assert scores(report) == FULL
    assert "%%" not in said(report)


def test_a_file_written_for_oneself_is_nobodys_business(sandbox: Sandbox, tmp_path: Path) -> None:
    notebook = answered()
    notebook["cells"].append(code("%%writefile mine.py\ndef helper(x):\n    return x", "w"))
    assert "%%" not in said(report_of(sandbox, tmp_path, {NAME: to_bytes(notebook)}))


# Conflicts


def conflicted_notebook() -> bytes:
    notebook = answered()
    answer_cell(notebook, "relu")["source"] = CONFLICT
    return to_bytes(notebook)


def conflicted_json() -> bytes:
    lines = to_bytes(answered()).decode().split("\n")
    at = [i for i, line in enumerate(lines) if "execution_count" in line][3]
    count = '   "execution_count": {},'
    sides = [count.format(3), "||||||| base", count.format(1), "=======", count.format(4)]
    lines[at : at + 1] = ["<<<<<<< HEAD", *sides, ">>>>>>> other"]
    return "\n".join(lines).encode()


def script_of(notebook: dict[str, Any], mark: str) -> str:
    sources = [
        c["source"]
        for c in notebook["cells"]
        if c["cell_type"] == "code" and not c["source"].startswith("check(")
    ]
    return "\n\n".join(mark + source for source in sources) + "\n"


def conflicted_script(mark: str) -> bytes:
    notebook = answered()
    cell = answer_cell(notebook, "relu")
    original, cell["source"] = cell["source"], "HERE"
    body = f"<<<<<<< HEAD\n{original}\n=======\n{THEIRS}\n>>>>>>> other"
    return script_of(notebook, mark).replace("HERE", body).encode()


@pytest.mark.parametrize(
    "files",
    [
        {NAME: conflicted_notebook()},
        {NAME: conflicted_json()},
        {f"{STEM}.py": conflicted_script("# %%\n")},
        {f"{STEM}.py": conflicted_script("")},
        {f"{STEM}.py": conflicted_script("").replace(b"\n", b"\r\n")},
    ],
    ids=["cell", "json", "percent", "plain", "crlf"],
)
def test_a_conflict_is_named_and_what_stands_beyond_it_is_read(
    sandbox: Sandbox, tmp_path: Path, files: dict[str, bytes]
) -> None:
    report = report_of(sandbox, tmp_path, files)
    assert scores(report) == FULL
    for lang in LANGUAGES:
        (note,) = [n[lang] for n in report.notes if "<<<<<<<" in n[lang]]
        assert "git" in note


@pytest.mark.parametrize(
    ("text", "upper", "lower", "lines"),
    [
        ("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd", "a\n\nb\n\n\n\nd", "a\n\n\n\nc\n\nd", (2,)),
        ("<<<<<<<\n=======\nc\n>>>>>>>", "\n\n\n", "\n\nc\n", (1,)),
        ("<<<<<<< x\nb\n||||||| o\no\n=======\nc\n>>>>>>> y", "\nb\n\n\n\n\n", "\n\n\n\n\nc\n", (1,)),
        ("<<<<<<< x\nb", "\nb", "\nb", (1,)),
        ("b\n=======\nc\n>>>>>>> y", "b\n\nc\n", "b\n\nc\n", (2, 4)),
        ('"""Title\n=======\n"""', '"""Title\n=======\n"""', '"""Title\n=======\n"""', ()),
        (">>> doctest\n<<< no", ">>> doctest\n<<< no", ">>> doctest\n<<< no", ()),
        ("x <<<<<<< y", "x <<<<<<< y", "x <<<<<<< y", ()),
    ],
)
def test_one_side_of_a_conflict_is_kept_and_every_line_its_number(
    text: str, upper: str, lower: str, lines: tuple[int, ...]
) -> None:
    assert one_side(text) == (upper, lines)
    assert one_side(text, theirs=True) == (lower, lines)


def test_a_flood_of_markers_is_read_in_time() -> None:
    text = "<<<<<<< x\n" * 200_000 + "=======\n" * 200_000 + ">>>>>>> y\n" * 200_000
    assert len(one_side(text)[1]) > 300_000


# Kinds of files


@pytest.mark.parametrize("form", ["md", "md:myst", "Rmd", "qmd"])
def test_a_markdown_notebook_is_refused_with_the_formats_that_are_read(tmp_path: Path, form: str) -> None:
    notebook = nbformat.from_dict(json.loads(SOLVED))
    text = str(jupytext.writes(notebook, fmt=form)) if form != "qmd" else "```{python}\n1\n```\n"
    name = f"{STEM}.{form.split(':')[0]}"
    put(tmp_path, {name: text.encode(), "timestamp.txt": b"2026-01-01 00:00:00 UTC"})
    problem = hand_in(tmp_path, chapter()).problem
    with pytest.raises(SubmissionError) as error:
        read_submission(text.encode(), name)  # as `zerotsuku inspect` does
    assert problem is not None
    for sentence in (problem, error.value.text):
        for lang in LANGUAGES:
            assert name in sentence[lang]
            assert ".ipynb" in sentence[lang].replace(name, "")
            assert ".py" in sentence[lang]
            assert "timestamp.txt" not in sentence[lang]


def test_a_notebook_under_another_ending_is_still_read() -> None:
    assert read_submission(SOLVED, "x.notebook").cells
