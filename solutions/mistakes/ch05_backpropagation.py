"""Typical wrong answers of chapter 5, each with its hint."""

import numpy as np

from solutions import ch05_backpropagation as reference
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, mini_batch
from solutions.ch05_backpropagation import AddLayer, Affine, MulLayer, Relu, SoftmaxWithLoss, TwoLayerNet
from solutions.mistakes import mistake


@mistake("MulLayer")
class MulLayerNotSwapped(MulLayer):
    """dx と dy が逆です。z = xy を x で微分すると y なので、dx には y を、dy には x を掛けます。
    |
    dx and dy are the wrong way round. The derivative of z = xy with respect to x is y, so dx is multiplied
    by y, and dy by x.
    """

    def backward(self, dout):
        return dout * self.x, dout * self.y


@mistake("MulLayer")
class MulLayerIgnoringDout(MulLayer):
    """右から届いた dout が使われていません。局所的な微分に dout を掛けてから返します（連鎖律）。
    |
    The dout that arrives from the right is not used. Multiply the local derivatives by dout before you
    return them: that is the chain rule.
    """

    def backward(self, dout):
        return self.y, self.x


@mistake("MulLayer")
class MulLayerForgettingItsInputs:
    """forward で x と y が self に入っていません。self.x = x のように書かないと、x は forward
    が終わると消えてしまい、backward では使えません。
    |
    forward does not put x and y into self. Without a line such as self.x = x, they are gone when forward
    ends, and backward cannot use them.
    """

    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


@mistake("MulLayer", {"self.x, self.y = x, y": "pass", "dout * self.y, dout * self.x": "dout * y, dout * x"})
class MulLayerWithoutSelf:
    """forward で受け取った x と y は、forward が終わると消えてしまい、backward では使えません。
    forward で self.x = x のように覚え、backward では self.x を使ってください。
    |
    The x and y that forward receives are gone when forward ends, and backward cannot use them. Remember
    them in forward, as in self.x = x, and use self.x in backward.
    """


@mistake("MulLayer")
class MulLayerSharedByAll:
    """レイヤを 2 つ作ると、値が混ざります。クラスやグローバル変数にではなく、self.x のように self
    に覚えさせると、オブジェクトごとに別の値になります。
    |
    Two layers mix up their values. Remember them in self, as in self.x, and not in the class or in global
    variables: then each object has its own.
    """

    memory = (0.0, 0.0)

    def forward(self, x, y):
        type(self).memory = (x, y)
        return x * y

    def backward(self, dout):
        x, y = type(self).memory
        return dout * y, dout * x


@mistake("MulLayer")
class MulLayerKeepingTheFirst(MulLayer):
    """forward を 2 回目に呼んでも、1 回目の値が残っています。forward のたびに、x と y
    を新しく覚え直してください。
    |
    After a second forward the values of the first are still there. Remember x and y anew in every forward.
    """

    def forward(self, x, y):
        if not hasattr(self, "x"):
            self.x, self.y = x, y
        return x * y


@mistake("MulLayer")
class MulLayerReturningOne(MulLayer):
    """backward が返す値が 1 つだけです。入力が 2 つあるので、dx, dy の 2 つを返します。
    |
    backward returns a single value. There are two inputs, so return two: dx, dy.
    """

    def backward(self, dout):
        return dout * self.y


@mistake("MulLayer")
class MulLayerAdding(MulLayer):
    """forward が和を返しています。このレイヤは掛け算です。
    |
    forward returns the sum. This layer multiplies.
    """

    def forward(self, x, y):
        self.x, self.y = x, y
        return x + y


@mistake("AddLayer")
class AddLayerAsMultiplication(AddLayer):
    """dout に入力を掛けています。それは乗算レイヤです。足し算の局所的な微分はどちらも 1 なので、
    dout をそのまま流します。
    |
    dout is multiplied by the inputs. That is the multiplication layer; for addition both local derivatives
    are 1, and dout flows on as it is.
    """

    def forward(self, x, y):
        self.x, self.y = x, y
        return x + y

    def backward(self, dout):
        return dout * self.y, dout * self.x


@mistake("AddLayer")
class AddLayerIgnoringDout(AddLayer):
    """いつも 1 を返しています。1 は局所的な微分で、返すのは、それに dout を掛けた値です。
    |
    This always returns 1. That is the local derivative; what to return is 1 times dout.
    """

    def backward(self, dout):
        return 1.0, 1.0


@mistake("AddLayer")
class AddLayerReturningOne(AddLayer):
    """backward が返す値が 1 つだけです。入力が 2 つあるので、dx, dy の 2 つを返します。
    |
    backward returns a single value. There are two inputs, so return two: dx, dy.
    """

    def backward(self, dout):
        return dout


@mistake("AddLayer")
class AddLayerSplittingDout(AddLayer):
    """dout を 2 つに分け合っています。x が 1 増えれば z も 1 増えるので、どちらの入力にも dout
    がそのまま流れます。
    |
    dout is split between the two. When x grows by 1, z grows by 1 as well: the whole of dout flows to
    either input.
    """

    def backward(self, dout):
        return dout / 2, dout / 2


@mistake("AddLayer")
class AddLayerMultiplying(AddLayer):
    """forward が積を返しています。このレイヤは足し算です。 | forward returns the product. This layer adds."""

    def forward(self, x, y):
        return x * y


@mistake("buy_fruit")
def buy_fruit_with_price_for_dtax(apple, apple_num, orange, orange_num, tax):
    """tax の勾配が、税込みの金額になっています。tax に掛けられているのは、税抜きの合計です。
    |
    The gradient of tax is the price with tax. What tax is multiplied by is the total before tax.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {**grads, "tax": price}


@mistake("buy_fruit")
def buy_fruit_with_tax_for_dtax(apple, apple_num, orange, orange_num, tax):
    """tax の勾配が tax 自身になっています。掛け算の勾配は相手の入力なので、tax の勾配は税抜きの合計です。
    最後の乗算レイヤの戻り値の順（合計、税）を確かめてください。
    |
    The gradient of tax is tax itself. Going back through a multiplication gives the other input, so it is
    the total before tax. Check the order of what the last multiplication returns: total, tax.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {**grads, "tax": tax}


@mistake("buy_fruit")
def buy_fruit_without_the_chain(apple, apple_num, orange, orange_num, tax):
    """値段と個数の勾配に、税が掛かっていません。途中の勾配（税抜きの合計についての勾配）を、次の backward
    の引数に渡していますか。
    |
    The gradients of prices and numbers lack the tax. Is the gradient of the total before tax handed on to
    the next backward?
    """
    price = (apple * apple_num + orange * orange_num) * tax
    return price, {
        "apple": apple_num,
        "apple_num": apple,
        "orange": orange_num,
        "orange_num": orange,
        "tax": price / tax,
    }


