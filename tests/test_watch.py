"""`zerotsuku watch`: what a save checks again, what happens to files meanwhile, its processes, its keys."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from rich.cells import cell_len
from rich.console import Console

from autograder.build import source_notebook, to_bytes
from autograder.catalog import catalog
from autograder.faces.columns import columns
from autograder.faces.student.copy import Copy, read_copy
from autograder.faces.student.start import start
from autograder.faces.student.watching import following, lines, loop, screen
from autograder.faces.student.watching.changes import is_whole, keys_of
from autograder.faces.student.watching.checking import Request, answers
from autograder.faces.student.watching.following import Following
from autograder.faces.student.watching.lines import Line
from autograder.faces.student.watching.loop import Watch
from autograder.faces.student.watching.processes import FORKED, SPARE, usual
from autograder.faces.student.watching.progress import Progress
from autograder.faces.student.watching.turn import SAVED, START, Turn
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.submission import read_submission
from autograder.text import LANGUAGES, Text, ZerotsukuError

BOOK = catalog()
CH03 = BOOK.chapter("ch03")
RIGHT_SIGMOID = "return 1 / (1 + np.exp(-x))"
RIGHT_RELU = "return np.maximum(0, x)"
PATIENCE = 120  # seconds; on a busy machine a process takes a while to be ready


def copy_of(folder: Path, lang: str = "en", form: str = "py", chapters: Iterable[str] = ("ch03",)) -> Copy:
    start(folder, lang, form, list(chapters))
    copy = read_copy(folder)
    assert copy is not None
    return copy


def answer(path: Path, symbol: str, line: str) -> None:
    """Write a line in place of the last one of a function in a script."""
    text = path.read_text(encoding="utf-8")
    head, definition, rest = text.partition(f"def {symbol}(")
    body, end, after = rest.partition("\n# %%")
    kept = body.rstrip().rpartition("\n")[0]
    path.write_text(f"{head}{definition}{kept}\n    {line}\n\n{end}{after}", encoding="utf-8")


# what a save changes


def keys(source: str, folder: Path, checks: bytes = b"") -> dict[str, str]:
    return keys_of(read_submission(source.encode(), f"{CH03.stem}.py"), CH03, folder, checks)


SCRIPT = """# %%
import numpy as np
import helpers
# %%
def sigmoid(x):
    return shifted(x)
# %%
def shifted(x):
    return 1 / (1 + np.exp(-x + SHIFT))
# %%
SHIFT = 0
# %%
def relu(x):
    return np.maximum(0, x)
# %%
def softmax(a):
    return helpers.softmax(a)
# %%
print("a trial")
# %%
@np.vectorize
def step_function(x):
    return int(x > 0)
