"""How long the class page of 200 students takes: to make from gradebook and records, and to open in chromium.

    python benchmarks/class_page.py [STUDENTS] [DIR]

Chapters 0, 4 and 5 of a course are filled with reports (chapter 5 has 15 exercises). Prints seconds; the exit
status is 1 if a page takes a second or more until it is drawn. With DIR the course is kept there.
"""

from __future__ import annotations

import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config, PyFileConfigLoader

from autograder.build import student_notebook, to_bytes
from autograder.catalog import Chapter, Exercise, catalog
from autograder.faces.class_page.page import make_class_page, make_course_page
from autograder.faces.nbgrader.course import Course, make_course, open_course
from autograder.faces.nbgrader.gradebook import Book, Entry
from autograder.faces.nbgrader.notebooks import put_report
from autograder.grading.deciding.answers import answers
from autograder.report import ERROR, FAILED, NOT_STARTED, PASSED, ExerciseReport, Outcome, Report
from autograder.rooms import put_tools_on_path
from autograder.text import Text

LIMIT, REPEATS = 1.0, 5  # seconds
CHAPTERS = ("ch00", "ch04", "ch05")
LAST, FIRST = ("佐藤", "鈴木", "高橋", "田中", "伊藤", "Nguyen"), ("陽菜", "蓮", "結衣", "湊", "Anna", "大翔")
# From the start of the navigation to the frame that shows the whole page; its elements.
DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done([
    performance.now() / 1000, document.querySelectorAll('*').length]))))"""


def played(chapter: Chapter, ability: float, rng: random.Random) -> Report:
    """The report of somebody: what is hard is more often wrong, in one of the ways that are known."""
    exercises = (_exercise(e, n, chapter, ability, rng) for n, e in enumerate(chapter.exercises))
    return Report(chapter.id, tuple(exercises), ("x",))


def _exercise(
    e: Exercise, number: int, chapter: Chapter, ability: float, rng: random.Random
) -> ExerciseReport:
    luck, hard = rng.random(), 0.2 + 0.6 * number / len(chapter.exercises)
    if luck < ability - hard + 0.5:
        return ExerciseReport(e.id, e.title, float(e.points), e.points, PASSED, (_outcome(e, True),))
    known = answers(chapter).mistakes[e.symbol]
    if luck > 0.9:
        return ExerciseReport(e.id, e.title, 0.0, e.points, NOT_STARTED, (_outcome(e, False),))
    if known and luck > 0.4:
        mistake = rng.choice(known)
        shape = f"({rng.randint(1, 3)},)"
        why = Text(f"形が違います: 期待 (3, 4)、あなたの答え {shape}。", f"The shape is {shape}, not (3, 4).")
        outcome = Outcome("g", e.title, e.points, False, why)
        part = float(rng.choice([0, e.points // 2]))
        hint = Text.parse(mistake.hint)
        return ExerciseReport(
            e.id, e.title, part, e.points, FAILED, (outcome,), hint=hint, mistake=mistake.name
        )
    text = Text(f"「value{rng.randint(1, 9)}」という名前は定義されていません。", "The name is not defined.")
    return ExerciseReport(e.id, e.title, 0.0, e.points, ERROR, (_outcome(e, False),), text)


def _outcome(e: Exercise, passed: bool) -> Outcome:
    return Outcome("g", e.title, e.points, passed)


def fill(folder: Path, students: int) -> Course:
    """A course in which so many have handed in and are graded; a few have not."""
    put_tools_on_path()
    make_course(folder, "ja", list(CHAPTERS))
    config: Any = Config(PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config())
    config.CourseDirectory.root = str(folder)
    course, rng = open_course(folder), random.Random(0)
    names = [f"s{rng.randrange(10**7):07}" for _ in range(students)]
    abilities = [min(1.0, max(0.0, rng.gauss(0.6, 0.25))) for _ in names]
    for id_ in CHAPTERS:
        NbGraderAPI(config=config).generate_assignment(id_)
        chapter = catalog().chapter(id_)
        entries = [
            _entry(course, chapter, name, played(chapter, ability, rng))
            for name, ability in zip(names, abilities, strict=True)
            if rng.random() < 0.2 + ability
        ]
        with Book(course, chapter) as book:
            book.write(entries)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for name in names:
            gradebook.update_or_create_student(name, last_name=rng.choice(LAST), first_name=rng.choice(FIRST))
    return course


def _entry(course: Course, chapter: Chapter, name: str, report: Report) -> Entry:
    notebook = student_notebook(chapter, "ja")
    put_report(notebook, report, "ja", {"digest": "d", "lang": "ja"})
    content = to_bytes(notebook)
    for folder in (course.submitted(chapter, name), course.autograded(chapter, name)):
        folder.mkdir(parents=True)
        (folder / f"{chapter.stem}.ipynb").write_bytes(content)
    return Entry(name, None, {e.symbol: e.score for e in report.exercises}, content)


def opened(pages: Sequence[Path]) -> dict[str, tuple[float, float, int]]:
    """Name → seconds until drawn, of them the page's thread's processor time, and elements; medians."""
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for file in pages:
            measured = []
            for _ in range(REPEATS):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                inside = page.context.new_cdp_session(page)
                inside.send("Performance.enable", {"timeDomain": "threadTicks"})
                page.goto(file.as_uri())
                drawn, elements = page.evaluate(DRAWN)
                metrics = inside.send("Performance.getMetrics")["metrics"]
                used = next(m["value"] for m in metrics if m["name"] == "TaskDuration")
                measured.append((drawn, used, elements))
                page.close()
            found[file.name] = tuple(map(statistics.median, zip(*measured, strict=True)))
        browser.close()
    return found


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(students: int = 200, folder: str = "") -> int:
    root = Path(folder or tempfile.mkdtemp()) / "course"
    try:
        fill(root, students)
        print(f"{students} students                        wall   processor")
        for name, make in {
            "report ch05": lambda: make_class_page(root, "ch05"),
            "report ch05 --anonymous": lambda: make_class_page(root, "ch05", anonymous=True),
            "report --all": lambda: make_course_page(root),
        }.items():
            wall, used = time.perf_counter(), processor()
            make()
            print(f"{name:32} {time.perf_counter() - wall:7.2f} s {processor() - used:7.2f} s")
        print("\nopened in chromium                 drawn processor  elements      size")
        took = opened([root / "class" / f"{name}.html" for name in ("ch05", "ch05-anonymous", "index")])
        for name, (drawn, used, elements) in took.items():
            size = (root / "class" / name).stat().st_size / 1e6
            print(f"{name:32} {drawn:7.2f} s {used:7.2f} s {elements:7.0f} {size:7.2f} MB")
        return int(max(drawn for drawn, _, _ in took.values()) >= LIMIT)
    finally:
        if not folder:
            shutil.rmtree(root.parent)


if __name__ == "__main__":
    sys.exit(main(*(int(a) if a.isdigit() else a for a in sys.argv[1:3])))
