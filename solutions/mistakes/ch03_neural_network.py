"""Typical wrong answers of chapter 3, each with its hint."""

import math

import numpy as np

from solutions.ch03_neural_network import identity_function, layer, predict, relu, sigmoid, softmax
from solutions.mistakes import mistake


@mistake("step_function")
def step_function_with_np_int(x):
    """np.int は NumPy 1.24 で削除されました（古い本やコードに残っています）。np.int の代わりに int
    と書いてください。np.float や np.object も同じで、float、object と書きます。
    |
    np.int was removed in NumPy 1.24; older books and code still show it. Write int in its place. The same
    goes for np.float and np.object: write float and object.
    """
    return (x > 0).astype(np.int)


@mistake("step_function")
def step_function_one_at_zero(x):
    """0 ちょうどのとき 1 になっています。式では、1 になるのは x > 0 のときだけです。書いた条件に、0
    が含まれていませんか。
    |
    Exactly 0 gives 1 here. In the formula it is only x > 0 that gives 1. Does the condition that you wrote
    include 0?
    """
    return (x >= 0).astype(int)


@mistake("step_function")
def step_function_of_bools(x):
    """値が True と False のままです。返す前に、0 と 1 の整数になるように、配列の要素の型を変えてください。
    |
    The result still holds True and False. Convert the elements of the array to integers, 0 and 1, before
    you return it.
    """
    return x > 0


@mistake("step_function")
def step_function_of_floats(x):
    """値は合っていますが、要素が 0.0 と 1.0 の小数です。整数の 0 と 1 にしてください。
    |
    The values are right, but they are the floats 0.0 and 1.0. Return the integers 0 and 1.
    """
    return (x > 0).astype(float)


@mistake("step_function")
def step_function_of_one_number(x):
    """要素がいくつもある配列でエラーになっています。不等号の結果も配列なので、if では、
    どの要素に従うかを決められません。if を使わず、配列の全体を一度に比べた結果から作れませんか。
    |
    An array of several elements is an error: the comparison gives an array too, and `if` cannot tell which
    element to follow. Can the result be made, without if, from a comparison of the whole array at once?
    """
    if x > 0:
        return 1
    else:
        return 0


@mistake("step_function")
def step_function_as_a_list(x):
    """リストが返っています。NumPy 配列を、x と同じ形で返してください。for で 1 つずつ取り出さなくても、
    配列の全体を一度に比べられます。
    |
    A list comes back. Return a NumPy array in the shape of x. There is no need to take the elements out one
    by one: an array can be compared as a whole.
    """
    return [1 if value > 0 else 0 for value in x]


@mistake("step_function")
def step_function_as_sign(x):
    """負の要素が −1 になっています。ステップ関数の値は 0 と 1 だけです（np.sign は −1、0、1 を返します）。
    |
    Negative elements become −1. A step function has only the values 0 and 1; np.sign gives −1, 0 and 1.
    """
    return np.sign(x).astype(int)


@mistake("step_function")
def step_function_reversed(x):
    """正の要素が 0、負の要素が 1 になっています。1 になるのは、正の要素です。
    不等号の向きを確かめてください。
    |
    Positive elements give 0 and negative ones 1. It is the positive ones that give 1: check the direction
    of the inequality.
    """
    return (x < 0).astype(int)


@mistake("sigmoid")
def sigmoid_without_minus(x):
    """x の符号を逆にしたときの値になっています。exp の中のマイナスを、上の式と見比べてください。
    マイナスは、ちょうど 1 つありますか。
    |
    The values are those of −x. Compare the minus inside exp with the formula above: is it there, and just
    once?
    """
    return 1 / (1 + np.exp(x))


@mistake("sigmoid")
def sigmoid_overflowing(x):
    """x が 1000 のように大きいと、nan になっています。分子と分母の両方が inf になっていませんか（inf / inf
    は nan です）。exp に大きな数を渡さずに済む形を、上の式で確かめてください。
    |
    For a large x such as 1000 the result is nan. Do both numerator and denominator become inf? (inf / inf
    is nan.) Look at the formula above for a form that takes exp of no large number.
    """
    return np.exp(x) / (1 + np.exp(x))


@mistake("sigmoid")
def sigmoid_without_parentheses(x):
    """1 + exp(-x) の値になっています。割り算は、足し算より先に計算されます。分母の全体を、
    かっこで囲んでいますか。
    |
    The values are those of 1 + exp(-x). A division is computed before an addition: is the whole denominator
    in parentheses?
    """
    return 1 / 1 + np.exp(-x)


@mistake("sigmoid")
def sigmoid_with_math_exp(x):
    """数 1 個なら合っていますが、配列ではエラーになっています。math.exp のような、数 1
    個しか受け取れない関数を使っていませんか。要素ごとに計算する関数が、上の説明にあります。
    |
    A single number is right, but an array is an error. Is a function used that takes only a single number,
    such as math.exp? The text above names one that computes element by element.
    """
    return 1 / (1 + math.exp(-x))


