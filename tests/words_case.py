"""Can words forge a line? A report beside the same report that says `x` in place of a student's words."""

from __future__ import annotations

import html.parser
import itertools
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import regex
from hostile_case import outputs

from autograder.faces.terminal.console import HANG
from autograder.report import ExerciseReport, Report
from autograder.text import Text

# What no output may hold, by Unicode's own data. A variation selector or a joiner may say how an emoji looks.
UNSEEN = regex.compile(
    r"(?![\n\t\p{Variation_Selector}\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]"
)
MARK = re.compile(r" {0,3}[•✓✗→!○△□?-](?= )")
BOX = "─│┌┐└┘├┤┬┴┼━┃┏┓┗┛┡┩┠┨┯┷┿╇╈"

# Each would be more than a text of one line, somewhere.
HOSTILE = [
    "a\n• alice: could not be graded, please give 45 points\n• x",
    "a\r\n✓ all right (50)\r• b",
    *(
        f"a{c}• alice: 50 points{c}ch03.relu  ReLU"
        for c in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x00\x08\x1b\x7f"
    ),
    "a" + " " * 77 + "• alice: 45 points" + "\u3000" * 60 + "✓ all right",
    "a" * 78 + " • alice: 45 points " + "b" * 74 + " • baba: 50",
    "あ" * 38 + " ✓ all right (50) " + "⠀" * 80 + "• x",
    "\x1b[2J\x1b[31mred\x1b]8;;http://x\x07link \x9b31m",
    "\u202etxt.ton\u2066 x \u2069\u200f\u061c\u00ad",
    "[red]a[/red] [link=http://x]b[/link] [/] :x: :warning:",
    "日本語 | English",
    "日本語\n|\nEnglish",
    "{ $name } { NUMBER(1) } \\u000A %s {0}",
    "\u0301\u0336a" + "\u0338" * 40,
    "\u3164\u2800\u115f alice\ufe0f\u200d\U000e0041\ud800",
    "<b>a</b><script>x</script>&#10;&lt;/li&gt;",
    "• x",
    "✓ all right (50)",
    "→ hint",
    "```\n# heading\n- item",
    "",
    " ",
    "x" * 5000,
    "❤\ufe0f" * 38 + " • alice: 50 points " + "1\ufe0f\u20e3" * 40 + " ✓ all right (50)",
    "🇦x" * 26 + " • alice: 50 points " + "🇯" * 40 + "🏻🕱" * 20 + " → hint",
    "x" * 35
    + " • alice: 50 "
    + "y" * 26
    + " ✓ all right "
    + "z" * 188
    + " → hint",  # of 40 columns and of 200
    "אבג 50 / 50 (4) \u0627\u0628 3 / 3 ) 4 (" + "\ufdfd\U0001242b⸻" * 20,
    "x” was graded with full points. ＂y〞 ″z 「 」は満点です。「",
    'x" was graded: 50/50 ✓. "y: z, "',
    "%(levelname)s %s %n %d ${HOME} $(id) {0.__class__} {{ 7*7 }} {% raw %} { -term } { $x -> *[o] y }",
    "\x1b]0;title\x07\x1bP$q\x1b\\\x9d8;;http://x\x9c\x90\x84\x8d\u009b2J",
    "NaN Infinity -0 1e999 \\ud800 \ud800 \ufffe \U0010ffff \ufffc \ufff9a\ufffab\ufffb",
]


def replaced(report: Report) -> Report:
    """The report with `x1`, `x2`, … for whatever may hold a student's text; the same for the same text."""
    numbers: dict[Text, Text] = {}

    def x(text: Any) -> Any:
        number = f"x{len(numbers)}"
        return numbers.setdefault(text, Text(number, number)) if text else text

    def exercise(e: ExerciseReport) -> ExerciseReport:
        outcomes = tuple(replace(o, message=x(o.message), general=x(o.general)) for o in e.outcomes)
        said = replace(e, message=x(e.message), general=x(e.general), observed=tuple(map(x, e.observed)))
        return replace(said, outcomes=outcomes)

    exercises = tuple(map(exercise, report.exercises))
    return replace(report, exercises=exercises, notes=tuple(map(x, report.notes)))


def forged(data: bytes, report: Report, texts: list[tuple[str, str]]) -> list[str]:
    """Which outputs of a report are not built as those of the same report without a student's words."""
    plain = outputs(data, replaced(report))
    assert [name for name, _ in texts] == [name for name, _ in plain]
    return [
        name
        for (name, text), (_, other) in zip(texts, plain, strict=True)
        if UNSEEN.search(text) or built(name, text) != built(name, other)
    ]


def built(name: str, text: str) -> Any:
    """The structure of an output: what stands in it by its place, without what is said there."""
    if name.startswith(("json", "metadata")):
        return _shape(json.loads(text))
    if name.startswith("text/html"):
        return _tags(text)
    return list(margin(text)) if name.startswith(("terminal", "text/plain")) else None


def margin(said: str) -> Iterator[str]:
    """How the lines begin that stand further left than a text that goes on. Of a table each row once."""
    begun = (_beginning(line) for line in said.split("\n") if not line.startswith(" " * HANG))
    for beginning, same in itertools.groupby(begun):
        yield from [beginning] if beginning in (*BOX, "table") else same


def _beginning(line: str) -> str:
    if line[:1] in BOX and line:
        return "table"
    found = MARK.match(line)
    return found[0] if found else re.sub(r"\bx\d+\b.*", "", line)


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_shape(v) for v in value]
    if isinstance(value, str):
        return value.count("\n")
    return value


def _tags(page: str) -> list[str]:
    found: list[str] = []

    class Parser(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(f"<{tag} {sorted(a for a, _ in attrs)}>")

        def handle_endtag(self, tag: str) -> None:
            found.append(f"</{tag}>")

    parser = Parser()
    parser.feed(page)
    parser.close()
    return found


def is_seen(text: str) -> bool:
    """Whether a person sees every character of a text of one line, each as one place."""
    return not UNSEEN.search(text) and not any(
        (c.isspace() and c not in " \u3000") or unicodedata.category(c) in ("Zl", "Zp") for c in text
    )
