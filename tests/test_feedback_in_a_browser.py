"""The pages of feedback and of a class in chromium, the network off: phone, desk, paper; light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from course_case import CHAPTER, nbgrader
from feedback_case import MATHML, graded_course, page_file, rendered, unreadable
from lab_case import CHROMIUM, chromium

from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.content import page_of
from autograder.faces.class_page.leaderboard import Place
from autograder.faces.class_page.page import render
from autograder.faces.class_page.record import take_class
from autograder.faces.nbgrader.course import open_course
from autograder.report import Standing
from autograder.text import LANGUAGES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
]
STUDENTS = ("beginner", "mallory", "right")
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
# What is wider than the window, but for what scrolls by itself, and what stands over something else.
LAYOUT = """() => {
    const visible = e => e.getClientRects().length > 0;
    const scrolls = e => { for (; e; e = e.parentElement)
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX)) return true; };
    const wide = [...document.body.querySelectorAll('*')].filter(e => visible(e) && !scrolls(e)
        && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120));
    const over = [];
    for (const row of document.querySelectorAll('.exercises tbody tr, .exercise > header')) {
        const boxes = [...row.children].filter(visible).map(e => [e, e.getBoundingClientRect()]);
        for (const [a, p] of boxes) for (const [b, q] of boxes)
            if (a !== b && p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1
                && q.top < p.bottom - 1) over.push(row.textContent.trim().slice(0, 80));
    }
    return {wide, over, window: document.documentElement.scrollWidth};
}"""
# The contrast of each text with what is behind it: the least, and where (WCAG 2's formula).
CONTRAST = """() => {
    const rgb = text => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = e => { for (; e; e = e.parentElement) {
        const colour = rgb(getComputedStyle(e).backgroundColor);
        if (colour.length === 3 || colour[3] > 0.99) return colour; } return [255, 255, 255]; };
    let least = [99, ''];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !e.getClientRects().length) continue;
        const [a, b] = [rgb(getComputedStyle(e).color), behind(e)].map(light);
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < least[0]) least = [ratio, e.outerHTML.slice(0, 160)];
    }
    return least;
}"""


@pytest.fixture(scope="module", params=LANGUAGES)
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = graded_course(tmp_path_factory.mktemp("feedback"), request.param)
    nbgrader(made, "generate_feedback", CHAPTER)
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


class Visit:
    """A page that is open with the network off, and all that it asked for, said or opened."""

    def __init__(self, browser: Any, file: Path, width: int = 390, scheme: str = "light"):
        self.events: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.events.append(request.url))
        self.page.on("dialog", lambda dialog: self.events.append("dialog") or dialog.dismiss())
        self.page.on("popup", lambda popup: self.events.append("popup"))
        self.page.on("console", lambda message: self.events.append(f"console {message.text}"))
        self.page.goto(file.as_uri())

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_and_nothing_stands_over_something_else(
    course: Path, browser: Any, student: str, width: int
) -> None:
    with Visit(browser, page_file(course, student), width) as visit:
        assert visit.page.evaluate(LAYOUT) == {"wide": [], "over": [], "window": width}
        clipped = visit.page.evaluate(
            "() => [...document.querySelectorAll('pre, .own, .own pre, .prose > *, math')].filter(e =>"
            " e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'auto'"
            " && !e.closest('.scroll')).length"
        )
        assert clipped == 0, "what is too wide can be scrolled"


@pytest.mark.parametrize("chapter", list(catalog()), ids=lambda c: c.id)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chapter_fits_a_phone(chapter: Chapter, lang: str, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page = rendered(unreadable(chapter, lang), score=0.0, chapter=chapter.id)
    file.write_text(page, encoding="utf-8")
    with Visit(browser, file) as visit:
        assert visit.page.evaluate(LAYOUT) == {"wide": [], "over": [], "window": 390}
        assert visit.events == [file.as_uri()]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_word_can_be_read_in_light_and_in_dark(course: Path, browser: Any, scheme: str) -> None:
    with Visit(browser, page_file(course, "beginner"), 1280, scheme) as visit:
        background = visit.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert (max(map(int, background[4:-1].split(","))) < 60) == (scheme == "dark")
        ratio, where = visit.page.evaluate(CONTRAST)
        assert ratio >= 4.5, where


def test_a_page_asks_for_nothing_and_runs_nothing(course: Path, browser: Any) -> None:
    """Whatever is clicked that is not the instructor's."""
    for student in STUDENTS:
        file = page_file(course, student)
        with Visit(browser, file) as visit:
            visit.page.wait_for_timeout(500)
            for element in visit.page.locator("summary, .own, .cell, .why").all():
                element.dispatch_event("click")
            asked = {event for event in visit.events if not event.startswith("data:image/png")}
            assert asked == {file.as_uri()}, asked
            assert visit.page.evaluate("() => document.scripts.length") == 0
            links = visit.page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
            assert {link for link in links if not link.startswith("#")} <= {"https://example.org/"}
            assert ("https://example.org/" in links) == (student == "beginner")


