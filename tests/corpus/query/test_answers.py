"""Orders, facets, counts and the time limit of a search."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from corpus.errors import QueryError
from corpus.models import Article
from corpus.query.facets import FACETS
from corpus.query.selection import select
from corpus.query.time_limit import time_limit
from corpus.search import search
from corpus.store import Corpus
from corpus.vocabulary.word_index import refresh

Keep = Callable[..., object]
Another = Callable[..., Article]


def test_oldest_first_in_pages(filled: Corpus) -> None:
    first = search(filled, sort="oldest", limit=2)
    rest = search(filled, sort="oldest", limit=2, before=first.next_page)
    ids = [hit.id for hit in (*first.hits, *rest.hits)]
    assert ids == sorted(ids)
    assert len(ids) == 3
    assert rest.next_page is None


def test_relevance_puts_the_headline_first(corpus: Corpus, keep: Keep, another: Another) -> None:
    keep(
        another(1, title="Padi", text="Harga padi naik, petani padi senang.", day=date(2020, 1, 1)),
        another(2, title="Kota", text="Kota ramai; di antara kabar, padi disebut sekali.", day=date(2023, 1, 1)),
    )  # fmt: skip
    result = search(corpus, "padi", sort="relevance")
    assert [hit.title for hit in result.hits] == ["Padi", "Kota"]
    assert result.ranked == 2


def test_relevance_in_pages_with_copies_folded(filled: Corpus) -> None:
    first = search(filled, "pegawai", sort="relevance", limit=1)
    ids = [first.hits[0].id]
    page = first
    while page.next_page is not None:
        page = search(filled, "pegawai", sort="relevance", limit=1, before=page.next_page)
        ids += [hit.id for hit in page.hits]
    assert len(ids) == len(set(ids)) == 2


def test_a_story_is_counted_once(filled: Corpus) -> None:
    result = search(filled, "integritas")
    assert (result.total, result.stories) == (2, 1)


def test_facets_count_the_articles(filled: Corpus) -> None:
    result = search(filled, count_by=tuple(FACETS))
    assert result.facets is not None
    counts = {facet.name: dict(facet.counts) for facet in result.facets.facets}
    assert counts["outlet"] == {"suara_kota": 2, "kantor_berita": 1, "warta_timur": 1}
    assert counts["year"] == {"2023": 2, "2024": 1, None: 1}
    assert counts["month"] == {"2023-11": 2, "2024-01": 1, None: 1}
    assert counts["kind"] == {"media": 3, "agency": 1}
    assert counts["author"] == {None: 3, "Maria Bere": 1}
    assert counts["grade"] == {"3": 2, "1": 1, "0": 1}
    assert counts["place"]["Kupang"] == 1


def test_facets_are_those_of_the_search(filled: Corpus) -> None:
    result = search(filled, "gagalkan", count_by=("outlet",))
    assert result.facets is not None
    assert result.facets.facets[0].counts == (("suara_kota", 1),)


def test_an_unknown_facet_is_said(filled: Corpus) -> None:
    with pytest.raises(QueryError, match="there are outlet, kind"):
        search(filled, count_by=("penulis",))


def test_facets_say_over_how_many(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.query.facets.FACET_CAP", 2)
    facets = search(filled, count_by=("outlet",)).facets
    assert facets is not None
    assert (facets.over, facets.capped) == (2, True)


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_search_that_runs_away_is_ended(filled: Corpus) -> None:
    with pytest.raises(QueryError, match=r"took longer than 0\.01 s"), time_limit(filled.conn, 0.01):
        filled.conn.execute(ENDLESS).fetchone()
    assert search(filled, "pegawai").total == 3


PREFIXED = [
    ("pembi* NEAR/9 kant*", 2), ("pembi* NEAR/9 kant* NEAR/9 kupang", 2), ("pembi* NEAR/9 kantor", 2),
    ('"pembinaan pega*" NEAR/9 kantor', 2), ('"pembinaan pega*"', 2), ("kupang NEAR/0 pembi*", 0),
    ("tidakada* NEAR/9 kantor", 0), ("pegawai OR (tidakada* NEAR/9 kantor)", 3), ("pembi* NEAR/9 tidakada*", 0),
]  # fmt: skip


@pytest.mark.parametrize(("query", "total"), PREFIXED)
@pytest.mark.parametrize(("spelled", "endings"), [(1_000, 2_000), (1, 2_000), (1_000, 0)],
                         ids=["spelled out", "too many together", "too many"])  # fmt: skip
def test_a_prefix_near_words_is_spelled_out_or_not_and_finds_the_same(
    filled: Corpus, query: str, total: int, spelled: int, endings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(filled)
    monkeypatch.setattr("corpus.query.fts.MAX_SPELLED", spelled)
    monkeypatch.setattr("corpus.query.expansion.MAX_ENDINGS", endings)
    assert search(filled, query).total == total


PAGES = [
    ("pegawai", {}),
    ("pegawai", {"outlet": "suara_kota"}),
    ("pegawai penulis:bere", {"grade": 1}),
    ("pegawai", {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}),
    (None, {"outlet": "suara_kota"}),
    (None, {"outlet": ("suara_kota", "kantor_berita")}),
    (None, {"since": date(2023, 1, 1)}),
]


@pytest.mark.parametrize(("query", "filters"), PAGES)
def test_a_page_is_read_in_the_order_of_an_index_without_the_texts(
    filled: Corpus, query: str | None, filters: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.query.narrow.MOST_LISTED", -1)
    monkeypatch.setattr("corpus.query.narrow.FEW", -1)
    sql = search(filled, query, **filters).sql  # type: ignore[arg-type]
    values = select(filled, query, **filters).values  # type: ignore[arg-type]
    plan = [row[3] for row in filled.conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    read = [step for step in plan if step.startswith(("SCAN a", "SEARCH a"))]
    assert all("COVERING INDEX" in step for step in read), plan
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


@pytest.mark.parametrize(
    "limits",
    [{"FEW": -1, "MOST_LISTED": -1}, {"FEW": 9}, {"FEW": 9, "ONE_BY_ONE": 0}, {"FEW": 9, "MOST_CARRIED": 0}],
    ids=["asked", "one by one", "a set", "too many for a set"],
)
@pytest.mark.parametrize(
    ("query", "filters", "total"),
    [
        ("pegawai", {"outlet": "suara_kota"}, 1),
        ("pegawai", {"outlet": ("suara_kota", "kantor_berita")}, 2),
        ("pegawai", {"grade": 3}, 2),
        ("pegawai penulis:bere", {}, 1),
        ("pegawai place:kupang outlet:kantor_berita", {"since": date(2023, 1, 1)}, 1),
        ("pegawai -grade:3 credit:bp2mi", {}, 0),
        ("pegawai -grade:3", {}, 1),
        ("pegawai (outlet:suara_kota OR grade:3)", {}, 3),
        ("penulis:bere", {"outlet": "kantor_berita"}, 1),
        ("penulis:BERE -penulis:lobo", {}, 1),
        ("penulis:_aria", {}, 0),
        ('pegawai penulis:"a B"', {}, 1),
        ("pegawai penulis:josé", {}, 1),
        ("pegawai penulis:jos", {}, 1),
        ("penulis:nobody", {}, 0),
        ("penulis:\u201cÉ\u201d", {}, 0),
        (None, {"grade": 1}, 3),
    ],
)
def test_a_condition_means_the_same_however_it_is_looked_up(
    filled: Corpus, query: str | None, filters: dict[str, object], total: int, limits: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    filled.conn.execute("UPDATE articles SET authors = ? WHERE title LIKE 'Opini%'", (json.dumps(['José "J" Lobo']),))
    for name, value in limits.items():
        monkeypatch.setattr(f"corpus.query.narrow.{name}", value)
    result = search(filled, query, **filters)  # type: ignore[arg-type]
    assert (result.total, result.exact) == (total, True)


@pytest.mark.parametrize("limits", [{}, {"ONE_BY_ONE": 0}, {"LONG": 0}, {"MOST_MOVED": 0}], ids=str)
def test_a_day_that_was_corrected_counts_however_it_is_looked_up(
    corpus: Corpus, keep: Keep, another: Another, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(*(another(n, day=date(2024, 1, 1 + n)) for n in range(6)))
    keep(*(another(n, day=date(2010, 1, 1)) for n in (1, 2, 3)), another(4))
    for name, value in limits.items():
        monkeypatch.setattr(f"corpus.query.narrow.{name}", value)
    moved = ["Berita 3", "Berita 2", "Berita 1"]
    for query, titles in (
        ("pegawai year:2010 outlet:suara_kota", moved), ("pegawai year:2010 outlet:warta_timur", []),
        ("pegawai year:2010 (outlet:suara_kota OR tidakada)", moved),
        ("pegawai year:2024 outlet:suara_kota", ["Berita 5", "Berita 0"]),
    ):  # fmt: skip
        assert [hit.title for hit in search(corpus, query).hits] == titles, query


def test_a_field_in_an_or_is_asked(filled: Corpus) -> None:
    assert search(filled, "gagalkan OR outlet:kantor_berita").total == 2
    assert search(filled, "outlet:suara_kota -gagalkan").total == 1
    assert search(filled, "is:reprint").total == 1
    assert search(filled, "is:original").total == 3
    assert search(filled, "pegawai (year:2023 OR grade:0)").total == 3
    assert search(filled, "penulis:bere").total == 1
    assert search(filled, 'outlet:"Suara Kota" year:2024').total == 1


@pytest.mark.parametrize("common", [0, 60_000], ids=["each is asked", "all are gathered"])
@pytest.mark.parametrize(("query", "total"), [
    ("gagalkan OR outlet:kantor_berita", 2), ("(pegawai OR outlet:suara_kota) -grade:3", 2),
    ("pegawai OR year:2024", 4),
    ("(gagalkan OR grade:0) outlet:suara_kota", 2), ("outlet:suara_kota -(gagalkan OR grade:3)", 1),
    ("(pegawai -kupang) OR outlet:suara_kota", 2), ("judul:bina OR place:kupang year:2023", 2),
])  # fmt: skip
def test_words_beside_fields_in_an_or_mean_the_same_however_they_are_asked(
    filled: Corpus, query: str, total: int, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.query.compiler.COMMON", common)
    assert search(filled, query).total == total
    assert select(filled, query).conditions == select(filled, query, page=common > 0).conditions


def test_a_prefix_is_spelled_out_and_finds_the_same(filled: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(filled)
    spelled = search(filled, "pega* OR gaga*")
    assert spelled.expression == '("pegawai" OR "gagalkan")'
    assert [(one.word, one.added) for one in spelled.expansions] == [("pega*", ("pegawai",)), ("gaga*", ("gagalkan",))]
    assert search(filled, "zzzz*").total == 0
    monkeypatch.setattr("corpus.query.expansion.MAX_ENDINGS", 0)
    by_fts5 = search(filled, "pega* OR gaga*")
    assert by_fts5.expression == '("pega"* OR "gaga"*)'
    assert by_fts5.hits == spelled.hits
    assert by_fts5.total == spelled.total > 0
