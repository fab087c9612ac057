"""Typical wrong answers of chapter 5, each with its hint."""

import numpy as np

from solutions import ch05_backpropagation as reference
from solutions.ch03_neural_network import sigmoid, softmax
from solutions.ch04_learning import cross_entropy_error, mini_batch
from solutions.ch05_backpropagation import AddLayer, Affine, MulLayer, Relu, SoftmaxWithLoss, TwoLayerNet
from solutions.mistakes import mistake


@mistake("MulLayer")
class MulLayerNotSwapped(MulLayer):
    """dx と dy の値が逆です。掛け算では、届いた値に「相手の」入力を掛けます。
    |
    dx and dy are the wrong way round. In a multiplication, what arrives is multiplied by the other input.
    """

    def backward(self, dout):
        return dout * self.x, dout * self.y


@mistake("MulLayer")
class MulLayerIgnoringDout(MulLayer):
    """dx と dy が、dout が 1 のときの値のままです。右から届いた dout を、局所的な微分に掛けていますか（連鎖
    律）。
    |
    dx and dy are as if dout were always 1. Are the local derivatives multiplied by the dout that arrives?
    That is the chain rule.
    """

    def backward(self, dout):
        return self.y, self.x


@mistake("MulLayer")
class MulLayerForgettingItsInputs:
    """backward の計算に None が入っています。forward で、x と y を self に覚えていますか。
    |
    There is a None in the calculation of backward. Are x and y remembered in self by forward?
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
    """forward の引数や変数は、forward が終わると消え、backward では使えません。backward で使う値を、
    self に覚えていますか。
    |
    Arguments and variables of forward are gone when it ends, and backward cannot use them. Is what
    backward needs remembered in self?
    """


@mistake("MulLayer")
class MulLayerSharedByAll:
    """レイヤを 2 つ作ると、値が混ざります。クラスやグローバル変数に覚えさせていませんか。
    self に覚えさせると、オブジェクトごとに別の値になります。
    |
    Two layers mix up their values. Are they remembered in the class or in global variables? In self, each
    object has its own.
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
    """forward を 2 回呼んでも、1 回目の値が使われています。forward のたびに、x と y を新しく覚え直しています
    か。
    |
    After a second forward the values of the first are still in use. Are x and y remembered anew in every
    forward?
    """

    def forward(self, x, y):
        if not hasattr(self, "x"):
            self.x, self.y = x, y
        return x * y


@mistake("MulLayer")
class MulLayerReturningOne(MulLayer):
    """backward から、2 つの値が返っていません。入力が 2 つあるので、dx と dy の 2 つを返します。
    1 つだけを返していませんか。
    |
    backward does not return two values. There are two inputs, and so two things to return, dx and dy. Is
    only one returned?
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
    """dout に、相手の入力を掛けた値が返っています。それは乗算レイヤの逆伝播です。足し算の局所的な微分は、
    どちらも 1 です。
    |
    What comes back is dout times the other input. That is how a multiplication goes back; for addition
    both local derivatives are 1.
    """

    def forward(self, x, y):
        self.x, self.y = x, y
        return x + y

    def backward(self, dout):
        return dout * self.y, dout * self.x


@mistake("AddLayer")
class AddLayerIgnoringDout(AddLayer):
    """いつも 1 が返っています。1 は局所的な微分です。右から届いた dout を掛けていますか。
    |
    This always returns 1. That is the local derivative: is it multiplied by the dout that arrives?
    """

    def backward(self, dout):
        return 1.0, 1.0


@mistake("AddLayer")
class AddLayerReturningOne(AddLayer):
    """backward から、2 つの値が返っていません。入力が 2 つあるので、dx と dy の 2 つを返します。
    1 つだけを返していませんか。
    |
    backward does not return two values. There are two inputs, and so two things to return, dx and dy. Is
    only one returned?
    """

    def backward(self, dout):
        return dout


@mistake("AddLayer")
class AddLayerSplittingDout(AddLayer):
    """dx と dy が、どちらも dout の半分です。2 つに分け合っていませんか。x だけが 1 増えても、
    y だけが 1 増えても、z は 1 増えます。
    |
    dx and dy are both half of dout. Is it split between the two? Whether x alone grows by 1 or y alone
    does, z grows by 1.
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
    """tax の勾配が、税込みの金額になっています。最後の掛け算で、tax の相手は何でしょうか。
    |
    The gradient of tax is the price with tax. In the last multiplication, what is tax multiplied by?
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {**grads, "tax": price}


@mistake("buy_fruit")
def buy_fruit_with_tax_for_dtax(apple, apple_num, orange, orange_num, tax):
    """tax の勾配が tax 自身になっています。掛け算をさかのぼると、相手の入力が掛かります。
    最後の乗算レイヤの backward から、2 つの値を渡した順に受け取っていますか。
    |
    The gradient of tax is tax itself. Going back through a multiplication brings the other input. Are the
    two values from the last backward received in the order in which its inputs were given?
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {**grads, "tax": tax}


@mistake("buy_fruit")
def buy_fruit_without_the_chain(apple, apple_num, orange, orange_num, tax):
    """値段と個数の勾配に、税が掛かっていません。税の掛け算から届いた勾配を、次の backward に渡していますか。
    |
    The gradients of prices and numbers lack the tax. Is the gradient that arrives from the multiplication
    by the tax handed on to the next backward?
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
    """勾配は合っていますが、price が税抜きの合計です。税の掛け算の結果を返していますか。
    |
    The gradients are right, but price is the total before tax. Is the result of the multiplication by the
    tax returned?
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price / tax, grads


@mistake("buy_fruit")
def buy_fruit_with_one_mul_layer(apple, apple_num, orange, orange_num, tax):
    """price と tax の勾配は合っていますが、ほかの勾配が違います。1 つの乗算レイヤを使い回していませんか。
    そうすると、あとの forward が、前に覚えた値を上書きします。
    |
    price and the gradient of tax are right, the other gradients are not. Does one multiplication layer
    serve in several places? A later forward would then overwrite what it remembered.
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
    """値段の勾配と個数の勾配が入れ替わっています。forward に渡した順と、backward から受け取る順は同じです
    か。
    |
    The gradients of the prices and of the numbers have changed places. Are they received from backward in
    the order in which the values were given to forward?
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
    """辞書に、引数の名前のキーがありません。d などを付けていませんか。キーは apple、apple_num、orange、
    orange_num、tax です。
    |
    The dictionary lacks the names of the arguments as keys. Is there a d in front, or the like? The keys
    are apple, apple_num, orange, orange_num, tax.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {f"d{key}": value for key, value in grads.items()}


@mistake("buy_fruit")
def buy_fruit_returning_only_the_gradients(apple, apple_num, orange, orange_num, tax):
    """返すものの個数が 2 つではありません。返すのは、price と、5 つの勾配を入れた辞書です。
    辞書だけを返したり、勾配を 1 つずつ並べて返したりしていませんか。
    |
    It is not two things that come back. Return price, and the dictionary of all five gradients. Is price
    missing, or are the gradients returned one by one?
    """
    return reference.buy_fruit(apple, apple_num, orange, orange_num, tax)[1]


@mistake("buy_fruit")
def buy_fruit_in_another_order(apple, apple_num, orange, orange_num, tax):
    """price と勾配の辞書を、逆の順に返していませんか。price が先、辞書があとです。
    |
    Do price and the dictionary of gradients come back in the wrong order? Price is first, the dictionary
    second.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return grads, price


