"""Plain pytest in a copy: what is asked for, what is told of a part, where a failure points, what is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from test_selfcheck_session import LEFT_OUT, PLUGIN, run_pytest

from autograder.catalog import Exercise, catalog
from autograder.faces.student.chapter_file import doubles, trouble
from autograder.faces.student.copy import Copy, read_copy
from autograder.faces.student.in_pytest.typed import checks_meant, mark_of, meant, why_nothing
from autograder.faces.student.start import start
from autograder.faces.student.table import Table
from autograder.report import FAILED, PASSED
from autograder.selfcheck.running import WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import LANGUAGES, Text, ZerotsukuError

BOOK = catalog()
CH02, CH03 = BOOK.chapter("ch02"), BOOK.chapter("ch03")
STUB = "    raise NotImplementedError"
RIGHT_FOR_ONE = ("return np.exp(x - x.max()) / np.exp(x - x.max()).sum()",)  # softmax, wrong for a batch
SIGN = ("return 1 / (1 + np.exp(x))",)  # sigmoid, a known mistake


def copy_of(
    folder: Path, lang: str = "en", form: str = "ipynb", chapters: tuple[str, ...] = ("ch03",)
) -> Path:
    start(folder, lang, form, chapters)
    return folder


def answer(folder: Path, symbol: str, *lines: str, chapter: str = "ch03") -> int:
    """Write lines in place of a stub's `raise NotImplementedError`; the number of the first, in its cell or
    script."""
    path = next(folder.glob(f"{BOOK.chapter(chapter).stem}.*"))
    body = "\n".join(f"    {line}" for line in lines)
    if path.suffix == ".py":
        head, definition, rest = path.read_text().partition(f"def {symbol}(")
        path.write_text(head + definition + rest.replace(STUB, body, 1))
        return (head + definition + rest.partition(STUB)[0]).count("\n") + 1
    notebook = json.loads(path.read_text())
    cell = next(c for c in notebook["cells"] if f"def {symbol}(" in "".join(c["source"]))
    source = "".join(cell["source"])
    cell["source"] = source.replace(STUB, body, 1)
    path.write_text(json.dumps(notebook))
    return source.partition(STUB)[0].count("\n") + 1


IN_TURN = """
import contextlib, io, json, sys, pytest
found = []
for arguments in json.loads(sys.argv[1]):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = pytest.main(arguments)
    found.append([int(status), printed.getvalue()])
json.dump(found, sys.stdout)
"""


def run_in_turn(folder: Path, *each: tuple[str, ...], options: list[str] = LEFT_OUT) -> list[tuple[int, str]]:
    """Exit status and output of pytest with each of the arguments, one after the other in one process: a run
    is mostly imports."""
    lines = json.dumps([[*PLUGIN, *options, *arguments] for arguments in each])
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZEROTSUKU_"))}
    done = subprocess.run(
        [sys.executable, "-c", IN_TURN, lines],
        cwd=folder,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [(status, output) for status, output in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def partly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which softmax is right for one datum, sigmoid has a known mistake, and forward fails."""
    folder = copy_of(tmp_path_factory.mktemp("partly") / "copy")
    answer(folder, "softmax", *RIGHT_FOR_ONE)
    answer(folder, "sigmoid", *SIGN)
    answer(folder, "relu", "return np.maximum(0, y)")
    return folder


SOFTMAX = "tests/selfcheck/test_ch03_neural_network.py"


PARTS = (
    ("-k", "softmax_of_one_datum"),
    ("-k", "softmax and not batch"),
    (f"{SOFTMAX}::test_softmax_of_one_datum",),
    ("-k", "softmax", f"--deselect={SOFTMAX}::test_softmax_of_a_batch"),
)


def test_of_an_exercise_that_was_checked_in_part_nothing_says_that_it_is_right(partly: Path) -> None:
    names = [n for n in (partly / SOFTMAX).read_text().splitlines() if n.startswith("def test_softmax_")]
    for status, output in run_in_turn(partly, *PARTS):
        assert "✓" not in output
        assert "right 0" in output
        assert f"of {len(names)} checks were run" in output
        assert "pytest -k softmax" in output
        assert status in (0, 1)


