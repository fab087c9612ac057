"""How many items a message holds, counted from its bytes before anything is made of them."""

from __future__ import annotations

MAX_DEPTH = 16  # of a value; its envelope and the parts of an extension come around
MAX_ITEMS = 20_000
EXTENSION_ITEMS = 20  # for how many an extension counts: it takes as long to read
MAX_TEXTS = 2**20  # bytes of all strings of a message: Python may keep four for one of them


class WireError(ValueError):
    """What came is not a message: too large, too deep, truncated or malformed."""


# msgpack's codes: the bytes behind one; the bytes of the length behind one; extensions.
_FIXED = {0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8}
_FIXED |= {first + i: 2**i for first in (0xCC, 0xD0) for i in range(4)}
_FIXED |= {0xD4 + i: 1 + 2**i for i in range(5)}
_COUNTED = {first + i: 2**i for first in (0xC4, 0xC7, 0xD9) for i in range(3)}
_COUNTED |= {0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}
_EXTENSIONS = frozenset({*range(0xC7, 0xCA), *range(0xD4, 0xD9)})
_TEXTS = frozenset(range(0xD9, 0xDC))


def measure(data: bytes, depth: int = MAX_DEPTH + 2, items: int = MAX_ITEMS) -> int:
    """How many items the bytes hold.

    Raises WireError unless they are one msgpack value of at most that depth and that many items. Counted
    before anything is made of them: one byte can stand for an object of a hundred. An extension is no key, as
    large integers can be made that all have one hash.
    """
    left, texts = items, MAX_TEXTS

    def end(place: int, depth: int) -> int:
        nonlocal left, texts
        code = data[place]
        left -= EXTENSION_ITEMS if code in _EXTENSIONS else 1
        if left < 0:
            raise WireError("too many items")
        place += 1
        if code < 0x80 or code >= 0xE0:
            return place
        if code in _FIXED:
            return place + _FIXED[code]
        if 0xA0 <= code < 0xC0:
            return place + (code & 0x1F)
        if code < 0xA0:
            length = code & 0x0F
        else:
            width = _COUNTED[code]
            length = int.from_bytes(data[place : place + width], "big")
            place += width
            if code in _TEXTS:
                texts -= length
                if texts < 0:
                    raise WireError("too much text")
            if code < 0xDC:
                return place + length + (code in _EXTENSIONS)
        if depth == 0:
            raise WireError("too deep")
        is_map = code < 0x90 or code >= 0xDE
        for i in range(2 * length if is_map else length):
            if is_map and i % 2 == 0 and data[place] in _EXTENSIONS:
                raise WireError("a key that is neither text nor number")
            place = end(place, depth - 1)
        return place

    try:
        whole = end(0, depth) == len(data)
    except (IndexError, KeyError):
        whole = False
    if not whole:
        raise WireError("not one whole message")
    return items - left