def test_formulas_are_drawn_without_a_network(course: Path, browser: Any) -> None:
    with Visit(browser, page_file(course, "right")) as visit:
        sizes = visit.page.eval_on_selector_all(
            "math", "all => all.map(m => [m.getBoundingClientRect().width, m.getBoundingClientRect().height])"
        )
        assert len(sizes) > 40 and all(width > 0 and height > 0 for width, height in sizes)
        fractions = visit.page.eval_on_selector_all(
            "mfrac",
            "all => all.map(f => f.children[0].getBoundingClientRect().bottom <="
            " f.children[1].getBoundingClientRect().top + 2)",
        )  # a numerator over its denominator
        assert fractions and all(fractions)
        assert visit.page.evaluate("() => document.querySelector('math').namespaceURI") == MATHML[1:-1]


def test_a_link_of_the_table_leads_to_the_answer(course: Path, browser: Any) -> None:
    with Visit(browser, page_file(course, "beginner")) as visit:
        visit.page.locator(".exercises a[href='#ex-sigmoid']").first.click()
        top = visit.page.locator("#ex-sigmoid").evaluate("e => e.getBoundingClientRect().top")
        assert -1 <= top < 100


def test_on_paper_it_is_light_and_whole(course: Path, browser: Any) -> None:
    with Visit(browser, page_file(course, "beginner"), 794, "dark") as visit:  # A4 at 96 dots an inch
        visit.page.emulate_media(media="print", color_scheme="dark")
        assert visit.page.evaluate("() => getComputedStyle(document.body).color") == "rgb(28, 33, 39)"
        ratio, where = visit.page.evaluate(CONTRAST)
        assert ratio >= 4.5, where
        assert visit.page.evaluate(LAYOUT)["wide"] == []
        cut = visit.page.evaluate(
            "() => [...document.querySelectorAll('.code pre, .prose > *')].filter(e =>"
            " e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.slice(0, 80))"
        )
        assert cut == []


@pytest.fixture(scope="module")
def class_page(course: Path) -> Path:
    """The page of the class, with a place on a leaderboard, which only chapter 8 has by itself."""
    opened, chapter = open_course(course), catalog().chapter(CHAPTER)
    place = Place(1, "right", "quiet heron", 5.0, Standing(0.98, 0.97, 0.99, 2000, 12345, 1.0))
    page = replace(page_of(take_class(opened, chapter), chapter, opened.lang), places=(place,))
    file = course / "class.html"
    file.write_text(render(page, chapter, opened.lang), encoding="utf-8")
    return file


# What axe looks at changes with the width or with the colours, and with nothing that is both.
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1200, "dark")])
def test_axe_finds_nothing_serious(
    course: Path, class_page: Path, browser: Any, width: int, scheme: str
) -> None:
    for file in (page_file(course, "beginner"), class_page):
        with Visit(browser, file, width, scheme) as visit:
            found = Axe().run(visit.page).response["violations"]
            serious = [v for v in found if v["impact"] in ("serious", "critical")]
            assert serious == [], [(v["id"], v["nodes"][0]["html"]) for v in serious]


def test_axe_would_find_something(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page = "<html lang=en><title>x</title><p style='color:#999'>pale</p><img src='data:,'></html>"
    file.write_text(page, encoding="utf-8")
    with Visit(browser, file) as visit:
        found = Axe().run(visit.page).response["violations"]
    assert {"color-contrast", "image-alt"} <= {v["id"] for v in found}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_class_page_fits_the_window(class_page: Path, browser: Any, width: int) -> None:
    with Visit(browser, class_page, width) as visit:
        assert visit.page.evaluate(LAYOUT) == {"wide": [], "over": [], "window": width}


def test_what_scrolls_can_be_scrolled_by_keyboard(course: Path, class_page: Path, browser: Any) -> None:
    """In every browser: each such element takes the focus, or has something that does."""
    for file in (page_file(course, "beginner"), page_file(course, "mallory"), class_page):
        with Visit(browser, file) as visit:
            stuck = visit.page.evaluate(
                "() => [...document.body.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1"
                " && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0"
                " && !e.querySelector('a[href], [tabindex]')).map(e => e.outerHTML.slice(0, 120))"
            )
            assert stuck == []
