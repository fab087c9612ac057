# %% [markdown] lang="ja"
# # 第5章 誤差逆伝播法
#
# 第4章では、重みをほんの少し動かして損失の変化を見る**数値微分**で、勾配を求めました。
# わかりやすい方法ですが、重み 1 個につき損失を 2 回も計算します。重みが 4 万個あれば、
# たった 1 回の更新に 8 万回の計算が必要です。
#
# この章で作る**誤差逆伝播法**（backpropagation）は、順伝播 1 回と、出力から入力へさかのぼる計算 1
# 回だけで、すべての重みの勾配を一度に、しかも正確に求めます。やり方は分業です。
# 計算を小さな**レイヤ**に分け、どのレイヤにも `forward`（順伝播）と `backward`（逆伝播）の 2
# つの仕事を持たせます。レイヤをつなげば、第4章の `TwoLayerNet` のようなネットワークが、何百倍も速く学習するように
# なります。

# %% [markdown] lang="ja" form="ipynb"
# **このノートブックの進め方**
#
# 1. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 2. `raise NotImplementedError` を消して、そこに自分のコードを書きます。クラスでは、メソッドの
#    1 つ 1 つに書きます。名前と引数は変えません。
# 3. セルを実行してから、すぐ下の `check("…")` のセルを実行します。`forward`
#    だけ書けたところでも、書けた分は採点されます。
# 4. 試し書きのセルや補助の関数、本にあるような `__init__` は、自由に足してかまいません。

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
# # Chapter 5: Backpropagation
#
# Chapter 4 found gradients by **numerical differentiation**: move a weight a little and see how the loss
# changes. That is easy to understand, but it computes the loss twice for each weight. With 40,000 weights, a
# single update takes 80,000 computations.
#
# **Backpropagation**, which you build in this chapter, finds the gradients of all weights at once, and
# exactly, with a single forward pass and a single pass back from the output to the input. Its secret is a
# division of labour. The computation is cut into small **layers**, and every layer has two jobs: `forward`
# (forward propagation) and `backward` (backpropagation). Join the layers, and a network like the `TwoLayerNet`
# of chapter 4 learns hundreds of times faster.

# %% [markdown] lang="en" form="ipynb"
# **How to work with this notebook**
#
# 1. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 2. Delete `raise NotImplementedError` and write your own code in its place; in a class, do so in every
#    method. Keep names and arguments.
# 3. Run the cell, then run the `check("…")` cell just below it. If only `forward` is written so far, that
#    part counts already.
# 4. You are free to add cells for trying things out, helper functions, and an `__init__` as in the book.

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

# autograder が見つからないときは、先に %pip install zerotsuku-….whl を実行します | If autograder is not found, first run %pip install zerotsuku-….whl
from autograder import check
from dataset.mnist import load_mnist

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## 計算グラフと連鎖律（5.1〜5.3 節）
#
# 1 個 100 円のりんごを 2 個買い、税込みの倍率 1.1（1 + 税率 10 %）を掛けて払うとします。計算を**ノード**（本では丸、
# ここでは四角）と矢印で描くと、**計算グラフ**になります。
#
# $$100 \longrightarrow \boxed{\times 2} \longrightarrow 200 \longrightarrow \boxed{\times 1.1}
# \longrightarrow 220$$
#
# では、りんごの値段が 1 円上がったら、支払いは何円増えるでしょうか。右から左へさかのぼって考えます。
#
# 1. 支払いが 1 円増えれば、支払いは 1 円増えます（出発点の 1）。
# 2. 税抜きの金額が 1 円増えると、支払いは 1.1 円増えます。1.1 倍するノードだからです。
# 3. りんごの値段が 1 円上がると、税抜きの金額は 2 円増えます。2 倍するノードだからです。だから、支払いは
#    $1.1 \times 2 = 2.2$ 円増えます。
#
# $$2.2 \longleftarrow \boxed{\times 2} \longleftarrow 1.1 \longleftarrow \boxed{\times 1.1}
# \longleftarrow 1$$
#
# どのノードも、自分の**局所的な微分**（自分の入力が変わると自分の出力がどれだけ変わるか）だけを知っていれば
# よく、右から届いた値にそれを掛けて、左へ渡します。これが成り立つのは**連鎖律**のおかげです。$z$ が $t$
# で決まり、$t$ が $x$ で決まるなら、次の式が成り立ちます。
#
# $$\frac{\partial z}{\partial x} = \frac{\partial z}{\partial t} \cdot \frac{\partial t}{\partial x}$$
#
# この章では、損失 $L$ を、レイヤの出力 $z$ で微分した値 $\partial L / \partial z$ が、右から
# `dout` という名前で届きます。`backward(dout)` は、これに局所的な微分を掛けて、レイヤの入力についての微分
# $\partial L / \partial x$ を返します。

# %% [markdown] lang="en"
# ## Computational graphs and the chain rule (sections 5.1–5.3)
#
# Suppose you buy 2 apples at 100 yen each and pay with a tax factor of 1.1 (1 + a tax rate of 10 %). Draw the
# calculation with **nodes** (circles in the book, boxes here) and arrows, and you have a **computational
# graph**.
#
# $$100 \longrightarrow \boxed{\times 2} \longrightarrow 200 \longrightarrow \boxed{\times 1.1}
# \longrightarrow 220$$
#
# If the price of an apple rises by 1 yen, by how much does the payment rise? Work from right to left.
#
# 1. If the payment rises by 1 yen, the payment rises by 1 yen: this 1 is where we start.
# 2. If the amount before tax rises by 1 yen, the payment rises by 1.1 yen, as this node multiplies by 1.1.
# 3. If the price of an apple rises by 1 yen, the amount before tax rises by 2 yen, as this node multiplies
#    by 2. So the payment rises by $1.1 \times 2 = 2.2$ yen.
#
# $$2.2 \longleftarrow \boxed{\times 2} \longleftarrow 1.1 \longleftarrow \boxed{\times 1.1}
# \longleftarrow 1$$
#
# Each node needs to know nothing but its own **local derivative**, that is, how its output changes with its
# input. It multiplies what arrives from the right by that, and hands the product on to the left. What makes
# this work is the **chain rule**: if $z$ depends on $t$, and $t$ on $x$, then
#
# $$\frac{\partial z}{\partial x} = \frac{\partial z}{\partial t} \cdot \frac{\partial t}{\partial x}$$
#
# In this chapter what arrives from the right is $\partial L / \partial z$, the derivative of the loss $L$ with
# respect to the layer's output $z$; its name is `dout`. `backward(dout)` multiplies it by the local derivative
# and returns $\partial L / \partial x$, the derivative with respect to the layer's input.

# %% [markdown] lang="ja"
# ## 乗算レイヤ（5.4.1 節）
#
# 最初のレイヤは、2 つの入力を掛ける $z = xy$ です。$y$ を動かさずに $x$ で微分すると $y$、$x$
# を動かさずに $y$ で微分すると $x$ になります。連鎖律から、次のようになります。
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z} \cdot y, \qquad
# \frac{\partial L}{\partial y} = \frac{\partial L}{\partial z} \cdot x$$
#
# 届いた値に、**相手の**入力を掛けるのです。
#
# 例：$x = 3$、$y = 4$ なら `forward` は 12 を返します。続けて `backward(0.5)` を呼ぶと、`dx` は
# $0.5 \times 4 = 2$、`dy` は $0.5 \times 3 = 1.5$ です。
#
# `backward` の引数は `dout` だけなので、`x` と `y` の値は、`forward` のときに覚えておかなければなりません。
# `self.名前 = 値` と書くと、そのオブジェクトが値を覚え、ほかのメソッドからも `self.名前` で使えます。
# 覚えるのはオブジェクトごとです。同じクラスから 2 つのレイヤを作っても、値が混ざってはいけません。

# %% [markdown] lang="en"
# ## The multiplication layer (section 5.4.1)
#
# The first layer multiplies its two inputs, $z = xy$. Its derivative with respect to $x$, with $y$ held
# still, is $y$; with respect to $y$, with $x$ held still, it is $x$. By the chain rule:
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z} \cdot y, \qquad
# \frac{\partial L}{\partial y} = \frac{\partial L}{\partial z} \cdot x$$
#
# What arrives is multiplied by the **other** input.
#
# An example: with $x = 3$ and $y = 4$, `forward` returns 12. Call `backward(0.5)` after it, and `dx` is
# $0.5 \times 4 = 2$, while `dy` is $0.5 \times 3 = 1.5$.
#
# The only argument of `backward` is `dout`, so `forward` has to remember the values of `x` and `y`. With
# `self.name = value` the object remembers a value, and every other method can use it as `self.name`. Each
# object has a memory of its own: two layers made from the same class must not mix up their values.


# %% exercise="MulLayer" title="乗算レイヤ | The multiplication layer" section="5.4.1" track="I" points=4
class MulLayer:
    """掛け算のレイヤ（5.4.1 節）。

    forward(x, y)
        x と y の積を返し、backward のために x と y を覚えます。
        x, y : float、または同じ形の np.ndarray
    backward(dout)
        dx, dy の 2 つを返します。直前の forward の値を使います。
        dout : forward の出力についての微分（出力と同じ形）

    |

    The layer that multiplies (section 5.4.1).

    forward(x, y)
        return the product of x and y, and remember both for backward
        x, y : float, or np.ndarray of one shape
    backward(dout)
        return two values, dx and dy, using the values of the last forward
        dout : the derivative with respect to forward's output, in the output's shape
    """

    def forward(self, x, y):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## 加算レイヤ（5.4.2 節）
#
# 次は足し算 $z = x + y$ です。$x$ が 1 増えれば $z$ も 1 増えるので、局所的な微分はどちらの入力についても
# 1 です。
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z} \cdot 1, \qquad
# \frac{\partial L}{\partial y} = \frac{\partial L}{\partial z} \cdot 1$$
#
# つまり、足し算は届いた値をそのまま両方へ流します。例：`backward(2.5)` は、`x` と `y`
# が何であっても、`dx` も `dy` も 2.5 です。入力を覚えておく必要もありません。

# %% [markdown] lang="en"
# ## The addition layer (section 5.4.2)
#
# Next comes addition, $z = x + y$. When $x$ grows by 1, so does $z$; the local derivative is 1 for either
# input.
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial z} \cdot 1, \qquad
# \frac{\partial L}{\partial y} = \frac{\partial L}{\partial z} \cdot 1$$
#
# So addition lets what arrives flow on to both sides as it is. An example: `backward(2.5)` gives 2.5 for
# `dx` and 2.5 for `dy`, whatever `x` and `y` were. There is not even a need to remember them.


# %% exercise="AddLayer" title="加算レイヤ | The addition layer" section="5.4.2" track="I" points=3
class AddLayer:
    """足し算のレイヤ（5.4.2 節）。

    forward(x, y)
        x と y の和を返します。
        x, y : float、または同じ形の np.ndarray
    backward(dout)
        dx, dy の 2 つを返します。
        dout : forward の出力についての微分（出力と同じ形）

    |

    The layer that adds (section 5.4.2).

    forward(x, y)
        return the sum of x and y
        x, y : float, or np.ndarray of one shape
    backward(dout)
        return two values, dx and dy
        dout : the derivative with respect to forward's output, in the output's shape
    """

    def forward(self, x, y):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## 果物の買い物（5.4.2 節）