@mistake("sigmoid")
def sigmoid_as_tanh(x):
    """tanh という別の関数の値になっています。形はよく似ていますが、値の範囲が −1 から 1 です。
    シグモイド関数の値は 0 から 1 までです。
    |
    The values are those of another function, tanh. Its shape is similar, but it runs from −1 to 1; the
    sigmoid function runs from 0 to 1.
    """
    return np.tanh(x)


@mistake("relu")
def relu_in_place(x):
    """値は合っていますが、呼び出したあと、渡した配列 x が変わっています。x に書き込んでいませんか（y = x
    は、コピーではありません）。新しい配列を作って返してください。
    |
    The values are right, but after the call the array x that was handed over is changed. Is something
    written into x? (y = x is no copy.) Return a new array.
    """
    x[x < 0] = 0
    return x


@mistake("relu")
def relu_with_python_max(x):
    """配列でエラーになっています。Python の max や if は、配列を要素ごとに比べられません。
    要素ごとに大きいほうを選ぶ NumPy の関数が、上の説明にあります。
    |
    An array is an error: neither Python's max nor an if can compare arrays element by element. The text
    above names NumPy's function that takes the greater value for each element.
    """
    return max(0, x)


@mistake("relu")
def relu_with_np_max(x):
    """要素ごとの値ではなく、配列の中でいちばん大きい値を探した結果になっています。np.max
    を使っていませんか。np.maximum とは別の関数です。
    |
    The result is the greatest values found in the array, not a value for each element. Is it np.max? That
    is not the same function as np.maximum.
    """
    return np.max(x, 0)


@mistake("relu")
def relu_with_minimum(x):
    """正の要素が 0 になり、負の要素が残っています。ReLU は、0 と x の大きいほうです。
    |
    Positive elements become 0 and negative ones stay. ReLU is the greater of 0 and x.
    """
    return np.minimum(0, x)


@mistake("relu")
def relu_as_step(x):
    """正の要素が 1 になっています。ReLU は正の入力を 1 にせず、そのままの値で通します。
    |
    Positive elements become 1. ReLU lets a positive input through with its own value.
    """
    return np.where(x > 0, 1.0, 0.0)


@mistake("relu")
def relu_as_absolute_value(x):
    """負の要素が絶対値になっています。ReLU では、負の入力の出力は 0 です。
    |
    Negative elements become their absolute value. ReLU gives 0 for a negative input.
    """
    return np.abs(x)


@mistake("layer")
def layer_with_w_on_the_left(x, W, b, activation):
    """形が合わずにエラーになったり、W·x の値になったりしています。積の順序は、W が左ではありませんか。x
    の形は (D,) や (N, D)、W の形は (D, M) です。D どうしが隣り合う順に並べてください。
    |
    The shapes do not fit, or the values are those of W·x. Does W stand on the left of the product? x has
    the shape (D,) or (N, D), and W has (D, M): put the two D next to each other.
    """
    return activation(np.dot(W, x) + b)


@mistake("layer")
def layer_with_transposed_w(x, W, b, activation):
    """W の行と列を入れ替えて（転置して）いませんか。W は、はじめから (入力の数, ニューロンの数) の形です。
    |
    Is W transposed, its rows and columns exchanged? It has the shape (inputs, neurons) to begin with.
    """
    return activation(x @ W.T + b)


@mistake("layer")
def layer_with_elementwise_product(x, W, b, activation):
    """要素ごとの積になっていませんか。ここで要るのは行列の積です。書き方は、上の説明にあります。
    |
    Is it the product element by element? What is needed is the matrix product; the text above says how it
    is written.
    """
    return activation(x * W + b)


@mistake("layer")
def layer_with_bias_after_activation(x, W, b, activation):
    """活性化関数を通したあとに、バイアスを足した値になっています。活性化関数に渡すのは、
    バイアスまで足した和です。
    |
    The values are as if the bias were added after the activation function. What goes into that function is
    the sum with the bias in it.
    """
    return activation(np.dot(x, W)) + b


@mistake("layer")
def layer_without_activation(x, W, b, activation):
    """活性化関数を通す前の和が返っています。引数の activation は関数なので、呼び出せます。
    |
    What comes back is the sum before the activation function. The argument activation is a function, so it
    can be called.
    """
    return np.dot(x, W) + b


@mistake("layer")
def layer_returning_the_function(x, W, b, activation):
    """計算した値ではなく、関数が返っています。activation を、和を渡して呼び出していますか。
    |
    What comes back is a function, not a computed value. Is activation called, with the sum?
    """
    _ = np.dot(x, W) + b
    return activation


@mistake("layer")
def layer_without_bias(x, W, b, activation):
    """バイアスを足さなかったときの値になっています。b を足していますか。
    |
    The values are as if there were no bias. Is b added?
    """
    return activation(np.dot(x, W))


@mistake("layer")
def layer_with_fixed_sigmoid(x, W, b, activation):
    """どの関数を渡しても、シグモイド関数を通した値になっています。呼び出すのは、引数の activation です。
    |
    Whatever function is given, the values have gone through the sigmoid function. The one to call is the
    argument activation.
    """
    return sigmoid(np.dot(x, W) + b)


@mistake("identity_function")
def identity_function_without_return(x):
    """None が返っています。値を return で返していますか（print は表示するだけです）。
    |
    None comes back. Is the value returned with return? print only shows it.
    """
    _ = x


