# %% [markdown] lang="ja"
# # 第0章 はじめの一歩
#
# 本の内容に入る前に、この教材の使い方を **5 分**ほどで練習します。問題を解き、答えを確かめ、間違いを直してみましょう。
# 提出のしかたも説明します。
#
# この章に**点数はつきません**。好きなだけ間違えて、何度でもやり直してください。『ゼロから作るDeep Learning』
# にはない章なので、0.1 などの節の番号は、この教材だけのものです。
#
# すぐ下の「地図」は、その章の問題の一覧です。どの章のはじめにもあります。

# %% [markdown] lang="en"
# # Chapter 0: First steps
#
# Before the book begins, take **five minutes** to practise how this workbook works: solve an exercise, check
# your answer, and mend what is wrong. How to hand your work in is told as well.
#
# There are **no points** in this chapter. Make as many mistakes as you like and start again as often as you
# like. The chapter is not in the book, so its section numbers, such as 0.1, are the workbook's own.
#
# The "map" just below lists the chapter's exercises. Every chapter begins with one.

# %% [markdown] lang="ja" form="ipynb"
# ## 0.1 セルを実行する
#
# いま開いているこのファイルを**ノートブック**と呼びます。ノートブックは、**セル**という箱が縦に並んだものです。
# この文章のような説明のセルと、左に `[ ]` のついたコードのセルがあります。
#
# コードのセルは、クリックして選んでから、**Shift + Enter**（Shift キーを押しながら Enter キー）で実行します。
# 実行している間は `[*]`、終わると `[1]` のような番号になります。番号は実行した順番です。
#
# 次のセルから、上から順に実行してみましょう。はじめのセルは、この章で使う道具を読み込みます
# （何も表示されなければ成功です）。どの章でも、まずこのセルを実行します。

# %% [markdown] lang="ja" form="py"
# ## 0.1 ファイルの読み方
#
# いま開いているこのファイルは、Python のプログラムです。`# %%` で始まる行が区切りで、区切りから区切りまでを
# **セル**と呼びます。`#` で始まる行は説明、そのほかの行がコードです。
#
# 次のセルは、この章で使う道具を読み込みます。消さずに、そのままにしておいてください。
#
# 文字を書き換えたら、**保存**（Ctrl + S、Mac では ⌘ + S）を忘れないでください。
# 答えを確かめる道具は、保存されたファイルを読みます。

# %% [markdown] lang="en" form="ipynb"
# ## 0.1 Running cells
#
# The file you have open is a **notebook**: a column of boxes called **cells**. Some hold text, like this one;
# those with `[ ]` on the left hold code.
#
# To run a cell of code, click on it, then press **Shift + Enter** (hold Shift and press Enter). It shows `[*]`
# while it runs, then a number such as `[1]`: the order in which the cells were run.
#
# Begin with the next cell and go on from the top. The first one loads the tools for this chapter; if it shows
# nothing, all is well. In every chapter, run this cell first.

# %% [markdown] lang="en" form="py"
# ## 0.1 Reading this file
#
# The file you have open is a Python program. A line that begins with `# %%` starts a new part, called a
# **cell**. Lines that begin with `#` are text, and the others are code.
#
# The next cell loads the tools for this chapter. Leave it as it is.
#
# Whenever you have changed something, **save the file** (Ctrl + S, on a Mac ⌘ + S): what checks your answers
# reads the file as it was saved.

# %% setup
import matplotlib.pyplot as plt
import numpy as np

# autograder が見つからないときは、先に %pip install zerotsuku-….whl を実行します | If autograder is not found, first run %pip install zerotsuku-….whl
from autograder import check

# %% setup lang="ja"
import matplotlib_fontja  # 図の中で日本語を使うため

# %% [markdown] lang="ja"
# ## 0.2 間違った答えを見る
#
# 問題は、どれも**関数**を 1 つ書くものです（あとの章では、関数をまとめた**クラス**のこともあります）。関数は、
# 値を受け取って、値を返すものです。受け取る値を**引数**と呼び、`return` の右に書いた値が返されます。
#
# 次のセルでは、数を 2 倍にする関数 `double` を書いた…つもりですが、間違っています。最後の行の
# `check("double")` は、`double` の答えを確かめて、結果を**カード**にして表示する命令です。

