"""One session serves several jobs about the same cells, and no others; what is left of it ends in time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from grading_case import chapter_of, graded, new_sandbox

from autograder.grading.deciding.answers import answers
from autograder.sandbox.channel import Channel
from autograder.sandbox.loading import RunCell
from autograder.sandbox.sandbox import Job, Request, Sandbox

CELLS = (RunCell(1, "seen = []\ndef relu(x):\n    seen.append(1)\n    return x * len(seen)"),)


class Counting(Sandbox):
    """A sandbox that counts the sessions that it begins."""

    begun = 0

    def session(self) -> Channel:
        self.begun += 1
        return super().session()


@pytest.fixture(scope="module")
def started() -> Iterator[Counting]:
    with Counting(new_sandbox("ch03").modules) as made:
        yield made


@pytest.fixture
def sandbox(started: Counting) -> Counting:
    started.stop()
    started.begun = 0
    return started


@pytest.fixture
def job() -> Job:
    chapter = chapter_of("ch03")
    first = answers(chapter).graders["relu"][0]
    return Job(CELLS, frozenset({"relu"}), (Request("relu", chapter.stem, ((first.name, 5),)),), keep=True)


def values(sandbox: Sandbox, job: Job) -> list[object]:
    return [repr(seen.value) for seen in sandbox.run(job).exercises["relu"].values()]


def test_the_same_cells_are_loaded_once_and_every_exercise_finds_them_as_they_were(
    sandbox: Counting, job: Job
) -> None:
    first = sandbox.run(job)
    again = sandbox.run(job)
    assert sandbox.begun == 1
    for seen in (first, again):
        assert seen.progress == {"relu": "written"} and seen.isolation and not seen.failures
    assert [repr(s) for s in first.exercises["relu"].values()] == [
        repr(s) for s in again.exercises["relu"].values()
    ]


def test_other_cells_references_and_files_get_a_session_of_their_own(sandbox: Counting, job: Job) -> None:
    values(sandbox, job)
    others = [
        replace(job, cells=(RunCell(1, "def relu(x):\n    return x"),)),
        replace(job, inject=("def relu(x):\n    return 0 * x",)),
        replace(job, inject=("def relu(x):\n    return 1 * x",)),
        replace(job, files=(("a.txt", b"1"),)),
        replace(job, skip=((1, 1, "late"),)),
        job,
    ]
    for number, other in enumerate(others, 2):
        values(sandbox, other)
        assert sandbox.begun == number


def test_a_job_that_does_not_ask_for_it_leaves_no_session(sandbox: Counting, job: Job) -> None:
    for _ in range(2):
        values(sandbox, replace(job, keep=False))
    assert sandbox.begun == 2


def test_stopping_ends_a_session_that_was_kept(sandbox: Counting, job: Job) -> None:
    values(sandbox, job)
    sandbox.stop()
    values(sandbox, job)
    assert sandbox.begun == 2


def test_a_session_that_has_ended_meanwhile_serves_nobody(sandbox: Counting, job: Job) -> None:
    ends = RunCell(
        2,
        "import threading, time, os\ndef end():\n    time.sleep(0.5)\n    os._exit(0)\n"
        "threading.Thread(target=end, daemon=True).start()\nrelu.kept = end",
    )
    mortal = replace(job, cells=(*job.cells, ends), symbols=frozenset({"relu"}))
    first = values(sandbox, mortal)
    time.sleep(1.5)
    assert values(sandbox, mortal) == first
    assert sandbox.begun == 2


def test_grading_leaves_no_session(sandbox: Counting) -> None:
    graded("ch03", {"relu": "def relu(x):\n    return x * 3"}, sandbox)
    assert sandbox.begun == 1  # what is run again alone goes on in it
    assert sandbox._kept is None
    graded("ch03", {"sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))"}, sandbox)
    assert sandbox.begun == 3  # and four exercises that get the same reference share one
