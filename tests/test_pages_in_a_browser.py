"""The pages of an honest and of a hostile student in chromium with scripts on, MathJax among them.

MathJax comes from npm, as nbgrader's pages name an address in the network, which is not reached here.
"""

from __future__ import annotations

import mimetypes
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from course_case import CHAPTER, STEM, answer_cell, graded, new_course, submit, to_bytes
from lab_case import CHROMIUM, chromium, jupyterlab
from pages_case import SNIPPETS, page_of, with_cells

from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.grade_class import grade_class

NPM = shutil.which("npm")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
    pytest.mark.skipif(NPM is None, reason="needs npm, for MathJax (apt install npm)"),
]
STUDENTS = ("honest", "mallory")
NETWORK = "https://cdnjs.cloudflare.com/ajax/libs/mathjax/2.7.7/"
TYPESET = ".MathJax, .MathJax_CHTML, .mjx-chtml, mjx-container"
ACTIVE = "a, img, svg, iframe, form, script, style, .mermaid, .jp-Mermaid"
BOXES = ".input_area, .text_cell_render, .output_area"  # without nbgrader's own heading of an answer
# Every cell of a page as it came out, and what is around them.
LOOK = """selector => {
    const cells = [...document.querySelectorAll(selector)];
    const box = e => { const r = e.getBoundingClientRect(); return [r.x, r.width, r.height]; };
    const around = document.body.cloneNode(true);
    around.querySelectorAll(selector).forEach(e => e.remove());
    return {
        cells: cells.map(e => ({html: e.outerHTML, box: box(e)})),
        around: around.innerHTML,
        page: [document.title, document.documentElement.scrollWidth, document.scripts.length,
               document.styleSheets.length, getComputedStyle(document.body).cssText],
    };
}"""


def submission(sources: list[str], said: str) -> bytes:
    """Cells of the student's own, and an answer that says something in an exception."""
    made = with_cells(sources)
    answer_cell(made, "relu")["source"] = f"def relu(x):\n    raise ValueError({said!r})"
    return to_bytes(made)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = new_course(tmp_path_factory.mktemp("pages"), "en")
    plain = ["text"] * len(SNIPPETS)
    said = "".join(s for s in SNIPPETS if "href" in s)[:150]
    for student, sources, text in zip(STUDENTS, (plain, list(SNIPPETS)), ("text", said), strict=True):
        submit(made, student, {f"{STEM}.ipynb": submission(sources, text)})
    grade_class(made, CHAPTER, unsafe=True)
    return made


