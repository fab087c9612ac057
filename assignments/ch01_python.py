# %% [markdown] lang="ja"
# # 第1章 Python 入門
#
# この本では、ディープラーニングの仕組みを自分の手で作っていきます。その道具になるのが、プログラミング言語
# **Python** と、2 つのライブラリです。数の並びをまとめて計算する **NumPy** と、グラフを描く **Matplotlib**
# です。この章では、この 3 つの使い方のうち、あとの章で何度も使うものを練習します。Python
# に触れるのがはじめてでも大丈夫です。
#
# 章の前半（1.3〜1.4 節）は Python だけ、中ほど（1.5 節）は NumPy、後半（1.6 節）は Matplotlib
# の練習です。第2章からは、ここで書いたような関数とクラスで、パーセプトロンを作り始めます。

# %% [markdown] lang="ja" form="ipynb"
# **このノートブックの進め方**
#
# 1. コードのセルは Shift + Enter で実行します。はじめに、地図の下にある `import`
#    で始まるセルを実行してください。
# 2. 説明を読みます。見出しの数字は『ゼロから作るDeep Learning』の節です。
# 3. 関数の中の `raise NotImplementedError`
#    を消して、そこに自分のコードを書きます。関数の名前と引数は変えません。
# 4. そのセルを実行してから、すぐ下の `check("…")`
#    のセルを実行します。違っていれば、どこがどう違うかが表示されます。`check`
#    のセルは書き換えられません。
# 5. 試し書きのセルや補助の関数は、自由に足してかまいません。
#
# ノートブックを開き直すと、表示は残っていても、関数や変数は消えています。また上から順に実行してください。
#
# ところどころに、あなたが作った関数を使って結果を見せるセルがあります。まだ書いていない関数があると
# `NotImplementedError`（「まだ作られていない」という意味のエラー）になりますが、
# 書き終えてからもう一度実行すれば大丈夫です。

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
# # Chapter 1: Python
#
# In this book you build deep learning with your own hands. The tools for it are the programming language
# **Python** and two libraries: **NumPy**, which computes with many numbers at once, and **Matplotlib**, which
# draws graphs. This chapter practises what the later chapters use again and again. It does not matter if you
# have never met Python before.
#
# The first part (sections 1.3–1.4) is about Python alone, the middle (section 1.5) about NumPy and the last
# (section 1.6) about Matplotlib. With functions and classes like the ones you write here you will begin to
# build perceptrons in chapter 2.

# %% [markdown] lang="en" form="ipynb"
# **How to work with this notebook**
#
# 1. Shift + Enter runs a cell of code. Begin with the `import` cell below the map.
# 2. Read the text. The numbers in the headings are the sections of the book, 斎藤康毅's
#    『ゼロから作るDeep Learning』.
# 3. Inside a function, delete `raise NotImplementedError` and write your own code in its place. Keep the
#    name of the function and its arguments.
# 4. Run that cell, then the `check("…")` cell just below it. If something is wrong, it says what and where.
#    The `check` cells themselves are locked.
# 5. You are free to add cells for trying things out, and helper functions of your own.
#
# When you open the notebook again, the output is still shown but functions and variables are forgotten: run
# the cells again from the top.
#
# Here and there a cell shows what the functions you wrote can do. If one of them is still missing, the cell
# stops with `NotImplementedError`, which is to say "not written yet"; write it and run the cell again.

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
# ## 関数とリスト：両端を除く（1.3.4、1.3.9 節）
#
# **関数**は、ひとまとまりの計算に名前を付けたものです。`def` で定義し、`return`
# で結果を返します（1.3.9 節）。`#` から行の終わりまでは、人のための説明です。
#
# ```python
# def square(n):
#     return n * n
#
# square(5)  # 25
# ```
#
# `n` は**引数**といい、呼び出すときにかっこの中に書いた値を受け取ります。`def` の行は `:`
# で終わり、関数の中の行は、始めに半角の空白を 4 つ入れて下げます。これを**字下げ**と呼びます。
# どこまでが関数の中かは、字下げで決まります。
#
# **リスト**は、値を順に並べたものです。角かっこで書きます。
# リストの要素は、番号（**インデックス**）で取り出します。番号は 0 から始まります。
# 負の番号は、後ろから数えます。
#
# | `a = [10, 20, 30, 40, 50]` | 10 | 20 | 30 | 40 | 50 |
# |---|---|---|---|---|---|
# | 前から | `a[0]` | `a[1]` | `a[2]` | `a[3]` | `a[4]` |
# | 後ろから | `a[-5]` | `a[-4]` | `a[-3]` | `a[-2]` | `a[-1]` |
#
# **スライス**を使うと、一部分を新しいリストとして取り出せます。`a[始め:終わり]` は、始めの番号から、
# 終わりの番号の**1 つ手前**までです。始めや終わりは省略できます。
#
# ```python
# a[1:3]  # [20, 30]
# a[:2]   # [10, 20]          先頭から
# a[3:]   # [40, 50]          最後まで
# a[:-2]  # [10, 20, 30]      後ろから 2 番目の手前まで
# ```
#
# 問題は、リストから**最初と最後の要素を除いた**リストを返すことです。`[10, 20, 30, 40, 50]` なら
# `[20, 30, 40]` に、要素が 2 個だけの `[1, 2]` なら空のリスト `[]` になります。
#
# 1 つ注意があります。`a.pop()` や `del a[0]` は、リスト `a` そのものから要素を取り除きます。また、`b = a`
# と書いてもコピーはできません。`b` は、同じリストに付いたもう 1 つの名前です。
# 受け取ったリストを書き換えると、関数を呼び出した側のリストまで変わってしまいます。
# スライスは新しいリストを作るので、その心配がありません。

# %% [markdown] lang="en"
# ## Functions and lists: all but the ends (sections 1.3.4 and 1.3.9)
#
# A **function** gives a name to a piece of computation. `def` defines it, `return` hands back the result
# (section 1.3.9). What follows a `#`, up to the end of the line, is a remark for people.
#
# ```python
# def square(n):
#     return n * n
#
# square(5)  # 25
# ```
#
# `n` is an **argument**: it takes the value that is written in the brackets of a call. The line of the `def`
# ends in `:`, and the lines inside the function begin with four spaces. This space at the beginning of a line
# is called its **indentation**, and it decides what belongs to the function.
#
# A **list** holds values in order and is written in square brackets. An item of a list is taken out by its
# number, its **index**. Counting starts at 0, and negative numbers count from the end.
#
# | `a = [10, 20, 30, 40, 50]` | 10 | 20 | 30 | 40 | 50 |
# |---|---|---|---|---|---|
# | from the front | `a[0]` | `a[1]` | `a[2]` | `a[3]` | `a[4]` |
# | from the back | `a[-5]` | `a[-4]` | `a[-3]` | `a[-2]` | `a[-1]` |
#
# A **slice** takes out a part as a new list. `a[start:end]` goes from the index `start` to **just before**
# the index `end`; either may be left out.
#
# ```python
# a[1:3]  # [20, 30]
# a[:2]   # [10, 20]          from the beginning
# a[3:]   # [40, 50]          to the end
# a[:-2]  # [10, 20, 30]      to just before the second from the end
# ```
#
# The exercise: return a list **without its first and last items**. `[10, 20, 30, 40, 50]` becomes
# `[20, 30, 40]`, and `[1, 2]`, which has just two items, becomes the empty list `[]`.
#
# One word of warning: `a.pop()` and `del a[0]` remove items from the list `a` itself. Nor does `b = a` make a
# copy: `b` is just a second name for the same list. If you change the list that you are given, it changes
# for the caller as well. A slice makes a new list, so there is nothing to fear.


