# %% [markdown] lang="ja"
# # 第8章 ディープラーニング
#
# 層を深くしたニューラルネットワークによる機械学習を、**ディープラーニング**（深層学習）と呼びます。
# 部品はもう、全部そろっています。この章では、それを 8 層まで積み重ね、深くすると何がよいのか、どう速くするのか、
# 何に使われているのかを見ていきます。
#
# - **もっと深く**（8.1 節）：8 層の CNN、データを増やす工夫、層を深くする理由
# - **小さな歴史**（8.2 節）：深いネットワークが、画像認識を変えた数年間
# - **高速化**（8.3 節）：時間のかかるところと、速くする方法
# - **実用例**（8.4 節）と**未来**（8.5 節）：物を見つける、言葉にする、絵を作る、ゲームをする

# %% [markdown] lang="ja" form="ipynb"
# **このノートブックの進め方**
#
# 1. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 2. `raise NotImplementedError` を消して、そこに自分のコードを書きます。クラスでは、メソッドの
#    1 つ 1 つに書きます。名前と引数は変えません。
# 3. セルを実行してから、すぐ下の `check("…")` のセルを実行します。一部だけ書けたところでも、
#    書けた分は採点されます。
# 4. 試し書きのセルや補助の関数は、自由に足してかまいません。

# %% [markdown] lang="ja" form="py"
# **このファイルの進め方**
#
# 1. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 2. `raise NotImplementedError` を消して、そこに自分のコードを書きます。クラスでは、メソッドの
#    1 つ 1 つに書きます。名前と引数は変えません。
# 3. 保存して、ターミナルで `pytest` を実行します。違っていれば、どこがどう違うかが表示されます。`zerotsuku watch`
#    なら、保存するたびに確かめます。
# 4. 試し書きや補助の関数は、自由に足してかまいません。`# %%` の行と `check("…")` は、
#    そのままにしておいてください。
#
# 図を描くところは、あなたが作った関数を使います。VS Code のように、`# %%` で区切られた**セル**を 1
# つずつ実行できるエディタなら、そこだけを実行できます。ファイル全体を Python で実行すると、
# まだ書いていない関数を使うところで `NotImplementedError` になって止まります。

# %% [markdown] lang="en"
# # Chapter 8: Deep learning
#
# Machine learning with neural networks of many layers is called **deep learning**. You already have all the
# parts. In this chapter you stack them eight layers high, and see what depth is good for, how to make it fast,
# and what it is used for.
#
# - **Deeper** (section 8.1): a CNN of eight layers, a way to get more data, and why depth helps
# - **A short history** (section 8.2): a few years in which deep networks changed image recognition
# - **Faster** (section 8.3): where the time goes, and what to do about it
# - **Uses** (section 8.4) and **the future** (section 8.5): finding things, describing, painting, playing

# %% [markdown] lang="en" form="ipynb"
# **How to work with this notebook**
#
# 1. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 2. Delete `raise NotImplementedError` and write your own code in its place; in a class, do so in every
#    method. Keep names and arguments.
# 3. Run the cell, then run the `check("…")` cell just below it. If only a part is right so far, that part
#    counts already.
# 4. You are free to add cells for trying things out, and helper functions.

# %% [markdown] lang="en" form="py"
# **How to work with this file**
#
# 1. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 2. Delete `raise NotImplementedError` and write your own code in its place; in a class, do so in every
#    method. Keep names and arguments.
# 3. Save, and run `pytest` in a terminal. If something is wrong, it says what and where. `zerotsuku watch`
#    checks each time you save.
# 4. You are free to try things out and to add helper functions of your own. Leave the `# %%` lines and
#    `check("…")` as they are.
#
# The parts that draw pictures use the functions you wrote. An editor such as VS Code runs single **cells**, the
# parts between the `# %%` lines. When the whole file is run with Python, it stops with `NotImplementedError`
# where it uses a function that is not written yet.

# %% setup
import functools

import matplotlib.pyplot as plt
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# autograder が見つからないときは、先に %pip install zerotsuku-….whl を実行します | If autograder is not found, first run %pip install zerotsuku-….whl
from autograder import check
from dataset.deep_convnet_weight import load_deep_convnet
from dataset.mnist import load_mnist

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## もっと深いネットワーク（8.1.1 節）
#
# 第7章の `SimpleConvNet` は、重みを持つ層が 3 つでした。次の `DeepConvNet` には **8 つ**あります（畳み込み層が
# 6 つと、全結合層が 2 つ）。フィルターはすべて 3×3 と小さく、奥へ行くほど数が増えます。
#
# | 段 | 並び | 出力の形（画像 1 枚あたり） |
# |---|---|---|
# | 入力 | | (1, 28, 28) |
# | 1 | Conv（16 個、`pad` 1）→ ReLU → Conv（16 個、`pad` 1）→ ReLU → Pooling | (16, 14, 14) |
# | 2 | Conv（32 個、`pad` 1）→ ReLU → Conv（32 個、**`pad` 2**）→ ReLU → Pooling | (32, 8, 8) |
# | 3 | Conv（64 個、`pad` 1）→ ReLU → Conv（64 個、`pad` 1）→ ReLU → Pooling | (64, 4, 4) |
# | 4 | Affine → ReLU → **Dropout(0.5)** | (50,) |
# | 5 | Affine → **Dropout(0.5)** → SoftmaxWithLoss | (10,) |
#
# 畳み込みのストライドは 1、Pooling は 2×2 でストライド 2 です。`pad` が 1 なら、3×3
# の畳み込みで大きさは変わりません。4 つ目の畳み込みだけは `pad` が 2 なので、14 が
# $14 + 2 \cdot 2 - 3 + 1 = 16$ に広がります。14 のままだと、2 つ目の Pooling で 7 になり、3 つ目の Pooling で 2 で割り切れなくなるからです。
#
# **重みの初期値**は、活性化関数が ReLU なので、He の初期値（標準偏差 $\sqrt{2/n}$、バイアスは 0）です。$n$
# は、出力の 1 つにつながる入力の数です。畳み込みでは、1 つの窓に入る数なので、
#
# $$n = C \cdot FH \cdot FW$$
#
# です。例：`W3` の形は `(32, 16, 3, 3)` なので、$n = 16 \cdot 3 \cdot 3 = 144$、標準偏差は
# $\sqrt{2/144} \approx 0.118$。`W7` の形は `(1024, 50)` なので、$n = 64 \cdot 4 \cdot 4 = 1024$ です。
#
# 第5章と第6章のネットワークから、次のことを引き継ぎます。
#
# - レイヤには `params` の配列を**そのまま**渡します。複製すると、更新がレイヤに伝わりません。
# - `Dropout` の `forward` には `train_flg` を渡します。`layer` が `Dropout` かどうかは、`isinstance(layer, Dropout)`
#   で調べられます。`predict` の `train_flg` は、省略すれば `False`（テスト）です。
# - **`loss` は、いつも訓練として**（`train_flg=True` で）順伝播します。`gradient` は、その `loss` から始めます。
#   `accuracy` はテストとして予測します。
# - `accuracy` は、画像を `batch_size` 枚ずつ予測します。何千枚も一度に通すと、途中の配列がとても大きくなるからです。
#   採点で渡すのは、`batch_size` で割り切れる枚数だけです。
#
# 使うレイヤは、下のセルに用意してあります。

