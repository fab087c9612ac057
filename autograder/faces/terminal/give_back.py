"""`zerotsuku return`: which zips there are, whose page is in which, and who gets none."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from autograder.faces.sending.returning import Returned
from autograder.faces.terminal.console import new_console, tell
from autograder.text import Text, ZerotsukuError, named, say

SHOWN = 20  # names of a list; `--json` has all


def print_returned(returned: Returned, lang: str) -> None:
    """Print the zips, and whom nothing is for."""
    console = new_console()
    values = {"chapter": returned.chapter, "count": len(returned.sent)}
    tell(console, say("return-made", file=returned.all, **values)[lang])
    tell(console, say("return-people", folder=returned.folder / returned.chapter)[lang])
    strangers = [s for s in returned.sent if not s.moodle]
    if returned.moodle:
        count = len(returned.sent) - len(strangers)
        tell(console, say("return-moodle", file=returned.moodle, count=count)[lang])
        if strangers:
            told = _names([s.student for s in strangers])
            tell(console, say("return-moodle-without", students=told)[lang], mark="!", style="yellow")
    if returned.grades:
        tell(console, say("return-grades", file=returned.grades)[lang])
    elif returned.with_worksheet:
        tell(console, say("return-no-grades")[lang], mark="!", style="yellow")
    for s in returned.sent:
        if s.file.stem != s.student:
            values = {"student": named(s.student), "file": named(s.file.name)}
            tell(console, say("return-renamed", **values)[lang], mark="•")
        if s.note:
            tell(console, f"{named(s.student)}: {s.note[lang]}", mark="!", style="yellow")
    _tell_reasons(console, returned.not_graded, lang)
    _tell_reasons(console, returned.no_page, lang)
    if returned.nothing:
        tell(console, say("return-nothing", students=_names(returned.nothing))[lang], style="dim")


def require_all(returned: Returned) -> None:
    """Raise ZerotsukuError when somebody is graded and there is no page."""
    if returned.no_page:
        raise ZerotsukuError(say("return-some-missing", students=_names(returned.no_page)))


def _tell_reasons(console: Console, reasons: Mapping[str, Text], lang: str) -> None:
    for student, reason in reasons.items():
        tell(console, f"{named(student)}: {reason[lang]}", mark="!", style="yellow")


def _names(students: Mapping[str, Text] | tuple[str, ...] | list[str]) -> str:
    told = [named(student) for student in students]
    return ", ".join(told[:SHOWN]) + (", …" if len(told) > SHOWN else "")
