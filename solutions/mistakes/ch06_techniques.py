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
    """勾配の向きに進んでいるので、損失が増えていきます。学習率 × 勾配を引いてください。
    |
    This moves along the gradient, and the loss grows. Subtract the learning rate times the gradient.
    """


@mistake("SGD", {"self.lr * grads[key]": "grads[key]"})
class SGDWithoutLr:
    """学習率が掛かっていません。引くのは「self.lr × 勾配」です。
    |
    The learning rate is not used. What to subtract is self.lr times the gradient.
    """


@mistake("SGD", {"self.lr * grads[key]": "0.01 * grads[key]"})
class SGDWithAFixedLr:
    """学習率がいつも 0.01 です。__init__ で self.lr = lr と覚えて、update で使ってください。
    |
    The learning rate is always 0.01. Remember it in __init__, as in self.lr = lr, and use it in update.
    """


@mistake("SGD", {"params[key] -= self.lr * grads[key]": "params[key] = params[key] - self.lr * grads[key]"})
class SGDRebinding:
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。-= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and layers, which hold the old ones, never see the update. Change the
    elements of the arrays in place, with -=.
    """


@mistake("SGD", {"params[key] -= self.lr * grads[key]": "params[key] = -self.lr * grads[key]"})
class SGDAssigningTheStep:
    """前の値が消えて、−lr × 勾配だけになっています。=- と書いていませんか。引き算をする代入は -= です。
    |
    The old value is gone, and only −lr times the gradient is left. Did you write =- for -=?
    """


@mistake("SGD")
class SGDScalingTheGradients(SGD):
    """更新は合っていますが、grads を書き換えています。grads[key] *= … とせずに、計算した値を params[key]
    から引いてください。
    |
    The update is right, but grads is changed. Do not write grads[key] *= …; subtract the value you compute
    from params[key].
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
    """名前が W で始まるパラメータしか更新されません。params のすべてのキーについて更新してください。
    |
    Only parameters whose names begin with W are updated. Update every key of params.
    """

    def update(self, params, grads):
        for key in params:
            if key.startswith("W"):
                params[key] -= self.lr * grads[key]


@mistake("SGD")
class SGDOfCopies(SGD):
    """params がまったく変わりません。新しい配列や辞書を作って返すのではなく、params[key] -= … で、
    渡された配列そのものを更新してください。
    |
    params does not change at all. Do not make and return new arrays or a new dictionary: update the very
    arrays that are given, with params[key] -= ….
    """

    def update(self, params, grads):
        return {key: params[key] - self.lr * grads[key] for key in params}


@mistake(
    "SGD", {"params[key] -= self.lr * grads[key]": "params[key][:] = params[key] - self.lr * grads[key]"}
)
class SGDWithSlices:
    """0 次元の配列でエラーになります。[:] は、軸が 1 つ以上ある配列にしか使えません。-= なら、
    どの形の配列でもその場で更新できます。
    |
    This fails for a 0-d array: [:] needs an array with at least one axis. -= updates an array of any shape in
    place.
    """


@mistake("Momentum", {"self.v.get(key, 0)": "0"})
class MomentumWithoutMemory:
    """2 回目からの更新に、前回の速度が入っていません。update のたびに v を 0 に戻していませんか。v は self
    に覚えさせ、0 にするのは最初の 1 回だけです。
    |
    From the second update on, the last velocity is missing. Is v set back to 0 in every update? Remember v in
    self, and begin with 0 only once.
    """


@mistake("Momentum")
class MomentumSharedByAll(Momentum):
    """オブジェクトを 2 つ作ると、速度が混ざります。クラスやグローバル変数にではなく、__init__ の中の self.v
    に覚えさせてください。
    |
    Two objects mix up their velocities. Remember them in self.v, made in __init__, and not in the class or in
    a global variable.
    """

    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr, momentum)
        type(self).common = {}

    def update(self, params, grads):
        self.v = type(self).common
        super().update(params, grads)


@mistake("Momentum", {"- self.lr * grads[key]": "+ self.lr * grads[key]"})
class MomentumUphill:
    """坂を上っています。速度は αv − η × 勾配で、それを W に足します。符号を確かめてください。
    |
    This goes uphill. The velocity is αv − η times the gradient, and it is added to W: check the signs.
    """


@mistake("Momentum", {"- self.lr * grads[key]": "- (1 - self.momentum) * self.lr * grads[key]"})
class MomentumAveraging:
    """勾配の項に (1 − momentum) が掛かっています。それは移動平均です。Momentum では、勾配の項は lr ×
    勾配です。
    |
    The gradient is multiplied by (1 − momentum). That is a moving average; in Momentum its term is lr times
    the gradient.
    """


@mistake("Momentum", {"self.momentum * self.v.get(key, 0)": "self.v.get(key, 0)"})
class MomentumWithoutFriction:
    """速度に momentum が掛かっていません。このままでは、いつまでも勢いが衰えません。
    |
    The velocity is not multiplied by momentum: as it is, it never slows down.
    """


@mistake("Momentum")
class MomentumOneUpdateLate(Momentum):
    """1 回目の更新で params が動きません。先に速度 v を更新し、その新しい v を params に足してください。
    |
    The first update does not move params. Update the velocity v first, and add the new v to params.
    """

    def update(self, params, grads):
        for key in params:
            v = self.v.get(key, 0)
            params[key] += v
            self.v[key] = self.momentum * v - self.lr * grads[key]


@mistake("Momentum", {"params[key] += self.v[key]": "params[key] = params[key] + self.v[key]"})
class MomentumRebinding:
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。+= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and layers, which hold the old ones, never see the update. Change the
    elements of the arrays in place, with +=.
    """


@mistake("Momentum")
class MomentumScalingTheGradients(Momentum):
    """grads を書き換えています。grads[key] *= … とせずに、計算した値を使ってください。
    |
    grads is changed. Do not write grads[key] *= …; use the value you compute.
    """

    def update(self, params, grads):
        scaled_in_place(grads, self.lr)
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0) - grads[key]
            params[key] += self.v[key]


@mistake("Momentum", {"self.momentum * self.v": "0.9 * self.v"})
class MomentumWithAFixedMomentum:
    """momentum がいつも 0.9 です。引数の値を self.momentum に覚えて、使ってください。
    |
    momentum is always 0.9. Remember the argument in self.momentum, and use it.
    """


@mistake("Momentum", {"params[key] += self.v[key]": "params[key] += self.lr * self.v[key]"})
class MomentumWithLrTwice:
    """学習率が 2 回掛かっています。v にはすでに lr が入っているので、params には v をそのまま足します。
    |
    The learning rate comes in twice. v has it already, so add v to params as it is.
    """


@mistake("Momentum", {"self.lr, self.momentum = lr, momentum": "self.lr, self.momentum = momentum, lr"})
class MomentumWithRolesSwapped:
    """lr と momentum が入れ替わっています。前の速度に掛けるのが momentum、勾配に掛けるのが lr です。
    |
    lr and momentum have changed places. momentum multiplies the old velocity, and lr the gradient.
    """


@mistake("Momentum")
class MomentumWithOneVelocity(Momentum):
    """速度が、すべてのパラメータで 1 つしかありません。self.v を辞書にして、
    キーごとに別の速度を覚えてください。
    |
    All parameters share a single velocity. Make self.v a dictionary, with a velocity for each key.
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
    """1 回目の更新の前の速度が 1 になっています。はじめは 0 です（np.ones_like ではなく np.zeros_like）。
    |
    Before the first update the velocity is 1. It starts from 0: np.zeros_like, not np.ones_like.
    """


@mistake("Momentum", {"params[key] += self.v[key]": "params[key] += self.v[key] - self.lr * grads[key]"})
class MomentumWithTheGradientTwice:
    """勾配を 2 回引いています。勾配は v の中に入っているので、params には v だけを足します。
    |
    The gradient is subtracted twice. It is in v already: add nothing but v to params.
    """


@mistake("Nesterov")
class NesterovInTheOtherOrder(Nesterov):
    """順番が逆です。params の更新に使うのは、更新する前の速度 v です。先に params を、次に v
    を更新してください。
    |
    The order is the wrong way round. What updates params is the velocity v before its own update: first
    params, then v.
    """

    def update(self, params, grads):
        for key in params:
            self.v[key] = self.momentum * self.v.get(key, 0) - self.lr * grads[key]
            step = self.momentum**2 * self.v[key] - (1 + self.momentum) * self.lr * grads[key]
            params[key] += step


@mistake("Nesterov")
class NesterovAsMomentum(Momentum):
    """これはふつうの Momentum です。Nesterov では、params に α²v − (1 + α)η × 勾配を足します。
    |
    This is plain Momentum. Nesterov adds α²v − (1 + α)η times the gradient to params.
    """


@mistake("Nesterov", {"self.momentum**2": "self.momentum"})
class NesterovWithoutTheSquare:
    """params の更新で、v に掛かる momentum が 2 乗されていません。
    |
    In the update of params, the momentum that multiplies v is not squared.
    """


@mistake("Nesterov", {"(1 + self.momentum) * self.lr": "self.lr"})
class NesterovWithoutOnePlusMomentum:
    """params の更新で、勾配の項に (1 + momentum) が掛かっていません。
    |
    In the update of params, the gradient is not multiplied by (1 + momentum).
    """


@mistake("Nesterov", {"(1 + self.momentum)": "(1 - self.momentum)"})
class NesterovWithOneMinusMomentum:
    """勾配の項に (1 − momentum) が掛かっています。正しくは (1 + momentum) です。
    |
    The gradient is multiplied by (1 − momentum). It should be (1 + momentum).
    """


@mistake("Nesterov", {"self.v.get(key, 0)": "0"})
class NesterovWithoutMemory:
    """2 回目からの更新に、前回の速度が入っていません。v は self に覚えさせ、0 にするのは最初の 1 回だけです。
    |
    From the second update on, the last velocity is missing. Remember v in self, and begin with 0 only once.
    """


@mistake("Nesterov")
class NesterovSharedByAll(Nesterov):
    """オブジェクトを 2 つ作ると、速度が混ざります。クラスやグローバル変数にではなく、__init__ の中の self.v
    に覚えさせてください。
    |
    Two objects mix up their velocities. Remember them in self.v, made in __init__, and not in the class or in
    a global variable.
    """

    def __init__(self, lr=0.01, momentum=0.9):
        super().__init__(lr, momentum)
        type(self).common = {}

    def update(self, params, grads):
        self.v = type(self).common
        super().update(params, grads)


@mistake("Nesterov", {"- (1 + self": "+ (1 + self", "- self.lr * grads[key]": "+ self.lr * grads[key]"})
class NesterovUphill:
    """坂を上っています。2 つの式のどちらでも、勾配の項は引いてください。
    |
    This goes uphill. In both formulas the gradient's term is subtracted.
    """


@mistake("Nesterov", {"v - self.lr * grads[key]": "v + self.lr * grads[key]"})
class NesterovWithTheVelocityUphill:
    """速度の向きが逆です。params の更新では α²v を足し、v の更新では η × 勾配を引きます。
    2 つの式の符号を確かめてください。
    |
    The velocity points the wrong way. The update of params adds α²v, and that of v subtracts η times the
    gradient: check the signs in both formulas.
    """


@mistake("Nesterov", {"= self.momentum * v - self.lr": "= v - self.lr"})
class NesterovWithoutFriction:
    """v の更新で、前の速度に momentum が掛かっていません。
    |
    In the update of v, the old velocity is not multiplied by momentum.
    """


@mistake(
    "Nesterov",
    {
        "params[key] += self.momentum**2 * v - (1": "params[key] = params[key] + self.momentum**2 * v - (1",
    },
)
class NesterovRebinding:
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。+= や -= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and layers, which hold the old ones, never see the update. Change the
    elements of the arrays in place, with += or -=.
    """


@mistake("Nesterov")
class NesterovScalingTheGradients(Nesterov):
    """grads を書き換えています。grads[key] *= … とせずに、計算した値を使ってください。
    |
    grads is changed. Do not write grads[key] *= …; use the value you compute.
    """

    def update(self, params, grads):
        scaled_in_place(grads, self.lr)
        for key in params:
            v = self.v.get(key, 0)
            params[key] += self.momentum**2 * v - (1 + self.momentum) * grads[key]
            self.v[key] = self.momentum * v - grads[key]


@mistake("Nesterov", {"self.lr, self.momentum = lr, momentum": "self.lr, self.momentum = lr, 0.9"})
class NesterovWithAFixedMomentum:
    """momentum がいつも 0.9 です。引数の値を self.momentum に覚えて、使ってください。
    |
    momentum is always 0.9. Remember the argument in self.momentum, and use it.
    """


@mistake("AdaGrad", {"self.h.get(key, 0)": "0"})
class AdaGradWithoutMemory:
    """h に、これまでの勾配が残っていません。update のたびに h を 0 に戻すのではなく、2
    乗を足し込んでください。
    |
    h does not keep the gradients of before. Do not set h back to 0 in every update: add the squares up.
    """


@mistake("AdaGrad", {"np.sqrt(self.h[key])": "self.h[key]"})
class AdaGradWithoutRoot:
    """h の平方根を取らずに割っています。np.sqrt(h) で割ってください。
    |
    This divides by h itself. Divide by its square root, np.sqrt(h).
    """


@mistake("AdaGrad", {"grads[key] ** 2": "np.abs(grads[key])"})
class AdaGradWithoutSquare:
    """h に足しているのは、勾配の 2 乗ではありません。grads[key] * grads[key] を足してください。
    |
    What is added to h is not the square of the gradient. Add grads[key] * grads[key].
    """


@mistake("AdaGrad", {"grads[key] ** 2": "grads[key]"})
class AdaGradOfTheGradientItself:
    """h に勾配をそのまま足しているので、負になると平方根が nan になります。足すのは 2 乗です。
    |
    The gradient itself is added to h, so h may be negative and its root nan. Add the square.
    """


@mistake("AdaGrad", {"/ (np.sqrt": "* (np.sqrt"})
class AdaGradMultiplying:
    """√h で割らずに、掛けています。勾配が大きかった要素ほど、歩幅は小さくなるはずです。
    |
    This multiplies by √h. The greater the gradients have been, the smaller the steps should be: divide.
    """


@mistake("AdaGrad")
class AdaGradOneUpdateLate(AdaGrad):
    """h を更新する前の値で割っているので、1 回目に途方もなく大きく動きます。先に h に 2 乗を足し、それから
    params を更新してください。
    |
    This divides by h before its update, so the first step is enormous. First add the square to h, then update
    params.
    """

    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, np.zeros_like(params[key]))
            params[key] -= self.lr * grads[key] / (np.sqrt(h) + 1e-7)
            self.h[key] = h + grads[key] ** 2


@mistake("AdaGrad")
class AdaGradSharedByAll(AdaGrad):
    """オブジェクトを 2 つ作ると、h が混ざります。クラスやグローバル変数にではなく、__init__ の中の self.h
    に覚えさせてください。
    |
    Two objects mix up their h. Remember it in self.h, made in __init__, and not in the class or in a global
    variable.
    """

    def __init__(self, lr=0.01):
        super().__init__(lr)
        type(self).common = {}

    def update(self, params, grads):
        self.h = type(self).common
        super().update(params, grads)


@mistake("AdaGrad", {"params[key] -= self.lr": "params[key] = params[key] - self.lr"})
class AdaGradRebinding:
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。-= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and layers, which hold the old ones, never see the update. Change the
    elements of the arrays in place, with -=.
    """


