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
    """0 ちょうどのとき 1 になっています。1 になるのは 0 より大きいときだけです。>= と > を見直してください。
    |
    Exactly 0 gives 1 here. The result is 1 only above 0, not at 0: look again at >= and >.
    """
    return (x >= 0).astype(int)


@mistake("step_function")
def step_function_of_bools(x):
    """値が True と False のままです。0 と 1 の整数になるように、配列の要素の型を変えてから返してください。
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
    """if x > 0 は数 1 個にしか使えません。配列では x > 0 も配列になり、どの要素で分岐するか
    決められないからです。if を使わずに、x > 0 の配列を整数に変えてみてください。
    |
    `if x > 0` works for a single number only: with an array, x > 0 is an array too, and `if` cannot tell
    which element to follow. Leave out the if and turn the array x > 0 into integers.
    """
    if x > 0:
        return 1
    else:
        return 0


@mistake("step_function")
def step_function_as_a_list(x):
    """リストを返しています。NumPy 配列にしてください。for を使わなくても、x > 0 なら全要素を一度に比べられ、
    結果は x と同じ形の配列になります。
    |
    This returns a list; a NumPy array is needed. No loop is called for: x > 0 compares all elements in one
    go and gives an array in the shape of x.
    """
    return [1 if value > 0 else 0 for value in x]


@mistake("step_function")
def step_function_as_sign(x):
    """負の要素が −1 になっています。ステップ関数の値は 0 と 1 だけです（np.sign とは違います）。
    |
    Negative elements become −1. A step function has only the values 0 and 1, unlike np.sign.
    """
    return np.sign(x).astype(int)


@mistake("step_function")
def step_function_reversed(x):
    """0 と 1 が逆のようです。x が正のときに 1 になるように、不等号の向きを確かめてください。
    |
    0 and 1 seem to be the wrong way round. Check the direction of the inequality: positive x gives 1.
    """
    return (x < 0).astype(int)


@mistake("sigmoid")
def sigmoid_without_minus(x):
    """exp の中の符号を確かめてください。式は 1 / (1 + exp(-x)) で、x の前にマイナスが付きます。
    |
    Check the sign inside exp: the formula is 1 / (1 + exp(-x)), with a minus before x.
    """
    return 1 / (1 + np.exp(x))


@mistake("sigmoid")
def sigmoid_overflowing(x):
    """exp(x) / (1 + exp(x)) は数式としては同じですが、x が大きいと exp(x) が inf になり、inf / inf で nan
    になります。1 / (1 + exp(-x)) の形で計算してください。
    |
    exp(x) / (1 + exp(x)) is the same formula on paper, but for large x exp(x) becomes inf and inf / inf is
    nan. Compute it in the form 1 / (1 + exp(-x)).
    """
    return np.exp(x) / (1 + np.exp(x))


@mistake("sigmoid")
def sigmoid_without_parentheses(x):
    """1 / 1 + np.exp(-x) は (1 / 1) + np.exp(-x) と計算されます。分母全体をかっこで囲んでください。
    |
    1 / 1 + np.exp(-x) is computed as (1 / 1) + np.exp(-x). Put the whole denominator in parentheses.
    """
    return 1 / 1 + np.exp(-x)


@mistake("sigmoid")
def sigmoid_with_math_exp(x):
    """math.exp は数 1 個しか受け取れません。配列の要素ごとに計算するには、NumPy の np.exp を使います。
    |
    math.exp takes a single number. To compute element by element on an array, use NumPy's np.exp.
    """
    return 1 / (1 + math.exp(-x))


@mistake("sigmoid")
def sigmoid_as_tanh(x):
    """これは tanh です。形はよく似ていますが、値の範囲が −1 から 1 になります。シグモイド関数の値は 0 から 1
    までです。
    |
    This is tanh. Its shape is similar, but it runs from −1 to 1; the sigmoid function runs from 0 to 1.
    """
    return np.tanh(x)


@mistake("relu")
def relu_in_place(x):
    """値は合っていますが、受け取った配列 x を書き換えています。呼び出した側の x まで変わってしまうので、
    新しい配列を作って返してください（np.maximum や、コピーしてからの代入）。
    |
    The values are right, but the array x that came in is changed, and the caller's x with it. Return a new
    array: use np.maximum, or copy before you assign.
    """
    x[x < 0] = 0
    return x


@mistake("relu")
def relu_with_python_max(x):
    """Python の max や if x > 0 は、配列を要素ごとに比べられません。要素ごとに大きいほうを選ぶ NumPy の関数、
    np.maximum を使ってください。
    |
    Neither Python's max nor `if x > 0` can compare arrays element by element. Use the NumPy function that
    takes the greater value for each element, np.maximum.
    """
    return max(0, x)


@mistake("relu")
def relu_with_np_max(x):
    """np.max は「配列の中の最大値」を返す関数です（2 番目の引数は軸）。要素ごとに 0 と比べるのは np.maximum
    です。
    |
    np.max gives the greatest element of an array (its second argument is an axis). The function that
    compares every element with 0 is np.maximum.
    """
    return np.max(x, 0)


@mistake("relu")
def relu_with_minimum(x):
    """正の部分が 0 になり、負の部分が残っています。0 と x の「大きいほう」を返してください。
    |
    The positive part becomes 0 and the negative part stays. Return the greater of 0 and x.
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
    """積の順序が W·x になっているようです。x の形が (D,) や (N, D)、W の形が (D, M) なので、x を左に置いて
    np.dot(x, W) とします。
    |
    The product seems to be W·x. As x has the shape (D,) or (N, D) and W has (D, M), x stands on the left:
    np.dot(x, W).
    """
    return activation(np.dot(W, x) + b)


