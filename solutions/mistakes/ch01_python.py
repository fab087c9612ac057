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
    """平均が整数に切り下げられています。割り算に // を使っていませんか。
    小数まで計算する割り算を使ってください。
    |
    The average is rounded down to a whole number. Is it divided with //? Use the division that keeps the
    decimals.
    """
    refuse_empty(numbers)
    return sum(numbers) // len(numbers)


@mistake("average")
def average_rounded(numbers):
    """平均が、いちばん近い整数になっています。round などで丸めていませんか。平均は整数とは限らないので、
    そのまま返してください。
    |
    The average comes out as the nearest whole number. Is it rounded? An average need not be whole: return
    it as it is.
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
    """平均は合っていますが、呼び出したあと、渡したリストが空になっています。pop
    などで要素を取り除いていませんか。受け取ったリストは、見るだけにしてください。
    |
    The average is right, but after the call the list that was handed over is empty. Are its items removed,
    with pop for instance? Only look at the items.
    """
    refuse_empty(numbers)
    total, n = 0, len(numbers)
    while numbers:
        total += numbers.pop()
    return total / n


@mistake("average")
def average_without_a_check(numbers):
    """空のリストのとき、0 での割り算（ZeroDivisionError）が起こっています。割る前に、
    空かどうかを調べていますか。その条件は、[] のときに成り立ちますか。
    |
    For an empty list there is a division by 0, a ZeroDivisionError. Is it checked, before dividing, whether
    the list is empty? And does that condition hold for []?
    """
    return sum(numbers) / len(numbers)


@mistake("average")
def average_of_nothing_is_zero(numbers):
    """空のリストのとき、0 が返っています。これでは、平均が本当に 0 のときと区別できません。
    値を返す代わりに、ValueError を起こしてください。
    |
    For an empty list 0 comes back, which looks like a real average of 0. Raise a ValueError instead of
    returning a value.
    """
    return sum(numbers) / len(numbers) if numbers else 0


@mistake("average")
def average_returning_the_error(numbers):
    """空のリストのとき、ValueError が戻り値として返っています。例外は、返すのではなく、起こすものです。上の
    months_in の例と見比べてください。
    |
    For an empty list a ValueError comes back as the result. An exception is not returned but raised:
    compare with the example months_in above.
    """
    if len(numbers) == 0:
        return ValueError("empty")
    return sum(numbers) / len(numbers)


@mistake("average")
def average_of_nothing_is_none(numbers):
    """空のリストのとき、None が返っています。そのとき、関数はどの行を通って終わりますか。print
    で知らせるだけになっていませんか。値を返す代わりに、ValueError を起こしてください。
    |
    For an empty list None comes back. Which lines does the function run in that case? Does it only print a
    message? Raise a ValueError instead of returning a value.
    """
    if len(numbers) > 0:
        return sum(numbers) / len(numbers)


@mistake("average")
def average_printed(numbers):
    """答えが返ってきません（None になっています）。print で表示するだけになっていませんか。結果は return
    で返します。
    |
    No answer comes back: it is None. Is the result only shown, with print? Hand it back with return.
    """
    refuse_empty(numbers)
    print(sum(numbers) / len(numbers))


@mistake("average")
def average_returning_in_the_loop(numbers):
    """最初の数だけを個数で割った値になっています。return が for の中にありませんか。関数は、return
    に着いたところで終わります。
    |
    The result is the first number alone, divided by how many there are. Does the return stand inside the
    for? A function ends where it reaches a return.
    """
    refuse_empty(numbers)
    total = 0
    for number in numbers:
        total += number
        return total / len(numbers)


@mistake("average")
def average_from_index_one(numbers):
    """最初の数だけが足されていないときの値になっています。どの番号から足していますか。リストの番号は 0
    から始まります。
    |
    The result is as if the first number had been left out of the sum. From which index on are the numbers
    added? Lists are numbered from 0.
    """
    refuse_empty(numbers)
    return sum(numbers[1:]) / len(numbers)


@mistake("average")
def average_as_median(numbers):
    """どの結果も、中央値（小さい順に並べたときの真ん中の値）と同じです。平均は、和を個数で割ったものです。
    |
    Every result equals the median, the value in the middle when the numbers are put in order. The average
    is the sum divided by how many there are.
    """
    refuse_empty(numbers)
    return float(np.median(numbers))


@mistake("middle")
def middle_keeping_the_last(items):
    """最後の要素が残っています。スライスは、どこで終わっていますか。番号は、後ろから数えることもできます。
    |
    The last item is still there. Where does the slice end? An index can also be counted from the back.
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
    """前の 1 個だけでなく、後ろから 2 個がなくなっています。スライス a[始め:終わり] に、
    終わりの番号の要素は入りません。終わりを、1 つ手前にしすぎていませんか。
    |
    Two items are missing at the end and not just one. In a slice a[start:end] the item at end is not
    included. Is the end one too far to the front?
    """
    return items[1:-2]