@mistake("AdaGrad", {"params[key] -= self.lr": "params[key] += self.lr"})
class AdaGradUphill:
    """坂を上っています。勾配の項は引いてください。
    |
    This goes uphill. The gradient's term is subtracted.
    """


@mistake("AdaGrad", {"(np.sqrt(self.h[key]) + 1e-7)": "np.sqrt(self.h[key])"})
class AdaGradWithoutEpsilon:
    """勾配がずっと 0 の要素で 0 / 0 となり、nan になります。割る前に、√h に 1e-7 を足してください。
    |
    Where the gradient is always 0 this is 0 / 0, which gives nan. Add 1e-7 to √h before you divide.
    """


@mistake("AdaGrad", {"self.h[key]) + 1e-7": "self.h[key]) + 1e7"})
class AdaGradWithALargeEpsilon:
    """params がほとんど動きません。足す小さな数の指数の符号を確かめてください。1e-7 は 0.0000001 です。
    |
    params hardly moves. Check the sign in the exponent of the small number: 1e-7 is 0.0000001.
    """


@mistake("AdaGrad")
class AdaGradSquaringTheGradients(AdaGrad):
    """grads を書き換えています。grads[key] **= 2 のようにせずに、2 乗した値を h に足してください。
    |
    grads is changed. Do not write anything like grads[key] **= 2; add the square to h.
    """

    def update(self, params, grads):
        for key in params:
            sign = np.sign(grads[key])
            grads[key] **= 2
            self.h[key] = self.h.get(key, 0) + grads[key]
            params[key] -= self.lr * sign * np.sqrt(grads[key]) / (np.sqrt(self.h[key]) + 1e-7)


@mistake("AdaGrad", {"grads[key] ** 2": "np.sum(grads[key] ** 2)"})
class AdaGradWithOneNumberAnArray:
    """h が配列ごとに 1 つの数になっています。合計せずに、要素ごとに 2 乗を足してください。
    |
    h is a single number for the whole array. Do not sum up: add the squares element by element.
    """


@mistake("AdaGrad", {"self.lr = lr": "self.lr = 0.01"})
class AdaGradWithAFixedLr:
    """学習率がいつも 0.01 です。引数の値を self.lr に覚えて、使ってください。
    |
    The learning rate is always 0.01. Remember the argument in self.lr, and use it.
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
    """割合が逆です。前の h に decay_rate を、新しい 2 乗に (1 − decay_rate) を掛けます。
    |
    The shares are the wrong way round: decay_rate belongs to the old h, (1 − decay_rate) to the new square.
    """


@mistake(
    "RMSprop",
    {"self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) *": "self.h.get(key, 0) +"},
)
class RMSpropAsAdaGrad:
    """2 乗をただ足し込むのは AdaGrad です。RMSprop では、前の h に decay_rate を掛けて、少しずつ忘れます。
    |
    Just adding up the squares is AdaGrad. RMSprop multiplies the old h by decay_rate, and so forgets.
    """


@mistake("RMSprop", {"(1 - self.decay_rate) * grads[key] ** 2": "grads[key] ** 2"})
class RMSpropWithTheWholeSquare:
    """新しい 2 乗に (1 − decay_rate) が掛かっていないので、h が平均になりません。
    |
    The new square is not multiplied by (1 − decay_rate), so h is no average.
    """


@mistake("RMSprop", {"self.decay_rate * self.h.get(key, 0)": "self.h.get(key, 0)"})
class RMSpropForgettingNothing:
    """前の h に decay_rate が掛かっていないので、h が増える一方です。
    |
    The old h is not multiplied by decay_rate, so h only ever grows.
    """


@mistake("RMSprop", {"self.h.get(key, 0)": "0"})
class RMSpropWithoutMemory:
    """前の h が残っていません。update のたびに h を 0 に戻さず、self.h に覚えておいてください。
    |
    The old h is lost. Do not set h back to 0 in every update: remember it in self.h.
    """


@mistake("RMSprop", {"self.h.get(key, 0)": "self.h.get(key, grads[key] ** 2)"})
class RMSpropStartingFromTheFirstSquare:
    """はじめての更新の前の h が、0 ではなく、最初の勾配の 2 乗になっています。
    |
    Before the first update, h is the square of the first gradient. It should be 0.
    """


@mistake("RMSprop", {"np.sqrt(self.h[key])": "self.h[key]"})
class RMSpropWithoutRoot:
    """h の平方根を取らずに割っています。np.sqrt(h) で割ってください。
    |
    This divides by h itself. Divide by its square root, np.sqrt(h).
    """


@mistake("RMSprop", {"grads[key] ** 2": "np.abs(grads[key])"})
class RMSpropWithoutSquare:
    """h に混ぜているのは、勾配の 2 乗ではありません。grads[key] * grads[key] を使ってください。
    |
    What is mixed into h is not the square of the gradient. Use grads[key] * grads[key].
    """


@mistake("RMSprop")
class RMSpropOneUpdateLate(RMSprop):
    """h を更新する前の値で割っているので、1 回目に途方もなく大きく動きます。先に h を、次に params
    を更新してください。
    |
    This divides by h before its update, so the first step is enormous. First update h, then params.
    """

    def update(self, params, grads):
        for key in params:
            h = self.h.get(key, np.zeros_like(params[key]))
            params[key] -= self.lr * grads[key] / (np.sqrt(h) + 1e-7)
            self.h[key] = self.decay_rate * h + (1 - self.decay_rate) * grads[key] ** 2


@mistake("RMSprop")
class RMSpropSharedByAll(RMSprop):
    """オブジェクトを 2 つ作ると、h が混ざります。クラスやグローバル変数にではなく、__init__ の中の self.h
    に覚えさせてください。
    |
    Two objects mix up their h. Remember it in self.h, made in __init__, and not in the class or in a global
    variable.
    """

    def __init__(self, lr=0.01, decay_rate=0.99):
        super().__init__(lr, decay_rate)
        type(self).common = {}

    def update(self, params, grads):
        self.h = type(self).common
        super().update(params, grads)


@mistake("RMSprop", {"params[key] -= self.lr": "params[key] = params[key] - self.lr"})
class RMSpropRebinding:
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。-= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and layers, which hold the old ones, never see the update. Change the
    elements of the arrays in place, with -=.
    """


@mistake("RMSprop", {"params[key] -= self.lr": "params[key] += self.lr"})
class RMSpropUphill:
    """坂を上っています。勾配の項は引いてください。
    |
    This goes uphill. The gradient's term is subtracted.
    """


@mistake("RMSprop", {"(np.sqrt(self.h[key]) + 1e-7)": "np.sqrt(self.h[key])"})
class RMSpropWithoutEpsilon:
    """勾配がずっと 0 の要素で 0 / 0 となり、nan になります。割る前に、√h に 1e-7 を足してください。
    |
    Where the gradient is always 0 this is 0 / 0, which gives nan. Add 1e-7 to √h before you divide.
    """


@mistake("RMSprop")
class RMSpropScalingTheGradients(RMSprop):
    """grads を書き換えています。grads[key] *= … とせずに、計算した値を使ってください。
    |
    grads is changed. Do not write grads[key] *= …; use the value you compute.
    """

    def update(self, params, grads):
        for key in params:
            self.h[key] = self.decay_rate * self.h.get(key, 0) + (1 - self.decay_rate) * grads[key] ** 2
        scaled_in_place(grads, self.lr)
        for key in params:
            params[key] -= grads[key] / (np.sqrt(self.h[key]) + 1e-7)


@mistake("RMSprop", {"self.lr, self.decay_rate = lr, decay_rate": "self.lr, self.decay_rate = lr, 0.99"})
class RMSpropWithAFixedDecay:
    """decay_rate がいつも 0.99 です。引数の値を self.decay_rate に覚えて、使ってください。
    |
    decay_rate is always 0.99. Remember the argument in self.decay_rate, and use it.
    """


@mistake(
    "Adam",
    {
        "m = self.m[key] / (1 - self.beta1**self.iter)": "m = self.m[key]",
        "v = self.v[key] / (1 - self.beta2**self.iter)": "v = self.v[key]",
    },
)
class AdamWithoutBiasCorrection:
    """バイアス補正がありません。m を 1 − β₁ᵗ で、v を 1 − β₂ᵗ で割ってから使ってください（t は更新の回数）。
    |
    There is no bias correction. Divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ before you use them, where t is the
    number of updates.
    """


@mistake("Adam", {"v = self.v[key] / (1 - self.beta2**self.iter)": "v = self.v[key]"})
class AdamCorrectingOnlyM:
    """バイアス補正が m だけになっています。v も 1 − β₂ᵗ で割ってください。
    |
    Only m is corrected. Divide v by 1 − β₂ᵗ as well.
    """


@mistake("Adam", {"m = self.m[key] / (1 - self.beta1**self.iter)": "m = self.m[key]"})
class AdamCorrectingOnlyV:
    """バイアス補正が v だけになっています。m も 1 − β₁ᵗ で割ってください。
    |
    Only v is corrected. Divide m by 1 − β₁ᵗ as well.
    """


@mistake(
    "Adam",
    {
        "self.iter += 1  # update 1 回につき 1 つ | one for each update, not for each key\n": "\n",
        "for key in params:": "for key in params:\n            self.iter += 1",
    },
)
class AdamCountingEachKey:
    """更新の回数を、パラメータの数だけ数えています。self.iter += 1 を for の前に出して、update 1 回につき 1
    回だけ数えてください。
    |
    The updates are counted once for each parameter. Move self.iter += 1 before the for loop, so that each
    call of update counts once.
    """


@mistake("Adam", {"self.iter += 1": "self.iter = 1"})
class AdamWithoutCounting:
    """更新の回数がいつも 1 のままです。update のたびに self.iter を 1 ずつ増やしてください。
    |
    The number of updates is always 1. Increase self.iter by 1 in every update.
    """


@mistake("Adam")
class AdamCountingTooLate(Adam):
    """1 回目の更新で 0 で割っています。更新の回数は、使う前に増やしてください。1 回目は t = 1 です。
    |
    The first update divides by 0. Increase the number of updates before you use it: the first has t = 1.
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
    """beta1 と beta2 が入れ替わっています。m に使うのが beta1、v に使うのが beta2 です。
    |
    beta1 and beta2 have changed places. beta1 belongs to m, beta2 to v.
    """


@mistake("Adam", {"grads[key] ** 2": "np.abs(grads[key])"})
class AdamWithoutSquare:
    """v に混ぜているのは、勾配の 2 乗ではありません。grads[key] * grads[key] を使ってください。
    |
    What is mixed into v is not the square of the gradient. Use grads[key] * grads[key].
    """


@mistake("Adam", {"np.sqrt(v)": "v"})
class AdamWithoutRoot:
    """v の平方根を取らずに割っています。
    |
    This divides by v itself, and not by its square root.
    """


@mistake(
    "Adam",
    {
        "m = self.m[key] /": "m = self.m[key] = self.m[key] /",
        "v = self.v[key] /": "v = self.v[key] = self.v[key] /",
    },
)
class AdamRememberingTheCorrected:
    """補正した値を self.m と self.v に入れているので、次の更新でもう一度補正されます。
    補正した値は別の変数に入れ、self には補正前の値を残してください。
    |
    The corrected values go into self.m and self.v, and are corrected once more in the next update. Put them
    into other variables, and leave in self what is not corrected.
    """


@mistake("Adam", {"self.m.get(key, 0)": "0", "self.v.get(key, 0)": "0"})
class AdamWithoutMemory:
    """前の m と v が残っていません。update のたびに 0 に戻さず、self に覚えておいてください。
    |
    The old m and v are lost. Do not set them back to 0 in every update: remember them in self.
    """


@mistake("Adam", {"(1 - self.beta1) * grads[key]": "grads[key]"})
class AdamWithTheWholeGradient:
    """m の更新で、新しい勾配に (1 − β₁) が掛かっていません。
    |
    In the update of m, the new gradient is not multiplied by (1 − β₁).
    """


@mistake("Adam", {"params[key] -= self.lr": "params[key] += self.lr"})
class AdamUphill:
    """坂を上っています。最後の式では引いてください。
    |
    This goes uphill. The last formula subtracts.
    """


@mistake("Adam", {"params[key] -= self.lr": "params[key] = params[key] - self.lr"})
class AdamRebinding:
    """params に新しい配列を入れ直しているので、古い配列を持つレイヤに更新が伝わりません。-= を使って、
    配列の中身をその場で変えてください。
    |
    This puts new arrays into params, and layers, which hold the old ones, never see the update. Change the
    elements of the arrays in place, with -=.
    """


@mistake("Adam")
class AdamSharedByAll(Adam):
    """オブジェクトを 2 つ作ると、m と v が混ざります。クラスやグローバル変数にではなく、__init__ の中の self
    に覚えさせてください。
    |
    Two objects mix up their m and v. Remember them in self, in __init__, and not in the class or in a global
    variable.
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr, beta1, beta2)
        type(self).common = {}, {}

    def update(self, params, grads):
        self.m, self.v = type(self).common
        super().update(params, grads)


@mistake("Adam")
class AdamScalingTheGradients(Adam):
    """grads を書き換えています。grads[key] *= … とせずに、計算した値を使ってください。
    |
    grads is changed. Do not write grads[key] *= …; use the value you compute.
    """

    def update(self, params, grads):
        super().update(params, grads)
        scaled_in_place(grads, 1 - self.beta1)


@mistake("Adam", {"(np.sqrt(v) + 1e-7)": "np.sqrt(v)"})
class AdamWithoutEpsilon:
    """勾配がずっと 0 の要素で 0 / 0 となり、nan になります。割る前に 1e-7 を足してください。
    |
    Where the gradient is always 0 this is 0 / 0, which gives nan. Add 1e-7 before you divide.
    """


@mistake(
    "Adam",
    {"self.beta1, self.beta2 = lr, beta1, beta2": "self.beta1, self.beta2 = lr, 0.9, 0.999"},
)
class AdamWithFixedBetas:
    """beta1 と beta2 がいつも 0.9 と 0.999 です。引数の値を self に覚えて、使ってください。
    |
    beta1 and beta2 are always 0.9 and 0.999. Remember the arguments in self, and use them.
    """


@mistake("optimizer_path")
def optimizer_path_of_aliases(optimizer, start, steps):
    """どの行も最後の点になっています。配列そのものをリストに入れると、あとの更新で中身が変わります。
    float(…) で数にするか、copy() で複製してから記録してください。
    |
    Every row is the last point. Arrays that are kept in a list change with later updates. Record numbers,
    with float(…), or copies, with copy().
    """
    params = {"x": np.array(float(start[0])), "y": np.array(float(start[1]))}
    path = [[params["x"], params["y"]]]
    for _ in range(steps):
        optimizer.update(params, {"x": params["x"] / 10, "y": 2 * params["y"]})
        path.append([params["x"], params["y"]])
    return np.array(path)


