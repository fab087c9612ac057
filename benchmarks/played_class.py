"""A played class for the benchmarks: right, missing and wrong answers, no two notebooks the same."""

from __future__ import annotations

import sys
from pathlib import Path

from training_cells import TRAINING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from course_case import Notebook, answer_cell, answered, chapter, code

WRONG = {
    "ch03": {
        "one_hot": "def one_hot(t, num_classes):\n    return np.eye(num_classes)[:, t]",
        "softmax": "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))",
    },
    "ch05": {
        "sigmoid_grad": "def sigmoid_grad(x):\n    return sigmoid(x)",
        "softmax_cross_entropy_grad": "def softmax_cross_entropy_grad(x, t):\n    return softmax(x) - t",
    },
    "ch06": {
        "he_init": "def he_init(n_in, n_out, rng):\n    return rng.normal(0, 2 / n_in, (n_in, n_out))",
        "random_search": "def random_search(evaluate, sample, trials):\n"
        "    history = [(p, evaluate(p)) for p in (sample() for _ in range(trials))]\n"
        "    return history[-1][0], history",
    },
}
# 10,000 steps, as in the book; in chapter 3, which trains nothing yet, of one layer of the reader's own.
TRAININGS = {
    "ch03": """(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True)
W, b = 0.01 * np.random.randn(784, 10), np.zeros(10)
train_loss_list = []
for i in range(10000):
    batch_mask = np.random.choice(len(x_train), 100)
    x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]
    y = softmax(x_batch @ W + b)
    train_loss_list.append(-np.mean(np.log(y[np.arange(100), t_batch] + 1e-7)))
    error = (y - np.eye(10)[t_batch]) / 100
    W -= 0.1 * x_batch.T @ error
    b -= 0.1 * error.sum(axis=0)
plt.plot(train_loss_list)
plt.show()""",
    "ch05": TRAINING,
}


def class_of(count: int, name: str, training: bool = False) -> dict[str, Notebook]:
    """Students in turn with everything right, half of it there, two typical mistakes, all but one right.

    Each answer has a comment of its student's own, so nothing that is known of one notebook helps with
    another. With `training`, each notebook ends with a cell that trains a network for 10,000 steps.
    """
    symbols = [e.symbol for e in chapter(name).exercises]
    kinds = [symbols, symbols[: len(symbols) // 2], symbols, symbols[:-1]]
    students = {}
    for number in range(count):
        student = f"student{number:04}"
        notebook = answered(kinds[number % 4], lang="en", name=name)
        if number % 4 == 2:
            for symbol, source in WRONG[name].items():
                answer_cell(notebook, symbol)["source"] = source
        for symbol in symbols:
            answer_cell(notebook, symbol)["source"] += f"\n# {student}"
        if training:
            notebook["cells"].append(code(TRAININGS[name], "training"))
        students[student] = notebook
    return students