# %% [markdown] lang="en"
# ## A deeper network (section 8.1.1)
#
# Three layers of chapter 7's `SimpleConvNet` had weights. In `DeepConvNet` there are **eight**: six convolutions
# and two fully connected layers. All filters are small, 3×3, and there are more of them the deeper one goes.
#
# | stage | layers | shape of the output, for one image |
# |---|---|---|
# | input | | (1, 28, 28) |
# | 1 | Conv (16, `pad` 1) → ReLU → Conv (16, `pad` 1) → ReLU → Pooling | (16, 14, 14) |
# | 2 | Conv (32, `pad` 1) → ReLU → Conv (32, **`pad` 2**) → ReLU → Pooling | (32, 8, 8) |
# | 3 | Conv (64, `pad` 1) → ReLU → Conv (64, `pad` 1) → ReLU → Pooling | (64, 4, 4) |
# | 4 | Affine → ReLU → **Dropout(0.5)** | (50,) |
# | 5 | Affine → **Dropout(0.5)** → SoftmaxWithLoss | (10,) |
#
# Convolutions have a stride of 1; Pooling is 2×2 with a stride of 2. With a `pad` of 1, a 3×3 convolution leaves
# the size as it is. Only the fourth convolution pads by 2, so that 14 grows to $14 + 2 \cdot 2 - 3 + 1 = 16$. From
# 14 the second Pooling would make 7, which the third could not halve.
#
# **Initial weights**: as the activation is ReLU, they are those of He, with the standard deviation $\sqrt{2/n}$ and
# biases of 0. Here $n$ is how many inputs one output is connected to. In a convolution these are the numbers in one
# window:
#
# $$n = C \cdot FH \cdot FW$$
#
# An example: `W3` has the shape `(32, 16, 3, 3)`, so $n = 16 \cdot 3 \cdot 3 = 144$, and the standard deviation is
# $\sqrt{2/144} \approx 0.118$. `W7` has the shape `(1024, 50)`, so $n = 64 \cdot 4 \cdot 4 = 1024$.
#
# From the networks of chapters 5 and 6 it takes over the following:
#
# - Hand the layers the **very arrays** of `params`. If they are copies, updates never reach the layers.
# - Hand `train_flg` to `forward` of `Dropout`; `isinstance(layer, Dropout)` tells whether `layer` is one. In
#   `predict`, `train_flg` is `False` by default: test mode.
# - **`loss` always goes forward as in training**, with `train_flg=True`, and `gradient` begins with that `loss`.
#   `accuracy` predicts in test mode.
# - `accuracy` predicts `batch_size` images at a time: the arrays within the network would be very large if
#   thousands of images went through at once. Grading only hands over multiples of `batch_size`.
#
# The layers that you need are in the cells below.

# %% given="ch03.softmax"

# %% given="ch04.cross_entropy_error"

# %% given="ch05.Affine"

# %% given="ch05.Relu"

# %% given="ch05.SoftmaxWithLoss"

# %% given="ch06.Dropout"

# %% given="ch07.pad_images"

# %% given="ch07.Convolution"

# %% given="ch07.Pooling"


# %% exercise="DeepConvNet" title="8 層の CNN | A CNN of eight layers" section="8.1.1" track="I" points=12 needs="ch05.Affine ch05.Relu ch05.SoftmaxWithLoss ch06.Dropout ch07.Convolution ch07.Pooling"
class DeepConvNet:
    """重みを持つ層が 8 つある CNN（8.1.1 節）。

    DeepConvNet(input_dim=(1, 28, 28), conv_param_1=None, …, conv_param_6=None, hidden_size=50, output_size=10)
        input_dim : 画像 1 枚の形 (C, H, W)
        conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6 :
            6 つの畳み込み層の設定。それぞれ、キーが filter_num、filter_size、pad、stride の dict。None なら、filter_num は順に 16, 16, 32, 32, 64, 64、filter_size は 3、
            pad は 4 番目が 2 でほかは 1、stride は 1
        hidden_size : int。1 つ目の Affine の出力の数
        output_size : int。クラスの数
        params : W1, b1, …, W8, b8 の dict。W1 から W6 は形 (filter_num, C, filter_size, filter_size)、
            W7 と W8 は (入力の数, 出力の数)、b は (出力の数,)。W は He の初期値、b は 0
    predict(x, train_flg=False)
        形 (N, output_size) の np.ndarray で点数を返します。
        x : 形 (N, C, H, W) の np.ndarray
        train_flg : True なら訓練。False なら Dropout は何も消しません
    loss(x, t)
        訓練のとき（train_flg=True）の損失を float で返します。
        t : 形 (N,) のラベル、または形 (N, output_size) の one-hot 表現の np.ndarray
    accuracy(x, t, batch_size=100)
        テストのときの正解の割合を 0 から 1 までの float で返します。batch_size 枚ずつ予測します。
    gradient(x, t)
        訓練のときの loss の勾配の dict を返します。キーと形は params と同じです。

    |

    A CNN in which eight layers have weights (section 8.1.1).

    DeepConvNet(input_dim=(1, 28, 28), conv_param_1=None, …, conv_param_6=None, hidden_size=50, output_size=10)
        input_dim : the shape (C, H, W) of one image
        conv_param_1, conv_param_2, conv_param_3, conv_param_4, conv_param_5, conv_param_6 :
            of the six convolutions, each a dict with the keys filter_num, filter_size, pad and stride. For None, filter_num is 16, 16, 32, 32, 64, 64 in this order,
            filter_size is 3, pad is 2 for the fourth and 1 for the others, and stride is 1
        hidden_size : int, the number of outputs of the first Affine
        output_size : int, the number of classes
        params : dict of W1, b1, …, W8, b8. W1 to W6 have the shape (filter_num, C, filter_size, filter_size),
            W7 and W8 (inputs, outputs), b (outputs,). W begins as He says, b with 0
    predict(x, train_flg=False)
        return the scores, an np.ndarray of shape (N, output_size)
        x : np.ndarray of shape (N, C, H, W)
        train_flg : True in training; with False, Dropout drops nothing
    loss(x, t)
        return the loss in training (train_flg=True), a float
        t : np.ndarray of labels (N,), or in one-hot form (N, output_size)
    accuracy(x, t, batch_size=100)
        return the share of right answers in test mode, a float from 0 to 1, batch_size images at a time
    gradient(x, t)
        return a dict of the gradients of loss in training, with the keys and shapes of params
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param_1=None,
        conv_param_2=None,
        conv_param_3=None,
        conv_param_4=None,
        conv_param_5=None,
        conv_param_6=None,
        hidden_size=50,
        output_size=10,
    ):
        raise NotImplementedError

    def predict(self, x, train_flg=False):
        raise NotImplementedError

    def loss(self, x, t):
        raise NotImplementedError

    def accuracy(self, x, t, batch_size=100):
        raise NotImplementedError

    def gradient(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# このネットワークの学習には時間がかかります（2 コアの計算機で 10 分以上）。そこで、**学習済みの重み**を用意しました。手書き数字の訓練画像
# 10,000 枚だけで学習したものです。あなたの `DeepConvNet` に入れて、学習に使っていないテスト画像 2,000 枚を読ませましょう。
# 第3章で使った 3 層のネットワークの正解率は、同じ 2,000 枚で約 97 % でした。

# %% [markdown] lang="en"
# Training this network takes a while, ten minutes and more on two cores, so here are **trained weights**. They were learnt from the 10,000
# training images of handwritten digits, and nothing else. Put them into your `DeepConvNet` and let it read the 2,000
# test images, which it has never seen. The network of three layers in chapter 3 read about 97 % of these right.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)


@functools.cache
def test_probabilities():
    """テスト画像の確率 (2000, 10) | the probabilities (2000, 10) of the test images"""
    network = DeepConvNet()
    for key, weight in load_deep_convnet().items():
        network.params[key][...] = (
            weight  # その場で書き換えると、レイヤにも伝わります | in place, so that layers see it
        )
    return np.concatenate([softmax(network.predict(x_test[i : i + 100])) for i in range(0, 2000, 100)])


y_test = test_probabilities()
right = np.argmax(y_test, axis=1) == t_test
share = [np.mean(right[t_test == digit]) for digit in range(10)]

plt.figure(figsize=(7, 3.4))
plt.bar(range(10), share, color="C0")
plt.axhline(np.mean(right), color="C1", label=f"全体 {np.mean(right):.2%} | all {np.mean(right):.2%}")
plt.ylim(0.9, 1.0)
plt.xticks(range(10))
plt.xlabel("数字 | digit")
plt.ylabel("正解率（縦軸は 0.9 から） | accuracy (the axis begins at 0.9)")
plt.title(
    f"{len(t_test)} 枚のうち {np.sum(~right)} 枚を読み間違えました | {np.sum(~right)} of {len(t_test)} are misread"
)
plt.legend(loc="lower left")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 読み間違えた画像（8.1.1 節）
#
# 正解率という 1 つの数よりも、**どう間違えたか**を見るほうが、ずっと多くのことがわかります。読み間違えた画像を、
# ひどい間違いから順に取り出しましょう。
#
# ネットワークの答えは、確率がいちばん大きいクラスです。それが正解と違えば、読み間違いです。
# 「ひどさ」は、**正解のクラスに与えた確率**で測ります。小さいほど、ひどい間違いです。
#
# 例：`y` が次の 4 行で、`t` が `[0, 2, 1, 1]` のとき。
#
# | 番号 | `y` の行 | ネットワークの答え | 正解 | 正解の確率 |
# |---|---|---|---|---|
# | 0 | 0.2, 0.5, 0.3 | 1 | 0 | 0.2 |
# | 1 | 0.1, 0.2, 0.7 | 2 | 2 | 0.7 |
# | 2 | 0.6, 0.3, 0.1 | 0 | 1 | 0.3 |
# | 3 | 0.8, 0.1, 0.1 | 0 | 1 | 0.1 |
#
# 読み間違いは 0、2、3 番で、正解の確率は順に 0.2、0.3、0.1 です。小さい順に並べた `[3, 0, 2]` が答えです。
#
# `t` は one-hot 表現のこともあります。`a != b` は、2 つの配列の違うところが `True` の配列で、`np.flatnonzero(c)` は、`c`
# が `True` のところの番号を返します。また、`np.argsort(a)` は、`a` を小さい順に並べるための番号を返します。
# 間違えたものだけを並べ替えたときは、それが**もとの何番**だったかに戻すのを忘れないようにしましょう。

# %% [markdown] lang="en"
# ## Misread images (section 8.1.1)
#
# Far more is to be learnt from **how** a network goes wrong than from one number, its accuracy. So pick out the
# images that are misread, the worst first.
#
# The network's answer is the class with the largest probability. If it is not the right one, the image is misread.
# How bad that is, is measured by **the probability of the right class**: the lower, the worse.
#
# An example, with four rows of `y` and `[0, 2, 1, 1]` for `t`:
#
# | index | row of `y` | the network's answer | right answer | its probability |
# |---|---|---|---|---|
# | 0 | 0.2, 0.5, 0.3 | 1 | 0 | 0.2 |
# | 1 | 0.1, 0.2, 0.7 | 2 | 2 | 0.7 |
# | 2 | 0.6, 0.3, 0.1 | 0 | 1 | 0.3 |
# | 3 | 0.8, 0.1, 0.1 | 0 | 1 | 0.1 |
#
# 0, 2 and 3 are misread, and the probabilities of the right class are 0.2, 0.3 and 0.1. Lowest first, this is
# `[3, 0, 2]`.
#
# `t` may also come in one-hot form. `a != b` is an array with `True` where two arrays differ, and `np.flatnonzero(c)`
# returns the indices where `c` is `True`. `np.argsort(a)` returns the indices that put `a` in order, smallest first.
# If you order only those that are wrong, remember to go back to the indices that they had **among all**.


# %% exercise="misclassified" title="読み間違えた画像 | Misread images" section="8.1.1" track="P" points=4
def misclassified(y, t):
    """読み間違えたデータの番号を、正解のクラスの確率が低い順に返します（8.1.1 節）。y と t は書き換えません。

    Parameters
    ----------
    y : 形 (N, M) の np.ndarray。N 個のデータの、M クラスの確率
    t : 形 (N,) のラベル、または形 (N, M) の one-hot 表現の np.ndarray

    Returns
    -------
    整数の 1 次元の np.ndarray。読み間違えたデータの番号（0 から N - 1）。1 つもなければ、長さ 0。
    確率が等しいものの順は、どちらでもよい

    |

    Return the indices of the misread data, lowest probability of the right class first (section 8.1.1).

    y and t are left unchanged.

    Parameters
    ----------
    y : np.ndarray of shape (N, M), probabilities of M classes for N data
    t : np.ndarray of labels (N,), or in one-hot form (N, M)

    Returns
    -------
    1-D np.ndarray of integers, the indices (0 to N - 1) of the data that are misread; of length 0
        if there is none. Those with equal probabilities may come in any order
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 読み間違えた画像を、ひどい順に並べました。上の数字が「正解 → ネットワークの答え」、棒が 10 個のクラスの確率です
# （緑が正解、赤が答え）。**人でも迷う字**が多いことに気づくでしょう。

