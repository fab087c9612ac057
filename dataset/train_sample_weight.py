"""Train the given weights of chapter 3 on the embedded training digits.

    python -m dataset.train_sample_weight

784–50–100–10 with sigmoid, sigmoid and softmax; Adam on mini-batches of digits shifted by up to one pixel.
"""

import itertools
import sys

import numpy as np

from dataset.files import DatasetError, pack_npz
from dataset.mnist import load_mnist
from dataset.sample_weight import SAMPLE_WEIGHT

SIZES = (784, 50, 100, 10)
EPOCHS, BATCH, WEIGHT_DECAY = 60, 100, 1e-5
RATE, BETA1, BETA2 = 3e-3, 0.9, 0.999
SEED = 2016

Network = dict[str, np.ndarray]


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * x))


def forward(network: Network, x: np.ndarray) -> list[np.ndarray]:
    """Return the input (N, 784), both hidden layers (N, 50) and (N, 100), and the probabilities (N, 10)."""
    z1 = sigmoid(x @ network["W1"] + network["b1"])
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])
    scores = z2 @ network["W3"] + network["b3"]
    y = np.exp(scores - scores.max(axis=1, keepdims=True))
    return [x, z1, z2, y / y.sum(axis=1, keepdims=True)]


def gradient(network: Network, x: np.ndarray, t: np.ndarray) -> Network:
    """Gradient of mean cross-entropy plus weight decay for images x (N, 784), one-hot labels t (N, 10)."""
    *layers, y = forward(network, x)
    delta = (y - t) / len(x)
    grads = {}
    for number in (3, 2, 1):
        z = layers[number - 1]
        grads[f"W{number}"] = z.T @ delta + WEIGHT_DECAY * network[f"W{number}"]
        grads[f"b{number}"] = delta.sum(axis=0)
        delta = delta @ network[f"W{number}"].T * z * (1 - z)
    return grads


def accuracy(network: Network, x: np.ndarray, t: np.ndarray) -> float:
    """Share of images x (N, 784) whose label t (N,) is the most probable class."""
    return float(np.mean(forward(network, x)[-1].argmax(axis=1) == t))


def shifted(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Shift a batch (N, 784) as a whole by -1, 0 or 1 pixel along each axis."""
    # np.roll wraps around, but not even 2% of the digits have ink on the rim.
    dy, dx = rng.integers(-1, 2, size=2)
    return np.roll(x.reshape(-1, 28, 28), (dy, dx), axis=(1, 2)).reshape(-1, 784)


def train() -> Network:
    """Return the trained weights, float32."""
    rng = np.random.default_rng(SEED)
    (x_train, t_train), _ = load_mnist(one_hot_label=True)
    network = {}
    for number, (inputs, outputs) in enumerate(itertools.pairwise(SIZES), start=1):
        network[f"W{number}"] = rng.normal(scale=np.sqrt(1 / inputs), size=(inputs, outputs))
        network[f"b{number}"] = np.zeros(outputs)
    mean = {key: np.zeros_like(value) for key, value in network.items()}
    square = {key: np.zeros_like(value) for key, value in network.items()}
    steps = EPOCHS * len(x_train) // BATCH
    step = 0
    for _ in range(EPOCHS):
        for batch in rng.permutation(len(x_train)).reshape(-1, BATCH):
            step += 1
            rate = RATE * (1 - step / (steps + 1)) * np.sqrt(1 - BETA2**step) / (1 - BETA1**step)
            for key, grad in gradient(network, shifted(x_train[batch], rng), t_train[batch]).items():
                mean[key] += (1 - BETA1) * (grad - mean[key])
                square[key] += (1 - BETA2) * (grad**2 - square[key])
                network[key] -= rate * mean[key] / (np.sqrt(square[key]) + 1e-8)
    return {key: network[key].astype(np.float32) for key in ("W1", "W2", "W3", "b1", "b2", "b3")}


def main() -> int:
    """Train, write dataset/sample_weight.npz and print the accuracies; return the exit status."""
    try:
        network = train()
        (x_train, t_train), (x_test, t_test) = load_mnist()
    except DatasetError as error:
        print(error, file=sys.stderr)
        return 1
    SAMPLE_WEIGHT.write_bytes(pack_npz(network))
    print(f"train {accuracy(network, x_train, t_train):.4f}, test {accuracy(network, x_test, t_test):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
