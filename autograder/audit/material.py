"""All that bears an exercise's name, read leniently: what is missing becomes a sentence, not an error."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from autograder import rooms
from autograder.audit import Accepted, Oracle, accepted_of, oracles_of
from autograder.audit.equivalent import Committed, read_committed
from autograder.audit.memory import remembering
from autograder.build import given_source
from autograder.catalog import Chapter, Exercise
from autograder.change import definitions
from autograder.graders import Grader, graders_of
from autograder.grading.deciding.answers import Answers
from autograder.sandbox.loading import RunCell
from autograder.selfcheck.checks import Check, checks_of, symbol_of
from autograder.source import SourceError, localise
from autograder.text import Text, say

if TYPE_CHECKING:
    from solutions.mistakes import Mistake


@dataclass(frozen=True)
class Material:
    """One exercise's pieces. `source` is the reference's text, None if there is none."""

    exercise: Exercise
    source: str | None
    graders: tuple[Grader, ...]
    mistakes: tuple[Mistake, ...]
    checks: tuple[Check, ...]
    accepted: tuple[Accepted, ...]
    oracles: tuple[Oracle, ...]

    @property
    def symbol(self) -> str:
        return self.exercise.symbol

    @property
    def gradable(self) -> bool:
        """Whether there is something to grade with and to hold against, all of it in both languages."""
        texts = [*(g.description for g in self.graders), *(m.hint for m in self.mistakes)]
        return self.source is not None and bool(self.graders) and all(map(bilingual, texts))


@dataclass
class ChapterMaterial:
    """A chapter's pieces; `problems` are about files that cannot be read and pieces that belong nowhere."""

    chapter: Chapter
    exercises: dict[str, Material]
    impl: SimpleNamespace
    committed: Committed
    problems: list[Text] = field(default_factory=list)

    @property
    def known(self) -> Answers:
        """What the engine would know."""
        return Answers(
            self.impl,
            {s: m.graders for s, m in self.exercises.items()},
            {s: m.mistakes for s, m in self.exercises.items()},
        )

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        """What a right submission is made of: the exercise's symbol or "", and the source."""
        texts = []
        for cell in self.chapter.cells:
            if cell.lang not in (None, "en"):
                continue
            if cell.role == "setup":
                texts.append(("", localise(cell.source, "en")))
            elif cell.role == "given":
                texts.append(("", given_source(self.chapter, cell, "en")))
            elif cell.role == "exercise":
                symbol = str(cell.keys["exercise"])
                texts.append((symbol, self.exercises[symbol].source or ""))
        return texts

    def cells(self, instead: str = "", source: str = "") -> tuple[RunCell, ...]:
        """A right submission; `source` stands in the place of the answer `instead`."""
        texts = [source if instead and symbol == instead else text for symbol, text in self._texts]
        return tuple(RunCell(number, text) for number, text in enumerate(texts, 1))


def read_material(chapter: Chapter) -> ChapterMaterial:
    """Read all rooms for one chapter."""
    problems: list[Text] = []
    root = rooms.require_repository("audit")
    stem, files = chapter.stem, _Files(root, problems)
    references = files.module("solutions", f"{stem}.py")
    graders = files.pieces(graders_of, "autograder", "graders", f"{stem}.py")
    from solutions.mistakes import mistakes_of

    mistakes = files.pieces(mistakes_of, "solutions", "mistakes", f"{stem}.py")
    checks = files.module("tests", "selfcheck", f"test_{stem}.py")
    accepted = files.pieces(accepted_of, "tests", "accepted", f"{stem}.py")
    oracles = files.pieces(oracles_of, "tests", "oracles", f"{stem}.py")
    for room, pieces in (
        ("autograder/graders", graders),
        ("solutions/mistakes", mistakes),
        ("tests/accepted", accepted),
        ("tests/oracles", oracles),
    ):
        problems += _orphans(chapter, f"{room}/{stem}.py", pieces)
    names = [n for n in vars(checks) if n.startswith("test_")] if checks else []
    file = f"tests/selfcheck/test_{stem}.py"
    problems += [
        say("audit-orphan-check", file=file, name=n, chapter=stem)
        for n in names
        if symbol_of(n, chapter) is None
    ]
    sources = _sources(root / "solutions" / f"{stem}.py")
    exercises = {
        e.symbol: Material(
            e,
            sources.get(e.symbol) if references and hasattr(references, e.symbol) else None,
            tuple(remembering(g) for g in graders if g.symbol == e.symbol),
            tuple(m for m in mistakes if m.symbol == e.symbol),
            tuple(checks_of(e, chapter, checks)) if checks else (),
            tuple(a for a in accepted if a.symbol == e.symbol),
            tuple(o for o in oracles if o.symbol == e.symbol),
        )
        for e in chapter.exercises
    }
    impl = SimpleNamespace(
        **{s: getattr(references, s) for s, m in exercises.items() if m.source is not None}
    )
    committed = read_committed(root / "tests" / "equivalent" / f"{stem}.toml", chapter, problems)
    return ChapterMaterial(chapter, exercises, impl, committed, problems)


class _Files:
    """Imports the rooms' modules; a file that is not there is no module, one that fails a sentence."""

    def __init__(self, root: Path, problems: list[Text]):
        self.root, self.problems = root, problems

    def module(self, *parts: str) -> ModuleType | None:
        path = self.root.joinpath(*parts)
        name = ".".join((*parts[:-1], path.stem))
        if not path.is_file():
            return None
        try:
            if parts[0] != "tests":
                return importlib.import_module(name)
            spec = importlib.util.spec_from_file_location(name.replace(".", "_"), path)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        except Exception as error:  # whatever an author's file raises is told in a sentence
            reason = f"{type(error).__name__}: {error}"
            self.problems.append(say("audit-import", file="/".join(parts), reason=reason))
            return None
        return module

    def pieces(self, read: Callable[[ModuleType], list[Any]], *parts: str) -> list[Any]:
        module = self.module(*parts)
        return read(module) if module else []


def _orphans(chapter: Chapter, file: str, pieces: Iterable[Any]) -> list[Text]:
    """A sentence for every exercise that has pieces but no stub."""
    symbols = dict.fromkeys(p.symbol for p in pieces if p.symbol not in chapter.symbols)
    return [say("audit-orphan", file=file, symbol=s, chapter=chapter.stem) for s in symbols]


def _sources(path: Path) -> dict[str, str]:
    """Name → text of every function and class of a reference module."""
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    try:
        return definitions(text)
    except SyntaxError:
        return {}


def bilingual(text: str) -> bool:
    """Whether a text has the form `日本語 | English`."""
    try:
        Text.parse(text)
    except ValueError:
        return False
    return True


def build_problem(chapter: Chapter) -> Text | None:
    """Why the chapter cannot be built into notebooks, if it cannot."""
    from autograder.build import source_notebook
    from autograder.text import LANGUAGES

    try:
        for lang in LANGUAGES:
            source_notebook(chapter, lang)
    except SourceError as error:
        return error.text
    except SyntaxError as error:
        return Text(str(error), str(error))
    return None
