"""Grading in a container: deploy/docker with a real daemon.

The daemon is started by the test, on a socket and folders of its own, without networks, and stopped by its
process id; the base image is a Debian made by debootstrap.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from course_case import CHAPTER, STEM, varied
from hostile_case import corpus
from machine_case import tracked, userland

from autograder.rooms import REPOSITORY
from autograder.sandbox.causes import PROFILE
from autograder.sandbox.entering import LAYERS
from autograder.sandbox.syscalls import _ALLOWED

SUITE = "bookworm"
PAGES = ("README.md", "README.ja.md")
STUDENTS = varied()
DRIVERS = ("overlay2", "vfs")  # vfs copies everything, but works everywhere


def profile() -> dict[str, list[str]]:
    """Action → the system calls that the profile names with it."""
    rules = json.loads((REPOSITORY / PROFILE).read_text())["syscalls"]
    found: dict[str, list[str]] = {}
    for rule in rules:
        found.setdefault(rule["action"], []).extend(rule["names"])
    return found


def test_the_profile_allows_what_the_sandbox_allows_and_refuses_what_nobody_needs() -> None:
    allowed = profile()["SCMP_ACT_ALLOW"]
    assert len(allowed) == len(set(allowed))
    assert set(_ALLOWED.split()) <= set(allowed)
    dangerous = """
        ptrace process_vm_readv process_vm_writev bpf perf_event_open userfaultfd keyctl add_key request_key
        init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff iopl ioperm
        open_by_handle_at io_uring_setup settimeofday clock_settime acct quotactl
    """
    assert not set(dangerous.split()) & set(allowed)


def command(page: str) -> list[str]:
    """The flags that the page's one command gives to `docker run`, but for those of the terminal."""
    text = (REPOSITORY / "deploy" / "docker" / page).read_text(encoding="utf-8")
    (found,) = re.findall(r"^docker run -it --rm (.*) -p \S+ -v \S+ zerotsuku bash$", text, re.MULTILINE)
    return found.split()


def test_both_pages_give_the_same_command_and_say_why() -> None:
    ours, *others = (command(page) for page in PAGES)
    assert [ours] == others
    for page in PAGES:
        text = (REPOSITORY / "deploy" / "docker" / page).read_text(encoding="utf-8")
        for flag in set(ours) - {"--security-opt"}:
            assert f"| `{flag}` |" in text


