"""What a submission may cost the trusted side: processor time, memory, and other people's time.

Attacks that stand in an answer are in tests/hostile/bloat; here are those that need a whole notebook or a
folder, and the bound around all of it.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from grading_case import chapter_of, graded, new_sandbox, notebook
from hostile_case import Weight

from autograder.catalog import Chapter
from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.grading.allowance import FULL, Allowance, Effort
from autograder.grading.engine import Seeds, grade
from autograder.grading.handed import grade_handed, hand_in
from autograder.grading.processes import Graders, NotGraded
from autograder.report import Report
from autograder.sandbox import isolation
from autograder.sandbox.channel import Channel, Late
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.wire import HEADER
from autograder.submission import read_submission

CHAPTER = chapter_of("ch03")
MODULES = [f"autograder.graders.{CHAPTER.stem}"]
CPU, MEMORY, WHOLE = 15, 256 * 2**20, 512 * 2**20
Cells = Sequence[dict[str, Any]]
needs_isolation = pytest.mark.skipif(
    any(not layer.available for layer in isolation.survey()), reason="no isolation here"
)


@dataclass(frozen=True)
class Cost:
    """A graded folder, and what it took."""

    report: Report
    cpu: float
    grown: int
    peak: int


def grade_folder(folder: Path, sandbox: Sandbox, effort: Effort) -> Cost:
    """All that is done for a folder, from reading it to its page."""
    assert effort == FULL
    return grade_folder_at_any_effort(folder, sandbox, effort)


def everywhere(source: str) -> dict[str, str]:
    """The same answer for all exercises but one."""
    names = {e.symbol for e in CHAPTER.exercises} - {"identity_function"}
    return {name: source.format(name=name) for name in sorted(names)}


def short_axes() -> bytes:
    return notebook("ch03", everywhere("def {name}(*a): return np.random.rand(*(2,) * 20)"))


def many_axes() -> bytes:
    value = "np.random.randint(0, 9, 12 * 2**20, np.uint8).reshape(3, *(2,) * 22, *(1,) * 9)"
    return notebook("ch03", everywhere("def {name}(*a): return " + value))


def wide_texts() -> bytes:
    source = "def {name}(*a): return ['a' * 9999 + chr(128512) for _ in range(1600)]"
    return notebook("ch03", everywhere(source))


def texts_that_fit() -> bytes:
    source = "def {name}(*a): return [str(np.random.rand()) + 'a' * 9900 + chr(128512) for _ in range(100)]"
    return notebook("ch03", everywhere(source))


def similar_names() -> bytes:
    made = json.loads(notebook("ch03", everywhere("def {name}(*a): return " + "a" * 58)))
    name = "a" * 54
    lines = [f"{name}{i:04} = 1" for i in range(1990)] + [f"{name}x{i}" for i in range(50)]
    made["cells"].append({"cell_type": "code", "source": "\n".join(lines), "metadata": {}, "outputs": []})
    return json.dumps(made).encode()


def many_definitions() -> bytes:
    made = json.loads(notebook("ch03", {}))
    source = "def " + "\ndef ".join(f"f{i}(): pass" for i in range(800))
    cell = {"cell_type": "markdown", "source": source, "metadata": {}}
    made["cells"] += [cell] * 500
    return json.dumps(made).encode()


def blank_lines() -> bytes:
    made = json.loads(notebook("ch03", {"relu": "def relu(x): return missing"}))
    for kind in ("code", "markdown"):
        made["cells"] += [{"cell_type": kind, "source": " " * 10**6, "metadata": {}, "outputs": []}] * 2
    return json.dumps(made).encode()


def many_statements() -> bytes:
    """More of them than are told one by one: the honest answers behind them count."""
    made = json.loads(notebook("ch03", {}))
    made["cells"].insert(1, {"cell_type": "code", "source": "0\n" * 30_000, "metadata": {}, "outputs": []})
    return json.dumps(made).encode()


NOTEBOOKS = [
    many_statements,
    pytest.param(short_axes, marks=pytest.mark.slow),
    pytest.param(many_axes, marks=pytest.mark.slow),
    pytest.param(wide_texts, marks=pytest.mark.slow),
    pytest.param(texts_that_fit, marks=pytest.mark.slow),
    similar_names,
    many_definitions,
    blank_lines,
]


@needs_isolation
@pytest.mark.parametrize("make", NOTEBOOKS, ids=lambda make: make.__name__)
def test_a_notebook_costs_bounded_time_and_memory(make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / f"{CHAPTER.stem}.ipynb").write_bytes(make())
    with Graders(MODULES, 1) as graders:
        cost = graders.one(tmp_path, grade_folder)
    assert isinstance(cost, Cost), cost
    assert cost.cpu < CPU
    assert cost.grown < MEMORY and cost.peak < WHOLE
    honest = cost.report.exercise("identity_function")
    assert honest.score == honest.max_score


def tags_without_end(folder: Path) -> None:
    (folder / f"{CHAPTER.stem}.py").write_bytes(b"# %% tags=[" + b'"a",' * (32 * 2**20 - 10) + b"]\nx = 1\n")


def many_large_files(folder: Path) -> None:
    for i in range(20):
        with (folder / f"{i}.ipynb").open("wb") as file:
            file.write(b'{"nbformat": 4, "cells": [' + b"{},")
            file.truncate(128 * 2**20)


def large_outputs(folder: Path) -> None:
    """An honest one: a hundred megabytes of outputs with Japanese in them."""
    made = json.loads(notebook("ch03", {}))
    made["cells"][3]["outputs"] = [{"output_type": "stream", "text": "学習" + "." * (100 * 2**20)}]
    (folder / f"{CHAPTER.stem}.ipynb").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def empty_cells(folder: Path) -> None:
    (folder / f"{CHAPTER.stem}.ipynb").write_bytes(b'{"cells": [' + b"{}," * (42 * 2**20) + b"{}]}")


def one_long_source(folder: Path) -> None:
    made = json.loads(notebook("ch03", {}))
    made["cells"].append({"cell_type": "code", "source": "\U0001f600" * (30 * 2**20), "metadata": {}})
    (folder / f"{CHAPTER.stem}.ipynb").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


@needs_isolation
@pytest.mark.slow
@pytest.mark.parametrize(
    ("fill", "full"),
    [
        (tags_without_end, False),
        (many_large_files, False),
        (large_outputs, True),
        (empty_cells, False),
        (one_long_source, True),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_reading_a_folder_costs_bounded_time_and_memory(
    fill: Callable[[Path], None], full: bool, tmp_path: Path
) -> None:
    fill(tmp_path)
    with Graders(MODULES, 1) as graders:
        cost = graders.one(tmp_path, grade_folder_at_any_effort)
    assert isinstance(cost, Cost), cost
    assert cost.cpu < CPU
    assert cost.peak < WHOLE
    assert (cost.report.score == CHAPTER.max_score) == full
    assert full or cost.report.notes


# Twenty-five more, each of another kind


def put_into(
    folder: Path, chapter: str, answers: dict[str, str], behind: Cells = (), before: Cells = ()
) -> None:
    """The solved notebook with these answers, and cells before and behind its own."""
    made = json.loads(notebook(chapter, answers))
    made["cells"] = [*before, *made["cells"], *behind]
    data = json.dumps(made, ensure_ascii=False).encode()
    (folder / f"{chapter_of(chapter).stem}.ipynb").write_bytes(data)


def cell(source: Any, kind: str = "code", **metadata: Any) -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": metadata, "outputs": []}


def all_but(honest: str, chapter: str, source: str) -> dict[str, str]:
    symbols = {e.symbol for e in chapter_of(chapter).exercises} - {honest}
    return {symbol: source.replace("NAME", symbol) for symbol in symbols}


def observing(grader: str, answer: str, value: str) -> str:
    """An answer whose graders see what its author wants: code of the sandbox is the author's to change."""
    module, _, function = grader.rpartition(".")
    return f"""import sys
import numpy as np
for name, found in list(vars(sys.modules["autograder.graders.{module}"]).items()):
    if name == "{function}":
        if hasattr(found, "observe"):
            object.__setattr__(found, "observe", {value})
        else:
            found.__code__ = ({value}).__code__
def {answer}(*_, **__):
    pass
"""


