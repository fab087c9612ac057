"""`zerotsuku watch`: the self-check again, each time a chapter's file is saved."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path

import autograder.startup  # noqa: F401 (before anything imports NumPy)
from autograder.faces.student.copy import find_copy
from autograder.faces.student.watching.looking import saved
from autograder.faces.student.watching.loop import Watch
from autograder.faces.student.watching.screen import Plain, screen_here
from autograder.text import ZerotsukuError, say

__all__ = ["saved", "watch"]


def watch(folder: Path, once: bool = False) -> None:
    """Check the copy that `folder` is in, then what changes when a file is saved, until `q` or Ctrl-C.

    With `once` it checks what is there and returns. Raises ZerotsukuError if there is no copy.
    """
    copy = find_copy(folder)
    if copy is None:
        raise ZerotsukuError(say("watch-no-copy", folder=folder))
    watched = Watch(copy, Plain() if once else screen_here())
    try:
        with contextlib.chdir(sys.prefix):  # which stays, even if the copy is renamed or deleted
            asyncio.run(watched.run(once))
    except KeyboardInterrupt:
        print()
    if not once:
        print(say("watch-ended")[copy.lang], flush=True)