@mistake("middle")
def middle_of_five_items_only(items):
    """要素が 5 個のリストのときしか合いません。番号を、決まった数で書いていませんか。
    後ろから数える番号なら、長さがいくつでも使えます。
    |
    This is right only for a list of five items. Is an index written as a fixed number? One that counts from
    the back fits any length.
    """
    return items[1:4]


@mistake("middle")
def middle_from_index_two(items):
    """前から 2 個なくなっています。どの番号から取り出していますか。番号は 0 から始まります。
    |
    Two items are missing at the front. From which index on are they taken? Counting starts at 0.
    """
    return items[2:-1]


@mistake("middle")
def middle_popping(items):
    """返った値は合っていますが、呼び出したあと、渡したリストからも両端がなくなっています。pop、del、remove
    などを使っていませんか。b = a と書いても、b は同じリストの別の名前です。
    |
    What comes back is right, but after the call the two ends are gone from the list that was handed over,
    too. Is pop, del or remove used? Even after b = a, b is only another name for the same list.
    """
    items.pop(0)
    items.pop()
    return items


@mistake("middle")
def middle_by_value(items):
    """最初や最後と同じ値の要素が、途中のものまで消えています。値ではなく、位置（番号）で選んでください。
    |
    Items in between that have the same value as the first or the last are gone too. Choose by position, not
    by value.
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
    """どの回数も 1 です。同じラベルがまた来たとき、そのラベルの回数はどう変わりますか。
    |
    Every count is 1. What happens to the count of a label when the same label comes again?
    """
    counts = {}
    for label in labels:
        counts[label] = 1
    return counts


@mistake("count_labels")
def count_labels_without_a_check(labels):
    """まだないキーの値を読もうとして、KeyError が起こっています。読む前に、
    そのラベルがもうあるかどうかを調べていますか。調べる相手は、数えているディクショナリですか。
    |
    The value of a key that does not exist yet is read, which is a KeyError. Is it checked first whether the
    label is there already? And is it the dictionary of counts in which it is looked for?
    """
    counts = {}
    for label in labels:
        counts[label] += 1
    return counts


@mistake("count_labels")
def count_labels_returning_in_the_loop(labels):
    """最初のラベルしか数えていません（空のリストでは None になっています）。return が for
    の中にありませんか。関数は、return に着いたところで終わります。
    |
    Only the first label is counted, and for an empty list None comes back. Does the return stand inside the
    for? A function ends where it reaches a return.
    """
    counts = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
        return counts


@mistake("count_labels")
def count_labels_returning_in_the_loop_and_after(labels):
    """最初のラベルしか数えていません。for の中にも return がありませんか。関数は、return
    に着いたところで終わります。
    |
    Only the first label is counted. Is there a return inside the for? A function ends where it reaches a
    return.
    """
    counts = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
        return counts
    return counts


@mistake("count_labels")
def count_labels_as_a_list(labels):
    """返ってきたのはリストで、ディクショナリではありません。キーがラベル、
    値が回数のディクショナリを返してください。
    |
    What comes back is a list and not a dictionary. Return a dictionary whose keys are the labels and whose
    values are the counts.
    """
    return [[label, labels.count(label)] for label in labels]


@mistake("count_labels")
def count_labels_reversed(labels):
    """キーが回数、値がラベルになっています。キーがラベル、値が回数です。
    |
    The keys are the counts and the values the labels. It should be the other way round.
    """
    return {labels.count(label): label for label in labels}


@mistake("count_labels")
def count_labels_emptying_the_list(labels):
    """回数は合っていますが、呼び出したあと、渡したリストが空になっています。pop
    などで要素を取り除いていませんか。受け取ったリストは、見るだけにしてください。
    |
    The counts are right, but after the call the list that was handed over is empty. Are its items removed,
    with pop for instance? Only look at the items.
    """
    counts = {}
    while labels:
        label = labels.pop()
        counts[label] = counts.get(label, 0) + 1
    return counts


@mistake("sign")
def sign_one_at_zero(x):
    """0 ちょうどのときに 1 になっています。1 になる条件に、0 が含まれていませんか。
    |
    Exactly 0 gives 1. Does the condition for 1 include 0?
    """
    if x >= 0:
        return 1
    return -1


@mistake("sign")
def sign_minus_one_at_zero(x):
    """0 ちょうどのときに −1 になっています。0 のときに、はじめて成り立つ条件はどれですか。
    どれも成り立たなければ else に入ります。
    |
    Exactly 0 gives −1. Which condition is the first that 0 fulfils? If there is none, it ends up in the
    else.
    """
    if x > 0:
        return 1
    else:
        return -1


@mistake("sign")
def sign_none_at_zero(x):
    """0 のときに None が返っています。x が 0 のとき、どの return を通りますか。
    |
    For 0 the result is None. Which return does the function reach when x is 0?
    """
    if x > 0:
        return 1
    if x < 0:
        return -1


@mistake("sign")
def sign_as_bool(x):
    """True か False が返っています。比べた結果をそのまま返していませんか。if で場合を分けて、1、0、−1
    のどれかの数を返してください。
    |
    The result is True or False. Is a comparison returned as it is? Tell the cases apart with if, and return
    one of the numbers 1, 0 and −1.
    """
    return x > 0


@mistake("sign")
def sign_reversed(x):
    """1 と −1 が逆です。正の数が 1 になるように、条件の不等号と、返す値を確かめてください。
    |
    1 and −1 are the wrong way round: a positive number gives 1. Check the inequalities in the conditions,
    and what is returned.
    """
    return 1 if x < 0 else -1 if x > 0 else 0


@mistake("sign")
def sign_of_the_whole_part(x):
    """0.25 や −0.25 のような 0 に近い数で、0 になっています。0 ではなく 1 や −1 と比べていたり、int
    などで整数に変えたりしていませんか。
    |
    Numbers near 0, such as 0.25 and −0.25, give 0. Is x compared with 1 or −1 and not with 0, or turned
    into a whole number, with int for instance?
    """
    return 1 if x >= 1 else -1 if x <= -1 else 0


@mistake("sign")
def sign_with_two_ifs(x):
    """正の数が −1 になっています。x が 7 のときに、どの行が順に実行されるかを、
    上からたどってみましょう。else は、どの if の else になっていますか。
    |
    Positive numbers give −1. Follow the lines from the top for x = 7: which of them are run? And which if
    does the else belong to?
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
    """負の数が 0 になっています。x が負のとき、どの return を通りますか。
    |
    Negative numbers give 0. Which return does the function reach when x is negative?
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
    """どのインスタンスも、最後に作ったものの名前で挨拶しています。名前を、クラスやグローバル変数に 1
    つだけ覚えさせていませんか。self に覚えさせたものは、インスタンスごとに別々です。
    |
    Every instance greets with the name of the one made last. Is the name kept just once, in the class or in
    a global variable? What is kept in self belongs to one instance alone.
    """


@mistake(
    "Man",
    {
        'return f"Hello {self.name}!"': 'print("Hello " + self.name + "!")',
        'return f"Good-bye {self.name}!"': 'print("Good-bye " + self.name + "!")',
    },
)
class ManPrinting:
    """hello() や goodbye() から None が返っています。print で表示するだけになっていませんか（本の Man
    はそうしています）。ここでは、文字列を return で返してください。
    |
    None comes back from hello() and goodbye(). Is the greeting only shown with print, as in the book's Man?
    Here, return the string.
    """


@mistake("Man", {"self.name = name": "name = name"})
class ManForgettingTheName:
    """self.name を読もうとしたとき、そのような名前のものがありませんでした。__init__ は、受け取った name を
    self に覚えさせていますか（name = name だけでは、__init__ が終わると消えます）。つづりも確かめましょう。
    |
    When self.name was read, there was nothing of that name. Does __init__ store the name that it receives
    in self? After name = name alone it is gone when __init__ ends. Check the spelling, too.
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
    """どの名前を渡しても、David と挨拶しています。決まった名前を書き込んでいませんか。
    インスタンスが覚えている名前を使ってください。
    |
    Whatever the name, the greeting is for David. Is a fixed name written into the class? Use the name that
    the instance remembers.
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
    """配列では合っていますが、リストではエラーになっています。リストのままでは、要素ごとに計算できません（+
    はリストをつなげます）。はじめに配列に変えていますか。
    |
    Arrays are right, but lists are an error: they are not computed element by element, and + joins them.
    Are x and y turned into arrays first?
    """
    return x + y, x - y, x * y, x / y


@mistake("elementwise")
def elementwise_with_integer_quotient(x, y):
    """商が整数に切り下げられています。割り算に // を使っていませんか。
    |
    The quotient is rounded down to a whole number. Is it divided with //?
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
    """積のところが、x の y 乗（べき乗）になっています。** と * は、別の計算です。
    |
    In place of the product there is x to the power of y. ** and * are not the same.
    """
    x, y = np.array(x, dtype=float), np.array(y)
    return x + y, x - y, x**y, x / y


