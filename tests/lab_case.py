"""A real JupyterLab in a real browser: the server, its look, and what is done in it by hand."""

from __future__ import annotations

import json
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

from course_case import environment

CHROMIUM = shutil.which("chromium")
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
WAIT, PLAY = (
    120_000,
    300_000,
)  # milliseconds: what a busy machine may take for a step, and for a whole chapter
# Every code cell of the notebook has run, but for empty ones.
HAS_RUN = """() => [...document.querySelectorAll(".jp-Notebook .jp-CodeCell")].every(cell =>
    /\\[\\d+\\]/.test(cell.querySelector(".jp-InputPrompt").textContent)
    || !cell.querySelector(".cm-content").textContent.trim())"""


def _prepare(home: Path) -> None:
    """Settings under which JupyterLab asks the network for nothing and draws all cells."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    }
    folder = home / ".jupyter" / "labconfig"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "default_setting_overrides.json").write_text(json.dumps(settings))


def dress(home: Path, theme: str) -> None:
    """The theme of pages that are opened from now on, as the user has chosen it."""
    folder = home / ".jupyter" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))


@contextmanager
def jupyterlab(folder: Path, home: Path) -> Iterator[str]:
    """The address of a JupyterLab that was started in a folder, with its settings in a home of the test."""
    _prepare(home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ip=127.0.0.1"]
    command += ["--IdentityProvider.token=", "--ServerApp.password=", "--allow-root", str(folder)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment(home), stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/api")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{address} does not answer")


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's chromium, driven by playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Notebook:
    """A notebook that is opened in JupyterLab; it waits for the kernel."""

    def __init__(self, page: Any, path: Path):
        self.page, self.path = page, path
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=WAIT)
        page.wait_for_selector("text=/Python 3.*Idle/", timeout=WAIT)

    def cell(self, id_: str) -> Any:
        """The cell of this id in the notebook's file."""
        ids = [cell["id"] for cell in json.loads(self.path.read_bytes())["cells"]]
        return self.page.locator(".jp-Notebook .jp-Cell").nth(ids.index(id_))

    def write(self, id_: str, source: str) -> None:
        """Replace what stands in a cell by what is typed; the editor itself indents after a colon."""
        editor = self.cell(id_).locator(".cm-content")
        editor.scroll_into_view_if_needed()
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(source)

    def run(self, id_: str) -> Any:
        """Shift+Enter in a cell; its output once it has run."""
        cell = self.cell(id_)
        prompt = cell.locator(".jp-InputPrompt").first
        before = prompt.text_content()
        prompt.click()
        self.page.keyboard.press("Shift+Enter")
        self.page.wait_for_function(
            "([prompt, before]) => /\\[\\d+\\]/.test(prompt.textContent) && prompt.textContent !== before",
            arg=[prompt.element_handle(), before],
            timeout=WAIT,
            polling=100,
        )
        return cell.locator(".jp-OutputArea-output")

    def menu(self, *entries: str) -> None:
        for entry in entries:
            self.page.get_by_text(entry, exact=True).first.click()

    def run_all(self) -> None:
        """All cells, until the last has run."""
        self.menu("Run", "Run All Cells")
        self.page.wait_for_function(HAS_RUN, timeout=PLAY, polling=500)

    def save(self) -> Any:
        """Ctrl+S; the notebook as it is in its file then, sources and outputs as plain strings."""
        with self.page.expect_response(lambda r: r.request.method == "PUT" and "/api/contents/" in r.url):
            self.page.keyboard.press("Control+s")
        saved = json.loads(self.path.read_text("utf-8"))
        for cell in saved["cells"]:
            cell["source"] = "".join(cell["source"])
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                data.update({k: "".join(v) for k, v in data.items() if isinstance(v, list)})
        return saved
