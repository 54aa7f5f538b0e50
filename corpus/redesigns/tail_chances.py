"""The chance of a count as extreme as one that was seen, if nothing changed: exact tests in plain Python.

Counts are of articles: `n` new ones and `m` earlier ones. Logarithms keep counts of thousands exact enough (1e-9).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

LEAST_RUNS = 4  # that can show how much runs differ
LEAST_CLUMPING, UNKNOWN_CLUMPING, MOST_CLUMPING = 0.05, 0.1, 0.2


def chance_of_so_few(new: int, n: int, earlier: int, m: int) -> float:
    """Return the chance of at most `new` of n, where `earlier` of m have it: Fisher's exact test, one-sided.

    It holds for any share, however small the counts are: all n + m are as likely to be the new ones.

    >>> round(chance_of_so_few(0, 5, 20, 20) * 53130, 6)  # one draw of 5 of 25
    1.0
    """
    total, holders = n + m, new + earlier
    ways = _log_choose(total, n)
    lowest = max(0, n - (total - holders))
    terms = (_log_choose(holders, x) + _log_choose(total - holders, n - x) - ways for x in range(lowest, new + 1))
    return min(1.0, sum(map(math.exp, terms)))


def chance_of_so_many_beyond(beyond: int, n: int, rank: int, m: int) -> float:
    """Return the chance that at least `beyond` of n values lie beyond the rank-th most extreme of m earlier ones.

    The exact test of exceedances: any distribution will do, and equal values only make it smaller.

    >>> round(chance_of_so_many_beyond(2, 2, 1, 4) * 15, 6)  # both of two are the largest of six
    1.0
    """
    ways = _log_choose(n + m, n)
    terms = (_log_choose(x + rank - 1, x) + _log_choose(n - x + m - rank, n - x) - ways for x in range(beyond, n + 1))
    return min(1.0, sum(map(math.exp, terms)))


def chance_in_clumps(count: int, n: int, share: float, clumping: float) -> float:
    """Return the chance of at most `count` of n where the share differs from run to run (beta-binomial).

    `clumping` is the correlation of two articles of one run: 0 where each is for itself, 1 where all are alike.
    """
    if share <= 0 or share >= 1:
        return 1.0 if share <= 0 or count >= n else 0.0
    a, b = share * (1 - clumping) / clumping, (1 - share) * (1 - clumping) / clumping
    whole = _log_beta(a, b)
    terms = (_log_choose(n, x) + _log_beta(a + x, b + n - x) - whole for x in range(count + 1))
    return min(1.0, sum(map(math.exp, terms)))


def clumping_of(runs: Sequence[Sequence[bool]]) -> float:
    """Return the correlation of two articles of one run, by how much the shares of earlier runs differ.

    By moments (Pearson's chi-squared against its expectation in runs of unequal size), at most 0.2. At least 0.05, as
    no past shows all that an unchanged outlet can do, and kinds of articles come in batches; 0.1 where fewer than four
    runs can't show it.

    >>> clumping_of([[True, False]] * 10), clumping_of([[True] * 5, [False] * 5] * 3), clumping_of([[True] * 9])
    (0.05, 0.2, 0.1)
    """
    number, having = sum(map(len, runs)), sum(map(sum, runs))
    if len(runs) < LEAST_RUNS or number <= len(runs):
        return UNKNOWN_CLUMPING
    share = having / number
    if not 0 < share < 1:
        return LEAST_CLUMPING
    spread = sum((sum(run) - len(run) * share) ** 2 / len(run) for run in runs) / (share * (1 - share))
    room = number - sum(len(run) ** 2 for run in runs) / number - (len(runs) - 1)
    return min(MOST_CLUMPING, max(LEAST_CLUMPING, (spread - (len(runs) - 1)) / room))


def poorest_share(flags: Sequence[bool], length: int) -> float:
    """Return the least share of true ones in any stretch of `length` neighbours."""
    sums = [0, *accumulate(flags)]
    return min(sums[i + length] - sums[i] for i in range(len(flags) - length + 1)) / length


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
