"""Who is a student of a class: names of folders that are nobody's, and names that look like another's.

Judged by Unicode's own data: `regex` knows its properties, `confusable_homoglyphs` what looks alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import regex

from autograder.text import Text, ZerotsukuError, named, say

# Control, format, private-use and unassigned characters; what is drawn as nothing; patterns of nbgrader's
# commands; markup, as nbgrader's formgrader puts ids into its pages as they are; marks on nothing, and too
# many of them on one letter.
NOBODYS = regex.compile(
    r"\p{C}|\p{Default_Ignorable_Code_Point}|\p{Zl}|\p{Zp}|[*?\[<>\x22&\\$`]|(?:^|\p{Z})\p{M}|(?<=\p{M}{4})\p{M}"
)
BLANK = regex.compile(r"[\p{Z}\u2800\U0001d159]+")  # what is drawn as a gap
MAX_TOLD, MAX_POINTS = 5, 8  # names, code points of a sentence


def require_student(name: str) -> None:
    """Raise ZerotsukuError when a folder's name is no student id.

    nbgrader's commands stop for the whole class at a line break, and take `*`, `?` and `[` for a pattern; and
    nobody sees what is invisible.
    """
    bad = NOBODYS.findall(name)
    if bad or not BLANK.sub("", name):
        raise ZerotsukuError(say("student-no-id", points=_code_points(dict.fromkeys("".join(bad) or name))))


def require_submitted(coursedir: Any, assignment: str, name: str) -> None:
    """Raise ZerotsukuError when a folder in submitted/ is no student's: by its name, or because it is a link.

    A link at any level below submitted/ may lead to another student's work.
    """
    require_student(name)
    step = coursedir.submitted_directory
    folder, top = (Path(coursedir.format_path(step, *ids)) for ids in ((name, assignment), (".", ".")))
    for path in (folder, *folder.parents):
        if path in (top, Path(coursedir.root)):
            return
        if path.is_symlink():
            raise ZerotsukuError(say("student-link", folder=named(path.name)))


def look_alike(names: Iterable[str]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Groups of names that a person may take for one another, each with the sentence that says it."""
    groups: list[tuple[set[str], list[str]]] = []  # how its names look, and they
    for name in sorted(names):
        looks, together = {_drawn(name), _drawn(_folded(name))}, [name]
        for group in [g for g in groups if g[0] & looks]:
            groups.remove(group)
            looks, together = looks | group[0], group[1] + together
        groups.append((looks, together))
    for _, together in groups:
        if len(together) > 1:
            told = "; ".join(map(_told(together), together[:MAX_TOLD]))
            yield tuple(together), say("student-look-alike", names=told, count=len(together))


def _told(together: Sequence[str]) -> Callable[[str], str]:
    """How one of several names is told: with the characters that not all of them have."""
    shared = set.intersection(*map(set, together))
    every = all(set(name) <= shared for name in together)  # the same characters, in other places

    def tell(name: str) -> str:
        odd = dict.fromkeys(c for c in name if every or c not in shared)
        return f"{named(name)} ({_code_points(odd)})" if odd else named(name)

    return tell


def _code_points(characters: Iterable[str]) -> str:
    """Such as "U+0430 CYRILLIC SMALL LETTER A"."""
    told = [f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in characters]
    return ", ".join(told[:MAX_POINTS]) + (", …" if len(told) > MAX_POINTS else "")


def _folded(name: str) -> str:
    """Without the difference of full and half width and of capital and small letters."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _drawn(name: str) -> str:
    """What Unicode's report 39 calls a skeleton: two texts that look alike have the same."""
    gaps = BLANK.sub(" ", name).strip()
    prototypes = _prototypes()
    letters = unicodedata.normalize("NFD", gaps)
    return unicodedata.normalize("NFD", "".join(prototypes.get(c, c) for c in letters))


@cache
def _prototypes() -> dict[str, str]:
    """Character → the text that stands for all that look like it. What looks like nothing else is left out.

    The library tells for each text those that look like it. A text of several characters is always the one
    that stands for the others, as `rn` for `m`.
    """
    from confusable_homoglyphs.confusables import confusables_data

    first: dict[str, str] = {}

    def standing_for(text: str) -> str:
        while (other := first.get(text, text)) != text:
            text = other
        return text

    for text, others in confusables_data.items():
        for other in (entry["c"] for entry in others):
            # the library keeps the marks of direction that Unicode's file sets around some
            pair = {standing_for(t.strip("\u200e")) for t in (text, other)}
            least = min(pair, key=lambda t: (-len(t), t))
            first.update(dict.fromkeys(pair, least))
    found = {c: standing_for(c) for c in first if len(c) == 1}
    return {c: "".join(found.get(part, part) for part in text) for c, text in found.items()}