def test_a_part_is_a_part_in_the_table_whatever_left_the_rest_out(tmp_path: Path) -> None:
    """Checks that were skipped, or lost with a process of pytest-xdist, give no report."""
    copy = Copy(tmp_path, "en", "py")
    table = Table(copy)
    told = {
        "exercise": "ch02.AND",
        "status": "passed",
        "text": None,
        "fingerprint": "",
        "progress": "written",
    }
    table.add({**told, "check": "test_AND_b", "all": ["test_AND_a", "test_AND_b"], "notes": []})
    lines = "\n".join(line for line, _ in table.lines())
    assert "✓" not in lines and "◐ partly checked  AND" in lines and not table.is_all_right()
    table.add({**told, "check": "test_AND_a", "all": ["test_AND_a", "test_AND_b"], "notes": []})
    assert "✓ right  AND" in "\n".join(line for line, _ in table.lines())
    assert table.is_all_right()
    (found,) = table.chapters()[0][1]
    assert [c.name for c in found.checks] == ["test_AND_a", "test_AND_b"]


def test_next_is_what_is_wrong_and_for_what_waits_its_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines(**status: str) -> list[str]:
        table = Table(Copy(tmp_path, "en", "py"))
        for symbol in status:
            told = {"exercise": f"ch03.{symbol}", "check": "test", "status": "passed", "text": None}
            table.add({**told, "fingerprint": "", "progress": "written", "notes": []})

        def summarised(exercise: Exercise, checks: object, progress: object) -> ExerciseCheck:
            waits = ("sigmoid",) if status[exercise.symbol] == WAITING else ()
            return ExerciseCheck(exercise, status[exercise.symbol], (), waits=waits)

        monkeypatch.setattr("autograder.faces.student.table.summarise", summarised)
        return [line for line, _ in table.lines()]

    *_, counts, following = lines(step_function=FAILED, sigmoid=PASSED, predict_in_batches=PASSED)
    assert following.startswith("Next: fix step_function ")
    *_, counts, following = lines(forward=WAITING, relu=PASSED)
    assert "  ◇ waiting  forward" in "\n".join(lines(forward=WAITING))
    assert counts == "right 1  waiting 1  not started 0"
    assert following.startswith("Next: get sigmoid right first. forward ")
    *_, counts, following = lines(forward=WAITING, sigmoid=FAILED)
    assert following.startswith("Next: fix sigmoid ")


def test_a_mistake_is_not_named_by_a_part_of_its_checks(partly: Path) -> None:
    (_, whole), (_, part) = run_in_turn(partly, ("-k", "sigmoid"), ("-k", "sigmoid_of_an_array"))
    assert "→" in whole and "→" not in part


def test_x_stops_after_the_exercise_that_is_wrong_with_its_hint(partly: Path) -> None:
    (status, output), (_, all_of_them) = run_in_turn(partly, ("-x",), ("--maxfail=99",))
    assert status == 1
    assert "✗ not right yet  sigmoid" in output and "→" in output
    assert "relu" not in output and "softmax" not in output
    assert "Next: fix sigmoid" in output
    assert "relu" in all_of_them


def test_a_name_after_k_is_the_exercise_of_that_name() -> None:
    copy = Copy(Path(), "en", "py")

    def mark(id_: str) -> str:
        chapter = BOOK.chapter(id_.partition(".")[0])
        return mark_of(chapter.exercise(id_), chapter)

    assert meant("AND", copy) == f"({mark('ch02.AND')})"
    assert meant("AND or OR", copy) == f"({mark('ch02.AND')}) or ({mark('ch02.OR')})"
    assert meant("not relu", copy) == f"not ({mark('ch03.relu')})"
    assert meant("ch03.sigmoid", copy) == f"({mark('ch03.sigmoid')})"
    assert meant("Relu", copy) == f"({mark('ch05.Relu')})"
    assert meant("TwoLayerNet", copy) == f"({mark('ch04.TwoLayerNet')} or {mark('ch05.TwoLayerNet')})"
    for own in ("ch03", "and_", "rElu", "softmax_of_one_datum", "", "test_AND_truth_table"):
        assert meant(own, copy) == own
    assert meant(meant("AND", copy), copy) == meant("AND", copy)  # as a process of pytest-xdist gets it
    marks = [mark(e.id) for e in BOOK.exercises]
    assert not any(a.lower() in b.lower() for a in marks for b in marks if a is not b)


