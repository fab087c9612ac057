"""`make demo`: a whole course, from source to feedback, with a class of played students.

The real nbgrader, the real exchange, the real digits; only the students are played. `make demo-all` plays
every chapter in both languages, with a smaller class.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder import rooms
from autograder.catalog import Chapter, catalog
from autograder.faces.terminal import demo_evening
from autograder.faces.terminal.demo_class import HOSTILE, PLAYERS, SMALL_CLASS, Player, answer
from autograder.faces.terminal.demo_evening import Evening, play_evening
from autograder.faces.terminal.demo_steps import CONSOLE, Steps, need
from autograder.sandbox.isolation import IsolationUnavailable, require
from autograder.text import LANGUAGES, ZerotsukuError, default_language, say

CHAPTERS = ("ch02", "ch03")


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


@dataclass(frozen=True)
class Show:
    """A course to play: where, in which language, with which chapters and students."""

    folder: Path
    lang: str
    chapters: tuple[Chapter, ...]
    players: tuple[Player, ...]

    @property
    def course(self) -> Course:
        return Course(self.folder)


def shows(root: Path, everything: bool) -> tuple[Show, ...]:
    """What is played in a folder: two chapters in the reader's language, or every chapter in both."""
    if everything:
        chapters = tuple(catalog())
        return tuple(Show(root / "demo-all" / lang, lang, chapters, SMALL_CLASS) for lang in LANGUAGES)
    return (Show(root / "demo", default_language(), tuple(map(catalog().chapter, CHAPTERS)), PLAYERS),)


STEPS = 8  # of a course; the gradebooks are shown when all of them are played


def evening_in(root: Path) -> Evening:
    """The evening that is played in a folder, in the reader's language."""
    chapter = catalog().chapter(demo_evening.CHAPTER)
    return Evening(root / "demo" / "evening", default_language(), chapter)


def run(chosen: Sequence[Show], evening: Evening | None = None) -> None:
    """Play courses from start to end, each in its folder, which is made anew, and show their gradebooks.

    After them the evening of a group that has no machine in common.
    """
    try:
        require(unsafe=False)
        unsafe = False
    except IsolationUnavailable as refusal:
        for text in (refusal.text, say("demo-unsafe")):
            CONSOLE.print(text[default_language()], style="yellow", markup=False, soft_wrap=True)
        unsafe = True
        chosen = [replace(s, players=tuple(p for p in s.players if p.extra_cells != HOSTILE)) for s in chosen]
        evening = evening and evening.without_hostile()
    step = Steps(STEPS * len(chosen) + 1 + (demo_evening.STEPS if evening else 0))
    for show in chosen:
        if len(chosen) > 1:
            CONSOLE.print(say(f"demo-in-{show.lang}")[default_language()], style="bold", markup=False)
        play(show, step, unsafe)
    if evening:
        play_evening(evening, step, unsafe)
    with step("demo-summary"):
        summarise(chosen)
    if evening:
        point_at_evening(evening)


def play(show: Show, step: Steps, unsafe: bool) -> None:
    """Play one course; raises ZerotsukuError when a step of nbgrader's fails."""
    from autograder.faces.class_page.page import make_course_page
    from autograder.faces.nbgrader.course import make_course
    from autograder.faces.nbgrader.grade_class import grade_class

    if show.folder.exists():
        shutil.rmtree(show.folder)
    (show.folder / "exchange").mkdir(parents=True)
    (show.folder / "exchange").chmod(0o777)
    course, players, chapters = show.course, show.players, [chapter.id for chapter in show.chapters]
    with step("demo-course"):
        make_course(course.course, show.lang)
    api = course.api(course.config())
    with step("demo-release", chapters=", ".join(chapters)):
        for chapter in chapters:
            need(api.generate_assignment(chapter), f"generate_assignment {chapter}")
            need(api.release_assignment(chapter), f"release_assignment {chapter}")
    with step("demo-play", count=len(players)):
        for player in sorted(players, key=lambda p: p.late):
            if player.late:
                time.sleep(1.1)  # nbgrader's timestamps are in whole seconds
                _set_due(course.course, chapters)
                time.sleep(1.1)
            _take_part(show, player)
    with step("demo-collect"):
        for chapter in chapters:
            need(api.collect(chapter), f"collect {chapter}")
    with step("demo-grade", count=len(players) * len(chapters)):
        for chapter in chapters:
            grade_class(course.course, chapter, unsafe=unsafe)
    with step("demo-feedback"):
        for player in players:
            for chapter in chapters:
                need(api.generate_feedback(chapter, player.name), f"generate_feedback {chapter}")
    with step("demo-return"):
        for chapter in chapters:
            need(api.release_feedback(chapter), f"release_feedback {chapter}")
        for player in players:
            home = show.folder / "students" / player.name
            for chapter in chapters:
                course.exchange("FetchFeedback", course.config(home, player.name), chapter)
    with step("demo-report"):
        make_course_page(course.course, show.lang)


