"""The database that a gradebook is in, SQLite or PostgreSQL: opened, locked, and its troubles as sentences.

nbgrader's `db_url` may hold a password, and no sentence of ours may show it: not where it is, not as a part
of what a driver says, and not where a mistake in the address makes it look like a host.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy
from nbgrader.api import Gradebook
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from autograder.faces.nbgrader.course import CONFIG, Course
from autograder.text import Text, ZerotsukuError, say

R = TypeVar("R")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
POSTGRESQL_PORT = 5432
CONNECT_SECONDS, LOCK_SECONDS = 10, 3.0
SOLE_WRITER = (
    0x7A65726F  # of PostgreSQL's advisory locks, which are a database's: the one that grades holds it
)
TRIES = 3  # of a transaction that met another writer
MET = {"40001", "40P01", "55P03"}  # SQLSTATE: serialization, deadlock, lock not available
MAX_ID = 128  # characters of a student's id in nbgrader's tables; SQLite does not look


# `postgresql://` without a driver's name means another one with each SQLAlchemy. Here, and in nbgrader's own
# commands in a course of ours, it means the one that is installed.
if find_spec("psycopg") is None and find_spec("psycopg2") is not None:
    registry.register(POSTGRESQL, "sqlalchemy.dialects.postgresql.psycopg2", "dialect")


def database_of(coursedir: Any) -> URL:
    """Where the gradebook of a course is, as its config says. Raises ZerotsukuError, without a password."""
    written = str(coursedir.db_url)
    file = Path(coursedir.root) / CONFIG
    try:
        url = make_url(written)
        backend = url.get_backend_name()
        url.get_dialect()  # whether there is such a one; its driver is asked for later
    except (SQLAlchemyError, ValueError):
        raise ZerotsukuError(say("gradebook-url", file=file)) from None
    if backend == SQLITE:
        if url.database and not url.database.startswith(("/", "file:")):
            url = url.set(database=str(Path(coursedir.root) / url.database))
        return url
    if written.count("@") > 1:  # one in the password: what is behind it would be taken for the host
        raise ZerotsukuError(say("gradebook-url", file=file))
    if backend == POSTGRESQL and "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(CONNECT_SECONDS)})
    return url


def file_of(url: URL) -> Path | None:
    """The gradebook's file, if it is in one."""
    is_file = url.get_backend_name() == SQLITE and url.database
    return Path(str(url.database).removeprefix("file:").partition("?")[0]) if is_file else None


def place_of(url: URL) -> str:
    """How a sentence names the database: by its file, or by host, port and name."""
    file = file_of(url)
    if file:
        return str(file)
    host = url.host or _first(url.query.get("host")) or "localhost"
    port = f":{url.port}" if url.port else ""
    return f"{host}{port}/{url.database or ''}"


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, tuple) else value or "")


@contextmanager
def opened(coursedir: Any) -> Iterator[Gradebook]:
    """nbgrader's gradebook of a course; what goes wrong with it is raised as ZerotsukuError."""
    url = database_of(coursedir)
    gradebook = open_gradebook(url, coursedir.course_id)
    try:
        with sentences(url):
            yield gradebook
    finally:
        gradebook.close()


def open_gradebook(url: URL, course_id: str) -> Gradebook:
    """nbgrader's gradebook at a place, with its tables. Raises ZerotsukuError with what to do."""
    try:
        return Gradebook(url.render_as_string(hide_password=False), course_id)
    except ImportError as error:
        values = {"place": place_of(url), "module": error.name or url.drivername}
        raise ZerotsukuError(say("gradebook-driver", **values)) from None
    except SQLAlchemyError as error:
        raise ZerotsukuError(_cannot_open(error, url)) from None


