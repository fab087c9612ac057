"""A chapter's notebook with every answer right but those that a test replaces, graded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from autograder import rooms
from autograder.build import answer_id, source_notebook, to_bytes
from autograder.catalog import Chapter, catalog
from autograder.grading.engine import Seeds, grade
from autograder.grading.handed import weights_beside
from autograder.report import ExerciseReport, Report
from autograder.sandbox.sandbox import Clock, Job, Look, Observed, Sandbox, Settle
from autograder.submission import read_submission

SEEDS = Seeds(b"tests", "student")
ALL_RUNS = (
    "\nexec('')\n"  # behind a trial that no answer needs: so it is run, as anything might be in the text
)


def chapter_of(id_: str) -> Chapter:
    return catalog().chapter(id_)


def new_sandbox(chapter_id: str) -> Sandbox:
    return Sandbox(
        [f"autograder.graders.{chapter_of(chapter_id).stem}"], clock=Clock(statement=5, exercise=20)
    )


@cache
def _solved(chapter_id: str) -> str:
    notebook = source_notebook(chapter_of(chapter_id), "ja")
    for cell in notebook.cells:
        cell.source = re.sub(r"\n *### (BEGIN|END) SOLUTION", "", cell.source)
    return to_bytes(notebook).decode()


def notebook(chapter_id: str, answers: Mapping[str, str]) -> bytes:
    """The solved notebook with these answers in the place of the right ones."""
    made = json.loads(_solved(chapter_id))
    places = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in made["cells"]}
    for symbol, source in answers.items():
        places[answer_id(symbol)]["source"] = source
    return json.dumps(made).encode()


def graded(chapter_id: str, answers: Mapping[str, str], sandbox: Sandbox, seeds: Seeds = SEEDS) -> Report:
    submission = read_submission(notebook(chapter_id, answers), f"{chapter_id}.ipynb")
    chapter = chapter_of(chapter_id)
    return grade(submission, chapter, seeds, sandbox, weights=weights_beside(rooms.solutions(), chapter))


class Recorder(Sandbox):
    """A sandbox that notes its jobs; `later` stands in for the runs that have references injected."""

    def __init__(self, chapter_id: str, later: Callable[[Job], Observed] | None = None):
        self.jobs: list[Job] = []
        self.later = later
        made = new_sandbox(chapter_id)
        super().__init__(made.modules, clock=made.clock)

    def run(
        self, job: Job, look: Look = lambda key, name, seen: seen, settle: Settle | None = None
    ) -> Observed:
        self.jobs.append(job)
        if not (job.inject and self.later):
            return super().run(job, look, settle)
        made = self.later(job)
        seen = made.exercises.items()
        return replace(made, exercises={k: {n: look(k, n, o) for n, o in f.items()} for k, f in seen})


def said(exercise: ExerciseReport, lang: str) -> list[str]:
    """All sentences of an exercise as they are read, the hint last."""
    lines = [reason.text[lang] for reason in exercise.reasons]
    return [*lines, *([exercise.hint[lang]] if exercise.hint else [])]