@mistake("optimizer_path")
def optimizer_path_with_the_first_gradient(optimizer, start, steps):
    """勾配がいつも start での値です。今の点での勾配を、更新のたびに求め直してください。
    |
    The gradient is always that at start. Compute it anew at the present point for every update.
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
    """出発点が入っていません。はじめの update の前に、start を記録してください（全部で steps + 1 行）。
    |
    The point to begin with is missing. Record start before the first update; there are steps + 1 rows.
    """
    return reference.optimizer_path(optimizer, start, steps)[1:]


@mistake("optimizer_path")
def optimizer_path_without_the_end(optimizer, start, steps):
    """最後の点が入っていません。記録するのが update の前だけになっていませんか（全部で steps + 1 行）。
    |
    The last point is missing. Is a point recorded only before each update? There are steps + 1 rows.
    """
    return reference.optimizer_path(optimizer, start, steps)[:-1]


@mistake("optimizer_path")
def optimizer_path_one_update_short(optimizer, start, steps):
    """更新の回数が 1 回足りません。range(steps) は、ちょうど steps 回繰り返します。
    |
    One update is missing. range(steps) repeats exactly steps times.
    """
    return reference.optimizer_path(optimizer, start, steps - 1)


@mistake("optimizer_path", {'params["x"] / 10': 'params["x"] / 20'})
def optimizer_path_with_half_of_the_x_gradient():
    """x 方向の勾配が違います。x²/20 を x で微分すると、2x/20 = x/10 です。
    |
    The gradient in x is wrong: the derivative of x²/20 is 2x/20 = x/10.
    """


@mistake("optimizer_path", {'2 * params["y"]': 'params["y"]'})
def optimizer_path_with_half_of_the_y_gradient():
    """y 方向の勾配が違います。y² を y で微分すると 2y です。
    |
    The gradient in y is wrong: the derivative of y² is 2y.
    """


@mistake(
    "optimizer_path",
    {'"x": params["x"] / 10, "y": 2 * params["y"]': '"x": 2 * params["x"], "y": params["y"] / 10'},
)
def optimizer_path_with_axes_swapped():
    """x と y の役割が逆です。ゆるやかなのが x 方向（勾配 x/10）、急なのが y 方向（勾配 2y）です。
    |
    x and y have changed roles. The slope is gentle along x (gradient x/10) and steep along y (gradient 2y).
    """


@mistake("optimizer_path")
def optimizer_path_of_columns(optimizer, start, steps):
    """行と列が逆です。1 行が 1 つの点 (x, y) になるように、形 (steps + 1, 2) にしてください（.T
    で転置できます）。
    |
    Rows and columns have changed places. Make the shape (steps + 1, 2), with a point (x, y) in each row: .T
    transposes.
    """
    return reference.optimizer_path(optimizer, start, steps).T


@mistake("optimizer_path")
def optimizer_path_of_the_last_point(optimizer, start, steps):
    """最後の点だけが返っています。通った点をすべて記録して返してください。
    |
    Only the last point comes back. Record all points on the way, and return them.
    """
    return reference.optimizer_path(optimizer, start, steps)[-1]


@mistake("optimizer_path")
def optimizer_path_as_a_list(optimizer, start, steps):
    """点は合っていますが、リストのまま返っています。np.array(…) で配列にしてください。
    |
    The points are right, but they come back as a list. Make it an array with np.array(…).
    """
    return reference.optimizer_path(optimizer, start, steps).tolist()


@mistake("optimizer_path")
def optimizer_path_changing_the_start(optimizer, start, steps):
    """渡された start を書き換えています。start の数から新しい配列を作って、それを更新してください。
    |
    The start that is given is changed. Make new arrays of its numbers, and update those.
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
    """正解率を、エポックの始めに求めています。そのエポックの更新がすべて終わってから求めてください。
    |
    The accuracies are found at the beginning of an epoch. Find them after all updates of that epoch.
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
    """1 エポックの間、同じミニバッチを使い続けています。更新のたびに選び直してください。
    |
    The same mini-batch serves a whole epoch. Draw a new one for every update.
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
    """最後まで同じミニバッチを使い続けています。ミニバッチを選ぶ行を、内側の繰り返しの中に入れてください。
    |
    The same mini-batch is used to the end. Move the line that draws it into the inner loop.
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
    """ミニバッチを選ばずに、毎回すべての訓練データを使っています。batch_size 個だけ選んでください。
    |
    Every update uses all the training data. Draw a mini-batch of batch_size data.
    """


@mistake(
    "fit", {"mini_batch(x_train, t_train, batch_size, rng)": "mini_batch(x_test, t_test, batch_size, rng)"}
)
def fit_on_the_test_data():
    """テストデータで学習しています。ミニバッチは訓練データから選びます。テストデータは、
    正解率を測るためだけのものです。
    |
    This learns from the test data. Draw mini-batches from the training data: the test data are for measuring
    the accuracy, and nothing else.
    """


@mistake("fit")
def fit_on_broken_pairs(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    """ミニバッチの x と t を別々に選んでいるので、画像と正解の対が壊れています。1 回の mini_batch
    で両方を受け取ってください。
    |
    x and t of a mini-batch are drawn separately, which breaks the pairs. Take both from one call of
    mini_batch.
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
    """1 エポックに 1 回しか更新していません。len(x_train) // batch_size 回、更新してください。
    |
    There is just one update an epoch. Make len(x_train) // batch_size of them.
    """


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "len(x_train) // batch_size"})
def fit_without_the_least_update():
    """訓練データが batch_size より少ないと、1 回も更新しません。max(…, 1) で、少なくとも 1 回にしてください。
    |
    With fewer training data than batch_size there is no update at all. Make it at least one, with max(…, 1).
    """


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "-(-len(x_train) // batch_size)"})
def fit_rounding_up():
    """割り切れないとき、更新が 1 回多くなっています。1 エポックの更新は、切り捨て（//）で数えます。
    |
    Where batch_size does not divide the number of data there is one update too many. Round down, with //.
    """


@mistake("fit", {"max(len(x_train) // batch_size, 1)": "max(len(x_test) // batch_size, 1)"})
def fit_counting_the_test_data():
    """更新の回数を、テストデータの個数から決めています。len(x_train) // batch_size 回です。
    |
    The number of updates comes from the test data. It is len(x_train) // batch_size.
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
    """1 列目が、最後のミニバッチだけでの正解率です。訓練データ全体で求めてください。
    |
    Column 1 is the accuracy on the last mini-batch only. Find it on all the training data.
    """


@mistake("fit", {"network.accuracy(x_test, t_test)": "network.accuracy(x_train, t_train)"})
def fit_noting_the_training_data_twice():
    """2 列目も訓練データでの正解率になっています。x_test と t_test で求めてください。
    |
    Column 2, too, is the accuracy on the training data. Find it with x_test and t_test.
    """


@mistake("fit", {"return np.array(history)": "return np.array(history).T"})
def fit_returning_columns():
    """行と列が逆です。1 行が 1 エポックになるように、形 (epochs, 2) にしてください（.T で転置できます）。
    |
    Rows and columns have changed places. Make the shape (epochs, 2), a row for each epoch: .T transposes.
    """


@mistake("fit", {"return np.array(history)": "return history"})
def fit_returning_a_list():
    """値は合っていますが、リストのまま返っています。np.array(…) で配列にしてください。
    |
    The values are right, but they come back as a list. Make it an array with np.array(…).
    """


@mistake("fit", {"return np.array(history)": "return np.array(history[-1])"})
def fit_returning_the_last_epoch():
    """最後のエポックの正解率だけが返っています。エポックごとにリストに加えて、すべて返してください。
    |
    Only the accuracies of the last epoch come back. Append those of each epoch to a list, and return all.
    """


@mistake("fit")
def fit_noting_after_every_update(
    network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng
):
    """更新のたびに正解率を記録しています。記録するのは、エポックの終わりだけです。append
    の字下げを確かめてください。
    |
    The accuracies are recorded after every update. Record them at the end of an epoch only: check how far the
    append is indented.
    """
    history = []
    for _ in range(epochs):
        for _ in range(max(len(x_train) // batch_size, 1)):
            one_update(network, optimizer, *mini_batch(x_train, t_train, batch_size, rng))
            history.append([network.accuracy(x_train, t_train), network.accuracy(x_test, t_test)])
    return np.array(history)


@mistake("fit")
def fit_with_stale_gradients(network, optimizer, x_train, t_train, x_test, t_test, epochs, batch_size, rng):
    """勾配を 1 エポックに 1 度しか求めていません。更新のたびに、今の params での勾配を求め直してください。
    |
    The gradient is found only once an epoch. Find it anew, at the present params, for every update.
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
    """渡された optimizer を使っていません。optimizer.update(network.params, 勾配) を呼んでください。
    |
    The optimizer that is given is not used. Call optimizer.update(network.params, gradients).
    """


@mistake("plain_init", {"std *": "std**2 *"})
def plain_init_with_std_squared():
    """std が 2 乗されて、散らばりが違います。std は標準偏差なので、標準正規分布の乱数に、そのまま 1
    回掛けます。
    |
    std is squared, so the spread is wrong. It is a standard deviation: multiply standard normal numbers by
    it once, as it is.
    """


@mistake("plain_init", {"std *": "np.sqrt(std) *"})
def plain_init_with_the_root_of_std():
    """std の平方根を掛けています。std は分散ではなく標準偏差なので、そのまま掛けてください。
    |
    The numbers are multiplied by the root of std. std is the standard deviation and not the variance, so
    multiply by std itself.
    """


@mistake("plain_init", {"std * ": ""})
def plain_init_without_std():
    """引数 std が使われていません。標準正規分布の乱数の標準偏差は 1 なので、std を掛けてください。
    |
    The argument std is not used. Standard normal numbers have the standard deviation 1: multiply them by
    std.
    """


@mistake("plain_init", {"std * rng.standard_normal((n_in, n_out))": "rng.normal(std, size=(n_in, n_out))"})
def plain_init_around_std():
    """std が、標準偏差ではなく平均になっています。rng.normal の 1 つ目の引数は平均（loc）で、
    標準偏差（scale）は 2 つ目です。
    |
    std has become the mean and not the standard deviation. The first argument of rng.normal is the mean
    (loc); the standard deviation (scale) is the second.
    """


@mistake("plain_init", {"(n_in, n_out))": "(n_out, n_in))"})
def plain_init_transposed():
    """形が (n_out, n_in) になっています。行の数は前の層のニューロン数 n_in、列の数は次の層の n_out です。
    |
    The shape is (n_out, n_in). There is a row for each of the n_in neurons before, and a column for each of
    the n_out neurons after.
    """


@mistake("plain_init", {"rng.standard_normal((n_in, n_out))": "rng.uniform(-1, 1, (n_in, n_out))"})
def plain_init_uniform():
    """一様分布の乱数になっています。正規分布の乱数 rng.standard_normal（または rng.normal）を使ってください。
    |
    The numbers are evenly distributed. Use normal ones, of rng.standard_normal or rng.normal.
    """


@mistake("plain_init", {"rng.standard_normal((n_in, n_out))": "rng.random((n_in, n_out))"})
def plain_init_positive():
    """重みがすべて 0 以上です。rng.random や np.random.rand は 0 以上 1 未満の一様な乱数です。平均 0
    の正規分布の乱数 rng.standard_normal を使ってください。
    |
    No weight is below 0. rng.random and np.random.rand give even numbers from 0 to 1; use the normal ones
    of rng.standard_normal, whose mean is 0.
    """


@mistake("plain_init", {"rng.standard_normal((n_in, n_out))": "np.ones((n_in, n_out))"})
def plain_init_all_equal():
    """重みがすべて同じ値です。それでは、同じ層のニューロンがどれも同じように更新されて、違いが生まれません。
    乱数を使ってください。
    |
    All weights are equal. The neurons of a layer would all be updated alike and never differ: use random
    numbers.
    """


@mistake("plain_init", {"std * rng.standard_normal((n_in, n_out))": "np.zeros((n_in, n_out))"})
def plain_init_zeros():
    """重みがすべて 0 です。それでは、同じ層のニューロンがどれも同じ働きをします。乱数を使ってください。
    |
    All weights are 0, so that the neurons of a layer all do the same. Use random numbers.
    """


@mistake("plain_init", {"rng.standard": "np.random.default_rng(0).standard"})
def plain_init_with_a_fixed_seed():
    """呼ぶたびに、同じ乱数から始めています。関数の中で乱数の種を決めずに、引数の rng を使ってください。
    |
    Each call starts from the same random numbers. Do not seed a generator inside the function: use the
    argument rng.
    """


@mistake(
    "plain_init", {"rng.standard_normal((n_in, n_out))": "np.tile(rng.standard_normal(n_out), (n_in, 1))"}
)
def plain_init_of_one_row():
    """どの行も同じ数です。乱数は n_out 個ではなく、n_in × n_out 個要ります。
    |
    All rows are the same. It takes n_in × n_out random numbers, and not n_out.
    """


@mistake("plain_init", {"(n_in, n_out))": "n_in * n_out)"})
def plain_init_flat():
    """1 次元の配列になっています。rng.standard_normal には、形を (n_in, n_out) のタプルで渡します。
    |
    This is a 1-D array. Pass the shape to rng.standard_normal, as the tuple (n_in, n_out).
    """


@mistake("xavier_init", {"np.sqrt(n_in)": "np.sqrt(n_out)"})
def xavier_init_by_n_out():
    """n_out の平方根で割っています。足し合わされる入力の個数は、前の層のニューロン数 n_in です。
    |
    The numbers are divided by the root of n_out. What is summed up are n_in inputs, one from each neuron of
    the layer before.
    """


@mistake("xavier_init", {"np.sqrt(n_in)": "n_in"})
def xavier_init_by_the_variance():
    """1/n は分散です。乱数に掛けるのは標準偏差、つまりその平方根です。
    |
    1/n is the variance. What random numbers are multiplied by is the standard deviation, which is its root.
    """


@mistake("xavier_init", {"/ np.sqrt(n_in)": "* np.sqrt(2 / n_in)"})
def xavier_init_as_he():
    """標準偏差が √(2/n) になっています。これは ReLU のための He の初期値で、Xavier の初期値は √(1/n) です。
    |
    The standard deviation is √(2/n). That is He's initial value, for ReLU; Xavier's is √(1/n).
    """


@mistake("xavier_init", {" / np.sqrt(n_in)": ""})
def xavier_init_without_scale():
    """標準偏差が 1 のままです。√(1/n) を掛けてください。n は前の層のニューロン数です。
    |
    The standard deviation is still 1. Multiply by √(1/n), n being the number of neurons in the layer
    before.
    """


@mistake("xavier_init", {"/ np.sqrt(n_in)": "* np.sqrt(n_in)"})
def xavier_init_multiplied():
    """√n を掛けています。入力が多いほど重みは小さくするので、掛けるのではなく割ります。
    |
    The numbers are multiplied by √n. The more inputs, the smaller the weights: divide by it.
    """


@mistake("xavier_init", {"np.sqrt(n_in)": "np.sqrt(n_in + n_out)"})
def xavier_init_of_the_sum_without_two():
    """√(1/(n_in + n_out)) になっています。前後の層の大きさを使う式では、分子は 2 です
    （平均の (n_in + n_out)/2 で割るからです）。本の式は √(1/n_in) です。
    |
    This is √(1/(n_in + n_out)). In the formula with both layers the numerator is 2, as one divides by the
    mean (n_in + n_out)/2. The book's formula is √(1/n_in).
    """