@mistake("identity_function")
def identity_function_as_identity_matrix(x):
    """単位行列（identity matrix、対角線が 1 で、ほかが 0 の行列）が返っています。恒等関数は、
    名前は似ていますが、入力をそのまま返す関数です。
    |
    An identity matrix comes back, with 1 on its diagonal and 0 elsewhere. The identity function is
    something else: it returns its input as it is.
    """
    return np.identity(len(x))


@mistake("identity_function")
def identity_function_as_sigmoid(x):
    """シグモイド関数を通した値になっています。恒等関数は、何も変えません。
    |
    The values have gone through the sigmoid function. The identity function changes nothing.
    """
    return sigmoid(x)


@mistake("identity_function")
def identity_function_as_relu(x):
    """負の値が 0 になっています。ReLU と違い、恒等関数は負の値もそのまま通します。
    |
    Negative values become 0. Unlike ReLU, the identity function lets negative values through as well.
    """
    return relu(x)


@mistake("forward")
def forward_with_sigmoid_at_the_output(network, x):
    """出力が、シグモイド関数を通した値になっています。最後の層の活性化関数は、何でしたか。
    |
    The output has gone through the sigmoid function. Which activation function does the last layer have?
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W2"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], sigmoid)


@mistake("forward")
def forward_with_softmax_at_the_output(network, x):
    """出力が、ソフトマックス関数を通した値になっています。それは、あとの predict（3.6.2 節）です。
    ここでは、最後の層の活性化関数は恒等関数です。
    |
    The output has gone through softmax. That is predict, later on (section 3.6.2); here the activation of
    the last layer is the identity function.
    """
    return predict(network, x)


@mistake("forward")
def forward_with_w1_twice(network, x):
    """2 層目でも W1 を使っていませんか。それぞれの行の番号を確かめてください。
    |
    Is W1 used in the second layer again? Check the numbers in each line.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W1"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], identity_function)


@mistake("forward")
def forward_with_b1_everywhere(network, x):
    """2 層目や 3 層目でも b1 を足していませんか。層ごとに、自分のバイアスがあります。
    それぞれの行の番号を確かめてください。
    |
    Is b1 added in the second or the third layer too? Each layer has a bias of its own: check the numbers in
    each line.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W2"], network["b1"], sigmoid)
    return layer(z2, network["W3"], network["b1"], identity_function)


@mistake("forward")
def forward_feeding_x_twice(network, x):
    """入力の x に W2 を掛けていませんか。x に掛ける重みは W1 で、2 層目に渡すのは 1 層目の出力です。
    それぞれの行の番号を確かめてください。
    |
    Is the input x multiplied by W2? The weights for x are W1, and what goes into the second layer is the
    output of the first. Check the numbers in each line.
    """
    z2 = layer(x, network["W2"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], identity_function)


@mistake("forward")
def forward_without_activation(network, x):
    """どの層でも活性化関数を通さないときの値になっています。1 層目と 2 層目で、
    和をシグモイド関数に通してから次の層へ渡していますか。
    |
    The values are as if no layer had an activation. In the first and second layers, does the sum go through
    the sigmoid function before it goes to the next layer?
    """
    z1 = np.dot(x, network["W1"]) + network["b1"]
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return np.dot(z2, network["W3"]) + network["b3"]


@mistake("forward")
def forward_without_second_activation(network, x):
    """2 層目だけ活性化関数を通さないときの値になっています。2 層目の活性化関数を確かめてください。
    |
    The values are as if just the second layer had no activation. Check the activation function of that
    layer.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return np.dot(z2, network["W3"]) + network["b3"]


@mistake("forward")
def forward_with_relu(network, x):
    """活性化関数が ReLU のときの値になっています。この演習では、1 層目と 2 層目はシグモイド関数です。
    |
    The values are as if the activation were ReLU. In this exercise the first and second layers use the
    sigmoid function.
    """
    z1 = layer(x, network["W1"], network["b1"], relu)
    z2 = layer(z1, network["W2"], network["b2"], relu)
    return layer(z2, network["W3"], network["b3"], identity_function)


@mistake("softmax")
def softmax_without_max(x):
    """ふつうの大きさの入力では合っていますが、大きな入力では nan になっています（exp が inf になります。
    入力がどれもとても小さいと 0 / 0 です）。上の「大きな数への備え」を見てください。
    |
    Inputs of an ordinary size are right, but large ones give nan: exp becomes inf (and with all inputs very
    small there is 0 / 0). See "Be ready for large numbers" above.
    """
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_over_the_whole_batch(x):
    """データ 1 個なら合っていますが、バッチでは、行ごとではなく全体の和が 1 になっています。最大値や和を、
    バッチの全体から取っていませんか。
    |
    One datum is right, but in a batch it is all the values together that sum to 1, not each row. Are the
    maximum and the sum taken over the whole batch?
    """
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


@mistake("softmax")
def softmax_without_max_over_the_whole_batch(x):
    """直すところが 2 つあります。大きな入力では nan になっています。また、バッチでは、
    行ごとではなく全体の和が 1 になっています。上の「大きな数への備え」と「バッチへの備え」
    を見てください。
    |
    There are two things to fix. Large inputs give nan. And in a batch it is all the values together that
    sum to 1, not each row. See "Be ready for large numbers" and "Be ready for batches" above.
    """
    return np.exp(x) / np.sum(np.exp(x))


