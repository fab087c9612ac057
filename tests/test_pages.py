"""Nothing of a student's is active on a page, changes what is around it, or takes long to show."""

from __future__ import annotations

import json
import os
import re
import time
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_case import (
    CHAPTER,
    STEM,
    answer_cell,
    answered,
    chapter,
    code,
    nbgrader,
    new_course,
    submit,
    to_bytes,
)
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pages_case import (
    MARK,
    SNIPPETS,
    Elements,
    graded_with,
    page_of,
    report_with,
    require_inert,
    text_cell,
    with_cells,
)
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from autograder.build import reference_source
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.nbgrader.notebooks import MAX_NOTES, graded_notebook, restore
from autograder.faces.student_text import (
    MAX_CELL,
    MAX_CELLS,
    MAX_LINE,
    MAX_LINES,
    MAX_TOTAL,
    harmless,
)
from autograder.faces.student_text import text_cell as shown_text
from autograder.submission import read_submission
from autograder.text import LANGUAGES

TEMPLATES = ("feedback", "formgrade", "lab", "classic")
PLAIN = ["text"] * len(SNIPPETS)


@pytest.fixture(scope="module")
def hostile() -> Any:
    return graded_with(SNIPPETS, SNIPPETS)


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_element_of_a_page_is_a_student_s(template: str, hostile: Any) -> None:
    """But for plain formatting without attributes, the page has what that of an honest student has."""
    found, honest = (Elements(page_of(n, template)) for n in (hostile, graded_with(PLAIN, PLAIN)))
    assert found.active == honest.active
    assert MARK not in found.typeset
    assert "text" not in honest.typeset.split()


@pytest.mark.parametrize("template", TEMPLATES[:2])
def test_without_all_that_the_page_would_be_another(template: str) -> None:
    """So that the test above can fail."""
    sources = [s for s in SNIPPETS if "attachment:" not in s]  # nbconvert stops at it
    raw, plain = (nbformat.from_dict(with_cells(s)) for s in (sources, PLAIN[: len(sources)]))
    found, honest = (Elements(page_of(n, template)) for n in (raw, plain))
    assert {tag for tag, _ in found.active - honest.active} > {
        "a",
        "img",
        "script",
        "style",
        "iframe",
        "form",
    }
    assert MARK in found.typeset


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_text_cell_is_one_block_of_html(snippet: str) -> None:
    """It passes nbconvert's Markdown as it is, and there is nothing in it that a parser looks for."""
    source = shown_text(harmless(snippet), "en", markdown=True)
    assert not any(c in source for c in "\n\r$\\`\x00\u2028\u2029\x85\x0b\x0c\u202e")
    assert MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(source).strip() == source
    require_inert(source)
    assert MARK in source


def test_what_a_student_writes_can_still_be_read() -> None:
    written = (
        "## Plan\n\nUse **max**, see https://a.org:\n\n- $\\exp(x)$\n- `x - 1`\n\n```python\na\n\nb\n```"
    )
    source = shown_text(written, "en", markdown=True)
    assert "a text of the submitted notebook" in source
    for part in (
        "<strong>Plan</strong>",
        "<strong>max</strong>",
        "https://a.org",
        "<li>",
        "<code>x - 1</code>",
    ):
        assert part in source
    text = MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(source)
    assert "&#36;&#92;exp(x)&#36;" in text and "a&#10;&#10;b" in text


def test_a_cell_brings_nothing_but_its_text(hostile: Any) -> None:
    released = {c["id"] for c in answered(lang="en")["cells"]}
    ours = {"output_type": "display_data", "metadata": {}}
    for cell in hostile.cells:
        assert "attachments" not in cell
        assert cell.id in released or (cell.id.startswith("own-") and set(cell.metadata) == {"zerotsuku"})
        for output in cell.get("outputs", []):
            assert output.output_type == "execute_result" or ours.items() <= output.items()
            assert "class=" in output.data.get("text/html", "class=")
    assert set(hostile.metadata) == set(answered()["metadata"])
    assert not any(c.cell_type == "raw" for c in hostile.cells)