@mistake("layer")
def layer_with_transposed_w(x, W, b, activation):
    """W を転置する必要はありません。W は最初から (入力の数, 出力の数) の形なので、そのまま x に掛けられます。
    |
    W need not be transposed: it already has the shape (inputs, outputs), so x can be multiplied by it as
    it is.
    """
    return activation(x @ W.T + b)


@mistake("layer")
def layer_with_elementwise_product(x, W, b, activation):
    """* は要素ごとの積です。行列の積は np.dot または @ で計算します。
    |
    * multiplies element by element. The matrix product is np.dot or @.
    """
    return activation(x * W + b)


@mistake("layer")
def layer_with_bias_after_activation(x, W, b, activation):
    """バイアスを足す順番を見直してください。活性化関数に渡すのは、バイアスまで足した重み付き和です。
    |
    Look at where the bias is added. What goes into the activation function is the weighted sum with the
    bias in it.
    """
    return activation(np.dot(x, W)) + b


@mistake("layer")
def layer_without_activation(x, W, b, activation):
    """活性化関数を通さずに、重み付き和をそのまま返しています。引数の activation は関数なので、activation(…)
    と呼び出せます。
    |
    The weighted sum is returned without the activation function. The argument activation is a function:
    you can call it, activation(…).
    """
    return np.dot(x, W) + b


@mistake("layer")
def layer_returning_the_function(x, W, b, activation):
    """関数 activation そのものを返しています。重み付き和を渡して activation(…) と呼び出し、
    その結果を返してください。
    |
    This returns the function activation itself. Call it with the weighted sum, activation(…), and return
    the result.
    """
    _ = np.dot(x, W) + b
    return activation


@mistake("layer")
def layer_without_bias(x, W, b, activation):
    """バイアス b を足し忘れています。 | The bias b has not been added."""
    return activation(np.dot(x, W))


@mistake("layer")
def layer_with_fixed_sigmoid(x, W, b, activation):
    """いつもシグモイド関数を使っています。どの関数を使うかは呼び出す側が引数 activation で決めるので、
    そちらを呼び出してください。
    |
    This always uses the sigmoid function. The caller chooses the function through the argument activation:
    call that one.
    """
    return sigmoid(np.dot(x, W) + b)


@mistake("identity_function")
def identity_function_without_return(x):
    """None が返っています。画面に表示するだけでなく、return で値を返してください。
    |
    None comes back. Return the value with return; showing it on the screen is not enough.
    """
    _ = x


@mistake("identity_function")
def identity_function_as_identity_matrix(x):
    """単位行列（identity matrix）を作っています。恒等関数は名前が似ていますが、入力をそのまま返す関数です。
    |
    This makes an identity matrix. The identity function is something else: it returns its input as it is.
    """
    return np.identity(len(x))


@mistake("identity_function")
def identity_function_as_sigmoid(x):
    """シグモイド関数を通しています。恒等関数は何も変えません。
    |
    The input goes through the sigmoid function. The identity function changes nothing.
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
    """出力層にもシグモイド関数が使われています。最後の層の活性化関数は恒等関数です。
    |
    The output layer uses the sigmoid function too. The activation of the last layer is the identity
    function.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W2"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], sigmoid)


