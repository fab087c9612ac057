"""Which file of a participant's is the chapter's, by the rules of grading: the newest with answers counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from autograder.beside import KINDS, MAX_BYTES, MAX_FILES, NBGRADERS
from autograder.beside import MAX_DEPTH as MAX_DEEP
from autograder.catalog import Chapter
from autograder.faces.nbgrader.collecting.labels import FILE, chapter_named, copy_number, plain_name
from autograder.faces.nbgrader.collecting.owners import Share
from autograder.faces.nbgrader.collecting.tree import OTHER_ARCHIVES, File, Unreadable, safe_parts, told
from autograder.grading.handed import MAX_CANDIDATES, MAX_LOOKED_INTO, fit_of
from autograder.submission import NOTEBOOK, SubmissionError, kind_of, read_submission
from autograder.text import Text, named, say

MAX_NOTES = 10
NEVER = datetime.min.replace(tzinfo=UTC)
ANSWERED, UNTOUCHED, BROKEN = 2, 1, 0


@dataclass(frozen=True)
class Work:
    """A file of the chapter: where it lies, and how far it goes: ANSWERED, UNTOUCHED or BROKEN."""

    folder: tuple[str, ...]
    file: File
    share: Share
    state: int
    answers: int = 0

    @property
    def order(self) -> tuple[bool, bool, int, datetime, int, int]:
        """Answers before none, a notebook before a script, then the newest; of scripts the one with most."""
        when = self.file.time or NEVER, self.file.order, copy_number(self.file.name)
        notebook = _is_notebook(self.file)
        return self.state == ANSWERED, notebook, self.state if notebook else self.answers, *when


@dataclass(frozen=True)
class Chosen:
    """What of a participant's files goes into submitted/: the file that counts, under the name that nbgrader
    expects, what lies beside it, and the others of the chapter, which are kept elsewhere.
    """

    work: Work
    name: str
    beside: tuple[tuple[str, File], ...]
    others: tuple[File, ...]
    time: datetime | None
    notes: tuple[Text, ...]


def choose(shares: Sequence[Share], chapter: Chapter) -> Chosen | tuple[Text, ...]:
    """Look through what a participant handed in, in however many places; or say why there is nothing."""
    notes: list[Text] = [note for share in shares for note in share.notes]
    works: list[Work] = []
    elsewhere: list[str] = []
    left = MAX_LOOKED_INTO
    for share in shares:
        if share.label.what != FILE:
            notes.append(say("collect-not-files", name=named(share.origin.rpartition("/")[2])))
            continue
        packed = [f.name for _, f in share.files if OTHER_ARCHIVES.search(f.name)]
        if packed:
            notes.append(say("collect-other-archive", names=told(packed)))
        candidates = [p for p in share.files if _is_candidate(p[1])]
        candidates.sort(key=lambda p: (not _is_notebook(p[1]), not _is_named(p[1], chapter), len(p[0])))
        if len(candidates) > MAX_CANDIDATES:
            left_out = [f.name for _, f in candidates[MAX_CANDIDATES:] if _is_notebook(f)]
            if left_out:
                notes.append(say("collect-many-candidates", names=told(left_out), limit=MAX_CANDIDATES))
        for folder, file in candidates[:MAX_CANDIDATES]:
            found, size = _look(folder, file, share, chapter, left)
            left -= size
            if isinstance(found, Text):
                notes.append(found)
            elif isinstance(found, str):
                elsewhere.append(found)
            elif found:
                works.append(found)
    if elsewhere:
        notes.append(say("collect-other-chapter", names=told(elsewhere), chapter=chapter.id))
    if not works:
        if not any(share.files for share in shares):
            notes.append(say("collect-empty"))
        return tuple(notes[:MAX_NOTES]) or (say("collect-nothing", chapter=chapter.id),)
    best = max(works, key=lambda w: w.order)
    others = tuple(w.file for w in works if w is not best and _might_count(w, best, chapter))
    if names := [file.origin.rpartition("/")[2] for file in others]:
        notes.append(say("collect-two", file=named(best.file.origin.rpartition("/")[2]), others=told(names)))
    if best.state == UNTOUCHED:
        notes.append(say("collect-untouched", file=named(best.file.name)))
    name = chapter.stem + (".ipynb" if _is_notebook(best.file) else ".py")
    beside, odd = _beside(best, chapter, {name, *(f.origin for f in (best.file, *others))})
    return Chosen(best, name, beside, others, _time(best), (*notes[:MAX_NOTES], *odd))


def _is_notebook(file: File) -> bool:
    return kind_of(file.name) == NOTEBOOK


def _is_candidate(file: File) -> bool:
    """Whether a file may be the chapter's by its name; what ends in .json alone is mostly data."""
    name = file.name.casefold()
    return kind_of(name) is not None and (
        not name.endswith(".json") or ".ipynb" in name or bool(chapter_named(name))
    )


