"""Fresh machines to try the workbook on: Debian's userland by debootstrap, entered as a machine of its own.

A userland is made once for each suite and kept in CACHE; remove that folder to make it anew.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from autograder.rooms import REPOSITORY

CACHE = Path("/var/tmp/zerotsuku-machines")
INCLUDE = "ca-certificates,git,make,python3,python3-venv"  # what the README asks for, and git to get it with
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# Root of its own, processes of its own; then the user. Nothing of it outlives process 1.
ENTER = """
root=$1 user=$2 home=$3; shift 3
mount --bind "$root" "$root"
cd "$root"
mount -t proc proc proc
mount --rbind /dev dev
mkdir -p .old
pivot_root . .old
umount -l /.old
exec setpriv --reuid="$user" --regid="$user" --init-groups env -i HOME="$home" USER="$user" PATH="$0" \
    LANG=C.UTF-8 bash -ec "$@"
"""


def userland(suite: str) -> Path:
    """A folder with a fresh Debian; skips the test where it cannot be made."""
    if os.geteuid() != 0:
        pytest.skip("only root may make a machine")
    if shutil.which("debootstrap") is None:
        pytest.skip("debootstrap is missing")
    CACHE.mkdir(mode=0o700, exist_ok=True)
    assert CACHE.stat().st_uid == 0 and not CACHE.is_symlink()
    made = CACHE / suite
    with FileLock(CACHE / f"{suite}.lock"):
        if not made.exists():
            half = Path(tempfile.mkdtemp(dir=CACHE))
            done = subprocess.run(
                ["debootstrap", "--variant=minbase", f"--include={INCLUDE}", suite, half],
                capture_output=True,
                text=True,
            )
            if done.returncode:
                shutil.rmtree(half)
                pytest.skip(f"debootstrap {suite}: {done.stdout.strip().splitlines()[-1]}")
            half.chmod(0o755)
            _lend_network(half)
            half.rename(made)
    return made


def _lend_network(root: Path) -> None:
    """This machine's way to its package index: names, certificates, the index's address."""
    for name in ("resolv.conf", "hosts"):
        shutil.copy(f"/etc/{name}", root / "etc" / name)
    certificates = _pip("cert") or f"/{CERTIFICATES}"
    if Path(certificates).exists():
        shutil.copy(certificates, root / CERTIFICATES)
    index = _pip("index-url")
    lines = ["[global]", f"cert = /{CERTIFICATES}", *([f"index-url = {index}"] if index else ())]
    (root / "etc" / "pip.conf").write_text("\n".join(lines) + "\n")


def _pip(name: str) -> str:
    asked = [sys.executable, "-m", "pip", "config", "get", f"global.{name}"]
    said = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    return said or os.environ.get(f"PIP_{name.upper().replace('-', '_')}", "")


@functools.cache
def tracked() -> list[str]:
    """The repository's files, as a clone has them."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split("\0") if name and (REPOSITORY / name).exists()]


def clone(target: Path) -> None:
    """A copy of the repository's files, readable as a clone is."""
    for name in tracked():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, target / name)


@dataclass(frozen=True)
class Machine:
    """A copy of a userland in which things are installed and users work."""

    root: Path

    @classmethod
    def new(cls, suite: str, folder: Path) -> Machine:
        subprocess.run(["cp", "-a", userland(suite), folder / suite], check=True)
        return cls(folder / suite)

    def add_user(self, name: str) -> Path:
        """The home of a new ordinary user, closed to others; a path of this machine."""
        subprocess.run(["chroot", self.root, "useradd", "--create-home", name], check=True)
        home = self.root / "home" / name
        home.chmod(0o700)
        return home

    def give(self, path: Path, user: str) -> None:
        subprocess.run(
            ["chroot", self.root, "chown", "-R", f"{user}:{user}", f"/{path.relative_to(self.root)}"],
            check=True,
        )

    def run(self, user: str, script: str, status: tuple[int, ...] = (0,), seconds: int = 1800) -> str:
        """What a bash script prints that a user runs in their home; the first failing line ends it."""
        home = "/root" if user == "root" else f"/home/{user}"
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private",
             "sh", "-ec", ENTER, PATH, self.root, user, home, f"cd; {script}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
        )  # fmt: skip
        assert done.returncode in status, f"{user}: {script}\n{done.stdout[-6000:]}"
        return done.stdout
