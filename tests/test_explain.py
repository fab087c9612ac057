"""Exceptions of beginners' code, explained: each sentence comes of code that really fails."""

from __future__ import annotations

import pytest
from grading_case import ALL_RUNS

from autograder.grading.explaining.exceptions import explain
from autograder.sandbox.loading import Loaded, RunCell, load
from autograder.sandbox.session_messages import read_failure
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, Text

HEAD = (
    "import math\nimport numpy as np\nx = np.array([1.0, -2.0, 3.0])\nW = np.ones((2, 3))\n"
    "params = {'W1': W}\nvalues = [1, 2]\n"
)


def explained(*sources: str) -> Text:
    """The sentence for the last thing that fails in these cells."""
    cells = tuple(Cell("code", source, number) for number, source in enumerate((HEAD, *sources), 1))
    run = [*(RunCell(c.number, c.source) for c in cells), RunCell(len(cells) + 1, ALL_RUNS)]
    loaded: Loaded = load(run, frozenset(), {"__name__": "t"})
    assert loaded.failures, "nothing failed"
    return explain(loaded.failures[-1], Submission("test", cells), loaded.failures)


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ("np.array(x > 0, dtype=np.int)", "np.int は NumPy から削除", "Write int in its place"),
        ("x.astype(np.float)", "代わりに float", "Write float in its place"),
        ("np.product(x)", "代わりに np.prod", "Write np.prod in its place"),
        ("x @ W", '形が合いません。"x @ W: x (3,), W (2, 3)"', 'do not fit. "x @ W: x (3,), W (2, 3)"'),
        ("x + np.zeros(4)", '"x + np.zeros(4)"（形は (3,) と (4,)）', "the shapes are (3,) and (4,)"),
        ("np.dot(x, W)", "np.dot(x, W): x (3,), W (2, 3)", "np.dot(x, W): x (3,), W (2, 3)"),
        (
            "x.reshape(2, 2)",
            "要素が 3 個の配列を、形 (2, 2) にはできません",
            "3 elements cannot have the shape (2, 2)",
        ),
        ("np.maximun(0, x)", "「maximum」の書き間違い", 'Did you mean "maximum"?'),
        ("x.rehape(1, 3)", "「reshape」の書き間違い", 'Did you mean "reshape"?'),
        ("params.key()", "「keys」の書き間違い", 'Did you mean "keys"?'),
        (
            "class Relu:\n    def forward(self, x):\n        self.mask = x > 0\n        return self.maks\n"
            "Relu().forward(x)",
            "「mask」があります。同じ名前に",
            'The notebook has "mask"',
        ),
        (
            "class Net:\n    def predict(self, x):\n        return x\n\n"
            "    def loss(self, x):\n        return predict(x)\nNet().loss(x)",
            "self.predict と書きます",
            "written with self.: self.predict",
        ),
        (
            "class Relu:\n    def forward(self, x):\n        self.mask = x > 0\n        return mask\n"
            "Relu().forward(x)",
            "self.mask と書きます",
            "written with self.: self.mask",
        ),
        ("import matplotlib.pyplot as plt\nplt.plot_surface(x)", "plt に「plot_surface」", "plt has no"),
        ("def f(g):\n    return g(1)\nf(lambda: 2)", "lambda の引数は 0 個ですが、1 個", "lambda takes 0"),
        (
            "class Net:\n    def f(self):\n        return (lambda: 2)(1)\nNet().f()",
            "lambda の引数は 0 個ですが、1 個",
            "lambda takes 0",
        ),
        ("a, b = np.zeros((3, 2))", "配列が 1 つだけのときは、行ごとに", "taken apart row by row"),
        ("np.zeros(2, 3)", "np.zeros((2, 3))", "np.zeros((2, 3))"),
        ("np.array(0.5, 0.5)", "np.array([1, 2]) のように", "as in np.array([1, 2])"),
        ("np.array(1, 2)", "np.array([1, 2]) のように", "as in np.array([1, 2])"),
        ("np.random.randn((2, 3))", "かっこが 1 組多く", "a pair of brackets too many"),
        ("def f(x):\n    y = x\nf(x) + 1", "None を計算に使って", "None is used in a calculation"),
        ("def f(x):\n    y = x\nnp.exp(f(x))", "return がないか", "have a return"),
        ("def f(x):\n    y = x\nf(x).sum()", "None に .sum はありません", "None has no .sum"),
        ("def f(x, y):\n    return x\nf(x)", "足りないのは y です", "missing: y"),
        ("def f(x):\n    return x\nf(x, 1)", "f の引数は 1 個ですが、2 個", "f takes 1 argument(s), but 2"),
        ("class A:\n    def f(x):\n        return x\nA().f(x)", "最初の引数は self", "is self: def f(self"),
        (
            "class A:\n    def f(self, x):\n        return x\nA().f(x, 2)",
            "1 個ですが、2 個",
            "takes 1 argument(s)",
        ),
        (
            "class A:\n    def __init__(self, n):\n        self.n = n\nA()",
            "A に渡す引数が足りません",
            "A is called",
        ),
        ("np.sum(x, axsi=0)", "axsi という引数はありません。「axis」", 'Did you mean "axis"?'),
        ("from common.functions import sigmoid", "common フォルダは、ノート", "folder common is not beside"),
        ("import not_a_package", "not_a_package を import できません", "not_a_package cannot be imported"),
        ("if x > 0:\n    pass", "配列を if の条件", "one truth value is needed"),
        ("max(0, x)", "配列を if の条件", "one truth value is needed"),
        ("math.exp(x)", "数 1 個しか受け取れない", "takes a single number"),
        ("x[3]", "番号は 0 から 2 まで", "from 0 to 2"),
        ("values[2]", "その番号の要素はありません", "no element of that number"),
        ("x[0, 0]", "1 次元の配列なのに、番号を 2 個", "1 dimension(s), but 2 indices"),
        ("x[len(x) / 2]", "番号には // を使います", "// gives an integer"),
        ("np.zeros(len(x) / 2)", "整数の割り算には //", "// of integers gives an integer"),
        ("for i in range(5 / 2):\n    pass", "整数が要るところに float", "An integer is needed, but float"),
        ("for i in 3:\n    pass", "range(…) を使います", "use range(…)"),
        ("{x: 1}", "辞書のキー", "cannot be a key"),
        (
            "'3' + 1",
            "+ は str と int の間では使えません。str は文字列",
            "+ does not work between str and int",
        ),
        ("1 + '3'", "str は文字列", "A str is a text"),
        ("values + 1", "np.array(…) で配列に", "make an array with np.array(…)"),
        ("values > 1", "np.array(…) で配列に", "make an array with np.array(…)"),
        ("values * 0.5", "リストに小数は掛けられません", "cannot be multiplied by a float"),
        ("values.shape", "np.array(…) で配列に", "Make it an array"),
        ("(1.5).shape", "数 1 個なので", "is a single number"),
        ("params['W4']", "'W4' というキーはありません", "no key 'W4'"),
        ("params[0]", "0 というキーはありません", "no key 0"),
        ("y = x.copy\ny * 2", "( ) を書き忘れて", "Is the ( ) after a function missing"),
        ("np.exp[x]", "[ ]", "[ ]"),
        ("a, b = 1, 2, 3", "左辺の変数は 2 個", "2 variables on the left"),
        ("x.sum(axis=1)", "1 次元の配列に axis=1 はありません", "has no axis=1"),
        ("np.array([[1, 2], [3]])", "行の長さがそろっていない", "rows have different lengths"),
        ("y = np.arange(3)\ny -= 0.5", "整数の配列に、小数", "an array of integers"),
        ("np.concatenate(x, x)", "1 つのリストにまとめて", "go in as one list"),
        ("x.append(1)", "配列に append はありません", "An array has no append"),
        ("1 / 0", "0 で割って", "division by 0"),
        ("math.log(0)", "入れられない値", "does not take this value"),
        ("2(3)", "呼び出せません", "cannot be called"),
        ("def f():\n    total += 1\nf()", "変数 total を、値を入れる前に", "variable total is used before"),
        ("pickle.load(None)", "import pickle と書いて", "Write import pickle"),
        ("undefined", "「undefined」という名前は定義されていません", '"undefined" is not defined'),
        ("def f(x):\n  return x\n    y = 1", "字下げ", "indentation"),
        ("def f(x):\nreturn x", "半角の空白 4 つで字下げ", "by four spaces"),
        ("def f(x)\n    return x", "コロン", "colon"),
        ("f = (1, 2", "かっこ ( が閉じていません", "bracket ( is never closed"),
        ("if x = 3:\n    pass", "比べるときは ==", "write =="),
        ("y = 　3", "全角の空白", "full-width space"),
        ("print 'a'", "print には ( )", "print needs ( )"),
    ],
)
def test_code_that_fails_is_explained_at_its_line(source: str, ja: str, en: str) -> None:
    text = explained(source)
    assert ja in text.ja and en in text.en, text
    assert "2 番目のセル" in text.ja and "cell 2, line " in text.en, text


