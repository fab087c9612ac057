"""Train the given weights of chapter 8's DeepConvNet on the embedded training digits.

    OPENBLAS_NUM_THREADS=1 python -m dataset.train_deep_convnet

The reference network in float32; Adam, whose rate rises for an epoch and then falls to 0, on mini-batches in
which each digit is shifted by up to two pixels of its own.
"""

import sys
import time

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dataset.deep_convnet_weight import DEEP_CONVNET_WEIGHT
from dataset.files import DatasetError, pack_npz
from dataset.mnist import load_mnist
from solutions.ch06_techniques import Adam
from solutions.ch08_deep_learning import DeepConvNet

EPOCHS, BATCH, RATE, SHIFT = 30, 100, 2e-3, 2
SEED = 2016


def in_float32(network: DeepConvNet) -> DeepConvNet:
    """Give a network, whose numbers are float64 from the start, float32 ones: half the work."""
    with_weights = [layer for layer in network.layers if hasattr(layer, "W")]
    for number, layer in enumerate(with_weights, start=1):
        layer.W = network.params[f"W{number}"] = layer.W.astype(np.float32)
        layer.b = network.params[f"b{number}"] = layer.b.astype(np.float32)
    return network


def shifted(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Shift each image of a batch (N, 1, 28, 28) by up to SHIFT pixels along each axis; zeros come in."""
    padded = np.pad(x[:, 0], [(0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT)])
    windows = sliding_window_view(padded, x.shape[2:], axis=(1, 2))
    top, left = rng.integers(0, 2 * SHIFT + 1, size=(2, len(x)))
    return windows[np.arange(len(x)), top, left][:, np.newaxis]


def rate(done: float) -> float:
    """The learning rate when a share `done` of all steps is done: up for an epoch, then down as a cosine."""
    return RATE * min(done * EPOCHS, 1) * (1 + np.cos(np.pi * done)) / 2


def train() -> dict[str, np.ndarray]:
    """Return the trained weights, float16; print the accuracy on the test digits after each epoch."""
    rng = np.random.default_rng(SEED)
    np.random.seed(SEED)  # the network's first weights and its dropout
    (x_train, t_train), (x_test, t_test) = load_mnist(flatten=False, one_hot_label=True)
    t_train = t_train.astype(np.float32)
    network, optimizer = in_float32(DeepConvNet()), Adam()
    steps = len(x_train) // BATCH
    start = time.perf_counter()
    for epoch in range(EPOCHS):
        for step, batch in enumerate(rng.permutation(len(x_train)).reshape(steps, BATCH)):
            optimizer.lr = rate((epoch + step / steps) / EPOCHS)
            grads = network.gradient(shifted(x_train[batch], rng), t_train[batch])
            optimizer.update(network.params, grads)
        accuracy = network.accuracy(x_test, t_test)
        print(f"{epoch + 1:3} {time.perf_counter() - start:6.0f} s {accuracy:.4f}", flush=True)
    return {key: array.astype(np.float16) for key, array in network.params.items()}


def main() -> int:
    """Train, write dataset/deep_convnet_weight.npz, print the accuracies; return the exit status."""
    try:
        weights = train()
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    DEEP_CONVNET_WEIGHT.write_bytes(pack_npz(weights))
    return 0


if __name__ == "__main__":
    sys.exit(main())
