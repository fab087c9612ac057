"""Typical wrong answers of chapter 1, each with its hint."""

# ruff: noqa: SIM300 (X is an array and no constant: X > threshold is the natural order)

import matplotlib.pyplot as plt
import numpy as np

from solutions.mistakes import mistake


def refuse_empty(numbers):
    if len(numbers) == 0:
        raise ValueError("empty")


@mistake("average")
def average_with_integer_division(numbers):
    """// は小数点以下を切り捨てます。小数まで計算する / を使ってください。
    |
    // drops the decimals. Use /, which keeps them.
    """
    refuse_empty(numbers)
    return sum(numbers) // len(numbers)


@mistake("average")
def average_rounded(numbers):
    """整数に丸めた値になっています。平均は整数とは限りません。丸めずに返してください。
    |
    The result is rounded to a whole number. An average need not be whole: return it as it is.
    """
    refuse_empty(numbers)
    return round(sum(numbers) / len(numbers))


@mistake("average")
def average_as_the_sum(numbers):
    """数の和を返しています。和を個数で割ると平均になります。
    |
    This returns the sum. Divide it by how many numbers there are.
    """
    refuse_empty(numbers)
    return sum(numbers)


@mistake("average")
def average_emptying_the_list(numbers):
    """平均は合っていますが、受け取ったリストの要素を pop などで取り除いています。
    呼び出した側のリストまで空になってしまうので、for か sum で見るだけにしてください。
    |
    The average is right, but pop or the like removes items from the list, and the caller's list ends up
    empty. Just look at the items, with for or sum.
    """
    refuse_empty(numbers)
    total, n = 0, len(numbers)
    while numbers:
        total += numbers.pop()
    return total / n


@mistake("average")
def average_without_a_check(numbers):
    """空のリストのとき、0 での割り算になっています（ZeroDivisionError）。割る前に、空かどうかを if
    で調べてください。空なら raise ValueError(…) です。
    |
    For an empty list this divides by 0, a ZeroDivisionError. Before dividing, check with if whether the
    list is empty; if so, raise ValueError(…).
    """
    return sum(numbers) / len(numbers)


@mistake("average")
def average_of_nothing_is_zero(numbers):
    """空のリストに対して 0 を返しています。本当の平均が 0 のときと区別できません。return ではなく raise で
    ValueError を起こしてください。
    |
    For an empty list this returns 0, which looks like a real average of 0. Raise a ValueError instead of
    returning something.
    """
    return sum(numbers) / len(numbers) if numbers else 0


@mistake("average")
def average_returning_the_error(numbers):
    """空のリストに対して、ValueError を return で返しています。例外は、返すのではなく raise で起こします。
    |
    For an empty list this returns a ValueError. An exception is not returned: raise it.
    """
    if len(numbers) == 0:
        return ValueError("empty")
    return sum(numbers) / len(numbers)


@mistake("average")
def average_of_nothing_is_none(numbers):
    """空のリストのときに None が返っています。print で知らせたり何もせずに終わったりするのではなく、
    raise で ValueError を起こしてください。
    |
    For an empty list None comes back. Do not print a message or simply stop: raise a ValueError.
    """
    if len(numbers) > 0:
        return sum(numbers) / len(numbers)


@mistake("average")
def average_printed(numbers):
    """答えが返ってきません（None になっています）。print は画面に見せるだけなので、return で返してください。
    |
    No answer comes back: it is None. print only shows a value; use return to hand it back.
    """
    refuse_empty(numbers)
    print(sum(numbers) / len(numbers))


@mistake("average")
def average_returning_in_the_loop(numbers):
    """最初の数だけを個数で割った値になっています。return が for の中にあると、
    1 回目で関数が終わってしまいます。字下げを直して、ループのあとで返してください。
    |
    This is only the first number, divided by how many there are. A return inside the for ends the function
    in the first round. Mend the indentation to return after the loop.
    """
    refuse_empty(numbers)
    total = 0
    for number in numbers:
        total += number
        return total / len(numbers)


@mistake("average")
def average_from_index_one(numbers):
    """最初の数が和に入っていません。リストの番号は 0 から始まります。
    |
    The first number is missing from the sum. Lists are numbered from 0.
    """
    refuse_empty(numbers)
    return sum(numbers[1:]) / len(numbers)


@mistake("average")
def average_as_median(numbers):
    """これは中央値（並べたときの真ん中の値）です。平均は、和を個数で割ったものです。
    |
    This is the median, the value in the middle. The average is the sum divided by how many there are.
    """
    refuse_empty(numbers)
    return float(np.median(numbers))


@mistake("middle")
def middle_keeping_the_last(items):
    """最後の要素が残っています。スライスの終わりも指定してください。後ろから数えるには負の番号を使います。
    |
    The last item is still there. Give the slice an end as well; a negative index counts from the back.
    """
    return items[1:]


@mistake("middle")
def middle_keeping_the_first(items):
    """最初の要素が残っています。番号は 0 から始まるので、2 番目の要素の番号は 1 です。
    |
    The first item is still there. Counting starts at 0, so the second item has the index 1.
    """
    return items[:-1]


@mistake("middle")
def middle_one_short(items):
    """後ろから 2 個なくなっています。a[始め:終わり] は終わりの番号の 1 つ手前までなので、もう 1
    つ引く必要はありません。
    |
    Two items are missing at the end. a[start:end] already stops before end, so there is no need to go one
    further back.
    """
    return items[1:-2]


