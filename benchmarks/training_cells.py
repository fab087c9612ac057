"""What the book's training cells cost in a notebook: beside the same one without them, in one run.

    python benchmarks/training_cells.py [ROUNDS]

The complete answers of chapters 4 and 5, and the same with three cells that train a TwoLayerNet for 10,000
steps, as the book does: graded by `zerotsuku inspect`, and checked by `pytest` in a student's copy, in turn.
It prints the medians and their ratios; the exit status is 1 if a ratio is above 1.3.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell
from rich.console import Console
from rich.table import Table

from autograder.build import reference_source, student_notebook, to_bytes
from autograder.catalog import Chapter, catalog

LIMIT = 1.3
TRAINING = """(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)
network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10)
train_loss_list, train_acc_list, test_acc_list = [], [], []
iters_num, batch_size, learning_rate = 10000, 100, 0.1
for i in range(iters_num):
    batch_mask = np.random.choice(len(x_train), batch_size)
    x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]
    grad = network.gradient(x_batch, t_batch)
    for key in ("W1", "b1", "W2", "b2"):
        network.params[key] -= learning_rate * grad[key]
    train_loss_list.append(network.loss(x_batch, t_batch))
    if i % 600 == 0:
        train_acc_list.append(network.accuracy(x_train, t_train))
        test_acc_list.append(network.accuracy(x_test, t_test))
        print(f"train acc, test acc | {train_acc_list[-1]}, {test_acc_list[-1]}")
plt.plot(train_loss_list)
plt.show()"""


def answered(chapter: Chapter, training: int) -> bytes:
    """The complete notebook, with so many training cells at its end."""
    notebook = student_notebook(chapter, "en")
    symbols = chapter.symbols
    for cell in notebook.cells:
        symbol = cell.metadata.get("nbgrader", {}).get("grade_id")
        if symbol in symbols:
            cell.source = reference_source(chapter, symbol, "en")
    notebook.cells += [new_code_cell(TRAINING, id=f"training-{i}") for i in range(training)]
    nbformat.validate(notebook)
    return to_bytes(notebook)


def seconds(command: list[str], folder: Path) -> float:
    """The wall time of a command, which has to succeed."""
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return took


def main(rounds: int) -> None:
    """Time both commands on both notebooks of both chapters."""
    zerotsuku = [sys.executable, "-m", "autograder.faces.terminal.cli"]
    table = Table("chapter", "command", "without", "with three training cells", "ratio")
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        for chapter in (catalog().chapter("ch04"), catalog().chapter("ch05")):
            folders = []
            for training in (0, 3):
                folder = Path(name, f"{chapter.id}-{training}")
                seconds(
                    [*zerotsuku, "start", str(folder), "--chapter", chapter.id, "--lang", "en"], Path(name)
                )
                (folder / f"{chapter.stem}.ipynb").write_bytes(answered(chapter, training))
                folders.append(folder)
            commands: dict[str, Callable[[Path], list[str]]] = {
                "zerotsuku inspect": lambda f, c=chapter: [
                    *(*zerotsuku, "inspect", str(f / f"{c.stem}.ipynb"), "--chapter", c.id),
                ],
                "pytest": lambda f: [sys.executable, "-m", "pytest", "-q"],
            }
            for title, command in commands.items():
                took: list[list[float]] = [[], []]
                for _ in range(rounds):
                    for times, folder in zip(took, folders, strict=True):
                        times.append(seconds(command(folder), folder))
                without, training_too = map(statistics.median, took)
                ratio = training_too / without
                worst = max(worst, ratio)
                table.add_row(chapter.id, title, f"{without:.2f} s", f"{training_too:.2f} s", f"{ratio:.2f}")
    Console(highlight=False).print(table)
    print(f"worst ratio: {worst:.2f} (limit {LIMIT})")
    sys.exit(0 if worst <= LIMIT else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
