"""A chapter of one exercise with all its pieces, for tests of the audit to weaken."""

STUB = '''\
# %% [markdown] lang="ja"
# # 平均
#
# 行ごとの平均を求めます。

# %% [markdown] lang="en"
# # Means
#
# The mean of each row.

# %% setup
import numpy as np

from autograder import check


# %% exercise="row_means" title="行の平均 | Row means" section="1.5" track="P" points=3
def row_means(A):
    """行ごとの平均

    Parameters
    ----------
    A : 形 (N, D) の np.ndarray

    Returns
    -------
    形 (N, 1) の np.ndarray

    |

    The mean of each row.

    Parameters
    ----------
    A : np.ndarray of shape (N, D)

    Returns
    -------
    np.ndarray of shape (N, 1)
    """
    raise NotImplementedError
'''

REFERENCE = '''\
"""References."""

import numpy as np


def row_means(A):
    return np.sum(A, axis=1, keepdims=True) / A.shape[1]
'''

GRADERS = '''\
"""Hidden graders."""

import numpy as np

from autograder.graders import grader


@grader("row_means", points=1)
def grade_row_means_of_a_wide_matrix(impl, rng):
    """横に長い行列 | a wide matrix"""
    return impl.row_means(rng.normal(size=(3, 5)))


@grader("row_means", points=1)
def grade_row_means_of_other_shapes(impl, rng):
    """縦に長い行列と 1 行の行列 | a tall matrix and one of a single row"""
    return [impl.row_means(rng.normal(size=shape)) for shape in ((4, 2), (1, 3))]


@grader("row_means", points=1)
def grade_row_means_leaves_the_input(impl, rng):
    """渡した配列を書き換えない | leaves the array that it is given unchanged"""
    A = rng.normal(size=(2, 3))
    y = impl.row_means(A)
    return [y, A]
'''

CHECKS = '''\
"""Visible checks."""

import numpy as np

from autograder.selfcheck import expect


def test_row_means_of_two_rows(impl):
    expect(impl.row_means(np.array([[1.0, 2.0, 6.0], [0.0, 0.0, 3.0]])), np.array([[3.0], [1.0]]))


def test_row_means_of_one_row(impl):
    expect(impl.row_means(np.array([[4.0, 2.0]])), np.array([[3.0]]))
'''

MISTAKES = '''\
"""Mistakes."""

import numpy as np

from solutions.mistakes import mistake


@mistake("row_means")
def row_means_as_sums(A):
    """合計です。 | This is the sum."""
    print("a trial")
    return np.sum(A, axis=1, keepdims=True)


@mistake("row_means")
def row_means_of_columns(A):
    """列の平均です。 | These are the means of the columns."""
    return np.mean(A, axis=0, keepdims=True)


@mistake("row_means")
def row_means_without_keepdims(A):
    """形が (N,) です。 | The shape is (N,)."""
    return np.mean(A, axis=1)
'''

ACCEPTED = '''\
"""Other forms."""

import numpy as np

from autograder.audit import accepted


@accepted("row_means")
def row_means_with_mean(A):
    return np.mean(A, axis=1).reshape(-1, 1)


@accepted("row_means")
def row_means_by_loops(A):
    return np.array([[sum(row) / len(row)] for row in A])
'''

ORACLES = '''\
"""Oracles."""

import statistics

import numpy as np

from autograder.audit import oracle


@oracle("row_means")
def row_means_are_pythons_fmean(impl, rng):
    A = rng.normal(size=(4, 3))
    return impl.row_means(A), np.array([[statistics.fmean(row)] for row in A.tolist()])
'''

STEM = "ch01_means"
TEXTS = {
    f"assignments/{STEM}.py": STUB,
    f"solutions/{STEM}.py": REFERENCE,
    f"autograder/graders/{STEM}.py": GRADERS,
    f"tests/selfcheck/test_{STEM}.py": CHECKS,
    f"solutions/mistakes/{STEM}.py": MISTAKES,
    f"tests/accepted/{STEM}.py": ACCEPTED,
    f"tests/oracles/{STEM}.py": ORACLES,
}