# %% [markdown] lang="en"
# These are the misread images, the worst first. Above each stands "right → the network's answer"; the bars are the
# probabilities of the 10 classes, with the right one green and the answer red. Many of them **would puzzle a person,
# too**.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)
y_test = test_probabilities()
worst = misclassified(y_test, t_test)[:8]

fig, axes = plt.subplots(4, 4, figsize=(9, 7.5), height_ratios=[2, 1, 2, 1], squeeze=False)
for ax in axes.flat:
    ax.set_axis_off()
for place, index in enumerate(worst):
    row, column = place // 4 * 2, place % 4
    answer = np.argmax(y_test[index])
    axes[row, column].imshow(x_test[index, 0], cmap="gray")
    axes[row, column].set_title(f"{t_test[index]} → {answer}")
    bars = axes[row + 1, column]
    bars.set_axis_on()
    colors = ["C2" if k == t_test[index] else "C3" if k == answer else "lightgray" for k in range(10)]
    bars.bar(range(10), y_test[index], color=colors)
    bars.set_ylim(0, 1)
    bars.set_xticks(range(10))
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## データを増やす（8.1.2 節）
#
# 認識精度をさらに上げるには、どうすればよいでしょうか。よく使われる工夫に、次のものがあります。
#
# - **アンサンブル学習**：別々に学習させたいくつかのネットワークの、答えの平均を取ります。
# - **学習率の減衰**：はじめは大きく動かし、終わりに近づくほど小さく動かします。
# - **データ拡張**（data augmentation）：持っている画像を少しずつ変えて、訓練データを水増しします。
#
# 手軽なのはデータ拡張です。数字を 2 画素ずらしても、同じ数字に読めます。けれども、ネットワークにとっては、
# 見たことのない数の並びです。上下左右に 2 画素までずらすと、1 枚が $5 \times 5 = 25$ 枚になります。
# ほかにも、少し回す、大きさを変える、明るさを変えるなどの方法があります。どれも、**正解が変わらない範囲**で行います。
# たとえば、左右の反転は、猫の写真には使えても、数字には向きません。
#
# `shift_images` は、画像をまとめてずらします。`dy` が正なら**下**へ、`dx` が正なら**右**へ、負なら逆向きです。
# はみ出した画素は捨て、空いたところには 0（黒）を入れます。
#
# 例：2×3 の画像を、`dy` を 1、`dx` を −1 としてずらします。
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix} \to
# \begin{pmatrix} 0 & 0 & 0 \\ 2 & 3 & 0 \end{pmatrix}$$
#
# 1 行目の $(1, 2, 3)$ が、2 行目に下がって左へ 1 つずれ、$(2, 3, 0)$ になりました。$(4, 5, 6)$ は下へ、1
# は左へはみ出しています。画像より大きくずらせば、全部が 0 になります（数を範囲に収めるには、`np.clip(7, -3, 3)`
# のように書けます。これは 3 です）。
#
# `np.roll` は、はみ出した画素を**反対側から入れてしまう**ので、そのままでは使えません。スライスを使うなら、
# 「残る部分が**どこから**来て**どこへ**行くか」を、`dy` の符号ごとに書いてみてください。
# `x[-2:]` のような負の番号は、うしろから数える意味になるので、気をつけましょう。

# %% [markdown] lang="en"
# ## More data (section 8.1.2)
#
# How can recognition be made still better? Some ways are used often:
#
# - **Ensembles**: train several networks apart from each other, and take the mean of their answers.
# - **A falling learning rate**: take large steps at first, and smaller ones towards the end.
# - **Data augmentation**: change the images that you have a little, and so get more of them to train with.
#
# Augmentation is easy. Shift a digit by two pixels, and you still read the same digit; but to the network, the
# numbers come in an order that it has never seen. Shifts by up to two pixels along both axes make
# $5 \times 5 = 25$ images of one. Images may also be turned a little, scaled, or made brighter or darker, always
# **so little that the right answer stays the same**. To mirror an image, for one, is fine for photographs of cats,
# but not for digits.
#
# `shift_images` shifts all images of a batch. A positive `dy` moves them **down**, a positive `dx` **to the right**,
# a negative one the other way. Pixels that leave the image are lost; where it is left empty, there is 0 (black).
#
# An example: an image of 2×3, with a `dy` of 1 and a `dx` of −1.
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix} \to
# \begin{pmatrix} 0 & 0 & 0 \\ 2 & 3 & 0 \end{pmatrix}$$
#
# The first row, $(1, 2, 3)$, has moved down into the second and left by one: $(2, 3, 0)$. What was $(4, 5, 6)$ has
# left at the bottom, and the 1 at the left. If the shift is larger than the image, everything becomes 0. (`np.clip`
# keeps a number within bounds: `np.clip(7, -3, 3)` is 3.)
#
# `np.roll` alone will not do: what leaves on one side **comes in again on the other**. With slices, write down for
# each sign of `dy` **where** the part that remains comes **from** and where it goes **to**. Mind that a negative index, as in
# `x[-2:]`, counts from the end.


