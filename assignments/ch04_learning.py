# %% [markdown] lang="ja"
# # 第4章 ニューラルネットワークの学習
#
# 第3章では、誰かが用意してくれた重みで手書き数字を読み取りました。この章では、
# その重みを**データから自動で見つけます**。これが**学習**です。道筋は次のとおりです。
#
# 1. ネットワークの答えがどれだけ悪いかを、**損失関数**で 1 つの数にします（4.2 節）。
# 2. 重みを少し動かしたら損失がどう変わるかを、**微分**と**勾配**で調べます（4.3〜4.4 節）。
# 3. 損失が減る向きに重みを少し動かします。これを何度も繰り返すのが**勾配降下法**です（4.4 節）。
# 4. 最後にこれらを組み立て、2 層のネットワークに数字を学習させます（4.5 節）。

# %% [markdown] lang="ja" form="ipynb"
# **進め方**は第3章と同じです。説明を読み、`raise NotImplementedError` を消して自分のコードを書き、
# セルを実行してから、すぐ下の `check("…")` を実行します。図を描くセルは、あなたが作った関数を使います。
# まだ書いていない関数があると止まりますが、書き終えてからもう一度実行すれば大丈夫です。

# %% [markdown] lang="ja" form="py"
# **このファイルの進め方**
#
# 1. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 2. `raise NotImplementedError` を消して、そこに自分のコードを書きます。名前と引数は変えません。
# 3. 保存して、ターミナルで `pytest` を実行します。違っていれば、どこがどう違うかが表示されます。`zerotsuku watch`
#    なら、保存するたびに確かめます。
# 4. 試し書きや補助の関数は、自由に足してかまいません。`# %%` の行と `check("…")` は、
#    そのままにしておいてください。
#
# 図を描くところは、あなたが作った関数を使います。VS Code のように、`# %%` で区切られた**セル**を 1
# つずつ実行できるエディタなら、そこだけを実行できます。ファイル全体を Python で実行すると、
# まだ書いていない関数を使うところで `NotImplementedError` になって止まります。

# %% [markdown] lang="en"
# # Chapter 4: Learning
#
# In chapter 3 somebody else's weights read the digits for you. In this chapter the weights are **found from
# data**, automatically: this is **learning**. The road goes like this.
#
# 1. A **loss function** says in one number how bad the network's answers are (section 4.2).
# 2. **Derivatives** and **gradients** tell how the loss changes when a weight moves a little (sections
#    4.3–4.4).
# 3. Move the weights a little in the direction in which the loss falls, and do so many times: this is
#    **gradient descent** (section 4.4).
# 4. Put it all together, and let a network of two layers learn digits (section 4.5).

# %% [markdown] lang="en" form="ipynb"
# **How to work** is as in chapter 3: read the text, replace `raise NotImplementedError` with your own code,
# run the cell, then run the `check("…")` just below. The cells that draw pictures use the functions you
# wrote; if one is still missing they stop, and you run them again once it is there.

# %% [markdown] lang="en" form="py"
# **How to work with this file**
#
# 1. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 2. Delete `raise NotImplementedError` and write your own code in its place. Keep names and arguments.
# 3. Save, and run `pytest` in a terminal. If something is wrong, it says what and where. `zerotsuku watch`
#    checks each time you save.
# 4. You are free to try things out and to add helper functions of your own. Leave the `# %%` lines and
#    `check("…")` as they are.
#
# The parts that draw pictures use the functions you wrote. An editor such as VS Code runs single **cells**, the
# parts between the `# %%` lines. When the whole file is run with Python, it stops with `NotImplementedError`
# where it uses a function that is not written yet.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

# autograder が見つからないときは、先に %pip install zerotsuku-….whl を実行します | If autograder is not found, first run %pip install zerotsuku-….whl
from autograder import check
from dataset.mnist import load_mnist

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## 2 乗和誤差（4.2.1 節）
#
# 学習には「今の答えはどれくらい悪いか」を測る物差しが要ります。この物差しを**損失関数**と呼び、
# 値が**小さいほど良い**ように作ります。最初の損失関数は**2 乗和誤差**です。
#
# $$E = \frac{1}{2} \sum_{k} (y_k - t_k)^2$$
#
# $y_k$ はネットワークの出力、$t_k$ は正解（教師データ）、$k$ はクラスの番号です。差を 2 乗するので、
# 大きすぎても小さすぎても損失が増えます。
#
# 例：3 クラスの分類で、出力が $\boldsymbol{y} = (0.1,\ 0.7,\ 0.2)$ とします。
#
# | 正解 | $\boldsymbol{t}$ | 差の 2 乗 | $E$ |
# |---|---|---|---|
# | クラス 1 | $(0, 1, 0)$ | $0.01,\ 0.09,\ 0.04$ | $0.07$ |
# | クラス 0 | $(1, 0, 0)$ | $0.81,\ 0.49,\ 0.04$ | $0.67$ |
#
# 確率 0.7 を正解のクラスに付けたとき（1 行目）の損失は小さく、外れのクラスに付けたとき（2 行目）の損失は
# 大きくなりました。
#
# 先頭の $\frac{1}{2}$ は、微分したときに指数の 2 と打ち消し合って、式がすっきりするように付いています。

# %% [markdown] lang="en"
# ## The sum of squared errors (section 4.2.1)
#
# Learning needs a yardstick: how bad is the answer right now? It is called the **loss function**, and it is
# made so that **smaller is better**. The first loss function is the **sum of squared errors**.
#
# $$E = \frac{1}{2} \sum_{k} (y_k - t_k)^2$$
#
# Here $y_k$ is the network's output, $t_k$ the right answer (the **target**, or **label**), and $k$ the number
# of the class. As the difference is squared, too much and too little both raise the loss.
#
# An example with three classes and the output $\boldsymbol{y} = (0.1,\ 0.7,\ 0.2)$:
#
# | right answer | $\boldsymbol{t}$ | squared differences | $E$ |
# |---|---|---|---|
# | class 1 | $(0, 1, 0)$ | $0.01,\ 0.09,\ 0.04$ | $0.07$ |
# | class 0 | $(1, 0, 0)$ | $0.81,\ 0.49,\ 0.04$ | $0.67$ |
#
# The 0.7 is on the right class in the first row, and the loss is small. In the second it is on a wrong class,
# and the loss is large.
#
# The $\frac{1}{2}$ in front cancels the 2 of the exponent when the formula is differentiated, and keeps the
# result tidy.


# %% exercise="sum_squared_error" title="2 乗和誤差 | The sum of squared errors" section="4.2.1" track="I" points=3
def sum_squared_error(y, t):
    """データ 1 個の 2 乗和誤差を計算します（4.2.1 節）。y と t は書き換えません。

    Parameters
    ----------
    y : 形 (M,) の np.ndarray。ネットワークの出力
    t : 形 (M,) の np.ndarray。正解（one-hot 表現など。要素は整数のこともある）

    Returns
    -------
    float。差の 2 乗の和の半分

    |

    Compute the sum of squared errors of one datum (section 4.2.1).

    y and t are left unchanged.

    Parameters
    ----------
    y : np.ndarray of shape (M,), the output of the network
    t : np.ndarray of shape (M,), the right answer, for instance one-hot;
        its elements may be integers

    Returns
    -------
    float, half the sum of the squared differences
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 交差エントロピー誤差（4.2.2〜4.2.4 節）
#
# 分類では、もう 1 つの損失関数、**交差エントロピー誤差**がよく使われます。
#
# $$E = -\sum_{k} t_k \log y_k$$
#
# $\log$ は自然対数（底が $e = 2.718\ldots$ の対数）で、`np.log` と書きます。$t$ が one-hot 表現なら、1 は正解のところだけなので、和に残るのは
# 1 項だけです。つまり**正解のクラスの確率 $y$ を取り出して $-\log y$ を計算する**のと同じです。
#
# | 正解のクラスの確率 $y$ | 1.0 | 0.7 | 0.5 | 0.1 | 0.01 |
# |---|---|---|---|---|---|
# | $-\log y$ | 0 | 0.357 | 0.693 | 2.303 | 4.605 |
#
# 確率 1 で正解すれば損失は 0 です。正解の確率が 0 に近づくと、損失はどこまでも大きくなります。
#
# **log 0 への備え。** `np.log(0)` は `-inf`（マイナス無限大）です。NumPy は警告を出すだけで止まりませんが、
# 損失は無限大（`inf`）や、数でないもの（`nan`。$0 \times (-\infty)$ がそうです）になり、
# そのあとの計算は役に立ちません。$\log$ の中にとても小さな数を足しておけば、値は有限になります。
# 足す数は、本と同じ 1e-7（$10^{-7}$）か、それより小さな数にします。大きすぎると、損失の値がずれてしまうからです。
#
# **バッチへの備え。** $N$ 個のデータでは、データ 1 個あたりの**平均**にします（和を $N$ で割ります。配列の要素の平均は
# `np.mean` でも求められます）。こうすると、バッチの大きさが違っても比べられます。
#
# $$E = -\frac{1}{N} \sum_{n} \sum_{k} t_{nk} \log y_{nk}$$
#
# **ラベルへの備え。** 正解は one-hot 表現ではなく、ラベル（クラスの番号）で渡されることもあります。次の 4
# 通りすべてで、正しい値を返してください。
#
# | | `y` の形 | one-hot の `t` | ラベルの `t` |
# |---|---|---|---|
# | データ 1 個 | `(M,)` | `(M,)` | 整数 1 個（`np.array(2)` など） |
# | バッチ | `(N, M)` | `(N, M)` | `(N,)` |
#
# - データ 1 個は、`reshape` で `y` の形（one-hot なら `t` の形も）を `(1, M)` にすれば「大きさ 1
#   のバッチ」になります。
# - `t` の要素の個数（`t.size`）が `y` と同じなら、one-hot 表現です。行ごとの `argmax`（`axis=1`）で、
#   ラベルにそろえられます。
# - ラベルで要素を取り出すには、行の番号と列の番号の 2 つの配列を使います。
#
# ```python
# >>> a = np.array([[10, 11, 12], [20, 21, 22]])
# >>> a[np.array([0, 1]), np.array([2, 0])]   # 0 行 2 列と 1 行 0 列
# array([12, 20])
# ```

# %% [markdown] lang="en"
# ## The cross-entropy error (sections 4.2.2–4.2.4)
#
# For classification another loss function is the usual choice, the **cross-entropy error**.
#
# $$E = -\sum_{k} t_k \log y_k$$
#
# $\log$ is the natural logarithm, to the base $e = 2.718\ldots$, written `np.log`. If $t$ is one-hot, its only 1 stands at the right class, so just
# one term of the sum is left: **take the probability $y$ of the right class and compute $-\log y$**.
#
# | probability $y$ of the right class | 1.0 | 0.7 | 0.5 | 0.1 | 0.01 |
# |---|---|---|---|---|---|
# | $-\log y$ | 0 | 0.357 | 0.693 | 2.303 | 4.605 |
#
# Right with probability 1, the loss is 0; as the probability of the right class goes to 0, the loss grows
# without limit.
#
# **Be ready for log 0.** `np.log(0)` is `-inf`, minus infinity. NumPy does not stop there, it only warns; but
# the loss becomes infinite (`inf`) or no number at all (`nan`, as $0 \times (-\infty)$ is), and whatever is
# computed from it is useless. A very small number, added inside the $\log$, keeps the value finite. Take 1e-7
# ($10^{-7}$) as the book does, or less: a larger one would shift the loss itself.
#
# **Be ready for batches.** For a batch of $N$ examples (data points) the loss is the **mean** over the $N$
# examples, that is, the sum divided by $N$ (`np.mean` gives the mean of an array's elements too). So batches of
# different sizes can be compared.
#
# $$E = -\frac{1}{N} \sum_{n} \sum_{k} t_{nk} \log y_{nk}$$
#
# **Be ready for labels.** The right answers may come not in one-hot form but as labels, the numbers of the
# classes. In all four cases the value must be right:
#
# | | shape of `y` | `t` in one-hot form | `t` of labels |
# |---|---|---|---|
# | one datum | `(M,)` | `(M,)` | one integer, such as `np.array(2)` |
# | batch | `(N, M)` | `(N, M)` | `(N,)` |
#
# - One datum becomes "a batch of one" when `reshape` gives `y`, and a one-hot `t` too, the shape `(1, M)`.
# - If `t` has as many elements (`t.size`) as `y`, it is one-hot; `argmax` of each row (`axis=1`) turns it into
#   labels.
# - To pick elements by label, use two arrays, one of row numbers and one of column numbers:
#
# ```python
# >>> a = np.array([[10, 11, 12], [20, 21, 22]])
# >>> a[np.array([0, 1]), np.array([2, 0])]   # row 0, column 2 and row 1, column 0
# array([12, 20])
# ```


# %% exercise="cross_entropy_error" title="交差エントロピー誤差 | The cross-entropy error" section="4.2.2" track="I" points=6
def cross_entropy_error(y, t):
    """交差エントロピー誤差を計算します（4.2.2〜4.2.4 節）。y と t は書き換えません。

    y に 0 があっても有限の値を返します（log の中に 1e-7 以下の小さな数を足します）。

    Parameters
    ----------
    y : 形 (M,) の np.ndarray（データ 1 個）または (N, M) の np.ndarray（バッチ）。確率
    t : 正解。one-hot 表現なら y と同じ形。ラベルなら、データ 1 個では整数（0 次元の配列）、
        バッチでは形 (N,) の整数の np.ndarray

    Returns
    -------
    float。データ 1 個あたりの誤差（バッチでは平均）

    |

    Compute the cross-entropy error (sections 4.2.2–4.2.4). y and t are left unchanged.

    The value is finite even where y is 0: a number up to 1e-7 is added inside the log.

    Parameters
    ----------
    y : np.ndarray of shape (M,), one datum, or (N, M), a batch; probabilities
    t : the right answers. One-hot: the shape of y. Labels: one integer (a 0-D array)
        for one datum, np.ndarray of integers and shape (N,) for a batch

    Returns
    -------
    float, the error of one datum; for a batch the mean over its examples
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 2 つの損失関数を比べてみましょう。2 クラスの分類で、正解のクラスに付けた確率を 0 から 1 まで動かします。
# どちらも、確率が 1 に近づくほど 0 に近づきます。違うのは左端です。自信を持って間違えたとき、
# 交差エントロピー誤差はずっと大きな罰を与えます。

