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
    here = copy.folder.resolve() == Path.cwd().resolve()
    folder = copy.folder.resolve() if here else copy.folder
    if all(change.what == NEW for change in started.changes):
        yield say("start-made", folder=folder, count=len(written))
    else:
        newest = "" if all(change.newest for change in started.changes) else "-but-for"
        yield say(f"start-{'done' if written else 'nothing'}{newest}", folder=folder)
    if any(change.what == MOVED and change.name.endswith(".ipynb") for change in started.changes):
        yield say("start-moved-reload")
    files = [file for chapter in catalog() if (file := copy.file_of(chapter)).exists()]
    form = "py" if files and all(file.suffix == ".py" for file in files) else "ipynb"
    values = {"first": files[0].name} if form == "py" else {}
    if here:
        yield say(f"start-next-{form}", **values)
    else:
        yield say(f"start-next-{form}-cd", cd=typed(copy.folder), **values)
