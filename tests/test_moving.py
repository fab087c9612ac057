"""`zerotsuku start --move-answers`: answers into a newer release, by symbol, and nothing lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from course_case import Notebook, answer_cell, answered, code, grade_id, released, to_bytes
from mangled_case import MANGLED

from autograder import rooms
from autograder.build import reference_sources, student_files
from autograder.catalog import Chapter, catalog
from autograder.faces.student.start import KEPT, MOVED, SAME, Change, start
from autograder.faces.student.starting.moving import move_answers
from autograder.faces.student.starting.sorting import fingerprints
from autograder.faces.terminal.cli import main
from autograder.report import PASSED
from autograder.selfcheck.checks import checks_path, load_checks, weights_in
from autograder.selfcheck.student_file import load_student
from autograder.selfcheck.summary import check_exercise
from autograder.submission import Submission, read_submission
from autograder.text import LANGUAGES

CH03 = catalog().chapter("ch03")
NAME = f"{CH03.stem}.ipynb"
PLAYED = [
    pytest.param(chapter, form, lang, marks=[] if number % 4 == place and number < 4 else pytest.mark.slow)
    for number, chapter in enumerate(catalog())
    for place, (form, lang) in enumerate((f, la) for f in ("ipynb", "py") for la in LANGUAGES)
]


def self_checked(path: Path, chapter: Chapter) -> dict[str, str]:
    """Symbol → status of all exercises of a student's file."""
    student = load_student(path, chapter)
    module = load_checks(checks_path(chapter))
    with weights_in(rooms.solutions()):
        return {e.symbol: check_exercise(e, chapter, module, student).status for e in chapter.exercises}


def solved(data: bytes, name: str, chapter: Chapter, lang: str) -> bytes:
    """A released file with the references in it, each with a cell of the student's behind it."""
    answers = reference_sources(chapter, lang)
    if name.endswith(".py"):
        text = data.decode()
        for symbol, answer in answers.items():
            text = text.replace(stub_of(data, name, symbol), f"{answer}\n\n\n# %%\nmine_{symbol} = 1")
        return text.encode()
    notebook = json.loads(data)
    cells = []
    for cell in notebook["cells"]:
        cells.append(cell)
        if grade_id(cell) in answers:
            cell["source"] = answers[grade_id(cell)]
            cells.append(code(f"mine_{grade_id(cell)} = 1", f"mine-{grade_id(cell)}"))
    return to_bytes({**notebook, "cells": cells})


def older(data: bytes, name: str) -> bytes:
    """The release as it may have been before: other prose, a cell more and one less, other docstrings."""
    if name.endswith(".py"):
        first, *cells = re.split(r"(?m)^(?=# %%)", data.decode())
        prose = [i for i, cell in enumerate(cells) if cell.startswith("# %% [markdown]")]
        cells[prose[1]] = "# %% [markdown]\n# Prose of before.\n\n"
        del cells[prose[-1]]
        return (
            "".join([first, *cells, "# %% [markdown]\n# The end of before.\n"])
            .replace('"""', '"""Old. ')
            .encode()
        )
    notebook = json.loads(data)
    cells = notebook["cells"]
    prose = [c for c in cells if "-prose-" in c["id"]]
    for number, cell in enumerate(prose):
        cell["id"] = re.sub(r"[0-9a-f]{12}$", f"{number:012x}", cell["id"])
        cell["source"] = f"Prose of before, {number}."
    for cell in cells:
        if "raise NotImplementedError" in "".join(cell["source"]) and cell["cell_type"] == "code":
            cell["source"] = "".join(cell["source"]).replace('"""', '"""Old. ', 1)
    cells.remove(prose[-1])
    return to_bytes(notebook)


def moved(data: bytes, name: str, release: bytes, chapter: Chapter, base: bytes | None) -> bytes:
    """The file with its answers moved, which is done once: a second time nothing is left to do."""
    handed_out = fingerprints(base, name) if base is not None else None
    found = move_answers(data, name, release, chapter, handed_out)
    made = found.data if found.data is not None else data
    again = move_answers(made, name, release, chapter, fingerprints(release, name))
    assert (again.data, again.symbols) == (None, found.symbols)
    return made