# %% [markdown] lang="en"
# Compare the two loss functions. There are two classes, and the probability given to the right one runs from
# 0 to 1. Both go to 0 as it nears 1. They differ on the left: for being confidently wrong, the cross-entropy
# error punishes far more.

# %% demo
p = np.linspace(0.002, 1.0, 200)
right = np.array([1, 0])
squared = [sum_squared_error(np.array([q, 1 - q]), right) for q in p]
entropy = [cross_entropy_error(np.array([q, 1 - q]), right) for q in p]

plt.figure(figsize=(7, 4))
plt.plot(p, squared, "--", label="2 乗和誤差 | sum of squared errors")
plt.plot(p, entropy, label="交差エントロピー誤差 | cross-entropy error")
plt.xlabel("正解のクラスの確率 | probability of the right class")
plt.ylabel("損失 | loss")
plt.title("2 つの損失関数 | Two loss functions")
plt.grid(alpha=0.3)
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# ## ミニバッチ（4.2.3 節）
#
# 損失は、訓練データ全体についての平均です。ところが、データが何万個もあると、1 回の計算に時間がかかります。
# そこで、毎回データの中から一部を**ランダムに選び**、その平均で全体の平均の代わりにします。
# 選んだ一部を**ミニバッチ**と呼びます。世論調査で、全員の代わりに選ばれた 1,000 人に聞くのと同じ考え方です。
#
# たとえばデータが 5 個で、選ばれた番号が `[4, 1, 1]` なら、次のように取り出します。
#
# | | 全体 | ミニバッチ |
# |---|---|---|
# | `x` | `x[0], x[1], x[2], x[3], x[4]` | `x[4], x[1], x[1]` |
# | `t` | `t[0], t[1], t[2], t[3], t[4]` | `t[4], t[1], t[1]` |
#
# 大切なのは、画像とその正解の**対を壊さない**ことです。どちらも同じ番号で取り出します。番号の配列 `chosen`
# があれば、`x[chosen]` でその行をまとめて取り出せます。
#
# 乱数は、引数の `rng`（`np.random.default_rng(…)` で作った乱数の生成器）から引きます。`rng.choice(5, 3)` は 0
# から 4 までの整数を 3 個選びます。この選び方では、本と同じく、同じ番号が 2 度選ばれることもあります。
# 重ならないように選んでもかまいません。

# %% [markdown] lang="en"
# ## Mini-batches (section 4.2.3)
#
# The loss is a mean over all the training data. With tens of thousands of examples, computing it even once
# takes long. So each time some of them are **chosen at random**, and their mean stands in for the mean of all.
# The chosen part is called a **mini-batch**. An opinion poll works in the same way: it asks 1,000 people
# instead of everybody.
#
# Say there are 5 examples, and the chosen indices are `[4, 1, 1]`:
#
# | | all | mini-batch |
# |---|---|---|
# | `x` | `x[0], x[1], x[2], x[3], x[4]` | `x[4], x[1], x[1]` |
# | `t` | `t[0], t[1], t[2], t[3], t[4]` | `t[4], t[1], t[1]` |
#
# What matters is **not to break the pairs** of an image and its right answer: both are taken by the same
# indices. If `chosen` is an array of indices, `x[chosen]` takes all those rows at once.
#
# Random numbers come from the argument `rng`, a generator made by `np.random.default_rng(…)`.
# `rng.choice(5, 3)` chooses three integers from 0 to 4. As in the book, an index may come up twice this way;
# choosing without repetition is fine as well.


# %% exercise="mini_batch" title="ミニバッチ | Mini-batches" section="4.2.3" track="I" points=4
def mini_batch(x, t, batch_size, rng):
    """データからミニバッチをランダムに選びます（4.2.3 節）。x と t は書き換えません。

    Parameters
    ----------
    x : 形 (N, …) の np.ndarray。最初の軸に沿って並んだ N 個のデータ
    t : 形 (N,) または (N, M) の np.ndarray。それぞれの正解
    batch_size : int。選ぶ個数（N 以下）
    rng : np.random.Generator。乱数の生成器

    Returns
    -------
    x_batch, t_batch : 形 (batch_size, …) の np.ndarray が 2 つ。同じ番号の行どうしが対になる

    |

    Choose a mini-batch from the data at random (section 4.2.3). x and t are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N, …), N examples along the first axis
    t : np.ndarray of shape (N,) or (N, M), their right answers
    batch_size : int, how many to choose, at most N
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    x_batch, t_batch : two np.ndarray of shape (batch_size, …), whose rows belong together
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 手書き数字から、大きさ 10 のミニバッチを 3 回選んでみましょう（1 行が 1 つのミニバッチです）。
# 毎回違う数字が並び、画像の上のラベルはいつも合っているはずです。

# %% [markdown] lang="en"
# Choose a mini-batch of 10 handwritten digits, three times; each row is one mini-batch. Each time other digits
# come up, and the label above an image should always be right.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=False)
rng = np.random.default_rng(0)

fig, axes = plt.subplots(3, 10, figsize=(10, 4))
for row in axes:
    x_batch, t_batch = mini_batch(x_train, t_train, 10, rng)
    for ax, image, label in zip(row, x_batch, t_batch, strict=True):
        ax.imshow(image[0], cmap="gray")
        ax.set_title(label)
        ax.axis("off")
fig.suptitle("3 つのミニバッチ | Three mini-batches")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 数値微分（4.3.1 節）
#
# 損失を減らすには、重みを動かしたときに損失が**増えるのか減るのか、
# どれくらいの勢いでか**を知る必要があります。それを教えてくれるのが**微分**です。点 $x$ での微分は、$x$
# をほんの少し動かしたときの、$f$ の変化の割合です。
#
# $$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
#
# コンピュータでは $h$ を 0 にできないので、小さな $h$ で近似します。これを**数値微分**と呼びます。2
# つの注意があります。
#
# - **$h$ は小さすぎてもいけません。** コンピュータの小数は 16 桁ほどしかなく、それより細かい部分は失われます
#   （**丸め誤差**）。たとえば $1 + 10^{-50}$ はちょうど 1 になり、差が消えてしまいます。$h = 10^{-4}$
#   （`1e-4`）くらいがよいとわかっています。
# - **両側から測ります。** $x$ と $x + h$ の 2 点で測るのが**前方差分**です。代わりに $x - h$ と $x + h$
#   の 2 点を使う**中心差分**のほうが、誤差がずっと小さくなります。2 点の間隔は $2h$ なので、$2h$ で割ります。
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# 例：$f(x) = x^2$ の微分は $2x$ なので、$x = 3$ では 6 です。違いが見えるように、わざと大きく $h = 0.1$
# としてみます。
#
# | | 計算 | 結果 |
# |---|---|---|
# | 前方差分 | $(3.1^2 - 3^2) / 0.1 = (9.61 - 9) / 0.1$ | $6.1$ |
# | 中心差分 | $(3.1^2 - 2.9^2) / 0.2 = (9.61 - 8.41) / 0.2$ | $6.0$ |
#
# 引数の `f` は関数そのもので、`f(3.0)` のように呼び出せます。`f` の計算が重いこともあるので、呼び出すのは 2
# 回だけにします。

# %% [markdown] lang="en"
# ## Numerical differentiation (section 4.3.1)
#
# To bring the loss down you need to know whether it **rises or falls, and how fast**, when a weight moves.
# This is what the **derivative** tells. The derivative at a point $x$ is the rate at which $f$ changes when
# $x$ moves ever so little.
#
# $$f'(x) = \lim_{h \to 0} \frac{f(x + h) - f(x)}{h}$$
#
# A computer cannot let $h$ go to 0; it takes a small $h$ instead. This is **numerical differentiation**. Two
# things to mind:
#
# - **$h$ must not be too small either.** A float keeps about 16 digits, and whatever is finer is lost (the
#   **rounding error**). $1 + 10^{-50}$, for instance, is exactly 1, and the difference is gone.
#   $h = 10^{-4}$ (`1e-4`) is known to work well.
# - **Measure on both sides.** Measuring at $x$ and $x + h$ is the **forward difference**. The **central
#   difference** takes $x - h$ and $x + h$ instead, and its error is far smaller. Those two points are $2h$
#   apart, so the divisor is $2h$.
#
# $$f'(x) \approx \frac{f(x + h) - f(x - h)}{2h}$$
#
# An example: the derivative of $f(x) = x^2$ is $2x$, at $x = 3$ it is 6. Let $h$ be $0.1$, far too large, so
# that the difference shows:
#
# | | calculation | result |
# |---|---|---|
# | forward difference | $(3.1^2 - 3^2) / 0.1 = (9.61 - 9) / 0.1$ | $6.1$ |
# | central difference | $(3.1^2 - 2.9^2) / 0.2 = (9.61 - 8.41) / 0.2$ | $6.0$ |
#
# The argument `f` is a function itself, which you can call as in `f(3.0)`. As `f` may be slow, call it no
# more than twice.


# %% exercise="numerical_diff" title="数値微分 | Numerical differentiation" section="4.3.1" track="I" points=4
def numerical_diff(f, x):
    """f の点 x での微分を、中心差分で求めます（4.3.1 節）。

    f を呼び出すのは 2 回までです。

    Parameters
    ----------
    f : 関数。数 1 個を受け取り、数 1 個を返す
    x : float または int。微分を求める点

    Returns
    -------
    float。微分の近似値（h は 1e-4 くらい）

    |

    Find the derivative of f at the point x by the central difference (section 4.3.1).

    f is called at most twice.

    Parameters
    ----------
    f : a function that takes a number and returns a number
    x : float or int, the point

    Returns
    -------
    float, the derivative, approximately (with h about 1e-4)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# $h$ をどう選べばよいのか、実験で確かめましょう。$f(x) = e^x$ の $x = 1$ での微分は $e = 2.718\ldots$ です。
