"""Only what the answers need is run: of all that people leave in a notebook, what an answer could notice."""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from grading_case import SEEDS, new_sandbox, notebook
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from autograder import rooms
from autograder.catalog import Chapter, catalog
from autograder.change import changed, definitions
from autograder.grading import engine
from autograder.grading.deciding.plan import Plan, cells_to_run
from autograder.grading.engine import grade
from autograder.sandbox.loading import RunCell, load, python_of
from autograder.sandbox.needed import only_defines
from autograder.submission import Submission, read_submission
from solutions.mistakes import mistakes_of

CHAPTERS = [pytest.param(c, id=c.id, marks=() if c.id == "ch05" else pytest.mark.slow) for c in catalog()]

SYMBOLS = frozenset({"f", "C"})


def ran(*cells: str, symbols: frozenset[str] = SYMBOLS) -> set[str]:
    """The statements that run, by a word `# word` behind them."""
    found = set()
    texts = [cell.strip().splitlines() for cell in cells]

    def before(cell: int, statement: int) -> bool:
        if statement >= 0:
            found.add((cell, statement))
        return statement < 0  # which ones is all that is asked

    load([RunCell(i, "\n".join(lines)) for i, lines in enumerate(texts)], symbols, {}, before)
    words = [[m[1] for line in lines if (m := re.search(r"# (\w+)$", line))] for lines in texts]
    return {words[cell][statement] for cell, statement in found}


ANSWER = "def f(x): print(len(x), range(3)); return np.maximum(lower, x)  # f"


@pytest.mark.parametrize(
    "trial",
    [
        "for i in range(10_000): f(i)  # trial",
        "print(f(3))  # trial",
        "f(3)  # trial",
        "y = f(np.arange(3))  # trial",
        "%timeit f(3)  # trial",
        "%time f(3)  # trial",
        "!ls  # trial",
        "files = !ls  # trial",
        "%pip install numpy  # trial",
        "?f  # trial",
        "plt.plot(f(np.arange(3)))  # trial",
        "plt.rcParams['font.size'] = 3  # trial",
        "net = TwoLayerNet(784, 50, 10)  # trial",
        "net.update(x_train, t_train)  # trial",
        "with open('params.pkl', 'rb') as file: params = pickle.load(file)  # trial",
        "np.save('W.npy', net.W)  # trial",
        "np.testing.assert_allclose(f(3), 3)  # trial",
        "time.sleep(10)  # trial",
        "assert f(3) == 3  # trial",
        "check('f')  # trial",
        "name = input('?')  # trial",
        "exit()  # trial",
        "import torch  # trial",
        "while True: net.train()  # trial",
        "for i in range(3): print(i); sys.stdout.flush()  # trial",
    ],
)
def test_a_trial_is_left_out(trial: str) -> None:
    head = "import numpy as np  # np\nimport matplotlib.pyplot as plt  # plt\nimport sys, time, pickle  # s"
    assert "trial" not in ran(head, "lower = 0  # lower", ANSWER, trial), trial
    assert ran(head, "lower = 0  # lower", ANSWER, trial) >= {"np", "lower", "f"}


@pytest.mark.parametrize(
    "change",
    [
        "lower = 1  # change",
        "lower += 1  # change",
        "lower, upper = 1, 2  # change",
        "lower[0] = 3  # change",
        "lower.append(3)  # change",
        "lower.size = 3  # change",
        "for lower in range(3): pass  # change",
        "if True: lower = 3  # change",
        "with open('x') as lower: pass  # change",
        "del lower  # change",
        "import math as lower  # change",
        "from common.functions import lower  # change",
        "from common.functions import *  # change",
        "def lower(x): return x  # change",
        "print(lower := 3)  # change",
        "fill(lower)  # change",
        "np.copyto(lower, 3)  # change",
        "np.add(3, 3, out=lower)  # change",
        "exec('lower = 3')  # change",
        "globals()['lower'] = 3  # change",
        "eval('lower.append(3)')  # change",
        "%run script.py  # change",
        "%time lower = 3  # change",
        "setattr(lower, 'x', 3)  # change",
        "np.maximum = max  # change",
        "np.seterr(all='raise')  # change",
        "np.random.seed(0)  # change",
        "sys.path.append(os.pardir)  # change",
        "os.chdir('..')  # change",
        "f.limit = 3  # change",
        "f = decorate(f)  # change",
    ],
)
def test_what_an_answer_could_notice_is_run(change: str) -> None:
    cells = ["import numpy as np, sys, os  # np", "lower = [0]  # lower", ANSWER, change]
    assert ran(*cells) == {"np", "lower", "f", "change"}