@mistake("softmax")
def softmax_with_max_of_the_batch(x):
    """バッチでは、行の大きさが桁違いのときだけ nan になっています。最大値を、
    バッチの全体から取っていませんか。小さい行では exp がすべて 0 になり、0 / 0 になります。
    |
    In a batch there is nan only when its rows differ widely in size. Is the maximum taken over the whole
    batch? In a small row every exp then becomes 0, and 0 / 0 follows.
    """
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_with_sum_of_the_batch(x):
    """バッチでは、各行の和が 1 になっていません。最大値は行ごとに取れているようです。和を、
    バッチの全体から取っていませんか。
    |
    In a batch the rows do not sum to 1. The maximum seems to be taken row by row; is the sum taken over the
    whole batch?
    """
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x))


@mistake("softmax")
def softmax_along_columns(x):
    """バッチで、行ではなく列の和が 1 になっています。データは 1 行に 1 個ずつ並んでいるので、
    計算するのは行の中です。axis を確かめてください。
    |
    In a batch it is the columns that sum to 1, not the rows. Each row is one datum, so compute within a
    row: check the axis.
    """
    x = x - np.max(x, axis=0)
    return np.exp(x) / np.sum(np.exp(x), axis=0)


@mistake("softmax")
def softmax_with_python_sum(x):
    """直すところが 2 つあります。大きな入力では nan になっています。また、バッチでは、行ではなく列の和が 1
    になっています。Python の sum か、axis=0 を使っていませんか。どちらも、行どうしを足します。
    |
    There are two things to fix. Large inputs give nan. And in a batch it is the columns that sum to 1, not
    the rows. Is it Python's sum, or axis=0? Either adds up the rows.
    """
    return np.exp(x) / sum(np.exp(x))


@mistake("softmax")
def softmax_without_keepdims(x):
    """データ 1 個なら合っていますが、バッチではエラーになったり、値が違ったりしています。
    行ごとの最大値や和が、形 (N,) のままではありませんか。(N, M) と計算するには (N, 1) が要ります。
    |
    One datum is right, but a batch is an error or gives other values. Do the maximum and the sum of each
    row have the shape (N,)? To go with (N, M), they need (N, 1).
    """
    x = x - np.max(x, axis=-1)
    return np.exp(x) / np.sum(np.exp(x), axis=-1)


@mistake("softmax")
def softmax_of_a_batch_only(x):
    """データ 1 個のときにエラーになっています。axis=1 は、1 次元の配列にはありません。
    最後の軸を表す書き方なら、1 次元でもバッチでも使えます。
    |
    A single datum is an error: a 1-D array has no axis=1. Written as the last axis, one form serves both a
    datum and a batch.
    """
    x = x - np.max(x, axis=1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)


@mistake("softmax")
def softmax_changing_its_input(x):
    """値は合っていますが、呼び出したあと、渡した配列 x が変わっています。x に書き込んでいませんか（-= も、x
    そのものを変えます）。
    |
    The values are right, but after the call the array x that was handed over is changed. Is something
    written into x? (-= changes x itself, too.)
    """
    x -= np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_with_max_in_the_numerator_only(x):
    """データ 1 個でも、和が 1 になっていません。分子の exp と分母の exp で、違う数を引いていませんか。
    |
    Even for one datum the values do not sum to 1. Are different numbers subtracted inside exp in the
    numerator and in the denominator?
    """
    c = np.max(x, axis=-1, keepdims=True)
    return np.exp(x - c) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_without_exp(x):
    """入力を、入力の和で割った値になっています。和で割る前に、exp で正の数にしていますか。
    |
    The values are the inputs divided by their sum. Are they made positive with exp before the division?
    """
    return x / np.sum(x, axis=-1, keepdims=True)


@mistake("softmax")
def softmax_left_transposed(x):
    """バッチの結果の行と列が入れ替わっています。計算のために転置（行と列の入れ替え）をしたなら、
    最後にもう一度転置して、元の形に戻しましたか。
    |
    Rows and columns of a batch's result are exchanged. If x was transposed for the calculation, was the
    result turned back?
    """
    x = x.T - np.max(x.T, axis=0)
    return np.exp(x) / np.sum(np.exp(x), axis=0)


@mistake("normalize_images")
def normalize_images_by_256(images):
    """256 で割っていませんか。画素の最大値は 255 なので、255 で割ると白がちょうど 1.0 になります。
    |
    Is the divisor 256? The greatest pixel value is 255; dividing by 255 makes white exactly 1.0.
    """
    return images.reshape(len(images), -1).astype(np.float32) / 256


@mistake("normalize_images")
def normalize_images_keeping_uint8(images):
    """結果の要素が uint8 で、0 と 1 の間の値が消えています。uint8 には整数しか入りません。
    割り算と型の変換を確かめてください。
    |
    The elements of the result are uint8, and everything between 0 and 1 is lost: uint8 holds whole numbers
    only. Check the division and the conversion of the type.
    """
    return images.reshape(len(images), -1) // 255


