"""How far random numbers may lie from what is expected of them, for the judges of random results.

Every test here refuses a right answer with a probability of at most FALSE_ALARM, for any n: the bounds
are inequalities, not limits for large n. A grader makes fewer than ten tests, so it errs less than once
in 10⁹ submissions. For a wrong answer to be refused, n must be large enough: see `tolerance`.

- Hoeffding, for the mean m of n numbers within an interval of length w: P(|m − μ| ≥ w t) ≤ 2 exp(−2 n t²).
- Dvoretzky, Kiefer, Wolfowitz and Massart, for the share F̂ of n numbers up to x, at all x at once:
  P(sup |F̂(x) − F(x)| > t) ≤ 2 exp(−2 n t²).
- The mean m of n normal numbers: P(|m − μ| ≥ t σ / √n) ≤ exp(−t² / 2).
- Laurent and Massart, for a χ² of n degrees of freedom, which n·s²/σ² is, s² being the mean of (x − μ)²:
  P(χ² ≥ n + 2√(nt) + 2t) ≤ exp(−t) and P(χ² ≤ n − 2√(nt)) ≤ exp(−t).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

FALSE_ALARM = 1e-10
LOOKED_AT = 500  # of sorted numbers, evenly spaced: the largest difference at some is at most that at all
# Where the width of a normal distribution is off by a factor r, its share up to any x is off by at most
# max|x φ(x)| · |log r|, and x φ(x) is largest at 1.
AT_ONE_SIGMA = math.exp(-0.5) / math.sqrt(2 * math.pi)


def tolerance(n: int) -> float:
    """How far a share of n independent draws may lie from its probability."""
    return math.sqrt(math.log(2 / FALSE_ALARM) / (2 * n))


def share_fits(share: float, n: int, p: float) -> bool:
    """Whether something of probability p may have come in this share of n independent draws."""
    return bool(abs(share - p) <= tolerance(n))


def mean_fits(values: Any, mean: float, low: float, high: float) -> bool:
    """Whether independent numbers from low to high may have this mean."""
    return bool(abs(np.mean(values) - mean) <= (high - low) * tolerance(np.size(values)))


def distribution_fits(values: Any, cdf: Callable[[float], float], slack: float = 0.0) -> bool:
    """Whether numbers may be independent draws from a continuous distribution (Kolmogorov–Smirnov).

    `cdf(x)` is the probability of a number up to x; `slack` is by how much it may be wrong.
    """
    x = np.sort(np.ravel(values))
    n = len(x)
    ranks = np.unique(np.linspace(0, n - 1, min(n, LOOKED_AT)).astype(int))
    right = np.array([cdf(value) for value in x[ranks].tolist()])
    # the share up to x steps from rank/n to (rank + 1)/n at x
    distance = np.max(np.maximum(np.abs(right - ranks / n), np.abs(right - (ranks + 1) / n)))
    return bool(distance <= tolerance(n) + slack)


def normal_mean_fits(values: Any, mean: float, std: float) -> bool:
    """Whether normal numbers of that standard deviation may have that mean."""
    far = math.sqrt(2 * math.log(1 / FALSE_ALARM) / np.size(values))
    return bool(abs(np.mean(values) - mean) <= far * std)


def variance_bounds(n: int) -> tuple[float, float]:
    """Between which factors the mean square of n normal numbers lies, in units of their variance."""
    t = math.log(2 / FALSE_ALARM)  # one half for each side
    return max(0.0, 1 - 2 * math.sqrt(t / n)), 1 + 2 * math.sqrt(t / n) + 2 * t / n


def normal_spread_fits(values: Any, std: float) -> bool:
    """Whether normal numbers of mean 0 may have that standard deviation."""
    low, high = variance_bounds(np.size(values))
    return bool(low * std**2 <= np.mean(np.square(values)) <= high * std**2)


def normal_shape_fits(values: Any) -> bool:
    """Whether numbers may be normal with mean 0, whatever their standard deviation.

    It is measured, so that the distribution may be off by what `variance_bounds` leaves open. Two tests.
    """
    std = math.sqrt(np.mean(np.square(values)))
    low, _ = variance_bounds(np.size(values))  # the side that leaves more
    slack = AT_ONE_SIGMA * -math.log(low) / 2 if low else 1.0
    return distribution_fits(values, normal_cdf(std), slack)


def normal_cdf(std: float) -> Callable[[float], float]:
    """The distribution function of normal numbers with mean 0. Raises ValueError if std is not above 0."""
    if not std > 0:
        raise ValueError("a normal distribution has a standard deviation above 0")
    return lambda x: math.erfc(-x / (std * math.sqrt(2))) / 2


def uniform_cdf(low: float, high: float) -> Callable[[float], float]:
    """The distribution function of numbers that lie evenly between low and high."""
    return lambda x: min(max((x - low) / (high - low), 0.0), 1.0)


def log_uniform_cdf(low: float, high: float) -> Callable[[float], float]:
    """The distribution function of numbers whose logarithms lie evenly; 0 < low < high."""
    exponent = uniform_cdf(math.log(low), math.log(high))
    return lambda x: exponent(math.log(x)) if x > 0 else 0.0