@mistake("forward")
def forward_with_softmax_at_the_output(network, x):
    """出力層でソフトマックス関数を使っています。それは 3.6 節の predict です。
    ここでは最後を恒等関数にしてください。
    |
    The output layer uses softmax. That is predict in section 3.6; here the last function is the identity
    function.
    """
    return predict(network, x)


@mistake("forward")
def forward_with_w1_twice(network, x):
    """2 層目でも W1 を使っています。コピーした行の番号を確かめて、2 層目では W2 を使ってください。
    |
    The second layer uses W1 again. Check the numbers in the line that was copied: the second layer takes
    W2.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W1"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], identity_function)


@mistake("forward")
def forward_with_b1_everywhere(network, x):
    """2 層目と 3 層目でも b1 を足しています。層ごとに b1、b2、b3 を使い分けてください。
    |
    b1 is added in the second and third layer too. Each layer has its own bias: b1, b2, b3.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W2"], network["b1"], sigmoid)
    return layer(z2, network["W3"], network["b1"], identity_function)


@mistake("forward")
def forward_feeding_x_twice(network, x):
    """2 層目に、1 層目の出力ではなく元の入力 x を渡しています。前の層の出力が次の層の入力になります。
    |
    The second layer gets the original input x instead of the output of the first layer. The output of one
    layer is the input of the next.
    """
    z2 = layer(x, network["W2"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], identity_function)


@mistake("forward")
def forward_without_activation(network, x):
    """1 層目と 2 層目で活性化関数を通していません。重み付き和を sigmoid に通してから次の層へ渡してください。
    |
    The first and second layers have no activation. Pass each weighted sum through sigmoid before it goes
    to the next layer.
    """
    z1 = np.dot(x, network["W1"]) + network["b1"]
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return np.dot(z2, network["W3"]) + network["b3"]


