"""What the audit found, as values: figures and sentences, by exercise and in sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.audit.mutants import Mutant
from autograder.text import Text

NAMED, AT_SELF_CHECK, EQUIVALENT = 0.95, 0.80, 0.10  # the least, the least, the most; of one chapter


@dataclass
class Finding:
    """The figures of one exercise; `problems` say what fails, `notes` what could be better."""

    id: str
    full: bool = False
    zero: bool = False
    mistakes: int = 0
    caught: int = 0
    named: int = 0
    at_self_check: int = 0
    mutants: int = 0
    killed: int = 0
    equivalent: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    accepted: int = 0
    accepted_full: int = 0
    oracles: int = 0
    oracles_agree: int = 0
    hollow: int = 0
    hollow_refused: int = 0
    hollow_right: int = 0
    problems: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, int]]:
        """This exercise's share of the summary."""
        return {
            "references": {"full": int(self.full), "total": 1},
            "stubs": {"zero": int(self.zero), "total": 1},
            "mistakes": {
                "total": self.mistakes,
                "caught": self.caught,
                "named": self.named,
                "at_self_check": self.at_self_check,
            },
            "mutants": {
                "total": self.mutants,
                "killed": self.killed,
                "equivalent": self.equivalent,
                "survived": len(self.survivors),
            },
            "accepted": {"full": self.accepted_full, "total": self.accepted},
            "oracles": {"agree": self.oracles_agree, "total": self.oracles},
            "hollow": {
                "total": self.hollow,
                "refused": self.hollow_refused,
                "right": self.hollow_right,
            },
        }

    def as_json(self, lang: str) -> dict[str, Any]:
        return {
            **self.figures(),
            "survivors": [{"operator": m.operator, "diff": m.change.diff} for m in self.survivors],
            "problems": [text[lang] for text in self.problems],
            "notes": [text[lang] for text in self.notes],
        }


@dataclass
class ChapterFinding:
    """A chapter's exercises, and what fails in it as a whole."""

    id: str
    exercises: list[Finding] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.problems and not any(e.problems for e in self.exercises)


def total(findings: Iterable[Finding]) -> dict[str, dict[str, int]]:
    """The figures of several exercises, added up."""
    summed = {name: dict.fromkeys(counts, 0) for name, counts in Finding("").figures().items()}
    for finding in findings:
        for name, counts in finding.figures().items():
            for key, count in counts.items():
                summed[name][key] += count
    return summed


def as_json(chapters: Iterable[ChapterFinding], lang: str) -> dict[str, Any]:
    """The object that `audit --json` prints."""
    chapters = list(chapters)
    return {
        "summary": total(e for c in chapters for e in c.exercises),
        "exercises": {e.id: e.as_json(lang) for c in chapters for e in c.exercises},
        "chapters": {
            c.id: {"passed": c.passed, "problems": [text[lang] for text in c.problems]} for c in chapters
        },
    }
