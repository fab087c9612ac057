# %% [markdown] lang="ja"
# # 第3章 ニューラルネットワーク
#
# 第2章のパーセプトロンでは、重みを人の手で決めました。この章では、
# パーセプトロンを少しだけ変えて**ニューラルネットワーク**にし、入力から答えまでを計算する部品を 1
# つずつ作ります。活性化関数、層、ソフトマックス関数がそろったら、学習済みの重みを借りて、
# 手書き数字を読み取ります。その重みをデータから自動で見つける「学習」は、第4章のテーマです。

# %% [markdown] lang="ja" form="ipynb"
# **このノートブックの進め方**
#
# 1. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 2. 関数の中の `raise NotImplementedError` を消して、そこに自分のコードを書きます。
#    関数の名前と引数は変えません。
# 3. セルを実行してから（Shift + Enter）、すぐ下の `check("…")` のセルを実行します。
#    違っていれば、どこがどう違うかが表示されます。`check` のセルは書き換えられません。
# 4. 試し書きのセルや補助の関数は、自由に足してかまいません。
#
# 図を描くセルは、あなたが作った関数を使います。まだ書いていない関数があると `NotImplementedError`
# になりますが、書き終えてからもう一度実行すれば大丈夫です。

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
# # Chapter 3: Neural networks
#
# In chapter 2 the weights of a perceptron were chosen by hand. Here a small change turns perceptrons into a
# **neural network**, and you build, piece by piece, all that it takes to compute an answer from an input:
# activation functions, layers and softmax. With these pieces and a set of weights that somebody has already
# trained, your code will read handwritten digits. How to find such weights from data, *learning*, is the
# subject of chapter 4.

# %% [markdown] lang="en" form="ipynb"
# **How to work with this notebook**
#
# 1. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 2. Inside a function, delete `raise NotImplementedError` and write your own code in its place. Keep the
#    name of the function and its arguments.
# 3. Run the cell (Shift + Enter), then run the `check("…")` cell just below it. If something is wrong, it
#    says what and where. The `check` cells themselves are locked.
# 4. You are free to add cells for trying things out, and helper functions of your own.
#
# The cells that draw pictures use the functions you wrote. If one is still missing they stop with
# `NotImplementedError`; write it and run the cell again.

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
from dataset.sample_weight import init_network

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## ステップ関数（3.2.2〜3.2.3 節）
#
# パーセプトロンは、重み付き和 $w_1 x_1 + w_2 x_2$ にバイアスを足した和 $a = w_1 x_1 + w_2 x_2 + b$ が 0
# を超えたら 1、超えなければ 0 を出力しました。この「和を出力に変える」部分を取り出した関数を**活性化関数**と呼びます。
# パーセプトロンの活性化関数は**ステップ関数**です。
#
# $$h(x) = \begin{cases} 1 & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# たとえば入力が `[-1.5, 0.0, 2.0]` なら、出力は `[0, 0, 1]` です。
#
# ニューラルネットワークの計算では、たくさんの数を NumPy 配列にまとめて渡します。
# そこで、配列の**すべての要素に一度に**使える形で書きましょう。配列に不等号を使うと、`True` と `False`
# の配列になります。
#
# ```python
# >>> np.array([3, 8]) < 5
# array([ True, False])
# ```
#
# 配列の形は問いません。行列でも、`np.array(3.0)` のように数が 1 個だけの配列（0
# 次元）でも動き、同じ形の配列を返すようにします。
#
# 求めるのは `True`/`False` ではなく、整数の 1 と 0 です。要素の型は `配列.astype(型)` や
# `np.array(配列, dtype=型)` で変えられます。整数の型は `int` と書きます。以前は `np.int`
# とも書けましたが、今の NumPy にはもうありません。

# %% [markdown] lang="en"
# ## The step function (sections 3.2.2–3.2.3)
#
# A perceptron adds a bias to the weighted sum $w_1 x_1 + w_2 x_2$, and outputs 1 when this sum
# $a = w_1 x_1 + w_2 x_2 + b$ is above 0, and otherwise 0. The part that turns the sum into the output is called
# the **activation function**; that of a perceptron is the **step function**.
#
# $$h(x) = \begin{cases} 1 & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# For the input `[-1.5, 0.0, 2.0]`, for instance, the output is `[0, 0, 1]`.
#
# Neural networks hand many numbers around at once, in a NumPy array. Write the function so that it works on
# **every element of an array in one go**. An inequality on an array gives an array of `True` and `False`:
#
# ```python
# >>> np.array([3, 8]) < 5
# array([ True, False])
# ```
#
# The shape may be any: a matrix, or even an array of a single number such as `np.array(3.0)`, which has 0
# dimensions. The result has the shape of the input.
#
# What is asked for is not `True` and `False` but the integers 1 and 0. You change the type of the elements
# with `array.astype(type)` or `np.array(array, dtype=type)`, and the type of whole numbers is written `int`.
# Older code says `np.int`; today's NumPy no longer has it.


# %% exercise="step_function" title="ステップ関数 | The step function" section="3.2.2" track="I" points=4
def step_function(x):
    """ステップ関数を要素ごとに計算します（3.2.2〜3.2.3 節）。

    Parameters
    ----------
    x : 任意の形の np.ndarray

    Returns
    -------
    x と同じ形の整数の配列。x > 0 の要素は 1、それ以外は 0

    |

    Compute the step function element by element (sections 3.2.2–3.2.3).

    Parameters
    ----------
    x : np.ndarray of any shape

    Returns
    -------
    an array of integers in the shape of x: 1 where x > 0, otherwise 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## シグモイド関数（3.2.4 節）
#
# ステップ関数は 0 のところで急に値が変わります。
# ニューラルネットワークでよく使われてきた**シグモイド関数**は、これを滑らかな坂に置き換えたものです。
#
# $$h(x) = \frac{1}{1 + \exp(-x)}$$
#
# $\exp(-x)$ はネイピア数 $e = 2.718\ldots$ の $-x$ 乗で、`np.exp(-x)` と書きます。
# いくつか値を見てみましょう。
#
# | $x$ | $\exp(-x)$ | $h(x)$ |
# |---|---|---|
# | $-2$ | $7.389$ | $1/8.389 \approx 0.119$ |
# | $0$ | $1$ | $1/2 = 0.5$ |
# | $2$ | $0.135$ | $1/1.135 \approx 0.881$ |
#
# どんな入力でも 0 から 1 の間に収まり、少し入力が変われば出力も少し変わります。
# この滑らかさが、第4章の学習で大切になります。
#
# NumPy の計算は配列の要素ごとに行われるので、式をそのまま書けば、数 1 個にもどんな形の配列にも使えます。
# $x = -1000$ のように極端な値では `overflow` という警告が出ることがありますが、
# 結果が正しければ問題ありません。

# %% [markdown] lang="en"
# ## The sigmoid function (section 3.2.4)
#
# The step function jumps at 0. The **sigmoid function**, long a favourite in neural networks, replaces the
# jump with a smooth slope.
#
# $$h(x) = \frac{1}{1 + \exp(-x)}$$
#
# Here $\exp(-x)$ is Euler's number $e = 2.718\ldots$ to the power of $-x$, in NumPy `np.exp(-x)`. A few
# values:
#
# | $x$ | $\exp(-x)$ | $h(x)$ |
# |---|---|---|
# | $-2$ | $7.389$ | $1/8.389 \approx 0.119$ |
# | $0$ | $1$ | $1/2 = 0.5$ |
# | $2$ | $0.135$ | $1/1.135 \approx 0.881$ |
#
# Whatever the input, the output stays between 0 and 1, and a small change of the input changes the output
# only a little. It is this smoothness that learning in chapter 4 will rely on.
#
# NumPy computes element by element, so the formula, written as it stands, serves a single number as well as
# an array of any shape. For extreme values such as $x = -1000$ you may see a warning about an `overflow`; as
# long as the result is right, it does no harm.


# %% exercise="sigmoid" title="シグモイド関数 | The sigmoid function" section="3.2.4" track="I" points=4
def sigmoid(x):
    """シグモイド関数を要素ごとに計算します（3.2.4 節）。

    Parameters
    ----------
    x : float または任意の形の np.ndarray

    Returns
    -------
    x と同じ形。各要素は 0 から 1 までの値

    |

    Compute the sigmoid function element by element (section 3.2.4).

    Parameters
    ----------
    x : float or np.ndarray of any shape

    Returns
    -------
    the shape of x; every element is a value between 0 and 1
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## ReLU 関数（3.2.7 節）
#
# 2010 年代から、シグモイド関数に代わって広く使われるようになったのが **ReLU**（Rectified Linear
# Unit）です（今では、これを滑らかにした関数もよく使われます）。負の入力は 0 にし、正の入力はそのまま通します。
#
# $$h(x) = \max(0, x) = \begin{cases} x & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# 入力が `[-2.0, 0.5, 3.0]` なら、出力は `[0.0, 0.5, 3.0]` です。
#
# 要素ごとに大きいほうを選ぶ NumPy の関数は `np.maximum` です。名前の似た `np.max`
# は、配列の中でいちばん大きい値を探す別の関数です。
#
# もう 1 つ大切な決まりがあります。**受け取った配列は書き換えないでください。** `x[x < 0] = 0`
# のように書くと、呼び出した側が持っている配列まで変わり、離れた場所で原因のわかりにくい誤りが起こります。

