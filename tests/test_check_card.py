"""`check("sigmoid")` in a notebook: what the card says, in which language, and how fast."""

from __future__ import annotations

import linecache
import queue
import re
import time
from itertools import count
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel

from autograder import catalog as catalog_room
from autograder import rooms
from autograder.build import reference_source
from autograder.catalog import Chapter, Exercise, catalog, read_chapter
from autograder.faces.student import check as check_module
from autograder.faces.student.cards.card import Card
from autograder.faces.student.check import card_for, check
from autograder.grading.deciding.answers import answers
from autograder.selfcheck import running
from autograder.selfcheck.checks import checks_of, checks_path, load_checks, recording
from autograder.selfcheck.fingerprint import fingerprint
from autograder.selfcheck.hints import hint_for, known_mistakes
from autograder.source import localise
from autograder.text import LANGUAGES

BOOK = catalog()
CH03 = BOOK.chapter("ch03")
EXERCISES = [pytest.param(BOOK.chapter(e.chapter), e, id=e.id) for e in BOOK.exercises]
CELLS = count(1)


class Notebook:
    """A namespace into which cells are run as IPython does it, so that their source is known."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__", "np": np}

    def run(self, source: str) -> Notebook:
        name = f"<test cell {next(CELLS)}>"
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        exec(compile(source, name, "exec"), self.namespace)
        return self

    def card(self, exercise: Any) -> Card:
        return card_for(exercise, self.namespace)


def stub(symbol: str, lang: str = "en", chapter: Chapter = CH03) -> str:
    cell = next(c for c in chapter.cells if c.keys.get("exercise") == symbol)
    return localise(cell.source, lang)


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ZEROTSUKU_LANG", "JPY_SESSION_NAME", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("chapter", "exercise"), EXERCISES)
def test_a_stub_is_not_started(chapter: Chapter, exercise: Exercise, lang: str) -> None:
    card = Notebook().run(stub(exercise.symbol, lang, chapter)).card(exercise.id)
    assert (card.status, card.lang) == ("not_started", lang)
    assert exercise.symbol in repr(card)


@pytest.mark.parametrize("symbol", ["sigmoid", "step_function", "softmax"])
def test_a_reference_is_right_and_the_next_exercise_is_named(symbol: str) -> None:
    card = Notebook().run(reference_source(CH03, symbol, "en")).card(symbol)
    assert card.status == "passed"
    symbols = [e.symbol for e in CH03.exercises]
    assert f"Next: {symbols[symbols.index(symbol) + 1]} (" in repr(card)


def test_the_last_exercise_of_a_chapter_says_that_all_are_written() -> None:
    notebook = Notebook()
    for e in CH03.exercises:
        notebook.run(reference_source(CH03, e.symbol, "ja"))
    assert "すべて書き終えました" in repr(notebook.card(CH03.exercises[-1].symbol))


def test_a_wrong_answer_shows_the_call_what_was_expected_and_what_came() -> None:
    card = Notebook().run("def relu(x):\n    return -np.maximum(0, x)").card("relu")
    assert card.status == "failed"
    assert card.call == "relu(np.array([-2.0, 0.0, 0.5, 3.0]))"
    assert (card.expected, card.got) == ("[0. , 0. , 0.5, 3. ]", "[-0. , -0. , -0.5, -3. ]")
    assert card.expected in repr(card)
    assert "</span> -3.0</strong>" in card._repr_html_()


def test_the_sentence_of_the_check_is_on_the_card() -> None:
    card = Notebook().run('def step_function(x):\n    """計算"""\n    return x > 0').card("step_function")
    assert "0 より大きい要素は整数の 1、それ以外は 0 です" in repr(card)


def test_what_the_student_wrote_is_escaped() -> None:
    card = Notebook().run("def sigmoid(x):\n    return '<script>alert(1)</script>'").card("sigmoid")
    assert "<script>" not in card._repr_html_()
    assert "&lt;script&gt;" in card._repr_html_()


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("def sigmoid(x):\n    return 1 / (1 + np.exp(-y))", ['"y"', "line 2", "np.exp(-y)"]),
        ("def sigmoid():\n    return 1", ["sigmoid"]),
        ("def sigmoid(x):\n    pass", ["return"]),
        ("def sigmoid(x):\n    y = 1\n    raise NotImplementedError", ["line 3", "Delete this line"]),
        ("def sigmoid(x):\n    return np.ones(3) + np.ones(2)", ["line 2", "shape"]),
        ("def sigmoid(x):\n    return sigmoid(x)", ["RecursionError"]),
        ("def sigmoid(x):\n    exit()", ["line 2", "exit()"]),
        (
            "class Odd(Exception):\n    def __str__(self): 1/0\ndef sigmoid(x):\n    raise Odd",
            ["line 4", "Odd"],
        ),
        ("sigmoid = 3", ["sigmoid"]),
    ],
)
def test_an_exception_is_a_sentence_with_the_students_line(source: str, parts: list[str]) -> None:
    card = Notebook().run(source).run(stub("relu")).card("sigmoid")
    text = repr(card)
    assert card.status == "failed"
    assert "Traceback" not in text
    assert "autograder" not in text
    for part in parts:
        assert part in text


def test_a_value_that_the_check_cannot_use_is_a_sentence() -> None:
    text = repr(Notebook().run("def one_hot(t, n):\n    return 'a'").run(stub("relu")).card("one_hot"))
    assert "What one_hot returned cannot be used" in text


def test_an_endless_loop_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LIMIT", 0.2)
    swallowing = "def relu(x):\n    while True:\n        try: pass\n        except Exception: pass"
    begin = time.monotonic()
    card = Notebook().run(swallowing).run(stub("sigmoid")).card("relu")
    assert time.monotonic() - begin < 2
    assert "It did not end within 0.2 seconds" in repr(card)


def test_an_interrupted_check_says_so() -> None:
    card = Notebook().run("def relu(x):\n    raise KeyboardInterrupt").card("relu")
    assert card.status == "stopped"


def test_an_exercise_that_waits_for_another_names_it() -> None:
    notebook = Notebook().run(reference_source(CH03, "forward", "en")).run(stub("layer"))
    notebook.run(stub("sigmoid")).run(reference_source(CH03, "identity_function", "en"))
    card = notebook.card("forward")
    assert card.status == "waiting"
    assert re.search("Write (layer|sigmoid) first", repr(card))


def test_a_class_half_written_is_unfinished() -> None:
    class_ = (
        "class Half:\n    def a(self):\n        raise NotImplementedError\n    def b(self):\n        return 1"
    )
    notebook = Notebook().run(class_)
    assert running.defined(notebook.namespace, ["Half"]) == {"Half": "partial"}


def test_a_misspelt_name_gets_the_likely_one() -> None:
    assert '"sigmoid"' in repr(Notebook().run(stub("relu")).card("sigmiod"))
    assert "ch03" in repr(Notebook().run(stub("relu")).card("xyz"))


def test_the_function_itself_can_be_given() -> None:
    notebook = Notebook().run(reference_source(CH03, "relu", "en"))
    assert notebook.card(notebook.namespace["relu"]).status == "passed"


def test_a_symbol_of_two_chapters_is_that_of_the_notebooks_chapter() -> None:
    shared = [(c, s) for c in BOOK for s in c.symbols if sum(s in other.symbols for other in BOOK) > 1]
    if not shared:
        pytest.skip("no symbol stands in two chapters")
    for chapter, symbol in shared:
        namespace = dict.fromkeys(chapter.symbols)
        assert check_module.chapter_of(symbol, namespace, {}, BOOK) is chapter
        assert check_module.chapter_of(symbol, {}, {"chapter": chapter.id}, BOOK) is chapter
        assert check_module.chapter_of(f"{chapter.id}.{symbol}", {}, {}, BOOK) is chapter


def test_only_the_chapter_that_is_asked_for_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        catalog_room, "read_chapter", lambda path: read.append(path.stem) or read_chapter(path)
    )
    book = catalog_room.read_catalog(rooms.assignments())
    monkeypatch.setattr(check_module, "catalog", lambda: book)
    for name in ("relu", "ch03.relu", "relu"):
        assert card_for(name, {"relu": lambda x: np.maximum(0, x)}).status == "passed"
    assert read == [CH03.stem]


def test_the_language_is_the_docstrings_if_nothing_else_tells() -> None:
    assert Notebook().run(stub("relu", "ja")).card("relu").lang == "ja"
    assert Notebook().run(stub("relu", "en")).card("relu").lang == "en"
    assert Notebook().card("relu").lang == "ja"


def test_the_notebooks_metadata_tell_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.ipynb").write_text('{"metadata": {"zerotsuku": {"lang": "en", "chapter": "ch03"}}}')
    monkeypatch.setenv("JPY_SESSION_NAME", "folder/a.ipynb")
    assert Notebook().run(stub("relu", "ja")).card("relu").lang == "en"


def test_the_copys_marker_tells_the_language(tmp_path: Path) -> None:
    (tmp_path / "zerotsuku.toml").write_text('lang = "en"')
    assert Notebook().run(stub("relu", "ja")).card("relu").lang == "en"


def test_a_failing_check_leaves_figures_random_numbers_and_names_alone() -> None:
    figure = plt.figure()
    notebook = Notebook().run(
        "import matplotlib.pyplot as plt\n"
        "def relu(x):\n    plt.figure()\n    np.random.rand()\n    raise ValueError"
    )
    np.random.seed(1)
    before, names = np.random.get_state()[1].copy(), set(notebook.namespace)
    assert notebook.card("relu").status == "failed"
    assert plt.get_fignums() == [figure.number]
    assert (np.random.get_state()[1] == before).all()
    assert set(notebook.namespace) == names
    plt.close(figure)


def test_the_hint_of_a_known_mistake_is_on_the_card() -> None:
    card = Notebook().run("def step_function(x):\n    return (x >= 0).astype(int)").card("step_function")
    assert "> " in card.hint
    assert card.hint in repr(card)


def test_an_unknown_mistake_gets_no_hint() -> None:
    assert Notebook().run("def step_function(x):\n    return x * 17").card("step_function").hint == ""


@pytest.mark.parametrize("exercise", CH03.exercises[:4], ids=lambda e: e.id)
def test_fingerprints_hold_wrong_results_only(exercise: Exercise) -> None:
    known = known_mistakes(exercise, CH03)
    assert known
    for k in known:
        assert set(k) == {"wrong", "ja", "en"}
        assert all(re.fullmatch("[0-9a-f]{16}", digest) for digest in k["wrong"].values())
        assert hint_for(exercise.id, k["wrong"]).en == k["en"]  # type: ignore[union-attr]
    with recording() as values, np.errstate(all="ignore"):
        for check_ in checks_of(exercise, CH03, load_checks(checks_path(CH03))):
            values.clear()
            check_.run(answers(CH03).impl)
            right = fingerprint(list(values))
            assert all(k["wrong"].get(check_.name) != right for k in known)


def test_validating_with_nbgrader_raises_for_what_is_not_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    namespace = {"__name__": "__main__", "check": check}
    with pytest.raises(check_module.NotRight) as raised:
        exec("check('relu')", namespace)
    assert raised.value._render_traceback_()[0].startswith("○")


def test_outside_a_notebook_the_text_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    exec("check('relu')", {"__name__": "__main__", "check": check})
    assert "relu" in capsys.readouterr().out


def test_in_a_real_kernel_the_card_is_shown_within_half_a_second() -> None:
    manager, client = start_new_kernel()
    try:
        outputs(client, "import numpy as np\nfrom autograder import check")
        outputs(client, reference_source(CH03, "sigmoid", "en"))
        outputs(client, "check('sigmoid')")
        begin = time.monotonic()
        (shown,) = outputs(client, "check('sigmoid')")
        assert time.monotonic() - begin < 0.5
        assert shown["msg_type"] == "display_data"
        assert "✓ right" in shown["content"]["data"]["text/plain"]
        assert "zerotsuku-card" in shown["content"]["data"]["text/html"]
        outputs(client, "def sigmoid(x):\n    'Mine.'\n    return 1 / (1 + np.exp(-z))")
        (shown,) = outputs(client, "check('sigmoid')")
        assert '"return 1 / (1 + np.exp(-z))"' in shown["content"]["data"]["text/plain"]
        outputs(client, "def sigmoid(x):\n    'Mine.'\n    return 1 / (1 + np.exp(x))")
        (shown,) = outputs(client, "check('sigmoid')")
        assert 'src="data:image/png;base64,' in shown["content"]["data"]["text/html"]
        (shown,) = outputs(client, "check()")
        assert "zerotsuku-map" in shown["content"]["data"]["text/html"]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def outputs(client: Any, source: str) -> list[dict[str, Any]]:
    """What a kernel shows for a cell."""
    asked, shown = client.execute(source), []
    while True:
        try:
            message = client.get_iopub_msg(timeout=60)
        except queue.Empty:
            raise AssertionError(f"the kernel is silent about {source!r}") from None
        if message["parent_header"].get("msg_id") != asked:
            continue
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return shown
        if message["msg_type"] in ("display_data", "execute_result", "stream", "error"):
            shown.append(message)
