"""All that a run needs, imported and read: importing this room warms a process, and what it forks is warm."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import autograder.startup  # noqa: F401 (before anything imports NumPy)

os.environ.setdefault("MPLBACKEND", "Agg")

import matplotlib.pyplot as plt
import matplotlib_fontja  # noqa: F401 (what the notebooks' first cells import)
import numpy as np

from autograder.catalog import Chapter, catalog
from autograder.faces.student.watching.changes import keys_of
from autograder.sandbox.shell import new_shell
from autograder.selfcheck import student_file, summary  # noqa: F401 (what a run imports)
from autograder.selfcheck.checks import checks_path, load_checks
from autograder.source import localise
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, say
from dataset.mnist import load_mnist


def _warm() -> None:
    """Do once here what would otherwise be done again in every run."""
    new_shell()
    for chapter in catalog():
        load_checks(checks_path(chapter))  # for what the checks import: a run reads the copy's own
        keys_of(_released(chapter), chapter, Path(os.devnull), b"")
    load_mnist()
    np.linalg.norm(np.random.default_rng(0).normal(size=(2, 2)) @ np.ones((2, 2)))
    plt.figure().add_subplot()
    plt.close("all")
    say("student-stub", name="")
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page that it looks at


def _released(chapter: Chapter) -> Submission:
    """The chapter as it is handed out: what the plan of cells compares with is read by it."""
    sources = [localise(cell.source, LANGUAGES[0]) for cell in chapter.cells if cell.role != "prose"]
    return Submission("", tuple(Cell("code", source, n) for n, source in enumerate(sources, 1)))


_warm()
