"""Trained weights that are handed in: good ones are counted, bad ones get a sentence and cost little."""

from __future__ import annotations

import io
import pickle
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.text import LANGUAGES
from autograder.weights import MAX_MEMBERS, MAX_UNPACKED, MAX_WEIGHTS, WeightsError, examine, read_weights
from dataset.deep_convnet_weight import load_deep_convnet

FILE = "awesome_net.npz"


def npz(**arrays: np.ndarray) -> bytes:
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    return packed.getvalue()


def npy(array: np.ndarray) -> bytes:
    packed = io.BytesIO()
    np.save(packed, array)
    return packed.getvalue()


def archive(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as made:
        for name, content in members:
            made.writestr(name, content)
    return packed.getvalue()


def header(shape: str, descr: str = "'<f4'") -> bytes:
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return archive(("W1.npy", npy(np.ones(2))), ("W1.npy", npy(np.ones(2))))


def lying_about_size() -> bytes:
    """An archive whose directory says that a bomb is small."""
    data = bytearray(bomb())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 200)
    return bytes(data)


def bomb() -> bytes:
    zeros = npy(np.zeros(MAX_UNPACKED // 4 + 1000, dtype=np.float32))
    return archive(("W1.npy", zeros), compression=zipfile.ZIP_DEFLATED)


def crowded() -> bytes:
    """As many members as fit, with hardly anything in each."""
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    entries = (entry + b"a") * 150_000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, len(entries), 0, 0)
    return entries + end


class Trap:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (pytest.fail, ("it was unpickled",))


def objects() -> bytes:
    return archive(("W1.npy", header("(1,)", "'|O'") + pickle.dumps(Trap())))


def encrypted() -> bytes:
    data = bytearray(archive(("W1.npy", npy(np.ones(3)))))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "no .npz file"),
    "text": (lambda: b"W1 = 3\n", "no .npz file"),
    "a pickle": (lambda: pickle.dumps(Trap()), "no .npz file"),
    "an .npy": (lambda: npy(np.ones(3)), "no .npz file"),
    "cut short": (lambda: npz(W1=np.ones((100, 100)))[:5000], "no .npz file"),
    "broken inside": (
        lambda: npz(W1=np.ones(50)).replace(struct.pack("<d", 1.0), b"\0" * 8, 3),
        "no .npz file",
    ),
    "encrypted": (encrypted, "no .npz file"),
    "bzip2": (lambda: archive(("W1.npy", npy(np.ones(9))), compression=zipfile.ZIP_BZIP2), "no .npz file"),
    "empty archive": (lambda: archive(), "not a single number"),
    "empty arrays": (lambda: npz(W1=np.ones(0)), "not a single number"),
    "too large": (lambda: npz(W1=np.ones(MAX_WEIGHTS // 8 + 10)), "larger than 8 MB"),
    "a bomb": (bomb, "when unpacked"),
    "a bomb that looks small": (lying_about_size, "no .npz file"),
    "many small bombs": (
        lambda: archive(
            *[(f"W{i}.npy", npy(np.zeros(MAX_UNPACKED // 16, np.float32))) for i in range(5)],
            compression=zipfile.ZIP_DEFLATED,
        ),
        "when unpacked",
    ),
    "a header of 8 GB": (lambda: archive(("W1.npy", header("(2000000000,)"))), "no whole array"),
    "a header of huge numbers": (lambda: archive(("W1.npy", header(f"({'9' * 300},)"))), "no whole array"),
    "a negative shape": (lambda: archive(("W1.npy", header("(-1,)") + b"\0" * 4)), "no whole array"),
    "a long header": (lambda: archive(("W1.npy", header(f"({'1,' * 5000})"))), "no whole array"),
    "brackets in the header": (lambda: archive(("W1.npy", header("(" * 450))), "no whole array"),
    "minus signs in the header": (lambda: archive(("W1.npy", header("-" * 800 + "1"))), "no whole array"),
    "code in the header": (lambda: archive(("W1.npy", header("(print(1),)"))), "no whole array"),
    "no array": (lambda: archive(("W1.npy", b"hello")), "no whole array"),
    "bytes left over": (lambda: archive(("W1.npy", npy(np.ones(3)) + b"more")), "no whole array"),
    "10^5 members": (crowded, "more than 1000 arrays"),
    "too many members": (
        lambda: archive(*[(f"W{i}.npy", npy(np.ones(1))) for i in range(MAX_MEMBERS + 1)]),
        "more than 1000 arrays",
    ),
    "a path": (lambda: archive(("../W1.npy", npy(np.ones(3)))), "no array that np.savez"),
    "an absolute path": (lambda: archive(("/etc/W1.npy", npy(np.ones(3)))), "no array that np.savez"),
    "a path of Windows": (lambda: archive(("..\\W1.npy", npy(np.ones(3)))), "no array that np.savez"),
    "another file": (
        lambda: archive(("W1.npy", npy(np.ones(3))), ("run.py", b"1")),
        "no array that np.savez",
    ),
    "twice the same": (twice, "two arrays"),
    "objects": (objects, "Python objects"),
    "a record of objects": (lambda: archive(("W1.npy", header("(1,)", "[('a', '|O')]"))), "Python objects"),
    "text in an array": (lambda: npz(W1=np.array(["a", "b"])), "dtype"),
    "complex": (lambda: npz(W1=np.ones(3, dtype=complex)), "dtype"),
    "dates": (lambda: npz(W1=np.array(["2020-01-01"], dtype="datetime64[D]")), "dtype"),
    "a record": (lambda: npz(W1=np.zeros(2, dtype=[("a", "f4"), ("b", "f4")])), "dtype"),
    "NaN": (lambda: npz(W1=np.array([1.0, np.nan])), "NaN or infinity"),
    "infinity in float16": (lambda: npz(W1=np.array([1.0, np.inf], dtype=np.float16)), "NaN or infinity"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_weights_get_a_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    make, said = BAD[name]
    data = make()
    tracemalloc.start()
    with pytest.raises(WeightsError) as caught:
        examine(data, FILE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said in caught.value.text.en
    assert FILE in caught.value.text.ja
    assert peak < 3 * MAX_UNPACKED
    assert capsys.readouterr().out == ""
    for lang in LANGUAGES:
        assert "\n" not in caught.value.text[lang]


def test_good_weights_are_counted() -> None:
    arrays = {
        "W1": np.ones((3, 4), dtype=np.float16),
        "b1": np.zeros(4),
        "step": np.array(3),
        "on": np.ones(2, bool),
    }
    for data in (npz(**arrays), archive(*[(f"{k}.npy", npy(v)) for k, v in arrays.items()], compression=8)):
        found = examine(data, FILE)
        assert (found.parameters, found.data) == (12 + 4 + 1 + 2, data)
    fortran = np.asfortranarray(np.ones((3, 4)))
    assert examine(npz(W=fortran), FILE).parameters == 12


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_given_weights_are_nobodys_own(dtype: type) -> None:
    given = load_deep_convnet()
    mixed = {"mine": np.ones(3), "first": np.asfortranarray(given["W2"]).astype(dtype)}
    with pytest.raises(WeightsError) as caught:
        examine(npz(**mixed), FILE)
    assert "came with the workbook" in caught.value.text.en
    assert examine(npz(first=given["W2"] * 1.5, b1=given["b1"]), FILE)


def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    def said() -> str:
        with pytest.raises(WeightsError) as caught:
            read_weights(tmp_path, FILE)
        return caught.value.text.en

    path, other = tmp_path / FILE, tmp_path / "other.npz"
    assert "not beside the notebook" in said()
    other.write_bytes(npz(W1=np.ones(3)))
    path.symlink_to(other)
    assert said()
    path.unlink()
    path.mkdir()
    assert "ordinary file" in said()
    path.rmdir()
    with path.open("wb") as file:
        file.truncate(2**33)  # a file with a hole, of eight gigabytes
    assert "larger than 8 MB" in said()
    path.write_bytes(npz(W1=np.ones(3)))
    assert read_weights(tmp_path, FILE).parameters == 3