@mistake("buy_fruit")
def buy_fruit_without_tax_in_the_price(apple, apple_num, orange, orange_num, tax):
    """勾配は合っていますが、price に税が掛かっていません。税の乗算レイヤの出力を返してください。
    |
    The gradients are right, but price is without tax. Return the output of the multiplication by the tax.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price / tax, grads


@mistake("buy_fruit")
def buy_fruit_with_one_mul_layer(apple, apple_num, orange, orange_num, tax):
    """1 つの乗算レイヤを 3 か所で使い回すと、あとの forward が前の値を上書きします。乗算レイヤは 3
    つ別々に作ってください。
    |
    When one multiplication layer serves all three places, a later forward overwrites the earlier values.
    Make three separate ones.
    """
    mul, add = MulLayer(), AddLayer()
    apple_price = mul.forward(apple, apple_num)
    orange_price = mul.forward(orange, orange_num)
    price = mul.forward(add.forward(apple_price, orange_price), tax)
    dtotal, dtax = mul.backward(1.0)
    dapple_price, dorange_price = add.backward(dtotal)
    dapple, dapple_num = mul.backward(dapple_price)
    dorange, dorange_num = mul.backward(dorange_price)
    return price, {
        "apple": dapple,
        "apple_num": dapple_num,
        "orange": dorange,
        "orange_num": dorange_num,
        "tax": dtax,
    }


@mistake("buy_fruit")
def buy_fruit_with_prices_and_numbers_swapped(apple, apple_num, orange, orange_num, tax):
    """値段の勾配と個数の勾配が入れ替わっています。forward に渡した順（値段、個数）と、backward
    から受け取る順をそろえてください。
    |
    The gradients of the prices and of the numbers have changed places. Receive from backward in the same
    order in which you gave to forward.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {
        "apple": grads["apple_num"],
        "apple_num": grads["apple"],
        "orange": grads["orange_num"],
        "orange_num": grads["orange"],
        "tax": grads["tax"],
    }


@mistake("buy_fruit")
def buy_fruit_with_d_in_the_keys(apple, apple_num, orange, orange_num, tax):
    """辞書のキーに d を付けないでください。キーは引数の名前と同じ、apple、apple_num、orange、orange_num、
    tax です。
    |
    Leave out the d in the keys of the dictionary. They are the names of the arguments: apple, apple_num,
    orange, orange_num, tax.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {f"d{key}": value for key, value in grads.items()}


@mistake("buy_fruit")
def buy_fruit_returning_only_the_gradients(apple, apple_num, orange, orange_num, tax):
    """返すものの個数が違います。返すのは、price と、5 つの勾配を入れた辞書の 2 つだけです。
    辞書だけを返したり、勾配を 1 つずつ並べて返したりしていませんか。
    |
    The number of things that come back is wrong. Return just two: price, and the dictionary of all five
    gradients. Is price missing, or are the gradients returned one by one?
    """
    return reference.buy_fruit(apple, apple_num, orange, orange_num, tax)[1]


@mistake("buy_fruit")
def buy_fruit_in_another_order(apple, apple_num, orange, orange_num, tax):
    """price と勾配の辞書が逆の順に返っています。price が先、辞書があとです。
    |
    Price and the dictionary of gradients come back in the wrong order. Price is first, the dictionary
    second.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return grads, price