@mistake("normalize_images")
def normalize_images_in_float64(images):
    """値は合っていますが、要素の型が float64 です。float32 にしてください。uint8 を小数で割ると、float64
    になります。
    |
    The values are right, but the elements are float64. Make them float32. uint8 divided by a float gives
    float64.
    """
    return images.reshape(len(images), -1) / 255.0


@mistake("normalize_images")
def normalize_images_without_flattening(images):
    """画像が 28×28 のままです。1 枚を 784 個の数の並びにして、全体を (N, 784) にしてください。
    |
    The images are still 28×28. Make each image a row of 784 numbers, so that the whole is (N, 784).
    """
    return images.astype(np.float32) / 255


@mistake("normalize_images")
def normalize_images_into_one_row(images):
    """すべての画像が 1 本の長い配列になっています。画像 1 枚を 1 行にして、形を (N, 784) にしてください。
    |
    All images became one long array. Keep one row for each image: the shape is (N, 784).
    """
    return images.flatten().astype(np.float32) / 255


@mistake("normalize_images")
def normalize_images_by_their_maximum(images):
    """画像の最大値で割っていませんか。それでは暗い画像が明るくなってしまいます。どの画像も同じ 255
    で割ります。
    |
    Is the divisor the greatest value in the images? That would brighten dark images. Divide every image by
    the same 255.
    """
    return images.reshape(len(images), -1).astype(np.float32) / np.max(images)


@mistake("normalize_images")
def normalize_images_without_division(images):
    """画素が 0 から 255 のままです。float32 に変えても、値の範囲は変わりません。255 で割っていますか。
    |
    The pixels still run from 0 to 255. The conversion to float32 does not change their range: are they
    divided by 255?
    """
    return images.reshape(len(images), -1).astype(np.float32)


@mistake("normalize_images")
def normalize_images_with_shape_reversed(images):
    """形が (784, N) になっています。画像 1 枚が 1 行になるのは (N, 784) です。reshape
    に渡す大きさの順序や、転置（.T）を確かめてください。
    |
    The shape is (784, N). With one image in each row it is (N, 784). Check the order of the lengths given
    to reshape, and any .T.
    """
    return images.reshape(784, -1).astype(np.float32) / 255


@mistake("one_hot")
def one_hot_width_from_max(t, num_classes):
    """列の数をラベルの最大値から決めていませんか。大きいラベルがたまたま現れないと列が足りなくなります。
    num_classes を使ってください。
    |
    Does the number of columns come from the greatest label? If large labels happen not to occur, columns
    are missing. Use num_classes.
    """
    return np.eye(np.max(t) + 1)[t]


@mistake("one_hot")
def one_hot_of_occurring_labels(t, num_classes):
    """現れたラベルの種類だけ列を作っていませんか。現れないラベルの列も要りますし、ラベル k は k
    番目の列です。
    |
    Is there a column only for each label that occurs? Labels that do not occur need theirs too, and label
    k is column k.
    """
    return (t[:, None] == np.unique(t)).astype(float)


@mistake("one_hot")
def one_hot_transposed(t, num_classes):
    """行と列が逆です。データ 1 個が 1 行なので、形は (N, num_classes) です。
    |
    Rows and columns are the wrong way round. Each datum is a row, so the shape is (N, num_classes).
    """
    return np.eye(num_classes)[:, t]


@mistake("one_hot")
def one_hot_counting_from_one(t, num_classes):
    """1 になる列が 1 つずれています。ラベルも列の番号も 0 から始まり、ラベル k の行では列 k が 1 です。
    |
    The 1 stands one column off. Labels and columns both begin at 0: in the row of label k it is column k
    that is 1.
    """
    return np.eye(num_classes)[t.astype(int) - 1]


@mistake("one_hot")
def one_hot_holding_the_label(t, num_classes):
    """1 ではなく、ラベルの値が入っています。one-hot 表現の値は 0 と 1 だけです。
    |
    In place of 1 there is the value of the label. A one-hot row holds only 0 and 1.
    """
    return np.eye(num_classes)[t] * np.arange(num_classes)


@mistake("one_hot")
def one_hot_with_the_label_as_row(t, num_classes):
    """行の番号にも、ラベルを使っていませんか。i 番目のデータは i 行目です。
    |
    Is the label used for the row as well? Datum i belongs in row i.
    """
    y = np.zeros((len(t), num_classes))
    for k in t:
        y[k, k] = 1
    return y


@mistake("one_hot")
def one_hot_ignoring_the_labels(t, num_classes):
    """どんなラベルを渡しても、1 が左上から斜めに並んでいます。t の値は計算に使われていますか。i 行目の 1
    の場所は、t[i] で決まります。
    |
    Whatever the labels, the ones run along the diagonal. Are the values of t used? Where the 1 stands in
    row i is decided by t[i].
    """
    return np.eye(len(t), num_classes)


@mistake("one_hot")
def one_hot_square_without_the_labels(t, num_classes):
    """どんなラベルを渡しても、行も列も num_classes 個で、1 が左上から斜めに並んでいます。行の数は、ラベルの
    個数 N です。t の値は計算に使われていますか。
    |
    Whatever the labels, there are num_classes rows and columns with the ones along the diagonal. There is one
    row for each of the N labels: are the values of t used?
    """
    return np.eye(num_classes)