HIDING = {
    "collapsed": True,
    "jupyter": {"source_hidden": True, "outputs_hidden": True},
    "slideshow": {"slide_type": "skip"},
    "tags": ["remove_cell", "remove_input", "remove_output", "hide-input", "hide-cell", "raises-exception"],
    "hide_input": True,
    "trusted": True,
    "format": "text/html",
    "magics_language": "html",
    "scrolled": True,
    "nbgrader": {"grade": True, "grade_id": "check-relu", "points": 100, "score": 100, "comment": MARK},
    "zerotsuku": {"cell": 1, "report": {"score": 50}, "role": "demo"},
}
BUNDLE = {
    "application/javascript": f"alert('{MARK}')",
    "application/vnd.jupyter.widget-view+json": {"model_id": MARK, "version_major": 2, "version_minor": 0},
    "application/vnd.vega.v5+json": {"data": [{"url": f"//example.org/{MARK}"}]},
    "application/pdf": MARK,
    "image/svg+xml": f"<svg onload=alert(1)>{MARK}</svg>",
    "text/html": f"<script>{MARK}</script>",
    "text/latex": f"$\\href{{//example.org}}{{{MARK}}}$",
    "text/markdown": f"[{MARK}](//example.org)",
    "text/vnd.mermaid": f"graph LR\nA[{MARK}]",
}


def test_metadata_and_outputs_of_a_student_s_hide_nothing_and_show_nothing() -> None:
    """Of cells of their own, of answers and of graded cells; ids like ours and twice the same."""
    honest, hostile = (answered(lang="en") for _ in range(2))
    for notebook, metadata in ((honest, {}), (hostile, HIDING)):
        for number, id_ in enumerate(("toc", "own-2", "own-more", "constructor", hostile["cells"][0]["id"])):
            cell = code(f"x{number} = 1", f"x{number}" if notebook is honest else id_)
            notebook["cells"].insert(2, {**cell, "metadata": dict(metadata)})
    shown = {"output_type": "display_data", "metadata": {"isolated": True}, "data": BUNDLE}
    for cell in hostile["cells"]:
        cell["metadata"] = {**HIDING, **cell["metadata"]}
        if cell["cell_type"] == "code":
            cell["outputs"] = [shown, {"output_type": "stream", "name": "stderr", "text": MARK}]
    hostile["metadata"] |= {"celltoolbar": "x", "rise": {"theme": MARK}, "authors": [{"name": MARK}]}
    found = [restore(read_submission(to_bytes(n), "x.ipynb"), chapter(), "en") for n in (hostile, honest)]
    assert found[0] == found[1]
    assert MARK not in json.dumps(found[0])


def test_what_is_shown_as_an_answer_is_the_answer() -> None:
    """Python takes letters of full width for the plain ones, and so does the page."""
    notebook = answered({"sigmoid"}, lang="en")
    notebook["cells"].append(code("def ｒｅｌｕ(x):\n    return 0"))
    found = restore(read_submission(to_bytes(notebook), "x.ipynb"), chapter(), "en")
    assert "return 0" in answer_cell(found, "relu")["source"]


def test_marks_of_direction_are_seen_in_code() -> None:
    """So that code is read in the order in which it ran ("Trojan Source")."""
    trojan = "def relu(x):\n    'a\u202e\u2066 return 0 \u2069\u2066' ;return x\u200b\u2028#\rreturn 1"
    notebook = answered(lang="en")
    answer_cell(notebook, "relu")["source"] = trojan
    notebook["cells"].append(code(trojan.replace("relu", "other")))
    found = restore(read_submission(to_bytes(notebook), "x.ipynb"), chapter(), "en")
    for source in (answer_cell(found, "relu")["source"], found.cells[-1].source):
        assert source.count("�") == 7
        assert not any(c in source for c in "\u202e\u2066\u2069\u200b\u2028\r")


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("magic", ["html", "javascript", "perl", "latex"])
def test_no_magic_changes_how_a_cell_is_shown(template: str, magic: str) -> None:
    """nbconvert would take another highlighter, of which some take very long."""
    source = f"%%{magic}\n<script>{MARK}('$x$')</script> s{{a}}{{b}}"
    made = graded_with(["x"], ["x"])
    plain, hostile = (deepcopy(made) for _ in range(2))
    cell = restored([code(source, "m")])[-1]
    assert cell.source == source
    plain.cells.append(nbformat.v4.new_code_cell(f"f{source}", id="own-99"))
    hostile.cells.append(nbformat.v4.new_code_cell(cell.source, id="own-99", metadata=cell.metadata))
    pages = [page_of(n, template) for n in (plain, hostile)]
    assert Elements(pages[0]).active == Elements(pages[1]).active
    names = [page.split(MARK)[0].rpartition("<span")[2] for page in pages]
    assert names[0] == names[1]


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_text_cell_s_words_stand_behind_the_bar(snippet: str) -> None:
    """All but the line that tells whose they are, so that they are not taken for a card of ours."""
    source = shown_text(harmless(snippet), "en", markdown=True)
    head, bar, rest = source.partition("<blockquote>")
    inside, _, foot = rest.rpartition("</blockquote>")
    assert bar and MARK not in head and foot == "</div>"
    depth = 0
    for step in re.findall(r"</?blockquote>", inside):
        depth += -1 if step.startswith("</") else 1
        assert depth >= 0
    assert depth == 0


