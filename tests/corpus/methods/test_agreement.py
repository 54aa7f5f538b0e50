"""Coders' agreement: against numbers worked out by hand, and against another way to the same coefficient."""

import random
from fractions import Fraction
from itertools import permutations

import pytest

from corpus.methods.agreement import agreement, cohen_kappa, krippendorff_alpha, share_of_pairs


def test_kappa_by_hand() -> None:
    """20 both yes, 15 both no, 5 + 10 differ: p_o = 0.7; p_e = 0.5 * 0.6 + 0.5 * 0.4 = 0.5; kappa = 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_of_three_values_by_hand() -> None:
    """5 of 6 agree; p_e = (3*2 + 2*2 + 1*2) / 36 = 1/3; kappa = (5/6 - 1/3) / (1 - 1/3) = 3/4."""
    pairs = [("a", "a"), ("a", "a"), ("a", "c"), ("b", "b"), ("b", "b"), ("c", "c")]
    assert cohen_kappa(pairs) == pytest.approx(0.75)


@pytest.mark.parametrize(("pairs", "kappa"), [
    ([("yes", "yes"), ("no", "no")], 1.0),
    ([("yes", "no"), ("no", "yes")], -1.0),
    ([("yes", "yes"), ("yes", "yes")], None),
    ([("yes", "no"), ("yes", "no")], 0.0),
])  # fmt: skip
def test_kappa_at_its_ends(pairs: list[tuple[str, str]], kappa: float | None) -> None:
    assert cohen_kappa(pairs) == kappa


def test_alpha_by_hand() -> None:
    """Two coders, ten units, eight alike (five yes), two differ: o_differ = 4 of 20 values.

    n_yes = 12, n_no = 8: alpha = 1 - (20 - 1) * 4 / (2 * 12 * 8) = 1 - 76/192.
    """
    units = [["yes", "yes"]] * 5 + [["no", "no"]] * 3 + [["yes", "no"]] * 2
    assert krippendorff_alpha(units) == pytest.approx(1 - 76 / 192)


def _alpha_over_pairs(units: list[list[str]]) -> float:
    """The same coefficient from its definition over pairs of values, in exact numbers."""
    pairable = [unit for unit in units if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    seen = sum(Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in pairable) / len(
        values
    )
    chance = Fraction(sum(a != b for a, b in permutations(values, 2)), len(values) * (len(values) - 1))
    return float(1 - seen / chance)


@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_what_its_definition_gives(seed: int) -> None:
    """Four coders, labels missing at random."""
    chance = random.Random(seed)
    units = [[chance.choice("yyyn?") for _ in range(chance.randrange(5))] for _ in range(40)]
    assert krippendorff_alpha(units) == pytest.approx(_alpha_over_pairs(units))


def test_alpha_leaves_out_what_one_coder_labelled() -> None:
    units = [["yes", "yes"], ["no", "no"], ["yes", "no"]]
    assert krippendorff_alpha([*units, ["no"], []]) == krippendorff_alpha(units)


@pytest.mark.parametrize("units", [[], [["yes"]], [["yes", "yes"], ["yes", "yes", "yes"]]])
def test_alpha_is_undefined_where_nothing_differs(units: list[list[str]]) -> None:
    assert krippendorff_alpha(units) is None


def test_the_share_counts_pairs() -> None:
    assert share_of_pairs([["yes", "yes", "no"], ["no", "no"]]) == 2 / 4
    assert share_of_pairs([["yes"]]) is None


def test_coders_are_compared_two_by_two() -> None:
    result = agreement([
        {"ana": "yes", "budi": "yes", "citra": "no"},
        {"ana": "no", "budi": "no"},
        {"budi": "yes", "citra": "yes"},
        {"dewi": "yes"},
    ])  # fmt: skip
    assert (result.coders, result.units) == (("ana", "budi", "citra"), 3)
    assert dict(result.kappas) == {"ana and budi": 1.0, "ana and citra": 0.0, "budi and citra": 0.0}
    assert result.share == 3 / 5


def test_nothing_labelled_twice() -> None:
    result = agreement([{"ana": "yes"}])
    assert (result.units, result.share, result.alpha, dict(result.kappas)) == (0, None, None, {})
