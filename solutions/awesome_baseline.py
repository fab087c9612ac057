# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # AwesomeNet の手始め | A baseline for AwesomeNet
#
# 7 章の SimpleConvNet と同じ形のネットワークを、少しずらした訓練画像で学習させます。数分で第 3 段（0.97）に
# 届きます。困っている参加者には、下の 2 つのセルを 8 章のノートブックに写してもらってください。1 つ目は
# AwesomeNet の答え、2 つ目は学習です（タグ `demo` を付けると、採点のときには実行されません）。
#
# A network of the form of chapter 7's SimpleConvNet, trained on images that are moved a little. In a few
# minutes it reaches tier 3 (0.97). Let participants who are stuck copy the two cells below into the notebook
# of chapter 8: the first is the answer to AwesomeNet, the second trains it (with the tag `demo` it is not run
# in grading).

# %%
import numpy as np

from dataset.mnist import load_mnist
from solutions.ch05_backpropagation import Affine, Relu, SoftmaxWithLoss
from solutions.ch06_techniques import Adam
from solutions.ch07_cnn import Convolution, Pooling
from solutions.ch08_deep_learning import shift_images

# %%


class AwesomeNet:
    def __init__(self, params):
        self.params = params
        self.layers = [
            Convolution(params["W1"], params["b1"]),  # (N, 1, 28, 28) → (N, 16, 24, 24)
            Relu(),
            Pooling(pool_h=2, pool_w=2, stride=2),  # → (N, 16, 12, 12)
            Affine(params["W2"], params["b2"]),  # → (N, 100)
            Relu(),
            Affine(params["W3"], params["b3"]),  # → (N, 10)
        ]

    @classmethod
    def load(cls, path):
        with np.load(path) as archive:
            return cls({key: archive[key] for key in archive.files})

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x


# %% tags=["demo"]


def train(epochs=12, path="awesome_net.npz"):
    """学習して重みを保存します | Train, and save the weights."""
    (x_train, t_train), _ = load_mnist(normalize=True, flatten=False)
    rng = np.random.default_rng(0)
    shapes = {"W1": (16, 1, 5, 5), "W2": (2304, 100), "W3": (100, 10)}
    fans = {"W1": 25, "W2": 2304, "W3": 100}
    params = {k: np.sqrt(2 / fans[k]) * rng.standard_normal(shapes[k]) for k in shapes}
    params |= {"b1": np.zeros(16), "b2": np.zeros(100), "b3": np.zeros(10)}
    params = {key: array.astype(np.float32) for key, array in params.items()}
    net, last_layer, optimizer = AwesomeNet(params), SoftmaxWithLoss(), Adam(lr=0.001)
    for epoch in range(1, epochs + 1):
        if epoch > epochs * 2 // 3:  # 最後は学習率を小さく | a smaller learning rate towards the end
            optimizer.lr = 0.0002
        order = rng.permutation(len(x_train))
        for start in range(0, len(order), 100):
            chosen = order[start : start + 100]
            dy, dx = (int(n) for n in rng.integers(-1, 2, 2))
            loss = last_layer.forward(net.predict(shift_images(x_train[chosen], dy, dx)), t_train[chosen])
            dout = last_layer.backward().astype(np.float32)
            for layer in reversed(net.layers):
                dout = layer.backward(dout)
            convolution, _, _, first, _, second = net.layers
            grads = {"W1": convolution.dW, "b1": convolution.db, "W2": first.dW, "b2": first.db}
            optimizer.update(params, grads | {"W3": second.dW, "b3": second.db})
        print(f"{epoch} / {epochs}  loss {loss:.3f}")
    np.savez_compressed(path, **params)


# %% tags=["demo"]
if __name__ == "__main__":
    train()
