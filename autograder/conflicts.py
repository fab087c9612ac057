"""Conflict markers that git leaves in a file: one side is read, and where they stand is told."""

from __future__ import annotations

import re

START, BASE, BETWEEN, END = "<", "|", "=", ">"
MARKER = re.compile(r"([<|=>])\1{6}(?: .*)?\Z")
CONFLICTS = ([START, BETWEEN, END], [START, BASE, BETWEEN, END])  # the second as git's diff3 writes them


def one_side(text: str, theirs: bool = False) -> tuple[str, tuple[int, ...]]:
    """The text with the upper side of each conflict (or the lower), and the lines where markers stood.

    What is left out leaves its lines empty, so that all others keep their numbers.
    """
    if not re.search(r"^(?:<{7}|>{7})", text, re.MULTILINE):
        return text, ()
    lines = text.split("\n")
    markers = [(i, line[0]) for i, line in enumerate(lines) if MARKER.match(line.rstrip())]
    places, kinds = [i for i, _ in markers], [kind for _, kind in markers]
    found: list[int] = []
    at = 0
    while at < len(markers):
        whole = next((c for c in CONFLICTS if kinds[at : at + len(c)] == c), None)
        if whole:
            first, *_, between, last = places[at : at + len(whole)]
            upper = places[at + 1]
            left_out = range(first, between + 1) if theirs else range(upper, last + 1)
            for i in (first, *left_out, last):
                lines[i] = ""
            found.append(first + 1)
            at += len(whole)
            continue
        # What is left of a conflict that was half mended. A line of = alone may underline a heading.
        if kinds[at] in (START, END) or kinds[at + 1 : at + 2] == [END]:
            lines[places[at]] = ""
            found.append(places[at] + 1)
        at += 1
    return "\n".join(lines), tuple(found)
