"""Which layers this machine has: each is tried in a process of its own that ends at once."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from autograder import rooms
from autograder.sandbox import bubblewrap, causes, view
from autograder.sandbox.bubblewrap import Way
from autograder.sandbox.entering import LAYERS, NO_LANDLOCK, enter, prepare
from autograder.sandbox.layers import NAMESPACES
from autograder.sandbox.limits import Limits
from autograder.sandbox.view import IsolationUnavailable
from autograder.text import Text

_ARGV = (sys.executable, "-m", "autograder.sandbox.probe")
_NEEDED = ("__init__.py", "rooms.py", "text.py", "messages", "sandbox")
_SECONDS = 30
_VIEW = "file-system-view"


@dataclass(frozen=True)
class Layer:
    """A layer of isolation; `why` says what is missing and what to do, and is None when it is available.

    Layers that one cause takes away have the same `why`. Nothing is graded without one that is `needed`.
    """

    name: str
    available: bool
    why: Text | None = None
    needed: bool = True


@dataclass(frozen=True)
class Trial:
    """What came of one way to make the view, or of none: layer → what is wrong with it ("": nothing)."""

    way: Way | None
    troubles: dict[str, str]
    refusal: Text | None = None  # why the way cannot be gone here, if that is known without trying

    @property
    def works(self) -> bool:
        return self.way is not None and not any(
            trouble for trouble in self.troubles.values() if trouble != NO_LANDLOCK
        )


def survey() -> list[Layer]:
    """Every layer, tried on this machine once a process, in the order of LAYERS."""
    trial = tried()
    return _layers(trial.troubles, trial.refusal)


def lacking() -> list[Layer]:
    """The layers without which nothing is graded, and that this machine lacks."""
    return [layer for layer in survey() if not layer.available and layer.needed]


def way() -> Way:
    """The way in which the view is made here. Raises IsolationUnavailable where there is no bubblewrap."""
    found = tried().way
    if found is None:
        raise IsolationUnavailable(causes.no_bubblewrap())
    return found


@functools.cache
def tried() -> Trial:
    """The first way that works; where none does, the one by which most layers can be had."""
    if sys.platform != "linux":
        return Trial(None, dict.fromkeys(LAYERS, sys.platform), causes.not_linux())
    trials: list[Trial] = []
    for candidate in bubblewrap.ways():
        trials.append(_try(candidate))
        if trials[-1].works:
            return trials[-1]
    if not trials:
        return Trial(None, {**_outside(), _VIEW: "no bubblewrap"}, causes.no_bubblewrap())
    trials.reverse()  # of several that get as far, the last: what it says is not about root's rights
    return max(trials, key=lambda trial: [not trial.troubles.get(name) for name in LAYERS])


def _try(candidate: Way) -> Trial:
    try:
        found = _run(view.command(_ARGV, [rooms.PACKAGE / name for name in _NEEDED], candidate))
        return Trial(candidate, {**found, _VIEW: ""})
    except IsolationUnavailable as error:
        return Trial(candidate, {**_outside(), _VIEW: error.text.en}, error.text)
    except _Failed as error:
        return Trial(candidate, {**_outside(), _VIEW: str(error)})


@functools.cache
def _outside() -> dict[str, str]:
    """The other layers where the view cannot be had."""
    return _run(_ARGV)


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
    try:
        found: dict[str, str] = json.loads(done.stdout)
    except ValueError:
        raise _Failed("it said nothing") from None
    return found


def _layers(troubles: dict[str, str], refusal: Text | None = None) -> list[Layer]:
    return [
        Layer(n, False, _why(n, troubles[n], troubles, refusal), troubles[n] != NO_LANDLOCK)
        if troubles.get(n)
        else Layer(n, True)
        for n in LAYERS
    ]


def _why(
    name: str, trouble: str, troubles: dict[str, str] | None = None, refusal: Text | None = None
) -> Text:
    if trouble == NO_LANDLOCK:
        return Text(
            "このカーネルには Landlock がありません。Linux 5.13 以降にあります (なくても採点はできます)。",
            "This kernel has no Landlock. Linux 5.13 and later have it (grading works without).",
        )
    if name in ("landlock", "seccomp"):
        return causes.of_library(name, trouble)
    troubles = troubles or {name: trouble}
    # What is closed to nobody matters only where there can be namespaces at all.
    return (not troubles.get("user-namespace") and refusal) or causes.of_namespaces(troubles)


def main() -> None:
    """Print layer → what is wrong with it ("": nothing), as JSON."""
    prepare()
    users = _trouble("user-namespace", alone=True)
    found = {n: _trouble(n, alone=bool(users) and n not in NAMESPACES) for n in LAYERS if n != _VIEW}
    json.dump(found, sys.stdout)


def _trouble(name: str, alone: bool) -> str:
    """What is wrong with a layer; an ordinary user has most of them in a user namespace only."""
    if name in prepare().missing:
        return prepare().missing[name]
    others = frozenset(LAYERS) - {name, *(() if alone else ("user-namespace",))}
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
