"""An nbgrader course of the workbook: making one (`zerotsuku course`) and opening one to grade."""

from __future__ import annotations

import contextlib
import glob
import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import rooms
from autograder.build import code_stub, source_notebook, to_bytes
from autograder.catalog import Chapter, catalog
from autograder.faces.nbgrader.exchange import exchange_setting
from autograder.faces.nbgrader.folders import (
    GROUPS_FILE,
    give_course_to_group,
    make_folder,
    refusals,
    replace_file,
)
from autograder.seeds import SECRET, read_secret
from autograder.text import LANGUAGES, Text, ZerotsukuError, say

CONFIG = "nbgrader_config.py"
LOCK = ".zerotsuku-grade.lock"
YOURS = "# --- zerotsuku: "  # the line from which on the config is the instructor's
# nbgrader reads this file even if the other has a mistake in it, by which it would else go back to its own
# Autograde and run submissions unprotected. With this exporter, that stops before anything is run.
SAFETY = "nbgrader_config.json"
SAFE = {"Autograde": {"exporter_class": "autograder.faces.nbgrader.autograde.SubmissionExporter"}}
OWN = {CONFIG, SAFETY, SECRET, "source"}
ALONE, GROUPS = 0o700, 0o2770  # the folder of a course: its owner's, or that of nbgrader's `groupshared`


def make_course(target: Path, lang: str, chapters: Sequence[str] | None = None) -> None:
    """Make an nbgrader course in a new or empty folder, or refresh the one that is there.

    Refreshing writes the source notebooks and the generated part of the config anew; the secret, the
    gradebook, the submissions and the instructor's part of the config stay. Answers and marks lie in it:
    other users of the machine cannot look into the folder, but for its group if the config says groupshared.
    Raises ZerotsukuError when the folder is something else, or cannot be written.
    """
    rooms.require_repository("course")
    found = [catalog().chapter(name) for name in chapters] if chapters is not None else list(catalog())
    notebooks = {chapter: to_bytes(source_notebook(chapter, lang)) for chapter in found}
    target = target.resolve()
    with refusals("course-cannot-write", target):
        _require_course_or_empty(target)
        target.mkdir(parents=True, exist_ok=True)
        _make_secret(target / SECRET)
        replace_file(target / SAFETY, _safe_config(target / SAFETY))
        replace_file(target / CONFIG, _config(target, lang).encode())
        shared = _groupshared(target)  # by the new config: the old may not load
        with contextlib.suppress(PermissionError):  # somebody else's folder: `doctor` tells that it is open
            target.chmod(GROUPS if shared else ALONE)
        for chapter, content in notebooks.items():
            folder = target / "source" / chapter.id
            make_folder(folder, target, shared)
            replace_file(folder / f"{chapter.stem}.ipynb", content)
        if shared:
            give_course_to_group(target)  # the secret, too: whoever grades draws the same inputs


