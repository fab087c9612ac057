"""Typical wrong answers of chapter 6, each with its hint."""

import numpy as np

from solutions import ch06_techniques as reference
from solutions.ch04_learning import mini_batch
from solutions.ch06_techniques import (
    SGD,
    AdaGrad,
    Adam,
    Dropout,
    Momentum,
    MultiLayerNet,
    MultiLayerNetExtend,
    Nesterov,
    RMSprop,
    l2_penalty,
    shuffle_dataset,
)
from solutions.mistakes import mistake


def scaled_in_place(grads, factor):
    """Changes the arrays of grads, as those do who want to spare a line."""
    for key in grads:
        grads[key] *= factor


@mistake("SGD", {"params[key] -= self.lr": "params[key] += self.lr"})
class SGDUphill:
    """params が正しい向きと逆に動き、損失が増えていきます。勾配の項の符号を確かめてください。
    足していませんか。
    |
    params moves in the opposite direction, and the loss grows. Check the sign of the gradient's term: is
    it added?
    """


@mistake("SGD", {"self.lr * grads[key]": "grads[key]"})
class SGDWithoutLr:
    """lr をいくつにしても、params が勾配の大きさそのままに動きます。勾配に学習率を掛けていますか。
    |
    Whatever lr is, params moves by the gradient itself. Is the gradient multiplied by the learning rate?
    """


@mistake("SGD", {"self.lr * grads[key]": "0.01 * grads[key]"})
class SGDWithAFixedLr:
    """lr をいくつにしても、params は 0.01 のときと同じだけ動きます。引数の lr を __init__ で覚えて、
    update で使っていますか。
    |
    Whatever lr is, params moves as it would with 0.01. Is the argument lr remembered in __init__ and
    used in update?
    """


@mistake("SGD", {"params[key] -= self.lr * grads[key]": "params[key] = params[key] - self.lr * grads[key]"})
class SGDRebinding:
    """params から読むと値は新しくなっていますが、はじめに入っていた配列は元のままです。
    その配列を持つレイヤには更新が伝わりません。params[key] に新しい配列を入れ直していませんか。
    |
    Read from params, the values are new, but the arrays that were in it at first are as before, and
    layers, which hold those, never see the update. Is a new array put into params[key]?
    """


@mistake("SGD", {"params[key] -= self.lr * grads[key]": "params[key] = -self.lr * grads[key]"})
class SGDAssigningTheStep:
    """更新のあと、params には −lr × 勾配だけが入っていて、前の値が残っていません。=- と -=
    を取り違えていませんか。
    |
    After an update params holds just −lr times the gradient, and nothing of the old value. Has =- been
    taken for -=?
    """


@mistake("SGD")
class SGDScalingTheGradients(SGD):
    """更新は合っていますが、grads の中身が変わっています。勾配に lr を掛けた値を、grads
    の配列そのものに入れていませんか（*= も中身を変えます）。
    |
    The update is right, but the contents of grads are changed. Is lr times the gradient put into the
    very arrays of grads? (*= changes them, too.)
    """

    def update(self, params, grads):
        scaled_in_place(grads, self.lr)
        for key in params:
            params[key] -= grads[key]


@mistake("SGD")
class SGDOfTheFirstKey(SGD):
    """最初のパラメータしか更新されません。return が for の中に入っていませんか。
    |
    Only the first parameter is updated. Does return stand inside the for loop?
    """

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]
            return


@mistake("SGD")
class SGDOfWeightsOnly(SGD):
    """更新されるのは、名前が W で始まるパラメータだけです。params のすべてのキーを回っていますか。
    |
    Only parameters whose names begin with W are updated. Does the loop go over all keys of params?
    """

    def update(self, params, grads):
        for key in params:
            if key.startswith("W"):
                params[key] -= self.lr * grads[key]


@mistake("SGD")
class SGDOfCopies(SGD):
    """params の値がまったく変わりません。更新した値を、新しい配列や辞書に入れていませんか。
    変えるのは、渡された配列の中身です。
    |
    The values in params do not change at all. Do the updated ones go into new arrays, or a new
    dictionary? It is the contents of the given arrays that have to change.
    """

    def update(self, params, grads):
        return {key: params[key] - self.lr * grads[key] for key in params}


@mistake(
    "SGD", {"params[key] -= self.lr * grads[key]": "params[key][:] = params[key] - self.lr * grads[key]"}
)
class SGDWithSlices:
    """0 次元の配列のパラメータでエラーになります。[:] を使っていませんか。[:] は、軸が 1
    つ以上ある配列にしか使えません。
    |
    This fails for a parameter that is a 0-d array. Is [:] used? It needs an array with at least one
    axis.
    """


@mistake("Momentum", {"self.v.get(key, 0)": "0"})
class MomentumWithoutMemory:
    """2 回目からの更新に、前回の速度が入っていません。update のたびに v を 0 に戻していませんか。
    |
    From the second update on, nothing of the last velocity is there. Is v set back to 0 in every update?
    """


@mistake("Momentum")
class MomentumSharedByAll(Momentum):
    """2 つのオブジェクトを交互に使うと、速度が混ざります。速度を、オブジェクトごとではなく、
    クラスやグローバル変数などに覚えさせていませんか。
    |
    Two objects in use at once mix up their velocities. Are these kept in the class, in a global variable
    or the like, and not in each object?
    """

    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr, momentum)
        type(self).common = {}

    def update(self, params, grads):
        self.v = type(self).common
        super().update(params, grads)


@mistake("Momentum", {"- self.lr * grads[key]": "+ self.lr * grads[key]"})
class MomentumUphill:
    """速度の向きが正しい速度とちょうど逆で、損失が増えていきます。v を作る式と、v を W
    に足す式の符号を確かめてください。
    |
    The velocity is just the opposite of the right one, and the loss grows. Check the signs: in the
    formula of v, and where v is added to W.
    """


@mistake("Momentum", {"- self.lr * grads[key]": "- (1 - self.momentum) * self.lr * grads[key]"})
class MomentumAveraging:
    """勾配の項が、正しい値の (1 − momentum) 倍になっています。移動平均と混同していませんか。Momentum
    の式に (1 − α) はありません。
    |
    The gradient's term is (1 − momentum) times what it should be. Has it been taken for a moving
    average? There is no (1 − α) in the formula of Momentum.
    """


@mistake("Momentum", {"self.momentum * self.v.get(key, 0)": "self.v.get(key, 0)"})
class MomentumWithoutFriction:
    """前回の速度が、少しも減らずに残っています。速度に momentum を掛けていますか。
    |
    The last velocity is kept in full and loses nothing. Is it multiplied by momentum?
    """


@mistake("Momentum")
class MomentumOneUpdateLate(Momentum):
    """1 回目の更新で params が動きません。v を更新する前に、params に足していませんか。
    |
    The first update does not move params. Is v added to params before v is updated?
    """

    def update(self, params, grads):
        for key in params:
            v = self.v.get(key, 0)
            params[key] += v
            self.v[key] = self.momentum * v - self.lr * grads[key]


@mistake("Momentum", {"params[key] += self.v[key]": "params[key] = params[key] + self.v[key]"})
class MomentumRebinding:
    """params から読むと値は合っていますが、はじめに入っていた配列は元のままです。
    その配列を持つレイヤには更新が伝わりません。params[key] に新しい配列を入れ直していませんか。
    |
    Read from params, the values are right, but the arrays that were in it at first are as before, and
    layers, which hold those, never see the update. Is a new array put into params[key]?
    """


@mistake("Momentum")
class MomentumScalingTheGradients(Momentum):
    """params は合っていますが、grads の中身が変わっています。計算した値を、grads
    の配列そのものに入れていませんか（*= も中身を変えます）。
    |
    params is right, but the contents of grads are changed. Is a computed value put into the very arrays
    of grads? (*= changes them, too.)
    """

    def update(self, params, grads):
        scaled_in_place(grads, self.lr)
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0) - grads[key]
            params[key] += self.v[key]


@mistake("Momentum", {"self.momentum * self.v": "0.9 * self.v"})
class MomentumWithAFixedMomentum:
    """momentum をいくつにしても、0.9 のときと同じ動きです。引数の momentum を覚えて、使っていますか。
    |
    Whatever momentum is, everything moves as it would with 0.9. Is the argument remembered and used?
    """


@mistake("Momentum", {"params[key] += self.v[key]": "params[key] += self.lr * self.v[key]"})
class MomentumWithLrTwice:
    """params の動きが、正しい値の lr 倍になっています。学習率を 2 回掛けていませんか。v の式には、
    すでに学習率が入っています。
    |
    params moves by lr times what it should. Does the learning rate come in twice? The formula of v has
    it already.
    """


@mistake("Momentum", {"self.lr, self.momentum = lr, momentum": "self.lr, self.momentum = momentum, lr"})
class MomentumWithRolesSwapped:
    """lr と momentum の役割が入れ替わった動きです。式の α と η に、
    それぞれどちらの引数を使っていますか。
    |
    This moves as if lr and momentum had changed places. Which of the two arguments stands for α in the
    formula, and which for η?
    """


@mistake("Momentum")
class MomentumWithOneVelocity(Momentum):
    """パラメータが 2 つ以上あると、正しく動きません。速度が、すべてのパラメータで 1
    つになっていませんか。速度はパラメータごとに要ります。
    |
    With more than one parameter this goes wrong. Do they all share a single velocity? Each parameter
    needs its own.
    """

    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr, momentum)
        self.v = 0

    def update(self, params, grads):
        for key in params:
            self.v = self.momentum * self.v - self.lr * grads[key]
            params[key] += self.v


@mistake("Momentum", {"self.v.get(key, 0)": "self.v.get(key, 1)"})
class MomentumStartingFromOne:
    """1 回目の更新から、速度が momentum の分だけずれています。更新を始める前の v は 0 ですか。
    |
    From the first update on, the velocity is off, at first by momentum. Is v really 0 before it?
    """


@mistake("Momentum", {"params[key] += self.v[key]": "params[key] += self.v[key] - self.lr * grads[key]"})
class MomentumWithTheGradientTwice:
    """params の動きに、勾配の項が 2 回分入っています。v の中にある勾配を、もう一度引いていませんか。
    |
    The gradient's term comes twice into the move of params. It is in v: is it subtracted once more?
    """


@mistake("Nesterov")
class NesterovInTheOtherOrder(Nesterov):
    """params が、更新したあとの速度で動いています。どちらを先に更新していますか。params
    の式に入るのは、更新する前の v です。
    |
    params moves by the velocity after its update. Which of the two is updated first? The formula of
    params takes the v before it.
    """

    def update(self, params, grads):
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0) - self.lr * grads[key]
            step = self.momentum**2 * self.v[key] - (1 + self.momentum) * self.lr * grads[key]
            params[key] += step


@mistake("Nesterov")
class NesterovAsMomentum(Momentum):
    """ふつうの Momentum と同じ動きです。W の更新式を、もう一度確かめてください。
    |
    This moves just like plain Momentum. Look at the formula that updates W once more.
    """


@mistake("Nesterov", {"self.momentum**2": "self.momentum"})
class NesterovWithoutTheSquare:
    """params の更新に入る前の速度の割合が α² ではなく α になっています。W の式の第 2
    項を確かめてください。
    |
    In the move of params the share of the old velocity is α and not α². Look at the second term of the
    formula of W.
    """


@mistake("Nesterov", {"(1 + self.momentum) * self.lr": "self.lr"})
class NesterovWithoutOnePlusMomentum:
    """params の更新で、勾配の項が小さく、η × 勾配だけになっています。
    その前に掛かる数を確かめてください。
    |
    In the move of params the gradient's term is too small, just η times the gradient. Look at what
    stands before it in the formula.
    """


@mistake("Nesterov", {"(1 + self.momentum)": "(1 - self.momentum)"})
class NesterovWithOneMinusMomentum:
    """params の更新で、勾配の項が (1 − α) 倍になっています。かっこの中の符号を確かめてください。
    |
    In the move of params the gradient's term has the factor (1 − α). Check the sign in the brackets.
    """


@mistake("Nesterov", {"self.v.get(key, 0)": "0"})
class NesterovWithoutMemory:
    """2 回目からの更新に、前回の速度が入っていません。update のたびに v を 0 に戻していませんか。
    |
    From the second update on, nothing of the last velocity is there. Is v set back to 0 in every update?
    """


@mistake("Nesterov")
class NesterovSharedByAll(Nesterov):
    """2 つのオブジェクトを交互に使うと、速度が混ざります。速度を、オブジェクトごとではなく、
    クラスやグローバル変数などに覚えさせていませんか。
    |
    Two objects in use at once mix up their velocities. Are these kept in the class, in a global variable
    or the like, and not in each object?
    """

    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr, momentum)
        type(self).common = {}

    def update(self, params, grads):
        self.v = type(self).common
        super().update(params, grads)


@mistake("Nesterov", {"- (1 + self": "+ (1 + self", "- self.lr * grads[key]": "+ self.lr * grads[key]"})
class NesterovUphill:
    """params も速度も正しい向きと逆に動き、損失が増えていきます。2 つの式で、
    勾配の項の符号を確かめてください。
    |
    params and the velocity both move in the opposite direction, and the loss grows. Check the sign of
    the gradient's term in both formulas.
    """


@mistake("Nesterov", {"v - self.lr * grads[key]": "v + self.lr * grads[key]"})
class NesterovWithTheVelocityUphill:
    """1 回目の更新は合っていますが、覚えた速度が逆向きです。v の式の符号と、W の式で v
    に付く符号を確かめてください。
    |
    The first update is right, but the velocity that is remembered points the other way. Check the sign
    in the formula of v, and the sign of v in that of W.
    """


@mistake("Nesterov", {"= self.momentum * v - self.lr": "= v - self.lr"})
class NesterovWithoutFriction:
    """前の速度が、少しも減らずに残っています。v の更新式で、前の速度に momentum を掛けていますか。
    |
    The old velocity is kept in full and loses nothing. Is it multiplied by momentum in the formula of v?
    """


@mistake(
    "Nesterov",
    {
        "params[key] += self.momentum**2 * v - (1": "params[key] = params[key] + self.momentum**2 * v - (1",
    },
)
class NesterovRebinding:
    """params から読むと値は合っていますが、はじめに入っていた配列は元のままです。
    その配列を持つレイヤには更新が伝わりません。params[key] に新しい配列を入れ直していませんか。
    |
    Read from params, the values are right, but the arrays that were in it at first are as before, and
    layers, which hold those, never see the update. Is a new array put into params[key]?
    """


@mistake("Nesterov")
class NesterovScalingTheGradients(Nesterov):
    """params は合っていますが、grads の中身が変わっています。計算した値を、grads
    の配列そのものに入れていませんか（*= も中身を変えます）。
    |
    params is right, but the contents of grads are changed. Is a computed value put into the very arrays
    of grads? (*= changes them, too.)
    """

    def update(self, params, grads):
        scaled_in_place(grads, self.lr)
        for key in params:
            v = self.v.get(key, 0)
            params[key] += self.momentum**2 * v - (1 + self.momentum) * grads[key]
            self.v[key] = self.momentum * v - grads[key]


@mistake("Nesterov", {"self.lr, self.momentum = lr, momentum": "self.lr, self.momentum = lr, 0.9"})
class NesterovWithAFixedMomentum:
    """momentum をいくつにしても、0.9 のときと同じ動きです。引数の momentum を覚えて、使っていますか。
    |
    Whatever momentum is, everything moves as it would with 0.9. Is the argument remembered and used?
    """


@mistake("AdaGrad", {"self.h.get(key, 0)": "0"})
class AdaGradWithoutMemory:
    """2 回目からの更新に、それまでの勾配が影響していません。h に 2 乗を足し込んでいますか。update
    のたびに 0 から始めていませんか。
    |
    From the second update on, earlier gradients have no effect. Are the squares added up in h, or does h
    begin at 0 in every update?
    """


@mistake("AdaGrad", {"np.sqrt(self.h[key])": "self.h[key]"})
class AdaGradWithoutRoot:
    """割る数が √h ではなく、h になっています。平方根を忘れていませんか。
    |
    What it is divided by is h and not √h. Is the root missing?
    """


@mistake("AdaGrad", {"grads[key] ** 2": "np.abs(grads[key])"})
class AdaGradWithoutSquare:
    """h に、勾配の 2 乗ではなく絶対値がたまっています。h に足す値を確かめてください。
    |
    What gathers in h are the absolute values of the gradients and not their squares. Look at what is
    added to h.
    """


