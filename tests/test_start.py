"""`zerotsuku start`: a copy to work in, and the wheel that carries what it needs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from wheel_case import built_wheel

from autograder.catalog import catalog
from autograder.faces.student.copy import find_copy
from autograder.faces.student.start import start
from autograder.source import JAPANESE
from autograder.text import LANGUAGES, Text, ZerotsukuError

BOOK = catalog()
CH03 = BOOK.chapter("ch03")


@pytest.mark.parametrize("form", ["ipynb", "py"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_copy_has_the_chapters_their_checks_and_a_page_to_begin_with(
    tmp_path: Path, lang: str, form: str
) -> None:
    folder = tmp_path / "new" / "copy"
    written = start(folder, lang, form)
    assert {str(p.relative_to(folder)) for p in written} == {
        *(f"{c.stem}.{form}" for c in BOOK),
        *(f"tests/selfcheck/test_{c.stem}.py" for c in BOOK),
        "README.md",
        "pytest.ini",
    }
    readme = (folder / "README.md").read_text()
    assert bool(JAPANESE.search(readme.replace("ゼロから作る", ""))) == (lang == "ja")
    for c in BOOK:
        assert f"`{c.stem}.{form}` {c.title[lang]}" in readme
    copy = find_copy(folder / "tests")
    assert copy is not None
    assert (copy.folder, copy.lang, copy.form) == (folder, lang, form)


def test_a_second_start_adds_what_is_missing_and_leaves_what_was_changed(tmp_path: Path) -> None:
    start(tmp_path, "en", "py", ["ch03"])
    script, readme = tmp_path / f"{CH03.stem}.py", tmp_path / "README.md"
    script.write_text(script.read_text() + "# mine\n")
    readme.unlink()
    told: list[Text] = []
    assert start(tmp_path, "en", "py", ["ch03"], tell=told.append) == [readme]
    assert script.read_text().endswith("# mine\n")
    assert [text.en for text in told] == [f"{CH03.stem}.py was changed by you and is left as it is."]


def test_a_file_of_an_older_workbook_is_renewed_only_if_the_student_left_it_alone(tmp_path: Path) -> None:
    start(tmp_path, "en", "py", ["ch03"])
    marker, readme = tmp_path / "zerotsuku.toml", tmp_path / "README.md"
    fresh = readme.read_bytes()
    readme.write_bytes(b"older")
    old = hashlib.sha256(b"older").hexdigest()
    marker.write_text(marker.read_text().replace(hashlib.sha256(fresh).hexdigest(), old))
    assert start(tmp_path, "en", "py", ["ch03"]) == [readme]
    assert readme.read_bytes() == fresh


def test_another_chapter_can_be_added_later(tmp_path: Path) -> None:
    first, second, *_ = BOOK
    start(tmp_path, "ja", "ipynb", [first.id])
    assert tmp_path / f"{second.stem}.ipynb" in start(tmp_path, "ja", "ipynb", [second.id])
    readme = (tmp_path / "README.md").read_text()
    assert first.stem in readme
    assert second.stem in readme


def test_a_folder_with_a_virtual_environment_and_hidden_files_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "pyvenv.cfg").touch()
    assert start(tmp_path, "ja", "ipynb", ["ch03"])


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda folder: folder.write_text("a file"), "is a file"),
        (lambda folder: (folder.mkdir(), (folder / "thesis.tex").touch()), "holds other files"),
        (lambda folder: start(folder, "ja", "py", ["ch03"]), "--lang ja --format py already"),
    ],
)
def test_a_folder_that_cannot_be_a_copy_is_a_sentence(tmp_path: Path, make, sentence: str) -> None:
    folder = tmp_path / "folder"
    make(folder)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ZerotsukuError) as error:
        start(folder, "en", "ipynb", ["ch03"])
    assert sentence in error.value.text.en
    assert str(folder) in error.value.text.ja
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ZerotsukuError, match="cannot be written"):
        start(tmp_path / "file" / "copy", "en", "ipynb", ["ch03"])


def test_an_unknown_chapter_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ZerotsukuError, match="ch99"):
        start(tmp_path / "copy", "en", "ipynb", ["ch99"])
    assert not (tmp_path / "copy").exists()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory)


@pytest.mark.slow
def test_no_answer_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        hints = archive.read("autograder/workbook/hints.json").decode()
    for name in names:
        assert "solutions" not in name
        assert "mistakes" not in Path(name).parts[:2]
        assert not name.startswith(("autograder/graders", "tests/"))
    data = {name for name in names if name.endswith(".npz")}
    assert data == {f"dataset/{name}.npz" for name in ("digits", "sample_weight", "deep_convnet_weight")}
    for code in ("def ", "return ", "import "):
        assert f"{code}np" not in hints
    for lang in LANGUAGES:
        for form in ("ipynb", "py"):
            for c in BOOK:
                assert f"autograder/workbook/{lang}/{form}/{c.stem}.{form}" in names


@pytest.mark.slow
def test_start_check_and_hint_work_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}

    def run(*command: str, cwd: Path = tmp_path) -> str:
        return subprocess.run(
            [sys.executable, *command],
            cwd=cwd,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    assert str(site) in run("-c", "import autograder; print(autograder.__file__)")
    run("-m", "autograder.faces.terminal.cli", "start", "copy", "--lang", "en", "--format", "py")
    copy = tmp_path / "copy"
    for c in BOOK:
        assert (copy / f"{c.stem}.py").exists()
    code = (
        "from autograder import check\nimport numpy as np\n"
        "def step_function(x):\n    'Mine.'\n    return (x >= 0).astype(int)\ncheck('step_function')"
    )
    assert "Exactly 0 gives 1 here" in run("-c", code, cwd=copy)
