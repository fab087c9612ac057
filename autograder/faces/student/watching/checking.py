"""What one process does for one run: it stands ready, checks what it is asked for, tells it, and ends.

Messages are JSON, one list each. What is imported at the top is little: where there is no fork, a process
imports this room first, and the rest while it stands ready.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.selfcheck.summary import ExerciseCheck
    from autograder.text import Text

WARMED = "autograder.faces.student.watching.warmed"
Message = list[Any]


@dataclass(frozen=True)
class Request:
    """Check of one chapter what is not known yet: `known` is symbol → the key of the last result.

    A file that is only there in part is left alone, unless it is to be read `anyhow`.
    """

    folder: str
    file: str
    chapter: str
    known: dict[str, str] = field(default_factory=dict)
    anyhow: bool = False

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def serve(pipe: Connection) -> None:
    """Stand ready at this end of a pipe, for one request."""
    _detach()

    def tell(message: Message) -> None:
        pipe.send_bytes(json.dumps(message).encode())

    try:
        importlib.import_module(WARMED)
        tell(["ready"])
        request = Request(**json.loads(pipe.recv_bytes()))
        threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
        for message in answers(request):
            tell(message)
    except (EOFError, OSError):  # nobody is there any more
        return
    except Exception as error:  # of the tool itself
        tell(["failed", f"{type(error).__name__}: {error}"])


def _detach() -> None:
    """A student's code shares neither the terminal nor Ctrl-C with the one who watches."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.stderr = os.fdopen(1, "w", encoding="utf-8")


def _end_with(pipe: Connection) -> None:
    """End this process, whatever it is doing, when the other end is gone."""
    try:
        pipe.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


def answers(request: Request) -> Iterator[Message]:
    """What comes of a request, as it comes.

    `half` or `unreadable`, and why: nothing was checked; `read`: the keys, and which symbols are checked;
    `loaded`: what was put back in the file, and what else is to be said of it; `begin` and `result` for each
    symbol; `end`. Around them stand `ready`, and `failed` where the tool itself could not do it.
    """
    from autograder.catalog import catalog
    from autograder.faces.student.watching.changes import is_whole, keys_of
    from autograder.selfcheck.checks import checks_path, load_checks, weights_in
    from autograder.selfcheck.student_file import load_student
    from autograder.selfcheck.summary import check_exercise
    from autograder.submission import SubmissionError, read_submission
    from autograder.text import named, say

    folder, path = Path(request.folder), Path(request.folder, request.file)
    chapter = catalog().chapter(request.chapter)
    checks = checks_path(chapter, folder)
    try:
        os.chdir(folder)
        data, written = path.read_bytes(), checks.read_bytes()
        whole = request.anyhow or is_whole(data, path.name)
        submission = read_submission(data, path.name)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield ["half", pair(say("student-unreadable", file=named(path.name), reason=reason))]
        return
    except SubmissionError as error:
        if whole:  # and yet no notebook
            yield ["unreadable", pair(error.text)]
            return
    if not whole:
        yield ["half", pair(say("watch-half", file=named(path.name)))]
        return
    try:
        module = load_checks(checks)
    except Exception as error:  # whatever a changed file raises
        reason = f"{type(error).__name__}: {error}"
        yield ["unreadable", pair(say("watch-checks-broken", file=named(checks.name), reason=reason))]
        return
    keys = keys_of(submission, chapter, folder, written)
    asked = [e for e in chapter.exercises if request.known.get(e.symbol) != keys[e.symbol]]
    yield ["read", keys, [e.symbol for e in asked]]
    if asked:
        student = load_student(path, chapter)
        yield ["loaded", list(map(pair, student.restored)), list(map(pair, student.notes))]
        with weights_in(folder):
            for exercise in asked:
                yield ["begin", exercise.symbol]
                yield ["result", plain(check_exercise(exercise, chapter, module, student))]
    yield ["end"]


def plain(found: ExerciseCheck) -> dict[str, Any]:
    """The result of one exercise, as plain data."""
    return {
        "symbol": found.exercise.symbol,
        "status": found.status,
        "text": pair(found.text) if found.text else None,
        "hint": pair(found.hint) if found.hint else None,
        "waits": list(found.waits),
    }


def pair(text: Text) -> list[str]:
    return [text.ja, text.en]