@mistake("AdaGrad", {"grads[key] ** 2": "grads[key]"})
class AdaGradOfTheGradientItself:
    """勾配が負の要素で nan になります。h が負になっていませんか。h に足すのは、勾配の 2 乗です。
    |
    Where gradients are negative this gives nan. Is h negative there? What is added to h is the square of
    the gradient.
    """


@mistake("AdaGrad", {"/ (np.sqrt": "* (np.sqrt"})
class AdaGradMultiplying:
    """勾配が大きかった要素ほど、歩幅が大きくなっています。√h を掛けていませんか。
    |
    The greater the gradients have been, the greater the steps are. Is it multiplied by √h?
    """


@mistake("AdaGrad")
class AdaGradOneUpdateLate(AdaGrad):
    """1 回目の更新で、params が途方もなく大きく動きます。h を更新する前に、その h で割っていませんか。
    |
    The first update moves params enormously. Is it divided by h before h is updated?
    """

    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, np.zeros_like(params[key]))
            params[key] -= self.lr * grads[key] / (np.sqrt(h) + 1e-7)
            self.h[key] = h + grads[key] ** 2


@mistake("AdaGrad")
class AdaGradSharedByAll(AdaGrad):
    """2 つのオブジェクトを交互に使うと、h が混ざります。h を、オブジェクトごとではなく、
    クラスやグローバル変数などに覚えさせていませんか。
    |
    Two objects in use at once mix up their h. Is it kept in the class, in a global variable or the like,
    and not in each object?
    """

    def __init__(self, lr=0.01):
        super().__init__(lr)
        type(self).common = {}

    def update(self, params, grads):
        self.h = type(self).common
        super().update(params, grads)


@mistake("AdaGrad", {"params[key] -= self.lr": "params[key] = params[key] - self.lr"})
class AdaGradRebinding:
    """params から読むと値は合っていますが、はじめに入っていた配列は元のままです。
    その配列を持つレイヤには更新が伝わりません。params[key] に新しい配列を入れ直していませんか。
    |
    Read from params, the values are right, but the arrays that were in it at first are as before, and
    layers, which hold those, never see the update. Is a new array put into params[key]?
    """


@mistake("AdaGrad", {"params[key] -= self.lr": "params[key] += self.lr"})
class AdaGradUphill:
    """params が正しい向きと逆に動き、損失が増えていきます。params
    を更新する式の符号を確かめてください。
    |
    params moves in the opposite direction, and the loss grows. Check the sign in the formula that
    updates it.
    """


@mistake("AdaGrad", {"(np.sqrt(self.h[key]) + 1e-7)": "np.sqrt(self.h[key])"})
class AdaGradWithoutEpsilon:
    """勾配がずっと 0 の要素が nan になります。0 / 0 になっていませんか。
    割る前に小さな数を足すことを、説明で確かめてください。
    |
    Where the gradient has always been 0 there is nan. Is it 0 / 0? Look in the text for the small number
    that is added before dividing.
    """


@mistake("AdaGrad", {"self.h[key]) + 1e-7": "self.h[key]) + 1e7"})
class AdaGradWithALargeEpsilon:
    """params がほとんど動きません。割る数に足した「小さな数」が、大きな数になっていませんか。
    指数の符号を確かめてください。
    |
    params hardly moves. Has the "small number" that is added before dividing become a large one? Check
    the sign of its exponent.
    """


@mistake("AdaGrad")
class AdaGradSquaringTheGradients(AdaGrad):
    """params は合っていますが、grads の中身が変わっています。2 乗した値を、grads
    の配列そのものに入れていませんか（**= も中身を変えます）。
    |
    params is right, but the contents of grads are changed. Are the squares put into the very arrays of
    grads? (**= changes them, too.)
    """

    def update(self, params, grads):
        for key in params:
            sign = np.sign(grads[key])
            grads[key] **= 2
            self.h[key] = self.h.get(key, 0) + grads[key]
            params[key] -= self.lr * sign * np.sqrt(grads[key]) / (np.sqrt(self.h[key]) + 1e-7)


@mistake("AdaGrad", {"grads[key] ** 2": "np.sum(grads[key] ** 2)"})
class AdaGradWithOneNumberAnArray:
    """歩幅が要素ごとに変わらず、配列の中のすべての要素が同じ h で割られています。2 乗を、
    配列全体で合計していませんか。
    |
    The steps are not adapted to each element: all elements of an array are divided by the same h. Are
    the squares summed over the array?
    """


@mistake("AdaGrad", {"self.lr = lr": "self.lr = 0.01"})
class AdaGradWithAFixedLr:
    """lr をいくつにしても、0.01 のときと同じ動きです。引数の lr を覚えて、使っていますか。
    |
    Whatever lr is, params moves as it would with 0.01. Is the argument remembered and used?
    """


@mistake(
    "RMSprop",
    {
        "self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) * grads[key] ** 2": (
            "(1 - self.decay_rate) * self.h.get(key, 0) + self.decay_rate * grads[key] ** 2"
        )
    },
)
class RMSpropDecayingTheWrongWay:
    """h に残る割合と、新しい 2 乗が入る割合が逆になっています。式では、前の h
    に掛かるのはどちらですか。
    |
    The share of the old h and that of the new square are the wrong way round. Which of them has the old
    h in the formula?
    """


@mistake(
    "RMSprop",
    {"self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) *": "self.h.get(key, 0) +"},
)
class RMSpropAsAdaGrad:
    """AdaGrad と同じ動きで、h が 2 乗の合計になっています。RMSprop の h の式と見比べてください。
    |
    This moves just like AdaGrad: h is the sum of the squares. Compare it with RMSprop's formula of h.
    """


@mistake("RMSprop", {"(1 - self.decay_rate) * grads[key] ** 2": "grads[key] ** 2"})
class RMSpropWithTheWholeSquare:
    """新しい 2 乗が、割り引かれずに h に入っています。h の式で、新しい 2
    乗に掛かる数を確かめてください。
    |
    The new square enters h in full. Look at what it is multiplied by in the formula of h.
    """


@mistake("RMSprop", {"self.decay_rate * self.h.get(key, 0)": "self.h.get(key, 0)"})
class RMSpropForgettingNothing:
    """前の h が減らずに残り、h が増える一方です。前の h に decay_rate を掛けていますか。
    |
    The old h is kept in full, and h only ever grows. Is the old h multiplied by decay_rate?
    """


@mistake("RMSprop", {"self.h.get(key, 0)": "0"})
class RMSpropWithoutMemory:
    """2 回目からの更新に、前の h が影響していません。update のたびに h を 0 に戻していませんか。
    |
    From the second update on, the old h has no effect. Is it set back to 0 in every update?
    """


@mistake("RMSprop", {"self.h.get(key, 0)": "self.h.get(key, grads[key] ** 2)"})
class RMSpropStartingFromTheFirstSquare:
    """1 回目の更新の h が、最初の勾配の 2 乗そのものになっています。更新を始める前の h は 0 ですか。
    |
    In the first update, h is the full square of the first gradient. Is h really 0 before it?
    """


@mistake("RMSprop", {"np.sqrt(self.h[key])": "self.h[key]"})
class RMSpropWithoutRoot:
    """割る数が √h ではなく、h になっています。平方根を忘れていませんか。
    |
    What it is divided by is h and not √h. Is the root missing?
    """


@mistake("RMSprop", {"grads[key] ** 2": "np.abs(grads[key])"})
class RMSpropWithoutSquare:
    """h に、勾配の 2 乗ではなく絶対値が混ざっています。h の式を確かめてください。
    |
    What is mixed into h is the absolute value of the gradient and not its square. Look at the formula of
    h.
    """


@mistake("RMSprop")
class RMSpropOneUpdateLate(RMSprop):
    """1 回目の更新で、params が途方もなく大きく動きます。h を更新する前に、その h で割っていませんか。
    |
    The first update moves params enormously. Is it divided by h before h is updated?
    """

    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, np.zeros_like(params[key]))
            params[key] -= self.lr * grads[key] / (np.sqrt(h) + 1e-7)
            self.h[key] = self.decay_rate * h + (1 - self.decay_rate) * grads[key] ** 2


@mistake("RMSprop")
class RMSpropSharedByAll(RMSprop):
    """2 つのオブジェクトを交互に使うと、h が混ざります。h を、オブジェクトごとではなく、
    クラスやグローバル変数などに覚えさせていませんか。
    |
    Two objects in use at once mix up their h. Is it kept in the class, in a global variable or the like,
    and not in each object?
    """

    def __init__(self, lr=0.01, decay_rate=0.99):
        super().__init__(lr, decay_rate)
        type(self).common = {}

    def update(self, params, grads):
        self.h = type(self).common
        super().update(params, grads)


@mistake("RMSprop", {"params[key] -= self.lr": "params[key] = params[key] - self.lr"})
class RMSpropRebinding:
    """params から読むと値は合っていますが、はじめに入っていた配列は元のままです。
    その配列を持つレイヤには更新が伝わりません。params[key] に新しい配列を入れ直していませんか。
    |
    Read from params, the values are right, but the arrays that were in it at first are as before, and
    layers, which hold those, never see the update. Is a new array put into params[key]?
    """


@mistake("RMSprop", {"params[key] -= self.lr": "params[key] += self.lr"})
class RMSpropUphill:
    """params が正しい向きと逆に動き、損失が増えていきます。params
    を更新する式の符号を確かめてください。
    |
    params moves in the opposite direction, and the loss grows. Check the sign in the formula that
    updates it.
    """


@mistake("RMSprop", {"(np.sqrt(self.h[key]) + 1e-7)": "np.sqrt(self.h[key])"})
class RMSpropWithoutEpsilon:
    """勾配がずっと 0 の要素が nan になります。0 / 0 になっていませんか。
    割る前に小さな数を足すことを、説明で確かめてください。
    |
    Where the gradient has always been 0 there is nan. Is it 0 / 0? Look in the text for the small number
    that is added before dividing.
    """


@mistake("RMSprop")
class RMSpropScalingTheGradients(RMSprop):
    """params は合っていますが、grads の中身が変わっています。計算した値を、grads
    の配列そのものに入れていませんか（*= も中身を変えます）。
    |
    params is right, but the contents of grads are changed. Is a computed value put into the very arrays
    of grads? (*= changes them, too.)
    """

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) * grads[key] ** 2
        scaled_in_place(grads, self.lr)
        for key in params:
            params[key] -= grads[key] / (np.sqrt(self.h[key]) + 1e-7)


@mistake("RMSprop", {"self.lr, self.decay_rate = lr, decay_rate": "self.lr, self.decay_rate = lr, 0.99"})
class RMSpropWithAFixedDecay:
    """decay_rate をいくつにしても、0.99 のときと同じ動きです。引数の decay_rate を覚えて、
    使っていますか。
    |
    Whatever decay_rate is, params moves as it would with 0.99. Is the argument remembered and used?
    """


@mistake(
    "Adam",
    {
        "m = self.m[key] / (1 - self.beta1**self.iter)": "m = self.m[key]",
        "v = self.v[key] / (1 - self.beta2**self.iter)": "v = self.v[key]",
    },
)
class AdamWithoutBiasCorrection:
    """m も v も、補正しないまま使われたときの値になっています。バイアス補正の式を確かめてください。
    |
    The values are those that m and v give without any correction. Look at the formulas of bias
    correction.
    """


@mistake("Adam", {"v = self.v[key] / (1 - self.beta2**self.iter)": "v = self.v[key]"})
class AdamCorrectingOnlyM:
    """v が補正されていないときの値です。バイアス補正は、m と v の両方に行っていますか。
    |
    The values are those of a v that is not corrected. Are both m and v corrected for their bias?
    """


@mistake("Adam", {"m = self.m[key] / (1 - self.beta1**self.iter)": "m = self.m[key]"})
class AdamCorrectingOnlyV:
    """m が補正されていないときの値です。バイアス補正は、m と v の両方に行っていますか。
    |
    The values are those of an m that is not corrected. Are both m and v corrected for their bias?
    """


@mistake(
    "Adam",
    {
        "self.iter += 1  # update 1 回につき 1 つ | one for each update, not for each key\n": "\n",
        "for key in params:": "for key in params:\n            self.iter += 1",
    },
)
class AdamCountingEachKey:
    """パラメータが 1 つなら合いますが、いくつもあると、更新の回数 t が進みすぎています。t を、
    パラメータごとに増やしていませんか。
    |
    With one parameter this is right, but with several the number of updates t runs ahead. Is t increased
    once for each parameter?
    """


@mistake("Adam", {"self.iter += 1": "self.iter = 1"})
class AdamWithoutCounting:
    """何回目の更新でも、t = 1 のときの補正になっています。更新の回数を覚えて、増やしていますか。
    |
    The correction is always that of t = 1, whichever update it is. Is the number of updates remembered
    and increased?
    """


@mistake("Adam")
class AdamCountingTooLate(Adam):
    """1 回目の更新から、値が nan になります。0 で割っていませんか。t を増やすのが、
    使ったあとになっていませんか。1 回目の更新は t = 1 です。
    |
    From the first update on there is nan. Is there a division by 0? Is t increased only after it is
    used? The first update has t = 1.
    """

    def update(self, params, grads):
        self.iter -= 1  # super() counts before it computes
        super().update(params, grads)
        self.iter += 1


@mistake(
    "Adam",
    {"self.beta1, self.beta2 = lr, beta1, beta2": "self.beta2, self.beta1 = lr, beta1, beta2"},
)
class AdamWithBetasSwapped:
    """beta1 と beta2 が入れ替わった動きです。m と v の式で、それぞれどちらを使っていますか。
    |
    This moves as if beta1 and beta2 had changed places. Which of them is used for m, and which for v?
    """


@mistake("Adam", {"grads[key] ** 2": "np.abs(grads[key])"})
class AdamWithoutSquare:
    """v に、勾配の 2 乗ではなく絶対値が混ざっています。v の式を確かめてください。
    |
    What is mixed into v is the absolute value of the gradient and not its square. Look at the formula of
    v.
    """


@mistake("Adam", {"np.sqrt(v)": "v"})
class AdamWithoutRoot:
    """割る数が √v̂ ではなく、v̂ になっています。平方根を忘れていませんか。
    |
    What it is divided by is v̂ and not √v̂. Is the root missing?
    """


@mistake(
    "Adam",
    {
        "m = self.m[key] /": "m = self.m[key] = self.m[key] /",
        "v = self.v[key] /": "v = self.v[key] = self.v[key] /",
    },
)
class AdamRememberingTheCorrected:
    """1 回目は合っていますが、2 回目から、補正した値がもう一度補正された値になっています。
    次の回のために覚えるのは、補正する前の m と v ですか。
    |
    The first update is right, but from the second on, corrected values are corrected once more. Is what
    is remembered for the next time the m and v before the correction?
    """


@mistake("Adam", {"self.m.get(key, 0)": "0", "self.v.get(key, 0)": "0"})
class AdamWithoutMemory:
    """2 回目からの更新に、前の m と v が影響していません。update のたびに 0 に戻していませんか。
    |
    From the second update on, the old m and v have no effect. Are they set back to 0 in every update?
    """


@mistake("Adam", {"(1 - self.beta1) * grads[key]": "grads[key]"})
class AdamWithTheWholeGradient:
    """m に、新しい勾配が割り引かれずに入っています。m の式で、
    新しい勾配に掛かる数を確かめてください。
    |
    The new gradient enters m in full. Look at what it is multiplied by in the formula of m.
    """


@mistake("Adam", {"params[key] -= self.lr": "params[key] += self.lr"})
class AdamUphill:
    """params が正しい向きと逆に動き、損失が増えていきます。params
    を更新する式の符号を確かめてください。
    |
    params moves in the opposite direction, and the loss grows. Check the sign in the formula that
    updates it.
    """


@mistake("Adam", {"params[key] -= self.lr": "params[key] = params[key] - self.lr"})
class AdamRebinding:
    """params から読むと値は合っていますが、はじめに入っていた配列は元のままです。
    その配列を持つレイヤには更新が伝わりません。params[key] に新しい配列を入れ直していませんか。
    |
    Read from params, the values are right, but the arrays that were in it at first are as before, and
    layers, which hold those, never see the update. Is a new array put into params[key]?
    """