@mistake("elementwise")
def elementwise_with_dot(x, y):
    """1 次元の配列で、積のところが、掛けたものを全部足した 1 つの数になっています。np.dot や @
    などを使っていませんか。要素ごとの積は、足さずに並べたままです。
    |
    For 1-D arrays, what stands in place of the product is a single number, all the products added up. Is
    np.dot or @ used? The product element by element is not added up.
    """
    x, y = np.array(x), np.array(y)
    return x + y, x - y, np.dot(x, y), x / y


@mistake("elementwise")
def elementwise_in_another_order(x, y):
    """返す順序が違います。和、差、積、商の順です。
    |
    The order of the results is different. It is sum, difference, product, quotient.
    """
    x, y = np.array(x), np.array(y)
    return x + y, x - y, x / y, x * y


@mistake("elementwise")
def elementwise_in_place(x, y):
    """呼び出したあと、渡した配列 x が変わっています。積や商も、変わったあとの x で計算した値です。x に +=
    を使っていませんか（t = x のあとの t += y も、同じ配列 x を変えます）。
    |
    After the call the array x that was handed over is changed, and the product and quotient come from the
    changed x. Is += used on x? After t = x, too, t += y changes that very array.
    """
    x, y = np.asarray(x), np.asarray(y)
    total = x
    total += y
    return total, x - y, x * y, x / y