@mistake("buy_fruit")
def buy_fruit_starting_from_the_price(apple, apple_num, orange, orange_num, tax):
    """どの勾配も、正しい値の price 倍になっています。最初の backward に、price の値を渡していませんか。
    出発点は、price を price で微分した値です。
    |
    Every gradient is price times the right one. Is the value of price handed to the first backward? The
    start is the derivative of price with respect to itself.
    """
    price, grads = reference.buy_fruit(apple, apple_num, orange, orange_num, tax)
    return price, {key: value * price for key, value in grads.items()}


@mistake("Relu")
class ReluWithMaskReversed(Relu):
    """backward の向きが逆で、止めるはずの要素を通し、通すはずの要素を止めています。dout が流れるのは、
    x > 0 だった要素です。
    |
    backward is the wrong way round: it passes where it should stop, and stops where it should pass. dout
    flows where x > 0.
    """

    def backward(self, dout):
        return np.where(self.mask, 0, dout)


@mistake("Relu")
class ReluInPlace(Relu):
    """値は合っていますが、forward を呼ぶと、渡した x が書き換わります。結果を、x とは別の配列に作っています
    か。
    |
    The values are right, but forward changes the x it is given. Is the result made in an array of its
    own?
    """

    def forward(self, x):
        self.mask = x > 0
        x[~self.mask] = 0
        return x


@mistake("Relu")
class ReluKeepingTheFirstMask(Relu):
    """2 回目の forward のあとも、1 回目のマスクが使われています。forward のたびに覚え直していますか。
    |
    After a second forward the mask of the first is still in use. Is it remembered anew in every forward?
    """

    def forward(self, x):
        if not hasattr(self, "mask"):
            self.mask = x > 0
        return np.maximum(x, 0)


@mistake("Relu")
class ReluOfDout(Relu):
    """dout の正負で分かれた値になっています。信号を通すかどうかを決めるのは、順伝播の入力 x の符号です。
    dout が負でも、x が正ならそのまま流れます。
    |
    The result depends on the sign of dout. What decides is the sign of the input x going forward: where x
    is positive, a negative dout flows too.
    """

    def backward(self, dout):
        return np.maximum(dout, 0)


@mistake("Relu")
class ReluPassingEverything(Relu):
    """backward が、dout をすべてそのまま返しています。x > 0 でなかった要素では 0 になります。
    |
    backward returns all of dout as it is. Where x was not above 0 it should be 0.
    """

    def backward(self, dout):
        return dout


@mistake("Relu")
class ReluTimesOutput(Relu):
    """backward の値が、dout に順伝播の出力を掛けたものになっています。x > 0 での局所的な微分は、
    x ではなく 1 です。
    |
    backward gives dout times the output. Where x > 0 the local derivative is 1, not x.
    """

    def forward(self, x):
        self.out = np.maximum(x, 0)
        return self.out

    def backward(self, dout):
        return dout * self.out


@mistake("Relu")
class ReluOpenAtZero(Relu):
    """x がちょうど 0 の要素でも、dout が流れています。不等号の向きと、等号のあるなしを確かめてください。
    |
    dout also flows where x is exactly 0. Check the inequality: should equality be in it?
    """

    def forward(self, x):
        self.mask = x >= 0
        return np.maximum(x, 0)


@mistake("Relu")
class ReluIgnoringDout(Relu):
    """0 と 1 の並び（局所的な微分）が返っています。右から届いた dout を掛けていますか。
    |
    Zeros and ones come back, the local derivative itself. Is it multiplied by the dout that arrives?
    """

    def backward(self, dout):
        return self.mask.astype(float)


@mistake("Relu")
class ReluSharedByAll(Relu):
    """レイヤを 2 つ作ると、マスクが混ざります。クラスやグローバル変数に覚えさせていませんか。
    self に覚えさせると、オブジェクトごとに別になります。
    |
    Two layers mix up their masks. Is the mask remembered in the class or in a global variable? In self,
    each object has its own.
    """

    def forward(self, x):
        type(self).mask = x > 0
        return np.maximum(x, 0)


@mistake("sigmoid_grad")
def sigmoid_grad_of_x(x):
    """値が x(1 − x) になっています。y(1 − y) の y は、x ではなく、シグモイド関数の値です。
    |
    The value is x(1 − x). The y of y(1 − y) is not x but the value of the sigmoid function.
    """
    return x * (1 - x)


@mistake("sigmoid_grad")
def sigmoid_grad_half_of_x(x):
    """2 つの因子の、片方だけがシグモイド関数の値になっています。y(1 − y) の y は、どちらもシグモイド関数の値
    です。
    |
    Only one of the two factors has the value of the sigmoid function in it. In y(1 − y) both y are that
    value.
    """
    return sigmoid(x) * (1 - x)


@mistake("sigmoid_grad")
def sigmoid_grad_as_sigmoid(x):
    """シグモイド関数の値そのものが返っています。求めるのは、その傾きです。
    |
    What comes back is the sigmoid function itself. What is asked for is its slope.
    """
    return sigmoid(x)


@mistake("sigmoid_grad")
def sigmoid_grad_without_y(x):
    """値が 1 − y になっています。y(1 − y) の y を掛け忘れたり、y² × exp(−x) の 2 乗を忘れたりしていません
    か。
    |
    The value is 1 − y. Is the factor y of y(1 − y) missing, or the square in y² × exp(−x)?
    """
    return 1 - sigmoid(x)


@mistake("sigmoid_grad")
def sigmoid_grad_negative(x):
    """符号が逆です。シグモイド関数はいつも右上がりなので、傾きは正になります。引き算の順を確かめてください。
    |
    The sign is the opposite. The sigmoid function always rises, so its slope is positive. Check the order
    of the subtraction.
    """
    y = sigmoid(x)
    return y * (y - 1)


@mistake("sigmoid_grad")
def sigmoid_grad_without_parentheses(x):
    """いつも 0 になっています。掛け算は、引き算より先に計算されます。1 − y はかっこの中にありますか。
    |
    This is always 0. Multiplication comes before subtraction: does 1 − y stand in parentheses?
    """
    y = sigmoid(x)
    return y * 1 - y


