# %% [markdown] lang="ja"
# # 第6章 学習に関するテクニック
#
# 第5章の誤差逆伝播法で、勾配を速く求められるようになりました。けれども、勾配がわかれば学習がうまくいく、
# とはかぎりません。いつまでも損失が減らなかったり、訓練データだけに詳しくなったりします。
# この章では、学習をうまく進めるための道具をそろえます。
#
# - **更新のしかた**（6.1 節）：勾配を使って、パラメータをどう動かすか
# - **重みの初期値**（6.2 節）：学習をどこから始めるか
# - **バッチ正規化**（Batch Normalization、6.3 節）：レイヤを流れる値の広がりを、学習の途中でも整える
# - **過学習への対策**（6.4 節）：見たことのないデータにも強くする
# - **ハイパーパラメータの選び方**（6.5 節）：人が決める値を、どう探すか

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
# # Chapter 6: Techniques of learning
#
# Backpropagation, in chapter 5, gave you gradients fast. But to know the gradient is not yet to learn well: the
# loss may refuse to fall, or a network may come to know its training data and nothing else. This chapter
# collects the tools that make learning succeed.
#
# - **How to update** (section 6.1): what to do to the parameters with the gradient
# - **Initial weights** (section 6.2): where learning starts
# - **Batch normalisation** (section 6.3): keep the values between the layers well spread while learning goes on
# - **Against overfitting** (section 6.4): do well on data never seen before, too
# - **Choosing hyperparameters** (section 6.5): how to look for the values that a person sets

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

# autograder が見つからないときは、先に %pip install zerotsuku-….whl を実行します | If autograder is not found, first run %pip install zerotsuku-….whl
from autograder import check
from dataset.mnist import load_mnist

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## パラメータの更新と SGD（6.1.1〜6.1.2 節）
#
# 学習とは、損失ができるだけ小さくなるパラメータを探すことです。このような問題を**最適化**
# （optimization）といいます。たとえるなら、目隠しをした人が、地図も持たずに、広い土地のいちばん低い場所を
# 探すようなものです。わかるのは、足もとの傾き（勾配）だけです。
#
# いちばん単純な作戦は、足もとがいちばん急に下っている向きへ、傾きに比例した歩幅で進むことです。
#
# $$W \leftarrow W - \eta \frac{\partial L}{\partial W}$$
#
# $\eta$（イータ）は**学習率**で、引数の名前は `lr`（learning rate）です。勾配は、無作為に選んだミニバッチから
# 求めるので、この方法を**確率的勾配降下法**（stochastic gradient descent）、略して **SGD** と呼びます。
# 第5章の `train` で使った更新も、この式でした。
#
# この節では、更新のしかたを 1 つずつ**クラス**にします。どのクラスにも、同じ形のメソッド
# `update(params, grads)` を持たせます。`params` はパラメータの辞書、`grads` は勾配の辞書で、
# 2 つの辞書のキーは同じ、同じキーの配列は同じ形です。使う側は `optimizer.update(params, grads)`
# とだけ書けばよいので、最適化の手法を差し替えるのも簡単です。
#
# 例：`lr` が 0.1、`params["W"]` が $(1.0, 2.0)$、`grads["W"]` が $(10, -4)$ なら、更新後の `params["W"]`
# は $(1.0 - 1.0,\ 2.0 + 0.4) = (0.0, 2.4)$ です。
#
# **2 つの約束**
#
# - **更新はその場で。** ネットワークのレイヤは、`params` と同じ配列を持っています。`params[key] -= 値`
#   は配列の中身を書き換えるので、レイヤにも伝わります。`params[key] = params[key] - 値` では、新しい配列が
#   `params` に入るだけで、レイヤには伝わりません。
# - **`grads` は書き換えない。** 呼んだ側が、あとで使うかもしれないからです。
#
# 配列は行列とはかぎりません。1 次元のこともあれば、`np.array(3.0)` のような、数 1 個だけの**0 次元の配列**
# のこともあります。`-=` は、どの形の配列でもその場で働きます（`params[key][:] = 値` は、0 次元ではエラーに
# なります）。

# %% [markdown] lang="en"
# ## Updating parameters, and SGD (sections 6.1.1–6.1.2)
#
# To learn is to look for parameters that make the loss as small as possible. Such a problem is called
# **optimisation**. Picture someone who is blindfolded, has no map, and wants to find the lowest place in a wide
# country. All that can be felt is the slope underfoot: the gradient.
#
# The simplest plan is to walk where the ground falls most steeply, with a stride proportional to the slope.
#
# $$W \leftarrow W - \eta \frac{\partial L}{\partial W}$$
#
# $\eta$ (eta) is the **learning rate**; the argument is called `lr`. As the gradient comes from a mini-batch drawn
# at random, this is called **stochastic gradient descent**, or **SGD** for short. The update in `train` of
# chapter 5 was this very formula.
#
# In this section each way to update becomes a **class**, and all of them have the same method,
# `update(params, grads)`. `params` is the dictionary of parameters and `grads` that of gradients; both have the
# same keys, and the arrays of a key have the same shape. Whoever uses an optimiser just writes
# `optimizer.update(params, grads)`, so one is easily exchanged for another.
#
# An example: with an `lr` of 0.1, `params["W"]` of $(1.0, 2.0)$ and `grads["W"]` of $(10, -4)$, the update makes
# `params["W"]` $(1.0 - 1.0,\ 2.0 + 0.4) = (0.0, 2.4)$.
#
# **Two rules**
#
# - **Update in place.** The layers of a network hold the same arrays as `params`. `params[key] -= value` changes
#   the elements of the array, and so reaches the layers. `params[key] = params[key] - value` only puts a new
#   array into `params`, and the layers never hear of it.
# - **Leave `grads` as it is.** Whoever called may want to use it again.
#
# An array need not be a matrix. It may have one axis, or none at all: `np.array(3.0)`, which holds a single
# number, is a **0-d array**. `-=` works in place whatever the shape (while `params[key][:] = value` is an error
# for a 0-d array).


# %% exercise="SGD" title="SGD | SGD" section="6.1.2" track="I" points=4
class SGD:
    """確率的勾配降下法（6.1.2 節）。

    SGD(lr=0.01)
        lr : float。学習率
    update(params, grads)
        params のすべての配列を、その場で（中身を書き換えて）更新します。戻り値はありません。
        params : dict。キー → 任意の形（0 次元もある）の np.ndarray
        grads : dict。キーと形は params と同じ。書き換えません

    |

    Stochastic gradient descent (section 6.1.2).

    SGD(lr=0.01)
        lr : float, the learning rate
    update(params, grads)
        update every array of params in place; nothing is returned
        params : dict of key → np.ndarray of any shape, 0-d ones too
        grads : dict with the keys and shapes of params; it is left unchanged
    """

    def __init__(self, lr=0.01):
        raise NotImplementedError

    def update(self, params, grads):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ### SGD の弱点（6.1.3 節）
#
# SGD がいつもうまくいくとはかぎりません。次の関数で試しましょう。
#
# $$f(x, y) = \frac{1}{20} x^2 + y^2, \qquad
# \frac{\partial f}{\partial x} = \frac{x}{10}, \quad \frac{\partial f}{\partial y} = 2y$$
#
# 最小になるのは原点 $(0, 0)$ ですが、$y$ 方向には急で、$x$ 方向にはとてもゆるやかです。たとえば点
# $(-7, 2)$ での勾配は $(-0.7, 4)$ なので、SGD は $x$ 方向へは 0.7 しか進まないのに、$y$ 方向へは 4
# も進もうとします（どちらも学習率を掛ける前の値）。ところが、原点までの距離は、$x$ 方向に 7、$y$ 方向に 2
# です。
#
# 下の図の矢印は、いろいろな点からの、あなたの SGD による 1 回の更新です。線は $f$ の**等高線**
# （高さが同じ点を結んだ線）です。**ほとんどの矢印が、原点ではなく、谷底の線（x 軸）を向いています。**

# %% [markdown] lang="en"
# ### The weakness of SGD (section 6.1.3)
#
# SGD does not always do well. Try it on this function:
#
# $$f(x, y) = \frac{1}{20} x^2 + y^2, \qquad
# \frac{\partial f}{\partial x} = \frac{x}{10}, \quad \frac{\partial f}{\partial y} = 2y$$
#
# It is least at the origin $(0, 0)$, but it is steep in $y$ and very flat in $x$. At the point $(-7, 2)$, for
# instance, the gradient is $(-0.7, 4)$: SGD wants to go only 0.7 along $x$ but 4 along $y$ (before these are
# multiplied by the learning rate), while the distance to the origin is 7 along $x$ and 2 along $y$.
#
# Each arrow below is one update of your SGD from some point. The lines are **contours** of $f$: each joins
# points of the same height. **Most of the arrows point to the bottom of the valley, the x axis, and not to the
# origin.**

# %% demo
X, Y = np.meshgrid(np.linspace(-9, 9, 13), np.linspace(-4.5, 4.5, 6))
moved = {"x": X.copy(), "y": Y.copy()}
SGD(lr=0.15).update(moved, {"x": X / 10, "y": 2 * Y})

fine_x, fine_y = np.meshgrid(np.linspace(-10, 10, 201), np.linspace(-5, 5, 201))
levels = [0.3, 1, 2.5, 5, 9, 14, 20]
plt.figure(figsize=(8, 4.4))
plt.contour(fine_x, fine_y, fine_x**2 / 20 + fine_y**2, levels=levels, colors="skyblue")
plt.quiver(X, Y, moved["x"] - X, moved["y"] - Y, angles="xy", scale_units="xy", scale=1, width=0.003)
plt.plot(0, 0, "r*", markersize=14)
plt.text(0.4, -0.1, "最小の点 | the minimum", color="red", va="center")
plt.xlabel("x")
plt.ylabel("y")
plt.xlim(-10, 10)
plt.ylim(-5.2, 5.2)
plt.gca().set_aspect("equal")
plt.title("SGD が 1 回で進む向き | Where SGD goes in one update")
plt.show()

# %% [markdown] lang="ja"
# ## Momentum（6.1.4 節）
#
# 谷の斜面にボールを置くと、坂を下るうちに勢いがつき、坂の向きが変わってもしばらく転がり続けます。**Momentum**
# （運動量）は、この**速度** $v$ を更新に取り入れます。
#
# $$v \leftarrow \alpha v - \eta \frac{\partial L}{\partial W}, \qquad W \leftarrow W + v$$
#
# $\alpha$（引数 `momentum`、ふつうは 0.9）は、地面の摩擦や空気の抵抗にあたり、速度を少しずつ減らします。
# 勾配は、速度を変える力です。同じ向きの勾配が続けば速くなり、毎回逆を向く勾配は打ち消し合うので、
# ジグザグが小さくなります。
#
# 例：`lr` が 0.1、`momentum` が 0.5、$W$ が $(1, 2)$ のとき。
#
# | 更新 | 勾配 | $v$ | $W$ |
# |---|---|---|---|
# | 1 回目 | $(10, -4)$ | $0.5 \times (0, 0) - 0.1 \times (10, -4) = (-1, 0.4)$ | $(0, 2.4)$ |
# | 2 回目 | $(2, 4)$ | $0.5 \times (-1, 0.4) - 0.1 \times (2, 4) = (-0.7, -0.2)$ | $(-0.7, 2.2)$ |
#
# $v$ はパラメータごとに要り、形はパラメータと同じです。`self.v` を辞書にして、同じキーで覚えましょう。
# はじめて `update` が呼ばれるまで、キーも形もわかりません。はじめての更新では $v = 0$ とします。
# `np.zeros_like(params[key])` で 0 の配列を作るか、`self.v.get(key, 0)`
# （キーがなければ 0 が返る）を使うのが便利です。
#
# 速度は、オブジェクトごとに別のものです。2 つの Momentum を同時に使っても、混ざってはいけません。

# %% [markdown] lang="en"
# ## Momentum (section 6.1.4)
#
# Put a ball on the side of a valley: it gathers speed as it rolls down, and rolls on for a while when the slope
# turns. **Momentum** brings this **velocity** $v$ into the update.
#
# $$v \leftarrow \alpha v - \eta \frac{\partial L}{\partial W}, \qquad W \leftarrow W + v$$
#
# $\alpha$ (the argument `momentum`, as a rule 0.9) is like the friction of the ground and the resistance of the
# air: it takes away a little of the velocity each time. The gradient is the force that changes the velocity.
# Gradients that keep their direction make it faster; gradients that turn round every time cancel out, so the
# zigzag becomes smaller.
#
# An example, with an `lr` of 0.1, a `momentum` of 0.5 and $W = (1, 2)$:
#
# | update | gradient | $v$ | $W$ |
# |---|---|---|---|
# | first | $(10, -4)$ | $0.5 \times (0, 0) - 0.1 \times (10, -4) = (-1, 0.4)$ | $(0, 2.4)$ |
# | second | $(2, 4)$ | $0.5 \times (-1, 0.4) - 0.1 \times (2, 4) = (-0.7, -0.2)$ | $(-0.7, 2.2)$ |
#
# Each parameter needs a $v$ of its own, in its own shape. Make `self.v` a dictionary and remember them under the
# same keys. Keys and shapes are not known until `update` is called for the first time; at that first update
# $v = 0$. `np.zeros_like(params[key])` makes an array of zeros; or use `self.v.get(key, 0)`, which gives 0 when
# the key is not there.
#
# Each object has velocities of its own: two Momentums in use at once must not mix them up.


# %% exercise="Momentum" title="Momentum | Momentum" section="6.1.4" track="I" points=6
class Momentum:
    """Momentum（6.1.4 節）。

    Momentum(lr=0.01, momentum=0.9)
        lr : float。学習率
        momentum : float。前回の速度を残す割合
    update(params, grads)
        速度を更新し、params のすべての配列を、その場で更新します。戻り値はありません。
        params : dict。キー → 任意の形（0 次元もある）の np.ndarray
        grads : dict。キーと形は params と同じ。書き換えません

    |

    Momentum (section 6.1.4).

    Momentum(lr=0.01, momentum=0.9)
        lr : float, the learning rate
        momentum : float, how much of the last velocity is kept
    update(params, grads)
        update the velocities, and every array of params in place; nothing is returned
        params : dict of key → np.ndarray of any shape, 0-d ones too
        grads : dict with the keys and shapes of params; it is left unchanged
    """

    def __init__(self, lr=0.01, momentum=0.9):
        raise NotImplementedError

    def update(self, params, grads):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## Nesterov の加速勾配法（6.1.4 節の発展）
#
# 次の手法は、本の本文ではほとんど触れられませんが、著者が公開しているコードには入っています。
#
# Momentum では、速度 $\alpha v$ の分だけ動くことが、勾配を見る前から決まっています。それなら、**先にその分だけ
# 進んだ場所**で勾配を調べるほうが、行きすぎに早く気づけます。これが **Nesterov** の考えです。今いる場所を
# $\theta$ とすると、次のように書けます。
#
# $$v_{t+1} = \alpha v_t - \eta \nabla L(\theta_t + \alpha v_t), \qquad
# \theta_{t+1} = \theta_t + v_{t+1}$$
#
# $\nabla L$ は勾配です。ただ、`update` が受け取る `grads` は、`params` の場所での勾配です。そこで、`params` に
# $\theta$ ではなく、**先に進んだ場所** $W_t = \theta_t + \alpha v_t$ を入れておくことにします。すると、
# 受け取る勾配 $g_t$ が、そのまま $\nabla L(\theta_t + \alpha v_t)$ になります。$W$ の更新式を求めましょう。
#
# $$\begin{aligned}
# W_{t+1} &= \theta_{t+1} + \alpha v_{t+1} = \theta_t + (1 + \alpha) v_{t+1} && (\theta_{t+1}
# \text{ を代入}) \\
# &= W_t - \alpha v_t + (1 + \alpha)(\alpha v_t - \eta g_t) && (\theta_t = W_t - \alpha v_t \text{ と }
# v_{t+1} \text{ を代入}) \\
# &= W_t + \alpha^2 v_t - (1 + \alpha)\, \eta\, g_t && (v_t \text{ の項をまとめる})
# \end{aligned}$$
#
# 右辺に出てくるのは、**更新する前の速度** $v_t$ です。したがって、まず $W$ を、次に $v$ を更新します。
#
# $$W \leftarrow W + \alpha^2 v - (1 + \alpha)\, \eta\, g, \qquad v \leftarrow \alpha v - \eta g$$
#
# 例：`lr` が 0.1、`momentum` が 0.5、$W = (1, 2)$、はじめの $v$ は 0。
#
# | 更新 | 勾配 | $W$ に足す値 | $W$ | 更新後の $v$ |
# |---|---|---|---|---|
# | 1 回目 | $(10, -4)$ | $-1.5 \times 0.1 \times (10, -4) = (-1.5, 0.6)$ | $(-0.5, 2.6)$ | $(-1, 0.4)$ |
# | 2 回目 | $(2, 4)$ | $0.25 \times (-1, 0.4) - 0.15 \times (2, 4) = (-0.55, -0.5)$ | $(-1.05, 2.1)$ | $(-0.7, -0.2)$ |

# %% [markdown] lang="en"
# ## Nesterov's accelerated gradient (beyond section 6.1.4)
#
# The text of the book hardly mentions this method, but the code that its author publishes has it.
#
# With Momentum it is settled before the gradient is looked at that the velocity will carry us on by $\alpha v$.
# Then it is wiser to take the gradient **at the place that lies ahead**, and notice sooner that we are about to go
# too far. This is the idea of **Nesterov**. If $\theta$ is where we are:
#
# $$v_{t+1} = \alpha v_t - \eta \nabla L(\theta_t + \alpha v_t), \qquad
# \theta_{t+1} = \theta_t + v_{t+1}$$
#
# $\nabla L$ is the gradient. But the `grads` that `update` is given are the gradients at the place where `params`
# is. So let `params` hold not $\theta$ but the **place ahead**, $W_t = \theta_t + \alpha v_t$: then the
# gradient $g_t$ that comes in is just $\nabla L(\theta_t + \alpha v_t)$. This is how $W$ is to be updated:
#
# $$\begin{aligned}
# W_{t+1} &= \theta_{t+1} + \alpha v_{t+1} = \theta_t + (1 + \alpha) v_{t+1} && (\text{put in }
# \theta_{t+1}) \\
# &= W_t - \alpha v_t + (1 + \alpha)(\alpha v_t - \eta g_t) && (\text{put in } \theta_t = W_t - \alpha v_t
# \text{ and } v_{t+1}) \\
# &= W_t + \alpha^2 v_t - (1 + \alpha)\, \eta\, g_t && (\text{gather the terms in } v_t)
# \end{aligned}$$
#
# What stands on the right is $v_t$, the **velocity before its update**. So update $W$ first, and then $v$:
#
# $$W \leftarrow W + \alpha^2 v - (1 + \alpha)\, \eta\, g, \qquad v \leftarrow \alpha v - \eta g$$
#
# An example, with an `lr` of 0.1, a `momentum` of 0.5, $W = (1, 2)$, and $v = 0$ to begin with:
#
# | update | gradient | what is added to $W$ | $W$ | $v$ afterwards |
# |---|---|---|---|---|
# | first | $(10, -4)$ | $-1.5 \times 0.1 \times (10, -4) = (-1.5, 0.6)$ | $(-0.5, 2.6)$ | $(-1, 0.4)$ |
# | second | $(2, 4)$ | $0.25 \times (-1, 0.4) - 0.15 \times (2, 4) = (-0.55, -0.5)$ | $(-1.05, 2.1)$ | $(-0.7, -0.2)$ |


# %% exercise="Nesterov" title="Nesterov の加速勾配法 | Nesterov's accelerated gradient" section="6.1.4" track="I" points=6
class Nesterov:
    """Nesterov の加速勾配法（6.1.4 節の発展）。params は先に進んだ場所を持ちます。

    Nesterov(lr=0.01, momentum=0.9)
        lr : float。学習率
        momentum : float。前回の速度を残す割合
    update(params, grads)
        params のすべての配列を、その場で更新し、それから速度を更新します。戻り値はありません。
        params : dict。キー → 任意の形（0 次元もある）の np.ndarray
        grads : dict。キーと形は params と同じ。書き換えません

    |

    Nesterov's accelerated gradient (beyond section 6.1.4). params holds the place ahead.

    Nesterov(lr=0.01, momentum=0.9)
        lr : float, the learning rate
        momentum : float, how much of the last velocity is kept
    update(params, grads)
        update every array of params in place, and then the velocities; nothing is returned
        params : dict of key → np.ndarray of any shape, 0-d ones too
        grads : dict with the keys and shapes of params; it is left unchanged
    """

    def __init__(self, lr=0.01, momentum=0.9):
        raise NotImplementedError

    def update(self, params, grads):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## AdaGrad（6.1.5 節）