@mistake("forward")
def forward_without_second_activation(network, x):
    """2 層目の活性化関数が抜けています。1 層目と同じように sigmoid を通してください。
    |
    The activation of the second layer is missing. Pass it through sigmoid like the first.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return np.dot(z2, network["W3"]) + network["b3"]


@mistake("forward")
def forward_with_relu(network, x):
    """活性化関数が ReLU になっています。この演習の 1 層目と 2 層目はシグモイド関数です。
    |
    The activation here is ReLU. In this exercise the first and second layers use the sigmoid function.
    """
    z1 = layer(x, network["W1"], network["b1"], relu)
    z2 = layer(z1, network["W2"], network["b2"], relu)
    return layer(z2, network["W3"], network["b3"], identity_function)


@mistake("softmax")
def softmax_without_max(x):
    """式は合っていますが、大きな入力では exp が inf になり、nan が出ます（入力がすべてとても小さいと 0 / 0
    になります）。行ごとの最大値を引いてから exp を計算してください。
    |
    The formula is right, but exp becomes inf for large inputs and the result is nan (and 0 / 0 when all
    inputs are very small). Subtract the maximum of each row before you take exp.
    """
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_over_the_whole_batch(x):
    """データ 1 個なら合っていますが、バッチでは最大値も和も全体で 1 つになっています。行ごとに計算するには、
    np.max と np.sum に axis と keepdims=True を渡します。
    |
    One datum is right, but for a batch there is one maximum and one sum for everything. To compute row by
    row, give axis and keepdims=True to np.max and np.sum.
    """
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


@mistake("softmax")
def softmax_without_max_over_the_whole_batch(x):
    """直すところが 2 つあります。大きな入力で nan になるので、exp の前に最大値を引きます。また、
    バッチでは全体ではなく行ごとに和を取ります（axis と keepdims=True）。
    |
    Two things to mend. Large inputs give nan: subtract the maximum before exp. And in a batch the sum is
    taken row by row, not over everything (axis and keepdims=True).
    """
    return np.exp(x) / np.sum(np.exp(x))


@mistake("softmax")
def softmax_with_max_of_the_batch(x):
    """和は行ごとですが、最大値はバッチ全体から取っています。大きさが桁違いの行があると、小さい行の exp
    がすべて 0 になり 0 / 0 になります。最大値も行ごとに取ってください。
    |
    The sum is taken row by row, but the maximum over the whole batch. If rows differ widely in size, every
    exp of a small row becomes 0, and 0 / 0 follows. Take the maximum row by row as well.
    """
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_with_sum_of_the_batch(x):
    """最大値は行ごとですが、和をバッチ全体で取っているので、各行の和が 1 になりません。np.sum にも axis と
    keepdims=True が要ります。
    |
    The maximum is taken row by row, but the sum over the whole batch, so the rows do not sum to 1. np.sum
    needs axis and keepdims=True too.
    """
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x))


@mistake("softmax")
def softmax_along_columns(x):
    """列ごとに計算しています（axis=0）。データは 1 行に 1 個ずつ並んでいるので、行の中で、
    つまり最後の軸に沿って計算します。
    |
    This works column by column (axis=0). Each row is one datum, so compute within a row, that is along the
    last axis.
    """
    x = x - np.max(x, axis=0)
    return np.exp(x) / np.sum(np.exp(x), axis=0)


@mistake("softmax")
def softmax_with_python_sum(x):
    """直すところが 2 つあります。大きな入力で nan になるので、exp の前に最大値を引きます。また、
    Python の sum はバッチの行どうしを足すので、列ごとの和になります。行ごとの和は、np.sum に axis=-1 と
    keepdims=True を渡して求めます。
    |
    Two things to mend. Large inputs give nan: subtract the maximum before exp. And Python's sum adds
    up the rows of a batch, which makes a sum for each column. For the sum of each row give axis=-1 and
    keepdims=True to np.sum.
    """
    return np.exp(x) / sum(np.exp(x))


@mistake("softmax")
def softmax_without_keepdims(x):
    """行ごとの最大値や和は形が (N,) なので、(N, M) とそのままでは正しくブロードキャストされません。
    keepdims=True で (N, 1) にしてください。
    |
    The maximum and the sum of each row have the shape (N,), which does not broadcast correctly against (N,
    M). keepdims=True makes it (N, 1).
    """
    x = x - np.max(x, axis=-1)
    return np.exp(x) / np.sum(np.exp(x), axis=-1)


@mistake("softmax")
def softmax_of_a_batch_only(x):
    """axis=1 はデータ 1 個（1 次元の配列）にはありません。axis=-1（最後の軸）なら、
    1 次元でもバッチでも使えます。
    |
    A single datum, a 1-D array, has no axis=1. With axis=-1, the last axis, one form serves both a datum
    and a batch.
    """
    x = x - np.max(x, axis=1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)


@mistake("softmax")
def softmax_changing_its_input(x):
    """値は合っていますが、x -= … は受け取った配列そのものを書き換えます。x = x - … と書くと、
    新しい配列になります。
    |
    The values are right, but x -= … changes the very array that came in. x = x - … makes a new one.
    """
    x -= np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_with_max_in_the_numerator_only(x):
    """最大値を引いたのが分子だけです。分母の exp でも同じ値を引かないと、和が 1 になりません。
    |
    The maximum is subtracted in the numerator only. Subtract it inside exp in the denominator too, or the
    sum is not 1.
    """
    c = np.max(x, axis=-1, keepdims=True)
    return np.exp(x - c) / np.sum(np.exp(x), axis=-1, keepdims=True)


@mistake("softmax")
def softmax_without_exp(x):
    """exp を使わずに、和で割っています。入力は負のこともあるので、まず exp で正の数にしてから和で割ります。
    |
    This divides by the sum without exp. Inputs may be negative: make them positive with exp first, then
    divide by the sum.
    """
    return x / np.sum(x, axis=-1, keepdims=True)


@mistake("softmax")
def softmax_left_transposed(x):
    """バッチの結果が転置されたままです。計算のために x.T としたなら、最後にもう一度転置して元の形に
    戻してください。
    |
    The result for a batch is still transposed. If you took x.T for the calculation, transpose once more at
    the end.
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
    """結果が uint8（0 以上の整数）のままで、0 と 1 の間の値が消えています。先に float32
    に変えてから割ってください。
    |
    The result is still uint8, whole numbers, and everything between 0 and 1 is lost. Convert to float32
    first, then divide.
    """
    return images.reshape(len(images), -1) // 255


@mistake("normalize_images")
def normalize_images_in_float64(images):
    """値は合っていますが、uint8 を 255.0 で割ると float64 になります。.astype(np.float32) で float32
    にしてください。
    |
    The values are right, but uint8 divided by 255.0 gives float64. Convert to float32 with
    .astype(np.float32).
    """
    return images.reshape(len(images), -1) / 255.0