@mistake("Adam")
class AdamSharedByAll(Adam):
    """2 つのオブジェクトを交互に使うと、m と v が混ざります。オブジェクトごとではなく、
    クラスやグローバル変数などに覚えさせていませんか。
    |
    Two objects in use at once mix up their m and v. Are these kept in the class, in a global variable or
    the like, and not in each object?
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr, beta1, beta2)
        type(self).common = {}, {}

    def update(self, params, grads):
        self.m, self.v = type(self).common
        super().update(params, grads)


@mistake("Adam")
class AdamScalingTheGradients(Adam):
    """params は合っていますが、grads の中身が変わっています。計算した値を、grads
    の配列そのものに入れていませんか（*= も中身を変えます）。
    |
    params is right, but the contents of grads are changed. Is a computed value put into the very arrays
    of grads? (*= changes them, too.)
    """

    def update(self, params, grads):
        super().update(params, grads)
        scaled_in_place(grads, 1 - self.beta1)


@mistake("Adam", {"(np.sqrt(v) + 1e-7)": "np.sqrt(v)"})
class AdamWithoutEpsilon:
    """勾配がずっと 0 の要素が nan になります。0 / 0 になっていませんか。
    割る前に小さな数を足すことを、説明で確かめてください。
    |
    Where the gradient has always been 0 there is nan. Is it 0 / 0? Look in the text for the small number
    that is added before dividing.
    """


@mistake(
    "Adam",
    {"self.beta1, self.beta2 = lr, beta1, beta2": "self.beta1, self.beta2 = lr, 0.9, 0.999"},
)
class AdamWithFixedBetas:
    """beta1 と beta2 をいくつにしても、0.9 と 0.999 のときと同じ動きです。引数を覚えて、
    使っていますか。
    |
    Whatever beta1 and beta2 are, params moves as it would with 0.9 and 0.999. Are the arguments
    remembered and used?
    """


@mistake("optimizer_path")
def optimizer_path_of_aliases(optimizer, start, steps):
    """どの行も最後の点になっています。リストに、配列そのものを入れていませんか。update
    は配列の中身を書き換えます。
    |
    Every row is the last point. Are the arrays themselves kept in the list? update changes their
    elements.
    """
    params = {"x": np.array(float(start[0])), "y": np.array(float(start[1]))}
    path = [[params["x"], params["y"]]]
    for _ in range(steps):
        optimizer.update(params, {"x": params["x"] / 10, "y": 2 * params["y"]})
        path.append([params["x"], params["y"]])
    return np.array(path)


@mistake("optimizer_path")
def optimizer_path_with_the_first_gradient(optimizer, start, steps):
    """2 回目からの更新でも、start での勾配が使われています。勾配を、今の点で求め直していますか。
    |
    In later updates, too, the gradient is that at start. Is it computed anew at the present point?
    """
    params = {"x": np.array(float(start[0])), "y": np.array(float(start[1]))}
    grads = {"x": params["x"] / 10, "y": 2 * params["y"]}
    path = [[params["x"].item(), params["y"].item()]]
    for _ in range(steps):
        optimizer.update(params, grads)
        path.append([params["x"].item(), params["y"].item()])
    return np.array(path)


@mistake("optimizer_path")
def optimizer_path_without_the_start(optimizer, start, steps):
    """出発点の行がありません。はじめの update の前に、今の点を記録していますか。
    |
    The row of the starting point is missing. Is the present point recorded before the first update?
    """
    return reference.optimizer_path(optimizer, start, steps)[1:]


@mistake("optimizer_path")
def optimizer_path_without_the_end(optimizer, start, steps):
    """最後の点の行がありません。記録するのが update の前だけになっていませんか。
    |
    The row of the last point is missing. Is a point recorded only before each update?
    """
    return reference.optimizer_path(optimizer, start, steps)[:-1]


@mistake("optimizer_path")
def optimizer_path_one_update_short(optimizer, start, steps):
    """途中までは合っていますが、更新が 1 回足りません。繰り返しの回数を確かめてください。
    |
    As far as it goes it is right, but one update is missing. Check how often the loop goes round.
    """
    return reference.optimizer_path(optimizer, start, steps - 1)


@mistake("optimizer_path", {'params["x"] / 10': 'params["x"] / 20'})
def optimizer_path_with_half_of_the_x_gradient():
    """x 方向の動きが、勾配を半分にしたときのものです。x²/20 の微分を計算し直してください。
    |
    Along x it moves as with half the gradient. Work out the derivative of x²/20 again.
    """


@mistake("optimizer_path", {'2 * params["y"]': 'params["y"]'})
def optimizer_path_with_half_of_the_y_gradient():
    """y 方向の動きが、勾配を半分にしたときのものです。y² の微分を計算し直してください。
    |
    Along y it moves as with half the gradient. Work out the derivative of y² again.
    """


@mistake(
    "optimizer_path",
    {'"x": params["x"] / 10, "y": 2 * params["y"]': '"x": 2 * params["x"], "y": params["y"] / 10'},
)
def optimizer_path_with_axes_swapped():
    """x 方向が急で、y 方向がゆるやかになっています。2 つの勾配が入れ替わっていませんか。
    |
    It is steep along x and gentle along y. Have the two gradients changed places?
    """


@mistake("optimizer_path")
def optimizer_path_of_columns(optimizer, start, steps):
    """行と列が逆です。1 行が 1 つの点 (x, y) になるように、形を (steps + 1, 2) にしてください。x
    だけ、y だけのリストを並べていませんか。
    |
    Rows and columns have changed places. Make the shape (steps + 1, 2), with a point (x, y) in each row.
    Is there one list of all x and one of all y?
    """
    return reference.optimizer_path(optimizer, start, steps).T


@mistake("optimizer_path")
def optimizer_path_of_the_last_point(optimizer, start, steps):
    """最後の点だけが返っています。通った点を、すべて記録していますか。
    |
    Only the last point comes back. Are all points on the way recorded?
    """
    return reference.optimizer_path(optimizer, start, steps)[-1]


@mistake("optimizer_path")
def optimizer_path_as_a_list(optimizer, start, steps):
    """点は合っていますが、配列ではなくリストで返っています。返すのは np.ndarray です。
    |
    The points are right, but they come back as a list and not as an array. An np.ndarray is needed.
    """
    return reference.optimizer_path(optimizer, start, steps).tolist()


@mistake("optimizer_path")
def optimizer_path_changing_the_start(optimizer, start, steps):
    """点は合っていますが、渡された start の中身が変わっています。start そのものを更新していませんか。
    |
    The points are right, but the start that was given is changed. Is it start itself that is updated?
    """
    path = reference.optimizer_path(optimizer, start, steps)
    if isinstance(start, np.ndarray):
        start[...] = path[-1]
    return path


def one_update(network, optimizer, x, t):
    optimizer.update(network.params, network.gradient(x, t))


@mistake("fit")
def fit_noting_before_the_epoch(
    network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng
):
    """記録された正解率が、そのエポックの更新を始める前のものです。正解率を求めるのは、
    更新の前ですか、あとですか。
    |
    The accuracies are those before the updates of the epoch. Are they found before or after them?
    """
    history = []
    for _ in range(epochs):
        history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
        for _ in range(max(len(x_train) // batch_size, 1)):
            one_update(network, optimizer, *mini_batch(x_train, t_train, batch_size, rng))
    return np.array(history)


@mistake("fit")
def fit_with_one_batch_an_epoch(
    network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng
):
    """1 エポックの間、同じミニバッチが使われています。更新のたびに選び直していますか。
    |
    The same mini-batch serves a whole epoch. Is a new one drawn for every update?
    """
    history = []
    for _ in range(epochs):
        batch = mini_batch(x_train, t_train, batch_size, rng)
        for _ in range(max(len(x_train) // batch_size, 1)):
            one_update(network, optimizer, *batch)
        history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


@mistake("fit")
def fit_with_one_batch_for_ever(
    network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng
):
    """最後まで同じミニバッチが使われています。ミニバッチを、繰り返しの外で選んでいませんか。
    |
    The same mini-batch is used to the end. Is it drawn outside the loops?
    """
    batch, history = mini_batch(x_train, t_train, batch_size, rng), []
    for _ in range(epochs):
        for _ in range(max(len(x_train) // batch_size, 1)):
            one_update(network, optimizer, *batch)
        history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


@mistake(
    "fit",
    {"mini_batch(x_train, t_train, batch_size, rng)": "(x_train, t_train)"},
)
def fit_on_all_data():
    """どの更新でも、すべての訓練データが使われています。ミニバッチを選んでいますか。
    |
    Every update uses all the training data. Is a mini-batch drawn?
    """


@mistake(
    "fit", {"mini_batch(x_train, t_train, batch_size, rng)": "mini_batch(x_test, t_test, batch_size, rng)"}
)
def fit_on_the_test_data():
    """学習に、テストデータが使われています。ミニバッチを、どのデータから選んでいますか。
    テストデータは、正解率を測るためだけのものです。
    |
    It learns from the test data. Which data are mini-batches drawn from? The test data are for measuring
    the accuracy, and nothing else.
    """


@mistake("fit")
def fit_on_broken_pairs(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    """ミニバッチの x と t が対になっていません。x と t を、別々に選んでいませんか。
    |
    x and t of a mini-batch do not belong together. Are they drawn separately?
    """
    history = []
    for _ in range(epochs):
        for _ in range(max(len(x_train) // batch_size, 1)):
            x_batch, _ = mini_batch(x_train, t_train, batch_size, rng)
            _, t_batch = mini_batch(x_train, t_train, batch_size, rng)
            one_update(network, optimizer, x_batch, t_batch)
        history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "1"})
def fit_with_one_update_an_epoch():
    """更新が、1 エポックに 1 回しかありません。1 エポックの更新の回数を、説明で確かめてください。
    |
    There is just one update an epoch. Look in the text how many there should be.
    """


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "len(x_train) // batch_size"})
def fit_without_the_least_update():
    """訓練データが batch_size より少ないと、更新が 1 回もありません。その場合も 1 回は更新します。
    |
    With fewer training data than batch_size there is no update at all. There should be one even then.
    """


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "-(-len(x_train) // batch_size)"})
def fit_rounding_up():
    """割り切れないとき、更新が 1 回多くなっています。端数をどう扱うか、説明で確かめてください。
    |
    Where batch_size does not divide the number of data there is one update too many. Look in the text
    what becomes of the rest.
    """


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "max(len(x_test) // batch_size, 1)"})
def fit_counting_the_test_data():
    """更新の回数が、テストデータの個数で数えたものになっています。どのデータの個数を使っていますか。
    |
    The number of updates is what the number of test data gives. Which data are counted?
    """


@mistake(
    "fit",
    {
        "accuracy(x_train, t_train), network.accuracy(x_test, t_test)": (
            "accuracy(x_test, t_test), network.accuracy(x_train, t_train)"
        )
    },
)
def fit_with_columns_swapped():
    """2 つの列が逆です。1 列目が訓練データ、2 列目がテストデータでの正解率です。
    |
    The two columns have changed places. Column 1 is for the training data, column 2 for the test data.
    """


@mistake(
    "fit", {"network.accuracy(x_train, t_train), network": "network.accuracy(x_batch, t_batch), network"}
)
def fit_noting_the_last_batch():
    """1 列目が、訓練データ全体ではなく、最後のミニバッチでの正解率になっています。accuracy
    に何を渡していますか。
    |
    Column 1 is the accuracy on the last mini-batch, not on all the training data. What is handed to
    accuracy?
    """


@mistake("fit", {"network.accuracy(x_test, t_test)": "network.accuracy(x_train, t_train)"})
def fit_noting_the_training_data_twice():
    """2 列目も、訓練データでの正解率になっています。accuracy に何を渡していますか。
    |
    Column 2, too, is the accuracy on the training data. What is handed to accuracy?
    """


@mistake("fit", {"return np.array(history)": "return np.array(history).T"})
def fit_returning_columns():
    """行と列が逆です。1 行が 1 エポックになるように、形を (epochs, 2) にしてください。
    |
    Rows and columns have changed places. Make the shape (epochs, 2), with a row for each epoch.
    """


@mistake("fit", {"return np.array(history)": "return history"})
def fit_returning_a_list():
    """値は合っていますが、配列ではなくリストで返っています。返すのは np.ndarray です。
    |
    The values are right, but they come back as a list and not as an array. An np.ndarray is needed.
    """


@mistake("fit", {"return np.array(history)": "return np.array(history[-1])"})
def fit_returning_the_last_epoch():
    """最後のエポックの正解率だけが返っています。エポックごとの正解率を、すべて残していますか。
    |
    Only the accuracies of the last epoch come back. Are those of every epoch kept?
    """


@mistake("fit")
def fit_noting_after_every_update(
    network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng
):
    """正解率が、更新のたびに記録されています。記録する行の字下げを確かめてください。
    |
    The accuracies are recorded after every update. Check how far the line that records them is indented.
    """
    history = []
    for _ in range(epochs):
        for _ in range(max(len(x_train) // batch_size, 1)):
            one_update(network, optimizer, *mini_batch(x_train, t_train, batch_size, rng))
            history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


@mistake("fit")
def fit_with_stale_gradients(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    """1 エポックの間、同じ勾配で更新されています。勾配を、更新のたびに求め直していますか。
    |
    Throughout an epoch the updates have the same gradients. Are these found anew for every update?
    """
    history = []
    for _ in range(epochs):
        grads = network.gradient(*mini_batch(x_train, t_train, batch_size, rng))
        for _ in range(max(len(x_train) // batch_size, 1)):
            optimizer.update(network.params, grads)
        history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


@mistake(
    "fit",
    {"optimizer.update(": "SGD().update("},
)
def fit_with_its_own_optimizer():
    """渡された optimizer の update が呼ばれていません。引数の optimizer を使っていますか。
    |
    update of the given optimizer is never called. Is the argument optimizer used?
    """


@mistake("plain_init", {"std *": "std**2 *"})
def plain_init_with_std_squared():
    """標準偏差が std の 2 乗になっています。std を 2 回掛けたり、分散と取り違えたりしていませんか。
    |
    The standard deviation is the square of std. Is std multiplied twice, or taken for something else?
    """


@mistake("plain_init", {"std *": "np.sqrt(std) *"})
def plain_init_with_the_root_of_std():
    """標準偏差が std の平方根になっています。std を、分散と取り違えていませんか。
    |
    The standard deviation is the square root of std. Has std been taken for the variance?
    """


@mistake("plain_init", {"std * ": ""})
def plain_init_without_std():
    """std をいくつにしても、標準偏差が 1 です。引数 std を使っていますか。
    |
    Whatever std is, the standard deviation is 1. Is the argument std used?
    """


@mistake("plain_init", {"std * rng.standard_normal((n_in, n_out))": "rng.normal(std, size=(n_in, n_out))"})
def plain_init_around_std():
    """平均が std で、標準偏差が 1 になっています。std を足していませんか。rng.normal の 1
    つ目の引数も、標準偏差ではなく平均です。
    |
    The mean is std, and the standard deviation is 1. Is std added? The first argument of rng.normal,
    too, is the mean and not the standard deviation.
    """


@mistake("plain_init", {"(n_in, n_out))": "(n_out, n_in))"})
def plain_init_transposed():
    """形が (n_out, n_in) になっています。行の数は前の層のニューロン数 n_in、列の数は次の層の n_out
    です。
    |
    The shape is (n_out, n_in). There is a row for each of the n_in neurons before, and a column for each
    of the n_out neurons after.
    """


@mistake("plain_init", {"rng.standard_normal((n_in, n_out))": "rng.uniform(-1, 1, (n_in, n_out))"})
def plain_init_uniform():
    """重みが一様に散らばっていて、正規分布ではありません。どの乱数を使っていますか。
    |
    The weights are evenly spread, and not normally distributed. Which random numbers are used?
    """


@mistake("plain_init", {"rng.standard_normal((n_in, n_out))": "rng.random((n_in, n_out))"})
def plain_init_positive():
    """重みがすべて 0 以上で、一様に散らばっています。どの乱数を使っていますか。ここで要るのは、平均 0
    の正規分布の乱数です。
    |
    No weight is below 0, and they are evenly spread. Which random numbers are used? Normal ones, with
    mean 0, are needed here.
    """


@mistake("plain_init", {"rng.standard_normal((n_in, n_out))": "np.ones((n_in, n_out))"})
def plain_init_all_equal():
    """重みがすべて同じ値です。それでは、同じ層のニューロンがどれも同じように更新されて、
    違いが生まれません。要るのは乱数です。
    |
    All weights are equal. The neurons of a layer would all be updated alike and never differ: random
    numbers are needed.
    """


@mistake("plain_init", {"std * rng.standard_normal((n_in, n_out))": "np.zeros((n_in, n_out))"})
def plain_init_zeros():
    """重みがすべて 0 です。それでは、同じ層のニューロンがどれも同じ働きをします。要るのは乱数です。
    |
    All weights are 0, so that the neurons of a layer all do the same. Random numbers are needed.
    """


@mistake("plain_init", {"rng.standard": "np.random.default_rng(0).standard"})
def plain_init_with_a_fixed_seed():
    """何度呼んでも同じ重みになります。関数の中で、乱数の種を決めていませんか。
    |
    Every call gives the same weights. Is a seed set, or a generator made, inside the function?
    """


@mistake(
    "plain_init", {"rng.standard_normal((n_in, n_out))": "np.tile(rng.standard_normal(n_out), (n_in, 1))"}
)
def plain_init_of_one_row():
    """どの行も同じ数です。乱数を 1 行分だけ作って、繰り返していませんか。
    |
    All rows are the same. Are random numbers made for one row only, and repeated?
    """


@mistake("plain_init", {"(n_in, n_out))": "n_in * n_out)"})
def plain_init_flat():
    """数は n_in × n_out 個ありますが、1 次元の配列です。形 (n_in, n_out) を、
    乱数を作るときに渡していますか。
    |
    There are n_in × n_out numbers, but in a 1-D array. Is the shape (n_in, n_out) given when they are
    made?
    """


@mistake("xavier_init", {"np.sqrt(n_in)": "np.sqrt(n_out)"})
def xavier_init_by_n_out():
    """標準偏差が √(1/n_out) になっています。足し合わされる入力の個数は、
    どちらの層のニューロン数ですか。
    |
    The standard deviation is √(1/n_out). Of which layer are the neurons whose outputs are summed up?
    """


@mistake("xavier_init", {"np.sqrt(n_in)": "n_in"})
def xavier_init_by_the_variance():
    """標準偏差が 1/n_in になっています。1/n は分散です。平方根を忘れていませんか。
    |
    The standard deviation is 1/n_in. But 1/n is the variance: is the root missing?
    """


@mistake("xavier_init", {"/ np.sqrt(n_in)": "* np.sqrt(2 / n_in)"})
def xavier_init_as_he():
    """標準偏差が √(2/n_in) になっています。これは He の初期値です。Xavier の式と見比べてください。
    |
    The standard deviation is √(2/n_in), which is that of He's initial values. Compare it with Xavier's
    formula.
    """


@mistake("xavier_init", {" / np.sqrt(n_in)": ""})
def xavier_init_without_scale():
    """標準偏差が 1 のままです。層の大きさに合わせた数を掛けていますか。
    |
    The standard deviation is still 1. Are the numbers scaled to the size of the layer?
    """


@mistake("xavier_init", {"/ np.sqrt(n_in)": "* np.sqrt(n_in)"})
def xavier_init_multiplied():
    """標準偏差が √n_in で、入力が多いほど大きくなっています。割るところで掛けていませんか。
    |
    The standard deviation is √n_in: the more inputs, the larger. Is there a multiplication where a
    division belongs?
    """


@mistake("xavier_init", {"np.sqrt(n_in)": "np.sqrt(n_in + n_out)"})
def xavier_init_of_the_sum_without_two():
    """標準偏差が √(1/(n_in + n_out)) になっています。前後の層の大きさを使う式の分子を、
    説明で確かめてください（n_in だけの式でもかまいません）。
    |
    The standard deviation is √(1/(n_in + n_out)). Look at the numerator in the formula with both layers;
    the one with n_in alone will do as well.
    """


@mistake("xavier_init", {"rng.standard_normal((n_in, n_out))": "rng.uniform(-1, 1, (n_in, n_out))"})
def xavier_init_uniform():
    """重みが一様に散らばっていて、正規分布ではありません。どの乱数を使っていますか。
    |
    The weights are evenly spread, and not normally distributed. Which random numbers are used?
    """


@mistake(
    "xavier_init",
    {
        "rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)": (
            "rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(6 / (n_in + n_out))"
        )
    },
)
def xavier_init_uniform_of_the_paper():
    """散らばりは合っていますが、重みが一様に散らばっていて、正規分布ではありません。
    論文には一様分布の形もありますが、ここで要るのは正規分布の乱数です。
    |
    The spread is right, but the weights are evenly spread, and not normally distributed. The paper has
    such a form, too; what is asked for here are normal numbers.
    """


@mistake("xavier_init", {"(n_in, n_out))": "(n_out, n_in))"})
def xavier_init_transposed():
    """形が (n_out, n_in) になっています。行の数は前の層のニューロン数 n_in、列の数は次の層の n_out
    です。
    |
    The shape is (n_out, n_in). There is a row for each of the n_in neurons before, and a column for each
    of the n_out neurons after.
    """


@mistake("xavier_init", {"rng.standard": "np.random.default_rng(0).standard"})
def xavier_init_with_a_fixed_seed():
    """何度呼んでも同じ重みになります。関数の中で、乱数の種を決めていませんか。
    |
    Every call gives the same weights. Is a seed set, or a generator made, inside the function?
    """


@mistake("he_init", {"2 / n_in": "2 / n_out"})
def he_init_by_n_out():
    """標準偏差が √(2/n_out) になっています。足し合わされる入力の個数は、
    どちらの層のニューロン数ですか。
    |
    The standard deviation is √(2/n_out). Of which layer are the neurons whose outputs are summed up?
    """


@mistake("he_init", {"2 / n_in": "1 / n_in"})
def he_init_as_xavier():
    """標準偏差が √(1/n_in) になっています。これは Xavier の初期値です。ReLU が負の半分を 0
    にする分を、取り戻していますか。
    |
    The standard deviation is √(1/n_in), which is that of Xavier's initial values. Is it made up for the
    negative half that ReLU turns into 0?
    """


@mistake("he_init", {"np.sqrt(2 / n_in)": "2 / n_in"})
def he_init_by_the_variance():
    """標準偏差が 2/n_in になっています。2/n は分散です。平方根を忘れていませんか。
    |
    The standard deviation is 2/n_in. But 2/n is the variance: is the root missing?
    """


@mistake("he_init", {"np.sqrt(2 / n_in)": "2 / np.sqrt(n_in)"})
def he_init_with_two_outside_the_root():
    """標準偏差が 2/√n_in で、√2 倍の大きさです。2 が根号の外に出ていませんか。
    |
    The standard deviation is 2/√n_in, √2 times too large. Does the 2 stand outside the root?
    """


@mistake("he_init", {"np.sqrt(2 / n_in)": "np.sqrt(2 / (n_in + n_out))"})
def he_init_by_both_layers():
    """標準偏差が √(2/(n_in + n_out)) になっています。これは、論文での Xavier の初期値です。He
    の初期値を決める n は、どの層のニューロン数ですか。
    |
    The standard deviation is √(2/(n_in + n_out)), which is that of Xavier's initial values in the paper.
    Of which layer is the n of He's initial values?
    """


@mistake("he_init", {" * np.sqrt(2 / n_in)": ""})
def he_init_without_scale():
    """標準偏差が 1 のままです。層の大きさに合わせた数を掛けていますか。
    |
    The standard deviation is still 1. Are the numbers scaled to the size of the layer?
    """


@mistake("he_init", {"rng.standard_normal((n_in, n_out))": "rng.uniform(-1, 1, (n_in, n_out))"})
def he_init_uniform():
    """重みが一様に散らばっていて、正規分布ではありません。どの乱数を使っていますか。
    |
    The weights are evenly spread, and not normally distributed. Which random numbers are used?
    """


@mistake("he_init", {"(n_in, n_out))": "(n_out, n_in))"})
def he_init_transposed():
    """形が (n_out, n_in) になっています。行の数は前の層のニューロン数 n_in、列の数は次の層の n_out
    です。
    |
    The shape is (n_out, n_in). There is a row for each of the n_in neurons before, and a column for each
    of the n_out neurons after.
    """


@mistake("he_init", {"rng.standard": "np.random.default_rng(0).standard"})
def he_init_with_a_fixed_seed():
    """何度呼んでも同じ重みになります。関数の中で、乱数の種を決めていませんか。
    |
    Every call gives the same weights. Is a seed set, or a generator made, inside the function?
    """


@mistake("activation_stats")
def activation_stats_before_the_activation(x, weights, activation):
    """リストに入っているのは、活性化関数を通す前の値です。何をリストに加えていますか。
    |
    The list holds the values before the activation function. What is appended to it?
    """
    sums = []
    for W in weights:
        a = np.dot(x, W)
        sums.append(a)
        x = activation(a)
    return sums


@mistake("activation_stats", {"activations = []": "activations = [x]"})
def activation_stats_with_the_input():
    """リストのはじめに、入力 x も入っています。返すのは、各層の出力だけです。
    |
    The list begins with the input x. Only the outputs of the layers are to be returned.
    """


@mistake("activation_stats")
def activation_stats_of_the_input_each_time(x, weights, activation):
    """2 層目からの出力も、最初の入力 x から計算した値です。前の層の出力を、次の層に渡していますか。
    |
    From layer 2 on, too, the outputs come from the first input x. Is the output of one layer handed on
    to the next?
    """
    return [activation(np.dot(x, W)) for W in weights]


@mistake("activation_stats", {"return activations": "return x"})
def activation_stats_of_the_last_layer():
    """返ってくるのは、最後の層の出力だけです。層ごとの出力を、リストに残していますか。
    |
    Only the output of the last layer comes back. Is the output of each layer kept in a list?
    """


@mistake("activation_stats", {"activation(np.dot(x, W))": "np.dot(x, W)"})
def activation_stats_without_activation():
    """出力が、活性化関数を通さない値です。どの層でも activation を呼んでいますか。
    |
    The outputs are those without an activation function. Is activation called in every layer?
    """


@mistake("activation_stats")
def activation_stats_always_sigmoid(x, weights, activation):
    """どの activation を渡しても、シグモイド関数の出力になっています。引数の activation
    を使っていますか。
    |
    Whichever activation is given, the outputs are those of the sigmoid. Is the argument activation used?
    """
    return reference.activation_stats(x, weights, lambda a: 1 / (1 + np.exp(-a)))


@mistake("activation_stats", {"np.dot(x, W)": "np.dot(x, weights[0])"})
def activation_stats_with_the_first_weights():
    """どの層でも、1 層目の重みが使われています。繰り返しの中で、どの重みを使っていますか。
    |
    Every layer has the weights of the first one. Which weights are used in the loop?
    """


@mistake("activation_stats", {"np.dot(x, W)": "np.dot(W, x)"})
def activation_stats_with_factors_swapped():
    """x と重みの積がうまくいきません。x の行が 1 つのデータです。積の順序を確かめてください。
    |
    The product of x and the weights goes wrong. The rows of x are the data: check the order of the
    factors.
    """


@mistake("activation_stats")
def activation_stats_without_the_last(x, weights, activation):
    """最後の層の出力がリストにありません。リストに加えるのが、その層の計算の前になっていませんか。
    |
    The output of the last layer is not in the list. Is a value appended before the layer is computed?
    """
    return reference.activation_stats(x, weights, activation)[:-1]


@mistake("activation_stats")
def activation_stats_returning_in_the_loop(x, weights, activation):
    """1 層目だけが返っています。return が繰り返しの中に入っていませんか。
    |
    Only the first layer comes back. Does return stand inside the loop?
    """
    return reference.activation_stats(x, weights[:1], activation)


@mistake("activation_stats")
def activation_stats_as_numbers(x, weights, activation):
    """返ってくるのは、層ごとの出力の平均です。返すのは、出力の配列そのものです。
    |
    What comes back are the means of the layers' outputs. The outputs themselves, as arrays, are to be
    returned.
    """
    return [float(np.mean(a)) for a in reference.activation_stats(x, weights, activation)]


@mistake("activation_stats")
def activation_stats_in_one_array(x, weights, activation):
    """リストの中身が、どれも最後の層の出力です。1 つの配列を使い回して、書き換えていませんか。
    |
    All in the list is the output of the last layer. Is one array used again and written over?
    """
    found = reference.activation_stats(x, weights, activation)
    return [found[-1]] * len(found)


@mistake("BatchNormalization", {"np.var(x, axis=0)": "np.var(x, axis=0, ddof=1)"})
class BatchNormalizationWithSampleVariance:
    """分散が、N − 1 で割った値（不偏分散）になっています。バッチ正規化の式では、何で割っていますか。
    |
    The variance is that divided by N − 1, the unbiased one. What does the formula of batch normalisation
    divide by?
    """


@mistake("BatchNormalization", {"np.sqrt(var + 1e-7)": "np.sqrt(var) + 1e-7"})
class BatchNormalizationWithEpsilonOutside:
    """値がほとんど等しい列で、√分散 に ε を足した数で割った値になっています。式では、ε
    は根号の中と外のどちらですか。
    |
    In a column of nearly equal values the result is that of a division by √variance plus ε. Does ε stand
    under the root or outside it in the formula?
    """


@mistake("BatchNormalization", {"np.sqrt(var + 1e-7)": "np.sqrt(var)"})
class BatchNormalizationWithoutEpsilon:
    """値がすべて等しい列で、正しい値になりません。そこでは分散が 0 です。0 で割っていませんか。式の ε
    は、そのためにあります。
    |
    A column whose values are all equal goes wrong. There the variance is 0: is it divided by 0? This is
    what ε is for in the formula.
    """


@mistake("BatchNormalization", {"np.sqrt(var + 1e-7)": "var + 1e-7"})
class BatchNormalizationByTheVariance:
    """標準偏差ではなく、分散で割った値になっています。平方根を忘れていませんか。
    |
    The values are divided by the variance and not by the standard deviation. Is the root missing?
    """


@mistake("BatchNormalization", {"(x - mean) / self.std": "x - mean"})
class BatchNormalizationWithoutDivision:
    """平均は 0 になっていますが、広がりが元のままです。標準偏差で割っていますか。
    |
    The mean is 0, but the spread is what it was. Are the values divided by the standard deviation?
    """


@mistake("BatchNormalization", {"(x - mean) / self.std": "x / self.std"})
class BatchNormalizationWithoutMean:
    """標準偏差では割られていますが、平均が 0 になっていません。平均を引いていますか。
    |
    The values are divided by the standard deviation, but their mean is not 0. Is the mean subtracted?
    """


@mistake(
    "BatchNormalization",
    {"np.mean(x, axis=0), np.var(x, axis=0)": "np.mean(x) + 0 * x[0], np.var(x) + 0 * x[0]"},
)
class BatchNormalizationOfAllColumns:
    """平均と分散が、列ごとではなく、バッチ全体で 1 つずつになっています。
    どの軸に沿って求めていますか。
    |
    There is one mean and one variance for the whole batch, and not one for each column. Along which axis
    are they taken?
    """


@mistake(
    "BatchNormalization",
    {
        "np.mean(x, axis=0)": "np.mean(x, axis=1, keepdims=True)",
        "np.var(x, axis=0)": "np.var(x, axis=1, keepdims=True)",
    },
)
class BatchNormalizationOfRows:
    """列ごとではなく、データ（行）ごとに正規化されています。平均と分散を、
    どの軸に沿って求めていますか。
    |
    Each datum, a row, is normalised by itself, and not each column. Along which axis are mean and
    variance taken?
    """


@mistake("BatchNormalization", {"(self.gamma * self.xn + self.beta)": "self.xn"})
class BatchNormalizationWithoutGammaAndBeta:
    """出力が、正規化しただけの値です。そのあとの γ と β の式を確かめてください。
    |
    The output is what normalising gives, and no more. Look at the formula with γ and β that comes after
    it.
    """


@mistake("BatchNormalization", {"self.gamma * self.xn + self.beta": "self.gamma * (self.xn + self.beta)"})
class BatchNormalizationWithBetaFirst:
    """beta まで gamma 倍されています。掛け算と足し算の順を確かめてください。
    |
    beta, too, is multiplied by gamma. Check the order of the multiplication and the addition.
    """


@mistake("BatchNormalization", {"self.gamma * self.xn + self.beta": "self.beta * self.xn + self.gamma"})
class BatchNormalizationWithGammaAndBetaSwapped:
    """gamma と beta の役割が入れ替わっています。掛けるのがどちらで、足すのがどちらか、
    式で確かめてください。
    |
    gamma and beta have changed roles. Look in the formula which of them multiplies and which is added.
    """


@mistake(
    "BatchNormalization",
    {"x = x.reshape(len(x), -1)\n        if": "if", "dout = dout.reshape(len(dout), -1)\n        ": ""},
)
class BatchNormalizationWithoutFlattening:
    """行列では動きますが、4 次元の入力でうまくいきません。4 次元の入力をどう扱うか、
    説明で確かめてください。
    |
    Matrices work, 4-D input does not. Look in the text what is to be done with 4-D input.
    """


@mistake(
    "BatchNormalization",
    {"(self.gamma * self.xn + self.beta).reshape(self.x_shape)": "self.gamma * self.xn + self.beta"},
)
class BatchNormalizationLeavingTheOutputFlat:
    """4 次元の入力のとき、forward の戻り値の形が (N, C·H·W) のままです。元の形に戻していますか。
    |
    For 4-D input, what forward returns still has the shape (N, C·H·W). Is it given its old shape back?
    """


@mistake("BatchNormalization", {"dx.reshape(self.x_shape)": "dx"})
class BatchNormalizationLeavingDxFlat:
    """4 次元の入力のとき、backward が返す dx の形が (N, C·H·W) のままです。x
    と同じ形に戻していますか。
    |
    For 4-D input, the dx that backward returns still has the shape (N, C·H·W). Is it given the shape of
    x back?
    """


@mistake("BatchNormalization", {"self.running_mean + (1": "self.running_mean * (1"})
class BatchNormalizationMultiplyingInTheRunningMean:
    """running_mean が、0 から始めるとずっと 0 のままです。更新の式の 2 つの項を、
    掛け合わせていませんか。学習時の出力には現れないので、気づきにくいところです。
    |
    running_mean, once 0, stays 0 for ever. Are the two terms of its update multiplied with each other?
    In training nothing of this shows, so it is hard to notice.
    """


@mistake("BatchNormalization", {"self.running_var + (1": "self.running_var * (1"})
class BatchNormalizationMultiplyingInTheRunningVariance:
    """running_var が、0 から始めるとずっと 0 のままです。更新の式の 2 つの項を、
    掛け合わせていませんか。
    |
    running_var, once 0, stays 0 for ever. Are the two terms of its update multiplied with each other?
    """


@mistake(
    "BatchNormalization",
    {"self.running_mean + (1": "self.running_mean * (1", "self.running_var + (1": "self.running_var * (1"},
)
class BatchNormalizationMultiplyingInBothRunningStatistics:
    """running_mean も running_var も、0 から始めるとずっと 0 のままです。更新の式の 2 つの項を、
    掛け合わせていませんか。
    |
    running_mean and running_var, once 0, stay 0 for ever. Are the two terms of the updates multiplied
    with each other?
    """


@mistake("BatchNormalization", {"beta, momentum\n": "beta, 1 - momentum\n"})
class BatchNormalizationWithMomentumReversed:
    """移動平均で、これまでの値の割合と、今のバッチの値の割合が逆になっています。momentum
    を掛けるのはどちらですか。
    |
    In the running averages, the share of the value so far and that of this batch are the wrong way
    round. Which of them is multiplied by momentum?
    """


@mistake(
    "BatchNormalization",
    {
        "self.momentum * self.running_mean + (1 - self.momentum) * mean": "mean",
        "self.momentum * self.running_var + (1 - self.momentum) * var": "var",
    },
)
class BatchNormalizationRememberingTheLastBatch:
    """running_mean と running_var が、直前のバッチの平均と分散そのものです。
    これまでの値が残る式になっていますか。
    |
    running_mean and running_var are just the mean and variance of the last batch. Does anything of the
    values so far remain in them?
    """


@mistake(
    "BatchNormalization",
    {
        "self.momentum * self.running_mean": "self.running_mean",
        "self.momentum * self.running_var": "self.running_var",
    },
)
class BatchNormalizationWithoutDecay:
    """これまでの running_mean と running_var が、少しも減らずに残っています。momentum
    を掛けていますか。
    |
    The running_mean and running_var so far are kept in full and lose nothing. Are they multiplied by
    momentum?
    """


@mistake("BatchNormalization", {"(1 - self.momentum) * mean": "mean", "(1 - self.momentum) * var": "var"})
class BatchNormalizationWithoutTheShareOfTheBatch:
    """今のバッチの平均と分散が、割り引かれずに移動平均に入っています。更新の式で、
    それらに掛かる数を確かめてください。
    |
    The mean and variance of this batch enter the running averages in full. Look at what they are
    multiplied by in the formula.
    """


@mistake(
    "BatchNormalization",
    {
        "self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean": "pass",
        "self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var": "pass",
    },
)
class BatchNormalizationWithoutRunningStatistics:
    """学習しても、running_mean と running_var がはじめの値のままです。学習時の forward
    で更新していますか。
    |
    However much is learnt, running_mean and running_var keep their first values. Does forward update
    them in training?
    """


@mistake("BatchNormalization", {"if self.running_mean is None:": "if train_flg:"})
class BatchNormalizationStartingAnewEachTime:
    """学習時の forward のたびに、running_mean と running_var が 0 から始まっています。0 にするのが、
    はじめの 1 回だけになっていますか。
    |
    At every forward in training, running_mean and running_var start from 0 again. Are they set to 0 the
    first time only?
    """


@mistake(
    "BatchNormalization",
    {"np.zeros(x.shape[1]), np.zeros(x.shape[1])": "np.zeros(x.shape[1]), np.ones(x.shape[1])"},
)
class BatchNormalizationStartingAtOne:
    """running_var が 1 から始まっています。ここでは、running_mean も running_var も 0 から始めます。
    |
    running_var starts at 1. Here both running_mean and running_var start at 0.
    """


@mistake(
    "BatchNormalization",
    {"np.zeros(x.shape[1]), np.zeros(x.shape[1])": "np.mean(x, axis=0), np.var(x, axis=0)"},
)
class BatchNormalizationStartingAtTheFirstBatch:
    """running_mean と running_var が、最初のバッチの値から始まっています。ここでは、どちらも 0
    から始めます。
    |
    running_mean and running_var start at the values of the first batch. Here both start at 0.
    """


@mistake("BatchNormalization", {"(1 - self.momentum) * var": "(1 - self.momentum) * np.sqrt(var)"})
class BatchNormalizationWithTheRunningDeviation:
    """running_var に入っているのが、分散ではなく標準偏差の移動平均です。
    何を足しているか確かめてください。
    |
    What is in running_var is the running average of the standard deviation and not of the variance. Look
    at what is added.
    """


@mistake(
    "BatchNormalization", {"(1 - self.momentum) * var": "(1 - self.momentum) * var * len(x) / (len(x) - 1)"}
)
class BatchNormalizationWithTheUnbiasedRunningVariance:
    """running_var に入っているのが、不偏分散（N − 1 で割ったもの）の移動平均です。ここで使うのは、
    正規化に使ったのと同じ、N で割った分散です。
    |
    What is in running_var is the running average of the unbiased variance, divided by N − 1. Here it
    should be the one that normalises the batch, divided by N.
    """


@mistake("BatchNormalization")
class BatchNormalizationUpdatingInTestMode(reference.BatchNormalization):
    """テスト時の forward のあとで、running_mean と running_var が変わっています。更新するのが、
    学習時だけになっていますか。
    |
    After a forward in test mode, running_mean and running_var have changed. Are they updated in training
    only?
    """

    def forward(self, x, train_flg=True):
        out = super().forward(x, train_flg)
        if not train_flg:
            x = x.reshape(len(x), -1)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * np.mean(x, axis=0)
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * np.var(x, axis=0)
        return out


@mistake(
    "BatchNormalization",
    {"mean, var = self.running_mean, self.running_var": "mean, var = np.mean(x, axis=0), np.var(x, axis=0)"},
)
class BatchNormalizationWithBatchStatisticsInTestMode:
    """テスト時（train_flg=False）にも、そのバッチの平均と分散で正規化されています。
    テスト時に使うのは、どの平均と分散ですか。
    |
    In test mode (train_flg=False), too, the batch is normalised by its own mean and variance. Which ones
    does test mode use?
    """


@mistake("BatchNormalization", {"else:\n            mean, var": "if True:\n            mean, var"})
class BatchNormalizationNormalisingByRunningStatistics:
    """学習時にも、running_mean と running_var で正規化されています。学習時に使うのは、
    どの平均と分散ですか。
    |
    In training, too, the batch is normalised by running_mean and running_var. Which mean and variance
    does training use?
    """


@mistake("BatchNormalization", {"= running_mean, running_var": "= None, None"})
class BatchNormalizationForgettingTheGivenStatistics:
    """__init__ に渡された running_mean と running_var の値が、結果に影響していません。None
    でないときは、その値から始めます。
    |
    The running_mean and running_var given to __init__ have no effect on the results. Where they are not
    None, it is with them that the running averages start.
    """


@mistake(
    "BatchNormalization",
    {"(dxn - np.mean(dxn, axis=0) - self.xn * np.mean(dxn * self.xn, axis=0)) / self.std": "dxn / self.std"},
)
class BatchNormalizationWithDxOnlyDirect:
    """dx が、x から出力へまっすぐ進む道の分だけになっています。平均も分散も、x から計算した値です。
    そこを通る道も、計算グラフを逆にたどっていますか。
    |
    dx has only what flows straight from the output to x. Mean and variance are computed from x as well:
    does your way back go through them, too?
    """


@mistake("BatchNormalization", {"dxn - np.mean(dxn, axis=0) - ": "dxn - "})
class BatchNormalizationWithoutTheWayThroughTheMean:
    """dx に、平均を通る道の分が入っていません。平均を引いたところで、勾配は平均へも流れます。
    |
    dx lacks what flows through the mean. Where the mean is subtracted, gradient flows to the mean, too.
    """


@mistake("BatchNormalization", {" - self.xn * np.mean(dxn * self.xn, axis=0)": ""})
class BatchNormalizationWithoutTheWayThroughTheVariance:
    """dx に、分散を通る道の分が入っていません。標準偏差で割ったところで、勾配は分散へも流れます。
    |
    dx lacks what flows through the variance. Where there is the division by the standard deviation,
    gradient flows to the variance, too.
    """


@mistake(
    "BatchNormalization",
    {"np.mean(dxn, axis=0)": "np.sum(dxn, axis=0)", "np.mean(dxn * self.xn": "np.sum(dxn * self.xn"},
)
class BatchNormalizationWithSumsForMeans:
    """dx で、平均と分散を通る分が、正しい値の N 倍になっています（N はデータの個数）。
    平均を逆にたどるときの、局所的な微分を確かめてください。
    |
    In dx, what flows through mean and variance is N times too large, N being the number of data. Check
    the local derivative of a mean on the way back.
    """


@mistake("BatchNormalization", {"dxn = self.gamma * dout": "dxn = dout"})
class BatchNormalizationWithoutGammaInDx:
    """dx に gamma が影響していません。γ を掛けたところを逆にたどるとき、何を掛けますか。
    |
    gamma has no effect on dx. What is multiplied by on the way back, where γ was multiplied by?
    """


@mistake("BatchNormalization", {"axis=0)) / self.std": "axis=0))"})
class BatchNormalizationWithoutTheDeviationInDx:
    """dx が、正しい値の σ 倍になっています（σ は列の標準偏差）。標準偏差で割ったところを、
    逆にたどっていますか。
    |
    dx is σ times too large, σ being the standard deviation of the column. Does your way back pass the
    division by it?
    """


@mistake(
    "BatchNormalization",
    {" - self.xn * np.mean(dxn * self.xn, axis=0)": " + self.xn * np.mean(dxn * self.xn, axis=0)"},
)
class BatchNormalizationWithTheSignOfTheVariance:
    """dx で、分散を通る分の符号が逆になっています。割り算を σ で微分したときの符号を確かめてください。
    |
    In dx, what flows through the variance has the opposite sign. Check the sign of a division's
    derivative with respect to σ.
    """


@mistake("BatchNormalization", {"self.dbeta = np.sum(dout, axis=0)": "self.dbeta = dout"})
class BatchNormalizationWithDbetaNotSummed:
    """dbeta の形が、beta の形 (D,) ではなく、dout と同じになっています。beta は、
    どのデータにも足されます。
    |
    dbeta has the shape of dout and not that of beta, (D,). beta is added to every datum.
    """


@mistake(
    "BatchNormalization", {"self.dgamma = np.sum(dout * self.xn, axis=0)": "self.dgamma = dout * self.xn"}
)
class BatchNormalizationWithDgammaNotSummed:
    """dgamma の形が、gamma の形 (D,) ではなく、dout と同じになっています。gamma は、
    どのデータにも掛かります。
    |
    dgamma has the shape of dout and not that of gamma, (D,). gamma multiplies every datum.
    """


@mistake(
    "BatchNormalization",
    {
        "np.sum(dout, axis=0)": "np.mean(dout, axis=0)",
        "np.sum(dout * self.xn, axis=0)": "np.mean(dout * self.xn, axis=0)",
    },
)
class BatchNormalizationWithMeansForSums:
    """dgamma と dbeta が、合計ではなく平均になっています。データの個数で割っていませんか。
    |
    dgamma and dbeta are means and not sums. Is there a division by the number of data?
    """


@mistake(
    "BatchNormalization",
    {
        "self.x_shape = x.shape": "self.x_shape, self.x = x.shape, x.reshape(len(x), -1)",
        "np.sum(dout * self.xn, axis=0)": "np.sum(dout * self.x, axis=0)",
    },
)
class BatchNormalizationWithXInDgamma:
    """dgamma が、dout と x の積の和になっています。forward で、gamma は何に掛かっていますか。
    |
    dgamma is the sum of dout times x. What does gamma multiply in forward?
    """


@mistake(
    "BatchNormalization", {"np.sum(dout * self.xn, axis=0)": "np.sum(dout * self.xn * self.std, axis=0)"}
)
class BatchNormalizationWithCentredXInDgamma:
    """dgamma が、dout と（x − 平均）の積の和になっています。forward で、gamma は何に掛かっていますか。
    |
    dgamma is the sum of dout times x minus its mean. What does gamma multiply in forward?
    """


@mistake(
    "BatchNormalization",
    {"np.sum(dout * self.xn, axis=0)": "np.sum(dout * (self.gamma * self.xn + self.beta), axis=0)"},
)
class BatchNormalizationWithOutInDgamma:
    """dgamma が、dout と forward の出力の積の和になっています。forward で、gamma
    は何に掛かっていますか。
    |
    dgamma is the sum of dout times the output of forward. What does gamma multiply in forward?
    """


@mistake(
    "BatchNormalization",
    {
        "self.dbeta": "self.dgamma_",
        "self.dgamma =": "self.dbeta =",
        "dxn = self": "self.dgamma = self.dgamma_\n        dxn = self",
    },
)
class BatchNormalizationWithDgammaAndDbetaSwapped:
    """dgamma と dbeta が入れ替わっています。導いた式の 1 と 2 を確かめてください。
    |
    dgamma and dbeta have changed places. Look at steps 1 and 2 of the derivation.
    """


@mistake(
    "BatchNormalization",
    {"return dx.reshape(self.x_shape)": "return dx.reshape(self.x_shape), self.dgamma, self.dbeta"},
)
class BatchNormalizationReturningAllGradients:
    """backward の戻り値が 3 つあります。返すのは dx だけで、ほかの 2 つは self に覚えます。
    |
    backward returns three values. It should return dx only; the two others are kept in self.
    """


@mistake("BatchNormalization", {"return dx.reshape(self.x_shape)": "self.dx = dx.reshape(self.x_shape)"})
class BatchNormalizationWithoutReturnInBackward:
    """backward が None を返しています。return を忘れていませんか。
    |
    backward returns None. Is a return missing?
    """


@mistake("BatchNormalization", {"gamma, beta, momentum\n": "gamma.copy(), beta.copy(), momentum\n"})
class BatchNormalizationOnCopies:
    """渡した gamma と beta をあとから書き換えても、レイヤの出力が変わりません。__init__ で、
    配列のコピーを作っていませんか。
    |
    When the gamma and beta that were given are changed later, the layer's output stays the same. Does
    __init__ make copies of the arrays?
    """


@mistake(
    "BatchNormalization", {"self.xn = (x - mean) / self.std": "x -= mean\n        self.xn = x / self.std"}
)
class BatchNormalizationChangingTheInput:
    """値は合っていますが、受け取った配列 x の中身が変わっています。-= などで、x
    そのものに計算の結果を入れていませんか。
    |
    The values are right, but the contents of the array x that came in are changed. Is a result put into
    x itself, as by -=?
    """


@mistake("BatchNormalization", {"beta, momentum\n": "beta, 0.9\n"})
class BatchNormalizationWithFixedMomentum:
    """momentum をいくつにしても、0.9 のときと同じ移動平均になります。引数の momentum
    を使っていますか。
    |
    Whatever momentum is, the running averages are those of 0.9. Is the argument momentum used?
    """


@mistake("l2_penalty", {"lam / 2 * np": "lam * np"})
def l2_penalty_without_half():
    """penalty が正しい値の 2 倍です（勾配は合っています）。2 乗和に掛ける数を確かめてください。
    |
    The penalty is twice what it should be; the gradients are right. Look at what the sum of squares is
    multiplied by.
    """


@mistake("l2_penalty", {"key: lam * W": "key: lam / 2 * W"})
def l2_penalty_with_half_in_the_gradient():
    """勾配が正しい値の半分です（penalty は合っています）。λ/2・W² の微分を計算し直してください。
    |
    The gradients are half of what they should be; the penalty is right. Work out the derivative of
    λ/2·W² again.
    """


@mistake("l2_penalty", {"lam / 2 * np": "lam * np", "key: lam * W": "key: 2 * lam * W"})
def l2_penalty_of_twice_lambda():
    """penalty も勾配も、正しい値の 2 倍です。2 つは互いに合っています。式の ½ を確かめてください。
    |
    Penalty and gradients are both twice what they should be. They agree with each other: look for the ½
    in the formula.
    """


@mistake("l2_penalty", {' if key.startswith("W")': ""})
def l2_penalty_with_biases():
    """バイアスなど、重みでないものまで罰則に入っています。罰則を科すのは重みだけです。
    |
    Biases, or others that are no weights, are penalised too. The penalty is for weights alone.
    """


@mistake("l2_penalty", {'if key.startswith("W")': 'if key in ("W1", "W2")'})
def l2_penalty_of_two_layers():
    """罰則に入っているのが、W1 と W2 だけです。層がいくつあっても、重みをすべて拾えていますか。
    |
    Only W1 and W2 are penalised. Are all weights found, however many layers there are?
    """


@mistake("l2_penalty", {'if key.startswith("W")': 'if key.startswith("W") and len(key) == 2'})
def l2_penalty_of_one_digit():
    """W10 や W11 が罰則に入っていません。層の番号が 2 けたのときも、重みだと見分けられていますか。
    |
    W10 and W11 are not penalised. Are weights recognised even where the number of the layer has two
    digits?
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.sum(np.abs(W))"})
def l2_penalty_of_absolute_values():
    """penalty が、2 乗ではなく絶対値の和で計算した値です。足すものを確かめてください。
    |
    The penalty is that of a sum of absolute values and not of squares. Look at what is added up.
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.sqrt(np.sum(W**2))"})
def l2_penalty_of_the_norm():
    """penalty が、重みごとの 2 乗和の平方根で計算した値です。式に平方根はありますか。
    |
    The penalty is that of the square roots of the sums of squares. Is there a root in the formula?
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.sum(W) ** 2"})
def l2_penalty_of_the_squared_sum():
    """penalty が、重みを足してから 2 乗した値です。それでは、正と負の重みが打ち消し合います。2
    乗と和の順を確かめてください。
    |
    The penalty is that of weights added first and squared afterwards, where positive and negative ones
    cancel out. Check the order of squaring and adding.
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.mean(W**2)"})
def l2_penalty_of_the_mean():
    """penalty が、2 乗の和ではなく平均で計算した値です。要素の数で割っていませんか。
    |
    The penalty is that of the mean of the squares and not of their sum. Is there a division by the
    number of elements?
    """


@mistake("l2_penalty")
def l2_penalty_of_the_last_layer(params, lam):
    """penalty に、最後の層の分しか入っていません。繰り返しの中で、前の層の分を上書きしていませんか。
    |
    The penalty has the last layer's part only. Does the loop write over what the layers before gave?
    """
    penalty, grads = 0.0, {}
    for key, W in params.items():
        if key.startswith("W"):
            penalty = 0.5 * lam * np.sum(W**2)
            grads[key] = lam * W
    return penalty, grads


@mistake("l2_penalty", {"key: lam * W": "key: W"})
def l2_penalty_without_lambda_in_the_gradient():
    """λ をいくつにしても、勾配が W と同じ値です。λ/2・W² の微分に、λ は残りませんか。
    |
    Whatever λ is, the gradients equal the weights. Does λ not remain in the derivative of λ/2·W²?
    """


@mistake("l2_penalty", {"lam / 2 * np.sum(W**2) for": "np.sum(W**2) / 2 for"})
def l2_penalty_without_lambda():
    """penalty に λ が影響していません。どれだけ強く罰するかを決めるのが λ です。
    |
    λ has no effect on the penalty. It is λ that says how strong the penalty is.
    """


@mistake("l2_penalty", {"return penalty, {key: lam * W for key, W in weights.items()}": "return penalty"})
def l2_penalty_returning_the_penalty():
    """返ってくるのが、数 1 個だけです。勾配の辞書も返していますか。
    |
    A single number comes back. Is the dictionary of gradients returned, too?
    """


@mistake("l2_penalty")
def l2_penalty_in_another_order(params, lam):
    """2 つの戻り値の順が逆です。penalty が先、勾配の辞書があとです。
    |
    The two results are in the wrong order. The penalty is first, the dictionary of gradients second.
    """
    penalty, grads = l2_penalty(params, lam)
    return grads, penalty


@mistake("l2_penalty")
def l2_penalty_in_place(params, lam):
    """値は合っていますが、params の重みが書き換わっています。*= などで、
    計算の結果を重みの配列そのものに入れていませんか。
    |
    The values are right, but the weights in params are changed. Is a result put into the very arrays of
    the weights, as by *=?
    """
    penalty, grads = 0.0, {}
    for key, W in params.items():
        if key.startswith("W"):
            penalty += 0.5 * lam * np.sum(W**2)
            W *= lam
            grads[key] = W
    return penalty, grads


@mistake(
    "Dropout", {"return dout * self.mask": "return dout * (np.random.rand(*dout.shape) > self.dropout_ratio)"}
)
class DropoutWithANewMaskInBackward:
    """backward で勾配が止まる要素が、forward で消した要素と違います。backward で、
    乱数を引き直していませんか。
    |
    The elements where backward stops the gradient are not those that forward dropped. Does backward draw
    random numbers anew?
    """


@mistake("Dropout", {"np.random.rand(*x.shape) >": "np.random.rand(*x.shape) <"})
class DropoutWithRatioInverted:
    """dropout_ratio の割合だけ、要素が残っています。dropout_ratio は消す割合です。
    乱数と比べる不等号の向きを確かめてください。
    |
    A share dropout_ratio of the elements is kept. It is the share to drop: check which way the random
    numbers are compared.
    """


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(len(x), *[1] * (x.ndim - 1))"})
class DropoutOfWholeRows:
    """データ（行）が丸ごと消えたり残ったりしています。マスクの形を確かめてください。
    |
    Whole data, that is rows, are dropped or kept. Check the shape of the mask.
    """


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(*x.shape[1:])"})
class DropoutOfWholeColumns:
    """バッチのどのデータでも、同じニューロンが消えています。マスクの形を確かめてください。
    |
    The same neurons are dropped for every datum of the batch. Check the shape of the mask.
    """


@mistake("Dropout")
class DropoutWithOneMaskForEver(Dropout):
    """訓練で、はじめの forward と同じ要素がいつも消えます。マスクを、forward
    のたびに作り直していますか。
    |
    In training, the elements that the first forward dropped are dropped every time. Is the mask made
    anew in each forward?
    """

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        if not hasattr(self, "mask"):
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask


@mistake("Dropout")
class DropoutWithAFixedSeed(Dropout):
    """訓練で、どの forward でも同じ要素が消えます。乱数の種（seed）を、forward
    の中で決めていませんか。
    |
    In training, every forward drops the same elements. Is the seed of the random numbers set in forward?
    """

    def forward(self, x, train_flg=True):
        np.random.seed(0)
        return super().forward(x, train_flg)


@mistake("Dropout", {"return x * (1 - self.dropout_ratio)": "return x"})
class DropoutScaledNowhere:
    """訓練で残った要素は x のままなのに、テストの出力も x のままです。それでは、
    テストの出力が訓練の平均より大きくなります。どちらかで大きさを合わせていますか。
    |
    What is kept in training is x as it is, and so is the output in test mode, which makes it larger than
    the mean in training. Is the size adjusted in one of the two?
    """


@mistake("Dropout", {"return x * self.mask": "return x * self.mask / (1 - self.dropout_ratio)"})
class DropoutScaledTwice:
    """訓練で残った要素が 1 / (1 − dropout_ratio) 倍になり、テストの出力も 1 − dropout_ratio
    倍になっています。大きさを合わせるのは、どちらか一方だけです。
    |
    What is kept in training is 1 / (1 − dropout_ratio) times x, and the output in test mode is 1 −
    dropout_ratio times x. The size is to be adjusted in one of the two only.
    """


@mistake("Dropout", {"return x * (1 - self.dropout_ratio)": "return x * self.dropout_ratio"})
class DropoutScaledByTheRatio:
    """テストの出力が、x の dropout_ratio 倍になっています。訓練で残る割合はいくつですか。
    |
    The output in test mode is dropout_ratio times x. What share is kept in training?
    """


@mistake("Dropout", {"return dout * self.mask": "return dout"})
class DropoutPassingEverything:
    """backward が、forward で消した要素にも勾配を流しています。消した要素は、出力に影響しません。
    |
    backward lets gradient pass where forward dropped an element. A dropped element has no effect on the
    output.
    """


@mistake("Dropout", {"        if train_flg:": "        if True:"})
class DropoutIgnoringTrainFlg:
    """テスト（train_flg=False）でも、要素が消えています。train_flg を使っていますか。
    |
    Elements are dropped in test mode (train_flg=False), too. Is train_flg used?
    """


@mistake("Dropout", {"        if train_flg:": "        if not train_flg:"})
class DropoutInTestModeOnly:
    """テスト（train_flg=False）では要素が消え、訓練（True）では消えません。train_flg
    の条件が逆になっていませんか。
    |
    Elements are dropped in test mode (train_flg=False), but not in training (True). Is the condition on
    train_flg the wrong way round?
    """


@mistake("Dropout", {"np.random.rand(*": "np.random.randn(*"})
class DropoutOfNormalNumbers:
    """消える割合が dropout_ratio より大きくなっています。どの乱数と比べていますか。要るのは、0 から 1
    までの一様な乱数です。
    |
    The share that is dropped is larger than dropout_ratio. Which random numbers is it compared with?
    Uniform ones from 0 to 1 are needed.
    """


@mistake("Dropout", {"np.random.rand(*x.shape) > self.dropout_ratio": "np.random.rand(*x.shape)"})
class DropoutOfWeakenedElements:
    """どの要素も弱まるだけで、消えません。乱数そのものを掛けていませんか。マスクは、True か False（1
    か 0）です。
    |
    Every element is weakened, and none is dropped. Are the random numbers themselves multiplied? A mask
    is True or False, 1 or 0.
    """


@mistake("Dropout", {"return x * self.mask": "return x"})
class DropoutForgettingTheMask:
    """訓練の forward で、要素が 1 つも消えません。マスクを x に掛けていますか。
    |
    In training, forward drops no element at all. Is x multiplied by the mask?
    """


@mistake("Dropout", {"return x * self.mask": "x *= self.mask\n            return x"})
class DropoutInPlace:
    """値は合っていますが、渡された x の中身が変わっています。x そのものに結果を入れていませんか（*= も
    x の中身を変えます）。
    |
    The values are right, but the contents of the x that was given are changed. Is a result put into x
    itself? (*= changes it, too.)
    """


@mistake("Dropout", {"self.mask = np": "mask = np", "return x * self.mask": "return x * mask"})
class DropoutWithoutSelf:
    """backward で、マスクが見つかりません。マスクを、forward
    が終わったあとも残るところに入れていますか。
    |
    backward does not find the mask. Is it put where it remains after forward ends?
    """


@mistake("Dropout")
class DropoutSharedByAll(Dropout):
    """2 つのレイヤを同時に使うと、マスクが混ざります。レイヤごとではなく、
    クラスやグローバル変数などに覚えさせていませんか。
    |
    Two layers in use at once mix up their masks. Are these kept in the class, in a global variable or
    the like, and not in each layer?
    """

    memory = None

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        type(self).memory = np.random.rand(*x.shape) > self.dropout_ratio
        return x * type(self).memory

    def backward(self, dout):
        return dout * type(self).memory


@mistake("Dropout")
class DropoutInvertedForwardOnly(Dropout):
    """訓練の forward で残った要素は 1 / (1 − dropout_ratio) 倍ですが、backward の dx は dout
    のままです。backward も、forward と同じ倍率になっていますか。
    |
    What forward keeps in training is 1 / (1 − dropout_ratio) times x, but the dx of backward is dout as
    it is. Has backward the same factor as forward?
    """

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask / (1 - self.dropout_ratio)


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(x.shape)"})
class DropoutOfAShapeAsOneArgument:
    """np.random.rand に、形がタプルのまま渡っています。np.random.rand は、形を 1 つ 1
    つの引数で受け取ります。説明の「*」の使い方を確かめてください。
    |
    np.random.rand is given the shape as a tuple, but takes it as separate arguments. Look in the text
    what a star does.
    """


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(x.shape[0], x.shape[1])"})
class DropoutOfMatricesOnly:
    """行列では動きますが、1 次元や 4 次元の x ではうまくいきません。乱数を、x
    と同じ形で作っていますか。
    |
    Matrices work, but a 1-D or 4-D x does not. Are the random numbers made in the shape of x?
    """


@mistake("Dropout", {"self.dropout_ratio = dropout_ratio": "self.dropout_ratio = 0.5"})
class DropoutOfHalf:
    """dropout_ratio をいくつにしても、0.5 のときと同じ動きです。引数の dropout_ratio
    を使っていますか。
    |
    Whatever dropout_ratio is, it works as with 0.5. Is the argument dropout_ratio used?
    """


RELU = '{"relu": Relu, "sigmoid": Sigmoid}[activation]()'
HE = """"relu": np.sqrt(2 / n_in),
                "he": np.sqrt(2 / n_in),"""
DECAYED = 'grads[f"W{i}"] = affine.dW + decay[f"W{i}"]'


@mistake("MultiLayerNet", {" + penalty": ""})
class MultiLayerNetWithoutDecayInLoss:
    """loss に、weight decay の罰則の分が入っていません。
    |
    loss lacks the penalty of weight decay.
    """


@mistake("MultiLayerNet", {DECAYED: 'grads[f"W{i}"] = affine.dW'})
class MultiLayerNetWithoutDecayInGradient:
    """gradient に、weight decay の分が入っていません。損失に足した罰則にも、勾配があります。
    |
    gradient lacks the part of weight decay. The penalty that was added to the loss has a gradient, too.
    """


@mistake("MultiLayerNet", {" + penalty": "", DECAYED: 'grads[f"W{i}"] = affine.dW'})
class MultiLayerNetWithoutDecay:
    """weight_decay_lambda をいくつにしても、loss も gradient も変わりません。
    引数の値を使っていますか。
    |
    Whatever weight_decay_lambda is, loss and gradient are the same. Is the argument used?
    """


@mistake("MultiLayerNet", {'affine.dW + decay[f"W{i}"]': 'affine.dW - decay[f"W{i}"]'})
class MultiLayerNetWithDecaySubtracted:
    """重みの勾配から、λW が引かれています。罰則の微分の符号を確かめてください。
    |
    λW is subtracted from the gradients of the weights. Check the sign of the penalty's derivative.
    """


@mistake(
    "MultiLayerNet", {"= affine.db\n": '= affine.db + self.weight_decay_lambda * self.params[f"b{i}"]\n'}
)
class MultiLayerNetWithDecayOfBiases:
    """バイアスの勾配にも、weight decay の分が入っています。罰則を科すのは重みだけです。
    |
    The gradients of the biases, too, have a part of weight decay. The penalty is for weights alone.
    """


@mistake("MultiLayerNet", {"if i < len(sizes) - 1:": "if True:"})
class MultiLayerNetWithActivationAtTheEnd:
    """出力層の点数が、活性化関数を通した値になっています。最後の Affine のあとにも、
    活性化関数のレイヤを置いていませんか。
    |
    The scores of the output layer have gone through an activation. Is there a layer of activation after
    the last Affine?
    """


@mistake("MultiLayerNet", {"if i < len(sizes) - 1:": "if False:"})
class MultiLayerNetWithoutActivations:
    """点数が、活性化関数をまったく通らない値になっています。隠れ層に、
    活性化関数のレイヤを置いていますか。
    |
    The scores are those of a network without any activation. Have the hidden layers a layer of
    activation?
    """


@mistake("MultiLayerNet", {RELU: "Relu()"})
class MultiLayerNetOfReluOnly:
    """activation が "sigmoid" でも、ReLU を使った値になっています。引数の activation
    を使っていますか。
    |
    Even where activation is "sigmoid", the values are those of ReLU. Is the argument activation used?
    """


@mistake("MultiLayerNet")
class MultiLayerNetWithOneActivation(MultiLayerNet):
    """predict は合っていますが、隠れ層が 2 つ以上あると、勾配が違います。1 つの活性化関数のレイヤを、
    いくつもの隠れ層で使い回していませんか。レイヤは、順伝播の値を覚えています。
    |
    predict is right, but with two or more hidden layers the gradients are wrong. Does one layer of
    activation serve several hidden layers? A layer remembers values of its forward pass.
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
        super().__init__(
            input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda
        )
        for i in range(2, len(hidden_size_list) + 1):
            self.layers[f"Activation{i}"] = self.layers["Activation1"]