@mistake("sigmoid_grad")
def sigmoid_grad_overflowing(x):
    """x がとても小さい（−1000 など）と、nan になります。exp(−x) が無限大になり、inf / inf を計算していません
    か。y(1 − y) の形なら、その心配がありません。
    |
    For a very negative x, such as −1000, the result is nan. Does exp(−x) become infinite there, and is
    inf divided by inf? The form y(1 − y) has no such trouble.
    """
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


@mistake("sigmoid_grad")
def sigmoid_grad_as_for_tanh(x):
    """値が 1 − y² になっています。シグモイド関数の微分は、y(1 − y) です。
    |
    The value is 1 − y². The derivative of the sigmoid function is y(1 − y).
    """
    return 1 - sigmoid(x) ** 2


class RememberingSigmoid:
    """Remembers x and out; the backward is left to the mistakes below."""

    def forward(self, x):
        self.x, self.out = x, sigmoid(x)
        return self.out


@mistake("Sigmoid")
class SigmoidUsingX(RememberingSigmoid):
    """backward の値が、y(1 − y) の y に入力 x を使ったときのものです。式に入るのは、順伝播の出力 y です。
    |
    backward gives what comes out when the input x is used for y in y(1 − y). It is the output y that goes
    into the formula.
    """

    def backward(self, dout):
        return dout * self.x * (1 - self.x)


@mistake("Sigmoid")
class SigmoidTwice(RememberingSigmoid):
    """backward の値が、出力 y をもう一度シグモイド関数に通したときのものです。y は、
    もうシグモイド関数を通ったあとの値です。
    |
    backward gives what comes out when the output y goes through the sigmoid function once more. It has
    been through already.
    """

    def backward(self, dout):
        y = sigmoid(self.out)
        return dout * y * (1 - y)


@mistake("Sigmoid")
class SigmoidIgnoringDout(RememberingSigmoid):
    """backward の値が、dout に関係なく、局所的な微分 y(1 − y) のままです。右から届いた dout を掛けています
    か。
    |
    Whatever dout is, backward gives the local derivative y(1 − y) alone. Is it multiplied by the dout
    that arrives?
    """

    def backward(self, dout):
        return self.out * (1 - self.out)


@mistake("Sigmoid")
class SigmoidWithoutY(RememberingSigmoid):
    """backward の値が dout(1 − y) になっています。局所的な微分は y(1 − y) です。y を掛け忘れていませんか。
    |
    backward gives dout(1 − y). The local derivative is y(1 − y): is the factor y missing?
    """

    def backward(self, dout):
        return dout * (1 - self.out)


@mistake("Sigmoid")
class SigmoidOfDout(RememberingSigmoid):
    """backward の値が、シグモイド関数の微分の式を、届いた dout に使ったときのものです。式に入るのは、
    順伝播の出力 y です。
    |
    backward gives the formula of the derivative applied to dout. It is the output y that goes into the
    formula.
    """

    def backward(self, dout):
        y = sigmoid(dout)
        return y * (1 - y)


@mistake("Sigmoid")
class SigmoidWithoutParentheses(RememberingSigmoid):
    """backward の値が dout × y − y になっています。掛け算は、引き算より先に計算されます。
    1 − y はかっこの中にありますか。
    |
    backward gives dout × y − y. Multiplication comes before subtraction: does 1 − y stand in parentheses?
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
    """forward の中の変数は、forward が終わると消え、backward では使えません。出力を self に覚え、
    backward でも self. を付けて使っていますか。
    |
    A variable of forward is gone when forward ends, and backward cannot use it. Is the output remembered
    in self, and used with self. in backward too?
    """


@mistake("Sigmoid")
class SigmoidKeepingTheFirst(reference.Sigmoid):
    """2 回目の forward のあとも、1 回目の値が使われています。forward のたびに覚え直していますか。
    |
    After a second forward the values of the first are still in use. Are they remembered anew in every
    forward?
    """

    def forward(self, x):
        if not hasattr(self, "out"):
            self.out = sigmoid(x)
        return sigmoid(x)


@mistake("Sigmoid")
class SigmoidSharedByAll(reference.Sigmoid):
    """レイヤを 2 つ作ると、値が混ざります。クラスやグローバル変数に覚えさせていませんか。
    self に覚えさせると、オブジェクトごとに別の値になります。
    |
    Two layers mix up their values. Are they remembered in the class or in a global variable? In self,
    each object has its own.
    """

    def forward(self, x):
        type(self).out = sigmoid(x)
        return self.out


@mistake("affine_backward_one")
def affine_backward_one_with_dw_transposed(x, W, dout):
    """dW の縦と横が逆です。dW の形は、W と同じ (D, M) です。
    |
    Rows and columns of dW are the wrong way round. It has the shape of W, (D, M).
    """
    return np.dot(W, dout), np.outer(dout, x), dout


@mistake("affine_backward_one")
def affine_backward_one_with_dot_for_dw(x, W, dout):
    """dW が表になっていません。x や dout は 1 次元の配列なので、.T を付けても縦にはなりません。
    1 次元どうしの np.dot で、表を作ろうとしていませんか。
    |
    dW does not become a table. x and dout are 1-D arrays, and .T does not make a column of them. Is the
    table expected from an np.dot of two 1-D arrays?
    """
    return np.dot(W, dout), np.dot(x.T, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_without_transposing(x, W, dout):
    """W が正方行列でないと、形が合わずに計算が止まります。dx の計算で、行列の積の向きを確かめてください。
    dx[i] は、W の i 行目と dout の、要素ごとの積の和です。
    |
    Unless W is square, the shapes do not fit and the computation stops. Check which way round the matrix
    product in dx is: dx[i] is the sum of the products of row i of W and dout.
    """
    return np.dot(dout, W), np.outer(x, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_with_db_summed(x, W, dout):
    """db が、dout を合計した 1 個の数になっています。b は M 個あり、それぞれに dout の 1 要素が届きます。
    |
    db is a single number, the sum of dout. There are M biases, and each receives one element of dout.
    """
    return np.dot(W, dout), np.outer(x, dout), np.sum(dout)


@mistake("affine_backward_one")
def affine_backward_one_with_db_of_ones(x, W, dout):
    """db がいつも 1 になっています。1 は局所的な微分です。右から届いた dout を掛けていますか。
    |
    db is always 1. That is the local derivative: is it multiplied by the dout that arrives?
    """
    return np.dot(W, dout), np.outer(x, dout), np.ones_like(dout)


@mistake("affine_backward_one")
def affine_backward_one_in_another_order(x, W, dout):
    """dx と dW が入れ替わっています。戻り値の順は dx, dW, db です。
    |
    dx and dW have changed places. They are returned in the order dx, dW, db.
    """
    return np.outer(x, dout), np.dot(W, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_ignoring_dout_in_dx(x, W, dout):
    """dx が、W の行ごとの和になっています。足し合わせる前に、右から届いた dout を掛けていますか。
    |
    dx is the sum of each row of W. Is it multiplied by the dout that arrives, before you add up?
    """
    return np.sum(W, axis=1), np.outer(x, dout), dout


@mistake("affine_backward_one")
def affine_backward_one_ignoring_dout_in_dw(x, W, dout):
    """dW のどの列も x そのものになっています。x は局所的な微分です。右から届いた dout を掛けていますか。
    |
    Every column of dW is x itself. That is the local derivative: is it multiplied by the dout that
    arrives?
    """
    return np.dot(W, dout), np.outer(x, np.ones_like(dout)), dout


@mistake("Affine")
class AffineNotReshapingDx(Affine):
    """2 次元の入力では合っていますが、4 次元の入力のとき、dx の形が (N, D) のままです。backward で、
    元の入力の形に戻していますか。
    |
    2-D input is right, but for 4-D input dx stays (N, D). Does backward give it the input's own shape
    again?
    """

    def backward(self, dout):
        return super().backward(dout).reshape(len(dout), -1)


@mistake("Affine")
class AffineOf2DOnly(Affine):
    """2 次元の入力では合っていますが、4 次元の入力 (N, C, H, W) では計算できません。行列の積の前に、
    1 行が 1 個のデータになる形に直していますか。
    |
    2-D input is right, but 4-D input (N, C, H, W) does not work. Before the matrix product, is it given a
    shape in which each row is one example?
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
    """db の形が (N, M) になっています。b は 1 組だけで、N 個のデータのすべてに足されました。
    データの方向に合計していますか。
    |
    db has the shape (N, M). There is one b, which was added to all N examples: is it summed over the
    data?
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = dout
        return dx


@mistake("Affine")
class AffineWithDbAsARow(Affine):
    """db の形が (1, M) です。b と同じ (M,) にします。keepdims=True を付けて合計していませんか。
    |
    db has the shape (1, M). It should be (M,), like b. Is keepdims=True given to the sum?
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout, axis=0, keepdims=True)
        return dx