@mistake("inspect_array")
def inspect_array_with_len(A):
    """size が、最初の次元の大きさ（2 次元なら行の数）になっています。len を使っていませんか。
    すべての要素の数を表す属性があります。
    |
    size is the length of the first dimension, the number of rows in 2-D. Does it come from len? There is an
    attribute that counts all elements.
    """
    return {"shape": A.shape, "ndim": A.ndim, "size": len(A), "dtype": A.dtype.name}


@mistake("inspect_array")
def inspect_array_with_nbytes(A):
    """size が、要素の数ではなく、配列が使うメモリのバイト数になっています。要素の数を表す属性は、
    どれですか。
    |
    size is the number of bytes that the array takes in memory, not the number of elements. Which attribute
    counts the elements?
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
    """ndim が、最初の次元の大きさになっています。len を使っていませんか。次元の数は、shape
    に並ぶ数の個数です。
    |
    ndim is the length of the first dimension. Does it come from len? The number of dimensions is how many
    numbers the shape has.
    """
    return {"shape": A.shape, "ndim": len(A), "size": A.size, "dtype": A.dtype.name}


@mistake("inspect_array")
def inspect_array_with_the_type_itself(A):
    """dtype が、型そのものになっています。画面では似て見えますが、求めるのは、その名前の文字列です。
    |
    dtype is the type itself. It looks alike when shown, but what is asked for is its name, a string.
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
    """shape が、最初の次元の大きさだけです。全部の次元の大きさを並べた tuple を入れてください。
    |
    shape is only the length of the first dimension. Put in the tuple of the lengths of all of them.
    """
    return {"shape": A.shape[0], "ndim": A.ndim, "size": A.size, "dtype": A.dtype.name}


