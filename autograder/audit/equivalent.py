"""What is committed of the audit, with reasons: mutants and hollow answers that are right, missing pieces.

tests/equivalent/chNN_*.toml holds them:

    [[mutant]]                # the lines `was` changed to `now` are still right
    exercise = "softmax"
    was = "x = x - np.max(x, axis=-1, keepdims=True)"
    now = "x = x - np.min(x, axis=-1, keepdims=True)"
    reason = "…"

    [[fewer]]                 # two of them do not exist
    exercise = "identity_function"
    of = "accepted"           # mistakes, accepted or oracles
    reason = "…"

    [[hollow]]                # what says nothing elsewhere is a right answer here, or a part of one
    exercise = "identity_function"
    answer = "x"              # as the audit calls it
    reason = "…"
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.audit.mutants import Mutant
from autograder.catalog import Chapter
from autograder.change import Change
from autograder.text import Text, say

KEYS = {
    "mutant": {"exercise", "was", "now", "reason"},
    "fewer": {"exercise", "of", "reason"},
    "hollow": {"exercise", "answer", "reason"},
}
PIECES = ("mistakes", "accepted", "oracles")


@dataclass(frozen=True)
class Equivalent:
    """A change to a reference that leaves a right answer."""

    symbol: str
    change: Change
    reason: str

    def covers(self, mutant: Mutant) -> bool:
        return (self.symbol, self.change) == (mutant.symbol, mutant.change)


@dataclass(frozen=True)
class Committed:
    """The entries of one chapter's file; `fewer` holds (symbol, piece), `hollow` (symbol, answer)."""

    file: str
    equivalents: tuple[Equivalent, ...] = ()
    fewer: frozenset[tuple[str, str]] = frozenset()
    hollow: frozenset[tuple[str, str]] = frozenset()

    def of(self, symbol: str) -> list[Equivalent]:
        return [e for e in self.equivalents if e.symbol == symbol]

    def excuses(self, symbol: str, piece: str) -> bool:
        return (symbol, piece) in self.fewer

    def sort(
        self, symbol: str, mutants: Iterable[Mutant], survivors: Iterable[Mutant]
    ) -> tuple[list[Mutant], list[Mutant], list[Text]]:
        """Survivors that are explained, survivors that are not, and entries that are not true any more."""
        mutants, survivors = list(mutants), list(survivors)
        entries, problems = self.of(symbol), []
        for entry in entries:
            generated = [m for m in mutants if entry.covers(m)]
            values = {"file": self.file, "was": entry.change.was, "now": entry.change.now}
            if not generated:
                problems.append(say("audit-equivalent-gone", **values))
            elif any(m not in survivors for m in generated):
                problems.append(say("audit-equivalent-killed", **values))
        explained = [m for m in survivors if any(e.covers(m) for e in entries)]
        return explained, [m for m in survivors if m not in explained], problems

    def sort_hollow(self, symbol: str, paid: Collection[str]) -> tuple[set[str], list[Text]]:
        """Hollow answers that get points and are listed; and entries that get none any more."""
        listed = {answer for s, answer in self.hollow if s == symbol}
        problems = [
            say("audit-hollow-gone", file=self.file, name=symbol, answer=answer)
            for answer in sorted(listed.difference(paid))
        ]
        return listed.intersection(paid), problems


def read_committed(path: Path, chapter: Chapter, problems: list[Text]) -> Committed:
    """Read a chapter's file; what is wrong in it goes to `problems`."""
    file = f"tests/equivalent/{path.name}"
    if not path.is_file():
        return Committed(file)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(say("audit-import", file=file, reason=error))
        return Committed(file)
    tables = {name: list(_entries(content, name, file, chapter, problems)) for name in KEYS}
    for name in content.keys() - KEYS.keys():
        problems.append(say("audit-equivalent-entry", file=file, entry=f"[[{name}]]"))
    return Committed(
        file,
        tuple(
            Equivalent(e["exercise"], Change(e["was"].strip(), e["now"].strip()), e["reason"])
            for e in tables["mutant"]
        ),
        frozenset((e["exercise"], e["of"]) for e in tables["fewer"]),
        frozenset((e["exercise"], e["answer"]) for e in tables["hollow"]),
    )


def _entries(
    content: dict[str, Any], name: str, file: str, chapter: Chapter, problems: list[Text]
) -> Iterable[dict[str, str]]:
    entries = content.get(name, [])
    for entry in entries if isinstance(entries, list) else [entries]:
        right = (
            isinstance(entry, dict)
            and entry.keys() == KEYS[name]
            and all(isinstance(v, str) for v in entry.values())
            and entry["exercise"] in chapter.symbols
            and entry["reason"].strip() != ""
            and entry.get("of", PIECES[0]) in PIECES
        )
        if right:
            yield entry
        else:
            problems.append(say("audit-equivalent-entry", file=file, entry=f"[[{name}]] {entry}"[:200]))
