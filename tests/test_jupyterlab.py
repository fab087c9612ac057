"""Each chapter's notebook in a real JupyterLab and a real browser: opened, answered, run to its end.

To read a chapter as a student sees it, with references in it, from top to bottom:

    ZEROTSUKU_SCREENSHOTS=shots pytest -m slow tests/test_jupyterlab.py -k ch05
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from course_case import weights_of
from lab_case import CHROMIUM, DARK, LIGHT, WAIT, Notebook, chromium, dress, jupyterlab

from autograder.build import is_locked, reference_sources
from autograder.catalog import Chapter, catalog
from autograder.faces.student.start import start
from autograder.text import LANGUAGES, say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
]
SHOTS = os.environ.get("ZEROTSUKU_SCREENSHOTS")
SCROLLED = """() => [...document.querySelectorAll(".jp-NotebookPanel *")]
    .find(p => p.clientHeight > 500 && p.scrollHeight > p.clientHeight + 100)"""
# A chapter in one language, the next in the other: tests/test_reference_run.py runs all in both. Who wants to
# read them gets screenshots of all. Chapter 3 is played by hand.
HOUR = "ch03"
PLAYED = [
    pytest.param(chapter, lang, id=f"{chapter.id}-{lang}")
    for number, chapter in enumerate(catalog())
    for lang in (LANGUAGES if SHOTS else LANGUAGES[number % 2 :][:1])
    if SHOTS or chapter.id != HOUR
]
LOOKS = [
    pytest.param(lang, theme, id=f"{lang}-{theme.split()[-1].lower()}")
    for lang, theme in (
        [(lang, theme) for lang in LANGUAGES for theme in (LIGHT, DARK)]
        if SHOTS
        else [("ja", LIGHT), ("en", DARK)]
    )
]
WRONG = "def sigmoid(x):\nreturn 1 / (1 + np.exp(x))"  # as it is typed: the editor indents
RIGHT = "def sigmoid(x):\nreturn 1 / (1 + np.exp(-x))"
HINT = {
    "ja": "exp の中のマイナスを、上の式と見比べてください",
    "en": "Compare the minus inside exp with the formula above",
}


class Lab:
    """A JupyterLab and a browser for all tests of this file."""

    def __init__(self, address: str, root: Path, home: Path, browser: Any):
        self.address, self.root, self.home = address, root, home
        self.context = browser.new_context(viewport={"width": 1200, "height": 1400})

    @contextmanager
    def opened(self, path: Path, theme: str = LIGHT) -> Iterator[Notebook]:
        """A notebook in a tab of its own; its kernel ends with it."""
        dress(self.home, theme)
        page = self.context.new_page()
        page.goto(f"{self.address}/lab/tree/{path.relative_to(self.root).as_posix()}?reset")
        yield Notebook(page, path)
        ours = {"X-XSRFToken": next(c["value"] for c in self.context.cookies() if c["name"] == "_xsrf")}
        for session in page.request.get(f"{self.address}/api/sessions").json():
            page.request.delete(f"{self.address}/api/sessions/{session['id']}", headers=ours)
        page.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    with jupyterlab(root, home) as address, chromium() as browser:
        yield Lab(address, root, home, browser)


def answer(path: Path, chapter: Chapter, lang: str, last_cell: str, but: str = "") -> None:
    """Fill in the references, of all but one, add a cell at the end, and lay trained weights beside it."""
    for file, data in weights_of(chapter.id).items():
        (path.parent / file).write_bytes(data)
    notebook = json.loads(path.read_text("utf-8"))
    answers = reference_sources(chapter, lang)
    for cell in notebook["cells"]:
        symbol = cell["id"].removeprefix(f"{chapter.id}-")
        if symbol != but:
            cell["source"] = answers.get(symbol, cell["source"])
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": last_cell}
    notebook["cells"].append({**cell, "outputs": [], "execution_count": None})
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize(("lang", "theme"), LOOKS)
def test_an_hour_of_chapter_3(lang: str, theme: str, lab: Lab) -> None:
    """A wrong sigmoid typed, run, explained, corrected; then the chapter to its end, and Validate."""
    chapter, folder = catalog().chapter(HOUR), lab.root / f"hour-{lang}-{theme.split()[-1]}"
    start(folder, lang, "ipynb", [chapter.id])
    path = folder / f"{chapter.stem}.ipynb"
    answer(path, chapter, lang, "", but="sigmoid")
    with lab.opened(path, theme) as notebook:
        page = notebook.page
        look = _looking(notebook, f"hour-{lang}-{theme.split()[-1].lower()}")
        dark = page.locator("body").get_attribute("data-jp-theme-light") == "false"
        assert dark == (theme == DARK)

        notebook.cell("ch03-sigmoid").locator(".jp-InputPrompt").first.click()
        notebook.menu("Run", "Run All Above Selected Cell")
        notebook.run("ch03-sigmoid")
        card = notebook.run("ch03-sigmoid-check")
        assert _status("not-started", lang) in card.inner_text()
        look("not-started")

        notebook.write("ch03-sigmoid", WRONG)
        notebook.run("ch03-sigmoid")
        card = notebook.run("ch03-sigmoid-check")
        text = card.inner_text()
        assert "✗" in text and _status("failed", lang) in text
        assert say("card-hint")[lang] in text and HINT[lang] in text
        assert card.locator("img").count()
        for image in card.locator("img").all():
            assert image.get_attribute("alt")
            assert image.evaluate("e => e.complete && e.naturalWidth > 0")
        look("wrong")
        said = _validate(notebook)
        assert "Success" not in said
        assert "sigmoid" in said and _status("failed", lang) in said
        look("validate-wrong")
        page.locator(".jp-Dialog button.jp-mod-accept").click()

        notebook.write("ch03-sigmoid", RIGHT)
        notebook.run("ch03-sigmoid")
        card = notebook.run("ch03-sigmoid-check")
        assert "✓" in card.inner_text() and "✗" not in card.inner_text()
        look("right")

        notebook.write("mine", "check()")
        map_ = notebook.run("mine").locator(".zerotsuku-map")
        rows = map_.locator("tr:has(code)").all()
        states = {row.locator("code").inner_text(): row.locator("td").first.inner_text() for row in rows}
        assert list(states) == [e.symbol for e in chapter.exercises]
        assert [name for name, state in states.items() if "✓" in state] == ["step_function", "sigmoid"]
        relu = chapter.exercise("relu")
        assert say("map-next-not-started", name=relu.symbol, title=relu.title)[lang] in map_.inner_text()
        look("map")

        notebook.run_all()
        _require_right(notebook.save(), chapter)
        assert "Success! Your notebook passes all the tests." in _validate(notebook)
        look("validate-right")


@pytest.mark.parametrize(("chapter", "lang"), PLAYED)
def test_a_student_answers_in_jupyterlab(chapter: Chapter, lang: str, lab: Lab) -> None:
    folder = lab.root / f"{chapter.id}-{lang}"
    start(folder, lang, "ipynb", [chapter.id])
    path = folder / f"{chapter.stem}.ipynb"
    symbol = chapter.exercises[0].symbol
    wrong = f'def {symbol}(*args):\n    return None\n\n\ncheck("{symbol}")'
    answer(path, chapter, lang, wrong)
    with lab.opened(path) as notebook:
        if any(e.needs for e in chapter.exercises):
            notebook.page.locator(".jp-RenderedMermaid img").first.wait_for(timeout=60_000)
        notebook.run_all()
        executed = notebook.save()
        if SHOTS:
            _read_from_top_to_bottom(notebook.page, Path(SHOTS, f"{chapter.id}-{lang}"))
    _require_right(executed, chapter)
    assert "✗" in _said(executed)[wrong]


def _require_right(executed: Any, chapter: Chapter) -> None:
    """Every check of the chapter says so, and no cell raised."""
    said = _said(executed)
    for exercise in chapter.exercises:
        assert "✓" in said[f'check("{exercise.symbol}")']
    assert [o for c in executed["cells"] for o in c.get("outputs", []) if o["output_type"] == "error"] == []


def _said(executed: Any) -> dict[str, str]:
    """Source → what its outputs say in plain text, of the code cells."""
    return {
        cell["source"]: "".join(o.get("data", {}).get("text/plain", "") for o in cell["outputs"])
        for cell in executed["cells"]
        if cell["cell_type"] == "code"
    }


def _status(name: str, lang: str) -> str:
    return say(f"card-status-{name}")[lang]


def _validate(notebook: Notebook) -> str:
    """nbgrader's button; what its dialog says."""
    notebook.page.locator(".validate-button").click()
    dialog = notebook.page.locator(".jp-Dialog")
    dialog.locator("#validation-message").wait_for(timeout=WAIT)
    return str(dialog.inner_text())


