"""A field that an outlet's new articles lack is seen in the first run; chance, batches and old pages show no change."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from corpus.models import Article, PageWords
from corpus.redesigns.field_changes import FieldHealth, changed_fields, field_health, fields_of_run
from corpus.redesigns.field_rows import ArticleFields, newest_fields
from corpus.redesigns.tail_chances import (
    chance_in_clumps,
    chance_of_so_few,
    chance_of_so_many_beyond,
    clumping_of,
    poorest_share,
)
from corpus.store import Corpus

WHOLE = {"day": 1, "hour": 1, "writer": 1, "place": 1, "section": 1}


def run(number: int, count: int, *, lacking: Sequence[int] = (), first: int = 0, field: str = "writer",
        **more: float | None) -> list[ArticleFields]:  # fmt: skip
    """A run's articles, those at the places `lacking` without the field; ids from `first` on, or after earlier runs."""
    measures: dict[str, float | None] = {"words": 300, "cut": 0.01, "outside": 0.5, "unexplained": 0.0}
    return [
        ArticleFields(
            first or number * 1000 + n, number, False, "r1",
            {**WHOLE, **measures, **more, **({field: 0} if n in lacking else {})},
        )
        for n in range(count)
    ]  # fmt: skip


def weeks(number: int, *, lacking: Sequence[int] = ()) -> list[ArticleFields]:
    """Runs 1 to `number` of ten articles each."""
    return [row for week in range(1, number + 1) for row in run(week, 10, lacking=lacking)]


def health_of(rows: Sequence[ArticleFields], run_id: int, field: str = "writer") -> FieldHealth:
    newest_first = sorted(rows, key=lambda row: -row.id)
    return next(one for one in field_health(newest_first, run_id) if one.field == field)


def test_fishers_test_is_the_share_of_all_ways_to_draw_the_new_ones() -> None:
    has = [True] * 4 + [False] * 5
    draws = list(itertools.combinations(range(9), 3))
    for new in range(4):
        few = sum(sum(has[i] for i in draw) <= new for draw in draws) / len(draws)
        assert math.isclose(chance_of_so_few(new, 3, 4 - new, 6), few)


def test_exceedances_are_the_share_of_all_orders_of_new_and_earlier_values() -> None:
    draws = list(itertools.combinations(range(8), 3))  # the ranks of three new values among eight
    for rank, beyond in itertools.product((1, 2, 4), range(4)):
        many = 0
        for draw in draws:
            bound = [value for value in range(8) if value not in draw][-rank]
            many += sum(value > bound for value in draw) >= beyond
        assert math.isclose(chance_of_so_many_beyond(beyond, 3, rank, 5), many / len(draws))


def test_clumps_make_a_poor_run_likelier_and_none_make_it_binomial() -> None:
    binomial = sum(math.comb(10, x) * 0.9**x * 0.1 ** (10 - x) for x in range(5))
    assert math.isclose(chance_in_clumps(4, 10, 0.9, 1e-9), binomial, rel_tol=1e-4)
    assert chance_in_clumps(4, 10, 0.9, 0.1) > 10 * binomial
    assert math.isclose(chance_in_clumps(10, 10, 0.9, 0.1), 1.0)


def test_clumping_is_that_of_runs_that_differ() -> None:
    alike, mixed = [[True] * 9, [True] * 9, [False] * 9] * 3, [[True, True, False] * 3] * 9
    assert clumping_of(alike) > clumping_of(mixed)
    assert poorest_share([True, False, False, True, True], 2) == 0.0


@pytest.mark.parametrize(("new", "lacking"), [(5, 5), (10, 10), (10, 8), (40, 40), (40, 25)])
def test_a_field_that_is_gone_is_seen_in_the_first_run(new: int, lacking: int) -> None:
    past = weeks(20)
    past[7], past[91], past[133], past[166] = (replace(past[at], values={**past[at].values, "writer": 0})
                                               for at in (7, 91, 133, 166))  # fmt: skip
    one = health_of([*past, *run(21, new, lacking=range(lacking))], 21)
    assert (one.verdict, one.articles, one.having, one.earlier, one.runs) == ("changed", new, new - lacking, 0.98, 1)
    assert one.example is not None
    assert one.example >= 21_000


@pytest.mark.parametrize(
    ("past", "new", "lacking", "verdict"),
    [
        (weeks(20), 4, 4, "steady"),
        (run(1, 100), 4, 4, "too few to compare"),
        (weeks(1), 10, 10, "too few to compare"),
        (weeks(20), 10, 3, "steady"),
        (weeks(20, lacking=range(4)), 10, 8, "steady"),
        (weeks(20, lacking=range(4)), 40, 40, "changed"),
        ([*weeks(19), *run(20, 10, lacking=range(10))], 10, 10, "changed"),  # together with the run before
        (weeks(20, lacking=range(9)), 40, 40, "steady"),
    ],
)
def test_what_chance_may_do_is_no_change(past: list[ArticleFields], new: int, lacking: int, verdict: str) -> None:
    assert health_of([*past, *run(21, new, lacking=range(lacking))], 21).verdict == verdict