@mistake("normalize_images")
def normalize_images_without_flattening(images):
    """画像が 28×28 のままです。reshape で 1 枚を 784 個の数の並びにして、全体を (N, 784) にしてください。
    |
    The images are still 28×28. With reshape, make each image a row of 784 numbers, so that the whole is
    (N, 784).
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
    """割り算が抜けています。float32 にしただけでは 0 から 255 のままなので、255 で割ってください。
    |
    The division is missing. As float32 the values still run from 0 to 255: divide them by 255.
    """
    return images.reshape(len(images), -1).astype(np.float32)


@mistake("normalize_images")
def normalize_images_with_shape_reversed(images):
    """reshape の形が (784, N) になっていて、画素が混ざっています。画像 1 枚が 1 行になるように、
    reshape の引数の順序を見直してください。
    |
    The shape is (784, N), and the pixels are mixed up. Look at the order of reshape's arguments: one image
    is one row.
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
    """行と列が逆です。データ 1 個が 1 行なので、形は (N, num_classes) になります。
    |
    Rows and columns are the wrong way round. Each datum is a row, so the shape is (N, num_classes).
    """
    return np.eye(num_classes)[:, t]


@mistake("one_hot")
def one_hot_counting_from_one(t, num_classes):
    """1 になる列が 1 つずれています。ラベルは 0 から始まるので、ラベル k の行では列 k が 1 です。
    |
    The 1 stands one column off. Labels begin at 0, so in the row of label k it is column k that is 1.
    """
    return np.eye(num_classes)[t.astype(int) - 1]


@mistake("one_hot")
def one_hot_holding_the_label(t, num_classes):
    """1 ではなくラベルの値そのものを入れています。one-hot 表現の値は 0 と 1 だけです。
    |
    The value of the label was put in instead of 1. A one-hot row holds only 0 and 1.
    """
    return np.eye(num_classes)[t] * np.arange(num_classes)


@mistake("one_hot")
def one_hot_with_the_label_as_row(t, num_classes):
    """行の番号にもラベルを使っていませんか。i 番目のデータは i 行目なので、1 を入れる場所は i 行 t[i]
    列です。
    |
    Is the label used for the row as well? Datum i belongs in row i, so its 1 goes to row i, column t[i].
    """
    y = np.zeros((len(t), num_classes))
    for k in t:
        y[k, k] = 1
    return y


@mistake("one_hot")
def one_hot_filling_whole_columns(t, num_classes):
    """y[:, t] = 1 は、どの行でも t に現れる列をすべて 1 にします。行ごとに 1 か所だけにするには、
    行番号と列番号の両方を指定します。
    |
    y[:, t] = 1 sets all the columns named in t, in every row. For one place in each row, give both row and
    column numbers.
    """
    y = np.zeros((len(t), num_classes))
    y[:, t] = 1
    return y


@mistake("predict")
def predict_with_softmax_over_the_batch(network, x):
    """ソフトマックスの和をバッチ全体で取っているので、各行の和が 1 になりません。データごと（行ごと）
    に確率にしてください。
    |
    The sum of softmax runs over the whole batch, so the rows do not sum to 1. Make probabilities for each
    datum, row by row.
    """
    a3 = layer(sigmoid_layers(network, x), network["W3"], network["b3"], identity_function)
    return np.exp(a3 - np.max(a3)) / np.sum(np.exp(a3 - np.max(a3)))


def sigmoid_layers(network, x):
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    return layer(z1, network["W2"], network["b2"], sigmoid)


@mistake("predict")
def predict_with_identity_at_the_output(network, x):
    """出力層が恒等関数のままなので、確率になっていません。最後の層の活性化関数を
    ソフトマックス関数にしてください。
    |
    The output layer still has the identity function, so these are no probabilities. Use softmax in the
    last layer.
    """
    return layer(sigmoid_layers(network, x), network["W3"], network["b3"], identity_function)


@mistake("predict")
def predict_with_sigmoid_at_the_output(network, x):
    """出力層がシグモイド関数になっています。1 つ 1 つは 0 から 1 でも、和が 1 になりません。
    ソフトマックス関数を使ってください。
    |
    The output layer uses the sigmoid function. Each value lies between 0 and 1, but they do not sum to 1.
    Use softmax.
    """
    return layer(sigmoid_layers(network, x), network["W3"], network["b3"], sigmoid)