@mistake("scale_rows")
def scale_rows_as_columns(A, v):
    """正方行列では倍率が列のほうに掛かり、横長や縦長の行列ではエラーになっています。v を、形 (N,)
    のまま掛けていませんか。A の形と、右端から見比べてみましょう。
    |
    In a square matrix the factors go with the columns, and a wide or tall one is an error. Is v used in its
    shape (N,) as it is? Compare it with the shape of A, from the right.
    """
    return A * v


@mistake("scale_rows")
def scale_rows_with_dot(A, v):
    """倍率を掛けた行が、1 行に足し合わされています。np.dot や @（掛けてから足す計算）、sum
    などを使っていませんか。要素ごとの積は、* です。
    |
    The rows, each times its factor, are added up into a single one. Is np.dot or @ used, which multiplies
    and then adds up, or sum? The product element by element is *.
    """
    return np.dot(v, A)


@mistake("scale_rows")
def scale_rows_with_matrix_product(A, v):
    """正方行列では、各行が 1 つの数に足し合わされ、横長や縦長の行列ではエラーになっています。@ や
    np.dot（掛けてから足す計算）を使っていませんか。要素ごとの積は、* です。
    |
    In a square matrix each row is added up into one number, and a wide or tall one is an error. Is @ or
    np.dot used, which multiplies and then adds up? The product element by element is *.
    """
    return A @ v


@mistake("scale_rows")
def scale_rows_as_one_row(A, v):
    """正方行列では倍率が列のほうに掛かり、横長や縦長の行列ではエラーになっています。v を横 1 行の形 (1, N)
    にしていませんか。行ごとに使うのは、縦 1 列です。
    |
    In a square matrix the factors go with the columns, and a wide or tall one is an error. Was v made a
    single row, of shape (1, N)? What goes with the rows is a single column.
    """
    return A * v.reshape(1, -1)


@mistake("scale_rows")
def scale_rows_transposed(A, v):
    """結果の行と列が入れ替わっています（転置といいます）。計算のために .T などで入れ替えたなら、
    もう一度入れ替えて、元の向きに戻しましたか。
    |
    Rows and columns of the result are exchanged, or transposed. If A was transposed for the calculation, by
    .T for instance, was the result turned back?
    """
    return A.T * v


@mistake("scale_rows")
def scale_rows_in_place(A, v):
    """呼び出したあと、渡した A も変わっています（A が整数の配列なら、エラーになっています）。A
    の要素や行に書き込んでいませんか。B = A も、スライス A[:] も、コピーではありません。
    |
    After the call the A that was handed over is changed too, and if it holds whole numbers there is an
    error. Is something written into A, an element or a row? Neither B = A nor the slice A[:] is a copy.
    """
    for i in range(len(A)):
        A[i] *= v[i]
    return A


@mistake("scale_rows")
def scale_rows_assigned_in_place(A, v):
    """呼び出したあと、渡した A も変わっています。A が整数の配列なら、結果の小数も消えています。A
    の要素や行に書き込んでいませんか。B = A も、スライス A[:] も、コピーではありません。
    |
    After the call the A that was handed over is changed too, and if it holds whole numbers the decimals of
    the result are lost. Is something written into A, an element or a row? Neither B = A nor the slice A[:]
    is a copy.
    """
    for i in range(len(A)):
        A[i] = A[i] * v[i]
    return A


