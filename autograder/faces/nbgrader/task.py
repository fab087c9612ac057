"""What is asked of grading one submission, and what comes back: values, and nothing that grading takes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.report import Report
from autograder.submission import SubmissionError, read_file
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


def graded_record(path: Path) -> dict[str, Any] | None:
    """What a graded notebook says of itself in its metadata; None when the file is no graded notebook.

    Its keys: "chapter", "lang", "report" (as `inspect --json` prints it), "digest" and "file".
    """
    try:
        record = json.loads(read_file(path))["metadata"]["zerotsuku"]
        return record if "report" in record and "digest" in record else None
    except (SubmissionError, ValueError, LookupError, TypeError, RecursionError):
        return None