# $h$ を $1$ から $10^{-15}$ まで変えて、前方差分と中心差分の誤差を描きます（縦も横も、1 目盛りが 100
# 倍の対数目盛り）。$h$ が大きいと近似の誤差が、小さすぎると丸め誤差が大きくなり、間に谷ができます。
# 中心差分の谷のほうがずっと深く、$h$ が $10^{-5}$ から $10^{-6}$ のあたりにあります。$10^{-4}$ は谷の少し右ですが、
# そこでも誤差は $10^{-8}$ より小さく、これで十分です。星印は、あなたの `numerical_diff` の誤差です（$h = 10^{-4}$
# のところに描いています）。

# %% [markdown] lang="en"
# How should $h$ be chosen? Try it out. The derivative of $f(x) = e^x$ at $x = 1$ is $e = 2.718\ldots$. Let
# $h$ run from $1$ to $10^{-15}$ and draw the errors of the forward and the central difference, with
# logarithmic scales both ways: each tick is 100 times the one before. A large $h$ brings the error of the
# approximation, one too small the rounding error; in between lies a valley. That of the central difference is
# much deeper, where $h$ is around $10^{-5}$ to $10^{-6}$. $10^{-4}$ lies a little to the right of it, but even
# there the error is below $10^{-8}$, which is small enough. The star is the error of your `numerical_diff`,
# drawn at $h = 10^{-4}$.

# %% demo
h = np.logspace(-15, 0, 120)
forward_error = np.abs((np.exp(1 + h) - np.exp(1)) / h - np.exp(1))
central_error = np.abs((np.exp(1 + h) - np.exp(1 - h)) / (2 * h) - np.exp(1))
your_error = abs(numerical_diff(np.exp, 1.0) - np.exp(1))

plt.figure(figsize=(7, 4.5))
plt.loglog(h, forward_error, ".", markersize=4, label="前方差分 | forward difference")
plt.loglog(h, central_error, ".", markersize=4, label="中心差分 | central difference")
label = "あなたの numerical_diff | your numerical_diff"
plt.loglog(1e-4, your_error, "*", markersize=16, color="C3", label=label)
plt.xlabel("h")
plt.ylabel("微分の誤差 | error of the derivative")
plt.title("h の大きさと誤差 | The size of h and the error")
plt.grid(alpha=0.3)
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# ## 接線（4.3.2 節）
#
# 微分は、曲線の上の 1 点での**傾き**です。その点を通って、その傾きを持つ直線を**接線**と呼びます。接線は、
# その点の近くでは曲線とほとんど重なります。曲線をまっすぐな線で言い換えたもの、と言ってもよいでしょう。
#
# 接点は $(x,\ f(x))$、傾きは $f'(x)$ です。横の座標が $t$ のときの、接線の高さを $\ell(t)$ とします。
# 接点から横に $t - x$ だけ進むと、高さは「傾き × 進んだ距離」だけ変わるので、
#
# $$\ell(t) = f'(x)\,(t - x) + f(x)$$
#
# 例：$f(x) = x^2$、$x = 3$ なら、接点は $(3, 9)$、傾きは 6 です。$\ell(3) = 9$、
# $\ell(5) = 6 \cdot 2 + 9 = 21$、$\ell(0) = 6 \cdot (-3) + 9 = -9$ となります。縦軸と交わる高さ（**切片**）は
# $-9$ で、$f(3) = 9$ とは違います。
#
# `tangent_line` が返すのは数ではなく、**関数** $\ell$ です。Python では、関数の中で関数を作って返せます。
# `lambda m: m + n` は「`m` を受け取って `m + n` を返す、名前のない関数」です。
#
# ```python
# >>> def add(n):
# ...     return lambda m: m + n
# >>> add_three = add(3)
# >>> add_three(10)
# 13
# ```
#
# 内側にもう 1 つ `def` を書いても、同じことができます。
#
# ```python
# def add(n):
#     def added(m):
#         return m + n
#
#     return added
# ```

# %% [markdown] lang="en"
# ## The tangent (section 4.3.2)
#
# The derivative is the **slope** at one point of a curve. The straight line through that point with that
# slope is the **tangent**. Near the point it all but coincides with the curve: it says in a straight line
# what the curve does there.
#
# The point of contact is $(x,\ f(x))$ and the slope is $f'(x)$. Let $\ell(t)$ be the height of the tangent at
# the coordinate $t$. From the point of contact it is $t - x$ across to $t$, and the height changes by slope
# times distance:
#
# $$\ell(t) = f'(x)\,(t - x) + f(x)$$
#
# An example: with $f(x) = x^2$ and $x = 3$ the point of contact is $(3, 9)$ and the slope is 6. So
# $\ell(3) = 9$, $\ell(5) = 6 \cdot 2 + 9 = 21$ and $\ell(0) = 6 \cdot (-3) + 9 = -9$. The line crosses the
# vertical axis at $-9$, its **intercept**, which is not $f(3) = 9$.
#
# What `tangent_line` returns is not a number but the **function** $\ell$. In Python a function can make
# another one and return it. `lambda m: m + n` is a function without a name that takes `m` and returns
# `m + n`:
#
# ```python
# >>> def add(n):
# ...     return lambda m: m + n
# >>> add_three = add(3)
# >>> add_three(10)
# 13
# ```
#
# Another `def` inside the first does the same:
#
# ```python
# def add(n):
#     def added(m):
#         return m + n
#
#     return added
# ```


# %% exercise="tangent_line" title="接線 | The tangent" section="4.3.2" track="M" points=3 needs="numerical_diff"
def tangent_line(f, x):
    """f の点 x での接線を、関数として返します（4.3.2 節）。

    Parameters
    ----------
    f : 関数。数 1 個を受け取り、数 1 個を返す
    x : float。接点の横の座標

    Returns
    -------
    関数。t（float または np.ndarray）を受け取り、そこでの接線の高さを同じ形で返す

    |

    Return the tangent of f at the point x, as a function (section 4.3.2).

    Parameters
    ----------
    f : a function that takes a number and returns a number
    x : float, the horizontal coordinate of the point of contact

    Returns
    -------
    a function that takes t, a float or np.ndarray, and returns the height of the tangent
    there, in the shape of t
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 微分の定義を絵にします。点 $(2, f(2))$ と、横に $h$ だけ離れた曲線上の点を結ぶ直線（**割線**）を、$h$
# を小さくしながら描きます。割線の傾きは、定義の式の $(f(x+h) - f(x))/h$ です。$h$ が小さくなるにつれて、
# 割線が赤い接線に近づき、割線の傾きが接線の傾き 0.70 に近づくのを見てください。

# %% [markdown] lang="en"
# The definition of the derivative as a picture: straight lines through $(2, f(2))$ and another point of the
# curve, $h$ further on (**secants**), for smaller and smaller $h$. The slope of a secant is the
# $(f(x+h) - f(x))/h$ of the definition. Watch how, as $h$ shrinks, the secants come closer to the red tangent,
# and their slopes to its slope, 0.70.


# %% demo
def cubic(x):
    return 0.1 * x**3 - 0.5 * x + 1


t = np.linspace(-0.5, 5.0, 200)
contact = 2.0
plt.figure(figsize=(7, 5))
plt.plot(t, cubic(t), color="black", linewidth=2, label="f(x) = 0.1x³ − 0.5x + 1")
for h, colour in [(2.5, "#9ecae1"), (1.5, "#6baed6"), (0.7, "#2171b5")]:
    slope = (cubic(contact + h) - cubic(contact)) / h
    secant = cubic(contact) + slope * (t - contact)
    label = f"割線（h = {h}、傾き {slope:.2f}） | secant (h = {h}, slope {slope:.2f})"
    plt.plot(t, secant, "--", color=colour, label=label)
    plt.plot(contact + h, cubic(contact + h), "o", color=colour)
slope = numerical_diff(cubic, contact)
label = f"接線（傾き {slope:.2f}） | tangent (slope {slope:.2f})"
plt.plot(t, tangent_line(cubic, contact)(t), color="C3", linewidth=2, label=label)
plt.plot(contact, cubic(contact), "o", color="C3", markersize=8)
plt.ylim(-2, 8)
plt.xlabel("x")
plt.ylabel("f(x)")
plt.title("割線は接線に近づく | Secants approach the tangent")
plt.grid(alpha=0.3)
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# ## 偏微分（4.3.3 節）
#
# ニューラルネットワークの損失は、たくさんの重みで決まります。変数が 2
# つ以上あるときは、**どの変数を動かすか**を決めて微分します。ほかの変数は止めたままです。
# これを**偏微分**と呼び、$\dfrac{\partial f}{\partial x_i}$ と書きます。
#
# $$\frac{\partial f}{\partial x_i} \approx
# \frac{f(\ldots, x_i + h, \ldots) - f(\ldots, x_i - h, \ldots)}{2h}$$
#
# 例：$f(x_0, x_1) = x_0^2 + 3 x_0 x_1 + x_1^3$ の、点 $(1, 2)$ での偏微分を考えます。
#
# - $x_1 = 2$ で止めて $x_0$ を動かすと、$x_0^2 + 6 x_0 + 8$。微分は $2 x_0 + 6$ で、$x_0 = 1$ では 8。
# - $x_0 = 1$ で止めて $x_1$ を動かすと、$1 + 3 x_1 + x_1^3$。微分は $3 + 3 x_1^2$ で、$x_1 = 2$ では 15。
#
# `f` は、変数を並べた 1 つの配列を受け取ります。`x[i]` だけを動かした配列を渡してください。
#
# **x は元どおりに。** `x[i]` を書き換えたら、最後に必ず元の値に戻します。`x` がずれたままだと、
# そのあとの計算が狂います。`x[i] += h` のあとで `x[i] -= h` としても、
# 丸め誤差のせいで最後のビット（いちばん細かい桁）までは戻りません。**動かす前の値を変数に取っておき**、
# それを入れ直すのが確実です。なお、`y = x` は同じ配列にもう 1 つ名前を付けるだけで、コピーにはなりません。
# コピーは `x.copy()` です。

# %% [markdown] lang="en"
# ## Partial derivatives (section 4.3.3)
#
# The loss of a network depends on many weights. With two or more variables one decides **which of them
# moves**, while the others stand still. This is a **partial derivative**, written
# $\dfrac{\partial f}{\partial x_i}$.
#
# $$\frac{\partial f}{\partial x_i} \approx
# \frac{f(\ldots, x_i + h, \ldots) - f(\ldots, x_i - h, \ldots)}{2h}$$
#
# An example: $f(x_0, x_1) = x_0^2 + 3 x_0 x_1 + x_1^3$ at the point $(1, 2)$.
#
# - Hold $x_1 = 2$ and move $x_0$: $x_0^2 + 6 x_0 + 8$. Its derivative is $2 x_0 + 6$, at $x_0 = 1$ it is 8.
# - Hold $x_0 = 1$ and move $x_1$: $1 + 3 x_1 + x_1^3$. Its derivative is $3 + 3 x_1^2$, at $x_1 = 2$ it is
#   15.
#
# `f` takes one array that holds all the variables. Hand it an array in which only `x[i]` has moved.
#
# **Give x back as it was.** If you change `x[i]`, put the original value back in the end; with an `x` that is
# slightly off, whatever is computed next goes wrong. `x[i] += h` followed by `x[i] -= h` does not bring back
# the last bits, the finest digits, because of the rounding error. It is safe to **keep the value in a variable
# before it moves** and put that back. And `y = x` only gives the same array a second name; a copy is made by
# `x.copy()`.


# %% exercise="partial_diff" title="偏微分 | Partial derivatives" section="4.3.3" track="M" points=4
def partial_diff(f, x, i):
    """f の点 x での、i 番目の変数についての偏微分を求めます（4.3.3 節）。

    終わったとき、x は 1 ビットも違わず元のままです。

    Parameters
    ----------
    f : 関数。x と同じ形の配列を受け取り、数 1 個を返す
    x : 形 (D,) の float の np.ndarray。点
    i : int。動かす変数の番号（0 から D - 1 まで）

    Returns
    -------
    float。偏微分の近似値（中心差分、h は 1e-4 くらい）

    |

    Find the partial derivative of f at the point x with respect to variable i (section 4.3.3).

    Afterwards x is what it was, to the last bit.

    Parameters
    ----------
    f : a function that takes an array in the shape of x and returns a number
    x : np.ndarray of floats and shape (D,), the point
    i : int, the number of the variable that moves, from 0 to D - 1

    Returns
    -------
    float, the partial derivative, approximately (central difference, h about 1e-4)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 2 変数の関数は、地形のような**曲面**になります。点 $(1, -1)$（赤い点）を通って、$x_0$ の向きと $x_1$
