"""Exercises that keep to themselves are observed in turn in one fork; what is wrong there, again alone."""

from __future__ import annotations

import ast
import importlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from grading_case import SEEDS, chapter_of, new_sandbox, notebook

from autograder import rooms
from autograder.catalog import Chapter, catalog
from autograder.change import changed, definitions
from autograder.grading import engine
from autograder.grading.deciding.answers import answers
from autograder.grading.handed import weights_beside
from autograder.report import Report
from autograder.sandbox import run
from autograder.sandbox.channel import Channel
from autograder.sandbox.loading import RunCell
from autograder.sandbox.needed import contained
from autograder.sandbox.observation import LATE, UNWRITTEN
from autograder.sandbox.sandbox import Clock, Job, Observation, Observed, Request, Sandbox
from autograder.submission import read_submission
from solutions.mistakes import mistakes_of

GIVEN = (
    "import numpy as np\nimport matplotlib.pyplot as plt\ndef given(x):\n    return x\nnetwork = given({})"
)

KEEPS = [
    "def f(x, h=1e-4, axes=(0, -1)):\n    y = np.exp(x - np.max(x)); y[0] += h\n    return y / y.sum()",
    "def f(x):\n    with np.errstate(all='ignore'):\n        return np.where(x > 0, 1 / x, 0)",
    "def f(x):\n    def g(y):\n        return y + x\n    return [g(y) for y in x if (z := y)] + [z]",
    "def f(x):\n    return list(map(lambda y: given(y), sorted(x, key=lambda y: -y)))",
    "RATE = 0.5\nSIZES = (2, 3)\ndef f(x):\n    return RATE * x * len(SIZES)",
    "class A:\n    'text'\n    size = 3\n    def __init__(self):\n        self.x = None\n"
    "    def forward(self, x):\n        self.x = x; self.x[0] = 1\n        return x * self.size",
    "class A:\n    pass\nclass B(A):\n    def __init__(self):\n        super().__init__(); self.params = {}\n"
    "    @property\n    def n(self):\n        return len(self.params)\n"
    "    @staticmethod\n    def g(x):\n        return np.linalg.norm(x)",
    "def f(x):\n    np.random.seed(0)\n    return np.random.randn(3) + np.random.default_rng(0).normal()",
    "from numpy import exp, random as r\ndef f(x):\n    return exp(x) + r.rand()",
    "from collections import OrderedDict\nfrom math import pi\ndef f(x):\n    return OrderedDict(x=pi)",
    "def f(x):\n    try:\n        return x[0]\n    except TypeError as e:\n        raise ValueError(e)",
    "def f(x):\n    return np.lib.stride_tricks.sliding_window_view(x, 3)",
    "import os, time\ndef f(x):\n    return x",
    "'only a text'",
    "",
]

KEEPS += ["def f(x):\n    return (lambda y=[]: y)()"]  # made anew in each call

KEEPS_NOT = [
    "seen = []\ndef f(x):\n    seen.append(x)",
    "seen = {}\ndef f(x):\n    seen[x] = 1",
    "count = 0\ndef f(x):\n    global count\n    count += 1",
    "def f(x, seen=[]):\n    return seen",
    "def f(x, *, seen={}):\n    return seen",
    "def f(x):\n    f.count = 1",
    "class A:\n    seen = []",
    "class A:\n    def f(self):\n        A.seen = 1",
    "class A:\n    def f(self):\n        type(self).seen = 1",
    "class A:\n    def f(self):\n        self.__class__.seen = 1",
    "class A:\n    @classmethod\n    def f(cls):\n        cls.seen = 1",
    "class A:\n    @staticmethod\n    def f(self):\n        self.seen = 1",
    "class A:\n    def f(self, other):\n        other.seen = 1",
    "class A:\n    def f(self):\n        del self.a.b",
    "class A:\n    def __del__(self):\n        pass",
    "class A(network):\n    pass",
    "class A(metaclass=type):\n    pass",
    "@given\nclass A:\n    pass",
    "@given\ndef f(x):\n    pass",
    "from functools import lru_cache\n@lru_cache\ndef f(x):\n    return x",
    "class A:\n    @given\n    def f(self):\n        pass",
    "def f(x):\n    np.exp = x",
    "def f(x):\n    n = np\n    n.exp = x",
    "def f(x):\n    np.seterr(all='raise')",
    "def f(x):\n    np.set_printoptions(precision=2)",
    "def f(x):\n    np.random.set_bit_generator(x)",
    "def f(x):\n    np.random.mtrand._rand = x",
    "def f(x):\n    return np._core",
    "def f(x):\n    return np.lib.stride_tricks.as_strided(x, (9,))",
    "def f(x):\n    return np.load(x)",
    "def f(x):\n    x.tofile('a')",
    "from numpy import seterr\ndef f(x):\n    seterr(all='raise')",
    "from numpy import *\ndef f(x):\n    return exp(x)",
    "def f(x):\n    return plt.plot(x)",
    "def f(x):\n    return network['W1']",
    "def f(x):\n    return open('a')",
    "def f(x):\n    return eval(x)",
    "def f(x):\n    return globals()",
    "def f(x):\n    setattr(x, 'a', 1)",
    "def f(x):\n    return f.__globals__",
    "def f(x):\n    return ().__class__.__base__.__subclasses__()",
    "import os\ndef f(x):\n    os._exit(0)",
    "import time\ndef f(x):\n    time.sleep(1)",
    "def f(x):\n    import os\n    os.chdir('/')",
    "def f(x):\n    class A:\n        pass",
    "async def f(x):\n    pass",
    "def f(x):\n    with x:\n        pass",
    "def f(x):\n    np = x\n    with np.errstate():\n        pass",
    "def f(x):\n    return unknown(x)",
    "print = given\nprint(1)",
    "x = given(1)",
    "for i in range(3):\n    pass",
    "np.exp = given",
    "if True:\n    def f(x):\n        pass",
    "f = lambda x: x",
    "np = 1\nnp = given",
    "def g(x):\n    return x\ng = []\ndef f(x):\n    g.append(x)",
    "g = []\ndef f(x):\n    return [g for x in x] + (lambda g: g)(x)",
    f"def f(x):\n    return {'+'.join(['x'] * 900)}",  # a tree of that depth
]


