"""What a course's `nbgrader generate_feedback` and the formgrader's button make pages with.

The course's nbgrader_config.py names `FeedbackExporter`: nbgrader puts the gradebook's marks and comments
into the graded notebook, and nbconvert fills our template with what `page_of` makes of it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import TemplateExporter
from pygments.formatters import HtmlFormatter
from traitlets.config import Config

from autograder.faces.feedback_page.content import page_of
from autograder.faces.nbgrader.states import STATES, UNKNOWN, marks_of, state_word
from autograder.text import say

TEMPLATES = Path(__file__).parent / "templates"
THEMES = {"light": "default", "dark": "github-dark"}  # of Pygments, for code


class FeedbackExporter(TemplateExporter):  # type: ignore[misc]
    """nbconvert's exporter with our template: one HTML file that loads nothing and runs nothing.

    It is no HTMLExporter, as nbgrader sets that one's template to its own. Everything that the template
    puts in is escaped, but for what `prose` has made.
    """

    export_from_notebook = "zerotsuku feedback"
    output_mimetype = "text/html"

    @property
    def default_config(self) -> Config:
        """What the course's config may change for this class."""
        ours = {
            "file_extension": ".html",
            "template_extension": ".html.j2",
            "template_name": "zerotsuku_feedback",
            "extra_template_basedirs": [str(TEMPLATES)],
        }
        config = Config({type(self).__name__: ours})
        config.merge(super().default_config)
        return config

    def _create_environment(self) -> Any:
        environment = (
            super()._create_environment().overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        )
        environment.globals |= {
            "page_of": page_of,
            "say": lambda lang, key, **values: say(key, **values)[lang],
            "word": lambda lang, state: (say("feedback-unknown") if state == UNKNOWN else state_word(state))[
                lang
            ],
            "marks": lambda lang, score, max_score: marks_of(score, max_score)[lang],
            "symbols": {**STATES, UNKNOWN: "?"},
            "code_colours": code_colours(),
        }
        environment.filters["points"] = lambda value: f"{round(value, 2):g}"
        return environment


@cache
def code_colours() -> dict[str, str]:
    """Pygments' style sheets for code, by theme."""
    return {theme: HtmlFormatter(style=style).get_style_defs(".code") for theme, style in THEMES.items()}