#
# 2 種類のレイヤで、買い物の計算グラフを組み立てましょう。りんごとみかんをそれぞれ何個か買い、
# 合計に税込みの倍率（1 + 税率）を掛けます。
#
# $$\text{price} = (\text{apple} \times \text{apple\_num} + \text{orange} \times \text{orange\_num})
# \times \text{tax}$$
#
# 必要なのは乗算レイヤ 3 つと加算レイヤ 1 つです。同じ掛け算でも、覚える値が違うので、レイヤは 1
# つずつ作ります。順伝播では左のレイヤから順に `forward` を呼び、逆伝播では**反対の順**に `backward`
# を呼びます。出発点の `dout` は 1 です（支払いを支払いで微分すると 1）。
#
# 例：100 円のりんご 2 個、150 円のみかん 3 個、税込みの倍率 1.1 では、支払いは
# $(200 + 450) \times 1.1 = 715$ 円です。いちばん右の掛け算からさかのぼると、最初の 2 段は次のようになります。
#
# | 逆伝播の順 | 届く値 | 渡す値 |
# |---|---|---|
# | 1. 税の掛け算 | 1 | 税抜きの合計へ 1.1、tax へ 650 |
# | 2. 足し算 | 1.1 | りんごの金額へ 1.1、みかんの金額へ 1.1 |
#
# 続きの 2 つの掛け算も、届いた 1.1 に相手の入力を掛けるだけです。
#
# 返すのは、支払いと、勾配の辞書の 2 つで、この順です。辞書のキーは、関数の引数の名前と同じにします。

# %% [markdown] lang="en"
# ## Buying fruit (section 5.4.2)
#
# From these two kinds of layer, assemble the computational graph of a purchase: some apples, some oranges,
# and a tax factor on the total.
#
# $$\text{price} = (\text{apple} \times \text{apple\_num} + \text{orange} \times \text{orange\_num})
# \times \text{tax}$$
#
# It takes three multiplication layers and one addition layer. All three multiply, but each remembers values
# of its own, so make one layer for each. Going forward, call `forward` from the left layer to the right;
# going back, call `backward` in the **opposite order**. The first `dout` is 1, the derivative of the price
# with respect to itself.
#
# An example: with 2 apples at 100 yen, 3 oranges at 150 yen and a tax factor of 1.1, the price is
# $(200 + 450) \times 1.1 = 715$ yen. Going back from the last multiplication, the first two steps are:
#
# | order of going back | what arrives | what is handed on |
# |---|---|---|
# | 1. multiplication by the tax | 1 | 1.1 to the total before tax, 650 to tax |
# | 2. addition | 1.1 | 1.1 to the price of the apples, 1.1 to that of the oranges |
#
# For the two multiplications that remain, the 1.1 that arrives is again multiplied by the other input.
#
# Return two things in this order, the price and a dictionary of gradients. Its keys are the names of the
# function's arguments.


# %% exercise="buy_fruit" title="果物の買い物 | Buying fruit" section="5.4.2" track="I" points=5 needs="MulLayer AddLayer"
def buy_fruit(apple, apple_num, orange, orange_num, tax):
    """支払う金額と、5 つの引数についての勾配を計算します（5.4.2 節）。

    Parameters
    ----------
    apple, orange : float または int。りんごとみかん 1 個の値段
    apple_num, orange_num : float または int。それぞれの個数（0 でもよい）
    tax : float。税込みの倍率、つまり 1 + 税率（税率 10 % なら 1.1）

    Returns
    -------
    price : float。税込みの金額
    grads : dict。キーは "apple"、"apple_num"、"orange"、"orange_num"、"tax"。
        値は、price をその引数で微分した値

    |

    Compute the price to pay and its gradients for the five arguments (section 5.4.2).

    Parameters
    ----------
    apple, orange : float or int, the price of one apple and of one orange
    apple_num, orange_num : float or int, how many of each, maybe 0
    tax : float, the tax factor, 1 + the tax rate (1.1 for a rate of 10 %)

    Returns
    -------
    price : float, the price with tax
    grads : dict with the keys "apple", "apple_num", "orange", "orange_num", "tax";
        the values are the derivatives of price with respect to each
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 組み立てた計算グラフを描いてみましょう。矢印の上の黒い数は順伝播の値、下の赤い数は逆伝播の勾配です。
# 乗算のノードでは、赤い数が「右から届いた赤い数 × 相手の黒い数」になり、加算のノードでは、右から届いた
# 1.1 がそのまま両方へ流れていることを確かめてください。

# %% [markdown] lang="en"
# Draw the graph you have assembled. Above each arrow, in black, stands the value going forward; below it, in
# red, the gradient coming back. Check that at a multiplication each red number is the red number from the
# right times the black number of the other input, and that the addition passes its 1.1 on to both sides.

# %% demo
fruit = {"apple_num": 2.0, "apple": 100.0, "orange": 150.0, "orange_num": 3.0, "tax": 1.1}
price, grads = buy_fruit(**fruit)
apples, oranges, total, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()
values = [apples.forward(fruit["apple"], fruit["apple_num"])]
values.append(oranges.forward(fruit["orange"], fruit["orange_num"]))
values.append(total.forward(*values))
values.append(taxed.forward(values[2], fruit["tax"]))
dtotal, _ = taxed.backward(1.0)
dapples, doranges = total.backward(dtotal)

# (始点, 終点, 値, 勾配) | (from, to, value, gradient)
top, bottom, both, last, end = (3, 4.0), (3, 1.0), (5.5, 2.5), (8, 1.0), (10.3, 1.0)
starts = dict(zip(fruit, [(0, 5.1), (0, 2.9), (0, 2.1), (0, -0.1), (0, -1.0)], strict=True))
goals = dict(zip(fruit, [top, top, bottom, bottom, last], strict=True))
edges = [(starts[name], goals[name], fruit[name], grads[name]) for name in fruit]
edges += [(top, both, values[0], dapples), (bottom, both, values[1], doranges)]
edges += [(both, last, values[2], dtotal), (last, end, price, 1.0)]

fig, ax = plt.subplots(figsize=(9, 5.6))
arrow = {"arrowstyle": "->", "shrinkA": 15, "shrinkB": 15}
for (x0, y0), (x1, y1), value, gradient in edges:
    ax.annotate("", (x1, y1), (x0, y0), arrowprops=arrow)
    x, y = x0 + 0.45 * (x1 - x0), y0 + 0.45 * (y1 - y0)
    gap = 0.08 + 0.35 * abs(y1 - y0) / (x1 - x0)
    ax.text(x, y + gap, f"{value:g}", ha="center", va="bottom", fontsize=12)
    ax.text(x, y - gap, f"{gradient:g}", ha="center", va="top", fontsize=12, color="red")
circle = {"boxstyle": "circle", "fc": "lightyellow"}
for (x, y), sign in [(top, "×"), (bottom, "×"), (both, "+"), (last, "×")]:
    ax.text(x, y, sign, ha="center", va="center", fontsize=18, bbox=circle)
for name, (x, y) in starts.items():
    ax.text(x, y, name, ha="right", va="center", fontsize=12)
ax.text(*end, "price", ha="left", va="center", fontsize=12)
ax.set_xlim(-2.0, 11.3)
ax.set_ylim(-1.3, 5.4)
ax.axis("off")
ax.set_title("買い物の計算グラフ（黒は値、赤は勾配） | The purchase: values black, gradients red")
plt.show()

# %% [markdown] lang="ja"
# ## ReLU レイヤ（5.5.1 節）
#
# ここからは、ニューラルネットワークの部品です。ReLU は、正の入力をそのまま通し、それ以外を 0 にしました。
#
# $$y = \begin{cases} x & (x > 0) \\ 0 & (x \le 0) \end{cases} \qquad
# \frac{\partial y}{\partial x} = \begin{cases} 1 & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# $x = 0$ では、左右で傾きが違うので、本当は微分がありません。本と同じく、0 と決めておきます（採点でもそうします）。
#
# 局所的な微分は 1 か 0 なので、`backward` は、順伝播で信号を通した要素では `dout` をそのまま流し、
# 止めた要素では 0 にします。電流のスイッチのようなものです。分かれ目は **`x` の符号**であって、`dout`
# の符号ではありません。
#
# $$x = \begin{pmatrix} 1 & -0.5 \\ -2 & 3 \end{pmatrix}, \quad
# \mathrm{dout} = \begin{pmatrix} -5 & 6 \\ 7 & 8 \end{pmatrix} \quad\text{なら}\quad
# \mathrm{dx} = \begin{pmatrix} -5 & 0 \\ 0 & 8 \end{pmatrix}$$
#
# どの要素を通したかは、`x > 0` や `x <= 0` という `True`/`False` の配列（**マスク**）で覚えられます。
# `forward` のたびに、新しく覚え直してください。また、`forward` は渡された `x` を書き換えてはいけません。
# `x.copy()` で複製を作ったり、`np.where(条件, 真のときの値, 偽のときの値)` を使ったりできます。

# %% [markdown] lang="en"
# ## The ReLU layer (section 5.5.1)
#
# From here on we build the parts of a neural network. ReLU lets a positive input through as it is, and turns
# all others into 0.
#
# $$y = \begin{cases} x & (x > 0) \\ 0 & (x \le 0) \end{cases} \qquad
# \frac{\partial y}{\partial x} = \begin{cases} 1 & (x > 0) \\ 0 & (x \le 0) \end{cases}$$
#
# At $x = 0$ there is strictly no derivative, as the slopes on the left and on the right differ. By convention,
# and as in the book, it is taken to be 0; the graders ask for that.
#
# As the local derivative is 1 or 0, `backward` lets `dout` flow on where the signal passed going forward,
# and gives 0 where it was stopped, like a switch in a circuit. What decides is the **sign of `x`**, not the
# sign of `dout`.
#
# $$x = \begin{pmatrix} 1 & -0.5 \\ -2 & 3 \end{pmatrix} \quad\text{and}\quad
# \mathrm{dout} = \begin{pmatrix} -5 & 6 \\ 7 & 8 \end{pmatrix} \quad\text{give}\quad
# \mathrm{dx} = \begin{pmatrix} -5 & 0 \\ 0 & 8 \end{pmatrix}$$
#
# Which elements passed can be remembered in an array of `True` and `False`, a **mask**, made by `x > 0` or
# `x <= 0`. Remember it anew in every `forward`. And `forward` must not change the `x` it is given: make a
# copy with `x.copy()`, for example, or use `np.where(condition, value if true, value if false)`.


# %% exercise="Relu" title="ReLU レイヤ | The ReLU layer" section="5.5.1" track="I" points=5
class Relu:
    """ReLU のレイヤ（5.5.1 節）。

    forward(x)
        正の要素はそのまま、それ以外は 0 にした配列を返します。x は書き換えません。
        x : 任意の形の np.ndarray
    backward(dout)
        dx を返します。直前の forward で x > 0 だった要素は dout のまま、それ以外は 0 です。
        dout : x と同じ形の np.ndarray

    |

    The layer of ReLU (section 5.5.1).

    forward(x)
        return an array with positive elements as they are, otherwise 0; x is left unchanged
        x : np.ndarray of any shape
    backward(dout)
        return dx: dout where x > 0 in the last forward, otherwise 0
        dout : np.ndarray in the shape of x
    """

    def forward(self, x):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## シグモイド関数の微分（数学編）
#
# シグモイドのレイヤを作る前に、紙の上で局所的な微分を求めます。1 行ずつ、理由を確かめながら読んでください。
#
# $$y = \frac{1}{1 + \exp(-x)}$$
#
# 分母を $u = 1 + \exp(-x)$ と置くと、$y = u^{-1}$ です。道具は、$u^n$ の微分が $n u^{n-1}$ であること、$\exp$
# の微分が $\exp$ 自身であること、定数の微分が 0 であること、の 3 つです。
#
# $$\begin{aligned}
# \frac{dy}{du} &= -u^{-2} = -y^2
# && (u^n \text{ の微分で } n = -1 \text{。} u^{-1} = y \text{ で書き直す}) \\
# \frac{du}{dx} &= -\exp(-x)
# && (1 \text{ の微分は 0。中身 } -x \text{ の微分 } -1 \text{ を掛ける}) \\
# \frac{dy}{dx} &= \frac{dy}{du} \cdot \frac{du}{dx} = y^2 \exp(-x)
# && (\text{連鎖律。マイナスどうしが打ち消し合う}) \\
# \exp(-x) &= \frac{1}{y} - 1
# && (\text{最初の式の逆数が } 1/y = 1 + \exp(-x)) \\
# \frac{dy}{dx} &= y^2 \left( \frac{1}{y} - 1 \right)
# && (\text{すぐ上の 2 行から}) \\
# &= y - y^2 = y (1 - y)
# && (\text{かっこを開き、} y \text{ でくくる})
# \end{aligned}$$
#
# 驚いたことに、微分が**出力 $y$ だけ**で書けました。例：$x = 0$ では $y = 0.5$ なので、微分は
# $0.5 \times 0.5 = 0.25$ で、これが最大です。$x = 2$ では $y \approx 0.881$ なので、微分は
# $0.881 \times 0.119 \approx 0.105$ です。
#
# ここで作る関数の引数は、$y$ ではなく $x$ です。まず、下のセルに用意した第3章の `sigmoid` で $y$ を求め、
# $y (1 - y)$ の形で計算しましょう。$x$ が ±1000 のように大きくても、この形なら `nan` になりません。

# %% [markdown] lang="en"
# ## The derivative of the sigmoid function (mathematics)
#
# Before building the sigmoid layer, find its local derivative on paper. Read line by line, and check the
# reason for each.
#
# $$y = \frac{1}{1 + \exp(-x)}$$
#
# Call the denominator $u = 1 + \exp(-x)$; then $y = u^{-1}$. Three tools are needed: the derivative of $u^n$
# is $n u^{n-1}$, $\exp$ is its own derivative, and a constant has the derivative 0.
#
# $$\begin{aligned}
# \frac{dy}{du} &= -u^{-2} = -y^2
# && (u^n \text{ with } n = -1 \text{, rewritten with } u^{-1} = y) \\
# \frac{du}{dx} &= -\exp(-x)
# && (1 \text{ gives 0; times } -1 \text{, the derivative of } -x) \\
# \frac{dy}{dx} &= \frac{dy}{du} \cdot \frac{du}{dx} = y^2 \exp(-x)
# && (\text{the chain rule; the two minus signs cancel}) \\
# \exp(-x) &= \frac{1}{y} - 1
# && (\text{turn the first formula over: } 1/y = 1 + \exp(-x)) \\
# \frac{dy}{dx} &= y^2 \left( \frac{1}{y} - 1 \right)
# && (\text{from the two lines above}) \\
# &= y - y^2 = y (1 - y)
# && (\text{multiply out, then take out the factor } y)
# \end{aligned}$$
#
# Surprisingly, the derivative can be written with **nothing but the output $y$**. An example: at $x = 0$ we
# have $y = 0.5$, so the derivative is $0.5 \times 0.5 = 0.25$, the greatest it gets. At $x = 2$ we have
# $y \approx 0.881$, and the derivative is $0.881 \times 0.119 \approx 0.105$.
#
# The argument of the function you write is $x$, not $y$: find $y$ first, with `sigmoid` of chapter 3, which the
# cell below gives you, and then $y (1 - y)$. In this form even a large $x$ such as ±1000 never gives `nan`.

# %% given="ch03.sigmoid"


# %% exercise="sigmoid_grad" title="シグモイド関数の微分 | The derivative of the sigmoid" section="5.5.2" track="M" points=3 needs="ch03.sigmoid"
def sigmoid_grad(x):
    """シグモイド関数の微分を要素ごとに計算します（5.5.2 節）。x は書き換えません。

    Parameters
    ----------
    x : float または任意の形の np.ndarray

    Returns
    -------
    x と同じ形。各要素は、x でのシグモイド関数の傾き（x が ±1000 でも有限の値）

    |

    Compute the derivative of the sigmoid function element by element (section 5.5.2).
    x is left unchanged.

    Parameters
    ----------
    x : float or np.ndarray of any shape

    Returns
    -------
    the shape of x; every element is the slope of the sigmoid function at x,
    finite even for an x of ±1000
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# シグモイド関数とその微分を、上下に並べて描きます。3 本の接線の傾きは、あなたの `sigmoid_grad` の値です。
# 曲線にぴったり接していますか。0 から離れるほど、坂がなだらかになることもわかります。

