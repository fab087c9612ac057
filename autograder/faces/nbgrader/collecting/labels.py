"""Whose a file or folder says it is, by its name alone: the patterns of Moodle, Canvas, Google Classroom."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from autograder.catalog import catalog
from autograder.submission import kind_of

MOODLE = re.compile(
    r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_(?P<what>[a-z]+)(?:_(?P<rest>.*))?", re.DOTALL
)
CANVAS = re.compile(r"(?P<who>.+?)(?:_LATE)?_(?P<user>\d+)_(?P<number>\d+)_(?P<rest>.+)", re.DOTALL)
BETWEEN = " - "  # Google Classroom: between a participant's name and the file's title, in either order
COPY = re.compile(
    r"\s*\((?P<browser>\d{1,4})\)\Z|-(?P<canvas>\d{1,3})\Z|\s*のコピー\Z|[ _-]copy\Z", re.IGNORECASE
)
BROWSERS = re.compile(r"\s*\(\d{1,4}\)\Z")
COPY_OF = re.compile(r"\ACopy of ", re.IGNORECASE)
EDGE = " _-.,、　"
FILE, MAX_DIGITS = "file", 15


@dataclass(frozen=True)
class Label:
    """What a name says: whom it names, in the words to try one by one, and the file's name without that.

    `system` is whether a platform wrote the name, so that no participant can have chosen it. `user` is the
    platform's number of a participant in all of it, `group` that of one in this archive; `number` counts
    submissions: the higher, the later. `what` is "file" but for Moodle's other kinds of answers. A name goes
    before those behind it, unless they are `equal`.
    """

    shown: str
    names: tuple[str, ...]
    file: str = ""
    system: bool = False
    user: str = ""
    group: str = ""
    number: int = 0
    what: str = FILE
    equal: bool = False

    @property
    def whole(self) -> str:
        """The name with the platform's number: two participants may have one name."""
        return f"{self.shown}_{self.group}" if self.group else self.shown


def label_of(name: str, is_file: bool) -> Label:
    """The label of a file, or of a folder or an archive without its ending."""
    name = unicodedata.normalize("NFC", name)
    if moodle := MOODLE.fullmatch(name):
        who = moodle["who"]
        return Label(who, (who,), moodle["rest"] or "", True, group=moodle["number"], what=moodle["what"])
    if canvas := CANVAS.fullmatch(name):
        who, user, number = canvas["who"], canvas["user"], int(canvas["number"][-MAX_DIGITS:])
        return Label(who, (who,), canvas["rest"], True, user, user, number)
    if not is_file:
        rest = _without_title(name) or name
        return Label(rest, tuple(dict.fromkeys((name, rest, BROWSERS.sub("", rest)))))
    stem = without_copy(_stem(name))[0]
    if BETWEEN in stem:
        first, _, rest = stem.partition(BETWEEN)
        others, _, last = stem.rpartition(BETWEEN)
        if _without_title(first) != first:
            names = (rest,)
        elif _without_title(last) != last:
            names = (others,)
        else:
            return Label(first, (first, last), equal=True)
        return Label(names[0], names)
    if not (rest := _without_title(stem)):
        return Label(name, ())
    with_number = _without_title(BROWSERS.sub("", _stem(name)))  # student-1 may be somebody
    return Label(with_number, tuple(dict.fromkeys((with_number, rest))))


def behind(label: Label, prefix: str) -> Label:
    """The label without what stands before all names of its neighbours, where there is such a thing."""
    if not prefix or not label.shown.startswith(prefix):
        return label
    rest = label.shown.removeprefix(prefix)
    return replace(label, shown=rest, names=(label.shown, rest))


def without_copy(stem: str) -> tuple[str, int]:
    """A name without what a browser or a platform adds to a second copy, and the number of the copy."""
    number = 0
    stem = COPY_OF.sub("", stem)
    while found := COPY.search(stem):
        number = max(number, int(found["browser"] or found["canvas"] or 1))
        stem = stem[: found.start()]
    return stem.strip(), number


def copy_number(name: str) -> int:
    """Which copy of a file this is, by its name: 0 for the first."""
    return without_copy(_stem(name))[1]


def plain_name(name: str) -> str:
    """A file's name without the marks of a copy."""
    return without_copy(_stem(name))[0] + _end(name)


def chapter_named(name: str) -> str:
    """The id of the one chapter that a file's name speaks of; empty if of none or several."""
    words = unicodedata.normalize("NFKC", name).casefold()
    found = {id_ for id_ in catalog().chapters.paths if re.search(rf"(?<![0-9a-z]){id_}(?![0-9])", words)}
    return found.pop() if len(found) == 1 else ""


def without_name(file: str, name: str) -> str:
    """A file's name without a participant's, where Google Classroom puts it."""
    stem = without_copy(_stem(file))[0]
    for rest in (stem.removeprefix(name + BETWEEN), stem.removesuffix(BETWEEN + name)):
        if rest != stem:
            return rest + _end(file)
    return file


def is_chapters(name: str) -> bool:
    """Whether a folder's name is a chapter's and nobody's."""
    return not _without_title(name)


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    """At the beginning or at the end of a name: a chapter's stem, or its id."""
    paths = catalog().chapters.paths
    words = [path.stem.replace("_", "[-_ ]") for path in paths.values()] + list(paths)
    ends = [(rf"{word}(?=[\W_]|\Z)", rf"(?<![^\W_]){word}\Z") for word in words]
    return tuple(re.compile(pattern, re.IGNORECASE) for pair in ends for pattern in pair)


def _without_title(name: str) -> str:
    """A name without the chapter's at one of its ends."""
    for title in _titles():
        found = title.match(name) or title.search(name)
        if found and found.start() == 0:
            return name[found.end() :].strip(EDGE)
        if found and found.end() == len(name):
            return name[: found.start()].strip(EDGE)
    return name


def _stem(name: str) -> str:
    return name[: len(name) - len(_end(name))]


def _end(name: str) -> str:
    """The ending of a file's name: of a notebook or a script with what a browser put behind it."""
    if kind_of(name):
        found = re.search(r"\.(?:ipynb|py)(?:\.(?:txt|json))?\Z|\.json\Z", name, re.IGNORECASE)
        return found[0] if found else ""
    return "." + name.rpartition(".")[2] if "." in name[1:] else ""