# %% exercise="middle" title="スライス | Slices" section="1.3.4" track="P" points=3
def middle(items):
    """最初と最後の要素を除いたリストを返します（1.3.4 節）。items は書き換えません。

    Parameters
    ----------
    items : list。要素は 2 個以上

    Returns
    -------
    list。items から最初と最後の要素を除いたもの（順序はそのまま）

    |

    Return the list without its first and last items (section 1.3.4). items stays unchanged.

    Parameters
    ----------
    items : list of two or more items

    Returns
    -------
    list, all of items but the first and the last, in the same order
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 使ってみましょう。フィギュアスケートなどの採点では、いちばん低い点と高い点を外すことがあります。`sorted`
# は、小さい順に並べた新しいリストを作るので、その両端を除けば、極端な点がなくなります。
# 最後に、元のリストが変わっていないことも確かめてください。

# %% [markdown] lang="en"
# Put it to use. In sports such as figure skating, the lowest and the highest of the judges' marks are
# sometimes left out. `sorted` makes a new list in increasing order: without its two ends, the extreme marks
# are gone. See at the end that the original list is still the same.

# %% demo
marks = [8.5, 9.0, 3.0, 8.0, 9.5, 8.5]
print("小さい順： | in order:", sorted(marks))
print("両端を除く： | without the ends:", middle(sorted(marks)))
print("元のリスト： | the original list:", marks)

# %% [markdown] lang="ja"
# ## if 文：符号（1.3.6〜1.3.7 節）
#
# 比べる式の値は、`True`（真）か `False`（偽）のどちらかです。この 2 つを**ブーリアン**（bool）と呼びます。
#
# ```python
# 3 > 2    # True
# 3 < 3    # False
# 3 >= 3   # True（3 以上）
# 3 == 3   # True（等しい）
# ```
#
# **if 文**は、条件によって実行する行を選びます。条件は上から順に調べられ、はじめて `True`
# になったところだけが実行されます。どれも `True` でなければ `else` の行です。`elif` や `else`
# は、要らなければ省けます。
#
# ```python
# if hour < 12:
#     greeting = "おはよう"
# elif hour < 18:
#     greeting = "こんにちは"
# else:
#     greeting = "こんばんは"
# ```
#
# 条件の行の終わりには `:` を付けます。どこまでが if の中かを決めるのは、関数と同じように字下げです。
# 関数の中の if 文では、if の中の行が、もう 4 つ分下がります。
#
# 問題は、数の**符号**を返す関数です。
#
# $$\mathrm{sign}(x) = \begin{cases} 1 & (x > 0) \\ 0 & (x = 0) \\ -1 & (x < 0) \end{cases}$$
#
# `sign(7)` は `1`、`sign(0)` は `0`、`sign(-0.25)` は `-1` です。返すのは数で、`True` や `False`
# ではありません。第2章のパーセプトロンも、0 より大きいかどうかで出力を決めます。0
# ちょうどのときにどうなるかを、いつも考えるようにしましょう。

# %% [markdown] lang="en"
# ## if: the sign of a number (sections 1.3.6–1.3.7)
#
# A comparison is either `True` or `False`. These two values are called **booleans** (bool).
#
# ```python
# 3 > 2    # True
# 3 < 3    # False
# 3 >= 3   # True (greater or equal)
# 3 == 3   # True (equal)
# ```
#
# An **if statement** chooses which lines to run. The conditions are tried from top to bottom, and only the
# lines below the first one that is `True` are run; if none is, those below `else`. Where there is no need for
# an `elif` or an `else`, leave it out.
#
# ```python
# if hour < 12:
#     greeting = "Good morning"
# elif hour < 18:
#     greeting = "Good afternoon"
# else:
#     greeting = "Good evening"
# ```
#
# A line with a condition ends in `:`. What is inside the if is decided by the indentation, as in a function.
# When the if stands in a function, the lines inside it begin with four spaces more.
#
# The exercise is a function that returns the **sign** of a number.
#
# $$\mathrm{sign}(x) = \begin{cases} 1 & (x > 0) \\ 0 & (x = 0) \\ -1 & (x < 0) \end{cases}$$
#
# `sign(7)` is `1`, `sign(0)` is `0` and `sign(-0.25)` is `-1`. It returns a number, neither `True` nor
# `False`. The perceptron of chapter 2, too, asks whether something is greater than 0. Make it a habit to
# think about what happens at exactly 0.


# %% exercise="sign" title="if 文 | if" section="1.3.6" track="P" points=3
def sign(x):
    """数の符号を返します（1.3.6〜1.3.7 節）。

    Parameters
    ----------
    x : 1 個の数（整数または小数）

    Returns
    -------
    x > 0 なら 1、x が 0 なら 0、x < 0 なら -1

    |

    Return the sign of a number (sections 1.3.6–1.3.7).

    Parameters
    ----------
    x : a single number, whole or not

    Returns
    -------
    1 if x > 0, 0 if x is 0, and -1 if x < 0
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 株価が前の日より上がったか、同じか、下がったかを、差の符号で表してみます。`for`
# は、次の節で説明する繰り返しです。

# %% [markdown] lang="en"
# Use the sign of the difference to show whether a share price went up, stayed, or went down from one day to
# the next. (`for` repeats lines; the next section explains it.)

# %% demo
prices = [1200, 1260, 1260, 1185, 1190, 1150]
for day in [1, 2, 3, 4, 5]:
    change = prices[day] - prices[day - 1]
    print(prices[day - 1], "→", prices[day], "符号： | sign:", sign(change))

# %% [markdown] lang="ja"
# ## for 文とディクショナリ：ラベルを数える（1.3.5、1.3.8 節）
#
# **for 文**は、リストの要素を 1 つずつ取り出して、字下げした行を繰り返します（1.3.8 節）。
#
# ```python
# scores = [70, 85, 64]
# for score in scores:
#     print(score)  # 70、85、64 が順に表示される
# print("end")      # 繰り返しが終わってから、1 回だけ
# ```
#
# リストが番号で値を取り出すのに対して、**ディクショナリ**（辞書）は**キー**で値を取り出します（1.3.5 節）。
# 波かっこの中に `キー: 値` の組を並べて書きます。
#
# ```python
# stock = {"apple": 3, "orange": 5}
# stock["apple"]        # 3
# stock["apple"] += 1   # 値を 1 増やす。stock["apple"] は 4 になる
# stock["peach"] = 2    # 新しいキーを加える
# "melon" in stock      # False（このキーはまだない）
# ```
#
# まだないキーの値を読もうとすると、`KeyError` というエラーが起こって、そこで止まります。`stock["melon"] += 1`
# も、まず値を読むので、同じエラーになります。
#
# 機械学習では、データに付いた「正解の名前や番号」を**ラベル**と呼びます。
# 問題は、**どのラベルが何回現れるか**を数えて、ディクショナリにすることです。
# キーはラベル、値は回数です。
#
# | `labels` | 返すディクショナリ |
# |---|---|
# | `["cat", "dog", "cat"]` | `{"cat": 2, "dog": 1}` |
# | `[5, 0, 4, 5]` | `{5: 2, 0: 1, 4: 1}` |
# | `[]` | `{}` |
#
# 空のディクショナリ `{}` から始めて、ラベルを 1 つずつ見ていきましょう。
# はじめて見るラベルと、2 回目からのラベルでは、することが違います。なお、関数は `return`
# に着いたところで終わるので、`for` の中で着くと、残りの繰り返しは行われません。

# %% [markdown] lang="en"
# ## for and dictionaries: counting labels (sections 1.3.5 and 1.3.8)
#
# A **for loop** takes out one item of a list after the other, and repeats the indented lines for each (section
# 1.3.8).
#
# ```python
# scores = [70, 85, 64]
# for score in scores:
#     print(score)  # shows 70, 85 and 64 in turn
# print("end")      # once, when the loop is over
# ```
#
# Where a list finds a value by its number, a **dictionary** finds it by a **key** (section 1.3.5). It is
# written in curly brackets, with pairs `key: value`.
#
# ```python
# stock = {"apple": 3, "orange": 5}
# stock["apple"]        # 3
# stock["apple"] += 1   # one more: now stock["apple"] is 4
# stock["peach"] = 2    # adds a new key
# "melon" in stock      # False: there is no such key yet
# ```
#
# Reading the value of a key that is not there is an error, `KeyError`, and the program stops there. So it does
# at `stock["melon"] += 1`, which has to read the value first.
#
# In machine learning, the right answer attached to a piece of data, a name or a number, is called its
# **label**. The exercise is to count **how often each label occurs**, in a dictionary whose keys are the
# labels and whose values are the counts.
#
# | `labels` | the dictionary to return |
# |---|---|
# | `["cat", "dog", "cat"]` | `{"cat": 2, "dog": 1}` |
# | `[5, 0, 4, 5]` | `{5: 2, 0: 1, 4: 1}` |
# | `[]` | `{}` |
#
# Begin with an empty dictionary, `{}`, and look at one label after the other. A label that you see for the
# first time needs something else than one that you have seen before. Mind that a function ends where it
# reaches a `return`: reached inside the `for`, it leaves the remaining rounds out.