# %% [markdown] lang="en"
# Draw the sigmoid function and, below it, its derivative. The three tangents have the slopes that your
# `sigmoid_grad` gives: do they just touch the curve? The further from 0, the flatter the slope.

# %% demo
x = np.arange(-6.0, 6.0, 0.05)
fig, (upper, lower) = plt.subplots(2, 1, figsize=(7, 6), sharex=True)
upper.plot(x, sigmoid(x), label="シグモイド関数 | sigmoid function")
lower.plot(x, sigmoid_grad(x), color="C1", label="微分 | derivative")
for k, point in enumerate([-3.0, 0.0, 2.0]):
    slope = sigmoid_grad(point)
    near = np.array([point - 1.5, point + 1.5])
    upper.plot(near, sigmoid(point) + slope * (near - point), "--", color=f"C{k + 2}")
    upper.plot(point, sigmoid(point), "o", color=f"C{k + 2}")
    lower.plot(point, slope, "o", color=f"C{k + 2}")
    shift = (6, 6) if point >= 0 else (-38, 6)
    lower.annotate(f"{slope:.3f}", (point, slope), shift, textcoords="offset points")
upper.set_title("シグモイド関数と 3 本の接線 | The sigmoid function with three tangents")
lower.set_ylim(0, 0.3)
lower.set_xlabel("x")
for ax in (upper, lower):
    ax.grid(alpha=0.3)
    ax.legend(loc="upper left")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## シグモイドレイヤ（5.5.2 節）
#
# 局所的な微分がわかったので、レイヤにします。連鎖律から、逆伝播は次のようになります。
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot y (1 - y)$$
#
# 順伝播の出力 $y$ を覚えておけば、逆伝播では $\exp$ を計算し直さずにすみます。式に入れるのが、$x$
# ではなく $y$ であることに注意してください。
#
# 例：$x = 0$ で `forward` すると 0.5 です。続けて `backward` に `dout` として 2 を渡すと、
# $2 \times 0.5 \times 0.5 = 0.5$ が返ります。
#
# $x$ が ±1000 のように大きくても、`forward` と `backward` が有限の値を返すようにします。用意した `sigmoid` を使えば、
# そのままでそうなります。$x = -1000$ で `overflow` という警告が出ることがありますが、$\exp(1000)$ が無限大になり、
# $1 / \infty$ が正しく 0 になるだけなので、害はありません。

# %% [markdown] lang="en"
# ## The sigmoid layer (section 5.5.2)
#
# With the local derivative at hand, make it a layer. By the chain rule, its backward pass is
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot y (1 - y)$$
#
# If the output $y$ is remembered going forward, there is no need to compute $\exp$ again going back. Mind
# that it is $y$, not $x$, that goes into the formula.
#
# An example: `forward` at $x = 0$ gives 0.5. Hand 2 to `backward` as `dout` after that, and
# $2 \times 0.5 \times 0.5 = 0.5$ comes back.
#
# Even for a large $x$ such as ±1000, `forward` and `backward` must return finite values. With the `sigmoid` that
# is given they do. At $x = -1000$ a warning may say `overflow`; it does no harm: $\exp(1000)$ becomes infinite,
# and $1 / \infty$ is 0, as it should be.


# %% exercise="Sigmoid" title="シグモイドレイヤ | The sigmoid layer" section="5.5.2" track="I" points=4 needs="ch03.sigmoid"
class Sigmoid:
    """シグモイド関数のレイヤ（5.5.2 節）。

    forward(x)
        シグモイド関数の値を返します。x は書き換えません。
        x : 任意の形の np.ndarray（±1000 のように大きい要素でも、有限の値を返します）
    backward(dout)
        dx を返します。直前の forward の値を使います。ここでも、値はいつも有限です。
        dout : x と同じ形の np.ndarray

    |

    The layer of the sigmoid function (section 5.5.2).

    forward(x)
        return the sigmoid function of x; x is left unchanged
        x : np.ndarray of any shape; the values are finite even for elements as large as ±1000
    backward(dout)
        return dx, using the values of the last forward; it is always finite as well
        dout : np.ndarray in the shape of x
    """

    def forward(self, x):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# 2 つの活性化関数の**局所的な微分**を比べます。左は `backward` に 1 を渡したときの値です。右は、同じレイヤを
# 1 層から 10 層まで、間に重みをはさまずに重ねたときに、入力まで届く勾配の大きさです（入力は 1、縦軸は対数）。
# シグモイドの局所的な微分は最大でも 0.25 なので、こうして重ねると、1 層さかのぼるたびに勾配が 4 分の 1
# 以下になり、10 層で 100 万分の 1 より小さくなります。ReLU なら、通った信号の勾配は弱まりません。本物のネットワークでは
# 間に重み $w$ があり、1 層ごとの倍率は $w\,y(1 - y)$ なので、どれだけ弱まるかは重みの大きさにもよります。それでも、
# 深いネットワークでシグモイドより ReLU が好まれる理由の 1 つです。第6章でもう一度出会います。

# %% [markdown] lang="en"
# Compare the **local derivatives** of the two activation functions. On the left is what `backward` gives
# for a `dout` of 1. On the right, 1 to 10 layers of one kind are stacked, with no weights in between: how large
# is the gradient that arrives at the input (which is 1; the axis is logarithmic)? The local derivative of
# sigmoid is 0.25 at most, so in such a stack each layer cuts the gradient to a quarter or less, and after 10
# layers less than a millionth is left. With ReLU the gradient of a signal that passed is not weakened. A real
# network has weights $w$ in between, and each layer multiplies by $w\,y(1 - y)$: how far the gradient shrinks
# depends on the size of the weights too. Still, it is one of the reasons why deep networks prefer ReLU to
# sigmoid, and you will meet it again in chapter 6.

# %% demo
x = np.arange(-5.0, 5.0, 0.05)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
for kind, style in [(Relu, "o-"), (Sigmoid, "s-")]:
    single = kind()
    single.forward(x)
    left.plot(x, single.backward(np.ones_like(x)), linewidth=2, label=kind.__name__)
    arrived = []
    for depth in range(1, 11):
        stack = [kind() for _ in range(depth)]
        signal, dout = np.array([1.0]), np.array([1.0])
        for one in stack:
            signal = one.forward(signal)
        for one in reversed(stack):
            dout = one.backward(dout)
        arrived.append(dout[0])
    right.semilogy(range(1, 11), arrived, style, label=kind.__name__)
