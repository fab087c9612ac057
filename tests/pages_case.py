"""What the tests of pages need: hostile snippets, notebooks with them, nbgrader's pages, and a parser."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import nbgrader.server_extensions.formgrader as formgrader
from course_case import answered, chapter, code
from nbconvert.exporters import HTMLExporter
from pygments.token import STANDARD_TYPES

from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.faces.student_text import TAGS
from autograder.report import ERROR, ExerciseReport, Outcome, Report
from autograder.submission import read_submission
from autograder.text import Text

MARK = "zzmarkzz"  # stands in every snippet
TEX = (
    r"$\href{javascript:alert(1)}{zzmarkzz}$",
    r"$$\href{https://example.org}{zzmarkzz}$$",
    r"\\(\style{position:fixed;top:0}{zzmarkzz}\\)",
    r"\(\class{btn-danger}{zzmarkzz}\)",
    r"\\[\require{html}\cssId{toc}{zzmarkzz}\\]",
    r"\[\bbox[red,border:9px solid red]{zzmarkzz}\]",
    r"\begin{equation}\label{zzmarkzz}\unicode{x202E}\data{x=1}{y}\end{equation}",
    r"\begin{align*}\htmlClass{panel}{zzmarkzz} \\ \htmlData{a=b}{c}\end{align*}",
    r"$\def\x{\href{https://example.org}{zzmarkzz}}\x$ and \$zzmarkzz\$",
    r"$\newcommand{\frac}[2]{zzmarkzz}$",  # for all mathematics after it
    r"\begin{zzmarkzz}$\mmlToken{mi}[href='javascript:alert(1)']{x}$",
    r"$\color{red}{\Huge{zzmarkzz}}$ $\rule{9999px}{9999px}$ $\hspace{-99em}zzmarkzz$",
    "text $ zzmarkzz\n\nand $ text",
    r"&#36;\href{https://example.org}{zzmarkzz}&#36; &dollar;zzmarkzz&dollar;",
    r"$`\href{https://example.org}{zzmarkzz}`$ $$`zzmarkzz`$$",
    r"`$a` $\href{https://example.org}{zzmarkzz}$ `b$`",
    r"&#x24;\href{https://example.org}{zzmarkzz}&#0036; &#x5c;(zzmarkzz&bsol;) &lbrace;\dollar&rbrace;",
    r"$\toggle{zzmarkzz}{b}\endtoggle \texttip{x}{y} \mathtip{x}{y} \tip{x}{y}$ \eqref{zzmarkzz} \ref{toc}",
    "*$*\\href{https://example.org}{zzmarkzz}*$* **\\(**zzmarkzz**\\)** $\u2060$zzmarkzz$\u200d$",
)
MARKUP = (
    "<script>alert('zzmarkzz')</script>",
    "<img src=https://example.org/zzmarkzz onerror=alert(1)><svg/onload=alert(1)>",
    "<iframe src=https://example.org/zzmarkzz></iframe><embed src=//example.org><object data=//example.org>",
    "<style>* { display: none } /* zzmarkzz */</style><link rel=stylesheet href=//example.org>",
    "<base href=https://example.org/><meta http-equiv=refresh content='0;url=//example.org'>zzmarkzz",
    "<form action=//example.org><input name=zzmarkzz><button formaction=javascript:alert(1)>x</button>",
    "</blockquote></div></div></div></div><h1 id=toc>zzmarkzz</h1>",
    "</pre></code></textarea></title></script>--><b>zzmarkzz</b><!--",
    "<a href=https://example.org>zzmarkzz</a> <a name=top id=notebook>zzmarkzz</a>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;'>zzmarkzz",
    "&#x3c;script>alert('zzmarkzz')&#x3c;/script> &lt;img src=//example.org&gt; &LT;svg/onload=alert(1)&GT;",
    "<scr\x00ipt>zzmarkzz</scr\x00ipt> <\x00img src=//example.org> <\u2028img src=//example.org>",
    "a\u2028<img src=//example.org>\u2029<b>zzmarkzz</b>\x85<i>\x0b<u>\x0c<s>",
    "text\n\n\n<div>\n\n<script>zzmarkzz</script>\n\n</div>",
    '<p class="panel" style="position:fixed" id="toc" onclick="alert(1)" title="zzmarkzz">',
    "<details open ontoggle=alert(1)>zzmarkzz</details><video src=//example.org autoplay></video>",
    "<![CDATA[zzmarkzz<img src=//example.org>]]> <?php zzmarkzz ?> <!DOCTYPE zzmarkzz>",
    "<!--<script>zzmarkzz</script><script>--><script type=speculationrules>{}</script>",  # escaped twice
    "<svg><image href=//example.org/><foreignObject><body xmlns=http://www.w3.org/1999/xhtml>zzmarkzz</body>",
    "<math href=//example.org><maction actiontype=statusline xlink:href=javascript:x>zzmarkzz</maction>",
    "<p style=\"background:url(//example.org)\">@import '//example.org'; \\3c img src=x\\3e zzmarkzz</p>",
    "<button popovertarget=toc>zzmarkzz</button><dialog open id=toc><div popover>x</div></dialog>",
    "<form id=MathJax><input name=Hub><a id=own-2><img name=getElementById>zzmarkzz",  # clobbers the document
    "<plaintext><xmp><listing><marquee>zzmarkzz</marquee><frameset><frame src=//example.org>",
    "</blockquote></li></ul></p><p><strong>ReLU</strong> <code>relu</code>: passed, 4 / 4 zzmarkzz</p>",
    "<x-y is=zzmarkzz><template><slot></template><noscript><img src=//example.org></noscript>",
)
MARKDOWN = (
    "https://example.org/zzmarkzz www.example.org zzmarkzz@example.org",
    "<https://example.org/zzmarkzz> <javascript:alert(1)> <zzmarkzz@example.org>",
    "[zzmarkzz](javascript:alert(1)) [zzmarkzz](<java\nscript:alert(1)>) [a](data:text/html,x 'title')",
    "[zzmarkzz][r] [r][] [r]\n\n[r]: https://example.org 'zzmarkzz'\n\n[zzmarkzz]: javascript:alert(1)",
    "![zzmarkzz](//example.org/a.png) ![x](data:image/svg+xml;base64,PHN2Zy8+) ![zzmarkzz][i]\n\n[i]: //a",
    "![zzmarkzz](attachment:missing.png)",  # nbconvert stops at it
    "[![zzmarkzz](//example.org/a.png)](//example.org)",
    "zzmarkzz[^1] and *[zzmarkzz]: abbreviation\n\n[^1]: note <b>zzmarkzz</b> https://example.org",
    '```mermaid\ngraph LR\nA[zzmarkzz]\nclick A href "https://example.org"\n```',
    "~~~mermaid\ngraph LR\nA[zzmarkzz]\n~~~\n\n````mermaid-x\n```\nzzmarkzz\n```\n````",
    "> ```mermaid\n> graph LR\n> A[zzmarkzz]\n> ```\n\n- ```mermaid\n  graph LR\n  ```",
    "```{=html}\n<script>alert('zzmarkzz')</script>\n```\n\n```html\n<img src=//example.org>\n```",
    '```mermaid"></code></pre><img src=//example.org onerror=alert(1)>\nzzmarkzz\n```',
    "~~~js onload=alert(1)\nzzmarkzz\n~~~\n\n    <script>zzmarkzz</script>\n",
    "# zzmarkzz {#toc .panel onclick=alert(1)}\n\n## [zzmarkzz](//example.org)\n\nzzmarkzz\n===",
    "| zzmarkzz | b |\n|:--|--:|\n| <b>zzmarkzz</b> | https://example.org |",
    "- [ ] zzmarkzz\n- [x] https://example.org\n\nterm\n: zzmarkzz\n",
    "~~zzmarkzz~~ ==zzmarkzz== ++zzmarkzz++ ^zzmarkzz^ :smile: @zzmarkzz #1 {{ 7 * 7 }} {% raw %}",
    "---\ntitle: <script>zzmarkzz</script>\n---\n\n::: panel\nzzmarkzz\n:::\n\n{note}`zzmarkzz`",
    "\u202ezzmarkzz\u2066 \u05d0\u05d1\u05d2 \u200b\u00ad\ufeff \x1b[31mzzmarkzz\x1b[0m \x9b31m",
    "zzmarkzz" + "w" * 5000 + " " + "e\u0301" + "\u0301" * 500 + "\u20dd" * 500,
    "zzmarkzz\n" + "> " * 200 + "- " * 200 + "* " * 200 + "deep",
    "\\<b\\>zzmarkzz\\</b\\> \\[a\\](//example.org) \\`zzmarkzz\\` <b\\>",
    "> zzmarkzz\n\n</blockquote>\n\n> [!NOTE]\n> All graders passed (50)\nlazy zzmarkzz",
    "[[zzmarkzz]] ![[zzmarkzz]] [x](attachment:zzmarkzz) file:///etc/passwd javascript&colon;alert(1)",
    "**ReLU** `relu`: passed, 4 / 4\n\n- **✓** a vector (1)\n\n*✎ a text of the submitted notebook* zzmarkzz",
    "zzmarkzz " + "\ufdfd" * 300 + "\U0001242b" * 300 + "\u0f40" + "\u0f90" * 300 + "\u0e33" * 300,
    "zzmarkzz אבג 4 / 4 \u0627\u0628 (50) ✓ " + "\u202b\u2067" * 50,
    "`` ` `` `<img src=//example.org>` ``` ``zzmarkzz <b>`` ```",
)
SNIPPETS = (*TEX, *MARKUP, *MARKDOWN)


class Elements(HTMLParser):
    """A page's elements, and its text that MathJax looks at."""

    IGNORED = ("script", "noscript", "style", "textarea", "pre", "code", "title")
    VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")

    def __init__(self, page: str):
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.open: list[tuple[str, bool]] = []
        self.typeset = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(attrs))))
        if tag not in self.VOID:
            ignored = tag in self.IGNORED or "tex2jax_ignore mathjax_ignore" in (
                dict(attrs).get("class") or ""
            )
            self.open.append((tag, ignored or bool(self.open and self.open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        while tag not in self.VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.typeset += data

    @property
    def active(self) -> Counter[Any]:
        """All elements but plain formatting and the highlighter's spans."""
        plain = {(tag, ()) for tag in TAGS}
        plain |= {("span", (("class", name),)) for name in STANDARD_TYPES.values()} | {("span", ())}
        return Counter(element for element in self.found if element not in plain)


def require_inert(block: str) -> Elements:
    """A block of HTML is one element that MathJax leaves out, with plain formatting in it."""
    parsed = Elements(block)
    assert parsed.open == []
    assert [element for element in parsed.found if element[1]] == parsed.found[:1]
    assert {tag for tag, _ in parsed.found[1:]} <= TAGS
    assert parsed.typeset.strip() == ""
    return parsed


def text_cell(source: str, kind: str = "markdown") -> dict[str, Any]:
    return {"cell_type": kind, "id": "t", "metadata": {"tags": [source.replace(",", ";")]}, "source": source}


def with_cells(sources: Sequence[str]) -> dict[str, Any]:
    """Right answers, and cells of the student's own: each source as Markdown, raw, code and in a comment."""
    made = answered(lang="en")
    cells = []
    for source in sources:
        comment = "\n".join(f"# {line}" for line in source.split("\n"))
        cells += [text_cell(source), text_cell(source, "raw"), code(source)]
        cells.append(code(f"{comment}\nraise {source!r}"))
        cells[0]["attachments"] = {source[:50]: {"image/svg+xml": "PHN2Zy8+"}}
        cells[2]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": source}}]
    made["cells"][2:2] = cells
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
    made["metadata"] |= {"title": sources[0], "widgets": widgets}
    return made


def report_with(sentences: Sequence[str]) -> Report:
    """A Report in which each sentence stands wherever one can quote a student."""
    looks = Text("見る", "looks")
    outcomes = [Outcome(f"g{i}", looks, 1.0, False, Text(s, s)) for i, s in enumerate(sentences)]
    exercises = []
    for e in chapter().exercises:
        text = Text(sentences[0], sentences[0])
        exercises.append(
            ExerciseReport(
                e.id, e.title, 0.0, e.points, ERROR, tuple(outcomes), text, text, None, False, (text,)
            )
        )
    return Report(chapter().id, tuple(exercises), ("x",), tuple(Text(s, s) for s in sentences))


def graded_with(sources: Sequence[str], sentences: Sequence[str]) -> Any:
    data = json.dumps(with_cells(sources)).encode()
    made = graded_notebook(read_submission(data, "x.ipynb"), report_with(sentences), chapter(), "en")
    return nbformat.reads(made.decode(), 4)


def page_of(notebook: Any, template: str) -> str:
    """A notebook as a page: "feedback" and "formgrade" are nbgrader's, the others nbconvert's."""
    for cell in notebook.cells:  # as nbgrader's GetGrades does
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"score": 1.0, "comment": "fine"}
    folder = Path(formgrader.__file__).parent
    exporter = HTMLExporter(
        template_name=template,
        extra_template_basedirs=[str(folder / "templates")],
        extra_template_paths=[str(folder / "static" / "node_modules" / "bootstrap" / "dist" / "css")],
    )
    numbers = {"score": 1.0, "max_score": 2.0, "late_penalty": 0.0, "notebook": "x"}
    ids = {"submission_id": "s", "notebook_id": "n", "assignment_id": "a", "base_url": "", "student": "s"}
    resources = {"nbgrader": numbers, **ids, "index": 0, "total": 1, "notebook_path": "p"}
    return str(exporter.from_notebook_node(notebook, resources=resources)[0])