def test_what_a_change_needs_is_run_and_nothing_else() -> None:
    assert ran(
        "import numpy as np  # np\nstart = 3  # start\nother = 4  # other",
        "def helper(x): return start + x  # helper\ndef unused(x): return other  # unused",
        "lower = helper(2)  # lower\nunused(3)  # trial",
        ANSWER,
    ) == {"np", "start", "helper", "lower", "f"}


def test_another_name_of_the_same_object_is_followed() -> None:
    cells = [
        "lower = {}  # lower",
        "def f(x): return lower  # f",
        "same = lower  # same",
        "same['x'] = 1  # set",
    ]
    assert ran(*cells) == {"lower", "f", "same", "set"}
    assert ran(*cells[:2], "for part in lower.values(): part[0] = 1  # loop") == {"lower", "f", "loop"}


def test_what_a_called_function_changes_is_followed() -> None:
    cells = ["lower = []  # lower", "def f(x): return lower  # f"]
    assert ran(*cells, "def note(x): lower.append(x)  # note", "note(3)  # call") == {
        "lower",
        "f",
        "note",
        "call",
    }
    glob = "def note(x):\n    global lower\n    lower = x\n# note"
    assert ran(
        *cells, glob.replace("\n#", "  #"), "def twice(): note(1); note(2)  # twice", "twice()  # call"
    ) == {*("lower", "f", "note", "twice", "call")}
    counted = "answers = []  # answers\ndef f(x): answers.append(x); return answers  # f"
    assert ran(counted, "f(3)  # trial") == {"answers", "f", "trial"}


def test_a_method_is_patched() -> None:
    cells = ["class C:  # C\n    def forward(self, x): return x", "def new(self, x): return 0  # new"]
    assert ran(*cells, "C.forward = new  # patch") == {"C", "new", "patch"}
    assert ran(*cells, "setattr(C, 'forward', new)  # patch") == {"C", "new", "patch"}
    assert ran(*cells, "D = C  # D", "D.forward = new  # patch") == {"C", "new", "D", "patch"}
    patch = "def patch(cls): cls.forward = new  # patcher"
    assert ran(*cells, patch, "patch(C)  # patch") == {"C", "new", "patcher", "patch"}
    assert ran(*cells, "c = C()  # c", "c.forward(3)  # trial") == {"C"}


def test_of_a_class_what_stands_outside_its_methods_runs_at_once() -> None:
    quiet = 'class A:  # A\n    """A text."""\n    def m(self): return eval("a")'
    assert ran("a = 1  # a", quiet, "def f(x): return x  # f") == {"f"}
    holds = ["a = [1]  # a", "class A:  # A\n    k = a", "A.k.append(2)  # change", "def f(x): return a  # f"]
    assert ran(*holds) == {"a", "A", "change", "f"}


def test_what_may_read_anything_has_all_that_stands_before_it() -> None:
    assert ran("a = 3  # a", "def f(x): return eval('a + x')  # f", "b = 4  # b") == {"a", "f", "b"}
    assert ran("a = 3  # a", "exec('a')  # exec", "b = 4  # b", "def f(x): return x  # f") == {
        "a",
        "exec",
        "f",
    }


