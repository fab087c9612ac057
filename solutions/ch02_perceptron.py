"""Reference implementations of chapter 2, perceptrons."""

import numpy as np


def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    return int(np.sum(w * x) + b > 0)


def NAND(x1, x2):
    # AND の重みとバイアスの符号を、すべて逆にします | AND's weights and bias, with every sign reversed
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    return int(np.sum(w * x) + b > 0)


def OR(x1, x2):
    # AND よりバイアスが大きく、入力 1 つで 0 を超えます | a greater bias than AND: one input is enough
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.2
    return int(np.sum(w * x) + b > 0)


def perceptron(x, w, b):
    return (np.dot(x, w) + b > 0).astype(int)


def XOR(x1, x2):
    # 「少なくとも一方が 1」かつ「両方とも 1 ではない」 | "at least one is 1" and "not both are 1"
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return AND(s1, s2)


def half_adder(x1, x2):
    return XOR(x1, x2), AND(x1, x2)