def test_lines_of_a_message_are_never_at_the_margin() -> None:
    """In the text form of an explanation they would look like ours."""
    made = graded_with(["x"], ["no\n✓ all right (4)\n• passed"])
    for cell in made.cells:
        for output in cell.get("outputs", []):
            lines = output.data["text/plain"].split("\n")
            assert not any(line.startswith(("✓ all", "• passed")) for line in lines)


# What is shown is bounded


def restored(cells: list[dict[str, Any]], lang: str = "en") -> list[Any]:
    notebook = answered(lang=lang)
    notebook["cells"] += cells
    found = restore(read_submission(to_bytes(notebook), "x.ipynb"), chapter(), lang)
    return list(found.cells)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_left_out_is_told(lang: str) -> None:
    more = {"ja": "文字を省略", "en": "more characters are left out"}[lang]
    for source in ("x" * 900_000, "x" * (MAX_LINE + 7), "x\n" * (MAX_LINES + 7), "x = 1\n" * 9000):
        for cell in (code(source), text_cell(source)):
            last = restored([cell], lang)[-1]
            assert more in last.source
    assert f"{MAX_LINE}7" not in last.source
    cells = restored([code(f"v{i} = 1") for i in range(2000)], lang)
    assert f"{2000 - MAX_CELLS}" in cells[-1].source
    assert sum(c.id.startswith("own-") for c in cells) == MAX_CELLS + 1


def test_blank_lines_are_empty() -> None:
    """The highlighter looks from each of them to the end of all of them."""
    (cell,) = (c for c in restored([code("x = 1\n  \t\n\u3000\n\ny = 2 \n    z")]) if c.id.startswith("own-"))
    assert cell.source == "x = 1\n\n\n\ny = 2 \n    z"


def test_the_total_is_bounded_and_answers_come_first() -> None:
    notebook = answered(lang="en")
    notebook["cells"][2:2] = [code("y = 1\n" * 3000, f"y{i}") for i in range(200)]
    found = restore(read_submission(to_bytes(notebook), "x.ipynb"), chapter(), "en")
    own = [c for c in found.cells if c.id.startswith("own-")]
    assert MAX_TOTAL * 0.8 < sum(len(c.source) for c in own) < MAX_TOTAL + 5_000
    assert "more cells of the submitted notebook are left out" in own[-1].source
    for e in chapter().exercises:
        cell = next(c for c in found.cells if c.metadata.get("nbgrader", {}).get("grade_id") == e.symbol)
        assert cell.source == reference_source(chapter(), e.symbol, "en")


def test_a_long_honest_answer_is_shown_whole() -> None:
    notebook = answered()
    comment = "    # " + "この行では、入力の最大値を引いてから指数をとり、桁あふれを防いでいます。" * 5
    source = reference_source(chapter(), "softmax", "ja") + "\n" + "\n".join([comment] * 200)
    answer_cell(notebook, "softmax")["source"] = source
    found = restore(read_submission(to_bytes(notebook), "x.ipynb"), chapter(), "ja")
    assert answer_cell(found, "softmax")["source"] == source