left.set_title("局所的な微分 | Local derivatives")
left.set_xlabel("入力 x | input x")
left.set_ylabel("dx")
right.set_title("重ねた層をさかのぼった勾配 | Gradient after a stack of layers")
right.set_xlabel("層の数 | number of layers")
right.set_xticks(range(1, 11))
right.set_ylim(1e-8, 10)
for ax in (left, right):
    ax.grid(alpha=0.3)
    ax.legend()
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## Affine の逆伝播：データ 1 個（数学編）
#
# 重み付き和 $\boldsymbol{a} = \boldsymbol{x} W + \boldsymbol{b}$ を、**アフィン変換**と呼びます。
# 行列の微分と聞くと身構えますが、1 つ 1 つの要素で書けば、掛け算と足し算だけです。
#
# $$a_j = \sum_i x_i W_{ij} + b_j$$
#
# 右から届く微分を $\delta_j = \dfrac{\partial L}{\partial a_j}$ と書きましょう（コードでは `dout[j]`）。
# 次の 3 つは、どれも連鎖律です。
#
# $$\begin{aligned}
# \frac{\partial L}{\partial b_j} &= \delta_j \cdot 1
# && (b_j \text{ は } a_j \text{ だけに、そのまま足される}) \\
# \frac{\partial L}{\partial W_{ij}} &= \delta_j \cdot x_i
# && (W_{ij} \text{ は } a_j \text{ だけに、} x_i \text{ を掛けて入る}) \\
# \frac{\partial L}{\partial x_i} &= \sum_j \delta_j W_{ij}
# && (x_i \text{ は、すべての } a_j \text{ に } W_{ij} \text{ を掛けて入るので、影響を合計する})
# \end{aligned}$$
#
# 2 行目は、縦が $i$、横が $j$ の表を、$x_i$ と $\delta_j$ の積で埋めたものです（**外積**と呼び、NumPy
# には `np.outer` があります。`x` は 1 次元なので、`x.T` と書いても縦にはなりません）。3
# 行目は行列とベクトルの積です。
#
# 例：入力 2 個、ニューロン 3 個で
#
# $$\boldsymbol{x} = (1, 2), \quad W = \begin{pmatrix} 3 & 0 & -1 \\ 1 & -1 & 2 \end{pmatrix}, \quad
# \boldsymbol{\delta} = (1, 10, 100)$$
#
# なら、次のようになります。
#
# - $\mathrm{db} = (1, 10, 100)$
# - $\mathrm{dW} = \begin{pmatrix} 1 & 10 & 100 \\ 2 & 20 & 200 \end{pmatrix}$
# - $\mathrm{dx} = (3 \cdot 1 + 0 \cdot 10 - 1 \cdot 100,\ 1 \cdot 1 - 1 \cdot 10 + 2 \cdot 100) = (-97, 191)$
#
# 迷ったら形を確かめましょう。**勾配の形は、元の変数の形と必ず同じ**です。

# %% [markdown] lang="en"
# ## Affine going back: one datum (mathematics)
#
# The weighted sums $\boldsymbol{a} = \boldsymbol{x} W + \boldsymbol{b}$ are called an
# **affine transformation**. The derivative of a matrix product sounds frightening, but element by element it
# is only multiplying and adding.
#
# $$a_j = \sum_i x_i W_{ij} + b_j$$
#
# Write $\delta_j = \dfrac{\partial L}{\partial a_j}$ for the derivative that arrives from the right
# (`dout[j]` in code). All three lines below are the chain rule.
#
# $$\begin{aligned}
# \frac{\partial L}{\partial b_j} &= \delta_j \cdot 1
# && (b_j \text{ is added to } a_j \text{ alone, as it is}) \\
# \frac{\partial L}{\partial W_{ij}} &= \delta_j \cdot x_i
# && (W_{ij} \text{ enters } a_j \text{ alone, multiplied by } x_i) \\
# \frac{\partial L}{\partial x_i} &= \sum_j \delta_j W_{ij}
# && (x_i \text{ enters every } a_j \text{, multiplied by } W_{ij} \text{: add up all effects})
# \end{aligned}$$
#
# The second line fills a table, $i$ downwards and $j$ across, with the products of $x_i$ and $\delta_j$. This
# is an **outer product**: NumPy has `np.outer`. (As `x` is 1-D, `x.T` does not make it a column.) The third
# line is a product of a matrix and a vector.
#
# An example with 2 inputs and 3 neurons: from
#
# $$\boldsymbol{x} = (1, 2), \quad W = \begin{pmatrix} 3 & 0 & -1 \\ 1 & -1 & 2 \end{pmatrix}, \quad
# \boldsymbol{\delta} = (1, 10, 100)$$
#
# we get
#
# - $\mathrm{db} = (1, 10, 100)$
# - $\mathrm{dW} = \begin{pmatrix} 1 & 10 & 100 \\ 2 & 20 & 200 \end{pmatrix}$
# - $\mathrm{dx} = (3 \cdot 1 + 0 \cdot 10 - 1 \cdot 100,\ 1 \cdot 1 - 1 \cdot 10 + 2 \cdot 100) = (-97, 191)$
#
# When in doubt, look at the shapes: **a gradient always has the shape of the variable it belongs to**.


# %% exercise="affine_backward_one" title="Affine の逆伝播：データ 1 個 | Affine going back: one datum" section="5.6.1" track="M" points=4
def affine_backward_one(x, W, dout):
    """データ 1 個について、x·W + b の逆伝播を計算します（5.6.1 節）。引数は書き換えません。

    Parameters
    ----------
    x : 形 (D,) の np.ndarray。入力
    W : 形 (D, M) の np.ndarray。重み（D や M は 1 のこともあります）
    dout : 形 (M,) の np.ndarray。出力についての微分

    Returns
    -------
    dx : 形 (D,) の np.ndarray
    dW : 形 (D, M) の np.ndarray
    db : 形 (M,) の np.ndarray

    |

    Compute the backward pass of x·W + b for one datum (section 5.6.1).
    The arguments are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (D,), the input
    W : np.ndarray of shape (D, M), the weights; D or M may be 1
    dout : np.ndarray of shape (M,), the derivative with respect to the output

    Returns
    -------
    dx : np.ndarray of shape (D,)
    dW : np.ndarray of shape (D, M)
    db : np.ndarray of shape (M,)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## Affine レイヤ（5.6.1〜5.6.2 節）
#
# データ 1 個の式を、$N$ 個のバッチに広げます。データは 1 行に 1 個ずつ、$X$ の形は `(N, D)` です。
#
# $$A = X W + \boldsymbol{b}$$
#
# - **dx**：1 行ずつ、先ほどの式を使うだけです。
# - **dW と db**：重みとバイアスは、**すべてのデータで同じもの**が使われました。だから、データごとの勾配を
#   $N$ 個**合計**します。平均ではありません（$N$ での割り算は、あとで作る損失のレイヤが受け持ちます）。
#
# $W$ の勾配の合計 $\displaystyle\sum_{n} x_{ni}\, \delta_{nj}$ は、行列の積 1 つで書けます。
# どちらを転置し、どちらを左に置けばよいでしょうか。形を合わせれば決まります。
#
# | | 形 | どう作るか |
# |---|---|---|
# | `dout` | `(N, M)` | 右から届く |
# | `dx` | `(N, D)` | `(N, M)` と `(M, D)` の積 |
# | `dW` | `(D, M)` | `(D, N)` と `(N, M)` の積 |
# | `db` | `(M,)` | `dout` を、データの方向に合計 |
#
# 例：入力 $(1, 2)$ と $(3, 0)$ に対して、`dout` の行 $(1, 10, 100)$ と $(2, 0, -1)$
# が届いたら、$\mathrm{db} = (3, 10, 99)$ です。$\mathrm{dW}$ は次のようになります。
#
# $$\mathrm{dW} = \begin{pmatrix} 1 & 10 & 100 \\ 2 & 20 & 200 \end{pmatrix}
# + \begin{pmatrix} 6 & 0 & -3 \\ 0 & 0 & 0 \end{pmatrix}
# = \begin{pmatrix} 7 & 10 & 97 \\ 2 & 20 & 200 \end{pmatrix}$$
#
# `dx` は `backward` の戻り値です。`dW` と `db` は、あとで重みの更新に使うので、`self.dW` と `self.db`
# に入れておきます（**この名前**のとおりにします）。`backward` のたびに新しい値にし、前の値には足しません。
#
# ほかに、約束が 2 つあります。
#
# - **4 次元の入力**：画像のまま `(N, C, H, W)` で渡されることもあります（第7章で使います）。`forward`
#   では `reshape` で `(N, C·H·W)` に直して計算し、`backward` では `dx` を**元の入力の形**に戻します。
# - **W と b そのものを持つ**：`self.W = W` のように、渡された配列をそのまま覚えます。複製すると、あとで `W`
#   や `b` の中身を更新しても、レイヤには伝わりません。

# %% [markdown] lang="en"
# ## The Affine layer (sections 5.6.1–5.6.2)
#
# Extend the formulas for one datum to a batch of $N$. Each row is one example, and $X$ has the shape `(N, D)`.
#
# $$A = X W + \boldsymbol{b}$$
#
# - **dx**: for each row it is just the formula you know.
# - **dW and db**: the **same** weights and biases served all $N$ examples. So their gradients are **added up**. They are not averaged: the division by $N$ will be the job of the loss layer.
#
# The sum of the gradients of $W$, $\displaystyle\sum_{n} x_{ni}\, \delta_{nj}$, is a single matrix product.
# Which matrix is transposed, and which stands on the left? Making the shapes fit answers both.
#
# | | shape | how it is made |
# |---|---|---|
# | `dout` | `(N, M)` | arrives from the right |
# | `dx` | `(N, D)` | a product of `(N, M)` and `(M, D)` |
# | `dW` | `(D, M)` | a product of `(D, N)` and `(N, M)` |
# | `db` | `(M,)` | `dout`, summed over the examples |
#
# An example: if the inputs are $(1, 2)$ and $(3, 0)$, and the rows of `dout` $(1, 10, 100)$ and
# $(2, 0, -1)$, then $\mathrm{db} = (3, 10, 99)$ and
#
# $$\mathrm{dW} = \begin{pmatrix} 1 & 10 & 100 \\ 2 & 20 & 200 \end{pmatrix}
# + \begin{pmatrix} 6 & 0 & -3 \\ 0 & 0 & 0 \end{pmatrix}
# = \begin{pmatrix} 7 & 10 & 97 \\ 2 & 20 & 200 \end{pmatrix}$$
#
# `dx` is what `backward` returns. `dW` and `db` will be needed for the update of the weights: keep them in
# `self.dW` and `self.db`, under **just these names**, new each time, not added to the values before.
#
# There are two more rules:
#
# - **4-D input**: images may come as they are, in the shape `(N, C, H, W)`; chapter 7 does so. `forward`
#   uses `reshape` to make them `(N, C·H·W)`, and `backward` gives `dx` back **in the input's own shape**.
# - **Keep W and b themselves**: remember the very arrays that were given, `self.W = W`. If you copy them, a
#   later update of the elements of `W` and `b` does not reach the layer.


# %% exercise="Affine" title="Affine レイヤ | The Affine layer" section="5.6.2" track="I" points=8
class Affine:
    """重み付き和 x·W + b のレイヤ（5.6.1〜5.6.2 節）。

    Affine(W, b)
        W : 形 (D, M) の np.ndarray。重み（複製せず、そのまま持つ）
        b : 形 (M,) の np.ndarray。バイアス（同じ）
    forward(x)
        形 (N, M) の np.ndarray を返します。x は書き換えません。
        x : 形 (N, D) の np.ndarray、または C·H·W = D である形 (N, C, H, W) の np.ndarray
    backward(dout)
        x と同じ形の dx を返します。直前の forward の値を使います。
        dout : 形 (N, M) の np.ndarray
    dW, db
        backward のあと、W と b の勾配（形は W、b と同じ）

    |

    The layer of the weighted sums x·W + b (sections 5.6.1–5.6.2).

    Affine(W, b)
        W : np.ndarray of shape (D, M), the weights; kept as they are, not copied
        b : np.ndarray of shape (M,), the biases; likewise
    forward(x)
        return an np.ndarray of shape (N, M); x is left unchanged
        x : np.ndarray of shape (N, D), or of shape (N, C, H, W) with C·H·W = D
    backward(dout)
        return dx in the shape of x, using the values of the last forward
        dout : np.ndarray of shape (N, M)
    dW, db
        after backward, the gradients of W and b in the shapes of W and b
    """

    def __init__(self, W, b):
        raise NotImplementedError

    def forward(self, x):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## ソフトマックス関数の微分（数学編）
#
# 残るは出力層です。まず、ソフトマックス関数を点数 $\boldsymbol{a}$ で微分します。
#
# $$y_i = \frac{\exp(a_i)}{S}, \qquad S = \sum_{k} \exp(a_k)$$
#
# 1 つの点数 $a_j$ を動かすと、分母の $S$ を通して、**すべての** $y_i$ が変わります。そこで、
# $\dfrac{\partial y_i}{\partial a_j}$ を $i$ 行 $j$ 列に並べた行列（**ヤコビ行列**）を求めます。
#
# 道具は、商の微分 $\left(\dfrac{f}{g}\right)' = \dfrac{f'g - fg'}{g^2}$ と、
# $\dfrac{\partial S}{\partial a_j} = \exp(a_j)$（$S$ の中で $a_j$ を含む項は 1 つだけ）です。分子
# $f = \exp(a_i)$、分母 $g = S$ として使います。
#
# **$i = j$ のとき**、分子の $\exp(a_i)$ も動き、微分は $\exp(a_i)$ 自身です。
#
# $$\begin{aligned}
# \frac{\partial y_i}{\partial a_i}
# &= \frac{\exp(a_i)\, S - \exp(a_i) \exp(a_i)}{S^2}
# && (\text{商の微分}) \\
# &= \frac{\exp(a_i)}{S} \cdot \frac{S - \exp(a_i)}{S} = y_i (1 - y_i)
# && (\text{2 つの分数に分けて、} y_i \text{ で書く})
# \end{aligned}$$
#
# **$i \ne j$ のとき**、分子の $\exp(a_i)$ は動かず、微分は 0 です。
#
# $$\begin{aligned}
# \frac{\partial y_i}{\partial a_j}
# &= \frac{0 \cdot S - \exp(a_i) \exp(a_j)}{S^2}
# && (\text{商の微分}) \\
# &= -\frac{\exp(a_i)}{S} \cdot \frac{\exp(a_j)}{S} = -y_i\, y_j
# && (\text{2 つの分数に分ける})
# \end{aligned}$$
#
# 例：$\boldsymbol{y} = (0.2, 0.3, 0.5)$ なら
#
# $$\begin{pmatrix} 0.16 & -0.06 & -0.10 \\ -0.06 & 0.21 & -0.15 \\ -0.10 & -0.15 & 0.25 \end{pmatrix}$$
#
# どの行の和も 0 です。すべての点数を同じだけ動かしても、確率は変わらないからです。列の和も 0 です。
# 確率の和がいつも 1 なので、どこかが増えた分、どこかが減ります。
#
# 関数の引数は、ソフトマックス関数を**通したあと**の $\boldsymbol{y}$ です。`np.diag(y)` が、`y`
# を対角に並べてほかを 0 にした行列になることも使えます。

# %% [markdown] lang="en"
# ## The derivative of softmax (mathematics)
#
# What remains is the output layer. First differentiate softmax with respect to the scores $\boldsymbol{a}$.
#
# $$y_i = \frac{\exp(a_i)}{S}, \qquad S = \sum_{k} \exp(a_k)$$
#
# When a single score $a_j$ moves, **every** $y_i$ changes, through the denominator $S$. So we look for a
# matrix, the **Jacobian**, with $\dfrac{\partial y_i}{\partial a_j}$ in row $i$ and column $j$.
#
# The tools are the quotient rule, $\left(\dfrac{f}{g}\right)' = \dfrac{f'g - fg'}{g^2}$, and
# $\dfrac{\partial S}{\partial a_j} = \exp(a_j)$, since only one term of $S$ has $a_j$ in it. The numerator is
# $f = \exp(a_i)$, the denominator $g = S$.
#
# **For $i = j$** the numerator $\exp(a_i)$ moves too, and is its own derivative.
#
# $$\begin{aligned}
# \frac{\partial y_i}{\partial a_i}
# &= \frac{\exp(a_i)\, S - \exp(a_i) \exp(a_i)}{S^2}
# && (\text{the quotient rule}) \\
# &= \frac{\exp(a_i)}{S} \cdot \frac{S - \exp(a_i)}{S} = y_i (1 - y_i)
# && (\text{split into two fractions, written with } y_i)
# \end{aligned}$$
#
# **For $i \ne j$** the numerator $\exp(a_i)$ stands still, and its derivative is 0.
#
# $$\begin{aligned}
# \frac{\partial y_i}{\partial a_j}
# &= \frac{0 \cdot S - \exp(a_i) \exp(a_j)}{S^2}
# && (\text{the quotient rule}) \\
# &= -\frac{\exp(a_i)}{S} \cdot \frac{\exp(a_j)}{S} = -y_i\, y_j
# && (\text{split into two fractions})
# \end{aligned}$$
#
# An example: for $\boldsymbol{y} = (0.2, 0.3, 0.5)$ it is
#
# $$\begin{pmatrix} 0.16 & -0.06 & -0.10 \\ -0.06 & 0.21 & -0.15 \\ -0.10 & -0.15 & 0.25 \end{pmatrix}$$
#
# Every row sums to 0: moving all scores by the same amount leaves the probabilities as they are. So does
# every column: the probabilities always sum to 1, and what one gains the others lose.
#
# The argument of the function is $\boldsymbol{y}$, that is, what has **already been through** softmax. You
# may find `np.diag(y)` useful, the matrix with `y` on its diagonal and 0 elsewhere.


# %% exercise="softmax_jacobian" title="ソフトマックス関数の微分 | The derivative of softmax" section="5.6.3" track="M" points=4
def softmax_jacobian(y):
    """ソフトマックス関数のヤコビ行列を計算します（5.6.3 節）。y は書き換えません。

    Parameters
    ----------
    y : 形 (D,) の np.ndarray。データ 1 個についてのソフトマックス関数の出力

    Returns
    -------
    形 (D, D) の np.ndarray。i 行 j 列は、y[i] を点数 a[j] で微分した値

    |

    Compute the Jacobian of softmax (section 5.6.3). y is left unchanged.

    Parameters
    ----------
    y : np.ndarray of shape (D,), the output of softmax for one datum

    Returns
    -------
    np.ndarray of shape (D, D); in row i, column j stands the derivative of y[i]
    with respect to the score a[j]
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 交差エントロピー誤差の微分（数学編）
#
# 次に、損失を確率 $\boldsymbol{y}$ で微分します。正解 $\boldsymbol{t}$ は one-hot 表現です。
#
# $$L = -\sum_k t_k \log y_k$$
#
# $$\begin{aligned}
# \frac{\partial L}{\partial y_k} &= -t_k \cdot \frac{1}{y_k}
# && (y_k \text{ を含む項は 1 つだけ。} \log y \text{ の微分は } 1/y)
# \end{aligned}$$
#
# バッチでは、損失はデータの**平均**でした。
#
# $$L = -\frac{1}{N} \sum_n \sum_k t_{nk} \log y_{nk} \qquad\text{なので}\qquad
# \frac{\partial L}{\partial y_{nk}} = -\frac{1}{N} \cdot \frac{t_{nk}}{y_{nk}}$$
#
# 例：$\boldsymbol{y} = (0.2, 0.5, 0.3)$ で正解がクラス 1（0 から数えて。$\boldsymbol{t} = (0, 1, 0)$）なら、
# 勾配は $(0, -2, 0)$ です。正解の確率を上げると損失は減るので、符号はマイナスです。
# これと同じ行が 4 つ並んだバッチなら、どの行も $(0, -0.5, 0)$ になります。
#
# データ 1 個 `(D,)` のときは割りません。大きさ 1 のバッチと考えれば、$N = 1$ です。確率 $\boldsymbol{y}$
# に 0 はないものとします。

