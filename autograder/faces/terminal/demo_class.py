"""The class of `make demo`: what each played student is like, and what they write."""

from __future__ import annotations

import ast
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import rooms
from autograder.build import reference_sources
from autograder.catalog import Chapter
from autograder.change import changed, definitions
from autograder.grading.deciding.answers import answers
from autograder.text import Text

if TYPE_CHECKING:
    from solutions.mistakes import Mistake

Answers = dict[str, str]  # symbol → the source that the student writes


@dataclass(frozen=True)
class Player:
    """A played student: what they are like, and what they write into a chapter's notebook."""

    name: str
    about: Text
    answers: Callable[[Chapter, Answers], Answers]
    extra_cells: tuple[str, ...] = ()
    late: bool = False


def answer(player: Player, chapter: Chapter, path: Path, lang: str) -> None:
    """Write a player's answers into the notebook that was fetched, and trained weights beside it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    answers = player.answers(chapter, reference_sources(chapter, lang))
    for cell in notebook["cells"]:
        symbol = cell["id"].removeprefix(f"{chapter.id}-")
        if symbol in answers:
            cell["source"] = answers[symbol]
    for number, source in enumerate(player.extra_cells):
        cell = {"cell_type": "code", "id": f"mine-{number}", "metadata": {}, "source": source}
        notebook["cells"].insert(4, {**cell, "outputs": [], "execution_count": None})
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
    for exercise in chapter.exercises:
        if exercise.file and exercise.symbol in answers:
            shutil.copyfile(rooms.solutions() / exercise.file, path.parent / exercise.file)


def _half(chapter: Chapter, right: Answers) -> Answers:
    symbols = [e.symbol for e in chapter.exercises]
    return {s: right[s] for s in symbols[: len(symbols) // 2]}


def _catalogued(chapter: Chapter, right: Answers) -> Answers:
    """Every second exercise with a typical mistake of it, where one stands alone in a notebook."""
    mistakes = answers(chapter).mistakes
    wrong = {
        e.symbol: [a for m in mistakes[e.symbol] if (a := _as_answer(m, chapter, right[e.symbol]))]
        for e in chapter.exercises[::2]
    }
    return right | {symbol: found[0] for symbol, found in wrong.items() if found}


def _as_answer(mistake: Mistake, chapter: Chapter, right: str) -> str | None:
    """A mistake as a student would write it; None for one that does not stand alone in a notebook."""
    if mistake.changes:
        try:
            return changed(right, mistake.changes)
        except ValueError:  # the docstring of the stub, say, has the same words
            return None
    path = rooms.solutions() / "mistakes" / f"{chapter.stem}.py"
    tree = ast.parse(definitions(path.read_text(encoding="utf-8"))[mistake.name])
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    definition.name = mistake.symbol
    definition.body = definition.body[1:] or [ast.Pass()]  # without its docstring, which is the hint
    in_notebook = {"np", "plt", *chapter.symbols} - {mistake.symbol}
    strangers = vars(sys.modules[f"solutions.mistakes.{chapter.stem}"]).keys() - in_notebook
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return None if used & strangers else ast.unparse(tree)


TYPICAL = {
    "AND": "def AND(x1, x2):\n    return x1 * 0.5 + x2 * 0.5 > 0.7",
    "XOR": "def XOR(x1, x2):\n    return OR(x1, x2)",
    "half_adder": "def half_adder(x1, x2):\n    return AND(x1, x2), XOR(x1, x2)",
    "step_function": "def step_function(x):\n    return np.array(x > 0, dtype=np.int)",
    "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
    "softmax": "def softmax(x):\n    c = np.max(x)\n    e = np.exp(x - c)\n    return e / np.sum(e)",
    "layer": "def layer(x, W, b, activation):\n    return activation(x * W + b)",
}
BROKEN = {
    "OR": "def OR(x1, x2):\n    while True:\n        pass",
    "relu": "def relu(x):\n    return np.maximum(0, x",
}
HOSTILE = (
    "import os, glob, subprocess, urllib.request\nfound = glob.glob('/**/solutions/*.py', recursive=True)\n"
    "print(found)\nopen('/root/.profile').read()",
    "urllib.request.urlopen('http://127.0.0.1:8888')",
    "import autograder.compare\nautograder.compare.compare = lambda *a, **k: None\n"
    "np.allclose = lambda *a, **k: True\nnp.ndarray.__eq__",
    "print('<script>alert(1)</script>')",
)
PLAYERS = (
    Player("aoki", Text("全部正解", "all right"), lambda chapter, right: right),
    Player("baba", Text("半分まで", "half done"), _half),
    Player(
        "chiba",
        Text("よくある間違い", "typical mistakes"),
        lambda chapter, right: right | {s: a for s, a in TYPICAL.items() if s in right},
    ),
    Player("doi", Text("手をつけていない", "untouched"), lambda chapter, right: {}),
    Player("endo", Text("遅れて提出", "late"), lambda chapter, right: right, late=True),
    Player(
        "fujii",
        Text("終わらないループと文法の誤り", "an endless loop and a syntax error"),
        lambda chapter, right: right | {s: a for s, a in BROKEN.items() if s in right},
        ("while True:\n    pass",),
    ),
    Player("goto", Text("採点をだまそうとする", "tries to cheat"), lambda chapter, right: {}, HOSTILE),
)
SMALL_CLASS = (
    PLAYERS[0],
    Player("chiba", Text("よくある間違い", "typical mistakes"), _catalogued),
    *(player for player in PLAYERS if player.late or player.extra_cells == HOSTILE),
)