@mistake("xavier_init", {"rng.standard_normal((n_in, n_out))": "rng.uniform(-1, 1, (n_in, n_out))"})
def xavier_init_uniform():
    """一様分布の乱数になっています。正規分布の乱数 rng.standard_normal を使ってください。
    |
    The numbers are evenly distributed. Use the normal ones of rng.standard_normal.
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
    """散らばりは合っていますが、一様分布の乱数です。論文には一様分布の形もありますが、ここでは正規分布の
    rng.standard_normal を使ってください。
    |
    The spread is right, but the numbers are evenly distributed. The paper has such a form, too; what is
    asked for here are normal numbers, of rng.standard_normal.
    """


@mistake("xavier_init", {"(n_in, n_out))": "(n_out, n_in))"})
def xavier_init_transposed():
    """形が (n_out, n_in) になっています。行の数は前の層のニューロン数 n_in、列の数は次の層の n_out です。
    |
    The shape is (n_out, n_in). There is a row for each of the n_in neurons before, and a column for each of
    the n_out neurons after.
    """


@mistake("xavier_init", {"rng.standard": "np.random.default_rng(0).standard"})
def xavier_init_with_a_fixed_seed():
    """呼ぶたびに、同じ乱数から始めています。関数の中で乱数の種を決めずに、引数の rng を使ってください。
    |
    Each call starts from the same random numbers. Do not seed a generator inside the function: use the
    argument rng.
    """


@mistake("he_init", {"2 / n_in": "2 / n_out"})
def he_init_by_n_out():
    """n_out を使っています。足し合わされる入力の個数は、前の層のニューロン数 n_in です。
    |
    This uses n_out. What is summed up are n_in inputs, one from each neuron of the layer before.
    """


@mistake("he_init", {"2 / n_in": "1 / n_in"})
def he_init_as_xavier():
    """標準偏差が √(1/n) になっています。これは Xavier の初期値です。ReLU は負の半分を 0 にするので、He
    の初期値では分子を 2 にします。
    |
    The standard deviation is √(1/n), which is Xavier's. As ReLU turns the negative half into 0, the
    numerator of He's is 2.
    """


@mistake("he_init", {"np.sqrt(2 / n_in)": "2 / n_in"})
def he_init_by_the_variance():
    """2/n は分散です。乱数に掛けるのは標準偏差、つまりその平方根です。
    |
    2/n is the variance. What random numbers are multiplied by is the standard deviation, which is its root.
    """


@mistake("he_init", {"np.sqrt(2 / n_in)": "2 / np.sqrt(n_in)"})
def he_init_with_two_outside_the_root():
    """2 が根号の外にあります。標準偏差は √(2/n) で、2 も根号の中に入れます。
    |
    The 2 stands outside the root. The standard deviation is √(2/n), with the 2 under the root.
    """


@mistake("he_init", {"np.sqrt(2 / n_in)": "np.sqrt(2 / (n_in + n_out))"})
def he_init_by_both_layers():
    """√(2/(n_in + n_out)) になっています。これは論文での Xavier の初期値です。He の初期値は、
    前の層のニューロン数 n_in だけで決まります。
    |
    This is √(2/(n_in + n_out)), Xavier's initial value in the paper. He's depends on n_in alone, the number
    of neurons in the layer before.
    """


@mistake("he_init", {" * np.sqrt(2 / n_in)": ""})
def he_init_without_scale():
    """標準偏差が 1 のままです。√(2/n) を掛けてください。n は前の層のニューロン数です。
    |
    The standard deviation is still 1. Multiply by √(2/n), n being the number of neurons in the layer
    before.
    """


@mistake("he_init", {"rng.standard_normal((n_in, n_out))": "rng.uniform(-1, 1, (n_in, n_out))"})
def he_init_uniform():
    """一様分布の乱数になっています。正規分布の乱数 rng.standard_normal を使ってください。
    |
    The numbers are evenly distributed. Use the normal ones of rng.standard_normal.
    """


@mistake("he_init", {"(n_in, n_out))": "(n_out, n_in))"})
def he_init_transposed():
    """形が (n_out, n_in) になっています。行の数は前の層のニューロン数 n_in、列の数は次の層の n_out です。
    |
    The shape is (n_out, n_in). There is a row for each of the n_in neurons before, and a column for each of
    the n_out neurons after.
    """


@mistake("he_init", {"rng.standard": "np.random.default_rng(0).standard"})
def he_init_with_a_fixed_seed():
    """呼ぶたびに、同じ乱数から始めています。関数の中で乱数の種を決めずに、引数の rng を使ってください。
    |
    Each call starts from the same random numbers. Do not seed a generator inside the function: use the
    argument rng.
    """


@mistake("activation_stats")
def activation_stats_before_the_activation(x, weights, activation):
    """活性化関数を通す前の値がリストに入っています。activation の結果を加えてください。
    |
    The list holds the values before the activation function. Append what activation returns.
    """
    sums = []
    for W in weights:
        a = np.dot(x, W)
        sums.append(a)
        x = activation(a)
    return sums


@mistake("activation_stats", {"activations = []": "activations = [x]"})
def activation_stats_with_the_input():
    """入力 x もリストに入っています。返すのは、各層の出力だけです。
    |
    The input x is in the list, too. Return the outputs of the layers only.
    """


@mistake("activation_stats")
def activation_stats_of_the_input_each_time(x, weights, activation):
    """どの層も、最初の入力 x を受け取っています。前の層の出力を、次の層の入力にしてください。
    |
    Every layer takes the first input x. The output of one layer is the input of the next.
    """
    return [activation(np.dot(x, W)) for W in weights]


@mistake("activation_stats", {"return activations": "return x"})
def activation_stats_of_the_last_layer():
    """最後の層の出力だけが返っています。層ごとの出力をリストに加えて、全部返してください。
    |
    Only the output of the last layer comes back. Append the output of each layer to a list, and return all
    of them.
    """


@mistake("activation_stats", {"activation(np.dot(x, W))": "np.dot(x, W)"})
def activation_stats_without_activation():
    """活性化関数が使われていません。どの層でも、x と W の積を activation に通してください。
    |
    The activation function is not used. In every layer, pass the product of x and W through activation.
    """


@mistake("activation_stats")
def activation_stats_always_sigmoid(x, weights, activation):
    """いつもシグモイド関数になっています。引数の activation を使ってください。
    |
    This is always the sigmoid function. Use the argument activation.
    """
    return reference.activation_stats(x, weights, lambda a: 1 / (1 + np.exp(-a)))


@mistake("activation_stats", {"np.dot(x, W)": "np.dot(x, weights[0])"})
def activation_stats_with_the_first_weights():
    """どの層でも、1 層目の重みを使っています。層ごとに、その層の重みを使ってください。
    |
    All layers use the weights of the first one. Use each layer's own.
    """


@mistake("activation_stats", {"np.dot(x, W)": "np.dot(W, x)"})
def activation_stats_with_factors_swapped():
    """積の順序が逆です。x の行がデータなので、np.dot(x, W) とします。
    |
    The factors are the wrong way round. The rows of x are the data, so it is np.dot(x, W).
    """


@mistake("activation_stats")
def activation_stats_without_the_last(x, weights, activation):
    """最後の層の出力がリストにありません。値をリストに加えるのは、計算のあとです。
    |
    The output of the last layer is missing in the list. Append after computing it, not before.
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
    """層ごとの平均だけが返っています。平均ではなく、出力の配列そのものを返してください。
    |
    Only the mean of each layer comes back. Return the outputs themselves, as arrays.
    """
    return [float(np.mean(a)) for a in reference.activation_stats(x, weights, activation)]


@mistake("activation_stats")
def activation_stats_in_one_array(x, weights, activation):
    """リストの中身が、どれも最後の層の出力です。1 つの配列を使い回して書き換えると、こうなります。
    層ごとに新しい配列にしてください。
    |
    All in the list is the output of the last layer. This happens where one array is used again and written
    over. Make a new array for each layer.
    """
    found = reference.activation_stats(x, weights, activation)
    return [found[-1]] * len(found)


@mistake("BatchNormalization", {"np.var(x, axis=0)": "np.var(x, axis=0, ddof=1)"})
class BatchNormalizationWithSampleVariance:
    """分散を N − 1 で割っています（ddof=1 や不偏分散）。バッチ正規化では、データの個数 N で割る np.var(x,
    axis=0) です。
    |
    The variance is divided by N − 1 (ddof=1, the unbiased one). Batch normalisation divides by the
    number of data N: np.var(x, axis=0).
    """


@mistake("BatchNormalization", {"np.sqrt(var + 1e-7)": "np.sqrt(var) + 1e-7"})
class BatchNormalizationWithEpsilonOutside:
    """小さな数 ε が根号の外にあります。分散に足してから平方根を取り、√(分散 + ε) で割ってください。
    |
    The small number ε stands outside the root. Add it to the variance first, and divide by √(variance +
    ε).
    """


@mistake("BatchNormalization", {"np.sqrt(var + 1e-7)": "np.sqrt(var)"})
class BatchNormalizationWithoutEpsilon:
    """小さな数 ε がありません。値がすべて等しい列では分散が 0 になり、0 で割ってしまうので、√(分散 + ε) で
    割ってください。
    |
    There is no small number ε. In a column of equal values the variance is 0, and you divide by 0:
    divide by √(variance + ε).
    """


@mistake("BatchNormalization", {"np.sqrt(var + 1e-7)": "var + 1e-7"})
class BatchNormalizationByTheVariance:
    """標準偏差ではなく、分散で割っています。平方根を取ってください。
    |
    This divides by the variance and not by the standard deviation. Take the root.
    """


@mistake("BatchNormalization", {"(x - mean) / self.std": "x - mean"})
class BatchNormalizationWithoutDivision:
    """平均を引いただけで、標準偏差で割っていません。
    |
    The mean is subtracted, but nothing is divided by the standard deviation.
    """


@mistake("BatchNormalization", {"(x - mean) / self.std": "x / self.std"})
class BatchNormalizationWithoutMean:
    """標準偏差で割っただけで、平均を引いていません。
    |
    The values are divided by the standard deviation, but the mean is not subtracted.
    """


@mistake(
    "BatchNormalization",
    {"np.mean(x, axis=0), np.var(x, axis=0)": "np.mean(x) + 0 * x[0], np.var(x) + 0 * x[0]"},
)
class BatchNormalizationOfAllColumns:
    """平均と分散が、バッチ全体で 1 つずつになっています。列（ニューロン）ごとに求めるので、axis=0 が要りま
    す。
    |
    There is one mean and one variance for the whole batch. They are taken for each column, that is each
    neuron: axis=0 is needed.
    """


@mistake(
    "BatchNormalization",
    {
        "np.mean(x, axis=0)": "np.mean(x, axis=1, keepdims=True)",
        "np.var(x, axis=0)": "np.var(x, axis=1, keepdims=True)",
    },
)
class BatchNormalizationOfRows:
    """データ（行）ごとに正規化しています。バッチ正規化の平均と分散は、列ごとにデータの向きに取るので、
    axis=0 です。
    |
    Each datum, a row, is normalised by itself. In batch normalisation the mean and the variance of a
    column are taken over the data: axis=0.
    """


@mistake("BatchNormalization", {"(self.gamma * self.xn + self.beta)": "self.xn"})
class BatchNormalizationWithoutGammaAndBeta:
    """正規化しただけで、gamma 倍と beta の足し算がありません。
    |
    The values are normalised, but neither multiplied by gamma nor shifted by beta.
    """


@mistake("BatchNormalization", {"self.gamma * self.xn + self.beta": "self.gamma * (self.xn + self.beta)"})
class BatchNormalizationWithBetaFirst:
    """beta を足してから gamma を掛けています。先に gamma を掛け、次に beta を足します。
    |
    beta is added before the multiplication by gamma. First multiply by gamma, then add beta.
    """


@mistake("BatchNormalization", {"self.gamma * self.xn + self.beta": "self.beta * self.xn + self.gamma"})
class BatchNormalizationWithGammaAndBetaSwapped:
    """gamma と beta が逆です。掛けるのが gamma、足すのが beta です。
    |
    gamma and beta have changed places: gamma multiplies, beta is added.
    """


@mistake(
    "BatchNormalization",
    {"x = x.reshape(len(x), -1)\n        if": "if", "dout = dout.reshape(len(dout), -1)\n        ": ""},
)
class BatchNormalizationWithoutFlattening:
    """4 次元の入力に対応していません。x.reshape(len(x), -1) で (N, C·H·W) にしてから正規化し、最後に元の形
    に戻します。
    |
    4-D input is not handled. Turn it into (N, C·H·W) with x.reshape(len(x), -1), normalise, and give
    the result its old shape back.
    """


@mistake(
    "BatchNormalization",
    {"(self.gamma * self.xn + self.beta).reshape(self.x_shape)": "self.gamma * self.xn + self.beta"},
)
class BatchNormalizationLeavingTheOutputFlat:
    """forward の戻り値が平らなままです。4 次元の入力では、(N, C, H, W) の形に戻してから返してください。
    |
    What forward returns is still flat. For 4-D input, give it the shape (N, C, H, W) back.
    """


@mistake("BatchNormalization", {"dx.reshape(self.x_shape)": "dx"})
class BatchNormalizationLeavingDxFlat:
    """backward の戻り値 dx が平らなままです。4 次元の入力では、x と同じ形に戻してから返してください。
    |
    The dx that backward returns is still flat. For 4-D input, give it the shape of x back.
    """


@mistake("BatchNormalization", {"self.running_mean + (1": "self.running_mean * (1"})
class BatchNormalizationMultiplyingInTheRunningMean:
    """running_mean の更新式で、2 つの項を足さずに掛けています。0 から始めると、ずっと 0 のままです。学習時
    の出力には現れないので気づきにくい間違いです。間の * を + にしてください。
    |
    In the update of running_mean the two terms are multiplied and not added. It starts at 0 and stays
    there for ever; in training nothing shows, so this is hard to notice. Put + between them.
    """


@mistake("BatchNormalization", {"self.running_var + (1": "self.running_var * (1"})
class BatchNormalizationMultiplyingInTheRunningVariance:
    """running_var の更新式で、2 つの項を足さずに掛けています。0 から始めると、ずっと 0 のままです。間の *
    を + にしてください。
    |
    In the update of running_var the two terms are multiplied and not added. It starts at 0 and stays
    there for ever. Put + between them.
    """


@mistake(
    "BatchNormalization",
    {"self.running_mean + (1": "self.running_mean * (1", "self.running_var + (1": "self.running_var * (1"},
)
class BatchNormalizationMultiplyingInBothRunningStatistics:
    """running_mean と running_var の更新式で、2 つの項を足さずに掛けています。どちらも 0 から始めると、ず
    っと 0 のままです。間の * を + にしてください。
    |
    In the updates of running_mean and running_var the two terms are multiplied and not added. Both
    start at 0 and stay there for ever. Put + between them.
    """


@mistake("BatchNormalization", {"beta, momentum\n": "beta, 1 - momentum\n"})
class BatchNormalizationWithMomentumReversed:
    """momentum と 1 − momentum が逆です。これまでの値に momentum を、今のバッチの値に 1 − momentum を掛け
    ます。
    |
    momentum and 1 − momentum have changed places. The value so far is multiplied by momentum, that of
    this batch by 1 − momentum.
    """


@mistake(
    "BatchNormalization",
    {
        "self.momentum * self.running_mean + (1 - self.momentum) * mean": "mean",
        "self.momentum * self.running_var + (1 - self.momentum) * var": "var",
    },
)
class BatchNormalizationRememberingTheLastBatch:
    """running_mean と running_var が、直前のバッチの値だけになっています。これまでの値と、momentum で重み
    をつけて足し合わせてください。
    |
    running_mean and running_var are those of the last batch alone. Add them to the values so far,
    weighted by momentum.
    """