# %% [markdown] lang="en"
# ## The derivative of the cross-entropy error (mathematics)
#
# Next, differentiate the loss with respect to the probabilities $\boldsymbol{y}$. The right answers
# $\boldsymbol{t}$ are in one-hot form.
#
# $$L = -\sum_k t_k \log y_k$$
#
# $$\begin{aligned}
# \frac{\partial L}{\partial y_k} &= -t_k \cdot \frac{1}{y_k}
# && (\text{only one term has } y_k \text{ in it; the derivative of } \log y \text{ is } 1/y)
# \end{aligned}$$
#
# For a batch, the loss was the **mean** over its examples.
#
# $$L = -\frac{1}{N} \sum_n \sum_k t_{nk} \log y_{nk} \qquad\text{and so}\qquad
# \frac{\partial L}{\partial y_{nk}} = -\frac{1}{N} \cdot \frac{t_{nk}}{y_{nk}}$$
#
# An example: for $\boldsymbol{y} = (0.2, 0.5, 0.3)$, when class 1 is right, $\boldsymbol{t} = (0, 1, 0)$, the
# gradient is $(0, -2, 0)$. The sign is minus because the loss falls when the probability of the right class
# rises. In a batch of four such rows, every row is $(0, -0.5, 0)$.
#
# For one datum `(D,)` there is nothing to divide: think of it as a batch of one, with $N = 1$. None of the
# probabilities $\boldsymbol{y}$ will be 0.


