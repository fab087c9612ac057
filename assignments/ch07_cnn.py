# %% [markdown] lang="ja"
# # 第7章 畳み込みニューラルネットワーク
#
# これまでのネットワークは、28×28 の画像を 784 個の数の列にして受け取りました。この章で作る
# **畳み込みニューラルネットワーク**（convolutional neural network、**CNN**）は、画像を画像の形のまま処理します。
# 画像認識や音声認識など、いろいろなところで使われているネットワークです。
#
# - **CNN の構造**（7.1 節）：これまでのネットワークと、どこが違うか
# - **畳み込み層**（7.2 節）：小さなフィルターを、画像の上で動かす
# - **プーリング層**（7.3 節）：画像を縮める
# - **2 つの層の実装**（7.4 節）：行列の積で速く計算する
# - **CNN の実装**（7.5 節）：手書き数字を学習させる
# - **CNN の可視化**（7.6 節）：学習したフィルターは、何を見ているか
# - **代表的な CNN**（7.7 節）：LeNet と AlexNet

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
# # Chapter 7: Convolutional neural networks
#
# So far a network was given an image of 28×28 pixels as a row of 784 numbers. The **convolutional neural
# network** (**CNN**) that you build in this chapter works on an image as an image. Such networks are used in many
# places, among them the recognition of images and of speech.
#
# - **The structure of a CNN** (section 7.1): how it differs from the networks before
# - **The convolution layer** (section 7.2): moving a small filter over an image
# - **The pooling layer** (section 7.3): making an image smaller
# - **Both layers in code** (section 7.4): fast, by products of matrices
# - **A CNN in code** (section 7.5): it learns to read handwritten digits
# - **Looking inside** (section 7.6): what the filters that were learned look at
# - **Well-known CNNs** (section 7.7): LeNet and AlexNet

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
from collections import OrderedDict

import matplotlib.pyplot as plt
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# autograder が見つからないときは、先に %pip install zerotsuku-….whl を実行します | If autograder is not found, first run %pip install zerotsuku-….whl
from autograder import check
from dataset.mnist import load_mnist

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## 全体の構造（7.1 節）
#
# これまでのネットワークでは、となり合う層のニューロンが、すべてつながっていました。これを**全結合**
# （fully connected）といい、第5章では **Affine レイヤ**として作りました。たとえば 3 層のネットワークは、
# 次のような並びです。
#
# **Affine → ReLU → Affine → ReLU → Affine → Softmax**
#
# CNN では、前のほうの「Affine → ReLU」が「**Convolution → ReLU（→ Pooling）**」に替わります。Convolution
# は**畳み込み層**、Pooling は**プーリング層**で、プーリング層は省かれることもあります。
#
# **Convolution → ReLU → Pooling → Convolution → ReLU → Pooling → Affine → ReLU → Affine → Softmax**
#
# 出力に近い層には、これまでと同じ「Affine → ReLU」や「Affine → Softmax」を使うのがふつうです。
# つまり、これまでに作ったレイヤはそのまま使えます。新しく要るのは、畳み込み層とプーリング層だけです。
#
# ### 全結合層では足りないところ（7.2.1 節）
#
# 全結合層は、画像を 1 列に並べてから受け取ります。このとき、**データの形が失われます**。画像は、縦、横、色
# という 3 つの方向に広がるデータです。近い画素どうしは似た値のことが多く、線や角も、近くの画素の並び方で決まります。
#
# 28×28 の画像を 1 列に並べると、$r$ 行 $c$ 列の画素は $28r + c$ 番目（先頭は 0 番目）に来ます。
# すぐ右の画素は 1 つ後ろですが、すぐ下の画素は 28 個も後ろです。それに、全結合層は入力のどの番目も区別なく扱うので（重みは、どれも同じように乱数で始めます）、784 個の画素の順番を、
# すべての画像で同じようにかき混ぜても、学習のしやすさは変わりません。画像の形を、何も利用していないということです。
#
# **畳み込み層は、形を保ちます。** 3 次元のデータ（チャンネル、高さ、幅）を受け取り、3 次元のデータを次の層へ渡します。
# CNN では、畳み込み層に入るデータを**入力特徴マップ**、出るデータを**出力特徴マップ**（feature map）と呼びます。

# %% [markdown] lang="en"
# ## The structure as a whole (section 7.1)
#
# In the networks so far, all neurons of one layer were connected with all neurons of the next. Such a layer is
# called **fully connected**; in chapter 5 you built it as the **Affine layer**. A network of three layers, for
# instance, is this sequence:
#
# **Affine → ReLU → Affine → ReLU → Affine → Softmax**
#
# In a CNN, the first "Affine → ReLU" pairs give way to "**Convolution → ReLU (→ Pooling)**": a **convolution layer**
# and, which may be left out, a **pooling layer**.
#
# **Convolution → ReLU → Pooling → Convolution → ReLU → Pooling → Affine → ReLU → Affine → Softmax**
#
# Near the output there are, as a rule, the same "Affine → ReLU" and "Affine → Softmax" as before. So the layers
# that you have built remain useful. Only two are new, convolution and pooling.
#
# ### Where fully connected layers fall short (section 7.2.1)
#
# A fully connected layer is given the image as one long row. **The shape of the data is lost.** An image extends in
# three directions: height, width and colour. Pixels that are near one another often have similar values, and it is
# the pattern of neighbouring pixels that makes a line or a corner.
#
# When an image of 28×28 becomes a row, the pixel in row $r$ and column $c$ comes to place $28r + c$ (the first place
# is 0). Its neighbour on the right is one place further, but its neighbour below is 28 places away. And to a fully
# connected layer, whose weights all begin as random numbers alike, every place of the row is like any other:
# shuffle the 784 pixels, all images in the same way, and learning is as easy or hard as before. It makes no use of
# the shape of an image at all.
#
# **A convolution layer keeps the shape.** It takes data of three dimensions (channels, height, width), and gives data
# of three dimensions to the next layer. In a CNN, what goes into a convolution layer is called its **input feature
# map**, and what comes out its **output feature map**.

# %% [markdown] lang="ja"
# ## 畳み込み演算（7.2.2 節）
#
# 畳み込み層が行う計算が**畳み込み演算**です。画像処理でいう「フィルターをかける」ことにあたります。まずは、
# チャンネルが 1 つの画像、つまり高さ $H$、幅 $W$ の表で考えます。
#
# 小さな表、**フィルター**（**カーネル**ともいいます）を画像の上に置きます。フィルターが重なった部分を**窓**
# と呼ぶことにします。重なった要素どうしを掛けて、合計した値が、出力の 1 つの要素です。
# フィルターを 1 つずつずらしながら、置けるすべての場所でこれを行います。
#
# フィルターの高さを $FH$、幅を $FW$ とすると、出力の $i$ 行 $j$ 列は次の式になります（番号は 0 から）。
#
# $$\text{out}_{i,j} = \sum_{y=0}^{FH-1} \sum_{x=0}^{FW-1} \text{image}_{i+y,\ j+x} \cdot
# \text{kernel}_{y,x}$$
#
# フィルターは、縦に $H - FH + 1$ か所、横に $W - FW + 1$ か所に置けるので、出力の形は
# $(H - FH + 1,\ W - FW + 1)$ です。
#
# 例：3×4 の画像と 2×2 のフィルター。
#
# $$\begin{pmatrix} 1 & 2 & 0 & 1 \\ 0 & 1 & 3 & 0 \\ 2 & 0 & 1 & 2 \end{pmatrix} \circledast
# \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} =
# \begin{pmatrix} 0 & 1 & 6 \\ 4 & 0 & 3 \end{pmatrix}$$
#
# 左上の窓は $\begin{pmatrix} 1 & 2 \\ 0 & 1 \end{pmatrix}$ なので、
# $1 \cdot 1 + 2 \cdot 0 + 0 \cdot 2 + 1 \cdot (-1) = 0$ です。窓を右へ 1 つずらすと
# $\begin{pmatrix} 2 & 0 \\ 1 & 3 \end{pmatrix}$ で、
# $2 \cdot 1 + 0 \cdot 0 + 1 \cdot 2 + 3 \cdot (-1) = 1$ です。行列の積ではなく、**要素ごとの積の合計**
# であることに注意してください。
#
# 全結合層の重みにあたるのが、フィルターの値です。同じフィルターを画像のどこでも使うので、
# 重みの数はずっと少なくて済みます。
#
# 計算は、`for` の繰り返しで書いてかまいません。`for` を使わずに書きたいときは、NumPy の `sliding_window_view`
# （はじめのセルで読み込んであります）が役に立ちます。`sliding_window_view(image, (FH, FW))` は、
# すべての窓を並べた、形 $(H - FH + 1,\ W - FW + 1,\ FH,\ FW)$ の配列です。
#
# **言葉の注意**：数学でいう畳み込みは、フィルターを上下左右に裏返してから掛けます。裏返さないこの計算は、正確には
# **相互相関**といいますが、深層学習ではふつう、これを畳み込みと呼びます。

# %% [markdown] lang="en"
# ## The operation of convolution (section 7.2.2)
#
# What a convolution layer computes is a **convolution**. In image processing it is known as applying a filter. Let
# us begin with an image of one channel: a table of height $H$ and width $W$.
#
# Lay a small table, the **filter** (also called the **kernel**), on the image. The part of the image that lies under
# it we shall call the **window**. Multiply what lies on one another and add it all up: this is one element of the
# output. Move the filter by one step at a time, and do the same at every place where it can lie.
#
# With a filter of height $FH$ and width $FW$, row $i$ and column $j$ of the output, counted from 0, are
#
# $$\text{out}_{i,j} = \sum_{y=0}^{FH-1} \sum_{x=0}^{FW-1} \text{image}_{i+y,\ j+x} \cdot
# \text{kernel}_{y,x}$$
#
# There are $H - FH + 1$ places for the filter downwards and $W - FW + 1$ to the right, so the output has the shape
# $(H - FH + 1,\ W - FW + 1)$.
#
# An example: an image of 3×4 and a filter of 2×2.
#
# $$\begin{pmatrix} 1 & 2 & 0 & 1 \\ 0 & 1 & 3 & 0 \\ 2 & 0 & 1 & 2 \end{pmatrix} \circledast
# \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix} =
# \begin{pmatrix} 0 & 1 & 6 \\ 4 & 0 & 3 \end{pmatrix}$$
#
# The window at the upper left is $\begin{pmatrix} 1 & 2 \\ 0 & 1 \end{pmatrix}$, which gives
# $1 \cdot 1 + 2 \cdot 0 + 0 \cdot 2 + 1 \cdot (-1) = 0$. One step to the right it is
# $\begin{pmatrix} 2 & 0 \\ 1 & 3 \end{pmatrix}$, which gives
# $2 \cdot 1 + 0 \cdot 0 + 1 \cdot 2 + 3 \cdot (-1) = 1$. Mind that this is no product of matrices, but the **sum of
# products element by element**.
#
# The values of the filter are what the weights are in a fully connected layer. As the same filter is used everywhere
# on the image, far fewer weights are needed.
#
# `for` loops will do. If you would rather write it without them, NumPy's `sliding_window_view`, which the first cell
# imports, is of help: `sliding_window_view(image, (FH, FW))` is an array of all the windows, of shape
# $(H - FH + 1,\ W - FW + 1,\ FH,\ FW)$.
#
# **A note on words**: what mathematics calls a convolution turns the filter round, in both directions, before it is
# multiplied. Without turning, the exact name is **cross-correlation**; in deep learning it is usually called
# convolution all the same.


