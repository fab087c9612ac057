"""What the tests of the feedback page need: a graded class, and the page as a browser's parser has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import nbformat
from course_case import CHAPTER, STEM, answer_cell, answered, code, grade_id, new_course, submit, to_bytes
from nbgrader.api import Gradebook
from pages_case import SNIPPETS, text_cell, with_cells
from pygments.token import STANDARD_TYPES

from autograder.catalog import Chapter
from autograder.faces.feedback_page.exporter import FeedbackExporter
from autograder.faces.nbgrader.grade_class import grade_class
from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.faces.student_text import TAGS
from autograder.report import NOT_STARTED, ExerciseReport, Report
from autograder.text import Text

MATHML = "{http://www.w3.org/1998/Math/MathML}"
LATE = 2.0  # points taken off of the beginner's
COMMENT = "Think of **axis**:\n\n$\\sum_i e^{a_i}$ <script>alert(1)</script> [the book](https://example.org/)"
STATES = {  # of the beginner's answers; the others are untouched
    "step_function": "partly",
    "sigmoid": "failed",
    "relu": "error",
    "softmax": "passed",  # by hand
    "one_hot": "passed",
}


def beginner(lang: str) -> dict[str, Any]:
    """Answers as a beginner has them: right, partly right, wrong, raising, untouched; and notes between."""
    made = answered(["one_hot"], lang=lang)
    for symbol, source in {
        "step_function": "def step_function(x):\n    return (x >= 0).astype(int)",
        "sigmoid": "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
        "relu": "def relu(x):\n    return np.maximun(0, x)",
        "softmax": "def softmax(x):\n    x = x - np.max(x)\n    return np.exp(x) / np.sum(np.exp(x))",
    }.items():
        answer_cell(made, symbol)["source"] = source
    at = next(i for i, c in enumerate(made["cells"]) if grade_id(c) == "check-sigmoid")
    made["cells"][at:at] = [
        text_cell("## Plan\n\nis $e^x$ `np.exp`?"),
        code("sigmoid(np.array([1.0]))", "t1"),
    ]
    return made


def hostile(lang: str) -> dict[str, Any]:
    made = with_cells(list(SNIPPETS))
    said = "".join(s for s in SNIPPETS if "href" in s or "script" in s)[:300]
    answer_cell(made, "relu")["source"] = f"def relu(x):\n    raise ValueError({said!r})"
    return made


def graded_course(folder: Path, lang: str) -> Path:
    """A graded course: a beginner with a mark and a comment by hand, somebody right, and an attacker."""
    course = new_course(folder, lang)
    for student, notebook in (
        ("beginner", beginner(lang)),
        ("mallory", hostile(lang)),
        ("right", answered(lang=lang)),
    ):
        submit(course, student, {f"{STEM}.ipynb": to_bytes(notebook)})
    grade_class(course, CHAPTER, unsafe=True)
    with Gradebook(f"sqlite:///{course}/gradebook.db", "dl") as book:
        book.find_grade("check-softmax", STEM, CHAPTER, "beginner").manual_score = 6.0
        book.find_comment("softmax", STEM, CHAPTER, "beginner").manual_comment = COMMENT
        book.find_submission_notebook(STEM, CHAPTER, "beginner").late_submission_penalty = LATE
        book.db.commit()
    return course


def unreadable(chapter: Chapter, lang: str) -> Any:
    """The graded notebook of a submission of which nothing could be read: the chapter as it was released."""
    exercises = tuple(
        ExerciseReport(e.id, e.title, 0.0, e.points, NOT_STARTED, ()) for e in chapter.exercises
    )
    report = Report(chapter.id, exercises, ("x",), (Text("読めません。", "This cannot be read."),))
    return nbformat.reads(graded_notebook(None, report, chapter, lang).decode(), 4)


def page_file(course: Path, student: str) -> Path:
    return course / "feedback" / student / CHAPTER / f"{STEM}.html"


def rendered(notebook: Any, score: float = 1.0, chapter: str = CHAPTER) -> str:
    """The page of a graded notebook in which every exercise has the score, without nbgrader around it."""
    total = 0.0
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader |= {"score": score, "comment": None}
            total += score * bool(cell.metadata.nbgrader.get("grade"))
    marks = {"assignment": chapter, "score": total, "max_score": 50.0, "late_penalty": 0}
    return str(FeedbackExporter().from_notebook_node(notebook, resources={"nbgrader": marks})[0])


class Parsed:
    """A page as browsers parse it."""

    def __init__(self, page: str):
        self.tree = html5lib.parse(page, namespaceHTMLElements=False)

    def all(self, path: str = "*") -> list[Element]:
        return self.tree.findall(f".//{path}")

    def by_class(self, name: str, inside: Element | None = None) -> list[Element]:
        root = self.tree if inside is None else inside
        return [e for e in root.iter() if name in str(e.get("class", "")).split()]

    def by_id(self, id_: str) -> Element:
        (found,) = (e for e in self.tree.iter() if e.get("id") == id_)
        return found

    def elements(self) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        for element in self.tree.iter():
            yield str(element.tag), tuple(sorted((str(k), str(v)) for k, v in element.attrib.items()))

    def active(self) -> Counter[Any]:
        """All elements but plain formatting and the highlighter's spans."""
        plain = {(tag, ()) for tag in TAGS}
        names = (*STANDARD_TYPES.values(), "linenos")
        plain |= {("span", (("class", name),)) for name in names} | {("span", ())}
        return Counter(element for element in self.elements() if element not in plain)


def text(element: Element) -> str:
    """What is read in an element, blanks made one."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def texts(elements: Sequence[Element]) -> list[str]:
    return [text(element) for element in elements]
