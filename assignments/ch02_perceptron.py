# %% [markdown] lang="ja"
# # 第2章 パーセプトロン
#
# 第1章では、Python と NumPy、Matplotlib の使い方を練習しました。この章では、
# それを使って**パーセプトロン**を作ります。1957 年に生まれた古いアルゴリズムですが、
# ニューラルネットワークの出発点です。まず 1 つのパーセプトロンで簡単な論理回路を作り、次に「1
# つではできないこと」にぶつかり、最後に、組み合わせるとできることを確かめます。この章の終わりには、
# あなたのパーセプトロンが足し算をします。

# %% [markdown] lang="ja" form="ipynb"
# **このノートブックの進め方**
#
# 1. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 2. 関数の中の `raise NotImplementedError` を消して、自分のコードを書きます。関数の名前と引数は変えません。
# 3. セルを実行してから（Shift + Enter）、すぐ下の `check("…")` のセルを実行します。
#
# 図を描くセルは、あなたが作った関数を使います。`NotImplementedError` になったら、
# 関数を書き終えてからもう一度実行してください。図を描くコードは、わからなくてもかまいません。
# 大切なのは図のほうです。ノートブックを開き直したときは、上から順に実行し直してください。

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
# # Chapter 2: Perceptrons
#
# In chapter 1 you practised Python, NumPy and Matplotlib. In this chapter you put them to use and build
# **perceptrons**. The algorithm dates from 1957, and it is where neural networks begin. First a single
# perceptron becomes a simple logic gate; then you meet something that a single one cannot do; and in the
# end you see that several together can. By the end of the chapter, your perceptrons will add numbers.

# %% [markdown] lang="en" form="ipynb"
# **How to work with this notebook**
#
# 1. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 2. Inside a function, delete `raise NotImplementedError` and write your own code. Keep the name of the
#    function and its arguments.
# 3. Run the cell (Shift + Enter), then run the `check("…")` cell just below it.
#
# The cells that draw pictures use the functions you wrote. If one stops with `NotImplementedError`, write
# the function and run the cell again. You need not understand the code that draws: it is the picture that
# matters. When you open the notebook again, run its cells again from the top.

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

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## パーセプトロンと AND ゲート（2.1〜2.3 節）
#
# パーセプトロンは、いくつかの信号を受け取って、1 つの信号を出します。信号は 1（流す）か
# 0（流さない）のどちらかです。入力が 2 個なら、次のように動きます。
#
# $$y = \begin{cases} 1 & (w_1 x_1 + w_2 x_2 + b > 0) \\ 0 & (w_1 x_1 + w_2 x_2 + b \le 0) \end{cases}$$
#
# - $w_1, w_2$ は**重み**です。それぞれの入力をどれだけ重く見るかを決めます。
# - $b$ は**バイアス**です。大きいほど、出力が 1 になりやすくなります。
#
# $w_1 x_1 + w_2 x_2$ の部分を**重み付き和**と呼びます。本のはじめのほうの式は、重み付き和が**しきい値**
# $\theta$ を超えるかどうかで決めています。$b = -\theta$ とおけば、上の式と同じことです。この章では、
# バイアスまで足した $w_1 x_1 + w_2 x_2 + b$ を、短く「和」と呼ぶことにします（重み付き和は、バイアスを足す前のほうです）。
#
# たとえば $w_1 = 2$、$w_2 = -1$、$b = -0.5$ のパーセプトロンは、次のように答えます。
#
# | $x_1$ | $x_2$ | $w_1 x_1 + w_2 x_2 + b$ | $y$ |
# |---|---|---|---|
# | 0 | 0 | $0 + 0 - 0.5 = -0.5$ | 0 |
# | 0 | 1 | $0 - 1 - 0.5 = -1.5$ | 0 |
# | 1 | 0 | $2 + 0 - 0.5 = 1.5$ | 1 |
# | 1 | 1 | $2 - 1 - 0.5 = 0.5$ | 1 |
#
# 入力と出力をこのように並べた表を**真理値表**と呼びます。また、0 と 1 を受け取り、決まった表のとおりに 0
# か 1 を出す部品を**ゲート**と呼びます。**AND ゲート**は、両方の入力が 1 のときだけ 1 を出力します。
# 右の列は、上の式の $x_1, x_2$ にその行の値を入れたものです。
#
# | $x_1$ | $x_2$ | AND | 成り立ってほしい条件 |
# |---|---|---|---|
# | 0 | 0 | 0 | $b \le 0$ |
# | 0 | 1 | 0 | $w_2 + b \le 0$ |
# | 1 | 0 | 0 | $w_1 + b \le 0$ |
# | 1 | 1 | 1 | $w_1 + w_2 + b > 0$ |
#
# 右の 4 つの条件をすべて満たす $w_1, w_2, b$ を、自分で見つけてください。答えは無数にあり、
# どれでも正解です。重みを決めるのはまだ人間の仕事で、これをデータに決めさせるのが第4章の「学習」です。
#
# 計算には、第1章で見た配列の掛け算が使えます。配列の `*` は要素ごとの積で、`np.sum` は要素を全部足します。
# 次は、上の例で入力が (1, 1) のときの重み付き和 $2 - 1 = 1$ です。`>>>` の行が入力、その下が画面に出る結果です。
#
# ```python
# >>> np.sum(np.array([2.0, -1.0]) * np.array([1, 1]))
# np.float64(1.0)
# ```
#
# `np.float64(1.0)` は NumPy の数 1.0 で（第1章の 1.5.6 節）、ふつうの数と同じように計算や比較に使えます。バイアスは、
# 足し合わせたあとで 1 回だけ足します。
#
# 入力は整数の 0 と 1（NumPy の整数も含みます）のほか、小数の 0.0 と 1.0 のこともあります。どのときも、
# `True`/`False` や小数ではなく、**整数の 0 か 1** を返してください。`if` で分けても、比べた結果を
# `int(…)` で整数に変えてもかまいません（`int(3 > 2)` は 1、`int(3 > 5)` は 0 です）。
# このあとのゲートでも同じです。

