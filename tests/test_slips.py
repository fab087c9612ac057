"""More slips of beginners: each gets the sentence that helps, and nothing of the checks' own code."""

from __future__ import annotations

import contextlib
import inspect
import io
import math
import re
import time
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from test_sentences import CH05, explained

from autograder import rooms
from autograder.catalog import Chapter, catalog
from autograder.faces.student.check import card_for
from autograder.grading.explaining.exceptions import explain
from autograder.sandbox.loading import Failure
from autograder.selfcheck.call import call_at
from autograder.selfcheck.checks import checks_of, checks_path, load_checks
from autograder.selfcheck.running import Student, run_check
from autograder.submission import Cell, Submission
from autograder.text import Text


@pytest.mark.parametrize(
    ("source", "en", "ja"),
    [
        ("y = exp(-x)", "np.exp", "np.exp"),
        ("y = Exp(1)", 'Did you mean "np.exp"', "np.exp"),
        ("y = maxmum(0, 1)", 'Did you mean "np.maximum"', "np.maximum"),
        ("numpy.exp(1)", "imports it as np", "np という名前で import"),
        ("Np.exp(1)", 'Did you mean "np"', "「np」の書き間違い"),
        ("mp.exp(1)", 'Did you mean "np"', "「np」の書き間違い"),
        ("np.exps(1)", 'Did you mean "exp"', "「exp」の書き間違い"),
        ("np.random.choise(3)", 'Did you mean "choice"', "「choice」の書き間違い"),
        ("math.squareroot(2)", 'math has no "squareroot"', "math に「squareroot」"),
        ("x = np.zeros(2)\nx.exp()", "np.exp(…)", "np.exp(…)"),
        ("x = np.zeros(2)\nx.maximum(0)", "np.maximum(…)", "np.maximum(…)"),
        ("np.array(1, 2, 3)", "np.array([1, 2, 3])", "np.array([1, 2, 3])"),
        ("np.maximum(3)", "at least 2, and the number given is 1", "2 個以上要りますが、渡したのは 1 個"),
        ("np.random.rand((2, 3))", "brackets too many", "かっこが 1 組多く"),
        ("np.sum(np.zeros(2), axis=True)", "An axis is an integer", "軸（axis）なら"),
        ("np.sum(np.zeros(2), axis='0')", "An integer is needed, but str was given.", "str を渡しています。"),
        ("math.exp(np.zeros(3))", "takes a single number", "数 1 個しか"),
        ("math.log([1, 2])", "takes a single number", "数 1 個しか"),
        ("x = np.zeros(2)\nlen(x.shape())", "Drop the ( )", "( ) を消して"),
        ("x = np.zeros(2)\n-x.max", "Is the ( ) after a function missing?", "関数の後の ( )"),
        ("x = np.zeros(2)\nrange(x.argmax)", "Is the ( ) after a function missing?", "関数の後の ( )"),
        ("x = np.zeros(2)\nfloat(x.sum)", "Is the ( ) after a function missing?", "関数の後の ( )"),
        ("x = np.zeros(2)\nx / x.sum", "Is the ( ) after a function missing?", "関数の後の ( )"),
        ("x = np.zeros(2)\nx.dot[x]", "A function is called with ( )", "関数は ( ) で呼び出します"),
        ("x = np.zeros(2)\nnp.dot[x, x]", "A function is called with ( )", "関数は ( ) で呼び出します"),
        ("np.exp[3]", "A function is called with ( )", "関数は ( ) で呼び出します"),
        ("x = np.zeros(2)\nx(0)", "taken out with [ ]", "[ ] を使います"),
    ],
)
def test_a_slip_with_names_and_brackets(source: str, en: str, ja: str) -> None:
    text = explained(source, np=np, math=math)
    assert en in text.en, text.en
    assert ja in text.ja, text.ja


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("network.W1", 'network["W1"]'),
        ("network.W1 = 3", 'network["W1"]'),
        ("network.W1()", 'network["W1"]'),
        ("network.W1.shape", 'network["W1"]'),
        ("network('W1')", 'network["W1"]'),
        ("network[W1]", 'network["W1"]'),
        ("layers.Affine1", 'layers["Affine1"]'),
        ("network.item()", '"items"'),
    ],
)
def test_a_dict_is_asked_with_brackets(source: str, part: str) -> None:
    text = explained(source, network={"W1": np.zeros(2)}, layers=OrderedDict(Affine1=1))
    assert part in text.en
    assert part.strip('"') in text.ja


