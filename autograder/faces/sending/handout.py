"""`zerotsuku handout`: one zip with all that a participant needs at home, and no answer.

It is a student's copy as `zerotsuku start` makes it, with the course's own release in place of the notebooks:
what is handed in comes from what was released. Data files of the release, the visible checks, the wheel that
installs the self-check, and a page that says how to begin and how to hand in are with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.course import Course, open_course
from autograder.faces.nbgrader.release import release_of
from autograder.faces.sending.answers import require_no_answer
from autograder.faces.sending.names import as_a_disk_has_it
from autograder.faces.sending.wheel import built_wheel, read_wheel
from autograder.faces.sending.zips import write_zip
from autograder.faces.student.copy import MARKER, Copy
from autograder.faces.student.start import marker_file
from autograder.faces.student.starting.material import copy_files, student_files
from autograder.faces.student.starting.sorting import fingerprints
from autograder.text import Text, ZerotsukuError, named, say

TEMPLATES = Path(__file__).parent / "templates"
FOLDER, PAGE = "handout", "README.txt"
FORM = "ipynb"
BOM = b"\xef\xbb\xbf"  # by it a Windows or a Mac in Japan knows that a text is UTF-8
MAX_DATA = 64 * 2**20  # bytes of a chapter's data files


@dataclass(frozen=True)
class Handout:
    """A zip for the participants: where it is, what is in it, and what is to be told of it."""

    path: Path
    chapters: tuple[str, ...]
    files: tuple[str, ...]
    size: int  # bytes
    digest: str  # SHA-256 of the zip
    notes: tuple[Text, ...]

    def as_json(self, lang: str) -> dict[str, object]:
        """As `--json` prints it."""
        return {
            "file": str(self.path),
            "chapters": list(self.chapters),
            "files": list(self.files),
            "bytes": self.size,
            "sha256": self.digest,
            "notes": [note[lang] for note in self.notes],
        }


def make_handout(
    course_dir: Path,
    chapters: Sequence[str],
    to: Path | None = None,
    wheel: Path | None = None,
    with_wheel: bool = True,
) -> Handout:
    """Write the zip to the file `to`, or into that folder; without it, to handout/ in the course.

    `wheel` is what participants install; without one, what `make wheel` has built last, if it was built.
    Raises ZerotsukuError when a chapter is not generated, has an answer in it, or nothing can be written.
    """
    course = open_course(course_dir)
    wanted = {catalog().chapter(name) for name in chapters}
    found = [chapter for chapter in catalog() if chapter in wanted]
    name = "-".join(chapter.id for chapter in found)
    path = _destination(course, to, f"{name}.zip")
    files, notes = _files(course, found, *_wheel(wheel, with_wheel))
    folder = f"zerotsuku-{name}"
    members = [(f"{folder}/{file}", data) for file, data in sorted(files.items())]
    write_zip(path, members, course.file_mode())
    content = path.read_bytes()
    return Handout(
        path,
        tuple(chapter.id for chapter in found),
        tuple(file for file, _ in members),
        len(content),
        hashlib.sha256(content).hexdigest(),
        tuple(notes),
    )


def _destination(course: Course, to: Path | None, name: str) -> Path:
    if to is None:
        return course.root / FOLDER / name
    return to.resolve() / name if to.is_dir() else to.resolve()


def _wheel(wheel: Path | None, wanted: bool) -> tuple[tuple[str, bytes] | None, list[Text]]:
    """Name and bytes of what participants install, and what is to be told of it."""
    if not wanted:
        return None, []
    path = wheel or built_wheel()
    if path is None:
        return None, [say("handout-no-wheel")]
    data, old = read_wheel(path)
    notes = [say("handout-old-wheel", file=named(path.name), names=named(old))] if old else []
    return (path.name, data), notes


def _files(
    course: Course, chapters: Sequence[Chapter], wheel: tuple[str, bytes] | None, notes: list[Text]
) -> tuple[dict[str, bytes], list[Text]]:
    """Name in the copy → bytes."""
    released = {f"{c.stem}.{FORM}": _released(course, c) for c in chapters}
    ours = copy_files(chapters, course.lang, {c.id: FORM for c in chapters}) | released
    ours[MARKER] = _marker(course, chapters, ours, released)
    ours[PAGE] = _page(course.lang, chapters, wheel)
    ours |= dict([wheel] if wheel else [])
    files = dict(ours)
    known = {as_a_disk_has_it(name): name for name in ours}
    for chapter in chapters:
        for name, data in _data(course, chapter):
            same = known.setdefault(as_a_disk_has_it(name), name)
            if files.setdefault(same, data) != data or same in ours:
                raise ZerotsukuError(say("handout-two-files", file=named(name), chapter=chapter.id))
    return files, notes


def _released(course: Course, chapter: Chapter) -> bytes:
    """The notebook that `nbgrader generate_assignment` made."""
    data = release_of(course.coursedir, chapter)
    if not data:
        folder = Path(course.coursedir.format_path(course.coursedir.release_directory, ".", chapter.id))
        raise ZerotsukuError(say("handout-not-generated", folder=folder, chapter=chapter.id))
    require_no_answer(data, chapter)
    return data


def _data(course: Course, chapter: Chapter) -> Iterator[tuple[str, bytes]]:
    """Name → bytes of what the instructor has put beside the notebook, such as a table of data."""
    folder = Path(course.coursedir.format_path(course.coursedir.release_directory, ".", chapter.id))
    room = MAX_DATA
    for path in sorted(folder.rglob("*")):  # but nothing through links
        name = path.relative_to(folder)
        ignored = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
        if ignored or not path.is_file() or path.resolve() != folder.resolve() / name:
            continue
        if name == Path(f"{chapter.stem}.{FORM}"):
            continue
        room -= path.stat().st_size
        if room < 0:
            raise ZerotsukuError(say("handout-too-large", folder=folder, size=MAX_DATA // 2**20))
        yield name.as_posix(), path.read_bytes()


def _marker(
    course: Course, chapters: Iterable[Chapter], files: Mapping[str, bytes], released: Mapping[str, bytes]
) -> bytes:
    """By it the folder is a copy, which `zerotsuku start .` brings up to date.

    A notebook counts as the participant's from the beginning: it has the instructor's changes, so that the
    workbook's own must not take its place.
    """
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    for name, data in student_files(chapters, course.lang, FORM).items():
        digests[name] = hashlib.sha256(data).hexdigest()
    cells = {name: fingerprints(data, name) for name, data in released.items()}
    return marker_file(Copy(Path(), course.lang, FORM), digests, cells)


def _page(lang: str, chapters: Sequence[Chapter], wheel: tuple[str, bytes] | None) -> bytes:
    templates = Environment(  # not HTML: nothing to escape
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = templates.get_template(f"README.{lang}.txt").render(
        notebooks=[(f"{c.stem}.{FORM}", c.title[lang]) for c in chapters],
        others=[e.file for c in chapters for e in c.exercises if e.file],
        wheel=wheel[0] if wheel else "",
    )
    return BOM + text.replace("\n", "\r\n").encode()
