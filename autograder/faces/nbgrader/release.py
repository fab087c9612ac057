"""What a course itself releases: the chapter's notebook, with corrections and cells of the instructor's own.

Own cells that are graded by hand, and tasks, are carried through. What nothing here can grade is refused as
soon as it is seen, by name: before it is released, and before anybody's work is graded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from autograder.build import answer_id, check_id
from autograder.catalog import Chapter
from autograder.submission import SubmissionError, read_file
from autograder.text import Text, named, say


@dataclass(frozen=True)
class Declared:
    """What nbgrader is told of one cell: by its metadata, or by the gradebook."""

    graded: bool
    solution: bool
    task: bool
    points: float

    @property
    def by_hand(self) -> bool:
        """Whether a person has to give the points."""
        return self.task or (self.graded and self.solution)


def declared_by_cells(cells: Iterable[Any]) -> dict[str, Declared]:
    """By grade_id, from a notebook's cells."""
    found = {}
    for cell in cells:
        told = cell.metadata.get("nbgrader")
        if told and told.get("grade_id"):
            graded, solution, task = (bool(told.get(kind)) for kind in ("grade", "solution", "task"))
            points = float(told.get("points") or 0)
            found[str(told["grade_id"])] = Declared(graded, solution, task, points)
    return found


def declared_by_gradebook(notebook: Any) -> dict[str, Declared]:
    """By grade_id, from a notebook of nbgrader's gradebook."""
    graded = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    tasks = {cell.name: float(cell.max_score) for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return {
        name: Declared(name in graded, name in solutions, name in tasks, points)
        for name, points in {**dict.fromkeys(solutions, 0.0), **tasks, **graded}.items()
    }


def own_points(cells: Mapping[str, Declared], chapter: Chapter) -> dict[str, float]:
    """The instructor's own cells that are graded by hand, with their points."""
    ours = _ours(chapter)
    return {name: cell.points for name, cell in cells.items() if cell.by_hand and name not in ours}


def refusal(cells: Mapping[str, Declared], others: Iterable[str], chapter: Chapter) -> Text | None:
    """Why an assignment with these cells, and with other notebooks of these names, cannot be graded here."""
    for exercise in chapter.exercises:
        name = check_id(exercise.symbol)
        check = cells.get(name)
        if check is None or not check.graded or answer_id(exercise.symbol) not in cells:
            return say("grade-other-release", chapter=chapter.id)
        if check.points != exercise.points:
            values = {"chapter": chapter.id, "name": name, "right": exercise.points}
            return say("release-points", points=f"{check.points:g}", **values)
        if check.solution:
            return say("grade-other-release", chapter=chapter.id)
    ours = _ours(chapter)
    for name, cell in cells.items():
        if cell.graded and not cell.by_hand and name not in ours:
            return say("release-own-test", chapter=chapter.id, name=named(name))
    told = ", ".join(named(name) for name in sorted(others))
    return say("release-own-notebook", chapter=chapter.id, names=told) if told else None


def _ours(chapter: Chapter) -> frozenset[str]:
    return frozenset(make(e.symbol) for e in chapter.exercises for make in (answer_id, check_id))


def release_of(coursedir: Any, chapter: Chapter) -> bytes:
    """The bytes of the chapter's notebook in release/; none where it is not there, or not whole."""
    folder = Path(coursedir.format_path(coursedir.release_directory, ".", chapter.id))
    try:
        data = read_file(folder / f"{chapter.stem}.ipynb")
        cells = declared_by_cells(notebook_of(data).cells)
    except (SubmissionError, ValueError, AttributeError, LookupError, TypeError):
        return b""
    return data if _ours(chapter) <= cells.keys() else b""


@lru_cache(maxsize=4)
def notebook_of(data: bytes) -> Any:
    """The notebook of these bytes, without nbgrader's checksums. ValueError for what is none."""
    notebook = nbformat.convert(nbformat.reader.reads(data.decode()), 4)  # validation would only log
    for cell in notebook.cells:
        cell.metadata.get("nbgrader", {}).pop("checksum", None)
    return notebook