#
# 学習率は、大きすぎると行きすぎ、小さすぎるといつまでも着きません。はじめは大きく、だんだん小さくするのが
# よさそうです。**AdaGrad** はこれを、パラメータの**要素ごと**に行います。
#
# $$h \leftarrow h + g \odot g, \qquad W \leftarrow W - \eta \frac{1}{\sqrt{h}} \odot g$$
#
# $g$ は勾配、$\odot$ は要素ごとの積です。$h$ には、これまでの勾配の 2 乗が、要素ごとにたまっていきます。
# 勾配が大きかった要素ほど $h$ が大きくなり、その後の歩幅が小さくなります。$h$ は、Momentum の $v$ と同じように、
# オブジェクトごと、キーごとに、0 から始めて覚えます。平方根は `np.sqrt(h)` で求められます。
#
# 例：`lr` が 1、$W$ が $(1, 2)$ のとき。
#
# | 更新 | 勾配 | $h$ | $g / \sqrt{h}$ | $W$ |
# |---|---|---|---|---|
# | 1 回目 | $(3, -4)$ | $(9, 16)$ | $(1, -1)$ | $(0, 3)$ |
# | 2 回目 | $(4, 3)$ | $(25, 25)$ | $(0.8, 0.6)$ | $(-0.8, 2.4)$ |
#
# 1 回目は、勾配が 0 でないどの要素も、勾配の大きさに関係なく、ちょうど `lr` だけ動きます
# （次に足す小さな数の分だけ、わずかに小さくなります）。
#
# **0 で割らないために。** 勾配がずっと 0 の要素では $h$ も 0 で、$0 / 0$ は `nan` になります。画像の端の、
# いつも黒い画素につながる重みが、その例です。そこで、$\sqrt{h}$ に小さな数 `1e-7` を足してから割ります。
# `1e-8` でもかまいませんし、$\sqrt{h + 10^{-7}}$ のように、根号の中で足してもかまいません。

# %% [markdown] lang="en"
# ## AdaGrad (section 6.1.5)
#
# With a learning rate that is too great we go too far; with one that is too small we never arrive. It seems wise to
# begin with a great one and make it smaller as we go. **AdaGrad** does this for **each element** of the
# parameters by itself.
#
# $$h \leftarrow h + g \odot g, \qquad W \leftarrow W - \eta \frac{1}{\sqrt{h}} \odot g$$
#
# $g$ is the gradient, and $\odot$ the product element by element. The squares of all gradients so far gather in
# $h$, for each element. The greater its gradients have been, the greater its $h$, and the smaller its steps from
# now on. Like the $v$ of Momentum, $h$ begins at 0 and is remembered for each object and each key. `np.sqrt(h)`
# is the square root.
#
# An example, with an `lr` of 1 and $W = (1, 2)$:
#
# | update | gradient | $h$ | $g / \sqrt{h}$ | $W$ |
# |---|---|---|---|---|
# | first | $(3, -4)$ | $(9, 16)$ | $(1, -1)$ | $(0, 3)$ |
# | second | $(4, 3)$ | $(25, 25)$ | $(0.8, 0.6)$ | $(-0.8, 2.4)$ |
#
# In the first update every element whose gradient is not 0 moves by just `lr`, however great that gradient is (or
# by very slightly less, because of the small number that comes next).
#
# **Never divide by 0.** Where the gradient has always been 0, so is $h$, and $0 / 0$ gives `nan`. This happens to the
# weights of pixels at the edge of an image that are always black. So add a small number, `1e-7`, to $\sqrt{h}$
# before you divide. `1e-8` will do as well, and so will adding it under the root, as in $\sqrt{h + 10^{-7}}$.


# %% exercise="AdaGrad" title="AdaGrad | AdaGrad" section="6.1.5" track="I" points=6
class AdaGrad:
    """AdaGrad（6.1.5 節）。

    AdaGrad(lr=0.01)
        lr : float。学習率
    update(params, grads)
        勾配の 2 乗を足し込み、params のすべての配列を、その場で更新します。戻り値はありません。
        params : dict。キー → 任意の形（0 次元もある）の np.ndarray
        grads : dict。キーと形は params と同じ。0 の要素もある。書き換えません

    |

    AdaGrad (section 6.1.5).

    AdaGrad(lr=0.01)
        lr : float, the learning rate
    update(params, grads)
        add up the squares of the gradients, and update every array of params in place;
        nothing is returned
        params : dict of key → np.ndarray of any shape, 0-d ones too
        grads : dict with the keys and shapes of params; elements may be 0; it is left unchanged
    """

    def __init__(self, lr=0.01):
        raise NotImplementedError

    def update(self, params, grads):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## RMSprop（6.1.5 節の補足）
#
# AdaGrad の $h$ は、増えることはあっても減りません。そのため、長く学習するほど歩幅が小さくなり、ついにはほとんど動かなくなります。
# **RMSprop** は、昔の勾配を少しずつ忘れることで、これを防ぎます。
#
# $$h \leftarrow \rho\, h + (1 - \rho)\, g \odot g, \qquad W \leftarrow W - \eta \frac{1}{\sqrt{h}} \odot g$$
#
# $\rho$（ロー、引数 `decay_rate`）は、前の $h$ を残す割合です。$\rho = 0.99$ なら、毎回 $h$ の 99 %
# を残して、新しい 2 乗を 1 % だけ混ぜます。このような平均を**指数移動平均**といいます。ずっと前の勾配の影響は、
# $0.99 \times 0.99 \times \cdots$ と小さくなって消えていきます。
#
# 例：`lr` が 1、`decay_rate` が 0.75、$W$ が $(1, 2)$ のとき。
#
# | 更新 | 勾配 | $h$ | $g / \sqrt{h}$ | $W$ |
# |---|---|---|---|---|
# | 1 回目 | $(3, -4)$ | $0.25 \times (9, 16) = (2.25, 4)$ | $(2, -2)$ | $(-1, 4)$ |
# | 2 回目 | $(1.5, 2)$ | $0.75 \times (2.25, 4) + 0.25 \times (2.25, 4) = (2.25, 4)$ | $(1, 1)$ | $(-2, 3)$ |
#
# はじめの $h$ は 0 です。0 で割らないための小さな数は、AdaGrad と同じように足します。

# %% [markdown] lang="en"
# ## RMSprop (a note to section 6.1.5)
#
# AdaGrad's $h$ may grow but never shrinks. So the longer it learns, the smaller its steps become, until it hardly
# moves at all. **RMSprop** prevents this by forgetting old gradients little by little.
#
# $$h \leftarrow \rho\, h + (1 - \rho)\, g \odot g, \qquad W \leftarrow W - \eta \frac{1}{\sqrt{h}} \odot g$$
#
# $\rho$ (rho, the argument `decay_rate`) is the share of the old $h$ that is kept. With $\rho = 0.99$, 99 % of $h$
# is kept each time and 1 % of the new square is mixed in. This kind of mean is called an **exponential moving
# average**: the effect of a gradient of long ago shrinks by $0.99 \times 0.99 \times \cdots$ and fades away.
#
# An example, with an `lr` of 1, a `decay_rate` of 0.75 and $W = (1, 2)$:
#
# | update | gradient | $h$ | $g / \sqrt{h}$ | $W$ |
# |---|---|---|---|---|
# | first | $(3, -4)$ | $0.25 \times (9, 16) = (2.25, 4)$ | $(2, -2)$ | $(-1, 4)$ |
# | second | $(1.5, 2)$ | $0.75 \times (2.25, 4) + 0.25 \times (2.25, 4) = (2.25, 4)$ | $(1, 1)$ | $(-2, 3)$ |
#
# To begin with, $h$ is 0. Add the small number that keeps you from dividing by 0 just as in AdaGrad.


# %% exercise="RMSprop" title="RMSprop | RMSprop" section="6.1.5" track="I" points=6
class RMSprop:
    """RMSprop（6.1.5 節の補足）。

    RMSprop(lr=0.01, decay_rate=0.99)
        lr : float。学習率
        decay_rate : float。前の h を残す割合
    update(params, grads)
        勾配の 2 乗の移動平均を更新し、params のすべての配列を、その場で更新します。
        戻り値はありません。
        params : dict。キー → 任意の形（0 次元もある）の np.ndarray
        grads : dict。キーと形は params と同じ。0 の要素もある。書き換えません

    |

    RMSprop (a note to section 6.1.5).

    RMSprop(lr=0.01, decay_rate=0.99)
        lr : float, the learning rate
        decay_rate : float, the share of the old h that is kept
    update(params, grads)
        update the moving average of the squared gradients, and every array of params in place;
        nothing is returned
        params : dict of key → np.ndarray of any shape, 0-d ones too
        grads : dict with the keys and shapes of params; elements may be 0; it is left unchanged
    """

    def __init__(self, lr=0.01, decay_rate=0.99):
        raise NotImplementedError

    def update(self, params, grads):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## Adam（6.1.6 節）
#
# **Adam** は、Momentum と RMSprop を合わせたような手法です。勾配の移動平均 $m$（速度の役目）と、勾配の 2
# 乗の移動平均 $v$（歩幅を整える役目。Momentum の $v$ とは別のもの）を持ちます。
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g \odot g$$
#
# ただし、$m$ も $v$ も 0 から始まるので、はじめのうちは 0 に近すぎます。たとえば $\beta_1 = 0.9$ なら、1
# 回目の $m$ は $0.1 g$ しかありません。勾配がいつも同じ $g$ なら、$t$ 回目の $m$ は $(1 - \beta_1^t)\, g$
# です。そこで、その割合で割って元の大きさに直します。これを**バイアス補正**（bias correction）といいます。
#
# $$\hat{m} = \frac{m}{1 - \beta_1^t}, \qquad \hat{v} = \frac{v}{1 - \beta_2^t}, \qquad
# W \leftarrow W - \eta \frac{\hat{m}}{\sqrt{\hat{v}} + 10^{-7}}$$
#
# $t$ は、今が**何回目の `update` か**です。1 回の `update` で、パラメータがいくつあっても、1 つだけ増えます。
# $\hat{m}$ や $\hat{v}$ はその場かぎりの値で、次の回に使う $m$ や $v$ は補正しないまま覚えておきます。
#
# 例：`lr` が 0.1、$\beta_1 = 0.9$、$\beta_2 = 0.999$、$W = 1$、勾配が 1 回目に 3、2 回目に 1 のとき。
#
# | $t$ | $m$ | $v$ | $\hat{m}$ | $\hat{v}$ | $W$ |
# |---|---|---|---|---|---|
# | 1 | $0.3$ | $0.009$ | $0.3 / 0.1 = 3$ | $0.009 / 0.001 = 9$ | $1 - 0.1 \times 3 / 3 = 0.9$ |
# | 2 | $0.27 + 0.1 = 0.37$ | $0.008991 + 0.001 = 0.009991$ | $0.37 / 0.19 \approx 1.947$ | $0.009991 / 0.001999 \approx 4.998$ | $0.9 - 0.1 \times 1.947 / 2.236 \approx 0.813$ |
#
# 本のコードのように、補正をまとめて学習率の側に掛けても、同じ値になります（違うのは小さな数 `1e-7`
# の効き方だけなので、どちらでも正解です）。
#
# $$\eta_t = \eta\, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}, \qquad
# W \leftarrow W - \eta_t \frac{m}{\sqrt{v} + 10^{-7}}$$

# %% [markdown] lang="en"
# ## Adam (section 6.1.6)
#
# **Adam** is something like Momentum and RMSprop put together. It keeps a moving average $m$ of the gradients, which
# plays the velocity's part, and a moving average $v$ of their squares, which adjusts the stride (it is not the $v$
# of Momentum).
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g \odot g$$
#
# But $m$ and $v$ start from 0, so at first they are too close to 0. With $\beta_1 = 0.9$, for instance, the first $m$
# is a mere $0.1 g$. If the gradient were always the same $g$, the $t$-th $m$ would be $(1 - \beta_1^t)\, g$. So
# divide by that share, and the size is right again. This is called **bias correction**.
#
# $$\hat{m} = \frac{m}{1 - \beta_1^t}, \qquad \hat{v} = \frac{v}{1 - \beta_2^t}, \qquad
# W \leftarrow W - \eta \frac{\hat{m}}{\sqrt{\hat{v}} + 10^{-7}}$$
#
# $t$ says **which call of `update`** this is. It grows by one with each `update`, however many parameters there
# are. $\hat{m}$ and $\hat{v}$ are for the moment only: what is remembered for the next time is $m$ and $v$ without
# the correction.
#
# An example, with an `lr` of 0.1, $\beta_1 = 0.9$, $\beta_2 = 0.999$, $W = 1$, and a gradient of first 3, then 1:
#
# | $t$ | $m$ | $v$ | $\hat{m}$ | $\hat{v}$ | $W$ |
# |---|---|---|---|---|---|
# | 1 | $0.3$ | $0.009$ | $0.3 / 0.1 = 3$ | $0.009 / 0.001 = 9$ | $1 - 0.1 \times 3 / 3 = 0.9$ |
# | 2 | $0.27 + 0.1 = 0.37$ | $0.008991 + 0.001 = 0.009991$ | $0.37 / 0.19 \approx 1.947$ | $0.009991 / 0.001999 \approx 4.998$ | $0.9 - 0.1 \times 1.947 / 2.236 \approx 0.813$ |
#
# You may also, as the book's code does, multiply the learning rate by both corrections at once. The values are the
# same but for the effect of the small number `1e-7`, so either is right.
#
# $$\eta_t = \eta\, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}, \qquad
# W \leftarrow W - \eta_t \frac{m}{\sqrt{v} + 10^{-7}}$$


# %% exercise="Adam" title="Adam | Adam" section="6.1.6" track="I" points=7
class Adam:
    """Adam（6.1.6 節）。

    Adam(lr=0.001, beta1=0.9, beta2=0.999)
        lr : float。学習率
        beta1 : float。勾配の移動平均で、前の値を残す割合
        beta2 : float。勾配の 2 乗の移動平均で、前の値を残す割合
    update(params, grads)
        2 つの移動平均を更新し、バイアス補正をして、params のすべての配列を、その場で更新します。
        戻り値はありません。
        params : dict。キー → 任意の形（0 次元もある）の np.ndarray
        grads : dict。キーと形は params と同じ。0 の要素もある。書き換えません

    |

    Adam (section 6.1.6).

    Adam(lr=0.001, beta1=0.9, beta2=0.999)
        lr : float, the learning rate
        beta1 : float, the share that is kept in the moving average of the gradients
        beta2 : float, the share that is kept in the moving average of their squares
    update(params, grads)
        update both moving averages, correct their bias, and update every array of params
        in place; nothing is returned
        params : dict of key → np.ndarray of any shape, 0-d ones too
        grads : dict with the keys and shapes of params; elements may be 0; it is left unchanged
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        raise NotImplementedError

    def update(self, params, grads):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## 最適化の軌跡（6.1.3〜6.1.7 節）
#
# 6 つの手法の性格は、通った道（軌跡）を見るとよくわかります。6.1.3 節の関数 $f(x, y) = x^2 / 20 + y^2$
# の上を、`start` から `steps` 回更新しながら進み、通った点をすべて記録する関数を作りましょう。
#
# 1. パラメータの辞書 `params` を作ります。キーは `"x"` と `"y"`、値は `start` の 2 つの数の、0 次元の配列
#    （`np.array(数)`）です。
# 2. 今の点を記録します。
# 3. **今の点での**勾配 $(x / 10,\ 2y)$ を辞書 `grads` にして、`optimizer.update(params, grads)` を呼びます。
# 4. 新しい点を記録します。3 と 4 を、全部で `steps` 回繰り返します。
#
# 返すのは、形 `(steps + 1, 2)` の配列です。1 行が 1 つの点 $(x, y)$ で、最初の行は `start` です。
#
# 例：`start` が $(-7, 2)$、`optimizer` が `SGD(lr=0.25)`、`steps` が 2 なら、勾配は順に $(-0.7, 4)$ と
# $(-0.6825, 2)$ なので、次のようになります。
#
# $$\begin{pmatrix} -7 & 2 \\ -6.825 & 1 \\ -6.654375 & 0.5 \end{pmatrix}$$
#
# **落とし穴。** `update` は配列の中身を書き換えます。配列そのものをリストに `append` で加えておくと、あとの更新で、
# 記録したはずの点まで変わってしまいます。`float(params["x"])` のように、数にしてから記録しましょう。

# %% [markdown] lang="en"
# ## The path of an optimiser (sections 6.1.3–6.1.7)
#
# The characters of the six methods show in the paths they take. Write a function that starts at `start`, makes
# `steps` updates on the function of section 6.1.3, $f(x, y) = x^2 / 20 + y^2$, and records every point on the way.
#
# 1. Make a dictionary `params` with the keys `"x"` and `"y"`. The values are the two numbers of `start`, as 0-d
#    arrays, `np.array(number)`.
# 2. Record the present point.
# 3. Put the gradient **at the present point**, $(x / 10,\ 2y)$, into a dictionary `grads`, and call
#    `optimizer.update(params, grads)`.
# 4. Record the new point. Do 3 and 4 `steps` times in all.
#
# Return an array of shape `(steps + 1, 2)`. Each row is a point $(x, y)$; the first row is `start`.
#
# An example: with $(-7, 2)$ for `start`, `SGD(lr=0.25)` for `optimizer` and 2 for `steps`, the gradients are
# $(-0.7, 4)$ and then $(-0.6825, 2)$, so the path is
#
# $$\begin{pmatrix} -7 & 2 \\ -6.825 & 1 \\ -6.654375 & 0.5 \end{pmatrix}$$
#
# **A trap.** `update` changes the elements of the arrays. If you `append` the arrays themselves to a list, later
# updates change the points that you thought were recorded. Record numbers, such as `float(params["x"])`.


# %% exercise="optimizer_path" title="最適化の軌跡 | The path of an optimiser" section="6.1.7" track="I" points=5 needs="SGD Momentum Nesterov AdaGrad RMSprop Adam"
def optimizer_path(optimizer, start, steps):
    """f(x, y) = x²/20 + y² の上で、optimizer が通る点をすべて記録します（6.1.3〜6.1.7 節）。

    Parameters
    ----------
    optimizer : update(params, grads) を持つオブジェクト。params のキーは "x" と "y"
    start : 2 つの float（タプルか、形 (2,) の np.ndarray）。出発点。書き換えません
    steps : int。更新の回数（0 以上）

    Returns
    -------
    形 (steps + 1, 2) の np.ndarray。最初の行は start

    |

    Record every point that optimizer passes on f(x, y) = x²/20 + y² (sections 6.1.3–6.1.7).

    Parameters
    ----------
    optimizer : an object with update(params, grads); the keys of params are "x" and "y"
    start : two floats (a tuple, or an np.ndarray of shape (2,)), where to begin; left unchanged
    steps : int, the number of updates, 0 or more

    Returns
    -------
    np.ndarray of shape (steps + 1, 2); the first row is start
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 6 つの軌跡を並べて見ましょう。出発点はどれも $(-7, 2)$ で、★ が最小の点です。色は、青から赤へと
# 時間が進むことを表します。
#
# - **SGD** は、急な $y$ 方向に行ったり来たりする、ジグザグの道です。
# - **Momentum** は、ボールのように勢いがついて、谷底を通り過ぎては戻り、うねりながら進みます。**Nesterov**
#   は、先を見る分だけ、うねりが小さくなります。
# - **AdaGrad** と **RMSprop** は、歩幅を要素ごとに整えるので、急な $y$ 方向でも行きすぎません。なめらかに谷底へ
#   下りて、谷底に沿って原点へ向かいます。
# - **Adam** にも勢いがあるので、谷底や原点を少し通り過ぎますが、うねりは Momentum より小さめです。
#
# どの手法にも得意と不得意があり、学習率によっても道は大きく変わります。`lr` を変えて試してください。

# %% [markdown] lang="en"
# See all six paths side by side. They all begin at $(-7, 2)$, and the star is the minimum. The colour shows the
# time, from blue to red.
#
# - **SGD** swings to and fro along the steep $y$: its path is a zigzag.
# - **Momentum** is like a ball: it gathers speed, rolls past the bottom of the valley, comes back, and so goes on in
#   waves. **Nesterov** looks ahead, and its waves are smaller.
# - **AdaGrad** and **RMSprop** adjust the stride of each element, so they do not go too far even along the steep
#   $y$. They come down smoothly and follow the bottom of the valley to the origin.
# - **Adam** has momentum, too, and goes a little past the bottom and the origin, but its waves are smaller than
#   those of Momentum.
#
# Each method has its strengths and weaknesses, and the path also depends very much on the learning rate. Change
# `lr` and see.

# %% demo
optimizers = {
    "SGD (lr=0.95)": SGD(lr=0.95),
    "Momentum (lr=0.1)": Momentum(lr=0.1),
    "Nesterov (lr=0.1)": Nesterov(lr=0.1),
    "AdaGrad (lr=1.5)": AdaGrad(lr=1.5),
    "RMSprop (lr=0.1)": RMSprop(lr=0.1),
    "Adam (lr=0.3)": Adam(lr=0.3),
}
steps = 40
fine_x, fine_y = np.meshgrid(np.linspace(-8, 3, 111), np.linspace(-3, 3, 121))
height = fine_x**2 / 20 + fine_y**2
fig, axes = plt.subplots(2, 3, figsize=(11, 5), sharex=True, sharey=True, layout="constrained")
for ax, (name, optimizer) in zip(axes.flat, optimizers.items(), strict=True):
    path = optimizer_path(optimizer, (-7.0, 2.0), steps)
    ax.contour(fine_x, fine_y, height, levels=[0.1, 0.5, 1.5, 3, 5, 8], colors="lightgray")
    ax.plot(path[:, 0], path[:, 1], color="gray", linewidth=1)
    points = ax.scatter(path[:, 0], path[:, 1], c=np.arange(steps + 1), cmap="coolwarm", s=22, zorder=3)
    ax.plot(0, 0, "k*", markersize=12, zorder=4)
    ax.set_aspect("equal")
    ax.set_title(name)