# %% [markdown] lang="en"
# ## The perceptron and the AND gate (sections 2.1–2.3)
#
# A perceptron takes several signals and gives one signal. A signal is either 1 (it flows) or 0 (it does
# not). With two inputs it works like this:
#
# $$y = \begin{cases} 1 & (w_1 x_1 + w_2 x_2 + b > 0) \\ 0 & (w_1 x_1 + w_2 x_2 + b \le 0) \end{cases}$$
#
# - $w_1, w_2$ are the **weights**. They say how much each input counts.
# - $b$ is the **bias**. The greater it is, the more easily the output becomes 1.
#
# The part $w_1 x_1 + w_2 x_2$ is called the **weighted sum**. The book's first formula asks instead whether
# the weighted sum is above a **threshold** $\theta$. With $b = -\theta$ the two say the same. In this
# chapter, "the sum" for short means $w_1 x_1 + w_2 x_2 + b$, the bias included; the weighted sum is the part
# without it.
#
# For example, the perceptron with $w_1 = 2$, $w_2 = -1$ and $b = -0.5$ answers:
#
# | $x_1$ | $x_2$ | $w_1 x_1 + w_2 x_2 + b$ | $y$ |
# |---|---|---|---|
# | 0 | 0 | $0 + 0 - 0.5 = -0.5$ | 0 |
# | 0 | 1 | $0 - 1 - 0.5 = -1.5$ | 0 |
# | 1 | 0 | $2 + 0 - 0.5 = 1.5$ | 1 |
# | 1 | 1 | $2 - 1 - 0.5 = 0.5$ | 1 |
#
# Such a table of inputs and outputs is called a **truth table**, and a part that takes zeros and ones and
# gives 0 or 1 as its table says is called a **gate**. The **AND gate** gives 1 only when both inputs are 1.
# The column on the right is the formula above, with the row's values in place of $x_1$ and $x_2$.
#
# | $x_1$ | $x_2$ | AND | what must hold |
# |---|---|---|---|
# | 0 | 0 | 0 | $b \le 0$ |
# | 0 | 1 | 0 | $w_2 + b \le 0$ |
# | 1 | 0 | 0 | $w_1 + b \le 0$ |
# | 1 | 1 | 1 | $w_1 + w_2 + b > 0$ |
#
# Find weights $w_1, w_2$ and a bias $b$ of your own that satisfy all four conditions on the right. There
# are infinitely many, and any of them will do. Choosing weights is still a human's job here; to let data
# choose them is the *learning* of chapter 4.
#
# For the calculation you can use the product of arrays from chapter 1: `*` multiplies arrays element by
# element, and `np.sum` adds all the elements up. Here is the weighted sum of the example for the inputs
# (1, 1), $2 - 1 = 1$. The line after `>>>` is what one types, the line below it what is shown.
#
# ```python
# >>> np.sum(np.array([2.0, -1.0]) * np.array([1, 1]))
# np.float64(1.0)
# ```
#
# `np.float64(1.0)` is NumPy's number 1.0 (section 1.5.6, in chapter 1), which can be used in calculations and
# comparisons like any other. The bias is added once, after the products have been added up.
#
# The inputs may be the integers 0 and 1 (NumPy's integers among them) or the floats 0.0 and 1.0. In every
# case, return **the integer 0 or 1**, not `True` or `False` and not a float. You may branch with `if`, or
# turn the result of a comparison into an integer with `int(…)`: `int(3 > 2)` is 1 and `int(3 > 5)` is 0. The
# same holds for the gates that follow.


