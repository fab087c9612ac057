"""CONTRIBUTING.md is followed to the letter: its texts go into a copy of the repository, which is audited."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from copies import copy_repository, found_in
from rooms_picture import PLACE, picture

from autograder.rooms import PACKAGE, REPOSITORY

PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
TEXTS = dict(
    re.findall(r"^`([\w/]+\.(?:py|toml))`\n\n```(?:python|toml)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
)
EXERCISE = "ch03.leaky_relu"
MADE = {"nbgrader_config.py", "nbgrader_config.json"}  # files of a course
MISSING = {  # what the audit says when the text for that file is left out
    "assignments/ch03_neural_network.py": "its stub is missing",
    "solutions/ch03_neural_network.py": "solutions/ch03_neural_network.py has no reference “leaky_relu”",
    "autograder/graders/ch03_neural_network.py": "has 0 graders of “leaky_relu”",
    "tests/selfcheck/test_ch03_neural_network.py": "has 0 checks test_leaky_relu_…",
    "solutions/mistakes/ch03_neural_network.py": "has 0 mistakes of “leaky_relu”",
    "tests/accepted/ch03_neural_network.py": "has 0 right answers of “leaky_relu” in another form",
    "tests/oracles/ch03_neural_network.py": "has no oracle of “leaky_relu”",
    "tests/equivalent/ch03_neural_network.toml": "Mutants that no grader notices: 1",
}


def add_texts(root: Path, without: str = "") -> None:
    for file, text in TEXTS.items():
        if file != without:
            with (root / file).open("a", encoding="utf-8") as out:
                out.write(text)


def test_the_picture_of_the_rooms_is_the_tree() -> None:
    """Where it is not, `python tests/rooms_picture.py` draws it anew."""
    assert PLACE.findall(PAGE) == [picture()]


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md"])
def test_a_page_names_files_that_are_there(page: str) -> None:
    named = re.findall(
        r"`((?:[\w.]+/)*[a-z_]\w*\.(?:py|toml|json))`", (REPOSITORY / page).read_text(encoding="utf-8")
    )
    there = [path for path in named if (REPOSITORY / path).exists() or (PACKAGE / path).exists()]
    assert there and set(named) - set(there) <= MADE


def test_the_page_shows_every_text() -> None:
    assert set(TEXTS) == set(MISSING)


@pytest.mark.slow
def test_an_exercise_is_added_as_the_page_says(tmp_path: Path) -> None:
    root = copy_repository(tmp_path)
    add_texts(root)
    command = re.search(r"^zerotsuku audit (--chapter \S+)$", PAGE, re.MULTILINE)
    assert command is not None
    status, found, sentences = found_in(root, *command[1].split())
    assert sentences == ""
    assert status == 0
    assert list(found["exercises"]) == [EXERCISE]


@pytest.mark.slow
@pytest.mark.parametrize("file", MISSING)
def test_the_audit_says_which_text_is_missing(file: str, tmp_path: Path) -> None:
    root = copy_repository(tmp_path)
    add_texts(root, without=file)
    chosen = "ch03.relu" if file.startswith("assignments") else EXERCISE
    status, _, sentences = found_in(root, "--chapter", chosen)
    assert status == 1
    assert MISSING[file] in sentences
