"""Texts and code as HTML that needs no network: Markdown and formulas of ours, and highlighted code.

The workbook's prose and an instructor's comments are rendered here. A student's text is rendered elsewhere
(`student_text`), without formulas and links, and only passes its sanitiser again.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer

from autograder.faces.student_text import inert

# What may be wider than a phone scrolls by itself, and can be reached by the keyboard.
SCROLLS = Markup('class="scroll" tabindex="0"')
PHONE = 16  # signs of a formula that surely fit on one


@lru_cache(maxsize=2000)  # the chapter's cells are the same for a whole class
def prose(source: str) -> Markup:
    """Markdown of ours as HTML: formulas as MathML, headings one level lower, neither HTML nor images."""
    parser = _markdown()
    tokens = parser.parse(source)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def own_text(shown: str) -> Markup:
    """A student's text cell, which `student_text.text_cell` made, sanitised once more."""
    return Markup(inert(shown))


def code(source: str, numbered: bool = False) -> Markup:
    """Python, highlighted; the numbers of lines are no part of what is copied."""
    formatter = HtmlFormatter(cssclass="code", linenos="inline" if numbered else False)
    made = highlight(source, PythonLexer(stripnl=False), formatter)
    return Markup(made.replace("<pre>", f"<pre {SCROLLS}>", 1))


def formula(tex: str, display: bool) -> Markup:
    """TeX as MathML, which browsers draw by themselves; as it was written where it is no TeX of ours."""
    try:
        made = _formulas().convert_with_local_state(" ".join(tex.split("\n")), displaystyle=display)
    except LatexError:
        return Markup("<code>{}</code>").format(tex)
    signs = re.sub(r"<[^>]*>|\s", "", made)
    if sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in signs) <= PHONE:
        return Markup(made)
    return Markup("<{0} {1}>{2}</{0}>").format("div" if display else "span", SCROLLS, Markup(made))


@cache
def _formulas() -> LatexToMathML:
    return LatexToMathML()


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        double_inline=True,
        renderer=lambda tex, options: formula(tex, options["display_mode"]),
    )
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", lambda *_: f"<div {SCROLLS}><table>\n")
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _fence(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    if token.info.strip() == "python":
        return code(token.content)
    return f"<pre {SCROLLS}>{escape(token.content)}</pre>\n"
