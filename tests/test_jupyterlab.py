"""Each chapter's notebook in a real JupyterLab and a real browser: opened, answered, run to its end.

To read a chapter as a student sees it, with references in it, from top to bottom:

    ZEROTSUKU_SCREENSHOTS=shots pytest -m slow tests/test_jupyterlab.py -k ch05
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from course_case import weights_of

from autograder.build import is_locked, reference_sources
from autograder.catalog import Chapter, catalog
from autograder.faces.student.start import start
from autograder.text import LANGUAGES

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
]


SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


SCROLLED = """() => [...document.querySelectorAll(".jp-NotebookPanel *")]
    .find(p => p.clientHeight > 500 && p.scrollHeight > p.clientHeight + 100)"""
# A chapter in one language, the next in the other: tests/test_reference_run.py runs all in both. Who wants to
# read them gets screenshots of all.
PLAYED = [
    pytest.param(chapter, lang, id=f"{chapter.id}-{lang}")
    for number, chapter in enumerate(catalog())
    for lang in (LANGUAGES if "ZEROTSUKU_SCREENSHOTS" in os.environ else LANGUAGES[number % 2 :][:1])
]


@contextmanager
def jupyterlab(folder: Path, home: Path) -> Iterator[str]:
    """JupyterLab's address, with its settings and home in a folder of the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ip=127.0.0.1"]
    command += ["--IdentityProvider.token=", "--ServerApp.password=", "--allow-root", str(folder)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"{address}/api", timeout=1)
                    break
                except OSError:
                    time.sleep(0.5)
            yield address
        finally:
            server.terminate()
            server.wait(20)


@contextmanager
def opened(notebook: Path, home: Path) -> Iterator[Any]:
    """The page of a notebook in a real JupyterLab, whose kernel is ready."""
    from playwright.sync_api import sync_playwright

    with jupyterlab(notebook.parent, home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1200, "height": 1400})
        page.goto(f"{address}/lab/tree/{notebook.name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_selector("text=/Python 3.*Idle/", timeout=120_000)
        yield page
        browser.close()


def answer(path: Path, chapter: Chapter, lang: str, last_cell: str) -> None:
    """Fill in the references, add a cell at the end, and lay trained weights beside the notebook."""
    for file, data in weights_of(chapter.id).items():
        (path.parent / file).write_bytes(data)
    notebook = json.loads(path.read_text("utf-8"))
    answers = reference_sources(chapter, lang)
    for cell in notebook["cells"]:
        symbol = cell["id"].removeprefix(f"{chapter.id}-")
        cell["source"] = answers.get(symbol, cell["source"])
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": last_cell}
    notebook["cells"].append({**cell, "outputs": [], "execution_count": None})
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize(("chapter", "lang"), PLAYED)
def test_a_student_answers_in_jupyterlab(chapter: Chapter, lang: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    folder = tmp_path / "book"
    start(folder, lang, "ipynb", [chapter.id])
    notebook = folder / f"{chapter.stem}.ipynb"
    symbol = chapter.exercises[0].symbol
    wrong = f'def {symbol}(*args):\n    return None\n\n\ncheck("{symbol}")'
    answer(notebook, chapter, lang, wrong)
    shots = os.environ.get("ZEROTSUKU_SCREENSHOTS")
    with opened(notebook, home) as page:
        if any(e.needs for e in chapter.exercises):
            page.locator(".jp-RenderedMermaid img").first.wait_for(timeout=60_000)
        page.click("text=/^Run$/")
        page.click("text=/^Run All Cells$/")
        executed = _wait_until_run(page, notebook)
        if shots:
            _read_from_top_to_bottom(page, Path(shots, f"{chapter.id}-{lang}"))
    texts = {
        cell["source"]: "".join(o.get("data", {}).get("text/plain", "") for o in cell["outputs"])
        for cell in executed["cells"]
        if cell["cell_type"] == "code"
    }
    for exercise in chapter.exercises:
        assert "✓" in texts[f'check("{exercise.symbol}")']
    assert "✗" in texts[wrong]
    errors = [o for c in executed["cells"] for o in c.get("outputs", []) if o["output_type"] == "error"]
    assert errors == []


def test_jupyterlab_keeps_what_the_workbook_gives(tmp_path: Path) -> None:
    """Neither the keys nor the menu delete or change a setup or given cell; the student's own cell goes."""
    chapter, home, folder = catalog().chapter("ch05"), tmp_path / "home", tmp_path / "book"
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "default_setting_overrides.json").write_text(json.dumps(SETTINGS))
    start(folder, "en", "ipynb", [chapter.id])
    notebook = folder / f"{chapter.stem}.ipynb"
    answer(notebook, chapter, "en", "mine = 1")
    before = json.loads(notebook.read_text("utf-8"))["cells"]
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in before]
    locked = [i for i, name in enumerate(ids) if is_locked(name)]
    assert len(locked) > 3
    with opened(notebook, home) as page:
        for i in [*locked, len(before) - 1]:
            cell = page.locator(".jp-Notebook .jp-Cell").nth(i)
            cell.scroll_into_view_if_needed()
            cell.locator(".jp-InputPrompt").first.click()
            page.keyboard.press("Enter")
            page.keyboard.type("spoilt")
            page.keyboard.press("Escape")
            page.keyboard.press("d")
            page.keyboard.press("d")
            page.wait_for_timeout(300)
            dialog = page.locator(".jp-Dialog button.jp-mod-accept")  # of a cell that is read-only
            if dialog.count():
                dialog.first.click()
            page.click("text=/^Edit$/")
            page.locator("text=/^Delete Cells?$/").first.click()
            page.wait_for_timeout(300)
            page.keyboard.press("Escape")
        page.keyboard.press("Control+s")
        page.wait_for_timeout(2000)
    after = json.loads(notebook.read_text("utf-8"))["cells"]
    kept = {cell["id"]: "".join(cell["source"]) for cell in after}
    assert {before[i]["id"]: "".join(before[i]["source"]) for i in locked}.items() <= kept.items()
    assert "mine" not in kept


def _wait_until_run(page: Any, path: Path) -> Any:
    """Save until the last code cell of the notebook has run."""
    for _ in range(120):
        page.wait_for_timeout(2000)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(500)
        notebook = json.loads(path.read_text("utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                data.update({k: "".join(v) for k, v in data.items() if isinstance(v, list)})
        code = [c for c in notebook["cells"] if c["cell_type"] == "code" and c["source"]]
        if all(c["execution_count"] for c in code):
            return notebook
    raise AssertionError("the notebook did not run to its end within 5 minutes")


def _read_from_top_to_bottom(page: Any, folder: Path) -> None:
    """A picture of every screenful, as 00.png, 01.png, …"""
    folder.mkdir(parents=True, exist_ok=True)
    page.keyboard.press("Escape")
    panel = page.evaluate_handle(SCROLLED)
    height, step = panel.evaluate("p => [p.scrollHeight, p.clientHeight - 80]")
    for number in range(-(-height // step)):
        panel.evaluate("(p, top) => p.scrollTo(0, top)", number * step)
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{number:02}.png")