# %% exercise="apply_filter" title="フィルターをかける | Applying a filter" section="7.2.2" track="I" points=4
def apply_filter(image, kernel):
    """画像に 1 つのフィルターをかけます（7.2.2 節）。フィルターは裏返しません。引数は書き換えません。

    Parameters
    ----------
    image : (H, W) の np.ndarray。整数のこともある
    kernel : (FH, FW) の np.ndarray。フィルター。FH は H 以下、FW は W 以下

    Returns
    -------
    (H − FH + 1, W − FW + 1) の np.ndarray

    |

    Apply one filter to an image (section 7.2.2). The filter is not turned round, and the arguments are left unchanged.

    Parameters
    ----------
    image : np.ndarray of shape (H, W), which may hold whole numbers
    kernel : np.ndarray of shape (FH, FW), the filter; FH is at most H, and FW at most W

    Returns
    -------
    np.ndarray of shape (H − FH + 1, W − FW + 1)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# あなたの `apply_filter` で、手書き数字の**エッジ**（明るさが急に変わる所）を見つけましょう。使うのは、右の列が 1、左の列が
# −1 のフィルターです。窓の右側が左側より明るいと正の値（赤）、暗いと負の値（青）、
# 差がなければ 0（白）になります。上の段が画像とフィルターの位置（赤い枠）、下の段がそこまでの出力です。

# %% [markdown] lang="en"
# Let your `apply_filter` find the **edges** of a handwritten digit: the places where the brightness changes abruptly.
# The filter has 1 in its right column and −1 in its left one. Where the right side of the window is brighter than
# the left, the result is positive (red), where it is darker, negative (blue), and 0 (white) where both are equal.
# The upper row shows the image and where the filter lies (the red frame), the lower row the output so far.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=False)
digit = x_train[np.argmax(t_train == 4), 0]
vertical_edges = np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]])
edges = apply_filter(digit, vertical_edges)

number = np.arange(edges.size).reshape(edges.shape)
fig, axes = plt.subplots(2, 4, figsize=(10, 5.2))
for (above, below), (i, j) in zip(axes.T, [(0, 0), (9, 6), (15, 16), (25, 25)], strict=True):
    above.imshow(digit, cmap="gray")
    above.add_patch(plt.Rectangle((j - 0.5, i - 0.5), 3, 3, fill=False, color="red", linewidth=2))
    above.set_title(f"{i} 行 {j} 列 | row {i}, column {j}", fontsize=10)
    so_far = np.where(number <= number[i, j], edges, np.nan)
    below.set_facecolor("lightgray")
    below.imshow(so_far, cmap="RdBu_r", vmin=-3, vmax=3)
    below.add_patch(plt.Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, color="black", linewidth=1.5))
    below.set_title(f"合計 {edges[i, j]:.2f} | sum {edges[i, j]:.2f}", fontsize=10)
for ax in axes.ravel():
    ax.set_xticks([])
    ax.set_yticks([])
fig.suptitle("フィルターを動かす | A filter on its way")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# フィルターの値を変えると、同じ画像から違うものが見えてきます。下の図では、上の段がフィルター、下の段がその結果です。
# これらのフィルターは人が考えたものですが、**CNN では、フィルターの値を学習で決めます。** 重みの 1 つなので、
# 誤差逆伝播法で勾配を求められます。

# %% [markdown] lang="en"
# Other values in the filter bring out other things in the same image. Below, the filters stand in the upper row and
# what they give in the lower row. These filters were thought up by people. **In a CNN, the values of the filters
# are learned:** they are weights, and backpropagation finds their gradients.

# %% demo
filters = {
    "縦のエッジ | vertical edges": vertical_edges,
    "横のエッジ | horizontal edges": vertical_edges.T,
    "斜めの線 | diagonal lines": np.array([[-1.0, -1.0, 2.0], [-1.0, 2.0, -1.0], [2.0, -1.0, -1.0]]),
    "輪郭 | outlines": np.array([[-1.0, -1.0, -1.0], [-1.0, 8.0, -1.0], [-1.0, -1.0, -1.0]]),
    "ぼかし | blur": np.full((5, 5), 1 / 25),
}
fig, axes = plt.subplots(2, 5, figsize=(10, 4.4))
for (above, below), (name, kernel) in zip(axes.T, filters.items(), strict=True):
    result = apply_filter(digit, kernel)
    for image, ax in ((kernel, above), (result, below)):
        limit = np.max(np.abs(image))
        ax.imshow(image, cmap="RdBu_r", vmin=-limit, vmax=limit)
        ax.set_xticks([])
        ax.set_yticks([])
    for (i, j), value in np.ndenumerate(kernel):
        color = "white" if abs(value) > 0.6 * np.max(np.abs(kernel)) else "black"
        above.text(j, i, f"{value:.2g}", ha="center", va="center", color=color, fontsize=8)
    above.set_title(name, fontsize=10)
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## パディング（7.2.3 節）
#
# フィルターをかけると、出力は入力より小さくなります。28×28 の画像に 5×5 のフィルターをかけると 24×24、もう一度かけると
# 20×20 です。何度も繰り返すと、いつかはフィルターを置けなくなります。そこで、畳み込みの前に、
# 画像のまわりに 0 の縁を付けて大きくしておきます。これが**パディング**（padding）です。
# 縁の幅が 2 なら、28×28 の画像は 32×32 になり、5×5 のフィルターをかけるとちょうど 28×28 に戻ります。
#
# この章では、何枚もの画像をまとめて、4 次元の配列 `x` で扱います。
#
# $$(N, C, H, W) = (\text{画像の枚数},\ \text{チャンネル数},\ \text{高さ},\ \text{幅})$$
#
# **チャンネル**とは、カラー画像なら赤、緑、青の 3 枚の面のことです。手書き数字は白黒なので、1 つです。
#
# 例：`x` が形 (1, 1, 2, 2)、縁の幅 `pad` が 1 のとき、結果の形は (1, 1, 4, 4) です。
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \to
# \begin{pmatrix} 0 & 0 & 0 & 0 \\ 0 & 1 & 2 & 0 \\ 0 & 3 & 4 & 0 \\ 0 & 0 & 0 & 0 \end{pmatrix}$$
#
# 縁を付けるのは、高さと幅の軸だけです。画像の枚数とチャンネル数は変わりません。要素の型（`dtype`）も、
# 元のままにしましょう。
#
# `np.pad(a, [(前, 後ろ), …])` は、軸ごとに「前に足す数」と「後ろに足す数」の組を受け取り、0 で埋めて広げます。
#
# ```python
# np.pad(np.array([5, 6]), [(1, 3)])  # [0 5 6 0 0 0]
# ```

# %% [markdown] lang="en"
# ## Padding (section 7.2.3)
#
# A filter makes the output smaller than the input. After a filter of 5×5, an image of 28×28 is 24×24, and after
# another one 20×20. Go on like this, and in the end there is no room for a filter. So give the image a border of
# zeros before the convolution: this is **padding**. With a border of 2, an image of 28×28 becomes 32×32, and after a
# filter of 5×5 it is 28×28 again.
#
# In this chapter, several images are handled together, as an array `x` of four dimensions:
#
# $$(N, C, H, W) = (\text{number of images},\ \text{channels},\ \text{height},\ \text{width})$$
#
# The **channels** of a colour image are its three planes, red, green and blue. Handwritten digits are black and white
# and have one channel.
#
# An example: `x` has the shape (1, 1, 2, 2) and the border a width `pad` of 1. The result has the shape (1, 1, 4, 4).
#
# $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \to
# \begin{pmatrix} 0 & 0 & 0 & 0 \\ 0 & 1 & 2 & 0 \\ 0 & 3 & 4 & 0 \\ 0 & 0 & 0 & 0 \end{pmatrix}$$
#
# Only the axes of height and width get a border. The numbers of images and of channels stay. Let the type of the
# elements (`dtype`) stay, too.
#
# `np.pad(a, [(before, after), …])` takes a pair for each axis, how many to add before and how many after, and fills
# them with zeros.
#
# ```python
# np.pad(np.array([5, 6]), [(1, 3)])  # [0 5 6 0 0 0]
# ```


# %% exercise="pad_images" title="画像のパディング | Padding images" section="7.2.3" track="P" points=4
def pad_images(x, pad):
    """画像の上下左右に 0 の縁を付けます（7.2.3 節）。要素の型は変えません。x は書き換えません。

    Parameters
    ----------
    x : (N, C, H, W) の np.ndarray
    pad : int。縁の幅。0 のこともある

    Returns
    -------
    (N, C, H + 2 pad, W + 2 pad) の np.ndarray。型は x と同じ

    |

    Put a border of zeros around images (section 7.2.3). The type of the elements stays; x is left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N, C, H, W)
    pad : int, the width of the border, which may be 0

    Returns
    -------
    np.ndarray of shape (N, C, H + 2 pad, W + 2 pad) and of the type of x
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## ストライドと出力の大きさ（7.2.4 節）
#
# フィルターを 1 回に動かす幅を**ストライド**（stride）といいます。これまでは 1 でした。2 にすると、
# フィルターは 1 つおきの場所に置かれ、出力の高さと幅は、それぞれ半分くらいになります。
#
# パディングを大きくすると出力は大きくなり、ストライドを大きくすると小さくなります。入力の大きさを $H$、フィルターの大きさを
# $FH$、パディングを $P$、ストライドを $S$ とすると、出力の大きさ $OH$ は次の式で求められます。
#
# $$OH = \frac{H + 2P - FH}{S} + 1$$
#
# 分子は、フィルターをいちばん上に置いたとき、その下に残る長さです（縁は上下両側にあるので $2P$）。$S$
# ずつ動かせる回数は、それを $S$ で割った数で、置ける場所は、はじめの 1 か所を足した数になります。幅についても、同じ式です。
#
# | 入力 $H$ | フィルター $FH$ | ストライド $S$ | パディング $P$ | 出力 $OH$ |
# |---|---|---|---|---|
# | 7 | 3 | 1 | 0 | $(7 - 3) / 1 + 1 = 5$ |
# | 7 | 3 | 2 | 0 | $(7 - 3) / 2 + 1 = 3$ |
# | 28 | 5 | 1 | 2 | $(28 + 4 - 5) / 1 + 1 = 28$ |
# | 8 | 3 | 2 | 0 | $(8 - 3) / 2$ は割り切れない |
#
# 最後の例では、フィルターを 3 か所に置くと、端に 1 画素が余ります。この問題では、余りが出るときと、
# フィルターが（縁を付けた）入力より大きいときに、`ValueError` を起こすことにします。書き方は `raise ValueError("説明")` です。
# 端の画素を知らないうちに捨ててしまうより、早く気づけます。なお、深層学習のライブラリの多くは、エラーにせず、
# 小数を切り捨てます。
#
# 割り算には 2 種類あります。`/` の結果はいつも float、`//` の結果は（整数どうしなら）int です。余りは `%`
# で求められます。配列の大きさには int しか使えないので、結果は int で返してください。

# %% [markdown] lang="en"
# ## Stride, and the size of the output (section 7.2.4)
#
# The width of the steps in which a filter moves is called the **stride**. So far it was 1. With a stride of 2, the
# filter lies at every other place, and height and width of the output are about half as large.
#
# A larger padding makes the output larger, a larger stride makes it smaller. For an input of size $H$, a filter of
# size $FH$, a padding of $P$ and a stride of $S$, the size $OH$ of the output is
#
# $$OH = \frac{H + 2P - FH}{S} + 1$$
#
# The numerator is the length that is left below a filter at the very top (there is a border above and below, hence
# $2P$). Divided by $S$, it is the number of steps that can be made, and the number of places is one more, because of
# the place where the filter began. The same formula holds for the width.
#
# | input $H$ | filter $FH$ | stride $S$ | padding $P$ | output $OH$ |
# |---|---|---|---|---|
# | 7 | 3 | 1 | 0 | $(7 - 3) / 1 + 1 = 5$ |
# | 7 | 3 | 2 | 0 | $(7 - 3) / 2 + 1 = 3$ |
# | 28 | 5 | 1 | 2 | $(28 + 4 - 5) / 1 + 1 = 28$ |
# | 8 | 3 | 2 | 0 | $(8 - 3) / 2$ leaves a rest |
#
# In the last example, the filter lies at 3 places, and one pixel is left over at the end. In this exercise, raise a
# `ValueError` if there is a rest, and if the filter is larger than the input (with its border). This is written
# `raise ValueError("what is wrong")`. So nobody drops the pixels at the end without noticing. Many libraries for
# deep learning raise no error, but round down.
#
# There are two kinds of division: the result of `/` is always a float, and that of `//` is an int (if both numbers
# are). `%` gives the rest. Only an int can be the size of an array, so return an int.