# %% exercise="AND" title="AND ゲート | The AND gate" section="2.3" track="I" points=3
def AND(x1, x2):
    """AND ゲートの出力を、重み付き和から求めます（2.3 節）。

    Parameters
    ----------
    x1, x2 : 0 または 1（int でも float でもよい）

    Returns
    -------
    int。両方が 1 なら 1、それ以外は 0

    |

    Find the output of the AND gate by a weighted sum (section 2.3).

    Parameters
    ----------
    x1, x2 : 0 or 1, as an int or a float

    Returns
    -------
    int, 1 if both are 1, otherwise 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## NAND ゲート（2.2.2、2.3.3 節）
#
# **NAND** は Not AND、つまり AND の逆です。両方の入力が 1 のときだけ 0 を出力します。
#
# | $x_1$ | $x_2$ | NAND |
# |---|---|---|
# | 0 | 0 | 1 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 0 |
#
# パーセプトロンの形はそのままで、変えるのは重みとバイアスだけです。AND のときと同じように、4
# つの行の条件を書き出してみましょう。たとえば 1 行目は $b > 0$、4 行目は $w_1 + w_2 + b \le 0$ です。
# この 2 つだけからも、$w_1 + w_2$ は負でなければならないとわかります（$w_1 + w_2 \le -b < 0$）。
#
# 試しに $w_1 = w_2 = -1$、$b = 0.5$ とすると、4 行の和は $0.5, -0.5, -0.5, -1.5$、出力は $1, 0, 0, 0$
# です。2 行目と 3 行目が合いません。何を変えればよいでしょうか。AND の条件と見比べると、
# もっと早い道も見つかります。ただし、和がちょうど 0 になる行があるときは、注意してください。
# 0 の符号を逆にしても 0 で、出力は 0 のままです。

# %% [markdown] lang="en"
# ## The NAND gate (sections 2.2.2 and 2.3.3)
#
# **NAND** means Not AND, the opposite of AND: it gives 0 only when both inputs are 1.
#
# | $x_1$ | $x_2$ | NAND |
# |---|---|---|
# | 0 | 0 | 1 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 0 |
#
# The form of the perceptron stays; only the weights and the bias change. As with AND, write down the
# conditions of the four rows. The first is $b > 0$, for instance, and the fourth $w_1 + w_2 + b \le 0$.
# These two alone show that $w_1 + w_2$ must be negative: $w_1 + w_2 \le -b < 0$.
#
# Let us try $w_1 = w_2 = -1$ and $b = 0.5$: the sums of the four rows are $0.5, -0.5, -0.5, -1.5$, and the
# outputs $1, 0, 0, 0$. The second and third rows are wrong. What has to change? Compare the conditions with
# those of AND, and you may find an even shorter way. Only mind a row whose sum is exactly 0: with the opposite
# sign it is still 0, and the output stays 0.


# %% exercise="NAND" title="NAND ゲート | The NAND gate" section="2.3" track="I" points=3
def NAND(x1, x2):
    """NAND ゲートの出力を、重み付き和から求めます（2.3 節）。

    Parameters
    ----------
    x1, x2 : 0 または 1（int でも float でもよい）

    Returns
    -------
    int。両方が 1 なら 0、それ以外は 1

    |

    Find the output of the NAND gate by a weighted sum (section 2.3).

    Parameters
    ----------
    x1, x2 : 0 or 1, as an int or a float

    Returns
    -------
    int, 0 if both are 1, otherwise 1
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## OR ゲート（2.2.2、2.3.3 節）
#
# **OR** は、少なくとも一方の入力が 1 なら 1 を出力します。両方が 1 のときも 1 です。
#
# | $x_1$ | $x_2$ | OR |
# |---|---|---|
# | 0 | 0 | 0 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 1 |
#
# バイアスの役割を考えるよい機会です。2 つの重みを同じ正の数 $w$ にすると、4 行の和は $b$、$w + b$、
# $w + b$、$2w + b$ となります。2 行目と 3 行目は同じで、4 行目が最大です。0
# という境目がどの行の間に来るかは、$b$ で決まります。たとえば $w = 1$ のとき、$b = 0.5$ では 4 行とも 0
# を超え、$b = -3$ では 4 行とも 0 以下です。AND の境目は 3 行目と 4
# 行目の間にありました。OR では、どこにあればよいでしょうか。

# %% [markdown] lang="en"
# ## The OR gate (sections 2.2.2 and 2.3.3)
#
# **OR** gives 1 when at least one input is 1. When both are, it gives 1 as well.
#
# | $x_1$ | $x_2$ | OR |
# |---|---|---|
# | 0 | 0 | 0 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 1 |
#
# This is a good moment to think about the bias. Let both weights be the same positive number $w$. The sums
# of the four rows are then $b$, $w + b$, $w + b$ and $2w + b$: the second and the third are equal, the
# fourth is the greatest. It is $b$ that decides between which rows the border at 0 falls. With $w = 1$, for
# instance, $b = 0.5$ puts all four rows above 0, and $b = -3$ puts none there. For AND the border lay between
# the third row and the fourth. Where must it be for OR?


