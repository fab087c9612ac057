"""What to talk about next time: the reasons that most people share, each with an example that is nobody's.

The example is what a report says of one answer, not the answer: code has its writer's names, comments and
habits in it, by which a group of ten knows whose it is; what was got and what was expected has none. What a
sentence quotes of a student goes through the same veil as on an anonymous page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from autograder.catalog import Chapter, Exercise
from autograder.faces.class_page.anonymous import names_of, veil
from autograder.faces.class_page.blocks import Block, Group
from autograder.faces.class_page.reasons import MISTAKE, Said, safe
from autograder.faces.class_page.record import Taken

TOPICS = 3


@dataclass(frozen=True)
class Topic:
    """A reason that `people` of `students` share. `example` is missing where the reason says it all."""

    exercise: Exercise
    kind: str
    said: Said
    people: int
    students: int
    example: Said | None


def topics_of(
    blocks: Sequence[Block], taken: Sequence[Taken], chapter: Chapter, lang: str
) -> tuple[Topic, ...]:
    """The most shared reasons of all exercises; none that only one student has."""
    shared = [(block, group) for block in blocks for group in block.shared]
    if not shared:
        return ()
    shared.sort(key=lambda found: -len(found[1].rows))
    hide = veil(chapter, names_of(taken))
    return tuple(_topic(block, group, hide) for block, group in shared[:TOPICS])


def _topic(block: Block, group: Group, hide: Callable[[str], str]) -> Topic:
    said = safe(hide(group.said.text), group.said.lang)
    found = (e for row in group.rows for e in _examples(row.taken, block.exercise, group, hide))
    example = next((e for e in found if e.text != said.text), None)
    return Topic(block.exercise, group.kind, said, len(group.rows), block.students, example)


def _examples(taken: Taken, exercise: Exercise, group: Group, hide: Callable[[str], str]) -> Iterator[Said]:
    """What one student's report says: of a mistake what came of it, of anything else the same in full."""
    record = taken.record
    if record is None:
        return
    found = record.exercises[exercise.symbol]
    for sentence in (*found.reasons, *((found.message,) if found.message else ())):
        if group.kind == MISTAKE or safe(sentence.general, record.lang).text == group.key:
            yield safe(hide(sentence.text), record.lang)
