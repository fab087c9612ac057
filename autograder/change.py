"""A change of a source: what it was and what it is now. Mutants, their list and mistakes are such changes."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Change:
    """The piece `was` of a source became `now`."""

    was: str
    now: str

    @classmethod
    def between(cls, before: str, after: str) -> Change:
        """The lines that differ, without their indentation."""
        old, new = before.splitlines(), after.splitlines()
        was, now = [], []
        for tag, *at in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                was += [line.strip() for line in old[at[0] : at[1]]]
                now += [line.strip() for line in new[at[2] : at[3]]]
        return cls("\n".join(was), "\n".join(now))

    @property
    def diff(self) -> str:
        """The change as a short diff."""
        removed = [f"- {line}" for line in self.was.splitlines()]
        return "\n".join(removed + [f"+ {line}" for line in self.now.splitlines()])


def changed(source: str, changes: Iterable[Change]) -> str:
    """The source with all the changes.

    Raises ValueError if a `was` does not stand there exactly once, if what comes out does not parse, or if it
    is the same program.
    """
    result = source
    for change in changes:
        found = result.count(change.was) if change.was else 0
        if found != 1:
            raise ValueError(f"{change.was!r} stands {found} times in the source, not once")
        result = result.replace(change.was, change.now)
    try:
        same = ast.dump(ast.parse(result)) == ast.dump(ast.parse(source))
    except SyntaxError as error:
        raise ValueError(f"the changed source does not parse: {error}") from None
    if same:
        raise ValueError("the changed source is the same program")
    return result


@cache  # a chapter has hundreds of changes
def definitions(text: str) -> dict[str, str]:
    """Name → source of every function and class of a module. Raises SyntaxError."""
    lines = text.splitlines(keepends=True)
    return {
        node.name: "".join(lines[node.lineno - 1 : node.end_lineno]).rstrip("\n")
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
