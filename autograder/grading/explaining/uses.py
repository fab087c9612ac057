"""What a function does with its arguments, read off its text."""

from __future__ import annotations

import keyword
import re

from autograder.grading.explaining.bindings import VALUE, bound, sides
from autograder.grading.explaining.outline import Definition, Line, pieces

MAX_ARGUMENTS, MAX_LINE = 40, 1_000  # of a function that are looked at; characters of a line
_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_ALL = re.compile(
    r"(?<![\w.])(?:locals|vars|eval|exec|globals|super|inspect)\b"
)  # may use what is not written


def own_arguments(function: Definition) -> list[str]:
    """The names of its parameters, without a method's self and without * and **."""
    names = [p.name for p in function.parameters or () if not p.star]
    in_class = function.inside and function.inside[-1].word == "class"
    static = any("staticmethod" in d for d in function.decorators)
    return names[1:MAX_ARGUMENTS] if in_class and not static else names[:MAX_ARGUMENTS]


def unused(function: Definition) -> list[str]:
    """The arguments whose names do not stand in the body."""
    if any(_ALL.search(line.text) for line in function.body):
        return []
    words = {word for line in function.body for word in _WORD.findall(line.text)}
    return [name for name in own_arguments(function) if name not in words]


def free(function: Definition) -> list[str]:
    """Names that the body uses and that neither it nor its head gives a value, in the order of use."""
    made = {p.name for p in function.parameters or ()}
    used: dict[str, None] = {}
    for line in function.body:
        text = line.text[:MAX_LINE]
        made.update(name for name, _ in bound(text))
        made.update(w for found in re.findall(r"\bfor\b([^:]*?)\bin\b", text) for w in _WORD.findall(found))
        made.update(w for found in re.findall(r"\blambda\b([^:]*):", text) for w in _WORD.findall(found))
        made.update(w for found in re.findall(r"\bas\s+(\w+)", text) for w in [found])
        if inner := re.match(r"(?:async\s+)?def\b[^(]*(\(.*)", text):
            made.update(w for piece in pieces(inner[1].strip("()")) for w in _WORD.findall(piece)[:1])
            continue
        by_name = re.sub(r"(?<=[(,])(\s*)[^\W\d]\w*\s*=(?!=)", r"\1", text)  # f(axis=0)
        used.update(dict.fromkeys(w for w in _WORD.findall(by_name) if not keyword.iskeyword(w)))
    return [name for name in used if name not in made]


def overwritten(function: Definition) -> tuple[str, int] | None:
    """An argument that gets another value before it is used, and the line of it."""
    left = own_arguments(function)
    if any(_ALL.search(line.text) for line in function.body):
        return None
    for line in function.body:
        targets, value = ([], "") if _is_inner(line, function) else sides(line.text)
        used = set(_WORD.findall(value if targets else line.text))
        for name in left if targets else ():
            if name not in used and (name, VALUE) in bound(line.text):
                return name, line.number
        left = [name for name in left if name not in used and name not in " ".join(targets)]
    return None


def _is_inner(line: Line, function: Definition) -> bool:
    """Whether it stands in a branch or loop of the function, where the order of lines says little."""
    return len(line.inside) > len(function.inside) + 1