# %% [markdown] lang="en"
# ## The ReLU function (section 3.2.7)
#
# In the 2010s **ReLU**, the rectified linear unit, came into wide use in place of the sigmoid function; today
# smoother relatives of it are common too. It turns a negative input into 0 and lets a positive input through as
# it is.
#
# $$h(x) = \max(0, x) = \begin{cases} x & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# The input `[-2.0, 0.5, 3.0]` gives `[0.0, 0.5, 3.0]`.
#
# NumPy's function that takes the greater of two values, element by element, is `np.maximum`. `np.max`,
# despite its name, does something else: it looks for the greatest value in an array.
#
# One more rule matters: **do not change the array you are given.** A line such as `x[x < 0] = 0` also
# changes the array in the hands of the caller, and the error shows up far away, where nobody looks for its
# cause.


# %% exercise="relu" title="ReLU 関数 | The ReLU function" section="3.2.7" track="I" points=3
def relu(x):
    """ReLU 関数を要素ごとに計算します（3.2.7 節）。x は書き換えません。

    Parameters
    ----------
    x : 任意の形の np.ndarray

    Returns
    -------
    x と同じ形。正の要素はそのまま、それ以外は 0

    |

    Compute the ReLU function element by element (section 3.2.7). x is left unchanged.

    Parameters
    ----------
    x : np.ndarray of any shape

    Returns
    -------
    the shape of x: positive elements as they are, otherwise 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 3 つの活性化関数ができました。並べて描いて、形を比べてみましょう。ステップ関数とシグモイド関数は、どちらも
# 0 から 1 までの値を取ります。ReLU には上限がありません。

# %% [markdown] lang="en"
# That makes three activation functions. Draw them together and compare their shapes: the step function and
# the sigmoid function both stay between 0 and 1, while ReLU has no upper limit.

# %% demo
x = np.arange(-4.0, 4.0, 0.01)
plt.figure(figsize=(7, 4))
plt.plot(x, step_function(x), "--", label="ステップ関数 | step function")
plt.plot(x, sigmoid(x), label="シグモイド関数 | sigmoid function")
plt.plot(x, relu(x), ":", linewidth=2.5, label="ReLU 関数 | ReLU function")
plt.ylim(-0.2, 2.2)
plt.xlabel("入力 x | input x")
plt.ylabel("出力 h(x) | output h(x)")
plt.title("3 つの活性化関数 | Three activation functions")
plt.grid(alpha=0.3)
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# ## 1 つの層（3.3〜3.4.2 節）
#
# 活性化関数の次は、ニューロンの並びである**層**を作ります。**ニューロン** 1 個は、第2章のパーセプトロン 1
# 個と同じ計算をします。違うのは、ステップ関数のほかの活性化関数も使うことだけです。入力が $D$ 個、ニューロンが $M$
# 個ある層を考えます。$j$ 番目のニューロンは、入力 $x_1, \ldots, x_D$ に自分の重みを掛けて足し、バイアス
# $b_j$ を加えて、活性化関数 $h$ に通します。
#
# $$a_j = x_1 w_{1j} + x_2 w_{2j} + \cdots + x_D w_{Dj} + b_j, \qquad z_j = h(a_j)$$
#
# ニューロンごとの重みを列にして行列 $W$ に並べると、全部のニューロンを 1 つの式で書けます。
#
# $$\boldsymbol{z} = h(\boldsymbol{x} W + \boldsymbol{b})$$
#
# ここでの $w_{ij}$ は、行列 $W$ の $i$ 行 $j$ 列の要素です。本の図に出てくる添字は、
# これとは逆の順（次の層の番号が先）です。
#
# | | データ 1 個 | バッチ（$N$ 個） |
# |---|---|---|
# | `x` | `(D,)` | `(N, D)` |
# | `W` | `(D, M)` | `(D, M)` |
# | `b` | `(M,)` | `(M,)` |
# | 結果 | `(M,)` | `(N, M)` |
#
# $\boldsymbol{x}W$ は**行列の積**で、`np.dot(x, W)` または `x @ W` と書きます。要素ごとの積 `x * W`
# ではありません。また、`x` を左に置くことが大切です。`(N, D)` と `(D, M)`
# のように、隣り合う次元がそろっているかを、いつも確かめてください。
#
# 例：$\boldsymbol{x} = (1, 2)$、$W = \begin{pmatrix} 3 & 0 \\ 1 & -1 \end{pmatrix}$、
# $\boldsymbol{b} = (0, 1)$ なら、重み付き和にバイアスを足した $\boldsymbol{a}$ は
# $(1 \cdot 3 + 2 \cdot 1 + 0,\ 1 \cdot 0 + 2 \cdot (-1) + 1) = (5, -1)$ で、ReLU を通すと $(5, 0)$
# になります。
#
# データを 1 行に 1 個ずつ並べたまとまりを**バッチ**と呼びます。同じ式が、そのままバッチにも使えます。`b`
# は、NumPy のブロードキャスト（第1章）でどの行にも足されます。引数の
# `activation` には `sigmoid` や `relu` などの関数そのものが渡されるので、`activation(…)`
# と呼び出してください。

# %% [markdown] lang="en"
# ## One layer (sections 3.3–3.4.2)
#
# After the activation function comes the **layer**, a row of neurons. A **neuron** computes what a perceptron of
# chapter 2 does, except that its activation function need not be the step function. Take a layer with $D$
# inputs and $M$ neurons. Neuron $j$ multiplies the inputs $x_1, \ldots, x_D$ by weights of its own, adds them
# up together with its bias $b_j$, and passes the sum through the activation function $h$.
#
# $$a_j = x_1 w_{1j} + x_2 w_{2j} + \cdots + x_D w_{Dj} + b_j, \qquad z_j = h(a_j)$$
#
# Put the weights of each neuron into a column of a matrix $W$, and one formula covers all neurons.
#
# $$\boldsymbol{z} = h(\boldsymbol{x} W + \boldsymbol{b})$$
#
# Here $w_{ij}$ is the element of $W$ in row $i$ and column $j$. In the figures of the book the two indices
# stand the other way round, with the number of the next layer first.
#
# | | one datum | batch of $N$ |
# |---|---|---|
# | `x` | `(D,)` | `(N, D)` |
# | `W` | `(D, M)` | `(D, M)` |
# | `b` | `(M,)` | `(M,)` |
# | result | `(M,)` | `(N, M)` |
#
# $\boldsymbol{x}W$ is the **matrix product**, `np.dot(x, W)` or `x @ W`, and not the element-by-element
# product `x * W`. It matters that `x` stands on the left; make it a habit to check that the neighbouring
# dimensions agree, as the two $D$ in `(N, D)` and `(D, M)` do.
#
# An example: with $\boldsymbol{x} = (1, 2)$, $W = \begin{pmatrix} 3 & 0 \\ 1 & -1 \end{pmatrix}$ and
# $\boldsymbol{b} = (0, 1)$ the weighted sums with the biases added, $\boldsymbol{a}$, are
# $(1 \cdot 3 + 2 \cdot 1 + 0,\ 1 \cdot 0 + 2 \cdot (-1) + 1) = (5, -1)$, and ReLU makes them $(5, 0)$.
#
# Several data points, one in each row, are called a **batch**. The very same formula serves a batch too:
# NumPy adds `b` to every row, by broadcasting (chapter 1). The argument `activation` is a function itself,
# such as `sigmoid` or `relu`: call it, `activation(…)`.


# %% exercise="layer" title="1 つの層 | One layer" section="3.3" track="I" points=4
def layer(x, W, b, activation):
    """1 つの層の出力 activation(x·W + b) を計算します（3.3〜3.4.2 節）。

    Parameters
    ----------
    x : 形 (D,) の np.ndarray（データ 1 個）または (N, D) の np.ndarray（バッチ）
    W : 形 (D, M) の np.ndarray。重み
    b : 形 (M,) の np.ndarray。バイアス
    activation : 活性化関数。配列を受け取り、同じ形の配列を返す

    Returns
    -------
    形 (M,) または (N, M) の np.ndarray

    |

    Compute the output of one layer, activation(x·W + b) (sections 3.3–3.4.2).

    Parameters
    ----------
    x : np.ndarray of shape (D,), one datum, or (N, D), a batch
    W : np.ndarray of shape (D, M), the weights
    b : np.ndarray of shape (M,), the biases
    activation : the activation function; takes an array and returns one of the same shape

    Returns
    -------
    np.ndarray of shape (M,) or (N, M)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 恒等関数（3.4.2 節）
