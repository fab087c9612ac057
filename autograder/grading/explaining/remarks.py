"""What is wrong with a definition itself, whatever its graders saw: read off the text, and said first.

Each remark is a fact about the text of an answer that fails. It is true whether or not it is the cause.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.catalog import Chapter
from autograder.grading.explaining.bindings import IMPORT, VALUE, bindings
from autograder.grading.explaining.names import given_to_self, methods, only_none
from autograder.grading.explaining.outline import Definition, outlines
from autograder.grading.explaining.provided import called, shown, signatures
from autograder.grading.explaining.signatures import differs
from autograder.grading.explaining.uses import free, overwritten, unused
from autograder.grading.explaining.wording import Wording
from autograder.sandbox.loading import Failure
from autograder.submission import Submission
from autograder.text import inner, say, word

MAX_TRIED = 40  # attributes of a class that are looked at
SHOWN = 120  # characters of a signature as it is written
OF_ARGUMENTS = ("TypeError", "ValueError", "AttributeError", "IndexError", "KeyError")


@dataclass(frozen=True)
class Remark:
    """A sentence, the types of exceptions whose own sentences it stands for, and whether it stands for
    everything else that would be said."""

    wording: Wording
    instead_of: tuple[str, ...] = ()
    alone: bool = False

    def covers(self, failure: Failure | None) -> bool:
        return self.alone or (failure is not None and failure.type in self.instead_of)


def remark(
    symbol: str, submission: Submission | None, chapter: Chapter | None, failures: Iterable[Failure] = ()
) -> Remark | None:
    """What is wrong with the definition of an exercise that fails; `failures` are what its graders raised."""
    definition = definition_of(symbol, submission)
    if definition is None or chapter is None:
        return None
    functions = {symbol: definition}
    if definition.word == "class":
        functions = {f"{symbol}.{name}": m for name, m in methods(definition, submission).items()}
    failures = tuple(failures)
    found = (
        next(_odd_functions(functions), None)
        or _signature(functions, chapter, failures)
        or (_still_none(definition, submission) if definition.word == "class" else None)
        or next(_arguments(functions, submission, failures), None)
    )
    return found


def definition_of(symbol: str, submission: Submission | None) -> Definition | None:
    """The definition that counts, as the text has it: the last one at the margin that is no stub; None if
    another statement below gives the name a value."""
    for cell in reversed(outlines(submission)):
        for definition in reversed(cell.definitions):
            at_margin = all(block.word not in ("def", "class") for block in definition.inside)
            if definition.name == symbol and at_margin and not _is_stub(definition):
                after = (definition.cell, definition.line)
                others = bindings(submission).get(symbol, ())
                if any(o.kind in (VALUE, IMPORT) and (o.cell, o.line) > after for o in others):
                    return None
                return definition
    return None


def _is_stub(definition: Definition) -> bool:
    said = [line.text for line in definition.body if not line.text.startswith('"')]
    return bool(said) and all(re.match(r"raise NotImplementedError|def\b|pass\Z", text) for text in said)


def _odd_functions(functions: dict[str, Definition]) -> Iterator[Remark]:
    """async def and yield: a call gives something else than the value."""
    for name, function in functions.items():
        if function.waits:
            yield Remark(
                Wording(say("remark-async", name=word(called(name)))), OF_ARGUMENTS, alone="." not in name
            )
        own = (
            line.text
            for line in function.body
            if not any(block.word == "def" for block in line.inside[len(function.inside) + 1 :])
        )
        if not function.decorators and any(re.search(r"\byield\b", text) for text in own):
            yield Remark(
                Wording(say("remark-yield", name=word(called(name)))), OF_ARGUMENTS, alone="." not in name
            )


def _signature(
    functions: dict[str, Definition], chapter: Chapter, failures: tuple[Failure, ...]
) -> Remark | None:
    for name, function in functions.items():
        stub = signatures(chapter).get(name)
        if stub is None or function.parameters is None or function.decorators:
            continue
        in_class = "." in name
        key = differs(stub, function.parameters, failures, in_class)
        if key:
            wanted = f"{name}({shown(chapter)[name]})"
            written = inner(f"{name}({function.written})"[:SHOWN])
            said = say(key, wanted=wanted, written=written)
            return Remark(Wording(said), OF_ARGUMENTS)
    return None


def _still_none(of: Definition, submission: Submission | None) -> Remark | None:
    """An attribute that a method reads, and that has never another value than None."""
    text = " ".join(line.text for line in of.body)
    given = dict.fromkeys(name for line in of.body for name, _ in given_to_self(line.text))
    for name in itertools.islice(given, MAX_TRIED):
        read = re.search(rf"\bself\.{re.escape(name)}\b(?!\s*(?:=(?!=)|:))", text)
        if read and only_none(name, of, submission):
            keeps = "forward" in methods(of, submission)
            said = say("failure-none-forward" if keeps else "failure-still-none", name=word(name))
            return Remark(Wording(said), ("TypeError", "AttributeError"))
    return None


def _arguments(
    functions: dict[str, Definition], submission: Submission | None, failures: tuple[Failure, ...]
) -> Iterator[Remark]:
    """Arguments that are never used, or are overwritten before.

    Where a name is not defined, the sentence for that (undefined.py) tells of the unused argument, too.
    """
    known = bindings(submission)
    undefined = bool(failures) and all(f.type == "NameError" for f in failures)
    for name, function in functions.items():
        lost = overwritten(function)
        if lost:
            argument, line = lost
            place = say("place-line-only", cell=function.cell, line=line)
            values = {"name": word(name), "argument": word(argument)}
            yield Remark(
                Wording(
                    say("remark-overwritten", place=place, **values),
                    say("remark-overwritten", place=say("place-somewhere"), **values),
                )
            )
        left = unused(function)
        others = (
            [n for n in free(function) if {p.kind for p in known.get(n, ())} == {VALUE}]
            if left and not undefined
            else []
        )
        if others:
            arguments, variables = ", ".join(map(word, left)), ", ".join(map(word, others[:3]))
            yield Remark(
                Wording(say("remark-unused", name=word(name), arguments=arguments, variables=variables))
            )