# %% exercise="conv_output_size" title="出力の大きさ | The size of the output" section="7.2.4" track="M" points=5
def conv_output_size(input_size, filter_size, stride=1, pad=0):
    """畳み込みの出力の大きさ（高さ、または幅）を求めます（7.2.4 節）。

    Parameters
    ----------
    input_size : int。入力の高さ（または幅）
    filter_size : int。フィルターの高さ（または幅）
    stride : int。ストライド
    pad : int。パディング。両側に付く縁の、片側の幅

    Returns
    -------
    int。出力の高さ（または幅）

    Raises
    ------
    ValueError : 余りが出るとき、フィルターが縁を付けた入力より大きいとき

    |

    Find the size (height or width) of the output of a convolution (section 7.2.4).

    Parameters
    ----------
    input_size : int, the height (or width) of the input
    filter_size : int, the height (or width) of the filter
    stride : int
    pad : int, the padding: the width of the border on one side; there is one on either side

    Returns
    -------
    int, the height (or width) of the output

    Raises
    ------
    ValueError : if there is a rest, or if the filter is larger than the input with its border
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 3 次元の畳み込みとバッチ処理（7.2.5〜7.2.7 節）
#
# カラー画像のように**チャンネル**があるときは、フィルターにも同じ数のチャンネルを持たせます。
# チャンネルごとに掛けて、**すべてのチャンネルについて合計**すると、1 枚の面になります。ブロックで考えると、
# 形 $(C, H, W)$ の入力に、形 $(C, FH, FW)$ のフィルターを 1 つかけて、形 $(1, OH, OW)$ の出力ができます（7.2.5、7.2.6
# 節）。
#
# フィルターが 1 つなら、出力のチャンネルも 1 つです。出力のチャンネルを増やすには、フィルターを増やします。フィルターが
# $FN$ 個なら、出力の形は $(FN, OH, OW)$ です。最後に、フィルターごとに 1 つの**バイアス**を足します。
#
# | | 形 | 例 |
# |---|---|---|
# | 入力 `x` | $(N, C, H, W)$ | (2, 3, 5, 9) |
# | フィルター `W` | $(FN, C, FH, FW)$ | (4, 3, 3, 5) |
# | バイアス `b` | $(FN,)$ | (4,) |
# | 出力（ストライド 2、パディング 1） | $(N, FN, OH, OW)$ | (2, 4, 3, 4) |
#
# $N$ 枚の画像をまとめて処理するのが**バッチ処理**です（7.2.7 節）。縁を付けた入力を $\hat{x}$、ストライドを $S$
# とすると、すべてを 1 つの式に書けます。
#
# $$\text{out}_{n,f,i,j} = \sum_{c=0}^{C-1} \sum_{y=0}^{FH-1} \sum_{x=0}^{FW-1} \hat{x}_{n,\ c,\ iS+y,\ jS+x} \cdot
# W_{f,c,y,x} + b_f$$
#
# 例：画像が 1 枚、チャンネルが 2 つ、1×1 のフィルターが 1 つ、バイアスが 100 のとき。
#
# $$\text{チャンネル 0: } \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}, \quad
# \text{チャンネル 1: } \begin{pmatrix} 5 & 6 \\ 7 & 8 \end{pmatrix}, \quad
# W_0 = \left( (1), (10) \right) \ \to\ \begin{pmatrix} 151 & 162 \\ 173 & 184 \end{pmatrix}$$
#
# 左上は $1 \cdot 1 + 5 \cdot 10 + 100 = 151$ です。
#
# この問題では、`for` の繰り返しで、式のとおりに計算します。画像、フィルター、出力の行、出力の列の 4 つを繰り返して、
# 窓を切り出すのがわかりやすいでしょう。結果を入れる配列は、`np.zeros((N, FN, OH, OW))` で先に作っておけます。
# これまでの関数を使ってもかまいません。大きな画像には時間がかかりますが、速くするのは 7.4 節の仕事です。
#
# **文字の W に注意**：形の $(N, C, H, W)$ の $W$ は画像の幅で、引数の `W` はフィルターです。`N, C, H, W = x.shape`
# と書くと、フィルターが幅の数で上書きされてしまいます。

# %% [markdown] lang="en"
# ## Convolution in three dimensions, and batches (sections 7.2.5–7.2.7)
#
# If the input has several **channels**, as a colour image does, then a filter has as many. Multiply channel by channel
# and **sum over all channels**: the result is a single plane. Thought of as blocks, an input of shape $(C, H, W)$
# and one filter of shape $(C, FH, FW)$ give an output of shape $(1, OH, OW)$ (sections 7.2.5 and 7.2.6).
#
# With one filter, the output has one channel. For more of them, use more filters: $FN$ filters give an output of
# shape $(FN, OH, OW)$. In the end, a **bias** is added, one for each filter.
#
# | | shape | example |
# |---|---|---|
# | input `x` | $(N, C, H, W)$ | (2, 3, 5, 9) |
# | filters `W` | $(FN, C, FH, FW)$ | (4, 3, 3, 5) |
# | biases `b` | $(FN,)$ | (4,) |
# | output (stride 2, padding 1) | $(N, FN, OH, OW)$ | (2, 4, 3, 4) |
#
# To handle $N$ images together is to work in **batches** (section 7.2.7). With $\hat{x}$ for the input with its border
# and $S$ for the stride, all of this is one formula:
#
# $$\text{out}_{n,f,i,j} = \sum_{c=0}^{C-1} \sum_{y=0}^{FH-1} \sum_{x=0}^{FW-1} \hat{x}_{n,\ c,\ iS+y,\ jS+x} \cdot
# W_{f,c,y,x} + b_f$$
#
# An example, with one image of two channels, one filter of 1×1 and a bias of 100:
#
# $$\text{channel 0: } \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}, \quad
# \text{channel 1: } \begin{pmatrix} 5 & 6 \\ 7 & 8 \end{pmatrix}, \quad
# W_0 = \left( (1), (10) \right) \ \to\ \begin{pmatrix} 151 & 162 \\ 173 & 184 \end{pmatrix}$$
#
# At the upper left it is $1 \cdot 1 + 5 \cdot 10 + 100 = 151$.
#
# In this exercise, compute it with `for` loops, as the formula says. A clear way is to go through images, filters, and
# rows and columns of the output, four loops in all, and to cut out the window in the innermost one. An array for the
# results is made beforehand by `np.zeros((N, FN, OH, OW))`. You may use the functions that you have written. It takes
# its time for large images; to make it fast is the task of section 7.4.
#
# **Mind the letter W**: in the shape $(N, C, H, W)$ it is the width of an image, but the argument `W` is the filters.
# `N, C, H, W = x.shape` overwrites the filters with a number, the width.


# %% exercise="convolve" title="畳み込み | Convolution" section="7.2.7" track="I" points=10 needs="conv_output_size pad_images apply_filter"
def convolve(x, W, b, stride=1, pad=0):
    """何枚もの画像に、いくつものフィルターで畳み込みを行います（7.2.5〜7.2.7 節）。引数は書き換えません。

    Parameters
    ----------
    x : (N, C, H, 幅) の np.ndarray。N 枚の画像
    W : (FN, C, FH, FW) の np.ndarray。FN 個のフィルター
    b : (FN,) の np.ndarray。フィルターごとのバイアス
    stride : int。縦と横のストライド
    pad : int。パディング。フィルターは、縁を付けた画像に余りなく収まります

    Returns
    -------
    (N, FN, OH, OW) の np.ndarray

    |

    Convolve several images with several filters (sections 7.2.5–7.2.7). The arguments are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N, C, H, width), N images
    W : np.ndarray of shape (FN, C, FH, FW), FN filters
    b : np.ndarray of shape (FN,), the bias of each filter
    stride : int, the stride downwards and to the right
    pad : int, the padding; with the border, the filters fit in without a rest

    Returns
    -------
    np.ndarray of shape (N, FN, OH, OW)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# チャンネルの合計には、どんな意味があるのでしょうか。下の図は、赤い円、緑の四角、青い三角、白い輪を描いたカラー画像に、
# あなたの `convolve` で 3 つのフィルターをかけたものです。
#
# - **赤を探す**フィルターは、赤のチャンネルに正、緑と青のチャンネルに負の重みを持ちます。白い輪にも赤は含まれますが、
#   緑と青の分が引かれるので、反応しません。
# - **明るさ**のフィルターは、すべてのチャンネルの平均です。
# - **赤と青の縦のエッジ**のフィルターは、赤のチャンネルの縦のエッジから、青のチャンネルの縦のエッジを引きます。
#   緑の四角には反応せず、白い輪では打ち消し合います。

# %% [markdown] lang="en"
# What is the sum over channels good for? Below, your `convolve` applies three filters to a colour image with a red
# disc, a green square, a blue triangle and a white ring.
#
# - The filter that **looks for red** has positive weights in the red channel, and negative ones in the green and the
#   blue one. The white ring has red in it, too, but green and blue are taken away, and nothing is left.
# - The filter for **brightness** averages over all channels.
# - The filter for **vertical edges in red and blue** takes the vertical edges of the blue channel away from those of
#   the red one. The green square means nothing to it, and on the white ring both cancel.

# %% demo
row, column = np.mgrid[0:48, 0:48]
red_disc = (row - 13) ** 2 + (column - 13) ** 2 < 80
green_square = (abs(row - 13) < 8) & (abs(column - 35) < 8)
blue_triangle = (row > 27) & (row < 43) & (abs(column - 13) < (row - 27) / 1.8)
white_ring = abs(np.hypot(row - 35, column - 35) - 7) < 2
picture = np.stack([red_disc | white_ring, green_square | white_ring, blue_triangle | white_ring]).astype(
    float
)

average, edge = np.full((3, 3), 1 / 9), vertical_edges / 3
W = np.array(
    [
        [average, -average / 2, -average / 2],
        [average / 3, average / 3, average / 3],
        [edge, 0 * edge, -edge],
    ]
)
maps = convolve(picture[np.newaxis], W, np.zeros(3), pad=1)

titles = [
    "赤を探す | looks for red",
    "明るさ | brightness",
    "赤と青の縦のエッジ | vertical edges, red and blue",
]
fig, axes = plt.subplots(1, 4, figsize=(10, 3))
axes[0].imshow(picture.transpose(1, 2, 0))
axes[0].set_title("入力 (3, 48, 48) | the input (3, 48, 48)", fontsize=10)
for ax, feature_map, title in zip(axes[1:], maps[0], titles, strict=True):
    ax.imshow(feature_map, cmap="RdBu_r", vmin=-1, vmax=1)
    ax.set_title(title, fontsize=10)
for ax in axes:
    ax.set_xticks([])
    ax.set_yticks([])
plt.tight_layout()
plt.show()
print(f"出力の形：{maps.shape} | shape of the output: {maps.shape}")

# %% [markdown] lang="ja"
# ## プーリング層（7.3 節）
#
# **プーリング**は、縦と横を縮める計算です。たとえば 2×2 の **max プーリング**は、2×2 の窓の中の最大値を取り出します。
# ストライドは、ふつう窓と同じ大きさにします。すると窓は重ならず、高さと幅がそれぞれ半分になります。
#
# 例：2×2 の max プーリング（ストライド 2）。
#
# $$\begin{pmatrix} 1 & 2 & 0 & 1 \\ 0 & 4 & 3 & 0 \\ 2 & 0 & 1 & 2 \\ 5 & 1 & 0 & 7 \end{pmatrix} \to
# \begin{pmatrix} 4 & 3 \\ 5 & 7 \end{pmatrix}$$
#
# 最大値の代わりに平均を取る**平均プーリング**もありますが、画像認識では、主に max プーリングが使われてきました。この本で「プーリング」
# といえば、max プーリングのことです。
#
# ### プーリング層の特徴（7.3.1 節）
#
# - **学習するパラメータがない。** 最大値を取るだけなので、重みもバイアスもありません。
# - **チャンネル数が変わらない。** チャンネルごとに、別々に計算します。
# - **小さな位置のずれに強い。** 入力が少しずれても、最大値が同じ窓の中にとどまれば、結果は変わりません。
#
# 3 つ目を確かめましょう。手書き数字（上の段）と、それを右に 1 画素ずらしたもの（中の段）を比べます。左の列が画像どうし、
# 中央と右の列が、2×2 と 4×4 の max プーリングのあとです。下の段が 2 つの差で、題の数は「差の大きさ ÷ 上の段の大きさ」
# （どちらも、2 乗の合計の平方根）です。差はなくなりませんが、窓が大きいほど小さくなります。
# 図の下には、1,000 枚の数字についての平均を表示します（1×1 は、プーリングなしと同じです）。

# %% [markdown] lang="en"
# ## The pooling layer (section 7.3)
#
# **Pooling** makes height and width smaller. **Max pooling** of 2×2, for example, takes the largest value of each
# window of 2×2. As a rule the stride is as large as the window. Then the windows do not overlap, and height and width
# become half as large.
#
# An example: max pooling of 2×2 with a stride of 2.
#
# $$\begin{pmatrix} 1 & 2 & 0 & 1 \\ 0 & 4 & 3 & 0 \\ 2 & 0 & 1 & 2 \\ 5 & 1 & 0 & 7 \end{pmatrix} \to
# \begin{pmatrix} 4 & 3 \\ 5 & 7 \end{pmatrix}$$
#
# There is **average pooling**, too, which takes the mean instead; but for recognising images it has mostly been max
# pooling. Where the book says pooling, it means max pooling.
#
# ### What is special about pooling (section 7.3.1)
#
# - **Nothing is learned.** It only takes the largest value, without weights or biases.
# - **The number of channels stays.** Each channel is pooled on its own.
# - **Small shifts matter less.** When the input moves a little and the largest value stays in the same window, the
#   result is the same.
#
# See for yourself. A handwritten digit (upper row) is compared with a copy of it, shifted to the right by one pixel
# (middle row): on the left the images themselves, then both after max pooling of 2×2 and of 4×4. The lower row is
# their difference; the number above it is the size of the difference divided by the size of the upper picture
# (both as the root of the sum of squares). Pooling does not remove the difference, but the larger the window, the
# smaller it is. The averages over 1,000 digits stand below the picture; 1×1 means no pooling.

# %% demo
(x_train, t_train), _ = load_mnist(normalize=True, flatten=False)
digits = x_train[:1000, 0]
shifted = np.pad(digits, [(0, 0), (0, 0), (1, 0)])[:, :, :-1]
eight = np.argmax(t_train == 8)

fig, axes = plt.subplots(3, 3, figsize=(7, 7.6))
means = {}
for (top, middle, bottom), size in zip(axes.T, [1, 2, 4], strict=True):
    places = 28 // size
    before, after = (x.reshape(-1, places, size, places, size).max(axis=(2, 4)) for x in (digits, shifted))
    shares = np.linalg.norm(after - before, axis=(1, 2)) / np.linalg.norm(before, axis=(1, 2))
    means[size] = np.mean(shares)
    top.imshow(before[eight], cmap="gray", vmin=0, vmax=1)
    middle.imshow(after[eight], cmap="gray", vmin=0, vmax=1)
    bottom.imshow(after[eight] - before[eight], cmap="RdBu_r", vmin=-1, vmax=1)
    middle.set_title("1 画素ずらしたもの | shifted by one pixel", fontsize=10)
    bottom.set_title(f"差：{shares[eight]:.0%} | difference: {shares[eight]:.0%}", fontsize=10)
axes[0, 0].set_title("画像 28×28 | image, 28×28", fontsize=10)
axes[0, 1].set_title("2×2 のプーリング後 | after pooling of 2×2", fontsize=10)
axes[0, 2].set_title("4×4 のプーリング後 | after pooling of 4×4", fontsize=10)
for ax in axes.ravel():
    ax.set_xticks([])
    ax.set_yticks([])
plt.tight_layout()
plt.show()
print("差の平均（1,000 枚の数字） | average difference (1,000 digits)")
for size, mean in means.items():
    print(f"窓が {size}×{size} のとき：{mean:.0%} | window of {size}×{size}: {mean:.0%}")