def _require_course_or_empty(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ZerotsukuError(say("course-no-folder", folder=target))
    config = target / CONFIG
    if config.is_file() and YOURS in config.read_text(encoding="utf-8", errors="replace"):
        return
    if not {p.name for p in target.iterdir()} <= OWN - {CONFIG}:  # those: killed while it was made
        raise ZerotsukuError(say("course-something-else", folder=target))


def open_to_others(folder: Path) -> Text | None:
    """What to do where a folder is a course that other users of the machine can look into."""
    config = folder / CONFIG
    if not config.is_file() or YOURS not in config.read_text(encoding="utf-8", errors="replace"):
        return None
    right = GROUPS if _groupshared(folder) else ALONE
    if folder.stat().st_mode & 0o077 & ~right:
        return say("doctor-course-open", folder=folder.resolve(), mode=f"{right:o}")
    return None


def _groupshared(root: Path) -> bool:
    """Whether the config gives the course to a group; one that cannot be read does not."""
    from traitlets.config.loader import PyFileConfigLoader

    try:
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except (Exception, SystemExit):  # open_course says what is wrong with it
        return False
    return config.CourseDirectory.get("groupshared") is True


def _make_secret(path: Path) -> None:
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
    with contextlib.suppress(PermissionError):  # another instructor's
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def _config(target: Path, lang: str) -> str:
    template = (Path(__file__).parent / "templates" / "course_config.py.txt").read_text(encoding="utf-8")
    generated = template.format(
        title=say("course-config-title")[lang],
        exchange=say("course-config-exchange")[lang],
        yours=YOURS + say("course-config-yours")[lang],
        course_id=_literal(target.name.strip() or "course"),
        lang=_literal(lang),
        stub=_literal(code_stub(lang)),
    )
    path = target / CONFIG
    if not path.exists():
        return generated
    _, _, kept = path.read_text(encoding="utf-8").partition(YOURS)
    return generated + kept.partition("\n")[2]


def _safe_config(path: Path) -> bytes:
    """The second config with our setting in it; what else the instructor has written there stays."""
    try:
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        known["Autograde"] = {**known.get("Autograde", {}), **SAFE["Autograde"]}
    except (ValueError, TypeError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise ZerotsukuError(say("course-bad-config", file=path, reason=reason)) from None
    return (json.dumps(known, indent=2, ensure_ascii=False) + "\n").encode()


def _literal(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Course:
    """A course that is there: its folder, its settings as nbgrader reads them, and its secret."""

    root: Path
    lang: str
    config: Any  # traitlets.config.Config
    coursedir: Any  # nbgrader.coursedir.CourseDirectory
    secret: bytes
    zone: str = ""  # in which hand-in times are written, if anybody has said

    def __repr__(self) -> str:
        return f"Course({self.root})"  # never the secret

    @property
    def shared(self) -> bool:
        """Whether several instructors, a group of the machine, work in it."""
        return bool(self.coursedir.groupshared)

    def file_mode(self, mode: int = 0o644) -> int:
        """The mode of a file of the course, in which the group may write if it is the group's."""
        return mode | GROUPS_FILE if self.shared else mode

    def submitted(self, chapter: Chapter, student: str) -> Path:
        return self._path(self.coursedir.submitted_directory, chapter, student)

    def autograded(self, chapter: Chapter, student: str) -> Path:
        return self._path(self.coursedir.autograded_directory, chapter, student)

    def feedback(self, chapter: Chapter, student: str) -> Path:
        return self._path(self.coursedir.feedback_directory, chapter, student)

    def _path(self, step: str, chapter: Chapter, student: str) -> Path:
        return Path(self.coursedir.format_path(step, student, chapter.id))

    def students(self, chapter: Chapter) -> list[str]:
        """Those with a folder for the chapter among the submitted, in order."""
        return sorted(submitting_students(self.coursedir, chapter.id))


@contextlib.contextmanager
def locked(course: Course, busy: str, closed: str) -> Iterator[None]:
    """Nobody else grades or collects in the course's folder while it lasts.

    Raises ZerotsukuError with the sentence `busy` where somebody does, `closed` where that cannot be asked.
    """
    import filelock

    path = course.root / LOCK
    try:
        with filelock.FileLock(path, timeout=0, mode=course.file_mode()):
            yield
    except filelock.Timeout:
        raise ZerotsukuError(say(busy, folder=course.root)) from None
    except PermissionError as error:
        raise ZerotsukuError(say(closed, file=error.filename or path, reason=error.strerror)) from None


def time_zone(config: Any) -> str:
    """The zone in which hand-in times are written, as the course's config or the machine's says; or empty."""
    return str(config.Exchange.get("timezone") or exchange_setting("timezone") or "")


def submitting_students(coursedir: Any, assignment: str) -> Iterable[str]:
    """The ids of those with a folder for the assignment in submitted/."""
    step, student = coursedir.submitted_directory, "(?P<student>[^/]+)"
    pattern = re.compile(coursedir.format_path(step, student, re.escape(assignment), escape=True))
    for path in glob.glob(coursedir.format_path(step, "*", assignment)):  # noqa: PTH207 (absolute)
        match = pattern.fullmatch(path)
        if match and Path(path).is_dir():
            yield match["student"]


def open_course(folder: Path) -> Course:
    """Open a course to grade in it; ZerotsukuError with what to do when it is none."""
    root = folder.resolve()
    config_file = root / CONFIG
    try:
        config_file.open("rb").close()
    except PermissionError as error:
        values = {"file": config_file, "reason": error.strerror, "folder": root}
        raise ZerotsukuError(say("course-no-permission", **values)) from None
    except OSError:
        raise ZerotsukuError(say("course-none", folder=folder)) from None
    secret = read_secret(root)
    try:
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config.loader import PyFileConfigLoader
    except ImportError:
        raise ZerotsukuError(say("course-no-nbgrader")) from None
    try:
        config = PyFileConfigLoader(config_file.name, path=str(root)).load_config()
        coursedir = CourseDirectory(config=config)
    except SystemExit as refusal:  # the generated part of a config that an older workbook made
        raise ZerotsukuError(
            say("course-outdated", file=config_file, reason=refusal, folder=folder)
        ) from None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ZerotsukuError(say("course-bad-config", file=config_file, reason=reason)) from None
    coursedir.root = str(root)
    lang = config.Autograde.get("lang", "ja")
    return Course(root, lang if lang in LANGUAGES else "ja", config, coursedir, secret, time_zone(config))
