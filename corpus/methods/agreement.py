"""Agreement of coders: per cent, Cohen's kappa and Krippendorff's alpha (`agreement`; formulas in docs/methods.md).

A unit is one labelled article: a mapping of coder to value. A coder who gave no value is not in the mapping. Values
are names without order (nominal).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

Unit = Mapping[str, str]
"""Coder -> value."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of coders on the units that two or more of them labelled.

    `share` is the share of pairs of values, over all units, that are equal. `kappas` holds Cohen's kappa for
    each pair of coders with a unit in common. A coefficient is None where it is not defined: everybody always gave
    the same value, or no unit was labelled twice.
    """

    coders: tuple[str, ...]
    units: int
    share: float | None
    kappas: Mapping[str, float | None]
    alpha: float | None


def agreement(units: Iterable[Unit]) -> Agreement:
    """Return the agreement over these units. Units with fewer than two values are left out."""
    shared = [unit for unit in units if len(unit) > 1]
    coders = sorted({coder for unit in shared for coder in unit})
    kappas: dict[str, float | None] = {}
    for one, other in combinations(coders, 2):
        if both := [(unit[one], unit[other]) for unit in shared if one in unit and other in unit]:
            kappas[f"{one} and {other}"] = cohen_kappa(both)
    values = [list(unit.values()) for unit in shared]
    return Agreement(tuple(coders), len(shared), share_of_pairs(values), kappas, krippendorff_alpha(values))


def share_of_pairs(units: Sequence[Sequence[str]]) -> float | None:
    """Return the share of equal pairs among all pairs of values within units; None without a pair.

    >>> share_of_pairs([["yes", "yes"], ["yes", "no"], ["no", "no", "no"]])
    0.8
    """
    pairs = [a == b for unit in units for a, b in combinations(unit, 2)]
    return sum(pairs) / len(pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two coders; `pairs` holds their values, one pair per unit. None if chance agreement is 1.

    >>> cohen_kappa([("yes", "yes"), ("no", "no"), ("yes", "no"), ("no", "yes")])
    0.0
    """
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs)
    chance = sum(first[value] * second[value] for value in first)  # times n squared
    return None if chance == n * n else (seen * n - chance) / (n * n - chance)


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal values; None if all values are equal. Values may be missing.

    >>> krippendorff_alpha([["yes", "yes"], ["no", "no"], ["yes", "no"]])
    0.4444444444444444
    """
    together = _coincidences(units)
    totals: dict[str, float] = {}
    for (a, _), weight in together.items():
        totals[a] = totals.get(a, 0.0) + weight
    n = sum(totals.values())
    differ = sum(weight for (a, b), weight in together.items() if a != b)
    by_chance = n * n - sum(total * total for total in totals.values())
    return 1 - (n - 1) * differ / by_chance if len(totals) > 1 else None


def _coincidences(units: Iterable[Sequence[str]]) -> dict[tuple[str, str], float]:
    """Return how often each pair of values stands in one unit: the coincidence matrix.

    In a unit of m values, each pair counts 1 / (m - 1).
    """
    together: dict[tuple[str, str], float] = {}
    for unit in units:
        counts = Counter(unit)
        for a, b in product(counts, repeat=2) if len(unit) > 1 else ():
            pairs = counts[a] * (counts[b] - (a == b))
            together[a, b] = together.get((a, b), 0.0) + pairs / (len(unit) - 1)
    return together
