"""Right answers of chapter 0 in another form than the references."""

import numpy as np

from autograder.audit import accepted


@accepted("double")
def double_as_a_sum(x):
    return x + x


@accepted("double")
def double_by_a_decimal(x):
    y = 2.0 * x
    return y


@accepted("mean_of")
def mean_of_by_numpy(x):
    return np.mean(x)


@accepted("mean_of")
def mean_of_by_a_loop(x):
    total = 0
    for value in x:
        total = total + value
    return total / len(x)


@accepted("mean_of")
def mean_of_as_float32(x):
    return np.float32(sum(x) / x.shape[0])
