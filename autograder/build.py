"""The builder: a chapter's source → student notebook, nbgrader source notebook and student script.

Every output is a pure function of assignments/ and solutions/: same input, same bytes.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from autograder import rooms
from autograder.catalog import Chapter, catalog, read_chapter
from autograder.chapter_map import chapter_map
from autograder.source import SourceCell, SourceError, localise
from autograder.stubs import functions, is_stub
from autograder.text import say, unwrapped

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
FENCED = re.compile(r"(^ *```.*?^ *```)", re.DOTALL | re.MULTILINE)
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def code_stub(lang: str) -> str:
    """What stands where an answer goes; nbgrader's ClearSolutions.code_stub is set to the same."""
    return f"# {say('stub-comment')[lang]}\nraise NotImplementedError"


def student_notebook(chapter: Chapter, lang: str, form: str = "ipynb") -> Any:
    """The notebook a student works in: prose, stubs, locked graded cells; of the form "py" for a script."""
    return _notebook(chapter, lang, form, solved=False)


def source_notebook(chapter: Chapter, lang: str) -> Any:
    """The notebook for nbgrader's source/: reference bodies between the solution marks.

    `nbgrader generate_assignment` makes the student notebook from it.
    """
    return _notebook(chapter, lang, "ipynb", solved=True)


def student_script(chapter: Chapter, lang: str) -> str:
    """The student's notebook as a percent script, for those who like an editor."""
    import jupytext  # slow to import, and whoever runs a check writes no script

    notebook = student_notebook(chapter, lang, "py")
    notebook.metadata["jupytext"] = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "tags,-all"}
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    return str(jupytext.writes(notebook, fmt="py:percent"))


def to_bytes(notebook: Any) -> bytes:
    """A notebook as the bytes of its file."""
    return str(nbformat.writes(notebook, version=4) + "\n").encode()


def student_files(lang: str, form: str, chapters: Iterable[Chapter] | None = None) -> dict[str, bytes]:
    """Name → bytes of each chapter's student file, of all if none are named; form is "ipynb" or "py"."""
    files = {}
    for chapter in catalog() if chapters is None else chapters:
        if form == "py":
            files[f"{chapter.stem}.py"] = student_script(chapter, lang).encode()
        else:
            files[f"{chapter.stem}.ipynb"] = to_bytes(student_notebook(chapter, lang))
    return files


def locked_cells(chapter: Chapter, lang: str) -> list[Any]:
    """The setup and given cells of the student's notebook, and nothing else: this is quick."""
    kept = [cell for cell in chapter.cells if cell.role in ("setup", "given") and cell.lang in (None, lang)]
    setups = itertools.accumulate(int(cell.role == "setup") for cell in kept)
    return [
        made
        for cell, number in zip(kept, setups, strict=True)
        for made in _cells(chapter, cell, lang, False, number)
    ]


def _notebook(chapter: Chapter, lang: str, form: str, solved: bool) -> Any:
    cells, ids = [], set()
    setups = 0
    for cell in chapter.cells:
        if not cell.stands_in(lang, form):
            continue
        setups += cell.role == "setup"
        for made in _cells(chapter, cell, lang, solved, setups):
            if made.id in ids:
                raise SourceError(chapter.path, cell.line, say("source-duplicate-id", id=made.id))
            ids.add(made.id)
            cells.append(made)
        if len(cells) == 1:  # after the chapter's heading
            cells.append(new_cell("markdown", chapter_map(chapter, lang), f"{chapter.id}-map"))
    metadata = {
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
        "zerotsuku": {"chapter": chapter.id, "lang": lang},
    }
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def new_cell(kind: str, source: str, id_: str, metadata: dict[str, Any] | None = None) -> Any:
    """A cell, "code" or "markdown". Unlike nbformat's own it is not validated: whoever writes the notebook
    does that."""
    made = {"id": id_, "cell_type": kind, "source": source, "metadata": metadata or {}}
    return nbformat.from_dict({**made, "execution_count": None, "outputs": []} if kind == "code" else made)