def test_an_earlier_stretch_that_was_as_poor_makes_it_none() -> None:
    past = [*weeks(8), *run(9, 10, lacking=range(10)), *run(10, 60)]
    past += [row for week in range(11, 16) for row in run(week, 10)]
    assert health_of([*past, *run(16, 8, lacking=range(8))], 16).verdict == "steady"
    assert health_of([*past, *run(16, 30, lacking=range(30))], 16).verdict == "changed"


def test_few_articles_a_run_are_taken_together_and_a_run_that_has_it_again_ends_it() -> None:
    past = [*weeks(20), *run(21, 3, lacking=range(3)), *run(22, 3, lacking=range(3))]
    one = health_of([*past, *run(23, 3, lacking=range(3))], 23)
    assert (one.verdict, one.articles, one.runs) == ("changed", 9, 3)
    assert health_of([*past, *run(23, 3)], 23).verdict == "steady"


def test_old_pages_of_the_site_and_imported_ones_are_no_redesign() -> None:
    old = [replace(row, id=row.id - 90_000) for row in run(21, 40, lacking=range(40))]
    assert health_of([*weeks(20), *old], 21).verdict == "too few to compare"
    imported = [replace(row, imported=True) for row in run(21, 40, lacking=range(40))]
    assert field_health(sorted([*weeks(20), *imported], key=lambda row: -row.id), 21) == []


def test_a_lost_text_shows_in_its_words_and_in_those_that_no_rule_explains() -> None:
    rows = sorted([*weeks(20), *run(21, 6, words=90, unexplained=0.4)], key=lambda row: -row.id)
    changed = changed_fields(field_health(rows, 21))
    assert [(one.field, one.value, one.earlier) for one in changed] == [("words", 90, 300), ("unexplained", 0.4, 0.0)]


def test_a_longer_footer_is_none() -> None:
    rows = [*weeks(20), *run(21, 40, outside=0.56, unexplained=0.02)]
    assert {health_of(rows, 21, name).verdict for name in ("outside", "unexplained")} == {"steady"}


def test_what_was_not_counted_is_unknown() -> None:
    past = [replace(row, values={**row.values, "unexplained": None}) for row in weeks(20)]
    one = health_of([*past, *run(21, 10, unexplained=0.5)], 21, "unexplained")
    assert (one.verdict, one.earlier_articles, one.value) == ("too few to compare", 0, None)


def test_a_change_of_our_own_rules_is_noted() -> None:
    new = [replace(row, rules_version="r2") for row in run(21, 10, lacking=range(10))]
    assert health_of([*weeks(20), *new], 21).rules_changed
    assert not health_of([*weeks(20), *run(21, 10)], 21).rules_changed


def test_the_corpus_gives_what_its_articles_have(
    corpus: Corpus, keep: Callable[..., object], articles: tuple[Article, ...]
) -> None:
    signed, unsigned = articles[0], replace(articles[3], outlet=articles[0].outlet)
    live = replace(articles[1], outlet=signed.outlet, form="live")
    keep(signed)
    keep(unsigned, live, command="import")
    rows = {row.id: row for row in newest_fields(corpus, str(signed.outlet))}
    first = rows[corpus.id_of(str(signed.key))]
    seen = sum(page.seen for page in signed.page_words)
    parts = {name: sum(getattr(page, name) for page in signed.page_words) / seen for name in ("cut", "unexplained")}
    whole = {"day": 1, "hour": 1, "writer": 1, "place": 1, "section": 0, "words": 40, "outside": 59 / seen}
    assert (first.run_id, first.imported) == (1, False)
    assert first.values == whole | parts
    second = rows[corpus.id_of(str(unsigned.key))]
    assert (second.imported, second.values["day"], second.values["writer"], second.values["cut"]) == (True, 0, 0, None)
    assert len(rows) == 2  # a live blog has other fields
    assert fields_of_run(corpus, str(signed.outlet))[0] == 1
    assert fields_of_run(corpus, "suara_kota") == (None, [])


def test_a_page_without_words_has_no_shares(
    corpus: Corpus, keep: Callable[..., object], articles: tuple[Article, ...]
) -> None:
    keep(replace(articles[0], page_words=(PageWords(0, 0, 0, 0, 0, 0, 0),)))
    (row,) = newest_fields(corpus, str(articles[0].outlet))
    assert row.values["outside"] is None
