"""The file formats of this room: IDX, as MNIST is published, and .npz, same bytes for same arrays."""

import hashlib
import io
import math
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

# SHA-256 of the four files as LeCun, Cortes and Burges published them, unpacked.
MNIST_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


class DatasetError(RuntimeError):
    """A file of the dataset is missing, damaged or out of reach; the message says what to do."""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_idx(path: Path) -> np.ndarray:
    """Return the uint8 array in an unpacked IDX file: images (N, 28, 28) or labels (N,)."""
    content = path.read_bytes()
    dimensions = content[3] if content[:3] == b"\0\0\x08" else 0
    shape = np.frombuffer(content, ">u4", dimensions, offset=4).tolist() if dimensions else []
    start = 4 + 4 * dimensions
    if not dimensions or len(content) - start != math.prod(shape):
        raise DatasetError(
            f"{path} は uint8 の IDX ファイルではないので、MNIST の元のファイルに置き換えてください。\n"
            f"{path} is not an IDX file of uint8 values; put the original MNIST file in its place."
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape).copy()


def pack_npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return the bytes of a compressed .npz, in which neither clock nor platform leaves a trace."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, member.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def read_npz(path: Path) -> dict[str, np.ndarray]:
    """Return all arrays of a .npz; pickled objects are refused.

    Raises:
        DatasetError: the file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, EOFError, ValueError, TypeError, zipfile.BadZipFile, zlib.error):
        raise DatasetError(
            f"{path} がないか壊れているので、配布された教材からコピーし直してください。\n"
            f"{path} is missing or damaged; copy it again from the workbook that you were given."
        ) from None