def test_the_keys_name_is_not_taken_for_a_key_that_has_a_value_somewhere() -> None:
    assert "quotation marks" not in explained("y = network[W1]", "W1 = 'W1'", network={}).en


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("self.dW = dout\n        return dout", "no value yet. It gets one in backward"),
        ("self.dw = dout\n        return dout", '"dw"'),
        ("dW = dout\n        return dW", "self.dW = …"),
    ],
)
def test_an_attribute_that_is_not_there_is_looked_for_where_it_would_get_its_value(
    source: str, part: str
) -> None:
    whole = (
        "class Affine:\n    def __init__(self, W, b):\n        self.W, self.b = W, b\n"
        f"    def backward(self, dout):\n        {source}"
    )
    text = explained(whole, "Affine(1, 2).dW", chapter=CH05)
    assert part in text.en, text.en
    assert 'mean "W"' not in text.en and '"W":' not in text.en


def shown(symbol: str, source: str, monkeypatch: Any, known: bool) -> str:
    monkeypatch.setenv("ZEROTSUKU_LANG", "en")
    namespace: dict[str, Any] = {"__name__": "__main__", "np": np}
    if known:
        namespace["In"] = ["", source]
    exec(compile(source, "<source not known>", "exec"), namespace)
    card = card_for(symbol, namespace)
    return "\n".join((*card.lines, card.call))


@pytest.mark.parametrize("known", [True, False], ids=["cells", "no cells"])
@pytest.mark.parametrize(
    ("symbol", "source", "part"),
    [
        ("layer", "def layer(x, W, b):\n    return x", "layer(x, W, b, activation)"),
        ("layer", "def layer(x, W, b, f, g):\n    return x", "layer(x, W, b, activation)"),
        ("layer", "def layer():\n    pass", "layer(x, W, b, activation)"),
        ("layer", "layer = lambda x, W, b: x", "layer(x, W, b, activation)"),
        (
            "layer",
            "from functools import partial\nlayer = partial(lambda x, W, b: x)",
            "layer(x, W, b, activation)",
        ),
        (
            "layer",
            "def shown(f):\n    def run(x):\n        return f(x)\n    return run\n"
            "@shown\ndef layer(x, W, b, activation):\n    return x",
            "layer(x, W, b, activation)",
        ),
        ("sigmoid", "sigmoid = np.add", "sigmoid(x)"),
        ("sigmoid", "sigmoid = 3", 'defined with "def sigmoid(x):". Now sigmoid is int'),
        ("layer", "class layer:\n    pass", "Now layer is a class"),
        ("ch05.MulLayer", "def MulLayer(x, y):\n    return x * y", 'defined with "class MulLayer:"'),
        ("ch05.MulLayer", "def MulLayer():\n    return 3", "Now MulLayer is a function"),
        (
            "ch05.MulLayer",
            "class MulLayer:\n    def __init__(self, x):\n        self.x = x\n"
            "    def forward(self, x, y):\n        return x * y",
            "MulLayer()",
        ),
        ("ch01.Man", "class Man:\n    def hello(self):\n        return 'a'", "Man(name)"),
        ("ch01.plot_sin_cos", "def plot_sin_cos():\n    pass", "plot_sin_cos(ax)"),
    ],
)
def test_a_call_that_the_check_made_is_not_the_students(
    symbol: str, source: str, part: str, known: bool, monkeypatch: Any
) -> None:
    text = shown(symbol, source, monkeypatch, known)
    assert part in text, text
    for never in ("came back", "returned cannot", "are given", "too few", "is an operator missing"):
        assert never not in text, text


def test_what_came_back_is_told_where_the_call_was_right(monkeypatch: Any) -> None:
    text = shown(
        "ch05.MulLayer", "class MulLayer:\n    def forward(self, x, y):\n        pass", monkeypatch, True
    )
    assert "Now MulLayer is" not in text
    factory = "class Inner:\n    pass\n\ndef MulLayer():\n    return Inner()"
    assert "Now MulLayer is" not in shown("ch05.MulLayer", factory, monkeypatch, True)