@mistake("Affine")
class AffineWithDbAveraged(Affine):
    """db が、正しい値を N で割ったものになっています。平均を取っていませんか。ここでは合計で、
    N での割り算は損失のレイヤが受け持ちます。
    |
    db is the right one divided by N. Is it a mean? Here it is the sum; the division by N is the job of
    the loss layer.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.mean(dout, axis=0)
        return dx


@mistake("Affine")
class AffineWithDbOfRows(Affine):
    """db が、データごとの和（N 個）になっています。合計する向き（axis）を確かめてください。
    バイアスは M 個です。
    |
    db holds a sum for each example, N of them. Check the axis of the sum: there are M biases.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout, axis=1)
        return dx


@mistake("Affine")
class AffineWithDbOfEverything(Affine):
    """db が、全部の要素を合計した 1 個の数になっています。バイアスは M 個あります。データの方向にだけ合計し
    ていますか。
    |
    db is a single number, the sum of all elements. There are M biases: is the sum taken over the data
    only?
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.db = np.sum(dout)
        return dx


@mistake("Affine")
class AffineWithDwAveraged(Affine):
    """dW が、正しい値を N で割ったものになっています。ここでは合計のままにします。N での割り算は、
    損失のレイヤが受け持ちます。
    |
    dW is the right one divided by N. It stays a sum here; the division by N is the job of the loss layer.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW /= len(dout)
        return dx


@mistake("Affine")
class AffineWithDwTransposed(Affine):
    """dW が転置されていて、形が (M, D) です。W と同じ (D, M) にします。積の左右を確かめてください。
    |
    dW is transposed: its shape is (M, D). It should be (D, M), like W. Check which matrix stands on the
    left of the product.
    """

    def backward(self, dout):
        dx = super().backward(dout)
        self.dW = np.dot(dout.T, self.x)
        return dx


@mistake("Affine")
class AffineWithoutTransposingW(Affine):
    """W が正方行列でないと、backward で形が合わずに計算が止まります。dout の形は (N, M)、
    W の形は (D, M) です。dx の計算で、W を転置していますか。
    |
    Unless W is square, the shapes do not fit in backward and the computation stops. dout has the shape
    (N, M) and W has (D, M): is W transposed in the product for dx?
    """

    def backward(self, dout):
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return np.dot(dout, self.W).reshape(self.x_shape)


@mistake("Affine")
class AffineWithoutBias(Affine):
    """forward の結果が、b を足さないときの値です。
    |
    forward gives the values without the bias b added.
    """

    def forward(self, x):
        return super().forward(x) - self.b


@mistake("Affine")
class AffineWithoutSelf(Affine):
    """backward のあとも、dW と db が None のままです。結果を self に入れていますか。self. のない変数は、
    backward が終わると消えます。
    |
    After backward, dW and db are still None. Are the results put into self? A variable without self. is
    gone when backward ends.
    """

    dW = None
    db = None

    def backward(self, dout):
        return np.dot(dout, self.W.T).reshape(self.x_shape)


@mistake("Affine")
class AffineWithoutGradients(Affine):
    """backward のあとも、レイヤに dW がありません。dW と db を self に入れていますか。self. のない変数は、
    backward が終わると消えます。
    |
    After backward the layer has no dW. Are dW and db put into self? A variable without self. is gone when
    backward ends.
    """

    def backward(self, dout):
        return np.dot(dout, self.W.T).reshape(self.x_shape)