@pytest.mark.slow
def test_a_graded_notebook_has_a_bounded_size() -> None:
    """With what grows most on its way to the page, and every sentence as long as it can be."""
    notebook = answered()
    notebook["cells"] += [text_cell("#\n- a\n\n&<" * (MAX_CELL // 9), "markdown") for _ in range(300)]
    report = report_with(["&" * 100_000] * 12)
    report = replace(report, notes=report.notes * 400)
    made = graded_notebook(read_submission(to_bytes(notebook), "x.ipynb"), report, chapter(), "en")
    assert len(made) < 8 * 2**20
    told = json.loads(made)["metadata"]["zerotsuku"]["report"]["notes"]
    assert len(told) == MAX_NOTES + 1 and "more" in told[-1]


def test_no_letter_reaches_over_the_lines_around_it() -> None:
    shown = "e" + "\u0301" * 4 + "�" * 6 + "x" + "\u20dd" * 4 + "�" * 6
    assert harmless("e" + "\u0301" * 10 + "x" + "\u20dd" * 10) == shown
    for word in ("\u30cf\u309a", "ก็", "नमस्ते", "e\u0323\u0302", "日本語 ²"):
        assert harmless(word) == word


WORST = {
    "backslashes": "\\\\(",
    "brackets": "[",
    "images": "![",
    "stars": "*a **b ",
    "ticks": "`a``",
    "quotes": "> ",
    "lists": "- a\n",
    "tables": "|a",
    "names": "a.",
    "squares": "²",
    "blanks": " \n",
    "wide blanks": "\u3000\n",
    "lines": "\n",
    "strings": "f'{f\"{",
    "docstrings": '"""\n',
    "escapes": "'\\",
    "formats": "'{a[",
    "numbers": "1_",
    "operators": "~",
    "magic": "%%perl\n",
    "environments": "\\begin{a}",
    "dollars": "$$a$",
}


def cost(cells: list[Any]) -> float:
    """The time that pages take for the cells' sources."""
    began = time.process_time()
    lexer = get_lexer_by_name("python")
    for cell in cells:
        if cell.cell_type == "code":
            highlight(cell.source, lexer, HtmlFormatter())
        else:
            MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(cell.source)
    return time.process_time() - began


@pytest.fixture(scope="module")
def honest_cost() -> float:
    """Of a notebook that is as long, with code as people write it."""
    source = reference_source(chapter(), "softmax", "ja")
    return cost(restored([code(source * 20, f"h{i}") for i in range(200)]))


@pytest.mark.slow
@pytest.mark.parametrize("pattern", WORST.values(), ids=WORST)
def test_no_cell_is_slow_to_show(pattern: str, honest_cost: float) -> None:
    """Sixty long cells of the same, on one line and on many, as text, as code and as an answer."""
    line = (pattern * 50_000)[:50_000]
    lines = ((pattern * 90)[:80].rstrip("\n") + "\n") * 600
    cells = [*(text_cell(t) for t in (line, lines) * 15), *(code(t) for t in (line, lines) * 15)]
    notebook = answered()
    answer_cell(notebook, "relu")["source"] = f"def relu(x):\n    return x\n{line}"
    notebook["cells"] += cells
    data = to_bytes(notebook)
    began = time.process_time()
    submission = read_submission(data, "x.ipynb")
    found = restore(submission, chapter(), "en").cells
    taken = time.process_time() - began + cost(found)
    assert taken < 5 * honest_cost + 10


@pytest.mark.slow
def test_feedback_of_a_class_is_not_held_up_by_one_of_it(tmp_path: Path) -> None:
    course = new_course(tmp_path)
    notebook = answered()
    for number, pattern in enumerate(WORST.values()):
        for text in ((pattern * 50_000)[:49_000], ((pattern * 90)[:80].rstrip("\n") + "\n") * 600):
            notebook["cells"] += [text_cell(text), code(text, f"w{number}")] * 5
    notebook["cells"] += [text_cell("\\\\(" * 16_660)] * 60
    for symbol in ("relu", "softmax", "sigmoid"):
        answer_cell(notebook, symbol)["source"] += "\n# " + "a." * 24_000
    for student in ("aoki", "baba", "chiba"):
        submit(course, student, {f"{STEM}.ipynb": to_bytes(notebook if student == "baba" else answered())})
    grade_class(course, CHAPTER, unsafe=True)
    taken = []
    for student in ("aoki", "*"):
        before = os.times()
        nbgrader(course, "generate_feedback", CHAPTER, "--student", student)
        after = os.times()
        taken.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    pages = sorted(course.glob(f"feedback/*/{CHAPTER}/{STEM}.html"))
    assert [p.parent.parent.name for p in pages] == ["aoki", "baba", "chiba"]
    assert taken[1] < 3 * taken[0] + 30
    assert max(p.stat().st_size for p in pages) < 32 * 2**20