# %% exercise="OR" title="OR ゲート | The OR gate" section="2.3" track="I" points=3
def OR(x1, x2):
    """OR ゲートの出力を、重み付き和から求めます（2.3 節）。

    Parameters
    ----------
    x1, x2 : 0 または 1（int でも float でもよい）

    Returns
    -------
    int。少なくとも一方が 1 なら 1、それ以外は 0

    |

    Find the output of the OR gate by a weighted sum (section 2.3).

    Parameters
    ----------
    x1, x2 : 0 or 1, as an int or a float

    Returns
    -------
    int, 1 if at least one is 1, otherwise 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## パーセプトロン（2.3.2 節）
#
# 3 つのゲートで違っていたのは、重みとバイアスだけでした。そこで、重みとバイアスも引数で受け取る、
# 一般のパーセプトロンを 1 つ書きましょう。入力は何個でもかまいません。$D$ 個の入力を並べて
# $\boldsymbol{x} = (x_1, \ldots, x_D)$、重みを並べて $\boldsymbol{w} = (w_1, \ldots, w_D)$ と書けば、
#
# $$a = \boldsymbol{x} \cdot \boldsymbol{w} + b = x_1 w_1 + x_2 w_2 + \cdots + x_D w_D + b, \qquad
# y = \begin{cases} 1 & (a > 0) \\ 0 & (a \le 0) \end{cases}$$
#
# です。$a$ が**ちょうど 0 のときは 0** であることに注意してください。
#
# この先の章では、たくさんのデータを一度に計算します。そこで、点が 1 個のときだけでなく、1 行に 1
# 個ずつ点を並べた**バッチ**も受け取れるようにします。
#
# | | 点 1 個 | バッチ（$N$ 個） |
# |---|---|---|
# | `x` | `(D,)` | `(N, D)` |
# | `w` | `(D,)` | `(D,)` |
# | `b` | 数 | 数 |
# | 結果 | 整数 1 個 | `(N,)` の整数の配列 |
#
# 掛けて足す部分 $\boldsymbol{x} \cdot \boldsymbol{w}$ を**内積**と呼び、`np.dot(x, w)`（`x @ w`
# とも書けます）で計算できます。`x` が `(D,)` なら結果は 1 個の数、`(N, D)` なら、行ごとの内積を並べた
# `(N,)` の配列です。1 つの行の要素の数と `w` の要素の数が、どちらも $D$ でそろっているからです。
#
# 例：$\boldsymbol{w} = (0.5, -1, 2)$、$b = -1$ として、4 個の点のバッチを渡します。`x` の形は `(4, 3)`、
# `w` の形は `(3,)` です。
#
# | 点 | $a$ | $y$ |
# |---|---|---|
# | $(1, 2, 0)$ | $0.5 - 2 + 0 - 1 = -2.5$ | 0 |
# | $(0, 1, 1)$ | $0 - 1 + 2 - 1 = 0$ | 0 |
# | $(2, 0, 1)$ | $1 - 0 + 2 - 1 = 2$ | 1 |
# | $(2, 1, 0)$ | $1 - 1 + 0 - 1 = -1$ | 0 |
#
# 結果は形 `(4,)` の `[0, 0, 1, 0]` です。AND を `if` や `int(…)` で書いた人は、ここで少し工夫が要ります。
# どちらも、要素がいくつもある配列には使えないからです。配列に不等号を使うと、`True` と `False`
# の配列ができます。また、`配列.astype(型)` で要素の型を変えられます。`astype` は、`np.dot`
# などが返す NumPy の数 1 個にも使えます。
#
# ```python
# >>> np.array([3, 8]) < 5
# array([ True, False])
# >>> np.array([2.7, 0.4]).astype(int)
# array([2, 0])
# ```

# %% [markdown] lang="en"
# ## The perceptron (section 2.3.2)
#
# The three gates differed in nothing but their weights and bias. So let us write one general perceptron
# that takes the weights and the bias as arguments, and any number of inputs. With the $D$ inputs written as
# $\boldsymbol{x} = (x_1, \ldots, x_D)$ and the weights as $\boldsymbol{w} = (w_1, \ldots, w_D)$,
#
# $$a = \boldsymbol{x} \cdot \boldsymbol{w} + b = x_1 w_1 + x_2 w_2 + \cdots + x_D w_D + b, \qquad
# y = \begin{cases} 1 & (a > 0) \\ 0 & (a \le 0) \end{cases}$$
#
# Note that **when $a$ is exactly 0, the result is 0**.
#
# In the chapters to come, many data points are computed at once. So the function must take not only a
# single point but also a **batch**, with one point in each row.
#
# | | one point | batch of $N$ |
# |---|---|---|
# | `x` | `(D,)` | `(N, D)` |
# | `w` | `(D,)` | `(D,)` |
# | `b` | a number | a number |
# | result | one integer | an array of integers, `(N,)` |
#
# The part $\boldsymbol{x} \cdot \boldsymbol{w}$, multiply and add up, is called the **inner product**, and
# `np.dot(x, w)`, which may also be written `x @ w`, computes it. When `x` has the shape `(D,)` the result is
# a single number; when it has `(N, D)`, an array `(N,)` with the inner product of each row. This works
# because a row of `x` and `w` have the same number of elements, $D$.
#
# An example: $\boldsymbol{w} = (0.5, -1, 2)$ and $b = -1$, with a batch of four points. `x` has the shape
# `(4, 3)` and `w` has `(3,)`.
#
# | point | $a$ | $y$ |
# |---|---|---|
# | $(1, 2, 0)$ | $0.5 - 2 + 0 - 1 = -2.5$ | 0 |
# | $(0, 1, 1)$ | $0 - 1 + 2 - 1 = 0$ | 0 |
# | $(2, 0, 1)$ | $1 - 0 + 2 - 1 = 2$ | 1 |
# | $(2, 1, 0)$ | $1 - 1 + 0 - 1 = -1$ | 0 |
#
# The result is `[0, 0, 1, 0]`, of shape `(4,)`. If you wrote AND with `if` or with `int(…)`, you need a new
# idea here: neither of them can handle an array of several elements. An inequality on an array gives an
# array of `True` and `False`, and `array.astype(type)` changes the type of the elements. `astype` works on a
# single NumPy number, too, such as `np.dot` gives.
#
# ```python
# >>> np.array([3, 8]) < 5
# array([ True, False])
# >>> np.array([2.7, 0.4]).astype(int)
# array([2, 0])
# ```


# %% exercise="perceptron" title="パーセプトロン | The perceptron" section="2.3.2" track="I" points=6
def perceptron(x, w, b):
    """パーセプトロンの出力を計算します（2.3.2 節）。x と w は書き換えません。

    Parameters
    ----------
    x : 形 (D,) の np.ndarray（点 1 個）または (N, D) の np.ndarray（バッチ。N = 1 もある）
    w : 形 (D,) の np.ndarray。重み
    b : float。バイアス

    Returns
    -------
    整数 1 個、または形 (N,) の整数の np.ndarray。x·w + b > 0 なら 1、それ以外は 0

    |

    Compute the output of a perceptron (section 2.3.2). x and w are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (D,), one point, or (N, D), a batch (N may be 1)
    w : np.ndarray of shape (D,), the weights
    b : float, the bias

    Returns
    -------
    one integer, or np.ndarray of integers and shape (N,): 1 where x·w + b > 0, otherwise 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 重みとバイアスの働きを、目で見てみましょう。平面の点を 1 つのバッチにして `perceptron` に渡し、出力が 1