@mistake("Affine")
class AffineAccumulating(Affine):
    """backward を呼ぶたびに、前の dW と db に足されていきます。+= を使っていませんか。毎回、
    新しい値にします。
    |
    Each backward adds to the dW and db of the one before. Is there a +=? They are new each time.
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
    """元の W と b の中身を更新しても、レイヤに伝わりません。渡された配列を複製していませんか。
    |
    An update of the elements of the original W and b does not reach the layer. Are the arrays that were
    given copied?
    """

    def __init__(self, W, b):
        super().__init__(W.copy(), b.copy())


@mistake("softmax_jacobian")
def softmax_jacobian_diagonal_only(y):
    """対角成分は合っていますが、ほかが 0 です。1 つの点数を動かすと、分母を通して、ほかの確率も変わります。
    |
    The diagonal is right, but all else is 0. When one score moves, the other probabilities change too,
    through the denominator.
    """
    return np.diag(y * (1 - y))


@mistake("softmax_jacobian")
def softmax_jacobian_with_plus_off_the_diagonal(y):
    """対角成分は合っていますが、ほかの成分の符号が逆です。ある点数が上がると、ほかのクラスの確率は下がりま
    す。
    |
    The diagonal is right, but elsewhere the sign is the opposite. When one score rises, the probabilities
    of the other classes fall.
    """
    J = np.outer(y, y)
    np.fill_diagonal(J, y * (1 - y))
    return J


@mistake("softmax_jacobian")
def softmax_jacobian_without_delta(y):
    """対角以外は合っていますが、対角成分が −y² になっています。i = j では、分子の exp も動きます。
    |
    Off the diagonal it is right, but the diagonal is −y². For i = j the exp in the numerator moves too.
    """
    return -np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_as_a_vector(y):
    """対角成分だけの、1 次元の配列が返っています。求めるのは、形 (D, D) の行列です。
    |
    A 1-D array of the diagonal comes back. What is asked for is a matrix of shape (D, D).
    """
    return y * (1 - y)


@mistake("softmax_jacobian")
def softmax_jacobian_of_scores(y):
    """値が、y をもう一度ソフトマックス関数に通したときのものです。引数の y は、もう通ったあとの確率です。
    |
    The values are what comes out when y goes through softmax once more. The argument y has been through
    it already.
    """
    y = softmax(y)
    return np.diag(y) - np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_negative(y):
    """全体の符号が逆です。自分の点数が上がれば、自分の確率も上がるので、対角成分は正になります。
    |
    All signs are the opposite. When a score rises, so does its own probability: the diagonal is positive.
    """
    return np.outer(y, y) - np.diag(y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_ones_on_the_diagonal(y):
    """対角以外は合っていますが、対角成分が 1 − y² になっています。i = j のときの式を確かめてください。
    |
    Off the diagonal it is right, but the diagonal is 1 − y². Check the formula for i = j.
    """
    return np.eye(len(y)) - np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_delta_everywhere(y):
    """対角成分は合っていますが、ほかの成分にも y が足されています。y を、対角だけに並べた行列にしています
    か。
    |
    The diagonal is right, but y is added off the diagonal too. Is y put into a matrix, on its diagonal
    only?
    """
    return y - np.outer(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_dot(y):
    """どの成分からも、同じ数（y の 2 乗の和）が引かれています。y_i × y_j の表を作るつもりで、
    1 次元どうしの np.dot を使っていませんか。その結果は数 1 個です。
    |
    The same number, the sum of the squares of y, is subtracted everywhere. Is np.dot of two 1-D arrays
    used for the table of y_i × y_j? It gives a single number.
    """
    return np.diag(y) - np.dot(y, y)


@mistake("softmax_jacobian")
def softmax_jacobian_with_rows_for_columns(y):
    """対角は合っていますが、対角以外が −y_j² になっています。−y_i y_j の y_i は、行ごとに違います。
    y どうしを、同じ向きのまま掛けていませんか。
    |
    The diagonal is right, but elsewhere it is −y_j². In −y_i y_j the factor y_i differs from row to row:
    is y multiplied by a y that lies the same way?
    """
    return y * (np.eye(len(y)) - y)


@mistake("cross_entropy_grad")
def cross_entropy_grad_without_n(y, t):
    """データ 1 個なら合っていますが、バッチでは正しい値の N 倍です。バッチの損失は、N 個の平均です。
    |
    One datum is right, but a batch gives N times the right values. The loss of a batch is the mean over N
    examples.
    """
    return -t / y


@mistake("cross_entropy_grad")
def cross_entropy_grad_positive(y, t):
    """符号が逆です。正解の確率が上がると損失は減るので、そこでの勾配は負になります。
    |
    The sign is the opposite. When the probability of the right class rises the loss falls, so the
    gradient there is negative.
    """
    return -reference.cross_entropy_grad(y, t)


@mistake("cross_entropy_grad")
def cross_entropy_grad_dividing_one_datum(y, t):
    """バッチは合っていますが、データ 1 個 (D,) では、正しい値をクラスの数 D で割った値になっています。
    1 次元の配列の長さは、データの個数ではありません。それで割っていませんか。
    |
    A batch is right, but for one datum (D,) the values are the right ones divided by D, the number of
    classes. The length of a 1-D array is not the number of examples: is it used to divide?
    """
    return -t / y / len(y)


@mistake("cross_entropy_grad")
def cross_entropy_grad_over_all_elements(y, t):
    """要素の数で割った値になっています（データ 1 個でも、クラスの数で割られています）。損失は、
    データについての平均です。割る数を確かめてください。
    |
    The values are divided by the number of elements, even one datum by the number of classes. The loss is
    a mean over the data: check the divisor.
    """
    return -t / y / y.size


@mistake("cross_entropy_grad")
def cross_entropy_grad_as_difference(y, t):
    """値が、y と t の差になっています（バッチでは N で割ったもの）。それは、ソフトマックス関数ともつないだと
    きの、点数についての勾配です。ここで求めるのは、確率 y についての勾配です。
    |
    The values are the differences of y and t (for a batch, divided by N). That is the gradient with
    respect to the scores, with softmax joined on. Here it is the one with respect to the probabilities y.
    """
    return (y - t) / len(np.atleast_2d(y))


@mistake("cross_entropy_grad")
def cross_entropy_grad_without_t(y, t):
    """正解のクラスは合っていますが、ほかのクラスにも値が入っています。損失に入るのは、
    正解のクラスの確率だけです。t を掛けていますか。
    |
    The right class has the right value, but the other classes have a gradient too. Only the probability
    of the right class is in the loss: is t a factor?
    """
    return -1 / y / len(np.atleast_2d(y))


@mistake("cross_entropy_grad")
def cross_entropy_grad_not_differentiated(y, t):
    """値が −t log y（バッチでは N で割ったもの）になっています。これは損失の項そのものです。
    y で微分してください。
    |
    The values are −t log y (for a batch, divided by N). These are the terms of the loss itself:
    differentiate them with respect to y.
    """
    return -t * np.log(y) / len(np.atleast_2d(y))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_without_n(a, t):
    """データ 1 個なら合っていますが、バッチでは正しい値の N 倍です。バッチの損失は、N 個の平均です。
    |
    One datum is right, but a batch gives N times the right values. The loss of a batch is the mean over N
    examples.
    """
    return reference.softmax_cross_entropy_grad(a, t) * len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_of_one_hot_only(a, t):
    """one-hot 表現なら合っていますが、t がラベルのときは違います。ラベルの番号を、確率からそのまま引いていま
    せんか。
    |
    One-hot form is right, but a t of labels is not. Are the labels themselves subtracted from the
    probabilities?
    """
    return (softmax(a) - t) / len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_of_labels_only(a, t):
    """ラベルなら合っていますが、t が one-hot 表現のときは違います。one-hot 表現の 0 と 1 を、
    番号として使っていませんか。どちらなのかは、t の次元の数でわかります。
    |
    Labels are right, but a t in one-hot form is not. Are its zeros and ones used as indices? The number
    of dimensions of t tells which it is.
    """
    y = softmax(a)
    y[np.arange(len(y)), t] -= 1
    return y / len(y)


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_of_ten_classes(a, t):
    """t がラベルだと、クラスの数が 10 のときのほかは違います。クラスの数を 10 と決めつけていませんか。
    点数の形からわかります。
    |
    With a t of labels this is wrong unless there are 10 classes. Is 10 taken for granted? The shape of
    the scores tells the number of classes.
    """
    t = np.eye(10)[t] if t.ndim < a.ndim else t
    return (softmax(a) - t) / len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_negative(a, t):
    """符号が逆です。負になるのは、正解のクラスだけです。引き算の順を確かめてください。
    |
    The sign is the opposite. Only the right class is negative: check the order of the subtraction.
    """
    return -reference.softmax_cross_entropy_grad(a, t)


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_dividing_one_datum(a, t):
    """バッチは合っていますが、データ 1 個 (D,) では、正しい値をクラスの数 D で割った値になっています。
    1 次元の配列の長さは、データの個数ではありません。それで割っていませんか。
    |
    A batch is right, but for one datum (D,) the values are the right ones divided by D, the number of
    classes. The length of a 1-D array is not the number of examples: is it used to divide?
    """
    dx = reference.softmax_cross_entropy_grad(a, t)
    return dx / len(a) if a.ndim == 1 else dx


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_without_softmax(a, t):
    """値が、点数 a から直接 t を引いたときのものです。t を引くのは、点数をソフトマックス関数に通した確率から
    です。
    |
    The values are those of t subtracted from the scores a themselves. It is subtracted from the
    probabilities, that is, after softmax.
    """
    y = softmax(a)
    return reference.softmax_cross_entropy_grad(a, t) + (a - y) / len(np.atleast_2d(a))


@mistake("softmax_cross_entropy_grad")
def softmax_cross_entropy_grad_over_all_elements(a, t):
    """どの場合も、正しい値をクラスの数で割った値になっています。損失はデータについての平均です。
    要素の数で割っていませんか。
    |
    In every case the values are the right ones divided by the number of classes. The loss is a mean over
    the data: is the divisor the number of elements?
    """
    return reference.softmax_cross_entropy_grad(a, t) / a.shape[-1]


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossWithoutN(SoftmaxWithLoss):
    """forward は合っていますが、backward の結果が、正しい値の N 倍（N はデータの個数）です。損失は、
    バッチの平均です。
    |
    forward is right, but backward gives N times the right values, where N is the number of examples. The
    loss is the mean over the batch.
    """

    def backward(self, dout=1):
        return dout * (self.y - self.t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossOfOneHotOnly(SoftmaxWithLoss):
    """t が one-hot 表現なら合っていますが、ラベルのときの backward が違います。ラベルの番号を、
    確率からそのまま引いていませんか。
    |
    With t in one-hot form this is right, but with labels backward is not. Are the labels themselves
    subtracted from the probabilities?
    """

    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return cross_entropy_error(self.y, t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossWithoutNForLabels(SoftmaxWithLoss):
    """t が one-hot 表現なら合っていますが、ラベルのときの backward は、正しい値の N 倍です。N での割り算は、
    どちらの場合にも要ります。
    |
    With t in one-hot form this is right, but with labels backward gives N times the right values. The
    division by N is needed in both cases.
    """

    def forward(self, x, t):
        self.divisor = 1 if t.ndim == 1 else len(t)
        return super().forward(x, t)

    def backward(self, dout=1):
        return dout * (self.y - self.t) / self.divisor


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossNegative(SoftmaxWithLoss):
    """backward の符号が逆です。負になるのは、正解のクラスだけです。引き算の順を確かめてください。
    |
    backward has the opposite sign. Only the right class is negative: check the order of the subtraction.
    """

    def backward(self, dout=1):
        return -super().backward(dout)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossOverAllElements(SoftmaxWithLoss):
    """backward の結果が、正しい値をクラスの数で割ったものになっています。要素の数で割っていませんか。
    割るのは、データの個数 N です。
    |
    backward gives the right values divided by the number of classes. Is the divisor the number of
    elements? It is N, the number of examples.
    """

    def backward(self, dout=1):
        return dout * (self.y - self.t) / self.y.size


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossReturningProbabilities(SoftmaxWithLoss):
    """forward が確率を返しています。返すのは損失（1 個の数）です。
    |
    forward returns the probabilities. What to return is the loss, a single number.
    """

    def forward(self, x, t):
        super().forward(x, t)
        return self.y


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossTwice(SoftmaxWithLoss):
    """値が、ソフトマックス関数を 2 回通したときのものです。点数を確率にするのは 1 回だけです。
    |
    The values are those of softmax applied twice. It turns the scores into probabilities just once.
    """

    def forward(self, x, t):
        return super().forward(softmax(x), t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossOfScores(SoftmaxWithLoss):
    """forward は合っていますが、backward の値が、点数から t を引いたときのものです。引くのは、
    ソフトマックス関数を通した確率からです。
    |
    forward is right, but backward gives the values of t subtracted from the scores. It is subtracted from
    the probabilities, after softmax.
    """

    def forward(self, x, t):
        self.scores = x
        return super().forward(x, t)

    def backward(self, dout=1):
        return dout * (self.scores - self.t) / len(self.t)


@mistake("SoftmaxWithLoss")
class SoftmaxWithLossStoppingAtY(SoftmaxWithLoss):
    """forward は合っていますが、backward の値が −t / y（を N で割ったもの）になっています。
    それは確率についての勾配です。ここでは、点数までさかのぼります。
    |
    forward is right, but backward gives −t / y, divided by N. That is the gradient with respect to the
    probabilities; here it goes all the way back to the scores.
    """

    def backward(self, dout=1):
        return dout * reference.cross_entropy_grad(self.y, self.t)


@mistake("TwoLayerNet")
class TwoLayerNetNotReversed(TwoLayerNet):
    """gradient の計算が、形が合わずに止まっています。逆伝播で、layers を前から順に呼んでいませんか。
    さかのぼるのは、後ろから前へです。
    |
    gradient stops because shapes do not fit. Are the layers called from the first to the last on the way
    back? They are gone through from the last to the first.
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.lastLayer.backward()
        for layer in self.layers.values():
            dout = layer.backward(dout)
        return collected(self)