def test_k_picks_no_other_exercise_whose_checks_have_the_word(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy", chapters=("ch02", "ch03"))
    answer(folder, "normalize_images", "return x / 256")
    answer(folder, "AND", "return int(x1 + x2 > 1.5)", chapter="ch02")
    *named, (_, others) = run_in_turn(folder, ("-k", "AND"), ("-k", "ch02.AND"), ("-k", "not AND"))
    for status, output in named:
        assert status == 0
        assert "✓ right  AND" in output
        assert "normalize_images" not in output and "NAND" not in output
    assert "NAND" in others and "normalize_images" in others and "AND  The AND gate" not in others


@pytest.mark.parametrize(
    ("asked", "likely"),
    [("softmaks", "softmax"), ("Softmax_", "softmax"), ("ch03.sigmoidd", "sigmoid"), ("SIGMOIDD", "sigmoid")],
)
def test_a_name_that_is_none_is_answered_with_the_likely_one(tmp_path: Path, asked: str, likely: str) -> None:
    copy = read_copy(copy_of(tmp_path / "copy"))
    assert copy is not None
    assert f"pytest -k {likely}" in why_nothing(copy, asked).en.replace("Sigmoid", "sigmoid")


def test_whatever_is_not_there_is_told_with_a_next_step(tmp_path: Path) -> None:
    copy = read_copy(copy_of(tmp_path / "copy"))
    assert copy is not None
    assert "is not in this folder" in why_nothing(copy, "AND").en
    assert "pytest -k step_function" in why_nothing(copy, "zzz").en
    assert "`pytest ch03`" in why_nothing(copy, "").en
    for asked in ("and", "AND OR", "relu and", "("):
        with pytest.raises(ZerotsukuError, match=r"pytest -k \w+"):
            meant(asked, copy)
    for path, said in (
        ("ch2", "pytest ch03"),
        ("sigmoid", "pytest -k sigmoid"),
        ("ch02", "not in this folder"),
    ):
        with pytest.raises(ZerotsukuError, match=said):
            checks_meant([path], copy, copy.folder)
    for name in (SOFTMAX.rpartition("/")[2],):
        (copy.folder / "tests" / "selfcheck" / name).unlink()
    assert "zerotsuku start" in why_nothing(copy, "").en


def test_a_chapter_or_its_file_stands_for_its_checks(tmp_path: Path) -> None:
    copy = read_copy(copy_of(tmp_path / "copy"))
    assert copy is not None
    checks = str(copy.folder / SOFTMAX)
    for typed in (
        "ch03",
        f"{CH03.stem}.ipynb",
        f"./{CH03.stem}.py",
        CH03.stem,
        str(copy.folder / f"{CH03.stem}.ipynb"),
    ):
        assert checks_meant([typed], copy, copy.folder) == [checks]
    below = copy.folder / "data"
    below.mkdir()
    assert checks_meant([f"../{CH03.stem}.ipynb"], copy, below) == [checks]
    assert checks_meant([SOFTMAX, "tests"], copy, copy.folder) == [SOFTMAX, "tests"]
    (copy.folder / "ch03").mkdir()  # a folder of the student's own
    assert checks_meant(["ch03"], copy, copy.folder) == ["ch03"]


def test_it_runs_from_a_folder_below_and_says_where_the_copy_is_in_one_above(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "my book")
    below = folder / "data"
    below.mkdir()
    assert "not started 12" in run_pytest(below)[1]
    (folder / "pytest.ini").unlink()
    assert "not started 12" in run_pytest(below)[1]
    status, output = run_pytest(tmp_path)
    assert status == 4
    assert 'cd "my book"' in output and "EE" not in output and "Error" not in output


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_copy_without_its_marker_is_a_sentence(tmp_path: Path, lang: str) -> None:
    folder = copy_of(tmp_path / "copy", lang)
    (folder / "zerotsuku.toml").unlink()
    status, output = run_pytest(folder)
    assert status == 4
    assert output.count("zerotsuku.toml") == 1
    assert f"zerotsuku start . --lang {lang} --format ipynb" in output
    assert "EE" not in output and "fixture" not in output


def test_somebody_s_own_tests_of_that_name_run(tmp_path: Path) -> None:
    tests = tmp_path / "tests" / "selfcheck"
    tests.mkdir(parents=True)
    (tests / "test_ch03_neural_network.py").write_text("def test_mine():\n    assert True\n")
    status, output = run_pytest(tmp_path)
    assert status == 0 and "1 passed" in output


def _delete(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _kept(path: Path) -> None:
    kept = path.parent / ".ipynb_checkpoints" / f"{path.stem}-checkpoint.ipynb"
    kept.parent.mkdir()
    path.rename(kept)


def _renamed(name: str) -> Callable[[Path], None]:
    def rename(path: Path) -> None:
        (path.parent / name).parent.mkdir(exist_ok=True)
        path.rename(path.parent / name)

    return rename


LOST = {
    "deleted": (_delete, "There is no ch03_neural_network.ipynb. `zerotsuku start "),
    "empty": (_empty, "is empty (0 bytes). Move ch03_neural_network.ipynb elsewhere; then `zerotsuku start "),
    "folder": (_folder, "is a folder, not a file. Move "),
    "kept": (_kept, "An earlier version is kept in"),
    "numbered": (_renamed(f"{CH03.stem} (1).ipynb"), f'It seems to be "{CH03.stem} (1).ipynb" now.'),
    "copied": (_renamed(f"{CH03.stem}-Copy1.ipynb"), f"It seems to be {CH03.stem}-Copy1.ipynb now."),
    "suffix": (_renamed(f"{CH03.stem}.ipynb.txt"), f"It seems to be {CH03.stem}.ipynb.txt now."),
    "own name": (_renamed("第3章.ipynb"), "It seems to be 第3章.ipynb now."),
    "moved": (_renamed(f"done/{CH03.stem}.ipynb"), f'It seems to be "done/{CH03.stem}.ipynb" now.'),
}


@pytest.mark.parametrize("how", LOST)
def test_a_file_that_is_lost_is_said_to_be_with_how_it_comes_back(tmp_path: Path, how: str) -> None:
    copy = read_copy(copy_of(tmp_path / "copy"))
    assert copy is not None
    path = copy.file_of(CH03)
    assert trouble(copy, CH03) is None and doubles(copy, CH03) is None
    change, said = LOST[how]
    change(path)
    text = trouble(copy, CH03)
    assert isinstance(text, Text)
    assert said in text.en
    assert CH03.stem in text.ja


def test_two_files_of_one_chapter_are_named(tmp_path: Path) -> None:
    copy = read_copy(copy_of(tmp_path / "copy"))
    assert copy is not None
    path = copy.file_of(CH03)
    other = path.with_name(f"{CH03.stem}-Copy1.ipynb")
    other.write_bytes(path.read_bytes())
    for name in ("notes_ch03.ipynb", f"{CH03.stem}.html", f"{CH03.stem}.pdf"):
        (path.parent / name).write_text("{}")
    text = doubles(copy, CH03)
    assert text is not None
    assert f"{other.name}. Only {path.name} is checked" in text.en


def test_a_lost_file_is_no_exercise_that_is_not_started(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy", chapters=("ch02", "ch03"))
    (folder / f"{CH02.stem}.ipynb").unlink()
    (folder / f"{CH03.stem}.ipynb").write_text("{ broken")
    status, output = run_pytest(folder)
    assert status == 1
    assert "right 0  cannot be checked 18  not started 0" in output
    assert output.count(f"There is no {CH02.stem}.ipynb") == 1
    assert output.count(f"{CH03.stem}.ipynb is broken") == 1
    assert f"Next: get {CH02.stem}.ipynb back" in output
    assert "hand" not in output.replace("handed out", "") and "submit" not in output


def test_a_misspelt_answer_is_told(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy", chapters=("ch02",))
    answer(folder, "half_adder", "return int(x1 != x2), int(x1 and x2)", chapter="ch02")
    path = folder / f"{CH02.stem}.ipynb"
    path.write_text(path.read_text().replace("def half_adder", "def half_Adder"))
    output = run_pytest(folder)[1]
    assert '"half_Adder" is written' in output and "change its name to half_adder" in output


@pytest.mark.parametrize("form", ["ipynb", "py"])
def test_tracebacks_are_short_and_point_into_the_student_s_file(tmp_path: Path, form: str) -> None:
    folder = copy_of(tmp_path / "copy", form=form)
    line = answer(folder, "relu", "return np.maximum(0, np.linalg.inv(x))")
    answer(folder, "sigmoid", *SIGN)
    place = {
        "ipynb": f"{CH03.stem}.ipynb · relu · line {line}",
        "py": f"{CH03.stem}.py, line {line}",
    }[form]
    asked = ("-k", "relu or sigmoid")
    (status, output), (_, without) = run_in_turn(folder, (*asked, "--tb=short"), asked)
    assert status == 1
    assert f"{place}: in relu" in output
    assert "E   numpy.linalg.LinAlgError" in output
    assert "test_ch03_neural_network.py:" in output
    shown, _, table = output.partition("Chapter 3: ")
    for engine in ("autograder", "site-packages", "_linalg", "<cell", "checks.py", " | "):
        assert engine not in shown
    assert {"ipynb": f"{CH03.stem}.ipynb · sigmoid · line 1", "py": f"{CH03.stem}.py, line "}[form] in shown
    assert place in table  # the sentence has it, traceback or not
    assert place in without


def test_the_texts_of_a_script_speak_of_no_notebook(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy", "en", "py")
    answer(folder, "relu", "return y")
    answer(folder, "sigmoid", "return (")
    output = run_pytest(folder, "-rs", "--junitxml=out.xml")[1] + (folder / "out.xml").read_text()
    for word in ("notebook", "cell", "Shift"):
        assert word not in output


def test_input_in_an_answer_is_a_sentence_with_and_without_s(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy")
    answer(folder, "relu", "input('x? ')", "return x")
    answer(folder, "sigmoid", "import sys", "sys.stdin.readline()", "return x")
    for _, output in run_in_turn(folder, ("-k", "relu or sigmoid"), ("-k", "relu or sigmoid", "-s")):
        assert output.count("input() cannot be used") == 2
        assert "OSError" not in output and "capture" not in output


def test_junit_xml_tells_the_exercise_and_the_sentence(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy")
    answer(folder, "sigmoid", *SIGN)
    answer(folder, "relu", "raise ValueError(chr(27) + '[31m' + chr(0) + 'red')")
    answer(folder, "softmax", "return (")
    status, _ = run_pytest(folder, "--junitxml=out.xml", "--tb=short")
    assert status == 1
    text = (folder / "out.xml").read_text()
    assert "x1b" not in text.lower() and "\x1b" not in text and "\ufffd[31m" in text
    suite = ElementTree.fromstring(text)[0]
    assert suite.attrib["errors"] == "0"
    cases = {(c.attrib["classname"], c.attrib["name"]): c for c in suite}
    assert {c for c, _ in cases} == {e.id for e in CH03.exercises}
    wrong = cases["ch03.sigmoid", "test_sigmoid_of_an_array"].find("failure")
    assert wrong is not None and wrong.attrib["message"].startswith("1 / (1 + exp(-x)) for every element. ")
    assert cases["ch03.sigmoid", "test_sigmoid_at_zero"].find("failure") is None
    assert any(c.find("failure") is not None for (e, _), c in cases.items() if e == "ch03.softmax")
    skipped = cases["ch03.layer", next(n for e, n in cases if e == "ch03.layer")].find("skipped")
    assert skipped is not None and skipped.attrib["message"].startswith("Not written yet.")


def test_all_right_asks_for_every_exercise(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy", chapters=("ch02",))
    answer(folder, "AND", "return int(x1 + x2 > 1.5)", chapter="ch02")
    asked = (("-k", "AND"), ("-k", "OR"), ("-k", "AND_truth"), ("-k", "nothing_is_called_so"))
    found = run_in_turn(folder, *(("--all-right", *k) for k in asked), ("-k", "OR"))
    assert [status for status, _ in found] == [0, 1, 1, 1, 0]


def test_options_are_as_pytest_s_users_expect(partly: Path) -> None:
    only = ("-k", "sigmoid")
    (status, output), (_, listed), (_, short), (wrong, _), (right, _) = run_in_turn(
        partly,
        (*only, "-v", "--lang", "ja"),
        (*only, "--co", "-q"),
        (*only, "-rf"),
        (*only, "-p", "no:terminal"),
        ("-k", "layer", "-p", "no:terminal"),
    )
    assert status == 1
    assert "test_sigmoid_at_zero PASSED" in output and "3 failed, 1 passed" in output
    assert "まだ違います" in output and "not right yet" not in output
    assert f"{SOFTMAX}::test_sigmoid_at_zero\n" in listed and "Next" not in listed
    assert "FAILED tests/selfcheck" in short
    assert (wrong, right) == (1, 0)


def test_what_fails_beside_the_exercises_is_told(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "copy")
    (folder / "test_mine.py").write_text("def test_mine():\n    assert 1 == 2\n")
    with (folder / SOFTMAX).open("a") as file:
        file.write("def test_relu(impl:\n")
    (wrong, mine), (broken, checks) = run_in_turn(folder, ("test_mine.py",), ("-k", "sigmoid"))
    assert wrong == 1 and "✗ test_mine.py::test_mine: assert 1 == 2" in mine
    assert broken and f"{SOFTMAX} cannot be read (" in checks and "zerotsuku start ." in checks
    for output in (mine, checks):
        assert "Nothing was checked" not in output


def test_lf_tells_a_part(partly: Path) -> None:
    (_, first), (_, again) = run_in_turn(partly, (), ("--lf",), options=["-p", "no:xdist"])
    assert "✗ not right yet  softmax" in first and "checks were run" not in first and "→" in first
    assert "✗ not right yet  softmax" in again and "checks were run" in again and "→" not in again


@pytest.mark.slow  # three processes with all imports
def test_processes_side_by_side_tell_the_same(partly: Path) -> None:
    pytest.importorskip("xdist")
    (_, alone), (_, together) = run_in_turn(partly, (), ("-n", "2"), options=["-p", "no:cacheprovider"])
    assert together.partition("Chapter")[2] == alone.partition("Chapter")[2] != ""
