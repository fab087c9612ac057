"""The hostile corpus: reading it, grading an attack, and looking at what it did.

An attack is a file in tests/hostile/GROUP/. Its first line says what it tries; then come `# key: value`:

    target   the exercise whose answer cell holds the file's code
    earns    the points that honest code which returns the same would get (0 if it is not said)
    spoils   `*`: the attack spoils its author's other exercises, too
    open     what it does where there is no isolation: it `leaks` a secret, `forges` points, `changes` a file
             of the course or `leaves` something behind. That is tried, so that the tests can fail.

HOSTILE_PLACE, HOSTILE_PORT and HOSTILE_PID in the code become a folder with secrets, a server with a secret,
and a process with a secret in its environment; HOSTILE_TRACE and HOSTILE_KEY the name and the key under which
something is left behind. "PWNED" comes into an output only by an attack that succeeded.

    python tests/hostile_case.py NAME…    grades attacks as whoever runs it and prints what came of them
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import hashlib
import io
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil
from grading_case import ALL_RUNS, chapter_of, notebook
from ordinary_case import skip_where_only_root_can

from autograder.faces.nbgrader.notebooks import graded_notebook
from autograder.faces.terminal.inspect import print_report
from autograder.grading.engine import Seeds, grade
from autograder.report import Report
from autograder.sandbox.limits import MIB, Limits
from autograder.sandbox.sandbox import Clock, Sandbox
from autograder.submission import read_submission
from autograder.text import LANGUAGES

CORPUS = Path(__file__).parent / "hostile"
CHAPTER = chapter_of("ch03")
SEEDS = Seeds(b"the secret of the course", "mallory")
PWNED = "PWNED"
NOBODY = 65534


@dataclass(frozen=True)
class Attack:
    """One file of the corpus."""

    name: str
    what: str
    source: str
    target: str
    earns: float
    spoils: bool
    open: str

    @property
    def group(self) -> str:
        return self.name.partition("/")[0]


def corpus() -> list[Attack]:
    return [_read(path) for path in sorted(CORPUS.glob("*/*.py"))]


def attack_of(name: str) -> Attack:
    return _read(CORPUS / f"{name}.py")


def _read(path: Path) -> Attack:
    what, *lines = path.read_text(encoding="utf-8").splitlines()
    keys: dict[str, str] = {}
    while lines and lines[0].startswith("# ") and ":" in lines[0]:
        key, _, value = lines.pop(0)[2:].partition(":")
        keys[key] = value.strip()
    assert keys.keys() <= {"target", "earns", "spoils", "open"}, path
    source = "\n".join(lines).strip() + "\n"
    ast.parse(source)
    return Attack(
        f"{path.parent.name}/{path.stem}",
        what.removeprefix("# "),
        source,
        keys["target"],
        float(keys.get("earns", 0)),
        keys.get("spoils") == "*",
        keys.get("open", ""),
    )


class Secrets:
    """What there is to steal and to spoil: a course, a server, a process, environment variables."""

    def __init__(self) -> None:
        self.secret = f"zts-{secrets.token_hex(8)}"
        self.trace = f"hostile-{secrets.token_hex(4)}"
        self.key = 0x7E570000 + secrets.randbelow(2**16)
        self.place = Path(tempfile.mkdtemp(prefix="hostile-place-", dir="/tmp"))
        self.place.chmod(0o777)
        self.plant()
        os.environ["ZEROTSUKU_HOSTILE_SECRET"] = self.secret
        self.process = subprocess.Popen(
            ["sleep", "600"], env={"TOKEN": self.secret}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0{self.trace}")
        self.abstract.listen()
        for server in (self.server, self.abstract):
            threading.Thread(target=self._serve, args=(server,), daemon=True).start()

    def _serve(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection:
                    connection.sendall(self.secret.encode())

    def plant(self) -> None:
        """The folder as it should be."""
        for old in self.place.iterdir():
            shutil.rmtree(old)
        course = self.place / "course"
        for name in (
            "home/.ssh/id_ed25519",
            "course/secret",
            "course/nbgrader_config.py",
            "course/source.ipynb",
        ):
            path = self.place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.secret)
        other = course / "submitted" / "other" / "ch03" / "ch03_neural_network.ipynb"
        other.parent.mkdir(parents=True)
        other.write_text(json.dumps({"cells": [self.secret]}))
        with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as book, book:
            book.execute("create table grade (auto_score real, comment text)")
            book.execute("insert into grade values (1, ?)", (self.secret,))
        for path in self.place.rglob("*"):
            path.chmod(0o777 if path.is_dir() else 0o666)

    def digest(self) -> str:
        """What lies in the folder, as one number."""
        files = sorted(p for p in self.place.rglob("*") if p.is_file())
        return hashlib.sha256(repr([(str(p), p.read_bytes()) for p in files]).encode()).hexdigest()

    def put_into(self, source: str) -> str:
        values = {
            "PLACE": self.place,
            "PORT": self.port,
            "PID": self.process.pid,
            "TRACE": self.trace,
            "KEY": self.key,
        }
        for name, value in values.items():
            source = source.replace(f"HOSTILE_{name}", str(value))
        return source

    def traces(self) -> list[str]:
        """What an attack has left behind, which bears its name or its key."""
        found = []
        for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", "/etc/cron.d", "/etc/profile.d"):
            with contextlib.suppress(OSError):
                found += [str(path) for path in Path(folder).iterdir() if self.trace in path.name]
        for kind in ("sem", "shm", "msg"):
            lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
            found += [f"SysV {kind}" for line in lines if int(line.split()[0]) == self.key]
        return found

    def tidy(self) -> None:
        """Put everything back as it was before an attack without isolation."""
        self.plant()
        for trace in self.traces():
            if not trace.startswith("SysV"):
                Path(trace).unlink()
        libc = ctypes.CDLL(None)
        for kind, arguments in (("sem", (0, 0)), ("shm", (0, None)), ("msg", (0, None))):
            identity = getattr(libc, f"{kind}get")(self.key, *((0,) if kind == "msg" else (1, 0)))
            if identity >= 0:
                getattr(libc, f"{kind}ctl")(identity, *arguments)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for server in (self.server, self.abstract):
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
        os.environ.pop("ZEROTSUKU_HOSTILE_SECRET", None)
        shutil.rmtree(self.place)


@dataclass
class Result:
    """What came of an attack; without its texts it is all empty for one that failed."""

    score: float
    lost: dict[str, float] = field(default_factory=dict)  # points missing in the other exercises
    leaked: list[str] = field(default_factory=list)  # in which outputs a secret, or PWNED, stood
    survivors: list[str] = field(default_factory=list)
    changed: bool = False  # the course
    isolation: tuple[str, ...] = ()
    seconds: float = 0.0
    cpu: float = 0.0  # seconds of processor time of the trusted process, from reading to the pages
    grown: int = 0  # bytes by which its memory was larger at the peak


class Weight:
    """What a block costs this process: seconds of processor time, the bytes of memory at the `peak`, and by
    how many it had `grown`.
    """

    def __enter__(self) -> Weight:
        self.cpu, self.grown, self.peak = 0.0, 0, 0
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        self._memory, self._time = _memory("VmRSS"), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu, self.peak = time.process_time() - self._time, _memory("VmHWM")
        self.grown = self.peak - self._memory


def _memory(key: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:")) * 1024


class Arena:
    """A sandbox in which attacks are graded one after the other, as a class is."""

    def __init__(self, unsafe: bool = False):
        self.secrets = Secrets()
        self.sandbox = Sandbox(
            [f"autograder.graders.{CHAPTER.stem}"],
            unsafe=unsafe,
            limits=Limits(memory_bytes=768 * MIB),
            clock=Clock(statement=2.0, load=8.0, exercise=2.0, submission=40.0),
        )
        self.mounts = mounts()
        self.graded(notebook("ch03", {}))  # starts the zygote
        self.sandbox.stop()
        self.processes = self._processes()
        self.digest = self.secrets.digest()
        self.data, self.report = b"", Report("", (), ())  # of the attack that was graded last
        self.texts: list[tuple[str, str]] = []

    def graded(self, data: bytes) -> Report:
        return grade(read_submission(data, "ch03.ipynb"), CHAPTER, SEEDS, self.sandbox)

    def submission(self, attack: Attack) -> bytes:
        return notebook("ch03", {attack.target: self.secrets.put_into(attack.source) + ALL_RUNS})

    def run(self, attack: Attack) -> Result:
        """Grade a submission that is all right but for the attack."""
        data = self.submission(attack)
        began = time.monotonic()
        with Weight() as weight:
            report = self.graded(data)
            self.sandbox.stop()
            seconds = time.monotonic() - began
            texts = outputs(data, report)
        self.data, self.report, self.texts = data, report, texts
        found = Result(
            report.exercise(attack.target).score,
            isolation=report.isolation,
            seconds=round(seconds, 2),
            cpu=weight.cpu,
            grown=weight.grown,
        )
        for e in report.exercises:
            if e.symbol != attack.target and e.score != e.max_score:
                found.lost[e.symbol] = e.max_score - e.score
        found.leaked = [name for name, text in self.texts if self.secrets.secret in text or PWNED in text]
        found.changed = self.secrets.digest() != self.digest
        found.survivors = self._survivors()
        return found

    def _processes(self) -> list[str]:
        process = self.sandbox.process
        assert process is not None
        return sorted(p.name() for p in psutil.Process(process.pid).children(recursive=True))

    def _survivors(self) -> list[str]:
        found = self.secrets.traces()
        if self._processes() != self.processes:
            found.append(f"processes: {self._processes()}")
        if mounts() != self.mounts:
            found.append("mounts")
        return found

    def close(self) -> list[str]:
        """End it; what is left after that."""
        process = self.sandbox.process
        below = psutil.Process(process.pid).children(recursive=True) if process else []
        self.sandbox.close()
        _, alive = psutil.wait_procs(below, timeout=5)
        left = self.secrets.traces()
        self.secrets.close()
        return [*(f"process {p.name()}" for p in alive), *left]


PLACES = ("/etc", "/home", "/root", "/usr", "/var/tmp", "/dev/shm", "/proc", "/sys", sys.prefix)


def mounts() -> list[str]:
    """What is mounted over or under a place of the machine's, or over this checkout.

    Another test may mount something in a folder of its own at the same time.
    """
    places = [*map(Path, PLACES), Path(__file__).resolve().parents[1]]
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    points = ((line, Path(line.split()[4])) for line in lines)
    return [line for line, at in points if any(p.is_relative_to(at) or at.is_relative_to(p) for p in places)]


def outputs(data: bytes, report: Report) -> list[tuple[str, str]]:
    """All that a person gets to see of a report, by name. The student's own cells are left out."""
    found = []
    for lang in LANGUAGES:
        found.append((f"json {lang}", json.dumps(report.as_json(lang), ensure_ascii=False)))
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            print_report(report, lang)
        found.append((f"terminal {lang}", said.getvalue()))
        submission = read_submission(data, "ch03.ipynb")
        made = json.loads(graded_notebook(submission, report, CHAPTER, lang))
        pages = [o["data"] for c in made["cells"] for o in c.get("outputs", ()) if "data" in o]
        found += [(f"{kind} {lang}", _text(page[kind])) for page in pages for kind in page]
        found.append((f"metadata {lang}", json.dumps(made["metadata"], ensure_ascii=False)))
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)


def run_as(user: int, names: list[str]) -> Iterator[tuple[str, Result]]:
    """Grade attacks in a process of another user, the trusted side included."""
    skip_where_only_root_can()
    with tempfile.TemporaryDirectory(prefix="as-", dir="/tmp") as home:
        Path(home).chmod(0o777)
        done = subprocess.run(
            [sys.executable, __file__, *names],
            cwd="/",
            env={"PATH": os.environ["PATH"], "HOME": home, "TMPDIR": home, "PYTHONDONTWRITEBYTECODE": "1",
                 "PYTHONPATH": f"{Path(__file__).parent.parent}", "LANG": "C.UTF-8", "MPLCONFIGDIR": home},
            stdout=subprocess.PIPE,
            text=True,
            user=user,
            group=user,
            extra_groups=[],
        )  # fmt: skip
    assert done.returncode == 0
    for name, found in json.loads(done.stdout).items():
        yield name, Result(**found)


def main(names: list[str]) -> None:
    signal.alarm(1200)
    arena = Arena()
    found = {name: asdict(arena.run(attack_of(name))) for name in names}
    found["honest"] = asdict(Result(arena.graded(notebook("ch03", {})).score))
    found["end"] = asdict(Result(0.0, survivors=arena.close()))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
