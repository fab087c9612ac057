"""`zerotsuku audit`: the graders are proved, and what is missing is said."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Sequence

import click

from autograder import rooms
from autograder.audit.findings import as_json as findings_as_json
from autograder.catalog import Catalog, Chapter, catalog
from autograder.faces.terminal.audit_table import print_chapter
from autograder.text import say


def run(
    chapters: Sequence[str] = (),
    *,
    as_json: bool = False,
    jobs: int | None = None,
    unsafe: bool = False,
    lang: str = "ja",
) -> bool:
    """Audit chapters (`ch03`) or single exercises (`ch03.relu`), all if none; whether nothing fails."""
    rooms.require_repository("audit")
    from autograder.audit.chapter import audit_chapter

    found = []
    for chapter, symbols in _chosen(catalog(), chapters):
        with contextlib.redirect_stdout(io.StringIO()):  # mistakes may print
            finding = audit_chapter(chapter, symbols=symbols, jobs=jobs or os.cpu_count() or 1, unsafe=unsafe)
        found.append(finding)
        if not as_json:
            print_chapter(finding, lang)
    passed = all(f.passed for f in found)
    if as_json:
        click.echo(json.dumps(findings_as_json(found, lang), ensure_ascii=False, indent=2))
    else:
        click.echo(say("audit-passed" if passed else "audit-failed")[lang])
    return passed


def _chosen(book: Catalog, names: Sequence[str]) -> list[tuple[Chapter, list[str]]]:
    """Chapters with the exercises to look at; no exercises means all."""
    chosen: dict[str, tuple[Chapter, list[str]]] = {}
    for name in names or list(book.chapters):
        chapter_name, _, symbol = name.partition(".")
        chapter = book.chapter(chapter_name)
        symbols = chosen.setdefault(chapter.id, (chapter, []))[1]
        if symbol:
            symbols.append(chapter.exercise(symbol).symbol)
    return list(chosen.values())