# %% exercise="count_labels" title="ディクショナリ | Dictionaries" section="1.3.5" track="P" points=4
def count_labels(labels):
    """ラベルごとに、現れた回数を数えます（1.3.5 節）。labels は書き換えません。

    Parameters
    ----------
    labels : list。要素は整数または文字列

    Returns
    -------
    dict。キーはラベル、値はそのラベルが現れた回数

    |

    Count how often each label occurs (section 1.3.5). labels is left unchanged.

    Parameters
    ----------
    labels : list of whole numbers or strings

    Returns
    -------
    dict from each label to the number of times it occurs
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 第3章から使う手書き数字のデータセット MNIST で、ラベルを数えてみましょう（`load_mnist`
# の引数の意味は、第3章で説明します）。この教材に入っている訓練用の
# 10,000 枚には、0 から 9 がほぼ同じ枚数ずつ含まれています。どの数字も十分にあるかを確かめるのは、
# データを受け取ったら最初にする仕事です。

# %% [markdown] lang="en"
# Try it on the labels of MNIST, the handwritten digits that you will use from chapter 3 on (the arguments of
# `load_mnist` are explained there). Among the 10,000 training images of this workbook, the digits 0 to 9 are
# about equally frequent. Whether there is enough of every digit is the first thing to look at when you are
# given data.

# %% demo
(x_train, t_train), _ = load_mnist(normalize=False, flatten=False)
counts = count_labels(t_train.tolist())  # tolist は NumPy の配列をリストに変える | tolist: array to list

plt.figure(figsize=(7, 3.5))
bars = plt.bar(list(counts.keys()), list(counts.values()), color="C0")
plt.bar_label(bars, padding=2)
plt.xticks(range(10))
plt.ylim(0, 1300)
plt.xlabel("ラベル | label")
plt.ylabel("枚数 | number of images")
plt.title("訓練データ 10,000 枚のラベル | Labels of the 10,000 training images")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 例外：平均（1.3 節）
#
# 次の問題は、リストに入っている数の**平均**です。$n$ 個の数 $x_1, \ldots, x_n$ の平均は、和を個数で割ったものです。
#
# $$\bar{x} = \frac{x_1 + x_2 + \cdots + x_n}{n}$$
#
# たとえば `[1, 2, 6]` の平均は $9 / 3 = 3$、`[1, 2]` の平均は $1.5$ です。要素の数は `len`
# で、数の和は `sum` で求められます（和は、`for` 文で 1 つずつ足しても求められます）。
#
# ```python
# scores = [70, 85, 64]
# len(scores)  # 3
# sum(scores)  # 219
# ```
#
# Python には割り算が 2 種類あります。`/` は小数まで計算し、`//` は、小さいほうの整数に切り下げます。
#
# ```python
# 7 / 2    # 3.5
# 7 // 2   # 3
# -7 // 2  # -4    −3.5 を切り下げると −4
# ```
#
# **空のリスト** `[]` には平均がありません（0 では割れません）。
# このように答えを出せない引数を受け取ったときは、おかしな値を返すより、エラーを起こして知らせるほうが親切です。
# エラーのことを**例外**とも呼び、`raise` で起こします。「値がおかしい」ことを表す例外が `ValueError` です。
#
# ```python
# def months_in(years):
#     if years < 0:
#         raise ValueError("年数が負です")
#     return years * 12
# ```
#
# 例外が起こると、関数はそこで終わるので、`return` の行には進みません。条件が成り立たなければ、`if`
# の次の行に進みます。
#
# 問題の `average` も、空のリストを受け取ったときは `ValueError` を起こすようにしてください。

# %% [markdown] lang="en"
# ## Exceptions: the average (section 1.3)
#
# The next exercise is the **average** of the numbers in a list. For $n$ numbers $x_1, \ldots, x_n$ it is
# their sum divided by $n$.
#
# $$\bar{x} = \frac{x_1 + x_2 + \cdots + x_n}{n}$$
#
# The average of `[1, 2, 6]`, for example, is $9 / 3 = 3$, and that of `[1, 2]` is $1.5$. `len` gives the
# number of a list's items and `sum` the sum of its numbers, which you may also add up one by one with `for`.
#
# ```python
# scores = [70, 85, 64]
# len(scores)  # 3
# sum(scores)  # 219
# ```
#
# Python has two kinds of division: `/` keeps the decimals, `//` rounds down to a whole number.
#
# ```python
# 7 / 2    # 3.5
# 7 // 2   # 3
# -7 // 2  # -4    -3.5 rounded down is -4
# ```
#
# An **empty list** `[]` has no average, since nothing can be divided by 0. When a function is given something
# for which there is no answer, it is kinder to say so by an error than to return a strange value. An error is
# also called an **exception**; `raise` raises one, and the one for "this value will not do" is `ValueError`.
#
# ```python
# def months_in(years):
#     if years < 0:
#         raise ValueError("negative number of years")
#     return years * 12
# ```
#
# Once an exception is raised the function ends, and never gets to the `return`. When the condition does not
# hold, it goes on with the line after the `if`.
#
# Let your `average`, too, raise a `ValueError` when it is given an empty list.


# %% exercise="average" title="平均 | The average" section="1.3" track="P" points=3
def average(numbers):
    """リストの数の平均を求めます（1.3 節）。numbers は書き換えません。

    Parameters
    ----------
    numbers : 数の list

    Returns
    -------
    float。平均

    Raises
    ------
    ValueError : numbers が空のとき

    |

    Find the average of the numbers in a list (section 1.3). numbers is left unchanged.

    Parameters
    ----------
    numbers : list of numbers

    Returns
    -------
    float, the average

    Raises
    ------
    ValueError : if numbers is empty
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 関数は組み合わせて使えます。両端を除いてから平均を取ると、1 人だけがつけた 3.0
# 点の影響が消えるのを見てください。また、空のリストを渡すと例外が起こるので、`try` と `except`
# で受け止めて、知らせるだけにしています。

# %% [markdown] lang="en"
# Functions can be combined. Take the average without the two ends, and see how the one mark of 3.0 no longer
# pulls it down. An empty list raises an exception; `try` and `except` catch it, and the cell just prints a
# message.

# %% demo
marks = [8.5, 9.0, 3.0, 8.0, 9.5, 8.5]
print("全部の平均： | average of all:", average(marks))
print("両端を除いた平均： | average without the ends:", average(middle(sorted(marks))))

try:
    average([])
except ValueError:
    print("空のリストには平均がありません。 | An empty list has no average.")

# %% [markdown] lang="ja"
# ## クラス（1.4.2 節）
#
# 関数は計算に名前を付けるものでした。**クラス**は、データと、それを使う関数をひとまとめにしたものです。
# クラスの中の関数を**メソッド**と呼びます。例として、回数を数えるカウンターを作ります。
#
# ```python
# class Counter:
#     def __init__(self, start):
#         self.count = start
#
#     def up(self):
#         self.count = self.count + 1
#         return self.count
# ```
#
# クラスは設計図で、`Counter(10)` のように呼び出すと、実物（**インスタンス**）が 1 つできます。
# そのとき自動的に呼ばれるのが `__init__` です（下線は、前後に 2 つずつです）。**`self`** は「このインスタンス自身」を指し、`self.count`
# のように書いたものは、インスタンスが自分のものとして覚えています。
#
# ```python
# a = Counter(10)
# b = Counter(0)
# a.up()  # 11
# a.up()  # 12
# b.up()  # 1     b の count は、a の count とは別のもの
# ```
#
# メソッドを定義するときは、最初の引数に必ず `self` を書きます。呼び出すときは書きません。
#
# 問題は、名前を覚えて挨拶するクラス `Man` です。`Man("David")` のように作ります。2
# つのメソッドは、次の文字列を**返します**。
#
# | メソッド | 返す文字列 |
# |---|---|
# | `hello()` | `"Hello David!"` |
# | `goodbye()` | `"Good-bye David!"` |
#
# `David` のところには、そのインスタンスの名前が入ります。文字列は `+` でつなぐか、`f"{変数}"`
# の形で埋め込めます。たとえば `day = "Monday"` なら、`"On " + day + "."` も `f"On {day}."` も `"On Monday."`
# です。
#
# 本の `Man` は挨拶を `print` で画面に表示しますが、ここでは `return`
# で返してください。`print` は人に見せるだけで、プログラムのほかの部分は、その文字列を受け取れません。
# 一方、`return` で返された値は、変数に入れたり、ほかの計算に使ったりできます。

# %% [markdown] lang="en"
# ## Classes (section 1.4.2)
#
# A function gives a name to a computation. A **class** puts data and the functions that use them into one;
# functions inside a class are called **methods**. Take a counter as an example:
#
# ```python
# class Counter:
#     def __init__(self, start):
#         self.count = start
#
#     def up(self):
#         self.count = self.count + 1
#         return self.count
# ```
#
# The class is a plan; calling it, as in `Counter(10)`, makes one real thing from it, an **instance**. When
# that happens `__init__` (with two underscores on either side) is called automatically. **`self`** stands for
# "this very instance", and whatever is written like `self.count` the instance remembers as its own.
#
# ```python
# a = Counter(10)
# b = Counter(0)
# a.up()  # 11
# a.up()  # 12
# b.up()  # 1     the count of b is not the count of a
# ```
#
# In the definition of a method the first argument is always `self`; in a call it is left out.
#
# The exercise is the class `Man`, which remembers a name and greets with it. `Man("David")` makes an
# instance, and its two methods **return** these strings:
#
# | method | string to return |
# |---|---|
# | `hello()` | `"Hello David!"` |
# | `goodbye()` | `"Good-bye David!"` |
#
# Where this says `David`, put the name of the instance. You can join strings with `+`, or put a value into one
# with `f"{variable}"`: for `day = "Monday"`, both `"On " + day + "."` and `f"On {day}."` are `"On Monday."`.
#
# The book's `Man` shows its greetings with `print`; here please `return` them. What `print` shows is for
# people only, and the rest of the program cannot get hold of it. A value that is returned can be stored in a
# variable and used in other computations.


# %% exercise="Man" title="クラス | Classes" section="1.4.2" track="P" points=4
class Man:
    """名前を覚えて挨拶するクラス（1.4.2 節）。

    Man(name) : name は文字列。インスタンスごとに自分の名前を覚える
    hello() : 文字列 "Hello David!" を返す（David のところは自分の名前）
    goodbye() : 文字列 "Good-bye David!" を返す（David のところは自分の名前）

    |

    A class that remembers a name and greets with it (section 1.4.2).

    Man(name) : name is a string; every instance remembers its own
    hello() : returns the string "Hello David!", with its own name for David
    goodbye() : returns the string "Good-bye David!", with its own name for David
    """

    def __init__(self, name):
        raise NotImplementedError

    def hello(self):
        raise NotImplementedError

    def goodbye(self):
        raise NotImplementedError


