"""Cards of real mistakes, for the tests of what they show."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.build import reference_source
from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.student import check as check_module
from autograder.faces.student.cards.card import Card, card
from autograder.faces.student.cards.chapter_card import ChapterCard
from autograder.grading.deciding.answers import answers
from autograder.report import FAILED
from autograder.selfcheck.checks import checks_of, checks_path, load_checks
from autograder.selfcheck.running import WRONG, Student, run_checks
from autograder.selfcheck.summary import ExerciseCheck
from autograder.text import Text

# Exercise → the kinds of pictures that its mistakes get; those of other exercises get a table.
PICTURES = {
    "ch01.scale_rows": "matrix",
    "ch01.plot_sin_cos": "plot",
    "ch01.show_image": "image",
    "ch01.plot_surface": "plot",
    "ch03.step_function": "curve",
    "ch03.sigmoid": "curve",
    "ch03.relu": "curve",
    "ch03.layer": "matrix",
    "ch03.identity_function": "curve",
    "ch03.softmax": "matrix",
    "ch03.normalize_images": "image",
    "ch03.one_hot": "matrix",
    "ch03.predict": "matrix",
    "ch04.tangent_line": "curve",
    "ch04.numerical_gradient": "matrix",
    "ch04.plot_gradient_field": "plot",
    "ch04.descent_path": "path",
    "ch05.sigmoid_grad": "curve",
    "ch05.Relu": "matrix",
    "ch05.softmax_jacobian": "matrix",
    "ch06.optimizer_path": "path",
    "ch06.BatchNormalization": "matrix",
    "ch07.apply_filter": "matrix",
    "ch07.pad_images": "matrix",
    "ch07.im2col": "matrix",
    "ch07.Pooling": "matrix",
    "ch07.filter_grid": "image",
    "ch08.shift_images": "image",
}


def mistaken(id_: str, lang: str) -> Iterator[Card]:
    """The card of each mistake of an exercise, which stands among right answers."""
    chapter, exercise = _known(id_)
    module = load_checks(checks_path(chapter))
    for mistake in answers(chapter).mistakes[exercise.symbol]:
        namespace = vars(answers(chapter).replaced(exercise.symbol, mistake.implementation))
        student = Student(namespace, dict.fromkeys(chapter.symbols, "written"))
        with contextlib.redirect_stdout(io.StringIO()):
            results = tuple(run_checks(checks_of(exercise, chapter, module), student))
        if any(r.status in WRONG for r in results):
            hint = Text.parse(mistake.hint)  # looking for it would run all mistakes
            yield card(ExerciseCheck(exercise, FAILED, results, hint=hint), lang, None)


def with_picture(id_: str, lang: str) -> Card:
    """The card of the first mistake of an exercise that has the kind of picture that it should have."""
    return next(c for c in mistaken(id_, lang) if c.picture and c.picture.kind == PICTURES[id_])


def map_of(chapter: Chapter, lang: str, wrong: str = "", unwritten: tuple[str, ...] = ()) -> ChapterCard:
    """The map of a chapter whose answers are right but for one wrong and some that are not written."""
    namespace: dict[str, Any] = {"__name__": "__main__", "np": np}
    for exercise in chapter.exercises:
        if exercise.symbol not in unwritten:
            exec(reference_source(chapter, exercise.symbol, lang), namespace)
    if wrong:
        namespace[wrong] = lambda *args: None
    shown = check_module.map_for(namespace, chapter.id)
    assert isinstance(shown, ChapterCard)
    return shown


def _known(id_: str) -> tuple[Chapter, Exercise]:
    chapter = catalog().chapter(id_.partition(".")[0])
    return chapter, chapter.exercise(id_)