@mistake("MultiLayerNet", {"sizes = [": "sizes = hidden_size_list\n        sizes[:] = ["})
class MultiLayerNetChangingTheList:
    """渡された hidden_size_list の中身が変わっています。リストそのものに、要素を足していませんか。
    |
    The hidden_size_list that was given is changed. Are elements added to the very list?
    """


@mistake("MultiLayerNet", {"std = {": "std = 1 if n_in else {"})
class MultiLayerNetWithoutInitStd:
    """weight_init_std を何にしても、重みの標準偏差が 1 です。引数の weight_init_std を使っていますか。
    |
    Whatever weight_init_std is, the weights have the standard deviation 1. Is the argument
    weight_init_std used?
    """


@mistake("MultiLayerNet", {"std = {": "std = 0.01 if n_in else {"})
class MultiLayerNetWithAFixedStd:
    """weight_init_std を何にしても、重みの標準偏差が 0.01 です。引数の weight_init_std
    を使っていますか。
    |
    Whatever weight_init_std is, the weights have the standard deviation 0.01. Is the argument
    weight_init_std used?
    """


@mistake("MultiLayerNet", {HE: HE.replace("n_in", "n_out")})
class MultiLayerNetByTheNextLayer:
    """He の初期値の標準偏差が、次の層のニューロン数で決まる値になっています。式の n は、
    どちらの層の数ですか。
    |
    For He's initial weights, the standard deviation is what the size of the next layer gives. Of which
    layer is the n in the formula?
    """


