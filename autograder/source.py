"""The source format: a chapter's percent script in assignments/ → cells, with the lines they stand on.

It is jupytext's percent format, and jupytext reads the same cells; a test holds this. But whoever checks one
function would wait longer for jupytext's import than for all else.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.text import LANGUAGES, Text, ZerotsukuError, say

MARKER = re.compile(r"# ?%%(.*)")
KEY = re.compile(r"""(\w+)=("(?:[^"\\]|\\.)*"|\d+)(?!\S)""")
PROSE = re.compile(r" *\[markdown\]\Z")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
KEYS = {
    "prose": {"lang", "form"},
    "setup": {"lang"},
    "demo": {"lang"},
    "exercise": {"exercise", "title", "section", "track", "points", "needs", "file"},
    "given": {"given"},
}
REQUIRED = {"prose": {"lang"}, "exercise": {"exercise", "title", "section", "track", "points"}}
TRACKS = ("I", "P", "M")
FORMS = (
    "ipynb",
    "py",
)  # of a student's file: prose with such a key stands in the notebook, or in the script, alone


class SourceError(ZerotsukuError):
    """A chapter's source is malformed; the sentence begins with file and line."""

    def __init__(self, path: Path, line: int, text: Text):
        super().__init__(say("at-line", file=path.name, line=line, text=text))
        self.path, self.line = path, line


@dataclass(frozen=True)
class SourceCell:
    """One cell of a chapter's source; `line` is the line of its `# %%` header (1-based)."""

    role: str
    source: str
    line: int
    keys: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def lang(self) -> str | None:
        return self.keys.get("lang")

    def stands_in(self, lang: str, form: str) -> bool:
        """Whether the cell is one of a student's file in that language and of that form."""
        return self.lang in (None, lang) and self.keys.get("form") in (None, form)


def read_source(path: Path) -> list[SourceCell]:
    """Read and check one percent script.

    Raises SourceError, with file and line, for an unknown key or role, a wrong or missing language,
    text before the first cell, and code that is not Python.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    headers = [i for i, line in enumerate(lines, 1) if MARKER.match(line)]
    if not headers or lines[0].strip() != lines[headers[0] - 1].strip():
        raise SourceError(path, 1, say("source-before-first-cell"))
    try:
        tree = ast.parse(text, path.name)
        compile(tree, path.name, "exec")
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, say("source-not-python", reason=error.msg)) from None
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        if any(node.lineno < line <= (node.end_lineno or node.lineno) for line in headers):
            raise SourceError(path, node.lineno, say("source-cells-unclear"))
    ends = [*headers[1:], len(lines) + 1]
    return [_read_cell(path, at, lines[at - 1 : end - 1]) for at, end in zip(headers, ends, strict=True)]


def _read_cell(path: Path, line: int, lines: list[str]) -> SourceCell:
    header = lines[0].partition("%%")[2]
    keys: dict[str, Any] = {key: ast.literal_eval(value) for key, value in KEY.findall(header)}
    name, prose = PROSE.subn("", KEY.sub("", header).strip())
    body = lines[1:]
    if prose:
        role, body = "prose", [text.removeprefix("#").removeprefix(" ") for text in body]
    elif "exercise" in keys:
        role = "exercise"
        keys |= {"title": name} if name else {}
        name = ""
    else:
        role = "given" if "given" in keys else name
    if role not in KEYS or name not in ("", role):
        raise SourceError(path, line, say("source-unknown-role", role=name or "—"))
    for key in keys:
        if key not in KEYS[role]:
            raise SourceError(path, line, say("source-unknown-key", key=key, role=role))
    for key in sorted(REQUIRED.get(role, set())):
        if key not in keys:
            raise SourceError(path, line, say("source-missing-key", key=key, role=role))
    if "lang" in keys and keys["lang"] not in LANGUAGES:
        raise SourceError(path, line, say("source-unknown-language", lang=keys["lang"]))
    if "form" in keys and keys["form"] not in FORMS:
        raise SourceError(path, line, say("source-unknown-form", form=keys["form"]))
    if role == "exercise":
        _check_exercise_keys(path, line, keys)
    return SourceCell(role, "\n".join(body).strip("\n"), line, keys)


def _check_exercise_keys(path: Path, line: int, keys: dict[str, Any]) -> None:
    if keys["track"] not in TRACKS:
        raise SourceError(path, line, say("source-unknown-track", track=keys["track"]))
    if not isinstance(keys["points"], int) or keys["points"] < 0:
        raise SourceError(path, line, say("source-bad-points", points=keys["points"]))
    try:
        Text.parse(str(keys["title"]))
    except ValueError:
        raise SourceError(path, line, say("source-title-languages")) from None


def localise(code: str, lang: str) -> str:
    """Keep one language of the strings and comments of a code cell.

    A string or comment in the form `日本語 | English` (a docstring: the bar on a line of its own)
    loses the other language; everything else stays to the letter.
    """
    lines = code.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    out, end_of_last, formatted = [], 0, None
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        begin = starts[token.start[0] - 1] + token.start[1]
        end = starts[token.end[0] - 1] + token.end[1]
        name = tokenize.tok_name[token.type]
        if name == "FSTRING_START":  # Python ≥ 3.12 cuts an f-string into tokens
            formatted = begin if formatted is None else formatted
            continue
        if name == "FSTRING_END":
            begin, formatted = formatted if formatted is not None else begin, None
        elif formatted is not None or token.type not in (tokenize.STRING, tokenize.COMMENT):
            continue
        out.append(code[end_of_last:begin])
        out.append(_pick(code[begin:end], lang))
        end_of_last = end
    out.append(code[end_of_last:])
    return "".join(out)


def _pick(token: str, lang: str) -> str:
    head = re.match(r"(#\s*|[A-Za-z]*(?:\"\"\"|'''|\"|'))", token)
    assert head is not None
    opening = head.group()
    quote = opening.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    closing = "" if opening.startswith("#") else quote
    body = token[len(opening) : len(token) - len(closing)]
    lines = body.split("\n")
    bars = [i for i, line in enumerate(lines) if line.strip() == "|"]
    if len(bars) == 1:
        indent = lines[bars[0]].partition("|")[0]
        ja = "\n".join(lines[: bars[0]]).rstrip() + "\n" + indent
        en = "\n".join(lines[bars[0] + 1 :]).lstrip().rstrip() + "\n" + indent
        return opening + (ja if lang == "ja" else en) + closing
    ja, bar, en = body.partition(" | ")
    if not bar or " | " in en or not JAPANESE.search(ja):
        return token
    return opening + (ja if lang == "ja" else en) + closing
