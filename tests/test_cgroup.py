"""The control group around a zygote: where one can be had, what it bounds, and that nothing of it stays.

Where there is none, its logic is tried on folders that look like one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bounds_case import HOSTILE, hostile, sandbox
from grading_case import chapter_of, graded

from autograder.sandbox import cgroup
from autograder.sandbox.isolation import Limits
from autograder.sandbox.limits import MIB
from autograder.sandbox.sandbox import Sandbox

needs_group = pytest.mark.skipif(not cgroup.available(), reason="no control group can be had here")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the root of all groups."""
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu io memory pids\n")
    (tmp_path / "cgroup.subtree_control").write_text("\n")
    (tmp_path / "cgroup.procs").write_text("")
    monkeypatch.setattr(cgroup, "_own", lambda: tmp_path)
    return tmp_path


def delegated(tree: Path, monkeypatch: pytest.MonkeyPatch, marked: bool = True) -> None:
    """Not the root, but a part of the tree that is somebody's own."""
    (tree / "cgroup.type").write_text("domain\n")
    (tree / "cgroup.procs").write_text("123\n")
    monkeypatch.setattr(cgroup, "_is_delegated", lambda group: marked)


def test_root_makes_a_group_with_limits(tree: Path) -> None:
    limits = Limits(session_bytes=1000 * MIB, processes=7)
    group = cgroup.make(limits)
    assert group is not None and group.path.parent == tree
    assert (tree / "cgroup.subtree_control").read_text() == "+pids"  # the last of those that were written
    assert 1000 * MIB < int((group.path / "memory.max").read_text()) < 1500 * MIB
    assert 7 < int((group.path / "pids.max").read_text()) < 20
    other = cgroup.make(limits)
    assert other is not None and other.path != group.path
    assert not (tree / "zerotsuku").exists()  # root's own group may keep its processes


def test_whoever_was_given_a_part_steps_aside(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    delegated(tree, monkeypatch)
    group = cgroup.make(Limits())
    assert group is not None and group.path.parent == tree
    assert (tree / "zerotsuku" / "cgroup.procs").read_text() == "123"
    # the processes that the trusted side starts afterwards are in the group that it went to
    (tree / "cgroup.subtree_control").write_text("cpu memory pids")
    monkeypatch.setattr(cgroup, "_own", lambda: tree / "zerotsuku")
    later = cgroup.make(Limits())
    assert later is not None and later.path.parent == tree


def test_nobody_else_s_groups_are_touched(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    delegated(tree, monkeypatch, marked=False)
    before = sorted(tree.iterdir())
    assert cgroup.make(Limits()) is None
    assert sorted(tree.iterdir()) == before


def test_without_the_controllers_there_is_no_group(tree: Path) -> None:
    (tree / "cgroup.controllers").write_text("hugetlb\n")
    assert cgroup.make(Limits()) is None
    assert not cgroup.available()


def test_a_tree_that_cannot_be_written_to_is_no_error(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert cgroup.make(Limits()) is None


def test_what_a_killed_run_left_is_removed(tree: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    stale, own = tree / f"zerotsuku-{ended.pid}-1", tree / f"zerotsuku-{os.getpid()}-0"
    stale.mkdir()
    own.mkdir()
    cgroup.make(Limits())
    assert not stale.exists() and own.exists()


def test_a_group_that_cannot_be_entered_is_no_error(tmp_path: Path) -> None:
    command = cgroup.Group(tmp_path / "missing").command([sys.executable, "-c", "print('ran')"])
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("ran\n", "")


# ---------------------------------------------------------------------------- with a real one


def _groups() -> list[Path]:
    parent = cgroup._parent()
    return sorted(parent.glob("zerotsuku-*-*")) if parent else []


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox whose group has less memory than the guard would allow: so it is the kernel who acts."""
    monkeypatch.setattr(cgroup, "_ZYGOTE_BYTES", -1890 * MIB)
    with sandbox(HOSTILE, Limits(session_bytes=2000 * MIB)) as made:
        yield made


@needs_group
def test_the_kernel_bounds_what_the_guard_lets_through(tight: Sandbox) -> None:
    tight.session().close()
    tight.stop()
    (path,) = _groups()
    source = "def relu(x):\n    kept = np.ones(25_000_000)\n    return x"
    report = graded(HOSTILE, {"relu": source}, tight)
    assert report.exercise("relu").score == 0
    assert "oom_kill 0\n" not in (path / "memory.events").read_text()
    assert int((path / "memory.peak").read_text() if (path / "memory.peak").exists() else 0) < 300 * MIB
    whole = graded(HOSTILE, {}, tight)
    assert whole.score == whole.max_score


@needs_group
def test_zygote_and_sessions_are_in_the_group_and_it_goes_with_them() -> None:
    before = _groups()
    with hostile() as made:
        made.session()
        (path,) = set(_groups()) - set(before)
        assert len((path / "cgroup.procs").read_text().split()) > 3
        assert (path / "memory.max").read_text().strip() != "max"
    assert _groups() == before


KILLED = """
import os, signal, sys
from autograder.sandbox.sandbox import Sandbox
made = Sandbox([sys.argv[1]])
made.session()
os.kill(os.getpid(), signal.SIGKILL)
"""


@needs_group
def test_a_killed_run_s_group_is_empty_and_goes_with_the_next_run() -> None:
    module = f"autograder.graders.{chapter_of(HOSTILE).stem}"
    with subprocess.Popen([sys.executable, "-c", KILLED, module]) as killed:
        pass
    assert killed.returncode == -signal.SIGKILL
    (left,) = (path for path in _groups() if f"-{killed.pid}-" in path.name)
    for _ in range(200):
        if not (left / "cgroup.procs").read_text():
            break
        time.sleep(0.05)
    group = cgroup.make(Limits())
    assert group is not None
    group.remove()
    assert not left.exists() and not group.path.exists()