def keeps(source: str) -> bool:
    return contained(ast.parse(source).body, ast.parse(GIVEN).body)


@pytest.mark.parametrize("source", KEEPS)
def test_what_keeps_to_itself_is_known(source: str) -> None:
    assert keeps(source)


@pytest.mark.parametrize("source", KEEPS_NOT)
def test_what_may_not_keep_to_itself_is_not_taken_to(source: str) -> None:
    assert not keeps(source)


# ------------------------------------------------------------------------------------- forks, and what stands

STEM = chapter_of("ch03").stem
RELU = "def relu(x):\n    return np.maximum(0, x)"
SIGMOID = "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))"
IDENTITY = "def identity_function(x):\n    return x"
SYMBOLS = ("relu", "sigmoid", "identity_function")


class Asked(Sandbox):
    """A sandbox that notes how many exercises each fork was asked for."""

    forks: list[int]


@pytest.fixture(scope="module")
def started() -> Iterator[Asked]:
    with Asked(new_sandbox("ch03").modules, clock=Clock(statement=5, exercise=2)) as made:
        yield made


@pytest.fixture
def sandbox(started: Asked, monkeypatch: pytest.MonkeyPatch) -> Asked:
    started.forks = []
    ask = run.Run._ask

    def noted(self: run.Run, channel: Channel, requests: Sequence[Request]) -> Channel:
        started.forks.append(len(requests))
        return ask(self, channel, requests)

    monkeypatch.setattr(run.Run, "_ask", noted)
    return started


def observed(sandbox: Sandbox, *sources: str, right: Any = lambda key, seen: True) -> Observed:
    """What is seen of three exercises; the functions are in cells of their own, with NumPy imported above."""
    cells = (
        RunCell(0, "import numpy as np", released=True),
        *itertools.starmap(RunCell, enumerate(sources, 1)),
    )
    known = answers(chapter_of("ch03"))
    requests = tuple(Request(s, STEM, tuple((g.name, 7) for g in known.graders[s])) for s in SYMBOLS)

    def settle(key: str, name: str, seen: Observation) -> Observation | None:
        return seen if not seen.failure and right(key, seen) else None

    return sandbox.run(Job(cells, frozenset(SYMBOLS), requests), settle=settle)


def lost_of(found: Observed, *keys: str) -> set[str]:
    """Why there is no value of exercises, "" where there is one."""
    seen = [seen for key in keys for seen in found.exercises[key].values()]
    return {s.lost or (s.failure.type if s.failure else "") for s in seen}


def values(found: Observed) -> list[str]:
    return [repr(seen) for exercise in found.exercises.values() for seen in exercise.values()]


def test_what_is_right_takes_one_fork(sandbox: Asked) -> None:
    found = observed(sandbox, RELU, SIGMOID, IDENTITY)
    assert sandbox.forks == [3]
    assert tuple(found.exercises) == SYMBOLS and set(found.seconds) == set(SYMBOLS)
    alone = observed(
        sandbox, RELU, SIGMOID, "kept = [0]\ndef identity_function(x):\n    return x if kept else 0"
    )
    assert sandbox.forks == [3, 1, 1, 1]
    assert values(found) == values(alone)


def test_what_is_wrong_runs_once_more_alone(sandbox: Asked) -> None:
    observed(sandbox, RELU, SIGMOID, IDENTITY, right=lambda key, seen: key != "sigmoid")
    assert sandbox.forks == [3, 1]


def test_what_is_not_written_is_not_asked_for(sandbox: Asked) -> None:
    found = observed(sandbox, RELU, SIGMOID, "def identity_function(x):\n    raise NotImplementedError")
    assert sandbox.forks == [2]
    assert lost_of(found, "identity_function") == {UNWRITTEN}