# の領域を青、0 の領域をオレンジで塗ります。境目は、重みが両方とも 0 のときを除いて、いつも**直線**
# $w_1 x_1 + w_2 x_2 + b = 0$ です。
# 矢印は重み $(w_1, w_2)$ で、直線に垂直に、出力が 1 になる側を指しています。
#
# - 左と中央では、重みが同じで、バイアスだけが違います。直線は向きを変えずに動きます。原点 $(0, 0)$ での和は
#   $b$ そのものなので、原点が青いのは $b$ が正の中央だけです。
# - 右では、重みを変えました。直線は向きを変えます。
#
# `cases` の中の重みとバイアスを書き換えて、直線を動かしてみてください。

# %% [markdown] lang="en"
# See what the weights and the bias do. The next cell hands the points of the plane to `perceptron` as one
# batch, and colours the region where the output is 1 blue and the region where it is 0 orange. The border is
# always a **straight line**, $w_1 x_1 + w_2 x_2 + b = 0$, unless both weights are 0. The arrow is $(w_1, w_2)$,
# the weights: it stands at a right angle to the line and points to the side where the output is 1.
#
# - On the left and in the middle the weights are the same, and only the bias differs: the line moves, and
#   keeps its direction. At the origin $(0, 0)$ the sum is $b$ itself, so the origin is blue only in the
#   middle, where $b$ is positive.
# - On the right the weights are different: the line turns.
#
# Change the weights and biases in `cases`, and see how the line moves.

# %% demo
from matplotlib.colors import ListedColormap

orange_blue = ListedColormap(["#fde0c5", "#c6dbef"])  # 0 はオレンジ、1 は青 | orange for 0, blue for 1
cases = [([1.0, 0.5], -1.0), ([1.0, 0.5], 1.0), ([-0.4, 1.2], -1.0)]
axis = np.linspace(-3, 3, 301)
x1, x2 = np.meshgrid(axis, axis)
plane = np.column_stack([x1.ravel(), x2.ravel()])  # (90601, 2)
dots = np.random.default_rng(0).uniform(-2.9, 2.9, size=(60, 2))

fig, axes = plt.subplots(1, 3, figsize=(9, 3.8), sharey=True, layout="constrained")
for ax, (w, b) in zip(axes, cases, strict=True):
    w = np.array(w)
    y = perceptron(plane, w, b).reshape(x1.shape)
    ax.pcolormesh(x1, x2, y, cmap=orange_blue, vmin=0, vmax=1, shading="nearest")
    colors = np.where(perceptron(dots, w, b) == 1, "C0", "C1")
    ax.scatter(dots[:, 0], dots[:, 1], c=colors, s=12)
    foot = -b * w / np.dot(w, w)  # 原点に一番近い直線上の点 | the point of the line nearest to the origin
    ax.annotate("", xy=foot + w, xytext=foot, arrowprops={"arrowstyle": "->", "linewidth": 2})
    ax.set_title(f"w = ({w[0]}, {w[1]}),  b = {b}", fontsize=11)
    ax.set_xlabel("$x_1$")
    ax.set_xticks(range(-3, 4))
    ax.set_aspect("equal")
