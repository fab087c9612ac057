"""`zerotsuku handout`: one zip by which a participant without the repository begins, works and hands in."""

from __future__ import annotations

import ast
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest
from click.testing import CliRunner
from course_case import CHAPTER, STEM, answer_cell, chapter, new_course, released, to_bytes
from wheel_case import built_wheel

from autograder import rooms
from autograder.build import BEGIN, reference_source
from autograder.faces.nbgrader.course import make_course
from autograder.faces.sending.handout import make_handout
from autograder.faces.student.copy import read_copy
from autograder.faces.student.start import KEPT, NEW, SAME, start
from autograder.faces.terminal.cli import main
from autograder.seeds import SECRET
from autograder.text import LANGUAGES, ZerotsukuError

TOP = f"zerotsuku-{CHAPTER}"
NOTEBOOK = f"{STEM}.ipynb"
CHECKS = f"tests/selfcheck/test_{STEM}.py"
NO_WHEEL = {"with_wheel": False}


def unpack(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder / TOP


def members(data: bytes) -> dict[str, bytes]:
    """Name → bytes of all that is in a zip, and in what is packed in it."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if zipfile.is_zipfile(io.BytesIO(found[name])):
                found |= {f"{name}/{inner}": content for inner, content in members(found[name]).items()}
    return found


def has_no_answer(files: dict[str, bytes], course: Path) -> None:
    """No reference, no grader, no secret and no hidden digit is in any of the files."""
    secret = (course / SECRET).read_bytes()
    with np.load(rooms.graders() / "heldout_digits.npz") as kept:
        hidden = {image.tobytes() for image in kept["x_test"]}
    bodies = [
        ast.unparse(ast.parse(reference_source(chapter(), e.symbol, lang)).body[0].body[-1])
        for e in chapter().exercises
        for lang in LANGUAGES
    ]
    for name, data in files.items():
        assert not {"solutions", "mistakes", "graders", "gradebook.db", SECRET} & {*Path(name).parts}, name
        assert secret not in data and secret.hex().encode() not in data, name
        assert not name.endswith(".npy") or not any(image.tobytes() in hidden for image in arrays(data)), name
        if name.endswith(NOTEBOOK):
            cells = nbformat.reads(data.decode(), 4).cells
            assert not any(BEGIN in cell.source for cell in cells), name
            answers = [c.source for c in cells if c.metadata.get("nbgrader", {}).get("solution")]
            assert len(answers) == len(chapter().exercises)
            for source in answers:
                assert "raise NotImplementedError" in source
                assert not any(body in source for body in bodies if len(body) > 12), (name, source)


def arrays(data: bytes) -> list[np.ndarray]:
    array = np.load(io.BytesIO(data))
    return list(array) if array.ndim == 3 else []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_zip_is_a_copy_with_the_courses_release_in_it(tmp_path: Path, lang: str) -> None:
    course = new_course(tmp_path, lang)
    data = course / "release" / CHAPTER / "data" / "身長.csv"
    data.parent.mkdir()
    data.write_text("cm\n170\n", encoding="utf-8")
    (course / "release" / CHAPTER / "link.txt").symlink_to(course / SECRET)
    (data.parent.parent / "folder").symlink_to(course / "source")
    made = make_handout(course, [CHAPTER], **NO_WHEEL)
    assert made.path == course / "handout" / f"{CHAPTER}.zip"
    files = members(made.path.read_bytes())
    ours = {"README.md", "README.txt", "pytest.ini", "zerotsuku.toml", NOTEBOOK, CHECKS}
    assert {name.removeprefix(f"{TOP}/") for name in files} == ours | {"data/身長.csv"}
    assert files[f"{TOP}/{NOTEBOOK}"] == (course / "release" / CHAPTER / NOTEBOOK).read_bytes()
    assert files[f"{TOP}/{CHECKS}"] == (rooms.selfcheck() / f"test_{STEM}.py").read_bytes()
    has_no_answer(files, course)
    page = files[f"{TOP}/README.txt"]
    assert page.startswith(b"\xef\xbb\xbf") and b"\n" not in page.replace(b"\r\n", b"")
    text = page.decode("utf-8-sig")
    assert NOTEBOOK in text and "pip install" in text
    assert ("講師から zerotsuku" if lang == "ja" else "from your instructor") in text
    copy = read_copy(unpack(made.path, tmp_path))
    assert copy and (copy.lang, copy.form) == (lang, "ipynb") and copy.has(chapter())


def test_the_zip_opens_everywhere_and_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    (course / "release" / CHAPTER / "説明.txt").write_text("…")
    first = make_handout(course, [CHAPTER], **NO_WHEEL)
    os.utime(course / "release" / CHAPTER / NOTEBOOK, (0, 0))
    second = make_handout(course, [CHAPTER], tmp_path / "other.zip", **NO_WHEEL)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.digest == second.digest and second.path == tmp_path / "other.zip"
    with zipfile.ZipFile(first.path) as archive:
        for entry in archive.infolist():
            assert entry.external_attr >> 16 == 0o100644, "a plain file that nobody runs"
            assert entry.filename.isascii() or entry.flag_bits & 0x800, "its name is marked as UTF-8"
            assert not entry.is_dir() and entry.filename.startswith(f"{TOP}/")
            assert not any(c in entry.filename for c in '<>:"\\|?*') and len(entry.filename) < 200


def test_what_is_in_the_zip_is_a_copy_that_start_brings_up_to_date(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    folder = unpack(make_handout(course, [CHAPTER], **NO_WHEEL).path, tmp_path)
    notebook = (folder / NOTEBOOK).read_bytes()
    assert {c.name: c.what for c in start(folder).changes if c.what != SAME} == {NOTEBOOK: KEPT}
    assert (folder / NOTEBOOK).read_bytes() == notebook, "the instructor's release is not exchanged"
    (folder / CHECKS).unlink()
    assert {c.name: c.what for c in start(folder, move=True).changes}[CHECKS] == NEW


def test_several_chapters_are_in_one_zip_in_the_books_order(tmp_path: Path) -> None:
    course, last = new_course(tmp_path), chapter("ch08")
    with pytest.raises(ZerotsukuError, match="generate_assignment ch08"):
        make_handout(course, ["ch08", CHAPTER], **NO_WHEEL)
    assert not (course / "handout").exists()
    (course / "release" / "ch08").mkdir()
    (course / "release" / "ch08" / f"{last.stem}.ipynb").write_bytes(to_bytes(released(name="ch08")))
    made = make_handout(course, ["ch08", CHAPTER, "ch08"], tmp_path, **NO_WHEEL)
    assert made.path == tmp_path / "ch03-ch08.zip" and made.chapters == (CHAPTER, "ch08")
    names = {Path(name).name for name in made.files}
    assert {NOTEBOOK, f"{last.stem}.ipynb", f"test_{STEM}.py", f"test_{last.stem}.py"} <= names
    page = members(made.path.read_bytes())[f"zerotsuku-{CHAPTER}-ch08/README.txt"].decode("utf-8-sig")
    assert "awesome_net.npz" in page, "what is handed in beside a notebook"


def not_generated(course: Path) -> None:
    shutil.rmtree(course / "release")


def half(course: Path) -> None:
    path = course / "release" / CHAPTER / NOTEBOOK
    path.write_bytes(path.read_bytes()[:5000])


def the_source(course: Path) -> None:
    shutil.copy(course / "source" / CHAPTER / NOTEBOOK, course / "release" / CHAPTER / NOTEBOOK)


def one_answer_of_an_older_source(course: Path) -> None:
    notebook = released()
    answer_cell(notebook, "relu")["source"] = "# mine\n" + reference_source(chapter(), "relu", "en")
    (course / "release" / CHAPTER / NOTEBOOK).write_bytes(to_bytes(notebook))


def a_file_like_ours(course: Path) -> None:
    (course / "release" / CHAPTER / "readme.MD").write_text("x")


def too_large(course: Path) -> None:
    with (course / "release" / CHAPTER / "data.bin").open("wb") as file:
        file.truncate(65 * 2**20)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (not_generated, "generate_assignment"),
        (half, "generate_assignment"),
        (the_source, "has answers in it"),
        (one_answer_of_an_older_source, r"has answers in it \(relu\)"),
        (a_file_like_ours, "Rename it"),
        (too_large, "64 MB"),
    ],
)
def test_what_must_not_be_handed_out_is_a_sentence(tmp_path: Path, spoil, told: str) -> None:
    course = new_course(tmp_path)
    spoil(course)
    with pytest.raises(ZerotsukuError, match=told):
        make_handout(course, [CHAPTER], **NO_WHEEL)
    assert not (course / "handout").exists()


def test_nothing_of_somebodys_is_written_over(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    with pytest.raises(ZerotsukuError, match="is no zip"):
        make_handout(course, [CHAPTER], notes, **NO_WHEEL)
    assert notes.read_text() == "mine"
    for _ in range(2):
        make_handout(course, [CHAPTER], tmp_path / "new" / "a.zip", **NO_WHEEL)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["a.zip"]


def wheel_of(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + (".py" if name.startswith("autograder") else ""), data)
        if "hints" not in path.name:
            archive.writestr("autograder/workbook/hints.json", "{}")
    return path


def test_a_wheel_is_looked_at_before_it_is_handed_out(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    text = (rooms.PACKAGE / "text.py").read_bytes()
    good = wheel_of(tmp_path / "zerotsuku-1-py3-none-any.whl", autograder__text=text)
    made = make_handout(course, [CHAPTER], wheel=good)
    assert made.notes == ()
    files = members(made.path.read_bytes())
    assert f"{TOP}/{good.name}" in files
    assert f'"./{good.name}[lab]"' in files[f"{TOP}/README.txt"].decode("utf-8-sig")
    old = wheel_of(tmp_path / "zerotsuku-0-py3-none-any.whl", autograder__text=text + b"#")
    (note,) = make_handout(course, [CHAPTER], wheel=old).notes
    assert "autograder/text.py" in note.en and "make wheel" in note.ja
    for bad in (
        wheel_of(tmp_path / "no-hints.whl"),
        wheel_of(tmp_path / "answers.whl", autograder__graders__ch03=b""),
        wheel_of(tmp_path / "wheel.zip"),
    ):
        with pytest.raises(ZerotsukuError, match="without answers"):
            make_handout(course, [CHAPTER], wheel=bad)
    (tmp_path / "broken.whl").write_bytes(b"PK")
    for missing in (tmp_path / "broken.whl", tmp_path / "none.whl"):
        with pytest.raises(ZerotsukuError, match="cannot be read"):
            make_handout(course, [CHAPTER], wheel=missing)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_says_what_is_in_it_and_what_is_next(tmp_path: Path, lang: str) -> None:
    course = new_course(tmp_path, lang)
    arguments = ["handout", CHAPTER, "--course-dir", str(course), "--no-wheel"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0
    assert ("答えは入っていません" if lang == "ja" else "There is no answer") in done.output
    assert NOTEBOOK in done.output and "zerotsuku collect ch03" in done.output
    told = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).output)
    assert told["chapters"] == [CHAPTER] and told["notes"] == []
    assert f"{TOP}/{NOTEBOOK}" in told["files"] and Path(told["file"]).stat().st_size == told["bytes"]
    done = CliRunner().invoke(main, ["handout", "ch99", "--course-dir", str(course)])
    assert done.exit_code == 1 and "ch99" in done.output
    assert CliRunner().invoke(main, ["handout", "--course-dir", str(course)]).exit_code == 2


def test_a_new_course_is_told_to_generate_first(tmp_path: Path) -> None:
    make_course(tmp_path / "dl", "en", [CHAPTER])
    done = CliRunner().invoke(main, ["handout", CHAPTER, "--course-dir", str(tmp_path / "dl")])
    assert done.exit_code == 1
    assert f"nbgrader generate_assignment {CHAPTER}" in done.output and "Traceback" not in done.output


@pytest.mark.slow
def test_a_participant_without_the_repository_works_and_checks_in_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course = new_course(tmp_path, "en")
    wheel = built_wheel(tmp_path_factory)
    made = make_handout(course, [CHAPTER], wheel=wheel)
    assert made.notes == (), "the wheel is of this repository"
    files = members(made.path.read_bytes())
    has_no_answer(files, course)
    home = tmp_path / "home"
    folder = unpack(made.path, home)
    site = tmp_path / "site"
    with zipfile.ZipFile(folder / wheel.name) as archive:
        archive.extractall(site)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ZEROTSUKU", "PYTEST"))}
    environment = {**kept, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}

    def pytest_in_it() -> str:
        command = [sys.executable, "-m", "pytest"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
        return done.stdout + done.stderr

    before = pytest_in_it()
    assert "not started" in before and "Traceback" not in before
    notebook = json.loads((folder / NOTEBOOK).read_bytes())
    answer_cell(notebook, "relu")["source"] = "def relu(x):\n    return np.maximum(0, x)"
    answer_cell(notebook, "sigmoid")["source"] = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"
    (folder / NOTEBOOK).write_bytes(to_bytes(notebook))
    after = pytest_in_it()
    assert "✓" in after and "relu" in after and "✗" in after and "sigmoid" in after