@pytest.fixture(scope="module")
def mathjax(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mathjax")
    done = subprocess.run([str(NPM), "pack", "mathjax@2.7.7"], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"MathJax cannot be fetched: {done.stderr[-300:]}")
    subprocess.run(["tar", "-xzf", "mathjax-2.7.7.tgz"], cwd=folder, check=True)
    return folder / "package"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def server(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with jupyterlab(course, tmp_path_factory.mktemp("home")) as address:
        yield address


class Visit:
    """A page that is open, and what it asked for."""

    def __init__(self, browser: Any, mathjax: Path):
        self.requests: set[str] = set()
        self.mathjax = mathjax
        self.page = browser.new_page(viewport={"width": 1200, "height": 1400})
        self.page.route("**/*", self._answer)
        self.page.on(
            "dialog", lambda dialog: self.requests.add(f"dialog {dialog.message}") or dialog.dismiss()
        )
        self.page.on("popup", lambda popup: self.requests.add(f"popup {popup.url}"))

    def _answer(self, route: Any) -> None:
        url = route.request.url
        self.requests.add(re.sub(r"[0-9a-f]{32}|[?&]_=\d+", "", url.replace(STUDENTS[1], STUDENTS[0])))
        if url.startswith(NETWORK):
            path = self.mathjax / urlsplit(url).path.removeprefix(urlsplit(NETWORK).path)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            cross = {"Access-Control-Allow-Origin": "*"}
            if path.is_file():
                route.fulfill(body=path.read_bytes(), content_type=kind, headers=cross)
                return
        if urlsplit(url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            route.abort()

    def typeset(self, url: str) -> None:
        """Open a page of nbgrader's, and wait for MathJax."""
        self.page.goto(url)
        self.page.evaluate("() => new Promise(done => MathJax.Hub.Queue(() => done()))")
        self.page.wait_for_timeout(1000)


def differing(course: Path) -> set[int]:
    """The numbers of the cells that are not the same in both graded notebooks."""
    pairs = zip(*(graded(course, student)["cells"] for student in STUDENTS), strict=True)
    return {i for i, (a, b) in enumerate(pairs) if a != b}


def require_alike(course: Path, visits: list[Visit], selector: str) -> None:
    """The pages ask for the same, and are the same but in the student's cells."""
    assert visits[0].requests == visits[1].requests
    looks = [visit.page.evaluate(LOOK, selector) for visit in visits]
    theirs = differing(course)
    assert len(looks[0]["cells"]) == len(graded(course, STUDENTS[0])["cells"])
    for number, (honest, hostile) in enumerate(zip(*(look["cells"] for look in looks), strict=True)):
        if number in theirs:
            assert hostile["box"][:2] == honest["box"][:2], number
        else:
            assert hostile == honest, number
    assert looks[0]["page"] == looks[1]["page"]
    around = [re.sub(r"[0-9a-f]{32}", "", look["around"]).replace(*STUDENTS[::-1]) for look in looks]
    order = r"(Submission #?\d|\d remaining)"  # nbgrader's order of the two
    assert re.sub(order, "", around[0]) == re.sub(order, "", around[1])
    page = visits[1].page
    cells = page.locator(selector)
    for number in theirs:
        inside = cells.nth(number).locator(BOXES)
        assert inside.count()
        assert inside.locator(f"{ACTIVE}, {TYPESET}").count() == 0, number
    assert len(theirs) >= 4 * len(SNIPPETS)


def test_without_all_that_it_would_be_another(browser: Any, mathjax: Path, tmp_path: Path) -> None:
    """So that the tests here can fail: the same cells as the student has written them."""
    stops = ("attachment:", "<script", "<base", "<plaintext", "id=MathJax")  # the page before it is typeset
    sources = [s for s in SNIPPETS if not any(stop in s for stop in stops)]
    page = tmp_path / "raw.html"
    page.write_text(page_of(nbformat.from_dict(with_cells(sources)), "feedback"), encoding="utf-8")
    visit = Visit(browser, mathjax)
    visit.typeset(page.as_uri())
    assert {"example.org"} <= {urlsplit(url).hostname for url in visit.requests}
    assert visit.page.locator(".mjx-chtml a[href], .MathJax_CHTML a[href]").count()
    visit.page.close()


def test_the_formgrader_s_page(course: Path, browser: Any, mathjax: Path, server: str) -> None:
    with sqlite3.connect(course / "gradebook.db") as book:
        ids = dict(
            book.execute(
                "select s.student_id, n.id from submitted_notebook n "
                "join submitted_assignment s on s.id = n.assignment_id"
            ).fetchall()
        )
    visits = [Visit(browser, mathjax) for _ in STUDENTS]
    for visit, student in zip(visits, STUDENTS, strict=True):
        visit.typeset(f"{server}/formgrader/submissions/{ids[student]}/")
        assert visit.page.locator(TYPESET).count() > 20
    require_alike(course, visits, "div.cell")
    for visit in visits:
        visit.page.close()


def test_a_graded_notebook_in_jupyterlab(course: Path, browser: Any, mathjax: Path, server: str) -> None:
    visit = Visit(browser, mathjax)
    page = visit.page
    page.goto(f"{server}/lab/tree/autograded/{STUDENTS[1]}/{CHAPTER}/{STEM}.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.locator("mjx-container").first.wait_for(timeout=60_000)
    page.wait_for_timeout(3000)
    cells = page.locator(".jp-Notebook .jp-Cell")
    theirs = differing(course)
    assert cells.count() == len(graded(course, STUDENTS[1])["cells"])
    for number in theirs:
        shown = cells.nth(number).locator(".jp-RenderedHTMLCommon")
        assert shown.locator(f"{ACTIVE}, {TYPESET}, [id]").count() == 0, shown.first.inner_html()
    assert not any(urlsplit(url).hostname not in ("127.0.0.1", None) for url in visit.requests)
    page.close()


def test_the_class_page(course: Path, browser: Any, mathjax: Path) -> None:
    visit = Visit(browser, mathjax)
    path = make_class_page(course, CHAPTER)
    visit.page.goto(path.as_uri())
    assert visit.requests == {path.as_uri()}
    assert visit.page.locator("img, svg, iframe, form").count() == 0
    assert visit.page.evaluate("() => document.scripts.length") == 1, "its own, which sorts"
    visit.page.close()
