"""What comes out of the sandbox is a value or a WireError, of bounded size, whatever bytes it is."""

from __future__ import annotations

import contextlib
import math
import socket
import struct
import threading
import time
import tracemalloc
from dataclasses import astuple, fields
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as stnp

from autograder.sandbox import wire
from autograder.sandbox.channel import Channel, Closed, Late
from autograder.sandbox.isolation import LAYERS
from autograder.sandbox.loading import Failure
from autograder.sandbox.measure import WireError
from autograder.sandbox.observation import Observation
from autograder.sandbox.session_messages import (
    read_changes,
    read_failure,
    read_isolation,
    read_observation,
)
from autograder.sandbox.wire import canonical, decode, encode, encode_message, frame
from autograder.shown import Opaque

NUMBERS = st.booleans() | st.integers() | st.floats() | st.complex_numbers()
ARRAYS = stnp.arrays(
    st.sampled_from(
        ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", ">f8", ">i4"]
    ),
    stnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
KEYS = st.text() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False)
DATA = st.recursive(
    st.none() | NUMBERS | st.text(st.characters(exclude_categories=["Cs"])) | ARRAYS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(KEYS, part, max_size=4),
    max_leaves=12,
)


def same(a: Any, b: Any) -> bool:
    """Whether two values are of the same form, bit for bit."""
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and (a.dtype, a.shape, a.tobytes()) == (
            b.dtype,
            b.shape,
            b.tobytes(),
        )
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, float | complex):
        return type(a) is type(b) and repr(a) == repr(b)
    return type(a) is type(b) and a == b


# ------------------------------------------------------------------------------------------------ values


@given(DATA)
def test_data_comes_out_as_it_went_in(value: Any) -> None:
    assert same(canonical(value), value)


@given(DATA)
def test_a_value_comes_out_the_second_time_as_the_first(value: Any) -> None:
    assert encode(canonical(value)) == encode(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (object(), "object"),
        (np.array([None, 1], dtype=object), "ndarray"),
        (np.zeros(2, dtype=[("a", int)]), "ndarray"),
        (np.array(["text"]), "ndarray"),
        (np.array(["2020-01-01"], dtype="M8[D]"), "ndarray"),
        (range(3), "range"),
        ({1, 2}, "set"),
        (b"bytes", "bytes"),
        ({(1, 2): 3}, "dict"),
        (lambda: 0, "function"),
    ],
)
def test_what_is_no_data_comes_out_as_a_text(value: Any, said: str) -> None:
    found = canonical(value)
    assert isinstance(found, Opaque)
    assert found.type_name == said


def test_the_texts_of_a_strange_object_are_cut_and_cleaned() -> None:
    name = "<b>\x1b[2J\u202e" + "x" * 10_000
    strange = type(name, (), {"__repr__": lambda self: "\x1b]0;title\x07" * 10_000})()
    found = canonical(strange)
    assert len(found.type_name) <= wire.MAX_OPAQUE
    assert len(found.text) <= wire.MAX_OPAQUE
    assert not any(c in found.type_name + found.text for c in "\x1b\x07\u202e")


@pytest.mark.parametrize(
    "value",
    [
        [0] * 30_000,
        [np.zeros(4 * 10**5), np.zeros(4 * 10**5)],
        ["\U0001f600" * 10_000] * 60,
        {str(i): i for i in range(30_000)},
        np.zeros(10**7),
        1 << 10**6,
    ],
    ids=["items", "bytes", "texts", "keys", "array", "digits"],
)
def test_what_is_too_large_costs_only_itself(value: Any) -> None:
    name, kind, found, changes = decode(encode_message(["grade", "value", value, []]))
    assert (name, kind, changes) == ("grade", "value", [])
    assert isinstance(found, Opaque)
    assert "too large" in found.text


def test_what_is_nested_deep_is_cut() -> None:
    nested: Any = []
    for _ in range(10_000):
        nested = [nested]
    cycle: dict[str, Any] = {}
    cycle["again"] = [cycle, cycle]
    for value in (nested, cycle):
        assert isinstance(canonical(value), list | dict)


def test_a_truth_value_is_0_or_1() -> None:
    """A bool of the byte 2 could equal both, or count twice in a sum."""
    data = ext(1, packed("|b1", [4], b"\x00\x01\x02\xff"))
    assert decode(data).view(np.uint8).tolist() == [0, 1, 1, 1]


# -------------------------------------------------------------------------------------- bytes from nowhere


def packed(*values: Any) -> bytes:
    return msgpack.packb(list(values), use_bin_type=True)


def ext(code: int, content: bytes) -> bytes:
    return msgpack.packb(msgpack.ExtType(code, content))