@mistake("buy_fruit")
def buy_fruit_starting_from_the_price(apple, apple_num, orange, orange_num, tax):
    """どの勾配も price 倍になっています。最初の backward に渡すのは、price の値ではなく 1 です（price を
    price で微分した値）。
    |
    Every gradient is too large by the factor price. What to hand to the first backward is not the value of
    price but 1, the derivative of price with respect to itself.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {key: value * price for key, value in grads.items()}


@mistake("Relu")
class ReluWithMaskReversed(Relu):
    """backward の向きが逆で、止めるはずの要素を通し、通すはずの要素を止めています。x > 0 だった要素で dout
    を通します。
    |
    backward is the wrong way round: it passes where it should stop, and stops where it should pass. dout
    passes where x > 0.
    """

    def backward(self, dout):
        return np.where(self.mask, 0, dout)


@mistake("Relu")
class ReluInPlace(Relu):
    """値は合っていますが、forward が渡された x を書き換えています。x.copy() で複製してから書き換えるか、
    np.where などで新しい配列を作ってください。
    |
    The values are right, but forward changes the x it is given. Copy it first with x.copy(), or make a new
    array, with np.where for example.
    """

    def forward(self, x):
        self.mask = x > 0
        x[~self.mask] = 0
        return x


@mistake("Relu")
class ReluKeepingTheFirstMask(Relu):
    """2 回目の forward のあとも、1 回目のマスクを使っています。forward のたびに覚え直してください。
    |
    After a second forward the mask of the first is still in use. Remember it anew in every forward.
    """

    def forward(self, x):
        if not hasattr(self, "mask"):
            self.mask = x > 0
        return np.maximum(x, 0)


@mistake("Relu")
class ReluOfDout(Relu):
    """dout の符号で分けています。信号を通すかどうかを決めるのは、順伝播の入力 x の符号です。dout が負でも、
    x が正ならそのまま流れます。
    |
    This decides by the sign of dout. What decides is the sign of the input x going forward: where x is
    positive, a negative dout flows too.
    """

    def backward(self, dout):
        return np.maximum(dout, 0)


@mistake("Relu")
class ReluPassingEverything(Relu):
    """backward が dout をすべてそのまま流しています。x > 0 でなかった要素では 0 にしてください。
    |
    backward lets all of dout flow. Give 0 where x was not above 0.
    """

    def backward(self, dout):
        return dout


@mistake("Relu")
class ReluTimesOutput(Relu):
    """dout に順伝播の出力を掛けています。x > 0 での局所的な微分は x ではなく 1 なので、
    dout はそのままの値で流れます。
    |
    dout is multiplied by the output. Where x > 0 the local derivative is 1, not x, so dout flows with its
    own value.
    """

    def forward(self, x):
        self.out = np.maximum(x, 0)
        return self.out

    def backward(self, dout):
        return dout * self.out


@mistake("Relu")
class ReluOpenAtZero(Relu):
    """x が 0 ちょうどの要素でも dout が流れています。x > 0 のときだけ流すように、不等号を確かめてください。
    |
    dout also flows where x is exactly 0. It flows only where x > 0: check the inequality.
    """

    def forward(self, x):
        self.mask = x >= 0
        return np.maximum(x, 0)


@mistake("Relu")
class ReluIgnoringDout(Relu):
    """0 と 1 の並び（局所的な微分）が返っています。それに dout を掛けた値を返してください。
    |
    The local derivative itself, zeros and ones, comes back. Multiply it by dout.
    """

    def backward(self, dout):
        return self.mask.astype(float)


@mistake("Relu")
class ReluSharedByAll(Relu):
    """レイヤを 2 つ作ると、マスクが混ざります。クラスやグローバル変数にではなく、self.mask のように self
    に覚えさせてください。
    |
    Two layers mix up their masks. Remember the mask in self, as in self.mask, and not in the class or in a
    global variable.
    """

    def forward(self, x):
        type(self).mask = x > 0
        return np.maximum(x, 0)


@mistake("sigmoid_grad")
def sigmoid_grad_of_x(x):
    """y(1 − y) の y に x を入れています。y はシグモイド関数の値なので、先に sigmoid(x) を求めてください。
    |
    In y(1 − y) this takes x for y. y is the value of the sigmoid function: find sigmoid(x) first.
    """
    return x * (1 - x)


@mistake("sigmoid_grad")
def sigmoid_grad_half_of_x(x):
    """2 つの因子の片方だけがシグモイド関数の値です。y(1 − y) の y は、どちらも sigmoid(x) です。
    |
    Only one of the two factors uses the sigmoid function. In y(1 − y) both y are sigmoid(x).
    """
    return sigmoid(x) * (1 - x)


@mistake("sigmoid_grad")
def sigmoid_grad_as_sigmoid(x):
    """シグモイド関数の値そのものが返っています。求めるのは、その傾きです。
    |
    This returns the sigmoid function itself. What is asked for is its slope.
    """
    return sigmoid(x)


@mistake("sigmoid_grad")
def sigmoid_grad_without_y(x):
    """1 − y だけになっています。y² × exp(−x) の 2 乗を忘れたか、y(1 − y) の y を掛け忘れていませんか。
    |
    This is only 1 − y. Is the square missing in y² × exp(−x), or the factor y in y(1 − y)?
    """
    return 1 - sigmoid(x)


@mistake("sigmoid_grad")
def sigmoid_grad_negative(x):
    """符号が逆です。シグモイド関数はいつも右上がりなので、傾きは正になります。
    |
    The sign is wrong. The sigmoid function always rises, so its slope is positive.
    """
    y = sigmoid(x)
    return y * (y - 1)


@mistake("sigmoid_grad")
def sigmoid_grad_without_parentheses(x):
    """いつも 0 になります。y * 1 - y は、掛け算が先なので y − y です。1 - y をかっこで囲みましょう。
    |
    This is always 0. In y * 1 - y the multiplication comes first, which leaves y − y. Put 1 - y in
    parentheses.
    """
    y = sigmoid(x)
    return y * 1 - y


@mistake("sigmoid_grad")
def sigmoid_grad_overflowing(x):
    """exp(−x) / (1 + exp(−x))² は数式としては正しいのですが、x がとても小さい（−1000 など）と inf / inf で
    nan になります。y(1 − y) の形なら、その心配がありません。
    |
    exp(−x) / (1 + exp(−x))² is right on paper, but for very negative x such as −1000 it is inf / inf,
    which gives nan. The form y(1 − y) has no such trouble.
    """
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


@mistake("sigmoid_grad")
def sigmoid_grad_as_for_tanh(x):
    """1 − y² は tanh の微分の形です。シグモイド関数では y(1 − y) になります。
    |
    1 − y² is the form for tanh. For the sigmoid function it is y(1 − y).
    """
    return 1 - sigmoid(x) ** 2


class RememberingSigmoid:
    """Remembers x and out; the backward is left to the mistakes below."""

    def forward(self, x):
        self.x, self.out = x, sigmoid(x)
        return self.out


@mistake("Sigmoid")
class SigmoidUsingX(RememberingSigmoid):
    """y(1 − y) の y に入力 x を使っています。forward で覚えておくのは、出力 y です。
    |
    In y(1 − y) this uses the input x for y. What forward must remember is the output y.
    """

    def backward(self, dout):
        return dout * self.x * (1 - self.x)


@mistake("Sigmoid")
class SigmoidTwice(RememberingSigmoid):
    """出力 y をもう一度シグモイド関数に通しています。覚えた y は、もうシグモイド関数を通ったあとの値なので、
    そのまま y(1 − y) に使います。
    |
    The output y goes through the sigmoid function once more. It has been through already: use it in y(1 −
    y) as it is.
    """

    def backward(self, dout):
        y = sigmoid(self.out)
        return dout * y * (1 - y)


@mistake("Sigmoid")
class SigmoidIgnoringDout(RememberingSigmoid):
    """右から届いた dout が使われていません。局所的な微分 y(1 − y) に dout を掛けます。
    |
    The dout that arrives is not used. Multiply the local derivative y(1 − y) by dout.
    """

    def backward(self, dout):
        return self.out * (1 - self.out)


@mistake("Sigmoid")
class SigmoidWithoutY(RememberingSigmoid):
    """dout(1 − y) だけになっていて、y が掛かっていません。局所的な微分は y(1 − y) です。
    |
    This is only dout(1 − y); the factor y is missing. The local derivative is y(1 − y).
    """

    def backward(self, dout):
        return dout * (1 - self.out)


@mistake("Sigmoid")
class SigmoidOfDout(RememberingSigmoid):
    """シグモイド関数の式を、届いた dout に使っています。使うのは、forward で覚えた出力 y です。
    |
    The formula of the sigmoid function is applied to dout. Apply it to the output y that forward
    remembered.
    """

    def backward(self, dout):
        y = sigmoid(dout)
        return y * (1 - y)


@mistake("Sigmoid")
class SigmoidWithoutParentheses(RememberingSigmoid):
    """dout * y * 1 - y では、掛け算が先なので dout × y − y です。1 - y をかっこで囲んでください。
    |
    In dout * y * 1 - y the multiplications come first, which gives dout × y − y. Put 1 - y in parentheses.
    """

    def backward(self, dout):
        return dout * self.out * 1 - self.out


@mistake(
    "Sigmoid",
    {
        "self.out = sigmoid(x)": "out = sigmoid(x)",
        "return self.out": "return out",
        "self.out * (1 - self.out)": "out * (1 - out)",
    },
)
class SigmoidWithoutSelf:
    """forward の中の変数 out は、forward が終わると消えてしまいます。self.out に覚え、backward でも self.out
    と書いてください。
    |
    The variable out of forward is gone when forward ends. Remember it in self.out, and write self.out in
    backward too.
    """


@mistake("Sigmoid")
class SigmoidKeepingTheFirst(reference.Sigmoid):
    """2 回目の forward のあとも、1 回目の値を使っています。forward のたびに覚え直してください。
    |
    After a second forward the values of the first are still in use. Remember them anew in every forward.
    """

    def forward(self, x):
        if not hasattr(self, "out"):
            self.out = sigmoid(x)
        return sigmoid(x)


@mistake("Sigmoid")
class SigmoidSharedByAll(reference.Sigmoid):
    """レイヤを 2 つ作ると、値が混ざります。クラスやグローバル変数にではなく、self.out のように self
    に覚えさせてください。
    |
    Two layers mix up their values. Remember them in self, as in self.out, and not in the class or in a
    global variable.
    """

    def forward(self, x):
        type(self).out = sigmoid(x)
        return self.out


@mistake("affine_backward_one")
def affine_backward_one_with_dw_transposed(x, W, dout):
    """dW の縦と横が逆です。形は W と同じ (D, M) で、縦が x、横が dout です。
    |
    Rows and columns of dW are the wrong way round. It has the shape of W, (D, M): x runs downwards and
    dout across.
    """
    return np.dot(W, dout), np.outer(dout, x), dout


@mistake("affine_backward_one")
def affine_backward_one_with_dot_for_dw(x, W, dout):
    """x も dout も 1 次元の配列なので、x.T は x のままで、np.dot では表になりません。すべての組の積は
    np.outer で作れます。
    |
    x and dout are 1-D arrays, so x.T is just x, and np.dot does not give a table. np.outer gives the table
    of all products.
    """
    return np.dot(W, dout), np.dot(x.T, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_without_transposing(x, W, dout):
    """dx の計算で、行列の積の向きが違います。dx[i] は、W の i 行目と dout の積の和です。W を転置するか、
    左に置くかを、形から確かめてください。
    |
    In dx the matrix product is the wrong way round. dx[i] is the sum of row i of W times dout: check by
    the shapes whether W is transposed, and on which side it stands.
    """
    return np.dot(dout, W), np.outer(x, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_with_db_summed(x, W, dout):
    """db は dout を合計した 1 個の数ではありません。b は M 個あり、それぞれに dout の 1 要素が届きます。
    合計するのは、バッチのデータについてだけです。
    |
    db is not the sum of dout, a single number. There are M biases, and each receives one element of dout.
    Only over the data of a batch is there a sum.
    """
    return np.dot(W, dout), np.outer(x, dout), np.sum(dout)


@mistake("affine_backward_one")
def affine_backward_one_with_db_of_ones(x, W, dout):
    """db がいつも 1 になっています。1 は局所的な微分なので、右から届いた dout を掛けます。
    |
    db is always 1. That is the local derivative: multiply it by the dout that arrives.
    """
    return np.dot(W, dout), np.outer(x, dout), np.ones_like(dout)


@mistake("affine_backward_one")
def affine_backward_one_in_another_order(x, W, dout):
    """dx と dW が入れ替わっています。戻り値の順は dx, dW, db です。
    |
    dx and dW have changed places. The order to return them in is dx, dW, db.
    """
    return np.outer(x, dout), np.dot(W, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_ignoring_dout_in_dx(x, W, dout):
    """dx に dout が使われていません。W の行ごとの和ではなく、dout を掛けてから足し合わせます。
    |
    dx does not use dout. Instead of summing the rows of W, multiply by dout before you add up.
    """
    return np.sum(W, axis=1), np.outer(x, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_ignoring_dout_in_dw(x, W, dout):
    """dW に dout が使われていません。局所的な微分 x に、右から届いた dout を掛けます。
    |
    dW does not use dout. Multiply the local derivative x by the dout that arrives.
    """
    return np.dot(W, dout), np.outer(x, np.ones_like(dout)), dout


@mistake("Affine")
class AffineNotReshapingDx(Affine):
    """2 次元の入力では合っていますが、4 次元の入力のときに dx が (N, D) のままです。forward で x.shape
    を覚えておき、backward の最後に reshape で戻してください。
    |
    2-D input is right, but for 4-D input dx stays (N, D). Remember x.shape in forward, and reshape dx back
    at the end of backward.
    """

    def backward(self, dout):
        return super().backward(dout).reshape(len(dout), -1)


@mistake("Affine")
class AffineOf2DOnly(Affine):
    """2 次元の入力なら合っていますが、4 次元の入力 (N, C, H, W) では計算できません。行列の積の前に、
    x を reshape で (N, C·H·W) にしてください。
    |
    2-D input is right, but 4-D input (N, C, H, W) does not work. Reshape x to (N, C·H·W) before the matrix
    product.
    """

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W.T)


@mistake("Affine")
class AffineWithDbNotSummed(Affine):
    """db の形が (N, M) のままです。b は 1 組だけで、N 個のデータすべてに足されたので、データの方向（axis=0）
    に合計します。
    |
    db still has the shape (N, M). There is one b, added to all N data: sum over the data, along axis=0.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout
        return dx