# %% exercise="shift_images" title="データ拡張：画像をずらす | Augmentation: shifting images" section="8.1.2" track="P" points=5
def shift_images(images, dy, dx):
    """画像を下へ dy、右へ dx 画素ずらします（8.1.2 節）。空いたところは 0 です。images は書き換えません。

    Parameters
    ----------
    images : 形 (N, C, H, W) の np.ndarray
    dy : int。正なら下へ、負なら上へ
    dx : int。正なら右へ、負なら左へ。dy も dx も、画像より大きいことがある

    Returns
    -------
    images と同じ形、同じ型（dtype）の新しい np.ndarray

    |

    Shift images down by dy and right by dx pixels (section 8.1.2). 0 comes in; images is left unchanged.

    Parameters
    ----------
    images : np.ndarray of shape (N, C, H, W)
    dy : int, down if positive, up if negative
    dx : int, to the right if positive, to the left if negative; both may be larger than the image

    Returns
    -------
    a new np.ndarray with the shape and dtype of images
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 1 枚の数字を、上下左右に 4 画素までずらしてみました。まん中がもとの画像です。
# **どれも同じ数字に見えるか**、はみ出した部分が反対側に出ていないか、確かめましょう。

# %% [markdown] lang="en"
# One digit, shifted by up to 4 pixels along both axes. The original is in the middle. **Does each of them look like
# the same digit**, and does nothing that has left come in again on the other side?

# %% demo
(x_train, t_train), _ = load_mnist(flatten=False)
fig, axes = plt.subplots(3, 5, figsize=(8, 5.2))
for row, dy in zip(axes, (-4, 0, 4), strict=True):
    for ax, dx in zip(row, (-4, -2, 0, 2, 4), strict=True):
        ax.imshow(shift_images(x_train[:1], dy, dx)[0, 0], cmap="gray")
        ax.set_title(f"dy = {dy}, dx = {dx}", fontsize=9)
        ax.set_axis_off()
plt.tight_layout()
plt.show()

# %% given="ch06.Adam"

# %% [markdown] lang="ja"
# **学習のしかた。** 学習済みの重みも、次のセルと同じやり方で作りました。違うのは、画像を 1 枚ずつ別々にずらすことと、
# 学習率をだんだん小さくすること、そして回数です（100 枚ずつ、3,000 回）。ここでは 40 回だけ行い、
# 学習の始まりを見ます。待てるなら、`steps` を増やして実行してみてください。

# %% [markdown] lang="en"
# **How to train.** The trained weights were made in the way of the next cell. What differs is that each image was
# shifted on its own, that the learning rate fell, and the number of steps: 3,000, with 100 images each. Here there are
# only 40, to see how learning begins. If you can wait, make `steps` larger.

# %% demo
from IPython.display import ProgressBar

(x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)
steps, batch_size = 40, 40
np.random.seed(0)
rng = np.random.default_rng(0)
network, optimizer = DeepConvNet(), Adam(lr=0.002)
seen, curve = [], []
for step in ProgressBar(steps):
    if step % 10 == 0:
        seen.append(step * batch_size)
        curve.append(network.accuracy(x_test[:200], t_test[:200]))
    batch = rng.choice(len(x_train), batch_size)
    dy, dx = rng.integers(-2, 3, size=2)
    grads = network.gradient(shift_images(x_train[batch], dy, dx), t_train[batch])
    optimizer.update(network.params, grads)
seen.append(steps * batch_size)
curve.append(network.accuracy(x_test[:200], t_test[:200]))

plt.figure(figsize=(7, 3.4))
plt.plot(seen, curve, marker="o")
plt.axhline(0.1, color="gray", linestyle=":", label="でたらめに答える | guessing")
plt.ylim(0, 1)
plt.xlabel("学習に使った画像の数 | images learnt from")
plt.ylabel("テスト画像 200 枚の正解率 | accuracy on 200 test images")
plt.grid(alpha=0.3)
plt.legend()
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## パラメータの数（8.1.3 節）
#
# なぜ、層を深くするのでしょうか。理由の 1 つは、**同じことを、少ないパラメータでできる**ことです。まず、パラメータを数えましょう。
#
# `params` の配列の、**要素の数を全部足した**ものが、パラメータの数です。バイアスも、バッチ正規化の $\gamma$ や $\beta$
# も、学習する数なので数えます。
#
# 例：`W1` が `(16, 1, 3, 3)`、`b1` が `(16,)` なら、$16 \cdot 1 \cdot 3 \cdot 3 + 16 = 160$ 個です。要素の数は、配列の
# `size` でわかります。`np.array(3.0)` のような 0 次元の配列は、1 個と数えます。

# %% [markdown] lang="en"
# ## The number of parameters (section 8.1.3)
#
# Why make networks deeper? One reason is that they **do the same with fewer parameters**. So first, count them.
#
# The number of parameters is **how many elements all arrays** of `params` have together. Biases count, and so do
# the $\gamma$ and $\beta$ of batch normalisation: all of them are learnt.
#
# An example: a `W1` of `(16, 1, 3, 3)` and a `b1` of `(16,)` are $16 \cdot 1 \cdot 3 \cdot 3 + 16 = 160$ parameters.
# How many elements an array has is its `size`. A 0-d array, such as `np.array(3.0)`, counts as 1.


# %% exercise="count_parameters" title="パラメータの数 | The number of parameters" section="8.1.3" track="M" points=3
def count_parameters(params):
    """学習するパラメータの数を数えます（8.1.3 節）。params は書き換えません。

    Parameters
    ----------
    params : dict。キー → 任意の形（0 次元もある）の np.ndarray

    Returns
    -------
    int。すべての配列の要素の数の合計（空の dict なら 0）

    |

    Count the parameters that are learnt (section 8.1.3). params is left unchanged.

    Parameters
    ----------
    params : dict of key → np.ndarray of any shape, 0-d ones too

    Returns
    -------
    int, how many elements all arrays have together; 0 for an empty dict
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# `DeepConvNet` の 8 つの層について、パラメータの数（あなたの関数で数えます）と、画像 1 枚あたりの掛け算の回数を並べました。
# 畳み込みでは、**1 つの重みを画像のあらゆる場所で使い回す**ので、パラメータが少なくても掛け算は多くなります。
# 全結合層では、1 つの重みを 1 度しか使いません。

# %% [markdown] lang="en"
# For the eight layers of `DeepConvNet`: the number of parameters, counted by your function, and the number of
# multiplications for one image. A convolution **uses the same weights everywhere in the image**; so with few
# parameters it multiplies a lot. A fully connected layer uses each weight once.

# %% demo
weights = load_deep_convnet()
parameters = [count_parameters({key: weights[key] for key in (f"W{i}", f"b{i}")}) for i in range(1, 9)]
places = [
    28 * 28,
    28 * 28,
    14 * 14,
    16 * 16,
    8 * 8,
    8 * 8,
    1,
    1,
]  # 重みを使う場所の数 | where a weight is used
products = [weights[f"W{i}"].size * place for i, place in enumerate(places, 1)]

names = [f"Conv{i}" for i in range(1, 7)] + ["Affine7", "Affine8"]
fig, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True)
titles = [
    f"パラメータ：合計 {sum(parameters):,} | parameters: {sum(parameters):,} in all",
    f"掛け算：合計 {sum(products):,} | multiplications: {sum(products):,} in all",
]
for ax, counts, title in zip(axes, (parameters, products), titles, strict=True):
    ax.barh(names, counts, color=["C0"] * 6 + ["C1"] * 2)
    for name, count in zip(names, counts, strict=True):
        ax.text(count, name, f" {count / sum(counts):.1%}", va="center", fontsize=9)
    ax.set_title(title)
    ax.margins(x=0.15)