@dataclass(frozen=True)
class Docker:
    """A client of the test's own daemon."""

    socket: Path

    def __call__(self, *arguments: str, status: tuple[int, ...] = (0,), **more: object) -> str:
        done = subprocess.run(
            ["docker", *arguments],
            cwd=REPOSITORY,
            env={**os.environ, "DOCKER_HOST": f"unix://{self.socket}", "DOCKER_BUILDKIT": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=1800,
            **more,
        )
        assert done.returncode in status, f"docker {' '.join(arguments)}\n{done.stdout[-6000:]}"
        return done.stdout

    @contextlib.contextmanager
    def container(self, *flags: str, course: Path | None = None) -> Iterator[Container]:
        """A container of the image that waits for commands; it sees no network."""
        mount = () if course is None else ("-v", f"{course}:/course")
        name = self(
            "run", "-d", "--rm", "--network=none", *flags, *mount, "zerotsuku", "sleep", "3600"
        ).strip()
        try:
            yield Container(self, name)
        finally:
            self("kill", name, status=(0, 1))


@dataclass(frozen=True)
class Container:
    docker: Docker
    name: str

    def __call__(self, *arguments: str, env: Mapping[str, str] = {}, status: tuple[int, ...] = (0,)) -> str:
        given = [word for k, v in {"COLUMNS": "300", **env}.items() for word in ("-e", f"{k}={v}")]
        return self.docker("exec", *given, self.name, *arguments, status=status)


@pytest.fixture(scope="module")
def docker() -> Iterator[Docker]:
    """A daemon with the image in it."""
    if os.geteuid() != 0:
        pytest.skip("only root may start a Docker daemon")
    for program in ("dockerd", "docker", "containerd", "runc"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing (Debian: apt install docker.io)")
    base = userland(SUITE)
    folder = Path(tempfile.mkdtemp(prefix="zerotsuku-docker-", dir="/var/tmp"))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        client = Docker(folder / "docker.sock")
        _start(folder, client, stack)
        packed = subprocess.Popen(["tar", "-C", base, "-c", "."], stdout=subprocess.PIPE)
        client("import", "-", "zerotsuku-base", stdin=packed.stdout)
        assert packed.wait() == 0
        context = folder / "context.tar"
        subprocess.run(["tar", "-cf", context, "-C", REPOSITORY, "--null", "-T", "-"],
                       input="\0".join(tracked()).encode(), check=True)  # fmt: skip
        with context.open("rb") as file:
            client("build", "--network=host", "--build-arg", "BASE=zerotsuku-base", "-t", "zerotsuku",
                   "-f", "deploy/docker/Dockerfile", "-", stdin=file)  # fmt: skip
        yield client


def _start(folder: Path, client: Docker, stack: contextlib.ExitStack) -> None:
    said = ""
    for driver in DRIVERS:
        with (folder / "log").open("wb") as log:
            daemon = subprocess.Popen(
                ["dockerd", "--bridge=none", "--iptables=false", "--ip6tables=false",
                 f"--storage-driver={driver}", f"--data-root={folder / 'data'}",
                 f"--exec-root={folder / 'exec'}", f"--pidfile={folder / 'pid'}",
                 "-H", f"unix://{client.socket}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        for _ in range(120):
            if daemon.poll() is not None:
                break
            if client.socket.exists() and "Server Version" in client("info", status=(0, 1)):
                stack.callback(_stop, daemon, folder)
                return
            time.sleep(0.5)
        _stop(daemon, folder)
        said = (folder / "log").read_text(errors="replace")
    pytest.skip(f"no Docker daemon can be started here: {said.strip().splitlines()[-1]}")


def _stop(daemon: subprocess.Popen[bytes], folder: Path) -> None:
    """End the daemon, and with it the containerd that it has started, and what it leaves mounted."""
    with contextlib.suppress(ProcessLookupError):
        daemon.send_signal(signal.SIGTERM)
    daemon.wait(60)
    for line in reversed(Path("/proc/self/mountinfo").read_text().splitlines()):
        place = line.split()[4]
        if Path(place).is_relative_to(folder):
            subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture(params=["1000", "0", "4321"], ids=["user", "root", "any-other-user"])
def user(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def course() -> Iterator[Path]:
    """A folder of the host for the container."""
    folder = Path(tempfile.mkdtemp(prefix="zerotsuku-course-", dir="/var/tmp"))
    yield folder
    shutil.rmtree(folder)


FLAGS = command(PAGES[0])
NEEDED = [flag for flag in FLAGS if flag.startswith(("seccomp=", "systempaths="))]  # the third: for AppArmor


@pytest.mark.slow
def test_a_class_is_graded_in_a_container_and_an_attack_of_each_kind_is_held(
    docker: Docker, user: str, course: Path
) -> None:
    os.chown(course, int(user), int(user))
    with docker.container(*FLAGS, f"--user={user}:{user}", course=course) as run:
        told = run("zerotsuku", "doctor", "--lang", "en")
        assert "✗" not in told
        assert all(layer in told for layer in LAYERS)
        run("zerotsuku", "course", ".", "--lang", "ja")
        run("nbgrader", "generate_assignment", CHAPTER)
        for student, files in STUDENTS.items():
            folder = course / "submitted" / student / CHAPTER
            folder.mkdir(parents=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
        said = run("zerotsuku", "grade", CHAPTER)
        assert all(student in said for student in STUDENTS)
        run("nbgrader", "generate_feedback", CHAPTER)
        run("zerotsuku", "report", CHAPTER)
        for student in STUDENTS:
            graded = json.loads((course / "autograded" / student / CHAPTER / f"{STEM}.ipynb").read_bytes())
            report = graded["metadata"]["zerotsuku"]["report"]
            if student != "kato":  # who handed in no notebook: nothing was run
                assert report["isolation"] == list(LAYERS)
        best = json.loads((course / "autograded" / "aoki" / CHAPTER / f"{STEM}.ipynb").read_bytes())
        report = best["metadata"]["zerotsuku"]["report"]
        assert report["score"] == report["max_score"] > 0
        assert (course / "class" / f"{CHAPTER}.html").exists()
        assert (course / "feedback" / "aoki" / CHAPTER / f"{STEM}.html").exists()

        groups = {attack.group: attack for attack in reversed(corpus())}
        assert len(groups) >= 7
        names = [attack.name for attack in groups.values()]
        found = json.loads(
            run("python", "/opt/zerotsuku/tests/hostile_case.py", *names,
                env={"PYTHONPATH": "/opt/zerotsuku"}).splitlines()[-1]
        )  # fmt: skip
        honest = found["honest"]["score"]
        for attack in groups.values():
            result = found[attack.name]
            assert result["score"] <= attack.earns < honest or attack.earns, attack.name
            assert result["leaked"] == result["survivors"] == [], attack.name
            assert not result["changed"], attack.name
            assert result["isolation"] == list(LAYERS), attack.name
        assert found["end"]["survivors"] == []


ASK = """
import os, re, socket, sys, time, urllib.request
from contextlib import suppress
from subprocess import PIPE, STDOUT, Popen
command = ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
lab = Popen(command, stdout=PIPE, stderr=STDOUT, text=True)
token = next(m[1] for line in lab.stdout if (m := re.search(r"127.0.0.1:8888/lab\\?token=(\\w+)", line)))
for _ in range(600):  # the address is told before it is served
    with suppress(OSError), socket.create_connection(("127.0.0.1", 8888), 1):
        break
    time.sleep(0.1)
for page in ("lab", "formgrader/manage_assignments"):
    print(page, urllib.request.urlopen(f"http://127.0.0.1:8888/{page}?token={token}", timeout=60).status)
lab.terminate()
"""


@pytest.mark.slow
def test_jupyterlab_and_the_formgrader_come_up_in_a_container(docker: Docker, course: Path) -> None:
    os.chown(course, 1000, 1000)
    with docker.container(*FLAGS, course=course) as run:
        run("zerotsuku", "course", ".")
        said = run("python", "-c", ASK)
    assert "lab 200" in said
    assert "formgrader/manage_assignments 200" in said


@pytest.mark.slow
@pytest.mark.parametrize("as_user", ["0", "1000"], ids=["root", "user"])
def test_doctor_leads_to_the_flags_that_help(docker: Docker, as_user: str) -> None:
    """From no flag at all, each time adding what doctor names, until it is content."""
    flags: list[str] = []
    for _ in range(3):
        with docker.container(*flags, f"--user={as_user}") as run:
            told = run("zerotsuku", "doctor", "--lang", "en")
        if "Ready to grade" in told:
            break
        assert told.count("docker run") == 1
        more = re.findall(r"--security-opt \S+", told)
        assert more and not set(" ".join(more).split()) <= set(flags), told
        flags += " ".join(more).split()
    assert "Ready to grade" in told
    assert set(flags) <= set(FLAGS)


@pytest.mark.slow
def test_root_without_the_right_to_be_another_is_told_to_be_a_user(docker: Docker) -> None:
    with docker.container(*FLAGS, "--cap-drop=ALL", "--user=0") as run:
        told = run("zerotsuku", "doctor", "--lang", "en")
    assert "--user 1000" in told
    with docker.container(*FLAGS, "--cap-drop=ALL", "--user=1000") as run:
        assert "Ready to grade" in run("zerotsuku", "doctor", "--lang", "en")


@pytest.mark.slow
@pytest.mark.parametrize("without", NEEDED)
def test_none_of_the_flags_can_be_spared(docker: Docker, without: str) -> None:
    at = FLAGS.index(without)
    with docker.container(*FLAGS[: at - 1], *FLAGS[at + 1 :]) as run:
        told = run("zerotsuku", "doctor", "--lang", "en")
    assert "✗ " in told
    assert without in told
