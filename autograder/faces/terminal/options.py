"""What commands have in common: their options, and how one is run, so that a mistake is a sentence."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

import click

from autograder.faces.terminal.spoken import Option, here
from autograder.rooms import in_repository, require_repository
from autograder.text import LANGUAGES, ZerotsukuError, default_language

option = partial(click.option, cls=Option)
LANG = option("--lang", type=click.Choice(LANGUAGES), help="help-lang")
COURSE_LANG = option("--lang", type=click.Choice(LANGUAGES), help="help-course-lang")
COURSE = option(
    "--course-dir", type=click.Path(path_type=Path, readable=False), default=Path(), help="help-course-dir"
)
JOBS = option("--jobs", type=click.IntRange(1), help="help-jobs")
JSON_LIST = option("--json", "as_json", is_flag=True, help="help-json-list")
JSON_OBJECT = option("--json", "as_json", is_flag=True, help="help-json-object")
UNSAFE = option("--unsafe-no-isolation", "unsafe", is_flag=True, help="help-unsafe")
CHAPTER = click.argument("chapter")
PEM = click.Path(path_type=Path)


def on_a_cluster(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name a cluster, as one parameter `cluster`: None without them."""

    @option("--scheduler", help="help-scheduler")
    @option("--tls-ca", type=PEM, help="help-tls-ca")
    @option("--tls-cert", type=PEM, help="help-tls-cert")
    @option("--tls-key", type=PEM, help="help-tls-key")
    @wraps(command)
    def run(
        *args: Any,
        scheduler: str | None,
        tls_ca: Path | None,
        tls_cert: Path | None,
        tls_key: Path | None,
        **kwargs: Any,
    ) -> Any:
        cluster = None
        if scheduler is not None or tls_ca or tls_cert or tls_key:
            from autograder.faces.terminal.console import complain
            from autograder.grading.cluster.connecting import Cluster

            tell = partial(complain, lang=kwargs["lang"])
            cluster = Cluster(scheduler or "", tls_ca, tls_cert, tls_key, tell)
        return command(*args, cluster=cluster, **kwargs)

    return run


def sentences(command: Callable[..., Any]) -> Callable[..., Any]:
    """A user's mistake is told in a sentence and exit status 1, never with a traceback.

    Where `--lang` does not say in which language, the course's is meant, or that of the copy around.
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        lang = kwargs.get("lang") or kwargs.get("wanted") or _language_of(**kwargs)
        kwargs |= {"lang": lang} if "lang" in kwargs else {}
        try:
            return command(*args, **kwargs)
        except ZerotsukuError as error:
            from autograder.faces.terminal.console import complain

            complain(error.text, lang)
            sys.exit(1)

    return run


def begun_early(command: Callable[..., Any]) -> Callable[..., Any]:
    """What takes long to begin is begun before anything else is looked at, a course's language included."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        if in_repository() and sys.platform != "win32":
            from autograder.grading.ready import get_ready_to_grade

            chapters = () if kwargs["scheduler"] is not None else kwargs["chapters"]
            get_ready_to_grade(chapters, "autograder.faces.nbgrader.grade_one", unsafe=kwargs["unsafe"])
            with contextlib.suppress(ImportError):  # that there is no nbgrader, the command itself says
                import autograder.faces.nbgrader.light  # noqa: F401 (for what it does)
        return command(*args, **kwargs)

    return run


def _language_of(course_dir: Path | None = None, folder: Path = Path(), **others: Any) -> str:
    if course_dir is not None and sys.platform != "win32" and in_repository():
        from autograder.faces.nbgrader.course import open_course

        with contextlib.suppress(ZerotsukuError):  # the command itself says that it is none
            return open_course(course_dir).lang
    return here(folder) or default_language()


def print_json(value: Any) -> None:
    """JSON that is whole in whatever encoding stdout has."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not unicode, indent=2))


def for_instructors(command: str) -> None:
    """A sentence for those who have only the student's package, or a system that nbgrader is not for."""
    require_repository(command)
    if sys.platform == "win32":
        from autograder.sandbox.causes import not_linux

        raise ZerotsukuError(not_linux())