# %% [markdown] lang="ja"
# 1 つの設計図から、いくつでもインスタンスを作れます。返された文字列は、長さを調べたり、
# 大文字に変えたりできます。

# %% [markdown] lang="en"
# One plan makes as many instances as you like. And since the strings are returned, you can measure their
# length or turn them into capitals.

# %% demo
people = [Man("David"), Man("Emi"), Man("Grace")]
for person in people:
    print(person.hello(), "/", person.goodbye(), "/", len(person.hello()), "文字 | characters")
print(people[1].hello().upper())

# %% [markdown] lang="ja"
# ## NumPy 配列の計算（1.5.2〜1.5.3 節）
#
# ここからは **NumPy** です。`import numpy as np` と書くと、`np`
# という名前で使えるようになります（この章では、最初のセルで済んでいます）。
# 主役は**配列** `np.ndarray` です。`np.array` にリストを渡して作ります。
#
# ```python
# a = np.array([1.0, 2.0, 3.0])
# b = np.array([10.0, 20.0, 30.0])
# a + b    # array([11., 22., 33.])
# a * 100  # array([100., 200., 300.])
# ```
#
# 配列の計算は**要素ごと**（element-wise）に行われます。同じ位置の要素どうしが計算されるので、`for`
# 文は要りません。リストでは、こうはなりません。
#
# ```python
# [1, 2] + [3, 4]  # [1, 2, 3, 4]   リストの + は「つなげる」
# [1, 2] - [3, 4]  # TypeError      リストに引き算はない
# ```
#
# 問題は、2 つの配列の和、差、積、商を、この順に 4 つとも返す関数です。例を挙げます。
#
# | | `x = [1.0, 2.0, 3.0]`、`y = [2.0, 4.0, 5.0]` のとき |
# |---|---|
# | 和 $x + y$ | `[3.0, 6.0, 8.0]` |
# | 差 $x - y$ | `[-1.0, -2.0, -2.0]` |
# | 積 $x \times y$ | `[2.0, 8.0, 15.0]` |
# | 商 $x \div y$ | `[0.5, 0.5, 0.6]` |
#
# 関数から複数の値を返すには、`return p, q` のように、コンマで区切って並べます。`p, q = f(3)`
# と書けば、返ってきた 2 つの値を、変数 `p` と `q` に分けて受け取れます。
#
# 引数は、配列のことも、ふつうのリストのこともあります。`np.array` は、リストからは配列を作り、
# 配列からはそのコピーを作ります。ですから、はじめに `x = np.array(x)`
# としておけば、どちらが来ても同じように計算できます。
#
# なお、`x += y` は、新しい配列を作らずに、配列 `x` の中身を書き換えます。`x + y` のように書きましょう。

# %% [markdown] lang="en"
# ## Computing with NumPy arrays (sections 1.5.2–1.5.3)
#
# Now for **NumPy**. `import numpy as np` makes it available under the name `np`; in this chapter the first
# cell has done so. At its heart is the **array**, `np.ndarray`, which `np.array` makes from a list.
#
# ```python
# a = np.array([1.0, 2.0, 3.0])
# b = np.array([10.0, 20.0, 30.0])
# a + b    # array([11., 22., 33.])
# a * 100  # array([100., 200., 300.])
# ```
#
# Arrays are computed **element by element** (element-wise): elements at the same place go together, and no
# `for` is needed. With lists it is not so.
#
# ```python
# [1, 2] + [3, 4]  # [1, 2, 3, 4]   for lists + means "join"
# [1, 2] - [3, 4]  # TypeError      lists cannot be subtracted
# ```
#
# The exercise is a function that returns all four, the sum, difference, product and quotient of two arrays,
# in this order. An example:
#
# | | for `x = [1.0, 2.0, 3.0]` and `y = [2.0, 4.0, 5.0]` |
# |---|---|
# | sum $x + y$ | `[3.0, 6.0, 8.0]` |
# | difference $x - y$ | `[-1.0, -2.0, -2.0]` |
# | product $x \times y$ | `[2.0, 8.0, 15.0]` |
# | quotient $x \div y$ | `[0.5, 0.5, 0.6]` |
#
# To return several values from a function, write them with commas in between: `return p, q`. With
# `p, q = f(3)` the two values that come back go into the variables `p` and `q`.
#
# The arguments may be arrays or ordinary lists. `np.array` makes an array from a list, and from an array a
# copy of it, so with `x = np.array(x)` at the start you can compute with either in the same way.
#
# Mind that `x += y` makes no new array but changes what is in `x`. Write `x + y` and the like.


# %% exercise="elementwise" title="配列の計算 | Computing with arrays" section="1.5.3" track="P" points=4
def elementwise(x, y):
    """要素ごとの和、差、積、商を計算します（1.5.3 節）。x と y は書き換えません。

    Parameters
    ----------
    x : np.ndarray または list
    y : x と同じ形の np.ndarray または list。0 を含まない

    Returns
    -------
    4 つの np.ndarray：和 x + y、差 x - y、積 x × y、商 x ÷ y（この順）

    |

    Compute sum, difference, product and quotient element by element (section 1.5.3).
    x and y stay unchanged.

    Parameters
    ----------
    x : np.ndarray or list
    y : np.ndarray or list of the same shape as x, without zeros

    Returns
    -------
    four np.ndarrays, in this order: sum x + y, difference x - y, product x × y, quotient x ÷ y
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 波を表す 2 つの配列（それぞれ 400 個の数）を渡して、4 つの結果を描きます。灰色が元の 2
# つの波、青が結果です。和では、2 つの波が強め合ったり、打ち消し合ったり（t が 3 や 9
# のあたり）して「うなり」が生まれます。どの青い線も 400 個の点からできていますが、`for` 文は要りませんでした。

# %% [markdown] lang="en"
# Hand it two arrays that stand for waves, 400 numbers each, and draw the four results: the two waves in grey,
# the result in blue. In the sum the waves strengthen each other in some places and cancel out in others (near
# t = 3 and t = 9): this is called a beat. Each blue line has 400 points, and no `for` was needed.

# %% demo
t = np.linspace(0, 12, 400)  # 0 から 12 まで等間隔に 400 個 | 400 numbers from 0 to 12, equally spaced
x = 2 + np.sin(6 * t)
y = 2 + np.sin(5 * t)
names = [
    "和 x + y | sum x + y",
    "差 x − y | difference x − y",
    "積 x × y | product x × y",
    "商 x ÷ y | quotient x ÷ y",
]

fig, axes = plt.subplots(2, 2, figsize=(10, 5), sharex=True)
for i, result in enumerate(elementwise(x, y)):
    ax = axes.flat[i]
    ax.plot(t, x, color="0.8")
    ax.plot(t, y, color="0.8")
    ax.plot(t, result, color="C0")
    ax.set_title(names[i])
axes[1, 0].set_xlabel("t")
axes[1, 1].set_xlabel("t")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 配列の形と型（1.5.4 節）
#
# 配列は 1 列に並ぶだけではありません。リストのリストからは**行列**（2
# 次元配列）ができます。さらに次元を増やすこともできます。
#
# ```python
# A = np.array([[1.5, 2.0, 2.5],
#               [3.0, 3.5, 4.0]])
# ```
#
# これは 2 行 3 列の行列です。配列は、自分のことを表す値（**属性**）を持っています。`A.shape`
# のように、かっこを付けずに書きます。
#
# | 属性 | 意味 | 上の `A` では |
# |---|---|---|
# | `shape` | 各次元の大きさを並べたもの（**形**） | `(2, 3)` |
# | `ndim` | 次元の数 | `2` |
# | `size` | 要素の総数 | `6` |
# | `dtype` | 要素の型 | `float64`（64 ビットの小数） |
#
# 形の `(2, 3)` は **tuple**（タプル）といい、書き換えられないリストのようなものです。1
# 次元の配列の形は、要素が 1 つの tuple `(5,)` です。コンマを付けて、ただのかっこ `(5)` と区別します。
#
# NumPy の配列では、全部の要素が同じ型です。型にはほかに、整数の `int64` や、画像でよく使う `uint8`（0〜255
# の整数）などがあります。`A.dtype` は文字列ではなく「型を表すもの」です。その名前の文字列は
# `A.dtype.name` で得られます。
#
# ディープラーニングのプログラムの誤りは、その多くが形の取り違えから起こります。困ったら、まず形を調べましょう。
# 問題は、配列の 4 つの性質を調べてディクショナリにまとめる関数です。上の `A` なら、
# 次のディクショナリを返します。
#
# ```python
# {"shape": (2, 3), "ndim": 2, "size": 6, "dtype": "float64"}
# ```

# %% [markdown] lang="en"
# ## The shape and type of an array (section 1.5.4)
#
# An array need not be a single row of numbers. A list of lists becomes a **matrix**, a 2-D array, and there
# may be more dimensions still.
#
# ```python
# A = np.array([[1.5, 2.0, 2.5],
#               [3.0, 3.5, 4.0]])
# ```
#
# This is a matrix of 2 rows and 3 columns. An array carries values that describe it, its **attributes**. They
# are written without brackets, as in `A.shape`.
#
# | attribute | meaning | for the `A` above |
# |---|---|---|
# | `shape` | the length of each dimension: its **shape** | `(2, 3)` |
# | `ndim` | the number of dimensions | `2` |
# | `size` | the number of all elements | `6` |
# | `dtype` | the type of the elements | `float64`, floats of 64 bits |
#
# The shape `(2, 3)` is a **tuple**, which is like a list that cannot be changed. The shape of a 1-D array is a
# tuple of one item, `(5,)`, with a comma to tell it from the plain brackets of `(5)`.
#
# In a NumPy array all elements have the same type. Other types are `int64`, whole numbers, and `uint8`, whole
# numbers from 0 to 255, which are common in images. `A.dtype` itself is not a string but an object that
# stands for the type; its name, as a string, is `A.dtype.name`.
#
# Many errors in deep learning programs come from a mistaken shape, so when in doubt, look at the shape first.
# The exercise is a function that puts these four properties of an array into a dictionary. For the `A` above
# it returns this one:
#
# ```python
# {"shape": (2, 3), "ndim": 2, "size": 6, "dtype": "float64"}
# ```


# %% exercise="inspect_array" title="配列の形と型 | Shape and type" section="1.5.4" track="P" points=4
def inspect_array(A):
    """配列の形や型を調べて、ディクショナリにまとめます（1.5.4 節）。

    Parameters
    ----------
    A : 任意の形の np.ndarray

    Returns
    -------
    dict。キーは次の 4 つ
        "shape" : tuple。各次元の大きさ
        "ndim" : int。次元の数
        "size" : int。要素の総数
        "dtype" : str。要素の型の名前（"float64" など）

    |

    Put the shape and type of an array into a dictionary (section 1.5.4).

    Parameters
    ----------
    A : np.ndarray of any shape

    Returns
    -------
    dict with four keys:
        "shape" : tuple, the length of each dimension
        "ndim" : int, the number of dimensions
        "size" : int, the number of all elements
        "dtype" : str, the name of the type of the elements, such as "float64"
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# いろいろな配列を調べてみます。最後は MNIST の画像で、10,000 枚、1 チャンネル（白黒）、縦 28 画素、横 28
# 画素の 4 次元配列です。4 つの大きさを掛けると、`size` の 7,840,000 になります。