DIES = "def NAME(*_, **__):\n    import os\n    os._exit(0)"
MANY = "0\n" * 18_000


def deaths_behind_many_statements(folder: Path) -> None:
    """All cells are loaded again for each exercise."""
    put_into(folder, "ch03", all_but("identity_function", "ch03", DIES), [cell(MANY)])


def deaths_when_alone(folder: Path) -> None:
    """The same for each grader that is tried a second time."""
    alone = """import sys
def alone():
    frame = sys._getframe()
    while frame:
        if "graders" in frame.f_locals.get("request", ()):
            return len(frame.f_locals["request"]["graders"]) == 1
        frame = frame.f_back
"""
    source = "def NAME(*_, **__):\n    import os\n    if alone(): os._exit(0)\n    return 0.5"
    put_into(folder, "ch03", all_but("identity_function", "ch03", source), [cell(MANY)], [cell(alone)])


def changes_where_the_reference_is_slow(folder: Path) -> None:
    """Right for the quick graders, and eight changed arguments for each: all mistakes are tried, and more."""
    train = """import sys
from autograder.sandbox import watch
watch.Watch.note = lambda self, change: None
def train(network, x, t, iters, batch_size, lr, rng):
    losses = []
    for _ in range(iters):
        i = rng.choice(len(x), batch_size)
        for key, g in network.gradient(x[i], t[i]).items():
            network.params[key] -= lr * g
        losses.append(network.loss(x[i], t[i]))
    if len(x) > 100:
        for key in network.params:
            network.params[key][...] = 0
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if isinstance(value, watch.Watch):
                value.changes[:] = [watch.Change("train", i * 10**6, "x") for i in range(8)]
        frame = frame.f_back
    return losses
"""
    put_into(folder, "ch05", {"train": train})


