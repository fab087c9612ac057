"""`zerotsuku start`: a copy to work in, and the wheel that carries what it needs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from wheel_case import built_wheel

from autograder.catalog import catalog
from autograder.faces.student.copy import find_copy, recognise
from autograder.faces.student.start import KEPT, start
from autograder.faces.terminal.cli import main
from autograder.rooms import REPOSITORY
from autograder.source import JAPANESE
from autograder.text import LANGUAGES, ZerotsukuError

BOOK = catalog()
CH03 = BOOK.chapter("ch03")


@pytest.mark.parametrize("form", ["ipynb", "py"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_copy_has_the_chapters_their_checks_and_a_page_to_begin_with(
    tmp_path: Path, lang: str, form: str
) -> None:
    folder = tmp_path / "new" / "copy"
    written = start(folder, lang, form).written
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
    done = start(tmp_path, "en", "py", ["ch03"])
    assert done.written == [readme]
    assert script.read_text().endswith("# mine\n")
    (kept,) = [change for change in done.changes if change.what == KEPT]
    assert (kept.name, kept.text.en.partition(":")[0]) == (script.name, "kept")


def test_a_file_of_an_older_workbook_is_renewed_only_if_the_student_left_it_alone(tmp_path: Path) -> None:
    start(tmp_path, "en", "py", ["ch03"])
    marker, readme = tmp_path / "zerotsuku.toml", tmp_path / "README.md"
    fresh = readme.read_bytes()
    readme.write_bytes(b"older")
    old = hashlib.sha256(b"older").hexdigest()
    marker.write_text(marker.read_text().replace(hashlib.sha256(fresh).hexdigest(), old))
    assert start(tmp_path, "en", "py", ["ch03"]).written == [readme]
    assert readme.read_bytes() == fresh


def test_another_chapter_can_be_added_later(tmp_path: Path) -> None:
    first, second, *_ = BOOK
    start(tmp_path, "ja", "ipynb", [first.id])
    assert tmp_path / f"{second.stem}.ipynb" in start(tmp_path, "ja", "ipynb", [second.id]).written
    readme = (tmp_path / "README.md").read_text()
    assert first.stem in readme
    assert second.stem in readme


def command(*arguments: str) -> tuple[int, str]:
    """Exit status and output of `zerotsuku start`, its lines as one."""
    done = CliRunner().invoke(main, ["start", *arguments])
    return done.exit_code, " ".join(done.output.split())


@pytest.mark.parametrize("form", ["ipynb", "py"])
def test_each_start_says_what_it_did_and_what_is_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ["my book", "--lang", "en", "--format", form, "--chapter", "ch03"]
    _, first = command(*options)
    name = f"{CH03.stem}.{form}"
    assert f"new: {name}" in first and "4 files are in my book now." in first
    _, second = command(*options)
    assert "Nothing was changed." in second and "new:" not in second
    for said in (first, second):
        assert "`cd 'my book'`" in said
        assert ("jupyter lab" in said, "editor" in said) == (form == "ipynb", form == "py")
    monkeypatch.chdir(tmp_path / "my book")
    _, here = command(".")
    assert "`cd" not in here and "Nothing was changed." in here
    Path("README.md").unlink()
    Path(name).write_text(Path(name).read_text(encoding="utf-8") + " ", encoding="utf-8")
    _, third = command(".")
    assert "new: README.md" in third and f"kept: {name}" in third and "is up to date now." in third


def test_a_copy_keeps_to_the_chapters_that_it_has(tmp_path: Path) -> None:
    start(tmp_path, "en", "ipynb", ["ch03"])
    names = {path.name for path in tmp_path.rglob("*")}
    _, said = command(str(tmp_path))
    assert {path.name for path in tmp_path.rglob("*")} == names
    first = next(c.id for c in BOOK if c.id != "ch03")
    assert "Chapters that are not in this copy:" in said and f"--chapter {first}" in said
    start(tmp_path, chapters=["ch04"])
    assert (tmp_path / f"{BOOK.chapter('ch04').stem}.ipynb").exists()
    start(tmp_path)
    assert not (tmp_path / f"{BOOK.chapter('ch05').stem}.ipynb").exists()


@pytest.mark.parametrize("where", ["zerotsuku", "tests", "tests/deeper/still", "new/../other"])
@pytest.mark.parametrize("marker", [True, False])
def test_no_copy_is_made_in_a_copy(tmp_path: Path, where: str, marker: bool) -> None:
    copy = tmp_path / "my book"
    start(copy, "en", "ipynb", ["ch03"])
    if not marker:
        (copy / "zerotsuku.toml").unlink()
    before = sorted(copy.rglob("*"))
    with pytest.raises(ZerotsukuError) as error:
        start(copy / where)
    assert f"`zerotsuku start '{copy}'`" in error.value.text.en
    assert sorted(copy.rglob("*")) == before


@pytest.mark.parametrize("damage", ["lost", "empty", "no TOML", "half"])
@pytest.mark.parametrize(("lang", "form"), [("en", "py"), ("en", "ipynb"), ("ja", "py"), ("ja", "ipynb")])
def test_a_copy_without_its_marker_is_known_by_its_files(
    tmp_path: Path, lang: str, form: str, damage: str
) -> None:
    start(tmp_path, lang, form, ["ch03", "ch02"])
    marker, script = tmp_path / "zerotsuku.toml", tmp_path / f"{CH03.stem}.{form}"
    (tmp_path / "thesis.tex").touch()
    text = marker.read_text(encoding="utf-8")
    mine = script.read_bytes().replace(b"raise NotImplementedError", b"return 0")
    script.write_bytes(mine)
    if damage == "lost":
        marker.unlink()
    else:
        damaged = {"empty": "", "no TOML": "lang = ", "half": text[: text.index("format")]}[damage]
        marker.write_text(damaged, encoding="utf-8")
    done = start(tmp_path)
    assert (done.copy.lang, done.copy.form) == (lang, form)
    assert any("zerotsuku.toml" in note.en for note in done.notes)
    assert not done.written
    assert script.read_bytes() == mine
    again = find_copy(tmp_path)
    assert again is not None and (again.lang, again.form) == (lang, form)
    assert set(again.released) == {
        *(f"tests/selfcheck/test_{BOOK.chapter(c).stem}.py" for c in ("ch02", "ch03")),
        f"{BOOK.chapter('ch02').stem}.{form}",
        "README.md",
        "pytest.ini",
    }


@pytest.mark.parametrize("room", ["assignments", "solutions", "tests", "tests/selfcheck", "."])
def test_the_workbook_itself_is_no_copy(room: str) -> None:
    assert recognise(REPOSITORY / room) is None


def test_what_is_stopped_half_way_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at any file: the next start finishes, and nothing that was there is lost."""
    replace = Path.replace
    left = [0]

    def stop(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return replace(self, target)

    whole = start(tmp_path / "whole", "en", "py", ["ch03"])
    for files in range(len(whole.written) + 2):
        copy = tmp_path / str(files)
        left[0] = files
        monkeypatch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            start(copy, "en", "py", ["ch03"])
        monkeypatch.undo()
        start(copy, "en", "py", ["ch03"])
        found = {p.relative_to(copy): p.read_bytes() for p in copy.rglob("*") if p.is_file()}
        assert found == {
            p.relative_to(whole.copy.folder): p.read_bytes()
            for p in whole.copy.folder.rglob("*")
            if p.is_file()
        }


def test_an_empty_file_is_put_back(tmp_path: Path) -> None:
    start(tmp_path, "en", "py", ["ch03"])
    script = tmp_path / f"{CH03.stem}.py"
    script.write_bytes(b"")
    assert start(tmp_path).written == [script]


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    copy, away = tmp_path / "copy", tmp_path / "away.py"
    start(copy, "en", "py", ["ch03"])
    script = copy / f"{CH03.stem}.py"
    script.replace(away)
    script.symlink_to(away)
    mine = away.read_bytes().replace(b"raise NotImplementedError", b"return 0") + b"# more\n"
    away.write_bytes(mine)
    start(copy)
    assert script.is_symlink() and away.read_bytes() == mine
    away.write_bytes(b"")
    start(copy)
    assert script.is_symlink() and b"NotImplementedError" in away.read_bytes()


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
    assert "autograder/messages/ja/LC_MESSAGES/click.mo" in names
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