def array(text: Any, shape: Any, content: Any) -> bytes:
    return ext(1, packed(text, shape, content))


def shared_hash(n: int) -> bytes:
    """A dict of n large integers that Python hashes to 0."""
    prime = 2**61 - 1
    keys = (msgpack.packb(msgpack.ExtType(3, str(prime * (10**20 + i)).encode())) for i in range(n))
    return b"\xdf" + struct.pack(">I", n) + b"".join(key + b"\xc0" for key in keys)


MALFORMED = {
    "nothing": b"",
    "cut off": encode([1, "two", np.ones(3)])[:-1],
    "something behind": encode([1]) + b"\x01",
    "two values": encode(1) + encode(2),
    "claims 4 GB": b"\xdd\xff\xff\xff\xff\x01",
    "claims a 4 GB text": b"\xdb\xff\xff\xff\xffx",
    "claims a 4 GB extension": b"\xc9\xff\xff\xff\xff\x01x",
    "nested without end": b"\x91" * 10**6,
    "nested dicts": b"\x81\x01" * 10**5,
    "reserved code": b"\xc1",
    "too many items": b"\xdd\x00\xff\xff\xff" + b"\xc0" * (2**24 - 1),
    "too many empty dicts": b"\xdd\x00\x0f\xff\xff" + b"\x80" * (2**20 - 1),
    "too many empty lists, nested": b"\xdc\x4e\x20" * 200 + b"\x90" * 4_000_000,
    "too many extensions": b"\xdd\x00\x0f\xff\xff" + b"\xd4\x031" * (2**20 - 1),
    "too large": b"\xc6\x00\xff\xff\xff" + bytes(2**24),
    "bytes that are no array": packed(b"bytes"),
    "text that is no UTF-8": b"\xa2\xff\xfe",
    "half a character": b"\xa3\xed\xa0\x80",
    "time stamp": b"\xd6\xff" + bytes(4),
    "unknown extension": ext(77, b"x"),
    "list as key": b"\x81\x90\x01",
    "nil as key": b"\x81\xc0\x01",
    "array as key": b"\x81" + array("<f8", [0], b"") + b"\x01",
    "keys of one hash": shared_hash(9_000),
    "object dtype": array("|O", [1], bytes(8)),
    "structured dtype": array("<f4,<i4", [1], bytes(8)),
    "text dtype": array("<U1", [1], bytes(4)),
    "time dtype": array("<M8[s]", [1], bytes(8)),
    "endless dtype": array("<f" + "8" * 1000, [1], bytes(8)),
    "dtype of two": array("<f4,", [1], bytes(4)),
    "size that does not fit": array("<f8", [2], bytes(8)),
    "negative size": array("<f8", [-1, -1], bytes(8)),
    "size that overflows": array("<f8", [2**62, 4], b""),
    "size of nothing times much": array("<f8", [0, 2**31 - 1], b""),
    "size that is no number": array("<f8", [1.0], bytes(8)),
    "size that is true": array("|b1", [True], b"\x01"),
    "too many dimensions": array("<f8", [1] * 64, bytes(8)),
    "bomb in an array": ext(1, b"\x93" + b"\x91" * 10**6),
    "many in an array": ext(1, b"\xdc\xff\xff" + b"\x80" * 65535),
    "array in an array": ext(1, array("<f8", [1], bytes(8))),
    "two parts of an array": ext(1, packed("<f8", [1])),
    "no list in an array": ext(1, packed("<f8", {}, b"")),
    "digits without end": ext(3, b"9" * 10_000),
    "no digits": ext(3, b"0x10"),
    "no digits at all": ext(3, b""),
    "complex of texts": ext(2, packed("1", "2")),
    "complex of one": ext(2, packed(1.0)),
    "opaque of numbers": ext(4, packed(1, 2)),
    "opaque of opaques": ext(4, packed(msgpack.ExtType(4, packed("a", "b")), "c")),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_message_is_refused_soon_and_in_little_room(name: str) -> None:
    data = MALFORMED[name]
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(WireError):
            decode(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.process_time() - began < 2
    assert peak < 20 * 2**20 + len(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_wire_error(data: bytes) -> None:
    try:
        value = decode(data)
    except WireError:
        return
    assert same(decode(encode(value)), value) or isinstance(value, Opaque) or "Opaque" in repr(value)


@given(DATA, st.data())
@settings(max_examples=200)
def test_a_message_with_a_flipped_byte_is_a_value_or_a_wire_error(value: Any, data: st.DataObject) -> None:
    message = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        decode(bytes(message))


# ----------------------------------------------------------------------------- what the values are read as

ANYTHING = (
    st.lists(DATA | st.sampled_from(["grade", "value", "error", "done", "isolation"]), max_size=6) | DATA
)
READERS = [read_observation, read_failure, read_changes, read_isolation]


@pytest.mark.parametrize("read", READERS)
@given(message=ANYTHING)
def test_any_message_is_what_is_asked_for_or_a_wire_error(read: Any, message: Any) -> None:
    with contextlib.suppress(WireError):
        read(canonical(message))


@pytest.mark.parametrize(
    "message",
    [
        np.array([1, 2]),
        ["grade", np.array([1, 2]), 0, []],
        [np.array([1, 2]), "value", 0, []],
        ["grade", "value", 0],
        ["grade", "passed", True, []],
        ["grade", "error", "text", []],
        ["grade", "error", ["ValueError", "text", -1, 0, "", "", ""], []],
        ["grade", "error", ["ValueError", "text", True, 0, "", "", ""], []],
        ["grade", "error", ["ValueError", "text", np.array([1, 2]), 0, "", "", ""], []],
        ["grade", "value", 0, [["relu", "0", "x"]]],
        ["grade", "value", 0, [["relu", 0, "x"]] * 1000],
        ["grade", "value", 0, np.zeros((2, 3))],
    ],
)
def test_no_observation(message: Any) -> None:
    with pytest.raises(WireError):
        read_observation(canonical(message))


@pytest.mark.parametrize(
    "names", [["<script>"], [LAYERS[0], 7], "seccomp", {"seccomp": 1}, [np.array([1, 2])], [["seccomp"]]]
)
def test_only_layers_are_named_as_layers(names: Any) -> None:
    with pytest.raises(WireError):
        read_isolation(canonical(["isolation", names]))
    assert read_isolation(canonical(["isolation", list(LAYERS)])) == LAYERS


def test_the_text_of_an_exception_is_one_line_without_control_characters() -> None:
    text = "a\nch03.relu 3 / 3\r\n\x1b[32mpassed\u202e\u2028\ud800" + "x" * 10_000
    told = [1 if f.type == "int" else text for f in fields(Failure)]
    _, found = read_observation(canonical(["grade", "error", told, []]))
    failure = found.failure
    assert failure is not None
    for said in (v for v in astuple(failure) if v != 1):
        assert len(said.splitlines()) == 1
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert len(said) <= 500


def test_an_observation() -> None:
    assert read_observation(["grade", "value", 3.0, []]) == ("grade", Observation(3.0))


# ------------------------------------------------------------------------------------------------ frames


def channel_that_gets(*parts: bytes, pause: float = 0.0, close: bool = True) -> Channel:
    ours, theirs = socket.socketpair()

    def send() -> None:
        try:
            for part in parts:
                theirs.sendall(part)
                time.sleep(pause)
            if close:
                theirs.close()
            else:
                time.sleep(2)
        except OSError:
            pass

    threading.Thread(target=send, daemon=True).start()
    return Channel(ours)


def soon() -> float:
    return time.monotonic() + 0.3


def test_a_frame_in_pieces_is_one_message() -> None:
    data = frame(encode([1, 2]))
    assert channel_that_gets(*(data[i : i + 1] for i in range(len(data)))).receive(soon()) == [1, 2]


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ([], Closed),
        ([b"\x00\x00"], Closed),
        ([frame(encode("half"))[:-2]], Closed),
        ([b"\xff\xff\xff\xff", bytes(1000)], WireError),
        ([struct.pack(">I", wire.MAX_BYTES + 1)], WireError),
        ([struct.pack(">I", 0)], WireError),
        ([frame(b"\xc1")], WireError),
    ],
)
def test_a_bad_frame_is_told_apart(parts: list[bytes], error: type[Exception]) -> None:
    with pytest.raises(error):
        channel_that_gets(*parts).receive(soon())


def test_a_message_that_dribbles_or_does_not_come_is_late() -> None:
    data = frame(encode("x" * 1000))
    for parts, pause in ([(data[:1],) * 1, 0.0], [tuple(data[i : i + 1] for i in range(200)), 0.05]):
        began = time.monotonic()
        with pytest.raises(Late):
            channel_that_gets(*parts, pause=pause, close=False).receive(soon())
        assert time.monotonic() - began < 1


def test_the_numbers_fit() -> None:
    """What a session may send, the trusted side takes."""
    largest = encode_message(["grade", "value", np.zeros(wire.MAX_ARRAY_BYTES // 8), []])
    assert len(largest) <= wire.MAX_BYTES
    assert math.prod(decode(largest)[2].shape) == wire.MAX_ARRAY_BYTES // 8
    most = [0] * (wire.MAX_ITEMS - wire.ENVELOPE_ITEMS - 1)
    assert decode(encode_message(["grade", "value", most, []]))[2] == most