def exceptions_on_the_last_line(folder: Path) -> None:
    names = sorted(all_but("identity_function", "ch03", ""))
    defined = "\n".join(f"def {name}(*_, **__): return missing_{name}" for name in names)
    source = "#b\n" * 300_000 + defined
    put_into(folder, "ch03", all_but("identity_function", "ch03", "pass"), [cell(source)])


def answers_in_many_texts(folder: Path) -> None:
    names = sorted(all_but("identity_function", "ch03", ""))
    source = "\n".join(f"def {name}(): pass" for name in names)
    put_into(folder, "ch03", {}, before=[cell(source, "markdown")] * 1500)


def rows_of_nothing_for_a_judge(folder: Path) -> None:
    """Four million rows without an element."""
    value = "lambda impl, rng: {'n': 20, 'rows': np.zeros((2**22, 0))}"
    grader = "ch04_learning.grade_mini_batch_draws_anew_from_all_data"
    put_into(folder, "ch04", {"mini_batch": observing(grader, "mini_batch", value)})


def a_row_and_a_column_for_a_judge(folder: Path) -> None:
    """All pairs of them would be a table."""
    value = """lambda impl, *keys: [
    {"x": np.linspace(0, 6, 7000).reshape(-1, 1), "y": np.zeros((1, 7000)), **{k: "-" for k in keys}}
]"""
    grader = "ch01_python.lines_of_plot_sin_cos"
    put_into(folder, "ch01", {"plot_sin_cos": observing(grader, "plot_sin_cos", value)})