"""


@pytest.mark.parametrize(
    ("was", "now", "changed"),
    [
        ("np.maximum(0, x)", "np.maximum(x, 0)", {"relu"}),
        ("SHIFT = 0", "SHIFT = 1", {"sigmoid"}),  # a helper of a helper
        ("-x + SHIFT", "-x - SHIFT", {"sigmoid"}),
        ("@np.vectorize\n", "", {"step_function"}),
        ("import helpers", "import helpers\n\n# a remark", set()),
        ('print("a trial")', 'print("another")', set()),
        ("def relu(x):", "def relu(x:", {"relu"}),  # cannot be read any more
        ("def relu(x):", "# %%\n# a cell more\n# %%\ndef relu(x):", set()),
    ],
)
def test_a_save_changes_the_exercises_that_read_what_changed(
    tmp_path: Path, was: str, now: str, changed: set[str]
) -> None:
    (tmp_path / "helpers.py").write_text("softmax = 1\n")
    assert SCRIPT.count(was) == 1
    before, after = keys(SCRIPT, tmp_path), keys(SCRIPT.replace(was, now), tmp_path)
    own = {symbol for symbol in before if before[symbol] != after[symbol]}
    needing = {
        e.symbol
        for e in CH03.exercises
        if _needs(e.symbol) & changed  # those that need them are checked with them
    }
    assert own == changed | needing


def _needs(symbol: str) -> set[str]:
    """All that an exercise needs, directly or through others."""
    direct = {need.rpartition(".")[2] for need in CH03.exercise(symbol).needs}
    return direct.union(*map(_needs, direct))


def test_forward_is_checked_again_with_the_sigmoid_that_it_needs_even_if_it_does_not_call_it(
    tmp_path: Path,
) -> None:
    assert "sigmoid" in _needs("forward")
    source = "# %%\ndef sigmoid(x):\n    return x\n# %%\ndef forward(network, x):\n    return x\n"
    before, after = (
        keys(source, tmp_path),
        keys(source.replace("return x\n# %%", "return -x\n# %%"), tmp_path),
    )
    assert before["forward"] != after["forward"] and before["softmax"] == after["softmax"]


def test_own_scripts_weights_and_checks_count_for_those_who_read_them(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_text("softmax = 1\n")
    before = keys(SCRIPT, tmp_path)
    (tmp_path / "helpers.py").write_text("softmax = 2\n")
    after = keys(SCRIPT, tmp_path)
    assert all(before[symbol] != after[symbol] for symbol in after)  # an import may do anything to anything
    alone = SCRIPT.replace("import helpers", "")
    before = keys(alone, tmp_path)
    (tmp_path / "helpers.py").write_text("softmax = 1\n")
    assert keys(alone, tmp_path) == before
    after = keys(SCRIPT, tmp_path)
    checked = keys(SCRIPT, tmp_path, b"other checks")
    assert all(checked[symbol] != after[symbol] for symbol in after)
    chapter = BOOK.chapter("ch08")
    empty = read_submission(b"# %%\n1\n", f"{chapter.stem}.py")
    without = keys_of(empty, chapter, tmp_path, b"")
    (tmp_path / "awesome_net.npz").write_bytes(b"weights")
    assert {s for s, key in keys_of(empty, chapter, tmp_path, b"").items() if key != without[s]} == {
        "AwesomeNet"
    }


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"", False),
        (b" \n\0", False),
        (b'{"cells": [', False),
        (b'{"cells": []}', True),
        (b'\xef\xbb\xbf{"cells": []}', True),
        (b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> other\n]}', True),  # to be told, not waited for
    ],
)
def test_a_notebook_that_is_being_written_is_not_whole(data: bytes, whole: bool) -> None:
    assert is_whole(data, "a.ipynb") is whole


def test_of_a_script_nobody_sees_whether_it_is_whole_but_that_it_is_empty() -> None:
    assert not is_whole(b"", "a.py") and is_whole(b"def f(", "a.py")


def told(request: Request) -> tuple[list[str], dict[str, str]]:
    """The kinds of messages of a run in this process, and the status of each exercise that was checked."""
    found = list(answers(request))
    assert json.loads(json.dumps(found)) == found  # plain data
    return [m[0] for m in found], {m[1]["symbol"]: m[1]["status"] for m in found if m[0] == "result"}


def test_a_run_checks_what_is_not_known_and_leaves_half_a_notebook_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a run goes to the copy's folder
    copy = copy_of(tmp_path / "copy", form="ipynb")
    path = copy.file_of(CH03)
    path.write_bytes(to_bytes(source_notebook(CH03, "en")))
    request = Request(str(copy.folder), path.name, "ch03")
    kinds, statuses = told(request)
    assert statuses == {e.symbol: PASSED for e in CH03.exercises}
    assert kinds[:2] == ["read", "loaded"] and kinds[-1] == "end"
    known = next(answers(request))[1]
    some = {symbol: key for symbol, key in known.items() if symbol not in ("relu", "softmax")}
    assert told(Request(str(copy.folder), path.name, "ch03", some))[1] == {"relu": PASSED, "softmax": PASSED}
    assert told(Request(str(copy.folder), path.name, "ch03", known)) == (["read", "end"], {})
    path.write_bytes(path.read_bytes()[:-3000])
    assert told(request) == (["half"], {})
    anyhow = Request(str(copy.folder), path.name, "ch03", anyhow=True)
    assert told(anyhow)[1]["step_function"] == PASSED  # what stands before the break
    path.write_bytes(b"")
    assert told(request)[0] == ["half"] and told(anyhow)[0] == ["unreadable"]
    path.unlink()
    assert told(request)[0] == ["half"]


def test_checks_that_cannot_be_read_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copy = copy_of(tmp_path / "copy")
    (copy.folder / "tests" / "selfcheck" / f"test_{CH03.stem}.py").write_text("def test(:")
    (kind, text), *_ = answers(Request(str(copy.folder), f"{CH03.stem}.py", "ch03"))
    assert kind == "unreadable" and "SyntaxError" in text[1] and "zerotsuku start ." in text[1]


# what happens to files


def seen(found: Iterable[object]) -> tuple[list[str], str]:
    """The chapters that are to be checked, and what is said, in English."""
    found = list(found)
    chapters = [one[0].id for one in found if isinstance(one, tuple)]
    return chapters, " ".join(one.en for one in found if isinstance(one, Text))


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Following:
    """Two chapters in a folder with a Japanese name; what is wrong is said at once."""
    monkeypatch.setattr(following, "GRACE", 0.0)
    watched = Following(copy_of(tmp_path / "深層 学習", chapters=("ch02", "ch03")))
    assert [one.id for one in watched.first() if not isinstance(one, Text)] == ["ch02", "ch03"]
    assert seen(watched.look()) == ([], "")
    return watched


def test_a_save_is_seen_also_one_by_rename(followed: Following) -> None:
    path = followed.copy.file_of(CH03)
    answer(path, "relu", RIGHT_RELU)
    assert seen(followed.look()) == (["ch03"], "")
    new = path.with_suffix(".tmp")
    new.write_text(path.read_text() + "\n")
    new.replace(path)
    assert seen(followed.look()) == (["ch03"], "")
    assert seen(followed.look()) == ([], "")


def test_a_renamed_file_is_named_and_goes_on_when_it_is_back(followed: Following) -> None:
    path = followed.copy.file_of(CH03)
    path.rename(path.with_name("mine.py"))
    chapters, said = seen(followed.look())
    assert f"{path.name} is called mine.py now" in said and "ch03" not in chapters
    assert not followed.is_there(CH03)
    assert seen(followed.look()) == ([], "")  # once
    path.with_name("mine.py").rename(path)
    chapters, said = seen(followed.look())
    assert f"{path.name} is back" in said and followed.is_there(CH03)


def test_a_deleted_file_says_how_it_comes_back_and_is_checked_when_it_has(followed: Following) -> None:
    path = followed.copy.file_of(CH03)
    kept = path.read_bytes()
    path.unlink()
    assert "zerotsuku start ." in seen(followed.look())[1]
    path.write_bytes(kept + b"\n")
    chapters, said = seen(followed.look())
    assert chapters == ["ch03"] and "is back" in said


def test_a_file_that_is_away_for_a_moment_is_not_worth_a_word(
    followed: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "GRACE", 1e6)
    path = followed.copy.file_of(CH03)
    kept = path.read_bytes()
    path.unlink()
    assert seen(followed.look()) == ([], "")
    path.write_bytes(kept)
    assert seen(followed.look()) == (["ch03"], "")


def test_a_file_that_is_missing_from_the_start_is_told(followed: Following) -> None:
    followed.copy.file_of(CH03).unlink()
    again = Following(followed.copy)
    chapters, said = [], ""
    for one in again.first():
        chapters, said = (chapters, said + one.en) if isinstance(one, Text) else ([*chapters, one.id], said)
    assert chapters == ["ch02"] and f"There is no {CH03.stem}.py" in said and "zerotsuku start ." in said


@pytest.mark.parametrize("renamed", [True, False])
def test_a_folder_that_is_away_is_told_and_goes_on_when_it_is_back(
    followed: Following, renamed: bool, tmp_path: Path
) -> None:
    folder = followed.copy.folder
    other = tmp_path / ("moved" if renamed else "elsewhere/moved")
    other.parent.mkdir(exist_ok=True)
    folder.rename(other)
    said = seen(followed.look())[1]
    assert str(folder) in said and (str(other) in said) is renamed and "zerotsuku watch" in said
    assert seen(followed.look()) == ([], "")
    answer(other / f"{CH03.stem}.py", "relu", RIGHT_RELU)
    other.rename(folder)
    chapters, said = seen(followed.look())
    assert chapters == ["ch03"] and "is back" in said


def test_missing_checks_are_told_and_their_return_is_seen(followed: Following) -> None:
    checks = followed.copy.folder / "tests" / "selfcheck"
    checks.rename(followed.copy.folder / "elsewhere")
    chapters, said = seen(followed.look())
    assert chapters == ["ch02", "ch03"]  # with the workbook's own
    assert f"test_{CH03.stem}.py" in said and "zerotsuku start ." in said
    (followed.copy.folder / "elsewhere").rename(checks)
    assert seen(followed.look())[0] == ["ch02", "ch03"]
    assert seen(followed.look()) == ([], "")


def test_half_a_file_is_told_only_if_it_stays_half(
    followed: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "GRACE", 1e6)
    followed.half(CH03, Text("a", "It is cut off."))
    assert seen(followed.look()) == ([], "")
    monkeypatch.setattr(following, "GRACE", 0.0)
    said = seen(followed.look())[1]
    assert said == "It is cut off."
    assert seen(followed.look()) == ([], "")  # once
    followed.half(CH03, Text("a", "It is cut off."))
    answer(followed.copy.file_of(CH03), "relu", RIGHT_RELU)
    assert seen(followed.look()) == (["ch03"], "")  # the rest of it has come


# the loop, with real processes and real saves


class Notes:
    """A screen that keeps what it is shown."""

    keys = True

    def __init__(self) -> None:
        self.said: list[str] = []
        self.pressed: Callable[[str], None] = lambda key: None

    def show(self, lines: Iterable[Line]) -> None:
        self.said += [line.text for line in lines]

    def foot(self, lines: Iterable[Line]) -> None:
        self.feet = [line.text for line in lines]

    @contextlib.contextmanager
    def open(self, pressed: Callable[[str], None]) -> Iterator[None]:
        self.pressed = pressed
        yield

    async def until(self, pattern: str) -> str:
        """Wait until something like this is said, take it with all before it, and give that."""
        deadline = time.monotonic() + PATIENCE
        while True:
            for number, line in enumerate(self.said):
                if re.search(pattern, line):
                    taken, self.said = self.said[: number + 1], self.said[number + 1 :]
                    return "\n".join(taken)
            assert time.monotonic() < deadline, f"{pattern!r} was not said, but {self.said}"
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def watching(copy: Copy, way: str | None = None, bound: float = PATIENCE) -> AsyncIterator[Notes]:
    notes = Notes()
    task = asyncio.create_task(Watch(copy, notes, way, bound).run())
    try:
        yield notes
        notes.pressed("q")
        await asyncio.wait_for(task, PATIENCE)
    finally:
        task.cancel()


@pytest.mark.parametrize(
    "way", [usual(), *(pytest.param(w, marks=pytest.mark.slow) for w in {SPARE} - {usual()})]
)
def test_a_save_is_answered_and_a_crash_costs_only_its_exercise(tmp_path: Path, way: str) -> None:
    """Both ways to have a process ready, the one with fork and the one without."""
    copy = copy_of(tmp_path / "日本語 の フォルダ")
    path = copy.file_of(CH03)

    async def session() -> None:
        async with watching(copy, way) as notes:
            first = await notes.until("^Next: write")
            assert "○ not started  step_function, sigmoid" in first
            answer(path, "relu", "return x")
            wrong = await notes.until("^Next: fix relu")
            assert "✗ not right yet  relu" in wrong and path.name in wrong
            assert "sigmoid" not in wrong  # it has not changed
            answer(path, "relu", "import os; os._exit(3)")
            answer(path, "sigmoid", RIGHT_SIGMOID)
            crashed = await notes.until("^Next: fix relu")
            assert "✓ right  sigmoid" in crashed and "Python itself ended" in crashed
            answer(path, "relu", RIGHT_RELU)
            assert "✓ right  relu" in await notes.until("^Next: ")

    asyncio.run(session())


DEAF = "import signal; signal.pthread_sigmask(0, range(1, 65))"  # to the alarm that ends a check


@pytest.mark.slow
def test_a_loop_that_hears_no_alarm_is_ended_from_outside_and_costs_only_its_exercise(tmp_path: Path) -> None:
    copy = copy_of(tmp_path / "copy")
    answer(copy.file_of(CH03), "relu", DEAF + "\n    while True: pass")
    answer(copy.file_of(CH03), "identity_function", "return x")

    async def session() -> None:
        async with watching(copy, bound=3.0) as notes:
            said = await notes.until("^Next: fix relu")
            assert "did not end within 3 seconds" in said and "✓ right  identity_function" in said

    asyncio.run(session())


@pytest.mark.slow
def test_a_loop_while_the_answers_are_loaded_keeps_the_last_results(tmp_path: Path) -> None:
    copy = copy_of(tmp_path / "copy")
    path = copy.file_of(CH03)
    answer(path, "relu", RIGHT_RELU)

    async def session() -> None:
        async with watching(copy, bound=3.0) as notes:
            assert "✓ right  relu" in await notes.until("^Next: ")
            text = path.read_text(encoding="utf-8").replace("np.maximum(0, x)", "np.maximum(SLOPE * x, 0)")
            path.write_text(f"{text}\n# %%\n{DEAF}\nwhile True: SLOPE = 1\n", encoding="utf-8")
            await notes.until("took more than 3 seconds")
            assert "right 1" in notes.feet[1]

    asyncio.run(session())


@pytest.mark.slow
def test_a_new_save_ends_the_run_before_it(tmp_path: Path) -> None:
    copy = copy_of(tmp_path / "copy")
    path = copy.file_of(CH03)

    async def session() -> None:
        async with watching(copy) as notes:
            await notes.until("^Next: write")
            answer(path, "relu", "import time\n    while True: time.sleep(0.01)")
            while "relu" not in notes.feet[1]:
                await asyncio.sleep(0.01)
            answer(path, "relu", RIGHT_RELU)
            answered = await notes.until("^Next: ")
            assert "✓ right  relu" in answered and "✗" not in answered

    asyncio.run(session())


@pytest.mark.slow
def test_a_loop_outside_of_functions_and_half_a_notebook_keep_the_last_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "GRACE", 0.0)
    copy = copy_of(tmp_path / "copy", form="ipynb")
    path = copy.file_of(CH03)
    whole = to_bytes(source_notebook(CH03, "en"))
    path.write_bytes(whole)

    async def session() -> None:
        async with watching(copy) as notes:
            await notes.until("^All exercises")
            path.write_bytes(whole[:-3000])
            assert "✗" not in await notes.until("has not been saved to its end")
            path.write_bytes(whole)
            assert "No answer has changed" in await notes.until("No answer has changed")
            path.unlink()
            await notes.until("is gone")
            notes.pressed("l")
            assert "✗" not in await notes.until("predict_in_batches")
            path.write_bytes(whole.replace(b"np.maximum(0, x)", b"np.maximum(1, x)"))
            await notes.until("^Next: fix relu")
            path.write_bytes(whole.replace(b"def relu", b"import os; os._exit(1)\\n\\ndef relu"))
            assert "while the answers were loaded" in await notes.until("were loaded")

    asyncio.run(session())


@pytest.mark.parametrize("full", [False, True])
def test_a_save_of_which_the_system_tells_nothing_is_seen_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    """As after a sleep, or on a disk of another machine; or where the system watches no more files."""
    asked: list[bool | None] = []

    async def silent(*folders: Path, force_polling: bool | None, **_: object) -> AsyncIterator[set[object]]:
        asked.append(force_polling)
        if full and not force_polling:
            raise OSError("OS file watch limit reached.")
        while True:
            await asyncio.sleep(0.05)
            yield set()

    monkeypatch.setattr(loop, "awatch", silent)
    copy = copy_of(tmp_path / "copy")

    async def session() -> None:
        async with watching(copy) as notes:
            await notes.until("^Next: write")
            answer(copy.file_of(CH03), "relu", RIGHT_RELU)
            assert "✓ right  relu" in await notes.until("^Next: ")

    asyncio.run(session())
    assert asked == ([None, True] if full else [None])


@pytest.mark.parametrize("why", [START, SAVED])
def test_what_was_put_back_is_told_always_and_other_remarks_with_what_is_not_right(
    tmp_path: Path, why: str
) -> None:
    progress = Progress(copy_of(tmp_path / "copy"), ["ch03"])
    turn = Turn(CH03, why, keys={"relu": "", "sigmoid": ""})

    def after(symbol: str, status: str) -> str:
        told = {"symbol": symbol, "status": status, "text": None, "hint": None, "waits": []}
        said = [line.text for line in turn.take(["result", told], progress, True)]
        return "\n".join(said)

    said = [
        line.text for line in turn.take(["loaded", [["a", "Put back."]], [["a", "Odd."]]], progress, True)
    ]
    said += [after("relu", PASSED)]
    assert "Odd" not in "\n".join(said)
    said += [after("sigmoid", FAILED), *(line.text for line in turn.end(progress))]
    text = "\n".join(said)
    assert 0 < text.index("! Put back.") < text.index("! Odd.") < text.index("sigmoid")
    assert text.count(CH03.stem) == 1


def test_the_time_that_a_laptop_was_closed_is_not_taken_for_a_loop(tmp_path: Path) -> None:
    notes = Notes()
    watch = Watch(copy_of(tmp_path / "copy"), notes)
    turn = watch.turn = Turn(CH03, SAVED, at=CH03.exercise("relu"), keys={"relu": ""})
    turn.deadline = time.monotonic() - 1800
    watch._clock = time.monotonic() - 3600
    watch._look_at_the_clock()
    assert watch.turn is turn and turn.deadline > time.monotonic()
    turn.deadline = time.monotonic() - 1
    watch._look_at_the_clock()
    assert watch.turn is None and "did not end" in " ".join(notes.said)


def test_where_the_tool_itself_fails_it_says_so(tmp_path: Path) -> None:
    watch = Watch(copy_of(tmp_path / "copy"), Notes())
    turn = watch.turn = Turn(CH03, SAVED)
    with pytest.raises(ZerotsukuError, match="zerotsuku doctor"):
        watch._failed(turn, "ImportError: no numpy")


@pytest.mark.slow
def test_keys_tell_the_hint_the_next_exercise_the_list_and_check_all_again(tmp_path: Path) -> None:
    copy = copy_of(tmp_path / "copy")
    answer(copy.file_of(CH03), "step_function", "return (x >= 0).astype(int)")

    async def session() -> None:
        async with watching(copy) as notes:
            first = await notes.until("^Next: fix step_function")
            assert "press h" in first and "Exactly 0 gives 1 here" not in first
            notes.pressed("h")
            await notes.until("→ Exactly 0 gives 1 here")
            notes.pressed("n")
            await notes.until("^Next: fix step_function")
            notes.pressed("l")
            listed = await notes.until("predict_in_batches")
            assert all(e.symbol in listed for e in CH03.exercises)
            notes.pressed("?")
            await notes.until("^q: quit")
            notes.pressed("a")
            assert "step_function" in await notes.until("^Next: fix step_function")
            answer(copy.file_of(CH03), "step_function", "return (x > 0).astype(int)")
            await notes.until("^Next: write")
            notes.pressed("h")
            await notes.until("Nothing is wrong")
            notes.pressed("n")
            assert "Compute" in "\n".join([await notes.until("^Next: write"), await notes.until("Compute")])

    asyncio.run(session())


def test_checks_that_change_are_loaded_anew(tmp_path: Path) -> None:
    copy = copy_of(tmp_path / "copy")
    answer(copy.file_of(CH03), "relu", RIGHT_RELU)
    checks = copy.folder / "tests" / "selfcheck" / f"test_{CH03.stem}.py"

    async def session() -> None:
        async with watching(copy) as notes:
            assert "✓ right  relu" in await notes.until("^Next: write")
            with checks.open("a", encoding="utf-8") as file:
                file.write("\n\ndef test_relu_of_another_kind(impl):\n    expect(impl.relu(1.0), 2.0)\n")
            assert "✗ not right yet  relu" in await notes.until("^Next: fix relu")

    asyncio.run(session())


# the screen


def pressed_keys(typed: str) -> list[str]:
    found: list[str] = []

    async def read() -> None:
        with create_pipe_input() as source, pytest.MonkeyPatch.context() as patch:
            patch.setattr("prompt_toolkit.input.create_input", lambda: source)
            with screen.keys(found.append):
                source.send_text(typed)
                for _ in range(20):
                    await asyncio.sleep(0.01)

    asyncio.run(read())
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="prompt_toolkit's own pipe for tests is another there")
def test_keys_are_read_with_a_japanese_keyboard_and_ctrl_c_too() -> None:
    assert pressed_keys("hＮ?\x1b[A ａ\x03") == ["h", "n", "?", " ", "a", "q"]
    assert pressed_keys("\x04") == ["q"]


def with_results(copy: Copy) -> Progress:
    progress = Progress(copy, ["ch02", "ch03"])
    statuses = [PASSED, FAILED, UNFINISHED, WAITING]
    for exercise, status in zip(progress.exercises, statuses, strict=False):
        progress.take(ExerciseCheck(exercise, status, (), waits=("AND",)), "key")
    return progress


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_lines_up_and_the_bar_has_a_mark_for_each_status(tmp_path: Path, lang: str) -> None:
    progress = with_results(copy_of(tmp_path / "copy", lang, chapters=("ch02", "ch03")))
    shown = [line for line in lines.listing(progress) if line.indent]
    assert len(shown) == len(progress.exercises)
    at = {
        cell_len(line.text[: line.text.index(f" {e.symbol} ")])
        for line, e in zip(shown, progress.exercises, strict=True)
    }
    assert len(at) == 1
    drawn = "".join(text for text, _ in lines.bar(progress, 40).pieces)
    assert len(drawn) == 40 and re.fullmatch(r"\[#+x+~+:+\.+\]", drawn)
    assert lines.bar(Progress(progress.copy, []), 40).pieces


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_stands_at_the_foot_fits_in_80_columns(tmp_path: Path, lang: str) -> None:
    watch = Watch(copy_of(tmp_path / "copy", lang), Notes())
    watch.progress = with_results(watch.copy)
    for line in watch._foot():
        text = line.text or "".join(piece for piece, _ in line.pieces)
        assert sum(1 if c.isascii() else 2 for c in text) <= 80


def test_an_exercise_that_waits_is_neither_wrong_nor_next_before_its_need(tmp_path: Path) -> None:
    progress = with_results(copy_of(tmp_path / "copy", chapters=("ch02", "ch03")))
    waiting = next(e for e in progress.exercises if progress.status(e) == WAITING)
    found = progress.of(waiting)
    assert found is not None
    text = " ".join(line.text for line in lines.result(found, "en", True))
    assert "◇" in text and "AND" in text
    following_ = progress.next()
    assert following_ is not None and progress.status(following_) == FAILED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_terminal_shows_results_above_the_foot(lang: str) -> None:
    written = StringIO()
    terminal = screen.Terminal(Console(file=written, force_terminal=True, width=80, legacy_windows=False))
    with terminal._live:
        terminal.foot([Line("foot")])
        terminal.show([Line("あ" * 60, 6), Line("[red] :x:", 2)])
        terminal.show([])
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.getvalue())
    assert "[red] :x:" in plain  # no markup
    assert max(map(cell_len, plain.splitlines())) <= 80
    assert plain.rstrip().splitlines()[-1].strip() == "foot"


# as a command


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZEROTSUKU_"))}
    return {**kept, "PYTHONIOENCODING": "utf-8"}


COMMAND = [sys.executable, "-m", "autograder.faces.terminal.cli", "watch"]


def _hear_ctrl_c() -> None:
    """As a program of a terminal does; what a shell runs in the background ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_without_a_terminal_there_are_plain_lines_and_ctrl_c_ends(tmp_path: Path) -> None:
    copy = copy_of(tmp_path / "日本 語", "ja")
    watched = subprocess.Popen(
        [*COMMAND, str(copy.folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment(),
        preexec_fn=_hear_ctrl_c,
    )
    try:
        assert watched.stdout is not None
        said = []
        for line in watched.stdout:
            said.append(line)
            if "保存するたびに" in line:
                break
        watched.send_signal(signal.SIGINT)
        rest, _ = watched.communicate(timeout=PATIENCE)
    finally:
        watched.kill()
    text = "".join(said)
    assert "○ 未着手  step_function" in text and "次は" in text and "\x1b" not in text + rest
    assert "終わりました" in rest and "Traceback" not in rest
    assert watched.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_in_a_terminal_a_save_is_answered_and_q_ends(tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    copy = copy_of(tmp_path / "日本 語", "ja")
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], str(copy.folder)],
        env={**environment(), "TERM": "xterm"},
        encoding="utf-8",
        dimensions=(24, 80),
        timeout=PATIENCE,
    )
    try:
        child.expect("次は")
        answer(copy.file_of(CH03), "step_function", "return (x >= 0).astype(int)")
        child.expect("✗ まだ違います  step_function")
        child.expect("次は")
        child.send("ｈ")
        child.expect("→ ")
        child.send("q")
        child.expect("終わりました")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    finally:
        child.close(force=True)


def test_forked_is_the_usual_way_where_there_is_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    if hasattr(os, "fork"):
        assert usual() == FORKED
        monkeypatch.delattr(os, "fork")
    assert usual() == SPARE


def test_an_exercise_that_has_no_result_is_not_started(tmp_path: Path) -> None:
    progress = Progress(copy_of(tmp_path / "copy"), ["ch03"])
    assert progress.counts()[NOT_STARTED] == len(CH03.exercises)


def test_japanese_is_broken_where_it_may_be() -> None:
    written = StringIO()
    console = Console(width=30, file=written, highlight=False, markup=False, emoji=False)
    text = "配列の形が合いません。行ごとの最大値を、かっこの中で（keepdims を付けて）求めてください。" * 3
    screen.Terminal(console).show(
        [Line(text, 6), Line("", 0, "", (("[", ""), ("#" * 20, "green"), ("]", "")))]
    )
    printed = written.getvalue().splitlines()
    assert "".join(line.strip() for line in printed[:-1]).replace(" ", "") == text.replace(" ", "")
    assert all(line[6] not in "、。）" and columns(line.rstrip()) <= 30 for line in printed[:-1])
    assert printed[-1].strip() == f"[{'#' * 20}]"
