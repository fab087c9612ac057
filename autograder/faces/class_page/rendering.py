"""From values to HTML: the templates, and the policy under which a browser runs their one script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from autograder.faces.class_page.rows import LEVELS
from autograder.faces.nbgrader.states import STATES, UNKNOWN, state_word
from autograder.text import say

TEMPLATES = Path(__file__).parent / "templates"
SCRIPT = "sort.js"
SYMBOLS = {**STATES, UNKNOWN: "?"}


def rendered(template: str, lang: str, **values: Any) -> str:
    """A page in a language. Its texts are escaped, whoever's they are."""
    environment = _environment()
    return environment.get_template(template).render(
        lang=lang,
        script_hash=_hash(environment.get_template(SCRIPT).render()),
        t=lambda key, **put_in: say(f"class-{key}", **put_in)[lang],
        words={state: state_word(state)[lang] for state in SYMBOLS},
        symbols=SYMBOLS,
        levels=LEVELS,
        ungraded=say("ungraded")[lang],
        **values,
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["number"] = lambda value: f"{round(value, 2):g}"
    environment.filters["percent"] = lambda share: f"{_whole(share)}"
    environment.filters["signed"] = lambda value: f"{value + 0.0:.2f}".replace("-", "−")
    return environment


def _whole(share: float) -> int:
    """In percent; 0 and 100 are only what they say."""
    percent = round(100 * share)
    return percent if share in (0.0, 1.0) else min(99, max(1, percent))


def _hash(script: str) -> str:
    """As a Content-Security-Policy has it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