# の向きに曲面を切ると、切り口（実線）は 1 変数の曲線です。その曲線の接線（破線）の傾きが、2
# つの偏微分です。青い接線は $x_0$ が増えると下がり、オレンジの接線は $x_1$ が増えると上がります。

# %% [markdown] lang="en"
# A function of two variables makes a **surface**, like a landscape. Cut it through the point $(1, -1)$, the red
# dot, once along $x_0$ and once along $x_1$: each cut is a curve of one variable (solid). The slopes of the
# tangents to these two curves (dashed) are the two partial derivatives. The blue tangent goes down as $x_0$
# grows, the orange one up as $x_1$ grows.


# %% demo
def hill(x):
    return 6 - x[0] ** 2 - 0.5 * x[1] ** 2


axis = np.linspace(-2, 2, 60)
X, Y = np.meshgrid(axis, axis)
point = np.array([1.0, -1.0])
height = hill(point)
step = np.array([-1.0, 1.0])

fig = plt.figure(figsize=(7.5, 6))
ax = fig.add_subplot(projection="3d", computed_zorder=False)
ax.plot_surface(X, Y, hill(np.array([X, Y])), cmap="viridis", alpha=0.45, linewidth=0)
for i, colour in enumerate(["C0", "C1"]):
    cut = np.array([np.full(60, point[0]), np.full(60, point[1])])
    cut[i] = axis
    ax.plot(cut[0], cut[1], hill(cut), color=colour, linewidth=2)
for i, colour in enumerate(["C0", "C1"]):
    slope = partial_diff(hill, point, i)
    label = f"x{i} の向き：傾き {slope:.2f} | along x{i}: slope {slope:.2f}"
    ends = np.array([point, point])
    ends[:, i] += step
    ax.plot(*ends.T, height + slope * step, "--", color=colour, linewidth=2.5, label=label)
ax.scatter(*point, height, color="red", s=50)
ax.set_xlabel("x0")
ax.set_ylabel("x1")
ax.set_zlabel("f(x)")
ax.set_xticks([-2, -1, 0, 1, 2])
ax.set_yticks([-2, -1, 0, 1, 2])
ax.view_init(elev=32, azim=-50)
ax.set_title("曲面と、2 つの向きの接線 | A surface and its tangents in two directions")
ax.legend(loc="upper right")
plt.show()

# %% [markdown] lang="ja"
# ## 勾配（4.4 節）
#
# すべての変数についての偏微分を、`x` と同じ形に並べたものが**勾配**です。
#
# $$\nabla f = \left(\frac{\partial f}{\partial x_0},\ \frac{\partial f}{\partial x_1},\ \ldots,\
# \frac{\partial f}{\partial x_{D-1}}\right)$$
#
# 例：偏微分の演習の $f(x_0, x_1) = x_0^2 + 3 x_0 x_1 + x_1^3$ では、点 $(1, 2)$ での偏微分が 8 と 15
# でした。そこでの勾配は $(8, 15)$ です。
#
# 重みは行列なので、**何次元の `x` でも**使えるように書きます。`x` の形が `(2, 3)` なら、勾配も形 `(2, 3)`
# で、`(i, j)` の要素は `x[i, j]` を動かしたときの偏微分です。1 次元なら `for i in range(x.size)`
# で回れますが、行列では `x[i]` が 1 行全体になってしまいます。次の書き方なら、何次元でも要素を 1
# 個ずつ回れます（本では `np.nditer` を使っています。どちらでもかまいません）。
#
# ```python
# >>> for index in np.ndindex((2, 2)):
# ...     print(index)
# (0, 0)
# (0, 1)
# (1, 0)
# (1, 1)
# >>> a = np.array([[1.0, 2.0], [3.0, 4.0]])
# >>> a[(1, 0)]
# np.float64(3.0)
# ```
#
# 結果を入れる配列は、`np.zeros_like(x)` で用意できます。`x` と同じ形で、要素がすべて 0 の配列です（形を指定して作る
# なら、`np.zeros((2, 3))` です）。
#
# 守ってほしい約束が 2 つあります。
#
# 1. **`x` そのものの要素を動かして `f(x)` を計算します。** コピーを動かしてはいけません。
#    あとで作るネットワークの損失は、引数を見ないで、ネットワークの中にある重みの配列を直接見て計算します。
#    その配列そのものが動かないと、損失は変わりません。
# 2. **1 個の要素が終わるたびに、元の値に戻します。** 最後のビットまで元どおりにしてください。
#
# `x` の要素は小数（float）とします。整数の配列では、入れた数の小数の部分が切り捨てられます。`3 + 1e-4`
# を入れると 3 のまま、`3 - 1e-4` を入れると 2 になってしまい、でたらめな勾配になります。整数で試したいときは、
# 関数を呼び出す前に `x = x.astype(float)` として、小数の配列に変えておきましょう。関数の中で変えると、
# 動くのは新しい配列になり、約束 1 が守れません。

# %% [markdown] lang="en"
# ## The gradient (section 4.4)
#
# The partial derivatives with respect to all variables, laid out in the shape of `x`, are the **gradient**.
#
# $$\nabla f = \left(\frac{\partial f}{\partial x_0},\ \frac{\partial f}{\partial x_1},\ \ldots,\
# \frac{\partial f}{\partial x_{D-1}}\right)$$
#
# An example: for $f(x_0, x_1) = x_0^2 + 3 x_0 x_1 + x_1^3$ of the last exercise the partial derivatives at
# $(1, 2)$ were 8 and 15. The gradient there is $(8, 15)$.
#
# Weights are matrices, so write it for an `x` of **any number of dimensions**. If `x` has the shape `(2, 3)`,
# so has the gradient, and its element `(i, j)` is the partial derivative for moving `x[i, j]`. In 1-D
# `for i in range(x.size)` does it, but in a matrix `x[i]` is a whole row. The following goes through the
# elements one by one in any number of dimensions (the book uses `np.nditer`; either is fine).
#
# ```python
# >>> for index in np.ndindex((2, 2)):
# ...     print(index)
# (0, 0)
# (0, 1)
# (1, 0)
# (1, 1)
# >>> a = np.array([[1.0, 2.0], [3.0, 4.0]])
# >>> a[(1, 0)]
# np.float64(3.0)
# ```
#
# `np.zeros_like(x)` prepares an array for the result, in the shape of `x` and filled with 0. (To give the shape
# yourself, write `np.zeros((2, 3))`.)
#
# Two rules to keep:
#
# 1. **Move the elements of `x` itself, and compute `f(x)`.** Do not move a copy. The loss of the networks you
#    will build pays no attention to its argument: it looks straight at the arrays of weights in the network.
#    If those very arrays do not move, the loss does not change.
# 2. **Put the original value back after each element**, exact to the last bit.
#
# The elements of `x` are floats. An array of integers cuts off the fraction of whatever is put into it: with
# `3 + 1e-4` the element stays 3, and with `3 - 1e-4` it becomes 2, so the gradient comes out as nonsense. To
# try it on integers, convert them before you call the function, with `x = x.astype(float)`. Converting inside
# it would break rule 1, as it would be a new array that moves.