def very_many_lines_for_a_judge(folder: Path) -> None:
    value = """lambda impl, *keys: [
    {"x": [0.0, float(i)], "y": [0.0, 0.0], **{k: "-" for k in keys}} for i in range(2000)
]"""
    grader = "ch01_python.lines_of_plot_sin_cos"
    put_into(folder, "ch01", {"plot_sin_cos": observing(grader, "plot_sin_cos", value)})


def pictures_of_extremes(folder: Path) -> None:
    lines = """lambda impl, *keys: [
    {"x": np.random.rand(480) * 1e308, "y": (np.random.rand(480) - 0.5) * 1e308, **{k: "-" for k in keys}}
    for i in range(19)
]"""
    image = "lambda impl, image: [np.random.rand(1, 5000, 4) * 1e308, np.random.rand(250_000)]"
    surface = "lambda ax: (np.random.rand(6600, 3) - 0.5) * [1e308, 5e-324, 1e300]"
    answers = {
        "plot_sin_cos": observing("ch01_python.lines_of_plot_sin_cos", "plot_sin_cos", lines),
        "show_image": observing("ch01_python.shown", "show_image", image),
        "plot_surface": observing("ch01_python.surface_points", "plot_surface", surface),
    }
    put_into(folder, "ch01", answers)


def every_need_is_wrong(folder: Path) -> None:
    """All of the chapter is graded a second time, with large observations in each run."""
    source = "def NAME(*_, **__): return [np.random.rand(200_000) for _ in range(2)]"
    put_into(folder, "ch05", all_but("MulLayer", "ch05", source))


def failures_among_thousands_of_cells(folder: Path) -> None:
    source = "def NAME(*_, **__): return missing_NAME"
    cells = [cell(f"x{i} = 1", tags=[f"t{i + j}" for j in range(100)]) for i in range(4800)]
    failing = cell("\n".join(f"missing_{i}" for i in range(60)))
    put_into(folder, "ch03", all_but("identity_function", "ch03", source), [*cells, failing])


def exceptions_like_the_patterns(folder: Path) -> None:
    """Texts that nearly fit what is looked for in an exception."""
    blow = """TEXTS = [
    (IndexError, "index " + "1" * 490), (ValueError, "shapes (" + "1," * 240),
    (ValueError, "cannot reshape array of size " + "1" * 200 + " into shape " + "(" * 250),
    (TypeError, "'" + "a." * 240), (TypeError, "unsupported operand type(s) for " + "=:" * 230),
    (TypeError, "f() missing 1 required positional argument: " + "'a" * 220),
    (TypeError, "f() takes " + "1" * 200 + " positional arguments but " + "2" * 200 + " w"),
    (TypeError, "a.b() takes 1 positional argument but 2 were given"),
    (AttributeError, "module 'a" + ".a" * 230), (ValueError, "assignment output" * 20 + " read-onl"),
]
import random
def blow():
    kind, text = random.choice(TEXTS)
    raise kind(text)
"""
    calls = [cell("#\n" * 90_000), cell("blow()\n" * 50)]
    source = "def NAME(*_, **__): blow()"
    put_into(folder, "ch03", all_but("identity_function", "ch03", source), calls, [cell(blow)])


def metadata_of_many_values(folder: Path) -> None:
    put_into(folder, "ch03", {}, [cell("x = 1", a=[[]] * 255_000)] * 30)


def sources_of_many_values(folder: Path) -> None:
    put_into(folder, "ch03", {}, [cell([[]] * 1_500_000)] * 6)


def tags_that_are_wide(folder: Path) -> None:
    put_into(folder, "ch03", {}, [cell("x = 1", tags=["a" * 199 + "\U0001f600"] * 100)] * 2500)


def sources_that_are_wide(folder: Path) -> None:
    put_into(folder, "ch03", {}, [cell("#" * (2**20 - 10) + "\U0001f600")] * 90)