# %% [markdown] lang="en"
# Inspect some arrays. The last one is the images of MNIST, a 4-D array: 10,000 images of 1 channel (black and
# white), 28 pixels high and 28 wide. Multiply the four lengths, and you get its `size`, 7,840,000.

# %% demo
print(inspect_array(np.array([1, 2, 3])))
print(inspect_array(np.array([[1.5, 2.0, 2.5], [3.0, 3.5, 4.0]])))
print(inspect_array(np.array([True, False])))
print(inspect_array(x_train))

# %% [markdown] lang="ja"
# ## ブロードキャスト：行ごとに倍率を掛ける（1.5.5 節）
#
# 形の違う配列どうしでも、計算できることがあります。小さいほうが、大きいほうの形に合わせて
# 引き伸ばされるからです。これを**ブロードキャスト**と呼びます。
#
# ```python
# A = np.array([[1, 2],
#               [3, 4]])
# A * 10                  # 10 が 4 つの要素すべてに掛かる
# A * np.array([10, 20])  # [10, 20] がどの行にも使われる
# # array([[10, 40],
# #        [30, 80]])
# ```
#
# 2 番目の例で、`[10, 20]` は**列**に対応しています。0 列目が 10 倍、1 列目が 20 倍です。NumPy は、2
# つの形を**右端から**順に見比べます。大きさが同じなら、そのまま使います。一方が 1
# なら（または無ければ）、そちらを引き伸ばします。どちらでもなければエラーです。
#
# | `A` の形 | もう一方の形 | 結果 |
# |---|---|---|
# | `(2, 3)` | `(3,)` | 3 個の数が、列ごとに使われる |
# | `(2, 3)` | `(2,)` | 右端の 3 と 2 が合わず、エラー |
# | `(2, 3)` | `(2, 1)` | 2 個の数が、行ごとに使われる |
#
# 問題は、行列 `A` の $i$ **行目**を `v[i]` 倍することです。
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix} \text{ と } (10, -1)
# \text{ から } \begin{pmatrix} 10 & 20 & 30 \\ -4 & -5 & -6 \end{pmatrix}$$
#
# `v` の形は `(N,)` なので、そのまま掛けても、うまくいきません。表の 3 番目のように、縦 1
# 列の `(N, 1)` に変えてから掛けましょう。すると、引き伸ばされて、各行に同じ数が並びます。
#
# $$(10, -1) \quad\longrightarrow\quad \begin{pmatrix} 10 \\ -1 \end{pmatrix}
# \quad\longrightarrow\quad \begin{pmatrix} 10 & 10 & 10 \\ -1 & -1 & -1 \end{pmatrix}$$
#
# 配列の形を変えるには、`v.reshape(行の数, 列の数)` や `v[:, np.newaxis]`
# という書き方があります。`reshape` では、どちらか一方を `-1` にすると、残りから自動的に決まります。
#
# `A` が正方行列（行と列の数が同じ）のときは、とくに注意が必要です。`A * v` はエラーにならず、
# 列のほうに掛かってしまいます。
#
# もう 1 つ、リストと違うところがあります。リストのスライスは新しいリストでしたが、**配列のスライスはコピーではありません**。`A[:]`
# や、`A[0]`（0 行目）で取り出したものに書き込むと、元の配列も変わります。別の配列が要るときは `A.copy()`
# を使います。ただし、コピーは元と同じ型なので、整数の配列のコピーに小数は入りません。
# `A * 10` のような計算の結果は、いつも新しい配列です。

# %% [markdown] lang="en"
# ## Broadcasting: a factor for each row (section 1.5.5)
#
# Arrays of different shapes can sometimes be computed with each other, because the smaller one is stretched
# to the shape of the larger. This is called **broadcasting**.
#
# ```python
# A = np.array([[1, 2],
#               [3, 4]])
# A * 10                  # 10 multiplies all four elements
# A * np.array([10, 20])  # [10, 20] is used for every row
# # array([[10, 40],
# #        [30, 80]])
# ```
#
# In the second example `[10, 20]` goes with the **columns**: column 0 is multiplied by 10, column 1 by 20.
# NumPy compares the two shapes **from the right**. Equal lengths are used as they are; a length of 1, or one
# that is missing, is stretched to the other; anything else is an error.
#
# | shape of `A` | the other shape | result |
# |---|---|---|
# | `(2, 3)` | `(3,)` | three numbers, one for each column |
# | `(2, 3)` | `(2,)` | 3 and 2, at the right end, do not fit: an error |
# | `(2, 3)` | `(2, 1)` | two numbers, one for each row |
#
# The exercise: multiply **row** $i$ of the matrix `A` by `v[i]`.
#
# $$\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix} \text{ and } (10, -1)
# \text{ give } \begin{pmatrix} 10 & 20 & 30 \\ -4 & -5 & -6 \end{pmatrix}$$
#
# `v` has the shape `(N,)`, and multiplying by it as it is will not do. First turn it into a single column,
# `(N, 1)`, as in the third line of the table. Stretched, it then has the same number all along each row:
#
# $$(10, -1) \quad\longrightarrow\quad \begin{pmatrix} 10 \\ -1 \end{pmatrix}
# \quad\longrightarrow\quad \begin{pmatrix} 10 & 10 & 10 \\ -1 & -1 & -1 \end{pmatrix}$$
#
# Ways of changing the shape of an array are `v.reshape(rows, columns)` and `v[:, np.newaxis]`; in `reshape`
# one of the two may be `-1`, and is then worked out from the rest.
#
# Take special care with square matrices, which have as many rows as columns. There `A * v` is no error: it
# quietly multiplies the columns.
#
# There is one more difference from lists. A slice of a list is a new list, but **a slice of an array is no
# copy**: write into `A[:]`, or into `A[0]`, which is row 0, and the original array changes. If you need another
# array, `A.copy()` makes one. It has the type of the original, though: a copy of whole numbers has no room for
# decimals. The result of a calculation such as `A * 10` is always a new array.