for ax in axes[1]:
    ax.set_xlabel("x")
for ax in axes[:, 0]:
    ax.set_ylabel("y")
fig.suptitle("6 つの手法が通る道 | The paths of six methods")
fig.colorbar(points, ax=axes, label="更新の回数 | updates", shrink=0.8)
plt.show()

# %% [markdown] lang="ja"
# ## 手法を比べるための学習（6.1.8 節）
#
# 今度は手書き数字で比べます。そのために、どんなネットワークと最適化手法の組でも使える学習の関数を作ります。
# 6.4 節と 6.5 節の実験でも、この関数を使います。
#
# **エポック**（epoch）とは、訓練データの個数とほぼ同じだけのデータを学習に使う区切りです。10,000 個の訓練データを
# 100 個ずつのミニバッチで学習するなら、1 エポックは 100 回の更新です。`fit` は、次の手順を `epochs` 回、
# 繰り返します。
#
# 1. 次の更新を `len(x_train) // batch_size` 回行います。ただし、データが `batch_size` より少なくても、1 回は
#    行います（`max(len(x_train) // batch_size, 1)` 回）。
#    1. `rng` を使って、**訓練データ**からミニバッチを選びます。毎回、選び直します。
#    2. `network.gradient(x_batch, t_batch)` で勾配を求めます。
#    3. `optimizer.update(network.params, 勾配)` で更新します。
# 2. エポックの終わりに、訓練データ**全体**での正解率と、テストデータ**全体**での正解率を、
#    `network.accuracy` で求めて記録します。
#
# 返すのは、形 `(epochs, 2)` の配列です。1 列目が訓練データ、2 列目がテストデータでの正解率です。2
# つを並べて見るのは、訓練データだけに詳しくなる**過学習**に気づくためです（6.4 節）。
#
# 例：訓練データが 230 個、`batch_size` が 50、`epochs` が 3 なら、1 エポックは $230 // 50 = 4$ 回で、
# 更新は全部で 12 回、返す配列の形は `(3, 2)` です。
#
# ミニバッチは、下のセルに用意した第4章の `mini_batch(x, t, batch_size, rng)` で選べます。

# %% [markdown] lang="en"
# ## Learning, to compare methods (section 6.1.8)
#
# Now compare the methods on handwritten digits. For that, write a function that lets any network learn with any
# optimiser. The experiments of sections 6.4 and 6.5 use it, too.
#
# An **epoch** is a stretch of learning that uses about as many examples as there are in the training data. With
# 10,000 training examples and mini-batches of 100, an epoch is 100 updates. `fit` does the following `epochs` times:
#
# 1. Make `len(x_train) // batch_size` updates, but at least one, even if there are fewer examples than
#    `batch_size`: that is `max(len(x_train) // batch_size, 1)`. For each of them:
#    1. draw a mini-batch from the **training data** with `rng`, a new one each time;
#    2. find the gradients with `network.gradient(x_batch, t_batch)`;
#    3. update with `optimizer.update(network.params, gradients)`.
# 2. At the end of the epoch, find the accuracy on **all** the training data and that on **all** the test data
#    with `network.accuracy`, and record them.
#
# Return an array of shape `(epochs, 2)`: column 1 is the accuracy on the training data, column 2 that on the test
# data. Seen side by side they give away **overfitting**, when a network knows its training data and little else
# (section 6.4).
#
# An example: with 230 training examples, a `batch_size` of 50 and 3 `epochs`, an epoch is $230 // 50 = 4$ updates,
# there are 12 updates in all, and the array that comes back has the shape `(3, 2)`.
#
# Mini-batches are drawn by `mini_batch(x, t, batch_size, rng)` of chapter 4, which the cell below gives you.

# %% given="ch04.mini_batch"