@pytest.mark.parametrize(("chapter", "form", "lang"), PLAYED)
def test_answers_of_an_older_release_work_in_the_newer_one(
    chapter: Chapter, form: str, lang: str, tmp_path: Path
) -> None:
    name = f"{chapter.stem}.{form}"
    release = student_files(lang, form, [chapter])[name]
    before = older(release, name)
    mine = solved(before, name, chapter, lang)
    (tmp_path / name).write_bytes(mine)
    was = self_checked(tmp_path / name, chapter)
    assert set(was.values()) == {PASSED}
    made = moved(mine, name, release, chapter, before)
    (tmp_path / name).write_bytes(made)
    assert self_checked(tmp_path / name, chapter) == was
    cells, expected = texts(made, name), texts(release, name)
    assert all(f"mine_{e.symbol} = 1" in cells for e in chapter.exercises)
    assert [c for c in cells if c in expected] == [c for c in expected if c in cells]
    assert len(cells) == len(expected) + len(chapter.exercises)  # nothing of before but what is the student's
    if form == "ipynb":
        assert moved(mine, name, release, chapter, None) == made  # nor where the older release is not known


def texts(data: bytes, name: str) -> list[str]:
    return [cell.source.strip() for cell in read_submission(data, name).cells]


@pytest.mark.parametrize("base", [True, False])
@pytest.mark.parametrize("way", [w for w in MANGLED if not w.startswith("version")])
def test_answers_in_a_mangled_notebook_are_moved(way: str, base: bool, tmp_path: Path) -> None:
    release = student_files("ja", "ipynb", [CH03])[NAME]
    mine = to_bytes(MANGLED[way](answered()))
    made = moved(mine, NAME, release, CH03, release if base else None)
    for data in (mine, made):
        (tmp_path / NAME).write_bytes(data)
        assert set(self_checked(tmp_path / NAME, CH03).values()) == {PASSED}
    notebook = json.loads(made)
    ids = [cell["id"] for cell in notebook["cells"]]
    names = [grade_id(cell) for cell in notebook["cells"] if grade_id(cell)]
    assert len(set(ids)) == len(ids)
    assert names == [grade_id(cell) for cell in released()["cells"] if grade_id(cell)]


def in_two_cells(n: Notebook) -> None:
    cell = answer_cell(n, "softmax")
    cell["source"] = cell["source"].replace("def softmax", "def my_softmax")
    n["cells"].insert(n["cells"].index(cell) + 1, code("def softmax(x):\n    return my_softmax(x)", "second"))


def twice(n: Notebook) -> None:
    cell = answer_cell(n, "softmax")
    right = code(cell["source"], "again")
    cell["source"] = "def softmax(x):\n    return x"
    n["cells"].insert(n["cells"].index(cell) + 2, right)


def a_decorator_ahead(n: Notebook) -> None:
    cell = answer_cell(n, "relu")
    n["cells"].insert(n["cells"].index(cell), code("def loud(f):\n    return f", "loud"))
    cell["source"] = f"@loud\n{cell['source']}"


def changed_setup(n: Notebook) -> None:
    cell = next(c for c in n["cells"] if grade_id(c) == "setup-1")
    cell["source"] = "".join(cell["source"]) + "\nimport math as m"
    answer_cell(n, "relu")["source"] = "def relu(x):\n    m.pi\n    return np.maximum(x, 0)"


@pytest.mark.parametrize("way", [in_two_cells, twice, a_decorator_ahead, changed_setup])
def test_an_answer_with_more_than_a_cell_works_after_moving(
    way: Callable[[Notebook], None], tmp_path: Path
) -> None:
    release = student_files("ja", "ipynb", [CH03])[NAME]
    notebook = answered()
    way(notebook)
    before = json.loads(older(release, NAME))
    ids = {grade_id(c): c["id"] for c in before["cells"] if grade_id(c)}
    assert ids.keys() == {grade_id(c) for c in notebook["cells"] if grade_id(c)}
    for base in (release, None):
        made = moved(to_bytes(notebook), NAME, release, CH03, base)
        (tmp_path / NAME).write_bytes(made)
        assert set(self_checked(tmp_path / NAME, CH03).values()) == {PASSED}
        mine = [cell.source for cell in read_submission(made, NAME).cells]
        assert {"".join(c["source"]).strip() for c in notebook["cells"]} <= {
            source.strip() for source in mine
        }


