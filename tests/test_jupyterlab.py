"""The student's notebook in a real JupyterLab and a real browser: opened, answered, run to its end."""

from __future__ import annotations

import json
import os
import re
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

from autograder.build import source_notebook
from autograder.catalog import catalog
from autograder.faces.start import start
from autograder.text import LANGUAGES

CHROMIUM = shutil.which("chromium")
CHAPTER = catalog().chapter("ch03")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
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


def answer(path: Path, lang: str, wrong: str) -> None:
    """Fill in the references, and one wrong answer."""
    notebook = json.loads(path.read_text("utf-8"))
    answers = {c.id: c.source for c in source_notebook(CHAPTER, lang).cells}
    for cell in notebook["cells"]:
        if cell["id"] in answers and cell["id"].removeprefix("ch03-") in CHAPTER.symbols:
            cell["source"] = re.sub(r"\n *### (BEGIN|END) SOLUTION", "", answers[cell["id"]])
        if cell["id"] == "ch03-softmax":
            cell["source"] = wrong
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_student_answers_in_jupyterlab(lang: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    home = tmp_path / "home"
    settings = home / "config" / "labconfig"
    settings.mkdir(parents=True)
    news = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    (settings / "default_setting_overrides.json").write_text(json.dumps(news))
    folder = tmp_path / "book"
    start(folder, lang, "ipynb", ["ch03"])
    notebook = folder / f"{CHAPTER.stem}.ipynb"
    answer(notebook, lang, "def softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))")
    shots = Path(os.environ.get("ZEROTSUKU_SCREENSHOTS", tmp_path))
    with jupyterlab(folder, home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{address}/lab/tree/{notebook.name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        page.wait_for_selector("text=/Python 3.*Idle/", timeout=120_000)
        page.screenshot(path=shots / f"lab-{lang}-opened.png")
        page.click("text=/^Run$/")
        page.click("text=/^Run All Cells$/")
        executed = _wait_until_run(page, notebook)
        page.screenshot(path=shots / f"lab-{lang}-run.png")
        for symbol in ("sigmoid", "softmax"):
            _scroll_to(page, symbol)
            page.screenshot(path=shots / f"lab-{lang}-{symbol}.png")
        browser.close()
    texts = {
        cell["source"]: "".join(o.get("data", {}).get("text/plain", "") for o in cell["outputs"])
        for cell in executed["cells"]
        if cell["cell_type"] == "code"
    }
    assert "✓" in texts['check("sigmoid")']
    assert "✗" in texts['check("softmax")']
    errors = [o for c in executed["cells"] for o in c.get("outputs", []) if o["output_type"] == "error"]
    assert errors == []


def _wait_until_run(page: Any, path: Path) -> Any:
    """Save until the last code cell of the notebook has run."""
    for _ in range(60):
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
    raise AssertionError("the notebook did not run to its end within 150 s")


def _scroll_to(page: Any, symbol: str) -> None:
    cell = page.locator(".jp-CodeCell", has_text=f'check("{symbol}")').first
    cell.evaluate("cell => cell.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(1000)
