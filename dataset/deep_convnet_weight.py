"""The given, already trained weights of chapter 8's deep network."""

import functools
from pathlib import Path

import numpy as np

from dataset.files import read_npz

DEEP_CONVNET_WEIGHT = Path(__file__).with_name("deep_convnet_weight.npz")


def load_deep_convnet() -> dict[str, np.ndarray]:
    """Return the weights of a trained DeepConvNet for digits (book: section 8.1.1).

    For normalised images x (N, 1, 28, 28). The file holds float16, whose numbers float32 holds exactly.

    Returns:
        float32 arrays, made anew at each call, by the keys of the book's `params`:
        W1 (16, 1, 3, 3), W2 (16, 16, 3, 3), W3 (32, 16, 3, 3), W4 (32, 32, 3, 3), W5 (64, 32, 3, 3),
        W6 (64, 64, 3, 3), W7 (1024, 50), W8 (50, 10), and b1 to b8, one number for each output of its layer.

    Raises:
        DatasetError: the file with the weights is missing or damaged.
    """
    return {name: array.astype(np.float32) for name, array in _given().items()}


@functools.cache
def _given() -> dict[str, np.ndarray]:
    return read_npz(DEEP_CONVNET_WEIGHT)