def test_notes_and_their_pictures_stay_behind_what_they_stood_behind() -> None:
    release = student_files("ja", "ipynb", [CH03])[NAME]
    n = answered(["relu"])
    at = n["cells"].index(answer_cell(n, "relu"))
    picture = {"a.png": {"image/png": "iVBORw0KGgo="}}
    note = {"cell_type": "markdown", "id": "n", "metadata": {}, "source": "Mine ![](attachment:a.png)"}
    n["cells"].insert(at + 1, {**note, "attachments": picture})
    trial = {**code("relu(np.array([-1, 1]))", "t"), "execution_count": 3}
    trial["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "0 1"}]
    n["cells"].insert(at + 2, trial)
    n["cells"].insert(0, code("# first of all", "first"))
    cells = json.loads(moved(to_bytes(n), NAME, older(release, NAME), CH03, release))["cells"]
    ids = [c["id"] for c in cells]
    assert ids[0] == "first"
    at = ids.index(f"{CH03.id}-relu")
    assert ids[at + 1 : at + 3] == ["n", "t"]
    assert cells[at + 1]["attachments"] == picture
    assert (cells[at + 2]["outputs"], cells[at + 2]["execution_count"]) == ([], None)


def test_a_stub_is_not_moved_and_what_was_noted_in_it_is_told() -> None:
    release = student_files("en", "ipynb", [CH03])[NAME]
    n = answered(["relu"], "en")
    cell = answer_cell(n, "sigmoid")
    cell["source"] = cell["source"].replace('"""', '"""To think about. ', 1)
    found = move_answers(to_bytes(n), NAME, release, CH03, fingerprints(release, NAME))
    assert found.data is not None and found.symbols == ("relu",)
    assert b"To think about" not in found.data
    (told,) = found.told
    assert told.en.startswith("not moved: sigmoid, because not written yet.")


def test_an_exercise_that_is_gone_and_one_with_other_arguments_are_told() -> None:
    release = student_files("en", "ipynb", [CH03])[NAME]
    n = answered(["relu"], "en")
    gone = answer_cell(n, "sigmoid")
    gone["metadata"]["nbgrader"]["grade_id"], gone["id"] = "tanh", "ch03-tanh"
    gone["source"] = "def tanh(x):\n    return np.tanh(x)"
    answer_cell(n, "relu")["source"] = "def relu(x, slope):\n    return np.maximum(x, 0)"
    found = move_answers(to_bytes(n), NAME, release, CH03, fingerprints(release, NAME))
    assert found.symbols == ("relu",)
    first, second = [t.en for t in found.told]
    assert "any more: tanh." in first and "relu(x)" in second
    assert b"np.tanh" in (found.data or b"")


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def conflicting(data: bytes) -> bytes:
    return data.replace(b'"cells": [', b'<<<<<<< a\n"cells": [\n=======\n"cells": [\n>>>>>>> b', 1)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "truncated": truncated,
    "conflicting": conflicting,
    "no notebook": lambda data: b"my notes",
    "a cell is none": lambda data: data.replace(b'"cells": [', b'"cells": [3, ', 1),
    "version 3": lambda data: to_bytes(MANGLED["version_3"](answered())),
}


def changes(copy: Path, **how: Any) -> dict[str, Change]:
    return {change.name: change for change in start(copy, **how).changes}


@pytest.mark.parametrize("way", BROKEN)
def test_a_file_that_cannot_be_read_as_a_whole_is_left_as_it_is(way: str, tmp_path: Path) -> None:
    start(tmp_path, "en", "ipynb", ["ch03"])
    data = BROKEN[way](to_bytes(answered(lang="en")))
    (tmp_path / NAME).write_bytes(data)
    change = changes(tmp_path, move=True)[NAME]
    assert change.what == KEPT and "answers not moved" in change.text.en
    assert (tmp_path / NAME).read_bytes() == data
    assert not (tmp_path / "backup").exists()


def newer(copy: Path, name: str) -> None:
    """Make the copy's file, and what the marker knows of it, those of an older release."""
    data = (copy / name).read_bytes()
    before = older(data, name)
    (copy / name).write_bytes(before)
    from autograder.faces.student import start as room
    from autograder.faces.student.copy import read_copy

    known = read_copy(copy)
    assert known is not None
    marker = room.marker_file(
        known,
        {**known.released, name: room._digest(before)},
        {**known.cells, name: fingerprints(before, name)},
    )
    (copy / "zerotsuku.toml").write_bytes(marker)


