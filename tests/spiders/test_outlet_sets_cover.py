"""The shipped sets of outlets name the shipped outlets: each in one of the dividing sets, and no other."""

from collections import Counter

from corpus.sets.outlet_sets import shipped_sets
from spiders.loader import outlets

DIVIDING = ("nasional", "daerah", "lembaga", "pemerintah", "migran", "lainnya")


def test_each_outlet_that_ships_is_in_one_dividing_set() -> None:
    counts = Counter(slug for name in DIVIDING for slug in shipped_sets().members(name))
    assert sorted(counts) == sorted(outlets())
    assert [slug for slug, number in counts.items() if number > 1] == []


def test_no_set_names_an_outlet_that_does_not_ship() -> None:
    assert shipped_sets().outlets <= outlets().keys()


def test_kind_and_ties_agree_with_the_sets() -> None:
    known = outlets()
    members = shipped_sets().members
    assert members("lembaga") == {slug for slug, spider in known.items() if spider.kind == "agency"}
    assert members("pemerintah") == {slug for slug, spider in known.items() if spider.kind == "government"}
    assert {slug for slug in known if "BP2MI" in (known[slug].affiliation or "")} <= members("dekat-lembaga")
