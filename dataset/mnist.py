"""MNIST as the book loads it: 12,000 embedded digits, or all 70,000 on request."""

import functools
import gzip
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dataset.files import MNIST_SHA256, DatasetError, read_idx, read_npz

DIGITS = Path(__file__).with_name("digits.npz")
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
_TIMEOUT_SECONDS = 20


class _Digits(NamedTuple):
    """Raw read-only uint8 arrays: images (N, 28, 28) of 0 to 255, labels (N,) of 0 to 9."""

    x_train: np.ndarray
    t_train: np.ndarray
    x_test: np.ndarray
    t_test: np.ndarray


def load_mnist(
    normalize: bool = True,
    flatten: bool = True,
    one_hot_label: bool = False,
    source: str = "embedded",
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Load handwritten digits (book: section 3.6.1).

    Args:
        normalize: images as float32 from 0.0 to 1.0; otherwise uint8 from 0 to 255.
        flatten: images of shape (N, 784); otherwise (N, 1, 28, 28).
        one_hot_label: labels as float64 of shape (N, 10); otherwise uint8 of shape (N,).
        source: "embedded" for 10,000 training and 2,000 test digits that come with the workbook;
            "full" for all 60,000 and 10,000, fetched at the first use and kept on disk.

    Returns:
        (x_train, t_train), (x_test, t_test): arrays of your own, made anew at each call.

    Raises:
        ValueError: source is neither "embedded" nor "full".
        DatasetError: the digits cannot be read or fetched.
    """
    if source == "embedded":
        digits = _embedded()
    elif source == "full":
        digits = _full()
    else:
        raise ValueError(
            f'source には "embedded" か "full" を指定してください（{source!r} は使えません）。\n'
            f'source must be "embedded" or "full", not {source!r}.'
        )

    def images(raw: np.ndarray) -> np.ndarray:
        x = raw.reshape(-1, 784) if flatten else raw.reshape(-1, 1, 28, 28)
        return x.astype(np.float32) / np.float32(255) if normalize else x.copy()

    def labels(raw: np.ndarray) -> np.ndarray:
        return np.eye(10)[raw] if one_hot_label else raw.copy()

    return (images(digits.x_train), labels(digits.t_train)), (images(digits.x_test), labels(digits.t_test))


@functools.cache
def _embedded() -> _Digits:
    return _read_only(**read_npz(DIGITS))


@functools.cache
def _full() -> _Digits:
    import pooch

    return _fetch(Path(pooch.os_cache("zerotsuku")) / "mnist", MIRRORS, MNIST_SHA256)


def _fetch(folder: Path, mirrors: Sequence[str], digests: Mapping[str, str]) -> _Digits:
    """Read the four IDX files (names and order: digests) from folder; fetch what is not there."""
    return _read_only(*(read_idx(_fetch_file(name, folder, mirrors, digests)) for name in digests))


def _read_only(x_train: np.ndarray, t_train: np.ndarray, x_test: np.ndarray, t_test: np.ndarray) -> _Digits:
    digits = _Digits(x_train, t_train, x_test, t_test)
    for array in digits:
        array.setflags(write=False)
    return digits


def _fetch_file(name: str, folder: Path, mirrors: Sequence[str], digests: Mapping[str, str]) -> Path:
    import pooch
    from requests import RequestException

    ja, en = "取得元がありません", "no mirror is known"
    for mirror in mirrors:
        try:
            digest = f"sha256:{digests[name]}"
            return Path(pooch.retrieve(f"{mirror}{name}.gz", digest, name, folder, downloader=_gunzip))
        except RequestException:
            ja, en = "接続できないか、そこにありません", "it cannot be reached or is not there"
        except (ValueError, EOFError, zlib.error, gzip.BadGzipFile):
            ja, en = "届いたファイルのチェックサムが違います", "what arrived has the wrong checksum"
        except OSError as error:
            why = error.strerror or type(error).__name__
            ja, en = f"フォルダに書き込めません: {why}", f"the folder cannot be written: {why}"
            break
    raise DatasetError(
        f"MNIST のファイル {name} を {'、'.join(mirrors)} から取得できないので（{ja}）、"
        f'source="embedded" を使うか、'
        f"展開済みの 4 つのファイル {'、'.join(digests)} をフォルダ {folder} に置いてください。\n"
        f"The MNIST file {name} could not be fetched from {', '.join(mirrors)} ({en}); "
        f'use source="embedded", '
        f"or put the four unpacked files {', '.join(digests)} into the folder {folder}."
    ) from None


def _gunzip(url: str, output_file: str, pooch_: object) -> None:
    """A pooch downloader that unpacks: mirrors pack differently, only unpacked bytes have one checksum."""
    import pooch

    packed = Path(f"{output_file}.gz")
    try:
        pooch.HTTPDownloader(timeout=_TIMEOUT_SECONDS)(url, str(packed), pooch_)
        Path(output_file).write_bytes(gzip.decompress(packed.read_bytes()))
    finally:
        packed.unlink(missing_ok=True)
