"""Independent ways to the results of chapter 0."""

import statistics

import numpy as np

from autograder.audit import oracle


@oracle("double")
def double_is_the_number_twice(impl, rng):
    n = int(rng.integers(-50, 50))
    return impl.double(n), sum([n, n])


@oracle("mean_of")
def mean_of_is_that_of_python(impl, rng):
    numbers = rng.normal(size=int(rng.integers(1, 20))).tolist()
    return impl.mean_of(np.array(numbers)), statistics.fmean(numbers)