@mistake("MultiLayerNet", {HE: HE.replace("np.sqrt", "")})
class MultiLayerNetOfVariances:
    """He の初期値の標準偏差が 2/n になっています。2/n は分散です。平方根を忘れていませんか。
    |
    For He's initial weights, the standard deviation is 2/n. But 2/n is the variance: is the root
    missing?
    """


@mistake("MultiLayerNet", {"np.random.randn": "np.random.rand"})
class MultiLayerNetOfPositiveWeights:
    """重みの初期値がどれも 0 以上です。どの乱数を使っていますか。要るのは、平均 0
    の正規分布の乱数です。
    |
    None of the initial weights is negative. Which random numbers are used? Normal ones, with mean 0, are
    needed.
    """


@mistake("MultiLayerNet", {"np.zeros(n_out)": "std * np.random.randn(n_out)"})
class MultiLayerNetWithRandomBiases:
    """バイアスの初期値が 0 ではありません。乱数で始めるのは、重みだけです。
    |
    The biases do not begin at 0. Only the weights begin as random numbers.
    """


@mistake("MultiLayerNet", {'Affine(self.params[f"W{i}"], self': 'Affine(self.params[f"W{i}"].copy(), self'})
class MultiLayerNetOfCopies:
    """params の配列の中身を更新しても、出力が変わりません。Affine に渡したのは、params
    と同じ配列ですか。
    |
    When the contents of the arrays in params are updated, the output stays the same. Are the arrays that
    Affine was given the very ones of params?
    """


