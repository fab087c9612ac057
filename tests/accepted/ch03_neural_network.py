"""Right answers of chapter 3 in another form than the references."""

import math

import numpy as np

from autograder.audit import accepted
from solutions.ch03_neural_network import identity_function, layer, predict, sigmoid, softmax


@accepted("step_function")
def step_function_of_a_comparison(x):
    return np.array(x > 0, dtype=int)


@accepted("step_function")
def step_function_in_two_lines(x):
    y = x > 0
    return y.astype(np.int64)


@accepted("step_function")
def step_function_with_where(x):
    return np.where(x > 0, 1, 0)


@accepted("step_function")
def step_function_of_bytes(x):
    return np.uint8(1) * (x > 0)


@accepted("step_function")
def step_function_by_a_loop(x):
    y = np.zeros(x.shape, dtype=np.int32)
    for index in np.ndindex(x.shape):
        if x[index] > 0:
            y[index] = 1
    return y


@accepted("sigmoid")
def sigmoid_by_tanh(x):
    return (1 + np.tanh(x / 2)) / 2


@accepted("sigmoid")
def sigmoid_without_overflow(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1, small) / (1 + small)


@accepted("sigmoid")
def sigmoid_in_float32(x):
    return 1 / (1 + np.exp(-np.asarray(x, dtype=np.float32)))


@accepted("sigmoid")
def sigmoid_as_a_power_of_e(x):
    return (1.0 + np.e ** (-x)) ** -1 if isinstance(x, np.ndarray) else 1.0 / (1.0 + math.exp(-x))


@accepted("relu")
def relu_with_where(x):
    return np.where(x > 0, x, 0)


@accepted("relu")
def relu_by_a_mask(x):
    return x * (x > 0)


@accepted("relu")
def relu_writing_into_a_copy(x):
    y = x.copy()
    y[y < 0] = 0
    return y


@accepted("relu")
def relu_by_the_absolute_value(x):
    return (x + abs(x)) / 2


@accepted("relu")
def relu_by_clipping(x):
    return np.clip(x, 0, None).astype(np.float32)


@accepted("layer")
def layer_with_the_at_sign(x, W, b, activation):
    a = x @ W + b
    z = activation(a)
    return z


@accepted("layer")
def layer_by_einsum(x, W, b, activation):
    return activation(b + np.einsum("...d,dm->...m", x, W))


@accepted("layer")
def layer_neuron_by_neuron(x, W, b, activation):
    sums = [np.sum(x * W[:, j], axis=-1) + b[j] for j in range(W.shape[1])]
    return activation(np.stack(sums, axis=-1))


@accepted("layer")
def layer_with_a_row_of_its_own(x, W, b, activation):
    if x.ndim == 1:
        return layer_with_a_row_of_its_own(x.reshape(1, -1), W, b, activation)[0]
    return activation(np.vstack([np.matmul(row, W) for row in x]) + b)


@accepted("layer")
def layer_with_transposes(x, W, b, activation):
    return activation(np.dot(W.T, x.T).T + b)


@accepted("identity_function")
def identity_function_of_a_copy(x):
    return x.copy()


@accepted("identity_function")
def identity_function_by_adding_nothing(x):
    return x + 0


@accepted("identity_function")
def identity_function_as_an_array(x):
    return np.array(x)


@accepted("forward")
def forward_as_in_the_book(network, x):
    W1, W2, W3 = network["W1"], network["W2"], network["W3"]
    b1, b2, b3 = network["b1"], network["b2"], network["b3"]

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = identity_function(a3)

    return y


@accepted("forward")
def forward_by_a_loop(network, x):
    for i, activation in enumerate([sigmoid, sigmoid, lambda a: a], start=1):
        x = layer(x, network[f"W{i}"], network[f"b{i}"], activation)
    return x


@accepted("forward")
def forward_in_float32(network, x):
    small = {key: value.astype(np.float32) for key, value in network.items()}
    return forward_as_in_the_book(small, x.astype(np.float32))


@accepted("softmax")
def softmax_with_transposes(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


@accepted("softmax")
def softmax_of_one_datum_first(x):
    if x.ndim == 1:
        c = np.max(x)
        exp_a = np.exp(x - c)
        return exp_a / np.sum(exp_a)
    return np.array([softmax_of_one_datum_first(row) for row in x])


@accepted("softmax")
def softmax_of_a_batch_first(x):
    if x.ndim == 1:
        return softmax_of_a_batch_first(x[np.newaxis])[0]
    exp_x = np.exp(x - x.max(axis=1).reshape(-1, 1))
    return exp_x / exp_x.sum(axis=1).reshape(-1, 1)


@accepted("softmax")
def softmax_in_place_on_a_copy(x):
    y = np.array(x)
    y -= y.max(axis=-1, keepdims=True)
    np.exp(y, out=y)
    y /= y.sum(axis=-1, keepdims=True)
    return y


@accepted("softmax")
def softmax_by_logarithms(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True)))