@mistake("Affine")
class AffineWithDbAsARow(Affine):
    """db の形が (1, M) です。b と同じ (M,) になるように、keepdims=True を付けずに合計してください。
    |
    db has the shape (1, M). Sum without keepdims=True, so that it becomes (M,) like b.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout, axis=0, keepdims=True)
        return dx


@mistake("Affine")
class AffineWithDbAveraged(Affine):
    """db が N で割られています。ここでは平均ではなく合計です。N での割り算は、損失のレイヤが受け持ちます。
    |
    db is divided by N. Here it is the sum, not the mean; the division by N is the job of the loss layer.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.mean(dout, axis=0)
        return dx


@mistake("Affine")
class AffineWithDbOfRows(Affine):
    """db を合計する向きが違います。axis=1 ではデータごとの和になってしまいます。データの方向は axis=0 です。
    |
    db is summed along the wrong axis. axis=1 gives a sum for each datum; over the data it is axis=0.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout, axis=1)
        return dx


@mistake("Affine")
class AffineWithDbOfEverything(Affine):
    """db を全部の要素で合計して、1 個の数にしています。バイアスは M 個あるので、axis=0
    でデータの方向にだけ合計します。
    |
    db is the sum of all elements, a single number. There are M biases: sum over the data only, with
    axis=0.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout)
        return dx


@mistake("Affine")
class AffineWithDwAveraged(Affine):
    """dW が N で割られています。ここでは合計のままにします。N での割り算は、損失のレイヤが受け持ちます。
    |
    dW is divided by N. Leave it a sum here; the division by N is the job of the loss layer.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW /= len(dout)
        return dx


@mistake("Affine")
class AffineWithDwTransposed(Affine):
    """dW が転置されていて、形が (M, D) です。W と同じ (D, M) になるように、積の左右を見直してください。
    |
    dW is transposed: its shape is (M, D). Look again at which matrix stands on the left, so that it
    becomes (D, M) like W.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = np.dot(dout.T, self.x)
        return dx


@mistake("Affine")
class AffineWithoutTransposingW(Affine):
    """dx の計算で W が転置されていません。dout の形は (N, M)、W の形は (D, M) なので、W.T を使います。
    |
    In dx, W is not transposed. dout has the shape (N, M) and W has (D, M), so it takes W.T.
    """

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W).reshape(self.x_shape)


@mistake("Affine")
class AffineWithoutBias(Affine):
    """forward の出力に b が足されていません。 | The bias b is not added to the output of forward."""

    def forward(self, x):
        return super().forward(x) - self.b


@mistake("Affine")
class AffineWithoutSelf(Affine):
    """dW と db が None のままです。backward の中で dW = … と書くと、そこで終わる変数になります。
    self.dW = … のように、self に入れてください。
    |
    dW and db are still None. Inside backward, dW = … makes a variable that ends there. Put it into self:
    self.dW = …
    """

    dW = None
    db = None

    def backward(self, dout):
        return np.dot(dout, self.W.T).reshape(self.x_shape)


@mistake("Affine")
class AffineWithoutGradients(Affine):
    """backward のあとも、レイヤに dW と db がありません。backward の中の変数 dW は、そこで終わります。
    self.dW = … と self.db = … のように、self に入れてください。
    |
    After backward the layer has no dW and db. A variable dW inside backward ends there: put both into
    self, as in self.dW = … and self.db = …
    """

    def backward(self, dout):
        return np.dot(dout, self.W.T).reshape(self.x_shape)


