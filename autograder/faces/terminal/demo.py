"""`make demo`: a whole course, from source to feedback, with a class of played students.

The real nbgrader, the real exchange, the real digits; only the students are played.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder import rooms
from autograder.build import reference_sources
from autograder.catalog import Chapter, catalog
from autograder.sandbox.isolation import IsolationUnavailable, require
from autograder.text import Text, ZerotsukuError, default_language, say

CHAPTERS = ("ch02", "ch03")
Answers = dict[str, str]  # symbol → the source that the student writes
CONSOLE = Console(highlight=False)


@dataclass(frozen=True)
class Player:
    """A played student: what they are like, and what they write into a chapter's notebook."""

    name: str
    about: Text
    answers: Callable[[Chapter, Answers], Answers]
    extra_cells: tuple[str, ...] = ()
    late: bool = False


def _half(chapter: Chapter, right: Answers) -> Answers:
    symbols = [e.symbol for e in chapter.exercises]
    return {s: right[s] for s in symbols[: len(symbols) // 2]}


TYPICAL = {
    "AND": "def AND(x1, x2):\n    return x1 * 0.5 + x2 * 0.5 > 0.7",
    "XOR": "def XOR(x1, x2):\n    return OR(x1, x2)",
    "half_adder": "def half_adder(x1, x2):\n    return AND(x1, x2), XOR(x1, x2)",
    "step_function": "def step_function(x):\n    return np.array(x > 0, dtype=np.int)",
    "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
    "softmax": "def softmax(x):\n    c = np.max(x)\n    e = np.exp(x - c)\n    return e / np.sum(e)",
    "layer": "def layer(x, W, b, activation):\n    return activation(x * W + b)",
}
BROKEN = {
    "OR": "def OR(x1, x2):\n    while True:\n        pass",
    "relu": "def relu(x):\n    return np.maximum(0, x",
}
HOSTILE = (
    "import os, glob, subprocess, urllib.request\nfound = glob.glob('/**/solutions/*.py', recursive=True)\n"
    "print(found)\nopen('/root/.profile').read()",
    "urllib.request.urlopen('http://127.0.0.1:8888')",
    "import autograder.compare\nautograder.compare.compare = lambda *a, **k: None\n"
    "np.allclose = lambda *a, **k: True\nnp.ndarray.__eq__",
    "print('<script>alert(1)</script>')",
)
PLAYERS = (
    Player("aoki", Text("全部正解", "all right"), lambda chapter, right: right),
    Player("baba", Text("半分まで", "half done"), _half),
    Player(
        "chiba",
        Text("よくある間違い", "typical mistakes"),
        lambda chapter, right: right | {s: a for s, a in TYPICAL.items() if s in right},
    ),
    Player("doi", Text("手をつけていない", "untouched"), lambda chapter, right: {}),
    Player("endo", Text("遅れて提出", "late"), lambda chapter, right: right, late=True),
    Player(
        "fujii",
        Text("終わらないループと文法の誤り", "an endless loop and a syntax error"),
        lambda chapter, right: right | {s: a for s, a in BROKEN.items() if s in right},
        ("while True:\n    pass",),
    ),
    Player("goto", Text("採点をだまそうとする", "tries to cheat"), lambda chapter, right: {}, HOSTILE),
)


@contextmanager
def step(number: int, key: str, **values: object) -> Iterator[None]:
    """One step of the demo, with its time."""
    CONSOLE.print(f"[{number}/9] {say(key, **values)[default_language()]} …", markup=False)
    begin = time.monotonic()
    yield
    CONSOLE.print(f"      ✓ {time.monotonic() - begin:.1f} s", style="green", markup=False)


def play(player: Player, chapter: Chapter, path: Path, lang: str) -> None:
    """Write a player's answers into the notebook that was fetched."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    answers = player.answers(chapter, reference_sources(chapter, lang))
    for cell in notebook["cells"]:
        symbol = cell["id"].removeprefix(f"{chapter.id}-")
        if symbol in answers:
            cell["source"] = answers[symbol]
    for number, source in enumerate(player.extra_cells):
        cell = {"cell_type": "code", "id": f"mine-{number}", "metadata": {}, "source": source}
        notebook["cells"].insert(4, {**cell, "outputs": [], "execution_count": None})
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")


class Course:
    """nbgrader's own classes, for the instructor and for each player."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.course = folder / "course"

    def config(self, home: Path | None = None, student: str = "*") -> Any:
        from traitlets.config import Config, PyFileConfigLoader

        path = self.course / "nbgrader_config.py"
        config: Any = Config(PyFileConfigLoader(path.name, path=str(path.parent)).load_config())
        config.CourseDirectory.root = str(self.course)
        config.CourseDirectory.course_id = "course"
        config.CourseDirectory.student_id = student
        config.Exchange.root = str(self.folder / "exchange")
        if home:
            config.Exchange.assignment_dir = str(home)
            config.Exchange.cache = str(home / ".cache")
        return config

    def api(self, config: Any) -> Any:
        from nbgrader.apps import NbGraderAPI

        return NbGraderAPI(config=config)

    def exchange(self, kind: str, config: Any, chapter: str) -> None:
        """Run one of nbgrader's exchange classes, such as "Submit"."""
        from nbgrader import exchange
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory

        config.CourseDirectory.assignment_id = chapter
        courses = CourseDirectory(config=config)
        authenticator = Authenticator(parent=courses, config=config)
        made = getattr(exchange.default, f"Exchange{kind}")
        made(coursedir=courses, authenticator=authenticator, config=config).start()


def need(result: dict[str, Any], what: str) -> None:
    """nbgrader's own log, if a step of it failed."""
    if not result.get("success"):
        log = str(result.get("log") or result.get("error"))[-1500:]
        raise ZerotsukuError(say("demo-failed", what=what, log=Text(log, log)))


def run(folder: Path, lang: str) -> None:
    """Play the whole course in `folder`, which is made anew."""
    from autograder.faces.class_page.page import make_class_page
    from autograder.faces.nbgrader.course import make_course
    from autograder.faces.nbgrader.grade_class import grade_class

    unsafe = False
    try:
        require(unsafe=False)
    except IsolationUnavailable as refusal:
        CONSOLE.print(refusal.text[lang], style="yellow", markup=False)
        CONSOLE.print(say("demo-unsafe")[lang], style="yellow", markup=False)
        unsafe = True
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "exchange").mkdir(parents=True)
    (folder / "exchange").chmod(0o777)
    course, chapters = Course(folder), [catalog().chapter(c) for c in CHAPTERS]
    with step(1, "demo-course"):
        make_course(course.course, lang)
    api = course.api(course.config())
    with step(2, "demo-release", chapters=", ".join(CHAPTERS)):
        for chapter in CHAPTERS:
            need(api.generate_assignment(chapter), f"generate_assignment {chapter}")
            need(api.release_assignment(chapter), f"release_assignment {chapter}")
    players = PLAYERS if not unsafe else tuple(p for p in PLAYERS if p.extra_cells != HOSTILE)
    with step(3, "demo-play", count=len(players)):
        for player in sorted(players, key=lambda p: p.late):
            if player.late:
                time.sleep(1.1)  # nbgrader's timestamps are in whole seconds
                _set_due(course.course)
                time.sleep(1.1)
            _take_part(course, player, chapters, lang)
    with step(4, "demo-collect"):
        for chapter in CHAPTERS:
            need(api.collect(chapter), f"collect {chapter}")
    with step(5, "demo-grade", count=len(players) * len(CHAPTERS)):
        for chapter in CHAPTERS:
            grade_class(course.course, chapter, unsafe=unsafe)
    with step(6, "demo-feedback"):
        for player in players:
            for chapter in CHAPTERS:
                need(api.generate_feedback(chapter, player.name), f"generate_feedback {chapter}")
    with step(7, "demo-return"):
        for chapter in CHAPTERS:
            need(api.release_feedback(chapter), f"release_feedback {chapter}")
        for player in players:
            home = folder / "students" / player.name
            for chapter in CHAPTERS:
                course.exchange("FetchFeedback", course.config(home, player.name), chapter)
    with step(8, "demo-report"):
        for chapter in CHAPTERS:
            make_class_page(course.course, chapter, lang)
    with step(9, "demo-summary"):
        summarise(course, players, chapters, lang)


def _take_part(course: Course, player: Player, chapters: list[Chapter], lang: str) -> None:
    home = course.folder / "students" / player.name
    home.mkdir(parents=True)
    for chapter in chapters:
        config = course.config(home, player.name)
        course.exchange("FetchAssignment", config, chapter.id)
        play(player, chapter, home / chapter.id / f"{chapter.stem}.ipynb", lang)
        course.exchange("Submit", course.config(home, player.name), chapter.id)


def _set_due(course: Path) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for chapter in CHAPTERS:
            now = datetime.now(UTC).replace(tzinfo=None)
            gradebook.update_or_create_assignment(chapter, duedate=now)


def summarise(course: Course, players: tuple[Player, ...], chapters: list[Chapter], lang: str) -> None:
    """The scores as they stand in nbgrader's gradebook, and what to open."""
    from nbgrader.api import Gradebook

    table = Table()
    for heading in ("demo-student", "demo-about"):
        table.add_column(say(heading)[lang])
    for chapter in chapters:
        table.add_column(f"{chapter.id} ({chapter.max_score})", justify="right")
    table.add_column(say("demo-late")[lang])
    with Gradebook(f"sqlite:///{course.course / 'gradebook.db'}") as gradebook:
        for player in players:
            found = [gradebook.find_submission(chapter.id, player.name) for chapter in chapters]
            late = max(s.total_seconds_late for s in found)
            scores = [f"{s.score:g}" for s in found]
            table.add_row(player.name, player.about[lang], *scores, f"{late:.0f} s" if late else "")
    CONSOLE.print(table)
    here = Path.cwd()

    def shown(path: Path) -> str:
        return str(path.relative_to(here) if path.is_relative_to(here) else path)

    tools = Path(sys.executable).parent
    feedback = course.course / "feedback" / "chiba" / "ch03" / f"{chapters[-1].stem}.html"
    for key, value in {
        "demo-see-class": shown(course.course / "class" / f"{chapters[-1].id}.html"),
        "demo-see-feedback": shown(feedback),
        "demo-see-notebook": shown(course.folder / "students/baba/ch03" / f"{chapters[-1].stem}.ipynb"),
        "demo-see-formgrader": f'PATH="{tools}:$PATH"; cd {shown(course.course)} && jupyter lab',
    }.items():
        CONSOLE.print(f"  {say(key)[lang]}: {value}", markup=False, soft_wrap=True)


def main() -> None:
    lang = default_language()
    rooms.put_tools_on_path()
    try:
        run(rooms.require_repository("demo") / "demo", lang)
    except ZerotsukuError as error:
        CONSOLE.print(error.text[lang], style="red", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