def test_an_older_file_is_renewed_kept_or_moved_and_a_backup_is_never_overwritten(tmp_path: Path) -> None:
    start(tmp_path, "en", "ipynb", ["ch03"])
    newer(tmp_path, NAME)
    release = student_files("en", "ipynb", [CH03])[NAME]
    before = (tmp_path / NAME).read_bytes()
    mine = solved(before, NAME, CH03, "en")
    (tmp_path / NAME).write_bytes(mine)
    kept = changes(tmp_path)
    assert kept[NAME].what == KEPT and "--move-answers" in kept[NAME].text.en
    assert "The other files in" in CliRunner().invoke(main, ["start", str(tmp_path)]).output
    assert (tmp_path / NAME).read_bytes() == mine
    change = changes(tmp_path, move=True)[NAME]
    assert change.what == MOVED and "softmax" in change.text.en
    (backup,) = (tmp_path / "backup").iterdir()
    assert backup.read_bytes() == mine and backup.name in change.text.en
    done = (tmp_path / NAME).read_bytes()
    again = changes(tmp_path, move=True)[NAME]
    assert again.what == KEPT and (tmp_path / NAME).read_bytes() == done
    (tmp_path / NAME).write_bytes(mine + b"\n")
    assert changes(tmp_path, move=True)[NAME].what == MOVED
    second, first = sorted((tmp_path / "backup").iterdir())
    assert (first.read_bytes(), second.read_bytes()) == (mine, mine + b"\n")
    (tmp_path / NAME).write_bytes(release)
    assert changes(tmp_path, move=True)[NAME].what == SAME


@pytest.mark.parametrize("stage", ["backup", "new file", "marker"])
def test_a_full_disk_loses_nothing(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.faces.student import start as room

    start(tmp_path, "en", "ipynb", ["ch03"])
    newer(tmp_path, NAME)
    mine = solved((tmp_path / NAME).read_bytes(), NAME, CH03, "en")
    (tmp_path / NAME).write_bytes(mine)
    synced = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == ["backup", "new file", "marker"].index(stage) + 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.os, "fsync", full)
    with pytest.raises(room.ZerotsukuError, match="Nothing of yours is lost"):
        start(tmp_path, move=True)
    monkeypatch.undo()
    backups = [p.read_bytes() for p in (tmp_path / "backup").iterdir()]
    assert mine in [(tmp_path / NAME).read_bytes(), *backups]
    assert not list(tmp_path.rglob("*.part"))
    start(tmp_path, move=True)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / NAME).write_bytes((tmp_path / NAME).read_bytes())
    assert set(self_checked(tmp_path / NAME, CH03).values()) == {PASSED}


def test_of_two_files_of_a_chapter_the_one_that_counts_is_moved(tmp_path: Path) -> None:
    start(tmp_path, "en", "ipynb", ["ch03"])
    script = student_files("en", "py", [CH03])[f"{CH03.stem}.py"]
    other = solved(script, f"{CH03.stem}.py", CH03, "en")
    (tmp_path / f"{CH03.stem}.py").write_bytes(other)
    started = start(tmp_path, move=True)
    assert any("two files" in note.en for note in started.notes)
    assert (tmp_path / f"{CH03.stem}.py").read_bytes() == other
    (tmp_path / NAME).unlink()
    older_script = solved(older(script, f"{CH03.stem}.py"), f"{CH03.stem}.py", CH03, "en")
    (tmp_path / f"{CH03.stem}.py").write_bytes(older_script)
    started = start(tmp_path, move=True)
    assert not (tmp_path / NAME).exists()
    assert {c.name: c.what for c in started.changes}[f"{CH03.stem}.py"] == MOVED
    assert any(f"{NAME} was not placed" in note.en for note in started.notes)