def half_a_character_in_large_cells(folder: Path) -> None:
    """What msgspec refuses is read by Python's json."""
    put_into(folder, "ch03", {}, [cell("HALF", a=[[]] * 1_000_000)] * 12)
    file = folder / f"{CHAPTER.stem}.ipynb"
    file.write_bytes(file.read_bytes().replace(b"HALF", rb"\ud800"))


def odd_and_wide(folder: Path) -> None:
    """No plain JSON, with one character beyond the BMP and line ends of two bytes."""
    text = "\U0001f600" + "a" * (15 * 2**20)
    put_into(folder, "ch03", {}, [cell("x = 1", n=float("nan"), t=text)])
    file = folder / f"{CHAPTER.stem}.ipynb"
    file.write_bytes(file.read_bytes().replace(b'"cells": ', b'"cells":\r\n', 1))


def old_and_wide(folder: Path) -> None:
    """nbformat 3, which is read by Python's json."""
    made = json.loads(notebook("ch03", {}))
    for c in made["cells"]:
        c["input"] = c["source"]
    large = {"cell_type": "code", "input": "#" * 2**20 + "\U0001f600", "outputs": []}
    old = {"nbformat": 3, "worksheets": [{"cells": made["cells"]}, {"cells": [large] * 14}]}
    (folder / f"{CHAPTER.stem}.ipynb").write_text(json.dumps(old, ensure_ascii=False), encoding="utf-8")


def broken_off_and_wide(folder: Path) -> None:
    put_into(folder, "ch03", {}, [cell("x = 1", a="\U0001f600" + "a" * 2**20)] * 14)
    file = folder / f"{CHAPTER.stem}.ipynb"
    file.write_bytes(file.read_bytes().rpartition(b'"metadata"')[0][:-200])


def the_same_key_again_and_again(folder: Path) -> None:
    cells = "[" + ",".join(['{"cell_type":"code","source":"' + "a" * 1000 + '"}'] * 4000) + "]"
    made = notebook("ch03", {}).decode().strip()
    right = json.dumps(json.loads(made)["cells"])
    again = f'{made[:-1]}{20 * (", " + json.dumps("cells") + ": " + cells)}, "cells": {right}}}'
    (folder / f"{CHAPTER.stem}.ipynb").write_text(again, encoding="utf-8")


def definitions_of_wide_names(folder: Path) -> None:
    wide = "\U00020000" * 8
    texts = ["".join(f"def {wide}{i}\n" for i in range(at, at + 50_000)) for at in range(0, 250_000, 50_000)]
    put_into(folder, "ch03", {}, [cell(text, "markdown") for text in texts])


def very_many_files(folder: Path) -> None:
    put_into(folder, "ch03", {})
    for i in range(20_000):
        (folder / f"{i}{'あ' * 60}.ipynb").touch()


def loops_pipes_and_a_long_time(folder: Path) -> None:
    put_into(folder, "ch03", {})
    (folder / "loop.ipynb").symlink_to("loop.ipynb")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "timestamp.txt").write_text("9" * 10**7)
    deep = folder
    for _ in range(200):
        deep /= "d"
        deep.mkdir()
        (deep / "up").symlink_to("..")


def nested_and_odd(folder: Path) -> None:
    """Four bytes of it become a dict, and only Python's json reads it."""
    deep = '{"":' * 900 + "0" + "}" * 900
    made = notebook("ch03", {}).decode().strip()[:-1]
    made += ', "z": [NaN, ' + ", ".join([deep] * 2200) + "]}"
    (folder / f"{CHAPTER.stem}.ipynb").write_text(made, encoding="utf-8")