#
# 最後の層、つまり**出力層**の活性化関数は、解きたい問題に合わせて選びます。
# 気温や価格のような数を予測する**回帰**では、出力を 0 から 1 に押し込めては困ります。
# そこで、入力をそのまま返す**恒等関数**を使います。
#
# $$\sigma(x) = x$$
#
# 本と同じように、出力層の活性化関数は $\sigma$、ほかの層の活性化関数は $h$ と書いています。
#
# 「何もしないなら要らないのでは」と思うかもしれません。でも、用意しておけば、どの層も
# `layer(x, W, b, 活性化関数)` という同じ形で書けます。あとでソフトマックス関数に取り替えるときも、1
# か所を変えるだけです。

# %% [markdown] lang="en"
# ## The identity function (section 3.4.2)
#
# The activation function of the last layer, the **output layer**, depends on the problem. In **regression**,
# where the answer is a number such as a temperature or a price, the output must not be squeezed between 0
# and 1. There one uses the **identity function**, which returns its input as it is.
#
# $$\sigma(x) = x$$
#
# As in the book, $\sigma$ stands for the activation function of the output layer and $h$ for those of the
# other layers.
#
# Why have a function that does nothing? Because with it every layer is written in the same way,
# `layer(x, W, b, activation)`, and when softmax takes its place later on, just one word changes.


# %% exercise="identity_function" title="恒等関数 | The identity function" section="3.4.2" track="I" points=2
def identity_function(x):
    """入力をそのまま返します（3.4.2 節）。

    Parameters
    ----------
    x : 任意の形の np.ndarray

    Returns
    -------
    x と同じ形、同じ値

    |

    Return the input as it is (section 3.4.2).

    Parameters
    ----------
    x : np.ndarray of any shape

    Returns
    -------
    the same shape and values as x
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 3 層ニューラルネットワーク（3.4.3 節）
#
# 層を 3 つつなげましょう。前の層の出力が、次の層の入力になります。
#
# $$\boldsymbol{z}_1 = \mathrm{sigmoid}(\boldsymbol{x} W_1 + \boldsymbol{b}_1), \qquad
# \boldsymbol{z}_2 = \mathrm{sigmoid}(\boldsymbol{z}_1 W_2 + \boldsymbol{b}_2), \qquad
# \boldsymbol{y} = \boldsymbol{z}_2 W_3 + \boldsymbol{b}_3$$
#
# 重みとバイアスは、まとめて辞書 `network` で受け取ります。キーは `"W1"`、`"b1"`、`"W2"`、`"b2"`、`"W3"`、
# `"b3"` で、`network["W1"]` のように取り出します。
#
# たとえば入力が 2 個、ニューロンが順に 3、2、2 個のとき、バッチの形は次のように変わっていきます。
#
# $$(N, 2) \xrightarrow{W_1: (2, 3)} (N, 3)
# \xrightarrow{W_2: (3, 2)} (N, 2) \xrightarrow{W_3: (2, 2)} (N, 2)$$
#
# 入力から出力へ順に計算していくので、この計算を**順伝播**（forward propagation）と呼びます。似た行が 3
# つ並ぶので、コピーしたときの番号の直し忘れに気をつけてください。先に作った `layer`
# は、使っても使わなくてもかまいません。ReLU のときと同じく、
# 受け取った `network` と `x` は書き換えないでください。

# %% [markdown] lang="en"
# ## A three-layer network (section 3.4.3)
#
# Now connect three layers. The output of one layer is the input of the next.
#
# $$\boldsymbol{z}_1 = \mathrm{sigmoid}(\boldsymbol{x} W_1 + \boldsymbol{b}_1), \qquad
# \boldsymbol{z}_2 = \mathrm{sigmoid}(\boldsymbol{z}_1 W_2 + \boldsymbol{b}_2), \qquad
# \boldsymbol{y} = \boldsymbol{z}_2 W_3 + \boldsymbol{b}_3$$
#
# The weights and biases come together in one dictionary, `network`, with the keys `"W1"`, `"b1"`, `"W2"`,
# `"b2"`, `"W3"` and `"b3"`; take one out with `network["W1"]`.
#
# With 2 inputs and then 3, 2 and 2 neurons, for example, the shape of a batch changes like this:
#
# $$(N, 2) \xrightarrow{W_1: (2, 3)} (N, 3)
# \xrightarrow{W_2: (3, 2)} (N, 2) \xrightarrow{W_3: (2, 2)} (N, 2)$$
#
# As the calculation runs from the input forward to the output, it is called **forward propagation**. Three
# similar lines invite copying, so mind the numbers in the copies. You may use your `layer` here, or do
# without it. As with ReLU, leave `network` and `x` as they came.


# %% exercise="forward" title="3 層ニューラルネットワーク | A three-layer network" section="3.4.3" track="I" points=4 needs="layer sigmoid identity_function"
def forward(network, x):
    """3 層ニューラルネットワークの出力を計算します（3.4.3 節）。

    活性化関数は、1 層目と 2 層目がシグモイド関数、出力層が恒等関数です。
    network と x は書き換えません。

    Parameters
    ----------
    network : dict。重み W1 (D, H1)、W2 (H1, H2)、W3 (H2, M) と
        バイアス b1 (H1,)、b2 (H2,)、b3 (M,)
    x : 形 (D,) の np.ndarray（データ 1 個）または (N, D) の np.ndarray（バッチ）

    Returns
    -------
    形 (M,) または (N, M) の np.ndarray

    |

    Compute the output of a three-layer network (section 3.4.3).

    The first and second layers use the sigmoid function, the output layer the identity
    function. network and x are left unchanged.

    Parameters
    ----------
    network : dict with the weights W1 (D, H1), W2 (H1, H2), W3 (H2, M)
        and the biases b1 (H1,), b2 (H2,), b3 (M,)
    x : np.ndarray of shape (D,), one datum, or (N, D), a batch

    Returns
    -------
    np.ndarray of shape (M,) or (N, M)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 作ったネットワークが何を計算しているのか、目で見てみましょう。入力が 2 個、出力が 1