@mistake(
    "BatchNormalization",
    {
        "self.momentum * self.running_mean": "self.running_mean",
        "self.momentum * self.running_var": "self.running_var",
    },
)
class BatchNormalizationWithoutDecay:
    """これまでの running_mean と running_var に momentum を掛けていないので、値が増え続けます。
    |
    The running_mean and running_var so far are not multiplied by momentum, so they keep growing.
    """


@mistake("BatchNormalization", {"(1 - self.momentum) * mean": "mean", "(1 - self.momentum) * var": "var"})
class BatchNormalizationWithoutTheShareOfTheBatch:
    """今のバッチの平均と分散に 1 − momentum を掛けていないので、running_mean と running_var が大きすぎます。
    |
    The mean and variance of this batch are not multiplied by 1 − momentum, so running_mean and
    running_var are too large.
    """


@mistake(
    "BatchNormalization",
    {
        "self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean": "pass",
        "self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var": "pass",
    },
)
class BatchNormalizationWithoutRunningStatistics:
    """running_mean と running_var が更新されていません。学習時の forward のたびに、バッチの平均と分散で更
    新してください。
    |
    running_mean and running_var are not updated. Update them with the mean and variance of the batch at
    every forward in training.
    """


@mistake("BatchNormalization", {"if self.running_mean is None:": "if train_flg:"})
class BatchNormalizationStartingAnewEachTime:
    """forward のたびに running_mean と running_var が 0 に戻っています。0 にするのは、None の最初の 1 回だ
    けです。
    |
    running_mean and running_var go back to 0 at every forward. Set them to 0 the first time only, when
    they are None.
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
    """running_mean と running_var が、最初のバッチの値から始まっています。ここでは、どちらも 0 から始めま
    す。
    |
    running_mean and running_var start at the values of the first batch. Here both start at 0.
    """


@mistake("BatchNormalization", {"(1 - self.momentum) * var": "(1 - self.momentum) * np.sqrt(var)"})
class BatchNormalizationWithTheRunningDeviation:
    """running_var に、分散ではなく標準偏差を足しています。
    |
    What is added to running_var is the standard deviation and not the variance.
    """


@mistake(
    "BatchNormalization", {"(1 - self.momentum) * var": "(1 - self.momentum) * var * len(x) / (len(x) - 1)"}
)
class BatchNormalizationWithTheUnbiasedRunningVariance:
    """running_var に不偏分散（N − 1 で割ったもの）を足しています。ここでは、正規化に使ったのと同じ、N で割
    った分散を足します。
    |
    What is added to running_var is the unbiased variance, divided by N − 1. Here it is the one that
    normalises the batch, divided by N.
    """


@mistake("BatchNormalization")
class BatchNormalizationUpdatingInTestMode(reference.BatchNormalization):
    """テスト時にも running_mean と running_var を更新しています。更新するのは train_flg が True のときだけ
    です。
    |
    running_mean and running_var are updated in test mode, too. Update them only when train_flg is True.
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
    """train_flg が False でも、そのバッチの平均と分散で正規化しています。False なら running_mean と
    running_var を使い、更新もしません。
    |
    Even where train_flg is False the batch is normalised by its own mean and variance. When it is False, use
    running_mean and running_var, and update neither.
    """


@mistake("BatchNormalization", {"else:\n            mean, var": "if True:\n            mean, var"})
class BatchNormalizationNormalisingByRunningStatistics:
    """学習時にも running_mean と running_var で正規化しています。train_flg が True なら、そのバッチの平均
    と分散を使ってください。
    |
    Even in training the batch is normalised by running_mean and running_var. When train_flg is True,
    use the mean and variance of the batch.
    """


@mistake("BatchNormalization", {"= running_mean, running_var": "= None, None"})
class BatchNormalizationForgettingTheGivenStatistics:
    """__init__ に渡された running_mean と running_var を使っていません。None でなければ、その値から始めて
    ください。
    |
    The running_mean and running_var that __init__ is given are not used. Where they are not None, start
    with them.
    """


@mistake(
    "BatchNormalization",
    {"(dxn - np.mean(dxn, axis=0) - self.xn * np.mean(dxn * self.xn, axis=0)) / self.std": "dxn / self.std"},
)
class BatchNormalizationWithDxOnlyDirect:
    """dx に、平均と分散を通る道が入っていません。平均も分散も x から計算した値なので、そこを通って伝わる分
    も足します。計算グラフを逆にたどってみてください。
    |
    dx lacks the ways through the mean and the variance. Both are computed from x, so what flows through
    them belongs to dx as well. Follow the graph backwards.
    """


@mistake("BatchNormalization", {"dxn - np.mean(dxn, axis=0) - ": "dxn - "})
class BatchNormalizationWithoutTheWayThroughTheMean:
    """dx に、平均を通る道が入っていません。x から平均を引いたところで、勾配は平均へも流れます。
    |
    dx lacks the way through the mean. Where the mean is subtracted from x, the gradient flows to the
    mean, too.
    """


@mistake("BatchNormalization", {" - self.xn * np.mean(dxn * self.xn, axis=0)": ""})
class BatchNormalizationWithoutTheWayThroughTheVariance:
    """dx に、分散を通る道が入っていません。標準偏差で割ったところで、勾配は分散へも流れます。
    |
    dx lacks the way through the variance. Where x is divided by the standard deviation, the gradient
    flows to the variance, too.
    """


@mistake(
    "BatchNormalization",
    {"np.mean(dxn, axis=0)": "np.sum(dxn, axis=0)", "np.mean(dxn * self.xn": "np.sum(dxn * self.xn"},
)
class BatchNormalizationWithSumsForMeans:
    """dx の中で、データの個数 N で割っていません。平均は和を N で割ったものなので、平均を逆にたどると、勾
    配も N で割られます。
    |
    In dx nothing is divided by N, the number of data. A mean is a sum divided by N, and on the way back
    the gradient is divided by N, too.
    """


@mistake("BatchNormalization", {"dxn = self.gamma * dout": "dxn = dout"})
class BatchNormalizationWithoutGammaInDx:
    """dx に gamma が掛かっていません。出力は gamma × 正規化した値なので、さかのぼるときにも gamma を掛けま
    す。
    |
    dx is not multiplied by gamma. The output is gamma times the normalised values, so gamma multiplies
    on the way back, too.
    """


@mistake("BatchNormalization", {"axis=0)) / self.std": "axis=0))"})
class BatchNormalizationWithoutTheDeviationInDx:
    """dx を標準偏差で割っていません。forward で標準偏差で割っているので、さかのぼるときにも割ります。
    |
    dx is not divided by the standard deviation. forward divides by it, and so does the way back.
    """


@mistake(
    "BatchNormalization",
    {" - self.xn * np.mean(dxn * self.xn, axis=0)": " + self.xn * np.mean(dxn * self.xn, axis=0)"},
)
class BatchNormalizationWithTheSignOfTheVariance:
    """dx の、分散を通る道の符号が逆です。割り算 a/s を s で微分すると −a/s² で、マイナスがつきます。
    |
    In dx the way through the variance has the wrong sign. The derivative of a division a/s with respect
    to s is −a/s², with a minus.
    """


@mistake("BatchNormalization", {"self.dbeta = np.sum(dout, axis=0)": "self.dbeta = dout"})
class BatchNormalizationWithDbetaNotSummed:
    """dbeta がデータについて合計されていません。beta はどのデータにも足されるので、dout を列ごとに合計しま
    す（axis=0）。
    |
    dbeta is not summed over the data. beta is added to every datum, so sum up each column of dout
    (axis=0).
    """


@mistake(
    "BatchNormalization", {"self.dgamma = np.sum(dout * self.xn, axis=0)": "self.dgamma = dout * self.xn"}
)
class BatchNormalizationWithDgammaNotSummed:
    """dgamma がデータについて合計されていません。gamma はどのデータにも掛かるので、列ごとに合計します（
    axis=0）。
    |
    dgamma is not summed over the data. gamma multiplies every datum, so sum up each column (axis=0).
    """


@mistake(
    "BatchNormalization",
    {
        "np.sum(dout, axis=0)": "np.mean(dout, axis=0)",
        "np.sum(dout * self.xn, axis=0)": "np.mean(dout * self.xn, axis=0)",
    },
)
class BatchNormalizationWithMeansForSums:
    """dgamma と dbeta が平均になっています。データの個数では割らず、合計してください。
    |
    dgamma and dbeta are means. Sum up, and do not divide by the number of data.
    """


@mistake(
    "BatchNormalization",
    {
        "self.x_shape = x.shape": "self.x_shape, self.x = x.shape, x.reshape(len(x), -1)",
        "np.sum(dout * self.xn, axis=0)": "np.sum(dout * self.x, axis=0)",
    },
)
class BatchNormalizationWithXInDgamma:
    """dgamma で、dout に x を掛けています。gamma に掛けられているのは、正規化した値です。
    |
    In dgamma, dout is multiplied by x. What gamma multiplies are the normalised values.
    """


@mistake(
    "BatchNormalization", {"np.sum(dout * self.xn, axis=0)": "np.sum(dout * self.xn * self.std, axis=0)"}
)
class BatchNormalizationWithCentredXInDgamma:
    """dgamma で、dout に x − 平均 を掛けています。gamma に掛けられているのは、標準偏差で割ったあとの値です。
    |
    In dgamma, dout is multiplied by x minus its mean. What gamma multiplies are the values after the
    division by the standard deviation.
    """


@mistake(
    "BatchNormalization",
    {"np.sum(dout * self.xn, axis=0)": "np.sum(dout * (self.gamma * self.xn + self.beta), axis=0)"},
)
class BatchNormalizationWithOutInDgamma:
    """dgamma で、dout に forward の出力を掛けています。gamma に掛けられているのは、正規化した値です。
    |
    In dgamma, dout is multiplied by the output of forward. What gamma multiplies are the normalised
    values.
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
    """dgamma と dbeta が逆です。dout の和が dbeta、dout と正規化した値の積の和が dgamma です。
    |
    dgamma and dbeta have changed places. The sum of dout is dbeta; the sum of dout times the normalised
    values is dgamma.
    """


@mistake(
    "BatchNormalization",
    {"return dx.reshape(self.x_shape)": "return dx.reshape(self.x_shape), self.dgamma, self.dbeta"},
)
class BatchNormalizationReturningAllGradients:
    """backward が 3 つの値を返しています。返すのは dx だけで、dgamma と dbeta は self に覚えます。
    |
    backward returns three values. Return dx only, and keep dgamma and dbeta in self.
    """


@mistake("BatchNormalization", {"return dx.reshape(self.x_shape)": "self.dx = dx.reshape(self.x_shape)"})
class BatchNormalizationWithoutReturnInBackward:
    """backward が None を返しています。dx を return で返してください。
    |
    backward returns None. Return dx.
    """


@mistake("BatchNormalization", {"gamma, beta, momentum\n": "gamma.copy(), beta.copy(), momentum\n"})
class BatchNormalizationOnCopies:
    """gamma と beta のコピーを持っているので、学習で gamma と beta を更新しても、このレイヤに伝わりません。
    渡された配列をそのまま持ってください。
    |
    The layer holds copies of gamma and beta, so it never sees them updated in training. Keep the arrays
    that came in.
    """


@mistake(
    "BatchNormalization", {"self.xn = (x - mean) / self.std": "x -= mean\n        self.xn = x / self.std"}
)
class BatchNormalizationChangingTheInput:
    """値は合っていますが、受け取った配列 x を書き換えています。x -= 平均 ではなく、新しい配列を作ってくだ
    さい。
    |
    The values are right, but the array x that came in is changed. Make a new array instead of x -=
    mean.
    """


@mistake("BatchNormalization", {"beta, momentum\n": "beta, 0.9\n"})
class BatchNormalizationWithFixedMomentum:
    """momentum がいつも 0.9 です。引数の momentum を使ってください。
    |
    momentum is always 0.9. Use the argument momentum.
    """


@mistake("l2_penalty", {"lam / 2 * np": "lam * np"})
def l2_penalty_without_half():
    """penalty が 2 倍になっています。2 乗和に掛けるのは λ/2 です（勾配の λW は、その 2 が微分で打ち消し合っ
    たものです）。
    |
    The penalty is twice as large. The sum of squares is multiplied by λ/2; in the gradient λW this 2 has
    cancelled out with that of the derivative.
    """


@mistake("l2_penalty", {"key: lam * W": "key: lam / 2 * W"})
def l2_penalty_with_half_in_the_gradient():
    """勾配が半分になっています。λ/2・W² を W で微分すると、2 が打ち消し合って λW です。
    |
    The gradients are half as large. The derivative of λ/2·W² is λW: the 2s cancel out.
    """


@mistake("l2_penalty", {"lam / 2 * np": "lam * np", "key: lam * W": "key: 2 * lam * W"})
def l2_penalty_of_twice_lambda():
    """penalty も勾配も 2 倍です。2 つは互いに合っていますが、本の penalty には ½ が付いています。
    |
    Penalty and gradients are both twice as large. They agree with each other, but the book's penalty has a
    factor ½.
    """


@mistake("l2_penalty", {' if key.startswith("W")': ""})
def l2_penalty_with_biases():
    """バイアスなど、重みでないものまで入っています。罰則を科すのは、名前が W で始まるものだけです
    （key.startswith("W")）。
    |
    Biases, or others that are no weights, are in it too. Only what has a name beginning with W is penalised
    (key.startswith("W")).
    """


@mistake("l2_penalty", {'if key.startswith("W")': 'if key in ("W1", "W2")'})
def l2_penalty_of_two_layers():
    """W1 と W2 しか見ていません。何層あっても、W で始まるキーをすべて扱ってください。
    |
    Only W1 and W2 are looked at. Handle every key that begins with W, however many layers there are.
    """


@mistake("l2_penalty", {'if key.startswith("W")': 'if key.startswith("W") and len(key) == 2'})
def l2_penalty_of_one_digit():
    """W10 や W11 が抜けています。層の番号は 2 けたのこともあるので、キーの長さでは判断できません。
    |
    W10 and W11 are missing. The number of a layer may have two digits: do not go by the length of a key.
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.sum(np.abs(W))"})
def l2_penalty_of_absolute_values():
    """2 乗ではなく絶対値を足しています。L2 の罰則では、重みを 2 乗して足します。
    |
    Absolute values are added up where squares belong. The L2 penalty is a sum of squared weights.
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.sqrt(np.sum(W**2))"})
def l2_penalty_of_the_norm():
    """2 乗和の平方根を取っています。本の罰則は、2 乗和のまま使います。
    |
    This takes the square root of the sum of squares. The book's penalty uses the sum of squares itself.
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.sum(W) ** 2"})
def l2_penalty_of_the_squared_sum():
    """足してから 2 乗しています。それでは正と負の重みが打ち消し合うので、先に 2 乗してから足します。
    |
    The weights are added first and squared afterwards, so positive and negative ones cancel out. Square
    them first, then add.
    """


@mistake("l2_penalty", {"np.sum(W**2)": "np.mean(W**2)"})
def l2_penalty_of_the_mean():
    """2 乗の平均になっています。要素の数では割らず、合計してください。
    |
    This is the mean of the squares. Add them up, without dividing by their number.
    """


@mistake("l2_penalty")
def l2_penalty_of_the_last_layer(params, lam):
    """penalty に最後の層の分しか入っていません。繰り返しの中では、代入（=）ではなく加算（+=）にしてくださ
    い。
    |
    The penalty holds the last layer's part only. In the loop, add (+=) where you now assign (=).
    """
    penalty, grads = 0.0, {}
    for key, W in params.items():
        if key.startswith("W"):
            penalty = 0.5 * lam * np.sum(W**2)
            grads[key] = lam * W
    return penalty, grads