def test_a_cell_magic_is_seen_through() -> None:
    assert "time" in ran("%%time\nlower = 3\n# time", "def f(x): return lower  # f")
    assert "time" not in ran("%%time\nfor i in range(3): f(i)\n# time", "def f(x): return x  # f")
    assert "time" not in ran("%%timeit\nf(3)\n# time", "def f(x): return x  # f")
    assert "file" in ran("%%writefile mine.py\nlower = 3\n# file", "def f(x): return x  # f")
    assert "shell" not in ran("%%bash\nls\n# shell", "def f(x): return x  # f")


def test_modules_of_ones_own_are_run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.py").write_text("")
    monkeypatch.chdir(tmp_path)
    assert ran("import mine  # mine\nimport json  # json", "def f(x): return x  # f") == {"mine", "f"}


# ------------------------------------------------------------------------------------ notebooks of any kind

DATA, FUNCTIONS, CLASSES = ("a", "b", "c"), ("f", "g", "h"), ("C", "D")
TEMPLATES = """
V = [1, 2]|V = W|V = [W]|V = {'k': W}|V = W[0]|V = F(W)|V = lambda: W|V, W = W, V|V = K()|V = K|V = F
V.append(1)|V[0] = 9|V += [1]|V.k = 5|V['k'] = W|del V|V.m(W)|F(V)|K.m(V, W)|print(V)|(V := [3])
for i in range(2): V.append(i)|for V in [W]: pass|for i in [V]: i.append(2)|[i.append(3) for i in [V]]
V = [i for i in W]|if V: W = [7]|while V and len(V) < 4: V.append(4)|V = W if V else [8]|V = W or [2]
with contextlib.suppress(Exception): V.append(W)|with contextlib.nullcontext(V) as W: W.append(6)
try: V[5] = 1@except Exception as e: W = [0]@
match V:@    case [first, *W]: pass@    case _: W = [4]
def F(x): return [x, V]|def F(x): return G(x)|def F(x): V.append(x); return W|def F(x): x.append(1); return x
def F(x):@    global V@    V = x@    return [x]
def F(x, y=V): return [x, y]|def F(x): return K().m(x)|def F(x): return [i for i in V]
def F(x):@    def inner(): return V@    return inner()
def F(x): x.k = V; return x|def F(x): return (lambda: [V, x])()|@G@def F(x): return x
class K:@    k = V@    def m(self, x): return [self.k, x, W]
class K(L):@    def m(self, x): return [x, F(W)]
class K:@    def m(self, x): self.k = x; V.append(1); return self.k
class K:@    k = 1@    def m(self, x):@        global V@        V = x@        return self.k
K.k = V|K.m = lambda self, x: V|setattr(K, 'k', V)|V = K; V.k = W|F.k = V|F = G|V = F; V.k = W|K = L
exec('V = [3]')|globals()['V'] = [4]|eval('V.append(5)')|import math as V|from math import pi as V
F = functools.partial(G, V)|V = map(F, W)|V = sorted(W)|V = copy.copy(W)|np.copyto(V, W)
V = np.array([1., 2.])|V = np.array(W, dtype=object)|V = V[::-1]|np.add.at(V, 0, 1)
V.sort()|V.update(k=W)|V |= {'z': 1}|V = iter(W)
next(V)|V = next(W)|list(V)|V = F(V) + W|F(K)|K(V)|V = getattr(W, 'append'); V(3)|V = [F, G]; V[0](W)
""".strip().replace("|", "\n")


@st.composite
def statements(draw: Callable[..., Any]) -> str:
    text = draw(st.sampled_from(TEMPLATES.split("\n"))).replace("@", "\n")
    for letters, names in (("VW", DATA), ("FG", FUNCTIONS), ("KL", CLASSES)):
        for letter in letters:
            text = re.sub(rf"\b{letter}\b", draw(st.sampled_from(names)), text)
    return str(text)