@mistake("TwoLayerNet")
class TwoLayerNetLoopingOverNone(TwoLayerNet):
    """繰り返そうとしたものが None です。リストの .reverse() の戻り値を使っていませんか。.reverse() はリスト
    自身を並べ替え、None を返します。
    |
    What the loop should go through is None. Is the return value of a list's .reverse() used? It reorders
    the list itself and returns None.
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
    """params の中身を更新しても、レイヤに伝わりません。Affine に、params の配列の複製を渡していませんか。
    |
    An update inside the arrays of params does not reach the layers. Is each Affine given copies of them?
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
    """バイアスの初期値が 0 ではありません。乱数で作っていませんか。
    |
    The biases do not begin at 0. Are they made at random?
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        b1, b2 = np.random.randn(hidden_size), np.random.randn(output_size)
        rebuilt(self, b1=weight_init_std * b1, b2=weight_init_std * b2)


@mistake("TwoLayerNet")
class TwoLayerNetWithoutInitStd(TwoLayerNet):
    """重みの標準偏差が、weight_init_std に関係なく、いつも 1 くらいです。乱数に weight_init_std を掛けていま
    すか。
    |
    The standard deviation of the weights is about 1 whatever weight_init_std is. Are the random numbers
    multiplied by it?
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, 1.0)