@contextmanager
def sentences(url: URL) -> Iterator[None]:
    """What the database refuses is raised as a ZerotsukuError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise ZerotsukuError(_cannot_write(error, url)) from None


def _cannot_open(error: SQLAlchemyError, url: URL) -> Text:
    if file_of(url) or _code(error):
        return _cannot_write(error, url)
    if isinstance(error, OperationalError):
        values = {"place": place_of(url), "reason": _reason(error, url)}
        if not _answers(url):
            return say("gradebook-silent", **values)
        return say("gradebook-refused", user=url.username or "", **values)
    return say("gradebook-other", place=place_of(url), reason=_reason(error, url))


def _cannot_write(error: SQLAlchemyError, url: URL) -> Text:
    if file_of(url):
        return say("grade-gradebook", file=place_of(url), reason=_reason(error, url))
    key = "gradebook-other" if _answers(url) else "gradebook-silent"
    return say(key, place=place_of(url), reason=_reason(error, url))


def _code(error: BaseException) -> str:
    """The SQLSTATE of what a server answered; empty if it did not come to that."""
    cause = getattr(error, "orig", None)
    return str(getattr(cause, "pgcode", None) or getattr(cause, "sqlstate", None) or "")


def _reason(error: SQLAlchemyError, url: URL) -> str:
    """The first line of what the driver says, without the password in any of its forms."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    said = lines[0] if lines else type(error).__name__
    for secret in (url.password, *(_first(v) for k, v in url.query.items() if "pass" in k.casefold())):
        for form in (secret, quote(str(secret)), quote(str(secret), safe="")) if secret else ():
            said = said.replace(str(form), "…")
    return said


def _answers(url: URL) -> bool:
    """Whether anybody listens where the database should be: a driver says it in the machine's language."""
    host = url.host or _first(url.query.get("host"))
    try:
        port = int(url.port or _first(url.query.get("port")) or POSTGRESQL_PORT)
        if host.startswith("/"):
            with socket.socket(socket.AF_UNIX) as channel:
                channel.settimeout(CONNECT_SECONDS)
                channel.connect(f"{host}/.s.PGSQL.{port}")
        else:
            socket.create_connection((host or "localhost", port), CONNECT_SECONDS).close()
    except (OSError, ValueError):
        return False
    return True


@contextmanager
def sole_writer(course: Course) -> Iterator[bool]:
    """While it lasts, no other machine grades into the same database; false if one does.

    A file in the course keeps out those who share its folder. PostgreSQL can be shared without one, and lets
    go of the lock of a process that was killed as soon as it sees that: therefore the short wait.
    """
    url = database_of(course.coursedir)
    if url.get_backend_name() != POSTGRESQL:
        yield True
        return
    wanted = sqlalchemy.select(sqlalchemy.func.pg_try_advisory_lock(SOLE_WRITER))
    with opened(course.coursedir) as gradebook, gradebook.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")  # no transaction stays open
        end = time.monotonic() + LOCK_SECONDS
        while not (held := bool(connection.scalar(wanted))) and time.monotonic() < end:
            time.sleep(0.05)
        yield held


def require_room(coursedir: Any, student: str) -> None:
    """Raise ZerotsukuError when the database has no room for so long an id."""
    if len(student) > MAX_ID and database_of(coursedir).get_backend_name() != SQLITE:
        raise ZerotsukuError(say("gradebook-long-id", count=len(student), most=MAX_ID))


def retried(transaction: Callable[[], R], rollback: Callable[[], None]) -> R:
    """What a transaction gives; done again if another writer, such as the formgrader, came in between."""
    for left in range(TRIES - 1, -1, -1):
        try:
            return transaction()
        except DBAPIError as error:
            rollback()
            if not left or not _met(error):
                raise
            time.sleep(0.1 * (TRIES - left))
    raise AssertionError


def _met(error: DBAPIError) -> bool:
    locked = isinstance(error, OperationalError) and "locked" in str(error.orig)  # SQLite speaks English
    return isinstance(error, IntegrityError) or locked or _code(error) in MET