# %% exercise="scale_rows" title="ブロードキャスト | Broadcasting" section="1.5.5" track="P" points=4
def scale_rows(A, v):
    """行列 A の i 行目を v[i] 倍します（1.5.5 節）。A と v は書き換えません。

    Parameters
    ----------
    A : 形 (N, M) の np.ndarray（要素が整数のこともある）
    v : 形 (N,) の np.ndarray（要素は小数のこともある）

    Returns
    -------
    形 (N, M) の np.ndarray。i 行目は A の i 行目の v[i] 倍

    |

    Multiply row i of the matrix A by v[i] (section 1.5.5). A and v are left unchanged.

    Parameters
    ----------
    A : np.ndarray of shape (N, M), which may hold whole numbers
    v : np.ndarray of shape (N,), which may hold floats

    Returns
    -------
    np.ndarray of shape (N, M); row i is row i of A times v[i]
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 画像も、画素の明るさを並べた行列です。28×28 の手書き数字に行ごとの倍率を掛けると、
# 上から下へ明るさを変えられます。中央の倍率は、いちばん上の 0 からいちばん下の 1 まで増えていきます。右の倍率は
# 1 行おきに 0 で、すだれのような縞ができます。もし縞が縦になったら、列のほうに掛かっています。

# %% [markdown] lang="en"
# An image is a matrix too, one of brightness. A factor for each row of a 28×28 digit changes its brightness
# from top to bottom. In the middle the factors grow from 0 at the top to 1 at the bottom; on the right every
# other one is 0, which gives the stripes of a blind. If your stripes are upright, it is the columns that were
# multiplied.

# %% demo
digit = x_train[7, 0]  # 形は (28, 28) | shape (28, 28)
fading = np.linspace(0, 1, 28)
blind = np.tile([1.0, 0.0], 14)  # 1, 0, 1, 0, …
pictures = [digit, scale_rows(digit, fading), scale_rows(digit, blind)]
titles = [
    "元の画像 | original",
    "下ほど明るく | brighter towards the bottom",
    "1 行おき | every other row",
]

fig, axes = plt.subplots(1, 3, figsize=(10, 3.6))
for i, ax in enumerate(axes):
    ax.imshow(pictures[i], cmap="gray", vmin=0, vmax=255)
    ax.set_title(titles[i])
    ax.axis("off")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 条件に合う要素を取り出す（1.5.6 節）
#
# 配列の要素も、リストと同じように番号で取り出せます。さらに、NumPy
# では、番号の配列で何個もまとめて取り出したり、**ブーリアンの配列**で選んだりできます。
#
# ```python
# X = np.array([5, 12, 7, 30])
# X[1]                                      # 12
# X[np.array([0, 3])]                       # array([ 5, 30])   番号で選ぶ
# X < 10                                    # array([ True, False,  True, False])
# X[np.array([True, False, True, False])]   # array([5, 7])     True のところを選ぶ
# ```
#
# 数を 1 個だけ取り出すと、画面には、今の NumPy では `np.int64(12)`
# のように型の名前も表示されます。値は 12 で、ふつうの数と同じように計算に使えます。
#
# 配列に不等号を使うと、要素ごとに比べたブーリアンの配列ができます。それを角かっこの中に入れると、`True`
# の位置の要素だけが、元の順に並んだ **1 次元の配列**として得られます。2 次元の配列でも同じです。
#
# 問題は、`X` の要素のうち `threshold`（しきい値）**より大きい**ものを取り出すことです。
#
# | `X` | `threshold` | 結果 |
# |---|---|---|
# | `[51, 55, 14, 19, 0, 4]` | 18 | `[51, 55, 19]` |
# | `[[1.5, 0.0, 2.5], [-3.0, 4.5, 0.5]]` | 1.0 | `[1.5, 2.5, 4.5]` |
# | `[3, 4, 5]` | 4 | `[5]`（4 ちょうどは入らない） |
# | `[3, 4, 5]` | 9 | `[]`（1 つもなければ、空の配列） |
#
# 求めるのは、番号でもブーリアンでもなく、要素の値です。

# %% [markdown] lang="en"
# ## Picking the elements that fulfil a condition (section 1.5.6)
#
# Like items of a list, elements of an array are taken out by their index. NumPy can also take several at once
# by an array of indices, or choose them by an **array of booleans**.
#
# ```python
# X = np.array([5, 12, 7, 30])
# X[1]                                      # 12
# X[np.array([0, 3])]                       # array([ 5, 30])   by index
# X < 10                                    # array([ True, False,  True, False])
# X[np.array([True, False, True, False])]   # array([5, 7])     where it says True
# ```
#
# When a single number is taken out, today's NumPy also shows the name of its type, as in `np.int64(12)`. The
# value is 12, and it can be used in calculations like any other number.
#
# An inequality on an array compares element by element and gives an array of booleans. Put into the square
# brackets, that array picks out just the elements where it says `True`, in their original order, as a
# **1-D array**. The same holds for a 2-D array.
#
# The exercise: pick the elements of `X` that are **greater than** `threshold`.
#
# | `X` | `threshold` | result |
# |---|---|---|
# | `[51, 55, 14, 19, 0, 4]` | 18 | `[51, 55, 19]` |
# | `[[1.5, 0.0, 2.5], [-3.0, 4.5, 0.5]]` | 1.0 | `[1.5, 2.5, 4.5]` |
# | `[3, 4, 5]` | 4 | `[5]` (4 itself is not among them) |
# | `[3, 4, 5]` | 9 | `[]` (if there is none, an empty array) |
#
# What is asked for is neither indices nor booleans but the values of the elements.


# %% exercise="pick_greater" title="条件に合う要素 | Picking elements" section="1.5.6" track="P" points=4
def pick_greater(X, threshold):
    """threshold より大きい要素を取り出します（1.5.6 節）。X は書き換えません。

    Parameters
    ----------
    X : 任意の形の np.ndarray
    threshold : 数。しきい値

    Returns
    -------
    1 次元の np.ndarray。X の要素のうち threshold より大きいもの（元の順）

    |

    Pick the elements that are greater than threshold (section 1.5.6). X is left unchanged.

    Parameters
    ----------
    X : np.ndarray of any shape
    threshold : number

    Returns
    -------
    1-D np.ndarray of the elements of X that are greater than threshold, in their order
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# でたらめな数（正規分布に従う乱数）を 100×100 個作り、1
# より大きいものだけを取り出します。図は**ヒストグラム**といい、0.1
# 刻みの範囲ごとに、その範囲に入る数の個数を棒の高さで表します。1 より大きいもの（オレンジ色）は、全体のおよそ
# 16% です。`threshold` の値を変えて、もう一度実行してみてください。

# %% [markdown] lang="en"
# Make 100×100 random numbers from a normal distribution and pick those above 1. The picture is a
# **histogram**: the height of each bar is how many of the numbers lie in that range of 0.1. About 16% of them
# (orange) are greater than 1. Change `threshold` and run this again.

# %% demo
threshold = 1.0
X = np.random.default_rng(0).normal(size=(100, 100))
picked = pick_greater(X, threshold)
share = len(picked) / X.size

bins = np.arange(-4, 4.01, 0.1)
plt.figure(figsize=(7, 3.8))
plt.hist(X.ravel(), bins=bins, color="0.8", label="すべて | all")
plt.hist(picked, bins=bins, color="C1", label="しきい値より大きい | above the threshold")
plt.axvline(threshold, color="black", linestyle=":")
plt.xlabel("値 | value")
plt.ylabel("個数 | count")
plt.title(f"{threshold} より大きいもの：{share:.1%} | Greater than {threshold}: {share:.1%}")
plt.legend()
plt.show()

# %% [markdown] lang="ja"
# ## グラフを描く（1.6.1〜1.6.2 節）
#
# 最後は **Matplotlib** で図を描きます。滑らかな曲線も、実は、細かく並んだ点を線分でつないだものです。
# まず x の点を用意し、それぞれの y を計算して、描くように頼みます。`np.arange(始め, 終わり, 間隔)`
# は、終わりの手前まで、等間隔の数を並べます。
#
# ```python
# fig, ax = plt.subplots()    # 新しい図（fig）と、その中の軸（ax）を作る
# x = np.arange(0, 4, 0.5)    # 0.0, 0.5, …, 3.5
# ax.plot(x, x**2, linestyle=":", label="square")  # 点線。label は凡例に出る名前
# ax.set_xlabel("time")       # 横軸のラベル
# ax.set_ylabel("area")       # 縦軸のラベル
# ax.set_title("growth")      # タイトル
# ax.legend()                 # 凡例（線の名前の一覧）を表示する
# plt.show()
# ```
#
# **軸**（axes）`ax` は、1 つのグラフを描く場所です。本では `plt.plot`、`plt.xlabel`、`plt.title`
# などと書いています。これらは「今使っている軸」に描きます。`ax` に頼むときも `ax.plot` は同じですが、ラベルとタイトルには `set_`
# が付いて、`ax.set_xlabel`、`ax.set_title` となります。採点のときは、渡される `ax`
# が「今使っている軸」でもあるので、どちらの書き方でもかまいません。
# ただし、関数の中で `plt.figure()` や `plt.subplots()` を呼ぶと、別の新しい図に描いてしまいます。
#
# 線の種類は `linestyle` で選びます。`"-"` が実線（指定しないときも実線）、`"--"` が破線、`":"` が点線です。
#
# 問題は、渡された `ax` に、次のグラフを描くことです。文字は大文字と小文字も、空白も、このとおりにします。
#
# | 描くもの | 描き方 |
# |---|---|
# | x の範囲 | 0 から 6 まで、間隔は 0.1（`np.arange(0, 6, 0.1)`）。6 を含んでも、もっと細かくてもよい |
# | 1 本目の線 | $y = \sin x$、実線、凡例の名前は `sin` |
# | 2 本目の線 | $y = \cos x$、破線、凡例の名前は `cos` |
# | 横軸、縦軸のラベル | `x`、`y` |
# | タイトル | `sin & cos` |
# | 凡例 | 表示する |
#
# $\sin$ は `np.sin`、$\cos$ は `np.cos` です。x はそのまま渡します。どちらも、
# 度ではなくラジアンという単位の角度を受け取ります。
# 何も返さなくてかまいません。色は自由です。