# 個で、重みがでたらめなネットワークに、平面上の 40,000 個の点をバッチで一度に渡し、出力を色で表します。
# 白い線は出力の中央値の等高線で、点の半分は出力がそれより大きく、残りの半分は小さくなります。
# パーセプトロン 1 個では直線しか引けませんでしたが、
# 層を重ねると曲がった境界が現れます。`default_rng` の数を変えると、別の模様になります。

# %% [markdown] lang="en"
# Let us see what such a network computes. Take one with 2 inputs, 1 output and random weights, hand it
# 40,000 points of the plane in one batch, and show the output as a colour. The white line is the contour at
# the median: half of the points have a greater output, half a smaller one. A single perceptron could draw
# only straight lines; with more layers the border bends. Change the number in `default_rng` for other
# patterns.

# %% demo
rng = np.random.default_rng(3)
random_network = {
    "W1": rng.normal(scale=2.0, size=(2, 20)),
    "b1": rng.normal(scale=2.0, size=20),
    "W2": rng.normal(scale=2.0, size=(20, 20)),
    "b2": rng.normal(scale=2.0, size=20),
    "W3": rng.normal(scale=2.0, size=(20, 1)),
    "b3": rng.normal(scale=2.0, size=1),
}
axis = np.linspace(-3, 3, 200)
x1, x2 = np.meshgrid(axis, axis)
points = np.column_stack([x1.ravel(), x2.ravel()])  # (40000, 2)
y = forward(random_network, points).reshape(x1.shape)

plt.figure(figsize=(6, 5))
plt.pcolormesh(x1, x2, y, cmap="viridis", shading="nearest")
plt.colorbar(label="出力 | output")
plt.contour(x1, x2, y, levels=[np.median(y)], colors="white")
plt.xlabel("入力 x1 | input x1")
plt.ylabel("入力 x2 | input x2")
plt.title("重みがでたらめな 3 層ネットワーク | A three-layer network with random weights")
plt.show()

# %% [markdown] lang="ja"
# ## ソフトマックス関数（3.5.1〜3.5.3 節）
#
# 写真に写っているのは犬か猫か鳥か、手書き数字は 0 から 9 のどれか。
# このようにクラスを選ぶ問題を**分類**と呼びます。分類の出力層では、クラスごとの点数 $a_1, \ldots, a_M$
# を**ソフトマックス関数**で確率に変えます。この点数の並びが、引数の `x` です。
#
# $$y_k = \frac{\exp(a_k)}{\sum_{i=1}^{M} \exp(a_i)}$$
#
# $\exp$ のおかげで、どの出力も正の数になります。全体の和で割るので、和は 1 です。
# 点数の大小の順は変わりません。
#
# 例：$(1, 2, 3)$ なら $\exp$ は $(2.718, 7.389, 20.086)$、和は $30.193$ なので、出力は
# $(0.090, 0.245, 0.665)$ です。
#
# **大きな数への備え。** $\exp(1000)$ はコンピュータで表せる数を超えて `inf` になり、`inf / inf` は
# `nan`（計算できない値）になってしまいます。逆に点数がどれも $-1000$ ほどだと、$\exp$ がすべて 0 になり、
# `0 / 0` もやはり `nan` です。そこで、すべての点数から同じ数 $c$ を引いてから計算します。
#
# $$\frac{\exp(a_k - c)}{\sum_i \exp(a_i - c)} =
# \frac{\exp(a_k)\,\exp(-c)}{\sum_i \exp(a_i)\,\exp(-c)} =
# \frac{\exp(a_k)}{\sum_i \exp(a_i)}$$
#
# 約分されるので、答えは変わりません。$c$ を点数の最大値にすると $a_k - c \le 0$ となり、$\exp$ は 1
# より大きくなりません。最大の要素では $\exp(0) = 1$ なので、分母が 0 になることもありません。
#
# **バッチへの備え。** `x` の形が `(N, M)` のときは、1 行が 1 個のデータです。
# 最大値も和も、**行ごとに**求めます。`np.max(x, axis=-1, keepdims=True)` の `axis=-1`
# は「最後の軸に沿って」、`keepdims=True` は「軸を消さずに大きさ 1 で残す」という意味です。たとえば
# `[[1, 5], [3, 2]]` なら `[[5], [3]]` です。結果の形が `(N, 1)` になるので、
# `(N, M)` の `x` と正しく計算できます。1 次元の `x` にも、同じ書き方が使えます。
#
# 受け取った `x` を書き換えないことにも注意してください。`x -= c` は元の配列を変えますが、`x = x - c`
# は新しい配列を作ります。

# %% [markdown] lang="en"
# ## The softmax function (sections 3.5.1–3.5.3)
#
# Does the photo show a dog, a cat or a bird? Which of the digits 0 to 9 is this? Choosing among classes is
# called **classification**. Its output layer turns the scores $a_1, \ldots, a_M$ of the classes into
# probabilities with the **softmax function**. The row of scores is the argument `x`.
#
# $$y_k = \frac{\exp(a_k)}{\sum_{i=1}^{M} \exp(a_i)}$$
#
# Thanks to $\exp$ every output is positive; thanks to the division they sum to 1; and the greater score
# keeps the greater output.
#
# An example: for $(1, 2, 3)$ the exponentials are $(2.718, 7.389, 20.086)$ and their sum is $30.193$, so the
# output is $(0.090, 0.245, 0.665)$.
#
# **Be ready for large numbers.** $\exp(1000)$ is more than a computer's number can hold: it becomes `inf`,
# and `inf / inf` is `nan`, not a number. With all scores around $-1000$ every $\exp$ becomes 0, and `0 / 0`
# is `nan` as well. The remedy is to subtract the same number $c$ from every score
# first.
#
# $$\frac{\exp(a_k - c)}{\sum_i \exp(a_i - c)} =
# \frac{\exp(a_k)\,\exp(-c)}{\sum_i \exp(a_i)\,\exp(-c)} =
# \frac{\exp(a_k)}{\sum_i \exp(a_i)}$$
#
# The factor cancels, so the answer stays the same. With the greatest score for $c$, all $a_k - c \le 0$, and
# $\exp$ never gets above 1. The greatest score itself gives $\exp(0) = 1$, so the sum is never 0 either.
#
# **Be ready for batches.** When `x` has the shape `(N, M)`, each row is one datum, and both the maximum and
# the sum are taken **row by row**. In `np.max(x, axis=-1, keepdims=True)`, `axis=-1` means "along the last
# axis", and `keepdims=True` keeps that axis with length 1 instead of dropping it: `[[1, 5], [3, 2]]` gives
# `[[5], [3]]`. The result has the shape `(N, 1)`, which goes well with an `x` of shape `(N, M)`. The same
# line works for a 1-D `x`.
#
# Mind, too, that the `x` you are given stays unchanged: `x -= c` alters the original array, `x = x - c`
# makes a new one.


