"""The self-check: the visible checks, on a student's own machine, with hints that hold no answer.

A file of checks needs `expect` from here, and for an open exercise `tell` and `weights`.
"""

from autograder.selfcheck.checks import expect, tell, weights

__all__ = ["expect", "tell", "weights"]