def told(value: Any, depth: int = 4) -> Any:
    """A value as text, without addresses."""
    if isinstance(value, type):
        return [
            "class",
            {k: told(v, depth - 1) for k, v in vars(value).items() if depth and not k.startswith("_")},
        ]
    if isinstance(value, list | tuple | np.ndarray):
        return [type(value).__name__, [told(v, depth - 1) for v in value]] if depth else "…"
    if isinstance(value, dict):
        plain = value if len(value) < 20 else {}  # a whole namespace
        return ["dict", {k: told(v, depth - 1) for k, v in plain.items()}] if depth else "…"
    kind = type(value)
    if kind.__module__ == "builtins" and kind.__name__ in ("int", "float", "str", "NoneType", "bool"):
        return value
    return [kind.__name__, told(getattr(value, "__dict__", {}), depth - 1) if depth else "…"]


def seen(namespace: dict[str, Any]) -> list[Any]:
    """What a grader can see of the answers: what they give, twice each."""

    def tried(call: Callable[[], Any]) -> Any:
        try:
            return told(call())
        except BaseException as error:
            return type(error).__name__

    calls: list[Callable[[], Any]] = [
        lambda: namespace["f"]([1]),
        lambda: namespace["C"]().m([2]),
        lambda: namespace["f"](np.array([1.0])),
        lambda: namespace["C"],
        lambda: namespace["f"].k,
    ]
    return [tried(call) for call in (*calls, *calls)]


HEAD = """import contextlib, copy, functools
import numpy as np
a, b, c = [1], [2, 3], {"k": [4]}
def f(x): return [x, g(x)]
def g(x): return [x]
def h(x): return x
class C:
    def m(self, x): return [x]
class D:
    def m(self, x): return f(x)"""


def loaded(cells: list[str], released: bool) -> list[Any]:
    namespace = {"__name__": "__main__"}
    run = [RunCell(i, text, released=released) for i, text in enumerate([HEAD, *cells])]
    with contextlib.redirect_stdout(io.StringIO()):
        load(run, SYMBOLS, namespace)
        return seen(namespace)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(statements(), min_size=2, max_size=12))
@example(["def f(x): return [x, a]", "a = [1]", "b = a", "b.append(1)"])
@example(["class C:\n    def m(self, x): return x", "b = C", "b.k = 3"])
def test_the_answers_are_the_same_as_if_all_ran(cells: list[str]) -> None:
    assert loaded(cells, released=False) == loaded(cells, released=True)


def test_where_a_notebook_runs_may_be_asked() -> None:
    asks = "COLAB = 'google.colab' in str(get_ipython())  # asks"
    assert ran("a = 1  # a", asks, "def f(x): return x  # f") == {"f"}
    assert ran("a = 1  # a", "get_ipython().run_cell('b = 1')  # cell", "def f(x): return x  # f") == {
        "a",
        "cell",
        "f",
    }


# ------------------------------------------------------------------------------------------------ the marks

TRIALS = [
    "x, y, t, W, b = 1, 2, 3, 4, 5\nnetwork = params = grads = None",
    "for i in range(3):\n    x = np.random.rand(3, 4)\n    print(x.sum())",
    "plt.plot(np.arange(3))\nplt.show()",
    "def helper(x):\n    return x\nresult = helper(np.ones(3))",
    "%time z = np.ones(3)\n%matplotlib inline",
    "try:\n    relu(np.ones(3)); Affine(1, 2).forward(3)\nexcept Exception as error:\n    print(error)",
    "undefined_name",
]


def answers_of(chapter: Chapter, kind: str) -> dict[str, str]:
    """Of every exercise its first mistake that is a change of the reference, as the cell would hold it."""
    if kind == "right":
        return {}
    first: dict[str, str] = {}
    module = importlib.import_module(f"solutions.mistakes.{chapter.stem}")
    for found in mistakes_of(module):
        if found.changes and found.symbol not in first:
            text = definitions((rooms.solutions() / f"{chapter.stem}.py").read_text(encoding="utf-8"))
            first[found.symbol] = changed(text[found.symbol], found.changes)
    return first