# %% exercise="fit" title="手法を比べるための学習 | Learning, to compare methods" section="6.1.8" track="I" points=7 needs="ch04.mini_batch"
def fit(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    """network を optimizer で学習させ、エポックごとの正解率を記録します（6.1.8 節）。

    1 エポックに max(len(x_train) // batch_size, 1) 回、ミニバッチで更新します。

    Parameters
    ----------
    network : params、gradient(x, t)、accuracy(x, t) を持つオブジェクト
    optimizer : update(params, grads) を持つオブジェクト。params をその場で更新します
    x_train : 形 (N, D) の np.ndarray。訓練データ
    t_train : 形 (N,) または (N, M) の np.ndarray。その正解
    x_test, t_test : 同じように、テストデータとその正解
    epochs : int。エポックの数
    batch_size : int。ミニバッチの大きさ（N より大きいこともある）
    rng : np.random.Generator。ミニバッチを選ぶための乱数

    Returns
    -------
    形 (epochs, 2) の np.ndarray。各エポックの終わりの、訓練データ全体での正解率（1 列目）と、
    テストデータ全体での正解率（2 列目）

    |

    Let network learn with optimizer, and record the accuracies of each epoch (section 6.1.8).

    An epoch is max(len(x_train) // batch_size, 1) updates, with a mini-batch each.

    Parameters
    ----------
    network : an object with params, gradient(x, t) and accuracy(x, t)
    optimizer : an object with update(params, grads), which updates params in place
    x_train : np.ndarray of shape (N, D), the training data
    t_train : np.ndarray of shape (N,) or (N, M), their right answers
    x_test, t_test : the test data and their right answers in the same way
    epochs : int, the number of epochs
    batch_size : int, the size of a mini-batch, maybe greater than N
    rng : np.random.Generator, for drawing mini-batches

    Returns
    -------
    np.ndarray of shape (epochs, 2): at the end of each epoch, the accuracy on all training data
    (column 1) and on all test data (column 2)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 学習させるネットワークは、第5章の `TwoLayerNet` です。使うレイヤや関数と一緒に、下のセルに用意しました。
# 順に実行してください。

# %% [markdown] lang="en"
# The network that is to learn is the `TwoLayerNet` of chapter 5. The cells below give it to you, with the layers
# and functions that it uses. Run them in order.

# %% given="ch03.softmax"

# %% given="ch04.cross_entropy_error"

# %% given="ch04.numerical_gradient"

# %% given="ch05.Affine"

# %% given="ch05.Relu"

# %% given="ch05.SoftmaxWithLoss"

# %% given="ch05.TwoLayerNet"

# %% [markdown] lang="ja"
# 6 つの手法で、同じ初期値から、同じミニバッチを使って学習させます。訓練画像は 10,000 枚、テスト画像は 2,000
# 枚です。早く終わるように、画像は 14×14 に縮めました。学習率は凡例に書いてあります。

# %% [markdown] lang="en"
# The six methods start from the same initial weights and use the same mini-batches. There are 10,000 images for
# training and 2,000 for testing, shrunk to 14×14 pixels so that it does not take long. The learning rates stand in
# the legend.

# %% demo
from IPython.display import ProgressBar

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=True)
small_train, small_test = (
    x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196) for x in (x_train, x_test)
)
optimizers = {
    "SGD (lr=0.01)": SGD(lr=0.01),
    "Momentum (lr=0.01)": Momentum(lr=0.01),
    "Nesterov (lr=0.01)": Nesterov(lr=0.01),
    "AdaGrad (lr=0.01)": AdaGrad(lr=0.01),
    "RMSprop (lr=0.001)": RMSprop(lr=0.001),
    "Adam (lr=0.001)": Adam(lr=0.001),
}
histories = {}
for _, (name, optimizer) in zip(ProgressBar(len(optimizers)), optimizers.items(), strict=True):
    np.random.seed(0)
    network, rng = TwoLayerNet(196, 50, 10), np.random.default_rng(0)
    histories[name] = fit(network, optimizer, small_train, t_train, small_test, t_test, 8, 100, rng)

fig, axes = plt.subplots(1, 2, figsize=(10, 4.2), sharey=True)
titles = ["訓練データ | training data", "テストデータ | test data"]
for column, (ax, title) in enumerate(zip(axes, titles, strict=True)):
    for (name, history), marker in zip(histories.items(), "osD^v*", strict=True):
        ax.plot(range(1, 9), history[:, column], marker=marker, label=name)
    ax.set_title(title)
    ax.set_xlabel("エポック | epoch")
    ax.set_xticks(range(1, 9))
    ax.grid(alpha=0.3)
axes[0].set_ylabel("正解率 | accuracy")
axes[1].legend(loc="center right", bbox_to_anchor=(1, 0.5))
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# 同じ学習率 0.01 でも、SGD は 8 エポックではまだ学習の入り口です。Momentum と Nesterov は、はじめは遅くても、
# 勢いがつくと追いついてきます。歩幅を要素ごとに整える AdaGrad、RMSprop、Adam は、1 エポックで 70 %
# を超えます。
#
# とはいえ、順位は学習率しだいです。`SGD(lr=0.1)` に変えて実行してみてください。手法を比べるときは、
# 学習率もそれぞれに合わせる必要があります（6.5 節）。

# %% [markdown] lang="en"
# With the same learning rate of 0.01, SGD has hardly begun to learn after 8 epochs. Momentum and Nesterov start
# slowly, but once they have gathered speed they catch up. AdaGrad, RMSprop and Adam, which adjust the stride of
# each element, are above 70 % after a single epoch.
#
# But who comes first depends on the learning rate. Change it to `SGD(lr=0.1)` and run this again. To compare
# methods, one has to find a fitting learning rate for each of them (section 6.5).

# %% [markdown] lang="ja"
# ## 重みを乱数で始める（6.2.1 節）
#
# 学習を始めるとき、重みにはどんな値を入れておけばよいでしょうか。「全部 0」はどうでしょう。
#
# これはうまくいきません。同じ層の 2 つのニューロンは、入ってくる重みも出ていく重みもまったく同じなので、
# 同じ入力から同じ値を出し、同じ勾配を受け取り、同じだけ更新されます。何回更新しても同じままです。100 個のニューロンがあっても、
# 1 個分の働きしかしません。0 でなくても、全部が同じ値なら同じことです。
#
# そこで、重みは**乱数**で始めます。よく使うのは、平均 0 の**正規分布**の乱数です。
# 正規分布の乱数は 0 の近くに多く、0 から離れるほど少なくなります。どのくらい広がるかを表すのが**標準偏差**
# （std）です。
#
# | 0 からの距離が | 割合 |
# |---|---|
# | 標準偏差 1 つ分より近い | 約 68 % |
# | 標準偏差 2 つ分より近い | 約 95 % |
# | 標準偏差 3 つ分より近い | 約 99.7 % |
#
# 標準偏差が 1 の正規分布を標準正規分布といい、その乱数は `rng.standard_normal((行, 列))` で作れます。
# 全部を $s$ 倍すると、標準偏差も $s$ 倍になります。
#
# 例：標準正規分布の乱数が $(0.5, -1.2, 0.1)$ なら、std = 0.01 の重みは $(0.005, -0.012, 0.001)$ です。
#
# 重みの形は、これまでと同じです。前の層のニューロンが `n_in` 個、次の層が `n_out` 個なら、$(n_{in}, n_{out})$
# です。引数の `rng` は乱数の発生器で、使うたびに新しい乱数を出します。`np.random.randn` を使ってもかまいません。

# %% [markdown] lang="en"
# ## Random initial weights (section 6.2.1)
#
# What should the weights be before learning begins? How about 0 for all of them?
#
# That does not work. Two neurons of a layer would have exactly the same weights, coming in and going out. So for
# the same input they give the same value, receive the same gradient, and are updated by the same amount. They stay the same for ever, and 100 neurons do no more than a single one could. It need not be 0: any value,
# if it is the same for all, has this effect.
#
# So weights start as **random numbers**, usually from a **normal distribution** with mean 0. Normal numbers
# are many near 0 and ever fewer away from it. How far they spread is told by the **standard deviation** (std).
#
# | distance from 0 | share |
# |---|---|
# | less than one standard deviation | about 68 % |
# | less than two | about 95 % |
# | less than three | about 99.7 % |
#
# With a standard deviation of 1 this is the standard normal distribution, whose numbers are made by
# `rng.standard_normal((rows, columns))`. Multiply them all by $s$, and the standard deviation is multiplied
# by $s$, too.
#
# An example: if the standard normal numbers are $(0.5, -1.2, 0.1)$, the weights for std = 0.01 are
# $(0.005, -0.012, 0.001)$.
#
# The shape of the weights is what it was before: with `n_in` neurons in one layer and `n_out` in the next, it
# is $(n_{in}, n_{out})$. The argument `rng` is a generator of random numbers, which gives new ones each time.
# You may use `np.random.randn` as well.


# %% exercise="plain_init" title="決まった標準偏差の初期値 | Initial weights of a given deviation" section="6.2.1" track="I" points=3
def plain_init(n_in, n_out, std, rng):
    """平均 0、標準偏差 std の正規分布の乱数で、重みの初期値を作ります（6.2.1 節）。

    Parameters
    ----------
    n_in : int。前の層のニューロン数
    n_out : int。次の層のニューロン数
    std : float。標準偏差
    rng : np.random.Generator。乱数の発生器

    Returns
    -------
    形 (n_in, n_out) の np.ndarray

    |

    Make initial weights from a normal distribution with mean 0 and standard deviation std (section 6.2.1).

    Parameters
    ----------
    n_in : int, the number of neurons in the layer before
    n_out : int, the number of neurons in the layer after
    std : float, the standard deviation
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    np.ndarray of shape (n_in, n_out)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 隠れ層の出力を見る（6.2.2 節）
#
# 標準偏差はどのくらいがよいのでしょうか。それを知るために、層を何枚も重ねたネットワークにデータを流し、
# **各層の出力がどう分布するか**を見ます。層の出力（活性化関数を通したあとの値）を、本では**アクティベーション**
# とも呼びます。
#
# 入力を $Z_0 = X$（形は $(N, D)$）、各層の重みを $W_1, W_2, \dots$、活性化関数を $h$ とすると、
#
# $$Z_k = h(Z_{k-1} W_k) \qquad (k = 1, 2, \dots)$$
#
# です。ここではバイアスを 0 とします。関数 `activation_stats` は、$Z_1, Z_2, \dots$ を順に並べたリストを返します。
# 入力 $Z_0$ は入れません。
#
# 例：$X = (1, 2)$、$W_1 = \begin{pmatrix} 1 & -1 \\ 0 & 2 \end{pmatrix}$、
# $W_2 = \begin{pmatrix} 1 \\ 1 \end{pmatrix}$ で、$h$ が「2 乗する」関数なら、
#
# - 1 層目：$X W_1 = (1, 3)$ なので、$Z_1 = (1, 9)$
# - 2 層目：$Z_1 W_2 = 1 + 9 = 10$ なので、$Z_2 = 100$

# %% [markdown] lang="en"
# ## Looking at the outputs of hidden layers (section 6.2.2)
#
# Which standard deviation is a good one? To find out, let data flow through a network of many layers, and look
# at **how the outputs of each layer are distributed**. The output of a layer, after the activation function,
# is also called its **activations**.
#
# With the input $Z_0 = X$ of shape $(N, D)$, the weights $W_1, W_2, \dots$ of the layers, and the activation
# function $h$,
#
# $$Z_k = h(Z_{k-1} W_k) \qquad (k = 1, 2, \dots)$$
#
# The biases are 0 here. The function `activation_stats` returns $Z_1, Z_2, \dots$ in a list, in this order. The
# input $Z_0$ is not among them.
#
# An example: let $X = (1, 2)$, $W_1 = \begin{pmatrix} 1 & -1 \\ 0 & 2 \end{pmatrix}$,
# $W_2 = \begin{pmatrix} 1 \\ 1 \end{pmatrix}$, and let $h$ square its input.
#
# - Layer 1: $X W_1 = (1, 3)$, so $Z_1 = (1, 9)$.
# - Layer 2: $Z_1 W_2 = 1 + 9 = 10$, so $Z_2 = 100$.


# %% exercise="activation_stats" title="各層のアクティベーション | The activations of each layer" section="6.2.2" track="I" points=4
def activation_stats(x, weights, activation):
    """層を重ねたネットワークにデータを流して、各層の出力を集めます（6.2.2 節）。

    x と weights は書き換えません。

    Parameters
    ----------
    x : 形 (N, D) の np.ndarray。入力
    weights : np.ndarray のリスト。各層の重み。形は (前の層の大きさ, 次の層の大きさ)
    activation : 関数。配列を受け取り、活性化関数を通した同じ形の配列を返します

    Returns
    -------
    長さ len(weights) の list。k 番目は、k 番目の層の出力（活性化関数を通したあとの値）

    |

    Let data flow through a network of several layers, and collect the output of each (section 6.2.2).

    x and weights are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N, D), the input
    weights : list of np.ndarray, the weights of each layer,
        of shape (size of the layer before, size of the layer after)
    activation : function that takes an array and returns one of the same shape,
        with the activation function applied

    Returns
    -------
    list of length len(weights); the k-th is the output of layer k, after the activation function
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 100 個の入力を持つデータ 1,000 個を、100 個ずつのニューロンを持つ 5 つの層に流します。活性化関数は、
# 下のセルにあるシグモイド関数です。上の段は std = 1、下の段は std = 0.01 で、横軸は出力の値です。

# %% [markdown] lang="en"
# Let 1,000 examples of 100 numbers flow through five layers of 100 neurons each. The activation function is the
# sigmoid in the cell below. In the upper row std = 1, in the lower one std = 0.01; the horizontal axis is the
# value of the output.

# %% given="ch03.sigmoid"

# %% demo
rng = np.random.default_rng(0)
x = rng.standard_normal((1000, 100))

fig, axes = plt.subplots(2, 5, figsize=(10, 4.2), sharex=True)
for row, std in zip(axes, [1, 0.01], strict=True):
    outputs = activation_stats(x, [plain_init(100, 100, std, rng) for _ in range(5)], sigmoid)
    for number, (ax, z) in enumerate(zip(row, outputs, strict=True), 1):
        ax.hist(z.ravel(), bins=30, range=(0, 1), color=f"C{number - 1}")
        ax.set_yticks([])
        if std == 1:
            ax.set_title(f"第 {number} 層 | layer {number}")
    row[0].set_ylabel(f"std = {std}")
fig.suptitle("シグモイド関数を通した出力の分布 | How the outputs of the sigmoid are distributed")
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# どちらも、困ったことになっています。
#
# - **std = 1**：出力が 0 と 1 の近くに偏りました。シグモイド関数の微分は $y(1 - y)$ なので、$y$ が 0 や 1
#   に近いと、ほとんど 0 です。逆伝播では層をさかのぼるたびにこれが掛かり、勾配が消えていきます。これを
#   **勾配消失**といいます。
# - **std = 0.01**：出力が 0.5 のまわりに集まりました。シグモイド関数の微分は、ここでは小さくありません。しかし、
#   どのニューロンもほとんど同じ値を出すので、たくさん並べた意味がありません。これを**表現力の制限**といいます。
#
# ほしいのは、何層進んでも、ほどよく広がったままの分布です。

# %% [markdown] lang="en"
# Neither is what we want.
#
# - **std = 1**: the outputs are pushed towards 0 and 1. The derivative of the sigmoid is $y(1 - y)$, which is
#   almost 0 when $y$ is near 0 or 1. On the way back this factor comes in at each layer, and the gradient
#   fades away: the **vanishing gradient**.
# - **std = 0.01**: the outputs gather around 0.5. Here the derivative of the sigmoid is not small, but all neurons
#   give almost the same value, and there is no use in having many: the network's **expressiveness is limited**.
#
# What we want is a distribution that stays well spread however many layers the data pass.

# %% [markdown] lang="ja"
# ## Xavier の初期値（6.2.2 節）
#
# 広がりが層から層へ変わらないような標準偏差を、計算で求めましょう。次の層のニューロンが受け取る値は、$n$
# 個の入力と重みの積の和です。
#
# $$a = z_1 w_1 + z_2 w_2 + \dots + z_n w_n$$
#
# 標準偏差の 2 乗を**分散**といいます。平均が 0 で互いに関係のない値では、積の分散は分散の積、
# 和の分散は分散の和になります。入力の分散がどれも 1、重みの標準偏差が $s$ なら、1 つの積の分散は $s^2$、$n$
# 個の和の分散は $n s^2$ です。これが 1 のままであるためには、
#
# $$n s^2 = 1 \quad\text{つまり}\quad s = \sqrt{\frac{1}{n}}$$
#
# とすればよいことになります。これが **Xavier の初期値**です（グザビエ・グロロットの名前から）。$n$ は**前の層**の
# ニューロン数 `n_in` です。足し合わされるのは、前の層の出力だからです。前の層が大きいほど、重みを小さくします。
#
# 例：`n_in` が 400 なら $\sqrt{1/400} = 0.05$ です。`n_out` が 100 でも 1,000 でも変わりません。
#
# 元の論文（Glorot と Bengio、2010 年）では、逆伝播のことも考えて、$\sqrt{2 / (n_{in} + n_{out})}$ としています。
# こちらでも正解です。2 つの層の大きさが同じなら、どちらの式も同じ値になります。
#
# 分布は、ここでも平均 0 の正規分布とします。

# %% [markdown] lang="en"
# ## Xavier's initial values (section 6.2.2)
#
# Let us work out the standard deviation that keeps the spread the same from layer to layer. What a neuron of
# the next layer receives is a sum of $n$ products of an input and a weight.
#
# $$a = z_1 w_1 + z_2 w_2 + \dots + z_n w_n$$
#
# The square of the standard deviation is called the **variance**. For values that have mean 0 and nothing to do
# with one another, the variance of a product is the product of the variances, and the variance of a sum is the
# sum of the variances. If each input has a variance of 1 and the weights have the standard deviation $s$, one
# product has the variance $s^2$, and the sum of $n$ of them $n s^2$. To keep this at 1, choose
#
# $$n s^2 = 1 \quad\text{that is}\quad s = \sqrt{\frac{1}{n}}$$
#
# These are **Xavier's initial values**, named after Xavier Glorot. Here $n$ is the number of neurons in the
# layer **before**, `n_in`, for what is summed up are the outputs of that layer. The larger it is, the smaller
# the weights.
#
# An example: if `n_in` is 400, the standard deviation is $\sqrt{1/400} = 0.05$, whether `n_out` is 100 or 1,000.
#
# The original paper (Glorot and Bengio, 2010) considers the way back as well, and has
# $\sqrt{2 / (n_{in} + n_{out})}$. That is a right answer here, too. Where both layers are of one size, the two
# formulas agree.
#
# The distribution is again normal, with mean 0.


# %% exercise="xavier_init" title="Xavier の初期値 | Xavier's initial values" section="6.2.2" track="I" points=3
def xavier_init(n_in, n_out, rng):
    """Xavier の初期値を作ります（6.2.2 節）。

    平均 0、標準偏差 √(1 / n_in) の正規分布の乱数です。

    Parameters
    ----------
    n_in : int。前の層のニューロン数
    n_out : int。次の層のニューロン数
    rng : np.random.Generator。乱数の発生器

    Returns
    -------
    形 (n_in, n_out) の np.ndarray

    |

    Make Xavier's initial values (section 6.2.2).

    They are from a normal distribution with mean 0 and standard deviation √(1 / n_in).

    Parameters
    ----------
    n_in : int, the number of neurons in the layer before
    n_out : int, the number of neurons in the layer after
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    np.ndarray of shape (n_in, n_out)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 同じデータを、Xavier の初期値で 5 つの層に流します。上の段はシグモイド関数、下の段は tanh 関数です。tanh（双曲線正接）
# はシグモイド関数に似た S 字形の関数ですが、値は −1 から 1 までで、原点について対称です。
# さきほどと違って、どの層でも出力に広がりがあります。
#
# シグモイド関数では、層が深くなると形がいびつです。計算では入力の平均を 0 としましたが、シグモイド関数の出力は 0.5
# のまわりにあるからです。原点について対称な tanh 関数なら、深い層でもきれいな釣り鐘の形になります。

# %% [markdown] lang="en"
# The same data through five layers with Xavier's initial values: the sigmoid in the upper row, tanh in the
# lower one. tanh, the hyperbolic tangent, is S-shaped like the sigmoid, but its values go from −1 to 1, and it
# is symmetric about the origin. Unlike before, the outputs have some spread in every layer.
#
# With the sigmoid the deeper layers have a ragged form: the calculation took the inputs to have mean 0, but what
# comes out of the sigmoid lies around 0.5. With tanh, symmetric about the origin, even the deep layers have the
# form of a bell.

# %% demo
rng = np.random.default_rng(0)
x = rng.standard_normal((1000, 100))

fig, axes = plt.subplots(2, 5, figsize=(10, 4.2))
for row, (name, function, low) in zip(axes, [("sigmoid", sigmoid, 0), ("tanh", np.tanh, -1)], strict=True):
    outputs = activation_stats(x, [xavier_init(100, 100, rng) for _ in range(5)], function)
    for number, (ax, z) in enumerate(zip(row, outputs, strict=True), 1):
        ax.hist(z.ravel(), bins=30, range=(low, 1), color=f"C{number - 1}")
        ax.set_yticks([])
        if name == "sigmoid":
            ax.set_title(f"第 {number} 層 | layer {number}")
    row[0].set_ylabel(name)
fig.suptitle("Xavier の初期値での出力の分布 | Outputs with Xavier's initial values")
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## He の初期値（6.2.3 節）
#
# Xavier の初期値の計算では、活性化関数が原点の近くでほぼ直線であること（シグモイド関数や tanh 関数）を頼りに、
# 「出力も入力と同じように広がる」と考えました。ReLU は違います。**負の半分を 0 にしてしまう**からです。
#
# $a$ が平均 0 の正規分布なら、ReLU を通した値の 2 乗の平均は、$a$ の 2 乗の平均のちょうど半分です。
# 半分になる分を取り戻すには、重みの分散を 2 倍にします。
#
# $$\frac{1}{2} \cdot n s^2 = 1 \quad\text{つまり}\quad s = \sqrt{\frac{2}{n}}$$
#
# これが **He の初期値**です（カイミング・ヒーの名前から）。$n$ は、ここでも前の層のニューロン数 `n_in` です。
#
# 例：`n_in` が 200 なら $\sqrt{2/200} = 0.1$ です。2 も根号の中に入ります。

# %% [markdown] lang="en"
# ## He's initial values (section 6.2.3)
#
# Xavier's initial values rest on the activation function being almost a straight line near the origin, as the
# sigmoid and tanh are, so that "the output spreads as the input does". ReLU is different: it **turns the
# negative half into 0**.
#
# If $a$ is normal with mean 0, the mean of the squares after ReLU is exactly half the mean of the squares of
# $a$. To make up for that half, double the variance of the weights.
#
# $$\frac{1}{2} \cdot n s^2 = 1 \quad\text{that is}\quad s = \sqrt{\frac{2}{n}}$$
#
# These are **He's initial values**, named after Kaiming He. Here, too, $n$ is the number of neurons in the layer
# before, `n_in`.
#
# An example: if `n_in` is 200, the standard deviation is $\sqrt{2/200} = 0.1$. The 2 stands under the root.


# %% exercise="he_init" title="He の初期値 | He's initial values" section="6.2.3" track="I" points=3
def he_init(n_in, n_out, rng):
    """He の初期値を作ります（6.2.3 節）。

    平均 0、標準偏差 √(2 / n_in) の正規分布の乱数です。

    Parameters
    ----------
    n_in : int。前の層のニューロン数
    n_out : int。次の層のニューロン数
    rng : np.random.Generator。乱数の発生器

    Returns
    -------
    形 (n_in, n_out) の np.ndarray

    |

    Make He's initial values (section 6.2.3).

    They are from a normal distribution with mean 0 and standard deviation √(2 / n_in).

    Parameters
    ----------
    n_in : int, the number of neurons in the layer before
    n_out : int, the number of neurons in the layer after
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    np.ndarray of shape (n_in, n_out)
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 3 つの活性化関数と 4 つの初期値を、全部組み合わせてみましょう。どの枠にも、第 1 層（いちばん下）から第 5
# 層（いちばん上）までの分布を積み重ねました。右端の数は、その層の出力の標準偏差です。ReLU では、出力が 0
# のものを除いて描いています。山が端に張り付かず、1 本の線につぶれもせず、5 つの層で似た形のままなら、
# よい組み合わせです。
#
# - std = 1：シグモイド関数と tanh 関数では両端に偏ります。ReLU では層ごとに約 7 倍に増えて、ほとんどが枠の外です。
# - std = 0.01：シグモイド関数では 0.5 の近くに集まります。tanh 関数と ReLU では、層を進むたびに 0 へ縮んでいきます。
# - ReLU では、Xavier は少しずつ縮み、He はほぼ広さを保ちます。

# %% [markdown] lang="en"
# Put all three activation functions and all four kinds of initial values together. Each panel piles up the
# distributions from layer 1, at the bottom, to layer 5, at the top. The number at the right is the standard
# deviation of that layer's outputs. For ReLU, outputs of 0 are left out of the picture. In a good combination
# the hills neither cling to the ends nor collapse to a line, and keep much the same form through the five
# layers.
#
# - std = 1: the sigmoid and tanh are pushed to both ends. With ReLU the outputs grow about seven times from layer
#   to layer, and most of them lie outside the panel.
# - std = 0.01: with the sigmoid the outputs gather near 0.5; with tanh and ReLU they shrink towards 0 from layer
#   to layer.
# - With ReLU, Xavier's shrink little by little, and He's about keep their width.

# %% demo
rng = np.random.default_rng(0)
x = rng.standard_normal((1000, 100))
functions = [
    ("sigmoid", sigmoid, (0, 1)),
    ("tanh", np.tanh, (-1, 1)),
    ("ReLU", lambda a: np.maximum(a, 0), (0, 3)),
]
starts = {
    "std = 1": lambda: plain_init(100, 100, 1, rng),
    "std = 0.01": lambda: plain_init(100, 100, 0.01, rng),
    "Xavier": lambda: xavier_init(100, 100, rng),
    "He": lambda: he_init(100, 100, rng),
}

fig, axes = plt.subplots(3, 4, figsize=(10.5, 8))
for row, (name, function, (low, high)) in zip(axes, functions, strict=True):
    for ax, (start, make) in zip(row, starts.items(), strict=True):
        outputs = activation_stats(x, [make() for _ in range(5)], function)
        for level, z in enumerate(outputs):
            shown = z[z > 0] if name == "ReLU" else z.ravel()
            counts, edges = np.histogram(shown, bins=50, range=(low, high))
            hill = level + 0.9 * counts / max(counts.max(), 1)
            middles = (edges[:-1] + edges[1:]) / 2
            ax.fill_between(middles, level, hill, color=f"C{level}", alpha=0.7, step="mid")
            width = f"{np.std(z):.2g}" if np.std(z) < 10 else f"{np.std(z):,.0f}"
            ax.text(1.02, level + 0.1, width, transform=ax.get_yaxis_transform(), fontsize=8)
        ax.set_yticks([])
        ax.set_ylim(-0.1, 5)
        if name == "sigmoid":
            ax.set_title(start)
    row[0].set_ylabel(name)
fig.suptitle("初期値と活性化関数の組み合わせ | Initial values and activation functions")
fig.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 初期値による学習の違い（6.2.4 節）
#
# 分布の違いは、学習の速さにどう表れるでしょうか。第5章のレイヤを使って、ReLU の隠れ層が 4 つ（ニューロンは 100
# 個ずつ）のネットワークに、14×14 に縮めた手書き数字を学習させます。違うのは初期値だけで、ミニバッチも学習率も同じです。
#
# std = 0.01 では、損失がほとんど減りません。層を進むたびに信号が小さくなり、逆伝播の勾配も同じように小さくなるので、
# 重みがほとんど動かないのです。Xavier と He では学習が進み、ReLU に合わせて作られた He の方が早く進みます。
#
# 下のセルは、そのために使う、これまでの章の関数とレイヤです。

# %% [markdown] lang="en"
# ## Initial values compared by training (section 6.2.4)
#
# How do these distributions show when a network learns? With the layers of chapter 5, train networks of four
# hidden layers with ReLU, 100 neurons each, on handwritten digits shrunk to 14×14. Only the initial values differ;
# mini-batches and learning rate are the same.
#
# With std = 0.01 the loss hardly falls. From layer to layer the signal becomes smaller, and so do the gradients
# on the way back, so that the weights scarcely move. With Xavier's and He's values the network learns, and
# with He's, which were made for ReLU, it is ahead.
#
# The cells below are functions and layers of earlier chapters that this takes.

# %% demo
(x_train, t_train), _ = load_mnist(normalize=True, flatten=True)
small = (
    x_train.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
)  # 14×14 に縮める | shrunk to 14×14


def learn(layers, learned, x, t, updates, lr, rng):
    """layers を学習させ、毎回の損失を返す。learned は（配列, レイヤ, 勾配の名前）のリスト
    |
    train the layers and return the losses; learned lists (array, layer, name of its gradient)"""
    losses, last = [], SoftmaxWithLoss()
    for _ in range(updates):
        chosen = rng.integers(len(x), size=100)
        y = x[chosen]
        for layer in layers:
            y = layer.forward(y)
        losses.append(last.forward(y, t[chosen]))
        dout = last.backward()
        for layer in reversed(layers):
            dout = layer.backward(dout)
        for array, layer, name in learned:
            array -= lr * getattr(layer, name)
    return losses


sizes = [196, 100, 100, 100, 100, 10]
makers = {
    "std = 0.01": lambda n_in, n_out, rng: plain_init(n_in, n_out, 0.01, rng),
    "Xavier": xavier_init,
    "He": he_init,
}
plt.figure(figsize=(7, 4))
for name, make in makers.items():
    rng, layers, learned = np.random.default_rng(1), [], []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        W, b = make(n_in, n_out, rng), np.zeros(n_out)
        layers += [Affine(W, b), Relu()]
        learned += [(W, layers[-2], "dW"), (b, layers[-2], "db")]
    losses = learn(layers[:-1], learned, small, t_train, 500, 0.05, np.random.default_rng(2))
    smooth = np.reshape(losses, (-1, 20)).mean(axis=1)
    plt.plot(np.arange(10, 500, 20), smooth, marker="o", markersize=3, label=name)
plt.xlabel("更新の回数 | updates")
plt.ylabel("損失（20 回の平均） | loss (mean of 20)")
plt.ylim(0, 2.6)
plt.title("初期値による学習の違い | Learning from different initial values")
plt.grid(alpha=0.3)
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# ## バッチ正規化（6.3.1 節）
#
# よい初期値を選ぶと、各層の出力がほどよく広がりました。それなら、学習のあいだもずっと、各層で**強制的に**
# 広がりを整えてしまおう、というのが**バッチ正規化**（Batch Normalization）です。Affine と活性化関数の間に、
# 値を整えるレイヤを入れます。
#
# ### 学習時の forward
#
# ミニバッチのデータが $N$ 個、ニューロンが $D$ 個なら、入力 $x$ の形は $(N, D)$ です。**列ごとに**、
# つまりニューロンごとに、$N$ 個のデータの平均を 0、分散を 1 にします。1 つの列については、次のとおりです。
#
# $$\mu = \frac{1}{N} \sum_{i=1}^{N} x_i, \qquad v = \frac{1}{N} \sum_{i=1}^{N} (x_i - \mu)^2, \qquad
# \hat{x}_i = \frac{x_i - \mu}{\sqrt{v + \varepsilon}}$$
#
# $\varepsilon$ は、分散が 0 でも 0 で割らないための小さな数（$10^{-7}$ など）です。平均は `np.mean`、分散は
# `np.var` で求められます（どの軸に沿って求めるかは、`axis=` で決めます）。続けて、列ごとに $\gamma$ 倍して $\beta$
# を足します。
#
# $$y_i = \gamma \hat{x}_i + \beta$$
#
# $\gamma$ と $\beta$ の形は $(D,)$ で、$\gamma = 1$、$\beta = 0$ から始めて、重みと同じように学習します。
# 整えたままがよいか、広げたりずらしたりした方がよいかも、ネットワークに決めさせるのです。
#
# 例：ある列が $x = (1, 3, 1, 3)$ なら、$\mu = 2$、$v = 1$ なので、$\hat{x} = (-1, 1, -1, 1)$ です。$\gamma = 2$、
# $\beta = 5$ なら、$y = (3, 7, 3, 7)$ です。
#
# ### テスト時の forward
#
# テストでは、データが 1 個だけのこともあります。1 個の平均はそのデータ自身なので、引くと 0 になってしまいます。
# そこで、学習のあいだに平均と分散の**移動平均**を覚えておき（$m$ は引数の `momentum`）、テストではそれを使います。
#
# $$\mathrm{running\_mean} \leftarrow m \cdot \mathrm{running\_mean} + (1 - m) \cdot \mu$$
# $$\mathrm{running\_var} \leftarrow m \cdot \mathrm{running\_var} + (1 - m) \cdot v$$
#
# どちらも 0 から始め、**学習時の forward のたびに**更新します（引数で初めの値が渡されたら、そこから始めます）。長さ
# $D$ の 0 の配列は `np.zeros(D)` で作れ、引数が `None` かどうかは `running_mean is None` で調べられます。テスト時
# （`train_flg=False`）は
#
# $$\hat{x} = \frac{x - \mathrm{running\_mean}}{\sqrt{\mathrm{running\_var} + \varepsilon}}$$
#
# とするだけで、更新はしません。例：上の列で $m = 0.9$ なら、1 回目のあとの running_mean は
# $0.9 \times 0 + 0.1 \times 2 = 0.2$ です。
#
# ここは、間違えても学習時の出力には現れません。テストしてみて初めて、おかしいとわかります。
#
# ### 画像のような 4 次元の入力
#
# 形が $(N, C, H, W)$ の入力は、本と同じように $(N, C \cdot H \cdot W)$ の行列とみなして正規化し、
# 結果を元の形に戻します。

# %% [markdown] lang="en"
# ## Batch normalisation (section 6.3.1)
#
# With good initial values the outputs of each layer were well spread. Why not see to this all through learning,
# and **force** the values of each layer to be well spread? That is **batch normalisation**: a layer that puts the
# values in order, placed between Affine and the activation function.
#
# ### forward in training
#
# With $N$ examples in the mini-batch and $D$ neurons, the input $x$ has the shape $(N, D)$. **In each column**, which
# belongs to one neuron, the $N$ values are given mean 0 and variance 1. For one column:
#
# $$\mu = \frac{1}{N} \sum_{i=1}^{N} x_i, \qquad v = \frac{1}{N} \sum_{i=1}^{N} (x_i - \mu)^2, \qquad
# \hat{x}_i = \frac{x_i - \mu}{\sqrt{v + \varepsilon}}$$
#
# $\varepsilon$ is a small number such as $10^{-7}$, which keeps you from dividing by 0 where the variance is 0.
# `np.mean` gives the mean and `np.var` the variance; `axis=` says along which axis. Then each column is multiplied
# by $\gamma$ and shifted by $\beta$.
#
# $$y_i = \gamma \hat{x}_i + \beta$$
#
# $\gamma$ and $\beta$ have the shape $(D,)$. They start as $\gamma = 1$ and $\beta = 0$ and are learnt like
# weights: whether the values are best as they are now, or wider, or shifted, is left to the network.
#
# An example: if a column is $x = (1, 3, 1, 3)$, then $\mu = 2$ and $v = 1$, so $\hat{x} = (-1, 1, -1, 1)$. With
# $\gamma = 2$ and $\beta = 5$ this makes $y = (3, 7, 3, 7)$.
#
# ### forward in testing
#
# In testing there may be a single datum. Its mean is the datum itself, and subtracting it leaves 0. So the layer
# remembers **running averages** of the mean and the variance while it learns ($m$ is the argument `momentum`),
# and uses these in testing.
#
# $$\mathrm{running\_mean} \leftarrow m \cdot \mathrm{running\_mean} + (1 - m) \cdot \mu$$
# $$\mathrm{running\_var} \leftarrow m \cdot \mathrm{running\_var} + (1 - m) \cdot v$$
#
# Both start at 0, or at the values that are given as arguments, and are updated **at every forward in training**.
# `np.zeros(D)` makes an array of $D$ zeros, and `running_mean is None` tells whether that argument is `None`. In
# testing (`train_flg=False`),
#
# $$\hat{x} = \frac{x - \mathrm{running\_mean}}{\sqrt{\mathrm{running\_var} + \varepsilon}}$$
#
# is all there is to it, and nothing is updated. An example: for the column above and $m = 0.9$, running_mean is
# $0.9 \times 0 + 0.1 \times 2 = 0.2$ after the first batch.
#
# An error here does not show in the outputs of training. Only a test brings it to light.
#
# ### 4-D input such as images
#
# As in the book, input of shape $(N, C, H, W)$ is taken for a matrix $(N, C \cdot H \cdot W)$ and normalised, and
# the result is given its shape back.

# %% [markdown] lang="ja"
# ### backward を導く
#
# バッチ正規化の逆伝播は、一目では書けません。しかし、計算グラフを 1 ノードずつ逆にたどれば、
# どの 1 歩も、第5章の連鎖律と簡単な微分だけで進めます。下のセルで、1 つの列の計算グラフを描きます。黒は順伝播、赤は逆伝播の値です。

# %% [markdown] lang="en"
# ### Deriving backward
#
# Nobody sees the backward pass of batch normalisation at a glance. But go back through the computational graph
# node by node, and every step takes no more than the chain rule of chapter 5 and a simple derivative. The cell
# below draws the graph for one column: black is what goes forward, red is what comes back.

# %% demo
fig, ax = plt.subplots(figsize=(11, 4))
minus, divide, times, plus = (3, 3), (9.2, 3), (11.2, 3), (13.2, 3)
mean, square, average, root = (1.7, 1), (4.3, 1), (6.2, 1), (8.3, 1)
circles = {minus: "−", divide: "÷", times: "×", plus: "+"}
boxes = {
    mean: "平均 | mean",
    square: "2 乗 | square",
    average: "平均 | mean",
    root: r"$\sqrt{\;\cdot + \varepsilon\;}$",
}
for place, text in circles.items():
    circle = {"boxstyle": "circle,pad=0.35", "fc": "lightyellow"}
    ax.text(*place, text, ha="center", va="center", fontsize=16, bbox=circle)
for place, text in boxes.items():
    box = {"boxstyle": "round,pad=0.4", "fc": "lightyellow"}
    ax.text(*place, text, ha="center", va="center", fontsize=10, bbox=box)

# (始点, 終点, 順伝播, 逆伝播) | (from, to, forward, backward)
edges = [
    ((0, 3), minus, "$x$", "(7) $dx$"),
    ((0.6, 3), mean, "", ""),
    (mean, minus, r"$\mu$", r"(6) $d\mu$"),
    (minus, divide, "$x_c$", "(5) $dx_c$"),
    ((4.3, 3), square, "", ""),
    (square, average, "", ""),
    (average, root, "$v$", "(4) $dv$"),
    (root, divide, r"$\sigma$", r"(3) $d\sigma$"),
    (divide, times, r"$\hat{x}$", r"(2) $d\hat{x}$"),
    ((11.2, 4.6), times, r"$\gamma$", r"(2) $d\gamma$"),
    (times, plus, "", "$dy$"),
    ((13.2, 4.6), plus, r"$\beta$", r"(1) $d\beta$"),
    (plus, (15.2, 3), "$y$", "$dy$"),
]
for start, end, forward, backward in edges:
    level, (x0, y0), (x1, y1) = start[1] == end[1], start, end
    gaps = [
        0 if p not in circles and p not in boxes else 28 if level and p in boxes else 16 for p in (start, end)
    ]
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "shrinkA": gaps[0], "shrinkB": gaps[1]})
    x_middle, y_middle = (x0 + x1) / 2, (y0 + y1) / 2
    (dx, dy), (left, right) = ((0, 0.14), ("center", "center")) if level else ((0.2, 0), ("right", "left"))
    low, high = ("bottom", "top") if level else ("center", "center")
    ax.text(x_middle - dx, y_middle + dy, forward, ha=left, va=low, fontsize=12)
    ax.text(x_middle + dx, y_middle - dy, backward, ha=right, va=high, fontsize=12, color="red")
ax.set_xlim(-0.3, 15.5)
ax.set_ylim(0.2, 4.8)
ax.axis("off")
ax.set_title("バッチ正規化の計算グラフ（1 つの列） | The graph of batch normalisation, for one column")
plt.show()

# %% [markdown] lang="ja"
# 右から届くのは $dy_i = \partial L / \partial y_i$（プログラムでは `dout` の 1 列）です。ほかの値についての微分も、
# 同じように $dx_c$ などと書きます。$x_c = x - \mu$、$\sigma = \sqrt{v + \varepsilon}$ です。番号は図の番号です。
# 思い出すことは 2 つだけです。**1 つの値が何か所でも使われているときは、戻ってくる勾配を合計します。**
# そして、局所的な微分を掛けます。
#
# 1. **$\beta$ を足す。** 足し算は $dy_i$ をそのまま流します。$\beta$ は $N$ 個のデータすべてに足されるので、
#
#    $$d\beta = \sum_i dy_i$$
#
# 2. **$\gamma$ を掛ける。** 掛け算は相手を掛けます。$\gamma$ は全データに使われるので合計し、$\hat{x}$ には
#    データごとに流します。
#
#    $$d\gamma = \sum_i dy_i \, \hat{x}_i, \qquad d\hat{x}_i = \gamma \, dy_i$$
#
# 3. **$\sigma$ で割る。** $\hat{x}_i = x_{c,i} / \sigma$ を $x_{c,i}$ で微分すると $1/\sigma$、$\sigma$ で微分すると
#    $-x_{c,i}/\sigma^2$ です。$\sigma$ は全データに使われるので合計します。
#
#    $$dx_{c,i} = \frac{d\hat{x}_i}{\sigma} \;\text{（まだ半分）}, \qquad
#    d\sigma = -\sum_i d\hat{x}_i \, \frac{x_{c,i}}{\sigma^2}$$
#
# 4. **平方根。** $\sqrt{v + \varepsilon}$ を $v$ で微分すると $1/(2\sigma)$ です。
#
#    $$dv = \frac{d\sigma}{2\sigma}$$
#
# 5. **2 乗の平均。** $v = \frac{1}{N} \sum_i x_{c,i}^2$ を $x_{c,i}$ で微分すると $2x_{c,i}/N$ です。$x_c$
#    は 3 でも使われたので、2 つを合計します。
#
#    $$dx_{c,i} = \frac{d\hat{x}_i}{\sigma} + \frac{2 x_{c,i}}{N} \, dv$$
#
# 6. **$\mu$ を引く。** 引き算なので、$x$ にはそのまま、$\mu$ には符号を変えて流れます。$\mu$
#    は全データから引かれるので合計します。
#
#    $$d\mu = -\sum_i dx_{c,i}$$
#
# 7. **平均。** $\mu = \frac{1}{N} \sum_i x_i$ を $x_i$ で微分すると $1/N$ です。$x$ は 6 でも使われたので、合計して
#    完成です。
#
#    $$dx_i = dx_{c,i} + \frac{d\mu}{N}$$
#
# この 7 つをそのまま 1 行ずつプログラムにすれば、正解です。さらに式をまとめることもできます。3 と 4 を 5 に入れて
# $x_{c,i} = \sigma \hat{x}_i$ を使うと、$dx_{c,i} = \frac{1}{\sigma} \bigl( d\hat{x}_i - \hat{x}_i \cdot \frac{1}{N}
# \sum_j d\hat{x}_j \hat{x}_j \bigr)$ です。6 と 7 は「平均を引く」ことで、$\hat{x}$ の平均は 0 なので、
#
# $$dx_i = \frac{1}{\sigma} \left( d\hat{x}_i - \frac{1}{N} \sum_j d\hat{x}_j
# - \hat{x}_i \cdot \frac{1}{N} \sum_j d\hat{x}_j \hat{x}_j \right)$$
#
# となります。第 2 項が平均を通る道、第 3 項が分散を通る道です。どちらも忘れられません。データ 1 個の $x$ を動かすと、
# 平均と分散を通して、ほかのデータの出力まで動くからです。
#
# 例：上の列（$\hat{x} = (-1, 1, -1, 1)$、$\sigma = 1$、$\gamma = 2$）に $dy = (1, 0, 0, 0)$ が届いたら、
# $d\beta = 1$、$d\gamma = -1$、$d\hat{x} = (2, 0, 0, 0)$ です。$d\hat{x}$ の平均は 0.5、$d\hat{x} \hat{x}$ の平均は
# −0.5 なので、$dx = (2 - 0.5 - 0.5,\; 0 - 0.5 + 0.5,\; 0 - 0.5 - 0.5,\; 0 - 0.5 + 0.5) = (1, 0, -1, 0)$ です。

# %% [markdown] lang="en"
# What arrives from the right is $dy_i = \partial L / \partial y_i$, in the program a column of `dout`. The
# derivatives with respect to other values are written in the same way, such as $dx_c$. Let $x_c = x - \mu$ and
# $\sigma = \sqrt{v + \varepsilon}$; the numbers are those of the figure. There are just two things to remember:
# **where a value is used in several places, the gradients that come back are summed up**, and each is multiplied
# by the local derivative.
#
# 1. **Adding $\beta$.** Addition lets $dy_i$ flow on as it is. $\beta$ is added to all $N$ examples, so
#
#    $$d\beta = \sum_i dy_i$$
#
# 2. **Multiplying by $\gamma$.** Multiplication multiplies by the other value. $\gamma$ is used for all data, so
#    sum up; to $\hat{x}$ the gradient flows for each datum.
#
#    $$d\gamma = \sum_i dy_i \, \hat{x}_i, \qquad d\hat{x}_i = \gamma \, dy_i$$
#
# 3. **Dividing by $\sigma$.** The derivative of $\hat{x}_i = x_{c,i} / \sigma$ with respect to $x_{c,i}$ is
#    $1/\sigma$, and with respect to $\sigma$ it is $-x_{c,i}/\sigma^2$. $\sigma$ is used for all data, so sum up.
#
#    $$dx_{c,i} = \frac{d\hat{x}_i}{\sigma} \;\text{(only half of it yet)}, \qquad
#    d\sigma = -\sum_i d\hat{x}_i \, \frac{x_{c,i}}{\sigma^2}$$
#
# 4. **The root.** The derivative of $\sqrt{v + \varepsilon}$ with respect to $v$ is $1/(2\sigma)$.
#
#    $$dv = \frac{d\sigma}{2\sigma}$$
#
# 5. **The mean of the squares.** The derivative of $v = \frac{1}{N} \sum_i x_{c,i}^2$ with respect to $x_{c,i}$ is
#    $2x_{c,i}/N$. As $x_c$ was used in step 3 as well, add the two.
#
#    $$dx_{c,i} = \frac{d\hat{x}_i}{\sigma} + \frac{2 x_{c,i}}{N} \, dv$$
#
# 6. **Subtracting $\mu$.** To $x$ the gradient flows as it is, to $\mu$ with the sign changed. $\mu$ is subtracted
#    from all data, so sum up.
#
#    $$d\mu = -\sum_i dx_{c,i}$$
#
# 7. **The mean.** The derivative of $\mu = \frac{1}{N} \sum_i x_i$ with respect to $x_i$ is $1/N$. As $x$ was used in
#    step 6 as well, add the two, and you are there.
#
#    $$dx_i = dx_{c,i} + \frac{d\mu}{N}$$
#
# Turn these seven into a line of program each, and you have a right answer. They can also be drawn together. Put
# steps 3 and 4 into step 5 and use $x_{c,i} = \sigma \hat{x}_i$: this gives $dx_{c,i} = \frac{1}{\sigma} \bigl(
# d\hat{x}_i - \hat{x}_i \cdot \frac{1}{N} \sum_j d\hat{x}_j \hat{x}_j \bigr)$. Steps 6 and 7 subtract the mean of
# that, and as the mean of $\hat{x}$ is 0,
#
# $$dx_i = \frac{1}{\sigma} \left( d\hat{x}_i - \frac{1}{N} \sum_j d\hat{x}_j
# - \hat{x}_i \cdot \frac{1}{N} \sum_j d\hat{x}_j \hat{x}_j \right)$$
#
# The second term is the way through the mean, the third the way through the variance. Neither may be forgotten:
# move the $x$ of one datum, and through the mean and the variance the outputs of the other data move, too.
#
# An example: if $dy = (1, 0, 0, 0)$ arrives at the column above, with $\hat{x} = (-1, 1, -1, 1)$, $\sigma = 1$ and
# $\gamma = 2$, then $d\beta = 1$, $d\gamma = -1$ and $d\hat{x} = (2, 0, 0, 0)$. The mean of $d\hat{x}$ is 0.5, that of
# $d\hat{x} \hat{x}$ is −0.5, and so $dx = (2 - 0.5 - 0.5,\; 0 - 0.5 + 0.5,\; 0 - 0.5 - 0.5,\; 0 - 0.5 + 0.5) =
# (1, 0, -1, 0)$.


# %% exercise="BatchNormalization" title="バッチ正規化 | Batch normalisation" section="6.3.1" track="I" points=12
class BatchNormalization:
    """バッチ正規化のレイヤ（6.3.1 節）。

    BatchNormalization(gamma, beta, momentum=0.9, running_mean=None, running_var=None)
        gamma, beta : 形 (D,) の np.ndarray。学習でその場で更新されるので、同じ配列を持ち続けます
        momentum : float。移動平均で、これまでの値に掛ける数
        running_mean, running_var : 形 (D,) の np.ndarray。平均と分散の移動平均の初めの値。
            None なら 0 から始めます。self.running_mean、self.running_var として覚えます
    forward(x, train_flg=True)
        正規化して gamma 倍し、beta を足した、x と同じ形の np.ndarray を返します。x は書き換えません。
        x : 形 (N, D) の np.ndarray。または、C・H・W の積が D になる形 (N, C, H, W)
        train_flg : bool。True なら、このバッチの平均と分散で正規化し、移動平均を更新します。
            False なら、移動平均で正規化し、更新はしません
    backward(dout)
        dx（x と同じ形）を返し、self.dgamma と self.dbeta（形 (D,)）を覚えます。
        学習時の forward のあとに呼ばれます。
        dout : forward の出力についての微分（出力と同じ形）

    |

    The layer of batch normalisation (section 6.3.1).

    BatchNormalization(gamma, beta, momentum=0.9, running_mean=None, running_var=None)
        gamma, beta : np.ndarray of shape (D,); learning updates them in place,
            so keep these very arrays
        momentum : float, what the value so far is multiplied by in a running average
        running_mean, running_var : np.ndarray of shape (D,), where the running averages of mean and
            variance start; at 0 if None. They are kept as self.running_mean and self.running_var
    forward(x, train_flg=True)
        return x normalised, multiplied by gamma and shifted by beta, an np.ndarray in the
        shape of x; x is left unchanged
        x : np.ndarray of shape (N, D), or (N, C, H, W), where C times H times W is D
        train_flg : bool; if True, normalise by the mean and variance of this batch, and update
            the running averages; if False, normalise by these and update nothing
    backward(dout)
        return dx, in the shape of x, and keep self.dgamma and self.dbeta, of shape (D,)
        it is called after a forward in training
        dout : the derivative with respect to forward's output, in the output's shape
    """

    def __init__(self, gamma, beta, momentum=0.9, running_mean=None, running_var=None):
        raise NotImplementedError

    def forward(self, x, train_flg=True):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# ## バッチ正規化の効果（6.3.2 節）
#
# 手書き数字 1,000 枚で、隠れ層が 4 つのネットワークを学習させます。重みの初期値の標準偏差を 8 通りに変え、バッチ正規化を
# 入れたもの（実線）と入れないもの（破線）を比べます。縦軸は、学習に使った 1,000 枚での正解率です。
#
# この実験では、バッチ正規化を入れると、8 通りのどの初期値でも学習が進みます。入れないと、進むのはちょうどよい初期値のときだけで、
# 小さすぎても大きすぎてもうまくいきません。**初期値に神経質にならなくてよくなる**のが、バッチ正規化の大きな利点です。
# 計算には 10 秒ほどかかります。

# %% [markdown] lang="en"
# ## What batch normalisation does (section 6.3.2)
#
# On 1,000 handwritten digits, train networks of four hidden layers. The standard deviation of the initial weights
# takes eight values; with batch normalisation the line is solid, without it dashed. The vertical axis is the
# accuracy on the 1,000 digits that it learns from.
#
# Here, with batch normalisation, the network learns from any of the eight initial values. Without, it does so only where they
# happen to be right, and neither if they are too small nor if they are too large. That **one need not worry so much
# about initial values** is a great merit of batch normalisation. The computation takes about ten seconds.

# %% demo
from IPython.display import ProgressBar

x, t = small[:1000], t_train[:1000]
scales = np.logspace(0, -3, 8)
curves, bar = {}, iter(ProgressBar(2 * len(scales)))
for with_norm in (True, False):
    for scale in scales:
        rng, layers, learned = np.random.default_rng(1), [], []
        for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
            W, b = plain_init(n_in, n_out, scale, rng), np.zeros(n_out)
            affine = Affine(W, b)
            layers.append(affine)
            learned += [(W, affine, "dW"), (b, affine, "db")]
            if n_out == 10:
                break
            if with_norm:
                gamma, beta = np.ones(n_out), np.zeros(n_out)
                norm = BatchNormalization(gamma, beta)
                layers.append(norm)
                learned += [(gamma, norm, "dgamma"), (beta, norm, "dbeta")]
            layers.append(Relu())
        accuracy = []
        for epoch in range(12):
            y = x
            for layer in layers:
                is_norm = isinstance(layer, BatchNormalization)
                y = layer.forward(y, train_flg=False) if is_norm else layer.forward(y)
            accuracy.append(np.mean(np.argmax(y, axis=1) == t))
            with np.errstate(all="ignore"):  # 大きすぎる重みでは、値があふれる | too large weights overflow
                learn(layers, learned, x, t, 10, 0.1, np.random.default_rng(epoch))
        curves[with_norm, scale] = accuracy
        next(bar, None)

fig, axes = plt.subplots(2, 4, figsize=(10, 4.8), sharex=True, sharey=True)
for ax, scale in zip(axes.ravel(), scales, strict=True):
    ax.plot(curves[True, scale], label="あり | with")
    ax.plot(curves[False, scale], "--", label="なし | without")
    ax.set_title(f"std = {scale:.2g}")
    ax.set_xticks([0, 5, 10])
    ax.set_ylim(0, 1.05)
    ax.grid(alpha=0.3)
axes[0, 3].legend(title="バッチ正規化 | batch normalisation", loc="center", fontsize=8, title_fontsize=8)
for ax in axes[1]:
    ax.set_xlabel("エポック | epoch")
for ax in axes[:, 0]:
    ax.set_ylabel("正解率 | accuracy")
fig.suptitle("バッチ正規化と重みの初期値 | Batch normalisation and initial weights")
fig.tight_layout()
plt.show()

# %% given="ch05.Sigmoid"

# %% [markdown] lang="ja"
# ## 過学習（6.4.1 節）
#
# 手書き数字のネットワークに読ませたいのは、学習に使った画像ではありません。それらの正解は、もうわかっているからです。
# 欲しいのは、**初めて見る画像**を読む力で、これを**汎化能力**といいます。訓練データだけに合いすぎて、
# 初めて見るデータではうまくいかない状態が、**過学習**（overfitting）です。
# 練習問題の答えを丸暗記した人が、少し違う問題を解けないのに似ています。
#
# 過学習は、特に次の 2 つがそろうと起こります。
#
# - パラメータがたくさんあり、複雑な形まで表せるネットワーク
# - 少ない訓練データ
#
# そこで、この節ではわざと過学習を起こします。使うのは、100 個のニューロンの隠れ層が 6 つあるネットワークと、
# たった 300 枚の訓練データです。パラメータの個数を数えてみましょう。
#
# $$\underbrace{784 \cdot 100 + 100}_{\text{1 層目}} + 5 \times
# \underbrace{(100 \cdot 100 + 100)}_{\text{2〜6 層目}} +
# \underbrace{100 \cdot 10 + 10}_{\text{出力層}} = 130010$$
#
# 300 枚を「丸暗記」するには、13 万個で十分すぎるほどです。
#
# **過学習の見つけ方。** 1 エポックごとに、訓練データの正解率と、テストデータの正解率を測り、2 本の曲線を並べます。
#
# | 訓練データの正解率 | テストデータの正解率 | 読み方 |
# |---|---|---|
# | 上がっていく | 同じように上がっていく | 学習が進んでいる |
# | 100 % に近い | 途中で止まり、大きな差が開く | **過学習**している |
# | 低いまま | 低いまま | まだ学べていない |
#
# 例：訓練データ 300 枚のうち 300 枚を正しく読めて、テストデータ 1,000 枚では 800 枚なら、正解率は 100 % と 80 %
# で、差は 20 ポイントです。訓練データの曲線だけを見ていたら、完璧だと勘違いするでしょう。だから、
# テストデータは**測るためだけ**に使い、学習には使いません。
#
# 過学習を抑える方法を**正則化**（regularisation）といいます。この節では 2 つの方法、**Weight decay** と
# **Dropout** を実装して、2 本の曲線がどう変わるかを見ます。

# %% [markdown] lang="en"
# ## Overfitting (section 6.4.1)
#
# The images that a network for handwritten digits is to read are not those it learnt from: their answers are
# known already. What counts is how well it reads images that it has **never seen**, its ability to
# **generalise**. When a network fits its training data too closely and does badly on new data, this is called
# **overfitting**. It is like somebody who knows the answers to the exercises by heart, and fails when a problem
# is a little different.
#
# Overfitting comes, above all, where two things meet:
#
# - a network with many parameters, which can take on complicated shapes
# - few training data
#
# In this section we cause it on purpose, with a network of six hidden layers of 100 neurons each, and no more
# than 300 training images. Count the parameters:
#
# $$\underbrace{784 \cdot 100 + 100}_{\text{layer 1}} + 5 \times
# \underbrace{(100 \cdot 100 + 100)}_{\text{layers 2–6}} +
# \underbrace{100 \cdot 10 + 10}_{\text{output layer}} = 130010$$
#
# 130,000 of them are more than enough to know 300 images by heart.
#
# **How to notice it.** After each epoch, measure the accuracy on the training data and on the test data, and
# draw both curves into one picture.
#
# | accuracy on training data | accuracy on test data | what it tells |
# |---|---|---|
# | rises | rises along with it | learning goes on |
# | close to 100 % | stops on the way, a wide gap opens | **overfitting** |
# | stays low | stays low | not much learnt yet |
#
# An example: if 300 of 300 training images are read correctly, and 800 of 1,000 test images, the accuracies
# are 100 % and 80 %, and the gap is 20 percentage points. By the curve of the training data alone, all would
# seem perfect. So use the test data **for measuring only**, and never for learning.
#
# Methods that restrain overfitting are called **regularisation**. You will build two of them in this section,
# **weight decay** and **dropout**, and see what they do to the two curves.

# %% [markdown] lang="ja"
# ## Weight decay の罰則（6.4.2 節）
#
# 重みが大きいと、入力が少し変わっただけで出力が大きく変わります。過学習したネットワークは、
# このような大きな重みを使って、訓練データの 1 枚 1 枚に無理に合わせていることがよくあります。そこで、
# **重みが大きいことに罰則（ペナルティ）を科す**のが、**Weight decay**（荷重減衰）です。損失 $L$ に、
# すべての層の重みの 2 乗和を足したものを、新しい損失にします。
#
# $$L_{\text{new}} = L + \frac{\lambda}{2} \sum_{l} \sum_{i, j} \left(W^{(l)}_{ij}\right)^2$$
#
# $W^{(l)}$ は $l$ 番目の層の重みです。$\lambda$（ラムダ、プログラムでは `lam`）は、罰則の強さを決める、
# 人が選ぶ数です。$\frac{1}{2}$ は、微分した形をきれいにするために付けてあります。$W^2$ の微分の 2
# と打ち消し合って、罰則の勾配は
#
# $$\frac{\partial}{\partial W} \left( \frac{\lambda}{2} W^2 \right) = \lambda W$$
#
# となるからです。SGD の更新に入れてみましょう（学習率を $\eta$ とします）。
#
# $$W \leftarrow W - \eta \left( \frac{\partial L}{\partial W} + \lambda W \right)
# = (1 - \eta \lambda)\, W - \eta \frac{\partial L}{\partial W}$$
#
# 更新のたびに、重みがまず $(1 - \eta\lambda)$ 倍に縮みます。$\eta = 0.1$、$\lambda = 0.1$ なら、毎回 1 %
# ずつです。これが「減衰」という名前の理由です。バイアスには罰則を科しません。バイアスは入力に掛ける数ではなく、
# 入力の変化を大きくすることはないからです。
#
# `l2_penalty(params, lam)` は、罰則の値と、重みごとの勾配の辞書の 2 つを返します。
# `params` には `"W1"`、`"b1"` などのほかに、バッチ正規化の `"gamma1"` なども入っていることがあります。
# 重みだけを選ぶには、`key.startswith("W")` が使えます。また、`for key, value in params.items():` と書くと、
# 辞書のキーと値を一緒に取り出せます。
#
# 例：$W_1 = \begin{pmatrix} 1 & -2 \\ 3 & 0 \end{pmatrix}$、
# $W_2 = \begin{pmatrix} 2 \\ -1 \end{pmatrix}$、$\lambda = 0.1$ なら、2 乗和は $14 + 5 = 19$ で、罰則は
# $0.05 \times 19 = 0.95$ です。`W1` の勾配は
# $\begin{pmatrix} 0.1 & -0.2 \\ 0.3 & 0 \end{pmatrix}$、`W2` の勾配は
# $\begin{pmatrix} 0.2 \\ -0.1 \end{pmatrix}$ です。

# %% [markdown] lang="en"
# ## The penalty of weight decay (section 6.4.2)
#
# With large weights, a small change of the input makes a large change of the output. Networks that overfit
# often use such large weights to bend themselves to each single training image. **Weight decay** therefore
# **penalises large weights**: to the loss $L$ it adds the sum of the squared weights of all layers, and takes
# the result as the new loss.
#
# $$L_{\text{new}} = L + \frac{\lambda}{2} \sum_{l} \sum_{i, j} \left(W^{(l)}_{ij}\right)^2$$
#
# $W^{(l)}$ are the weights of layer $l$. The number $\lambda$ (lambda, `lam` in the program) is chosen by a person
# and says how strong the penalty is. The $\frac{1}{2}$ is there to make the derivative neat: it cancels out with
# the 2 that comes from $W^2$, and the gradient of the penalty is
#
# $$\frac{\partial}{\partial W} \left( \frac{\lambda}{2} W^2 \right) = \lambda W.$$
#
# Put this into the update of SGD, with learning rate $\eta$:
#
# $$W \leftarrow W - \eta \left( \frac{\partial L}{\partial W} + \lambda W \right)
# = (1 - \eta \lambda)\, W - \eta \frac{\partial L}{\partial W}$$
#
# At each update the weights first shrink by the factor $(1 - \eta\lambda)$; with $\eta = 0.1$ and
# $\lambda = 0.1$ that is by 1 % every time. Hence the name "decay". Biases are not penalised: a bias
# is not multiplied by the input, so it does not magnify a change of it.
#
# `l2_penalty(params, lam)` returns two things, the value of the penalty and a dictionary with the gradient for
# each weight. Besides `"W1"`, `"b1"` and so on, `params` may hold others, such as `"gamma1"` of batch
# normalisation. To pick the weights alone, use `key.startswith("W")`. With `for key, value in params.items():` a
# loop takes each key of a dictionary together with its value.
#
# An example: for $W_1 = \begin{pmatrix} 1 & -2 \\ 3 & 0 \end{pmatrix}$,
# $W_2 = \begin{pmatrix} 2 \\ -1 \end{pmatrix}$ and $\lambda = 0.1$, the sum of squares is $14 + 5 = 19$, and the
# penalty is $0.05 \times 19 = 0.95$. The gradient of `W1` is
# $\begin{pmatrix} 0.1 & -0.2 \\ 0.3 & 0 \end{pmatrix}$, that of `W2` is
# $\begin{pmatrix} 0.2 \\ -0.1 \end{pmatrix}$.


# %% exercise="l2_penalty" title="Weight decay の罰則 | The penalty of weight decay" section="6.4.2" track="I" points=4
def l2_penalty(params, lam):
    """重みの 2 乗和の lam/2 倍と、その勾配を計算します（6.4.2 節）。

    Parameters
    ----------
    params : dict。名前 → np.ndarray。"W1"、"b1"、"W2"、"b2" など。層はいくつでもよく、
        "gamma1" のような名前もあるかもしれません。書き換えません
    lam : float。罰則の強さ λ

    Returns
    -------
    penalty : float。W で始まる名前の配列すべてについての罰則
    grads : dict。W で始まる名前 → penalty をその配列で微分したもの（形は配列と同じ）

    |

    Compute lam/2 times the sum of the squared weights, and its gradients (section 6.4.2).

    Parameters
    ----------
    params : dict of name → np.ndarray, such as "W1", "b1", "W2", "b2", for any number of layers; there
        may be names like "gamma1", too; it is left unchanged
    lam : float, λ, the strength of the penalty

    Returns
    -------
    penalty : float, the penalty for all arrays whose name begins with W
    grads : dict of each name that begins with W → the derivative of penalty with respect to that array,
        in its shape
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 何層でも作れるネットワーク（6.4.2 節）
#
# 次に、実験に使うネットワークを作ります。第5章の `TwoLayerNet` は隠れ層が 1 つでしたが、`MultiLayerNet` の隠れ層は
# 0 個でも 6 個でもかまいません。活性化関数と初期値も選べ、Weight decay も使えます。
#
# $$\boldsymbol{x} \to \boxed{\text{Affine1}} \to \boxed{\text{Activation1}} \to \cdots
# \to \boxed{\text{Affine}\,n} \to \text{点数} \to \boxed{\text{last\_layer}} \to \text{損失}$$
#
# - **`hidden_size_list`** は、隠れ層のニューロン数のリストです。`MultiLayerNet(784, [100, 50], 10)` なら、隠れ層は 2
#   つで、`Affine` は 3 つです。`params` の `W1` の形は `(784, 100)`、`W2` は `(100, 50)`、`W3` は `(50, 10)` で、`b1`、
#   `b2`、`b3` の形は `(100,)`、`(50,)`、`(10,)` です。空のリスト `[]` なら、`Affine` 1 つだけです。
#   渡されたリストは書き換えません。
# - **`activation`** は `"relu"` か `"sigmoid"` です。隠れ層の `Affine` のあとに、`Relu` か `Sigmoid`
#   のレイヤを置きます。**出力層のあとには置きません**。レイヤは順伝播の値を覚えるので、層ごとに新しく作ります。
# - **`weight_init_std`** は、重みの初期値の標準偏差を決めます（6.2 節）。$n$ は、その重みの**前**の層のニューロン数です。
#
#   | `weight_init_std` | 標準偏差 |
#   |---|---|
#   | `"relu"` または `"he"` | $\sqrt{2 / n}$（He の初期値） |
#   | `"sigmoid"` または `"xavier"` | $\sqrt{1 / n}$（Xavier の初期値） |
#   | 数（`0.01` など） | その数 |
#
#   重みは平均 0 の正規分布の乱数（`np.random.randn` が使えます）、バイアスは 0 から始めます。
# - **`weight_decay_lambda`** は、Weight decay の $\lambda$ です。
# - **`predict(x)`** は点数を返します。**`loss(x, t)`** は、その点数を `SoftmaxWithLoss` に通した値に、`l2_penalty`
#   の罰則を足したものです。**`accuracy(x, t)`** は正解率です。`t` はラベルのことも one-hot 表現のこともあります。
# - **`gradient(x, t)`** は、すべてのパラメータの勾配の辞書です。まず `loss` で順伝播をし、レイヤを逆の順にさかのぼり、
#   **重みの勾配には $\lambda W$ を足します**。バイアスの勾配には足しません。
#
# 例：$\lambda = 0.1$ で、すべての重みの 2 乗和が `l2_penalty` の例と同じ 19 のとき、データについての損失が 0.40
# なら、`loss` は $0.40 + 0.95 = 1.35$ です。
#
# 層の大きさを入力から出力まで並べた、新しいリストは、`[input_size, *hidden_size_list, output_size]` で作れます
# （`*` は、リストの中身をそこに並べる書き方です）。何番目の層でも同じに扱うには、`f"W{i}"` のようにキーを作って `for` で回します。`Affine` には、
# 第5章と同じように、`params` の配列を**そのまま**渡します。レイヤの入れ物や名前は自由です。第5章の `Affine`、`Relu`、
# `Sigmoid`、`SoftmaxWithLoss` は、上のセルに用意してあります。

# %% [markdown] lang="en"
# ## A network of any depth (section 6.4.2)
#
# Next comes the network for our experiments. `TwoLayerNet` of chapter 5 had a single hidden layer;
# `MultiLayerNet` may have none, or six. Its activation and its initial weights can be chosen, and it knows
# weight decay.
#
# $$\boldsymbol{x} \to \boxed{\text{Affine1}} \to \boxed{\text{Activation1}} \to \cdots
# \to \boxed{\text{Affine}\,n} \to \text{scores} \to \boxed{\text{last\_layer}} \to \text{loss}$$
#
# - **`hidden_size_list`** is a list with the number of neurons of each hidden layer.
#   `MultiLayerNet(784, [100, 50], 10)` has two hidden layers, and three `Affine`. In `params`, `W1` has the shape
#   `(784, 100)`, `W2` `(100, 50)` and `W3` `(50, 10)`; the shapes of `b1`, `b2` and `b3` are `(100,)`, `(50,)`
#   and `(10,)`. With the empty list `[]` there is just one `Affine`. The list that is given is left unchanged.
# - **`activation`** is `"relu"` or `"sigmoid"`: a layer `Relu` or `Sigmoid` comes after the `Affine` of each hidden
#   layer, but **none comes after the output layer**. As a layer remembers values, make a new one each time.
# - **`weight_init_std`** decides on the standard deviation of the initial weights (section 6.2). Here $n$ is the
#   number of neurons in the layer **before** these weights.
#
#   | `weight_init_std` | standard deviation |
#   |---|---|
#   | `"relu"` or `"he"` | $\sqrt{2 / n}$ (He's initial weights) |
#   | `"sigmoid"` or `"xavier"` | $\sqrt{1 / n}$ (Xavier's initial weights) |
#   | a number, such as `0.01` | that number |
#
#   The weights begin as random numbers from the normal distribution with mean 0 (`np.random.randn` is of use),
#   the biases as 0.
# - **`weight_decay_lambda`** is the $\lambda$ of weight decay.
# - **`predict(x)`** returns the scores. **`loss(x, t)`** puts them through `SoftmaxWithLoss` and adds the penalty
#   of `l2_penalty`. **`accuracy(x, t)`** is the share of right answers. `t` comes as labels or in one-hot form.
# - **`gradient(x, t)`** returns a dictionary with the gradients of all parameters. Go forward with `loss` first,
#   then back through the layers in reverse order, and **add $\lambda W$ to the gradients of the weights**, but
#   nothing to those of the biases.
#
# An example: let $\lambda = 0.1$, and let the sum of all squared weights be 19, as in the example of `l2_penalty`.
# If the loss on the data is 0.40, then `loss` gives $0.40 + 0.95 = 1.35$.
#
# `[input_size, *hidden_size_list, output_size]` makes a new list of all sizes from input to output (the `*` puts the
# elements of a list in that place). To treat all layers alike, make the keys in a `for` loop, as in `f"W{i}"`. As in chapter 5, hand each `Affine`
# the **very arrays** of `params`. How you name the layers and what you keep them in is up to you. `Affine`,
# `Relu`, `Sigmoid` and `SoftmaxWithLoss` of chapter 5 are given in the cells above.


# %% exercise="MultiLayerNet" title="何層でも作れるネットワーク | A network of any depth" section="6.4.2" track="I" points=9 needs="l2_penalty ch05.Affine ch05.Relu ch05.Sigmoid ch05.SoftmaxWithLoss"
class MultiLayerNet:
    """隠れ層が何層でもよい全結合のネットワーク（6.4.2 節）。

    MultiLayerNet(input_size, hidden_size_list, output_size, activation="relu",
                  weight_init_std="relu", weight_decay_lambda=0)
        input_size, output_size : int。入力と出力のニューロン数
        hidden_size_list : int の list。隠れ層のニューロン数（空でもよい。書き換えません）
        activation : "relu" または "sigmoid"
        weight_init_std : "relu"、"he"（He の初期値）、"sigmoid"、"xavier"（Xavier の初期値）、
            または標準偏差の float
        weight_decay_lambda : float。Weight decay の強さ λ
        params : W1, b1, W2, b2, … の dict。W の形は (前の層の数, 次の層の数)
    predict(x)
        形 (N, output_size) の np.ndarray で点数を返します。
        x : 形 (N, input_size) の np.ndarray
    loss(x, t)
        Weight decay の罰則を足した損失を float で返します。
        t : 形 (N,) のラベル、または形 (N, output_size) の one-hot 表現の np.ndarray
    accuracy(x, t)
        正解の割合を 0 から 1 までの float で返します。
    gradient(x, t)
        loss の勾配の dict を返します。キーと形は params と同じです。

    |

    A fully connected network with any number of hidden layers (section 6.4.2).

    MultiLayerNet(input_size, hidden_size_list, output_size, activation="relu",
                  weight_init_std="relu", weight_decay_lambda=0)
        input_size, output_size : int, the numbers of neurons at the input and at the output
        hidden_size_list : list of int, those of the hidden layers; maybe empty; left unchanged
        activation : "relu" or "sigmoid"
        weight_init_std : "relu" or "he" for He's initial weights, "sigmoid" or "xavier" for Xavier's,
            or a float, the standard deviation
        weight_decay_lambda : float, λ, the strength of weight decay
        params : dict of W1, b1, W2, b2, …; a W has the shape (size before, size after)
    predict(x)
        return the scores, an np.ndarray of shape (N, output_size)
        x : np.ndarray of shape (N, input_size)
    loss(x, t)
        return the loss with the penalty of weight decay, a float
        t : np.ndarray of labels (N,), or in one-hot form (N, output_size)
    accuracy(x, t)
        return the share of right answers, a float from 0 to 1
    gradient(x, t)
        return a dict of the gradients of loss, with the keys and shapes of params
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
    ):
        raise NotImplementedError

    def predict(self, x):
        raise NotImplementedError

    def loss(self, x, t):
        raise NotImplementedError

    def accuracy(self, x, t):
        raise NotImplementedError

    def gradient(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# では、過学習を起こしましょう。300 枚だけで学習させます。バッチの大きさは 100 なので、1 エポックは 3 回の更新です。
# 上の表と見比べてください。訓練データの正解率は 100 % になるのに、テストデータの正解率は途中で止まり、
# **2 本の間に大きなすき間**が残ります。

# %% [markdown] lang="en"
# Now make it overfit: let it learn from 300 images only. The batch size is 100, so an epoch is three updates.
# Compare the picture with the table above. The accuracy on the training data reaches 100 %, while that on the
# test data stops on the way, and **a wide gap between the two curves** remains.

# %% demo
from IPython.display import ProgressBar

(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True)
few_x, few_t = x_train[:300], t_train[:300]
deep = [100] * 6


def learning_curves(network, epochs):
    """300 枚で学習した正解率 (epochs, 2) | accuracies (epochs, 2) of learning from 300 images"""
    rng, history = np.random.default_rng(0), []
    for _ in ProgressBar(epochs // 5):
        data = few_x, few_t, x_test[:1000], t_test[:1000]
        history.append(fit(network, SGD(0.02), *data, 5, 100, rng))
    return np.concatenate(history)


def plot_curves(history, title, beside=None):
    """訓練とテストの正解率、薄い線は比べるもの | both accuracies; pale lines are to compare with"""
    plt.figure(figsize=(7, 4))
    if beside is not None:
        plt.plot(
            beside, alpha=0.3, label=["工夫なし：訓練 | plain: training", "工夫なし：テスト | plain: test"]
        )
    plt.gca().set_prop_cycle(None)
    plt.plot(history, label=["訓練データ | training data", "テストデータ | test data"])
    plt.fill_between(range(len(history)), *history.T, color="gray", alpha=0.15)
    gap = 100 * np.mean(history[-20:, 0] - history[-20:, 1])
    plt.title(f"{title}：最後の差は {gap:.0f} ポイント | {title}: a gap of {gap:.0f} points at the end")
    plt.xlabel("エポック | epoch")
    plt.ylabel("正解率 | accuracy")
    plt.ylim(0, 1.03)
    plt.grid(alpha=0.3)
    plt.legend(loc="lower right")
    plt.show()


np.random.seed(0)
plain_history = learning_curves(MultiLayerNet(784, deep, 10), 150)
plot_curves(plain_history, "過学習 | Overfitting")

# %% [markdown] lang="ja"
# 今度は Weight decay（$\lambda = 0.1$）を使います。薄い線は、今の過学習の曲線です。訓練データの正解率は 100 %
# に届かなくなり、**2 本の差が縮まります**。丸暗記がしにくくなったのです。
#
# ただし、差が縮まっても、テストデータの正解率が上がるとは限りません。$\lambda$ が大きいと、
# 役に立つ重みまで縮んでしまうからです。`weight_decay_lambda` を 0.03 や 0.2 に変えて、試してみてください。
# どのくらいの強さがよいかを選ぶ方法は、6.5 節で学びます。

# %% [markdown] lang="en"
# Now use weight decay, with $\lambda = 0.1$. The pale lines are the curves of overfitting from before. The accuracy
# on the training data no longer reaches 100 %, and **the gap is smaller**: learning by heart has become harder.
#
# A smaller gap does not mean that the accuracy on the test data must rise, for a large $\lambda$ shrinks useful
# weights, too. Try 0.03 or 0.2 for `weight_decay_lambda`. How to choose a good strength is the subject of section
# 6.5.

# %% demo
np.random.seed(0)
decay_history = learning_curves(MultiLayerNet(784, deep, 10, weight_decay_lambda=0.1), 150)
plot_curves(decay_history, "Weight decay", plain_history)

# %% [markdown] lang="ja"
# ## Dropout（6.4.3 節）
#
# もう 1 つの方法が **Dropout** です。訓練のとき、ニューロンの出力を**ランダムに選んで消し**（0 にし）、
# 残ったものだけで順伝播と逆伝播をします。どれを消すかは、**データごと、ニューロンごとに 1 つずつ**決め、`forward`
# のたびに選び直します。どのニューロンも、決まった仲間には頼れません。毎回少しずつ違うネットワークを学習させ、
# その多数決を取るようなもの（**アンサンブル学習**）だ、ともいえます。
#
# 消す割合を $r$（`dropout_ratio`）とします。$m$ は、確率 $r$ で 0、確率 $1 - r$ で 1 になる**マスク**です。
#
# $$\text{訓練：} y = m\, x, \qquad \text{テスト：} y = (1 - r)\, x$$
#
# テストのときは、何も消しません。そのままでは、訓練のときより信号が大きくなってしまいます。
# 訓練のときの $y$ の平均は、$r \cdot 0 + (1 - r) \cdot x = (1 - r)\, x$ だからです。そこで、$1 - r$ を掛けて、
# 大きさをそろえます。
#
# 逆伝播では、$y = m\,x$ の $m$ は定数なので、**順伝播と同じマスク**を掛けるだけです。
#
# $$\frac{\partial L}{\partial x} = m\, \frac{\partial L}{\partial y}$$
#
# 例：$r = 0.5$、`x` が $(1, 2, 3, 4)$ で、0 から 1 の乱数が $(0.7, 0.2, 0.9, 0.4)$ なら、乱数が 0.5
# より大きい要素を残し、`forward` は $(1, 0, 3, 0)$ を返します。続けて `dout` が $(10, 20, 30, 40)$ なら、`backward`
# は $(10, 0, 30, 0)$ です。テスト（`train_flg=False`）なら $(0.5, 1, 1.5, 2)$ です。
#
# `x` と同じ形の 0 から 1 の乱数は、`np.random.rand(*x.shape)` で作れます。`*` は、タプルの中身を 1 つ 1
# つの引数として渡す書き方です。
#
# **逆 Dropout。** 多くのライブラリは、訓練のときに $1 - r$ で割っておき、テストのときは何もしません
# （$y = m\,x / (1 - r)$ と $y = x$。`backward` も $1 - r$ で割ります）。訓練とテストの大きさがそろうことは同じで、
# この問題ではどちらで書いてもかまいません。

# %% [markdown] lang="en"
# ## Dropout (section 6.4.3)
#
# The other method is **dropout**. In training, outputs of neurons are **chosen at random and dropped**, that is
# set to 0; forward and backward pass go through those that remain. Which ones are dropped is decided **for each
# datum and each neuron separately**, and anew in each `forward`. So no neuron can rely on the company of
# certain others. One may also say that a slightly different network learns each time, and that in the end all
# of them vote together (**ensemble learning**).
#
# Call the share to drop $r$ (`dropout_ratio`), and let $m$ be the **mask**, which is 0 with probability $r$ and 1
# with probability $1 - r$.
#
# $$\text{training: } y = m\, x, \qquad \text{test: } y = (1 - r)\, x$$
#
# In test mode nothing is dropped. Without more ado, the signal would then be larger than in training, where the
# mean of $y$ is $r \cdot 0 + (1 - r) \cdot x = (1 - r)\, x$. So it is multiplied by $1 - r$, and has the same size.
#
# Going back is simple: in $y = m\,x$ the mask is a constant, so multiply by the **same mask as in the forward
# pass**.
#
# $$\frac{\partial L}{\partial x} = m\, \frac{\partial L}{\partial y}$$
#
# An example: let $r = 0.5$, let `x` be $(1, 2, 3, 4)$ and let the random numbers from 0 to 1 be
# $(0.7, 0.2, 0.9, 0.4)$. Elements with a number above 0.5 are kept, and `forward` returns $(1, 0, 3, 0)$. If
# `dout` is then $(10, 20, 30, 40)$, `backward` returns $(10, 0, 30, 0)$. In test mode (`train_flg=False`) the
# output is $(0.5, 1, 1.5, 2)$.
#
# Random numbers from 0 to 1 in the shape of `x` come from `np.random.rand(*x.shape)`. The `*` hands over the
# elements of a tuple as separate arguments.
#
# **Inverted dropout.** Many libraries divide by $1 - r$ in training and do nothing in test mode:
# $y = m\,x / (1 - r)$ and $y = x$, where `backward` divides by $1 - r$, too. This makes the sizes in training and
# test equal just as well, and in this exercise you may write either of the two.


# %% exercise="Dropout" title="Dropout | Dropout" section="6.4.3" track="I" points=7
class Dropout:
    """訓練のときに要素をランダムに消すレイヤ（6.4.3 節）。

    Dropout(dropout_ratio=0.5)
        dropout_ratio : float。消す割合（0 以上 1 未満）
    forward(x, train_flg=True)
        x と同じ形の np.ndarray を返します。x は書き換えません。
        x : 任意の形の np.ndarray
        train_flg : True なら、要素ごとに確率 dropout_ratio で 0 にします。False なら何も消さず、
            大きさを訓練のときの平均にそろえます
    backward(dout)
        dout と同じ形の dx を返します。直前の、訓練の forward で消した要素を使います。
        dout : forward の出力についての微分

    |

    The layer that drops elements at random in training (section 6.4.3).

    Dropout(dropout_ratio=0.5)
        dropout_ratio : float, the share to drop, at least 0 and below 1
    forward(x, train_flg=True)
        return an np.ndarray in the shape of x; x is left unchanged
        x : np.ndarray of any shape
        train_flg : if True, each element becomes 0 with probability dropout_ratio; if False, nothing is
            dropped, and the size is made that of the mean in training
    backward(dout)
        return dx in the shape of dout, with what the last forward in training dropped
        dout : the derivative with respect to forward's output
    """

    def __init__(self, dropout_ratio=0.5):
        raise NotImplementedError

    def forward(self, x, train_flg=True):
        raise NotImplementedError

    def backward(self, dout):
        raise NotImplementedError


# %% [markdown] lang="ja"
# Dropout のレイヤに、画像を 1 枚通してみましょう。訓練では、呼ぶたびに**違う点**が消えます。1,000
# 回の平均を取ると、テストのときの画像と**ほとんど同じ明るさ**になります。

# %% [markdown] lang="en"
# Put an image through your layer of dropout. In training, **other pixels** are dropped at each call. The mean of
# 1,000 calls is **nearly as bright as** the image in test mode.

# %% demo
(x_train, t_train), _ = load_mnist(normalize=True)
np.random.seed(0)
digit, layer = x_train[:1], Dropout(0.4)
mean = np.mean([layer.forward(digit) for _ in range(1000)], axis=0)
pictures = {
    "入力 | input": digit,
    "訓練 1 回目 | training 1": layer.forward(digit),
    "訓練 2 回目 | training 2": layer.forward(digit),
    "1,000 回の平均 | mean of 1,000": mean,
    "テスト | test mode": layer.forward(digit, train_flg=False),
}
fig, axes = plt.subplots(1, 5, figsize=(10, 2.5))
for ax, (title, image) in zip(axes, pictures.items(), strict=True):
    ax.imshow(image.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    ax.set_title(title)
    ax.axis("off")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## Dropout とバッチ正規化を入れたネットワーク（6.4.3 節）
#
# 最後に、`MultiLayerNet` の隠れ層に、`Dropout` と 6.3 節の `BatchNormalization` を入れられるようにします。
# 本のサンプルコードに `MultiLayerNetExtend` という名前で入っている、発展の課題です。どの隠れ層でも、
# 次の順にレイヤを並べます。かっこの中は、使うときだけです。
#
# $$\boxed{\text{Affine}} \to \left(\boxed{\text{BatchNorm}}\right) \to \boxed{\text{Activation}} \to
# \left(\boxed{\text{Dropout}}\right)$$
#
# 出力層は `Affine` だけです。`MultiLayerNet` に、次のことが加わります。
#
# - **`use_dropout`** が `True` なら、どの隠れ層にも `Dropout(dropout_ration)` を置きます。引数の名前 `dropout_ration`
#   は、本のサンプルコードのつづりのままです。
# - **`use_batchnorm`** が `True` なら、どの隠れ層にも `BatchNormalization` を置きます。その gamma と beta
#   も学習するパラメータなので、`params` に `"gamma1"`、`"beta1"`、… の名前で入れます。形は `(その隠れ層のニューロン数,)` で、
#   gamma は 1、beta は 0 から始めます。例：`MultiLayerNetExtend(784, [100, 50], 10, use_batchnorm=True)` なら、
#   `gamma1` と `beta1` の形は `(100,)`、`gamma2` と `beta2` は `(50,)` で、`gamma3` はありません。`Affine` と同じく、
#   `BatchNormalization` にも `params` の配列を**そのまま**渡します。
# - **`train_flg`**：`Dropout` と `BatchNormalization` は、訓練とテストで働きが違います。`predict(x, train_flg=False)` と
#   `loss(x, t, train_flg=False)` は、この 2 種類のレイヤの `forward` に `train_flg` を渡します。`accuracy`
#   はテストとして、**`gradient` は訓練として**順伝播します。
# - **`gradient`** の辞書には、gamma と beta の勾配（`dgamma` と `dbeta`）も入れます。$\lambda W$ を足すのは、
#   やはり重みだけです。
#
# 全部を書き直さなくても、できた部品は使い回せます。たとえば `MultiLayerNet(…)` を 1 つ作れば、その `params`
# とレイヤが、そのまま材料になります。隠れ層を番号と一緒に回すには `for i, size in enumerate(hidden_size_list, 1):`
# が使え、`i` は 1 から始まります。1 の配列は `np.ones(size)` で作れます。

# %% [markdown] lang="en"
# ## A network with dropout and batch normalisation (section 6.4.3)
#
# Last, let the hidden layers of `MultiLayerNet` have `Dropout`, and `BatchNormalization` of section 6.3. This goes a
# step further; the book's sample code has such a network under the name `MultiLayerNetExtend`. In each hidden
# layer the layers come in the following order, where what is in parentheses is there only if it is used.
#
# $$\boxed{\text{Affine}} \to \left(\boxed{\text{BatchNorm}}\right) \to \boxed{\text{Activation}} \to
# \left(\boxed{\text{Dropout}}\right)$$
#
# The output layer is `Affine` alone. To `MultiLayerNet` this adds:
#
# - **`use_dropout`**: if `True`, each hidden layer has a `Dropout(dropout_ration)`. The argument's name,
#   `dropout_ration`, is spelt as in the book's sample code.
# - **`use_batchnorm`**: if `True`, each hidden layer has a `BatchNormalization`. Its gamma and beta are learnt, too,
#   so they go into `params` as `"gamma1"`, `"beta1"`, …. Their shape is `(size of that hidden layer,)`; gamma begins
#   at 1 and beta at 0. An example: in `MultiLayerNetExtend(784, [100, 50], 10, use_batchnorm=True)`, `gamma1` and
#   `beta1` have the shape `(100,)`, `gamma2` and `beta2` have `(50,)`, and there is no `gamma3`. As with `Affine`,
#   hand `BatchNormalization` the **very arrays** of `params`.
# - **`train_flg`**: `Dropout` and `BatchNormalization` work differently in training and in test mode.
#   `predict(x, train_flg=False)` and `loss(x, t, train_flg=False)` pass `train_flg` on to `forward` of these two kinds
#   of layer. `accuracy` goes forward in test mode, **`gradient` in training mode**.
# - **`gradient`**: its dictionary has the gradients of gamma and beta as well, `dgamma` and `dbeta`. As before,
#   $\lambda W$ is added for the weights alone.
#
# There is no need to write everything again. If you make a `MultiLayerNet(…)`, for example, its `params` and its
# layers are just the parts that you need. `for i, size in enumerate(hidden_size_list, 1):` goes through the hidden
# layers with their numbers, and `i` begins at 1. `np.ones(size)` makes an array of ones.


# %% exercise="MultiLayerNetExtend" title="Dropout とバッチ正規化を入れたネットワーク | A network with dropout and batch normalisation" section="6.4.3" track="I" points=8 needs="l2_penalty MultiLayerNet BatchNormalization Dropout ch05.Affine ch05.Relu ch05.Sigmoid ch05.SoftmaxWithLoss"
class MultiLayerNetExtend:
    """隠れ層にバッチ正規化と Dropout を入れられるネットワーク（6.4.3 節）。

    MultiLayerNetExtend(input_size, hidden_size_list, output_size, activation="relu",
                        weight_init_std="relu", weight_decay_lambda=0,
                        use_dropout=False, dropout_ration=0.5, use_batchnorm=False)
        はじめの 6 つ : MultiLayerNet と同じ
        use_dropout : True なら、隠れ層の活性化関数のあとに Dropout を置きます
        dropout_ration : float。Dropout で消す割合
        use_batchnorm : True なら、隠れ層の Affine のあとに BatchNormalization を置きます
        params : W1, b1, W2, b2, … の dict。use_batchnorm なら、隠れ層の gamma1, beta1, … も
    predict(x, train_flg=False)
        形 (N, output_size) の np.ndarray で点数を返します。
        x : 形 (N, input_size) の np.ndarray
        train_flg : 訓練のときは True
    loss(x, t, train_flg=False)
        Weight decay の罰則を足した損失を float で返します。
        t : 形 (N,) のラベル、または形 (N, output_size) の one-hot 表現の np.ndarray
    accuracy(x, t)
        テストのときの正解の割合を 0 から 1 までの float で返します。
    gradient(x, t)
        訓練のときの loss の勾配の dict を返します。キーと形は params と同じです。

    |

    A network whose hidden layers may have batch normalisation and dropout (section 6.4.3).

    MultiLayerNetExtend(input_size, hidden_size_list, output_size, activation="relu",
                        weight_init_std="relu", weight_decay_lambda=0,
                        use_dropout=False, dropout_ration=0.5, use_batchnorm=False)
        the first six : as for MultiLayerNet
        use_dropout : if True, Dropout comes after the activation of each hidden layer
        dropout_ration : float, the share that Dropout drops
        use_batchnorm : if True, BatchNormalization comes after the Affine of each hidden layer
        params : dict of W1, b1, W2, b2, …; with use_batchnorm also gamma1, beta1, … of the hidden layers
    predict(x, train_flg=False)
        return the scores, an np.ndarray of shape (N, output_size)
        x : np.ndarray of shape (N, input_size)
        train_flg : True in training
    loss(x, t, train_flg=False)
        return the loss with the penalty of weight decay, a float
        t : np.ndarray of labels (N,), or in one-hot form (N, output_size)
    accuracy(x, t)
        return the share of right answers in test mode, a float from 0 to 1
    gradient(x, t)
        return a dict of the gradients of loss in training, with the keys and shapes of params
    """

    def __init__(
        self,
        input_size,
        hidden_size_list,
        output_size,
        activation="relu",
        weight_init_std="relu",
        weight_decay_lambda=0,
        use_dropout=False,
        dropout_ration=0.5,
        use_batchnorm=False,
    ):
        raise NotImplementedError

    def predict(self, x, train_flg=False):
        raise NotImplementedError

    def loss(self, x, t, train_flg=False):
        raise NotImplementedError

    def accuracy(self, x, t):
        raise NotImplementedError

    def gradient(self, x, t):
        raise NotImplementedError


# %% [markdown] lang="ja"
# 同じ 300 枚を、Dropout を使って学習させます。ニューロンが毎回いくつか消えるので、
# **訓練データを覚えるのに時間がかかり**、差も少し縮まります（どれだけ縮まるかは、乱数によって変わります）。
#
# ただ、300 枚しかないので、正則化だけでテストデータの正解率が大きく上がることは、まずありません。いちばん効くのは、
# 訓練データを増やすことです。それができないときに、正則化が助けになります。`dropout_ration` を変えたり、
# `use_batchnorm=True` や Weight decay と組み合わせたりして、試してみてください。消す割合が大きすぎると、
# このような深いネットワークでは信号が途中で弱まり、学習が進まなくなります。

# %% [markdown] lang="en"
# Let it learn from the same 300 images with dropout. As some neurons are missing each time, **it takes longer to
# know the training data by heart**, and the gap is a little smaller; by how much depends on the random numbers.
#
# With no more than 300 images, regularisation alone will hardly raise the accuracy on the test data by much. What
# helps most is more training data; where no more is to be had, regularisation is of help. Try other values of `dropout_ration`, or combine
# it with `use_batchnorm=True` or with weight decay. If the share to drop is too large, the signal fades on its way
# through such a deep network, and nothing is learnt.

# %% demo
np.random.seed(0)
dropout_network = MultiLayerNetExtend(784, deep, 10, use_dropout=True, dropout_ration=0.15)
dropout_history = learning_curves(dropout_network, 200)
plot_curves(dropout_history, "Dropout", plain_history)

# %% [markdown] lang="ja"
# ## データのシャッフル（6.5.1 節）
#
# 学習が自分では決めてくれない数があります。層の数、ニューロンの数、バッチの大きさ、学習率、Weight decay
# の強さなどです。重みやバイアスのような**パラメータ**と区別して、**ハイパーパラメータ**と呼びます。
# よい値は、実際に学習させ、正解率を比べて選びます。
#
# ただし、その正解率を**テストデータで測ってはいけません**。テストデータで選ぶと、
# たまたまテストデータに合っていた値が残り、未知のデータでの実力より高い正解率が出てしまいます。そこで、
# 訓練データの一部を、選ぶためのデータとして取り分けておきます。これが**検証データ**（validation data）です。
#
# | データ | 使いみち |
# |---|---|
# | 訓練データ | 重みとバイアスを学習する |
# | 検証データ | ハイパーパラメータを比べて選ぶ |
# | テストデータ | 最後に 1 度だけ、実力を測る |
#
# 取り分ける前に、データを**シャッフル**します。データは、クラスの順や集めた順に並んでいることが多く、
# 端から取るだけでは、片寄ったものになるからです。
#
# シャッフルは、`x` の行と `t` の行を**同じ順に**並べ替えます。順番を表す番号の配列 `order` を 1
# つ作り、両方に使いましょう。
#
# 例：`order` が `[2, 0, 3, 1]` なら、次のようになります。
#
# | | 元 | シャッフルのあと |
# |---|---|---|
# | `x` | `x[0], x[1], x[2], x[3]` | `x[2], x[0], x[3], x[1]` |
# | `t` | `t[0], t[1], t[2], t[3]` | `t[2], t[0], t[3], t[1]` |
#
# どの番号も、ちょうど 1 回ずつ出てきます。`rng.permutation(4)` は、0 から 3
# までの整数を、このようにランダムな順に並べた配列を作ります。

# %% [markdown] lang="en"
# ## Shuffling data (section 6.5.1)
#
# Some numbers are not found by learning: how many layers there are, how many neurons, the size of a batch, the
# learning rate, the strength of weight decay. To keep them apart from **parameters** such as weights and
# biases, they are called **hyperparameters**. Good values are found by training with several and comparing
# the accuracy.
#
# But that accuracy **must not be measured on the test data**. If you choose by the test data, you keep the
# value that happened to suit them, and the accuracy comes out higher than it is on data never seen. So a part
# of the training data is set aside for choosing: the **validation data**.
#
# | data | used for |
# |---|---|
# | training data | learning weights and biases |
# | validation data | comparing hyperparameters and choosing them |
# | test data | measuring, once and at the end, how good the result is |
#
# Before setting them aside, **shuffle** the data. Data often come ordered by class, or in the order in which
# they were collected, and what is cut off at one end is then one-sided.
#
# To shuffle is to put the rows of `x` and those of `t` into **the same** new order. Make one array of
# indices, `order`, and use it for both.
#
# An example: with `[2, 0, 3, 1]` for `order`,
#
# | | before | after |
# |---|---|---|
# | `x` | `x[0], x[1], x[2], x[3]` | `x[2], x[0], x[3], x[1]` |
# | `t` | `t[0], t[1], t[2], t[3]` | `t[2], t[0], t[3], t[1]` |
#
# Each index comes exactly once. `rng.permutation(4)` makes such an array: the integers from 0 to 3 in random
# order.


# %% exercise="shuffle_dataset" title="データのシャッフル | Shuffling data" section="6.5.1" track="P" points=4
def shuffle_dataset(x, t, rng):
    """x と t を、同じランダムな順に並べ替えたものを返します（6.5.1 節）。x と t は書き換えません。

    Parameters
    ----------
    x : 形 (N, …) の np.ndarray。最初の軸に沿って並んだ N 個のデータ
    t : 形 (N,) のラベル、または形 (N, M) の one-hot 表現の np.ndarray
    rng : np.random.Generator。乱数の生成器

    Returns
    -------
    x, t : 元と同じ形の np.ndarray が 2 つ。どのデータも 1 回ずつ、どの順番も同じ確率で現れる

    |

    Return x and t, put into one random order (section 6.5.1). x and t are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N, …), N data along the first axis
    t : np.ndarray of labels (N,), or in one-hot form (N, M)
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    x, t : two np.ndarray in the shapes of the old ones; every datum comes once, and all
        orders are equally likely
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ラベルの順に並べた手書き数字を、シャッフルしてみましょう。順番はばらばらになっても、画像の上のラベルは
# 1 つ残らず合っているはずです。