# %% [markdown] lang="ja"
# ## 4 次元配列と im2col（7.4.1〜7.4.2 節）
#
# 畳み込みとプーリングを、ネットワークにつなげる**レイヤ**にしていきましょう。レイヤを流れるデータは 4
# 次元の配列で、形は `(N, C, H, W)`、つまり（データの個数、チャンネル数、高さ、幅）です。`x[0]` は最初の
# 画像で形は `(C, H, W)`、`x[0, 1]` はその画像のチャンネル 1 で、形は `(H, W)` です。
#
# 畳み込みを定義のとおりに書くと、画像、フィルター、窓の位置、…と `for` が何重にもなり、Python
# では時間がかかります。そこで使うのが **im2col**（image to column）です。フィルターを当てる**窓を
# 1 つずつ横 1 行に広げ**、縦に積んで、1 つの行列にします。フィルターも 1 列に広げれば、すべての窓の計算が、
# NumPy の得意な**行列の積 1 つ**で済みます。
#
# 窓は縦に $O_H$ 個、横に $O_W$ 個です。$P$ はパディング、$S$ はストライド、$\lfloor\ \rfloor$
# は小数点以下の切り捨てです。
#
# $$O_H = \left\lfloor \frac{H + 2P - F_H}{S} \right\rfloor + 1, \qquad
# O_W = \left\lfloor \frac{W + 2P - F_W}{S} \right\rfloor + 1$$
#
# 割り切れなくても、ここではエラーにしません。切り捨てて、右と下に余った所は使わないことにします。
#
# `im2col` が返す行列の形は `(N·OH·OW, C·FH·FW)` で、並べ方は次のとおりです。
#
# - **行**は窓です。最初の画像の窓が、左から右へ、1 段終わったら下の段へと並びます。最後の窓の次に、2
#   枚目の画像の窓が続きます。
# - **1 行の中**は、まずチャンネル 0 の値、次にチャンネル 1 の値、…です。それぞれのチャンネルの中は、
#   左から右へ、上から下へ並びます。
#
# 例：2 チャンネルの 2×3 の画像に、2×2 の窓を当てます。
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix},\
# \begin{pmatrix} 10 & 20 & 30 \\ 40 & 50 & 60 \end{pmatrix}
# \ \longrightarrow\
# \begin{pmatrix} 1 & 2 & 4 & 5 & 10 & 20 & 40 & 50 \\ 2 & 3 & 5 & 6 & 20 & 30 & 50 & 60 \end{pmatrix}$$
#
# 窓が重なると、同じ値が何度も現れます。28×28 の画像 100 枚に 5×5 の窓を当てると、行列の形は `(57600, 25)`
# で、要素は元の画像の約 18 倍になります。メモリを多く使うかわりに、計算が速くなるのです。
#
# **使える道具**：`for` で窓を 1 つずつ切り出し、`ravel()` で 1 列に広げるのが、いちばんわかりやすい方法です。`for`
# を減らしたいときは、次の 3 つが役に立ちます。
#
# - `sliding_window_view(x, (FH, FW), axis=(2, 3))` は、4 次元の `x` のすべての窓を、形 `(N, C, OH, OW, FH, FW)`
#   の配列にします（ストライドは 1 です）。
# - `a[::2]` は、1 つおきの要素を取り出します。3 つ目の数が間隔で、`a[:, ::2]` のように軸ごとに書けます。
# - `a.transpose(0, 2, 1)` は、軸の順番を変えます。新しい軸は順に、もとの軸 0、軸 2、軸 1 です。`reshape`
#   は要素の順番を変えないので、順番を変えるのは `transpose` です。

# %% [markdown] lang="en"
# ## Four-dimensional arrays and im2col (sections 7.4.1–7.4.2)
#
# Convolution and pooling are now to become **layers** that fit into a network. The data that flow through the
# layers are four-dimensional arrays of shape `(N, C, H, W)`: number of data, channels, height, width. `x[0]` is the
# first image, of shape `(C, H, W)`, and `x[0, 1]` is channel 1 of that image, of shape `(H, W)`.
#
# Written as it is defined, convolution takes one `for` inside another, over images, filters, places of the window
# and so on, and in Python this takes long. Here **im2col** (image to column) helps. **Each window** that a filter
# is put on **becomes one row**, and the rows, one below the other, make a matrix. Make a column of the filter as
# well, and what has to be computed for all windows is **one matrix product**, which NumPy does best.
#
# There are $O_H$ windows down and $O_W$ across. $P$ is the padding, $S$ the stride, and $\lfloor\ \rfloor$ rounds
# down.
#
# $$O_H = \left\lfloor \frac{H + 2P - F_H}{S} \right\rfloor + 1, \qquad
# O_W = \left\lfloor \frac{W + 2P - F_W}{S} \right\rfloor + 1$$
#
# If the division leaves a rest, this is no error here: round down, and do not use what is left over at the right
# and at the bottom.
#
# `im2col` returns a matrix of shape `(N·OH·OW, C·FH·FW)`, in this order:
#
# - **Rows** are windows. Those of the first image go from left to right, then on to the next line below. After
#   the last of them come the windows of the second image.
# - **Within a row** the values of channel 0 come first, then those of channel 1, and so on. The values of one
#   channel go from left to right, from top to bottom.
#
# An example: windows of 2×2 on an image of 2×3 with two channels.
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix},\
# \begin{pmatrix} 10 & 20 & 30 \\ 40 & 50 & 60 \end{pmatrix}
# \ \longrightarrow\
# \begin{pmatrix} 1 & 2 & 4 & 5 & 10 & 20 & 40 & 50 \\ 2 & 3 & 5 & 6 & 20 & 30 & 50 & 60 \end{pmatrix}$$
#
# Where windows overlap, a value appears several times. With 100 images of 28×28 and windows of 5×5, the matrix has
# the shape `(57600, 25)`, about 18 times as many elements as the images. It costs memory, and buys speed.
#
# **Tools**: the plainest way is to cut out the windows one by one in `for` loops, and to lay out each with `ravel()`.
# If you would like fewer loops, these three are of help:
#
# - `sliding_window_view(x, (FH, FW), axis=(2, 3))` makes all windows of a 4-D `x` into an array of shape
#   `(N, C, OH, OW, FH, FW)`, with a stride of 1.
# - `a[::2]` takes every other element. The third number is the step, and each axis may have one: `a[:, ::2]`.
# - `a.transpose(0, 2, 1)` changes the order of the axes: the new ones are the old axes 0, 2 and 1. `reshape` keeps
#   the elements in their order; it is `transpose` that changes it.


# %% exercise="im2col" title="im2col | im2col" section="7.4.2" track="I" points=6 needs="pad_images"
def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    """すべての窓を、1 行ずつに広げます（7.4.2 節）。input_data は書き換えません。

    Parameters
    ----------
    input_data : 形 (N, C, H, W) の np.ndarray。画像
    filter_h, filter_w : int。窓（フィルター）の高さと幅
    stride : int。窓を動かす幅（縦も横も同じ）
    pad : int。上下左右に足す 0 の幅

    Returns
    -------
    形 (N·OH·OW, C·filter_h·filter_w) の np.ndarray。1 行が 1 つの窓

    |

    Lay out every window as one row (section 7.4.2). input_data is left unchanged.

    Parameters
    ----------
    input_data : np.ndarray of shape (N, C, H, W), the images
    filter_h, filter_w : int, height and width of the window, that is of the filter
    stride : int, how far the window moves, the same down and across
    pad : int, how many zeros are added on each of the four sides

    Returns
    -------
    np.ndarray of shape (N·OH·OW, C·filter_h·filter_w), one row for each window
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# あなたの `im2col` で、どの画素がどこへ行くのかを見てみましょう。左は 4×5 の画像で、画素に 0〜19
# の番号を付けました。右は、3×3 の窓を 1 行ずつに広げた行列です。枠の色が同じ窓と行を見比べてください。
# 同じ番号の画素は同じ色なので、まん中の画素が何度も現れることもわかります。

# %% [markdown] lang="en"
# See which pixel goes where in your `im2col`. On the left is an image of 4×5 with its pixels numbered from 0 to 19,
# on the right the matrix whose rows are the windows of 3×3. Compare a window with the row in a frame of the same
# colour. A pixel has the same colour everywhere, so you also see that those in the middle appear many times.

# %% demo
numbered = np.arange(20.0).reshape(1, 1, 4, 5)
rows = im2col(numbered, 3, 3)
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6), width_ratios=[5, 9])
for ax, table in [(left, numbered[0, 0]), (right, rows)]:
    ax.imshow(table, cmap="viridis", vmin=0, vmax=19)
    for (i, j), value in np.ndenumerate(table):
        ax.text(j, i, f"{value:.0f}", ha="center", va="center", color="white" if value < 12 else "black")
    ax.set_yticks(range(len(table)))
    ax.set_xticks(range(table.shape[1]))
for k, color in [(0, "red"), (4, "black")]:
    top, side = divmod(k, 3)
    shift = 0.04 if k else 0.0
    frame = {"fill": False, "edgecolor": color, "linewidth": 4, "clip_on": False}
    left.add_patch(plt.Rectangle((side - 0.5 + shift, top - 0.5 + shift), 3, 3, **frame))
    right.add_patch(plt.Rectangle((-0.5, k - 0.5), rows.shape[1], 1, **frame))
left.set_title("画像（4×5）と 2 つの窓 | An image (4×5) and two windows")
right.set_title(
    f"im2col の結果（{len(rows)}×{rows.shape[1]}） | What im2col gives ({len(rows)}×{rows.shape[1]})"
)
right.set_ylabel("窓の番号 | number of the window")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## col2im（7.4.2 節）
#
# `im2col` を使うレイヤの逆伝播では、行列の要素 1 つ 1 つの勾配から、**画素の勾配**を求めます。1
# つの画素は、それを含むすべての窓に複製されました。複製された先の勾配は、**すべて足し合わせます**。
# これが **col2im** です。`col` の各行を元の窓の場所に戻し、重なる所は足します。パディングで足した所は、
# 元の画像にはないので、最後に切り落とします。どの窓にも入らない画素の勾配は 0 です。
#
# 例：2×3 の画像を 2×2 の窓で見ると、窓は 2 つです。それぞれの行を戻すと、まん中の列で重なります。
#
# $$\begin{pmatrix} 1 & 2 & 3 & 4 \\ 10 & 20 & 30 & 40 \end{pmatrix}
# \ \longrightarrow\
# \begin{pmatrix} 1 & 2 & 0 \\ 3 & 4 & 0 \end{pmatrix} + \begin{pmatrix} 0 & 10 & 20 \\ 0 & 30 & 40 \end{pmatrix}
# = \begin{pmatrix} 1 & 12 & 20 \\ 3 & 34 & 40 \end{pmatrix}$$
#
# 「画像に戻す」といっても、`im2col` の逆関数ではありません。画像 `x` に `im2col` と `col2im` を続けて使うと、
# 画素は、それを含む窓の数だけ足されます。数学では、次の関係がいつも成り立つことから、`col2im` を `im2col`
# の**随伴**（adjoint）と呼びます。$\langle a, b \rangle$ は、要素ごとの積をすべて足した**内積**です。
#
# $$\langle \mathrm{im2col}(x),\ c \rangle = \langle x,\ \mathrm{col2im}(c) \rangle$$
#
# 左は行列の要素ごとに、右は画素ごとにまとめているだけで、足しているのは同じ積だからです。上の例で、$x$ の
# 1 行目が $(1, 1, 0)$、2 行目が 0 なら、`im2col` の 2 行は $(1, 1, 0, 0)$ と $(1, 0, 0, 0)$ です。左は
# $1 + 2 + 10 = 13$、右は $1 + 12 = 13$ になります。あなたの 2 つの関数でも確かめてみてください。

# %% [markdown] lang="en"
# ## col2im (section 7.4.2)
#
# Going back through a layer that uses `im2col`, you know the gradient of each element of the matrix, and want that
# **of each pixel**. A pixel was copied into every window that contains it. The gradients of all its copies are
# **added up**, and this is **col2im**: put each row of `col` back where its window was, and add where windows
# overlap. What the padding added is not part of the images, so it is cut off in the end. A pixel that is in no
# window has the gradient 0.
#
# An example: on an image of 2×3 there are two windows of 2×2. When their rows are put back, they overlap in the
# column in the middle.
#
# $$\begin{pmatrix} 1 & 2 & 3 & 4 \\ 10 & 20 & 30 & 40 \end{pmatrix}
# \ \longrightarrow\
# \begin{pmatrix} 1 & 2 & 0 \\ 3 & 4 & 0 \end{pmatrix} + \begin{pmatrix} 0 & 10 & 20 \\ 0 & 30 & 40 \end{pmatrix}
# = \begin{pmatrix} 1 & 12 & 20 \\ 3 & 34 & 40 \end{pmatrix}$$
#
# Although it goes back to an image, it is not the inverse of `im2col`: if you apply first `im2col` and then
# `col2im` to an image `x`, each pixel is added as many times as there are windows that contain it. In mathematics
# `col2im` is called the **adjoint** of `im2col`, as the following is always true. $\langle a, b \rangle$ is the
# **inner product**: multiply element by element, and add everything up.
#
# $$\langle \mathrm{im2col}(x),\ c \rangle = \langle x,\ \mathrm{col2im}(c) \rangle$$
#
# The reason is that both sides add up the same products; only the left is sorted by elements of the matrix, the
# right by pixels. If, in the example above, the first line of $x$ is $(1, 1, 0)$ and the second is 0, the two rows
# of `im2col` are $(1, 1, 0, 0)$ and $(1, 0, 0, 0)$. The left is $1 + 2 + 10 = 13$, the right $1 + 12 = 13$. Try it
# with your own two functions.


# %% exercise="col2im" title="col2im | col2im" section="7.4.2" track="I" points=5
def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    """各行を元の窓の場所に戻し、重なる所を足し合わせます（7.4.2 節）。col は書き換えません。

    Parameters
    ----------
    col : 形 (N·OH·OW, C·filter_h·filter_w) の np.ndarray。並べ方は im2col と同じ
    input_shape : (N, C, H, W)。画像の形（パディングの前）
    filter_h, filter_w, stride, pad : im2col と同じ

    Returns
    -------
    形 (N, C, H, W) の np.ndarray

    |

    Put each row back where its window was, and add where windows overlap (section 7.4.2). col is left
    unchanged.

    Parameters
    ----------
    col : np.ndarray of shape (N·OH·OW, C·filter_h·filter_w), in the order of im2col
    input_shape : (N, C, H, W), the shape of the images, before any padding
    filter_h, filter_w, stride, pad : as for im2col

    Returns
    -------
    np.ndarray of shape (N, C, H, W)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# すべて 1 の行列を `col2im` に渡すと、**その画素がいくつの窓に入っているか**がわかります。6×9 の画像と 3×3
