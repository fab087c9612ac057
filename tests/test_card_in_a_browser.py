"""Cards and maps in chromium with JupyterLab's own themes, which axe-core reads.

To look at them: ZEROTSUKU_SCREENSHOTS=shots pytest -m slow tests/test_card_in_a_browser.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupyterlab
import pytest
from card_case import PICTURES, map_of, mistaken, with_picture
from lab_case import CHROMIUM, DARK, WAIT, Notebook, chromium, dress
from lab_case import jupyterlab as jupyterlab_in

from autograder.catalog import catalog
from autograder.chapter_map import chapter_map
from autograder.text import LANGUAGES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium (apt install chromium)"),
]
THEMES = Path(jupyterlab.__file__).parent / "themes" / "@jupyterlab"
# What JupyterLab's notebooks set for tables in an output, beside the theme.
OUTPUT = """body {background: var(--jp-layout-color0); color: var(--jp-content-font-color1);
  font-family: var(--jp-content-font-family); font-size: 14px; margin: 1em; width: 960px}
table {font-size: 12px; table-layout: fixed; margin: 0 auto 1em}
td, th {vertical-align: middle; padding: .5em; line-height: normal; text-align: right; border: none}
code {font-family: var(--jp-code-font-family); padding: 1px 0}"""
# A picture of each kind, a plot, and what has none: a table, two texts.
SHOWN = (
    *[i for i in PICTURES if i.startswith(("ch01", "ch03", "ch04"))],
    "ch06.optimizer_path",
    "ch07.im2col",
)
PLAIN = ("ch02.AND", "ch01.middle", "ch01.Man", "ch07.filter_grid", "ch08.shift_images")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def cards() -> dict[str, list[str]]:
    """Language → the HTML of cards and maps."""
    ch03 = catalog().chapter("ch03")
    return {
        lang: [
            *(with_picture(id_, lang)._repr_html_() for id_ in SHOWN),
            *(next(mistaken(id_, lang))._repr_html_() for id_ in PLAIN),
            map_of(ch03, lang, "sigmoid", ("accuracy", "predict_in_batches"))._repr_html_(),
            map_of(ch03, lang)._repr_html_(),
        ]
        for lang in LANGUAGES
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_are_read_on_both_themes(
    lang: str, theme: str, browser: Any, cards: dict[str, list[str]], tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    css = (THEMES / f"theme-{theme}-extension" / "index.css").read_text("utf-8")
    body = "\n".join(f'<div class="jp-RenderedHTMLCommon">{html}</div>' for html in cards[lang])
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    path = tmp_path / "cards.html"
    path.write_text(
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>cards</title>'
        f"<style>{css}\n{OUTPUT}</style></head><body>{body}</body></html>",
        "utf-8",
    )
    page.goto(path.as_uri())
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")
    ]
    shots = os.environ.get("ZEROTSUKU_SCREENSHOTS")
    if shots:
        for i, card in enumerate(page.locator(".zerotsuku-card").all()):
            card.screenshot(path=str(Path(shots, f"{lang}-{theme}-{i:02}.png")))
    assert serious == []
    assert page.evaluate("document.querySelectorAll('img').length") > 20
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth && i.alt)")
    assert page.evaluate("document.documentElement.scrollWidth <= 1000")
    assert (
        page.evaluate("document.querySelectorAll('a, button, input, [id], [tabindex], script').length") == 0
    )
    page.close()


# Of a map as JupyterLab drew it: how many arrows, in which colours, and which of them run behind which box.
DRAWN = """img => {
    const holder = document.createElement("div");
    holder.innerHTML = decodeURIComponent(img.src.slice(img.src.indexOf(",") + 1));
    document.body.append(holder);
    const boxes = [...holder.querySelectorAll("g.node")].map(
        g => [g.id, g.querySelector("rect").getBoundingClientRect()]);
    const arrows = [...holder.querySelectorAll("path.flowchart-link")];
    const behind = [];
    for (const arrow of arrows) {
        const points = [...Array(201).keys()].map(i =>
            arrow.getPointAtLength(arrow.getTotalLength() * i / 200).matrixTransform(arrow.getScreenCTM()));
        for (const [id, box] of boxes) {
            const inside = points.filter(p =>
                p.x > box.left + 2 && p.x < box.right - 2 && p.y > box.top + 2 && p.y < box.bottom - 2);
            if (inside.length > 4) behind.push([arrow.id, id]);
        }
    }
    const found = {arrows: arrows.length, colours: arrows.map(a => getComputedStyle(a).stroke), behind};
    holder.remove();
    return found;
}"""


def test_the_arrows_of_each_chapters_map_are_seen(browser: Any, tmp_path: Path) -> None:
    """In JupyterLab's dark theme they have the grey that is read on both, and none runs behind a box."""
    with_arrows = [c for c in catalog() if any(e.needs for e in c.exercises)]
    cells = [
        {"cell_type": "markdown", "id": c.id, "metadata": {}, "source": chapter_map(c, "en")}
        for c in with_arrows
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = tmp_path / "book" / "maps.ipynb"
    notebook.parent.mkdir()
    notebook.write_text(
        json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})
    )
    dress(tmp_path / "home", DARK)
    with jupyterlab_in(notebook.parent, tmp_path / "home") as address:
        page = browser.new_page(viewport={"width": 1200, "height": 1400})
        page.goto(f"{address}/lab/tree/{notebook.name}")
        Notebook(page, notebook)
        images = page.locator(".jp-RenderedMermaid img")
        images.nth(len(cells) - 1).wait_for(timeout=WAIT)
        drawn = [image.evaluate(DRAWN) for image in images.all()]
        page.close()
    assert [d["arrows"] for d in drawn] == [sum(len(e.needs) for e in c.exercises) for c in with_arrows]
    assert {colour for d in drawn for colour in d["colours"]} == {"rgb(128, 128, 128)"}
    assert [d["behind"] for d in drawn] == [[] for _ in drawn]
