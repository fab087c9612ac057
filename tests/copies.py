"""Copies of the repository for tests of the audit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.rooms import REPOSITORY

CHAPTER = "ch[0-9][0-9]_*"
MADE = ("__pycache__", "workbook", ".*")
PIECES = ("selfcheck", "accepted", "oracles", "equivalent")


def copy_repository(target: Path, *, chapters: bool = True) -> Path:
    """The rooms of the repository, without what is made from them; without its chapters if so wished."""
    left_out = shutil.ignore_patterns(*MADE, *(() if chapters else (CHAPTER, f"test_{CHAPTER}", "heldout_*")))
    for room in ("assignments", "solutions", "autograder", "dataset"):
        shutil.copytree(REPOSITORY / room, target / room, ignore=left_out)
    for room in PIECES:
        shutil.copytree(REPOSITORY / "tests" / room, target / "tests" / room, ignore=left_out)
    return target


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write files, by their paths."""
    for file, text in texts.items():
        (root / file).write_text(text, encoding="utf-8")


def audit(root: Path, *arguments: str, lang: str = "en") -> tuple[int, str]:
    """Exit status and output of `zerotsuku audit` in a copy of the repository."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder.faces.terminal.cli", "audit", "--lang", lang, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def found_in(root: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit status of `audit --json`, the object, and all sentences on what fails."""
    status, output = audit(root, "--json", *arguments)
    assert "Traceback" not in output, output
    found = json.loads(output)
    parts = [*found["exercises"].values(), *found["chapters"].values()]
    return status, found, "\n".join(problem for part in parts for problem in part["problems"])
