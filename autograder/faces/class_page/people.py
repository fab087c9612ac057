"""Whom a page names: the id as a page may show it, and nbgrader's first and last name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.faces.class_page.record import Taken
from autograder.text import named, one_line

MAX_NAME = 58  # characters of an id or a name, without quotation marks


@dataclass(frozen=True)
class Person:
    """The `name` is the id as a page may show it, which `student` is as it is.

    `full` is empty where the gradebook has no name.
    """

    name: str
    full: str
    student: str


def person(taken: Taken, lang: str) -> Person:
    """Somebody of a class, their name in the order of a language."""
    return Person(named(taken.student, MAX_NAME), full_name(taken.first, taken.last, lang), taken.student)


def people(taken: Sequence[Taken], lang: str) -> tuple[Person, ...]:
    """Several, in the order that they have."""
    return tuple(person(t, lang) for t in taken)


def full_name(first: str, last: str, lang: str) -> str:
    """The family name comes first in Japanese, last in English."""
    parts = (last, first) if lang == "ja" else (first, last)
    return one_line(" ".join(part for part in (one_line(p).strip() for p in parts) if part), MAX_NAME)