@mistake("l2_penalty", {"key: lam * W": "key: W"})
def l2_penalty_without_lambda_in_the_gradient():
    """勾配に λ が掛かっていません。λ/2・W² を W で微分すると λW です。
    |
    The gradients lack λ. The derivative of λ/2·W² is λW.
    """


@mistake("l2_penalty", {"lam / 2 * np.sum(W**2) for": "np.sum(W**2) / 2 for"})
def l2_penalty_without_lambda():
    """penalty に λ が掛かっていません。どれだけ強く罰するかは λ が決めます。
    |
    The penalty lacks λ, which says how strong it is to be.
    """


@mistake("l2_penalty", {"return penalty, {key: lam * W for key, W in weights.items()}": "return penalty"})
def l2_penalty_returning_the_penalty():
    """返す値が 1 つだけです。penalty と、勾配の辞書の 2 つを、この順に返してください。
    |
    Only one value comes back. Return two, the penalty and the dictionary of gradients, in this order.
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
    """勾配を計算するときに、params の重みそのものを書き換えています。W *= lam ではなく lam * W と書けば、新
    しい配列ができます。
    |
    Working out the gradients changes the weights in params themselves. Write lam * W, which makes a new
    array, in place of W *= lam.
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
    """backward で新しく乱数を引いています。forward で消したのと同じ要素を止めるように、forward のマスクを
    self に覚えて使ってください。
    |
    backward draws new random numbers. It has to stop the same elements that forward dropped: keep forward's
    mask in self and use it.
    """


@mistake("Dropout", {"np.random.rand(*x.shape) >": "np.random.rand(*x.shape) <"})
class DropoutWithRatioInverted:
    """dropout_ratio の割合だけ残しています。dropout_ratio は消す割合です。0 から 1 の乱数が dropout_ratio
    より大きい要素を残します。
    |
    A share dropout_ratio is kept. It is the share to drop: keep the elements whose random number from 0 to
    1 is greater than dropout_ratio.
    """


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(len(x), *[1] * (x.ndim - 1))"})
class DropoutOfWholeRows:
    """データ（行）が丸ごと消えたり残ったりしています。x と同じ形の乱数を使って、要素ごとに決めてください。
    |
    Whole data, that is rows, are dropped or kept. Decide for each element, with random numbers in the shape
    of x.
    """


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(*x.shape[1:])"})
class DropoutOfWholeColumns:
    """バッチのどのデータでも、同じニューロンが消えています。x と同じ形の乱数を使って、データごとに別の要素
    を選んでください。
    |
    The same neurons are dropped for every datum of the batch. Use random numbers in the shape of x, so that
    each datum has its own.
    """


@mistake("Dropout")
class DropoutWithOneMaskForEver(Dropout):
    """最初に作ったマスクを使い続けています。訓練では、forward のたびに乱数を引き直してください。
    |
    The first mask is used for ever. In training, draw random numbers anew in every forward.
    """

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x * (1 - self.dropout_ratio)
        if not hasattr(self, "mask"):
            self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask


@mistake("Dropout")
class DropoutWithAFixedSeed(Dropout):
    """forward のたびに同じ種（seed）から乱数を始めるので、いつも同じ要素が消えます。forward の中で
    np.random.seed を呼ばないでください。
    |
    Each forward starts the random numbers from the same seed, so it drops the same elements every time. Do
    not call np.random.seed in forward.
    """

    def forward(self, x, train_flg=True):
        np.random.seed(0)
        return super().forward(x, train_flg)


@mistake("Dropout", {"return x * (1 - self.dropout_ratio)": "return x"})
class DropoutScaledNowhere:
    """訓練でもテストでも大きさを合わせていないので、テストの出力が訓練の平均より大きくなります。テストの出
    力に 1 − dropout_ratio を掛けるか、訓練で残した要素を 1 − dropout_ratio で割ってください。
    |
    Neither mode adjusts the size, so that the output of test mode is larger than the mean in training.
    Multiply it by 1 − dropout_ratio in test mode, or divide what is kept in training by 1 − dropout_ratio.
    """


@mistake("Dropout", {"return x * self.mask": "return x * self.mask / (1 - self.dropout_ratio)"})
class DropoutScaledTwice:
    """訓練で 1 − dropout_ratio で割り、テストでも 1 − dropout_ratio を掛けています。大きさを合わせるのは、
    どちらか一方だけです（backward も forward と同じ倍率にします）。
    |
    Training divides by 1 − dropout_ratio, and test mode multiplies by it as well. Adjust the size in one of
    the two only, and let backward use the same factor as forward.
    """


@mistake("Dropout", {"return x * (1 - self.dropout_ratio)": "return x * self.dropout_ratio"})
class DropoutScaledByTheRatio:
    """テストで dropout_ratio を掛けています。残る割合は 1 − dropout_ratio なので、それを掛けます。
    |
    Test mode multiplies by dropout_ratio. The share that is kept is 1 − dropout_ratio: multiply by that.
    """


@mistake("Dropout", {"return dout * self.mask": "return dout"})
class DropoutPassingEverything:
    """backward が dout をすべて流しています。forward で消した要素は出力に影響しないので、勾配は 0 です。
    |
    backward lets all of dout pass. An element that forward dropped has no effect on the output: its
    gradient is 0.
    """


@mistake("Dropout", {"        if train_flg:": "        if True:"})
class DropoutIgnoringTrainFlg:
    """テスト（train_flg=False）でも消しています。テストでは何も消さず、大きさだけを合わせます。
    |
    Elements are dropped in test mode (train_flg=False), too. Drop nothing there; adjust the size only.
    """


@mistake("Dropout", {"        if train_flg:": "        if not train_flg:"})
class DropoutInTestModeOnly:
    """train_flg の向きが逆です。消すのは訓練のとき（True）で、テストのとき（False）には消しません。
    |
    train_flg is the wrong way round. Elements are dropped in training (True), not in test mode (False).
    """


@mistake("Dropout", {"np.random.rand(*": "np.random.randn(*"})
class DropoutOfNormalNumbers:
    """np.random.randn は正規分布の乱数で、負にもなります。割合を dropout_ratio にするには、0 から 1 までの
    一様な乱数 np.random.rand を使います。
    |
    np.random.randn draws from the normal distribution, negative numbers too. For a share of dropout_ratio,
    use np.random.rand, whose numbers are uniform from 0 to 1.
    """


@mistake("Dropout", {"np.random.rand(*x.shape) > self.dropout_ratio": "np.random.rand(*x.shape)"})
class DropoutOfWeakenedElements:
    """乱数をそのまま掛けているので、どの要素も弱まるだけで、消えません。乱数と dropout_ratio を比べて、True
    か False のマスクにしてください。
    |
    The random numbers themselves are multiplied, which weakens every element and drops none. Compare them
    with dropout_ratio, to get a mask of True and False.
    """


@mistake("Dropout", {"return x * self.mask": "return x"})
class DropoutForgettingTheMask:
    """訓練の forward で、マスクを作っただけで x に掛けていません。
    |
    In training, forward makes a mask but does not multiply x by it.
    """


@mistake("Dropout", {"return x * self.mask": "x *= self.mask\n            return x"})
class DropoutInPlace:
    """渡された x を書き換えています。x *= … ではなく x * … と書けば、新しい配列ができます。
    |
    The x that was given is changed. Write x * …, which makes a new array, in place of x *= ….
    """


@mistake("Dropout", {"self.mask = np": "mask = np", "return x * self.mask": "return x * mask"})
class DropoutWithoutSelf:
    """マスクが self に入っていないので、forward が終わると消えて、backward では使えません。self.mask に入れ
    てください。
    |
    The mask is not kept in self: it is gone when forward ends, and backward cannot use it. Put it into
    self.mask.
    """


@mistake("Dropout")
class DropoutSharedByAll(Dropout):
    """レイヤを 2 つ作ると、マスクが混ざります。クラスやグローバル変数にではなく、self.mask に覚えさせてくだ
    さい。
    |
    Two layers mix up their masks. Remember it in self.mask, and not in the class or in a global variable.
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
    """訓練の forward では 1 − dropout_ratio で割っていますが、backward では割っていません。backward も同じ
    倍率で dout を流します。
    |
    In training, forward divides by 1 − dropout_ratio, but backward does not. Let backward pass dout on with
    the same factor.
    """

    def forward(self, x, train_flg=True):
        if not train_flg:
            return x
        self.mask = np.random.rand(*x.shape) > self.dropout_ratio
        return x * self.mask / (1 - self.dropout_ratio)


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(x.shape)"})
class DropoutOfAShapeAsOneArgument:
    """np.random.rand は、形をタプルではなく 1 つ 1 つの引数で受け取ります。* を付けて
    np.random.rand(*x.shape) と書くと、タプルの中身が引数に並びます。
    |
    np.random.rand takes the shape as separate arguments, not as a tuple. With a star, as in
    np.random.rand(*x.shape), the elements of the tuple become the arguments.
    """


@mistake("Dropout", {"np.random.rand(*x.shape)": "np.random.rand(x.shape[0], x.shape[1])"})
class DropoutOfMatricesOnly:
    """行列でしか動きません。x が 1 次元や 4 次元でも動くように、np.random.rand(*x.shape) で同じ形の乱数を
    作ってください。
    |
    This works for matrices only. Use np.random.rand(*x.shape), random numbers in the same shape, so that
    1-D and 4-D inputs work too.
    """


@mistake("Dropout", {"self.dropout_ratio = dropout_ratio": "self.dropout_ratio = 0.5"})
class DropoutOfHalf:
    """割合がいつも 0.5 です。引数の dropout_ratio を使ってください。
    |
    The ratio is always 0.5. Use the argument dropout_ratio.
    """


RELU = '{"relu": Relu, "sigmoid": Sigmoid}[activation]()'
HE = """"relu": np.sqrt(2 / n_in),
                "he": np.sqrt(2 / n_in),"""
DECAYED = 'grads[f"W{i}"] = affine.dW + decay[f"W{i}"]'


@mistake("MultiLayerNet", {" + penalty": ""})
class MultiLayerNetWithoutDecayInLoss:
    """loss に weight decay の分が入っていません。交差エントロピー誤差に、l2_penalty の 1 つ目の値を足してく
    ださい。
    |
    loss lacks the part of weight decay. Add the first value of l2_penalty to the cross-entropy error.
    """


@mistake("MultiLayerNet", {DECAYED: 'grads[f"W{i}"] = affine.dW'})
class MultiLayerNetWithoutDecayInGradient:
    """gradient に weight decay の分が入っていません。損失に λ/2・ΣW² を足したので、重みの勾配には λW を足し
    ます。
    |
    gradient lacks the part of weight decay. As λ/2·ΣW² was added to the loss, λW is to be added to the
    gradients of the weights.
    """


@mistake("MultiLayerNet", {" + penalty": "", DECAYED: 'grads[f"W{i}"] = affine.dW'})
class MultiLayerNetWithoutDecay:
    """weight_decay_lambda が使われていません。loss には λ/2・ΣW² を、重みの勾配には λW を足してください。
    |
    weight_decay_lambda is not used. Add λ/2·ΣW² to the loss, and λW to the gradients of the weights.
    """


@mistake("MultiLayerNet", {'affine.dW + decay[f"W{i}"]': 'affine.dW - decay[f"W{i}"]'})
class MultiLayerNetWithDecaySubtracted:
    """勾配から λW を引いています。足してください。更新では勾配を引くので、足した λW の分だけ、W が 0
    に近づきます。
    |
    λW is subtracted from the gradient. Add it: an update takes the gradient away, so it is the λW in it that
    pulls W towards 0.
    """


@mistake(
    "MultiLayerNet", {"= affine.db\n": '= affine.db + self.weight_decay_lambda * self.params[f"b{i}"]\n'}
)
class MultiLayerNetWithDecayOfBiases:
    """バイアスの勾配にも λb を足しています。weight decay は重み W だけに使います。
    |
    λb is added to the gradients of the biases, too. Weight decay is for the weights W only.
    """


@mistake("MultiLayerNet", {"if i < len(sizes) - 1:": "if True:"})
class MultiLayerNetWithActivationAtTheEnd:
    """最後の Affine のあとにも活性化関数があります。出力層の点数はそのまま返し、損失のレイヤ
    （SoftmaxWithLoss）に渡します。
    |
    There is an activation after the last Affine as well. The scores of the output layer are returned as
    they are, and go to the layer of the loss, SoftmaxWithLoss.
    """


@mistake("MultiLayerNet", {"if i < len(sizes) - 1:": "if False:"})
class MultiLayerNetWithoutActivations:
    """活性化関数のレイヤがありません。隠れ層では、Affine のあとに activation で指定されたレイヤを置きます。
    |
    There are no layers of activation. In every hidden layer, the layer that activation names comes after
    Affine.
    """


@mistake("MultiLayerNet", {RELU: "Relu()"})
class MultiLayerNetOfReluOnly:
    """activation が使われていません。"sigmoid" のときは Sigmoid レイヤを作ってください。
    |
    activation is not used. For "sigmoid", make Sigmoid layers.
    """


@mistake("MultiLayerNet")
class MultiLayerNetWithOneActivation(MultiLayerNet):
    """1 つの活性化レイヤをすべての隠れ層で使い回すと、backward では最後に通った層の値しか残っていません。層
    ごとに新しいレイヤを作ってください。
    |
    One activation layer serves all hidden layers; in backward it only remembers the layer that it met last.
    Make a new one for each hidden layer.
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
    """受け取った hidden_size_list に要素を足しているので、同じリストからもう 1 つ作ると、層が増えてしまいま
    す。[a, *リスト, b] や + で新しいリストを作ってください。
    |
    Elements are added to the very hidden_size_list that came in; another network made from the same list
    gets more layers. Make a new list, as in [a, *list, b], or with +.
    """


@mistake("MultiLayerNet", {"std = {": "std = 1 if n_in else {"})
class MultiLayerNetWithoutInitStd:
    """重みの標準偏差が 1 のままです。weight_init_std で指定された標準偏差を、np.random.randn の値に掛けてく
    ださい。
    |
    The weights have the standard deviation 1. Multiply the numbers of np.random.randn by the standard
    deviation that weight_init_std asks for.
    """


@mistake("MultiLayerNet", {"std = {": "std = 0.01 if n_in else {"})
class MultiLayerNetWithAFixedStd:
    """重みの標準偏差がいつも 0.01 です。"relu" なら He、"sigmoid" なら Xavier の初期値、数ならその値にしま
    す。
    |
    The weights always have the standard deviation 0.01. It is that of He for "relu", that of Xavier for
    "sigmoid", and for a number the number itself.
    """


@mistake("MultiLayerNet", {HE: HE.replace("n_in", "n_out")})
class MultiLayerNetByTheNextLayer:
    """初期値の標準偏差を、次の層のニューロンの数から求めています。He の √(2/n) の n は、前の層の数（W の行
    数）です。
    |
    The standard deviation of the initial weights is worked out from the size of the next layer. The n in
    He's √(2/n) is that of the layer before, the number of rows of W.
    """


@mistake("MultiLayerNet", {HE: HE.replace("np.sqrt", "")})
class MultiLayerNetOfVariances:
    """標準偏差ではなく分散を掛けています。He の初期値の標準偏差は √(2/n) です。
    |
    The weights are multiplied by the variance, not by the standard deviation, which for He is √(2/n).
    """


