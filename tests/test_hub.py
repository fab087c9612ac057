"""A study group on one server: deploy/hub, from `setup` to the feedback, by what the hub's pages call."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hub_case import PATH, SETUP, Person, Server, programs, running, server
from nbgrader.exchange.default import ExchangeCollect
from ordinary_case import NOBODY, skip_where_only_root_can
from traitlets.config.loader import PyFileConfigLoader
from wheel_case import built_wheel

from autograder.build import reference_source
from autograder.catalog import catalog
from autograder.rooms import REPOSITORY

CHAPTER = catalog().chapter("ch02")
NOTEBOOK = f"ch02/{CHAPTER.stem}.ipynb"
OF = {"course_id": "zero", "assignment_id": "ch02"}
GUIDE = (REPOSITORY / "docs" / "hub.md").read_text("utf-8")
EXCHANGE = Path("/usr/local/share/nbgrader/exchange")


@dataclass(frozen=True)
class Group:
    """A hub that runs, with an instructor and two participants who have logged in."""

    server: Server
    sensei: Person
    aoki: Person
    baba: Person

    @property
    def course(self) -> Path:
        return self.server.home("sensei") / "zero"


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Group]:
    pytest.importorskip("jupyterhub")
    if shutil.which("configurable-http-proxy") is None:
        pytest.skip("configurable-http-proxy is missing (apt install node-configurable-http-proxy)")
    wheel = built_wheel(tmp_path_factory)
    with tempfile.TemporaryDirectory(prefix="zerotsuku-hub-") as folder, server(Path(folder)) as machine:
        programs(machine, wheel)
        machine.run(SETUP, "--instructor", "sensei", "--lang", "en", "aoki", "baba")
        with running(machine) as address:
            people = {name: Person(name, address) for name in ("sensei", "aoki", "baba")}
            for name, person in people.items():
                assert person.log_in(machine.passwords()[name])
                person.start()
            yield Group(machine, **people)


@pytest.mark.slow
def test_an_evening_from_the_release_to_the_feedback(group: Group) -> None:
    sensei, aoki, baba = group.sensei, group.aoki, group.baba
    for button in ("assign", "release"):  # the formgrader's
        said = sensei.post(f"formgrader/api/assignment/ch02/{button}")
        assert said["success"], said

    answers = {"aoki": [e.symbol for e in CHAPTER.exercises], "baba": ["AND", "OR"]}
    for student in (aoki, baba):
        (listed,) = student.get("assignments", params={"course_id": "zero"})["value"]
        assert listed["status"] == "released"
        student.post("assignments/fetch", json=OF)
        notebook = student.get(f"api/contents/{NOTEBOOK}")
        for cell in notebook["content"]["cells"]:
            symbol = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if symbol in answers[student.name]:
                cell["source"] = reference_source(CHAPTER, symbol, "en")
        saved = student.ask("PUT", f"api/contents/{NOTEBOOK}", json=notebook)
        assert saved.ok, saved.text
        said = student.post("assignments/submit", json=OF)
        assert said["success"], said
    # the Validate button, which runs the notebook
    checked = aoki.post("assignments/validate", json={"path": NOTEBOOK})
    assert checked["success"], checked

    said = sensei.post("formgrader/api/assignment/ch02/collect")
    assert said["success"], said
    command = "/opt/zerotsuku/instructor/bin/zerotsuku"
    graded = group.server.run(command, "grade", "ch02", user="sensei", cwd=str(group.course)).stdout
    assert "aoki" in graded and "baba" in graded
    scores = {row["student"]: row["score"] for row in sensei.get("formgrader/api/submissions/ch02")}
    full = sum(e.points for e in CHAPTER.exercises)
    some = sum(e.points for e in CHAPTER.exercises if e.symbol in answers["baba"])
    assert scores == {"aoki": full, "baba": some}

    for button in ("generate_feedback", "release_feedback"):
        said = sensei.post(f"formgrader/api/assignment/ch02/{button}")
        assert said["success"], said
    for student, other in ((aoki, "baba"), (baba, "aoki")):
        student.post("assignments/fetch_feedback", json=OF)
        pages = list((group.server.home(student.name) / "ch02" / "feedback").rglob("*.html"))
        assert len(pages) == 1
        page = student.ask("GET", f"files/{pages[0].relative_to(group.server.home(student.name))}").text
        assert f'<b id="score">{scores[student.name]:g}</b>' in page
        assert other not in page


@pytest.mark.slow
def test_a_terminal_finds_the_programs(group: Group) -> None:
    """Also under a service, whose terminals would be login shells, with a PATH of their own."""
    seen = group.sensei.in_terminal("zerotsuku --version; echo the-$((6 * 7))", "the-42")
    assert re.search(r"zerotsuku \d", seen), seen
    seen = group.aoki.in_terminal("command -v python; echo the-$((6 * 7))", "the-42")
    assert "/opt/zerotsuku/participants/bin/python" in seen


@pytest.mark.slow
def test_a_participant_s_server_has_no_formgrader_and_no_answers(group: Group) -> None:
    """What the instructor's server offers is not on a participant's, neither the page nor its menu."""
    pages = ("formgrader", "formgrader/api/status", "formgrader/manage_assignments", "formgraders")
    for page in pages:
        assert group.aoki.ask("GET", page).status_code == 404, page
    assert group.sensei.get("formgrader/api/status")["status"]
    assert [c["course_id"] for c in group.sensei.get("formgraders")["value"]] == ["zero"]
    menus = {
        "@jupyter/nbgrader:formgrader",
        "@jupyter/nbgrader:course-list",
        "@jupyter/nbgrader:create-assignment",
    }
    assert menus <= set(group.aoki.page_config()["disabledExtensions"])
    assert not menus & set(group.sensei.page_config()["disabledExtensions"])

    python = "/opt/zerotsuku/participants/bin/python"
    names = ("autograder", "solutions", "autograder.graders", "autograder.audit")
    asks = f"from importlib.util import find_spec\nfor name in {names}: print(find_spec(name))"
    engine, *answers = group.server.run(python, "-c", asks, user="aoki").stdout.splitlines()
    assert "/opt/zerotsuku/participants/" in engine
    assert answers == ["None"] * 3


@pytest.mark.slow
def test_what_is_the_instructor_s_or_another_s_stays_theirs(group: Group) -> None:
    machine, course = group.server, group.course
    for name in ("", "secret", "gradebook.db", "source/ch02", "submitted/baba"):
        for user in ("aoki", "baba"):
            assert "denied" in machine.run("ls", course / name, user=user, status=None).stderr, name
    for home in (machine.home("baba"), machine.home("sensei"), Path("/var/lib/zerotsuku-hub")):
        assert "denied" in machine.run("ls", home, user="aoki", status=2).stderr
    for command in (["ls", EXCHANGE / "zero" / "inbound"], ["rm", "-r", EXCHANGE / "zero" / "outbound"]):
        assert "denied" in machine.run(*command, user="aoki", status=None).stderr

    # by way of the hub: another's server, another's page, the hub's own list of people
    for other in ("sensei", "baba"):
        for path in ("api/contents", "lab", "formgrader/api/status", "files/zero/secret"):
            answer = group.aoki.ask("GET", path, of=other)
            assert answer.status_code in (403, 404), f"{other} {path}: {answer.status_code}"
    session, address = group.aoki.session, group.aoki.address
    for path in ("users", "users/baba", "services", "proxy"):
        assert session.get(f"{address}/hub/api/{path}").status_code in (403, 404), path
    assert session.get(f"{address}/hub/admin").status_code == 403


@pytest.mark.slow
def test_who_may_log_in(group: Group) -> None:
    address = group.aoki.address
    assert not Person("aoki", address).log_in("wrong")
    group.server.run("bash", "-c", "useradd -m guest && echo guest:pass-word-1 | chpasswd")
    assert not Person("guest", address).log_in("pass-word-1")  # an account of the machine, not of the group
    assert not Person("root", address).log_in("")


@pytest.mark.slow
def test_setup_again_changes_nothing_and_takes_more_people(group: Group) -> None:
    machine = group.server
    yours = machine.path("/etc/zerotsuku-hub/yours.py")
    watched = [group.course / "secret", group.course / "source" / NOTEBOOK, yours]
    before = [path.read_bytes() for path in watched]
    passwords = machine.passwords()
    said = machine.run(SETUP, "--instructor", "sensei", "aoki", "chiba").stdout
    assert "made the user chiba" in said and "made the user aoki" not in said
    assert [path.read_bytes() for path in watched] == before
    assert passwords.items() <= machine.passwords().items()
    chiba = Person("chiba", group.aoki.address)
    assert chiba.log_in(machine.passwords()["chiba"])  # no restart is needed


@pytest.mark.slow
def test_an_update_that_fails_leaves_the_programs_that_are_there(group: Group, tmp_path: Path) -> None:
    tar = tmp_path / "tar"
    tar.write_text("#!/bin/sh\nexit 3\n")
    tar.chmod(0o755)
    tmp_path.chmod(0o755)
    programs = group.server.path("/opt/zerotsuku")
    before = {path: path.lstat().st_ino for path in programs.iterdir()}
    update = [SETUP, "--instructor", "sensei", "--update"]
    group.server.run("env", f"PATH={tmp_path}:{PATH}", *update, status=3)
    assert {path: path.lstat().st_ino for path in before} == before
    assert not list(programs.glob("*.before"))


@pytest.mark.slow
def test_setup_leaves_another_s_config_of_nbgrader(group: Group) -> None:
    config = group.server.path("/etc/jupyter/nbgrader_config.py")
    ours = config.read_text()
    config.write_text("c.CourseDirectory.course_id = 'history'\n")
    assert "somebody else's" in group.server.run(SETUP, "--instructor", "sensei", status=1).stderr
    assert "history" in config.read_text()
    config.write_text(ours)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "not a name for a Unix user: ''"),
        (["--instructor"], "usage:"),
        (["--instructor", "Sensei"], "not a name for a Unix user: 'Sensei'"),
        (["--instructor", "root"], "root neither takes part"),
        (["--instructor", "sensei", "aoki", "b;c"], "not a name for a Unix user: 'b;c'"),
        (["--instructor", "sensei", "--course", "../etc"], "not a name for a course: '../etc'"),
        (["--instructor", "sensei", "--lang", "fr"], "usage:"),
        (["--instructor", "sensei", "--what"], "usage:"),
        (["--instructor", "sensei"], "run it as root"),
    ],
)
def test_setup_says_what_it_does_not_take(arguments: list[str], reason: str) -> None:
    skip_where_only_root_can()
    assert reason in refused(arguments)


def refused(arguments: list[str]) -> str:
    """What setup says to an ordinary user, who may do nothing that it would do."""
    user = NOBODY if os.geteuid() == 0 else os.geteuid()
    done = subprocess.run(
        ["bash", SETUP, *arguments], cwd="/", user=user, extra_groups=[], capture_output=True, text=True
    )
    assert done.returncode in (1, 2)
    return done.stderr


def test_the_values_for_kubernetes_are_what_the_chart_takes(tmp_path: Path) -> None:
    """Keys as Zero to JupyterHub 4 has them; the Python in them parses, and nbgrader knows its settings."""
    folder = SETUP.parent / "kubernetes"
    values = yaml.safe_load((folder / "values.yaml").read_text("utf-8"))
    claim = yaml.safe_load((folder / "exchange.yaml").read_text("utf-8"))
    assert set(values) == {"hub", "singleuser"}
    assert set(values["hub"]) == {"config", "extraConfig"}
    assert set(values["singleuser"]) <= {
        "image", "cmd", "defaultUrl", "uid", "fsGid", "allowPrivilegeEscalation", "memory", "storage",
        "extraFiles",
    }  # fmt: skip
    storage = values["singleuser"]["storage"]
    assert set(storage) == {"capacity", "extraVolumes", "extraVolumeMounts"}
    (volume,), (mount,) = storage["extraVolumes"], storage["extraVolumeMounts"]
    assert volume["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"]
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]
    assert (volume["name"], mount["mountPath"]) == (mount["name"], str(EXCHANGE))
    for name, source in values["hub"]["extraConfig"].items():
        compile(source, name, "exec")
    (file,) = values["singleuser"]["extraFiles"].values()
    (tmp_path / "config.py").write_text(file["stringData"])
    config = PyFileConfigLoader("config.py", path=str(tmp_path)).load_config()
    assert config.Exchange.root == str(EXCHANGE)
    assert set(config.ExchangeCollect) <= set(ExchangeCollect.class_trait_names(config=True))


@pytest.mark.parametrize(
    "command", re.findall(r"^(?:sudo )?(deploy/hub/setup .*|git .*)$", GUIDE, re.MULTILINE)
)
def test_the_guide_s_commands_are_taken(command: str) -> None:
    """Up to the point at which they want root."""
    skip_where_only_root_can()
    program, *arguments = shlex.split(command)
    if program == "git":
        assert arguments == ["pull"]
        return
    assert "run it as root" in refused(arguments)


@pytest.mark.parametrize("page", ["hub", "kubernetes"])
def test_both_languages_have_the_same_commands_and_files(page: str) -> None:
    english, japanese = (
        (REPOSITORY / "docs" / f"{page}{lang}.md").read_text("utf-8") for lang in ("", ".ja")
    )
    blocks = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)

    def commands(text: str) -> list[str]:
        return [re.sub(r"#.*|--lang \w+", "", block) for block in blocks.findall(text)]

    assert commands(english) and commands(english) == commands(japanese)
    for text in (english, japanese):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert (REPOSITORY / "docs" / target).exists(), target
        for target in re.findall(r"`((?:deploy|tests)/[\w./]+)`", text):
            assert (REPOSITORY / target).exists(), target
