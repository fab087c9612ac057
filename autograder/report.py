"""The Report: one frozen value for one submission of one chapter. Every face is a view of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from autograder.text import Text

PASSED, FAILED, NOT_STARTED, ERROR, TIMEOUT = "passed", "failed", "not_started", "error", "timeout"


@dataclass(frozen=True, eq=False)
class Picture:
    """What the student's plot and the expected one show; grading/explaining/pictures.py draws them."""

    kind: str
    got: Any
    expected: Any


@dataclass(frozen=True)
class Outcome:
    """What one hidden grader gave; `message` says why it failed.

    `origin` is the place in the student's code of an exception: failures of one origin have one reason.
    `general` is the message without the places that it speaks of, in the observation or the student's code.
    """

    name: str
    description: Text
    points: float
    passed: bool
    message: Text | None = None
    origin: str = ""
    general: Text | None = None
    picture: Picture | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Reason:
    """Why points are missing: a sentence, and the graders it speaks of (none: the whole exercise).

    `general` is the sentence without places in the student's code, if it names any.
    """

    text: Text
    outcomes: tuple[Outcome, ...] = ()
    general: Text | None = None


@dataclass(frozen=True)
class Standing:
    """How far the network of an open exercise came, on `images` hidden digits.

    `accuracy` is 0 to 1, `low` to `high` its 95 % confidence interval; `parameters` are the numbers in the
    weights, `seconds` the time that the graders took as the trusted process saw it.
    """

    accuracy: float
    low: float
    high: float
    images: int
    parameters: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise's marks and the reasons for them. `mistake` names the mistake that explains it.

    `observed` is what was seen of the exercise as a whole, such as that it works for some inputs only.
    `general` is the message without places in the student's code, if it names any. `standing` is that of an
    open exercise's network that gave an answer for every hidden digit.
    """

    id: str
    title: Text
    score: float
    max_score: float
    status: str
    outcomes: tuple[Outcome, ...]
    message: Text | None = None
    hint: Text | None = None
    mistake: str | None = None
    followed: bool = False
    observed: tuple[Text, ...] = ()
    general: Text | None = None
    standing: Standing | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that is said, each sentence once: of the exercise, then of its graders."""
        said = [Reason(self.message, general=self.general)] if self.message else []
        said += map(Reason, self.observed)
        whole = {outcome.message for outcome in self.outcomes if outcome.message}
        same: dict[object, list[Outcome]] = {}
        for outcome in self.outcomes:
            if outcome.message:
                text = outcome.general if outcome.general in whole else outcome.message
                same.setdefault(outcome.origin or text, []).append(outcome)
        for key, outcomes in same.items():
            first = outcomes[0]
            assert first.message is not None
            if isinstance(key, Text):
                said.append(Reason(key, tuple(outcomes)))
            else:
                said.append(Reason(first.message, tuple(outcomes), first.general))
        return tuple(said)

    @property
    def symbol(self) -> str:
        return self.id.partition(".")[2]


@dataclass(frozen=True)
class Report:
    """All exercises of a chapter, the layers of isolation that were in force, and notes on the file.

    `cut` says that the submission used up what may be spent on it, so that not all of this was made.
    """

    chapter: str
    exercises: tuple[ExerciseReport, ...]
    isolation: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    cut: bool = False

    @property
    def score(self) -> float:
        return sum(e.score for e in self.exercises)

    @property
    def max_score(self) -> float:
        return sum(e.max_score for e in self.exercises)

    def without_pictures(self) -> Report:
        """The same for those who only read it: what a picture is made of may be large."""

        def plain(exercise: ExerciseReport) -> ExerciseReport:
            outcomes = tuple(replace(o, picture=None) if o.picture else o for o in exercise.outcomes)
            return replace(exercise, outcomes=outcomes)

        return replace(self, exercises=tuple(map(plain, self.exercises)))

    def exercise(self, symbol: str) -> ExerciseReport:
        return next(e for e in self.exercises if symbol in (e.symbol, e.id))

    def as_json(self, lang: str) -> dict[str, Any]:
        """The object that `inspect --json` prints."""

        def pick(text: Text | None) -> str | None:
            return text[lang] if text else None

        return {
            "chapter": self.chapter,
            "score": self.score,
            "max_score": self.max_score,
            "isolation": list(self.isolation),
            "notes": [note[lang] for note in self.notes],
            "exercises": {
                e.id: {
                    "score": e.score,
                    "max_score": e.max_score,
                    "status": e.status,
                    "graders": [
                        {
                            "name": o.name,
                            "description": o.description[lang],
                            "points": o.points,
                            "passed": o.passed,
                            "message": pick(o.message),
                        }
                        for o in e.outcomes
                    ],
                    "message": pick(e.message),
                    "reasons": [r.text[lang] for r in e.reasons],
                    "general": [(r.general or r.text)[lang] for r in e.reasons],
                    "hint": pick(e.hint),
                    "mistake": e.mistake,
                    "followed": e.followed,
                    **({"standing": asdict(e.standing)} if e.standing else {}),
                }
                for e in self.exercises
            },
        }
