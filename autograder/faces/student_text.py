"""A student's text on a page, bounded and inert: in JupyterLab, the formgrader and the feedback page.

What makes something active there, and what stands against it:

- Markdown is rendered here, by a parser that knows no HTML, link, image or reference, and what comes out goes
  through a sanitiser that leaves a few tags without attributes. The cell then holds one line of HTML, which
  the Markdown parsers of JupyterLab and nbconvert pass on as it is; theirs never see the student's Markdown.
- MathJax looks for TeX in all of a page but for elements of the classes in `BOX`. So TeX of a student's is
  shown as it was written.
- A highlighter or parser that takes long for a long line gets none.
"""

from __future__ import annotations

import html
from functools import cache

import nh3
from markdown_it import MarkdownIt

from autograder.text import clean, say

MAX_TOTAL = 200_000  # characters of all that is shown of a student's cells in one notebook
MAX_ANSWER, MAX_CELL = 50_000, 20_000  # of a cell that stands for a released one, of another one
MAX_LINES, MAX_LINE = 2_000, 2_000  # lines of a cell, characters of a line
MAX_CELLS = 300  # cells of the student's own
MAX_SENTENCE = 2_000  # characters of a sentence of ours that may quote a student

# Ignored by MathJax 2 and 3; what is too wide or high stays inside. (Both are ours: a student's has neither.)
BOX = 'class="tex2jax_ignore mathjax_ignore" style="overflow: auto; overflow-wrap: anywhere"'
TAGS = frozenset(["p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li"])
OFF = ["link", "image", "autolink", "reference", "html_block", "html_inline", "entity"]
LITERAL = str.maketrans({c: f"&#{ord(c)};" for c in "\n$\\`"})  # what Markdown parsers look for even in HTML


class Room:
    """How much of a student's cells can still be shown in a notebook."""

    def __init__(self) -> None:
        self.left = MAX_TOTAL

    def take(self, text: str, limit: int, lang: str) -> str:
        """The text as far as there is room for it, at most `limit` characters; what is left out is told."""
        limit = min(limit, self.left)
        shown = cut(text, limit, lang)
        self.left -= min(limit, len(shown))
        return shown


def cut(text: str, limit: int, lang: str) -> str:
    """A text of bounded length, in lines of bounded number and length, that is safe to show as text."""
    head = "\n".join(text[:limit].split("\n")[:MAX_LINES])
    lines = [_line(line, lang) for line in harmless(head, limit).split("\n")]
    if len(head) < len(text):
        lines.append(_more(len(text) - len(head), lang))
    return "\n".join(lines)


def _line(line: str, lang: str) -> str:
    if not line or line.isspace():  # the highlighter takes a time for blanks that grows with their square
        return ""
    return line if len(line) <= MAX_LINE else line[:MAX_LINE] + _more(len(line) - MAX_LINE, lang)


def _more(count: int, lang: str) -> str:
    return "… " + say("page-more-characters", count=count)[lang]


def harmless(text: str, limit: int = MAX_SENTENCE) -> str:
    """A text without what does not reach a page; cut without a word."""
    return clean(text, limit)


def sentence(text: str) -> str:
    """A sentence of ours, in which a student may be quoted."""
    return harmless(text) + ("…" if len(text) > MAX_SENTENCE else "")


def text_cell(text: str, lang: str, markdown: bool) -> str:
    """The source of a Markdown cell that shows a text cell of the student's own, told to be theirs.

    `text` is cut already. What is not Markdown (raw cells) is shown as it is.
    """
    shown = _parser().render(text) if markdown else f"<pre>{html.escape(text)}</pre>"
    shown = inert(shown)
    label = say("page-own-text")[lang]
    # On one line, as a blank one would end the HTML.
    return f"<div {BOX}><p><em>✎ {label}</em></p><blockquote>{shown}</blockquote></div>".translate(LITERAL)


def inert(shown: str) -> str:
    """HTML with what formats a text alone: no attribute, link, image, script or style is left of it."""
    return nh3.clean(shown, tags=set(TAGS), attributes={}).strip()


@cache
def _parser() -> MarkdownIt:
    """CommonMark without all that points elsewhere.

    A heading becomes a bold line: JupyterLab would make a link and an entry in its contents of it.
    """
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).disable(OFF)
    parser.add_render_rule("heading_open", lambda *_: "<p><strong>")
    parser.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    return parser
