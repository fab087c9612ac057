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
# 2. 訓練画像は、バッチごとに上下左右へ 2 画素まで動かします。 | Each batch of training images is moved by up
#    to two pixels in either direction.
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
from solutions.ch08_deep_learning import Affine, AwesomeNet, shift_images

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


def train(epochs, shift=2, say=print):
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
            dy, dx = (int(n) for n in rng.integers(-shift, shift + 1, 2))
            x = shift_images(x_train[chosen], dy, dx)
            optimizer.lr = 0.001 * (1 + np.cos(np.pi * step / steps)) / 2
            optimizer.update(network.params, gradient(network, last_layer, x, t_train[chosen]))
            step += 1
        seconds = time.perf_counter() - began
        say(f"{epoch:3} / {epochs}  {accuracy(network, x_test, t_test):.4f}  {seconds:.0f} s")
    return network


# %%
if __name__ == "__main__":
    made = train(int(sys.argv[1]) if len(sys.argv) > 1 else 36)
    WEIGHTS.write_bytes(pack_npz({key: array.astype(np.float16) for key, array in made.params.items()}))
