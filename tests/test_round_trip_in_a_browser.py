"""A chapter from the instructor to the student and back, both in a browser: nbgrader's Assignment List in the
student's JupyterLab, its formgrader in the instructor's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from course_case import Term, begin_term, environment, nbgrader, scores
from lab_case import CHROMIUM, WAIT, Notebook, chromium, jupyterlab

from autograder.catalog import catalog
from autograder.faces.nbgrader.course import make_course
from autograder.text import say

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
]
SHOTS = os.environ.get("ZEROTSUKU_SCREENSHOTS")
CHAPTER = catalog().chapter("ch02")
LANG = "ja"
TYPED = {  # as it is typed: the editor indents
    "AND": "def AND(x1, x2):\nreturn int(0.5 * x1 + 0.5 * x2 - 0.2 > 0)",  # the results of OR
    "OR": "def OR(x1, x2):\nreturn int(0.5 * x1 + 0.5 * x2 - 0.2 > 0)",
}
HINT = "OR と同じ結果です"
MARK, COMMENT = 1.5, "重みを変えずに、**バイアス**だけを見直しましょう"


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    """A course whose chapter is released."""
    folder = tmp_path_factory.mktemp("term")
    make_course(folder / "dl", LANG, [CHAPTER.id])
    made = begin_term(folder / "dl")
    nbgrader(made.course, "generate_assignment", CHAPTER.id)
    nbgrader(made.course, "release_assignment", CHAPTER.id)
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


def new_page(browser: Any) -> Any:
    """A tab of a context of its own that reaches nothing but this machine."""
    page = browser.new_context(viewport={"width": 1200, "height": 1100}).new_page()
    page.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort())
    return page


def look(page: Any, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS, f"round-{name}.png"))


class AssignmentList:
    """nbgrader's list in the student's JupyterLab."""

    def __init__(self, page: Any, address: str):
        self.page = page
        page.goto(f"{address}/lab")
        page.get_by_text("Nbgrader", exact=True).click(timeout=WAIT)
        page.get_by_text("Assignment List", exact=True).click()

    def item(self, state: str) -> Any:
        """The chapter among those that are released, fetched or submitted."""
        return self.page.locator(f"#{state}_assignments_list > .list_item", has_text=CHAPTER.id)

    def press(self, state: str, button: str, then: str) -> None:
        """Press a button of the chapter, and wait until it stands among those of the next state."""
        self.item(state).get_by_role("button", name=button, exact=True).click(timeout=WAIT)
        self.item(then).first.wait_for(timeout=WAIT)

    def refresh(self) -> None:
        self.page.locator("#nbgrader-assignment-list").wait_for()
        self.page.locator("#refresh_assignments_list").click()


def grade(course: Path) -> str:
    command = [sys.executable, "-m", "autograder.faces.terminal.cli", "grade", CHAPTER.id]
    done = subprocess.run(
        command, cwd=course, env=environment(course.parent), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_chapter_there_and_back(term: Term, browser: Any, tmp_path: Path) -> None:
    with jupyterlab(term.student, tmp_path / "student") as lab:
        page = new_page(browser)
        assignments = AssignmentList(page, lab)
        assignments.press("released", "Fetch", then="fetched")
        look(page, "fetched")
        _answer(page, assignments, term.student)
        assignments.press("fetched", "Submit", then="submitted")
        look(page, "submitted")

        nbgrader(term.course, "collect", CHAPTER.id)
        grade(term.course)
        (found,) = scores(term.course, CHAPTER.id).values()
        right = {"OR": float(CHAPTER.exercise("OR").points)}
        assert found == {e.symbol: right.get(e.symbol, 0.0) for e in CHAPTER.exercises}
        with jupyterlab(term.course, tmp_path / "instructor") as formgrader:
            _mark_by_hand(new_page(browser), formgrader)
        grade(term.course)  # which touches no mark that was given by hand
        nbgrader(term.course, "generate_feedback", CHAPTER.id)
        _read_feedback(page, assignments, right["OR"] + MARK)


def _answer(page: Any, assignments: AssignmentList, folder: Path) -> None:
    """Open the fetched notebook from the list, type two answers, and run and save them."""
    item = assignments.item("fetched")
    item.locator(".assignment-notebooks-link").click()
    item.get_by_text(CHAPTER.stem, exact=True).click()
    notebook = Notebook(page, folder / CHAPTER.id / f"{CHAPTER.stem}.ipynb")
    notebook.cell("ch02-AND").locator(".jp-InputPrompt").first.click()
    notebook.menu("Run", "Run All Above Selected Cell")
    for symbol, source in TYPED.items():
        notebook.write(f"ch02-{symbol}", source)
        notebook.run(f"ch02-{symbol}")
        card = notebook.run(f"ch02-{symbol}-check").inner_text()
        assert ("✓" if symbol == "OR" else "✗") in card
    notebook.save()
    page.locator(".lm-TabBar-tabLabel", has_text="Assignments").click()


def _mark_by_hand(page: Any, address: str) -> None:
    """In the formgrader: read a submission, change a mark, write a comment, make and return the feedback."""
    page.goto(f"{address}/formgrader/gradebook/{CHAPTER.id}/{CHAPTER.stem}", wait_until="domcontentloaded")
    page.get_by_text("Submission #1").first.click(timeout=WAIT)
    mark = page.locator("#check-AND")
    page.wait_for_function("e => e.placeholder !== ''", arg=mark.element_handle(timeout=WAIT), timeout=WAIT)
    assert float(mark.get_attribute("placeholder")) == 0
    assert HINT in page.locator("body").inner_text()
    for field, text, api in ((mark, str(MARK), "grade"), (page.locator("#AND-comment"), COMMENT, "comment")):
        field.fill(text)
        with page.expect_response(lambda r, api=api: f"/api/{api}/" in r.url and r.request.method == "PUT"):
            field.blur()
    look(page, "formgrader")
    page.goto(f"{address}/formgrader/manage_submissions/{CHAPTER.id}", wait_until="domcontentloaded")
    for action, said in (("generate", "Successfully generated"), ("release", "Successfully released")):
        page.locator(f".{action}-feedback a").click(timeout=WAIT)
        modal = page.locator(".modal.in")
        modal.get_by_text(said).wait_for(timeout=WAIT)
        modal.get_by_role("button", name="Close").last.click()
        modal.wait_for(state="hidden")


def _read_feedback(page: Any, assignments: AssignmentList, total: float) -> None:
    """Fetch it in the list, and open the page in JupyterLab."""
    assignments.refresh()
    submitted = assignments.item("submitted")
    submitted.get_by_text("feedback available to fetch").wait_for(timeout=WAIT)
    submitted.get_by_role("button", name="Fetch Feedback").click()
    submitted.get_by_text("view feedback").click(timeout=WAIT)
    page.locator(".jp-DirListing-item", has_text=f"{CHAPTER.stem}.html").dblclick(timeout=WAIT)
    feedback = page.frame_locator(".jp-HTMLViewer iframe")
    feedback.locator("#ex-AND").wait_for(timeout=WAIT)
    look(page, "feedback")
    assert float(feedback.locator("#score").inner_text()) == total
    exercise = feedback.locator("#ex-AND").inner_text()
    assert say("feedback-by-hand")[LANG] in exercise and HINT in exercise
    assert COMMENT.replace("*", "") in exercise
    assert float(feedback.locator("#ex-AND .points b").inner_text()) == MARK
    feedback.locator(".exercises a[href='#ex-AND']").first.click()
    top = feedback.locator("#ex-AND").evaluate("e => e.getBoundingClientRect().top")
    assert -1 <= top < 100, "a link of the page leads to the answer here, too"