def _take_part(show: Show, player: Player) -> None:
    course, home = show.course, show.folder / "students" / player.name
    home.mkdir(parents=True)
    for chapter in show.chapters:
        course.exchange("FetchAssignment", course.config(home, player.name), chapter.id)
        answer(player, chapter, home / chapter.id / f"{chapter.stem}.ipynb", show.lang)
        course.exchange("Submit", course.config(home, player.name), chapter.id)


def _set_due(course: Path, chapters: list[str]) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for chapter in chapters:
            now = datetime.now(UTC).replace(tzinfo=None)
            gradebook.update_or_create_assignment(chapter, duedate=now)


def summarise(played: Sequence[Show]) -> None:
    """The scores as they stand in nbgrader's gradebooks, and what to open."""
    lang, several = default_language(), len(played) > 1
    table = Table()
    table.add_column(say("demo-student")[lang])
    if not several:
        table.add_column(say("demo-about")[lang])
    for chapter in played[0].chapters:
        points = chapter.max_score or say("ungraded")[lang]
        table.add_column(f"{chapter.id}\n{points}", justify="right")
    table.add_column(say("demo-late")[lang])
    for show in played:
        table.add_section()
        for player, marks in zip(show.players, _marks(show), strict=True):
            who = [f"{player.name} ({show.lang})"] if several else [player.name, player.about[lang]]
            table.add_row(*who, *marks)
    CONSOLE.print(table)
    if several:
        said = (f"  {player.name}: {player.about[lang]}" for player in played[0].players)
        CONSOLE.print("\n".join(said), markup=False, soft_wrap=True)
    point_at(next((show for show in played if show.lang == lang), played[0]))


def _marks(show: Show) -> Iterator[list[str]]:
    """For each student the scores of the chapters, and how late."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{show.course.course / 'gradebook.db'}") as gradebook:
        for player in show.players:
            found = [gradebook.find_submission(chapter.id, player.name) for chapter in show.chapters]
            late = max(s.total_seconds_late for s in found)
            scores = [f"{s.score:g}" if s.max_score else "–" for s in found]
            yield [*scores, f"{late:.0f} s" if late else ""]


def shown(path: Path) -> str:
    """A path from where the reader is."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def point_at_evening(evening: Evening) -> None:
    """What came in of an evening that was played, and what goes back."""
    for key, folder in (("demo-see-came", evening.came), ("demo-see-returned", evening.returned)):
        CONSOLE.print(f"  {say(key)[default_language()]}: {shown(folder)}", markup=False, soft_wrap=True)


def point_at(show: Show) -> None:
    """What to open of a course that was played."""
    lang = default_language()
    course, last, tools = show.course.course, show.chapters[-1], Path(sys.executable).parent
    answered = show.folder / "students" / show.players[1].name
    for key, value in {
        "demo-see-class": shown(course / "class" / f"{last.id}.html"),
        "demo-see-feedback": shown(course / "feedback" / "chiba" / last.id / f"{last.stem}.html"),
        "demo-see-notebook": shown(answered / last.id / f"{last.stem}.ipynb"),
        "demo-see-formgrader": f'PATH="{tools}:$PATH"; cd {shown(course)} && jupyter lab',
    }.items():
        CONSOLE.print(f"  {say(key)[lang]}: {value}", markup=False, soft_wrap=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every chapter, in both languages")
    everything = parser.parse_args().all
    rooms.put_tools_on_path()
    try:
        root = rooms.require_repository("demo")
        run(shows(root, everything), None if everything else evening_in(root))
    except ZerotsukuError as error:
        CONSOLE.print(error.text[default_language()], style="red", markup=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
