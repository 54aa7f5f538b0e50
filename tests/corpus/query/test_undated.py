"""Articles without a known day stand at the end of what is ordered by day; an event's day is searched by event:."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from corpus.columns import COLUMN_BY_NAME
from corpus.errors import KlipingError
from corpus.export.rows import chosen_articles, rows
from corpus.models import Article
from corpus.query.selection import select
from corpus.search import SearchResult, Sort, search
from corpus.store import Corpus

Keep = Callable[..., object]
Another = Callable[..., Article]


@pytest.fixture
def mixed(corpus: Corpus, keep: Keep, another: Another) -> Corpus:
    """Articles A to G of 1 to 7 January 2023, with X, Y and Z without a day, fetched in 2024; Y's copy has one."""
    dated = [another(n, title="ABCDEFG"[n - 1], text=f"Apel ke-{n}.", day=date(2023, 1, n)) for n in range(1, 8)]
    unknown = [another(10 + n, title="XYZ"[n], text=f"Apel tanpa hari {n}.") for n in range(3)]
    keep(*dated[:4], *unknown, *dated[4:])
    return corpus


def pages(corpus: Corpus, query: str | None, sort: Sort, limit: int) -> list[SearchResult]:
    results = [search(corpus, query, sort=sort, limit=limit)]
    while (before := results[-1].next_page) is not None:
        results.append(search(corpus, query, sort=sort, limit=limit, before=before))
    return results


@pytest.mark.parametrize(("sort", "expected"), [("newest", "GFEDCBAZYX"), ("oldest", "ABCDEFGXYZ")])
@pytest.mark.parametrize("query", [None, "apel", "apel OR place:zzz"])
def test_the_undated_come_last_page_by_page(mixed: Corpus, query: str | None, sort: Sort, expected: str) -> None:
    for limit in range(1, 12):
        several = pages(mixed, query, sort, limit)
        assert "".join(hit.title for page in several for hit in page.hits) == expected
        assert len(several) == -(-10 // limit)
        assert all(page.total == 10 for page in several)
        assert any("without a known day: 3;" in note for note in several[0].notes)


@pytest.mark.parametrize("limit", [1, 2, 3, 20])
def test_so_it_is_where_not_all_matches_are_counted(mixed: Corpus, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr("corpus.search.TOTAL_CAP", 2)
    several = pages(mixed, "apel", "newest", limit)
    assert "".join(hit.title for page in several for hit in page.hits) == "GFEDCBAZYX"
    assert not several[0].exact
    said = [any("without a known day" in note for note in page.notes) for page in several]
    assert said == [any(hit.published_day is None for hit in page.hits) for page in several]


def test_few_candidates_lose_none(mixed: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.budget.COUNTED", 2)
    monkeypatch.setattr("corpus.query.budget.SEARCHED", 3)
    for sort, expected in (("newest", "GFEDCBAZYX"), ("oldest", "ABCDEFGXYZ")):
        several = pages(mixed, "apel place:o OR apel NOT place:o", sort, 20)  # type: ignore[arg-type]
        assert "".join(hit.title for page in several for hit in page.hits) == expected


def test_a_copy_of_an_undated_article_is_folded_once(mixed: Corpus, keep: Keep, another: Another) -> None:
    keep(another(20, title="Salinan", text="Apel tanpa hari 1.", day=date(2024, 1, 1), outlet="warta_timur"))
    shown = [hit.title for page in pages(mixed, "apel", "newest", 4) for hit in page.hits]
    assert sorted(shown) == sorted({*shown})
    assert len(shown) == 10


def test_days_leave_them_out_and_relevance_ranks_them(mixed: Corpus) -> None:
    within = search(mixed, "apel year:2023")
    assert (len(within.hits), within.undated) == (7, 3)
    assert not any("without a known day" in note for note in within.notes)
    ranked = search(mixed, "apel", sort="relevance")
    assert {hit.title for hit in ranked.hits} == set("ABCDEFGXYZ")


def test_an_export_has_them_last(mixed: Corpus) -> None:
    columns = [COLUMN_BY_NAME["title"]]
    for query, expected in ((None, "GFEDCBAZYX"), ("apel", "GFEDCBAZYX"), ("apel year:2023", "GFEDCBA")):
        chosen = chosen_articles(mixed, select(mixed, query))
        assert "".join(row["title"] for row in rows(mixed, chosen, columns)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("event:2023-11-20", ["Senin"]),
        ("peristiwa:20/11/2023", ["Senin"]),
        ('kejadian:"20 november 2023"', ["Senin"]),
        ("event:2023-11", ["Selasa", "Senin"]),
        ("event:2023", ["Selasa", "Senin"]),
        ("event:2023-11-21..2023-12", ["Selasa"]),
        ("event:..2023-11-20", ["Senin"]),
        ("event:>2023-11-20", ["Selasa"]),
        ("event:2021-2022", []),
        ("event:2023-11-20,2023-11-21", ["Selasa", "Senin"]),
        ("apel -event:2023-11-20", ["Selasa", "Lain"]),
        ("apel NOT event:2023", ["Lain"]),
        ("lain OR event:2023-11-21", ["Selasa", "Lain"]),
        ("event:2023-11 year:2023", ["Selasa"]),  # Senin's page has no day of publication
    ],
)
def test_the_day_of_the_event_is_searched(
    corpus: Corpus, keep: Keep, another: Another, query: str, expected: list[str]
) -> None:
    monday, tuesday = date(2023, 11, 20), date(2023, 11, 21)
    keep(
        replace(another(1, title="Senin", text="Apel satu."), event_day=monday, event_printed="Senin (20/11)"),
        replace(another(2, title="Selasa", text="Apel dua.", day=date(2023, 11, 22)), event_day=tuesday),
        replace(another(3, title="Lain", text="Apel lain.", day=date(2023, 11, 20))),
    )
    assert {hit.title for hit in search(corpus, query).hits} == set(expected)


def test_an_event_on_no_day_is_refused(corpus: Corpus) -> None:
    for wrong in ("event:kupang", "event:2023-13", "event:2023-11-20..2023-11-01"):
        with pytest.raises(KlipingError, match="event"):
            search(corpus, wrong)