axes[0].invert_yaxis()
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 受容野（8.1.3 節）
#
# 奥の層の 1 つの出力は、入力画像のどれだけの広さを見ているでしょうか。その広さを**受容野**（receptive field）といいます。
#
# 3×3 の畳み込みを 1 つ通した出力は、入力の 3×3 の範囲を見ています。もう 1 つ 3×3
# を重ねると、2 つ目の出力は 1 つ目の出力を 3×3 個見ます。その全体は、入力の **5×5** の範囲です。
# つまり、3×3 の 2 つは、5×5 の 1 つと同じ広さを見ます。重みは、フィルター 1 枚あたり次のとおりです。
#
# $$2 \times 3 \times 3 = 18 \quad < \quad 5 \times 5 = 25$$
#
# **層を重ねると、少ない重みで広い範囲を見られます。** 3×3 を 3 つ重ねれば 7×7 で、27 対 49
# です。しかも、間に ReLU が入る分、複雑な関数を表せます。
#
# 受容野の幅は、入力の側から順に計算します。はじめの幅は 1、隣り合う出力の間隔も 1 です。幅が $K$、ストライドが $S$
# の層を 1 つ通るごとに、次のようになります。
#
# $$\text{幅} \leftarrow \text{幅} + (K - 1) \cdot \text{間隔}, \qquad \text{間隔} \leftarrow \text{間隔} \cdot S$$
#
# 先に幅を、それから間隔を更新します。窓の中の $K$ 個は、入力の画素で測って「間隔」ずつ離れているので、窓の端から端までに、$K - 1$
# 個分の間隔が加わるからです。Pooling も、同じように数えます。`for kernel, stride in layers:` と書くと、タプルの 2
# つの数を 1 組ずつ取り出せます。
#
# 例：3×3 の畳み込み（ストライド 1）、2×2 の Pooling（ストライド 2）、3×3 の畳み込み（ストライド 1）の順。
#
# | 層 | 幅 | 間隔 |
# |---|---|---|
# | （入力） | 1 | 1 |
# | (3, 1) | $1 + 2 \cdot 1 = 3$ | 1 |
# | (2, 2) | $3 + 1 \cdot 1 = 4$ | 2 |
# | (3, 1) | $4 + 2 \cdot 2 = 8$ | 2 |
#
# `receptive_field([(3, 1), (2, 2), (3, 1)])` は 8 です。層の順番が変われば、答えも変わります。

# %% [markdown] lang="en"
# ## Receptive fields (section 8.1.3)
#
# How much of the input image does one output of a deep layer see? That is its **receptive field**.
#
# An output of one 3×3 convolution sees 3×3 pixels of the input. Put another 3×3 on top: an output of the second
# sees 3×3 outputs of the first, and these together see **5×5** pixels of the input. So two 3×3 see as far as one 5×5.
# The weights for one plane of a filter are
#
# $$2 \times 3 \times 3 = 18 \quad < \quad 5 \times 5 = 25$$
#
# **Layers on top of each other see far with few weights.** Three 3×3 see 7×7: 27 weights against 49. What is more, the
# ReLUs between them let the network represent more complex functions.
#
# The width of a receptive field is computed from the input on. It begins as 1, and so does the distance between
# neighbouring outputs. A layer of kernel $K$ and stride $S$ makes of them
#
# $$\text{width} \leftarrow \text{width} + (K - 1) \cdot \text{distance}, \qquad
# \text{distance} \leftarrow \text{distance} \cdot S$$
#
# First the width, then the distance. Measured in pixels of the input, the $K$ places in a window lie one distance
# apart, so from the first to the last there are $K - 1$ distances more. Pooling counts in the same way.
# `for kernel, stride in layers:` takes the two numbers of each tuple.
#
# An example: a 3×3 convolution of stride 1, then 2×2 Pooling of stride 2, then a 3×3 convolution of stride 1.
#
# | layer | width | distance |
# |---|---|---|
# | (input) | 1 | 1 |
# | (3, 1) | $1 + 2 \cdot 1 = 3$ | 1 |
# | (2, 2) | $3 + 1 \cdot 1 = 4$ | 2 |
# | (3, 1) | $4 + 2 \cdot 2 = 8$ | 2 |
#
# `receptive_field([(3, 1), (2, 2), (3, 1)])` is 8. In another order the layers may give another answer.


