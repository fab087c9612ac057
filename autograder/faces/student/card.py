"""The card that `check("sigmoid")` shows: as HTML in a notebook, as text elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import Text, clean, say

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"
UNKNOWN, STOPPED = "unknown", "stopped"
SYMBOLS = {
    PASSED: "✓",
    FAILED: "✗",
    NOT_STARTED: "○",
    UNFINISHED: "△",
    WAITING: "◇",
    UNKNOWN: "?",
    STOPPED: "□",
}
COLOURS = {
    PASSED: "#2e9e4f",
    FAILED: "#d64545",
    NOT_STARTED: "#8a8a8a",
    UNFINISHED: "#d09a20",
    WAITING: "#8a8a8a",
    UNKNOWN: "#d09a20",
    STOPPED: "#8a8a8a",
}


@dataclass(frozen=True)
class Card:
    """What a student reads about one exercise; the language is chosen."""

    lang: str
    status: str
    name: str
    title: str = ""
    lines: tuple[str, ...] = ()
    call: str = ""
    expected: str = ""
    got: str = ""
    hint: str = ""
    footer: tuple[str, ...] = ()

    def label(self, key: str) -> str:
        return say(f"card-{key}")[self.lang]

    def _repr_html_(self) -> str:
        return _template().render(
            lang=self.lang,
            colour=COLOURS[self.status],
            symbol=SYMBOLS[self.status],
            status=status_word(self.status)[self.lang],
            name=self.name,
            title=self.title,
            lines=self.lines,
            call=self.call,
            expected=self.expected,
            got=self.got,
            expected_label=self.label("expected"),
            got_label=self.label("got"),
            hint=self.hint,
            hint_label=self.label("hint"),
            footer=self.footer,
        )

    def __repr__(self) -> str:
        word = f"{SYMBOLS[self.status]} {status_word(self.status)[self.lang]}"
        head = f"{word}  {self.name}  {self.title}".rstrip()
        body = [*self.lines, *([self.call] if self.call else [])]
        if self.expected or self.got:
            for key, value in (("expected", self.expected), ("got", self.got)):
                body.append(f"{self.label(key)}:")
                body += [f"    {line}" for line in value.split("\n")]
        if self.hint:
            body.append(f"→ {self.hint}")
        return "\n".join(
            [head, *(f"  {line}" for part in (*body, *self.footer) for line in part.split("\n"))]
        )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # the terminal needs none of it

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("card.html")


def status_word(status: str) -> Text:
    """The word for a status, as all faces of the self-check use it."""
    return say(f"card-status-{status.replace('_', '-')}")


def card(found: ExerciseCheck, lang: str, next_: Text | None) -> Card:
    """The card of one exercise's visible checks; `next_` says what to do after a right answer."""
    exercise, first = found.exercise, found.first_wrong
    wrong = first.wrong if first else None
    footer = []
    if found.status == FAILED:
        footer.append(say("card-passed", passed=found.passed, total=len(found.checks))[lang])
    if found.status == PASSED:
        footer.append(say("card-all-passed", total=len(found.checks))[lang])
        if next_:
            footer.append(next_[lang])
    if wrong is None:
        lines = [found.text[lang]] if found.text else []
    else:
        lines = [t[lang] for t in (wrong.because, wrong.wrong) if t]
    return Card(
        lang,
        found.status,
        exercise.symbol,
        say("card-title", title=exercise.title, section=exercise.section)[lang],
        tuple(clean(line) for line in lines),
        clean(wrong.call) if wrong else "",
        clean(wrong.expected) if wrong else "",
        clean(wrong.got) if wrong else "",
        found.hint[lang] if found.hint else "",
        tuple(footer),
    )
