"""When a file of a cloned repository was last committed, without believing anything the repository says.

A clone's own config can name programs that git runs, even for `git log`. So git never sees the clone: it is
given a repository of ours, empty but for the clone's objects and the commit that its HEAD names.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from autograder.submission import SubmissionError, read_file

COMMIT = re.compile(r"[0-9a-f]{40}")
REF = re.compile(r"refs/heads/[\w./@+-]{1,200}")
MAX_REF, MAX_PACKED = 300, 2**20  # bytes of a branch's file, of all packed references
SECONDS = 20


def is_clone(folder: Path) -> bool:
    """Whether a folder is a repository's work tree. A `.git` that is a file leads elsewhere: it is none."""
    git = folder / ".git"
    return not git.is_symlink() and git.is_dir() and not (git / "objects").is_symlink()


def last_commit(folder: Path, parts: tuple[str, ...]) -> datetime | None:
    """When a file of a clone was last committed on its branch; None where that cannot be told."""
    git = folder / ".git"
    commit = _head(git)
    if commit is None:
        return None
    with tempfile.TemporaryDirectory(prefix="zerotsuku-collect-") as own:
        for name in ("objects", "refs"):
            (Path(own) / name).mkdir()
        (Path(own) / "HEAD").write_text("ref: refs/heads/none\n")
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": own,
            "GIT_DIR": own,
            "GIT_OBJECT_DIRECTORY": str((git / "objects").absolute()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
            "LC_ALL": "C",
        }
        command = ["git", "--no-pager", "log", "-1", "--no-show-signature", "--format=%ct", commit, "--"]
        try:
            done = subprocess.run(
                [*command, "/".join(parts)],
                cwd=own,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
            return datetime.fromtimestamp(int(done.stdout), UTC)
        except (OSError, subprocess.SubprocessError, ValueError, OverflowError):
            return None


def _head(git: Path) -> str | None:
    """The commit of a clone's HEAD, read from its files."""
    head = _text(git / "HEAD", MAX_REF)
    if not head.startswith("ref: "):
        return head if COMMIT.fullmatch(head) else None
    ref = head.removeprefix("ref: ").strip()
    if not REF.fullmatch(ref) or ".." in ref:
        return None
    loose = _text(git / ref, MAX_REF)
    if COMMIT.fullmatch(loose):
        return loose
    for line in _text(git / "packed-refs", MAX_PACKED).splitlines():
        commit, _, name = line.partition(" ")
        if name == ref and COMMIT.fullmatch(commit):
            return commit
    return None


def _text(path: Path, limit: int) -> str:
    try:
        return read_file(path, limit).decode(errors="replace").strip()
    except (SubmissionError, OSError):
        return ""
