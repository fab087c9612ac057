"""The wheel that students get, built once for all tests of a run, and environments that have it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from machine_case import tracked

from autograder.rooms import REPOSITORY

BUILT_FROM = ("assignments/", "autograder/", "dataset/", "solutions/", "tests/selfcheck/")
AND_FROM = ("hatch_build.py", "pyproject.toml", "Makefile")
BIN = Path(sys.executable).parent


def built_wheel(factory: pytest.TempPathFactory) -> Path:
    """The wheel that `make wheel` builds from this repository as it is."""
    pytest.importorskip("hatchling")
    if shutil.which("make") is None:
        pytest.skip("make is missing")
    base = factory.getbasetemp().parent  # of all processes of this run, or of this user's runs
    dist = base / f"wheel-{_digest()}"
    with FileLock(f"{dist}.lock"):
        if not dist.exists():
            half = dist.with_suffix(".part")
            shutil.rmtree(half, ignore_errors=True)
            done = subprocess.run(
                ["make", "wheel", "READY=", f"BIN={BIN}", f"DIST={half}"],
                cwd=REPOSITORY, capture_output=True, encoding="utf-8",
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            (half / "said.txt").write_text(done.stdout, encoding="utf-8")
            half.rename(dist)
    (wheel,) = dist.glob("*.whl")
    return wheel


@cache
def _digest() -> str:
    names = sorted(n for n in tracked() if n.startswith(BUILT_FROM) or n in AND_FROM)
    found = hashlib.sha256()
    for name in names:
        found.update(name.encode() + b"\0" + (REPOSITORY / name).read_bytes())
    return found.hexdigest()[:16]


@cache
def interpreter(*versions: str) -> Path:
    """The first of these Pythons that this machine has; skips the test where there is none."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in versions:
        name = f"python{version}"
        for path in (shutil.which(name), *sorted(pyenv.glob(f"{version}.*/bin/{name}"))):
            if path and subprocess.run([path, "-c", "import venv"], capture_output=True).returncode == 0:
                return Path(path)  # pyenv has a shim for a version that it does not use
    pytest.skip(f"Python {' or '.join(versions)} is not on this machine")


@dataclass(frozen=True)
class Environment:
    """A virtual environment of its own."""

    folder: Path

    @classmethod
    def new(cls, folder: Path, *versions: str) -> Environment:
        uv("venv", "--quiet", "--seed", "--python", str(interpreter(*versions)), str(folder))
        return cls(folder)

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def install(self, *what: str | Path) -> None:
        uv("pip", "install", "--quiet", "--python", str(self.python), *map(str, what))

    def packages(self) -> dict[str, str]:
        """Name → version of what is installed."""
        lines = uv("pip", "freeze", "--python", str(self.python)).splitlines()
        return {name: version for name, _, version in (line.partition("==") for line in lines)}

    def variables(self) -> dict[str, str]:
        """What a program finds in its environment where this one is active."""
        ours = ("PYTHON", "ZEROTSUKU", "MPLBACKEND")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**kept, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "PYTHONUTF8": "1"}

    def run(self, *command: str | Path, cwd: Path, status: Sequence[int] = (0,)) -> str:
        """What a program of the environment prints."""
        program, *arguments = map(str, command)
        done = subprocess.run(
            [self.folder / "bin" / program, *arguments],
            cwd=cwd,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert done.returncode in status, f"{command}: {done.stdout[-4000:]}"
        return done.stdout


def uv(*command: str) -> str:
    """What uv says; it fetches packages, kept in its cache, but no Python."""
    program = BIN / "uv"
    if not program.exists():
        pytest.skip("uv is missing")
    done = subprocess.run(
        [program, *command],
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"uv {' '.join(command)}: {done.stderr[-4000:]}"
    return done.stdout
