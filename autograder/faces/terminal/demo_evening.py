"""The second part of `make demo`: an evening of a group that has no machine in common.

A zip goes out, and twelve people's files come back as Moodle, Google Classroom and GitHub give them; they are
collected, graded, and each gets a page of feedback. Only the people and the platforms are played.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.catalog import Chapter
from autograder.faces.terminal.demo_class import HOSTILE, PLAYERS, Player, answer
from autograder.faces.terminal.demo_steps import need

CHAPTER = "ch03"
MOODLE, CLASSROOM, GITHUB = "moodle", "classroom", "github"
STEPS = 6
GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
WHO = "user.name=participant", "user.email=participant@example.org"


@dataclass(frozen=True)
class Participant:
    """One of the group: id, names, how their work comes back, and what they write; `user` on GitHub."""

    id: str
    last_name: str
    first_name: str
    way: str
    player: Player
    user: str = ""


def _group() -> Iterator[Participant]:
    names = (
        ("aoki", "青木", "はるか"),
        ("baba", "馬場", "健"),
        ("chiba", "千葉", "美咲"),
        ("doi", "土井", "翔"),
        ("endo", "遠藤", "さくら"),
        ("fujii", "藤井", "大輔"),
        ("goto", "後藤", "恵"),
        ("hara", "原", "直樹"),
        ("imai", "今井", "優子"),
        ("jinno", "神野", "拓也"),
        ("kato", "加藤", "愛"),
        ("li", "Li", "Wei"),
    )
    for number, (id_, last, first) in enumerate(names):
        way = (MOODLE, CLASSROOM, GITHUB)[number % 3]
        user = f"{first if first.isascii() else 'dev'}-{id_[::-1]}".lower() if way == GITHUB else ""
        yield Participant(id_, last, first, way, PLAYERS[number % len(PLAYERS)], user)


GROUP = tuple(_group())


@dataclass(frozen=True)
class Evening:
    """An evening to play: in which folder, in which language, and with which chapter."""

    folder: Path
    lang: str
    chapter: Chapter
    group: Sequence[Participant] = GROUP

    @property
    def course(self) -> Path:
        return self.folder / "course"

    @property
    def came(self) -> Path:
        return self.folder / "came"

    @property
    def returned(self) -> Path:
        return self.course / "returned"

    def without_hostile(self) -> Evening:
        """For a machine that cannot shut them in."""
        return replace(self, group=[p for p in self.group if p.player.extra_cells != HOSTILE])


def play_evening(
    evening: Evening, step: Callable[..., AbstractContextManager[None]], unsafe: bool = False
) -> None:
    """Play it from the handout to the pages of feedback, in its folder, which is made anew."""
    from autograder.faces.nbgrader.collecting.archives import Shelf
    from autograder.faces.nbgrader.collecting.placing import place
    from autograder.faces.nbgrader.collecting.plan import make_plan
    from autograder.faces.nbgrader.course import make_course, open_course
    from autograder.faces.nbgrader.grade_class import grade_class
    from autograder.faces.sending.handout import make_handout
    from autograder.faces.sending.returning import return_feedback

    if evening.folder.exists():
        shutil.rmtree(evening.folder)
    chapter = evening.chapter
    with step("demo-evening-course", count=len(evening.group)):
        make_course(evening.course, evening.lang, [chapter.id])
        register(evening)
    with step("demo-evening-handout", chapter=chapter.id):
        handout = make_handout(evening.course, [chapter.id], with_wheel=False)
    with step("demo-evening-send", count=len(evening.group)):
        sources, names = send(evening, handout.path)
    with step("demo-evening-collect", chapter=chapter.id):
        course = open_course(evening.course)
        with Shelf() as shelf:
            place(course, make_plan(course, chapter.id, sources, shelf, names))
    with step("demo-grade", count=len(evening.group)):
        grade_class(evening.course, chapter.id, unsafe=unsafe)
    with step("demo-evening-return", chapter=chapter.id):
        return_feedback(evening.course, chapter.id)


def register(evening: Evening) -> None:
    """The participants into nbgrader's list, and the chapter's release."""
    from nbgrader.apps import NbGraderAPI

    from autograder.faces.nbgrader.course import open_course
    from autograder.faces.nbgrader.database import opened

    course = open_course(evening.course)
    with opened(course.coursedir) as gradebook:
        for p in evening.group:
            gradebook.add_student(p.id, first_name=p.first_name, last_name=p.last_name)
    api = NbGraderAPI(coursedir=course.coursedir, config=course.config)
    need(api.generate_assignment(evening.chapter.id), "generate_assignment")


def send(evening: Evening, handout: Path) -> tuple[list[Path], Path]:
    """Everybody's work, as the platforms give it out: what to collect, and who is who on GitHub."""
    works = {}
    for p in evening.group:
        home = evening.folder / "participants" / p.id
        with zipfile.ZipFile(handout) as archive:  # as they unpack it at home
            archive.extractall(home)
        (works[p.id],) = home.rglob(f"{evening.chapter.stem}.ipynb")
        answer(p.player, evening.chapter, works[p.id], evening.lang)
    ways = {
        way: [(p, works[p.id]) for p in evening.group if p.way == way] for way in (MOODLE, CLASSROOM, GITHUB)
    }
    made = [
        _moodle(evening.came, evening.chapter, ways[MOODLE]),
        _classroom(evening.came, evening.chapter, ways[CLASSROOM]),
        _github(evening.came, evening.chapter, ways[GITHUB]),
    ]
    names = evening.came / "names.csv"
    with names.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "student"), *((p.user, p.id) for p, _ in ways[GITHUB])])
    return made, names


Works = Sequence[tuple[Participant, Path]]


def _moodle(folder: Path, chapter: Chapter, works: Works) -> Path:
    """Moodle's zip of all submissions: a folder for each, with the full name and a number."""
    path = folder / f"mycourse-{chapter.id}-1234.zip"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (p, work) in enumerate(works, 1_000_001):
            whose = f"{p.last_name} {p.first_name}_{number}_assignsubmission_file_"
            archive.write(work, f"{whose}/{chapter.stem}.ipynb")
    return path


def _classroom(folder: Path, chapter: Chapter, works: Works) -> Path:
    """Google Classroom's folder of an assignment: a file for each, with the name before the title."""
    path = folder / f"Classroom {chapter.id}"
    path.mkdir(parents=True)
    for p, work in works:
        shutil.copy2(work, path / f"{p.first_name} {p.last_name} - {chapter.stem}.ipynb")
    return path


def _github(folder: Path, chapter: Chapter, works: Works) -> Path:
    """A clone for each, as GitHub Classroom names them; plain folders where there is no git."""
    path = folder / "clones"
    for p, work in works:
        clone = path / f"{chapter.id}-{p.user}"
        clone.mkdir(parents=True)
        shutil.copy2(work, clone / f"{chapter.stem}.ipynb")
        if git := shutil.which("git"):
            for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "done"]):
                settings = [part for value in WHO for part in ("-c", value)]
                subprocess.run([git, *settings, *command], cwd=clone, check=True, env={**os.environ, **GIT})
    return path
