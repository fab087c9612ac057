"""A class of two hundred, a third of it hostile, graded in one run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from grading_case import ALL_RUNS, chapter_of, notebook
from hostile_case import Secrets, corpus, mounts

from autograder.grading.allowance import FULL, Effort
from autograder.grading.engine import Seeds, grade
from autograder.grading.processes import Graders, NotGraded
from autograder.report import Report
from autograder.sandbox import isolation
from autograder.sandbox.sandbox import Sandbox
from autograder.submission import read_submission

CHAPTER = chapter_of("ch03")
MODULES = [f"autograder.graders.{CHAPTER.stem}"]
SIZE, JOBS = 200, 2
WAITING = 3  # attacks of those that wait for a limit of time: each takes ten seconds and more
GROWTH = 40 * 2**20  # bytes that a trusted process may grow by, after its first submissions

HONEST = {
    "all": {},
    "some": {"softmax": "def softmax(x):\n    raise NotImplementedError", "one_hot": "pass"},
    "wrong": {"relu": "def relu(x):\n    return x", "sigmoid": "def sigmoid(x):\n    return np.tanh(x)"},
    "broken": {
        "layer": "def layer(x, W, b, h):\n    return h(x @ W + c)",
        "predict": "def predict(x:\n    1",
    },
    "slow": {"relu": "import time\ntime.sleep(0.05)\ndef relu(x):\n    return np.maximum(0, x)" + ALL_RUNS},
}


@dataclass(frozen=True)
class Task:
    """One submission; `kind` names it among the honest ones."""

    kind: str
    data: bytes


@dataclass(frozen=True)
class Done:
    """Its report, and the process that graded it."""

    report: Report
    pid: int
    memory: int


def work(task: Task, sandbox: Sandbox, effort: Effort = FULL) -> Done:
    assert effort == FULL
    report = grade(read_submission(task.data, "ch03.ipynb"), CHAPTER, Seeds(b"crowd", task.kind), sandbox)
    return Done(report, os.getpid(), psutil.Process().memory_info().rss)


def hostile(secrets: Secrets) -> list[Task]:
    """A third of the class: the corpus again and again, with few of those that wait."""
    waits = (
        "loop",
        "hang",
        "sleep",
        "wait",
        "endless",
        "clock",
        "half_a",
        "bomb",
        "memory",
        "output",
        "recursion",
    )
    attacks = [a for a in corpus() if not any(word in f"{a.name} {a.what}".lower() for word in waits)]
    waiting = [a for a in corpus() if a.name in ("exhaust/loop", "exhaust/fork_bomb", "time/stopped_clock")]
    chosen = [*waiting[:WAITING], *(attacks[i % len(attacks)] for i in range(SIZE // 3 - WAITING))]
    return [Task("", notebook("ch03", {a.target: secrets.put_into(a.source)})) for a in chosen]


def processes() -> set[str]:
    """What runs under this process."""
    return {f"{p.pid} {p.name()}" for p in psutil.Process().children(recursive=True)}


@pytest.mark.slow
@pytest.mark.skipif(any(not layer.available for layer in isolation.survey()), reason="no isolation here")
def test_a_third_of_a_class_is_hostile_and_nobody_else_notices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    alone = {}
    for kind, answers in HONEST.items():
        with Sandbox(MODULES) as sandbox:
            alone[kind] = work(Task(kind, notebook("ch03", answers)), sandbox).report
    secrets = Secrets()
    before, mounted = processes(), mounts()
    bad = hostile(secrets)
    kinds = list(HONEST)
    good = [
        Task(k, notebook("ch03", HONEST[k])) for k in (kinds[i % len(kinds)] for i in range(SIZE - len(bad)))
    ]
    tasks = [task for i in range(len(good)) for task in (good[i], *bad[i // 2 : i // 2 + 1][: 1 - i % 2])]
    assert len(tasks) == SIZE

    memory: dict[int, list[int]] = defaultdict(list)
    seen = 0
    with Graders(MODULES, JOBS) as graders:
        finished = list(filter(None, graders.each(tasks, work)))
    for task, done in finished:
        assert not isinstance(done, NotGraded), done
        memory[done.pid].append(done.memory)
        seen += 1
        if task.kind:
            assert done.report == alone[task.kind]
        else:
            assert done.report.score < CHAPTER.max_score
            assert secrets.secret not in str(done.report)

    assert seen == SIZE
    assert len(memory) == JOBS  # no process had to be replaced
    for grown in memory.values():
        assert max(grown[-10:]) - max(grown[:20]) < GROWTH
    left = processes() - before  # multiprocessing's two servers stay
    assert len(left) <= 2 and all("python" in p for p in left)
    assert secrets.traces() == []
    assert mounts() == mounted
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith("pymp-")] == []  # multiprocessing's
    secrets.close()
    shutil.rmtree(secrets.place, ignore_errors=True)