def _cells(chapter: Chapter, cell: SourceCell, lang: str, solved: bool, setups: int) -> list[Any]:
    if cell.role == "prose":
        return [new_cell("markdown", prose(cell), _content_id(chapter, cell))]
    if cell.role == "exercise":
        return _exercise_cells(chapter, cell, lang, solved)
    if cell.role == "given":
        source = given_source(chapter, cell, lang)
        name = str(cell.keys["given"])
        metadata = {"tags": ["given"], **_locked(given_id(name.partition(".")[2]), solved)}
        return [new_cell("code", source, f"{chapter.id}-given-{name.replace('.', '-')}", metadata)]
    metadata = {"tags": [cell.role]}
    if cell.role == "setup":
        metadata |= _locked(setup_id(setups), solved)
    return [new_cell("code", localise(cell.source, lang), _content_id(chapter, cell), metadata)]


def prose(cell: SourceCell) -> str:
    """A Markdown cell's text; a line break inside a Japanese sentence would show as a space."""
    if cell.lang != "ja":
        return cell.source
    parts = FENCED.split(cell.source)  # every second one is code
    return "".join(part if i % 2 else unwrapped(part) for i, part in enumerate(parts))


def _content_id(chapter: Chapter, cell: SourceCell) -> str:
    """An id that changes only when this cell does."""
    digest = hashlib.sha256(f"{cell.role}\n{cell.source}".encode()).hexdigest()[:12]
    return f"{chapter.id}-{cell.role}-{digest}"


def answer_id(symbol: str) -> str:
    """nbgrader's grade_id of an exercise's answer cell."""
    return symbol


def check_id(symbol: str) -> str:
    """nbgrader's grade_id of an exercise's graded cell."""
    return f"check-{symbol}"


def setup_id(number: int) -> str:
    """nbgrader's grade_id of the notebook's first, second, … setup cell."""
    return f"setup-{number}"


def given_id(symbol: str) -> str:
    """nbgrader's grade_id of the cell that gives another chapter's symbol."""
    return f"given-{symbol}"


def is_locked(grade_id: str) -> bool:
    """Whether a grade_id is that of a setup or given cell; no symbol has a dash in it."""
    return grade_id.startswith((setup_id(0)[:-1], given_id("")))