@mistake("predict")
def predict_with_sigmoid_before_softmax(network, x):
    """重み付き和にシグモイド関数を通し、さらにソフトマックス関数を通しています。
    出力層で使うのはソフトマックス関数だけです。
    |
    The last weighted sum goes through sigmoid and then through softmax. The output layer uses softmax
    alone.
    """
    return softmax(layer(sigmoid_layers(network, x), network["W3"], network["b3"], sigmoid))


@mistake("predict")
def predict_returning_labels(network, x):
    """ラベル（一番大きい確率の番号）を返しています。predict が返すのは確率の並びで、argmax はその後の
    accuracy で使います。
    |
    This returns the label, the index of the greatest probability. predict returns the probabilities;
    argmax comes later, in accuracy.
    """
    return np.argmax(predict(network, x), axis=-1)


@mistake("predict")
def predict_with_relu(network, x):
    """1 層目と 2 層目の活性化関数が ReLU になっています。この重みはシグモイド関数のネットワークで
    学習したものです。
    |
    The first and second layers use ReLU. These weights were trained in a network of sigmoid functions.
    """
    z1 = layer(x, network["W1"], network["b1"], relu)
    z2 = layer(z1, network["W2"], network["b2"], relu)
    return layer(z2, network["W3"], network["b3"], softmax)


@mistake("predict")
def predict_without_activation(network, x):
    """1 層目と 2 層目で活性化関数を通していません。重み付き和を sigmoid に通してから次の層へ渡してください。
    |
    The first and second layers have no activation. Pass each weighted sum through sigmoid before it goes
    to the next layer.
    """
    z1 = np.dot(x, network["W1"]) + network["b1"]
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return layer(z2, network["W3"], network["b3"], softmax)


@mistake("predict")
def predict_without_second_activation(network, x):
    """2 層目の活性化関数が抜けています。1 層目と同じように sigmoid を通してください。
    |
    The activation of the second layer is missing. Pass it through sigmoid like the first.
    """
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = np.dot(z1, network["W2"]) + network["b2"]
    return layer(z2, network["W3"], network["b3"], softmax)


@mistake("accuracy")
def accuracy_with_labels_only(network, x, t):
    """t が one-hot 表現（2 次元）のときに比べられていません。t.ndim を見て、2 次元なら先に argmax
    でラベルに直してください。
    |
    A one-hot t, which is 2-D, is not compared correctly. Look at t.ndim, and if it is 2, turn t into
    labels by argmax first.
    """
    y = np.argmax(predict(network, x), axis=1)
    return np.sum(y == t) / len(x)


@mistake("accuracy")
def accuracy_in_a_loop_with_labels_only(network, x, t):
    """ラベルの t では合っていますが、one-hot 表現では t[i] が数 1 個ではなく行になるので、
    番号とは比べられません。t.ndim を見て、2 次元なら先に argmax でラベルに直してください。
    |
    It works for labels, but in a one-hot t, t[i] is a row and not a number, and cannot be compared with an
    index. Look at t.ndim, and if it is 2, turn t into labels by argmax first.
    """
    right = 0
    for i in range(len(x)):
        if np.argmax(predict(network, x[i])) == t[i]:
            right += 1
    return right / len(x)


@mistake("accuracy")
def accuracy_in_a_loop_with_one_hot_only(network, x, t):
    """one-hot 表現の t では合っていますが、ラベルの t では t[i] が数 1 個なので、np.argmax(t[i]) はいつも 0
    です。t.ndim を見て場合を分けてください。
    |
    It works for a one-hot t, but if t holds labels, t[i] is a single number and np.argmax(t[i]) is always
    0. Tell the two apart by t.ndim.
    """
    y = predict(network, x)
    return sum(np.argmax(y[i]) == np.argmax(t[i]) for i in range(len(x))) / len(x)


@mistake("accuracy")
def accuracy_with_one_hot_only(network, x, t):
    """one-hot 表現の t では動きますが、ラベルの t（1 次元）には argmax を使えません。
    t.ndim を見て場合を分けてください。
    |
    It works for a one-hot t, but argmax must not be taken of labels, a 1-D t. Tell the two apart by
    t.ndim.
    """
    y = np.argmax(predict(network, x), axis=1)
    return np.mean(y == np.argmax(t, axis=1))