# What fills the folder, the chapter, the exercise that keeps its points ("" if the file cannot be read).
SECOND_ROUND = [
    (deaths_behind_many_statements, "ch03", "identity_function"),
    (deaths_when_alone, "ch03", "identity_function"),
    (changes_where_the_reference_is_slow, "ch05", "MulLayer"),
    (exceptions_on_the_last_line, "ch03", "identity_function"),
    (answers_in_many_texts, "ch03", "identity_function"),
    (rows_of_nothing_for_a_judge, "ch04", "sum_squared_error"),
    (a_row_and_a_column_for_a_judge, "ch01", "average"),
    (very_many_lines_for_a_judge, "ch01", "average"),
    (pictures_of_extremes, "ch01", "average"),
    (every_need_is_wrong, "ch05", "MulLayer"),
    (failures_among_thousands_of_cells, "ch03", "identity_function"),
    (exceptions_like_the_patterns, "ch03", "identity_function"),
    (metadata_of_many_values, "ch03", "relu"),
    (sources_of_many_values, "ch03", "relu"),
    (tags_that_are_wide, "ch03", "relu"),
    (sources_that_are_wide, "ch03", "relu"),
    (half_a_character_in_large_cells, "ch03", ""),
    (odd_and_wide, "ch03", "relu"),
    (old_and_wide, "ch03", "relu"),
    (broken_off_and_wide, "ch03", "relu"),
    (the_same_key_again_and_again, "ch03", "relu"),
    (definitions_of_wide_names, "ch03", "relu"),
    (very_many_files, "ch03", "relu"),
    (loops_pipes_and_a_long_time, "ch03", "relu"),
    (nested_and_odd, "ch03", ""),
]


