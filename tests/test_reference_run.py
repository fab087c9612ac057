"""Every chapter's notebook, reference answers in, from top to bottom in a real kernel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from course_case import weights_of
from nbclient import NotebookClient

from autograder.build import source_notebook
from autograder.catalog import Chapter, catalog
from autograder.text import LANGUAGES

SECONDS = 90


def run(chapter: Chapter, lang: str, folder: Path) -> Any:
    """The executed notebook, with trained weights beside it; raises when a cell fails."""
    for file, data in weights_of(chapter.id).items():
        (folder / file).write_bytes(data)
    notebook = source_notebook(chapter, lang)
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    environment.pop("MPLBACKEND", None)  # which a self-check in this process has set
    client.execute(env=environment)
    return notebook


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chapter", [pytest.param(c, id=c.id) for c in catalog()])
def test_the_reference_runs_without_error_or_warning(chapter: Chapter, lang: str, tmp_path: Path) -> None:
    notebook = run(chapter, lang, tmp_path)
    said, pictures, cards = [], 0, 0
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                said.append((cell.source.splitlines()[0], output.text))
            data = output.get("data", {})
            pictures += "image/png" in data
            if cell.source.startswith("check("):
                cards += "text/html" in data
                text = data.get("text/plain", "")
                assert "✓" in text, (cell.source, text)
    assert said == []
    assert cards == len(chapter.exercises)
    demos = [c for c in notebook.cells if "demo" in c.metadata.get("tags", ()) and "plt." in c.source]
    assert pictures >= len(demos) > 0
