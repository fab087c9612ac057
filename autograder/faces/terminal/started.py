"""What `zerotsuku start` did, file by file, and what is next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import catalog
from autograder.faces.student.start import MOVED, NEW, SAME, Started, typed
from autograder.faces.terminal.console import new_console, tell
from autograder.text import Text, say


def print_started(started: Started) -> None:
    """Print what became of each file, notes, and the next step, in the copy's language."""
    console = new_console()
    lang = started.copy.lang
    for change in started.changes:
        if change.what != SAME:
            tell(console, change.text[lang])
    for text in (*started.notes, *_end(started)):
        tell(console, text[lang])


def _end(started: Started) -> Iterator[Text]:
    copy, written = started.copy, started.written
    if not written:
        yield say("start-nothing", folder=copy.folder)
    elif all(change.what == NEW for change in started.changes):
        yield say("start-made", folder=copy.folder, count=len(written))
    else:
        yield say("start-done", folder=copy.folder)
    if any(change.what == MOVED and change.name.endswith(".ipynb") for change in started.changes):
        yield say("start-moved-reload")
    files = [file for chapter in catalog() if (file := copy.file_of(chapter)).exists()]
    form = "ipynb" if any(file.suffix == ".ipynb" for file in files) else "py"
    values = {"first": files[0].name} if form == "py" and files else {}
    if copy.folder.resolve() == Path.cwd().resolve():
        yield say(f"start-next-{form}", **values)
    else:
        yield say(f"start-next-{form}-cd", cd=typed(copy.folder), **values)