@needs_isolation
@pytest.mark.parametrize(
    ("fill", "chapter", "honest"),
    SECOND_ROUND,
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.slow
def test_an_attack_on_time_or_memory_costs_little(
    fill: Callable[[Path], None], chapter: str, honest: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path)
    with Graders([f"autograder.graders.{chapter_of(chapter).stem}"], 1) as graders:
        cost = graders.one(tmp_path, partial(grade_folder_of, chapter))
    assert isinstance(cost, Cost), cost
    assert cost.cpu < CPU
    assert cost.grown < MEMORY
    assert not cost.report.cut
    if honest:
        kept = cost.report.exercise(honest)
        assert kept.score == kept.max_score
    assert "Traceback" not in capfd.readouterr().err


def test_who_sends_byte_by_byte_does_not_wake_the_reader_for_each() -> None:
    """Ten seconds for each exercise of a chapter, and a few microseconds of the reader's for each byte."""
    ours, theirs = socket.socketpair()
    woken = 0

    class Counted:
        settimeout = ours.settimeout

        @staticmethod
        def recv(size: int) -> bytes:
            nonlocal woken
            woken += 1
            return ours.recv(size)

    pid = os.fork()
    if pid == 0:
        theirs.sendall(HEADER.pack(2**20))
        while True:
            theirs.send(b"x")
            time.sleep(0)
    try:
        with pytest.raises(Late):
            Channel(Counted()).receive(time.monotonic() + 1)  # type: ignore[arg-type]
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        ours.close()
        theirs.close()
    assert woken < 400


def grade_folder_of(chapter: str, folder: Path, sandbox: Sandbox, effort: Effort) -> Cost:
    assert effort == FULL
    return grade_folder_at_any_effort(folder, sandbox, effort, chapter_of(chapter))


def grade_folder_at_any_effort(
    folder: Path, sandbox: Sandbox, effort: Effort, chapter: Chapter = CHAPTER
) -> Cost:
    with Weight() as weight:
        handed = hand_in(folder, chapter, effort)
        report = grade_handed(handed, chapter, Seeds(b"bounds", "s"), sandbox, effort)
        graded_notebook(handed.submission, report, chapter, "ja")
    return Cost(report, weight.cpu, weight.grown, weight.peak)


# The bound around all of it


def stumble(task: str, sandbox: Sandbox, effort: Effort) -> tuple[Effort, int]:
    """A task whose explanation goes wrong in one of the ways in which one might."""
    what, _, how_often = task.partition(" ")
    wrong = effort.explained or (effort.graded and how_often == "twice") or how_often == "always"
    while wrong and what == "burn":
        pass
    if wrong and what == "wait":
        time.sleep(600)
    if wrong and what == "hog":
        bytearray(2**30)
    if wrong and what == "die":
        os._exit(1)
    if wrong and what == "raise":
        raise ValueError("five")
    return effort, os.getpid()


SHORT = Allowance(cpu_seconds=1, wall_seconds=4)


@pytest.mark.slow
def test_what_goes_beyond_its_bound_is_tried_again_with_less_and_costs_nobody_else() -> None:
    ways = ("burn", "wait", "hog", "die", "raise")
    tasks = [f"{way} {often}" for way in ways for often in ("once", "twice", "always")]
    tasks = [t for task in tasks for t in (f"honest {task}", task)]
    with Graders([], 2, unsafe=True, allowance=SHORT) as graders:
        found = dict(filter(None, graders.each(tasks, stumble)))
    assert sorted(found) == sorted(tasks)
    for task, result in found.items():
        what, *_, often = task.split()
        if what == "honest":
            assert result[0] == FULL, task
        elif often == "always":
            assert isinstance(result, NotGraded), task
        else:
            effort = result[0]
            assert not effort.explained and effort.graded == (often == "once"), task
            assert effort.why and ("five" in effort.why.en) == (what == "raise"), task


@pytest.mark.slow
def test_a_beat_comes_while_nothing_is_done() -> None:
    """So that what others got can be written while one submission uses up its time."""
    with Graders([], 2, unsafe=True, allowance=SHORT) as graders:
        came = [done[0] if done else None for done in graders.each(["wait", "honest"], stumble, beat=0.5)]
    after = came[came.index("honest") :]
    assert after.index(None) < after.index("wait")


@pytest.mark.slow
@needs_isolation
def test_marks_without_reasons_are_the_same_marks() -> None:
    answers = {
        "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
        "softmax": "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))",
        "relu": "def relu(x):\n    while True: pass",
        "one_hot": "def one_hot(t, n):\n    return missing",
        "layer": "def layer(x:\n    pass",
        "accuracy": "pass",
    }
    with new_sandbox("ch03") as sandbox:
        full = graded("ch03", answers, sandbox)
        submission = read_submission(notebook("ch03", answers), "ch03.ipynb")
        bare = grade(submission, CHAPTER, Seeds(b"tests", "student"), sandbox, explained=False)
    seen = [[(e.id, e.score, e.status, e.followed) for e in r.exercises] for r in (full, bare)]
    assert seen[0] == seen[1]
    for a, b in zip(full.exercises, bare.exercises, strict=True):
        assert [(o.name, o.passed) for o in a.outcomes] == [(o.name, o.passed) for o in b.outcomes]
        assert not b.reasons and b.hint is None


@needs_isolation
@pytest.mark.parametrize("graded_at_all", [True, False])
def test_a_report_that_was_cut_says_so(graded_at_all: bool, tmp_path: Path) -> None:
    (tmp_path / f"{CHAPTER.stem}.ipynb").write_bytes(notebook("ch03", {"relu": "def relu(x):\n    return x"}))
    with new_sandbox("ch03") as sandbox, Graders([], 1, unsafe=True, allowance=SHORT) as graders:
        often = "once" if graded_at_all else "twice"
        effort, _ = graders.one(f"hog {often}", stumble)
        handed = hand_in(tmp_path, CHAPTER, effort)
        report = grade_handed(handed, CHAPTER, Seeds(b"s", "s"), sandbox, effort)
        full = grade_handed(hand_in(tmp_path, CHAPTER), CHAPTER, Seeds(b"s", "s"), sandbox)
    assert report.cut and not full.cut
    assert report.score == (full.score if graded_at_all else 0.0)
    assert any("時間かメモリ" in note.ja and "memory" in note.en for note in report.notes)
    page = graded_notebook(handed.submission, report, CHAPTER, "en").decode()
    assert "used up the time or memory" in page