axes[0].set_ylabel("$x_2$")
fig.suptitle("パーセプトロンは平面を直線で分ける | A perceptron divides the plane by a straight line")
plt.show()

# %% [markdown] lang="ja"
# ## XOR ゲート（2.4〜2.5 節）
#
# **XOR**（排他的論理和）は、一方**だけ**が 1 のときに 1 を出力します。
#
# | $x_1$ | $x_2$ | XOR | 成り立ってほしい条件 |
# |---|---|---|---|
# | 0 | 0 | 0 | $b \le 0$ |
# | 0 | 1 | 1 | $w_2 + b > 0$ |
# | 1 | 0 | 1 | $w_1 + b > 0$ |
# | 1 | 1 | 0 | $w_1 + w_2 + b \le 0$ |
#
# 今度も重みを探したいところですが、**見つかりません**。2 行目と 3 行目を足すと $w_1 + w_2 + 2b > 0$ です。
# 正の数から 0 以下の数を引いた差は正なので、ここから 4 行目の $w_1 + w_2 + b$ を引くと、$b > 0$ となります。
# これは 1 行目の $b \le 0$ と矛盾します。平面で言えば、1 になる点 $(0, 1)$、$(1, 0)$ と、0 になる点
# $(0, 0)$、$(1, 1)$ が、それぞれ正方形の対角線の両端にあり、1 本の直線では分けられないのです。
# これが**パーセプトロンの限界**です。
#
# けれども、パーセプトロンは**重ねる**ことができます。1 段目で入力から 2 つの信号 $s_1, s_2$ を作り、2
# 段目でその 2 つから $y$ を作ります。1 段目には NAND と OR を使いましょう。
#
# | $x_1$ | $x_2$ | $s_1 = \mathrm{NAND}(x_1, x_2)$ | $s_2 = \mathrm{OR}(x_1, x_2)$ | $y$ |
# |---|---|---|---|---|
# | 0 | 0 | 1 | 0 | 0 |
# | 0 | 1 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 | 1 |
# | 1 | 1 | 0 | 1 | 0 |
#
# $s_1$ と $s_2$ から $y$ を作るゲートは、どれでしょうか。右の 3 列をよく見てください。見つかったら、
# これまでに作ったゲートを呼び出すだけで書けます。このように層を重ねたものを、
# **多層パーセプトロン**と呼びます。

# %% [markdown] lang="en"
# ## The XOR gate (sections 2.4–2.5)
#
# **XOR**, exclusive or, gives 1 when **exactly one** of its inputs is 1.
#
# | $x_1$ | $x_2$ | XOR | what must hold |
# |---|---|---|---|
# | 0 | 0 | 0 | $b \le 0$ |
# | 0 | 1 | 1 | $w_2 + b > 0$ |
# | 1 | 0 | 1 | $w_1 + b > 0$ |
# | 1 | 1 | 0 | $w_1 + w_2 + b \le 0$ |
#
# Again one would like to look for weights, but **there are none**. The second and third rows add up to
# $w_1 + w_2 + 2b > 0$. A positive number minus one that is not positive is positive, so taking away the
# fourth row's $w_1 + w_2 + b$ leaves $b > 0$. That contradicts the first row, $b \le 0$. In the plane: the
# points that should give 1, $(0, 1)$ and $(1, 0)$, are the ends of one diagonal of a square, those that
# should give 0, $(0, 0)$ and $(1, 1)$, the ends of the other, and no single straight line can part the two
# pairs. This is the **limit of the perceptron**.
#
# Perceptrons can be **stacked**, however. In a first step make two signals $s_1, s_2$ from the inputs; in a
# second step make $y$ from these two. Let the first step consist of NAND and OR.
#
# | $x_1$ | $x_2$ | $s_1 = \mathrm{NAND}(x_1, x_2)$ | $s_2 = \mathrm{OR}(x_1, x_2)$ | $y$ |
# |---|---|---|---|---|
# | 0 | 0 | 1 | 0 | 0 |
# | 0 | 1 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 | 1 |
# | 1 | 1 | 0 | 1 | 0 |
#
# Which gate makes $y$ from $s_1$ and $s_2$? Look closely at the three columns on the right. Once you see
# it, all that is left is to call the gates you have. Perceptrons in several layers like these are called a
# **multi-layer perceptron**.


