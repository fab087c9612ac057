"""Typical wrong answers of chapter 0, each with its hint."""

import numpy as np

from solutions.mistakes import mistake


@mistake("double", {"2 * x": "x * x"})
def double_as_the_square():
    """x に x を掛けていませんか。それは 2 倍ではなく 2 乗で、同じ値になるのは 2（と 0）のときだけです。2
    倍では、何に何を掛けますか。
    |
    Is x multiplied by x? That is the square, which is the same as twice the number only for 2 (and 0). To
    double, what is multiplied by what?
    """


@mistake("double", {"2 * x": "2 + x"})
def double_by_adding_two():
    """2 を足していませんか。2 倍は、2 を足すことではなく、2 を掛けることです。
    |
    Is 2 added? To double is to multiply by 2, not to add 2.
    """


@mistake("double", {"2 * x": "x / 2"})
def double_as_half():
    """半分になっています。2 で割っていませんか。
    |
    This is half the number. Is it divided by 2?
    """


@mistake("double")
def double_printed(x):
    """結果が返っていません。返されるのは、return の右に書いた値です（print は画面に表示するだけです）。
    |
    Nothing comes back. What comes back is the value after return; print only shows a value.
    """
    print(2 * x)


@mistake("mean_of", {"np.sum(x) / x.size": "np.sum(x)"})
def mean_of_as_the_sum():
    """合計が返っています。平均にするには、合計を何で割りますか。
    |
    This is the sum. By what is it divided to make the mean?
    """


@mistake("mean_of", {"x.size": "3"})
def mean_of_three_numbers():
    """いつも 3 で割っていませんか。要素の個数は、配列によって違います。説明にある x.size を見てください。
    |
    Is the sum always divided by 3? Arrays differ in length: look at x.size in the text above.
    """


@mistake("mean_of", {"/": "//"})
def mean_of_rounded_down():
    """平均が、整数に切り下げられています。// で割っていませんか。小数まで計算する割り算は / です。
    |
    The mean is rounded down to a whole number. Is // used? The division that keeps decimals is /.
    """


@mistake("mean_of")
def mean_of_as_the_middle(x):
    """配列を大きさの順に並べたとき、真ん中に来る値（中央値）になっています。平均は、合計を個数で割った値です。
    |
    This is the median, the value in the middle when the elements are in order. The mean is their sum divided
    by how many there are.
    """
    return np.median(x)


@mistake("mean_of")
def mean_of_first_and_last(x):
    """はじめと終わりの 2 つの要素だけの平均になっています。すべての要素を足してください。
    |
    This is the mean of the first and the last element alone. Add up all of them.
    """
    return (x[0] + x[-1]) / 2


@mistake("mean_of")
def mean_of_printed(x):
    """結果が返っていません。返されるのは、return の右に書いた値です（print は画面に表示するだけです）。
    |
    Nothing comes back. What comes back is the value after return; print only shows a value.
    """
    print(np.sum(x) / x.size)
