"""What an exercise lacks: the pieces, their number, their languages, their docstrings."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from autograder.audit.material import ChapterMaterial, Material, bilingual
from autograder.graders import Grader
from autograder.stubs import functions
from autograder.text import LANGUAGES, Text, say

GRADERS, CHECKS, MISTAKES, FORMS, ORACLES = 3, 2, 2, 2, 1


def missing(material: ChapterMaterial, piece: Material) -> list[Text]:
    """A sentence for everything that the exercise still needs."""
    return [*_pieces(material, piece), *_graders(piece), *_languages(piece), *_docstring(material, piece)]


def _pieces(material: ChapterMaterial, piece: Material) -> Iterator[Text]:
    stem, name = material.chapter.stem, piece.symbol
    if piece.source is None:
        yield say("audit-no-reference", file=f"solutions/{stem}.py", name=name)
    counts = (
        ("graders", f"autograder/graders/{stem}.py", len(piece.graders), GRADERS),
        ("checks", f"tests/selfcheck/test_{stem}.py", len(piece.checks), CHECKS),
        ("mistakes", f"solutions/mistakes/{stem}.py", len(piece.mistakes), MISTAKES),
        ("accepted", f"tests/accepted/{stem}.py", len(piece.accepted), FORMS),
        ("oracles", f"tests/oracles/{stem}.py", len(piece.oracles), ORACLES),
    )
    for kind, file, count, least in counts:
        excused = material.committed.excuses(name, kind)
        if count < least and not excused:
            yield say(f"audit-few-{kind}", file=file, name=name, count=count, least=least)
        elif count >= least and excused:
            yield say("audit-not-fewer", file=material.committed.file, name=name, kind=kind)


def _graders(piece: Material) -> Iterator[Text]:
    if not piece.graders:
        return
    total = sum(g.points for g in piece.graders)
    if total != piece.exercise.points:
        yield say("source-points-sum", name=piece.symbol, points=piece.exercise.points, sum=f"{total:g}")
    natures = {_nature(g) for g in piece.graders}
    if len(natures) < GRADERS <= len(piece.graders):
        yield say("audit-few-natures", name=piece.symbol, count=len(natures), least=GRADERS)


def _nature(grader: Grader) -> str:
    """What a grader does, whatever its name and its numbers: its body with constants left out."""
    tree = ast.parse(inspect.cleandoc(inspect.getsource(grader.observe)))
    definition = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    for node in ast.walk(definition):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = 0
    has_docstring = ast.get_docstring(definition) is not None
    return "\n".join(ast.dump(statement) for statement in definition.body[has_docstring:])


def _languages(piece: Material) -> Iterator[Text]:
    for g in piece.graders:
        if not bilingual(g.description):
            yield say("source-grader-languages", name=g.name)
    for m in piece.mistakes:
        if not bilingual(m.hint):
            yield say("audit-mistake-languages", name=m.name)


def _docstring(material: ChapterMaterial, piece: Material) -> Iterator[Text]:
    """Arguments, results and methods that the stub's docstring does not tell of, by language."""
    cell = next(c for c in material.chapter.cells if c.keys.get("exercise") == piece.symbol)
    node = ast.parse(cell.source).body[0]
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    text = Text.parse(ast.get_docstring(node) or "")
    methods = [] if isinstance(node, ast.FunctionDef) else [f for _, f in functions(node)]
    of_methods = "\n".join(ast.get_docstring(f) or "" for f in methods)
    for lang in LANGUAGES:
        lacking = [word for word in _words(node) if word not in text[lang] + of_methods]
        if lacking:
            yield say("audit-docstring", name=piece.symbol, lang=lang, words=", ".join(lacking))


def _words(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    """What a docstring must name."""
    if isinstance(node, ast.ClassDef):
        methods = [f for _, f in functions(node)]
        every = [a.arg for f in methods for a in [*f.args.args, *f.args.kwonlyargs]]
        arguments = [name for name in every if name not in ("self", "cls")]
        return [*dict.fromkeys([*arguments, *(f.name for f in methods if not f.name.startswith("_"))])]
    arguments = [a.arg for a in [*node.args.args, *node.args.kwonlyargs]]
    return [*(["Parameters", *arguments] if arguments else []), "Returns"]