# %% [markdown] lang="en"
# Shuffle handwritten digits that stand in the order of their labels. However mixed up they are afterwards, the
# label above each image should still be right.

# %% demo
(x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, flatten=True)
first = np.argsort(t_train[:500], kind="stable")[::36]  # ラベルの順に 14 枚 | 14 digits in order of labels
x_shuffled, t_shuffled = shuffle_dataset(x_train[first], t_train[first], np.random.default_rng(0))

fig, axes = plt.subplots(2, len(first), figsize=(11, 2.6))
for row, images, labels in zip(axes, [x_train[first], x_shuffled], [t_train[first], t_shuffled], strict=True):
    for ax, image, label in zip(row, images, labels, strict=True):
        ax.imshow(image.reshape(28, 28), cmap="gray")
        ax.set_title(label)
        ax.axis("off")
fig.suptitle("上：元の順、下：シャッフルのあと | Above: the old order. Below: shuffled")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 検証データの取り分け（6.5.1 節）
#
# シャッフルしたデータを、2 つに分けます。割合 `rate` の分が検証データ、残りが訓練データです。
# 検証データの個数は、端数を切り捨てて決めます。
#
# $$N_{\mathrm{val}} = \lfloor N \cdot \mathrm{rate} \rfloor$$
#
# Python では `int(len(x) * rate)` です。例：16 個のデータで `rate` が 0.3 なら、$16 \times 0.3 = 4.8$
# なので、検証データは 4 個、訓練データは 12 個になります。
#
# 気をつけることが 2 つあります。
#
# - **同じデータを両方に入れない。** 学習に使ったデータでは、新しいデータでの実力を測れません。
# - **個数が 0 のこともある。** 3 個のデータで `rate` が 0.2 なら、検証データは 0
#   個で、訓練データが 3 個全部です。`x[:-n]` は、`n` が 0 だと `x[:0]`
#   と同じになり、「最後の `n` 個を除いた残り」にはなりません。
#
# 前の演習の `shuffle_dataset` を使いましょう。