def _looking(notebook: Notebook, name: str) -> Callable[[str], None]:
    """Pictures of the window at the moments that are named, if they are asked for."""

    def look(moment: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            notebook.page.screenshot(path=Path(SHOTS, f"{name}-{moment}.png"))

    return look


def test_jupyterlab_keeps_what_the_workbook_gives(lab: Lab) -> None:
    """Neither the keys nor the menu delete or change a setup or given cell; the student's own cell goes."""
    chapter, folder = catalog().chapter("ch05"), lab.root / "kept"
    start(folder, "en", "ipynb", [chapter.id])
    path = folder / f"{chapter.stem}.ipynb"
    answer(path, chapter, "en", "mine = 1")
    before = json.loads(path.read_text("utf-8"))["cells"]
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in before]
    locked = [i for i, name in enumerate(ids) if is_locked(name)]
    assert len(locked) > 3
    with lab.opened(path) as notebook:
        page = notebook.page
        for i in [*locked, len(before) - 1]:
            cell = page.locator(".jp-Notebook .jp-Cell").nth(i)
            cell.scroll_into_view_if_needed()
            cell.locator(".jp-InputPrompt").first.click()
            page.keyboard.press("Enter")
            page.keyboard.type("spoilt")
            page.keyboard.press("Escape")
            page.keyboard.press("d")
            page.keyboard.press("d")
            page.click("text=/^Edit$/")
            page.locator("text=/^Delete Cells?$/").first.click()
        page.locator(".jp-Notebook .jp-Cell").nth(len(before) - 1).wait_for(state="detached")
        notebook.save()
    after = json.loads(path.read_text("utf-8"))["cells"]
    kept = {cell["id"]: "".join(cell["source"]) for cell in after}
    assert {before[i]["id"]: "".join(before[i]["source"]) for i in locked}.items() <= kept.items()
    assert "mine" not in kept


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