# %% [markdown] lang="en"
# ## 0.2 Looking at a wrong answer
#
# Every exercise asks you to write one **function** (in later chapters sometimes a **class**, which is several
# functions together). A function takes values, its **arguments**, and gives a value back: the one written
# after `return`.
#
# In the next cell somebody wanted to write a function `double` that doubles a number, and got it wrong. The
# last line, `check("double")`, checks the answers of `double` and shows the result as a **card**.

# %% [markdown] lang="ja" form="ipynb"
# 実行して、カードを読んでみましょう。

# %% [markdown] lang="ja" form="py"
# ターミナル（コマンドを打ち込む画面）でこのファイルのあるフォルダを開き、`python ch00_first_steps.py`
# を実行すると、カードが文字で表示されます。まだ書いていない問題があるので、そのあと `NotImplementedError`
# （「まだ作られていない」という意味のエラー）で止まりますが、いまはそれで構いません。

# %% [markdown] lang="en" form="ipynb"
# Run it, and read the card.

# %% [markdown] lang="en" form="py"
# Open a terminal, the window in which commands are typed, in the folder of this file and run
# `python ch00_first_steps.py`: the card appears as text. After it the program stops with
# `NotImplementedError`, which is to say "not written yet", because there are exercises that you have not
# written yet. That is fine for now.


# %% demo
def double(x):
    return x * x


check("double")

# %% [markdown] lang="ja"
# カードは、上から次のことを言っています。
#
# - **まだ正解ではない**こと。
# - どの呼び出しで違ったか。`double(3)` は 6.0 になってほしい（**期待**）のに、9.0 が返ってきました
#   （**あなたの答え**）。6.0 は小数の書き方をした 6 で、どちらの形で返しても正解です。
# - **ヒント**。よくある間違いのときは、どこを見ればよいかを教えてくれます。答えそのものは言いません。
# - いくつの確認が合っているか。`double(2)` は $2 \times 2 = 4$ で、たまたま合っています。1
#   つの例で合っていても正しいとは限らないので、`check` はいくつもの例で確かめます。
#
# ## 0.3 自分で書く
#
# 次のセルは、関数の名前と説明だけがある**書きかけの関数**です。このような形を**スタブ**と呼びます。
# `raise NotImplementedError` は、「まだ作られていない」というエラーを起こす行です。
#
# 1. `raise NotImplementedError` の行を消して、同じ位置に `return` から始まる行を書きます。
#    行のはじめの空白 4 つは残します。
# 2. `def` の行にある名前と引数は、変えません。
#
# $y = 2x$ を計算すれば、2 倍になります。Python では、掛け算を `*` と書きます（`3 * 4` は 12 です）。
# `"""` で囲まれた説明は、引数と返り値の約束です。そのまま残しておいてください。

# %% [markdown] lang="en"
# From top to bottom, the card says:
#
# - that the answer is **not right yet**;
# - which call went wrong: `double(3)` should be 6.0 (**expected**), and 9.0 came back (**yours**); 6.0 is 6
#   written as a decimal, and either form is right;
# - a **hint**: when the mistake is a common one, it tells you where to look, but never the answer itself;
# - how many checks are right. `double(2)` is, by accident: $2 \times 2 = 4$. One example that fits does not
#   make a function right, and so `check` tries several.
#
# ## 0.3 Writing your own
#
# The next cell holds an **unfinished function**, with nothing but its name and its description. It is called
# a **stub**. Its line `raise NotImplementedError` causes an error that says "not written yet".
#
# 1. Delete the line `raise NotImplementedError` and write a line that begins with `return` in its place. Keep
#    the four spaces at the beginning of the line.
# 2. Leave the name and the arguments in the `def` line as they are.
#
# To double is to compute $y = 2x$. In Python, multiplication is written `*`: `3 * 4` is 12. The long text
# between the `"""` tells what the function is given and what it must return; leave it there.

# %% [markdown] lang="ja" form="ipynb"
# 書けたら、**そのセルを実行してから**、すぐ下の `check("double")` のセルを実行します。
# 書き換えただけでは、前の `double` が使われたままです。`check` のセルは書き換えられません。

# %% [markdown] lang="ja" form="py"
# 書けたら保存して、ターミナルで `pytest -k double` を実行します。`double` の確認だけが実行されます。
# すぐ下の `check("double")` は、セルごとに実行できるエディタ（VS Code など）のためのものです。
# 消さずに残しておいてください。

# %% [markdown] lang="en" form="ipynb"
# When you have written it, **run that cell first**, then the `check("double")` cell just below it. As long as
# the cell is changed but not run, the old `double` is still the one in use. The `check` cells are locked.