@mistake("scale_rows")
def scale_rows_in_an_array_like_a(A, v):
    """A が整数のとき、結果の小数が消えています。結果を、A と同じ型の配列（A.copy() や np.zeros_like(A)
    など）に入れていませんか。整数の配列には、小数が入りません。
    |
    When A holds whole numbers, the decimals of the result are lost. Is the result stored in an array of the
    same type as A, from A.copy() or np.zeros_like(A) for instance? An array of whole numbers has no room
    for decimals.
    """
    result = np.zeros_like(A)
    for i in range(len(A)):
        result[i] = A[i] * v[i]
    return result


@mistake("scale_rows")
def scale_rows_by_adding(A, v):
    """i 行目が、v[i] 倍ではなく、v[i] を足した値になっています。
    |
    Row i is not multiplied by v[i]: v[i] is added to it.
    """
    return A + v[:, np.newaxis]


@mistake("pick_greater")
def pick_greater_as_indices(X, threshold):
    """要素の値ではなく、条件に合う要素の番号（2 次元では行の番号）が返っています。
    その場所にある値を取り出してください。
    |
    These are the indices of the elements that fulfil the condition (of their rows, in 2-D) and not their
    values. Pick the values that stand there.
    """
    return np.where(X > threshold)[0]


@mistake("pick_greater")
def pick_greater_or_equal(X, threshold):
    """threshold ちょうどの要素まで入っています。条件が、等しいときにも成り立っていませんか。
    |
    Elements equal to the threshold are picked too. Does the condition also hold when they are equal?
    """
    return X[X >= threshold]


@mistake("pick_greater")
def pick_greater_as_mask(X, threshold):
    """True と False の配列が返っています。これは、どこを取り出すかの印です。これを使って、X
    から値を取り出してください。
    |
    The array of True and False comes back. It marks which elements to pick: use it to pick their values
    from X.
    """
    return X > threshold


@mistake("pick_greater")
def pick_greater_less(X, threshold):
    """threshold より小さい要素が返っています。不等号の向きを確かめてください。
    |
    These are the elements less than the threshold. Check the direction of the inequality.
    """
    return X[X < threshold]


@mistake("pick_greater")
def pick_greater_with_zeros(X, threshold):
    """条件に合わない要素が、0 になって残っています。0 に置き換えるのではなく、
    合う要素だけを選んで取り出してください。
    |
    The elements that do not fulfil the condition are still there, as 0. Do not replace them: pick only
    those that fulfil it.
    """
    return X * (X > threshold)


@mistake("pick_greater")
def pick_greater_than_zero(X, threshold):
    """threshold がいくつでも、0 より大きい要素が返っています。引数の threshold と比べていますか。
    |
    Whatever the threshold, the elements greater than 0 come back. Are they compared with the argument
    threshold?
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
    """1 次元の配列では合っていますが、2 次元ではエラーになっています。for を使っていませんか。2
    次元の配列から取り出されるのは、要素ではなく行です。配列の全体を、一度に比べてみましょう。
    |
    A 1-D array is right, but a 2-D one is an error. Is there a for? What it takes out of a 2-D array is
    rows and not elements. Try comparing all of the array at once.
    """
    return np.array([x for x in X if x > threshold])


@mistake("pick_greater")
def pick_greater_sorted(X, threshold):
    """値は合っていますが、小さい順に並んでいます。元の順のままで返してください。
    |
    The values are right, but they come in increasing order. Return them in the order that they had.
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
    """曲線が、x を度とみなしたときの高さになっています。np.deg2rad などで変えていませんか。x は、
    はじめからラジアンです。
    |
    The curves have the heights that they would have if x were in degrees. Is x converted, with np.deg2rad
    for instance? It is in radians already.
    """
    draw(ax, sin=lambda x: np.sin(np.deg2rad(x)), cos=lambda x: np.cos(np.deg2rad(x)))


@mistake("plot_sin_cos")
def plot_sin_cos_to_360(ax):
    """x の最後の点が 359 にあります。x は 0 から 6 までにしてください（単位は度ではなくラジアンで、6 は 1
    回転より少し少ない角度です）。
    |
    The last point of x is at 359. Let x run from 0 to 6: these are radians and not degrees, and 6 is a
    little less than a full turn.
    """
    x = np.arange(0, 360)
    draw(ax, x=x, sin=lambda x: np.sin(np.deg2rad(x)), cos=lambda x: np.cos(np.deg2rad(x)))


