"""Trained weights that are handed in beside a notebook: read as data, bounded, before anything loads them.

A file that passes here is a plain .npz of finite numbers. Nothing in it is unpickled, unpacked to the disk
or believed: what the archive says of itself is held against what is in it.
"""

from __future__ import annotations

import hashlib
import io
import math
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from autograder.submission import SubmissionError, read_file
from autograder.text import ZerotsukuError, named, say
from dataset.deep_convnet_weight import load_deep_convnet

MIB = 2**20
MAX_WEIGHTS = 8 * MIB  # bytes of the file
MAX_UNPACKED = 64 * MIB  # bytes of all arrays
MAX_MEMBERS = 1000
MAX_HEADER = 1000  # bytes of the head of an array
MANY = 1000  # numbers of an array that nobody has by chance
MEMBER = b"PK\x01\x02"  # every member's entry in an archive's directory begins with it
ENCRYPTED = 0x1


class WeightsError(ZerotsukuError):
    """The weights cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True)
class Weights:
    """The bytes of a .npz of finite numbers, and how many numbers it holds."""

    file: str
    data: bytes
    parameters: int


def read_weights(folder: Path, file: str) -> Weights:
    """The weights of that name in a folder. Raises WeightsError where there are none that can be used."""
    path = folder / file
    try:
        status = path.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_size > MAX_WEIGHTS:
            raise WeightsError(say("weights-too-large", file=file, limit=MAX_WEIGHTS // MIB))
        data = read_file(path, MAX_WEIGHTS)
    except FileNotFoundError:
        raise WeightsError(say("weights-missing", file=file)) from None
    except OSError as error:
        raise WeightsError(say("weights-unreadable", file=file, reason=error.strerror)) from None
    except SubmissionError as error:
        raise WeightsError(error.text) from None
    return examine(data, file)


def examine(data: bytes, file: str) -> Weights:
    """Look through the bytes of a .npz. Raises WeightsError, with the reason, unless all of it is numbers."""
    if len(data) > MAX_WEIGHTS:
        raise WeightsError(say("weights-too-large", file=file, limit=MAX_WEIGHTS // MIB))
    if data.count(MEMBER) > MAX_MEMBERS:  # before the directory is read: each takes a kilobyte of memory
        raise WeightsError(say("weights-members", file=file, limit=MAX_MEMBERS))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            arrays = list(_arrays(archive, file))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error):
        raise WeightsError(say("weights-no-archive", file=file)) from None
    parameters = sum(size for size, _ in arrays)
    if not parameters:
        raise WeightsError(say("weights-empty", file=file))
    if any(size >= MANY and digest in _given() for size, digest in arrays):
        raise WeightsError(say("weights-given", file=file))
    return Weights(file, data, parameters)


@cache
def _given() -> frozenset[bytes]:
    """Digests of the arrays of trained weights that every copy has."""
    return frozenset(_digest(array) for array in load_deep_convnet().values() if array.size >= MANY)


def _digest(array: np.ndarray) -> bytes:
    """The same for the same numbers in half precision, whatever their type and order in memory."""
    with np.errstate(all="ignore"):
        return hashlib.sha256(array.astype(np.float16).tobytes()).digest()


def _arrays(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[int, bytes]]:
    """How many numbers there are in each array, and its digest, once it has been looked through."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        raise WeightsError(say("weights-members", file=file, limit=MAX_MEMBERS))
    left = MAX_UNPACKED
    for member, name in zip(members, names, strict=True):
        plain = name.removesuffix(".npy")
        shown = named(name)
        if set(name) & {"/", "\\", "\0", ":"} or plain in ("", ".", "..") or name == plain:
            raise WeightsError(say("weights-name", file=file, member=shown))
        if names.count(name) > 1:
            raise WeightsError(say("weights-twice", file=file, member=shown))
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WeightsError(say("weights-no-archive", file=file))
        if member.flag_bits & ENCRYPTED:
            raise WeightsError(say("weights-no-archive", file=file))
        if member.file_size > left:
            raise WeightsError(say("weights-unpacked", file=file, limit=MAX_UNPACKED // MIB))
        with archive.open(member) as opened:
            content = opened.read(left + 1)  # what the directory says of the size need not be true
        if len(content) > left:
            raise WeightsError(say("weights-unpacked", file=file, limit=MAX_UNPACKED // MIB))
        left -= len(content)
        array = _read(content, file, shown)
        yield array.size, _digest(array)


def _read(content: bytes, file: str, member: str) -> np.ndarray:
    """The array of a .npy. Raises WeightsError unless it is an array of finite numbers."""
    stream = io.BytesIO(content)
    try:
        version = np.lib.format.read_magic(stream)
        read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
        shape, is_fortran, dtype = read[version](stream, max_header_size=MAX_HEADER)
    except (
        Exception
    ):  # whatever NumPy's reader, and the parser behind it, make of a head that somebody made up
        raise WeightsError(say("weights-array", file=file, member=member)) from None
    if dtype.hasobject:
        raise WeightsError(say("weights-objects", file=file, member=member))
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        raise WeightsError(say("weights-dtype", file=file, member=member, dtype=named(str(dtype), 40)))
    size = math.prod(shape)
    body = content[stream.tell() :]
    if min(shape, default=1) < 0 or size * dtype.itemsize != len(body):
        raise WeightsError(say("weights-array", file=file, member=member))
    array = np.frombuffer(body, dtype).reshape(shape, order="F" if is_fortran else "C")
    if dtype.kind == "f" and not np.isfinite(array).all():
        raise WeightsError(say("weights-not-finite", file=file, member=member))
    return array