# %% exercise="cross_entropy_grad" title="交差エントロピー誤差の微分 | The derivative of the cross-entropy error" section="5.6.3" track="M" points=4
def cross_entropy_grad(y, t):
    """交差エントロピー誤差の、y についての勾配を計算します（5.6.3 節）。引数は書き換えません。

    Parameters
    ----------
    y : 形 (D,) の np.ndarray（データ 1 個）または (N, D) の np.ndarray（バッチ）。確率
    t : y と同じ形の np.ndarray。one-hot 表現の正解（要素は float または int）

    Returns
    -------
    y と同じ形の np.ndarray。バッチでは、平均の損失の勾配

    |

    Compute the gradient of the cross-entropy error with respect to y (section 5.6.3).
    The arguments are left unchanged.

    Parameters
    ----------
    y : np.ndarray of shape (D,), one datum, or (N, D), a batch; the probabilities
    t : np.ndarray in the shape of y, the right answers in one-hot form (floats or ints)

    Returns
    -------
    np.ndarray in the shape of y; for a batch, the gradient of the mean loss
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 2 つをつなぐ（数学編）
#
# 点数 $\boldsymbol{a}$ からソフトマックス関数で $\boldsymbol{y}$、そこから損失 $L$ へと進みます。
# 点数 $a_j$ はすべての $y_i$ を動かすので、連鎖律では、その影響を合計します。
#
# $$\begin{aligned}
# \frac{\partial L}{\partial a_j}
# &= \sum_i \frac{\partial L}{\partial y_i} \cdot \frac{\partial y_i}{\partial a_j}
# && (\text{連鎖律}) \\
# &= -\frac{t_j}{y_j} \cdot y_j (1 - y_j) + \sum_{i \ne j} \left( -\frac{t_i}{y_i} \right) (-y_i\, y_j)
# && (i = j \text{ の項を分け、前の結果を入れる}) \\
# &= -t_j (1 - y_j) + y_j \sum_{i \ne j} t_i
# && (\text{約分する。} y_j \text{ は } i \text{ によらない}) \\
# &= -t_j + y_j \Bigl( t_j + \sum_{i \ne j} t_i \Bigr)
# && (\text{かっこを開き、} y_j \text{ でくくる}) \\
# &= y_j - t_j
# && (\text{かっこの中は one-hot の和で、1})
# \end{aligned}$$
#
# ややこしい分数がすべて消え、**確率と正解の差** $\boldsymbol{y} - \boldsymbol{t}$
# が残りました。これが、ソフトマックス関数と交差エントロピー誤差を組にして使う理由です。
#
# 例：確率が $(0.2, 0.3, 0.5)$ で正解がクラス 1（0 から数えて）なら、勾配は $(0.2, -0.7, 0.5)$ です。
# 正解のクラスの点数は上げ、ほかのクラスの点数は、自信を持ちすぎている分だけ下げればよい、と読めます。
#
# バッチでは、前と同じく $N$ で割ります。正解 `t` は、one-hot 表現 `(N, D)` のことも、ラベル `(N,)`
# のこともあります。`np.eye(D)[ラベルの配列]` が one-hot 表現になることを、思い出しておきましょう。
#
# 第3章の `softmax` を下のセルに用意してあります。点数が ±1000 のように大きくても、あふれません。

# %% [markdown] lang="en"
# ## The two together (mathematics)
#
# From the scores $\boldsymbol{a}$ softmax leads to $\boldsymbol{y}$, and from there it goes on to the loss
# $L$. As a score $a_j$ moves every $y_i$, the chain rule adds up all its effects.
#
# $$\begin{aligned}
# \frac{\partial L}{\partial a_j}
# &= \sum_i \frac{\partial L}{\partial y_i} \cdot \frac{\partial y_i}{\partial a_j}
# && (\text{the chain rule}) \\
# &= -\frac{t_j}{y_j} \cdot y_j (1 - y_j) + \sum_{i \ne j} \left( -\frac{t_i}{y_i} \right) (-y_i\, y_j)
# && (\text{our results, } i = j \text{ set apart}) \\
# &= -t_j (1 - y_j) + y_j \sum_{i \ne j} t_i
# && (\text{cancel; } y_j \text{ is the same for all } i) \\
# &= -t_j + y_j \Bigl( t_j + \sum_{i \ne j} t_i \Bigr)
# && (\text{multiply out; take out } y_j) \\
# &= y_j - t_j
# && (\text{a one-hot row sums to } 1)
# \end{aligned}$$
#
# All the fractions are gone, and what remains is the **difference of probability and right answer**,
# $\boldsymbol{y} - \boldsymbol{t}$. This is why softmax and the cross-entropy error are used as a pair.
#
# An example: for the probabilities $(0.2, 0.3, 0.5)$, when class 1 is right, the gradient is
# $(0.2, -0.7, 0.5)$. Read it like this: raise the score of the right class, and lower each of the others as
# far as it was trusted too much.
#
# For a batch, divide by $N$ as before. The right answers `t` may come in one-hot form `(N, D)` or as labels
# `(N,)`. Remember that `np.eye(D)[array of labels]` is the one-hot form.
#
# The cell below gives you `softmax` of chapter 3. It does not overflow, not even for scores such as ±1000.

# %% given="ch03.softmax"


# %% exercise="softmax_cross_entropy_grad" title="2 つをつないだ微分 | The derivative of the two together" section="5.6.3" track="M" points=5 needs="ch03.softmax"
def softmax_cross_entropy_grad(a, t):
    """ソフトマックス関数と交差エントロピー誤差をつないだときの、点数 a についての勾配です（5.6.3 節）。
    引数は書き換えません。

    Parameters
    ----------
    a : 形 (D,) の np.ndarray（データ 1 個）または (N, D) の np.ndarray（バッチ）。
        ソフトマックス関数を通す前の点数
    t : 正解の np.ndarray。データ 1 個なら one-hot 表現 (D,)、
        バッチなら one-hot 表現 (N, D) またはラベル (N,)

    Returns
    -------
    a と同じ形の np.ndarray。バッチでは、平均の損失の勾配

    |

    The gradient of softmax followed by the cross-entropy error, with respect to the scores a
    (section 5.6.3). The arguments are left unchanged.

    Parameters
    ----------
    a : np.ndarray of shape (D,), one datum, or (N, D), a batch; the scores that go into softmax
    t : np.ndarray of the right answers: for one datum in one-hot form (D,),
        for a batch in one-hot form (N, D) or as labels (N,)

    Returns
    -------
    np.ndarray in the shape of a; for a batch, the gradient of the mean loss
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 3 つの微分を、絵で確かめましょう。左はヤコビ行列です（赤は正、青は負）。中央は、
# ソフトマックス関数を通した確率です（緑が正解のクラス）。右は、`cross_entropy_grad`
# の結果に左の行列を掛けた、**連鎖律どおり**の勾配と、
# `softmax_cross_entropy_grad` で一度に求めた勾配です。2 本の棒の高さは、ぴったり同じになります。

# %% [markdown] lang="en"
# Check the three derivatives in a picture. On the left is the Jacobian, red for positive and blue for
# negative. In the middle are the probabilities after softmax; the right class is green. On the right is the
# gradient found **by the chain rule**, the result of `cross_entropy_grad` times the matrix on the left, beside
# that of `softmax_cross_entropy_grad`, found in one step. The two bars are always of the same height.

# %% demo
a = np.array([0.5, 1.5, 2.0, 0.0])
t = np.array([0.0, 1.0, 0.0, 0.0])
y = softmax(a)
J = softmax_jacobian(y)
chained = cross_entropy_grad(y, t) @ J

fig, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 3.3))
left.imshow(J, cmap="RdBu_r", vmin=-0.4, vmax=0.4)
for i in range(4):
    for j in range(4):
        left.text(j, i, f"{J[i, j]:.2f}", ha="center", va="center")
left.set_xticks(range(4))
left.set_yticks(range(4))
left.set_xlabel("j")
left.set_ylabel("i", rotation=0)
left.set_title("ヤコビ行列 | The Jacobian")
middle.bar(range(4), y, color=["C7", "C2", "C7", "C7"])
middle.set_xticks(range(4))
middle.set_xlabel("クラス（緑が正解） | class (green is right)")
middle.set_title("確率 y | Probabilities y")
right.bar(np.arange(4) - 0.2, chained, 0.4, label="連鎖律 | chain rule")
right.bar(np.arange(4) + 0.2, softmax_cross_entropy_grad(a, t), 0.4, label="一度に | in one step")
right.axhline(0, color="black", linewidth=0.8)
right.set_xticks(range(4))
right.set_xlabel("クラス | class")
right.set_title("点数についての勾配 | Gradient (scores)")
right.set_ylim(-0.8, 0.95)
right.legend(loc="upper left")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## Softmax-with-Loss レイヤ（5.6.3 節）
#
# 今の結果を、ネットワークの最後に置くレイヤにまとめます。
#
# - `forward(x, t)` は、点数 `x` をソフトマックス関数で確率にし、正解 `t`
#   との交差エントロピー誤差を返します。確率と正解は、`backward` のために覚えておきます。
# - `backward(dout=1)` は、点数についての勾配を返します。損失は計算グラフの終点なので、`dout` は 1
#   です。引数を省くと 1 になるように、あらかじめ値（デフォルト値）を付けてあります。
#
# 例：確率が $(0.2, 0.3, 0.5)$ と $(0.6, 0.3, 0.1)$ の 2 個のデータで、正解がラベルで $(1, 0)$ なら、
# 損失は $-\dfrac{\log 0.3 + \log 0.6}{2} \approx 0.857$、勾配は 2 で割って
# $\begin{pmatrix} 0.10 & -0.35 & 0.25 \\ -0.20 & 0.15 & 0.05 \end{pmatrix}$ です。
#
# ラベルで渡されても one-hot 表現で渡されても、同じ答えになるようにします。入力はいつもバッチ `(N, D)`
# と考えてかまいません。第4章の `cross_entropy_error` を、下のセルに用意してあります（バッチの平均を返し、
# ラベルにも one-hot 表現にも使えます）。

# %% [markdown] lang="en"
# ## The Softmax-with-Loss layer (section 5.6.3)
#
# Put this result into a layer, the one at the end of a network.
#
# - `forward(x, t)` turns the scores `x` into probabilities with softmax and returns the cross-entropy error
#   against the right answers `t`. It remembers the probabilities and the right answers for `backward`.
# - `backward(dout=1)` returns the gradient of the loss with respect to the scores. The loss is where the graph ends, so `dout` is 1;
#   the default value makes it 1 when the argument is left out.
#
# An example: two inputs have the probabilities $(0.2, 0.3, 0.5)$ and $(0.6, 0.3, 0.1)$, and the right answers
# are the labels $(1, 0)$. The loss is $-\dfrac{\log 0.3 + \log 0.6}{2} \approx 0.857$, and the gradient,
# divided by 2, is $\begin{pmatrix} 0.10 & -0.35 & 0.25 \\ -0.20 & 0.15 & 0.05 \end{pmatrix}$.
#
# Labels and one-hot form must give the same result. You may take it that the input is always a batch
# `(N, D)`. The cell below gives you `cross_entropy_error` of chapter 4, which returns the mean over a batch
# and takes labels as well as one-hot form.

# %% given="ch04.cross_entropy_error"


# %% exercise="SoftmaxWithLoss" title="Softmax-with-Loss レイヤ | The Softmax-with-Loss layer" section="5.6.3" track="I" points=6 needs="ch03.softmax ch04.cross_entropy_error"
class SoftmaxWithLoss:
    """ソフトマックス関数と交差エントロピー誤差のレイヤ（5.6.3 節）。

    forward(x, t)
        損失（バッチの平均）を float で返します。x と t は書き換えません。
        x : 形 (N, D) の np.ndarray。点数（±1000 のように大きいこともあります）
        t : 形 (N, D) の one-hot 表現、または形 (N,) のラベルの np.ndarray
    backward(dout=1)
        形 (N, D) の np.ndarray dx を返します。直前の forward の値を使います。
        dout : 損失についての微分。いつも 1

    |

    The layer of softmax and the cross-entropy error (section 5.6.3).

    forward(x, t)
        return the loss, the mean over the batch, as a float; x and t are left unchanged
        x : np.ndarray of shape (N, D), the scores, which may be as large as ±1000
        t : np.ndarray in one-hot form (N, D), or of labels (N,)
    backward(dout=1)
        return dx, an np.ndarray of shape (N, D), using the values of the last forward
        dout : the derivative with respect to the loss, always 1
    """

    def forward(self, x, t):
        raise NotImplementedError

    def backward(self, dout=1):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## 2 層ニューラルネットワーク（5.7.2 節）
#
# 部品がそろったので、第4章の `TwoLayerNet` をレイヤで組み立て直します。ただし、隠れ層の活性化関数は、
# シグモイド関数から ReLU に変わります。`predict` も、確率ではなく点数を返すようになります。
#
# $$\boldsymbol{x} \to \boxed{\text{Affine1}} \to \boxed{\text{Relu1}} \to \boxed{\text{Affine2}}
# \to \text{点数} \to \boxed{\text{lastLayer}} \to \text{損失}$$
#
# - **`params`**：重みとバイアスの辞書です。キーは `"W1"`、`"b1"`、`"W2"`、`"b2"` です。重みは、標準偏差が
#   `weight_init_std` の正規分布の乱数（`np.random.randn` が使えます）、バイアスは 0
#   から始めます。例：`TwoLayerNet(784, 50, 10)` では、`W1` の形は `(784, 50)`、`W2` の形は `(50, 10)` です。
# - **`layers`**：`"Affine1"`、`"Relu1"`、`"Affine2"` の順にレイヤを入れた順序付き辞書
#   `OrderedDict` です。`Affine` には `params` の配列を**そのまま**渡します。こうしておくと、`params`
#   の配列の中身を更新したとき、レイヤの計算も変わります。`train` も採点も、`params` の中身をその場で書き換えます。
#   ほかのメソッドも、`params` と `layers` を呼び出されるたびに見て計算してください。
# - **`lastLayer`**：`SoftmaxWithLoss` です。`layers` には入れません。
# - **`predict(x)`** は、`layers` を順に通した**点数**を返します。第4章と違い、ソフトマックス関数は通しません。通しても
#   `np.argmax` は変わらないので、答えを選ぶだけなら要らないのです。
# - **`loss(x, t)`** は、その点数を `lastLayer` に通した損失です。**`accuracy(x, t)`**
#   は、点数がいちばん大きいクラスが正解と一致した割合です。どちらでも、`t` はラベルのことも one-hot
#   表現のこともあります。
# - **`gradient(x, t)`** が、この章の主役です。まず `loss` で順伝播をして、各レイヤに値を覚えさせます。次に、
#   `lastLayer` から始めて、`layers` を**逆の順**に `backward` でさかのぼります。`backward`
#   が返した値が、次に呼ぶ `backward` の `dout` です。終わったら、各 Affine が持つ `dW` と `db` を、辞書にまとめます。
# - **`numerical_gradient(x, t)`** は、第4章の数値微分です。遅いですが、検算に使います。下のセルに用意した関数
#   `numerical_gradient(f, x)` を、`self.` を付けずに呼びます。`x` には `params` の配列を 1 つずつ、`f`
#   には、引数を 1 つ受け取り（使わなくてかまいません）、`self.loss(x, t)` を返す関数を渡します。
#
# `OrderedDict` の値は `layers.values()` で順に取り出せます。逆の順にするには、`reversed(…)`
# を使うか、本のように、リストにしてから `.reverse()` を呼びます（リスト自身が並べ替わり、戻り値は `None` です）。