@mistake("plot_sin_cos")
def plot_sin_cos_with_steps_of_one(ax):
    """点の間隔が 1 なので、曲線がかくかくしています。間隔を 0.1 にしてください。np.arange では、3
    番目に渡す数が間隔です。
    |
    The points are 1 apart, which makes the curves angular. Let them be 0.1 apart; in np.arange it is the
    third number that says so.
    """
    draw(ax, x=np.arange(0, 6))


@mistake("plot_sin_cos")
def plot_sin_cos_without_legend(ax):
    """凡例に、線の名前が出ていません。線に label で名前を付けることと、線を描いたあとで legend()
    を呼ぶことの、両方が要ります。
    |
    The lines are not named in a legend. It takes both: a label for each line, and a call of legend() after
    the lines are drawn.
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
    """2 本とも実線です。cos の線を破線にしてください。線の種類は linestyle で選びます。
    |
    Both lines are solid. Make that of cos dashed; the linestyle says what a line looks like.
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
    """cos の線が点線です。破線にしてください。線の種類の書き方は、問題の上の説明にあります。
    |
    The line of cos is dotted. Make it dashed; the text above the exercise says how the styles are written.
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
    """x の最後の点が 6.2 にあります。x は 0 から 6 までにしてください。
    |
    The last point of x is at 6.2. Let x run from 0 to 6.
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
    """渡された ax に、何も描かれていません。関数の中で plt.figure() や plt.subplots() を呼んで、
    別の図に描いていませんか。渡された ax を使ってください。
    |
    Nothing is drawn on the ax that is given. Does the function draw on another figure, after plt.figure()
    or plt.subplots()? Use the ax that it is handed.
    """
    draw(plt.figure().add_subplot())


@mistake("show_image")
def show_image_in_viridis(ax, image):
    """白黒ではなく、viridis（紫から黄色）で表示されています。形 (H, W) のどの画像でも、imshow
    にカラーマップを指定していますか。
    |
    The image appears not in black and white but in viridis, from purple to yellow. Is a colormap given to
    imshow for every image of shape (H, W)?
    """
    ax.imshow(image)


@mistake("show_image")
def show_image_as_negative(ax, image):
    """白と黒が逆です。小さい数を白にするカラーマップ（gray_r や Greys）を使ったり、
    明るさを逆にしたりしていませんか。
    |
    Black and white are exchanged. Is it a colormap that makes small numbers white, such as gray_r or Greys,
    or was the brightness reversed?
    """
    ax.imshow(image, cmap="gray_r")


@mistake("show_image")
def show_image_transposed(ax, image):
    """縦と横が入れ替わっています。imshow は 0 番目の次元を縦（行）とみなします。渡す前に、
    行と列を入れ替えていませんか。
    |
    Height and width are exchanged. imshow takes dimension 0 as the vertical one, the rows. Are rows and
    columns exchanged before the image is handed over?
    """
    ax.imshow(np.swapaxes(image, 0, 1), cmap="gray")


@mistake("show_image")
def show_image_with_t(ax, image):
    """縦と横が入れ替わり、カラー画像ではエラーになっています。次元の順序を変えていませんか（.T は、
    すべての次元の順序を逆にします）。
    |
    Height and width are exchanged, and a colour image is an error. Is the order of the dimensions changed?
    .T reverses the order of all dimensions.
    """
    ax.imshow(image.T, cmap="gray")


@mistake("show_image")
def show_image_upside_down(ax, image):
    """上下が逆です。origin="lower" や [::-1] などで、順序を変えていませんか。そのまま渡せば、0
    行目がいちばん上に来ます。
    |
    The image is upside down. Is its order changed, by origin="lower" or [::-1] for instance? Handed over as
    it is, row 0 is at the top.
    """
    ax.imshow(image, cmap="gray", origin="lower")