# %% exercise="softmax" title="ソフトマックス関数 | The softmax function" section="3.5.1" track="I" points=6
def softmax(x):
    """ソフトマックス関数を計算します（3.5.1〜3.5.3 節）。x は書き換えません。

    Parameters
    ----------
    x : 形 (M,) の np.ndarray（データ 1 個）または (N, M) の np.ndarray（バッチ）

    Returns
    -------
    x と同じ形。各データ（バッチなら各行）の要素は 0 から 1 までで、和は 1

    |

    Compute the softmax function (sections 3.5.1–3.5.3). x is left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (M,), one datum, or (N, M), a batch

    Returns
    -------
    the shape of x; the elements of each datum (each row of a batch) lie between 0 and 1
    and sum to 1
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 同じ点数でも、全体を何倍かすると確率はどう変わるでしょうか。4 通りの倍率を 4 行のバッチにして、`softmax`
# に一度に渡します。倍率が小さいと、どのクラスも同じくらいの確率になり、大きいと、
# いちばん点数の高いクラスがほとんどを占めます。最大の要素の場所だけを 1、ほかを 0
# にする計算を、滑らかにしたものと言えます。ソフトマックス（ソフトな最大）という名前は、ここから来ています。

# %% [markdown] lang="en"
# What happens to the probabilities when all scores are scaled up or down? Put four scalings into a batch of
# four rows and hand it to `softmax` in one go. Scaled down, all classes come out about equal; scaled up, the
# best class takes nearly everything. It is a smooth form of putting 1 where the maximum is and 0 elsewhere:
# hence the name.

# %% demo
scores = np.array([2.0, 1.0, 0.5, -1.0])
factors = np.array([0.2, 1.0, 2.0, 5.0])
y = softmax(factors[:, np.newaxis] * scores)  # (4, 4)

fig, axes = plt.subplots(1, 4, figsize=(9, 2.8), sharey=True)
for i, ax in enumerate(axes):
    bars = ax.bar(["A", "B", "C", "D"], y[i], color=["C0", "C1", "C2", "C3"])
    ax.bar_label(bars, fmt="%.2f")
    ax.set_title(f"点数 × {factors[i]} | scores × {factors[i]}")
    ax.set_ylim(0, 1.1)
axes[0].set_ylabel("確率 | probability")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 手書き数字の画像（3.6.1 節）
#
# いよいよ手書き数字に取りかかります。**MNIST** は、0 から 9
# までの手書き数字の画像を集めた有名なデータセットです（Yann LeCun、Corinna Cortes、Christopher Burges 作、CC
# BY-SA 3.0）。この教材には、訓練用の 10,000 枚とテスト用の 2,000 枚が入っています。
# 訓練用は重みを見つけるために、テスト用は実力を試すために使います。本と同じ `load_mnist` で読み込めます。
#
# | 引数 | `True` のとき | `False` のとき |
# |---|---|---|
# | `normalize` | 画素は 0.0〜1.0 の小数（`float32`） | 画素は 0〜255 の整数（`uint8`） |
# | `flatten` | 画像 1 枚は 784 個の数 | 1×28×28 の配列 |
# | `one_hot_label` | ラベルは one-hot 表現 | ラベルは 0〜9 の整数 |
#
# 指定しなければ、`normalize` と `flatten` は `True`、`one_hot_label` は `False` になります。
# 戻り値は `(訓練画像, 訓練ラベル), (テスト画像, テストラベル)` の順です。one-hot 表現は、
# すぐあとの演習で説明します。

# %% [markdown] lang="en"
# ## Images of handwritten digits (section 3.6.1)
#
# On to handwritten digits. **MNIST** is a famous collection of images of the digits 0 to 9 (by Yann LeCun,
# Corinna Cortes and Christopher Burges, CC BY-SA 3.0). This workbook comes with 10,000 of them for training and
# 2,000 for testing: the former serve to find weights, the latter to test how good they are. As in the book,
# `load_mnist` loads them.
#
# | argument | if `True` | if `False` |
# |---|---|---|
# | `normalize` | pixels are floats from 0.0 to 1.0 (`float32`) | integers from 0 to 255 (`uint8`) |
# | `flatten` | an image is a row of 784 numbers | an array of 1×28×28 |
# | `one_hot_label` | labels in one-hot form | labels are integers from 0 to 9 |
#
# Left out, `normalize` and `flatten` are `True` and `one_hot_label` is `False`. It returns
# `(training images, training labels), (test images, test labels)`. One-hot form is explained in an
# exercise below.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=True)
print(x_train.shape, t_train.shape, x_test.shape, t_test.shape)

fig, axes = plt.subplots(2, 10, figsize=(9, 3))
for i, ax in enumerate(axes.flat):
    ax.imshow(x_train[i].reshape(28, 28), cmap="gray")
    ax.set_title(t_train[i])
    ax.axis("off")
fig.suptitle("訓練データの最初の 20 枚 | The first 20 training images")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 画像の正規化（3.6.1 節）
#
# `load_mnist` が引数に応じてしている準備を、自分でも書いてみましょう。元の画像は、1 画素が 0（黒）から
# 255（白）までの整数です。型は `uint8`、つまり 8 ビットの符号なし整数です。ネットワークに渡す前に、次の 2
# つをします。
#
# - **正規化**：すべての画素を 255 で割って、0.0 から 1.0 の範囲にします。たとえば 51 は $51 / 255 = 0.2$
#   です。シグモイド関数は、大きすぎる入力ではほとんど変化しなくなるので、
#   値の範囲をそろえておくと都合がよいのです。
# - **平坦化**：28×28 の画像を、1 行ずつつなげて 784 個の数の並びにします。形は `(N, 28, 28)` から `(N, 784)`
#   になります。`reshape` を使うと、要素の順を保ったまま形だけを変えられます。
#
# 型にも気をつけましょう。`uint8` は整数しか入らないので、0.2 を入れることはできません。求めるのは `float32`
# です（`.astype(np.float32)`）。`uint8` の配列を `255.0` で割ると、倍の大きさの `float64` になります。
# 画像が何万枚もあるときに、メモリが半分で済む `float32` はうれしい型です。

# %% [markdown] lang="en"
# ## Normalising images (section 3.6.1)
#
# What `load_mnist` prepares for you, you can write yourself. In the original images each pixel is a whole
# number from 0 (black) to 255 (white), of type `uint8`, an unsigned integer of 8 bits. Two things are done
# before they go into the network:
#
# - **Normalising**: divide every pixel by 255, so that the values lie between 0.0 and 1.0. For example, 51
#   becomes $51 / 255 = 0.2$. The sigmoid function hardly changes for inputs that are too large, so it helps
#   to bring the values into one range.
# - **Flattening**: join the rows of a 28×28 image into one row of 784 numbers. The shape changes from
#   `(N, 28, 28)` to `(N, 784)`. `reshape` changes the shape and keeps the order of the elements.
#
# Mind the type as well. `uint8` holds whole numbers only, so there is no room for 0.2 in it. What is asked
# for is `float32`: `.astype(np.float32)`. An array of `uint8` divided by `255.0` gives `float64`, which is
# twice as large; with tens of thousands of images it is nice to need half the memory.


# %% exercise="normalize_images" title="画像の正規化 | Normalising images" section="3.6.1" track="P" points=4
def normalize_images(images):
    """画像を 0.0 から 1.0 の値にし、1 枚を 1 行に並べます（3.6.1 節）。images は書き換えません。

    Parameters
    ----------
    images : 形 (N, 28, 28) の uint8 の np.ndarray。0 から 255 までの画素

    Returns
    -------
    形 (N, 784) の float32 の np.ndarray。0.0 から 1.0 までの画素

    |

    Bring images to values from 0.0 to 1.0, one image a row (section 3.6.1).
    images is left unchanged.

    Parameters
    ----------
    images : np.ndarray of uint8 and shape (N, 28, 28), pixels from 0 to 255

    Returns
    -------
    np.ndarray of float32 and shape (N, 784), pixels from 0.0 to 1.0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## one-hot 表現（3.6.1 節）