# %% [markdown] lang="en"
# ## Drawing a graph (sections 1.6.1–1.6.2)
#
# Finally, pictures with **Matplotlib**. Even a smooth curve is really a row of close points, joined by
# straight lines. So first make the points x, then compute y for each of them, and ask for a drawing.
# `np.arange(start, end, step)` gives equally spaced numbers that stop before the end.
#
# ```python
# fig, ax = plt.subplots()    # a new figure (fig) with axes (ax) in it
# x = np.arange(0, 4, 0.5)    # 0.0, 0.5, …, 3.5
# ax.plot(x, x**2, linestyle=":", label="square")  # dotted; name in the legend
# ax.set_xlabel("time")       # label of the horizontal axis
# ax.set_ylabel("area")       # label of the vertical axis
# ax.set_title("growth")      # title
# ax.legend()                 # show the legend, the list of names of the lines
# plt.show()
# ```
#
# The **axes** `ax` are the place where one graph is drawn. The book writes `plt.plot`, `plt.xlabel`,
# `plt.title` and so on, which draw on "the axes in use". With `ax` you write `ax.plot`, `ax.set_xlabel` and
# `ax.set_title`: for labels and titles the name begins with `set_`. When your work is graded, the `ax` you are
# given are also the axes in use, so either way of writing is fine. But if your function calls `plt.figure()`
# or `plt.subplots()`, it draws on another, new figure.
#
# The `linestyle` says what a line looks like: `"-"` is solid, which is also the default, `"--"` dashed and
# `":"` dotted.
#
# The exercise: draw the following graph on the `ax` that is given. Write the texts exactly like this, small
# letters and spaces included.
#
# | part | what it should be |
# |---|---|
# | range of x | 0 to 6 in steps of 0.1, `np.arange(0, 6, 0.1)`; to include 6 or use finer steps is fine |
# | first line | $y = \sin x$, solid, named `sin` in the legend |
# | second line | $y = \cos x$, dashed, named `cos` in the legend |
# | labels of the axes | `x` for the horizontal, `y` for the vertical |
# | title | `sin & cos` |
# | legend | shown |
#
# $\sin$ is `np.sin` and $\cos$ is `np.cos`. Hand them x as it is: they take angles in radians, not in
# degrees. Nothing needs to be returned, and the colours are up to you.


# %% exercise="plot_sin_cos" title="グラフを描く | Drawing a graph" section="1.6.1" track="P" points=6
def plot_sin_cos(ax):
    """sin と cos のグラフを ax に描きます（1.6.1〜1.6.2 節）。

    x は 0 から 6 まで 0.1 間隔（またはもっと細かく）。sin は実線、cos は破線。
    横軸のラベルは x、縦軸のラベルは y、タイトルは sin & cos、凡例の名前は sin と cos。

    Parameters
    ----------
    ax : matplotlib の軸（Axes）。ここに描く

    Returns
    -------
    なし

    |

    Draw the graphs of sin and cos on ax (sections 1.6.1–1.6.2).

    x runs from 0 to 6 in steps of 0.1 (or smaller). sin is a solid line, cos a dashed one.
    The axes are labelled x and y, the title is sin & cos, and the legend says sin and cos.

    Parameters
    ----------
    ax : matplotlib Axes to draw on

    Returns
    -------
    nothing
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 描いてみましょう。軸のラベル、タイトル、凡例、線の種類を、上の表と見比べてください。0 から始まるのが
# sin、1 から始まるのが cos です。

# %% [markdown] lang="en"
# Draw it, and compare labels, title, legend and line styles with the table above. The curve that starts at 0
# is sin, the one that starts at 1 is cos.

# %% demo
fig, ax = plt.subplots(figsize=(6, 4))
plot_sin_cos(ax)
plt.show()

# %% [markdown] lang="ja"
# ## 画像を表示する（1.6.3 節）
#
# 画像は、画素（小さな四角）の明るさや色を並べた配列です。`ax.imshow(配列)` で表示できます（本では
# `plt.imshow`）。配列の 0 行目が、いちばん上に来ます。
#
# - 形 `(H, W)` の配列は、1 画素が 1 個の数です（高さ H、幅 W）。数をどんな色で表すかは、**カラーマップ**
#   `cmap` で決めます。たとえば `cmap="Blues"` なら、小さい数は白、大きい数は濃い青です。何も指定しないと、紫、緑、黄色を使った
#   `viridis` になります。`"gray"` を指定すると、小さい数が黒、大きい数が白になります。
# - 形 `(H, W, 3)` の配列は、1 画素が 3
#   個の数（赤、緑、青の強さ）です。数がそのまま色を表すので、カラーマップは使われません（指定しても無視されます）。
#
# 画素は、0〜255 の整数（`uint8`）か、0.0〜1.0 の小数です。形 `(H, W)`
# の配列では、いちばん小さい数といちばん大きい数がカラーマップの両端になるように、自動的に調整されます。ですから、どちらの画素でも
# `cmap` を指定するだけで足ります。
#
# 小さな例を見てみましょう。カラーマップ `gray` では、次のように表示されます。
#
# $$\begin{pmatrix} 0 & 255 \\ 128 & 0 \end{pmatrix} \quad\longrightarrow\quad
# \begin{matrix} \text{黒} & \text{白} \\ \text{灰色} & \text{黒} \end{matrix}$$
#
# 問題は、画像を `ax` に表示する関数です。形 `(H, W)` の画像は白黒で（小さい値ほど黒く、大きい値ほど白く）、
# 形 `(H, W, 3)` の画像は、その色のままで表示します。向きは変えません。上下を逆にしたり、
# 縦と横を入れ替えたりしないでください。

# %% [markdown] lang="en"
# ## Showing an image (section 1.6.3)
#
# An image is an array of the brightness or colour of its pixels, its little squares. `ax.imshow(array)` shows
# it (the book writes `plt.imshow`), with row 0 at the top.
#
# - An array of shape `(H, W)`, height H and width W, has one number for each pixel. Which colour stands for
#   which number is decided by the **colormap** `cmap`: with `cmap="Blues"`, say, small numbers are white and
#   large ones dark blue. If you choose none, you get `viridis`, made of purple, green and yellow. With
#   `"gray"`, small numbers are black and large ones white.
# - An array of shape `(H, W, 3)` has three numbers for each pixel, the strengths of red, green and blue. They
#   are the colour itself, so no colormap is used; if one is given it is ignored.
#
# Pixels are whole numbers from 0 to 255 (`uint8`) or floats from 0.0 to 1.0. In an array of shape `(H, W)` the
# smallest and the largest number are matched to the two ends of the colormap automatically, so for either
# kind of pixel it is enough to choose a `cmap`.
#
# A tiny example, with the colormap `gray`:
#
# $$\begin{pmatrix} 0 & 255 \\ 128 & 0 \end{pmatrix} \quad\longrightarrow\quad
# \begin{matrix} \text{black} & \text{white} \\ \text{grey} & \text{black} \end{matrix}$$
#
# The exercise is a function that shows an image on `ax`: one of shape `(H, W)` in black and white (the
# smaller the value, the blacker; the larger, the whiter), one of shape `(H, W, 3)` in its own colours. Leave
# it the way round it is: neither upside down nor with height and width exchanged.


# %% exercise="show_image" title="画像を表示する | Showing an image" section="1.6.3" track="P" points=4
def show_image(ax, image):
    """画像を ax に表示します（1.6.3 節）。image は書き換えません。

    Parameters
    ----------
    ax : matplotlib の軸（Axes）。ここに表示する
    image : np.ndarray。形 (H, W) なら白黒で、形 (H, W, 3) ならその色のままで表示する。
        要素は 0 から 255 までの uint8、または 0.0 から 1.0 までの小数

    Returns
    -------
    なし

    |

    Show an image on ax (section 1.6.3). image is left unchanged.

    Parameters
    ----------
    ax : matplotlib Axes to show it on
    image : np.ndarray of shape (H, W), shown in black and white,
        or (H, W, 3), shown in its own colours.
        The elements are uint8 from 0 to 255, or floats from 0.0 to 1.0

    Returns
    -------
    nothing
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 3 枚の画像を並べます。左は MNIST の手書き数字（0 から 255 までの整数）、中央は、右下へ行くほど大きい、0.0 から
# 1.0 までの小数を並べた配列です。右は、NumPy の計算だけで描いた夕焼けです。赤、緑、青の強さを別々の配列で作り、`np.stack`
# で重ねています。なお、`plt.sca(ax)` は、`ax` を「今使っている軸」にする関数で、`plt.imshow`
# で書いた人のために入れてあります。

# %% [markdown] lang="en"
# Three images side by side. On the left is a handwritten digit of MNIST, of whole numbers from 0 to 255, in
# the middle an array of floats that grow towards the lower right, from 0.0 to 1.0. On the right is a sunset
# made with nothing but NumPy: three arrays, the strengths of red, green and blue, put together with
# `np.stack`. (`plt.sca(ax)` makes `ax` the axes in use, for those who wrote `plt.imshow`.)

