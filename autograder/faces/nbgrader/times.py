"""When something was handed in, as `timestamp.txt` says it: any zone's time, read as UTC.

nbgrader writes the name that a zone has for itself (`JST`, `CEST`, `+04`) and reads most of them as UTC.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser  # type: ignore[import-untyped]

from autograder.text import Text, say

OFFSET_OF_UTC = re.compile(
    r"\s*(?<![/A-Za-z_])(?:UTC|GMT)(?=[+-]\d)"
)  # POSIX, and dateutil, turn the sign round
LAST_WORD = re.compile(r"(?:\s+|(?<=\d))\(?([A-Za-z]\w*(?:/[\w/+-]+)?)\)?\Z")
KNOWN = {"UTC": timedelta(), "GMT": timedelta(), "Z": timedelta()}
HALF_A_YEAR = timedelta(days=182)


def read_time(text: str, home: str = "") -> datetime | Text:
    """A time as a naive datetime in UTC, or the sentence why it is none.

    `home` is the time zone that the course has set: it decides between zones of one name. A time without any
    zone is in UTC, as nbgrader has it.
    """
    plain = OFFSET_OF_UTC.sub(" ", text.strip())
    word = LAST_WORD.search(plain)
    name = word[1] if word and word[1].upper() not in ("AM", "PM") else ""
    if word and name:
        plain = plain[: word.start()]
    found: list[int] = []

    def keep(_: str | None, seconds: int | None) -> tzinfo:
        found.extend([] if seconds is None else [seconds])
        return UTC

    try:
        naive: datetime = parser.parse(plain, tzinfos=keep).replace(tzinfo=None)
        if found:
            return naive - timedelta(seconds=found[0])
        offset = _offset(name, naive, home) if name else timedelta()
        return offset if isinstance(offset, Text) else naive - offset
    except Exception:  # a stranger's text: dateutil lets many through, such as decimal.InvalidOperation
        return say("timestamp-unknown", text=text)


def _offset(name: str, naive: datetime, home: str) -> timedelta | Text:
    """How far a zone's time is before UTC."""
    if (known := KNOWN.get(name.upper())) is not None:
        return known
    for key in (home, name):
        zone = _zone(key)
        if zone and (key == name or zone.tzname(naive) == name.upper()):
            return zone.utcoffset(naive) or timedelta()
    offsets = _offsets(naive.year).get(name.upper(), Counter[timedelta]())
    if not offsets:
        return say("timestamp-zone-unknown", zone=name)
    # One zone of a few does not make a name ambiguous that many have: Manila says PST, too.
    usual = [o for o, count in offsets.items() if count > 1] or list(offsets)
    if len(usual) > 1:
        told = ", ".join(_told(o) for o in sorted(offsets))
        return say("timestamp-zone-ambiguous", zone=name, offsets=told)
    return usual[0]


def _zone(key: str) -> ZoneInfo | None:
    """The zone of a key such as Asia/Tokyo. What is short is a name of several zones, not a key."""
    try:
        return ZoneInfo(key) if "/" in key or len(key) > 4 else None
    except (ValueError, LookupError, OSError):
        return None


@lru_cache(maxsize=16)  # the year is a student's to say
def _offsets(year: int) -> Mapping[str, Counter[timedelta]]:
    """Name → the offsets that zones of the world have in a year under it, and how many zones have each."""
    found: dict[str, Counter[timedelta]] = {}
    winter = datetime(max(2, year), 1, 15)
    for key in available_timezones():
        zone = ZoneInfo(key)
        named = {(zone.tzname(t), zone.utcoffset(t)) for t in (winter, winter + HALF_A_YEAR)}
        for name, offset in named:
            if name and offset is not None:
                found.setdefault(name.upper(), Counter())[offset] += 1
    return found


def _told(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
