"""What the workbook gives, its setup and given cells: found in a submission again, or put back.

Whatever became of them in the notebook, they are in force when the answers run. A cell that is as it was
handed out stands for itself; of any other the released one runs, ahead of what the student made of it. So a
student's own version of a given function stands, unless it fails to load. If it is wrong, the engine runs
what it spoils once more with the released one.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import nbformat

from autograder import rooms
from autograder.build import check_id, is_locked, locked_cells, prose
from autograder.catalog import Chapter
from autograder.grading.deciding.binding import ANYTHING, bound, code_lines, defined, names_in
from autograder.sandbox.loading import Failure, RunCell
from autograder.submission import Cell, Submission
from autograder.text import LANGUAGES, Text, join, say

MAX_LOOKED = 200_000  # characters of answers in which names are looked for, for each exercise
NOT_READ = ("SyntaxError", "IndentationError", "TabError")  # of a cell with one of these nothing runs


@dataclass(frozen=True)
class Given:
    """A setup or given cell as it was handed out: its place among the chapter's cells, the names it binds."""

    place: int
    grade_id: str
    id: str
    exercise: str  # the one whose reference it is, as `ch03.sigmoid`; "" of a setup cell
    source: str
    names: frozenset[str]

    @property
    def symbol(self) -> str:
        return self.exercise.rpartition(".")[2]

    @property
    def text(self) -> Text:
        return Text(self.symbol, self.symbol) if self.symbol else say("given-setup")

    def is_among(self, definitions: frozenset[str], lines: frozenset[str]) -> bool:
        """Whether a cell that defines these, and has these lines of code, has a version of it."""
        return self.symbol in definitions if self.symbol else code_lines(self.source) <= lines


@cache
def given_of(chapter: Chapter, lang: str) -> tuple[Given, ...]:
    """What the workbook gives in a chapter's notebook, in its order."""
    places = [
        (place, str(cell.keys.get("given", "")))
        for place, cell in enumerate(chapter.cells)
        if cell.role in ("setup", "given") and cell.lang in (None, lang)
    ]
    if rooms.in_repository():
        cells = locked_cells(chapter, lang)
    else:  # a wheel has no references, but the notebooks that were made with them
        path = rooms.WORKBOOK / lang / "ipynb" / f"{chapter.stem}.ipynb"
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), nbformat.NO_CONVERT)
        cells = [c for c in notebook.cells if is_locked(c.metadata.get("nbgrader", {}).get("grade_id", ""))]
    found = []
    for (place, exercise), cell in zip(places, cells, strict=True):
        names = frozenset([exercise.rpartition(".")[2]] if exercise else _imported(cell.source))
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        found.append(Given(place, grade_id, cell.id, exercise, cell.source, names))
    return tuple(found)


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):  # the workbook's own text
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)


@cache
def _known(chapter: Chapter) -> dict[str, int]:
    """Text, grade_id or id of a setup or given cell in any language → its place."""
    cells = (g for lang in LANGUAGES for g in given_of(chapter, lang))
    return {key: g.place for g in cells for key in (g.source.strip(), g.grade_id, g.id)}


def is_as_released(cell: Cell, chapter: Chapter) -> bool:
    """Whether a cell is a setup or given cell as it was handed out."""
    return cell.kind == "code" and cell.source.strip() in _known(chapter)


@cache
def _texts(chapter: Chapter, lang: str) -> frozenset[str]:
    written = {prose(cell).strip() for cell in chapter.cells if cell.role == "prose" and cell.lang == lang}
    return frozenset(written | {g.source.strip() for g in given_of(chapter, lang)})


def language(submission: Submission, chapter: Chapter) -> str:
    """The language that a notebook was handed out in, by what is left of it."""
    texts = {cell.source.strip() for cell in submission.cells}
    counts = {lang: len(texts & _texts(chapter, lang)) for lang in LANGUAGES}
    best = [lang for lang in LANGUAGES if counts[lang] == max(counts.values())]
    if submission.lang in best:
        return submission.lang
    return min(best, key=lambda lang: len(given_of(chapter, lang)))  # what all of them have


