"""The class page and the course's in chromium, from the file, with the network off: sorting, paper, axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from class_case import CHAPTER, course_of, enter, failed, nothing, passed, register, report, untouched
from course_case import chapter
from lab_case import CHROMIUM, chromium

from autograder.faces.class_page.page import make_course_page
from autograder.text import LANGUAGES

pytestmark = [
    pytest.mark.slow,  # a browser
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
]
COLUMN = """(table, at) => [...document.querySelector(table).tBodies[0].rows].map(
    r => r.cells[at].textContent.trim())"""


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The class page and the course's, of seven people with names of all kinds."""
    made = course_of(tmp_path_factory.mktemp("browser"), CHAPTER)
    symbols = [e.symbol for e in chapter().exercises]
    for number in range(6):
        wrong = [failed(CHAPTER, s, "「x」という名前は定義されていません。") for s in symbols[:number]]
        last = untouched(CHAPTER, symbols[-1]) if number % 2 else passed(CHAPTER, symbols[-1])
        enter(made, CHAPTER, {f"s{9 - number}": report(CHAPTER, *wrong, last)})
    enter(made, CHAPTER, {"</script><img src=//example.org>": nothing(CHAPTER)})
    register(made, {"s9": ("青木", "一"), "s8": ("<b>", "onclick=alert(1)"), "s7": ("Ito", "x" * 300)})
    index = make_course_page(made, request.param)
    return [index.with_name(f"{CHAPTER}.html"), index]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


def opened(browser: Any, file: Path, **settings: Any) -> Any:
    page = browser.new_context(offline=True, **settings).new_page()
    page.events = []
    page.on("console", lambda message: page.events.append(message.text))
    page.on("request", lambda request: page.events.append(request.url))
    page.on("dialog", lambda dialog: page.events.append("dialog") or dialog.dismiss())
    page.goto(file.as_uri())
    return page


def test_every_column_is_sorted_by_its_button(pages: list[Path], browser: Any) -> None:
    for file in pages:
        page = opened(browser, file)
        for table in page.locator("table:has(.sort)").all():
            before = sorted(table.locator("tbody tr").all_text_contents())
            for head in table.locator("th:has(> .sort)").all():
                button = head.locator(".sort")
                button.focus()
                page.keyboard.press("Enter")
                assert head.get_attribute("aria-sort") == "ascending"
                page.keyboard.press("Enter")
                assert head.get_attribute("aria-sort") == "descending"
                assert table.locator("[aria-sort]").count() == 1
            assert sorted(table.locator("tbody tr").all_text_contents()) == before, "rows stay whole"
        assert page.events == [file.as_uri()], "the policy lets the script run, and nothing else"
        page.context.close()


def test_numbers_are_sorted_as_such_and_what_is_missing_comes_last(pages: list[Path], browser: Any) -> None:
    page = opened(browser, pages[0])
    total = page.locator("#marks ~ .scroll th.total .sort")
    for _ in range(2):
        total.click()
    found = page.evaluate(f"() => ({COLUMN})('#marks ~ .scroll table', 1)")
    points = [float(text) for text in found]
    assert points == sorted(points, reverse=True) and len(set(points)) > 5
    page.locator("table.items th .sort").nth(2).click()
    telling = page.evaluate(f"() => ({COLUMN})('table.items', 2)")
    known = [float(text.replace("−", "-")) for text in telling if text != "–"]
    assert known == sorted(known) and telling[: len(known)].count("–") == 0
    page.context.close()


def test_without_scripts_the_page_is_whole(pages: list[Path], browser: Any) -> None:
    for file in pages:
        with_script, without = (opened(browser, file, java_script_enabled=on) for on in (True, False))
        assert without.locator(".sort:visible").count() == 0, "no button that does nothing"
        assert with_script.locator(".sort:visible").count() >= 3
        texts = [page.locator("main").text_content() for page in (with_script, without)]
        assert texts[0] == texts[1]
        for page in (with_script, without):
            page.context.close()


def test_a_script_of_somebody_s_is_not_run(pages: list[Path], browser: Any, tmp_path: Path) -> None:
    """Even if one came into the page: the policy knows ours alone."""
    file = tmp_path / "page.html"
    html = pages[0].read_text(encoding="utf-8")
    file.write_text(html.replace("<main>", "<main><script>document.title = 'theirs'</script>", 1), "utf-8")
    page = opened(browser, file)
    assert page.title() != "theirs"
    assert any("Content Security Policy" in event for event in page.events)
    page.context.close()


def test_heads_stay_in_sight(pages: list[Path], browser: Any) -> None:
    page = opened(browser, pages[0], viewport={"width": 390, "height": 500})
    box = page.locator("#heat ~ .scroll").first
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # what was out of sight is laid out now
    box.evaluate("e => { e.style.maxHeight = '300px'; e.scrollTop = 999; e.scrollLeft = 200; }")
    inside = box.evaluate(
        "e => { const at = e.getBoundingClientRect();"
        " const head = e.querySelector('thead th.exercise').getBoundingClientRect();"
        " const name = e.querySelector('tbody th').getBoundingClientRect();"
        " return [head.top - at.top, name.left - at.left, e.scrollTop, e.scrollLeft]; }"
    )
    assert abs(inside[0]) <= 2 and abs(inside[1]) <= 2 and inside[2] > 0 and inside[3] > 0
    page.context.close()


def test_on_paper_heads_repeat_and_no_row_is_cut(pages: list[Path], browser: Any) -> None:
    for file in pages:
        page = opened(browser, file, viewport={"width": 718, "height": 1000})  # A4 without its margins
        page.emulate_media(media="print")
        look = page.evaluate(
            "() => [...document.querySelectorAll('table')].map(t => ["
            " getComputedStyle(t.tHead).display, getComputedStyle(t.tBodies[0].rows[0]).breakInside,"
            " getComputedStyle(t.parentElement).overflow, t.getBoundingClientRect().right,"
            " t.querySelectorAll('.sort').length && getComputedStyle(t.querySelector('.sort')).display])"
        )
        for display, inside, overflow, right, button in look:
            assert (display, inside, overflow) == ("table-header-group", "avoid", "visible")
            assert right <= 719, "it is as wide as the page"
            assert button in ("none", 0)
        assert len(page.pdf(prefer_css_page_size=True)) > 10_000
        page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1200, "dark")])
def test_axe_finds_nothing_serious(pages: list[Path], browser: Any, width: int, scheme: str) -> None:
    for file in pages:
        page = opened(browser, file, viewport={"width": width, "height": 900}, color_scheme=scheme)
        for head in page.locator("th:has(> .sort)").all()[:3]:
            head.locator(".sort").click()
        found = Axe().run(page).response["violations"]
        serious = [v for v in found if v["impact"] in ("serious", "critical")]
        assert serious == [], [(v["id"], v["nodes"][0]["html"]) for v in serious]
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
        page.context.close()
