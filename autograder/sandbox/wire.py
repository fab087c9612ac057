"""Values ↔ bytes: how observations leave the sandbox. Data only, bounded in size, depth and items.

A frame is a 4-byte big-endian length and that many bytes of msgpack. Beside msgpack's own types there are

====  =======================================================================
ext   content
====  =======================================================================
1     an array or NumPy scalar: msgpack of [dtype.str, shape, C-order bytes]
2     a complex number: msgpack of [real, imag]
3     an integer beyond 64 bits: its decimal digits
4     something that is no data: msgpack of [type name, text], both cut
====  =======================================================================

A tuple comes out as a list. Only bool, integer, float and complex dtypes pass, and no array of which anything
is masked; everything else becomes an `Opaque`. Nothing that is decoded is ever imported, evaluated or
unpickled.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgpack
import numpy as np

from autograder.sandbox.measure import (
    EXTENSION_ITEMS,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_TEXTS,
    WireError,
    measure,
)
from autograder.shown import TOO_LARGE, Opaque
from autograder.text import clean

MAX_BYTES = 6 * 2**20  # of one frame
MAX_ARRAY_BYTES = 4 * 2**20
MAX_TEXT = 10_000  # characters of one string
MAX_OPAQUE = 200
ENVELOPE_BYTES, ENVELOPE_ITEMS = 2**16, 200  # what a message may have besides the one large value in it
MAX_DIGITS = 1_000
KINDS = "biufc"
HEADER = struct.Struct(">I")
ARRAY, COMPLEX, BIGINT, OPAQUE = 1, 2, 3, 4


class _TooLarge(Exception):
    """A value of too many items or too much text."""


@dataclass
class _Budget:
    """What is left for the items and texts of a value that is encoded."""

    items: int = MAX_ITEMS - ENVELOPE_ITEMS
    texts: int = MAX_TEXTS - ENVELOPE_BYTES

    def take(self, items: int = 0, texts: int = 0) -> None:
        self.items -= items
        self.texts -= texts
        if self.items < 0 or self.texts < 0:
            raise _TooLarge


def encode(value: Any) -> bytes:
    """A value as bytes; what is no data, or too large, becomes an `Opaque`.

    Runs inside the sandbox on the student's objects, so a hostile object may make it raise anything.
    """
    try:
        packed = _pack(_plain(value, 0, _Budget()))
    except _TooLarge:
        packed = b""
    fits = 0 < len(packed) <= MAX_BYTES - ENVELOPE_BYTES
    return packed if fits else _pack(_opaque(value, TOO_LARGE))


def encode_message(parts: list[Any]) -> bytes:
    """A list of less than 16 values as bytes; one that is too large becomes an `Opaque`, the others stay."""
    return bytes([0x90 + len(parts)]) + b"".join(encode(part) for part in parts)


def decode(data: bytes, items: int = MAX_ITEMS) -> Any:
    """Bytes as a value. Raises WireError for anything that `encode` does not make, or of more items."""
    if len(data) > MAX_BYTES:
        raise WireError(f"{len(data)} bytes are too many")
    try:
        measure(data, items=items)
        raw = _unpack(data, _ext)
        _check(raw)
        return raw
    except WireError:
        raise
    except (ValueError, TypeError, RecursionError, OverflowError, MemoryError, KeyError, IndexError) as error:
        raise WireError(f"not a message ({type(error).__name__})") from None


def canonical(value: Any) -> Any:
    """A value as it would come out of the sandbox."""
    return decode(encode(value))


def frame(data: bytes) -> bytes:
    """A message as it goes over a stream."""
    return HEADER.pack(len(data)) + data


def _pack(value: Any) -> bytes:
    return bytes(msgpack.packb(value, use_bin_type=True))


def _opaque(value: Any, why: str = "", name: str = "") -> Any:
    try:
        text = why or repr(value)
    except BaseException as error:  # a student's __repr__ may raise anything at all
        text = f"<repr: {type(error).__name__}>"
    text = re.sub(r" at 0x[0-9a-f]+", "", str(text)[: 10 * MAX_OPAQUE])  # differs from run to run
    name = str(name or type(value).__name__)[:MAX_OPAQUE]
    return msgpack.ExtType(OPAQUE, _pack([name, text[:MAX_OPAQUE]]))


def _plain(value: Any, depth: int, budget: _Budget) -> Any:
    made = _made_plain(value, depth, budget)
    budget.take(EXTENSION_ITEMS if isinstance(made, msgpack.ExtType) else 1)
    return made


def _made_plain(value: Any, depth: int, budget: _Budget) -> Any:
    kind = type(value)
    if depth > MAX_DEPTH:
        return _opaque(None, TOO_LARGE, kind.__name__)
    if value is None or kind is bool or kind is float:
        return value
    if kind is str:
        text = value[:MAX_TEXT].encode("utf-8", "replace")
        budget.take(texts=len(text))
        return text.decode()
    if kind is int:
        if -(2**63) <= value < 2**64:
            return value
        if value.bit_length() > 3 * MAX_DIGITS:
            return _opaque(None, TOO_LARGE, kind.__name__)
        return msgpack.ExtType(BIGINT, str(value).encode())
    if kind is complex:
        return msgpack.ExtType(COMPLEX, _pack([value.real, value.imag]))
    if isinstance(value, np.ndarray | np.generic):
        return _array(value)
    if isinstance(value, list | tuple):
        if len(value) > budget.items:
            raise _TooLarge
        return [_plain(v, depth + 1, budget) for v in value]
    if isinstance(value, dict):
        items = list(value.items())
        if all(type(k) in (str, int, bool, float) for k, _ in items):
            return {_plain(k, MAX_DEPTH, budget): _plain(v, depth + 1, budget) for k, v in items}
    if isinstance(value, bool | int | float | str):  # a subclass: its plain value
        for base in (bool, int, float, str):
            if isinstance(value, base):
                return _plain(base(value), depth, budget)
    return _opaque(value)


def _array(value: Any) -> Any:
    array = np.asarray(value)
    masked = np.ma.is_masked(value)  # numbers that its author took back
    if masked or array.dtype.kind not in KINDS or array.dtype.itemsize > 16:
        return _opaque(value) if array.size < 1000 else _opaque(value, f"array of dtype {array.dtype}")
    if array.nbytes > MAX_ARRAY_BYTES:
        return _opaque(value, TOO_LARGE, f"{type(value).__name__} {array.shape}")
    return msgpack.ExtType(ARRAY, _pack([array.dtype.str, list(array.shape), array.tobytes()]))


def _unpack(data: bytes, ext_hook: Callable[[int, bytes], Any] = msgpack.ExtType) -> Any:
    return msgpack.unpackb(
        data,
        raw=False,
        strict_map_key=False,
        ext_hook=ext_hook,
        max_str_len=4 * MAX_TEXT,
        max_bin_len=MAX_ARRAY_BYTES,
        max_array_len=MAX_ITEMS,
        max_map_len=MAX_ITEMS,
        max_ext_len=MAX_BYTES,
    )


def _ext(code: int, data: bytes) -> Any:
    if code == BIGINT:
        if len(data) > MAX_DIGITS + 1:
            raise WireError("an integer of too many digits")
        return int(data)
    if code == COMPLEX:
        real, imag = _content(data)
        if type(real) is not float or type(imag) is not float:
            raise WireError("a malformed complex number")
        return complex(real, imag)
    if code == OPAQUE:
        name, text = _content(data)
        if type(name) is not str or type(text) is not str:
            raise WireError("a malformed text")
        return Opaque(clean(name, MAX_OPAQUE), clean(text, MAX_OPAQUE))
    if code == ARRAY:
        return _read_array(data)
    raise WireError(f"unknown extension {code}")


def _read_array(data: bytes) -> Any:
    text, shape, content = _content(data)
    if type(text) is not str or len(text) > 8 or type(shape) is not list or type(content) is not bytes:
        raise WireError("a malformed array")
    if text[1:2] not in KINDS or text[0] not in "<>|=":
        raise WireError("a dtype that is no number")
    dtype = np.dtype(text)
    if dtype.kind not in KINDS or len(shape) > 32:
        raise WireError("a dtype that is no number")
    if any(type(n) is not int or not 0 <= n <= MAX_ARRAY_BYTES for n in shape):
        raise WireError("a malformed shape")
    if math.prod(shape) * dtype.itemsize != len(content):
        raise WireError("an array whose size does not fit its shape")
    if dtype.kind == "b":  # a byte that is neither 0 nor 1 would be no truth value
        return np.frombuffer(content, np.uint8).astype(bool).reshape(shape)
    return np.frombuffer(content, dtype).reshape(shape).copy()


def _content(data: bytes) -> Any:
    """What stands in an extension: a short list, which has no extension in it."""
    measure(data, 2, 2 * EXTENSION_ITEMS)
    return _unpack(data)


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if type(key) not in (str, int, bool, float):
                raise WireError("a key that is neither text nor number")
            _check(item)
    elif isinstance(value, list):
        for item in value:
            _check(item)
    elif not (value is None or isinstance(value, bool | int | float | complex | str | np.ndarray | Opaque)):
        raise WireError(f"a value of the type {type(value).__name__}")
