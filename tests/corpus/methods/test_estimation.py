"""Shares and their intervals: against textbook formulas, and against many samples of a population that is known."""

import random
from math import sqrt
from statistics import mean, variance

import pytest

from corpus.methods.estimation import Z95, Stratum, estimate, wilson
from corpus.methods.sampling import allocate


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (1, 10), (7, 10), (10, 10), (81, 263)])
def test_wilson_solves_its_equation(hits: int, n: int) -> None:
    """The interval holds the p with |share - p| <= z * sqrt(p (1 - p) / n): its ends are where both sides meet."""
    for end in wilson(hits / n, n):
        assert abs(hits / n - end) == pytest.approx(Z95 * sqrt(end * (1 - end) / n), abs=1e-7)


def test_wilson_by_hand() -> None:
    """0 of 10: 0 to z^2 / (n + z^2) = 3.8415 / 13.8415."""
    assert wilson(0.0, 10) == pytest.approx((0.0, 3.8414588 / 13.8414588))


def test_z() -> None:
    assert pytest.approx(1.959963985) == Z95


def test_one_stratum_is_a_simple_sample() -> None:
    result = estimate([Stratum(size=500, labelled=20, within=10, hits=7)])
    assert result is not None
    assert (result.share, result.effective, result.method) == (0.7, 10, "Wilson")
    assert (result.low, result.high) == wilson(0.7, 10)
    assert result.stands_for == 250


def test_strata_weigh_by_their_size() -> None:
    """Shares 0.9 and 0.2 of strata of 900 and 100 articles, 10 labelled each: 0.9 * 0.9 + 0.1 * 0.2 = 0.83."""
    result = estimate([Stratum(900, 10, 10, 9), Stratum(100, 10, 10, 2)])
    assert result is not None
    assert result.share == pytest.approx(0.83)
    v = 0.9**2 * 0.9 * 0.1 / 9 + 0.1**2 * 0.2 * 0.8 / 9
    assert result.effective == pytest.approx(0.83 * 0.17 / v)
    assert result.stands_for == 1000
    assert result.method == "Wilson at the effective sample size"


def test_a_stratum_outside_the_group_does_not_count() -> None:
    inside = [Stratum(900, 10, 10, 9), Stratum(100, 10, 10, 2)]
    assert estimate([*inside, Stratum(5000, 30, 0, 0)]) == estimate(inside)


def test_a_group_within_strata_is_a_ratio() -> None:
    """Half of stratum a (100 of 200) and a tenth of b (80 of 800): (100 * 3/5 + 80 * 0/1) / 180."""
    result = estimate([Stratum(200, 10, 5, 3), Stratum(800, 10, 1, 0)])
    assert result is not None
    assert result.share == pytest.approx(60 / 180)
    assert result.stands_for == pytest.approx(180)


def test_all_hits_leave_room_for_doubt() -> None:
    result = estimate([Stratum(90, 9, 9, 9), Stratum(10, 1, 1, 1)])
    assert result is not None
    assert (result.share, result.high) == (1.0, 1.0)
    assert result.low == pytest.approx(wilson(1.0, 10)[0])


def test_the_effective_size_is_that_of_the_linearised_ratio() -> None:
    """Against the variance of the residuals themselves, written out: hits 1 - p, misses -p, others 0."""
    result = estimate([Stratum(200, 10, 5, 3), Stratum(800, 20, 4, 1)])
    assert result is not None
    p = (200 * 3 / 10 + 800 * 1 / 20) / 260
    residuals = ((200, [1 - p] * 3 + [-p] * 2 + [0.0] * 5), (800, [1 - p] + [-p] * 3 + [0.0] * 16))
    v = sum(size**2 * variance(e) / len(e) for size, e in residuals) / 260**2
    assert result.effective == pytest.approx(p * (1 - p) / v)
    assert (result.low, result.high) == pytest.approx(wilson(p, p * (1 - p) / v))


def test_a_single_label_of_a_stratum_is_no_certainty() -> None:
    """It takes p (1 - p): 0.8^2 * (2.5 / 9) / 10 + 0.2^2 * 0.24 for p = 0.6."""
    result = estimate([Stratum(80, 10, 10, 5), Stratum(20, 1, 1, 1)])
    assert result is not None
    assert result.effective == pytest.approx(0.24 / (0.8**2 * 2.5 / 9 / 10 + 0.2**2 * 0.24))


def test_nothing_to_tell() -> None:
    assert estimate([]) is None
    assert estimate([Stratum(10, 3, 0, 0)]) is None


def test_a_large_stratum_without_a_miss_is_no_certainty() -> None:
    result = estimate([Stratum(900, 40, 40, 40), Stratum(10, 4, 4, 2)])
    assert result is not None
    assert result.effective == 2 * 44


def test_without_variance_the_weights_decide() -> None:
    result = estimate([Stratum(90, 1, 1, 1), Stratum(10, 1, 1, 1)])
    assert result is not None
    assert result.effective == pytest.approx(100**2 / (90**2 + 10**2))


@pytest.mark.parametrize(
    "population",
    [
        {600: 0.95, 300: 0.6, 100: 0.1},
        {3000: 0.02, 300: 0.3, 120: 0.8, 80: 0.97},  # as grades are
        {400: 0.98, 200: 0.97, 50: 0.9, 20: 0.95, 10: 1.0},
        {900: 0.99, 60: 0.95, 10: 0.5},
        {40: 0.9, 30: 0.8, 20: 0.9, 5: 0.6},
    ],
)
def test_the_interval_holds_the_truth_as_often_as_it_says(population: dict[int, float]) -> None:
    """800 proportional samples of strata (size -> share of hits); 95 % of them, less what chance takes."""
    chance = random.Random(1)
    hits = {size: round(size * share) for size, share in population.items()}
    truth = sum(hits.values()) / sum(population)
    numbers = allocate({str(size): size for size in population}, min(80, sum(population) // 3))
    held = []
    for _ in range(800):
        drawn = {size: chance.sample(range(size), numbers[str(size)]) for size in population}
        result = estimate([Stratum(n, len(of), len(of), sum(i < hits[n] for i in of)) for n, of in drawn.items()])
        assert result is not None
        held.append(result.low <= truth <= result.high)
    assert mean(held) >= 0.935
