"""Where the rooms are: a clone of the repository, or the copy of the student's material in a wheel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from autograder.text import ZerotsukuError, say

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parent
WORKBOOK = PACKAGE / "workbook"  # put there by hatch_build.py, in a wheel only


def in_repository() -> bool:
    """Whether the answers' rooms stand beside this package."""
    return (REPOSITORY / "solutions").is_dir() and (REPOSITORY / "assignments").is_dir()


def require_repository(command: str) -> Path:
    """The repository's root, or a sentence for those who have only the student's package."""
    if not in_repository():
        raise ZerotsukuError(say("needs-repository", command=command))
    return REPOSITORY


def put_tools_on_path() -> None:
    """nbgrader calls `alembic` by name; it lies beside this environment's Python."""
    tools = str(Path(sys.executable).parent)
    if tools not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])


def assignments() -> Path:
    return (REPOSITORY if in_repository() else WORKBOOK) / "assignments"


def selfcheck() -> Path:
    return REPOSITORY / "tests" / "selfcheck" if in_repository() else WORKBOOK / "selfcheck"


def solutions() -> Path:
    return require_repository("solutions") / "solutions"


def graders() -> Path:
    return require_repository("graders") / "autograder" / "graders"
