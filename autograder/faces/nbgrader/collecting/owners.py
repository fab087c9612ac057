"""Whose is what in a tree: at one level each entry is one participant's, and nothing below changes that.

A participant chooses the names inside what they hand in. So names are read from the outside, and the first
level on which somebody is known, or a platform wrote the names, decides for all that lies on it: a neighbour
whom nobody knows is somebody unknown there, not a folder of others' work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from autograder.faces.nbgrader.collecting.labels import Label, behind, is_chapters, label_of, without_name
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
    theirs = [f for f in whole.folders.values() if _is_somebodys(f, roster)]
    yield from _of_folders(theirs, roster)
    for folder in whole.folders.values():
        if folder not in theirs:
            yield from _split(folder, folder.name, roster)


def _split(folder: Folder, name: str, roster: Roster) -> Iterator[Share]:
    """The shares in a folder that is nobody's by its name; `name` is whose it is if it is one person's."""
    folders = [f for f in folder.folders.values() if _matters(f) or _is_somebodys(f, roster)]
    work = [label_of(f.name, is_file=True) for f in folder.files if kind_of(f.name)]
    by_name = bool(work) and all(label.names for label in work) and len(work) + len(folders) > 1
    if by_name or _is_level(folder, roster):
        yield from _of_files(folder.files, roster)
        yield from _of_folders(folders, roster)
    elif work or not folders:
        yield _of_folder(folder, label_of(name, is_file=False))
    elif len(folders) == 1 or all(_is_level(f, roster) for f in folders):
        for inner in folders:
            yield from _split(inner, name if is_chapters(inner.name) else inner.name, roster)
    elif any(is_chapters(f.name) for f in folders):  # the whole copy of one person
        yield _of_folder(folder, label_of(name, is_file=False))
    else:
        yield from _of_folders(folders, roster)


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


def _of_folders(folders: list[Folder], roster: Roster) -> Iterator[Share]:
    """The shares of folders that lie side by side, each of them one participant's."""
    labels = [label_of(f.name, is_file=False) for f in folders]
    clones = _prefix([one.shown for f, one in zip(folders, labels, strict=True) if f.alone], roster, True)
    groups = _prefix([one.shown for one in labels if one.system], roster)
    for folder, label in zip(folders, labels, strict=True):
        yield _of_folder(folder, behind(label, clones if folder.alone else groups if label.system else ""))


def _prefix(names: list[str], roster: Roster, surely: bool = False) -> str:
    """What stands before all of several names, up to a dash: GitHub Classroom's assignment, Moodle's group.

    It is the same for all, so no participant can have chosen it. Of several that it may be, it is the one
    behind which most are known; where nobody is, the longest, if there is `surely` one. Of a single name with
    a single dash, it is what stands before that if somebody is known behind it.
    """
    alone = len(names) == 1 and names[0].count("-") == 1 and roster.knows(names[0].partition("-")[2])
    common = _common(names) if len(names) > 1 or (alone and surely) else ""
    prefixes = ["", *(common[: dash.end()] for dash in re.finditer("-", common))]
    known = [sum(roster.knows(name.removeprefix(prefix)) for name in names) for prefix in prefixes]
    return prefixes[known.index(max(known))] if max(known) or not surely else prefixes[-1]


def _common(names: list[str]) -> str:
    """The characters with which all names begin."""
    first, last = min(names), max(names)
    return next((first[:i] for i, c in enumerate(first) if last[i : i + 1] != c), first)


def _of_folder(folder: Folder, label: Label) -> Share:
    return Share(label, folder.origin, tuple(folder.walk()), tuple(folder.all_notes()), folder)


def _of_files(files: list[File], roster: Roster) -> Iterator[Share]:
    """The shares of files that lie side by side: those that name the same participant are one share."""
    labels = [label_of(file.name, is_file=True) for file in files]
    groups = _prefix([label.shown for label in labels if label.system], roster)
    labels = [behind(label, groups) if label.system else label for label in labels]
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
