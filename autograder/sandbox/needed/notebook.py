"""What all statements of a notebook do, each read in the light of the others."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import replace

from autograder.sandbox.needed.doings import Read
from autograder.sandbox.needed.known import Known, known_of
from autograder.sandbox.needed.reading import Reader


def read_statements(statements: Sequence[ast.stmt], own: Collection[str] = ()) -> list[Read]:
    """What each statement does. `own` are the modules that were handed in beside the notebook."""
    known = known_of(statements, own)
    found = [_read(statement, known) for statement in statements]
    rebound = {name for read in found for name in read.all_binds - read.libraries}
    if rebound.isdisjoint(known.libraries):
        return found
    kept = {name: root for name, root in known.libraries.items() if name not in rebound}
    known = replace(known, libraries=kept)  # a name that is bound otherwise, too, may be anything
    return [_read(statement, known) for statement in statements]


def _read(statement: ast.stmt, known: Known) -> Read:
    reader = Reader(statement, known)
    try:
        reader.visit(statement)
    except RecursionError:  # nested without end
        reader.read.now.unseen = True
    return reader.read