def _is_named(file: File, chapter: Chapter) -> bool:
    return chapter_named(file.name) == chapter.id


def _might_count(work: Work, best: Work, chapter: Chapter) -> bool:
    """Whether a file might as well have been meant: a script beside a notebook is there to be imported."""
    return _is_notebook(work.file) or (not _is_notebook(best.file) and _is_named(work.file, chapter))


def _look(
    folder: tuple[str, ...], file: File, share: Share, chapter: Chapter, left: int
) -> tuple[Work | Text | str | None, int]:
    """A file as work of the chapter, and its size; else the sentence why it is none, if it needs one.

    Of a notebook of another chapter it is the name alone. What it says of itself goes before that.
    """
    name = named(file.name)
    mine = _is_named(file, chapter)
    is_other = bool(chapter_named(file.name)) and not mine
    if is_other and not _is_notebook(file):
        return None, 0
    try:
        data = file.read(left)
    except Unreadable as error:
        return error.text, 0
    try:
        submission = read_submission(data, file.name)
        answers, stubs = fit_of(data, file.name, chapter)
    except SubmissionError as error:
        broken = file.name if is_other else error.text
        return (Work(folder, file, share, BROKEN) if mine else broken), len(data)
    if submission.chapter not in ("", chapter.id) or (is_other and not submission.chapter):
        return file.name, len(data)
    if not answers and not stubs and not (mine and _is_notebook(file)):
        told_so = say("collect-no-chapter", file=name, chapter=chapter.id) if _is_notebook(file) else None
        return told_so, len(data)
    return Work(folder, file, share, ANSWERED if answers else UNTOUCHED, answers), len(data)


def _time(work: Work) -> datetime | None:
    """When it was handed in: committed, if it is a clone's."""
    folder, parts = work.share.folder, (*work.folder, work.file.name)
    while folder is not None and parts:
        if folder.dated:
            return folder.dated(parts) or work.file.time
        folder, parts = folder.folders.get(parts[0]), parts[1:]
    return work.file.time


def _beside(
    best: Work, chapter: Chapter, but: set[str]
) -> tuple[tuple[tuple[str, File], ...], tuple[Text, ...]]:
    """The files that lie with the one that counts, by relative names, and what was left out of them.

    `but` are the names, and the origins, of what is no such file. Of copies of one file the newest counts.
    What grading does not read is not carried along.
    """
    wanted = {e.file for e in chapter.exercises if e.file}
    found: dict[str, File] = {}
    first: dict[str, str] = {}  # names without the difference of capitals
    alike: list[str] = []
    for folder, file in _files_with(best):
        plain = plain_name(file.name)
        parts = safe_parts("/".join((*folder, plain if plain in wanted else file.name)))
        name = "/".join(parts or ())
        if parts is None or not _is_read(file, parts) or but & {name, file.origin}:
            continue
        same = first.setdefault(name.casefold(), name)
        if same in found:
            alike.append(file.origin.rpartition("/")[2])
            if (file.time or NEVER, file.order) < (found[same].time or NEVER, found[same].order):
                continue
        found[same] = file
    kept: list[tuple[str, File]] = []
    left_out = [name for name in found if not _can_stand(name, found, but)]
    room = MAX_BYTES
    for name, file in sorted((n, f) for n, f in found.items() if n not in left_out):
        try:
            size = len(file.read(room)) if len(kept) < MAX_FILES else room + 1
        except Unreadable:
            size = room + 1
        if size > room:
            left_out.append(name)
            continue
        room -= size
        kept.append((name, file))
    notes = []
    if alike:
        notes.append(say("collect-alike", names=told(alike)))
    if left_out:
        notes.append(say("collect-left-out", names=told(left_out), files=MAX_FILES, size=MAX_BYTES // 2**20))
    return tuple(kept), tuple(notes)


def _can_stand(name: str, others: Iterable[str], but: set[str]) -> bool:
    """Whether a file can be made there: no other file stands where one of its folders has to."""
    above = {str(parent).casefold() for parent in PurePosixPath(name).parents}
    taken = {n.casefold() for n in (*others, *but, *NBGRADERS)}
    return name.isprintable() and len(above) <= MAX_DEEP and not above & taken


def _files_with(best: Work) -> Iterable[tuple[tuple[str, ...], File]]:
    """The files of the folder of the one that counts, and below it."""
    depth = len(best.folder)
    for folder, file in best.share.files:
        if folder[:depth] == best.folder:
            yield folder[depth:], file


def _is_read(file: File, parts: tuple[str, ...]) -> bool:
    """Whether grading reads it beside a notebook. nbgrader's own small files are no participant's to give."""
    last = parts[-1].casefold()
    is_notebook = _is_candidate(file) and _is_notebook(file)
    return Path(last).suffix in KINDS and not is_notebook and last not in NBGRADERS