@mistake("MultiLayerNet", {"np.random.randn": "np.random.rand"})
class MultiLayerNetOfPositiveWeights:
    """重みの初期値がどれも 0 以上です。np.random.rand は 0 から 1 までの乱数です。正と負が半々になる正規分
    布の np.random.randn を使ってください。
    |
    None of the initial weights is negative. np.random.rand gives numbers from 0 to 1; use np.random.randn,
    the normal distribution, half of which is negative.
    """


@mistake("MultiLayerNet", {"np.zeros(n_out)": "std * np.random.randn(n_out)"})
class MultiLayerNetWithRandomBiases:
    """バイアスの初期値が乱数になっています。バイアスは 0 から始めます（np.zeros）。
    |
    The biases begin as random numbers. They begin at 0 (np.zeros).
    """


@mistake("MultiLayerNet", {'Affine(self.params[f"W{i}"], self': 'Affine(self.params[f"W{i}"].copy(), self'})
class MultiLayerNetOfCopies:
    """params の中身を更新しても、レイヤに伝わりません。Affine には、params の配列を複製せずにそのまま渡して
    ください。
    |
    An update inside the arrays of params does not reach the layers. Hand each Affine the arrays of params
    themselves, not copies.
    """


@mistake("MultiLayerNet", {"in reversed(self.layers.values()):": "in self.layers.values():"})
class MultiLayerNetNotReversed:
    """gradient で、レイヤをさかのぼる順が逆です。逆伝播では layers を後ろから前へたどります（reversed）。
    |
    In gradient the layers come in the wrong order. Going back runs through layers from the last to the
    first (reversed).
    """


@mistake("MultiLayerNet", {"        self.loss(x, t)\n": ""})
class MultiLayerNetWithoutForward:
    """gradient の中で順伝播をしていません。各レイヤが今の x と t の値を覚えるように、逆伝播の前に
    self.loss(x, t) を呼んでください。
    |
    gradient does not go forward first. Call self.loss(x, t) before going back, so that each layer remembers
    the values of this x and t.
    """


@mistake("MultiLayerNet")
class MultiLayerNetWithSoftmaxInPredict(MultiLayerNet):
    """predict が確率を返しています。ソフトマックス関数は SoftmaxWithLoss の仕事なので、predict は点数のまま
    返します。
    |
    predict returns probabilities. Softmax is the job of SoftmaxWithLoss: predict returns the scores.
    """

    def predict(self, x):
        scores = super().predict(x)
        y = np.exp(scores - np.max(scores, axis=1, keepdims=True))
        return y / np.sum(y, axis=1, keepdims=True)


@mistake("MultiLayerNet", {"        if t.ndim == 2:\n            t = np.argmax(t, axis=1)\n": ""})
class MultiLayerNetAccuracyOfLabelsOnly:
    """accuracy が one-hot 表現の t に対応していません。t.ndim を見て、one-hot 表現なら np.argmax でラベルに
    直してから比べてください。
    |
    accuracy does not handle t in one-hot form. Look at t.ndim, and turn one-hot rows into labels with
    np.argmax before you compare.
    """


@mistake("MultiLayerNet", {"return np.mean(y == t)": "return np.sum(y == t)"})
class MultiLayerNetAccuracyAsCount:
    """accuracy が正解の個数を返しています。データの個数で割って、割合にしてください。
    |
    accuracy returns the number of right answers. Divide it by the number of data to get a ratio.
    """


@mistake("MultiLayerNet")
class MultiLayerNetOfTwoLayers(MultiLayerNet):
    """隠れ層が 1 層しかありません。hidden_size_list の長さだけ、隠れ層を作ってください。
    |
    There is a single hidden layer. Make as many as hidden_size_list is long.
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
    """勾配の辞書に、出力層の W と b がありません。range の終わりの数は含まれないので、隠れ層の数 + 1 まで回
    すにはもう 1 つ大きくします。
    |
    The dictionary of gradients lacks W and b of the output layer. A range does not include its end: to
    reach the number of hidden layers plus 1, it has to be one larger.
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
    """BatchNorm が活性化関数のあとにあります。このネットワークでは、Affine と活性化関数の間に置きます。
    |
    BatchNorm comes after the activation. In this network it stands between Affine and activation.
    """


@mistake("MultiLayerNetExtend", {ACTIVATED + DROPPED: DROPPED + ACTIVATED})
class MultiLayerNetExtendDroppingBeforeActivation:
    """Dropout が活性化関数の前にあります。消すのは活性化関数の出力なので、そのあとに置きます。
    |
    Dropout comes before the activation. What is dropped is the activation's output, so it stands after it.
    """


@mistake(
    "MultiLayerNetExtend",
    {"layers[last] = plain.layers[last]": "layers[last] = plain.layers[last]" + LAST_DROPPED},
)
class MultiLayerNetExtendDroppingScores:
    """出力層のあとにも Dropout があり、点数が消えています。Dropout を置くのは隠れ層だけです。
    |
    There is Dropout after the output layer too, and scores get lost. It belongs into the hidden layers
    only.
    """


@mistake("MultiLayerNetExtend", {"Dropout(dropout_ration)": "Dropout()"})
class MultiLayerNetExtendWithoutTheRatio:
    """dropout_ration が使われず、いつも 0.5 です。Dropout を作るときに渡してください。
    |
    dropout_ration is not used and the ratio is always 0.5. Pass it on when you make a Dropout.
    """


@mistake("MultiLayerNetExtend", {"x = layer.forward(x, train_flg)": "x = layer.forward(x)"})
class MultiLayerNetExtendAlwaysTraining:
    """predict がいつも訓練として働いています。BatchNorm と Dropout の forward には train_flg を渡してくださ
    い。
    |
    predict always works as in training. Hand train_flg on to forward of BatchNorm and Dropout.
    """


@mistake("MultiLayerNetExtend", {"self.loss(x, t, train_flg=True)": "self.loss(x, t)"})
class MultiLayerNetExtendGradientInTestMode:
    """gradient の順伝播がテストとして働いています。勾配を求めるのは訓練のときなので、loss に train_flg=True
    を渡してください。
    |
    gradient goes forward in test mode. Gradients are for training: pass train_flg=True to loss.
    """


@mistake("MultiLayerNetExtend", {"self.predict(x, train_flg), t)": "self.predict(x), t)"})
class MultiLayerNetExtendLossInTestMode:
    """loss が train_flg を predict に渡していません。訓練のときの損失が、テストとして計算されます。
    |
    loss does not hand train_flg on to predict. The loss in training is computed as in test mode.
    """


@mistake("MultiLayerNetExtend", {'(("BatchNorm", "Dropout"))': '("BatchNorm")'})
class MultiLayerNetExtendNotTellingDropout:
    """テストの predict でも Dropout が消しています。BatchNorm だけでなく、Dropout の forward にも train_flg
    を渡してください。
    |
    Dropout drops in predict's test mode as well. Hand train_flg not only to forward of BatchNorm, but to
    that of Dropout, too.
    """


@mistake("MultiLayerNetExtend", {'grads[f"gamma{i}"], grads[f"beta{i}"] = norm.dgamma, norm.dbeta': "pass"})
class MultiLayerNetExtendWithoutGammaAndBeta:
    """gradient に gamma と beta の勾配がありません。BatchNorm の dgamma と dbeta も辞書に入れてください。
    |
    gradient lacks those of gamma and beta. Put dgamma and dbeta of each BatchNorm into the dictionary as
    well.
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
    """gamma の勾配にも weight decay の分を足しています。weight decay は重み W だけに使います。
    |
    Weight decay is added to the gradients of gamma, too. It is for the weights W only.
    """


@mistake("MultiLayerNetExtend", {" + penalty": ""})
class MultiLayerNetExtendWithoutDecayInLoss:
    """loss に weight decay の分が入っていません。交差エントロピー誤差に、l2_penalty の 1 つ目の値を足してく
    ださい。
    |
    loss lacks the part of weight decay. Add the first value of l2_penalty to the cross-entropy error.
    """


@mistake("MultiLayerNetExtend", {'affine.dW + decay[f"W{i}"]': "affine.dW"})
class MultiLayerNetExtendWithoutDecayInGradient:
    """gradient に weight decay の分が入っていません。重みの勾配に λW を足してください。
    |
    gradient lacks the part of weight decay. Add λW to the gradients of the weights.
    """


@mistake("MultiLayerNetExtend", {"np.ones(size), ": "np.zeros(size), "})
class MultiLayerNetExtendWithGammaOfZero:
    """gamma が 0 から始まっているので、BatchNorm の出力がすべて 0 になり、信号が通りません。gamma は
    1、beta は 0 から始めます。
    |
    gamma begins at 0; every output of BatchNorm is then 0, and no signal passes. Begin with gamma at 1 and
    beta at 0.
    """


@mistake("MultiLayerNetExtend", {"tion(gamma, beta)": "tion(gamma.copy(), beta.copy())"})
class MultiLayerNetExtendOfCopies:
    """params の gamma と beta を更新しても、BatchNorm に伝わりません。複製せずに、同じ配列を渡してくださ
    い。
    |
    An update of gamma and beta in params does not reach BatchNorm. Hand it the same arrays, not copies.
    """


@mistake("MultiLayerNetExtend", {"if use_batchnorm:": "if True:"})
class MultiLayerNetExtendAlwaysNormalising:
    """use_batchnorm が False でも BatchNorm が入っています。use_batchnorm が True のときだけ作ってくださ
    い。
    |
    BatchNorm is there even where use_batchnorm is False. Make it only where that is True.
    """


@mistake("MultiLayerNetExtend", {"if use_dropout:": "if True:"})
class MultiLayerNetExtendAlwaysDropping:
    """use_dropout が False でも Dropout が入っています。use_dropout が True のときだけ作ってください。
    |
    Dropout is there even where use_dropout is False. Make it only where that is True.
    """


@mistake("MultiLayerNetExtend")
class MultiLayerNetExtendNormalisingScores(MultiLayerNetExtend):
    """出力層の点数まで正規化しています。BatchNorm を置くのは隠れ層だけです。
    |
    The scores of the output layer are normalised, too. BatchNorm belongs into the hidden layers only.
    """

    def predict(self, x, train_flg=False):
        scores = super().predict(x, train_flg)
        if not any(name.startswith("BatchNorm") for name in self.layers):
            return scores
        return (scores - np.mean(scores, axis=0)) / np.sqrt(np.var(scores, axis=0) + 1e-7)


@mistake("MultiLayerNetExtend")
class MultiLayerNetExtendWithoutExtras(MultiLayerNetExtend):
    """use_batchnorm と use_dropout が使われていません。True のときは、隠れ層に BatchNorm や Dropout を入れ
    てください。
    |
    use_batchnorm and use_dropout are not used. Where they are True, put BatchNorm or Dropout into the
    hidden layers.
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
    """x と t を別々の順に並べ替えているので、画像とラベルの対が壊れています。順番は 1 回だけ引き、同じ番
    号で x と t の両方を並べ替えてください。
    |
    x and t are put into two different orders, which breaks the pairs of image and label. Draw one order,
    and use it for both x and t.
    """


@mistake("shuffle_dataset", {"rng.permutation(x.shape[0])": "rng.integers(0, len(x), len(x))"})
def shuffle_dataset_with_repetition():
    """同じデータが 2 度以上現れ、消えたデータもあります。rng.choice や rng.integers は同じ番号を何度も引
    くことがあります。0 から N − 1 までをちょうど 1 回ずつ並べるには、rng.permutation を使ってください。
    |
    Some data come more than once, and others are lost. rng.choice and rng.integers may draw an index again.
    rng.permutation has each of 0 to N − 1 exactly once.
    """


@mistake("shuffle_dataset", {"t[order]": "t"})
def shuffle_dataset_of_x_only():
    """並べ替わったのは x だけで、t は元の順のままです。t も同じ order で並べ替えてください。
    |
    Only x is in a new order, while t is in the old one. Put t into the same order.
    """


@mistake("shuffle_dataset")
def shuffle_dataset_in_place(x, t, rng):
    """返した値は合っていますが、渡された x と t の中身まで並べ替わっています。x[:] に代入したり
    rng.shuffle(x) としたりせず、x[order] のような新しい配列を返してください。
    |
    What comes back is right, but the x and t that came in are rearranged as well. Do not assign to x[:] or
    use rng.shuffle(x): return new arrays, such as x[order].
    """
    order = rng.permutation(len(x))
    x[:], t[:] = x[order], t[order]
    return x.copy(), t.copy()


@mistake("shuffle_dataset")
def shuffle_dataset_giving_none(x, t, rng):
    """返ってくるのが None です。rng.shuffle は渡した配列そのものを並べ替え、何も返しません。しかも、x と
    t の順番が別々になります。rng.permutation で番号の並びを作り、x[order] と t[order] を返してください。
    |
    What comes back is None. rng.shuffle rearranges the very array it is given and returns nothing, and x and
    t get two different orders. Make an order of indices by rng.permutation, and return x[order] and
    t[order].
    """
    return rng.shuffle(x), rng.shuffle(t)


@mistake("shuffle_dataset", {"rng.permutation": "np.random.default_rng(0).permutation"})
def shuffle_dataset_with_its_own_seed():
    """呼び出すたびに同じ順になります。関数の中で乱数の種を固定したり、生成器を作り直したりせず、受け取っ
    た rng を使ってください。
    |
    Every call gives the same order. Do not fix a seed or make a new generator inside the function: use the
    rng that comes in.
    """


@mistake("shuffle_dataset", {"x.shape[0]": "x.shape[0] - 1"})
def shuffle_dataset_without_the_last():
    """最後のデータがなくなっています。rng.permutation(n) は 0 から n − 1 までの n 個なので、データの個数
    から 1 を引く必要はありません。
    |
    The last datum is lost. rng.permutation(n) has n numbers, from 0 to n − 1: there is no need to take 1 off
    the number of data.
    """


@mistake("shuffle_dataset", {"x[order], t[order]": "x, t"})
def shuffle_dataset_unused_order():
    """元の順のまま返っています。作った順番 order を、x[order] と t[order] のように使ってください。
    |
    The data come back in their old order. Use the order you made, as in x[order] and t[order].
    """


@mistake("shuffle_dataset")
def shuffle_dataset_by_rotation(x, t, rng):
    """始まりの位置が変わるだけで、となりどうしの並びは元のままです。ずらすのではなく、rng.permutation で
    全部の番号をでたらめな順に並べてください。
    |
    Only the place where the data begin changes, and neighbours stay neighbours. Do not rotate them: put all
    the indices into random order, by rng.permutation.
    """
    start = rng.integers(len(x))
    return np.roll(x, start, axis=0), np.roll(t, start, axis=0)


@mistake("train_validation_split", {"x, t = shuffle_dataset(x, t, rng)": "pass"})
def train_validation_split_unshuffled():
    """シャッフルせずに分けているので、検証データはいつも端のデータです。ラベルの順に並んだデータでは、一
    部のクラスしか入りません。分ける前に shuffle_dataset を使ってください。
    |
    The data are cut without being shuffled, so the validation data are always those at one end. Of data in
    the order of their labels, they get only some classes. Use shuffle_dataset before you cut.
    """


@mistake("train_validation_split", {"x[n_val:], t[n_val:]": "x, t"})
def train_validation_split_left_in_training():
    """検証データが、訓練データの中にも残っています。学習に使ったデータでは、未知のデータでの実力を測れま
    せん。訓練データは、検証データを除いた残りです。
    |
    The validation data are still among the training data as well. Data that were learnt from cannot tell
    how good the result is on new ones. The training data are the rest, without the validation data.
    """


