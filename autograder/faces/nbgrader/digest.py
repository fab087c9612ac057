"""What a graded notebook was made from, as a digest: what has the same one need not be graded again."""

from __future__ import annotations

import hashlib
import hmac
from functools import cache
from pathlib import Path

from autograder import rooms
from autograder.catalog import Chapter
from autograder.grading.engine import Seeds
from autograder.grading.handed import Handed
from autograder.weights import Weights

ENGINE = (  # in autograder/
    "*.py",
    "messages/*.ftl",
    "grading/**/*.py",
    "sandbox/**/*.py",
    "graders/__init__.py",
    "graders/statistics.py",
    "faces/student_text.py",
    "faces/nbgrader/digest.py",
    "faces/nbgrader/grade_one.py",
    "faces/nbgrader/matching.py",
    "faces/nbgrader/notebooks.py",
    "faces/nbgrader/release.py",
    "faces/nbgrader/states.py",
    "faces/nbgrader/task.py",
    "faces/nbgrader/writing.py",
    "faces/nbgrader/templates/*.j2",
)


def engine_files() -> list[Path]:
    """The files of ours that determine a graded notebook, whatever the chapter."""
    return [p for pattern in ENGINE for p in sorted(rooms.PACKAGE.glob(pattern))]


@cache
def engine_digest(chapter: Chapter) -> bytes:
    """A digest of all that determines a Report besides the submission and the secret."""
    root = rooms.require_repository("grade")
    paths = engine_files()
    paths += [chapter.path, rooms.graders() / f"{chapter.stem}.py"]
    solutions = rooms.solutions()
    paths += [solutions / f"{chapter.stem}.py", solutions / "mistakes" / f"{chapter.stem}.py"]
    paths.append(rooms.graders() / "heldout_digits.npz")
    paths.append(solutions / "mistakes" / "__init__.py")  # makes wrong answers and hints of what is written
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.digest()


def work_digest(handed: Handed, chapter: Chapter, seeds: Seeds, lang: str, release: bytes = b"") -> str:
    """What a graded notebook was made from: the same digest, the same notebook."""
    odd = [text.en for text in (handed.problem, *handed.notes) if text]
    head = "\0".join((seeds.student, handed.name, lang, *odd)).encode()
    made = hashlib.sha256(engine_digest(chapter) + hashlib.sha256(head).digest())
    for symbol, weights in sorted(handed.weights.items()):
        content = weights.data if isinstance(weights, Weights) else weights.en.encode()
        made.update(f"{symbol}\0{len(content)}\0".encode() + content)
    for name, data in handed.beside.files:
        made.update(f"{name}\0{len(data)}\0".encode() + data)
    made.update(hashlib.sha256(release).digest())
    made.update(handed.data)
    return hmac.new(seeds.secret, made.digest(), hashlib.sha256).hexdigest()
