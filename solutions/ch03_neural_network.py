"""Reference implementations of chapter 3, neural networks."""

import numpy as np


def step_function(x):
    return (x > 0).astype(int)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(0, x)


def layer(x, W, b, activation):
    return activation(np.dot(x, W) + b)


def identity_function(x):
    return x


def forward(network, x):
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W2"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], identity_function)


def softmax(x):
    # 全要素から同じ数を引いても、exp の比は変わりません | subtracting one number from all keeps the ratios
    # 最大値を引けば、どの exp も 1 以下です | with the maximum subtracted, no exp is above 1
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


def normalize_images(images):
    return images.reshape(len(images), -1).astype(np.float32) / 255


def one_hot(t, num_classes):
    # ラベル k の one-hot 表現は、単位行列の k 行目です | the one-hot form of label k is row k of the identity
    return np.eye(num_classes)[t]


def predict(network, x):
    z1 = layer(x, network["W1"], network["b1"], sigmoid)
    z2 = layer(z1, network["W2"], network["b2"], sigmoid)
    return layer(z2, network["W3"], network["b3"], softmax)


def accuracy(network, x, t):
    y = np.argmax(predict(network, x), axis=1)
    if t.ndim == 2:
        t = np.argmax(t, axis=1)
    return np.mean(y == t)


def predict_in_batches(network, x, batch_size):
    labels = []
    for i in range(0, len(x), batch_size):
        y = predict(network, x[i : i + batch_size])
        labels.append(np.argmax(y, axis=1))
    return np.concatenate(labels)