#
# 画像の次は正解のラベルです。ラベル 2
# は「2 番のクラス」という番号であって、大きさに意味はありません。番号の代わりに、正解のクラスだけを 1、ほかを 0
# にした並びで表すのが **one-hot 表現**です。
#
# クラスが 4 つ（0、1、2、3）のとき、ラベル `[2, 0]` の one-hot 表現は次の行列です。
#
# $$\begin{pmatrix} 0 & 0 & 1 & 0 \\ 1 & 0 & 0 & 0 \end{pmatrix}$$
#
# データ 1 個が 1 行、クラス 1 つが 1 列です。ラベルは 0 から数えるので、ラベル $k$ の行では、0 から数えて
# $k$ 番目の列が 1 になります。ソフトマックス関数の出力とちょうど同じ形なので、
# 第4章で両者を比べるときに便利です。
#
# 列の数は必ず `num_classes` にします。上の例では 1 も 3 も現れませんが、その列も要ります。
# 要素の型は、整数でも小数でもかまいません。
#
# すべてが 0 の配列は、`np.zeros` に形を渡して作れます（かっこが 2 重になります）。配列の要素には、
# 番号を指定して値を入れられます。
#
# ```python
# A = np.zeros((2, 3))  # 2 行 3 列
# A[1, 0] = 7           # 1 行目の 0 列目
# # array([[0., 0., 0.],
# #        [7., 0., 0.]])
# ```

# %% [markdown] lang="en"
# ## One-hot labels (section 3.6.1)
#
# After the images, the labels. A label such as 2 is the number of a class; its size means nothing. In
# **one-hot form** a label is written as a row of numbers instead: 1 for the right class and 0 for all the
# others.
#
# With four classes (0, 1, 2, 3) the labels `[2, 0]` become this matrix:
#
# $$\begin{pmatrix} 0 & 0 & 1 & 0 \\ 1 & 0 & 0 & 0 \end{pmatrix}$$
#
# Each datum is a row and each class is a column. Labels are counted from 0: in the row of label $k$ it is
# column $k$, counted from 0, that holds the 1. This is the very shape of softmax's output, which will be
# handy in chapter 4, when the two are compared.
#
# The number of columns is always `num_classes`. In the example neither 1 nor 3 occurs, yet both have their
# column. The elements may be integers or floats.
#
# `np.zeros` makes an array of zeros; it takes the shape, hence the two pairs of brackets. A value is put into an
# array by the indices of its place.
#
# ```python
# A = np.zeros((2, 3))  # 2 rows, 3 columns
# A[1, 0] = 7           # row 1, column 0
# # array([[0., 0., 0.],
# #        [7., 0., 0.]])
# ```


# %% exercise="one_hot" title="one-hot 表現 | One-hot labels" section="3.6.1" track="P" points=4
def one_hot(t, num_classes):
    """ラベルを one-hot 表現にします（3.6.1 節）。

    Parameters
    ----------
    t : 形 (N,) の整数の np.ndarray。0 から num_classes - 1 までのラベル
    num_classes : int。クラスの数

    Returns
    -------
    形 (N, num_classes) の np.ndarray。i 行目は t[i] 列が 1、ほかが 0

    |

    Turn labels into one-hot form (section 3.6.1).

    Parameters
    ----------
    t : np.ndarray of integers and shape (N,), labels from 0 to num_classes - 1
    num_classes : int, the number of classes

    Returns
    -------
    np.ndarray of shape (N, num_classes); row i has 1 in column t[i] and 0 elsewhere
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 2 つの関数を、元の画像に使ってみましょう。左は正規化した画像で、色の目盛りが 0 から 1 になっています。
# 右は最初の 12 個のラベルの one-hot 表現です。どの行にも、1（濃い色）がちょうど 1 つあります。

# %% [markdown] lang="en"
# Try both functions on the original images. On the left is a normalised image, with a scale of colours from
# 0 to 1; on the right the first 12 labels in one-hot form. Every row has exactly one 1 (dark).

# %% demo
(raw_images, labels), _ = load_mnist(normalize=False, flatten=False)
images = normalize_images(raw_images[:12, 0])  # (12, 28, 28) → (12, 784)
matrix = one_hot(labels[:12], 10)

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
picture = left.imshow(images[0].reshape(28, 28), cmap="gray")
fig.colorbar(picture, ax=left)
left.set_title("正規化した画像 | A normalised image")
right.imshow(matrix, cmap="Blues", aspect="auto")
right.set_xticks(range(10))
right.set_yticks(range(12), labels[:12])
right.set_xlabel("クラス | class")
right.set_ylabel("ラベル | label")
right.set_title("one-hot 表現のラベル | Labels in one-hot form")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 推論（3.6.2 節）
#
# 準備ができました。手書き数字を分類するネットワークは、入力が 784 個（画素の数）、出力が 10
# 個（数字の種類）です。間に 50 個と 100 個のニューロンの層があります。
#
# $$(N, 784) \xrightarrow{\mathrm{sigmoid}} (N, 50)
# \xrightarrow{\mathrm{sigmoid}} (N, 100) \xrightarrow{\mathrm{softmax}} (N, 10)$$
#
# `forward` との違いは、出力層の活性化関数がソフトマックス関数になることだけです。出力の各行は「画像が 0
# である確率、1 である確率、…、9 である確率」です。いちばん大きい確率の番号が、ネットワークの答えになります。
# `predict` が返すのは番号ではなく、確率の並びです。`forward` と同じように、データ 1 個でも使えます。
#
# 学習済みの重みは `init_network()` で手に入ります。戻り値は、キーが `"W1"`、`"b1"`、…、`"b3"` の辞書です。
# このように、決まった重みを使って答えを計算することを**推論**と呼びます。

# %% [markdown] lang="en"
# ## Inference (section 3.6.2)
#
# Everything is ready. The network that classifies digits has 784 inputs, one for each pixel, and 10 outputs,
# one for each digit, with layers of 50 and 100 neurons in between.
#
# $$(N, 784) \xrightarrow{\mathrm{sigmoid}} (N, 50)
# \xrightarrow{\mathrm{sigmoid}} (N, 100) \xrightarrow{\mathrm{softmax}} (N, 10)$$
#
# It differs from `forward` only in the output layer, whose activation function is now softmax. Each row of
# the output reads: the probability that the image is a 0, that it is a 1, and so on up to 9. The index of
# the greatest is the network's answer; `predict`, however, returns the probabilities, not the index. Like
# `forward` it takes one datum as well as a batch.
#
# `init_network()` hands you trained weights, in a dictionary with the keys `"W1"`, `"b1"`, …, `"b3"`.
# Computing answers with weights that are already fixed is called **inference**.


# %% exercise="predict" title="推論 | Inference" section="3.6.2" track="I" points=5 needs="layer sigmoid softmax"
def predict(network, x):
    """3 層ニューラルネットワークで、クラスごとの確率を計算します（3.6.2 節）。

    活性化関数は、1 層目と 2 層目がシグモイド関数、出力層がソフトマックス関数です。

    Parameters
    ----------
    network : dict。重み W1 (D, H1)、W2 (H1, H2)、W3 (H2, M) と
        バイアス b1 (H1,)、b2 (H2,)、b3 (M,)
    x : 形 (D,) の np.ndarray（データ 1 個）または (N, D) の np.ndarray（バッチ）

    Returns
    -------
    形 (M,) または (N, M) の np.ndarray。各データの確率の和は 1

    |

    Compute the probabilities of the classes with a three-layer network (section 3.6.2).

    The first and second layers use the sigmoid function, the output layer softmax.

    Parameters
    ----------
    network : dict with the weights W1 (D, H1), W2 (H1, H2), W3 (H2, M)
        and the biases b1 (H1,), b2 (H2,), b3 (M,)
    x : np.ndarray of shape (D,), one datum, or (N, D), a batch

    Returns
    -------
    np.ndarray of shape (M,) or (N, M); the probabilities of each datum sum to 1
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ネットワークの答えを見てみましょう。上の 2 段はテスト画像の最初の 20 枚、下の 2 段は間違えた画像から 20
# 枚です。画像の上には、答えとその確率を書きました。赤いものは間違いで、かっこの中が正解です。たとえば
# `8: 98% (0)` は、正解が 0 なのに、98 % の確率で 8 だと答えたものです。
# 間違えた画像では、確率の低いもの、つまりネットワークも「迷った」ものが多いことを確かめてください。
# ただし、自信たっぷりの間違いもあります。人間でも迷いそうな字はどれでしょうか。

