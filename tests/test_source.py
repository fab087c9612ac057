"""The source format and the builder: what is refused, and what stays the same to the byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from autograder import rooms
from autograder.build import (
    code_stub,
    prose,
    source_notebook,
    student_files,
    student_notebook,
    student_script,
    to_bytes,
)
from autograder.catalog import Chapter, catalog, read_catalog, read_chapter
from autograder.chapter_map import chapter_map
from autograder.graders import grader
from autograder.grading.deciding.answers import check_graders
from autograder.source import FORMS, SourceCell, SourceError, localise
from autograder.submission import read_submission
from autograder.text import LANGUAGES

CHAPTERS = [pytest.param(chapter, id=chapter.id) for chapter in catalog()]

SOURCE = '''\
# %% [markdown] lang="ja"
# # 第9章 ためし
#
# ## 倍

# %% [markdown] lang="en"
# # Chapter 9: A trial
#
# ## Double


# %% exercise="double" title="倍 | Double" section="9.1" track="P" points=2
def double(x):
    """x の 2 倍です。

    |

    Twice x.
    """
    raise NotImplementedError
'''
REFERENCE = "def double(x):\n    return 2 * x\n"


def chapter_of(tmp_path: Path, source: str, reference: str = REFERENCE) -> Chapter:
    for folder in ("assignments", "solutions"):
        (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / "solutions" / "ch09_trial.py").write_text(reference, encoding="utf-8")
    path = tmp_path / "assignments" / "ch09_trial.py"
    path.write_text(source, encoding="utf-8")
    return read_chapter(path)


def test_a_wellformed_source_is_built(tmp_path: Path) -> None:
    chapter = chapter_of(tmp_path, SOURCE)
    answer = source_notebook(chapter, "en").cells[2].source
    assert "### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION" in answer
    assert "return 2 * x" not in to_bytes(student_notebook(chapter, "en")).decode()


def test_an_ungraded_exercise_is_a_check_of_0_points(tmp_path: Path) -> None:
    chapter = chapter_of(tmp_path, SOURCE.replace("points=2", "points=0"))
    assert chapter.max_score == 0
    for notebook in (source_notebook(chapter, "en"), student_notebook(chapter, "en")):
        (check,) = [c for c in notebook.cells if c.source == 'check("double")']
        assert (check.metadata.nbgrader.grade, check.metadata.nbgrader.points) == (True, 0)
        assert "§ 9.1, Python, ungraded" in notebook.cells[1].source
        assert "0 points" not in to_bytes(notebook).decode()


def test_prose_of_one_form_stands_in_files_of_that_form_alone(tmp_path: Path) -> None:
    told = "".join(
        f'\n\n# %% [markdown] lang="{lang}" form="{form}"\n# {lang}-{form}\n'
        for lang in LANGUAGES
        for form in ("ipynb", "py")
    )
    chapter = chapter_of(tmp_path, SOURCE + told)
    files = student_files("en", "ipynb", [chapter]) | student_files("en", "py", [chapter])
    found = {name: re.findall(r"..-(?:ipynb|py)\b", data.decode()) for name, data in files.items()}
    assert found == {"ch09_trial.ipynb": ["en-ipynb"], "ch09_trial.py": ["en-py"]}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('track="P"', 'track="P" colour="red"', 12, "colour"),
        ('track="P"', 'track="X"', 12, 'track="X"'),
        ("points=2", "points=-1", 12, "points"),
        ('lang="ja"', 'lang="ja" form="pdf"', 1, "pdf"),
        ('lang="ja"', 'lang="ja" form="py"', 1, "ja"),
        ('track="P"', 'track="P" form="py"', 12, "form"),
        (" points=2", "", 12, "points"),
        ('title="倍 | Double"', 'title="倍"', 12, "title"),
        ('lang="en"', 'lang="fr"', 6, "fr"),
        ("    |\n\n    Twice x.\n", "", 12, "docstring"),
        (
            '# %% exercise="double" title',
            '# %% demonstration\n# %% exercise="double" title',
            12,
            "demonstration",
        ),
        ('track="P"', 'track="P" needs="triple"', 12, "triple"),
        ("def double(x):", "def double(x)", 13, "Python"),
        ("def double(x):", "def twice(x):", 12, "double"),
        ("points=2", "points=two", 12, "points"),
        ('# %% [markdown] lang="en"', '# %% [raw] lang="en"', 6, "[raw]"),
        ('# %% [markdown] lang="en"', '# %% English [markdown] lang="en"', 6, "English"),
        ("    Twice x.\n", "    Twice x.\n# %% demo\n", 14, "# %%"),
        ('# %% [markdown] lang="en"\n# # Chapter 9: A trial\n#\n# ## Double\n', "", 1, "en"),
    ],
)
def test_a_malformed_source_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in SOURCE
    with pytest.raises(SourceError) as refused:
        chapter_of(tmp_path, SOURCE.replace(old, new, 1))
    assert refused.value.line == line
    for lang in LANGUAGES:
        assert "ch09_trial.py" in refused.value.text[lang]
        assert said in refused.value.text[lang]


@pytest.mark.parametrize(
    ("reference", "said"),
    [("def triple(x):\n    return 3 * x\n", "double"), ("def double(y):\n    return 2 * y\n", "double")],
)
def test_a_symbol_without_its_reference_is_refused(tmp_path: Path, reference: str, said: str) -> None:
    chapter = chapter_of(tmp_path, SOURCE, reference)
    with pytest.raises(SourceError, match=said):
        student_notebook(chapter, "ja")


def test_the_same_exercise_twice_is_refused(tmp_path: Path) -> None:
    prose_and_stub = SOURCE.replace("# # ", "# ")
    with pytest.raises(SourceError) as refused:
        chapter_of(tmp_path, SOURCE + "\n\n" + prose_and_stub)
    assert "double" in refused.value.text["en"]


def test_the_same_cell_twice_is_refused(tmp_path: Path) -> None:
    demo = "\n\n# %% demo\nprint(1)\n"
    chapter = chapter_of(tmp_path, SOURCE + demo + demo)
    with pytest.raises(SourceError, match="ch09-demo"):
        student_notebook(chapter, "ja")


def test_graders_that_do_not_sum_to_the_points_are_refused(tmp_path: Path) -> None:
    chapter = chapter_of(tmp_path, SOURCE)

    @grader("double", points=1)
    def grade_double_of_a_number(impl: object, rng: object) -> int:
        """1 個の数 | one number"""
        return 0

    with pytest.raises(SourceError) as refused:
        check_graders(chapter, [grade_double_of_a_number], tmp_path / "ch09_trial.py")
    assert refused.value.line == 12
    assert "2" in refused.value.text["en"]
    assert "1" in refused.value.text["en"]


def test_other_cells_keep_their_ids_when_one_changes(tmp_path: Path) -> None:
    source = SOURCE + "\n\n# %% demo\nprint(double(1))\n"
    before = student_notebook(chapter_of(tmp_path, source), "ja")
    after = student_notebook(chapter_of(tmp_path, source.replace("ためし", "試し")), "ja")
    assert [c.id for c in before.cells][1:] == [c.id for c in after.cells][1:]
    assert before.cells[0].id != after.cells[0].id


BUILD_ALL = """
import hashlib
from autograder.build import code_stub, source_notebook, student_notebook, student_script, to_bytes
from autograder.catalog import catalog
for chapter in catalog():
    for lang in ("ja", "en"):
        built = to_bytes(student_notebook(chapter, lang)) + to_bytes(source_notebook(chapter, lang))
        print(hashlib.sha256(built + student_script(chapter, lang).encode()).hexdigest())
