"""The layers of a CNN, forward and backward: ours, the book's im2col form, plain loops and PyTorch.

    python benchmarks/convolution.py [--repeats N]

The shapes are those of SimpleConvNet and DeepConvNet with batches of 100 images, in float32 and float64, on
one thread. All forms are seen to give the same numbers, and are measured in turn, so that other work on the
machine hits them alike; the fastest of N runs counts. Plain loops over images, filters and windows run once,
on one image, and their time is multiplied by 100. PyTorch is measured where `pip install torch` was done.
Backward gives the gradients of x, W and b. The columns of the book's form are float64 whatever comes in.

The exit status is 1 if a step of training, forward and backward through the layers of a network, is not twice
as fast with ours as with the book's form, in either dtype. The directions are printed one by one.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # read when NumPy is imported
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from accepted.ch07_cnn import ConvolutionOfTheBook, PoolingOfTheBook

from solutions.ch07_cnn import Convolution, Pooling

try:
    import torch
except ImportError:
    torch = None

CLAIM = 2
BATCH = 100
BOOK, OURS, LOOPS, TORCH = "book's im2col", "ours", "plain loops", "PyTorch"
DIRECTIONS = ("forward", "backward")


@dataclass(frozen=True)
class Layer:
    """A layer of a network: a convolution with `filters` of size × size, or max pooling of size × size."""

    channels: int
    side: int  # height and width of its input
    size: int
    filters: int = 0  # 0: pooling
    pad: int = 0

    @property
    def name(self) -> str:
        kind = (
            f"conv {self.filters}×{self.size}×{self.size}"
            if self.filters
            else f"pool {self.size}×{self.size}"
        )
        return f"{kind} on {self.channels}×{self.side}×{self.side}" + (
            f", pad {self.pad}" if self.pad else ""
        )


NETWORKS = {
    "SimpleConvNet": (Layer(1, 28, 5, 30), Layer(30, 24, 2)),
    "DeepConvNet": (
        Layer(1, 28, 3, 16, pad=1),
        Layer(16, 28, 3, 16, pad=1),
        Layer(16, 28, 2),
        Layer(16, 14, 3, 32, pad=1),
        Layer(32, 14, 3, 32, pad=2),
        Layer(32, 16, 2),
        Layer(32, 8, 3, 64, pad=1),
        Layer(64, 8, 3, 64, pad=1),
        Layer(64, 8, 2),
    ),
}


class Windows:
    """One window after the other: the loops of the plain forms."""

    stride: int

    def windows(self, shape: tuple[int, ...], size: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
        """Each place n, f, i, j of an output of this shape, with its window of this size in an image."""
        for n, f, i, j in np.ndindex(shape):
            top, left = i * self.stride, j * self.stride
            yield (n, f, i, j), (slice(top, top + size[0]), slice(left, left + size[1]))


class LoopedConvolution(Windows):
    """As convolution is defined: for each image, filter and place, the sum of a window times the filter."""

    def __init__(self, W: Any, b: Any, stride: int = 1, pad: int = 0):
        self.W, self.b, self.stride, self.pad = W, b, stride, pad

    def forward(self, x: Any) -> Any:
        s, p = self.stride, self.pad
        self.x = np.pad(x, [(0, 0), (0, 0), (p, p), (p, p)])
        N, _, H, W = self.x.shape
        FN, _, *size = self.W.shape
        out = np.zeros((N, FN, (H - size[0]) // s + 1, (W - size[1]) // s + 1), dtype=x.dtype)
        for place, (down, across) in self.windows(out.shape, size):
            n, f, *_ = place
            out[place] = np.sum(self.x[n, :, down, across] * self.W[f]) + self.b[f]
        return out

    def backward(self, dout: Any) -> Any:
        p, dx = self.pad, np.zeros_like(self.x)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        for place, (down, across) in self.windows(dout.shape, self.W.shape[2:]):
            n, f, *_ = place
            dx[n, :, down, across] += dout[place] * self.W[f]
            self.dW[f] += dout[place] * self.x[n, :, down, across]
            self.db[f] += dout[place]
        return dx[:, :, p : dx.shape[2] - p, p : dx.shape[3] - p]


class LoopedPooling(Windows):
    """As pooling is defined: for each image, channel and place, the largest of a window."""

    def __init__(self, pool_h: int, pool_w: int, stride: int = 2):
        self.size, self.stride = (pool_h, pool_w), stride

    def forward(self, x: Any) -> Any:
        self.x, (N, C, H, W) = x, x.shape
        high, wide = ((side - size) // self.stride + 1 for side, size in zip((H, W), self.size, strict=True))
        out = np.zeros((N, C, high, wide), dtype=x.dtype)
        for place, (down, across) in self.windows(out.shape, self.size):
            out[place] = np.max(x[place[0], place[1], down, across])
        return out

    def backward(self, dout: Any) -> Any:
        dx = np.zeros_like(self.x)
        for place, (down, across) in self.windows(dout.shape, self.size):
            window = self.x[place[0], place[1], down, across]
            dx[place[0], place[1], down, across] += dout[place] * (window == np.max(window))
        return dx


class TorchLayer:
    """PyTorch's own convolution or pooling on the CPU, on tensors that share their memory with arrays."""

    def __init__(self, layer: Layer, W: Any, b: Any):
        self.layer = layer
        self.weights = [torch.from_numpy(a).requires_grad_() for a in (W, b)] if layer.filters else []

    def forward(self, x: Any) -> Any:
        self.x = torch.from_numpy(x).requires_grad_()
        if self.layer.filters:
            self.out = torch.nn.functional.conv2d(self.x, *self.weights, padding=self.layer.pad)
        else:
            self.out = torch.nn.functional.max_pool2d(self.x, self.layer.size)
        return self.out.detach().numpy()

    def backward(self, dout: Any) -> Any:
        # the graph is kept, so that backward can be measured again
        grads = torch.autograd.grad(
            self.out, [self.x, *self.weights], torch.from_numpy(dout), retain_graph=True
        )
        return grads[0].numpy()