@pytest.mark.parametrize(
    ("overwriting", "source", "ja", "en"),
    [
        ("y = 1\nnp = 3", "np.maximum(0, 1)", "2 番目のセルの 2 行目", "cell 2, line 2"),
        ("sum = 0", "sum([1, 2])", "sum が、もとのものでは", "sum is no longer what it was: cell 2, line 1"),
        ("list = [1]", "n = list ((1, 2))", "今の型は list です", "now it is of the type list"),
        ("max = x[0]", "def f(a):\n    return 1 + max(a, 1)\nf(2)", "max が", "max is no longer"),
        ("math = {}", "math.exp(1)", "math が", "math is no longer"),
    ],
)
def test_a_name_that_was_overwritten_leads_to_the_place(
    overwriting: str, source: str, ja: str, en: str
) -> None:
    text = explained(overwriting, source)
    assert ja in text.ja
    assert en in text.en


def test_only_what_the_line_uses_and_the_notebook_overwrites_is_blamed() -> None:
    assert "is no longer" not in explained("min = 3", "x(1)").en
    assert "is no longer" not in explained("def f(sum):\n    sum = 3\n    return sum", "values.shape()").en
    assert "is no longer" not in explained("npx = 3", "npx.maximum(0)").en


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        (
            "y = 1　+ 2",
            "6 文字目の全角の空白（U+3000）",
            "column 6 of this line stands a full-width space (U+3000)",
        ),
        (
            "y = max（1, 2)",
            '8 文字目の "（"（U+FF08）',
            '"（" (U+FF08), which Python does not know there. Type ( in',
        ),
        ("y = “a”", '半角の " に打ち直して', "a curly quotation mark (U+201C)"),
        ("y ＝ 1", "半角の = に", "Type = in its place"),
        ("if x：\n    pass", "半角の : に", "Type : in its place"),
        ("y = 1 ＋ 2", "半角の + に", "Type + in its place"),
        ("y = [1、2]", "消すか、別の文字に", "or type another character"),
        (
            "def f(a):\n　　return a",
            "1 文字目の全角の空白（U+3000）",
            "column 1 of this line stands a full-width space",
        ),
        ("y = 1\u200b", "見えない文字（U+200B）", "a character that cannot be seen (U+200B)"),
        ('print("全角：", x　)  # （', "全角の空白（U+3000）", "a full-width space (U+3000)"),
    ],
)
def test_a_character_that_python_does_not_know_is_named(source: str, ja: str, en: str) -> None:
    text = explained(source)
    assert ja in text.ja
    assert en in text.en


