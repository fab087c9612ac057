"""The README's pictures: `python docs/pictures/make.py` takes them anew, in Debian's chromium.

They are of what the workbook itself shows: a copy in which a played student has begun chapter 3, and a course
with a small class. Beside them stand digests of the pages that they were taken of; a test fails where a page
is another one now.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder.catalog import Chapter, catalog
from autograder.faces.class_page.page import make_class_page
from autograder.faces.nbgrader.course import make_course
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.student import check
from autograder.faces.student.start import start
from autograder.faces.terminal.demo import Course, answer, need
from autograder.faces.terminal.demo_class import TYPICAL, Answers, Player
from autograder.rooms import put_tools_on_path
from autograder.seeds import SECRET
from autograder.selfcheck.student_file import load_student
from autograder.text import LANGUAGES, Text

HERE = Path(__file__).resolve().parent
DIGESTS = HERE / "digests.json"
CHAPTER = catalog().chapter("ch03")
NOTEBOOK = f"{CHAPTER.stem}.ipynb"
BEGUN = ("step_function", "sigmoid", "relu", "identity_function")  # right in the copy
RELU = "def relu(x):\n    return np.maximun(0, x)"
FORWARD = "def forward(network, x):\n    return layer(x, network['W1'], network['b1'], sigmoid)"
WINDOWS = {
    "card": (760, 0),
    "map": (760, 0),
    "class": (980, 640),
    "feedback": (860, 800),
}  # height 0: all of it
DRAWN = re.compile(r"data:image/png;base64,[\w+/=]+")  # has other bytes with another Matplotlib
SCALE, QUALITY = 1.25, 50  # sharp enough on a page that shows them at half their width
LIMIT = 60_000  # bytes of a picture


def _with(**wrong: str) -> Player:
    return Player("", Text("-", "-"), lambda chapter, right: {**right, **wrong})


def _begun(chapter: Chapter, right: Answers) -> Answers:
    return {**{s: right[s] for s in BEGUN}, "softmax": TYPICAL["softmax"], "layer": TYPICAL["layer"]}


STUDENT = Player("emi", Text("-", "-"), _begun)
CLASS: Mapping[str, Player] = {
    "aoki": _with(),
    "baba": _with(softmax=TYPICAL["softmax"]),
    "chiba": _with(softmax=TYPICAL["softmax"], sigmoid=TYPICAL["sigmoid"]),
    "doi": _with(relu=RELU, forward=FORWARD),
    "emi": STUDENT,
}


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Name, such as `card.en`, and HTML of each page; copies and courses are made in a new folder."""
    for lang in LANGUAGES:
        yield from pages_of_a_copy(folder / lang / "copy", lang)
        yield from pages_of_a_course(folder / lang, lang, CLASS if lang == LANGUAGES[0] else {"emi": STUDENT})


def pages_of_a_copy(folder: Path, lang: str) -> Iterator[tuple[str, str]]:
    """The card of an answer, and the chapter's map."""
    start(folder, lang, "ipynb", [CHAPTER.id])
    answer(STUDENT, CHAPTER, folder / NOTEBOOK, lang)
    with _in(folder):
        namespace = load_student(folder / NOTEBOOK, CHAPTER).namespace
        code = f'{TYPICAL["softmax"]}\n\ncheck("softmax")'
        yield f"card.{lang}", _cell(code, check.card_for("softmax", namespace), lang)
        yield f"map.{lang}", _cell("check()", check.map_for(namespace, CHAPTER.id), lang)


def pages_of_a_course(folder: Path, lang: str, players: Mapping[str, Player]) -> Iterator[tuple[str, str]]:
    """The page of feedback, and if there is a class its page, in both languages."""
    course = _course(folder, lang, players)
    feedback = course / "feedback" / "emi" / CHAPTER.id / f"{CHAPTER.stem}.html"
    yield f"feedback.{lang}", feedback.read_text(encoding="utf-8")
    for other in LANGUAGES if len(players) > 1 else ():
        page = make_class_page(course, CHAPTER.id, other)
        yield f"class.{other}", page.read_text(encoding="utf-8")


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _cell(code: str, shown: object, lang: str) -> str:
    """A cell and what it shows, as in a notebook."""
    return f"""<!DOCTYPE html><html lang="{lang}"><meta charset="utf-8"><style>
body {{ margin: 12px; font: 14px/1.5 "Noto Sans CJK JP", sans-serif; }}
pre.code {{ margin: 0 0 10px; padding: 8px 12px; background: #f5f5f5; border: 1px solid #ddd; }}
pre {{ font: 13px/1.45 monospace; }}
</style><pre class="code">{html.escape(code)}</pre>{shown._repr_html_()}"""  # type: ignore[attr-defined]


def _course(folder: Path, lang: str, players: Mapping[str, Player]) -> Path:
    """A course whose class is graded and has its feedback."""
    put_tools_on_path()
    made = Course(folder)
    made.course.mkdir(parents=True)
    (made.course / SECRET).write_bytes(b"of the README's pictures only...")
    make_course(made.course, lang, [CHAPTER.id])
    api = made.api(made.config())
    need(api.generate_assignment(CHAPTER.id), "generate_assignment")
    for name, player in players.items():
        submitted = made.course / "submitted" / name / CHAPTER.id
        submitted.mkdir(parents=True)
        shutil.copyfile(made.course / "release" / CHAPTER.id / NOTEBOOK, submitted / NOTEBOOK)
        answer(player, CHAPTER, submitted / NOTEBOOK, lang)
    grade_class(made.course, CHAPTER.id)
    need(api.generate_feedback(CHAPTER.id, "emi"), "generate_feedback")
    return made.course


def digest(page: str) -> str:
    """Of all that the workbook writes; what is drawn counts as drawn."""
    return hashlib.sha256(DRAWN.sub("drawn", page).encode()).hexdigest()


def main() -> None:
    """Take the pictures, and note of which pages."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    digests = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, page in pages(Path(folder)):
            width, height = WINDOWS[name.partition(".")[0]]
            tab = browser.new_page(
                viewport={"width": width, "height": height or 100},
                device_scale_factor=SCALE,
                color_scheme="light",
            )
            tab.set_content(page)
            taken = Image.open(io.BytesIO(tab.screenshot(full_page=not height)))
            tab.close()
            path = HERE / f"{name}.webp"
            taken.convert("RGB").save(path, quality=QUALITY, method=6)
            size = path.stat().st_size
            print(f"{path.name}: {size:,} bytes, {taken.size[0]} × {taken.size[1]}")
            if size > LIMIT:
                raise SystemExit(f"{path.name} has more than {LIMIT:,} bytes.")
            digests[name] = digest(page)
        browser.close()
    DIGESTS.write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
