"""Which layers this machine has: each is tried in a process of its own that ends at once."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import rooms
from autograder.sandbox import view
from autograder.sandbox.entering import LAYERS, NO_LANDLOCK, enter, prepare
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import IsolationUnavailable
from autograder.text import Text

_ARGV = (sys.executable, "-m", "autograder.sandbox.probe")
_NEEDED = ("__init__.py", "rooms.py", "text.py", "messages", "sandbox")
_SECONDS = 30


@dataclass(frozen=True)
class Layer:
    """A layer of isolation; `why` says what is missing and what to do, and is None when it is available.

    Nothing is graded without one that is `needed`.
    """

    name: str
    available: bool
    why: Text | None = None
    needed: bool = True


def survey() -> list[Layer]:
    """Every layer, tried on this machine, in the order of LAYERS."""
    try:
        command = view.command(_ARGV, [rooms.PACKAGE / name for name in _NEEDED])
        found, without = _run(command), ""
    except IsolationUnavailable as error:
        return [Layer("file-system-view", False, error.text), *_layers(_run(_ARGV))[1:]]
    except _Failed as error:
        found, without = _run(_ARGV), str(error)
    return _layers({**found, "file-system-view": without})


@functools.cache
def lacking() -> tuple[Layer, ...]:
    """The layers without which nothing is graded, and that this machine lacks; tried once a process."""
    return tuple(layer for layer in survey() if not layer.available and layer.needed)


class _Failed(Exception):
    """The probe itself did not come to an end."""


def _run(command: Sequence[str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run(
                command,
                env=view.environment(folder),
                cwd="/",
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _Failed(str(error)) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _Failed(said[-1] if said else f"exit status {done.returncode}")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _layers(troubles: dict[str, str]) -> list[Layer]:
    return [
        Layer(n, False, _why(n, troubles[n]), troubles[n] != NO_LANDLOCK)
        if troubles.get(n)
        else Layer(n, True)
        for n in LAYERS
    ]


def _why(name: str, trouble: str) -> Text:
    if trouble == NO_LANDLOCK:
        return Text(
            "このカーネルには Landlock がありません。Linux 5.13 以降にあります (なくても採点はできます)。",
            "This kernel has no Landlock. Linux 5.13 and later have it (grading works without).",
        )
    if name == "landlock":
        return Text(
            f"Landlock が使えません ({trouble})。`pip install sandlock` で入れてください。",
            f"Landlock cannot be used ({trouble}). Install its library with `pip install sandlock`.",
        )
    if name == "seccomp":
        return Text(
            f"システムコールを制限できません ({trouble})。`sudo apt install libseccomp2` で入れてください。",
            f"No system-call filter ({trouble}). Install it with `sudo apt install libseccomp2`.",
        )
    return Text(f"{name}: {trouble}。{_hint().ja}", f"{name}: {trouble}. {_hint().en}")


def _hint() -> Text:
    """What to do where bubblewrap or a namespace is refused."""
    for setting, refusing, change in (
        ("/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
        ("/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        (
            "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "kernel.apparmor_restrict_unprivileged_userns=0",
        ),
    ):
        with contextlib.suppress(OSError):
            if Path(setting).read_text().strip() == refusing:
                return Text(
                    f"`sudo sysctl -w {change}` で一般ユーザーの名前空間を許可してください。",
                    f"Allow user namespaces to ordinary users with `sudo sysctl -w {change}`.",
                )
    return Text(
        "コンテナの中なら、名前空間を許すように起動してください "
        "(Docker では --security-opt seccomp=unconfined --security-opt systempaths=unconfined)。",
        "In a container, start it so that it may make namespaces "
        "(Docker: --security-opt seccomp=unconfined --security-opt systempaths=unconfined).",
    )


def main() -> None:
    """Print layer → what is wrong with it ("": nothing), as JSON."""
    prepare()
    json.dump({name: _trouble(name) for name in LAYERS if name != "file-system-view"}, sys.stdout)


def _trouble(name: str) -> str:
    if name in prepare().missing:
        return prepare().missing[name]
    others = frozenset(LAYERS) - {name, "user-namespace"}
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            enter(Limits(keep_fds=(write,)), skip=others)
            os.write(write, b"+")
        except BaseException as error:
            os.write(write, f"-{error.__cause__ or error}".encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return "" if said == b"+" else said[1:].decode("utf-8", "replace") or "the process died"


if __name__ == "__main__":
    main()