def test_what_is_read_of_a_moved_notebook_is_what_was_read_before() -> None:
    """The student's own cells, in their order, whatever they are."""
    release = student_files("ja", "ipynb", [CH03])[NAME]
    n = answered()
    own = [code(f"trial_{i} = '{i}'", f"t{i}") for i in range(200)]
    for i, cell in enumerate(own):
        n["cells"].insert(i * len(n["cells"]) // 200, cell)
    made = read_submission(moved(to_bytes(n), NAME, release, CH03, None), NAME)
    assert trials(made) == trials(read_submission(to_bytes(n), NAME))


def trials(submission: Submission) -> list[str]:
    return [cell.source for cell in submission.cells if cell.source.startswith("trial_")]


@pytest.mark.parametrize("key", ["metadata", "attachments", "outputs", "id", "execution_count"])
@pytest.mark.parametrize("value", [None, 3, "x", [], {"nbgrader": 3}])
def test_odd_parts_of_own_cells_do_no_harm(key: str, value: Any) -> None:
    release = student_files("ja", "ipynb", [CH03])[NAME]
    n = answered(["relu"])
    for kind in ("code", "markdown", "raw"):
        own = {**code(f"mine = '{kind}'", f"own-{kind}"), "cell_type": kind, key: value}
        n["cells"].insert(5, own)
    cells = texts(moved(to_bytes(n), NAME, release, CH03, release), NAME)
    assert {f"mine = '{kind}'" for kind in ("code", "markdown", "raw")} <= set(cells)


def cells_of(text: str) -> list[str]:
    return re.split(r"(?m)^(?=# %%)", text)[1:]


def answers_at_the_end(text: str) -> str:
    """The stubs stay where they are."""
    stubs = student_files("ja", "py", [CH03])[f"{CH03.stem}.py"].decode()
    answers = reference_sources(CH03, "ja")
    return stubs + "\n\n" + "\n\n".join(f"# %%\n{answer}" for answer in answers.values()) + "\n"


SCRIPTS: dict[str, Callable[[str], str]] = {
    "without markers": lambda text: re.sub(r"(?m)^# %%.*\n", "", text),
    "reversed": lambda text: "".join(cells_of(text)[::-1]),
    "twice": lambda text: "".join(cell for c in cells_of(text) for cell in (c, c)),
    "answers at the end": answers_at_the_end,
    "without prose": lambda text: "".join(c for c in cells_of(text) if "[markdown]" not in c[:20]),
    "with Windows' line ends": lambda text: text.replace("\n", "\r\n"),
    "with blanks at line ends": lambda text: text.replace("\n\n", "  \n \n"),
    "a cell of all": lambda text: "# %%\n" + "".join(re.sub(r"(?m)^# %%.*\n", "", c) for c in cells_of(text)),
    "with a byte order mark": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("way", SCRIPTS)
def test_answers_in_a_mangled_script_are_moved(way: str, tmp_path: Path) -> None:
    name = f"{CH03.stem}.py"
    release = student_files("ja", "py", [CH03])[name]
    mine = SCRIPTS[way](solved(release, name, CH03, "ja").decode()).encode()
    made = moved(mine, name, release, CH03, release)
    assert moved(mine, name, release, CH03, None) == made
    for data in (mine, made):
        (tmp_path / name).write_bytes(data)
        assert set(self_checked(tmp_path / name, CH03).values()) == {PASSED}
    if way not in ("without markers", "a cell of all"):
        released_texts = texts(release, name)
        assert [c for c in texts(made, name) if c in released_texts][:2] == released_texts[:2]


def test_a_script_in_another_encoding_is_left_as_it_is(tmp_path: Path) -> None:
    name = f"{CH03.stem}.py"
    start(tmp_path, "ja", "py", ["ch03"])
    mine = solved((tmp_path / name).read_bytes(), name, CH03, "ja").decode()
    data = mine.encode("cp932", "replace")
    (tmp_path / name).write_bytes(data)
    change = changes(tmp_path, move=True)[name]
    assert change.what == KEPT and "UTF-8" in change.text.en
    assert (tmp_path / name).read_bytes() == data


@pytest.mark.parametrize("form", ["ipynb", "py"])
def test_a_demo_that_shows_an_answer_is_not_the_cell_for_it(form: str) -> None:
    name = f"{CH03.stem}.{form}"
    release = student_files("en", form, [CH03])[name]
    demo = "def relu(x):\n    return -x  # a wrong one"
    if form == "py":
        marker = "# %% [markdown]"
        release = release.decode().replace(marker, f'# %% tags=["demo"]\n{demo}\n\n{marker}', 1).encode()
    else:
        notebook = json.loads(release)
        notebook["cells"].insert(2, {**code(demo, "ch03-demo-0123456789ab"), "metadata": {"tags": ["demo"]}})
        release = to_bytes(notebook)
    answer = reference_sources(CH03, "en")["relu"]
    stub = stub_of(release, name, "relu")
    if form == "py":
        mine = release.decode().replace(stub, answer).encode()
    else:
        answer_cell(notebook, "relu")["source"] = answer
        mine = to_bytes(notebook)
    made = texts(moved(mine, name, release, CH03, release), name)
    assert made.index(demo) < made.index(answer) < made.index('check("relu")')
    assert stub not in made


def stub_of(data: bytes, name: str, symbol: str) -> str:
    cells = read_submission(data, name).cells
    return next(c.source for c in cells if c.defines(symbol) and "NotImplementedError" in c.source)
