"""Names of a submission and its classes, read off its text, and the one that a wrong name may mean."""

from __future__ import annotations

import difflib
import functools
import itertools
import re
from collections.abc import Iterable, Iterator

from autograder.grading.explaining.bindings import VALUE, bindings, bound, sides
from autograder.grading.explaining.outline import Definition, enclosing, outlines, remembered
from autograder.submission import Submission
from autograder.text import Text, say

MAX_NAME, MAX_NAMES = 40, 600  # among which a likely one is looked for: to look takes time
SHORT = 4  # letters; a shorter name with one other letter is another name
_OF_SELF = re.compile(r"\bself\.(\w+)\s*\Z")


def class_at(cell: int, line: int, submission: Submission | None) -> Definition | None:
    """The class in which a line stands."""
    return next((d for d in reversed(enclosing(submission, cell, line)) if d.word == "class"), None)


def classes(submission: Submission | None) -> Iterator[Definition]:
    """All classes of the submission, the last one first."""
    for cell in reversed(outlines(submission)):
        yield from (d for d in reversed(cell.definitions) if d.word == "class")


def methods(of: Definition, submission: Submission | None) -> dict[str, Definition]:
    """The methods of a class by name; of two alike the last one counts."""
    return _methods(submission).get((of.cell, of.name, of.line), {})


@remembered
def _methods(submission: Submission | None) -> dict[tuple[int, str, int], dict[str, Definition]]:
    """The methods of all classes: of each by its cell, name and line."""
    found: dict[tuple[int, str, int], dict[str, Definition]] = {}
    for cell in outlines(submission):
        for d in cell.definitions:
            if d.word == "def" and d.inside and d.inside[-1].word == "class":
                around = d.inside[-1]
                found.setdefault((cell.number, around.name, around.line), {})[d.name] = d
    return found


def names_of(of: Definition, submission: Submission | None) -> list[str]:
    """Attributes and methods that a class seems to have."""
    known, place = _known(submission), (of.cell, of.line)
    if place not in known:
        found = [*methods(of, submission)]
        for line in of.body:
            if line.inside[-1:] and line.inside[-1].word == "class":
                found += [name for name, kind in bound(line.text) if kind == VALUE]
            found += [name for name, _ in given_to_self(line.text)]
        known[place] = list(dict.fromkeys(found))
    return known[place]


@remembered
def _known(submission: Submission | None) -> dict[tuple[int, int], list[str]]:
    """What `names_of` has found, by the class's cell and line."""
    return {}


def given_to_self(text: str) -> Iterator[tuple[str, str]]:
    """The attributes of self that one line gives a value, each with the text of it."""
    if changed := re.match(r"self\.(\w+)\s*(?:[+\-*/@%&|^]|//|\*\*|<<|>>)=", text):
        yield changed[1], text
    lefts, right = sides(text)
    for left in lefts:
        single = [part.strip() for part in left.strip("()[] ").split(",")]
        values = [part.strip() for part in right.strip("() ").split(",")]
        for i, part in enumerate(single):
            if name := _OF_SELF.match(part):
                yield name[1], values[i] if len(single) == len(values) > 1 else right


@remembered
def all_attributes(submission: Submission | None) -> tuple[str, ...]:
    """Attributes and methods of all classes."""
    return tuple(dict.fromkeys(name for of in classes(submission) for name in names_of(of, submission)))


def assigned_at(name: str, cell: int, line: int, submission: Submission | None) -> tuple[int, int] | None:
    """Cell and line of the place that gives a name another value: in the function of that line, or else the
    first one at the margin."""
    for function in reversed(enclosing(submission, cell, line)):
        for inner in function.body if function.word == "def" else ():
            if (name, VALUE) in bound(inner.text):
                return cell, inner.number
    places = bindings(submission).get(name, ())
    return next(((p.cell, p.line) for p in places if p.kind == VALUE), None)


def only_none(name: str, of: Definition, submission: Submission | None) -> bool:
    """Whether the methods of a class give self.name the value None, and nothing gives it another one."""
    values = [value for line in of.body for given, value in given_to_self(line.text) if given == name]
    other = re.compile(
        rf"(?<!self)\.{re.escape(name)}\b\s*(?:\[[^\]]*\]\s*)?[+\-*/]?=(?!=)|\bsetattr\b|__dict__"
    )
    return (
        bool(values)
        and all(value == "None" for value in values)
        and not any(other.search(line.text) for cell in outlines(submission) for line in cell.lines)
    )


def with_likely(text: Text, name: str, known: Iterable[str]) -> Text:
    near = likely(name, known)
    return say("failure-likely", text=text, likely=near) if near else text


def likely(name: str, known: Iterable[str]) -> str | None:
    """The name that may be meant, of the first ones that are about as long; one that differs in upper and
    lower case before all others."""
    if not 0 < len(name) <= MAX_NAME:
        return None
    near = (k for k in known if k != name and abs(len(k) - len(name)) <= 1 + len(name) // 3)
    return _nearest(name, tuple(itertools.islice(dict.fromkeys(near), MAX_NAMES)))


@functools.lru_cache(maxsize=100)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    for same in (folded, lambda n: sorted(n.casefold())):
        alike = [k for k in known if same(k) == same(name)]
        if alike:
            return alike[0]
    if len(name) < SHORT:
        longer = (k for k in sorted(known) if len(name) > 2 and k.startswith(name))
        return next(longer, None) or next((k for k in sorted(known) if _one_letter_off(name, k)), None)
    return next(iter(difflib.get_close_matches(name, sorted(known), 1, 0.7)), None)


def _one_letter_off(name: str, other: str) -> bool:
    """Whether two names of three letters differ in the second or the third."""
    same = [a == b for a, b in zip(name, other, strict=False)]
    return len(name) == len(other) == 3 and same[0] and sum(same) == 2


def folded(name: str) -> str:
    """A name without what is easily written otherwise: upper and lower case, and underscores."""
    return name.casefold().replace("_", "")
