"""Names that a cell's text seems to bind at some place, read off the text: nothing is parsed as Python.

It errs on the side of too many names, and takes time in proportion to the text, whatever that is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

ANYTHING = "*"  # stands among the names of a text that may bind whatever it likes
_ANYTHING = re.compile(
    r"\b(?:exec|globals|setattr|delattr|__main__)\b|\bimport[ \t]*\*"
    r"|^[ \t]*%(?:run|load|loadpy|macro|pylab|reset|reset_selective|store|xdel)\b",
    re.MULTILINE,
)
_DEFINED = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_METHOD = re.compile(r"[ \t]+def[ \t]+\w+[ \t]*\([ \t]*self\b")
_HEAD = re.compile(
    r"[ \t]*(?:async[ \t]+)?(?:(?:def|class)[ \t]+(\w+)|for\b(.*?)\bin\b|(?:del|global)\b(.*))"
)
_IMPORTED = re.compile(r"\bimport\b(.*)")
_AS = re.compile(r"\bas[ \t]+(\w+)")
_TARGETS = re.compile(r"[\w.,\s()\[\]*:+\-/%@&|^<>!\"']*")  # what may stand before the = of an assignment
_PART = re.compile(r"(?<=[\w)\]])[ \t]*(?:\[[^\[\]]*\]|\.[ \t]*\w+)")
_WORD = re.compile(r"[^\W\d]\w*")
_ASSIGNED = re.compile(r"(?<![=!<>])=(?!=)")


MAX_NAME = 40  # characters; nothing that the workbook gives has a longer name


def defined(source: str) -> frozenset[str]:
    """The functions and classes that seem to be defined in a text, but for those inside others."""
    return frozenset(unicodedata.normalize("NFKC", name) for name in _DEFINED.findall(source))


def code_lines(source: str) -> frozenset[str]:
    """The lines of a text that hold code, without blanks and comments around it."""
    lines = (line.partition("#")[0].strip() for line in source.split("\n"))
    return frozenset(line for line in lines if line)


def bound(source: str, but: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names that may be bound by a text, but for those of the lines in `but`."""
    names: set[str] = {ANYTHING} if _ANYTHING.search(source) else set()
    in_brackets = False  # of from x import (
    for line in source.split("\n"):
        code = line.partition("#")[0].strip()
        if not code or code in but or _METHOD.match(line):
            continue
        if in_brackets:
            names.update(_words(line))
        in_brackets = (in_brackets or ("import" in code and "(" in code)) and ")" not in code
        for part in line.split(";"):
            head = _HEAD.match(part)
            said = [text for text in head.groups() if text] if head else []
            for text in (*said, *_IMPORTED.findall(part), *_AS.findall(part)):
                names.update(_words(text))
            depth = 0  # of brackets: in f(x=1) nothing is bound, but in (x := 1)
            *targets, _ = _ASSIGNED.split(part)
            for target in targets:
                depth += target.count("(") - target.count(")")
                if (depth <= 0 or target.endswith(":")) and _TARGETS.fullmatch(target):
                    names.update(_words(_PART.sub("", target)))  # of x[i].y = only x
    return frozenset(names)


def names_in(text: str) -> frozenset[str]:
    """All names that a text speaks of."""
    return frozenset(_words(text))


def _words(text: str) -> Iterator[str]:
    """The names in a text, as Python reads them."""
    for found in _WORD.finditer(text):
        if len(found[0]) <= MAX_NAME:
            yield unicodedata.normalize("NFKC", found[0])