@mistake("MultiLayerNet", {"in reversed(self.layers.values()):": "in self.layers.values():"})
class MultiLayerNetNotReversed:
    """gradient で、逆伝播が正しく進みません。レイヤを、どの順にさかのぼっていますか。
    |
    In gradient, the way back goes wrong. In which order does it go through the layers?
    """


@mistake("MultiLayerNet", {"        self.loss(x, t)\n": ""})
class MultiLayerNetWithoutForward:
    """gradient の逆伝播が、うまくいきません。逆伝播の前に、渡した x と t で、
    損失まで順伝播をしていますか。
    |
    In gradient, the way back goes wrong. Does it go forward first, with the x and t that are given, all
    the way to the loss?
    """


@mistake("MultiLayerNet")
class MultiLayerNetWithSoftmaxInPredict(MultiLayerNet):
    """predict が、点数ではなく、足すと 1 になる確率を返しています。
    ソフトマックス関数まで通していませんか。
    |
    predict returns probabilities, which add up to 1, and not scores. Do they go through softmax, too?
    """

    def predict(self, x):
        scores = super().predict(x)
        y = np.exp(scores - np.max(scores, axis=1, keepdims=True))
        return y / np.sum(y, axis=1, keepdims=True)


@mistake("MultiLayerNet", {"        if t.ndim == 2:\n            t = np.argmax(t, axis=1)\n": ""})
class MultiLayerNetAccuracyOfLabelsOnly:
    """accuracy が、one-hot 表現の t でうまくいきません。t の 2 通りの形を、見分けていますか。
    |
    accuracy goes wrong for t in one-hot form. Does it tell the two forms of t apart?
    """


