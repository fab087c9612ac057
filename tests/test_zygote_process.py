"""A zygote that cannot be started says why and leaves nothing behind; one that dies is replaced."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from course_case import STEM

from autograder.sandbox import isolation
from autograder.sandbox.sandbox import Job, Sandbox
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