# %% [markdown] lang="en"
# ## Setting validation data aside (section 6.5.1)
#
# Cut the shuffled data in two. The share `rate` of them are the validation data, the rest the training data.
# How many are validation data is rounded down:
#
# $$N_{\mathrm{val}} = \lfloor N \cdot \mathrm{rate} \rfloor$$
#
# In Python this is `int(len(x) * rate)`. An example: for 16 examples and a `rate` of 0.3, $16 \times 0.3 = 4.8$,
# so 4 of them are validation data and 12 are training data.
#
# Two things to watch:
#
# - **No example belongs to both.** Data that were learnt from cannot show how good the result is on new data.
# - **There may be 0 of them.** For 3 examples and a `rate` of 0.2, there are no validation data, and all 3 are
#   training data. With `n` equal to 0, `x[:-n]` is the same as `x[:0]`, and not "all but the last `n`".
#
# Use `shuffle_dataset` from the exercise before.


# %% exercise="train_validation_split" title="検証データの取り分け | Setting validation data aside" section="6.5.1" track="P" points=6 needs="shuffle_dataset"
def train_validation_split(x, t, rate, rng):
    """データをシャッフルしてから、訓練データと検証データに分けます（6.5.1 節）。

    x と t は書き換えません。

    Parameters
    ----------
    x : 形 (N, …) の np.ndarray。最初の軸に沿って並んだ N 個のデータ
    t : 形 (N,) のラベル、または形 (N, M) の one-hot 表現の np.ndarray
    rate : float。検証データの割合（0 以上 1 未満）
    rng : np.random.Generator。乱数の生成器

    Returns
    -------
    x_train, t_train, x_val, t_val : np.ndarray が 4 つ。検証データ x_val、t_val は
        int(N * rate) 個（0 個のこともある）、訓練データ x_train、t_train は残り全部。
        どちらも、ランダムな順に並ぶ

    |

    Shuffle the data, then cut them into training data and validation data (section 6.5.1).

    x and t are left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N, …), N data along the first axis
    t : np.ndarray of labels (N,), or in one-hot form (N, M)
    rate : float, the share of the validation data, from 0 up to but not including 1
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    x_train, t_train, x_val, t_val : four np.ndarray. int(N * rate) of the data, maybe 0, are
        validation data, x_val and t_val; all others are training data, x_train and t_train.
        Both are in random order.
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ラベルの順に並んだ 500 枚から、100 枚を検証データにします。左は、シャッフルせずに先頭の 100
# 枚を取ったもの、右はあなたの関数です。左の検証データには 2 以上の数字が 1 枚もないので、
# ほかの数字を読めるかどうかは測れません。しかも、訓練データのほうには 0 が残っていません。

# %% [markdown] lang="en"
# From 500 digits in the order of their labels, set 100 aside. On the left the first 100 were taken without
# shuffling, on the right your function was used. With no digit from 2 upwards among the validation data on
# the left, they cannot measure whether those are read; and no 0 is left to learn from.

# %% demo
by_label = np.argsort(t_train[:500], kind="stable")
x_sorted, t_sorted = x_train[:500][by_label], t_train[:500][by_label]
_, t_rest, _, t_val = train_validation_split(x_sorted, t_sorted, 0.2, np.random.default_rng(0))

fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
titles = ["シャッフルしない | Not shuffled", "あなたの関数 | Your function"]
for ax, title, rest, val in zip(axes, titles, [t_sorted[100:], t_rest], [t_sorted[:100], t_val], strict=True):
    val_counts, rest_counts = np.bincount(val, minlength=10), np.bincount(rest, minlength=10)
    ax.bar(range(10), val_counts, color="C1", label="検証データ | validation")
    ax.bar(range(10), rest_counts, bottom=val_counts, color="C0", alpha=0.5, label="訓練データ | training")
    ax.set_title(title)
    ax.set_xticks(range(10))
    ax.set_xlabel("数字 | digit")
axes[0].set_ylabel("枚数 | images")
axes[1].set_ylim(0, 80)
axes[1].legend(loc="upper right")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 対数スケールで選ぶ（6.5.2 節）
#
# 学習率は 0.1 がよいのか、0.001 がよいのか。はじめは桁の見当もつきません。このような数は、**桁ごとに同じ
# 割合で**試したいものです。ところが、0.0001 から 1 までの数を一様に選ぶと、9 割は 0.1 より大きくなり、0.001
# より小さい数は 1000 回に 1 回も出ません。
#
# そこで、値ではなく**指数**を一様に選びます。
#
# $$u \sim U(\log_{10} \mathrm{low},\ \log_{10} \mathrm{high}), \qquad \text{値} = 10^{u}$$
#
# $u \sim U(a, b)$ は、$u$ を $a$ から $b$ までの一様乱数とする、という意味です。例：`low` が 0.0001、`high`
# が 1 なら、指数 $u$ は $-4$ から $0$ までの一様乱数です。$u = -2.5$ が出れば、値は
# $10^{-2.5} \approx 0.00316$。0.0001〜0.001、0.001〜0.01、0.01〜0.1、0.1〜1 のどの桁にも、4 回に 1 回の割合で
# 当たります。これを**対数一様分布**と呼びます。
#
# 対数の底は何でもかまいませんが、**行きと帰りで同じ底**を使います。$\log_{10}$（`np.log10`）で指数にしたら
# $10^{u}$ で、自然対数（`np.log`）にしたら $e^{u}$（`np.exp`）で戻します。一様乱数は
# `rng.uniform(a, b, size)` で `size` 個引けます。

# %% [markdown] lang="en"
# ## Choosing on a logarithmic scale (section 6.5.2)
#
# Is a learning rate of 0.1 good, or 0.001? At first not even the order of magnitude is known. Such a number is
# best tried **as often in each decade**, that is, from one power of ten to the next. But of numbers chosen
# uniformly from 0.0001 to 1, nine in ten are above 0.1, and fewer than one in a thousand are below 0.001.
#
# So choose not the value uniformly, but its **exponent**:
#
# $$u \sim U(\log_{10} \mathrm{low},\ \log_{10} \mathrm{high}), \qquad \text{value} = 10^{u}$$
#
# Here $u \sim U(a, b)$ says that $u$ is a uniform random number from $a$ to $b$. An example: with 0.0001 for
# `low` and 1 for `high`, the exponent $u$ is uniform from $-4$ to $0$. If $u = -2.5$ comes up, the value is
# $10^{-2.5} \approx 0.00316$. Each decade, 0.0001–0.001, 0.001–0.01, 0.01–0.1 and 0.1–1, comes up one time in
# four. This is called a **log-uniform distribution**.
#
# Any base will do for the logarithm, as long as it is **the same on the way there and back**: from $\log_{10}$
# (`np.log10`) come back by $10^{u}$, from the natural logarithm (`np.log`) by $e^{u}$ (`np.exp`).
# `rng.uniform(a, b, size)` draws `size` uniform random numbers.


# %% exercise="sample_log_uniform" title="対数スケールで選ぶ | Choosing on a logarithmic scale" section="6.5.2" track="P" points=4
def sample_log_uniform(low, high, size, rng):
    """low から high までの数を、対数スケールで一様に選びます（6.5.2 節）。

    Parameters
    ----------
    low, high : float。範囲（0 < low < high）
    size : int。選ぶ個数
    rng : np.random.Generator。乱数の生成器

    Returns
    -------
    形 (size,) の np.ndarray。どれも low から high までの値で、対数を取ると一様に散らばる

    |

    Choose numbers from low to high, uniformly on a logarithmic scale (section 6.5.2).

    Parameters
    ----------
    low, high : float, the range, 0 < low < high
    size : int, how many to choose
    rng : np.random.Generator, the source of random numbers

    Returns
    -------
    np.ndarray of shape (size,), all from low to high; their logarithms are uniform
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 0.0001 から 1 までの数を、2 通りの方法で 2000 個ずつ選びました。どちらの横軸も対数で、桁ごとに 5
# 本の棒があります。一様に選ぶと右端の桁に集まりますが、あなたの関数では、どの桁にも同じくらい散らばります。