# %% [markdown] lang="en"
# See the network's answers. The upper two rows are the first 20 test images, the lower two are 20 of those
# it got wrong. Above each image stands the answer with its probability; red ones are wrong, with the right
# digit in brackets: `8: 98% (0)` is a 0 that the network took for an 8 with a probability of 98 %. Notice that
# most of the wrong answers have a low probability, where the network is in doubt, but that some are wrong
# with great confidence. Which of them might you have misread yourself?

# %% demo
network = init_network()
y = predict(network, x_test)
answers = np.argmax(y, axis=1)
wrong = np.flatnonzero(answers != t_test)
shown = np.concatenate([np.arange(20), wrong[:20]])

fig, axes = plt.subplots(4, 10, figsize=(9, 4.8))
for k, i in enumerate(shown):
    ax = axes.flat[k]
    ax.imshow(x_test[i].reshape(28, 28), cmap="gray")
    title = f"{answers[i]}: {y[i].max():.0%}"
    if answers[i] == t_test[i]:
        ax.set_title(title, fontsize=9)
    else:
        ax.set_title(f"{title} ({t_test[i]})", fontsize=9, color="red")
    ax.axis("off")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 正解率（3.6.2 節）
#
# 2,000 枚のうち何枚を正しく読めたかを、**正解率**（accuracy）という 1 つの数にまとめます。
#
# $$\text{正解率} = \frac{\text{答えが正解と一致したデータの個数}}{\text{データの個数}}$$
#
# 5 個のうち 4 個が正解なら 0.8 です。パーセントではなく、0 から 1 までの割合で返します。
#
# 答えは、`predict` が返す確率の**行ごと**に、いちばん大きい要素の番号を求めれば得られます。それには
# `np.argmax(y, axis=1)` を使います。たとえば `[[0.1, 0.7, 0.2], [0.5, 0.2, 0.3]]` なら `[1, 0]` です。
# 本のように `for` で 1 枚ずつ調べても、バッチでまとめて計算しても、どちらでも正解です（1 枚なら、確率は 1
# 次元なので `np.argmax(y)` です）。
#
# 配列どうしを `==` で比べると、`True` と `False` の配列になります。計算の中では `True` は 1、`False` は 0
# なので、`np.sum` は `True` の個数に、平均を求める `np.mean` は `True` の割合になります。
#
# ```python
# >>> np.array([3, 1, 2]) == np.array([3, 0, 2])
# array([ True, False,  True])
# >>> np.sum(np.array([True, False, True]))
# np.int64(2)
# ```
#
# 正解 `t` は、ラベルの並び `(N,)` で渡されることも、one-hot 表現の行列 `(N, M)` で渡されることもあります。
# `t.ndim` は配列の次元の数なので、これを見ればどちらなのかがわかります。one-hot
# 表現なら、先にラベルに直しましょう。どの行でも 1 がいちばん大きいので、確率のときと同じ方法が使えます。

# %% [markdown] lang="en"
# ## Accuracy (section 3.6.2)
#
# How many of the 2,000 images does the network read correctly? One number sums it up, the **accuracy**.
#
# $$\text{accuracy} = \frac{\text{number of data points whose answer is right}}{\text{number of data points}}$$
#
# With 4 of 5 right it is 0.8: a ratio between 0 and 1, not a percentage.
#
# The answers are found by taking, in **each row** of what `predict` returns, the index of the greatest
# element: `np.argmax(y, axis=1)`. For `[[0.1, 0.7, 0.2], [0.5, 0.2, 0.3]]` that is `[1, 0]`. The book looks
# at one image after the other in a `for` loop; whether you do so or compute the whole batch at once, both
# are right. (The probabilities of a single image are 1-D: there it is `np.argmax(y)`.)
#
# Compared by `==`, two arrays give an array of `True` and `False`. In calculations `True` counts as 1 and `False`
# as 0, so `np.sum` gives the number of `True`, and `np.mean`, the average, gives their share.
#
# ```python
# >>> np.array([3, 1, 2]) == np.array([3, 0, 2])
# array([ True, False,  True])
# >>> np.sum(np.array([True, False, True]))
# np.int64(2)
# ```
#
# The right answers `t` may come as labels, in the shape `(N,)`, or in one-hot form, a matrix of shape
# `(N, M)`. The number of dimensions, `t.ndim`, tells you which. If it is one-hot, turn it into labels first:
# the 1 is the greatest element of its row, so what serves for probabilities serves here too.