# %% exercise="XOR" title="XOR ゲート | The XOR gate" section="2.5" track="I" points=3 needs="NAND OR AND"
def XOR(x1, x2):
    """XOR ゲートの出力を、ほかのゲートの組み合わせで求めます（2.5 節）。

    Parameters
    ----------
    x1, x2 : 0 または 1（int でも float でもよい）

    Returns
    -------
    int。一方だけが 1 なら 1、それ以外は 0

    |

    Find the output of the XOR gate by combining other gates (section 2.5).

    Parameters
    ----------
    x1, x2 : 0 or 1, as an int or a float

    Returns
    -------
    int, 1 if exactly one of the two is 1, otherwise 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 4 つのゲートを図にしてみましょう。丸は 4 通りの入力で、青い丸は出力が 1、オレンジの丸は 0 です。
# 背景は、0 と 1 以外の数も渡してみたときの出力です（重みとバイアスを変えると、境目も動きます）。
#
# AND、NAND、OR の境目は 1 本の直線です。XOR の青い領域は、NAND と OR の青い領域が重なったところで、2
# 本の直線にはさまれた帯になります。もちろん、別の組み合わせ方をすれば、違う形にもなります。

# %% [markdown] lang="en"
# The next cell draws the four gates. The dots are the four possible inputs, blue where the output is 1 and
# orange where it is 0. The background shows what the gates make of other numbers than 0 and 1; with other
# weights and another bias the borders move.
#
# The border of AND, NAND and OR is a single straight line. The blue region of XOR is where the blue regions
# of NAND and OR overlap: a band between two straight lines. Combined in another way, it may of course have
# another shape.

# %% demo
axis = np.linspace(-0.5, 1.5, 121)
x1, x2 = np.meshgrid(axis, axis)

fig, axes = plt.subplots(1, 4, figsize=(9, 3.1), sharey=True, layout="constrained")
for ax, gate in zip(axes, [AND, NAND, OR, XOR], strict=True):
    y = np.vectorize(gate, otypes=[float])(x1, x2)  # 点を 1 個ずつ渡す | passes one point at a time
    ax.pcolormesh(x1, x2, y, cmap=orange_blue, vmin=0, vmax=1, shading="nearest")
    for a in (0, 1):
        for b in (0, 1):
            y = gate(a, b)
            ax.scatter(a, b, s=260, color="C0" if y else "C1", edgecolor="white", zorder=2)
            ax.text(a, b, y, color="white", ha="center", va="center_baseline")
    ax.set_title(gate.__name__)
    ax.set_xlabel("$x_1$")
    ax.set_xticks([0, 1])
    ax.set_yticks([0, 1])
    ax.set_aspect("equal")
axes[0].set_ylabel("$x_2$")
fig.suptitle("XOR だけは、直線 1 本では分けられない | One line is enough for all but XOR")
plt.show()

# %% [markdown] lang="ja"
# ## 半加算器（2.5〜2.6 節）
#
# ゲートを組み合わせると、コンピュータが作れます。その第一歩が、1 桁の 2
# 進数どうしの足し算をする**半加算器**です。2 進数の数字は 0 と 1 だけです。ふだんの 10 進数で $9 + 1$
# の桁が上がって $10$ になるように、2 進数では $1 + 1$ の桁が上がって $10$ になります。この $10$ は、2 が 1
# 個と 1 が 0 個、つまり 2 のことです。
#
# | $x_1$ | $x_2$ | 足し算（2 進数） | 桁上がり $c$ | 和 $s$ |
# |---|---|---|---|---|
# | 0 | 0 | $0 + 0 = 00$ | 0 | 0 |
# | 0 | 1 | $0 + 1 = 01$ | 0 | 1 |
# | 1 | 0 | $1 + 0 = 01$ | 0 | 1 |
# | 1 | 1 | $1 + 1 = 10$ | 1 | 0 |
#
# 答えの右の桁が**和** $s$（sum）、左の桁が**桁上がり** $c$（carry）です。この「和」は足し算の答えの 1
# つの桁のことで、これまでの和 $w_1 x_1 + w_2 x_2 + b$ とは別のものです。$c$ の列と $s$ の列は、
# どちらも見覚えのある真理値表になっています。
#
# 返す値は 2 つで、**和、桁上がりの順**です。Python の関数は `return 3, 5` のようにコンマで区切って、
# 複数の値をタプルとして返せます。

# %% [markdown] lang="en"
# ## The half adder (sections 2.5–2.6)
#
# From gates one can build a computer. The first step is the **half adder**, which adds two binary numbers
# of one digit each. Binary numbers have no digits but 0 and 1. Just as $9 + 1$ carries and becomes $10$ in
# everyday decimal numbers, $1 + 1$ carries and becomes $10$ in binary. This $10$ means one two and no ones,
# that is 2.
#
# | $x_1$ | $x_2$ | addition (binary) | carry $c$ | sum $s$ |
# |---|---|---|---|---|
# | 0 | 0 | $0 + 0 = 00$ | 0 | 0 |
# | 0 | 1 | $0 + 1 = 01$ | 0 | 1 |
# | 1 | 0 | $1 + 0 = 01$ | 0 | 1 |
# | 1 | 1 | $1 + 1 = 10$ | 1 | 0 |
#
# The right-hand digit of the answer is the **sum** $s$, the left-hand digit the **carry** $c$. This "sum" is a
# digit of the answer, and not the sum $w_1 x_1 + w_2 x_2 + b$ of the sections above. Both columns are truth
# tables that you have met before.
#
# Two values are returned, **first the sum, then the carry**. A Python function can return several values as
# a tuple, with commas between them, as in `return 3, 5`.


# %% exercise="half_adder" title="半加算器 | The half adder" section="2.5" track="I" points=3 needs="XOR AND"
def half_adder(x1, x2):
    """1 桁の 2 進数を 2 つ足します（2.5〜2.6 節）。

    Parameters
    ----------
    x1, x2 : 0 または 1（int でも float でもよい）

    Returns
    -------
    s, c : int が 2 個。和と桁上がり。2 × c + s が x1 + x2 に等しい

    |

    Add two binary numbers of one digit (sections 2.5–2.6).

    Parameters
    ----------
    x1, x2 : 0 or 1, as an int or a float

    Returns
    -------
    s, c : two ints, the sum and the carry; 2 × c + s equals x1 + x2
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# なぜ「半」なのでしょうか。2 桁目からは、下の桁からの桁上がりも足すので、3 つの数の足し算になるからです。
# それには半加算器を 2 つと OR を 1 つ使います。これを**全加算器**と呼びます。全加算器を 3 つつなげば、3
# 桁の 2 進数、つまり 0 から 7 までの数の足し算ができます。
#
# 左の図は、あなたの半加算器の真理値表です。右の図では、全加算器をつないで 64 通りの足し算をしています。使ったのは
# Python の `+` ではなく、あなたのゲートだけです。間違った答えがあれば、赤い字になります。