def test_who_asks_for_no_verdict_gets_a_fork_for_each(sandbox: Asked) -> None:
    known = answers(chapter_of("ch03"))
    requests = tuple(
        Request(s, STEM, ((known.graders[s][0].name, 7),)) for s in ("relu", "identity_function")
    )
    sandbox.run(Job((RunCell(1, f"import numpy as np\n{RELU}\n{IDENTITY}"),), frozenset(SYMBOLS), requests))
    assert sandbox.forks == [1, 1]


def test_what_hangs_is_late_once_and_takes_nothing_from_the_others(sandbox: Asked) -> None:
    found = observed(sandbox, RELU, "def sigmoid(x):\n    while True:\n        pass", IDENTITY)
    assert lost_of(found, "sigmoid") == {LATE}
    assert lost_of(found, "relu", "identity_function") == {""}
    assert sandbox.forks == [3, 1]


LIES = {
    "dies": "def sigmoid(x):\n    import os\n    os._exit(0)",
    "kills": "def sigmoid(x):\n    import os, signal\n    os.killpg(0, signal.SIGKILL)",
    "garbage": "def sigmoid(x):\n    import os\n    for fd in range(3, 64):\n        try:\n"
    "            os.write(fd, b'\\0\\0\\0\\1\\0')\n        except OSError:\n            pass\n    return x",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_session_that_says_what_is_not_so_loses_by_it(
    lie: str, sandbox: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = run.read_loaded
    monkeypatch.setattr(run, "read_loaded", lambda *said: replace(read(*said), contained=True))
    found = observed(sandbox, RELU, LIES[lie], IDENTITY)
    assert sandbox.forks[0] == 3
    assert all(seen.lost or seen.failure for seen in list(found.exercises["sigmoid"].values())[1:])
    assert lost_of(found, "relu", "identity_function") == {""}


def test_a_state_of_ones_own_reaches_no_other_exercise(sandbox: Asked) -> None:
    """Who keeps count in a list of the notebook is observed as if nothing had been called before."""
    counting = "calls = []\ndef identity_function(x):\n    calls.append(x)\n    return x * len(calls)"
    relu = "def relu(x):\n    calls.append(x)\n    return np.maximum(0, x)"
    found = observed(sandbox, relu, SIGMOID, counting)
    only = observed(sandbox, counting)
    assert set(sandbox.forks) == {1}
    seen, alone = (list(o.exercises["identity_function"].values()) for o in (found, only))
    assert list(map(repr, seen)) == list(map(repr, alone))


# ------------------------------------------------------------------------------ matplotlib, when it is needed


def test_matplotlib_is_imported_when_an_answer_needs_it_and_kept_for_the_next() -> None:
    source = "import sys\ndef identity_function(x):\n    return float('matplotlib' in sys.modules)"
    plotting = "import matplotlib.pyplot as plt\ndef relu(x):\n    return plt.gcf and np.maximum(0, x)"
    with new_sandbox("ch03") as fresh:

        def has_it() -> float:
            first, *_ = observed(fresh, source).exercises["identity_function"].values()
            return float(first.value)

        assert not fresh.plots and has_it() == 0
        found = observed(fresh, plotting)
        assert lost_of(found, "relu") == {""}
        assert fresh.plots and has_it() == 1


# ----------------------------------------------------------------------------------- the same marks both ways


def answers_of(chapter: Chapter, turn: int) -> dict[str, str]:
    """Of every other exercise a mistake that is a change of the reference, in turn another one."""
    found: dict[str, list[str]] = {}
    module = importlib.import_module(f"solutions.mistakes.{chapter.stem}")
    text = definitions((rooms.solutions() / f"{chapter.stem}.py").read_text(encoding="utf-8"))
    for mistake in mistakes_of(module):
        if mistake.changes:
            found.setdefault(mistake.symbol, []).append(changed(text[mistake.symbol], mistake.changes))
    made = {s: sources[turn % len(sources)] for s, sources in found.items()}
    return {s: made[s] for number, s in enumerate(made) if (number + turn) % 2}


@pytest.mark.parametrize("turn", [pytest.param(-1, id="right"), *range(4)])
@pytest.mark.parametrize(
    "chapter", [pytest.param(c, id=c.id, marks=() if c.id == "ch03" else pytest.mark.slow) for c in catalog()]
)
def test_the_report_is_the_same_as_with_a_fork_for_each(
    chapter: Chapter, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {} if turn < 0 else answers_of(chapter, turn)
    submission = read_submission(notebook(chapter.id, wrong), f"{chapter.id}.ipynb")
    weights = weights_beside(rooms.solutions(), chapter)

    def report(sandbox: Sandbox) -> Report:
        made = engine.grade(submission, chapter, SEEDS, sandbox, weights=weights)
        timeless = [
            replace(e, standing=e.standing and replace(e.standing, seconds=0.0)) for e in made.exercises
        ]
        return replace(made, exercises=tuple(timeless)).without_pictures()

    with new_sandbox(chapter.id) as sandbox:
        in_turn = report(sandbox)
        in_forks = Sandbox.run
        monkeypatch.setattr(Sandbox, "run", lambda self, job, look, settle=None: in_forks(self, job, look))
        alone = report(sandbox)
    assert in_turn == alone