# %% [markdown] lang="en" form="py"
# When you have written it, save the file and run `pytest -k double` in the terminal: it runs the checks of
# `double`. The `check("double")` just below is for editors that run single cells, such as VS Code. Leave it
# there.


# %% exercise="double" title="2 倍 | Double" section="0.3" track="P" points=0
def double(x):
    """数を 2 倍にします（0.3 節）。

    Parameters
    ----------
    x : int または float

    Returns
    -------
    数。x の 2 倍

    |

    Double a number (section 0.3).

    Parameters
    ----------
    x : int or float

    Returns
    -------
    number, twice x
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# ## 0.4 配列を受け取る
#
# もう 1 つ書いてみましょう。この教材では、数をまとめて扱うために **NumPy** という道具を使い、数の並びを
# **配列**（array）で表します。`import numpy as np` としてあるので、NumPy の関数は `np.` をつけて呼びます。
#
# ```python
# >>> x = np.array([8.0, 5.0, 2.0])
# >>> x.shape
# (3,)
# >>> x.size
# 3
# >>> np.sum(x)
# np.float64(15.0)
# ```
#
# `>>>` の行が入力、その下が表示される結果です。`x.shape` は配列の**形**で、`(3,)` は「1 列に 3 個」という意味です。
# `x.size` は要素の個数、`np.sum(x)` は要素の合計です（`np.float64(15.0)` は、NumPy の数 15.0 です）。
#
# **平均**は、合計を個数で割った値です。割り算は `/` と書きます。上の例なら $15 / 3 = 5$ です。
# 個数は配列によって違うので、3 のような決まった数は書けません。

# %% [markdown] lang="en"
# ## 0.4 Taking an array
#
# Now write one more. To work with many numbers at once, this workbook uses a tool called **NumPy**, which
# keeps them in an **array**. Because of `import numpy as np`, NumPy's functions are called with `np.` in
# front.
#
# ```python
# >>> x = np.array([8.0, 5.0, 2.0])
# >>> x.shape
# (3,)
# >>> x.size
# 3
# >>> np.sum(x)
# np.float64(15.0)
# ```
#
# The lines with `>>>` are what one types, those below them what is shown. `x.shape` is the **shape** of the
# array: `(3,)` says "three in a row". `x.size` is how many elements there are, and `np.sum(x)` is their sum;
# `np.float64(15.0)` is NumPy's number 15.0.
#
# The **mean** is the sum divided by how many there are. Division is written `/`. In the example it is
# $15 / 3 = 5$. Arrays differ in length, so a fixed number such as 3 will not do.


# %% exercise="mean_of" title="平均 | The mean" section="0.4" track="P" points=0
def mean_of(x):
    """配列の要素の平均を計算します（0.4 節）。x は書き換えません。

    Parameters
    ----------
    x : 形 (N,) の np.ndarray。N は 1 以上

    Returns
    -------
    数。N 個の要素の平均

    |

    Compute the mean of the elements of an array (section 0.4). x is left unchanged.

    Parameters
    ----------
    x : np.ndarray of shape (N,), N at least 1

    Returns
    -------
    number, the mean of the N elements
    """
    raise NotImplementedError


# %% [markdown] lang="ja"
# あなたの `mean_of` を使って、図を描きます。ある人が 1 週間に歩いた歩数と、その平均です。
# このように、自分で作った関数は、あとのセルで使えます。`mean_of` をまだ書いていなければ、
# `NotImplementedError` になります。書いてから、もう一度実行してください。

# %% [markdown] lang="en"
# Now your `mean_of` goes into a picture: the steps that somebody walked in a week, and their mean. In this way
# the functions that you have made can be used in later cells. If `mean_of` is not written yet, this stops with
# `NotImplementedError`: write it, then run this again.

# %% demo
steps = np.array([6200.0, 7400.0, 3100.0, 8800.0, 5600.0, 12300.0, 9200.0])
plt.figure(figsize=(6, 3))
plt.bar(["月 | Mon", "火 | Tue", "水 | Wed", "木 | Thu", "金 | Fri", "土 | Sat", "日 | Sun"], steps)
plt.axhline(mean_of(steps), color="tab:orange", label="平均 | mean")
plt.ylabel("歩数 | steps")
plt.legend()
plt.show()

# %% [markdown] lang="ja" form="ipynb"
# ## 0.5 実行の順番と、やり直し
#
# コードを実行しているのは、**カーネル**という、画面の裏で動くプログラムです。実行したセルの関数や変数は、
# カーネルが覚えています。
#
# - 効くのは、**並んでいる順番ではなく、実行した順番**です。いまもう一度 0.2 節のセルを実行すると、`double`
#   は間違ったものに戻ります。
# - ノートブックを開き直すと、**表示は残っていても、関数や変数は忘れられています**。
#   `NameError: name 'double' is not defined` は、`double` を作るセルがまだ実行されていないという意味です。
#
# どちらのときも、上から順に実行し直せば直ります。JupyterLab では、メニューの **Kernel → Restart Kernel and Run
# All Cells…** で、まとめて実行できます（エラーになったら、そこで止まります）。
#
# ## 0.6 進み具合を見る
#
# 画面の上の **+** のボタンでセルを足して `check()` を実行すると、この章のどの問題が終わったか、
# 次に何をするかが表示されます。セルは自由に足してかまいません。
#
# **ターミナル**（コマンドを打ち込む画面。JupyterLab では **File → New → Terminal**）でも確かめられます。
# ノートブックを**保存**してから（Ctrl + S、Mac では ⌘ + S）、`zerotsuku start` で作ったフォルダで実行します。
#
# - `pytest`：すべての章を確かめ、次に何をするかを表示します。`pytest -k double` なら、`double` だけです。
# - `zerotsuku watch`：動かしたままにしておくと、保存するたびに確かめます。やめるときは Ctrl + C です。
#
# ## 0.7 提出する
#
# **あなたの答えが、ひとりでにどこかへ送られることはありません**。`check` も `pytest` も、
# ノートブックが動いているコンピューターの中だけで確かめます。1 人で学んでいる人は、提出するものはありません。
#
# 授業や勉強会では、はじめから終わりまで動くことを **Restart Kernel and Run All Cells…** で確かめ、
# **保存してから**提出します。
#
# - nbgrader の **Assignment List** を使うところでは、その画面の **Fetch** で受け取ったノートブックに答えを書き、
#   **Submit** を押します。その前に **Validate** のボタンで、すべての `check` を確かめられます。
#   何度でも提出でき、いちばん新しいものが見られます。
# - そのほかのところでは、案内に従って、このファイル `ch00_first_steps.ipynb` を送ります。
#
# 採点では、ここにあるよりも多くの例で確かめられ、違っていれば、その理由が返ってきます。
#
# ## 0.8 困ったときは
#
# - まず、カードの文や、エラーの**最後の行**を読みます。
# - 動きがおかしいときは、**Restart Kernel and Run All Cells…** でやり直します。
# - いつまでも `[*]` のままなら、終わらない繰り返しかもしれません。**■**（停止）のボタンで止められます。
# - それでもわからなければ、カードの文をそのまま見せて、先生や仲間に聞いてみましょう。
#
# これで準備は終わりです。第1章 `ch01_python.ipynb` を開いてください。

# %% [markdown] lang="ja" form="py"
# ## 0.5 名前と、実行の順番
#
# プログラムは、上から順に実行されます。同じ名前の関数を 2 回書くと、**あとに書いたほう**が使われます。0.2
# 節の `double` は例で、答えを確かめるときには読まれません。あなたの答えは、0.3 節の `double` です。
#
# `NameError: name 'double' is not defined` というエラーは、「`double` という名前がない」という意味です。
# 名前の書き間違いか、それを作る行がまだ実行されていないかの、どちらかです。
#
# ## 0.6 進み具合を見る
#
# 答えは、ファイルを**保存してから**、ターミナルで確かめます。`zerotsuku start` で作ったフォルダで実行します。
#
# - `pytest`：すべての章を確かめ、次に何をするかを表示します。`pytest -k double` なら、`double` だけです。
# - `zerotsuku watch`：動かしたままにしておくと、保存するたびに確かめます。やめるときは Ctrl + C です。
#
# ## 0.7 提出する
#
# **あなたの答えが、ひとりでにどこかへ送られることはありません**。`pytest` も `zerotsuku watch` も、
# それを実行したコンピューターの中だけで確かめます。1 人で学んでいる人は、提出するものはありません。
#
# 授業や勉強会では、ファイルを**保存してから**、案内に従って、このファイル `ch00_first_steps.py` を送ります。
# 採点では、ここにあるよりも多くの例で確かめられ、違っていれば、その理由が返ってきます。
#
# ## 0.8 困ったときは
#
# - まず、エラーや `pytest` の表示の**最後の行**を読みます。
# - 直したのに結果が変わらないときは、ファイルを保存したかどうかを確かめます。
# - いつまでも終わらないときは、ターミナルで Ctrl + C を押すと止まります。終わらない繰り返しがないかを見てください。
# - それでもわからなければ、表示された文をそのまま見せて、先生や仲間に聞いてみましょう。
#
# これで準備は終わりです。第1章 `ch01_python.py` を開いてください。

# %% [markdown] lang="en" form="ipynb"
# ## 0.5 The order of running, and starting again
#
# Code is run by the **kernel**, a program that works behind the page and remembers the functions and variables
# of the cells that were run.
#
# - What counts is **the order in which cells were run, not the order in which they stand**. Run the cell of
#   section 0.2 again now, and `double` is the wrong one again.
# - When you open the notebook again, **the output is still shown but functions and variables are forgotten**.
#   `NameError: name 'double' is not defined` means that the cell that makes `double` has not been run yet.
#
# In both cases, run the cells again from the top. In JupyterLab the menu **Kernel → Restart Kernel and Run All
# Cells…** does it in one go; at an error it stops.
#
# ## 0.6 How far you have come
#
# Add a cell with the **+** button at the top and run `check()` in it: it shows which exercises of the chapter
# are done, and what comes next. You are free to add cells wherever you like.
#
# You can check in a **terminal**, too, the window in which commands are typed (in JupyterLab **File → New →
# Terminal**). **Save** the notebook first (Ctrl + S, on a Mac ⌘ + S), and run the commands in the folder that
# `zerotsuku start` has made:
#
# - `pytest` checks all chapters and says what comes next; `pytest -k double` checks only `double`.
# - `zerotsuku watch` goes on running and checks whenever you save. Ctrl + C ends it.
#
# ## 0.7 Handing in
#
# **Your answers are never sent anywhere by themselves**: `check` and `pytest` work on the computer on which the
# notebook runs. If you learn on your own, there is nothing to hand in.
#
# In a class or a study group, see with **Restart Kernel and Run All Cells…** that the notebook runs from
# beginning to end, and **save it** before you hand it in.
#
# - Where nbgrader's **Assignment List** is used, write into the notebook that you got there with **Fetch**, and
#   press **Submit**. Before that, the **Validate** button runs every `check`. You may submit as often as you
#   like: the latest one counts.
# - Elsewhere, send this file, `ch00_first_steps.ipynb`, as you are told.
#
# Grading tries more examples than there are here, and where something is wrong, you get the reason back.
#
# ## 0.8 When you are stuck
#
# - Read what the card says, or the **last line** of the error, first.
# - When something behaves strangely, start again with **Restart Kernel and Run All Cells…**
# - When `[*]` does not go away, there may be a loop without an end. The **■** (stop) button stops it.
# - If that does not help, ask your instructor or your group, and show them what the card says.
#
# Now you are ready. Open chapter 1, `ch01_python.ipynb`.

# %% [markdown] lang="en" form="py"
# ## 0.5 Names, and the order of running
#
# A program runs from top to bottom. When two functions have the same name, **the later one** is used. The
# `double` of section 0.2 is an example, which is not read when your answers are checked. Your answer is the
# `double` of section 0.3.
#
# The error `NameError: name 'double' is not defined` means that there is no name `double`: either it is
# misspelt, or the lines that make it have not been run yet.
#
# ## 0.6 How far you have come
#
# **Save** the file, then check your answers in the terminal, in the folder that `zerotsuku start` has made:
#
# - `pytest` checks all chapters and says what comes next; `pytest -k double` checks only `double`.
# - `zerotsuku watch` goes on running and checks whenever you save. Ctrl + C ends it.
#
# ## 0.7 Handing in
#
# **Your answers are never sent anywhere by themselves**: `pytest` and `zerotsuku watch` work on the computer on
# which you run them. If you learn on your own, there is nothing to hand in.
#
# In a class or a study group, **save** the file, then send it, `ch00_first_steps.py`, as you are told. Grading
# tries more examples than there are here, and where something is wrong, you get the reason back.
#
# ## 0.8 When you are stuck
#
# - Read the **last line** of an error, or of what `pytest` shows, first.
# - When you have mended something and nothing changes: has the file been saved?
# - When something never ends, Ctrl + C in the terminal stops it. Look for a loop without an end.
# - If that does not help, ask your instructor or your group, and show them what you see.
#
# Now you are ready. Open chapter 1, `ch01_python.py`.
