"""The card that `check("sigmoid")` shows: as HTML in a notebook, as text elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from autograder.faces.student.cards.grids import Grid, grid_of
from autograder.faces.student.cards.pictures import Picture, picture_of
from autograder.report import FAILED, NOT_STARTED, PASSED
from autograder.selfcheck.running import UNFINISHED, WAITING
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import Text, clean, say

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"
UNKNOWN, STOPPED, UNCHECKED = "unknown", "stopped", "unchecked"
NO_NAME, NO_CHAPTER = "no_name", "no_chapter"  # nothing can be checked as it was asked
SYMBOLS = {
    PASSED: "✓",
    FAILED: "✗",
    NOT_STARTED: "○",
    UNFINISHED: "△",
    WAITING: "◇",
    UNKNOWN: "?",
    NO_NAME: "?",
    NO_CHAPTER: "?",
    STOPPED: "□",
    UNCHECKED: "–",
}
COLOURS = {  # white signs are read on all of them
    PASSED: "#1f7a3a",
    FAILED: "#b3261e",
    NOT_STARTED: "#5f6368",
    UNFINISHED: "#8a5a00",
    WAITING: "#5f6368",
    UNKNOWN: "#8a5a00",
    NO_NAME: "#8a5a00",
    NO_CHAPTER: "#8a5a00",
    STOPPED: "#5f6368",
    UNCHECKED: "#5f6368",
}


@dataclass(frozen=True)
class Card:
    """What a student reads about one exercise; the language is chosen.

    `picture` is of the call `picture_call`, where that is another than `call`.
    """

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
    grid: Grid | None = None
    picture: Picture | None = None
    picture_call: str = ""

    def label(self, key: str) -> str:
        return say(f"card-{key}")[self.lang]

    def _repr_html_(self) -> str:
        return template("card.html").render(
            lang=self.lang,
            colour=COLOURS[self.status],
            symbol=SYMBOLS[self.status],
            status=status_word(self.status)[self.lang],
            name=self.name,
            title=self.title,
            lines=self.lines,
            call=self.call,
            grid=self.grid,
            wrong_label=self.label("wrong"),
            picture=self.picture,
            picture_call=self.picture_call,
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
def template(name: str) -> Template:
    """A template of what a notebook shows."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # the terminal needs none of it

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


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
    if found.waits:
        footer.append(say("card-waits", names=", ".join(found.waits))[lang])
    if wrong is None:
        lines = [found.text[lang]] if found.text else []
    else:
        lines = [t[lang] for t in (wrong.because, wrong.wrong) if t]
    call = clean(wrong.call) if wrong else ""
    picture, drawn = _picture(found, lang)
    valued = wrong is not None and (wrong.expected or wrong.got)
    return Card(
        lang,
        found.status,
        exercise.symbol,
        say("card-title", title=exercise.title, section=exercise.section)[lang],
        tuple(clean(line) for line in lines),
        call,
        clean(wrong.expected) if wrong else "",
        clean(wrong.got) if wrong else "",
        found.hint[lang] if found.hint else "",
        tuple(footer),
        grid_of(wrong.compared, wrong.expected, wrong.got, lang) if wrong and valued else None,
        picture,
        drawn if drawn != call else "",
    )


def _picture(found: ExerciseCheck, lang: str) -> tuple[Picture | None, str]:
    """The picture of the first wrong check that has one, and the call that it shows.

    First come those that say what they are a picture of, as a curve tells more than a matrix of a few
    numbers, and of curves the one with the most points.
    """
    wrongs = [(c.wrong.compared, c.wrong.call) for c in found.checks if c.wrong and c.wrong.compared]
    for compared, call in sorted(wrongs, key=lambda pair: (not pair[0].declared, -np.size(pair[0].x))):
        picture = picture_of(compared, lang)
        if picture:
            return picture, clean(call)
    return None, ""