# %% exercise="receptive_field" title="受容野 | Receptive fields" section="8.1.3" track="M" points=4
def receptive_field(layers):
    """最後の層の 1 つの出力が見る、入力の画素の幅を返します（8.1.3 節）。layers は書き換えません。

    Parameters
    ----------
    layers : list。入力に近い層から順に並んだ (kernel, stride) のタプル。どちらも 1 以上の int

    Returns
    -------
    int。受容野の幅（画素）。層が 1 つもなければ 1

    |

    Return how many pixels wide the input is that one output of the last layer sees (section 8.1.3).

    layers is left unchanged.

    Parameters
    ----------
    layers : list of tuples (kernel, stride), from the input on; both are int and at least 1

    Returns
    -------
    int, the width of the receptive field in pixels; 1 if there is no layer
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 左の 2 枚は、入力の各画素から 1 つの出力まで、**何通りの道**があるかです。3×3 の 2
# つ重ねと 5×5 の 1 つは、同じ 5×5 の範囲を見ます。重ねると、まん中ほど道が多くなります。右は、`DeepConvNet`
# の各層のまん中の出力が、数字のどれだけを見ているか（四角の幅は、あなたの関数の値）です。はじめの層は線の一部しか見えませんが、
# 最後の層は**数字全体**を見渡しています。

# %% [markdown] lang="en"
# On the left: **in how many ways** one output depends on each pixel of the input. Two 3×3 see the same 5×5 pixels as
# one 5×5; with two there are more ways in the middle. On the right: how much of a digit the middle outputs of
# `DeepConvNet`'s layers see, in squares whose widths your function gives. The first layer sees a piece of a stroke, the
# last one **the whole digit**.

# %% demo
(x_train, _), _ = load_mnist(flatten=False)
stack = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1), (2, 2), (3, 1), (3, 1), (2, 2)]
shown = {"Conv1": 1, "Conv2": 2, "Conv4": 5, "Conv6": 8}

fig, axes = plt.subplots(1, 3, figsize=(11, 4), width_ratios=[1, 1, 1.4])
row = np.array([1, 2, 3, 2, 1])
ways = [np.outer(row, row), np.ones((5, 5))]
titles = ["3×3 を 2 つ：重み 18 | two 3×3: 18 weights", "5×5 を 1 つ：重み 25 | one 5×5: 25 weights"]
for ax, picture, title, layers in zip(axes, ways, titles, [[(3, 1)] * 2, [(5, 1)]], strict=False):
    ax.imshow(np.pad(picture, 2), cmap="Blues", vmin=0, vmax=12)
    for (i, j), count in np.ndenumerate(picture):
        ax.text(j + 2, i + 2, int(count), ha="center", va="center", color="white" if count > 6 else "black")
    width = receptive_field(layers)
    ax.add_patch(
        plt.Rectangle((4 - width / 2, 4 - width / 2), width, width, fill=False, color="C3", linewidth=2)
    )
    ax.set_title(title)
    ax.set_axis_off()
axes[2].imshow(np.pad(x_train[5, 0], 3), cmap="gray", extent=(-17, 17, 17, -17))
for (name, count), color in zip(shown.items(), ("C1", "C2", "C9", "C3"), strict=True):
    width = receptive_field(stack[:count])
    box = plt.Rectangle((-width / 2, -width / 2), width, width, fill=False, color=color, linewidth=2)
    axes[2].add_patch(box)
    box.set_label(f"{name}: {width}")
axes[2].set_title("DeepConvNet が見る範囲 | what DeepConvNet sees")
axes[2].set_axis_off()
axes[2].legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 深さの意味と、小さな歴史（8.1.3〜8.2 節）
#
# パラメータの数のほかにも、深くする意味はあります。第7章で見たように、CNN のはじめの層はエッジのような単純な形に、
# 奥の層は部分や物のような複雑なものに反応します。難しい問題を、**順番に、やさしい問題に分けて**解くのです。
# 1 層でいきなり「犬」を見分けるには、たくさんのデータが必要です。エッジから順に組み立てれば、1 つ 1
# つの層が学ぶことは、ずっと簡単になります。
#
# **ImageNet（8.2.1 節）。** 100 万枚を超える写真を集め、それぞれに何が写っているかを付けた、大きなデータセットです。これを使って
# 1,000 種類の物を見分けるコンテスト（ILSVRC）が、2010 年から 2017 年まで、毎年開かれました。2012 年、8
# 層の CNN の **AlexNet** が、2 位に大差をつけて優勝します。5 つまで挙げた候補に正解が入らない割合（トップ 5 エラー率）は、2 位の約 26 %
# に対して約 15 % でした。ここから、画像認識の主役はディープラーニングになります。
#
# | 年 | ネットワーク | 重みを持つ層 | 工夫 |
# |---|---|---|---|
# | 2012 | AlexNet | 8 | ReLU、Dropout、GPU での学習 |
# | 2014 | **VGG**（8.2.2 節） | 16 または 19 | 3×3 の小さな畳み込みだけを重ねる |
# | 2014 | **GoogLeNet**（8.2.3 節） | 22 | 大きさの違うフィルターを横に並べた「インセプション構造」 |
# | 2015 | **ResNet**（8.2.4 節） | 152 | 入力を出力にそのまま足す「スキップ構造」 |
#
# あなたの `DeepConvNet` は、「3×3 の畳み込みを 2 つ、それから Pooling」の繰り返しで、VGG を小さくした形をしています。
#
# GoogLeNet には、**1×1 の畳み込み**もたくさん使われています。1 画素しか見ませんが、チャンネルの数を減らせるので、
# パラメータと計算が少なくて済みます。
#
# **スキップ構造**は、深くしすぎると学習がうまく進まない、という問題への答えです。畳み込みで計算した $F(x)$ に、入力の $x$ を
# そのまま足して、
#
# $$y = F(x) + x$$
#
# とします。第5章の加算ノードを思い出してください。逆伝播では、上流の勾配が、$x$ の側へ**そのまま**流れます。何十層あっても、
# 勾配が途中で消えにくくなり、100 層を超えるネットワークも学習できるようになりました。
#
# ImageNet で学習した重みは、ほかの問題でも役立ちます。その重みを初期値にして、手もとの少ないデータで学習し直すことを、**転移学習**といいます。

# %% [markdown] lang="en"
# ## What depth is for, and a short history (sections 8.1.3–8.2)
#
# Fewer parameters are not the only gain of depth. As chapter 7 showed, the first layers of a CNN respond to simple
# things such as edges, and deeper ones to parts and to whole objects. A hard problem is **divided, step by step, into
# easier ones**. To tell a "dog" in a single layer would take a great many examples. Built up from edges, what each layer
# has to learn is far simpler.
#
# **ImageNet (section 8.2.1)** is a large data set: more than a million photographs, each with a note of what it
# shows. With it a contest, ILSVRC, was held every year from 2010 to 2017, to tell 1,000 kinds of things apart. In 2012
# it was won by a wide margin by **AlexNet**, a CNN of 8 layers. It missed the right answer with all of five guesses
# (the top-5 error) on about 15 % of the images, the second on about 26 %. From then on, image recognition meant deep
# learning.
#
# | year | network | layers with weights | what was new |
# |---|---|---|---|
# | 2012 | AlexNet | 8 | ReLU, dropout, training on GPUs |
# | 2014 | **VGG** (section 8.2.2) | 16 or 19 | nothing but small 3×3 convolutions, stacked |
# | 2014 | **GoogLeNet** (section 8.2.3) | 22 | filters of several sizes side by side: "inception" |
# | 2015 | **ResNet** (section 8.2.4) | 152 | the input is added to the output: "skip connections" |
#
# Your `DeepConvNet`, two 3×3 convolutions and then Pooling, again and again, has the form of a small VGG.
#
# GoogLeNet also uses many **1×1 convolutions**. They see a single pixel, but they can reduce the number of channels,
# which saves parameters and computation.
#
# **Skip connections** answer a problem: networks that are too deep do not learn well. To $F(x)$, computed by
# convolutions, the input $x$ is added as it is:
#
# $$y = F(x) + x$$
#
# Remember the addition node of chapter 5. On the way back, the gradient from above flows to $x$ **unchanged**. With
# dozens of layers it no longer fades so easily, and networks of more than 100 layers could be trained.
#
# Weights learnt on ImageNet help with other problems, too. To begin with them, and go on learning from the little data
# that you have, is called **transfer learning**.

# %% [markdown] lang="ja"
# ## 高速化（8.3 節）
#
# **時間のかかるところ（8.3.1 節）。** 前の棒グラフを、もう一度見てください。`DeepConvNet` の掛け算の 99 %
# 以上は、畳み込み層にあります。ほかの CNN でも、時間の大部分は畳み込みです。そして畳み込みは、第7章の `im2col` のように並べ替えれば、**大きな行列の積**
# になります。速くしたければ、行列の積を速くすればよいのです。
#
# **GPU（8.3.2 節）。** もともとは、画像を描くための部品です。行列の積のような、互いに関係のない大量の足し算と掛け算を、同時に行うのが得意です。
# 深いネットワークの学習が、CPU の何倍も速く終わります。
#
# **分散学習（8.3.3 節）。** 何台もの GPU や計算機で手分けします。代表的なのは、ミニバッチを分けて別々に勾配を求め、その平均で更新する方法です。台数を
# 2 倍にしても、勾配をやり取りする時間がかかるので、速さはふつう 2 倍にまではなりません。
#
# **ビットを減らす（8.3.4 節）。** 計算そのものよりも、データをメモリから運ぶほうに時間がかかることも、よくあります。NumPy
# の数はふつう 64 ビット（`float64`）ですが、ニューラルネットワークは、重みが少しくらい違っても、ほとんど同じ答えを出します。そこで、ビット数を減らします。
#
# | 型 | ビット数 | 有効数字（10 進でおよそ） | 最大の値 |
# |---|---|---|---|
# | `float64` | 64 | 16 桁 | $1.8 \times 10^{308}$ |
# | `float32` | 32 | 7 桁 | $3.4 \times 10^{38}$ |
# | `float16`（**半精度**） | 16 | 3 桁 | 65504 |
#
# 例：$1/3$ を `float16` にすると、$0.33325195…$ です。0.1 は $0.09997558…$ になります。65504 よりずっと大きい数は、無限大（`inf`）になってしまいます。
#
# `to_half` は、`params` のすべての配列を `float16` にした、**新しい辞書**を返します。もとの `params` は、そのまま残します。もっと学習を続けるときに、細かい値が要るからです。
# 配列の型は、`astype` で変えられ、半精度の型は NumPy では `np.float16` です。値だけを丸めても、型が `float64` のままでは、メモリは減りません。

# %% [markdown] lang="en"
# ## Faster (section 8.3)
#
# **Where the time goes (section 8.3.1).** Look at the bars above once more: more than 99 % of `DeepConvNet`'s
# multiplications are in convolutions. In other CNNs, too, most of the time goes there. And a convolution, put in
# order as by `im2col` of chapter 7, is **one large product of matrices**. To be faster, make that product fast.
#
# **GPUs (section 8.3.2)** were made to draw pictures. They are good at doing at once huge numbers of additions and
# multiplications that do not depend on each other, such as a product of matrices. Training deep networks on them takes
# a fraction of the time that a CPU needs.
#
# **Distributed learning (section 8.3.3)** shares the work among several GPUs or computers. A common way is to divide
# each mini-batch among them, compute gradients apart, and update by the mean. Twice as many are seldom twice as fast,
# because passing the gradients around takes time as well.
#
# **Fewer bits (section 8.3.4).** Often it is not computing but fetching data from memory that takes the time. NumPy's
# numbers usually have 64 bits (`float64`). But a neural network hardly changes its answers when its weights are
# slightly off. So take fewer bits.
#
# | type | bits | significant decimal digits, about | largest value |
# |---|---|---|---|
# | `float64` | 64 | 16 | $1.8 \times 10^{308}$ |
# | `float32` | 32 | 7 | $3.4 \times 10^{38}$ |
# | `float16` (**half precision**) | 16 | 3 | 65504 |
#
# An example: as `float16`, $1/3$ is $0.33325195…$, and 0.1 is $0.09997558…$. A number well above 65504 becomes
# infinite (`inf`).
#
# `to_half` returns a **new dictionary**, with all arrays of `params` in `float16`. `params` itself stays as it is: to
# go on learning, the finer values are needed. `astype` changes the type of an array, and half precision is called
# `np.float16` in NumPy. If values are rounded but the type remains `float64`, no memory is saved.


# %% exercise="to_half" title="半精度の重み | Weights in half precision" section="8.3.4" track="P" points=4
def to_half(params):
    """すべての配列を float16 にした、新しい辞書を返します（8.3.4 節）。params は書き換えません。

    Parameters
    ----------
    params : dict。キー → 任意の形の、float の np.ndarray

    Returns
    -------
    dict。キーと形は params と同じ、値は float16 の新しい np.ndarray

    |

    Return a new dictionary with all arrays in float16 (section 8.3.4). params is left unchanged.

    Parameters
    ----------
    params : dict of key → np.ndarray of floats, of any shape

    Returns
    -------
    dict with the keys and shapes of params; its values are new np.ndarray of float16
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 第3章の 3 層のネットワークの重み（`float32`）を、あなたの関数で `float16` にします。左は、テスト画像 2,000
# 枚の正解率です。計算も全部 `float16` で行いました。**大きさは半分、正解率はほとんど同じ**です。右は、重みを表す段階の数をもっと減らして（$b$ ビットなら
# $2^b$ 段階）、計算は `float32` で行ったものです。**どこまで減らせるでしょうか。**
#
# なお、`float16` で速くなるかどうかは、計算機しだいです。多くの GPU は `float16` の計算が速い一方、CPU での NumPy
# の `float16` は、かえって遅くなるのがふつうです。得をするのは、まずメモリです。この章の `DeepConvNet` の学習済みの重みも、`float16` でファイルに入れてあります。