# %% [markdown] lang="en"
# ## A two-layer network (section 5.7.2)
#
# All parts are ready. Build the `TwoLayerNet` of chapter 4 again, this time from layers. Two things change: the
# activation function of the hidden layer is now ReLU and no longer sigmoid, and `predict` returns scores, not
# probabilities.
#
# $$\boldsymbol{x} \to \boxed{\text{Affine1}} \to \boxed{\text{Relu1}} \to \boxed{\text{Affine2}}
# \to \text{scores} \to \boxed{\text{lastLayer}} \to \text{loss}$$
#
# - **`params`** is a dictionary of the weights and biases, with the keys `"W1"`, `"b1"`, `"W2"`, `"b2"`. The
#   weights begin as normally distributed random numbers with the standard deviation `weight_init_std`
#   (`np.random.randn` is of use), the biases as 0. An example: in `TwoLayerNet(784, 50, 10)`, `W1` has the
#   shape `(784, 50)`, and `W2` has `(50, 10)`.
# - **`layers`** is an `OrderedDict`, a dictionary with an order, that holds the layers `"Affine1"`,
#   `"Relu1"`, `"Affine2"`. Hand each `Affine` the arrays of `params` **themselves**: then an update inside
#   the arrays of `params` also changes what the layers compute. `train` and the graders change them in place,
#   so let the other methods, too, look at `params` and `layers` anew each time they are called.
# - **`lastLayer`** is a `SoftmaxWithLoss`. It does not stand among `layers`.
# - **`predict(x)`** returns the **scores** after all `layers`. Unlike in chapter 4 they do not go through
#   softmax: it would not change `np.argmax`, so it is not needed to pick an answer.
# - **`loss(x, t)`** is the loss that `lastLayer` gives for these scores. **`accuracy(x, t)`** is how often the
#   class with the greatest score is the right one, as a ratio. In both, `t` may be labels or one-hot.
# - **`gradient(x, t)`** is the heart of this chapter. First go forward with `loss`, so that each layer
#   remembers its values. Then begin at `lastLayer` and go back through `layers` with `backward`, in the
#   **opposite order**; what one layer returns is the `dout` of the next. In the end, collect `dW` and `db` of
#   each Affine in a dictionary.
# - **`numerical_gradient(x, t)`** is the numerical differentiation of chapter 4: slow, but good for checking.
#   Call the function `numerical_gradient(f, x)` that the cell below gives you, without `self.`. For `x` hand it
#   the arrays of `params`, one after the other; for `f`, a function that takes one argument (which it need not
#   use) and returns `self.loss(x, t)`.
#
# `layers.values()` gives the values of an `OrderedDict` in order. For the opposite order use `reversed(…)`,
# or, as the book does, make a list and call its `.reverse()`, which reorders the list itself and returns
# `None`.

# %% given="ch04.numerical_gradient"


# %% exercise="TwoLayerNet" title="2 層ニューラルネットワーク | A two-layer network" section="5.7.2" track="I" points=8 needs="Affine Relu SoftmaxWithLoss ch04.numerical_gradient"
class TwoLayerNet:
    """レイヤで組み立てた 2 層ニューラルネットワーク（5.7.2 節）。

    TwoLayerNet(input_size, hidden_size, output_size, weight_init_std=0.01)
        引数は、入力、隠れ層、出力のニューロンの数と、重みの初期値の標準偏差です。
        params : dict。W1 (input_size, hidden_size)、b1 (hidden_size,)、
            W2 (hidden_size, output_size)、b2 (output_size,)。配列の中身は、あとで
            書き換わります。どのメソッドも、そのときの値で計算します
        layers : OrderedDict。順に "Affine1"、"Relu1"、"Affine2"
        lastLayer : SoftmaxWithLoss
    predict(x)
        形 (N, output_size) の np.ndarray、つまり点数を返します。
        x : 形 (N, input_size) の np.ndarray
    loss(x, t)
        損失を float で返します。
        t : 形 (N,) のラベル、または形 (N, output_size) の one-hot 表現の np.ndarray
    accuracy(x, t)
        正解した割合（0 から 1 まで）を float で返します。
    numerical_gradient(x, t)
        数値微分で求めた勾配の dict を返します。キーと形は params と同じです。
    gradient(x, t)
        誤差逆伝播法で求めた勾配の dict を返します。キーと形は params と同じです。

    |

    A two-layer network built from layers (section 5.7.2).

    TwoLayerNet(input_size, hidden_size, output_size, weight_init_std=0.01)
        the numbers of neurons at the input, in the hidden layer and at the output,
        and the standard deviation of the initial weights
        params : dict with W1 (input_size, hidden_size), b1 (hidden_size,),
            W2 (hidden_size, output_size), b2 (output_size,); the elements of the arrays
            change later on, and every method computes with what they are then
        layers : OrderedDict of "Affine1", "Relu1", "Affine2", in this order
        lastLayer : SoftmaxWithLoss
    predict(x)
        return the scores, an np.ndarray of shape (N, output_size)
        x : np.ndarray of shape (N, input_size)
    loss(x, t)
        return the loss, a float
        t : np.ndarray of labels (N,), or in one-hot form (N, output_size)
    accuracy(x, t)
        return the share of right answers, a float from 0 to 1
    numerical_gradient(x, t)
        return a dict of the gradients by numerical differentiation,
        with the keys and shapes of params
    gradient(x, t)
        return a dict of the gradients by backpropagation, with the keys and shapes of params
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

    def gradient(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## 勾配確認（5.7.3 節）
#
# 誤差逆伝播法は速い代わりに、間違えても気づきにくいものです。符号が 1 つ逆でも、学習は
# 「なんとなく」進んでしまうことがあります。そこで、遅いけれど単純な数値微分と比べて確かめます。
# これが**勾配確認**（gradient check）です。
#
# パラメータごとに、2 つの勾配の**差の絶対値の平均**を求めます。
#
# $$\mathrm{diff} = \frac{1}{\text{要素の数}} \sum_i
# \left|\, g^{\mathrm{backprop}}_i - g^{\mathrm{numerical}}_i \,\right|$$
#
# 例：誤差逆伝播法で $(1.0, -2.0, 0.5)$、数値微分で $(1.1, -2.1, 0.5)$ なら、差は $-0.1$、$0.1$、$0$
# なので、絶対値の平均は $0.2 / 3 \approx 0.067$ です。絶対値を取らないと、プラスとマイナスが打ち消し合って
# 0 になり、間違いを見逃します。絶対値は `np.abs`、平均は `np.mean` で求められます。
#
# 正しい実装なら、差はとても小さく、たいてい $10^{-7}$ ほどか、それ以下です。数値微分の近似や丸め誤差、
# 損失の log の中に足した小さな数のために、完全な 0 にはなりません。また、ReLU の入力がたまたま 0
# のすぐ近くにあると、そこで曲がる ReLU の傾きを数値微分がうまく測れず、正しい実装でも差が大きくなることがあります。
#
# 引数の `network` は、`gradient(x, t)` と `numerical_gradient(x, t)` を持つものなら何でもかまいません。
# パラメータの名前を決めつけず、どちらかの辞書のキーから取り出しましょう。

# %% [markdown] lang="en"
# ## Gradient check (section 5.7.3)
#
# Backpropagation is fast, but when it is wrong this is hard to notice: even with a wrong sign somewhere,
# learning may still go on after a fashion. So compare it with numerical differentiation, which is slow but
# simple. This is called a **gradient check**.
#
# For each parameter, take the **mean absolute difference** of the two gradients.
#
# $$\mathrm{diff} = \frac{1}{\text{number of elements}} \sum_i
# \left|\, g^{\mathrm{backprop}}_i - g^{\mathrm{numerical}}_i \,\right|$$
#
# An example: if backpropagation gives $(1.0, -2.0, 0.5)$ and numerical differentiation
# $(1.1, -2.1, 0.5)$, the differences are $-0.1$, $0.1$ and $0$, and the mean of their absolute values is
# $0.2 / 3 \approx 0.067$. Without absolute values, plus and minus would cancel out to 0, and the error would
# go unnoticed. `np.abs` gives absolute values, `np.mean` a mean.
#
# When all is right the differences are tiny, as a rule about $10^{-7}$ or less. They are not exactly 0, because
# numerical differentiation is an approximation, numbers are rounded, and the loss has a small number inside
# its log. And where an input of ReLU happens to lie very close to 0, numerical differentiation does not measure
# the slope well across the corner: there the difference may be large although all is right.
#
# The argument `network` may be anything that has `gradient(x, t)` and `numerical_gradient(x, t)`. Do not
# assume the names of the parameters: take them from the keys of one of the dictionaries.


# %% exercise="gradient_check" title="勾配確認 | Gradient check" section="5.7.3" track="I" points=4
def gradient_check(network, x, t):
    """誤差逆伝播法の勾配と数値微分の勾配を比べます（5.7.3 節）。

    Parameters
    ----------
    network : gradient(x, t) と numerical_gradient(x, t) を持つオブジェクト。
        どちらも、キーが同じ勾配の dict を返します
    x : np.ndarray。入力のバッチ
    t : np.ndarray。正解

    Returns
    -------
    dict。パラメータの名前 → 2 つの勾配の差の絶対値の平均（float）

    |

    Compare the gradients of backpropagation and of numerical differentiation (section 5.7.3).

    Parameters
    ----------
    network : an object with gradient(x, t) and numerical_gradient(x, t);
        both return a dict of gradients, with the same keys
    x : np.ndarray, a batch of inputs
    t : np.ndarray, the right answers

    Returns
    -------
    dict of parameter name → mean absolute difference of the two gradients, a float
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# あなたのネットワークを、手書き数字 3 枚で確かめます。隣には、わざと間違えたネットワークを並べました。
# ReLU の逆伝播で、信号を止め忘れています。縦軸は対数です。**第2層の勾配は正しいまま**で、
# 第1層だけが大きくずれるので、間違いは 2 つの Affine の間にある、と見当がつきます。

# %% [markdown] lang="en"
# Check your own network on three handwritten digits. Beside it stands one with a planted bug: its ReLU
# forgets to stop the signal going back. The vertical axis is logarithmic. The gradients of the **second
# layer are still right** and only the first layer is far off, which tells you where to look: between the two
# Affine layers.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=True)


class LeakyBackward(Relu):
    def backward(self, dout):
        return dout


np.random.seed(0)
network = TwoLayerNet(784, 8, 10, weight_init_std=0.1)
right_differences = gradient_check(network, x_train[:3], t_train[:3])
network.layers["Relu1"] = LeakyBackward()
wrong_differences = gradient_check(network, x_train[:3], t_train[:3])

