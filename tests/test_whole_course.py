"""A course of every chapter, from source to feedback, by nbgrader's own commands and by `zerotsuku grade`."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from course_case import answer_cell, begin_term, code, nbgrader, scores, submit, to_bytes, weights_of

from autograder.build import reference_sources
from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.grade_class import grade_class

pytestmark = pytest.mark.slow

WRONG = {
    "ch00": {
        "double": "def double(x):\n    return x * x",
    },
    "ch01": {
        "sign": "def sign(x):\n    return x > 0",
        "scale_rows": "def scale_rows(A, v):\n    return A * v",
        "plot_sin_cos": "def plot_sin_cos(ax):\n    x = np.arange(0, 6, 0.1)\n    ax.plot(x, np.sin(x))",
    },
    "ch02": {
        "XOR": "def XOR(x1, x2):\n    return OR(x1, x2)",
    },
    "ch03": {
        "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
        "softmax": "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))",
    },
    "ch04": {
        "numerical_diff": "def numerical_diff(f, x):\n    h = 1e-4\n    return (f(x + h) - f(x - h)) / 2 * h",
        "train": "def train(network, x, t, iters, batch_size, lr, rng):\n    return [1.0] * iters",
    },
    "ch05": {
        "Relu": "class Relu:\n    def forward(self, x):\n        return np.maximum(0, x)\n\n"
        "    def backward(self, dout):\n        return dout",
        "gradient_check": "def gradient_check(network, x, t):\n    while True:\n        pass",
    },
    "ch06": {
        "Dropout": "class Dropout:\n    def forward(self, x, train_flg=True):\n        return x\n\n"
        "    def backward(self, dout):\n        return dout",
        "he_init": "def he_init(n_in, n_out, rng):\n    return rng.standard_normal((n_in, n_out)) * 2 / n_in",
        "random_search": "def random_search(evaluate, sample, trials):\n    return sample(), []",
    },
    "ch07": {
        "conv_output_size": "def conv_output_size(input_size, filter_size, stride=1, pad=0):\n"
        "    return (input_size + pad - filter_size) // stride + 1",
        "im2col": "def im2col(input_data, filter_h, filter_w, stride=1, pad=0):\n"
        "    x = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)])\n"
        "    windows = np.lib.stride_tricks.sliding_window_view(x, (filter_h, filter_w), axis=(2, 3))\n"
        "    windows = windows[:, :, ::stride, ::stride].transpose(0, 2, 3, 4, 5, 1)\n"
        "    return windows.reshape(np.prod(windows.shape[:3]), -1)",
    },
    "ch08": {
        "count_parameters": "def count_parameters(params):\n"
        "    return sum(value.size for name, value in params.items() if name.startswith('W'))",
        "shift_images": "def shift_images(images, dy, dx):\n"
        "    return np.roll(images, (dy, dx), axis=(2, 3))",
    },
}
HOSTILE = (
    "import os\nos.kill(os.getppid(), 9)\nimport autograder.compare as c\nc.compare = lambda *a, **k: None"
)


def fill_in(path: Path, chapter: Chapter, answers: dict[str, str], extra: str = "") -> bytes:
    """A fetched notebook with answers in it, and a cell of the student's own."""
    notebook = json.loads(path.read_bytes())
    for symbol, source in answers.items():
        answer_cell(notebook, symbol)["source"] = source
    if extra:
        notebook["cells"].insert(3, code(extra, "mine"))
    return to_bytes(notebook)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_chapter_is_released_answered_graded_and_returned(lang: str, tmp_path: Path) -> None:
    course, other = tmp_path / "dl", tmp_path / "other"
    make_course(course, lang)
    term = begin_term(course)
    for chapter in catalog():
        name = f"{chapter.stem}.ipynb"
        nbgrader(course, "generate_assignment", chapter.id)
        fetched = term.release(chapter.id)
        assert fetched.read_bytes() == (course / "release" / chapter.id / name).read_bytes()
        answers = reference_sources(chapter, lang)
        half = {s: a for i, (s, a) in enumerate(answers.items()) if i % 2}
        others = {
            "empty": fetched.read_bytes(),
            "half": fill_in(fetched, chapter, half),
            "hostile": fill_in(fetched, chapter, answers, HOSTILE),
            "wrong": fill_in(fetched, chapter, answers | WRONG[chapter.id]),
        }
        weights = weights_of(chapter.id)
        fetched.write_bytes(fill_in(fetched, chapter, answers))
        for file, data in weights.items():
            (fetched.parent / file).write_bytes(data)
        term.hand_in(chapter.id)
        for who, content in others.items():
            submit(course, who, {name: content, **weights}, chapter=chapter.id)
    shutil.copytree(course, other)

    for chapter in catalog():
        nbgrader(course, "autograde", chapter.id)
        grade_class(other, chapter.id)
        found = scores(course, chapter.id)
        assert found == scores(other, chapter.id)
        full = {e.symbol: float(e.points) for e in chapter.exercises}
        (honest,) = set(found) - {"empty", "half", "hostile", "wrong"}
        assert found[honest] == full
        assert found["hostile"] == full, "the answers are right, and what the cell tried changes nothing"
        assert set(found["empty"].values()) == {0.0}
        for i, (symbol, score) in enumerate(found["half"].items()):
            assert bool(score) == (i % 2 == 1 and full[symbol] > 0), symbol
        for symbol, score in found["wrong"].items():
            assert score is not None
            assert (score < full[symbol]) == (symbol in WRONG[chapter.id] and full[symbol] > 0), symbol

        assert "✓" in term.give_back(chapter.id).read_text(encoding="utf-8")
        wrong = (course / "feedback" / "wrong" / chapter.id / f"{chapter.stem}.html").read_text("utf-8")
        assert wrong.count("✗") >= len(WRONG[chapter.id])
    # in the order in which the students came into the gradebook: of processes side by side, any
    rows, others_rows = (sorted(t.export().splitlines()) for t in (term, replace(term, course=other)))
    assert rows == others_rows
    assert len(rows) == 1 + 5 * len(list(catalog()))