@dataclass(frozen=True)
class Restored:
    """What the workbook gives, as a submission has it.

    `missing` is what the notebook has no version of, as far as its text tells. `own` is the number of a cell
    with nothing else in it → what it has a version of. `changed` are the names that the student's code may
    bind to something else, each with the number of a cell that does.
    """

    given: tuple[Given, ...] = ()
    missing: frozenset[Given] = frozenset()
    own: Mapping[int, frozenset[Given]] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)

    def sources(self) -> tuple[str, ...]:
        """The released cells of what is changed."""
        return tuple(g.source for g in self.given if not g.names.isdisjoint(self.changed))

    def used_by(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The names that are changed and that texts speak of, by themselves or through what is given; all
        that are changed if there is no such name."""
        by_symbol = {g.symbol: g.source for g in self.given if g.symbol}
        left, seen = ["\n".join(dict.fromkeys(texts))[:MAX_LOOKED]], set[str]()
        while left:
            new = names_in(left.pop()) - seen
            seen |= new
            left += [by_symbol[name] for name in new & by_symbol.keys()]
        return tuple(name for name in self.changed if name in seen) or tuple(self.changed)

    def lost(self, failures: Iterable[Failure]) -> tuple[Given, ...]:
        """What the notebook has no version of that can be read."""
        unread = {f.cell for f in failures if f.type in NOT_READ}
        numbers = {g: {n for n, found in self.own.items() if g in found} for g in self.given}
        return tuple(g for g in self.given if g in self.missing or (numbers[g] and numbers[g] <= unread))

    def notes(self, failures: Sequence[Failure], wrong: Collection[str] = ()) -> tuple[Text, ...]:
        """What to tell of it; `wrong` are changed names for which answers that are right did not come out."""
        lost = self.lost(failures)
        names = list(dict.fromkeys(g.text for g in lost))
        known = {name for g in lost for name in g.names}
        changed = [
            say("given-at", name=name, number=number)
            for name, number in self.changed.items()
            if name in wrong and name not in known
        ]
        told = [say("given-lost", names=_listed(names))] if names else []
        return (*told, *([say("given-changed", names=_listed(changed))] if changed else []))

    def untold(self, failures: Sequence[Failure]) -> list[Failure]:
        """The failures but those in versions of what is lost: `notes` says enough of these."""
        lost = frozenset(self.lost(failures))
        return [f for f in failures if lost.isdisjoint(self.own.get(f.cell, ()))]


def _listed(texts: list[Text]) -> Text:
    return Text(join(texts, "、").ja, join(texts, ", ").en)


def put_back(
    runs: Sequence[tuple[Cell, RunCell | None]], submission: Submission, chapter: Chapter
) -> tuple[tuple[RunCell, ...], Restored]:
    """The cells that run, with what the workbook gives wherever it is not there as it was handed out.

    `runs` are all cells of the submission, each with what is to run of it. What is put in has a number that
    no cell of the file has.
    """
    given = given_of(chapter, language(submission, chapter))
    places = [_place(cell, chapter) for cell, _ in runs]
    as_released = {place for place, (_, run) in zip(places, runs, strict=True) if run and run.released}
    back: dict[int, list[RunCell]] = {}
    number = max((cell.number for cell in submission.cells), default=0)
    for g in given:
        at = _where(g.place, places, [run is not None and run.released for _, run in runs])
        if at is not None:
            number += 1
            back.setdefault(at, []).append(RunCell(number, g.source, released=True))
    cells = []
    for i, (_, run) in enumerate(runs):
        cells += [*back.get(i, ()), *([run] if run else [])]
    theirs = [cell for cell, run in runs if run and not run.released]
    return (*cells, *back.get(len(runs), ())), _restored(given, as_released, theirs, chapter)


def _restored(
    given: tuple[Given, ...], as_released: Collection[int | None], theirs: list[Cell], chapter: Chapter
) -> Restored:
    known, names = _known(chapter), frozenset(name for g in given for name in g.names)
    setup = frozenset(line for g in given if not g.symbol for line in code_lines(g.source))
    left = [g for g in given if g.place not in as_released]
    missing = set(left)
    own: dict[int, frozenset[Given]] = {}
    changed: dict[str, int] = {}
    for cell in theirs:
        definitions = defined(cell.source)
        lines = code_lines(cell.source) if any(not g.symbol for g in left) else frozenset[str]()
        found = {g for g in left if g.is_among(definitions, lines)}
        missing -= found
        named = known.get(cell.grade_id, known.get(cell.id))
        found |= {g for g in left if g.place == named}
        if found and chapter.symbols.isdisjoint(cell.definitions):
            own[cell.number] = frozenset(found)
        binds = bound(cell.source, but=setup)
        for name in sorted(names if ANYTHING in binds else names & binds):
            changed.setdefault(name, cell.number)
    return Restored(given, frozenset(missing), own, changed)


def _place(cell: Cell, chapter: Chapter) -> int | None:
    """The place among the chapter's cells of the one that a cell of a submission is, or answers."""
    known, exercises = _known(chapter), _exercises(chapter)
    for key in (cell.source.strip(), cell.grade_id, cell.id):
        if key in known:
            return known[key]
    answers = cell.definitions & exercises.keys() if cell.kind == "code" else ()
    for key in (cell.grade_id.removeprefix(check_id("")), *sorted(answers)):
        if key in exercises:
            return exercises[key]
    theirs = defined(cell.source) if cell.kind == "code" else ()
    return min((g.place for g in given_of(chapter, LANGUAGES[0]) if g.symbol in theirs), default=None)


@cache
def _exercises(chapter: Chapter) -> dict[str, int]:
    """Symbol → place of the exercise's cell."""
    return {str(c.keys["exercise"]): i for i, c in enumerate(chapter.cells) if c.role == "exercise"}


def _where(place: int, places: Sequence[int | None], released: Sequence[bool]) -> int | None:
    """The index ahead of which a released cell has to be put; None where it is there in time.

    That is behind the cells that come before it in the chapter, and in any case ahead of those that do not.
    """
    later = next((i for i, p in enumerate(places) if p is not None and p > place), len(places))
    if any(p == place and r for p, r in zip(places[:later], released, strict=False)):
        return None
    behind = max((i + 1 for i, p in enumerate(places) if p is not None and p < place), default=0)
    same = next((i for i, p in enumerate(places) if p == place), len(places))
    return min(later, behind, same)


def in_the_file(failure: Failure, submission: Submission) -> Failure:
    """A failure with its place in a cell that the file has, or in none: what was put back has no number."""
    numbers = range(1, max((cell.number for cell in submission.cells), default=0) + 1)
    calling = (failure.calling_cell, failure.calling_line) if failure.calling_cell in numbers else (0, 0)
    if failure.cell in numbers:
        return replace(failure, calling_cell=calling[0], calling_line=calling[1])
    return replace(failure, cell=calling[0], line=calling[1], calling_cell=0, calling_line=0)


def failures_in_the_file(failures: Iterable[Failure], submission: Submission) -> list[Failure]:
    """The failures of cells as they were loaded, but those of what was put back alone."""
    placed = [(f.cell, in_the_file(f, submission)) for f in failures]
    return [failure for cell, failure in placed if failure.cell or not cell]