# %% exercise="numerical_gradient" title="勾配 | The gradient" section="4.4" track="I" points=7
def numerical_gradient(f, x):
    """f の点 x での勾配を、中心差分で求めます（4.4 節）。

    x の要素を 1 個ずつその場で動かし、f(x) を計算し、元の値に戻します。
    終わったとき、x は 1 ビットも違わず元のままです。

    Parameters
    ----------
    f : 関数。x を受け取り、数 1 個を返す。引数ではなく x の配列そのものを見る関数でもよい
    x : 任意の形（1 次元、2 次元、それ以上）の float の np.ndarray。点

    Returns
    -------
    x と同じ形の np.ndarray。各要素についての偏微分（h は 1e-4 くらい）

    |

    Find the gradient of f at the point x by central differences (section 4.4).

    Each element of x is moved in place in turn, f(x) is computed, and the value is put back.
    Afterwards x is what it was, to the last bit.

    Parameters
    ----------
    f : a function that takes x and returns a number; it may look at the array x itself
        instead of its argument
    x : np.ndarray of floats, of any shape (1-D, 2-D or more), the point

    Returns
    -------
    np.ndarray in the shape of x, the partial derivative with respect to each element
    (with h about 1e-4)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 勾配を矢印で描く（4.4 節）
#
# 2 変数の関数の勾配は、平面上の**矢印**として描けます。勾配が指すのは、その場で $f$
# が**いちばん急に増える向き**です。知りたいのは減る向きなので、マイナスを付けた $-\nabla f$ を描きます。
# 水が流れ下る向き、と思えばよいでしょう。
#
# 1. 横の座標 `x0` と縦の座標 `x1` から、`np.meshgrid` で格子点の座標 `X`、`Y` を作ります。
# 2. 格子点を 1 つずつ回って勾配を求め、マイナスを付けて、横の成分を `U` に、縦の成分を `V` に入れます。
# 3. `ax.quiver(X, Y, U, V)` で、渡された軸 `ax` に矢印を描きます。
# 4. `X, Y, U, V` の 4 つを返します。
#
# 例：`x0 = [1, 2]`、`x1 = [0, 1, 3]` なら、配列の形は `(len(x1), len(x0))`、つまり `(3, 2)` です。
#
# $$X = \begin{pmatrix} 1 & 2 \\ 1 & 2 \\ 1 & 2 \end{pmatrix}, \qquad
# Y = \begin{pmatrix} 0 & 0 \\ 1 & 1 \\ 3 & 3 \end{pmatrix}$$
#
# $f(x_0, x_1) = x_0^2 + x_1^2$ なら勾配は $(2x_0, 2x_1)$ なので、`X` が 2、`Y` が 3 の点では `U` が $-4$、`V`
# が $-6$ になります。`f` に渡すのは、`np.array([2.0, 3.0])` のように 2 つの座標を並べた配列です。
#
# `plt.quiver` は「今の図」に描くので、渡された `ax` に描かれるとは限りません。矢印の色や太さは自由です。

# %% [markdown] lang="en"
# ## Gradients as arrows (section 4.4)
#
# The gradient of a function of two variables can be drawn as an **arrow** in the plane. It points in the
# direction in which $f$ **rises most steeply**. As we want to go down, we draw $-\nabla f$, with a minus: the
# way in which water would flow.
#
# 1. From the coordinates `x0` (across) and `x1` (up), `np.meshgrid` makes those of the grid points, `X` and
#    `Y`.
# 2. Go through the grid points one by one: compute the gradient, put a minus before it, and store its
#    horizontal component in `U` and its vertical component in `V`.
# 3. Draw the arrows on the axes that are given, with `ax.quiver(X, Y, U, V)`.
# 4. Return the four arrays `X, Y, U, V`.
#
# An example: for `x0 = [1, 2]` and `x1 = [0, 1, 3]` the arrays have the shape `(len(x1), len(x0))`, that is
# `(3, 2)`.
#
# $$X = \begin{pmatrix} 1 & 2 \\ 1 & 2 \\ 1 & 2 \end{pmatrix}, \qquad
# Y = \begin{pmatrix} 0 & 0 \\ 1 & 1 \\ 3 & 3 \end{pmatrix}$$
#
# If $f(x_0, x_1) = x_0^2 + x_1^2$, the gradient is $(2x_0, 2x_1)$; at the point where `X` is 2 and `Y` is 3,
# `U` is $-4$ and `V` is $-6$. `f` is given the two coordinates in one array, such as `np.array([2.0, 3.0])`.
#
# `plt.quiver` draws on whatever figure is current, which need not be the `ax` you are given. Colour and width
# of the arrows are up to you.


# %% exercise="plot_gradient_field" title="勾配の図 | A picture of the gradient" section="4.4" track="P" points=4 needs="numerical_gradient"
def plot_gradient_field(ax, f, x0, x1):
    """勾配にマイナスを付けたものを、格子点ごとの矢印で ax に描きます（4.4 節）。

    Parameters
    ----------
    ax : Matplotlib の軸（plt.subplots() で得られる Axes）
    f : 関数。形 (2,) の配列を受け取り、数 1 個を返す
    x0 : 形 (A,) の float の np.ndarray。横の座標
    x1 : 形 (B,) の float の np.ndarray。縦の座標

    Returns
    -------
    X, Y, U, V : 形 (B, A) の np.ndarray が 4 つ。格子点の座標と、
        そこでの勾配にマイナスを付けたものの 2 つの成分

    |

    Draw minus the gradient on ax, as an arrow at each grid point (section 4.4).

    Parameters
    ----------
    ax : Matplotlib axes, as plt.subplots() gives them
    f : a function that takes an array of shape (2,) and returns a number
    x0 : np.ndarray of floats and shape (A,), the coordinates across
    x1 : np.ndarray of floats and shape (B,), the coordinates upward

    Returns
    -------
    X, Y, U, V : four np.ndarray of shape (B, A), the coordinates of the grid points
        and the two components of minus the gradient there
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 2 つの地形で見てみましょう。色は高さで、明るいほど高い場所です。白い線は同じ高さの場所を結んだ**等高線**
# です。左のお椀では、矢印はどれも下りの向きを指し、急な場所ほど長くなります。等高線と垂直なので、
# 底の真ん中をまっすぐ指すとは限らないことにも注目してください。右の**鞍点**（馬の鞍の形）では、
# 真ん中で勾配が 0 になりますが、そこは底ではありません。

# %% [markdown] lang="en"
# Look at two landscapes. Colour is height: the lighter, the higher. The white **contour lines** join places of
# equal height. In the bowl on the left every arrow points downhill, and the steeper the place the longer the
# arrow. Note that they cross the contour lines at right angles, and so do not always point straight at the
# middle of the bottom. On the right is a **saddle point**: in the middle the gradient is 0, yet it is not the
# lowest point.


# %% demo
def ellipse(x):
    return 0.25 * x[0] ** 2 + x[1] ** 2


def saddle(x):
    return 0.5 * x[0] ** 2 - 0.5 * x[1] ** 2


fine = np.linspace(-2.5, 2.5, 120)
X, Y = np.meshgrid(fine, fine)
coarse = np.linspace(-2.1, 2.1, 8)
titles = ["お椀 | A bowl", "鞍点 | A saddle point"]
fig, axes = plt.subplots(1, 2, figsize=(8, 4.2))
for ax, f, title in zip(axes, [ellipse, saddle], titles, strict=True):
    height = f(np.array([X, Y]))
    ax.contourf(X, Y, height, levels=25, cmap="viridis", alpha=0.45)
    ax.contour(X, Y, height, levels=12, colors="white", linewidths=0.8, linestyles="solid")
    plot_gradient_field(ax, f, coarse, coarse)
    ax.set_aspect("equal")
    ax.set_xlabel("x0")
    ax.set_ylabel("x1")
    ax.set_title(title)
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 勾配降下法（4.4.1 節）
#
# 霧の中で山を下りるとしましょう。遠くは見えませんが、足元の傾きはわかります。いちばん急に下っている向きに 1
# 歩進み、また傾きを調べて 1 歩進む。1 歩の大きさがちょうどよければ、これを繰り返すうちに谷底へ近づきます。
# これが**勾配降下法**です。
#
# $$\boldsymbol{x} \leftarrow \boldsymbol{x} - \eta\, \nabla f(\boldsymbol{x})$$
#
# $\eta$（イータ）は**学習率**で、プログラムでは `lr`（learning rate）と書きます。1 歩の大きさを決める数で、
# 人が選びます。このように、学習で自動で決まるのではなく人が決める数を**ハイパーパラメータ**と呼びます。
#
# 例：$f(x_0, x_1) = x_0^2 + x_1^2$ の勾配は $(2x_0, 2x_1)$ です。$(1, -2)$ から $\eta = 0.1$ で進むと、
#
# | 歩数 | 今いる点 | 勾配 | 次の点 |
# |---|---|---|---|
# | 1 | $(1, -2)$ | $(2, -4)$ | $(0.8, -1.6)$ |
# | 2 | $(0.8, -1.6)$ | $(1.6, -3.2)$ | $(0.64, -1.28)$ |
#
# 次の点は「今いる点 − 0.1 × 勾配」です。1 歩ごとに、**今いる点で**勾配を求め直すことに気をつけてください。
# 底に近づくと坂がゆるくなり、1 歩は自然に小さくなります。
#
# いつもいちばん低い谷に着くとは限りません。学習率が大きすぎれば、谷を飛び越えて離れていきます（すぐあとの図で
# 見ます）。足元の傾きだけでは、まわりより低いだけの小さな谷（**極小**）と、いちばん低い谷（**最小**）の区別も
# つきません。また、前の図の鞍点や平らな場所では、勾配が 0 に近いので、1 歩が小さくなり、なかなか進みません。
#
# `init_x` は行列のこともあります。`numerical_gradient` が `x` と同じ形の勾配を返すので、同じ式のままで進めます。

# %% [markdown] lang="en"
# ## Gradient descent (section 4.4.1)
#
# Imagine walking down a mountain in fog. You cannot see far, but you feel the slope under your feet. Take one
# step in the direction that goes down most steeply, feel the slope again, take another step: if the steps are of
# a suitable size, you come closer and closer to the bottom of a valley. This is **gradient descent**.
#
# $$\boldsymbol{x} \leftarrow \boldsymbol{x} - \eta\, \nabla f(\boldsymbol{x})$$
#
# $\eta$ (eta) is the **learning rate**, `lr` in code. It sets the size of a step, and a human chooses it.
# Numbers that are not found by learning but set by somebody are called **hyperparameters**.
#
# An example: the gradient of $f(x_0, x_1) = x_0^2 + x_1^2$ is $(2x_0, 2x_1)$. Starting at $(1, -2)$ with
# $\eta = 0.1$:
#
# | step | the point now | gradient | the next point |
# |---|---|---|---|
# | 1 | $(1, -2)$ | $(2, -4)$ | $(0.8, -1.6)$ |
# | 2 | $(0.8, -1.6)$ | $(1.6, -3.2)$ | $(0.64, -1.28)$ |
#
# The next point is "the point now − 0.1 × gradient". Mind that the gradient is computed anew at each step,
# **at the point where you are**. Close to the bottom the slope gets gentle, and the steps shorten by themselves.
#
# It need not be the lowest valley of all. With too large a learning rate you jump across the valley and get
# away from it (the pictures below show it). The slope under your feet does not tell a small valley, which is
# only lower than its surroundings (a **local minimum**), from the lowest one (the **global minimum**). And at a
# saddle point, as in the last picture, or on a plateau the gradient is close to 0: the steps are short, and
# there is hardly any progress.
#
# `init_x` may also be a matrix. `numerical_gradient` returns a gradient in the shape of `x`, so the same formula
# works unchanged.


