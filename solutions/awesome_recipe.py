# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # AwesomeNet の上の段へのレシピ | A recipe for the upper tiers of AwesomeNet
#
# `python -m solutions.awesome_recipe [EPOCHS]` が `solutions/awesome_net.npz` を作ります。JupyterLab では、
# このファイルを右クリックして「Open With → Notebook」でノートブックとして開けます。
#
# `python -m solutions.awesome_recipe [EPOCHS]` makes `solutions/awesome_net.npz`. In JupyterLab it opens as a
# notebook: right click, Open With → Notebook.
#
# 1. 畳み込みを 2 回、チャンネルを 24、64 と増やします。 | Two convolutions, with 24 and then 64 channels.
# 2. 訓練画像は、1 枚ずつ少し回し、拡大・縮小し、傾け、動かします（データ拡張）。 | Each training image
#    is turned, scaled, slanted and moved a little, every time anew (data augmentation).
# 3. 2 つの全結合層の前に Dropout を置きます。 | Dropout stands before the two fully connected layers.
# 4. Adam の学習率を、余弦の形で 0.001 から 0 へ下げます。 | The learning rate of Adam falls from 0.001 to 0
#    along a cosine.
# 5. float32 で計算し、float16 で保存します（約 320 kB）。 | It computes in float32 and is saved in float16
#    (about 320 kB).

# %%
import sys
import time
from pathlib import Path

import numpy as np

from dataset.files import pack_npz
from dataset.mnist import load_mnist
from solutions.ch05_backpropagation import SoftmaxWithLoss
from solutions.ch06_techniques import Adam, Dropout
from solutions.ch07_cnn import Convolution
from solutions.ch08_deep_learning import Affine, AwesomeNet

WEIGHTS = Path(__file__).with_name("awesome_net.npz")
BATCH = 100

# %%


def new_params(rng):
    """He の初期値、float32 | He's initial weights in float32."""

    def he(n_in, *shape):
        return (np.sqrt(2 / n_in) * rng.standard_normal(shape)).astype(np.float32)

    def zeros(n):
        return np.zeros(n, dtype=np.float32)

    return {
        "W1": he(25, 24, 1, 5, 5),
        "b1": zeros(24),
        "W2": he(24 * 25, 64, 24, 5, 5),
        "b2": zeros(64),
        "W3": he(1024, 1024, 128),
        "b3": zeros(128),
        "W4": he(128, 128, 10),
        "b4": zeros(10),
    }


def distorted(x, rng, angle=0.2, scale=0.12, slant=0.15, shift=2.0):
    """1 枚ずつ少し変形した画像 (N, 1, H, W) | The images, each distorted a little on its own, (N, 1, H, W).

    角度はラジアン、移動は画素 | The angle is in radians, the shift in pixels.
    """
    n, _, height, width = x.shape
    a, k, s = (rng.uniform(-most, most, (n, 1, 1)) for most in (angle, scale, slant))
    dy, dx = rng.uniform(-shift, shift, (2, n, 1, 1))
    v, u = np.mgrid[:height, :width].astype(float)
    v, u = v - (height - 1) / 2, u - (width - 1) / 2  # 中心から | from the centre
    row = (1 + k) * (np.cos(a) * v + np.sin(a) * u) + (height - 1) / 2 + dy
    column = (1 + k) * (np.cos(a) * u - np.sin(a) * v + s * v) + (width - 1) / 2 + dx
    top, left = np.floor(row).astype(int), np.floor(column).astype(int)
    padded = np.pad(x[:, 0], [(0, 0), (1, 1), (1, 1)])  # 外側は黒 | black outside
    image = np.arange(n)[:, None, None]

    def pixel(i, j):
        return padded[image, np.clip(i + 1, 0, height + 1), np.clip(j + 1, 0, width + 1)]

    down, right = row - top, column - left  # 4 つの画素の間を補う | between the four pixels around
    upper = (1 - right) * pixel(top, left) + right * pixel(top, left + 1)
    lower = (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1)
    return ((1 - down) * upper + down * lower)[:, None].astype(np.float32)


def gradient(network, last_layer, x, t):
    """勾配を params と同じキーで | The gradients under the keys of params."""
    # predict と同じ順に、Dropout は訓練用の動きで | in the order of predict, with dropout at work
    for layer in network.layers:
        x = layer.forward(x, train_flg=True) if isinstance(layer, Dropout) else layer.forward(x)
    last_layer.forward(x, t)
    dout = last_layer.backward().astype(np.float32)
    for layer in reversed(network.layers):
        dout = layer.backward(dout)
    weighty = [layer for layer in network.layers if isinstance(layer, Convolution | Affine)]
    grads = {}
    for i, layer in enumerate(weighty, 1):
        grads[f"W{i}"], grads[f"b{i}"] = layer.dW, layer.db
    return grads


def accuracy(network, x, t):
    """正答率。100 枚ずつ調べます | The accuracy, by a hundred images at a time."""
    labels = [np.argmax(network.predict(x[i : i + BATCH]), axis=1) for i in range(0, len(x), BATCH)]
    return float(np.mean(np.concatenate(labels) == t))


# %%


def train(epochs, say=print):
    """埋め込みの訓練データで学習した AwesomeNet | An AwesomeNet trained on the embedded digits."""
    (x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=False)
    rng = np.random.default_rng(0)
    np.random.seed(0)  # Dropout が使います | dropout draws from it
    network, last_layer, optimizer = AwesomeNet(new_params(rng)), SoftmaxWithLoss(), Adam()
    steps, step, began = epochs * len(x_train) // BATCH, 0, time.perf_counter()
    for epoch in range(1, epochs + 1):
        order = rng.permutation(len(x_train))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            x = distorted(x_train[chosen], rng)
            optimizer.lr = 0.001 * (1 + np.cos(np.pi * step / steps)) / 2
            optimizer.update(network.params, gradient(network, last_layer, x, t_train[chosen]))
            step += 1
        seconds = time.perf_counter() - began
        say(f"{epoch:3} / {epochs}  {accuracy(network, x_test, t_test):.4f}  {seconds:.0f} s")
    return network


# %%
if __name__ == "__main__":
    made = train(int(sys.argv[1]) if len(sys.argv) > 1 else 70)
    WEIGHTS.write_bytes(pack_npz({key: array.astype(np.float16) for key, array in made.params.items()}))