@mistake("one_hot")
def one_hot_filling_whole_columns(t, num_classes):
    """t に現れるクラスの列が、どの行でも 1 になっています。1 が入るのは、各行に 1 か所です。
    行の番号と列の番号を、両方とも指定していますか。
    |
    The columns of the classes in t are 1 in every row. Each row has a single 1: are both the row and the
    column given?
    """
    y = np.zeros((len(t), num_classes))
    y[:, t] = 1
    return y


@mistake("predict")
def predict_with_softmax_over_the_batch(network, x):
    """バッチで、行ごとではなく全体の和が 1 になっています。ソフトマックス関数の和を、
    バッチの全体から取っていませんか。
    |
    In a batch it is all the values together that sum to 1, not each row. Is the sum of softmax taken over
    the whole batch?
    """
    a3 = layer(sigmoid_layers(network, x), network["W3"], network["b3"], identity_function)
    return np.exp(a3 - np.max(a3)) / np.sum(np.exp(a3 - np.max(a3)))


def sigmoid_layers(network, x):
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    return layer(z1, network["W2"], network["b2"], sigmoid)


@mistake("predict")
def predict_with_identity_at_the_output(network, x):
    """確率になっておらず、出力層の和がそのまま返っています。最後の層の活性化関数を確かめてください。
    |
    These are no probabilities but the sums of the output layer. Check the activation function of the last
    layer.
    """
    return layer(sigmoid_layers(network, x), network["W3"], network["b3"], identity_function)


@mistake("predict")
def predict_with_sigmoid_at_the_output(network, x):
    """出力が、シグモイド関数を通した値になっています。1 つ 1 つは 0 から 1 でも、和が 1 になりません。
    最後の層の活性化関数を確かめてください。
    |
    The output has gone through the sigmoid function. Each value lies between 0 and 1, but they do not sum
    to 1. Check the activation function of the last layer.
    """
    return layer(sigmoid_layers(network, x), network["W3"], network["b3"], sigmoid)


@mistake("predict")
def predict_with_sigmoid_before_softmax(network, x):
    """出力層の和が、シグモイド関数とソフトマックス関数の両方を通った値になっています。出力層の活性化関数は
    1 つだけです。
    |
    The values are as if the last sum had gone through sigmoid and then through softmax. The output layer
    has only one activation function.
    """
    return softmax(layer(sigmoid_layers(network, x), network["W3"], network["b3"], sigmoid))


@mistake("predict")
def predict_returning_labels(network, x):
    """確率の並びではなく、いちばん大きい確率の番号が返っています。番号を求めるのは、あとの accuracy です。
    |
    What comes back is the index of the greatest probability, not the probabilities. Finding that index is
    for accuracy, later on.
    """
    return np.argmax(predict(network, x), axis=-1)


@mistake("predict")
def predict_with_relu(network, x):
    """1 層目と 2 層目の活性化関数が ReLU のときの値になっています。この重みは、
    シグモイド関数のネットワークで学習したものです。
    |
    The values are as if the first and second layers used ReLU. These weights were trained in a network of
    sigmoid functions.
    """
    z1 = layer(x, network["W1"], network["b1"], relu)
    z2 = layer(z1, network["W2"], network["b2"], relu)
    return layer(z2, network["W3"], network["b3"], softmax)


@mistake("predict")
def predict_without_activation(network, x):
    """1 層目と 2 層目で活性化関数を通さないときの値になっています。和をシグモイド関数に通してから、
    次の層へ渡していますか。
    |
    The values are as if the first and second layers had no activation. Does each sum go through the sigmoid
    function before it goes to the next layer?
    """
    z1 = np.dot(x, network["W1"]) + network["b1"]
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return layer(z2, network["W3"], network["b3"], softmax)


