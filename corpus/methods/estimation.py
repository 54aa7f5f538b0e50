"""Estimate a share in the whole corpus from a labelled stratified sample, with a 95 % interval (`estimate`).

docs/methods.md has the formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
# A label counts as at most two: a large stratum without a miss has no variance, but that is no certainty.
MOST_CREDIT = 2
ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Stratum:
    """A labelled stratum: it has `size` articles, and `labelled` articles of its sample have a label.

    `within` of those belong to the group whose share is estimated, and `hits` of these have the property counted.
    """

    size: int
    labelled: int
    within: int
    hits: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of a group with its 95 % interval (`low`, `high`).

    It is based on `labelled` articles of the group, of which `hits` have the property counted; they represent
    `stands_for` articles. `effective` is the size of a simple random sample with the same precision.
    """

    share: float
    low: float
    high: float
    labelled: int
    hits: int
    stands_for: float
    effective: float
    method: str


def wilson(share: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's score interval of a share among n, which need not be a whole number.

    >>> [round(end, 3) for end in wilson(0.9, 10)]
    [0.596, 0.982]
    """
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def estimate(strata: Sequence[Stratum]) -> Estimate | None:
    """Return the share of hits within the group, each stratum weighted by the number of its articles.

    None if no labelled article is within the group.
    """
    informative = [s for s in strata if s.within]
    if not informative:
        return None
    group = sum(s.size * s.within / s.labelled for s in informative)
    share = min(1.0, sum(s.size * s.hits / s.labelled for s in informative) / group)
    effective = _effective(strata, share, group)
    simple = len(informative) == 1
    low, high = wilson(share, effective)
    return Estimate(
        share,
        low,
        high,
        sum(s.within for s in informative),
        sum(s.hits for s in informative),
        group,
        effective,
        "Wilson" if simple else "Wilson at the effective sample size",
    )


def _effective(strata: Sequence[Stratum], share: float, group: float) -> float:
    """Return the effective sample size: by the design's variance, or by Kish's formula where that is 0."""
    informative = [s for s in strata if s.within]
    variance = sum(_variance(s, share) for s in informative) / group**2
    if len(informative) == 1 or variance < ROUNDING:
        return group**2 / sum(s.within * (s.size / s.labelled) ** 2 for s in informative)
    return min(share * (1 - share) / variance, MOST_CREDIT * sum(s.within for s in informative))


def _variance(s: Stratum, share: float) -> float:
    """Return the stratum's part of the linearised variance of the ratio, without finite population correction."""
    misses, others = s.within - s.hits, s.labelled - s.within
    mean = (s.hits - s.within * share) / s.labelled
    squares = s.hits * (1 - share - mean) ** 2 + misses * (share + mean) ** 2 + others * mean**2
    spread = squares / (s.labelled - 1) if s.labelled > 1 else share * (1 - share)
    return s.size**2 / s.labelled * spread