@mistake("middle")
def middle_of_five_items_only(items):
    """要素が 5 個のリストのときしか合いません。スライスの終わりを 4 のように決めずに、
    後ろから数える負の番号で書くと、長さがいくつでも使えます。
    |
    This is right only for a list of five items. Do not fix the end of the slice as 4 or the like: with a
    negative index, which counts from the back, it fits any length.
    """
    return items[1:4]


@mistake("middle")
def middle_from_index_two(items):
    """前から 2 個なくなっています。番号は 0 から始まるので、2 番目の要素は番号 1 です。
    |
    Two items are missing at the front. Counting starts at 0, so the second item has the index 1.
    """
    return items[2:-1]


@mistake("middle")
def middle_popping(items):
    """結果は合っていますが、pop や del、remove が、受け取ったリストそのものを短くしています。
    b = a はコピーではなく、同じリストの別の名前です。スライスなら新しいリストができます。
    |
    The result is right, but pop, del or remove has shortened the very list that came in. b = a is no copy,
    only another name for the same list. A slice makes a new one.
    """
    items.pop(0)
    items.pop()
    return items


@mistake("middle")
def middle_by_value(items):
    """最初や最後と「同じ値」の要素が、途中のものまで消えています。値ではなく、位置（番号）で選んでください。
    |
    Items in between are gone too, because they have the same value as the first or the last. Choose by
    position, not by value.
    """
    return [item for item in items if item != items[0] and item != items[-1]]