# %% [markdown] lang="en"
# 2000 numbers from 0.0001 to 1, chosen in two ways. Both horizontal axes are logarithmic, with 5 bars to each
# decade. Chosen uniformly, the numbers crowd into the last decade; with your function they spread over all of
# them alike.

# %% demo
rng = np.random.default_rng(0)
drawn = [rng.uniform(1e-4, 1, 2000), sample_log_uniform(1e-4, 1, 2000, rng)]
titles = ["値を一様に選ぶ | The value is uniform", "指数を一様に選ぶ | The exponent is uniform"]

fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
for ax, values, title in zip(axes, drawn, titles, strict=True):
    ax.hist(values, bins=np.logspace(-4, 0, 21), color="C0", edgecolor="white")
    ax.set_xscale("log")
    ax.set_title(title)
    ax.set_xlabel("選ばれた値 | value")
axes[0].set_ylabel("個数 | how many")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## ランダムサーチ（6.5.2〜6.5.3 節）
#
# 道具がそろったので、ハイパーパラメータを探します。次の 3 つを `trials` 回繰り返すだけです。
#
# 1. ハイパーパラメータを 1 組、ランダムに選びます（`sample()`）。
# 2. それで学習させ、検証データで採点します（`evaluate(params)`。点数は**大きいほどよい**）。
# 3. 選んだ組と点数を記録します。
#
# そして、点数がいちばん大きかった組を選びます。これが**ランダムサーチ**です。よさそうな範囲が見えてきたら、
# 範囲を狭めてもう一度行います。学習に時間がかかるので、1 回ごとの学習は短めに切り上げます。
#
# 何を選び、どう採点するかは、引数の**関数**に任せます。そのため、ネットワークでも何でも、同じ `random_search`
# で探せます。`params` は辞書のことも、数 1 つのこともあります。中身は見ずに、そのまま渡しましょう。
#
# 例：`evaluate(p)` が $-(p - 1)^2$ を返し、`sample()` が順に 3、$-1$、2 を返すとします。`trials` が 3
# なら、次のようになります。
#
# | 回 | `params` | 点数 |
# |---|---|---|
# | 1 | 3 | $-4$ |
# | 2 | $-1$ | $-4$ |
# | 3 | 2 | $-1$ |
#
# `best` は 2、`history` は `[(3, -4), (-1, -4), (2, -1)]` です。点数は、この例のように全部マイナスのこともあります。
#
# `sample` と `evaluate` は、1 回の試行に**1 度ずつ**呼びます。`sample()`
# は呼ぶたびに違う組を返し、`evaluate` は 1 度の学習をまるごと行うからです。