# %% exercise="gradient_descent" title="勾配降下法 | Gradient descent" section="4.4.1" track="I" points=5 needs="numerical_gradient"
def gradient_descent(f, init_x, lr=0.01, step_num=100):
    """勾配降下法で、f の値が小さい点を探します（4.4.1 節）。

    Parameters
    ----------
    f : 関数。init_x と同じ形の配列を受け取り、数 1 個を返す
    init_x : 任意の形の float の np.ndarray。出発点
    lr : float。学習率
    step_num : int。進む回数（0 なら動かない）

    Returns
    -------
    init_x と同じ形の np.ndarray。step_num 回進んだあとの点。
    （その点, 途中の記録）というタプルでもかまいません

    |

    Look for a point where f is small, by gradient descent (section 4.4.1).

    Parameters
    ----------
    f : a function that takes an array in the shape of init_x and returns a number
    init_x : np.ndarray of floats, of any shape, the starting point
    lr : float, the learning rate
    step_num : int, the number of steps; with 0 the point does not move

    Returns
    -------
    np.ndarray in the shape of init_x, the point after step_num steps.
    A tuple (that point, a record of the way) will do as well
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 下りた道を記録する（4.4.1 節）
#
# 学習がうまくいかないとき、途中の様子を見ると理由がわかることがあります。今度は、
# 着いた点だけでなく、**通った点すべて**を返しましょう。
#
# | 行 | 内容 |
# |---|---|
# | 0 | 出発点 |
# | 1 | 1 歩進んだ点 |
# | … | … |
# | `step_num` | `step_num` 歩進んだ点 |
#
# 前の演習の例を 2 歩進めたときの答えは、3 行の配列です。
#
# $$\begin{pmatrix} 1 & -2 \\ 0.8 & -1.6 \\ 0.64 & -1.28 \end{pmatrix}$$
#
# `step_num` が 0 なら、出発点の 1 行だけになります。
#
# **落とし穴**が 1 つあります。`path.append(x)` は、リスト `path` の最後に配列 `x` を加えますが、コピーは作りません。
# 同じ配列をその場で書き換えると（`x -= …`）、前に入れた行まで一緒に変わってしまいます。
#
# ```python
# >>> x = np.array([1.0])
# >>> path = [x]
# >>> x -= 0.5
# >>> path
# [array([0.5])]
# ```
#
# `x.copy()` を入れるか、`x = x - …` のように毎回新しい配列を作れば避けられます。

# %% [markdown] lang="en"
# ## Recording the way down (section 4.4.1)
#
# When learning goes wrong, a look at the way down often shows why. This time return **all the points passed**, not
# just the last.
#
# | row | content |
# |---|---|
# | 0 | the starting point |
# | 1 | the point after 1 step |
# | … | … |
# | `step_num` | the point after `step_num` steps |
#
# Two steps of the example in the last exercise give an array of three rows:
#
# $$\begin{pmatrix} 1 & -2 \\ 0.8 & -1.6 \\ 0.64 & -1.28 \end{pmatrix}$$
#
# If `step_num` is 0, the starting point is the only row.
#
# There is one **pitfall**. `path.append(x)` adds the array `x` at the end of the list `path`, but makes no copy.
# If that same array is changed in place later (`x -= …`), the rows stored before change along with it.
#
# ```python
# >>> x = np.array([1.0])
# >>> path = [x]
# >>> x -= 0.5
# >>> path
# [array([0.5])]
# ```
#
# Storing `x.copy()` avoids it, and so does making a new array each time, `x = x - …`.


# %% exercise="descent_path" title="下りた道の記録 | The way down" section="4.4.1" track="I" points=4 needs="numerical_gradient"
def descent_path(f, init_x, lr, step_num):
    """勾配降下法で通った点をすべて返します（4.4.1 節）。

    Parameters
    ----------
    f : 関数。形 (D,) の配列を受け取り、数 1 個を返す
    init_x : 形 (D,) の float の np.ndarray。出発点
    lr : float。学習率
    step_num : int。進む回数

    Returns
    -------
    形 (step_num + 1, D) の np.ndarray。0 行目が出発点、i 行目が i 歩進んだ点

    |

    Return all the points that gradient descent passes (section 4.4.1).

    Parameters
    ----------
    f : a function that takes an array of shape (D,) and returns a number
    init_x : np.ndarray of floats and shape (D,), the starting point
    lr : float, the learning rate
    step_num : int, the number of steps

    Returns
    -------
    np.ndarray of shape (step_num + 1, D); row 0 is the starting point,
    row i the point after i steps
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 学習率を変えて、同じ出発点から 20 歩進みます。谷底は真ん中の星です。0.02 では小さすぎて、
# なかなか進みません。0.3 なら、矢印に沿って底に着きます。0.95 では谷を飛び越えてジグザグになり、1.03
# では、ジグザグが 1 歩ごとに大きくなって、いつまでも底に着きません。

# %% [markdown] lang="en"
# Twenty steps from the same starting point, with several learning rates. The bottom is the star in the
# middle. A rate of 0.02 is too small, and there is little progress; with 0.3 the path follows the arrows to the
# bottom; with 0.95 it jumps across the valley in a zigzag; and with 1.03 the zigzag grows with every step and
# never reaches the bottom.

# %% demo
start = np.array([-2.3, 1.2])
fig, axes = plt.subplots(2, 2, figsize=(7.5, 7.5), sharex=True, sharey=True)
for ax, rate in zip(axes.flat, [0.02, 0.3, 0.95, 1.03], strict=True):
    ax.contour(X, Y, ellipse(np.array([X, Y])), levels=15, cmap="viridis", linewidths=0.8)
    plot_gradient_field(ax, ellipse, coarse, coarse)
    path = descent_path(ellipse, start.copy(), rate, 20)  # 毎回コピーから | from a copy each time
    ax.plot(path[:, 0], path[:, 1], "o-", color="C3", markersize=4, linewidth=1.2)
    ax.plot(0, 0, "*", color="gold", markersize=16, markeredgecolor="black")
    ax.set_aspect("equal")
    ax.set_xlim(-2.5, 2.5)
    ax.set_ylim(-2.5, 2.5)
    ax.set_title(f"学習率 {rate} | learning rate {rate}")
for ax in axes[1]:
    ax.set_xlabel("x0")
for ax in axes[:, 0]:
    ax.set_ylabel("x1")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## いちばん小さなネットワーク（4.4.2 節）
#
# 損失と勾配を、ネットワークの重みにつなげましょう。まずは、重みの行列 $W$ が 1 つあるだけのネットワーク
# `SimpleNet` です。本の `simpleNet` は重みを乱数で決めますが、ここでは引数で受け取ります。
#
# $$\boldsymbol{a} = \boldsymbol{x} W, \qquad \boldsymbol{y} = \mathrm{softmax}(\boldsymbol{a}), \qquad
# L = \mathrm{CrossEntropy}(\boldsymbol{y}, \boldsymbol{t})$$
#
# | メソッド | すること |
# |---|---|
# | `__init__(W)` | 重み $W$（形 `(D, M)`）を `self.W` に入れる |
# | `predict(x)` | 点数 $\boldsymbol{a} = \boldsymbol{x} W$ を返す（softmax の**前**） |
# | `loss(x, t)` | 点数を softmax で確率にし、交差エントロピー誤差を返す |
#
# 例：$\boldsymbol{x} = (1, 2)$、$W = \begin{pmatrix} 1 & 0 & -1 \\ 0.5 & 1 & 0 \end{pmatrix}$ なら、点数は
# $(1 + 1,\ 0 + 2,\ -1 + 0) = (2, 2, -1)$ です。softmax を通すと、およそ $(0.488,\ 0.488,\ 0.024)$
# になります。正解がクラス 1 なら、
# 損失は $-\log 0.4879 \approx 0.718$ です。
#
# 損失を $W$ の関数と見ると、`numerical_gradient` がそのまま使えます。$W$ の形が `(2, 3)` なら、勾配も同じ形
# です。たとえば $\dfrac{\partial L}{\partial w_{01}} = -0.5$ なら、$w_{01}$ を 0.01 増やすと、損失はおよそ
# 0.005 減ります。
#
# ```python
# network = SimpleNet(W)
# dW = numerical_gradient(lambda _: network.loss(x, t), network.W)
# ```
#
# この `lambda` は引数を使っていません。それでも勾配が求まるのは、`numerical_gradient` が `network.W`
# の要素をその場で動かし、`network.loss` がその動いた `network.W` を見るからです。
#
# `softmax` は第3章で作ったものを、すぐ下のセルに用意しました。

# %% [markdown] lang="en"
# ## The smallest network (section 4.4.2)
#
# Time to connect losses and gradients with the weights of a network. First comes `SimpleNet`, with a single
# matrix of weights, $W$. The book's `simpleNet` draws its weights at random; here they come as an argument.
#
# $$\boldsymbol{a} = \boldsymbol{x} W, \qquad \boldsymbol{y} = \mathrm{softmax}(\boldsymbol{a}), \qquad
# L = \mathrm{CrossEntropy}(\boldsymbol{y}, \boldsymbol{t})$$
#
# | method | does |
# |---|---|
# | `__init__(W)` | stores the weights $W$, of shape `(D, M)`, in `self.W` |
# | `predict(x)` | returns the scores $\boldsymbol{a} = \boldsymbol{x} W$, **before** softmax |
# | `loss(x, t)` | turns the scores into probabilities with softmax and returns the cross-entropy error |
#
# An example: with $\boldsymbol{x} = (1, 2)$ and $W = \begin{pmatrix} 1 & 0 & -1 \\ 0.5 & 1 & 0 \end{pmatrix}$
# the scores are $(1 + 1,\ 0 + 2,\ -1 + 0) = (2, 2, -1)$. Softmax makes them about
# $(0.488,\ 0.488,\ 0.024)$. If the right class is 1, the loss is $-\log 0.4879 \approx 0.718$.
#
# Seen as a function of $W$, the loss fits `numerical_gradient` as it is. If $W$ has the shape `(2, 3)`, so has
# the gradient. If, say, $\dfrac{\partial L}{\partial w_{01}} = -0.5$, then raising $w_{01}$ by 0.01 lowers the
# loss by about 0.005.
#
# ```python
# network = SimpleNet(W)
# dW = numerical_gradient(lambda _: network.loss(x, t), network.W)
# ```
#
# This `lambda` does not use its argument. The gradient comes out all the same, because `numerical_gradient`
# moves the elements of `network.W` in place, and `network.loss` looks at the very `network.W` that has moved.
#
# The `softmax` of chapter 3 is given in the cell just below.

# %% given="ch03.softmax"