@mistake("middle")
def middle_as_one_item(items):
    """真ん中の要素を 1 つだけ返しています。求めるのは、最初と最後を除いた残り全部のリストです。
    |
    This returns only the one item in the middle. What is asked for is a list of all but the first and
    last.
    """
    return items[len(items) // 2]


@mistake("count_labels", {"counts[label] = 1": "counts[label] = 0"})
def count_labels_from_zero():
    """どの回数も 1 ずつ少なくなっています。はじめて見たラベルは、そのときに 1 回と数えます。
    |
    Every count is one too small. A label seen for the first time counts 1 already.
    """


@mistake("count_labels")
def count_labels_from_two(labels):
    """どの回数も 1 ずつ多くなっています。はじめてのラベルを 1 にしたあと、さらに 1 を足していませんか。
    |
    Every count is one too large. Is a new label set to 1 and then increased once more?
    """
    counts = {}
    for label in labels:
        if label not in counts:
            counts[label] = 1
        counts[label] += 1
    return counts


@mistake("count_labels")
def count_labels_always_one(labels):
    """どの回数も 1 です。同じラベルがまた来たときに、1 を入れ直すのではなく、1 増やしてください。
    |
    Every count is 1. When a label comes again, increase its count instead of setting it to 1 once more.
    """
    counts = {}
    for label in labels:
        counts[label] = 1
    return counts


@mistake("count_labels")
def count_labels_without_a_check(labels):
    """まだないキーを += で増やそうとしています（KeyError）。はじめてのラベルかどうかを label in counts
    で調べて、場合を分けてください。
    |
    += is used on a key that does not exist yet, which is a KeyError. Check with label in counts whether
    the label is new, and treat the two cases differently.
    """
    counts = {}
    for label in labels:
        counts[label] += 1
    return counts


@mistake("count_labels")
def count_labels_returning_in_the_loop(labels):
    """最初のラベルしか数えていません。return が for の中にあると、1 回目で関数が終わってしまいます。
    ループのあとで返してください。
    |
    Only the first label is counted. A return inside the for ends the function in the first round. Return
    after the loop.
    """
    counts = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
        return counts
    return counts


@mistake("count_labels")
def count_labels_reversed(labels):
    """キーと値が逆です。キーがラベル、値が回数になるようにしてください。
    |
    Keys and values are the wrong way round. The label is the key and its count the value.
    """
    return {labels.count(label): label for label in labels}


@mistake("count_labels")
def count_labels_emptying_the_list(labels):
    """回数は合っていますが、受け取ったリストから要素を取り除いています。pop ではなく for
    で見ていってください。
    |
    The counts are right, but items are removed from the list that came in. Go through it with for, not
    with pop.
    """
    counts = {}
    while labels:
        label = labels.pop()
        counts[label] = counts.get(label, 0) + 1
    return counts


@mistake("sign")
def sign_one_at_zero(x):
    """0 ちょうどのときに 1 になっています。1 になるのは 0 より大きいときだけです。>= と >
    を見直してください。
    |
    Exactly 0 gives 1. The result is 1 only for numbers greater than 0: look again at >= and >.
    """
    if x >= 0:
        return 1
    return -1


@mistake("sign")
def sign_minus_one_at_zero(x):
    """0 ちょうどのときに −1 になっています。else には 0 も入ります。0 の場合を分けてください。
    |
    Exactly 0 gives −1: it too ends up in the else. Make a case of its own for 0.
    """
    if x > 0:
        return 1
    else:
        return -1


@mistake("sign")
def sign_none_at_zero(x):
    """0 のとき、どの return にもたどり着かず None になっています。0 を返す場合を加えてください。
    |
    For 0 no return is reached, and the result is None. Add the case that returns 0.
    """
    if x > 0:
        return 1
    if x < 0:
        return -1


@mistake("sign")
def sign_as_bool(x):
    """True か False を返しています。不等号の結果をそのまま返すのではなく、if で場合を分けて 1、
    0、−1 の数を返してください。
    |
    This returns True or False. Do not return the comparison itself: tell the cases apart with if, and
    return one of the numbers 1, 0 and −1.
    """
    return x > 0


@mistake("sign")
def sign_reversed(x):
    """1 と −1 が逆です。正の数が 1 になるように、不等号の向きを確かめてください。
    |
    1 and −1 are the wrong way round. Check the direction of the inequality: a positive number gives 1.
    """
    return 1 if x < 0 else -1 if x > 0 else 0


@mistake("sign")
def sign_of_the_whole_part(x):
    """0 と 1 の間や −1 と 0 の間の数が 0 になっています。比べる相手は 1 や −1 ではなく 0 です（int
    で整数に直す必要もありません）。
    |
    Numbers between 0 and 1, or between −1 and 0, give 0. Compare with 0, not with 1 or −1, and do not turn
    x into a whole number with int.
    """
    return 1 if x >= 1 else -1 if x <= -1 else 0


@mistake("sign")
def sign_with_two_ifs(x):
    """正の数が −1 になっています。if が 2 つ並ぶと、else は 2 つ目の if だけに付くので、正の数も else
    に入ります。2 つ目を elif にすると、1 続きの場合分けになります。
    |
    Positive numbers give −1. After two ifs in a row, the else belongs to the second one only, so positive
    numbers end up in it, too. With elif in place of the second if it is a single choice.
    """
    if x > 0:
        result = 1
    if x == 0:  # noqa: SIM108
        result = 0
    else:
        result = -1
    return result


@mistake("sign")
def sign_without_minus_one(x):
    """負の数が 0 になっています。負のときに −1 を返す場合を加えてください。
    |
    Negative numbers give 0. Add the case that returns −1 for them.
    """
    return 1 if x > 0 else 0


@mistake("sign")
def sign_by_division(x):
    """0 のとき、0 での割り算（ZeroDivisionError）になっています。0 の場合を if で分けてください。
    |
    For 0 this is a division by 0, a ZeroDivisionError. Make a case of its own for 0.
    """
    return x / abs(x)


@mistake("Man", {"self.name = name": "type(self).name = name"})
class ManSharingTheName:
    """どのインスタンスも、最後に作ったものの名前になっています。名前がクラスやグローバル変数に 1
    つだけ覚えられています。self.name に入れると、インスタンスごとに覚えます。
    |
    Every instance has the name of the one made last: the name is kept just once, in the class or in a
    global variable. Put it into self.name, and each instance keeps its own.
    """


@mistake(
    "Man",
    {
        'return f"Hello {self.name}!"': 'print("Hello " + self.name + "!")',
        'return f"Good-bye {self.name}!"': 'print("Good-bye " + self.name + "!")',
    },
)
class ManPrinting:
    """hello() や goodbye() から None が返っています。print は画面に見せるだけです（本の Man
    はそうしています）。ここでは return で文字列を返してください。
    |
    None comes back from hello() and goodbye(). print only shows a text, which is what the book's Man does.
    Here, return the string.
    """


@mistake("Man", {"self.name = name": "name = name"})
class ManForgettingTheName:
    """self.name に何も入っていません。__init__ の中で、受け取った name を self.name に入れてください（name =
    name では、__init__ が終わると消えます）。つづりが違っていないかも確かめましょう。
    |
    There is nothing in self.name. In __init__, put the name that it receives into self.name; name = name
    alone is gone when __init__ ends. Check the spelling, too.
    """


@mistake("Man", {"def __init__(self, name):": "def _init_(self, name):"})
class ManWithSingleUnderscores:
    """Man(…) に渡した名前を受け取るメソッドがありません。__init__ のつづりを確かめてください。
    下線は、前後に 2 つずつです。
    |
    No method takes the name that is handed to Man(…). Check how __init__ is spelt: it has two underscores
    on either side.
    """


@mistake(
    "Man",
    {
        'return f"Hello {self.name}!"': 'return f"Hello {name}!"  # noqa: F821',
        'return f"Good-bye {self.name}!"': 'return f"Good-bye {name}!"  # noqa: F821',
    },
)
class ManWithoutSelfBeforeName:
    """hello() や goodbye() の中では、__init__ の引数 name は使えません。インスタンスが覚えている名前は
    self.name です。
    |
    Inside hello() and goodbye() there is no name: that was an argument of __init__. What the instance
    remembers is self.name.
    """


@mistake("Man")
class ManWithoutSelf:
    """メソッドの引数に self がありません。呼び出すときは書きませんが、定義では最初の引数に必ず self
    を書きます。
    |
    The methods lack the argument self. A call leaves it out, but in the definition the first argument is
    always self.
    """

    def __init__(self, name):
        self.name = name

    def hello():
        return "Hello!"

    def goodbye():
        return "Good-bye!"


@mistake("Man", {"self.name = name": 'self.name = "David"'})
class ManNamedDavid:
    """いつも David と挨拶しています。"David" と書き込まずに、self.name を使ってください。
    |
    It always greets David. Do not write "David" into the method: use self.name.
    """


@mistake(
    "Man",
    {
        'return f"Hello {self.name}!"': 'return "Hello {self.name}!"',
        'return f"Good-bye {self.name}!"': 'return "Good-bye {self.name}!"',
    },
)
class ManWithoutF:
    """文字列の中の {self.name} がそのまま出ています。値を埋め込むには、引用符の前に f を付けてください。
    |
    The string shows {self.name} to the letter. To put the value in, write an f before the quotation mark.
    """


@mistake(
    "Man",
    {
        'return f"Hello {self.name}!"': 'return "Hello" + self.name + "!"',
        'return f"Good-bye {self.name}!"': 'return "Good-bye" + self.name + "!"',
    },
)
class ManWithoutASpace:
    """挨拶と名前の間に空白がありません。文字列を + でつなぐと、空白は自動では入りません。
    |
    There is no space between the greeting and the name. Joining strings with + adds none by itself.
    """


@mistake(
    "Man",
    {
        'return f"Hello {self.name}!"': 'return f"Hello {self.name}"',
        'return f"Good-bye {self.name}!"': 'return f"Good-bye {self.name}"',
    },
)
class ManWithoutExclamationMark:
    """最後の ! がありません。 | The ! at the end is missing."""


@mistake("Man", {'return f"Good-bye {self.name}!"': 'return f"Goodbye {self.name}!"'})
class ManWithoutHyphen:
    """goodbye() の挨拶のつづりが違います。ハイフンの入った Good-bye です。
    |
    The greeting of goodbye() is spelt differently. It is Good-bye, with a hyphen.
    """


@mistake("elementwise")
def elementwise_of_arrays_only(x, y):
    """配列では合っていますが、リストのままでは要素ごとに計算できません（+ はリストをつなげます）。
    はじめに np.array で配列にしてください。
    |
    It is right for arrays, but lists are not computed element by element: + joins them. Turn x and y into
    arrays with np.array first.
    """
    return x + y, x - y, x * y, x / y


@mistake("elementwise")
def elementwise_with_integer_quotient(x, y):
    """商が切り捨てられています。// ではなく / を使ってください。
    |
    The quotient has lost its decimals. Use / and not //.
    """
    x, y = np.array(x), np.array(y)
    return x + y, x - y, x * y, x // y


@mistake("elementwise")
def elementwise_difference_reversed(x, y):
    """差が y − x になっています。引く順序を逆にしてください。
    |
    The difference is y − x. Subtract the other way round.
    """
    x, y = np.array(x), np.array(y)
    return x + y, y - x, x * y, x / y


@mistake("elementwise")
def elementwise_quotient_reversed(x, y):
    """商が y ÷ x になっています。割る順序を逆にしてください。
    |
    The quotient is y ÷ x. Divide the other way round.
    """
    x, y = np.array(x), np.array(y)
    return x + y, x - y, x * y, y / x


@mistake("elementwise")
def elementwise_with_power(x, y):
    """** は「べき乗」です。積は * で計算します。 | ** raises to a power. The product is *."""
    x, y = np.array(x, dtype=float), np.array(y)
    return x + y, x - y, x**y, x / y


@mistake("elementwise")
def elementwise_with_dot(x, y):
    """np.dot や @ は、ベクトルの内積や行列の積です。要素ごとの積は * で計算します。
    |
    np.dot and @ are the inner product of vectors and the matrix product. The product element by element is
    *.
    """
    x, y = np.array(x), np.array(y)
    return x + y, x - y, np.dot(x, y), x / y


@mistake("elementwise")
def elementwise_in_another_order(x, y):
    """順序が違います。和、差、積、商の順に返してください。
    |
    The order is different. Return sum, difference, product and quotient in this order.
    """
    x, y = np.array(x), np.array(y)
    return x + y, x - y, x / y, x * y


@mistake("elementwise")
def elementwise_in_place(x, y):
    """x += y は、受け取った配列 x そのものを変えます（total = x としても、同じ配列の別の名前です）。
    続く計算には、変わったあとの x が使われます。x + y のように、新しい配列を作ってください。
    |
    x += y changes the very array x that came in (after total = x, too, it is the same array under another
    name), and what follows is computed with the changed x. Make new arrays, as x + y does.
    """
    x, y = np.asarray(x), np.asarray(y)
    total = x
    total += y
    return total, x - y, x * y, x / y


@mistake("inspect_array")
def inspect_array_with_len(A):
    """size が len(A) になっています。len は、最初の次元の大きさ（行の数）しか数えません。
    すべての要素の数を表す属性があります。
    |
    size is len(A), which counts only along the first dimension, the rows. There is an attribute that
    counts all elements.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": len(A), "dtype": A.dtype.name}


@mistake("inspect_array")
def inspect_array_with_nbytes(A):
    """size が要素の数ではなく、メモリのバイト数（nbytes）になっています。
    |
    size is the number of bytes in memory, nbytes, and not the number of elements.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": A.nbytes, "dtype": A.dtype.name}


@mistake("inspect_array")
def inspect_array_with_shape_twice(A):
    """size に shape が入っています。shape は各次元の大きさ、size はそれらを掛けた、要素の総数です。
    |
    size holds the shape. The shape is the length of each dimension; size, their product, is the number of
    all elements.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": A.shape, "dtype": A.dtype.name}


@mistake("inspect_array")
def inspect_array_with_len_as_ndim(A):
    """ndim が len(A) になっています。len は最初の次元の大きさです。次元の数は、shape に並ぶ数の個数です。
    |
    ndim is len(A), the length of the first dimension. The number of dimensions is how many numbers the
    shape has.
    """
    return {"shape": A.shape, "ndim": len(A), "size": A.size, "dtype": A.dtype.name}


@mistake("inspect_array")
def inspect_array_with_the_type_itself(A):
    """dtype が型そのものです。画面では似て見えますが、求めるのは名前の文字列で、A.dtype.name で得られます。
    |
    dtype is the type itself. It looks alike when shown, but what is asked for is its name as a string,
    A.dtype.name.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": A.size, "dtype": A.dtype}


@mistake("inspect_array")
def inspect_array_with_the_type_of_the_array(A):
    """dtype が "ndarray"、つまり配列という入れ物の型になっています。求めるのは、中の要素の型の名前です。
    |
    dtype is "ndarray", the type of the container. What is asked for is the name of the type of its
    elements.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": A.size, "dtype": type(A).__name__}


@mistake("inspect_array")
def inspect_array_without_dtype(A):
    """dtype のキーがありません。shape、ndim、size、dtype の 4 つを入れてください。
    |
    The key dtype is missing. Put in all four: shape, ndim, size and dtype.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": A.size}


@mistake("inspect_array")
def inspect_array_with_rows_only(A):
    """shape が最初の次元の大きさだけです。A.shape は全部の次元の大きさを並べた tuple なので、
    そのまま入れてください。
    |
    shape holds only the length of the first dimension. A.shape is a tuple of the lengths of all of them:
    put it in as it is.
    """
    return {"shape": A.shape[0], "ndim": A.ndim, "size": A.size, "dtype": A.dtype.name}


@mistake("scale_rows")
def scale_rows_as_columns(A, v):
    """A * v は、v を列のほうに使います。正方行列では誤りに気づきにくく、ほかの形ではエラーになります。
    v の形を (N, 1) に変えてから掛けてください。
    |
    A * v uses v for the columns. With a square matrix this is easy to overlook; with other shapes it is an
    error. Bring v into the shape (N, 1) first.
    """
    return A * v


@mistake("scale_rows")
def scale_rows_with_dot(A, v):
    """np.dot や @ は、掛けたものを足し合わせる行列の積です。要素ごとの積 * を使ってください。
    |
    np.dot and @ are the matrix product, which adds the products up. Use *, the product element by element.
    """
    return np.dot(v, A)


@mistake("scale_rows")
def scale_rows_with_matrix_product(A, v):
    """@ や np.dot は、掛けたものを足し合わせる行列の積です。要素ごとの積 * を使ってください。
    |
    @ and np.dot are the matrix product, which adds the products up. Use *, the product element by element.
    """
    return A @ v


@mistake("scale_rows")
def scale_rows_as_one_row(A, v):
    """reshape(1, -1) は、横 1 行の形 (1, N) です。これでは列のほうに掛かります。縦 1 列の形 (N, 1)
    にしてください。
    |
    reshape(1, -1) makes a single row, of shape (1, N), which goes with the columns. Make a single column,
    of shape (N, 1).
    """
    return A * v.reshape(1, -1)


@mistake("scale_rows")
def scale_rows_transposed(A, v):
    """転置したまま返しています。A.T に v を掛けたあと、もう一度 .T で元の向きに戻してください。
    |
    The result is still transposed. After multiplying A.T by v, turn it back with another .T.
    """
    return A.T * v


@mistake("scale_rows")
def scale_rows_in_place(A, v):
    """A[i] *= v[i] は、受け取った A そのものを書き換えます。呼び出した側の A まで変わり、
    A が整数の配列ならエラーになります。新しい配列を作ってください。
    |
    A[i] *= v[i] changes the very A that came in: the caller's A changes too, and if it holds whole numbers
    there is an error. Make a new array.
    """
    for i in range(len(A)):
        A[i] *= v[i]
    return A


@mistake("scale_rows")
def scale_rows_assigned_in_place(A, v):
    """A[i] = … は、受け取った A そのものを書き換えます。呼び出した側の A まで変わり、
    A が整数の配列なら小数も消えます。新しい配列を作ってください。
    |
    A[i] = … changes the very A that came in: the caller's A changes too, and if it holds whole numbers the
    decimals are lost. Make a new array.
    """
    for i in range(len(A)):
        A[i] = A[i] * v[i]
    return A


@mistake("scale_rows")
def scale_rows_in_an_array_like_a(A, v):
    """A が整数のとき、結果の小数が切り捨てられています。A.copy() や np.zeros_like(A) は A
    と同じ整数の配列なので、小数が入りません。A * … の結果をそのまま使うか、小数の配列を用意してください。
    |
    When A holds whole numbers, the decimals of the result are lost. A.copy() or np.zeros_like(A) is an
    array of whole numbers like A, with no room for decimals. Use the result of A * … itself, or prepare an
    array of floats.
    """
    result = np.zeros_like(A)
    for i in range(len(A)):
        result[i] = A[i] * v[i]
    return result


@mistake("scale_rows")
def scale_rows_by_adding(A, v):
    """掛け算ではなく、足し算になっています。 | This adds where it should multiply."""
    return A + v[:, np.newaxis]


@mistake("pick_greater")
def pick_greater_as_indices(X, threshold):
    """要素の値ではなく、番号を返しています。X > threshold の配列を X[…] の中に入れると、値が得られます。
    |
    These are indices and not values. Put the array X > threshold into X[…] to get the values.
    """
    return np.where(X > threshold)[0]


@mistake("pick_greater")
def pick_greater_or_equal(X, threshold):
    """threshold ちょうどの要素まで入っています。「より大きい」なので、>= ではなく > です。
    |
    Elements equal to the threshold are picked too. Greater means > and not >=.
    """
    return X[X >= threshold]


@mistake("pick_greater")
def pick_greater_as_mask(X, threshold):
    """True と False の配列を返しています。それを X[…] の中に入れると、True の位置の要素が取り出せます。
    |
    This is the array of True and False. Put it into X[…] to pick the elements where it says True.
    """
    return X > threshold


@mistake("pick_greater")
def pick_greater_less(X, threshold):
    """不等号の向きが逆です。threshold より小さい要素を取り出しています。
    |
    The inequality points the wrong way: these are the elements less than the threshold.
    """
    return X[X < threshold]


@mistake("pick_greater")
def pick_greater_with_zeros(X, threshold):
    """条件に合わない要素が、0 になって残っています。0 に置き換えるのではなく、合う要素だけを角かっこで選んで
    取り出してください。
    |
    The elements that do not fulfil the condition are still there, as 0. Instead of replacing them, pick
    the others with square brackets.
    """
    return X * (X > threshold)


@mistake("pick_greater")
def pick_greater_than_zero(X, threshold):
    """threshold を使わずに、決まった数と比べています。引数の threshold と比べてください。
    |
    This compares with a fixed number and not with the argument threshold. Use threshold.
    """
    return X[X > 0]


@mistake("pick_greater")
def pick_greater_as_count(X, threshold):
    """条件に合う要素の個数を返しています。求めるのは、要素そのものです。
    |
    This is how many elements fulfil the condition. What is asked for is the elements themselves.
    """
    return np.sum(X > threshold)


@mistake("pick_greater")
def pick_greater_of_vectors_only(X, threshold):
    """2 次元の配列から for で取り出されるのは、要素ではなく行です。for を使わず、X > threshold
    で全体を一度に比べれば、何次元の配列でも使えます。
    |
    What a for takes out of a 2-D array is its rows, not its elements. Compare all of it at once, without
    for, with X > threshold; that works for any number of dimensions.
    """
    return np.array([x for x in X if x > threshold])


@mistake("pick_greater")
def pick_greater_sorted(X, threshold):
    """値は合っていますが、小さい順に並べ替えています。元の順のままで返してください。
    |
    The values are right, but they are sorted. Return them in their original order.
    """
    return np.sort(X[X > threshold])


def draw(
    ax,
    x=None,
    sin=np.sin,
    cos=np.cos,
    styles=("-", "--"),
    labels=("sin", "cos"),
    xlabel="x",
    ylabel="y",
    title="sin & cos",
    legend=True,
):
    """The graph of plot_sin_cos, apart from what is asked for otherwise."""
    x = np.arange(0, 6, 0.1) if x is None else x
    ax.plot(x, sin(x), linestyle=styles[0], label=labels[0])
    ax.plot(x, cos(x), linestyle=styles[1], label=labels[1])
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    if legend:
        ax.legend()


@mistake("plot_sin_cos")
def plot_sin_cos_in_degrees(ax):
    """x を度からラジアンに直しています。x はそのまま np.sin と np.cos に渡してください（x はラジアンです）。
    |
    x is converted from degrees to radians. Hand x to np.sin and np.cos as it is: it is in radians already.
    """
    draw(ax, sin=lambda x: np.sin(np.deg2rad(x)), cos=lambda x: np.cos(np.deg2rad(x)))


@mistake("plot_sin_cos")
def plot_sin_cos_to_360(ax):
    """x が 0 から 360 までになっています。0 から 6 まで（ラジアンで、1 回転より少し少ない角度）
    にしてください。
    |
    x runs from 0 to 360. Let it run from 0 to 6: these are radians, a little less than a full turn.
    """
    x = np.arange(0, 360)
    draw(ax, x=x, sin=lambda x: np.sin(np.deg2rad(x)), cos=lambda x: np.cos(np.deg2rad(x)))


@mistake("plot_sin_cos")
def plot_sin_cos_with_steps_of_one(ax):
    """点の間隔が 1 なので、曲線がかくかくしています。np.arange の 3 番目の引数で、間隔を 0.1 にしてください。
    |
    The points are 1 apart, which makes the curve angular. Pass 0.1, the step, as the third argument of
    np.arange.
    """
    draw(ax, x=np.arange(0, 6))


@mistake("plot_sin_cos")
def plot_sin_cos_without_legend(ax):
    """凡例に曲線の名前が出ていません。plot に label=… を渡して名前を付けることと、最後に legend()
    を呼んで表示することの、両方が要ります。
    |
    No names appear in a legend. It takes both: pass label=… to plot to name the lines, and call legend()
    at the end to show the names.
    """
    draw(ax, legend=False)


@mistake("plot_sin_cos")
def plot_sin_cos_with_labels_exchanged(ax):
    """凡例の名前が入れ替わっています。sin の線に sin、cos の線に cos と付けてください。
    |
    The names in the legend are exchanged. The line of sin is named sin and that of cos cos.
    """
    draw(ax, labels=("cos", "sin"))


@mistake("plot_sin_cos")
def plot_sin_cos_both_solid(ax):
    """2 本とも実線です。cos の線は linestyle="--" で破線にしてください。
    |
    Both lines are solid. Make that of cos dashed with linestyle="--".
    """
    draw(ax, styles=("-", "-"))


@mistake("plot_sin_cos")
def plot_sin_cos_with_styles_exchanged(ax):
    """線の種類が逆です。sin が実線、cos が破線です。
    |
    The line styles are the wrong way round: sin is solid and cos dashed.
    """
    draw(ax, styles=("--", "-"))


@mistake("plot_sin_cos")
def plot_sin_cos_dotted(ax):
    """cos の線が点線 ":" になっています。破線は "--" です。
    |
    The line of cos is dotted, ":". A dashed line is "--".
    """
    draw(ax, styles=("-", ":"))


@mistake("plot_sin_cos")
def plot_sin_cos_without_axis_labels(ax):
    """軸のラベルがありません。横軸に x、縦軸に y と付けてください。
    |
    The axes have no labels. Write x on the horizontal and y on the vertical one.
    """
    draw(ax, xlabel="", ylabel="")


@mistake("plot_sin_cos", {f"ax.set_{part}": f"ax.{part}" for part in ("xlabel", "ylabel", "title")})
def plot_sin_cos_without_set():
    """plt.xlabel(…)、plt.title(…) に当たる ax の書き方は、ax.set_xlabel(…)、ax.set_title(…) です。
    ax では、名前に set_ が付きます。
    |
    On ax, plt.xlabel(…) and plt.title(…) become ax.set_xlabel(…) and ax.set_title(…): the name begins with
    set_.
    """


@mistake("plot_sin_cos")
def plot_sin_cos_to_two_pi(ax):
    """x が 2π（約 6.28）までになっています。0 から 6 までにしてください。
    |
    x runs up to 2π, which is about 6.28. Let it run from 0 to 6.
    """
    draw(ax, x=np.arange(0, 2 * np.pi, 0.1))


@mistake("plot_sin_cos")
def plot_sin_cos_with_axis_labels_exchanged(ax):
    """軸のラベルが入れ替わっています。横軸が x、縦軸が y です。
    |
    The labels of the axes are exchanged: x is the horizontal, y the vertical one.
    """
    draw(ax, xlabel="y", ylabel="x")


@mistake("plot_sin_cos")
def plot_sin_cos_without_title(ax):
    """タイトルがありません。sin & cos というタイトルを付けてください。
    |
    There is no title. Give it the title sin & cos.
    """
    draw(ax, title="")


@mistake("plot_sin_cos")
def plot_sin_cos_of_sin_only(ax):
    """cos の線がありません。sin と cos の 2 本を描いてください。
    |
    The line of cos is missing. Draw both sin and cos.
    """
    x = np.arange(0, 6, 0.1)
    ax.plot(x, np.sin(x), label="sin")
    ax.set(xlabel="x", ylabel="y", title="sin & cos")
    ax.legend()


@mistake("plot_sin_cos")
def plot_sin_cos_on_a_new_figure(ax):
    """渡された ax に何も描かれていません。関数の中で plt.figure() や plt.subplots() を呼ぶと、
    別の図に描いてしまいます。渡された ax を使ってください。
    |
    Nothing is drawn on the ax that is given. plt.figure() or plt.subplots() inside the function starts
    another figure. Use the ax that you are handed.
    """
    draw(plt.figure().add_subplot())


@mistake("show_image")
def show_image_in_viridis(ax, image):
    """cmap を指定していないので、viridis（紫から黄色）で表示されています。白黒にするには cmap="gray" です。
    |
    No cmap is given, so the image appears in viridis, from purple to yellow. For black and white,
    cmap="gray".
    """
    ax.imshow(image)


@mistake("show_image")
def show_image_as_negative(ax, image):
    """白と黒が逆です。gray_r や Greys は、小さい数を白、大きい数を黒にします。gray を使ってください。
    |
    Black and white are exchanged: gray_r and Greys make small numbers white and large ones black. Use
    gray.
    """
    ax.imshow(image, cmap="gray_r")


@mistake("show_image")
def show_image_transposed(ax, image):
    """縦と横が入れ替わっています。imshow は 0 番目の次元を縦（行）とみなすので、転置は要りません。
    |
    Height and width are exchanged. imshow takes dimension 0 as the vertical one, the rows: do not
    transpose.
    """
    ax.imshow(np.swapaxes(image, 0, 1), cmap="gray")


@mistake("show_image")
def show_image_with_t(ax, image):
    """縦と横が入れ替わり、カラー画像ではエラーになっています。.T は、すべての次元の順序を逆にします。
    imshow には転置せずに渡してください。
    |
    Height and width are exchanged, and a colour image is an error: .T reverses the order of all
    dimensions. Do not transpose what you hand to imshow.
    """
    ax.imshow(image.T, cmap="gray")


@mistake("show_image")
def show_image_upside_down(ax, image):
    """上下が逆です。origin="lower" や [::-1] を外すと、0 行目がいちばん上に来ます。
    |
    The image is upside down. Without origin="lower" or [::-1], row 0 is at the top.
    """
    ax.imshow(image, cmap="gray", origin="lower")


@mistake("show_image")
def show_image_without_colours(ax, image):
    """カラー画像が白黒になっています。形 (H, W, 3) の画像は、平均などを取らずに、そのまま imshow
    に渡してください。
    |
    Colour images come out in black and white. Hand an image of shape (H, W, 3) to imshow as it is, without
    taking a mean.
    """
    ax.imshow(image if image.ndim == 2 else image.mean(axis=-1), cmap="gray")


@mistake("show_image")
def show_image_with_blue_first(ax, image):
    """赤と青が入れ替わっています。色は赤、緑、青の順に並んでいるので、並べ替えずに渡してください。
    |
    Red and blue are exchanged. The colours come in the order red, green, blue: do not reverse them.
    """
    ax.imshow(image if image.ndim == 2 else image[:, :, ::-1], cmap="gray")


@mistake("show_image")
def show_image_with_a_fixed_range(ax, image):
    """0.0 から 1.0 までの小数の画像が、ほとんど真っ黒になっています。vmin=0, vmax=255 と決めると、
    1.0 も黒に近い色になります。vmin と vmax は指定しなくてかまいません。
    |
    Images of floats from 0.0 to 1.0 come out almost black: with vmin=0, vmax=255 even 1.0 is nearly black.
    There is no need for vmin and vmax.
    """
    ax.imshow(image, cmap="gray", vmin=0, vmax=255)


@mistake("show_image")
def show_image_on_a_new_figure(ax, image):
    """渡された ax に画像がありません。関数の中で plt.figure() や plt.subplots() を呼ぶと、
    別の図に表示してしまいます。渡された ax を使ってください。
    |
    There is no image on the ax that is given. plt.figure() or plt.subplots() inside the function starts
    another figure. Use the ax that you are handed.
    """
    plt.figure().add_subplot().imshow(image, cmap="gray")


@mistake("plot_surface")
def plot_surface_with_axes_swapped(ax, f, x0, x1):
    """meshgrid の引数の順序が逆です。X は x0（横）、Y は x1（縦）の座標です。
    |
    The arguments of meshgrid are the wrong way round: X holds x0, the horizontal coordinates, and Y holds
    x1.
    """
    X, Y = np.meshgrid(x1, x0)
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z


@mistake("plot_surface")
def plot_surface_transposed(ax, f, x0, x1):
    """曲面は同じですが、行列が転置された形 (len(x0), len(x1)) です。meshgrid の indexing="ij" や .T
    を外してください。
    |
    The surface is the same, but the matrices are transposed, of shape (len(x0), len(x1)). Leave out
    indexing="ij" or .T.
    """
    X, Y = np.meshgrid(x0, x1, indexing="ij")
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z


@mistake("plot_surface")
def plot_surface_with_arguments_swapped(ax, f, x0, x1):
    """f に渡す順序が逆です。1 番目が X、2 番目が Y です。
    |
    The arguments of f are the wrong way round: X comes first, then Y.
    """
    X, Y = np.meshgrid(x0, x1)
    Z = f(Y, X)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z


@mistake("plot_surface")
def plot_surface_returning_nothing(ax, f, x0, x1):
    """曲面は描けていますが、何も返していません。最後に X, Y, Z を return で返してください。
    |
    The surface is drawn, but nothing is returned. Return X, Y, Z at the end.
    """
    X, Y = np.meshgrid(x0, x1)
    ax.plot_surface(X, Y, f(X, Y))


@mistake("plot_surface")
def plot_surface_without_drawing(ax, f, x0, x1):
    """X、Y、Z は合っていますが、渡された ax に曲面がありません。ax.plot_surface(…) で、その ax
    に描いてください。
    |
    X, Y and Z are right, but there is no surface on the ax that is given. Draw it there with
    ax.plot_surface(…).
    """
    X, Y = np.meshgrid(x0, x1)
    return X, Y, f(X, Y)


@mistake("plot_surface")
def plot_surface_without_meshgrid(ax, f, x0, x1):
    """x0 と x1 を、そのまま f に渡しています。np.meshgrid で、すべての組み合わせの座標 X と Y を作り、
    それを f に渡してください。
    |
    x0 and x1 are handed to f as they are. Make the coordinates of all combinations, X and Y, with
    np.meshgrid, and hand those to f.
    """
    Z = f(x0, x1)
    ax.plot_surface(x0, x1, Z)
    return x0, x1, Z


@mistake("plot_surface")
def plot_surface_upside_down(ax, f, x0, x1):
    """高さの符号が逆です。Z = f(X, Y) の値を、そのまま使ってください。
    |
    The heights have the opposite sign. Use the values of Z = f(X, Y) as they are.
    """
    X, Y = np.meshgrid(x0, x1)
    Z = -f(X, Y)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z


@mistake("plot_surface")
def plot_surface_returning_heights_only(ax, f, x0, x1):
    """高さ Z だけを返しています。X, Y, Z の 3 つを返してください。
    |
    This returns only the heights Z. Return all three, X, Y, Z.
    """
    X, Y = np.meshgrid(x0, x1)
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return Z


@mistake("plot_surface")
def plot_surface_returning_heights_first(ax, f, x0, x1):
    """返す順序が違います。X, Y, Z の順に返してください。
    |
    The order of what is returned is different. Return X, Y, Z in this order.
    """
    X, Y = np.meshgrid(x0, x1)
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return Z, X, Y
