"""What a terminal or file gets whose encoding lacks a character: the nearest one that it has, or "?".

Windows gives a console all of Unicode, but what is piped or written to a file only what its old encoding has:
cp932 in Japan, which has no ✓ and no ✗.
"""

from __future__ import annotations

import codecs
import sys

PLAINLY = "zerotsuku-plainly"  # the name of the error handler: text.encode(encoding, PLAINLY)
LIKE = {  # marks, dashes and signs of our sentences → what may stand for them, the best first
    "✓": "√ +",
    "✗": "× x",
    "○": "o",
    "△": "~",
    "◐": "△ ~",
    "◇": "*",
    "□": "#",
    "•": "・ *",
    "·": "・ -",
    "→": ">",
    "−": "－ -",
    "–": "-",
    "—": "― -",
    "…": "...",
    "„": '"',
    "≤": "≦ <=",
    "≥": "≧ >=",
    "²": "^2",
    "³": "^3",
    "½": "1/2",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "^",
    "⌘": "Cmd",
}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    fitting = (like for like in LIKE.get(character, "").split() if _has(error.encoding, like))
    return next(fitting, "?"), error.start + 1


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write_plainly() -> None:
    """From now on no character stops this process's output, nor turns a line of it into escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and "utf" not in (stream.encoding or "").lower():
            stream.reconfigure(errors=PLAINLY)


codecs.register_error(PLAINLY, _nearest)