@mistake("MultiLayerNet", {"return np.mean(y == t)": "return np.sum(y == t)"})
class MultiLayerNetAccuracyAsCount:
    """accuracy が、割合ではなく正解の個数になっています。
    |
    accuracy is the number of right answers and not their share.
    """


@mistake("MultiLayerNet")
class MultiLayerNetOfTwoLayers(MultiLayerNet):
    """hidden_size_list が長くても、隠れ層が 1 つしかありません。リストのすべてのサイズについて、
    層を作っていますか。
    |
    However long hidden_size_list is, there is a single hidden layer. Is one made for each size in the
    list?
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
        first = list(hidden_size_list)[:1]
        super().__init__(input_size, first, output_size, activation, weight_init_std, weight_decay_lambda)


@mistake("MultiLayerNet", {"range(1, len(self.params) // 2 + 1)": "range(1, len(self.params) // 2)"})
class MultiLayerNetWithoutTheLastGradient:
    """勾配の辞書に、出力層の W と b がありません。繰り返しの終わりの数を確かめてください。
    |
    The dictionary of gradients lacks W and b of the output layer. Check where the loop ends.
    """


NORMALISED = """            if use_batchnorm:
                gamma, beta = np.ones(size), np.zeros(size)
                self.params[f"gamma{i}"], self.params[f"beta{i}"] = gamma, beta
                self.layers[f"BatchNorm{i}"] = BatchNormalization(gamma, beta)
"""
ACTIVATED = """            self.layers[f"Activation{i}"] = plain.layers[f"Activation{i}"]
"""
DROPPED = """            if use_dropout:
                self.layers[f"Dropout{i}"] = Dropout(dropout_ration)
"""
LAST_DROPPED = """
        if use_dropout:
            self.layers["Dropout"] = Dropout(dropout_ration)
"""


@mistake("MultiLayerNetExtend", {NORMALISED + ACTIVATED: ACTIVATED + NORMALISED})
class MultiLayerNetExtendNormalisingAfterActivation:
    """バッチ正規化が、活性化関数のあとで行われた値になっています。
    レイヤを並べる順を確かめてください。
    |
    The values are those of batch normalisation after the activation. Check the order of the layers.
    """


@mistake("MultiLayerNetExtend", {ACTIVATED + DROPPED: DROPPED + ACTIVATED})
class MultiLayerNetExtendDroppingBeforeActivation:
    """Dropout が、活性化関数の前で行われた値になっています。レイヤを並べる順を確かめてください。
    |
    The values are those of dropout before the activation. Check the order of the layers.
    """


@mistake(
    "MultiLayerNetExtend",
    {"layers[last] = plain.layers[last]": "layers[last] = plain.layers[last]" + LAST_DROPPED},
)
class MultiLayerNetExtendDroppingScores:
    """出力層の点数まで、Dropout で消えています。出力層のあとにも、Dropout を置いていませんか。
    |
    Scores of the output layer are dropped, too. Is there a Dropout after the output layer?
    """


@mistake("MultiLayerNetExtend", {"Dropout(dropout_ration)": "Dropout()"})
class MultiLayerNetExtendWithoutTheRatio:
    """dropout_ration をいくつにしても、0.5 のときと同じ動きです。Dropout を作るときに、
    引数の値を使っていますか。
    |
    Whatever dropout_ration is, it works as with 0.5. Is the argument used where a Dropout is made?
    """


@mistake("MultiLayerNetExtend", {"x = layer.forward(x, train_flg)": "x = layer.forward(x)"})
class MultiLayerNetExtendAlwaysTraining:
    """predict が、train_flg によらず、訓練のときの出力になっています。バッチ正規化と Dropout
    のレイヤに、train_flg を渡していますか。
    |
    Whatever train_flg is, the output of predict is that of training. Is train_flg handed on to the
    layers of batch normalisation and dropout?
    """


@mistake("MultiLayerNetExtend", {"self.loss(x, t, train_flg=True)": "self.loss(x, t)"})
class MultiLayerNetExtendGradientInTestMode:
    """gradient が、テストのときの順伝播による値になっています。gradient の順伝播は、
    訓練として行いますか、テストとして行いますか。
    |
    gradient is what going forward in test mode gives. In which of the two modes should it go forward?
    """


@mistake("MultiLayerNetExtend", {"self.predict(x, train_flg), t)": "self.predict(x), t)"})
class MultiLayerNetExtendLossInTestMode:
    """loss が、train_flg によらず、テストのときの値になっています。train_flg を predict
    に渡していますか。
    |
    Whatever train_flg is, loss is that of test mode. Is train_flg handed on to predict?
    """


@mistake("MultiLayerNetExtend", {'(("BatchNorm", "Dropout"))': '("BatchNorm")'})
class MultiLayerNetExtendNotTellingDropout:
    """テストの predict でも、Dropout の要素が消えています（バッチ正規化は合っています）。Dropout にも
    train_flg を渡していますか。
    |
    Elements are dropped in predict's test mode as well, while batch normalisation is right. Is train_flg
    handed on to Dropout, too?
    """


@mistake("MultiLayerNetExtend", {'grads[f"gamma{i}"], grads[f"beta{i}"] = norm.dgamma, norm.dbeta': "pass"})
class MultiLayerNetExtendWithoutGammaAndBeta:
    """gradient の辞書に、gamma と beta の勾配がありません。params と同じキーがそろっていますか。
    |
    The dictionary of gradient lacks the gradients of gamma and beta. Has it all the keys of params?
    """


@mistake("MultiLayerNetExtend", {"= norm.dgamma, norm.dbeta": "= norm.dbeta, norm.dgamma"})
class MultiLayerNetExtendWithGammaAndBetaSwapped:
    """gamma と beta の勾配が入れ替わっています。
    |
    The gradients of gamma and beta have changed places.
    """


@mistake(
    "MultiLayerNetExtend",
    {"norm.dgamma,": 'norm.dgamma + self.weight_decay_lambda * self.params[f"gamma{i}"],'},
)
class MultiLayerNetExtendWithDecayOfGamma:
    """gamma の勾配にも、weight decay の分が入っています。罰則を科すのは重みだけです。
    |
    The gradients of gamma, too, have a part of weight decay. The penalty is for weights alone.
    """


@mistake("MultiLayerNetExtend", {" + penalty": ""})
class MultiLayerNetExtendWithoutDecayInLoss:
    """loss に、weight decay の罰則の分が入っていません。
    |
    loss lacks the penalty of weight decay.
    """


@mistake("MultiLayerNetExtend", {'affine.dW + decay[f"W{i}"]': "affine.dW"})
class MultiLayerNetExtendWithoutDecayInGradient:
    """gradient に、weight decay の分が入っていません。損失に足した罰則にも、勾配があります。
    |
    gradient lacks the part of weight decay. The penalty that was added to the loss has a gradient, too.
    """


@mistake("MultiLayerNetExtend", {"np.ones(size), ": "np.zeros(size), "})
class MultiLayerNetExtendWithGammaOfZero:
    """gamma が 0 から始まっています。それでは正規化した値がすべて 0 倍され、信号が通りません。gamma と
    beta のはじめの値を確かめてください。
    |
    gamma begins at 0. Then all normalised values are multiplied by 0, and no signal passes. Look up
    where gamma and beta begin.
    """


@mistake("MultiLayerNetExtend", {"tion(gamma, beta)": "tion(gamma.copy(), beta.copy())"})
class MultiLayerNetExtendOfCopies:
    """params の gamma と beta の中身を更新しても、出力が変わりません。BatchNormalization
    に渡したのは、params と同じ配列ですか。
    |
    When the contents of gamma and beta in params are updated, the output stays the same. Are the arrays
    that BatchNormalization was given the very ones of params?
    """


@mistake("MultiLayerNetExtend", {"if use_batchnorm:": "if True:"})
class MultiLayerNetExtendAlwaysNormalising:
    """use_batchnorm が False でも、バッチ正規化をした値になっています。use_batchnorm
    で場合を分けていますか。
    |
    Even where use_batchnorm is False, the values are those of batch normalisation. Does anything depend
    on use_batchnorm?
    """


@mistake("MultiLayerNetExtend", {"if use_dropout:": "if True:"})
class MultiLayerNetExtendAlwaysDropping:
    """use_dropout が False でも、Dropout を使った動きです。use_dropout で場合を分けていますか。
    |
    Even where use_dropout is False, it works as with dropout. Does anything depend on use_dropout?
    """


@mistake("MultiLayerNetExtend")
class MultiLayerNetExtendNormalisingScores(MultiLayerNetExtend):
    """出力層の点数まで正規化されています。バッチ正規化を入れるのは、隠れ層だけです。
    |
    The scores of the output layer are normalised, too. Only hidden layers have batch normalisation.
    """

    def predict(self, x, train_flg=False):
        scores = super().predict(x, train_flg)
        if not any(name.startswith("BatchNorm") for name in self.layers):
            return scores
        return (scores - np.mean(scores, axis=0)) / np.sqrt(np.var(scores, axis=0) + 1e-7)


@mistake("MultiLayerNetExtend")
class MultiLayerNetExtendWithoutExtras(MultiLayerNetExtend):
    """use_batchnorm や use_dropout を True にしても、何も変わりません。引数の値を使っていますか。
    |
    Nothing changes when use_batchnorm or use_dropout is True. Are these arguments used?
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
        super().__init__(
            input_size, hidden_size_list, output_size, activation, weight_init_std, weight_decay_lambda
        )


@mistake("shuffle_dataset", {"t[order]": "t[rng.permutation(len(t))]"})
def shuffle_dataset_in_two_orders():
    """x と t が別々の順に並んでいて、画像とラベルの対が壊れています。順番を 2 回引いていませんか。
    |
    x and t are in two different orders, which breaks the pairs of image and label. Is an order drawn
    twice?
    """


@mistake("shuffle_dataset", {"rng.permutation(x.shape[0])": "rng.integers(0, len(x), len(x))"})
def shuffle_dataset_with_repetition():
    """同じデータが 2 度以上現れ、消えたデータもあります。同じ番号を何度も引くことのある乱数を、
    使っていませんか。
    |
    Some data come more than once, and others are lost. Are indices drawn in a way that may give the same
    one again?
    """


@mistake("shuffle_dataset", {"t[order]": "t"})
def shuffle_dataset_of_x_only():
    """並べ替わったのは x だけで、t は元の順のままです。t も、同じ順に並べ替えていますか。
    |
    Only x is in a new order, while t is in the old one. Is t put into the same order?
    """


@mistake("shuffle_dataset")
def shuffle_dataset_in_place(x, t, rng):
    """返した値は合っていますが、渡された x と t の中身まで並べ替わっています。x や t そのものに、
    並べ替えた値を入れていませんか。
    |
    What comes back is right, but the x and t that came in are rearranged as well. Is the new order put
    into x and t themselves?
    """
    order = rng.permutation(len(x))
    x[:], t[:] = x[order], t[order]
    return x.copy(), t.copy()


@mistake("shuffle_dataset")
def shuffle_dataset_giving_none(x, t, rng):
    """返ってくるのが None です。rng.shuffle の戻り値を返していませんか。rng.shuffle
    は渡した配列そのものを並べ替え、何も返しません。
    |
    What comes back is None. Is it the result of rng.shuffle? That rearranges the very array it is given,
    and returns nothing.
    """
    return rng.shuffle(x), rng.shuffle(t)


@mistake("shuffle_dataset", {"rng.permutation": "np.random.default_rng(0).permutation"})
def shuffle_dataset_with_its_own_seed():
    """呼び出すたびに同じ順になります。乱数の種や生成器を、関数の中で決めていませんか。
    |
    Every call gives the same order. Is a seed set, or a generator made, inside the function?
    """


