"""What went wrong with whom: who got no marks and why, and what was odd, so that a class of 200 can be read.

What is said of many in the same words, but for names, files and numbers, is said once, with an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console

from autograder.faces.nbgrader.summary import NOT_GRADED, UNREADABLE, Row, Summary
from autograder.faces.terminal.console import tell
from autograder.text import Text, named, say

SHOWN_NAMES, SHOWN_GROUPS = 10, 20
MAX_PATTERN = 300  # characters of a note by which it is compared
# Each is linear in the text, whatever a student has put into it.
QUOTED = re.compile(r"「[^「」]*」|\"[^\"]*\"|`[^`]*`")
WORD, ASCII_WORD = re.compile(r"\S+"), re.compile(r"[A-Za-z0-9_./@+~-]+")
OF_ONE = re.compile(r"[./_\d](?=\S)|[^\x00-\x7f]")  # in a word: it is a file, a number or a name


def print_troubles(summary: Summary, lang: str, console: Console) -> None:
    """Who was not graded or could not be read, whose reasons are missing, and what was odd of the others."""
    lost, unread = summary.having(NOT_GRADED), summary.having(UNREADABLE)
    others = [row for row in summary.rows if row.status not in (NOT_GRADED, UNREADABLE)]
    cut, odd = [row for row in others if row.cut], [row for row in others if row.notes]
    for key, rows, style in (
        ("grade-lost-list", lost, "red"),
        ("grade-unreadable-list", unread, "yellow"),
        ("grade-cut", cut, "yellow"),
        ("grade-odd-list", odd, ""),
    ):
        if not rows:
            continue
        told = say(key, chapter=summary.chapter, count=len(rows))[lang]
        if key == "grade-cut":  # their notes stand among the others'
            names = names_of(row.student for row in rows)
            tell(console, f"{told}\n{names}", mark="!", style=style)
            continue
        tell(console, told, mark="!" if style else "", style=style)
        _print_groups(_groups(rows), lang, console)


def names_of(students: Iterable[str]) -> str:
    """The first of these students, and a sign where there are more."""
    names = list(students)
    told = [named(name) for name in names[:SHOWN_NAMES]]
    return ", ".join(told) + (", …" if len(names) > SHOWN_NAMES else "")


def _groups(rows: Iterable[Row]) -> list[tuple[Text, list[str]]]:
    """An example of each note, and of whom the same is said; what is said of most of them first."""
    found: dict[str, tuple[Text, list[str]]] = {}
    for row in rows:
        for note in row.notes:
            _, students = found.setdefault(_pattern(note, row.student), (note, []))
            if row.student not in students[-1:]:
                students.append(row.student)
    return sorted(found.values(), key=lambda group: -len(group[1]))


def _pattern(note: Text, student: str) -> str:
    """A note without what is of one student: names, files, numbers. English parts its words, Japanese not."""
    words, own = (WORD, named(student)) if note.en != note.ja else (ASCII_WORD, "")
    unquoted = QUOTED.sub("…", note.en[:MAX_PATTERN])
    return words.sub(lambda m: "…" if m[0].strip(",.:;()") == own or OF_ONE.search(m[0]) else m[0], unquoted)


def _print_groups(groups: Sequence[tuple[Text, list[str]]], lang: str, console: Console) -> None:
    for note, students in groups[:SHOWN_GROUPS]:
        first, *others = students
        said = f"{named(first)}: {note[lang]}"
        if others:
            said += "\n" + say("grade-also", count=len(others), students=names_of(others))[lang]
        tell(console, said, mark="•")
    if len(groups) > SHOWN_GROUPS:
        more = say("grade-more-notes", count=len(groups) - SHOWN_GROUPS)[lang]
        tell(console, more, mark="•", style="dim")