@mistake("predict")
def predict_without_second_activation(network, x):
    """2 層目だけ活性化関数を通さないときの値になっています。2 層目の活性化関数を確かめてください。
    |
    The values are as if just the second layer had no activation. Check the activation function of that
    layer.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return layer(z2, network["W3"], network["b3"], softmax)


@mistake("accuracy")
def accuracy_with_labels_only(network, x, t):
    """t がラベルなら合っていますが、one-hot 表現（2 次元）では違います。t.ndim で場合を分けて、2
    次元のときは、先にラベルに直していますか。
    |
    It is right for labels, but wrong for a one-hot t, which is 2-D. Are the two told apart by t.ndim, and
    is a one-hot t turned into labels first?
    """
    y = np.argmax(predict(network, x), axis=1)
    return np.sum(y == t) / len(x)


@mistake("accuracy")
def accuracy_in_a_loop_with_labels_only(network, x, t):
    """t がラベルなら合っていますが、one-hot 表現（2 次元）では違います。2 次元の t から番号 i
    で取り出せるのは、数ではなく行です。t.ndim で場合を分けて、先にラベルに直していますか。
    |
    It is right for labels, but wrong for a one-hot t, which is 2-D: what the index i takes out of it is a
    row and not a number. Are the two told apart by t.ndim, and is a one-hot t turned into labels first?
    """
    right = 0
    for i in range(len(x)):
        if np.argmax(predict(network, x[i])) == t[i]:
            right += 1
    return right / len(x)


@mistake("accuracy")
def accuracy_in_a_loop_with_one_hot_only(network, x, t):
    """t が one-hot 表現なら合っていますが、ラベルでは違います。ラベルの t にも np.argmax
    を使っていませんか。数 1 個の argmax は、いつも 0 です。t.ndim で場合を分けてください。
    |
    It is right for a one-hot t, but wrong for labels. Is np.argmax used on labels, too? Of a single number
    it is always 0. Tell the two apart by t.ndim.
    """
    y = predict(network, x)
    return sum(np.argmax(y[i]) == np.argmax(t[i]) for i in range(len(x))) / len(x)


@mistake("accuracy")
def accuracy_with_one_hot_only(network, x, t):
    """t が one-hot 表現なら合っていますが、ラベル（1 次元）ではエラーになっています。ラベルの t に、
    行ごとの argmax は要りません。t.ndim で場合を分けてください。
    |
    It is right for a one-hot t, but labels, a 1-D t, are an error. They need no argmax of rows: tell the
    two apart by t.ndim.
    """
    y = np.argmax(predict(network, x), axis=1)
    return np.mean(y == np.argmax(t, axis=1))


@mistake("accuracy")
def accuracy_with_one_index_for_one_hot(network, x, t):
    """t がラベルなら合っていますが、one-hot 表現では違います。np.argmax に、軸を渡していますか。
    渡さないと、t の全体で番号が 1 つになります。
    |
    It is right for labels, but wrong for a one-hot t. Is an axis given to np.argmax? Without one it gives a
    single index for all of t.
    """
    y = np.argmax(predict(network, x), axis=1)
    return np.mean(y == (np.argmax(t) if t.ndim == 2 else t))


@mistake("accuracy")
def accuracy_with_integer_division(network, x, t):
    """全問正解でない限り 0 になっています。割り算に // を使ったり、int に変えたりしていませんか。
    |
    Anything short of all right gives 0. Is it divided with //, or made an int?
    """
    return count_right(network, x, t) // len(x)


def count_right(network, x, t):
    y = np.argmax(predict(network, x), axis=1)
    return np.sum(y == (np.argmax(t, axis=1) if t.ndim == 2 else t))


@mistake("accuracy")
def accuracy_in_percent(network, x, t):
    """正しい値の 100 倍になっています。パーセントではなく、0 から 1 までの割合を返してください。
    |
    The result is 100 times the right one. Return a ratio between 0 and 1, not a percentage.
    """
    return 100 * count_right(network, x, t) / len(x)


@mistake("accuracy")
def accuracy_as_count(network, x, t):
    """正解した個数が返っています。割合にするには、何で割りますか。
    |
    This is the number of right answers. What turns it into a ratio?
    """
    return count_right(network, x, t)


@mistake("accuracy")
def accuracy_as_error_rate(network, x, t):
    """間違えた割合（誤り率）が返っています。返すのは、正解した割合です。
    |
    This is the share of wrong answers, the error rate. Return the share of right ones.
    """
    return 1 - count_right(network, x, t) / len(x)


@mistake("accuracy")
def accuracy_divided_by_size(network, x, t):
    """正解の個数を、画素まで数えた x の要素の総数で割った値になっています。割る数は、データの個数です。
    |
    This is the number of right answers divided by the number of all elements of x, pixels and all. Divide
    by the number of data points.
    """
    return count_right(network, x, t) / x.size


@mistake("accuracy")
def accuracy_with_argmax_of_everything(network, x, t):
    """予測が、行ごとのラベルになっていないようです。np.argmax に、軸を渡していますか。渡さないと、
    バッチの全体で番号が 1 つになります。
    |
    The answers do not seem to be a label for each row. Is an axis given to np.argmax? Without one it gives
    a single index for the whole batch.
    """
    return np.mean(np.argmax(predict(network, x)) == (np.argmax(t, axis=1) if t.ndim == 2 else t))


@mistake("accuracy")
def accuracy_as_mean_confidence(network, x, t):
    """正解かどうかに関係なく、いちばん大きい確率の平均になっています。答えのラベルを t と比べていますか。
    |
    This is the mean of the greatest probabilities, whether the answers are right or not. Are the labels
    compared with t?
    """
    return np.mean(np.max(predict(network, x), axis=1))


def batches_of(network, x, starts, batch_size):
    return [np.argmax(predict(network, x[i : i + batch_size]), axis=1) for i in starts]


@mistake("predict_in_batches")
def predict_in_batches_dropping_the_last(network, x, batch_size):
    """batch_size に足りない、最後の短いバッチが抜けています。バッチの始まりの番号は、
    どこまで続いていますか。残りが少なくても、もう 1 回取り出す必要があります。
    |
    The last batch, shorter than batch_size, is left out. How far do the starting points of the batches go?
    What is left has to be taken, too, however little it is.
    """
    starts = np.arange(len(x) // batch_size) * batch_size
    return np.concatenate(batches_of(network, x, starts, batch_size))


@mistake("predict_in_batches")
def predict_in_batches_one_short(network, x, batch_size):
    """1 回に取り出しているデータが、多くても batch_size − 1 個です。スライス x[i:j] に、j
    番目は入りません。終わりから 1 を引いていませんか。
    |
    At most batch_size − 1 data points are taken at a time. In a slice x[i:j] the element at j is not
    included. Is 1 subtracted from the end?
    """
    starts = range(0, len(x), batch_size)
    return np.concatenate(batches_of(network, x, starts, batch_size - 1))


@mistake("predict_in_batches")
def predict_in_batches_overlapping(network, x, batch_size):
    """バッチどうしが重なって、同じデータのラベルが何度も出てきます。バッチの始まりの番号は、
    いくつずつ進んでいますか。
    |
    The batches overlap, and the labels of the same data points come again and again. By how much does the
    starting point of a batch go up?
    """
    return np.concatenate(batches_of(network, x, range(len(x)), batch_size))


@mistake("predict_in_batches")
def predict_in_batches_returning_in_the_loop(network, x, batch_size):
    """最初のバッチのラベルしか返っていません。バッチごとの繰り返しはありますか。あるなら、return
    がその中に入っていませんか。
    |
    Only the labels of the first batch come back. Is there a loop over the batches? If there is, does the
    return stand inside it?
    """
    return batches_of(network, x, [0], batch_size)[0]


@mistake("predict_in_batches")
def predict_in_batches_keeping_only_the_last(network, x, batch_size):
    """最後のバッチのラベルしか残っていません。毎回の結果を、どこかに取っておいていますか。
    |
    Only the labels of the last batch are left. Is the result of every round kept somewhere?
    """
    return batches_of(network, x, range(0, len(x), batch_size), batch_size)[-1]


@mistake("predict_in_batches")
def predict_in_batches_as_a_list(network, x, batch_size):
    """バッチごとの配列を並べたリストが返っています。配列をつないで、形 (N,) の 1 つの配列にしてください。
    |
    A list comes back, with one array for each batch. Join them into one array of shape (N,).
    """
    return batches_of(network, x, range(0, len(x), batch_size), batch_size)


@mistake("predict_in_batches")
def predict_in_batches_stacked(network, x, batch_size):
    """バッチごとの配列が、つながらずに 1 行ずつ重なっています（最後のバッチが短いとエラーです）。np.array
    で重ねていませんか。つなぐ関数は、別にあります。
    |
    The arrays of the batches are not joined but stacked as rows, and a shorter last one is an error. Is it
    np.array that stacks them? Another function joins.
    """
    return np.array(batches_of(network, x, range(0, len(x), batch_size), batch_size))


@mistake("predict_in_batches")
def predict_in_batches_as_a_list_of_labels(network, x, batch_size):
    """値は合っていますが、Python のリストが返っています。NumPy 配列に変えてください。
    |
    The values are right, but a Python list comes back. Turn it into a NumPy array.
    """
    labels = []
    for i in range(0, len(x), batch_size):
        labels.extend(np.argmax(predict(network, x[i : i + batch_size]), axis=1))
    return labels


@mistake("predict_in_batches")
def predict_in_batches_returning_probabilities(network, x, batch_size):
    """ラベルではなく、確率が返っています。行ごとに、いちばん大きい確率の番号を求めてください。
    |
    Probabilities come back, not labels. Find the index of the greatest in each row.
    """
    return np.concatenate([predict(network, x[i : i + batch_size]) for i in range(0, len(x), batch_size)])


@mistake("predict_in_batches")
def predict_in_batches_with_argmax_of_columns(network, x, batch_size):
    """行ごとのラベルではなく、クラスごとに、確率がいちばん大きいデータの番号になっています。np.argmax の
    axis を確かめてください。
    |
    These are not the labels of the rows: for each class it is the index of the data point with the greatest
    probability. Check the axis of np.argmax.
    """
    starts = range(0, len(x), batch_size)
    return np.concatenate([np.argmax(predict(network, x[i : i + batch_size]), axis=0) for i in starts])


@mistake("predict_in_batches")
def predict_in_batches_with_argmax_of_everything(network, x, batch_size):
    """番号が、バッチごとに 1 つしかありません。np.argmax に、軸を渡していますか。渡さないと、
    バッチの全体で番号が 1 つになります。
    |
    There is only one index for each batch. Is an axis given to np.argmax? Without one it gives a single
    index for the whole batch.
    """
    starts = range(0, len(x), batch_size)
    return np.array([np.argmax(predict(network, x[i : i + batch_size])) for i in starts])


@mistake("predict_in_batches")
def predict_in_batches_as_floats(network, x, batch_size):
    """ラベルは合っていますが、小数になっています。np.zeros
    で用意した配列に入れていませんか（型を指定しないと float になります）。整数にしてください。
    |
    The labels are right, but they are floats. Are they stored in an array from np.zeros, which holds floats
    unless told otherwise? Make them integers.
    """
    labels = np.zeros(len(x))
    for i in range(0, len(x), batch_size):
        labels[i : i + batch_size] = np.argmax(predict(network, x[i : i + batch_size]), axis=1)
    return labels
