"""That no answer is in what is handed out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.build import BEGIN, reference_source
from autograder.catalog import Chapter
from autograder.faces.nbgrader.release import notebook_of
from autograder.text import LANGUAGES, Text, ZerotsukuError, say


def require_no_answer(release: bytes, chapter: Chapter) -> None:
    """Raise ZerotsukuError when a released notebook has a reference in it: the source was put there."""
    cells = [cell.source for cell in notebook_of(release).cells if cell.cell_type == "code"]
    found = {name for source in cells for name in _definitions(source)}
    answers = {
        definition: symbol
        for symbol in chapter.symbols
        for lang in LANGUAGES
        for definition in _definitions(reference_source(chapter, symbol, lang))
    }
    names = sorted({answers[definition] for definition in found & answers.keys()})
    if names or any(BEGIN in source for source in cells):
        told: object = ", ".join(names) or Text(BEGIN, BEGIN)
        raise ZerotsukuError(say("handout-answers", chapter=chapter.id, names=told))


def _definitions(source: str) -> Iterator[str]:
    """The functions and classes of a cell, without comments and in one form; none where it is no Python."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield ast.unparse(_without_docstrings(node))


def _without_docstrings(node: ast.stmt) -> ast.stmt:
    for part in ast.walk(node):
        if isinstance(part, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(part) is not None:
            part.body = part.body[1:] or [ast.Pass()]
    return node