@pytest.mark.parametrize("kind", ["right", "wrong"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_marks_are_the_same_as_if_all_ran(
    chapter: Chapter, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = json.loads(notebook(chapter.id, answers_of(chapter, kind)))
    code = [i for i, cell in enumerate(made["cells"]) if cell["cell_type"] == "code"]
    for number, place in enumerate(reversed(code[1:])):
        trial = {
            **made["cells"][place],
            "source": TRIALS[number % len(TRIALS)],
            "metadata": {},
            "id": f"t{number}",
        }
        made["cells"].insert(place + 1, trial)
    submission = read_submission(json.dumps(made).encode(), "a.ipynb")

    def all_run(submission: Submission, chapter: Chapter) -> Plan:
        plan = cells_to_run(submission, chapter)
        return replace(plan, cells=tuple(replace(cell, released=True) for cell in plan.cells))

    with new_sandbox(chapter.id) as sandbox:
        needed = grade(submission, chapter, SEEDS, sandbox)
        monkeypatch.setattr(engine, "cells_to_run", all_run)
        whole = grade(submission, chapter, SEEDS, sandbox)
    assert [(e.id, e.score, e.status) for e in needed.exercises] == [
        (e.id, e.score, e.status) for e in whole.exercises
    ]
    assert any("undefined_name" in note.en for note in whole.notes)
    assert not any("undefined_name" in note.en for note in needed.notes)


# --------------------------------------------------------------- notebooks that define and do nothing else


@pytest.mark.parametrize(
    "source",
    [
        "def f(x, y=1, *, z=None) -> None:\n    return open('x')",
        "class A:\n    '''a'''\n    def f(self):\n        return self\n    pass",
        "'a text'\n...",
        "async def f():\n    pass",
        "",
    ],
)
def test_what_only_defines_is_known(source: str) -> None:
    assert only_defines(ast.parse(source).body)


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "f()",
        "import numpy",
        "@g\ndef f():\n    pass",
        "def f(x=g()):\n    pass",
        "def f(*, x=g()):\n    pass",
        "def f(x: g()):\n    pass",
        "def f(*x: g()):\n    pass",
        "def f() -> g():\n    pass",
        "class A(B):\n    pass",
        "class A(metaclass=B):\n    pass",
        "@g\nclass A:\n    pass",
        "class A:\n    x = 1",
        "class A:\n    @g\n    def f(self):\n        pass",
        "class A:\n    def f(self, x=g()):\n        pass",
        "if True:\n    def f():\n        pass",
    ],
)
def test_what_may_run_something_as_it_defines_is_searched(source: str) -> None:
    assert not only_defines(ast.parse(source).body)


def test_of_what_the_workbook_gives_an_import_runs_if_it_is_read_and_all_else_runs() -> None:
    cells = [
        RunCell(1, "import nowhere_at_all\nimport math\nimport cmath\nseen = [1]", released=True),
        RunCell(2, "def f(x):\n    return math.sqrt(x)"),
    ]
    found = load(cells, frozenset({"f"}), {}, afterwards=["def g():\n    return cmath.pi"])
    assert not found.failures
    assert found.namespace["f"](4) == 2 and found.namespace["seen"] == [1] and "cmath" in found.namespace


ODD_TEXTS = [
    "x = 1\n   \ny = '''\n  \n'''",
    "\n\nx = 1",
    ">>> x = 1\n>>> y = 2",
    "def f():\n    '''\n    >>> f()\n    1\n    '''\n    return 1",
    "In [1]: x = 1",
    "x = 1\n...\ny = 2",
    "    x = 1\n    y = 2",
    "%time x = 1",
    "x = 5 \\\n% 3",
    "x = (5\n% 3)",
    "y = f'{1!r}' # really?",
    "x = 1\r\ny = '''a\x0cb'''\n",
    "x = '\u2028'\n",
    "",
    " ",
    "x = 1",
]


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_python_is_read_as_ipython_leaves_it(text: str) -> None:
    made, nodes = python_of(text)
    expected = TransformerManager().transform_cell(text)
    assert made == expected
    assert [ast.dump(n, include_attributes=True) for n in nodes] == [
        ast.dump(n, include_attributes=True) for n in ast.parse(expected).body
    ]
