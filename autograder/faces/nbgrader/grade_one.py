"""One student's folder into a graded notebook: a function of what is in it, the chapter and the secret.

In two halves (grading/halves.py): who reads the folder holds the secret, who grades what was read does not.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from autograder.catalog import catalog
from autograder.faces.nbgrader.digest import engine_digest, work_digest
from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.faces.nbgrader.task import Made, Task
from autograder.grading.allowance import Effort
from autograder.grading.deciding.answers import answers
from autograder.grading.engine import DrawnSeeds, Seeds
from autograder.grading.halves import Halves
from autograder.grading.handed import Handed, grade_handed, hand_in
from autograder.sandbox.sandbox import Sandbox


@dataclass(frozen=True)
class ReadFolder:
    """What was read of a folder, without the bytes it was read from, and all else that grading it takes."""

    handed: Handed
    seeds: DrawnSeeds
    digest: str


def halves(
    chapter: str, secret: bytes, lang: str, checksums: Mapping[str, str], release: bytes
) -> Halves[Task, ReadFolder, Made]:
    """Grading the tasks of a chapter."""
    return Halves(
        partial(read_one, chapter, secret, lang, release),
        partial(grade_read, chapter, lang, checksums, release),
        ReadFolder,
        Made,
        partial(engine, chapter),
    )


def read_one(
    chapter: str, secret: bytes, lang: str, release: bytes, task: Task, effort: Effort
) -> ReadFolder | Made:
    """What is in a folder, or that it was graded before."""
    found = catalog().chapter(chapter)
    seeds = Seeds(secret, task.student)
    handed = hand_in(task.folder, found, effort)
    digest = work_digest(handed, found, seeds, lang, release)
    if digest == task.digest:
        return Made(handed.submission is not None)
    graders = itertools.chain.from_iterable(answers(found).graders.values())
    return ReadFolder(replace(handed, data=b""), seeds.drawn(graders, found), digest)


def grade_read(
    chapter: str,
    lang: str,
    checksums: Mapping[str, str],
    release: bytes,
    read: ReadFolder,
    sandbox: Sandbox,
    effort: Effort,
) -> Made:
    """Grade what was read, on whichever machine."""
    found, handed = catalog().chapter(chapter), read.handed
    report = grade_handed(handed, found, read.seeds, sandbox, effort)
    record = {"digest": read.digest, "file": handed.name}
    notebook = graded_notebook(handed.submission, report, found, lang, record, checksums, release)
    odd = (*((handed.problem,) if handed.problem else ()), *handed.notes)
    return Made(handed.submission is not None, report.without_pictures(), notebook, odd)


def engine(chapter: str) -> str:
    """A digest of the files here that determine a graded notebook."""
    return engine_digest(catalog().chapter(chapter)).hex()