@dataclass
class Seconds:
    """The fastest run of each form, in each direction."""

    best: dict[tuple[str, str], float] = field(default_factory=dict)

    def take(self, form: str, direction: str, work: Callable[[], Any], times: int = 1) -> Any:
        """Run it once, and note the seconds, multiplied by `times`."""
        began = time.perf_counter()
        result = work()
        took = (time.perf_counter() - began) * times
        self.best[form, direction] = min(took, self.best.get((form, direction), took))
        return result


def forms_of(layer: Layer, W: Any, b: Any) -> dict[str, Any]:
    """The layer in each form, plain loops apart."""
    if layer.filters:
        forms = {BOOK: ConvolutionOfTheBook(W, b, 1, layer.pad), OURS: Convolution(W, b, 1, layer.pad)}
    else:
        forms = {BOOK: PoolingOfTheBook(layer.size, layer.size), OURS: Pooling(layer.size, layer.size)}
    return {**forms, TORCH: TorchLayer(layer, W, b)} if torch else forms


def measured(layer: Layer, dtype: type, repeats: int) -> Seconds:
    """All forms of a layer on the same images. Raises AssertionError where two of them differ."""
    rng, seconds = np.random.default_rng(7), Seconds()
    x = rng.normal(size=(BATCH, layer.channels, layer.side, layer.side)).astype(dtype)
    W = rng.normal(size=(layer.filters, layer.channels, layer.size, layer.size)).astype(dtype)
    b = rng.normal(size=layer.filters).astype(dtype)
    forms = forms_of(layer, W, b)
    right = forms[BOOK].forward(x)
    dout = rng.normal(size=right.shape).astype(dtype)
    right_dx = forms[BOOK].backward(dout)
    for form in forms.values():
        same(form.forward(x), right)
        same(form.backward(dout), right_dx)
    looped = LoopedConvolution(W, b, 1, layer.pad) if layer.filters else LoopedPooling(layer.size, layer.size)
    same(seconds.take(LOOPS, "forward", lambda: looped.forward(x[:1]), BATCH), right[:1])
    same(seconds.take(LOOPS, "backward", lambda: looped.backward(dout[:1]), BATCH), right_dx[:1])
    for _ in range(repeats):
        for name, form in forms.items():
            seconds.take(name, "forward", lambda form=form: form.forward(x))  # type: ignore[misc]
            seconds.take(name, "backward", lambda form=form: form.backward(dout))  # type: ignore[misc]
    return seconds


def same(got: Any, right: Any) -> None:
    """Raise AssertionError unless the numbers agree, as far as float32 can tell."""
    np.testing.assert_allclose(got, right, rtol=1e-3, atol=1e-4 * float(np.max(np.abs(right))))


def row(name: str, best: dict[tuple[str, str], float]) -> list[str]:
    """Milliseconds of each form, forward / backward, and how many times as fast ours is as the book's."""
    cells = [name]
    for form in (LOOPS, BOOK, OURS, TORCH):
        there = (form, "forward") in best
        cells.append(
            " / ".join(f"{1000 * best[form, d]:.1f}" for d in DIRECTIONS) if there else "not installed"
        )
    return [*cells, " / ".join(f"{best[BOOK, d] / best[OURS, d]:.1f}" for d in DIRECTIONS)]


def main(repeats: int) -> bool:
    """Measure and print all; whether the claim holds."""
    if torch:
        torch.set_num_threads(1)
    holds, console = True, Console(highlight=False, width=140)
    print(
        f"NumPy {np.__version__}, PyTorch {torch.__version__ if torch else 'not installed'}; {BATCH} images"
    )
    for dtype in (np.float32, np.float64):
        for network, layers in NETWORKS.items():
            title = f"{network}, {dtype.__name__}: ms forward / backward"
            table = Table("layer", LOOPS, BOOK, OURS, TORCH, "ratio book : ours", title=title)
            total: dict[tuple[str, str], float] = {}
            for layer in layers:
                best = measured(layer, dtype, repeats).best
                table.add_row(*row(layer.name, best))
                total = {key: total.get(key, 0.0) + took for key, took in best.items()}
            table.add_section()
            table.add_row(*row("all", total))
            console.print(table)
            book, ours = (sum(total[form, d] for d in DIRECTIONS) for form in (BOOK, OURS))
            print(f"forward and backward together: {book / ours:.1f} times as fast as the book's form\n")
            holds &= book >= CLAIM * ours
    print(f"a step is {'' if holds else 'NOT '}at least {CLAIM} times as fast in every network and dtype")
    return holds


if __name__ == "__main__":
    given = sys.argv[1:]
    repeats = int(given[given.index("--repeats") + 1]) if "--repeats" in given else 7
    sys.exit(0 if main(repeats) else 1)