@accepted("softmax")
def softmax_in_float32(x):
    return softmax_of_a_batch_first(x.astype(np.float32))


@accepted("normalize_images")
def normalize_images_in_place_on_a_copy(images):
    x = images.reshape(-1, 784).astype(np.float32)
    x /= 255.0
    return x


@accepted("normalize_images")
def normalize_images_image_by_image(images):
    x = np.empty((images.shape[0], 28 * 28), dtype=np.float32)
    for i, image in enumerate(images):
        x[i] = image.flatten() / 255
    return x


@accepted("normalize_images")
def normalize_images_in_float64_first(images):
    return (images / 255).reshape(images.shape[0], -1).astype("float32")


@accepted("normalize_images")
def normalize_images_by_a_factor(images):
    return np.multiply(images.reshape(len(images), -1), np.float32(1 / 255), dtype=np.float32)


@accepted("one_hot")
def one_hot_by_indexing(t, num_classes):
    y = np.zeros((t.size, num_classes))
    y[np.arange(t.size), t] = 1
    return y


@accepted("one_hot")
def one_hot_by_a_loop(t, num_classes):
    T = np.zeros((t.size, num_classes))
    for idx, row in enumerate(T):
        row[t[idx]] = 1
    return T


@accepted("one_hot")
def one_hot_by_comparison(t, num_classes):
    return (t.reshape(-1, 1) == np.arange(num_classes)).astype(int)


@accepted("one_hot")
def one_hot_as_a_list(t, num_classes):
    return [[1 if k == label else 0 for k in range(num_classes)] for label in t]


@accepted("predict")
def predict_as_in_the_book(network, x):
    W1, W2, W3 = network["W1"], network["W2"], network["W3"]
    b1, b2, b3 = network["b1"], network["b2"], network["b3"]

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = softmax(a3)

    return y


@accepted("predict")
def predict_one_datum_at_a_time(network, x):
    if x.ndim == 2:
        return np.array([predict_one_datum_at_a_time(network, row) for row in x])
    return predict_as_in_the_book(network, x)


@accepted("predict")
def predict_in_float32(network, x):
    small = {key: value.astype(np.float32) for key, value in network.items()}
    return predict_as_in_the_book(small, x.astype(np.float32))


@accepted("accuracy")
def accuracy_as_in_the_book(network, x, t):
    accuracy_cnt = 0
    for i in range(len(x)):
        y = predict(network, x[i])
        p = np.argmax(y)
        if p == (t[i] if t.ndim == 1 else np.argmax(t[i])):
            accuracy_cnt += 1
    return float(accuracy_cnt) / len(x)


@accepted("accuracy")
def accuracy_of_a_batch(network, x, t):
    y = predict(network, x)
    y = np.argmax(y, axis=1)
    if t.ndim != 1:
        t = np.argmax(t, axis=1)
    return np.sum(y == t) / float(x.shape[0])


@accepted("accuracy")
def accuracy_in_float32(network, x, t):
    labels = t.argmax(axis=-1) if t.ndim == 2 else t
    return np.float32(np.count_nonzero(predict(network, x).argmax(axis=-1) == labels) / labels.size)


@accepted("predict_in_batches")
def predict_in_batches_into_an_array(network, x, batch_size):
    labels = np.zeros(len(x), dtype=int)
    for i in range(0, len(x), batch_size):
        labels[i : i + batch_size] = np.argmax(predict(network, x[i : i + batch_size]), axis=1)
    return labels


@accepted("predict_in_batches")
def predict_in_batches_extending_a_list(network, x, batch_size):
    labels = []
    for i in range(0, len(x), batch_size):
        x_batch = x[i : i + batch_size]
        y_batch = predict(network, x_batch)
        labels.extend(np.argmax(y_batch, axis=1))
    return np.array(labels)


@accepted("predict_in_batches")
def predict_in_batches_counting_them(network, x, batch_size):
    count = math.ceil(len(x) / batch_size)
    parts = [predict(network, x[i * batch_size : min((i + 1) * batch_size, len(x))]) for i in range(count)]
    return np.vstack(parts).argmax(axis=1).astype(np.uint8)