names = list(right_differences)
place = np.arange(len(names))
plt.figure(figsize=(7, 4))
plt.bar(place - 0.2, [right_differences[name] for name in names], 0.4, label="あなたの実装 | yours")
plt.bar(place + 0.2, [wrong_differences[name] for name in names], 0.4, label="間違い入り | with a bug")
plt.yscale("log")
plt.ylim(1e-12, 1)
plt.xticks(place, names)
plt.ylabel("差の絶対値の平均 | mean absolute difference")
plt.title("勾配確認 | Gradient check")
plt.grid(axis="y", alpha=0.3)
plt.legend(loc="upper right")
plt.show()

# %% [markdown] lang="ja"
# ## 誤差逆伝播法を使った学習（5.7.4 節）
#
# いよいよ学習です。流れは第4章の `train` と同じで、勾配を求めるところだけが速くなります。次の 4 つを `iters`
# 回、繰り返します。
#
# 1. `x` と `t` から、`batch_size` 個のミニバッチを選びます。毎回、選び直します。
# 2. `network.gradient` で、ミニバッチについての勾配を求めます。
# 3. すべてのパラメータを、勾配の逆の向きに少し動かします。
#
#    $$W \leftarrow W - \mathrm{lr} \cdot \frac{\partial L}{\partial W}$$
#
# 4. 更新したあとの、同じミニバッチでの損失を、リストに加えます（`losses.append(…)`）。
#
# 例：パラメータが $(1.0, 2.0)$、勾配が $(10, -4)$、`lr` が 0.1 なら、更新後は $(0.0, 2.4)$ です。
#
# **更新はその場で。** レイヤは `params` と同じ配列を持っています。`params[key] -= 値`
# は配列の中身を書き換えるので、レイヤにも伝わります。`params[key] = params[key] - 値`
# と書くと、**新しい配列**が `params` に入るだけで、レイヤは古い配列を使い続け、学習が進みません。
#
# ミニバッチは、下のセルに用意した第4章の `mini_batch(x, t, batch_size, rng)` で選べます。

# %% [markdown] lang="en"
# ## Learning with backpropagation (section 5.7.4)
#
# Now let it learn. The procedure is that of `train` in chapter 4, except that finding the gradient is now
# fast. Repeat these four steps `iters` times:
#
# 1. Draw a mini-batch of `batch_size` examples from `x` and `t`, a new one each time.
# 2. Find the gradients for the mini-batch with `network.gradient`.
# 3. Move every parameter a little against its gradient.
#
#    $$W \leftarrow W - \mathrm{lr} \cdot \frac{\partial L}{\partial W}$$
#
# 4. Append the loss on the same mini-batch after the update to a list, with `losses.append(…)`.
#
# An example: if a parameter is $(1.0, 2.0)$, its gradient $(10, -4)$ and `lr` 0.1, it becomes $(0.0, 2.4)$.
#
# **Update in place.** The layers hold the same arrays as `params`. `params[key] -= value` changes the
# elements of the array, and so reaches the layers. `params[key] = params[key] - value` only puts a **new
# array** into `params`; the layers go on with the old one, and nothing is learnt.
#
# Mini-batches are drawn by `mini_batch(x, t, batch_size, rng)` of chapter 4, which the cell below gives you.

# %% given="ch04.mini_batch"


# %% exercise="train" title="誤差逆伝播法を使った学習 | Learning with backpropagation" section="5.7.4" track="I" points=5 needs="TwoLayerNet ch04.mini_batch"
def train(network, x, t, iters, batch_size, lr, rng):
    """誤差逆伝播法で勾配を求めて、network を学習させます（5.7.4 節）。

    network.params の配列を、その場で（中身を書き換えて）更新します。

    Parameters
    ----------
    network : params、gradient(x, t)、loss(x, t) を持つオブジェクト。TwoLayerNet など
    x : 形 (N, D) の np.ndarray
    t : 形 (N,) のラベル、または形 (N, M) の one-hot 表現の np.ndarray
    iters : int。更新の回数
    batch_size : int。ミニバッチの大きさ
    lr : float。学習率
    rng : np.random.Generator。ミニバッチを選ぶための乱数

    Returns
    -------
    長さ iters の list。更新のたびの、ミニバッチでの損失

    |

    Let network learn, with gradients found by backpropagation (section 5.7.4).

    The arrays of network.params are updated in place.

    Parameters
    ----------
    network : an object with params, gradient(x, t) and loss(x, t), such as a TwoLayerNet
    x : np.ndarray of shape (N, D)
    t : np.ndarray of labels (N,), or in one-hot form (N, M)
    iters : int, the number of updates
    batch_size : int, the size of a mini-batch
    lr : float, the learning rate
    rng : np.random.Generator, for drawing mini-batches

    Returns
    -------
    list of length iters, the loss on the mini-batch at every update
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 数値微分と誤差逆伝播法を競走させましょう。7×7 に縮めた画像と小さなネットワークを使い、同じ初期値、
# 同じミニバッチで 40 回ずつ更新します。左の図では、**2 本の曲線が重なります**。求めている勾配が同じだからです。
# 違うのは、右の図に示した、かかった時間です（横軸は対数で、1 目盛りごとに 10 倍になります）。

# %% [markdown] lang="en"
# Let numerical differentiation and backpropagation race. With images shrunk to 7×7 and a small network, both
# make 40 updates from the same initial weights, with the same mini-batches. On the left **the two curves
# lie on top of each other**, for the gradients they find are the same. What differs is the time, on the
# right (on a logarithmic axis, where each mark is 10 times the one before).

# %% demo
import time

small_x = x_train[:1000].reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49)
small_t = t_train[:1000]
np.random.seed(1)
first = TwoLayerNet(49, 10, 10, weight_init_std=0.3)
initial = {key: value.copy() for key, value in first.params.items()}
curves, seconds = {}, {}
for method in ("numerical_gradient", "gradient"):
    network = TwoLayerNet(49, 10, 10, weight_init_std=0.3)
    for key in initial:
        network.params[key][...] = initial[key]  # どちらも同じ初期値から | both from the same weights
    network.gradient = getattr(network, method)  # train が呼ぶメソッド | what train calls
    start = time.perf_counter()
    curves[method] = train(network, small_x, small_t, 40, 100, 1.0, np.random.default_rng(0))
    seconds[method] = time.perf_counter() - start

labels = ["数値微分 | numerical", "誤差逆伝播法 | backpropagation"]
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
left.plot(curves["numerical_gradient"], linewidth=6, alpha=0.4, label=labels[0])
left.plot(curves["gradient"], "--", label=labels[1])
left.set_xlabel("更新の回数 | updates")
left.set_ylabel("損失 | loss")
left.set_title("損失の曲線は同じ | The same loss curve")
left.grid(alpha=0.3)
left.legend()
bars = right.barh(["数値微分 | numerical", "逆伝播 | backprop"], list(seconds.values()), color=["C0", "C1"])
right.bar_label(bars, [f"{value:.3f}" for value in seconds.values()], padding=4)
right.set_xscale("log")
right.set_xlim(1e-3, 100)
right.set_xlabel("時間（秒） | time (s)")
ratio = seconds["numerical_gradient"] / seconds["gradient"]
right.set_title(f"時間はおよそ {ratio:.0f} 倍違う | About {ratio:.0f} times as fast")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# これだけ速ければ、28×28 の画像 10,000 枚でも、数秒で学習できます。灰色の線は毎回の損失、青い線はそれを 20
# 回ごとに平均したものです。ミニバッチが毎回違うので、損失は上下に揺れながら減っていきます。
# テスト画像の正解率は、学習の前には 10 % ほどでした。

# %% [markdown] lang="en"
# At this speed, 10,000 images of 28×28 pixels are learnt in a few seconds. The grey line is the loss at each
# update, the blue one its mean over 20 updates. As each mini-batch is different, the loss sways up and down
# while it falls. Before learning, the accuracy on the test images was about 10 %.

# %% demo
np.random.seed(0)
trained = TwoLayerNet(784, 50, 10)
before = trained.accuracy(x_test, t_test)
losses = np.array(train(trained, x_train, t_train, 800, 100, 0.3, np.random.default_rng(0)))
after = trained.accuracy(x_test, t_test)
print(f"正解率：{before:.1%} → {after:.1%} | accuracy: {before:.1%} → {after:.1%}")

plt.figure(figsize=(7, 4))
plt.plot(losses, color="lightgray", label="毎回の損失 | loss at each update")
plt.plot(np.arange(10, 800, 20), losses.reshape(-1, 20).mean(axis=1), label="20 回の平均 | mean of 20")
plt.xlabel("更新の回数 | updates")
plt.ylabel("損失 | loss")
plt.ylim(0, 2.5)
plt.title("誤差逆伝播法による学習 | Learning with backpropagation")
plt.grid(alpha=0.3)
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# あなたが学習させたネットワークは、どんな数字を読み間違えるのでしょうか。左の 3
# 枚は**自信を持って**間違えたもの、右の 3 枚は**迷った末に**間違えたものです。下の棒は 0 から 9
# までの確率で、赤がネットワークの答え、緑が正解です（左の 3
# 枚では、緑はほとんど 0 です）。`predict` は点数を返すので、ここでは `softmax` で確率に直しています。

# %% [markdown] lang="en"
# Which digits does the network you trained misread? The three on the left it got wrong **with confidence**,
# the three on the right **when in doubt**. The bars are the probabilities of 0 to 9: red is the network's
# answer, green the right digit (on the left hardly above 0). As `predict` returns scores, `softmax` turns
# them into probabilities here.

# %% demo
y = softmax(trained.predict(x_test))
answers = np.argmax(y, axis=1)
wrong = np.flatnonzero(answers != t_test)
wrong = wrong[np.argsort(-y[wrong, answers[wrong]])]  # 自信のある順 | the most confident first

fig, axes = plt.subplots(2, 6, figsize=(9.5, 3.9))
for k, i in enumerate([*wrong[:3], *wrong[-3:]]):
    axes[0, k].imshow(x_test[i].reshape(28, 28), cmap="gray")
    axes[0, k].set_title(f"答え {answers[i]}、正解 {t_test[i]} | read {answers[i]}, is {t_test[i]}")
    axes[0, k].axis("off")
    colors = ["lightgray"] * 10
    colors[answers[i]], colors[t_test[i]] = "red", "green"
    axes[1, k].bar(range(10), y[i], color=colors)
    axes[1, k].set_xticks(range(10))
    axes[1, k].tick_params(axis="x", labelsize=8)
    axes[1, k].set_ylim(0, 1)
    if k:
        axes[1, k].set_yticklabels([])
axes[1, 0].set_ylabel("確率 | probability")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - どのレイヤも、右から届いた微分に自分の局所的な微分を掛けて、左へ渡すだけでした。
# - 掛け算は相手の値を掛け、足し算はそのまま流し、ReLU はスイッチになり、シグモイドは $y(1-y)$ を掛けます。
# - ソフトマックス関数と交差エントロピー誤差をつなぐと、勾配は $(\boldsymbol{y} - \boldsymbol{t}) / N$ です。
# - 速い方法は、遅くて単純な方法で確かめます。それが勾配確認です。
#
# レイヤをもっと重ねても、勾配は同じやり方で求まります。ただし、深くなるほど、うまく学習させるのは難しくなります。
# 第6章では、更新のしかた、重みの初期値、過学習への対策など、学習をうまく進めるための工夫を学びます。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - Each layer only multiplies the derivative that arrives from the right by its own local derivative, and
#   hands it on to the left.
# - Multiplication multiplies by the other value, addition lets it flow, ReLU is a switch, and sigmoid
#   multiplies by $y(1-y)$.
# - With softmax and the cross-entropy error joined, the gradient is $(\boldsymbol{y} - \boldsymbol{t}) / N$.
# - A fast method is checked by one that is slow and simple: that is the gradient check.
#
# With more layers stacked, the gradients are found in the same way. Yet the deeper a network, the harder it is
# to make it learn well. That is what chapter 6 is about: how to update, how to choose the initial weights, and
# what to do against overfitting.
