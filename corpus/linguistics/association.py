"""Association and keyness measures of corpus linguistics. Each function takes plain counts and returns a number."""

from __future__ import annotations

import math

SMOOTHED = 0.5  # stands for a count of 0 in a ratio


def log_likelihood(together: float, first: float, second: float, total: float) -> float:
    """Return Dunning's G2 of a 2 x 2 table, given by one cell, its row total, its column total and the grand total.

    >>> round(log_likelihood(10, 20, 30, 1000), 3)
    46.497
    """
    rows, columns = (first, total - first), (second, total - second)
    cells = ((together, first - together), (second - together, total - first - second + together))
    result = 0.0
    for row, line in zip(rows, cells, strict=True):
        for column, cell in zip(columns, line, strict=True):
            if cell > 0:
                result += cell * math.log(cell * total / (row * column))
    return 2 * result


def mutual_information(together: float, first: float, second: float, total: float) -> float:
    """Return log2(observed / expected). It is high for rare pairs too, so use a minimum count with it.

    >>> round(mutual_information(10, 20, 30, 1000), 3)
    4.059
    """
    return math.log2(together * total / (first * second)) if together else -math.inf


def t_score(together: float, first: float, second: float, total: float) -> float:
    """Return (observed - expected) / sqrt(observed). It favours frequent pairs.

    >>> round(t_score(10, 20, 30, 1000), 3)
    2.973
    """
    return (together - first * second / total) / math.sqrt(together) if together else 0.0


def keyness(count: float, size: float, other: float, other_size: float) -> float:
    """Return the log-likelihood of one word in two corpora (Rayson and Garside), negative if the other uses it more.

    >>> round(keyness(20, 1000, 10, 2000), 2)
    13.86
    """
    expected = size * (count + other) / (size + other_size)
    other_expected = other_size * (count + other) / (size + other_size)
    result = sum(n * math.log(n / e) for n, e in ((count, expected), (other, other_expected)) if n)
    return 2 * result * (1 if count / size >= other / other_size else -1)


def log_ratio(count: float, size: float, other: float, other_size: float) -> float:
    """Return Hardie's log ratio: log2 of the word's relative frequencies, first by other. A count of 0 is taken as 0.5.

    >>> log_ratio(20, 1000, 10, 2000)
    2.0
    """
    return math.log2(((count or SMOOTHED) / size) / ((other or SMOOTHED) / other_size))