@mistake("Affine")
class AffineAccumulating(Affine):
    """backward を呼ぶたびに、前の dW と db に足されていきます。+= ではなく = で、毎回新しい値にしてください。
    |
    Each backward adds to the dW and db of the one before. Set them anew each time, with = and not +=.
    """

    def __init__(self, W, b):
        super().__init__(W, b)
        self.sum_W, self.sum_b = np.zeros_like(W), np.zeros_like(b)

    def backward(self, dout):
        dx = super().backward(dout)
        self.sum_W, self.sum_b = self.sum_W + self.dW, self.sum_b + self.db
        self.dW, self.db = self.sum_W, self.sum_b
        return dx


@mistake("Affine")
class AffineOfCopies(Affine):
    """W と b を複製して持っているので、元の配列の中身を更新しても、レイヤには伝わりません。
    渡された配列をそのまま self.W と self.b に入れてください。
    |
    W and b are copied, so an update of the original arrays does not reach the layer. Put the very arrays
    that were given into self.W and self.b.
    """

    def __init__(self, W, b):
        super().__init__(W.copy(), b.copy())


@mistake("softmax_jacobian")
def softmax_jacobian_diagonal_only(y):
    """対角成分だけが入っています。1 つの点数を動かすと、分母を通してほかの確率も変わるので、
    i ≠ j の成分も要ります。
    |
    Only the diagonal is filled. When one score moves, the other probabilities change too, through the
    denominator: the elements with i ≠ j are needed as well.
    """
    return np.diag(y * (1 - y))


@mistake("softmax_jacobian")
def softmax_jacobian_with_plus_off_the_diagonal(y):
    """対角以外の成分の符号が逆です。ある点数が上がると、ほかのクラスの確率は下がります。
    |
    Off the diagonal the sign is wrong. When one score rises, the probabilities of the other classes fall.
    """
    J = np.outer(y, y)
    np.fill_diagonal(J, y * (1 - y))
    return J


@mistake("softmax_jacobian")
def softmax_jacobian_without_delta(y):
    """対角以外は合っていますが、対角成分が −y² です。i = j では分子も動くので、y(1 − y) になります。
    |
    Off the diagonal it is right, but the diagonal is −y². For i = j the numerator moves too, and the
    result is y(1 − y).
    """
    return -np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_as_a_vector(y):
    """行列ではなく、対角成分だけの 1 次元の配列が返っています。形は (D, D) です。
    |
    What comes back is no matrix but a 1-D array of the diagonal. The shape is (D, D).
    """
    return y * (1 - y)


