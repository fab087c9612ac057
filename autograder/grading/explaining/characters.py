"""Characters that Python does not know, such as those of full width: which, where, what to type instead."""

from __future__ import annotations

import re
import unicodedata

from autograder.text import Text, say, word

MAX_LINE = 2_000  # characters of a line that are looked at
_OUTSIDE = re.compile(r"\"[^\"]*\"|'[^']*'|#.*|(.)")  # texts and comments may hold any character
_QUOTES = dict.fromkeys("“”„", '"') | dict.fromkeys("‘’", "'")
_ASCII = {**_QUOTES, "−": "-", "–": "-", "—": "-", "×": "*"}


def unknown_character(line: str) -> Text | None:
    """The sentence for the first character of a line that Python takes nowhere but in texts and comments.

    The line has its own spaces in front, for columns are counted. None if it has no such character.
    """
    found = next((m for m in _OUTSIDE.finditer(line[:MAX_LINE]) if _is_unknown(m.group(1) or "")), None)
    if not found:
        return None
    character = found.group(1)
    values = {"shown": _shown(character), "code": f"U+{ord(character):04X}", "column": found.start() + 1}
    instead = _ASCII.get(character) or unicodedata.normalize("NFKC", character)
    if instead == " ":
        return say("failure-character-space", **values)
    if len(instead) == 1 and " " < instead <= "~":
        return say("failure-character", instead=instead, **values)
    return say("failure-character-unknown", **values)


def _is_unknown(character: str) -> bool:
    return not character.isascii() and not f"a{character}".isidentifier()


def _shown(character: str) -> Text:
    """The character, or its name where it cannot be seen, or would be taken for the end of what is quoted."""
    if character == "\u3000":
        return say("character-wide-space")
    if character in _QUOTES:
        return say("character-curly-quote")
    if not character.isprintable() or character.isspace():
        return say("character-unseen")
    shown = word(character)
    return Text(shown, shown)