@mistake("accuracy")
def accuracy_with_one_index_for_one_hot(network, x, t):
    """one-hot 表現の t で、np.argmax に軸を渡していません。それでは t 全体で番号が 1 つになります。
    axis=1 を渡して、行ごとのラベルにしてください。
    |
    For a one-hot t, np.argmax is called without an axis and gives one index for all of t. Pass axis=1 to
    get a label for each row.
    """
    y = np.argmax(predict(network, x), axis=1)
    return np.mean(y == (np.argmax(t) if t.ndim == 2 else t))


@mistake("accuracy")
def accuracy_with_integer_division(network, x, t):
    """// は小数点以下を切り捨てるので、全問正解でない限り 0 になります。/ で割ってください。
    |
    // drops everything after the decimal point, so anything short of all right gives 0. Divide with /.
    """
    return count_right(network, x, t) // len(x)


def count_right(network, x, t):
    y = np.argmax(predict(network, x), axis=1)
    return np.sum(y == (np.argmax(t, axis=1) if t.ndim == 2 else t))


@mistake("accuracy")
def accuracy_in_percent(network, x, t):
    """100 倍しています。ここではパーセントではなく、0 から 1 までの割合を返してください。
    |
    The result is multiplied by 100. Return a ratio between 0 and 1, not a percentage.
    """
    return 100 * count_right(network, x, t) / len(x)


@mistake("accuracy")
def accuracy_as_count(network, x, t):
    """正解した個数を返しています。データの個数で割って、割合にしてください。
    |
    This is the number of right answers. Divide it by the number of data to get a ratio.
    """
    return count_right(network, x, t)


@mistake("accuracy")
def accuracy_as_error_rate(network, x, t):
    """間違えた割合（誤り率）を返しています。正解した割合を返してください。
    |
    This is the share of wrong answers, the error rate. Return the share of right ones.
    """
    return 1 - count_right(network, x, t) / len(x)


@mistake("accuracy")
def accuracy_divided_by_size(network, x, t):
    """x.size は画素まで数えた要素の総数です。割る数はデータの個数、つまり len(x) です。
    |
    x.size counts every element, pixels and all. Divide by the number of data, len(x).
    """
    return count_right(network, x, t) / x.size


@mistake("accuracy")
def accuracy_with_argmax_of_everything(network, x, t):
    """軸を指定しない np.argmax は、バッチ全体でただ 1 つの番号を返します。行ごとのラベルを得るには axis=1
    を渡してください。
    |
    Without an axis, np.argmax gives one index for the whole batch. Pass axis=1 to get a label for each
    row.
    """
    return np.mean(np.argmax(predict(network, x)) == (np.argmax(t, axis=1) if t.ndim == 2 else t))


@mistake("accuracy")
def accuracy_as_mean_confidence(network, x, t):
    """正解かどうかではなく、一番大きい確率の平均を返しています。答えのラベルと t を比べてください。
    |
    This is the mean of the greatest probabilities, whether the answers are right or not. Compare the
    labels with t.
    """
    return np.mean(np.max(predict(network, x), axis=1))


def batches_of(network, x, starts, batch_size):
    return [np.argmax(predict(network, x[i : i + batch_size]), axis=1) for i in starts]