@mistake("softmax_jacobian")
def softmax_jacobian_of_scores(y):
    """y をもう一度ソフトマックス関数に通しています。引数の y は、もう通ったあとの確率です。
    |
    y goes through softmax once more. The argument y is what has been through it already.
    """
    y = softmax(y)
    return np.diag(y) - np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_negative(y):
    """全体の符号が逆です。自分の点数が上がれば自分の確率も上がるので、対角成分は正になります。
    |
    All signs are wrong. When a score rises, so does its own probability: the diagonal is positive.
    """
    return np.outer(y, y) - np.diag(y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_ones_on_the_diagonal(y):
    """対角成分が 1 − y² です。i = j では y_i(1 − y_i) なので、1 ではなく y から y² を引きます。
    |
    The diagonal is 1 − y². For i = j it is y_i(1 − y_i): y² is subtracted from y, not from 1.
    """
    return np.eye(len(y)) - np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_delta_everywhere(y):
    """y そのものから引いたので、対角以外にも y が入っています。対角だけに y を並べた行列（np.diag）
    から引いてください。
    |
    Subtracting from y itself puts y off the diagonal too. Subtract from a matrix with y on the diagonal
    only (np.diag).
    """
    return y - np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_dot(y):
    """1 次元の配列どうしの np.dot は、行列ではなく数 1 個です。y_i × y_j の表は np.outer で作れます。
    |
    np.dot of two 1-D arrays is a single number, not a matrix. The table of y_i × y_j comes from np.outer.
    """
    return np.diag(y) - np.dot(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_rows_for_columns(y):
    """対角は合っていますが、対角以外が −y_j² になっています。−y_i y_j の y_i は行ごとに違うので、
    y[:, np.newaxis] で縦に並べるか、np.outer を使ってください。
    |
    The diagonal is right, but elsewhere it is −y_j². In −y_i y_j the factor y_i differs from row to row:
    make it a column with y[:, np.newaxis], or use np.outer.
    """
    return y * (np.eye(len(y)) - y)


@mistake("cross_entropy_grad")
def cross_entropy_grad_without_n(y, t):
    """データ 1 個なら合っていますが、バッチでは N で割ってください。損失が N 個の平均だからです。
    |
    One datum is right, but for a batch divide by N, since the loss is the mean over N data.
    """
    return -t / y


@mistake("cross_entropy_grad")
def cross_entropy_grad_positive(y, t):
    """符号が逆です。正解の確率が上がると損失は減るので、そこでの勾配は負になります。
    |
    The sign is wrong. When the probability of the right class rises the loss falls, so the gradient there
    is negative.
    """
    return -reference.cross_entropy_grad(y, t)


@mistake("cross_entropy_grad")
def cross_entropy_grad_dividing_one_datum(y, t):
    """バッチは合っていますが、データ 1 個 (D,) をクラスの数 D で割っています。1 次元のときは len(y)
    がデータの個数ではないので、割らないでください。
    |
    A batch is right, but one datum (D,) is divided by D, the number of classes. For a 1-D array len(y) is
    not the number of data: do not divide.
    """
    return -t / y / len(y)


@mistake("cross_entropy_grad")
def cross_entropy_grad_over_all_elements(y, t):
    """要素の数（N × D）で割っています。損失はデータについての平均なので、割るのは N です。
    |
    This divides by the number of elements, N × D. The loss is a mean over the data, so divide by N.
    """
    return -t / y / y.size


@mistake("cross_entropy_grad")
def cross_entropy_grad_as_difference(y, t):
    """y − t は、ソフトマックス関数とつないだあとの、点数についての勾配です。ここで求めるのは、
    確率 y についての勾配 −t / y です。
    |
    y − t is the gradient of the scores, with softmax joined on. Here it is the gradient with respect to
    the probabilities y: −t / y.
    """
    return (y - t) / len(np.atleast_2d(y))


@mistake("cross_entropy_grad")
def cross_entropy_grad_without_t(y, t):
    """正解でないクラスにも値が入っています。損失に入るのは正解のクラスだけなので、t を掛けて、
    ほかは 0 にします。
    |
    Classes that are not the right one have a gradient too. Only the right class is in the loss: multiply
    by t, so that the others are 0.
    """
    return -1 / y / len(np.atleast_2d(y))


@mistake("cross_entropy_grad")
def cross_entropy_grad_not_differentiated(y, t):
    """−t log y は損失の項そのものです。それを y で微分すると、log y は 1 / y に変わります。
    |
    −t log y is the loss term itself. Differentiated with respect to y, log y becomes 1 / y.
    """
    return -t * np.log(y) / len(np.atleast_2d(y))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_without_n(a, t):
    """データ 1 個なら合っていますが、バッチでは N で割ってください。損失が N 個の平均だからです。
    |
    One datum is right, but for a batch divide by N, since the loss is the mean over N data.
    """
    return reference.softmax_cross_entropy_grad(a, t) * len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_of_one_hot_only(a, t):
    """one-hot 表現なら合っていますが、ラベルの t を確率からそのまま引いています。ラベルのときは、
    先に one-hot 表現に直してください。
    |
    One-hot form is right, but labels are subtracted from the probabilities as they are. Turn labels into
    one-hot form first.
    """
    return (softmax(a) - t) / len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_of_labels_only(a, t):
    """ラベルなら合っていますが、one-hot 表現の t も番号として使っています。t.ndim を見て、
    どちらなのかを区別してください。
    |
    Labels are right, but t in one-hot form is used as indices too. Look at t.ndim to tell which it is.
    """
    y = softmax(a)
    y[np.arange(len(y)), t] -= 1
    return y / len(y)


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_of_ten_classes(a, t):
    """one-hot 表現に直すときのクラスの数が、いつも 10 です。点数の形（a.shape）から求めてください。
    |
    The one-hot form always has 10 classes. Take the number of classes from the shape of the scores,
    a.shape.
    """
    t = np.eye(10)[t] if t.ndim < a.ndim else t
    return (softmax(a) - t) / len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_negative(a, t):
    """符号が逆です。勾配は t − y ではなく y − t で、正解のクラスだけが負になります。
    |
    The sign is wrong. The gradient is y − t, not t − y; only the right class is negative.
    """
    return -reference.softmax_cross_entropy_grad(a, t)


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_dividing_one_datum(a, t):
    """バッチは合っていますが、データ 1 個 (D,) をクラスの数 D で割っています。
    1 次元のときは割らないでください。
    |
    A batch is right, but one datum (D,) is divided by D, the number of classes. Do not divide a 1-D array.
    """
    dx = reference.softmax_cross_entropy_grad(a, t)
    return dx / len(a) if a.ndim == 1 else dx


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_without_softmax(a, t):
    """点数 a から直接 t を引いています。引くのは、a をソフトマックス関数に通した確率 y からです。
    |
    t is subtracted from the scores a themselves. Subtract it from the probabilities y, that is, a after
    softmax.
    """
    y = softmax(a)
    return reference.softmax_cross_entropy_grad(a, t) + (a - y) / len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_over_all_elements(a, t):
    """要素の数（N × D）で割っています。損失はデータについての平均なので、割るのは N です。
    |
    This divides by the number of elements, N × D. The loss is a mean over the data, so divide by N.
    """
    return reference.softmax_cross_entropy_grad(a, t) / a.shape[-1]


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossWithoutN(SoftmaxWithLoss):
    """backward の結果がデータの個数 N で割られていません。損失はバッチの平均なので、(y − t) / N です。
    |
    The result of backward is not divided by N, the number of data. The loss is the mean over the batch, so
    it is (y − t) / N.
    """

    def backward(self, dout=1):
        return dout * (self.y - self.t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossOfOneHotOnly(SoftmaxWithLoss):
    """one-hot 表現なら合っていますが、ラベルのときの backward が、確率からラベルの番号を引いています。
    ラベルを one-hot 表現に直すか、正解のクラスからだけ 1 を引いてください。
    |
    One-hot form is right, but with labels backward subtracts the numbers of the labels from the
    probabilities. Turn labels into one-hot form, or subtract 1 from the right class only.
    """

    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return cross_entropy_error(self.y, t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossWithoutNForLabels(SoftmaxWithLoss):
    """one-hot 表現なら合っていますが、ラベルのときの backward だけ N で割られていません。どちらの場合も N
    で割ってください。
    |
    One-hot form is right, but with labels backward does not divide by N. Divide by N in both cases.
    """

    def forward(self, x, t):
        self.divisor = 1 if t.ndim == 1 else len(t)
        return super().forward(x, t)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / self.divisor


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossNegative(SoftmaxWithLoss):
    """符号が逆です。勾配は t − y ではなく y − t です。
    |
    The sign is wrong. The gradient is y − t, not t − y.
    """

    def backward(self, dout=1):
        return -super().backward(dout)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossOverAllElements(SoftmaxWithLoss):
    """backward が要素の数（N × D）で割っています。割るのはデータの個数 N です。
    |
    backward divides by the number of elements, N × D. Divide by N, the number of data.
    """

    def backward(self, dout=1):
        return dout * (self.y - self.t) / self.y.size


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossReturningProbabilities(SoftmaxWithLoss):
    """forward が確率を返しています。確率は self に覚えておき、返すのは損失（1 個の数）です。
    |
    forward returns the probabilities. Remember them in self, and return the loss, a single number.
    """

    def forward(self, x, t):
        super().forward(x, t)
        return self.y


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossTwice(SoftmaxWithLoss):
    """ソフトマックス関数を 2 回通しています。点数を確率にするのは 1 回だけです。
    |
    Softmax is applied twice. Turn the scores into probabilities just once.
    """

    def forward(self, x, t):
        return super().forward(softmax(x), t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossOfScores(SoftmaxWithLoss):
    """backward が点数から t を引いています。引くのは、ソフトマックス関数を通した確率からです。
    確率を self に覚えておいてください。
    |
    backward subtracts t from the scores. Subtract it from the probabilities, after softmax: remember them
    in self.
    """

    def forward(self, x, t):
        self.scores = x
        return super().forward(x, t)

    def backward(self, dout=1):
        return dout * (self.scores - self.t) / len(self.t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossStoppingAtY(SoftmaxWithLoss):
    """backward が −t / y になっています。それは確率についての勾配です。点数まで戻すと y − t になります。
    |
    backward gives −t / y. That is the gradient of the probabilities; back at the scores it is y − t.
    """

    def backward(self, dout=1):
        return dout * reference.cross_entropy_grad(self.y, self.t)


@mistake("TwoLayerNet")
class TwoLayerNetNotReversed(TwoLayerNet):
    """gradient で、Affine の順番が逆になっています。逆伝播では layers を後ろから前へ、Affine2、Relu1、
    Affine1 の順にさかのぼります。
    |
    In gradient the layers are in the wrong order. Going back runs through layers from the last to the
    first: Affine2, Relu1, Affine1.
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.lastLayer.backward()
        for layer in self.layers.values():
            dout = layer.backward(dout)
        return collected(self)


@mistake("TwoLayerNet")
class TwoLayerNetLoopingOverNone(TwoLayerNet):
    """list の .reverse() は、そのリスト自身を並べ替え、None を返します。先に変数に入れたリストで .reverse()
    を呼んでからその変数を for で使うか、reversed(…) を使ってください。
    |
    The .reverse() of a list reorders the list itself and returns None. Put the list into a variable, call
    .reverse() on it and loop over that variable, or use reversed(…).
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.lastLayer.backward()
        layers = list(self.layers.values()).reverse()
        for layer in layers:
            dout = layer.backward(dout)
        return collected(self)


def collected(network):
    first, second = network.layers["Affine1"], network.layers["Affine2"]
    return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}


@mistake("TwoLayerNet")
class TwoLayerNetOfCopies(TwoLayerNet):
    """params の中身を更新しても、レイヤに伝わりません。Affine には、params の配列を複製せずにそのまま
    渡してください。
    |
    An update inside the arrays of params does not reach the layers. Hand each Affine the arrays of params
    themselves, not copies.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        self.params = {key: value.copy() for key, value in self.params.items()}


def rebuilt(network, **params):
    """Put other initial params into a network, and into its layers."""
    network.params.update(params)
    network.layers["Affine1"] = Affine(network.params["W1"], network.params["b1"])
    network.layers["Affine2"] = Affine(network.params["W2"], network.params["b2"])


@mistake("TwoLayerNet")
class TwoLayerNetWithRandomBiases(TwoLayerNet):
    """バイアスの初期値が乱数になっています。バイアスは 0 から始めます（np.zeros）。
    |
    The biases begin as random numbers. They begin at 0 (np.zeros).
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        b1, b2 = np.random.randn(hidden_size), np.random.randn(output_size)
        rebuilt(self, b1=weight_init_std * b1, b2=weight_init_std * b2)


@mistake("TwoLayerNet")
class TwoLayerNetWithoutInitStd(TwoLayerNet):
    """重みの初期値に weight_init_std が使われていません。np.random.randn の値（標準偏差 1）に掛けてください。
    |
    weight_init_std is not used for the initial weights. Multiply the numbers of np.random.randn, whose
    standard deviation is 1, by it.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 1.0)


@mistake("TwoLayerNet")
class TwoLayerNetOfUniformWeights(TwoLayerNet):
    """重みの初期値がどれも 0 以上です。np.random.rand は 0 から 1 までの乱数です。
    正と負が半々になる正規分布の np.random.randn を使ってください。
    |
    None of the initial weights is negative. np.random.rand gives numbers from 0 to 1; use np.random.randn,
    the normal distribution, half of which is negative.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        W1, W2 = np.random.rand(input_size, hidden_size), np.random.rand(hidden_size, output_size)
        rebuilt(self, W1=weight_init_std * W1, W2=weight_init_std * W2)


@mistake("TwoLayerNet")
class TwoLayerNetWithSoftmaxInPredict(TwoLayerNet):
    """predict が確率を返しています。ソフトマックス関数は lastLayer の仕事なので、predict は layers
    を通した点数のまま返します。このままでは、loss の中でソフトマックス関数が 2 回かかります。
    |
    predict returns probabilities. Softmax is the job of lastLayer: predict returns the scores as they come
    out of layers. As it is, loss applies softmax twice.
    """

    def predict(self, x):
        return softmax(super().predict(x))


@mistake("TwoLayerNet")
class TwoLayerNetWithoutRelu(TwoLayerNet):
    """layers に Relu1 がありません。2 つの Affine の間に活性化関数がないと、層を重ねた意味がなくなります。
    |
    Relu1 is missing from layers. Without an activation between the two Affine layers, there is no point in
    having two.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        del self.layers["Relu1"]


@mistake("TwoLayerNet")
class TwoLayerNetWithSigmoid(TwoLayerNet):
    """隠れ層の活性化関数がシグモイド関数になっています。この章のネットワークは ReLU です。
    |
    The activation of the hidden layer is sigmoid. In this chapter's network it is ReLU.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        self.layers["Relu1"] = reference.Sigmoid()


@mistake("TwoLayerNet")
class TwoLayerNetWithLastLayerInLayers(TwoLayerNet):
    """lastLayer を layers に入れています。損失を求めるには t が要るので、lastLayer は layers
    とは別に持ちます。
    |
    lastLayer stands among layers. The loss needs t as well, so keep lastLayer apart from layers.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        self.layers["lastLayer"] = self.lastLayer

    def predict(self, x):
        for name, layer in self.layers.items():
            if name != "lastLayer":
                x = layer.forward(x)
        return x

    def gradient(self, x, t):
        self.loss(x, t)
        dout = 1
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        return collected(self)


@mistake("TwoLayerNet")
class TwoLayerNetAccuracyOfLabelsOnly(TwoLayerNet):
    """accuracy が one-hot 表現の t に対応していません。t.ndim を見て、one-hot 表現なら np.argmax
    でラベルに直してから比べてください。
    |
    accuracy does not handle t in one-hot form. Look at t.ndim, and turn one-hot rows into labels with
    np.argmax before you compare.
    """

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        return np.sum(y == t) / float(x.shape[0])


@mistake("TwoLayerNet")
class TwoLayerNetAccuracyOfOneHotOnly(TwoLayerNet):
    """accuracy がラベルの t に対応していません。ラベル (N,) には 2 つ目の軸がないので、np.argmax(t, axis=1)
    は one-hot 表現のときだけ使います。
    |
    accuracy does not handle t of labels. Labels (N,) have no second axis: use np.argmax(t, axis=1) for
    one-hot form only.
    """

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])


@mistake("TwoLayerNet")
class TwoLayerNetAccuracyAsCount(TwoLayerNet):
    """accuracy が正解の個数を返しています。データの個数で割って、割合にしてください。
    |
    accuracy returns the number of right answers. Divide it by the number of data to get a ratio.
    """

    def accuracy(self, x, t):
        return super().accuracy(x, t) * len(x)


@mistake("TwoLayerNet")
class TwoLayerNetWithoutForward(TwoLayerNet):
    """gradient の中で順伝播をしていません。各レイヤが今の x と t の値を覚えるように、逆伝播の前に
    self.loss(x, t) を呼んでください。
    |
    gradient does not go forward first. Call self.loss(x, t) before going back, so that each layer
    remembers the values of this x and t.
    """

    def gradient(self, x, t):
        dout = self.lastLayer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        return collected(self)


@mistake("TwoLayerNet")
class TwoLayerNetWithGradientsSwapped(TwoLayerNet):
    """勾配の辞書で、1 層目と 2 層目が入れ替わっています。W1 と b1 は Affine1 の、W2 と b2 は Affine2
    の勾配です。
    |
    In the dictionary of gradients the two layers have changed places. W1 and b1 belong to Affine1, W2 and
    b2 to Affine2.
    """

    def gradient(self, x, t):
        grads = super().gradient(x, t)
        return {"W1": grads["W2"], "b1": grads["b2"], "W2": grads["W1"], "b2": grads["b1"]}


@mistake("TwoLayerNet")
class TwoLayerNetSkippingRelu(TwoLayerNet):
    """1 層目の勾配が、ReLU をさかのぼっていません。Affine2 の backward の結果を Relu1 の backward に渡し、
    その結果を Affine1 に渡します。
    |
    The gradients of the first layer skip ReLU on the way back. What Affine2's backward returns goes to
    Relu1's backward, and what that returns goes to Affine1.
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.layers["Affine2"].backward(self.lastLayer.backward())
        self.layers["Affine1"].backward(dout)
        return collected(self)


@mistake("gradient_check")
def gradient_check_with_sum(network, x, t):
    """差の絶対値の合計になっています。要素の数で割って、平均にしてください（np.mean や np.average）。
    |
    This is the sum of the absolute differences. Divide by the number of elements to get the mean (np.mean
    or np.average).
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.sum(np.abs(backprop[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_without_abs(network, x, t):
    """絶対値を取っていないので、プラスの差とマイナスの差が打ち消し合います。差の絶対値（np.abs）
    を取ってから平均してください。
    |
    Without absolute values, positive and negative differences cancel out. Take np.abs of the difference
    before the mean.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.mean(backprop[key] - numerical[key]) for key in numerical}


@mistake("gradient_check")
def gradient_check_with_abs_of_the_mean(network, x, t):
    """平均してから絶対値を取っています。それでは平均するときに打ち消し合うので、先に絶対値、
    次に平均の順にしてください。
    |
    The absolute value is taken after the mean, when the differences have cancelled out already. First the
    absolute value, then the mean.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.abs(np.mean(backprop[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_with_max(network, x, t):
    """差の最大値になっています。ここで求めるのは、差の絶対値の平均です。
    |
    This is the greatest difference. What is asked for is the mean of the absolute differences.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.max(np.abs(backprop[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_with_squares(network, x, t):
    """差を 2 乗しています。ここで求めるのは、絶対値の平均です。
    |
    The differences are squared. What is asked for is the mean of their absolute values.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.mean((backprop[key] - numerical[key]) ** 2) for key in numerical}


@mistake("gradient_check")
def gradient_check_of_itself(network, x, t):
    """同じ勾配どうしを比べているので、差がいつも 0 です。gradient と numerical_gradient
    の結果を比べてください。
    |
    The same gradients are compared with each other, so the difference is always 0. Compare those of
    gradient with those of numerical_gradient.
    """
    numerical = network.numerical_gradient(x, t)
    return {key: np.mean(np.abs(numerical[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_of_absolute_values(network, x, t):
    """それぞれの絶対値を取ってから差を求めています。符号が逆の勾配を見逃すので、先に差を求め、
    その絶対値を取ってください。
    |
    The absolute values are taken before the difference. A gradient with the wrong sign would go unnoticed:
    take the difference first, then its absolute value.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.mean(np.abs(np.abs(backprop[key]) - np.abs(numerical[key]))) for key in numerical}


@mistake("gradient_check")
def gradient_check_as_one_number(network, x, t):
    """全部のパラメータが 1 つの数にまとまっています。どこが間違っているかがわかるように、
    パラメータごとの辞書にしてください。
    |
    All parameters are put together into one number. Return a dictionary with a number for each parameter,
    so that one sees where the error is.
    """
    return float(np.mean(list(reference.gradient_check(network, x, t).values())))


@mistake("train")
def train_uphill(network, x, t, iters, batch_size, lr, rng):
    """勾配の向きに進んでいるので、損失が増えていきます。更新では、学習率 × 勾配を引きます。
    |
    This moves along the gradient, and the loss grows. An update subtracts the learning rate times the
    gradient.
    """
    return reference.train(network, x, t, iters, batch_size, -lr, rng)


@mistake("train")
def train_on_one_batch(network, x, t, iters, batch_size, lr, rng):
    """毎回、同じミニバッチで更新しています。ミニバッチを選ぶ行を、繰り返しの中に入れてください。
    |
    Every update uses the same mini-batch. Move the line that draws it into the loop.
    """
    x_batch, t_batch = mini_batch(x, t, batch_size, rng)
    return [step(network, x_batch, t_batch, lr) for _ in range(iters)]


def step(network, x_batch, t_batch, lr):
    grads = network.gradient(x_batch, t_batch)
    for key in network.params:
        network.params[key] -= lr * grads[key]
    return network.loss(x_batch, t_batch)


@mistake("train")
def train_on_all_data(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチを選ばずに、毎回すべてのデータを使っています。batch_size 個だけ選んでください。
    |
    All the data are used for every update. Draw a mini-batch of batch_size data.
    """
    return [step(network, x, t, lr) for _ in range(iters)]


@mistake("train", {"network.params[key] -= lr": "network.params[key] = network.params[key] - lr"})
def train_rebinding_params():
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。-= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and the layers, which hold the old ones, never see the update. Change
    the elements of the arrays in place, with -=.
    """


@mistake("train")
def train_on_broken_pairs(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチの x と t を別々に選んでいるので、画像と正解の対が壊れています。1 回の mini_batch
    で両方を受け取ってください。
    |
    x and t of the mini-batch are drawn separately, which breaks the pairs. Take both from one call of
    mini_batch.
    """
    losses = []
    for _ in range(iters):
        x_batch, _ = mini_batch(x, t, batch_size, rng)
        _, t_batch = mini_batch(x, t, batch_size, rng)
        losses.append(step(network, x_batch, t_batch, lr))
    return losses


@mistake("train", {"for key in network.params:": 'for key in ("W1", "W2"):'})
def train_of_weights_only():
    """重み W1、W2 だけが更新され、バイアス b1、b2 が元のままです。params のすべてのキーを更新してください。
    |
    Only the weights W1 and W2 are updated; the biases b1 and b2 stay as they are. Update every key of
    params.
    """


@mistake("train")
def train_without_learning_rate(network, x, t, iters, batch_size, lr, rng):
    """学習率が掛かっていません。1 回の更新で引くのは「lr × 勾配」です。
    |
    The learning rate is not used. What an update subtracts is lr times the gradient.
    """
    return reference.train(network, x, t, iters, batch_size, 1.0, rng)


@mistake("train")
def train_returning_the_last_loss(network, x, t, iters, batch_size, lr, rng):
    """最後の損失 1 個だけが返っています。更新のたびに損失をリストに加えて、iters 個を返してください。
    |
    Only the last loss comes back. Append the loss at every update to a list, and return all iters of them.
    """
    return reference.train(network, x, t, iters, batch_size, lr, rng)[-1]


@mistake("train")
def train_without_return(network, x, t, iters, batch_size, lr, rng):
    """パラメータは更新できていますが、None が返っています。損失のリストを return で返してください。
    |
    The parameters are updated, but None comes back. Return the list of losses.
    """
    reference.train(network, x, t, iters, batch_size, lr, rng)


@mistake("train")
def train_returning_in_the_loop(network, x, t, iters, batch_size, lr, rng):
    """更新が 1 回で終わっています。return が繰り返しの中に入っていませんか。
    |
    There is just one update. Does return stand inside the loop?
    """
    return reference.train(network, x, t, 1, batch_size, lr, rng)


@mistake("train")
def train_one_update_short(network, x, t, iters, batch_size, lr, rng):
    """更新の回数が 1 回足りません。range(iters) は、ちょうど iters 回繰り返します。
    |
    One update is missing. range(iters) repeats exactly iters times.
    """
    return reference.train(network, x, t, iters - 1, batch_size, lr, rng)
