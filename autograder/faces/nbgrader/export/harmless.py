"""Texts of other people as fields of a CSV: none is a formula, and none makes cells or lines of its own."""

from __future__ import annotations

import re
from typing import Any

from autograder.text import clean

# What makes a cell a formula (OWASP's list), in full width and as small forms, too; and where a cell may
# begin: many a spreadsheet parts a line at `;` or tabs.
FORMULA = "=+-@＝＋－＠﹦﹢﹣﹫"
BEGINNING = re.compile(rf"^(?=\t)|(?:^|[,;\t])(?=\s*[{re.escape(FORMULA)}])")
# Without the mark, Excel in Japan takes a file for cp932: 山田 becomes 螻ｱ逕ｰ.
SPREADSHEET = "utf-8-sig"


def harmless(value: Any) -> Any:
    """A field as it is written: numbers and times as they are, a text without control characters, and with
    an apostrophe before what a spreadsheet would compute."""
    if not isinstance(value, str):
        return value
    return BEGINNING.sub(r"\g<0>'", " ".join(clean(value).splitlines()))


def exact(value: str | None) -> str:
    """A field by which a program finds a person: as it is, or empty where that would not be harmless.

    With an apostrophe before it, it would be nobody's.
    """
    return value if value and harmless(value) == value else ""
