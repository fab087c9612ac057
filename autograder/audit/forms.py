"""Right answers in another form, which must get full marks; and oracles, which must agree."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.audit import Oracle
from autograder.audit.findings import Finding
from autograder.audit.material import ChapterMaterial, Material
from autograder.audit.mistakes import failing_check
from autograder.audit.observing import Observed, wrong
from autograder.seeds import generator, seed
from autograder.text import Text, say

FORM_SEEDS = 3
ORACLE_SEEDS = 10


def try_accepted(material: ChapterMaterial, piece: Material, expected: Observed, finding: Finding) -> None:
    """Every accepted form with hidden graders and visible checks."""
    for form in piece.accepted:
        finding.accepted += 1
        impl = material.known.replaced(piece.symbol, form.implementation)
        problem = _form_problem(piece, form.name, Observed(material.chapter, impl), expected)
        if problem:
            finding.problems.append(problem)
        else:
            finding.accepted_full += 1


def _form_problem(piece: Material, name: str, got: Observed, expected: Observed) -> Text | None:
    for n in range(FORM_SEEDS):
        for g in piece.graders:
            text = wrong(g, got.of(g, n), expected.of(g, n))
            if text:
                return say("audit-accepted-loses", name=name, grader=g.name, text=text)
    failed = failing_check(piece, got.impl)
    if failed:
        return say("audit-accepted-loses", name=name, grader=failed[0], text=failed[1])
    return None


def try_oracles(material: ChapterMaterial, piece: Material, finding: Finding) -> None:
    """Every oracle against the reference, over several seeds."""
    for oracle in piece.oracles:
        finding.oracles += 1
        problems = (_oracle_problem(material, oracle, n) for n in range(ORACLE_SEEDS))
        problem = next(filter(None, problems), "")
        if problem:
            finding.problems.append(say("audit-oracle-differs", name=oracle.name, text=problem))
        else:
            finding.oracles_agree += 1


def _oracle_problem(material: ChapterMaterial, oracle: Oracle, number: int) -> str:
    rng = generator(seed(b"audit", str(number), oracle.symbol, oracle.name))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            got, expected = oracle.compute(material.impl, rng)
        except Exception as error:  # an author's code may raise anything
            return f"{type(error).__name__}: {error}"
    return differs(got, expected, oracle.rtol, oracle.atol)


def differs(got: Any, expected: Any, rtol: float, atol: float, where: str = "") -> str:
    """What is not equal, or ""; numbers within rtol and atol, whatever their dtype."""
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping) or got.keys() != expected.keys():
            return f"{where} keys"
        return next(
            filter(None, (differs(got[k], expected[k], rtol, atol, f"{where}[{k!r}]") for k in expected)), ""
        )
    if isinstance(expected, list | tuple):
        if not isinstance(got, list | tuple | np.ndarray) or len(got) != len(expected):
            return f"{where} length"
        pairs = enumerate(zip(got, expected, strict=True))
        return next(filter(None, (differs(g, e, rtol, atol, f"{where}[{i}]") for i, (g, e) in pairs)), "")
    if isinstance(expected, str | None):
        return "" if got == expected else f"{where} {got!r} ≠ {expected!r}"
    g, e = np.asarray(got), np.asarray(expected)
    if g.shape != e.shape:
        return f"{where} shape {g.shape} ≠ {e.shape}"
    if not np.allclose(g, e, rtol=rtol, atol=atol, equal_nan=True):
        return f"{where} |Δ| ≤ {np.max(np.abs(g - e)):.3g}"
    return ""
