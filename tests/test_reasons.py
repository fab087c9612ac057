"""Why an answer is wrong: what is said is true, is read by a beginner, and tells no hidden value."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from grading_case import SEEDS, Recorder, chapter_of, graded, new_sandbox, notebook, said

from autograder import rooms
from autograder.catalog import catalog
from autograder.compare import Tolerance
from autograder.grading import engine
from autograder.grading.deciding.answers import answers
from autograder.grading.deciding.marking import observe
from autograder.grading.deciding.verdict import decide
from autograder.grading.explaining.diagnose import describe
from autograder.grading.handed import weights_beside
from autograder.report import FAILED, PASSED, ExerciseReport
from autograder.sandbox.measure import WireError
from autograder.sandbox.sandbox import Sandbox
from autograder.sandbox.session_messages import read_observation
from autograder.sandbox.wire import canonical
from autograder.submission import read_submission
from autograder.text import LANGUAGES


@pytest.fixture(scope="module")
def ch02() -> Iterator[Sandbox]:
    with new_sandbox("ch02") as made:
        yield made


@pytest.fixture(scope="module")
def ch03() -> Iterator[Sandbox]:
    with new_sandbox("ch03") as made:
        yield made


def exercise(sandbox: Sandbox, chapter: str, **wrong: str) -> ExerciseReport:
    """The report of the one exercise that is replaced (the first of several)."""
    return graded(chapter, wrong, sandbox).exercise(next(iter(wrong)))


# ------------------------------------------------------------------------------- observations that are wrong

X = np.random.default_rng(0).normal(size=(4, 3))
SQUARE = np.random.default_rng(1).normal(size=(3, 3))
LINE = np.array([0.31, 1.27, 2.71, -1.13, 4.49])


def but(array: Any, index: Any, value: float = 9.0) -> Any:
    changed = np.array(array, dtype=float)
    changed[index] = value
    return changed


@pytest.mark.parametrize(
    ("got", "expected", "ja", "en"),
    [
        (X.T, X, "形が違います: 期待 (4, 3)、あなたの答え (3, 4)。行と列を入れ替えると", "transposed"),
        (X.ravel(), X, "値とその並びは合っているので、形だけ", "only the shape"),
        (X[0], X, "形が違います: 期待 (4, 3)、あなたの答え (3,)。", "expected (4, 3), yours is (3,)."),
        (1.0, LINE, "あなたの答え ()（数 1 個）", "yours is () (a single number)"),
        (SQUARE.T, SQUARE, "転置すると正しい答え", "transposed, it is the right answer"),
        (
            np.array([1.0, 0.0]),
            np.array([1, 0]),
            "値は合っています。要素の型が違います",
            "The values are right. The el",
        ),
        (
            np.array([1.0, 0.0]),
            np.array([1, 0]),
            "要素の型が違います。int が要りますが、float",
            "int is needed",
        ),
        (np.array([1.5, 0.0]), np.array([1, 0]), "1 番目だけが違います", "Only value 1 is wrong"),
        (0.0, 0, "型が違います。int が要りますが、float", "int is needed, float"),
        (-0.2, 0, "値が違います", "The value is wrong"),
        (LINE + 0.7, LINE, "同じ数だけずれて", "off by the same number"),
        (-LINE, LINE, "符号が逆", "the sign is the opposite"),
        (2 * LINE, LINE, "ちょうど 2 倍", "exactly twice"),
        (LINE / 2, LINE, "ちょうど半分", "exactly half"),
        (5 * LINE, LINE, "ちょうど 5 倍になっています（5 は配列の形に出てくる数です）", "exactly 5 times"),
        (LINE / 5, LINE, "ちょうど 5 分の 1", "divided by 5"),
        (100 * LINE, LINE, "ちょうど 100 倍", "exactly 100 times"),
        (LINE / np.log(10), LINE, "同じ倍数（約 0.434 倍）", "the same multiple"),
        (7.1 * np.pi, np.pi, "値が違います。", "The value is wrong."),
        (-np.pi, np.pi, "符号が逆", "the sign is the opposite"),
        (0.5, 0.25, "値が違います。", "The value is wrong."),  # 20 of 40 for 10 of 40 is no factor
        (1 - X, X, "1 から引いた値", "1 minus the right value"),
        (np.array([1, 0, 0, 1]), np.array([0, 1, 1, 0]), "0 と 1 が逆", "0 and 1 are the wrong way round"),
        (np.zeros(5), LINE, "どの値も 0", "Every value is 0"),
        (np.full(5, 0.4), LINE, "値がすべて同じ", "All values are the same"),
        (np.floor(LINE), LINE, "小数点以下を切り捨てた", "decimals cut off"),
        (np.round(LINE, 1), LINE, "小数点以下 1 桁に丸めた", "rounded to 1 decimals"),
        (LINE[::-1], LINE, "並びが逆", "in reverse order"),
        (LINE[[1, 0, 2, 4, 3]], LINE, "並ぶ順番が違います", "in another order"),
        (but(X, slice(1, None)), X, "1 行目だけが合っていて、2 行目から先が違います", "Only row 1 is right"),
        (but(X, slice(2, None)), X, "3 行目から違います", "wrong from row 3 on"),
        (but(X, -1), X, "最後の行だけが違います", "Only the last row is wrong"),
        (but(X, 1), X, "2 行目だけが違います（全部で 4 行）", "Only row 2 is wrong"),
        (but(X, (slice(None), 0)), X, "1 列目だけが違います", "Only column 1 is wrong"),
        (but(LINE, 4), LINE, "最後の 1 個だけが違います", "Only the last value is wrong"),
        (but(LINE, slice(2, None)), LINE, "3 番目から違います", "wrong from value 3 on"),
        (but(LINE, [0, 2]), LINE, "5 個のうち 2 個の値が違います", "2 of 5 values are wrong"),
        (LINE**3, LINE, "どの値も違います", "All values are wrong"),
        (
            but(X, (2, 0), np.nan),
            X,
            "nan（計算できない値）があります（12 個のうち 1 個）。それは 3 行目",
            "from 1): 3",
        ),
        (but(LINE, 0, np.inf), LINE, "inf（無限大）があります（5 個のうち 1 個）", "1 of 5 values"),
        (np.nan, 1.5, "結果が nan", "The result is nan"),
        (None, LINE, "None が返ってきました", "None came back"),
        (
            [2 * LINE, X],
            [LINE, X],
            "1 番目の結果で: 正しい値のちょうど 2 倍",
            "In result 1: It is exactly twice",
        ),
        ([2 * LINE, 2 * X], [LINE, X], "正しい値のちょうど 2 倍", "It is exactly twice"),
        ([X, LINE], [LINE, X], "2 つの結果が入れ替わっています", "The two results are swapped"),
        ({"a": [1, 0]}, {"a": [0, 1]}, "2 つの結果が入れ替わっています", "The two results are swapped"),
        (
            {"f(1)": 3, "f(2)": 0},
            {"f(1)": 1, "f(2)": 0},
            "f(1) で: 値が違います",
            "In f(1): The value is wrong",
        ),
        (
            {"f(1)": 3, "f(2)": 0, "f(3)": 5},
            {"f(1)": 1, "f(2)": 0, "f(3)": 1},
            "f(1)、f(3) で: 値が違います",
            "In f(1), f(3): The value",
        ),
        (
            [X, but(X[:2], 0), SQUARE],
            [X, X[:2], SQUARE],
            "形が (4, 3), (3, 3) の結果は正しく、(2, 3) の結果が違います",
            "those of (2, 3) are wrong",
        ),
        ([7.1 * 7, 0.3 * 4], [7.1, 0.3], "それぞれ正しい値の 7, 4 倍", "7, 4 times the right ones"),
    ],
)
def test_a_wrong_observation_is_described(got: Any, expected: Any, ja: str, en: str) -> None:
    text = describe(canonical(got), canonical(expected), Tolerance(reveal=False), {7, 4}).text
    assert ja in text.ja and en in text.en, text


def numbers_in(value: Any) -> list[str]:
    """The floats of an observation as a sentence could show them, with four digits and more."""
    flat = np.concatenate([np.ravel(np.asarray(v, dtype=float)) for v in leaves(value)] or [[]])
    return [f"{abs(v):.4g}" for v in flat if v % 1]


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [leaf for v in value for leaf in leaves(v)]
    return [value] if isinstance(value, int | float | np.ndarray) else []


@pytest.mark.parametrize("chapter_id", ["ch02", "ch03"])
def test_no_hidden_value_is_told(chapter_id: str) -> None:
    """For every mistake: no number of the expected observation is in the sentence about it."""
    chapter = chapter_of(chapter_id)
    known = answers(chapter)
    for symbol, mistakes in known.mistakes.items():
        for grader in known.graders[symbol]:
            expected = observe(grader, known.impl, 7).value
            hidden = [n for n in numbers_in(expected) if len(n) > 5]
            for mistake in mistakes:
                got = observe(grader, known.replaced(symbol, mistake.implementation), 7)
                if got.failure or decide(grader, got.value, expected) is None:
                    continue
                tolerance = Tolerance(grader.rtol, grader.atol, grader.dtype, reveal=False)
                text = describe(got.value, expected, tolerance).text
                for lang in LANGUAGES:
                    assert not [n for n in hidden if n in text[lang]], (mistake.name, text[lang])


# ------------------------------------------------------------------------------------------ what calls change


def test_a_changed_input_is_named(ch03: Sandbox) -> None:
    source = "def softmax(x):\n    x -= np.max(x, axis=-1, keepdims=True)\n    y = np.exp(x)\n"
    found = exercise(ch03, "ch03", softmax=source + "    return y / np.sum(y, axis=-1, keepdims=True)")
    (wrong,) = [o for o in found.outcomes if not o.passed]
    assert wrong.message and "softmax を呼ぶと、渡した x の中身が変わった" in wrong.message.ja
    assert "the contents of the x that it was given are changed" in wrong.message.en


def test_a_changed_input_is_told_beside_another_fault_and_only_where_it_matters(ch03: Sandbox) -> None:
    found = exercise(ch03, "ch03", relu="def relu(x):\n    x[x < 0] = 0\n    return x ** 2")
    messages = {o.name: o.message.ja for o in found.outcomes if o.message}
    assert "また、relu を呼ぶと" in messages["grade_relu_leaves_the_input"]
    assert "中身" not in messages["grade_relu_of_a_vector"]


def test_a_changed_input_that_the_reference_changes_too_is_not_told(ch03: Sandbox) -> None:
    forward = "def forward(network, x):\n    scratch = {}\n    scratch['a'] = x\n    return x"
    assert not any("中身" in text for text in said(exercise(ch03, "ch03", forward=forward), "ja"))


@pytest.mark.parametrize(
    "changes",
    [None, {}, [["relu", 0]], [[1, 0, "x"]], [["relu", "0", "x"]], [["relu", 0, None]], [["r", 0, "x"]] * 99],
)
def test_a_forged_list_of_changes_is_refused(changes: Any) -> None:
    with pytest.raises(WireError):
        read_observation(["grade_relu", "value", 1.0, changes])


@pytest.mark.parametrize("forged", ["<b>x</b>", "x 正解です", "x\ny", ""])
def test_a_changed_name_that_is_none_is_not_told(forged: str, ch03: Sandbox) -> None:
    source = (
        "import sys\nwatch = sys.modules['autograder.sandbox.watch']\n"
        "def relu(x):\n"
        f"    watch.Watch.note = lambda self, c: self.changes.append(watch.Change('relu', 0, {forged!r}))\n"
        "    x += 1\n    return x"
    )
    found = exercise(ch03, "ch03", relu=source)
    assert found.status == FAILED
    assert not any("中身" in text for text in said(found, "ja"))


# -------------------------------------------------------------------------------- answers that are not steady


def test_a_value_kept_between_calls_is_told(ch03: Sandbox) -> None:
    source = "seen = []\ndef relu(x):\n    seen.append(1)\n    return np.maximum(0, x) * len(seen)"
    found = exercise(ch03, "ch03", relu=source)
    assert "グローバル変数などに残って" in found.observed[0].ja
    assert "kept from earlier calls" in found.observed[0].en


def test_an_answer_that_is_right_only_at_first_is_told(ch03: Sandbox) -> None:
    source = "last = []\ndef one_hot(t, n):\n    last.append(n)\n    return np.eye(last[0])[t]"
    found = exercise(ch03, "ch03", one_hot=source)
    assert "1 回だけ呼び出すと正しい答え" in found.observed[0].ja
    assert "Called just once, it gives the right answer" in found.observed[0].en


@pytest.mark.parametrize("noise", ["np.random.rand()", "np.random.default_rng().random()", "time.time() % 1"])
def test_a_random_answer_is_told(noise: str, ch03: Sandbox) -> None:
    source = f"import time\ndef relu(x):\n    return np.maximum(0, x) + {noise}"
    found = exercise(ch03, "ch03", relu=source)
    assert "動かすたびに結果が変わります" in found.observed[0].ja
    assert "changes from run to run" in found.observed[0].en


def test_a_steady_wrong_answer_is_not_called_random(ch03: Sandbox) -> None:
    found = exercise(ch03, "ch03", relu="def relu(x):\n    return np.maximum(0, x) ** 1.5")
    assert found.observed == ()


def test_a_right_submission_is_run_once_and_a_wrong_one_twice() -> None:
    with Recorder("ch03") as recorder:
        graded("ch03", {}, recorder)
        assert len(recorder.jobs) == 1
        graded("ch03", {"relu": "def relu(x):\n    return x * 3"}, recorder)
        assert len(recorder.jobs) == 3


# -------------------------------------------------------------------- two mistakes, and hints that do not fit


@pytest.mark.parametrize(
    "softmax",
    [
        # over the whole batch, and no shift by the maximum of a single datum
        "def softmax(x):\n    if x.ndim == 1:\n        return np.exp(x) / np.sum(np.exp(x))\n"
        "    e = np.exp(x - np.max(x))\n    return e / np.sum(e)",
        # along the columns, and in place
        "def softmax(x):\n    x -= np.max(x, axis=0)\n    return np.exp(x) / np.sum(np.exp(x), axis=0)",
        # twice the right value for a batch, and no exp for one datum
        "def softmax(x):\n    if x.ndim == 1:\n        return x / np.sum(x)\n"
        "    e = np.exp(x - np.max(x, axis=1, keepdims=True))\n"
        "    return 2 * e / np.sum(e, axis=1, keepdims=True)",
    ],
)
def test_two_mistakes_at_once_get_no_hint(softmax: str, ch03: Sandbox) -> None:
    found = exercise(ch03, "ch03", softmax=softmax)
    assert (found.mistake, found.hint) == (None, None)
    assert found.reasons


def test_two_mistakes_in_two_exercises_are_each_named(ch03: Sandbox) -> None:
    wrong = {
        "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
        "relu": "def relu(x):\n    return np.abs(x)",
    }
    report = graded("ch03", wrong, ch03)
    assert report.exercise("sigmoid").mistake == "sigmoid_without_minus"
    assert report.exercise("relu").mistake == "relu_as_absolute_value"


def test_a_hint_fits_the_operation_that_raised(ch03: Sandbox) -> None:
    """`max(0, x)` and `if x > 0` raise the same words; what is said of max is true of max only."""
    assert exercise(ch03, "ch03", relu="def relu(x):\n    return max(0, x)").mistake == "relu_with_python_max"
    found = exercise(ch03, "ch03", relu="def relu(x):\n    if x > 0:\n        return x\n    return 0 * x")
    assert found.mistake is None
    assert "配列を if の条件" in found.reasons[0].text.ja


def test_an_exception_in_the_sandbox_is_known_as_the_mistakes_own(ch03: Sandbox) -> None:
    source = "def step_function(x):\n    y = x > 0\n    return y.astype(np.int)"
    assert exercise(ch03, "ch03", step_function=source).mistake == "step_function_with_np_int"


def test_what_all_graders_say_is_said_once(ch03: Sandbox) -> None:
    found = exercise(ch03, "ch03", relu="def relu(x):\n    y = np.maximum(0, x)")
    assert len(found.reasons) == 1 and len(found.reasons[0].outcomes) == 4
    found = exercise(ch03, "ch03", relu="def relu(x):\n    return x @ np.zeros((50, 2))")
    assert len(found.reasons) == 1  # the shapes differ from grader to grader, the line does not


def test_one_value_where_two_are_needed_is_told_as_such() -> None:
    wrong = "class AddLayer:\n    def forward(self, x, y):\n        return x + y\n\n"
    wrong += "    def backward(self, dout):\n        return 2 * dout"
    with new_sandbox("ch05") as sandbox:
        told = "\n".join(said(exercise(sandbox, "ch05", AddLayer=wrong), "ja"))
    assert "値が 2 個要りますが" in told
    assert "list" not in told


def test_zero_everywhere_is_not_taken_for_decimals_cut_off() -> None:
    wrong = "def sigmoid_grad(x):\n    return 0 * x"
    with new_sandbox("ch05") as sandbox:
        told = "\n".join(said(exercise(sandbox, "ch05", sigmoid_grad=wrong), "en"))
    assert "decimals" not in told


def test_what_a_mistake_prints_is_no_output_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "class Man:\n    def __init__(self, name):\n        self.name = name\n\n"
    wrong += (
        '    def hello(self):\n        return f"Hi {self.name}"\n\n    def goodbye(self):\n        return 1'
    )
    with new_sandbox("ch01") as sandbox:
        assert not exercise(sandbox, "ch01", Man=wrong).score
    assert capsys.readouterr().out == ""


# ------------------------------------------------------ wrong answers that are in no file of mistakes


FILES = sorted((Path(__file__).parent / "reasons").glob("*.txt"))
RULE = "\n--------\n"


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Callable[[str], Sandbox]]:
    with ExitStack() as stack:
        yield cache(lambda chapter_id: stack.enter_context(new_sandbox(chapter_id)))


def read(path: Path) -> tuple[str, str, str, str]:
    """Of a file of reasons, such as ch05_Affine.two_words.txt: chapter, exercise, wrong answer, sentences."""
    chapter, _, symbol = path.name.partition(".")[0].partition("_")
    answer, _, sentences = path.read_text(encoding="utf-8").partition(RULE)
    return chapter, symbol, answer, sentences


def sentences_of(found: ExerciseReport) -> str:
    """All that is said, in both languages, without the numbers of cells."""
    texts = RULE.join("\n".join(said(found, lang)) for lang in LANGUAGES)
    return re.sub(r"\bcell \d+", "cell N", re.sub(r"\d+ 番目のセル", "N 番目のセル", texts)) + "\n"


def graded_alone(sandbox: Sandbox, chapter: str, symbol: str, answer: str) -> ExerciseReport:
    """The report of one exercise, graded with those that it needs and no others: much sooner."""
    whole = chapter_of(chapter)
    wanted, left = set[str](), [symbol]
    while left:
        wanted.add(found := left.pop())
        needs = (need.partition(".") for need in whole.exercise(found).needs)
        left += [name for of, _, name in needs if of == chapter and name not in wanted]
    alone = replace(whole, exercises=tuple(e for e in whole.exercises if e.symbol in wanted))
    submission = read_submission(notebook(chapter, {symbol: answer}), f"{chapter}.ipynb")
    with patch.object(engine, "answers", lambda _: answers(whole)):
        report = engine.grade(
            submission, alone, SEEDS, sandbox, weights=weights_beside(rooms.solutions(), alone)
        )
    return report.exercise(symbol)


QUICK = [p for p in FILES if "." not in p.stem]  # one of a few exercises; the others take long together


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, id=p.stem, marks=() if p in QUICK else pytest.mark.slow) for p in FILES],
)
def test_other_wrong_answers_are_told_the_truth(path: Path, sandboxes: Callable[[str], Sandbox]) -> None:
    """tests/reasons/ holds each answer and the sentences, which were read and found true and of use.

    After a change of graders or messages: `python tests/test_reasons.py`, and read them again.
    """
    chapter, symbol, answer, sentences = read(path)
    found = graded_alone(sandboxes(chapter), chapter, symbol, answer)
    assert found.status != PASSED
    assert sentences_of(found) == sentences


def test_there_are_three_of_every_exercise() -> None:
    counts = Counter(read(path)[:2] for path in FILES)
    assert not {
        e.id: counts[c.id, e.symbol] for c in catalog() for e in c.exercises if counts[c.id, e.symbol] < 3
    }


if __name__ == "__main__":  # of the files whose names begin as it is told: tests/test_reasons.py ch05_Affine
    wanted = tuple(sys.argv[1:]) or ("",)
    with ExitStack() as boxes:
        open_box = cache(lambda chapter_id: boxes.enter_context(new_sandbox(chapter_id)))
        for file in [f for f in FILES if f.name.startswith(wanted)]:
            chapter, symbol, answer, _ = read(file)
            told = graded_alone(open_box(chapter), chapter, symbol, answer.rstrip("\n") + "\n")
            if told.status == PASSED:
                raise SystemExit(f"{file.name}: this answer is right")
            file.write_text(answer + RULE + sentences_of(told), encoding="utf-8")