# の窓で、ストライドとパディングを変えてみます。ストライドが 1 なら、端に近い画素ほど、入る窓は少なくなります。ストライドが大きいと、
# どの窓にも入らない画素（0）が残ることもあります。

# %% [markdown] lang="en"
# Give `col2im` a matrix of ones, and it tells you **how many windows each pixel is in**. Here are an image of 6×9 and
# windows of 3×3, with various strides and pads. With a stride of 1, a pixel near the edge is in fewer windows.
# With a larger stride there may be pixels that are in no window at all: those with a 0.

# %% demo
H, W, size = 6, 9, 3
results = {}
for stride, pad in [(1, 0), (1, 1), (2, 0)]:
    down, across = (H + 2 * pad - size) // stride + 1, (W + 2 * pad - size) // stride + 1
    ones = np.ones((down * across, size * size))
    results[stride, pad] = col2im(ones, (1, 1, H, W), size, size, stride, pad)[0, 0]
fig, axes = plt.subplots(1, 3, figsize=(11, 2.9))
for ax, ((stride, pad), counts) in zip(axes, results.items(), strict=True):
    ax.imshow(counts, cmap="Blues", vmin=0, vmax=9)
    for (i, j), value in np.ndenumerate(counts):
        ax.text(j, i, f"{value:.0f}", ha="center", va="center", color="white" if value > 5 else "black")
    ax.set_title(f"ストライド {stride}、パディング {pad} | stride {stride}, pad {pad}")
    ax.set_xticks([])
    ax.set_yticks([])
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 畳み込みレイヤ（7.4.3 節）
#
# **順伝播。** `im2col` の 1 行と、1 列に広げたフィルターとの積が、その窓での出力です。フィルターは $F_N$
# 個、形は `(FN, C, FH, FW)` で、1 個が 1 列になるように広げて $W_{col}$ とします。
#
# $$\mathrm{out} = \mathrm{col}\; W_{col} + \boldsymbol{b}$$
#
# どこかで見た式です。行列の形に広げてしまえば、畳み込みは **Affine レイヤと同じ**なのです。
# 変わるのは、前後の並べ替えだけです。
#
# | | 形 |
# |---|---|
# | `col` | `(N·OH·OW, C·FH·FW)` |
# | $W_{col}$ | `(C·FH·FW, FN)` |
# | `b` | `(FN,)`。フィルター 1 個に、バイアスが 1 つ |
# | 積 | `(N·OH·OW, FN)` |
# | レイヤの出力 | `(N, FN, OH, OW)` |
#
# 最後の並べ替えに注意します。積の行は（画像、縦、横）の順なので、`reshape` で戻せるのは `(N, OH, OW, FN)`
# までです。そこから軸の順番を入れ替える `transpose` で、`(N, FN, OH, OW)` にします。
#
# **逆伝播。** `dout` の形は `(N, FN, OH, OW)` です。順伝播と逆の並べ替えで `(N·OH·OW, FN)` にすれば、あとは
# Affine の逆伝播の式が使えます。得られた `dW` は `W` の形 `(FN, C, FH, FW)` に戻します。`col` の勾配は
# `col2im` で画像の形に戻し、それが `dx` です。
#
# 例：画像が $\begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \end{pmatrix}$、フィルターが
# $\begin{pmatrix} 1 & 0 \\ 0 & -1 \end{pmatrix}$、バイアスが 10 なら、出力は $(1 - 1 + 10,\ 2 - 3 + 10) = (10, 9)$
# です。`dout` として $(1, 10)$ が届いたら、$db = 11$ で、$dW$ は窓に `dout` を掛けた和です。
#
# $$dW = \begin{pmatrix} 1 & 2 \\ 0 & 1 \end{pmatrix} \times 1 + \begin{pmatrix} 2 & 0 \\ 1 & 3 \end{pmatrix} \times 10
# = \begin{pmatrix} 21 & 2 \\ 10 & 31 \end{pmatrix}, \qquad
# dx = \begin{pmatrix} 1 & 10 & 0 \\ 0 & -1 & -10 \end{pmatrix}$$
#
# 約束は Affine のときと同じです。`W` と `b` は複製せず、渡された配列をそのまま持ちます。勾配は `self.dW` と
# `self.db` に入れ、`dx` を返します。`im2col` を使わずに書いてもかまいません。

# %% [markdown] lang="en"
# ## The convolution layer (section 7.4.3)
#
# **Forward.** The product of a row of `im2col` and a filter laid out as a column is the output at that window. There
# are $F_N$ filters, in an array of shape `(FN, C, FH, FW)`; lay them out, one column for each, and call this
# $W_{col}$.
#
# $$\mathrm{out} = \mathrm{col}\; W_{col} + \boldsymbol{b}$$
#
# You have seen this formula. Laid out as matrices, convolution is **the same as the Affine layer**; only the order
# of elements has to be changed before and after.
#
# | | shape |
# |---|---|
# | `col` | `(N·OH·OW, C·FH·FW)` |
# | $W_{col}$ | `(C·FH·FW, FN)` |
# | `b` | `(FN,)`: one bias for each filter |
# | the product | `(N·OH·OW, FN)` |
# | the layer's output | `(N, FN, OH, OW)` |
#
# Take care of the last step. The rows of the product are in the order image, down, across, so `reshape` can take
# you to `(N, OH, OW, FN)` and no further. From there `transpose`, which changes the order of the axes, makes it
# `(N, FN, OH, OW)`.
#
# **Backward.** `dout` has the shape `(N, FN, OH, OW)`. Undo the steps of the forward pass, so that it becomes
# `(N·OH·OW, FN)`, and the formulas of the Affine layer apply. `dW` then takes the shape of `W` again,
# `(FN, C, FH, FW)`, and `col2im` turns the gradient of `col` into that of the images, `dx`.
#
# An example: with the image $\begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \end{pmatrix}$, the filter
# $\begin{pmatrix} 1 & 0 \\ 0 & -1 \end{pmatrix}$ and a bias of 10, the output is
# $(1 - 1 + 10,\ 2 - 3 + 10) = (10, 9)$. If $(1, 10)$ arrives as `dout`, then $db = 11$, and $dW$ is the sum of the
# windows times `dout`.
#
# $$dW = \begin{pmatrix} 1 & 2 \\ 0 & 1 \end{pmatrix} \times 1 + \begin{pmatrix} 2 & 0 \\ 1 & 3 \end{pmatrix} \times 10
# = \begin{pmatrix} 21 & 2 \\ 10 & 31 \end{pmatrix}, \qquad
# dx = \begin{pmatrix} 1 & 10 & 0 \\ 0 & -1 & -10 \end{pmatrix}$$
#
# The rules are those of the Affine layer. Keep the very arrays `W` and `b` that were given, not copies. Put the
# gradients into `self.dW` and `self.db`, and return `dx`. You may also do without `im2col`.


# %% exercise="Convolution" title="畳み込みレイヤ | The convolution layer" section="7.4.3" track="I" points=10 needs="pad_images im2col col2im"
class Convolution:
    """畳み込みのレイヤ（7.4.3 節）。

    Convolution(W, b, stride=1, pad=0)
        W : 形 (FN, C, FH, FW) の np.ndarray。フィルター（複製せず、そのまま持つ）
        b : 形 (FN,) の np.ndarray。バイアス（同じ）
        stride, pad : int。ストライドとパディング
    forward(x)
        形 (N, FN, OH, OW) の np.ndarray を返します。x は書き換えません。
        x : 形 (N, C, H, W) の np.ndarray
    backward(dout)
        x と同じ形の dx を返します。直前の forward の値を使います。dout は書き換えません。
        dout : 形 (N, FN, OH, OW) の np.ndarray
    dW, db
        backward のあと、W と b の勾配（形は W、b と同じ）

    |

    The layer of convolution (section 7.4.3).

    Convolution(W, b, stride=1, pad=0)
        W : np.ndarray of shape (FN, C, FH, FW), the filters; kept as they are, not copied
        b : np.ndarray of shape (FN,), the biases; likewise
        stride, pad : int
    forward(x)
        return an np.ndarray of shape (N, FN, OH, OW); x is left unchanged
        x : np.ndarray of shape (N, C, H, W)
    backward(dout)
        return dx in the shape of x, using the values of the last forward; dout is left unchanged
        dout : np.ndarray of shape (N, FN, OH, OW)
    dW, db
        after backward, the gradients of W and b in the shapes of W and b
    """

    def __init__(self, W, b, stride=1, pad=0):
        raise NotImplementedError

    def forward(self, x):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ネットワークの畳み込みのフィルターは、人が決めるのではなく、**学習で見つけます**。小さな実験をしましょう。輪郭を
# 取り出すフィルターを 1 つ隠しておき、数字の画像と、そのフィルターを通した画像だけを見せます。
# でたらめな値から始めたフィルターを、あなたの `backward` が求めた `dW` で更新していくと、
# 隠したフィルターが浮かび上がってきます。

# %% [markdown] lang="en"
# In a network, the filters of a convolution are not set by hand but **found by learning**. A small experiment: a
# filter that brings out edges is kept secret; all that is shown are digits, and what the filter makes of them.
# Start from a filter of random values, update it with the `dW` of your `backward`, and the secret one emerges.

