"""The given, already trained weights of chapter 3's network."""

import functools
from pathlib import Path

import numpy as np

from dataset.files import read_npz

SAMPLE_WEIGHT = Path(__file__).with_name("sample_weight.npz")


def init_network() -> dict[str, np.ndarray]:
    """Return the weights of a trained three-layer network for digits (book: section 3.6.2).

    sigmoid(x W1 + b1) → sigmoid(· W2 + b2) → softmax(· W3 + b3) for normalised, flattened images x (N, 784).

    Returns:
        float32 arrays, made anew at each call:
        W1 (784, 50), b1 (50,), W2 (50, 100), b2 (100,), W3 (100, 10), b3 (10,).

    Raises:
        DatasetError: the file with the weights is missing or damaged.
    """
    return {name: array.copy() for name, array in _given().items()}


@functools.cache
def _given() -> dict[str, np.ndarray]:
    return read_npz(SAMPLE_WEIGHT)
