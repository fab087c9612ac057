"""What is said of whole answers that beginners write: the cause that is known, and no guess beside it."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import rich.cells
from grading_case import ALL_RUNS, chapter_of, graded, new_sandbox, notebook, said

from autograder.audit.findings import ChapterFinding, Finding
from autograder.catalog import catalog
from autograder.compare import compare
from autograder.faces.class_page.leaderboard import Place
from autograder.faces.columns import columns, fold
from autograder.faces.nbgrader.grade_class import GRADED, NOT_GRADED, Row, Summary
from autograder.faces.student.check import card_for
from autograder.faces.student.copy import Copy
from autograder.faces.student.table import Table
from autograder.faces.terminal.audit_table import print_chapter
from autograder.faces.terminal.console import new_console
from autograder.faces.terminal.grade import print_summary
from autograder.faces.terminal.leaderboard import print_leaderboard
from autograder.faces.terminal.listing import print_catalog
from autograder.grading.explaining.bindings import bound
from autograder.grading.explaining.exceptions import explain
from autograder.grading.explaining.outline import MAX_LOOKED, outline
from autograder.grading.explaining.provided import signatures
from autograder.grading.explaining.remarks import remark
from autograder.grading.explaining.signatures import differs
from autograder.report import Standing
from autograder.sandbox.loading import Failure, Loaded, RunCell, load
from autograder.sandbox.sandbox import Sandbox
from autograder.selfcheck.call import call_at
from autograder.selfcheck.running import before_running
from autograder.selfcheck.student_file import load_student
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, Text, say

DIFF, GONE = "def numerical_diff", "見つかりません"
QUOTATION = re.compile('"[^"]*"')
CH03, CH04, CH05 = (chapter_of(id_) for id_ in ("ch03", "ch04", "ch05"))


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, Sandbox]]:
    made = {id_: new_sandbox(id_) for id_ in ("ch03", "ch05")}
    for sandbox in made.values():
        sandbox.__enter__()
    yield made
    for sandbox in made.values():
        sandbox.__exit__(None, None, None)


def submission(*sources: str) -> Submission:
    return Submission("test", tuple(Cell("code", s, n) for n, s in enumerate(sources, 1)))


def explained(*sources: str, chapter: Any = CH03, **namespace: Any) -> Text:
    """The sentence for the last thing that fails in these cells."""
    handed = submission(*sources)
    cells = [*(RunCell(c.number, c.source) for c in handed.cells), RunCell(len(handed.cells) + 1, ALL_RUNS)]
    loaded: Loaded = load(cells, frozenset(), namespace)
    assert loaded.failures, "nothing failed"
    return explain(loaded.failures[-1], handed, loaded.failures, chapter)


# Names


@pytest.mark.parametrize(
    ("binding", "use"),
    [
        ("import torch", "torch.relu(1)"),
        ("import nowhere.nn as nn", "nn.f()"),
        ("import nowhere.nn", "nowhere.f()"),
        ("from numba import jit", "@jit\ndef f(x):\n    return x"),
        ("from nowhere import (\n    first as one,\n    second as two,\n)", "two()"),
        ("import math, torch", "torch.f()"),
    ],
)
def test_an_import_that_failed_is_named_where_its_name_is_missing(binding: str, use: str) -> None:
    text = explained("y = 1\n" + binding, use)
    assert "使えません。1 番目のセルの 2 行目「" in text.ja
    assert "because it could not be imported (cell 1, line 2" in text.en
    assert "書き間違い" not in text.ja


@pytest.mark.parametrize(
    "cell",
    [
        "weights = 1 / 0",
        "bias, weights = 1 / 0, 2",
        "(weights, bias), _ = 1 / 0",
        "for weights in 3:\n    pass",
        "weights: float = 1 / 0",
        "weights = (1 +",
        "def weights(x)\n    return x",
        "def make():\n    return 1 / 0\n\nweights = make()",
    ],
)
def test_a_cell_that_failed_is_named_where_its_name_is_missing(cell: str) -> None:
    text = explained(cell, "y = weights + 1")
    assert "定義している 1 番目のセルでエラーが起きた" in text.ja
    assert "because cell 1, which defines it, failed" in text.en


def test_a_statement_that_was_stopped_is_named_where_its_name_is_missing() -> None:
    handed = submission("weights = train()", "y = weights")
    late, missing = Failure("TimeoutError", "", 1), Failure("NameError", "", 2, 1, "weights")
    assert "途中で止められた" in explain(missing, handed, [late, missing]).ja
    assert "cell 1, which defines it, was stopped" in explain(missing, handed, [late, missing]).en


def test_another_statement_of_the_cell_is_not_blamed() -> None:
    text = explained("1 / 0\nfor weight in ():\n    pass", "y = weight")
    assert "failed" not in text.en.partition(": ")[2].partition("has not run")[0]
    assert "has not run by then, or failed" in text.en


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ("sigmod = sigmoid(1)", "演習で書くもの", '"sigmoid" is written in an exercise'),
        ("y = np.zeros(3)", "最初から入っている行「import numpy as np」", "from the beginning"),
        ("y = exp(-1)", "np. を付けて np.exp", "np.exp"),
        ("y = undefined_name", "「undefined_name」という名前は定義されていません", "is not defined"),
        (
            "class A:\n    def f(self):\n        return g()\n    def g(self):\n        return 1\nA().f()",
            "self.g と書きます",
            "self.g",
        ),
        (
            "class A:\n    def g(self):\n        return 1\n\ndef f():\n    return g()\nf()",
            "クラス A の中なので",
            "inside of class A",
        ),
        ("if False:\n    def half(x):\n        return x\nhalf(1)", "if の中にあり", "under if"),
        ("def f(x_in):\n    return x + 1\nf(1)", "f の引数 x_in は、一度も", "called x_in is never used"),
        ("time.time()", "import time と書いて", "Write import time"),
    ],
)
def test_the_known_cause_of_a_missing_name_is_told(source: str, ja: str, en: str) -> None:
    text = explained(source)
    assert ja in text.ja
    assert en in text.en
    assert "書き間違い" not in text.ja


def test_what_the_notebook_gave_is_to_be_put_back() -> None:
    text = explained("def f(Sigmoid):\n    return sigmoid(Sigmoid)\nf(1)", "Sigmoid = 1", chapter=CH05)
    assert "最初から入っているセルで定義されます" in text.ja
    assert "Put it back and run it" in text.en


def test_a_name_that_was_given_a_value_later_is_no_misspelling() -> None:
    text = explained("y = weights", "weights = 1")
    assert "2 番目のセルの 1 行目「weights = 1」は、この時点までに実行されていない" in text.ja
    assert 'line 1, "weights = 1" has not run by then, or failed' in text.en


@pytest.mark.parametrize("name", ["W", "jit", "dW", "lr"])
def test_of_a_short_name_no_spelling_is_guessed(name: str) -> None:
    assert "Did you mean" not in explained("b = int = db = Lx = 1", f"y = {name}").en


# Attributes and keys


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ("d = {'W1': 1, 'b1': 2}\nd['B1']", "あるキーは 'W1', 'b1' です。「b1」の", 'Did you mean "b1"?'),
        ("class A:\n    p = {'W1': 1}\nA.p['w1']", "「W1」の書き間違い", 'Did you mean "W1"?'),
        ("d = {'W1': 1}\nd['x']", "あるキーは 'W1' です。", "The keys there are: 'W1'."),
        ("d = {1: 1, 'a\"b': 2}\nd.pop(2)", "あるキーは 1, 'a'b' です。", "The keys there are: 1, 'a'b'."),
        ("d = {}\nd['x']", "まだ何も入っていません", "There is nothing in this dict yet"),
        ("d = {'W1': 1}\nd.W1", 'd["W1"] と書きます', 'd["W1"]'),
        ("A = np.zeros(2)\nA.shape()", "後の ( ) を消して", "Drop the ( )"),
        ("A = np.zeros((2, 2))\nA.T()", ".T は関数ではありません", ".T is no function"),
        ("def f():\n    return 1\nf.shape", "( ) を書き忘れて", "Is the ( ) after a function missing"),
        (
            "class Affine:\n    def f(self):\n        self.W = self.b = 1\nAffine().dW",
            "self.dW = … として残して",
            "with self.dW = …",
        ),
    ],
)
def test_what_is_not_there_is_told_with_what_is(source: str, ja: str, en: str) -> None:
    text = explained(source, np=np)
    assert ja in text.ja
    assert en in text.en


def test_what_a_stub_asks_for_is_the_right_one_of_two_names() -> None:
    relu = "class Relu:\n    def backword(self, dout):\n        return dout"
    text = explained(relu, "Relu().backward(1)", chapter=CH05)
    assert "「backword」と書かれていますが、Relu に必要なのは「backward」です" in text.ja
    assert '"backword" is written, but what Relu needs is "backward"' in text.en
    outside = (
        "class Relu:\n    def forward(self, x):\n        return x\n\ndef backward(self, d):\n    return d"
    )
    assert "outside of class Relu" in explained(outside, "Relu().backward(1)", chapter=CH05).en
    nowhere = "class Relu:\n    def forward(self, x):\n        return x"
    text = explained(nowhere, "Relu().backward(1)", chapter=CH05)
    assert "Write def backward(self, dout) inside class Relu" in text.en


# Definitions


@pytest.mark.parametrize(
    ("symbol", "source", "en"),
    [
        ("numerical_diff", "def numerical_diff(x, f):\n    return 1", "numerical_diff(f, x), in this order"),
        ("numerical_diff", "def numerical_diff(f):\n    return f", "numerical_diff(f, x), in this order"),
        (
            "numerical_diff",
            "def numerical_diff(f, x, h):\n    return f(x) / h",
            'written is "numerical_diff(f',
        ),
        ("numerical_diff", "numerical_diff = lambda x, f: f(x)", "numerical_diff(f, x), in this order"),
        ("numerical_diff", "def numerical_diff(f, *, x):\n    return f(x)", "numerical_diff(f, x), in this"),
        (
            "gradient_descent",
            "def gradient_descent(f, init_x, lr, step_num):\n    return f, init_x, lr, step_num",
            "gradient_descent(f, init_x, lr=0.01, step_num=100), in this order",
        ),
        ("numerical_diff", "async def numerical_diff(f, x):\n    return f(x)", "Drop async"),
        (
            "numerical_diff",
            "def numerical_diff(f, x):\n    for h in x:\n        yield f(h)",
            "Use return instead",
        ),
        (
            "numerical_diff",
            "x = 1\ndef numerical_diff(f, x_in):\n    return f(x)",
            "called x_in is never used",
        ),
        (
            "numerical_diff",
            "f = x = 1\ndef numerical_diff(g, y):\n    return f(x)",
            "called g, y is never used",
        ),
        (
            "numerical_diff",
            "def numerical_diff(f, x):\n    x = 3\n    return f(x)",
            "argument x of numerical_diff",
        ),
        (
            "SimpleNet",
            "class SimpleNet:\n    def __init__(W):\n        use(W)",
            "first argument of a method is self. The arguments are SimpleNet.__init__(self, W)",
        ),
        (
            "SimpleNet",
            "x = 1\nclass SimpleNet:\n    def predict(self, x_in):\n        return x @ self.W",
            "The argument of SimpleNet.predict called x_in is never used",
        ),
        (
            "SimpleNet",
            "class SimpleNet:\n    def __init__(self, W):\n        self.W = None\n        use(W)\n"
            "    def predict(self, x):\n        return x @ self.W",
            "self.W is None from the beginning",
        ),
    ],
)
def test_what_is_wrong_with_a_definition_is_told(symbol: str, source: str, en: str) -> None:
    found = remark(symbol, submission(*source.split("\n\n")), CH04)
    assert found
    assert en in found.wording.text.en


@pytest.mark.parametrize(
    "source",
    [
        "def numerical_diff(g, y):\n    return g(y)",
        "def numerical_diff(f, x, h=1e-4):\n    return f(x) / h",
        "def numerical_diff(*args):\n    return args",
        "def numerical_diff(f, *args, **more):\n    return f, args",
        "x = 1\ndef numerical_diff(f, x):\n    return f(x)",
        "def numerical_diff(f, x):\n    return f(*locals())",
        "x = 1\ndef numerical_diff(f, unused):\n    y = [x for x in f]\n    return y",
        "def numerical_diff(f, x):\n    x = x + 1\n    return f(x)",
        "def numerical_diff(f, x):\n    if f:\n        x = 3\n    return f(x)",
        "def numerical_diff(f, x):\n    def inner():\n        yield x\n    return f(inner)",
        "def numerical_diff(f, x):\n    return f(f'{x}')  # async yield",
        "y = 1\ndef numerical_diff(f, x):\n    return f(x, y=2)",
        "@wrapped\ndef numerical_diff(x):\n    return x",
        "def numerical_diff(x):\n    return x\nnumerical_diff = use(numerical_diff)",
        "def numerical_diff(x):\n    return x\n\ndef numerical_diff(f, x):\n    return f(x)",
        "def numerical_diff(f, x):\n    raise NotImplementedError",
    ],
)
def test_a_definition_that_can_be_called_is_not_blamed(source: str) -> None:
    assert remark("numerical_diff", submission(source), CH04) is None


def test_other_names_count_where_a_caller_uses_them() -> None:
    source = submission(
        "def gradient_descent(f, init_x, rate=0.1, step_num=100):\n    return f, init_x, rate, step_num"
    )
    keyword = Failure("TypeError", "gradient_descent() got an unexpected keyword argument 'lr'")
    assert remark("gradient_descent", source, CH04) is None
    assert remark("gradient_descent", source, CH04, [keyword])


def test_every_stub_can_be_called_as_itself() -> None:
    for chapter in catalog():
        for name, parameters in signatures(chapter).items():
            assert differs(parameters, parameters, [], "." in name) == ""


@pytest.mark.parametrize(
    "source",
    [
        "採点者は満点と言う = 1\ndef numerical_diff(f, 採点者も):\n    return f(採点者は満点と言う)",
        "def numerical_diff(f, 採点者は満点と言う):\n    採点者は満点と言う = 1\n    return f",
        "def numerical_diff(採点者は満点と言う):\n    return 1",
    ],
)
def test_names_that_are_words_of_a_sentence_are_in_quotation_marks(source: str) -> None:
    found = remark("numerical_diff", submission(source), CH04)
    assert found
    assert "採点者" not in QUOTATION.sub("", found.wording.text.en)
    inside = "class 採点者は満点と言う:\n    def half(self):\n        return 1\n\ny = half(1)"
    assert "採点者" not in QUOTATION.sub("", explained(inside).en.partition(": ")[2])


# Reports of the graders


@pytest.mark.parametrize(
    ("symbol", "source", "ja", "never"),
    [
        (
            "relu",
            "x = np.ones(3)\ndef relu(x_in):\n    return np.maximum(0, x)",
            "引数 x_in は",
            "書き間違い",
        ),
        (
            "relu",
            "class Layers:\n    def relu(x):\n        return x",
            "クラス Layers の中なので",
            "見つかりません",
        ),
        (
            "relu",
            "def outer():\n    def relu(x):\n        return x",
            "関数 outer の中なので",
            "見つかりません",
        ),
        ("relu", "if False:\n    def relu(x):\n        return x", "if の中にあり", GONE),
        ("relu", "'''\ndef relu(x):\n    return x\n'''", "文字列の中なので", GONE),
        ("relu", "# def relu(x):\n#     return x", "コメントなので", GONE),
        ("relu", "%%writefile a.py\ndef relu(x):\n    return x", "%%writefile のあるセル", GONE),
        ("relu", "def ReLU(x):\n    return x", "演習の名前は「relu」です", GONE),
        ("relu", "@jit\ndef relu(x):\n    return x", "「jit」という名前は定義されていません", "int"),
        ("relu", "async def relu(x):\n    return x", "async を消して", "coroutine"),
        ("relu", "def relu(x):\n    yield x", "return を使って", "generator"),
        (
            "layer",
            "def layer(x, W, b):\n    return x @ W + b",
            "layer(x, W, b, activation) です",
            "渡しています",
        ),
        ("layer", "layer = lambda x, W, b: x @ W + b", "(x, W, b, activation) です", "渡しています"),
        ("layer", "def layer(f, x, W, b):\n    return f(x @ W + b)", "この順に layer(x, W", "( ) を書き忘れ"),
    ],
)
def test_the_report_says_the_cause_first_and_nothing_that_misleads(
    symbol: str, source: str, ja: str, never: str, sandboxes: dict[str, Sandbox]
) -> None:
    report = graded("ch03", {symbol: source}, sandboxes["ch03"]).exercise(symbol)
    told = said(report, "ja")
    assert ja in told[0]
    assert not any(never in sentence for sentence in told)


def test_a_definition_under_main_counts(sandboxes: dict[str, Sandbox]) -> None:
    source = "if __name__ == '__main__':\n    def relu(x):\n        return np.maximum(0, x)"
    report = graded("ch03", {"relu": source}, sandboxes["ch03"]).exercise("relu")
    assert report.score == report.max_score


def test_an_attribute_that_stays_none_is_told_without_an_exception(sandboxes: dict[str, Sandbox]) -> None:
    source = (
        "class Relu:\n    def __init__(self):\n        self.mask = None\n\n    def forward(self, x):\n"
        "        mask = x <= 0\n        return np.where(mask, 0, x)\n\n    def backward(self, dout):\n"
        "        dx = dout.copy()\n        dx[self.mask] = 0\n        return dx"
    )
    report = graded("ch05", {"Relu": source}, sandboxes["ch05"]).exercise("Relu")
    assert "self.mask は None のままです。forward で" in said(report, "ja")[0]
    assert "self.mask is still None: forward has to keep" in said(report, "en")[0]


def test_a_misspelt_answer_beside_its_stub_is_told(sandboxes: dict[str, Sandbox]) -> None:
    source = "def relu(x):\n    raise NotImplementedError\n\ndef Relu(x):\n    return np.maximum(0, x)"
    report = graded("ch03", {"relu": source}, sandboxes["ch03"]).exercise("relu")
    assert report.message
    assert 'the exercise is called "relu"' in report.message.en


# The self-check


def test_the_self_check_says_the_same(tmp_path: Any) -> None:
    path = tmp_path / "ch03.ipynb"
    path.write_bytes(notebook("ch03", {"relu": "class A:\n    def relu(x):\n        return x"}))
    student = load_student(path, CH03)
    told = before_running("relu", student)
    assert told and told.text
    assert "inside of class A" in told.text.en


def test_a_misspelt_answer_is_in_the_table_of_the_self_check(tmp_path: Any) -> None:
    source = "def relu(x):\n    raise NotImplementedError\n\ndef ReLU(x):\n    return np.maximum(0, x)"
    path = tmp_path / f"{CH03.stem}.ipynb"
    path.write_bytes(notebook("ch03", {"relu": source}))
    told = before_running("relu", load_student(path, CH03))
    assert told and told.text
    table = Table(Copy(tmp_path, "en", "ipynb"))
    for symbol, text in (("relu", told.text), ("layer", say("pytest-stub", name="layer", file=path.name))):
        pair = [text.ja, text.en]
        result = {"exercise": f"ch03.{symbol}", "check": "c", "status": told.status, "text": pair}
        table.add({**result, "fingerprint": "", "progress": "stub", "notes": []})
    lines = [line for line, _ in table.lines()]
    assert any('the exercise is called "relu"' in line for line in lines)
    assert not any("raise NotImplementedError" in line for line in lines)
    assert any(line.strip().endswith("layer") for line in lines)


@pytest.mark.parametrize(
    ("symbol", "source", "parts", "never"),
    [
        (
            "layer",
            "def layer(x, W, b):\n    return x @ W + b",
            ["layer(x, W, b, activation), in"],
            "came back",
        ),
        ("layer", "layer = lambda x, W, b: x @ W", ["layer(x, W, b, activation)"], "are given"),
        (
            "relu",
            "x = np.ones(3)\ndef relu(x_in):\n    return x * 0.5",
            ["called x_in is never used"],
            "notebook:",
        ),
        ("relu", "async def relu(x):\n    return x", ["Drop async"], "coroutine"),
        ("relu", "relu = 3", ['with "def relu(x):". Now relu is int'], "what relu returns"),
        ("relu", "def relu(x):\n    return exp(x)", ["np.exp"], "hex"),
    ],
)
def test_the_card_says_the_cause(
    symbol: str, source: str, parts: list[str], never: str, monkeypatch: Any
) -> None:
    monkeypatch.setenv("ZEROTSUKU_LANG", "en")
    namespace: dict[str, Any] = {"__name__": "__main__", "np": np, "In": ["", source]}
    exec(compile(source, "<source not known>", "exec"), namespace)
    shown = "\n".join(card_for(symbol, namespace).lines)
    for part in parts:
        assert part in shown, shown
    assert never not in shown
    assert '""' not in shown


def test_a_call_of_the_students_own_is_not_taken_for_the_checks(monkeypatch: Any) -> None:
    monkeypatch.setenv("ZEROTSUKU_LANG", "en")
    namespace: dict[str, Any] = {"__name__": "__main__", "np": np}
    source = "def layer(x, W, b, activation):\n    return x\n\ndef forward(network, x):\n    return layer(x)"
    exec(compile(source, "<source not known>", "exec"), namespace)
    shown = "\n".join(card_for("forward", namespace).lines)
    assert "layer is called with too few arguments; missing: W, b, activation" in shown


def test_a_line_that_is_not_known_is_not_quoted(monkeypatch: Any) -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile("def relu(x):\n    return 1 / 0", "<source not known>", "exec"), namespace)
    for lang, empty in (("ja", "「」"), ("en", '""')):
        monkeypatch.setenv("ZEROTSUKU_LANG", lang)
        shown = "\n".join(card_for("relu", namespace).lines)
        assert "2" in shown
        assert empty not in shown


def test_the_check_shows_the_students_call_and_not_its_own_code(tmp_path: Any) -> None:
    file = tmp_path / "checks.py"
    file.write_text(
        "expect(as_number(impl.sign(7)), 1)\nexpect(end[0] if isinstance(end, tuple) else end, 2)\n"
        "expect(colours_of(impl, x)[:, 0], 3)\nexpect(impl.Man('D').hello(), 4)\n"
        "expect([impl.AND(0, 1), impl.AND(1, 1)], 5)\nexpect(layer.backward(2), 6)\nexpect(np.argmax(y), 7)\n"
    )
    shown = [call_at(str(file), line) for line in range(1, 8)]
    assert shown == [
        "sign(7)",
        "",
        "",
        "Man('D').hello()",
        "[AND(0, 1), AND(1, 1)]",
        "layer.backward(2)",
        "",
    ]


# Reading without Python's parser


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("import a.b as c, d, e.f", ["c", "d", "e"]),
        ("from x import (a as b, c,)", ["b", "c"]),
        ("(x, t), (y, _) = load(normalize=True)", ["x", "t", "y", "_"]),
        ("a = b = c == d", ["a", "b"]),
        ("for i, (j, k) in enumerate(x):", ["i", "j", "k"]),
        ("with open(f) as g:", ["g"]),
        ("if (n := 3) > 2:", ["n"]),
        ("x[0] = self.x = 3", []),
        ("Y[Y <= threshold] = 0", []),
        ("x[(a, b)] = y.z[c][d] = f(e)[0] = (g, h[i]) = 3", ["g"]),
        ("x += 1", []),
        ("print(a=3)", []),
        ("%time x = 3", ["x"]),
    ],
)
def test_the_names_that_a_line_binds(line: str, names: list[str]) -> None:
    assert [name for name, _ in bound(line)] == names


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "([",
        "f'{",
        "def f(",
        "def f(x):\n",
        "@a\n",
        "if a:\n ",
        "'''\\",
        "def f(x):\n x\n",
        "a = ",
        "lambda x: ",
        "x, ",
        "import a, ",
    ],
)
def test_a_text_is_read_in_little_time_however_it_is_made(text: str) -> None:
    whole = (text * MAX_LOOKED)[:MAX_LOOKED]
    began = time.process_time()
    for line in outline(whole).lines[:1000]:
        list(bound(line.text))
    assert time.process_time() - began < 5


# The terminal


@pytest.mark.parametrize("width", [20, 40, 76])
def test_japanese_lines_are_full(width: int) -> None:
    text = "本の common フォルダは、ノートブックの横に Relu や softmax_cross_entropy_grad がありません。" * 4
    lines = list(fold(text, width))
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    if width > 30:
        assert sum(map(columns, lines[:-1])) >= 0.75 * width * (len(lines) - 1)
    assert not any(line.startswith(("、", "。")) for line in lines)
    assert new_console(width=width).width == width


def printed(print_it: Any, *arguments: Any) -> list[str]:
    """The lines of a table in a terminal of 80 columns."""
    console = new_console(width=80, file=io.StringIO())
    print_it(*arguments, console)
    return console.file.getvalue().splitlines()


def rows(chapter: Any) -> tuple[Row, ...]:
    scores = {e.symbol: e.points - 0.5 * (i % 3 == 0) for i, e in enumerate(chapter.exercises)}
    students = ("alice", "山田太郎さんの長い名前", "s" * 40)
    states = ((GRADED, 0.0), (NOT_GRADED, 0.0), (GRADED, 360000.0))
    return tuple(
        Row(s, state, scores, 34.5, late, ()) for s, (state, late) in zip(students, states, strict=True)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("id_", catalog().chapters)
def test_the_table_of_a_class_fits_a_terminal(id_: str, lang: str) -> None:
    chapter = chapter_of(id_)
    summary = Summary(id_, {e.symbol: e.points for e in chapter.exercises}, rows(chapter))
    lines = printed(print_summary, summary, lang)
    assert max(rich.cells.cell_len(line) for line in lines) <= 80
    assert not any("…" in line for line in lines)
    heads = " ".join(line for line in lines if line.startswith("┃")).replace("┃", " ").split()
    assert {str(n) for n in range(1, len(chapter.exercises) + 1)} <= set(heads)
    if len(chapter.exercises) <= 12:
        assert sum(line.startswith("┏") for line in lines) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_other_tables_fit_a_terminal(lang: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    standing = Standing(0.9876, 0.9812, 0.9912, 2000, 1234567, 58.3)
    board = [Place(1, student, "abcdef", 12.0, standing) for student in ("alice", "山" * 30, "s" * 40)]
    exercise = chapter_of("ch08").exercise("AwesomeNet")
    lines = printed(print_leaderboard, exercise, board, lang, False)
    found = [Finding(e.id, True, True, 7, 7, 6, 5, 123, 113, 8, hollow=12) for e in CH05.exercises]
    lines += printed(print_chapter, ChapterFinding("ch05", found), lang)
    monkeypatch.setenv("COLUMNS", "80")
    print_catalog(lang)
    lines += capsys.readouterr().out.splitlines()
    assert max(rich.cells.cell_len(line) for line in lines) <= 80
    assert not any("…" in line for line in lines)
    assert any("ch05.softmax_cross_entropy_grad " in line for line in lines)


def test_a_number_is_asked_for_where_a_text_came() -> None:
    found = compare("1", 1.0)
    assert found
    assert "数が要ります" in found.text.ja
    assert "a number is needed" in found.text.en
