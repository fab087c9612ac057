"""Hidden graders of chapter 0, the first steps."""

from autograder.graders import as_array, grader


@grader("double", points=0)
def grade_double_of_whole_numbers(impl, rng):
    """正の整数 | positive whole numbers"""
    return [as_array(impl.double(n), float) for n in rng.integers(3, 100, size=3).tolist()]


@grader("double", points=0)
def grade_double_of_a_decimal(impl, rng):
    """正の小数 | a positive decimal"""
    return as_array(impl.double(float(rng.uniform(2.1, 9.9))), float)


@grader("double", points=0)
def grade_double_of_negative_numbers_and_zero(impl, rng):
    """負の数と 0 | negative numbers and 0"""
    return {
        "negative": as_array(impl.double(-rng.uniform(1, 9)), float),
        "zero": as_array(impl.double(0), float),
    }


@grader("mean_of", points=0)
def grade_mean_of_arrays_of_many_lengths(impl, rng):
    """いろいろな長さの配列 | arrays of various lengths"""
    return [as_array(impl.mean_of(rng.normal(5, 3, size=n)), float) for n in (1, 2, 6, 11)]


@grader("mean_of", points=0)
def grade_mean_of_whole_numbers(impl, rng):
    """整数の配列でも、平均は小数まで | of whole numbers, too, the mean has decimals"""
    x = 4 * rng.integers(2, 20, size=4)
    x[0] += 1
    return as_array(impl.mean_of(x), float)


@grader("mean_of", points=0)
def grade_mean_of_leaves_the_array(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    x = rng.uniform(1, 9, size=7)
    return {"mean": as_array(impl.mean_of(x), float), "x": x}
