"""What happens to a copy's files while it is watched, and what is said of it: saved, gone, back, cut off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.catalog import Chapter, catalog
from autograder.faces.student.copy import Copy
from autograder.faces.student.watching.looking import Look, own_checks, renamed_to, saved, stamp_of
from autograder.faces.student.watching.turn import BESIDE, SAVED
from autograder.text import Text, named, say

GRACE = 1.5  # seconds: editors take a file away and put the new one there, or write it in pieces


@dataclass
class Trouble:
    """Something that may be over soon; it is said when it stays."""

    since: float
    text: Text | None = None
    told: bool = False


class Following:
    """The files of a copy as they were last seen."""

    def __init__(self, copy: Copy):
        self.copy = copy
        self.looks: dict[str, Look] = {}
        self._folder = stamp_of(copy.folder)
        self._away = False
        self._gone: dict[str, Trouble] = {}
        self._half: dict[str, Trouble] = {}

    def first(self) -> Iterator[Chapter | Text]:
        """The chapters whose files are there, and what is to be said of the others."""
        self.looks = saved(self.copy)
        for id_, look in self.looks.items():
            if look.stamp:
                yield catalog().chapter(id_)
            else:
                self._gone[id_] = Trouble(0.0, told=True)
                yield say("watch-missing", file=named(look.path.name))
        yield from self._missing_checks({})

    def look(self) -> Iterator[tuple[Chapter, str] | Text]:
        """The chapters that changed since the last look, and why; and what is to be said."""
        folder = stamp_of(self.copy.folder)
        if folder is None:
            yield from self._folder_gone()
            return
        if self._away:
            yield say("watch-folder-back", folder=self.copy.folder)
            self._away = False
        self._folder = folder
        before, now = self.looks, saved(self.copy)
        self.looks = {**before, **now}
        yield from self._missing_checks(before)
        for id_ in self.looks:
            old, new = before.get(id_), now.get(id_)
            if new is None or new.stamp is None:
                if old:
                    self.looks[id_] = old  # for what comes back
                yield from self._file_gone(id_, old or self.looks[id_])
                continue
            trouble = self._gone.pop(id_, None)
            if trouble and trouble.told:
                yield say("watch-back", file=named(new.path.name))
            if old != new:
                self._half.pop(id_, None)
                same = old is not None and old.stamp == new.stamp
                yield catalog().chapter(id_), BESIDE if same else SAVED
        yield from self._stays_half()

    def half(self, chapter: Chapter, text: Text) -> None:
        """A file was there only in part, or could not be opened; `text` says so."""
        self._half[chapter.id] = Trouble(time.monotonic(), text)

    def is_there(self, chapter: Chapter) -> bool:
        """Whether the chapter's file was there at the last look."""
        return chapter.id in self.looks and chapter.id not in self._gone

    @property
    def number(self) -> int:
        """The system's number of the folder, by which another of its name is known; 0 where there is none."""
        stamp = stamp_of(self.copy.folder)
        return stamp[0] if stamp else 0

    def _folder_gone(self) -> Iterator[Text]:
        if not self._away:
            self._away = True
            folder = self.copy.folder
            new = renamed_to(folder, self._folder) if self._folder else None
            if new:
                yield say("watch-folder-renamed", folder=folder, new=new)
            else:
                yield say("watch-folder-gone", folder=folder)

    def _file_gone(self, id_: str, look: Look) -> Iterator[Text]:
        trouble = self._gone.setdefault(id_, Trouble(time.monotonic()))
        if not trouble.told and time.monotonic() - trouble.since >= GRACE:
            trouble.told = True
            self._half.pop(id_, None)
            new = renamed_to(look.path, look.stamp) if look.stamp else None
            file = named(look.path.name)
            yield (
                say("watch-renamed", file=file, new=named(new.name)) if new else say("watch-gone", file=file)
            )

    def _missing_checks(self, before: dict[str, Look]) -> Iterator[Text]:
        lost = [
            own_checks(self.copy, catalog().chapter(id_)).name
            for id_, look in self.looks.items()
            if look.checks is None and (id_ not in before or before[id_].checks)
        ]
        if lost:
            yield say("watch-no-checks", files=", ".join(lost))

    def _stays_half(self) -> Iterator[Text]:
        for id_, trouble in list(self._half.items()):
            if time.monotonic() - trouble.since >= GRACE:
                del self._half[id_]
                assert trouble.text is not None
                yield trouble.text
