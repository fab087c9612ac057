"""The self-check: the visible checks, on a student's own machine, with hints that hold no answer.

A file of checks needs `expect` from here, for plots `Plot`, and for an open exercise `tell` and `weights`.
"""

from autograder.selfcheck.checks import Plot, expect, tell, weights

__all__ = ["Plot", "expect", "tell", "weights"]