# %% demo
(x_train, _), _ = load_mnist(normalize=True, flatten=False)
digits = x_train[:30]
secret = np.array([[[[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]]])
target = Convolution(secret, np.zeros(1), pad=1).forward(digits)
W, b = np.random.default_rng(0).normal(size=(1, 1, 3, 3)), np.zeros(1)
layer = Convolution(W, b, pad=1)
losses, found = [], {}
for step in range(301):
    difference = layer.forward(digits) - target
    losses.append(np.mean(difference**2))
    if step in (0, 10, 300):
        found[step] = W[0, 0].copy(), (difference + target)[1, 0]
    layer.backward(2 * difference / difference.size)
    W -= 0.4 * layer.dW
    b -= 0.4 * layer.db
fig, axes = plt.subplots(2, 5, figsize=(11, 4.6))
axes[0, 0].imshow(digits[1, 0], cmap="gray")
axes[0, 0].set_title("画像 | image")
for k, (step, (kernel, seen)) in enumerate([*found.items(), ("?", (secret[0, 0], target[1, 0]))], 1):
    axes[0, k].imshow(seen, cmap="gray", vmin=-4, vmax=4)
    axes[1, k].imshow(kernel, cmap="RdBu", vmin=-3, vmax=3)
    for (i, j), value in np.ndenumerate(kernel):
        axes[1, k].text(j, i, f"{np.round(value, 1) + 0.0}", ha="center", va="center")
    axes[0, k].set_title(
        "隠したフィルター | the secret filter" if step == "?" else f"{step} 回 | step {step}"
    )
for ax in axes.flat:
    ax.axis("off")
axes[1, 0].axis("on")
axes[1, 0].semilogy(losses)
axes[1, 0].set_xlabel("更新の回数 | updates")
axes[1, 0].set_title("損失 | loss")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## プーリングレイヤ（7.4.4 節）
#
# **順伝播。** 最大値プーリング（max pooling）は、窓の中の最大値を取ります。畳み込みと違って、
# **チャンネルごとに独立**に行うので、チャンネルの数は変わりません。出力の形は `(N, C, OH, OW)` で、$O_H$ と
# $O_W$ の式は、フィルターの大きさを窓の大きさ（`pool_h`、`pool_w`）に置きかえたものです。ストライドは 2
# が既定値で、窓の大きさと同じとはかぎりません。
#
# `im2col` を使うなら、1 行に全チャンネルが並んでいることに気を付けます。`reshape` で、チャンネルごとの窓が
# 1 行になるようにすれば、各行の最大値を取るだけです。行の順番は（画像、縦、横、チャンネル）になります。
#
# **逆伝播。** 窓の最大値だけが出力に伝わったので、`dout` は**最大だった場所にだけ**そのまま流れ、ほかの場所は
# 0 です。`forward` で、最大だった場所（`np.argmax` の値など）を覚えておきます。窓が重なっていて、1
# つの画素がいくつもの窓で最大になったら、届いた値を足し合わせます。
#
# 例：2×2 の窓、ストライド 2 のとき。
#
# $$x = \begin{pmatrix} 1 & 2 & 0 & 1 \\ 3 & 0 & 2 & 4 \end{pmatrix}, \quad
# \mathrm{out} = \begin{pmatrix} 3 & 4 \end{pmatrix}, \quad
# \mathrm{dout} = \begin{pmatrix} 5 & -6 \end{pmatrix}, \quad
# dx = \begin{pmatrix} 0 & 0 & 0 & 0 \\ 5 & 0 & 0 & -6 \end{pmatrix}$$
#
# 最大の値が窓に 2 つ以上あるとき、どこへ流すかは問いません（採点では、そのような画像を使いません）。`pad`
# は上下左右に足す 0 の幅です。第7章のネットワークのプーリングでは、いつも 0 です。

# %% [markdown] lang="en"
# ## The pooling layer (section 7.4.4)
#
# **Forward.** Max pooling takes the largest value in each window. Unlike convolution, it treats **each channel by
# itself**, so the number of channels stays. The output has the shape `(N, C, OH, OW)`; in the formulas of $O_H$ and
# $O_W$ the size of the window, `pool_h` and `pool_w`, takes the place of the filter's. The stride is 2 unless given,
# and need not be the size of the window.
#
# If you use `im2col`, mind that all channels stand in one row. With `reshape`, make each channel's window a row of
# its own, and all that is left is to take the largest of each row. The rows are then in the order image, down,
# across, channel.
#
# **Backward.** Only the largest value of a window went into the output. So `dout` flows as it is **to the place of
# the largest, and nowhere else**: all other places get 0. In `forward`, remember where the largest was, for example
# by `np.argmax`. If windows overlap, and a pixel is the largest in several of them, what arrives is added up.
#
# An example, with windows of 2×2 and a stride of 2:
#
# $$x = \begin{pmatrix} 1 & 2 & 0 & 1 \\ 3 & 0 & 2 & 4 \end{pmatrix}, \quad
# \mathrm{out} = \begin{pmatrix} 3 & 4 \end{pmatrix}, \quad
# \mathrm{dout} = \begin{pmatrix} 5 & -6 \end{pmatrix}, \quad
# dx = \begin{pmatrix} 0 & 0 & 0 & 0 \\ 5 & 0 & 0 & -6 \end{pmatrix}$$
#
# If the largest value stands in a window more than once, it does not matter which of them `dout` flows to; grading
# uses no such images. `pad` is how many zeros are added on each of the four sides. In the networks of chapter 7,
# pooling always has a pad of 0.


# %% exercise="Pooling" title="プーリングレイヤ | The pooling layer" section="7.4.4" track="I" points=8 needs="pad_images im2col col2im"
class Pooling:
    """最大値プーリングのレイヤ（7.4.4 節）。

    Pooling(pool_h, pool_w, stride=2, pad=0)
        pool_h, pool_w : int。窓の高さと幅
        stride, pad : int。ストライドとパディング
    forward(x)
        形 (N, C, OH, OW) の np.ndarray を返します。x は書き換えません。
        x : 形 (N, C, H, W) の np.ndarray
    backward(dout)
        x と同じ形の dx を返します。直前の forward の値を使います。dout は書き換えません。
        dout : 形 (N, C, OH, OW) の np.ndarray

    |

    The layer of max pooling (section 7.4.4).

    Pooling(pool_h, pool_w, stride=2, pad=0)
        pool_h, pool_w : int, height and width of the window
        stride, pad : int
    forward(x)
        return an np.ndarray of shape (N, C, OH, OW); x is left unchanged
        x : np.ndarray of shape (N, C, H, W)
    backward(dout)
        return dx in the shape of x, using the values of the last forward; dout is left unchanged
        dout : np.ndarray of shape (N, C, OH, OW)
    """

    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        raise NotImplementedError

    def forward(self, x):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# 数字の画像を、あなたのプーリングに通します。1 回通すたびに、縦も横も半分になります。14×14
# でも、何の数字かわかりますか。右端は逆伝播です。7×7 の出力のすべてに 1 が届いたとき、28×28 の画素のどこに
# 流れ着くかを、赤い点で示しました。4×4 の範囲ごとに、いちばん明るい画素が 1 つ選ばれ、ほかの画素の勾配は
# 0 です。背景の値はどれもほぼ 0 なので、そこでどの画素が選ばれるかに意味はありません。

# %% [markdown] lang="en"
# Send a digit through your pooling. Each time, height and width are halved: can you still tell which digit it is
# when it is 14×14? On the right is the way back. A 1 arrives at each of the 7×7 outputs, and the red dots show at
# which of the 28×28 pixels it ends up: in each square of 4×4 it is the brightest, and the gradient of all others is
# 0. The values of the background are all about 0, so which of its pixels are chosen means nothing.

# %% demo
(x_train, _), _ = load_mnist(normalize=True, flatten=False)
noise = np.random.default_rng(0).uniform(0, 1e-6, size=(1, 1, 28, 28))
digit = x_train[7:8] + noise  # 同じ値をなくします | so that no two values are the same
first, second = Pooling(2, 2), Pooling(2, 2)
once = first.forward(digit)
twice = second.forward(once)
dx = first.backward(second.backward(np.ones_like(twice)))
fig, axes = plt.subplots(1, 4, figsize=(11, 3.2))
for ax, image in zip(axes, (digit, once, twice, digit), strict=True):
    ax.imshow(image[0, 0], cmap="gray")
    ax.set_title(f"{image.shape[2]}×{image.shape[3]}")
    ax.axis("off")
down, across = np.nonzero(dx[0, 0])
axes[3].plot(across, down, "o", color="red", markersize=4)
axes[3].set_title("勾配が届く画素 | pixels that a gradient reaches")
plt.tight_layout()
plt.show()

# %% given="ch03.softmax"

# %% given="ch04.cross_entropy_error"

# %% given="ch05.Relu"

# %% given="ch05.Affine"

# %% given="ch05.SoftmaxWithLoss"

# %% [markdown] lang="ja"
# ## CNN を組み立てる（7.5 節）
#
# 畳み込みとプーリングのレイヤがそろいました。これまでのレイヤとつないで、手書き数字を読む CNN
# （畳み込みニューラルネットワーク）を組み立てましょう。
#
# $$\begin{aligned}
# \boldsymbol{x} &\to \boxed{\text{Conv1}} \to \boxed{\text{Relu1}} \to \boxed{\text{Pool1}} \\
# &\to \boxed{\text{Affine1}} \to \boxed{\text{Relu2}} \to \boxed{\text{Affine2}} \to \text{点数} \\
# &\to \boxed{\text{last\_layer}} \to \text{損失}
# \end{aligned}$$
#
# 前半の 3 つが画像の特徴を取り出し、後半の 3 つがその特徴から数字を当てます。プーリングは 2×2 の窓、ストライド
# 2 なので、高さと幅が半分になります。`Affine` は 4 次元の入力を、データごとに 1 列に並べてから計算するので、
# `Pool1` の出力をそのまま渡せます。
#
# **形を追いかける。** フィルターが $FN$ 個で大きさが $FS \times FS$、画像の高さと幅が $H$、パディングが $P$、
# ストライドが $S$ のとき、`Conv1` の出力の高さと幅 $OH$ と、`Pool1` の出力の数 $D$ は次のようになります。
#
# $$OH = \frac{H + 2P - FS}{S} + 1, \qquad D = FN \times \frac{OH}{2} \times \frac{OH}{2}$$
#
# `SimpleConvNet()` のように引数を省くと、$C = 1$、$H = 28$、$FN = 30$、$FS = 5$、$P = 0$、$S = 1$、隠れ層のニューロンが
# 100 個、出力が 10 個です。画像が $N$ 枚なら、形は次のように変わります。
#
# | レイヤ | 出力の形 | パラメータの形 |
# |---|---|---|
# | （入力） | $(N, 1, 28, 28)$ | |
# | Conv1 | $(N, 30, 24, 24)$ | `W1` $(30, 1, 5, 5)$、`b1` $(30,)$ |
# | Relu1 | $(N, 30, 24, 24)$ | |
# | Pool1 | $(N, 30, 12, 12)$ | |
# | Affine1 | $(N, 100)$ | `W2` $(4320, 100)$、`b2` $(100,)$ |
# | Relu2 | $(N, 100)$ | |
# | Affine2 | $(N, 10)$ | `W3` $(100, 10)$、`b3` $(10,)$ |
#
# 4320 は $30 \times 12 \times 12$ です。この数は、フィルターの数や大きさ、パディング、ストライドしだいで変わります。たとえば
# $P = 2$ にすると $OH = 28$ なので、$D = 30 \times 14 \times 14 = 5880$ です。4320 と書き込んでしまわず、
# 引数から計算しましょう。採点で使う画像は正方形で、割り切れないことはなく、$OH$ は偶数です
# （本のプログラムもそれを前提にしています）。余力があれば、正方形でない画像でも動くようにしてみてください。
#
# **持ち物とメソッド**
#
# - **`params`**：上の表のパラメータの辞書です。重みは、標準偏差が `weight_init_std` の正規分布の乱数（`np.random.randn`
#   が使えます）、バイアスは 0 から始めます。
# - **`layers`**：順序付き辞書 `OrderedDict` です。キーは順に `"Conv1"`、`"Relu1"`、`"Pool1"`、`"Affine1"`、
#   `"Relu2"`、`"Affine2"` です。`Convolution` と `Affine` には `params` の配列を**そのまま**渡します。
# - **`last_layer`**：`SoftmaxWithLoss` です。`layers` には入れません。
# - **`predict(x)`** は、`layers` を順に通した点数を返します。**`loss(x, t)`** は、その点数を `last_layer`
#   に通した損失です。
# - **`gradient(x, t)`** は、`loss` で順伝播をしたあと、`last_layer` から `layers` の先頭まで `backward`
#   でさかのぼり、`Conv1`、`Affine1`、`Affine2` が持つ `dW` と `db` を辞書にまとめます。第5章と同じです。
# - **`accuracy(x, t, batch_size=100)`** は、正解した割合です。`batch_size` 枚ずつ `predict` に渡して、正解の数を足します。
#
# `accuracy` で全部を一度に渡さないのは、**メモリを節約する**ためです。im2col は画像を何倍もの大きさに広げます。
# 2,000 枚のテスト画像では、広げた行列の数は $2000 \times 24 \times 24 \times 25$、つまり 2,880 万個になり、64
# ビットの小数で 230 MB です。100 枚ずつなら 12 MB ほどで済みます。枚数が `batch_size` で割り切れないとき、本のプログラムは余りの画像を調べません。
# 採点では割り切れる枚数しか渡しませんが、余りも調べるほうが正確です。
#
# `conv_param` は、キーが `"filter_num"`（$FN$）、`"filter_size"`（$FS$）、`"pad"`、`"stride"` の辞書です。
# 引数の初めの値が `None` になっているのは、Python の習慣です。辞書やリストを初めの値にすると、すべての呼び出しで同じ
# 1 つが使い回されるので、`if conv_param is None:` で本と同じ辞書を用意します。本のように辞書を直接書いても、この章では困りません。

# %% [markdown] lang="en"
# ## Putting a CNN together (section 7.5)
#
# The layers of convolution and pooling are ready. Join them with those of the earlier chapters, and you have a
# CNN, a convolutional neural network, that reads handwritten digits.
#
# $$\begin{aligned}
# \boldsymbol{x} &\to \boxed{\text{Conv1}} \to \boxed{\text{Relu1}} \to \boxed{\text{Pool1}} \\
# &\to \boxed{\text{Affine1}} \to \boxed{\text{Relu2}} \to \boxed{\text{Affine2}} \to \text{scores} \\
# &\to \boxed{\text{last\_layer}} \to \text{loss}
# \end{aligned}$$
#
# The first three draw features out of the image, the last three tell the digit from these features. Pooling has
# windows of 2×2 and a stride of 2, so it halves height and width. `Affine` lays out the numbers of each datum in a
# row before it computes, so it takes the 4-D output of `Pool1` as it is.
#
# **Follow the shapes.** With $FN$ filters of $FS \times FS$, images whose height and width are $H$, a padding of
# $P$ and a stride of $S$, `Conv1` gives height and width $OH$, and `Pool1` gives $D$ numbers a datum:
#
# $$OH = \frac{H + 2P - FS}{S} + 1, \qquad D = FN \times \frac{OH}{2} \times \frac{OH}{2}$$
#
# If the arguments are left out, as in `SimpleConvNet()`, then $C = 1$, $H = 28$, $FN = 30$, $FS = 5$, $P = 0$ and
# $S = 1$, with 100 hidden neurons and 10 outputs. For $N$ images the shapes go like this:
#
# | layer | shape of its output | shapes of its parameters |
# |---|---|---|
# | (input) | $(N, 1, 28, 28)$ | |
# | Conv1 | $(N, 30, 24, 24)$ | `W1` $(30, 1, 5, 5)$, `b1` $(30,)$ |
# | Relu1 | $(N, 30, 24, 24)$ | |
# | Pool1 | $(N, 30, 12, 12)$ | |
# | Affine1 | $(N, 100)$ | `W2` $(4320, 100)$, `b2` $(100,)$ |
# | Relu2 | $(N, 100)$ | |
# | Affine2 | $(N, 10)$ | `W3` $(100, 10)$, `b3` $(10,)$ |
#
# 4320 is $30 \times 12 \times 12$. It depends on the number and size of the filters, on padding and on stride: with $P = 2$, for
# example, $OH = 28$, and $D = 30 \times 14 \times 14 = 5880$. So do not write 4320 into your code, but compute it from
# the arguments. The images used for grading are square, filters fit without a rest, and $OH$ is even, which the
# book's program takes for granted, too. If you like a challenge, make yours work for images that are not square.
#
# **What it holds, and its methods**
#
# - **`params`** is a dictionary of the parameters in the table. The weights begin as normally distributed random
#   numbers with the standard deviation `weight_init_std` (`np.random.randn` is of use), the biases as 0.
# - **`layers`** is an `OrderedDict` with the keys `"Conv1"`, `"Relu1"`, `"Pool1"`, `"Affine1"`, `"Relu2"` and
#   `"Affine2"`, in this order. Hand `Convolution` and `Affine` the arrays of `params` **themselves**.
# - **`last_layer`** is a `SoftmaxWithLoss`. It does not stand among `layers`.
# - **`predict(x)`** returns the scores after all `layers`. **`loss(x, t)`** is the loss that `last_layer` gives
#   for these scores.
# - **`gradient(x, t)`** goes forward with `loss`, then back with `backward` from `last_layer` to the first of
#   `layers`, and collects in a dictionary the `dW` and `db` of `Conv1`, `Affine1` and `Affine2`: just as in
#   chapter 5.
# - **`accuracy(x, t, batch_size=100)`** is the share of right answers. Hand `batch_size` images at a time to
#   `predict`, and add up how many are right.
#
# `accuracy` does not take all images at once in order to **save memory**. im2col makes images many times larger:
# for 2,000 test images its matrix has $2000 \times 24 \times 24 \times 25$ numbers, that is 28.8 million, or 230 MB
# in 64-bit floats. For 100 images at a time it is about 12 MB. Where the number of images is no multiple of
# `batch_size`, the book's program leaves out the rest. Grading only hands over numbers that are multiples, but it
# is more exact to look at the rest as well.
#
# `conv_param` is a dictionary with the keys `"filter_num"` ($FN$), `"filter_size"` ($FS$), `"pad"` and `"stride"`.
# That its default is `None` is a habit of Python: a dictionary or list as a default would be one and the same for
# all calls. So say `if conv_param is None:` and make the book's dictionary there. If you write the dictionary as
# the default, as the book does, it does no harm in this chapter.


# %% exercise="SimpleConvNet" title="畳み込みニューラルネットワーク | A convolutional neural network" section="7.5" track="I" points=11 needs="Convolution Pooling ch05.Affine ch05.Relu ch05.SoftmaxWithLoss"
class SimpleConvNet:
    """畳み込み層が 1 つの CNN（7.5 節）。

    SimpleConvNet(input_dim=(1, 28, 28), conv_param=None, hidden_size=100, output_size=10, weight_init_std=0.01)
        input_dim : (C, H, W)。画像 1 枚のチャンネル数、高さ、幅（採点では H と W は同じ）
        conv_param : dict。キーは "filter_num"、"filter_size"、"pad"、"stride"。None なら
            {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1} とします
        hidden_size, output_size : int。隠れ層と出力のニューロンの数
        weight_init_std : float。重みの初期値の標準偏差
        params : dict。FN を filter_num、FS を filter_size、D を Pool1 の出力の数として、
            W1 (FN, C, FS, FS)、b1 (FN,)、W2 (D, hidden_size)、b2 (hidden_size,)、
            W3 (hidden_size, output_size)、b3 (output_size,)
        layers : OrderedDict。順に "Conv1"、"Relu1"、"Pool1"、"Affine1"、"Relu2"、"Affine2"
        last_layer : SoftmaxWithLoss
    predict(x)
        形 (N, output_size) の np.ndarray、つまり点数を返します。
        x : 形 (N, C, H, W) の np.ndarray
    loss(x, t)
        損失を float で返します。
        t : 形 (N,) のラベル、または形 (N, output_size) の one-hot 表現の np.ndarray
    accuracy(x, t, batch_size=100)
        正解した割合（0 から 1 まで）を float で返します。一度に調べるのは batch_size 枚です。
    gradient(x, t)
        誤差逆伝播法で求めた勾配の dict を返します。キーと形は params と同じです。

    |

    A CNN with one layer of convolution (section 7.5).

    SimpleConvNet(input_dim=(1, 28, 28), conv_param=None, hidden_size=100, output_size=10, weight_init_std=0.01)
        input_dim : (C, H, W), the channels, height and width of an image (in grading, H and W are equal)
        conv_param : dict with the keys "filter_num", "filter_size", "pad" and "stride"; None stands for
            {"filter_num": 30, "filter_size": 5, "pad": 0, "stride": 1}
        hidden_size, output_size : int, the numbers of neurons in the hidden layer and at the output
        weight_init_std : float, the standard deviation of the initial weights
        params : dict; with FN for filter_num, FS for filter_size and D for the numbers that Pool1 gives a datum:
            W1 (FN, C, FS, FS), b1 (FN,), W2 (D, hidden_size), b2 (hidden_size,),
            W3 (hidden_size, output_size), b3 (output_size,)
        layers : OrderedDict of "Conv1", "Relu1", "Pool1", "Affine1", "Relu2", "Affine2", in this order
        last_layer : SoftmaxWithLoss
    predict(x)
        return the scores, an np.ndarray of shape (N, output_size)
        x : np.ndarray of shape (N, C, H, W)
    loss(x, t)
        return the loss, a float
        t : np.ndarray of labels (N,), or in one-hot form (N, output_size)
    accuracy(x, t, batch_size=100)
        return the share of right answers, a float from 0 to 1, looking at batch_size images at a time
    gradient(x, t)
        return a dict of the gradients by backpropagation, with the keys and shapes of params
    """

    def __init__(
        self,
        input_dim=(1, 28, 28),
        conv_param=None,
        hidden_size=100,
        output_size=10,
        weight_init_std=0.01,
    ):
        raise NotImplementedError

    def predict(self, x):
        raise NotImplementedError

    def loss(self, x, t):
        raise NotImplementedError

    def accuracy(self, x, t, batch_size=100):
        raise NotImplementedError

    def gradient(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# 組み立てたネットワークに手書き数字を学習させます。更新のしかたは第6章の `Adam` です。50
# 枚のミニバッチで 300 回更新し、最後の 100 回は学習率を小さくして仕上げます。10〜30
# 秒ほどかかるので、進み具合を棒で表示します。行列の積を使わず、ループで計算する `Convolution` では、もっとずっと長くかかります
# （止めるには ■ ボタンを押します）。

# %% [markdown] lang="en"
# Let your network learn handwritten digits. The updates are those of `Adam` from chapter 6: 300 of them, with
# mini-batches of 50 images, and a smaller learning rate for the last 100 as a finish. As this takes 10 to 30
# seconds, a bar shows how far it is. With a `Convolution` that computes by loops rather than by a product of
# matrices it takes very much longer (the ■ button stops it).

# %% given="ch04.mini_batch"

# %% given="ch06.Adam"

# %% demo
from IPython.display import ProgressBar

(x_train, t_train), (x_test, t_test) = load_mnist(flatten=False)

np.random.seed(0)
trained, optimizer, rng = SimpleConvNet(), Adam(lr=0.005), np.random.default_rng(0)
first_filters = trained.params["W1"].copy()  # あとで比べるため | to compare with later
updates, losses, accuracies = [], [], []
for step in ProgressBar(300):
    optimizer.lr = 0.005 if step < 200 else 0.001
    x, t = mini_batch(x_train, t_train, 50, rng)
    if step % 20 == 0:
        updates.append(step)
        losses.append(trained.loss(x, t))
        accuracies.append(trained.accuracy(x_test[::4], t_test[::4]))
    optimizer.update(trained.params, trained.gradient(x, t))
accuracy = trained.accuracy(x_test, t_test)
print(f"テスト画像 2,000 枚の正解率：{accuracy:.1%} | accuracy on 2,000 test images: {accuracy:.1%}")

fig, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.6))
left.plot(updates, losses, marker="o")
left.set_ylabel("ミニバッチの損失 | loss on the mini-batch")
right.plot(updates, accuracies, marker="o", label="テスト画像 500 枚 | 500 test images")
right.plot(300, accuracy, "*", markersize=14, label="最後：2,000 枚 | at the end: 2,000")
right.axhline(0.1, color="gray", linestyle=":", label="でたらめに答えたとき | by guessing")
right.set_ylabel("正解率 | accuracy")
right.set_ylim(0, 1.03)
right.legend(loc="lower right")
for ax in (left, right):
    ax.set_xlabel("更新の回数 | updates")
    ax.grid(alpha=0.3)
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# わずか 300 回の更新で、テスト画像の 96 % ほどを正しく読めるようになりました。見た画像はのべ $50 \times 300 = 15{,}000$
# 枚、訓練画像 10,000 枚の 1.5 周分です。60,000 枚の MNIST
# 全体で何周も学習させると、このネットワークの正解率は 99 % 近くになります。
#
# パラメータの数を数えると、`Conv1` は $30 \times 25 + 30 = 780$ 個、`Affine1` は $4320 \times 100 + 100 = 432{,}100$
# 個です。畳み込み層は、同じフィルターを画像のどの場所でも使うので、とても少ない数で済みます。

