"""The command line's help and usage errors, in the language of whoever reads them.

Help is written as keys of messages/*.ftl. What click says by itself, it asks gettext for: messages/ja holds
the Japanese. Columns are counted as a terminal draws them, where a Japanese character has two.
"""

from __future__ import annotations

import copy
import gettext
import io
import locale
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import click

from autograder.faces.columns import columns, fold
from autograder.text import LANGUAGES, MESSAGES, default_language, say

DOMAIN = "click"
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
NAMES = {"ja": "ja", "japanese": "ja", "en": "en", "english": "en"}  # as systems call them
_language: ContextVar[str] = ContextVar("language", default="ja")


def language(args: Sequence[str]) -> str:
    """The language for help and usage errors: `--lang` on the command line, else ZEROTSUKU_LANG, else that of
    the copy that this folder is in, else the locale's, else ja."""
    given = [b for a, b in zip(args, [*args[1:], ""], strict=True) if a == "--lang"]
    given += [a.removeprefix("--lang=") for a in args if a.startswith("--lang=")]
    known = [lang for lang in given if lang in LANGUAGES]
    return known[-1] if known else here() or _of_the_locale() or default_language()


def here(folder: Path = Path()) -> str | None:
    """What ZEROTSUKU_LANG says, or the language of the copy that a folder is in."""
    from autograder.faces.student.copy import find_copy

    if os.environ.get("ZEROTSUKU_LANG") in LANGUAGES:
        return os.environ["ZEROTSUKU_LANG"]
    try:
        found = find_copy(folder)
    except OSError:  # the folder that this is run in is gone
        return None
    return found.lang if found else None


def _of_the_locale() -> str | None:
    name = next((value for key in LOCALES if (value := os.environ.get(key))), None)
    if name is None and sys.platform == "win32":
        name = locale.getlocale()[0]
    return NAMES.get((name or "").partition(".")[0].partition("_")[0].casefold())


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """While it lasts, help and click's own messages are in a language."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    token = _language.set(lang)
    if lang == "ja":
        os.environ["LANGUAGE"] = "ja"  # where gettext looks first
        gettext.bindtextdomain(DOMAIN, str(MESSAGES))
        gettext.textdomain(DOMAIN)
    try:
        yield
    finally:
        _language.reset(token)
        gettext.textdomain(domain)
        if lang == "ja":
            os.environ.pop("LANGUAGE")
            os.environ.update({"LANGUAGE": before} if before is not None else {})


def said(key: str | None) -> str:
    """The tool's message in the language of help and usage errors."""
    return say(key)[_language.get()] if key else ""


class Formatter(click.HelpFormatter):
    """Click's, by a terminal's columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        head = f"{prefix or gettext.gettext('Usage:') + ' '}{prog} "
        first, *others = fold(args, self.width - columns(head))
        self.write("\n".join([head + first, *(" " * columns(head) + line for line in others)]) + "\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        lines = (line for part in text.split("\n") for line in fold(part, self.width - len(indent)))
        self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        indent = " " * self.current_indent
        left = (
            max((n for first, _ in rows if (n := columns(first)) <= col_max), default=col_max) + col_spacing
        )
        for first, second in rows:
            lines = list(fold(second, self.width - len(indent) - left)) if second else []
            if columns(first) + col_spacing <= left and lines:
                first += " " * (left - columns(first)) + lines.pop(0)
            self.write("\n".join([indent + first, *(indent + " " * left + line for line in lines)]) + "\n")


class Context(click.Context):
    """Click's, with our formatter."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is a message's key."""

    context_class = Context

    def get_short_help_str(self, limit: int = 45) -> str:
        return said(self.help)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(self.help))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:  # click keeps it, in the language of the first time
            option.help = gettext.gettext("Show this message and exit.")
        return option


class Group(Command, click.Group):
    """A group of such commands; calling it sets the language."""

    command_class = Command

    def main(self, args: Sequence[str] | None = None, *more: Any, **settings: Any) -> Any:
        args = list(sys.argv[1:] if args is None else args)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal may not have a character of ours
        with spoken(language(args)):
            return super().main(args, *more, **settings)


class Option(click.Option):
    """An option whose help is a message's key."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        told = copy.copy(self)
        told.help = said(self.help)
        return click.Option.get_help_record(told, ctx)