# %% [markdown] lang="en"
# ## Random search (sections 6.5.2–6.5.3)
#
# With these tools you can search for hyperparameters. All it takes is to repeat three steps `trials` times:
#
# 1. Choose a set of hyperparameters at random: `sample()`.
# 2. Train with it, and give it a score on the validation data: `evaluate(params)`. **Higher is better.**
# 3. Write down the set and its score.
#
# Then take the set with the highest score. This is **random search**. Once a good region shows, narrow the
# ranges and search again. As training takes time, each trial trains only briefly.
#
# What is chosen, and how it is scored, is left to two **functions** that come in as arguments. So the same
# `random_search` works for a network or anything else. `params` may be a dictionary, or just a number: hand it
# on without looking inside.
#
# An example: let `evaluate(p)` return $-(p - 1)^2$, and let `sample()` return 3, then $-1$, then 2. With 3 for
# `trials`:
#
# | trial | `params` | score |
# |---|---|---|
# | 1 | 3 | $-4$ |
# | 2 | $-1$ | $-4$ |
# | 3 | 2 | $-1$ |
#
# `best` is 2, and `history` is `[(3, -4), (-1, -4), (2, -1)]`. As here, all scores may be negative.
#
# In each trial call `sample` and `evaluate` **once**: `sample()` returns another set at each call, and
# `evaluate` does a whole training.


# %% exercise="random_search" title="ランダムサーチ | Random search" section="6.5.3" track="I" points=5
def random_search(evaluate, sample, trials):
    """ハイパーパラメータをランダムに選んでは採点し、いちばんよいものを探します（6.5.3 節）。

    sample と evaluate は、1 回の試行に 1 度ずつ呼びます。

    Parameters
    ----------
    evaluate : 関数。evaluate(params) は点数（float。大きいほどよい）を返す
    sample : 関数。sample() はハイパーパラメータ params を返す。dict とは限らない
    trials : int。試行の回数（1 以上）

    Returns
    -------
    best : 点数がいちばん大きかった params（同点なら、そのどれでもよい）
    history : 長さ trials の list。試した順の (params, 点数) のタプル

    |

    Choose hyperparameters at random, score them, and find the best (section 6.5.3).

    In each trial, sample and evaluate are called once.

    Parameters
    ----------
    evaluate : a function; evaluate(params) returns a score, a float, higher being better
    sample : a function; sample() returns hyperparameters, params, not always in a dict
    trials : int, the number of trials, at least 1

    Returns
    -------
    best : the params with the highest score; if several have it, any of them
    history : list of length trials, the tuples (params, score) in the order of the trials
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 学習率と Weight decay の強さを、実際に探します。使うのは手書き数字 500 枚だけで、そのうち 100
# 枚を検証データにします。まず 36 組をランダムに選び、次に、同じ回数の**グリッドサーチ**と比べます。
# グリッドサーチとは、6 通りの学習率と 6 通りの強さを決めておき、その組み合わせを順に全部試す方法です。`sample()`
# が表から順に 1 組ずつ返すようにすれば、これもあなたの `random_search` でできます。

# %% [markdown] lang="en"
# Now search in earnest, for the learning rate and the strength of weight decay. There are only 500
# handwritten digits, 100 of which become validation data. First 36 pairs are chosen at random; then comes, for
# comparison, a **grid search** with as many trials. It fixes 6 learning rates and 6 strengths, and tries all
# their combinations one by one. If `sample()` returns one pair after the other from a table, your
# `random_search` does that as well.

# %% demo
from IPython.display import ProgressBar

rng = np.random.default_rng(0)
x_fit, t_fit, x_val, t_val = train_validation_split(x_train[:500], t_train[:500], 0.2, rng)
bar = ProgressBar(72)
curves = []


def sample():
    lr, weight_decay = sample_log_uniform(1e-3, 1, 1, rng)[0], sample_log_uniform(1e-6, 0.1, 1, rng)[0]
    return {"lr": lr, "weight_decay": weight_decay}


def evaluate(params):
    network = MultiLayerNet(784, [30], 10, weight_decay_lambda=params["weight_decay"])
    optimizer = SGD(params["lr"])
    curve = fit(network, optimizer, x_fit, t_fit, x_val, t_val, epochs=15, batch_size=100, rng=rng)
    curves.append(curve)
    bar.progress += 1
    return curve[-1, 1]  # 最後の、検証データの正解率 | the last accuracy on the validation data


bar.display()
np.random.seed(0)
best, history = random_search(evaluate, sample, 36)
grid = [{"lr": lr, "weight_decay": decay} for lr in np.logspace(-3, 0, 6) for decay in np.logspace(-6, -1, 6)]
_, grid_history = random_search(evaluate, iter(grid).__next__, 36)

scores = np.array([score for _, score in history])
order = np.argsort(-scores, kind="stable")  # よい順 | the best first
fig, axes = plt.subplots(3, 5, figsize=(10, 6.2), sharex=True, sharey=True)
for rank, (ax, i) in enumerate(zip(axes.flat, order, strict=False), 1):
    params = history[i][0]
    ax.plot(curves[i][:, 0], "--", color="gray", label="訓練 | training")
    ax.plot(curves[i][:, 1], color="C0", label="検証 | validation")
    ax.set_title(f"{rank}. lr {params['lr']:.3f}, λ {params['weight_decay']:.0e}", fontsize=9)
    ax.set_ylim(0, 1.05)
    ax.grid(alpha=0.3)
axes[0, 0].legend(loc="lower right", fontsize=8)
fig.suptitle("よかった 15 組の学習曲線 | The learning curves of the best 15")
fig.supxlabel("エポック | epoch")
fig.supylabel("正解率 | accuracy")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# どんな学習率がよかったでしょうか。上の図には、よかった順に、学習率 `lr` と Weight decay の強さ λ
# が書いてあります。36 回の試行を 1 枚にまとめたのが、次の図の左側です。点の色が検証データの正解率、
# 赤い丸がよかった 5 組です。
#
# 右側のグリッドサーチと比べてください。どちらも 36 回ですが、下の段のように**学習率だけ**に注目すると、
# ランダムサーチは 36 通りの学習率を試したのに、グリッドサーチが試したのは 6 通りだけです。結果を大きく
# 左右するハイパーパラメータは、たいてい一部だけで、どれがそうなのかは前もってわかりません。
# ランダムに選べば、どのハイパーパラメータについても、試行の回数と同じだけ違う値を試せます。

# %% [markdown] lang="en"
# Which learning rates did well? The curves above stand in order, the best first, each with its learning rate
# `lr` and its strength λ of weight decay. On the left of the next picture, all 36 trials are seen at once. The
# colour of a dot is the accuracy on the validation data, and red circles mark the best five.
#
# Compare it with the grid search on the right. Both made 36 trials. But look at the **learning rate alone**,
# as in the lower row: random search tried 36 of them, grid search only 6. As a rule only some hyperparameters
# matter much for the result, and it is not known beforehand which. Chosen at random, each of them is tried
# with as many values as there are trials.

# %% demo
fig, axes = plt.subplots(2, 2, figsize=(9.5, 6.6), sharex=True, sharey="row")
titles = ["ランダムサーチ | Random search", "グリッドサーチ | Grid search"]
for (top, bottom), title, trials in zip(axes.T, titles, [history, grid_history], strict=True):
    rates = np.array([params["lr"] for params, _ in trials])
    decays = np.array([params["weight_decay"] for params, _ in trials])
    accuracies = np.array([score for _, score in trials])
    five = np.argsort(-accuracies, kind="stable")[:5]
    dots = top.scatter(rates, decays, c=accuracies, s=60, vmin=0, vmax=1, cmap="viridis")
    bottom.scatter(rates, accuracies, c=accuracies, s=30, vmin=0, vmax=1, cmap="viridis")
    ring = {"s": 150, "facecolors": "none", "edgecolors": "red", "linewidths": 1.5}
    top.scatter(rates[five], decays[five], **ring, label="よかった 5 組 | the best five")
    bottom.scatter(rates[five], accuracies[five], **ring)
    top.set_xscale("log")
    top.set_yscale("log")
    top.set_ylim(1e-7, 0.3)
    top.set_title(title)
    bottom.set_xlabel("学習率 | learning rate")
    bottom.grid(alpha=0.3)
axes[0, 0].set_ylabel("Weight decay の強さ λ | weight decay λ")
axes[1, 0].set_ylabel("検証データの正解率 | validation accuracy")
axes[0, 0].legend(loc="lower left", fontsize=8)
fig.colorbar(dots, ax=axes, label="検証データの正解率 | validation accuracy")
plt.show()

# %% [markdown] lang="ja"
# 仕上げに、いちばんよかった組で、検証データも加えた 500 枚すべてを使って学習し直し、テストデータの正解率を 1
# 度だけ測ります。検証データの正解率より低くなることがよくあります。36 組の中からいちばん高いものを選んだので、
# 検証データの正解率には「たまたまよかった」分が入っているからです。
#
# 結果が気に入らなくても、テストデータの正解率を見ながらハイパーパラメータを選び直してはいけません。それをすると、
# テストデータが検証データになってしまいます。

# %% [markdown] lang="en"
# At the end, train once more with the best pair, on all 500 digits, those for validation included, and measure
# the accuracy on the test data, once. Often it is lower than that on the validation data: as the highest of
# 36, the latter has some luck in it.
#
# Even if you do not like the result, do not choose hyperparameters anew with an eye on the accuracy on the test
# data: that would make validation data of them.

# %% demo
network = MultiLayerNet(784, [30], 10, weight_decay_lambda=best["weight_decay"])
fit(network, SGD(best["lr"]), x_train[:500], t_train[:500], x_val, t_val, epochs=15, batch_size=100, rng=rng)
validated, tested = scores.max(), network.accuracy(x_test, t_test)
print(f"検証データの正解率：{validated:.1%} | accuracy on the validation data: {validated:.1%}")
print(f"テストデータの正解率：{tested:.1%} | accuracy on the test data: {tested:.1%}")

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - 更新のしかたを選べます。Momentum と Nesterov は勢いを付け、AdaGrad と RMSprop は歩幅を要素ごとに調整し、
#   Adam はその両方を行います。
# - 重みの初期値の広がりは、前の層のニューロンの数 $n$ で決めます。ReLU には $\sqrt{2/n}$（He
#   の初期値）、シグモイド関数には $1/\sqrt{n}$（Xavier の初期値）を使います。
# - バッチ正規化は、層ごとに値の分布をそろえ、学習を速くし、初期値に左右されにくくします。
# - 過学習は、大きな重みに罰を与える Weight decay と、ニューロンをランダムに消す Dropout で抑えます。
# - ハイパーパラメータは、対数スケールでランダムに選び、検証データで比べます。テストデータを使うのは最後だけです。
#
# これまでは、28×28 の画像を 784 個の数の列にしてから、ネットワークに入れてきました。これでは、
# どの画素が隣どうしなのかが伝わりません。第7章では、画像の形を保ったまま処理する
# **畳み込みニューラルネットワーク**（CNN）を作ります。この章の更新のしかたや初期値、過学習への対策は、そこでもそのまま役立ちます。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - There is a choice of how to update: Momentum and Nesterov gather speed, AdaGrad and RMSprop adapt the step of
#   each element, and Adam does both.
# - How far the initial weights spread depends on $n$, the number of neurons in the layer before: $\sqrt{2/n}$
#   for ReLU (He) and $1/\sqrt{n}$ for sigmoid (Xavier).
# - Batch normalization keeps the values of each layer in one range. Learning becomes faster and depends less
#   on the initial weights.
# - Weight decay, which punishes large weights, and dropout, which switches neurons off at random, hold
#   overfitting down.
# - Hyperparameters are chosen at random on a logarithmic scale, and compared on validation data. The test data
#   are for the end.
#
# So far images of 28×28 pixels became rows of 784 numbers before they entered the network, which does not tell
# it which pixels are neighbours. In chapter 7 you build **convolutional neural networks** (CNNs), which keep
# the shape of an image. How to update, how to begin and what to do against overfitting, all from this chapter,
# remain useful there.