# %% [markdown] lang="en"
# After a mere 300 updates it reads about 96 % of the test images. It has been shown $50 \times 300 = 15{,}000$
# images, which is one and a half times the 10,000 training images. After many rounds through all 60,000 images of
# MNIST, this network comes close to 99 %.
#
# Count the parameters: `Conv1` has $30 \times 25 + 30 = 780$, `Affine1` has $4320 \times 100 + 100 = 432{,}100$. As
# a layer of convolution uses the same filters everywhere in the image, it needs very few.

# %% [markdown] lang="ja"
# ## フィルターを見る（7.6.1 節）
#
# 学習で、フィルターはどう変わったのでしょうか。フィルターも小さな画像なので、並べて見てみましょう。重み `W`（形
# $(FN, C, FH, FW)$）の**最初のチャンネル** `W[:, 0]` を、1 枚の絵に並べる関数 `filter_grid` を書きます。
#
# - **並べ方**：左から右へ `columns` 個ずつ、上の行から順に並べます。行の数は
#   $\lceil FN / \mathrm{columns} \rceil$（割り切れなければ切り上げ）です。
# - **すき間**：フィルターとフィルターの間に、幅 `margin` の 0 を入れます。絵の外側には付けません。最後の行の余った場所も 0
#   です。
# - **明るさ**：並べる値全体でいちばん小さい値が 0、いちばん大きい値が 1 になるようにします。
#
# $$v \mapsto \frac{v - v_{\min}}{v_{\max} - v_{\min}}$$
#
# $v_{\min}$ と $v_{\max}$ は、**全フィルターに共通**です。フィルターごとに直すと、ほとんど 0
# のフィルターも、強いフィルターと同じくらいはっきり見えてしまい、比べられません。配列 `a` の最小値と最大値は、
# `a.min()` と `a.max()` で求められます。
#
# 絵の大きさは次のとおりです。
#
# $$\text{高さ} = \text{行の数} \times (FH + \mathrm{margin}) - \mathrm{margin}, \qquad
# \text{幅} = \mathrm{columns} \times (FW + \mathrm{margin}) - \mathrm{margin}$$
#
# 例：1×2 のフィルターが 3 個、$(-1, 0)$、$(1, 3)$、$(2, 1)$ で、`columns` が 2、`margin` が 1 のとき。全体の最小は $-1$、最大は
# $3$ なので、明るさは $(0, 0.25)$、$(0.5, 1)$、$(0.75, 0.5)$ です。絵は次の 3 行 5 列になります。
#
# $$\begin{pmatrix} 0 & 0.25 & 0 & 0.5 & 1 \\ 0 & 0 & 0 & 0 & 0 \\ 0.75 & 0.5 & 0 & 0 & 0 \end{pmatrix}$$
#
# $k$ 番目（0 から数えて）のフィルターが入るのは、$k$ を `columns` で割った商の行、余りの列です。フィルターは縦長や横長のこともあります。

# %% [markdown] lang="en"
# ## Looking at the filters (section 7.6.1)
#
# How did learning change the filters? A filter is a small image, too, so lay them out and look at them. Write the
# function `filter_grid`, which makes one picture of the **first channel** `W[:, 0]` of the weights `W`, whose shape
# is $(FN, C, FH, FW)$.
#
# - **Order**: from left to right, `columns` filters in a row, beginning with the top row. There are
#   $\lceil FN / \mathrm{columns} \rceil$ rows, that is, the quotient rounded up.
# - **Gaps**: between the filters lie zeros, `margin` of them wide. There are none around the picture. Where the last
#   row is not full, the rest is 0 as well.
# - **Brightness**: of all values that are drawn, the smallest becomes 0 and the largest 1.
#
# $$v \mapsto \frac{v - v_{\min}}{v_{\max} - v_{\min}}$$
#
# $v_{\min}$ and $v_{\max}$ are **the same for all filters**. If each filter had its own, one that is nearly 0 would
# look as bold as a strong one, and they could not be compared. `a.min()` and `a.max()` are the smallest and the
# largest value of an array `a`.
#
# The size of the picture is
#
# $$\text{height} = \text{rows} \times (FH + \mathrm{margin}) - \mathrm{margin}, \qquad
# \text{width} = \mathrm{columns} \times (FW + \mathrm{margin}) - \mathrm{margin}$$
#
# An example: three filters of 1×2, $(-1, 0)$, $(1, 3)$ and $(2, 1)$, with `columns` 2 and `margin` 1. The smallest value of
# all is $-1$, the largest $3$, so the brightness is $(0, 0.25)$, $(0.5, 1)$ and $(0.75, 0.5)$. The picture has 3
# rows and 5 columns:
#
# $$\begin{pmatrix} 0 & 0.25 & 0 & 0.5 & 1 \\ 0 & 0 & 0 & 0 & 0 \\ 0.75 & 0.5 & 0 & 0 & 0 \end{pmatrix}$$
#
# Divide $k$ by `columns`: the quotient is the row of filter number $k$ (counted from 0), and the remainder is its
# column. A filter may be taller than it is wide, or wider than tall.