@mistake("TwoLayerNet")
class TwoLayerNetOfUniformWeights(TwoLayerNet):
    """重みの平均が 0 からずれ、標準偏差も小さくなっています。np.random.rand を使っていませんか。
    これは 0 から 1 までの一様な乱数で、平均は 0 ではありません。
    |
    The mean of the weights is not 0, and their standard deviation is too small. Is np.random.rand used?
    Its numbers are uniform from 0 to 1, and their mean is not 0.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        W1, W2 = np.random.rand(input_size, hidden_size), np.random.rand(hidden_size, output_size)
        rebuilt(self, W1=weight_init_std * W1, W2=weight_init_std * W2)


@mistake("TwoLayerNet")
class TwoLayerNetWithSoftmaxInPredict(TwoLayerNet):
    """predict が確率を返し、loss の値は、ソフトマックス関数を 2 回通したときのものになっています。
    predict が返すのは点数で、ソフトマックス関数は lastLayer の仕事です。
    |
    predict returns probabilities, and loss has the value of softmax applied twice. predict returns the
    scores; softmax is the job of lastLayer.
    """

    def predict(self, x):
        return softmax(super().predict(x))


@mistake("TwoLayerNet")
class TwoLayerNetWithoutRelu(TwoLayerNet):
    """layers に Relu1 がありません。2 つの Affine の間に活性化関数がないと、2 層にした意味がなくなります。
    |
    Relu1 is missing from layers. Without an activation function between the two Affine layers, there is
    no point in having two.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        del self.layers["Relu1"]


@mistake("TwoLayerNet")
class TwoLayerNetWithSigmoid(TwoLayerNet):
    """値が、隠れ層の活性化関数をシグモイド関数にしたときのものです。この章のネットワークでは ReLU です。
    |
    The values are those of sigmoid as the activation function of the hidden layer. In this chapter's
    network it is ReLU.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        super().__init__(input_size, hidden_size, output_size, weight_init_std)
        self.layers["Relu1"] = reference.Sigmoid()


@mistake("TwoLayerNet")
class TwoLayerNetWithLastLayerInLayers(TwoLayerNet):
    """layers に lastLayer が入っています。損失を求めるには t も要るので、lastLayer は layers とは別に持ちま
    す。
    |
    lastLayer stands among layers. The loss needs t as well, so lastLayer is kept apart from layers.
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
    """accuracy が、t がラベルなら合っていますが、one-hot 表現のときは違います。one-hot 表現の t を、
    ラベルに直してから比べていますか。
    |
    accuracy is right for labels, but not for t in one-hot form. Is a one-hot t turned into labels before
    it is compared?
    """

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        return np.sum(y == t) / float(x.shape[0])


@mistake("TwoLayerNet")
class TwoLayerNetAccuracyOfOneHotOnly(TwoLayerNet):
    """accuracy が、t が one-hot 表現なら合っていますが、ラベルのときは違います。ラベル (N,) には 2 つ目の軸
    がありません。そこでも axis=1 の argmax を取っていませんか。
    |
    accuracy is right for t in one-hot form, but not for labels. Labels (N,) have no second axis: is the
    argmax along axis=1 taken of them too?
    """

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])


@mistake("TwoLayerNet")
class TwoLayerNetAccuracyAsCount(TwoLayerNet):
    """accuracy が、正解の個数を返しています。求めるのは割合です。データの個数で割っていますか。
    |
    accuracy returns the number of right answers. What is asked for is a ratio: is it divided by the
    number of examples?
    """

    def accuracy(self, x, t):
        return super().accuracy(x, t) * len(x)


@mistake("TwoLayerNet")
class TwoLayerNetWithoutForward(TwoLayerNet):
    """gradient が、順伝播をしないまま、さかのぼろうとしていませんか。各レイヤが今の x と t の値を覚えるよう
    に、先に順伝播をしてください。
    |
    Does gradient go back without going forward first? Go forward, so that each layer remembers the values
    of this x and t.
    """

    def gradient(self, x, t):
        dout = self.lastLayer.backward()
        for layer in reversed(self.layers.values()):
            dout = layer.backward(dout)
        return collected(self)


@mistake("TwoLayerNet")
class TwoLayerNetWithGradientsSwapped(TwoLayerNet):
    """勾配の辞書で、1 層目と 2 層目が入れ替わっています。W1 と b1 が Affine1 の勾配、
    W2 と b2 が Affine2 の勾配です。
    |
    In the dictionary of gradients the two layers have changed places. W1 and b1 belong to Affine1, W2 and
    b2 to Affine2.
    """

    def gradient(self, x, t):
        grads = super().gradient(x, t)
        return {"W1": grads["W2"], "b1": grads["b2"], "W2": grads["W1"], "b2": grads["b1"]}


@mistake("TwoLayerNet")
class TwoLayerNetSkippingRelu(TwoLayerNet):
    """2 層目の勾配は合っていますが、1 層目の勾配が、ReLU をさかのぼらないときの値です。
    Relu1 の backward も通っていますか。
    |
    The gradients of the second layer are right, but those of the first have the values of skipping ReLU
    on the way back. Does the way back go through Relu1's backward?
    """

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.layers["Affine2"].backward(self.lastLayer.backward())
        self.layers["Affine1"].backward(dout)
        return collected(self)


@mistake("gradient_check")
def gradient_check_with_sum(network, x, t):
    """値が、差の絶対値の合計になっています。求めるのは平均です。
    |
    These are the sums of the absolute differences. What is asked for is the mean.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.sum(np.abs(backprop[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_without_abs(network, x, t):
    """値が、差をそのまま平均したものになっています。プラスの差とマイナスの差が打ち消し合います。
    差の絶対値を取っていますか。
    |
    These are the means of the differences as they are, in which positive and negative ones cancel. Are
    absolute values taken?
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.mean(backprop[key] - numerical[key]) for key in numerical}


