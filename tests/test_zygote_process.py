"""A zygote that cannot be started says why and leaves nothing behind; one that dies is replaced."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from course_case import STEM

from autograder.sandbox import cgroup, isolation
from autograder.sandbox.sandbox import Job, Sandbox
from autograder.sandbox.zygote_process import Mother, start_mother
from autograder.text import ZerotsukuError

NOTHING = Job((), frozenset(), ())
GRADERS = [f"autograder.graders.{STEM}"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where alone temporary files are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_zygote_that_dies_while_it_starts_is_told_with_what_it_said_last(temporary: Path) -> None:
    before = descriptors()
    with Sandbox(["tests.course_case"]) as sandbox:  # imports what is not seen inside, beside itself
        with pytest.raises(ZerotsukuError, match=r"ModuleNotFoundError: No module named 'warm_case'"):
            sandbox.run(NOTHING)
        assert sandbox.process is None
        assert list(temporary.glob("zerotsuku-*")) == []
        assert descriptors() == before


def test_a_program_that_cannot_be_started_leaves_nothing(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Sandbox(GRADERS) as sandbox:
        before = descriptors()
        monkeypatch.setattr(isolation, "zygote_command", lambda *_: ["/no/such/program"])
        with pytest.raises(FileNotFoundError):
            sandbox.start()
        assert sandbox.process is None
        assert list(temporary.glob("zerotsuku-*")) == []
        assert descriptors() == before


def test_a_zygote_that_was_killed_is_replaced() -> None:
    with Sandbox(GRADERS) as sandbox:
        sandbox.run(NOTHING)
        killed = sandbox.process
        assert killed is not None
        killed.kill()
        assert tuple(sandbox.run(NOTHING).isolation) == sandbox.isolation != ()
        assert sandbox.process is not killed
    assert sandbox.process is None


@pytest.fixture
def mother(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Mother]]:
    """Starts a mother who knows a module; all are ended."""
    monkeypatch.setattr(
        cgroup, "available", lambda: False
    )  # with control groups each has a zygote of its own
    with contextlib.ExitStack() as ends:

        def started(module: str) -> Mother:
            found = start_mother((module,), unsafe=False)
            assert found
            ends.callback(found.close)
            return found

        yield started


def test_zygotes_of_one_mother_are_shut_in_like_others_and_outlive_each_other(
    mother: Callable[[str], Mother],
) -> None:
    door = mother(GRADERS[0]).door
    with Sandbox(GRADERS, door=door) as second:
        with Sandbox(GRADERS, door=door) as first:
            layers = first.run(NOTHING).isolation
            assert second.run(NOTHING).isolation == layers != ()
            assert first.process is second.process is None
        assert second.run(NOTHING).isolation == layers
    with Sandbox(GRADERS) as alone:
        assert alone.run(NOTHING).isolation == layers


def test_when_a_mother_is_gone_a_sandbox_has_a_zygote_of_its_own(mother: Callable[[str], Mother]) -> None:
    found = mother(GRADERS[0])
    with Sandbox(GRADERS, door=found.door) as sandbox:
        sandbox.run(NOTHING)
        found.zygote.process.kill()
        found.zygote.process.wait()
        assert tuple(sandbox.run(NOTHING).isolation) == sandbox.isolation != ()
        assert sandbox.process is not None


def test_what_a_mother_cannot_import_is_told_as_by_a_zygote(mother: Callable[[str], Mother]) -> None:
    module = "tests.course_case"
    with Sandbox([module], door=mother(module).door) as sandbox:
        with pytest.raises(ZerotsukuError, match=r"ModuleNotFoundError: No module named 'warm_case'"):
            sandbox.run(NOTHING)
        assert sandbox.process is None
