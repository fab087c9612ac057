"""A sentence, and the same without the places that it speaks of: so the same of many is one thing."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.text import Text


@dataclass(frozen=True)
class Wording:
    """What is said; `general` is the same without its places in the observation, or in the student's code.

    None where it speaks of no place.
    """

    text: Text
    general: Text | None = None
