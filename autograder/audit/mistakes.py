"""Mistakes: each must lose points, be called by its own name, and be known at self-check."""

from __future__ import annotations

import contextlib
import warnings

import matplotlib.pyplot as plt
import numpy as np

from autograder import rooms
from autograder.audit.findings import Finding
from autograder.audit.material import ChapterMaterial, Material
from autograder.audit.observing import Observed, is_wrong, seeds
from autograder.grading.deciding.marking import Marker
from autograder.grading.explaining.explainer import Explainer
from autograder.sandbox.sandbox import Observed as Seen
from autograder.selfcheck.checks import Check, weights_in
from autograder.selfcheck.hints import known_mistakes
from autograder.submission import Submission
from autograder.text import Text, say

CAUGHT_SEEDS = 5
NAMED_SEEDS = 2


def try_mistakes(
    material: ChapterMaterial, piece: Material, expected: Observed, finding: Finding, complete: bool
) -> None:
    """Fill in the mistakes' figures; those at self-check only for a chapter that is `complete`."""
    told = {k["en"] for k in known_mistakes(piece.exercise, material.chapter)} if complete else set()
    for m in piece.mistakes:
        finding.mistakes += 1
        impl = material.known.replaced(piece.symbol, m.implementation)
        got = Observed(material.chapter, impl)
        missed = [n for n in range(CAUGHT_SEEDS) if not _loses(piece, got, expected, n)]
        if missed:
            finding.problems.append(say("audit-not-caught", name=m.name, seed=missed[0]))
        else:
            finding.caught += 1
        names = {_named(material, piece, got, n) for n in range(NAMED_SEEDS)}
        others = sorted(name for name in names if name not in (None, m.name))
        if names == {m.name}:
            finding.named += 1
        elif others:
            finding.problems.append(say("audit-misnamed", name=m.name, other=str(others[0])))
        else:
            finding.notes.append(say("audit-not-named", name=m.name))
        if Text.parse(m.hint).en in told:
            finding.at_self_check += 1
        elif complete:
            finding.notes.append(say("audit-not-at-self-check", name=m.name))


def _loses(piece: Material, got: Observed, expected: Observed, number: int) -> bool:
    quick_first = sorted(piece.graders, key=lambda g: expected.seconds[g.name])
    return any(is_wrong(g, got.of(g, number), expected.of(g, number)) for g in quick_first)


def _named(material: ChapterMaterial, piece: Material, got: Observed, number: int) -> str | None:
    """The mistake that the engine names for a student who makes this one."""
    marker = Marker(material.chapter, seeds(number), material.known)
    found = {g.name: marker.look(piece.symbol, g.name, got.of(g, number)) for g in piece.graders}
    observed = Seen(progress={piece.symbol: "written"}, exercises={piece.symbol: found})
    submission = Submission("audit", ())
    mark = marker.mark(piece.exercise, submission, observed)
    return Explainer(marker, submission, observed).report(mark).mistake


def run_check(check: Check, impl: object) -> Exception | None:
    """What a visible check raises on an implementation; None if it passes."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.ExitStack() as stack:
        stack.callback(plt.close, "all")
        warnings.simplefilter("ignore")
        try:
            with weights_in(rooms.solutions()):  # those of an open exercise
                check.run(impl)
        except Exception as error:  # whatever the implementation raises
            return error
    return None


def failing_check(piece: Material, impl: object) -> tuple[str, Text] | None:
    """The first visible check that an implementation fails, and what it says."""
    for check in piece.checks:
        error = run_check(check, impl)
        if error is not None:
            text = getattr(error, "text", None)
            reason = f"{type(error).__name__}: {error}"
            return check.name, text if isinstance(text, Text) else Text(reason, reason)
    return None
