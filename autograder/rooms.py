"""Where the rooms are: a clone of the repository, or the copy of the student's material in a wheel."""

from __future__ import annotations

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


def assignments() -> Path:
    return (REPOSITORY if in_repository() else WORKBOOK) / "assignments"


def selfcheck() -> Path:
    return REPOSITORY / "tests" / "selfcheck" if in_repository() else WORKBOOK / "selfcheck"


def solutions() -> Path:
    return require_repository("solutions") / "solutions"


def graders() -> Path:
    return require_repository("graders") / "autograder" / "graders"