# %% exercise="SimpleNet" title="いちばん小さなネットワーク | The smallest network" section="4.4.2" track="I" points=5 needs="ch03.softmax cross_entropy_error numerical_gradient"
class SimpleNet:
    """重みの行列が 1 つだけのネットワーク（4.4.2 節）。

    Parameters
    ----------
    W : 形 (D, M) の float の np.ndarray。重み。属性 W になる

    Methods
    -------
    predict(x) : x は形 (D,) または (N, D)。点数 x·W を形 (M,) または (N, M) で返す
    loss(x, t) : 点数を softmax で確率にして、正解 t との交差エントロピー誤差（float）を返す。
        t はラベルでも one-hot 表現でもよい

    |

    A network with a single matrix of weights (section 4.4.2).

    Parameters
    ----------
    W : np.ndarray of floats and shape (D, M), the weights; becomes the attribute W

    Methods
    -------
    predict(x) : x of shape (D,) or (N, D); returns the scores x·W in the shape (M,) or (N, M)
    loss(x, t) : turns the scores into probabilities with softmax and returns their
        cross-entropy error with the right answers t, a float; t may be labels or one-hot
    """

    def __init__(self, W):
        raise NotImplementedError

    def predict(self, x):
        raise NotImplementedError

    def loss(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# この小さなネットワークにも、もう学習ができます。平面上の 3 色の点を、座標から見分けさせましょう。
# 入力には座標 2 つのほかに、いつも 1 である数を付け加えておきます（バイアスの代わりです）。重みは $3 \times 3 = 9$
# 個、最初はでたらめな値です。`descent_path` で損失を下っていきます。背景の色は、
# その場所でのネットワークの答えです。歩数が増えるにつれて、背景の色が点の色と合っていくのを見てください。

# %% [markdown] lang="en"
# Even this small network can learn. Let it tell three colours of points apart by their coordinates. Besides
# the two coordinates its input has a number that is always 1, in place of a bias. There are $3 \times 3 = 9$
# weights, random at first, and `descent_path` takes them down the loss. The colour of the background is the
# network's answer at that place. Watch how it comes to agree with the colours of the points.

# %% demo
rng = np.random.default_rng(1)
centres = np.array([[-1.2, -0.8], [1.3, -0.5], [0.1, 1.4]])
labels = np.repeat(np.arange(3), 40)
places = centres[labels] + rng.normal(scale=0.6, size=(120, 2))
points = np.column_stack([places, np.ones(120)])


def loss_of_weights(w):
    return SimpleNet(w.reshape(3, 3)).loss(points, labels)


path = descent_path(loss_of_weights, rng.normal(size=9), 0.5, 60)
axis = np.linspace(-3, 3, 150)
X, Y = np.meshgrid(axis, axis)
everywhere = np.column_stack([X.ravel(), Y.ravel(), np.ones(X.size)])

colours = ["C0", "C1", "C2"]
edges = [-0.5, 0.5, 1.5, 2.5]
fig, axes = plt.subplots(2, 2, figsize=(7.5, 7))
for ax, k in zip(axes.flat, [0, 5, 60], strict=False):
    answers = np.argmax(SimpleNet(path[k].reshape(3, 3)).predict(everywhere), axis=1)
    ax.contourf(X, Y, answers.reshape(X.shape), levels=edges, colors=colours, alpha=0.25)
    for label, colour in enumerate(colours):
        ax.plot(*points[labels == label, :2].T, "o", color=colour, markersize=4)
    ax.set_aspect("equal")
    ax.set_xlim(-3, 3)
    ax.set_ylim(-3, 3)
    ax.set_title(f"{k} 歩進んだところ | after {k} steps")
ax = axes[1, 1]
ax.plot([loss_of_weights(w) for w in path])
ax.set_ylim(bottom=0)
ax.grid(alpha=0.3)
ax.set_xlabel("歩数 | step")
ax.set_title("損失 | loss")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 2 層ニューラルネットワーク（4.5.1 節）
#
# いよいよ、手書き数字を学習するネットワークです。隠れ層が 1 つあります。
#
# $$\boldsymbol{z} = \mathrm{sigmoid}(\boldsymbol{x} W_1 + \boldsymbol{b}_1), \qquad
# \boldsymbol{y} = \mathrm{softmax}(\boldsymbol{z} W_2 + \boldsymbol{b}_2)$$
#
# 入力が `input_size` 個、隠れ層のニューロンが `hidden_size` 個、出力が `output_size` 個のとき、パラメータは辞書
# `self.params` に、次の名前で入れます。
#
# | キー | 形 | 最初の値 |
# |---|---|---|
# | `"W1"` | `(input_size, hidden_size)` | 平均 0、標準偏差 `weight_init_std` の正規分布の乱数 |
# | `"b1"` | `(hidden_size,)` | 0 |
# | `"W2"` | `(hidden_size, output_size)` | 平均 0、標準偏差 `weight_init_std` の正規分布の乱数 |
# | `"b2"` | `(output_size,)` | 0 |
#
# `np.random.randn(3, 4)` は、平均 0、標準偏差 1 の正規分布（平均に近いほど出やすい、釣り鐘の形の分布）の乱数を、形
# `(3, 4)` で返します。何倍かすれば、
# 標準偏差（散らばりの大きさ）も同じ倍率になります。重みを全部 0 で始めてはいけません。隠れ層のニューロンがみな同じ勾配になり、
# いつまでも同じ働きしかしないからです。
#
# | メソッド | 返すもの |
# |---|---|
# | `predict(x)` | 確率 $\boldsymbol{y}$。`SimpleNet` と違い、softmax まで通す |
# | `loss(x, t)` | 交差エントロピー誤差。`t` はラベルでも one-hot 表現でもよい |
# | `accuracy(x, t)` | 正解率（0 から 1）。`t` は one-hot 表現 `(N, M)` |
# | `numerical_gradient(x, t)` | 4 つのパラメータについての損失の勾配を、同じ 4 つのキーの辞書で |
#
# 辞書のキーと値は、`.items()` で 1 組ずつ取り出せます。1 組ずつから、新しい辞書も作れます。
#
# ```python
# prices = {"apple": 100, "orange": 150}
# for name, price in prices.items():
#     print(name, price)  # 1 回目は apple 100、2 回目は orange 150
#
# doubled = {name: 2 * price for name, price in prices.items()}  # {'apple': 200, 'orange': 300} になる
# ```
#
# `accuracy` の例：3 個のデータで、いちばん確率の高いクラスが 2、0、1 で、正解が 2、0、0 なら、$2/3$ です。
#
# `numerical_gradient` という名前が 2 つあることに気をつけてください。メソッドの中で
# `numerical_gradient(f, W)` と書けば先に作った**関数**が呼ばれ、メソッドのほうは
# `self.numerical_gradient(x, t)` です。`self.params["W1"]` の配列そのものを関数に渡せば、`SimpleNet`
# のときと同じしくみで勾配が求まります。
#
# どのメソッドも、パラメータを呼び出されるたびに `self.params` から読みます。学習が進むと `params` の値は変わり、
# `network.params["W1"] = …` のように、新しい配列に入れ替わることもあるからです（採点でもそうします）。`__init__`
# で別の名前に取っておいた古い配列を使っていると、それに気づけません。
#
# `sigmoid` は第3章で作ったものを、すぐ下のセルに用意しました。

# %% [markdown] lang="en"
# ## A two-layer network (section 4.5.1)
#
# Here is the network that will learn handwritten digits. It has one hidden layer.
#
# $$\boldsymbol{z} = \mathrm{sigmoid}(\boldsymbol{x} W_1 + \boldsymbol{b}_1), \qquad
# \boldsymbol{y} = \mathrm{softmax}(\boldsymbol{z} W_2 + \boldsymbol{b}_2)$$
#
# With `input_size` inputs, `hidden_size` neurons in the hidden layer and `output_size` outputs, the
# parameters go into the dictionary `self.params` under these names:
#
# | key | shape | at the start |
# |---|---|---|
# | `"W1"` | `(input_size, hidden_size)` | random, normal: mean 0, standard deviation `weight_init_std` |
# | `"b1"` | `(hidden_size,)` | 0 |
# | `"W2"` | `(hidden_size, output_size)` | random, normal: mean 0, standard deviation `weight_init_std` |
# | `"b2"` | `(output_size,)` | 0 |
#
# `np.random.randn(3, 4)` returns random numbers of the normal distribution (the bell-shaped one: the closer to the
# mean, the more likely) with mean 0 and standard deviation 1, in the shape `(3, 4)`; multiply them, and the standard deviation, which tells how far they spread, is
# multiplied by the same factor. Do not start with all weights at 0: the hidden neurons would all get the same
# gradient and do the same thing for ever.
#
# | method | returns |
# |---|---|
# | `predict(x)` | the probabilities $\boldsymbol{y}$; unlike `SimpleNet`, softmax is included |
# | `loss(x, t)` | the cross-entropy error; `t` may be labels or one-hot |
# | `accuracy(x, t)` | the accuracy, from 0 to 1; `t` is one-hot, `(N, M)` |
# | `numerical_gradient(x, t)` | the gradients of the loss with respect to the four parameters, in a dict with the same keys |
#
# `.items()` takes the pairs of key and value out of a dictionary one by one, and a new dictionary can be made
# from such pairs:
#
# ```python
# prices = {"apple": 100, "orange": 150}
# for name, price in prices.items():
#     print(name, price)  # first apple 100, then orange 150
#
# doubled = {name: 2 * price for name, price in prices.items()}  # {'apple': 200, 'orange': 300}
# ```
#
# An example for `accuracy`: if the most probable classes of three inputs are 2, 0 and 1, and 2, 0 and 0 are
# right, it is $2/3$.
#
# Note that there are two things called `numerical_gradient`. Inside a method `numerical_gradient(f, W)` calls
# the **function** you wrote earlier; the method is `self.numerical_gradient(x, t)`. Hand the function the
# very array `self.params["W1"]`, and the gradient comes out in the same way as with `SimpleNet`.
#
# Every method reads the parameters from `self.params` anew each time it is called. As learning goes on their
# values change, and a whole new array may take the place of the old one, as in `network.params["W1"] = …` (the
# graders do so, too). A method that uses old arrays, kept by `__init__` under another name, would not notice.
#
# The `sigmoid` of chapter 3 is given in the cell just below.

# %% given="ch03.sigmoid"


# %% exercise="TwoLayerNet" title="2 層ニューラルネットワーク | A two-layer network" section="4.5.1" track="I" points=8 needs="ch03.sigmoid ch03.softmax cross_entropy_error numerical_gradient"
class TwoLayerNet:
    """隠れ層が 1 つのニューラルネットワーク（4.5.1 節）。

    Parameters
    ----------
    input_size, hidden_size, output_size : int。入力、隠れ層のニューロン、出力の個数
    weight_init_std : float。重みの初期値の標準偏差

    Attributes
    ----------
    params : dict。重み W1 (input_size, hidden_size)、W2 (hidden_size, output_size) と
        バイアス b1 (hidden_size,)、b2 (output_size,)。どのメソッドも、呼び出されるたびに
        ここから読みます（新しい配列に入れ替わることがあります）

    Methods
    -------
    predict(x) : x は形 (D,) または (N, D)。確率を形 (M,) または (N, M) で返す
    loss(x, t) : 交差エントロピー誤差（float）を返す。t はラベルでも one-hot 表現でもよい
    accuracy(x, t) : 正解率（float、0 から 1）を返す。x は (N, D)、t は one-hot 表現 (N, M)
    numerical_gradient(x, t) : params と同じ 4 つのキーの dict を返す。
        値はそれぞれのパラメータと同じ形の、損失の勾配

    |

    A neural network with one hidden layer (section 4.5.1).

    Parameters
    ----------
    input_size, hidden_size, output_size : int, the number of inputs, hidden neurons and outputs
    weight_init_std : float, the standard deviation of the initial weights

    Attributes
    ----------
    params : dict of the weights W1 (input_size, hidden_size), W2 (hidden_size, output_size)
        and the biases b1 (hidden_size,), b2 (output_size,); every method reads them from here
        each time it is called, as new arrays may have been put in

    Methods
    -------
    predict(x) : x of shape (D,) or (N, D); returns the probabilities, shape (M,) or (N, M)
    loss(x, t) : returns the cross-entropy error, a float; t may be labels or one-hot
    accuracy(x, t) : returns the accuracy, a float from 0 to 1; x is (N, D), t one-hot, (N, M)
    numerical_gradient(x, t) : returns a dict with the four keys of params;
        the values are the gradients of the loss, each in the shape of its parameter
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        raise NotImplementedError

    def predict(self, x):
        raise NotImplementedError

    def loss(self, x, t):
        raise NotImplementedError

    def accuracy(self, x, t):
        raise NotImplementedError

    def numerical_gradient(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## 学習の実装（4.5.2〜4.5.3 節）
#
# 部品はそろいました。学習は、次の 4 つの手順を `iters` 回繰り返すだけです。
#
# 1. データからミニバッチを選ぶ。
# 2. そのミニバッチで、各パラメータの勾配を求める（`network.numerical_gradient(x_batch, t_batch)`）。
# 3. すべてのパラメータを、学習率 × 勾配だけ引いて更新する。
# 4. そのミニバッチでの損失を、記録に加える。
#
# 毎回ランダムに選んだデータで勾配を下るので、**確率的勾配降下法**（stochastic gradient
# descent、**SGD**）と呼ばれます。
#
# 例：あるパラメータが $4.0$、その勾配が $3.0$、学習率が $0.1$ なら、更新後は $4.0 - 0.1 \times 3.0 = 3.7$
# です。
#
# 更新するのは、渡された `network` の `network.params` です（キーは `"W1"`、`"b1"`、`"W2"`、`"b2"`）。
# 取り出した値を別の変数で計算しただけでは、ネットワークは変わりません。手順 4 の損失は、更新の前に測っても、
# あとに測ってもかまいません。ミニバッチは毎回変わるので、損失は上下に揺れながら、全体として減っていきます。

# %% [markdown] lang="en"
# ## Training (sections 4.5.2–4.5.3)
#
# All the pieces are there. Learning just repeats four steps, `iters` times:
#
# 1. Draw a mini-batch from the data.
# 2. Compute the gradient of each parameter on it (`network.numerical_gradient(x_batch, t_batch)`).
# 3. Update every parameter: subtract the learning rate times its gradient.
# 4. Note the loss on the mini-batch.
#
# Because each step goes down the gradient of examples chosen at random, the method is called **stochastic gradient
# descent**, **SGD**.
#
# An example: if a parameter is $4.0$, its gradient $3.0$ and the learning rate $0.1$, it becomes
# $4.0 - 0.1 \times 3.0 = 3.7$.
#
# What is updated is `network.params` of the `network` that is given (its keys are `"W1"`, `"b1"`, `"W2"`,
# `"b2"`). A new value in some other variable does not change the network. The loss of step 4 may be measured
# before the update or after it. Because the mini-batch changes every time, the loss goes up and down, and
# falls on the whole.


# %% exercise="train" title="学習 | Training" section="4.5.2" track="I" points=6 needs="mini_batch TwoLayerNet"
def train(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチの勾配降下法（SGD）でネットワークを学習させます（4.5.2〜4.5.3 節）。

    network.params を更新します。x と t は書き換えません。

    Parameters
    ----------
    network : TwoLayerNet。params、loss(x, t)、numerical_gradient(x, t) を持つ
    x : 形 (N, D) の np.ndarray。訓練データ
    t : 形 (N,) または (N, M) の np.ndarray。正解
    iters : int。更新の回数
    batch_size : int。ミニバッチの大きさ
    lr : float。学習率
    rng : np.random.Generator。ミニバッチを選ぶための乱数の生成器

    Returns
    -------
    長さ iters のリスト。更新のたびの、ミニバッチでの損失

    |

    Let a network learn by gradient descent on mini-batches, SGD (sections 4.5.2–4.5.3).

    network.params is updated; x and t are left unchanged.

    Parameters
    ----------
    network : TwoLayerNet, with params, loss(x, t) and numerical_gradient(x, t)
    x : np.ndarray of shape (N, D), the training data
    t : np.ndarray of shape (N,) or (N, M), the right answers
    iters : int, the number of updates
    batch_size : int, the size of a mini-batch
    lr : float, the learning rate
    rng : np.random.Generator, the source of random numbers for the mini-batches

    Returns
    -------
    a list of length iters, the loss on the mini-batch at each update
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 数字を学習させましょう。数値微分は時間がかかるので、画像を 4×4 画素ごとに平均して、28×28 を 7×7 の 49
# 画素に縮めます。隠れ層のニューロンは 10 個です。それでもパラメータは 610 個あり、1 回の更新に損失の計算が 1,220
# 回要ります。80 回の更新に、数秒かかります。少ない回数で進むように、学習率は 3.0
# と大きめにし、重みの初期値の標準偏差も 0.5 と大きめにしました。
#
# 左の細い線は更新ごとの損失で、太い線は 10 回ずつの平均です。揺れながらも減っていきます。その上は、
# 学習の前とあとのテスト画像の正解率です。右は、学習のあとでテスト画像（縮めたもの）を読んだ答えで、
# 赤が間違いです。

# %% [markdown] lang="en"
# Let it learn digits. As numerical differentiation is slow, the images are shrunk: the mean of each 4×4
# pixels turns 28×28 into 7×7, that is 49 pixels. The hidden layer has 10 neurons. Even so there are 610
# parameters, and one update computes the loss 1,220 times. The 80 updates take some seconds. So that few updates
# get far, the learning rate is a large 3.0, and the standard deviation of the initial weights a large 0.5.
#
# On the left the thin line is the loss at each update, the thick one the mean of ten. It wavers, and it
# falls. Above it is the accuracy on the test images before and after learning. On the right are test images,
# shrunk, and how the network reads them after learning; red answers are wrong.

# %% demo
import time


def shrink(images):
    """(N, 1, 28, 28) → (N, 49)"""
    return images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49).astype(float)


(x_train, t_train), (x_test, t_test) = load_mnist(flatten=False, one_hot_label=True)
x_train, x_test = shrink(x_train), shrink(x_test)
network = TwoLayerNet(input_size=49, hidden_size=10, output_size=10, weight_init_std=0.5)
before = network.accuracy(x_test, t_test)
start = time.perf_counter()
losses = train(network, x_train, t_train, 80, 30, 3.0, np.random.default_rng(0))
seconds = time.perf_counter() - start
after = network.accuracy(x_test, t_test)

fig = plt.figure(figsize=(8, 4))
left, right = fig.subfigures(1, 2)
ax = left.subplots()
ax.plot(losses, linewidth=0.8, alpha=0.6)
ax.plot(np.arange(5, 80, 10), np.reshape(losses, (8, 10)).mean(axis=1), "o-", linewidth=2.5)
ax.set_ylim(bottom=0)
ax.set_xlabel("更新の回数 | updates")
ax.set_ylabel("損失 | loss")
ax.set_title(f"正解率 {before:.0%} → {after:.0%} | accuracy {before:.0%} → {after:.0%}")
ax.grid(alpha=0.3)
answers, labels = np.argmax(network.predict(x_test), axis=1), np.argmax(t_test, axis=1)
for i, ax in enumerate(right.subplots(4, 5, gridspec_kw={"hspace": 0.5}).flat):
    ax.imshow(x_test[i].reshape(7, 7), cmap="gray")
    ax.set_title(answers[i], color="black" if answers[i] == labels[i] else "red")
    ax.axis("off")
plt.show()

calls = 2 * sum(value.size for value in network.params.values())
full = 2 * (784 * 50 + 50 + 50 * 10 + 10)
print(f"更新 80 回の時間: {seconds:.1f} 秒 | time for 80 updates: {seconds:.1f} s")
print(f"1 回の更新に要る損失の計算: {calls} 回 | losses computed for one update: {calls}")
print(f"784-50-10 のネットワークなら: {full} 回 | in a network of 784-50-10: {full}")

# %% [markdown] lang="ja"
# ## テストデータで評価する（4.5.3 節）
#
# 学習の目的は、訓練データの答えを覚えることではなく、**見たことのないデータ**にも正しく答えることです。
# そこで、学習に使っていないテストデータでも正解率を測り、訓練データでの正解率と並べて見ます。
#
# 測るのは、たいてい 1 **エポック**（epoch）ごとです。エポックは更新の回数の単位で、訓練データの個数と同じ数だけの
# データを使い終えると 1 エポックです。訓練データが $N$ 個、ミニバッチの大きさが $B$ なら、$N / B$ 回の更新に
# あたります。例：10,000 個の訓練データを 100 個ずつ使うなら、100 回の更新が 1 エポックです。
#
# 2 つの正解率がほぼ同じなら、訓練データから学んだことが、初めて見るデータでも通用しています。訓練データの
# 正解率だけが高くなり、テストデータとの差が開いたら、**過学習**です。訓練データだけに当てはまる細かな特徴まで、
# 覚え込んでしまったのです。
#
# 下のセルで、わざと過学習を起こしてみます。4、7、9 の 3 種類の数字を、たった 30 枚の画像で学習します。ミニバッチは
# 15 枚なので、2 回の更新が 1 エポックです。60 エポックのうちに、訓練データの正解率は 100 % 近くまで上がりますが、
# テストデータの正解率は、たいてい 80 % ほどで伸びなくなります。図の下には、比べるために、前のセルのネットワークの
# 2 つの正解率を表示します。こちらは 10,000 枚の中から選んで学習したので、差はわずかです。データを増やすことは、過学習への
# 良い対策の 1 つです。ほかの対策は、第6章で学びます。

# %% [markdown] lang="en"
# ## Evaluation with test data (section 4.5.3)
#
# The aim of learning is not to know the answers of the training data by heart, but to be right for data **never
# seen before**. So measure the accuracy on test data, which took no part in learning, and look at it beside the
# accuracy on the training data.
#
# As a rule it is measured once every **epoch**. An epoch is a unit for the number of updates: one epoch is over
# when as many examples have been used as there are in the training data. With $N$ training examples and
# mini-batches of $B$ that takes $N / B$ updates. If, for example, 10,000 training examples are used 100 at a
# time, 100 updates are one epoch.
#
# If the two accuracies are about the same, what was learnt from the training data holds for new data too. If
# only that on the training data keeps rising, and the gap to the test data opens, it is **overfitting**: the
# network has learnt by heart even the small features that belong to the training data alone.
#
# The cell below brings overfitting about on purpose. It learns three digits, 4, 7 and 9, from no more than 30
# images. A mini-batch has 15 images, so 2 updates are one epoch. Within 60 epochs the accuracy on the training
# data climbs to nearly 100 %, while that on the test data stops rising, as a rule at about 80 %. For comparison,
# the two accuracies of the network in the cell above are printed below the picture: its mini-batches came from
# 10,000 images, and the gap is small. More data is a good remedy for overfitting. Chapter 6 has others.

# %% demo
digits = [4, 7, 9]


def only(x, t):
    """4、7、9 の画像と、3 クラスの one-hot 表現 | the images of 4, 7 and 9, one-hot for three classes"""
    chosen = np.isin(np.argmax(t, axis=1), digits)
    return x[chosen], t[chosen][:, digits]


x_few, t_few = (part[:30] for part in only(x_train, t_train))
x_new, t_new = only(x_test, t_test)
small = TwoLayerNet(input_size=49, hidden_size=4, output_size=3, weight_init_std=0.5)
rng = np.random.default_rng(0)
on_few, on_new = [], []
for _ in range(60):
    train(small, x_few, t_few, 2, 15, 3.0, rng)  # 30 枚を 15 枚ずつ、1 エポック | 30 images by 15: an epoch
    on_few.append(small.accuracy(x_few, t_few))
    on_new.append(small.accuracy(x_new, t_new))

epochs = np.arange(1, 61)
plt.figure(figsize=(7, 4))
plt.plot(epochs, on_few, label="訓練データ（30 枚） | training data (30 images)")
plt.plot(epochs, on_new, "--", label="テストデータ | test data")
plt.ylim(0, 1.05)
plt.xlabel("エポック | epoch")
plt.ylabel("正解率 | accuracy")
plt.title("過学習 | Overfitting")
plt.grid(alpha=0.3)
plt.legend(loc="lower right")
plt.show()

on_train, on_test = network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)
print(f"前のセルのネットワーク: 訓練 {on_train:.0%} | the network of the cell above: training {on_train:.0%}")
print(f"前のセルのネットワーク: テスト {on_test:.0%} | the network of the cell above: test {on_test:.0%}")

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - 損失関数は、答えの悪さを 1 つの数にします。学習とは、損失を小さくする重みを探すことです。
# - 数値微分は、要素を 1 個ずつ動かして損失の変わり方を測ります。勾配はそれを全部並べたものです。
# - 重みを「学習率 × 勾配」だけ引く。ミニバッチを選びながらこれを繰り返すのが SGD です。
# - 学習に使っていないテストデータでも正解率を測ります。訓練データとの差が開いたら、過学習です。
#
# 数値微分は単純で信頼できますが、とても遅いことも体験しました。本物の大きさのネットワークなら、1
# 回の更新に損失の計算が何万回も要ります。次の第5章では、同じ勾配を、順伝播 1 回と、出力から入力へさかのぼる計算 1
# 回だけで求める**誤差逆伝播法**を作ります。この章の数値微分は、その答え合わせに役立ちます。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - A loss function says in one number how bad the answers are. Learning means to look for weights that make
#   the loss small.
# - Numerical differentiation moves one element at a time and measures how the loss changes; the gradient
#   holds all of these.
# - Subtract the learning rate times the gradient from the weights, and repeat it with mini-batch after
#   mini-batch: that is SGD.
# - Measure the accuracy on test data too, which took no part in learning: a widening gap to the training data
#   is overfitting.
#
# Numerical differentiation is simple and reliable, and, as you have seen, very slow. In a network of real
# size one update would compute the loss tens of thousands of times. Chapter 5 builds **backpropagation**,
# which finds the same gradient with one pass forward and one pass back. The numerical gradient of this chapter
# will serve to check it.