@mistake("train_validation_split", {"int(len(x) * rate)": "round(len(x) * rate)"})
def train_validation_split_rounded():
    """検証データの個数が、四捨五入になっています。int(len(x) * rate) で切り捨ててください。
    |
    The number of validation data is rounded to the nearest integer. Round it down, by int(len(x) * rate).
    """


@mistake("train_validation_split", {"int(len(x) * rate)": "int(len(x) * (1 - rate))"})
def train_validation_split_with_the_other_rate():
    """rate は検証データの割合です。訓練データの割合として使われています。
    |
    rate is the share of the validation data. Here it is used as that of the training data.
    """


@mistake("train_validation_split", {"int(len(x) * rate)": "int(len(x) * 0.2)"})
def train_validation_split_with_a_fixed_rate():
    """割合がいつも 0.2 です。引数の rate を使ってください。
    |
    The share is always 0.2. Use the argument rate.
    """


@mistake("train_validation_split", {"t[n_val:], x[:n_val]": "x[:n_val], t[n_val:]"})
def train_validation_split_in_another_order():
    """返す順が x_train, x_val, t_train, t_val になっています。この関数が返す順は x_train, t_train, x_val,
    t_val です。
    |
    The order of what comes back is x_train, x_val, t_train, t_val. Here it should be x_train, t_train,
    x_val, t_val.
    """


@mistake(
    "train_validation_split",
    {"x[n_val:], t[n_val:], x[:n_val], t[:n_val]": "x[:n_val], t[:n_val], x[n_val:], t[n_val:]"},
)
def train_validation_split_the_wrong_way_round():
    """訓練データと検証データが入れ替わっています。先に訓練データの x_train, t_train、次に検証データの
    x_val, t_val を返してください。
    |
    Training and validation data are the wrong way round. First come the training data, x_train and t_train,
    then the validation data, x_val and t_val.
    """


@mistake("train_validation_split")
def train_validation_split_in_two_orders(x, t, rate, rng):
    """x と t を別々にシャッフルしているので、画像とラベルの対が壊れています。shuffle_dataset を 1 回だけ
    呼び、x と t を同じ順に並べ替えてください。
    |
    x and t are shuffled separately, which breaks the pairs of image and label. Call shuffle_dataset once, so
    that x and t get the same order.
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
    """検証データが 0 個のときに、訓練データが空になります。x[:-n] は、n が 0 だと x[:0] と同じです。先頭
    の n 個を取る x[:n] と残りの x[n:] なら、n が 0 でも正しく分かれます。
    |
    When there are 0 validation data, there are no training data left. With n equal to 0, x[:-n] is the same
    as x[:0]. The first n, x[:n], and the rest, x[n:], are right for 0 as well.
    """


@mistake("train_validation_split")
def train_validation_split_in_the_old_order(x, t, rate, rng):
    """検証データはランダムに選ばれていますが、残りの訓練データが元の順のままです。先に全体をシャッフルし
    てから、2 つに分けてください。
    |
    The validation data are chosen at random, but the training data that remain are in their old order.
    Shuffle all of the data first, then cut them in two.
    """
    chosen = rng.permutation(len(x))[: int(len(x) * rate)]
    return np.delete(x, chosen, axis=0), np.delete(t, chosen, axis=0), x[chosen], t[chosen]


@mistake("train_validation_split")
def train_validation_split_with_repetition(x, t, rate, rng):
    """検証データに、同じデータが 2 度以上入ることがあります。rng.choice や rng.integers は同じ番号を何度
    も引くからです。シャッフルしたデータを、切り分けてください。
    |
    The validation data may hold a datum more than once, as rng.choice and rng.integers may draw an index
    again. Cut the shuffled data in two.
    """
    x, t = shuffle_dataset(x, t, rng)
    chosen = rng.integers(0, len(x), int(len(x) * rate))
    return np.delete(x, chosen, axis=0), np.delete(t, chosen, axis=0), x[chosen], t[chosen]


@mistake("train_validation_split", {"x[n_val:], t[n_val:]": "x[n_val + 1 :], t[n_val + 1 :]"})
def train_validation_split_losing_one():
    """境目のデータが 1 つ、どちらにも入っていません。x[:n] は番号 0 から n − 1 まで、x[n:] は n から最後
    までなので、同じ n で切れば残さず分けられます。
    |
    One datum, at the cut, is in neither part. x[:n] has the indices 0 to n − 1 and x[n:] those from n to
    the end: cut at the same n, and nothing is lost.
    """


@mistake(
    "train_validation_split",
    {"shuffle_dataset(x, t, rng)": "shuffle_dataset(x, t, np.random.default_rng(0))"},
)
def train_validation_split_with_its_own_seed():
    """呼び出すたびに同じ分け方になります。関数の中で乱数の種を固定したり、生成器を作り直したりせず、受け
    取った rng を使ってください。
    |
    Every call cuts the data in the same way. Do not fix a seed or make a new generator inside the function:
    use the rng that comes in.
    """


@mistake("train_validation_split")
def train_validation_split_in_place(x, t, rate, rng):
    """分け方は合っていますが、渡された x と t の中身まで並べ替わっています。x[:] に代入したり
    rng.shuffle(x) としたりせず、shuffle_dataset が返す新しい配列を使ってください。
    |
    The parts are right, but the x and t that came in are rearranged as well. Do not assign to x[:] or use
    rng.shuffle(x): use the new arrays that shuffle_dataset returns.
    """
    x[:], t[:] = shuffle_dataset(x, t, rng)
    n_val = int(len(x) * rate)
    return x[n_val:].copy(), t[n_val:].copy(), x[:n_val].copy(), t[:n_val].copy()


@mistake(
    "sample_log_uniform",
    {"10 ** rng.uniform(np.log10(low), np.log10(high), size)": "rng.uniform(low, high, size)"},
)
def sample_log_uniform_of_values():
    """値そのものを一様に選んでいるので、大きい桁に片寄ります。一様に選ぶのは指数です。
    |
    The values themselves are chosen uniformly, so that most fall into the highest decade. It is the exponent
    that is chosen uniformly.
    """


@mistake(
    "sample_log_uniform",
    {
        "10 ** rng.uniform(": "np.exp(rng.uniform(",
        ", size)": ", size))",
    },
)
def sample_log_uniform_back_by_e():
    """底が混ざっています。np.log10 で指数にしたら 10 の累乗で、np.log で指数にしたら np.exp で戻します。
    ここでは np.log10 の指数を np.exp で戻しています。
    |
    Two bases are mixed. From np.log10 come back by a power of 10, from np.log by np.exp. Here exponents of
    np.log10 come back by np.exp.
    """


@mistake("sample_log_uniform", {"np.log10(low), np.log10(high)": "np.log(low), np.log(high)"})
def sample_log_uniform_there_by_e():
    """底が混ざっています。np.log10 で指数にしたら 10 の累乗で、np.log で指数にしたら np.exp で戻します。
    ここでは np.log（自然対数）の指数を 10 の累乗で戻しています。
    |
    Two bases are mixed. From np.log10 come back by a power of 10, from np.log by np.exp. Here exponents of
    np.log, the natural logarithm, come back by a power of 10.
    """


@mistake("sample_log_uniform", {"10 ** rng": "rng"})
def sample_log_uniform_of_exponents():
    """返っているのは指数です。10 の累乗にして、値に戻してください。
    |
    What comes back are the exponents. Turn them into values: they are powers of 10.
    """


@mistake("sample_log_uniform", {"np.log10(low), np.log10(high)": "low, high"})
def sample_log_uniform_without_a_logarithm():
    """low と high をそのまま指数にしています。先に対数を取り、log10(low) から log10(high) までの一様乱数
    を指数にしてください。
    |
    low and high are taken for exponents as they are. Take their logarithms first: the exponent is uniform
    from log10(low) to log10(high).
    """


@mistake("sample_log_uniform", {", size)": ")"})
def sample_log_uniform_of_one_number():
    """返っているのは数 1 個です。rng.uniform に size を渡すと、size 個の乱数が配列で返ります。
    |
    A single number comes back. Hand size to rng.uniform, and it gives an array of size random numbers.
    """


@mistake(
    "sample_log_uniform",
    {
        "10 ** rng.uniform(": "np.full(size, 10 ** rng.uniform(",
        ", size)": "))",
    },
)
def sample_log_uniform_of_one_draw():
    """同じ値が size 個並んでいます。乱数を 1 個だけ引いて繰り返すのではなく、size 個引いてください。
    |
    The same value stands there size times. Do not draw one random number and repeat it: draw size of them.
    """


@mistake("sample_log_uniform")
def sample_log_uniform_as_a_grid(low, high, size, rng):
    """決まった値が等間隔に並んでいて、ランダムではありません。np.logspace や np.geomspace は格子を作る関
    数です。rng で乱数を引いてください。
    |
    The values are fixed and evenly spaced, not random. np.logspace and np.geomspace make a grid. Draw random
    numbers with rng.
    """
    return np.geomspace(low, high, size)


@mistake("sample_log_uniform")
def sample_log_uniform_of_whole_exponents(low, high, size, rng):
    """0.01 や 0.1 のような、10 の整数乗だけが出てきます。指数は整数とは限りません。rng.integers ではな
    く、rng.uniform で実数の指数を引いてください。
    |
    Only whole powers of 10 come up, such as 0.01 and 0.1. An exponent need not be an integer: draw real ones
    with rng.uniform, not rng.integers.
    """
    return 10.0 ** rng.integers(np.ceil(np.log10(low)), np.floor(np.log10(high)) + 1, size)


@mistake("sample_log_uniform", {"rng.uniform": "np.random.default_rng(0).uniform"})
def sample_log_uniform_with_its_own_seed():
    """呼び出すたびに同じ値になります。関数の中で乱数の種を固定したり、生成器を作り直したりせず、受け取っ
    た rng を使ってください。
    |
    Every call gives the same values. Do not fix a seed or make a new generator inside the function: use the
    rng that comes in.
    """


@mistake("random_search", {"best, _ = max(history, key=lambda pair: pair[1])": "best, _ = history[-1]"})
def random_search_last():
    """best が、最後に試した params になっています。点数がいちばん大きかったものを返してください。
    |
    best is the params that were tried last. Return those with the highest score.
    """


@mistake("random_search", {"max(": "min("})
def random_search_lowest():
    """点数がいちばん小さいものを選んでいます。点数は大きいほどよいので、最大のものを選んでください。
    |
    The lowest score is chosen. Higher is better here: choose the highest.
    """


@mistake("random_search", {"evaluate(params)": "evaluate(sample())"})
def random_search_sampling_again():
    """記録した params と、採点した params が別のものです。sample() は呼ぶたびに違う組を返すので、1 回の試
    行に 1 度だけ呼び、変数に入れて使ってください。
    |
    The params written down are not those that were scored. sample() returns another set at each call, so
    call it once a trial, and keep what it gives in a variable.
    """


@mistake(
    "random_search", {"params = sample()\n        ": "", "history = []": "history, params = [], sample()"}
)
def random_search_of_one_sample():
    """どの試行でも同じ params を試しています。sample() は、繰り返しの中で毎回呼んでください。
    |
    Every trial tries the same params. Call sample() within the loop, anew in each trial.
    """


@mistake("random_search")
def random_search_evaluating_twice(evaluate, sample, trials):
    """1 回の試行で evaluate を 2 度呼んでいます。1 度の学習に時間がかかるうえ、学習のたびに点数は少しずつ
    変わります。1 度だけ呼び、点数を変数に入れて使ってください。
    |
    evaluate is called twice in a trial. Training takes time, and its score differs a little each time. Call
    it once, and keep the score in a variable.
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
    """点数が全部マイナスだと、best が決まりません。これまでの最大値を 0 から始めているからです。-np.inf
    から始めるか、history から最大のものを選んでください。
    |
    When all scores are negative, no best is found, because the highest so far begins at 0. Begin at -np.inf,
    or choose the highest out of history.
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
    """best を更新するときに、最大の点数を更新していません。そのため、あとから来たものが、もっと小さい点数
    でも best になります。
    |
    When best is updated, the highest score so far is not. So what comes later becomes best even with a lower
    score.
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
    """best が (params, 点数) の組になっています。best は params だけです。
    |
    best is the pair of params and score. It should be the params alone.
    """


@mistake("random_search", {"best, _ = max": "_, best = max"})
def random_search_best_score():
    """best がいちばん大きい点数になっています。返すのは、その点数になった params です。
    |
    best is the highest score. What is asked for are the params that got it.
    """


@mistake("random_search", {"return best, history": "return history, best"})
def random_search_the_wrong_way_round():
    """返す順が逆です。先に best、次に history を返してください。
    |
    The two come back the wrong way round: first best, then history.
    """


@mistake("random_search", {"return best, history": "return best"})
def random_search_without_history():
    """返ってくるのが best だけです。return best, history のように、2 つを並べて返してください。
    |
    Only best comes back. Return two things, as in return best, history.
    """


@mistake("random_search", {"return best, history": "return best, [score for _, score in history]"})
def random_search_history_of_scores():
    """history が点数だけの並びです。params と点数の組 (params, 点数) を記録してください。
    |
    history has the scores alone. Write down the pairs (params, score).
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
    """history の組が (点数, params) の順になっています。params が先、点数があとです。
    |
    The pairs in history are (score, params). The params come first, then the score.
    """


@mistake("random_search", {"return best, history": "return best, sorted(history, key=lambda pair: -pair[1])"})
def random_search_sorted_history():
    """history が点数の順に並んでいます。試した順のままにしてください。
    |
    history is in the order of the scores. Leave it in the order of the trials.
    """


@mistake("random_search", {"range(trials)": "range(1, trials)"})
def random_search_one_trial_less():
    """試行が 1 回足りません。range(1, trials) は trials − 1 回の繰り返しです。range(trials) を使ってくだ
    さい。
    |
    There is one trial too few. range(1, trials) goes round trials − 1 times. Use range(trials).
    """


@mistake("random_search", {", key=lambda pair: pair[1]": ""})
def random_search_comparing_params():
    """max(history) は、組の 1 つ目である params どうしを比べます。辞書どうしは比べられず、数なら点数でな
    く params が最大のものになります。点数で比べるには、max の引数 key に「組から点数を取り出す関数」を渡
    してください。
    |
    max(history) compares the first things of the pairs, which are params. Dictionaries cannot be compared,
    and of numbers it takes the greatest params, not the highest score. To compare the scores, give max the
    argument key: a function that takes the score out of a pair.
    """


@mistake("random_search")
def random_search_comparing_pairs(evaluate, sample, trials):
    """点数が同じとき、max は組の 2 つ目である params どうしを比べようとして、辞書では TypeError になりま
    す。max の引数 key に関数を渡して、点数だけで比べてください。
    |
    Where two scores are equal, max goes on to compare the second things of the pairs, the params, and for
    dictionaries that is a TypeError. Give max the argument key, so that it compares nothing but scores.
    """
    history = [(params, evaluate(params)) for params in (sample() for _ in range(trials))]
    return max((score, params) for params, score in history)[1], history


@mistake("random_search", {"evaluate(params)": "evaluate(**params)"})
def random_search_unpacking():
    """params を ** で展開して渡しています。params は辞書とは限らず、evaluate の引数は params 1 つです。
    evaluate(params) と、そのまま渡してください。
    |
    params are unpacked by **. They are not always a dictionary, and evaluate takes one argument. Hand them on
    as they are: evaluate(params).
    """