# %% exercise="filter_grid" title="フィルターを並べた絵 | A picture of all filters" section="7.6.1" track="P" points=5
def filter_grid(W, columns, margin=1):
    """全フィルターの最初のチャンネルを、1 枚の絵に並べます（7.6.1 節）。W は書き換えません。

    Parameters
    ----------
    W : 形 (FN, C, FH, FW) の np.ndarray。最初のチャンネルの値は、全部が同じではありません
    columns : int。1 行に並べるフィルターの数（1 以上）
    margin : int。フィルターの間に入れる 0 の幅（0 以上）

    Returns
    -------
    2 次元の np.ndarray（float）。値は 0 から 1 まで、すき間と余った場所は 0。
        行の数は FN / columns を切り上げた数。FN が columns より小さくても、幅は columns 個分

    |

    Lay out the first channel of all filters in one picture (section 7.6.1). W is left unchanged.

    Parameters
    ----------
    W : np.ndarray of shape (FN, C, FH, FW); the values of the first channel are not all the same
    columns : int, how many filters stand in a row (1 or more)
    margin : int, the width of the zeros between filters (0 or more)

    Returns
    -------
    2-D np.ndarray of floats from 0 to 1, with 0 in the gaps and where no filter stands;
        as many rows as FN / columns rounded up, and as wide as columns filters even if FN is smaller
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 学習の前と後のフィルターを見比べましょう。明るいところは大きな重み、暗いところは小さな（負の）重みです。学習の前の重みはとても小さいので、
# 2 枚の明るさの目盛りは別々です（題の数は、最小と最大の重みです）。学習の前はただの砂嵐ですが、学習の後には、**明るい部分と暗い部分がまとまり**、
# 規則のある模様が現れます。明るさがどちら向きに変わるかは、フィルターによって違います（ほとんど平らなままのものもあります）。
# この模様は、人が決めたのではありません。損失を小さくするように更新しただけで、できたものです。

# %% [markdown] lang="en"
# Compare the filters before and after learning. Bright is a large weight, dark a small or negative one (the weights
# before learning are tiny, so each of the two pictures has a scale of its own; the numbers in its title are the
# smallest and the largest weight). Before, there is nothing but noise.
# After, **bright and dark parts have gathered**, and patterns appear, each filter's brightness changing in a
# direction of its own (a few remain almost flat). Nobody has designed these patterns. They came about by updates that do nothing but make the
# loss smaller.

# %% demo
pictures = {
    "学習の前 | before learning": first_filters,
    "学習の後 | after learning": trained.params["W1"],
}
fig, axes = plt.subplots(1, 2, figsize=(9.5, 4.4))
for ax, (title, W) in zip(axes, pictures.items(), strict=True):
    ax.imshow(filter_grid(W, 6), cmap="gray")
    ax.set_title(f"{title}: {W.min():.2f} … {W.max():.2f}")
    ax.axis("off")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# 模様の意味は、画像に当ててみるとわかります。学習したフィルターの中から、**左右**で明るさがいちばん変わるものと、**上下**
# でいちばん変わるものを選び、数字に当てました。右の 2 枚で、赤は正の出力、青は負の出力です。左右に変わるフィルターは**縦の線のふち**に、
# 上下に変わるフィルターは**横の線のふち**に、強く反応します。線の片側のふちで正、反対側のふちで負になり、次の ReLU が正のほうだけを残します。

# %% [markdown] lang="en"
# What a pattern means is seen when the filter is applied to an image. Here are the two filters whose brightness
# changes most from **left to right** and from **top to bottom**, applied to digits. On the right, red is a positive
# output and blue a negative one. A filter that changes from left to right answers strongly to **the edges of
# vertical lines**, one that changes from top to bottom to those of **horizontal lines**: positive on one side of the
# line, negative on the other. The ReLU that follows keeps the positive side alone.

# %% demo
W = trained.params["W1"][:, 0]
slope = np.linspace(-1, 1, 5)
across, down = np.sum(W * slope, axis=(1, 2)), np.sum(W * slope[:, np.newaxis], axis=(1, 2))
chosen = {
    "左右に変わる | left to right": np.argmax(np.abs(across) - np.abs(down)),
    "上下に変わる | top to bottom": np.argmax(np.abs(down) - np.abs(across)),
}
digits = x_test[[np.flatnonzero(t_test == number)[0] for number in (4, 7)]]
maps = trained.layers["Conv1"].forward(digits)

fig, axes = plt.subplots(3, 3, figsize=(7, 6.6))
for ax, digit in zip(axes[0, 1:], digits, strict=True):
    ax.imshow(digit[0], cmap="gray")
for row, (name, k) in zip(axes[1:], chosen.items(), strict=True):
    row[0].imshow(W[k], cmap="gray")
    row[0].set_title(f"{name}（{k} 番） | {name} (no. {k})", fontsize=10)
    largest = np.max(np.abs(maps[:, k]))
    for ax, image in zip(row[1:], maps[:, k], strict=True):
        ax.imshow(image, cmap="RdBu_r", vmin=-largest, vmax=largest)
for ax in axes.ravel():
    ax.axis("off")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 層を重ねると見えるもの（7.6.2 節）
#
# 今度は 1 枚の数字が、学習したネットワークの中をどう流れていくかを、レイヤごとに見てみましょう。畳み込み層の出力は、
# フィルターの数だけある画像なので、**特徴マップ**と呼びます。並べるのに、また `filter_grid` を使います。
#
# - **Conv1**：30 個のフィルターが、それぞれ違うふちや線を取り出しています。灰色の背景が、だいたい 0 です。
# - **Relu1**：負の値がなくなり、反応したところだけが光ります。
# - **Pool1**：大きさは半分の 12×12 です。細かい位置は失われますが、どこに何があったかは残っています。
# - **Relu2**：ここからは、もう画像ではありません。100 個のニューロンのうち、この数字に反応したものが光ります。
# - 最後に、点数を `softmax` で確率に直したものです。

# %% [markdown] lang="en"
# ## What more layers see (section 7.6.2)
#
# Now follow one digit through the trained network, layer by layer. What a layer of convolution gives is again
# images, as many as it has filters; they are called **feature maps**. `filter_grid` lays them out as well.
#
# - **Conv1**: each of the 30 filters draws out other edges and strokes. The grey of the background is about 0.
# - **Relu1**: negative values are gone, and only what answered shines.
# - **Pool1**: half the size, 12×12. Exact positions are lost, but what was where remains.
# - **Relu2**: this is no image any more. Of the 100 neurons, those shine that answer to this digit.
# - In the end, the scores as probabilities, by `softmax`.

# %% demo
digit = x_test[[np.flatnonzero(t_test == 5)[0]]]
outputs, x = {}, digit
for name, layer in trained.layers.items():
    x = outputs[name] = layer.forward(x)

fig = plt.figure(figsize=(10, 8.2))
grid = fig.add_gridspec(3, 2, width_ratios=[1, 2.6], hspace=0.25, wspace=0.08)
ax = fig.add_subplot(grid[0, 0])
ax.imshow(digit[0, 0], cmap="gray")
ax.set_title("入力：1×28×28 | input: 1×28×28")
ax.axis("off")
for row, name in enumerate(("Conv1", "Relu1", "Pool1")):
    ax = fig.add_subplot(grid[row, 1])
    maps = outputs[name][0, :, np.newaxis]  # (30, 1, OH, OW)
    ax.imshow(filter_grid(maps, 10), cmap="gray")
    ax.set_title(f"{name}: 30×{maps.shape[2]}×{maps.shape[3]}")
    ax.axis("off")
ax = fig.add_subplot(grid[1, 0])
ax.imshow(outputs["Relu2"].reshape(10, 10), cmap="gray")
ax.set_title("Relu2: 100")
ax.axis("off")
ax = fig.add_subplot(grid[2, 0])
ax.bar(range(10), softmax(outputs["Affine2"])[0], color="C2")
ax.set_xticks(range(10))
ax.set_ylim(0, 1)
ax.set_title("確率：10 | probabilities: 10")
plt.show()

# %% [markdown] lang="ja"
# 1 層目のフィルターが見つけるのは、ふちや線のような単純なものです。畳み込み層を重ねると、2 層目は、1
# 層目が見つけたふちの組み合わせを見ます。さらに重ねると、その組み合わせの組み合わせを見ます。物の写真を学習させた深い CNN
# を調べた研究では、浅い層はふちや色の境目に、中ほどの層は模様や質感に、深い層は物の部品や、物そのものに反応していました。
# **層が深くなるほど、取り出される情報は複雑で抽象的になる**のです。設計した人がそう決めたのではなく、これも学習の結果です。

# %% [markdown] lang="en"
# What the filters of the first layer find is simple: edges and strokes. Put another layer of convolution on top, and
# it sees combinations of the edges that the first has found; a third one sees combinations of these. Where deep
# CNNs that had learnt photographs of things were examined, early layers answered to edges and to borders of colour,
# middle ones to textures and patterns, late ones to parts of things and whole things. **The deeper the layer, the
# more complex and abstract the information.** No designer has laid that down: it, too, is a result of learning.

# %% [markdown] lang="ja"
# ## 代表的な CNN：LeNet と AlexNet（7.7 節）
#
# **LeNet**（ルネット、7.7.1 節）は、ヤン・ルカン（Yann LeCun）らが手書き数字のために作った、CNN の元祖です。1998
# 年の論文の LeNet-5 は、32×32 の画像を受け取り、畳み込みと、画像を小さくする層（サブサンプリング）を交互に重ね、
# 最後を全結合層で結びます。
#
# | 層 | 出力の形 |
# |---|---|
# | （入力） | 1×32×32 |
# | 畳み込み 5×5 | 6×28×28 |
# | サブサンプリング 2×2 | 6×14×14 |
# | 畳み込み 5×5 | 16×10×10 |
# | サブサンプリング 2×2 | 16×5×5 |
# | 畳み込み 5×5 | 120×1×1 |
# | 全結合 | 84 |
# | 出力 | 10 |
#
# あなたの `SimpleConvNet` と骨組みは同じです。違うのは部品で、LeNet の活性化関数はシグモイド関数の仲間（S 字の曲線）、
# その後の CNN では ReLU がよく使われます。画像を小さくするのに、LeNet は窓の平均のような値を使い、その後の CNN では Max プーリングがよく使われます。
# 20 年以上前のネットワークが、これほど今のものに似ているのは驚きです。
#
# **AlexNet**（アレックスネット、7.7.2 節）は、2012 年に、アレックス・クリジェフスキー（Alex
# Krizhevsky）らが発表しました。100 万枚を超える写真を 1,000 種類に分ける競技会で、2 位に大差をつけて優勝し、
# ディープラーニングが広く注目されるきっかけになりました。5 つの畳み込み層と 3 つの全結合層があり、LeNet
# とは次の点が違います。
#
# - 活性化関数に **ReLU** を使う。
# - 隣のフィルターの出力を見て値を整える、**LRN**（Local Response Normalization、局所的正規化）という層がある。
# - 過学習を抑えるために **Dropout** を使う（6.4.3 節）。
#
# 構造そのものには、14 年の隔たりほどの差はありません。変わったのは、世の中のほうです。LeNet-5 のパラメータは約 6 万個、AlexNet
# は約 6,000 万個で、1,000 倍です。それだけのパラメータを学習できたのは、大量のデータが手に入るようになり、大量の計算を並列にこなす
# **GPU** が普及したからです。

# %% [markdown] lang="en"
# ## Famous CNNs: LeNet and AlexNet (section 7.7)
#
# **LeNet** (section 7.7.1), the ancestor of CNNs, was made for handwritten digits by Yann LeCun and his colleagues.
# LeNet-5, from their paper of 1998, takes images of 32×32, alternates convolution with layers that make the image
# smaller (subsampling), and ends in fully connected layers.
#
# | layer | shape of its output |
# |---|---|
# | (input) | 1×32×32 |
# | convolution 5×5 | 6×28×28 |
# | subsampling 2×2 | 6×14×14 |
# | convolution 5×5 | 16×10×10 |
# | subsampling 2×2 | 16×5×5 |
# | convolution 5×5 | 120×1×1 |
# | fully connected | 84 |
# | output | 10 |
#
# It has the skeleton of your `SimpleConvNet`. The parts differ: the activation of LeNet is of the sigmoid's kind, an
# S-shaped curve, where later CNNs mostly take ReLU. To make images smaller LeNet uses something like the mean of a
# window, where later ones often take max pooling. It is surprising how much a network of more than 20 years ago looks like those of
# today.
#
# **AlexNet** (section 7.7.2) was presented in 2012 by Alex Krizhevsky and his colleagues. In a contest of sorting
# photographs into 1,000 kinds, with more than a million to learn from, it came first by a wide margin, and that is
# what drew everyone's attention to deep learning. It has five layers of convolution and three fully connected ones,
# and differs from LeNet in these points:
#
# - Its activation is **ReLU**.
# - It has layers called **LRN** (Local Response Normalization), which adjust a value by the outputs of neighbouring
#   filters.
# - It uses **dropout** against overfitting (section 6.4.3).
#
# In structure there is less between the two than their 14 years would suggest. It was the world around them that had
# changed. LeNet-5 has about 60,000 parameters, AlexNet about 60 million, a thousand times as many. So many could be
# learnt because masses of data had become available, and because **GPUs**, which do masses of computations in
# parallel, had become common.

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - 全結合層は画像を 1 列の数として扱いますが、畳み込み層は縦、横、チャンネルの**形を保ったまま**扱います。
# - 畳み込み層は、小さなフィルターを画像の上で滑らせます。同じ重みをどの場所でも使うので、パラメータが少なくて済みます。
# - プーリング層は画像を小さくし、小さな位置のずれの影響を和らげます。学習するパラメータはありません。
# - im2col で窓を並べると、畳み込みは 1 つの大きな行列の積になり、速く計算できます。
# - 学習すると、1 層目のフィルターはふちや線を見つけるようになります。層が深くなるほど、取り出される情報は抽象的になります。
#
# 第8章では、層をもっと深くして、手書き数字の正解率を 99 % に近づけます。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - To a fully connected layer an image is a row of numbers; a layer of convolution **keeps its shape**: height, width
#   and channels.
# - A layer of convolution slides small filters over the image. As the same weights are used everywhere, it needs few
#   parameters.
# - A layer of pooling makes the image smaller, and small shifts matter less. It has no parameters to learn.
# - With the windows laid out by im2col, convolution becomes one large product of matrices, which is fast.
# - By learning, the filters of the first layer come to find edges and strokes. The deeper the layer, the more abstract
#   the information.
#
# Chapter 8 goes deeper, and comes close to reading 99 % of the digits.