# %% [markdown] lang="en"
# With your function, turn the weights of chapter 3's network of three layers from `float32` into `float16`. On the left:
# the accuracy on the 2,000 test images, with all of the computing in `float16`, too. **Half the size, and nearly the same
# accuracy.** On the right there are still fewer levels to a weight ($2^b$ of them for $b$ bits), while computing is in
# `float32`. **How few will do?**
#
# Whether `float16` is faster depends on the computer. Many GPUs compute quickly in it; NumPy on a CPU as a rule becomes
# slower. What is gained for certain is memory. The trained weights of this chapter's `DeepConvNet` are kept in their
# file as `float16`, too.

# %% demo
from dataset.sample_weight import init_network

_, (x_test, t_test) = load_mnist()


def accuracy_of(weights, x):
    """第3章のネットワークの正解率 | the accuracy of chapter 3's network"""
    z = (1 + np.tanh((x @ weights["W1"] + weights["b1"]) / 2)) / 2  # sigmoid
    z = (1 + np.tanh((z @ weights["W2"] + weights["b2"]) / 2)) / 2
    return np.mean(np.argmax(z @ weights["W3"] + weights["b3"], axis=1) == t_test)


def with_levels(weight, bits):
    """配列の最小値から最大値までを、2 の bits 乗段階に丸める | rounded to 2 to the power of bits levels"""
    low, step = weight.min(), (weight.max() - weight.min()) / (2**bits - 1)
    return low + step * np.round((weight - low) / step)


full = init_network()
half = to_half(full)
sizes = [sum(weight.nbytes for weight in weights.values()) / 1000 for weights in (full, half)]
scores = [accuracy_of(full, x_test), accuracy_of(half, x_test.astype(np.float16))]
bits = [8, 7, 6, 5, 4, 3, 2, 1]
fewer = [accuracy_of({key: with_levels(w, b) for key, w in full.items()}, x_test) for b in bits]

fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
axes[0].bar(["float32", "float16"], sizes, color=["C0", "C1"], width=0.5)
for place, (size, score) in enumerate(zip(sizes, scores, strict=True)):
    axes[0].text(place, size / 2, f"{size:.0f} kB\n{score:.2%}", ha="center", va="center", color="white")
axes[0].set_ylabel("大きさ [kB] | size [kB]")
axes[0].set_title("重みの大きさと正解率 | size of the weights, and accuracy")
axes[1].plot(bits, fewer, marker="o")
axes[1].axhline(scores[0], color="gray", linestyle=":", label="float32")
axes[1].invert_xaxis()
axes[1].set_ylim(0, 1.03)
axes[1].set_xlabel("重み 1 つのビット数 | bits of a weight")
axes[1].set_ylabel("正解率 | accuracy")
axes[1].set_title("もっと減らすと | with still fewer")
axes[1].grid(alpha=0.3)
axes[1].legend(loc="lower left")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## ディープラーニングの実用例（8.4 節）
#
# 画像 1 枚を 1 つのクラスに分けるほかにも、いろいろなことができます。ここに挙げるものは、どれも CNN を土台にして始まりました
# （その後は、Transformer という別の仕組みも広く使われています）。
#
# - **物体検出（8.4.1 節）**：何が、**画像のどこに**あるかを見つけます。R-CNN は、物がありそうな場所の候補を先に選び、その 1 つ 1 つから CNN
#   で特徴を取り出して分類しました。その後、候補選びも CNN で行う Faster R-CNN など、速い方法が次々に作られました。
# - **セグメンテーション（8.4.2 節）**：**画素ごと**に、何の一部かを答えます。FCN は、全結合層を畳み込み層で置き換え、最後に大きさを広げて、
#   すべての画素の答えを 1 度の順伝播で出します。
# - **画像キャプション生成（8.4.3 節）**：画像を見て、**文**で説明します。NIC は、CNN が画像から取り出した特徴を、RNN（続きのあるデータを扱うネットワーク）に渡し、
#   単語を 1 つずつ選ばせます。画像と言葉のように、種類の違う情報を組み合わせることを、**マルチモーダル処理**といいます。
#
# ## ディープラーニングの未来（8.5 節）
#
# 本が書かれた 2016 年に「未来」だったことの多くが、もう身近になりました。
#
# - **画風変換（8.5.1 節）**：写真の中身と、絵画の画風を組み合わせて、新しい絵を作ります。CNN の途中の値を使い、「中身の近さ」と「画風の近さ」を損失にして、
#   重みではなく**画像のほうを**勾配で動かします。
# - **画像生成（8.5.2 節）**：乱数をもとに、新しい画像を作ります。DCGAN は、本物らしい画像を作る側と、本物かどうかを見破る側を競わせて、両方を鍛えます。今では、
#   ノイズを少しずつ取り除く拡散モデルも広く使われ、言葉から画像を作れます。
# - **自動運転（8.5.3 節）**：道路、歩行者、ほかの車などを、画像から見分けます。SegNet は、走っている車からの映像を画素ごとに分類しました。
#   どんな天気や明るさでも間違えないことが求められる、難しい問題です。
# - **強化学習（8.5.4 節）**：正解を教わる代わりに、試行錯誤して、もらえる**報酬**が多くなるように学びます。DQN は、ゲームの画面だけを見て操作を覚え、
#   いくつものゲームで人を上回りました。2016 年には、AlphaGo が囲碁のトップ棋士に勝ちました。
#
# 文章を読み書きする大規模言語モデルも、誤差逆伝播法と勾配による更新で学習しています。この本で作った部品が、そのまま土台になっています。

# %% [markdown] lang="en"
# ## Uses of deep learning (section 8.4)
#
# There is more to do with an image than to put it into one class. What is named here all began on the ground of CNNs;
# since then another design, the Transformer, has come into wide use, too.
#
# - **Object detection (section 8.4.1)** finds what there is **and where**. R-CNN first chose places that might hold
#   something, and classified each of them by the features that a CNN found. Faster ways followed, such as Faster R-CNN, in which a CNN chooses
#   the places, too.
# - **Segmentation (section 8.4.2)** says **for each pixel** what it is a part of. FCN replaces the fully connected
#   layers by convolutions and enlarges the result at the end, and so answers for all pixels in one pass.
# - **Captions (section 8.4.3)** describe an image **in a sentence**. In NIC, a CNN finds the features of the image and
#   hands them to an RNN, a network for data in sequence, which chooses one word after another. To combine
#   information of several kinds, such as images and words, is called **multimodal** processing.
#
# ## The future of deep learning (section 8.5)
#
# Much of what was the future in 2016, when the book was written, is part of daily life by now.
#
# - **Style transfer (section 8.5.1)** makes a new picture from what a photograph shows and the style of a painting. It
#   takes the values inside a CNN, makes a loss of how near the content and the style are, and moves by its gradient
#   not the weights but **the image**.
# - **Image generation (section 8.5.2)** makes new images out of random numbers. In DCGAN one network makes images that look real,
#   another tries to tell them from real ones, and both improve by competing. Today diffusion models, which remove noise
#   little by little, are in wide use as well, and make images from words.
# - **Self-driving cars (section 8.5.3)** have to tell roads, people and other cars from images. SegNet
#   classified each pixel of what a moving car saw. The task is a hard one: nothing may go wrong, whatever the weather
#   and the light.
# - **Reinforcement learning (section 8.5.4)** is not told right answers. It learns by trial and error to earn more
#   **reward**. DQN learnt to play games from nothing but the screen, and did better than people at several of them. In
#   2016 AlphaGo beat one of the world's best players of Go.
#
# Large language models, which read and write text, learn by backpropagation and updates along the gradient as well. The
# parts that you have built here are what they stand on.