@pytest.mark.parametrize(
    "line", ["a" * 190_000, "a." * 90_000, "W1 " * 60_000, "W1[" * 60_000, "W1( " * 45_000]
)
@pytest.mark.parametrize(
    "failure",
    [
        "NameError W1",
        "AttributeError 'dict' object has no attribute 'W1'",
        "TypeError 'dict' object is not callable",
    ],
)
def test_a_line_is_looked_at_in_little_time_however_it_is_made(line: str, failure: str) -> None:
    type_, _, text = failure.partition(" ")
    handed = Submission("", (Cell("code", line, 1),))
    began = time.process_time()
    explain(Failure(type_, text, 1, 1, "W1"), handed)
    assert time.process_time() - began < 3


# What the checks themselves are made of


def answers_that_fail(symbol: str, right: Any) -> Iterator[str]:
    """Sources of an exercise that gives a text, or nothing, or raises: of a class, one method at a time."""
    for body in ("return '1'", "return None", "raise ValueError('no')"):
        if not inspect.isclass(right):
            yield f"def {symbol}(*a, **k):\n    {body}"
            continue
        for name in [n for n, f in vars(right).items() if inspect.isfunction(f) and n != "__init__"]:
            yield f"class {symbol}(right):\n    def {name}(self, *a, **k):\n        {body}"


def sentences(chapter: Chapter, module: ModuleType) -> Iterator[tuple[str, Text]]:
    """Check and text, for each visible check of a chapter on answers that fail."""
    source = (rooms.solutions() / f"{chapter.stem}.py").read_text()
    right: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(source, "reference", "exec"), right)
    for exercise in chapter.exercises:
        for answer in answers_that_fail(exercise.symbol, right[exercise.symbol]):
            namespace = {**right, "right": right[exercise.symbol]}
            exec(compile(answer, "<own>", "exec"), namespace)
            student = Student(namespace, dict.fromkeys(chapter.symbols, "written"), chapter=chapter)
            for check in checks_of(exercise, chapter, module):
                found = run_check(check, student)
                wrong = found.wrong
                if found.text:
                    yield check.name, found.text
                if wrong:
                    yield check.name, Text(wrong.call, wrong.call)
                    yield from ((check.name, t) for t in (wrong.because, wrong.wrong) if t)


@pytest.mark.parametrize(
    "id_",
    [
        pytest.param(c.id, marks=[pytest.mark.slow] if c.id in ("ch05", "ch06", "ch07") else [])
        for c in catalog()
    ],
)
def test_no_sentence_shows_the_checks_own_code(id_: str) -> None:
    """Names of helpers stand at most inside of the call that is shown, as what is given to the student's."""
    chapter = catalog().chapter(id_)
    module = load_checks(checks_path(chapter))
    helpers = {
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("test_")
    }
    never = re.compile(rf"(?<![\w.])(?:{'|'.join([*helpers, 'impl', 'isinstance', 'expect'])})\(|\bimpl\.")
    seen = 0
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        for name, text in sentences(chapter, module):
            for words in (text.ja, text.en):
                outside = words
                while (fewer := re.sub(r"\([^()]*\)", "()", outside.replace("()", "{}"))) != outside:
                    outside = fewer
                assert not never.search(outside.replace("{}", "()")), (name, words)
                seen += 1
    assert seen > len(chapter.exercises)


CHECKS = """
def test_f(impl):
    x, w = np.array([1.0, 2.0]), np.zeros(2)
    changed = np.zeros(3)
    changed[0] = 1
    made = x + 1
    emi, layer = impl.Man("Emi"), impl.Layer()
    values = iter([1, 2])
    expect(impl.f(x, w), 1)
    expect(impl.f(changed), 1)
    expect(impl.f(made), 1)
    expect(impl.f(x, x), 1)
    expect(emi.hello(), 1)
    layer.forward(x)
    expect(layer.backward(x), 1)
    expect(impl.f(lambda: next(values)), 1)
    expect(impl.f(GIVEN, 3), 1)
    expect(helper(impl.f(x)), 1)
"""


def test_the_call_that_is_shown_can_be_run(tmp_path: Path) -> None:
    """As far as it is short; an object with which more was done has only its name."""
    file = tmp_path / "checks.py"
    file.write_text(CHECKS)
    calls = [call_at(str(file), n) for n, line in enumerate(CHECKS.split("\n"), 1) if "expect(" in line]
    assert calls == [
        "f(np.array([1.0, 2.0]), np.zeros(2))",
        "f(changed)",
        "f(np.array([1.0, 2.0]) + 1)",
        "f(x, x)",
        "Man('Emi').hello()",
        "layer.backward(x)",
        "f(lambda: next(values))",
        "f(GIVEN, 3)",
        "",
    ]
