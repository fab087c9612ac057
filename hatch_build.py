"""Puts the student's material, built from the sources, into the wheel; the answers stay out of it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Workbook(BuildHookInterface):
    """Fills autograder/workbook/ of a wheel: sources without answers, visible checks, each language's
    notebooks and scripts as students get them, and the fingerprints of the mistakes with their hints."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        self.made = Path(tempfile.mkdtemp(prefix="workbook-"))
        sys.path.insert(0, self.root)
        try:
            make_workbook(Path(self.root), self.made)
        finally:
            sys.path.remove(self.root)
        build_data["force_include"][str(self.made)] = "autograder/workbook"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "made"):
            shutil.rmtree(self.made)


def make_workbook(root: Path, target: Path) -> None:
    """Write the student's material to the folder `target`."""
    from autograder.build import student_files
    from autograder.catalog import catalog
    from autograder.selfcheck.hints import HINTS, hints_file
    from autograder.text import LANGUAGES

    for source, name in ((root / "assignments", "assignments"), (root / "tests" / "selfcheck", "selfcheck")):
        (target / name).mkdir(parents=True)
        for path in sorted(source.glob("*.py")):
            shutil.copyfile(path, target / name / path.name)
    for lang in LANGUAGES:
        for form in ("ipynb", "py"):
            (target / lang / form).mkdir(parents=True)
            for file, data in student_files(lang, form).items():
                (target / lang / form / file).write_bytes(data)
    (target / HINTS).write_bytes(hints_file(catalog()))
