"""`zerotsuku watch`: the self-check again, each time a chapter's file is saved."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import Copy, find_copy
from autograder.text import ZerotsukuError, say

PAUSE = 0.5  # seconds between two looks; a look is one stat for each chapter


def watch(folder: Path, once: bool = False) -> None:
    """Check the copy that `folder` is in, then each chapter when its file is saved, until Ctrl-C.

    With `once` it checks what is there and returns. Raises ZerotsukuError if there is no copy.
    """
    copy = find_copy(folder)
    if copy is None:
        raise ZerotsukuError(say("watch-no-copy", folder=folder))
    try:
        seen = saved(copy)
        recheck(copy, [chapter for chapter in catalog() if chapter.id in seen])
        while not once:
            print(say("watch-waiting")[copy.lang], flush=True)
            while (now := saved(copy)) == seen:
                time.sleep(PAUSE)
            changed = [c for c in catalog() if c.id in now and now[c.id] != seen.get(c.id)]
            seen = now
            recheck(copy, changed)
    except KeyboardInterrupt:
        print("\n" + say("watch-ended")[copy.lang])


def saved(copy: Copy) -> dict[str, tuple[str, int, int]]:
    """Chapter id → name, time and size of its file, where there is one."""
    found = {}
    for chapter in catalog():
        path = copy.file_of(chapter)
        try:
            status = path.stat()
        except OSError:
            continue
        found[chapter.id] = path.name, status.st_mtime_ns, status.st_size
    return found


def recheck(copy: Copy, chapters: Iterable[Chapter]) -> None:
    """Run pytest on the checks of these chapters, in a process of its own: each check starts afresh."""
    tests = [copy.folder / "tests" / "selfcheck" / f"test_{chapter.stem}.py" for chapter in chapters]
    there = [str(test.relative_to(copy.folder)) for test in tests if test.exists()]
    if there:
        print(time.strftime("[%H:%M:%S]"), flush=True)
        subprocess.run([sys.executable, "-m", "pytest", *there], cwd=copy.folder, check=False)
