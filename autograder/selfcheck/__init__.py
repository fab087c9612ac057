"""The self-check: the visible checks, on a student's own machine, with hints that hold no answer.

A file of checks needs `expect` from here, and nothing else.
"""

from autograder.selfcheck.checks import expect

__all__ = ["expect"]