# %% demo
rows, columns = np.mgrid[0:120, 0:160]
sun = np.exp(-((rows - 75) ** 2 + (columns - 80) ** 2) / 250)
sky = np.clip(1 - rows / 90, 0, 1)
red = np.clip(0.95 - 0.75 * sky + sun, 0, 1)
green = np.clip(0.45 - 0.25 * sky + 0.8 * sun, 0, 1)
blue = np.clip(0.15 + 0.4 * sky + 0.3 * sun, 0, 1)
sunset = np.stack([red, green, blue], axis=-1)  # (120, 160, 3)
sunset[90:] *= 0.25 + 0.2 * sun[90:, :, np.newaxis]  # 下は海 | the sea below
sunset[90:] += 0.25 * sunset[60:90][::-1]  # 空が映る | it mirrors the sky

slope = (rows + columns) / 278  # 右下の 119 + 159 が 1.0 になる | 119 + 159 at the lower right becomes 1.0
images = [x_train[0, 0], slope, sunset]
titles = [
    "手書き数字 | a handwritten digit",
    "右下ほど明るく | brighter to the lower right",
    "夕焼け | a sunset",
]
fig, axes = plt.subplots(1, 3, figsize=(11, 3.4), width_ratios=[3, 4, 4])
for i, ax in enumerate(axes):
    plt.sca(ax)
    show_image(ax, images[i])
    ax.set_title(titles[i])
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## 3 次元のグラフ（1.6 節の発展）
#
# 変数が 2 つの関数 $z = f(x, y)$ は、平面の上に広がる**曲面**になります。第4章では、
# 学習を「このような曲面の谷底を探すこと」ととらえます。
#
# 曲線のときに x の点を並べたように、今度は平面に**格子点**（縦横に並んだ点）を用意します。`np.meshgrid`
# は、横の座標 `x0` と縦の座標 `x1` から、格子点の座標を 2 つの行列 $X$、$Y$ にして返します。たとえば
# `x0` が 3 個、`x1` が 2 個なら、次のようになります。
#
# $$x_0 = (0, 1, 2), \quad x_1 = (3, 4) \quad\longrightarrow\quad
# X = \begin{pmatrix} 0 & 1 & 2 \\ 0 & 1 & 2 \end{pmatrix}, \quad
# Y = \begin{pmatrix} 3 & 3 & 3 \\ 4 & 4 & 4 \end{pmatrix}$$
#
# 同じ位置にある $X$ と $Y$ の要素を組にすると、$(0, 3), (1, 3), (2, 3), (0, 4), \ldots$ と、6
# 個の点になります。横に進むと x が変わり、下に進むと y が変わります。形は `(len(x1), len(x0))` です。
#
# NumPy の計算は要素ごとなので、高さ $Z$ は、$X$ と $Y$ を関数に渡すだけで求まります。たとえば
# $f(x, y) = 10x + y^2$ なら、左上は $10 \times 0 + 3^2 = 9$ で、全体は次のようになります。
#
# $$Z = \begin{pmatrix} 9 & 19 & 29 \\ 16 & 26 & 36 \end{pmatrix}$$
#
# 曲面は、3 次元の軸 `ax` のメソッド `ax.plot_surface(X, Y, Z)` で描きます（`plt.plot_surface` はありません）。
#
# 問題は、格子点 $X$、$Y$ を作り、高さ $Z = f(X, Y)$ を計算して、曲面を `ax` に描き、`X, Y, Z`
# を返す関数です。色などの飾りは自由です。

# %% [markdown] lang="en"
# ## Graphs in three dimensions (beyond section 1.6)
#
# A function of two variables, $z = f(x, y)$, is a **surface** above a plane. In chapter 4 you will look at
# learning as the search for the bottom of a valley in such a surface.
#
# As a curve needs a row of points x, a surface needs a **grid** of points in the plane. From the horizontal
# coordinates `x0` and the vertical coordinates `x1`, `np.meshgrid` makes the coordinates of all points of the
# grid, as two matrices $X$ and $Y$. With three numbers in `x0` and two in `x1`:
#
# $$x_0 = (0, 1, 2), \quad x_1 = (3, 4) \quad\longrightarrow\quad
# X = \begin{pmatrix} 0 & 1 & 2 \\ 0 & 1 & 2 \end{pmatrix}, \quad
# Y = \begin{pmatrix} 3 & 3 & 3 \\ 4 & 4 & 4 \end{pmatrix}$$
#
# Pair the elements of $X$ and $Y$ that stand at the same place, and you have the six points
# $(0, 3), (1, 3), (2, 3), (0, 4), \ldots$ Going right changes x, going down changes y. The shape is
# `(len(x1), len(x0))`.
#
# Since NumPy computes element by element, you need only hand $X$ and $Y$ to the function to get the heights
# $Z$. For $f(x, y) = 10x + y^2$, for example, the one at the top left is $10 \times 0 + 3^2 = 9$, and all of
# them are
#
# $$Z = \begin{pmatrix} 9 & 19 & 29 \\ 16 & 26 & 36 \end{pmatrix}$$
#
# A surface is drawn by a method of 3-D axes, `ax.plot_surface(X, Y, Z)`; there is no `plt.plot_surface`.
#
# The exercise is a function that makes the grid $X$, $Y$, computes the heights $Z = f(X, Y)$, draws the
# surface on `ax`, and returns `X, Y, Z`. Colours and other ornaments are up to you.


# %% exercise="plot_surface" title="3 次元のグラフ | Graphs in 3-D" section="1.6" track="P" points=6
def plot_surface(ax, f, x0, x1):
    """関数 f の曲面を 3 次元の軸 ax に描きます（1.6 節の発展）。

    Parameters
    ----------
    ax : matplotlib の 3 次元の軸（Axes3D）。ここに描く
    f : 2 変数の関数。f(X, Y) は、同じ形の 2 つの配列を受け取り、要素ごとに計算した配列を返す
    x0 : 形 (M,) の np.ndarray。横（x）の座標
    x1 : 形 (N,) の np.ndarray。縦（y）の座標

    Returns
    -------
    X, Y, Z : 形 (N, M) の np.ndarray が 3 つ。格子点の x 座標、y 座標、高さ f(X, Y)。
        X[i, j] は x0[j]、Y[i, j] は x1[i]

    |

    Draw the surface of the function f on the 3-D axes ax (beyond section 1.6).

    Parameters
    ----------
    ax : matplotlib 3-D axes (Axes3D) to draw on
    f : function of two variables. f(X, Y) takes two arrays of one shape
        and returns an array, computed element by element
    x0 : np.ndarray of shape (M,), the horizontal coordinates (x)
    x1 : np.ndarray of shape (N,), the vertical coordinates (y)

    Returns
    -------
    X, Y, Z : three np.ndarrays of shape (N, M): the x and y coordinates of the grid
        and the heights f(X, Y). X[i, j] is x0[j] and Y[i, j] is x1[i]
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# 2 つの曲面を描きます。左は $x^2 + y^2 / 4$ で、本の第4章と第6章でも出会う、お椀の形です。底は $(0, 0)$
# にあり、y の方向より x の方向のほうが急です。右は、水面に広がる波紋のような関数です。

# %% [markdown] lang="en"
# Two surfaces. On the left is $x^2 + y^2 / 4$, a bowl of the kind you will meet again in chapters 4 and 6 of
# the book: its bottom is at $(0, 0)$, and it is steeper in the direction of x than in that of y. On the right
# are ripples, as on water.


# %% demo
def bowl(x, y):
    return x**2 + y**2 / 4


def ripples(x, y):
    r = np.sqrt(x**2 + y**2)
    return np.cos(3 * r) * np.exp(-r / 2)


axis = np.linspace(-4, 4, 49)
fig = plt.figure(figsize=(11, 4.8))
left = fig.add_subplot(1, 2, 1, projection="3d")
plot_surface(left, bowl, axis[::2], axis[::2])
left.set_title("お椀 | a bowl")
right = fig.add_subplot(1, 2, 2, projection="3d")
plot_surface(right, ripples, axis, axis)
right.set_zlim(-1, 1.5)
right.set_title("波紋 | ripples")
for ax in (left, right):
    ax.set_xlabel("x")
    ax.set_ylabel("y")
plt.tight_layout()
plt.show()

# %% [markdown] lang="ja"
# ## この章のまとめ
#
# - Python
#   では、関数とクラスで計算に名前を付け、リストとディクショナリに値をまとめます。関数は、受け取ったものを書き換えないのが約束です。
# - NumPy の配列は、`for`
#   文なしで要素ごとに計算できます。形を意識することが、ブロードキャストを味方にするこつです。
# - Matplotlib の図は、軸 `ax` に線、画像、曲面を描き、ラベルと凡例で意味を伝えます。
#
# 道具はそろいました。次の第2章では、ディープラーニングの出発点になる、パーセプトロンを作ります。

# %% [markdown] lang="en"
# ## What this chapter showed
#
# - In Python, functions and classes give names to computations, and lists and dictionaries hold values
#   together. A function leaves what it is given unchanged.
# - NumPy computes with arrays element by element, without a `for`. Keep an eye on the shapes, and
#   broadcasting works for you.
# - A Matplotlib picture is made of lines, images and surfaces on axes `ax`; labels and legends say what it
#   means.
#
# Your tools are ready. In chapter 2 you build the perceptron, the starting point of deep learning.