# %% [markdown] lang="ja"
# ## Create your awesome net!!
#
# 最後は、正解のない課題です。これまでに学んだ道具を好きなように組み合わせて、**あなた自身の**ネットワークを
# 作ってください。ただし、ここで採点されるのは、コードの中身ではありません。学習を終えたネットワークが、
# **この教材のどのコピーにも入っていない 2,000 枚の数字**を、どれだけ正しく読めるかです。
#
# **提出するもの**（2 つ）
#
# 1. このファイル。クラス `AwesomeNet` を定義しておきます。
# 2. 学習済みの重み `awesome_net.npz`。このファイルと**同じフォルダ**に置きます（8 MB まで）。JupyterLab で
#    提出すると、フォルダの中のファイルも一緒に提出されます。
#
# **`AwesomeNet` に必要なメソッド**
#
# - `AwesomeNet.load(path)`：重みのファイルを読んで、すぐに使える `AwesomeNet` を返します。`@classmethod` なので、
#   1 つ目の引数 `cls` はクラスそのものです。`cls(...)` でインスタンスを作れます。
# - `predict(x)`：`x` は形 $(N, 1, 28, 28)$、値は 0.0〜1.0 の画像で、`load_mnist(normalize=True, flatten=False)` の
#   画像と同じです。返すのは形 $(N, 10)$ のスコアで、いちばん大きいスコアの番号が答えです。
#
# 層の数も種類も自由です。この章の演習で書いたクラスや、はじめから入っているクラスを使えます。
# 全結合だけのネットワークで始めてもかまいません。ただし、教材に付いている DeepConvNet の重みは、自分で学習させたもの
# ではないので、提出できません。
#
# **段と点数**：隠された画像で測った正解率が、次の値以上なら点が入ります。
#
# | 段 | 正解率 | 点 |
# |---|---|---|
# | 1 | 0.90 | 2 |
# | 2 | 0.95 | 2 |
# | 3 | 0.97 | 2 |
# | 4 | 0.98 | 1 |
# | 5 | 0.99 | 1 |
#
# 残りの 2 点は、ふるまいの点です。画像を 1 枚だけで渡しても、ほかの画像と一緒に渡しても、答えが同じなら 1 点、
# 読み込み直して別の順で渡しても同じなら 1 点です（正解率が 0.8 以上のとき）。
#
# **正解率の測り方**：2,000 枚を、そのままと、上下左右や斜めに 1 画素だけずらしたものの 2 通りで読ませます。
# **低いほうの正解率**で決まります。枚数は合わせて 4,000 枚、並ぶ順は人ごとに違います。時間は、すべて合わせて
# 60 秒までです。
#
# **重みの保存**：`params` を、名前と配列の辞書とすると、次の 1 行で保存できます。
#
# ```python
# np.savez_compressed("awesome_net.npz", **params)
# ```
#
# 読むときは `np.load(path)` を使います。返ってくるものは辞書のように `archive["W1"]` と書いて読めます。名前の一覧は
# `archive.files` です。
#
# **ヒントになりそうなこと**
#
# - 画像を少しずらして学習させると（8.1.2 節の `shift_images`）、ずらした画像にも強くなります。
# - 学習の終わりに近づいたら、学習率を小さくします。
# - 学習には時間がかかります。学習用のセルには、タグ `demo` を付けてください（JupyterLab
#   では、右の「プロパティー」（歯車のアイコン）から付けます。拡張子が .py のファイルでは、セルのはじめの行を
#   `# %% tags=["demo"]` とします）。タグの付いたセルは、採点のときには実行されません。重みはファイルから読むので、
#   それで困ることはありません。
# - `check("AwesomeNet")` は、手もとのテスト画像 2,000 枚で正解率を測り、どの段にあたるかを教えます。点数を決めるのは
#   隠された画像なので、同じ段になるとはかぎりません。段の境目のすぐ上なら、もう少しよくしておくと安心です。

# %% [markdown] lang="en"
# ## Create your awesome net!!
#
# The last task has no right answer. Put together whatever you have learned, as you like, and make a network **of
# your own**. What is graded here is not what your code looks like. It is how well the network, once trained, reads
# **2,000 digits that no participant's copy contains**.
#
# **What you hand in** (two things)
#
# 1. This file, with the class `AwesomeNet` in it.
# 2. The trained weights, `awesome_net.npz`, **in the same folder** as this file (8 MB at most). When you submit in
#    JupyterLab, the files of the folder go along.
#
# **The methods that `AwesomeNet` needs**
#
# - `AwesomeNet.load(path)` reads the file of weights and returns an `AwesomeNet` that is ready for use. It is a
#   `@classmethod`, so its first argument, `cls`, is the class itself, and `cls(...)` makes an instance.
# - `predict(x)`: `x` holds images of the shape $(N, 1, 28, 28)$ with values from 0.0 to 1.0, as
#   `load_mnist(normalize=True, flatten=False)` gives them. It returns scores of the shape $(N, 10)$; the number of the
#   largest score is the answer.
#
# The number and the kinds of layers are up to you. You may use the classes that you have written in this chapter, and
# those that were there from the start. A network of fully connected layers will do for a beginning. The weights of
# DeepConvNet that come with this workbook cannot be handed in, though: they are not of your own training.
#
# **Tiers and points**: points are given for an accuracy, on the hidden images, of at least
#
# | tier | accuracy | points |
# |---|---|---|
# | 1 | 0.90 | 2 |
# | 2 | 0.95 | 2 |
# | 3 | 0.97 | 2 |
# | 4 | 0.98 | 1 |
# | 5 | 0.99 | 1 |
#
# The other two points are for how it behaves: one if an image gets the same answer alone and among others, one if it
# gets the same answers when it is loaded anew and asked in another order (once the accuracy is 0.8 or more).
#
# **How the accuracy is measured**: the 2,000 digits are read twice, as they are, and with each moved by one pixel up,
# down, sideways or diagonally. The **lower of the two accuracies** counts. That makes 4,000 images, in an order that
# differs from person to person, and 60 seconds for all of them.
#
# **Saving the weights**: if `params` is a dictionary of names and arrays, one line saves it.
#
# ```python
# np.savez_compressed("awesome_net.npz", **params)
# ```
#
# `np.load(path)` reads it back. What it returns is used like a dictionary, `archive["W1"]`; `archive.files` is the list
# of names.
#
# **What may help**
#
# - Training on images that are moved a little (`shift_images`, section 8.1.2) makes a network stronger on moved ones.
# - Let the learning rate become smaller towards the end of the training.
# - Training takes time. Give the cell that trains the tag `demo`: in JupyterLab in the property inspector on the
#   right (the icon with the cogs), in a .py file by `# %% tags=["demo"]` as the cell's first line. Such a cell is not
#   run in grading. As the weights come from the file, nothing is lost.
# - `check("AwesomeNet")` measures the accuracy on the 2,000 test images that you have, and says which tier that would
#   be. It is the hidden images that decide, and they need not give the same tier: just above a line, a little more is
#   safer.


# %% Create your awesome net!! | Create your awesome net!! exercise="AwesomeNet" section="8.1" track="I" points=10 file="awesome_net.npz"
class AwesomeNet:
    """あなたのネットワーク。層も、重みの名前も自由です。__init__ の引数は変えてもかまいません。

    __init__(params)：重みの辞書 params から、ネットワークを組み立てます。
    load(path)：重みのファイル path（.npz）を読み、すぐに使える AwesomeNet を返します。
    predict(x)：画像 x（形 (N, 1, 28, 28)、値は 0.0〜1.0）のスコア（形 (N, 10)）を返します。
    |
    Your network. The layers and the names of the weights are up to you; __init__ may take other arguments.

    __init__(params): builds the network from params, a dictionary of weights.
    load(path): reads the file of weights at path (.npz) and returns an AwesomeNet that is ready for use.
    predict(x): returns the scores, (N, 10), of images x, (N, 1, 28, 28), with values from 0.0 to 1.0.
    """

    def __init__(self, params):
        raise NotImplementedError

    @classmethod
    def load(cls, path):
        raise NotImplementedError

    def predict(self, x):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - 小さなフィルターの畳み込みを重ねると、少ないパラメータで広い範囲を見られます。`DeepConvNet` は、重みを持つ 8 つの層で、手書き数字の約 99 % を読みました。
# - 正解率だけでなく、どう間違えたかを見ます。間違いの中には、人でも迷うものがたくさんあります。
# - データ拡張は、正解の変わらない範囲で画像を変え、訓練データを増やします。
# - CNN の時間の大部分は畳み込み、つまり行列の積です。GPU、分散学習、少ないビット数で速くします。
# - 物体検出、セグメンテーション、文や画像の生成、ゲームまで、同じ部品からできています。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - Convolutions with small filters, stacked, see far with few parameters. With eight layers of weights, `DeepConvNet`
#   read about 99 % of the handwritten digits.
# - Look not only at the accuracy, but at what went wrong. Many of the mistakes would puzzle a person, too.
# - Augmentation changes images as far as the right answer allows, and so makes more training data.
# - Most of a CNN's time goes into convolutions, that is, into products of matrices. GPUs, distributed learning and
#   fewer bits make it faster.
# - Detection, segmentation, writing and painting, even playing games: all are made of the same parts.