def _locked(grade_id: str, solved: bool) -> dict[str, Any]:
    """The metadata of nbgrader's read-only cell."""
    nbgrader = {
        "grade": False,
        "grade_id": grade_id,
        "locked": True,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    if solved:
        return {"nbgrader": nbgrader}
    return {"deletable": False, "editable": False, "nbgrader": {**nbgrader, "cell_type": "code"}}


def _exercise_cells(chapter: Chapter, cell: SourceCell, lang: str, solved: bool) -> list[Any]:
    exercise = chapter.exercise(cell.keys["exercise"])
    symbol = exercise.symbol
    stub = cell.source
    bodies = reference_bodies(chapter, symbol, cell)
    answer = fill(stub, bodies, lang, marks=True) if solved else fill(stub, {}, lang)
    shared = {"schema_version": 3, "task": False}
    answer_meta: dict[str, Any] = {
        "nbgrader": {
            "grade": False,
            "grade_id": answer_id(symbol),
            "locked": False,
            "solution": True,
            **shared,
        }
    }
    check_meta: dict[str, Any] = {
        "nbgrader": {
            "grade": True,
            "grade_id": check_id(symbol),
            "locked": True,
            "points": exercise.points,
            "solution": False,
            **shared,
        }
    }
    if not solved:  # what generate_assignment adds (but for its checksum)
        answer_meta["deletable"] = check_meta["deletable"] = check_meta["editable"] = False
        for metadata in (answer_meta, check_meta):
            metadata["nbgrader"]["cell_type"] = "code"
    base = f"{chapter.id}-{symbol}"
    return [
        new_cell("code", answer, base, answer_meta),
        new_cell("code", f'check("{symbol}")', f"{base}-check", check_meta),
    ]


def given_source(chapter: Chapter, cell: SourceCell, lang: str) -> str:
    """The reference of another chapter's exercise, with the docstring that its stub has."""
    chapter_id, _, symbol = str(cell.keys["given"]).partition(".")
    other = _chapter_beside(chapter, chapter_id)
    stubs = [c for c in other.cells if c.keys.get("exercise") == symbol] if other else []
    if other is None or not stubs:
        raise SourceError(chapter.path, cell.line, say("source-unknown-given", name=cell.keys["given"]))
    return reference_source(other, symbol, lang)


def _chapter_beside(chapter: Chapter, id_: str) -> Chapter | None:
    """Another chapter of the same folder. That of the catalog is read already, which takes long."""
    known = catalog().chapters.get(id_)
    if known is not None and known.path.parent == chapter.path.parent:
        return known
    paths = sorted(chapter.path.parent.glob(f"{id_}_*.py"))
    return read_chapter(paths[0]) if paths else None


def reference_source(chapter: Chapter, symbol: str, lang: str) -> str:
    """The reference of an exercise, with its stub's signature and docstring."""
    cell = next(c for c in chapter.cells if c.keys.get("exercise") == symbol)
    return fill(cell.source, reference_bodies(chapter, symbol, cell), lang)


def reference_sources(chapter: Chapter, lang: str) -> dict[str, str]:
    """Symbol → reference of a chapter's exercises, each as a student would have written it into the cell."""
    return {e.symbol: reference_source(chapter, e.symbol, lang) for e in chapter.exercises}


def solutions_of(chapter: Chapter) -> Path:
    """The chapter's reference module: solutions/ stands beside the folder of its assignments."""
    beside = chapter.path.parent.parent / "solutions"
    return (beside if beside.is_dir() else rooms.solutions()) / f"{chapter.stem}.py"


def reference_bodies(chapter: Chapter, symbol: str, cell: SourceCell) -> dict[str, list[str]]:
    """Qualified name → lines of the body after the docstring, of every function of a reference.

    Raises SourceError when there is no reference or its signature is not the stub's.
    """
    path = solutions_of(chapter)
    if not path.exists():
        raise SourceError(chapter.path, cell.line, say("source-no-solutions", file=path.name))
    text = path.read_text(encoding="utf-8")
    found = [
        n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == symbol
    ]
    if not found:
        raise SourceError(chapter.path, cell.line, say("source-no-reference", name=symbol, file=path.name))
    references = dict(functions(found[0]))
    stub_cell = next(c for c in chapter.cells if c.keys.get("exercise") == symbol)
    stubs = dict(functions(ast.parse(stub_cell.source).body[0]))
    if {k: ast.dump(f.args) for k, f in references.items()} != {
        k: ast.dump(f.args) for k, f in stubs.items()
    }:
        raise SourceError(chapter.path, stub_cell.line, say("source-signature", name=symbol, file=path.name))
    lines = text.splitlines()
    return {name: _body(function, lines) for name, function in references.items()}


def _body(function: ast.FunctionDef, lines: list[str]) -> list[str]:
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        start = first.end_lineno or first.lineno
    else:
        start = first.lineno - 1
        while lines[start - 1].lstrip().startswith("#"):
            start -= 1
    body = lines[start : function.end_lineno]
    return textwrap.dedent("\n".join(body)).strip("\n").split("\n")


def fill(stub: str, bodies: dict[str, list[str]], lang: str, marks: bool = False) -> str:
    """Replace every `raise NotImplementedError` of a stub by the body in `bodies`, or by the code stub."""
    lines = stub.split("\n")
    for name, function in reversed(functions(ast.parse(stub).body[0])):
        if not is_stub(function):
            continue
        last = function.body[-1]
        body = bodies.get(name, code_stub(lang).split("\n"))
        if marks:
            body = [BEGIN, *body, END]
        indent = re.match(r"\s*", lines[last.lineno - 1]).group()  # type: ignore[union-attr]
        lines[last.lineno - 1 : last.end_lineno] = [indent + line if line else "" for line in body]
    return localise("\n".join(lines), lang)