@mistake("gradient_check")
def gradient_check_with_abs_of_the_mean(network, x, t):
    """値が、差の平均の絶対値になっています。これでは、平均するときにプラスとマイナスが打ち消し合います。
    絶対値と平均の順番を確かめてください。
    |
    These are the absolute values of the mean differences: plus and minus have cancelled in the mean
    already. Check the order of the two.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.abs(np.mean(backprop[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_with_max(network, x, t):
    """値が、差の絶対値の最大値になっています。求めるのは平均です。
    |
    These are the greatest absolute differences. What is asked for is the mean.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.max(np.abs(backprop[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_with_squares(network, x, t):
    """値が、差の 2 乗の平均になっています。求めるのは、差の絶対値の平均です。
    |
    These are the means of the squared differences. What is asked for is the mean of their absolute
    values.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.mean((backprop[key] - numerical[key]) ** 2) for key in numerical}


@mistake("gradient_check")
def gradient_check_of_itself(network, x, t):
    """差がいつも 0 です。同じ勾配どうしを比べていませんか。比べるのは、gradient と numerical_gradient の結果
    です。
    |
    The differences are always 0. Are the same gradients compared with each other? It is those of gradient
    and of numerical_gradient that are compared.
    """
    numerical = network.numerical_gradient(x, t)
    return {key: np.mean(np.abs(numerical[key] - numerical[key])) for key in numerical}


@mistake("gradient_check")
def gradient_check_of_absolute_values(network, x, t):
    """値が、それぞれの絶対値を取ってから差を求めたものになっています。これでは、符号が逆の勾配を見逃します。
    絶対値と差の順番を確かめてください。
    |
    These are the differences of absolute values, in which a gradient with the wrong sign goes unnoticed.
    Check the order of the absolute value and the difference.
    """
    backprop, numerical = network.gradient(x, t), network.numerical_gradient(x, t)
    return {key: np.mean(np.abs(np.abs(backprop[key]) - np.abs(numerical[key]))) for key in numerical}


@mistake("gradient_check")
def gradient_check_as_one_number(network, x, t):
    """パラメータごとの辞書ではなく、1 つの数が返っています。辞書なら、どこが間違っているかがわかります。
    |
    What comes back is a single number, not a dictionary with a number for each parameter, which would
    show where the error is.
    """
    return float(np.mean(list(reference.gradient_check(network, x, t).values())))


@mistake("train")
def train_uphill(network, x, t, iters, batch_size, lr, rng):
    """損失が増える向きに更新されています。学習率 × 勾配を、足していませんか。
    |
    The parameters are updated so that the loss grows. Is the learning rate times the gradient added?
    """
    return reference.train(network, x, t, iters, batch_size, -lr, rng)


@mistake("train")
def train_on_one_batch(network, x, t, iters, batch_size, lr, rng):
    """毎回、同じミニバッチで更新されています。ミニバッチを選ぶ行が、繰り返しの外にありませんか。
    |
    Every update uses the same mini-batch. Does the line that draws it stand outside the loop?
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
    """毎回、すべてのデータで勾配が求められています。ミニバッチを選んで、それを gradient に渡していますか。
    |
    Every gradient is that of all the data. Is a mini-batch drawn, and handed to gradient?
    """
    return [step(network, x, t, lr) for _ in range(iters)]


@mistake("train", {"network.params[key] -= lr": "network.params[key] = network.params[key] - lr"})
def train_rebinding_params():
    """更新がレイヤに伝わっていません。params に、新しい配列を入れ直していませんか。レイヤは古い配列を持った
    ままなので、中身をその場で変えます。
    |
    The updates do not reach the layers. Are new arrays put into params? The layers keep the old ones:
    change their elements in place.
    """


@mistake("train")
def train_on_broken_pairs(network, x, t, iters, batch_size, lr, rng):
    """ミニバッチの x と t が、対になっていません。別々に選んでいませんか。mini_batch は、
    1 回の呼び出しで両方を返します。
    |
    x and t of the mini-batch do not belong together. Are they drawn separately? One call of mini_batch
    returns both.
    """
    losses = []
    for _ in range(iters):
        x_batch, _ = mini_batch(x, t, batch_size, rng)
        _, t_batch = mini_batch(x, t, batch_size, rng)
        losses.append(step(network, x_batch, t_batch, lr))
    return losses


@mistake("train", {"for key in network.params:": 'for key in ("W1", "W2"):'})
def train_of_weights_only():
    """重み W1、W2 だけが更新され、バイアス b1、b2 が元のままです。params のすべてのキーについて更新していま
    すか。
    |
    Only the weights W1 and W2 are updated; the biases b1 and b2 stay as they are. Is every key of params
    updated?
    """


@mistake("train")
def train_without_learning_rate(network, x, t, iters, batch_size, lr, rng):
    """学習率を 1 としたときの更新になっています。引数の lr を使っていますか。1 回の更新で引くのは「lr × 勾
    配」です。
    |
    The updates are those of a learning rate of 1. Is the argument lr used? What an update subtracts is lr
    times the gradient.
    """
    return reference.train(network, x, t, iters, batch_size, 1.0, rng)


@mistake("train")
def train_returning_the_last_loss(network, x, t, iters, batch_size, lr, rng):
    """最後の損失 1 個だけが返っています。更新のたびの損失を、リストに加えていますか。
    返すのは iters 個のリストです。
    |
    Only the last loss comes back. Is the loss at every update appended to a list? Return the list of all
    iters losses.
    """
    return reference.train(network, x, t, iters, batch_size, lr, rng)[-1]


@mistake("train")
def train_without_return(network, x, t, iters, batch_size, lr, rng):
    """パラメータは更新できていますが、None が返っています。損失のリストを返していますか。
    |
    The parameters are updated, but None comes back. Is the list of losses returned?
    """
    reference.train(network, x, t, iters, batch_size, lr, rng)


@mistake("train")
def train_returning_in_the_loop(network, x, t, iters, batch_size, lr, rng):
    """何回更新するように言われても、1 回で終わっています。return が for の中に字下げされていませんか。
    |
    It ends after one update, however many are asked for. Is the return indented into the for loop?
    """
    return reference.train(network, x, t, 1, batch_size, lr, rng)


@mistake("train")
def train_one_update_short(network, x, t, iters, batch_size, lr, rng):
    """更新の回数が 1 回足りません。range(iters) は、ちょうど iters 回繰り返します。
    |
    One update is missing. range(iters) repeats exactly iters times.
    """
    return reference.train(network, x, t, iters - 1, batch_size, lr, rng)