@mistake("show_image")
def show_image_without_colours(ax, image):
    """カラー画像が白黒になっています。平均などを取っていませんか。形 (H, W, 3) の画像は、3
    つの数が色そのものです。
    |
    Colour images come out in black and white. Is a mean or the like taken? In an image of shape (H, W, 3)
    the three numbers are the colour itself.
    """
    ax.imshow(image if image.ndim == 2 else image.mean(axis=-1), cmap="gray")


@mistake("show_image")
def show_image_with_blue_first(ax, image):
    """赤と青が入れ替わっています。色は、赤、緑、青の順に並んでいます。その順序を変えていませんか。
    |
    Red and blue are exchanged. The colours come in the order red, green, blue. Is that order changed?
    """
    ax.imshow(image if image.ndim == 2 else image[:, :, ::-1], cmap="gray")


@mistake("show_image")
def show_image_with_a_fixed_range(ax, image):
    """0.0 から 1.0 までの小数の画像が、ほとんど真っ黒になっています。vmin や vmax で、
    明るさの範囲を決めていませんか。指定しなければ、自動的に調整されます。
    |
    Images of floats from 0.0 to 1.0 come out almost black. Is the range of brightness fixed, with vmin and
    vmax? Left alone, it is matched automatically.
    """
    ax.imshow(image, cmap="gray", vmin=0, vmax=255)


@mistake("show_image")
def show_image_on_a_new_figure(ax, image):
    """渡された ax に、画像がありません。関数の中で plt.figure() や plt.subplots() を呼んで、
    別の図に表示していませんか。渡された ax を使ってください。
    |
    There is no image on the ax that is given. Does the function show it on another figure, after
    plt.figure() or plt.subplots()? Use the ax that it is handed.
    """
    plt.figure().add_subplot().imshow(image, cmap="gray")


@mistake("plot_surface")
def plot_surface_with_axes_swapped(ax, f, x0, x1):
    """X に x1、Y に x0 の値が並んでいます。X は x0（横）、Y は x1（縦）の座標です。meshgrid
    に渡す順序を確かめてください。
    |
    X holds the values of x1, and Y those of x0. X is for x0, the horizontal coordinates, Y for x1. Check
    the order of what goes into meshgrid.
    """
    X, Y = np.meshgrid(x1, x0)
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z


@mistake("plot_surface")
def plot_surface_transposed(ax, f, x0, x1):
    """曲面は同じですが、X、Y、Z の行と列が逆です（形が (len(x0), len(x1)) になっています）。右に進むと x0
    が、下に進むと x1 が変わるように並べてください。
    |
    The surface is the same, but rows and columns of X, Y and Z are exchanged: their shape is (len(x0),
    len(x1)). Going right should change x0, going down x1.
    """
    X, Y = np.meshgrid(x0, x1, indexing="ij")
    Z = f(X, Y)
    ax.plot_surface(X, Y, Z)
    return X, Y, Z


@mistake("plot_surface")
def plot_surface_with_arguments_swapped(ax, f, x0, x1):
    """Z が、x と y を逆にして計算した高さになっています。f に渡す順序を確かめてください。
    |
    The heights Z are computed with x and y exchanged. Check the order in which they go into f.
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
    """X、Y、Z は合っていますが、渡された ax に曲面がありません。その ax に描いていますか。
    |
    X, Y and Z are right, but there is no surface on the ax that is given. Is it drawn there?
    """
    X, Y = np.meshgrid(x0, x1)
    return X, Y, f(X, Y)


@mistake("plot_surface")
def plot_surface_without_meshgrid(ax, f, x0, x1):
    """x0 と x1 を、格子点にしないまま f に渡していませんか。すべての組み合わせの座標 X と Y を作り、それを
    f に渡します。
    |
    Are x0 and x1 handed to f without being made a grid? Make the coordinates of all combinations, X and Y,
    and hand those to f.
    """
    Z = f(x0, x1)
    ax.plot_surface(x0, x1, Z)
    return x0, x1, Z


@mistake("plot_surface")
def plot_surface_upside_down(ax, f, x0, x1):
    """高さの符号が逆です。Z は、f(X, Y) の値そのものです。
    |
    The heights have the opposite sign. Z is the value of f(X, Y) itself.
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
