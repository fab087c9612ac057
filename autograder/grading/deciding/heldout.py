"""The hidden digits of an open exercise: what the sandbox is shown of them, and what is kept here.

No student's copy has these 2,000 digits, but they are a part of MNIST, which anybody can have. So each is
shown twice, as it is and moved by one pixel, all of them in an order of the student's own, and what counts is
the lower of the two accuracies: to know an image by its bytes or its place in the row is worth nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np

from autograder import rooms
from autograder.graders import Shown
from autograder.report import Standing
from autograder.seeds import generator

MOVES = tuple((dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dy, dx) != (0, 0))
LABELS, MOVED = "labels", "moved"  # keys of what is kept
PREDICTED = "predicted"  # key of an observation: a label for each image, in the order that they were shown
SECONDS = 60.0  # for all graders of an open exercise
CONFIDENCE = 0.95


@cache
def _digits() -> tuple[np.ndarray, np.ndarray]:
    """Images (N, 1, 28, 28) of 0 to 255, and labels (N,)."""
    with np.load(rooms.graders() / "heldout_digits.npz", allow_pickle=False) as archive:
        return archive["x_test"].reshape(-1, 1, 28, 28), archive["t_test"].astype(np.int64)


@lru_cache(maxsize=2)
def shown(seed: int, file: str) -> Shown:
    """The hidden digits as the student of that seed meets them; `file` is where the weights lie."""
    images, labels = _digits()
    rng = generator(seed)
    directions = rng.integers(len(MOVES), size=len(images))
    copies = np.empty_like(images)
    _, _, height, width = images.shape
    padded = np.pad(images, [(0, 0), (0, 0), (1, 1), (1, 1)])
    for number, (dy, dx) in enumerate(MOVES):
        chosen = directions == number
        copies[chosen] = padded[chosen, :, 1 - dy : 1 - dy + height, 1 - dx : 1 - dx + width]
    order = rng.permutation(2 * len(images))
    moved = np.arange(2 * len(images)) >= len(images)
    return Shown(
        np.concatenate([images, copies])[order],
        file,
        {LABELS: np.concatenate([labels, labels])[order], MOVED: moved[order]},
    )


def standing(got: Any, kept: Mapping[str, Any]) -> Standing | None:
    """How far a network came that gave those labels; None if the observation has no label for each image.

    Its size and its time are to be added.
    """
    predicted = got.get(PREDICTED) if isinstance(got, Mapping) else None
    labels, moved = kept[LABELS], kept[MOVED]
    if not isinstance(predicted, np.ndarray) or predicted.shape != labels.shape:
        return None
    right = predicted == labels
    count = int(min(right[~moved].sum(), right[moved].sum()))
    low, high = wilson(count, len(labels) // 2)
    return Standing(count / (len(labels) // 2), low, high, len(labels) // 2)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share by Wilson's formula, which holds near 1, too."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share, square = right / of, z * z / of
    centre = (share + square / 2) / (1 + square)
    half = z * (share * (1 - share) / of + square / (4 * of)) ** 0.5 / (1 + square)
    return max(0.0, centre - half), min(1.0, centre + half)
