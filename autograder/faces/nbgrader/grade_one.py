"""One student's folder into a graded notebook: a function of what is in it, the chapter and the secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.catalog import catalog
from autograder.faces.nbgrader.digest import work_digest
from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.grading.allowance import Effort
from autograder.grading.engine import Seeds
from autograder.grading.handed import grade_handed, hand_in
from autograder.report import Report
from autograder.sandbox.sandbox import Sandbox
from autograder.text import Text


@dataclass(frozen=True)
class Task:
    """One student's folder to grade, unless it is what the graded notebook of that `digest` was made from."""

    student: str
    folder: Path
    digest: str = ""


@dataclass(frozen=True)
class Made:
    """A graded notebook, and the Report that is in it; neither where what was graded before still holds."""

    readable: bool
    report: Report | None = None
    notebook: bytes = b""
    odd: tuple[Text, ...] = ()  # what was odd about the file


def grade_one(
    chapter: str,
    secret: bytes,
    lang: str,
    checksums: Mapping[str, str],
    release: bytes,
    task: Task,
    sandbox: Sandbox,
    effort: Effort,
) -> Made:
    """Grade one folder; a function of what is in it, the chapter, its `release` and the secret alone."""
    found = catalog().chapter(chapter)
    seeds = Seeds(secret, task.student)
    handed = hand_in(task.folder, found, effort)
    digest = work_digest(handed, found, seeds, lang, release)
    if digest == task.digest:
        return Made(handed.submission is not None)
    report = grade_handed(handed, found, seeds, sandbox, effort)
    record = {"digest": digest, "file": handed.name}
    notebook = graded_notebook(handed.submission, report, found, lang, record, checksums, release)
    odd = (*((handed.problem,) if handed.problem else ()), *handed.notes)
    return Made(handed.submission is not None, report.without_pictures(), notebook, odd)