@mistake("shuffle_dataset", {"x.shape[0]": "x.shape[0] - 1"})
def shuffle_dataset_without_the_last():
    """最後のデータが、いつもなくなっています。番号は 0 からいくつまで要りますか。
    |
    The last datum is always lost. How far do the indices, which begin at 0, have to go?
    """


@mistake("shuffle_dataset", {"x[order], t[order]": "x, t"})
def shuffle_dataset_unused_order():
    """元の順のまま返っています。作った順番を、x と t に使っていますか。
    |
    The data come back in their old order. Is the new order used for x and t?
    """


@mistake("shuffle_dataset")
def shuffle_dataset_by_rotation(x, t, rng):
    """始まりの位置が変わるだけで、となりどうしの並びは元のままです。全体をずらしていませんか。
    |
    Only the place where the data begin changes, and neighbours stay neighbours. Are they just rotated?
    """
    start = rng.integers(len(x))
    return np.roll(x, start, axis=0), np.roll(t, start, axis=0)


@mistake("train_validation_split", {"x, t = shuffle_dataset(x, t, rng)": "pass"})
def train_validation_split_unshuffled():
    """検証データが、いつも先頭のデータです。ラベルの順に並んだデータでは、
    一部のクラスしか入りません。分ける前に、シャッフルしていますか。
    |
    The validation data are always the first ones. Of data in the order of their labels, they get only
    some classes. Are the data shuffled before they are cut?
    """


@mistake("train_validation_split", {"x[n_val:], t[n_val:]": "x, t"})
def train_validation_split_left_in_training():
    """検証データが、訓練データの中にも残っています。訓練データは、検証データを除いた残りです。
    |
    The validation data are still among the training data as well. The training data are the rest,
    without the validation data.
    """


@mistake("train_validation_split", {"int(len(x) * rate)": "round(len(x) * rate)"})
def train_validation_split_rounded():
    """検証データの個数が、いちばん近い整数に丸めたものになっています。端数をどう扱うか、
    説明で確かめてください。
    |
    The number of validation data is rounded to the nearest integer. Look in the text what becomes of the
    fraction.
    """


@mistake("train_validation_split", {"int(len(x) * rate)": "int(len(x) * (1 - rate))"})
def train_validation_split_with_the_other_rate():
    """訓練データの割合が rate になっています。rate は、どちらの割合ですか。
    |
    The share of the training data is rate. Of which part is it the share?
    """


@mistake("train_validation_split", {"int(len(x) * rate)": "int(len(x) * 0.2)"})
def train_validation_split_with_a_fixed_rate():
    """rate をいくつにしても、検証データの割合が 0.2 です。引数の rate を使っていますか。
    |
    Whatever rate is, the share of the validation data is 0.2. Is the argument rate used?
    """


@mistake("train_validation_split", {"t[n_val:], x[:n_val]": "x[:n_val], t[n_val:]"})
def train_validation_split_in_another_order():
    """x_train, x_val, t_train, t_val の順に返っています。返す順を、docstring で確かめてください。
    |
    What comes back is in the order x_train, x_val, t_train, t_val. Look up the order in the docstring.
    """


@mistake(
    "train_validation_split",
    {"x[n_val:], t[n_val:], x[:n_val], t[:n_val]": "x[:n_val], t[:n_val], x[n_val:], t[n_val:]"},
)
def train_validation_split_the_wrong_way_round():
    """訓練データと検証データが入れ替わっています。返す順を、docstring で確かめてください。
    |
    Training and validation data have changed places. Look up the order in the docstring.
    """


@mistake("train_validation_split")
def train_validation_split_in_two_orders(x, t, rate, rng):
    """x と t が別々の順に並んでいて、画像とラベルの対が壊れています。2 回シャッフルしていませんか。
    |
    x and t are in two different orders, which breaks the pairs of image and label. Are they shuffled
    twice?
    """
    x, _ = shuffle_dataset(x, t, rng)
    _, t = shuffle_dataset(x, t, rng)
    n_val = int(len(x) * rate)
    return x[n_val:], t[n_val:], x[:n_val], t[:n_val]


@mistake(
    "train_validation_split",
    {"x[n_val:], t[n_val:], x[:n_val], t[:n_val]": "x[:-n_val], t[:-n_val], x[-n_val:], t[-n_val:]"},
)
def train_validation_split_from_the_end():
    """検証データが 0 個になるときだけ、うまく分かれません。x[:-n] は、n が 0 だと x[:0] と同じです。
    後ろから n 個で切っていませんか。
    |
    Only where there should be 0 validation data it goes wrong. With n equal to 0, x[:-n] is the same as
    x[:0]. Is it cut n from the end?
    """


@mistake("train_validation_split")
def train_validation_split_in_the_old_order(x, t, rate, rng):
    """検証データはランダムに選ばれていますが、残りの訓練データが元の順のままです。
    シャッフルするのは、分ける前の全体ですか。
    |
    The validation data are chosen at random, but the training data that remain are in their old order.
    Are all of the data shuffled before they are cut?
    """
    chosen = rng.permutation(len(x))[: int(len(x) * rate)]
    return np.delete(x, chosen, axis=0), np.delete(t, chosen, axis=0), x[chosen], t[chosen]


@mistake("train_validation_split")
def train_validation_split_with_repetition(x, t, rate, rng):
    """検証データに、同じデータが 2 度以上入ることがあります。同じ番号を何度も引くことのある乱数を、
    使っていませんか。
    |
    The validation data sometimes hold a datum more than once. Are indices drawn in a way that may give
    the same one again?
    """
    x, t = shuffle_dataset(x, t, rng)
    chosen = rng.integers(0, len(x), int(len(x) * rate))
    return np.delete(x, chosen, axis=0), np.delete(t, chosen, axis=0), x[chosen], t[chosen]


@mistake("train_validation_split", {"x[n_val:], t[n_val:]": "x[n_val + 1 :], t[n_val + 1 :]"})
def train_validation_split_losing_one():
    """境目のデータが 1 つ、どちらにも入っていません。2 つに切る番号がそろっていますか。
    |
    One datum, at the cut, is in neither part. Are both parts cut at the same index?
    """


@mistake(
    "train_validation_split",
    {"shuffle_dataset(x, t, rng)": "shuffle_dataset(x, t, np.random.default_rng(0))"},
)
def train_validation_split_with_its_own_seed():
    """呼び出すたびに同じ分け方になります。乱数の種や生成器を、関数の中で決めていませんか。
    |
    Every call cuts the data in the same way. Is a seed set, or a generator made, inside the function?
    """


@mistake("train_validation_split")
def train_validation_split_in_place(x, t, rate, rng):
    """分け方は合っていますが、渡された x と t の中身まで並べ替わっています。x や t そのものに、
    並べ替えた値を入れていませんか。
    |
    The parts are right, but the x and t that came in are rearranged as well. Is the new order put into x
    and t themselves?
    """
    x[:], t[:] = shuffle_dataset(x, t, rng)
    n_val = int(len(x) * rate)
    return x[n_val:].copy(), t[n_val:].copy(), x[:n_val].copy(), t[:n_val].copy()


@mistake(
    "sample_log_uniform",
    {"10 ** rng.uniform(np.log10(low), np.log10(high), size)": "rng.uniform(low, high, size)"},
)
def sample_log_uniform_of_values():
    """値が low から high まで一様に散らばっていて、大きい桁に片寄ります。一様に選んでいるのは、
    値ですか、指数ですか。
    |
    The values are uniform from low to high, so that most fall into the highest decade. Is it the value
    that is chosen uniformly, or the exponent?
    """


@mistake(
    "sample_log_uniform",
    {
        "10 ** rng.uniform(": "np.exp(rng.uniform(",
        ", size)": ", size))",
    },
)
def sample_log_uniform_back_by_e():
    """log10 の指数を e の累乗で戻したときの値です。行きと帰りで、対数の底がそろっていますか。
    |
    The values are those of exponents of log10 brought back by powers of e. Is the base the same on the
    way there and back?
    """


@mistake("sample_log_uniform", {"np.log10(low), np.log10(high)": "np.log(low), np.log(high)"})
def sample_log_uniform_there_by_e():
    """自然対数の指数を 10 の累乗で戻したときの値です。行きと帰りで、対数の底がそろっていますか。
    |
    The values are those of exponents of the natural logarithm brought back by powers of 10. Is the base
    the same on the way there and back?
    """


@mistake("sample_log_uniform", {"10 ** rng": "rng"})
def sample_log_uniform_of_exponents():
    """返っているのは、値ではなく指数です。値に戻していますか。
    |
    What comes back are the exponents and not the values. Are they turned back into values?
    """


@mistake("sample_log_uniform", {"np.log10(low), np.log10(high)": "low, high"})
def sample_log_uniform_without_a_logarithm():
    """low と high が、そのまま指数の範囲になっています。指数にする前に、対数を取っていますか。
    |
    low and high themselves are the range of the exponents. Are their logarithms taken first?
    """


@mistake("sample_log_uniform", {", size)": ")"})
def sample_log_uniform_of_one_number():
    """返っているのは数 1 個です。乱数を、size 個引いていますか。
    |
    A single number comes back. Are size random numbers drawn?
    """


@mistake(
    "sample_log_uniform",
    {
        "10 ** rng.uniform(": "np.full(size, 10 ** rng.uniform(",
        ", size)": "))",
    },
)
def sample_log_uniform_of_one_draw():
    """同じ値が size 個並んでいます。1 個だけ引いた乱数を、繰り返していませんか。
    |
    The same value stands there size times. Is one random number drawn and repeated?
    """


@mistake("sample_log_uniform")
def sample_log_uniform_as_a_grid(low, high, size, rng):
    """何度呼んでも、対数スケールで等間隔に並んだ、同じ値が返ります。乱数を引いていますか。
    |
    Every call gives the same values, evenly spaced on the logarithmic scale. Are random numbers drawn?
    """
    return np.geomspace(low, high, size)


@mistake("sample_log_uniform")
def sample_log_uniform_of_whole_exponents(low, high, size, rng):
    """0.01 や 0.1 のような、10 の整数乗だけが出てきます。指数を、整数の乱数で選んでいませんか。
    |
    Only whole powers of 10 come up, such as 0.01 and 0.1. Are the exponents random integers?
    """
    return 10.0 ** rng.integers(np.ceil(np.log10(low)), np.floor(np.log10(high)) + 1, size)


@mistake("sample_log_uniform", {"rng.uniform": "np.random.default_rng(0).uniform"})
def sample_log_uniform_with_its_own_seed():
    """呼び出すたびに同じ値になります。乱数の種や生成器を、関数の中で決めていませんか。
    |
    Every call gives the same values. Is a seed set, or a generator made, inside the function?
    """


@mistake("random_search", {"best, _ = max(history, key=lambda pair: pair[1])": "best, _ = history[-1]"})
def random_search_last():
    """best が、最後に試した params になっています。点数を比べていますか。
    |
    best is the params that were tried last. Are the scores compared?
    """


@mistake("random_search", {"max(": "min("})
def random_search_lowest():
    """best が、点数のいちばん小さい params になっています。点数は大きいほどよいものです。
    |
    best is the params with the lowest score. Higher is better here.
    """


@mistake("random_search", {"evaluate(params)": "evaluate(sample())"})
def random_search_sampling_again():
    """記録した params と、採点した params が別のものです。sample() は、呼ぶたびに違う組を返します。1
    回の試行で何度呼んでいますか。
    |
    The params written down are not those that were scored. sample() returns another set at each call:
    how often is it called in a trial?
    """


@mistake(
    "random_search", {"params = sample()\n        ": "", "history = []": "history, params = [], sample()"}
)
def random_search_of_one_sample():
    """どの試行でも、同じ params が使われています。sample() を、試行のたびに呼んでいますか。
    |
    Every trial has the same params. Is sample() called in each of them?
    """


@mistake("random_search")
def random_search_evaluating_twice(evaluate, sample, trials):
    """1 回の試行で、evaluate が 2 度呼ばれています。1 度の学習には時間がかかります。求めた点数を、
    変数に入れて使っていますか。
    |
    evaluate is called twice in a trial, and each call takes a training. Is its score kept in a variable?
    """
    best, best_score, history = None, -np.inf, []
    for _ in range(trials):
        params = sample()
        history.append((params, evaluate(params)))
        if evaluate(params) > best_score:
            best, best_score = params, history[-1][1]
    return best, history


@mistake("random_search")
def random_search_from_zero(evaluate, sample, trials):
    """点数が全部マイナスだと、best が None になります。これまでの最大値を、0 から始めていませんか。
    |
    When all scores are negative, best is None. Does the highest score so far begin at 0?
    """
    best, best_score, history = None, 0, []
    for _ in range(trials):
        params = sample()
        score = evaluate(params)
        history.append((params, score))
        if score > best_score:
            best, best_score = params, score
    return best, history


@mistake("random_search")
def random_search_without_keeping_the_score(evaluate, sample, trials):
    """best が、点数のいちばん大きかったものではなく、あとから来た別のものになることがあります。best
    を更新するとき、比べる相手の点数も更新していますか。
    |
    Sometimes best is not the one with the highest score, but another that came later. When best is
    updated, is the score that others are compared with updated, too?
    """
    best, best_score, history = None, -np.inf, []
    for _ in range(trials):
        params = sample()
        score = evaluate(params)
        history.append((params, score))
        if score > best_score:
            best = params
            best_score = history[0][1]
    return best, history


@mistake("random_search", {"best, _ = max": "best = max"})
def random_search_best_with_its_score():
    """best が、params と点数の組になっています。返すのは params だけです。
    |
    best is the pair of params and score. It should be the params alone.
    """


@mistake("random_search", {"best, _ = max": "_, best = max"})
def random_search_best_score():
    """best が、いちばん大きい点数になっています。返すのは、その点数になった params です。
    |
    best is the highest score. What is asked for are the params that got it.
    """


@mistake("random_search", {"return best, history": "return history, best"})
def random_search_the_wrong_way_round():
    """返す順が逆です。先に best、次に history です。
    |
    The two come back the wrong way round: best is first, then history.
    """


@mistake("random_search", {"return best, history": "return best"})
def random_search_without_history():
    """best と history の 2 つが返っていません。返しているのは、片方だけになっていませんか。
    |
    Two things should come back, best and history, but do not. Is only one of them returned?
    """


@mistake("random_search", {"return best, history": "return best, [score for _, score in history]"})
def random_search_history_of_scores():
    """history の中身が点数だけです。記録するのは、params と点数の組です。
    |
    history has the scores alone. Pairs of params and score are to be recorded.
    """


@mistake(
    "random_search",
    {
        "(params, evaluate(params))": "(evaluate(params), params)",
        "best, _ = max": "_, best = max",
        "pair[1]": "pair[0]",
    },
)
def random_search_history_of_swapped_pairs():
    """history の組が、(点数, params) の順になっています。順を docstring で確かめてください。
    |
    The pairs in history are (score, params). Look up the order in the docstring.
    """


@mistake("random_search", {"return best, history": "return best, sorted(history, key=lambda pair: -pair[1])"})
def random_search_sorted_history():
    """history が、試した順ではなく、点数の順に並んでいます。途中で並べ替えていませんか。
    |
    history is in the order of the scores and not of the trials. Is it sorted on the way?
    """


@mistake("random_search", {"range(trials)": "range(1, trials)"})
def random_search_one_trial_less():
    """試行が 1 回足りません。繰り返しの回数を確かめてください。
    |
    There is one trial too few. Check how often the loop goes round.
    """


@mistake("random_search", {", key=lambda pair: pair[1]": ""})
def random_search_comparing_params():
    """best が、点数ではなく params の大小で選ばれています（辞書の params ではエラーになります）。max
    などに、何と何を比べさせていますか。
    |
    best is chosen by comparing params and not scores; where they are dictionaries this fails. What is it
    that max, or the like, compares?
    """


@mistake("random_search")
def random_search_comparing_pairs(evaluate, sample, trials):
    """点数が同じものがあると、params どうしが比べられ、辞書では TypeError になります。点数と params
    の組を比べていませんか。比べるのは点数だけです。
    |
    Where two scores are equal, the params are compared, and for dictionaries that is a TypeError. Are
    pairs of score and params compared? Only scores should be.
    """
    history = [(params, evaluate(params)) for params in (sample() for _ in range(trials))]
    return max((score, params) for params, score in history)[1], history


@mistake("random_search", {"evaluate(params)": "evaluate(**params)"})
def random_search_unpacking():
    """evaluate に、params がそのままではなく、展開されて渡っています。** を使っていませんか。params
    は辞書とは限りません。
    |
    evaluate is not given params as they are, but unpacked. Is ** used? params are not always a
    dictionary.
    """