@mistake("predict_in_batches")
def predict_in_batches_dropping_the_last(network, x, batch_size):
    """最後の短いバッチが抜けています。len(x) // batch_size 回では余りに届きません。range(0, len(x),
    batch_size) を試してください。
    |
    The last, shorter batch is left out: len(x) // batch_size rounds do not reach the rest. Try range(0,
    len(x), batch_size).
    """
    starts = np.arange(len(x) // batch_size) * batch_size
    return np.concatenate(batches_of(network, x, starts, batch_size))


@mistake("predict_in_batches")
def predict_in_batches_one_short(network, x, batch_size):
    """各バッチの最後の 1 個が抜けています。x[i:j] は j の手前までなので、j から 1 を引く必要はありません。
    |
    The last datum of each batch is missing. x[i:j] already ends before j, so there is no need to subtract
    1.
    """
    starts = range(0, len(x), batch_size)
    return np.concatenate(batches_of(network, x, starts, batch_size - 1))


@mistake("predict_in_batches")
def predict_in_batches_overlapping(network, x, batch_size):
    """i が 1 ずつ進むので、バッチどうしが重なって同じデータを何度も数えています。range の 3
    番目の引数に進む幅を渡してください。
    |
    i goes up by 1, so the batches overlap and the same data come again and again. Give range a step as its
    third argument.
    """
    return np.concatenate(batches_of(network, x, range(len(x)), batch_size))


@mistake("predict_in_batches")
def predict_in_batches_returning_in_the_loop(network, x, batch_size):
    """return が for の中にあるので、最初のバッチだけで終わっています。ループが終わってから返すように字下げを
    直してください。
    |
    return stands inside the for, so it ends after the first batch. Mend the indentation to return after
    the loop.
    """
    return batches_of(network, x, [0], batch_size)[0]


@mistake("predict_in_batches")
def predict_in_batches_keeping_only_the_last(network, x, batch_size):
    """最後のバッチのラベルしか残っていません。毎回の結果をリストに追加しておき、最後に np.concatenate
    でつないでください。
    |
    Only the labels of the last batch are left. Add each result to a list and join them at the end with
    np.concatenate.
    """
    return batches_of(network, x, range(0, len(x), batch_size), batch_size)[-1]


@mistake("predict_in_batches")
def predict_in_batches_as_a_list(network, x, batch_size):
    """バッチごとの配列を並べたリストを返しています。np.concatenate でつなぐと、1 つの (N,) の配列になります。
    |
    This returns a list with one array for each batch. np.concatenate joins them into one array of shape
    (N,).
    """
    return batches_of(network, x, range(0, len(x), batch_size), batch_size)


@mistake("predict_in_batches")
def predict_in_batches_stacked(network, x, batch_size):
    """np.array は、バッチごとの配列をつながずに、1 行ずつ積み重ねます。最後のバッチが短いと行の
    長さがそろわず、エラーになります。np.concatenate でつないでください。
    |
    np.array does not join the arrays of the batches but stacks them as rows, and fails when the last one
    is shorter. Join them with np.concatenate.
    """
    return np.array(batches_of(network, x, range(0, len(x), batch_size), batch_size))


@mistake("predict_in_batches")
def predict_in_batches_as_a_list_of_labels(network, x, batch_size):
    """値は合っていますが、Python のリストを返しています。np.array で NumPy 配列にしてください。
    |
    The values are right, but this is a Python list. Turn it into a NumPy array with np.array.
    """
    labels = []
    for i in range(0, len(x), batch_size):
        labels.extend(np.argmax(predict(network, x[i : i + batch_size]), axis=1))
    return labels


@mistake("predict_in_batches")
def predict_in_batches_returning_probabilities(network, x, batch_size):
    """確率を返しています。行ごとに一番大きい確率の番号（ラベル）を np.argmax で求めてください。
    |
    This returns the probabilities. Find the label, the index of the greatest in each row, with np.argmax.
    """
    return np.concatenate([predict(network, x[i : i + batch_size]) for i in range(0, len(x), batch_size)])


@mistake("predict_in_batches")
def predict_in_batches_with_argmax_of_columns(network, x, batch_size):
    """np.argmax の軸が axis=0 になっています。それでは「クラスごとに、どのデータが一番か」です。
    行ごとのラベルは axis=1 です。
    |
    np.argmax has axis=0, which asks, for each class, which datum is greatest. The label of each row comes
    from axis=1.
    """
    starts = range(0, len(x), batch_size)
    return np.concatenate([np.argmax(predict(network, x[i : i + batch_size]), axis=0) for i in starts])


@mistake("predict_in_batches")
def predict_in_batches_with_argmax_of_everything(network, x, batch_size):
    """軸を指定しない np.argmax は、バッチごとに番号を 1 つしか返しません。axis=1 を渡して、
    行ごとのラベルを求めてください。
    |
    Without an axis, np.argmax gives just one index for each batch. Pass axis=1 to get a label for each
    row.
    """
    starts = range(0, len(x), batch_size)
    return np.array([np.argmax(predict(network, x[i : i + batch_size])) for i in starts])


@mistake("predict_in_batches")
def predict_in_batches_as_floats(network, x, batch_size):
    """ラベルは合っていますが、小数になっています。np.zeros で用意する配列は、指定しないと float です。
    dtype=int を渡してください。
    |
    The labels are right, but they are floats. An array made by np.zeros holds floats unless told
    otherwise: pass dtype=int.
    """
    labels = np.zeros(len(x))
    for i in range(0, len(x), batch_size):
        labels[i : i + batch_size] = np.argmax(predict(network, x[i : i + batch_size]), axis=1)
    return labels
