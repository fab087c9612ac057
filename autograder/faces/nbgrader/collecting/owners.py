"""Whose is what in a tree: at one level each entry is one participant's, and nothing below changes that.

A participant chooses the names inside what they hand in. So names are read from the outside, and the first
level on which somebody is known, or a platform wrote the names, decides for all that lies on it: a neighbour
whom nobody knows is somebody unknown there, not a folder of others' work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.faces.nbgrader.collecting.labels import Label, is_chapters, label_of, without_name
from autograder.faces.nbgrader.collecting.roster import Roster
from autograder.faces.nbgrader.collecting.tree import File, Folder
from autograder.submission import kind_of
from autograder.text import Text

Placed = tuple[tuple[str, ...], File]  # the folders that lead to a file, and the file


@dataclass(frozen=True)
class Share:
    """What one participant handed in at one place: whom it names, and its files by their folders."""

    label: Label
    origin: str
    files: tuple[Placed, ...]
    notes: tuple[Text, ...] = ()
    folder: Folder | None = None  # None for files that lie among others'

    @property
    def source(self) -> str:
        """The source that it is in."""
        return self.origin.partition("/")[0]


def shares_of(whole: Folder, roster: Roster) -> Iterator[Share]:
    """The shares in all sources. A source that is no participant's by its own name is looked into."""
    yield from _of_files(whole.files, roster)
    for folder in whole.folders.values():
        if _is_somebodys(folder, roster):
            yield _of_folder(folder, folder.name)
        else:
            yield from _split(folder, folder.name, roster)


def _split(folder: Folder, name: str, roster: Roster) -> Iterator[Share]:
    """The shares in a folder that is nobody's by its name; `name` is whose it is if it is one person's."""
    folders = [f for f in folder.folders.values() if _matters(f) or _is_somebodys(f, roster)]
    work = [label_of(f.name, is_file=True) for f in folder.files if kind_of(f.name)]
    by_name = bool(work) and all(label.names for label in work) and len(work) + len(folders) > 1
    if by_name or _is_level(folder, roster):
        yield from _of_files(folder.files, roster)
        for inner in folders:
            yield _of_folder(inner, inner.name)
    elif work or not folders:
        yield _of_folder(folder, name)
    elif len(folders) == 1 or all(_is_level(f, roster) for f in folders):
        for inner in folders:
            yield from _split(inner, name if is_chapters(inner.name) else inner.name, roster)
    elif any(is_chapters(f.name) for f in folders):  # the whole copy of one person
        yield _of_folder(folder, name)
    else:
        for inner in folders:
            yield _of_folder(inner, inner.name)


def _matters(folder: Folder) -> bool:
    """Whether anything below may be graded, or there is something to tell."""
    return any(kind_of(file.name) for _, file in folder.walk()) or any(folder.all_notes())


def _is_level(folder: Folder, roster: Roster) -> bool:
    """Whether somebody is known by the name of an entry of a folder: then each entry is somebody's."""
    labels = (label_of(file.name, is_file=True) for file in folder.files)
    return any(_is_somebodys(f, roster) for f in folder.folders.values()) or any(
        label.system or roster.whom(label) for label in labels
    )


def _is_somebodys(folder: Folder, roster: Roster) -> bool:
    label = label_of(folder.name, is_file=False)
    return folder.alone or label.system or bool(roster.whom(label))


def _of_folder(folder: Folder, name: str) -> Share:
    label = label_of(name, is_file=False)
    return Share(label, folder.origin, tuple(folder.walk()), tuple(folder.all_notes()), folder)


def _of_files(files: list[File], roster: Roster) -> Iterator[Share]:
    """The shares of files that lie side by side: those that name the same participant are one share."""
    labels = [label_of(file.name, is_file=True) for file in files]
    whole = {label.shown for file, label in zip(files, labels, strict=True) if kind_of(file.name)}
    together: dict[tuple[str, str, str], list[tuple[Label, File]]] = {}
    for file, label in zip(files, labels, strict=True):
        shown = next((name for name in label.names if name in whole), label.shown)
        name = label.file if label.system else without_name(file.name, shown)
        together.setdefault((shown, label.group, label.what), []).append(
            (replace(label, shown=shown), replace(file, name=name or file.name, order=label.number))
        )
    for found in together.values():
        label, first = next((one for one in found if kind_of(one[1].name)), found[0])
        work = any(kind_of(file.name) for _, file in found)
        if work or label.system or roster.whom(label):  # else it is the instructor's own: a list, a note
            yield Share(label, first.origin, tuple(((), file) for _, file in found))