# %% exercise="accuracy" title="正解率 | Accuracy" section="3.6.2" track="I" points=5 needs="predict"
def accuracy(network, x, t):
    """ネットワークの正解率を計算します（3.6.2 節）。

    Parameters
    ----------
    network : dict。predict に渡す重みとバイアス
    x : 形 (N, D) の np.ndarray
    t : 形 (N,) のラベル、または形 (N, M) の one-hot 表現の np.ndarray

    Returns
    -------
    float。正解した割合（0 から 1 まで）

    |

    Compute the accuracy of a network (section 3.6.2).

    Parameters
    ----------
    network : dict of the weights and biases that predict takes
    x : np.ndarray of shape (N, D)
    t : np.ndarray of labels in the shape (N,), or in one-hot form in the shape (N, M)

    Returns
    -------
    float, the share of right answers, from 0 to 1
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## バッチ処理（3.6.3 節）
#
# 画像を 1 枚ずつ `predict` に渡すと、2,000 回の呼び出しが必要です。1 回ごとに Python
# の手間がかかるので、全体では遅くなります。まとめて渡せば、NumPy が大きな行列の積を一気に計算してくれます。
# かといって、データが何百万個もあると、全部を一度にはメモリに載せられません。そこで、`batch_size`
# 個ずつに区切って渡します。
#
# 7 個のデータを `batch_size=3` で区切ると、次のようになります。
#
# | バッチ | 取り出す範囲 | 個数 |
# |---|---|---|
# | 1 | `x[0:3]` | 3 |
# | 2 | `x[3:6]` | 3 |
# | 3 | `x[6:9]` | 1 |
#
# 最後のバッチは短くなることがあります。スライスは、終わりが配列の長さを超えていても、ある分だけを返すので、
# 特別な場合分けは要りません。`batch_size` がデータの個数より大きいときも同じです。始まりの 0、3、
# 6 は `range(0, 7, 3)` で得られます。`range(始め, 終わり, 幅)` は、終わりの手前まで、幅ずつ進む整数の並びで、`for`
# で 1 つずつ取り出せます。
#
# バッチごとに答えのラベルを求め、全部を元の順につないで、形 `(N,)`
# の**1 つの整数の NumPy 配列**にして返してください。毎回の結果は、リストの `append`
# で、リストの最後に加えておけます。配列のリストは `np.concatenate` でつなげます。
#
# ```python
# parts = []
# parts.append(np.array([4, 1]))
# parts.append(np.array([7]))
# np.concatenate(parts)  # array([4, 1, 7])
# ```

# %% [markdown] lang="en"
# ## Batches (section 3.6.3)
#
# Handing the images to `predict` one at a time takes 2,000 calls, and Python spends some time on each.
# Handed over together, they are computed by NumPy in one big matrix product. Millions of data points, on the
# other hand, do not fit into memory all at once. The way between is to pass `batch_size` of them at a time.
#
# Seven data points with `batch_size=3` are divided like this:
#
# | batch | slice | size |
# |---|---|---|
# | 1 | `x[0:3]` | 3 |
# | 2 | `x[3:6]` | 3 |
# | 3 | `x[6:9]` | 1 |
#
# The last batch may be shorter. A slice that ends beyond the array simply gives what is there, so no special
# case is needed, not even when `batch_size` is greater than the number of data points. The starting points 0,
# 3, 6 come from `range(0, 7, 3)`: `range(start, end, step)` is a row of integers that go up by `step` and stop
# before `end`, and `for` takes them out one by one.
#
# Find the labels of each batch, join them all in the original order and return
# **one NumPy array of integers** with the shape `(N,)`. A list keeps the result of each round: its method
# `append` adds an item at its end. A list of arrays is joined by `np.concatenate`.
#
# ```python
# parts = []
# parts.append(np.array([4, 1]))
# parts.append(np.array([7]))
# np.concatenate(parts)  # array([4, 1, 7])
# ```


# %% exercise="predict_in_batches" title="バッチ処理 | Batches" section="3.6.3" track="I" points=5 needs="predict"
def predict_in_batches(network, x, batch_size):
    """データを batch_size 個ずつ predict に渡し、答えのラベルを求めます（3.6.3 節）。

    Parameters
    ----------
    network : dict。predict に渡す重みとバイアス
    x : 形 (N, D) の np.ndarray
    batch_size : int。1 回に渡すデータの個数（最後は少なくてもよい）

    Returns
    -------
    形 (N,) の整数の np.ndarray。それぞれのデータで確率が最大のクラス

    |

    Pass the data to predict batch_size at a time and find the labels (section 3.6.3).

    Parameters
    ----------
    network : dict of the weights and biases that predict takes
    x : np.ndarray of shape (N, D)
    batch_size : int, the number of data points in one call (the last may have fewer)

    Returns
    -------
    np.ndarray of integers and shape (N,), the most probable class of each datum
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# バッチサイズを 1 から 2,000 まで変えながら、テスト画像 2,000 枚を読む時間と正解率を測ります。
# 正解率は変わりません。区切り方を変えても、答えは同じだからです。
# 変わるのは時間で、たいていはバッチが大きいほど速くなり、やがて頭打ちになります。
# もし時間がどこでも同じなら、`batch_size` を使っているか見直してみましょう。

# %% [markdown] lang="en"
# Measure the time it takes to read the 2,000 test images, and the accuracy, with batch sizes from 1 to
# 2,000. The accuracy does not move, since the answers are the same however the data are divided. The time
# does: as a rule, larger batches are faster, up to a point where nothing more is gained. If your time is the
# same everywhere, check whether `batch_size` is really used.

# %% demo
import time

batch_sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]
seconds, accuracies = [], []
for batch_size in batch_sizes:
    start = time.perf_counter()
    answers = predict_in_batches(network, x_test, batch_size)
    seconds.append(time.perf_counter() - start)
    accuracies.append(np.mean(answers == t_test))

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
left.semilogx(batch_sizes, np.array(seconds) * 1000, "o-")
left.set_ylim(bottom=0)
left.set_xlabel("バッチサイズ | batch size")
left.set_ylabel("時間（ミリ秒） | time (ms)")
left.set_title("2,000 枚を読む時間 | Time to read 2,000 images")
left.grid(alpha=0.3)
right.semilogx(batch_sizes, accuracies, "o-", color="C1")
right.set_ylim(0.9, 1.0)
right.set_xlabel("バッチサイズ | batch size")
right.set_ylabel("正解率 | accuracy")
right.set_title("正解率 | Accuracy")
right.grid(alpha=0.3)
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - 活性化関数（ステップ、シグモイド、ReLU）は要素ごとの計算で、層は行列の積でした。
# - 出力層の活性化関数は、回帰なら恒等関数、分類ならソフトマックス関数です。
# - 活性化関数、層、`forward`、ソフトマックス関数、`predict` は、データ 1 個でもバッチでも使えるように書きました。
#   形をいつも確かめることが、その助けになります。
#
# 借りものの重みで、テスト画像のおよそ 97 % を読めました。では、その重みはどうやって見つけるのでしょうか。
# 次の第4章で、自分の手で学習させてみましょう。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - Activation functions (step, sigmoid, ReLU) are computed element by element; a layer is a matrix product.
# - The activation of the output layer is the identity function for regression and softmax for classification.
# - Activation functions, layers, `forward`, softmax and `predict` work for one datum and for a batch alike.
#   Checking the shapes at every step is what makes this easy.
#
# With borrowed weights you read about 97 % of the test images. But where do such weights come from? In
# chapter 4 you will make a network learn them.