@pytest.mark.parametrize("source", ['y = ("：", 1', "名前 = 1 +", "y = 1 +  # （"])
def test_characters_that_python_takes_are_not_blamed(source: str) -> None:
    assert "which Python does not know" not in explained(source).en


def test_an_attribute_that_stays_none_is_named() -> None:
    layer = "class Sigmoid:\n    def __init__(self):\n        self.out = None\n\n"
    backward = "    def backward(self, dout):\n        return dout * (1.0 - self.out)\n"
    text = explained(layer + backward, "Sigmoid().backward(1.0)")
    assert "self.out は最初に None が入ったまま" in text.ja
    assert "self.out is None from the beginning" in text.en
    forward = "    def forward(self, x):\n        self.out = x\n\n"
    text = explained(layer + forward + backward, "Sigmoid().backward(1.0)")
    assert "from the beginning" not in text.en


def test_of_two_names_alike_neither_is_taken_for_the_right_one() -> None:
    text = explained(
        "class Relu:\n    def backword(self, dout):\n        return dout", "Relu().backward(1.0)"
    )
    assert 'Relu has no "backward". The notebook has "backword"' in text.en
    assert "「backword」があります" in text.ja


def test_a_name_whose_cell_failed_leads_to_that_cell() -> None:
    text = explained("weights = np.zeros(2, 3)", "y = weights + 1")
    assert "2 番目のセルでエラーが起きた" in text.ja and "cell 2, which defines it, failed" in text.en


def test_what_called_the_line_from_another_cell_is_told() -> None:
    text = explained("def half(x):\n    return x / 2", "def f(x):\n    return half(x)\n\nf([1, 2])")
    assert "2 番目のセルの 2 行目「return x / 2」: " in text.ja
    assert text.ja.endswith("ここは、3 番目のセルの 2 行目「return half(x)」から呼ばれました。")
    assert text.en.endswith('It was called from cell 3, line 2, "return half(x)".')
    alone = explained("def half(x):\n    return x / 2\n\nhalf([1, 2])")
    assert "called from" not in alone.en


def test_what_is_not_known_is_told_as_python_tells_it() -> None:
    assert 'LookupError: "なにか"' in explained("raise LookupError('なにか')").ja


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_students_text_is_cut_and_cleaned(lang: str) -> None:
    told = ["ValueError", "\x1b[31m" + "a" * 1000 + "\u202e", 1, 1, "\x07name", "", ""]
    text = explain(read_failure(told), Submission("test", (Cell("code", "\x1b[0m" + "x" * 500, 1),)))[lang]
    assert len(text) < 700
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