# %% [markdown] lang="en"
# Why only *half*? From the second digit on, the carry of the digit before must be added as well, so that
# three numbers are added. That takes two half adders and an OR, together called a **full adder**. Three
# full adders in a row add binary numbers of three digits, that is the numbers from 0 to 7.
#
# On the left is the truth table of your half adder. On the right, full adders in a row do 64 additions. No
# Python `+` is used for them: the answers come from your gates alone. A wrong answer would be red.


# %% demo
def full_adder(x1, x2, carry):
    s1, c1 = half_adder(x1, x2)
    s2, c2 = half_adder(s1, carry)
    return s2, OR(c1, c2)


def add(a, b, digits=3):
    carry, total = 0, ""
    for k in range(digits):  # 一番下の桁（k = 0）から | from the lowest digit, k = 0
        # a >> k & 1 は a の k 桁目（0 か 1） | a >> k & 1 is digit k of a, 0 or 1
        s, carry = full_adder(a >> k & 1, b >> k & 1, carry)
        total = f"{s}{total}"
    return int(f"{carry}{total}", 2)  # 2 進数として読む | read as a binary number


rows = np.array([[x1, x2, *half_adder(x1, x2)] for x1 in (0, 1) for x2 in (0, 1)])
sums = np.array([[add(a, b) for b in range(8)] for a in range(8)])

fig, axes = plt.subplots(1, 2, figsize=(9, 4), width_ratios=[1, 1.3], layout="constrained")
left, right = axes
left.imshow(rows, cmap=orange_blue, vmin=0, vmax=1, aspect="auto")
left.axvline(1.5, color="black")
left.set_xticks(range(4), ["$x_1$", "$x_2$", "和 s | sum s", "桁上がり c | carry c"])
left.xaxis.tick_top()
left.set_yticks([])
left.set_title("半加算器 | Half adder")
right.imshow(sums, cmap="Blues", vmin=0, vmax=24, aspect="auto")
right.set_xticks(range(8))
right.set_yticks(range(8))
right.set_xlabel("b")
right.set_ylabel("a")
right.set_title("全加算器 3 つで求めた a + b | a + b, by three full adders")
for i, j in np.ndindex(rows.shape):
    left.text(j, i, rows[i, j], ha="center", va="center", fontsize=14)
for a, b in np.ndindex(sums.shape):
    color = "black" if sums[a, b] == a + b else "red"
    right.text(b, a, sums[a, b], ha="center", va="center", color=color)
plt.show()

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - パーセプトロンは、重み付き和にバイアスを足して、0 を超えたら 1 を出力します。境目は直線です。
# - AND、NAND、OR の違いは、重みとバイアスの値だけです。XOR は、1 つのパーセプトロンでは表せません。
# - 層を重ねれば、XOR も足し算もできます。実は、NAND だけを組み合わせてもコンピュータが作れます（2.6 節）。
#   あなたの半加算器を NAND だけで書き直せるか、試してみてください。
#
# この章の重みは、すべて人間が決めました。また、パーセプトロンの出力は、和が 0 を超えたところで 0 から 1
# へ急に切り替わりました。次の第3章では、ここを滑らかに変わる関数に取り替えて、
# パーセプトロンを**ニューラルネットワーク**に育てます。それが、重みをデータから学ぶための準備になります。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - A perceptron adds a bias to a weighted sum and outputs 1 if the result is above 0. Its border is a
#   straight line.
# - AND, NAND and OR differ only in the values of their weights and bias. XOR cannot be done by one
#   perceptron.
# - In several layers they can do XOR, and even add. In fact, a computer can be built from NAND alone
#   (section 2.6). See whether you can rewrite your half adder with nothing but NAND.
#
# All the weights of this chapter were chosen by a human, and the output of a perceptron jumped from 0 to 1
# as soon as the sum was above 0. In chapter 3 a smooth function takes the place of that jump, and
# perceptrons grow into a **neural network**: the preparation for learning weights from data.