"""


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LANG": "C"}
    with subprocess.Popen(
        [sys.executable, "-c", BUILD_ALL], stdout=subprocess.PIPE, env=env, text=True
    ) as other:
        exec(BUILD_ALL, {})
        said = other.communicate()[0]
    assert other.returncode == 0
    assert said == capsys.readouterr().out != ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_notebooks_are_valid_and_in_one_language(chapter: Chapter, lang: str) -> None:
    for notebook in (source_notebook(chapter, lang), student_notebook(chapter, lang)):
        nbformat.validate(notebook)
        text = "\n".join(cell.source for cell in notebook.cells)
        if lang == "en":
            names = ("ゼロから作る", "斎藤")  # the book's own
            kept = [line for line in text.splitlines() if any("\u3040" <= c <= "\u30ff" for c in line)]
            assert [line for line in kept if not any(name in line for name in names)] == []
    assert "BEGIN SOLUTION" not in text


@pytest.mark.parametrize(
    ("written", "shown"),
    {
        "層を\n重ねます。\nすると": "層を重ねます。すると",
        "1. 書きます。\n   関数は\n   ここ。\n2. 次": "1. 書きます。関数はここ。\n2. 次",
        "これを\n**層**\nと呼び、\n`np`\nで書く": "これを**層**と呼び、`np`\nで書く",
        "**「層」です。**\n次に": "**「層」です。**\n次に",  # joined, Markdown would not see the bold
        "背景は、\n0 で、\n`b` です。": "背景は、0 で、`b` です。",
        "手順です。\n1. 書く": "手順です。\n1. 書く",
        "## 見出し\n本文": "## 見出し\n本文",
        "| 表 |\n| の行 |": "| 表 |\n| の行 |",
        "文。\n\n```\nあ\nい\n```": "文。\n\n```\nあ\nい\n```",
    }.items(),
)
def test_a_line_break_in_a_japanese_sentence_shows_as_no_space(written: str, shown: str) -> None:
    assert prose(SourceCell("prose", written, 1, {"lang": "ja"})) == shown
    assert prose(SourceCell("prose", written, 1, {"lang": "en"})) == written


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_script_reads_back_as_the_notebook(chapter: Chapter) -> None:
    notebook = student_notebook(chapter, "ja", "py")
    script = read_submission(student_script(chapter, "ja").encode(), "x.py")
    assert [c.source for c in script.cells] == [c.source for c in notebook.cells]
    assert [c.tags for c in script.cells] == [tuple(c.metadata.get("tags", ())) for c in notebook.cells]


def test_student_files_are_named_after_the_chapters() -> None:
    for form in ("ipynb", "py"):
        assert list(student_files("ja", form)) == [f"{chapter.stem}.{form}" for chapter in catalog()]


@pytest.fixture(scope="module")
def plain_courses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each language in which nbgrader keeps its gradebook, which takes long to make."""
    return {lang: tmp_path_factory.mktemp(lang) for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_generate_assignment_gives_the_student_notebook(
    chapter: Chapter, lang: str, plain_courses: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`nbgrader generate_assignment` on the source notebook, cell by cell; only checksums are its own."""
    root = plain_courses[lang]
    source = root / "source" / chapter.id
    source.mkdir(parents=True)
    (source / f"{chapter.stem}.ipynb").write_bytes(to_bytes(source_notebook(chapter, lang)))
    config: Any = Config()
    config.CourseDirectory.root = str(root)
    config.ClearSolutions.code_stub = {"python": code_stub(lang)}
    bin_folder = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")  # nbgrader calls alembic
    done = NbGraderAPI(config=config).generate_assignment(chapter.id)
    assert done["success"], done.get("log") or done.get("error")
    made = json.loads((root / "release" / chapter.id / f"{chapter.stem}.ipynb").read_text("utf-8"))
    ours = json.loads(to_bytes(student_notebook(chapter, lang)))
    for cell in made["cells"]:
        cell["metadata"].get("nbgrader", {}).pop("checksum", None)
    assert len(made["cells"]) == len(ours["cells"])
    for theirs, mine in zip(made["cells"], ours["cells"], strict=True):
        assert theirs == mine
    assert made["metadata"] == ours["metadata"]


def test_one_language_of_a_string_or_comment_is_kept() -> None:
    code = 'x = "赤 | red"  # 色 | colour\ny = "a | b"\nz = f"{x} 個 | {x} pieces"\n'
    assert localise(code, "en") == 'x = "red"  # colour\ny = "a | b"\nz = f"{x} pieces"\n'
    assert localise(code, "ja") == 'x = "赤"  # 色\ny = "a | b"\nz = f"{x} 個"\n'


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_jupytext_reads_the_same_cells(chapter: Chapter) -> None:
    theirs = jupytext.reads(chapter.path.read_text(encoding="utf-8"), fmt="py:percent").cells
    for cell, other in zip(chapter.cells, theirs, strict=True):
        keys = {k: v for k, v in other.metadata.items() if k != "lines_to_next_cell"}
        if cell.role in ("setup", "demo"):
            assert keys.pop("title") == cell.role
        assert (cell.source, cell.keys) == (other.source, keys)
        assert (other.cell_type == "markdown") == (cell.role == "prose")


def test_the_catalog_is_read_from_the_folder_alone(tmp_path: Path) -> None:
    for path in rooms.assignments().glob("ch*.py"):
        shutil.copy(path, tmp_path)
    assert [e.id for e in read_catalog(tmp_path).exercises] == [e.id for e in catalog().exercises]


ONLY_IN_NOTEBOOKS = re.compile(r"Shift \+|Enter キー|このノートブック|[Tt]his notebook|notebook again|開き直")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_script_speaks_of_no_notebook_and_a_notebook_of_no_script(chapter: Chapter, lang: str) -> None:
    told = [cell for cell in chapter.cells if cell.role == "prose"]
    texts = {
        form: [chapter_map(chapter, lang), *(prose(c) for c in told if c.stands_in(lang, form))]
        for form in FORMS
    }
    assert [t for t in texts["py"] if ONLY_IN_NOTEBOOKS.search(t)] == []
    assert [t for t in texts["ipynb"] if re.search(r"このファイルの進め方|work with this file", t)] == []
    assert any("`pytest`" in t for t in texts["py"])
    assert any("check(" in t for t in texts["ipynb"])
